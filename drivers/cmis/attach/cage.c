// SPDX-License-Identifier: GPL-2.0-only
/*
 * The hook of cmis_attach in the driver: cages come and go, and an
 * administrator asks for a netdev by its name.
 */

#include <linux/cmis.h>
#include <linux/errno.h>
#include <linux/netdevice.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "attach/attach.h"
#include "attach/cage.h"
#include "attach/watch.h"
#include "compat/compat.h"

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
	struct cmis_want *want;

	want = kzalloc(sizeof(*want), GFP_KERNEL);
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
	copy = __cmis_copy_of_cage(cage);
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

	mutex_lock(&cmis_copies_lock);
	copy = __cmis_copy_of_cage(cage);
	if (copy && copy->place == CMIS_COPY_ATTACHED &&
	    READ_ONCE(copy->dev->ethtool_ops) != &copy->our_ops)
		queue_work(system_long_wq, &cmis_scan);
	mutex_unlock(&cmis_copies_lock);
}

static const char *cmis_attach_get_state(struct cmis_cage *cage)
{
	const char *state = NULL;
	struct cmis_copy *copy;

	mutex_lock(&cmis_copies_lock);
	copy = __cmis_copy_of_cage(cage);
	if (copy)
		state = cmis_copy_place_names[copy->place];
	mutex_unlock(&cmis_copies_lock);
	return state;
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

	ret = cmis_attach_watch_init();
	if (ret)
		return ret;
	ret = cmis_attacher_register(&cmis_attach_hook);
	if (ret)
		cmis_attach_watch_exit();
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
	cmis_attach_watch_exit();
}
