// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules and snapshots as readers see them: immutable, found under RCU, kept
 * by a reference. Nothing here touches the bus or waits for it.
 */

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/slab.h>

#include "core/core.h"

static void cmis_module_release(struct kref *ref)
{
	struct cmis_module *module = container_of(ref, struct cmis_module, ref);

	kvfree(module->vdm);
	kfree_rcu(module, rcu);
}

/**
 * cmis_module_put - drop a reference
 * @module: from cmis_cage_get_module(); NULL and errors are ignored
 */
void cmis_module_put(struct cmis_module *module)
{
	if (!IS_ERR_OR_NULL(module))
		kref_put(&module->ref, cmis_module_release);
}

/*
 * What has been let go when somebody finds it has been replaced before. That it
 * happens so often in turn is not possible in practice.
 */
#define CMIS_GET_TRIES	8

/* After a sleep of the system another module may be there. */
static bool cmis_cage_is_shown(struct cmis_cage *cage)
{
	return !READ_ONCE(cage->slept);
}

/**
 * cmis_cage_get_module - the module that is in a cage
 * @cage: the cage
 *
 * Context: Any. Does not touch the bus.
 * Return: the module with a reference; an error of cmis_cage_get_absence() if
 * there is none that is ready.
 */
struct cmis_module *cmis_cage_get_module(struct cmis_cage *cage)
{
	struct cmis_module *module = NULL;
	unsigned int tries;

	rcu_read_lock();
	for (tries = 0; tries < CMIS_GET_TRIES; tries++) {
		module = cmis_cage_is_shown(cage) ?
			 rcu_dereference(cage->module) : NULL;
		if (!module || kref_get_unless_zero(&module->ref))
			break;
		module = NULL;
	}
	rcu_read_unlock();

	return module ? module : ERR_PTR(cmis_cage_get_absence(cage));
}

static void cmis_snapshot_release(struct kref *ref)
{
	struct cmis_snapshot *snapshot =
		container_of(ref, struct cmis_snapshot, ref);

	cmis_vdm_samples_put(snapshot->vdm);
	cmis_diag_counts_put(snapshot->counts);
	cmis_module_put(snapshot->module);
	kfree_rcu(snapshot, rcu);
}

/**
 * cmis_snapshot_put - drop a reference
 * @snapshot: from cmis_cage_get_snapshot(); NULL and errors are ignored
 */
void cmis_snapshot_put(struct cmis_snapshot *snapshot)
{
	if (!IS_ERR_OR_NULL(snapshot))
		kref_put(&snapshot->ref, cmis_snapshot_release);
}

/**
 * cmis_cage_get_snapshot - what the last sweeps of a cage found
 * @cage: the cage
 *
 * Context: Any. Does not touch the bus.
 * Return: the snapshot with a reference, or an error as
 * cmis_cage_get_module().
 */
struct cmis_snapshot *cmis_cage_get_snapshot(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = NULL;
	unsigned int tries;

	rcu_read_lock();
	for (tries = 0; tries < CMIS_GET_TRIES; tries++) {
		snapshot = cmis_cage_is_shown(cage) ?
			   rcu_dereference(cage->snapshot) : NULL;
		if (!snapshot || kref_get_unless_zero(&snapshot->ref))
			break;
		snapshot = NULL;
	}
	rcu_read_unlock();

	return snapshot ? snapshot : ERR_PTR(cmis_cage_get_absence(cage));
}

/**
 * cmis_cage_get_absence - why a cage has no module to show
 * @cage: the cage
 *
 * Context: Any.
 * Return: -ENODEV if it is empty or still probing, or the system has just woken
 * up and it is not yet known what is there; if the module cannot be used, the
 * errno that says why.
 */
int cmis_cage_get_absence(struct cmis_cage *cage)
{
	int error = READ_ONCE(cage->error);

	if (cmis_cage_get_state(cage) == CMIS_CAGE_FAULT && error)
		return error;
	return -ENODEV;
}

/**
 * cmis_snapshot_check - whether values of a class may be shown
 * @snapshot: the snapshot
 * @class: whose values
 *
 * Return: 0; the errno of the sweeps if too many in a row have failed;
 * -ETIMEDOUT if no sweep came to an end for as long.
 */
int cmis_snapshot_check(const struct cmis_snapshot *snapshot,
			enum cmis_class class)
{
	const struct cmis_sample *sample = &snapshot->sample[class];

	if (sample->error)
		return sample->error;
	if (ktime_ms_delta(ktime_get_boottime(), sample->when) >
	    snapshot->stale_ms[class])
		return -ETIMEDOUT;
	return 0;
}

/**
 * cmis_module_check_firmware - whether a module's firmware version is one
 * @module: the module
 *
 * Lower 39-40 are not defined for flat memory; 0.0 says that there is no
 * firmware, 255.255 that it is invalid.
 *
 * Return: 0; -ENODATA if there is none; -EBADMSG if it is invalid.
 */
