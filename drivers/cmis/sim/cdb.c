// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: commands by message (CDB).
 *
 * A command takes half of its advertised maximum: a quarter of that to be
 * captured, a quarter to be checked, and half to be executed. It has its effect
 * at the end.
 */
#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "sim/flags.h"
#include "sim/module.h"

#define CMIS_SIM_CDB_BUSY_MS		80
#define CMIS_SIM_CDB_EXT_BUSY_MS	160
#define CMIS_SIM_CDB_COMPLETION_MS	5000	/* in the background */
#define CMIS_SIM_CDB_COMMAND_SIZE	2

/* Reply to 0000h */
#define CMIS_SIM_CDB_STATUS_SIZE	2
#define CMIS_SIM_CDB_STATUS_AT		1
#define   CMIS_SIM_CDB_STATUS_PASSWORD	0x01

/* Replies to 0040h, 0042h and 0043h: bitmap of a group of commands */
#define CMIS_SIM_CDB_BITMAP_AT		2
#define CMIS_SIM_CDB_BITMAP_SIZE	32
#define CMIS_SIM_CDB_BITMAP_END \
	(CMIS_SIM_CDB_BITMAP_AT + CMIS_SIM_CDB_BITMAP_SIZE)
#define CMIS_SIM_CDB_COMPLETION_SIZE	2

#define CMIS_SIM_CDB_PASSWORD_VENDOR	BIT(7)

/**
 * struct cmis_sim_cdb_command - a known command
 * @id: its number
 * @body: shortest body
 * @time: enum cmis_sim_cdb_time
 * @locked: it may need the password
 * @run: carries it out
 */
struct cmis_sim_cdb_command {
	u16 id;
	u8 body;
	u8 time;
	bool locked;
	u8 (*run)(struct cmis_sim_module *module,
		  struct cmis_sim_cdb_request *request);
};

static u8 cmis_sim_cdb_query(struct cmis_sim_module *module,
			     struct cmis_sim_cdb_request *request);
static u8 cmis_sim_cdb_password_enter(struct cmis_sim_module *module,
				      struct cmis_sim_cdb_request *request);
static u8 cmis_sim_cdb_password_change(struct cmis_sim_module *module,
				       struct cmis_sim_cdb_request *request);
static u8 cmis_sim_cdb_abort(struct cmis_sim_module *module,
			     struct cmis_sim_cdb_request *request);
static u8 cmis_sim_cdb_features(struct cmis_sim_module *module,
				struct cmis_sim_cdb_request *request);
static u8 cmis_sim_cdb_nothing(struct cmis_sim_module *module,
			       struct cmis_sim_cdb_request *request);

#define CMIS_SIM_CDB_QUERY		0x0000
#define CMIS_SIM_CDB_ABORT		0x0004

static const struct cmis_sim_cdb_command cmis_sim_cdb_commands[] = {
	{ CMIS_SIM_CDB_QUERY, 2, CMIS_SIM_CDB_TIME_BUSY, false,
	  cmis_sim_cdb_query },
	{ 0x0001, 4, CMIS_SIM_CDB_TIME_BUSY, false,
	  cmis_sim_cdb_password_enter },
	{ 0x0002, 4, CMIS_SIM_CDB_TIME_BUSY, false,
	  cmis_sim_cdb_password_change },
	{ CMIS_SIM_CDB_ABORT, 0, CMIS_SIM_CDB_TIME_BUSY, false,
	  cmis_sim_cdb_abort },
	{ 0x0040, 0, CMIS_SIM_CDB_TIME_BUSY, false, cmis_sim_cdb_features },
	{ 0x0041, 0, CMIS_SIM_CDB_TIME_BUSY, false, cmis_sim_fw_features },
	{ 0x0042, 0, CMIS_SIM_CDB_TIME_BUSY, false, cmis_sim_cdb_nothing },
	{ 0x0043, 0, CMIS_SIM_CDB_TIME_BUSY, false, cmis_sim_cdb_nothing },
	{ 0x0100, 0, CMIS_SIM_CDB_TIME_BUSY, false, cmis_sim_fw_info },
	{ 0x0101, 8, CMIS_SIM_CDB_TIME_START, true,
	  cmis_sim_fw_download_start },
	{ 0x0102, 0, CMIS_SIM_CDB_TIME_ABORT, true,
	  cmis_sim_fw_download_abort },
	{ 0x0103, 5, CMIS_SIM_CDB_TIME_WRITE, true, cmis_sim_fw_write_lpl },
	{ 0x0104, 4, CMIS_SIM_CDB_TIME_WRITE, true, cmis_sim_fw_write_epl },
	{ 0x0107, 0, CMIS_SIM_CDB_TIME_COMPLETE, true,
	  cmis_sim_fw_download_complete },
	{ 0x0108, 1, CMIS_SIM_CDB_TIME_COPY, true, cmis_sim_fw_copy },
	{ 0x0109, 4, CMIS_SIM_CDB_TIME_BUSY, true, cmis_sim_fw_run },
	{ 0x010a, 0, CMIS_SIM_CDB_TIME_BUSY, true, cmis_sim_fw_commit },
};

