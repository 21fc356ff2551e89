/* SPDX-License-Identifier: GPL-2.0-only */
/* Link health of a cage: poll/health.c finds it, and readers get it here. */
#ifndef _CMIS_HEALTH_H
#define _CMIS_HEALTH_H

#include <linux/kref.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include "spec/admin.h"
#include "spec/health_guard.h"
#include "spec/health_marks.h"
#include "spec/health_trend.h"
#include "spec/health_verdict.h"

struct cmis_cage;
struct cmis_module;
struct cmis_told;

/* Verdicts that a cage keeps */
#define CMIS_HEALTH_TOLD	16
/* A verdict fits into one message of netlink. */
#define CMIS_TOLD_CAGES_MAX	512
#define CMIS_TOLD_SIGNS_MAX	16

/* Kinds of findings. */
enum cmis_finding_kind {
	CMIS_FINDING_VERDICT,	/* why the link went down */
	CMIS_FINDING_WORSE,	/* a lane came back worse */
	CMIS_FINDING_BETTER,	/* or better */
	CMIS_FINDING_BACK,	/* a worse lane is back, or accepted */
	CMIS_FINDING_AHEAD,	/* a limit is ahead */
	CMIS_FINDING_STOPPED,	/* it is not any more */
};

/**
 * struct cmis_finding - a finding about the link of a cage
 * @kind: enum cmis_finding_kind
 * @final: of a verdict: the last one on the event
 * @cages: of a verdict: number of cages with a common cause, else 1
 * @lane: of all others: the lane, from 0
 * @quantity: enum cmis_quantity
 * @before: of %CMIS_FINDING_WORSE and _BETTER: the ratio before, F16
 * @after: and after
 * @accepted: of %CMIS_FINDING_BACK: the worse ratio is the usual one now
 * @minutes: of %CMIS_FINDING_AHEAD: until the limit; of %CMIS_FINDING_STOPPED:
 *	until the nearest of the others; -1: there is none
 * @per_day: of %CMIS_FINDING_AHEAD: as of cmis_trend_per_day()
 * @forecast: of %CMIS_FINDING_AHEAD
 * @event_ns: when the link went down
 * @when_ns: when this was found
 * @verdict: the verdict
 * @told: of a verdict: its evidence, and itself
 */
struct cmis_finding {
	u8 kind;
	bool final;
	u16 cages;
	u8 lane;
	u8 quantity;
	u16 before;
	u16 after;
	bool accepted;
	s32 minutes;
	s32 per_day;
	struct cmis_forecast forecast;
	u64 event_ns;
	u64 when_ns;
	struct cmis_verdict verdict;
	struct cmis_told *told;
};

/**
 * struct cmis_told_sign - a row of evidence
 * @sign: enum cmis_sign
 * @seen: lanes, time and value
 */
struct cmis_told_sign {
	u8 sign;
	struct cmis_sign_seen seen;
};

/**
 * struct cmis_told - a verdict that was told
 * @ref: references
 * @number: number of the verdict in its cage, from 1
 * @count: number of verdicts with its kind and detail, this one included
 * @finding: the verdict
 * @signs: number of rows in @sign
 * @cages: number of cages in @cage
 * @cage: of a common cause, the numbers of the cages
 * @sign: the evidence
 *
 * Immutable once other tasks can find it.
 */
struct cmis_told {
	struct kref ref;
	u32 number;
	u32 count;
	struct cmis_finding finding;
	unsigned int signs;
	unsigned int cages;
	u32 *cage;
	struct cmis_told_sign sign[];
};

/**
 * struct cmis_health_trend - a quantity in a window
 * @known: there are enough bins for a slope
 * @ahead: its limit is ahead, by this window
 * @per_day: the slope, as of cmis_trend_per_day()
 * @trend: the slope
 * @bins: number of bins
 * @bin: the closed bins, as in struct cmis_series
 */
struct cmis_health_trend {
	bool known;
	bool ahead;
	s32 per_day;
	struct cmis_trend trend;
	u8 bins;
	s16 bin[CMIS_TREND_BINS_MAX];
};

/**
 * struct cmis_health_ops - questions to the watch over a cage
 * @get_guard: the error ratio of a side of a lane before and after its link was
 *	down; -ENODEV: there is no such lane
 * @get_trend: a quantity in a window; -ENODEV: there is no such lane; -ENODATA:
 *	no bin has a sample
 * @accept: worse error ratios of lanes (bit 0 is lane 1) are the usual ones
 *	from now on; -ENODATA: none was worse
 * @restore: bring the closed bins of a window back; -ENODEV: there is no such
 *	lane
 *
 * Context: Each sleeps.
 */
struct cmis_health_ops {
	int (*get_guard)(struct cmis_cage *cage, unsigned int lane,
			 unsigned int side, struct cmis_guard *guard);
	int (*get_trend)(struct cmis_cage *cage,
			 const struct cmis_trend_place *place,
			 struct cmis_health_trend *trend);
	int (*accept)(struct cmis_cage *cage, u64 lanes);
	int (*restore)(struct cmis_cage *cage,
		       const struct cmis_trend_place *place, const s16 *bins);
};

/**
 * struct cmis_cage_health - the last findings about a cage
 * @ops: questions to the watch; NULL: there is none. Set once
 * @lock: guards all below; innermost
 * @verdicts: number of verdicts
 * @count: the same, by enum cmis_verdict_kind and enum cmis_detail
 * @told: the last ones; verdict N is at place N % %CMIS_HEALTH_TOLD
 * @minutes: until the nearest limit; -1: none is ahead
 * @mark_lock: guards all below
 * @marks: lanes that alerts are about; NULL before the first
 * @vendor_pn: part number of the module that they belong to
 * @vendor_sn: its serial number
 */
struct cmis_cage_health {
	const struct cmis_health_ops *ops;
	spinlock_t lock;	/* all below */
	u32 verdicts;
	u32 count[CMIS_VERDICT_COUNT][CMIS_DETAIL_COUNT];
	struct cmis_told *told[CMIS_HEALTH_TOLD];
	s32 minutes;
	struct mutex mark_lock;	/* all below */
	struct cmis_marks *marks;
	char vendor_pn[CMIS_STR_NAME];
	char vendor_sn[CMIS_STR_NAME];
};

void cmis_health_init(struct cmis_cage *cage);
void cmis_health_exit(struct cmis_cage *cage);
void cmis_health_identify(struct cmis_cage *cage,
			  const struct cmis_module *module);
struct cmis_told *cmis_told_create(unsigned int signs, unsigned int cages);
void cmis_told_put(struct cmis_told *told);
struct cmis_told *cmis_told_get_next(struct cmis_cage *cage, u32 number);
void cmis_health_tell(struct cmis_cage *cage,
		      const struct cmis_finding *finding);
u32 cmis_health_get(struct cmis_cage *cage, struct cmis_finding *last);
s32 cmis_health_get_minutes(struct cmis_cage *cage);
int cmis_health_get_guard(struct cmis_cage *cage, unsigned int lane,
			  unsigned int side, struct cmis_guard *guard);
int cmis_health_get_trend(struct cmis_cage *cage,
			  const struct cmis_trend_place *place,
			  struct cmis_health_trend *trend);
int cmis_health_accept(struct cmis_cage *cage, u64 lanes);
int cmis_health_restore(struct cmis_cage *cage,
			const struct cmis_trend_place *place, const s16 *bins);

#endif /* _CMIS_HEALTH_H */
