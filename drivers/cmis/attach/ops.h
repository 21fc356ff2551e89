/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module operations of a netdev that a cage has been attached to.
 */
#ifndef _CMIS_ATTACH_OPS_H
#define _CMIS_ATTACH_OPS_H

#include <linux/types.h>

struct ethtool_ops;
struct net_device;

void cmis_ops_fill(struct ethtool_ops *ops);
void cmis_ops_empty(struct ethtool_ops *ops, const struct ethtool_ops *orig);
bool cmis_ops_have_ours(const struct ethtool_ops *ops);
bool cmis_netdev_has_module(const struct net_device *dev);

#endif /* _CMIS_ATTACH_OPS_H */
