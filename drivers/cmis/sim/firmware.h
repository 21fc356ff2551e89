/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two banks of firmware, and the commands that change them.
 */
#ifndef _CMIS_SIM_FIRMWARE_H
#define _CMIS_SIM_FIRMWARE_H

#include <linux/ktime.h>
#include <linux/types.h>

struct cmis_sim_module;

#define CMIS_SIM_CDB_LPL_SIZE		120
#define CMIS_SIM_FW_BANKS		2
#define CMIS_SIM_FW_TEXT_SIZE		32

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

/* Kinds of commands by how long they take */
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
 * @body: its body
 * @body_length: bytes in the body
 * @epl_length: bytes in the extended payload
 * @reply: takes the reply
 * @reply_length: bytes in the reply
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
 * struct cmis_sim_fw_image - firmware in a bank
 * @valid: it can be run
 * @major: version
 * @minor: version
 * @build: version
 * @text: free text of the file
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
 * @factory: firmware of the new module
 * @running: bank that runs
 * @committed: bank that runs after a reset
 * @download: a file that is being written, or NULL
 * @size: size of @download
 * @restarts: a restart into @next is due
 * @restart: when
 * @next: bank to run then
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

#endif /* _CMIS_SIM_FIRMWARE_H */
