// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the sweep plan: few and short reads, of advertised parts.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "poll/plan.c"
#include "fixture/spec.c"
#include "core/question.c"
#include "core/quirks.c"

/* By the monitors' places in lower memory */
#define PLAN_TEMP	BIT(0)
static void plan_add(struct cmis_module *module,
		     const struct cmis_monitor *monitor)
{
	module->monitors[module->num_monitors++] = *monitor;
}

static struct cmis_module *plan_compile(struct kunit *test, u16 monitors,
					u8 lanes, bool flat)
{
	struct cmis_monitor lane = { .source = CMIS_SOURCE_LANES };
	struct cmis_module *module;
	unsigned int i;

	module = kunit_kzalloc(test, sizeof(*module), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, module);
	module->monitors = kunit_kcalloc(test, 6 + CMIS_MAX_LANES,
					 sizeof(*module->monitors),
					 GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, module->monitors);
	module->basics.flat = flat;
	module->lanes = lanes;
	for (i = 0; i < 6; i++) {
		const struct cmis_monitor monitor = { .offset = 14 + 2 * i };

		if (monitors & BIT(i))
			plan_add(module, &monitor);
	}
	module->first[CMIS_CLASS_LANES] = module->num_monitors;
	for (i = 0; i < lanes; i++) {
		lane.lane = i;
		lane.bank = i / CMIS_LANES_PER_BANK;
		plan_add(module, &lane);
	}
	module->first[CMIS_CLASS_VDM] = module->num_monitors;
	module->first[CMIS_CLASS_COUNT] = module->num_monitors;
	cmis_plan_compile(module);
	return module;
}

static void plan_expect_range(struct kunit *test,
			      const struct cmis_range *range, u32 where, u8 len)
{
	KUNIT_EXPECT_EQ(test, range->addr.bank, where >> 16);
	KUNIT_EXPECT_EQ(test, range->addr.page, where >> 8 & 0xff);
	KUNIT_EXPECT_EQ(test, range->addr.offset, where & 0xff);
	KUNIT_EXPECT_EQ(test, range->len, len);
}

/* With any monitors, the read covers the state to the control byte. */
static void plan_status_ends_with_the_control(struct kunit *test)
{
	static const u16 monitors[] = { 0, PLAN_TEMP, 0x3f };
	struct cmis_module *module;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(monitors); i++) {
		module = plan_compile(test, monitors[i], 8, false);
		plan_expect_range(test, &module->plan.status, 3, 24);
	}
}

/**
 * struct plan_lanes - how many banks are swept
 * @lanes: lanes of the module
 * @banks: banks that hold them
 */
struct plan_lanes {
	u8 lanes;
	u8 banks;
};

static const struct plan_lanes plan_lane_rows[] = {
	{ 1, 1 }, { 2, 1 }, { 4, 1 }, { 8, 1 }, { 9, 2 }, { 12, 2 }, { 16, 2 },
	{ 24, 3 }, { 32, 4 },
};

static void plan_lanes_desc(const struct plan_lanes *lanes, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u lanes", lanes->lanes);
}

KUNIT_ARRAY_PARAM(plan_lanes, plan_lane_rows, plan_lanes_desc);

static void plan_lanes_take_one_read_a_bank(struct kunit *test)
{
	const struct plan_lanes *lanes = test->param_value;
	struct cmis_module *module;
	unsigned int b;

	module = plan_compile(test, 0x3f, lanes->lanes, false);
	KUNIT_ASSERT_EQ(test, module->plan.banks, lanes->banks);
	/* From the data path states to the active control set's applications */
	for (b = 0; b < lanes->banks; b++)
		plan_expect_range(test, &module->plan.lanes[b],
				  b << 16 | 0x1180, 86);
	for (; b < ARRAY_SIZE(module->plan.lanes); b++)
		plan_expect_range(test, &module->plan.lanes[b], 0, 0);
}

