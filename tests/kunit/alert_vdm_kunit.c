// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a sweep says about an alert of an observable: flags, and samples
 * against thresholds.
 */

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "under_test_xfer.h"
#include "under_test_alerts.h"
#include "under_test_decode.h"
#include "under_test_readers.h"

/* Nobody is told in these tests. */
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event)
{
}

struct judge_test {
	struct cmis_module *module;
	struct cmis_snapshot *snapshot;
	struct cmis_alert_watch *watch;
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
 * struct judge_row - a sample, and what is to be thought of it
 * @name: of the row
 * @type: of the observable
 * @resource: lane, data path or module
 * @limit: thresholds
 * @level: that is judged
 * @raw: the sample
 * @invalid: it has not been read
 * @sets: of the flag
 * @dp_state: of all lanes; 0 = DPActivated
 * @state: of the module; 0 = ready
 * @error: of the statistics
 * @beyond: expected
 * @outside: expected, that is: not back by the hysteresis
 */
struct judge_row {
	const char *name;
	u8 type;
	u8 resource;
	u16 limit[CMIS_LEVEL_COUNT];
	u8 level;
	u16 raw;
	bool invalid;
	u16 sets;
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
#define ALL	CMIS_VDM_RESOURCE_MODULE

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
	  .sets = 6 },
	{ "flag without limits", 100, 0, { }, HA, 0xffff, .sets = 1 },
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
	t->watch = kunit_kzalloc(test, sizeof(*t->watch), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->module);
	KUNIT_ASSERT_NOT_NULL(test, t->snapshot);
	KUNIT_ASSERT_NOT_NULL(test, t->watch);
	t->module->vdm = kunit_kzalloc(test, sizeof(*t->module->vdm),
				       GFP_KERNEL);
	t->snapshot->vdm = kunit_kzalloc(test,
					 struct_size(t->snapshot->vdm, sample,
						     2), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, t->module->vdm);
	KUNIT_ASSERT_NOT_NULL(test, t->snapshot->vdm);
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
	for (i = 0; i < CMIS_CLASS_COUNT; i++) {
		snapshot->sweep[i].when_ns = ktime_get_boottime_ns();
		snapshot->stale_ms[i] = 600000;
	}
	snapshot->status.state = row->state ?: CMIS_STATE_READY;
}

/* The observable is the second, so that the place of the first is not it. */
static void judge_fill(struct judge_test *t, const struct judge_row *row)
{
	struct cmis_observable *obs = &t->module->vdm->obs[1];

	t->snapshot->module = t->module;
	t->module->lanes = 8;
	judge_fill_lanes(t->snapshot, row);
	t->module->vdm->count = 2;
	obs->type = row->type;
	obs->resource = row->resource;
	obs->slot = 77;
	memcpy(obs->limit, row->limit, sizeof(obs->limit));
	obs->has_limits = memchr_inv(row->limit, 0, sizeof(row->limit));
	t->snapshot->vdm->count = 2;
	t->snapshot->vdm->error = row->error;
	t->snapshot->vdm->sample[1].raw = row->raw;
	t->snapshot->vdm->sample[1].valid = !row->invalid;
	/* Slot 77 has the high nibble of byte 38. */
	t->watch->vdm_sets[0][38].flag[4 + row->level] = row->sets;
}

static void judge_rows_hold(struct kunit *test)
{
	const struct judge_row *row = test->param_value;
	struct judge_test *t = test->priv;
	const struct cmis_alert_view view = {
		.watch = t->watch,
		.snapshot = t->snapshot,
	};
	const struct cmis_alert_key key = {
		.type = CMIS_ALERT_OBSERVABLE,
		.quantity = row->type,
		.level = row->level,
		.index = 1,
	};
	struct cmis_condition condition = {};

	judge_fill(t, row);
	cmis_alert_judge_observable(&view, &key, &condition);
	KUNIT_EXPECT_EQ(test, condition.sets, row->sets);
	KUNIT_EXPECT_EQ(test, condition.beyond, row->beyond);
	KUNIT_EXPECT_EQ(test, condition.inside, !row->outside);
	if (!row->invalid && !row->error)
		KUNIT_EXPECT_EQ(test, condition.value, row->raw);
}

/* A narrow range leaves no room for a hysteresis, or it would never end. */
static void judge_narrow_range_ends(struct kunit *test)
{
	static const struct judge_row row = {
		.type = 15,
		.limit = { BER_ALARM, 0, BER_WARN, 0x8320 },
		.level = HW,
		.raw = 0x83e0,
	};
	struct judge_test *t = test->priv;
	const struct cmis_alert_view view = { t->watch, t->snapshot };
	const struct cmis_alert_key key = {
		.type = CMIS_ALERT_OBSERVABLE,
		.quantity = row.type,
		.level = row.level,
		.index = 1,
	};
	struct cmis_condition condition = {};

	judge_fill(t, &row);
	cmis_alert_judge_observable(&view, &key, &condition);
	KUNIT_EXPECT_FALSE(test, condition.beyond);
	KUNIT_EXPECT_TRUE(test, condition.inside);
}

static void judge_lists_what_has_flags(struct kunit *test)
{
	struct cmis_alert alert[2 * CMIS_LEVEL_COUNT] = {};
	struct cmis_alert_list list = { .alert = alert };
	struct judge_test *t = test->priv;
	unsigned int i;

	judge_fill(t, &judge_rows[0]);
	t->module->vdm->obs[0].type = 15;
	t->module->vdm->obs[0].source = CMIS_VDM_SOURCE_DIAG;
	t->module->vdm->obs[1].bank = 2;
	t->module->vdm->obs[1].resource = 3;
	cmis_alert_list_observables(&list, t->module);
	KUNIT_ASSERT_EQ(test, list.num, CMIS_LEVEL_COUNT);
	for (i = 0; i < list.num; i++) {
		const struct cmis_alert_key *key = &alert[i].key;


		KUNIT_EXPECT_EQ(test, key->type, CMIS_ALERT_OBSERVABLE);
		KUNIT_EXPECT_EQ(test, key->quantity, 15);
		KUNIT_EXPECT_EQ(test, key->level, i);
		KUNIT_EXPECT_EQ(test, key->side, CMIS_SIDE_MEDIA);
		KUNIT_EXPECT_EQ(test, key->lane, 19);
		KUNIT_EXPECT_EQ(test, key->index, 1);
	}
}

static struct kunit_case judge_cases[] = {
	KUNIT_CASE_PARAM(judge_rows_hold, judge_gen_params),
	KUNIT_CASE(judge_narrow_range_ends),
	KUNIT_CASE(judge_lists_what_has_flags),
	{}
};

static struct kunit_suite judge_suite = {
	.name = "cmis-alert-vdm",
	.init = judge_init,
	.test_cases = judge_cases,
};

kunit_test_suite(judge_suite);

MODULE_DESCRIPTION("KUnit tests of alerts of observables");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
