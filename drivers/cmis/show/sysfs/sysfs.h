/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the sysfs exposure share.
 */
#ifndef _CMIS_SYSFS_H
#define _CMIS_SYSFS_H

#include <linux/kobject.h>
#include <linux/mutex.h>
#include <linux/types.h>

#include "core/core.h"

struct file;

/**
 * struct cmis_eeprom_file - an open file of `eeprom` that has read something
 * @file: tells it from others; never followed
 * @used: when it last read, in units of cmis_eeprom.clock
 * @reader: the flags that it has not seen yet
 */
struct cmis_eeprom_file {
	const struct file *file;
	u64 used;
	struct cmis_reader reader;
};

#define CMIS_EEPROM_FILES	8

/**
 * struct cmis_eeprom - who reads `eeprom`
 * @lock: guards all below; held around bus transactions
 * @gone: the cage is going, no readers any more
 * @clock: counts reads
 * @unseen: the flags that no file has seen yet
 * @file: the last that have read, in no order; NULL where there is none
 */
struct cmis_eeprom {
	struct mutex lock;	/* outside the bus lock */
	bool gone;
	u64 clock;
	struct cmis_reader unseen;
	struct cmis_eeprom_file *file[CMIS_EEPROM_FILES];
};

/**
 * struct cmis_node - the folder of a lane, of an application, or `vdm`
 * @kobj: the folder
 * @cage: whose it is; outlives the folder's files
 * @module: the module that it was made for; outlives the folder's files
 * @index: number of the lane or the application, from 0;
 *	%CMIS_VDM_LANE_NONE for `vdm`
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
 * @id: enum cmis_quantity, enum cmis_lane_flag, enum cmis_side or observable
 *	type
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
 * struct cmis_sysfs - the sysfs exposure's part of a cage
 * @eeprom: who reads `eeprom`
 * @module_state: as last told to those who poll; -1 if there is no module
 * @app: folders of applications, NULL where there is none
 * @lane: folders of lanes, NULL where there is none
 * @vdm: folder of observables of the module itself, NULL if there is none
 *
 * All but @eeprom is used by the exposure's callbacks only.
 */
struct cmis_sysfs {
	struct cmis_eeprom eeprom;
	int module_state;
	struct cmis_node *app[CMIS_MAX_APPS];
	struct cmis_node *lane[CMIS_MAX_LANES];
	struct cmis_node *vdm;
};

/* show/sysfs/cage.c */
struct cmis_sysfs *cmis_sysfs_get(struct cmis_cage *cage);
int cmis_sysfs_emit_code(char *buf, u8 code, const char *name);

/* show/sysfs/module.c */
extern const struct attribute_group cmis_sysfs_module_group;

/* show/sysfs/alerts.c */
extern const struct attribute_group cmis_sysfs_alerts_group;
void cmis_sysfs_alert(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);

/* show/sysfs/vdm.c */
extern const struct attribute_group cmis_sysfs_observable_group;
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
void cmis_eeprom_init(struct cmis_cage *cage, struct cmis_eeprom *eeprom);
void cmis_eeprom_exit(struct cmis_cage *cage, struct cmis_eeprom *eeprom);

#endif /* _CMIS_SYSFS_H */
