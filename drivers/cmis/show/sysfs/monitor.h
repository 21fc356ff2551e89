/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A file for each type of monitors.
 */
#ifndef _CMIS_SYSFS_MONITOR_H
#define _CMIS_SYSFS_MONITOR_H

extern struct attribute *cmis_monitor_attrs[];
int cmis_sysfs_monitors_init(void);

#endif /* _CMIS_SYSFS_MONITOR_H */
