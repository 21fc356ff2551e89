/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the files of the sysfs client.
 */
#ifndef _CMIS_SYSFS_H
#define _CMIS_SYSFS_H

#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/sysfs.h>
#include <linux/types.h>

#include "core/cage.h"
#include "core/client.h"
#include "core/module.h"
#include "core/snapshot.h"

/**
 * struct cmis_node - the folder of a lane, of an application, or `vdm`
 * @kobj: the folder
 * @cage: whose it is; outlives the folder's files
 * @module: the module that it was made for; outlives the folder's files
 * @index: number of the lane or the application, from 0;
 *	%CMIS_LANE_NONE for `vdm`
 */
struct cmis_node {
	struct kobject kobj;
	struct cmis_cage *cage;
	const struct cmis_module *module;
	unsigned int index;
};

/**
 * struct cmis_node_attr - a file of such a folder
 * @attr: the file
 * @emit: prints what is static about the module
 * @emit_lane: prints what the sweeps of the lanes found
 * @emit_sample: prints what other sweeps found
 * @visible: whether the node has the file; NULL: every one has
 * @offset: of the value in struct cmis_app, cmis_lane or cmis_diag_counters
 * @name: names a code
 * @id: enum cmis_lane_flag, enum cmis_side or type of monitors
 * @media_side: the lane's media side is meant, which may be missing
 */
struct cmis_node_attr {
	struct attribute attr;
	int (*emit)(const struct cmis_node *node,
		    const struct cmis_node_attr *attr, char *buf);
	int (*emit_lane)(const struct cmis_node *node,
			 const struct cmis_node_attr *attr,
			 const struct cmis_snapshot *snapshot, char *buf);
	int (*emit_sample)(const struct cmis_node *node,
			   const struct cmis_node_attr *attr,
			   const struct cmis_snapshot *snapshot, char *buf);
	bool (*visible)(const struct cmis_node *node,
			const struct cmis_node_attr *attr);
	size_t offset;
	const char *(*name)(u8 code);
	unsigned int id;
	bool media_side;
};

/**
 * struct cmis_sysfs - the sysfs client's part of a cage
 * @module_state: as last told to those who poll; -1 if there is no module
 * @app: folders of applications, NULL where there is none
 * @lane: folders of lanes, NULL where there is none
 * @vdm: folder of observables of the module itself, NULL if there is none
 *
 * Used by the client's callbacks only.
 */
struct cmis_sysfs {
	int module_state;
	struct cmis_node *app[CMIS_MAX_APPS];
	struct cmis_node *lane[CMIS_MAX_LANES];
	struct cmis_node *vdm;
};

/* NULL before cage_add. Valid until the files of the cage are gone. */
static inline struct cmis_sysfs *cmis_sysfs_get(struct cmis_cage *cage)
{
	/* Pairs with cage_add: files are there before it is called. */
	return smp_load_acquire(&cage->clients.sysfs);
}

/* Prints the name of a code, or its number if @name is NULL. */
static inline int cmis_sysfs_emit_code(char *buf, u8 code, const char *name)
{
	return name ? sysfs_emit(buf, "%s\n", name) :
		      sysfs_emit(buf, "0x%02x\n", code);
}

/* show/sysfs/cage.c */
extern const struct attribute_group *cmis_sysfs_groups[];
extern const struct cmis_client cmis_sysfs_client;
int cmis_sysfs_init(void);

/* show/sysfs/module.c */
extern const struct attribute_group cmis_sysfs_module_group;

/* show/sysfs/alerts.c */
extern const struct attribute_group cmis_sysfs_alerts_group;
void cmis_sysfs_alert(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);

/* show/sysfs/vdm.c */
int cmis_sysfs_vdm_init(void);
extern const struct attribute_group cmis_sysfs_monitor_group;
extern const struct attribute_group cmis_sysfs_counters_group;
extern const struct attribute_group cmis_sysfs_vdm_group;

/* show/sysfs/node.c */
umode_t cmis_node_is_visible(struct kobject *kobj, struct attribute *attr,
			     int index);
int cmis_sysfs_nodes_add(struct cmis_cage *cage, struct cmis_sysfs *sysfs,
			 const struct cmis_module *module);
void cmis_sysfs_nodes_del(struct cmis_sysfs *sysfs);

/* show/sysfs/eeprom.c */
extern const struct attribute_group cmis_sysfs_eeprom_group;

#endif /* _CMIS_SYSFS_H */
