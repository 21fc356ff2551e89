// SPDX-License-Identifier: GPL-2.0-only
/*
 * Clients of the core.
 */

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/errno.h>

#include "core/cage.h"
#include "core/client.h"
#include "core/module.h"

#define CMIS_MAX_CAGE_GROUPS	16

static const struct cmis_client *cmis_clients[CMIS_MAX_CLIENTS];
static unsigned int cmis_num_clients;
static const struct attribute_group *cmis_cage_groups[CMIS_MAX_CAGE_GROUPS + 1];

/**
 * cmis_clients_init - set the clients of all cages
 * @clients: the list; NULL for a client that is configured out
 * @num: at most CMIS_MAX_CLIENTS
 *
 * Return: 0, or a negative errno.
 */
int cmis_clients_init(const struct cmis_client *const *clients,
		      unsigned int num)
{
	const struct attribute_group *const *group;
	unsigned int i, num_groups = 0;

	if (num > CMIS_MAX_CLIENTS)
		return -EINVAL;
	cmis_num_clients = 0;
	for (i = 0; i < num; i++) {
		if (!clients[i])
			continue;
		cmis_clients[cmis_num_clients++] = clients[i];
		group = clients[i]->cage_groups;
		for (; group && *group; group++) {
			if (num_groups == CMIS_MAX_CAGE_GROUPS)
				return -ENOSPC;
			cmis_cage_groups[num_groups++] = *group;
		}
	}
	return 0;
}

/**
 * cmis_clients_groups - the sysfs groups of all clients
 *
 * Return: a list that ends with NULL.
 */
const struct attribute_group **cmis_clients_groups(void)
{
	return cmis_cage_groups;
}

/**
 * cmis_clients_add_cage - a cage is registered
 * @cage: the cage
 *
 * Context: Sleeps. The cage's work does not run yet.
 */
void cmis_clients_add_cage(struct cmis_cage *cage)
{
	const struct cmis_client *client;
	unsigned int i;
	int ret;

	for (i = 0; i < cmis_num_clients; i++) {
		client = cmis_clients[i];
		ret = client->cage_add ? client->cage_add(cage) : 0;
		if (ret)
			dev_warn(&cage->dev, "%s registration failed: %pe\n",
				 client->name, ERR_PTR(ret));
		else
			__set_bit(i, &cage->clients.cage_up);
	}
}

/**
 * cmis_clients_del_cage - a cage is about to go
 * @cage: the cage
 *
 * Context: Sleeps. The cage's work does not run any more.
 */
void cmis_clients_del_cage(struct cmis_cage *cage)
{
	unsigned int i = cmis_num_clients;

	while (i--)
		if (__test_and_clear_bit(i, &cage->clients.cage_up) &&
		    cmis_clients[i]->cage_del)
			cmis_clients[i]->cage_del(cage);
}

/**
 * cmis_clients_add_module - a module can be shown
 * @cage: the cage
 * @module: the module
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_clients_add_module(struct cmis_cage *cage,
			     struct cmis_module *module)
{
	const struct cmis_client *client;
	unsigned int i;
	int ret;

	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients) {
		client = cmis_clients[i];
		if (!client->module_add)
			continue;
		ret = client->module_add(cage, module);
		if (ret)
			dev_warn(&cage->dev,
				 "%s registration of the module failed: %pe\n",
				 client->name, ERR_PTR(ret));
		else
			__set_bit(i, &cage->clients.module_up);
	}
}

/**
 * cmis_clients_del_module - the module is gone
 * @cage: the cage
 *
 * Context: The cage's work, or its remover after the work was cancelled.
 * Sleeps.
 */
void cmis_clients_del_module(struct cmis_cage *cage)
{
	unsigned int i = cmis_num_clients;

	while (i--)
		if (__test_and_clear_bit(i, &cage->clients.module_up) &&
		    cmis_clients[i]->module_del)
			cmis_clients[i]->module_del(cage);
}

/**
 * cmis_clients_tell_status - the cage's status is another one
 * @cage: the cage
 *
 * Context: The cage's work, or its remover after the work was cancelled.
 * Sleeps.
 */
void cmis_clients_tell_status(struct cmis_cage *cage)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->status_changed)
			cmis_clients[i]->status_changed(cage);
}

/**
 * cmis_clients_tell_sampled - there is a new snapshot
 * @cage: the cage
 * @class: the class that was swept
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_clients_tell_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.module_up, cmis_num_clients)
		if (cmis_clients[i]->sampled)
			cmis_clients[i]->sampled(cage, class);
}

/**
 * cmis_clients_tell_port - the netdev of a cage has changed
 * @cage: the cage
 *
 * Context: RTNL. Sleeps.
 */
void cmis_clients_tell_port(struct cmis_cage *cage)
{
	unsigned int i;

	for (i = 0; i < cmis_num_clients; i++)
		if (cmis_clients[i]->port_changed)
			cmis_clients[i]->port_changed(cage);
}

/**
 * cmis_cage_alert - an alert was raised or cleared
 * @cage: the cage
 * @event: the alert
 *
 * Context: The cage's work, or its remover after the work was cancelled.
 * Sleeps.
 */
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event)
{
	unsigned int i;

	WRITE_ONCE(cage->clients.alerts, cage->clients.alerts + 1);
	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->alert)
			cmis_clients[i]->alert(cage, event);
}
