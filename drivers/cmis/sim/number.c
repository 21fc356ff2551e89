// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: decimal numbers, with integers only.
 *
 * An F16 is a mantissa of 11 bits in the low bits and an exponent of ten, less
 * 24, in the high five. Of the codes of a number, the one with the smallest
 * exponent is used. Longer mantissas are rounded to 11 bits, halves upwards.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/math64.h>

#include "sim/number.h"

#define CMIS_SIM_F16_MANTISSA_BITS	11
#define CMIS_SIM_F16_MANTISSA_MAX	2047
#define CMIS_SIM_F16_EXPONENT_MAX	31

#define CMIS_SIM_DECIMAL_MAX		100000000000000ULL	/* 10^14 */
#define CMIS_SIM_EXPONENT_DIGITS	2
#define CMIS_SIM_SUM_MAX		1000000000000000000ULL	/* 10^18 */

static const char *cmis_sim_digits_parse(const char *at,
					 struct cmis_sim_decimal *value,
					 unsigned int *digits)
{
	for (; *at >= '0' && *at <= '9'; at++) {
		value->mantissa = value->mantissa * 10 + *at - '0';
		++*digits;
		if (value->mantissa >= CMIS_SIM_DECIMAL_MAX)
			return NULL;
	}
	return at;
}

static int cmis_sim_exponent_parse(const char *at,
				   struct cmis_sim_decimal *value)
{
	bool negative = *at == '-';
	int exponent = 0, digits = 0;

	at += negative || *at == '+';
	for (; *at >= '0' && *at <= '9'; at++, digits++)
		exponent = exponent * 10 + *at - '0';
	if (!digits || digits > CMIS_SIM_EXPONENT_DIGITS || *at)
		return -EINVAL;
	value->exponent += negative ? -exponent : exponent;
	return 0;
}

/**
 * cmis_sim_decimal_parse() - read a decimal number
 * @text: like "-12.5" or "2.4e-6", up to 14 digits after leading zeros
 * @value: the number
 *
 * Return: 0, or -EINVAL.
 */
int cmis_sim_decimal_parse(const char *text, struct cmis_sim_decimal *value)
{
	unsigned int digits = 0, whole;

	*value = (struct cmis_sim_decimal) { .negative = *text == '-' };
	text = cmis_sim_digits_parse(text + value->negative, value, &digits);
	whole = digits;
	if (text && *text == '.')
		text = cmis_sim_digits_parse(text + 1, value, &digits);
	if (!text || !digits)
		return -EINVAL;
	value->exponent = (int)whole - (int)digits;
	if (*text == 'e' || *text == 'E')
		return cmis_sim_exponent_parse(text + 1, value);
	return *text ? -EINVAL : 0;
}

/**
 * cmis_sim_decimal_scale() - a decimal number in another unit
 * @value: the number
 * @factor: multiplies it
 * @divisor: divides the product
 * @raw: the nearest integer, halves away from zero
 *
 * Return: 0, or -ERANGE.
 */
int cmis_sim_decimal_scale(const struct cmis_sim_decimal *value, u32 factor,
			   u32 divisor, s64 *raw)
{
	u64 number = value->mantissa * factor, by = divisor;
	int exponent = value->exponent;

	*raw = 0;
	for (; number && exponent > 0; exponent--) {
		if (number > S64_MAX / 100)
			return -ERANGE;
		number *= 10;
	}
	for (; exponent < 0; exponent++) {
		if (by > CMIS_SIM_SUM_MAX)
			return 0;
		by *= 10;
	}
	if (number > S64_MAX)
		return -ERANGE;
	*raw = div64_u64(number + by / 2, by);
	if (value->negative)
		*raw = -*raw;
	return 0;
}

/**
 * cmis_sim_f16_encode() - the F16 nearest to a number
 * @mantissa: less than 10^19
 * @exponent: of ten; 0 is the weight of an F16 with exponent 0
 *
 * Return: the code, or -ERANGE.
 */
int cmis_sim_f16_encode(u64 mantissa, int exponent)
{
	u64 by = 1, rounded = mantissa;

	if (!mantissa)
		return 0;
	while (exponent > 0 && mantissa <= CMIS_SIM_F16_MANTISSA_MAX / 10) {
		mantissa *= 10;
		rounded = mantissa;
		exponent--;
	}
	while (exponent < 0 || rounded > CMIS_SIM_F16_MANTISSA_MAX) {
		if (by > CMIS_SIM_SUM_MAX)
			return 0;
		by *= 10;
		exponent++;
		rounded = div64_u64(mantissa + by / 2, by);
	}
	if (!rounded)
		return 0;
	if (exponent > CMIS_SIM_F16_EXPONENT_MAX)
		return -ERANGE;
	return exponent << CMIS_SIM_F16_MANTISSA_BITS | rounded;
}

static u64 cmis_sim_f16_mantissa(u16 raw)
{
	return raw & CMIS_SIM_F16_MANTISSA_MAX;
}

/**
 * cmis_sim_f16_compare() - compare two F16
 * @a: one
 * @b: the other
 *
 * Return: less than, equal to or greater than zero, as @a is to @b.
 */
int cmis_sim_f16_compare(u16 a, u16 b)
{
	u64 x = cmis_sim_f16_mantissa(a), y = cmis_sim_f16_mantissa(b);
	int shift = (a >> CMIS_SIM_F16_MANTISSA_BITS) -
		    (b >> CMIS_SIM_F16_MANTISSA_BITS);

	/* Four digits decide, if they are not zero. */
	for (; shift > 0 && x && x <= CMIS_SIM_F16_MANTISSA_MAX; shift--)
		x *= 10;
	for (; shift < 0 && y && y <= CMIS_SIM_F16_MANTISSA_MAX; shift++)
		y *= 10;
	return x < y ? -1 : x > y;
}

/**
 * cmis_sim_sum_add() - add a number to a sum
 * @sum: the sum
 * @mantissa: of the number, less than 10^16
 * @exponent: of the number
 *
 * Exact as long as the sum has no more than 17 digits.
 */
void cmis_sim_sum_add(struct cmis_sim_sum *sum, u64 mantissa, int exponent)
{
	struct cmis_sim_sum large = *sum;
	struct cmis_sim_sum small = { mantissa, exponent };

	if (!mantissa)
		return;
	if (!sum->mantissa || exponent > sum->exponent)
		swap(large, small);
	while (small.mantissa && large.exponent > small.exponent) {
		if (large.mantissa < CMIS_SIM_SUM_MAX / 10) {
			large.mantissa *= 10;
			large.exponent--;
		} else {
			small.mantissa = div_u64(small.mantissa, 10);
			small.exponent++;
		}
	}
	large.mantissa += small.mantissa;
	for (; large.mantissa >= CMIS_SIM_SUM_MAX; large.exponent++)
		large.mantissa = div_u64(large.mantissa, 10);
	*sum = large;
}

/**
 * cmis_sim_sum_f16() - a share of a sum, as F16
 * @sum: the sum
 * @count: how many shares; 1 for all of it
 *
 * Return: the code; the greatest if it is beyond that.
 */
u16 cmis_sim_sum_f16(const struct cmis_sim_sum *sum, u64 count)
{
	u64 mantissa = sum->mantissa;
	int exponent = sum->exponent, raw;

	/* Scale up, so that the division drops less than half a unit. */
	for (; mantissa && mantissa < CMIS_SIM_SUM_MAX / 10; exponent--)
		mantissa *= 10;
	raw = cmis_sim_f16_encode(div64_u64(mantissa, count), exponent);
	return raw < 0 ? U16_MAX : raw;
}
