// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the user's side, a folder in configfs for each port.
 *
 * Numbers are integers in the unit of the file's name; tools/cmis-sim takes
 * units that people use.
 */
#include <linux/cleanup.h>
#include <linux/configfs.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/configfs.h"
#include "sim/flaw.h"
#include "sim/model.h"
#include "sim/port.h"
#include "sim/profiles.h"
#include "sim/set.h"

#define CMIS_SIM_RECORD_SIZE	(3 + CMIS_PAGE_SIZE)
#define CMIS_SIM_STATS_LINE	80

static struct device *cmis_sim_parent;

static const char * const cmis_sim_adapter_names[CMIS_SIM_ADAPTER_MODES] = {
	[CMIS_SIM_ADAPTER_I2C] = "i2c",
	[CMIS_SIM_ADAPTER_BOTH] = "i2c-smbus",
	[CMIS_SIM_ADAPTER_SMBUS_BLOCK] = "smbus-block",
	[CMIS_SIM_ADAPTER_SMBUS_BYTE] = "smbus-byte",
};

/**
 * struct cmis_sim_folder - a port's folder
 * @item: the folder
 * @port: the port
 */
struct cmis_sim_folder {
	struct config_item item;
	struct cmis_sim_port port;
};

/**
 * cmis_sim_configfs_port() - the port of a folder
 * @item: the folder
 *
 * Return: its port.
 */
struct cmis_sim_port *cmis_sim_configfs_port(struct config_item *item)
{
	return &container_of(item, struct cmis_sim_folder, item)->port;
}

/* Limits of a number */
struct cmis_sim_range {
	u32 min;
	u32 max;
};

static int cmis_sim_number_parse(const char *text,
				 const struct cmis_sim_range *range,
				 u32 *value)
{
	int err = kstrtou32(text, 0, value);

	if (err)
		return err;
	return *value < range->min || *value > range->max ? -ERANGE : 0;
}

/* A setting, fixed while the port is live. */
static int cmis_sim_setting_store(struct cmis_sim_port *port, u32 *setting,
				  const struct cmis_sim_range *range,
				  const char *text)
{
	u32 value;
	int err;

	err = cmis_sim_number_parse(text, range, &value);
	if (err)
		return err;
	guard(mutex)(&port->lock);
	if (port->live)
		return -EBUSY;
	*setting = value;
	return 0;
}

/* A trait of the module, which can change at any time. */
static int cmis_sim_trait_store(struct cmis_sim_port *port, u32 *trait,
				const struct cmis_sim_range *range,
				const char *text)
{
	u32 value;
	int err;

	err = cmis_sim_number_parse(text, range, &value);
	if (err)
		return err;
	guard(mutex)(&port->module.lock);
	*trait = value;
	return 0;
}

#define CMIS_SIM_NUMBER(_kind, _name, _number, _min, _max) \
static u32 *cmis_sim_##_name##_of(struct cmis_sim_port *port) \
{ \
	return &(_number); \
} \
\
static ssize_t cmis_sim_port_##_name##_show(struct config_item *item, \
					    char *buf) \
{ \
	u32 *number = cmis_sim_##_name##_of(cmis_sim_configfs_port(item)); \
\
	return sysfs_emit(buf, "%u\n", *number); \
} \
\
static ssize_t cmis_sim_port_##_name##_store(struct config_item *item, \
					     const char *text, size_t count) \
{ \
	static const struct cmis_sim_range range = { _min, _max }; \
	struct cmis_sim_port *port = cmis_sim_configfs_port(item); \
	u32 *number = cmis_sim_##_name##_of(port); \
\
	return cmis_sim_##_kind##_store(port, number, &range, text) ?: count; \
}

CMIS_SIM_NUMBER(setting, clock_hz, port->bus.set.clock_hz, 1000, 10000000)
CONFIGFS_ATTR(cmis_sim_port_, clock_hz);
CMIS_SIM_NUMBER(setting, real_time, port->bus.set.real_time, 0, 1)
CONFIGFS_ATTR(cmis_sim_port_, real_time);
CMIS_SIM_NUMBER(setting, adapter_read_max, port->bus.set.adapter_read_max, 0,
		U16_MAX)
