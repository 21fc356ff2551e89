// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the user's side, a folder in configfs for each port.
 *
 * A port is configured, then goes live. Modules can be plugged and pulled
 * before and after that. Use scripts/cmis-sim, which knows the units that
 * people use; numbers here are integers.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kstrtox.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/sim.h"

#define CMIS_SIM_CLOCK_HZ	400000
#define CMIS_SIM_RECORD_SIZE	(3 + CMIS_PAGE_SIZE)
#define CMIS_SIM_STATS_LINE	80

static struct device *cmis_sim_parent;

static const char * const cmis_sim_adapter_names[CMIS_SIM_ADAPTER_MODES] = {
	[CMIS_SIM_ADAPTER_I2C] = "i2c",
	[CMIS_SIM_ADAPTER_SMBUS_BLOCK] = "smbus-block",
	[CMIS_SIM_ADAPTER_SMBUS_BYTE] = "smbus-byte",
};

static struct cmis_sim_port *cmis_sim_port_of(struct config_item *item)
{
	return container_of(item, struct cmis_sim_port, item);
}

/* What a number may be. */
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
	mutex_lock(&port->lock);
	if (port->live)
		err = -EBUSY;
	else
		*setting = value;
	mutex_unlock(&port->lock);
	return err;
}

/* Something about the module that can change at any time. */
static int cmis_sim_trait_store(struct cmis_sim_port *port, u32 *trait,
				const struct cmis_sim_range *range,
				const char *text)
{
	u32 value;
	int err;

	err = cmis_sim_number_parse(text, range, &value);
	if (err)
		return err;
	mutex_lock(&port->module.lock);
	*trait = value;
	mutex_unlock(&port->module.lock);
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
	u32 *number = cmis_sim_##_name##_of(cmis_sim_port_of(item)); \
\
	return sysfs_emit(buf, "%u\n", *number); \
} \
\
static ssize_t cmis_sim_port_##_name##_store(struct config_item *item, \
					     const char *text, size_t count) \
{ \
	static const struct cmis_sim_range range = { _min, _max }; \
	struct cmis_sim_port *port = cmis_sim_port_of(item); \
	u32 *number = cmis_sim_##_name##_of(port); \
\
	return cmis_sim_##_kind##_store(port, number, &range, text) ?: count; \
}

CMIS_SIM_NUMBER(setting, clock_hz, port->set.clock_hz, 1000, 10000000)
CONFIGFS_ATTR(cmis_sim_port_, clock_hz);
CMIS_SIM_NUMBER(setting, real_time, port->set.real_time, 0, 1)
CONFIGFS_ATTR(cmis_sim_port_, real_time);
CMIS_SIM_NUMBER(setting, adapter_read_max, port->set.adapter_read_max, 0,
		U16_MAX)
CONFIGFS_ATTR(cmis_sim_port_, adapter_read_max);
CMIS_SIM_NUMBER(setting, interrupt, port->set.interrupt, 0, 1)
CONFIGFS_ATTR(cmis_sim_port_, interrupt);
CMIS_SIM_NUMBER(setting, pins, port->set.pins, 0, 1)
CONFIGFS_ATTR(cmis_sim_port_, pins);
CMIS_SIM_NUMBER(setting, device, port->set.device, 0, 1)
CONFIGFS_ATTR(cmis_sim_port_, device);
CMIS_SIM_NUMBER(trait, init_ms, port->module.init_ms, 0, 60000)
CONFIGFS_ATTR(cmis_sim_port_, init_ms);
CMIS_SIM_NUMBER(trait, read_max, port->module.read_max, 0, CMIS_WINDOW_SIZE)
CONFIGFS_ATTR(cmis_sim_port_, read_max);

static ssize_t cmis_sim_port_adapter_mode_show(struct config_item *item,
					       char *buf)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);

	return sysfs_emit(buf, "%s\n",
			  cmis_sim_adapter_names[port->set.adapter]);
}

static ssize_t cmis_sim_port_adapter_mode_store(struct config_item *item,
						const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	int mode = sysfs_match_string(cmis_sim_adapter_names, text);

	if (mode < 0)
		return mode;
	mutex_lock(&port->lock);
	if (port->live)
		mode = -EBUSY;
	else
		port->set.adapter = mode;
	mutex_unlock(&port->lock);
	return mode < 0 ? mode : count;
}
CONFIGFS_ATTR(cmis_sim_port_, adapter_mode);

