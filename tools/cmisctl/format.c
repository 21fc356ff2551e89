// SPDX-License-Identifier: GPL-2.0-only
/* Values, times and alerts as text for people. */

#include <linux/cmis.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "format.h"

#define NS_PER_S 1000000000
#define NW_PER_MW 1000000.0

/**
 * struct unit - how a unit is shown
 * @symbol: after the value
 * @divisor: of the value
 * @digits: after the point
 */
struct unit {
	const char *symbol;
	double divisor;
	int digits;
};

static const struct unit units[] = {
	[CMIS_NL_UNIT_RAW] = { "", 1, 0 },
	[CMIS_NL_UNIT_MILLI_CELSIUS] = { "C", 1000, 2 },
	[CMIS_NL_UNIT_MICRO_VOLT] = { "V", 1000000, 3 },
	[CMIS_NL_UNIT_NANO_WATT] = { "dBm", 1, 2 },
	[CMIS_NL_UNIT_MICRO_AMPERE] = { "mA", 1000, 2 },
	[CMIS_NL_UNIT_MILLI_PERCENT] = { "%", 1000, 2 },
	[CMIS_NL_UNIT_RATIO] = { "", 1, 0 },
	[CMIS_NL_UNIT_FRAMES] = { "", 1, 0 },
	[CMIS_NL_UNIT_SYMBOLS] = { "", 1, 0 },
	[CMIS_NL_UNIT_MILLI_DB] = { "dB", 1000, 2 },
	[CMIS_NL_UNIT_MILLI_DBM] = { "dBm", 1000, 2 },
	[CMIS_NL_UNIT_MHZ] = { "MHz", 1, 0 },
	[CMIS_NL_UNIT_PS_PER_NM] = { "ps/nm", 1, 0 },
	[CMIS_NL_UNIT_FS] = { "ps", 1000, 2 },
	[CMIS_NL_UNIT_CENTI_PS2] = { "ps2", 100, 2 },
	[CMIS_NL_UNIT_KRAD_PER_S] = { "krad/s", 1, 0 },
};

static const struct unit *unit_get(uint32_t unit)
{
	return &units[unit < ARRAY_SIZE(units) ? unit : 0];
}

/**
 * ctl_unit_symbol - the symbol that a unit is shown with
 * @unit: CMIS_NL_UNIT_*
 *
 * Return: the symbol; empty if there is none.
 */
const char *ctl_unit_symbol(uint32_t unit)
{
	return unit_get(unit)->symbol;
}

/**
 * ctl_format_number - a value without its symbol
 * @text: where to; CTL_VALUE_SIZE
 * @unit: CMIS_NL_UNIT_*
 * @value: the value; power is shown in dBm
 */
void ctl_format_number(char *text, uint32_t unit, int32_t value)
{
	const struct unit *shown = unit_get(unit);
	double number = value / shown->divisor;

	if (unit == CMIS_NL_UNIT_NANO_WATT) {
		if (value <= 0) {
			snprintf(text, CTL_VALUE_SIZE, "-inf");
			return;
		}
		number = 10 * log10(value / NW_PER_MW);
	}
	snprintf(text, CTL_VALUE_SIZE, "%.*f", shown->digits, number);
}

/**
 * ctl_format_value - a value with its symbol
 * @text: where to; CTL_VALUE_SIZE
 * @unit: CMIS_NL_UNIT_*
 * @value: the value
 */
void ctl_format_value(char *text, uint32_t unit, int32_t value)
{
	size_t len;

	ctl_format_number(text, unit, value);
	len = strlen(text);
	if (*ctl_unit_symbol(unit))
		snprintf(text + len, CTL_VALUE_SIZE - len, " %s",
			 ctl_unit_symbol(unit));
}

/**
 * ctl_format_float - a decimal floating point number, exactly
 * @text: where to; CTL_VALUE_SIZE
 * @mantissa: of the number
 * @exponent: the number is @mantissa * 10^@exponent
 *
 * One digit before the point and at least three after it, as sysfs has it.
 */
void ctl_format_float(char *text, uint32_t mantissa, int32_t exponent)
{
	char digits[sizeof("4294967295")];
	int len = snprintf(digits, sizeof(digits), "%u", mantissa);
	int64_t power = mantissa ? (int64_t)exponent + len - 1 : 0;

	snprintf(text, CTL_VALUE_SIZE, "%c.%s%se%c%02lld", digits[0],
		 digits + 1, &"000"[len > 4 ? 3 : len - 1],
		 power < 0 ? '-' : '+', llabs(power));
}

