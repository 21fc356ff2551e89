// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: a file for each type of monitors, in the folders of lanes and in
 * `vdm`, and the counters of bit errors. The table of monitors names the files;
 * a new row needs nothing here.
 */

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/sysfs.h>

#include "core/snapshot.h"
#include "show/sysfs/sysfs.h"
#include "spec/f16.h"

/* The longest name is that of chromatic dispersion. */
#define CMIS_MONITOR_NAME	48

/**
 * struct cmis_monitor_file - the file of a type of monitors
 * @attr: the file
 * @name: its name, with the unit
 */
struct cmis_monitor_file {
	struct cmis_node_attr attr;
	char name[CMIS_MONITOR_NAME];
};

/* By type less one: type 0 is none. Filled in once, before there are cages. */
static struct cmis_monitor_file cmis_monitor_files[CMIS_MON_TYPES_MAX - 1];
static struct attribute *cmis_monitor_attrs[CMIS_MON_TYPES_MAX];

static_assert(CMIS_MON_NONE == 0);

static int cmis_monitor_emit(const struct cmis_node *node,
			     const struct cmis_node_attr *attr,
			     const struct cmis_snapshot *snapshot, char *buf)
{
	int index = cmis_snapshot_find_monitor(snapshot, attr->id, node->index);
	struct cmis_reading reading;
	char text[CMIS_F16_TEXT];
	int ret;

	if (index < 0)
		return index;
	ret = cmis_snapshot_get_reading(snapshot, index, &reading);
	if (ret)
		return ret;
	if (cmis_monitor_row(attr->id)->format != CMIS_FORMAT_F16)
		return sysfs_emit(buf, "%d\n", cmis_monitor_get_value
				  (&snapshot->module->monitors[index],
				   reading.raw).mantissa);
	ret = cmis_f16_format(reading.raw, text, sizeof(text));
	if (ret < 0)
		return ret;
	return sysfs_emit(buf, "%s\n", text);
}

/* hwmon has the module's monitors at fixed registers; `vdm` the others. */
static bool cmis_monitor_is_visible(const struct cmis_node *node,
				    const struct cmis_node_attr *attr)
{
	if (node->index == CMIS_LANE_NONE && attr->id >= CMIS_MON_FIXED)
		return false;
	return cmis_module_has_monitor(node->module, attr->id, node->index);
}

const struct attribute_group cmis_sysfs_monitor_group = {
	.attrs = cmis_monitor_attrs,
	.is_visible = cmis_node_is_visible,
};

/* A type without a name is named by its number. */
static int __init cmis_monitor_print_name(char *name, size_t size,
					  unsigned int type)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	const char *suffix = cmis_unit_get(row->unit)->suffix;

	if (row->name)
		return snprintf(name, size, "%s%s", row->name, suffix);
	return snprintf(name, size, "type%u%s", type, suffix);
}

static int __init cmis_monitor_file_init(struct cmis_monitor_file *file,
					 unsigned int type)
{
	int len = cmis_monitor_print_name(file->name, sizeof(file->name), type);

	if (len >= sizeof(file->name))
		return -ENAMETOOLONG;
	file->attr.attr.name = file->name;
	file->attr.attr.mode = 0444;
	file->attr.emit_sample = cmis_monitor_emit;
	file->attr.visible = cmis_monitor_is_visible;
	file->attr.id = type;
	return 0;
}

/**
 * cmis_sysfs_vdm_init - name the files of all types of monitors
 *
 * Return: 0, or -ENAMETOOLONG.
 */
