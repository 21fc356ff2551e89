// SPDX-License-Identifier: GPL-2.0-only
/*
 * The watch over the link of a cage. The driver feeds it from its sweeps, and
 * cmisctl from a file; both get the same results.
 *
 * Pure: see spec/value.h. Integers only; the caller owns all memory.
 */

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "spec/f16.h"
#include "spec/health_evidence.h"
#include "spec/health_log2.h"
#include "spec/health_watch.h"
#include "spec/lanes.h"
#include "spec/lower.h"

/* Sweeps this close together are one, unless a flag has changed. */
#define CMIS_WATCH_MERGE_NS	(CMIS_WATCH_SECOND_NS / 2)
#define CMIS_WATCH_SETTLE_NS	(2 * CMIS_WATCH_SECOND_NS)
#define CMIS_WATCH_DAY_NS	(24 * 3600 * CMIS_WATCH_SECOND_NS)
#define CMIS_AHEAD_STREAK	2
/* The limit of KP4 for error ratios: 2.4e-4 */
#define CMIS_BER_LIMIT_MANTISSA	24
#define CMIS_BER_LIMIT_EXPONENT	(-5)

#define CMIS_INPUT_FLAGS	(CMIS_INPUT_FW_ERROR - CMIS_INPUT_TX_FAULT)

static_assert(CMIS_INPUT_FLAGS < 8);
static_assert(CMIS_INPUT_MEDIA_BER + CMIS_QUANTITY_COUNT ==
	      CMIS_INPUT_TX_FAULT);
static_assert(CMIS_INPUT_LIMIT_MEDIA_BER + CMIS_QUANTITY_COUNT ==
	      CMIS_INPUT_COUNT);

static void cmis_watch_entry_init(struct cmis_watch_entry *entry)
{
	for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++)
		entry->value[i] = CMIS_LOG2_NONE;
}

static void cmis_watch_lane_init(struct cmis_watch_lane *lane)
{
	memset(lane, 0, sizeof(*lane));
	cmis_watch_entry_init(&lane->now);
	for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++)
		cmis_series_init(&lane->series[i]);
}

static void cmis_watch_module_init(struct cmis_watch_module *module)
{
	module->temperature_cc = CMIS_LOG2_NONE;
	module->vcc_mv = CMIS_LOG2_NONE;
}

/**
 * cmis_watch_grow() - give a watch more lanes
 * @watch: the watch
 * @lane: memory for them; the first @watch->lanes are those that it had
 * @lanes: number of lanes, 64 at most
 */
void cmis_watch_grow(struct cmis_watch *watch, struct cmis_watch_lane *lane,
		     unsigned int lanes)
{
	for (unsigned int i = watch->lanes; i < lanes; i++) {
		cmis_watch_lane_init(&lane[i]);
		if (watch->link != CMIS_LINK_DOWN)
			continue;
		cmis_guard_down(&lane[i].guard[0]);
		cmis_guard_down(&lane[i].guard[1]);
	}
	watch->lane = lane;
	watch->lanes = lanes;
}

/**
 * cmis_watch_init() - begin
 * @watch: the watch; the caller sets @watch->ops, owner and work, and grows it
 */
void cmis_watch_init(struct cmis_watch *watch)
{
	memset(watch, 0, sizeof(*watch));
	cmis_watch_module_init(&watch->module);
	cmis_series_init(&watch->heat);
	cmis_watch_forget_limits(watch);
}

/**
 * cmis_watch_forget_limits() - forget the thresholds of the module
 * @watch: the watch
 */
void cmis_watch_forget_limits(struct cmis_watch *watch)
{
	watch->limit_temperature_cc = CMIS_LOG2_NONE;
	watch->limit_vcc_mv = CMIS_LOG2_NONE;
	watch->limit_bias = CMIS_LOG2_NONE;
	for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++)
		watch->limit[i] = CMIS_LOG2_NONE;
	watch->limit[CMIS_QUANTITY_MEDIA_BER] =
		cmis_log2_number(CMIS_BER_LIMIT_MANTISSA,
				 CMIS_BER_LIMIT_EXPONENT);
	watch->limit[CMIS_QUANTITY_HOST_BER] =
		watch->limit[CMIS_QUANTITY_MEDIA_BER];
}

/* No limit is ahead of a module that is gone. */
static void cmis_watch_lane_end(struct cmis_watch *watch, unsigned int number)
{
	struct cmis_watch_ahead *ahead = watch->lane[number].ahead;

	for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++) {
		bool raised = ahead[i].raised;

		memset(&ahead[i], 0, sizeof(ahead[i]));
		if (raised && watch->ops)
			watch->ops->ahead(watch, number, i, NULL);
	}
}

