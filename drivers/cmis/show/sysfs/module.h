/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Files of a cage that show its module.
 */
#ifndef _CMIS_SYSFS_MODULE_H
#define _CMIS_SYSFS_MODULE_H

extern const struct attribute_group cmis_sysfs_module_group;
void cmis_sysfs_module_init(void);

#endif /* _CMIS_SYSFS_MODULE_H */
