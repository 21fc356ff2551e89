// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: alerts/, the alerts of the module in numbers. What each of them is
 * comes through netlink.
 */

#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/sysfs.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "show/sysfs/sysfs.h"

/**
 * struct cmis_alert_attr - a number of alerts
 * @dev_attr: the file
 * @offset: of the u32 in struct cmis_alert_counts
 */
struct cmis_alert_attr {
	struct device_attribute dev_attr;
	size_t offset;
};

static ssize_t cmis_alert_attr_show(struct device *dev,
				    struct device_attribute *dev_attr,
				    char *buf)
{
	const struct cmis_alert_attr *attr =
		container_of(dev_attr, struct cmis_alert_attr, dev_attr);
	struct cmis_alert_counts counts;
	const u32 *number;

	cmis_alert_get_counts(to_cmis_cage(dev), &counts);
	number = (const void *)&counts + attr->offset;
	return sysfs_emit(buf, "%u\n", *number);
}

#define CMIS_ALERT_ATTR(_name, _field)					\
	static struct cmis_alert_attr cmis_alert_attr_##_name = {	\
		.dev_attr = __ATTR(_name, 0444, cmis_alert_attr_show,	\
				   NULL),				\
		.offset = offsetof(struct cmis_alert_counts, _field),	\
	}

CMIS_ALERT_ATTR(active, active);
CMIS_ALERT_ATTR(raised, raised);
CMIS_ALERT_ATTR(rejected, rejected);
CMIS_ALERT_ATTR(merged, merged);

/* NULL for an observable that is in no table. */
static const char *cmis_alert_subject(const struct cmis_alert_key *key)
{
	if (key->type == CMIS_ALERT_MONITOR)
		return cmis_quantity_name(key->quantity);
	if (key->type == CMIS_ALERT_OBSERVABLE)
		return cmis_vdm_type(key->quantity)->name;
	return cmis_alert_type_name(key->type);
}

/* What it is, its lane, its level; the latter two where there are any. */
static int cmis_alert_key_emit(const struct cmis_alert_key *key, char *buf)
{
	const char *subject = cmis_alert_subject(key);
	int len;

	len = subject ? sysfs_emit(buf, "%s", subject) :
			sysfs_emit(buf, "type%u", key->quantity);
	if (key->lane != CMIS_LANE_NONE)
		len += sysfs_emit_at(buf, len, " lane%u", key->lane + 1);
	if (cmis_alert_has_level(key))
		len += sysfs_emit_at(buf, len, " %s",
				     cmis_level_name(key->level));
	return len + sysfs_emit_at(buf, len, "\n");
}

static ssize_t last_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	struct cmis_alert_counts counts;

	cmis_alert_get_counts(to_cmis_cage(dev), &counts);
	if (!counts.any)
		return sysfs_emit(buf, "none\n");
	return cmis_alert_key_emit(&counts.last, buf);
}
static DEVICE_ATTR_RO(last);

static struct attribute *cmis_alert_attrs[] = {
	&cmis_alert_attr_active.dev_attr.attr,
	&cmis_alert_attr_raised.dev_attr.attr,
	&cmis_alert_attr_rejected.dev_attr.attr,
	&cmis_alert_attr_merged.dev_attr.attr,
	&dev_attr_last.attr,
	NULL
};

const struct attribute_group cmis_sysfs_alerts_group = {
	.name = "alerts",
	.attrs = cmis_alert_attrs,
};

/**
 * cmis_sysfs_alert - tell those who poll
 * @cage: the cage
 * @event: what was raised or cleared
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_sysfs_alert(struct cmis_cage *cage,
		      const struct cmis_alert_event *event)
{
	sysfs_notify(&cage->dev.kobj, "alerts", "active");
}
