// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cages: registration, lookup, references, the module in it.
 */

#include <linux/errno.h>
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat/compat.h"
#include "core/bus.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/module.h"
#include "core/settings.h"
#include "core/sleep.h"
#include "core/snapshot.h"
#include "xfer/xfer.h"

static struct cmis_core_config cmis_core;
static LIST_HEAD(cmis_cages);
static DEFINE_MUTEX(cmis_cages_lock);
static DEFINE_IDA(cmis_cage_ids);

static const char *const cmis_cage_state_names[] = {
	[CMIS_CAGE_EMPTY] = "empty",
	[CMIS_CAGE_PROBING] = "probing",
	[CMIS_CAGE_READY] = "ready",
	[CMIS_CAGE_FAULT] = "fault",
};

static_assert(ARRAY_SIZE(cmis_cage_state_names) == CMIS_CAGE_STATE_COUNT);

/**
 * cmis_cage_state_name - name of a cage state, as `status` shows it
 * @state: the state
 *
 * Return: the name, never NULL.
 */
const char *cmis_cage_state_name(enum cmis_cage_state state)
{
	if (state >= CMIS_CAGE_STATE_COUNT)
		return "unknown";
	return cmis_cage_state_names[state];
}

/* A cage and its transfer layer, which others reach by pointers. */
struct cmis_cage_box {
	struct cmis_cage cage;
	struct cmis_xfer xfer;
};

static void cmis_cage_release(struct device *dev)
{
	struct cmis_cage *cage = to_cmis_cage(dev);

	fwnode_handle_put(cage->netdev_fwnode);
	if (cage->id >= 0)
		ida_free(&cmis_cage_ids, cage->id);
	kfree(cage->alerts);
	cmis_xfer_exit(cage->xfer);
	kfree(container_of(cage, struct cmis_cage_box, cage));
}

static struct class cmis_class = {
	.name = "cmis",
	.dev_release = cmis_cage_release,
};

static struct cmis_cage *cmis_cage_alloc(const struct cmis_cage_config *config)
{
	struct cmis_cage_box *box = kzalloc(sizeof(*box), GFP_KERNEL);
	struct cmis_cage *cage;

	if (!box)
		return NULL;
	cage = &box->cage;
	device_initialize(&cage->dev);
	cage->dev.class = &cmis_class;
	cage->dev.parent = config->parent;
	cage->dev.groups = cmis_clients_groups();
	cage->id = -1;
	INIT_LIST_HEAD(&cage->node);
	cage->netdev_fwnode = fwnode_handle_get(config->netdev_fwnode);
	cage->policy = cmis_core.policy;
	cage->xfer = &box->xfer;
	cmis_xfer_init(cage->xfer, config);
	cmis_events_init(&cage->events, cage->policy->work);
	cmis_irq_init(&cage->irq);
	cmis_presence_init(&cage->presence);
	cmis_settings_init(&cage->settings, &cmis_core.defaults,
			   config->label);
	cmis_port_init(&cage->port);
	mutex_init(&cage->control_lock);
	mutex_init(&cage->selector.lock);
	return cage;
}

static int cmis_cage_set_name(struct cmis_cage *cage)
{
	cage->id = ida_alloc(&cmis_cage_ids, GFP_KERNEL);
	if (cage->id < 0)
		return cage->id;
	return dev_set_name(&cage->dev, "cmis%d", cage->id);
}

static int cmis_cage_start(struct cmis_cage *cage, const void *bus)
{
	int ret;

	ret = cmis_cage_set_name(cage);
	if (ret)
		return ret;
	ret = cage->policy->cage_init(cage);
	if (ret)
		return ret;
	cage->bus = cmis_bus_get(bus);
	if (IS_ERR(cage->bus)) {
		ret = PTR_ERR(cage->bus);
		goto err_policy;
	}
	ret = device_add(&cage->dev);
	if (ret)
		goto err_bus;
	return 0;

err_bus:
	cmis_bus_put(cage->bus);
err_policy:
	cage->policy->cage_exit(cage);
	return ret;
}

