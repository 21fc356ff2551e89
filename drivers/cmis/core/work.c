// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cage's work: the bus of the cage, the events that start the work early,
 * interrupts, and sleep of the system.
 */

#include <linux/delay.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/work.h"
#include "core/cage.h"
#include "core/record.h"
#include "xfer/xfer.h"

/* ------------------------------------------------------------------------ */
/* Buses                                                                    */
/* ------------------------------------------------------------------------ */

static LIST_HEAD(cmis_buses);
static DEFINE_MUTEX(cmis_buses_lock);

static struct cmis_bus *cmis_bus_get(struct cmis_cage *cage, const void *key)
{
	struct cmis_bus *bus;

	guard(mutex)(&cmis_buses_lock);
	list_for_each_entry(bus, &cmis_buses, node) {
		if (bus->key == key) {
			list_add_tail(&cage->bus_node, &bus->cages);
			return bus;
		}
	}

	bus = kzalloc(sizeof(*bus), GFP_KERNEL);
	if (!bus)
		return NULL;
	/* During suspend the adapter may sleep, so the work is frozen. */
	bus->wq = alloc_ordered_workqueue("cmis", WQ_FREEZABLE);
	if (!bus->wq) {
		kfree(bus);
		return NULL;
	}
	bus->key = key;
	INIT_LIST_HEAD(&bus->cages);
	list_add_tail(&cage->bus_node, &bus->cages);
	list_add(&bus->node, &cmis_buses);
	return bus;
}

/**
 * cmis_work_set_load - note what sweeps of a cage take of its bus
 * @cage: the cage
 * @kind: a class of sweeps, or another kind of load
 * @ppm: share of the time, in millionths, up to all of it
 *
 * Context: The cage's work.
 */
void cmis_work_set_load(struct cmis_cage *cage, enum cmis_load_kind kind,
			u32 ppm)
{
	atomic_add((int)ppm - (int)cage->load.ppm[kind],
		   &cage->bus->load_ppm[kind]);
	cage->load.ppm[kind] = ppm;
}

/**
 * cmis_work_forget_load - the cage has no module: its sweeps take nothing
 * @cage: the cage
 *
 * Context: The cage's work, or the end of the cage.
 */
void cmis_work_forget_load(struct cmis_cage *cage)
{
	for (unsigned int i = 0; i < CMIS_LOAD_COUNT; i++)
		cmis_work_set_load(cage, i, 0);
	memset(&cage->load, 0, sizeof(cage->load));
}

/* ------------------------------------------------------------------------ */
/* The work and its events                                                  */
/* ------------------------------------------------------------------------ */

/**
 * cmis_work_init - set up the work of a new cage; the work cannot run yet
 * @cage: the cage
 * @key: pointer that is the same for all cages on the bus
 *
 * Context: May sleep.
 * Return: 0, or -ENOMEM.
 */
int cmis_work_init(struct cmis_cage *cage, const void *key)
{
	cage->events.no_work = true;
	INIT_DELAYED_WORK(&cage->events.work, cage->policy->work);
	init_completion(&cage->irq.done);
	init_waitqueue_head(&cage->presence.seen);
	cage->bus = cmis_bus_get(cage, key);
	return cage->bus ? 0 : -ENOMEM;
}

/**
 * cmis_work_start - let the work run
 * @cage: the cage, registered
 *
 * Context: Any.
 */
void cmis_work_start(struct cmis_cage *cage)
{
	/* Pairs with cmis_cage_queue() and cmis_cage_notify(). */
	smp_store_release(&cage->events.no_work, false);
	cmis_cage_queue(cage, 0);
}

/**
 * cmis_work_stop - end the work for good
 * @cage: the cage
 *
 * Context: Sleeps.
 */
void cmis_work_stop(struct cmis_cage *cage)
{
	/* Nobody queues the work after the grace period. */
	WRITE_ONCE(cage->events.no_work, true);
	synchronize_rcu();
	cancel_delayed_work_sync(&cage->events.work);
}

/**
 * cmis_work_exit - take a cage off its bus
 * @cage: the cage; its work is not queued and does not run
 *
 * Context: May sleep.
 */
