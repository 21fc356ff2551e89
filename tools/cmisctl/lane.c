// SPDX-License-Identifier: GPL-2.0-only
/* The commands lane and confirm: controls of lanes. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"
#include "revert.h"

static const struct ctl_revert control_revert = {
	.force = CMIS_A_CONTROL_FORCE,
	.ms = CMIS_A_CONTROL_REVERT_MS,
	.id = CMIS_A_CONTROL_REVERT_ID,
	.what = "the former value comes",
};

/**
 * struct change - a control to change
 * @cage_id: the cage
 * @lanes: bit 0 is lane 1
 * @name: of the control
 * @value: the value
 * @options: the command line
 */
struct change {
	uint32_t cage_id;
	uint64_t lanes;
	char name[32];
	uint32_t value;
	const struct ctl_options *options;
};

static int refuse(struct ctl_nl *nl, const char *what, const char *word)
{
	snprintf(nl->error, sizeof(nl->error), "%s '%.60s'", what, word);
	return -EINVAL;
}

/* NAME=VALUE; the value is a number, off or on. */
static int change_read(struct ctl_nl *nl, const char *word,
		       struct change *change)
{
	const char *equals = strchr(word, '=');
	unsigned long number;
	char *end;

	if (!equals || equals == word ||
	    equals - word >= (ptrdiff_t)sizeof(change->name))
		return refuse(nl, "NAME=VALUE expected, not", word);
	snprintf(change->name, sizeof(change->name), "%.*s",
		 (int)(equals - word), word);
	change->value = !strcmp(equals + 1, "on");
	if (change->value || !strcmp(equals + 1, "off"))
		return 0;
	errno = 0;
	number = strtoul(equals + 1, &end, 10);
	if (equals[1] < '0' || equals[1] > '9' || errno || *end ||
	    number > UINT32_MAX)
		return refuse(nl, "a value is a number, on or off, not",
			      equals + 1);
	change->value = number;
	return 0;
}

static void request_start(struct ctl_request *request, struct ctl_nl *nl,
			  uint8_t cmd, const struct change *change)
{
	ctl_request_start(request, nl, cmd);
	mnl_attr_put_u32(request->head, CMIS_A_CONTROL_CAGE_ID,
			 change->cage_id);
	mnl_attr_put_strz(request->head, CMIS_A_CONTROL_NAME, change->name);
	mnl_attr_put_u64(request->head, CMIS_A_CONTROL_LANES, change->lanes);
}

static int take_control(const struct ctl_message *message, void *context)
{
	return ctl_parse(&ctl_control_layout, message->data, message->len,
			 context);
}

static void format_value(char *text, size_t size, uint32_t on_off,
			 uint32_t value)
{
	if (on_off)
		snprintf(text, size, "%s", value ? "on" : "off");
	else
		snprintf(text, size, "%u", value);
}

/* A value that is not as wished has the wish behind it. */
static void control_print(const struct ctl_control *control)
{
	char lanes[CTL_LANES_SIZE], value[16], wish[16];

	ctl_format_lanes(lanes, control->lanes);
	format_value(value, sizeof(value), control->on_off, control->value);
	format_value(wish, sizeof(wish), control->on_off, control->wish);
	printf("cmis%-4u %-8s %s=%s", control->cage_id, lanes, control->name,
	       value);
	if (CTL_HAS(control, CMIS_A_CONTROL_WISH) &&
	    control->wish != control->value)
		printf(" (shall be %s)", wish);
	if (CTL_HAS(control, CMIS_A_CONTROL_REVERT_ID))
		printf(" (until confirmed: %u)", control->revert_id);
	putchar('\n');
}

static int controls_show(const struct ctl_list *controls, uint64_t lanes,
			 bool json)
{
	struct json_object *array;
	size_t i;

	if (!json) {
		for (i = 0; i < controls->count; i++) {
			struct ctl_control *control = ctl_list_at(controls, i);

			control->lanes &= lanes;
			if (control->lanes)
				control_print(control);
		}
		return 0;
	}
	array = json_object_new_array();
	for (i = 0; i < controls->count; i++) {
		struct ctl_control *control = ctl_list_at(controls, i);

		control->lanes &= lanes;
		if (control->lanes)
			json_object_array_add(array, ctl_json(controls->layout,
							      control));
	}
	return ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

/* Ask the driver for the control, until all its lanes have been told. */
static int change_collect(struct ctl_nl *nl, const struct change *change,
			  struct ctl_list *controls)
{
	struct change left = *change;
	struct ctl_control control;
	struct ctl_request request;
	int ret = 0;

	while (!ret && left.lanes) {
		memset(&control, 0, sizeof(control));
		request_start(&request, nl, CMIS_CMD_CONTROL_GET, &left);
		ret = ctl_nl_ask(nl, &request, take_control, &control);
		if (!ret && !(control.lanes & left.lanes))
			return -EBADMSG;
		left.lanes &= ~control.lanes;
		if (!ret)
			ret = ctl_list_add(controls, &control);
	}
	return ret;
}

static int change_send(struct ctl_nl *nl, const struct change *change)
{
	struct ctl_request request;

	request_start(&request, nl, CMIS_CMD_CONTROL_SET, change);
	mnl_attr_put_u32(request.head, CMIS_A_CONTROL_VALUE, change->value);
	return ctl_revert_ask(nl, &request, &control_revert, change->options,
			      change->cage_id);
}

static int changes_send(struct ctl_nl *nl, char **words, struct change *change,
			struct ctl_list *controls)
{
	int ret = 0;

	for (; !ret && *words; words++) {
		ret = change_read(nl, *words, change);
		if (!ret)
			ret = change_send(nl, change);
		if (!ret)
			ret = change_collect(nl, change, controls);
	}
	return ret;
}

/**
 * ctl_lane - the command lane
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_lane(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_query query = {
		.cmd = CMIS_CMD_CONTROL_GET,
		.one_cage = true,
	};
	struct ctl_list controls = { .layout = &ctl_control_layout };
	struct change change = {
		.lanes = UINT64_MAX,
		.options = options,
	};
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	change.cage_id = cage.id;
	query.cage_id = cage.id;
	if (options->args[1] &&
	    !ctl_lanes_read(options->args[1], &change.lanes))
		return refuse(nl, "lanes are like 1-4,9, not",
			      options->args[1]);
	if (options->args[1] && options->args[2])
		ret = changes_send(nl, options->args + 2, &change, &controls);
	else
		ret = ctl_collect(nl, &query, &controls);
	if (!ret)
		ret = controls_show(&controls, change.lanes, options->json);
	ctl_list_free(&controls);
	return ret;
}

/**
 * ctl_confirm - the command confirm
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_confirm(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *text = options->args[1];
	struct ctl_request request;
	struct ctl_cage cage;
	unsigned long id;
	char *end;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	id = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || id > UINT32_MAX)
		return refuse(nl, "a number expected, not", text);
	ctl_request_start(&request, nl, CMIS_CMD_CONFIRM);
	mnl_attr_put_u32(request.head, CMIS_A_CONTROL_CAGE_ID, cage.id);
	mnl_attr_put_u32(request.head, CMIS_A_CONTROL_REVERT_ID, id);
	return ctl_nl_ask(nl, &request, NULL, NULL);
}