/**
 * cmis_cage_register - a transport offers a cage
 * @config: copied; @config->priv must stay valid until the cage is unregistered
 *
 * Context: May sleep.
 * Return: the cage, or an ERR_PTR().
 */
struct cmis_cage *cmis_cage_register(const struct cmis_cage_config *config)
{
	struct cmis_cage *cage;
	int ret;

	if (!config->parent || !cmis_xfer_config_ok(config))
		return ERR_PTR(-EINVAL);
	cage = cmis_cage_alloc(config);
	if (!cage)
		return ERR_PTR(-ENOMEM);
	ret = cmis_cage_start(cage, config->bus);
	if (ret) {
		put_device(&cage->dev);
		return ERR_PTR(ret);
	}

	scoped_guard(mutex, &cmis_cages_lock)
		list_add_tail(&cage->node, &cmis_cages);
	cmis_clients_add_cage(cage);
	/* Events that came before this have been kept. */
	cmis_events_start(cage);
	return cage;
}
EXPORT_SYMBOL_GPL(cmis_cage_register);

/**
 * cmis_cage_unregister - a transport takes a cage away
 * @cage: from cmis_cage_register()
 *
 * When it returns, none of the transport's operations runs or will be called.
 * MAC drivers may still hold the cage: they get -ENODEV.
 *
 * Context: May sleep. The transport's interrupts are off.
 */
void cmis_cage_unregister(struct cmis_cage *cage)
{
	scoped_guard(mutex, &cmis_cages_lock)
		list_del_init(&cage->node);

	/* Operations under way fail at their next transaction. */
	cmis_xfer_kill(cage->xfer);
	cmis_events_stop(cage);

	/*
	 * The work is off, so its part is ours. The transport is still there,
	 * and this is the last time that it is used.
	 */
	cmis_xfer_revive(cage->xfer);
	cage->policy->cage_quiesce(cage);
	cmis_xfer_kill(cage->xfer);
	cage->policy->cage_exit(cage);
	cmis_clients_del_cage(cage);

	/* Waits for readers of the attributes; they see an empty cage. */
	device_del(&cage->dev);
	cmis_bus_put(cage->bus);
	put_device(&cage->dev);
}
EXPORT_SYMBOL_GPL(cmis_cage_unregister);

static bool cmis_cage_has_name(struct cmis_cage *cage, const char *name)
{
	struct cmis_settings settings;

	if (!strcmp(cmis_cage_name(cage), name))
		return true;
	cmis_cage_get_settings(cage, &settings);
	return settings.label[0] && !strcmp(settings.label, name);
}

/**
 * cmis_cage_get_by_name - find a cage by its device name or its label
 * @name: e.g. "cmis0", or the name on the front panel
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL.
 */
struct cmis_cage *cmis_cage_get_by_name(const char *name)
{
	struct cmis_cage *cage;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (cmis_cage_has_name(cage, name))
			return to_cmis_cage(get_device(&cage->dev));
	return NULL;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_by_name);

/**
 * cmis_cage_get_by_fwnode - find the cage that a firmware node describes
 * @fwnode: node of the cage; the node of a MAC refers to it
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL.
 */
struct cmis_cage *cmis_cage_get_by_fwnode(struct fwnode_handle *fwnode)
{
	struct cmis_cage *cage;

	if (!fwnode)
		return NULL;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (dev_fwnode(cage->dev.parent) == fwnode)
			return to_cmis_cage(get_device(&cage->dev));
	return NULL;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_by_fwnode);

/**
 * cmis_cage_get_next - find the cage with the next number
 * @id: the least number that will do
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL if there is none.
 */
struct cmis_cage *cmis_cage_get_next(int id)
{
	struct cmis_cage *cage, *found = NULL;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (cage->id >= id && (!found || cage->id < found->id))
			found = cage;
	if (found)
		get_device(&found->dev);
	return found;
}

/**
 * cmis_cage_get - take a reference
 * @cage: the cage
 *
 * Return: the cage.
 */
struct cmis_cage *cmis_cage_get(struct cmis_cage *cage)
{
	get_device(&cage->dev);
	return cage;
}
CMIS_EXPORT_SYMBOL(cmis_cage_get);

