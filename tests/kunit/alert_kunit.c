// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of alerts: sequences of sweeps and the events that they make, first
 * of the engine alone, then from a snapshot's values, flags and states on.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "under_test_xfer.h"
#include "under_test_alerts.h"
#include "under_test_decode.h"
#include "under_test_readers.h"
#include "fake_transport.c"

#define ALERT_SECOND	1000000000ull
/* All that 32 lanes can have, without VDM. */
#define ALERT_MANY	638

static const struct cmis_alert_key alert_key = {
	.type = CMIS_ALERT_RX_LOS,
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
	cmis_alerts_start(alerts, 7, alert, num);
	return alerts;
}

/* ------------------------------------------------------------------------ */
/* Sequences of one alert                                                   */
/* ------------------------------------------------------------------------ */

/**
 * struct alert_step - what a sweep says, and what is to come of it
 * @kind: q quiet; h not beyond, but in the hysteresis; b beyond by its value;
 *	f a flag without a value that is beyond: a spike; a both of it
 * @sets: of flags
 * @event: + raised, - cleared, . nothing
 * @total: sets of the alert after it
 */
struct alert_step {
	char kind;
	u32 sets;
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
			.sets = step->sets,
			.beyond = step->kind == 'b' || step->kind == 'a',
			.inside = step->kind == 'q' || step->kind == 'f',
		};

		now_ns = (step - sequence->step + 1) * ALERT_SECOND;
		cmis_alerts_feed(alerts, &alerts->alert[0], &condition, now_ns);
		KUNIT_EXPECT_EQ_MSG(test,
				    alert_step_event(test, alerts, now_ns),
				    step->event, "step %zu",
				    step - sequence->step);
		KUNIT_EXPECT_EQ_MSG(test, alerts->alert[0].sets, step->total,
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

static const struct cmis_condition alert_set = { .sets = 1, .inside = true };
static const struct cmis_condition alert_quiet = { .inside = true };

static void alerts_set_all(struct cmis_alerts *alerts, bool on, u64 now_ns)
{
	unsigned int i, times = on ? 1 : CMIS_ALERT_QUIET;

	while (times--)
		for (i = 0; i < alerts->num; i++)
			cmis_alerts_feed(alerts, &alerts->alert[i], on ? &alert_set :
					&alert_quiet, now_ns);
}

static unsigned int alerts_drain(struct cmis_alerts *alerts, u64 now_ns)
{
	struct cmis_alert_event event;
	unsigned int num = 0;

	while (cmis_alerts_next_event(alerts, now_ns, &event))
		num++;
	return num;
}

/* A whole module of them gets through; then so many a second. */
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
	/* 128 a second is one in 7.8125 ms. */
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

/* Whoever has one: a burst, then a rate; a clock that goes back gives none. */
static void alerts_bucket_limits(struct kunit *test)
{
	struct cmis_limit limit = {};
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

/* What was raised and cleared while it was held back is counted, not told. */
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

/* An alert that never stops does not keep the others from their turn. */
static void alerts_all_get_their_turn(struct kunit *test)
{
	struct cmis_alerts *alerts = alerts_make(test, 4);
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
		cmis_alerts_feed(alerts, &alerts->alert[0], &alert_quiet, now_ns);
		cmis_alerts_feed(alerts, &alerts->alert[0], i & 1 ? &alert_quiet : &alert_set,
				now_ns);
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
	/* Nobody has heard of this one, nor will. */
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

	/* The next module starts with what is left of the limit. */
	cmis_alerts_start(alerts, 8, alerts->alert, 0);
	KUNIT_EXPECT_EQ(test, alerts->generation, 8);
	KUNIT_EXPECT_EQ(test, alerts->counts.merged, 0);
	KUNIT_EXPECT_EQ(test, alerts->limit.tokens, 0);
	KUNIT_EXPECT_FALSE(test, cmis_alerts_next_event(alerts, 4, &event));
}

/* A simple generator, the same numbers on each kernel. */
static u32 alert_random(u32 *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

/* Each change is told or counted, in turn, and the end state is told. */
static void alerts_lose_nothing(struct kunit *test)
{
	enum { NUM = 40, SWEEPS = 4000 };
	struct cmis_alerts *alerts = alerts_make(test, NUM);
	bool known[NUM] = {}, was[NUM] = {};
	unsigned int changes = 0, events = 0, sweep, i;
	struct cmis_alert_event event;
	u32 state = 1;

	for (sweep = 0; sweep < SWEEPS; sweep++) {
		u64 now_ns = sweep * (ALERT_SECOND / 20);

		for (i = 0; i < NUM; i++) {
			cmis_alerts_feed(alerts, &alerts->alert[i], alert_random(&state) % 4 ?
					&alert_quiet : &alert_set, now_ns);
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
/* From a module's memory to events                                         */
/* ------------------------------------------------------------------------ */

/**
 * struct alert_test - what each test starts from
 * @cage: with @module and @snapshot, and a transport
 * @xfer: of @cage
 * @module: four lanes with all monitors and flags
 * @snapshot: all as it should be, ready and activated
 * @old: for jumps: the same
 * @fake: where page 10h and lower memory come from
 * @text: the events since alert_events()
 */
struct alert_test {
	struct cmis_cage cage;
	struct cmis_xfer xfer;
	struct cmis_module *module;
	struct cmis_snapshot *snapshot;
	struct cmis_snapshot *old;
	struct fake fake;
	char text[400];
};

static struct alert_test *alert_current;

/* In place of core.c: writes down what the clients would be told. */
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event)
{
	const struct cmis_alert *alert = &event->alert;
	bool monitor = alert->key.type == CMIS_ALERT_MONITOR;
	size_t used = strlen(alert_current->text);
	char lane[8] = "";

	if (alert->key.lane != CMIS_LANE_NONE)
		snprintf(lane, sizeof(lane), "/%u", alert->key.lane + 1);
	scnprintf(alert_current->text + used,
		  sizeof(alert_current->text) - used, "%c%s%s%s%s=%d ",
		  alert->active ? '+' : '-',
		  monitor ? cmis_quantity_name(alert->key.quantity) :
			    cmis_alert_type_name(alert->key.type),
		  lane, monitor ? ":" : "",
		  monitor ? cmis_level_name(alert->key.level) : "",
		  alert->value);
}

static void alert_limits(struct cmis_module *module, enum cmis_quantity q,
			 s32 high_alarm, s32 low_alarm, s32 high_warn,
			 s32 low_warn)
{
	const s32 limit[] = { high_alarm, low_alarm, high_warn, low_warn };

	module->thresholds.known = true;
	module->thresholds.checksum_ok = true;
	module->thresholds.present |= BIT(q);
	memcpy(module->thresholds.value[q], limit, sizeof(limit));
}

static void alert_fill_module(struct cmis_module *module)
{
	module->generation = 7;
	module->lanes = 4;
	module->plan.banks = 1;
	module->lower[1] = 0x50;
	module->admin.checksum_ok = true;
	module->adverts.known = true;
	module->adverts.checksum_ok = true;
	module->adverts.durations.dp_init_ms = 60000;
	module->adverts.monitors = BIT(CMIS_Q_COUNT) - 1;
	module->adverts.lane_flags = BIT(CMIS_LF_COUNT) - 1;
	module->adverts.unit[CMIS_Q_TEMP] = CMIS_UNIT_MILLI_CELSIUS;
	module->adverts.unit[CMIS_Q_VCC] = CMIS_UNIT_MICRO_VOLT;
	module->adverts.unit[CMIS_Q_TX_POWER] = CMIS_UNIT_NANO_WATT;
	module->adverts.unit[CMIS_Q_TX_BIAS] = CMIS_UNIT_MICRO_AMPERE;
	module->adverts.unit[CMIS_Q_RX_POWER] = CMIS_UNIT_NANO_WATT;
	alert_limits(module, CMIS_Q_TEMP, 75000, -5000, 70000, 0);
	alert_limits(module, CMIS_Q_VCC, 3630000, 2970000, 3465000, 3135000);
	alert_limits(module, CMIS_Q_RX_POWER, 5000000, 16000, 4000000, 32000);
}

static void alert_fill_snapshot(struct alert_test *t)
{
	struct cmis_snapshot *snapshot = t->snapshot;
	unsigned int i;

	snapshot->module = t->module;
	snapshot->status.state = CMIS_STATE_READY;
	snapshot->status.value[CMIS_Q_TEMP] = 40000;
	snapshot->status.value[CMIS_Q_VCC] = 3300000;
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		snapshot->lane[i].dp_state = CMIS_DP_ACTIVATED;
		snapshot->lane[i].appsel = 1;
		snapshot->lane[i].value[2] = 1000000;
	}
	for (i = 0; i < CMIS_CLASS_COUNT; i++) {
		snapshot->sweep[i].when_ns = ktime_get_boottime_ns();
		snapshot->stale_ms[i] = 600000;
	}
	*t->old = *snapshot;
}

static void alert_fill_cage(struct alert_test *t)
{
	const struct cmis_cage_config config = {
		.ops = &fake_ops,
		.priv = &t->fake,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = 128,
		.max_write = 128,
	};

	t->cage.xfer = &t->xfer;
	cmis_xfer_init(&t->xfer, &config);
	cmis_xfer_set_limits(&t->xfer, 100, 8);
	t->fake.lock = &t->xfer.lock;
	t->cage.state = CMIS_CAGE_READY;
	RCU_INIT_POINTER(t->cage.module, t->module);
	RCU_INIT_POINTER(t->cage.snapshot, t->snapshot);
}

/* Nothing has been swept yet. */
static int alert_insert(struct alert_test *t)
{
	return cmis_alert_module_add(&t->cage, t->snapshot, 0);
}

static int alert_test_init(struct kunit *test)
{
	struct alert_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	int ret;

	if (!t)
		return -ENOMEM;
	t->module = cmis_module_create();
	if (!t->module)
		return -ENOMEM;
	t->snapshot = cmis_snapshot_create(t->module);
	t->old = kunit_kzalloc(test, sizeof(*t->old), GFP_KERNEL);
	if (!t->snapshot || !t->old)
		return -ENOMEM;
	fake_init(&t->fake, test);
	alert_fill_module(t->module);
	alert_fill_snapshot(t);
	alert_fill_cage(t);
	ret = cmis_alert_cage_init(&t->cage);
	if (ret)
		return ret;
	ret = cmis_xfer_set_banks(&t->xfer, 1);
	if (ret)
		return ret;
	alert_current = t;
	test->priv = t;
	return alert_insert(t);
}

static void alert_test_exit(struct kunit *test)
{
	struct alert_test *t = test->priv;

	if (!t)
		return;
	cmis_alert_module_del(&t->cage);
	cmis_alert_cage_exit(&t->cage);
	kfree(t->cage.alerts);
	cmis_snapshot_put(t->snapshot);
	cmis_module_put(t->module);
}

/* One sweep of each class; the events that it made. */
static const char *alert_sweep(struct alert_test *t)
{
	unsigned int class;

	t->text[0] = '\0';
	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		cmis_alert_sampled(&t->cage, class, false);
	return t->text;
}

/* Somebody reads a byte of flags in which something is set. */
static void alert_harvest(struct alert_test *t, u8 page, u8 offset, u8 value)
{
	const struct cmis_range range = {
		.addr = { .page = page, .offset = offset },
		.len = 1,
	};

	mutex_lock(&t->xfer.lock);
	cmis_latch_harvest(&t->xfer.latch, &range, &value);
	mutex_unlock(&t->xfer.lock);
}

static void alert_temperature_has_hysteresis(struct kunit *test)
{
	struct alert_test *t = test->priv;
	s32 *temperature = &t->snapshot->status.value[CMIS_Q_TEMP];
	static const struct {
		s32 mc;
		const char *events;
	} rows[] = {
		{ 70000, "" },
		{ 70001, "+temperature:high_warning=70001 " },
		{ 75004, "+temperature:high_alarm=75004 " },
		/* Within one degree of the alarm it stays. */
		{ 74001, "" }, { 74001, "" }, { 74001, "" },
		{ 74000, "-temperature:high_alarm=75004 " },
		{ 69001, "" }, { 69001, "" }, { 69001, "" },
		{ 69000, "-temperature:high_warning=70001 " },
		{ -1, "+temperature:low_warning=-1 " },
		{ 1000, "" },
		{ 1000, "-temperature:low_warning=-1 " },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		*temperature = rows[i].mc;
		KUNIT_EXPECT_STREQ(test, alert_sweep(t), rows[i].events);
	}
}

/* Of a threshold that is narrow, a quarter of the range is enough. */
static void alert_narrow_range_can_be_quiet(struct kunit *test)
{
	struct alert_test *t = test->priv;
	s32 *temperature = &t->snapshot->status.value[CMIS_Q_TEMP];

	alert_limits(t->module, CMIS_Q_TEMP, 41000, 39000, 40400, 39600);
	*temperature = 40500;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "+temperature:high_warning=40500 ");
	*temperature = 40200;
	alert_sweep(t);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "-temperature:high_warning=40500 ");
}

/* Whoever reads a flag, it is one set more, and its place is its own. */
static void alert_flags_count_harvests(struct kunit *test)
{
	struct alert_test *t = test->priv;
	static const struct {
		u8 page;
		u8 offset;
		u8 value;
		const char *events;
	} rows[] = {
		{ 0, 9, 0x01, "+temperature:high_alarm=40000 " },
		{ 0, 9, 0x80, "+vcc:low_warning=3300000 " },
		{ 0, 10, 0x20, "+aux2:low_alarm=0 " },
		{ 0, 11, 0x40, "+custom:high_warning=0 " },
		{ 0, 8, 0x02, "+module_fw_error=0 " },
		{ 0, 8, 0x04, "+datapath_fw_error=0 " },
		/* Before 5.4 this bit has no meaning, and lane 8 is none. */
		{ 0, 8, 0x08, "" },
		{ 0x11, 147, 0x80, "" },
		{ 0x11, 135, 0x01, "+tx_fault/1=0 " },
		{ 0x11, 136, 0x02, "+tx_los/2=0 " },
		{ 0x11, 137, 0x04, "+tx_cdr_lol/3=0 " },
		{ 0x11, 138, 0x08, "+tx_adapt_eq_fail/4=0 " },
		{ 0x11, 139, 0x01, "+tx_power/1:high_alarm=0 " },
		{ 0x11, 144, 0x02, "+tx_bias/2:low_alarm=0 " },
		{ 0x11, 147, 0x04, "+rx_los/3=0 " },
		{ 0x11, 148, 0x08, "+rx_cdr_lol/4=0 " },
		{ 0x11, 152, 0x01, "+rx_power/1:low_warning=1000000 " },
	};
	unsigned int i, n, a;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (n = 0; n < 6; n++)
			alert_harvest(t, rows[i].page, rows[i].offset,
				      rows[i].value);
		KUNIT_EXPECT_STREQ(test, alert_sweep(t), rows[i].events);
		for (a = 0; a < t->cage.alerts->engine.num; a++)
			KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.alert[a].sets,
					t->cage.alerts->engine.alert[a].active * 6);
		alert_sweep(t);
		alert_sweep(t);
		KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.counts.active, 0);
		alert_insert(t);
	}
}

