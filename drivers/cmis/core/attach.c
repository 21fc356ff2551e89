// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests to attach a netdev to a cage by name, and the hook for the module
 * that carries them out. Without that module a request fails.
 */

#include <linux/cmis.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kmod.h>
#include <linux/list.h>
#include <linux/netlink.h>
#include <linux/rwsem.h>

#include "compat/compat.h"
#include "core/attach.h"
#include "core/cage.h"
#include "core/port.h"

/* Guards the attacher and the cages that it knows; outside of RTNL. */
static DECLARE_RWSEM(cmis_attacher_lock);
static const struct cmis_attacher *cmis_attacher;
static LIST_HEAD(cmis_attacher_cages);

/**
 * cmis_attacher_register - offer to attach netdevs to cages
 * @attacher: the offer; its cage_add is called for all cages that there are
 *
 * Context: Sleeps. RTNL is not held.
 * Return: 0; -EBUSY if there is another one.
 */
int cmis_attacher_register(const struct cmis_attacher *attacher)
{
	struct cmis_cage *cage;

	guard(rwsem_write)(&cmis_attacher_lock);
	if (cmis_attacher)
		return -EBUSY;
	cmis_attacher = attacher;
	list_for_each_entry(cage, &cmis_attacher_cages, clients.attacher_node)
		attacher->cage_add(cage);
	return 0;
}
CMIS_EXPORT_SYMBOL(cmis_attacher_register);

/**
 * cmis_attacher_unregister - end the offer
 *
 * None of the operations runs when it returns.
 *
 * Context: Sleeps. RTNL is not held.
 */
void cmis_attacher_unregister(void)
{
	struct cmis_cage *cage;

	guard(rwsem_write)(&cmis_attacher_lock);
	list_for_each_entry(cage, &cmis_attacher_cages, clients.attacher_node)
		cmis_attacher->cage_del(cage);
	cmis_attacher = NULL;
}
CMIS_EXPORT_SYMBOL(cmis_attacher_unregister);

/**
 * cmis_cage_attach_netdev - attach a netdev to a cage for an administrator
 * @cage: the cage
 * @name: name of the netdev; empty: detach the one that is attached
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep. RTNL is not held.
 * Return: 0; -EINVAL if @name is invalid; -ENODEV if there is no such netdev or
 * the cage is gone; -EOPNOTSUPP if cmis_attach is not loaded or the driver of
 * the netdev has module access of its own; -EBUSY if the netdev has another
 * cage, or the old one cannot be let go; -ENOMEM.
 */
int cmis_cage_attach_netdev(struct cmis_cage *cage, const char *name,
			    struct netlink_ext_ack *extack)
{
	if (name[0] && !READ_ONCE(cmis_attacher))
		request_module("cmis_attach");

	guard(rwsem_read)(&cmis_attacher_lock);
	if (cmis_attacher)
		return cmis_attacher->attach(cage, name, extack);
	if (name[0]) {
		NL_SET_ERR_MSG(extack, "the module cmis_attach is not loaded");
		return -EOPNOTSUPP;
	}
	if (cmis_cage_get_port_state(cage) != CMIS_PORT_NONE) {
		NL_SET_ERR_MSG(extack, "cage is bound by its MAC driver");
		return -EBUSY;
	}
	return 0;
}

/**
 * cmis_attacher_settle - wait until a detached netdev has its own operations
 *
 * Context: Sleeps, for a second at most. RTNL is not held, and no request of
 * generic netlink is under way in this task.
 */
void cmis_attacher_settle(void)
{
	guard(rwsem_read)(&cmis_attacher_lock);
	if (cmis_attacher)
		cmis_attacher->settle();
}

/**
 * cmis_cage_get_netdev_state - how a cage and its netdev belong together
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: a word for `netdev_state`.
 */
const char *cmis_cage_get_netdev_state(struct cmis_cage *cage)
{
	const char *state = NULL;

	guard(rwsem_read)(&cmis_attacher_lock);
	if (cmis_attacher)
		state = cmis_attacher->get_state(cage);
	if (state)
		return state;
	if (cmis_cage_get_port_state(cage) != CMIS_PORT_NONE)
		return "bound";
	return "none";
}

static int cmis_attacher_cage_add(struct cmis_cage *cage)
{
	/* Firmware names a netdev, which may need the module. */
	if (cage->netdev_fwnode && !READ_ONCE(cmis_attacher))
		request_module_nowait("cmis_attach");

	guard(rwsem_write)(&cmis_attacher_lock);
	list_add_tail(&cage->clients.attacher_node, &cmis_attacher_cages);
	if (cmis_attacher)
		cmis_attacher->cage_add(cage);
	return 0;
}

static void cmis_attacher_cage_del(struct cmis_cage *cage)
{
	guard(rwsem_write)(&cmis_attacher_lock);
	list_del(&cage->clients.attacher_node);
	if (cmis_attacher)
		cmis_attacher->cage_del(cage);
}

static int cmis_attacher_module_add(struct cmis_cage *cage,
				    struct cmis_module *module)
{
	return 0;
}

/* Skips a turn while a cage or the attacher comes or goes. */
static void cmis_attacher_sampled(struct cmis_cage *cage,
				  enum cmis_class class)
{
	if (!down_read_trylock(&cmis_attacher_lock))
		return;
	if (cmis_attacher)
		cmis_attacher->check(cage);
	up_read(&cmis_attacher_lock);
}

const struct cmis_client cmis_attacher_client = {
	.name = "attach",
	.cage_add = cmis_attacher_cage_add,
	.cage_del = cmis_attacher_cage_del,
	.module_add = cmis_attacher_module_add,
	.sampled = cmis_attacher_sampled,
};
