// SPDX-License-Identifier: GPL-2.0-only
/* The commands record and mark. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "grid.h"
#include "json.h"
#include "replay.h"

/* Each part of a record is a binary attribute. */
static int record_take(const struct ctl_message *message, void *context)
{
	static const uint16_t parts[] = {
		CMIS_A_RECORD_HEADER, CMIS_A_RECORD_STATICS,
		CMIS_A_RECORD_BLOCK,
	};
	const struct nlattr *attr;
	FILE *out = context;
	unsigned int i;
	size_t len;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		attr = ctl_attr_find(message->data, message->len, parts[i]);
		len = attr ? mnl_attr_get_payload_len(attr) : 0;
		if (len && fwrite(mnl_attr_get_payload(attr), len, 1,
				  out) != 1)
			return -EIO;
	}
	return 0;
}

/**
 * ctl_record_fetch - write the record of a cage into a file
 * @nl: the socket
 * @cage: the cage
 * @number: of a sealed record; 0: the one that is being written
 * @out: the file
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_record_fetch(struct ctl_nl *nl, const struct ctl_cage *cage,
		     unsigned int number, FILE *out)
{
	struct ctl_request request;
	int ret;

	ctl_request_start(&request, nl, CMIS_CMD_RECORD_GET);
	mnl_attr_put_u32(request.head, CMIS_A_RECORD_CAGE_ID, cage->id);
	if (number)
		mnl_attr_put_u32(request.head, CMIS_A_RECORD_NUMBER, number);
	ret = ctl_nl_dump(nl, &request, record_take, out);
	if (!ret && fflush(out))
		ret = -errno;
	if (!ret && nl->interrupted)
		fprintf(stderr, "cmisctl: a part of the record was lost meanwhile\n");
	return ret;
}

static int record_write(struct ctl_nl *nl, const struct ctl_cage *cage,
			unsigned int number)
{
	if (!isatty(STDOUT_FILENO))
		return ctl_record_fetch(nl, cage, number, stdout);
	snprintf(nl->error, sizeof(nl->error),
		 "a record is binary; write it into a file");
	return -EINVAL;
}

static const struct ctl_column columns[] = {
	{ "NUMBER", SCOLS_FL_RIGHT },
	{ "TRIGGER" },
	{ "TRIGGERED" },
	{ "SEALED" },
	{ "PART" },
	{ "SERIAL" },
	{ "BYTES", SCOLS_FL_RIGHT },
};

static void record_put(struct libscols_table *grid,
		       const struct ctl_record *record)
{
	char triggered[CTL_VALUE_SIZE], sealed[CTL_VALUE_SIZE];
	struct libscols_line *row = ctl_grid_row(grid);

	ctl_format_clock(triggered, record->trigger_ns);
	ctl_format_clock(sealed, record->sealed_ns);
	ctl_grid_put(row, 0, CTL_SEVERITY_NONE, "%u", record->number);
	ctl_grid_put(row, 1, CTL_SEVERITY_NONE, "%s",
		     ctl_name_or(&ctl_record_trigger_names, record->trigger,
				 "?"));
	ctl_grid_put(row, 2, CTL_SEVERITY_NONE, "%s", triggered);
	ctl_grid_put(row, 3, CTL_SEVERITY_NONE, "%s", sealed);
	ctl_grid_put(row, 4, CTL_SEVERITY_NONE, "%s", record->part);
	ctl_grid_put(row, 5, CTL_SEVERITY_NONE, "%s", record->serial);
	ctl_grid_put(row, 6, CTL_SEVERITY_NONE, "%u", record->bytes);
}

static int records_print(const struct ctl_list *records)
{
	const struct ctl_record *record;
	struct libscols_table *grid;
	size_t i;

	grid = ctl_grid_new(columns, ARRAY_SIZE(columns), 0);
	if (!grid)
		return -ENOMEM;
	for (i = 0; i < records->count; i++) {
		record = ctl_list_at(records, i);
		if (CTL_HAS(record, CMIS_A_RECORD_NUMBER))
			record_put(grid, record);
		else
			printf("recorder: %s\n",
			       ctl_name_or(&ctl_record_state_names,
					   record->state, "?"));
	}
	return ctl_grid_print(grid, 0, NULL, NULL);
}

static int records_print_json(const struct ctl_list *records)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < records->count; i++)
		json_object_array_add(array, ctl_json(records->layout,
						      ctl_list_at(records, i)));
	return ctl_json_print_pretty(array);
}

static int records_list(struct ctl_nl *nl, const struct ctl_cage *cage,
			bool json)
{
	const struct ctl_query query = {
		.cmd = CMIS_CMD_RECORD_LIST,
		.one_cage = true,
		.cage_id = cage->id,
	};
	struct ctl_list records = { .layout = &ctl_record_layout };
	int ret;

	ret = ctl_collect(nl, &query, &records);
	if (!ret)
		ret = json ? records_print_json(&records) :
			     records_print(&records);
	ctl_list_free(&records);
	return ret;
}

/**
 * ctl_record - the command record
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_record(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	if (options->list || options->json)
		return records_list(nl, &cage, options->json);
	return record_write(nl, &cage, options->number);
}

/**
 * ctl_mark - the command mark
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_mark(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_request request;
	struct ctl_cage cage;
	int ret;

	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	ctl_request_start(&request, nl, CMIS_CMD_HEALTH_DO);
	mnl_attr_put_u32(request.head, CMIS_A_RECORD_CAGE_ID, cage.id);
	mnl_attr_put_u32(request.head, CMIS_A_RECORD_ACTION, CMIS_HEALTH_MARK);
	if (!mnl_attr_put_strz_check(request.head, sizeof(request.buffer),
				     CMIS_A_RECORD_TEXT, options->args[1]))
		return -E2BIG;
	return ctl_nl_ask(nl, &request, NULL, NULL);
}
