// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: the folders of a module's applications and lanes, and `vdm`. The
 * folders come and go with the module. Its adverts decide which files they
 * have.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "show/sysfs/node.h"
#include "alert/kinds.h"
#include "core/cage.h"
#include "core/diag.h"
#include "show/sysfs/file.h"
#include "show/sysfs/monitor.h"
#include "show/sysfs/trend.h"
#include "spec/codes.h"

/**
 * struct cmis_node - the folder of a lane, of an application, or `vdm`
 * @kobj: the folder
 * @entry: place in the list of struct cmis_sysfs
 * @cage: the cage; exists longer than the files
 * @view: the part of the module; the module exists longer than the files
 */
struct cmis_node {
	struct kobject kobj;
	struct list_head entry;
	struct cmis_cage *cage;
	struct cmis_view view;
};

static struct cmis_node *to_cmis_node(struct kobject *kobj)
{
	return container_of(kobj, struct cmis_node, kobj);
}

static const struct cmis_file *to_cmis_file(struct attribute *attr)
{
	return container_of(attr, struct cmis_file, attr.attr);
}

/* ------------------------------------------------------------------------ */
/* Files                                                                    */
/* ------------------------------------------------------------------------ */

static int cmis_emit_interface(const struct cmis_file *file,
			       const struct cmis_view *view, const void *value,
			       char *buf)
{
	const struct cmis_interface *interface;
	u8 code = *(const u8 *)value;

	if (file->id == CMIS_SIDE_HOST)
		interface = cmis_host_interface(code);
	else
		interface =
			cmis_media_interface(view->module->basics.media_type,
					     code);
	return cmis_emit_name(buf, code, interface ? interface->name : NULL);
}

#define CMIS_APP_FILE(_name, _field, ...) \
	CMIS_FILE(_name, CMIS_OF_APP, struct cmis_app, _field, __VA_ARGS__)

/* If the module and SFF-8024 do not give a count or a bitmap, it is 0. */
static struct cmis_file cmis_app_files[] = {
	CMIS_APP_FILE(host_interface, host_id, cmis_emit_interface,
		      .id = CMIS_SIDE_HOST),
	CMIS_APP_FILE(media_interface, media_id, cmis_emit_interface,
		      .id = CMIS_SIDE_MEDIA),
	CMIS_APP_FILE(host_interface_id, host_id, cmis_emit_hex),
	CMIS_APP_FILE(media_interface_id, media_id, cmis_emit_hex),
	CMIS_APP_FILE(host_lanes, host_lanes, cmis_emit_number,
		      .optional = true),
	CMIS_APP_FILE(media_lanes, media_lanes, cmis_emit_number,
		      .optional = true),
	CMIS_APP_FILE(host_assignment, host_assign_raw, cmis_emit_hex,
		      .optional = true),
	CMIS_APP_FILE(media_assignment, media_assign_raw, cmis_emit_hex,
		      .optional = true),
};

/* 11h:206-213.3-1 numbers the lanes of a bank from 0. */
static int cmis_emit_datapath_id(const struct cmis_file *file,
				 const struct cmis_view *view,
				 const void *value, char *buf)
{
	const struct cmis_lane *lane = &view->snapshot->lane[view->index];

	if (!lane->appsel)
		return -ENODATA;
	return sysfs_emit(buf, "%u\n",
			  round_down(view->index, CMIS_LANES_PER_BANK) +
			  lane->dp_id + 1);
}

static int cmis_emit_signed(const struct cmis_file *file,
			    const struct cmis_view *view, const void *value,
			    char *buf)
{
	if (file->size == sizeof(s16))
		return sysfs_emit(buf, "%d\n", *(const s16 *)value);
	return sysfs_emit(buf, "%d\n", *(const s32 *)value);
}

/* 0: the module does not say. */
static int cmis_emit_frequency(const struct cmis_file *file,
			       const struct cmis_view *view, const void *value,
			       char *buf)
{
	u32 mhz = *(const u32 *)value;

	return mhz ? sysfs_emit(buf, "%u\n", mhz) : -ENODATA;
}

static int cmis_emit_grid(const struct cmis_file *file,
			  const struct cmis_view *view, const void *value,
			  char *buf)
{
	u32 mhz = cmis_grid_mhz(*(const u8 *)value);

	return cmis_emit_frequency(file, view, &mhz, buf);
}

#define CMIS_LASER_FILE(_name, _field, ...) \
	CMIS_FILE(_name, CMIS_OF_LASER, struct cmis_lane, tuning._field, \
		  __VA_ARGS__)