/* No flag is needed for an alert, but a path that is up. */
static void alert_dark_lane_has_no_values(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = &t->snapshot->lane[1];

	lane->value[2] = 0;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "+rx_power/2:low_alarm=0 +rx_power/2:low_warning=0 ");
	t->snapshot->status.state = CMIS_STATE_LOW_POWER;
	t->snapshot->status.value[CMIS_Q_VCC] = 0;
	lane->dp_state = CMIS_DP_DEACTIVATED;
	t->fake.lower[26] = CMIS_CONTROL_LOWPWR_SW;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	KUNIT_EXPECT_STREQ(test, alert_sweep(t),
			   "-rx_power/2:low_alarm=0 -rx_power/2:low_warning=0 ");
	/* But what it has latched it has latched. */
	alert_harvest(t, 0x11, 150, 0x02);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "+rx_power/2:low_alarm=0 ");
}

static void alert_sweep_out_of_turn_does_not_clear(struct kunit *test)
{
	struct alert_test *t = test->priv;
	unsigned int i;

	alert_harvest(t, 0x11, 147, 0x01);
	t->text[0] = '\0';
	cmis_alert_sampled(&t->cage, CMIS_CLASS_LANES, true);
	KUNIT_EXPECT_STREQ(test, t->text, "+rx_los/1=0 ");
	for (i = 0; i < 5; i++)
		cmis_alert_sampled(&t->cage, CMIS_CLASS_LANES, true);
	KUNIT_EXPECT_STREQ(test, t->text, "+rx_los/1=0 ");
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

	t->text[0] = '\0';
	t->snapshot->sweep[CMIS_CLASS_LANES].error = -ENXIO;
	cmis_alert_unreadable(&t->cage, -ENXIO);
	KUNIT_EXPECT_STREQ(test, t->text, "+unreadable=6 ");
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	t->snapshot->sweep[CMIS_CLASS_LANES].error = 0;
	alert_sweep(t);
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "-unreadable=6 ");
	KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.counts.active, 1);
}

