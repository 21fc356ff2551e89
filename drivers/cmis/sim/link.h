/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulator: the link of a port, as a network driver tells of it: its counters
 * and its place in the NIC.
 */
#ifndef _CMIS_SIM_LINK_H
#define _CMIS_SIM_LINK_H

#include "compat/compat.h"

/* Not told */
#define CMIS_SIM_LINK_NONE	U64_MAX

/**
 * struct cmis_sim_link - the link of a port
 * @corrected: blocks that FEC has corrected; %CMIS_SIM_LINK_NONE: not told
 * @uncorrectable: blocks that FEC could not correct, or %CMIS_SIM_LINK_NONE
 * @bits: bits that FEC has corrected, or %CMIS_SIM_LINK_NONE
 * @slow_us: time that the driver takes to read these counters
 * @reason: enum ethtool_link_ext_state, or %CMIS_SIM_LINK_NONE
 * @port_id: identity of the port, or %CMIS_SIM_LINK_NONE
 * @switch_id: identity of the switch, or %CMIS_SIM_LINK_NONE
 * @name: name of the port in the switch; empty: not told
 */
struct cmis_sim_link {
	u64 corrected;
	u64 uncorrectable;
	u64 bits;
	u64 slow_us;
	u64 reason;
	u64 port_id;
	u64 switch_id;
	char name[IFNAMSIZ];
};

void cmis_sim_link_init(struct cmis_sim_link *link);
void cmis_sim_link_get_fec_stats(struct net_device *dev,
				 struct ethtool_fec_stats *stats);
int cmis_sim_link_get_ext_state(struct net_device *dev,
				struct ethtool_link_ext_state_info *info);
int cmis_sim_link_get_port_id(struct net_device *dev,
			      struct netdev_phys_item_id *id);
int cmis_sim_link_get_switch_id(struct net_device *dev,
				struct netdev_phys_item_id *id);
int cmis_sim_link_get_name(struct net_device *dev, char *name, size_t size);

#endif /* _CMIS_SIM_LINK_H */
