// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of snapshots for readers: values and alarms, or the reason why there
 * are none.
 */

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/unaligned.h>

#include "fixture/clock.c"

#include "fixture/spec.c"
#include "fixture/module.c"

#define SNAPSHOT_STALE_MS	5000
#define SNAPSHOT_LANES		16

/* Alarm levels as bits, in the order of page 02h. */
#define SNAPSHOT_HIGH_ALARM	0x1
#define SNAPSHOT_LOW_ALARM	0x2
#define SNAPSHOT_HIGH_WARN	0x4
#define SNAPSHOT_LOW_WARN	0x8

/**
 * struct snapshot_test - the fixture of each test
 * @cage: a cage that shows @module and @snapshot
 * @module: 8 lanes; has all monitors but aux 2; limits of temperature and of
 *	Rx power only
 * @snapshot: fresh
 */
struct snapshot_test {
	struct cmis_cage cage;
	struct cmis_module *module;
	struct cmis_snapshot *snapshot;
};

static struct cmis_monitor *snapshot_monitor(struct snapshot_test *t, u16 type,
					     unsigned int lane)
{
	int index = cmis_module_find_monitor(t->module, type, lane);

	return index < 0 ? NULL : &t->module->monitors[index];
}

static struct cmis_reading *snapshot_reading(struct snapshot_test *t, u16 type,
					     unsigned int lane)
{
	int index = cmis_module_find_monitor(t->module, type, lane);
	enum cmis_class class =
		cmis_monitor_class(&t->module->monitors[index]);

	return &t->snapshot->readings[class]->reading
			[index - t->module->first[class]];
}

static void snapshot_set_limits(struct snapshot_test *t, u16 type,
				unsigned int lane,
				const u16 limit[CMIS_LEVEL_COUNT])
{
	u8 set[2 * CMIS_LEVEL_COUNT];
	unsigned int i;

	for (i = 0; i < CMIS_LEVEL_COUNT; i++)
		put_unaligned_be16(limit[i], &set[2 * i]);
	snapshot_monitor(t, type, lane)->has = 0;
	cmis_monitor_set_limits(snapshot_monitor(t, type, lane), set);
}

static int snapshot_fill_monitors(struct cmis_module *module)
{
	u8 page01[CMIS_PAGE_SIZE] = {}, page02[CMIS_PAGE_SIZE] = {};
	struct cmis_monitor_list list = {
		.adverts = page01,
		.thresholds = page02,
		.max = 8 + SNAPSHOT_LANES * 3,
		.scale = 1,
	};
	static const u16 temp[] = { 0x4b00, 0xfb00, 0x4600, 0 };
	static const u16 rx_power[] = { 20000, 100, 15000, 200 };
	unsigned int i;

	module->monitors = kvcalloc(list.max, sizeof(*list.monitor),
				    GFP_KERNEL);
	if (!module->monitors)
		return -ENOMEM;
	list.monitor = module->monitors;
	page01[CMIS_REG_INDEX(CMIS_MONITORS_ADVERT)] =
		0x3f & ~CMIS_MONITOR_AUX2;
	page01[CMIS_REG_INDEX(CMIS_LANE_MONITORS_ADVERT)] = 0x07;
	for (i = 0; i < CMIS_LEVEL_COUNT; i++) {
		put_unaligned_be16(temp[i], &page02[2 * i]);
		put_unaligned_be16(rx_power[i],
				   &page02[CMIS_REG_INDEX
					   (CMIS_RX_POWER_THRESHOLDS) + 2 * i]);
	}
	cmis_monitors_add(&list, CMIS_LANE_NONE, true);
	module->first[CMIS_CLASS_LANES] = list.count;
	for (i = 0; i < SNAPSHOT_LANES; i++)
		cmis_monitors_add(&list, i, true);
	module->first[CMIS_CLASS_VDM] = list.count;
	module->first[CMIS_CLASS_COUNT] = list.count;
	module->num_monitors = list.count;
	cmis_module_link(module);
	return 0;
}

