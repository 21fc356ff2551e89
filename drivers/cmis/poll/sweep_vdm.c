// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweeps of VDM: flags and samples, and the steps that statistics need.
 *
 * A whole sweep takes several runs of the cage's work. The work does other
 * things between them, and no function here sleeps.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "poll/sweep_vdm.h"
#include "core/cage.h"
#include "core/record.h"
#include "core/selector.h"
#include "core/totals.h"
#include "poll/freeze.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "poll/schedule.h"
#include "poll/sweep_diag.h"
#include "spec/pm.h"

/* All reads of a sweep, bank by bank */
#define CMIS_VDM_RANGES	(CMIS_MAX_BANKS * (1 + CMIS_VDM_GROUPS))

/* Statistics are valid only while the module is frozen. */
static void cmis_vdm_take(struct cmis_vdm_poll *v,
			  const struct cmis_module *module,
			  const struct cmis_range *range, const u8 *half)
{
	unsigned int i, first = module->first[CMIS_CLASS_VDM];
	const struct cmis_monitor *monitor;

	for (i = first; i < module->num_monitors; i++) {
		monitor = &module->monitors[i];
		if (monitor->source != CMIS_SOURCE_VDM ||
		    monitor->bank != range->addr.bank ||
		    monitor->page != range->addr.page)
			continue;
		if (cmis_monitor_row(monitor->type)->statistic && !v->frozen)
			continue;
		v->reading[i - first].raw = cmis_monitor_get_raw(monitor, half);
		v->reading[i - first].valid = true;
	}
}

static int cmis_vdm_sweep_samples(struct cmis_cage *cage,
				  const struct cmis_module *module,
				  const struct cmis_range *range)
{
	u8 half[CMIS_PAGE_SIZE];
	int ret;

	ret = cmis_range_fetch(cage, range,
			       half + range->addr.offset % CMIS_PAGE_SIZE);
	if (!ret)
		cmis_vdm_take(&cage->poll->vdm, module, range, half);
	return ret;
}

static int cmis_vdm_sweep_range(struct cmis_cage *cage,
				const struct cmis_module *module,
				const struct cmis_range *range)
{
	struct cmis_poll *poll = cage->poll;

	if (!range->len)
		return 0;
	if (range->addr.page != CMIS_PAGE_VDM_FLAGS)
		return cmis_vdm_sweep_samples(cage, module, range);
	return cmis_range_sweep(cage, range,
				poll->vdm.flags[range->addr.bank],
				poll->class[CMIS_CLASS_VDM].unseen);
}

/**
 * cmis_vdm_sweep - read flags and samples as they are now
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_vdm_sweep(struct cmis_cage *cage, const struct cmis_module *module)
{
	const struct cmis_range *range = module->plan.vdm.ranges[0];
	int ret;

	for (unsigned int i = 0; i < CMIS_VDM_RANGES; i++) {
		ret = cmis_vdm_sweep_range(cage, module, &range[i]);
		if (ret)
			return ret;
	}
	cage->poll->vdm.read = ktime_get_boottime();
	cmis_poll_read_live(cage->poll);
	return 0;
}

/**
 * cmis_vdm_sweep_first - read flags and samples, and find missing pages
 * @cage: the cage
 * @module: the module in it, not yet published; its plan loses missing pages
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module)
{
	struct cmis_range *range = module->plan.vdm.ranges[0];
	struct cmis_poll *poll = cage->poll;
	int ret;

	poll->vdm.error = -ENODATA;
	cmis_vdm_set_active(cage, module);
	ret = cmis_vdm_fetch_off(cage, module);
	if (ret)
		return ret;
	for (unsigned int i = 0; i < CMIS_VDM_RANGES && !ret; i++) {
		ret = cmis_vdm_sweep_range(cage, module, &range[i]);
		/* Some modules, and most dumps of modules, lack pages. */
		if (ret == -EOPNOTSUPP) {
			range[i].len = 0;
			ret = 0;
		}
	}
	poll->class[CMIS_CLASS_VDM].unseen = true;
	poll->vdm.read = ktime_get_boottime();
	return ret;
}

/* @half is the page, or NULL if it could not be read. */
static void cmis_pm_take(struct cmis_vdm_poll *v,
			 const struct cmis_module *module, u8 page,
			 const u8 *half)
{
	unsigned int i, first = module->first[CMIS_CLASS_VDM];

	for (i = first; i < module->num_monitors; i++) {
		const struct cmis_monitor *monitor = &module->monitors[i];
		struct cmis_reading *reading = &v->reading[i - first];

		if (monitor->source != CMIS_SOURCE_PM || monitor->page != page)
			continue;
		reading->valid = half && !cmis_pm_get_raw(monitor, half,
							  &reading->raw);
	}
}