/* Bytes of extended payload, by the pages that exist */
static unsigned int cmis_sim_cdb_epl_bytes(struct cmis_sim_module *module,
					   unsigned int instance)
{
	unsigned int i, pages = cmis_sim_store_epl_pages(&module->memory), key;

	for (i = 0; i < pages; i++) {
		key = CMIS_SIM_KEY(instance, CMIS_PAGE_CDB_EPL_FIRST + i);
		if (!cmis_sim_store_get(&module->memory, key))
			break;
	}
	return i * CMIS_PAGE_SIZE;
}

static int cmis_sim_cdb_page_add(struct cmis_sim_store *store,
				 unsigned int instance, unsigned int page)
{
	struct cmis_sim_page *added;
	unsigned int key = CMIS_SIM_KEY(instance, page);

	if (cmis_sim_store_get(store, key))
		return 0;
	added = cmis_sim_store_add(store, key);
	return PTR_ERR_OR_ZERO(added);
}

/**
 * cmis_sim_cdb_pages_add() - add the pages of the advertised CDB
 * @store: memory of a module
 *
 * Context: may sleep.
 * Return: 0; -ENOSPC if there are too many pages, -ENOMEM.
 */
int cmis_sim_cdb_pages_add(struct cmis_sim_store *store)
{
	unsigned int instance, i, pages = cmis_sim_store_epl_pages(store);
	int err;

	for (instance = 0; instance < cmis_sim_store_cdb_instances(store);
	     instance++) {
		err = cmis_sim_cdb_page_add(store, instance, CMIS_PAGE_CDB);
		if (err)
			return err;
		for (i = 0; i < pages; i++) {
			err = cmis_sim_cdb_page_add(store, instance,
						    CMIS_PAGE_CDB_EPL_FIRST +
						    i);
			if (err)
				return err;
		}
	}
	return 0;
}

/* Longest time of a command that does not change firmware */
static u32 cmis_sim_cdb_busy_ms(struct cmis_sim_module *module)
{
	u8 busy = cmis_sim_get(module, 0, CMIS_CDB_BUSY);
	u8 time = cmis_sim_get(module, 0, CMIS_CDB_TRIGGER);

	if (!(busy & CMIS_CDB_BUSY_EXTENDED))
		return CMIS_SIM_CDB_BUSY_MS -
		       min_t(u32, FIELD_GET(CMIS_CDB_BUSY_TIME, busy),
			     CMIS_SIM_CDB_BUSY_MS);
	return max_t(u32, FIELD_GET(CMIS_CDB_EXT_BUSY, time), 1) *
	       CMIS_SIM_CDB_EXT_BUSY_MS;
}

static bool cmis_sim_cdb_in_background(struct cmis_sim_module *module)
{
	return cmis_sim_get(module, 0, CMIS_CDB_ADVERT) & CMIS_CDB_BACKGROUND;
}

/* A command in the foreground may take no longer than any other. */
static u32 cmis_sim_cdb_completion_ms(struct cmis_sim_module *module)
{
	return cmis_sim_cdb_in_background(module) ?
	       CMIS_SIM_CDB_COMPLETION_MS : cmis_sim_cdb_busy_ms(module);
}

static u8 cmis_sim_cdb_query(struct cmis_sim_module *module,
			     struct cmis_sim_cdb_request *request)
{
	if (get_unaligned_be16(request->body) >
	    cmis_sim_cdb_completion_ms(module))
		return CMIS_SIM_CDB_RANGE;
	request->reply[0] = CMIS_SIM_CDB_STATUS_SIZE;
	if (module->password.entered)
		request->reply[CMIS_SIM_CDB_STATUS_AT] =
			CMIS_SIM_CDB_STATUS_PASSWORD;
	request->reply_length = CMIS_SIM_CDB_STATUS_SIZE;
	return CMIS_SIM_CDB_SUCCESS;
}

static u8 cmis_sim_cdb_password_enter(struct cmis_sim_module *module,
				      struct cmis_sim_cdb_request *request)
{
	return cmis_sim_password_enter(module, request->body) ?
	       CMIS_SIM_CDB_SUCCESS : CMIS_SIM_CDB_PASSWORD;
}

