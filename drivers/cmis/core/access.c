// SPDX-License-Identifier: GPL-2.0-only
/*
 * Raw access to a module's memory, for those who ask for bytes, and the few
 * controls that the driver itself offers.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "core/access.h"
#include "core/cage.h"
#include "core/events.h"
#include "core/module.h"
#include "core/selector.h"
#include "core/sleep.h"
#include "xfer/xfer.h"

/* Bytes that differ so often in turn are not worth another try. */
#define CMIS_CONFIRM_READS	4

/**
 * cmis_byte_confirm - read a byte that is to be written back
 * @cage: the cage
 * @req: a byte; its buffer holds what the byte was when it was last read
 *
 * It has no checksum, and what was garbled on the way would stay: read until
 * the same comes twice in turn. If it is as it was, one read is enough.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -EBADMSG if it is another one each time; else an errno of
 * cmis_xfer_read().
 */
int cmis_byte_confirm(struct cmis_cage *cage, const struct cmis_req *req)
{
	unsigned int i;
	u8 before;
	int ret;

	for (i = 0; i < CMIS_CONFIRM_READS; i++) {
		before = *req->buf;
		ret = cmis_xfer_read(cage->xfer, req);
		if (ret)
			return ret;
		if (*req->buf == before)
			return 0;
	}
	return -EBADMSG;
}

/* A module may leave requests unanswered for as long as it advertised. */
static unsigned int cmis_module_patience_ms(const struct cmis_module *module)
{
	return max_t(unsigned int, CMIS_PATIENCE_USER_MS,
		     module->adverts.durations.cdb_busy_ms);
}

static struct cmis_module *cmis_raw_get_module(struct cmis_cage *cage)
{
	cmis_cage_await_seen(cage);
	return cmis_cage_get_module(cage);
}

static bool cmis_cage_has_generation(struct cmis_cage *cage, u32 generation)
{
	struct cmis_module *module = cmis_raw_get_module(cage);
	bool same;

	if (IS_ERR(module))
		return false;
	same = module->generation == generation;
	cmis_module_put(module);
	return same;
}

/* Which module is meant, and how long it may take to answer. */
static int cmis_raw_prepare(struct cmis_cage *cage, struct cmis_req *req)
{
	struct cmis_module *module = cmis_raw_get_module(cage);

	if (IS_ERR(module))
		return PTR_ERR(module);
	req->patience_ms = cmis_module_patience_ms(module);
	req->generation = module->generation;
	cmis_module_put(module);
	return 0;
}

/**
 * cmis_raw_read - read a range of a module's memory, as it is now
 * @cage: the cage
 * @reader: who reads, added with cmis_xfer_add_reader(): sees each flag that
 *	was latched since it last read it, whoever else has read it since
 * @addr: first byte
 * @buf: where the bytes go
 * @len: 1..128; the range stays in lower memory or in one page
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module or it was pulled meanwhile; else an
 * errno of cmis_xfer_read().
 */
int cmis_raw_read(struct cmis_cage *cage, struct cmis_reader *reader,
		  const struct cmis_addr *addr, u8 *buf, u8 len)
{
	struct cmis_req req = {
		.addr = *addr,
		.buf = buf,
		.len = len,
		.reader = reader,
	};
	int ret;

	ret = cmis_raw_prepare(cage, &req);
	if (ret)
		return ret;

	ret = cmis_diag_enter(cage, addr, len);
	if (ret)
		return ret;
	ret = cmis_xfer_read(cage->xfer, &req);
	cmis_diag_leave(cage, addr, len);
	if (ret)
		return ret;
	return cmis_cage_has_generation(cage, req.generation) ? 0 : -ENODEV;
}

/**
 * cmis_lower_peek - read a byte of lower memory, but give up soon
 * @cage: the cage
 * @offset: which, none that has latched flags
 * @byte: what it is now
 *
 * A module that is busy is asked for no longer than a sweep asks it.
 *
 * Context: May sleep; touches the bus.
 * Return: as cmis_raw_read().
 */
