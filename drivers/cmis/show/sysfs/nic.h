/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The link of a port as its network driver sees it: the folder `nic`.
 */
#ifndef _CMIS_SYSFS_NIC_H
#define _CMIS_SYSFS_NIC_H

struct attribute_group;

extern const struct attribute_group cmis_sysfs_nic_group;

#endif /* _CMIS_SYSFS_NIC_H */
