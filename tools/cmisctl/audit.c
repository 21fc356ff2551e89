// SPDX-License-Identifier: GPL-2.0-only
/* The command audit: writes to modules, and the tasks that asked for them. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"

#define CAGES		1024

static void record_print(const struct ctl_audit *record)
{
	char when[32];

	ctl_format_time(when, record->time_ns);
	printf("%s cmis%-4u %4llu %-6s ", when, record->cage_id,
	       (unsigned long long)record->number,
	       ctl_name_or(&ctl_audit_cause_names, record->cause, "?"));
	if (record->offset < 128)
		printf("lower %u", record->offset);
	else
		printf("%02xh:%u", record->page, record->offset);
	if (record->bank)
		printf(" bank %u", record->bank);
	if (CTL_HAS(record, CMIS_A_AUDIT_OLD))
		printf(" %02x ->", record->old);
	if (CTL_HAS(record, CMIS_A_AUDIT_BYTES))
		printf(" %s", record->bytes);
	else
		printf(" (%u bytes)", record->len);
	if (record->error)
		printf(" failed: %s", strerror(record->error));
	printf("  %s[%u] uid %u\n", record->comm, record->tgid, record->uid);
}

static int record_show(const struct ctl_audit *record, bool json)
{
	if (!json) {
		record_print(record);
		return 0;
	}
	return ctl_json_print(ctl_json(&ctl_audit_layout, record),
			      JSON_C_TO_STRING_PLAIN |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

/* The cages may come in any order, so each has its own last number. */
static int records_show(const struct ctl_list *records, uint64_t *last,
			bool json)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < records->count; i++) {
		const struct ctl_audit *record = ctl_list_at(records, i);
		uint64_t *known = &last[record->cage_id % CAGES];

		if (record->number <= *known)
			continue;
		*known = record->number;
		ret = record_show(record, json);
	}
	if (!ret && fflush(stdout))
		ret = -errno;
	return ret;
}

/**
 * ctl_audit - the command audit
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_audit(struct ctl_nl *nl, const struct ctl_options *options)
{
	const struct timespec pause = { .tv_sec = 1 };
	struct ctl_query query = { .cmd = CMIS_CMD_AUDIT_GET };
	static uint64_t last[CAGES];
	struct ctl_cage cage;
	int ret = 0;

	if (options->args[0]) {
		ret = ctl_cage_find(nl, options->args[0], &cage);
		query.one_cage = true;
		query.cage_id = cage.id;
	}
	while (!ret) {
		struct ctl_list records = { .layout = &ctl_audit_layout };

		ret = ctl_collect(nl, &query, &records);
		if (!ret)
			ret = records_show(&records, last, options->json);
		ctl_list_free(&records);
		if (!options->follow)
			break;
		nanosleep(&pause, NULL);
	}
	return ret;
}
