// SPDX-License-Identifier: GPL-2.0-only
/*
 * Evidence for alerts besides values: how often each flag was found set, and
 * whether the host has asked for a data path to go down.
 */

#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "alert/cage.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "poll/evidence.h"
#include "poll/poll.h"
#include "spec/value.h"
#include "xfer/xfer.h"

/* ------------------------------------------------------------------------ */
/* Data paths                                                               */
/* ------------------------------------------------------------------------ */

static int cmis_evidence_read(struct cmis_cage *cage, u8 bank, u32 reg,
			      u8 *buf, u8 len)
{
	const struct cmis_req req = {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.buf = buf,
		.len = len,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};

	return cmis_xfer_read(cage->xfer, &req);
}

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

/* From DPDeinit to OutputSquelchForceTx, in one read */
#define CMIS_DP_CONTROL_SIZE \
	(CMIS_REG_OFFSET(CMIS_TX_SQUELCH_FORCE) + 1 - \
	 CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES))

static void cmis_evidence_fetch_bank(struct cmis_cage *cage, u8 bank)
{
	unsigned int first = CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES);
	struct cmis_poll *poll = cage->poll;
	u8 *asked = &poll->asked[bank * CMIS_LANES_PER_BANK];
	const u8 *states = &poll->lanes[bank][CMIS_REG_INDEX(CMIS_DP_STATE)];
	u8 control, now[CMIS_REG_SIZE(CMIS_DP_STATE)];
	u8 buf[CMIS_DP_CONTROL_SIZE];
	unsigned int i;
	u8 dark;

	if (cmis_evidence_read(cage, bank, CMIS_DP_DEINIT_LANES, buf,
			       sizeof(buf)) ||
	    cmis_evidence_read(cage, 0, CMIS_MODULE_CONTROL, &control, 1) ||
	    cmis_evidence_read(cage, bank, CMIS_DP_STATE, now, sizeof(now)))
		return;

	dark = buf[CMIS_REG_OFFSET(CMIS_TX_DISABLE) - first] |
	       buf[CMIS_REG_OFFSET(CMIS_TX_SQUELCH_FORCE) - first];
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		asked[i] = CMIS_ASKED_KNOWN;
		if (buf[0] & BIT(i))
			asked[i] |= CMIS_ASKED_DEINIT;
		if (dark & BIT(i))
			asked[i] |= CMIS_ASKED_DARK;
		if (cmis_control_asks_low_power(control, cmis_poll_state(poll)))
			asked[i] |= CMIS_ASKED_LOW_POWER;
		if (cmis_dp_state_get(now, i) != cmis_dp_state_get(states, i))
			asked[i] |= CMIS_ASKED_MOVED;
	}
}

/**
 * cmis_evidence_fetch - ask for the host's wishes where a path has left
 * @cage: the cage, whose lanes have just been read
 * @module: the module in it
 *
 * The control bytes are read only while a data path that was DPActivated is
 * not, and nobody is known to have taken it down. Should that fail, the next
 * sweep tries again.
 *
 * Context: The cage's work. Touches the bus.
 */
void cmis_evidence_fetch(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	u64 up = cmis_alert_get_up(cage);
	unsigned int bank, i;

	memset(poll->asked, 0, sizeof(poll->asked));
	for (bank = 0; bank < module->plan.banks;
	     bank++, up >>= CMIS_LANES_PER_BANK) {
		const u8 *states =
			&poll->lanes[bank][CMIS_REG_INDEX(CMIS_DP_STATE)];

		for (i = 0; i < CMIS_LANES_PER_BANK; i++)
			if (up & BIT(i) && cmis_dp_state_get(states, i) !=
			    CMIS_DP_ACTIVATED)
				break;
		if (i < CMIS_LANES_PER_BANK)
			cmis_evidence_fetch_bank(cage, bank);
	}
}

/* ------------------------------------------------------------------------ */
/* Hits                                                                     */
/* ------------------------------------------------------------------------ */

/* Hits of a range of flags, those of the register's first byte first. */
static const struct cmis_hits *cmis_evidence_take(struct cmis_cage *cage,
						  u8 bank, u32 reg)
{
	const struct cmis_range range = {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.len = CMIS_REG_SIZE(reg),
	};
	struct cmis_poll *poll = cage->poll;

	cmis_xfer_take_hits(cage->xfer, &range, poll->hits);
	return poll->hits;
}

/* Those of the class's monitors in a bank. */
static void cmis_evidence_fill_monitors(struct cmis_snapshot *snapshot,
					unsigned int class, u8 bank,
					const struct cmis_hits *hits)
{
	static const u8 first_flag[CMIS_CLASS_COUNT] = {
		[CMIS_CLASS_THERMAL] = CMIS_REG_OFFSET(CMIS_MODULE_FLAGS),
		[CMIS_CLASS_LANES] = CMIS_REG_OFFSET(CMIS_LANE_FLAGS),
		[CMIS_CLASS_VDM] = CMIS_REG_OFFSET(CMIS_VDM_FLAGS),
	};
	const struct cmis_module *module = snapshot->module;
	struct cmis_reading *reading = snapshot->readings[class]->reading;
	unsigned int i, level;

	for (i = module->first[class]; i < module->first[class + 1];
	     i++, reading++) {
		const struct cmis_monitor *monitor = &module->monitors[i];
		const struct cmis_hits *at;

		if (!monitor->flags || monitor->bank != bank)
			continue;
		at = &hits[monitor->flags - first_flag[class]];
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

/**
 * cmis_evidence_fill - give a snapshot the evidence of a sweep
 * @cage: the cage
 * @snapshot: has the readings of the sweep; nothing can keep it any more from
 *	being published, and the hits from being counted
 * @class: that was swept
 *
 * Context: The cage's work. Takes the bus lock.
 */
void cmis_evidence_fill(struct cmis_cage *cage,
			struct cmis_snapshot *snapshot, unsigned int class)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_hits *hits;
	unsigned int bank;

	switch (class) {
	case CMIS_CLASS_THERMAL:
		hits = cmis_evidence_take(cage, 0, CMIS_MODULE_FLAGS);
		memcpy(snapshot->status.hits, hits->flag,
		       sizeof(snapshot->status.hits));
		cmis_evidence_fill_monitors(snapshot, class, 0, hits);
		break;
	case CMIS_CLASS_LANES:
		for (bank = 0; bank < module->plan.banks; bank++) {
			hits = cmis_evidence_take(cage, bank, CMIS_LANE_FLAGS);
			cmis_evidence_fill_lanes(snapshot, cage->poll, bank,
						 hits);
			cmis_evidence_fill_monitors(snapshot, class, bank,
						    hits);
		}
		break;
	case CMIS_CLASS_VDM:
		for (bank = 0; bank < CMIS_MAX_BANKS; bank++) {
			if (!module->plan.vdm.flags[bank].len)
				continue;
			hits = cmis_evidence_take(cage, bank, CMIS_VDM_FLAGS);
			cmis_evidence_fill_monitors(snapshot, class, bank,
						    hits);
		}
		break;
	}
}
