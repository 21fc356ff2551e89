// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: two banks of firmware, and the commands that change them.
 *
 * A firmware file has a header of our own format and any payload. The simulator
 * runs none of it; only the version counts.
 *
 * The committed bank is never written while the other one runs, so a module
 * that loses power during a download comes up again.
 */
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/crc32.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/sizes.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include <linux/vmalloc.h>

#include "sim/module.h"

#define CMIS_SIM_FW_SIZE_MAX		SZ_1M
#define CMIS_SIM_FW_HEADER_SIZE		52
#define CMIS_SIM_FW_ERASED		0xff

/* Header of a file; the checksum covers the file except itself. */
#define CMIS_SIM_FW_MAGIC		"CMIS-SIM"
#define CMIS_SIM_FW_MAJOR_AT		8
#define CMIS_SIM_FW_MINOR_AT		9
#define CMIS_SIM_FW_BUILD_AT		10
#define CMIS_SIM_FW_LENGTH_AT		12	/* without the header */
#define CMIS_SIM_FW_TEXT_AT		16
#define CMIS_SIM_FW_CHECKSUM_AT		48	/* CRC-32 */

/* Reply to 0041h */
#define CMIS_SIM_FW_FEATURES_SIZE	18
#define CMIS_SIM_FW_FLAGS_AT		1
#define   CMIS_SIM_FW_SKIP_ERASED	BIT(2)
#define   CMIS_SIM_FW_CAN_COPY		BIT(1)
#define   CMIS_SIM_FW_CAN_ABORT		BIT(0)
#define CMIS_SIM_FW_START_AT		2
#define CMIS_SIM_FW_ERASED_AT		3
#define CMIS_SIM_FW_EXTENSION_AT	4
#define CMIS_SIM_FW_MECHANISM_AT	5
#define   CMIS_SIM_FW_BY_LPL		0x01
#define   CMIS_SIM_FW_BY_EPL		0x10
#define CMIS_SIM_FW_TIMES_AT		8

/* Reply to 0100h */
#define CMIS_SIM_FW_INFO_SIZE		110
#define CMIS_SIM_FW_INFO_AT		2
#define CMIS_SIM_FW_INFO_STEP		36
#define CMIS_SIM_FW_INFO_ALL		0x07
#define CMIS_SIM_FW_IS_RUNNING		BIT(0)
#define CMIS_SIM_FW_IS_COMMITTED	BIT(1)
#define CMIS_SIM_FW_IS_INVALID		BIT(2)
#define CMIS_SIM_FW_STATUS_SHIFT	4	/* of bank B */

/* Bodies of commands */
#define CMIS_SIM_FW_START_BODY		8
#define CMIS_SIM_FW_BLOCK_BODY		4
#define CMIS_SIM_FW_COPY_A_TO_B		0xab
#define CMIS_SIM_FW_COPY_B_TO_A		0xba
#define CMIS_SIM_FW_RUN_MODE_AT		1
#define CMIS_SIM_FW_RUN_DELAY_AT	2
#define CMIS_SIM_FW_RUN_OTHER		0	/* with a reset, as the next */
#define CMIS_SIM_FW_RUN_SAME		2

static const u16 cmis_sim_fw_max_times_ms[CMIS_SIM_CDB_TIMES] = {
	[CMIS_SIM_CDB_TIME_START] = 1000,
	[CMIS_SIM_CDB_TIME_ABORT] = 200,
	[CMIS_SIM_CDB_TIME_WRITE] = 40,
	[CMIS_SIM_CDB_TIME_COMPLETE] = 1000,
	[CMIS_SIM_CDB_TIME_COPY] = 1000,
};

/**
 * cmis_sim_fw_max_ms() - longest time of a firmware command
 * @time: kind of the command
 *
 * Return: the advertised maximum.
 */
u32 cmis_sim_fw_max_ms(enum cmis_sim_cdb_time time)
{
	return cmis_sim_fw_max_times_ms[time];
}

/* The bank that does not run. */
static unsigned int cmis_sim_fw_other(const struct cmis_sim_firmware *fw)
{
	return !fw->running;
}

