// SPDX-License-Identifier: GPL-2.0-only
/*
 * I2C transport: signals of cages without a firmware node. An administrator
 * names the GPIO lines of an I2C device before the device is made. They stay
 * until the device goes, so that no other device of that name gets them.
 */

#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/machine.h>
#include <linux/i2c.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "i2c/signals.h"

/* The number of a line in its chip; this one says: the line of a name. */
#define CMIS_SIGNAL_BY_NAME	U16_MAX

/* Signals and their levels, as the connector has them */
static const struct cmis_signal_kind {
	const char *key;
	const char *con_id;
	unsigned long flags;
} cmis_signal_kinds[] = {
	{ "presence", "modprs", GPIO_ACTIVE_LOW },
	{ "reset", "reset", GPIO_ACTIVE_LOW },
	{ "lpmode", "lpmode", GPIO_ACTIVE_HIGH },
	{ "interrupt", "interrupt", GPIO_ACTIVE_LOW },
};

/**
 * struct cmis_signals - the signals of an I2C device
 * @node: in the list of all
 * @text: holds the names
 * @count: number of signals
 * @lookup: for the GPIO core; ends with an empty entry
 */
struct cmis_signals {
	struct list_head node;
	char *text;
	unsigned int count;
	struct gpiod_lookup_table *lookup;
};

/* Guards the list. */
static DEFINE_MUTEX(cmis_signals_lock);
static LIST_HEAD(cmis_signals_list);

static void cmis_signals_free(struct cmis_signals *signals)
{
	kfree(signals->lookup);
	kfree(signals->text);
	kfree(signals);
}

static struct cmis_signals *cmis_signals_alloc(const char *text)
{
	struct cmis_signals *signals = kzalloc(sizeof(*signals), GFP_KERNEL);

	if (!signals)
		return NULL;
	signals->text = kstrdup(text, GFP_KERNEL);
	signals->lookup = kzalloc(struct_size(signals->lookup, table,
					      ARRAY_SIZE(cmis_signal_kinds) +
					      1), GFP_KERNEL);
	if (signals->text && signals->lookup)
		return signals;
	cmis_signals_free(signals);
	return NULL;
}

static const struct cmis_signal_kind *cmis_signal_find(const char *key)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_signal_kinds); i++)
		if (!strcmp(cmis_signal_kinds[i].key, key))
			return &cmis_signal_kinds[i];
	return NULL;
}

/* An "!" says that the board inverts the line. */
static int cmis_signals_take(struct cmis_signals *signals, const char *key,
			     const char *line)
{
	const struct cmis_signal_kind *kind = cmis_signal_find(key);
	struct gpiod_lookup *table = signals->lookup->table;
	bool inverted = line && *line == '!';
	unsigned long flags;

	if (!kind || !line || !line[inverted])
		return -EINVAL;
	for (unsigned int i = 0; i < signals->count; i++)
		if (!strcmp(table[i].con_id, kind->con_id))
			return -EINVAL;
	flags = kind->flags ^ (inverted ? GPIO_ACTIVE_LOW : 0);
	table[signals->count++] = GPIO_LOOKUP(line + inverted,
					      CMIS_SIGNAL_BY_NAME,
					      kind->con_id, flags);
	return 0;
}

/* The name of a device, then words KEY=LINE; quotes hold blanks. */
static int cmis_signals_parse(struct cmis_signals *signals)
{
	char *rest = skip_spaces(signals->text), *key, *line, end;
	unsigned int bus, addr;
	int ret;

	rest = next_arg(rest, &key, &line);
	if (line || sscanf(key, "%u-%4x%c", &bus, &addr, &end) != 2)
		return -EINVAL;
	signals->lookup->dev_id = key;
	while (*rest) {
		rest = next_arg(rest, &key, &line);
		ret = cmis_signals_take(signals, key, line);
		if (ret)
			return ret;
	}
	return 0;
}

static struct cmis_signals *__cmis_signals_find(const char *device)
{
	struct cmis_signals *signals;

	lockdep_assert_held(&cmis_signals_lock);
	list_for_each_entry(signals, &cmis_signals_list, node)
		if (!strcmp(signals->lookup->dev_id, device))
			return signals;
	return NULL;
}

static bool cmis_signals_has_device(const char *name)
{
	struct device *dev = bus_find_device_by_name(&i2c_bus_type, NULL, name);

	put_device(dev);
	return dev;
}

static int __cmis_signals_add(struct cmis_signals *signals)
{
	if (__cmis_signals_find(signals->lookup->dev_id))
		return -EEXIST;
	/* A device asks for its signals when the driver is bound. */
	if (cmis_signals_has_device(signals->lookup->dev_id))
		return -EBUSY;
	gpiod_add_lookup_table(signals->lookup);
	list_add_tail(&signals->node, &cmis_signals_list);
	return 0;
}

static int __cmis_signals_del(const char *device)
{
	struct cmis_signals *signals = __cmis_signals_find(device);

	if (!signals)
		return -ENODEV;
	gpiod_remove_lookup_table(signals->lookup);
	list_del(&signals->node);
	cmis_signals_free(signals);
	return 0;
}

/* While the device is there, the GPIO core may be reading the table. */
static int __cmis_signals_forget(const char *device)
{
	if (__cmis_signals_find(device) && cmis_signals_has_device(device))
		return -EBUSY;
	return __cmis_signals_del(device);
}

static ssize_t signals_store(struct device_driver *driver, const char *buf,
			     size_t count)
{
	struct cmis_signals *signals = cmis_signals_alloc(buf);
	int ret;

	if (!signals)
		return -ENOMEM;
	ret = cmis_signals_parse(signals);
	if (!ret) {
		guard(mutex)(&cmis_signals_lock);
		if (signals->count)
			ret = __cmis_signals_add(signals);
		else
			ret = __cmis_signals_forget(signals->lookup->dev_id);
	}
	if (ret || !signals->count)
		cmis_signals_free(signals);
	return ret ? ret : count;
}
static DRIVER_ATTR_WO(signals);

static struct attribute *cmis_i2c_driver_attrs[] = {
	&driver_attr_signals.attr,
	NULL
};

static const struct attribute_group cmis_i2c_driver_group = {
	.attrs = cmis_i2c_driver_attrs,
};

const struct attribute_group *cmis_i2c_driver_groups[] = {
	&cmis_i2c_driver_group,
	NULL
};

static int cmis_signals_notify(struct notifier_block *nb, unsigned long event,
			       void *data)
{
	struct device *dev = data;

	if (event != BUS_NOTIFY_REMOVED_DEVICE)
		return NOTIFY_DONE;
	guard(mutex)(&cmis_signals_lock);
	__cmis_signals_del(dev_name(dev));
	return NOTIFY_DONE;
}

static struct notifier_block cmis_signals_notifier = {
	.notifier_call = cmis_signals_notify,
};

/**
 * cmis_i2c_signals_init - begin to know signals
 *
 * Context: Sleeps.
 * Return: 0 or a negative errno.
 */
int cmis_i2c_signals_init(void)
{
	return bus_register_notifier(&i2c_bus_type, &cmis_signals_notifier);
}

/**
 * cmis_i2c_signals_exit - forget all signals
 *
 * Context: Sleeps. The driver is unregistered.
 */
void cmis_i2c_signals_exit(void)
{
	struct cmis_signals *signals, *next;

	bus_unregister_notifier(&i2c_bus_type, &cmis_signals_notifier);
	guard(mutex)(&cmis_signals_lock);
	list_for_each_entry_safe(signals, next, &cmis_signals_list, node)
		__cmis_signals_del(signals->lookup->dev_id);
}
