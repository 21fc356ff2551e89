// SPDX-License-Identifier: GPL-2.0-only
/*
 * Evidence for alerts besides values: how many reads found each flag set, and
 * whether the host has asked for a data path to go down.
 */

#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/string.h>

#include "poll/evidence.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "spec/pm.h"
#include "spec/value.h"
#include "xfer/xfer.h"

/* No module resets and answers again in less time. */
#define CMIS_BOOT_MIN_MS	40

static u8 cmis_dp_state_get(const u8 *states, unsigned int lane)
{
	return states[lane / 2] >> 4 * (lane % 2) & 0xf;
}

static bool cmis_control_asks_low_power(u8 control, u8 state)
{
	if (control & CMIS_CONTROL_LOWPWR_SW)
		return true;
	return control & CMIS_CONTROL_LOWPWR_ALLOW_HW &&
	       (state == CMIS_STATE_LOW_POWER || state == CMIS_STATE_PWR_DN);
}

/* DPDeinit to OutputSquelchForceTx: one read gets all of them. */
#define CMIS_DP_CONTROL_SIZE \
	(CMIS_REG_OFFSET(CMIS_TX_SQUELCH_FORCE) + 1 - \
	 CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES))

static void cmis_evidence_fetch_bank(struct cmis_cage *cage, u8 bank)
{
	struct cmis_range control = cmis_range_of(bank, CMIS_DP_DEINIT_LANES);
	const struct cmis_range lower = cmis_range_of(0, CMIS_MODULE_CONTROL);
	const struct cmis_range dp = cmis_range_of(bank, CMIS_DP_STATE);
	unsigned int i, first = control.addr.offset;
	struct cmis_poll *poll = cage->poll;
	u8 *asked = &poll->asked[bank * CMIS_LANES_PER_BANK];
	const u8 *states = &poll->lanes[bank][CMIS_REG_INDEX(CMIS_DP_STATE)];
	u8 buf[CMIS_DP_CONTROL_SIZE], now[CMIS_REG_SIZE(CMIS_DP_STATE)];
	u8 dark, power;

	control.len = sizeof(buf);
	if (cmis_range_fetch(cage, &control, buf) ||
	    cmis_range_fetch(cage, &lower, &power) ||
	    cmis_range_fetch(cage, &dp, now))
		return;

	dark = buf[CMIS_REG_OFFSET(CMIS_TX_DISABLE) - first] |
	       buf[CMIS_REG_OFFSET(CMIS_TX_SQUELCH_FORCE) - first];
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		asked[i] = CMIS_ASKED_KNOWN;
		if (buf[0] & BIT(i))
			asked[i] |= CMIS_ASKED_DEINIT;
		if (dark & BIT(i))
			asked[i] |= CMIS_ASKED_DARK;
		if (cmis_control_asks_low_power(power, cmis_poll_state(poll)))
			asked[i] |= CMIS_ASKED_LOW_POWER;
		if (cmis_dp_state_get(now, i) != cmis_dp_state_get(states, i))
			asked[i] |= CMIS_ASKED_MOVED;
	}
}

/**
 * cmis_evidence_fetch - find out whether the host has taken down a data path
 * @cage: the cage, whose lanes have just been read
 * @module: the module in it
 *
 * Reads the control bytes only if a data path has left DPActivated and the
 * driver does not yet know that the host has asked for it. If a read fails, the
 * next sweep tries again.
 *
 * Context: The cage's work. Touches the bus.
 */
void cmis_evidence_fetch(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	u64 up = cmis_alert_get_up(cage);
	unsigned int lane, place, bank;

	memset(poll->asked, 0, sizeof(poll->asked));
	for (lane = 0; lane < module->plan.banks * CMIS_LANES_PER_BANK;
	     lane++) {
		place = lane % CMIS_LANES_PER_BANK;
		bank = lane / CMIS_LANES_PER_BANK;
		if (!(up & BIT_ULL(lane)) ||
		    cmis_dp_state_get(&poll->lanes[bank]
				      [CMIS_REG_INDEX(CMIS_DP_STATE)], place) ==
		    CMIS_DP_ACTIVATED)
			continue;
		cmis_evidence_fetch_bank(cage, bank);
		/* One read has the bytes of all lanes of the bank. */
		lane |= CMIS_LANES_PER_BANK - 1;
	}
}

/*
 * As long as the driver has set a control, the module has a page other than 00h
 * between two runs of the work. So each run can find a reset since the last
 * run.
 */

/**
 * cmis_evidence_watch - see whether the module may have reset
 * @cage: the cage, before a run that does not begin with lower memory
 *
 * Context: The cage's work. Touches the bus.
 */
void cmis_evidence_watch(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;

	if (cmis_control_has_kept(cage) && !poll->away &&
	    ktime_ms_delta(ktime_get(), poll->left) >= CMIS_BOOT_MIN_MS)
		poll->away = !cmis_xfer_keeps_page(cage->xfer, poll->left);
}

