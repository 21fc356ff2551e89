// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweeps, and the snapshots they leave behind.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "alert/cage.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/settings.h"
#include "core/snapshot.h"
#include "poll/evidence.h"
#include "poll/plausible.h"
#include "poll/poll.h"
#include "xfer/xfer.h"

/* Other cages on the bus may come first: do not call that stale. */
#define CMIS_STALE_SLACK_MS	2000

/* Flags of a sweep that was not shown must not be lost with it. */
static void cmis_sweep_merge(const struct cmis_range *range, const u8 *buf,
			     u8 *image, bool keep)
{
	struct cmis_addr at = range->addr;
	unsigned int i;

	for (i = 0; i < range->len; i++, at.offset++) {
		if (keep && cmis_addr_is_latched(&at))
			image[at.offset % CMIS_PAGE_SIZE] |= buf[i];
		else
			image[at.offset % CMIS_PAGE_SIZE] = buf[i];
	}
}

/**
 * cmis_sweep_range - read a range in which there may be flags
 * @cage: the cage
 * @range: the range
 * @image: of the half of memory that it is in
 * @keep: flags that are set in @image stay set
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_sweep_range(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *image, bool keep)
{
	u8 buf[CMIS_PAGE_SIZE];
	const struct cmis_req req = {
		.addr = range->addr,
		.buf = buf,
		.len = range->len,
		.reader = CMIS_READER_SWEEPS,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};
	int ret;

	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret) {
		cage->poll->failed_page =
			range->addr.offset < CMIS_UPPER_FIRST ?
			0 : range->addr.page;
		return ret;
	}
	cmis_sweep_merge(range, buf, image, keep);
	return 0;
}

static void cmis_poll_free(struct cmis_poll *poll)
{
	kvfree(poll->lanes);
	kvfree(poll->vdm.flags);
	kvfree(poll->vdm.reading);
	kvfree(poll->vdm.counters);
	poll->lanes = NULL;
	poll->vdm.flags = NULL;
	poll->vdm.reading = NULL;
	poll->vdm.counters = NULL;
}

/**
 * cmis_poll_forget - the module is gone
 * @poll: of the cage; all 0 then
 */
void cmis_poll_forget(struct cmis_poll *poll)
{
	cmis_poll_free(poll);
	memset(poll, 0, sizeof(*poll));
}

/**
 * cmis_poll_prepare - make room for the sweeps of a module
 * @poll: of the cage; keeps the flags of an earlier try
 * @module: the module, before its first sweep
 *
 * Return: 0 or -ENOMEM.
 */
int cmis_poll_prepare(struct cmis_poll *poll, const struct cmis_module *module)
{
	unsigned int count = cmis_class_count(module, CMIS_CLASS_VDM);
	u8 banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	struct cmis_vdm_poll *v = &poll->vdm;

	if (poll->banks != banks)
		cmis_poll_free(poll);
	poll->banks = banks;
	if (!poll->lanes)
		poll->lanes = kvcalloc(banks + 1, CMIS_PAGE_SIZE, GFP_KERNEL);
	if (!v->flags)
		v->flags = kvcalloc(banks + 1, CMIS_PAGE_SIZE, GFP_KERNEL);
	kvfree(v->reading);
	kvfree(v->counters);
	v->reading = kvcalloc(count + 1, sizeof(*v->reading), GFP_KERNEL);
	v->counters = kvcalloc(2 * module->lanes + 1, sizeof(*v->counters),
			       GFP_KERNEL);
	return poll->lanes && v->flags && v->reading && v->counters ?
	       0 : -ENOMEM;
}

static int cmis_sweep_fault_cause(struct cmis_cage *cage)
{
	static const struct cmis_range range = {
		.addr = { .offset = CMIS_REG_OFFSET(CMIS_FAULT_CAUSE) },
		.len = CMIS_REG_SIZE(CMIS_FAULT_CAUSE),
	};

	return cmis_sweep_range(cage, &range, cage->poll->lower, false);
}

static int cmis_sweep_thermal(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	int ret;

	ret = cmis_sweep_range(cage, &module->plan.status, poll->lower,
			       poll->unseen[CMIS_CLASS_THERMAL]);
	if (ret || cmis_poll_state(poll) != CMIS_STATE_FAULT)
		return ret;
	return cmis_sweep_fault_cause(cage);
}

static int cmis_sweep_lanes(struct cmis_cage *cage,
			    const struct cmis_module *module)
{
	unsigned int b;
	int ret;

	for (b = 0; b < module->plan.banks; b++) {
		ret = cmis_sweep_range(cage, &module->plan.lanes[b],
				       cage->poll->lanes[b],
				       cage->poll->unseen[CMIS_CLASS_LANES]);
		if (ret)
			return ret;
	}
	cmis_evidence_fetch(cage, module);
	return 0;
}

