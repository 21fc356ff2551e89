// SPDX-License-Identifier: GPL-2.0-only
/* The command list: a line for each cage. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "fleet.h"
#include "format.h"
#include "grid.h"
#include "json.h"
#include "list.h"

static void put_cage(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s", port->cage->name);
}

static void put_label(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s", port->cage->label);
}

static void put_netdev(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s", port->cage->netdev);
}

static void put_part(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s", port->cage->vendor_pn);
}

static void put_serial(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s", port->cage->vendor_sn);
}

static bool netdevs_are_labels(const struct ctl_fleet *fleet)
{
	size_t i;

	for (i = 0; i < fleet->count; i++)
		if (strcmp(fleet->ports[i].cage->netdev,
			   fleet->ports[i].cage->label))
			return false;
	return true;
}

static void put_media(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s", port->cage->media_interface_name);
	/* "400GBASE-DR4 (Clause 124)": the reference says nothing here. */
	text[strcspn(text, " ")] = '\0';
}

static void put_temperature(char *text, const struct ctl_port *port)
{
	const struct ctl_reading *reading = port->temperature;

	text[0] = '\0';
	if (reading)
		snprintf(text, CTL_LINE_SIZE, "%.1f",
			 reading->value.mantissa / 1000.0);
}

static void put_worst(char *text, const struct ctl_port *port)
{
	text[0] = '\0';
	if (port->worst)
		snprintf(text, CTL_LINE_SIZE, "%u %s",
			 port->worst->monitor.lane,
			 ctl_short_name(&port->worst->monitor));
}

static void put_state(char *text, const struct ctl_port *port)
{
	snprintf(text, CTL_LINE_SIZE, "%s",
		 ctl_state_word(port->cage->status));
}

/**
 * ctl_list_alarm - the reason why a cage is not well
 * @text: result; CTL_LINE_SIZE; empty if it is well
 * @port: the cage
 */
void ctl_list_alarm(char *text, const struct ctl_port *port)
{
	const struct ctl_cage *cage = port->cage;

	text[0] = '\0';
	if (cage->error)
		snprintf(text, CTL_LINE_SIZE, "%s",
			 strerror(cage->error % 4096));
	else if (*cage->fault_cause_name)
		snprintf(text, CTL_LINE_SIZE, "%s", cage->fault_cause_name);
	else if (port->alert)
		ctl_format_subject_short(text, port->alert);
	if (port->alerts.count > 1)
		snprintf(text + strlen(text), CTL_LINE_SIZE - strlen(text),
			 " +%zu", port->alerts.count - 1);
}

static int compare_temperature(const struct ctl_port *a,
			       const struct ctl_port *b)
{
	int32_t left = a->temperature ? a->temperature->value.mantissa :
					INT32_MIN;
	int32_t right = b->temperature ? b->temperature->value.mantissa :
					 INT32_MIN;

	return (left > right) - (left < right);
}

/* Columns with a part of their own */
enum {
	COLUMN_LABEL = 1,
	COLUMN_NETDEV = 2,
	COLUMN_MEDIA = 5,
};

/*
 * Columns, in their order; a column without a comparison sorts as text. Where
 * the terminal is too narrow, the media is left out, as the part number tells
 * it. Then columns shrink to their least width, the one with the highest number
 * first; 0 never shrinks.
 */
static const struct list_column {
	const char *title;
	const char *key;
	void (*put)(char *text, const struct ctl_port *port);
	int (*compare)(const struct ctl_port *a, const struct ctl_port *b);
	bool coloured;
	bool optional;
	bool keep_end;
	unsigned int shrink;
	size_t least;
} columns[] = {
	{ "CAGE", "cage", put_cage },
	[COLUMN_LABEL] = { "LABEL", "label", put_label, .optional = true,
			   .keep_end = true, .shrink = 5, .least = 6 },
	[COLUMN_NETDEV] = { "NETDEV", "netdev", put_netdev, .optional = true,
			    .keep_end = true, .shrink = 4, .least = 6 },
	{ "PART", "part", put_part, .shrink = 6, .least = 8 },
	{ "SERIAL", "serial", put_serial, .shrink = 1, .least = 8 },
	[COLUMN_MEDIA] = { "MEDIA", "media", put_media },
	{ "TEMP", "temp", put_temperature, compare_temperature },
	{ "WORST", "worst", put_worst, ctl_port_compare_worst, .shrink = 3,
	  .least = 5 },
	{ "STATE", "state", put_state, .coloured = true },
	{ "ALARM", "alarm", ctl_list_alarm, .coloured = true, .shrink = 2,
	  .least = 9 },
};

/* The order of the ports, for qsort() */
static struct {
	const struct list_column *column;
	bool backwards;
} sorting;

static int compare_ports(const void *left, const void *right)
{
	const struct ctl_port *a = left, *b = right;
	char texts[2][CTL_LINE_SIZE];
	int order;

	if (sorting.column->compare) {
		order = sorting.column->compare(a, b);
	} else {
		sorting.column->put(texts[0], a);
		sorting.column->put(texts[1], b);
		order = strverscmp(texts[0], texts[1]);
	}
	if (sorting.backwards)
		order = -order;
	/* The sort keeps no order by itself. */
	if (!order)
		order = (a->cage->id > b->cage->id) -
			(a->cage->id < b->cage->id);
	return order;
}

