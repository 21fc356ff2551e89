// SPDX-License-Identifier: GPL-2.0-only
/* The command loopback: loopbacks of a module. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"
#include "revert.h"

static const struct ctl_revert loopback_revert = {
	.force = CMIS_A_LOOPBACK_FORCE,
	.ms = CMIS_A_LOOPBACK_REVERT_MS,
	.id = CMIS_A_LOOPBACK_REVERT_ID,
	.what = "the former loopbacks come",
};

static void loopback_print(const struct ctl_loopback *loopback)
{
	char lanes[CTL_LANES_SIZE] = "-";

	if (loopback->lanes)
		ctl_format_lanes(lanes, loopback->lanes);
	printf("cmis%-4u %-12s %-6s %s", loopback->cage_id,
	       ctl_name_or(&ctl_loopback_kind_names, loopback->kind, "?"),
	       loopback->kind == CMIS_LOOPBACK_KIND_MEDIA_OUTPUT ||
	       loopback->kind == CMIS_LOOPBACK_KIND_HOST_INPUT ? "local" :
								 "remote",
	       lanes);
	if (CTL_HAS(loopback, CMIS_A_LOOPBACK_REVERT_ID))
		printf(" (until confirmed: %u)", loopback->revert_id);
	putchar('\n');
}

static int loopbacks_show(struct ctl_nl *nl, uint32_t cage_id, bool json)
{
	struct ctl_query query = {
		.cmd = CMIS_CMD_LOOPBACK_GET,
		.one_cage = true,
		.cage_id = cage_id,
	};
	struct ctl_list list = { .layout = &ctl_loopback_layout };
	struct json_object *array;
	size_t i;
	int ret;

	ret = ctl_collect(nl, &query, &list);
	if (!ret && json) {
		array = json_object_new_array();
		for (i = 0; i < list.count; i++)
			json_object_array_add(array,
					      ctl_json(list.layout,
						       ctl_list_at(&list, i)));
		ret = ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
				     JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
	}
	for (i = 0; !ret && !json && i < list.count; i++)
		loopback_print(ctl_list_at(&list, i));
	ctl_list_free(&list);
	return ret;
}

/* The last word: a kind, or off */
static int put_kind(struct ctl_nl *nl, struct ctl_request *request,
		    const char *word)
{
	const char *name;
	unsigned int i;

	if (word && !strcmp(word, "off")) {
		mnl_attr_put_u8(request->head, CMIS_A_LOOPBACK_DIRECTION, 0);
		return 0;
	}
	for (i = 0; word && i <= CMIS_LOOPBACK_KIND_MAX; i++) {
		name = ctl_name_or(&ctl_loopback_kind_names, i, "?");
		if (strcmp(name, word))
			continue;
		mnl_attr_put_u32(request->head, CMIS_A_LOOPBACK_KIND, i);
		return 0;
	}
	snprintf(nl->error, sizeof(nl->error),
		 "the last word is media-output, media-input, host-output, host-input or off, not '%.60s'",
		 word ? word : "");
	return -EINVAL;
}

static int loopback_change(struct ctl_nl *nl, uint32_t cage_id,
			   const struct ctl_options *options)
{
	struct ctl_request request;
	char **word = options->args + 1;
	uint64_t lanes;
	int ret;

	ctl_request_start(&request, nl, CMIS_CMD_LOOPBACK_SET);
	mnl_attr_put_u32(request.head, CMIS_A_LOOPBACK_CAGE_ID, cage_id);
	if (!strcmp(*word, "lanes")) {
		if (!word[1] || !ctl_lanes_read(word[1], &lanes)) {
			snprintf(nl->error, sizeof(nl->error),
				 "lanes are like 1-4,9");
			return -EINVAL;
		}
		mnl_attr_put_u64(request.head, CMIS_A_LOOPBACK_LANES, lanes);
		word += 2;
	}
	ret = put_kind(nl, &request, *word);
	if (!ret)
		ret = ctl_revert_ask(nl, &request, &loopback_revert, options,
				     cage_id);
	return ret;
}

/**
 * ctl_loopback_command - the command loopback
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_loopback_command(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (!ret && options->args[1])
		ret = loopback_change(nl, cage.id, options);
	return ret ? ret : loopbacks_show(nl, cage.id, options->json);
}
