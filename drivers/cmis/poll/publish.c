// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the snapshot that readers see from the bytes of a sweep.
 */

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include <linux/string.h>

#include "poll/publish.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/diag.h"
#include "core/record.h"
#include "poll/evidence.h"
#include "poll/plausible.h"
#include "poll/poll.h"
#include "poll/sweep.h"

/* The work may sweep other cages on the bus first: allow for this delay. */
#define CMIS_STALE_SLACK_MS	2000

/* Make room for the readings of a class; the snapshot keeps the room. */
static struct cmis_readings *
cmis_readings_create(struct cmis_snapshot *snapshot, enum cmis_class class,
		     bool early)
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

/* The half of the window with the value, or the flags, of a monitor */
static const u8 *cmis_poll_half(const struct cmis_poll *poll,
				const struct cmis_monitor *monitor, bool flags)
{
	switch (monitor->source) {
	case CMIS_SOURCE_LOWER:
		return poll->lower;
	case CMIS_SOURCE_EXT:
		return poll->ext[monitor->bank][flags ? CMIS_EXT_PAGE_STATUS :
						CMIS_EXT_PAGE_MONITORS];
	default:
		return poll->lanes[monitor->bank];
	}
}

/* Decode the monitors at fixed registers. */
static int cmis_snapshot_decode_fixed(struct cmis_snapshot *snapshot,
				      const struct cmis_poll *poll,
				      enum cmis_class class)
{
	const struct cmis_monitor *monitor =
		&snapshot->module->monitors[snapshot->module->first[class]];
	struct cmis_readings *readings;

	readings = cmis_readings_create(snapshot, class, poll->early);
	if (!readings)
		return -ENOMEM;
	for (unsigned int i = 0; i < readings->count; i++, monitor++)
		readings->reading[i] = (struct cmis_reading) {
			.raw = cmis_monitor_get_raw
				(monitor, cmis_poll_half(poll, monitor, false)),
			.levels = cmis_monitor_get_flags
				(monitor, cmis_poll_half(poll, monitor, true)),
			.valid = true,
		};
	return 0;
}

static int cmis_snapshot_decode_thermal(struct cmis_snapshot *snapshot,
					const struct cmis_poll *poll)
{
	int ret;

	ret = cmis_status_decode(poll->lower, CMIS_PAGE_SIZE,
				 &snapshot->status);
	if (ret)
		return ret;
	return cmis_snapshot_decode_fixed(snapshot, poll, CMIS_CLASS_THERMAL);
}

static int cmis_snapshot_decode_ext(struct cmis_snapshot *snapshot,
				    const struct cmis_poll *poll)
{
	unsigned int lane, lanes = snapshot->module->ext.lanes;
	struct cmis_ext_laser *ext;
	int ret = 0;

	if (!snapshot->module->ext.known)
		return 0;
	ext = cmis_set_create(array_size(lanes, sizeof(*ext)));
	if (!ext)
		return -ENOMEM;
	cmis_set_put(snapshot->ext);
	snapshot->ext = ext;
	for (lane = 0; lane < lanes && !ret; lane += CMIS_LANES_PER_BANK)
		ret = cmis_ext_status_decode
			(poll->ext[lane / CMIS_LANES_PER_BANK]
				  [CMIS_EXT_PAGE_STATUS], CMIS_PAGE_SIZE,
			 min(lanes - lane, CMIS_LANES_PER_BANK), &ext[lane]);
	return ret;
}

static int cmis_snapshot_decode_lanes(struct cmis_snapshot *snapshot,
				      const struct cmis_poll *poll)
{
	u8 revision = cmis_basics_revision(&snapshot->module->basics);
	unsigned int b, banks = snapshot->module->plan.banks;
	struct cmis_lane *lane;
	int ret;

	lane = cmis_set_create(array3_size(banks, CMIS_LANES_PER_BANK,
					   sizeof(*lane)));
	if (!lane)
		return -ENOMEM;
	cmis_set_put(snapshot->lane);
	snapshot->lane = lane;
	ret = cmis_snapshot_decode_ext(snapshot, poll);
	if (ret)
		return ret;
	for (b = 0; b < banks; b++) {
		ret = cmis_lanes_decode(poll->lanes[b], CMIS_PAGE_SIZE,
					revision,
					&lane[b * CMIS_LANES_PER_BANK]);
		if (!ret && snapshot->module->laser.known)
			ret = cmis_tuning_decode(poll->tuning[b],
						 CMIS_PAGE_SIZE,
						 lane + b *
						 CMIS_LANES_PER_BANK);
		if (ret)
			return ret;
	}
	return cmis_snapshot_decode_fixed(snapshot, poll, CMIS_CLASS_LANES);
}

