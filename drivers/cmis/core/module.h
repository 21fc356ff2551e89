/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modules: all static data of a module. Plain data, for user space as well.
 */
#ifndef _CMIS_MODULE_H
#define _CMIS_MODULE_H

#include <uapi/linux/cmis.h>

#include "spec/addr.h"
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/ext_laser.h"
#include "spec/lower.h"
#include "spec/since.h"
#include "spec/tune.h"
#include "spec/vdm.h"

/* The classes of sweeps are those of the netlink family. */
#define CMIS_CLASS_COUNT	(CMIS_CLASS_MAX + 1)

/**
 * struct cmis_vdm_plan - the reads of a sweep of VDM and page 14h
 * @ranges: page 2Ch and the groups of pages 24h-27h, by bank, in the order of
 *	their reads; a range of length 0 is not read
 * @diag_banks: number of banks of page 14h
 * @selectors: bits: diagnostics selectors (14h:128) that monitors need
 * @counters: bits: selectors that counters of errors need; read on request only
 * @settle_ms: time from a write of the selector until its data can be read
 * @pm: cmis_pm_bit() of the pages of the line that monitors need
 * @live: some of @ranges have values that need no freeze
 */
struct cmis_vdm_plan {
	struct cmis_range ranges[CMIS_MAX_BANKS][1 + CMIS_VDM_GROUPS];
	u8 diag_banks;
	u8 selectors;
	u8 counters;
	u8 settle_ms;
	u8 pm;
	bool live;
};

/**
 * struct cmis_plan - the reads of each sweep, compiled from the adverts
 * @status: lower memory from the module state on
 * @lanes: page 11h, a range for each bank
 * @banks: number of valid @lanes; 0 for a module without lane status
 * @identity: static bytes that tell one module from another
 * @vdm: VDM and page 14h
 */
struct cmis_plan {
	struct cmis_range status;
	struct cmis_range lanes[CMIS_MAX_BANKS];
	u8 banks;
	struct cmis_range identity;
	struct cmis_vdm_plan vdm;
};

/**
 * struct cmis_static_page - static bytes of a page, or of lower memory
 * @addr: first byte of the page; offset 0 is lower memory
 * @hash: hash of the static bytes (poll/static.c)
 */
struct cmis_static_page {
	struct cmis_addr addr;
	u32 hash;
};

/* Lower memory, pages 00h to 02h, 04h, 1Ah, descriptors, thresholds of VDM */
#define CMIS_STATIC_PAGES \
	(5 + CMIS_MAX_BANKS + 2 * CMIS_MAX_BANKS * CMIS_VDM_GROUPS)

/**
 * struct cmis_module - all static data of a module, for one insertion
 * @generation: number of the insertion, from 1, never reused
 * @basics: lower memory
 * @admin: page 00h
 * @adverts: page 01h
 * @thresholds: page 02h
 * @laser: page 04h
 * @ext: page 1Ah
 * @apps: applications
 * @vdm: adverts of page 2Fh
 * @statistics: at least one monitor needs a freeze
 * @overridden: number of monitors with thresholds of the administrator
 * @rejected: number of VDM descriptors that contradict others, or the module
 * @odd: bit CMIS_ODD_*: adverts that contradict each other, as settled
 * @odd_limits: number of types of monitors with thresholds that cannot be meant
 * @diag_reports: CMIS_DIAG_REPORTS_*: the reports of page 14h (13h:130)
 * @line_pages: bits: pages of flags of coherent modules, in cmis_line_regs
 * @plan: the reads of each sweep
 * @lanes: number of lanes that the module has, 1..CMIS_MAX_LANES
 * @num_monitors: number of @monitors
 * @first: by enum cmis_class, index of the first monitor of the class. The
 *	monitors of a class end where those of the next class begin
 * @monitors: all monitors of the module
 * @first_of_type: index of the first monitor of each type, plus 1; 0 = none.
 *	See cmis_module_link()
 * @lower: lower memory as read by probing
 * @page00: page 00h as read
 * @num_pages: number of @pages
 * @pages: the static bytes that probing has read, in the order of their reads
 * @worn: static bytes have changed in use, with the same firmware
 * @worn_page: the page that has changed first, if @worn; 0 for lower memory
 *
 * Immutable once it has been published. A refresh (poll/refresh.c) replaces the
 * module, with the same generation.
 */
struct cmis_module {
	u32 generation;
	struct cmis_basics basics;
	struct cmis_admin admin;
	struct cmis_adverts adverts;
	struct cmis_thresholds thresholds;
	struct cmis_laser laser;
	struct cmis_ext_lasers ext;
	struct cmis_apps apps;
	struct cmis_vdm_support vdm;
	bool statistics;
	u16 overridden;
	u16 rejected;
	u32 odd;
	u16 odd_limits;
	u8 diag_reports;
	u8 line_pages;
	struct cmis_plan plan;
	u8 lanes;
	u16 num_monitors;
	u16 first[CMIS_CLASS_COUNT + 1];
	struct cmis_monitor *monitors;
	u16 first_of_type[CMIS_MON_TYPES_MAX];
	u8 lower[CMIS_PAGE_SIZE];
	u8 page00[CMIS_PAGE_SIZE];
	u8 num_pages;
	struct cmis_static_page pages[CMIS_STATIC_PAGES];
	bool worn;
	u8 worn_page;
};

/* Whether the module's revision defines a field: a register, and its bits. */
static inline bool cmis_module_has_field(const struct cmis_module *module,
					 u32 reg, u8 mask)
{
	return cmis_field_is_there(cmis_basics_revision(&module->basics), reg,
				   mask);
}

/* Number of lanes that sweeps read: only banks in the plan count. */
static inline unsigned int cmis_plan_lanes(const struct cmis_module *module)
{
	unsigned int lanes = module->plan.banks * CMIS_LANES_PER_BANK;

	return lanes < module->lanes ? lanes : module->lanes;
}

/* Number of lanes that readers see: of data paths, or external lasers. */
static inline unsigned int cmis_shown_lanes(const struct cmis_module *module)
{
	return module->ext.known ? module->ext.lanes : cmis_plan_lanes(module);
}

/* Whether settings of a path that is up can change (lower 2.6, 2.1-0). */
static inline bool cmis_basics_are_hot(const struct cmis_basics *basics)
{
	return !basics->stepped_only ||
	       basics->auto_commission == CMIS_AUTO_COMMISSION_HOT;
}

/* Whether media lanes have other numbers than the host lanes of their path. */
static inline bool cmis_module_media_differ(const struct cmis_module *module)
{
	for (unsigned int i = 0; i < module->apps.count; i++) {
		const struct cmis_app *app = &module->apps.app[i];

		if (cmis_app_used(app) && app->media_lanes &&
		    app->media_assign &&
		    (app->media_lanes != app->host_lanes ||
		     app->media_assign != app->host_assign))
			return true;
	}
	return false;
}

static inline unsigned int cmis_class_count(const struct cmis_module *module,
					    enum cmis_class class)
{
	return module->first[class + 1] - module->first[class];
}

/* Whether VDM or page 14h gives monitors: those have the folder `vdm`. */
/* May it take more power than a cage gives? @limit_mw: 0: that is not known */
static inline bool cmis_module_is_over(const struct cmis_module *module,
				       u32 limit_mw)
{
	return limit_mw && module->admin.max_power_mw > limit_mw;
}

static inline bool cmis_module_has_vdm(const struct cmis_module *module)
{
	return cmis_class_count(module, CMIS_CLASS_VDM) || module->rejected;
}

#endif /* _CMIS_MODULE_H */
