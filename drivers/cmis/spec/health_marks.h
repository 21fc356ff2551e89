/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lanes that came back worse, and limits that are ahead: for alerts. Plain
 * data.
 */
#ifndef _CMIS_HEALTH_MARKS_H
#define _CMIS_HEALTH_MARKS_H

#include <linux/types.h>

#include "spec/health_trend.h"
#include "spec/regs.h"

/**
 * struct cmis_forecast - the time until a limit
 * @minutes: until then, as of the evaluation that found it
 * @minutes_low: by the steeper quartile of the slopes; -1: not reached
 * @minutes_high: by the flatter quartile; -1: not reached
 * @window: enum cmis_window
 * @confidence: percent
 */
struct cmis_forecast {
	s32 minutes;
	s32 minutes_low;
	s32 minutes_high;
	u8 window;
	u8 confidence;
};

/**
 * struct cmis_marked_lane - a lane
 * @before: by media and host, the error ratio before its link was down, F16
 * @after: and after
 * @ahead: by enum cmis_quantity
 */
struct cmis_marked_lane {
	u16 before[2];
	u16 after[2];
	struct cmis_forecast ahead[CMIS_QUANTITY_COUNT];
};

/**
 * struct cmis_marks - the lanes of a module; bit 0 is lane 1
 * @worse: by media and host, lanes that came back worse, and are
 * @accepted: lanes whose worse ratio is the usual one now
 * @ahead: by enum cmis_quantity, lanes whose limit is ahead
 * @lane: the lanes
 */
struct cmis_marks {
	u64 worse[2];
	u64 accepted[2];
	u64 ahead[CMIS_QUANTITY_COUNT];
	struct cmis_marked_lane lane[CMIS_MAX_LANES];
};

#endif /* _CMIS_HEALTH_MARKS_H */