static ssize_t cmis_sim_port_serial_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%s\n", cmis_sim_port_of(item)->serial);
}

static ssize_t cmis_sim_port_serial_store(struct config_item *item,
					  const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	size_t length = strcspn(text, "\n");

	if (!length || length >= sizeof(port->serial))
		return -EINVAL;
	mutex_lock(&port->lock);
	memcpy(port->serial, text, length);
	port->serial[length] = '\0';
	mutex_unlock(&port->lock);
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, serial);

static ssize_t cmis_sim_port_profile_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%s\n", cmis_sim_port_of(item)->profile);
}

static int cmis_sim_source_set(struct cmis_sim_port *port, const char *name,
			       struct cmis_sim_store *store, bool frozen)
{
	lockdep_assert_held(&port->lock);
	cmis_sim_store_move(&port->source, store);
	port->source_frozen = frozen;
	strscpy(port->profile, name, sizeof(port->profile));
	cmis_sim_module_forget(&port->module);
	return 0;
}

static ssize_t cmis_sim_port_profile_store(struct config_item *item,
					   const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	char name[CMIS_SIM_NAME_SIZE];
	struct cmis_sim_store store;
	size_t length = strcspn(text, "\n");
	int err;

	if (length >= sizeof(name))
		return -ENOENT;
	memcpy(name, text, length);
	name[length] = '\0';
	cmis_sim_store_init(&store);
	mutex_lock(&port->lock);
	err = cmis_sim_profile_build(name, port->serial, &store) ?:
	      cmis_sim_source_set(port, name, &store, false);
	mutex_unlock(&port->lock);
	cmis_sim_store_clear(&store);
	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, profile);

static int cmis_sim_upload_page(struct cmis_sim_port *port, unsigned int key,
				const char *hex)
{
	struct cmis_sim_page *page;
	u8 bytes[CMIS_PAGE_SIZE];

	if (strlen(hex) != 2 * sizeof(bytes) ||
	    hex2bin(bytes, hex, sizeof(bytes)))
		return -EINVAL;
	page = cmis_sim_store_add(&port->upload, key);
	if (IS_ERR(page))
		return PTR_ERR(page);
	memcpy(page->data, bytes, sizeof(bytes));
	return 0;
}

static int cmis_sim_upload_commit(struct cmis_sim_port *port)
{
	int err = cmis_sim_store_complete(&port->upload);

	return err ?: cmis_sim_source_set(port, "image", &port->upload, true);
}

/* "begin", "lower HEX", "page PAGE BANK HEX", "commit"; 256 hex digits */
static int cmis_sim_upload_do(struct cmis_sim_port *port, char *line)
{
	char *word = strsep(&line, " ");
	unsigned int page, bank;
	int end = 0;

	lockdep_assert_held(&port->lock);
	if (!strcmp(word, "begin")) {
		cmis_sim_store_clear(&port->upload);
		return 0;
	}
	if (!strcmp(word, "commit"))
		return cmis_sim_upload_commit(port);
	if (!line)
		return -EINVAL;
	if (!strcmp(word, "lower"))
		return cmis_sim_upload_page(port, CMIS_SIM_LOWER, line);
	if (strcmp(word, "page") ||
	    sscanf(line, "%u %u %n", &page, &bank, &end) != 2 || !end)
		return -EINVAL;
	if (page > U8_MAX || bank > U8_MAX ||
	    (bank && page < CMIS_PAGE_LANE_CONTROL))
		return -ERANGE;
	return cmis_sim_upload_page(port, CMIS_SIM_KEY(bank, page),
				    line + end);
}

static ssize_t cmis_sim_port_image_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	char *line;
	int err;

	line = kstrndup(text, strcspn(text, "\n"), GFP_KERNEL);
	if (!line)
		return -ENOMEM;
	mutex_lock(&port->lock);
	err = cmis_sim_upload_do(port, line);
	mutex_unlock(&port->lock);
	kfree(line);
	return err ?: count;
}
CONFIGFS_ATTR_WO(cmis_sim_port_, image);

static ssize_t cmis_sim_port_present_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);

	return sysfs_emit(buf, "%d\n",
			  cmis_sim_module_is_present(&port->module));
}

