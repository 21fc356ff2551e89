// SPDX-License-Identifier: GPL-2.0-only
/* Tables for people; 80 columns. */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "format.h"
#include "table.h"

#define COLUMNS 80
/* The first column of a lane's alarms, and of those in the next line. */
#define ALARMS_COLUMN 73
#define MORE_COLUMN 19
/* The first column of a monitor's alarms; the width of its name. */
#define LIMITS_END 74
#define NAME_WIDTH 21

static const char *const level_texts[] = {
	[CMIS_LEVEL_HIGH_ALARM] = "HA",
	[CMIS_LEVEL_LOW_ALARM] = "LA",
	[CMIS_LEVEL_HIGH_WARNING] = "HW",
	[CMIS_LEVEL_LOW_WARNING] = "LW",
};

/**
 * struct words - words that wrap to the next line
 * @column: of the next word
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
		if (!(levels >> i & 1))
			continue;
		snprintf(word, sizeof(word), "%s%s", name, level_texts[i]);
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
		       ctl_name_or(&ctl_cage_state_names, cage->status, "?"),
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
	if (CTL_HAS(cage, CMIS_A_CAGE_RX_POWER))
		identity_line("rx power",
			      ctl_name_or(&ctl_rx_power_names, cage->rx_power,
					  "?"));
	if (CTL_HAS(cage, CMIS_A_CAGE_MODULE_STATE))
		printf("  %-12s %s (%u)\n", "state",
		       *cage->module_state_name ? cage->module_state_name :
						  "unknown",
		       cage->module_state);
}

/**
 * ctl_table_identity - a cage and the module in it
 * @cage: the cage
 */
void ctl_table_identity(const struct ctl_cage *cage)
{
	printf("%s: %s", cage->name,
	       ctl_name_or(&ctl_cage_state_names, cage->status, "?"));
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
	if (cage->have >> CMIS_A_CAGE_STATISTICS & 1)
		identity_line("statistics", cage->statistics ? "" : "off");
}

static void reading_limits(const struct ctl_reading *reading)
{
	const struct ctl_limits *limits = &reading->limits;
	const struct {
		unsigned int attr;
		uint32_t level;
		const struct ctl_number *limit;
	} columns[] = {
		{ CMIS_A_LIMITS_LOW_ALARM, 1 << CMIS_LEVEL_LOW_ALARM,
		  &limits->low_alarm },
		{ CMIS_A_LIMITS_LOW_WARNING, 1 << CMIS_LEVEL_LOW_WARNING,
		  &limits->low_warning },
		{ CMIS_A_LIMITS_HIGH_WARNING, 1 << CMIS_LEVEL_HIGH_WARNING,
		  &limits->high_warning },
		{ CMIS_A_LIMITS_HIGH_ALARM, 1 << CMIS_LEVEL_HIGH_ALARM,
		  &limits->high_alarm },
	};
	char text[CTL_VALUE_SIZE + 1];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		snprintf(text, sizeof(text), "-");
		if (CTL_HAS(limits, columns[i].attr))
			ctl_format_number(text, reading->monitor.unit,
					  columns[i].limit);
		/* A star marks a limit of the administrator. */
		if (reading->overridden & columns[i].level)
			strcat(text, "*");
		printf(" %9s", text);
	}
}

/* The table of lanes has the values of lanes; this one has their limits. */
static void reading_line(const struct ctl_reading *reading)
{
	bool lanes = CTL_HAS(&reading->monitor, CMIS_A_MONITOR_LANE);
	struct words words = { .column = LIMITS_END };
	char name[CTL_TEXT_SIZE], value[CTL_VALUE_SIZE];

	ctl_format_monitor(name, &reading->monitor);
	snprintf(value, sizeof(value), lanes ? "lanes" : "-");
	if (!lanes && CTL_HAS(reading, CMIS_A_READING_VALUE))
		ctl_format_value(value, reading->monitor.unit,
				 &reading->value);
	if (strlen(name) > NAME_WIDTH)
		printf("  %s\n  %-*s", name, NAME_WIDTH, "");
	else
		printf("  %-*s", NAME_WIDTH, name);
	printf(" %10s", value);
	reading_limits(reading);
	if (!lanes)
		words_put_levels(&words, "", reading->levels);
	putchar('\n');
}

/* One line for each type: the first lane stands for the others. */
static bool reading_is_first(const struct ctl_list *readings, size_t index)
{
	const struct ctl_reading *reading = ctl_list_at(readings, index);
	const struct ctl_reading *before;
	size_t i;

	for (i = 0; i < index; i++) {
		before = ctl_list_at(readings, i);
		if (before->monitor.type == reading->monitor.type)
			return false;
	}
	return true;
}

/**
 * ctl_table_readings - values of the module, and all limits
 * @readings: of one cage
 */
void ctl_table_readings(const struct ctl_list *readings)
{
	size_t i;

	if (!readings->count)
		return;
	printf("\n  %-*s %10s %9s %9s %9s %9s %s\n", NAME_WIDTH, "MONITOR",
	       "VALUE", "LOW ALARM", "LOW WARN", "HIGH WARN", "HIGH ALRM",
	       "ALARM");
	for (i = 0; i < readings->count; i++)
		if (reading_is_first(readings, i))
			reading_line(ctl_list_at(readings, i));
}

