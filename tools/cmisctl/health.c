// SPDX-License-Identifier: GPL-2.0-only
/* The command health: why links went down, and lanes that came back worse. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "grid.h"
#include "json.h"
#include "verdict.h"

/* Attempts at a dump that changes interrupt */
#define DUMP_TRIES	5

/**
 * struct kept - a verdict of a dump
 * @verdict: as a struct
 * @message: a copy
 */
struct kept {
	struct ctl_verdict verdict;
	struct ctl_message message;
};

/**
 * struct health - answers of the driver
 * @cage: the cage; NULL: all
 * @cages: all cages
 * @names: the same, for their names
 * @guards: usual error ratios
 * @kept: verdicts
 * @count: of @kept
 */
struct health {
	const struct ctl_cage *cage;
	struct ctl_list cages;
	struct ctl_names_of names;
	struct ctl_list guards;
	struct kept *kept;
	size_t count;
};

static void verdicts_drop(struct health *health)
{
	while (health->count)
		free((void *)health->kept[--health->count].message.data);
	free(health->kept);
	health->kept = NULL;
}

static int take_verdict(const struct ctl_message *message, void *context)
{
	struct health *health = context;
	struct kept kept = { .message = *message }, *more;
	void *data;
	int ret;

	ret = ctl_parse(&ctl_verdict_layout, message->data, message->len,
			&kept.verdict);
	if (ret)
		return ret;
	if (health->cage && !ctl_verdict_is_about(message, &kept.verdict,
						  health->cage->id))
		return 0;
	more = reallocarray(health->kept, health->count + 1, sizeof(kept));
	if (!more)
		return -ENOMEM;
	health->kept = more;
	data = malloc(message->len);
	if (!data)
		return -ENOMEM;
	memcpy(data, message->data, message->len);
	kept.message.data = data;
	health->kept[health->count++] = kept;
	return 0;
}

/* A common cause is a verdict of its first cage, so ask about all cages. */
static int verdicts_collect(struct ctl_nl *nl, struct health *health)
{
	int tries = DUMP_TRIES, ret;

	do {
		struct ctl_request request;

		verdicts_drop(health);
		ctl_request_start(&request, nl, CMIS_CMD_VERDICT_GET);
		ret = ctl_nl_dump(nl, &request, take_verdict, health);
	} while (!ret && nl->interrupted && --tries);
	return ret;
}

static int health_collect(struct ctl_nl *nl, struct health *health)
{
	struct ctl_query query = { .cmd = CMIS_CMD_MODULE_GET };
	int ret;

	ret = ctl_collect(nl, &query, &health->cages);
	health->names = (struct ctl_names_of) {
		(void *)health->cages.items, health->cages.count,
	};
	query.cmd = CMIS_CMD_GUARD_GET;
	if (health->cage) {
		query.one_cage = true;
		query.cage_id = health->cage->id;
	}
	if (!ret)
		ret = ctl_collect(nl, &query, &health->guards);
	return ret ? ret : verdicts_collect(nl, health);
}

static int health_json(const struct health *health)
{
	struct json_object *json = json_object_new_object();
	struct json_object *verdicts = json_object_new_array();
	size_t i;

	for (i = 0; i < health->count; i++)
		json_object_array_add(verdicts,
				      ctl_verdict_json(&health->kept[i].message,
						       &health->kept[i].verdict,
						       &health->names));
	json_object_object_add(json, "verdicts", verdicts);
	json_object_object_add(json, "guard",
			       ctl_json_list(&ctl_guard_layout,
					     health->guards.items,
					     health->guards.count));
	return ctl_json_print_pretty(json);
}

static void ratio_put(struct libscols_line *row, size_t column,
		      const struct ctl_number *ratio)
{
	char text[CTL_VALUE_SIZE];

	ctl_format_float(text, ratio);
	ctl_grid_put(row, column, CTL_SEVERITY_NONE, "%s", text);
}