static int snapshot_fill(struct snapshot_test *t)
{
	unsigned int lane, class, i;
	int ret;

	t->module->generation = 7;
	t->module->lanes = 8;
	t->module->plan.banks = 1;
	ret = snapshot_fill_monitors(t->module);
	if (ret)
		return ret;
	t->snapshot->lane = cmis_set_create(SNAPSHOT_LANES *
					    sizeof(*t->snapshot->lane));
	for (class = 0; class < CMIS_CLASS_COUNT; class++) {
		unsigned int count = cmis_class_count(t->module, class);
		struct cmis_readings *readings =
			cmis_set_create(struct_size(readings, reading, count));

		t->snapshot->readings[class] = readings;
		t->snapshot->sweep[class].when_ns = ktime_get_boottime_ns();
		t->snapshot->stale_ms[class] = SNAPSHOT_STALE_MS;
		for (i = 0; readings && i < count; i++)
			readings->reading[i].valid = true;
		if (!readings)
			return -ENOMEM;
	}
	if (!t->snapshot->lane)
		return -ENOMEM;

	snapshot_reading(t, CMIS_MON_TEMP, CMIS_LANE_NONE)->raw = 0x2980;
	snapshot_reading(t, CMIS_MON_VCC, CMIS_LANE_NONE)->raw = 33012;
	for (lane = 0; lane < SNAPSHOT_LANES; lane++) {
		snapshot_reading(t, CMIS_MON_TX_POWER, lane)->raw = 10 + lane;
		snapshot_reading(t, CMIS_MON_TX_BIAS, lane)->raw = 1000 + lane;
		snapshot_reading(t, CMIS_MON_RX_POWER, lane)->raw = 1000 + lane;
	}
	return 0;
}

static int snapshot_test_init(struct kunit *test)
{
	struct snapshot_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	/* cmis_snapshot_put() frees the module with the last snapshot. */
	t->module = cmis_module_create();
	if (!t->module)
		return -ENOMEM;
	t->snapshot = cmis_snapshot_create(t->module);
	cmis_module_put(t->module);
	if (!t->snapshot)
		return -ENOMEM;
	KUNIT_ASSERT_EQ(test, snapshot_fill(t), 0);
	t->cage.state = CMIS_CAGE_READY;
	RCU_INIT_POINTER(t->cage.snapshot, t->snapshot);
	test->priv = t;
	return 0;
}

static void snapshot_test_exit(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	if (t)
		cmis_snapshot_put(t->snapshot);
}

static s32 snapshot_get(struct kunit *test, u16 type, unsigned int lane)
{
	struct snapshot_test *t = test->priv;
	struct cmis_number value = { .mantissa = 0x5a5a5a5a };
	int index = cmis_snapshot_find_monitor(t->snapshot, type, lane);

	KUNIT_EXPECT_GE(test, index, 0);
	KUNIT_EXPECT_EQ(test, cmis_snapshot_get_value(t->snapshot, index,
						      &value), 0);
	KUNIT_EXPECT_EQ(test, value.exponent, 0);
	return value.mantissa;
}

/* Expect an errno and an untouched value; return the errno. */
static int snapshot_refuse(struct kunit *test, u16 type, unsigned int lane)
{
	struct snapshot_test *t = test->priv;
	struct cmis_number value = { .mantissa = 0x5a5a5a5a };
	int ret, index;

	index = cmis_snapshot_find_monitor(t->snapshot, type, lane);
	if (index < 0)
		return index;
	ret = cmis_snapshot_get_value(t->snapshot, index, &value);
	KUNIT_EXPECT_LT(test, ret, 0);
	KUNIT_EXPECT_EQ(test, value.mantissa, 0x5a5a5a5a);
	return ret;
}

static u8 snapshot_levels(struct kunit *test, u16 type, unsigned int lane)
{
	struct snapshot_test *t = test->priv;
	int index = cmis_snapshot_find_monitor(t->snapshot, type, lane);
	struct cmis_reading reading = {};

	KUNIT_EXPECT_EQ(test, cmis_snapshot_get_reading(t->snapshot, index,
							&reading), 0);
	return cmis_snapshot_get_levels(t->snapshot, index, &reading);
}

