// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: decimal floating point numbers. Pairs of them, and a factor;
 * all is computed once more with integers of 128 bits.
 */

#include <linux/cmis_vdm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static u16 word_take(struct fuzz_input *input)
{
	u16 high = fuzz_take_byte(input);

	return high << 8 | fuzz_take_byte(input);
}

/* In units of 10^-24, which is the smallest exponent. */
static unsigned __int128 number(u16 raw)
{
	unsigned __int128 value = raw & 0x7ff;
	unsigned int i;

	for (i = 0; i < raw >> 11; i++)
		value *= 10;
	return value;
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void compare_check(u16 a, u16 b, u16 num, u16 den)
{
	unsigned __int128 left = number(a), right = number(b);

	fuzz_require(sign(cmis_f16_compare(a, b)) ==
		     (left > right) - (left < right));
	left *= den;
	right *= num;
	fuzz_require(sign(cmis_f16_compare_scaled(a, b, num, den)) ==
		     (left > right) - (left < right));
}

/* "d.ddde-dd" in units of 10^-24, but for those that are no integer then. */
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
		/* So that nothing overflows here. */
		num = word_take(&input) % 1000;
		den = word_take(&input) % 1000;
		size = fuzz_take_byte(&input);
		compare_check(a, b, num, den);
		text_check(a, size % (2 * CMIS_F16_TEXT));
	}
	return 0;
}
