// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: alerts/, with counts of the module's alerts. netlink describes each
 * alert.
 */

#include <linux/kernel.h>

#include "show/sysfs/alerts.h"
#include "alert/cage.h"
#include "alert/kinds.h"
#include "core/cage.h"
#include "spec/codes.h"

/**
 * struct cmis_alert_attr - a file with a count of alerts
 * @dev_attr: the file
 * @offset: offset of the u32 in struct cmis_alert_counts
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

/* Print the name of an alert, and its lane and level if it has them. */
static int cmis_alert_key_emit(const struct cmis_alert_key *key, char *buf)
{
	bool monitor = key->kind == CMIS_ALERT_MONITOR;
	const char *name = monitor ? cmis_monitor_row(key->type)->name :
				     cmis_alert_kind_name(key->kind);
	int len;

	len = name ? sysfs_emit(buf, "%s", name) :
		     sysfs_emit(buf, "type%u", key->type);
	if (key->lane != CMIS_LANE_NONE)
		len += sysfs_emit_at(buf, len, " lane%u", key->lane + 1);
	if (monitor)
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
 * cmis_sysfs_alert - wake up pollers
 * @cage: the cage
 * @event: unused: pollers read the counts again
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_sysfs_alert(struct cmis_cage *cage,
		      const struct cmis_alert_event *event)
{
	sysfs_notify(&cage->dev.kobj, "alerts", "active");
}
