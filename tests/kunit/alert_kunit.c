// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of alerts: sequences of sweeps and the events that they make, first
 * of the engine alone, then from a snapshot's readings, flags and states on.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "fixture/alert.c"
#include "fixture/spec.c"
#include "core/question.c"
#include "poll/plausible.c"

#define ALERT_SECOND	1000000000ull
/* All alerts of 32 lanes, without VDM */
#define ALERT_MANY	638

static const struct cmis_alert_key alert_key = {
	.kind = CMIS_ALERT_RX_LOS,
	.side = CMIS_SIDE_MEDIA,
	.lane = 3,
};

static struct cmis_alerts *alerts_make(struct kunit *test, unsigned int num)
{
	struct cmis_alerts *alerts;
	struct cmis_alert *alert;
	unsigned int i;

	alerts = kunit_kzalloc(test, sizeof(*alerts), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, alerts);
	alert = kunit_kcalloc(test, num, sizeof(*alert), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, alert);
	for (i = 0; i < num; i++) {
		alert[i].key = alert_key;
		alert[i].key.lane = i;
	}
	cmis_alerts_init(alerts);
	alerts->generation = 7;
	alerts->alert = alert;
	alerts->num = num;
	return alerts;
}

/* ------------------------------------------------------------------------ */
/* Sequences of one alert                                                   */
/* ------------------------------------------------------------------------ */

/**
 * struct alert_step - the verdict of a sweep, and the event that follows
 * @kind: q quiet; h within the threshold, not by the hysteresis; b beyond it;
 *	f a flag alone (a spike); a flag and value
 * @hits: of flags
 * @event: + raised, - cleared, . nothing
 * @total: hits of the alert after it
 */
struct alert_step {
	char kind;
	u32 hits;
	char event;
	u32 total;
};

#define ALERT_STEPS	12

static const struct alert_sequence {
	const char *name;
	struct alert_step step[ALERT_STEPS];
} alert_sequences[] = {
	{ "nothing is no event", {
		{ 'q', 0, '.', 0 }, { 'h', 0, '.', 0 }, { 'q', 0, '.', 0 },
		{} } },
	{ "raised once, cleared once by value", {
		{ 'b', 0, '+', 1 }, { 'b', 0, '.', 1 }, { 'b', 0, '.', 1 },
		{ 'q', 0, '.', 1 }, { 'q', 0, '-', 1 }, { 'q', 0, '.', 1 },
		{} } },
	{ "one quiet sweep does not clear", {
		{ 'b', 0, '+', 1 }, { 'q', 0, '.', 1 }, { 'b', 0, '.', 2 },
		{ 'q', 0, '.', 2 }, { 'b', 0, '.', 3 }, { 'q', 0, '.', 3 },
		{ 'q', 0, '-', 3 },
		{} } },
	{ "hysteresis holds it, however long", {
		{ 'b', 0, '+', 1 }, { 'h', 0, '.', 1 }, { 'h', 0, '.', 1 },
		{ 'h', 0, '.', 1 }, { 'h', 0, '.', 1 }, { 'q', 0, '-', 1 },
		{} } },
	{ "from the hysteresis back is a crossing", {
		{ 'b', 0, '+', 1 }, { 'h', 0, '.', 1 }, { 'b', 0, '.', 2 },
		{ 'b', 0, '.', 2 }, { 'q', 0, '.', 2 }, { 'q', 0, '-', 2 },
		{} } },
	{ "a spike between two sweeps is an alert", {
		{ 'f', 1, '+', 1 }, { 'q', 0, '.', 1 }, { 'q', 0, '-', 1 },
		{} } },
	{ "each harvest counts", {
		{ 'f', 6, '+', 6 }, { 'a', 3, '.', 9 }, { 'f', 1, '.', 10 },
		{ 'q', 0, '.', 10 }, { 'f', 2, '.', 12 }, { 'q', 0, '.', 12 },
		{ 'q', 0, '-', 12 },
		{} } },
	{ "flag and value are one crossing", {
		{ 'a', 1, '+', 1 }, { 'a', 1, '.', 2 }, { 'q', 0, '.', 2 },
		{ 'a', 1, '.', 3 }, { 'q', 0, '.', 3 }, { 'q', 0, '-', 3 },
		{} } },
	{ "counts go on with the next raise", {
		{ 'b', 0, '+', 1 }, { 'q', 0, '.', 1 }, { 'q', 0, '-', 1 },
		{ 'b', 0, '+', 2 }, { 'q', 0, '.', 2 }, { 'q', 0, '-', 2 },
		{ 'f', 5, '+', 7 },
		{} } },
};

