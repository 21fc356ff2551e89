// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decimal floating point numbers, as modules give ratios and counts of errors.
 *
 * Pure: see spec/value.h.
 */

#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/errno.h>

#include "spec/f16.h"

#define CMIS_F16_EXPONENT	GENMASK(15, 11)
#define CMIS_F16_MANTISSA	GENMASK(10, 0)
#define CMIS_F16_BIAS		24
/* Another digit fits behind this mantissa, and what rounds up, too. */
#define CMIS_F16_SHORT		203
/* Digits of a number as text, the one before the point included. */
#define CMIS_F16_DIGITS		4

/**
 * cmis_f16_decode() - take a floating point number apart
 * @raw: as the module gives it
 *
 * Return: mantissa and exponent, exact and as they are: not normalised.
 */
struct cmis_f16 cmis_f16_decode(u16 raw)
{
	return (struct cmis_f16) {
		.mantissa = FIELD_GET(CMIS_F16_MANTISSA, raw),
		.exponent = (int)FIELD_GET(CMIS_F16_EXPONENT, raw) -
			    CMIS_F16_BIAS,
	};
}

/*
 * Compare a * 10^shift with b, for factors up to 2047 * 65535 and shifts that
 * are not negative. Nine digits lift any such factor above any other.
 */
static int cmis_decimal_compare(u64 a, u64 b, unsigned int shift)
{
	if (!a || shift >= 9)
		return a ? 1 : -(b != 0);
	while (shift--)
		a *= 10;
	return (a > b) - (a < b);
}

/**
 * cmis_f16_compare_scaled() - compare multiples of two numbers
 * @a: a number
 * @b: another
 * @num: numerator of the factor of @b
 * @den: denominator of it
 *
 * Exact for all numbers and factors.
 *
 * Return: less than, equal to or greater than 0 as @a * @den is less than,
 * equal to or greater than @b * @num.
 */
int cmis_f16_compare_scaled(u16 a, u16 b, u16 num, u16 den)
{
	struct cmis_f16 left = cmis_f16_decode(a);
	struct cmis_f16 right = cmis_f16_decode(b);
	u64 left_factor = (u64)left.mantissa * den;
	u64 right_factor = (u64)right.mantissa * num;
	int shift = left.exponent - right.exponent;

	if (shift >= 0)
		return cmis_decimal_compare(left_factor, right_factor, shift);
	return -cmis_decimal_compare(right_factor, left_factor, -shift);
}

/**
 * cmis_f16_compare() - compare two numbers
 * @a: a number
 * @b: another
 *
 * Return: less than, equal to or greater than 0 as @a is less than, equal to
 * or greater than @b. Numbers can be equal without having the same bits.
 */
int cmis_f16_compare(u16 a, u16 b)
{
	return cmis_f16_compare_scaled(a, b, 1, 1);
}

/* Another digit of a quotient; ten times the rest may not fit. */
static unsigned int cmis_next_digit(u64 *rest, u64 whole)
{
	unsigned int i, digit = 0;
	u64 sum = 0;

	for (i = 0; i < 10; i++) {
		if (sum >= whole - *rest) {
			sum -= whole - *rest;
			digit++;
		} else {
			sum += *rest;
		}
	}
	*rest = sum;
	return digit;
}

/**
 * cmis_f16_ratio() - divide two counts
 * @part: a count
 * @whole: the count that it is a part of
 * @raw: gets the ratio, rounded to the nearest number of three digits or more
 *
 * Return: 0; -ENODATA if @whole is 0; -EBADMSG if @part is greater than @whole.
 */
int cmis_f16_ratio(u64 part, u64 whole, u16 *raw)
{
	unsigned int exponent = CMIS_F16_BIAS, mantissa = 0;

	if (!whole)
		return -ENODATA;
	if (part > whole)
		return -EBADMSG;
	if (part == whole) {
		mantissa = 1;
		part = 0;
	}
	while (part && mantissa <= CMIS_F16_SHORT && exponent) {
		mantissa = 10 * mantissa + cmis_next_digit(&part, whole);
		exponent--;
	}
	if (part >= whole - part)
		mantissa++;
	*raw = FIELD_PREP(CMIS_F16_EXPONENT, exponent) |
	       FIELD_PREP(CMIS_F16_MANTISSA, mantissa);
	return 0;
}

/**
 * cmis_f16_format() - write a number as text
 * @raw: the number
 * @buf: where the text goes: "2.400e-06", always of the same length
 * @size: size of @buf, at least %CMIS_F16_TEXT
 *
 * The text is exact: no number has more than four digits that count.
 *
 * Return: length of the text, or -EMSGSIZE if @buf is too small.
 */
int cmis_f16_format(u16 raw, char *buf, size_t size)
{
	struct cmis_f16 number = cmis_f16_decode(raw);
	unsigned int mantissa = number.mantissa;
	int exponent = mantissa ? number.exponent + CMIS_F16_DIGITS - 1 : 0;
	unsigned int magnitude;

	if (size < CMIS_F16_TEXT)
		return -EMSGSIZE;
	for (; mantissa && mantissa < 1000; mantissa *= 10)
		exponent--;
	magnitude = exponent < 0 ? -exponent : exponent;
	buf[0] = '0' + mantissa / 1000;
	buf[1] = '.';
	buf[2] = '0' + mantissa / 100 % 10;
	buf[3] = '0' + mantissa / 10 % 10;
	buf[4] = '0' + mantissa % 10;
	buf[5] = 'e';
	buf[6] = exponent < 0 ? '-' : '+';
	buf[7] = '0' + magnitude / 10;
	buf[8] = '0' + magnitude % 10;
	buf[9] = '\0';
	return CMIS_F16_TEXT - 1;
}
