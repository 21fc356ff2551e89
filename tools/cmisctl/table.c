// SPDX-License-Identifier: GPL-2.0-only
/* Tables for people; 80 columns. */

#include <linux/cmis.h>
#include <stdio.h>
#include <string.h>

#include "format.h"
#include "table.h"

#define COLUMNS 80
/* Where the alarms of a lane start, and where they go on. */
#define ALARMS_COLUMN 73
#define MORE_COLUMN 19
/* Where the alarms of an observable start; how long its name may be. */
#define LIMITS_END 74
#define NAME_WIDTH 21

/* Observables that have a column, by their type. */
enum {
	OBSERVABLE_MEDIA_SNR = 5,
	OBSERVABLE_MEDIA_BER = 15,
	OBSERVABLE_HOST_BER = 16,
};

static const struct {
	uint32_t level;
	const char *text;
} level_texts[] = {
	{ CMIS_NL_LEVEL_HIGH_ALARM, "HA" },
	{ CMIS_NL_LEVEL_LOW_ALARM, "LA" },
	{ CMIS_NL_LEVEL_HIGH_WARNING, "HW" },
	{ CMIS_NL_LEVEL_LOW_WARNING, "LW" },
};

/**
 * struct words - words that go on in the next line where one is full
 * @column: where the next one goes
 */
struct words {
	unsigned int column;
};

static void words_put(struct words *words, const char *word)
{
	if (words->column + 1 + strlen(word) > COLUMNS) {
		printf("\n%*s", MORE_COLUMN, "");
		words->column = MORE_COLUMN;
	}
	words->column += printf(" %s", word);
}

static void words_put_levels(struct words *words, const char *name,
			     uint32_t levels)
{
	char word[CTL_TEXT_SIZE + sizeof("-HA")];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(level_texts); i++) {
		if (!(levels & level_texts[i].level))
			continue;
		snprintf(word, sizeof(word), "%s%s", name,
			 level_texts[i].text);
		words_put(words, word);
	}
}

/**
 * ctl_table_cages - a line for each cage
 * @cages: the cages
 */
void ctl_table_cages(const struct ctl_list *cages)
{
	const struct ctl_cage *cage;
	size_t i;

	printf("%-8s %-7s %-16s %-16s %-16s %s\n", "CAGE", "STATUS", "VENDOR",
	       "PART NUMBER", "SERIAL NUMBER", "LABEL");
	for (i = 0; i < cages->count; i++) {
		cage = ctl_list_at(cages, i);
		printf("%-8s %-7s %-16s %-16s %-16s %s\n", cage->name,
		       ctl_name_or(&ctl_cage_states, cage->status, "?"),
		       cage->vendor_name, cage->vendor_pn, cage->vendor_sn,
		       cage->label);
	}
}

static void identity_line(const char *title, const char *text)
{
	if (*text)
		printf("  %-12s %s\n", title, text);
}

static void identity_module(const struct ctl_cage *cage)
{
	if (!CTL_HAS(cage, CMIS_A_CAGE_IDENTIFIER))
		return;
	printf("  %-12s %02xh %s\n", "identifier", cage->identifier,
	       cage->identifier_name);
	identity_line("CMIS", cage->cmis_revision);
	printf("  %-12s %s (OUI %s)\n", "vendor", cage->vendor_name,
	       cage->vendor_oui);
	printf("  %-12s %s rev %s\n", "part number", cage->vendor_pn,
	       cage->vendor_rev);
	identity_line("serial", cage->vendor_sn);
	identity_line("date code", cage->date_code);
	identity_line("firmware", cage->firmware);
	if (CTL_HAS(cage, CMIS_A_CAGE_MODULE_STATE))
		printf("  %-12s %s (%u)\n", "state",
		       *cage->module_state_name ? cage->module_state_name :
						  "unknown",
		       cage->module_state);
}

/**
 * ctl_table_identity - a cage and what is in it
 * @cage: the cage
 */