static void alert_sequence_desc(const struct alert_sequence *sequence,
				char *desc)
{
	strscpy(desc, sequence->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(alert_sequence, alert_sequences, alert_sequence_desc);

static char alert_step_event(struct kunit *test, struct cmis_alerts *alerts,
			     u64 now_ns)
{
	struct cmis_alert_event event;

	if (!cmis_alerts_next_event(alerts, now_ns, &event))
		return '.';
	KUNIT_EXPECT_EQ(test, event.generation, 7);
	KUNIT_EXPECT_EQ(test, event.alert.key.lane, 0);
	KUNIT_EXPECT_EQ(test, event.alert.active ?
			event.alert.last_raised_ns :
			event.alert.last_cleared_ns, now_ns);
	KUNIT_EXPECT_EQ(test, event.reason, CMIS_REASON_GONE);
	KUNIT_EXPECT_EQ(test, event.merged, 0);
	return event.alert.active ? '+' : '-';
}

static void alert_follows_sequence(struct kunit *test)
{
	const struct alert_sequence *sequence = test->param_value;
	const struct alert_step *step = sequence->step;
	struct cmis_alerts *alerts = alerts_make(test, 1);
	struct cmis_alert_event event;
	u64 now_ns;

	for (; step->event; step++) {
		const struct cmis_condition condition = {
			.hits = step->hits,
			.beyond = step->kind == 'b' || step->kind == 'a',
			.inside = step->kind == 'q' || step->kind == 'f',
		};

		now_ns = (step - sequence->step + 1) * ALERT_SECOND;
		cmis_alerts_feed(alerts, &alerts->alert[0], &condition, now_ns);
		KUNIT_EXPECT_EQ_MSG(test,
				    alert_step_event(test, alerts, now_ns),
				    step->event, "step %zu",
				    step - sequence->step);
		KUNIT_EXPECT_EQ_MSG(test, alerts->alert[0].hits, step->total,
				    "step %zu", step - sequence->step);
		KUNIT_EXPECT_FALSE(test, cmis_alerts_next_event(alerts, now_ns,
								&event));
	}
}

static void alert_keeps_its_times(struct kunit *test)
{
	const struct cmis_condition beyond = {
		.beyond = true, .value = 71000, .threshold = 70000,
	};
	const struct cmis_condition worse = {
		.beyond = true, .value = 99000, .threshold = 70000,
	};
	const struct cmis_condition quiet = { .inside = true };
	struct cmis_alerts *alerts = alerts_make(test, 1);
	struct cmis_alert *alert = alerts->alert;

	cmis_alerts_feed(alerts, &alerts->alert[0], &beyond, 100);
	cmis_alerts_feed(alerts, &alerts->alert[0], &worse, 200);
	KUNIT_EXPECT_EQ(test, alert->value, 71000);
	KUNIT_EXPECT_EQ(test, alert->threshold, 70000);
	cmis_alerts_feed(alerts, &alerts->alert[0], &quiet, 300);
	KUNIT_EXPECT_EQ(test, alert->last_cleared_ns, 0);
	cmis_alerts_feed(alerts, &alerts->alert[0], &quiet, 400);
	cmis_alerts_feed(alerts, &alerts->alert[0], &worse, 500);
	KUNIT_EXPECT_EQ(test, alert->first_raised_ns, 100);
	KUNIT_EXPECT_EQ(test, alert->last_raised_ns, 500);
	KUNIT_EXPECT_EQ(test, alert->last_cleared_ns, 400);
	KUNIT_EXPECT_EQ(test, alert->value, 99000);
	KUNIT_EXPECT_EQ(test, alerts->counts.raised, 2);
	KUNIT_EXPECT_EQ(test, alerts->counts.active, 1);
}

/* ------------------------------------------------------------------------ */
/* Many alerts: limits, removal                                             */
/* ------------------------------------------------------------------------ */

static const struct cmis_condition alert_set = { .hits = 1, .inside = true };
static const struct cmis_condition alert_quiet = { .inside = true };

static void alerts_set_all(struct cmis_alerts *alerts, bool on, u64 now_ns)
{
	const struct cmis_condition *condition = on ? &alert_set : &alert_quiet;
	unsigned int i, times = on ? 1 : CMIS_ALERT_QUIET;

	while (times--)
		for (i = 0; i < alerts->num; i++)
			cmis_alerts_feed(alerts, &alerts->alert[i], condition,
					 now_ns);
}

static unsigned int alerts_drain(struct cmis_alerts *alerts, u64 now_ns)
{
	struct cmis_alert_event event;
	unsigned int num = 0;

	while (cmis_alerts_next_event(alerts, now_ns, &event))
		num++;
	return num;
}

/* The alerts of a whole module pass at once; then the rate applies. */
static void alerts_are_limited(struct kunit *test)
{
	struct cmis_alerts *alerts = alerts_make(test, ALERT_MANY);
	u64 now_ns = ALERT_SECOND;

	alerts_set_all(alerts, true, now_ns);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, now_ns), ALERT_MANY);
	KUNIT_EXPECT_EQ(test, cmis_alerts_due_ns(alerts), U64_MAX);

	alerts_set_all(alerts, false, now_ns);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, now_ns),
			CMIS_ALERT_BURST - ALERT_MANY);
	/* A rate of 128 events per second is one event in 7.8125 ms. */
	KUNIT_EXPECT_EQ(test, cmis_alerts_due_ns(alerts), now_ns + 7812500);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, now_ns + 7000000), 0);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, now_ns + 8000000), 1);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, now_ns + ALERT_SECOND),
			CMIS_ALERT_RATE - 1);

	now_ns += 60 * ALERT_SECOND;
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, now_ns),
			2 * ALERT_MANY - CMIS_ALERT_BURST -
			CMIS_ALERT_RATE);
	KUNIT_EXPECT_EQ(test, alerts->counts.merged, 0);
	KUNIT_EXPECT_EQ(test, cmis_alerts_due_ns(alerts), U64_MAX);
}

/* A burst, then a rate; a clock that goes back gives no tokens. */
static void alerts_bucket_limits(struct kunit *test)
{
	struct cmis_bucket limit = {};
	u64 now_ns = 60 * ALERT_SECOND;
	unsigned int i, taken = 0;

	cmis_limit_init(&limit);
	for (i = 0; i < 2 * CMIS_ALERT_BURST; i++)
		taken += cmis_limit_take(&limit, now_ns);
	KUNIT_EXPECT_EQ(test, taken, CMIS_ALERT_BURST);
	KUNIT_EXPECT_FALSE(test, cmis_limit_take(&limit, 1));

	for (taken = 0, i = 0; i < 1000; i++) {
		now_ns += ALERT_SECOND / 1000;
		taken += cmis_limit_take(&limit, now_ns);
	}
	KUNIT_EXPECT_EQ(test, taken, CMIS_ALERT_RATE);
}

