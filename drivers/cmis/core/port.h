/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The netdev of a cage: port/ sets it, and readers get it from here. Also the
 * requests to attach a netdev by name. Another module does that: see struct
 * cmis_attacher in <linux/cmis.h>.
 */
#ifndef _CMIS_PORT_H
#define _CMIS_PORT_H

#include <linux/if.h>
#include <linux/mutex.h>
#include <linux/types.h>

struct cmis_cage;
struct cmis_client;
struct net;
struct net_device;
struct netlink_ext_ack;

enum cmis_port_state {
	CMIS_PORT_NONE,		/* no netdev is known */
	CMIS_PORT_DOWN,
	CMIS_PORT_UP,
};

/* Counters of a network driver for the direction that the host receives */
enum cmis_fec {
	CMIS_NIC_FEC_CORRECTED,		/* blocks */
	CMIS_NIC_FEC_UNCORRECTABLE,	/* blocks */
	CMIS_NIC_FEC_CORRECTED_BITS,
	CMIS_NIC_FEC_COUNT,
};

/* The driver does not say why the link is down, or it is up. */
#define CMIS_REASON_NONE	U32_MAX

/**
 * struct cmis_nic_view - the link of a port as its network driver sees it
 * @when_ns: boot time of the look; 0: there was none
 * @stale_ms: oldest age at which the fields below may be shown
 * @reason: enum ethtool_link_ext_state, or %CMIS_REASON_NONE
 * @fec_has: bits of @fec: the driver has the counter
 * @fec: counters, by enum cmis_fec
 * @carrier: the link is up; of now
 * @changes: how often the link has come up or gone down; of now
 */
struct cmis_nic_view {
	u64 when_ns;
	u32 stale_ms;
	u32 reason;
	u32 fec_has;
	u64 fec[CMIS_NIC_FEC_COUNT];
	bool carrier;
	u32 changes;
};

/**
 * struct cmis_port_info - the netdev of a cage
 * @lock: guards the fields below; the innermost lock
 * @dev: the netdev, without a reference: NULL as soon as it goes
 * @name: name of the netdev; empty if there is none
 * @net: network namespace of the netdev; NULL while the netdev moves
 * @up: the netdev is administratively up
 * @link: bits CMIS_PORT_LINK_*: the link, as its MAC driver tells it; atomic
 * @view: the link as @dev sees it
 */
struct cmis_port_info {
	struct mutex lock;	/* all below but link */
	struct net_device *dev;
	char name[IFNAMSIZ];
	struct net *net;
	bool up;
	unsigned long link;
	struct cmis_nic_view view;
};

/* Bits of the link of a cage without a netdev. */
enum cmis_port_link {
	CMIS_PORT_LINK_UP,
	CMIS_PORT_LINK_FELL,	/* it went down since it was told */
	CMIS_PORT_LINK_NEWS,	/* it is to be told */
};

void cmis_cage_set_port(struct cmis_cage *cage, struct net_device *dev,
			struct net *net);
void cmis_cage_tell_link(struct cmis_cage *cage);
void cmis_cage_set_carrier(struct cmis_cage *cage, bool up);
struct net_device *cmis_cage_get_netdev(struct cmis_cage *cage);
void cmis_cage_set_nic_view(struct cmis_cage *cage,
			    const struct net_device *dev,
			    const struct cmis_nic_view *view);
int cmis_cage_get_nic_view(struct cmis_cage *cage, struct cmis_nic_view *view);
const char *cmis_reason_name(u32 reason);
enum cmis_port_state cmis_cage_get_port_state(struct cmis_cage *cage);
void cmis_cage_get_netdev_name(struct cmis_cage *cage, char name[IFNAMSIZ]);
bool cmis_cage_is_in_net(struct cmis_cage *cage, const struct net *net);
struct net *cmis_cage_get_other_net(struct cmis_cage *cage);

extern const struct cmis_client cmis_attacher_client;

int cmis_cage_attach_netdev(struct cmis_cage *cage, const char *name,
			    struct netlink_ext_ack *extack);
void cmis_attacher_settle(void);
const char *cmis_cage_get_netdev_state(struct cmis_cage *cage);

#endif /* _CMIS_PORT_H */