static void snapshot_values_are_in_their_place(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TEMP, CMIS_LANE_NONE),
			41500);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_VCC, CMIS_LANE_NONE),
			3301200);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TX_POWER, 0), 1000);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TX_BIAS, 3), 2006);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_RX_POWER, 7), 100700);
}

static void snapshot_missing_monitor_is_no_data(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_AUX2_LASER_TEMP,
					      CMIS_LANE_NONE), -ENODATA);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_AUX2_TEC,
					      CMIS_LANE_NONE), -ENODATA);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, 1000, 0), -ENODATA);
}

static void snapshot_missing_lane_is_no_data(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_RX_POWER, 8),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_RX_POWER, 32),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_RX_POWER, U32_MAX),
			-ENODATA);
	t->module->lanes = 4;
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_RX_POWER, 3), 100300);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_RX_POWER, 4),
			-ENODATA);
}

static void snapshot_missing_bank_is_no_data(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	t->module->lanes = 16;
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_RX_POWER, 7), 100700);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_RX_POWER, 8),
			-ENODATA);
	/* Lanes that no sweep reads are on no data path that is known. */
	t->snapshot->lane[9].appsel = 1;
	KUNIT_EXPECT_EQ(test, cmis_snapshot_find_path(t->snapshot,
						      CMIS_SIDE_HOST, 9),
			-ENODATA);
	t->module->plan.banks = 2;
	KUNIT_EXPECT_EQ(test, cmis_snapshot_find_path(t->snapshot,
						      CMIS_SIDE_HOST, 9), 8);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_RX_POWER, 15),
			101500);
	t->module->plan.banks = 0;
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_TX_BIAS, 0),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TEMP, CMIS_LANE_NONE),
			41500);
}

static void snapshot_unsupported_media_lane_is_no_data(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	u16 q;

	/* 00h:210, bit i for lane i + 1 */
	t->module->admin.media_lanes_unsupported = 0xf2;
	for (q = CMIS_MON_TX_POWER; q <= CMIS_MON_RX_POWER; q++) {
		snapshot_get(test, q, 0);
		KUNIT_EXPECT_EQ(test, snapshot_refuse(test, q, 1), -ENODATA);
		snapshot_get(test, q, 2);
		KUNIT_EXPECT_EQ(test, snapshot_refuse(test, q, 7), -ENODATA);
	}
}

static void snapshot_old_values_are_stale(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	struct cmis_sweep *sweep = &t->snapshot->sweep[CMIS_CLASS_THERMAL];

	sweep->when_ns = ktime_sub_ms(ktime_get_boottime(),
				      SNAPSHOT_STALE_MS / 2);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TEMP, CMIS_LANE_NONE),
			41500);
	sweep->when_ns = ktime_sub_ms(ktime_get_boottime(),
				      SNAPSHOT_STALE_MS + 1);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_TEMP,
					      CMIS_LANE_NONE), -ETIMEDOUT);
	/* The other class is as fresh as it was. */
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_RX_POWER, 0), 100000);

	sweep->when_ns = ktime_get_boottime();
	t->snapshot->sweep[CMIS_CLASS_LANES].when_ns =
		ktime_sub_ms(ktime_get_boottime(), SNAPSHOT_STALE_MS + 1);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TEMP, CMIS_LANE_NONE),
			41500);
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_RX_POWER, 0),
			-ETIMEDOUT);
}

static void snapshot_sweep_error_is_passed_on(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	t->snapshot->sweep[CMIS_CLASS_LANES].error = -EBADMSG;
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_TX_BIAS, 0),
			-EBADMSG);
	KUNIT_EXPECT_EQ(test, snapshot_get(test, CMIS_MON_TEMP, CMIS_LANE_NONE),
			41500);

	/* The error counts before the age. */
	t->snapshot->sweep[CMIS_CLASS_THERMAL].error = -ENXIO;
	t->snapshot->sweep[CMIS_CLASS_THERMAL].when_ns = 0;
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_TEMP,
					      CMIS_LANE_NONE), -ENXIO);
	/* A missing monitor has no errors. */
	KUNIT_EXPECT_EQ(test, snapshot_refuse(test, CMIS_MON_AUX2_LASER_TEMP,
					      CMIS_LANE_NONE), -ENODATA);
}

