// SPDX-License-Identifier: GPL-2.0-only
/*
 * The third number of the firmware version. Only a command gives it (CDB
 * 0100h), which the driver sends once per insertion and firmware. The driver
 * writes the command and looks for its end in later runs of the cage's work.
 *
 * The driver sends nothing if anybody else has used CDB, if the module is busy
 * with a command, or if the module is not known to take commands well.
 */

#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "poll/firmware.h"
#include "core/cage.h"
#include "core/cdb.h"
#include "core/question.h"
#include "core/quirks.h"
#include "core/snapshot.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "spec/cdb.h"
#include "xfer/xfer.h"

/* The module is busy with a command of somebody else: look again later. */
#define CMIS_FW_BUSY_MS		1000
#define CMIS_FW_BUSY_TRIES	10
/* The reply to a command, at least; most modules need some milliseconds. */
#define CMIS_FW_REPLY_MS	1000
/* A module may take the command so late (tCDBC): before, the status is old. */
#define CMIS_FW_LOOK_MS		100
#define CMIS_FW_LOOK_MAX_MS	250

static bool cmis_firmware_may_ask(const struct cmis_cage *cage,
				  const struct cmis_module *module)
{
	return !(cage->xfer->caps & CMIS_CAP_READ_ONLY) &&
	       !(cage->xfer->caps & CMIS_CAP_FIRMWARE_MANAGED) &&
	       !module->basics.flat && module->adverts.cdb_instances &&
	       !cmis_module_check_firmware(module) &&
	       !cmis_quirk_is_listed(module->admin.vendor_pn);
}

static void cmis_firmware_wait(struct cmis_poll *poll, unsigned int ms)
{
	poll->firmware.due = ktime_add_ms(ktime_get(), ms);
}

static void cmis_firmware_end(struct cmis_cage *cage)
{
	cmis_cdb_end(&cage->cdb);
	cage->poll->firmware.step = CMIS_FW_DONE;
}

static int cmis_firmware_put(struct cmis_cage *cage, const u8 *header,
			     unsigned int first, unsigned int len)
{
	u8 copy[8];
	const struct cmis_req req = {
		.addr = {
			.page = CMIS_PAGE_CDB,
			.offset = CMIS_UPPER_FIRST + first,
		},
		.buf = copy,
		.len = len,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
		.why.cause = CMIS_CAUSE_QUERY,
	};

	memcpy(copy, header + first, len);
	return cmis_xfer_write(cage->xfer, &req);
}

/* The write of the number starts the command, so it comes last. */
static int cmis_firmware_send(struct cmis_cage *cage)
{
	u8 header[8];
	int ret;

	cmis_cdb_header(CMIS_CDB_GET_FIRMWARE_INFO, header);
	ret = cmis_firmware_put(cage, header, 2, 6);
	if (ret)
		return ret;
	return cmis_firmware_put(cage, header, 0, 2);
}

/* Whether something else ends first, and runs the work. */
static bool cmis_firmware_is_blocked(const struct cmis_poll *poll)
{
	return poll->suspect || (poll->firmware.step == CMIS_FW_ASK &&
				 cmis_poll_is_refreshed_soon(poll));
}

/* Gives the status of the first instance, lower 37. */
static int cmis_firmware_status(struct cmis_cage *cage, u8 *status)
{
	const struct cmis_range range = cmis_range_of(0, CMIS_CDB_STATUS_1);

	return cmis_range_fetch(cage, &range, status);
}

static void cmis_firmware_ask(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	struct cmis_firmware *f = &cage->poll->firmware;
	u8 status;
	int ret;

	ret = cmis_cdb_begin(&cage->cdb,
			     max_t(u32, CMIS_FW_REPLY_MS,
				   module->adverts.durations.cdb_busy_ms));
	if (ret == -EAGAIN) {
		cmis_firmware_wait(cage->poll, CMIS_FW_BUSY_MS);
		return;
	}
	if (ret) {
		f->step = CMIS_FW_DONE;
		return;
	}
	if (cmis_firmware_status(cage, &status) ||
	    status & CMIS_CDB_STATUS_BUSY) {
		cmis_firmware_end(cage);
		if (++f->tries < CMIS_FW_BUSY_TRIES) {
			f->step = CMIS_FW_ASK;
			cmis_firmware_wait(cage->poll, CMIS_FW_BUSY_MS);
		}
		return;
	}
	/* Even if it fails, the write may have started the command. */
	cmis_firmware_send(cage);
	f->step = CMIS_FW_AWAIT;
	f->look_ms = CMIS_FW_LOOK_MS;
	cmis_firmware_wait(cage->poll, f->look_ms);
}

