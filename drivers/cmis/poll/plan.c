// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweep plan: the fewest and shortest reads of the registers that the module
 * advertises.
 */

#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "poll/plan.h"
#include "core/module.h"
#include "core/question.h"
#include "core/quirks.h"
#include "poll/range.h"
#include "spec/pm.h"

/* A flat module has no flags and no monitors: a read shows its presence. */
static void cmis_plan_compile_flat(struct cmis_plan *plan)
{
	plan->status.addr.offset = CMIS_REG_OFFSET(CMIS_IDENTIFIER);
	plan->status.len = CMIS_REG_OFFSET(CMIS_MODULE_STATE) + 1;
}

/* The range of the status: from the state to the control byte. */
static void cmis_plan_compile_status(struct cmis_module *module)
{
	u8 first = CMIS_REG_OFFSET(CMIS_MODULE_STATE);
	u8 end = CMIS_REG_OFFSET(CMIS_MODULE_CONTROL) + 1;
	unsigned int i;

	for (i = 0; i < module->first[CMIS_CLASS_LANES]; i++)
		end = max_t(u8, end, module->monitors[i].offset + sizeof(u16));
	module->plan.status.addr.offset = first;
	module->plan.status.len = end - first;
}

static void cmis_plan_compile_lanes(struct cmis_module *module)
{
	struct cmis_plan *plan = &module->plan;
	u8 end = CMIS_REG_OFFSET(CMIS_ACS_DP_CONFIG) +
		 CMIS_REG_SIZE(CMIS_ACS_DP_CONFIG);
	unsigned int b;

	if (!cmis_module_has_paths(&module->basics))
		return;
	plan->banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	for (b = 0; b < plan->banks; b++) {
		plan->lanes[b] = cmis_range_of(b, CMIS_DP_STATE);
		plan->lanes[b].len = end - CMIS_REG_OFFSET(CMIS_DP_STATE);
	}
}

/* The range of the identity: from the serial number to the checksum. */
static void cmis_plan_compile_identity(struct cmis_plan *plan)
{
	plan->identity = cmis_range_of(0, CMIS_VENDOR_SN);
	plan->identity.len = CMIS_REG_OFFSET(CMIS_P00_CHECKSUM) + 1 -
			     CMIS_REG_OFFSET(CMIS_VENDOR_SN);
}

static void cmis_range_include(struct cmis_range *range,
			       const struct cmis_addr *addr, u8 len)
{
	u8 first = addr->offset;
	unsigned int end = first + len;

	if (range->len) {
		first = min(first, range->addr.offset);
		end = max_t(unsigned int, end,
			    range->addr.offset + range->len);
	}
	range->addr = *addr;
	range->addr.offset = first;
	range->len = end - first;
}

static void cmis_plan_add_vdm(struct cmis_vdm_plan *plan,
			      const struct cmis_monitor *monitor)
{
	unsigned int group = monitor->page - CMIS_PAGE_VDM_SAMPLES;
	struct cmis_range *ranges = plan->ranges[monitor->bank];
	const struct cmis_addr value = {
		.bank = monitor->bank,
		.page = monitor->page,
		.offset = monitor->offset,
	};
	const struct cmis_addr flags = {
		.bank = monitor->bank,
		.page = CMIS_PAGE_VDM_FLAGS,
		.offset = monitor->flags,
	};

	cmis_range_include(&ranges[1 + group], &value, sizeof(u16));
	cmis_range_include(&ranges[0], &flags, 1);
}

/* One selector gives the SNR of both sides. */
static void cmis_plan_add_diag(struct cmis_vdm_plan *plan, u16 type)
{
	plan->selectors |= type == CMIS_MON_MEDIA_BER ||
			   type == CMIS_MON_HOST_BER ?
			   BIT(CMIS_DIAG_SELECT_BER) :
			   BIT(CMIS_DIAG_SELECT_SNR);
}

