/* SPDX-License-Identifier: GPL-2.0-only */
/* The folders of a cage's ports. */
#ifndef _CMIS_SYSFS_PORT_H
#define _CMIS_SYSFS_PORT_H

struct cmis_cage;

void cmis_sysfs_ports_update(struct cmis_cage *cage);
void cmis_sysfs_ports_del(struct cmis_cage *cage);

#endif /* _CMIS_SYSFS_PORT_H */