static bool cmis_watch_lane_accept(struct cmis_watch *watch,
				   unsigned int number)
{
	bool any = false;

	for (unsigned int i = 0; i <= CMIS_QUANTITY_HOST_BER; i++) {
		if (!cmis_guard_accept(&watch->lane[number].guard[i]))
			continue;
		any = true;
		if (watch->ops)
			watch->ops->compared(watch, number, i,
					     CMIS_GUARD_ACCEPTED);
	}
	return any;
}

/**
 * cmis_watch_accept() - worse error ratios are the usual ones from now on
 * @watch: the watch
 * @lanes: of these lanes; bit 0 is lane 1
 *
 * Calls @watch->ops.
 *
 * Return: true if any lane was worse.
 */
bool cmis_watch_accept(struct cmis_watch *watch, u64 lanes)
{
	bool any = false;

	for (unsigned int i = 0; i < watch->lanes; i++)
		if (lanes & BIT_ULL(i))
			any |= cmis_watch_lane_accept(watch, i);
	return any;
}

/* The inputs of this sweep are of the new module. */
static void cmis_watch_see_anew(struct cmis_watch *watch)
{
	watch->host_seen = 0;
	watch->media_seen = 0;
	watch->light_seen = false;
	for (unsigned int i = 0; i < watch->lanes; i++) {
		const struct cmis_watch_lane *lane = &watch->lane[i];
		const s16 *value = lane->now.value;

		if (!lane->touched)
			continue;
		watch->host_seen |= BIT_ULL(i);
		for (unsigned int j = 0; j < CMIS_QUANTITY_COUNT; j++)
			if (j != CMIS_QUANTITY_HOST_BER &&
			    value[j] != CMIS_LOG2_NONE)
				watch->media_seen |= BIT_ULL(i);
		watch->light_seen |= value[CMIS_QUANTITY_RX_POWER] !=
				     CMIS_LOG2_NONE;
	}
}

/**
 * cmis_watch_forget() - forget the module: another one has no before
 * @watch: the watch
 *
 * A link that went down, its evidence, and the thresholds stay.
 * Calls @watch->ops: nothing is worse any more, and no limit is ahead.
 */
void cmis_watch_forget(struct cmis_watch *watch)
{
	if (watch->event.pending) {
		cmis_evidence_lanes(watch);
		watch->event.swapped = true;
	}
	for (unsigned int i = 0; i < watch->lanes; i++) {
		struct cmis_watch_lane *lane = &watch->lane[i];
		struct cmis_watch_entry now = lane->now;
		bool touched = lane->touched;
		u16 media = lane->ratio[0], host = lane->ratio[1];

		cmis_watch_lane_end(watch, i);
		cmis_watch_lane_accept(watch, i);
		cmis_watch_lane_init(lane);
		lane->now = now;
		lane->touched = touched;
		lane->ratio[0] = media;
		lane->ratio[1] = host;
		if (watch->link == CMIS_LINK_DOWN) {
			cmis_guard_down(&lane->guard[0]);
			cmis_guard_down(&lane->guard[1]);
		}
	}
	memset(&watch->temperature, 0, sizeof(watch->temperature));
	memset(&watch->vcc, 0, sizeof(watch->vcc));
	cmis_series_init(&watch->heat);
	watch->recent_count = 0;
	watch->state = 0;
	cmis_watch_see_anew(watch);
}

/**
 * cmis_watch_begin() - begin a sweep
 * @watch: the watch
 * @now_ns: time of the sweep: of inputs up to cmis_watch_commit(); not before
 *	the sweep before
 */
void cmis_watch_begin(struct cmis_watch *watch, u64 now_ns)
{
	watch->now_ns = now_ns;
}

/* Each of these is an event of its own, however soon it comes again. */
static bool cmis_mark_is_event(unsigned int mark)
{
	return mark == CMIS_MARK_GONE || mark == CMIS_MARK_EMPTY ||
	       mark == CMIS_MARK_ADMIN_DOWN || mark == CMIS_MARK_LOW_POWER ||
	       mark == CMIS_MARK_RESET;
}

static void cmis_watch_mark(struct cmis_watch *watch, unsigned int mark,
			    u8 on)
{
	struct cmis_watch_flag *flag = &watch->mark[mark];

	if (on && !flag->on &&
	    (cmis_mark_is_event(mark) || !flag->seen_ns ||
	     watch->now_ns - flag->seen_ns >= CMIS_WATCH_BEFORE_NS)) {
		flag->since_ns = watch->now_ns;
		flag->value = on;
	}
	if (on || flag->on)
		flag->seen_ns = watch->now_ns;
	flag->on = on;
}

