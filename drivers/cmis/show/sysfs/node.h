/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folders of a module's applications and lanes, and `vdm`.
 */
#ifndef _CMIS_SYSFS_NODE_H
#define _CMIS_SYSFS_NODE_H

#include <linux/list.h>

#include "core/claim.h"

struct cmis_cage;
struct cmis_module;
struct kobject;

/**
 * struct cmis_sysfs - the sysfs client's part of a cage
 * @module_state: the last state that pollers were told; -1 without a module
 * @nodes: folders of the module
 * @ports: folders of ports, by their number
 * @hosted: folders of lanes have the files of controls
 *
 * Used by the client's callbacks only.
 */
struct cmis_sysfs {
	int module_state;
	struct list_head nodes;
	struct kobject *ports[CMIS_MAX_PORTS];
	bool hosted;
};

void cmis_sysfs_nodes_init(void);
int cmis_sysfs_nodes_add(struct cmis_cage *cage,
			 const struct cmis_module *module);
void cmis_sysfs_nodes_update(struct cmis_cage *cage);
void cmis_sysfs_nodes_del(struct cmis_cage *cage);

#endif /* _CMIS_SYSFS_NODE_H */
