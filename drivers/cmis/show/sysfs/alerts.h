/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folder with counts of a module's alerts.
 */
#ifndef _CMIS_SYSFS_ALERTS_H
#define _CMIS_SYSFS_ALERTS_H

struct cmis_alert_event;
struct cmis_cage;

extern const struct attribute_group cmis_sysfs_alerts_group;
void cmis_sysfs_alert(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);

#endif /* _CMIS_SYSFS_ALERTS_H */
