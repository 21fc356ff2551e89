/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Clients of the core: each client shows cages to users, or acts on their
 * modules. main.c lists the clients. The cage's work tells them of its state,
 * module and readings.
 */
#ifndef _CMIS_CLIENT_H
#define _CMIS_CLIENT_H

#include <linux/list.h>
#include <linux/ratelimit_types.h>
#include <uapi/linux/cmis.h>

#include "core/snapshot.h"

#define CMIS_MAX_CLIENTS	11

struct cmis_alert_event;
struct cmis_cage;
struct cmis_finding;
struct cmis_health;
struct cmis_hwmon;
struct cmis_power;
struct cmis_sysfs;
struct cmis_view;
struct cmis_zone;
struct net_device;

/**
 * enum cmis_ask - a request to a module that takes its link down
 * @CMIS_ASK_LOW_POWER: low power
 * @CMIS_ASK_RESET: a reset
 */
enum cmis_ask {
	CMIS_ASK_LOW_POWER,
	CMIS_ASK_RESET,
};

/**
 * struct cmis_client - a part of the driver that the core tells of cages
 * @name: name of the client, for messages
 * @cage_add: the cage is registered; optional
 * @cage_del: the cage is about to go; optional
 * @module_add: a module became ready; optional. @module stays valid until
 *	module_del, or the next module_changed, returns
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
 * @carrier_changed: the netdev of the cage has a carrier, or has none any more;
 *	optional. Called as @port_changed is; without a netdev, by the work,
 *	when the MAC driver has told of its link
 * @asked: somebody asks the module for low power or a reset; optional. Called
 *	before, by any task, with locks of the requester
 * @finding: why the link went down, or other news of its health; optional.
 *	Called by a work of its own, at the same time as other functions
 * @claims_changed: ports of the cage have come or gone; optional
 * @claim_changed: a port has another state or another wish; optional
 * @control_changed: a control of lanes (spec/controls.h) has another value or
 *	another wish; optional
 * @loopback_changed: a loopback has gone back; optional
 * @test_changed: tests of lanes have ended or gone back, or their checkers have
 *	found or lost the pattern; optional
 * @alert: an alert was raised or cleared; optional. A removal clears alerts
 *	before module_del, while the module can still be looked up
 *
 * Calls for one cage never overlap, and no lock is held, except for
 * @port_changed, @carrier_changed, @asked and @finding. If cage_add, module_add
 * or module_changed fails, the core logs the error and goes on with the other
 * clients. It does not call the del function of this client then, and not
 * @sampled. It calls module_changed also after a failed module_add.
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
	void (*carrier_changed)(struct cmis_cage *cage, bool up);
	void (*asked)(struct cmis_cage *cage, enum cmis_ask ask);
	void (*finding)(struct cmis_cage *cage,
			const struct cmis_finding *finding);
	void (*claims_changed)(struct cmis_cage *cage);
	void (*claim_changed)(struct cmis_cage *cage, unsigned int id);
	void (*control_changed)(struct cmis_cage *cage, unsigned int control,
				u64 lanes);
	void (*loopback_changed)(struct cmis_cage *cage);
	void (*test_changed)(struct cmis_cage *cage, bool media, u64 lanes);
	void (*alert)(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);
};

/**
 * struct cmis_journal - what the kernel's log says of a cage
 * @limit: of its lines
 * @module: the module whose insertion was told last; "" if it is gone
 * @state: enum cmis_cage_state that was told last, or needed no line
 * @error: the reason, as in struct cmis_cage
 * @alarmed: an alarm has been told, and not its end
 * @verdict: the last verdict that was told; for the work of poll/health.c
 */
struct cmis_journal {
	struct ratelimit_state limit;
	char module[64];
	int state;
	int error;
	bool alarmed;
	u16 verdict;
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
 * @view: data of port/view.c
 * @linkable: data of port/link.c: a netdev may be bound; guarded by RTNL
 * @attacher_node: data of core/port.c
 * @journal: data of show/journal.c
 * @health: data of poll/health.c; guarded by its lock
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
	struct cmis_view *view;
	bool linkable;
	struct list_head attacher_node;
	struct cmis_journal journal;
	struct cmis_health *health;
	int nl_state;
};

int cmis_clients_init(const struct cmis_client *const *clients,
		      unsigned int num);
void cmis_clients_add_cage(struct cmis_cage *cage);
void cmis_clients_del_cage(struct cmis_cage *cage);
void cmis_clients_tell_port(struct cmis_cage *cage);
void cmis_clients_tell_carrier(struct cmis_cage *cage, bool up);
void cmis_clients_tell_asked(struct cmis_cage *cage, enum cmis_ask ask);
void cmis_clients_tell_finding(struct cmis_cage *cage,
			       const struct cmis_finding *finding);
void cmis_clients_tell_claims(struct cmis_cage *cage);
void cmis_clients_tell_claim(struct cmis_cage *cage, unsigned int id);
void cmis_clients_tell_control(struct cmis_cage *cage, unsigned int control,
			       u64 lanes);
void cmis_clients_tell_loopback(struct cmis_cage *cage);
void cmis_clients_tell_test(struct cmis_cage *cage, bool media, u64 lanes);

/* For the cage's work, or for the task that has cancelled the work. */
void cmis_cage_set_state(struct cmis_cage *cage, enum cmis_cage_state state,
			 int error);
void cmis_cage_set_usable(struct cmis_cage *cage);
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
