/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a cage's work remembers between sweeps, to make conditions of alerts.
 * For the sources of alerts only.
 */
#ifndef _CMIS_ALERT_WATCH_H
#define _CMIS_ALERT_WATCH_H

#include <linux/build_bug.h>
#include <linux/types.h>

#include "alert/engine.h"
#include "core/core.h"
#include "core/snapshot.h"

/**
 * struct cmis_alert_watch - what one sweep hands on to the next
 * @module_sets: harvests of lower 8-13 since the last sweep
 * @lane_sets: harvests of 11h:134-153 of each bank since the last sweep
 * @vdm_sets: harvests of 2Ch:128-255 of each bank since the last sweep
 * @up: lanes that were DPActivated and have not been taken down by the host
 * @down: those of them that are not DPActivated any more
 * @left_ns: boot time at which a lane in @up was first seen in another state
 * @doubt: lanes, or bit 0, by enum cmis_quantity: values to be read again
 *
 * Used by the cage's work only.
 */
struct cmis_alert_watch {
	struct cmis_hits module_sets[CMIS_REG_SIZE(CMIS_MODULE_FLAGS)];
	struct cmis_hits lane_sets[CMIS_MAX_BANKS]
				  [CMIS_REG_SIZE(CMIS_LANE_FLAGS)];
	struct cmis_hits vdm_sets[CMIS_MAX_BANKS]
				 [CMIS_REG_SIZE(CMIS_VDM_FLAGS)];
	u32 up;
	u32 down;
	u64 left_ns[CMIS_MAX_LANES];
	u32 doubt[CMIS_Q_COUNT];
};

static_assert(sizeof(u32) * BITS_PER_BYTE >= CMIS_MAX_LANES);

/**
 * struct cmis_alert_view - what a condition is derived from
 * @watch: of the cage
 * @snapshot: the new one
 * @class: of which a sweep was made
 * @early: it came before its time, by an interrupt or a flag summary
 * @now_ns: boot time
 */
struct cmis_alert_view {
	const struct cmis_alert_watch *watch;
	const struct cmis_snapshot *snapshot;
	unsigned int class;
	bool early;
	u64 now_ns;
};

/* alert/judge.c */
unsigned int cmis_alerts_list(const struct cmis_module *module,
			      struct cmis_alert *alert);
void cmis_alert_take_sets(struct cmis_cage *cage,
			  const struct cmis_module *module,
			  unsigned int class);
void cmis_alerts_judge(struct cmis_alerts *alerts,
		       const struct cmis_alert_view *view);
s64 cmis_alert_hysteresis(u8 unit, s32 limit, s32 opposite);

/* alert/judge_vdm.c */
void cmis_alert_judge_observable(const struct cmis_alert_view *view,
				 const struct cmis_alert_key *key,
				 struct cmis_condition *condition);

/* alert/datapath.c */
void cmis_dp_watch(struct cmis_cage *cage,
		   const struct cmis_snapshot *snapshot);

#endif /* _CMIS_ALERT_WATCH_H */