static void cmis_watch_state(struct cmis_watch *watch, u8 state)
{
	bool left = watch->state == CMIS_STATE_READY &&
		    state != CMIS_STATE_READY && state != CMIS_STATE_FAULT;

	cmis_watch_mark(watch, CMIS_MARK_FAULT, state == CMIS_STATE_FAULT);
	if (left && !cmis_watch_asked(watch))
		cmis_watch_mark(watch, CMIS_MARK_NOT_READY, state ?: 0xff);
	else if (state == CMIS_STATE_READY)
		cmis_watch_mark(watch, CMIS_MARK_NOT_READY, false);
	watch->state = state;
}

static void cmis_watch_bus_error(struct cmis_watch *watch, unsigned int error)
{
	bool silent = error == ENXIO || error == ENODEV || error == EREMOTEIO;
	struct cmis_watch_bus *bus = &watch->bus;

	if (!bus->count) {
		bus->first_ns = watch->now_ns;
		bus->error = error;
		bus->silent = true;
	}
	bus->silent &= silent;
	bus->count++;
	watch->erred = true;
}

/* The serial number comes in the same sweep, if it is known. */
static void cmis_watch_identity(struct cmis_watch *watch, unsigned int input,
				u64 value)
{
	if (input == CMIS_INPUT_SERIAL) {
		if (watch->serial_seen && watch->serial != value)
			cmis_watch_forget(watch);
		watch->serial = value;
		watch->serial_seen = true;
		return;
	}
	if (watch->generation_seen && watch->generation != value &&
	    !watch->serial_seen)
		cmis_watch_forget(watch);
	watch->generation = value;
	watch->generation_seen = true;
}

static void cmis_watch_limit(struct cmis_watch *watch, unsigned int input,
			     s64 value)
{
	unsigned int quantity = input - CMIS_INPUT_LIMIT_MEDIA_BER;
	struct cmis_f16 ratio = cmis_f16_decode(value);

	switch (input) {
	case CMIS_INPUT_LIMIT_TEMPERATURE:
		watch->limit_temperature_cc = div_s64(value, 10);
		break;
	case CMIS_INPUT_LIMIT_VCC:
		watch->limit_vcc_mv = div_s64(value, 1000);
		break;
	case CMIS_INPUT_LIMIT_BIAS_WARNING:
		watch->limit_bias = value > 0 ? cmis_log2_number(value, 0) :
						CMIS_LOG2_NONE;
		break;
	case CMIS_INPUT_LIMIT_MEDIA_BER:
	case CMIS_INPUT_LIMIT_HOST_BER:
		if (ratio.mantissa)
			watch->limit[quantity] =
				cmis_log2_number(ratio.mantissa,
						 ratio.exponent);
		break;
	default:
		watch->limit[quantity] = value > 0 ?
			cmis_log2_number(value, 0) : CMIS_LOG2_NONE;
	}
}

static void cmis_watch_link(struct cmis_watch *watch, bool up)
{
	/* The first state of all is no change. */
	if (!up && (watch->link == CMIS_LINK_UP ||
		    (watch->link == CMIS_LINK_UNKNOWN && watch->begun)))
		watch->fell = true;
	watch->next = up ? CMIS_LINK_UP : CMIS_LINK_DOWN;
}

static void cmis_watch_put_module(struct cmis_watch *watch, unsigned int input,
				  s64 value)
{
	switch (input) {
	case CMIS_INPUT_TEMPERATURE:
		watch->module.temperature_cc = div_s64(value, 10);
		break;
	case CMIS_INPUT_VCC:
		watch->module.vcc_mv = div_s64(value, 1000);
		break;
	case CMIS_INPUT_FW_ERROR:
	case CMIS_INPUT_HOT:
	case CMIS_INPUT_VCC_LOW:
		cmis_watch_mark(watch, CMIS_MARK_FW_ERROR + input -
				CMIS_INPUT_FW_ERROR, !!value);
		break;
	case CMIS_INPUT_MODULE_STATE:
		cmis_watch_state(watch, value);
		break;
	case CMIS_INPUT_FAULT_CAUSE:
		/* TEC runaway, temperature */
		cmis_watch_mark(watch, CMIS_MARK_HEAT,
				value == 1 || value == 6 ? value : 0);
		break;
	case CMIS_INPUT_EMPTY:
		watch->status_seen = true;
		cmis_watch_mark(watch, CMIS_MARK_EMPTY, value);
		for (unsigned int i = 0; value && i < watch->lanes; i++)
			cmis_watch_lane_end(watch, i);
		break;
	case CMIS_INPUT_PRESENT:
		watch->pin_seen = true;
		cmis_watch_mark(watch, CMIS_MARK_GONE, !value);
		break;
	case CMIS_INPUT_IRQ:
		watch->irq_seen = true;
		break;
	case CMIS_INPUT_LINK:
		cmis_watch_link(watch, value);
		break;
	case CMIS_INPUT_ADMIN:
		cmis_watch_mark(watch, CMIS_MARK_ADMIN_DOWN, !value);
		break;
	case CMIS_INPUT_BUS_ERROR:
		cmis_watch_bus_error(watch, value);
		break;
	case CMIS_INPUT_SERIAL:
	case CMIS_INPUT_GENERATION:
		cmis_watch_identity(watch, input, value);
		break;
	case CMIS_INPUT_LOW_POWER:
	case CMIS_INPUT_RESET:
	case CMIS_INPUT_DEINIT:
	case CMIS_INPUT_TX_OFF:
		cmis_watch_mark(watch, CMIS_MARK_LOW_POWER + input -
				CMIS_INPUT_LOW_POWER, !!value);
		break;
	default:
		cmis_watch_limit(watch, input, value);
	}
}

