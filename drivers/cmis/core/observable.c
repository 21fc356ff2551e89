// SPDX-License-Identifier: GPL-2.0-only
/*
 * Observables as readers see them: which ones a module has, and what the last
 * sweep found. Nothing here touches the bus or waits for it.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>

#include "core/core.h"

/**
 * cmis_vdm_samples_get - take a reference
 * @samples: of which the caller, or a snapshot of the caller's, has one; NULL
 *	is ignored
 *
 * Return: @samples.
 */
struct cmis_vdm_samples *cmis_vdm_samples_get(struct cmis_vdm_samples *samples)
{
	if (samples)
		kref_get(&samples->ref);
	return samples;
}

static void cmis_vdm_samples_release(struct kref *ref)
{
	kfree(container_of(ref, struct cmis_vdm_samples, ref));
}

/**
 * cmis_vdm_samples_put - drop a reference
 * @samples: NULL is ignored
 */
void cmis_vdm_samples_put(struct cmis_vdm_samples *samples)
{
	if (samples)
		kref_put(&samples->ref, cmis_vdm_samples_release);
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
ktime_t cmis_snapshot_get_sample_when(const struct cmis_snapshot *snapshot,
				      unsigned int index)
{
	ktime_t when = snapshot->sample[CMIS_CLASS_VDM].when;
	const struct cmis_vdm_samples *samples = snapshot->vdm;

	if (samples && index < samples->count &&
	    cmis_observable_is_live(&snapshot->module->vdm->obs[index]) &&
	    ktime_after(samples->when, when))
		return samples->when;
	return when;
}

/* Sweeps may fail, or not come to an end, over what is read in between. */
static int cmis_snapshot_check_sample(const struct cmis_snapshot *snapshot,
				      unsigned int index)
{
	ktime_t when = cmis_snapshot_get_sample_when(snapshot, index);
	int ret;

	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_VDM);
	if (!ret || when == snapshot->sample[CMIS_CLASS_VDM].when)
		return ret;
	return ktime_ms_delta(ktime_get_boottime(), when) >
	       snapshot->stale_ms[CMIS_CLASS_VDM] ? ret : 0;
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
 * cmis_diag_counts_get - take a reference
 * @counts: of which the caller, or a snapshot of the caller's, has one; NULL
 *	is ignored
 *
 * Return: @counts.
 */
struct cmis_diag_counts *cmis_diag_counts_get(struct cmis_diag_counts *counts)
{
	if (counts)
		kref_get(&counts->ref);
	return counts;
}

static void cmis_diag_counts_release(struct kref *ref)
{
	kfree(container_of(ref, struct cmis_diag_counts, ref));
}

/**
 * cmis_diag_counts_put - drop a reference
 * @counts: NULL is ignored
 */
void cmis_diag_counts_put(struct cmis_diag_counts *counts)
{
	if (counts)
		kref_put(&counts->ref, cmis_diag_counts_release);
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