CONFIGFS_ATTR(cmis_sim_port_, adapter_read_max);
CMIS_SIM_NUMBER(setting, interrupt, port->bus.set.interrupt, 0, 2)
CONFIGFS_ATTR(cmis_sim_port_, interrupt);
CMIS_SIM_NUMBER(setting, pins, port->bus.set.pins, 0, 2)
CONFIGFS_ATTR(cmis_sim_port_, pins);
CMIS_SIM_NUMBER(setting, device, port->bus.set.device, 0, 1)
CONFIGFS_ATTR(cmis_sim_port_, device);
CMIS_SIM_NUMBER(trait, init_ms, port->module.init_ms, 0, 60000)
CONFIGFS_ATTR(cmis_sim_port_, init_ms);
CMIS_SIM_NUMBER(trait, read_max, port->module.read_max, 0, CMIS_WINDOW_SIZE)
CONFIGFS_ATTR(cmis_sim_port_, read_max);

static ssize_t cmis_sim_port_fibre_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);

	return cmis_sim_fibre_show(&port->module, buf);
}

/* The name of the port at the other end; an empty one takes the fibre away. */
static ssize_t cmis_sim_port_fibre_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	size_t length = strcspn(text, "\n");
	char name[CMIS_SIM_NAME_SIZE];

	if (!length) {
		cmis_sim_fibre_cut(&port->module);
		return count;
	}
	if (length >= sizeof(name))
		return -ENOENT;
	memcpy(name, text, length);
	name[length] = '\0';
	return cmis_sim_fibre_connect(&port->module, name) ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, fibre);

static ssize_t cmis_sim_port_adapter_mode_show(struct config_item *item,
					       char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);

	return sysfs_emit(buf, "%s\n",
			  cmis_sim_adapter_names[port->bus.set.adapter]);
}

static ssize_t cmis_sim_port_adapter_mode_store(struct config_item *item,
						const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	int mode = sysfs_match_string(cmis_sim_adapter_names, text);

	if (mode < 0)
		return mode;
	guard(mutex)(&port->lock);
	if (port->live)
		return -EBUSY;
	port->bus.set.adapter = mode;
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, adapter_mode);

static ssize_t cmis_sim_port_adapter_quirks_show(struct config_item *item,
						 char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);

	return cmis_sim_quirks_show(port->bus.set.quirks, buf);
}

static ssize_t cmis_sim_port_adapter_quirks_store(struct config_item *item,
						  const char *text,
						  size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	u32 quirks[CMIS_SIM_QUIRKS];
	int err;

	err = cmis_sim_quirks_parse(text, quirks);
	if (err)
		return err;
	guard(mutex)(&port->lock);
	if (port->live)
		return -EBUSY;
	memcpy(port->bus.set.quirks, quirks, sizeof(quirks));
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, adapter_quirks);

static ssize_t cmis_sim_port_serial_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%s\n", cmis_sim_configfs_port(item)->serial);
}

static ssize_t cmis_sim_port_serial_store(struct config_item *item,
					  const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	size_t length = strcspn(text, "\n");

	if (!length || length >= sizeof(port->serial))
		return -EINVAL;
	guard(mutex)(&port->lock);
	memcpy(port->serial, text, length);
	port->serial[length] = '\0';
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, serial);

static ssize_t cmis_sim_port_profile_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%s\n", cmis_sim_configfs_port(item)->profile);
}

static ssize_t cmis_sim_port_profile_store(struct config_item *item,
					   const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	char name[CMIS_SIM_NAME_SIZE];
	size_t length = strcspn(text, "\n");
	int err;

	if (length >= sizeof(name))
		return -ENOENT;
	memcpy(name, text, length);
	name[length] = '\0';
	guard(mutex)(&port->lock);
	err = cmis_sim_port_profile(port, name);
	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, profile);

static ssize_t cmis_sim_port_flaw_store(struct config_item *item,
					const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	int err;

	guard(mutex)(&port->lock);
	err = cmis_sim_port_flaw(port, text);
	return err ?: count;
}
CONFIGFS_ATTR_WO(cmis_sim_port_, flaw);

