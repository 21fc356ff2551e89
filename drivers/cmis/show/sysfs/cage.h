/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sysfs client, and the files of a cage.
 */
#ifndef _CMIS_SYSFS_CAGE_H
#define _CMIS_SYSFS_CAGE_H

extern const struct attribute_group *cmis_sysfs_groups[];
extern const struct cmis_client cmis_sysfs_client;
int cmis_sysfs_init(void);

#endif /* _CMIS_SYSFS_CAGE_H */
