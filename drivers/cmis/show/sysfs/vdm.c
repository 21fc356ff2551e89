// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: what a module measures of itself and of its lanes, a file for each
 * type of observables, and the counters of bit errors. The decoder's table
 * says what types there are; a new one needs nothing here.
 */

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/sysfs.h>

#include "core/snapshot.h"
#include "show/sysfs/sysfs.h"

/* The longest name is that of chromatic dispersion. */
#define CMIS_OBSERVABLE_NAME	48

/**
 * struct cmis_observable_file - the file of a type of observables
 * @attr: the file
 * @name: its name, with the unit
 */
struct cmis_observable_file {
	struct cmis_node_attr attr;
	char name[CMIS_OBSERVABLE_NAME];
};

/* By type less one: type 0 is none. Filled in once, before there are cages. */
static struct cmis_observable_file cmis_observable_files[CMIS_VDM_TYPES - 1];
static struct attribute *cmis_observable_attrs[CMIS_VDM_TYPES];

static_assert(CMIS_VDM_UNUSED == 0);

static int cmis_observable_emit_raw(u8 type, u16 raw, char *buf)
{
	struct cmis_vdm_value value;
	char text[CMIS_F16_TEXT];
	int ret;

	cmis_vdm_value_decode(type, raw, &value);
	if (!value.is_float)
		return sysfs_emit(buf, "%d\n", value.value);
	ret = cmis_f16_format(raw, text, sizeof(text));
	return ret < 0 ? ret : sysfs_emit(buf, "%s\n", text);
}

static int cmis_observable_emit(const struct cmis_node *node,
				const struct cmis_node_attr *attr,
				const struct cmis_snapshot *snapshot,
				char *buf)
{
	int index = cmis_snapshot_find_observable(snapshot, attr->id,
						  node->index);
	u16 raw;
	int ret;

	if (index < 0)
		return index;
	ret = cmis_snapshot_get_sample(snapshot, index, &raw);
	return ret ? ret : cmis_observable_emit_raw(attr->id, raw, buf);
}

static bool cmis_observable_is_visible(const struct cmis_node *node,
				       const struct cmis_node_attr *attr)
{
	return cmis_module_has_observable(node->module, attr->id, node->index);
}

const struct attribute_group cmis_sysfs_observable_group = {
	.attrs = cmis_observable_attrs,
	.is_visible = cmis_node_is_visible,
};

/* What is in no table is named by its number. */
static int __init cmis_observable_print_name(char *name, size_t size, u8 type)
{
	const struct cmis_vdm_type *info = cmis_vdm_type(type);
	const char *suffix = cmis_vdm_unit_suffix(info->unit) ?: "";

	if (info->name)
		return snprintf(name, size, "%s%s", info->name, suffix);
	return snprintf(name, size, "type%u%s", type, suffix);
}

static int __init cmis_observable_file_init(struct cmis_observable_file *file,
					    u8 type)
{
	int len = cmis_observable_print_name(file->name, sizeof(file->name),
					     type);

	if (len >= sizeof(file->name))
		return -ENAMETOOLONG;
	file->attr.attr.name = file->name;
	file->attr.attr.mode = 0444;
	file->attr.emit_sample = cmis_observable_emit;
	file->attr.visible = cmis_observable_is_visible;
	file->attr.id = type;
	return 0;
}

/**
 * cmis_sysfs_vdm_init - name the files of all types of observables
 *
 * Return: 0, or -ENAMETOOLONG.
 */
int __init cmis_sysfs_vdm_init(void)
{
	unsigned int i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(cmis_observable_files); i++) {
		ret = cmis_observable_file_init(&cmis_observable_files[i],
						i + 1);
		if (ret)
			return ret;
		cmis_observable_attrs[i] = &cmis_observable_files[i].attr.attr;
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
	return sysfs_emit(buf, "%u\n", node->module->vdm->count);
}

static int cmis_vdm_emit_rejected(const struct cmis_node *node,
				  const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", node->module->vdm->rejected);
}

static int cmis_vdm_emit_interval(const struct cmis_node *node,
				  const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", node->module->vdm->fine_interval_us);
}

static bool cmis_vdm_has_interval(const struct cmis_node *node,
				  const struct cmis_node_attr *attr)
{
	return node->module->vdm->fine_interval_us != 0;
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