void cmis_work_exit(struct cmis_cage *cage)
{
	struct cmis_bus *bus = cage->bus;

	scoped_guard(mutex, &cmis_buses_lock) {
		list_del(&cage->bus_node);
		if (!list_empty(&bus->cages))
			return;
		list_del(&bus->node);
	}
	destroy_workqueue(bus->wq);
	kfree(bus);
}

/**
 * cmis_cage_queue - run the cage's work later
 * @cage: the cage
 * @delay_ms: the delay; if the work is already queued, its time does not change
 *
 * Context: Any.
 */
void cmis_cage_queue(struct cmis_cage *cage, unsigned int delay_ms)
{
	guard(rcu)();
	/* Pairs with cmis_work_start(). */
	if (!smp_load_acquire(&cage->events.no_work))
		queue_delayed_work(cage->bus->wq, &cage->events.work,
				   msecs_to_jiffies(delay_ms));
}

/**
 * cmis_cage_notify - run the cage's work at once
 * @cage: the cage
 * @event: the reason
 *
 * Context: Any.
 */
void cmis_cage_notify(struct cmis_cage *cage, enum cmis_event event)
{
	set_bit(event, &cage->events.pending);
	guard(rcu)();
	/* Pairs with cmis_work_start(). */
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
 * cmis_cage_presence_changed - report a change of the presence signal
 * @cage: the cage
 *
 * Context: Any.
 */
void cmis_cage_presence_changed(struct cmis_cage *cage)
{
	cmis_cage_notify(cage, CMIS_EVENT_PRESENCE);
}
EXPORT_SYMBOL_GPL(cmis_cage_presence_changed);

/* ------------------------------------------------------------------------ */
/* Stuck modules                                                            */
/* ------------------------------------------------------------------------ */

/* Longest pause between two looks at a module that blocks the bus */
#define CMIS_STUCK_PAUSE_MS	16000
/* Other works run ahead once for all looks in this time. */
#define CMIS_STUCK_ROUND_MS	100

/* Let the sweeps that get due while the bus is blocked run now. */
static void cmis_bus_run_ahead(struct cmis_bus *bus)
{
	struct cmis_cage *cage;

	bus->round = ktime_get();
	guard(mutex)(&cmis_buses_lock);
	list_for_each_entry(cage, &bus->cages, bus_node)
		if (cmis_cage_state_is_usable(READ_ONCE(cage->state)) &&
		    cage->stuck.answers)
			cmis_cage_notify(cage, CMIS_EVENT_AHEAD);
}

/**
 * cmis_work_may_block - whether a look at a module may block the bus
 * @cage: the cage
 *
 * Context: The cage's work.
 * Return: true if the module was stuck at the last look; or if another module
 * of the bus was stuck, and this one has not been looked at yet.
 */
bool cmis_work_may_block(const struct cmis_cage *cage)
{
	return !cage->stuck.answers && cage->bus->blocked_ms;
}

/**
 * cmis_work_must_yield - whether other works must run before this one
 * @cage: a cage whose module may block the bus
 *
 * A look at a stuck module blocks the bus for the timeout of the adapter. So
 * other sweeps run before it; and if the module was stuck at the last look, the
 * bus is free for as long as the last such look has blocked it.
 *
 * Context: The cage's work.
 * Return: true if the work must return now. It has been queued again.
 */
bool cmis_work_must_yield(struct cmis_cage *cage)
{
	struct cmis_stuck *stuck = &cage->stuck;
	struct cmis_bus *bus = cage->bus;
	ktime_t now = ktime_get();
	bool ahead = ktime_ms_delta(now, bus->round) < CMIS_STUCK_ROUND_MS;
	bool behind = stuck->behind;

	stuck->behind = false;
	if (stuck->pause_ms && ktime_before(now, bus->free_until)) {
		cmis_cage_queue(cage,
				ktime_ms_delta(bus->free_until, now) + 1);
		return true;
	}
	/* One round is enough, however long it takes. */
	if (behind && bus->round)
		return false;
	if (!ahead)
		cmis_bus_run_ahead(bus);
	/* The works that run ahead are queued before this one. */
	stuck->behind = true;
	cmis_cage_queue(cage, 0);
	return true;
}

/**
 * cmis_work_begin - note the start of a run of the work
 * @cage: the cage
 * @events: bits of enum cmis_event
 *
 * Context: The cage's work.
 */
void cmis_work_begin(struct cmis_cage *cage, unsigned long events)
{
	/* The module may be another one: begin with short pauses. */
	if (events & (BIT(CMIS_EVENT_PRESENCE) | BIT(CMIS_EVENT_RESET) |
		      BIT(CMIS_EVENT_RESUME)))
		cage->stuck.pause_ms = 0;
	cage->stuck.start = ktime_get();
	WRITE_ONCE(cage->stuck.timed_out, false);
}

/**
 * cmis_work_end - get the pause after a run of the work
 * @cage: the cage
 * @delay_ms: the pause if the module is not stuck
 *
 * Context: The cage's work.
 * Return: milliseconds. While a module is stuck, the pauses grow from the time
 * that the bus was blocked up to %CMIS_STUCK_PAUSE_MS.
 */
unsigned int cmis_work_end(struct cmis_cage *cage, unsigned int delay_ms)
{
	struct cmis_stuck *stuck = &cage->stuck;
	struct cmis_bus *bus = cage->bus;
	ktime_t now = ktime_get();

	stuck->answers = !READ_ONCE(stuck->timed_out);
	if (stuck->answers) {
		stuck->pause_ms = 0;
		return delay_ms;
	}
	bus->blocked_ms = clamp_t(s64, ktime_ms_delta(now, stuck->start), 1,
				  CMIS_STUCK_PAUSE_MS);
	bus->free_until = ktime_add_ms(now, bus->blocked_ms);
	bus->round = 0;
	stuck->pause_ms = clamp_t(u32, 2 * stuck->pause_ms, bus->blocked_ms,
				  CMIS_STUCK_PAUSE_MS);
	return max(delay_ms, stuck->pause_ms);
}

/* ------------------------------------------------------------------------ */
/* Interrupts                                                               */
/* ------------------------------------------------------------------------ */

/* After so many interrupts without a new alert, the module holds the line. */
#define CMIS_IRQ_BURST		8
/* After so many sweeps without an interrupt, the module has released it. */
#define CMIS_IRQ_QUIET		2
#define CMIS_IRQ_PAUSE_MS	1000
/* The work does not run while the system goes to sleep: limit the wait. */
#define CMIS_IRQ_WAIT_MS	1000

/*
 * A module may hold its line as long as a condition lasts. Then the driver
 * services the line once a second, and polling goes on. An interrupt counts
 * only if the work has read the flags: until then, a healthy module holds its
 * line as well.
 */
static void cmis_irq_pace(struct cmis_cage *cage)
{
	struct cmis_irq_pace *irq = &cage->irq;
	unsigned int alerts = READ_ONCE(cage->clients.alerts);
	bool held, news = alerts != irq->alerts && !irq->held;

	irq->alerts = alerts;
	if (news || atomic_read(&irq->quiet) >= CMIS_IRQ_QUIET)
		irq->burst = 0;
	else if (irq->served && irq->burst < CMIS_IRQ_BURST)
		irq->burst++;

	held = irq->burst == CMIS_IRQ_BURST;
	if (held && !irq->held)
		dev_info_ratelimited(&cage->dev, "interrupt line stays asserted, polling until it is released\n");
	if (!held && irq->held)
		dev_info_ratelimited(&cage->dev, "interrupt line works again\n");
	irq->held = held;
	if (held)
		msleep(CMIS_IRQ_PAUSE_MS);
}

/**
 * cmis_cage_service_irq - service the interrupt line of a module
 * @cage: the cage
 *
 * Returns after the work has read the flags, or after a second. A
 * level-triggered line is masked until then, so it does not interrupt again for
 * the same flags. If the module still holds the line, this function returns
 * once a second, and polling goes on.
 *
 * Context: The transport's interrupt thread. Sleeps.
 */
void cmis_cage_service_irq(struct cmis_cage *cage)
{
	struct cmis_irq_pace *irq = &cage->irq;

	cmis_record_irq(cage);
	cmis_irq_pace(cage);
	reinit_completion(&irq->done);
	cmis_cage_notify(cage, CMIS_EVENT_INTERRUPT);
	irq->served =
		wait_for_completion_timeout(&irq->done,
					    msecs_to_jiffies(CMIS_IRQ_WAIT_MS));
	atomic_set(&irq->quiet, 0);
}
EXPORT_SYMBOL_GPL(cmis_cage_service_irq);

/**
 * cmis_irq_answer - end a run of the work after an interrupt
 * @cage: the cage
 * @read: the work has read the flags, or there is no module
 *
 * If the flags could not be read, the next run of the work is for the interrupt
 * as well.
 *
 * Context: The cage's work.
 */
void cmis_irq_answer(struct cmis_cage *cage, bool read)
{
	if (read)
		complete(&cage->irq.done);
	else
		set_bit(CMIS_EVENT_INTERRUPT, &cage->events.pending);
}

/* ------------------------------------------------------------------------ */
/* Sleep of the system                                                      */
/* ------------------------------------------------------------------------ */

/**
 * cmis_cage_suspend - stop the use of the bus before the system sleeps
 * @cage: the cage
 *
 * Releases a freeze of the module. When this returns, none of the transport's
 * operations runs or will be called until cmis_cage_resume(). Callers block for
 * up to 15 s of awake time, then get -ESHUTDOWN. The module is not shown until
 * the work has identified it after the sleep.
 *
 * Context: May sleep; touches the bus. Workqueues are frozen.
 */
void cmis_cage_suspend(struct cmis_cage *cage)
{
	cage->policy->cage_quiesce(cage);
	WRITE_ONCE(cage->presence.slept, true);
	cmis_xfer_sleep(cage->xfer);
}
EXPORT_SYMBOL_GPL(cmis_cage_suspend);

/**
 * cmis_cage_resume - use the bus again; the module may be another one
 * @cage: the cage
 *
 * Context: May sleep. The bus works again.
 */
void cmis_cage_resume(struct cmis_cage *cage)
{
	cmis_record_slept(cage);
	cmis_xfer_wake(cage->xfer);
	cmis_cage_notify(cage, CMIS_EVENT_RESUME);
}
EXPORT_SYMBOL_GPL(cmis_cage_resume);

/**
 * cmis_cage_await_module - get the module in a cage, for access to its memory
 * @cage: the cage
 *
 * User space is frozen while the system sleeps, but kernel work such as a
 * firmware update is not. Such work goes on with the same module, or fails.
 *
 * Context: Sleeps until the module has been identified after a sleep of the
 * system, as long as cmis_xfer_read() waits for the system to wake up.
 * Return: as cmis_cage_get_module().
 */
struct cmis_module *cmis_cage_await_module(struct cmis_cage *cage)
{
	wait_event_timeout(cage->presence.seen,
			   !READ_ONCE(cage->presence.slept) ||
			   READ_ONCE(cage->state) == CMIS_CAGE_FAULT,
			   msecs_to_jiffies(CMIS_ASLEEP_MS));
	return cmis_cage_get_module(cage);
}

/**
 * cmis_request_bind - bind a request to the present module of a cage
 * @cage: the cage
 * @req: the request; gets its generation and patience
 *
 * The module may not answer a request for the time that it advertises.
 *
 * Context: Sleeps as cmis_cage_await_module().
 * Return: 0, or an errno of cmis_cage_get_module() if there is no module.
 */
int cmis_request_bind(struct cmis_cage *cage, struct cmis_req *req)
{
	struct cmis_module *module = cmis_cage_await_module(cage);

	if (IS_ERR(module))
		return PTR_ERR(module);
	req->generation = module->generation;
	req->patience_ms = max_t(unsigned int, CMIS_PATIENCE_USER_MS,
				 module->adverts.durations.cdb_busy_ms);
	cmis_module_put(module);
	return 0;
}

/**
 * cmis_request_check - whether the module of a request is still there
 * @cage: the cage
 * @req: from cmis_request_bind()
 *
 * Context: Sleeps as cmis_cage_await_module().
 * Return: 0, or -ENODEV if not.
 */
int cmis_request_check(struct cmis_cage *cage, const struct cmis_req *req)
{
	struct cmis_req now = {};

	if (cmis_request_bind(cage, &now) || now.generation != req->generation)
		return -ENODEV;
	return 0;
}
