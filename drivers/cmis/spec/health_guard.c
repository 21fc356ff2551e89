// SPDX-License-Identifier: GPL-2.0-only
/*
 * The error ratio of a lane before and after its link was down. A link that
 * comes back a decade worse passes every check, and fails weeks later.
 *
 * Pure: see spec/value.h. Integers only.
 */

#include <linux/limits.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "spec/health_guard.h"
#include "spec/health_log2.h"

#define CMIS_GUARD_SECOND_NS	1000000000ULL
/* After the link came up, modules still adapt. */
#define CMIS_GUARD_SETTLE_NS	(2 * CMIS_GUARD_SECOND_NS)
#define CMIS_GUARD_ACCEPT_NS	(24 * 3600 * CMIS_GUARD_SECOND_NS)
/* 1e-11: a smaller ratio is never called worse. */
#define CMIS_GUARD_WORSE_LEAST	(-9354)
#define CMIS_GUARD_WEIGHT	16
#define CMIS_GUARD_SAMPLES	30
#define CMIS_GUARD_MINUTES	5
/* A level needs some samples, however old it is. */
#define CMIS_GUARD_SEEDS_LEAST	3
#define CMIS_GUARD_BACK_SWEEPS	2

/**
 * cmis_guard_forget() - forget the level: another module has none
 * @guard: the guard
 */
void cmis_guard_forget(struct cmis_guard *guard)
{
	u8 state = guard->state;

	memset(guard, 0, sizeof(*guard));
	if (state == CMIS_GUARD_DOWN)
		guard->state = state;
}

/* The middle of up to eight numbers, in place. */
static s16 cmis_guard_median(s16 *number, unsigned int count)
{
	for (unsigned int i = 1; i < count; i++) {
		s16 moved = number[i];
		unsigned int j = i;

		for (; j && number[j - 1] > moved; j--)
			number[j] = number[j - 1];
		number[j] = moved;
	}
	return number[count / 2];
}

static void cmis_guard_seed(struct cmis_guard *guard, s16 log2)
{
	struct cmis_guard_base *base = &guard->base;
	s16 sorted[CMIS_GUARD_SEEDS];
	unsigned int count = base->samples;

	guard->seed[count++] = log2;
	memcpy(sorted, guard->seed, count * sizeof(*sorted));
	base->level = cmis_guard_median(sorted, count);
	for (unsigned int i = 0; i < count; i++) {
		int off = guard->seed[i] - base->level;

		sorted[i] = off < 0 ? -off : off;
	}
	base->spread = cmis_guard_median(sorted, count);
}

/**
 * cmis_guard_learn() - let the level follow a sample
 * @guard: the guard
 * @log2: the logarithm of the ratio
 * @when_ns: time of the sample
 *
 * The caller waits some seconds, so that the moments before a link goes down do
 * not count.
 */
void cmis_guard_learn(struct cmis_guard *guard, s16 log2, u64 when_ns)
{
	struct cmis_guard_base *base = &guard->base;
	int off = log2 - base->level;
	u64 minutes;

	if (guard->state != CMIS_GUARD_LEARN)
		return;
	if (!base->samples)
		guard->first_ns = when_ns;
	if (base->samples < CMIS_GUARD_SEEDS) {
		cmis_guard_seed(guard, log2);
	} else {
		base->level += off / CMIS_GUARD_WEIGHT;
		base->spread += ((off < 0 ? -off : off) - base->spread) /
				CMIS_GUARD_WEIGHT;
	}
	if (base->samples < U16_MAX)
		base->samples++;
	minutes = div_u64(div_u64(when_ns - guard->first_ns,
				  CMIS_GUARD_SECOND_NS), 60);
	base->age = minutes < U16_MAX ? minutes : U16_MAX;
}

/**
 * cmis_guard_valid() - whether there is a level
 * @guard: the guard
 *
 * Return: true after 30 samples or 5 minutes.
 */
bool cmis_guard_valid(const struct cmis_guard *guard)
{
	const struct cmis_guard_base *base = &guard->base;

	return base->samples >= CMIS_GUARD_SAMPLES ||
	       (base->age >= CMIS_GUARD_MINUTES &&
		base->samples >= CMIS_GUARD_SEEDS_LEAST);
}

/**
 * cmis_guard_down() - the link went down: freeze the level
 * @guard: the guard
 */
void cmis_guard_down(struct cmis_guard *guard)
{
	if (guard->state != CMIS_GUARD_WORSE)
		guard->state = CMIS_GUARD_DOWN;
}