void ctl_table_identity(const struct ctl_cage *cage)
{
	printf("%s: %s", cage->name,
	       ctl_name_or(&ctl_cage_states, cage->status, "?"));
	if (cage->error)
		printf(" (%s)", strerror(cage->error % 4096));
	printf(", insertion %u\n", cage->generation);
	identity_line("label", cage->label);
	identity_line("netdev", cage->netdev);
	identity_module(cage);
	printf("  %-12s module %u, lanes %u, vdm %u ms; stale after %u\n",
	       "periods", cage->thermal_period_ms, cage->lanes_period_ms,
	       cage->vdm_period_ms, cage->stale_sweeps);
	identity_line("diagnostics", cage->diagnostics ? "on" : "");
}

#define LIMITS 4

static void monitor_limits(const struct ctl_monitor *monitor)
{
	const struct ctl_float_limits *floats = &monitor->float_thresholds;
	const struct ctl_thresholds *limits = &monitor->thresholds;
	const int32_t values[LIMITS] = {
		limits->low_alarm, limits->low_warning,
		limits->high_warning, limits->high_alarm,
	};
	const struct ctl_float *numbers[LIMITS] = {
		&floats->low_alarm, &floats->low_warning,
		&floats->high_warning, &floats->high_alarm,
	};
	/* The same numbers in both sets. */
	static const unsigned int attrs[LIMITS] = {
		CMIS_A_THRESHOLDS_LOW_ALARM, CMIS_A_THRESHOLDS_LOW_WARNING,
		CMIS_A_THRESHOLDS_HIGH_WARNING, CMIS_A_THRESHOLDS_HIGH_ALARM,
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < LIMITS; i++) {
		snprintf(text, sizeof(text), "-");
		if (CTL_HAS(limits, attrs[i]))
			ctl_format_number(text, monitor->unit, values[i]);
		if (CTL_HAS(floats, attrs[i]))
			ctl_format_float(text, numbers[i]->mantissa,
					 numbers[i]->exponent);
		printf(" %9s", text);
	}
}

/* The values of lanes are in a table of their own; here are their limits. */
static void monitor_value(char *text, const struct ctl_monitor *monitor)
{
	if (CTL_HAS(monitor, CMIS_A_MONITOR_LANE))
		snprintf(text, CTL_VALUE_SIZE, "lanes");
	else
		ctl_format_monitor(text, monitor);
}

static void monitor_line(const struct ctl_monitor *monitor)
{
	struct words words = { .column = 0 };
	char text[CTL_VALUE_SIZE];

	monitor_value(text, monitor);
	printf("  %-11s %10s %-3s",
	       ctl_name_or(&ctl_quantities, monitor->quantity, "?"), text,
	       ctl_unit_symbol(monitor->unit));
	monitor_limits(monitor);
	if (!CTL_HAS(monitor, CMIS_A_MONITOR_LANE))
		words_put_levels(&words, "", monitor->levels);
	putchar('\n');
}

/* A quantity's number, or an observable's; they do not meet. */
static uint64_t monitor_kind(const struct ctl_monitor *monitor)
{
	return (uint64_t)monitor->observable << 32 | monitor->quantity;
}

/*
 * One line for each quantity or observable: the first lane stands for the
 * others.
 */
static bool monitor_is_shown(const struct ctl_list *monitors, size_t index,
			     bool observables)
{
	const struct ctl_monitor *monitor = ctl_list_at(monitors, index);
	size_t i;

	if (observables != !!monitor->observable)
		return false;
	for (i = 0; i < index; i++)
		if (monitor_kind(ctl_list_at(monitors, i)) ==
		    monitor_kind(monitor))
			return false;
	return true;
}

/**
 * ctl_table_monitors - values of the module, and all thresholds
 * @monitors: of one cage
 */
void ctl_table_monitors(const struct ctl_list *monitors)
{
	size_t i;

	if (!monitors->count)
		return;
	printf("\n  %-11s %10s %-3s %9s %9s %9s %9s %s\n", "MONITOR", "VALUE",
	       "", "LOW ALARM", "LOW WARN", "HIGH WARN", "HIGH ALRM",
	       "ALARMS");
	for (i = 0; i < monitors->count; i++)
		if (monitor_is_shown(monitors, i, false))
			monitor_line(ctl_list_at(monitors, i));
}

