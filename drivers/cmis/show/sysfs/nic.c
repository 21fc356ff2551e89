// SPDX-License-Identifier: GPL-2.0-only
/*
 * The link of a port as its network driver sees it: the folder `nic`. None of
 * the files calls the network driver.
 */

#include <linux/bits.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/sysfs.h>

#include "show/sysfs/nic.h"
#include "core/cage.h"

static ssize_t carrier_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct cmis_nic_view view;
	int ret;

	ret = cmis_cage_get_nic_view(to_cmis_cage(dev), &view);
	if (ret)
		return ret;
	return sysfs_emit(buf, "%s\n", view.carrier ? "up" : "down");
}
static DEVICE_ATTR_RO(carrier);

static ssize_t carrier_changes_show(struct device *dev,
				    struct device_attribute *attr, char *buf)
{
	struct cmis_nic_view view;
	int ret;

	ret = cmis_cage_get_nic_view(to_cmis_cage(dev), &view);
	if (ret)
		return ret;
	return sysfs_emit(buf, "%u\n", view.changes);
}
static DEVICE_ATTR_RO(carrier_changes);

static ssize_t link_reason_show(struct device *dev,
				struct device_attribute *attr, char *buf)
{
	struct cmis_nic_view view;
	int ret;

	ret = cmis_cage_get_nic_view(to_cmis_cage(dev), &view);
	if (ret)
		return ret;
	if (view.reason == CMIS_REASON_NONE)
		return -ENODATA;
	return sysfs_emit(buf, "%s\n", cmis_reason_name(view.reason));
}
static DEVICE_ATTR_RO(link_reason);

static ssize_t age_ms_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	struct cmis_nic_view view;
	int ret;

	ret = cmis_cage_get_nic_view(to_cmis_cage(dev), &view);
	if (ret)
		return ret;
	if (!view.when_ns)
		return -ENODATA;
	return sysfs_emit(buf, "%llu\n",
			  div_u64(ktime_get_boottime_ns() - view.when_ns,
				  NSEC_PER_MSEC));
}
static DEVICE_ATTR_RO(age_ms);

static ssize_t cmis_sysfs_fec_show(struct device *dev, enum cmis_fec fec,
				   char *buf)
{
	struct cmis_nic_view view;
	int ret;

	ret = cmis_cage_get_nic_view(to_cmis_cage(dev), &view);
	if (ret)
		return ret;
	if (!(view.fec_has & BIT(fec)))
		return -ENODATA;
	return sysfs_emit(buf, "%llu\n", view.fec[fec]);
}

static ssize_t fec_corrected_show(struct device *dev,
				  struct device_attribute *attr, char *buf)
{
	return cmis_sysfs_fec_show(dev, CMIS_NIC_FEC_CORRECTED, buf);
}
static DEVICE_ATTR_RO(fec_corrected);

static ssize_t fec_uncorrectable_show(struct device *dev,
				      struct device_attribute *attr, char *buf)
{
	return cmis_sysfs_fec_show(dev, CMIS_NIC_FEC_UNCORRECTABLE, buf);
}
static DEVICE_ATTR_RO(fec_uncorrectable);

static ssize_t fec_corrected_bits_show(struct device *dev,
				       struct device_attribute *attr,
				       char *buf)
{
	return cmis_sysfs_fec_show(dev, CMIS_NIC_FEC_CORRECTED_BITS, buf);
}
static DEVICE_ATTR_RO(fec_corrected_bits);

static struct attribute *cmis_sysfs_nic_attrs[] = {
	&dev_attr_carrier.attr,
	&dev_attr_carrier_changes.attr,
	&dev_attr_link_reason.attr,
	&dev_attr_fec_corrected.attr,
	&dev_attr_fec_uncorrectable.attr,
	&dev_attr_fec_corrected_bits.attr,
	&dev_attr_age_ms.attr,
	NULL
};

const struct attribute_group cmis_sysfs_nic_group = {
	.name = "nic",
	.attrs = cmis_sysfs_nic_attrs,
};
