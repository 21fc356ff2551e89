/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Clients of the core: each shows cages to users in its own way, or acts on
 * their modules. main.c lists them.
 */
#ifndef _CMIS_CLIENT_H
#define _CMIS_CLIENT_H

#include <linux/list.h>
#include <linux/types.h>

#include "core/module.h"

#define CMIS_MAX_CLIENTS	8

struct attribute_group;
struct cmis_alert_event;
struct cmis_cage;
struct cmis_hwmon;
struct cmis_power;
struct cmis_sysfs;
struct cmis_zone;
struct net_device;

/**
 * struct cmis_client - something that is told of cages and their modules
 * @name: for messages
 * @cage_groups: sysfs groups of the cage's device, or NULL
 * @cage_add: the cage is registered; optional
 * @cage_del: the cage is about to go; optional
 * @module_add: a module became ready; optional. @module stays valid until
 *	module_del returns
 * @module_del: the module is gone; its readers get errors already; optional
 * @status_changed: the cage has another state; optional
 * @sampled: a new snapshot was published; optional
 * @port_changed: the netdev of the cage, its name, namespace or state, has
 *	changed; optional. Called under RTNL, at any time after core/port.h
 *	has been set up
 * @alert: an alert was raised or cleared; optional. A removal clears alerts
 *	before module_del, while the module can still be looked up
 *
 * All but @port_changed: calls for one cage never overlap and come with no
 * lock held. An error of
 * cage_add or module_add is logged, and the other clients go on; a failed add
 * gets no del call.
 */
struct cmis_client {
	const char *name;
	const struct attribute_group *const *cage_groups;
	int (*cage_add)(struct cmis_cage *cage);
	void (*cage_del)(struct cmis_cage *cage);
	int (*module_add)(struct cmis_cage *cage, struct cmis_module *module);
	void (*module_del)(struct cmis_cage *cage);
	void (*status_changed)(struct cmis_cage *cage);
	void (*sampled)(struct cmis_cage *cage, enum cmis_class class);
	void (*port_changed)(struct cmis_cage *cage);
	void (*alert)(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);
};

/**
 * struct cmis_clients - a cage's clients, and their data for it
 * @cage_up: bits by the place in the list: cage_add succeeded
 * @module_up: likewise: module_add succeeded
 * @alerts: number of alerts that clients have been told
 * @sysfs: show/sysfs
 * @hwmon: show/hwmon.c
 * @zone: show/thermal.c
 * @power: port/power.c
 * @companion: port/netdev.c
 * @linkable: port/link.c: a netdev may be bound; guarded by RTNL
 * @attacher_node: core/attach.c
 * @nl_state: module state that show/netlink has told last
 */
struct cmis_clients {
	unsigned long cage_up;
	unsigned long module_up;
	unsigned int alerts;
	struct cmis_sysfs *sysfs;
	struct cmis_hwmon *hwmon;
	struct cmis_zone *zone;
	struct cmis_power *power;
	struct net_device *companion;
	bool linkable;
	struct list_head attacher_node;
	int nl_state;
};

int cmis_clients_init(const struct cmis_client *const *clients,
		      unsigned int num);
const struct attribute_group **cmis_clients_groups(void);

/* Called by the core. */
void cmis_clients_add_cage(struct cmis_cage *cage);
void cmis_clients_del_cage(struct cmis_cage *cage);
void cmis_clients_add_module(struct cmis_cage *cage,
			     struct cmis_module *module);
void cmis_clients_del_module(struct cmis_cage *cage);
void cmis_clients_tell_status(struct cmis_cage *cage);
void cmis_clients_tell_sampled(struct cmis_cage *cage, enum cmis_class class);
void cmis_clients_tell_port(struct cmis_cage *cage);
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event);

#endif /* _CMIS_CLIENT_H */