int __init cmis_sysfs_vdm_init(void)
{
	unsigned int type;
	int ret;

	for (type = 1; type < cmis_monitor_types(); type++) {
		ret = cmis_monitor_file_init(&cmis_monitor_files[type - 1],
					     type);
		if (ret)
			return ret;
		cmis_monitor_attrs[type - 1] =
			&cmis_monitor_files[type - 1].attr.attr;
	}
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Counters of bit errors                                                   */
/* ------------------------------------------------------------------------ */

static int cmis_counters_emit_number(const struct cmis_node *node,
				     const struct cmis_node_attr *attr,
				     const struct cmis_snapshot *snapshot,
				     char *buf)
{
	struct cmis_diag_counters counters;
	const u64 *number = (void *)&counters + attr->offset;
	int ret;

	ret = cmis_snapshot_get_counters(snapshot, attr->id, node->index,
					 &counters);
	return ret ? ret : sysfs_emit(buf, "%llu\n", *number);
}

static int cmis_counters_emit_lost(const struct cmis_node *node,
				   const struct cmis_node_attr *attr,
				   const struct cmis_snapshot *snapshot,
				   char *buf)
{
	struct cmis_diag_counters counters;
	int ret;

	ret = cmis_snapshot_get_counters(snapshot, attr->id, node->index,
					 &counters);
	return ret ? ret : sysfs_emit(buf, "%d\n", counters.sync_lost);
}

static bool cmis_counters_are_visible(const struct cmis_node *node,
				      const struct cmis_node_attr *attr)
{
	return cmis_module_has_counters(node->module, attr->id, node->index);
}

#define CMIS_COUNTERS_ATTR(_name, _emit, _side, _field)			\
	static struct cmis_node_attr cmis_counters_attr_##_name = {	\
		.attr = { .name = __stringify(_name), .mode = 0444 },	\
		.emit_sample = (_emit),					\
		.visible = cmis_counters_are_visible,			\
		.offset = offsetof(struct cmis_diag_counters, _field),	\
		.id = (_side),						\
	}

CMIS_COUNTERS_ATTR(media_errors, cmis_counters_emit_number, CMIS_SIDE_MEDIA,
		   errors);
CMIS_COUNTERS_ATTR(media_bits, cmis_counters_emit_number, CMIS_SIDE_MEDIA,
		   bits);
CMIS_COUNTERS_ATTR(media_sync_lost, cmis_counters_emit_lost, CMIS_SIDE_MEDIA,
		   sync_lost);
CMIS_COUNTERS_ATTR(host_errors, cmis_counters_emit_number, CMIS_SIDE_HOST,
		   errors);
CMIS_COUNTERS_ATTR(host_bits, cmis_counters_emit_number, CMIS_SIDE_HOST,
		   bits);
CMIS_COUNTERS_ATTR(host_sync_lost, cmis_counters_emit_lost, CMIS_SIDE_HOST,
		   sync_lost);

static struct attribute *cmis_counters_attrs[] = {
	&cmis_counters_attr_media_errors.attr,
	&cmis_counters_attr_media_bits.attr,
	&cmis_counters_attr_media_sync_lost.attr,
	&cmis_counters_attr_host_errors.attr,
	&cmis_counters_attr_host_bits.attr,
	&cmis_counters_attr_host_sync_lost.attr,
	NULL
};

const struct attribute_group cmis_sysfs_counters_group = {
	.attrs = cmis_counters_attrs,
	.is_visible = cmis_node_is_visible,
};

/* ------------------------------------------------------------------------ */
/* vdm/                                                                     */
/* ------------------------------------------------------------------------ */

static int cmis_vdm_emit_count(const struct cmis_node *node,
			       const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n",
			  cmis_class_count(node->module, CMIS_CLASS_VDM));
}

static int cmis_vdm_emit_rejected(const struct cmis_node *node,
				  const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", node->module->rejected);
}

static int cmis_vdm_emit_interval(const struct cmis_node *node,
				  const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", node->module->vdm.fine_interval_us);
}

static bool cmis_vdm_has_interval(const struct cmis_node *node,
				  const struct cmis_node_attr *attr)
{
	return node->module->vdm.fine_interval_us != 0;
}

#define CMIS_VDM_ATTR(_name, _emit, ...)				\
	static struct cmis_node_attr cmis_vdm_attr_##_name = {		\
		.attr = { .name = __stringify(_name), .mode = 0444 },	\
		.emit = (_emit),					\
		__VA_ARGS__						\
	}

CMIS_VDM_ATTR(observables, cmis_vdm_emit_count);
CMIS_VDM_ATTR(rejected, cmis_vdm_emit_rejected);
CMIS_VDM_ATTR(fine_interval_us, cmis_vdm_emit_interval,
	      .visible = cmis_vdm_has_interval);

static struct attribute *cmis_vdm_attrs[] = {
	&cmis_vdm_attr_observables.attr,
	&cmis_vdm_attr_rejected.attr,
	&cmis_vdm_attr_fine_interval_us.attr,
	NULL
};

const struct attribute_group cmis_sysfs_vdm_group = {
	.attrs = cmis_vdm_attrs,
	.is_visible = cmis_node_is_visible,
};