/**
 * struct snapshot_level - a temperature and its alarms
 * @value: in 1/256 degrees
 * @flags: as latched
 * @want: alarms
 */
struct snapshot_level {
	u16 value;
	u8 flags;
	u8 want;
};

static const struct snapshot_level snapshot_level_rows[] = {
	/* From the value: a level is set beyond its threshold, not at it. */
	{ 0x2980, 0, 0 },
	{ 0x4600, 0, 0 },
	{ 0x4601, 0, SNAPSHOT_HIGH_WARN },
	{ 0x4b00, 0, SNAPSHOT_HIGH_WARN },
	{ 0x4b01, 0, SNAPSHOT_HIGH_WARN | SNAPSHOT_HIGH_ALARM },
	{ 0, 0, 0 },
	{ 0xffff, 0, SNAPSHOT_LOW_WARN },
	{ 0xfb00, 0, SNAPSHOT_LOW_WARN },
	{ 0xfaff, 0, SNAPSHOT_LOW_WARN | SNAPSHOT_LOW_ALARM },
	{ 0x8001, 0, SNAPSHOT_LOW_WARN | SNAPSHOT_LOW_ALARM },
	/* From the flag: high alarm, low alarm, high warning, low warning. */
	{ 0x2980, 0x01, SNAPSHOT_HIGH_ALARM },
	{ 0x2980, 0x02, SNAPSHOT_LOW_ALARM },
	{ 0x2980, 0x04, SNAPSHOT_HIGH_WARN },
	{ 0x2980, 0x08, SNAPSHOT_LOW_WARN },
	/* From value and flag together. */
	{ 0x4601, 0x01, SNAPSHOT_HIGH_WARN | SNAPSHOT_HIGH_ALARM },
	{ 0x4601, 0x04, SNAPSHOT_HIGH_WARN },
};

static void snapshot_level_desc(const struct snapshot_level *row, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%#x flags %#x", row->value,
		 row->flags);
}

KUNIT_ARRAY_PARAM(snapshot_level, snapshot_level_rows, snapshot_level_desc);

static void snapshot_levels_are_flags_and_thresholds(struct kunit *test)
{
	const struct snapshot_level *row = test->param_value;
	struct snapshot_test *t = test->priv;

	snapshot_reading(t, CMIS_MON_TEMP, CMIS_LANE_NONE)->raw = row->value;
	snapshot_reading(t, CMIS_MON_TEMP, CMIS_LANE_NONE)->levels = row->flags;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TEMP,
					      CMIS_LANE_NONE), row->want);
}

static void snapshot_levels_without_limits_are_flags(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	/* Page 02h has zeros there, which are no thresholds. */
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_VCC,
					      CMIS_LANE_NONE), 0);
	snapshot_reading(t, CMIS_MON_VCC, CMIS_LANE_NONE)->levels = 0x08;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_VCC,
					      CMIS_LANE_NONE),
			SNAPSHOT_LOW_WARN);

	snapshot_reading(t, CMIS_MON_TEMP, CMIS_LANE_NONE)->raw = 0x5a00;
	snapshot_monitor(t, CMIS_MON_TEMP, CMIS_LANE_NONE)->has = 0;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TEMP,
					      CMIS_LANE_NONE), 0);
}