static int (*const cmis_sweeps[])(struct cmis_cage *cage,
				  const struct cmis_module *module) = {
	[CMIS_CLASS_THERMAL] = cmis_sweep_thermal,
	[CMIS_CLASS_LANES] = cmis_sweep_lanes,
	[CMIS_CLASS_VDM] = cmis_vdm_sweep,
};

/**
 * cmis_poll_sweep - read the changing part of a module
 * @cage: the cage
 * @module: the module in it
 * @class: which part
 *
 * The bytes are kept in @cage->poll. Flags among them are new to
 * the sweeps, even if another reader has read them since.
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class)
{
	int ret;

	ret = cmis_sweeps[class](cage, module);
	cage->poll->unseen[class] = true;
	return ret;
}

/**
 * cmis_readings_create - make room for the readings of a class
 * @snapshot: not yet published; gets the readings, none of them valid
 * @class: the class
 * @early: the sweep was out of turn
 *
 * Return: the readings, or NULL without memory.
 */
struct cmis_readings *cmis_readings_create(struct cmis_snapshot *snapshot,
					   enum cmis_class class, bool early)
{
	unsigned int count = cmis_class_count(snapshot->module, class);
	struct cmis_readings *readings;

	readings = cmis_set_create(struct_size(readings, reading, count));
	if (!readings)
		return NULL;
	readings->when_ns = ktime_get_boottime_ns();
	readings->early = early;
	readings->count = count;
	cmis_set_put(snapshot->readings[class]);
	snapshot->readings[class] = readings;
	return readings;
}

/* Monitors at fixed registers */
static int cmis_snapshot_decode_fixed(struct cmis_snapshot *snapshot,
				      const struct cmis_poll *poll,
				      enum cmis_class class)
{
	const struct cmis_monitor *monitor =
		&snapshot->module->monitors[snapshot->module->first[class]];
	struct cmis_readings *readings;
	unsigned int i;

	readings = cmis_readings_create(snapshot, class, poll->early);
	if (!readings)
		return -ENOMEM;
	for (i = 0; i < readings->count; i++, monitor++) {
		const u8 *half = class == CMIS_CLASS_THERMAL ?
				 poll->lower : poll->lanes[monitor->bank];

		readings->reading[i] = (struct cmis_reading) {
			.raw = cmis_monitor_get_raw(monitor, half),
			.levels = cmis_monitor_get_flags(monitor, half),
			.valid = true,
		};
	}
	return 0;
}

static int cmis_snapshot_decode_lanes(struct cmis_snapshot *snapshot,
				      const struct cmis_poll *poll)
{
	unsigned int b, banks = snapshot->module->plan.banks;
	struct cmis_lane *lane;
	int ret;

	lane = cmis_set_create(array3_size(banks, CMIS_LANES_PER_BANK,
					   sizeof(*lane)));
	if (!lane)
		return -ENOMEM;
	cmis_set_put(snapshot->lane);
	snapshot->lane = lane;
	for (b = 0; b < banks; b++) {
		ret = cmis_lanes_decode(poll->lanes[b], CMIS_PAGE_SIZE,
					&lane[b * CMIS_LANES_PER_BANK]);
		if (ret)
			return ret;
	}
	return cmis_snapshot_decode_fixed(snapshot, poll, CMIS_CLASS_LANES);
}

static int cmis_snapshot_decode(struct cmis_snapshot *snapshot,
				const struct cmis_poll *poll,
				enum cmis_class class)
{
	int ret;

	if (class == CMIS_CLASS_LANES)
		return cmis_snapshot_decode_lanes(snapshot, poll);
	if (class == CMIS_CLASS_VDM)
		return cmis_vdm_decode(snapshot, poll);
	ret = cmis_status_decode(poll->lower, CMIS_PAGE_SIZE,
				 &snapshot->status);
	if (ret)
		return ret;
	return cmis_snapshot_decode_fixed(snapshot, poll, class);
}

static void cmis_snapshot_stamp(struct cmis_cage *cage,
				struct cmis_snapshot *snapshot)
{
	struct cmis_settings settings;
	unsigned int i;

	cmis_cage_get_settings(cage, &settings);
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		snapshot->stale_ms[i] = settings.period_ms[i] *
					settings.stale_sweeps +
					CMIS_STALE_SLACK_MS;
}

/**
 * cmis_poll_snapshot - the first snapshot of a module
 * @cage: the cage, of which all classes have been swept
 * @module: the module
 *
 * Context: The cage's work.
 * Return: the snapshot with one reference, or an ERR_PTR().
 */
