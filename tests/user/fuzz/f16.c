// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: decimal floating point numbers. Pairs of them, and a factor;
 * all is computed once more with integers of 128 bits.
 */

#include "spec/f16.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static u16 word_take(struct fuzz_input *input)
{
	u16 high = fuzz_take_byte(input);

	return high << 8 | fuzz_take_byte(input);
}

/* A mantissa and its factor, with an exponent from 0 on. */
static unsigned __int128 product(u16 raw, u16 factor, unsigned int exponent)
{
	unsigned __int128 value = (raw & 0x7ff) * (u32)factor;

	while (exponent--)
		value *= 10;
	return value;
}

/* In units of 10^-24, which is the smallest exponent. */
static unsigned __int128 number(u16 raw)
{
	return product(raw, 1, raw >> 11);
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

/* A difference of 20 digits decides; below that, all fits into 128 bits. */
static int compare(u16 a, u16 b, u16 num, u16 den)
{
	unsigned int left_exponent = a >> 11, right_exponent = b >> 11;
	unsigned __int128 left, right;
	unsigned int least;

	least = left_exponent < right_exponent ? left_exponent :
						 right_exponent;
	left_exponent -= least;
	right_exponent -= least;
	left = product(a, den, left_exponent < 20 ? left_exponent : 20);
	right = product(b, num, right_exponent < 20 ? right_exponent : 20);
	return (left > right) - (left < right);
}

static void compare_check(u16 a, u16 b, u16 num, u16 den)
{
	fuzz_require(sign(cmis_f16_compare(a, b)) == compare(a, b, 1, 1));
	fuzz_require(sign(cmis_f16_compare_scaled(a, b, num, den)) ==
		     compare(a, b, num, den));
}

/* The same exponents with extreme mantissas. */
static void edges_check(u16 a, u16 b, u16 num, u16 den)
{
	const u16 left[] = { a, (a & ~0x7ff) | 1, a | 0x7ff };
	const u16 right[] = { b, (b & ~0x7ff) | 1, b | 0x7ff };
	unsigned int i, j;

	for (i = 0; i < 3; i++) {
		for (j = 0; j < 3; j++) {
			compare_check(left[i], right[j], num, den);
			compare_check(left[i], right[j], 0xffff, 1);
			compare_check(left[i], right[j], 1, 0xffff);
		}
	}
}

/* "d.ddde-dd" in units of 10^-24, except for fractions of that. */
static unsigned __int128 text_read(const char *text)
{
	int exponent = atoi(text + 6) + 24 - 3;
	unsigned __int128 value = (text[0] - '0') * 1000 + atoi(text + 2);

	for (; exponent < 0; exponent++) {
		fuzz_require(value % 10 == 0);
		value /= 10;
	}
	for (; exponent > 0; exponent--)
		value *= 10;
	return value;
}

static void text_check(u16 raw, u8 size)
{
	char *text = malloc(size);
	int ret;

	if (!text)
		abort();
	ret = cmis_f16_format(raw, text, size);
	if (size < CMIS_F16_TEXT) {
		fuzz_require(ret == -EMSGSIZE);
	} else {
		fuzz_require(ret == CMIS_F16_TEXT - 1);
		fuzz_require(strlen(text) == (size_t)ret);
		fuzz_require(text[1] == '.' && text[5] == 'e');
		fuzz_require(text[0] != '0' || !number(raw));
		fuzz_require(text_read(text) == number(raw));
	}
	free(text);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	u16 a, b, num, den;
	u8 size;

	while (input.len) {
		a = word_take(&input);
		b = word_take(&input);
		num = word_take(&input);
		den = word_take(&input);
		size = fuzz_take_byte(&input);
		edges_check(a, b, num, den);
		text_check(a, size % (2 * CMIS_F16_TEXT));
	}
	return 0;
}
