// SPDX-License-Identifier: GPL-2.0-only
/*
 * Freezes of VDM: a module gives statistics only while it is frozen. A module
 * takes some time to freeze and to go on. The steps return at once, and the
 * sweep calls them again later.
 */

#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/mutex.h>

#include "poll/freeze.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/selector.h"
#include "core/totals.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "xfer/xfer.h"

/* The driver waits at most this long for the start or the end of a freeze. */
#define CMIS_VDM_FREEZE_MS	1000
#define CMIS_VDM_PAUSE_MAX_MS	100

/* One read gets 2Fh:144 and 145. */
#define CMIS_VDM_CONTROL_SIZE	2

/* Pause the sweep. Each pause is longer than the last one. */
static int cmis_vdm_wait(struct cmis_poll *poll)
{
	struct cmis_vdm_poll *v = &poll->vdm;

	cmis_vdm_pause(poll, v->pause_ms);
	v->pause_ms = min_t(unsigned int, 2 * v->pause_ms,
			    CMIS_VDM_PAUSE_MAX_MS);
	return -EINPROGRESS;
}

/* The module needs some time to clear old done bits: look at them later. */
static void cmis_vdm_expect(struct cmis_poll *poll)
{
	poll->vdm.deadline = ktime_add_ms(ktime_get(), CMIS_VDM_FREEZE_MS);
	poll->vdm.pause_ms = CMIS_T_VDM_FREEZE_MS;
	cmis_vdm_pause(poll, CMIS_T_VDM_FREEZE_MS);
}

static bool cmis_vdm_is_late(const struct cmis_vdm_poll *v)
{
	return ktime_after(ktime_get(), v->deadline);
}

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

/* The driver writes the byte back, so the read is confirmed. */
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

/* Another host has frozen the module: wait for a period, then release it. */
static int cmis_vdm_thaw_foreign(struct cmis_cage *cage, u8 *control)
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
	cmis_vdm_expect(cage->poll);
	return -EINPROGRESS;
}

static int cmis_vdm_freeze(struct cmis_cage *cage, u8 *control)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	if (control[0] & CMIS_VDM_FREEZE && !v->asked)
		return cmis_vdm_thaw_foreign(cage, control);
	v->foreign = false;
	if (v->thawing && !(control[1] & CMIS_VDM_UNFREEZE_DONE) &&
	    !cmis_vdm_is_late(v))
		return cmis_vdm_wait(cage->poll);
	v->thawing = false;
	/* A write that fails may still have reached the module. */
	v->asked = true;
	cmis_vdm_expect(cage->poll);
	return cmis_vdm_control_put(cage, control, true);
}

/* The lock keeps other writers away from the byte, from read to write. */
static bool cmis_vdm_try_lock(struct cmis_cage *cage)
{
	if (mutex_trylock(&cage->control_lock))
		return true;
	cmis_vdm_pause(cage->poll, CMIS_T_VDM_FREEZE_MS);
	return false;
}

/**
 * cmis_vdm_fetch_off - see whether monitoring is switched off (2Fh:144)
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_vdm_fetch_off(struct cmis_cage *cage,
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
 * cmis_vdm_ask - ask a module to freeze, if the sweep needs its statistics
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0; -EINPROGRESS to be called again after a pause; or an errno of
 * cmis_xfer_read().
 */
int cmis_vdm_ask(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	/* The freeze of another host is left alone, too. */
	if (!v->statistics)
		v->error = -ENODATA;
	if (!v->statistics && !module->vdm.power_saving)
		return 0;
	if (!cmis_vdm_try_lock(cage))
		return -EINPROGRESS;
	ret = cmis_vdm_control_fetch(cage, control);
	if (!ret) {
		v->off = module->vdm.power_saving &&
			 control[0] & CMIS_VDM_POWER_SAVING;
		if (!v->off && v->statistics &&
		    !cmis_control_check(cage, module, CMIS_CTL_VDM_FREEZE))
			ret = cmis_vdm_freeze(cage, control);
	}
	mutex_unlock(&cage->control_lock);
	return ret;
}

/**
 * cmis_vdm_await - see whether the module has frozen
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: as cmis_vdm_ask().
 */
int cmis_vdm_await(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_range range = cmis_range_of(0, CMIS_VDM_CONTROL);
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	if (!v->asked)
		return 0;
	range.len = sizeof(control);
	ret = cmis_range_fetch(cage, &range, control);
	if (ret)
		return ret;
	v->frozen = control[0] & CMIS_VDM_FREEZE &&
		    control[1] & CMIS_VDM_FREEZE_DONE;
	if (!v->frozen && !cmis_vdm_is_late(v))
		return cmis_vdm_wait(cage->poll);
	v->error = v->frozen ? 0 : -ETIMEDOUT;
	if (!v->frozen)
		WRITE_ONCE(cage->freeze_timeouts, cage->freeze_timeouts + 1);
	return 0;
}

/**
 * cmis_vdm_release - release the driver's own freeze of a module
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work, or another task while the work does not run.
 * Return: as cmis_vdm_ask().
 */
int cmis_vdm_release(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 control[CMIS_VDM_CONTROL_SIZE];
	int ret;

	v->frozen = false;
	if (!v->asked)
		return 0;
	if (!cmis_vdm_try_lock(cage))
		return -EINPROGRESS;
	ret = cmis_vdm_control_fetch(cage, control);
	if (!ret)
		ret = cmis_vdm_control_put(cage, control, false);
	mutex_unlock(&cage->control_lock);
	if (ret)
		return ret;
	v->asked = false;
	v->thawing = true;
	cmis_vdm_expect(cage->poll);
	return 0;
}

/**
 * cmis_vdm_quiesce - restore the selector of page 14h and release a freeze
 * @cage: the cage
 *
 * Nothing is written to a module that may be another one.
 *
 * Context: The cage's work does not run.
 */
void cmis_vdm_quiesce(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	v->busy = false;
	v->frozen = false;
	if (IS_ERR(snapshot))
		return;
	if (v->asked || cmis_selector_is_set(cage) ||
	    READ_ONCE(cage->tests.held)) {
		cmis_xfer_invalidate(cage->xfer);
		if (!cmis_module_fetch_same(cage, snapshot->module)) {
			cmis_selector_restore(cage);
			cmis_test_release(cage, snapshot->module);
			cmis_vdm_release(cage, NULL);
		}
	}
	cmis_snapshot_put(snapshot);
}