/**
 * ctl_format_monitor - the value of a monitor, without its symbol
 * @text: where to; CTL_VALUE_SIZE; "-" if there is no value
 * @monitor: the monitor
 */
void ctl_format_monitor(char *text, const struct ctl_monitor *monitor)
{
	if (CTL_HAS(monitor, CMIS_A_MONITOR_VALUE))
		ctl_format_number(text, monitor->unit, monitor->value);
	else if (CTL_HAS(monitor, CMIS_A_MONITOR_MANTISSA))
		ctl_format_float(text, monitor->mantissa, monitor->exponent);
	else
		snprintf(text, CTL_VALUE_SIZE, "-");
}

/**
 * ctl_format_time - a boot time as the time of day, local
 * @text: where to; CTL_VALUE_SIZE
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

static int alert_name(char *text, const struct ctl_alert *alert)
{
	char number[CTL_VALUE_SIZE];
	const char *name;

	switch (alert->type) {
	case CMIS_NL_ALERT_TYPE_MONITOR:
		name = ctl_name_or(&ctl_quantities, alert->quantity,
				   "quantity");
		break;
	case CMIS_NL_ALERT_TYPE_OBSERVABLE:
		snprintf(number, sizeof(number), "type%u", alert->observable);
		name = CTL_HAS(alert, CMIS_A_ALERT_NAME) ? alert->name : number;
		break;
	default:
		snprintf(number, sizeof(number), "type-%u", alert->type);
		name = ctl_name_or(&ctl_alert_types, alert->type, number);
	}
	return snprintf(text, CTL_LINE_SIZE, "%s", name);
}

/**
 * ctl_format_subject - what an alert is about
 * @text: where to; CTL_LINE_SIZE
 * @alert: the alert
 */
void ctl_format_subject(char *text, const struct ctl_alert *alert)
{
	int len = alert_name(text, alert);
	unsigned int bit = 0;

	if (alert->type == CMIS_NL_ALERT_TYPE_MONITOR ||
	    alert->type == CMIS_NL_ALERT_TYPE_OBSERVABLE) {
		while (bit < 31 && !(alert->level >> bit & 1))
			bit++;
		len += snprintf(text + len, CTL_LINE_SIZE - len, " %s",
				ctl_name_or(&ctl_levels, bit, "level"));
	}
	if (CTL_HAS(alert, CMIS_A_ALERT_LANE))
		snprintf(text + len, CTL_LINE_SIZE - len, " lane %u",
			 alert->lane);
}

static void value_or_float(char *text, const struct ctl_alert *alert,
			   int32_t value, const struct ctl_float *number)
{
	if (CTL_HAS(alert, CMIS_A_ALERT_FLOAT_VALUE))
		ctl_format_float(text, number->mantissa, number->exponent);
	else
		ctl_format_value(text, alert->unit, value);
}

/**
 * ctl_format_evidence - the value that raised an alert
 * @text: where to; CTL_LINE_SIZE; empty if the value says nothing
 * @alert: the alert
 */
void ctl_format_evidence(char *text, const struct ctl_alert *alert)
{
	char value[CTL_VALUE_SIZE], threshold[CTL_VALUE_SIZE];

	text[0] = '\0';
	switch (alert->type) {
	case CMIS_NL_ALERT_TYPE_MONITOR:
	case CMIS_NL_ALERT_TYPE_OBSERVABLE:
		if (!CTL_HAS(alert, CMIS_A_ALERT_UNIT))
			return;
		value_or_float(value, alert, alert->value,
			       &alert->float_value);
		value_or_float(threshold, alert, alert->threshold,
			       &alert->float_threshold);
		snprintf(text, CTL_LINE_SIZE, "%s (threshold %s)", value,
			 threshold);
		return;
	case CMIS_NL_ALERT_TYPE_MODULE_FAULT:
		snprintf(text, CTL_LINE_SIZE, "cause %d", alert->value);
		return;
	case CMIS_NL_ALERT_TYPE_CHECKSUM:
		snprintf(text, CTL_LINE_SIZE, "page %02xh",
			 (unsigned int)alert->value);
		return;
	case CMIS_NL_ALERT_TYPE_UNREADABLE:
		/* An errno, of either sign. */
		snprintf(text, CTL_LINE_SIZE, "%s",
			 strerror(abs(alert->value % 4096)));
		return;
	}
}