/**
 * cmis_guard_up() - the link came up: compare soon
 * @guard: the guard
 * @now_ns: the time
 */
void cmis_guard_up(struct cmis_guard *guard, u64 now_ns)
{
	if (guard->state == CMIS_GUARD_WORSE)
		return;
	guard->state = cmis_guard_valid(guard) ? CMIS_GUARD_COMPARE :
						 CMIS_GUARD_LEARN;
	guard->since_ns = now_ns;
	guard->count = 0;
}

/**
 * cmis_guard_accept() - the worse ratio is the new level
 * @guard: the guard
 *
 * Return: true if the lane was worse.
 */
bool cmis_guard_accept(struct cmis_guard *guard)
{
	if (guard->state != CMIS_GUARD_WORSE)
		return false;
	guard->base.level = guard->now;
	guard->state = CMIS_GUARD_LEARN;
	return true;
}

static struct cmis_guard_sample
cmis_guard_middle(const struct cmis_guard_sample *fresh)
{
	for (unsigned int i = 0; i < CMIS_GUARD_FRESH; i++) {
		unsigned int below = 0, above = 0;

		for (unsigned int j = 0; j < CMIS_GUARD_FRESH; j++) {
			below += fresh[j].log2 < fresh[i].log2;
			above += fresh[j].log2 > fresh[i].log2;
		}
		if (below < 2 && above < 2)
			return fresh[i];
	}
	return fresh[0];
}

static enum cmis_guard_event cmis_guard_compare(struct cmis_guard *guard,
						u64 now_ns)
{
	int far = 4 * guard->base.spread;

	if (far < CMIS_LOG2_DECADE)
		far = CMIS_LOG2_DECADE;
	guard->after = cmis_guard_middle(guard->fresh);
	guard->state = CMIS_GUARD_LEARN;
	guard->since_ns = now_ns;
	guard->before = guard->base.level;
	if (guard->after.log2 >= guard->base.level + far &&
	    guard->after.log2 >= CMIS_GUARD_WORSE_LEAST) {
		guard->state = CMIS_GUARD_WORSE;
		guard->back = 0;
		guard->now = guard->after.log2;
		return CMIS_GUARD_IS_WORSE;
	}
	if (guard->after.log2 > guard->base.level - far)
		return CMIS_GUARD_QUIET;
	guard->base.level = guard->after.log2;
	return CMIS_GUARD_IS_BETTER;
}

/* Is it back at its level, or has it stayed worse for a day? */
static enum cmis_guard_event cmis_guard_watch(struct cmis_guard *guard,
					      s16 log2, u64 now_ns)
{
	int off;

	guard->now += (log2 - guard->now) / CMIS_GUARD_WEIGHT;
	guard->back = log2 <= guard->base.level + CMIS_LOG2_DECADE / 2 ?
		      guard->back + 1 : 0;
	if (guard->back >= CMIS_GUARD_BACK_SWEEPS) {
		guard->state = CMIS_GUARD_LEARN;
		return CMIS_GUARD_BACK;
	}
	if (now_ns - guard->since_ns < CMIS_GUARD_ACCEPT_NS)
		return CMIS_GUARD_QUIET;
	off = guard->now - guard->after.log2;
	if (off >= -CMIS_LOG2_DECADE / 2 && off <= CMIS_LOG2_DECADE / 2) {
		cmis_guard_accept(guard);
		return CMIS_GUARD_ACCEPTED;
	}
	guard->after.log2 = guard->now;
	guard->since_ns = now_ns;
	return CMIS_GUARD_QUIET;
}

/**
 * cmis_guard_step() - judge a live sample
 * @guard: the guard
 * @sample: the sample
 * @now_ns: the time
 *
 * Return: the result. %CMIS_GUARD_IS_WORSE and %CMIS_GUARD_IS_BETTER come with
 * @guard->before and @guard->after.
 */
enum cmis_guard_event cmis_guard_step(struct cmis_guard *guard,
				      struct cmis_guard_sample sample,
				      u64 now_ns)
{
	if (guard->state == CMIS_GUARD_WORSE)
		return cmis_guard_watch(guard, sample.log2, now_ns);
	if (guard->state != CMIS_GUARD_COMPARE ||
	    now_ns - guard->since_ns < CMIS_GUARD_SETTLE_NS)
		return CMIS_GUARD_QUIET;
	guard->fresh[guard->count++] = sample;
	if (guard->count < CMIS_GUARD_FRESH)
		return CMIS_GUARD_QUIET;
	return cmis_guard_compare(guard, now_ns);
}