static void snapshot_levels_of_lanes_are_their_own(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	struct cmis_lane *lane = t->snapshot->lane;
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		lane[i].dp_state = CMIS_DP_ACTIVATED;
	snapshot_reading(t, CMIS_MON_RX_POWER, 2)->raw = 99;
	snapshot_reading(t, CMIS_MON_RX_POWER, 3)->raw = 150;
	snapshot_reading(t, CMIS_MON_RX_POWER, 4)->raw = 15001;
	snapshot_reading(t, CMIS_MON_RX_POWER, 5)->levels =
		SNAPSHOT_HIGH_ALARM;
	snapshot_reading(t, CMIS_MON_TX_BIAS, 5)->levels = SNAPSHOT_LOW_WARN;

	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 1), 0);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 2),
			SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 3),
			SNAPSHOT_LOW_WARN);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 4),
			SNAPSHOT_HIGH_WARN);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 5),
			SNAPSHOT_HIGH_ALARM);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TX_BIAS, 5),
			SNAPSHOT_LOW_WARN);
}

/* The values of a dark lane mean nothing; its latched flags do. */
static void snapshot_levels_need_an_active_path(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	struct cmis_lane *lane = &t->snapshot->lane[2];

	snapshot_reading(t, CMIS_MON_TX_POWER, 2)->raw = 0;
	snapshot_reading(t, CMIS_MON_RX_POWER, 2)->raw = 99;
	snapshot_reading(t, CMIS_MON_RX_POWER, 2)->levels =
		SNAPSHOT_HIGH_ALARM;

	lane->dp_state = CMIS_DP_DEACTIVATED;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TX_POWER, 2), 0);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 2),
			SNAPSHOT_HIGH_ALARM);

	/* Received power is good from DPInitialized on. */
	lane->dp_state = CMIS_DP_INITIALIZED;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TX_POWER, 2), 0);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 2),
			SNAPSHOT_HIGH_ALARM | SNAPSHOT_LOW_ALARM |
			SNAPSHOT_LOW_WARN);
}

/* A lane that the host has switched off is dark for a reason. */
static void snapshot_levels_need_an_output_that_is_on(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	static const u16 limit[] = { 30000, 1000, 20000, 2000 };
	struct cmis_lane *lane = &t->snapshot->lane[2];

	snapshot_set_limits(t, CMIS_MON_TX_POWER, 2, limit);
	lane->dp_state = CMIS_DP_ACTIVATED;
	snapshot_reading(t, CMIS_MON_TX_POWER, 2)->raw = 0;
	snapshot_reading(t, CMIS_MON_RX_POWER, 2)->raw = 99;
	t->module->basics.rev_major = 5;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TX_POWER, 2), 0);
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_RX_POWER, 2),
			SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN);
	lane->tx_output_valid = true;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TX_POWER, 2),
			SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN);

	/* CMIS 4.0 has no status of outputs. */
	lane->tx_output_valid = false;
	t->module->basics.rev_major = 4;
	KUNIT_EXPECT_EQ(test, snapshot_levels(test, CMIS_MON_TX_POWER, 2),
			SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN);
}

static void snapshot_limits_are_where_page_02h_has_them(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < t->module->num_monitors; i++) {
		u16 type = t->module->monitors[i].type;

		KUNIT_EXPECT_EQ(test, t->module->monitors[i].has,
				type == CMIS_MON_TEMP ||
				type == CMIS_MON_RX_POWER ? 0xf : 0);
	}
}

/**
 * struct snapshot_limits - thresholds of a temperature, some left out
 * @limit: in the order of page 02h
 * @value: the measured value
 * @has: which thresholds there are
 * @want: thresholds that @value is beyond
 */
struct snapshot_limits {
	s32 limit[CMIS_LEVEL_COUNT];
	s32 value;
	u8 has;
	u8 want;
};

