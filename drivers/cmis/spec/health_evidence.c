// SPDX-License-Identifier: GPL-2.0-only
/*
 * The evidence about a link that went down: signs from ten seconds before to
 * two seconds after, or to the first sweep after that. A condition that lasted
 * before is no sign.
 *
 * Pure: see spec/value.h. Integers only.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "spec/f16.h"
#include "spec/health_evidence.h"
#include "spec/health_log2.h"
#include "spec/health_watch.h"
#include "spec/lanes.h"

/* Operators ask first; a watchdog that asks later is no cause. */
#define CMIS_ASKED_LATE_NS	200000000ULL
#define CMIS_ADMIN_BEFORE_NS	(5 * CMIS_WATCH_SECOND_NS)
/* Logarithms in 1/256 of an octave: factors 0.1, 0.5, 0.7; 0.5 dB; 1 dB. */
#define CMIS_FALL_TENTH		850
#define CMIS_FALL_HALF		256
#define CMIS_FALL_DIM		132
#define CMIS_FALL_LOWER		43
#define CMIS_FALL_LONG		85
/* 1.5 decades, and 1e-5 */
#define CMIS_RISE_ERRORS	1276
#define CMIS_ERRORS_LEAST	(-4252)
/* The trend of a laser that fades: 0.7 dB. */
#define CMIS_FALL_FADE		60
#define CMIS_SAG_MV		250
/* A module that stays hot is not the cause: 1 degree Celsius. */
#define CMIS_HOTTER_CC		100
#define CMIS_DEAD_ERRORS	2

static void cmis_sign_add(struct cmis_watch *watch, enum cmis_sign sign,
			  u64 when_ns, s64 value)
{
	const struct cmis_sign_seen seen = {
		.lanes = CMIS_LANES_MODULE,
		.when_ns = when_ns,
		.value = value,
	};

	cmis_evidence_add(&watch->event.evidence, sign, &seen);
}

/**
 * cmis_watch_asked() - whether somebody has asked the module to stop
 * @watch: the watch
 *
 * Return: true if so, within the last ten seconds or since longer.
 */
bool cmis_watch_asked(const struct cmis_watch *watch)
{
	for (unsigned int i = CMIS_MARK_ADMIN_DOWN; i < CMIS_MARK_COUNT; i++) {
		const struct cmis_watch_flag *mark = &watch->mark[i];

		if (mark->on || (mark->seen_ns && watch->now_ns -
				 mark->seen_ns < CMIS_WATCH_BEFORE_NS))
			return true;
	}
	return false;
}

/* A number for people; modules do not measure more exactly. */
static s64 cmis_log2_value(unsigned int quantity, s16 log2)
{
	u16 raw = cmis_log2_to_f16(log2);
	struct cmis_f16 number = cmis_f16_decode(raw);
	s64 value = number.mantissa;

	if (quantity <= CMIS_QUANTITY_HOST_BER)
		return raw;
	for (int i = number.exponent; i > 0; i--)
		value *= 10;
	for (int i = number.exponent; i < 0; i++)
		value = div_s64(value, 10);
	return value;
}

/* Where a sign of a lane is found. */
struct cmis_look {
	struct cmis_watch *watch;
	const struct cmis_watch_lane *lane;
	const struct cmis_watch_entry *entry;
	u64 bit;
};

static void cmis_look_sign(const struct cmis_look *look,
			   enum cmis_sign sign, s64 value)
{
	const struct cmis_sign_seen seen = {
		.lanes = look->bit,
		.when_ns = look->entry->when_ns,
		.value = value,
	};

	cmis_evidence_add(&look->watch->event.evidence, sign, &seen);
}

static void cmis_look_measure(const struct cmis_look *look,
			      enum cmis_sign sign, unsigned int quantity)
{
	cmis_look_sign(look, sign,
		       cmis_log2_value(quantity, look->entry->value[quantity]));
}

/* How far a quantity is below its base; 0 if that is not known. */
static int cmis_look_fall(const struct cmis_look *look,
			  unsigned int quantity)
{
	s16 value = look->entry->value[quantity];
	s16 base = cmis_base_get(&look->lane->base[quantity]);

	if (value == CMIS_LOG2_NONE || base == CMIS_LOG2_NONE)
		return 0;
	return base - value;
}

