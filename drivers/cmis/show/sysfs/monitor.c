// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: a file for each type of monitors, in the folders of lanes and in
 * `vdm`. The table of monitors has the names of the files, so a new row of that
 * table makes a new file.
 */

#include <linux/errno.h>
#include <linux/kernel.h>

#include "show/sysfs/monitor.h"
#include "core/question.h"
#include "show/sysfs/file.h"
#include "spec/f16.h"

/* The longest name is the name of chromatic dispersion. */
#define CMIS_MONITOR_NAME	48

/*
 * The index is the type less one, since there is no type 0.
 * cmis_sysfs_monitors_init() fills the tables before the first cage.
 */
static struct cmis_file cmis_monitor_files[CMIS_MON_TYPES_MAX - 1];
static char cmis_monitor_names[CMIS_MON_TYPES_MAX - 1][CMIS_MONITOR_NAME];
struct attribute *cmis_monitor_attrs[CMIS_MON_TYPES_MAX];

static_assert(CMIS_MON_NONE == 0);

static int cmis_emit_monitor(const struct cmis_file *file,
			     const struct cmis_view *view, const void *value,
			     char *buf)
{
	const struct cmis_snapshot *snapshot = view->snapshot;
	int index = cmis_snapshot_find_monitor(snapshot, file->id, view->index);
	struct cmis_reading reading;
	struct cmis_number number;
	char text[CMIS_F16_TEXT];
	int ret;

	if (index < 0)
		return index;
	ret = cmis_snapshot_get_reading(snapshot, index, &reading);
	if (ret)
		return ret;
	if (cmis_monitor_row(file->id)->format == CMIS_FORMAT_F16) {
		ret = cmis_f16_format(reading.raw, text, sizeof(text));
		if (ret < 0)
			return ret;
		return sysfs_emit(buf, "%s\n", text);
	}
	number = cmis_monitor_get_value(&view->module->monitors[index],
					reading.raw);
	return sysfs_emit(buf, "%d\n", number.mantissa);
}

/* If a type has no name, the file name has the number of the type. */
static int __init cmis_monitor_print_name(char name[CMIS_MONITOR_NAME],
					  unsigned int type)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	const char *suffix = cmis_unit_get(row->unit)->suffix;

	if (row->name)
		return snprintf(name, CMIS_MONITOR_NAME, "%s%s", row->name,
				suffix);
	return snprintf(name, CMIS_MONITOR_NAME, "type%u%s", type, suffix);
}

/**
 * cmis_sysfs_monitors_init - make the files of all types of monitors
 *
 * Return: 0, or -ENAMETOOLONG.
 */
int __init cmis_sysfs_monitors_init(void)
{
	unsigned int num = cmis_monitor_types() - 1;

	for (unsigned int i = 0; i < num; i++) {
		struct cmis_file *file = &cmis_monitor_files[i];

		if (cmis_monitor_print_name(cmis_monitor_names[i], i + 1) >=
		    CMIS_MONITOR_NAME)
			return -ENAMETOOLONG;
		file->attr.attr.name = cmis_monitor_names[i];
		file->of = CMIS_OF_MONITOR;
		file->id = i + 1;
		file->emit = cmis_emit_monitor;
	}
	cmis_files_init(cmis_monitor_files, num, cmis_monitor_attrs);
	return 0;
}