static ssize_t cmis_sim_port_image_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	char *line;
	int err;

	line = kstrndup(text, strcspn(text, "\n"), GFP_KERNEL);
	if (!line)
		return -ENOMEM;
	scoped_guard(mutex, &port->lock)
		err = cmis_sim_port_upload(port, line);
	kfree(line);
	return err ?: count;
}
CONFIGFS_ATTR_WO(cmis_sim_port_, image);

static ssize_t cmis_sim_port_present_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);

	return sysfs_emit(buf, "%d\n",
			  cmis_sim_module_is_present(&port->module));
}

static ssize_t cmis_sim_port_present_store(struct config_item *item,
					   const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	bool present;
	int err;

	err = kstrtobool(text, &present);
	if (err)
		return err;
	guard(mutex)(&port->lock);
	err = cmis_sim_port_plug(port, present);
	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, present);

static ssize_t cmis_sim_port_asleep_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	ssize_t length;

	guard(mutex)(&port->lock);
	length = sysfs_emit(buf, "%s", port->asleep ?: "");
	return length;
}

static ssize_t cmis_sim_port_asleep_store(struct config_item *item,
					  const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	char *lines = kstrndup(text, count, GFP_KERNEL);

	if (!lines)
		return -ENOMEM;
	scoped_guard(mutex, &port->lock)
		swap(port->asleep, lines);
	kfree(lines);
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, asleep);

static ssize_t cmis_sim_port_live_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%d\n", cmis_sim_configfs_port(item)->live);
}

static ssize_t cmis_sim_port_live_store(struct config_item *item,
					const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	bool live;
	int err;

	err = kstrtobool(text, &live);
	if (err)
		return err;
	guard(mutex)(&port->lock);
	err = cmis_sim_port_go(port, live);
	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, live);

static ssize_t cmis_sim_port_bus_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);

	guard(mutex)(&port->lock);
	if (!port->live)
		return -ENODEV;
	return sysfs_emit(buf, "%d\n", i2c_adapter_id(&port->bus.adapter));
}
CONFIGFS_ATTR_RO(cmis_sim_port_, bus);

static ssize_t cmis_sim_port_set_store(struct config_item *item,
				       const char *text, size_t count)
{
	int err = cmis_sim_set(&cmis_sim_configfs_port(item)->module, text);

	return err ?: count;
}
CONFIGFS_ATTR_WO(cmis_sim_port_, set);

static ssize_t cmis_sim_port_fault_show(struct config_item *item, char *buf)
{
	return cmis_sim_fault_show(&cmis_sim_configfs_port(item)->module, buf);
}

static ssize_t cmis_sim_port_fault_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	int err = cmis_sim_fault_set(&port->module, text);

	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, fault);

static ssize_t cmis_sim_page_stats_print(const struct cmis_sim_page *page,
					 char *buf, ssize_t at)
{
	char name[16] = "lower";

	if (page->key != CMIS_SIM_LOWER)
		snprintf(name, sizeof(name), "%02x.%u",
			 CMIS_SIM_KEY_PAGE(page->key),
			 CMIS_SIM_KEY_BANK(page->key));
	return sysfs_emit_at(buf, at, "page %s reads %llu bytes %llu\n", name,
			     page->reads, page->read_bytes);
}

static ssize_t cmis_sim_port_stats_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	struct cmis_sim_module *module = &port->module;
	struct cmis_sim_stats stats;
	struct cmis_sim_page *page;
	ssize_t length;
	int bucket;

	guard(mutex)(&module->lock);
	stats = module->stats;
	length = sysfs_emit(buf, "transfers %llu\nbytes %llu\n"
			    "read_bytes %llu\nwrite_bytes %llu\n"
			    "selects %llu\nnacks %llu\nbus_us %llu\n",
			    stats.transfers,
			    stats.read_bytes + stats.write_bytes,
			    stats.read_bytes, stats.write_bytes,
			    stats.selects, stats.nacks,
			    div_u64(stats.bits * USEC_PER_SEC,
				    port->bus.set.clock_hz));
	hash_for_each(module->memory.pages, bucket, page, node)
		if (page->reads && length < PAGE_SIZE - CMIS_SIM_STATS_LINE)
			length += cmis_sim_page_stats_print(page, buf, length);
	return length;
}

