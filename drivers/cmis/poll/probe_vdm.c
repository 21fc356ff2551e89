// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probing: what a module can measure by VDM (pages 20h-2Fh) and by its
 * diagnostics (pages 13h and 14h). A module that promises pages and lacks them
 * measures that much less, and is as good a module otherwise.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/cage.h"
#include "core/control.h"
#include "core/module.h"
#include "poll/poll.h"

/* 1 if the module has the page, 0 if it has not, or an errno of the bus. */
static int cmis_vdm_page_fetch(struct cmis_cage *cage, u8 bank, u8 page,
			       u8 *buf)
{
	const struct cmis_range range = {
		.addr = {
			.bank = bank,
			.page = page,
			.offset = CMIS_UPPER_FIRST,
		},
		.len = CMIS_PAGE_SIZE,
	};
	int ret;

	ret = cmis_range_fetch(cage, &range, buf);
	if (ret == -EOPNOTSUPP)
		return 0;
	return ret ? ret : 1;
}

static int cmis_vdm_thresholds_fetch(struct cmis_cage *cage, u8 bank, u8 group,
				     struct cmis_vdm_index *index)
{
	u8 buf[CMIS_PAGE_SIZE];
	int ret;

	ret = cmis_vdm_page_fetch(cage, bank,
				  CMIS_PAGE_VDM_THRESHOLDS + group - 1, buf);
	if (ret <= 0)
		return ret;
	return cmis_vdm_thresholds_decode(buf, sizeof(buf), bank, group, index);
}

static int cmis_vdm_group_fetch(struct cmis_cage *cage, u8 bank, u8 group,
				unsigned int lanes,
				struct cmis_vdm_index *index)
{
	unsigned int count = index->count;
	u8 buf[CMIS_PAGE_SIZE];
	int ret;

	ret = cmis_vdm_page_fetch(cage, bank, CMIS_PAGE_VDM_DESC + group - 1,
				  buf);
	if (ret <= 0)
		return ret;
	ret = cmis_vdm_descriptors_decode(buf, sizeof(buf), bank, group, lanes,
					  index);
	if (ret || index->count == count)
		return ret;
	return cmis_vdm_thresholds_fetch(cage, bank, group, index);
}

static int cmis_vdm_groups_fetch(struct cmis_cage *cage,
				 const struct cmis_module *module,
				 struct cmis_vdm_index *index)
{
	u8 banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	u8 bank, group;
	int ret;

	for (bank = 0; bank < banks; bank++) {
		for (group = 1; group <= index->groups; group++) {
			ret = cmis_vdm_group_fetch(cage, bank, group,
						   module->lanes, index);
			if (ret)
				return ret;
		}
	}
	return 0;
}

static u8 cmis_vdm_byte(const u8 *page, u32 reg)
{
	return page[CMIS_REG_OFFSET(reg) - CMIS_UPPER_FIRST];
}

/* What changes on page 2Fh comes along: it may have been left frozen. */
static int cmis_vdm_index_fetch(struct cmis_cage *cage,
				struct cmis_module *module,
				struct cmis_vdm_index *index)
{
	u8 buf[CMIS_PAGE_SIZE];
	int ret;

	if (!(module->adverts.pages & CMIS_PAGES_VDM))
		return 0;
	ret = cmis_vdm_page_fetch(cage, 0, CMIS_PAGE_VDM_CONTROL, buf);
	if (ret <= 0)
		return ret;
	ret = cmis_vdm_advert_decode(buf, sizeof(buf), index);
	if (ret)
		return ret;
	cage->poll->vdm.control = cmis_vdm_byte(buf, CMIS_VDM_CONTROL);
	cage->poll->vdm.foreign = cage->poll->vdm.control & CMIS_VDM_FREEZE;
	module->plan.vdm.power_saving = cmis_vdm_byte(buf, CMIS_VDM_SUPPORT) &
					CMIS_VDM_SUPPORT_POWER_SAVING;
	return cmis_vdm_groups_fetch(cage, module, index);
}

static int cmis_diag_reports_fetch(struct cmis_cage *cage,
				   struct cmis_module *module)
{
	static const struct cmis_range range = {
		.addr = {
			.page = CMIS_PAGE_DIAG_CONTROL,
			.offset = CMIS_REG_OFFSET(CMIS_DIAG_REPORTS),
		},
		.len = CMIS_REG_SIZE(CMIS_DIAG_REPORTS),
	};
	int ret;

