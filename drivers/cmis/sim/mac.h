/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulator: a MAC driver whose ports lead to cages, or to NICs.
 */
#ifndef _CMIS_SIM_MAC_H
#define _CMIS_SIM_MAC_H

#include <linux/netdevice.h>

struct cmis_cage;
struct cmis_port;
struct cmis_sim_link;
struct cmis_sim_nic;

/**
 * struct cmis_sim_mac_priv - private part of a netdev, constant while it is
 * registered, except for the port
 * @cage: the cage of a port, or NULL
 * @port: lanes of the cage, or NULL; guarded by RTNL
 * @speed_mbps: speed of their data paths
 * @nic: the NIC, if the port has no cage
 * @link: the link
 */
struct cmis_sim_mac_priv {
	struct cmis_cage *cage;
	struct cmis_port *port;
	u32 speed_mbps;
	struct cmis_sim_nic *nic;
	const struct cmis_sim_link *link;
};

static inline struct cmis_sim_nic *
cmis_sim_mac_nic(const struct net_device *dev)
{
	const struct cmis_sim_mac_priv *priv = netdev_priv(dev);

	return priv->nic;
}

#endif /* _CMIS_SIM_MAC_H */
