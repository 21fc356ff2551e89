// SPDX-License-Identifier: GPL-2.0-only
/* Netlink: link health as attributes, for everybody. */

#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "core/health.h"
#include "show/netlink/fill.h"
#include "show/netlink/health.h"
#include "spec/f16.h"
#include "spec/health_log2.h"
#include "spec/health_trend.h"
#include "spec/record_format.h"

#define CMIS_NL_SIGN_TEXT	24

/* The value of an evidence, as sysfs has it */
static void cmis_nl_sign_format(const struct cmis_told_sign *sign, char *text)
{
	const char *word = cmis_sign_word(sign->sign, sign->seen.value);

	if (word)
		strscpy(text, word, CMIS_NL_SIGN_TEXT);
	else if (cmis_sign_is_ratio(sign->sign))
		cmis_f16_format(sign->seen.value, text, CMIS_NL_SIGN_TEXT);
	else if (sign->sign == CMIS_SIGN_DEAD)
		snprintf(text, CMIS_NL_SIGN_TEXT, "%pe",
			 ERR_PTR((long)-sign->seen.value));
	else
		snprintf(text, CMIS_NL_SIGN_TEXT, "%lld", sign->seen.value);
}

static int cmis_nl_put_lanes(struct sk_buff *skb, u64 lanes)
{
	if (lanes == CMIS_LANES_MODULE)
		return 0;
	if (nla_put_u32(skb, CMIS_A_SIGN_LANE, __ffs64(lanes) + 1))
		return -EMSGSIZE;
	return nla_put_u64_64bit(skb, CMIS_A_SIGN_LANES, lanes,
				 CMIS_A_SIGN_PAD);
}

