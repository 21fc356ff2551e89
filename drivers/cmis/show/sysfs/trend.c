// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: files of a lane with trends and usual error ratios. The table of
 * quantities has their names, so a new row there makes new files.
 */

#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "show/sysfs/trend.h"
#include "core/health.h"
#include "show/sysfs/file.h"
#include "spec/f16.h"
#include "spec/health_log2.h"
#include "spec/monitors.h"

/* "media_pre_fec_ber_trend_10min_per_day" */
#define CMIS_TREND_NAME		40
#define CMIS_TREND_FILES						\
	(CMIS_QUANTITY_COUNT * CMIS_WINDOW_COUNT)

static const char *const cmis_window_names[] = {
	[CMIS_WINDOW_10MIN] = "10min",
	[CMIS_WINDOW_6H] = "6h",
	[CMIS_WINDOW_7D] = "7d",
	[CMIS_WINDOW_128D] = "128d",
};

static_assert(ARRAY_SIZE(cmis_window_names) == CMIS_WINDOW_COUNT);

/* Of a usual error ratio; there is no such window. */
#define CMIS_WINDOW_BASELINE	CMIS_WINDOW_COUNT

static const struct {
	const char *name;
	u16 type;
	u8 quantity;
} cmis_baselines[] = {
	{ "media_ber_baseline", CMIS_MON_MEDIA_BER, CMIS_QUANTITY_MEDIA_BER },
	{ "host_ber_baseline", CMIS_MON_HOST_BER, CMIS_QUANTITY_HOST_BER },
};

/**
 * struct cmis_trend_file - a file
 * @file: the file
 * @quantity: enum cmis_quantity
 * @window: enum cmis_window, or %CMIS_WINDOW_BASELINE
 * @name: room for its name
 *
 * cmis_sysfs_trends_init() fills the table before the first cage.
 */
static struct cmis_trend_file {
	struct cmis_file file;
	u8 quantity;
	u8 window;
	char name[CMIS_TREND_NAME];
} cmis_trend_files[CMIS_TREND_FILES + ARRAY_SIZE(cmis_baselines)];

struct attribute *cmis_trend_attrs[ARRAY_SIZE(cmis_trend_files) + 1];

static int cmis_sysfs_baseline_emit(struct cmis_cage *cage, unsigned int lane,
				    unsigned int quantity, char *buf)
{
	struct cmis_guard guard;
	char text[CMIS_F16_TEXT];
	int ret;

	ret = cmis_health_get_guard(cage, lane, quantity, &guard);
	if (ret)
		return ret;
	if (!cmis_guard_valid(&guard))
		return -ENODATA;
	ret = cmis_f16_format(cmis_log2_to_f16(guard.base.level), text,
			      sizeof(text));
	return ret < 0 ? ret : sysfs_emit(buf, "%s\n", text);
}

/**
 * cmis_sysfs_trend_emit - print a trend or a usual error ratio
 * @file: one of the files of this table
 * @cage: the cage
 * @lane: the lane, from 0
 * @buf: where the text goes
 *
 * Context: Sleeps.
 * Return: length of the text; -ENODATA: there are not enough samples yet.
 */
int cmis_sysfs_trend_emit(const struct cmis_file *file, struct cmis_cage *cage,
			  unsigned int lane, char *buf)
{
	const struct cmis_trend_file *own =
		container_of(file, struct cmis_trend_file, file);
	const struct cmis_trend_place place = {
		.lane = lane,
		.quantity = own->quantity,
		.window = own->window,
	};
	struct cmis_health_trend trend;
	int ret;

	if (own->window == CMIS_WINDOW_BASELINE)
		return cmis_sysfs_baseline_emit(cage, lane, own->quantity, buf);
	ret = cmis_health_get_trend(cage, &place, &trend);
	if (ret)
		return ret;
	return trend.known ? sysfs_emit(buf, "%d\n", trend.per_day) :
			     -ENODATA;
}

static int __init cmis_sysfs_trend_fill(struct cmis_trend_file *file,
					unsigned int quantity,
					unsigned int window)
{
	const struct cmis_quantity_row *row = cmis_quantity_get(quantity);

	if (snprintf(file->name, sizeof(file->name), "%s_trend_%s_per_day",
		     row->name, cmis_window_names[window]) >=
	    sizeof(file->name))
		return -ENAMETOOLONG;
	file->file.attr.attr.name = file->name;
	file->file.id = row->type;
	file->quantity = quantity;
	file->window = window;
	return 0;
}

/**
 * cmis_sysfs_trends_init - make the files of all trends
 *
 * Return: 0, or -ENAMETOOLONG.
 */
int __init cmis_sysfs_trends_init(void)
{
	struct cmis_trend_file *file = cmis_trend_files;
	int ret;

	for (unsigned int i = 0; i < CMIS_TREND_FILES; i++) {
		unsigned int quantity = i / CMIS_WINDOW_COUNT;
		unsigned int window = i % CMIS_WINDOW_COUNT;

		if (!cmis_window_serves(window, quantity))
			continue;
		ret = cmis_sysfs_trend_fill(file++, quantity, window);
		if (ret)
			return ret;
	}
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_baselines); i++, file++) {
		file->file.attr.attr.name = cmis_baselines[i].name;
		file->file.id = cmis_baselines[i].type;
		file->quantity = cmis_baselines[i].quantity;
		file->window = CMIS_WINDOW_BASELINE;
	}
	for (unsigned int i = 0; &cmis_trend_files[i] < file; i++) {
		cmis_trend_files[i].file.of = CMIS_OF_TREND;
		cmis_files_init(&cmis_trend_files[i].file, 1,
				&cmis_trend_attrs[i]);
	}
	return 0;
}
