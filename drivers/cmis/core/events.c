// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cage's work, and the events that make it run before its time.
 */

#include <linux/bitops.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/rcupdate.h>

#include "core/bus.h"
#include "core/cage.h"
#include "core/events.h"

/**
 * cmis_events_init - set up the work of a new cage; it cannot be queued yet
 * @events: of the cage
 * @work: the cage's work
 */
void cmis_events_init(struct cmis_events *events, work_func_t work)
{
	events->no_work = true;
	INIT_DELAYED_WORK(&events->work, work);
}

/**
 * cmis_events_start - let the work run
 * @cage: the cage, registered
 *
 * Context: Any.
 */
void cmis_events_start(struct cmis_cage *cage)
{
	/* Pairs with cmis_cage_queue() and cmis_cage_notify(). */
	smp_store_release(&cage->events.no_work, false);
	cmis_cage_queue(cage, 0);
}

/**
 * cmis_events_stop - end the work for good
 * @cage: the cage
 *
 * Context: Sleeps.
 */
void cmis_events_stop(struct cmis_cage *cage)
{
	/* Nobody queues the work after the grace period. */
	WRITE_ONCE(cage->events.no_work, true);
	synchronize_rcu();
	cancel_delayed_work_sync(&cage->events.work);
}

/**
 * cmis_cage_queue - run the cage's work later
 * @cage: the cage
 * @delay_ms: the shortest delay; a work that is queued already stays as it is
 *
 * Context: Any.
 */
void cmis_cage_queue(struct cmis_cage *cage, unsigned int delay_ms)
{
	guard(rcu)();
	/* Pairs with cmis_events_start(). */
	if (!smp_load_acquire(&cage->events.no_work))
		queue_delayed_work(cage->bus->wq, &cage->events.work,
				   msecs_to_jiffies(delay_ms));
}

/**
 * cmis_cage_notify - run the cage's work at once
 * @cage: the cage
 * @event: why
 *
 * Context: Any.
 */
void cmis_cage_notify(struct cmis_cage *cage, enum cmis_event event)
{
	set_bit(event, &cage->events.pending);
	guard(rcu)();
	/* Pairs with cmis_events_start(). */
	if (!smp_load_acquire(&cage->events.no_work))
		mod_delayed_work(cage->bus->wq, &cage->events.work, 0);
}

/**
 * cmis_cage_take_events - take the events since the last call
 * @cage: the cage
 *
 * Return: bits of enum cmis_event.
 */
unsigned long cmis_cage_take_events(struct cmis_cage *cage)
{
	return xchg(&cage->events.pending, 0);
}

/**
 * cmis_cage_presence_changed - a transport saw the presence signal change
 * @cage: the cage
 *
 * Context: Any.
 */
void cmis_cage_presence_changed(struct cmis_cage *cage)
{
	cmis_cage_notify(cage, CMIS_EVENT_PRESENCE);
}
EXPORT_SYMBOL_GPL(cmis_cage_presence_changed);