static void cmis_sim_fw_image_load(struct cmis_sim_module *module,
				   struct cmis_sim_fw_image *image, u32 reg)
{
	*image = (struct cmis_sim_fw_image) {
		.major = cmis_sim_get(module, 0, reg),
		.minor = cmis_sim_get(module, 0, reg + 1),
	};
	image->valid = (image->major || image->minor) &&
		       (image->major != 0xff || image->minor != 0xff);
}

static void cmis_sim_fw_version_put(struct cmis_sim_module *module, u32 reg,
				    const struct cmis_sim_fw_image *image)
{
	cmis_sim_put(module, 0, reg, image->major);
	cmis_sim_put(module, 0, reg + 1, image->minor);
}

/* Update the version registers of a module that takes commands. */
static void cmis_sim_fw_show(struct cmis_sim_module *module)
{
	struct cmis_sim_firmware *fw = &module->firmware;

	if (!cmis_sim_store_cdb_instances(&module->memory))
		return;
	cmis_sim_fw_version_put(module, CMIS_ACTIVE_FW_MAJOR,
				&fw->images[fw->running]);
	cmis_sim_fw_version_put(module, CMIS_INACTIVE_FW_MAJOR,
				&fw->images[cmis_sim_fw_other(fw)]);
}

static void cmis_sim_fw_drop(struct cmis_sim_firmware *fw)
{
	vfree(fw->download);
	fw->download = NULL;
}

/**
 * cmis_sim_fw_create() - the firmware of a module that is new
 * @module: the module; bank A gets the active version of its memory
 */
void cmis_sim_fw_create(struct cmis_sim_module *module)
{
	struct cmis_sim_firmware *fw = &module->firmware;

	lockdep_assert_held(&module->lock);
	cmis_sim_fw_image_load(module, &fw->images[0], CMIS_ACTIVE_FW_MAJOR);
	cmis_sim_fw_image_load(module, &fw->images[1], CMIS_INACTIVE_FW_MAJOR);
	fw->factory = fw->images[0];
	fw->running = 0;
	fw->committed = 0;
}

/**
 * cmis_sim_fw_destroy() - drop a download
 * @module: the module
 */
void cmis_sim_fw_destroy(struct cmis_sim_module *module)
{
	cmis_sim_fw_drop(&module->firmware);
}

/**
 * cmis_sim_fw_start() - choose the bank to run, after power up or a reset
 * @module: the module; it runs the committed bank, unless the host has asked
 *	for a restart into a certain bank
 */
void cmis_sim_fw_start(struct cmis_sim_module *module)
{
	struct cmis_sim_firmware *fw = &module->firmware;

	lockdep_assert_held(&module->lock);
	cmis_sim_fw_drop(fw);
	fw->running = fw->restarts ? fw->next : fw->committed;
	fw->restarts = false;
	cmis_sim_fw_show(module);
}

/**
 * cmis_sim_fw_restarts() - whether a restart into a bank is due
 * @module: the module
 *
 * Return: true if the module must be reset now.
 */
bool cmis_sim_fw_restarts(struct cmis_sim_module *module)
{
	lockdep_assert_held(&module->lock);
	return module->firmware.restarts &&
	       cmis_sim_is_over(module, module->firmware.restart);
}

static unsigned int cmis_sim_fw_extension(struct cmis_sim_module *module)
{
	return cmis_sim_get(module, 0, CMIS_CDB_LENGTH_EXTENSION);
}

/* The start command includes the header if one write can hold both. */
static u8 cmis_sim_fw_start_size(struct cmis_sim_module *module)
{
	unsigned int access = 8 * (1 + cmis_sim_fw_extension(module));

	return access < CMIS_SIM_FW_START_BODY + CMIS_SIM_FW_HEADER_SIZE ?
	       0 : CMIS_SIM_FW_HEADER_SIZE;
}

