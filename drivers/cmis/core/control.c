// SPDX-License-Identifier: GPL-2.0-only
/*
 * Controls: the bits of a module that the driver may write, a row each. There
 * is one way to change them: read the byte, confirm it, change the bits, and
 * write the byte. A control of a bank or of lanes is a row as any other:
 * struct cmis_control_change has the bank and the lanes.
 */

#include <linux/stddef.h>

#include "core/control.h"
#include "core/cage.h"
#include "xfer/xfer.h"

/**
 * struct cmis_control - a control
 * @reg: its byte
 * @bits: its bits
 * @transient: bits of the byte that the module clears by itself: the driver
 *	never writes them back
 * @status: number of status bytes after @reg that are read with it
 * @selector: cage->selector.lock is held from read to write; for other
 *	controls, cage->control_lock is held
 * @kept: the driver compares the bits in each sweep of lower memory
 * @initial: if @kept, the bits after a reset
 * @managed: with CMIS_CAP_FIRMWARE_MANAGED only firmware writes this control
 * @advert: where struct cmis_adverts has the byte that advertises the control
 * @needs: bits that must all be set there; 0: each module with pages has the
 *	control
 */
struct cmis_control {
	u32 reg;
	u8 bits;
	u8 transient;
	u8 status;
	bool selector;
	bool kept;
	u8 initial;
	bool managed;
	u8 advert;
	u8 needs;
};

/* A field of one byte. For example, pages, CMIS_PAGES_VDM is 01h:142.6. */
#define CMIS_CTL_NEEDS(_field, _bits)					\
	.advert = offsetof(struct cmis_adverts, _field), .needs = (_bits)

static const struct cmis_control cmis_controls[] = {
	[CMIS_CTL_LOW_POWER] = {
		.reg = CMIS_MODULE_CONTROL,
		.bits = CMIS_CONTROL_LOWPWR_SW | CMIS_CONTROL_LOWPWR_ALLOW_HW,
		.transient = CMIS_CONTROL_SOFT_RESET,
		.kept = true,
		.initial = CMIS_CONTROL_LOWPWR_ALLOW_HW,
		.managed = true,
	},
	[CMIS_CTL_RESET] = {
		.reg = CMIS_MODULE_CONTROL,
		.bits = CMIS_CONTROL_SOFT_RESET,
		.transient = CMIS_CONTROL_SOFT_RESET,
		.managed = true,
	},
	[CMIS_CTL_VDM_FREEZE] = {
		.reg = CMIS_VDM_CONTROL,
		.bits = CMIS_VDM_FREEZE,
		.status = 1,	/* FreezeDone and UnfreezeDone */
		CMIS_CTL_NEEDS(pages, CMIS_PAGES_VDM),
	},
	[CMIS_CTL_DIAG_SELECTOR] = {
		.reg = CMIS_DIAG_SELECTOR,
		.bits = 0xff,
		.selector = true,
		CMIS_CTL_NEEDS(pages, CMIS_PAGES_DIAG),
	},
};

static_assert(ARRAY_SIZE(cmis_controls) == CMIS_CTL_COUNT);
static_assert(sizeof(struct cmis_adverts) <= U8_MAX);

static struct cmis_req cmis_control_req(const struct cmis_control *control,
					u8 bank, u8 *bytes)
{
	return (struct cmis_req) {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(control->reg),
			.offset = CMIS_REG_OFFSET(control->reg),
		},
		.buf = bytes,
		.len = 1,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};
}

/**
 * cmis_control_covers - whether a range holds control bytes of the driver
 * @range: the range
 *
 * Return: true if cage->control_lock must be held to write there.
 */
bool cmis_control_covers(const struct cmis_range *range)
{
	const struct cmis_addr *first = &range->addr;

	for (unsigned int i = 0; i < CMIS_CTL_COUNT; i++) {
		u32 reg = cmis_controls[i].reg, offset = CMIS_REG_OFFSET(reg);

		if (!cmis_controls[i].selector && first->offset <= offset &&
		    first->offset + range->len > offset &&
		    (first->offset < CMIS_UPPER_FIRST ||
		     first->page == CMIS_REG_PAGE(reg)))
			return true;
	}
	return false;
}

/**
 * cmis_control_check - whether the driver may write a control
 * @cage: the cage
 * @module: the module in it
 * @ctl: the control
 *
 * Return: 0; -EOPNOTSUPP if the module does not have the control, or the
 * transport cannot write it.
 */
