// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweep plan: the fewest and shortest reads that bring what is advertised.
 */

#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "life.h"

/* Lower memory: where each monitor ends. */
static const u8 cmis_monitor_end[CMIS_Q_MODULE_COUNT] = {
	[CMIS_Q_TEMP] = CMIS_REG_OFFSET(CMIS_TEMP_MON) + 2,
	[CMIS_Q_VCC] = CMIS_REG_OFFSET(CMIS_VCC_MON) + 2,
	[CMIS_Q_AUX1] = CMIS_REG_OFFSET(CMIS_AUX1_MON) + 2,
	[CMIS_Q_AUX2] = CMIS_REG_OFFSET(CMIS_AUX2_MON) + 2,
	[CMIS_Q_AUX3] = CMIS_REG_OFFSET(CMIS_AUX3_MON) + 2,
	[CMIS_Q_CUSTOM] = CMIS_REG_OFFSET(CMIS_CUSTOM_MON) + 2,
};

/* A flat module has no flags and no monitors: look whether it is there. */
static void cmis_plan_compile_flat(struct cmis_plan *plan)
{
	plan->status.addr.offset = CMIS_REG_OFFSET(CMIS_IDENTIFIER);
	plan->status.len = CMIS_REG_OFFSET(CMIS_MODULE_STATE) + 1;
}

static void cmis_plan_compile_status(struct cmis_plan *plan, u16 monitors)
{
	u8 first = CMIS_REG_OFFSET(CMIS_MODULE_STATE);
	u8 end = CMIS_REG_OFFSET(CMIS_FLAGS_CUSTOM) + 1;
	unsigned int q;

	for (q = 0; q < CMIS_Q_MODULE_COUNT; q++)
		if (monitors & BIT(q))
			end = max(end, cmis_monitor_end[q]);
	plan->status.addr.offset = first;
	plan->status.len = end - first;
}

static void cmis_plan_compile_lanes(struct cmis_plan *plan, unsigned int lanes)
{
	u8 first = CMIS_REG_OFFSET(CMIS_DP_STATE);
	u8 end = CMIS_REG_OFFSET(CMIS_ACS_DP_CONFIG) +
		 CMIS_REG_SIZE(CMIS_ACS_DP_CONFIG);
	unsigned int b;

	plan->banks = DIV_ROUND_UP(lanes, CMIS_LANES_PER_BANK);
	for (b = 0; b < plan->banks; b++) {
		plan->lanes[b].addr.bank = b;
		plan->lanes[b].addr.page = CMIS_PAGE_LANE_STATUS;
		plan->lanes[b].addr.offset = first;
		plan->lanes[b].len = end - first;
	}
}

/* From the serial number to the checksum of page 00h. */
static void cmis_plan_compile_identity(struct cmis_plan *plan)
{
	plan->identity.addr.page = CMIS_PAGE_ADMIN;
	plan->identity.addr.offset = CMIS_REG_OFFSET(CMIS_VENDOR_SN);
	plan->identity.len = CMIS_REG_OFFSET(CMIS_P00_CHECKSUM) + 1 -
			     CMIS_REG_OFFSET(CMIS_VENDOR_SN);
}

/**
 * cmis_plan_compile - decide what each sweep of a module reads
 * @module: decoded, not yet published; its plan is filled in
 */
void cmis_plan_compile(struct cmis_module *module)
{
	struct cmis_plan *plan = &module->plan;

	cmis_plan_compile_identity(plan);
	if (module->basics.flat) {
		cmis_plan_compile_flat(plan);
		return;
	}
	cmis_plan_compile_status(plan, module->adverts.monitors);
	cmis_plan_compile_lanes(plan, module->lanes);
}
