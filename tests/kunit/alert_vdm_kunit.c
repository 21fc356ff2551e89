// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge of monitors: flags, and readings against thresholds.
 */

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/unaligned.h>

#include "fixture/alert.c"
#include "fixture/spec.c"
#include "core/question.c"

struct judge_test {
	struct cmis_module *module;
	struct cmis_snapshot *snapshot;
	struct cmis_monitor monitors[2];
	struct cmis_readings *readings;
};

/* F16: 2.4e-4, 1.0e-5, 1.0e-9 and 0; the first two are the high limits. */
#define BER_ALARM	0x90f0
#define BER_WARN	0x83e8
#define BER_LIMITS	{ BER_ALARM, 0, BER_WARN, 0 }
/* 1/256 dB: 16 dB and 18 dB are the low limits, the high ones are left out. */
#define SNR_LIMITS	{ 0, 0x1000, 0, 0x1200 }
/* 1/256 degree, signed: 75, -5, 70, 0 */
#define LASER_LIMITS	{ 0x4b00, 0xfb00, 0x4600, 0x0000 }

/**
 * struct judge_row - a reading, and the verdict on it
 * @name: of the row
 * @type: of the monitor
 * @resource: lane, or %CMIS_LANE_NONE
 * @limit: thresholds
 * @level: that is judged
 * @raw: the reading
 * @invalid: it has not been read
 * @hits: of the flag
 * @dp_state: of all lanes; 0 = DPActivated
 * @state: of the module; 0 = ready
 * @error: of the statistics
 * @beyond: expected
 * @outside: expected, not back by the hysteresis
 */
struct judge_row {
	const char *name;
	u8 type;
	u8 resource;
	u16 limit[CMIS_LEVEL_COUNT];
	u8 level;
	u16 raw;
	bool invalid;
	u16 hits;
	u8 dp_state;
	u8 state;
	int error;
	bool beyond;
	bool outside;
};

#define HA	CMIS_LEVEL_HIGH_ALARM
#define LA	CMIS_LEVEL_LOW_ALARM
#define HW	CMIS_LEVEL_HIGH_WARNING
#define LW	CMIS_LEVEL_LOW_WARNING
#define ALL	CMIS_LANE_NONE

static const struct judge_row judge_rows[] = {
	{ "ber below", 15, 0, BER_LIMITS, HW, 0x80f0 },
	{ "ber at the limit", 15, 0, BER_LIMITS, HW, BER_WARN,
	  .outside = true },
	{ "ber beyond by one digit", 15, 0, BER_LIMITS, HW, 0x83e9,
	  .beyond = true, .outside = true },
	{ "ber beyond in another exponent", 15, 0, BER_LIMITS, HW, 0xa801,
	  .beyond = true, .outside = true },
	{ "ber not yet back by a quarter", 15, 0, BER_LIMITS, HW, 0x82ef,
	  .outside = true },
	{ "ber back by a quarter", 15, 0, BER_LIMITS, HW, 0x82ee },
	{ "ber beyond the warning is no alarm", 15, 0, BER_LIMITS, HA, 0x83e9 },
	{ "ber has no low limit", 15, 0, BER_LIMITS, LA, 0x0000 },
	{ "flag and no value", 15, 0, BER_LIMITS, HW, .invalid = true,
	  .hits = 6 },
	{ "flag without limits", 100, 0, { }, HA, 0xffff, .hits = 1 },
	{ "path is down", 15, 0, BER_LIMITS, HW, 0xa801,
	  .dp_state = CMIS_DP_DEACTIVATED },
	{ "module is not ready", 15, 0, BER_LIMITS, HW, 0xa801,
	  .state = CMIS_STATE_LOW_POWER },
	{ "ber of the module", 15, ALL, BER_LIMITS, HW, 0xa801,
	  .beyond = true, .outside = true },
	{ "statistic", 11, 0, BER_LIMITS, HW, 0xa801, .beyond = true,
	  .outside = true },
	{ "statistic that was not frozen", 11, 0, BER_LIMITS, HW, 0xa801,
	  .error = -ETIMEDOUT },
	{ "live value in spite of a dead freeze", 15, 0, BER_LIMITS, HW,
	  0xa801, .error = -ETIMEDOUT, .beyond = true, .outside = true },
	{ "snr high", 5, 0, SNR_LIMITS, HA, 0xffff },
	{ "snr low", 5, 0, SNR_LIMITS, LW, 0x11ff, .beyond = true,
	  .outside = true },
	/* 18 dB and 0.2 dB are 1233h. */
	{ "snr not yet back", 5, 0, SNR_LIMITS, LW, 0x1232, .outside = true },
	{ "snr back", 5, 0, SNR_LIMITS, LW, 0x1234 },
	{ "laser cold", 4, 0, LASER_LIMITS, LW, 0xffff, .beyond = true,
	  .outside = true },
	{ "laser not so cold", 4, 0, LASER_LIMITS, LA, 0xffff },
	{ "laser hot", 4, ALL, LASER_LIMITS, HW, 0x4601, .beyond = true,
	  .outside = true },
	{ "laser not yet back", 4, ALL, LASER_LIMITS, HW, 0x4501,
	  .outside = true },
	{ "laser back", 4, ALL, LASER_LIMITS, HW, 0x4500 },
};

