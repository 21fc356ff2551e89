/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A virtual I2C bus with one module.
 */
#ifndef _CMIS_SIM_BUS_H
#define _CMIS_SIM_BUS_H

#include <linux/i2c.h>
#include <linux/property.h>
#include <linux/types.h>

#include "sim/pins.h"
#include "sim/quirks.h"

enum cmis_sim_adapter_mode {
	CMIS_SIM_ADAPTER_I2C,
	CMIS_SIM_ADAPTER_BOTH,
	CMIS_SIM_ADAPTER_SMBUS_BLOCK,
	CMIS_SIM_ADAPTER_SMBUS_BYTE,
	CMIS_SIM_ADAPTER_MODES,
};

/**
 * struct cmis_sim_settings - settings of a bus, fixed while it is live
 * @clock_hz: clock rate
 * @real_time: 1 if transfers take as long as on a real bus
 * @adapter: kind of adapter
 * @adapter_read_max: its longest read, 0 for any
 * @quirks: its quirks, a number for each, 0: off
 * @interrupt: 1 if the module's interrupt is wired; 2 if it is, and the
 *	interrupt controller knows one edge of each line only
 * @pins: 1 if presence, reset and low power are wired; 2 if they are, and start
 *	as inputs that are pulled high
 * @device: 1 if there is a device for the driver to bind to, 0 for a bus only
 */
struct cmis_sim_settings {
	u32 clock_hz;
	u32 real_time;
	enum cmis_sim_adapter_mode adapter;
	u32 adapter_read_max;
	u32 quirks[CMIS_SIM_QUIRKS];
	u32 interrupt;
	u32 pins;
	u32 device;
};

/**
 * struct cmis_sim_bus - a bus, its pins and its device
 * @name: its name
 * @set: its settings
 * @module: the module on it
 * @pins: interrupt and presence
 * @adapter: the I2C adapter
 * @quirks: its limits
 * @client: the device that the driver binds to, or NULL
 * @properties: of @client
 * @node: holds @properties
 */
struct cmis_sim_bus {
	char name[CMIS_SIM_NAME_SIZE];
	struct cmis_sim_settings set;
	struct cmis_sim_module *module;
	struct cmis_sim_pins pins;
	struct i2c_adapter adapter;
	struct i2c_adapter_quirks quirks;
	struct i2c_client *client;
	struct property_entry properties[2];
	struct software_node node;
};

int cmis_sim_bus_create(struct cmis_sim_bus *bus, struct device *parent);
void cmis_sim_bus_destroy(struct cmis_sim_bus *bus);

#endif /* _CMIS_SIM_BUS_H */
