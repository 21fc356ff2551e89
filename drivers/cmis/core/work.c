// SPDX-License-Identifier: GPL-2.0-only
/*
 * A cage's work: the bus that it runs on, the events that make it run before
 * its time, interrupts, and sleep of the system.
 */

#include <linux/delay.h>
#include <linux/slab.h>

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
	/* Frozen in suspend: the adapter of the bus may sleep, too. */
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
 * cmis_work_init - set up the work of a new cage; it cannot be queued yet
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
 * cmis_work_exit - the cage leaves its bus
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
 * @delay_ms: the shortest delay; a work that is queued already stays as it is
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
 * @event: why
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

/* ------------------------------------------------------------------------ */
/* Interrupts                                                               */
/* ------------------------------------------------------------------------ */

/*
 * Interrupts closer than this to each other are one burst; a busy machine may
 * take a while until it runs the thread again.
 */
#define CMIS_IRQ_GAP_MS		200
/* A longer burst without news comes from a module that holds the line. */
#define CMIS_IRQ_BURST		8
#define CMIS_IRQ_PAUSE_MS	1000
/* The work does not run while the system goes to sleep: bound the wait. */
#define CMIS_IRQ_WAIT_MS	1000

/*
 * A module may hold its line for as long as a condition lasts; the line is then
 * serviced once a second, and polling goes on.
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
 * cmis_cage_service_irq - a module asserts its interrupt line
 * @cage: the cage
 *
 * Returns when the flags have been read, so that a level-triggered line that
 * is masked until then does not fire again for the same reason. If a module
 * holds the line all the same, returns once a second, and polling goes on.
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
 * cmis_cage_suspend - the system goes to sleep
 * @cage: the cage
 *
 * Releases a freeze of the module. When this returns, none of the transport's
 * operations runs or will be called until cmis_cage_resume(). Callers block for
 * up to 15 s of awake time, then get -ESHUTDOWN. The module is not shown until
 * it has been looked at after the sleep.
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
 * cmis_cage_resume - the system woke up: the module may be another one
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
 * cmis_cage_await_module - the module in a cage, for access to its memory
 * @cage: the cage
 *
 * User space is frozen while the system sleeps. Kernel work on its behalf,
 * such as flashing firmware, is not: it goes on in the same module or fails.
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
 * cmis_request_bind - tie a request to the module that is in the cage now
 * @cage: the cage
 * @req: its generation and patience are set
 *
 * A module may leave requests unanswered for as long as it advertises.
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
