/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Netdevs whose ethtool_ops are a copy of ours, and the cages of all of them.
 */
#ifndef _CMIS_ATTACH_LINK_H
#define _CMIS_ATTACH_LINK_H

#include <linux/ethtool.h>
#include <linux/netdevice.h>

struct cmis_cage;

enum cmis_copy_place {
	CMIS_COPY_ATTACHED,	/* our copy is in place */
	CMIS_COPY_COVERED,	/* somebody has put a copy of ours on top */
	CMIS_COPY_LOST,		/* the driver has put others in place */
	CMIS_COPY_PLACE_COUNT,
};

/*
 * A copy in place that is to go, see cmis_ops_empty(). Ethtool may have checked
 * it before and call the saved pointer later.
 */
enum cmis_copy_state {
	CMIS_COPY_WHOLE,	/* has all operations */
	CMIS_COPY_EMPTY,	/* looks as if it had none of ours */
	CMIS_COPY_AWAITED,	/* draining callers that saw the full copy */
};

/**
 * struct cmis_copy - the copy of a netdev's operations
 * @node: in cmis_copies, or later in cmis_retired
 * @cage: the cage; NULL once it is gone or was let go: the copy lingers until
 *	it can go
 * @dev: the netdev
 * @tracker: of the reference to @dev
 * @state: how much of the copy is left
 * @place: whether the copy is in place
 * @driver_ops: the driver's operations
 * @our_ops: the copy
 *
 * All but the node of a retired copy change under RTNL and cmis_copies_lock.
 */
struct cmis_copy {
	struct list_head node;
	struct cmis_cage *cage;
	struct net_device *dev;
	netdevice_tracker tracker;
	enum cmis_copy_state state;
	enum cmis_copy_place place;
	const struct ethtool_ops *driver_ops;
	struct ethtool_ops our_ops;
};

/**
 * struct cmis_want - a cage, and who decides on its netdev
 * @node: in cmis_wants
 * @cage: the cage
 * @manual: an administrator has decided; firmware is ignored
 * @refused: the last netdev that firmware asked for and that was refused
 *
 * Guarded by RTNL.
 */
struct cmis_want {
	struct list_head node;
	struct cmis_cage *cage;
	bool manual;
	int refused;
};

/* Guards cmis_copies for readers without RTNL; innermost. */
extern struct mutex cmis_copies_lock;
extern struct list_head cmis_copies;

/* RTNL */
extern struct list_head cmis_wants;

/* The work of attach/cage.c that looks at all netdevs. */
extern struct work_struct cmis_scan;

struct cmis_copy *__cmis_copy_find(const struct net_device *dev,
				   const struct cmis_cage *cage);
void cmis_attach_reconsider(int ifindex);

#endif /* _CMIS_ATTACH_LINK_H */