static void cmis_watch_application(struct cmis_watch *watch,
				   unsigned int number, u8 code)
{
	struct cmis_watch_lane *lane = &watch->lane[number];

	if (lane->application && lane->application != code) {
		cmis_watch_lane_accept(watch, number);
		for (unsigned int i = 0; i < 2; i++)
			cmis_guard_forget(&lane->guard[i]);
	}
	lane->application = code;
}

static void cmis_watch_put_lane(struct cmis_watch *watch, unsigned int input,
				unsigned int number, s64 value)
{
	struct cmis_watch_lane *lane = &watch->lane[number];
	unsigned int quantity = input - CMIS_INPUT_MEDIA_BER;
	struct cmis_f16 ratio;
	u8 flag;

	if (input <= CMIS_INPUT_HOST_BER) {
		ratio = cmis_f16_decode(value);
		lane->ratio[quantity] = value;
		lane->now.value[quantity] = cmis_log2_ber(ratio.mantissa,
							  ratio.exponent);
	} else if (input < CMIS_INPUT_TX_FAULT) {
		lane->now.value[quantity] = cmis_log2_number(value, 0);
	} else if (input < CMIS_INPUT_FW_ERROR) {
		flag = BIT(input - CMIS_INPUT_TX_FAULT);
		lane->now.flags &= ~flag;
		lane->now.flags |= value ? flag : 0;
	} else if (input == CMIS_INPUT_PATH_STATE) {
		lane->now.path = value;
	} else {
		cmis_watch_application(watch, number, value);
	}
	lane->touched = true;
	watch->host_seen |= BIT_ULL(number);
	watch->light_seen |= input == CMIS_INPUT_RX_POWER;
	if (input < CMIS_INPUT_TX_FAULT && input != CMIS_INPUT_HOST_BER)
		watch->media_seen |= BIT_ULL(number);
}

/**
 * cmis_watch_put() - an input
 * @watch: the watch, after cmis_watch_begin()
 * @input: enum cmis_input
 * @lane: from 0, or %CMIS_WATCH_LANE_NONE; inputs for lanes that the watch does
 *	not have are dropped
 * @value: in the unit of the input
 */
void cmis_watch_put(struct cmis_watch *watch, unsigned int input,
		    unsigned int lane, s64 value)
{
	bool of_lane = (input >= CMIS_INPUT_MEDIA_BER &&
			input < CMIS_INPUT_FW_ERROR) ||
		       input == CMIS_INPUT_PATH_STATE ||
		       input == CMIS_INPUT_APPLICATION;

	if (input < CMIS_INPUT_MODULE_STATE)
		watch->swept = true;
	if (!of_lane)
		cmis_watch_put_module(watch, input, value);
	else if (lane < watch->lanes)
		cmis_watch_put_lane(watch, input, lane, value);
}

/* A sweep is older than ten seconds: let bases and guards learn from it. */
static void cmis_watch_lane_drop(struct cmis_watch *watch,
				 struct cmis_watch_lane *lane)
{
	const struct cmis_watch_entry *entry = &lane->recent[lane->first];

	lane->held_flags = entry->flags;
	lane->held_path = entry->path;
	for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++) {
		s16 value = entry->value[i];

		if (value == CMIS_LOG2_NONE || entry->flags & CMIS_WATCH_DOWN)
			continue;
		cmis_base_add(&lane->base[i], value, entry->when_ns);
		if (i <= CMIS_QUANTITY_HOST_BER &&
		    entry->when_ns >= watch->learn_ns)
			cmis_guard_learn(&lane->guard[i], value,
					 entry->when_ns);
	}
	lane->first = (lane->first + 1) % CMIS_WATCH_RECENT;
	lane->count--;
}

