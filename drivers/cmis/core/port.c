// SPDX-License-Identifier: GPL-2.0-only
/*
 * The netdev of a cage.
 */

#include <linux/string.h>
#include <net/net_namespace.h>

#include "compat/compat.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/port.h"

/**
 * cmis_port_init - set up the port of a new cage
 * @port: of the cage
 */
void cmis_port_init(struct cmis_port_info *port)
{
	mutex_init(&port->lock);
}

/**
 * cmis_cage_set_port - tell the netdev of a cage, or that it has changed
 * @cage: the cage
 * @name: name of the netdev; empty if there is none
 * @net: its network namespace; NULL while it moves. The caller clears it
 *	before the namespace goes
 * @up: the netdev is administratively up
 *
 * Context: RTNL. Sleeps; does not touch the bus.
 */
void cmis_cage_set_port(struct cmis_cage *cage, const char *name,
			struct net *net, bool up)
{
	struct cmis_port_info *port = &cage->port;

	mutex_lock(&port->lock);
	strscpy(port->name, name, sizeof(port->name));
	port->net = net;
	port->up = up;
	mutex_unlock(&port->lock);
	cmis_clients_tell_port(cage);
}

/**
 * cmis_cage_get_port_state - whether the netdev of a cage is up
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the state.
 */
enum cmis_port_state cmis_cage_get_port_state(struct cmis_cage *cage)
{
	enum cmis_port_state state = CMIS_PORT_NONE;

	mutex_lock(&cage->port.lock);
	if (cage->port.name[0])
		state = cage->port.up ? CMIS_PORT_UP : CMIS_PORT_DOWN;
	mutex_unlock(&cage->port.lock);
	return state;
}

/**
 * cmis_cage_get_netdev_name - the netdev that a cage belongs to
 * @cage: the cage
 * @name: gets the name; empty if there is none
 *
 * Context: May sleep.
 */
void cmis_cage_get_netdev_name(struct cmis_cage *cage, char name[IFNAMSIZ])
{
	mutex_lock(&cage->port.lock);
	strscpy(name, cage->port.name, IFNAMSIZ);
	mutex_unlock(&cage->port.lock);
}

/**
 * cmis_cage_is_in_net - whether a network namespace may see a cage
 * @cage: the cage
 * @net: the namespace; the initial one sees all
 *
 * Context: May sleep.
 * Return: true if the netdev of the cage is in that namespace.
 */
bool cmis_cage_is_in_net(struct cmis_cage *cage, const struct net *net)
{
	bool is_in;

	if (net_eq(net, &init_net))
		return true;
	mutex_lock(&cage->port.lock);
	is_in = cage->port.net == net;
	mutex_unlock(&cage->port.lock);
	return is_in;
}

/**
 * cmis_cage_get_other_net - the namespace besides the initial one that sees a
 * cage
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the namespace, to be given back with put_net(), or NULL.
 */
struct net *cmis_cage_get_other_net(struct cmis_cage *cage)
{
	struct net *net = NULL;

	mutex_lock(&cage->port.lock);
	if (cage->port.net && !net_eq(cage->port.net, &init_net))
		net = maybe_get_net(cage->port.net);
	mutex_unlock(&cage->port.lock);
	return net;
}
