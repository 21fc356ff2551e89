/* SPDX-License-Identifier: GPL-2.0-only */
/* A trace of cages, judged by the driver's own code. */
#ifndef _CMISCTL_JUDGE_H
#define _CMISCTL_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CTL_EVIDENCE_MAX	32
#define CTL_ACTIONS_MAX		3
#define CTL_JUDGE_TEXT		32

/**
 * struct ctl_evidence - a row of evidence
 * @time_ns: when it was first seen
 * @lane: from 1; 0: the module
 * @side: module, host or media
 * @name: as in the trace
 * @value: as in the trace
 */
struct ctl_evidence {
	uint64_t time_ns;
	unsigned int lane;
	const char *side;
	const char *name;
	char value[CTL_JUDGE_TEXT];
};

/**
 * struct ctl_finding - why a link went down
 * @cage: name of the cage
 * @event_ns: when the link went down
 * @time_ns: when it was judged
 * @final: the last verdict on this event
 * @verdict: its name
 * @detail: its name
 * @lanes: bit 0 is lane 1; 0: the module as a whole
 * @confidence: percent
 * @actions: names, the best first; NULL: no more
 * @evidence: the evidence
 * @evidence_count: how many
 * @cages: of a common cause, names of the cages
 * @cage_count: how many
 */
struct ctl_finding {
	const char *cage;
	uint64_t event_ns;
	uint64_t time_ns;
	bool final;
	const char *verdict;
	const char *detail;
	uint64_t lanes;
	unsigned int confidence;
	const char *actions[CTL_ACTIONS_MAX];
	struct ctl_evidence evidence[CTL_EVIDENCE_MAX];
	size_t evidence_count;
	const char **cages;
	size_t cage_count;
};

/**
 * struct ctl_comparison - a lane that came back worse or better
 * @cage: name of the cage
 * @lane: from 1
 * @side: host or media
 * @time_ns: when it was found
 * @up_ns: when the link came up
 * @worse: worse; else better
 * @before: error ratio before
 * @after: and after
 * @decades_milli: thousandths of a decade between them
 */
struct ctl_comparison {
	const char *cage;
	unsigned int lane;
	const char *side;
	uint64_t time_ns;
	uint64_t up_ns;
	bool worse;
	char before[CTL_JUDGE_TEXT];
	char after[CTL_JUDGE_TEXT];
	int decades_milli;
};

/**
 * struct ctl_prediction - a limit that is ahead
 * @cage: name of the cage
 * @lane: from 1
 * @side: host or media
 * @name: of the quantity
 * @time_ns: when it was first found
 * @limit: the limit
 * @window: name of the window
 * @slope_per_day: in @unit
 * @unit: mdecade, mdb or ppm
 * @minutes_left: until the limit
 * @minutes_low: the same if it goes fast; -1: unknown
 * @minutes_high: the same if it goes slowly; -1: unknown
 * @confidence: percent
 */
struct ctl_prediction {
	const char *cage;
	unsigned int lane;
	const char *side;
	const char *name;
	uint64_t time_ns;
	char limit[CTL_JUDGE_TEXT];
	const char *window;
	int slope_per_day;
	const char *unit;
	int minutes_left;
	int minutes_low;
	int minutes_high;
	unsigned int confidence;
};

/**
 * struct ctl_judge_sink - takes the results, in order of time
 * @context: of the caller
 * @finding: takes a verdict
 * @comparison: takes a comparison
 * @prediction: takes a prediction
 */
struct ctl_judge_sink {
	void *context;
	void (*finding)(void *context, const struct ctl_finding *finding);
	void (*comparison)(void *context,
			   const struct ctl_comparison *comparison);
	void (*prediction)(void *context,
			   const struct ctl_prediction *prediction);
};

int ctl_judge(FILE *file, const struct ctl_judge_sink *sink, char *error,
	      size_t size);

#endif /* _CMISCTL_JUDGE_H */
