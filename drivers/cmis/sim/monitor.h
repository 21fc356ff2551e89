/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Monitors at fixed registers.
 */
#ifndef _CMIS_SIM_MONITOR_H
#define _CMIS_SIM_MONITOR_H

#include <linux/types.h>

#include "sim/number.h"

struct cmis_sim_module;
struct cmis_sim_monitor;
struct cmis_sim_store;

const struct cmis_sim_monitor *cmis_sim_monitor_find(const char *name);
ssize_t cmis_sim_monitor_names(char *buf, ssize_t at);
bool cmis_sim_monitor_is_of_lane(const struct cmis_sim_monitor *monitor);
bool cmis_sim_monitor_supported(struct cmis_sim_module *module,
				const struct cmis_sim_monitor *monitor);
int cmis_sim_monitor_raw(struct cmis_sim_module *module,
			 const struct cmis_sim_monitor *monitor,
			 const struct cmis_sim_decimal *decimal, u16 *raw);
void cmis_sim_monitor_set(struct cmis_sim_module *module,
			  const struct cmis_sim_monitor *monitor,
			  unsigned int lane, u16 raw);
int cmis_sim_monitors_load(struct cmis_sim_module *module);
void cmis_sim_monitors_destroy(struct cmis_sim_module *module);
void cmis_sim_monitors_update(struct cmis_sim_module *module);
void cmis_sim_monitor_byte_changed(struct cmis_sim_module *module,
				   unsigned int bank, u32 reg);
void cmis_sim_monitors_put(struct cmis_sim_store *store);
void cmis_sim_lane_monitors_put(struct cmis_sim_store *store,
				unsigned int bank);

#endif /* _CMIS_SIM_MONITOR_H */
