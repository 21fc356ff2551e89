// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the link of a port, as a network driver tells of it: its counters
 * and its place in the NIC.
 */

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim/link.h"
#include "sim/mac.h"

#define CMIS_SIM_LINK_SLOW_MAX_US	10000000ULL

static const struct cmis_sim_link *
cmis_sim_link_of(const struct net_device *dev)
{
	const struct cmis_sim_mac_priv *priv = netdev_priv(dev);

	return priv->link;
}

/**
 * cmis_sim_link_init() - set up a link of which nothing is told
 * @link: the link
 */
void cmis_sim_link_init(struct cmis_sim_link *link)
{
	link->corrected = CMIS_SIM_LINK_NONE;
	link->uncorrectable = CMIS_SIM_LINK_NONE;
	link->bits = CMIS_SIM_LINK_NONE;
	link->reason = CMIS_SIM_LINK_NONE;
	link->port_id = CMIS_SIM_LINK_NONE;
	link->switch_id = CMIS_SIM_LINK_NONE;
}

/**
 * cmis_sim_link_get_fec_stats() - counters of FEC, for ethtool
 * @dev: the netdev of a port
 * @stats: gets the counters; bits by lanes, and nothing for what is not told
 *
 * Context: the locks of ethtool.
 */
void cmis_sim_link_get_fec_stats(struct net_device *dev,
				 struct ethtool_fec_stats *stats)
{
	const struct cmis_sim_link *link = cmis_sim_link_of(dev);
	u64 slow_us = READ_ONCE(link->slow_us);
	u64 bits = READ_ONCE(link->bits);

	WARN_ON_ONCE(!cmis_netdev_is_ethtool_locked(dev));
	WARN_ON_ONCE(!netif_device_present(dev));
	if (slow_us)
		fsleep(min(slow_us, CMIS_SIM_LINK_SLOW_MAX_US));
	stats->corrected_blocks.total = READ_ONCE(link->corrected);
	stats->uncorrectable_blocks.total = READ_ONCE(link->uncorrectable);
	if (bits == CMIS_SIM_LINK_NONE)
		return;
	stats->corrected_bits.lanes[0] = bits / 2;
	stats->corrected_bits.lanes[1] = bits - bits / 2;
}

/**
 * cmis_sim_link_get_ext_state() - why the link is down, for ethtool
 * @dev: the netdev of a port
 * @info: gets the reason
 *
 * Context: RTNL, as some drivers want it.
 * Return: 0; -ENODATA if it is not told.
 */
int cmis_sim_link_get_ext_state(struct net_device *dev,
				struct ethtool_link_ext_state_info *info)
{
	u64 reason = READ_ONCE(cmis_sim_link_of(dev)->reason);

	WARN_ON_ONCE(!rtnl_is_locked());
	if (reason == CMIS_SIM_LINK_NONE)
		return -ENODATA;
	info->link_ext_state = reason;
	return 0;
}

static int cmis_sim_link_put_id(u64 from, struct netdev_phys_item_id *id)
{
	if (from == CMIS_SIM_LINK_NONE)
		return -EOPNOTSUPP;
	id->id_len = sizeof(from);
	memcpy(id->id, &from, sizeof(from));
	return 0;
}

/**
 * cmis_sim_link_get_port_id() - the identity of a port
 * @dev: the netdev of a port
 * @id: gets the identity
 *
 * Context: RTNL.
 * Return: 0; -EOPNOTSUPP if it is not told.
 */
int cmis_sim_link_get_port_id(struct net_device *dev,
			      struct netdev_phys_item_id *id)
{
	return cmis_sim_link_put_id(cmis_sim_link_of(dev)->port_id, id);
}

/**
 * cmis_sim_link_get_switch_id() - the identity of the switch of a port
 * @dev: the netdev of a port
 * @id: gets the identity
 *
 * Context: RTNL.
 * Return: 0; -EOPNOTSUPP if it is not told.
 */
int cmis_sim_link_get_switch_id(struct net_device *dev,
				struct netdev_phys_item_id *id)
{
	return cmis_sim_link_put_id(cmis_sim_link_of(dev)->switch_id, id);
}

/**
 * cmis_sim_link_get_name() - the name of a port in its switch
 * @dev: the netdev of a port
 * @name: gets the name
 * @size: of @name
 *
 * Context: RTNL.
 * Return: 0; -EOPNOTSUPP if it is not told.
 */
int cmis_sim_link_get_name(struct net_device *dev, char *name, size_t size)
{
	const struct cmis_sim_link *link = cmis_sim_link_of(dev);

	if (!link->name[0])
		return -EOPNOTSUPP;
	strscpy(name, link->name, size);
	return 0;
}
