// SPDX-License-Identifier: GPL-2.0-only
/*
 * Logarithms of readings. Error ratios span twelve decades, and powers are
 * compared by their quotient, so link health works with logarithms alone.
 *
 * Pure: see spec/value.h. Integers only.
 */

#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>

#include "spec/health_log2.h"

/* 65536 * log2(10) */
#define CMIS_LOG2_TEN		217706
#define CMIS_LOG2_STEPS		64
/* F16: a mantissa of at least this has three digits. */
#define CMIS_F16_LEAST		100
#define CMIS_F16_MOST		2047
#define CMIS_F16_BIAS		24
#define CMIS_F16_EXPONENTS	32

/* 4096 * log2(1 + i / 64) */
static const u16 cmis_log2_table[] = {
	0, 92, 182, 271, 358, 445, 530, 613, 696, 778, 858, 937, 1016, 1093,
	1169, 1244, 1319, 1392, 1465, 1536, 1607, 1677, 1746, 1814, 1882, 1949,
	2015, 2080, 2145, 2208, 2272, 2334, 2396, 2457, 2518, 2578, 2637, 2696,
	2754, 2812, 2869, 2926, 2982, 3037, 3092, 3146, 3200, 3254, 3307, 3359,
	3412, 3463, 3514, 3565, 3615, 3665, 3715, 3764, 3812, 3861, 3908, 3956,
	4003, 4050, 4096,
};

static_assert(ARRAY_SIZE(cmis_log2_table) == CMIS_LOG2_STEPS + 1);

/* In 1/4096 of an octave; the number is not 0. */
static int cmis_log2_fine(u64 number)
{
	unsigned int octave = fls64(number) - 1;
	u64 fraction = (number << (63 - octave)) << 1;
	unsigned int step = fraction >> 58;
	int rest = (fraction >> 46) & 0xfff;
	int low = cmis_log2_table[step];
	int high = cmis_log2_table[step + 1];

	return (int)(octave << 12) + low + (((high - low) * rest) >> 12);
}

/**
 * cmis_log2_number() - logarithm of a number
 * @mantissa: 0 counts as 1: some modules show no light as 0
 * @exponent: decimal, -40..20
 *
 * Return: log2(@mantissa * 10^@exponent), in 1/256, within 1/256, and within
 * the range of its type.
 */
s16 cmis_log2_number(u64 mantissa, int exponent)
{
	int log2 = mantissa ? cmis_log2_fine(mantissa) : 0;

	log2 = (log2 + ((exponent * CMIS_LOG2_TEN) >> 4) + 8) >> 4;
	if (log2 > 0x7fff)
		return 0x7fff;
	return log2 < -0x7fff ? -0x7fff : log2;
}

/**
 * cmis_log2_ber() - logarithm of a ratio of errors
 * @mantissa: 0: no error was seen
 * @exponent: decimal, -40..20
 *
 * Return: the logarithm in 1/256, %CMIS_LOG2_BER_LEAST or more; or
 * %CMIS_LOG2_NONE beyond 0.1, because modules show such a ratio without a
 * signal.
 */
s16 cmis_log2_ber(u64 mantissa, int exponent)
{
	s16 log2 = cmis_log2_number(mantissa, exponent);

	if (!mantissa || log2 < CMIS_LOG2_BER_LEAST)
		return CMIS_LOG2_BER_LEAST;
	return log2 > CMIS_LOG2_BER_MOST ? CMIS_LOG2_NONE : log2;
}

/* The greatest number whose logarithm is not above this one. */
static u16 cmis_log2_mantissa(int log2)
{
	u16 low = CMIS_F16_LEAST;
	u16 high = CMIS_F16_MOST;

	while (low < high) {
		u16 middle = (low + high + 1) / 2;

		if (cmis_log2_number(middle, 0) <= log2)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/**
 * cmis_log2_to_f16() - the number with a logarithm, as modules give numbers
 * @log2: in 1/256
 *
 * Return: the number with three digits or more; the least or the greatest one
 * if @log2 is beyond them.
 */
u16 cmis_log2_to_f16(s16 log2)
{
	int least = cmis_log2_number(CMIS_F16_LEAST, 0);

	for (int i = CMIS_F16_EXPONENTS - 1; i >= 0; i--) {
		int rest = log2 -
			   (((i - CMIS_F16_BIAS) * CMIS_LOG2_TEN) >> 8);

		if (rest >= least || !i)
			return i << 11 | cmis_log2_mantissa(rest);
	}
	return 0;
}