/* If a raise and its clear both wait, they are counted, not told. */
static void alerts_merge_what_was_held_back(struct kunit *test)
{
	struct cmis_alerts *alerts = alerts_make(test, 2);
	struct cmis_alert_event event;

	alerts->limit.tokens = 0;
	cmis_alerts_feed(alerts, &alerts->alert[0], &alert_set, 1);
	alerts_set_all(alerts, false, 1);
	cmis_alerts_feed(alerts, &alerts->alert[1], &alert_set, 1);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, 1), 0);
	KUNIT_EXPECT_EQ(test, alerts->counts.raised, 2);
	KUNIT_EXPECT_EQ(test, alerts->counts.merged, 2);

	KUNIT_ASSERT_TRUE(test, cmis_alerts_next_event(alerts, ALERT_SECOND,
						       &event));
	KUNIT_EXPECT_EQ(test, event.alert.key.lane, 1);
	KUNIT_EXPECT_TRUE(test, event.alert.active);
	KUNIT_EXPECT_EQ(test, event.merged, 2);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, ALERT_SECOND), 0);
}

/* One alert that flaps for ever does not block the others. */
static void alerts_all_get_their_turn(struct kunit *test)
{
	struct cmis_alerts *alerts = alerts_make(test, 4);
	struct cmis_alert *restless = &alerts->alert[0];
	bool told[4] = {};
	struct cmis_alert_event event;
	unsigned int i;

	alerts->limit.tokens = 0;
	alerts->limit.refilled_ns = 0;
	alerts_set_all(alerts, true, 1);
	for (i = 1; i <= 4; i++) {
		u64 now_ns = i * CMIS_LIMIT_TOKEN_NS;

		KUNIT_ASSERT_TRUE(test, cmis_alerts_next_event(alerts, now_ns,
							       &event));
		told[event.alert.key.lane] = true;
		cmis_alerts_feed(alerts, restless, &alert_quiet, now_ns);
		cmis_alerts_feed(alerts, restless,
				 i & 1 ? &alert_quiet : &alert_set, now_ns);
	}
	for (i = 0; i < ARRAY_SIZE(told); i++)
		KUNIT_EXPECT_TRUE_MSG(test, told[i], "alert %u", i);
}

static void alerts_end_with_the_module(struct kunit *test)
{
	struct cmis_alerts *alerts = alerts_make(test, 3);
	struct cmis_alert_event event;

	cmis_alerts_feed(alerts, &alerts->alert[0], &alert_set, 1);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, 1), 1);
	/* The raise of this alert waits; it is never told. */
	alerts->limit.tokens = 0;
	cmis_alerts_feed(alerts, &alerts->alert[1], &alert_set, 2);

	cmis_alerts_end(alerts, 3);
	KUNIT_EXPECT_EQ(test, alerts->counts.active, 0);
	KUNIT_ASSERT_TRUE(test, cmis_alerts_next_event(alerts, 3, &event));
	KUNIT_EXPECT_EQ(test, event.alert.key.lane, 0);
	KUNIT_EXPECT_FALSE(test, event.alert.active);
	KUNIT_EXPECT_EQ(test, event.reason, CMIS_REASON_REMOVED);
	KUNIT_EXPECT_EQ(test, event.alert.last_cleared_ns, 3);
	KUNIT_EXPECT_EQ(test, event.merged, 2);
	KUNIT_EXPECT_FALSE(test, cmis_alerts_next_event(alerts, 3, &event));

	/* The next module starts with the rest of the limit. */
	cmis_alerts_start(alerts, NULL, NULL);
	KUNIT_EXPECT_EQ(test, alerts->generation, 0);
	KUNIT_EXPECT_EQ(test, alerts->counts.merged, 0);
	KUNIT_EXPECT_EQ(test, alerts->limit.tokens, 0);
	KUNIT_EXPECT_FALSE(test, cmis_alerts_next_event(alerts, 4, &event));
}

/* The module stays, but it has no lanes any more. The limit still counts. */
static void alerts_end_with_their_lanes(struct kunit *test)
{
	struct cmis_alerts *alerts = alerts_make(test, 3);
	struct cmis_alert *room;
	struct cmis_alert_event event;
	struct cmis_module *module;
	unsigned int i, kept;

	module = kunit_kzalloc(test, sizeof(*module), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, module);
	cmis_alerts_feed(alerts, &alerts->alert[0], &alert_set, 1);
	cmis_alerts_feed(alerts, &alerts->alert[2], &alert_set, 1);
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, 1), 2);
	alerts->limit.tokens = 0;
	alerts->limit.refilled_ns = 2;
	/* The raise of this alert waits; it is never told. */
	cmis_alerts_feed(alerts, &alerts->alert[1], &alert_set, 2);

	kept = cmis_alerts_list(module, NULL);
	KUNIT_EXPECT_EQ(test, cmis_alerts_room(alerts, module), kept + 3);
	room = kunit_kcalloc(test, kept + 3, sizeof(*room), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, room);
	cmis_alerts_follow(alerts, module, room, 3);
	KUNIT_EXPECT_EQ(test, alerts->num, kept);
	KUNIT_EXPECT_EQ(test, alerts->counts.active, 0);
	KUNIT_EXPECT_EQ(test, alerts->counts.raised, 3);
	KUNIT_EXPECT_EQ(test, alerts->counts.merged, 2);
	KUNIT_EXPECT_FALSE(test, cmis_alerts_next_event(alerts, 3, &event));
	for (i = 0; i < 2; i++) {
		KUNIT_ASSERT_TRUE(test, cmis_alerts_next_event
				  (alerts, ALERT_SECOND, &event));
		KUNIT_EXPECT_EQ(test, event.alert.key.lane, 2 * i);
		KUNIT_EXPECT_FALSE(test, event.alert.active);
		KUNIT_EXPECT_EQ(test, event.reason, CMIS_REASON_GONE);
	}
	KUNIT_EXPECT_EQ(test, alerts_drain(alerts, ALERT_SECOND), 0);
}

