// SPDX-License-Identifier: GPL-2.0-only
/*
 * The netdev of a cage. The module cmis_attach attaches netdevs whose drivers
 * do not know cages. Without it, a request to attach a netdev fails.
 */

#include <linux/kmod.h>
#include <net/net_namespace.h>

#include "core/port.h"
#include "compat/compat.h"
#include "core/cage.h"
#include "core/record.h"

/**
 * cmis_cage_set_port - note the netdev of a cage, and tell the clients
 * @cage: the cage
 * @dev: the netdev; NULL if there is none. Before it goes, the caller must pass
 *	another one
 * @net: network namespace of the netdev; NULL while the netdev moves. Before
 *	the namespace goes, the caller must pass another @net
 *
 * Context: RTNL. Sleeps; does not touch the bus.
 */
void cmis_cage_set_port(struct cmis_cage *cage, struct net_device *dev,
			struct net *net)
{
	struct cmis_port_info *port = &cage->port;

	scoped_guard(mutex, &port->lock) {
		if (port->dev != dev)
			memset(&port->view, 0, sizeof(port->view));
		port->dev = dev;
		strscpy(port->name, dev ? dev->name : "", sizeof(port->name));
		port->net = net;
		port->up = dev && dev->flags & IFF_UP;
	}
	cmis_clients_tell_port(cage);
}

/**
 * cmis_cage_set_link - a MAC driver tells that its link is up or down
 * @cage: the cage
 * @up: the link is up
 *
 * The flight recorder of the cage takes a loss for a trigger, and a verdict
 * says why. A driver that has bound a netdev need not call it: the core follows
 * the carrier of the netdev.
 *
 * Context: Any.
 */
void cmis_cage_set_link(struct cmis_cage *cage, bool up)
{
	unsigned long *link = &cage->port.link;

	if (up && !test_and_set_bit(CMIS_PORT_LINK_UP, link))
		set_bit(CMIS_PORT_LINK_NEWS, link);
	if (!up && test_and_clear_bit(CMIS_PORT_LINK_UP, link)) {
		set_bit(CMIS_PORT_LINK_FELL, link);
		set_bit(CMIS_PORT_LINK_NEWS, link);
	}
	cmis_record_link(cage, up ? CMIS_RECORD_CARRIER_UP :
				    CMIS_RECORD_CARRIER_DOWN, 0);
	cmis_cage_notify(cage, CMIS_EVENT_RECORD);
}
EXPORT_SYMBOL_GPL(cmis_cage_set_link);

/**
 * cmis_cage_tell_link - tell the clients of the link of a cage without a netdev
 * @cage: the cage
 *
 * A loss counts even if the link is up again.
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_tell_link(struct cmis_cage *cage)
{
	unsigned long *link = &cage->port.link;
	bool fell;

	if (!test_and_clear_bit(CMIS_PORT_LINK_NEWS, link))
		return;
	fell = test_and_clear_bit(CMIS_PORT_LINK_FELL, link);
	if (cmis_cage_get_port_state(cage) != CMIS_PORT_NONE)
		return;
	if (fell)
		cmis_clients_tell_carrier(cage, false);
	if (test_bit(CMIS_PORT_LINK_UP, link))
		cmis_clients_tell_carrier(cage, true);
}

/**
 * cmis_cage_set_carrier - tell the clients of the carrier of a cage's netdev
 * @cage: the cage
 * @up: the netdev is up, and has a carrier
 *
 * Context: RTNL. Sleeps.
 */
void cmis_cage_set_carrier(struct cmis_cage *cage, bool up)
{
	cmis_clients_tell_carrier(cage, up);
}

/**
 * cmis_cage_get_netdev - get the netdev of a cage
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the netdev, or NULL. The caller must call dev_put(), soon.
 */
struct net_device *cmis_cage_get_netdev(struct cmis_cage *cage)
{
	guard(mutex)(&cage->port.lock);
	dev_hold(cage->port.dev);
	return cage->port.dev;
}

/**
 * cmis_cage_set_nic_view - keep a look at the link of a cage's netdev
 * @cage: the cage
 * @dev: the netdev; nothing happens if the cage has another one by now
 * @view: the result of the look
 *
 * Context: May sleep.
 */
void cmis_cage_set_nic_view(struct cmis_cage *cage,
			    const struct net_device *dev,
			    const struct cmis_nic_view *view)
{
	guard(mutex)(&cage->port.lock);
	if (cage->port.dev == dev)
		cage->port.view = *view;
}

/* Forget an old look. */
static void cmis_nic_view_age(struct cmis_nic_view *view)
{
	u64 age_ns = ktime_get_boottime_ns() - view->when_ns;

	if (view->when_ns && age_ns <= (u64)view->stale_ms * NSEC_PER_MSEC)
		return;
	memset(view, 0, sizeof(*view));
	view->reason = CMIS_REASON_NONE;
}

/**
 * cmis_cage_get_nic_view - get the link of a cage as its network driver sees it
 * @cage: the cage
 * @view: gets the last look, and the carrier of now; an old look is absent
 *
 * Context: May sleep.
 * Return: 0; -ENODATA if the cage has no netdev.
 */