/* The newest sweep stays, however old it is. */
static void cmis_watch_lane_age(struct cmis_watch *watch,
				struct cmis_watch_lane *lane)
{
	while (lane->count > 1 && watch->now_ns -
	       lane->recent[lane->first].when_ns > CMIS_WATCH_BEFORE_NS)
		cmis_watch_lane_drop(watch, lane);
}

static void cmis_watch_lane_push(struct cmis_watch *watch,
				 struct cmis_watch_lane *lane,
				 const struct cmis_watch_entry *entry)
{
	struct cmis_watch_entry *last =
		&lane->recent[(lane->first + lane->count + CMIS_WATCH_RECENT -
			       1) % CMIS_WATCH_RECENT];

	cmis_watch_lane_age(watch, lane);
	if (lane->count && last->flags == entry->flags &&
	    last->path == entry->path &&
	    entry->when_ns - last->when_ns < CMIS_WATCH_MERGE_NS) {
		for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++)
			if (entry->value[i] != CMIS_LOG2_NONE)
				last->value[i] = entry->value[i];
		return;
	}
	if (lane->count == CMIS_WATCH_RECENT)
		cmis_watch_lane_drop(watch, lane);
	lane->recent[(lane->first + lane->count++) % CMIS_WATCH_RECENT] =
		*entry;
}

/* Modules show any ratio without a signal, and any power. */
static void cmis_watch_live(struct cmis_watch_entry *entry)
{
	bool off = entry->path && entry->path != CMIS_DP_ACTIVATED;
	u8 flags = entry->flags;

	if (off || flags & (CMIS_WATCH_FLAG(RX_LOS) | CMIS_WATCH_FLAG(RX_CDR)))
		entry->value[CMIS_QUANTITY_MEDIA_BER] = CMIS_LOG2_NONE;
	if (off || flags & (CMIS_WATCH_FLAG(TX_LOS) | CMIS_WATCH_FLAG(TX_CDR)))
		entry->value[CMIS_QUANTITY_HOST_BER] = CMIS_LOG2_NONE;
}

/* A lane of a link that is down tells nothing about its wear. */
static void cmis_watch_lane_trend(struct cmis_watch_lane *lane,
				  const struct cmis_watch_entry *entry)
{
	u8 flags = entry->flags;

	if (flags & CMIS_WATCH_DOWN ||
	    (entry->path && entry->path != CMIS_DP_ACTIVATED))
		return;
	for (unsigned int i = 0; i < CMIS_QUANTITY_COUNT; i++) {
		if (entry->value[i] == CMIS_LOG2_NONE ||
		    (i == CMIS_QUANTITY_RX_POWER &&
		     flags & CMIS_WATCH_FLAG(RX_LOS)) ||
		    (i == CMIS_QUANTITY_TX_POWER &&
		     flags & CMIS_WATCH_FLAG(TX_LOS)))
			continue;
		cmis_series_add(&lane->series[i], entry->value[i]);
	}
}

static void cmis_watch_lane_guard(struct cmis_watch *watch, unsigned int number,
				  const struct cmis_watch_entry *entry)
{
	struct cmis_watch_lane *lane = &watch->lane[number];

	for (unsigned int i = 0; i <= CMIS_QUANTITY_HOST_BER; i++) {
		const struct cmis_guard_sample sample = {
			.log2 = entry->value[i],
			.f16 = lane->ratio[i],
		};
		enum cmis_guard_event event;

		if (sample.log2 == CMIS_LOG2_NONE ||
		    entry->flags & CMIS_WATCH_DOWN)
			continue;
		event = cmis_guard_step(&lane->guard[i], sample,
					entry->when_ns);
		if (event != CMIS_GUARD_QUIET && watch->ops)
			watch->ops->compared(watch, number, i, event);
	}
}

/*
 * Evidence ends two seconds after the event. If sweeps are rare, the first one
 * after the event counts as well.
 */
static bool cmis_watch_lane_counts(struct cmis_watch *watch,
				   unsigned int number,
				   const struct cmis_watch_entry *entry)
{
	struct cmis_watch_event *event = &watch->event;
	bool early = entry->when_ns <= event->evidence.event_ns +
				       CMIS_WATCH_AFTER_NS;
	bool counts = early || !(event->swept_lanes & BIT_ULL(number));
	bool whole = entry->flags & ~CMIS_WATCH_DOWN;

	for (unsigned int i = CMIS_QUANTITY_TX_BIAS; i < CMIS_QUANTITY_COUNT;
	     i++)
		whole |= entry->value[i] != CMIS_LOG2_NONE;
	if (whole && entry->when_ns > event->evidence.event_ns)
		event->swept_lanes |= BIT_ULL(number);
	return counts;
}

