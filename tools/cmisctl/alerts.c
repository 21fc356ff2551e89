// SPDX-License-Identifier: GPL-2.0-only
/* The command alerts. */

#include "cmisctl.h"
#include "collect.h"
#include "event.h"
#include "json.h"

static int print_json(const struct ctl_list *alerts,
		      const struct ctl_names_of *names)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < alerts->count; i++)
		json_object_array_add(array,
				      ctl_event_alert_json(ctl_list_at(alerts,
								       i),
							   names));
	return ctl_json_print_pretty(array);
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
	struct ctl_list alerts = { .layout = &ctl_alert_layout };
	struct ctl_list cages = { .layout = &ctl_cage_layout };
	struct ctl_query query = { .cmd = CMIS_CMD_MODULE_GET };
	struct ctl_names_of names;
	size_t i;
	int ret;

	ret = ctl_collect(nl, &query, &cages);
	query.cmd = CMIS_CMD_ALERT_GET;
	query.all = options->all;
	if (!ret)
		ret = ctl_collect(nl, &query, &alerts);
	if (!ret)
		ctl_warn_interrupted(nl);
	names = (struct ctl_names_of) { (void *)cages.items, cages.count };
	if (!ret && options->json)
		ret = print_json(&alerts, &names);
	for (i = 0; !ret && !options->json && i < alerts.count; i++)
		ctl_event_alert(ctl_list_at(&alerts, i), &names, "");
	ctl_list_free(&alerts);
	ctl_list_free(&cages);
	return ret;
}