/* The rest of page 11h comes along if it costs no transfer. */
static void plan_settings_of_lanes_take_no_transfer(struct kunit *test)
{
	struct cmis_module *module = plan_compile(test, 0x3f, 12, false);

	cmis_plan_add_settings(module, 127);
	plan_expect_range(test, &module->plan.lanes[1], 0x11180, 86);
	cmis_plan_add_settings(module, 128);
	plan_expect_range(test, &module->plan.lanes[0], 0x1180, 128);
	plan_expect_range(test, &module->plan.lanes[1], 0x11180, 128);
	plan_expect_range(test, &module->plan.lanes[2], 0, 0);
}

static void plan_flat_module_is_only_looked_at(struct kunit *test)
{
	struct cmis_module *module = plan_compile(test, 0x3f, 8, true);

	/* Identifier to state: there are no flags and no monitors. */
	plan_expect_range(test, &module->plan.status, 0, 4);
	KUNIT_EXPECT_EQ(test, module->plan.banks, 0);
}

static void plan_identity_is_serial_number_and_checksum(struct kunit *test)
{
	struct cmis_module *module;

	module = plan_compile(test, 0x3f, 8, false);
	plan_expect_range(test, &module->plan.identity, 166, 222 - 166 + 1);
	module = plan_compile(test, 0, 8, true);
	plan_expect_range(test, &module->plan.identity, 166, 222 - 166 + 1);
}

/**
 * struct plan_sample - a monitor of VDM
 * @bank: its bank
 * @slot: its place there
 * @type: its type; of page 14h if it has no slot
 */
struct plan_sample {
	u8 bank;
	u8 slot;
	u8 type;
};

static struct cmis_module *plan_compile_vdm(struct kunit *test,
					    const struct plan_sample *samples,
					    unsigned int count)
{
	struct cmis_module *module;
	unsigned int i;

	module = kunit_kzalloc(test, sizeof(*module), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, module);
	module->monitors = kunit_kcalloc(test, count,
					 sizeof(*module->monitors),
					 GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, module->monitors);
	module->lanes = 16;
	for (i = 0; i < count; i++) {
		const struct cmis_monitor monitor = {
			.type = samples[i].type,
			.source = samples[i].slot ? CMIS_SOURCE_VDM :
						    CMIS_SOURCE_DIAG,
			.bank = samples[i].bank,
			.page = 0x24 + samples[i].slot / 64,
			.offset = 128 + samples[i].slot % 64 * 2,
			.flags = 128 + samples[i].slot / 2,
		};

		plan_add(module, &monitor);
	}
	module->first[CMIS_CLASS_COUNT] = count;
	cmis_plan_compile(module);
	return module;
}

static void plan_bank_takes_its_monitors_along(struct kunit *test)
{
	struct cmis_module *module = plan_compile(test, PLAN_TEMP, 16, false);
	const struct cmis_monitor vdm = { .type = 5, .source = CMIS_SOURCE_VDM,
					  .bank = 1 };

	plan_add(module, &vdm);
	module->first[CMIS_CLASS_COUNT] = module->num_monitors;
	cmis_plan_drop_bank(module);
	KUNIT_EXPECT_EQ(test, module->plan.banks, 1);
	KUNIT_EXPECT_EQ(test, module->num_monitors, 1 + 8 + 1);
	KUNIT_EXPECT_EQ(test, module->first[CMIS_CLASS_VDM], 1 + 8);
	KUNIT_EXPECT_EQ(test, module->monitors[8].lane, 7);
	KUNIT_EXPECT_EQ(test, cmis_module_find_monitor(module, 5, 0), 9);
	KUNIT_EXPECT_EQ(test, module->monitors[9].type, 5);
	cmis_plan_drop_bank(module);
	KUNIT_EXPECT_EQ(test, module->num_monitors, 1 + 1);
	KUNIT_EXPECT_EQ(test, module->monitors[1].type, 5);
}

