// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: files that show a value of a module. Tables describe them; this file
 * finds the value and prints it.
 */

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "show/sysfs/file.h"
#include "core/question.h"

static u64 cmis_file_number(const struct cmis_file *file, const void *value)
{
	switch (file->size) {
	case sizeof(u8):
		return *(const u8 *)value;
	case sizeof(u16):
		return *(const u16 *)value;
	case sizeof(u32):
		return *(const u32 *)value;
	default:
		return *(const u64 *)value;
	}
}

/**
 * cmis_emit_number - print a number, or a boolean as 0 or 1
 * @file: the file
 * @view: unused
 * @value: the number
 * @buf: where the text goes
 *
 * Return: length of the text, or -ENODATA for a 0 that means "no value".
 */
int cmis_emit_number(const struct cmis_file *file, const struct cmis_view *view,
		     const void *value, char *buf)
{
	u64 number = cmis_file_number(file, value);

	if (!number && file->optional)
		return -ENODATA;
	return sysfs_emit(buf, "%llu\n", number);
}

/**
 * cmis_emit_hex - print a byte in hexadecimal
 * @file: unused
 * @view: unused
 * @value: the byte
 * @buf: where the text goes
 *
 * Return: length of the text.
 */
int cmis_emit_hex(const struct cmis_file *file, const struct cmis_view *view,
		  const void *value, char *buf)
{
	return sysfs_emit(buf, "0x%02x\n", *(const u8 *)value);
}

/**
 * cmis_emit_name - print the name of a code
 * @buf: where the text goes
 * @code: the code
 * @name: name of the code; if NULL, print the code as a number
 *
 * Return: length of the text.
 */
int cmis_emit_name(char *buf, u8 code, const char *name)
{
	return name ? sysfs_emit(buf, "%s\n", name) :
		      sysfs_emit(buf, "0x%02x\n", code);
}

/**
 * cmis_emit_code - print the name of a code, with the names of its file
 * @file: the file
 * @view: unused
 * @value: the byte with the code
 * @buf: where the text goes
 *
 * Return: length of the text.
 */
int cmis_emit_code(const struct cmis_file *file, const struct cmis_view *view,
		   const void *value, char *buf)
{
	const u8 *code = value;

	return cmis_emit_name(buf, *code, file->name(*code));
}

static bool cmis_laser_file_is_there(const struct cmis_file *file,
				     const struct cmis_view *view)
{
	const struct cmis_module *module = view->module;
	const struct cmis_laser *laser = &module->laser;

	if ((file->id == CMIS_LASER_HAS_FINE && !laser->fine) ||
	    (file->id == CMIS_LASER_HAS_POWER && !laser->power))
		return false;
	return laser->known && cmis_media_lane_supported(&module->admin,
							 module->lanes,
							 view->index);
}

/**
 * cmis_file_is_there - whether the folder of a module has a file
 * @file: the file
 * @view: the part of the module that the folder shows
 *
 * Return: true if the folder has the file.
 */
bool cmis_file_is_there(const struct cmis_file *file,
			const struct cmis_view *view)
{
	const struct cmis_module *module = view->module;
	const void *base = module;

	switch (file->of) {
	case CMIS_OF_EXT:
		return module->ext.known;
	case CMIS_OF_APP:
		base = &module->apps.app[view->index];
		fallthrough;
	case CMIS_OF_MODULE:
		return !file->optional ||
		       cmis_file_number(file, base + file->offset);
	case CMIS_OF_LANE_FLAG:
		if (!(module->adverts.lane_flags & BIT(file->id)))
			return false;
		fallthrough;
	case CMIS_OF_LANE:
		if (module->ext.known)
			return false;
		if (file->since &&
		    !cmis_module_has_field(module, file->since, 0xff))
			return false;
		return !file->media ||
		       cmis_media_lane_supported(&module->admin, module->lanes,
						 view->index);
	case CMIS_OF_LASER:
		return cmis_laser_file_is_there(file, view);
	case CMIS_OF_COUNTERS:
		return cmis_module_has_counters(module, file->id, view->index);
	case CMIS_OF_DIAG:
		return module->adverts.pages & CMIS_PAGES_DIAG;
	case CMIS_OF_TREND:
		return cmis_module_watches(module, file->id, view->index);
	case CMIS_OF_MONITOR:
		/* hwmon shows the module's own monitors at fixed registers. */
		return (view->index != CMIS_LANE_NONE ||
			file->id < CMIS_MON_FIXED) &&
		       cmis_module_has_monitor(module, file->id, view->index);
	default:
		return true;
	}
}

/**
 * cmis_file_print - print the value of a file
 * @file: the file
 * @view: the part of the module that has the value
 * @buf: where the text goes
 *
 * Return: length of the text, or an errno if there is no value.
 */
int cmis_file_print(const struct cmis_file *file, const struct cmis_view *view,
		    char *buf)
{
	const struct cmis_snapshot *snapshot = view->snapshot;
	const struct cmis_module *module = view->module;
	struct cmis_diag_counters counters;
	const void *base = module;
	int ret = 0;

	switch (file->of) {
	case CMIS_OF_APP:
		base = &module->apps.app[view->index];
		break;
	case CMIS_OF_ADVERTS:
		ret = module->adverts.known ? 0 : -ENODATA;
		break;
	case CMIS_OF_THRESHOLDS:
		ret = module->thresholds.known ? 0 : -ENODATA;
		break;
	case CMIS_OF_STATUS:
		ret = cmis_snapshot_check(snapshot, CMIS_CLASS_THERMAL);
		fallthrough;
	case CMIS_OF_SNAPSHOT:
		base = snapshot;
		break;
	case CMIS_OF_LANE:
	case CMIS_OF_LANE_FLAG:
	case CMIS_OF_LASER:
		ret = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);
		base = snapshot->lane + view->index;
		if (!ret && file->of == CMIS_OF_LASER &&
		    !snapshot->lane[view->index].tuning.valid)
			ret = -ENODATA;
		break;
	case CMIS_OF_EXT:
		ret = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);
		base = snapshot->ext + view->index;
		break;
	case CMIS_OF_COUNTERS:
		ret = cmis_snapshot_get_counters(snapshot, file->id,
						 view->index, &counters);
		base = &counters;
		break;
	}
	if (ret)
		return ret;
	return file->emit(file, view, base + file->offset, buf);
}

/**
 * cmis_files_init - make attributes of a table of files
 * @files: the table
 * @num: number of its rows
 * @attrs: gets the attributes; static memory, so NULL follows the last one
 */
void __init cmis_files_init(struct cmis_file *files, unsigned int num,
			    struct attribute **attrs)
{
	for (unsigned int i = 0; i < num; i++) {
		files[i].attr.attr.mode = 0444;
		attrs[i] = &files[i].attr.attr;
	}
}
