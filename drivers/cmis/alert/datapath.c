// SPDX-License-Identifier: GPL-2.0-only
/*
 * Data paths between sweeps: which of them were up and have gone down though
 * the host did not ask for it.
 */

#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/bits.h>
#include <linux/ktime.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/time64.h>

#include "alert/watch.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "core/core.h"

/* A state without an advertised bound is given up after that long. */
#define CMIS_DP_PATIENCE_MS	60000

/**
 * struct cmis_dp_control - what the host asks of the data paths of a bank
 * @state: 11h:128-131 as they are now
 * @deinit: 10h:128
 * @silent: 10h:130 and 132: Tx outputs that are to be dark
 * @low_power: the module is asked, or may be asked by its pin, for low power
 */
struct cmis_dp_control {
	u8 state[CMIS_REG_SIZE(CMIS_DP_STATE)];
	u8 deinit;
	u8 silent;
	bool low_power;
};

static int cmis_reg_fetch(struct cmis_cage *cage, u8 bank, u32 reg, u8 *buf,
			  u8 len)
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

static int cmis_dp_control_fetch(struct cmis_cage *cage, u8 bank, u8 state,
				 struct cmis_dp_control *dp)
{
	u8 first = CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES);
	u8 buf[CMIS_DP_CONTROL_SIZE];
	u8 control;
	int ret;

	ret = cmis_reg_fetch(cage, bank, CMIS_DP_DEINIT_LANES, buf,
			     sizeof(buf));
	if (ret)
		return ret;
	ret = cmis_reg_fetch(cage, 0, CMIS_MODULE_CONTROL, &control, 1);
	if (ret)
		return ret;
	ret = cmis_reg_fetch(cage, bank, CMIS_DP_STATE, dp->state,
			     sizeof(dp->state));
	if (ret)
		return ret;

	dp->deinit = buf[0];
	dp->silent = buf[CMIS_REG_OFFSET(CMIS_TX_DISABLE) - first] |
		     buf[CMIS_REG_OFFSET(CMIS_TX_SQUELCH_FORCE) - first];
	dp->low_power = cmis_control_asks_low_power(control, state);
	return 0;
}

/* The lanes of a bank that are on a lane's data path, with itself. */
static u8 cmis_dp_lanes(const struct cmis_snapshot *snapshot, unsigned int lane)
{
	unsigned int first = round_down(lane, CMIS_LANES_PER_BANK);
	const struct cmis_lane *own = &snapshot->lane[lane];
	unsigned int i;
	u8 lanes = 0;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		const struct cmis_lane *l = &snapshot->lane[first + i];

		if (l->appsel == own->appsel && l->dp_id == own->dp_id)
			lanes |= BIT(i);
	}
	return lanes;
}

static bool cmis_dp_state_is_lit(u8 state)
{
	return state == CMIS_DP_INITIALIZED || state == CMIS_DP_TX_TURN_ON ||
	       state == CMIS_DP_TX_TURN_OFF;
}

/*
 * A path that has gone back to DPInitialized may have been asked to by its Tx
 * outputs. Which of them are its own depends on the application: any will do.
 */
static bool cmis_dp_is_asked(const struct cmis_snapshot *snapshot,
			     const struct cmis_dp_control *dp,
			     unsigned int lane)
{
	const struct cmis_lane *own = &snapshot->lane[lane];

	if (!own->appsel || dp->low_power)
		return true;
	if (dp->deinit & cmis_dp_lanes(snapshot, lane))
		return true;
	return dp->silent && cmis_dp_state_is_lit(own->dp_state);
}

static bool cmis_dp_state_is_transient(u8 state)
{
	return state == CMIS_DP_INIT || state == CMIS_DP_DEINIT ||
	       state == CMIS_DP_TX_TURN_ON || state == CMIS_DP_TX_TURN_OFF;
}