static void judge_describe(const struct judge_row *row, char *desc)
{
	strscpy(desc, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(judge, judge_rows, judge_describe);

static int judge_init(struct kunit *test)
{
	struct judge_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->module = kunit_kzalloc(test, sizeof(*t->module), GFP_KERNEL);
	t->snapshot = kunit_kzalloc(test, sizeof(*t->snapshot), GFP_KERNEL);
	t->readings = kunit_kzalloc(test, struct_size(t->readings, reading, 2),
				    GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->module);
	KUNIT_ASSERT_NOT_NULL(test, t->snapshot);
	KUNIT_ASSERT_NOT_NULL(test, t->readings);
	t->snapshot->lane = kunit_kcalloc(test, CMIS_LANES_PER_BANK,
					  sizeof(struct cmis_lane),
					  GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->snapshot->lane);
	test->priv = t;
	return 0;
}

static void judge_fill_lanes(struct cmis_snapshot *snapshot,
			     const struct judge_row *row)
{
	struct cmis_apps *apps = &snapshot->module->apps;
	unsigned int i;

	apps->count = 1;
	apps->app[0] = (struct cmis_app) {
		.host_lanes = 8, .media_lanes = 8,
		.host_assign = 1, .media_assign = 1,
	};
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		snapshot->lane[i].appsel = 1;
		snapshot->lane[i].dp_state = row->dp_state ?: CMIS_DP_ACTIVATED;
	}
	snapshot->sweep[CMIS_CLASS_VDM].when_ns = 1;
	snapshot->stale_ms[CMIS_CLASS_VDM] = 1000;
	snapshot->status.state = row->state ?: CMIS_STATE_READY;
}

/* The row is the second monitor: index 0 must not pass by accident. */
static void judge_fill(struct judge_test *t, const struct judge_row *row)
{
	struct cmis_reading *reading = &t->readings->reading[1];
	struct cmis_monitor *monitor = &t->monitors[1];
	u8 set[2 * CMIS_LEVEL_COUNT];
	unsigned int i;

	t->snapshot->module = t->module;
	t->snapshot->readings[CMIS_CLASS_VDM] = t->readings;
	t->module->lanes = 8;
	t->module->plan.banks = 1;
	t->module->monitors = t->monitors;
	t->module->first[CMIS_CLASS_COUNT] = 2;
	judge_fill_lanes(t->snapshot, row);
	*monitor = (struct cmis_monitor) {
		.type = row->type,
		.source = CMIS_SOURCE_VDM,
		.lane = row->resource,
	};
	for (i = 0; i < CMIS_LEVEL_COUNT; i++)
		put_unaligned_be16(row->limit[i], &set[2 * i]);
	if (memchr_inv(set, 0, sizeof(set)))
		cmis_monitor_set_limits(monitor, set);
	t->readings->count = 2;
	t->readings->error = row->error;
	reading->raw = row->raw;
	reading->valid = !row->invalid;
	reading->hits[row->level] = row->hits;
}

static struct cmis_condition judge(const struct judge_test *t, u8 level,
				   u64 now_ns)
{
	const struct cmis_alert_key key = {
		.kind = CMIS_ALERT_MONITOR,
		.type = t->monitors[1].type,
		.level = level,
		.index = 1,
	};
	const struct cmis_evidence evidence = {
		.snapshot = t->snapshot,
		.key = &key,
		.class = CMIS_CLASS_VDM,
		.now_ns = now_ns,
	};
	struct cmis_condition condition = {};

	cmis_judge_monitor(&evidence, &condition);
	return condition;
}

static void judge_rows_hold(struct kunit *test)
{
	const struct judge_row *row = test->param_value;
	struct judge_test *t = test->priv;
	struct cmis_condition condition;

	judge_fill(t, row);
	condition = judge(t, row->level, 2);
	KUNIT_EXPECT_EQ(test, condition.hits, row->hits);
	KUNIT_EXPECT_EQ(test, condition.beyond, row->beyond);
	KUNIT_EXPECT_EQ(test, condition.inside, !row->outside);
	if (!row->invalid && !row->error)
		KUNIT_EXPECT_EQ(test, condition.value, row->raw);
}

/* In a narrow range a full hysteresis would never let the alert end. */
static void judge_narrow_range_ends(struct kunit *test)
{
	static const struct judge_row row = {
		.type = 15,
		.limit = { BER_ALARM, 0, BER_WARN, 0x8320 },
		.level = HW,
		.raw = 0x83e0,
	};
	struct judge_test *t = test->priv;
	struct cmis_condition condition;

	judge_fill(t, &row);
	condition = judge(t, HW, 2);
	KUNIT_EXPECT_FALSE(test, condition.beyond);
	KUNIT_EXPECT_TRUE(test, condition.inside);
}

/* A partial sweep brings no statistics; the last ones grow old. */
static void judge_old_statistics_do_not_count(struct kunit *test)
{
	struct judge_row row = {
		.type = 11,
		.limit = BER_LIMITS,
		.level = HW,
		.raw = 0xa801,
	};
	struct judge_test *t = test->priv;

	judge_fill(t, &row);
	KUNIT_EXPECT_TRUE(test, judge(t, HW, 1000000001).beyond);
	KUNIT_EXPECT_FALSE(test, judge(t, HW, 1000000002).beyond);
	row.type = 15;
	judge_fill(t, &row);
	KUNIT_EXPECT_TRUE(test, judge(t, HW, 1000000002).beyond);
}

static struct kunit_case judge_cases[] = {
	KUNIT_CASE_PARAM(judge_rows_hold, judge_gen_params),
	KUNIT_CASE(judge_narrow_range_ends),
	KUNIT_CASE(judge_old_statistics_do_not_count),
	{}
};

static struct kunit_suite judge_suite = {
	.name = "alert_judge",
	.init = judge_init,
	.test_cases = judge_cases,
};

kunit_test_suite(judge_suite);

MODULE_DESCRIPTION("Tests of the judge of monitors");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