static void cmis_look_flags(const struct cmis_look *look)
{
	static const struct {
		u8 flag;
		u8 sign;
	} rows[] = {
		{ CMIS_WATCH_FLAG(TX_FAULT), CMIS_SIGN_TX_FAULT },
		{ CMIS_WATCH_FLAG(TX_LOS), CMIS_SIGN_TX_LOS },
		{ CMIS_WATCH_FLAG(TX_CDR), CMIS_SIGN_TX_CDR },
		{ CMIS_WATCH_FLAG(TX_EQ), CMIS_SIGN_TX_EQ },
		{ CMIS_WATCH_FLAG(RX_LOS), CMIS_SIGN_RX_LOS },
		{ CMIS_WATCH_FLAG(RX_CDR), CMIS_SIGN_RX_CDR },
	};
	u8 new = look->entry->flags & ~look->lane->held_flags;

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (new & rows[i].flag)
			cmis_look_sign(look, rows[i].sign, 1);
}

/* The module has lost the host's signal on any lane, or just had. */
static bool cmis_watch_unheard(const struct cmis_look *look)
{
	return look->entry->flags & CMIS_WATCH_FLAG(TX_LOS) ||
	       look->watch->event.evidence.sign[CMIS_SIGN_TX_LOS].lanes;
}

static void cmis_look_path(const struct cmis_look *look)
{
	u8 before = look->lane->held_path;
	u8 path = look->entry->path;

	if (!path || path == CMIS_DP_ACTIVATED ||
	    (before && before != CMIS_DP_ACTIVATED) ||
	    cmis_watch_asked(look->watch) || cmis_watch_unheard(look))
		return;
	cmis_look_sign(look, CMIS_SIGN_PATH_DOWN, path);
}

static void cmis_look_laser(const struct cmis_look *look)
{
	const struct cmis_watch *watch = look->watch;
	const struct cmis_watch_lane *lane = look->lane;
	int fall = cmis_look_fall(look, CMIS_QUANTITY_TX_POWER);
	s16 bias = look->entry->value[CMIS_QUANTITY_TX_BIAS];
	u8 path = look->entry->path;

	if (cmis_watch_unheard(look) || (path && path != CMIS_DP_ACTIVATED))
		return;
	if (fall >= CMIS_FALL_HALF)
		cmis_look_measure(look, CMIS_SIGN_TX_WEAK,
				  CMIS_QUANTITY_TX_POWER);
	if (bias == CMIS_LOG2_NONE ||
	    (!(look->entry->flags & CMIS_WATCH_FLAG(BIAS_HIGH)) &&
	     (watch->limit_bias == CMIS_LOG2_NONE || bias < watch->limit_bias)))
		return;
	if (fall >= CMIS_FALL_LOWER ||
	    cmis_series_fall(&lane->series[CMIS_QUANTITY_TX_POWER]) >=
	    CMIS_FALL_FADE)
		cmis_look_measure(look, CMIS_SIGN_TX_FADES,
				  CMIS_QUANTITY_TX_BIAS);
}

static void cmis_look_light(const struct cmis_look *look)
{
	int fall = cmis_look_fall(look, CMIS_QUANTITY_RX_POWER);

	if (look->entry->value[CMIS_QUANTITY_RX_POWER] == CMIS_LOG2_NONE)
		return;
	if (fall >= CMIS_FALL_TENTH)
		cmis_look_measure(look, CMIS_SIGN_RX_DARK,
				  CMIS_QUANTITY_RX_POWER);
	if (fall >= CMIS_FALL_DIM)
		cmis_look_measure(look, CMIS_SIGN_RX_DIM,
				  CMIS_QUANTITY_RX_POWER);
	if (fall >= CMIS_FALL_LOWER ||
	    cmis_series_fall(&look->lane->series[CMIS_QUANTITY_RX_POWER]) >=
	    CMIS_FALL_LONG)
		cmis_look_measure(look, CMIS_SIGN_RX_LOWER,
				  CMIS_QUANTITY_RX_POWER);
}

static void cmis_look_errors(const struct cmis_look *look,
			     unsigned int quantity)
{
	static const struct {
		u8 rises;
		u8 many;
	} signs[] = {
		[CMIS_QUANTITY_MEDIA_BER] = { CMIS_SIGN_MEDIA_RISES,
					      CMIS_SIGN_MEDIA_BER },
		[CMIS_QUANTITY_HOST_BER] = { CMIS_SIGN_HOST_RISES,
					     CMIS_SIGN_HOST_BER },
	};
	s16 value = look->entry->value[quantity];
	int rise = -cmis_look_fall(look, quantity);

	if (value == CMIS_LOG2_NONE)
		return;
	if (rise >= CMIS_LOG2_DECADE)
		cmis_look_measure(look, signs[quantity].rises, quantity);
	if (rise >= CMIS_RISE_ERRORS && value >= CMIS_ERRORS_LEAST)
		cmis_look_measure(look, signs[quantity].many, quantity);
}

/**
 * cmis_evidence_lane() - look for signs in a sweep of a lane
 * @watch: the watch
 * @lane: the lane, from 0
 * @entry: the sweep
 */
