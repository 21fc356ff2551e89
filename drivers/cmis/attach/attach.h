/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files about the netdev that a cage belongs to share: attach/attach.c
 * (links between the two), attach/ops.c (the operations that such a netdev
 * gets), attach/watch.c (what firmware says and what happens to netdevs).
 */
#ifndef _CMIS_ATTACH_H
#define _CMIS_ATTACH_H

#include <linux/ethtool.h>
#include <linux/if.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/types.h>

struct cmis_cage;

enum cmis_link_state {
	CMIS_LINK_ATTACHED,	/* our copy is in place */
	CMIS_LINK_COVERED,	/* somebody has put a copy of ours on top */
	CMIS_LINK_LOST,		/* the driver has put others in place */
	CMIS_LINK_BOUND,	/* the MAC driver gave its netdev itself */
	CMIS_LINK_STATE_COUNT,
};

/*
 * The copy that is in place when it is to go, see cmis_ops_empty(). Ethtool may
 * have looked at it before, and call what it has seen.
 */
enum cmis_copy_state {
	CMIS_COPY_WHOLE,	/* has all operations */
	CMIS_COPY_EMPTY,	/* looks as if it had none of ours */
	CMIS_COPY_AWAITED,	/* it is waited for those who saw it whole */
};

/**
 * struct cmis_link - a netdev that a cage belongs to
 * @node: in cmis_links, or later in cmis_retired
 * @cage: the cage; NULL once it is gone while the copy had to stay
 * @dev: the netdev
 * @net: the network namespace that @dev is in; NULL while it moves
 * @tracker: of the reference to @dev, while the link lingers
 * @lingers: the copy could not go, or not yet
 * @copy: how much of the copy is left
 * @state: what has become of the copy
 * @name: name of @dev
 * @orig: what the driver has in dev->ethtool_ops
 * @ops: the copy
 *
 * All but the node of a retired link change under RTNL and cmis_links_lock.
 */
struct cmis_link {
	struct list_head node;
	struct cmis_cage *cage;
	struct net_device *dev;
	struct net *net;
	netdevice_tracker tracker;
	bool lingers;
	enum cmis_copy_state copy;
	enum cmis_link_state state;
	char name[IFNAMSIZ];
	const struct ethtool_ops *orig;
	struct ethtool_ops ops;
};

/**
 * struct cmis_port - a cage as these files see it
 * @node: in cmis_ports
 * @cage: the cage
 * @manual: an administrator has decided: firmware has no say any more
 * @refused: the last netdev that firmware asked for and that was refused
 *
 * Guarded by RTNL.
 */
struct cmis_port {
	struct list_head node;
	struct cmis_cage *cage;
	bool manual;
	int refused;
};

/* Guards cmis_links for those that have no RTNL; innermost. */
extern struct mutex cmis_links_lock;
extern struct list_head cmis_links;

/* RTNL */
extern struct list_head cmis_ports;

/*
 * attach/attach.c; under RTNL or, with underscores, cmis_links_lock; neither of
 * them for cmis_attach_settle()
 */
struct cmis_link *__cmis_link_of_dev(const struct net_device *dev);
struct cmis_link *__cmis_link_of_cage(const struct cmis_cage *cage);
enum cmis_port_state cmis_port_state(const struct net_device *dev);
void cmis_link_update(struct cmis_link *link);
void cmis_attach_settle(void);
void cmis_link_drop(struct cmis_link *link, bool dying);
int cmis_attach(struct cmis_cage *cage, struct net_device *dev,
		struct netlink_ext_ack *extack);

/* attach/ops.c */
void cmis_ops_fill(struct ethtool_ops *ops);
void cmis_ops_empty(struct ethtool_ops *ops, const struct ethtool_ops *orig);
bool cmis_ops_have_ours(const struct ethtool_ops *ops);
bool cmis_netdev_has_module(const struct net_device *dev);

/* attach/watch.c; under RTNL but for the last three */
void cmis_port_scan(struct cmis_port *port);
void cmis_attach_reconsider(int ifindex);
void cmis_attach_rescan(void);
int cmis_attach_watch_init(void);
void cmis_attach_watch_exit(void);

#endif /* _CMIS_ATTACH_H */