int cmis_lower_peek(struct cmis_cage *cage, u8 offset, u8 *byte)
{
	struct cmis_req req = {
		.addr = { .offset = offset },
		.buf = byte,
		.len = sizeof(*byte),
	};
	int ret;

	ret = cmis_raw_prepare(cage, &req);
	if (ret)
		return ret;
	req.patience_ms = CMIS_PATIENCE_POLL_MS;
	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	return cmis_cage_has_generation(cage, req.generation) ? 0 : -ENODEV;
}

/* The selection of bank and page belongs to the transfer layer. */
static bool cmis_range_hits_select(const struct cmis_addr *addr, u8 len)
{
	return addr->offset < CMIS_UPPER_FIRST &&
	       addr->offset + len > CMIS_REG_OFFSET(CMIS_BANK_SELECT);
}

static bool cmis_range_hits(const struct cmis_addr *addr, u8 len,
			    unsigned int offset)
{
	return addr->offset <= offset && addr->offset + len > offset;
}

/* Bytes with several users, who read, modify and write them. */
static bool cmis_range_hits_controls(const struct cmis_addr *addr, u8 len)
{
	if (addr->offset < CMIS_UPPER_FIRST)
		return cmis_range_hits(addr, len,
				       CMIS_REG_OFFSET(CMIS_MODULE_CONTROL));
	return addr->page == CMIS_PAGE_VDM_CONTROL &&
	       cmis_range_hits(addr, len, CMIS_REG_OFFSET(CMIS_VDM_CONTROL));
}

/* What the driver writes, too, is written when it is not at it. */
static int cmis_raw_write_shared(struct cmis_cage *cage,
				 const struct cmis_req *req)
{
	bool controls = cmis_range_hits_controls(&req->addr, req->len);
	int ret;

	if (controls)
		mutex_lock(&cage->control_lock);
	ret = cmis_diag_enter(cage, &req->addr, req->len);
	if (!ret) {
		ret = cmis_xfer_write(cage->xfer, req);
		cmis_diag_leave(cage, &req->addr, req->len);
	}
	if (controls)
		mutex_unlock(&cage->control_lock);
	return ret;
}

/**
 * cmis_raw_write - write a range of a module's memory
 * @cage: the cage
 * @addr: first byte
 * @buf: the bytes
 * @len: 1..128; the range stays in lower memory or in one page
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module, or it was pulled before all was
 * written; -EINVAL if the range holds the bank and page selection; else an
 * errno of cmis_xfer_write().
 */
int cmis_raw_write(struct cmis_cage *cage, const struct cmis_addr *addr,
		   const u8 *buf, u8 len)
{
	struct cmis_req req = {
		.addr = *addr,
		.len = len,
	};
	u8 copy[CMIS_PAGE_SIZE];
	int ret;

	if (len > sizeof(copy) || cmis_range_hits_select(addr, len))
		return -EINVAL;

	ret = cmis_raw_prepare(cage, &req);
	if (ret)
		return ret;

	memcpy(copy, buf, len);
	req.buf = copy;
	return cmis_raw_write_shared(cage, &req);
}

static int cmis_control_fetch(struct cmis_cage *cage, u8 *control)
{
	const struct cmis_addr addr = {
		.offset = CMIS_REG_OFFSET(CMIS_MODULE_CONTROL),
	};

	return cmis_raw_read(cage, NULL, &addr, control, sizeof(*control));
}

static int cmis_control_fetch_twice(struct cmis_cage *cage,
				    struct cmis_req *req)
{
	int ret;

	ret = cmis_raw_prepare(cage, req);
	if (!ret)
		ret = cmis_xfer_read(cage->xfer, req);
	if (!ret)
		ret = cmis_byte_confirm(cage, req);
	if (ret)
		return ret;
	return cmis_cage_has_generation(cage, req->generation) ? 0 : -ENODEV;
}

/*
 * Other bits of the byte are somebody else's: read, modify, write. But nobody
 * is reset who did not ask for it, whatever was read.
 */
