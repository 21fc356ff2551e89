// SPDX-License-Identifier: GPL-2.0-only
/*
 * hwmon: a device for each module that has monitors.
 *
 * Channels have fixed numbers, even if a module lacks some of them: temp1 is
 * the module, in0 is its supply, curr<K> and power<K> belong to lane K, and the
 * Rx power of lane K follows the Tx power of all lanes.
 */

#include <linux/hwmon.h>
#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "show/hwmon.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/question.h"

/**
 * struct cmis_hwmon_kind_info - the attributes of a kind of sensor
 * @divisor: number of the driver's units in one unit of hwmon
 * @input: attribute with the value
 * @label: attribute with the name
 * @limit: attributes with the thresholds, by enum cmis_level
 * @alarm: attributes with the alarms, by enum cmis_level
 */
struct cmis_hwmon_kind_info {
	int divisor;
	u32 input;
	u32 label;
	u32 limit[CMIS_LEVEL_COUNT];
	u32 alarm[CMIS_LEVEL_COUNT];
};

#define CMIS_HWMON_KIND(_type, _divisor) {				\
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

/* Both use millidegrees; uV become mV, uA become mA, nW become uW. */
static const struct cmis_hwmon_kind_info
cmis_hwmon_kinds[CMIS_HWMON_KIND_COUNT] = {
	[CMIS_HWMON_TEMP] = CMIS_HWMON_KIND(temp, 1),
	[CMIS_HWMON_IN] = CMIS_HWMON_KIND(in, 1000),
	[CMIS_HWMON_CURR] = CMIS_HWMON_KIND(curr, 1000),
	[CMIS_HWMON_POWER] = CMIS_HWMON_KIND(power, 1000),
};

/* The driver's kinds of sensors have the numbers of hwmon's types. */
static_assert(CMIS_HWMON_TEMP == (int)hwmon_temp &&
	      CMIS_HWMON_IN == (int)hwmon_in &&
	      CMIS_HWMON_CURR == (int)hwmon_curr &&
	      CMIS_HWMON_POWER == (int)hwmon_power);

#define CMIS_HWMON_LABEL	sizeof("lane4294967295 laser voltage")

/**
 * struct cmis_hwmon_channel - a channel of the hwmon device
 * @index: index of its monitor; -ENODATA if the module lacks the monitor
 * @label: name of the channel
 */
struct cmis_hwmon_channel {
	int index;
	char label[CMIS_HWMON_LABEL];
};

/**
 * struct cmis_hwmon - the hwmon device of a module
 * @cage: the module's cage
 * @module: the module; exists longer than the device
 * @dev: the hwmon device
 * @has: bits: kinds of sensors for which the module has monitors
 * @num: number of channels of each kind
 * @channel: channels, by kind and number
 * @config: for hwmon, the attributes of the channels of a kind; ends with 0
 * @channel_info: for hwmon, a kind with its @config
 * @info: for hwmon, pointers to @channel_info; ends with NULL
 * @chip: for hwmon, the device with its @info
 */
struct cmis_hwmon {
	struct cmis_cage *cage;
	const struct cmis_module *module;
	struct device *dev;
	unsigned int has;
	unsigned int num[CMIS_HWMON_KIND_COUNT];
	struct cmis_hwmon_channel *channel[CMIS_HWMON_KIND_COUNT];
	u32 *config[CMIS_HWMON_KIND_COUNT];
	struct hwmon_channel_info channel_info[CMIS_HWMON_KIND_COUNT];
	const struct hwmon_channel_info *info[CMIS_HWMON_KIND_COUNT + 1];
	struct hwmon_chip_info chip;
};

/* ------------------------------------------------------------------------ */
/* Reading                                                                  */
/* ------------------------------------------------------------------------ */

static int cmis_hwmon_level(const u32 attrs[CMIS_LEVEL_COUNT], u32 attr)
{
	for (unsigned int i = 0; i < CMIS_LEVEL_COUNT; i++)
		if (attrs[i] == attr)
			return i;
	return -EOPNOTSUPP;
}

static umode_t cmis_hwmon_is_visible(const void *drvdata,
				     enum hwmon_sensor_types type, u32 attr,
				     int channel)
{
	const struct cmis_hwmon *hwmon = drvdata;
	int level = cmis_hwmon_level(cmis_hwmon_kinds[type].limit, attr);
	int index = hwmon->channel[type][channel].index;

	if (index < 0)
		return 0;
	if (level >= 0 && !(hwmon->module->monitors[index].has & BIT(level)))
		return 0;
	return 0444;
}

