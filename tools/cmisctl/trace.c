// SPDX-License-Identifier: GPL-2.0-only
/* Rows of a trace: six columns between commas, without quotes. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "trace.h"

#define COLUMNS		6
#define LANES_MAX	64
#define NS_PER_S	1000000000ULL
/* 100 years: no sum of times can overflow. */
#define SECONDS_MAX	3155760000ULL
#define F16_BIAS	24
#define F16_MOST	2047

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Seconds, with up to nine digits behind the point. */
static bool time_read(const char *text, uint64_t *time_ns)
{
	uint64_t seconds = 0, rest = 0, weight = NS_PER_S;

	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++) {
		seconds = 10 * seconds + (*text - '0');
		if (seconds > SECONDS_MAX)
			return false;
	}
	if (*text == '.')
		for (text++; is_digit(*text); text++) {
			weight /= 10;
			rest += weight * (*text - '0');
		}
	*time_ns = seconds * NS_PER_S + rest;
	return !*text;
}

static bool lane_read(const char *text, unsigned int *lane)
{
	*lane = 0;
	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++) {
		*lane = 10 * *lane + (*text - '0');
		if (*lane > LANES_MAX)
			return false;
	}
	return !*text;
}

static bool side_is(const char *text)
{
	return !strcmp(text, "module") || !strcmp(text, "host") ||
	       !strcmp(text, "media");
}

/**
 * ctl_trace_split - take a line apart
 * @line: the line; its commas become ends of texts
 * @row: where the parts go
 *
 * Return: NULL, or the reason why the line is no row.
 */
const char *ctl_trace_split(char *line, struct ctl_trace_row *row)
{
	char *column[COLUMNS];
	unsigned int count = 0;
	size_t length = strlen(line);

	if (length && line[length - 1] == '\r')
		line[length - 1] = '\0';
	for (char *next = line; next; count++) {
		if (count == COLUMNS)
			return "more than six columns";
		column[count] = next;
		next = strchr(next, ',');
		if (next)
			*next++ = '\0';
	}
	if (count < COLUMNS)
		return "less than six columns";
	if (!time_read(column[0], &row->time_ns))
		return "the time is no number of seconds";
	if (!*column[1])
		return "the cage has no name";
	if (!lane_read(column[2], &row->lane))
		return "the lane is no number from 0 to 64";
	if (!side_is(column[3]))
		return "the side is not module, host or media";
	if (!*column[4])
		return "the value has no name";
	row->cage = column[1];
	row->side = column[3];
	row->name = column[4];
	row->value = column[5];
	return NULL;
}

/* "e-06" and the like. */
static bool exponent_read(const char *text, int *exponent)
{
	bool negative = *text == '-';
	int value = 0;

	if (*text == '-' || *text == '+')
		text++;
	if (!is_digit(*text))
		return false;
	for (; is_digit(*text) && value < 1000; text++)
		value = 10 * value + (*text - '0');
	*exponent += negative ? -value : value;
	return !*text;
}

/**
 * ctl_decimal_read - read a decimal number
 * @text: digits, maybe with a sign, a point and an exponent
 * @number: where the number goes
 *
 * Return: 0, or -EINVAL.
 */
int ctl_decimal_read(const char *text, struct ctl_decimal *number)
{
	bool digits = false, point = false;

	*number = (struct ctl_decimal) { .negative = *text == '-' };
	if (*text == '-' || *text == '+')
		text++;
	for (; is_digit(*text) || (*text == '.' && !point); text++) {
		if (*text == '.') {
			point = true;
			continue;
		}
		digits = true;
		if (number->mantissa > UINT64_MAX / 10 - 1) {
			number->exponent += !point;
			continue;
		}
		number->mantissa = 10 * number->mantissa + (*text - '0');
		number->exponent -= point;
	}
	if (!digits)
		return -EINVAL;
	if (*text == 'e' || *text == 'E')
		return exponent_read(text + 1, &number->exponent) ? 0 : -EINVAL;
	return *text ? -EINVAL : 0;
}

/**
 * ctl_decimal_integer - a number without its fraction
 * @number: the number
 *
 * Return: the integer, within +-10^15.
 */
int64_t ctl_decimal_integer(const struct ctl_decimal *number)
{
	const uint64_t most = 1000000000000000ULL;
	uint64_t value = number->mantissa;
	int exponent = number->exponent;

	for (; exponent < 0 && value; exponent++)
		value /= 10;
	for (; exponent > 0 && value && value < most; exponent--)
		value *= 10;
	if (value > most)
		value = most;
	return number->negative ? -(int64_t)value : (int64_t)value;
}

/**
 * ctl_decimal_f16 - a number as modules give error ratios
 * @number: the number
 *
 * Return: the nearest F16; exact if the number came from one.
 */
uint16_t ctl_decimal_f16(const struct ctl_decimal *number)
{
	uint64_t value = number->mantissa;
	int exponent = number->exponent;
	unsigned int digit = 0;

	if (number->negative)
		return 0;
	while (value > F16_MOST || (value && exponent < -F16_BIAS) ||
	       (value && value % 10 == 0 && exponent < 0)) {
		digit = value % 10;
		value /= 10;
		exponent++;
	}
	value += digit >= 5 && value < F16_MOST;
	while (value && exponent > 31 - F16_BIAS && value <= F16_MOST / 10) {
		value *= 10;
		exponent--;
	}
	if (!value)
		return 0;
	if (exponent > 31 - F16_BIAS)
		return 31 << 11 | F16_MOST;
	return (exponent + F16_BIAS) << 11 | value;
}
