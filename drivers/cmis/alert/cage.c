// SPDX-License-Identifier: GPL-2.0-only
/*
 * The alerts of a cage: memory, lock and clock, and copies for readers. The
 * rest of this folder is pure.
 */

#include <linux/cleanup.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/slab.h>

#include "alert/cage.h"
#include "alert/engine.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/record.h"
#include "core/snapshot.h"

/**
 * struct cmis_cage_alerts - the alerts of a cage
 * @lock: guards @engine
 * @engine: the alerts; written by the cage's work only
 */
struct cmis_cage_alerts {
	struct mutex lock;	/* engine */
	struct cmis_alerts engine;
};

/**
 * cmis_alert_cage_init - get ready for modules
 * @cage: the cage; it has no readers yet
 *
 * The memory goes with the cage: readers may hold it for as long.
 *
 * Return: 0 or -ENOMEM.
 */
int cmis_alert_cage_init(struct cmis_cage *cage)
{
	cage->alerts = kzalloc(sizeof(*cage->alerts), GFP_KERNEL);
	if (!cage->alerts)
		return -ENOMEM;
	mutex_init(&cage->alerts->lock);
	cmis_alerts_init(&cage->alerts->engine);
	return 0;
}

static void cmis_alert_start(struct cmis_cage *cage,
			     const struct cmis_module *module,
			     struct cmis_alert *alert)
{
	struct cmis_alerts *engine = &cage->alerts->engine;
	struct cmis_alert *old = engine->alert;

	scoped_guard(mutex, &cage->alerts->lock)
		cmis_alerts_start(engine, module, alert);
	kvfree(old);
}

/**
 * cmis_alert_step - take the difference between two snapshots
 * @cage: the cage, with a module
 * @old: the last one; NULL at insertion and after a change of adverts
 * @new: the one that replaces it; NULL = the module is gone
 *
 * Alerts that begin or end are told by the next cmis_alert_flush().
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_alert_step(struct cmis_cage *cage, const struct cmis_snapshot *old,
		     const struct cmis_snapshot *new)
{
	guard(mutex)(&cage->alerts->lock);
	guard(mutex)(&cage->health.mark_lock);
	cage->alerts->engine.marks = cage->health.marks;
	cmis_alerts_step(&cage->alerts->engine, old, new,
			 ktime_get_boottime_ns());
	cage->alerts->engine.marks = NULL;
}

/**
 * cmis_alert_module_add - a module is about to be shown
 * @cage: the cage
 * @snapshot: the first of the module, whose plan is final
 *
 * Context: The cage's work. Sleeps.
 * Return: 0 or -ENOMEM.
 */
int cmis_alert_module_add(struct cmis_cage *cage,
			  const struct cmis_snapshot *snapshot)
{
	const struct cmis_module *module = snapshot->module;
	struct cmis_alert *alert;

	alert = kvcalloc(cmis_alerts_list(module, NULL), sizeof(*alert),
			 GFP_KERNEL);
	if (!alert)
		return -ENOMEM;
	cmis_health_identify(cage, module);
	cmis_alert_start(cage, module, alert);
	cmis_alert_step(cage, NULL, snapshot);
	return 0;
}

/**
 * cmis_alert_alloc - make room for the alerts of a module with other adverts
 * @cage: the cage, with the module
 * @module: the module with its new adverts; its plan is final
 *
 * Context: The cage's work. Sleeps.
 * Return: the room for cmis_alert_module_change() or kvfree(), or NULL.
 */
struct cmis_alert *cmis_alert_alloc(struct cmis_cage *cage,
				    const struct cmis_module *module)
{
	return kvcalloc(cmis_alerts_room(&cage->alerts->engine, module),
			sizeof(struct cmis_alert), GFP_KERNEL);
}

/**
 * cmis_alert_module_change - go on after the adverts of a module have changed
 * @cage: the cage, with the module
 * @snapshot: the first with the new adverts
 * @alert: from cmis_alert_alloc()
 *
 * Alerts that the module still has stay as they are. All others end.
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_alert_module_change(struct cmis_cage *cage,
			      const struct cmis_snapshot *snapshot,
			      struct cmis_alert *alert)
{
	struct cmis_alerts *engine = &cage->alerts->engine;
	struct cmis_alert *old = engine->alert;

	scoped_guard(mutex, &cage->alerts->lock)
		cmis_alerts_follow(engine, snapshot->module, alert,
				   ktime_get_boottime_ns());
	kvfree(old);
	cmis_alert_step(cage, NULL, snapshot);
}

/**
 * cmis_alert_module_del - the module is gone: its alerts end
 * @cage: the cage
 *
 * Context: The cage's work, or after it was cancelled. Sleeps.
 */
void cmis_alert_module_del(struct cmis_cage *cage)
{
	cmis_alert_step(cage, NULL, NULL);
	cmis_alert_flush(cage);
	cmis_alert_start(cage, NULL, NULL);
}