/* Monitors with a column in the table of lanes, and the words of alarms. */
static const struct {
	const char *monitor;
	uint32_t unit;
	const char *title;
	int width;
	const char *alarm;
} lane_columns[] = {
	{ "tx_power", CMIS_UNIT_NANO_WATT, "TX dBm", 6, "tx-" },
	{ "rx_power", CMIS_UNIT_NANO_WATT, "RX dBm", 6, "rx-" },
	{ "tx_bias", CMIS_UNIT_MICRO_AMPERE, "BIAS mA", 7, "bias-" },
	{ "media_pre_fec_ber", CMIS_UNIT_RATIO, "MEDIA BER", 9 },
	{ "host_pre_fec_ber", CMIS_UNIT_RATIO, "HOST BER", 9 },
	{ "media_snr", CMIS_UNIT_MILLI_DB, "SNR dB", 6 },
};

/* Names are unique together with a unit. */
static bool is_column(const struct ctl_monitor *monitor, unsigned int column)
{
	return monitor->unit == lane_columns[column].unit &&
	       !strcmp(monitor->name, lane_columns[column].monitor);
}

static const struct ctl_reading *find_reading(const struct ctl_list *readings,
					      unsigned int column,
					      uint32_t lane)
{
	const struct ctl_reading *reading;
	size_t i;

	for (i = 0; i < readings->count; i++) {
		reading = ctl_list_at(readings, i);
		if (reading->monitor.lane == lane &&
		    is_column(&reading->monitor, column))
			return reading;
	}
	return NULL;
}

static void reading_alarm(char *text, const struct ctl_reading *reading)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lane_columns); i++)
		if (lane_columns[i].alarm && is_column(&reading->monitor, i)) {
			snprintf(text, CTL_TEXT_SIZE, "%s",
				 lane_columns[i].alarm);
			return;
		}
	ctl_format_monitor(text, &reading->monitor);
	strcat(text, "-");
}

static void lane_alarms(const struct ctl_lane *lane,
			const struct ctl_list *readings)
{
	struct words words = { .column = ALARMS_COLUMN };
	const struct ctl_reading *reading;
	char name[CTL_TEXT_SIZE + 1];
	unsigned int bit;
	size_t i;

	for (bit = 0; bit < 32; bit++)
		if (lane->flags >> bit & 1)
			words_put(&words, ctl_name_or(&ctl_lane_flag_names,
						      bit, "unknown"));
	for (i = 0; i < readings->count; i++) {
		reading = ctl_list_at(readings, i);
		if (reading->monitor.lane != lane->lane)
			continue;
		reading_alarm(name, reading);
		words_put_levels(&words, name, reading->levels);
	}
}

static void lane_line(const struct ctl_lane *lane,
		      const struct ctl_list *readings)
{
	const struct ctl_reading *reading;
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	snprintf(text, sizeof(text), "state %u", lane->datapath_state);
	printf("  %4u %-13.13s %3u", lane->lane,
	       lane->error ? "not read" :
	       *lane->datapath_state_name ? lane->datapath_state_name : text,
	       lane->application);
	for (i = 0; i < ARRAY_SIZE(lane_columns); i++) {
		reading = find_reading(readings, i, lane->lane);
		snprintf(text, sizeof(text), "-");
		if (reading && CTL_HAS(reading, CMIS_A_READING_VALUE))
			ctl_format_number(text, reading->monitor.unit,
					  &reading->value);
		printf(" %*s", lane_columns[i].width, text);
	}
	lane_alarms(lane, readings);
	putchar('\n');
}

/**
 * ctl_table_lanes - a line for each lane
 * @lanes: of one cage
 * @readings: of the same cage
 */
void ctl_table_lanes(const struct ctl_list *lanes,
		     const struct ctl_list *readings)
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
		lane_line(ctl_list_at(lanes, i), readings);
}

/**
 * ctl_line_cage - an event of a cage, as a line
 * @cage: the cage
 * @note: at the end of the line, or empty
 */
void ctl_line_cage(const struct ctl_cage *cage, const char *note)
{
	char when[CTL_VALUE_SIZE] = "-";

	if (cage->time_ns)
		ctl_format_time(when, cage->time_ns);
	printf("%s %s %s", when, cage->name,
	       ctl_name_or(&ctl_module_event_names, cage->event, "changed"));
	switch (cage->event) {
	case CMIS_MODULE_EVENT_INSERTED:
		printf(" %s %s %s", cage->vendor_name, cage->vendor_pn,
		       cage->vendor_sn);
		break;
	case CMIS_MODULE_EVENT_CHANGED:
		printf(" %s", cage->firmware);
		break;
	case CMIS_MODULE_EVENT_MODULE_STATE:
		printf(" %s", *cage->module_state_name ?
		       cage->module_state_name : "unknown");
		break;
	default:
		printf(" %s", ctl_name_or(&ctl_cage_state_names, cage->status,
					  "?"));
		break;
	}
	printf("%s\n", note);
}

/**
 * ctl_line_alert - an alert, as a line
 * @alert: the alert
 * @note: at the end of the line, or empty
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
		printf(" [%s]", ctl_name_or(&ctl_reason_names, alert->reason,
					    "?"));
	if (alert->hits > 1)
		printf(" hits %u", alert->hits);
	if (alert->merged)
		printf(" merged %u", alert->merged);
	printf("%s\n", note);
}
