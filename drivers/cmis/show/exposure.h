/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The exposures: each shows cages to users in its own way. The core learns
 * about them from the list that main.c hands to cmis_core_init().
 */
#ifndef _CMIS_EXPOSURE_H
#define _CMIS_EXPOSURE_H

struct cmis_exposure;

/* show/sysfs/cage.c: /sys/class/cmis/cmisN/ */
extern struct cmis_exposure cmis_sysfs_exposure;

/* show/sysfs/vdm.c: to be called before the core's init */
int cmis_sysfs_vdm_init(void);

/* show/hwmon.c: a hwmon device for each module that has monitors */
extern struct cmis_exposure cmis_hwmon_exposure;

/* port/power.c: power of modules, as ethtool sets it */
extern struct cmis_exposure cmis_power_exposure;

/* port/netdev.c: a netdev for each cage */
extern struct cmis_exposure cmis_netdev_exposure;

/* attach/attach.c: the netdev that a cage belongs to */
extern struct cmis_exposure cmis_attach_exposure;
int cmis_attach_init(void);
void cmis_attach_exit(void);

/* show/thermal.c: a thermal zone for each module that has a temperature */
extern struct cmis_exposure cmis_thermal_exposure;

/* show/netlink/request.c, show/netlink/event.c: the generic netlink family */
extern struct cmis_exposure cmis_netlink_exposure;
int cmis_netlink_init(void);
void cmis_netlink_exit(void);

#endif /* _CMIS_EXPOSURE_H */