/**
 * cmis_sim_fw_features() - 0041h: how firmware is changed
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_features(struct cmis_sim_module *module,
			struct cmis_sim_cdb_request *request)
{
	u8 *reply = request->reply;
	unsigned int time;

	reply[CMIS_SIM_FW_FLAGS_AT] = CMIS_SIM_FW_SKIP_ERASED |
		CMIS_SIM_FW_CAN_COPY | CMIS_SIM_FW_CAN_ABORT;
	reply[CMIS_SIM_FW_START_AT] = cmis_sim_fw_start_size(module);
	reply[CMIS_SIM_FW_ERASED_AT] = CMIS_SIM_FW_ERASED;
	reply[CMIS_SIM_FW_EXTENSION_AT] = cmis_sim_fw_extension(module);
	reply[CMIS_SIM_FW_MECHANISM_AT] = CMIS_SIM_FW_BY_LPL;
	if (cmis_sim_store_epl_pages(&module->memory))
		reply[CMIS_SIM_FW_MECHANISM_AT] |= CMIS_SIM_FW_BY_EPL;
	for (time = CMIS_SIM_CDB_TIME_START; time < CMIS_SIM_CDB_TIMES; time++)
		put_unaligned_be16(cmis_sim_fw_max_ms(time), reply +
				   CMIS_SIM_FW_TIMES_AT +
				   2 * (time - CMIS_SIM_CDB_TIME_START));
	request->reply_length = CMIS_SIM_FW_FEATURES_SIZE;
	return CMIS_SIM_CDB_SUCCESS;
}

static u8 cmis_sim_fw_bank_status(const struct cmis_sim_firmware *fw,
				  unsigned int bank)
{
	return (fw->running == bank ? CMIS_SIM_FW_IS_RUNNING : 0) |
	       (fw->committed == bank ? CMIS_SIM_FW_IS_COMMITTED : 0) |
	       (fw->images[bank].valid ? 0 : CMIS_SIM_FW_IS_INVALID);
}

static void cmis_sim_fw_image_put(const struct cmis_sim_fw_image *image,
				  u8 *at)
{
	if (!image->valid)
		return;
	at[0] = image->major;
	at[1] = image->minor;
	put_unaligned_be16(image->build, at + 2);
	memcpy(at + 4, image->text, sizeof(image->text));
}

/**
 * cmis_sim_fw_info() - 0100h: list the firmware
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_info(struct cmis_sim_module *module,
		    struct cmis_sim_cdb_request *request)
{
	const struct cmis_sim_firmware *fw = &module->firmware;
	const struct cmis_sim_fw_image *images[] = {
		&fw->images[0], &fw->images[1], &fw->factory,
	};
	unsigned int i;

	request->reply[0] = cmis_sim_fw_bank_status(fw, 0) |
			    cmis_sim_fw_bank_status(fw, 1) <<
			    CMIS_SIM_FW_STATUS_SHIFT;
	for (i = 0; i < ARRAY_SIZE(images); i++) {
		request->reply[1] |= images[i]->valid ? BIT(i) : 0;
		cmis_sim_fw_image_put(images[i], request->reply +
				      CMIS_SIM_FW_INFO_AT +
				      CMIS_SIM_FW_INFO_STEP * i);
	}
	request->reply_length = CMIS_SIM_FW_INFO_SIZE;
	return CMIS_SIM_CDB_SUCCESS;
}

/* Whether the bank that does not run may be written */
static bool cmis_sim_fw_can_change(const struct cmis_sim_firmware *fw)
{
	return fw->committed == fw->running;
}

/**
 * cmis_sim_fw_download_start() - 0101h: begin to write a file
 * @module: the module
 * @request: the command; the other bank is erased
 *
 * Return: a result.
 */
u8 cmis_sim_fw_download_start(struct cmis_sim_module *module,
			      struct cmis_sim_cdb_request *request)
{
	struct cmis_sim_firmware *fw = &module->firmware;
	u8 start = cmis_sim_fw_start_size(module);
	u32 size = get_unaligned_be32(request->body);