static const struct snapshot_limits snapshot_limits_rows[] = {
	/* 0 is a low threshold; it is a high one if the low one is below 0. */
	{ { 75, 0, 70, 0 }, -1, 0xf, SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN },
	{ { 75, 0, 70, 0 }, 0, 0xf, 0 },
	{ { 0, -40, 0, -30 }, 1, 0xf, SNAPSHOT_HIGH_ALARM |
				      SNAPSHOT_HIGH_WARN },
	/* The module leaves out the high thresholds. */
	{ { 0, 20, 0, 30 }, 50, SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN, 0 },
	{ { 0, 20, 0, 30 }, 25, SNAPSHOT_LOW_ALARM | SNAPSHOT_LOW_WARN,
	  SNAPSHOT_LOW_WARN },
	{ { 0, 20, 70, 30 }, 71, 0xe, SNAPSHOT_HIGH_WARN },
	/* The module leaves out the low thresholds. */
	{ { -5, 0, -10, 0 }, -20, SNAPSHOT_HIGH_ALARM | SNAPSHOT_HIGH_WARN, 0 },
	/* The module leaves out alarms, or warnings. */
	{ { 0, 0, 70, -10 }, 80, SNAPSHOT_HIGH_WARN | SNAPSHOT_LOW_WARN,
	  SNAPSHOT_HIGH_WARN },
	{ { 75, -10, 0, 0 }, -20, SNAPSHOT_HIGH_ALARM | SNAPSHOT_LOW_ALARM,
	  SNAPSHOT_LOW_ALARM },
	/* High below low, a warning beyond its alarm: no set. */
	{ { 10, 20, 0, 0 }, 15, 0, 0 },
	{ { 70, -10, 75, -5 }, 80, 0, 0 },
};

static void snapshot_limits_desc(const struct snapshot_limits *row, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%d of %d %d %d %d", row->value,
		 row->limit[0], row->limit[1], row->limit[2], row->limit[3]);
}

KUNIT_ARRAY_PARAM(snapshot_limits, snapshot_limits_rows, snapshot_limits_desc);

static void snapshot_limits_of_zero_may_be_left_out(struct kunit *test)
{
	const struct snapshot_limits *row = test->param_value;
	struct snapshot_test *t = test->priv;
	u16 limit[CMIS_LEVEL_COUNT];
	unsigned int level;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		limit[level] = row->limit[level];
	snapshot_set_limits(t, CMIS_MON_TEMP, CMIS_LANE_NONE, limit);
	KUNIT_EXPECT_EQ(test, snapshot_monitor(t, CMIS_MON_TEMP,
					       CMIS_LANE_NONE)->has, row->has);
	KUNIT_EXPECT_EQ(test, cmis_monitor_get_levels
			(snapshot_monitor(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			 row->value), row->want);
}

static void snapshot_firmware_may_be_none(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	struct cmis_basics *basics = &t->module->basics;

	KUNIT_EXPECT_EQ(test, cmis_module_check_firmware(t->module), -ENODATA);
	basics->fw_minor = 1;
	KUNIT_EXPECT_EQ(test, cmis_module_check_firmware(t->module), 0);
	basics->fw_major = 0xff;
	KUNIT_EXPECT_EQ(test, cmis_module_check_firmware(t->module), 0);
	basics->fw_minor = 0xff;
	KUNIT_EXPECT_EQ(test, cmis_module_check_firmware(t->module), -EBADMSG);
	basics->flat = true;
	KUNIT_EXPECT_EQ(test, cmis_module_check_firmware(t->module), -ENODATA);
}

/* ------------------------------------------------------------------------ */
/* Finding and keeping                                                      */
/* ------------------------------------------------------------------------ */

static void snapshot_absence_has_a_reason(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	RCU_INIT_POINTER(t->cage.snapshot, NULL);

	t->cage.state = CMIS_CAGE_EMPTY;
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_module(&t->cage)), -ENODEV);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_snapshot(&t->cage)),
			-ENODEV);
	t->cage.state = CMIS_CAGE_PROBING;
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_snapshot(&t->cage)),
			-ENODEV);
	t->cage.state = CMIS_CAGE_FAULT;
	t->cage.error = -EPROTONOSUPPORT;
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_module(&t->cage)),
			-EPROTONOSUPPORT);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_snapshot(&t->cage)),
			-EPROTONOSUPPORT);
	/* The error of an earlier fault does not count. */
	t->cage.state = CMIS_CAGE_EMPTY;
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_module(&t->cage)), -ENODEV);
}

