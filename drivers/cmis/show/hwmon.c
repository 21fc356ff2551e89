// SPDX-License-Identifier: GPL-2.0-only
/*
 * hwmon: a device for each module that has monitors.
 *
 * Channels have fixed numbers, even if a module leaves some out: temp1 is the
 * module, in0 its supply, curr<K> and power<K> belong to lane K, and the Rx
 * power of lane K follows the Tx power of all lanes.
 */

#include <linux/bits.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/hwmon.h>
#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "show/hwmon.h"

/**
 * struct cmis_hwmon_kind_info - hwmon's words for a kind of sensor
 * @type: hwmon's type
 * @divisor: from our unit to hwmon's
 * @input: attribute with the value
 * @label: attribute with the name
 * @limit: attributes with the thresholds, by enum cmis_level
 * @alarm: attributes that say that the value is beyond, by enum cmis_level
 */
struct cmis_hwmon_kind_info {
	enum hwmon_sensor_types type;
	int divisor;
	u32 input;
	u32 label;
	u32 limit[CMIS_LEVEL_COUNT];
	u32 alarm[CMIS_LEVEL_COUNT];
};

#define CMIS_HWMON_KIND(_type, _divisor) {				\
	.type = hwmon_##_type,						\
	.divisor = (_divisor),						\
	.input = hwmon_##_type##_input,					\
	.label = hwmon_##_type##_label,					\
	.limit = {							\
		[CMIS_LEVEL_HIGH_ALARM] = hwmon_##_type##_crit,		\
		[CMIS_LEVEL_LOW_ALARM] = hwmon_##_type##_lcrit,		\
		[CMIS_LEVEL_HIGH_WARNING] = hwmon_##_type##_max,	\
		[CMIS_LEVEL_LOW_WARNING] = hwmon_##_type##_min,		\
	},								\
	.alarm = {							\
		[CMIS_LEVEL_HIGH_ALARM] = hwmon_##_type##_crit_alarm,	\
		[CMIS_LEVEL_LOW_ALARM] = hwmon_##_type##_lcrit_alarm,	\
		[CMIS_LEVEL_HIGH_WARNING] = hwmon_##_type##_max_alarm,	\
		[CMIS_LEVEL_LOW_WARNING] = hwmon_##_type##_min_alarm,	\
	},								\
}

/* Millidegrees as they are; uV to mV, uA to mA, nW to uW. */
static const struct cmis_hwmon_kind_info
cmis_hwmon_kinds[CMIS_HWMON_KIND_COUNT] = {
	[CMIS_HWMON_TEMP] = CMIS_HWMON_KIND(temp, 1),
	[CMIS_HWMON_IN] = CMIS_HWMON_KIND(in, 1000),
	[CMIS_HWMON_CURR] = CMIS_HWMON_KIND(curr, 1000),
	[CMIS_HWMON_POWER] = CMIS_HWMON_KIND(power, 1000),
};

#define CMIS_HWMON_LABEL	sizeof("lane4294967295 tx power")

/**
 * struct cmis_hwmon_channel - a channel of the hwmon device
 * @index: of its monitor; -ENODATA if the module does not have it
 * @label: its name
 */
struct cmis_hwmon_channel {
	int index;
	char label[CMIS_HWMON_LABEL];
};

/**
 * struct cmis_hwmon - the hwmon device of a module
 * @cage: the module's cage
 * @module: outlives the device
 * @dev: the hwmon device
 * @num: channels of each kind
 * @channel: by kind and number
 * @config: hwmon's form of the same, ends with 0
 * @channel_info: hwmon's
 * @info: hwmon's, ends with NULL
 * @chip: hwmon's
 */
struct cmis_hwmon {
	struct cmis_cage *cage;
	const struct cmis_module *module;
	struct device *dev;
	unsigned int num[CMIS_HWMON_KIND_COUNT];
	struct cmis_hwmon_channel *channel[CMIS_HWMON_KIND_COUNT];
	u32 *config[CMIS_HWMON_KIND_COUNT];
	struct hwmon_channel_info channel_info[CMIS_HWMON_KIND_COUNT];
	const struct hwmon_channel_info *info[CMIS_HWMON_KIND_COUNT + 1];
	struct hwmon_chip_info chip;
};

/* The device of the present module, or NULL; for the cage's work. */
static struct cmis_hwmon *cmis_hwmon_of(struct cmis_cage *cage)
{
	return cage->clients.hwmon;
}

/* ------------------------------------------------------------------------ */
/* Reading                                                                  */
/* ------------------------------------------------------------------------ */

