// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: the folders of a module's applications, of its lanes, and `vdm`. They
 * come and go with the module; which files they have follows from its adverts.
 */

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "show/sysfs/sysfs.h"

static struct cmis_node *to_cmis_node(struct kobject *kobj)
{
	return container_of(kobj, struct cmis_node, kobj);
}

static const struct cmis_node_attr *to_cmis_node_attr(struct attribute *attr)
{
	return container_of(attr, struct cmis_node_attr, attr);
}

/* ------------------------------------------------------------------------ */
/* Applications                                                             */
/* ------------------------------------------------------------------------ */

static const struct cmis_app *cmis_node_app(const struct cmis_node *node)
{
	return &node->module->apps.app[node->index];
}

static u8 cmis_node_app_byte(const struct cmis_node *node,
			     const struct cmis_node_attr *attr)
{
	return *((const u8 *)cmis_node_app(node) + attr->offset);
}

static int cmis_app_emit_interface(char *buf, u8 code,
				   const struct cmis_interface *interface)
{
	return cmis_sysfs_emit_code(buf, code,
				    interface ? interface->name : NULL);
}

static int cmis_app_emit_host(const struct cmis_node *node,
			      const struct cmis_node_attr *attr, char *buf)
{
	u8 code = cmis_node_app(node)->host_id;

	return cmis_app_emit_interface(buf, code, cmis_host_interface(code));
}

static int cmis_app_emit_media(const struct cmis_node *node,
			       const struct cmis_node_attr *attr, char *buf)
{
	u8 type = node->module->basics.media_type;
	u8 code = cmis_node_app(node)->media_id;

	return cmis_app_emit_interface(buf, code,
				       cmis_media_interface(type, code));
}

static int cmis_app_emit_hex(const struct cmis_node *node,
			     const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "0x%02x\n", cmis_node_app_byte(node, attr));
}

static int cmis_app_emit_number(const struct cmis_node *node,
				const struct cmis_node_attr *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", cmis_node_app_byte(node, attr));
}

/* Neither the module nor SFF-8024 may say; 0 is no bitmap or count either. */
static bool cmis_app_byte_given(const struct cmis_node *node,
				const struct cmis_node_attr *attr)
{
	return cmis_node_app_byte(node, attr) != 0;
}

#define CMIS_APP_ATTR(_name, _emit, ...)				\
	static struct cmis_node_attr cmis_app_attr_##_name = {		\
		.attr = { .name = __stringify(_name), .mode = 0444 },	\
		.emit = (_emit),					\
		__VA_ARGS__						\
	}

#define CMIS_APP_BYTE(_name, _emit, _field, _visible)			\
	CMIS_APP_ATTR(_name, _emit, .visible = (_visible),		\
		      .offset = offsetof(struct cmis_app, _field))

CMIS_APP_ATTR(host_interface, cmis_app_emit_host);
CMIS_APP_ATTR(media_interface, cmis_app_emit_media);
CMIS_APP_BYTE(host_interface_id, cmis_app_emit_hex, host_id, NULL);
CMIS_APP_BYTE(media_interface_id, cmis_app_emit_hex, media_id, NULL);
CMIS_APP_BYTE(host_lanes, cmis_app_emit_number, host_lanes,
	      cmis_app_byte_given);
CMIS_APP_BYTE(media_lanes, cmis_app_emit_number, media_lanes,
	      cmis_app_byte_given);
CMIS_APP_BYTE(host_assignment, cmis_app_emit_hex, host_assign,
	      cmis_app_byte_given);
CMIS_APP_BYTE(media_assignment, cmis_app_emit_hex, media_assign,
	      cmis_app_byte_given);

static struct attribute *cmis_app_attrs[] = {
	&cmis_app_attr_host_interface.attr,
	&cmis_app_attr_media_interface.attr,
	&cmis_app_attr_host_interface_id.attr,
	&cmis_app_attr_media_interface_id.attr,
	&cmis_app_attr_host_lanes.attr,
	&cmis_app_attr_media_lanes.attr,
	&cmis_app_attr_host_assignment.attr,
	&cmis_app_attr_media_assignment.attr,
	NULL
};

/* ------------------------------------------------------------------------ */
/* Lanes                                                                    */
/* ------------------------------------------------------------------------ */

