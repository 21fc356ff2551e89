// SPDX-License-Identifier: GPL-2.0-only
/* Values, times and alerts as text for people. */

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "format.h"

#define NS_PER_S 1000000000
#define NW_PER_MW 1000000.0
/* Digits of a number that fit 32 bits */
#define CTL_DIGITS_MAX 9

/**
 * struct unit - how to print values of a unit
 * @symbol: text after the value
 * @divisor: number by which to divide the value
 * @digits: number of digits after the decimal point
 * @scientific: print mantissa and exponent instead
 */
struct unit {
	const char *symbol;
	double divisor;
	int digits;
	bool scientific;
};

static const struct unit units[] = {
	[CMIS_UNIT_RAW] = { "", 1, 0 },
	[CMIS_UNIT_MILLI_CELSIUS] = { "C", 1000, 2 },
	[CMIS_UNIT_MICRO_VOLT] = { "V", 1000000, 3 },
	[CMIS_UNIT_NANO_WATT] = { "dBm", 1, 2 },
	[CMIS_UNIT_MICRO_AMPERE] = { "mA", 1000, 2 },
	[CMIS_UNIT_MILLI_PERCENT] = { "%", 1000, 2 },
	[CMIS_UNIT_RATIO] = { "", 1, 0, true },
	[CMIS_UNIT_FRAMES] = { "", 1, 0, true },
	[CMIS_UNIT_SYMBOLS] = { "", 1, 0 },
	[CMIS_UNIT_MILLI_DB] = { "dB", 1000, 2 },
	[CMIS_UNIT_MILLI_DBM] = { "dBm", 1000, 2 },
	[CMIS_UNIT_MHZ] = { "MHz", 1, 0 },
	[CMIS_UNIT_PS_PER_NM] = { "ps/nm", 1, 0 },
	[CMIS_UNIT_FS] = { "ps", 1000, 2 },
	[CMIS_UNIT_CENTI_PS2] = { "ps2", 100, 2 },
	[CMIS_UNIT_KRAD_PER_S] = { "krad/s", 1, 0 },
};

static_assert(ARRAY_SIZE(units) == CMIS_UNIT_MAX + 1, "a row for each unit");

static const struct unit *unit_get(uint32_t unit)
{
	return &units[unit < ARRAY_SIZE(units) ? unit : 0];
}

/**
 * ctl_format_float - a number with its exponent, exactly
 * @text: result; CTL_VALUE_SIZE
 * @number: the number
 *
 * The format is that of sysfs: one digit before the point, at least three
 * after it.
 */
void ctl_format_float(char *text, const struct ctl_number *number)
{
	char digits[sizeof("2147483648")];
	int len = snprintf(digits, sizeof(digits), "%lld",
			   llabs((long long)number->mantissa));
	int64_t power = (int64_t)number->exponent + len - 1;

	if (!number->mantissa)
		power = 0;
	snprintf(text, CTL_VALUE_SIZE, "%s%c.%s%se%c%02lld",
		 number->mantissa < 0 ? "-" : "", digits[0], digits + 1,
		 &"000"[len > 4 ? 3 : len - 1], power < 0 ? '-' : '+',
		 llabs(power));
}

/**
 * ctl_number_read - read a decimal number exactly
 * @text: digits with an optional sign, point and power of ten: "-2.4e-4"
 * @number: gets the number
 *
 * Return: 0, or -EINVAL.
 */
int ctl_number_read(const char *text, struct ctl_number *number)
{
	bool negative = *text == '-', point = false;
	unsigned int digits = 0;
	long exponent = 0;
	char *end;

	memset(number, 0, sizeof(*number));
	for (text += negative; isdigit(*text) || (*text == '.' && !point);
	     text++) {
		if (*text == '.') {
			point = true;
			continue;
		}
		if (digits++ == CTL_DIGITS_MAX)
			return -EINVAL;
		number->mantissa = 10 * number->mantissa + *text - '0';
		number->exponent -= point;
	}
	if (!digits)
		return -EINVAL;
	if (*text == 'e' || *text == 'E') {
		errno = 0;
		exponent = strtol(text + 1, &end, 10);
		if (end == text + 1 || errno || labs(exponent) > 99)
			return -EINVAL;
		text = end;
	}
	number->exponent += exponent;
	if (negative)
		number->mantissa = -number->mantissa;
	return *text ? -EINVAL : 0;
}

/**
 * ctl_format_number - a value without its symbol
 * @text: result; CTL_VALUE_SIZE
 * @unit: CMIS_UNIT_*; power is shown in dBm
 * @number: the value
 */
void ctl_format_number(char *text, uint32_t unit,
		       const struct ctl_number *number)
{
	const struct unit *shown = unit_get(unit);
	double value;

	if (shown->scientific) {
		ctl_format_float(text, number);
		return;
	}
	value = number->mantissa * pow(10, number->exponent) / shown->divisor;
	if (unit == CMIS_UNIT_NANO_WATT)
		value = value > 0 ? 10 * log10(value / NW_PER_MW) : -INFINITY;
	snprintf(text, CTL_VALUE_SIZE, "%.*f", shown->digits, value);
}