static int cmis_hwmon_read(struct device *dev, enum hwmon_sensor_types type,
			   u32 attr, int channel, long *val)
{
	const struct cmis_hwmon_kind_info *info = &cmis_hwmon_kinds[type];
	const struct cmis_hwmon *hwmon = dev_get_drvdata(dev);
	int index = hwmon->channel[type][channel].index;
	const struct cmis_monitor *monitor = &hwmon->module->monitors[index];
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(hwmon->cage);
	struct cmis_reading reading;
	int level, ret;
	u16 raw;

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	/* A device shows only values of the module that it was made for. */
	if (snapshot->module != hwmon->module)
		return -ENODEV;

	/* An alarm is the state of its alert, with the alert's hysteresis. */
	level = cmis_hwmon_level(info->alarm, attr);
	if (level >= 0) {
		*val = cmis_alert_is_active(hwmon->cage,
					    hwmon->module->generation, monitor,
					    level);
		return cmis_snapshot_check(snapshot,
					   cmis_monitor_class(monitor));
	}
	level = cmis_hwmon_level(info->limit, attr);
	if (level >= 0) {
		raw = monitor->limit[level];
	} else {
		ret = cmis_snapshot_get_reading(snapshot, index, &reading);
		if (ret)
			return ret;
		raw = reading.raw;
	}
	*val = DIV_ROUND_CLOSEST(cmis_monitor_get_value(monitor, raw).mantissa,
				 info->divisor);
	return 0;
}

static int cmis_hwmon_read_string(struct device *dev,
				  enum hwmon_sensor_types type, u32 attr,
				  int channel, const char **str)
{
	const struct cmis_hwmon *hwmon = dev_get_drvdata(dev);

	*str = hwmon->channel[type][channel].label;
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

/* If a module has more monitors with one label, they get numbers from 2 on. */
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

/* All attributes of a kind of sensor; is_visible() hides some of them. */
static u32 cmis_hwmon_config(const struct cmis_hwmon_kind_info *info)
{
	u32 config = BIT(info->input) | BIT(info->label);

	for (unsigned int i = 0; i < CMIS_LEVEL_COUNT; i++)
		config |= BIT(info->limit[i]) | BIT(info->alarm[i]);
	return config;
}

/*
 * A channel takes the next number even if the module lacks its monitor. But if
 * modules choose one of several monitors, only the chosen one gets a channel,
 * and so it is with those that laser sources alone have.
 */
static void cmis_hwmon_add_channel(struct cmis_hwmon *hwmon, unsigned int type,
				   unsigned int lane)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	int index = cmis_module_find_monitor(hwmon->module, type, lane);
	unsigned int kind = row->hwmon, num = hwmon->num[kind];

	if ((row->select_mask || !row->value) && index < 0)
		return;
	if (index >= 0)
		hwmon->has |= BIT(kind);
	hwmon->channel[kind][num].index = index;
	cmis_hwmon_set_label(hwmon, &hwmon->channel[kind][num], row, lane);
	hwmon->config[kind][num] = cmis_hwmon_config(&cmis_hwmon_kinds[kind]);
	hwmon->num[kind]++;
}

/* Make room for all lanes of each type. No kind has more channels. */
static int cmis_hwmon_alloc(struct cmis_hwmon *hwmon, unsigned int kind)
{
	unsigned int max = 0;

	for (unsigned int type = CMIS_MON_FIXED; type < cmis_monitor_types();
	     type++)
		if (cmis_monitor_row(type)->hwmon == kind)
			max += cmis_monitor_row(type)->scope ==
			       CMIS_SCOPE_MODULE ? 1 : hwmon->module->lanes;
	hwmon->channel[kind] = kcalloc(max, sizeof(*hwmon->channel[kind]),
				       GFP_KERNEL);
	hwmon->config[kind] = kcalloc(max + 1, sizeof(*hwmon->config[kind]),
				      GFP_KERNEL);
	return hwmon->channel[kind] && hwmon->config[kind] ? 0 : -ENOMEM;
}

