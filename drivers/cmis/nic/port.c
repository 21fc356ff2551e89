// SPDX-License-Identifier: GPL-2.0-only
/*
 * The port of a NIC that a netdev leads to. Several netdevs lead to one port if
 * it is split, or if the NIC has several functions for it.
 *
 * The bytes of modules do not say that: both ends of an active cable may have
 * one serial number.
 */

#include "compat/compat.h"

#include <linux/ctype.h>
#include <linux/string.h>
#include <net/devlink.h>

#include "nic/port.h"

/* "pf0vf1" or "c1pf0" is a representor; "p1s2" is the second part of port 1. */
static void cmis_nic_port_take_name(struct cmis_nic_port *port)
{
	size_t digits = strlen(port->name);

	if (strstr(port->name, "pf"))
		port->physical = false;
	while (digits && isdigit(port->name[digits - 1]))
		digits--;
	if (digits && port->name[digits - 1] == 's')
		port->name[digits - 1] = '\0';
}

static void cmis_nic_port_ask(struct cmis_nic_port *port,
			      struct net_device *dev)
{
	const struct net_device_ops *ops = dev->netdev_ops;

	if (cmis_netdev_get_switch_id(dev, &port->switch_id))
		port->switch_id.id_len = 0;
	if (!ops->ndo_get_phys_port_id ||
	    ops->ndo_get_phys_port_id(dev, &port->id))
		port->id.id_len = 0;
	if (!ops->ndo_get_phys_port_name ||
	    ops->ndo_get_phys_port_name(dev, port->name, sizeof(port->name)))
		port->name[0] = '\0';
	cmis_nic_port_take_name(port);
}

/**
 * cmis_nic_port_get - find the port of a netdev
 * @port: gets the port
 * @dev: the netdev
 *
 * Context: RTNL. Sleeps.
 */
void cmis_nic_port_get(struct cmis_nic_port *port, struct net_device *dev)
{
	const struct devlink_port *devlink = cmis_netdev_devlink_port(dev);

	ASSERT_RTNL();
	*port = (struct cmis_nic_port) { .physical = true };
	cmis_netdev_lock(dev);
	cmis_nic_port_ask(port, dev);
	cmis_netdev_unlock(dev);
	if (!devlink || !devlink->attrs_set)
		return;
	port->physical = devlink->attrs.flavour ==
			 DEVLINK_PORT_FLAVOUR_PHYSICAL;
	port->numbered = port->physical;
	port->number = devlink->attrs.phys.port_number;
}

static bool cmis_nic_id_is_same(const struct netdev_phys_item_id *a,
				const struct netdev_phys_item_id *b)
{
	return a->id_len && a->id_len == b->id_len &&
	       !memcmp(a->id, b->id, a->id_len);
}

/**
 * cmis_nic_port_is_same - whether two netdevs lead to one port
 * @a: port of one
 * @b: port of the other
 *
 * Return: true if that is certain.
 */
bool cmis_nic_port_is_same(const struct cmis_nic_port *a,
			   const struct cmis_nic_port *b)
{
	if (a->id.id_len && b->id.id_len)
		return cmis_nic_id_is_same(&a->id, &b->id);
	if (!cmis_nic_id_is_same(&a->switch_id, &b->switch_id))
		return false;
	if (a->numbered && b->numbered)
		return a->number == b->number;
	return a->name[0] && !strcmp(a->name, b->name);
}
