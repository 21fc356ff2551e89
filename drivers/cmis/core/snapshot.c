// SPDX-License-Identifier: GPL-2.0-only
/*
 * Snapshots as readers find them: immutable, found under RCU, kept by a
 * reference. Nothing here touches the bus or waits for it.
 */

#include <linux/mm.h>
#include <linux/slab.h>

#include "core/cage.h"

/**
 * struct cmis_snapshot_box - a snapshot and its references
 * @ref: held by the cage while the snapshot is current, and by readers
 * @rcu: for the lookup from the cage
 * @snapshot: the snapshot
 */
struct cmis_snapshot_box {
	struct kref ref;
	struct rcu_head rcu;
	struct cmis_snapshot snapshot;
};

/* A set: @ref is held by the snapshots that share @data. */
struct cmis_set_box {
	struct kref ref;
	u8 data[] __aligned(__alignof__(u64));
};

static struct cmis_snapshot_box *
cmis_snapshot_box(struct cmis_snapshot *snapshot)
{
	return container_of(snapshot, struct cmis_snapshot_box, snapshot);
}

/**
 * cmis_set_create - make room for a set that snapshots share
 * @size: of the set
 *
 * Return: the set, all 0, with one reference; NULL without memory.
 */
void *cmis_set_create(size_t size)
{
	struct cmis_set_box *box;

	box = kvzalloc(struct_size(box, data, size), GFP_KERNEL);
	if (!box)
		return NULL;
	kref_init(&box->ref);
	return box->data;
}

/**
 * cmis_set_get - take another reference
 * @set: the caller, or a snapshot of the caller's, has one; NULL is ignored
 *
 * Return: @set.
 */
void *cmis_set_get(void *set)
{
	if (set)
		kref_get(&container_of(set, struct cmis_set_box, data)->ref);
	return set;
}

static void cmis_set_release(struct kref *ref)
{
	kvfree(container_of(ref, struct cmis_set_box, ref));
}

/**
 * cmis_set_put - drop a reference
 * @set: NULL is ignored
 */
void cmis_set_put(void *set)
{
	if (set)
		kref_put(&container_of(set, struct cmis_set_box, data)->ref,
			 cmis_set_release);
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
	struct cmis_snapshot_box *box = kzalloc(sizeof(*box), GFP_KERNEL);

	if (!box)
		return NULL;
	kref_init(&box->ref);
	box->snapshot.module = cmis_module_get(module);
	return &box->snapshot;
}

/**
 * cmis_snapshot_copy - make a snapshot that is to replace another one
 * @snapshot: the other one; stays as it is
 *
 * Return: the copy with one reference, which shares all that is counted; NULL
 * without memory.
 */
struct cmis_snapshot *cmis_snapshot_copy(const struct cmis_snapshot *snapshot)
{
	struct cmis_snapshot *copy = cmis_snapshot_create(snapshot->module);
	unsigned int class;

	if (!copy)
		return NULL;
	*copy = *snapshot;
	cmis_set_get(copy->lane);
	cmis_set_get(copy->counters);
	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		cmis_set_get(copy->readings[class]);
	return copy;
}

static void cmis_snapshot_release(struct kref *ref)
{
	struct cmis_snapshot_box *box =
		container_of(ref, struct cmis_snapshot_box, ref);
	unsigned int class;

	cmis_set_put(box->snapshot.lane);
	cmis_set_put(box->snapshot.counters);
	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		cmis_set_put(box->snapshot.readings[class]);
	cmis_module_put(box->snapshot.module);
	kfree_rcu(box, rcu);
}

/**
 * cmis_snapshot_put - drop a reference
 * @snapshot: the snapshot; NULL and errors are ignored
 */
void cmis_snapshot_put(struct cmis_snapshot *snapshot)
{
	if (!IS_ERR_OR_NULL(snapshot))
		kref_put(&cmis_snapshot_box(snapshot)->ref,
			 cmis_snapshot_release);
}

/*
 * A snapshot without references has already been replaced: look again. So many
 * replacements during one lookup cannot happen in practice.
 */
#define CMIS_SNAPSHOT_TRIES	8

/**
 * cmis_cage_get_snapshot - the results of the last sweeps of a cage
 * @cage: the cage
 *
 * Context: Any. Does not touch the bus.
 * Return: the snapshot with a reference, or an error as
 * cmis_cage_get_module().
 */
struct cmis_snapshot *cmis_cage_get_snapshot(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot;
	unsigned int tries;

	guard(rcu)();
	for (tries = 0; tries < CMIS_SNAPSHOT_TRIES; tries++) {
		/* After a sleep of the system another module may be there. */
		if (READ_ONCE(cage->presence.slept))
			break;
		snapshot = rcu_dereference(cage->snapshot);
		if (!snapshot)
			break;
		if (kref_get_unless_zero(&cmis_snapshot_box(snapshot)->ref))
			return snapshot;
	}
	return ERR_PTR(cmis_cage_get_absence(cage));
}