	if (cmis_control_check(cage, module, CMIS_CTL_DIAG_SELECTOR))
		return 0;
	ret = cmis_range_fetch(cage, &range, &module->diag_reports);
	if (!ret)
		return 0;
	module->diag_reports = 0;
	return ret == -EOPNOTSUPP ? 0 : ret;
}

/* What page 14h can stand in for: by the bit of 13h:130 and the side. */
static const struct cmis_diag_type {
	u8 report;
	u8 type;
	u8 side;
} cmis_diag_types[] = {
	{ CMIS_DIAG_REPORTS_BER, CMIS_VDM_MEDIA_BER, CMIS_SIDE_MEDIA },
	{ CMIS_DIAG_REPORTS_BER, CMIS_VDM_HOST_BER, CMIS_SIDE_HOST },
	{ CMIS_DIAG_REPORTS_MEDIA_SNR, CMIS_VDM_MEDIA_SNR, CMIS_SIDE_MEDIA },
	{ CMIS_DIAG_REPORTS_HOST_SNR, CMIS_VDM_HOST_SNR, CMIS_SIDE_HOST },
};

static bool cmis_vdm_index_has_type(const struct cmis_vdm_index *index,
				    u8 type)
{
	unsigned int i;

	for (i = 0; i < index->count; i++)
		if (index->obs[i].type == type)
			return true;
	return false;
}

static void cmis_diag_type_add(const struct cmis_module *module,
			       const struct cmis_diag_type *row,
			       struct cmis_vdm_index *index)
{
	struct cmis_observable obs = {
		.type = row->type,
		.source = CMIS_VDM_SOURCE_DIAG,
	};
	unsigned int lane;

	for (lane = 0; lane < module->lanes; lane++) {
		if (row->side == CMIS_SIDE_MEDIA &&
		    !cmis_media_lane_supported(&module->admin, module->lanes,
					       lane))
			continue;
		if (index->count == CMIS_VDM_MAX)
			return;
		obs.bank = lane / CMIS_LANES_PER_BANK;
		obs.slot = lane % CMIS_LANES_PER_BANK;
		obs.resource = obs.slot;
		index->obs[index->count++] = obs;
	}
}

static void cmis_diag_types_add(const struct cmis_module *module,
				struct cmis_vdm_index *index)
{
	const struct cmis_diag_type *row;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_diag_types); i++) {
		row = &cmis_diag_types[i];
		if (module->diag_reports & row->report &&
		    !cmis_vdm_index_has_type(index, row->type))
			cmis_diag_type_add(module, row, index);
	}
}

/* Room for all that there can be is much; keep what there is. */
static int cmis_vdm_index_keep(struct cmis_module *module,
			       const struct cmis_vdm_index *index)
{
	size_t size = offsetof(struct cmis_vdm_index, obs) +
		      index->count * sizeof(index->obs[0]);

	if (!index->count && !index->rejected)
		return 0;
	module->vdm = kvmalloc(size, GFP_KERNEL);
	if (!module->vdm)
		return -ENOMEM;
	memcpy(module->vdm, index, size);
	return 0;
}

/**
 * cmis_module_fetch_vdm - find out what a module measures
 * @cage: the cage
 * @module: decoded so far, not yet published; its observables are filled in
 *
 * Context: The cage's work.
 * Return: 0, also if it measures nothing; -ENOMEM, or an errno of
 * cmis_xfer_read().
 */
int cmis_module_fetch_vdm(struct cmis_cage *cage, struct cmis_module *module)
{
	struct cmis_vdm_index *index;
	int ret;

	if (!(module->adverts.pages & (CMIS_PAGES_VDM | CMIS_PAGES_DIAG)))
		return 0;
	index = kvzalloc(sizeof(*index), GFP_KERNEL);
	if (!index)
		return -ENOMEM;

	ret = cmis_vdm_index_fetch(cage, module, index);
	if (!ret)
		ret = cmis_diag_reports_fetch(cage, module);
	if (!ret) {
		cmis_diag_types_add(module, index);
		ret = cmis_vdm_index_keep(module, index);
	}
	kvfree(index);
	return ret;
}
