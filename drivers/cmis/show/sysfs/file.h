/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files that show a value of a module, as a table describes them.
 */
#ifndef _CMIS_SYSFS_FILE_H
#define _CMIS_SYSFS_FILE_H

#include <linux/device.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
#include <linux/sysfs.h>

#include "core/snapshot.h"

/**
 * struct cmis_view - the part of a module that a folder shows
 * @module: the module
 * @snapshot: a snapshot of the module; NULL for files that need no snapshot
 * @index: number of the lane or the application, from 0; %CMIS_LANE_NONE for
 *	the module itself
 */
struct cmis_view {
	const struct cmis_module *module;
	const struct cmis_snapshot *snapshot;
	unsigned int index;
};

/* The struct that has the value of a file. MODULE and APP need no snapshot. */
enum cmis_file_of {
	CMIS_OF_MODULE,		/* struct cmis_module */
	CMIS_OF_APP,		/* struct cmis_app */
	CMIS_OF_ADVERTS,	/* struct cmis_module, if page 01h is known */
	CMIS_OF_THRESHOLDS,	/* struct cmis_module, if page 02h is known */
	CMIS_OF_SNAPSHOT,	/* struct cmis_snapshot */
	CMIS_OF_STATUS,		/* struct cmis_snapshot, lower memory known */
	CMIS_OF_LANE,		/* struct cmis_lane */
	CMIS_OF_LANE_FLAG,	/* struct cmis_lane, if the flag is supported */
	CMIS_OF_LASER,		/* struct cmis_lane, if its laser is tunable */
	CMIS_OF_EXT,		/* struct cmis_ext_laser, of a laser source */
	CMIS_OF_COUNTERS,	/* struct cmis_diag_counters */
	CMIS_OF_MONITOR,	/* none: emit() finds the value */
	CMIS_OF_CONTROL,	/* none: show/sysfs/node.c asks the core */
	CMIS_OF_DIAG,		/* none: show/sysfs/node.c asks the core */
	CMIS_OF_TREND,		/* none: show/sysfs/trend.c asks the core */
};

/* Features of a tunable laser that a file needs (page 04h) */
enum cmis_laser_has {
	CMIS_LASER_HAS_FINE = 1,
	CMIS_LASER_HAS_POWER,
};

/**
 * struct cmis_file - a file that shows a value of a module
 * @attr: the file; only files of the cage itself use its callbacks
 * @of: enum cmis_file_of
 * @id: enum cmis_lane_flag, enum cmis_side, enum cmis_lane_control, enum
 *	cmis_laser_has, enum cmis_diag_use or type of monitors
 * @optional: 0 or a blank string says that there is no value
 * @media: the value is of the media side of a lane, which may not exist
 * @since: register of the value, if older revisions of CMIS do not have it; 0:
 *	all revisions have it
 * @offset: offset of the value in its struct
 * @size: size of a number
 * @name: function that gives the name of a code
 * @emit: function that prints the value
 */
struct cmis_file {
	struct device_attribute attr;
	u8 of;
	u16 id;
	bool optional;
	bool media;
	u32 since;
	u16 offset;
	u16 size;
	const char *(*name)(u8 code);
	int (*emit)(const struct cmis_file *file, const struct cmis_view *view,
		    const void *value, char *buf);
};

#define CMIS_FILE(_name, _of, _struct, _field, _emit, ...) {		\
	.attr.attr.name = __stringify(_name),				\
	.of = (_of),							\
	.offset = offsetof(_struct, _field),				\
	.size = sizeof_field(_struct, _field),				\
	.emit = (_emit),						\
	__VA_ARGS__							\
}

void cmis_files_init(struct cmis_file *files, unsigned int num,
		     struct attribute **attrs);
bool cmis_file_is_there(const struct cmis_file *file,
			const struct cmis_view *view);
int cmis_file_print(const struct cmis_file *file, const struct cmis_view *view,
		    char *buf);
int cmis_emit_number(const struct cmis_file *file, const struct cmis_view *view,
		     const void *value, char *buf);
int cmis_emit_hex(const struct cmis_file *file, const struct cmis_view *view,
		  const void *value, char *buf);
int cmis_emit_code(const struct cmis_file *file, const struct cmis_view *view,
		   const void *value, char *buf);
int cmis_emit_name(char *buf, u8 code, const char *name);

#endif /* _CMIS_SYSFS_FILE_H */
