// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: /sys/class/cmis/cmisN/, with one value per file. Only `eeprom` uses
 * the bus.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/netlink.h>
#include <linux/string.h>

#include "show/sysfs/cage.h"
#include "core/cage.h"
#include "show/sysfs/alerts.h"
#include "show/sysfs/eeprom.h"
#include "show/sysfs/health.h"
#include "show/sysfs/module.h"
#include "show/sysfs/monitor.h"
#include "show/sysfs/nic.h"
#include "show/sysfs/node.h"
#include "show/sysfs/port.h"
#include "show/sysfs/trend.h"

/* ------------------------------------------------------------------------ */
/* The cage                                                                 */
/* ------------------------------------------------------------------------ */

static ssize_t status_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	enum cmis_cage_state state = cmis_cage_get_state(to_cmis_cage(dev));

	return sysfs_emit(buf, "%s\n", cmis_cage_state_names[state]);
}
static DEVICE_ATTR_RO(status);

static ssize_t generation_show(struct device *dev,
			       struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n",
			  READ_ONCE(to_cmis_cage(dev)->generation));
}
static DEVICE_ATTR_RO(generation);

/* The reason of %CMIS_CAGE_FAULT, as the file `fault` shows it */
static const struct cmis_fault_text {
	int error;
	const char *text;
} cmis_fault_texts[] = {
	{ -ENXIO, "no answer" },
	{ -ETIMEDOUT, "timed out" },
	{ -EBADMSG, "malformed" },
	{ -ENETDOWN, "unreachable" },
	{ -EPROTONOSUPPORT, "not a CMIS module" },
};

static int cmis_fault_emit(char *buf, int error)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_fault_texts); i++)
		if (cmis_fault_texts[i].error == error)
			return sysfs_emit(buf, "%s\n",
					  cmis_fault_texts[i].text);
	return sysfs_emit(buf, "error %d\n", -error);
}

static ssize_t fault_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct cmis_cage *cage = to_cmis_cage(dev);

	if (cmis_cage_get_state(cage) != CMIS_CAGE_FAULT)
		return sysfs_emit(buf, "none\n");
	return cmis_fault_emit(buf, READ_ONCE(cage->error));
}
static DEVICE_ATTR_RO(fault);

static ssize_t label_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct cmis_settings settings;

	cmis_cage_get_settings(to_cmis_cage(dev), &settings);
	return sysfs_emit(buf, "%s\n", settings.label);
}

static ssize_t label_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	struct cmis_cage *cage = to_cmis_cage(dev);
	size_t len = count && buf[count - 1] == '\n' ? count - 1 : count;
	struct cmis_settings settings = {};
	int ret;

	if (len >= sizeof(settings.label) || memchr(buf, '\0', len))
		return -EINVAL;

	memcpy(settings.label, buf, len);
	ret = cmis_cage_set_settings(cage, &settings, CMIS_SETTING_LABEL);
	if (ret)
		return ret;
	return count;
}
static DEVICE_ATTR_RW(label);

/* In the order of cmis_setting_rows[]; cmis_sysfs_init() fills it. */
static struct device_attribute cmis_setting_attrs[CMIS_SETTING_ROWS];
static struct attribute *cmis_setting_list[CMIS_SETTING_ROWS + 1];

static const struct attribute_group cmis_setting_group = {
	.attrs = cmis_setting_list,
};

static ssize_t cmis_setting_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	unsigned int row = attr - cmis_setting_attrs;
	struct cmis_settings settings;

	cmis_cage_get_settings(to_cmis_cage(dev), &settings);
	return sysfs_emit(buf, "%u\n", *cmis_setting_value(&settings, row));
}

static ssize_t cmis_setting_store(struct device *dev,
				  struct device_attribute *attr,
				  const char *buf, size_t count)
{
	unsigned int row = attr - cmis_setting_attrs;
	struct cmis_settings settings = {};
	u32 value = sysfs_streq(buf, "on");
	int ret;

	/* Words stand for 0 and 1. */
	if (!value && !sysfs_streq(buf, "off") && kstrtou32(buf, 10, &value))
		return -EINVAL;

	*cmis_setting_value(&settings, row) = value;
	ret = cmis_cage_set_settings(to_cmis_cage(dev), &settings, BIT(row));
	if (ret)
		return ret;
	return count;
}

static ssize_t netdev_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	char name[IFNAMSIZ];

	cmis_cage_get_netdev_name(to_cmis_cage(dev), name);
	return sysfs_emit(buf, "%s\n", name);
}

