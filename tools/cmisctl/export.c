// SPDX-License-Identifier: GPL-2.0-only
/* The command metrics. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmisctl.h"
#include "metrics.h"

/* Attempts at a dump that changes interrupt. */
#define DUMP_TRIES 5

static int take_reading(const struct ctl_message *message, void *context)
{
	struct ctl_reading reading;
	int ret;

	ret = ctl_parse(&ctl_reading_layout, message->data, message->len,
			&reading);
	return ret ? ret : ctl_metrics_take(context, &reading);
}

static int collect_lists(struct ctl_nl *nl, struct ctl_metrics *metrics)
{
	const struct {
		uint8_t cmd;
		struct ctl_list *list;
	} dumps[] = {
		{ CMIS_CMD_MODULE_GET, &metrics->cages },
		{ CMIS_CMD_LANE_GET, &metrics->lanes },
		{ CMIS_CMD_ALERT_GET, &metrics->alerts },
		{ CMIS_CMD_VERDICT_GET, &metrics->verdicts },
		{ CMIS_CMD_GUARD_GET, &metrics->guards },
		{ CMIS_CMD_TREND_GET, &metrics->trends },
	};
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < ARRAY_SIZE(dumps); i++)
		ret = ctl_collect(nl, &(struct ctl_query){
				  .cmd = dumps[i].cmd }, dumps[i].list);
	return ret;
}

/**
 * ctl_metrics_collect - ask the driver for all
 * @nl: the socket
 * @metrics: the metrics; free them in any case
 * @values_only: leave out the limits of monitors
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_metrics_collect(struct ctl_nl *nl, struct ctl_metrics *metrics,
			bool values_only)
{
	int tries = DUMP_TRIES, ret;
	struct ctl_request request;

	ctl_metrics_init(metrics);
	do {
		ctl_metrics_free(metrics);
		ctl_metrics_init(metrics);
		ret = collect_lists(nl, metrics);
		if (ret)
			return ret;
		ctl_request_start(&request, nl, CMIS_CMD_MONITOR_GET);
		if (values_only)
			mnl_attr_put(request.head, CMIS_A_READING_VALUES_ONLY,
				     0, NULL);
		ret = ctl_nl_dump(nl, &request, take_reading, metrics);
	} while (!ret && nl->interrupted && --tries);
	return ret;
}

/*
 * A reader of the file sees all of the old text or all of the new one. Without
 * metrics, the new one says that there are none: old ones must not look like
 * new ones, and without a file nobody would be told.
 */
static int print_to(const struct ctl_metrics *metrics, const char *path)
{
	char temp[4096];
	FILE *file;
	int fd, ret = 0;

	if ((size_t)snprintf(temp, sizeof(temp), "%s.XXXXXX", path) >=
	    sizeof(temp))
		return -ENAMETOOLONG;
	fd = mkstemp(temp);
	if (fd < 0)
		return -errno;
	file = fdopen(fd, "w");
	if (!file) {
		ret = -errno;
		close(fd);
		goto out_unlink;
	}
	if (metrics)
		ctl_metrics_print(metrics, file, CTL_PROMETHEUS);
	else
		ctl_metrics_print_up(file, false);
	if (fchmod(fd, 0644) || fflush(file) || ferror(file))
		ret = errno ? -errno : -EIO;
	if (fclose(file) && !ret)
		ret = -errno;
	if (!ret && rename(temp, path))
		ret = -errno;
out_unlink:
	if (ret)
		unlink(temp);
	return ret;
}

/**
 * ctl_export - the command metrics
 * @nl: a socket that is not open; close it in any case
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_export(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *path = options->args[0];
	struct ctl_metrics metrics;
	int ret, written;

	ctl_metrics_init(&metrics);
	ret = ctl_nl_open(nl);
	if (!ret)
		ret = ctl_metrics_collect(nl, &metrics, options->values_only);
	if (path) {
		written = print_to(ret ? NULL : &metrics, path);
		if (written)
			snprintf(nl->error, sizeof(nl->error), "%s: %s", path,
				 strerror(-written));
		ret = ret ? ret : written;
	} else if (!ret) {
		ctl_metrics_print(&metrics, stdout, CTL_PROMETHEUS);
	}
	ctl_metrics_free(&metrics);
	return ret;
}