/**
 * cmis_alert_get_up - data paths that ought to be up
 * @cage: the cage
 *
 * Context: The cage's work.
 * Return: bits of lanes: DPActivated, or gone without the host having asked for
 * it as far as the last sweep knew.
 */
u64 cmis_alert_get_up(const struct cmis_cage *cage)
{
	return cage->alerts->engine.paths.up;
}

static void cmis_alert_record(struct cmis_cage *cage,
			      const struct cmis_alert_event *event)
{
	const struct cmis_alert_key *key = &event->alert.key;
	bool monitor = key->kind == CMIS_ALERT_MONITOR;
	const struct cmis_record_alert alert = {
		.kind = key->kind,
		.level = monitor ? key->level : 0,
		.side = key->side,
		.lane = key->lane == CMIS_LANE_NONE ? 0 : key->lane + 1,
		.type = monitor ? key->type : CMIS_MON_NONE,
		.statistic = monitor &&
			     cmis_monitor_row(key->type)->statistic,
		.raised = event->alert.active,
	};

	cmis_record_alert(cage, &alert);
}

/**
 * cmis_alert_flush - tell the clients about changes
 * @cage: the cage
 *
 * Context: The cage's work, no lock held. Sleeps.
 * Return: milliseconds until the limit lets the next event through; UINT_MAX
 * if none waits.
 */
unsigned int cmis_alert_flush(struct cmis_cage *cage)
{
	struct cmis_alerts *engine = &cage->alerts->engine;
	struct cmis_alert_event event;
	u64 now_ns, due_ns;
	bool found;

	do {
		now_ns = ktime_get_boottime_ns();
		scoped_guard(mutex, &cage->alerts->lock)
			found = cmis_alerts_next_event(engine, now_ns, &event);
		if (found) {
			cmis_alert_record(cage, &event);
			cmis_cage_alert(cage, &event);
		}
	} while (found);

	due_ns = cmis_alerts_due_ns(engine);
	if (due_ns == U64_MAX)
		return UINT_MAX;
	return due_ns > now_ns ? div_u64(due_ns - now_ns, NSEC_PER_MSEC) + 1 :
				 0;
}

/**
 * cmis_alert_reject - count jumps that a second read did not confirm
 * @cage: the cage
 * @num: how many
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_alert_reject(struct cmis_cage *cage, unsigned int num)
{
	guard(mutex)(&cage->alerts->lock);
	cage->alerts->engine.counts.rejected += num;
}

/**
 * cmis_alert_get_next - copy the next alert of a cage
 * @cage: the cage
 * @cursor: 0 at first; where to go on
 * @active_only: leave out alerts that are not active
 * @generation: of the module; if it changes between two calls, start anew
 * @alert: the copy
 *
 * Context: May sleep. Does not touch the bus.
 * Return: false if there is no other.
 */
bool cmis_alert_get_next(struct cmis_cage *cage, unsigned int *cursor,
			 bool active_only, u32 *generation,
			 struct cmis_alert *alert)
{
	const struct cmis_alerts *engine = &cage->alerts->engine;

	guard(mutex)(&cage->alerts->lock);
	*generation = engine->generation;
	while (*cursor < engine->num) {
		*alert = engine->alert[(*cursor)++];
		if (alert->active || !active_only)
			return true;
	}
	return false;
}

/**
 * cmis_alert_get_counts - the alerts of a cage in numbers
 * @cage: the cage
 * @counts: the numbers; all 0 if there is no module
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_alert_get_counts(struct cmis_cage *cage,
			   struct cmis_alert_counts *counts)
{
	guard(mutex)(&cage->alerts->lock);
	*counts = cage->alerts->engine.counts;
}

/**
 * cmis_alert_is_active - whether a monitor's alert is raised and not cleared
 * @cage: the cage
 * @generation: of the module that it is about
 * @monitor: the monitor
 * @level: enum cmis_level
 *
 * Context: May sleep. Does not touch the bus.
 * Return: true if it is; false as well if there is no such alert.
 */
bool cmis_alert_is_active(struct cmis_cage *cage, u32 generation,
			  const struct cmis_monitor *monitor,
			  unsigned int level)
{
	const struct cmis_alerts *engine = &cage->alerts->engine;
	unsigned int i;

	guard(mutex)(&cage->alerts->lock);
	if (engine->generation != generation)
		return false;
	for (i = 0; i < engine->num; i++) {
		const struct cmis_alert *alert = &engine->alert[i];
		const struct cmis_alert_key *key = &alert->key;

		/* Its place may change with the adverts of the module. */
		if (key->kind == CMIS_ALERT_MONITOR && key->level == level &&
		    key->type == monitor->type && key->lane == monitor->lane)
			return alert->active;
	}
	return false;
}
