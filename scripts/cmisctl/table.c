// SPDX-License-Identifier: GPL-2.0-only
/* Tables for people; 80 columns. */

#include <linux/cmis.h>
#include <stdio.h>
#include <string.h>

#include "format.h"
#include "table.h"

#define COLUMNS 80
/* Where the alarms of a lane start. */
#define ALARMS_COLUMN 48

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
		printf("\n%*s", ALARMS_COLUMN, "");
		words->column = ALARMS_COLUMN;
	}
	words->column += printf(" %s", word);
}

static void words_put_levels(struct words *words, const char *name,
			     uint32_t levels)
{
	char word[CTL_VALUE_SIZE];
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
	printf("  %-12s module %u ms, lanes %u ms; stale after %u\n",
	       "periods", cage->thermal_period_ms, cage->lanes_period_ms,
	       cage->stale_sweeps);
}

static void monitor_limits(const struct ctl_monitor *monitor)
{
	const struct ctl_thresholds *limits = &monitor->thresholds;
	const int32_t values[] = {
		limits->low_alarm, limits->low_warning,
		limits->high_warning, limits->high_alarm,
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		snprintf(text, sizeof(text), "-");
		if (CTL_HAS(monitor, CMIS_A_MONITOR_THRESHOLDS))
			ctl_format_number(text, monitor->unit, values[i]);
		printf(" %9s", text);
	}
}

/* The values of lanes are in a table of their own; here are their limits. */
static void monitor_line(const struct ctl_monitor *monitor)
{
	struct words words = { .column = 0 };
	char text[CTL_VALUE_SIZE];

	snprintf(text, sizeof(text), "-");
	if (CTL_HAS(monitor, CMIS_A_MONITOR_LANE))
		snprintf(text, sizeof(text), "lanes");
	else if (CTL_HAS(monitor, CMIS_A_MONITOR_VALUE))
		ctl_format_number(text, monitor->unit, monitor->value);
	printf("  %-11s %10s %-3s",
	       ctl_name_or(&ctl_quantities, monitor->quantity, "?"), text,
	       ctl_unit_symbol(monitor->unit));
	monitor_limits(monitor);
	if (!CTL_HAS(monitor, CMIS_A_MONITOR_LANE))
		words_put_levels(&words, "", monitor->levels);
	putchar('\n');
}

/* One line for each quantity: the first lane stands for the others. */
static bool monitor_is_shown(const struct ctl_list *monitors, size_t index)
{
	const struct ctl_monitor *monitor = ctl_list_at(monitors, index);
	const struct ctl_monitor *before;
	size_t i;

	for (i = 0; i < index; i++) {
		before = ctl_list_at(monitors, i);
		if (before->quantity == monitor->quantity)
			return false;
	}
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
		if (monitor_is_shown(monitors, i))
			monitor_line(ctl_list_at(monitors, i));
}

static const struct ctl_monitor *find_monitor(const struct ctl_list *monitors,
					      uint32_t quantity, uint32_t lane)
{
	const struct ctl_monitor *monitor;
	size_t i;

	for (i = 0; i < monitors->count; i++) {
		monitor = ctl_list_at(monitors, i);
		if (monitor->quantity == quantity && monitor->lane == lane)
			return monitor;
	}
	return NULL;
}

static const struct {
	uint32_t quantity;
	const char *name;
} lane_columns[] = {
	{ CMIS_NL_QUANTITY_TX_BIAS, "bias-" },
	{ CMIS_NL_QUANTITY_TX_POWER, "tx-" },
	{ CMIS_NL_QUANTITY_RX_POWER, "rx-" },
};

#define LANE_COLUMNS ARRAY_SIZE(lane_columns)

static void lane_alarms(const struct ctl_lane *lane,
			const struct ctl_monitor *const *values)
{
	struct words words = { .column = ALARMS_COLUMN };
	unsigned int i, bit;

	for (i = 0; i < LANE_COLUMNS; i++)
		if (values[i])
			words_put_levels(&words, lane_columns[i].name,
					 values[i]->levels);
	for (bit = 0; bit < 32; bit++)
		if (lane->flags >> bit & 1)
			words_put(&words, ctl_name_or(&ctl_lane_flags, bit,
						      "unknown"));
}

static void lane_line(const struct ctl_lane *lane,
		      const struct ctl_list *monitors)
{
	const struct ctl_monitor *values[LANE_COLUMNS];
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	snprintf(text, sizeof(text), "state %u", lane->datapath_state);
	printf("  %4u %-13.13s %3u", lane->lane,
	       lane->error ? "not read" :
	       *lane->datapath_state_name ? lane->datapath_state_name : text,
	       lane->application);
	for (i = 0; i < LANE_COLUMNS; i++) {
		values[i] = find_monitor(monitors, lane_columns[i].quantity,
					 lane->lane);
		snprintf(text, sizeof(text), "-");
		if (values[i] && CTL_HAS(values[i], CMIS_A_MONITOR_VALUE))
			ctl_format_number(text, values[i]->unit,
					  values[i]->value);
		printf(" %7s", text);
	}
	lane_alarms(lane, values);
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
	size_t i;

	if (!lanes->count)
		return;
	printf("\n  %4s %-13s %3s %7s %7s %7s %s\n", "LANE", "STATE", "APP",
	       "BIAS mA", "TX dBm", "RX dBm", "ALARMS");
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