	if (fw->download || fw->restarts)
		return CMIS_SIM_CDB_NOT_ABORTED;
	if (!cmis_sim_fw_can_change(fw))
		return CMIS_SIM_CDB_STATE;
	if (request->body_length != CMIS_SIM_FW_START_BODY + start ||
	    size < CMIS_SIM_FW_HEADER_SIZE || size > CMIS_SIM_FW_SIZE_MAX)
		return CMIS_SIM_CDB_RANGE;
	fw->download = vmalloc(size);
	if (!fw->download)
		return CMIS_SIM_CDB_FAILED;
	memset(fw->download, CMIS_SIM_FW_ERASED, size);
	memcpy(fw->download, request->body + CMIS_SIM_FW_START_BODY, start);
	fw->size = size;
	fw->images[cmis_sim_fw_other(fw)] = (struct cmis_sim_fw_image) {};
	cmis_sim_fw_show(module);
	return CMIS_SIM_CDB_SUCCESS;
}

/**
 * cmis_sim_fw_download_abort() - 0102h: drop the file
 * @module: the module
 * @request: the command; the other bank stays empty
 *
 * Return: a result.
 */
u8 cmis_sim_fw_download_abort(struct cmis_sim_module *module,
			      struct cmis_sim_cdb_request *request)
{
	if (!module->firmware.download)
		return CMIS_SIM_CDB_STATE;
	cmis_sim_fw_drop(&module->firmware);
	return CMIS_SIM_CDB_SUCCESS;
}

/* Place of a block in the file, NULL if out of range */
static u8 *cmis_sim_fw_block(struct cmis_sim_module *module,
			     const struct cmis_sim_cdb_request *request,
			     u32 length)
{
	struct cmis_sim_firmware *fw = &module->firmware;
	u32 start = cmis_sim_fw_start_size(module);
	u32 address = get_unaligned_be32(request->body);

	if (!length || address > fw->size - start ||
	    length > fw->size - start - address)
		return NULL;
	return fw->download + start + address;
}

/**
 * cmis_sim_fw_write_lpl() - 0103h: write bytes in the command
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_write_lpl(struct cmis_sim_module *module,
			 struct cmis_sim_cdb_request *request)
{
	u32 length = request->body_length - CMIS_SIM_FW_BLOCK_BODY;
	u8 *at;

	if (!module->firmware.download)
		return CMIS_SIM_CDB_STATE;
	at = cmis_sim_fw_block(module, request, length);
	if (!at)
		return CMIS_SIM_CDB_RANGE;
	memcpy(at, request->body + CMIS_SIM_FW_BLOCK_BODY, length);
	return CMIS_SIM_CDB_SUCCESS;
}

/**
 * cmis_sim_fw_write_epl() - 0104h: write bytes in the EPL pages
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_write_epl(struct cmis_sim_module *module,
			 struct cmis_sim_cdb_request *request)
{
	u32 left = request->epl_length, length, page = CMIS_PAGE_CDB_EPL_FIRST;
	u8 *at;

	if (!cmis_sim_store_epl_pages(&module->memory))
		return CMIS_SIM_CDB_UNKNOWN;
	if (!module->firmware.download)
		return CMIS_SIM_CDB_STATE;
	at = cmis_sim_fw_block(module, request, left);
	if (!at)
		return CMIS_SIM_CDB_RANGE;
	for (; left; left -= length, at += length, page++) {
		length = min_t(u32, left, CMIS_PAGE_SIZE);
		memcpy(at, cmis_sim_store_byte(&module->memory,
					       request->instance,
					       CMIS_REG(page, CMIS_UPPER_FIRST,
							1)), length);
	}
	return CMIS_SIM_CDB_SUCCESS;
}

static bool cmis_sim_fw_file_is_good(const u8 *file, u32 size)
{
	u32 sum = crc32_le(~0, file, CMIS_SIM_FW_CHECKSUM_AT);

	sum = crc32_le(sum, file + CMIS_SIM_FW_HEADER_SIZE,
		       size - CMIS_SIM_FW_HEADER_SIZE);
	return !memcmp(file, CMIS_SIM_FW_MAGIC, strlen(CMIS_SIM_FW_MAGIC)) &&
	       get_unaligned_be32(file + CMIS_SIM_FW_LENGTH_AT) ==
	       size - CMIS_SIM_FW_HEADER_SIZE &&
	       get_unaligned_be32(file + CMIS_SIM_FW_CHECKSUM_AT) == ~sum;
}

/**
 * cmis_sim_fw_download_complete() - 0107h: finish the file
 * @module: the module
 * @request: the command; a good file makes the other bank fit to run
 *
 * Return: a result.
 */
