// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules and snapshots never change. Readers find them under RCU and keep them
 * with a reference. No function here uses the bus or waits for it.
 */

#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/slab.h>

#include "core/snapshot.h"
#include "core/cage.h"

/**
 * struct cmis_box - a module, a snapshot or a set, and its references
 * @ref: number of references: readers hold them; the cage holds one of its
 *	current snapshot; snapshots hold those of their module and their sets
 * @rcu: delays the end of the memory for lookups under RCU
 * @release: drops the references that @data holds; NULL: there are none
 * @data: the module, snapshot or set
 */
struct cmis_box {
	struct kref ref;
	struct rcu_head rcu;
	void (*release)(void *data);
	u64 data[];
};

static struct cmis_box *cmis_box(void *data)
{
	return container_of(data, struct cmis_box, data);
}

static void *cmis_box_create(size_t size, void (*release)(void *data))
{
	struct cmis_box *box;

	box = kvzalloc(size_add(sizeof(*box), size), GFP_KERNEL);
	if (!box)
		return NULL;
	kref_init(&box->ref);
	box->release = release;
	return box->data;
}

static void cmis_box_release(struct kref *ref)
{
	struct cmis_box *box = container_of(ref, struct cmis_box, ref);

	if (box->release)
		box->release(box->data);
	kvfree_rcu(box, rcu);
}

/**
 * cmis_set_create - make room for a set that snapshots share
 * @size: size of the set
 *
 * Return: the set, all 0, with one reference; NULL without memory.
 */
void *cmis_set_create(size_t size)
{
	return cmis_box_create(size, NULL);
}

/**
 * cmis_set_get - take another reference
 * @set: a set, module or snapshot. The caller, or a snapshot of the caller,
 *	must have a reference. NULL is ignored
 *
 * Return: @set.
 */
void *cmis_set_get(void *set)
{
	if (set)
		kref_get(&cmis_box(set)->ref);
	return set;
}

/**
 * cmis_set_put - drop a reference
 * @set: a set, module or snapshot; NULL and errors are ignored
 */
void cmis_set_put(void *set)
{
	if (!IS_ERR_OR_NULL(set))
		kref_put(&cmis_box(set)->ref, cmis_box_release);
}

static void cmis_module_release(void *data)
{
	kvfree(((struct cmis_module *)data)->monitors);
}

/**
 * cmis_module_create - make room for a module
 *
 * Return: the module, all 0, with one reference; NULL without memory.
 */
struct cmis_module *cmis_module_create(void)
{
	return cmis_box_create(sizeof(struct cmis_module), cmis_module_release);
}

static void cmis_snapshot_release(void *data)
{
	struct cmis_snapshot *snapshot = data;

	cmis_set_put(snapshot->lane);
	cmis_set_put(snapshot->ext);
	cmis_set_put(snapshot->counters);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		cmis_set_put(snapshot->readings[i]);
	cmis_module_put(snapshot->module);
}

/**
 * cmis_snapshot_create - make room for the first snapshot of a module
 * @module: the module; gets another reference
 *
 * Return: the snapshot, all 0 but for @module, with one reference; NULL without
 * memory.
 */
struct cmis_snapshot *cmis_snapshot_create(struct cmis_module *module)
{
	struct cmis_snapshot *snapshot;

	snapshot = cmis_box_create(sizeof(*snapshot), cmis_snapshot_release);
	if (snapshot)
		snapshot->module = cmis_set_get(module);
	return snapshot;
}

/**
 * cmis_snapshot_copy - copy a snapshot, to replace it with a newer one
 * @snapshot: the snapshot; stays as it is
 *
 * Return: the copy with one reference; it shares the module and the sets. NULL
 * without memory.
 */
struct cmis_snapshot *cmis_snapshot_copy(const struct cmis_snapshot *snapshot)
{
	struct cmis_snapshot *copy = cmis_snapshot_create(snapshot->module);

	if (!copy)
		return NULL;
	*copy = *snapshot;
	cmis_set_get(copy->lane);
	cmis_set_get(copy->ext);
	cmis_set_get(copy->counters);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		cmis_set_get(copy->readings[i]);
	return copy;
}

/*
 * A snapshot without references has already been replaced, so the reader tries
 * again. In practice a snapshot is not replaced so often during one lookup.
 */
#define CMIS_SNAPSHOT_TRIES	8

/**
 * cmis_cage_get_snapshot - get the results of the last sweeps of a cage
 * @cage: the cage
 *
 * Context: Any. Does not touch the bus.
 * Return: the snapshot with a reference; -ENODEV if the cage is empty or still
 * probing, or if the system has just woken up and the module is not yet
 * identified; if the cage is in fault, the errno of the fault.
 */
struct cmis_snapshot *cmis_cage_get_snapshot(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot;
	int error;

	guard(rcu)();
	for (unsigned int i = 0; i < CMIS_SNAPSHOT_TRIES; i++) {
		/* After a sleep of the system another module may be there. */
		if (READ_ONCE(cage->presence.slept))
			break;
		snapshot = rcu_dereference(cage->snapshot);
		if (!snapshot)
			break;
		if (kref_get_unless_zero(&cmis_box(snapshot)->ref))
			return snapshot;
	}
	error = READ_ONCE(cage->error);
	if (cmis_cage_get_state(cage) == CMIS_CAGE_FAULT && error)
		return ERR_PTR(error);
	return ERR_PTR(-ENODEV);
}

/**
 * cmis_cage_get_module - get the module in a cage
 * @cage: the cage
 *
 * Context: Any. Does not touch the bus.
 * Return: the module with a reference, or an error as cmis_cage_get_snapshot().
 */
struct cmis_module *cmis_cage_get_module(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	struct cmis_module *module;

	if (IS_ERR(snapshot))
		return ERR_CAST(snapshot);
	module = cmis_set_get(snapshot->module);
	cmis_snapshot_put(snapshot);
	return module;
}
