// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probing: the monitors of a module, at fixed registers, of VDM (pages
 * 20h-2Fh), of the line (pages 34h, 35h and 3Ah) and of its diagnostics (pages
 * 13h and 14h). A module may advertise pages that it lacks: then it has fewer
 * monitors.
 */

#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "poll/probe_vdm.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/module.h"
#include "core/question.h"
#include "poll/poll.h"
#include "poll/probe_tune.h"
#include "poll/range.h"
#include "poll/static.h"
#include "spec/pm.h"
#include "xfer/xfer.h"

/*
 * A page fails. If probing has taken too long, the module is shown without the
 * page. VDM has the error until the page answers and probing begins anew.
 */
static int cmis_page_do_without(struct cmis_poll *poll,
				const struct cmis_range *range, int err)
{
	/* -ENETDOWN says nothing about the page. */
	if (!poll->partial || err == -ENETDOWN)
		return err;
	cmis_poll_lose(poll, CMIS_CLASS_VDM, range);
	cmis_poll_set_error(poll, CMIS_CLASS_VDM, err);
	return 0;
}

/*
 * Returns 1 if the module has the page, 0 if it does not, or an errno of the
 * bus.
 */
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
	if (!ret)
		return 1;
	if (ret == -EOPNOTSUPP)
		return 0;
	return cmis_page_do_without(cage->poll, &range, ret);
}

/* Returns the same. The page is static. */
static int cmis_vdm_static_fetch(struct cmis_cage *cage,
				 struct cmis_module *module,
				 const struct cmis_addr *addr, u8 *buf)
{
	int ret;

	ret = cmis_vdm_page_fetch(cage, addr->bank, addr->page, buf);
	if (ret > 0)
		cmis_static_add(module, addr, buf);
	return ret;
}

static int cmis_vdm_group_fetch(struct cmis_cage *cage,
				struct cmis_module *module,
				struct cmis_vdm_group *group,
				struct cmis_monitor_list *list)
{
	struct cmis_addr addr = {
		.bank = group->bank,
		.page = CMIS_PAGE_VDM_DESC + group->group - 1,
		.offset = CMIS_UPPER_FIRST,
	};
	u8 descriptors[CMIS_PAGE_SIZE], thresholds[CMIS_PAGE_SIZE];
	unsigned int count = list->count;
	int ret;

	ret = cmis_vdm_static_fetch(cage, module, &addr, descriptors);
	if (ret <= 0)
		return ret;
	group->descriptors = descriptors;
	group->len = sizeof(descriptors);
	ret = cmis_vdm_descriptors_decode(group, module->lanes, list);
	if (ret || list->count == count)
		return ret;
	addr.page = CMIS_PAGE_VDM_THRESHOLDS + group->group - 1;
	ret = cmis_vdm_static_fetch(cage, module, &addr, thresholds);
	if (ret <= 0)
		return ret;
	return cmis_vdm_thresholds_decode(group, thresholds,
					  sizeof(thresholds), list);
}

static int cmis_vdm_groups_fetch(struct cmis_cage *cage,
				 struct cmis_module *module,
				 struct cmis_monitor_list *list)
{
	u8 banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	struct cmis_vdm_group group = {};
	int ret;

	for (; group.bank < banks; group.bank++) {
		for (group.group = 1; group.group <= module->vdm.groups;
		     group.group++) {
			ret = cmis_vdm_group_fetch(cage, module, &group, list);
			if (ret)
				return ret;
		}
	}
	return 0;
}

/* The read includes the control byte: the module may still be frozen. */
static int cmis_vdm_monitors_fetch(struct cmis_cage *cage,
				   struct cmis_module *module,
				   struct cmis_monitor_list *list)
{
	u8 buf[CMIS_PAGE_SIZE];
	u8 control;
	int ret;

	if (!(module->adverts.pages & CMIS_PAGES_VDM))
		return 0;
	ret = cmis_vdm_page_fetch(cage, 0, CMIS_PAGE_VDM_CONTROL, buf);
	if (ret <= 0)
		return ret;
	ret = cmis_vdm_support_decode(buf, sizeof(buf), &module->vdm);
	if (ret)
		return ret;
	control = buf[CMIS_REG_INDEX(CMIS_VDM_CONTROL)];
	cage->poll->vdm.control = control;
	/* In a refresh, the freeze may be another host's. */
	if (!rcu_access_pointer(cage->snapshot))
		cage->poll->vdm.foreign = control & CMIS_VDM_FREEZE;
	return cmis_vdm_groups_fetch(cage, module, list);
}

