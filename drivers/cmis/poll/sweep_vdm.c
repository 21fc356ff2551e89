// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweeps of VDM: flags and samples, and what it takes to get statistics.
 *
 * A module gives statistics while it is frozen, and needs time to freeze. A
 * sweep goes through a few steps, over several runs of the cage's work, which
 * does other things in between; nothing here sleeps.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/cage.h"
#include "core/control.h"
#include "core/module.h"
#include "core/selector.h"
#include "core/settings.h"
#include "core/snapshot.h"
#include "poll/poll.h"
#include "xfer/xfer.h"

/* How long a module may take to freeze, and to go on, before it is left so. */
#define CMIS_VDM_FREEZE_MS	1000
#define CMIS_VDM_PAUSE_MAX_MS	100

/* 2Fh:144 and 145, as they are read together. */
#define CMIS_VDM_CONTROL_SIZE	2

/* Statistics are what they are while the module is frozen, and only then. */
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

	if (!range->len)
		return 0;
	ret = cmis_range_fetch(cage, range,
			       half + range->addr.offset % CMIS_PAGE_SIZE);
	if (!ret)
		cmis_vdm_take(&cage->poll->vdm, module, range, half);
	return ret;
}

static int cmis_vdm_sweep_flags(struct cmis_cage *cage,
				const struct cmis_range *range)
{
	struct cmis_poll *poll = cage->poll;

	if (!range->len)
		return 0;
	return cmis_sweep_range(cage, range, poll->vdm.flags[range->addr.bank],
				poll->unseen[CMIS_CLASS_VDM]);
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
	const struct cmis_vdm_plan *plan = &module->plan.vdm;
	unsigned int bank, group;
	int ret;

	for (bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		ret = cmis_vdm_sweep_flags(cage, &plan->flags[bank]);
		for (group = 0; !ret && group < CMIS_VDM_GROUPS; group++)
			ret = cmis_vdm_sweep_samples(cage, module,
						     &plan->samples[bank]
								   [group]);
		if (ret)
			return ret;
	}
	cage->poll->vdm.read = ktime_get_boottime();
	return 0;
}

/**
 * cmis_vdm_pause - go on with the sweep later
 * @v: the sweep
 * @ms: how much later
 */
void cmis_vdm_pause(struct cmis_vdm_poll *v, unsigned int ms)
{
	v->at = ktime_add_ms(ktime_get(), ms);
}

/* A pause, longer each time. */
static int cmis_vdm_wait(struct cmis_vdm_poll *v)
{
	cmis_vdm_pause(v, v->pause_ms);
	v->pause_ms = min_t(unsigned int, 2 * v->pause_ms,
			    CMIS_VDM_PAUSE_MAX_MS);
	return -EINPROGRESS;
}

/* Done bits mean nothing until the module had time to drop the old ones. */
static void cmis_vdm_expect(struct cmis_vdm_poll *v)
{
	v->deadline = ktime_add_ms(ktime_get(), CMIS_VDM_FREEZE_MS);
	v->pause_ms = CMIS_T_VDM_FREEZE_MS;
	cmis_vdm_pause(v, CMIS_T_VDM_FREEZE_MS);
}

static bool cmis_vdm_is_late(const struct cmis_vdm_poll *v)
{
	return ktime_after(ktime_get(), v->deadline);
}

static const struct cmis_range cmis_vdm_control = {
	.addr = {
		.page = CMIS_PAGE_VDM_CONTROL,
		.offset = CMIS_REG_OFFSET(CMIS_VDM_CONTROL),
	},
	.len = CMIS_VDM_CONTROL_SIZE,
};

static int cmis_vdm_control_put(struct cmis_cage *cage, u8 *control,
				bool freeze)
{
	const struct cmis_control_change change = {
		.ctl = CMIS_CTL_VDM_FREEZE,
		.mask = CMIS_VDM_FREEZE,
		.value = freeze ? CMIS_VDM_FREEZE : 0,
	};
	int ret;

	ret = __cmis_control_put(cage, &change, control);
	if (!ret)
		cage->poll->vdm.control = control[0];
	return ret;
}