/**
 * cmis_evidence_leave - leave a page selected that a reset does not select
 * @cage: the cage, at the end of a run
 * @module: the module in it
 *
 * Context: The cage's work. Touches the bus.
 */
void cmis_evidence_leave(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	struct cmis_range range = cmis_range_of(0, CMIS_DP_STATE);
	struct cmis_poll *poll = cage->poll;
	u8 byte;

	range.len = 1;
	if (cmis_control_has_kept(cage) && module->plan.banks &&
	    !cage->xfer->ops.access && !poll->suspect &&
	    cmis_xfer_get_page(cage->xfer, KTIME_MAX) == CMIS_PAGE_ADMIN)
		cmis_range_fetch(cage, &range, &byte);
	poll->left = ktime_get();
}

/* Each reset sets a flag. Without it, another host's value stays so. */
static bool cmis_evidence_is_others(struct cmis_cage *cage, u8 now)
{
	const struct cmis_poll *poll = cage->poll;
	u8 flags = poll->lower[CMIS_REG_INDEX(CMIS_FLAGS_MODULE)];

	if (poll->odd && now == poll->control &&
	    !(flags & CMIS_FLAG_STATE_CHANGED))
		return true;
	return !poll->away && cmis_xfer_keeps_page(cage->xfer, poll->left);
}

/**
 * cmis_evidence_check_kept - find out whether the module has kept its controls
 * @cage: the cage, whose lower memory has just been read
 *
 * After a reset or a new insertion, lower 26 has its first value again. Another
 * host may have written the same value. But if the module still has the page
 * that the driver selected in the last run, it has not reset.
 *
 * Context: The cage's work. Touches the bus only if a control has changed.
 */
void cmis_evidence_check_kept(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;
	u8 now = poll->lower[CMIS_REG_INDEX(CMIS_MODULE_CONTROL)];

	poll->kept = cmis_control_check_kept(cage, poll->found, now);
	if (poll->kept == CMIS_KEPT_LOST && cmis_evidence_is_others(cage, now))
		poll->kept = CMIS_KEPT_OTHER;
}

/*
 * A user may set a control between the read and the comparison, so the driver
 * needs two sweeps to blame another host.
 */
static void cmis_evidence_fill_kept(struct cmis_snapshot *snapshot,
				    struct cmis_poll *poll)
{
	bool other = poll->kept == CMIS_KEPT_OTHER;

	snapshot->kept = other && !poll->odd ? CMIS_KEPT : poll->kept;
	poll->odd = other;
	poll->control = snapshot->status.control;
	poll->away = false;
}

/* The flags of each class. The hits of a class begin with the first byte. */
static const u32 cmis_class_flags[CMIS_CLASS_COUNT] = {
	[CMIS_CLASS_THERMAL] = CMIS_MODULE_FLAGS,
	[CMIS_CLASS_LANES] = CMIS_LANE_FLAGS,
	[CMIS_CLASS_VDM] = CMIS_VDM_FLAGS,
};

/* Fill in the hits of the monitors of a class in a bank; @reg: their flags */
static void cmis_evidence_fill_monitors(struct cmis_snapshot *snapshot,
					unsigned int class, u8 bank, u32 reg,
					const struct cmis_hits *hits)
{
	const struct cmis_module *module = snapshot->module;
	struct cmis_reading *reading = snapshot->readings[class]->reading;
	unsigned int i, level;

	for (i = module->first[class]; i < module->first[class + 1];
	     i++, reading++) {
		const struct cmis_monitor *monitor = &module->monitors[i];
		unsigned int place = monitor->flags - CMIS_REG_OFFSET(reg);
		const struct cmis_hits *at = &hits[place];

		if (!monitor->flags || monitor->bank != bank ||
		    place >= CMIS_REG_SIZE(reg))
			continue;
		for (level = 0; level < CMIS_LEVEL_COUNT; level++)
			reading->hits[level] = monitor->flags_bytes ?
				at[level].flag[monitor->flags_bit] :
				at->flag[monitor->flags_bit + level];
	}
}

static void cmis_evidence_fill_lanes(struct cmis_snapshot *snapshot,
				     const struct cmis_poll *poll, u8 bank,
				     const struct cmis_hits *hits)
{
	unsigned int i, flag, lane = bank * CMIS_LANES_PER_BANK;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++, lane++) {
		struct cmis_lane *l = &snapshot->lane[lane];

		l->asked = poll->asked[lane];
		for (flag = 0; flag < CMIS_LF_COUNT; flag++) {
			u32 reg = cmis_lane_flags[flag].flags;

			l->hits[flag] = hits[CMIS_REG_OFFSET(reg) -
					     CMIS_REG_OFFSET(CMIS_LANE_FLAGS)]
						.flag[i];
		}
	}
}

static void cmis_evidence_fill_tuning(struct cmis_cage *cage,
				      struct cmis_snapshot *snapshot, u8 bank)
{
	const struct cmis_range range = cmis_range_of(bank, CMIS_TUNING_FLAGS);
	struct cmis_lane *lane = &snapshot->lane[bank * CMIS_LANES_PER_BANK];
	struct cmis_hits *hits = cage->poll->hits;