static const void *cmis_node_lane_value(const struct cmis_node *node,
					const struct cmis_node_attr *attr,
					const struct cmis_snapshot *snapshot)
{
	return (const u8 *)&snapshot->lane[node->index] + attr->offset;
}

static int cmis_lane_emit_code(const struct cmis_node *node,
			       const struct cmis_node_attr *attr,
			       const struct cmis_snapshot *snapshot, char *buf)
{
	const u8 *code = cmis_node_lane_value(node, attr, snapshot);

	return cmis_sysfs_emit_code(buf, *code, attr->name(*code));
}

static int cmis_lane_emit_number(const struct cmis_node *node,
				 const struct cmis_node_attr *attr,
				 const struct cmis_snapshot *snapshot,
				 char *buf)
{
	const u8 *number = cmis_node_lane_value(node, attr, snapshot);

	return sysfs_emit(buf, "%u\n", *number);
}

static int cmis_lane_emit_bool(const struct cmis_node *node,
			       const struct cmis_node_attr *attr,
			       const struct cmis_snapshot *snapshot, char *buf)
{
	const bool *value = cmis_node_lane_value(node, attr, snapshot);

	return sysfs_emit(buf, "%d\n", *value);
}

static int cmis_lane_emit_flag(const struct cmis_node *node,
			       const struct cmis_node_attr *attr,
			       const struct cmis_snapshot *snapshot, char *buf)
{
	u16 flags = snapshot->lane[node->index].flags;

	return sysfs_emit(buf, "%d\n", !!(flags & BIT(attr->id)));
}

/* 11h:206-213.3-1 counts lanes from 0 within the bank. */
static int cmis_lane_emit_datapath_id(const struct cmis_node *node,
				      const struct cmis_node_attr *attr,
				      const struct cmis_snapshot *snapshot,
				      char *buf)
{
	const struct cmis_lane *lane = &snapshot->lane[node->index];

	if (!lane->appsel)
		return -ENODATA;
	return sysfs_emit(buf, "%u\n",
			  round_down(node->index, CMIS_LANES_PER_BANK) +
			  lane->dp_id + 1);
}

static bool cmis_lane_has_side(const struct cmis_node *node,
			       const struct cmis_node_attr *attr)
{
	const struct cmis_module *module = node->module;

	return !attr->media_side ||
	       cmis_media_lane_supported(&module->admin, module->lanes,
					 node->index);
}

static bool cmis_lane_has_flag(const struct cmis_node *node,
			       const struct cmis_node_attr *attr)
{
	return node->module->adverts.lane_flags & BIT(attr->id) &&
	       cmis_lane_has_side(node, attr);
}

#define CMIS_LANE_ATTR(_name, _emit, ...)				\
	static struct cmis_node_attr cmis_lane_attr_##_name = {		\
		.attr = { .name = __stringify(_name), .mode = 0444 },	\
		.emit_lane = (_emit),					\
		__VA_ARGS__						\
	}

#define CMIS_LANE_FIELD(_name, _emit, _field, ...)			\
	CMIS_LANE_ATTR(_name, _emit,					\
		       .offset = offsetof(struct cmis_lane, _field),	\
		       __VA_ARGS__)

#define CMIS_LANE_FLAG(_name, _flag, _media_side)			\
	CMIS_LANE_ATTR(_name, cmis_lane_emit_flag,			\
		       .visible = cmis_lane_has_flag, .id = (_flag),	\
		       .media_side = (_media_side))

CMIS_LANE_FIELD(datapath_state, cmis_lane_emit_code, dp_state,
		.name = cmis_dp_state_name);
CMIS_LANE_FIELD(config_status, cmis_lane_emit_code, config_status,
		.name = cmis_config_status_name);
CMIS_LANE_FIELD(application, cmis_lane_emit_number, appsel);
CMIS_LANE_ATTR(datapath_id, cmis_lane_emit_datapath_id);
CMIS_LANE_FIELD(rx_output_valid, cmis_lane_emit_bool, rx_output_valid);
CMIS_LANE_FIELD(tx_output_valid, cmis_lane_emit_bool, tx_output_valid,
		.visible = cmis_lane_has_side, .media_side = true);
