/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A simulated cage on a bus of its own.
 */
#ifndef _CMIS_SIM_PORT_H
#define _CMIS_SIM_PORT_H

#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#include "sim/bus.h"
#include "sim/module.h"

#define CMIS_SIM_SERIAL_SIZE		17

/**
 * struct cmis_sim_port - a cage on a bus of its own
 * @lock: guards all members but the module, which has a lock of its own
 * @bus: its bus
 * @parent: parent of the bus
 * @live: the bus is there
 * @module: the module in the cage
 * @source: memory of the module that is plugged next
 * @source_frozen: that is a snapshot
 * @profile: its name, "image" for a snapshot
 * @serial: serial number of modules made from profiles
 * @upload: a snapshot in the making
 * @bounces: changes of contact that are still to come
 * @bounce: makes the next one
 * @bus_lost: takes the bus away
 * @asleep: changes while the system sleeps the next time, one a line, or NULL
 */
struct cmis_sim_port {
	struct mutex lock;	/* guards all members but the module */
	struct cmis_sim_bus bus;
	struct device *parent;
	bool live;
	struct cmis_sim_module module;
	struct cmis_sim_store source;
	bool source_frozen;
	char profile[CMIS_SIM_NAME_SIZE];
	char serial[CMIS_SIM_SERIAL_SIZE];
	struct cmis_sim_store upload;
	u32 bounces;
	struct delayed_work bounce;
	struct work_struct bus_lost;
	char *asleep;
};

void cmis_sim_port_init(struct cmis_sim_port *port, const char *name,
			struct device *parent);
void cmis_sim_port_destroy(struct cmis_sim_port *port);
int cmis_sim_port_profile(struct cmis_sim_port *port, const char *name);
int cmis_sim_port_flaw(struct cmis_sim_port *port, const char *name);
int cmis_sim_port_upload(struct cmis_sim_port *port, char *line);
int cmis_sim_port_plug(struct cmis_sim_port *port, bool present);
int cmis_sim_port_go(struct cmis_sim_port *port, bool live);
void cmis_sim_port_suspend(struct cmis_sim_port *port);
void cmis_sim_port_resume(struct cmis_sim_port *port);

#endif /* _CMIS_SIM_PORT_H */
