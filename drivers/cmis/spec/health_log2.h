/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Logarithms of readings, in 1/256 of an octave.
 */
#ifndef _CMIS_HEALTH_LOG2_H
#define _CMIS_HEALTH_LOG2_H

#include <linux/types.h>

/* There is no value. */
#define CMIS_LOG2_NONE		(-32768)
#define CMIS_LOG2_DECADE	850
/* 1e-12: a smaller error ratio is as good as can be said. */
#define CMIS_LOG2_BER_LEAST	(-10205)
/* 0.1: modules show such ratios when they have no signal. */
#define CMIS_LOG2_BER_MOST	(-850)

s16 cmis_log2_number(u64 mantissa, int exponent);
s16 cmis_log2_ber(u64 mantissa, int exponent);
u16 cmis_log2_to_f16(s16 log2);

#endif /* _CMIS_HEALTH_LOG2_H */