int cmis_module_check_firmware(const struct cmis_module *module)
{
	const struct cmis_basics *basics = &module->basics;

	if (basics->flat || (!basics->fw_major && !basics->fw_minor))
		return -ENODATA;
	if (basics->fw_major == 0xff && basics->fw_minor == 0xff)
		return -EBADMSG;
	return 0;
}

/**
 * cmis_module_has_monitor - whether a module measures a quantity
 * @module: the module
 * @q: what
 * @lane: lane from 0, for lane quantities
 *
 * Return: true if it is advertised (01h:159-160), the lane exists and, for
 * media side quantities, is connected (00h:210).
 */
bool cmis_module_has_monitor(const struct cmis_module *module,
			     enum cmis_quantity q, unsigned int lane)
{
	if (q >= CMIS_Q_COUNT || !(module->adverts.monitors & BIT(q)))
		return false;
	if (q < CMIS_Q_MODULE_COUNT)
		return true;
	return lane < cmis_plan_lanes(module) &&
	       cmis_media_lane_supported(&module->admin, module->lanes, lane);
}

static enum cmis_class cmis_quantity_class(enum cmis_quantity q)
{
	return q < CMIS_Q_MODULE_COUNT ? CMIS_CLASS_THERMAL : CMIS_CLASS_LANES;
}

/**
 * cmis_snapshot_get_value - a monitor's value
 * @snapshot: the snapshot
 * @q: what
 * @lane: lane from 0, for lane quantities
 * @value: in the unit of adverts.unit[@q]
 *
 * Return: 0; -ENODATA if the module has no such monitor; an errno of
 * cmis_snapshot_check() if the value is stale.
 */
int cmis_snapshot_get_value(const struct cmis_snapshot *snapshot,
			    enum cmis_quantity q, unsigned int lane,
			    s32 *value)
{
	int ret;

	if (!cmis_module_has_monitor(snapshot->module, q, lane))
		return -ENODATA;
	ret = cmis_snapshot_check(snapshot, cmis_quantity_class(q));
	if (ret)
		return ret;

	*value = q < CMIS_Q_MODULE_COUNT ? snapshot->status.value[q] :
		 snapshot->lane[lane].value[q - CMIS_Q_MODULE_COUNT];
	return 0;
}

/* Whether a value is on the far side of a threshold. */
static bool cmis_level_is_beyond(enum cmis_level level, s32 value, s32 limit)
{
	if (level == CMIS_LEVEL_HIGH_ALARM || level == CMIS_LEVEL_HIGH_WARN)
		return value > limit;
	return value < limit;
}

/**
 * cmis_module_has_limits - whether a module gives thresholds for a quantity
 * @module: the module
 * @q: what
 *
 * Return: false if page 02h is missing or blank or has only zeros for @q; else
 * it has at least one of them, see cmis_module_has_limit().
 */
bool cmis_module_has_limits(const struct cmis_module *module,
			    enum cmis_quantity q)
{
	return module->thresholds.known &&
	       (module->thresholds.present & BIT(q));
}

/**
 * cmis_module_has_limit - whether a module gives a threshold
 * @module: the module
 * @q: what
 * @level: which threshold
 *
 * One of 0 that is not on its side of the opposite one was left out by the
 * module, as in VDM: no high alarm is at 0 if the low one is at 0 or above.
 *
 * Return: true if values can be held against it.
 */
bool cmis_module_has_limit(const struct cmis_module *module,
			   enum cmis_quantity q, enum cmis_level level)
{
	const s32 *limit = module->thresholds.value[q];

	if (!cmis_module_has_limits(module, q))
		return false;
	/* Levels come in pairs, high and low. */
	return limit[level] ||
	       cmis_level_is_beyond(level, limit[level], limit[level ^ 1]);
}

/**
 * cmis_module_get_levels - compare a value with a module's thresholds
 * @module: the module
 * @q: what
 * @value: in the unit of adverts.unit[@q]
 *
 * Return: bits of enum cmis_level: those thresholds that @value is beyond.
 */
u8 cmis_module_get_levels(const struct cmis_module *module,
			  enum cmis_quantity q, s32 value)
{
	const s32 *limit = module->thresholds.value[q];
	unsigned int i;
	u8 levels = 0;

	for (i = 0; i < CMIS_LEVEL_COUNT; i++)
		if (cmis_module_has_limit(module, q, i) &&
		    cmis_level_is_beyond(i, value, limit[i]))
			levels |= BIT(i);
	return levels;
}

/* Which of its places an instance of an application that begins here has. */
static unsigned int cmis_app_instance(const struct cmis_app *app, u8 host_lane)
{
	return hweight8(app->host_assign & (BIT(host_lane) - 1));
}

/* The place of an instance on the media side, from 0; -1 if it has none. */
static int cmis_app_media_lane(const struct cmis_app *app,
			       unsigned int instance)
{
	unsigned long assign = app->media_assign;
	unsigned int lane;

	for_each_set_bit(lane, &assign, CMIS_LANES_PER_BANK)
		if (!instance--)
			return lane;
	return -1;
}

