/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the ethtool clients: port/ethtool.c (the operations themselves),
 * port/power.c (the power policy), port/netdev.c (a netdev per cage),
 * attach/attach.c (the netdev that a cage belongs to).
 *
 * Their locks, below those that core/core.h lists as outer:
 *
 *	RTNL
 *	  netdev instance lock (where the kernel has it)
 *	    power->apply_lock	(port/power.c: one change at a time)
 *	      cage->settings_lock, cage->xfer->lock
 *	    cmis_links_lock	(attach/attach.c: innermost)
 *	    cmis_power_lock	(port/power.c: innermost)
 */
#ifndef _CMIS_ETHTOOL_H
#define _CMIS_ETHTOOL_H

#include <linux/ethtool.h>
#include <linux/if.h>
#include <linux/netlink.h>
#include <linux/types.h>

#include "core/client.h"

struct cmis_cage;
struct net;
struct net_device;

/* The netdev that a cage belongs to, as far as it is known. */
enum cmis_port_state {
	CMIS_PORT_NONE,
	CMIS_PORT_DOWN,
	CMIS_PORT_UP,
};

/**
 * struct cmis_power_seen - what a module does about its power
 * @state: enum cmis_module_state
 * @low: it is asked to stay in low power (lower 26.4)
 */
struct cmis_power_seen {
	u8 state;
	bool low;
};

/* port/ethtool.c */
int cmis_ethtool_reset(struct cmis_cage *cage, u32 *flags);

/* attach/attach.c */
extern const struct cmis_client cmis_attach_client;
int cmis_attach_init(void);
void cmis_attach_exit(void);
int cmis_cage_attach_netdev(struct cmis_cage *cage, const char *name,
			    struct netlink_ext_ack *extack);
void cmis_cage_get_netdev_name(struct cmis_cage *cage, char name[IFNAMSIZ]);
bool cmis_cage_is_in_net(struct cmis_cage *cage, const struct net *net);
struct net *cmis_cage_get_other_net(struct cmis_cage *cage);

/* port/power.c */
extern const struct cmis_client cmis_power_client;
int cmis_power_get_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy *policy);
int cmis_power_set_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy policy);
void cmis_power_set_companion(struct cmis_cage *cage, bool up);
void cmis_power_set_port(struct cmis_cage *cage, enum cmis_port_state state);
bool cmis_power_port_is_up(struct cmis_cage *cage);
int cmis_power_fetch(struct cmis_cage *cage, struct cmis_power_seen *seen);

#endif /* _CMIS_ETHTOOL_H */
