// SPDX-License-Identifier: GPL-2.0-only
/* The command show: all that the driver knows of a cage. */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cmisctl.h"
#include "event.h"
#include "fleet.h"
#include "format.h"
#include "grid.h"
#include "json.h"
#include "odd.h"
#include "show.h"

#define INDENT		2
#define LANES_MAX	64

static const char *const level_texts[] = {
	[CMIS_LEVEL_HIGH_ALARM] = "HA",
	[CMIS_LEVEL_LOW_ALARM] = "LA",
	[CMIS_LEVEL_HIGH_WARNING] = "HW",
	[CMIS_LEVEL_LOW_WARNING] = "LW",
};

/* ------------------------------------------------------------------------ */
/* Identity                                                                 */
/* ------------------------------------------------------------------------ */

__attribute__((format(printf, 2, 3)))
static void identity_line(const char *title, const char *format, ...)
{
	va_list args;

	printf("  %-12s ", title);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

static void identity_text(const char *title, const char *text)
{
	if (*text)
		identity_line(title, "%s", text);
}

/* The name of a code, or the code itself */
static const char *code_text(char *text, uint32_t code, const char *name)
{
	snprintf(text, CTL_VALUE_SIZE, "code %02xh", code);
	return *name ? name : text;
}

static void identity_media(const struct ctl_cage *cage)
{
	char media[CTL_VALUE_SIZE], host[CTL_VALUE_SIZE], use[CTL_VALUE_SIZE];

	if (!CTL_HAS(cage, CMIS_A_CAGE_MEDIA_INTERFACE))
		return;
	snprintf(use, sizeof(use), "first of those offered");
	if (CTL_HAS(cage, CMIS_A_CAGE_APPLICATION))
		snprintf(use, sizeof(use), "in use: %u", cage->application);
	identity_line("media", "%s",
		      code_text(media, cage->media_interface,
				cage->media_interface_name));
	identity_line("host", "%s (application %s)",
		      code_text(host, cage->host_interface,
				cage->host_interface_name), use);
}

static void identity_technology(const struct ctl_cage *cage)
{
	char text[CTL_VALUE_SIZE], wavelength[CTL_VALUE_SIZE] = "";

	if (!CTL_HAS(cage, CMIS_A_CAGE_MEDIA_TECHNOLOGY))
		return;
	if (cage->wavelength_pm)
		snprintf(wavelength, sizeof(wavelength), ", %.2f nm",
			 cage->wavelength_pm / 1000.0);
	identity_line("technology", "%s%s",
		      code_text(text, cage->media_technology,
				cage->media_technology_name), wavelength);
	identity_line("connector", "%s",
		      code_text(text, cage->connector, cage->connector_name));
}

static void identity_lengths(const struct ctl_lengths *lengths)
{
	const struct {
		const char *name;
		uint32_t metres;
	} rows[] = {
		{ "SMF", lengths->smf_m },
		{ "OM5", lengths->om5_m },
		{ "OM4", lengths->om4_m },
		{ "OM3", lengths->om3_m },
		{ "OM2", lengths->om2_m },
	};
	const char *comma = "";
	unsigned int i;

	if (!lengths->have)
		return;
	printf("  %-12s ", "length");
	if (lengths->cable_mm) {
		printf("%.1f m of cable", lengths->cable_mm / 1000.0);
		comma = ", ";
	}
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		if (!rows[i].metres)
			continue;
		printf("%s%s %u m", comma, rows[i].name, rows[i].metres);
		comma = ", ";
	}
	putchar('\n');
}

static void identity_power(const struct ctl_cage *cage)
{
	if (!CTL_HAS(cage, CMIS_A_CAGE_POWER_CLASS))
		return;
	if (cage->max_power_mw)
		identity_line("power", "class %u, %.2f W at most",
			      cage->power_class, cage->max_power_mw / 1000.0);
	else
		identity_line("power", "class %u", cage->power_class);
}

static void identity_versions(const struct ctl_cage *cage)
{
	if (*cage->firmware || *cage->inactive_firmware)
		identity_line("firmware", "%s%s%s",
			      *cage->firmware ? cage->firmware : "none",
			      *cage->inactive_firmware ? ", inactive " : "",
			      cage->inactive_firmware);
	identity_text("hardware", cage->hardware);
}