static ssize_t netdev_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	struct netlink_ext_ack extack = {};
	char name[IFNAMSIZ] = "";
	size_t len = count;
	int ret;

	if (len && buf[len - 1] == '\n')
		len--;
	if (len >= sizeof(name) || memchr(buf, '\0', len)) {
		dev_info(dev, "netdev: invalid netdev name\n");
		return -EINVAL;
	}
	memcpy(name, buf, len);

	ret = cmis_cage_attach_netdev(to_cmis_cage(dev), name, &extack);
	cmis_attacher_settle();
	if (!ret)
		return count;
	if (extack._msg)
		dev_info(dev, "netdev '%*pE': %s\n", (int)len, name,
			 extack._msg);
	return ret;
}
static DEVICE_ATTR_RW(netdev);

static ssize_t netdev_state_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n",
			  cmis_cage_get_netdev_state(to_cmis_cage(dev)));
}
static DEVICE_ATTR_RO(netdev_state);

static ssize_t management_show(struct device *dev,
			       struct device_attribute *attr, char *buf)
{
	u8 management, manager;

	cmis_claim_get_management(to_cmis_cage(dev), &management, &manager);
	return sysfs_emit(buf, "%s\n", cmis_management_names[management]);
}
static DEVICE_ATTR_RO(management);

static ssize_t manager_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	u8 management, manager;

	cmis_claim_get_management(to_cmis_cage(dev), &management, &manager);
	return sysfs_emit(buf, "%s\n", cmis_manager_names[manager]);
}
static DEVICE_ATTR_RO(manager);

static ssize_t light_source_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	struct cmis_cage *source =
		cmis_cage_get_light_source(to_cmis_cage(dev));
	ssize_t len = sysfs_emit(buf, "%s\n",
				 source ? cmis_cage_name(source) : "");

	cmis_cage_put(source);
	return len;
}

static ssize_t light_source_store(struct device *dev,
				  struct device_attribute *attr,
				  const char *buf, size_t count)
{
	char name[sizeof_field(struct cmis_settings, label)] = "";
	size_t len = count && buf[count - 1] == '\n' ? count - 1 : count;
	int ret;

	if (len >= sizeof(name) || memchr(buf, '\0', len))
		return -EINVAL;
	memcpy(name, buf, len);
	ret = cmis_cage_set_light_source(to_cmis_cage(dev), name);
	return ret ?: count;
}
static DEVICE_ATTR_RW(light_source);

static struct attribute *cmis_cage_attrs[] = {
	&dev_attr_status.attr,
	&dev_attr_generation.attr,
	&dev_attr_fault.attr,
	&dev_attr_label.attr,
	&dev_attr_netdev.attr,
	&dev_attr_netdev_state.attr,
	&dev_attr_management.attr,
	&dev_attr_manager.attr,
	&dev_attr_light_source.attr,
	NULL
};

static const struct attribute_group cmis_cage_group = {
	.attrs = cmis_cage_attrs,
};

/* ------------------------------------------------------------------------ */
/* Counters                                                                 */
/* ------------------------------------------------------------------------ */

/* Numbers of struct cmis_load: the share of the bus */
static const struct cmis_load_row {
	const char *name;
	u16 offset;
} cmis_load_rows[] = {
	{ "thermal_period_ms",
	  offsetof(struct cmis_load, period_ms[CMIS_CLASS_THERMAL]) },
	{ "lanes_period_ms",
	  offsetof(struct cmis_load, period_ms[CMIS_CLASS_LANES]) },
	{ "vdm_period_ms",
	  offsetof(struct cmis_load, period_ms[CMIS_CLASS_VDM]) },
	{ "live_period_ms", offsetof(struct cmis_load, live_ms) },
	{ "bus_ppm", offsetof(struct cmis_load, bus_ppm) },
};

#define CMIS_LOAD_ROWS	ARRAY_SIZE(cmis_load_rows)

static struct device_attribute cmis_stat_attrs[CMIS_STAT_COUNT];
static struct device_attribute cmis_load_attrs[CMIS_LOAD_ROWS];
static struct attribute *cmis_stat_list[CMIS_STAT_COUNT + CMIS_LOAD_ROWS + 1];

static ssize_t cmis_load_show(struct device *dev,
			      struct device_attribute *attr, char *buf)
{
	const void *load = &to_cmis_cage(dev)->load;
	const u32 *value = load + cmis_load_rows[attr - cmis_load_attrs].offset;

	return sysfs_emit(buf, "%u\n", READ_ONCE(*value));
}

static ssize_t cmis_stat_show(struct device *dev,
			      struct device_attribute *attr, char *buf)
{
	u64 value = cmis_cage_get_stat(to_cmis_cage(dev),
				       attr - cmis_stat_attrs);

	return sysfs_emit(buf, "%llu\n", value);
}

static const struct attribute_group cmis_stat_group = {
	.name = "stats",
	.attrs = cmis_stat_list,
};