/* ------------------------------------------------------------------------ */
/* Data paths                                                               */
/* ------------------------------------------------------------------------ */

static const struct alert_dp_row {
	const char *name;
	u8 lower26;
	u8 deinit;
	u8 tx_disable;
	u8 squelch_force;
	u8 module_state;
	u8 dp_state;
	u8 appsel;
	bool alert;
} alert_dp_rows[] = {
	{ "deactivated by itself", .dp_state = 1, .alert = true },
	{ "initialized by itself", .dp_state = 7, .alert = true },
	{ "reserved state", .dp_state = 0, .alert = true },
	{ "in a module fault", .dp_state = 1,
	  .module_state = CMIS_STATE_FAULT, .alert = true },
	{ "DPDeinit of the lane", .dp_state = 1, .deinit = 0x04 },
	{ "DPDeinit of another lane of the path", .dp_state = 1,
	  .deinit = 0x01 },
	{ "Tx disabled", .dp_state = 7, .tx_disable = 0x01 },
	{ "squelch forced", .dp_state = 7, .squelch_force = 0x08 },
	{ "Tx disabled does not deactivate", .dp_state = 1,
	  .tx_disable = 0x0f, .alert = true },
	{ "low power by software", .dp_state = 1, .lower26 = 0x10 },
	{ "low power by the pin", .dp_state = 1, .lower26 = 0x40,
	  .module_state = CMIS_STATE_LOW_POWER },
	{ "pin allowed, module ready", .dp_state = 1, .lower26 = 0x40,
	  .alert = true },
	{ "application taken away", .dp_state = 1, .appsel = 0xff },
	{ "on its way", .dp_state = 2 },
};

