/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interfaces as devices, and the files that name interfaces.
 */
#ifndef _CMIS_NIC_DEVICE_H
#define _CMIS_NIC_DEVICE_H

#include <linux/platform_device.h>

extern struct platform_driver cmis_nic_driver;

int cmis_nic_add(const char *name);
void cmis_nic_del_all(void);

#endif /* _CMIS_NIC_DEVICE_H */