#define CMIS_LANE_FILE(_name, _field, ...) \
	CMIS_FILE(_name, CMIS_OF_LANE, struct cmis_lane, _field, __VA_ARGS__)
#define CMIS_EXT_FILE(_name, _field, ...) \
	CMIS_FILE(_name, CMIS_OF_EXT, struct cmis_ext_laser, _field, \
		  __VA_ARGS__)
#define CMIS_COUNTER_FILE(_name, _side, _field)				\
	CMIS_FILE(_name, CMIS_OF_COUNTERS, struct cmis_diag_counters,	\
		  _field, cmis_emit_number, .id = (_side))

static struct cmis_file cmis_lane_files[] = {
	CMIS_LANE_FILE(datapath_state, dp_state, cmis_emit_code,
		       .name = cmis_dp_state_name),
	CMIS_LANE_FILE(config_status, config_status, cmis_emit_code,
		       .name = cmis_config_status_name),
	CMIS_LANE_FILE(application, appsel, cmis_emit_number),
	CMIS_LANE_FILE(datapath_id, dp_id, cmis_emit_datapath_id),
	CMIS_LANE_FILE(rx_output_valid, rx_output_valid, cmis_emit_number,
		       .since = CMIS_OUTPUT_STATUS_RX),
	CMIS_LANE_FILE(tx_output_valid, tx_output_valid, cmis_emit_number,
		       .since = CMIS_OUTPUT_STATUS_TX, .media = true),
	CMIS_LASER_FILE(laser_frequency_mhz, mhz, cmis_emit_frequency),
	CMIS_LASER_FILE(laser_grid_mhz, grid, cmis_emit_grid),
	CMIS_LASER_FILE(laser_channel, channel, cmis_emit_signed),
	CMIS_LASER_FILE(laser_fine_tuning_mhz, fine_mhz, cmis_emit_signed,
			.id = CMIS_LASER_HAS_FINE),
	CMIS_LASER_FILE(laser_target_power_mdbm, target_mdbm,
			cmis_emit_signed, .id = CMIS_LASER_HAS_POWER),
	CMIS_LASER_FILE(laser_tuning, busy, cmis_emit_number),
	CMIS_LASER_FILE(laser_unlocked, unlocked, cmis_emit_number),
	CMIS_EXT_FILE(laser_state, state, cmis_emit_code,
		      .name = cmis_ext_state_name),
	CMIS_EXT_FILE(laser_enabled, enabled, cmis_emit_number),
	CMIS_EXT_FILE(laser_fault, fault, cmis_emit_code,
		      .name = cmis_ext_code_name),
	CMIS_EXT_FILE(laser_warning, warning, cmis_emit_code,
		      .name = cmis_ext_code_name),
	CMIS_EXT_FILE(laser_fiber, fiber, cmis_emit_number, .optional = true),
	CMIS_EXT_FILE(laser_fiber_checked, checked, cmis_emit_number),
	CMIS_EXT_FILE(laser_frequency_mhz, mhz, cmis_emit_frequency),
	CMIS_COUNTER_FILE(media_errors, CMIS_SIDE_MEDIA, errors),
	CMIS_COUNTER_FILE(media_bits, CMIS_SIDE_MEDIA, bits),
	CMIS_COUNTER_FILE(media_sync_lost, CMIS_SIDE_MEDIA, sync_lost),
	CMIS_COUNTER_FILE(host_errors, CMIS_SIDE_HOST, errors),
	CMIS_COUNTER_FILE(host_bits, CMIS_SIDE_HOST, bits),
	CMIS_COUNTER_FILE(host_sync_lost, CMIS_SIDE_HOST, sync_lost),
};

static int cmis_emit_flag(const struct cmis_file *file,
			  const struct cmis_view *view, const void *value,
			  char *buf)
{
	const u16 *flags = value;

	return sysfs_emit(buf, "%d\n", !!(*flags & BIT(file->id)));
}

/* The lane flags that raise alerts; cmis_flag_files_fill() fills the table. */
static struct cmis_file cmis_flag_files[CMIS_ALERT_KIND_COUNT];