/* The byte is acted upon and written back, so it is confirmed. */
static int cmis_vdm_control_fetch(struct cmis_cage *cage, u8 *control)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	int ret;

	control[0] = v->control;
	ret = cmis_control_fetch(cage, CMIS_CTL_VDM_FREEZE, 0, control);
	if (!ret)
		v->control = control[0];
	return ret;
}

/* Somebody else's freeze, or one that was forgotten: give it a period. */
static int __cmis_vdm_thaw_foreign(struct cmis_cage *cage, u8 *control)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	int ret;

	if (!v->foreign) {
		v->foreign = true;
		v->error = -EBUSY;
		return 0;
	}
	ret = cmis_vdm_control_put(cage, control, false);
	if (ret)
		return ret;
	v->foreign = false;
	v->thawing = true;
	cmis_vdm_expect(v);
	return -EINPROGRESS;
}

static int __cmis_vdm_freeze(struct cmis_cage *cage, u8 *control)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	if (control[0] & CMIS_VDM_FREEZE && !v->asked)
		return __cmis_vdm_thaw_foreign(cage, control);
	v->foreign = false;
	if (v->thawing && !(control[1] & CMIS_VDM_UNFREEZE_DONE) &&
	    !cmis_vdm_is_late(v))
		return cmis_vdm_wait(v);
	v->thawing = false;
	/* Even if it fails it may have been written. */
	v->asked = true;
	cmis_vdm_expect(v);
	return cmis_vdm_control_put(cage, control, true);
}

static int __cmis_vdm_ask(struct cmis_cage *cage,
			  const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	ret = cmis_vdm_control_fetch(cage, control);
	if (ret)
		return ret;
	v->off = module->vdm.power_saving &&
		 control[0] & CMIS_VDM_POWER_SAVING;
	if (v->off || !module->statistics ||
	    cmis_control_check(cage, module, CMIS_CTL_VDM_FREEZE))
		return 0;
	return __cmis_vdm_freeze(cage, control);
}

static int cmis_vdm_step_diag(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	return cmis_diag_sweep(cage, module);
}

/* Other bits of the byte are somebody else's: read, modify, write. */
static int cmis_vdm_step_ask(struct cmis_cage *cage,
			     const struct cmis_module *module)
{
	int ret;

	if (!module->statistics && !module->vdm.power_saving)
		return 0;
	if (!mutex_trylock(&cage->control_lock)) {
		cmis_vdm_pause(&cage->poll->vdm, CMIS_T_VDM_FREEZE_MS);
		return -EINPROGRESS;
	}
	ret = __cmis_vdm_ask(cage, module);
	mutex_unlock(&cage->control_lock);
	return ret;
}

static int cmis_vdm_step_freeze(struct cmis_cage *cage,
				const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	if (!v->asked)
		return 0;
	ret = cmis_range_fetch(cage, &cmis_vdm_control, control);
	if (ret)
		return ret;
	v->frozen = control[0] & CMIS_VDM_FREEZE &&
		    control[1] & CMIS_VDM_FREEZE_DONE;
	if (!v->frozen && !cmis_vdm_is_late(v))
		return cmis_vdm_wait(v);
	v->error = v->frozen ? 0 : -ETIMEDOUT;
	if (!v->frozen)
		WRITE_ONCE(cage->freeze_timeouts, cage->freeze_timeouts + 1);
	return 0;
}

/* If it fails, it is to be seen first whether the module is still frozen. */
static int cmis_vdm_step_read(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	int ret;

	ret = cmis_poll_sweep(cage, module, CMIS_CLASS_VDM);
	if (ret)
		cage->poll->vdm.step = CMIS_VDM_STEP_FREEZE;
	return ret;
}

static int __cmis_vdm_release(struct cmis_cage *cage)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	ret = cmis_vdm_control_fetch(cage, control);
	if (ret)
		return ret;
	ret = cmis_vdm_control_put(cage, control, false);
	if (ret)
		return ret;
	v->asked = false;
	v->thawing = true;
	cmis_vdm_expect(v);
	return 0;
}