/* Whether a media lane, counted within the bank, is on a host lane's path. */
static bool cmis_lane_has_media(const struct cmis_module *module,
				const struct cmis_lane *host,
				unsigned int media)
{
	const struct cmis_app *app;
	int first;

	if (!host->appsel || host->appsel > module->apps.count)
		return false;
	app = &module->apps.app[host->appsel - 1];
	first = cmis_app_media_lane(app, cmis_app_instance(app, host->dp_id));
	return first >= 0 && media >= first &&
	       media < first + app->media_lanes;
}

/* The host lane whose path a media lane is on; -1 if none is. */
static int cmis_snapshot_media_host(const struct cmis_snapshot *snapshot,
				    unsigned int lane)
{
	unsigned int first = round_down(lane, CMIS_LANES_PER_BANK);
	unsigned int i;

	for (i = first; i < first + CMIS_LANES_PER_BANK; i++)
		if (cmis_lane_has_media(snapshot->module, &snapshot->lane[i],
					lane - first))
			return i;
	return -1;
}

/* State of the data path that a media lane is on, or of the host lane there. */
static u8 cmis_snapshot_media_state(const struct cmis_snapshot *snapshot,
				    unsigned int lane)
{
	int host = cmis_snapshot_media_host(snapshot, lane);

	return snapshot->lane[host < 0 ? lane : host].dp_state;
}

/**
 * cmis_snapshot_get_path - the data path that a lane is on
 * @snapshot: the snapshot
 * @side: which side of the module @lane is counted on
 * @lane: lane from 0
 *
 * Return: the path's first host lane, from 0; -ENODATA if the lane is unused
 * or does not exist; an errno of cmis_snapshot_check() if it is not known.
 */
int cmis_snapshot_get_path(const struct cmis_snapshot *snapshot,
			   enum cmis_side side, unsigned int lane)
{
	int host = lane;
	int ret;

	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);
	if (ret)
		return ret;
	if (lane >= snapshot->module->lanes)
		return -ENODATA;
	if (side == CMIS_SIDE_MEDIA)
		host = cmis_snapshot_media_host(snapshot, lane);
	if (host < 0 || !snapshot->lane[host].appsel)
		return -ENODATA;
	return round_down(host, CMIS_LANES_PER_BANK) +
	       snapshot->lane[host].dp_id;
}

/* Modules of before CMIS 5.0 say so of lanes that are lit. */
static bool cmis_snapshot_tx_is_off(const struct cmis_snapshot *snapshot,
				    unsigned int lane)
{
	return snapshot->module->basics.rev_major >= 5 &&
	       !snapshot->lane[lane].tx_output_valid;
}

/**
 * cmis_snapshot_is_meaningful - whether a value may be held against thresholds
 * @snapshot: the snapshot
 * @q: what; the module has this monitor
 * @lane: lane from 0, for lane quantities
 *
 * In low power, monitors of the module may read as 0. Those of lanes mean
 * something in DPActivated, received power in DPInitialized as well, power and
 * bias of a laser while its output is on.
 *
 * Return: false if the value says nothing.
 */
bool cmis_snapshot_is_meaningful(const struct cmis_snapshot *snapshot,
				 enum cmis_quantity q, unsigned int lane)
{
	const struct cmis_status *status = &snapshot->status;
	u8 state;

	if (q < CMIS_Q_MODULE_COUNT)
		return status->state == CMIS_STATE_READY || status->value[q];
	state = cmis_snapshot_media_state(snapshot, lane);
	if (q == CMIS_Q_RX_POWER)
		return state == CMIS_DP_ACTIVATED ||
		       state == CMIS_DP_INITIALIZED;
	return state == CMIS_DP_ACTIVATED &&
	       !cmis_snapshot_tx_is_off(snapshot, lane);
}

/**
 * cmis_snapshot_get_levels - a monitor's alarms and warnings
 * @snapshot: the snapshot
 * @q: what
 * @lane: lane from 0, for lane quantities
 * @levels: bits of enum cmis_level: latched in the last sweep, or the value
 *	means something and is beyond the threshold
 *
 * Return: as cmis_snapshot_get_value().
 */
int cmis_snapshot_get_levels(const struct cmis_snapshot *snapshot,
			     enum cmis_quantity q, unsigned int lane,
			     u8 *levels)
{
	s32 value;
	int ret;

	ret = cmis_snapshot_get_value(snapshot, q, lane, &value);
	if (ret)
		return ret;

	*levels = q < CMIS_Q_MODULE_COUNT ?
		  cmis_status_levels(&snapshot->status, q) :
		  snapshot->lane[lane].levels[q - CMIS_Q_MODULE_COUNT];
	if (cmis_snapshot_is_meaningful(snapshot, q, lane))
		*levels |= cmis_module_get_levels(snapshot->module, q, value);
	return 0;
}