/* What has no name is known by its number. */
static void observable_name(char *text, const struct ctl_monitor *monitor)
{
	if (*monitor->name)
		snprintf(text, CTL_TEXT_SIZE, "%s", monitor->name);
	else
		snprintf(text, CTL_TEXT_SIZE, "type%u", monitor->observable);
}

static void observable_line(const struct ctl_monitor *monitor)
{
	const char *symbol = ctl_unit_symbol(monitor->unit);
	struct words words = { .column = LIMITS_END };
	char name[CTL_TEXT_SIZE], value[CTL_VALUE_SIZE];
	size_t len;

	observable_name(name, monitor);
	monitor_value(value, monitor);
	len = strlen(value);
	if (CTL_HAS(monitor, CMIS_A_MONITOR_VALUE) && *symbol &&
	    !CTL_HAS(monitor, CMIS_A_MONITOR_LANE))
		snprintf(value + len, sizeof(value) - len, " %s", symbol);
	if (strlen(name) > NAME_WIDTH)
		printf("  %s\n  %-*s", name, NAME_WIDTH, "");
	else
		printf("  %-*s", NAME_WIDTH, name);
	printf(" %10s", value);
	monitor_limits(monitor);
	if (!CTL_HAS(monitor, CMIS_A_MONITOR_LANE))
		words_put_levels(&words, "", monitor->levels);
	putchar('\n');
}

/**
 * ctl_table_observables - observables: those of the module with their values
 * @monitors: of one cage
 */
void ctl_table_observables(const struct ctl_list *monitors)
{
	bool any = false;
	size_t i;

	for (i = 0; i < monitors->count; i++) {
		if (!monitor_is_shown(monitors, i, true))
			continue;
		if (!any)
			printf("\n  %-*s %10s %9s %9s %9s %9s %s\n",
			       NAME_WIDTH, "OBSERVABLE", "VALUE", "LOW ALARM",
			       "LOW WARN", "HIGH WARN", "HIGH ALRM", "ALARM");
		any = true;
		observable_line(ctl_list_at(monitors, i));
	}
}

/* The columns of a lane: a quantity, or an observable. */
static const struct {
	uint32_t quantity;
	uint32_t observable;
	const char *title;
	int width;
	const char *alarm;
} lane_columns[] = {
	{ CMIS_NL_QUANTITY_TX_POWER, 0, "TX dBm", 6, "tx-" },
	{ CMIS_NL_QUANTITY_RX_POWER, 0, "RX dBm", 6, "rx-" },
	{ CMIS_NL_QUANTITY_TX_BIAS, 0, "BIAS mA", 7, "bias-" },
	{ 0, OBSERVABLE_MEDIA_BER, "MEDIA BER", 9, NULL },
	{ 0, OBSERVABLE_HOST_BER, "HOST BER", 9, NULL },
	{ 0, OBSERVABLE_MEDIA_SNR, "SNR dB", 6, NULL },
};

static const struct ctl_monitor *find_monitor(const struct ctl_list *monitors,
					      unsigned int column,
					      uint32_t lane)
{
	const struct ctl_monitor *monitor;
	size_t i;

	for (i = 0; i < monitors->count; i++) {
		monitor = ctl_list_at(monitors, i);
		if (monitor->observable == lane_columns[column].observable &&
		    monitor->quantity == lane_columns[column].quantity &&
		    monitor->lane == lane)
			return monitor;
	}
	return NULL;
}

/* Alarms of observables are named after them, with or without a column. */
static void lane_alarms(const struct ctl_lane *lane,
			const struct ctl_list *monitors)
{
	struct words words = { .column = ALARMS_COLUMN };
	const struct ctl_monitor *monitor;
	char name[CTL_TEXT_SIZE + 1];
	unsigned int i, bit;
	size_t at;

	for (i = 0; i < ARRAY_SIZE(lane_columns); i++) {
		monitor = find_monitor(monitors, i, lane->lane);
		if (monitor && lane_columns[i].alarm)
			words_put_levels(&words, lane_columns[i].alarm,
					 monitor->levels);
	}
	for (bit = 0; bit < 32; bit++)
		if (lane->flags >> bit & 1)
			words_put(&words, ctl_name_or(&ctl_lane_flags, bit,
						      "unknown"));
	for (at = 0; at < monitors->count; at++) {
		monitor = ctl_list_at(monitors, at);
		if (!monitor->observable || monitor->lane != lane->lane)
			continue;
		observable_name(name, monitor);
		strcat(name, "-");
		words_put_levels(&words, name, monitor->levels);
	}
}

