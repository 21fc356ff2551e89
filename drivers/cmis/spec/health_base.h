/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The usual value of a quantity: the median of samples of the last minutes.
 */
#ifndef _CMIS_HEALTH_BASE_H
#define _CMIS_HEALTH_BASE_H

#include <linux/types.h>

#define CMIS_BASE_SAMPLES	16

/**
 * struct cmis_base - samples, at least 25 s apart
 * @last_ns: time of the newest
 * @value: the samples, in any unit
 * @count: how many
 * @next: the place of the next one
 */
struct cmis_base {
	u64 last_ns;
	s16 value[CMIS_BASE_SAMPLES];
	u8 count;
	u8 next;
};

void cmis_base_add(struct cmis_base *base, s16 value, u64 when_ns);
s16 cmis_base_get(const struct cmis_base *base);

#endif /* _CMIS_HEALTH_BASE_H */