static void cmis_plan_compile_counters(const struct cmis_module *module,
				       struct cmis_vdm_plan *plan)
{
	if (!(module->diag_reports & CMIS_DIAG_REPORTS_COUNTERS))
		return;
	plan->counters = BIT(CMIS_DIAG_SELECT_HOST_1_4) |
			 BIT(CMIS_DIAG_SELECT_MEDIA_1_4);
	if (module->lanes > CMIS_DIAG_COUNTERS_LANES)
		plan->counters |= BIT(CMIS_DIAG_SELECT_HOST_5_8) |
				  BIT(CMIS_DIAG_SELECT_MEDIA_5_8);
}

static void cmis_plan_compile_vdm(struct cmis_module *module)
{
	struct cmis_vdm_plan *plan = &module->plan.vdm;
	const struct cmis_monitor *monitor;
	unsigned int i;

	for (i = module->first[CMIS_CLASS_VDM]; i < module->num_monitors; i++) {
		monitor = &module->monitors[i];
		if (cmis_monitor_row(monitor->type)->statistic)
			module->statistics = true;
		else if (monitor->source == CMIS_SOURCE_VDM)
			plan->live = true;
		if (monitor->source == CMIS_SOURCE_VDM)
			cmis_plan_add_vdm(plan, monitor);
		else if (monitor->source == CMIS_SOURCE_PM)
			plan->pm |= cmis_pm_bit(monitor->page);
		else
			cmis_plan_add_diag(plan, monitor->type);
	}
	cmis_plan_compile_counters(module, plan);
	plan->diag_banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	plan->settle_ms = cmis_quirk_diag_settle_ms(module->admin.vendor_pn);
}

/**
 * cmis_plan_compile - choose the reads of each sweep of a module
 * @module: a decoded module that is not published yet; gets its plan
 */
void cmis_plan_compile(struct cmis_module *module)
{
	struct cmis_plan *plan = &module->plan;

	cmis_plan_compile_identity(plan);
	if (module->basics.flat) {
		cmis_plan_compile_flat(plan);
		return;
	}
	cmis_plan_compile_status(module);
	cmis_plan_compile_lanes(module);
	cmis_plan_compile_vdm(module);
}

/**
 * cmis_plan_add_firmware - read the firmware version in each thermal sweep
 * @module: not yet published; has its plan
 * @max_read: bytes that one transfer reads
 *
 * Lower 39-40 belongs to the plan if it takes no transfer of its own.
 */
void cmis_plan_add_firmware(struct cmis_module *module, unsigned int max_read)
{
	struct cmis_range *status = &module->plan.status;
	unsigned int len = CMIS_REG_OFFSET(CMIS_ACTIVE_FW_MINOR) + 1 -
			   status->addr.offset;

	if (!module->basics.flat && len <= max_read)
		status->len = max_t(u8, status->len, len);
}

/**
 * cmis_plan_add_settings - read the settings of lanes in each lane sweep
 * @module: not yet published; has its plan
 * @max_read: bytes that one transfer reads
 *
 * 11h:214-255 belongs to the plan if it takes no transfer of its own.
 */
void cmis_plan_add_settings(struct cmis_module *module, unsigned int max_read)
{
	struct cmis_plan *plan = &module->plan;

	if (max_read < CMIS_PAGE_SIZE)
		return;
	for (unsigned int b = 0; b < plan->banks; b++)
		plan->lanes[b].len = CMIS_PAGE_SIZE;
}

/**
 * cmis_plan_drop_bank - remove page 11h of the last bank from the plan
 * @module: not yet published; loses the monitors on this page, too
 */
void cmis_plan_drop_bank(struct cmis_module *module)
{
	unsigned int i, end = module->first[CMIS_CLASS_VDM];
	u8 bank = --module->plan.banks;
	unsigned int first = end;

	while (first > module->first[CMIS_CLASS_LANES] &&
	       module->monitors[first - 1].bank == bank)
		first--;
	for (i = end; i < module->num_monitors; i++)
		module->monitors[first + i - end] = module->monitors[i];
	module->num_monitors -= end - first;
	module->first[CMIS_CLASS_VDM] = first;
	module->first[CMIS_CLASS_COUNT] = module->num_monitors;
	cmis_module_link(module);
}
