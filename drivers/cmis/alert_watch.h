/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a cage's work remembers between sweeps, to make conditions of alerts.
 * For alert_source.c, alert_datapath.c and alert_jump.c only.
 */
#ifndef _CMIS_ALERT_WATCH_H
#define _CMIS_ALERT_WATCH_H

#include <linux/build_bug.h>
#include <linux/minmax.h>
#include <linux/types.h>

#include "core.h"

/**
 * struct cmis_alert_watch - what one sweep hands on to the next
 * @module_sets: harvests of lower 8-13 since the last sweep
 * @lane_sets: harvests of 11h:134-153 of each bank since the last sweep
 * @up: lanes that were DPActivated and have not been taken down by the host
 * @down: those of them that are not DPActivated any more
 * @left_ns: boot time at which a lane in @up was first seen in another state
 * @doubt: lanes, or bit 0, by enum cmis_quantity: values to be read again
 *
 * Used by the cage's work only.
 */
struct cmis_alert_watch {
	struct cmis_sets module_sets[CMIS_REG_SIZE(CMIS_MODULE_FLAGS)];
	struct cmis_sets lane_sets[CMIS_MAX_BANKS]
				  [CMIS_REG_SIZE(CMIS_LANE_FLAGS)];
	u32 up;
	u32 down;
	u64 left_ns[CMIS_MAX_LANES];
	u32 doubt[CMIS_Q_COUNT];
};

static_assert(sizeof(u32) * BITS_PER_BYTE >= CMIS_MAX_LANES);

/* Lanes that sweeps read: no more than the banks in the plan have. */
static inline unsigned int cmis_plan_lanes(const struct cmis_module *module)
{
	return min_t(unsigned int, module->lanes,
		     module->plan.banks * CMIS_LANES_PER_BANK);
}

/* alert_datapath.c */
void cmis_dp_watch(struct cmis_cage *cage,
		   const struct cmis_snapshot *snapshot);

#endif /* _CMIS_ALERT_WATCH_H */