static void plan_vdm_is_from_the_first_to_the_last(struct kunit *test)
{
	static const struct plan_sample samples[] = {
		{ 0, 3, 5 }, { 0, 66, 15 }, { 0, 70, 11 }, { 1, 255, 100 },
	};
	struct cmis_module *module =
		plan_compile_vdm(test, samples, ARRAY_SIZE(samples));
	const struct cmis_vdm_plan *plan = &module->plan.vdm;

	plan_expect_range(test, &plan->ranges[0][1], 0x2486, 2);
	plan_expect_range(test, &plan->ranges[0][2], 0x2584, 10);
	plan_expect_range(test, &plan->ranges[0][3], 0, 0);
	plan_expect_range(test, &plan->ranges[0][4], 0, 0);
	plan_expect_range(test, &plan->ranges[1][1], 0, 0);
	plan_expect_range(test, &plan->ranges[1][4], 0x127fe, 2);
	plan_expect_range(test, &plan->ranges[0][0], 0x2c81, 35);
	plan_expect_range(test, &plan->ranges[1][0], 0x12cff, 1);
	plan_expect_range(test, &plan->ranges[2][0], 0, 0);
	KUNIT_EXPECT_EQ(test, plan->selectors, 0);
	KUNIT_EXPECT_EQ(test, plan->counters, 0);
}

static void plan_diagnostics_are_what_is_missing(struct kunit *test)
{
	static const struct plan_sample samples[] = {
		{ 0, 9, 15 }, { 0, 0, 16 }, { 1, 0, 16 },
	};
	static const struct plan_sample more[] = { { 0, 0, 5 } };
	struct cmis_module *module;

	module = plan_compile_vdm(test, samples, ARRAY_SIZE(samples));
	KUNIT_EXPECT_EQ(test, module->plan.vdm.selectors, 0x02);
	KUNIT_EXPECT_EQ(test, module->plan.vdm.diag_banks, 2);
	KUNIT_EXPECT_EQ(test, module->plan.vdm.settle_ms, 10);
	plan_expect_range(test, &module->plan.vdm.ranges[0][1], 0x2492, 2);
	plan_expect_range(test, &module->plan.vdm.ranges[1][1], 0, 0);
	module = plan_compile_vdm(test, more, ARRAY_SIZE(more));
	KUNIT_EXPECT_EQ(test, module->plan.vdm.selectors, 0x40);
}

static void plan_counters_are_of_lanes_that_exist(struct kunit *test)
{
	struct cmis_module *module = plan_compile(test, 0, 8, false);

	KUNIT_EXPECT_EQ(test, module->plan.vdm.counters, 0);
	module->diag_reports = 0x02;
	cmis_plan_compile(module);
	KUNIT_EXPECT_EQ(test, module->plan.vdm.counters, 0x3c);
	module = plan_compile(test, 0, 4, false);
	module->diag_reports = 0x02;
	cmis_plan_compile(module);
	KUNIT_EXPECT_EQ(test, module->plan.vdm.counters, 0x14);
}

static void plan_knows_slow_parts(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, cmis_quirk_diag_settle_ms(""), 10);
	KUNIT_EXPECT_EQ(test, cmis_quirk_diag_settle_ms("QDD-400G-XDR"), 10);
	KUNIT_EXPECT_EQ(test, cmis_quirk_diag_settle_ms("QDD-400G-XDR4"), 100);
	KUNIT_EXPECT_EQ(test, cmis_quirk_diag_settle_ms("FB-P800G-2XDR4-1"),
			100);
}

static struct kunit_case plan_cases[] = {
	KUNIT_CASE(plan_status_ends_with_the_control),
	KUNIT_CASE_PARAM(plan_lanes_take_one_read_a_bank,
			 plan_lanes_gen_params),
	KUNIT_CASE(plan_settings_of_lanes_take_no_transfer),
	KUNIT_CASE(plan_flat_module_is_only_looked_at),
	KUNIT_CASE(plan_identity_is_serial_number_and_checksum),
	KUNIT_CASE(plan_bank_takes_its_monitors_along),
	KUNIT_CASE(plan_vdm_is_from_the_first_to_the_last),
	KUNIT_CASE(plan_diagnostics_are_what_is_missing),
	KUNIT_CASE(plan_counters_are_of_lanes_that_exist),
	KUNIT_CASE(plan_knows_slow_parts),
	{}
};

static struct kunit_suite plan_suite = {
	.name = "plan",
	.test_cases = plan_cases,
};

kunit_test_suite(plan_suite);

MODULE_DESCRIPTION("Tests of the sweep plan");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
