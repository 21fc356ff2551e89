// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hook of cmis_attach in the driver: cages come and go, and an
 * administrator asks for a netdev by its name. Netdevs as firmware names them,
 * and as they come and go.
 */

#include <linux/cleanup.h>
#include <linux/cmis.h>
#include <linux/property.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "attach/cage.h"
#include "attach/attach.h"
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
	       !__cmis_copy_find(NULL, want->cage) &&
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

/* Attach the netdev that firmware names, if it is there. */
static void cmis_want_scan(struct cmis_want *want)
{
	struct fwnode_handle *fwnode = cmis_cage_netdev_fwnode(want->cage);
	struct net_device *dev;

	ASSERT_RTNL();
	if (!cmis_want_is_open(want))
		return;
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

DECLARE_WORK(cmis_scan, cmis_scan_work);

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
	struct cmis_copy *copy = __cmis_copy_find(dev, NULL);

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

static struct cmis_want *cmis_want_of(const struct cmis_cage *cage)
{
	struct cmis_want *want;

	ASSERT_RTNL();
	list_for_each_entry(want, &cmis_wants, node)
		if (want->cage == cage)
			return want;
	return NULL;
}

static void cmis_attach_cage_add(struct cmis_cage *cage)
{
	struct cmis_want *want = kzalloc(sizeof(*want), GFP_KERNEL);

	if (!want)
		return;
	want->cage = cage;
	rtnl_lock();
	list_add_tail(&want->node, &cmis_wants);
	cmis_want_scan(want);
	rtnl_unlock();
}

static void cmis_attach_cage_del(struct cmis_cage *cage)
{
	struct cmis_copy *copy;
	struct cmis_want *want;

	rtnl_lock();
	want = cmis_want_of(cage);
	if (want)
		list_del(&want->node);
	copy = __cmis_copy_find(NULL, cage);
	if (copy)
		cmis_copy_drop(copy, false);
	rtnl_unlock();
	cmis_copies_settle();
	kfree(want);
}

static int __cmis_attach_by_name(struct cmis_cage *cage, const char *name,
				 struct netlink_ext_ack *extack)
{
	struct cmis_want *want = cmis_want_of(cage);
	struct net_device *dev;
	int ret;

	if (!want) {
		NL_SET_ERR_MSG(extack, "the cage is going away");
		return -ENODEV;
	}
	if (!name[0]) {
		ret = cmis_detach(cage, extack);
	} else if (!dev_valid_name(name)) {
		NL_SET_ERR_MSG(extack, "invalid netdev name");
		ret = -EINVAL;
	} else {
		dev = __dev_get_by_name(&init_net, name);
		if (!dev) {
			NL_SET_ERR_MSG(extack, "no such netdev");
			return -ENODEV;
		}
		ret = cmis_attach(cage, dev, extack);
	}
	if (!ret)
		want->manual = true;
	return ret;
}

static int cmis_attach_by_name(struct cmis_cage *cage, const char *name,
			       struct netlink_ext_ack *extack)
{
	int ret;

	rtnl_lock();
	ret = __cmis_attach_by_name(cage, name, extack);
	rtnl_unlock();
	return ret;
}

/* Drivers give no notice when they replace their operations. */
static void cmis_attach_check(struct cmis_cage *cage)
{
	struct cmis_copy *copy;

	guard(mutex)(&cmis_copies_lock);
	copy = __cmis_copy_find(NULL, cage);
	if (copy && copy->place == CMIS_COPY_ATTACHED &&
	    READ_ONCE(copy->dev->ethtool_ops) != &copy->our_ops)
		queue_work(system_long_wq, &cmis_scan);
}

static const char *cmis_attach_get_state(struct cmis_cage *cage)
{
	struct cmis_copy *copy;

	guard(mutex)(&cmis_copies_lock);
	copy = __cmis_copy_find(NULL, cage);
	return copy ? cmis_copy_place_names[copy->place] : NULL;
}

static const struct cmis_attacher cmis_attach_hook = {
	.cage_add = cmis_attach_cage_add,
	.cage_del = cmis_attach_cage_del,
	.attach = cmis_attach_by_name,
	.settle = cmis_copies_settle,
	.check = cmis_attach_check,
	.get_state = cmis_attach_get_state,
};

/**
 * cmis_attach_init - begin to watch netdevs, and take requests
 *
 * Return: 0, or a negative errno.
 */
int cmis_attach_init(void)
{
	int ret;

	ret = register_netdevice_notifier(&cmis_attach_notifier);
	if (ret)
		return ret;
	ret = cmis_attacher_register(&cmis_attach_hook);
	if (ret)
		unregister_netdevice_notifier(&cmis_attach_notifier);
	return ret;
}

/**
 * cmis_attach_exit - give all netdevs their own operations back
 *
 * Waits while a netdev flashes firmware, or has other operations on top of
 * ours.
 */
void cmis_attach_exit(void)
{
	cmis_attacher_unregister();
	cmis_copies_end();
	unregister_netdevice_notifier(&cmis_attach_notifier);
	cancel_work_sync(&cmis_scan);
}
