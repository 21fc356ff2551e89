/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Clients of the core: each client shows cages to users, or acts on their
 * modules. main.c lists the clients. The cage's work tells them of its state,
 * module and readings.
 */
#ifndef _CMIS_CLIENT_H
#define _CMIS_CLIENT_H

#include <linux/list.h>
#include <uapi/linux/cmis.h>

#include "core/snapshot.h"

#define CMIS_MAX_CLIENTS	8

struct cmis_alert_event;
struct cmis_cage;
struct cmis_hwmon;
struct cmis_power;
struct cmis_sysfs;
struct cmis_zone;
struct net_device;

/**
 * struct cmis_client - a part of the driver that the core tells of cages
 * @name: name of the client, for messages
 * @cage_add: the cage is registered; optional
 * @cage_del: the cage is about to go; optional
 * @module_add: a module became ready; optional. @module stays valid until
 *	module_del returns
 * @module_changed: the adverts of the module have changed, or its firmware, and
 *	@module has replaced it; optional. Readers already get @module. The old
 *	module stays valid until this function returns. @sampled follows, for
 *	each class
 * @module_del: the module is gone; readers already get errors; optional
 * @status_changed: the cage has another state; optional
 * @sampled: a new snapshot was published; optional
 * @port_changed: the netdev of the cage, its name, namespace or state, has
 *	changed; optional. Called under RTNL, at any time after core/port.h
 *	has been set up
 * @alert: an alert was raised or cleared; optional. A removal clears alerts
 *	before module_del, while the module can still be looked up
 *
 * Calls for one cage never overlap, and no lock is held, except for
 * @port_changed. If cage_add, module_add or module_changed fails, the core logs
 * the error and goes on with the other clients. It does not call the del
 * function of this client then, and not @sampled. It calls module_changed also
 * after a failed module_add.
 */
struct cmis_client {
	const char *name;
	int (*cage_add)(struct cmis_cage *cage);
	void (*cage_del)(struct cmis_cage *cage);
	int (*module_add)(struct cmis_cage *cage, struct cmis_module *module);
	int (*module_changed)(struct cmis_cage *cage,
			      struct cmis_module *module);
	void (*module_del)(struct cmis_cage *cage);
	void (*status_changed)(struct cmis_cage *cage);
	void (*sampled)(struct cmis_cage *cage, enum cmis_class class);
	void (*port_changed)(struct cmis_cage *cage);
	void (*alert)(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);
};

/**
 * struct cmis_clients - a cage's clients, and their data for it
 * @cage_up: bits by the place in the list of clients: cage_add succeeded
 * @module_up: bits by the place in the list of clients: module_add succeeded
 * @alerts: number of alerts that the core has told the clients
 * @sysfs: data of show/sysfs
 * @hwmon: data of show/hwmon.c
 * @zone: data of show/thermal.c
 * @power: data of port/power.c
 * @companion: data of port/netdev.c
 * @linkable: data of port/link.c: a netdev may be bound; guarded by RTNL
 * @attacher_node: data of core/port.c
 * @nl_state: data of show/netlink: the module state in its last notification
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
void cmis_clients_add_cage(struct cmis_cage *cage);
void cmis_clients_del_cage(struct cmis_cage *cage);
void cmis_clients_tell_port(struct cmis_cage *cage);

/* For the cage's work, or for the task that has cancelled the work. */
void cmis_cage_set_state(struct cmis_cage *cage, enum cmis_cage_state state,
			 int error);
void cmis_cage_set_seen(struct cmis_cage *cage);
void cmis_cage_add_module(struct cmis_cage *cage,
			  struct cmis_snapshot *snapshot);
void cmis_cage_change_module(struct cmis_cage *cage,
			     struct cmis_snapshot *snapshot);
void cmis_cage_del_module(struct cmis_cage *cage);
void cmis_cage_set_snapshot(struct cmis_cage *cage,
			    struct cmis_snapshot *snapshot,
			    enum cmis_class class);
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event);

#endif /* _CMIS_CLIENT_H */