/* A simple generator, the same numbers on each kernel. */
static u32 alert_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* Each change is told or counted, in order, and the final state is told. */
static void alerts_lose_nothing(struct kunit *test)
{
	enum { NUM = 40, SWEEPS = 4000 };
	struct cmis_alerts *alerts = alerts_make(test, NUM);
	bool known[NUM] = {}, was[NUM] = {};
	unsigned int changes = 0, events = 0, sweep, i;
	const struct cmis_condition *condition;
	struct cmis_alert_event event;
	u32 state = 1;

	for (sweep = 0; sweep < SWEEPS; sweep++) {
		u64 now_ns = sweep * (ALERT_SECOND / 20);

		for (i = 0; i < NUM; i++) {
			condition = alert_random(&state) % 4 ? &alert_quiet :
							       &alert_set;
			cmis_alerts_feed(alerts, &alerts->alert[i], condition,
					 now_ns);
			changes += was[i] != alerts->alert[i].active;
			was[i] = alerts->alert[i].active;
		}
		while (cmis_alerts_next_event(alerts, now_ns, &event)) {
			i = event.alert.key.lane;
			KUNIT_EXPECT_NE(test, known[i], event.alert.active);
			known[i] = event.alert.active;
			events++;
		}
	}
	KUNIT_EXPECT_GT(test, alerts->counts.merged, 0);
	while (cmis_alerts_next_event(alerts, 10000 * ALERT_SECOND, &event)) {
		known[event.alert.key.lane] = event.alert.active;
		events++;
	}
	KUNIT_EXPECT_EQ(test, changes, events + alerts->counts.merged);
	KUNIT_EXPECT_MEMEQ(test, known, was, sizeof(known));
}

/* ------------------------------------------------------------------------ */
/* From two snapshots to events                                             */
/* ------------------------------------------------------------------------ */

/* Monitors of the module below, in the order of its classes. */
enum {
	TEMP,
	VCC,
	AUX,
	TX_POWER,			/* of four lanes */
	RX_POWER = TX_POWER + 4,
	BER = RX_POWER + 4,		/* of VDM, lane 1 */
	MONITORS,
};

/* 1/256 degree, 100 uV, 0.1 uW */
#define CELSIUS(degrees)	((degrees) * 256)
#define MILLIVOLTS(mv)		((mv) * 10)
#define MICROWATTS(uw)		((uw) * 10)

/**
 * struct alert_test - the fixture of each test
 * @module: four lanes with all flags
 * @snapshot: the next one: ready and activated, within all limits
 * @raw: readings of the next sweeps
 * @levels: of its flags, as latched
 * @hits: of its flags
 * @alerts: of the module
 * @readings: those of the last sweep and of the one before, by class
 * @turn: index of the last of them
 * @early: the next sweeps come before their time
 * @now_ns: goes on with each step
 * @text: the events since alert_sweep()
 */
struct alert_test {
	struct cmis_module *module;
	struct cmis_snapshot *snapshot;
	u16 raw[MONITORS];
	u8 levels[MONITORS];
	u16 hits[MONITORS][CMIS_LEVEL_COUNT];
	struct cmis_alerts alerts;
	struct cmis_readings *readings[CMIS_CLASS_COUNT][2];
	unsigned int turn[CMIS_CLASS_COUNT];
	bool early;
	u64 now_ns;
	char text[400];
};

static void alert_monitor(struct alert_test *t, unsigned int i, u16 type,
			  u8 lane)
{
	t->module->monitors[i] = (struct cmis_monitor) {
		.type = type,
		.lane = lane,
		.scale = 1,
	};
}

static void alert_limits(struct alert_test *t, unsigned int i, u16 high_alarm,
			 u16 low_alarm, u16 high_warn, u16 low_warn)
{
	const u16 limit[] = { high_alarm, low_alarm, high_warn, low_warn };

	memcpy(t->module->monitors[i].limit, limit, sizeof(limit));
	t->module->monitors[i].has = 0xf;
}

static void alert_fill_module(struct alert_test *t)
{
	struct cmis_module *module = t->module;
	unsigned int lane;

	module->generation = 7;
	module->lanes = 4;
	module->plan.banks = 1;
	module->basics.rev_major = 4;
	module->admin.checksum_ok = true;
	module->adverts.known = true;
	module->adverts.checksum_ok = true;
	module->adverts.durations.dp_init_ms = 60000;
	module->adverts.lane_flags = BIT(CMIS_LF_COUNT) - 1;
	module->num_monitors = MONITORS;
	module->first[CMIS_CLASS_LANES] = TX_POWER;
	module->first[CMIS_CLASS_VDM] = BER;
	module->first[CMIS_CLASS_COUNT] = MONITORS;
	alert_monitor(t, TEMP, CMIS_MON_TEMP, CMIS_LANE_NONE);
	alert_monitor(t, VCC, CMIS_MON_VCC, CMIS_LANE_NONE);
	alert_monitor(t, AUX, CMIS_MON_AUX2_TEC, CMIS_LANE_NONE);
	for (lane = 0; lane < 4; lane++) {
		alert_monitor(t, TX_POWER + lane, CMIS_MON_TX_POWER, lane);
		alert_monitor(t, RX_POWER + lane, CMIS_MON_RX_POWER, lane);
		alert_limits(t, RX_POWER + lane, MICROWATTS(5000),
			     MICROWATTS(16), MICROWATTS(4000), MICROWATTS(32));
		t->raw[RX_POWER + lane] = MICROWATTS(1000);
	}
	alert_monitor(t, BER, CMIS_MON_MEDIA_BER, 0);
	module->monitors[BER].source = CMIS_SOURCE_VDM;
	cmis_module_link(module);
	alert_limits(t, TEMP, CELSIUS(75), CELSIUS(-5), CELSIUS(70),
		     CELSIUS(0));
	alert_limits(t, VCC, MILLIVOLTS(3630), MILLIVOLTS(2970),
		     MILLIVOLTS(3465), MILLIVOLTS(3135));
	t->raw[TEMP] = CELSIUS(40);
	t->raw[VCC] = MILLIVOLTS(3300);
}