static void identity_contradictions(const struct ctl_cage *cage)
{
	const char *text;
	unsigned int i;

	for (i = 0; (text = ctl_odd_text(i)); i++)
		if (cage->contradictions >> i & 1)
			identity_text("contradicts", text);
}

static void identity_module(const struct ctl_cage *cage)
{
	if (!CTL_HAS(cage, CMIS_A_CAGE_IDENTIFIER))
		return;
	identity_line("identifier", "%02xh %s, CMIS %s", cage->identifier,
		      cage->identifier_name, cage->cmis_revision);
	identity_line("vendor", "%s (OUI %s)", cage->vendor_name,
		      cage->vendor_oui);
	identity_line("part number", "%s rev %s", cage->vendor_pn,
		      cage->vendor_rev);
	identity_text("serial", cage->vendor_sn);
	identity_text("date code", cage->date_code);
	identity_media(cage);
	identity_technology(cage);
	identity_lengths(&cage->lengths);
	identity_power(cage);
	identity_versions(cage);
	if (CTL_HAS(cage, CMIS_A_CAGE_RX_POWER))
		identity_text("rx power",
			      ctl_name_or(&ctl_rx_power_names, cage->rx_power,
					  "?"));
	identity_contradictions(cage);
	if (CTL_HAS(cage, CMIS_A_CAGE_MODULE_STATE))
		identity_line("state", "%s (%u)", *cage->module_state_name ?
			      cage->module_state_name : "unknown",
			      cage->module_state);
	if (CTL_HAS(cage, CMIS_A_CAGE_FAULT_CAUSE))
		identity_line("fault", "%s (%u)", *cage->fault_cause_name ?
			      cage->fault_cause_name : "unknown",
			      cage->fault_cause);
	identity_line("age", "%.1f s", cage->sample_age_ms / 1000.0);
}

/* The host's view of the whole link, in its receive direction */
static void identity_nic(const struct ctl_nic *nic)
{
	if (!nic->have)
		return;
	identity_line("link", "%s%s%s, %u changes", nic->carrier ? "up" : "down",
		      *nic->link_reason ? ": " : "", nic->link_reason,
		      nic->carrier_changes);
	if (CTL_HAS(nic, CMIS_A_NIC_FEC_CORRECTED))
		identity_line("fec", "%llu blocks corrected",
			      (unsigned long long)nic->fec_corrected);
	if (CTL_HAS(nic, CMIS_A_NIC_FEC_UNCORRECTABLE))
		identity_line("fec", "%llu blocks uncorrectable",
			      (unsigned long long)nic->fec_uncorrectable);
	if (CTL_HAS(nic, CMIS_A_NIC_FEC_CORRECTED_BITS))
		identity_line("fec", "%llu bits corrected",
			      (unsigned long long)nic->fec_corrected_bits);
}

static void show_identity(const struct ctl_port *port)
{
	const struct ctl_cage *cage = port->cage;
	enum ctl_severity severity = port->severity;

	printf("%s: %s%s%s", cage->name, ctl_colour_start(severity),
	       ctl_state_word(cage->status),
	       ctl_colour_end(severity));
	if (cage->error)
		printf(" (%s)", strerror(cage->error % 4096));
	printf(", insertion %u\n", cage->generation);
	identity_text("label", cage->label);
	identity_text("netdev", cage->netdev);
	if (cage->power_limit_mw)
		identity_line("power limit", "%.2f W",
			      cage->power_limit_mw / 1000.0);
	identity_nic(&cage->nic);
	identity_module(cage);
	identity_line("periods", "module %u, lanes %u, vdm %u ms; stale after %u",
		      cage->thermal_period_ms, cage->lanes_period_ms,
		      cage->vdm_period_ms, cage->stale_sweeps);
	identity_text("diagnostics", cage->diagnostics ? "on" : "");
	if (CTL_HAS(cage, CMIS_A_CAGE_STATISTICS) && !cage->statistics)
		identity_text("statistics", "off");
}

/* ------------------------------------------------------------------------ */
/* Monitors                                                                 */
/* ------------------------------------------------------------------------ */