u8 cmis_sim_fw_download_complete(struct cmis_sim_module *module,
				 struct cmis_sim_cdb_request *request)
{
	struct cmis_sim_firmware *fw = &module->firmware;
	struct cmis_sim_fw_image *image = &fw->images[cmis_sim_fw_other(fw)];
	const u8 *file = fw->download;
	bool good;

	if (!file)
		return CMIS_SIM_CDB_STATE;
	good = cmis_sim_fw_file_is_good(file, fw->size);
	if (good) {
		image->major = file[CMIS_SIM_FW_MAJOR_AT];
		image->minor = file[CMIS_SIM_FW_MINOR_AT];
		image->build = get_unaligned_be16(file + CMIS_SIM_FW_BUILD_AT);
		memcpy(image->text, file + CMIS_SIM_FW_TEXT_AT,
		       sizeof(image->text));
	}
	image->valid = good;
	cmis_sim_fw_drop(fw);
	cmis_sim_fw_show(module);
	return good ? CMIS_SIM_CDB_SUCCESS : CMIS_SIM_CDB_FAILED;
}

/**
 * cmis_sim_fw_copy() - 0108h: copy one bank to the other
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_copy(struct cmis_sim_module *module,
		    struct cmis_sim_cdb_request *request)
{
	struct cmis_sim_firmware *fw = &module->firmware;
	unsigned int to = request->body[0] == CMIS_SIM_FW_COPY_A_TO_B;

	if (!to && request->body[0] != CMIS_SIM_FW_COPY_B_TO_A)
		return CMIS_SIM_CDB_RANGE;
	if (fw->download || fw->restarts)
		return CMIS_SIM_CDB_NOT_ABORTED;
	if (to == fw->running || !fw->images[!to].valid ||
	    !cmis_sim_fw_can_change(fw))
		return CMIS_SIM_CDB_STATE;
	fw->images[to] = fw->images[!to];
	cmis_sim_fw_show(module);
	return CMIS_SIM_CDB_SUCCESS;
}

/**
 * cmis_sim_fw_run() - 0109h: reset into a bank
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_run(struct cmis_sim_module *module,
		   struct cmis_sim_cdb_request *request)
{
	struct cmis_sim_firmware *fw = &module->firmware;
	u8 mode = request->body[CMIS_SIM_FW_RUN_MODE_AT];
	u16 delay_ms = get_unaligned_be16(request->body +
					  CMIS_SIM_FW_RUN_DELAY_AT);
	unsigned int bank = fw->running;

	if (mode != CMIS_SIM_FW_RUN_OTHER && mode != CMIS_SIM_FW_RUN_SAME)
		return CMIS_SIM_CDB_RANGE;
	if (fw->download || fw->restarts)
		return CMIS_SIM_CDB_NOT_ABORTED;
	if (mode == CMIS_SIM_FW_RUN_OTHER)
		bank = cmis_sim_fw_other(fw);
	if (!fw->images[bank].valid)
		return CMIS_SIM_CDB_STATE;
	fw->next = bank;
	fw->restarts = true;
	fw->restart = ktime_add_ms(module->now, delay_ms);
	return CMIS_SIM_CDB_SUCCESS;
}

/**
 * cmis_sim_fw_commit() - 010Ah: commit the running bank
 * @module: the module
 * @request: the command
 *
 * Return: a result.
 */
u8 cmis_sim_fw_commit(struct cmis_sim_module *module,
		      struct cmis_sim_cdb_request *request)
{
	struct cmis_sim_firmware *fw = &module->firmware;

	if (fw->download || fw->restarts)
		return CMIS_SIM_CDB_NOT_ABORTED;
	fw->committed = fw->running;
	return CMIS_SIM_CDB_SUCCESS;
}
