// SPDX-License-Identifier: GPL-2.0-only
/*
 * Controls: the bits of a module that the driver may write, a row each. There
 * is one way to change them: read the byte, confirm it, change the bits, and
 * write the byte. A control of a bank or of lanes is a row as any other:
 * struct cmis_control_change has the bank and the lanes.
 */

#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "core/control.h"
#include "core/cage.h"
#include "core/record.h"
#include "xfer/xfer.h"

/* Bit of raw_control: a user has written lower 26. */
#define CMIS_RAW_CONTROL	BIT(8)

/**
 * struct cmis_control - a control
 * @reg: its byte, or its bytes
 * @bits: its bits in each byte
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
	[CMIS_CTL_DP_DEINIT] = {
		.reg = CMIS_DP_DEINIT_LANES,
		.bits = 0xff,
		.managed = true,
	},
	[CMIS_CTL_TX_DISABLE] = {
		.reg = CMIS_TX_DISABLE,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(tx_controls, CMIS_TX_OUTPUT_DISABLE),
	},
	[CMIS_CTL_TX_SQUELCH] = {
		.reg = CMIS_TX_SQUELCH_FORCE,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(tx_controls, CMIS_TX_FORCED_SQUELCH),
	},
	[CMIS_CTL_TX_SQUELCH_AUTO] = {
		.reg = CMIS_TX_SQUELCH_AUTO_OFF,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(tx_controls, CMIS_TX_SQUELCH_DISABLE),
	},
	[CMIS_CTL_TX_POLARITY] = {
		.reg = CMIS_TX_POLARITY,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(tx_controls, CMIS_TX_POLARITY_FLIP),
	},
	[CMIS_CTL_RX_DISABLE] = {
		.reg = CMIS_RX_DISABLE,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(rx_controls, CMIS_RX_OUTPUT_DISABLE),
	},
	[CMIS_CTL_RX_SQUELCH_AUTO] = {
		.reg = CMIS_RX_SQUELCH_AUTO_OFF,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(rx_controls, CMIS_RX_SQUELCH_DISABLE),
	},
	[CMIS_CTL_RX_POLARITY] = {
		.reg = CMIS_RX_POLARITY,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(rx_controls, CMIS_RX_POLARITY_FLIP),
	},
	[CMIS_CTL_LOOPBACK] = {
		.reg = CMIS_LOOPBACKS,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(pages, CMIS_PAGES_DIAG),
	},
	[CMIS_CTL_PATTERN] = {
		.reg = CMIS_PATTERN_CONTROLS,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(pages, CMIS_PAGES_DIAG),
	},
	[CMIS_CTL_TUNING] = {
		.reg = CMIS_TUNING_CONTROLS,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(tx_controls, CMIS_TX_TUNABLE),
	},
	[CMIS_CTL_MODULE_MASKS] = {
		.reg = CMIS_MODULE_MASKS,
		.bits = 0xff,
		.managed = true,
	},
	[CMIS_CTL_LANE_MASKS] = {
		.reg = CMIS_LANE_MASKS,
		.bits = 0xff,
		.managed = true,
	},
	[CMIS_CTL_VDM_MASKS] = {
		.reg = CMIS_VDM_MASKS,
		.bits = 0xff,
		.managed = true,
		CMIS_CTL_NEEDS(pages, CMIS_PAGES_VDM),
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

static bool cmis_range_has(const struct cmis_range *range, u32 reg)
{
	const struct cmis_addr *first = &range->addr;
	u32 offset = CMIS_REG_OFFSET(reg);

	return first->offset < offset + CMIS_REG_SIZE(reg) &&
	       first->offset + range->len > offset &&
	       (first->offset < CMIS_UPPER_FIRST ||
		first->page == CMIS_REG_PAGE(reg));
}

/**
 * cmis_control_covers - whether a range holds control bytes of the driver
 * @range: the range
 *
 * Return: true if cage->control_lock must be held to write there.
 */
