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
#define LANES_MAX 64

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
 * ctl_unit_symbol - the symbol of a unit
 * @unit: CMIS_UNIT_*
 *
 * Return: the symbol; "" if there is none.
 */
const char *ctl_unit_symbol(uint32_t unit)
{
	return unit_get(unit)->symbol;
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

/* Words for the monitors that people look at first, and of those of lanes */
static const struct {
	const char *name;
	const char *word;
	bool lane;
} short_names[] = {
	{ "temperature", "temp" },
	{ "tx_power", "tx", true },
	{ "rx_power", "rx", true },
	{ "tx_bias", "bias", true },
	{ "media_pre_fec_ber", "ber", true },
	{ "host_pre_fec_ber", "host-ber", true },
	{ "media_snr", "snr", true },
	{ "host_snr", "host-snr", true },
};

/**
 * ctl_short_name - a word for a monitor in narrow columns
 * @monitor: the monitor
 *
 * Return: the word.
 */
const char *ctl_short_name(const struct ctl_monitor *monitor)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(short_names); i++)
		if (!strcmp(short_names[i].name, monitor->name))
			return short_names[i].word;
	return *monitor->name ? monitor->name : "other";
}

/**
 * ctl_tells_lane - whether a monitor tells how well a lane works
 * @monitor: the monitor
 *
 * Return: true for powers, bias, error ratios and SNR.
 */
bool ctl_tells_lane(const struct ctl_monitor *monitor)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(short_names); i++)
		if (short_names[i].lane &&
		    !strcmp(short_names[i].name, monitor->name))
			return true;
	return false;
}

/**
 * ctl_state_word - the state of a cage, in the word of its file in sysfs
 * @status: CMIS_CAGE_*; JSON has the names of the specification
 *
 * Return: the word; "?" if there is none.
 */
const char *ctl_state_word(uint32_t status)
{
	return status == CMIS_CAGE_MODULE_FAULT ? "module_fault" :
	       ctl_name_or(&ctl_cage_state_names, status, "?");
}

/**
 * ctl_format_subject_short - the subject of an alert, for a narrow column
 * @text: result; CTL_LINE_SIZE
 * @alert: the alert
 */
void ctl_format_subject_short(char *text, const struct ctl_alert *alert)
{
	static const char *const levels[] = { "HA", "LA", "HW", "LW" };
	unsigned int bit = 0;
	char lane[16] = "";

	if (CTL_HAS(alert, CMIS_A_ALERT_LANE))
		snprintf(lane, sizeof(lane), " %u", alert->lane);
	if (!CTL_HAS(alert, CMIS_A_ALERT_MONITOR)) {
		snprintf(text, CTL_LINE_SIZE, "%s%s",
			 ctl_name_or(&ctl_alert_kind_names, alert->kind, "?"),
			 lane);
		return;
	}
	while (bit < 3 && !(alert->level >> bit & 1))
		bit++;
	snprintf(text, CTL_LINE_SIZE, "%s%s %s",
		 ctl_short_name(&alert->monitor), lane, levels[bit]);
}

/* The time of day of a boot time; milliseconds in @milliseconds */
static bool wall_clock(uint64_t boot_ns, struct tm *local, int *milliseconds)
{
	struct timespec boot = {}, real = {};
	time_t seconds;
	int64_t ns;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &real);
	ns = (int64_t)(real.tv_sec - boot.tv_sec) * NS_PER_S +
	     (real.tv_nsec - boot.tv_nsec);
	ns = (int64_t)((uint64_t)ns + boot_ns);
	seconds = ns / NS_PER_S;
	*milliseconds = llabs(ns % NS_PER_S) / 1000000;
	return localtime_r(&seconds, local);
}

/**
 * ctl_format_time - a boot time as the time of day, as RFC 3339 has it
 * @text: result; CTL_VALUE_SIZE
 * @boot_ns: nanoseconds since boot
 */
void ctl_format_time(char *text, uint64_t boot_ns)
{
	char date[CTL_VALUE_SIZE], zone[8];
	struct tm local = {};
	int milliseconds;

	if (!wall_clock(boot_ns, &local, &milliseconds) ||
	    !strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &local) ||
	    strftime(zone, sizeof(zone), "%z", &local) != 5) {
		snprintf(text, CTL_VALUE_SIZE, "?");
		return;
	}
	snprintf(text, CTL_VALUE_SIZE, "%.19s.%03d%.3s:%.2s", date,
		 milliseconds, zone, zone + 3);
}

/**
 * ctl_format_clock - a boot time as the time of day, local and short
 * @text: result; CTL_VALUE_SIZE; CTL_CLOCK_WIDTH characters
 * @boot_ns: nanoseconds since boot
 */