int cmis_control_check(const struct cmis_cage *cage,
		       const struct cmis_module *module, enum cmis_ctl ctl)
{
	const struct cmis_control *control = &cmis_controls[ctl];
	const u8 *adverts = (const u8 *)&module->adverts;
	u32 caps = cage->xfer->caps;

	if (caps & CMIS_CAP_READ_ONLY)
		return -EOPNOTSUPP;
	if (control->managed && caps & CMIS_CAP_FIRMWARE_MANAGED)
		return -EOPNOTSUPP;
	if (module->basics.flat || control->needs & ~adverts[control->advert])
		return -EOPNOTSUPP;
	return 0;
}

/**
 * cmis_control_fetch - read a control byte before the driver writes it
 * @cage: the cage
 * @ctl: the control
 * @bank: bank, 0 for a control of the whole module
 * @bytes: the last known value of the byte, then its value now; for some
 *	controls, status bytes follow
 *
 * Context: The cage's work. If __cmis_control_put() follows, the control's lock
 * is held from this call to that one.
 * Return: 0, or an errno of cmis_xfer_confirm().
 */
int cmis_control_fetch(struct cmis_cage *cage, enum cmis_ctl ctl, u8 bank,
		       u8 *bytes)
{
	const struct cmis_control *control = &cmis_controls[ctl];
	struct cmis_req req = cmis_control_req(control, bank, bytes);
	u8 known = bytes[0];
	int ret;

	req.len += control->status;
	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	if (bytes[0] == known)
		return 0;
	req.len = 1;
	return cmis_xfer_confirm(cage->xfer, &req);
}

/* The lock that is held from the read of a control to its write */
static struct mutex *cmis_control_lock(struct cmis_cage *cage,
				       const struct cmis_control *control)
{
	return control->selector ? &cage->selector.lock : &cage->control_lock;
}

/* Make the new byte. Bits that the module clears are 0 without a change. */
static u8 cmis_control_apply(const struct cmis_control_change *change, u8 byte)
{
	const struct cmis_control *control = &cmis_controls[change->ctl];
	u8 mask = change->mask & control->bits;

	return (byte & ~(mask | control->transient)) | (change->value & mask);
}

/**
 * __cmis_control_put - write a control byte
 * @cage: the cage, with an identified module
 * @change: bits to change
 * @byte: from cmis_control_fetch(); on success, the byte as written
 *
 * Context: The control's lock is held.
 * Return: 0; -ENODEV if there is no module; else an errno of cmis_xfer_write(),
 * after which the byte may have been written or not.
 */
int __cmis_control_put(struct cmis_cage *cage,
		       const struct cmis_control_change *change, u8 *byte)
{
	const struct cmis_control *control = &cmis_controls[change->ctl];
	u8 value = cmis_control_apply(change, *byte);
	const struct cmis_req req = cmis_control_req(control, change->bank,
						     &value);
	int ret;

	lockdep_assert_held(cmis_control_lock(cage, control));
	if (!rcu_access_pointer(cage->snapshot))
		return -ENODEV;
	ret = cmis_xfer_write(cage->xfer, &req);
	if (ret)
		return ret;
	*byte = value;
	return 0;
}

static void cmis_control_remember(struct cmis_cage *cage,
				  const struct cmis_control_change *change)
{
	const struct cmis_control *control = &cmis_controls[change->ctl];
	u8 mask = change->mask & control->bits;
	u8 kept = (READ_ONCE(cage->kept) & ~mask) | (change->value & mask);

	if (control->kept)
		WRITE_ONCE(cage->kept,
			   ((cage->kept >> 8 | mask) << 8) | kept);
}

/**
 * cmis_control_forget - forget the settings of the driver in the last module
 * @cage: the cage
 *
 * Context: The cage's work.
 */
void cmis_control_forget(struct cmis_cage *cage)
{
	WRITE_ONCE(cage->kept, 0);
}

/**
 * cmis_control_has_kept - whether the driver has set a control of lower 26
 * @cage: the cage
 *
 * Return: true if so.
 */
bool cmis_control_has_kept(const struct cmis_cage *cage)
{
	return READ_ONCE(cage->kept);
}

/**
 * cmis_control_check_kept - whether a module has kept the driver's settings
 * @cage: the cage
 * @found: lower 26 at the insertion, before the driver has set anything
 * @now: lower 26 now
 *
 * Return: CMIS_KEPT; CMIS_KEPT_LOST if @now looks like after a reset; else
 * CMIS_KEPT_OTHER.
 */