bool cmis_control_covers(const struct cmis_range *range)
{
	for (unsigned int i = 0; i < CMIS_CTL_COUNT; i++)
		if (!cmis_controls[i].selector &&
		    cmis_range_has(range, cmis_controls[i].reg))
			return true;
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

static struct cmis_req
cmis_control_span_req(const struct cmis_control_span *span, u8 first, u8 len,
		      u8 *bytes)
{
	struct cmis_req req = cmis_control_req(&cmis_controls[span->ctl],
					       span->bank, bytes);

	req.addr.offset += span->first + first;
	req.len = len;
	return req;
}

/* No checksum covers these bytes: two reads must agree. */
static int cmis_control_read_span(struct cmis_cage *cage,
				  const struct cmis_control_span *span,
				  u8 *before)
{
	u8 again[CMIS_CONTROL_SPAN];
	struct cmis_req req = cmis_control_span_req(span, 0, span->len, before);
	int ret;

	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	req.buf = again;
	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	return memcmp(before, again, span->len) ? -EBADMSG : 0;
}

/* Write the bytes that change, and no others. */
static int cmis_control_write_span(struct cmis_cage *cage,
				   const struct cmis_control_span *span,
				   const u8 *before)
{
	u8 after[CMIS_CONTROL_SPAN];
	struct cmis_req req;
	u8 i, end;
	int ret;

	if (!rcu_access_pointer(cage->snapshot))
		return -ENODEV;
	for (i = 0; i < span->len; i++)
		after[i] = (before[i] | span->set[i]) & ~span->clear[i];
	for (i = 0; i < span->len; i = end + 1) {
		for (end = i; end < span->len && after[end] != before[end];)
			end++;
		if (end == i)
			continue;
		req = cmis_control_span_req(span, i, end - i, after + i);
		ret = cmis_xfer_write(cage->xfer, &req);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * cmis_control_try - change bytes of a control, unless a user writes just now
 * @cage: the cage, with an identified module
 * @span: the bytes, and bits to set and to clear
 * @before: gets the bytes as they were; all ones if they could not be read
 *
 * Context: The cage's work, or another task while the work does not run.
 * Return: 0; -EBUSY if a user holds the lock; -EBADMSG if two reads differ;
 * -ENODEV if there is no module; else an errno of cmis_xfer_read() or
 * cmis_xfer_write(). After an error of a write, some bits may have the new
 * value.
 */
int cmis_control_try(struct cmis_cage *cage,
		     const struct cmis_control_span *span, u8 *before)
{
	struct mutex *lock =
		cmis_control_lock(cage, &cmis_controls[span->ctl]);
	int ret;

	if (!mutex_trylock(lock)) {
		memset(before, 0xff, span->len);
		return -EBUSY;
	}
	ret = cmis_control_read_span(cage, span, before);
	if (ret)
		memset(before, 0xff, span->len);
	else
		ret = cmis_control_write_span(cage, span, before);
	mutex_unlock(lock);
	return ret;
}

/* Another module may have come meanwhile: its controls are its own. */
static void cmis_control_remember(struct cmis_cage *cage,
				  const struct cmis_control_change *change,
				  u32 generation)
{
	const struct cmis_control *control = &cmis_controls[change->ctl];
	u8 mask = change->mask & control->bits;
	u8 kept = (READ_ONCE(cage->kept) & ~mask) | (change->value & mask);

	if (!control->kept || generation != READ_ONCE(cage->generation))
		return;
	WRITE_ONCE(cage->raw_control, 0);
	WRITE_ONCE(cage->kept, ((cage->kept >> 8 | mask) << 8) | kept);
}

/**
 * cmis_control_note_raw - note a raw write of a control that the driver sets
 * @cage: the cage
 * @range: the range that was written
 * @buf: its bytes
 *
 * The value may be that of a reset. The user's wish stands.
 *
 * Context: cage->control_lock is held if the range has a control.
 */
void cmis_control_note_raw(struct cmis_cage *cage,
			   const struct cmis_range *range, const u8 *buf)
{
	static const u32 masks[] = {
		CMIS_MODULE_MASKS, CMIS_LANE_MASKS, CMIS_VDM_MASKS,
	};
	u8 offset = CMIS_REG_OFFSET(CMIS_MODULE_CONTROL);

	for (unsigned int i = 0; i < ARRAY_SIZE(masks); i++)
		if (cmis_range_has(range, masks[i]))
			set_bit(0, &cage->raw_masks);
	if (cmis_range_has(range, CMIS_LOOPBACKS))
		WRITE_ONCE(cage->loopback.stale, true);
	if (cmis_range_has(range, CMIS_PATTERN_CONTROLS))
		WRITE_ONCE(cage->tests.stale, true);
	if (range->addr.offset <= offset &&
	    range->addr.offset + range->len > offset)
		WRITE_ONCE(cage->raw_control, CMIS_RAW_CONTROL |
			   buf[offset - range->addr.offset]);
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
	WRITE_ONCE(cage->raw_control, 0);
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
	if (READ_ONCE(cage->raw_control) == (CMIS_RAW_CONTROL | now))
		return CMIS_KEPT_OTHER;
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
	if (change->hosted && !cmis_claim_is_hosted(cage))
		return -EPERM;
	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	/* A wrong byte does no harm if all of it is written anew. */
	if ((change->mask & control->bits) != U8_MAX ||
	    byte == change->value) {
		ret = cmis_xfer_confirm(cage->xfer, &req);
		if (ret)
			return ret;
	}
	ret = cmis_request_check(cage, &req);
	if (ret)
		return ret;

	before = byte & ~control->transient;
	byte = cmis_control_apply(change, byte);
	req.why = change->why;
	req.why.old = &before;
	if (byte != before)
		ret = cmis_xfer_write(cage->xfer, &req);
	if (!ret)
		cmis_control_remember(cage, change, req.generation);
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

static int cmis_module_pulse_reset(struct cmis_cage *cage)
{
	struct cmis_xfer *x = cage->xfer;
	int ret;

	cmis_record_request(cage, CMIS_RECORD_RESET);
	cmis_record_pin(cage, CMIS_RECORD_PIN_RESET, 1);
	ret = cmis_xfer_signal(x, x->ops.set_reset, true, CMIS_T_RESET_US);
	cmis_record_pin(cage, CMIS_RECORD_PIN_RESET, 0);
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
		.why.cause = CMIS_CAUSE_VERB,
	};
	struct cmis_xfer *x = cage->xfer;
	int ret;

	ret = cmis_control_check_now(cage, CMIS_CTL_RESET);
	if (!ret || ret == -EOPNOTSUPP)
		cmis_clients_tell_asked(cage, CMIS_ASK_RESET);
	if (x->ops.set_reset && (!ret || ret == -EOPNOTSUPP))
		ret = cmis_module_pulse_reset(cage);
	else if (!ret)
		ret = cmis_control_set(cage, &change);
	if (ret)
		return ret;
	cmis_cage_notify(cage, CMIS_EVENT_RESET);
	return 0;
}

static int cmis_module_release_pin(struct cmis_cage *cage)
{
	struct cmis_xfer *x = cage->xfer;
	int ret;

	ret = cmis_xfer_signal(x, x->ops.set_low_power, false, 0);
	if (!ret)
		cmis_record_pin(cage, CMIS_RECORD_PIN_LPMODE, 0);
	return ret;
}

static bool cmis_module_is_over_limit(struct cmis_cage *cage)
{
	struct cmis_module *module = cmis_cage_get_module(cage);
	struct cmis_settings settings;
	bool over;

	if (IS_ERR(module))
		return false;
	cmis_cage_get_settings(cage, &settings);
	over = cmis_module_is_over(module, settings.power_limit_mw);
	cmis_module_put(module);
	return over;
}

/**
 * cmis_module_set_low_power - ask a module to go to or leave low power
 * @cage: the cage
 * @low: true: set LowPwrRequestSW (lower 26.4); false: clear this bit, and
 *	release the pin
 * @why: for the audit; NULL: the present task has asked for it
 *
 * If the host does not drive the pin, or cannot, the driver clears
 * LowPwrAllowRequestHW (lower 26.6), so that the module ignores the pin. The
 * function does not wait for the module.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module; -EOPNOTSUPP if its power cannot be
 * controlled; -EDQUOT if a task asks for more power than the cage gives; else
 * an errno of the bus.
 */
int cmis_module_set_low_power(struct cmis_cage *cage, bool low,
			      const struct cmis_why *why)
{
	struct cmis_control_change change = {
		.ctl = CMIS_CTL_LOW_POWER,
		.mask = CMIS_CONTROL_LOWPWR_SW,
		.value = low ? CMIS_CONTROL_LOWPWR_SW : 0,
		.why = why ? *why : (struct cmis_why) {
			.cause = CMIS_CAUSE_VERB,
		},
	};
	struct cmis_xfer *x = cage->xfer;
	int ret;

	ret = cmis_control_check_now(cage, CMIS_CTL_LOW_POWER);
	if (ret)
		return ret;
	if (!low && !why && cmis_module_is_over_limit(cage))
		return -EDQUOT;
	if (low)
		cmis_clients_tell_asked(cage, CMIS_ASK_LOW_POWER);
	if (!low && x->ops.set_low_power)
		ret = cmis_module_release_pin(cage);
	if (ret == -ENODEV || ret == -ESHUTDOWN)
		return ret;
	if (ret)
		dev_warn_ratelimited(&cage->dev, "no control of the low-power pin: %pe\n",
				     ERR_PTR(ret));
	if (!low && (ret || !x->ops.set_low_power))
		change.mask |= CMIS_CONTROL_LOWPWR_ALLOW_HW;
	return cmis_control_set(cage, &change);
}