static void cmis_watch_lane_commit(struct cmis_watch *watch,
				   unsigned int number)
{
	struct cmis_watch_lane *lane = &watch->lane[number];
	struct cmis_watch_entry entry = lane->now;

	entry.when_ns = watch->now_ns;
	if (watch->link == CMIS_LINK_DOWN)
		entry.flags |= CMIS_WATCH_DOWN;
	cmis_watch_live(&entry);
	cmis_watch_lane_push(watch, lane, &entry);
	if (watch->event.pending &&
	    cmis_watch_lane_counts(watch, number, &entry))
		cmis_evidence_lane(watch, number, &entry);
	cmis_watch_lane_trend(lane, &entry);
	cmis_watch_lane_guard(watch, number, &entry);
	cmis_watch_entry_init(&lane->now);
	lane->touched = false;
}

static void cmis_watch_module_push(struct cmis_watch *watch)
{
	struct cmis_watch_module *recent = watch->recent;
	struct cmis_watch_module *last = recent + watch->recent_count - 1;
	unsigned int gone = 0;

	if (watch->recent_count &&
	    watch->now_ns - last->when_ns < CMIS_WATCH_MERGE_NS) {
		*last = watch->module;
		return;
	}
	while (gone < watch->recent_count &&
	       (watch->recent_count - gone == CMIS_WATCH_RECENT ||
		recent[gone].when_ns + CMIS_WATCH_BEFORE_NS < watch->now_ns)) {
		cmis_base_add(&watch->temperature, recent[gone].temperature_cc,
			      recent[gone].when_ns);
		cmis_base_add(&watch->vcc, recent[gone].vcc_mv,
			      recent[gone].when_ns);
		gone++;
	}
	watch->recent_count -= gone;
	memmove(recent, recent + gone, watch->recent_count * sizeof(*recent));
	recent[watch->recent_count++] = watch->module;
}

static void cmis_watch_module_commit(struct cmis_watch *watch)
{
	struct cmis_watch_module *module = &watch->module;
	struct cmis_watch_event *event = &watch->event;
	u64 end = event->evidence.event_ns + CMIS_WATCH_AFTER_NS;

	if (module->temperature_cc == CMIS_LOG2_NONE &&
	    module->vcc_mv == CMIS_LOG2_NONE)
		return;
	module->when_ns = watch->now_ns;
	cmis_watch_module_push(watch);
	if (event->pending && (watch->now_ns <= end || !event->swept_ns))
		cmis_evidence_module(watch, module);
	if (event->pending && !event->swept_ns)
		event->swept_ns = watch->now_ns;
	if (module->temperature_cc != CMIS_LOG2_NONE)
		cmis_series_add(&watch->heat, module->temperature_cc);
	cmis_watch_module_init(module);
}

/* One window of one quantity of a lane */
static void cmis_watch_ahead(struct cmis_watch *watch, unsigned int number,
			     const struct cmis_trend_query *query)
{
	struct cmis_watch_ahead *ahead =
		&watch->lane[number].ahead[query->quantity];
	unsigned int quantity = query->quantity, window = query->window;
	struct cmis_trend trend;
	bool empty = cmis_series_bins(query->series, window)
		     [cmis_window_bins(window) - 1] == CMIS_LOG2_NONE;

	if (!empty && cmis_trend_ahead(query, watch->work, &trend)) {
		if (ahead->streak[window] < CMIS_AHEAD_STREAK)
			ahead->streak[window]++;
		if (ahead->streak[window] < CMIS_AHEAD_STREAK)
			return;
		ahead->last_ns = watch->now_ns;
		if (ahead->raised)
			return;
		ahead->raised = true;
		ahead->window = window;
		ahead->minutes = trend.minutes_left;
		if (watch->ops)
			watch->ops->ahead(watch, number, quantity, &trend);
		return;
	}
	if (!empty)
		ahead->streak[window] = 0;
	if (!ahead->raised || ahead->window != window ||
	    watch->now_ns - ahead->last_ns < CMIS_WATCH_DAY_NS)
		return;
	ahead->raised = false;
	if (watch->ops)
		watch->ops->ahead(watch, number, quantity, NULL);
}