static const struct cmis_hwmon_channel *
cmis_hwmon_find(const struct cmis_hwmon *hwmon, enum hwmon_sensor_types type,
		int channel, const struct cmis_hwmon_kind_info **info)
{
	unsigned int kind;

	for (kind = 0; kind < CMIS_HWMON_KIND_COUNT; kind++) {
		if (cmis_hwmon_kinds[kind].type != type ||
		    channel >= hwmon->num[kind])
			continue;
		*info = &cmis_hwmon_kinds[kind];
		return &hwmon->channel[kind][channel];
	}
	return NULL;
}

static int cmis_hwmon_level(const u32 attrs[CMIS_LEVEL_COUNT], u32 attr)
{
	unsigned int level;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		if (attrs[level] == attr)
			return level;
	return -EOPNOTSUPP;
}

static umode_t cmis_hwmon_is_visible(const void *drvdata,
				     enum hwmon_sensor_types type, u32 attr,
				     int channel)
{
	const struct cmis_hwmon *hwmon = drvdata;
	const struct cmis_hwmon_kind_info *info;
	const struct cmis_hwmon_channel *c;
	int level;

	c = cmis_hwmon_find(hwmon, type, channel, &info);
	if (!c || c->index < 0)
		return 0;
	level = cmis_hwmon_level(info->limit, attr);
	if (level >= 0 &&
	    !(hwmon->module->monitors[c->index].has & BIT(level)))
		return 0;
	return 0444;
}

static int cmis_hwmon_get_input(const struct cmis_snapshot *snapshot,
				const struct cmis_hwmon_channel *c,
				int divisor, long *val)
{
	struct cmis_number value;
	int ret;

	ret = cmis_snapshot_get_value(snapshot, c->index, &value);
	if (!ret)
		*val = DIV_ROUND_CLOSEST(value.mantissa, divisor);
	return ret;
}

/* As listeners hear it: an alarm has the hysteresis of its alert. */
static int cmis_hwmon_get_alarm(const struct cmis_hwmon *hwmon,
				const struct cmis_snapshot *snapshot,
				const struct cmis_hwmon_channel *c,
				u8 level, long *val)
{
	struct cmis_reading unused;
	int ret;

	ret = cmis_snapshot_get_reading(snapshot, c->index, &unused);
	if (ret)
		return ret;
	*val = cmis_alert_is_active(hwmon->cage, hwmon->module->generation,
				    c->index, level);
	return 0;
}

static long cmis_hwmon_get_limit(const struct cmis_module *module,
				 const struct cmis_hwmon_channel *c, int level,
				 int divisor)
{
	const struct cmis_monitor *monitor = &module->monitors[c->index];
	s32 limit = cmis_monitor_get_value(monitor,
					   monitor->limit[level]).mantissa;

	return DIV_ROUND_CLOSEST(limit, divisor);
}

/* A device never shows values of a module that it was not made for. */
static struct cmis_snapshot *
cmis_hwmon_get_snapshot(const struct cmis_hwmon *hwmon)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(hwmon->cage);

	if (IS_ERR(snapshot) || snapshot->module == hwmon->module)
		return snapshot;
	cmis_snapshot_put(snapshot);
	return ERR_PTR(-ENODEV);
}

static int cmis_hwmon_get(const struct cmis_hwmon *hwmon,
			  const struct cmis_snapshot *snapshot,
			  const struct cmis_hwmon_kind_info *info,
			  const struct cmis_hwmon_channel *c, u32 attr,
			  long *val)
{
	int level;

	if (attr == info->input)
		return cmis_hwmon_get_input(snapshot, c, info->divisor, val);

	level = cmis_hwmon_level(info->alarm, attr);
	if (level >= 0)
		return cmis_hwmon_get_alarm(hwmon, snapshot, c, level, val);

	level = cmis_hwmon_level(info->limit, attr);
	if (level >= 0)
		*val = cmis_hwmon_get_limit(snapshot->module, c, level,
					    info->divisor);
	return level >= 0 ? 0 : level;
}

static int cmis_hwmon_read(struct device *dev, enum hwmon_sensor_types type,
			   u32 attr, int channel, long *val)
{
	struct cmis_hwmon *hwmon = dev_get_drvdata(dev);
	const struct cmis_hwmon_kind_info *info;
	const struct cmis_hwmon_channel *c;
	struct cmis_snapshot *snapshot;
	int ret;

	c = cmis_hwmon_find(hwmon, type, channel, &info);
	if (!c)
		return -EOPNOTSUPP;
	snapshot = cmis_hwmon_get_snapshot(hwmon);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_hwmon_get(hwmon, snapshot, info, c, attr, val);
	cmis_snapshot_put(snapshot);
	return ret;
}