/**
 * ctl_format_value - a value with its symbol
 * @text: result; CTL_VALUE_SIZE
 * @unit: CMIS_UNIT_*
 * @number: the value
 */
void ctl_format_value(char *text, uint32_t unit,
		      const struct ctl_number *number)
{
	const char *symbol = unit_get(unit)->symbol;
	size_t len;

	ctl_format_number(text, unit, number);
	len = strlen(text);
	if (*symbol)
		snprintf(text + len, CTL_VALUE_SIZE - len, " %s", symbol);
}

/**
 * ctl_format_monitor - name of a monitor
 * @text: result; CTL_TEXT_SIZE
 * @monitor: the monitor; its type stands for a missing name
 */
void ctl_format_monitor(char *text, const struct ctl_monitor *monitor)
{
	if (CTL_HAS(monitor, CMIS_A_MONITOR_NAME))
		snprintf(text, CTL_TEXT_SIZE, "%s", monitor->name);
	else
		snprintf(text, CTL_TEXT_SIZE, "type%u", monitor->type);
}

/**
 * ctl_format_time - a boot time as the time of day, local
 * @text: result; CTL_VALUE_SIZE
 * @boot_ns: nanoseconds since boot
 */
void ctl_format_time(char *text, uint64_t boot_ns)
{
	struct timespec boot = {}, real = {};
	int64_t ns, milliseconds;
	struct tm local = {};
	time_t seconds;
	size_t len;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &real);
	ns = (int64_t)(real.tv_sec - boot.tv_sec) * NS_PER_S +
	     (real.tv_nsec - boot.tv_nsec);
	ns = (int64_t)((uint64_t)ns + boot_ns);
	seconds = ns / NS_PER_S;
	milliseconds = llabs(ns % NS_PER_S) / 1000000;
	if (!localtime_r(&seconds, &local)) {
		snprintf(text, CTL_VALUE_SIZE, "?");
		return;
	}
	len = strftime(text, CTL_VALUE_SIZE, "%Y-%m-%dT%H:%M:%S", &local);
	if (!len) {
		snprintf(text, CTL_VALUE_SIZE, "?");
		return;
	}
	snprintf(text + len, CTL_VALUE_SIZE - len, ".%03d",
		 (int)milliseconds);
}

/**
 * ctl_format_subject - the subject of an alert
 * @text: result; CTL_LINE_SIZE
 * @alert: the alert
 */
void ctl_format_subject(char *text, const struct ctl_alert *alert)
{
	char name[CTL_TEXT_SIZE];
	unsigned int bit = 0;
	int len;

	if (CTL_HAS(alert, CMIS_A_ALERT_MONITOR)) {
		ctl_format_monitor(name, &alert->monitor);
		while (bit < 31 && !(alert->level >> bit & 1))
			bit++;
		len = snprintf(text, CTL_LINE_SIZE, "%s %s", name,
			       ctl_name_or(&ctl_level_names, bit, "level"));
	} else {
		snprintf(name, sizeof(name), "kind-%u", alert->kind);
		len = snprintf(text, CTL_LINE_SIZE, "%s",
			       ctl_name_or(&ctl_alert_kind_names, alert->kind,
					   name));
	}
	if (CTL_HAS(alert, CMIS_A_ALERT_LANE))
		snprintf(text + len, CTL_LINE_SIZE - len, " lane %u",
			 alert->lane);
}

/* A flag may raise an alert without a value, or without a threshold. */
static void ctl_format_crossing(char *text, const struct ctl_alert *alert)
{
	char value[CTL_VALUE_SIZE] = "", threshold[CTL_VALUE_SIZE];
	uint32_t unit = alert->monitor.unit;

	if (CTL_HAS(alert, CMIS_A_ALERT_VALUE))
		ctl_format_value(value, unit, &alert->value);
	if (!CTL_HAS(alert, CMIS_A_ALERT_THRESHOLD)) {
		snprintf(text, CTL_LINE_SIZE, "%s", value);
		return;
	}
	ctl_format_value(threshold, unit, &alert->threshold);
	snprintf(text, CTL_LINE_SIZE, "%s%s(threshold %s)", value,
		 value[0] ? " " : "", threshold);
}

/**
 * ctl_format_evidence - the value, page or error that raised an alert
 * @text: result; CTL_LINE_SIZE; empty if there is none
 * @alert: the alert
 */
void ctl_format_evidence(char *text, const struct ctl_alert *alert)
{
	int len = 0;

	text[0] = '\0';
	if (CTL_HAS(alert, CMIS_A_ALERT_MONITOR)) {
		if (CTL_HAS(&alert->monitor, CMIS_A_MONITOR_UNIT))
			ctl_format_crossing(text, alert);
	} else if (CTL_HAS(alert, CMIS_A_ALERT_VALUE)) {
		snprintf(text, CTL_LINE_SIZE, "cause %d",
			 alert->value.mantissa);
	}
	if (CTL_HAS(alert, CMIS_A_ALERT_PAGE))
		len = snprintf(text, CTL_LINE_SIZE, "page %02xh",
			       alert->page);
	if (CTL_HAS(alert, CMIS_A_ALERT_ERROR))
		snprintf(text + len, CTL_LINE_SIZE - len, "%s%s",
			 len ? ": " : "", strerror(alert->error % 4096));
}
