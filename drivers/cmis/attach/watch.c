// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which netdev firmware says that a cage belongs to, and what happens to
 * netdevs that cages belong to.
 */

#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/property.h>
#include <linux/rtnetlink.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "attach/attach.h"
#include "compat/compat.h"
#include "core/core.h"
#include "port/ethtool.h"

/* ------------------------------------------------------------------------ */
/* What firmware says                                                       */
/* ------------------------------------------------------------------------ */

/* A netdev with a node of its own shares its parent with others. */
static bool cmis_netdev_has_fwnode(const struct net_device *dev,
				   const struct fwnode_handle *fwnode)
{
	const struct fwnode_handle *own = dev_fwnode(&dev->dev);

	if (own || !dev->dev.parent)
		return own == fwnode;
	return dev_fwnode(dev->dev.parent) == fwnode;
}

static bool cmis_port_wants_fwnode(const struct cmis_port *port)
{
	return port->cage->netdev_fwnode && !port->manual &&
	       !__cmis_link_of_cage(port->cage);
}

static bool cmis_ports_want_fwnode(void)
{
	struct cmis_port *port;

	list_for_each_entry(port, &cmis_ports, node)
		if (cmis_port_wants_fwnode(port))
			return true;
	return false;
}

static void cmis_port_attach_fwnode(struct cmis_port *port,
				    struct net_device *dev)
{
	struct netlink_ext_ack extack = {};
	int ret;

	if (port->refused == dev->ifindex)
		return;
	ret = cmis_attach(port->cage, dev, &extack);
	if (!ret) {
		dev_info(&port->cage->dev, "attached to %s\n", dev->name);
		return;
	}
	if (ret != -ENOMEM)
		port->refused = dev->ifindex;
	dev_info_ratelimited(&port->cage->dev, "not attached to %s: %s\n",
			     dev->name, extack._msg ?: "no memory");
}

/**
 * cmis_port_scan - attach the netdev that firmware says, if it is there
 * @port: the port
 *
 * Context: RTNL, without the lock of any netdev.
 */
void cmis_port_scan(struct cmis_port *port)
{
	struct net_device *dev;

	ASSERT_RTNL();
	if (!cmis_port_wants_fwnode(port))
		return;
	for_each_netdev(&init_net, dev) {
		if (cmis_netdev_has_fwnode(dev, port->cage->netdev_fwnode)) {
			cmis_port_attach_fwnode(port, dev);
			return;
		}
	}
}

static void cmis_scan_work(struct work_struct *work)
{
	struct cmis_port *port;
	struct cmis_link *link;

	rtnl_lock();
	list_for_each_entry(link, &cmis_links, node)
		cmis_link_update(link);
	list_for_each_entry(port, &cmis_ports, node)
		cmis_port_scan(port);
	rtnl_unlock();
}

static DECLARE_WORK(cmis_scan, cmis_scan_work);

/**
 * cmis_attach_rescan - look at all netdevs and links, soon
 *
 * Context: Any.
 */
void cmis_attach_rescan(void)
{
	queue_work(system_long_wq, &cmis_scan);
}

/**
 * cmis_attach_reconsider - a netdev is free: who was refused may have it, soon
 * @ifindex: the netdev's
 *
 * Context: RTNL.
 */
void cmis_attach_reconsider(int ifindex)
{
	struct cmis_port *port;

	ASSERT_RTNL();
	list_for_each_entry(port, &cmis_ports, node)
		if (port->refused == ifindex)
			port->refused = 0;
	cmis_attach_rescan();
}

/* ------------------------------------------------------------------------ */
/* What happens to netdevs                                                  */
/* ------------------------------------------------------------------------ */

static void cmis_link_rename(struct cmis_link *link)
{
	mutex_lock(&cmis_links_lock);
	strscpy(link->name, link->dev->name, sizeof(link->name));
	mutex_unlock(&cmis_links_lock);
}

static void cmis_link_set_net(struct cmis_link *link, struct net *net)
{
	mutex_lock(&cmis_links_lock);
	link->net = net;
	mutex_unlock(&cmis_links_lock);
}

/*
 * Going to another network namespace looks like unregistering and registering
 * anew. What a MAC driver has bound goes along; our own operations stay behind,
 * as who attached the cage did so by a name of the old namespace.
 */
static bool cmis_link_moves(const struct cmis_link *link)
{
	return link->state == CMIS_LINK_BOUND &&
	       link->dev->reg_state == NETREG_REGISTERED;
}

static void cmis_link_event(struct cmis_link *link, unsigned long event)
{
	struct net_device *dev = link->dev;

	switch (event) {
	case NETDEV_REGISTER:
		cmis_link_rename(link);
		cmis_link_set_net(link, dev_net(dev));
		return;
	case NETDEV_UNREGISTER:
		cmis_link_set_net(link, NULL);
		if (cmis_link_moves(link))
			return;
		cmis_link_drop(link, dev->reg_state != NETREG_REGISTERED);
		return;
	case NETDEV_CHANGENAME:
		cmis_link_rename(link);
		return;
	case NETDEV_UP:
	case NETDEV_DOWN:
		if (link->cage)
			cmis_power_set_port(link->cage, cmis_port_state(dev));
		cmis_link_update(link);
		return;
	case NETDEV_CHANGE:
		cmis_link_update(link);
		return;
	}
}

/*
 * Runs under RTNL; with the netdev's instance lock too, but for
 * NETDEV_UNREGISTER. So a netdev that appears is attached by a work.
 */
static int cmis_attach_notify(struct notifier_block *nb, unsigned long event,
			      void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct cmis_link *link = __cmis_link_of_dev(dev);

	if (link)
		cmis_link_event(link, event);
	else if (event == NETDEV_REGISTER && cmis_ports_want_fwnode())
		cmis_attach_rescan();
	return NOTIFY_DONE;
}

/* Last, when those who have put their operations on top of ours are gone. */
static struct notifier_block cmis_attach_notifier = {
	.notifier_call = cmis_attach_notify,
	.priority = INT_MIN,
};

/**
 * cmis_attach_watch_init - begin to watch netdevs
 *
 * Return: 0, or a negative errno.
 */
int cmis_attach_watch_init(void)
{
	return register_netdevice_notifier(&cmis_attach_notifier);
}

/**
 * cmis_attach_watch_exit - stop watching netdevs
 *
 * Context: May sleep. There are no cages any more.
 */
void cmis_attach_watch_exit(void)
{
	unregister_netdevice_notifier(&cmis_attach_notifier);
	cancel_work_sync(&cmis_scan);
}