static void lane_line(const struct ctl_lane *lane,
		      const struct ctl_list *monitors)
{
	const struct ctl_monitor *monitor;
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	snprintf(text, sizeof(text), "state %u", lane->datapath_state);
	printf("  %4u %-13.13s %3u", lane->lane,
	       lane->error ? "not read" :
	       *lane->datapath_state_name ? lane->datapath_state_name : text,
	       lane->application);
	for (i = 0; i < ARRAY_SIZE(lane_columns); i++) {
		monitor = find_monitor(monitors, i, lane->lane);
		snprintf(text, sizeof(text), "-");
		if (monitor)
			ctl_format_monitor(text, monitor);
		printf(" %*s", lane_columns[i].width, text);
	}
	lane_alarms(lane, monitors);
	putchar('\n');
}

/**
 * ctl_table_lanes - a line for each lane
 * @lanes: of one cage
 * @monitors: of the same cage
 */
void ctl_table_lanes(const struct ctl_list *lanes,
		     const struct ctl_list *monitors)
{
	unsigned int column;
	size_t i;

	if (!lanes->count)
		return;
	printf("\n  %4s %-13s %3s", "LANE", "STATE", "APP");
	for (column = 0; column < ARRAY_SIZE(lane_columns); column++)
		printf(" %*s", lane_columns[column].width,
		       lane_columns[column].title);
	printf(" %s\n", "ALARMS");
	for (i = 0; i < lanes->count; i++)
		lane_line(ctl_list_at(lanes, i), monitors);
}

/**
 * ctl_line_cage - a notification on a cage, as a line
 * @cage: as notified
 * @note: at the end; empty if there is none
 */
void ctl_line_cage(const struct ctl_cage *cage, const char *note)
{
	char when[CTL_VALUE_SIZE] = "-";

	if (cage->time_ns)
		ctl_format_time(when, cage->time_ns);
	printf("%s %s %s", when, cage->name,
	       ctl_name_or(&ctl_module_events, cage->event, "changed"));
	switch (cage->event) {
	case CMIS_NL_MODULE_EVENT_INSERTED:
		printf(" %s %s %s", cage->vendor_name, cage->vendor_pn,
		       cage->vendor_sn);
		break;
	case CMIS_NL_MODULE_EVENT_MODULE_STATE:
		printf(" %s", *cage->module_state_name ?
		       cage->module_state_name : "unknown");
		break;
	default:
		printf(" %s", ctl_name_or(&ctl_cage_states, cage->status, "?"));
		break;
	}
	printf("%s\n", note);
}

/**
 * ctl_line_alert - an alert, as a line
 * @alert: the alert
 * @note: at the end; empty if there is none
 */
void ctl_line_alert(const struct ctl_alert *alert, const char *note)
{
	char subject[CTL_LINE_SIZE], evidence[CTL_LINE_SIZE];
	char when[CTL_VALUE_SIZE] = "-";
	uint64_t time_ns = alert->active ? alert->last_raised_ns :
					   alert->last_cleared_ns;

	if (time_ns)
		ctl_format_time(when, time_ns);
	ctl_format_subject(subject, alert);
	ctl_format_evidence(evidence, alert);
	printf("%s cmis%u %s %s", when, alert->cage_id,
	       alert->active ? "raised" : "cleared", subject);
	if (*evidence)
		printf(": %s", evidence);
	if (CTL_HAS(alert, CMIS_A_ALERT_REASON))
		printf(" [%s]", ctl_name_or(&ctl_reasons, alert->reason, "?"));
	if (alert->sets > 1)
		printf(" sets %u", alert->sets);
	if (alert->merged)
		printf(" merged %u", alert->merged);
	printf("%s\n", note);
}
