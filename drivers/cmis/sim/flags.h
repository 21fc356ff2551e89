/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Latched flags, their masks, and the interrupt.
 */
#ifndef _CMIS_SIM_FLAGS_H
#define _CMIS_SIM_FLAGS_H

#include <linux/types.h>

struct cmis_sim_module;

bool cmis_sim_reg_covers(u32 reg, u8 count, unsigned int page, u8 offset);
bool cmis_sim_flag_is_clear_on_read(unsigned int page, u8 offset);
u8 cmis_sim_flag_events(unsigned int page, u8 offset);
void cmis_sim_flag_raise(struct cmis_sim_module *module, unsigned int bank,
			 u32 reg, u8 bits);
void cmis_sim_flag_hold(struct cmis_sim_module *module, unsigned int bank,
			u32 reg, u8 bits, u8 holds);
void cmis_sim_conditions_load(struct cmis_sim_module *module);
void cmis_sim_interrupt_update(struct cmis_sim_module *module);

#endif /* _CMIS_SIM_FLAGS_H */
