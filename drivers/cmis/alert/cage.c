// SPDX-License-Identifier: GPL-2.0-only
/*
 * The alerts of a cage: memory, lock and clock, and copies for readers. The
 * rest of this folder is pure.
 */

#include <linux/bitops.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>

#include "alert/cage.h"
#include "alert/engine.h"
#include "alert/watch.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/core.h"
#include "core/module.h"
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
 * Return: 0 or -ENOMEM.
 */
int cmis_alert_cage_init(struct cmis_cage *cage)
{
	cage->alerts = kzalloc(sizeof(*cage->alerts), GFP_KERNEL);
	cage->watch = kzalloc(sizeof(*cage->watch), GFP_KERNEL);
	if (!cage->alerts || !cage->watch) {
		cmis_alert_cage_exit(cage);
		return -ENOMEM;
	}
	mutex_init(&cage->alerts->lock);
	cmis_alerts_init(&cage->alerts->engine);
	return 0;
}

/**
 * cmis_alert_cage_exit - no more modules
 * @cage: the cage; its transport is cut off
 *
 * @cage->alerts goes with the cage: readers may still hold it.
 */
void cmis_alert_cage_exit(struct cmis_cage *cage)
{
	kfree(cage->watch);
	cage->watch = NULL;
}

static void cmis_alert_replace(struct cmis_cage *cage, u32 generation,
			       struct cmis_alert *alert, unsigned int num)
{
	struct cmis_alerts *engine = &cage->alerts->engine;
	struct cmis_alert *old = engine->alert;

	mutex_lock(&cage->alerts->lock);
	cmis_alerts_start(engine, generation, alert, num);
	mutex_unlock(&cage->alerts->lock);
	kvfree(old);
}

/* The sweep that @view is about; nothing is told yet. */
static void cmis_alert_evaluate(struct cmis_cage *cage,
				const struct cmis_alert_view *view)
{
	cmis_alert_take_sets(cage, view->snapshot->module, view->class);
	if (view->class == CMIS_CLASS_LANES)
		cmis_dp_watch(cage, view->snapshot);
	guard(mutex)(&cage->alerts->lock);
	cmis_alerts_judge(&cage->alerts->engine, view);
}

/**
 * cmis_alert_module_add - a module is about to be shown
 * @cage: the cage
 * @snapshot: the first of the module, whose plan is final
 * @classes: bits of enum cmis_class that it shows
 *
 * Alerts that begin are told by the next cmis_alert_flush().
 *
 * Context: The cage's work. Sleeps.
 * Return: 0 or -ENOMEM.
 */
int cmis_alert_module_add(struct cmis_cage *cage,
			  const struct cmis_snapshot *snapshot,
			  unsigned long classes)
{
	const struct cmis_module *module = snapshot->module;
	struct cmis_alert_view view = {
		.watch = cage->watch,
		.snapshot = snapshot,
		.now_ns = ktime_get_boottime_ns(),
	};
	unsigned int num = cmis_alerts_list(module, NULL);
	struct cmis_alert *alert;

	alert = kvcalloc(num, sizeof(*alert), GFP_KERNEL);
	if (!alert)
		return -ENOMEM;
	cmis_alerts_list(module, alert);
	memset(cage->watch, 0, sizeof(*cage->watch));
	cmis_alert_replace(cage, module->generation, alert, num);
	for_each_set_bit(view.class, &classes, CMIS_CLASS_COUNT)
		cmis_alert_evaluate(cage, &view);
	return 0;
}

/**
 * cmis_alert_flush - tell the clients about what has changed
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
		if (found)
			cmis_cage_alert(cage, &event);
	} while (found);

	due_ns = cmis_alerts_due_ns(engine);
	if (due_ns == U64_MAX)
		return UINT_MAX;
	return due_ns > now_ns ? div_u64(due_ns - now_ns, NSEC_PER_MSEC) + 1 :
				 0;
}

/**
 * cmis_alert_module_del - the module is gone: its alerts end
 * @cage: the cage
 *
 * Context: The cage's work, or after it was cancelled. Sleeps.
 */
void cmis_alert_module_del(struct cmis_cage *cage)
{
	scoped_guard(mutex, &cage->alerts->lock)
		cmis_alerts_end(&cage->alerts->engine,
				ktime_get_boottime_ns());
	cmis_alert_flush(cage);
	cmis_alert_replace(cage, 0, NULL, 0);
}

/**
 * cmis_alert_sampled - a sweep has been made and published
 * @cage: the cage, with a module
 * @class: whose values are new
 * @early: the sweep came before its time, by an interrupt or a flag summary
 *
 * Context: The cage's work, no lock held. Touches the bus if a data path went
 * down.
 */
void cmis_alert_sampled(struct cmis_cage *cage, unsigned int class, bool early)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	const struct cmis_alert_view view = {
		.watch = cage->watch,
		.snapshot = snapshot,
		.class = class,
		.early = early,
		.now_ns = ktime_get_boottime_ns(),
	};

	if (IS_ERR(snapshot))
		return;
	cmis_alert_evaluate(cage, &view);
	cmis_snapshot_put(snapshot);
	cmis_alert_flush(cage);
}

/**
 * cmis_alert_unreadable - values of the module have gone away
 * @cage: the cage, with a module
 * @error: why
 *
 * The alert ends when all sweeps are good again.
 *
 * Context: The cage's work, no lock held. Sleeps.
 */
void cmis_alert_unreadable(struct cmis_cage *cage, int error)
{
	const struct cmis_condition condition = {
		.beyond = true,
		.value = -error,
	};
	struct cmis_alerts *engine = &cage->alerts->engine;
	unsigned int i;

	scoped_guard(mutex, &cage->alerts->lock)
		for (i = 0; i < engine->num; i++)
			if (engine->alert[i].key.type == CMIS_ALERT_UNREADABLE)
				cmis_alerts_feed(engine, &engine->alert[i],
						 &condition,
						 ktime_get_boottime_ns());
	cmis_alert_flush(cage);
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
 * @active_only: leave out those that are not active
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

static bool cmis_alert_key_equal(const struct cmis_alert_key *a,
				 const struct cmis_alert_key *b)
{
	return a->type == b->type && a->quantity == b->quantity &&
	       a->level == b->level && a->side == b->side &&
	       a->lane == b->lane && a->index == b->index;
}

/**
 * cmis_alert_is_active - whether an alert is raised and not cleared
 * @cage: the cage
 * @generation: of the module that it is about
 * @key: the alert
 *
 * Context: May sleep. Does not touch the bus.
 * Return: true if it is; false as well if there is no such alert.
 */
bool cmis_alert_is_active(struct cmis_cage *cage, u32 generation,
			  const struct cmis_alert_key *key)
{
	const struct cmis_alerts *engine = &cage->alerts->engine;
	unsigned int i;

	guard(mutex)(&cage->alerts->lock);
	if (engine->generation != generation)
		return false;
	for (i = 0; i < engine->num; i++)
		if (cmis_alert_key_equal(&engine->alert[i].key, key))
			return engine->alert[i].active;
	return false;
}