static u8 cmis_sim_cdb_password_change(struct cmis_sim_module *module,
				       struct cmis_sim_cdb_request *request)
{
	if (cmis_sim_password_change(module, request->body))
		return CMIS_SIM_CDB_SUCCESS;
	return request->body[0] & CMIS_SIM_CDB_PASSWORD_VENDOR ?
	       CMIS_SIM_CDB_RANGE : CMIS_SIM_CDB_PASSWORD;
}

/* The capture of this command has aborted the other one. */
static u8 cmis_sim_cdb_abort(struct cmis_sim_module *module,
			     struct cmis_sim_cdb_request *request)
{
	return CMIS_SIM_CDB_SUCCESS;
}

static u8 cmis_sim_cdb_features(struct cmis_sim_module *module,
				struct cmis_sim_cdb_request *request)
{
	u8 *bitmap = request->reply + CMIS_SIM_CDB_BITMAP_AT;
	unsigned int i, id;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_cdb_commands); i++) {
		id = cmis_sim_cdb_commands[i].id;
		if (id < 8 * CMIS_SIM_CDB_BITMAP_SIZE)
			bitmap[id / 8] |= BIT(id % 8);
	}
	put_unaligned_be16(cmis_sim_cdb_completion_ms(module),
			   request->reply + CMIS_SIM_CDB_BITMAP_END);
	request->reply_length = CMIS_SIM_CDB_BITMAP_END +
				CMIS_SIM_CDB_COMPLETION_SIZE;
	return CMIS_SIM_CDB_SUCCESS;
}

/* None of the commands of that group. */
static u8 cmis_sim_cdb_nothing(struct cmis_sim_module *module,
			       struct cmis_sim_cdb_request *request)
{
	request->reply_length = CMIS_SIM_CDB_BITMAP_END;
	return CMIS_SIM_CDB_SUCCESS;
}

static u8 cmis_sim_cdb_message_get(const struct cmis_sim_cdb_instance *cdb,
				   u32 reg)
{
	return cdb->message[CMIS_REG_INDEX(reg)];
}

static u16 cmis_sim_cdb_message_id(const struct cmis_sim_cdb_instance *cdb)
{
	return get_unaligned_be16(cdb->message +
				  CMIS_REG_INDEX(CMIS_CDB_COMMAND));
}

static const struct cmis_sim_cdb_command *
cmis_sim_cdb_command_find(const struct cmis_sim_cdb_instance *cdb)
{
	u16 id = cmis_sim_cdb_message_id(cdb);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_cdb_commands); i++)
		if (cmis_sim_cdb_commands[i].id == id)
			return &cmis_sim_cdb_commands[i];
	return NULL;
}

/* One's complement of the sum of bytes 128-132 and of the body. */
static u8 cmis_sim_cdb_check_code(const u8 *message, unsigned int length)
{
	unsigned int i, header = CMIS_REG_INDEX(CMIS_CDB_CHECK_CODE);
	u8 sum = 0;

	for (i = 0; i < header; i++)
		sum += message[i];
	for (i = 0; i < length; i++)
		sum += message[CMIS_REG_INDEX(CMIS_CDB_LPL) + i];
	return ~sum;
}

/* Checks that all commands have in common; 0 if they pass */
static u8 cmis_sim_cdb_check(struct cmis_sim_module *module,
			     const struct cmis_sim_cdb_instance *cdb,
			     const struct cmis_sim_cdb_request *request)
{
	const struct cmis_sim_cdb_command *command;
	unsigned int length = min_t(unsigned int, request->body_length,
				    CMIS_SIM_CDB_LPL_SIZE);

	if (cmis_sim_cdb_check_code(cdb->message, length) !=
	    cmis_sim_cdb_message_get(cdb, CMIS_CDB_CHECK_CODE))
		return CMIS_SIM_CDB_CHECK_CODE;
	command = cmis_sim_cdb_command_find(cdb);
	if (!command)
		return CMIS_SIM_CDB_UNKNOWN;
	if (length < request->body_length || length < command->body ||
	    request->epl_length > cmis_sim_cdb_epl_bytes(module,
							 request->instance))
		return CMIS_SIM_CDB_RANGE;
	if (command->locked && module->password.for_firmware &&
	    !module->password.entered)
		return CMIS_SIM_CDB_PASSWORD;
	return 0;
}

static void cmis_sim_cdb_request_make(struct cmis_sim_module *module,
				      unsigned int instance,
				      struct cmis_sim_cdb_request *request)
{
	const struct cmis_sim_cdb_instance *cdb =
		&module->cdb.instances[instance];