static int cmis_vdm_step_release(struct cmis_cage *cage,
				 const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	int ret;

	v->frozen = false;
	if (!v->asked)
		return 0;
	if (!mutex_trylock(&cage->control_lock)) {
		cmis_vdm_pause(v, CMIS_T_VDM_FREEZE_MS);
		return -EINPROGRESS;
	}
	ret = __cmis_vdm_release(cage);
	mutex_unlock(&cage->control_lock);
	return ret;
}

/* All of that took a while: was it the same module from end to end? */
static int cmis_vdm_step_identity(struct cmis_cage *cage,
				  const struct cmis_module *module)
{
	int same = cmis_module_fetch_same(cage, module);

	if (same < 0)
		return same;
	return same ? 0 : -ESTALE;
}

static int (*const cmis_vdm_steps[])(struct cmis_cage *cage,
				     const struct cmis_module *module) = {
	[CMIS_VDM_STEP_DIAG] = cmis_vdm_step_diag,
	[CMIS_VDM_STEP_ASK] = cmis_vdm_step_ask,
	[CMIS_VDM_STEP_FREEZE] = cmis_vdm_step_freeze,
	[CMIS_VDM_STEP_READ] = cmis_vdm_step_read,
	[CMIS_VDM_STEP_IDENTITY] = cmis_vdm_step_identity,
	[CMIS_VDM_STEP_RELEASE] = cmis_vdm_step_release,
};

static_assert(ARRAY_SIZE(cmis_vdm_steps) == CMIS_VDM_STEP_COUNT);

static void cmis_vdm_begin(struct cmis_cage *cage,
			   const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	v->busy = true;
	v->step = 0;
	cmis_diag_begin(cage, module);
}

/**
 * cmis_vdm_is_pausing - whether there is nothing to do before poll->vdm.at
 * @v: the sweep
 *
 * Return: true if not.
 */
bool cmis_vdm_is_pausing(const struct cmis_vdm_poll *v)
{
	return ktime_before(ktime_get(), v->at);
}

/**
 * cmis_vdm_run - go on with a sweep of all that there is, or begin one
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0 when all has been read; -EINPROGRESS to be called again at
 * poll->vdm.at; -ESTALE if another module is there; else an errno of
 * cmis_xfer_read(): what failed is tried again by the next call.
 */
int cmis_vdm_run(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	int ret;

	if (!v->busy)
		cmis_vdm_begin(cage, module);
	for (; v->step < CMIS_VDM_STEP_COUNT; v->step++) {
		if (cmis_vdm_is_pausing(v))
			return -EINPROGRESS;
		ret = cmis_vdm_steps[v->step](cage, module);
		if (ret)
			return ret;
	}
	v->busy = false;
	return 0;
}

/**
 * cmis_vdm_quiesce - leave the module as it was found, as far as it answers
 * @cage: the cage
 *
 * Context: The cage's work does not run.
 */
void cmis_vdm_quiesce(struct cmis_cage *cage)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	cmis_selector_restore(cage);
	v->busy = false;
	v->frozen = false;
	if (!v->asked || !mutex_trylock(&cage->control_lock))
		return;
	__cmis_vdm_release(cage);
	mutex_unlock(&cage->control_lock);
}

/**
 * cmis_vdm_is_long - whether a whole sweep is more than flags and samples
 * @v: the sweep
 * @module: what is in the cage
 *
 * Return: true if it is.
 */
bool cmis_vdm_is_long(const struct cmis_vdm_poll *v,
		      const struct cmis_module *module)
{
	const struct cmis_vdm_plan *plan = &module->plan.vdm;

	return v->counting || plan->selectors || module->vdm.power_saving ||
	       module->statistics;
}

/**
 * cmis_vdm_set_active - find out whether there is anything to sweep
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: true if counters that are shown are not wanted any more.
 */
bool cmis_vdm_set_active(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	bool counted = v->counting;
	struct cmis_settings settings;

	cmis_cage_get_settings(cage, &settings);
	v->counting = settings.diagnostics && module->plan.vdm.counters;
	v->active = v->counting || cmis_class_count(module, CMIS_CLASS_VDM);
	/* If they are wanted again, these will be old. */
	if (!v->counting)
		memset(v->counters, 0,
		       2 * module->lanes * sizeof(*v->counters));
	return counted && !v->counting;
}