	if (!snapshot->module->laser.known)
		return;
	cmis_xfer_take_hits(cage->xfer, &range, hits);
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		memcpy(lane[i].tuning.hits, hits[i].flag,
		       sizeof(lane[i].tuning.hits));
}

static void cmis_evidence_fill_line(struct cmis_cage *cage,
				    struct cmis_snapshot *snapshot)
{
	struct cmis_hits *hits = cage->poll->hits;
	unsigned int i, byte;

	for (i = 0; i < CMIS_LINE_PAGES; i++) {
		const struct cmis_range range =
			cmis_range_of(0, cmis_line_regs[i]);

		if (!(snapshot->module->line_pages & BIT(i)))
			continue;
		cmis_xfer_take_hits(cage->xfer, &range, hits);
		for (byte = 0; byte < CMIS_LINE_BYTES; byte++) {
			u32 reg = cmis_line_bytes[byte].reg;

			if (CMIS_REG_PAGE(reg) != range.addr.page)
				continue;
			memcpy(snapshot->line.hits[byte],
			       hits[CMIS_REG_OFFSET(reg) -
				    range.addr.offset].flag,
			       sizeof(snapshot->line.hits[byte]));
		}
	}
}

/* Faults and warnings: a bit for each laser, in bank 0 */
static void cmis_evidence_fill_ext_codes(struct cmis_cage *cage,
					 struct cmis_snapshot *snapshot,
					 bool warning)
{
	const struct cmis_range range =
		cmis_range_of(0, warning ? CMIS_EXT_WARNINGS :
					   CMIS_EXT_FAULTS);
	struct cmis_hits *hits = cage->poll->hits;
	unsigned int lane, lanes;

	cmis_xfer_take_hits(cage->xfer, &range, hits);
	lanes = min_t(unsigned int, snapshot->module->ext.lanes,
		      range.len * BITS_PER_BYTE);
	for (lane = 0; lane < lanes; lane++) {
		u16 count = hits[lane / BITS_PER_BYTE]
				.flag[lane % BITS_PER_BYTE];

		if (warning)
			snapshot->ext[lane].warning_hits = count;
		else
			snapshot->ext[lane].fault_hits = count;
	}
}

static void cmis_evidence_fill_ext(struct cmis_cage *cage,
				   struct cmis_snapshot *snapshot)
{
	const struct cmis_module *module = snapshot->module;
	struct cmis_hits *hits = cage->poll->hits;

	if (!module->ext.known)
		return;
	cmis_evidence_fill_ext_codes(cage, snapshot, false);
	cmis_evidence_fill_ext_codes(cage, snapshot, true);
	for (u8 bank = 0; bank * CMIS_LANES_PER_BANK < module->ext.lanes;
	     bank++) {
		const struct cmis_range range =
			cmis_range_of(bank, CMIS_EXT_FLAGS);

		cmis_xfer_take_hits(cage->xfer, &range, hits);
		cmis_evidence_fill_monitors(snapshot, CMIS_CLASS_LANES, bank,
					    CMIS_EXT_FLAGS, hits);
	}
}

/**
 * cmis_evidence_fill - give a snapshot the evidence of a sweep
 * @cage: the cage
 * @snapshot: the snapshot with the readings of the sweep. The caller must
 *	publish it, because this function takes the hits from the counters
 * @class: the class of the sweep
 *
 * Context: The cage's work. Takes the bus lock.
 */
void cmis_evidence_fill(struct cmis_cage *cage,
			struct cmis_snapshot *snapshot, unsigned int class)
{
	const struct cmis_plan *plan = &snapshot->module->plan;
	struct cmis_hits *hits = cage->poll->hits;

	if (class == CMIS_CLASS_THERMAL)
		cmis_evidence_fill_kept(snapshot, cage->poll);
	if (class == CMIS_CLASS_LANES)
		cmis_evidence_fill_line(cage, snapshot);
	if (class == CMIS_CLASS_LANES)
		cmis_evidence_fill_ext(cage, snapshot);
	for (u8 bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		const struct cmis_range range =
			cmis_range_of(bank, cmis_class_flags[class]);

		if ((class == CMIS_CLASS_THERMAL && bank) ||
		    (class == CMIS_CLASS_LANES && bank >= plan->banks) ||
		    (class == CMIS_CLASS_VDM && !plan->vdm.ranges[bank][0].len))
			continue;
		cmis_xfer_take_hits(cage->xfer, &range, hits);
		if (class == CMIS_CLASS_THERMAL)
			memcpy(snapshot->status.hits, hits->flag,
			       sizeof(snapshot->status.hits));
		if (class == CMIS_CLASS_LANES)
			cmis_evidence_fill_lanes(snapshot, cage->poll, bank,
						 hits);
		cmis_evidence_fill_monitors(snapshot, class, bank,
					    cmis_class_flags[class], hits);
		if (class == CMIS_CLASS_LANES)
			cmis_evidence_fill_tuning(cage, snapshot, bank);
	}
}
