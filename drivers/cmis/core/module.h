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
#include "spec/lower.h"
#include "spec/since.h"
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
 */
struct cmis_vdm_plan {
	struct cmis_range ranges[CMIS_MAX_BANKS][1 + CMIS_VDM_GROUPS];
	u8 diag_banks;
	u8 selectors;
	u8 counters;
	u8 settle_ms;
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

/* Lower memory, pages 00h to 02h, descriptors and thresholds of VDM */
#define CMIS_STATIC_PAGES	(4 + 2 * CMIS_MAX_BANKS * CMIS_VDM_GROUPS)

/**
 * struct cmis_module - all static data of a module, for one insertion
 * @generation: number of the insertion, from 1, never reused
 * @basics: lower memory
 * @admin: page 00h
 * @adverts: page 01h
 * @thresholds: page 02h
 * @apps: applications
 * @vdm: adverts of page 2Fh
 * @statistics: at least one monitor needs a freeze
 * @overridden: number of monitors with thresholds of the administrator
 * @rejected: number of VDM descriptors that contradict others, or the module
 * @odd_limits: number of types of monitors with thresholds that cannot be meant
 * @diag_reports: CMIS_DIAG_REPORTS_*: the reports of page 14h (13h:130)
 * @plan: the reads of each sweep
 * @lanes: number of lanes that the module has, 1..CMIS_MAX_LANES
 * @num_monitors: number of @monitors
 * @first: by enum cmis_class, index of the first monitor of the class. The
 *	monitors of a class end where those of the next class begin
 * @monitors: all monitors of the module
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
	struct cmis_apps apps;
	struct cmis_vdm_support vdm;
	bool statistics;
	u16 overridden;
	u16 rejected;
	u16 odd_limits;
	u8 diag_reports;
	struct cmis_plan plan;
	u8 lanes;
	u16 num_monitors;
	u16 first[CMIS_CLASS_COUNT + 1];
	struct cmis_monitor *monitors;
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

static inline unsigned int cmis_class_count(const struct cmis_module *module,
					    enum cmis_class class)
{
	return module->first[class + 1] - module->first[class];
}

/* Whether VDM or page 14h gives monitors: those have the folder `vdm`. */
static inline bool cmis_module_has_vdm(const struct cmis_module *module)
{
	return cmis_class_count(module, CMIS_CLASS_VDM) || module->rejected;
}

#endif /* _CMIS_MODULE_H */