	memset(request, 0, sizeof(*request));
	request->instance = instance;
	request->id = cmis_sim_cdb_message_id(cdb);
	request->body = cdb->message + CMIS_REG_INDEX(CMIS_CDB_LPL);
	request->body_length = cmis_sim_cdb_message_get(cdb,
							CMIS_CDB_LPL_LENGTH);
	request->epl_length =
		get_unaligned_be16(cdb->message +
				   CMIS_REG_INDEX(CMIS_CDB_EPL_LENGTH));
}

static void cmis_sim_cdb_status_put(struct cmis_sim_module *module,
				    unsigned int instance, u8 status)
{
	cmis_sim_put(module, 0, CMIS_CDB_STATUS_1 + instance, status);
}

/* The reply takes the place of the body. */
static void cmis_sim_cdb_reply_put(struct cmis_sim_module *module,
				   const struct cmis_sim_cdb_request *request)
{
	u8 *at = cmis_sim_store_byte(&module->memory, request->instance,
				     CMIS_CDB_REPLY_LENGTH);
	unsigned int i;
	u8 sum = 0;

	if (!at)
		return;
	for (i = 0; i < request->reply_length; i++)
		sum += request->reply[i];
	at[0] = request->reply_length;
	at[1] = request->reply_length ? ~sum : 0;
	memcpy(at + 2, request->reply, request->reply_length);
}

static void cmis_sim_cdb_finish(struct cmis_sim_module *module,
				const struct cmis_sim_cdb_request *request,
				u8 result)
{
	struct cmis_sim_cdb_instance *cdb =
		&module->cdb.instances[request->instance];

	cdb->phase = CMIS_SIM_CDB_IDLE;
	cmis_sim_cdb_reply_put(module, request);
	cmis_sim_cdb_status_put(module, request->instance, result);
	cmis_sim_flag_raise(module, 0, CMIS_FLAGS_MODULE, request->instance ?
			    CMIS_FLAG_CDB_COMPLETE_2 :
			    CMIS_FLAG_CDB_COMPLETE_1);
}

static void cmis_sim_cdb_enter(struct cmis_sim_module *module,
			       unsigned int instance,
			       enum cmis_sim_cdb_phase phase)
{
	struct cmis_sim_cdb_instance *cdb = &module->cdb.instances[instance];
	u32 part = phase == CMIS_SIM_CDB_EXECUTING ? 2 : 4;

	cdb->phase = phase;
	cdb->end = ktime_add_us(cdb->end, cdb->took_us / part);
	cmis_sim_cdb_status_put(module, instance, phase);
}

/* A phase has come to its end. */
static void cmis_sim_cdb_step(struct cmis_sim_module *module,
			      unsigned int instance)
{
	struct cmis_sim_cdb_instance *cdb = &module->cdb.instances[instance];
	struct cmis_sim_cdb_request request;
	u8 result;

	if (cdb->phase == CMIS_SIM_CDB_CAPTURED) {
		cmis_sim_cdb_enter(module, instance, CMIS_SIM_CDB_CHECKING);
		return;
	}
	cmis_sim_cdb_request_make(module, instance, &request);
	if (cdb->phase == CMIS_SIM_CDB_CHECKING) {
		result = cmis_sim_cdb_check(module, cdb, &request);
		if (result)
			cmis_sim_cdb_finish(module, &request, result);
		else
			cmis_sim_cdb_enter(module, instance,
					   CMIS_SIM_CDB_EXECUTING);
		return;
	}
	result = cdb->verdict;
	if (!result)
		result = cmis_sim_cdb_command_find(cdb)->run(module, &request);
	cmis_sim_cdb_finish(module, &request, result);
}

/**
 * cmis_sim_cdb_advance() - carry commands on
 * @module: the module
 */
void cmis_sim_cdb_advance(struct cmis_sim_module *module)
{
	struct cmis_sim_cdb_instance *cdb;
	unsigned int i;

	lockdep_assert_held(&module->lock);
	for (i = 0; i < CMIS_CDB_MAX_INSTANCES; i++) {
		cdb = &module->cdb.instances[i];
		while (cdb->phase && cmis_sim_is_over(module, cdb->end))
			cmis_sim_cdb_step(module, i);
	}
}

/**
 * cmis_sim_cdb_next_end() - when the next phase ends
 * @module: the module
 *
 * Return: that time, KTIME_MAX if there is none.
 */
