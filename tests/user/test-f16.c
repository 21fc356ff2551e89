// SPDX-License-Identifier: GPL-2.0-only
/*
 * Floating point numbers with a decimal exponent: every code against integers
 * of 128 bits and more, as text and in comparisons.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include "spec/f16.h"

#include "tap.h"

/* A processor of 32 bits has none; test_vdm.py has each code as text there. */
#ifndef __SIZEOF_INT128__
int main(void)
{
	return tap_done();
}
#else

#define CODES	0x10000

#define u128	unsigned __int128

/*
 * The number times 10^24: an integer of at most 115 bits.
 */
static u128 big_get(u16 raw)
{
	u128 value = raw & 0x7ff;
	unsigned int i;

	for (i = 0; i < raw >> 11; i++)
		value *= 10;
	return value;
}

/* More than 128 bits: high * 2^64 + low. */
struct big {
	u128 high;
	u64 low;
};

static struct big big_scale(u128 value, u16 factor)
{
	u128 low = (u128)(u64)value * factor;

	return (struct big){ (value >> 64) * factor + (low >> 64), (u64)low };
}

static int big_compare(u16 a, u16 b, u16 num, u16 den)
{
	struct big left = big_scale(big_get(a), den);
	struct big right = big_scale(big_get(b), num);

	if (left.high != right.high)
		return left.high > right.high ? 1 : -1;
	return (left.low > right.low) - (left.low < right.low);
}

static int sign_get(int value)
{
	return (value > 0) - (value < 0);
}

static const struct {
	u16 raw;
	const char *text;
	u16 mantissa;
	s8 exponent;
} f16_cases[] = {
	{ 0x0000, "0.000e+00", 0, -24 },
	{ 0x0001, "1.000e-24", 1, -24 },
	{ 0x000a, "1.000e-23", 10, -24 },
	{ 0x07ff, "2.047e-21", 2047, -24 },
	{ 0x0801, "1.000e-23", 1, -23 },
	{ 0x80f0, "2.400e-06", 240, -8 },
	{ 0x8018, "2.400e-07", 24, -8 },
	{ 0x7fff, "2.047e-06", 2047, -9 },
	{ 0xbbe7, "9.990e+01", 999, -1 },
	{ 0xc001, "1.000e+00", 1, 0 },
	{ 0xc3e8, "1.000e+03", 1000, 0 },
	{ 0xf800, "0.000e+00", 0, 7 },
	{ 0xf801, "1.000e+07", 1, 7 },
	{ 0xffff, "2.047e+10", 2047, 7 },
};

static void literals_test(void)
{
	char text[CMIS_F16_TEXT + 1];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(f16_cases); i++) {
		u16 raw = f16_cases[i].raw;
		struct cmis_f16 number = cmis_f16_decode(raw);

		memset(text, 'x', sizeof(text));
		tap_is(cmis_f16_format(raw, text, CMIS_F16_TEXT), 9,
		       "%04xh: length of the text", raw);
		tap_ok(!strcmp(text, f16_cases[i].text), "%04xh: %s is %s",
		       raw, text, f16_cases[i].text);
		tap_is(text[CMIS_F16_TEXT], 'x', "%04xh: no byte more", raw);
		tap_is(number.mantissa, f16_cases[i].mantissa,
		       "%04xh: mantissa", raw);
		tap_is(number.exponent, f16_cases[i].exponent,
		       "%04xh: exponent", raw);
	}
}

static void size_test(void)
{
	unsigned int size;

	for (size = 0; size <= CMIS_F16_TEXT; size++) {
		char *text = malloc(size);
		int want = size < 10 ? -EMSGSIZE : 9;

		tap_is(cmis_f16_format(0xffff, text, size), want,
		       "text of ffffh in %u bytes", size);
		free(text);
	}
}

/* A text read back, times 10^27; 0 if it is malformed. */
static bool text_parse(const char *text, u128 *value)
{
	unsigned int digits, i, magnitude, exponent;

	if (strlen(text) != 9 || text[1] != '.' || text[5] != 'e' ||
	    (text[6] != '-' && text[6] != '+') ||
	    strspn(text + 2, "0123456789") != 3 ||
	    strspn(text + 7, "0123456789") != 2)
		return false;
	digits = (text[0] - '0') * 1000 + atoi(text + 2);
	magnitude = atoi(text + 7);
	exponent = 27 - 3 + (text[6] == '-' ? -magnitude : magnitude);
	if (text[0] == '0' && strcmp(text, "0.000e+00"))
		return false;
	*value = digits;
	for (i = 0; i < exponent; i++)
		*value *= 10;
	return true;
}

static void texts_test(void)
{
	unsigned int raw, wrong = 0;
	char text[CMIS_F16_TEXT];
	u128 value;

	for (raw = 0; raw < CODES; raw++) {
		struct cmis_f16 number = cmis_f16_decode(raw);

		cmis_f16_format(raw, text, sizeof(text));
		wrong += !text_parse(text, &value) ||
			 value != big_get(raw) * 1000 ||
			 number.mantissa != (raw & 0x7ff) ||
			 number.exponent != (int)(raw >> 11) - 24;
	}
	tap_is(wrong, 0, "texts, mantissas and exponents of all codes");
}