static int __cmis_sim_port_plug(struct cmis_sim_port *port, bool present)
{
	struct cmis_sim_module *module = &port->module;
	int err;

	lockdep_assert_held(&port->lock);
	if (present == cmis_sim_module_is_present(module))
		return present ? -EBUSY : -ENODEV;
	if (present) {
		err = cmis_sim_module_insert(module, &port->source,
					     port->source_frozen);
		if (err)
			return err;
	} else {
		cmis_sim_module_remove(module);
	}
	mutex_lock(&module->lock);
	if (port->pins.ready)
		cmis_sim_pins_set(&port->pins, CMIS_SIM_LINE_PRESENT, true);
	mutex_unlock(&module->lock);
	return 0;
}

static void cmis_sim_port_bounce_next(struct cmis_sim_port *port)
{
	struct cmis_sim_fault *fault =
		&port->module.faults.kinds[CMIS_SIM_FAULT_BOUNCE];

	mod_delayed_work(cmis_sim_queue, &port->bounce,
			 msecs_to_jiffies(fault->rule.every_ms));
}

static void cmis_sim_port_bounce(struct work_struct *work)
{
	struct cmis_sim_port *port = container_of(to_delayed_work(work),
						  struct cmis_sim_port,
						  bounce);
	bool present;

	mutex_lock(&port->lock);
	present = cmis_sim_module_is_present(&port->module);
	if (port->bounces && !__cmis_sim_port_plug(port, !present) &&
	    --port->bounces)
		cmis_sim_port_bounce_next(port);
	mutex_unlock(&port->lock);
}

/* A module that is plugged may lose its contact again, some times. */
static int cmis_sim_port_plug(struct cmis_sim_port *port, bool present)
{
	struct cmis_sim_module *module = &port->module;
	int err;

	port->bounces = 0;
	err = __cmis_sim_port_plug(port, present);
	if (err || !present)
		return err;
	mutex_lock(&module->lock);
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_BOUNCE))
		port->bounces = 2 * cmis_sim_fault_value(module,
						CMIS_SIM_FAULT_BOUNCE);
	mutex_unlock(&module->lock);
	if (port->bounces)
		cmis_sim_port_bounce_next(port);
	return 0;
}

static ssize_t cmis_sim_port_present_store(struct config_item *item,
					   const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	bool present;
	int err;

	err = kstrtobool(text, &present);
	if (err)
		return err;
	mutex_lock(&port->lock);
	err = cmis_sim_port_plug(port, present);
	mutex_unlock(&port->lock);
	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, present);

/* What is to happen to a module while the system sleeps. */
static ssize_t cmis_sim_port_asleep_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	ssize_t length;

	mutex_lock(&port->lock);
	length = sysfs_emit(buf, "%s", port->asleep ?: "");
	mutex_unlock(&port->lock);
	return length;
}

static ssize_t cmis_sim_port_asleep_store(struct config_item *item,
					  const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	char *lines = kstrndup(text, count, GFP_KERNEL);

	if (!lines)
		return -ENOMEM;
	mutex_lock(&port->lock);
	swap(port->asleep, lines);
	mutex_unlock(&port->lock);
	kfree(lines);
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, asleep);

static int cmis_sim_asleep_do(struct cmis_sim_port *port, const char *line)
{
	size_t prefix = str_has_prefix(line, "present ");
	bool present;
	int err;

	if (!prefix)
		return cmis_sim_set(&port->module, line);
	err = kstrtobool(line + prefix, &present);
	return err ?: __cmis_sim_port_plug(port, present);
}

/* Nobody is awake to see it, nor to be told that it cannot be done. */
static void cmis_sim_port_suspend(struct cmis_sim_port *port)
{
	char *left, *line;
	int err;

	lockdep_assert_held(&port->lock);
	i2c_mark_adapter_suspended(&port->adapter);
	left = port->asleep;
	while ((line = strsep(&left, "\n"))) {
		err = *line ? cmis_sim_asleep_do(port, line) : 0;
		if (err)
			dev_warn(&port->adapter.dev,
				 "while asleep, '%s': %pe\n", line,
				 ERR_PTR(err));
	}
	kfree(port->asleep);
	port->asleep = NULL;
}

static void cmis_sim_port_resume(struct cmis_sim_port *port)
{
	i2c_mark_adapter_resumed(&port->adapter);
}

static ssize_t cmis_sim_port_live_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%d\n", cmis_sim_port_of(item)->live);
}

