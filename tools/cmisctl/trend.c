// SPDX-License-Identifier: GPL-2.0-only
/* The command trend: slopes of a module, and the time that they leave. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "grid.h"
#include "json.h"

#define NO_SAMPLE	(-32768)

static const struct ctl_column columns[] = {
	{ "LANE", SCOLS_FL_RIGHT },
	{ "NAME" },
	{ "WINDOW", SCOLS_FL_RIGHT },
	{ "A DAY", SCOLS_FL_RIGHT },
	{ "UNIT" },
	{ "CONFIDENCE", SCOLS_FL_RIGHT },
	{ "HOURS LEFT", SCOLS_FL_RIGHT },
};

/**
 * struct trends - answers of the driver
 * @grid: the table; NULL: JSON
 * @array: the JSON
 * @count: trends with a slope
 */
struct trends {
	struct libscols_table *grid;
	struct json_object *array;
	size_t count;
};

static void trend_put(struct trends *trends, const struct ctl_trend *trend)
{
	enum ctl_severity severity = trend->ahead ? CTL_SEVERITY_WARNING :
						    CTL_SEVERITY_NONE;
	struct libscols_line *row = ctl_grid_row(trends->grid);

	trends->count++;
	ctl_grid_put(row, 0, severity, "%u", trend->lane);
	ctl_grid_put(row, 1, severity, "%s", trend->name);
	ctl_grid_put(row, 2, severity, "%s",
		     ctl_name_or(&ctl_trend_window_names, trend->window, "?"));
	ctl_grid_put(row, 3, severity, "%+d", trend->slope);
	ctl_grid_put(row, 4, severity, "%s", trend->unit);
	ctl_grid_put(row, 5, severity, "%u %%", trend->confidence);
	if (CTL_HAS(trend, CMIS_A_TREND_HOURS_LEFT))
		ctl_grid_put(row, 6, severity, "%u", trend->hours_left);
}

/* Bins without a sample are null. */
static struct json_object *bins_json(const struct ctl_message *message)
{
	const struct nlattr *attr = ctl_attr_find(message->data, message->len,
						  CMIS_A_TREND_BINS);
	struct json_object *bins = json_object_new_array();
	size_t len = attr ? mnl_attr_get_payload_len(attr) : 0, at;
	int32_t bin;

	for (at = 0; at + sizeof(bin) <= len; at += sizeof(bin)) {
		memcpy(&bin, (const uint8_t *)mnl_attr_get_payload(attr) + at,
		       sizeof(bin));
		json_object_array_add(bins, bin == NO_SAMPLE ? NULL :
				      json_object_new_int(bin));
	}
	return bins;
}

static int take_trend(const struct ctl_message *message, void *context)
{
	struct trends *trends = context;
	struct json_object *json;
	struct ctl_trend trend;
	int ret;

	ret = ctl_parse(&ctl_trend_layout, message->data, message->len,
			&trend);
	if (ret)
		return ret;
	if (trends->array) {
		json = ctl_json(&ctl_trend_layout, &trend);
		json_object_object_add(json, "bins", bins_json(message));
		json_object_array_add(trends->array, json);
	} else if (CTL_HAS(&trend, CMIS_A_TREND_SLOPE)) {
		trend_put(trends, &trend);
	}
	return 0;
}

static int trends_print(struct trends *trends)
{
	if (trends->array)
		return ctl_json_print_pretty(trends->array);
	if (trends->count)
		return ctl_grid_print(trends->grid, 0, NULL, NULL);
	scols_unref_table(trends->grid);
	puts("there are not enough samples yet");
	return 0;
}

static void trends_drop(struct trends *trends)
{
	if (trends->array)
		json_object_put(trends->array);
	else
		scols_unref_table(trends->grid);
}

/**
 * ctl_trend - the command trend
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_trend(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_request request;
	struct trends trends = {};
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	if (options->json)
		trends.array = json_object_new_array();
	else
		trends.grid = ctl_grid_new(columns, ARRAY_SIZE(columns), 0);
	if (!trends.array && !trends.grid)
		return -ENOMEM;
	ctl_request_start(&request, nl, CMIS_CMD_TREND_GET);
	mnl_attr_put_u32(request.head, CMIS_A_TREND_CAGE_ID, cage.id);
	ret = ctl_nl_dump(nl, &request, take_trend, &trends);
	if (!ret)
		return trends_print(&trends);
	trends_drop(&trends);
	return ret;
}