/**
 * cmis_cage_dev - the device of a cage, for messages
 * @cage: the cage
 *
 * Return: the device.
 */
struct device *cmis_cage_dev(struct cmis_cage *cage)
{
	return &cage->dev;
}
CMIS_EXPORT_SYMBOL(cmis_cage_dev);

/**
 * cmis_cage_netdev_fwnode - the MAC that firmware gives to a cage
 * @cage: the cage
 *
 * Return: a firmware node that lives as long as the cage, or NULL.
 */
struct fwnode_handle *cmis_cage_netdev_fwnode(struct cmis_cage *cage)
{
	return cage->netdev_fwnode;
}
CMIS_EXPORT_SYMBOL(cmis_cage_netdev_fwnode);

/**
 * cmis_cage_put - drop a reference
 * @cage: from cmis_cage_get_by_name() or cmis_cage_get_by_fwnode(), or NULL
 */
void cmis_cage_put(struct cmis_cage *cage)
{
	if (cage)
		put_device(&cage->dev);
}
EXPORT_SYMBOL_GPL(cmis_cage_put);

/**
 * cmis_core_init - get ready for cages
 * @config: the layers above; its pointers must stay valid
 *
 * Return: 0, or a negative errno.
 */
int cmis_core_init(const struct cmis_core_config *config)
{
	int ret;

	if (!cmis_settings_ok(&config->defaults, CMIS_SETTING_ALL))
		return -EINVAL;
	cmis_core = *config;
	ret = cmis_clients_init(config->clients, config->num_clients);
	if (ret)
		return ret;
	return class_register(&cmis_class);
}

/**
 * cmis_core_exit - the end; all cages have been unregistered
 */
void cmis_core_exit(void)
{
	class_unregister(&cmis_class);
	ida_destroy(&cmis_cage_ids);
	/* Modules and snapshots are freed by RCU, in code that stays. */
}

/**
 * cmis_cage_set_state - the cage is in another state
 * @cage: the cage
 * @state: the state
 * @error: negative errno that says why, for %CMIS_CAGE_FAULT; else 0
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_state(struct cmis_cage *cage, enum cmis_cage_state state,
			 int error)
{
	if (cage->state == state && cage->error == error)
		return;

	WRITE_ONCE(cage->error, error);
	WRITE_ONCE(cage->state, state);
	/* cmis_cage_await_seen() does not wait for a module that is broken. */
	if (state == CMIS_CAGE_FAULT)
		wake_up_all(&cage->presence.seen);
	cmis_clients_tell_status(cage);
}

/**
 * cmis_cage_add_module - a module can be shown
 * @cage: the cage
 * @module: reference is taken over
 * @snapshot: reference is taken over
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_add_module(struct cmis_cage *cage, struct cmis_module *module,
			  struct cmis_snapshot *snapshot)
{
	rcu_assign_pointer(cage->snapshot, snapshot);
	rcu_assign_pointer(cage->module, module);
	cmis_clients_add_module(cage, module);
}

/**
 * cmis_cage_del_module - the module is gone
 * @cage: the cage
 *
 * Context: The cage's work, or its remover after the work was cancelled.
 * Sleeps.
 */
void cmis_cage_del_module(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot;
	struct cmis_module *module;

	/* Readers first: none may take an old value for a new module's. */
	module = rcu_replace_pointer(cage->module, NULL, true);
	snapshot = rcu_replace_pointer(cage->snapshot, NULL, true);
	cmis_cage_set_seen(cage);
	cmis_clients_del_module(cage);
	cmis_snapshot_put(snapshot);
	cmis_module_put(module);
}

/**
 * cmis_cage_set_snapshot - a sweep has been made
 * @cage: the cage, with a module
 * @snapshot: reference is taken over
 * @class: whose values are new
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_snapshot(struct cmis_cage *cage,
			    struct cmis_snapshot *snapshot,
			    enum cmis_class class)
{
	snapshot = rcu_replace_pointer(cage->snapshot, snapshot, true);
	cmis_snapshot_put(snapshot);
	cmis_clients_tell_sampled(cage, class);
}