static void alert_fill_snapshot(struct alert_test *t)
{
	struct cmis_snapshot *snapshot = t->snapshot;
	unsigned int i;

	snapshot->module = t->module;
	snapshot->status.state = CMIS_STATE_READY;
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		snapshot->lane[i].dp_state = CMIS_DP_ACTIVATED;
		snapshot->lane[i].appsel = 1;
	}
}

static void alert_write(struct alert_test *t, const struct cmis_alert *alert)
{
	bool monitor = alert->key.kind == CMIS_ALERT_MONITOR;
	size_t used = strlen(t->text);
	char lane[8] = "";

	if (alert->key.lane != CMIS_LANE_NONE)
		snprintf(lane, sizeof(lane), "/%u", alert->key.lane + 1);
	scnprintf(t->text + used, sizeof(t->text) - used, "%c%s%s%s%s=%d ",
		  alert->active ? '+' : '-',
		  monitor ? cmis_monitor_row(alert->key.type)->name :
			    cmis_alert_kind_name(alert->key.kind),
		  lane, monitor ? ":" : "",
		  monitor ? cmis_level_name(alert->key.level) : "",
		  alert->value);
}

/* Put new readings of some classes into the snapshot. */
static void alert_read(struct alert_test *t, unsigned long classes)
{
	unsigned int class, i;

	for_each_set_bit(class, &classes, CMIS_CLASS_COUNT) {
		unsigned int first = t->module->first[class];
		struct cmis_readings *readings;

		t->turn[class] ^= 1;
		readings = t->readings[class][t->turn[class]];
		readings->early = t->early;
		for (i = first; i < t->module->first[class + 1]; i++) {
			struct cmis_reading *reading =
				&readings->reading[i - first];

			reading->raw = t->raw[i];
			reading->levels = t->levels[i];
			reading->valid = true;
			memcpy(reading->hits, t->hits[i], sizeof(t->hits[i]));
			memset(t->hits[i], 0, sizeof(t->hits[i]));
		}
		t->snapshot->readings[class] = readings;
	}
}

/* Sweep some classes and return the events as text. */
static const char *alert_sweep_classes(struct alert_test *t,
				       unsigned long classes)
{
	struct cmis_snapshot *old = NULL;
	struct cmis_alert_event event;
	unsigned int i;

	if (t->now_ns)
		old = kmemdup(t->snapshot, sizeof(*old), GFP_KERNEL);
	t->now_ns += ALERT_SECOND;
	alert_read(t, classes);
	cmis_alerts_step(&t->alerts, old, t->snapshot, t->now_ns);
	memset(t->snapshot->status.hits, 0, sizeof(t->snapshot->status.hits));
	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		memset(t->snapshot->lane[i].hits, 0,
		       sizeof(t->snapshot->lane[i].hits));
	kfree(old);

	t->text[0] = '\0';
	while (cmis_alerts_next_event(&t->alerts, t->now_ns, &event))
		alert_write(t, &event.alert);
	return t->text;
}

static const char *alert_sweep(struct alert_test *t)
{
	return alert_sweep_classes(t, BIT(CMIS_CLASS_COUNT) - 1);
}

/* Set up the alerts of the module as it is now, without a sweep. */
static int alert_insert(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_alert *alert;

	alert = kunit_kcalloc(test, cmis_alerts_list(t->module, NULL),
			      sizeof(*alert), GFP_KERNEL);
	if (!alert)
		return -ENOMEM;
	cmis_alerts_init(&t->alerts);
	cmis_alerts_start(&t->alerts, t->module, alert);
	t->now_ns = 0;
	return 0;
}

static int alert_test_init(struct kunit *test)
{
	struct alert_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->module = kunit_kzalloc(test, sizeof(*t->module), GFP_KERNEL);
	t->snapshot = kunit_kzalloc(test, sizeof(*t->snapshot), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->module);
	KUNIT_ASSERT_NOT_NULL(test, t->snapshot);
	t->module->monitors = kunit_kcalloc(test, MONITORS,
					    sizeof(struct cmis_monitor),
					    GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->module->monitors);
	for (i = 0; i < 2 * CMIS_CLASS_COUNT; i++) {
		t->readings[i / 2][i % 2] =
			kunit_kzalloc(test, struct_size(t->readings[0][0],
							reading, MONITORS),
				      GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, t->readings[i / 2][i % 2]);
	}
	t->snapshot->lane = kunit_kcalloc(test, CMIS_LANES_PER_BANK,
					  sizeof(struct cmis_lane),
					  GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->snapshot->lane);
	alert_fill_module(t);
	alert_fill_snapshot(t);
	test->priv = t;
	return alert_insert(test);
}

static void alert_temperature_has_hysteresis(struct kunit *test)
{
	struct alert_test *t = test->priv;
	static const struct {
		s16 raw;
		const char *events;
	} rows[] = {
		{ CELSIUS(70), "" },
		{ CELSIUS(70) + 1, "+temperature:high_warning=17921 " },
		{ CELSIUS(75) + 1, "+temperature:high_alarm=19201 " },
		/* The alert stays until the value is back by one degree. */
		{ CELSIUS(74) + 1, "" }, { CELSIUS(74) + 1, "" },
		{ CELSIUS(74) + 1, "" },
		{ CELSIUS(74), "-temperature:high_alarm=19201 " },
		{ CELSIUS(69) + 1, "" }, { CELSIUS(69) + 1, "" },
		{ CELSIUS(69) + 1, "" },
		{ CELSIUS(69), "-temperature:high_warning=17921 " },
		{ -1, "+temperature:low_warning=65535 " },
		{ CELSIUS(1), "" },
		{ CELSIUS(1), "-temperature:low_warning=65535 " },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		t->raw[TEMP] = rows[i].raw;
		KUNIT_EXPECT_STREQ(test, alert_sweep(t), rows[i].events);
	}
}

