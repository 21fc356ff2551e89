// SPDX-License-Identifier: GPL-2.0-only
/* The text of metrics, in the formats of Prometheus and OpenMetrics. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "out.h"
#include "metrics.h"

/**
 * out_start - begin the series of a metric
 * @out: the text
 * @type: its type, of Prometheus
 * @name: without cmis_ and the suffix of the type
 * @help: a sentence about it
 *
 * OpenMetrics names a counter without _total, and an info without _info.
 */
void out_start(struct out *out, const char *type, const char *name,
	       const char *help)
{
	const char *suffix = !strcmp(type, "counter") ? "_total" :
			     !strcmp(type, "info") ? "_info" : "";
	const char *shown = out->open ? "" : suffix;

	if (!out->open && !strcmp(type, "info"))
		type = "gauge";
	fprintf(out->file, "# HELP cmis_%s%s %s\n# TYPE cmis_%s%s %s\n", name,
		shown, help, name, shown, type);
	snprintf(out->name, sizeof(out->name), "cmis_%s%s", name, suffix);
}

/**
 * out_start_cage - begin a line: the series of a cage, up to its other labels
 * @out: the text
 * @cage: its place in the list
 */
void out_start_cage(const struct out *out, size_t cage)
{
	const struct ctl_cage *named = ctl_list_at(&out->metrics->cages, cage);

	fputs_unlocked(out->name, out->file);
	fputs_unlocked("{cage=\"", out->file);
	fputs_unlocked(named->name, out->file);
	putc_unlocked('"', out->file);
}

/**
 * out_put_label - put a label into a line
 * @out: the text
 * @name: its name
 * @text: its value; empty: there is no label
 */
void out_put_label(const struct out *out, const char *name, const char *text)
{
	if (!*text)
		return;
	fprintf(out->file, ",%s=\"", name);
	for (; *text; text++) {
		if (strchr("\\\"\n", *text))
			putc('\\', out->file);
		putc(*text == '\n' ? 'n' : *text, out->file);
	}
	putc('"', out->file);
}

/* The digits of a number: printf() needs ten times as long. */
static int digits_get(uint32_t number, char digits[10])
{
	char reversed[10];
	int count = 0, i;

	do
		reversed[count++] = '0' + number % 10;
	while (number /= 10);
	for (i = 0; i < count; i++)
		digits[i] = reversed[count - 1 - i];
	return count;
}

/**
 * out_put_lane - put the label of a lane into a line
 * @out: the text
 * @lane: from 1; 0: there is no label
 *
 * One write: stdio needs a hundred instructions for each.
 */
void out_put_lane(const struct out *out, uint32_t lane)
{
	char text[sizeof(",lane=\"4294967295\"")] = ",lane=\"";
	size_t len = strlen(text);

	if (!lane)
		return;
	len += digits_get(lane, text + len);
	text[len++] = '"';
	fwrite_unlocked(text, 1, len, out->file);
}

static char *add_text(char *end, const char *text, int len)
{
	if (len <= 0)
		return end;
	memcpy(end, text, len);
	return end + len;
}

static char *add_zeros(char *end, int count)
{
	while (count-- > 0)
		*end++ = '0';
	return end;
}

/* With two digits at least. */
static char *add_exponent(char *end, int64_t exponent)
{
	char digits[10];
	int count = digits_get(llabs((long long)exponent), digits);

	end = add_text(end, exponent < 0 ? "e-" : "e+", 2);
	end = add_zeros(end, 2 - count);
	return add_text(end, digits, count);
}

/**
 * out_put_decimal - end a line with a number
 * @out: the text
 * @value: the number
 *
 * As printf("%.10g") does it, but whole numbers have all of their digits.
 */
void out_put_decimal(const struct out *out, const struct decimal *value)
{
	int64_t whole, exponent = value->exponent;
	char text[48], *end = text, digits[10];
	int count;

	count = digits_get(llabs((long long)value->mantissa), digits);
	for (; count > 1 && digits[count - 1] == '0'; count--)
		exponent++;
	if (!value->mantissa)
		exponent = 0;
	whole = count + exponent;
	end = add_text(end, "} -", value->mantissa < 0 ? 3 : 2);
	if (whole < -3 || whole > 15) {
		*end++ = digits[0];
		end = add_text(end, ".", count > 1);
		end = add_text(end, digits + 1, count - 1);
		end = add_exponent(end, whole - 1);
	} else if (whole <= 0) {
		end = add_text(end, "0.", 2);
		end = add_zeros(end, -whole);
		end = add_text(end, digits, count);
	} else {
		end = add_text(end, digits, whole < count ? whole : count);
		end = add_zeros(end, whole - count);
		end = add_text(end, ".", whole < count);
		end = add_text(end, digits + whole, count - whole);
	}
	*end++ = '\n';
	fwrite_unlocked(text, 1, end - text, out->file);
}

/**
 * out_put_value - end a line with a number
 * @out: the text
 * @value: the number
 */
void out_put_value(const struct out *out, double value)
{
	/* Most numbers are whole; printing others takes ten times as long. */
	if (fabs(value) < 1e15 && value == (long long)value)
		fprintf(out->file, "} %lld\n", (long long)value);
	else
		fprintf(out->file, "} %.10g\n", value);
}