/* Each file has the name of its kind of alerts. Returns the number of files. */
static unsigned int __init cmis_flag_files_fill(void)
{
	unsigned int num = 0;

	for (unsigned int i = 0; i < CMIS_ALERT_KIND_COUNT; i++) {
		unsigned int flag = cmis_alert_kind_lane_flag(i);

		if (flag == CMIS_LF_COUNT)
			continue;
		cmis_flag_files[num++] = (struct cmis_file) {
			.attr.attr.name = cmis_alert_kind_name(i),
			.of = CMIS_OF_LANE_FLAG,
			.id = flag,
			.media = cmis_alert_kind_side(i) == CMIS_SIDE_MEDIA,
			.offset = offsetof(struct cmis_lane, flags),
			.emit = cmis_emit_flag,
		};
	}
	return num;
}

/* Controls of lanes; cmis_control_files_fill() fills the table. */
static struct cmis_file cmis_control_files[CMIS_LC_COUNT];
static char cmis_control_names[CMIS_LC_COUNT][24];

static void __init cmis_control_files_fill(void)
{
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++) {
		char *name = cmis_control_names[i];

		strscpy(name, cmis_lane_control_name(i),
			sizeof(cmis_control_names[i]));
		strreplace(name, '-', '_');
		cmis_control_files[i] = (struct cmis_file) {
			.attr.attr.name = name,
			.of = CMIS_OF_CONTROL,
			.id = i,
		};
	}
}

#define CMIS_DIAG_FILE(_name, _use) {					\
	.attr.attr.name = __stringify(_name),				\
	.of = CMIS_OF_DIAG,						\
	.id = (_use),							\
}

static struct cmis_file cmis_diag_files[] = {
	CMIS_DIAG_FILE(loopback, CMIS_DIAG_LOOPBACK),
	CMIS_DIAG_FILE(host_test, CMIS_DIAG_HOST_TEST),
	CMIS_DIAG_FILE(media_test, CMIS_DIAG_MEDIA_TEST),
};

/* By enum cmis_loopback_kind */
static const char * const cmis_loopback_names[] = {
	[CMIS_LOOPBACK_KIND_MEDIA_OUTPUT] = "media-output",
	[CMIS_LOOPBACK_KIND_MEDIA_INPUT] = "media-input",
	[CMIS_LOOPBACK_KIND_HOST_OUTPUT] = "host-output",
	[CMIS_LOOPBACK_KIND_HOST_INPUT] = "host-input",
};

static_assert(ARRAY_SIZE(cmis_loopback_names) == CMIS_LOOPBACK_KIND_MAX + 1);

static int cmis_emit_observables(const struct cmis_file *file,
				 const struct cmis_view *view,
				 const void *value, char *buf)
{
	return sysfs_emit(buf, "%u\n",
			  cmis_class_count(view->module, CMIS_CLASS_VDM));
}

static struct cmis_file cmis_vdm_files[] = {
	CMIS_FILE(observables, CMIS_OF_MODULE, struct cmis_module, first,
		  cmis_emit_observables),
	CMIS_FILE(rejected, CMIS_OF_MODULE, struct cmis_module, rejected,
		  cmis_emit_number),
	CMIS_FILE(fine_interval_us, CMIS_OF_MODULE, struct cmis_module,
		  vdm.fine_interval_us, cmis_emit_number, .optional = true),
};

/* ------------------------------------------------------------------------ */
/* Folders                                                                  */
/* ------------------------------------------------------------------------ */

static int cmis_node_emit_control(const struct cmis_node *node,
				  unsigned int control, char *buf)
{
	struct cmis_lane_value value;
	int ret;

	ret = cmis_wish_get(node->cage, node->view.module, control,
			    node->view.index, &value);
	if (ret)
		return ret;
	return sysfs_emit(buf, "%u\n",
			  cmis_lane_control_value(control, value.code));
}

/* Some modules loop both sides of a lane at once. */
static int cmis_emit_loopback(const struct cmis_diag_state *diag, u64 lane,
			      char *buf)
{
	int len = 0;

	for (unsigned int i = 0; i <= CMIS_LOOPBACK_KIND_MAX; i++)
		if (diag->lanes[CMIS_DIAG_LOOPBACK + i] & lane)
			len += sysfs_emit_at(buf, len, len ? " %s" : "%s",
					     cmis_loopback_names[i]);
	return len + sysfs_emit_at(buf, len, len ? "\n" : "off\n");
}