/*
 * Only a freeze makes values of the line valid, so a module needs VDM to have
 * them. Modules with coherent interfaces may lack the pages.
 */
static int cmis_pm_monitors_fetch(struct cmis_cage *cage,
				  struct cmis_module *module,
				  struct cmis_monitor_list *list)
{
	u8 buf[CMIS_PAGE_SIZE];
	int ret;

	if (!module->vdm.groups || cage->xfer->caps & CMIS_CAP_READ_ONLY ||
	    !cmis_module_is_coherent(&module->basics, &module->adverts,
				     &module->apps))
		return 0;
	for (unsigned int i = 0; i < CMIS_PM_PAGES; i++) {
		ret = cmis_vdm_page_fetch(cage, 0,
					  CMIS_REG_PAGE(cmis_pm_regs[i]), buf);
		if (ret < 0)
			return ret;
		if (ret)
			cmis_pm_monitors_add(i, list);
	}
	return 0;
}

static int cmis_diag_reports_fetch(struct cmis_cage *cage,
				   struct cmis_module *module)
{
	const struct cmis_range range = cmis_range_of(0, CMIS_DIAG_REPORTS);
	int ret;

	if (!cmis_module_has_paths(&module->basics) ||
	    cmis_control_check(cage, module, CMIS_CTL_DIAG_SELECTOR))
		return 0;
	ret = cmis_range_fetch(cage, &range, &module->diag_reports);
	if (!ret)
		return 0;
	module->diag_reports = 0;
	if (ret == -EOPNOTSUPP)
		return 0;
	return cmis_page_do_without(cage->poll, &range, ret);
}

/* Monitors that page 14h can give if VDM does not, by the bit of 13h:130. */
static const struct cmis_diag_type {
	u8 report;
	u16 type;
	u32 reg;
	bool little_endian;
} cmis_diag_types[] = {
	{ CMIS_DIAG_REPORTS_BER, CMIS_MON_MEDIA_BER, CMIS_DIAG_MEDIA_BER },
	{ CMIS_DIAG_REPORTS_BER, CMIS_MON_HOST_BER, CMIS_DIAG_HOST_BER },
	{ CMIS_DIAG_REPORTS_MEDIA_SNR, CMIS_MON_MEDIA_SNR,
	  CMIS_DIAG_MEDIA_SNR, true },
	{ CMIS_DIAG_REPORTS_HOST_SNR, CMIS_MON_HOST_SNR,
	  CMIS_DIAG_HOST_SNR, true },
};

static bool cmis_monitors_have_type(const struct cmis_monitor_list *list,
				    u16 type)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		if (list->monitor[i].type == type)
			return true;
	return false;
}

static bool cmis_module_has_media(const struct cmis_module *module,
				  unsigned int lane)
{
	return cmis_media_lane_supported(&module->admin, module->lanes, lane);
}

static void cmis_diag_type_add(const struct cmis_module *module,
			       const struct cmis_diag_type *row,
			       struct cmis_monitor_list *list)
{
	u8 side = cmis_monitor_row(row->type)->side;
	unsigned int lane, place;

	for (lane = 0; lane < module->lanes; lane++) {
		if (side == CMIS_SIDE_MEDIA &&
		    !cmis_module_has_media(module, lane))
			continue;
		place = lane % CMIS_LANES_PER_BANK;
		list->monitor[list->count++] = (struct cmis_monitor) {
			.type = row->type,
			.source = CMIS_SOURCE_DIAG,
			.bank = lane / CMIS_LANES_PER_BANK,
			.page = CMIS_REG_PAGE(row->reg),
			.offset = CMIS_REG_OFFSET(row->reg) +
				  place * sizeof(u16),
			.little_endian = row->little_endian,
			.lane = lane,
			.scale = 1,
		};
	}
}

static void cmis_diag_monitors_add(const struct cmis_module *module,
				   struct cmis_monitor_list *list)
{
	const struct cmis_diag_type *row;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_diag_types); i++) {
		row = &cmis_diag_types[i];
		if (module->diag_reports & row->report &&
		    !cmis_monitors_have_type(list, row->type))
			cmis_diag_type_add(module, row, list);
	}
}

static int cmis_fixed_monitors_fetch(struct cmis_cage *cage,
				     struct cmis_module *module,
				     const u8 *pages,
				     struct cmis_monitor_list *list)
{
	unsigned int lane;
	int ret = 0;

