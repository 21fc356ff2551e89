/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Decimal floating point numbers: 11 bits of mantissa, 5 of exponent.
 */
#ifndef _CMIS_F16_H
#define _CMIS_F16_H

#include <linux/types.h>

/* The number 1 */
#define CMIS_F16_ONE		(24 << 11 | 1)

/* Room for the text of a floating point number: "2.400e-06" and its end. */
#define CMIS_F16_TEXT		(9 + 1)

/**
 * struct cmis_f16 - a number as the module gives it: mantissa * 10^exponent
 * @mantissa: 0..2047
 * @exponent: -24..7
 */
struct cmis_f16 {
	u16 mantissa;
	s8 exponent;
};

struct cmis_f16 cmis_f16_decode(u16 raw);
int cmis_f16_compare(u16 a, u16 b);
int cmis_f16_compare_scaled(u16 a, u16 b, u16 num, u16 den);
int cmis_f16_ratio(u64 part, u64 whole, u16 *raw);
int cmis_f16_format(u16 raw, char *buf, size_t size);

#endif /* _CMIS_F16_H */
