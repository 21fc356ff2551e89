// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: health/, with the last verdict, the nearest limit, and the state of
 * the flight recorder. netlink has the records, for administrators.
 */

#include <linux/device.h>

#include "show/sysfs/health.h"
#include "core/cage.h"
#include "core/health.h"
#include "core/sealed.h"
#include "core/recorder.h"
#include "spec/health_verdict.h"

static const char *const cmis_record_state_names[] = {
	[CMIS_RECORD_STATE_OFF] = "off",
	[CMIS_RECORD_STATE_IDLE] = "idle",
	[CMIS_RECORD_STATE_RECORDING] = "recording",
	[CMIS_RECORD_STATE_BURST] = "burst",
	[CMIS_RECORD_STATE_NO_MEMORY] = "no_memory",
};

static_assert(ARRAY_SIZE(cmis_record_state_names) ==
	      CMIS_RECORD_STATE_MAX + 1);

static ssize_t record_state_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	enum cmis_record_state state =
		cmis_record_get_state(to_cmis_cage(dev));

	return sysfs_emit(buf, "%s\n", cmis_record_state_names[state]);
}
static DEVICE_ATTR_RO(record_state);

static ssize_t records_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "%u\n", cmis_sealed_count(to_cmis_cage(dev)));
}
static DEVICE_ATTR_RO(records);

static ssize_t last_verdict_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	struct cmis_finding last;

	if (!cmis_health_get(to_cmis_cage(dev), &last))
		return -ENODATA;
	return sysfs_emit(buf, "%s\n", cmis_verdict_name(last.verdict.kind));
}
static DEVICE_ATTR_RO(last_verdict);

static ssize_t last_verdict_detail_show(struct device *dev,
					struct device_attribute *attr,
					char *buf)
{
	struct cmis_finding last;

	if (!cmis_health_get(to_cmis_cage(dev), &last))
		return -ENODATA;
	return sysfs_emit(buf, "%s\n", cmis_detail_name(last.verdict.detail));
}
static DEVICE_ATTR_RO(last_verdict_detail);

static ssize_t last_verdict_ns_show(struct device *dev,
				    struct device_attribute *attr, char *buf)
{
	struct cmis_finding last;

	if (!cmis_health_get(to_cmis_cage(dev), &last))
		return -ENODATA;
	return sysfs_emit(buf, "%llu\n", last.event_ns);
}
static DEVICE_ATTR_RO(last_verdict_ns);

static ssize_t verdicts_show(struct device *dev,
			     struct device_attribute *attr, char *buf)
{
	struct cmis_finding last;

	return sysfs_emit(buf, "%u\n",
			  cmis_health_get(to_cmis_cage(dev), &last));
}
static DEVICE_ATTR_RO(verdicts);

static ssize_t hours_left_show(struct device *dev,
			       struct device_attribute *attr, char *buf)
{
	s32 minutes = cmis_health_get_minutes(to_cmis_cage(dev));

	if (minutes < 0)
		return -ENODATA;
	return sysfs_emit(buf, "%d\n", minutes / 60);
}
static DEVICE_ATTR_RO(hours_left);

static struct attribute *cmis_health_attrs[] = {
	&dev_attr_last_verdict.attr,
	&dev_attr_last_verdict_detail.attr,
	&dev_attr_last_verdict_ns.attr,
	&dev_attr_verdicts.attr,
	&dev_attr_hours_left.attr,
	&dev_attr_record_state.attr,
	&dev_attr_records.attr,
	NULL
};

const struct attribute_group cmis_sysfs_health_group = {
	.name = "health",
	.attrs = cmis_health_attrs,
};

/**
 * cmis_sysfs_finding - wake up pollers
 * @cage: the cage
 * @finding: the finding
 *
 * Context: The work of poll/health.c. Sleeps.
 */
void cmis_sysfs_finding(struct cmis_cage *cage,
			const struct cmis_finding *finding)
{
	if (finding->kind == CMIS_FINDING_VERDICT)
		sysfs_notify(&cage->dev.kobj, "health", "verdicts");
}
