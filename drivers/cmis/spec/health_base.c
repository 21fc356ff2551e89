// SPDX-License-Identifier: GPL-2.0-only
/*
 * The usual value of a quantity. Sixteen samples stand for the last minutes, or
 * for longer if there are few sweeps.
 *
 * Pure: see spec/value.h.
 */

#include <linux/string.h>

#include "spec/health_base.h"
#include "spec/health_log2.h"

#define CMIS_BASE_APART_NS	25000000000ULL

/**
 * cmis_base_add() - add a sample
 * @base: the samples
 * @value: the sample; %CMIS_LOG2_NONE is none
 * @when_ns: its time
 *
 * A sample that comes too soon after the last one is left out.
 */
void cmis_base_add(struct cmis_base *base, s16 value, u64 when_ns)
{
	if (value == CMIS_LOG2_NONE ||
	    (base->count && when_ns - base->last_ns < CMIS_BASE_APART_NS))
		return;
	base->value[base->next] = value;
	base->next = (base->next + 1) % CMIS_BASE_SAMPLES;
	if (base->count < CMIS_BASE_SAMPLES)
		base->count++;
	base->last_ns = when_ns;
}

/**
 * cmis_base_get() - the median of the samples
 * @base: the samples
 *
 * Return: the median, or %CMIS_LOG2_NONE.
 */
s16 cmis_base_get(const struct cmis_base *base)
{
	s16 sorted[CMIS_BASE_SAMPLES];

	for (unsigned int i = 0; i < base->count; i++) {
		s16 moved = base->value[i];
		unsigned int j = i;

		for (; j && sorted[j - 1] > moved; j--)
			sorted[j] = sorted[j - 1];
		sorted[j] = moved;
	}
	return base->count ? sorted[base->count / 2] : CMIS_LOG2_NONE;
}
