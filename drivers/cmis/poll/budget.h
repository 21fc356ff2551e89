/* SPDX-License-Identifier: GPL-2.0-only */
/* The periods that a bus can carry. */
#ifndef _CMIS_POLL_BUDGET_H
#define _CMIS_POLL_BUDGET_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

/* Stretches are in thousandths. */
#define CMIS_STRETCH_ONE	1000
/* Alerts must still come. */
#define CMIS_STRETCH_MAX	(24 * CMIS_STRETCH_ONE)

/* Live values are read so often in a period of VDM, and not more often. */
#define CMIS_LIVE_READS		10
#define CMIS_LIVE_MIN_MS	1000

/**
 * struct cmis_budget - loads of a bus with the wanted periods, and its shares
 * @class_ppm: sweeps of each class, by enum cmis_class, in millionths of time
 * @fixed_ppm: sweeps whose periods cannot be longer
 * @live_ppm: reads of live values, each at its shortest period
 * @share_ppm: share of the time that all may take; 0: any
 * @live_share_ppm: share of the time for live values; 0: none are read
 */
struct cmis_budget {
	u32 class_ppm[__CMIS_CLASS_MAX];
	u32 fixed_ppm;
	u32 live_ppm;
	u32 share_ppm;
	u32 live_share_ppm;
};

u32 cmis_budget_load(u32 cost_us, u32 period_ms);
u32 cmis_budget_smooth(u32 known_us, u32 cost_us);
void cmis_budget_stretch(const struct cmis_budget *budget, u32 *stretch);
u32 cmis_budget_total(const struct cmis_budget *budget, const u32 *stretch);
u32 cmis_budget_live_shortest_ms(u32 vdm_ms);
u32 cmis_budget_live_ms(const struct cmis_budget *budget, const u32 *stretch,
			u32 vdm_ms);

#endif /* _CMIS_POLL_BUDGET_H */
