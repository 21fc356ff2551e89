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

struct cmis_cage;
struct cmis_client;
struct net;
struct netlink_ext_ack;

enum cmis_port_state {
	CMIS_PORT_NONE,		/* no netdev is known */
	CMIS_PORT_DOWN,
	CMIS_PORT_UP,
};

/**
 * struct cmis_port_info - the netdev of a cage
 * @lock: guards the fields below; the innermost lock
 * @name: name of the netdev; empty if there is none
 * @net: network namespace of the netdev; NULL while the netdev moves
 * @up: the netdev is administratively up
 */
struct cmis_port_info {
	struct mutex lock;	/* all below */
	char name[IFNAMSIZ];
	struct net *net;
	bool up;
};

void cmis_cage_set_port(struct cmis_cage *cage, const char *name,
			struct net *net, bool up);
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