static void cmis_firmware_take(struct cmis_cage *cage,
			       const struct cmis_module *module)
{
	struct cmis_firmware *f = &cage->poll->firmware;
	struct cmis_range range = cmis_range_of(0, CMIS_CDB_REPLY_LENGTH);
	u8 reply[CMIS_CDB_REPLY_SIZE];

	range.len = sizeof(reply);
	if (!cmis_range_fetch(cage, &range, reply))
		f->known = !cmis_cdb_build_decode(reply, sizeof(reply),
						  module->basics.fw_major,
						  module->basics.fw_minor,
						  &f->build);
}

/* In the foreground, the module acknowledges nothing until it is done. */
static void cmis_firmware_await(struct cmis_cage *cage,
				const struct cmis_module *module)
{
	bool over = ktime_after(ktime_get(), cage->cdb.until);
	struct cmis_firmware *f = &cage->poll->firmware;
	u8 status;
	int ret;

	/* Raw writers wait no longer: the reply may be to their command. */
	if (over && READ_ONCE(cage->cdb.used)) {
		cmis_firmware_end(cage);
		return;
	}
	ret = cmis_firmware_status(cage, &status);
	if (!ret && !(status & CMIS_CDB_STATUS_BUSY)) {
		if (status == CMIS_CDB_STATUS_SUCCESS)
			cmis_firmware_take(cage, module);
		cmis_firmware_end(cage);
		return;
	}
	if (over) {
		cmis_firmware_end(cage);
		return;
	}
	f->look_ms = min_t(unsigned int, 2 * f->look_ms, CMIS_FW_LOOK_MAX_MS);
	cmis_firmware_wait(cage->poll, f->look_ms);
}

/**
 * cmis_firmware_run - ask for the build number, or look for the reply
 * @cage: the cage, after the sweeps that were due
 * @module: the module in it
 *
 * Context: The cage's work. Touches the bus.
 */
void cmis_firmware_run(struct cmis_cage *cage,
		       const struct cmis_module *module)
{
	struct cmis_firmware *f = &cage->poll->firmware;
	u8 state = cmis_poll_state(cage->poll);

	if (f->step == CMIS_FW_DONE || cmis_firmware_is_blocked(cage->poll) ||
	    ktime_after(f->due, ktime_get()))
		return;
	if (f->step == CMIS_FW_AWAIT) {
		cmis_firmware_await(cage, module);
		return;
	}
	if (!cmis_firmware_may_ask(cage, module))
		f->step = CMIS_FW_DONE;
	else if (state == CMIS_STATE_READY || state == CMIS_STATE_LOW_POWER)
		cmis_firmware_ask(cage, module);
	else
		cmis_firmware_wait(cage->poll, CMIS_FW_BUSY_MS);
}

/**
 * cmis_firmware_forget - forget the module, or its firmware
 * @cage: the cage
 *
 * Context: The cage's work.
 */
void cmis_firmware_forget(struct cmis_cage *cage)
{
	cmis_cdb_end(&cage->cdb);
	cage->poll->firmware = (struct cmis_firmware) {};
}

/**
 * cmis_firmware_next_ms - get the time until cmis_firmware_run() has work
 * @poll: state of the work of a cage with a module
 *
 * Return: milliseconds from now.
 */
unsigned int cmis_firmware_next_ms(const struct cmis_poll *poll)
{
	s64 ms = ktime_ms_delta(poll->firmware.due, ktime_get());

	if (poll->firmware.step == CMIS_FW_DONE ||
	    cmis_firmware_is_blocked(poll))
		return CMIS_PERIOD_MAX_MS;
	return clamp_t(s64, ms, 0, CMIS_PERIOD_MAX_MS);
}