static ssize_t cmis_sim_port_stats_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_module *module = &cmis_sim_configfs_port(item)->module;
	struct cmis_sim_page *page;
	int bucket;

	if (!sysfs_streq(text, "reset"))
		return -EINVAL;
	guard(mutex)(&module->lock);
	memset(&module->stats, 0, sizeof(module->stats));
	hash_for_each(module->memory.pages, bucket, page, node) {
		page->reads = 0;
		page->read_bytes = 0;
	}
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, stats);

/* Records of a three-byte key and a page, without side effects */
static ssize_t cmis_sim_port_memory_read(struct config_item *item, void *buf,
					 size_t size)
{
	struct cmis_sim_module *module = &cmis_sim_configfs_port(item)->module;
	struct cmis_sim_page *page;
	size_t length = 0;
	u8 *at = buf;
	int bucket;

	guard(mutex)(&module->lock);
	cmis_sim_changed(module);
	hash_for_each(module->memory.pages, bucket, page, node) {
		if (buf && length + CMIS_SIM_RECORD_SIZE > size)
			break;
		if (buf) {
			at[length] = page->key >> 16;
			at[length + 1] = page->key >> 8;
			at[length + 2] = page->key;
			memcpy(at + length + 3, page->data, CMIS_PAGE_SIZE);
		}
		length += CMIS_SIM_RECORD_SIZE;
	}
	return length;
}
CONFIGFS_BIN_ATTR_RO(cmis_sim_port_, memory, NULL,
		     CMIS_SIM_PAGES_MAX * CMIS_SIM_RECORD_SIZE);

static struct configfs_attribute *cmis_sim_port_attrs[] = {
	&cmis_sim_port_attr_clock_hz,
	&cmis_sim_port_attr_real_time,
	&cmis_sim_port_attr_adapter_read_max,
	&cmis_sim_port_attr_interrupt,
	&cmis_sim_port_attr_pins,
	&cmis_sim_port_attr_device,
	&cmis_sim_port_attr_init_ms,
	&cmis_sim_port_attr_read_max,
	&cmis_sim_port_attr_fibre,
	&cmis_sim_port_attr_adapter_mode,
	&cmis_sim_port_attr_adapter_quirks,
	&cmis_sim_port_attr_serial,
	&cmis_sim_port_attr_profile,
	&cmis_sim_port_attr_image,
	&cmis_sim_port_attr_flaw,
	&cmis_sim_port_attr_present,
	&cmis_sim_port_attr_asleep,
	&cmis_sim_port_attr_live,
	&cmis_sim_port_attr_bus,
	&cmis_sim_port_attr_set,
	&cmis_sim_port_attr_fault,
	&cmis_sim_port_attr_stats,
	NULL
};

static struct configfs_bin_attribute *cmis_sim_port_bin_attrs[] = {
	&cmis_sim_port_attr_memory,
	NULL
};

static void cmis_sim_port_release(struct config_item *item)
{
	struct cmis_sim_folder *folder =
		container_of(item, struct cmis_sim_folder, item);

	cmis_sim_port_destroy(&folder->port);
	kfree(folder);
}

static struct configfs_item_operations cmis_sim_port_ops = {
	.release = cmis_sim_port_release,
};

static const struct config_item_type cmis_sim_port_type = {
	.ct_item_ops = &cmis_sim_port_ops,
	.ct_attrs = cmis_sim_port_attrs,
	.ct_bin_attrs = cmis_sim_port_bin_attrs,
	.ct_owner = THIS_MODULE,
};

/* The name becomes a label and a part of device names. */
static bool cmis_sim_name_is_valid(const char *name)
{
	size_t i;

	for (i = 0; name[i]; i++)
		if (!isalnum(name[i]) && name[i] != '-' && name[i] != '_')
			return false;
	return i < CMIS_SIM_NAME_SIZE;
}