/* Not all modules, and few of their dumps, have all pages. */
static int cmis_vdm_drop_missing(struct cmis_range *range, int ret)
{
	if (ret != -EOPNOTSUPP)
		return ret;
	range->len = 0;
	return 0;
}

/* What is switched off measures nothing. */
static int cmis_vdm_fetch_off(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	v->off = false;
	if (!module->vdm.power_saving)
		return 0;
	ret = cmis_vdm_control_fetch(cage, control);
	if (!ret)
		v->off = control[0] & CMIS_VDM_POWER_SAVING;
	return ret == -EOPNOTSUPP ? 0 : ret;
}

/**
 * cmis_vdm_sweep_first - read flags and samples, and learn what is missing
 * @cage: the cage
 * @module: the module in it, not yet published: pages that it does not have are
 *	dropped from its plan
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module)
{
	struct cmis_vdm_plan *plan = &module->plan.vdm;
	struct cmis_range *range;
	unsigned int i;
	int ret;

	cage->poll->vdm.error = -ENODATA;
	cmis_vdm_set_active(cage, module);
	ret = cmis_vdm_fetch_off(cage, module);
	for (i = 0; !ret && i < CMIS_MAX_BANKS; i++) {
		range = &plan->flags[i];
		ret = cmis_vdm_drop_missing(range,
					    cmis_vdm_sweep_flags(cage, range));
	}
	for (i = 0; !ret && i < CMIS_MAX_BANKS * CMIS_VDM_GROUPS; i++) {
		range = &plan->samples[i / CMIS_VDM_GROUPS]
				      [i % CMIS_VDM_GROUPS];
		ret = cmis_vdm_sweep_samples(cage, module, range);
		ret = cmis_vdm_drop_missing(range, ret);
	}
	cage->poll->unseen[CMIS_CLASS_VDM] = true;
	cage->poll->vdm.read = ktime_get_boottime();
	return ret;
}

static int cmis_vdm_decode_readings(struct cmis_snapshot *snapshot,
				    const struct cmis_poll *poll)
{
	const struct cmis_vdm_poll *v = &poll->vdm;
	const struct cmis_module *module = snapshot->module;
	const struct cmis_monitor *monitor =
		&module->monitors[module->first[CMIS_CLASS_VDM]];
	struct cmis_readings *readings;
	unsigned int i;

	readings = cmis_readings_create(snapshot, CMIS_CLASS_VDM, poll->early);
	if (!readings)
		return -ENOMEM;
	readings->when_ns = ktime_to_ns(v->read);
	readings->error = v->off ? -ENODATA : v->error;
	for (i = 0; i < readings->count; i++, monitor++) {
		struct cmis_reading *reading = &readings->reading[i];

		*reading = v->reading[i];
		if (monitor->source != CMIS_SOURCE_VDM)
			continue;
		reading->levels = cmis_monitor_get_flags
					(monitor, v->flags[monitor->bank]);
		/* Monitors that are switched off measure nothing. */
		if (v->off)
			reading->valid = false;
	}
	return 0;
}

static int cmis_vdm_decode_counters(struct cmis_snapshot *snapshot,
				    const struct cmis_vdm_poll *v)
{
	size_t size = 2 * snapshot->module->lanes * sizeof(*v->counters);
	struct cmis_diag_counters *counters = NULL;

	if (v->counting) {
		counters = cmis_set_create(size);
		if (!counters)
			return -ENOMEM;
		memcpy(counters, v->counters, size);
	}
	cmis_set_put(snapshot->counters);
	snapshot->counters = counters;
	return 0;
}

/**
 * cmis_vdm_decode - make a snapshot show what the last sweep found
 * @snapshot: not yet published
 * @poll: of the cage
 *
 * Return: 0, or -ENOMEM.
 */
int cmis_vdm_decode(struct cmis_snapshot *snapshot,
		    const struct cmis_poll *poll)
{
	int ret;

	/* Nothing to sweep, so far: the class has no readings. */
	if (!poll->vdm.active && !snapshot->readings[CMIS_CLASS_VDM])
		return 0;
	ret = cmis_vdm_decode_readings(snapshot, poll);
	if (ret)
		return ret;
	return cmis_vdm_decode_counters(snapshot, &poll->vdm);
}