static struct cmis_trend_query
cmis_watch_query(const struct cmis_watch *watch,
		 const struct cmis_trend_place *place)
{
	return (struct cmis_trend_query) {
		.series = &watch->lane[place->lane].series[place->quantity],
		.temperature = &watch->heat,
		.quantity = place->quantity,
		.window = place->window,
		.limit = watch->limit[place->quantity],
	};
}

/**
 * cmis_watch_series() - the bins of a quantity
 * @watch: the watch
 * @place: the quantity; its window does not count
 *
 * Return: the bins; NULL: there is no such lane.
 */
struct cmis_series *cmis_watch_series(struct cmis_watch *watch,
				      const struct cmis_trend_place *place)
{
	if (place->quantity == CMIS_QUANTITY_HEAT)
		return &watch->heat;
	return place->lane < watch->lanes ?
	       &watch->lane[place->lane].series[place->quantity] : NULL;
}

/**
 * cmis_watch_restore() - bring the closed bins of a window back
 * @watch: the watch
 * @place: the quantity and the window; temperatures come before all others
 * @bins: cmis_window_bins() bins, the oldest first
 *
 * A limit that was ahead when the newest two bins closed is ahead at once: the
 * next bin may take days. Calls @watch->ops.
 *
 * Return: false: there is no such lane.
 */
bool cmis_watch_restore(struct cmis_watch *watch,
			const struct cmis_trend_place *place, const s16 *bins)
{
	struct cmis_series *series = cmis_watch_series(watch, place);
	struct cmis_series before, heat = watch->heat;
	struct cmis_trend_query query;

	if (!series)
		return false;
	cmis_series_restore(series, place->window, bins);
	if (place->quantity == CMIS_QUANTITY_HEAT ||
	    !cmis_window_serves(place->window, place->quantity))
		return true;
	before = *series;
	cmis_series_back(&before, place->window);
	cmis_series_back(&heat, place->window);
	query = cmis_watch_query(watch, place);
	query.series = &before;
	query.temperature = &heat;
	cmis_watch_ahead(watch, place->lane, &query);
	query = cmis_watch_query(watch, place);
	cmis_watch_ahead(watch, place->lane, &query);
	return true;
}

/**
 * cmis_watch_keep() - keep the bins of a module
 * @watch: the watch, before it forgets the module
 * @kept: where they go, with room for @watch->lanes
 */
void cmis_watch_keep(const struct cmis_watch *watch,
		     struct cmis_watch_kept *kept)
{
	kept->serial = watch->serial;
	kept->lanes = watch->lanes;
	kept->heat = watch->heat;
	memcpy(kept->bin, watch->bin, sizeof(kept->bin));
	for (unsigned int i = 0; i < watch->lanes; i++)
		memcpy(kept->series[i], watch->lane[i].series,
		       sizeof(kept->series[i]));
}

/**
 * cmis_watch_recall() - the module of kept bins is back
 * @watch: the watch that has kept them; it has seen the serial number
 * @kept: the bins; those of the time without the module are empty
 */
void cmis_watch_recall(struct cmis_watch *watch,
		       const struct cmis_watch_kept *kept)
{
	unsigned int lanes = kept->lanes < watch->lanes ? kept->lanes :
							  watch->lanes;

	watch->heat = kept->heat;
	for (unsigned int i = 0; i < lanes; i++)
		memcpy(watch->lane[i].series, kept->series[i],
		       sizeof(kept->series[i]));
	for (unsigned int w = 0; w < CMIS_WINDOW_COUNT; w++) {
		u64 gone = watch->bin[w] - kept->bin[w];
		u32 bins = gone < U32_MAX ? gone : U32_MAX;

		if (!bins)
			continue;
		cmis_series_close(&watch->heat, w, bins);
		for (unsigned int i = 0; i < lanes; i++)
			for (unsigned int j = 0; j < CMIS_QUANTITY_COUNT; j++)
				cmis_series_close(&watch->lane[i].series[j], w,
						  bins);
	}
}

/**
 * cmis_watch_nearest() - the nearest of the limits that are ahead
 * @watch: the watch
 *
 * Return: minutes, as of when it was raised; -1: no limit is ahead.
 */
s32 cmis_watch_nearest(const struct cmis_watch *watch)
{
	s32 nearest = -1;

	for (unsigned int i = 0; i < watch->lanes; i++) {
		for (unsigned int j = 0; j < CMIS_QUANTITY_COUNT; j++) {
			const struct cmis_watch_ahead *ahead =
				&watch->lane[i].ahead[j];

			if (ahead->raised &&
			    (nearest < 0 || ahead->minutes < nearest))
				nearest = ahead->minutes;
		}
	}
	return nearest;
}

