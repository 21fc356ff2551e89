/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The user's side: ports in configfs.
 */
#ifndef _CMIS_SIM_CONFIGFS_H
#define _CMIS_SIM_CONFIGFS_H

struct config_item;
struct device;

struct cmis_sim_port *cmis_sim_configfs_port(struct config_item *item);
int cmis_sim_configfs_register(struct device *parent);
void cmis_sim_configfs_unregister(void);
void cmis_sim_ports_suspend(void);
void cmis_sim_ports_resume(void);

#endif /* _CMIS_SIM_CONFIGFS_H */