CMIS_LANE_FLAG(tx_fault, CMIS_LF_TX_FAILURE, true);
CMIS_LANE_FLAG(tx_los, CMIS_LF_TX_LOS, false);
CMIS_LANE_FLAG(tx_cdr_lol, CMIS_LF_TX_CDR_LOL, false);
CMIS_LANE_FLAG(tx_adapt_eq_fail, CMIS_LF_TX_ADAPT_EQ_FAIL, false);
CMIS_LANE_FLAG(rx_los, CMIS_LF_RX_LOS, true);
CMIS_LANE_FLAG(rx_cdr_lol, CMIS_LF_RX_CDR_LOL, true);

static struct attribute *cmis_lane_attrs[] = {
	&cmis_lane_attr_datapath_state.attr,
	&cmis_lane_attr_config_status.attr,
	&cmis_lane_attr_application.attr,
	&cmis_lane_attr_datapath_id.attr,
	&cmis_lane_attr_rx_output_valid.attr,
	&cmis_lane_attr_tx_output_valid.attr,
	&cmis_lane_attr_tx_fault.attr,
	&cmis_lane_attr_tx_los.attr,
	&cmis_lane_attr_tx_cdr_lol.attr,
	&cmis_lane_attr_tx_adapt_eq_fail.attr,
	&cmis_lane_attr_rx_los.attr,
	&cmis_lane_attr_rx_cdr_lol.attr,
	NULL
};

/* A folder never shows values of a module that it was not made for. */
static int cmis_node_emit_snapshot(const struct cmis_node *node,
				   const struct cmis_node_attr *attr,
				   const struct cmis_snapshot *snapshot,
				   char *buf)
{
	int ret;

	if (snapshot->module != node->module)
		return -ENODEV;
	if (attr->emit_sample)
		return attr->emit_sample(node, attr, snapshot, buf);
	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);
	return ret ? ret : attr->emit_lane(node, attr, snapshot, buf);
}

/* ------------------------------------------------------------------------ */
/* Folders                                                                  */
/* ------------------------------------------------------------------------ */