static void alert_dp_desc(const struct alert_dp_row *row, char *desc)
{
	strscpy(desc, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(alert_dp, alert_dp_rows, alert_dp_desc);

static void alert_dp_fake(struct alert_test *t, const struct alert_dp_row *row)
{
	t->fake.lower[26] = row->lower26;
	*fake_at(&t->fake, 0, 0x10, 128) = row->deinit;
	*fake_at(&t->fake, 0, 0x10, 130) = row->tx_disable;
	*fake_at(&t->fake, 0, 0x10, 132) = row->squelch_force;
	/* Lanes 3 and 4 */
	*fake_at(&t->fake, 0, 0x11, 129) = 0x40 | row->dp_state;
}

static void alert_data_path_goes_down(struct kunit *test)
{
	const struct alert_dp_row *row = test->param_value;
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = &t->snapshot->lane[2];
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		t->snapshot->lane[i].dp_id = 0;
	KUNIT_EXPECT_STREQ(test, alert_sweep(t), "");
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);

	alert_dp_fake(t, row);
	if (row->module_state)
		t->snapshot->status.state = row->module_state;
	if (row->appsel)
		lane->appsel = 0;
	lane->dp_state = row->dp_state;
	alert_sweep(t);
	if (row->alert)
		KUNIT_EXPECT_NOT_NULL(test, strstr(t->text,
						   "+datapath_down/3="));
	else
		KUNIT_EXPECT_NULL(test, strstr(t->text, "datapath_down"));

	lane->dp_state = CMIS_DP_ACTIVATED;
	lane->appsel = 1;
	alert_sweep(t);
	alert_sweep(t);
	KUNIT_EXPECT_EQ(test, !!strstr(t->text, "-datapath_down/3="),
			row->alert);
}

/* ------------------------------------------------------------------------ */
/* Jumps                                                                    */
/* ------------------------------------------------------------------------ */

static void alert_jumps_are_doubted(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_status *now = &t->snapshot->status;
	static const struct {
		s32 mc;
		u8 flags;
		bool doubt;
	} rows[] = {
		{ 40000, 0, false },
		{ 49000, 0, false },
		/* Far, but no reason for an alert */
		{ 65000, 0, false },
		{ 70001, 0, true },
		{ 125000, 0, true },
		{ -40000, 0, true },
		/* The module says so itself */
		{ 70001, 0x04, false },
		{ 125000, 0x05, false },
		{ 125000, 0x04, true },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		now->value[CMIS_Q_TEMP] = rows[i].mc;
		now->flags[1] = rows[i].flags;
		KUNIT_EXPECT_EQ_MSG(test,
				    cmis_alert_doubts(&t->cage, t->old,
						      t->snapshot,
						      CMIS_CLASS_THERMAL),
				    rows[i].doubt, "row %u", i);
	}

	/* It was real. */
	cmis_alert_confirm(&t->cage, t->old, t->snapshot);
	KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.counts.rejected, 0);
	/* It was not. */
	now->value[CMIS_Q_TEMP] = 40004;
	cmis_alert_confirm(&t->cage, t->old, t->snapshot);
	KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.counts.rejected, 1);
	/* From near the threshold a small step is no jump. */
	t->old->status.value[CMIS_Q_TEMP] = 69000;
	now->value[CMIS_Q_TEMP] = 71000;
	now->flags[1] = 0;
	KUNIT_EXPECT_FALSE(test, cmis_alert_doubts(&t->cage, t->old,
						   t->snapshot,
						   CMIS_CLASS_THERMAL));
}

