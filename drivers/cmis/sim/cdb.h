/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Commands by message (CDB).
 */
#ifndef _CMIS_SIM_CDB_H
#define _CMIS_SIM_CDB_H

#include <linux/ktime.h>
#include <linux/types.h>

#include "spec/regs.h"

struct cmis_sim_module;
struct cmis_sim_store;

/* Progress of a command: lower 37 and 38 */
enum cmis_sim_cdb_phase {
	CMIS_SIM_CDB_IDLE,
	CMIS_SIM_CDB_CAPTURED = 0x81,
	CMIS_SIM_CDB_CHECKING = 0x82,
	CMIS_SIM_CDB_EXECUTING = 0x83,
};

/**
 * struct cmis_sim_cdb_instance - takes one command at a time
 * @phase: progress of the command
 * @end: when the phase ends
 * @took_us: time that the command takes in all
 * @verdict: result that is decided before the command runs, or 0
 * @message: page 9Fh when the command was given
 */
struct cmis_sim_cdb_instance {
	enum cmis_sim_cdb_phase phase;
	ktime_t end;
	u32 took_us;
	u8 verdict;
	u8 message[CMIS_PAGE_SIZE];
};

/**
 * struct cmis_sim_cdb - commands of a module
 * @instances: as many are used as are advertised
 */
struct cmis_sim_cdb {
	struct cmis_sim_cdb_instance instances[CMIS_CDB_MAX_INSTANCES];
};

int cmis_sim_cdb_pages_add(struct cmis_sim_store *store);
void cmis_sim_cdb_start(struct cmis_sim_module *module);
bool cmis_sim_cdb_blocks(struct cmis_sim_module *module);
void cmis_sim_cdb_written(struct cmis_sim_module *module, unsigned int bank,
			  u8 address, unsigned int count);
void cmis_sim_cdb_advance(struct cmis_sim_module *module);
ktime_t cmis_sim_cdb_next_end(struct cmis_sim_module *module);

#endif /* _CMIS_SIM_CDB_H */
