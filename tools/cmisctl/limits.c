// SPDX-License-Identifier: GPL-2.0-only
/* The command limits: thresholds of part numbers, from a file to the driver. */

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"

#define LINE_SIZE	256

/**
 * struct limit_line - a line of the file
 * @vendor_pn: part number
 * @monitor: name of a monitor
 * @level: name of a level
 * @value: a decimal number, or none
 */
struct limit_line {
	char *vendor_pn;
	char *monitor;
	char *level;
	char *value;
};

/* Cut the last word off a line; NULL if there is none. */
static char *take_last(char *line)
{
	char *end = line + strlen(line);

	while (end > line && isspace((unsigned char)end[-1]))
		*--end = '\0';
	while (end > line && !isspace((unsigned char)end[-1]))
		end--;
	if (end == line)
		return NULL;
	end[-1] = '\0';
	return end;
}

/* A part number may have blanks, so the words are taken from the end. */
static int line_split(char *text, struct limit_line *line)
{
	char *end;

	line->value = take_last(text);
	line->level = line->value ? take_last(text) : NULL;
	line->monitor = line->level ? take_last(text) : NULL;
	if (!line->monitor)
		return -EINVAL;
	while (isspace((unsigned char)*text))
		text++;
	end = text + strlen(text);
	while (end > text && isspace((unsigned char)end[-1]))
		*--end = '\0';
	line->vendor_pn = text;
	return *text && end - text <= 16 ? 0 : -EINVAL;
}

static int level_read(const char *text, uint32_t *level)
{
	const struct ctl_names *names = &ctl_level_names;

	for (*level = 0; *level < names->count; ++*level)
		if (names->text[*level] && !strcmp(names->text[*level], text))
			return 0;
	return -EINVAL;
}

static int line_send(struct ctl_nl *nl, const struct limit_line *line)
{
	bool drop = !strcmp(line->value, "none");
	struct ctl_number number = { 0 };
	struct ctl_request request;
	struct nlattr *nest;
	uint32_t level;

	if (level_read(line->level, &level) ||
	    (!drop && ctl_number_read(line->value, &number)))
		return -EINVAL;
	ctl_request_start(&request, nl, CMIS_CMD_LIMIT_SET);
	mnl_attr_put_strz(request.head, CMIS_A_LIMIT_VENDOR_PN,
			  line->vendor_pn);
	mnl_attr_put_strz(request.head, CMIS_A_LIMIT_MONITOR, line->monitor);
	mnl_attr_put_u32(request.head, CMIS_A_LIMIT_LEVEL, level);
	if (!drop) {
		nest = mnl_attr_nest_start(request.head, CMIS_A_LIMIT_VALUE);
		mnl_attr_put_u32(request.head, CMIS_A_NUMBER_MANTISSA,
				 number.mantissa);
		mnl_attr_put_u32(request.head, CMIS_A_NUMBER_EXPONENT,
				 number.exponent);
		mnl_attr_nest_end(request.head, nest);
	}
	return ctl_nl_ask(nl, &request, NULL, NULL);
}

static int limits_load(struct ctl_nl *nl, FILE *file, const char *name)
{
	char text[LINE_SIZE], reason[CTL_ERROR_SIZE];
	struct limit_line line;
	unsigned int number = 0;
	int ret = 0;

	while (!ret && fgets(text, sizeof(text), file)) {
		number++;
		if (!strchr(text, '\n') && !feof(file))
			ret = -EINVAL;
		text[strcspn(text, "#\n")] = '\0';
		nl->error[0] = '\0';
		if (!ret && !text[strspn(text, " \t\r")])
			continue;
		if (!ret)
			ret = line_split(text, &line);
		if (!ret)
			ret = line_send(nl, &line);
	}
	if (ret) {
		snprintf(reason, sizeof(reason), "%s", *nl->error ? nl->error :
			 "not PART MONITOR LEVEL VALUE");
		snprintf(nl->error, sizeof(nl->error), "%.80s:%u: %.150s",
			 name, number, reason);
	}
	return ret;
}

static void limits_print(const struct ctl_list *limits)
{
	char text[CTL_VALUE_SIZE];
	size_t i;

	for (i = 0; i < limits->count; i++) {
		const struct ctl_limit *limit = ctl_list_at(limits, i);

		ctl_format_value(text, limit->unit, &limit->value);
		printf("%-16s %-28s %-12s %s\n", limit->vendor_pn,
		       limit->monitor, ctl_name_or(&ctl_level_names,
						   limit->level, "?"), text);
	}
}

static int limits_show(struct ctl_nl *nl, bool json)
{
	const struct ctl_query query = { .cmd = CMIS_CMD_LIMIT_GET };
	struct ctl_list limits = { .layout = &ctl_limit_layout };
	struct json_object *array;
	size_t i;
	int ret;

	ret = ctl_collect(nl, &query, &limits);
	if (!ret && json) {
		array = json_object_new_array();
		for (i = 0; i < limits.count; i++)
			json_object_array_add(array,
					      ctl_json(limits.layout,
						       ctl_list_at(&limits,
								   i)));
		ret = ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
				     JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
	} else if (!ret) {
		limits_print(&limits);
	}
	ctl_list_free(&limits);
	return ret;
}

/**
 * ctl_limits - the command limits
 * @nl: the socket
 * @options: the command line: a file, or none to show the limits
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_limits(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *name = options->args[0];
	FILE *file;
	int ret;

	if (!name)
		return limits_show(nl, options->json);
	file = fopen(name, "r");
	if (!file) {
		ret = -errno;
		snprintf(nl->error, sizeof(nl->error), "%.80s: %s", name,
			 strerror(errno));
		return ret;
	}
	ret = limits_load(nl, file, name);
	fclose(file);
	return ret;
}