/* In a narrow range the hysteresis is a quarter of the range. */
static void alert_narrow_range_can_be_quiet(struct kunit *test)
{
	struct alert_test *t = test->priv;

	alert_limits(t, TEMP, 10496, 9984, 10342, 10138);
	t->raw[TEMP] = 10368;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "+temperature:high_warning=10368 ");
	t->raw[TEMP] = 10291;
	alert_sweep(t);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "-temperature:high_warning=10368 ");
}

static void alert_flags_count_hits(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = t->snapshot->lane;
	struct {
		u16 *hits;
		const char *events;
	} rows[] = {
		{ &t->hits[TEMP][0], "+temperature:high_alarm=10240 " },
		{ &t->hits[VCC][3], "+vcc:low_warning=33000 " },
		{ &t->hits[AUX][1], "+aux2:low_alarm=0 " },
		{ &t->hits[TX_POWER][0], "+tx_power/1:high_alarm=0 " },
		{ &t->hits[RX_POWER + 2][3],
		  "+rx_power/3:low_warning=10000 " },
		{ &t->hits[BER][2], "+media_pre_fec_ber/1:high_warning=0 " },
		{ &t->snapshot->status.hits[1], "+module_fw_error=0 " },
		{ &t->snapshot->status.hits[2], "+datapath_fw_error=0 " },
		/* Before 5.4 this bit has no meaning; there is no lane 8. */
		{ &t->snapshot->status.hits[3], "" },
		{ &lane[7].hits[CMIS_LF_RX_LOS], "" },
		{ &lane[0].hits[CMIS_LF_TX_FAILURE], "+tx_fault/1=0 " },
		{ &lane[1].hits[CMIS_LF_TX_LOS], "+tx_los/2=0 " },
		{ &lane[2].hits[CMIS_LF_TX_CDR_LOL], "+tx_cdr_lol/3=0 " },
		{ &lane[3].hits[CMIS_LF_TX_ADAPT_EQ_FAIL],
		  "+tx_adapt_eq_fail/4=0 " },
		{ &lane[2].hits[CMIS_LF_RX_LOS], "+rx_los/3=0 " },
		{ &lane[3].hits[CMIS_LF_RX_CDR_LOL], "+rx_cdr_lol/4=0 " },
	};
	unsigned int i, a;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		*rows[i].hits = 6;
		KUNIT_EXPECT_STREQ(test, alert_sweep(t), rows[i].events);
		for (a = 0; a < t->alerts.num; a++)
			KUNIT_EXPECT_EQ(test, t->alerts.alert[a].hits,
					t->alerts.alert[a].active * 6);
		alert_sweep(t);
		alert_sweep(t);
		KUNIT_EXPECT_EQ(test, t->alerts.counts.active, 0);
		KUNIT_ASSERT_EQ(test, alert_insert(test), 0);
	}
}

/* A value alone can raise an alert, but only while its path is up. */
static void alert_dark_lane_has_no_values(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = &t->snapshot->lane[1];

	t->raw[RX_POWER + 1] = 0;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "+rx_power/2:low_alarm=0 +rx_power/2:low_warning=0 ");
	t->snapshot->status.state = CMIS_STATE_LOW_POWER;
	t->raw[VCC] = 0;
	lane->dp_state = CMIS_DP_DEACTIVATED;
	lane->asked = CMIS_ASKED_KNOWN | CMIS_ASKED_LOW_POWER;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "-rx_power/2:low_alarm=0 -rx_power/2:low_warning=0 ");
	/* A latched flag counts in any state. */
	t->hits[RX_POWER + 1][1] = 1;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "+rx_power/2:low_alarm=0 ");
}

static void alert_sweep_out_of_turn_does_not_clear(struct kunit *test)
{
	struct alert_test *t = test->priv;
	unsigned int i;

	alert_sweep(t);
	t->early = true;
	t->snapshot->lane[0].hits[CMIS_LF_RX_LOS] = 1;
	KUNIT_EXPECT_STREQ(test, alert_sweep_classes(t, BIT(CMIS_CLASS_LANES)),
			   "+rx_los/1=0 ");
	for (i = 0; i < 5; i++)
		KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	t->early = false;
	/* Nor does a sweep of another class count. */
	for (i = 0; i < 5; i++)
		KUNIT_EXPECT_STREQ(test,
				   alert_sweep_classes(t,
						       BIT(CMIS_CLASS_THERMAL)),
				   "");
	alert_sweep(t);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "-rx_los/1=0 ");
}

static void alert_states_are_told(struct kunit *test)
{
	struct alert_test *t = test->priv;

	t->module->adverts.checksum_ok = false;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "+checksum=1 ");
	t->snapshot->status.state = CMIS_STATE_FAULT;
	t->snapshot->status.fault_cause = 2;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "+module_fault=2 ");
	t->snapshot->status.state = CMIS_STATE_READY;
	alert_sweep(t);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "-module_fault=2 ");
}

/* Each class has its own alert; sweeps of other classes do not end it. */
static void alert_unreadable_has_its_page(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_sweep *sweep = &t->snapshot->sweep[CMIS_CLASS_LANES];
	unsigned int i;

	alert_sweep(t);
	sweep->error = -ENXIO;
	sweep->page = 0x11;
	KUNIT_EXPECT_STREQ(test, alert_sweep_classes(t, 0), "+unreadable=6 ");
	for (i = 0; i < t->alerts.num; i++)
		if (t->alerts.alert[i].active)
			KUNIT_EXPECT_EQ(test, t->alerts.alert[i].page, 0x11);
	KUNIT_EXPECT_STREQ(test,
			   alert_sweep_classes(t, BIT(CMIS_CLASS_THERMAL) |
						  BIT(CMIS_CLASS_VDM)), "");
	sweep->error = 0;
	alert_sweep(t);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "-unreadable=6 ");
	KUNIT_EXPECT_EQ(test, t->alerts.counts.active, 0);
}

/* ------------------------------------------------------------------------ */
/* Data paths                                                               */
/* ------------------------------------------------------------------------ */

