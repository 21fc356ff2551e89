// SPDX-License-Identifier: GPL-2.0-only
/*
 * Modules as readers find them: immutable, found under RCU, kept by a
 * reference. Nothing here touches the bus or waits for it.
 */

#include <linux/mm.h>
#include <linux/slab.h>

#include "core/cage.h"

/**
 * struct cmis_module_box - a module and its references
 * @ref: held by the cage while the module is current, by snapshots, by readers
 * @rcu: for the lookup from the cage
 * @module: the module
 */
struct cmis_module_box {
	struct kref ref;
	struct rcu_head rcu;
	struct cmis_module module;
};

static struct cmis_module_box *cmis_module_box(struct cmis_module *module)
{
	return container_of(module, struct cmis_module_box, module);
}

/**
 * cmis_module_create - make room for a module
 *
 * Return: the module, all 0, with one reference; NULL without memory.
 */
struct cmis_module *cmis_module_create(void)
{
	struct cmis_module_box *box = kzalloc(sizeof(*box), GFP_KERNEL);

	if (!box)
		return NULL;
	kref_init(&box->ref);
	return &box->module;
}

static void cmis_module_release(struct kref *ref)
{
	struct cmis_module_box *box =
		container_of(ref, struct cmis_module_box, ref);

	kvfree(box->module.monitors);
	kfree_rcu(box, rcu);
}

/**
 * cmis_module_get - take another reference
 * @module: the caller has one
 *
 * Return: @module.
 */
struct cmis_module *cmis_module_get(struct cmis_module *module)
{
	kref_get(&cmis_module_box(module)->ref);
	return module;
}

/**
 * cmis_module_put - drop a reference
 * @module: the module; NULL and errors are ignored
 */
void cmis_module_put(struct cmis_module *module)
{
	if (!IS_ERR_OR_NULL(module))
		kref_put(&cmis_module_box(module)->ref, cmis_module_release);
}

/*
 * A module without references has already been replaced: look again. So many
 * replacements during one lookup cannot happen in practice.
 */
#define CMIS_GET_TRIES	8

/**
 * cmis_cage_get_module - the module that is in a cage
 * @cage: the cage
 *
 * Context: Any. Does not touch the bus.
 * Return: the module with a reference; an error of cmis_cage_get_absence() if
 * there is none that is ready.
 */
struct cmis_module *cmis_cage_get_module(struct cmis_cage *cage)
{
	struct cmis_module *module = NULL;
	unsigned int tries;

	guard(rcu)();
	for (tries = 0; tries < CMIS_GET_TRIES; tries++) {
		/* After a sleep of the system another module may be there. */
		if (READ_ONCE(cage->presence.slept))
			break;
		module = rcu_dereference(cage->module);
		if (!module)
			break;
		if (kref_get_unless_zero(&cmis_module_box(module)->ref))
			return module;
	}
	return ERR_PTR(cmis_cage_get_absence(cage));
}

/**
 * cmis_cage_get_absence - why a cage has no module to show
 * @cage: the cage
 *
 * Context: Any.
 * Return: -ENODEV if it is empty or still probing, or the system has just woken
 * up and it is not yet known what is there; if the module cannot be used, the
 * errno that says why.
 */
int cmis_cage_get_absence(struct cmis_cage *cage)
{
	int error = READ_ONCE(cage->error);

	if (cmis_cage_get_state(cage) == CMIS_CAGE_FAULT && error)
		return error;
	return -ENODEV;
}
