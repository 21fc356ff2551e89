/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tunable lasers (pages 04h and 12h).
 */
#ifndef _CMIS_SIM_TUNE_H
#define _CMIS_SIM_TUNE_H

#include <linux/ktime.h>
#include <linux/types.h>

struct cmis_sim_module;
struct cmis_sim_store;

int cmis_sim_tune_put(struct cmis_sim_store *store);
void cmis_sim_tune_start(struct cmis_sim_module *module);
void cmis_sim_tune_write(struct cmis_sim_module *module, unsigned int bank,
			 u8 address);
void cmis_sim_tune_unlock(struct cmis_sim_module *module, unsigned int lane,
			  bool unlocked);
void cmis_sim_tune_advance(struct cmis_sim_module *module);
ktime_t cmis_sim_tune_next_end(struct cmis_sim_module *module);

#endif /* _CMIS_SIM_TUNE_H */