static int cmis_hwmon_read_string(struct device *dev,
				  enum hwmon_sensor_types type, u32 attr,
				  int channel, const char **str)
{
	const struct cmis_hwmon_kind_info *info;
	const struct cmis_hwmon_channel *c;

	c = cmis_hwmon_find(dev_get_drvdata(dev), type, channel, &info);
	if (!c || attr != info->label)
		return -EOPNOTSUPP;
	*str = c->label;
	return 0;
}

static const struct hwmon_ops cmis_hwmon_ops = {
	.is_visible = cmis_hwmon_is_visible,
	.read = cmis_hwmon_read,
	.read_string = cmis_hwmon_read_string,
};

/* ------------------------------------------------------------------------ */
/* Channels                                                                 */
/* ------------------------------------------------------------------------ */

/* The module's second monitor with a label gets it with a number. */
static void cmis_hwmon_set_label(const struct cmis_hwmon *hwmon,
				 struct cmis_hwmon_channel *c,
				 const struct cmis_monitor_row *row,
				 unsigned int lane)
{
	const struct cmis_hwmon_channel *other;
	unsigned int num = 1;

	if (lane != CMIS_LANE_NONE) {
		snprintf(c->label, sizeof(c->label), "lane%u %s", lane + 1,
			 row->label);
		return;
	}
	for (other = hwmon->channel[row->hwmon]; other < c; other++)
		if (!strncmp(other->label, row->label, strlen(row->label)))
			num++;
	if (num == 1)
		strscpy(c->label, row->label, sizeof(c->label));
	else
		snprintf(c->label, sizeof(c->label), "%s%u", row->label, num);
}

/*
 * A channel takes the next number, whether or not the module has it; but where
 * the module chooses between monitors, only one that it has takes a number.
 */
static void cmis_hwmon_add_channel(struct cmis_hwmon *hwmon, unsigned int type,
				   unsigned int lane)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	int index = cmis_module_find_monitor(hwmon->module, type, lane);
	struct cmis_hwmon_channel *c;

	if (row->select_mask && index < 0)
		return;
	c = &hwmon->channel[row->hwmon][hwmon->num[row->hwmon]++];
	c->index = index;
	cmis_hwmon_set_label(hwmon, c, row, lane);
}

static void cmis_hwmon_add_type(struct cmis_hwmon *hwmon, unsigned int type)
{
	unsigned int lane;

	if (cmis_monitor_row(type)->scope == CMIS_SCOPE_MODULE) {
		cmis_hwmon_add_channel(hwmon, type, CMIS_LANE_NONE);
		return;
	}
	for (lane = 0; lane < hwmon->module->lanes; lane++)
		cmis_hwmon_add_channel(hwmon, type, lane);
}

/* No kind has more channels than that. */
static int cmis_hwmon_alloc(struct cmis_hwmon *hwmon, unsigned int kind)
{
	unsigned int type, max = 0;

	for (type = CMIS_MON_FIXED; type < cmis_monitor_types(); type++) {
		const struct cmis_monitor_row *row = cmis_monitor_row(type);

		if (row->hwmon == kind)
			max += row->scope == CMIS_SCOPE_MODULE ?
			       1 : hwmon->module->lanes;
	}
	hwmon->channel[kind] = kcalloc(max, sizeof(*hwmon->channel[kind]),
				       GFP_KERNEL);
	hwmon->config[kind] = kcalloc(max + 1, sizeof(*hwmon->config[kind]),
				      GFP_KERNEL);
	return hwmon->channel[kind] && hwmon->config[kind] ? 0 : -ENOMEM;
}

/* All attributes of a kind of sensor; is_visible takes some out. */
static u32 cmis_hwmon_config(const struct cmis_hwmon_kind_info *info)
{
	u32 config = BIT(info->input) | BIT(info->label);
	unsigned int level;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		config |= BIT(info->limit[level]) | BIT(info->alarm[level]);
	return config;
}

static bool cmis_hwmon_kind_present(const struct cmis_hwmon *hwmon,
				    enum cmis_hwmon_kind kind)
{
	unsigned int i;

	for (i = 0; i < hwmon->num[kind]; i++)
		if (hwmon->channel[kind][i].index >= 0)
			return true;
	return false;
}