/* Mantissas around a change of the number of digits, with each exponent. */
static unsigned int boundaries_get(u16 *codes)
{
	static const u16 mantissas[] = {
		0, 1, 2, 9, 10, 11, 99, 100, 101, 204, 205, 240, 999, 1000,
		1001, 2046, 2047,
	};
	unsigned int exponent, i, count = 0;

	for (exponent = 0; exponent < 32; exponent++)
		for (i = 0; i < ARRAY_SIZE(mantissas); i++)
			codes[count++] = exponent << 11 | mantissas[i];
	return count;
}

static u128 big[CODES];

static int order_get(u16 a, u16 b)
{
	return (big[a] > big[b]) - (big[a] < big[b]);
}

static void compare_test(void)
{
	static u16 codes[32 * 32];
	unsigned int raw, i, count = boundaries_get(codes), wrong = 0;

	for (raw = 0; raw < CODES; raw++)
		big[raw] = big_get(raw);
	for (raw = 0; raw < CODES; raw++)
		for (i = 0; i < count; i++) {
			int want = order_get(raw, codes[i]);

			wrong += sign_get(cmis_f16_compare(raw, codes[i])) !=
				 want;
			wrong += sign_get(cmis_f16_compare(codes[i], raw)) !=
				 -want;
		}
	tap_is(wrong, 0, "all codes against %u boundaries", count);
	for (i = 0, wrong = 0; i < 5000000; i++) {
		u16 a = rand() >> 8, b = rand() >> 8;

		wrong += sign_get(cmis_f16_compare(a, b)) != order_get(a, b);
	}
	tap_is(wrong, 0, "random pairs");
}

static int codes_sort(const void *a, const void *b)
{
	return cmis_f16_compare(*(const u16 *)a, *(const u16 *)b);
}

static void sort_test(void)
{
	static u16 codes[CODES];
	unsigned int i, wrong = 0;

	for (i = 0; i < CODES; i++)
		codes[i] = i;
	qsort(codes, CODES, sizeof(codes[0]), codes_sort);
	for (i = 1; i < CODES; i++)
		wrong += big[codes[i - 1]] > big[codes[i]] ||
			 sign_get(cmis_f16_compare(codes[i - 1], codes[i])) !=
			 order_get(codes[i - 1], codes[i]);
	tap_is(wrong, 0, "all codes in order");
}

static void scaled_test(void)
{
	static const u16 factors[] = {
		0, 1, 2, 9, 10, 11, 100, 1000, 9999, 10000, 32767, 65534,
		65535,
	};
	static u16 codes[32 * 32];
	unsigned int i, j, k, count = boundaries_get(codes), wrong = 0;

	for (i = 0; i < count; i++)
		for (j = 0; j < count; j += 1 + rand() % 7)
			for (k = 0; k < ARRAY_SIZE(factors) *
				    ARRAY_SIZE(factors); k++) {
				u16 num = factors[k / ARRAY_SIZE(factors)];
				u16 den = factors[k % ARRAY_SIZE(factors)];
				int got = cmis_f16_compare_scaled(codes[i],
								  codes[j],
								  num, den);

				wrong += sign_get(got) !=
					 big_compare(codes[i], codes[j], num,
						     den);
			}
	tap_is(wrong, 0, "boundaries times fractions");
	for (i = 0, wrong = 0; i < 5000000; i++) {
		u16 a = rand() >> 8, b = rand() >> 8;
		u16 num = rand() >> 8, den = rand() >> 8;

		/* Mostly near each other; else the exponents alone decide. */
		if (i & 1)
			b = (a & 0xf800) + (b & 0x17ff);
		wrong += sign_get(cmis_f16_compare_scaled(a, b, num, den)) !=
			 big_compare(a, b, num, den);
	}
	tap_is(wrong, 0, "random pairs times random fractions");
}

static const struct {
	u16 a;
	u16 b;
	u16 num;
	u16 den;
	int want;
	const char *what;
} scaled_cases[] = {
	{ 0x80f0, 0x80f0, 1, 1, 0, "2.4e-6 and itself" },
	{ 0x8018, 0x70f0, 1, 1, 1, "2.4e-7 and 2.4e-8" },
	{ 0x8018, 0x78f0, 1, 1, 0, "2.4e-7 written in two ways" },
	{ 0x80f0, 0x8064, 24, 10, 0, "2.4e-6 and 2.4 times 1e-6" },
	{ 0x80f0, 0x8064, 25, 10, -1, "2.4e-6 and 2.5 times 1e-6" },
	{ 0x80f0, 0x8064, 23, 10, 1, "2.4e-6 and 2.3 times 1e-6" },
	{ 0x0001, 0xffff, 0, 1, 1, "1e-24 and nothing" },
	{ 0x0001, 0xf801, 1, 65535, -1, "65535e-24 and 1e7" },
	{ 0xffff, 0x0001, 65535, 0, -1, "nothing and 65535e-24" },
	{ 0xf800, 0x0000, 65535, 1, 0, "zero and zero" },
};

static void fractions_test(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(scaled_cases); i++)
		tap_is(sign_get(cmis_f16_compare_scaled(scaled_cases[i].a,
							scaled_cases[i].b,
							scaled_cases[i].num,
							scaled_cases[i].den)),
		       scaled_cases[i].want, "%s", scaled_cases[i].what);
}

int main(void)
{
	srand(1);
	literals_test();
	size_test();
	texts_test();
	compare_test();
	sort_test();
	scaled_test();
	fractions_test();
	return tap_done();
}

#endif /* __SIZEOF_INT128__ */