/* Close the bins of a window, and judge it. */
static void cmis_watch_close(struct cmis_watch *watch, unsigned int window,
			     u32 bins)
{
	u64 seen = watch->media_seen | watch->host_seen;
	struct cmis_trend_place place = { .window = window };
	struct cmis_trend_query query;

	cmis_series_close(&watch->heat, window, bins);
	for (unsigned int i = 0; i < watch->lanes; i++) {
		if (!(seen & BIT_ULL(i)))
			continue;
		for (unsigned int j = 0; j < CMIS_QUANTITY_COUNT; j++) {
			cmis_series_close(&watch->lane[i].series[j], window,
					  bins);
			place.lane = i;
			place.quantity = j;
			query = cmis_watch_query(watch, &place);
			if (cmis_window_serves(window, j))
				cmis_watch_ahead(watch, i, &query);
		}
	}
}

static void cmis_watch_roll(struct cmis_watch *watch)
{
	u64 now_s;

	if (watch->begun && watch->now_ns < watch->close_ns)
		return;
	now_s = div_u64(watch->now_ns, CMIS_WATCH_SECOND_NS);
	for (unsigned int i = 0; i < CMIS_WINDOW_COUNT; i++) {
		u64 bin = div_u64(now_s, cmis_window_bin_s(i));
		u64 gone = bin - watch->bin[i];

		if (watch->begun && gone)
			cmis_watch_close(watch, i, gone < U32_MAX ? gone :
							    U32_MAX);
		watch->bin[i] = bin;
	}
	watch->close_ns = (watch->bin[0] + 1) * cmis_window_bin_s(0) *
			  CMIS_WATCH_SECOND_NS;
}

static void cmis_watch_fall(struct cmis_watch *watch)
{
	struct cmis_watch_event *event = &watch->event;

	memset(event, 0, sizeof(*event));
	event->pending = true;
	event->start_ns = watch->now_ns;
	for (unsigned int i = 0; i < watch->lanes; i++)
		cmis_watch_lane_age(watch, &watch->lane[i]);
	cmis_evidence_start(watch);
}

static void cmis_watch_guards(struct cmis_watch *watch)
{
	bool up = watch->link == CMIS_LINK_UP;

	watch->learn_ns = up ? watch->now_ns + CMIS_WATCH_SETTLE_NS : U64_MAX;
	for (unsigned int i = 0; i < watch->lanes; i++) {
		for (unsigned int j = 0; j < 2; j++) {
			if (up)
				cmis_guard_up(&watch->lane[i].guard[j],
					      watch->now_ns);
			else
				cmis_guard_down(&watch->lane[i].guard[j]);
		}
	}
}

/* A link that falls again before the verdict is the same event. */
static unsigned int cmis_watch_change(struct cmis_watch *watch)
{
	unsigned int result = 0;
	u8 before = watch->link;

	if (watch->fell && !watch->event.pending) {
		cmis_watch_fall(watch);
		result |= CMIS_WATCH_FELL;
	}
	if (watch->next == CMIS_LINK_DOWN)
		watch->event.up_ns = 0;
	else if (watch->event.pending && !watch->event.up_ns)
		watch->event.up_ns = watch->now_ns;
	watch->link = watch->next;
	if (watch->fell && watch->next == CMIS_LINK_UP) {
		watch->link = CMIS_LINK_DOWN;
		cmis_watch_guards(watch);
		watch->link = CMIS_LINK_UP;
	}
	if (watch->link == CMIS_LINK_UP && (before == CMIS_LINK_DOWN ||
					    watch->fell))
		result |= CMIS_WATCH_ROSE;
	if (before != CMIS_LINK_UNKNOWN || watch->link == CMIS_LINK_DOWN)
		cmis_watch_guards(watch);
	return result;
}

/**
 * cmis_watch_commit() - end a sweep
 * @watch: the watch
 *
 * Calls @watch->ops.
 *
 * Return: %CMIS_WATCH_FELL if the link went down, %CMIS_WATCH_ROSE if it came
 * up.
 */
unsigned int cmis_watch_commit(struct cmis_watch *watch)
{
	unsigned int result = 0;

	cmis_watch_roll(watch);
	if (watch->swept && !watch->erred)
		watch->bus.count = 0;
	cmis_watch_module_commit(watch);
	for (unsigned int i = 0; i < watch->lanes; i++)
		if (watch->lane[i].touched)
			cmis_watch_lane_commit(watch, i);
	if (watch->fell || (watch->next && watch->next != watch->link))
		result = cmis_watch_change(watch);
	watch->fell = false;
	watch->swept = false;
	watch->erred = false;
	watch->begun = true;
	return result;
}
