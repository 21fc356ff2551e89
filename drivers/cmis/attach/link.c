// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netdevs whose ethtool_ops are a copy of ours.
 */

#include <linux/rtnetlink.h>

#include "attach/link.h"

DEFINE_MUTEX(cmis_copies_lock);	/* cmis_copies */
LIST_HEAD(cmis_copies);
LIST_HEAD(cmis_wants);

/**
 * __cmis_copy_find - find a copy of ethtool operations
 * @dev: netdev that has the copy, or NULL
 * @cage: cage that the copy leads to, or NULL
 *
 * Context: RTNL or cmis_copies_lock is held.
 * Return: the copy, or NULL if there is none.
 */
struct cmis_copy *__cmis_copy_find(const struct net_device *dev,
				   const struct cmis_cage *cage)
{
	struct cmis_copy *copy;

	lockdep_assert(lockdep_rtnl_is_held() ||
		       lockdep_is_held(&cmis_copies_lock));
	list_for_each_entry(copy, &cmis_copies, node)
		if (copy->dev == dev || (cage && copy->cage == cage))
			return copy;
	return NULL;
}

/**
 * cmis_attach_reconsider - try again to attach a netdev that is free now
 * @ifindex: index of the netdev; a cage that could not have it tries again
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
