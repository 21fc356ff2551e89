// SPDX-License-Identifier: GPL-2.0-only
/* The commands reset and power. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"

static int act(struct ctl_nl *nl, const struct ctl_options *options,
	       uint32_t action)
{
	struct ctl_request request;
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	ctl_request_start(&request, nl, CMIS_CMD_MODULE_ACT);
	mnl_attr_put_u32(request.head, CMIS_A_ACTION_CAGE_ID, cage.id);
	mnl_attr_put_u32(request.head, CMIS_A_ACTION_ACTION, action);
	if (options->force)
		mnl_attr_put(request.head, CMIS_A_ACTION_FORCE, 0, NULL);
	return ctl_nl_ask(nl, &request, NULL, NULL);
}

/**
 * ctl_reset - the command reset
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_reset(struct ctl_nl *nl, const struct ctl_options *options)
{
	return act(nl, options, CMIS_MODULE_ACTION_RESET);
}

/**
 * ctl_power - the command power
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_power(struct ctl_nl *nl, const struct ctl_options *options)
{
	if (!strcmp(options->args[1], "low"))
		return act(nl, options, CMIS_MODULE_ACTION_LOW_POWER);
	if (!strcmp(options->args[1], "high"))
		return act(nl, options, CMIS_MODULE_ACTION_HIGH_POWER);
	snprintf(nl->error, sizeof(nl->error), "low or high expected, not '%.60s'",
		 options->args[1]);
	return -EINVAL;
}