static int cmis_sim_port_go(struct cmis_sim_port *port, bool live)
{
	int err;

	lockdep_assert_held(&port->lock);
	if (port->live == live)
		return 0;
	if (live) {
		err = cmis_sim_bus_create(port, cmis_sim_parent);
		if (err)
			return err;
	} else {
		cmis_sim_bus_destroy(port);
	}
	port->live = live;
	return 0;
}

static ssize_t cmis_sim_port_live_store(struct config_item *item,
					const char *text, size_t count)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	bool live;
	int err;

	err = kstrtobool(text, &live);
	if (err)
		return err;
	mutex_lock(&port->lock);
	err = cmis_sim_port_go(port, live);
	mutex_unlock(&port->lock);
	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, live);

static ssize_t cmis_sim_port_bus_show(struct config_item *item, char *buf)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	ssize_t length = -ENODEV;

	mutex_lock(&port->lock);
	if (port->live)
		length = sysfs_emit(buf, "%d\n",
				    i2c_adapter_id(&port->adapter));
	mutex_unlock(&port->lock);
	return length;
}
CONFIGFS_ATTR_RO(cmis_sim_port_, bus);

static ssize_t cmis_sim_port_set_store(struct config_item *item,
				       const char *text, size_t count)
{
	int err = cmis_sim_set(&cmis_sim_port_of(item)->module, text);

	return err ?: count;
}
CONFIGFS_ATTR_WO(cmis_sim_port_, set);

static ssize_t cmis_sim_port_fault_show(struct config_item *item, char *buf)
{
	return cmis_sim_fault_show(&cmis_sim_port_of(item)->module, buf);
}

static ssize_t cmis_sim_port_fault_store(struct config_item *item,
					 const char *text, size_t count)
{
	int err = cmis_sim_fault_set(&cmis_sim_port_of(item)->module, text);

	return err ?: count;
}
CONFIGFS_ATTR(cmis_sim_port_, fault);

/* The bus goes while a transfer is under way. */
static void cmis_sim_port_bus_lost(struct work_struct *work)
{
	struct cmis_sim_port *port = container_of(work, struct cmis_sim_port,
						  bus_lost);

	mutex_lock(&port->lock);
	cmis_sim_port_go(port, false);
	mutex_unlock(&port->lock);
}

static void cmis_sim_port_fault_struck(struct cmis_sim_module *module,
				       enum cmis_sim_fault_kind kind)
{
	struct cmis_sim_port *port = container_of(module, struct cmis_sim_port,
						  module);

	if (kind == CMIS_SIM_FAULT_ADAPTER_GONE)
		queue_work(cmis_sim_queue, &port->bus_lost);
	else if (port->pins.ready)
		cmis_sim_pins_set(&port->pins, CMIS_SIM_LINE_PRESENT, true);
}

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
	struct cmis_sim_port *port = cmis_sim_port_of(item);
	struct cmis_sim_module *module = &port->module;
	struct cmis_sim_stats stats;
	struct cmis_sim_page *page;
	ssize_t length;
	int bucket;

	mutex_lock(&module->lock);
	stats = module->stats;
	length = sysfs_emit(buf, "transfers %llu\nbytes %llu\n"
			    "read_bytes %llu\nwrite_bytes %llu\n"
			    "selects %llu\nnacks %llu\nbus_us %llu\n",
			    stats.transfers,
			    stats.read_bytes + stats.write_bytes,
			    stats.read_bytes, stats.write_bytes,
			    stats.selects, stats.nacks,
			    div_u64(stats.bits * USEC_PER_SEC,
				    port->set.clock_hz));
	hash_for_each(module->memory.pages, bucket, page, node)
		if (page->reads && length < PAGE_SIZE - CMIS_SIM_STATS_LINE)
			length += cmis_sim_page_stats_print(page, buf, length);
	mutex_unlock(&module->lock);
	return length;
}

static ssize_t cmis_sim_port_stats_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_module *module = &cmis_sim_port_of(item)->module;
	struct cmis_sim_page *page;
	int bucket;

	if (!sysfs_streq(text, "reset"))
		return -EINVAL;
	mutex_lock(&module->lock);
	memset(&module->stats, 0, sizeof(module->stats));
	hash_for_each(module->memory.pages, bucket, page, node) {
		page->reads = 0;
		page->read_bytes = 0;
	}
	mutex_unlock(&module->lock);
	return count;
}
CONFIGFS_ATTR(cmis_sim_port_, stats);