/* How long a path may be on its way, once around. */
static u64 cmis_dp_patience_ms(const struct cmis_durations *durations)
{
	const u32 bound[] = {
		durations->tx_turn_off_ms, durations->dp_deinit_ms,
		durations->dp_init_ms, durations->tx_turn_on_ms,
	};
	unsigned int i;
	u64 ms = 0;

	for (i = 0; i < ARRAY_SIZE(bound); i++)
		ms += bound[i] == U32_MAX ? CMIS_DP_PATIENCE_MS : bound[i];
	return ms;
}

static bool cmis_dp_may_settle(const struct cmis_alert_watch *watch,
			       const struct cmis_snapshot *snapshot,
			       unsigned int lane)
{
	u64 age_ns = ktime_get_boottime_ns() - watch->left_ns[lane];
	u64 limit_ms =
		cmis_dp_patience_ms(&snapshot->module->adverts.durations);

	return cmis_dp_state_is_transient(snapshot->lane[lane].dp_state) &&
	       age_ns < limit_ms * NSEC_PER_MSEC;
}

static void cmis_dp_judge_lane(struct cmis_alert_watch *watch,
			       const struct cmis_snapshot *snapshot,
			       const struct cmis_dp_control *dp,
			       unsigned int lane)
{
	unsigned int i = lane % CMIS_LANES_PER_BANK;
	u8 state = dp->state[i / 2] >> 4 * (i % 2) & 0xf;

	if (cmis_dp_is_asked(snapshot, dp, lane)) {
		watch->up &= ~BIT(lane);
		watch->down &= ~BIT(lane);
	} else if (state == snapshot->lane[lane].dp_state &&
		   !cmis_dp_may_settle(watch, snapshot, lane)) {
		watch->down |= BIT(lane);
	}
}

static void cmis_dp_watch_lane(struct cmis_alert_watch *watch,
			       const struct cmis_snapshot *snapshot,
			       unsigned int lane)
{
	if (snapshot->lane[lane].dp_state == CMIS_DP_ACTIVATED) {
		watch->up |= BIT(lane);
		watch->down &= ~BIT(lane);
		watch->left_ns[lane] = 0;
	} else if (!watch->left_ns[lane]) {
		watch->left_ns[lane] = ktime_get_boottime_ns();
	}
}

/* Lanes of a bank that were up, and are not. */
static unsigned long cmis_dp_suspects(const struct cmis_alert_watch *watch,
				      const struct cmis_snapshot *snapshot,
				      unsigned int bank)
{
	unsigned int lane = bank * CMIS_LANES_PER_BANK;
	unsigned int end = min(lane + CMIS_LANES_PER_BANK,
			       cmis_plan_lanes(snapshot->module));
	unsigned long lanes = 0;

	for (; lane < end; lane++)
		if (watch->up & BIT(lane) && watch->left_ns[lane])
			lanes |= BIT(lane);
	return lanes;
}

/* The host's wishes are read only when a path is not as it was. */
static void cmis_dp_watch_bank(struct cmis_cage *cage,
			       const struct cmis_snapshot *snapshot,
			       unsigned int bank)
{
	unsigned long lanes = cmis_dp_suspects(cage->watch, snapshot, bank);
	struct cmis_dp_control dp;
	unsigned int lane;

	if (!lanes || cmis_dp_control_fetch(cage, bank, snapshot->status.state,
					    &dp))
		return;
	for_each_set_bit(lane, &lanes, CMIS_MAX_LANES)
		cmis_dp_judge_lane(cage->watch, snapshot, &dp, lane);
}

/**
 * cmis_dp_watch() - see which data paths are down without having been asked to
 * @cage: the cage; @cage->watch has the result
 * @snapshot: what a sweep of lanes has read
 *
 * Context: The cage's work, no lock held. Touches the bus if a path that was up
 * is not any more.
 */
void cmis_dp_watch(struct cmis_cage *cage, const struct cmis_snapshot *snapshot)
{
	const struct cmis_module *module = snapshot->module;
	unsigned int lane, bank;

	for (lane = 0; lane < cmis_plan_lanes(module); lane++)
		cmis_dp_watch_lane(cage->watch, snapshot, lane);
	for (bank = 0; bank < module->plan.banks; bank++)
		cmis_dp_watch_bank(cage, snapshot, bank);
}