static const struct alert_dp_row {
	const char *name;
	u8 asked;
	u8 others;
	u8 dp_state;
	bool unused;
	bool alert;
} alert_dp_rows[] = {
	{ "deactivated by itself", .dp_state = 1, .alert = true },
	{ "initialized by itself", .dp_state = 7, .alert = true },
	{ "reserved state", .dp_state = 0, .alert = true },
	{ "DPDeinit of the lane", CMIS_ASKED_DEINIT, .dp_state = 1 },
	{ "DPDeinit of another lane of the path", .others = CMIS_ASKED_DEINIT,
	  .dp_state = 1 },
	{ "Tx off", CMIS_ASKED_DARK, .dp_state = 7 },
	{ "Tx off on another lane", .others = CMIS_ASKED_DARK, .dp_state = 7 },
	{ "Tx off does not deactivate", CMIS_ASKED_DARK, CMIS_ASKED_DARK,
	  .dp_state = 1, .alert = true },
	{ "low power", CMIS_ASKED_LOW_POWER, .dp_state = 1 },
	{ "application taken away", .dp_state = 1, .unused = true },
	{ "on its way", .dp_state = 2 },
	{ "moved meanwhile", CMIS_ASKED_MOVED, .dp_state = 1 },
};

static void alert_dp_desc(const struct alert_dp_row *row, char *desc)
{
	strscpy(desc, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(alert_dp, alert_dp_rows, alert_dp_desc);

static void alert_data_path_goes_down(struct kunit *test)
{
	const struct alert_dp_row *row = test->param_value;
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = &t->snapshot->lane[2];

	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	KUNIT_EXPECT_EQ(test, t->alerts.paths.up, 0xf);

	lane->dp_state = row->dp_state;
	lane->appsel = !row->unused;
	/* Without the host's control bytes there is no alert. */
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	lane->asked = CMIS_ASKED_KNOWN | row->asked;
	t->snapshot->lane[0].asked = CMIS_ASKED_KNOWN | row->others;
	alert_sweep(t);
	KUNIT_EXPECT_EQ(test, !!strstr(t->text, "+datapath_down/3="),
			row->alert);

	lane->dp_state = CMIS_DP_ACTIVATED;
	lane->appsel = 1;
	alert_sweep(t);
	alert_sweep(t);
	KUNIT_EXPECT_EQ(test, !!strstr(t->text, "-datapath_down/3="),
			row->alert);
}

/* DPInit may take a minute, other states as long as advertised. */
static void alert_data_path_may_settle(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = &t->snapshot->lane[2];

	alert_sweep(t);
	lane->dp_state = CMIS_DP_INIT;
	lane->asked = CMIS_ASKED_KNOWN;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	t->now_ns += 58 * ALERT_SECOND;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "+datapath_down/3=2 ");
}

/* Those of the module first, then lane by lane, and VDM at the end. */
static void alert_events_come_by_lane(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = t->snapshot->lane;

	alert_sweep(t);
	t->hits[BER][2] = 1;
	t->hits[RX_POWER + 3][3] = 1;
	lane[3].hits[CMIS_LF_TX_CDR_LOL] = 1;
	lane[2].hits[CMIS_LF_RX_CDR_LOL] = 1;
	lane[2].hits[CMIS_LF_TX_FAILURE] = 1;
	t->snapshot->status.hits[1] = 1;
	t->hits[TEMP][0] = 1;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "+temperature:high_alarm=10240 +module_fw_error=0 +tx_fault/3=0 +rx_cdr_lol/3=0 +rx_power/4:low_warning=10000 +tx_cdr_lol/4=0 +media_pre_fec_ber/1:high_warning=0 ");
}

/* Page 14h has neither flags nor thresholds. */
static void alert_list_is_complete(struct kunit *test)
{
	struct alert_test *t = test->priv;

	t->module->basics.rev_major = 5;
	t->module->basics.rev_minor = 4;
	/* Two powers of four lanes, and a ratio, which may also be worse */
	KUNIT_EXPECT_EQ(test, cmis_alerts_list(t->module, NULL),
			MONITORS * CMIS_LEVEL_COUNT + 4 * 7 + 6 + 3 +
			2 * 4 + 2 + 1);
	t->module->adverts.pages |= CMIS_PAGES_DIAG;
	KUNIT_EXPECT_EQ(test, cmis_alerts_list(t->module, NULL),
			MONITORS * CMIS_LEVEL_COUNT + 4 * 8 + 6 + 3 +
			2 * 4 + 2 + 1);
	t->module->adverts.pages &= ~CMIS_PAGES_DIAG;
	t->module->monitors[BER].source = CMIS_SOURCE_DIAG;
	t->module->adverts.lane_flags = BIT(CMIS_LF_RX_LOS);
	t->module->admin.media_lanes_unsupported = 0x01;
	KUNIT_EXPECT_EQ(test, cmis_alerts_list(t->module, NULL),
			(MONITORS - 1) * CMIS_LEVEL_COUNT + 4 + 3 + 6 + 3 +
			2 * 3 + 1);

	t->module->basics.flat = true;
	t->module->plan.banks = 0;
	memset(t->module->first, 0, sizeof(t->module->first));
	/* "checksum", "power_limit", and "unreadable" for each class */
	KUNIT_EXPECT_EQ(test, cmis_alerts_list(t->module, NULL), 5);
}

/* ------------------------------------------------------------------------ */
/* Jumps                                                                    */
/* ------------------------------------------------------------------------ */

/* Whether the next snapshot is plausible after @old, for one class. */
static bool jump_is_plausible(struct alert_test *t,
			      const struct cmis_snapshot *old,
			      unsigned int class)
{
	alert_read(t, BIT(class));
	t->snapshot->readings[class] = t->readings[class][t->turn[class]];
	/* Keep the readings of the sweep before. */
	t->turn[class] ^= 1;
	return cmis_plausible_check(old, t->snapshot, class);
}

