// SPDX-License-Identifier: GPL-2.0-only
/*
 * Questions about modules and snapshots, for all readers. Pure: they look at
 * plain data and at the time of day, and build in user space.
 */

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/math.h>
#include <linux/timekeeping.h>
#include <linux/types.h>

#include "core/module.h"
#include "core/snapshot.h"

static bool cmis_is_older(u64 when_ns, u32 ms)
{
	u64 now_ns = ktime_get_boottime_ns();

	return now_ns > when_ns && now_ns - when_ns > (u64)ms * 1000000;
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
	const struct cmis_sweep *sweep = &snapshot->sweep[class];

	if (sweep->error)
		return sweep->error;
	if (cmis_is_older(sweep->when_ns, snapshot->stale_ms[class]))
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
	if (level == CMIS_LEVEL_HIGH_ALARM || level == CMIS_LEVEL_HIGH_WARNING)
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

/**
 * cmis_observable_lane - the lane that an observable belongs to
 * @obs: the observable
 *
 * Return: the lane, from 0; of a data path its first host lane;
 * %CMIS_VDM_LANE_NONE for the module as a whole.
 */
unsigned int cmis_observable_lane(const struct cmis_observable *obs)
{
	if (obs->resource == CMIS_VDM_RESOURCE_MODULE)
		return CMIS_VDM_LANE_NONE;
	return obs->bank * CMIS_LANES_PER_BANK + obs->resource;
}

static int cmis_vdm_find(const struct cmis_vdm_index *vdm, u8 type,
			 unsigned int lane)
{
	unsigned int i;

	for (i = 0; vdm && i < vdm->count; i++)
		if (vdm->obs[i].type == type &&
		    cmis_observable_lane(&vdm->obs[i]) == lane)
			return i;
	return -ENODATA;
}

/* A type that is given per data path may belong to any lane of its bank. */
static bool cmis_vdm_may_serve(const struct cmis_observable *obs, u8 type,
			       unsigned int lane)
{
	if (obs->type != type)
		return false;
	return obs->resource == CMIS_VDM_RESOURCE_MODULE ||
	       obs->bank == lane / CMIS_LANES_PER_BANK;
}

static bool cmis_lane_has_side(const struct cmis_module *module, u8 side,
			       unsigned int lane)
{
	return lane < cmis_plan_lanes(module) &&
	       (side != CMIS_SIDE_MEDIA ||
		cmis_media_lane_supported(&module->admin, module->lanes,
					  lane));
}

/**
 * cmis_module_has_observable - whether a module measures something of a lane
 * @module: the module
 * @type: observable type
 * @lane: lane from 0, or %CMIS_VDM_LANE_NONE for the module as a whole
 *
 * What is given per data path, or once for all of them, is had by each lane
 * that a path may cover.
 *
 * Return: true if it is advertised; a value per data path may be missing all
 * the same while no path covers the lane.
 */
bool cmis_module_has_observable(const struct cmis_module *module, u8 type,
				unsigned int lane)
{
	const struct cmis_vdm_type *info = cmis_vdm_type(type);
	const struct cmis_vdm_index *vdm = module->vdm;
	unsigned int i;

	if (lane == CMIS_VDM_LANE_NONE)
		return cmis_vdm_find(vdm, type, lane) >= 0;
	if (!cmis_lane_has_side(module, info->side, lane))
		return false;
	if (!info->per_path)
		return cmis_vdm_find(vdm, type, lane) >= 0;
	for (i = 0; vdm && i < vdm->count; i++)
		if (cmis_vdm_may_serve(&vdm->obs[i], type, lane))
			return true;
	return false;
}

/**
 * cmis_snapshot_find_observable - the observable that speaks for a lane
 * @snapshot: the snapshot
 * @type: observable type
 * @lane: lane from 0, or %CMIS_VDM_LANE_NONE for the module as a whole
 *
 * For what is given per data path it is the lane's own, where the module gives
 * one for each lane; else that of the path that the lane is on; else the one
 * that the module gives for all of them.
 *
 * Return: its place in the module's index; -ENODATA if there is none; an errno
 * of cmis_snapshot_check() if it is not known which path the lane is on.
 */
int cmis_snapshot_find_observable(const struct cmis_snapshot *snapshot,
				  u8 type, unsigned int lane)
{
	const struct cmis_vdm_type *info = cmis_vdm_type(type);
	const struct cmis_module *module = snapshot->module;
	int index, path;

	if (!cmis_module_has_observable(module, type, lane))
		return -ENODATA;
	index = cmis_vdm_find(module->vdm, type, lane);
	if (index >= 0 || !info->per_path || lane == CMIS_VDM_LANE_NONE)
		return index;

	path = cmis_snapshot_get_path(snapshot, info->side, lane);
	if (path >= 0)
		index = cmis_vdm_find(module->vdm, type, path);
	if (index < 0)
		index = cmis_vdm_find(module->vdm, type, CMIS_VDM_LANE_NONE);
	return index < 0 && path < 0 ? path : index;
}

/* A sweep out of turn reads them as well. */
static bool cmis_observable_is_live(const struct cmis_observable *obs)
{
	return obs->source == CMIS_VDM_SOURCE_VDM &&
	       !cmis_vdm_type(obs->type)->statistic;
}

/**
 * cmis_snapshot_get_sample_when - when an observable was last read
 * @snapshot: the snapshot
 * @index: its place in the module's index
 *
 * Return: boot time.
 */
u64 cmis_snapshot_get_sample_when(const struct cmis_snapshot *snapshot,
				  unsigned int index)
{
	u64 when_ns = snapshot->sweep[CMIS_CLASS_VDM].when_ns;
	const struct cmis_vdm_samples *samples = snapshot->vdm;

	if (samples && index < samples->count &&
	    cmis_observable_is_live(&snapshot->module->vdm->obs[index]) &&
	    samples->when_ns > when_ns)
		return samples->when_ns;
	return when_ns;
}

/* Sweeps may fail, or not come to an end, over what is read in between. */
static int cmis_snapshot_check_sample(const struct cmis_snapshot *snapshot,
				      unsigned int index)
{
	u64 when_ns = cmis_snapshot_get_sample_when(snapshot, index);
	int ret;

	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_VDM);
	if (!ret || when_ns == snapshot->sweep[CMIS_CLASS_VDM].when_ns)
		return ret;
	return cmis_is_older(when_ns, snapshot->stale_ms[CMIS_CLASS_VDM]) ?
	       ret : 0;
}