/* The driver does not read it by itself. */
static int cmis_node_emit_diag(const struct cmis_node *node, unsigned int use,
			       char *buf)
{
	u64 lane = BIT_ULL(node->view.index);
	struct cmis_diag_state diag;

	cmis_diag_get(node->cage, node->view.module->generation, &diag);
	if (!(diag.known & BIT(use)))
		return -ENODATA;
	if (use == CMIS_DIAG_LOOPBACK)
		return cmis_emit_loopback(&diag, lane, buf);
	if (diag.lanes[use] & lane)
		return sysfs_emit(buf, "running\n");
	return sysfs_emit(buf, "%s\n",
			  diag.ended[use] & lane ? "ended" : "off");
}

/* A folder shows only values of the module that it was made for. */
static ssize_t cmis_node_show(struct kobject *kobj, struct attribute *attr,
			      char *buf)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) = NULL;
	const struct cmis_node *node = to_cmis_node(kobj);
	const struct cmis_file *file = to_cmis_file(attr);
	struct cmis_view view = node->view;

	if (file->of > CMIS_OF_APP) {
		snapshot = cmis_cage_get_snapshot(node->cage);
		if (IS_ERR(snapshot))
			return PTR_ERR(snapshot);
		if (snapshot->module != view.module)
			return -ENODEV;
		view.snapshot = snapshot;
	}
	if (file->of == CMIS_OF_CONTROL)
		return cmis_node_emit_control(node, file->id, buf);
	if (file->of == CMIS_OF_DIAG)
		return cmis_node_emit_diag(node, file->id, buf);
	if (file->of == CMIS_OF_TREND)
		return cmis_sysfs_trend_emit(file, node->cage, view.index, buf);
	return cmis_file_print(file, &view, buf);
}

/* Nothing is read for these files while others manage the cage. */
static umode_t cmis_control_is_visible(struct kobject *kobj,
				       struct attribute *attr, int index)
{
	const struct cmis_node *node = to_cmis_node(kobj);

	return cmis_claim_is_hosted(node->cage) &&
	       !node->view.module->ext.known &&
	       cmis_lane_control_is_there(&node->view.module->adverts,
					  to_cmis_file(attr)->id) ?
	       attr->mode : 0;
}

static umode_t cmis_node_is_visible(struct kobject *kobj,
				    struct attribute *attr, int index)
{
	return cmis_file_is_there(to_cmis_file(attr),
				  &to_cmis_node(kobj)->view) ? attr->mode : 0;
}

static void cmis_node_release(struct kobject *kobj)
{
	kfree(to_cmis_node(kobj));
}

static const struct sysfs_ops cmis_node_ops = {
	.show = cmis_node_show,
};

static struct attribute *cmis_app_attrs[ARRAY_SIZE(cmis_app_files) + 1];
static struct attribute *cmis_lane_attrs[ARRAY_SIZE(cmis_lane_files) + 1];
static struct attribute *cmis_flag_attrs[ARRAY_SIZE(cmis_flag_files) + 1];
static struct attribute *
cmis_control_attrs[ARRAY_SIZE(cmis_control_files) + 1];
static struct attribute *cmis_diag_attrs[ARRAY_SIZE(cmis_diag_files) + 1];
static struct attribute *cmis_vdm_attrs[ARRAY_SIZE(cmis_vdm_files) + 1];

#define CMIS_NODE_GROUP(_name)						\
	static const struct attribute_group cmis_##_name##_group = {	\
		.attrs = cmis_##_name##_attrs,				\
		.is_visible = cmis_node_is_visible,			\
	}

CMIS_NODE_GROUP(app);
CMIS_NODE_GROUP(lane);
CMIS_NODE_GROUP(flag);
CMIS_NODE_GROUP(diag);
CMIS_NODE_GROUP(vdm);
CMIS_NODE_GROUP(monitor);
CMIS_NODE_GROUP(trend);

static const struct attribute_group cmis_control_group = {
	.attrs = cmis_control_attrs,
	.is_visible = cmis_control_is_visible,
};

#define CMIS_NODE_TYPE(_name, ...)					\
	static const struct attribute_group *cmis_##_name##_groups[] = { \
		&cmis_##_name##_group, __VA_ARGS__, NULL		\
	};								\
	static const struct kobj_type cmis_##_name##_type = {		\
		.release = cmis_node_release,				\
		.sysfs_ops = &cmis_node_ops,				\
		.default_groups = cmis_##_name##_groups,		\
	}

CMIS_NODE_TYPE(app, NULL);
CMIS_NODE_TYPE(lane, &cmis_flag_group, &cmis_monitor_group,
	       &cmis_trend_group, &cmis_diag_group, &cmis_control_group);
CMIS_NODE_TYPE(vdm, &cmis_monitor_group);

