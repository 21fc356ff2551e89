/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files of a lane with trends and usual error ratios.
 */
#ifndef _CMIS_SYSFS_TREND_H
#define _CMIS_SYSFS_TREND_H

#include <linux/types.h>

struct attribute;
struct cmis_cage;
struct cmis_file;

extern struct attribute *cmis_trend_attrs[];
int cmis_sysfs_trend_emit(const struct cmis_file *file, struct cmis_cage *cage,
			  unsigned int lane, char *buf);
int cmis_sysfs_trends_init(void);

#endif /* _CMIS_SYSFS_TREND_H */
