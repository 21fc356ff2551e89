/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Staged and active control sets.
 */
#ifndef _CMIS_SIM_CONFIG_H
#define _CMIS_SIM_CONFIG_H

#include <linux/ktime.h>
#include <linux/types.h>

struct cmis_sim_module;

/* Codes of 11h:202-205 */
enum cmis_sim_config_status {
	CMIS_SIM_CONFIG_SUCCESS = 1,
	CMIS_SIM_CONFIG_INVALID_APP = 3,
	CMIS_SIM_CONFIG_INVALID_PATH = 4,
	CMIS_SIM_CONFIG_INVALID_SI = 5,
	CMIS_SIM_CONFIG_LANES_IN_USE = 6,
	CMIS_SIM_CONFIG_PARTIAL_PATH = 7,
	CMIS_SIM_CONFIG_IN_PROGRESS = 0xc,
};

/**
 * struct cmis_sim_apply - a staged configuration that is applied
 * @bank: its bank
 * @lanes: a bit mask, 0 for none
 * @config: configuration of lane 1 in the staged set
 * @init: take the paths down and up again
 */
struct cmis_sim_apply {
	unsigned int bank;
	u8 lanes;
	u32 config;
	bool init;
};

/**
 * struct cmis_sim_config - a configuration in progress, one a bank
 * @apply: the configuration
 * @end: when it is done
 */
struct cmis_sim_config {
	struct cmis_sim_apply apply;
	ktime_t end;
};

void cmis_sim_config_start(struct cmis_sim_module *module);
void cmis_sim_config_advance(struct cmis_sim_module *module);
ktime_t cmis_sim_config_next_end(struct cmis_sim_module *module);
void cmis_sim_config_apply(struct cmis_sim_module *module,
			   const struct cmis_sim_apply *apply);
void cmis_sim_config_delay_set(struct cmis_sim_module *module, u32 ms);

#endif /* _CMIS_SIM_CONFIG_H */