static int cmis_nl_put_sign(struct sk_buff *skb,
			    const struct cmis_told_sign *sign)
{
	struct nlattr *nest = nla_nest_start(skb, CMIS_A_VERDICT_EVIDENCE);
	const struct cmis_sign_row *row = cmis_sign_get(sign->sign);
	char text[CMIS_NL_SIGN_TEXT];

	cmis_nl_sign_format(sign, text);
	if (!nest ||
	    nla_put_u64_64bit(skb, CMIS_A_SIGN_TIME_NS, sign->seen.when_ns,
			      CMIS_A_SIGN_PAD) ||
	    cmis_nl_put_lanes(skb, sign->seen.lanes) ||
	    nla_put_u32(skb, CMIS_A_SIGN_SIDE, row->side) ||
	    nla_put_string(skb, CMIS_A_SIGN_NAME, row->name) ||
	    nla_put_string(skb, CMIS_A_SIGN_VALUE, text))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_times(struct sk_buff *skb,
			     const struct cmis_finding *finding)
{
	if (nla_put_u64_64bit(skb, CMIS_A_VERDICT_EVENT_NS, finding->event_ns,
			      CMIS_A_VERDICT_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_VERDICT_TIME_NS, finding->when_ns,
			      CMIS_A_VERDICT_PAD))
		return -EMSGSIZE;
	return nla_put_u64_64bit(skb, CMIS_A_VERDICT_LANES,
				 finding->verdict.lanes, CMIS_A_VERDICT_PAD);
}

/* There is always one action; none is one, too. */
static int cmis_nl_put_advice(struct sk_buff *skb,
			      const struct cmis_verdict *verdict)
{
	for (unsigned int i = 0; i < CMIS_ACTIONS_MAX; i++)
		if ((!i || verdict->actions[i]) &&
		    nla_put_u32(skb, CMIS_A_VERDICT_ADVICE,
				verdict->actions[i]))
			return -EMSGSIZE;
	return 0;
}

/**
 * cmis_nl_fill_verdict - put a verdict into a message
 * @skb: the message
 * @cage: the cage
 * @told: the verdict
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_fill_verdict(struct sk_buff *skb, const struct cmis_cage *cage,
			 const struct cmis_told *told)
{
	const struct cmis_verdict *verdict = &told->finding.verdict;
	const struct {
		int attr;
		u32 value;
	} rows[] = {
		{ CMIS_A_VERDICT_CAGE_ID, cage->id },
		{ CMIS_A_VERDICT_NUMBER, told->number },
		{ CMIS_A_VERDICT_STAGE, told->finding.final ?
					CMIS_STAGE_FINAL : CMIS_STAGE_FIRST },
		{ CMIS_A_VERDICT_VERDICT, verdict->kind },
		{ CMIS_A_VERDICT_DETAIL, verdict->detail },
		{ CMIS_A_VERDICT_CONFIDENCE, verdict->confidence },
		{ CMIS_A_VERDICT_COUNT, told->count },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (nla_put_u32(skb, rows[i].attr, rows[i].value))
			return -EMSGSIZE;
	if (cmis_nl_put_times(skb, &told->finding) ||
	    cmis_nl_put_advice(skb, verdict))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < told->signs; i++)
		if (cmis_nl_put_sign(skb, &told->sign[i]))
			return -EMSGSIZE;
	return !told->cages ? 0 :
	       nla_put(skb, CMIS_A_VERDICT_CAGES,
		       told->cages * sizeof(*told->cage), told->cage);
}

static int cmis_nl_put_worse(struct sk_buff *skb,
			     const struct cmis_guard *guard)
{
	bool worse = guard->state == CMIS_GUARD_WORSE;

	if (nla_put_u32(skb, CMIS_A_GUARD_WORSE, worse))
		return -EMSGSIZE;
	if (!worse)
		return 0;
	return cmis_nl_put_ratio(skb, CMIS_A_GUARD_BEFORE,
				 cmis_log2_to_f16(guard->before)) ?:
	       cmis_nl_put_ratio(skb, CMIS_A_GUARD_AFTER, guard->after.f16);
}

static int cmis_nl_put_base(struct sk_buff *skb,
			    const struct cmis_guard *guard)
{
	const struct {
		int attr;
		u32 value;
	} rows[] = {
		{ CMIS_A_GUARD_SPREAD_MDECADE,
		  guard->base.spread * 1000 / CMIS_LOG2_DECADE },
		{ CMIS_A_GUARD_SAMPLES, guard->base.samples },
		{ CMIS_A_GUARD_AGE_MINUTES, guard->base.age },
		{ CMIS_A_GUARD_VALID, cmis_guard_valid(guard) },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (nla_put_u32(skb, rows[i].attr, rows[i].value))
			return -EMSGSIZE;
	return cmis_nl_put_ratio(skb, CMIS_A_GUARD_LEVEL,
				 cmis_log2_to_f16(guard->base.level));
}

/**
 * cmis_nl_fill_guard - put the usual error ratio of a lane into a message
 * @skb: the message
 * @cage: the cage
 * @place: the side of the lane
 *
 * Return: 0; -EMSGSIZE; -ENODEV: there is no such lane; -ENODATA: it has no
 * usual ratio yet.
 */
int cmis_nl_fill_guard(struct sk_buff *skb, struct cmis_cage *cage,
		       const struct cmis_nl_place *place)
{
	unsigned int quantity = place->side == CMIS_SIDE_MEDIA ?
				CMIS_QUANTITY_MEDIA_BER :
				CMIS_QUANTITY_HOST_BER;
	struct cmis_guard guard;
	int ret = cmis_health_get_guard(cage, place->lane, quantity, &guard);

	if (ret)
		return ret;
	if (!guard.base.samples)
		return -ENODATA;
	if (nla_put_u32(skb, CMIS_A_GUARD_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_GUARD_LANE, place->lane + 1) ||
	    nla_put_u32(skb, CMIS_A_GUARD_SIDE, place->side))
		return -EMSGSIZE;
	return cmis_nl_put_base(skb, &guard) ?:
	       cmis_nl_put_worse(skb, &guard);
}

/**
 * cmis_nl_trend_place - the quantity and window of an item of a dump
 * @item: number of the item, from 0
 * @place: where they go
 *
 * The temperature of the module comes first, then each lane.
 *
 * Return: false if there is no such item, or its window does not serve the
 * quantity.
 */
bool cmis_nl_trend_place(u32 item, struct cmis_trend_place *place)
{
	place->window = item % CMIS_WINDOW_COUNT;
	item /= CMIS_WINDOW_COUNT;
	place->lane = 0;
	place->quantity = CMIS_QUANTITY_HEAT;
	if (!item)
		return true;
	place->lane = (item - 1) / CMIS_QUANTITY_COUNT;
	place->quantity = (item - 1) % CMIS_QUANTITY_COUNT;
	return cmis_window_serves(place->window, place->quantity);
}

/**
 * cmis_nl_trend_name - the name of a quantity
 * @place: the quantity
 *
 * Return: the name.
 */
const char *cmis_nl_trend_name(const struct cmis_trend_place *place)
{
	return place->quantity == CMIS_QUANTITY_HEAT ? "temperature_mc" :
	       cmis_quantity_get(place->quantity)->name;
}

/**
 * cmis_nl_trend_find - find a quantity by its name
 * @name: the name
 * @lane: number of its lane, from 1; NULL for the temperature of the module
 * @place: where quantity and lane go
 *
 * Return: false if there is no such quantity.
 */
bool cmis_nl_trend_find(const char *name, const struct nlattr *lane,
			struct cmis_trend_place *place)
{
	place->lane = lane ? nla_get_u32(lane) - 1 : 0;
	for (place->quantity = 0; place->quantity <= CMIS_QUANTITY_HEAT;
	     place->quantity++)
		if (!strcmp(name, cmis_nl_trend_name(place)))
			return !lane ==
			       (place->quantity == CMIS_QUANTITY_HEAT);
	return false;
}

static int cmis_nl_put_trend_key(struct sk_buff *skb,
				 const struct cmis_cage *cage,
				 const struct cmis_trend_place *place)
{
	bool heat = place->quantity == CMIS_QUANTITY_HEAT;
	u32 side = heat ? CMIS_SIDE_MODULE :
			  cmis_quantity_get(place->quantity)->side;

	if (nla_put_u32(skb, CMIS_A_TREND_CAGE_ID, cage->id) ||
	    (!heat && nla_put_u32(skb, CMIS_A_TREND_LANE, place->lane + 1)) ||
	    nla_put_u32(skb, CMIS_A_TREND_SIDE, side) ||
	    nla_put_string(skb, CMIS_A_TREND_NAME, cmis_nl_trend_name(place)))
		return -EMSGSIZE;
	return nla_put_u32(skb, CMIS_A_TREND_WINDOW, place->window);
}

static int cmis_nl_put_hours(struct sk_buff *skb, int attr, s32 minutes)
{
	return minutes < 0 ? 0 : nla_put_u32(skb, attr, minutes / 60);
}

static int cmis_nl_put_slope(struct sk_buff *skb, unsigned int quantity,
			     const struct cmis_health_trend *trend)
{
	const struct cmis_trend *slope = &trend->trend;

	if (!trend->known)
		return 0;
	if (nla_put_s32(skb, CMIS_A_TREND_SLOPE, trend->per_day) ||
	    nla_put_string(skb, CMIS_A_TREND_UNIT,
			   cmis_quantity_get(quantity)->unit) ||
	    cmis_nl_put_hours(skb, CMIS_A_TREND_HOURS_LEFT,
			      slope->minutes_left) ||
	    cmis_nl_put_hours(skb, CMIS_A_TREND_HOURS_LEFT_LOW,
			      slope->minutes_low) ||
	    cmis_nl_put_hours(skb, CMIS_A_TREND_HOURS_LEFT_HIGH,
			      slope->minutes_high) ||
	    nla_put_u32(skb, CMIS_A_TREND_CONFIDENCE, slope->confidence))
		return -EMSGSIZE;
	return nla_put_u32(skb, CMIS_A_TREND_AHEAD, trend->ahead);
}

/**
 * cmis_nl_fill_trend - put a quantity over a window into a message
 * @skb: the message
 * @cage: the cage
 * @snapshot: of the module, or an errno as a pointer
 * @place: the quantity and the window
 *
 * Return: 0; -EMSGSIZE; -ENODEV: there is no such lane; -ENODATA: there is no
 * module, or no bin has a sample.
 */
int cmis_nl_fill_trend(struct sk_buff *skb, struct cmis_cage *cage,
		       const struct cmis_snapshot *snapshot,
		       const struct cmis_trend_place *place)
{
	struct cmis_health_trend trend;
	s32 bins[CMIS_TREND_BINS_MAX];
	size_t len;
	int ret;

	if (IS_ERR(snapshot))
		return -ENODATA;
	ret = cmis_health_get_trend(cage, place, &trend);
	if (ret)
		return ret;
	len = trend.bins * sizeof(*bins);
	for (unsigned int i = 0; i < trend.bins; i++)
		bins[i] = trend.bin[i];
	if (cmis_nl_put_trend_key(skb, cage, place) ||
	    cmis_nl_put_slope(skb, place->quantity, &trend) ||
	    nla_put(skb, CMIS_A_TREND_BINS, len, bins) ||
	    nla_put_string(skb, CMIS_A_TREND_SERIAL,
			   snapshot->module->admin.vendor_sn))
		return -EMSGSIZE;
	return nla_put_u32(skb, CMIS_A_TREND_CRC,
			   cmis_record_crc(0, (u8 *)bins, len));
}