static void alert_jumps_of_lanes_count_each(struct kunit *test)
{
	struct alert_test *t = test->priv;
	struct cmis_lane *lane = t->snapshot->lane;

	/* A fibre that is pulled is no jump. */
	lane[0].value[2] = 0;
	KUNIT_EXPECT_FALSE(test, cmis_alert_doubts(&t->cage, t->old,
						   t->snapshot,
						   CMIS_CLASS_LANES));
	lane[1].value[2] = 6553500;
	lane[3].value[2] = 6553500;
	KUNIT_EXPECT_TRUE(test, cmis_alert_doubts(&t->cage, t->old,
						  t->snapshot,
						  CMIS_CLASS_LANES));
	lane[1].value[2] = 1000000;
	cmis_alert_confirm(&t->cage, t->old, t->snapshot);
	KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.counts.rejected, 1);
}

/* The most that there can be fits. */
static void alert_list_is_bounded(struct kunit *test)
{
	struct alert_test *t = test->priv;

	t->module->lanes = CMIS_MAX_LANES;
	t->module->plan.banks = CMIS_MAX_BANKS;
	t->module->lower[1] = 0x54;
	KUNIT_EXPECT_EQ(test, alert_insert(t), 0);
	KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.num, ALERT_MANY);

	t->module->basics.flat = true;
	t->module->plan.banks = 0;
	t->module->adverts.monitors = 0;
	KUNIT_EXPECT_EQ(test, alert_insert(t), 0);
	/* Checksum and unreadable */
	KUNIT_EXPECT_EQ(test, t->cage.alerts->engine.num, 2);
}

static struct kunit_case alert_engine_cases[] = {
	KUNIT_CASE_PARAM(alert_follows_sequence, alert_sequence_gen_params),
	KUNIT_CASE(alert_keeps_its_times),
	KUNIT_CASE(alerts_are_limited),
	KUNIT_CASE(alerts_bucket_limits),
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
	KUNIT_CASE(alert_flags_count_harvests),
	KUNIT_CASE(alert_dark_lane_has_no_values),
	KUNIT_CASE(alert_sweep_out_of_turn_does_not_clear),
	KUNIT_CASE(alert_states_are_told),
	KUNIT_CASE_PARAM(alert_data_path_goes_down, alert_dp_gen_params),
	KUNIT_CASE(alert_jumps_are_doubted),
	KUNIT_CASE(alert_jumps_of_lanes_count_each),
	KUNIT_CASE(alert_list_is_bounded),
	{}
};

static struct kunit_suite alert_source_suite = {
	.name = "alert_source",
	.init = alert_test_init,
	.exit = alert_test_exit,
	.test_cases = alert_source_cases,
};

kunit_test_suites(&alert_engine_suite, &alert_source_suite);

MODULE_DESCRIPTION("Tests of alerts");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
