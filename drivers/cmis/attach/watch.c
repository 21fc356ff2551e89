// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netdevs as firmware names them, and as they come and go.
 */

#include <linux/cmis.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/property.h>
#include <linux/rtnetlink.h>
#include <linux/workqueue.h>

#include "attach/attach.h"
#include "attach/link.h"
#include "attach/watch.h"
#include "compat/compat.h"

/* A netdev with a node of its own shares its parent with others. */
static bool cmis_netdev_has_fwnode(const struct net_device *dev,
				   const struct fwnode_handle *fwnode)
{
	const struct fwnode_handle *own = dev_fwnode(&dev->dev);

	if (own || !dev->dev.parent)
		return own == fwnode;
	return dev_fwnode(dev->dev.parent) == fwnode;
}

static bool cmis_want_is_open(const struct cmis_want *want)
{
	return cmis_cage_netdev_fwnode(want->cage) && !want->manual &&
	       !__cmis_copy_of_cage(want->cage) &&
	       !cmis_cage_is_bound(want->cage);
}

static void cmis_want_attach(struct cmis_want *want, struct net_device *dev)
{
	struct netlink_ext_ack extack = {};
	int ret;

	if (want->refused == dev->ifindex)
		return;
	ret = cmis_attach(want->cage, dev, &extack);
	if (!ret) {
		dev_info(cmis_cage_dev(want->cage), "attached to %s\n",
			 dev->name);
		return;
	}
	if (ret != -ENOMEM)
		want->refused = dev->ifindex;
	dev_info_ratelimited(cmis_cage_dev(want->cage),
			     "not attached to %s: %s\n",
			     dev->name, extack._msg ?: "no memory");
}

/**
 * cmis_want_scan - attach the netdev that firmware names, if it is there
 * @want: the cage
 *
 * Context: RTNL, without the lock of any netdev.
 */
void cmis_want_scan(struct cmis_want *want)
{
	struct fwnode_handle *fwnode;
	struct net_device *dev;

	ASSERT_RTNL();
	if (!cmis_want_is_open(want))
		return;
	fwnode = cmis_cage_netdev_fwnode(want->cage);
	for_each_netdev(&init_net, dev) {
		if (cmis_netdev_has_fwnode(dev, fwnode)) {
			cmis_want_attach(want, dev);
			return;
		}
	}
}

static void cmis_scan_work(struct work_struct *work)
{
	struct cmis_copy *copy;
	struct cmis_want *want;

	rtnl_lock();
	list_for_each_entry(copy, &cmis_copies, node)
		cmis_copy_update(copy);
	list_for_each_entry(want, &cmis_wants, node)
		cmis_want_scan(want);
	rtnl_unlock();
}

static bool cmis_wants_are_open(void)
{
	struct cmis_want *want;

	list_for_each_entry(want, &cmis_wants, node)
		if (cmis_want_is_open(want))
			return true;
	return false;
}

/*
 * Runs under RTNL; with the netdev's instance lock too, but for
 * NETDEV_UNREGISTER. So a netdev that appears is attached by a work. Our
 * operations do not go along to another network namespace: the name that an
 * administrator gave was one of the old namespace.
 */
static int cmis_attach_notify(struct notifier_block *nb, unsigned long event,
			      void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct cmis_copy *copy = __cmis_copy_of_dev(dev);

	if (!copy) {
		if (event == NETDEV_REGISTER && cmis_wants_are_open())
			queue_work(system_long_wq, &cmis_scan);
		return NOTIFY_DONE;
	}
	switch (event) {
	case NETDEV_UNREGISTER:
		cmis_copy_drop(copy, dev->reg_state != NETREG_REGISTERED);
		break;
	case NETDEV_UP:
	case NETDEV_DOWN:
	case NETDEV_CHANGE:
		cmis_copy_update(copy);
		break;
	}
	return NOTIFY_DONE;
}

/* Last: drivers with operations on top of ours take them away before. */
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
	INIT_WORK(&cmis_scan, cmis_scan_work);
	return register_netdevice_notifier(&cmis_attach_notifier);
}

/**
 * cmis_attach_watch_exit - stop watching netdevs
 *
 * Context: May sleep. There are no copies any more.
 */
void cmis_attach_watch_exit(void)
{
	unregister_netdevice_notifier(&cmis_attach_notifier);
	cancel_work_sync(&cmis_scan);
}