/* ------------------------------------------------------------------------ */
/* The client                                                               */
/* ------------------------------------------------------------------------ */

const struct attribute_group *cmis_sysfs_groups[] = {
	&cmis_cage_group,
	&cmis_setting_group,
	&cmis_stat_group,
	&cmis_sysfs_alerts_group,
	&cmis_sysfs_health_group,
	&cmis_sysfs_module_group,
	&cmis_sysfs_nic_group,
	&cmis_sysfs_eeprom_group,
	NULL
};

/**
 * cmis_sysfs_init - make the files that tables describe
 *
 * Context: Before the core's init.
 * Return: 0, or a negative errno.
 */
int __init cmis_sysfs_init(void)
{
	unsigned int i;

	for (i = 0; i < CMIS_SETTING_ROWS; i++) {
		cmis_setting_attrs[i].attr.name = cmis_setting_rows[i].name;
		cmis_setting_attrs[i].attr.mode = 0644;
		cmis_setting_attrs[i].show = cmis_setting_show;
		cmis_setting_attrs[i].store = cmis_setting_store;
		cmis_setting_list[i] = &cmis_setting_attrs[i].attr;
	}
	for (i = 0; i < CMIS_STAT_COUNT; i++) {
		cmis_stat_attrs[i].attr.name = cmis_stat_names[i];
		cmis_stat_attrs[i].attr.mode = 0444;
		cmis_stat_attrs[i].show = cmis_stat_show;
		cmis_stat_list[i] = &cmis_stat_attrs[i].attr;
	}
	for (i = 0; i < CMIS_LOAD_ROWS; i++) {
		cmis_load_attrs[i].attr.name = cmis_load_rows[i].name;
		cmis_load_attrs[i].attr.mode = 0444;
		cmis_load_attrs[i].show = cmis_load_show;
		cmis_stat_list[CMIS_STAT_COUNT + i] = &cmis_load_attrs[i].attr;
	}
	cmis_sysfs_module_init();
	cmis_sysfs_nodes_init();
	return cmis_sysfs_trends_init() ?: cmis_sysfs_monitors_init();
}

static void cmis_sysfs_set_module_state(struct cmis_cage *cage, int state)
{
	struct cmis_sysfs *sysfs = cage->clients.sysfs;

	if (sysfs->module_state == state)
		return;
	sysfs->module_state = state;
	sysfs_notify(&cage->dev.kobj, NULL, "module_state");
}

static void cmis_sysfs_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);

	if (class == CMIS_CLASS_THERMAL && !IS_ERR(snapshot))
		cmis_sysfs_set_module_state(cage, snapshot->status.state);
}

/* The memory is freed with the device of the cage. */
static int cmis_sysfs_cage_add(struct cmis_cage *cage)
{
	struct cmis_sysfs *sysfs;

	sysfs = devm_kzalloc(&cage->dev, sizeof(*sysfs), GFP_KERNEL);
	if (!sysfs)
		return -ENOMEM;
	sysfs->module_state = -1;
	INIT_LIST_HEAD(&sysfs->nodes);
	cage->clients.sysfs = sysfs;
	return 0;
}

static int cmis_sysfs_module_add(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	int ret = cmis_sysfs_nodes_add(cage, module);

	if (!ret)
		cmis_sysfs_sampled(cage, CMIS_CLASS_THERMAL);
	return ret;
}

static int cmis_sysfs_module_changed(struct cmis_cage *cage,
				     struct cmis_module *module)
{
	cmis_sysfs_nodes_del(cage);
	return cmis_sysfs_module_add(cage, module);
}

static void cmis_sysfs_module_del(struct cmis_cage *cage)
{
	cmis_sysfs_nodes_del(cage);
	cmis_sysfs_set_module_state(cage, -1);
}

static void cmis_sysfs_status_changed(struct cmis_cage *cage)
{
	sysfs_notify(&cage->dev.kobj, NULL, "status");
}

static void cmis_sysfs_claims_changed(struct cmis_cage *cage)
{
	cmis_sysfs_ports_update(cage);
	cmis_sysfs_nodes_update(cage);
}

const struct cmis_client cmis_sysfs_client = {
	.name = "sysfs",
	.cage_add = cmis_sysfs_cage_add,
	.cage_del = cmis_sysfs_ports_del,
	.module_add = cmis_sysfs_module_add,
	.module_changed = cmis_sysfs_module_changed,
	.module_del = cmis_sysfs_module_del,
	.status_changed = cmis_sysfs_status_changed,
	.sampled = cmis_sysfs_sampled,
	.finding = cmis_sysfs_finding,
	.claims_changed = cmis_sysfs_claims_changed,
	.alert = cmis_sysfs_alert,
};
