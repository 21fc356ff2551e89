// SPDX-License-Identifier: GPL-2.0-only
/* The command app: the applications of a module. */

#include <errno.h>
#include <stdio.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"

static void app_print(const struct ctl_app *app)
{
	char starts[CTL_LANES_SIZE], active[CTL_LANES_SIZE];

	ctl_format_lanes(starts, app->host_starts);
	ctl_format_lanes(active, app->active_lanes);
	printf("%-4u %5u %6u  %-15s %-8s %s to %s\n", app->appsel,
	       app->host_lanes, app->media_lanes, starts,
	       *active ? active : "-",
	       CTL_HAS(app, CMIS_A_APP_HOST_NAME) ? app->host_name : "?",
	       CTL_HAS(app, CMIS_A_APP_MEDIA_NAME) ? app->media_name : "?");
}

static int apps_print_json(const struct ctl_list *apps)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < apps->count; i++)
		json_object_array_add(array, ctl_json(apps->layout,
						      ctl_list_at(apps, i)));
	return ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

/**
 * ctl_app - the command app
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_app(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_query query = { .cmd = CMIS_CMD_APP_GET, .one_cage = true };
	struct ctl_list apps = { .layout = &ctl_app_layout };
	struct ctl_cage cage;
	size_t i;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	query.cage_id = cage.id;
	ret = ctl_collect(nl, &query, &apps);
	if (!ret && options->json)
		ret = apps_print_json(&apps);
	else if (!ret && apps.count)
		printf("APP   HOST  MEDIA  STARTS AT       ACTIVE   INTERFACES\n");
	for (i = 0; !ret && !options->json && i < apps.count; i++)
		app_print(ctl_list_at(&apps, i));
	ctl_list_free(&apps);
	return ret;
}