/**
 * ctl_list_sort - put cages into an order
 * @fleet: the cages
 * @key: name of a column, with a minus before it for the other way round
 *
 * Return: 0, or -EINVAL if there is no such column.
 */
int ctl_list_sort(struct ctl_fleet *fleet, const char *key)
{
	unsigned int i;

	sorting.backwards = *key == '-';
	key += sorting.backwards;
	for (i = 0; i < ARRAY_SIZE(columns); i++) {
		if (strcmp(columns[i].key, key))
			continue;
		sorting.column = &columns[i];
		qsort(fleet->ports, fleet->count, sizeof(*fleet->ports),
		      compare_ports);
		return 0;
	}
	return -EINVAL;
}

/* The width that each column needs; 0 for a column that has nothing */
static void widths_measure(const struct ctl_fleet *fleet, size_t *widths)
{
	char text[CTL_LINE_SIZE];
	size_t i, column, len;

	for (column = 0; column < ARRAY_SIZE(columns); column++) {
		widths[column] = 0;
		for (i = 0; i < fleet->count; i++) {
			columns[column].put(text, &fleet->ports[i]);
			len = strlen(text);
			if (len > widths[column])
				widths[column] = len;
		}
		len = strlen(columns[column].title);
		if (widths[column] < len &&
		    (widths[column] || !columns[column].optional))
			widths[column] = len;
	}
	if (netdevs_are_labels(fleet))
		widths[COLUMN_NETDEV] = 0;
}

static void widths_shrink(size_t *widths, size_t room)
{
	unsigned int shrink;
	size_t column, total = 0, more;

	for (column = 0; column < ARRAY_SIZE(columns); column++)
		total += widths[column] + !!widths[column];
	if (total > room + 1) {
		total -= widths[COLUMN_MEDIA] + !!widths[COLUMN_MEDIA];
		widths[COLUMN_MEDIA] = 0;
	}
	for (shrink = ARRAY_SIZE(columns); shrink && total > room + 1;
	     shrink--) {
		for (column = 0; column < ARRAY_SIZE(columns); column++) {
			if (columns[column].shrink != shrink ||
			    widths[column] <= columns[column].least)
				continue;
			more = widths[column] - columns[column].least;
			if (total <= room + 1)
				more = 0;
			else if (more > total - room - 1)
				more = total - room - 1;
			widths[column] -= more;
			total -= more;
		}
	}
}

/**
 * ctl_list_print - print a line for each cage
 * @fleet: the cages
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_list_print(const struct ctl_fleet *fleet)
{
	struct ctl_column heads[ARRAY_SIZE(columns)];
	size_t widths[ARRAY_SIZE(columns)], i, column, count = 0;
	const struct list_column *shown[ARRAY_SIZE(columns)];
	struct libscols_table *grid;
	char text[CTL_LINE_SIZE];

	ctl_fleet_hint(fleet);
	widths_measure(fleet, widths);
	widths_shrink(widths, ctl_terminal_room());
	for (column = 0; column < ARRAY_SIZE(columns); column++) {
		if (!widths[column])
			continue;
		shown[count] = &columns[column];
		widths[count] = widths[column];
		heads[count++] = (struct ctl_column) {
			columns[column].title,
			columns[column].compare == compare_temperature ?
			SCOLS_FL_RIGHT : 0,
		};
	}
	grid = ctl_grid_new(heads, count, 0);
	for (i = 0; i < fleet->count; i++) {
		const struct ctl_port *port = &fleet->ports[i];
		struct libscols_line *row = ctl_grid_row(grid);

		for (column = 0; column < count; column++) {
			shown[column]->put(text, port);
			ctl_cut(text, widths[column], shown[column]->keep_end);
			ctl_grid_put(row, column, shown[column]->coloured ?
				     port->severity : CTL_SEVERITY_GOOD,
				     "%s", text);
		}
	}
	return ctl_grid_print(grid, 0, NULL, NULL);
}

static struct json_object *list_json(const struct ctl_fleet *fleet)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < fleet->count; i++)
		json_object_array_add(array, ctl_json(&ctl_cage_layout,
						      fleet->ports[i].cage));
	return array;
}

/**
 * ctl_list - the command list
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_list(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *key = options->sort ? options->sort :
			  options->worst ? "worst" : NULL;
	struct ctl_fleet fleet;
	int ret;

	ctl_fleet_init(&fleet);
	ret = ctl_fleet_collect(nl, NULL, &fleet);
	if (!ret && key) {
		ret = ctl_list_sort(&fleet, key);
		if (ret)
			snprintf(nl->error, sizeof(nl->error),
				 "there is no column '%.60s'", key);
	}
	if (!ret)
		ret = options->json ? ctl_json_print_pretty(list_json(&fleet)) :
				      ctl_list_print(&fleet);
	ctl_fleet_free(&fleet);
	return ret;
}