void cmis_evidence_lane(struct cmis_watch *watch, unsigned int lane,
			const struct cmis_watch_entry *entry)
{
	const struct cmis_look look = {
		.watch = watch,
		.lane = &watch->lane[lane],
		.entry = entry,
		.bit = BIT_ULL(lane),
	};

	cmis_look_flags(&look);
	cmis_look_path(&look);
	cmis_look_laser(&look);
	cmis_look_light(&look);
	cmis_look_errors(&look, CMIS_QUANTITY_MEDIA_BER);
	cmis_look_errors(&look, CMIS_QUANTITY_HOST_BER);
}

static void cmis_module_heat(struct cmis_watch *watch,
			     const struct cmis_watch_module *entry)
{
	s16 base = cmis_base_get(&watch->temperature);
	s16 limit = watch->limit_temperature_cc;
	s16 least = cmis_series_least(&watch->heat);
	bool lasts = base != CMIS_LOG2_NONE && base >= limit &&
		     (least == CMIS_LOG2_NONE || least >= limit) &&
		     entry->temperature_cc < base + CMIS_HOTTER_CC;

	if (limit == CMIS_LOG2_NONE || lasts ||
	    entry->temperature_cc == CMIS_LOG2_NONE ||
	    entry->temperature_cc < limit)
		return;
	cmis_sign_add(watch, CMIS_SIGN_HOT, entry->when_ns,
		      10 * (s64)entry->temperature_cc);
}

static void cmis_module_supply(struct cmis_watch *watch,
			       const struct cmis_watch_module *entry)
{
	s16 base = cmis_base_get(&watch->vcc);
	s16 limit = watch->limit_vcc_mv;
	bool lasts = base != CMIS_LOG2_NONE && base < limit;

	if (entry->vcc_mv == CMIS_LOG2_NONE)
		return;
	if ((limit != CMIS_LOG2_NONE && entry->vcc_mv < limit && !lasts) ||
	    (base != CMIS_LOG2_NONE && entry->vcc_mv <= base - CMIS_SAG_MV))
		cmis_sign_add(watch, CMIS_SIGN_VCC_LOW, entry->when_ns,
			      1000 * (s64)entry->vcc_mv);
}

/**
 * cmis_evidence_module() - look for signs in readings of the module
 * @watch: the watch
 * @entry: the readings
 */
void cmis_evidence_module(struct cmis_watch *watch,
			  const struct cmis_watch_module *entry)
{
	cmis_module_heat(watch, entry);
	cmis_module_supply(watch, entry);
}

/* Lanes in use: not those without a data path, or without light before. */
static u64 cmis_watch_active(const struct cmis_watch *watch, u64 lanes)
{
	for (unsigned int i = 0; i < watch->lanes; i++) {
		const struct cmis_watch_lane *lane = &watch->lane[i];
		u8 path = lane->held_path;

		if ((path && path != CMIS_DP_ACTIVATED) ||
		    lane->held_flags & CMIS_WATCH_FLAG(RX_LOS))
			lanes &= ~BIT_ULL(i);
	}
	return lanes;
}

/**
 * cmis_evidence_lanes() - note what the module is like
 * @watch: the watch, with a link that went down
 *
 * Another module does not change it.
 */
void cmis_evidence_lanes(struct cmis_watch *watch)
{
	struct cmis_signs *evidence = &watch->event.evidence;
	u64 media = watch->media_seen ? watch->media_seen : watch->host_seen;

	if (watch->event.swapped)
		return;
	evidence->media_lanes = cmis_watch_active(watch, media);
	evidence->host_lanes = cmis_watch_active(watch, watch->host_seen);
	evidence->light = watch->light_seen;
}

/**
 * cmis_evidence_start() - the link went down: look at the last ten seconds
 * @watch: the watch
 */
void cmis_evidence_start(struct cmis_watch *watch)
{
	struct cmis_signs *evidence = &watch->event.evidence;
	u64 since = watch->now_ns > CMIS_WATCH_BEFORE_NS ?
		    watch->now_ns - CMIS_WATCH_BEFORE_NS : 0;

	memset(evidence, 0, sizeof(*evidence));
	evidence->event_ns = watch->now_ns;
	for (unsigned int i = 0; i < watch->lanes; i++) {
		struct cmis_watch_lane *lane = &watch->lane[i];

		for (unsigned int j = 0; j < lane->count; j++) {
			const struct cmis_watch_entry *entry =
				&lane->recent[(lane->first + j) %
					      CMIS_WATCH_RECENT];

			if (entry->when_ns < since) {
				lane->held_flags = entry->flags;
				lane->held_path = entry->path;
			}
			cmis_evidence_lane(watch, i, entry);
		}
	}
	for (unsigned int i = 0; i < watch->recent_count; i++)
		if (watch->recent[i].when_ns >= since)
			cmis_evidence_module(watch, &watch->recent[i]);
}