static const struct ctl_reading *reading_at(const struct ctl_port *port,
					    size_t index)
{
	return ctl_part_at(&port->readings, index);
}

static bool is_of_lane(const struct ctl_reading *reading)
{
	return CTL_HAS(&reading->monitor, CMIS_A_MONITOR_LANE);
}

/* Readings of one type are neighbours. */
static bool is_first_of_type(const struct ctl_port *port, size_t index)
{
	return !index || reading_at(port, index)->monitor.type !=
			 reading_at(port, index - 1)->monitor.type;
}

static void put_levels(char *text, size_t size, uint32_t levels)
{
	unsigned int i;

	text[0] = '\0';
	for (i = 0; i < ARRAY_SIZE(level_texts); i++)
		if (levels >> i & 1)
			snprintf(text + strlen(text), size - strlen(text),
				 "%s%s", *text ? " " : "", level_texts[i]);
}

static int show_monitors(const struct ctl_port *port)
{
	static const struct ctl_column columns[] = {
		{ "MONITOR" },
		{ "VALUE", SCOLS_FL_RIGHT },
		{ "ALARM" },
	};
	struct libscols_table *grid;
	char text[CTL_TEXT_SIZE];
	size_t i, rows = 0;

	grid = ctl_grid_new(columns, ARRAY_SIZE(columns), INDENT);
	for (i = 0; i < port->readings.count; i++) {
		const struct ctl_reading *reading = reading_at(port, i);
		enum ctl_severity severity =
			ctl_levels_severity(reading->levels);
		struct libscols_line *row;

		if (is_of_lane(reading))
			continue;
		row = ctl_grid_row(grid);
		rows++;
		ctl_format_monitor(text, &reading->monitor);
		ctl_grid_put(row, 0, CTL_SEVERITY_GOOD, "%s", text);
		snprintf(text, sizeof(text), "-");
		if (CTL_HAS(reading, CMIS_A_READING_VALUE))
			ctl_format_value(text, reading->monitor.unit,
					 &reading->value);
		ctl_grid_put(row, 1, severity, "%s", text);
		put_levels(text, sizeof(text), reading->levels);
		ctl_grid_put(row, 2, severity, "%s", text);
	}
	if (!rows) {
		scols_unref_table(grid);
		return 0;
	}
	putchar('\n');
	return ctl_grid_print(grid, INDENT, NULL, NULL);
}

/* ------------------------------------------------------------------------ */
/* Lanes                                                                    */
/* ------------------------------------------------------------------------ */

/* Monitors with a column in the table of lanes, behind its own columns */
static const struct {
	const char *monitor;
	uint32_t unit;
	struct ctl_column column;
} lane_columns[] = {
	{ "tx_power", CMIS_UNIT_NANO_WATT, { "TX dBm", SCOLS_FL_RIGHT, 6 } },
	{ "rx_power", CMIS_UNIT_NANO_WATT, { "RX dBm", SCOLS_FL_RIGHT, 6 } },
	{ "tx_bias", CMIS_UNIT_MICRO_AMPERE,
	  { "BIAS mA", SCOLS_FL_RIGHT, 7 } },
	{ "media_pre_fec_ber", CMIS_UNIT_RATIO,
	  { "MEDIA BER", SCOLS_FL_RIGHT, 9 } },
	{ "host_pre_fec_ber", CMIS_UNIT_RATIO,
	  { "HOST BER", SCOLS_FL_RIGHT, 9 } },
	{ "media_snr", CMIS_UNIT_MILLI_DB, { "SNR dB", SCOLS_FL_RIGHT, 6 } },
};

#define LANE_OWN	3

/* Names are unique together with a unit. */
static bool is_column(const struct ctl_monitor *monitor, unsigned int column)
{
	return monitor->unit == lane_columns[column].unit &&
	       !strcmp(monitor->name, lane_columns[column].monitor);
}

static bool has_column(const struct ctl_monitor *monitor)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lane_columns); i++)
		if (is_column(monitor, i))
			return true;
	return false;
}

static const struct ctl_lane *lane_at(const struct ctl_port *port,
				      size_t index)
{
	return ctl_part_at(&port->lanes, index);
}