/* Whether there is anything to show. */
static bool cmis_hwmon_describe(struct cmis_hwmon *hwmon)
{
	unsigned int kind, i, num = 0;

	for (kind = 0; kind < CMIS_HWMON_KIND_COUNT; kind++) {
		if (!cmis_hwmon_kind_present(hwmon, kind))
			continue;
		for (i = 0; i < hwmon->num[kind]; i++)
			hwmon->config[kind][i] =
				cmis_hwmon_config(&cmis_hwmon_kinds[kind]);
		hwmon->channel_info[kind].type = cmis_hwmon_kinds[kind].type;
		hwmon->channel_info[kind].config = hwmon->config[kind];
		hwmon->info[num++] = &hwmon->channel_info[kind];
	}
	hwmon->chip.ops = &cmis_hwmon_ops;
	hwmon->chip.info = hwmon->info;
	return num;
}

static void cmis_hwmon_free(struct cmis_hwmon *hwmon)
{
	unsigned int kind;

	for (kind = 0; kind < CMIS_HWMON_KIND_COUNT; kind++) {
		kfree(hwmon->channel[kind]);
		kfree(hwmon->config[kind]);
	}
	kfree(hwmon);
}

static struct cmis_hwmon *cmis_hwmon_create(struct cmis_cage *cage,
					    const struct cmis_module *module)
{
	struct cmis_hwmon *hwmon;
	unsigned int kind, type;

	hwmon = kzalloc(sizeof(*hwmon), GFP_KERNEL);
	if (!hwmon)
		return NULL;
	hwmon->cage = cage;
	hwmon->module = module;
	for (kind = CMIS_HWMON_TEMP; kind < CMIS_HWMON_KIND_COUNT; kind++) {
		if (cmis_hwmon_alloc(hwmon, kind)) {
			cmis_hwmon_free(hwmon);
			return NULL;
		}
	}
	for (type = CMIS_MON_FIXED; type < cmis_monitor_types(); type++)
		if (cmis_monitor_row(type)->hwmon)
			cmis_hwmon_add_type(hwmon, type);
	return hwmon;
}

/* ------------------------------------------------------------------------ */
/* Alarms                                                                   */
/* ------------------------------------------------------------------------ */

static void cmis_hwmon_notify(const struct cmis_hwmon *hwmon,
			      const struct cmis_alert_key *key)
{
	unsigned int i, kind = cmis_monitor_row(key->type)->hwmon;
	const struct cmis_hwmon_kind_info *info = &cmis_hwmon_kinds[kind];

	for (i = 0; i < hwmon->num[kind]; i++)
		if (hwmon->channel[kind][i].index == key->index)
			hwmon_notify_event(hwmon->dev, info->type,
					   info->alarm[key->level], i);
}

/*
 * Alarms that are set at insertion are no news, and those of a module that is
 * gone have no files any more.
 */
static void cmis_hwmon_alert(struct cmis_cage *cage,
			     const struct cmis_alert_event *event)
{
	const struct cmis_hwmon *hwmon = cmis_hwmon_of(cage);

	if (!hwmon || event->alert.key.kind != CMIS_ALERT_MONITOR ||
	    event->initial || event->reason == CMIS_REASON_REMOVED)
		return;
	cmis_hwmon_notify(hwmon, &event->alert.key);
}

/* ------------------------------------------------------------------------ */
/* The client                                                               */
/* ------------------------------------------------------------------------ */

static int cmis_hwmon_module_add(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	struct cmis_hwmon *hwmon;
	int ret;

	hwmon = cmis_hwmon_create(cage, module);
	if (!hwmon)
		return -ENOMEM;
	if (!cmis_hwmon_describe(hwmon)) {
		cmis_hwmon_free(hwmon);
		return 0;
	}

	hwmon->dev = hwmon_device_register_with_info(cage->dev.parent, "cmis",
						     hwmon, &hwmon->chip,
						     NULL);
	if (IS_ERR(hwmon->dev)) {
		ret = PTR_ERR(hwmon->dev);
		cmis_hwmon_free(hwmon);
		return ret;
	}
	cage->clients.hwmon = hwmon;
	return 0;
}

/* Unregistering waits for readers inside the callbacks. */
static void cmis_hwmon_module_del(struct cmis_cage *cage)
{
	struct cmis_hwmon *hwmon = cmis_hwmon_of(cage);

	cage->clients.hwmon = NULL;
	if (!hwmon)
		return;
	hwmon_device_unregister(hwmon->dev);
	cmis_hwmon_free(hwmon);
}

const struct cmis_client cmis_hwmon_client = {
	.name = "hwmon",
	.module_add = cmis_hwmon_module_add,
	.module_del = cmis_hwmon_module_del,
	.alert = cmis_hwmon_alert,
};
