/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The port of a NIC that a netdev leads to.
 */
#ifndef _CMIS_NIC_PORT_H
#define _CMIS_NIC_PORT_H

#include <linux/netdevice.h>

/**
 * struct cmis_nic_port - the port of a netdev
 * @physical: it is a port of the NIC: no representor, subfunction or the like
 * @id: identity of the port, if the NIC tells one: length 0 says that it does
 *	not
 * @switch_id: identity of the switch that the port belongs to, or length 0
 * @numbered: @number is known
 * @number: number of the port in the switch; ports that were split from one
 *	have the same
 * @name: name of the port in the switch, without the number of the part; or
 *	empty
 */
struct cmis_nic_port {
	bool physical;
	struct netdev_phys_item_id id;
	struct netdev_phys_item_id switch_id;
	bool numbered;
	u32 number;
	char name[IFNAMSIZ];
};

void cmis_nic_port_get(struct cmis_nic_port *port, struct net_device *dev);
bool cmis_nic_port_is_same(const struct cmis_nic_port *a,
			   const struct cmis_nic_port *b);

#endif /* _CMIS_NIC_PORT_H */