void ctl_format_clock(char *text, uint64_t boot_ns)
{
	struct tm local = {};
	int milliseconds;

	if (!wall_clock(boot_ns, &local, &milliseconds) ||
	    !strftime(text, CTL_VALUE_SIZE, "%m-%d %H:%M:%S", &local))
		snprintf(text, CTL_VALUE_SIZE, "?");
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

/*
 * A flag may raise an alert without a value, or without a threshold, or with a
 * value that is not beyond the threshold.
 */
static void format_raise(char *text, const struct ctl_alert *alert)
{
	bool high = alert->level & (1 << CMIS_LEVEL_HIGH_ALARM |
				    1 << CMIS_LEVEL_HIGH_WARNING);
	char value[CTL_VALUE_SIZE] = "", threshold[CTL_VALUE_SIZE];
	uint32_t unit = alert->monitor.unit;

	if (CTL_HAS(alert, CMIS_A_ALERT_VALUE))
		ctl_format_value(value, unit, &alert->value);
	/* An older driver names no cause. */
	if ((CTL_HAS(alert, CMIS_A_ALERT_RAISED_BY) &&
	     alert->raised_by == CMIS_RAISED_BY_FLAG) ||
	    !*value || !CTL_HAS(alert, CMIS_A_ALERT_THRESHOLD)) {
		snprintf(text, CTL_LINE_SIZE, "%s%sby flag", value,
			 *value ? ", " : "");
		return;
	}
	ctl_format_number(threshold, unit, &alert->threshold);
	snprintf(text, CTL_LINE_SIZE, "%s %c %s", value, high ? '>' : '<',
		 threshold);
}

/* The value that cleared it, and the worst one */
static void format_clear(char *text, const struct ctl_alert *alert)
{
	char value[CTL_VALUE_SIZE] = "", worst[CTL_VALUE_SIZE];
	uint32_t unit = alert->monitor.unit;

	if (!CTL_HAS(alert, CMIS_A_ALERT_WORST))
		return;
	if (CTL_HAS(alert, CMIS_A_ALERT_LAST))
		ctl_format_value(value, unit, &alert->last);
	ctl_format_number(worst, unit, &alert->worst);
	snprintf(text, CTL_LINE_SIZE, "%s%sworst %s", value,
		 *value ? ", " : "", worst);
}

static void format_ratios(char *text, const struct ctl_alert *alert)
{
	char before[CTL_VALUE_SIZE], after[CTL_VALUE_SIZE];

	ctl_format_float(before, &alert->before);
	ctl_format_float(after, &alert->after);
	snprintf(text, CTL_LINE_SIZE, "%s, %s before, %s after", alert->name,
		 before, after);
}

/* The hours were left when the alert was raised. */
static void format_forecast(char *text, const struct ctl_alert *alert)
{
	snprintf(text, CTL_LINE_SIZE, "%s, in %u h by %s, %u %%", alert->name,
		 alert->hours_left,
		 ctl_name_or(&ctl_trend_window_names, alert->window, "?"),
		 alert->confidence);
}

/* By bit of the value, as the specification of the family has them */
static const char * const diagnostic_names[] = {
	"host-test", "media-test", "media-output", "media-input",
	"host-output", "host-input",
};

static const char * const revert_names[] = {
	"loopback", "test", "control",
};

/* The bits of the value in words. Returns false if the value has no bits. */
static bool format_bits(char *text, const struct ctl_alert *alert)
{
	bool diagnostic = alert->kind == CMIS_ALERT_DIAGNOSTIC_ACTIVE;
	const char * const *names = diagnostic ? diagnostic_names :
						 revert_names;
	unsigned int count = diagnostic ? ARRAY_SIZE(diagnostic_names) :
					  ARRAY_SIZE(revert_names);
	int len = 0;

	if (!diagnostic && alert->kind != CMIS_ALERT_REVERT_FAILED)
		return false;
	for (unsigned int i = 0; i < count; i++)
		if (alert->value.mantissa >> i & 1)
			len += snprintf(text + len, CTL_LINE_SIZE - len,
					"%s%s", len ? ", " : "", names[i]);
	return true;
}

/**
 * ctl_format_evidence - the value, page or error that raised or cleared it
 * @text: result; CTL_LINE_SIZE; empty if there is none
 * @alert: the alert
 */
void ctl_format_evidence(char *text, const struct ctl_alert *alert)
{
	int len = 0;

	text[0] = '\0';
	if (CTL_HAS(alert, CMIS_A_ALERT_MONITOR)) {
		if (!CTL_HAS(&alert->monitor, CMIS_A_MONITOR_UNIT))
			return;
		if (alert->active)
			format_raise(text, alert);
		else
			format_clear(text, alert);
	} else if (CTL_HAS(alert, CMIS_A_ALERT_BEFORE)) {
		format_ratios(text, alert);
	} else if (CTL_HAS(alert, CMIS_A_ALERT_HOURS_LEFT)) {
		format_forecast(text, alert);
	} else if (CTL_HAS(alert, CMIS_A_ALERT_VALUE) &&
		   !format_bits(text, alert)) {
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

/**
 * ctl_lanes_read - read a list of lanes
 * @text: a list as 1-4,9
 * @lanes: gets the lanes; bit 0 is lane 1
 *
 * Return: false if it is no list.
 */
bool ctl_lanes_read(const char *text, uint64_t *lanes)
{
	unsigned long first, last;
	char *rest;

	*lanes = 0;
	for (;;) {
		first = strtoul(text, &rest, 10);
		last = first;
		if (rest == text || *text < '0' || *text > '9')
			return false;
		if (*rest == '-') {
			text = rest + 1;
			last = strtoul(text, &rest, 10);
			if (rest == text || *text < '0' || *text > '9')
				return false;
		}
		if (!first || first > last || last > LANES_MAX)
			return false;
		for (; first <= last; first++)
			*lanes |= 1ull << (first - 1);
		if (!*rest)
			return true;
		if (*rest != ',')
			return false;
		text = rest + 1;
	}
}

/**
 * ctl_format_lanes - a list like 1-4,9
 * @text: CTL_LANES_SIZE bytes
 * @lanes: bit 0 is lane 1
 */
void ctl_format_lanes(char *text, uint64_t lanes)
{
	unsigned int lane, last;
	char *at = text;

	*text = '\0';
	for (lane = 0; lane < 64; lane = last + 1) {
		last = lane;
		if (!(lanes >> lane & 1))
			continue;
		while (last < 63 && lanes >> (last + 1) & 1)
			last++;
		at += sprintf(at, "%s%u", at == text ? "" : ",", lane + 1);
		if (last != lane)
			at += sprintf(at, "-%u", last + 1);
	}
}