/* A flag or state of the module that began in the time of the evidence. */
static void cmis_evidence_mark(struct cmis_watch *watch,
			       enum cmis_watch_mark mark, enum cmis_sign sign)
{
	const struct cmis_watch_event *event = &watch->event;
	u64 when = watch->mark[mark].since_ns;
	u64 at = event->evidence.event_ns;
	u64 end = at + CMIS_WATCH_AFTER_NS;

	if (!event->swept_ns)
		end = ~0ULL;
	else if (event->swept_ns > end)
		end = event->swept_ns;
	if (when && when <= end && when + CMIS_WATCH_BEFORE_NS >= at)
		cmis_sign_add(watch, sign, when, watch->mark[mark].value);
}

static void cmis_evidence_asked(struct cmis_watch *watch,
				enum cmis_watch_mark mark, enum cmis_sign sign)
{
	u64 when = watch->mark[mark].since_ns;
	u64 at = watch->event.evidence.event_ns;
	u64 before = mark == CMIS_MARK_ADMIN_DOWN ? CMIS_ADMIN_BEFORE_NS :
						    CMIS_WATCH_BEFORE_NS;

	if (when && when <= at + CMIS_ASKED_LATE_NS && when + before >= at)
		cmis_sign_add(watch, sign, when, 1);
}

/* Without a presence pin, a silent module is a removed one. */
static void cmis_evidence_presence(struct cmis_watch *watch)
{
	static const u8 marks[] = { CMIS_MARK_GONE, CMIS_MARK_EMPTY };
	u64 at = watch->event.evidence.event_ns;
	const struct cmis_watch_bus *bus = &watch->bus;

	for (unsigned int i = 0; i < ARRAY_SIZE(marks); i++) {
		u64 when = watch->mark[marks[i]].since_ns;

		if (when && when <= at + CMIS_WATCH_AFTER_NS &&
		    when + CMIS_WATCH_BEFORE_NS >= at)
			cmis_sign_add(watch, CMIS_SIGN_REMOVED, when, 0);
	}
	if (bus->count < CMIS_DEAD_ERRORS ||
	    bus->first_ns > at + CMIS_WATCH_AFTER_NS ||
	    bus->first_ns + CMIS_WATCH_BEFORE_NS < at)
		return;
	if (bus->silent && !watch->pin_seen && !watch->status_seen)
		cmis_sign_add(watch, CMIS_SIGN_REMOVED, bus->first_ns, 0);
	else if (!watch->mark[CMIS_MARK_GONE].on &&
		 !watch->mark[CMIS_MARK_EMPTY].on)
		cmis_sign_add(watch, CMIS_SIGN_DEAD, bus->first_ns, bus->error);
}

/**
 * cmis_watch_judge() - the verdict by the evidence so far
 * @watch: the watch, with a link that went down
 * @verdict: where the verdict goes
 */
void cmis_watch_judge(struct cmis_watch *watch, struct cmis_verdict *verdict)
{
	static const struct {
		u8 mark;
		u8 sign;
	} marks[] = {
		{ CMIS_MARK_FW_ERROR, CMIS_SIGN_FW_ERROR },
		{ CMIS_MARK_HOT, CMIS_SIGN_HOT },
		{ CMIS_MARK_VCC_LOW, CMIS_SIGN_VCC_LOW },
		{ CMIS_MARK_FAULT, CMIS_SIGN_MODULE_FAULT },
		{ CMIS_MARK_HEAT, CMIS_SIGN_HEAT_FAULT },
		{ CMIS_MARK_NOT_READY, CMIS_SIGN_MODULE_DOWN },
	}, asked[] = {
		{ CMIS_MARK_ADMIN_DOWN, CMIS_SIGN_ADMIN_DOWN },
		{ CMIS_MARK_LOW_POWER, CMIS_SIGN_LOW_POWER },
		{ CMIS_MARK_RESET, CMIS_SIGN_RESET },
		{ CMIS_MARK_DEINIT, CMIS_SIGN_DEINIT },
		{ CMIS_MARK_TX_OFF, CMIS_SIGN_TX_OFF },
	};
	struct cmis_signs *evidence = &watch->event.evidence;

	cmis_evidence_lanes(watch);
	evidence->irq = watch->irq_seen;
	for (unsigned int i = 0; i < ARRAY_SIZE(marks); i++)
		cmis_evidence_mark(watch, marks[i].mark, marks[i].sign);
	for (unsigned int i = 0; i < ARRAY_SIZE(asked); i++)
		cmis_evidence_asked(watch, asked[i].mark, asked[i].sign);
	cmis_evidence_presence(watch);
	cmis_verdict_judge(evidence, verdict);
}