/* Records of a three-byte key and a page, without side effects */
static ssize_t cmis_sim_port_memory_read(struct config_item *item, void *buf,
					 size_t size)
{
	struct cmis_sim_module *module = &cmis_sim_port_of(item)->module;
	struct cmis_sim_page *page;
	size_t length = 0;
	u8 *at = buf;
	int bucket;

	mutex_lock(&module->lock);
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
	mutex_unlock(&module->lock);
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
	&cmis_sim_port_attr_adapter_mode,
	&cmis_sim_port_attr_serial,
	&cmis_sim_port_attr_profile,
	&cmis_sim_port_attr_image,
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
	struct cmis_sim_port *port = cmis_sim_port_of(item);

	cancel_work_sync(&port->bus_lost);
	cancel_delayed_work_sync(&port->bounce);
	cmis_sim_module_destroy(&port->module);
	cmis_sim_store_clear(&port->source);
	cmis_sim_store_clear(&port->upload);
	kfree(port->asleep);
	mutex_destroy(&port->lock);
	kfree(port);
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

static void cmis_sim_port_interrupt_set(struct cmis_sim_module *module,
					bool asserted)
{
	struct cmis_sim_port *port = container_of(module, struct cmis_sim_port,
						  module);

	cmis_sim_pins_set(&port->pins, CMIS_SIM_LINE_INTERRUPT, asserted);
}

/* The name becomes a label, and part of names of devices. */
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
	struct cmis_sim_port *port;

	if (!cmis_sim_name_is_valid(name))
		return ERR_PTR(-EINVAL);
	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return ERR_PTR(-ENOMEM);
	mutex_init(&port->lock);
	strscpy(port->name, name, sizeof(port->name));
	snprintf(port->serial, sizeof(port->serial), "SIM-%.12s", name);
	strscpy(port->profile, "none", sizeof(port->profile));
	port->set.clock_hz = CMIS_SIM_CLOCK_HZ;
	port->set.device = 1;
	cmis_sim_store_init(&port->source);
	cmis_sim_store_init(&port->upload);
	INIT_DELAYED_WORK(&port->bounce, cmis_sim_port_bounce);
	INIT_WORK(&port->bus_lost, cmis_sim_port_bus_lost);
	port->module.interrupt_set = cmis_sim_port_interrupt_set;
	port->module.fault_struck = cmis_sim_port_fault_struck;
	cmis_sim_module_init(&port->module);
	config_item_init_type_name(&port->item, name, &cmis_sim_port_type);
	return &port->item;
}

static void cmis_sim_port_drop(struct config_group *group,
			       struct config_item *item)
{
	struct cmis_sim_port *port = cmis_sim_port_of(item);

	mutex_lock(&port->lock);
	cmis_sim_port_go(port, false);
	mutex_unlock(&port->lock);
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

static struct configfs_attribute *cmis_sim_group_attrs[] = {
	&cmis_sim_group_attr_profiles,
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

	mutex_lock(&cmis_sim_subsystem.su_mutex);
	list_for_each_entry(item, &group->cg_children, ci_entry) {
		port = cmis_sim_port_of(item);
		mutex_lock(&port->lock);
		if (port->live)
			action(port);
		mutex_unlock(&port->lock);
	}
	mutex_unlock(&cmis_sim_subsystem.su_mutex);
}

/**
 * cmis_sim_ports_suspend() - the system goes to sleep: buses cannot be used
 *
 * Context: devices on the buses sleep already.
 */
void cmis_sim_ports_suspend(void)
{
	cmis_sim_ports_do(cmis_sim_port_suspend);
}

/**
 * cmis_sim_ports_resume() - the system woke up: buses can be used again
 *
 * Context: devices on the buses still sleep.
 */
void cmis_sim_ports_resume(void)
{
	cmis_sim_ports_do(cmis_sim_port_resume);
}

/**
 * cmis_sim_configfs_register() - let the user make ports
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
 * cmis_sim_configfs_unregister() - no more ports
 *
 * There are none left: each holds a reference to this module.
 */
void cmis_sim_configfs_unregister(void)
{
	configfs_unregister_subsystem(&cmis_sim_subsystem);
	mutex_destroy(&cmis_sim_subsystem.su_mutex);
}