static ssize_t cmis_node_show(struct kobject *kobj, struct attribute *attr,
			      char *buf)
{
	const struct cmis_node_attr *node_attr = to_cmis_node_attr(attr);
	const struct cmis_node *node = to_cmis_node(kobj);
	struct cmis_snapshot *snapshot;
	int ret;

	if (node_attr->emit)
		return node_attr->emit(node, node_attr, buf);
	snapshot = cmis_cage_get_snapshot(node->cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_node_emit_snapshot(node, node_attr, snapshot, buf);
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_node_is_visible - whether a folder has a file
 * @kobj: the folder
 * @attr: the file, a struct cmis_node_attr
 * @index: unused
 *
 * Return: the file's mode, or 0.
 */
umode_t cmis_node_is_visible(struct kobject *kobj, struct attribute *attr,
			     int index)
{
	const struct cmis_node_attr *node_attr = to_cmis_node_attr(attr);

	if (node_attr->visible &&
	    !node_attr->visible(to_cmis_node(kobj), node_attr))
		return 0;
	return attr->mode;
}

static void cmis_node_release(struct kobject *kobj)
{
	kfree(to_cmis_node(kobj));
}

static const struct sysfs_ops cmis_node_ops = {
	.show = cmis_node_show,
};

static const struct attribute_group cmis_app_group = {
	.attrs = cmis_app_attrs,
	.is_visible = cmis_node_is_visible,
};

static const struct attribute_group *cmis_app_groups[] = {
	&cmis_app_group,
	NULL
};

static const struct kobj_type cmis_app_type = {
	.release = cmis_node_release,
	.sysfs_ops = &cmis_node_ops,
	.default_groups = cmis_app_groups,
};

static const struct attribute_group cmis_lane_group = {
	.attrs = cmis_lane_attrs,
	.is_visible = cmis_node_is_visible,
};

static const struct attribute_group *cmis_lane_groups[] = {
	&cmis_lane_group,
	&cmis_sysfs_monitor_group,
	&cmis_sysfs_counters_group,
	NULL
};

static const struct kobj_type cmis_lane_type = {
	.release = cmis_node_release,
	.sysfs_ops = &cmis_node_ops,
	.default_groups = cmis_lane_groups,
};

static const struct attribute_group *cmis_vdm_groups[] = {
	&cmis_sysfs_vdm_group,
	&cmis_sysfs_monitor_group,
	NULL
};

static const struct kobj_type cmis_vdm_folder_type = {
	.release = cmis_node_release,
	.sysfs_ops = &cmis_node_ops,
	.default_groups = cmis_vdm_groups,
};

#define CMIS_NODE_NAME	sizeof("lane4294967295")

/* Folders count from 1, as CMIS does. */
static void cmis_node_print_name(char name[CMIS_NODE_NAME], const char *prefix,
				 unsigned int index)
{
	snprintf(name, CMIS_NODE_NAME, "%s%u", prefix, index + 1);
}

static struct cmis_node *cmis_node_add(const struct cmis_node *template,
				       const struct kobj_type *type,
				       const char *name)
{
	struct cmis_node *node;
	int ret;

	node = kmemdup(template, sizeof(*node), GFP_KERNEL);
	if (!node)
		return ERR_PTR(-ENOMEM);

	ret = kobject_init_and_add(&node->kobj, type, &node->cage->dev.kobj,
				   "%s", name);
	if (!ret)
		return node;
	kobject_put(&node->kobj);
	return ERR_PTR(ret);
}

/* Readers inside the folder's files are waited for. */
static void cmis_node_del(struct cmis_node **node)
{
	if (!*node)
		return;
	kobject_del(&(*node)->kobj);
	kobject_put(&(*node)->kobj);
	*node = NULL;
}

static int cmis_apps_add(struct cmis_sysfs *sysfs, struct cmis_node *template)
{
	const struct cmis_apps *apps = &template->module->apps;
	char name[CMIS_NODE_NAME];
	struct cmis_node *node;
	unsigned int i;

	for (i = 0; i < apps->count; i++) {
		if (!cmis_app_used(&apps->app[i]))
			continue;
		template->index = i;
		cmis_node_print_name(name, "app", i);
		node = cmis_node_add(template, &cmis_app_type, name);
		if (IS_ERR(node))
			return PTR_ERR(node);
		sysfs->app[i] = node;
	}
	return 0;
}

/* Flat memory has no lane status, and neither has a bank without page 11h. */
static int cmis_lanes_add(struct cmis_sysfs *sysfs, struct cmis_node *template)
{
	const struct cmis_module *module = template->module;
	char name[CMIS_NODE_NAME];
	struct cmis_node *node;
	unsigned int i;

	for (i = 0; i < cmis_plan_lanes(module); i++) {
		template->index = i;
		cmis_node_print_name(name, "lane", i);
		node = cmis_node_add(template, &cmis_lane_type, name);
		if (IS_ERR(node))
			return PTR_ERR(node);
		sysfs->lane[i] = node;
	}
	return 0;
}

static int cmis_vdm_add(struct cmis_sysfs *sysfs, struct cmis_node *template)
{
	struct cmis_node *node;

	if (!cmis_module_has_vdm(template->module))
		return 0;
	template->index = CMIS_LANE_NONE;
	node = cmis_node_add(template, &cmis_vdm_folder_type, "vdm");
	if (IS_ERR(node))
		return PTR_ERR(node);
	sysfs->vdm = node;
	return 0;
}

/**
 * cmis_sysfs_nodes_add - make the folders of a module
 * @cage: the cage
 * @sysfs: the client's part of it
 * @module: the module; stays valid until cmis_sysfs_nodes_del()
 *
 * Return: 0, or a negative errno and no folders.
 */
int cmis_sysfs_nodes_add(struct cmis_cage *cage, struct cmis_sysfs *sysfs,
			 const struct cmis_module *module)
{
	struct cmis_node template = {
		.cage = cage,
		.module = module,
	};
	int ret;

	ret = cmis_apps_add(sysfs, &template);
	if (!ret)
		ret = cmis_lanes_add(sysfs, &template);
	if (!ret)
		ret = cmis_vdm_add(sysfs, &template);
	if (ret)
		cmis_sysfs_nodes_del(sysfs);
	return ret;
}

/**
 * cmis_sysfs_nodes_del - remove the folders of a module
 * @sysfs: the client's part of a cage
 *
 * Context: Waits for readers of the files to leave them.
 */
void cmis_sysfs_nodes_del(struct cmis_sysfs *sysfs)
{
	unsigned int i;

	cmis_node_del(&sysfs->vdm);
	for (i = 0; i < ARRAY_SIZE(sysfs->lane); i++)
		cmis_node_del(&sysfs->lane[i]);
	for (i = 0; i < ARRAY_SIZE(sysfs->app); i++)
		cmis_node_del(&sysfs->app[i]);
}
