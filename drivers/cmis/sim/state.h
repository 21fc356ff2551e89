/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * State machines of the module and of its data paths.
 */
#ifndef _CMIS_SIM_STATE_H
#define _CMIS_SIM_STATE_H

#include <linux/types.h>

#include "sim/module.h"

bool cmis_sim_low_power_requested(struct cmis_sim_module *module);
void cmis_sim_state_enter(struct cmis_sim_module *module,
			  enum cmis_sim_state state);
bool cmis_sim_state_advance(struct cmis_sim_module *module);
void cmis_sim_state_start(struct cmis_sim_module *module);
void cmis_sim_state_thaw(struct cmis_sim_module *module);

#endif /* _CMIS_SIM_STATE_H */
