// SPDX-License-Identifier: GPL-2.0-only
/*
 * I2C transport: files beside the device, as the driver optoe has them, for
 * network operating systems that were written for that driver.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

#include "i2c/optoe.h"

/* The class of CMIS modules among optoe1, optoe2 and optoe3 */
#define CMIS_OPTOE_CLASS	3
/* The file eeprom takes a page at once, and has all banks. */
#define CMIS_OPTOE_WRITE_MAX	128
#define CMIS_OPTOE_BANKS	8

/* A number that users may write, but that changes nothing */
static ssize_t cmis_optoe_accept(const char *buf, size_t count,
				 unsigned int min, unsigned int max)
{
	unsigned int value;
	int ret;

	ret = kstrtouint(buf, 0, &value);
	if (ret)
		return ret;
	return value < min || value > max ? -EINVAL : count;
}

static ssize_t dev_class_show(struct device *dev,
			      struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", CMIS_OPTOE_CLASS);
}

static ssize_t dev_class_store(struct device *dev,
			       struct device_attribute *attr, const char *buf,
			       size_t count)
{
	return cmis_optoe_accept(buf, count, CMIS_OPTOE_CLASS,
				 CMIS_OPTOE_CLASS);
}
static DEVICE_ATTR_RW(dev_class);

static ssize_t write_max_show(struct device *dev,
			      struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", CMIS_OPTOE_WRITE_MAX);
}

static ssize_t write_max_store(struct device *dev,
			       struct device_attribute *attr, const char *buf,
			       size_t count)
{
	return cmis_optoe_accept(buf, count, 1, CMIS_OPTOE_WRITE_MAX);
}
static DEVICE_ATTR_RW(write_max);

static ssize_t max_bank_size_show(struct device *dev,
				  struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", CMIS_OPTOE_BANKS);
}

static ssize_t max_bank_size_store(struct device *dev,
				   struct device_attribute *attr,
				   const char *buf, size_t count)
{
	return cmis_optoe_accept(buf, count, 0, CMIS_OPTOE_BANKS);
}
static DEVICE_ATTR_RW(max_bank_size);

static struct attribute *cmis_optoe_attrs[] = {
	&dev_attr_dev_class.attr,
	&dev_attr_max_bank_size.attr,
	&dev_attr_write_max.attr,
	NULL
};

static const struct attribute_group cmis_optoe_group = {
	.attrs = cmis_optoe_attrs,
};

const struct attribute_group *cmis_optoe_groups[] = {
	&cmis_optoe_group,
	NULL
};

/* Files of the cage that have another place and name in optoe */
static const struct {
	const char *file;
	const char *link;
} cmis_optoe_links[] = {
	{ "eeprom", "eeprom" },
	{ "label", "port_name" },
};

static void cmis_optoe_unlink(void *data)
{
	struct device *dev = data;

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_optoe_links); i++)
		sysfs_remove_link(&dev->kobj, cmis_optoe_links[i].link);
}

/**
 * cmis_i2c_optoe_link - make the files of a cage reachable beside its device
 * @dev: the I2C device, while it is bound
 * @cage: device of its cage, which goes after the links
 *
 * Context: Sleeps.
 * Return: 0 or a negative errno.
 */
int cmis_i2c_optoe_link(struct device *dev, struct device *cage)
{
	int ret;

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_optoe_links); i++) {
		ret = compat_only_sysfs_link_entry_to_kobj
			(&dev->kobj, &cage->kobj, cmis_optoe_links[i].file,
			 cmis_optoe_links[i].link);
		if (ret) {
			cmis_optoe_unlink(dev);
			return ret;
		}
	}
	return devm_add_action_or_reset(dev, cmis_optoe_unlink, dev);
}