static int cmis_hwmon_fill(struct cmis_hwmon *hwmon)
{
	unsigned int kind, type, lane, num = 0;
	int ret;

	for (kind = CMIS_HWMON_TEMP; kind < CMIS_HWMON_KIND_COUNT; kind++) {
		ret = cmis_hwmon_alloc(hwmon, kind);
		if (ret)
			return ret;
	}
	for (type = CMIS_MON_FIXED; type < cmis_monitor_types(); type++) {
		if (!cmis_monitor_row(type)->hwmon)
			continue;
		if (cmis_monitor_row(type)->scope == CMIS_SCOPE_MODULE) {
			cmis_hwmon_add_channel(hwmon, type, CMIS_LANE_NONE);
			continue;
		}
		for (lane = 0; lane < hwmon->module->lanes; lane++)
			cmis_hwmon_add_channel(hwmon, type, lane);
	}
	for (kind = CMIS_HWMON_TEMP; kind < CMIS_HWMON_KIND_COUNT; kind++) {
		if (!(hwmon->has & BIT(kind)))
			continue;
		hwmon->channel_info[kind].type = kind;
		hwmon->channel_info[kind].config = hwmon->config[kind];
		hwmon->info[num++] = &hwmon->channel_info[kind];
	}
	hwmon->chip.ops = &cmis_hwmon_ops;
	hwmon->chip.info = hwmon->info;
	return 0;
}

static void cmis_hwmon_free(struct cmis_hwmon *hwmon)
{
	for (unsigned int i = 0; i < CMIS_HWMON_KIND_COUNT; i++) {
		kfree(hwmon->channel[i]);
		kfree(hwmon->config[i]);
	}
	kfree(hwmon);
}

/* ------------------------------------------------------------------------ */
/* The client                                                               */
/* ------------------------------------------------------------------------ */

/*
 * Pollers need no event for alarms that are active at insertion, since the
 * files are new. When a module goes, its files go, too.
 */
static void cmis_hwmon_alert(struct cmis_cage *cage,
			     const struct cmis_alert_event *event)
{
	const struct cmis_alert_key *key = &event->alert.key;
	const struct cmis_hwmon *hwmon = cage->clients.hwmon;
	unsigned int kind, i;

	if (!hwmon || key->kind != CMIS_ALERT_MONITOR || event->initial ||
	    event->reason == CMIS_REASON_REMOVED)
		return;
	kind = cmis_monitor_row(key->type)->hwmon;
	for (i = 0; i < hwmon->num[kind]; i++)
		if (hwmon->channel[kind][i].index == key->index)
			hwmon_notify_event(hwmon->dev, kind,
					   cmis_hwmon_kinds[kind]
						.alarm[key->level], i);
}

static int cmis_hwmon_module_add(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	struct cmis_hwmon *hwmon;
	int ret;

	hwmon = kzalloc(sizeof(*hwmon), GFP_KERNEL);
	if (!hwmon)
		return -ENOMEM;
	hwmon->cage = cage;
	hwmon->module = module;
	ret = cmis_hwmon_fill(hwmon);
	if (ret || !hwmon->has)
		goto free;

	hwmon->dev = hwmon_device_register_with_info(cage->dev.parent, "cmis",
						     hwmon, &hwmon->chip,
						     NULL);
	ret = PTR_ERR_OR_ZERO(hwmon->dev);
	if (ret)
		goto free;
	cage->clients.hwmon = hwmon;
	return 0;

free:
	cmis_hwmon_free(hwmon);
	return ret;
}

/* hwmon waits for readers inside the callbacks. */
static void cmis_hwmon_module_del(struct cmis_cage *cage)
{
	struct cmis_hwmon *hwmon = cage->clients.hwmon;

	cage->clients.hwmon = NULL;
	if (!hwmon)
		return;
	hwmon_device_unregister(hwmon->dev);
	cmis_hwmon_free(hwmon);
}

/* Other adverts mean other channels. */
static int cmis_hwmon_module_changed(struct cmis_cage *cage,
				     struct cmis_module *module)
{
	cmis_hwmon_module_del(cage);
	return cmis_hwmon_module_add(cage, module);
}

const struct cmis_client cmis_hwmon_client = {
	.name = "hwmon",
	.module_add = cmis_hwmon_module_add,
	.module_changed = cmis_hwmon_module_changed,
	.module_del = cmis_hwmon_module_del,
	.alert = cmis_hwmon_alert,
};