static int __cmis_control_update(struct cmis_cage *cage, u8 clear, u8 set)
{
	u8 control, before;
	struct cmis_req req = {
		.addr = { .offset = CMIS_REG_OFFSET(CMIS_MODULE_CONTROL) },
		.buf = &control,
		.len = sizeof(control),
	};
	int ret;

	lockdep_assert_held(&cage->control_lock);
	ret = cmis_control_fetch_twice(cage, &req);
	if (ret)
		return ret;
	before = control & ~CMIS_CONTROL_SOFT_RESET;
	control = (before & ~clear) | set;
	return control == before ? 0 : cmis_xfer_write(cage->xfer, &req);
}

static int cmis_control_update(struct cmis_cage *cage, u8 clear, u8 set)
{
	int ret;

	mutex_lock(&cage->control_lock);
	ret = __cmis_control_update(cage, clear, set);
	mutex_unlock(&cage->control_lock);
	return ret;
}

static int cmis_module_reset_pin(struct cmis_cage *cage)
{
	return cmis_xfer_pulse(cage->xfer, cage->xfer->ops.set_reset,
			       CMIS_T_RESET_US);
}

/**
 * cmis_module_reset - reset the module, by its pin or by lower 26.3
 * @cage: the cage
 *
 * The module counts as inserted anew: it gets another generation.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module; -EOPNOTSUPP for a module with flat
 * memory and no pin; else an errno of the bus or of the GPIO.
 */
int cmis_module_reset(struct cmis_cage *cage)
{
	struct cmis_module *module = cmis_raw_get_module(cage);
	bool flat;
	int ret;

	if (IS_ERR(module))
		return PTR_ERR(module);
	flat = module->basics.flat;
	cmis_module_put(module);

	if (cage->xfer->ops.set_reset)
		ret = cmis_module_reset_pin(cage);
	else if (flat)
		ret = -EOPNOTSUPP;
	else
		ret = cmis_control_update(cage, 0, CMIS_CONTROL_SOFT_RESET);
	if (!ret)
		cmis_cage_notify(cage, CMIS_EVENT_RESET);
	return ret;
}

static int cmis_low_power_pin(struct cmis_cage *cage, bool low)
{
	const struct cmis_transport_ops *ops = &cage->xfer->ops;

	if (!ops->set_low_power)
		return 0;
	return cmis_xfer_signal(cage->xfer, ops->set_low_power, low);
}

/**
 * cmis_module_set_low_power - ask a module to go to or leave low power
 * @cage: the cage
 * @low: true: LowPwrRequestSW (lower 26.4); false: neither the bit nor the pin
 *	asks for low power
 *
 * A pin that the host does not drive is overruled by LowPwrAllowRequestHW
 * (lower 26.6). Does not wait for the module to get there.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module; -EOPNOTSUPP for flat memory; else
 * an errno of the bus.
 */
int cmis_module_set_low_power(struct cmis_cage *cage, bool low)
{
	struct cmis_module *module = cmis_raw_get_module(cage);
	u8 clear = CMIS_CONTROL_LOWPWR_SW;
	bool flat;
	int ret;

	if (IS_ERR(module))
		return PTR_ERR(module);
	flat = module->basics.flat;
	cmis_module_put(module);
	if (flat)
		return -EOPNOTSUPP;

	if (low)
		return cmis_control_update(cage, 0, CMIS_CONTROL_LOWPWR_SW);

	ret = cmis_low_power_pin(cage, false);
	if (ret)
		return ret;
	if (!cage->xfer->ops.set_low_power)
		clear |= CMIS_CONTROL_LOWPWR_ALLOW_HW;
	return cmis_control_update(cage, clear, 0);
}

/**
 * cmis_module_fetch_low_power - whether a module is asked to stay in low power
 * @cage: the cage
 * @low: LowPwrRequestSW (lower 26.4)
 *
 * Context: May sleep; touches the bus.
 * Return: 0, or an errno of cmis_raw_read().
 */
int cmis_module_fetch_low_power(struct cmis_cage *cage, bool *low)
{
	u8 control;
	int ret;

	ret = cmis_control_fetch(cage, &control);
	if (!ret)
		*low = control & CMIS_CONTROL_LOWPWR_SW;
	return ret;
}
