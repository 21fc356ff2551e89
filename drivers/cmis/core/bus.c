// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buses: cages that share one are worked on in turn, others in parallel.
 */

#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/mutex.h>
#include <linux/slab.h>

#include "core/bus.h"

static LIST_HEAD(cmis_buses);
static DEFINE_MUTEX(cmis_buses_lock);

static struct cmis_bus *__cmis_bus_create(const void *key)
{
	struct cmis_bus *bus;

	lockdep_assert_held(&cmis_buses_lock);

	bus = kzalloc(sizeof(*bus), GFP_KERNEL);
	if (!bus)
		return ERR_PTR(-ENOMEM);
	/* Frozen in suspend: the adapter of the bus may sleep, too. */
	bus->wq = alloc_ordered_workqueue("cmis", WQ_FREEZABLE);
	if (!bus->wq) {
		kfree(bus);
		return ERR_PTR(-ENOMEM);
	}
	kref_init(&bus->ref);
	bus->key = key;
	list_add(&bus->node, &cmis_buses);
	return bus;
}

/**
 * cmis_bus_get - the bus of a cage
 * @key: pointer that is the same for all cages on the bus
 *
 * Context: May sleep.
 * Return: the bus with a reference, or ERR_PTR(-ENOMEM).
 */
struct cmis_bus *cmis_bus_get(const void *key)
{
	struct cmis_bus *bus;

	guard(mutex)(&cmis_buses_lock);
	list_for_each_entry(bus, &cmis_buses, node) {
		if (bus->key == key) {
			kref_get(&bus->ref);
			return bus;
		}
	}
	return __cmis_bus_create(key);
}

/* Called with cmis_buses_lock held, which it drops. */
static void cmis_bus_release(struct kref *ref)
{
	struct cmis_bus *bus = container_of(ref, struct cmis_bus, ref);

	list_del(&bus->node);
	mutex_unlock(&cmis_buses_lock);
	destroy_workqueue(bus->wq);
	kfree(bus);
}

/**
 * cmis_bus_put - a cage leaves the bus
 * @bus: from cmis_bus_get()
 *
 * Context: May sleep. The cage's work is not queued and does not run.
 */
void cmis_bus_put(struct cmis_bus *bus)
{
	kref_put_mutex(&bus->ref, cmis_bus_release, &cmis_buses_lock);
}