/* Values of the line, while the module is frozen */
static int cmis_pm_sweep(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	u8 half[CMIS_PAGE_SIZE] = {};
	int ret;

	for (unsigned int i = 0; i < CMIS_PM_PAGES; i++) {
		const struct cmis_range range =
			cmis_range_of(0, cmis_pm_regs[i]);

		if (!(module->plan.vdm.pm & cmis_pm_bit(range.addr.page)))
			continue;
		ret = cmis_range_fetch(cage, &range, half);
		if (ret && ret != -EOPNOTSUPP)
			return ret;
		cmis_pm_take(&cage->poll->vdm, module, range.addr.page,
			     ret ? NULL : half);
	}
	return 0;
}

static int cmis_vdm_step_read(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	const struct cmis_sweep_begin begin = cmis_sweep_begin(cage);
	struct cmis_poll *poll = cage->poll;
	int ret;

	if (poll->vdm.frozen)
		cmis_record_note_sweep(cage, CMIS_CLASS_VDM,
				       CMIS_RECORD_SWEEP_FROZEN, 0);
	ret = cmis_vdm_sweep(cage, module);
	poll->class[CMIS_CLASS_VDM].unseen = true;
	if (!ret && poll->vdm.frozen)
		ret = cmis_pm_sweep(cage, module);
	cmis_sweep_end(cage, CMIS_CLASS_VDM, &begin, ret);
	/* The module may go on at any time: the next step finds out. */
	poll->vdm.frozen = false;
	/* After an error, check first whether the module is still frozen. */
	if (ret && poll->vdm.asked)
		poll->vdm.step--;
	return ret;
}

/* A whole sweep takes a while, so it compares the identity of the module. */
static const struct cmis_vdm_step {
	int (*run)(struct cmis_cage *cage, const struct cmis_module *module);
	u8 page;	/* page of the step; 0: more than one */
} cmis_vdm_steps[] = {
	{ cmis_diag_sweep, CMIS_PAGE_DIAG_STATUS },
	{ cmis_vdm_ask, CMIS_PAGE_VDM_CONTROL },
	{ cmis_vdm_await, CMIS_PAGE_VDM_CONTROL },
	{ cmis_vdm_step_read },
	{ cmis_module_fetch_same },
	{ cmis_vdm_release, CMIS_PAGE_VDM_CONTROL },
};

/**
 * cmis_vdm_run - continue a whole sweep, or start one
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0 when all has been read; -EINPROGRESS to be called again after the
 * pause; -ESTALE if another module is there; else an errno of
 * cmis_xfer_read(): the next call repeats the step that failed.
 */
int cmis_vdm_run(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	const struct cmis_vdm_step *step;
	int ret;

	if (!v->busy) {
		v->busy = true;
		v->step = 0;
		cmis_record_sweep(cage, CMIS_CLASS_VDM, 0);
		cmis_diag_begin(cage, module);
	}
	for (; v->step < ARRAY_SIZE(cmis_vdm_steps); v->step++) {
		if (cmis_vdm_is_pausing(cage->poll))
			return -EINPROGRESS;
		step = &cmis_vdm_steps[v->step];
		ret = step->run(cage, module);
		if (ret && step->page)
			cage->poll->failed_page = step->page;
		if (ret)
			return ret;
	}
	v->busy = false;
	return 0;
}

/**
 * cmis_vdm_is_long - whether a whole sweep needs several runs of the work
 * @v: the sweep
 * @module: the module in the cage
 *
 * Return: true if it does.
 */
bool cmis_vdm_is_long(const struct cmis_vdm_poll *v,
		      const struct cmis_module *module)
{
	return v->counting || v->testing || module->plan.vdm.selectors ||
	       module->vdm.power_saving || v->statistics;
}

/**
 * cmis_vdm_set_active - find out whether the module needs sweeps of VDM
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: true if the settings do not ask for the shown counters any more.
 */
bool cmis_vdm_set_active(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	bool counted = v->counting;

	v->counting = cage->poll->settings.diagnostics &&
		      module->plan.vdm.counters;
	v->statistics = cage->poll->settings.statistics && module->statistics;
	v->testing = cmis_test_is_due(cage);
	v->live = module->plan.vdm.live;
	v->active = v->counting || v->testing ||
		    cmis_class_count(module, CMIS_CLASS_VDM);
	if (!v->active && v->busy) {
		cmis_selector_restore(cage);
		v->busy = false;
	}
	/* Drop the counters: they are old when counting starts again. */
	if (!v->counting)
		memset(v->counters, 0,
		       2 * module->lanes * sizeof(*v->counters));
	return counted && !v->counting;
}
