// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netdevs whose ethtool_ops are a copy of ours.
 */

#include <linux/lockdep.h>
#include <linux/rtnetlink.h>

#include "attach/link.h"

DEFINE_MUTEX(cmis_copies_lock);	/* cmis_copies */
LIST_HEAD(cmis_copies);
LIST_HEAD(cmis_wants);
struct work_struct cmis_scan;

static void cmis_copies_assert(void)
{
	lockdep_assert(lockdep_rtnl_is_held() ||
		       lockdep_is_held(&cmis_copies_lock));
}

/**
 * __cmis_copy_of_dev - the copy of a netdev's operations
 * @dev: the netdev
 *
 * Context: RTNL or cmis_copies_lock is held.
 * Return: the copy, or NULL if there is none.
 */
struct cmis_copy *__cmis_copy_of_dev(const struct net_device *dev)
{
	struct cmis_copy *copy;

	cmis_copies_assert();
	list_for_each_entry(copy, &cmis_copies, node)
		if (copy->dev == dev)
			return copy;
	return NULL;
}

/**
 * __cmis_copy_of_cage - the copy that leads to a cage
 * @cage: the cage
 *
 * Context: RTNL or cmis_copies_lock is held.
 * Return: the copy, or NULL if there is none.
 */
struct cmis_copy *__cmis_copy_of_cage(const struct cmis_cage *cage)
{
	struct cmis_copy *copy;

	cmis_copies_assert();
	list_for_each_entry(copy, &cmis_copies, node)
		if (copy->cage == cage)
			return copy;
	return NULL;
}

/**
 * cmis_attach_reconsider - a netdev is free: a cage that was refused may have
 * it, soon
 * @ifindex: the netdev's
 *
 * Context: RTNL.
 */
void cmis_attach_reconsider(int ifindex)
{
	struct cmis_want *want;

	ASSERT_RTNL();
	list_for_each_entry(want, &cmis_wants, node)
		if (want->refused == ifindex)
			want->refused = 0;
	queue_work(system_long_wq, &cmis_scan);
}
