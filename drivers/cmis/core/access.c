// SPDX-License-Identifier: GPL-2.0-only
/*
 * Raw access to a module's memory, for ethtool and `eeprom`.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include "core/access.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/request.h"
#include "core/selector.h"
#include "xfer/xfer.h"

/**
 * cmis_access_read - read a range of a module's memory, as it is now
 * @cage: the cage
 * @reader: the reader: sees each flag that was latched since it last read it,
 *	whoever else has read it since
 * @range: 1..128 bytes, in lower memory or in one page
 * @buf: where the bytes go
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module or it was pulled meanwhile; else an
 * errno of cmis_xfer_read().
 */
int cmis_access_read(struct cmis_cage *cage, enum cmis_reader reader,
		     const struct cmis_range *range, u8 *buf)
{
	struct cmis_req req = {
		.addr = range->addr,
		.buf = buf,
		.len = range->len,
		.reader = reader,
	};
	int ret;

	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	ret = cmis_selector_enter(cage, range);
	if (ret)
		return ret;
	ret = cmis_xfer_read(cage->xfer, &req);
	cmis_selector_leave(cage, range);
	if (ret)
		return ret;
	return cmis_request_check(cage, &req);
}

/* The selection of bank and page belongs to the transfer layer. */
static bool cmis_range_hits_select(const struct cmis_range *range)
{
	return range->addr.offset < CMIS_UPPER_FIRST &&
	       range->addr.offset + range->len >
	       CMIS_REG_OFFSET(CMIS_BANK_SELECT);
}

/* Serialise with the driver's own read-modify-write of control bytes. */
static int cmis_access_write_shared(struct cmis_cage *cage,
				    const struct cmis_range *range,
				    const struct cmis_req *req)
{
	bool shared = cmis_control_covers(range);
	int ret;

	if (shared)
		mutex_lock(&cage->control_lock);
	ret = cmis_selector_enter(cage, range);
	if (!ret) {
		ret = cmis_xfer_write(cage->xfer, req);
		cmis_selector_leave(cage, range);
	}
	if (shared)
		mutex_unlock(&cage->control_lock);
	return ret;
}

/**
 * cmis_access_write - write a range of a module's memory
 * @cage: the cage
 * @range: 1..128 bytes, in lower memory or in one page
 * @buf: the bytes
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module, or it was pulled before all was
 * written; -EINVAL if the range holds the bank and page selection; -EROFS if
 * the transport is read-only; else an errno of cmis_xfer_write().
 */
int cmis_access_write(struct cmis_cage *cage, const struct cmis_range *range,
		      const u8 *buf)
{
	u8 copy[CMIS_PAGE_SIZE];
	struct cmis_req req = {
		.addr = range->addr,
		.buf = copy,
		.len = range->len,
	};
	int ret;

	if (range->len > sizeof(copy) || cmis_range_hits_select(range))
		return -EINVAL;

	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	memcpy(copy, buf, range->len);
	return cmis_access_write_shared(cage, range, &req);
}

/**
 * cmis_lower_peek - read a byte of lower memory, but give up soon
 * @cage: the cage
 * @offset: a byte without latched flags
 * @byte: its value now
 *
 * A busy module is tried for no longer than a sweep tries it.
 *
 * Context: May sleep; touches the bus.
 * Return: as cmis_access_read().
 */
int cmis_lower_peek(struct cmis_cage *cage, u8 offset, u8 *byte)
{
	struct cmis_req req = {
		.addr = { .offset = offset },
		.buf = byte,
		.len = sizeof(*byte),
	};
	int ret;

	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	req.patience_ms = CMIS_PATIENCE_POLL_MS;
	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	return cmis_request_check(cage, &req);
}

/**
 * cmis_module_fetch_low_power - whether a module is asked to stay in low power
 * @cage: the cage
 * @low: LowPwrRequestSW (lower 26.4)
 *
 * Context: May sleep; touches the bus.
 * Return: 0, or an errno of cmis_access_read().
 */
int cmis_module_fetch_low_power(struct cmis_cage *cage, bool *low)
{
	const struct cmis_range range = {
		.addr = { .offset = CMIS_REG_OFFSET(CMIS_MODULE_CONTROL) },
		.len = 1,
	};
	u8 control;
	int ret;

	ret = cmis_access_read(cage, CMIS_READER_NONE, &range, &control);
	if (ret)
		return ret;
	*low = control & CMIS_CONTROL_LOWPWR_SW;
	return 0;
}