static const struct ctl_column columns[] = {
	{ "CAGE" },
	{ "LANE", SCOLS_FL_RIGHT },
	{ "SIDE" },
	{ "USUAL BER" },
	{ "SAMPLES", SCOLS_FL_RIGHT },
	{ "BEFORE" },
	{ "AFTER" },
};

static void guard_put(struct libscols_table *grid,
		      const struct ctl_guard *guard)
{
	struct libscols_line *row = ctl_grid_row(grid);

	ctl_grid_put(row, 0, CTL_SEVERITY_NONE, "cmis%u", guard->cage_id);
	ctl_grid_put(row, 1, CTL_SEVERITY_NONE, "%u", guard->lane);
	ctl_grid_put(row, 2, CTL_SEVERITY_NONE, "%s",
		     ctl_name_or(&ctl_side_names, guard->side, "?"));
	if (guard->valid)
		ratio_put(row, 3, &guard->level);
	ctl_grid_put(row, 4, CTL_SEVERITY_NONE, "%u", guard->samples);
	if (!guard->worse)
		return;
	ratio_put(row, 5, &guard->before);
	ratio_put(row, 6, &guard->after);
}

/* Of one cage all lanes, else those that are worse */
static int guards_print(const struct health *health)
{
	struct libscols_table *grid = NULL;
	size_t i;

	for (i = 0; i < health->guards.count; i++) {
		const struct ctl_guard *guard =
			ctl_list_at(&health->guards, i);

		if (!health->cage && !guard->worse)
			continue;
		if (!grid)
			grid = ctl_grid_new(columns, ARRAY_SIZE(columns), 0);
		if (!grid)
			return -ENOMEM;
		guard_put(grid, guard);
	}
	return grid ? ctl_grid_print(grid, 0, NULL, NULL) : 0;
}

/* Whether a verdict is the last one of its cage in the dump */
static bool is_last(const struct health *health, size_t index)
{
	return index + 1 == health->count ||
	       health->kept[index].verdict.cage_id !=
	       health->kept[index + 1].verdict.cage_id;
}

static int health_print(const struct health *health)
{
	size_t i;

	if (!health->count)
		puts("no link has gone down");
	for (i = 0; i < health->count; i++) {
		const struct kept *kept = &health->kept[i];

		if (!health->cage && !is_last(health, i))
			continue;
		ctl_verdict_print(&kept->message, &kept->verdict,
				  &health->names, "");
		if (health->cage)
			ctl_verdict_print_evidence(&kept->message,
						   &kept->verdict);
	}
	return guards_print(health);
}

static int health_accept(struct ctl_nl *nl, const struct ctl_cage *cage)
{
	struct ctl_request request;

	if (!cage) {
		snprintf(nl->error, sizeof(nl->error),
			 "health: --accept needs a cage");
		return -EINVAL;
	}
	ctl_request_start(&request, nl, CMIS_CMD_HEALTH_DO);
	mnl_attr_put_u32(request.head, CMIS_A_RECORD_CAGE_ID, cage->id);
	mnl_attr_put_u32(request.head, CMIS_A_RECORD_ACTION,
			 CMIS_HEALTH_ACCEPT);
	return ctl_nl_ask(nl, &request, NULL, NULL);
}

/**
 * ctl_health - the command health
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_health(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct health health = {
		.cages = { .layout = &ctl_cage_layout },
		.guards = { .layout = &ctl_guard_layout },
	};
	struct ctl_cage cage;
	int ret = 0;

	if (options->args[0]) {
		ret = ctl_cage_find(nl, options->args[0], &cage);
		health.cage = &cage;
	}
	if (!ret && options->accept)
		return health_accept(nl, health.cage);
	if (!ret)
		ret = health_collect(nl, &health);
	if (!ret)
		ctl_warn_interrupted(nl);
	if (!ret)
		ret = options->json ? health_json(&health) :
				      health_print(&health);
	verdicts_drop(&health);
	ctl_list_free(&health.guards);
	ctl_list_free(&health.cages);
	return ret;
}
