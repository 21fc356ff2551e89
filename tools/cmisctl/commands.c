// SPDX-License-Identifier: GPL-2.0-only
/* The commands list, show and alerts. */

#include <errno.h>
#include <stdio.h>

#include "cmisctl.h"
#include "collect.h"
#include "json.h"
#include "table.h"

static struct json_object *json_list(const struct ctl_list *list)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < list->count; i++)
		json_object_array_add(array,
				      ctl_json(list->layout,
					       ctl_list_at(list, i)));
	return array;
}

static int print_json(struct json_object *object)
{
	return ctl_json_print(object, JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

static void warn_interrupted(const struct ctl_nl *nl)
{
	if (nl->interrupted)
		fprintf(stderr, "cmisctl: the output may mix old and new values\n");
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
	const struct ctl_query query = { .cmd = CMIS_CMD_MODULE_GET };
	struct ctl_list cages = { .layout = &ctl_cage_layout };
	int ret;

	ret = ctl_collect(nl, &query, &cages);
	if (!ret && options->json)
		ret = print_json(json_list(&cages));
	else if (!ret)
		ctl_table_cages(&cages);
	if (!ret)
		warn_interrupted(nl);
	ctl_list_free(&cages);
	return ret;
}

/**
 * struct shown - a cage with all that belongs to it
 * @cage: the cage
 * @readings: of its monitors
 * @lanes: its lanes
 * @alerts: its active alerts
 */
struct shown {
	struct ctl_cage cage;
	struct ctl_list readings;
	struct ctl_list lanes;
	struct ctl_list alerts;
};

static int shown_collect(struct ctl_nl *nl, struct shown *shown)
{
	struct {
		uint8_t cmd;
		struct ctl_list *list;
	} dumps[] = {
		{ CMIS_CMD_MONITOR_GET, &shown->readings },
		{ CMIS_CMD_LANE_GET, &shown->lanes },
		{ CMIS_CMD_ALERT_GET, &shown->alerts },
	};
	struct ctl_query query = {
		.one_cage = true,
		.cage_id = shown->cage.id,
	};
	unsigned int i;
	int ret = 0;

	for (i = 0; !ret && i < ARRAY_SIZE(dumps); i++) {
		query.cmd = dumps[i].cmd;
		ret = ctl_collect(nl, &query, dumps[i].list);
		if (!ret)
			warn_interrupted(nl);
	}
	return ret;
}

static int shown_print_json(const struct shown *shown)
{
	struct json_object *json = ctl_json(&ctl_cage_layout, &shown->cage);

	json_object_object_add(json, "monitors", json_list(&shown->readings));
	json_object_object_add(json, "lane-status", json_list(&shown->lanes));
	json_object_object_add(json, "alerts", json_list(&shown->alerts));
	return print_json(json);
}

static void shown_print(const struct shown *shown)
{
	size_t i;

	ctl_table_identity(&shown->cage);
	ctl_table_readings(&shown->readings);
	ctl_table_lanes(&shown->lanes, &shown->readings);
	if (shown->alerts.count)
		putchar('\n');
	for (i = 0; i < shown->alerts.count; i++)
		ctl_line_alert(ctl_list_at(&shown->alerts, i), "");
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
	struct shown shown = {
		.readings.layout = &ctl_reading_layout,
		.lanes.layout = &ctl_lane_layout,
		.alerts.layout = &ctl_alert_layout,
	};
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &shown.cage);
	if (!ret)
		ret = shown_collect(nl, &shown);
	if (!ret && options->json)
		ret = shown_print_json(&shown);
	else if (!ret)
		shown_print(&shown);
	ctl_list_free(&shown.readings);
	ctl_list_free(&shown.lanes);
	ctl_list_free(&shown.alerts);
	return ret;
}

/**
 * ctl_alerts - the command alerts
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_alerts(struct ctl_nl *nl, const struct ctl_options *options)
{
	const struct ctl_query query = {
		.cmd = CMIS_CMD_ALERT_GET,
		.all = options->all,
	};
	struct ctl_list alerts = { .layout = &ctl_alert_layout };
	size_t i;
	int ret;

	ret = ctl_collect(nl, &query, &alerts);
	if (!ret && options->json)
		ret = print_json(json_list(&alerts));
	else if (!ret)
		for (i = 0; i < alerts.count; i++)
			ctl_line_alert(ctl_list_at(&alerts, i), "");
	if (!ret)
		warn_interrupted(nl);
	ctl_list_free(&alerts);
	return ret;
}