/* Names of folders have numbers from 1, as in CMIS: @format prints one. */
static int cmis_node_add(struct cmis_cage *cage, const struct cmis_view *view,
			 const struct kobj_type *type, const char *format)
{
	struct cmis_node *node = kzalloc(sizeof(*node), GFP_KERNEL);
	int ret;

	if (!node)
		return -ENOMEM;
	node->cage = cage;
	node->view = *view;
	ret = kobject_init_and_add(&node->kobj, type, &cage->dev.kobj, format,
				   view->index + 1);
	if (ret)
		kobject_put(&node->kobj);
	else
		list_add(&node->entry, &cage->clients.sysfs->nodes);
	return ret;
}

/* Flat memory and banks without page 11h have no lane status. */
static int __cmis_sysfs_nodes_add(struct cmis_cage *cage,
				  const struct cmis_module *module)
{
	struct cmis_view view = { .module = module };
	int ret;

	for (; view.index < module->apps.count; view.index++) {
		if (!cmis_app_used(&module->apps.app[view.index]))
			continue;
		ret = cmis_node_add(cage, &view, &cmis_app_type, "app%u");
		if (ret)
			return ret;
	}
	for (view.index = 0; view.index < cmis_shown_lanes(module);
	     view.index++) {
		ret = cmis_node_add(cage, &view, &cmis_lane_type, "lane%u");
		if (ret)
			return ret;
	}
	if (!cmis_module_has_vdm(module))
		return 0;
	view.index = CMIS_LANE_NONE;
	return cmis_node_add(cage, &view, &cmis_vdm_type, "vdm");
}

/**
 * cmis_sysfs_nodes_add - make the folders of a module
 * @cage: the cage
 * @module: the module; stays valid until cmis_sysfs_nodes_del()
 *
 * Return: 0, or a negative errno. After an error there are no folders.
 */
int cmis_sysfs_nodes_add(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	int ret;

	cage->clients.sysfs->hosted = cmis_claim_is_hosted(cage);
	ret = __cmis_sysfs_nodes_add(cage, module);

	if (ret)
		cmis_sysfs_nodes_del(cage);
	return ret;
}

/**
 * cmis_sysfs_nodes_update - add or remove the files of controls
 * @cage: the cage, whose management may have changed
 *
 * Context: The cage's work. Waits for readers of the files to leave them.
 */
void cmis_sysfs_nodes_update(struct cmis_cage *cage)
{
	struct cmis_sysfs *sysfs = cage->clients.sysfs;
	bool hosted = cmis_claim_is_hosted(cage);
	struct cmis_node *node;
	int ret;

	if (sysfs->hosted == hosted)
		return;
	sysfs->hosted = hosted;
	list_for_each_entry(node, &sysfs->nodes, entry) {
		if (node->kobj.ktype != &cmis_lane_type)
			continue;
		ret = sysfs_update_group(&node->kobj, &cmis_control_group);
		if (ret)
			dev_warn(&cage->dev, "no files of controls: %pe\n",
				 ERR_PTR(ret));
	}
}

/**
 * cmis_sysfs_nodes_del - remove the folders of a module
 * @cage: the cage
 *
 * Context: Waits for readers of the files to leave them.
 */
void cmis_sysfs_nodes_del(struct cmis_cage *cage)
{
	struct cmis_node *node, *next;

	list_for_each_entry_safe(node, next, &cage->clients.sysfs->nodes,
				 entry) {
		list_del(&node->entry);
		kobject_del(&node->kobj);
		kobject_put(&node->kobj);
	}
}

/**
 * cmis_sysfs_nodes_init - make the files of the folders
 */
void __init cmis_sysfs_nodes_init(void)
{
	cmis_files_init(cmis_app_files, ARRAY_SIZE(cmis_app_files),
			cmis_app_attrs);
	cmis_files_init(cmis_lane_files, ARRAY_SIZE(cmis_lane_files),
			cmis_lane_attrs);
	cmis_control_files_fill();
	cmis_files_init(cmis_control_files, ARRAY_SIZE(cmis_control_files),
			cmis_control_attrs);
	cmis_files_init(cmis_diag_files, ARRAY_SIZE(cmis_diag_files),
			cmis_diag_attrs);
	cmis_files_init(cmis_flag_files, cmis_flag_files_fill(),
			cmis_flag_attrs);
	cmis_files_init(cmis_vdm_files, ARRAY_SIZE(cmis_vdm_files),
			cmis_vdm_attrs);
}