static int cmis_snapshot_decode_counters(struct cmis_snapshot *snapshot,
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

static int cmis_snapshot_decode_vdm(struct cmis_snapshot *snapshot,
				    const struct cmis_poll *poll)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_monitor *monitor =
		&module->monitors[module->first[CMIS_CLASS_VDM]];
	const struct cmis_vdm_poll *v = &poll->vdm;
	struct cmis_readings *readings;

	/* The module had nothing to sweep so far: the class has no readings. */
	if (!v->active && !snapshot->readings[CMIS_CLASS_VDM])
		return 0;
	readings = cmis_readings_create(snapshot, CMIS_CLASS_VDM, poll->early);
	if (!readings)
		return -ENOMEM;
	readings->when_ns = ktime_to_ns(v->read);
	readings->error = v->off ? -ENODATA : v->error;
	for (unsigned int i = 0; i < readings->count; i++, monitor++) {
		struct cmis_reading *reading = &readings->reading[i];

		*reading = v->reading[i];
		if (monitor->source != CMIS_SOURCE_VDM)
			continue;
		reading->levels = cmis_monitor_get_flags
					(monitor, v->flags[monitor->bank]);
		/* While the module saves power, its monitors have no values. */
		if (v->off)
			reading->valid = false;
	}
	return cmis_snapshot_decode_counters(snapshot, v);
}

static int (*const cmis_decoders[])(struct cmis_snapshot *snapshot,
				    const struct cmis_poll *poll) = {
	[CMIS_CLASS_THERMAL] = cmis_snapshot_decode_thermal,
	[CMIS_CLASS_LANES] = cmis_snapshot_decode_lanes,
	[CMIS_CLASS_VDM] = cmis_snapshot_decode_vdm,
};

/* Note the error of each class, and how long its values may be shown. */
static void cmis_snapshot_stamp(struct cmis_snapshot *snapshot,
				struct cmis_cage *cage)
{
	const struct cmis_poll *poll = cage->poll;
	const struct cmis_settings *settings = &poll->settings;

	snapshot->build_known = poll->firmware.known;
	snapshot->build = poll->firmware.build;
	snapshot->power_limit_mw = settings->power_limit_mw;
	cmis_diag_get(cage, snapshot->module->generation, &snapshot->diag);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		const struct cmis_class_poll *s = &poll->class[i];

		snapshot->sweep[i].error = s->error;
		snapshot->sweep[i].lost = s->lost;
		snapshot->sweep[i].page = s->error ? s->page : s->lost_page;
		snapshot->stale_ms[i] = settings->period_ms[i] *
					settings->stale_sweeps +
					CMIS_STALE_SLACK_MS;
	}
}

/* No step can fail any more, so the snapshot takes the flags and the hits. */
static void cmis_snapshot_finish(struct cmis_cage *cage,
				 struct cmis_snapshot *snapshot,
				 enum cmis_class class)
{
	cmis_evidence_fill(cage, snapshot, class);
	cage->poll->class[class].unseen = false;
}

/**
 * cmis_poll_snapshot - make the first snapshot of a module
 * @cage: the cage, after a sweep of each class
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
	cmis_snapshot_stamp(snapshot, cage);
	for (i = 0; i < CMIS_CLASS_COUNT && !ret; i++) {
		snapshot->sweep[i].when_ns = ktime_get_boottime_ns();
		ret = cmis_decoders[i](snapshot, cage->poll);
	}
	if (ret) {
		cmis_snapshot_put(snapshot);
		return ERR_PTR(ret);
	}
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		if (!snapshot->sweep[i].error)
			cmis_snapshot_finish(cage, snapshot, i);
	return snapshot;
}

/*
 * After an implausible jump, read all values of the class again. If the second
 * read does not confirm the jump, the bus has garbled the first read.
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
	cmis_record_note_sweep(cage, class, CMIS_RECORD_SWEEP_SECOND, 0);
	ret = cmis_poll_sweep(cage, snapshot->module, class);
	if (!ret)
		ret = cmis_decoders[class](snapshot, cage->poll);
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

	ret = cmis_decoders[class](snapshot, cage->poll);
	if (ret)
		return ret;
	ret = cmis_snapshot_confirm(cage, old, snapshot, class);
	if (ret)
		return ret;
	cmis_snapshot_finish(cage, snapshot, class);
	return 0;
}

/**
 * cmis_poll_publish - show the results of a sweep
 * @cage: the cage, with a module
 * @class: the class that was swept
 * @news: the result of the sweep
 *
 * The driver reads a value in doubt again before it shows the value. An early
 * sweep of VDM does not renew statistics, and keeps the error of the class.
 *
 * Context: The cage's work.
 * Return: 0; -ENOMEM, or the errno of the second read: then the old snapshot
 * stays until it is stale.
 */
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class,
		      enum cmis_news news)
{
	struct cmis_snapshot *old = cmis_cage_get_snapshot(cage);
	struct cmis_snapshot *new;
	int ret = 0;

	if (IS_ERR(old))
		return PTR_ERR(old);
	new = cmis_snapshot_copy(old);
	if (!new) {
		ret = -ENOMEM;
		goto put_old;
	}
	cmis_snapshot_stamp(new, cage);
	if (news == CMIS_NEWS_SWEEP)
		new->sweep[class].when_ns = ktime_get_boottime_ns();
	if (news != CMIS_NEWS_ERROR)
		ret = cmis_snapshot_renew(cage, old, new, class);
	if (ret) {
		cmis_snapshot_put(new);
		goto put_old;
	}
	cmis_cage_set_snapshot(cage, new, class);
	cmis_alert_step(cage, old, new);
put_old:
	cmis_snapshot_put(old);
	return ret;
}