	list->adverts = module->adverts.known ? pages : NULL;
	list->thresholds = module->thresholds.known ?
			   pages + CMIS_PAGE_SIZE : NULL;
	list->scale = module->adverts.bias_scale;
	cmis_monitors_add(list, CMIS_LANE_NONE, true);
	module->first[CMIS_CLASS_LANES] = list->count;
	if (module->ext.known)
		ret = cmis_ext_monitors_fetch(cage, module, list);
	else if (cmis_module_has_paths(&module->basics))
		for (lane = 0; lane < module->lanes; lane++)
			cmis_monitors_add(list, lane,
					  cmis_module_has_media(module, lane));
	module->first[CMIS_CLASS_VDM] = list->count;
	return ret;
}

/* Only a freeze makes a statistic valid, and a freeze is a write. */
static void cmis_monitors_drop_statistics(struct cmis_monitor_list *list)
{
	unsigned int i, count = 0;

	for (i = 0; i < list->count; i++)
		if (!cmis_monitor_row(list->monitor[i].type)->statistic)
			list->monitor[count++] = list->monitor[i];
	list->count = count;
}

/* The greatest number of monitors that a module with these lanes can have. */
static unsigned int cmis_monitors_max(const struct cmis_module *module)
{
	unsigned int fixed = CMIS_MON_FRAMES - CMIS_MON_FIXED;
	unsigned int banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);

	return fixed * (1 + module->lanes) + banks * CMIS_VDM_BANK_SLOTS +
	       CMIS_PM_MONITORS + ARRAY_SIZE(cmis_diag_types) * module->lanes;
}

/* Monitors of one type often share a set of thresholds: count the type once. */
static unsigned int
cmis_monitors_count_odd(const struct cmis_monitor_list *list)
{
	DECLARE_BITMAP(types, CMIS_MON_TYPES_MAX) = {};
	unsigned int i;

	for (i = 0; i < list->count; i++)
		if (list->monitor[i].odd)
			__set_bit(list->monitor[i].type, types);
	return bitmap_weight(types, CMIS_MON_TYPES_MAX);
}

static int cmis_monitors_fetch(struct cmis_cage *cage,
			       struct cmis_module *module, const u8 *pages,
			       struct cmis_monitor_list *list)
{
	int ret;

	ret = cmis_fixed_monitors_fetch(cage, module, pages, list);
	if (ret)
		return ret;
	ret = cmis_vdm_monitors_fetch(cage, module, list);
	if (ret)
		return ret;
	if (cage->xfer->caps & CMIS_CAP_READ_ONLY)
		cmis_monitors_drop_statistics(list);
	ret = cmis_pm_monitors_fetch(cage, module, list);
	if (ret)
		return ret;
	ret = cmis_diag_reports_fetch(cage, module);
	if (ret)
		return ret;
	cmis_diag_monitors_add(module, list);

	module->rejected = list->rejected;
	module->odd_limits = cmis_monitors_count_odd(list);
	module->num_monitors = list->count;
	module->first[CMIS_CLASS_COUNT] = list->count;
	if (!list->count)
		return 0;
	module->monitors = kvmalloc_array(list->count,
					  sizeof(*list->monitor), GFP_KERNEL);
	if (!module->monitors)
		return -ENOMEM;
	memcpy(module->monitors, list->monitor,
	       list->count * sizeof(*list->monitor));
	cmis_module_link(module);
	return 0;
}

/**
 * cmis_module_fetch_monitors - find the monitors of a module
 * @cage: the cage
 * @module: a decoded module that is not published yet; gets its monitors
 * @pages: pages 01h and 02h; unused if memory is flat
 *
 * Context: The cage's work.
 * Return: 0, also if the module has no monitors; -ENOMEM, or an errno of
 * cmis_xfer_read().
 */
int cmis_module_fetch_monitors(struct cmis_cage *cage,
			       struct cmis_module *module, const u8 *pages)
{
	struct cmis_monitor_list list = {};
	int ret;

	if (module->basics.flat)
		return 0;
	list.max = cmis_monitors_max(module);
	list.monitor = kvcalloc(list.max, sizeof(*list.monitor), GFP_KERNEL);
	if (!list.monitor)
		return -ENOMEM;
	ret = cmis_monitors_fetch(cage, module, pages, &list);
	kvfree(list.monitor);
	return ret;
}