static void put_lane_reading(struct libscols_line *row, size_t column,
			     const struct ctl_reading *reading)
{
	char text[CTL_VALUE_SIZE] = "-";

	if (reading && CTL_HAS(reading, CMIS_A_READING_VALUE))
		ctl_format_number(text, reading->monitor.unit,
				  &reading->value);
	ctl_grid_put(row, column, reading ?
		     ctl_levels_severity(reading->levels) : CTL_SEVERITY_GOOD,
		     "%s", text);
}

static void put_lane(struct libscols_line *row, const struct ctl_port *port,
		     const struct ctl_lane *lane)
{
	const struct ctl_reading *found[ARRAY_SIZE(lane_columns)] = { 0 };
	const struct ctl_reading *reading;
	char text[CTL_VALUE_SIZE] = "-";
	unsigned int column;
	size_t i;

	for (i = 0; i < port->readings.count; i++) {
		reading = reading_at(port, i);
		if (!is_of_lane(reading) || reading->monitor.lane != lane->lane)
			continue;
		for (column = 0; column < ARRAY_SIZE(lane_columns); column++)
			if (!found[column] &&
			    is_column(&reading->monitor, column))
				found[column] = reading;
	}
	ctl_grid_put(row, 0, CTL_SEVERITY_GOOD, "%u", lane->lane);
	if (CTL_HAS(lane, CMIS_A_LANE_DATAPATH_STATE))
		snprintf(text, sizeof(text), "state %u", lane->datapath_state);
	if (CTL_HAS(lane, CMIS_A_LANE_LASER_STATE))
		snprintf(text, sizeof(text), "%.20s", *lane->laser_state_name ?
			 lane->laser_state_name : "unknown");
	ctl_grid_put(row, 1, CTL_SEVERITY_GOOD, "%s",
		     lane->error ? "not read" : *lane->datapath_state_name ?
		     lane->datapath_state_name : text);
	snprintf(text, sizeof(text), "-");
	if (CTL_HAS(lane, CMIS_A_LANE_APPLICATION))
		snprintf(text, sizeof(text), "%u", lane->application);
	ctl_grid_put(row, 2, CTL_SEVERITY_GOOD, "%s", text);
	for (column = 0; column < ARRAY_SIZE(lane_columns); column++)
		put_lane_reading(row, LANE_OWN + column, found[column]);
}

/**
 * struct words - words below a lane, which wrap to the next line
 * @column: of the next word; 0: there was none
 * @severity: for their colour
 */
struct words {
	unsigned int column;
	enum ctl_severity severity;
};