/**
 * cmis_snapshot_get_sample - what an observable was when it was last read
 * @snapshot: the snapshot
 * @index: its place in the module's index
 * @raw: as the module gave it
 *
 * Return: 0; an errno of cmis_snapshot_check() if it is stale; -ENODATA if it
 * has not been read yet; for statistics the errno that says why there are none.
 */
int cmis_snapshot_get_sample(const struct cmis_snapshot *snapshot,
			     unsigned int index, u16 *raw)
{
	const struct cmis_vdm_index *vdm = snapshot->module->vdm;
	const struct cmis_vdm_samples *samples = snapshot->vdm;
	int ret;

	ret = cmis_snapshot_check_sample(snapshot, index);
	if (ret)
		return ret;
	if (!samples || !vdm || index >= samples->count)
		return -ENODATA;
	if (samples->error && cmis_vdm_type(vdm->obs[index].type)->statistic)
		return samples->error;
	if (!samples->sample[index].valid)
		return -ENODATA;
	*raw = samples->sample[index].raw;
	return 0;
}

/**
 * cmis_snapshot_sample_is_meaningful - whether a sample may be held against
 * thresholds
 * @snapshot: the snapshot
 * @index: its place in the module's index
 *
 * What a lane or a data path measures means something in DPActivated.
 *
 * Return: false if the value says nothing.
 */
bool cmis_snapshot_sample_is_meaningful(const struct cmis_snapshot *snapshot,
					unsigned int index)
{
	const struct cmis_observable *obs = &snapshot->module->vdm->obs[index];
	const struct cmis_vdm_type *info = cmis_vdm_type(obs->type);
	unsigned int lane = cmis_observable_lane(obs);
	enum cmis_side side = info->side;
	int path;

	if (snapshot->status.state != CMIS_STATE_READY)
		return false;
	if (lane == CMIS_VDM_LANE_NONE || info->side == CMIS_SIDE_MODULE)
		return true;
	/* Page 14h has lanes only. */
	if (info->per_path && obs->source == CMIS_VDM_SOURCE_VDM)
		side = CMIS_SIDE_HOST;
	path = cmis_snapshot_get_path(snapshot, side, lane);
	return path >= 0 &&
	       snapshot->lane[path].dp_state == CMIS_DP_ACTIVATED;
}

/**
 * cmis_snapshot_get_sample_levels - an observable's alarms and warnings
 * @snapshot: the snapshot
 * @index: its place in the module's index
 * @levels: bits of enum cmis_level: latched in the last sweep, or the value
 *	means something and is beyond the threshold
 *
 * Return: as cmis_snapshot_get_sample().
 */
int cmis_snapshot_get_sample_levels(const struct cmis_snapshot *snapshot,
				    unsigned int index, u8 *levels)
{
	u16 raw;
	int ret;

	ret = cmis_snapshot_get_sample(snapshot, index, &raw);
	if (ret)
		return ret;
	*levels = snapshot->vdm->sample[index].levels;
	if (cmis_snapshot_sample_is_meaningful(snapshot, index))
		*levels |= cmis_vdm_levels(&snapshot->module->vdm->obs[index],
					   raw);
	return 0;
}

/**
 * cmis_module_has_counters - whether a module counts the bit errors of a lane
 * @module: the module
 * @side: side of the lane
 * @lane: lane from 0
 *
 * Return: true if it is advertised (13h:130.1) and the lane exists.
 */
bool cmis_module_has_counters(const struct cmis_module *module,
			      enum cmis_side side, unsigned int lane)
{
	return module->diag_reports & CMIS_DIAG_REPORTS_COUNTERS &&
	       side != CMIS_SIDE_MODULE &&
	       cmis_lane_has_side(module, side, lane);
}

/**
 * cmis_snapshot_get_counters - bit errors of a lane
 * @snapshot: the snapshot
 * @side: side of the lane
 * @lane: lane from 0
 * @counters: what page 14h has counted
 *
 * Return: 0; -ENODATA if the module does not count them, or nobody asked for
 * them to be read; an errno of cmis_snapshot_check() if they are stale.
 */
int cmis_snapshot_get_counters(const struct cmis_snapshot *snapshot,
			       enum cmis_side side, unsigned int lane,
			       struct cmis_diag_counters *counters)
{
	const struct cmis_diag_counters *found;
	int ret;

	if (!cmis_module_has_counters(snapshot->module, side, lane) ||
	    !snapshot->counts)
		return -ENODATA;
	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_VDM);
	if (ret)
		return ret;
	found = &snapshot->counts->lane[side == CMIS_SIDE_MEDIA][lane];
	if (!found->valid)
		return -ENODATA;
	*counters = *found;
	return 0;
}
