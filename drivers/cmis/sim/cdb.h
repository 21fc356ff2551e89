/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Commands, firmware and passwords of a simulated module.
 */
#ifndef _CMIS_SIM_CDB_H
#define _CMIS_SIM_CDB_H

#include "spec/regs.h"
#include <linux/ktime.h>
#include <linux/types.h>

#define CMIS_SIM_CDB_LPL_SIZE		120
#define CMIS_SIM_FW_BANKS		2
#define CMIS_SIM_FW_TEXT_SIZE		32
/* Firmware files start with so many bytes that say what they are. */
#define CMIS_SIM_FW_HEADER_SIZE		52

/* Result of a command: bits 6-0 of lower 37 and 38 */
enum cmis_sim_cdb_result {
	CMIS_SIM_CDB_SUCCESS = 0x01,
	CMIS_SIM_CDB_ABORTED = 0x03,
	CMIS_SIM_CDB_FAILED = 0x40,
	CMIS_SIM_CDB_UNKNOWN = 0x41,
	CMIS_SIM_CDB_RANGE = 0x42,
	CMIS_SIM_CDB_NOT_ABORTED = 0x43,
	CMIS_SIM_CDB_CHECK_CODE = 0x45,
	CMIS_SIM_CDB_PASSWORD = 0x46,
	CMIS_SIM_CDB_STATE = 0x47,
};

/* What a command is about at present: lower 37 and 38 */
enum cmis_sim_cdb_phase {
	CMIS_SIM_CDB_IDLE,
	CMIS_SIM_CDB_CAPTURED = 0x81,
	CMIS_SIM_CDB_CHECKING = 0x82,
	CMIS_SIM_CDB_EXECUTING = 0x83,
};

/* Which time a command takes. */
enum cmis_sim_cdb_time {
	CMIS_SIM_CDB_TIME_BUSY,
	CMIS_SIM_CDB_TIME_START,
	CMIS_SIM_CDB_TIME_ABORT,
	CMIS_SIM_CDB_TIME_WRITE,
	CMIS_SIM_CDB_TIME_COMPLETE,
	CMIS_SIM_CDB_TIME_COPY,
	CMIS_SIM_CDB_TIMES,
};

/**
 * struct cmis_sim_cdb_request - a command while it is carried out
 * @instance: of the CDB, from 0
 * @id: the command
 * @body: what comes with it
 * @body_length: bytes of that
 * @epl_length: bytes in the extended payload
 * @reply: takes the reply
 * @reply_length: bytes of that
 */
struct cmis_sim_cdb_request {
	unsigned int instance;
	u16 id;
	const u8 *body;
	u8 body_length;
	u16 epl_length;
	u8 reply[CMIS_SIM_CDB_LPL_SIZE];
	u8 reply_length;
};

/**
 * struct cmis_sim_cdb_instance - one that takes commands
 * @phase: what it is about
 * @end: when that ends
 * @took_us: time that the command takes in all
 * @verdict: what comes of the command whatever it says, 0 if that is open
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
 * struct cmis_sim_fw_image - firmware in a bank
 * @valid: it can be run
 * @major: version
 * @minor: version
 * @build: version
 * @text: whatever its maker calls it
 */
struct cmis_sim_fw_image {
	bool valid;
	u8 major;
	u8 minor;
	u16 build;
	u8 text[CMIS_SIM_FW_TEXT_SIZE];
};

/**
 * struct cmis_sim_firmware - firmware of a module
 * @images: bank A and bank B
 * @factory: what it had when it was new
 * @running: bank that runs
 * @committed: bank that runs after a reset
 * @download: a file that is being written, or NULL
 * @size: of that
 * @restarts: it is to run a bank
 * @restart: when
 * @next: the bank
 */
struct cmis_sim_firmware {
	struct cmis_sim_fw_image images[CMIS_SIM_FW_BANKS];
	struct cmis_sim_fw_image factory;
	u8 running;
	u8 committed;
	u8 *download;
	u32 size;
	bool restarts;
	ktime_t restart;
	u8 next;
};

/**
 * struct cmis_sim_cdb - commands of a module
 * @instances: those that take them, as many as are advertised
 */
struct cmis_sim_cdb {
	struct cmis_sim_cdb_instance instances[CMIS_CDB_MAX_INSTANCES];
};

/**
 * struct cmis_sim_password - who may do what
 * @host: password of the host
 * @entered: it has been given since the last reset
 * @for_firmware: it is needed to change the firmware
 */
struct cmis_sim_password {
	u32 host;
	bool entered;
	bool for_firmware;
};

struct cmis_sim_module;
struct cmis_sim_store;

/* sim/password.c */
void cmis_sim_password_create(struct cmis_sim_module *module);
void cmis_sim_password_start(struct cmis_sim_module *module);
bool cmis_sim_password_enter(struct cmis_sim_module *module, const u8 *bytes);
bool cmis_sim_password_change(struct cmis_sim_module *module,
			      const u8 *bytes);
bool cmis_sim_password_write(struct cmis_sim_module *module, u8 address,
			     const u8 *bytes, unsigned int count);

/* sim/firmware.c */
void cmis_sim_fw_create(struct cmis_sim_module *module);
void cmis_sim_fw_destroy(struct cmis_sim_module *module);
void cmis_sim_fw_start(struct cmis_sim_module *module);
bool cmis_sim_fw_restarts(struct cmis_sim_module *module);
u32 cmis_sim_fw_max_ms(enum cmis_sim_cdb_time time);
u8 cmis_sim_fw_features(struct cmis_sim_module *module,
			struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_info(struct cmis_sim_module *module,
		    struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_download_start(struct cmis_sim_module *module,
			      struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_download_abort(struct cmis_sim_module *module,
			      struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_write_lpl(struct cmis_sim_module *module,
			 struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_write_epl(struct cmis_sim_module *module,
			 struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_download_complete(struct cmis_sim_module *module,
				 struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_copy(struct cmis_sim_module *module,
		    struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_run(struct cmis_sim_module *module,
		   struct cmis_sim_cdb_request *request);
u8 cmis_sim_fw_commit(struct cmis_sim_module *module,
		      struct cmis_sim_cdb_request *request);

/* sim/cdb.c */
unsigned int cmis_sim_cdb_instances(struct cmis_sim_module *module);
unsigned int cmis_sim_cdb_epl_pages(struct cmis_sim_store *store);
int cmis_sim_cdb_pages_add(struct cmis_sim_store *store);
void cmis_sim_cdb_start(struct cmis_sim_module *module);
bool cmis_sim_cdb_blocks(struct cmis_sim_module *module);
void cmis_sim_cdb_written(struct cmis_sim_module *module, unsigned int bank,
			  u8 address, unsigned int count);
void cmis_sim_cdb_advance(struct cmis_sim_module *module);
ktime_t cmis_sim_cdb_next_end(struct cmis_sim_module *module);

#endif /* _CMIS_SIM_CDB_H */
