/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Test patterns, page 13h.
 */
#ifndef _CMIS_SIM_PATTERN_H
#define _CMIS_SIM_PATTERN_H

#include <linux/ktime.h>
#include <linux/types.h>

#include "spec/regs.h"

struct cmis_sim_module;

/**
 * struct cmis_sim_pattern - checkers of a side in a bank
 * @used: lanes that have ever been checked: others show their own counters
 * @locked: lanes whose checker has its pattern
 * @lost: lanes that were without it since the counters began
 * @bits: the count of each lane
 */
struct cmis_sim_pattern {
	u8 used;
	u8 locked;
	u8 lost;
	u64 bits[CMIS_LANES_PER_BANK];
};

/**
 * struct cmis_sim_patterns - test patterns of a bank
 * @side: host, media
 * @counted: end of the time in @side.bits
 * @held: the counters do not go on (13h:177.5)
 */
struct cmis_sim_patterns {
	struct cmis_sim_pattern side[2];
	ktime_t counted;
	bool held;
};

void cmis_sim_pattern_start(struct cmis_sim_module *module);
void cmis_sim_pattern_send(struct cmis_sim_module *module);
void cmis_sim_pattern_advance(struct cmis_sim_module *module);
void cmis_sim_pattern_write(struct cmis_sim_module *module, unsigned int bank,
			    u32 reg, u8 old);
void cmis_sim_pattern_show(struct cmis_sim_module *module, unsigned int bank);

#endif /* _CMIS_SIM_PATTERN_H */