int cmis_cage_get_nic_view(struct cmis_cage *cage, struct cmis_nic_view *view)
{
	const struct net_device *dev;

	guard(mutex)(&cage->port.lock);
	dev = cage->port.dev;
	if (!dev)
		return -ENODATA;
	*view = cage->port.view;
	cmis_nic_view_age(view);
	/* A link that is up is not down for a reason. */
	view->carrier = netif_running(dev) && netif_carrier_ok(dev);
	if (view->carrier)
		view->reason = CMIS_REASON_NONE;
	view->changes = atomic_read(&dev->carrier_up_count) +
			atomic_read(&dev->carrier_down_count);
	return 0;
}

/* As ethtool has them, with underscores */
static const char *const cmis_reason_names[] = {
	[ETHTOOL_LINK_EXT_STATE_AUTONEG] = "autoneg",
	[ETHTOOL_LINK_EXT_STATE_LINK_TRAINING_FAILURE] =
		"link_training_failure",
	[ETHTOOL_LINK_EXT_STATE_LINK_LOGICAL_MISMATCH] =
		"link_logical_mismatch",
	[ETHTOOL_LINK_EXT_STATE_BAD_SIGNAL_INTEGRITY] =
		"bad_signal_integrity",
	[ETHTOOL_LINK_EXT_STATE_NO_CABLE] = "no_cable",
	[ETHTOOL_LINK_EXT_STATE_CABLE_ISSUE] = "cable_issue",
	[ETHTOOL_LINK_EXT_STATE_EEPROM_ISSUE] = "eeprom_issue",
	[ETHTOOL_LINK_EXT_STATE_CALIBRATION_FAILURE] = "calibration_failure",
	[ETHTOOL_LINK_EXT_STATE_POWER_BUDGET_EXCEEDED] =
		"power_budget_exceeded",
	[ETHTOOL_LINK_EXT_STATE_OVERHEAT] = "overheat",
	[ETHTOOL_LINK_EXT_STATE_MODULE] = "module",
};

/**
 * cmis_reason_name - the name of a reason why a link is down
 * @reason: enum ethtool_link_ext_state
 *
 * Return: the name; "other" for one that the driver does not know.
 */
const char *cmis_reason_name(u32 reason)
{
	return reason < ARRAY_SIZE(cmis_reason_names) ?
	       cmis_reason_names[reason] : "other";
}

/**
 * cmis_cage_get_port_state - whether the netdev of a cage is up
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the state.
 */
enum cmis_port_state cmis_cage_get_port_state(struct cmis_cage *cage)
{
	guard(mutex)(&cage->port.lock);
	if (!cage->port.name[0])
		return CMIS_PORT_NONE;
	return cage->port.up ? CMIS_PORT_UP : CMIS_PORT_DOWN;
}

/**
 * cmis_cage_get_netdev_name - get the name of a cage's netdev
 * @cage: the cage
 * @name: gets the name; empty if there is no netdev
 *
 * Context: May sleep.
 */
void cmis_cage_get_netdev_name(struct cmis_cage *cage, char name[IFNAMSIZ])
{
	guard(mutex)(&cage->port.lock);
	strscpy(name, cage->port.name, IFNAMSIZ);
}

/**
 * cmis_cage_is_in_net - whether a network namespace may see a cage
 * @cage: the cage
 * @net: the namespace; the initial namespace sees all cages
 *
 * Context: May sleep.
 * Return: true if the netdev of the cage is in that namespace.
 */
bool cmis_cage_is_in_net(struct cmis_cage *cage, const struct net *net)
{
	guard(mutex)(&cage->port.lock);
	return net_eq(net, &init_net) || cage->port.net == net;
}

/**
 * cmis_cage_get_other_net - get the namespace of a cage's netdev, unless it is
 * the initial one
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the namespace, or NULL. The caller must call put_net().
 */
struct net *cmis_cage_get_other_net(struct cmis_cage *cage)
{
	guard(mutex)(&cage->port.lock);
	if (!cage->port.net || net_eq(cage->port.net, &init_net))
		return NULL;
	return maybe_get_net(cage->port.net);
}

/* ------------------------------------------------------------------------ */
/* Attaching                                                                */
/* ------------------------------------------------------------------------ */

/* Guards the attacher and the list of its cages. Taken before RTNL. */
static DECLARE_RWSEM(cmis_attacher_lock);
static const struct cmis_attacher *cmis_attacher;
static LIST_HEAD(cmis_attacher_cages);

/**
 * cmis_attacher_register - offer to attach netdevs to cages
 * @attacher: the attacher; its cage_add is called for each registered cage
 *
 * Context: Sleeps. RTNL is not held.
 * Return: 0; -EBUSY if there is another attacher.
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
 * cmis_attacher_unregister - unregister the attacher
 *
 * When this function returns, no operation of the attacher runs.
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
 * @name: name of the netdev; empty: detach the present netdev
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep. RTNL is not held.
 * Return: 0; -EINVAL if @name is invalid; -ENODEV if there is no such netdev or
 * the cage is gone; -EOPNOTSUPP if cmis_attach is not loaded or the driver of
 * the netdev has module access of its own; -EBUSY if the netdev has another
 * cage, or the old netdev cannot be detached; -ENOMEM.
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
 * cmis_cage_get_netdev_state - get the state of a cage's binding to a netdev
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
	/* Firmware names a netdev. Its driver may need cmis_attach. */
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

/* Skips the check while a cage or the attacher is added or removed. */
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
	.sampled = cmis_attacher_sampled,
};