static struct config_item *cmis_sim_port_make(struct config_group *group,
					      const char *name)
{
	struct cmis_sim_folder *folder;

	if (!cmis_sim_name_is_valid(name))
		return ERR_PTR(-EINVAL);
	folder = kzalloc(sizeof(*folder), GFP_KERNEL);
	if (!folder)
		return ERR_PTR(-ENOMEM);
	cmis_sim_port_init(&folder->port, name, cmis_sim_parent);
	config_item_init_type_name(&folder->item, name, &cmis_sim_port_type);
	return &folder->item;
}

static void cmis_sim_port_drop(struct config_group *group,
			       struct config_item *item)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);

	scoped_guard(mutex, &port->lock)
		cmis_sim_port_go(port, false);
	config_item_put(item);
}

static struct configfs_group_operations cmis_sim_group_ops = {
	.make_item = cmis_sim_port_make,
	.drop_item = cmis_sim_port_drop,
};

static ssize_t cmis_sim_group_profiles_show(struct config_item *item,
					    char *buf)
{
	return cmis_sim_profiles_show(buf);
}
CONFIGFS_ATTR_RO(cmis_sim_group_, profiles);

static ssize_t cmis_sim_group_names_show(struct config_item *item, char *buf)
{
	return cmis_sim_set_names(buf);
}
CONFIGFS_ATTR_RO(cmis_sim_group_, names);

static ssize_t cmis_sim_group_flaws_show(struct config_item *item, char *buf)
{
	return cmis_sim_flaws_show(buf);
}
CONFIGFS_ATTR_RO(cmis_sim_group_, flaws);

static struct configfs_attribute *cmis_sim_group_attrs[] = {
	&cmis_sim_group_attr_profiles,
	&cmis_sim_group_attr_flaws,
	&cmis_sim_group_attr_names,
	NULL
};

static const struct config_item_type cmis_sim_group_type = {
	.ct_group_ops = &cmis_sim_group_ops,
	.ct_attrs = cmis_sim_group_attrs,
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem cmis_sim_subsystem = {
	.su_group.cg_item = {
		.ci_namebuf = "cmis-sim",
		.ci_type = &cmis_sim_group_type,
	},
};

static void cmis_sim_ports_do(void (*action)(struct cmis_sim_port *port))
{
	struct config_group *group = &cmis_sim_subsystem.su_group;
	struct config_item *item;
	struct cmis_sim_port *port;

	guard(mutex)(&cmis_sim_subsystem.su_mutex);
	list_for_each_entry(item, &group->cg_children, ci_entry) {
		port = cmis_sim_configfs_port(item);
		guard(mutex)(&port->lock);
		if (port->live)
			action(port);
	}
}

/**
 * cmis_sim_ports_suspend() - block all buses for a system sleep
 *
 * Context: devices on the buses are suspended.
 */
void cmis_sim_ports_suspend(void)
{
	cmis_sim_ports_do(cmis_sim_port_suspend);
}

/**
 * cmis_sim_ports_resume() - unblock all buses after a system sleep
 *
 * Context: devices on the buses are still suspended.
 */
void cmis_sim_ports_resume(void)
{
	cmis_sim_ports_do(cmis_sim_port_resume);
}

/**
 * cmis_sim_configfs_register() - offer ports to the user
 * @parent: parent of their devices
 *
 * Return: 0 or a negative errno.
 */
int cmis_sim_configfs_register(struct device *parent)
{
	cmis_sim_parent = parent;
	config_group_init(&cmis_sim_subsystem.su_group);
	mutex_init(&cmis_sim_subsystem.su_mutex);
	return configfs_register_subsystem(&cmis_sim_subsystem);
}

/**
 * cmis_sim_configfs_unregister() - offer no more ports
 *
 * No port is left, as each holds a reference to this kernel module.
 */
void cmis_sim_configfs_unregister(void)
{
	configfs_unregister_subsystem(&cmis_sim_subsystem);
	mutex_destroy(&cmis_sim_subsystem.su_mutex);
}