static void snapshot_is_kept_by_its_readers(struct kunit *test)
{
	struct snapshot_test *t = test->priv;
	struct cmis_snapshot *snapshot;
	struct cmis_module *module;

	snapshot = cmis_cage_get_snapshot(&t->cage);
	module = cmis_cage_get_module(&t->cage);
	KUNIT_ASSERT_PTR_EQ(test, snapshot, t->snapshot);
	KUNIT_ASSERT_PTR_EQ(test, module, t->module);
	KUNIT_EXPECT_EQ(test, kref_read(&cmis_box(snapshot)->ref), 2);
	KUNIT_EXPECT_EQ(test, kref_read(&cmis_box(module)->ref), 2);

	/* The cage drops the snapshot; a reader still holds it. */
	RCU_INIT_POINTER(t->cage.snapshot, NULL);
	cmis_snapshot_put(t->snapshot);
	KUNIT_EXPECT_EQ(test, kref_read(&cmis_box(module)->ref), 2);
	KUNIT_EXPECT_EQ(test, snapshot->module->generation, 7);

	/* The last reader of the snapshot takes its module along. */
	cmis_snapshot_put(snapshot);
	KUNIT_EXPECT_EQ(test, kref_read(&cmis_box(module)->ref), 1);
	KUNIT_EXPECT_EQ(test, module->generation, 7);
	cmis_module_put(module);
	t->snapshot = NULL;
}

static void snapshot_that_is_going_is_not_found(struct kunit *test)
{
	struct snapshot_test *t = test->priv;

	refcount_set(&cmis_box(t->snapshot)->ref.refcount, 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_snapshot(&t->cage)),
			-ENODEV);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_module(&t->cage)), -ENODEV);
	refcount_set(&cmis_box(t->snapshot)->ref.refcount, 1);
}

static void snapshot_errors_can_be_put(struct kunit *test)
{
	cmis_snapshot_put(NULL);
	cmis_snapshot_put(ERR_PTR(-ENODEV));
	cmis_module_put(NULL);
	cmis_module_put(ERR_PTR(-EIO));
}

static struct kunit_case snapshot_cases[] = {
	KUNIT_CASE(snapshot_values_are_in_their_place),
	KUNIT_CASE(snapshot_missing_monitor_is_no_data),
	KUNIT_CASE(snapshot_missing_lane_is_no_data),
	KUNIT_CASE(snapshot_missing_bank_is_no_data),
	KUNIT_CASE(snapshot_unsupported_media_lane_is_no_data),
	KUNIT_CASE(snapshot_old_values_are_stale),
	KUNIT_CASE(snapshot_sweep_error_is_passed_on),
	KUNIT_CASE_PARAM(snapshot_levels_are_flags_and_thresholds,
			 snapshot_level_gen_params),
	KUNIT_CASE(snapshot_levels_without_limits_are_flags),
	KUNIT_CASE(snapshot_levels_of_lanes_are_their_own),
	KUNIT_CASE(snapshot_levels_need_an_active_path),
	KUNIT_CASE(snapshot_levels_need_an_output_that_is_on),
	KUNIT_CASE(snapshot_limits_are_where_page_02h_has_them),
	KUNIT_CASE_PARAM(snapshot_limits_of_zero_may_be_left_out,
			 snapshot_limits_gen_params),
	KUNIT_CASE(snapshot_firmware_may_be_none),
	KUNIT_CASE(snapshot_absence_has_a_reason),
	KUNIT_CASE(snapshot_is_kept_by_its_readers),
	KUNIT_CASE(snapshot_that_is_going_is_not_found),
	KUNIT_CASE(snapshot_errors_can_be_put),
	{}
};

static struct kunit_suite snapshot_suite = {
	.name = "snapshot",
	.init = snapshot_test_init,
	.exit = snapshot_test_exit,
	.test_cases = snapshot_cases,
};

kunit_test_suite(snapshot_suite);

MODULE_DESCRIPTION("Tests of snapshots");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
