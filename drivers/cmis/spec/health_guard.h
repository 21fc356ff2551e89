/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The error ratio of a lane before and after its link was down.
 */
#ifndef _CMIS_HEALTH_GUARD_H
#define _CMIS_HEALTH_GUARD_H

#include <linux/types.h>

/* Samples that make the first level. */
#define CMIS_GUARD_SEEDS	8
/* Samples after a link came up. */
#define CMIS_GUARD_FRESH	3

/* States of a guard. */
enum cmis_guard_state {
	CMIS_GUARD_LEARN,	/* the link is up */
	CMIS_GUARD_DOWN,	/* it is down: the level is frozen */
	CMIS_GUARD_COMPARE,	/* it came up: samples are collected */
	CMIS_GUARD_WORSE,	/* it came up worse */
};

/* Results of a sample. */
enum cmis_guard_event {
	CMIS_GUARD_QUIET,
	CMIS_GUARD_IS_WORSE,	/* a decade or more above the level */
	CMIS_GUARD_IS_BETTER,	/* a decade or more below it */
	CMIS_GUARD_BACK,	/* back at the level */
	CMIS_GUARD_ACCEPTED,	/* worse for a day: the level has followed */
};

/**
 * struct cmis_guard_base - the level of a lane, in 1/256 of an octave
 * @level: mean of the samples
 * @spread: mean distance from it
 * @samples: number of samples, 65535 or more as 65535
 * @age: minutes since the first of them, likewise
 */
struct cmis_guard_base {
	s16 level;
	s16 spread;
	u16 samples;
	u16 age;
};

/**
 * struct cmis_guard_sample - an error ratio
 * @log2: its logarithm in 1/256 of an octave
 * @f16: the ratio, as modules give numbers
 */
struct cmis_guard_sample {
	s16 log2;
	u16 f16;
};

/**
 * struct cmis_guard - the guard of a side of a lane
 * @base: the level before
 * @state: enum cmis_guard_state
 * @count: of @fresh
 * @back: number of sweeps that were back at the level
 * @first_ns: time of the first sample of @base
 * @since_ns: when the state began
 * @seed: the first samples
 * @fresh: samples after the link came up
 * @after: the error ratio after the link came up
 * @now: mean of the samples since, while worse
 * @before: the level at the last comparison
 */
struct cmis_guard {
	struct cmis_guard_base base;
	u8 state;
	u8 count;
	u8 back;
	s16 now;
	s16 before;
	u64 first_ns;
	u64 since_ns;
	s16 seed[CMIS_GUARD_SEEDS];
	struct cmis_guard_sample fresh[CMIS_GUARD_FRESH];
	struct cmis_guard_sample after;
};

void cmis_guard_forget(struct cmis_guard *guard);
void cmis_guard_learn(struct cmis_guard *guard, s16 log2, u64 when_ns);
bool cmis_guard_valid(const struct cmis_guard *guard);
void cmis_guard_down(struct cmis_guard *guard);
void cmis_guard_up(struct cmis_guard *guard, u64 now_ns);
bool cmis_guard_accept(struct cmis_guard *guard);
enum cmis_guard_event cmis_guard_step(struct cmis_guard *guard,
				      struct cmis_guard_sample sample,
				      u64 now_ns);

#endif /* _CMIS_HEALTH_GUARD_H */
