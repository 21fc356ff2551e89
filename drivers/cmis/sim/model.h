/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A module seen through its two-wire interface.
 */
#ifndef _CMIS_SIM_MODEL_H
#define _CMIS_SIM_MODEL_H

#include <linux/types.h>

#include "sim/module.h"

struct i2c_msg;

/**
 * struct cmis_sim_outcome - result of a transfer
 * @bits: bit times that it took on the bus
 * @done: messages that were carried out with all of their bytes
 * @stall_ms: time for which the bus hung
 */
struct cmis_sim_outcome {
	u64 bits;
	int done;
	u32 stall_ms;
};

void cmis_sim_module_init(struct cmis_sim_module *module);
void cmis_sim_module_destroy(struct cmis_sim_module *module);
int cmis_sim_module_insert(struct cmis_sim_module *module,
			   struct cmis_sim_store *source, bool frozen);
void cmis_sim_module_remove(struct cmis_sim_module *module);
bool cmis_sim_module_is_present(struct cmis_sim_module *module);
void cmis_sim_module_forget(struct cmis_sim_module *module);
void cmis_sim_module_set_pins(struct cmis_sim_module *module, bool reset,
			      bool low_power);
int cmis_sim_module_transfer(struct cmis_sim_module *module,
			     struct i2c_msg *msgs, int count,
			     struct cmis_sim_outcome *outcome);
void cmis_sim_changed(struct cmis_sim_module *module);

#endif /* _CMIS_SIM_MODEL_H */
