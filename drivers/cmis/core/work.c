// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cage's work: the bus of the cage, the events that start the work early,
 * interrupts, and sleep of the system.
 */

#include <linux/delay.h>
#include <linux/slab.h>

#include "core/work.h"
#include "core/cage.h"
#include "xfer/xfer.h"

/* ------------------------------------------------------------------------ */
/* Buses                                                                    */
/* ------------------------------------------------------------------------ */

static LIST_HEAD(cmis_buses);
static DEFINE_MUTEX(cmis_buses_lock);

static struct cmis_bus *cmis_bus_get(const void *key)
{
	struct cmis_bus *bus;

	guard(mutex)(&cmis_buses_lock);
	list_for_each_entry(bus, &cmis_buses, node) {
		if (bus->key == key) {
			bus->users++;
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
	bus->users = 1;
	list_add(&bus->node, &cmis_buses);
	return bus;
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
	cage->bus = cmis_bus_get(key);
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
		if (--bus->users)
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
/* Interrupts                                                               */
/* ------------------------------------------------------------------------ */

/*
 * Interrupts are one burst if the time between them is shorter than this. A
 * busy machine may need a while until it runs the interrupt thread again.
 */
#define CMIS_IRQ_GAP_MS		200
/* After so many interrupts without a new alert, the module holds the line. */
#define CMIS_IRQ_BURST		8
#define CMIS_IRQ_PAUSE_MS	1000
/* The work does not run while the system goes to sleep: limit the wait. */
#define CMIS_IRQ_WAIT_MS	1000

/*
 * A module may hold its line as long as a condition lasts. Then the driver
 * services the line once a second, and polling goes on.
 */
static void cmis_irq_pace(struct cmis_cage *cage)
{
	struct cmis_irq_pace *irq = &cage->irq;
	unsigned int alerts = READ_ONCE(cage->clients.alerts);
	bool held, news = alerts != irq->alerts && !irq->held;

	irq->alerts = alerts;
	if (news || ktime_ms_delta(ktime_get(), irq->last) > CMIS_IRQ_GAP_MS)
		irq->burst = 0;
	else if (irq->burst < CMIS_IRQ_BURST)
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
 * Returns after the work has read the flags. A level-triggered line is masked
 * until then, so it does not interrupt again for the same flags. If the module
 * still holds the line, this function returns once a second, and polling goes
 * on.
 *
 * Context: The transport's interrupt thread. Sleeps.
 */
void cmis_cage_service_irq(struct cmis_cage *cage)
{
	struct cmis_irq_pace *irq = &cage->irq;

	cmis_irq_pace(cage);
	reinit_completion(&irq->done);
	cmis_cage_notify(cage, CMIS_EVENT_INTERRUPT);
	wait_for_completion_timeout(&irq->done,
				    msecs_to_jiffies(CMIS_IRQ_WAIT_MS));
	irq->last = ktime_get();
}
EXPORT_SYMBOL_GPL(cmis_cage_service_irq);

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
