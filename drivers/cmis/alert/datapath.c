// SPDX-License-Identifier: GPL-2.0-only
/*
 * Data paths that were up and have gone down without a request of the host.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/limits.h>

#include "alert/datapath.h"
#include "core/snapshot.h"

/* Patience with a state that has no advertised bound */
#define CMIS_DP_PATIENCE_MS	60000
#define CMIS_DP_MS_NS		1000000ull

static_assert(CMIS_MAX_LANES <= 64);

/*
 * Lanes of a path have the same application and the same first lane. Outputs
 * that are off make a path stop at DPInitialized. The application says which
 * outputs belong to the path; here any output of the bank counts.
 */
static bool cmis_path_is_asked(const struct cmis_snapshot *snapshot,
			       unsigned int lane)
{
	unsigned int first = lane - lane % CMIS_LANES_PER_BANK;
	const struct cmis_lane *own = &snapshot->lane[lane];
	bool lit = own->dp_state == CMIS_DP_INITIALIZED ||
		   own->dp_state == CMIS_DP_TX_TURN_ON ||
		   own->dp_state == CMIS_DP_TX_TURN_OFF;
	unsigned int i;

	if (!own->appsel || own->asked & CMIS_ASKED_LOW_POWER)
		return true;
	for (i = first; i < first + CMIS_LANES_PER_BANK; i++) {
		const struct cmis_lane *l = &snapshot->lane[i];

		if (l->asked & CMIS_ASKED_DEINIT && l->appsel == own->appsel &&
		    l->dp_id == own->dp_id)
			return true;
		if (l->asked & CMIS_ASKED_DARK && lit)
			return true;
	}
	return false;
}

/* The sum of the bounds of all transient states. */
static u64 cmis_path_patience_ms(const struct cmis_durations *durations)
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

static bool cmis_path_may_settle(const struct cmis_snapshot *snapshot,
				 unsigned int lane, u64 age_ns)
{
	u8 state = snapshot->lane[lane].dp_state;

	if (state != CMIS_DP_INIT && state != CMIS_DP_DEINIT &&
	    state != CMIS_DP_TX_TURN_ON && state != CMIS_DP_TX_TURN_OFF)
		return false;
	return age_ns <
	       cmis_path_patience_ms(&snapshot->module->adverts.durations) *
	       CMIS_DP_MS_NS;
}

static void cmis_path_step(struct cmis_paths *paths,
			   const struct cmis_snapshot *snapshot,
			   unsigned int lane, u64 now_ns)
{
	const struct cmis_lane *l = &snapshot->lane[lane];
	u64 bit = BIT_ULL(lane);

	if (l->dp_state == CMIS_DP_ACTIVATED) {
		paths->up |= bit;
		paths->down &= ~bit;
		paths->left_ns[lane] = 0;
		return;
	}
	if (!paths->left_ns[lane])
		paths->left_ns[lane] = now_ns;
	if (!(paths->up & bit) || !(l->asked & CMIS_ASKED_KNOWN))
		return;
	if (cmis_path_is_asked(snapshot, lane)) {
		paths->up &= ~bit;
		paths->down &= ~bit;
	} else if (!(l->asked & CMIS_ASKED_MOVED) &&
		   !cmis_path_may_settle(snapshot, lane,
					 now_ns - paths->left_ns[lane])) {
		paths->down |= bit;
	}
}

/**
 * cmis_paths_step - follow the data paths through a sweep of lanes
 * @paths: of the module
 * @snapshot: the new one
 * @now_ns: boot time, not 0
 */
void cmis_paths_step(struct cmis_paths *paths,
		     const struct cmis_snapshot *snapshot, u64 now_ns)
{
	unsigned int lane;

	for (lane = 0; lane < cmis_plan_lanes(snapshot->module); lane++)
		cmis_path_step(paths, snapshot, lane, now_ns);
}