struct cmis_snapshot *cmis_poll_snapshot(struct cmis_cage *cage,
					 struct cmis_module *module)
{
	struct cmis_snapshot *snapshot;
	unsigned int i;
	int ret = 0;

	snapshot = cmis_snapshot_create(module);
	if (!snapshot)
		return ERR_PTR(-ENOMEM);
	cmis_snapshot_stamp(cage, snapshot);

	for (i = 0; i < CMIS_CLASS_COUNT && !ret; i++) {
		snapshot->sweep[i].when_ns = ktime_get_boottime_ns();
		ret = cmis_snapshot_decode(snapshot, cage->poll, i);
	}
	if (ret) {
		cmis_snapshot_put(snapshot);
		return ERR_PTR(ret);
	}
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		cmis_evidence_fill(cage, snapshot, i);
	memset(cage->poll->unseen, 0, sizeof(cage->poll->unseen));
	return snapshot;
}

/*
 * Something jumped further than it can: a second read at once tells whether
 * the module or the bus is to blame.
 */
static int cmis_snapshot_confirm(struct cmis_cage *cage,
				 const struct cmis_snapshot *old,
				 struct cmis_snapshot *snapshot,
				 enum cmis_class class)
{
	struct cmis_snapshot *first;
	int ret;

	if (cmis_plausible_check(old, snapshot, class))
		return 0;
	first = cmis_snapshot_copy(snapshot);
	if (!first)
		return -ENOMEM;
	ret = cmis_poll_sweep(cage, snapshot->module, class);
	if (!ret)
		ret = cmis_snapshot_decode(snapshot, cage->poll, class);
	if (!ret)
		cmis_alert_reject(cage, cmis_plausible_count(old, first,
							     snapshot, class));
	cmis_snapshot_put(first);
	return ret;
}

static int cmis_snapshot_renew(struct cmis_cage *cage,
			       const struct cmis_snapshot *old,
			       struct cmis_snapshot *snapshot,
			       enum cmis_class class)
{
	int ret;

	ret = cmis_snapshot_decode(snapshot, cage->poll, class);
	return ret ? ret : cmis_snapshot_confirm(cage, old, snapshot, class);
}

/* @sweep: how the sweep went; NULL if it was not of the whole class */
static int cmis_poll_replace(struct cmis_cage *cage, enum cmis_class class,
			     const struct cmis_sweep *sweep)
{
	int error = sweep ? sweep->error : 0;
	struct cmis_snapshot *old = cmis_cage_get_snapshot(cage);
	struct cmis_snapshot *snapshot;
	int ret = 0;

	if (IS_ERR(old))
		return PTR_ERR(old);
	snapshot = cmis_snapshot_copy(old);
	if (!snapshot) {
		cmis_snapshot_put(old);
		return -ENOMEM;
	}

	if (sweep)
		snapshot->sweep[class].error = error;
	if (sweep && !error)
		snapshot->sweep[class].when_ns = sweep->when_ns;
	if (error)
		snapshot->sweep[class].page = cage->poll->failed_page;
	cmis_snapshot_stamp(cage, snapshot);
	if (!error)
		ret = cmis_snapshot_renew(cage, old, snapshot, class);
	if (ret) {
		cmis_snapshot_put(snapshot);
		cmis_snapshot_put(old);
		return ret;
	}
	if (!error) {
		cmis_evidence_fill(cage, snapshot, class);
		cage->poll->unseen[class] = false;
	}
	cmis_cage_set_snapshot(cage, snapshot, class);
	cmis_alert_step(cage, old, snapshot);
	cmis_snapshot_put(old);
	return 0;
}

/**
 * cmis_poll_publish - show the results of the last sweep
 * @cage: the cage, with a module
 * @class: the class that was swept
 * @error: 0 if the sweep was good; else the errno that readers are to get
 *
 * A value in doubt is read again before it is shown.
 *
 * Context: The cage's work.
 * Return: 0; -ENOMEM, or the errno of the second read: then the old snapshot
 * stays until it is stale.
 */
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class, int error)
{
	const struct cmis_sweep sweep = {
		.when_ns = ktime_get_boottime_ns(),
		.error = error,
	};

	return cmis_poll_replace(cage, class, &sweep);
}

/**
 * cmis_poll_publish_part - show a part of a class
 * @cage: the cage, with a module
 * @class: the class that was swept in part
 *
 * The rest is as old as it was, and if it could not be read, that is so still.
 *
 * Context: The cage's work.
 * Return: as cmis_poll_publish().
 */
int cmis_poll_publish_part(struct cmis_cage *cage, enum cmis_class class)
{
	return cmis_poll_replace(cage, class, NULL);
}
