/* SPDX-License-Identifier: GPL-2.0-only */
/* sysfs: health/. */
#ifndef _CMIS_SYSFS_HEALTH_H
#define _CMIS_SYSFS_HEALTH_H

#include <linux/sysfs.h>

struct cmis_cage;
struct cmis_finding;

extern const struct attribute_group cmis_sysfs_health_group;

void cmis_sysfs_finding(struct cmis_cage *cage,
			const struct cmis_finding *finding);

#endif /* _CMIS_SYSFS_HEALTH_H */