enum cmis_kept cmis_control_check_kept(const struct cmis_cage *cage, u8 found,
				       u8 now)
{
	const struct cmis_control *control = &cmis_controls[CMIS_CTL_LOW_POWER];
	u16 kept = READ_ONCE(cage->kept);

	if (!((kept ^ now) & kept >> 8))
		return CMIS_KEPT;
	if ((now & control->bits) == control->initial ||
	    !((now ^ found) & control->bits))
		return CMIS_KEPT_LOST;
	return CMIS_KEPT_OTHER;
}

/**
 * cmis_control_set - change a control of the module on behalf of a user
 * @cage: the cage
 * @change: bits to change
 *
 * The other bits of the byte stay as they are. If the bits already have the
 * new value, the driver does not write.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module or it was pulled meanwhile; else an
 * errno of the bus.
 */
int cmis_control_set(struct cmis_cage *cage,
		     const struct cmis_control_change *change)
{
	const struct cmis_control *control = &cmis_controls[change->ctl];
	u8 byte, before;
	struct cmis_req req = cmis_control_req(control, change->bank, &byte);
	int ret;

	guard(mutex)(cmis_control_lock(cage, control));
	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	ret = cmis_xfer_confirm(cage->xfer, &req);
	if (ret)
		return ret;
	ret = cmis_request_check(cage, &req);
	if (ret)
		return ret;

	before = byte & ~control->transient;
	byte = cmis_control_apply(change, byte);
	if (byte != before)
		ret = cmis_xfer_write(cage->xfer, &req);
	if (!ret)
		cmis_control_remember(cage, change);
	return ret;
}

/* Check for the control in the present module. */
static int cmis_control_check_now(struct cmis_cage *cage, enum cmis_ctl ctl)
{
	struct cmis_module *module = cmis_cage_await_module(cage);
	int ret;

	if (IS_ERR(module))
		return PTR_ERR(module);
	ret = cmis_control_check(cage, module, ctl);
	cmis_module_put(module);
	return ret;
}

/**
 * cmis_module_reset - reset the module, by its pin or by lower 26.3
 * @cage: the cage
 *
 * A reset counts as a new insertion: the module gets another generation.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module; -EOPNOTSUPP if there is neither a
 * pin nor the control; else an errno of the bus or of the GPIO.
 */
int cmis_module_reset(struct cmis_cage *cage)
{
	static const struct cmis_control_change change = {
		.ctl = CMIS_CTL_RESET,
		.mask = CMIS_CONTROL_SOFT_RESET,
		.value = CMIS_CONTROL_SOFT_RESET,
	};
	struct cmis_xfer *x = cage->xfer;
	int ret;

	ret = cmis_control_check_now(cage, CMIS_CTL_RESET);
	if (x->ops.set_reset && (!ret || ret == -EOPNOTSUPP))
		ret = cmis_xfer_signal(x, x->ops.set_reset, true,
				       CMIS_T_RESET_US);
	else if (!ret)
		ret = cmis_control_set(cage, &change);
	if (ret)
		return ret;
	cmis_cage_notify(cage, CMIS_EVENT_RESET);
	return 0;
}

/**
 * cmis_module_set_low_power - ask a module to go to or leave low power
 * @cage: the cage
 * @low: true: set LowPwrRequestSW (lower 26.4); false: clear this bit, and
 *	release the pin
 *
 * If the host does not drive the pin, the driver clears LowPwrAllowRequestHW
 * (lower 26.6), so that the module ignores the pin. The function does not wait
 * for the module.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module; -EOPNOTSUPP if its power cannot be
 * controlled; else an errno of the bus.
 */
int cmis_module_set_low_power(struct cmis_cage *cage, bool low)
{
	struct cmis_control_change change = {
		.ctl = CMIS_CTL_LOW_POWER,
		.mask = CMIS_CONTROL_LOWPWR_SW,
		.value = low ? CMIS_CONTROL_LOWPWR_SW : 0,
	};
	struct cmis_xfer *x = cage->xfer;
	int ret;

	ret = cmis_control_check_now(cage, CMIS_CTL_LOW_POWER);
	if (ret)
		return ret;
	if (!low && x->ops.set_low_power)
		ret = cmis_xfer_signal(x, x->ops.set_low_power, false, 0);
	else if (!low)
		change.mask |= CMIS_CONTROL_LOWPWR_ALLOW_HW;
	if (ret)
		return ret;
	return cmis_control_set(cage, &change);
}
