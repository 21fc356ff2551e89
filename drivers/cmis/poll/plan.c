// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweep plan: the fewest and shortest reads that bring what is advertised.
 */

#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "core/module.h"
#include "core/quirks.h"
#include "poll/poll.h"

/* A flat module has no flags and no monitors: look whether it is there. */
static void cmis_plan_compile_flat(struct cmis_plan *plan)
{
	plan->status.addr.offset = CMIS_REG_OFFSET(CMIS_IDENTIFIER);
	plan->status.len = CMIS_REG_OFFSET(CMIS_MODULE_STATE) + 1;
}

/* From the state over the flags and the monitors to the control. */
static void cmis_plan_compile_status(struct cmis_plan *plan)
{
	plan->status.addr.offset = CMIS_REG_OFFSET(CMIS_MODULE_STATE);
	plan->status.len = CMIS_REG_OFFSET(CMIS_MODULE_CONTROL) + 1 -
			   CMIS_REG_OFFSET(CMIS_MODULE_STATE);
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

static void cmis_plan_add_sample(struct cmis_vdm_plan *plan,
				 const struct cmis_observable *obs)
{
	unsigned int group = obs->slot / CMIS_VDM_GROUP_SLOTS;
	const struct cmis_addr sample = {
		.bank = obs->bank,
		.page = CMIS_PAGE_VDM_SAMPLES + group,
		.offset = CMIS_UPPER_FIRST +
			  obs->slot % CMIS_VDM_GROUP_SLOTS * sizeof(u16),
	};
	const struct cmis_addr flags = {
		.bank = obs->bank,
		.page = CMIS_PAGE_VDM_FLAGS,
		.offset = CMIS_UPPER_FIRST + obs->slot / 2,
	};

	cmis_range_include(&plan->samples[obs->bank][group], &sample,
			   sizeof(u16));
	cmis_range_include(&plan->flags[obs->bank], &flags, 1);
}

/* Which selector gives what; SNR of both sides comes together. */
static void cmis_plan_add_diag(struct cmis_vdm_plan *plan, u8 type)
{
	plan->selectors |= type == CMIS_VDM_MEDIA_BER ||
			   type == CMIS_VDM_HOST_BER ?
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
	const struct cmis_vdm_index *index = module->vdm;
	struct cmis_vdm_plan *plan = &module->plan.vdm;
	unsigned int i;

	for (i = 0; index && i < index->count; i++)
		if (index->obs[i].source == CMIS_VDM_SOURCE_VDM)
			cmis_plan_add_sample(plan, &index->obs[i]);
		else
			cmis_plan_add_diag(plan, index->obs[i].type);
	cmis_plan_compile_counters(module, plan);
	plan->diag_banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	plan->settle_ms = cmis_quirk_diag_settle_ms(module->admin.vendor_pn);
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
	cmis_plan_compile_status(plan);
	cmis_plan_compile_lanes(plan, module->lanes);
	cmis_plan_compile_vdm(module);
}