__attribute__((format(printf, 2, 3)))
static void words_put(struct words *words, const char *format, ...)
{
	char word[CTL_LINE_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(word, sizeof(word), format, args);
	va_end(args);
	/* A comma may follow the word. */
	if (!words->column ||
	    words->column + 3 + strlen(word) > ctl_terminal_width()) {
		words->column = printf("%s       ", words->column ? ",\n" : "");
		words->column -= words->column > 7 ? 2 : 0;
	} else {
		words->column += printf(", ");
	}
	words->column += strlen(word);
	printf("%s%s%s", ctl_colour_start(words->severity), word,
	       ctl_colour_end(words->severity));
}

/* The tunable laser of a lane */
static void words_put_laser(struct words *words, const struct ctl_lane *lane)
{
	uint32_t mhz = lane->laser_frequency_mhz;

	words->severity = CTL_SEVERITY_GOOD;
	if (CTL_HAS(lane, CMIS_A_LANE_LASER_FREQUENCY_MHZ))
		words_put(words, "%u.%06u THz", mhz / 1000000, mhz % 1000000);
	if (CTL_HAS(lane, CMIS_A_LANE_LASER_GRID_MHZ))
		words_put(words, "channel %d of %g GHz", lane->laser_channel,
			  lane->laser_grid_mhz / 1000.0);
	if (lane->laser_tuning)
		words_put(words, "tuning");
	words->severity = CTL_SEVERITY_ALARM;
	if (lane->laser_unlocked && !lane->laser_tuning)
		words_put(words, "unlocked");
}

/* A fault or warning of a laser of a laser source: a name, or a code */
static void words_put_code(struct words *words, enum ctl_severity severity,
			   const char *what, uint32_t code, const char *name)
{
	words->severity = severity;
	if (code && *name)
		words_put(words, "%s: %s", what, name);
	else if (code)
		words_put(words, "%s: code %u", what, code);
}

/* A laser of a laser source */
static void words_put_source(struct words *words, const struct ctl_lane *lane)
{
	if (!CTL_HAS(lane, CMIS_A_LANE_LASER_STATE))
		return;
	words->severity = CTL_SEVERITY_GOOD;
	if (lane->laser_fiber)
		words_put(words, "fibre %u", lane->laser_fiber);
	words->severity = CTL_SEVERITY_WARNING;
	if (!lane->laser_enabled)
		words_put(words, "not enabled");
	if (!lane->laser_fiber_checked)
		words_put(words, "fibre not checked");
	words_put_code(words, CTL_SEVERITY_ALARM, "fault", lane->laser_fault,
		       lane->laser_fault_name);
	words_put_code(words, CTL_SEVERITY_WARNING, "warning",
		       lane->laser_warning, lane->laser_warning_name);
}

/* The laser of a lane, its flags and levels, in words */
static void show_lane_alarms(size_t row, const void *context)
{
	const struct ctl_port *port = context;
	const struct ctl_lane *lane = lane_at(port, row);
	const struct ctl_reading *reading;
	struct words words = { 0 };
	char name[CTL_TEXT_SIZE];
	unsigned int bit;
	size_t i;

	words_put_laser(&words, lane);
	words_put_source(&words, lane);
	words.severity = CTL_SEVERITY_WARNING;
	if (lane->datapath_init_pending)
		words_put(&words, "waits for DPInit");
	words.severity = CTL_SEVERITY_ALARM;
	for (bit = 0; bit < 32; bit++)
		if (lane->flags >> bit & 1)
			words_put(&words, "%s",
				  ctl_name_or(&ctl_lane_flag_names, bit,
					      "unknown"));
	for (i = 0; i < port->readings.count; i++) {
		reading = reading_at(port, i);
		if (!is_of_lane(reading) || !reading->levels ||
		    reading->monitor.lane != lane->lane)
			continue;
		ctl_format_monitor(name, &reading->monitor);
		words.severity = ctl_levels_severity(reading->levels);
		for (bit = 0; bit < ARRAY_SIZE(level_texts); bit++)
			if (reading->levels >> bit & 1)
				words_put(&words, "%s %s", name,
					  level_texts[bit]);
	}
	if (words.column)
		putchar('\n');
}

static int show_lanes(const struct ctl_port *port)
{
	struct ctl_column columns[LANE_OWN + ARRAY_SIZE(lane_columns)] = {
		{ "LANE", SCOLS_FL_RIGHT },
		{ "STATE" },
		{ "APP", SCOLS_FL_RIGHT },
	};
	struct libscols_table *grid;
	size_t i;

	if (!port->lanes.count)
		return 0;
	for (i = 0; i < ARRAY_SIZE(lane_columns); i++)
		columns[LANE_OWN + i] = lane_columns[i].column;
	grid = ctl_grid_new(columns, ARRAY_SIZE(columns), INDENT);
	for (i = 0; i < port->lanes.count; i++)
		put_lane(ctl_grid_row(grid), port, lane_at(port, i));
	putchar('\n');
	return ctl_grid_print(grid, INDENT, show_lane_alarms, port);
}

/* ------------------------------------------------------------------------ */
/* Other observables of lanes                                               */
/* ------------------------------------------------------------------------ */

#define NAME_WIDTH	24
#define CELL_WIDTH	10

/* The value of a lane; lanes of a type follow their first reading. */
static void put_observable(struct libscols_line *row,
			   const struct ctl_port *port, size_t first,
			   unsigned int lane, size_t column)
{
	uint32_t type = reading_at(port, first)->monitor.type;
	size_t i;

	for (i = first; i < port->readings.count; i++) {
		const struct ctl_reading *reading = reading_at(port, i);

		if (reading->monitor.type != type)
			break;
		if (is_of_lane(reading) && reading->monitor.lane == lane) {
			put_lane_reading(row, column, reading);
			return;
		}
	}
}

static size_t observables_fill(struct libscols_table *grid,
			       const struct ctl_port *port, unsigned int from,
			       unsigned int count)
{
	char name[CTL_TEXT_SIZE];
	size_t i, rows = 0;

	for (i = 0; i < port->readings.count; i++) {
		const struct ctl_reading *reading = reading_at(port, i);
		struct libscols_line *row;
		unsigned int lane;

		/* The reading of the module comes before those of lanes. */
		if (!is_of_lane(reading) || has_column(&reading->monitor) ||
		    (!is_first_of_type(port, i) &&
		     is_of_lane(reading_at(port, i - 1))))
			continue;
		row = ctl_grid_row(grid);
		rows++;
		ctl_format_monitor(name, &reading->monitor);
		ctl_grid_put(row, 0, CTL_SEVERITY_GOOD, "%s", name);
		for (lane = 0; lane < count; lane++)
			put_observable(row, port, i, from + lane, 1 + lane);
	}
	return rows;
}

static unsigned int lanes_of(const struct ctl_port *port)
{
	unsigned int lanes = 0;
	size_t i;

	for (i = 0; i < port->readings.count; i++)
		if (is_of_lane(reading_at(port, i)) &&
		    reading_at(port, i)->monitor.lane > lanes)
			lanes = reading_at(port, i)->monitor.lane;
	return lanes < LANES_MAX ? lanes : LANES_MAX;
}

/* As many lanes beside each other as fit, by four */
static int show_observables(const struct ctl_port *port)
{
	unsigned int width = ctl_terminal_width(), beside = 4;
	unsigned int lanes = lanes_of(port), from, i, count;
	struct ctl_column columns[1 + LANES_MAX] = { { "OBSERVABLE" } };
	char titles[LANES_MAX][CTL_VALUE_SIZE];
	struct libscols_table *grid;
	int ret;

	if (width >= INDENT + NAME_WIDTH + 8 * CELL_WIDTH)
		beside = (width - INDENT - NAME_WIDTH) / CELL_WIDTH / 4 * 4;
	for (from = 1; from <= lanes; from += beside) {
		count = lanes + 1 - from < beside ? lanes + 1 - from : beside;
		for (i = 0; i < count; i++) {
			snprintf(titles[i], sizeof(titles[i]), "LANE %u",
				 from + i);
			columns[1 + i] = (struct ctl_column) {
				titles[i], SCOLS_FL_RIGHT, CELL_WIDTH - 1
			};
		}
		grid = ctl_grid_new(columns, 1 + count, INDENT);
		if (!observables_fill(grid, port, from, count)) {
			scols_unref_table(grid);
			return 0;
		}
		putchar('\n');
		ret = ctl_grid_print(grid, INDENT, NULL, NULL);
		if (ret)
			return ret;
	}
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Thresholds                                                               */
/* ------------------------------------------------------------------------ */

static void put_limits(struct libscols_line *row,
		       const struct ctl_reading *reading)
{
	const struct ctl_limits *limits = &reading->limits;
	const struct {
		unsigned int attr;
		uint32_t level;
		const struct ctl_number *limit;
	} cells[] = {
		{ CMIS_A_LIMITS_LOW_ALARM, 1 << CMIS_LEVEL_LOW_ALARM,
		  &limits->low_alarm },
		{ CMIS_A_LIMITS_LOW_WARNING, 1 << CMIS_LEVEL_LOW_WARNING,
		  &limits->low_warning },
		{ CMIS_A_LIMITS_HIGH_WARNING, 1 << CMIS_LEVEL_HIGH_WARNING,
		  &limits->high_warning },
		{ CMIS_A_LIMITS_HIGH_ALARM, 1 << CMIS_LEVEL_HIGH_ALARM,
		  &limits->high_alarm },
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cells); i++) {
		snprintf(text, sizeof(text), "-");
		if (CTL_HAS(limits, cells[i].attr))
			ctl_format_number(text, reading->monitor.unit,
					  cells[i].limit);
		/* A star marks a limit of the administrator. */
		ctl_grid_put(row, 2 + i, CTL_SEVERITY_GOOD, "%s%s", text,
			     reading->overridden & cells[i].level ? "*" : "");
	}
}

/* The first lane stands for the others: they have the same limits. */
static int show_thresholds(const struct ctl_port *port)
{
	static const struct ctl_column columns[] = {
		{ "THRESHOLDS OF" },
		{ "UNIT" },
		{ "LOW ALARM", SCOLS_FL_RIGHT },
		{ "LOW WARN", SCOLS_FL_RIGHT },
		{ "HIGH WARN", SCOLS_FL_RIGHT },
		{ "HIGH ALARM", SCOLS_FL_RIGHT },
	};
	struct libscols_table *grid;
	char name[CTL_TEXT_SIZE];
	size_t i, rows = 0;

	grid = ctl_grid_new(columns, ARRAY_SIZE(columns), INDENT);
	for (i = 0; i < port->readings.count; i++) {
		const struct ctl_reading *reading = reading_at(port, i);
		struct libscols_line *row;

		if (!is_first_of_type(port, i) || !reading->limits.have)
			continue;
		row = ctl_grid_row(grid);
		rows++;
		ctl_format_monitor(name, &reading->monitor);
		ctl_grid_put(row, 0, CTL_SEVERITY_GOOD, "%s", name);
		ctl_grid_put(row, 1, CTL_SEVERITY_GOOD, "%s",
			     ctl_unit_symbol(reading->monitor.unit));
		put_limits(row, reading);
	}
	if (!rows) {
		scols_unref_table(grid);
		return 0;
	}
	putchar('\n');
	return ctl_grid_print(grid, INDENT, NULL, NULL);
}

/* ------------------------------------------------------------------------ */
/* The command                                                              */
/* ------------------------------------------------------------------------ */

/**
 * ctl_show_print - print all about a cage
 * @port: the cage
 * @thresholds: also the thresholds
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_show_print(const struct ctl_port *port, bool thresholds)
{
	const struct ctl_names_of names = { port->cage, 1 };
	size_t i;
	int ret;

	show_identity(port);
	ret = show_monitors(port);
	if (!ret)
		ret = show_lanes(port);
	if (!ret)
		ret = show_observables(port);
	if (!ret && thresholds)
		ret = show_thresholds(port);
	if (ret)
		return ret;
	if (port->alerts.count)
		putchar('\n');
	for (i = 0; i < port->alerts.count; i++)
		ctl_event_alert(ctl_part_at(&port->alerts, i), &names, "");
	return 0;
}

static struct json_object *part_json(const struct ctl_layout *layout,
				     const struct ctl_part *part)
{
	return ctl_json_list(layout, part->items, part->count);
}

static struct json_object *port_json(const struct ctl_port *port)
{
	struct json_object *json = ctl_json(&ctl_cage_layout, port->cage);

	json_object_object_add(json, "monitors",
			       part_json(&ctl_reading_layout,
					 &port->readings));
	json_object_object_add(json, "lane-status",
			       part_json(&ctl_lane_layout, &port->lanes));
	json_object_object_add(json, "alerts",
			       part_json(&ctl_alert_layout, &port->alerts));
	return json;
}

/* One cage is an object, all of them are an array. */
static int show_json(const struct ctl_fleet *fleet, bool one)
{
	struct json_object *array;
	size_t i;

	if (one && fleet->count)
		return ctl_json_print_pretty(port_json(&fleet->ports[0]));
	array = json_object_new_array();
	for (i = 0; i < fleet->count; i++)
		json_object_array_add(array, port_json(&fleet->ports[i]));
	return ctl_json_print_pretty(array);
}

/**
 * ctl_show - the command show
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_show(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *name = options->args[0];
	struct ctl_fleet fleet;
	size_t i;
	int ret;

	ctl_fleet_init(&fleet);
	ret = ctl_fleet_collect(nl, name, &fleet);
	if (!ret && options->json)
		ret = show_json(&fleet, name);
	else if (!ret)
		ctl_fleet_hint(&fleet);
	for (i = 0; !ret && !options->json && i < fleet.count; i++) {
		if (i)
			putchar('\n');
		ret = ctl_show_print(&fleet.ports[i], options->thresholds);
	}
	ctl_fleet_free(&fleet);
	return ret;
}