static void jumps_are_doubted(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_snapshot old, first;
	static const struct {
		s16 raw;
		u8 levels;
		bool doubt;
	} rows[] = {
		{ CELSIUS(40), 0, false },
		{ CELSIUS(49), 0, false },
		/* A large jump, but within the thresholds */
		{ CELSIUS(65), 0, false },
		{ CELSIUS(70) + 1, 0, true },
		{ CELSIUS(125), 0, true },
		{ CELSIUS(-40), 0, true },
		/* The module has latched the flag */
		{ CELSIUS(70) + 1, BIT(CMIS_LEVEL_HIGH_WARNING), false },
		{ CELSIUS(125), BIT(CMIS_LEVEL_HIGH_WARNING) |
				BIT(CMIS_LEVEL_HIGH_ALARM), false },
		{ CELSIUS(125), BIT(CMIS_LEVEL_HIGH_WARNING), true },
	};
	unsigned int i;

	alert_sweep(t);
	old = *t->snapshot;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		t->raw[TEMP] = rows[i].raw;
		t->levels[TEMP] = rows[i].levels;
		KUNIT_EXPECT_EQ_MSG(test,
				    jump_is_plausible(t, &old,
						      CMIS_CLASS_THERMAL),
				    !rows[i].doubt, "row %u", i);
	}

	/* A second read confirms the jump; then one that does not. */
	first = *t->snapshot;
	KUNIT_EXPECT_EQ(test, cmis_plausible_count(&old, &first, t->snapshot,
						   CMIS_CLASS_THERMAL), 0);
	KUNIT_EXPECT_EQ(test, cmis_plausible_count(&old, &first, &old,
						   CMIS_CLASS_THERMAL), 1);
	/* After failed sweeps there is no value to compare with. */
	old.sweep[CMIS_CLASS_THERMAL].error = -EIO;
	KUNIT_EXPECT_TRUE(test, cmis_plausible_check(&old, t->snapshot,
						     CMIS_CLASS_THERMAL));
}

/* A small step across a threshold is plausible. */
static void jump_of_a_small_step_is_none(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_snapshot old;

	t->raw[TEMP] = CELSIUS(69);
	alert_sweep(t);
	old = *t->snapshot;
	t->raw[TEMP] = CELSIUS(71);
	KUNIT_EXPECT_TRUE(test, jump_is_plausible(t, &old,
						  CMIS_CLASS_THERMAL));
}

static void jumps_of_lanes_count_each(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_snapshot old, first;
	struct cmis_readings *second = t->readings[CMIS_CLASS_VDM][1];

	alert_sweep(t);
	old = *t->snapshot;
	/* Received power may drop to 0: the fibre was pulled. */
	t->raw[RX_POWER] = 0;
	KUNIT_EXPECT_TRUE(test, jump_is_plausible(t, &old, CMIS_CLASS_LANES));
	t->raw[RX_POWER + 1] = 65535;
	t->raw[RX_POWER + 3] = 65535;
	KUNIT_EXPECT_FALSE(test, jump_is_plausible(t, &old, CMIS_CLASS_LANES));
	/* The second read confirms one jump of two. */
	first = *t->snapshot;
	memcpy(second, first.readings[CMIS_CLASS_LANES],
	       struct_size(second, reading, MONITORS));
	second->reading[RX_POWER + 1 - TX_POWER].raw = MICROWATTS(1000);
	t->snapshot->readings[CMIS_CLASS_LANES] = second;
	KUNIT_EXPECT_EQ(test, cmis_plausible_count(&old, &first, t->snapshot,
						   CMIS_CLASS_LANES), 1);
}

static struct kunit_case alert_engine_cases[] = {
	KUNIT_CASE_PARAM(alert_follows_sequence, alert_sequence_gen_params),
	KUNIT_CASE(alert_keeps_its_times),
	KUNIT_CASE(alerts_are_limited),
	KUNIT_CASE(alerts_bucket_limits),
	KUNIT_CASE(alerts_end_with_their_lanes),
	KUNIT_CASE(alerts_merge_what_was_held_back),
	KUNIT_CASE(alerts_all_get_their_turn),
	KUNIT_CASE(alerts_end_with_the_module),
	KUNIT_CASE(alerts_lose_nothing),
	{}
};

static struct kunit_suite alert_engine_suite = {
	.name = "alert_engine",
	.test_cases = alert_engine_cases,
};

static struct kunit_case alert_source_cases[] = {
	KUNIT_CASE(alert_temperature_has_hysteresis),
	KUNIT_CASE(alert_narrow_range_can_be_quiet),
	KUNIT_CASE(alert_flags_count_hits),
	KUNIT_CASE(alert_dark_lane_has_no_values),
	KUNIT_CASE(alert_sweep_out_of_turn_does_not_clear),
	KUNIT_CASE(alert_states_are_told),
	KUNIT_CASE(alert_unreadable_has_its_page),
	KUNIT_CASE_PARAM(alert_data_path_goes_down, alert_dp_gen_params),
	KUNIT_CASE(alert_data_path_may_settle),
	KUNIT_CASE(alert_events_come_by_lane),
	KUNIT_CASE(alert_list_is_complete),
	{}
};

static struct kunit_suite alert_source_suite = {
	.name = "alert_source",
	.init = alert_test_init,
	.test_cases = alert_source_cases,
};

static struct kunit_case alert_jump_cases[] = {
	KUNIT_CASE(jumps_are_doubted),
	KUNIT_CASE(jump_of_a_small_step_is_none),
	KUNIT_CASE(jumps_of_lanes_count_each),
	{}
};

static struct kunit_suite alert_jump_suite = {
	.name = "alert_jumps",
	.init = alert_test_init,
	.test_cases = alert_jump_cases,
};

kunit_test_suites(&alert_engine_suite, &alert_source_suite,
		  &alert_jump_suite);

MODULE_DESCRIPTION("Tests of alerts");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