ktime_t cmis_sim_cdb_next_end(struct cmis_sim_module *module)
{
	const struct cmis_sim_cdb_instance *cdb;
	ktime_t end = KTIME_MAX;
	unsigned int i;

	for (i = 0; i < CMIS_CDB_MAX_INSTANCES; i++) {
		cdb = &module->cdb.instances[i];
		if (cdb->phase)
			end = min(end, cdb->end);
	}
	if (module->firmware.restarts)
		end = min(end, module->firmware.restart);
	return end;
}

/**
 * cmis_sim_cdb_start() - power up, or come out of reset
 * @module: the module; no command is under way
 */
void cmis_sim_cdb_start(struct cmis_sim_module *module)
{
	unsigned int i;

	lockdep_assert_held(&module->lock);
	memset(&module->cdb, 0, sizeof(module->cdb));
	for (i = 0; module->running &&
	     i < cmis_sim_store_cdb_instances(&module->memory); i++)
		cmis_sim_cdb_status_put(module, i, 0);
}

/**
 * cmis_sim_cdb_blocks() - whether a command keeps the host from all registers
 * @module: the module
 *
 * Return: true if one is under way in the foreground.
 */
bool cmis_sim_cdb_blocks(struct cmis_sim_module *module)
{
	unsigned int i;

	lockdep_assert_held(&module->lock);
	for (i = 0; i < CMIS_CDB_MAX_INSTANCES; i++)
		if (module->cdb.instances[i].phase)
			return !cmis_sim_cdb_in_background(module);
	return false;
}

/* Half of the advertised time, in us; a query asks for a time of its own. */
static u32 cmis_sim_cdb_took_us(struct cmis_sim_module *module,
				const struct cmis_sim_cdb_instance *cdb)
{
	const struct cmis_sim_cdb_command *command =
		cmis_sim_cdb_command_find(cdb);
	u32 took_us = cmis_sim_cdb_busy_ms(module) * 500;
	u32 wanted_ms;

	if (command && command->time != CMIS_SIM_CDB_TIME_BUSY)
		return cmis_sim_fw_max_ms(command->time) * 500;
	if (!command || command->id != CMIS_SIM_CDB_QUERY)
		return took_us;
	wanted_ms = get_unaligned_be16(cdb->message +
				       CMIS_REG_INDEX(CMIS_CDB_LPL));
	if (wanted_ms > cmis_sim_cdb_completion_ms(module))
		return took_us;
	return max(took_us, wanted_ms * 1000);
}

/*
 * A new command ends the one under way. An abort succeeds then, any other
 * command fails.
 */
static void cmis_sim_cdb_capture(struct cmis_sim_module *module,
				 unsigned int instance)
{
	struct cmis_sim_cdb_instance *cdb = &module->cdb.instances[instance];
	const u8 *message = cmis_sim_store_byte(&module->memory, instance,
						CMIS_CDB_COMMAND);
	bool busy = cdb->phase, aborts;

	memcpy(cdb->message, message, sizeof(cdb->message));
	aborts = cmis_sim_cdb_message_id(cdb) == CMIS_SIM_CDB_ABORT;
	cdb->verdict = 0;
	if (busy)
		cdb->verdict = aborts ? CMIS_SIM_CDB_ABORTED :
					CMIS_SIM_CDB_NOT_ABORTED;
	cdb->took_us = cmis_sim_cdb_took_us(module, cdb);
	cdb->end = module->now;
	cmis_sim_cdb_enter(module, instance, CMIS_SIM_CDB_CAPTURED);
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_CDB_BUSY))
		cdb->end = KTIME_MAX;
	module->summing = true;
	module->dirty = true;
}

/* Whether a write starts a command, by 01h:165.7 */
static bool cmis_sim_cdb_triggers(struct cmis_sim_module *module, u8 address,
				  unsigned int count)
{
	unsigned int first = CMIS_REG_OFFSET(CMIS_CDB_COMMAND);
	unsigned int last = first + CMIS_SIM_CDB_COMMAND_SIZE - 1;

	if (address > last || address + count <= last)
		return false;
	return cmis_sim_get(module, 0, CMIS_CDB_TRIGGER) &
	       CMIS_CDB_TRIGGER_ANY_WRITE || address + count == last + 1;
}

/**
 * cmis_sim_cdb_written() - the host has written to page 9Fh
 * @module: the module
 * @bank: the bank
 * @address: the first byte
 * @count: number of bytes
 */
void cmis_sim_cdb_written(struct cmis_sim_module *module, unsigned int bank,
			  u8 address, unsigned int count)
{
	lockdep_assert_held(&module->lock);
	if (bank < cmis_sim_store_cdb_instances(&module->memory) &&
	    cmis_sim_cdb_triggers(module, address, count))
		cmis_sim_cdb_capture(module, bank);
}
