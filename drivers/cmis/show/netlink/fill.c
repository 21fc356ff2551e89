// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: cages, lanes, readings and alerts as attributes. No function here
 * uses the bus.
 */

#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <net/netlink.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/fill.h"
#include "alert/alerts.h"
#include "core/cage.h"
#include "core/limits.h"
#include "core/question.h"
#include "spec/codes.h"

/* The attributes of limits and of hits have the order of enum cmis_level. */
static_assert(CMIS_A_LIMITS_LOW_WARNING - CMIS_A_LIMITS_HIGH_ALARM ==
	      CMIS_LEVEL_LOW_WARNING);
static_assert(CMIS_A_HITS_LOW_WARNING - CMIS_A_HITS_HIGH_ALARM ==
	      CMIS_LEVEL_LOW_WARNING);

/* The strings of struct cmis_admin: safe to show, and terminated */
static const struct {
	u16 attr;
	u16 offset;
} cmis_nl_strings[] = {
	{ CMIS_A_CAGE_VENDOR_NAME, offsetof(struct cmis_admin, vendor_name) },
	{ CMIS_A_CAGE_VENDOR_PN, offsetof(struct cmis_admin, vendor_pn) },
	{ CMIS_A_CAGE_VENDOR_REV, offsetof(struct cmis_admin, vendor_rev) },
	{ CMIS_A_CAGE_VENDOR_SN, offsetof(struct cmis_admin, vendor_sn) },
	{ CMIS_A_CAGE_DATE_CODE, offsetof(struct cmis_admin, date_code) },
};

/* Put a code, and its name if the code has one. */
static int cmis_nl_put_code(struct sk_buff *skb, int attr, u32 code,
			    const char *name)
{
	if (nla_put_u32(skb, attr, code))
		return -EMSGSIZE;
	/* The attribute with the name follows the attribute with the code. */
	return name ? nla_put_string(skb, attr + 1, name) : 0;
}

static int cmis_nl_put_version(struct sk_buff *skb, int attr, u8 major,
			       u8 minor)
{
	char text[8];

	snprintf(text, sizeof(text), "%u.%u", major, minor);
	return nla_put_string(skb, attr, text);
}

static int cmis_nl_put_firmware(struct sk_buff *skb,
				const struct cmis_snapshot *snapshot)
{
	const struct cmis_basics *basics = &snapshot->module->basics;
	char text[sizeof("255.255.65535")];

	if (!snapshot->build_known)
		return cmis_nl_put_version(skb, CMIS_A_CAGE_FIRMWARE,
					   basics->fw_major, basics->fw_minor);
	snprintf(text, sizeof(text), "%u.%u.%u", basics->fw_major,
		 basics->fw_minor, snapshot->build);
	return nla_put_string(skb, CMIS_A_CAGE_FIRMWARE, text);
}

static int cmis_nl_put_module(struct sk_buff *skb,
			      const struct cmis_snapshot *snapshot)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_basics *basics = &module->basics;
	const struct cmis_admin *admin = &module->admin;
	int rx_power = cmis_module_get_rx_power(module);
	u8 state = snapshot->status.state;
	char oui[sizeof("00:00:00")];

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_nl_strings); i++)
		if (nla_put_string(skb, cmis_nl_strings[i].attr,
				   (const char *)admin +
				   cmis_nl_strings[i].offset))
			return -EMSGSIZE;

	snprintf(oui, sizeof(oui), "%*phC", 3, admin->vendor_oui);
	if (nla_put_string(skb, CMIS_A_CAGE_VENDOR_OUI, oui) ||
	    cmis_nl_put_code(skb, CMIS_A_CAGE_IDENTIFIER, basics->identifier,
			     cmis_identifier_name(basics->identifier)) ||
	    cmis_nl_put_version(skb, CMIS_A_CAGE_CMIS_REVISION,
				basics->rev_major, basics->rev_minor) ||
	    nla_put_u32(skb, CMIS_A_CAGE_LANES, cmis_plan_lanes(module)))
		return -EMSGSIZE;
	if (rx_power >= 0 && nla_put_u32(skb, CMIS_A_CAGE_RX_POWER, rx_power))
		return -EMSGSIZE;
	if (!cmis_module_check_firmware(module) &&
	    cmis_nl_put_firmware(skb, snapshot))
		return -EMSGSIZE;
	if (cmis_snapshot_check(snapshot, CMIS_CLASS_THERMAL))
		return 0;
	return cmis_nl_put_code(skb, CMIS_A_CAGE_MODULE_STATE, state,
				cmis_module_state_name(state));
}

/* Attributes of the settings, in the order of cmis_setting_rows[]. */
const u16 cmis_nl_setting_attrs[CMIS_SETTING_ROWS] = {
	CMIS_A_CAGE_THERMAL_PERIOD_MS,
	CMIS_A_CAGE_LANES_PERIOD_MS,
	CMIS_A_CAGE_VDM_PERIOD_MS,
	CMIS_A_CAGE_STALE_SWEEPS,
	CMIS_A_CAGE_DIAGNOSTICS,
	CMIS_A_CAGE_STATISTICS,
	CMIS_A_CAGE_STATIC_PERIOD_MS,
};

static int cmis_nl_put_settings(struct sk_buff *skb, struct cmis_cage *cage)
{
	struct cmis_settings settings;
	char netdev[IFNAMSIZ];

	cmis_cage_get_settings(cage, &settings);
	cmis_cage_get_netdev_name(cage, netdev);
	if (nla_put_string(skb, CMIS_A_CAGE_LABEL, settings.label) ||
	    nla_put_string(skb, CMIS_A_CAGE_NETDEV, netdev))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_SETTING_ROWS; i++)
		if (nla_put_u32(skb, cmis_nl_setting_attrs[i],
				*cmis_setting_value(&settings, i)))
			return -EMSGSIZE;
	return 0;
}

/* The generation is that of @module; without a module, the cage's last one. */
static int cmis_nl_put_cage(struct sk_buff *skb, struct cmis_cage *cage,
			    const struct cmis_snapshot *snapshot)
{
	enum cmis_cage_state state = cmis_cage_get_state(cage);
	u32 generation = snapshot ? snapshot->module->generation :
				    READ_ONCE(cage->generation);
	int error = READ_ONCE(cage->error);

	if (nla_put_u32(skb, CMIS_A_CAGE_ID, cage->id) ||
	    nla_put_string(skb, CMIS_A_CAGE_NAME, cmis_cage_name(cage)) ||
	    nla_put_u32(skb, CMIS_A_CAGE_STATUS, state) ||
	    nla_put_u32(skb, CMIS_A_CAGE_GENERATION, generation))
		return -EMSGSIZE;
	if (state == CMIS_CAGE_FAULT && error &&
	    nla_put_u32(skb, CMIS_A_CAGE_ERROR, -error))
		return -EMSGSIZE;
	if (cmis_nl_put_settings(skb, cage))
		return -EMSGSIZE;
	return snapshot ? cmis_nl_put_module(skb, snapshot) : 0;
}

/**
 * cmis_nl_fill_cage - describe a cage and the module in it
 * @skb: the message
 * @cage: the cage
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_cage(struct sk_buff *skb, struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	int ret;

	ret = cmis_nl_put_cage(skb, cage, IS_ERR(snapshot) ? NULL : snapshot);
	cmis_snapshot_put(snapshot);
	return ret;
}

static int cmis_nl_put_number(struct sk_buff *skb, int attr,
			      struct cmis_number number)
{
	struct nlattr *nest = nla_nest_start(skb, attr);

	if (!nest ||
	    nla_put_s32(skb, CMIS_A_NUMBER_MANTISSA, number.mantissa) ||
	    nla_put_s32(skb, CMIS_A_NUMBER_EXPONENT, number.exponent))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_monitor(struct sk_buff *skb, int attr,
			       const struct cmis_nl_monitor *monitor)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	struct nlattr *nest = nla_nest_start(skb, attr);

	if (!nest || nla_put_u32(skb, CMIS_A_MONITOR_TYPE, monitor->type) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_UNIT, row->unit) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_SIDE, row->side) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_STATISTIC, row->statistic))
		return -EMSGSIZE;
	if (row->name && nla_put_string(skb, CMIS_A_MONITOR_NAME, row->name))
		return -EMSGSIZE;
	if (monitor->lane != CMIS_LANE_NONE &&
	    nla_put_u32(skb, CMIS_A_MONITOR_LANE, monitor->lane + 1))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_limits(struct sk_buff *skb,
			      const struct cmis_monitor *monitor)
{
	struct nlattr *nest;

	if (!monitor->has)
		return 0;
	nest = nla_nest_start(skb, CMIS_A_READING_LIMITS);
	if (!nest)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_LEVEL_COUNT; i++)
		if (monitor->has & BIT(i) &&
		    cmis_nl_put_number(skb, CMIS_A_LIMITS_HIGH_ALARM + i,
				       cmis_monitor_get_value
				       (monitor, monitor->limit[i])))
			return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_hits(struct sk_buff *skb,
			    const struct cmis_reading *reading)
{
	struct nlattr *nest = nla_nest_start(skb, CMIS_A_READING_HITS);

	if (!nest)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_LEVEL_COUNT; i++)
		if (nla_put_u32(skb, CMIS_A_HITS_HIGH_ALARM + i,
				reading->hits[i]))
			return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_reading(struct sk_buff *skb,
			       const struct cmis_snapshot *snapshot,
			       unsigned int index)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	ktime_t when = ns_to_ktime(cmis_snapshot_get_when(snapshot, index));
	s64 age_ms = ktime_ms_delta(ktime_get_boottime(), when);
	struct cmis_reading reading;
	u8 levels;
	int ret;

	ret = cmis_snapshot_get_reading(snapshot, index, &reading);
	if (!ret)
		ret = cmis_snapshot_get_levels(snapshot, index, &levels);
	if (ret) {
		if (nla_put_u32(skb, CMIS_A_READING_ERROR, -ret))
			return -EMSGSIZE;
	} else if (cmis_nl_put_number(skb, CMIS_A_READING_VALUE,
				      cmis_monitor_get_value(monitor,
							     reading.raw)) ||
		   nla_put_u32(skb, CMIS_A_READING_RAW, reading.raw) ||
		   nla_put_u32(skb, CMIS_A_READING_LEVELS, levels) ||
		   (monitor->flags && cmis_nl_put_hits(skb, &reading))) {
		return -EMSGSIZE;
	}
	if (nla_put_u32(skb, CMIS_A_READING_AGE_MS,
			clamp_t(s64, age_ms, 0, U32_MAX)))
		return -EMSGSIZE;
	if (monitor->overridden &&
	    nla_put_u32(skb, CMIS_A_READING_OVERRIDDEN, monitor->overridden))
		return -EMSGSIZE;
	return cmis_nl_put_limits(skb, monitor);
}

/**
 * cmis_nl_fill_limit - describe a threshold of a part number
 * @skb: the message
 * @limit: the threshold
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_limit(struct sk_buff *skb,
		       const struct cmis_part_limit *limit)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(limit->type);

	if (nla_put_string(skb, CMIS_A_LIMIT_VENDOR_PN, limit->vendor_pn) ||
	    nla_put_string(skb, CMIS_A_LIMIT_MONITOR, row->name) ||
	    nla_put_u32(skb, CMIS_A_LIMIT_LEVEL, limit->level) ||
	    nla_put_u32(skb, CMIS_A_LIMIT_UNIT, row->unit))
		return -EMSGSIZE;
	return cmis_nl_put_number(skb, CMIS_A_LIMIT_VALUE, limit->value);
}

/**
 * cmis_nl_fill_reading - describe a monitor and its last reading
 * @skb: the message
 * @cage: the cage
 * @snapshot: a snapshot of the cage
 * @monitor: a monitor of the module
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_reading(struct sk_buff *skb, const struct cmis_cage *cage,
			 const struct cmis_snapshot *snapshot,
			 const struct cmis_nl_monitor *monitor)
{
	u32 generation = snapshot->module->generation;
	int index = cmis_snapshot_find_monitor(snapshot, monitor->type,
					       monitor->lane);

	if (nla_put_u32(skb, CMIS_A_READING_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_READING_GENERATION, generation) ||
	    cmis_nl_put_monitor(skb, CMIS_A_READING_MONITOR, monitor))
		return -EMSGSIZE;
	if (index < 0)
		return nla_put_u32(skb, CMIS_A_READING_ERROR, -index);
	return cmis_nl_put_reading(skb, snapshot, index);
}

static int cmis_nl_put_counters(struct sk_buff *skb,
				const struct cmis_snapshot *snapshot, u32 lane,
				enum cmis_side side)
{
	bool host = side == CMIS_SIDE_HOST;
	struct cmis_diag_counters counters;

	if (cmis_snapshot_get_counters(snapshot, side, lane, &counters))
		return 0;
	if (nla_put_u64_64bit(skb, host ? CMIS_A_LANE_HOST_ERRORS :
					  CMIS_A_LANE_MEDIA_ERRORS,
			      counters.errors, CMIS_A_LANE_PAD) ||
	    nla_put_u64_64bit(skb, host ? CMIS_A_LANE_HOST_BITS :
					  CMIS_A_LANE_MEDIA_BITS,
			      counters.bits, CMIS_A_LANE_PAD))
		return -EMSGSIZE;
	return nla_put_u32(skb, host ? CMIS_A_LANE_HOST_SYNC_LOST :
				       CMIS_A_LANE_MEDIA_SYNC_LOST,
			   counters.sync_lost);
}

static int cmis_nl_put_outputs(struct sk_buff *skb,
			       const struct cmis_module *module,
			       const struct cmis_lane *lane)
{
	if (cmis_module_has_field(module, CMIS_OUTPUT_STATUS_RX, 0xff) &&
	    nla_put_u32(skb, CMIS_A_LANE_RX_OUTPUT_VALID,
			lane->rx_output_valid))
		return -EMSGSIZE;
	if (cmis_module_has_field(module, CMIS_OUTPUT_STATUS_TX, 0xff) &&
	    nla_put_u32(skb, CMIS_A_LANE_TX_OUTPUT_VALID,
			lane->tx_output_valid))
		return -EMSGSIZE;
	return 0;
}

static int cmis_nl_put_lane(struct sk_buff *skb,
			    const struct cmis_snapshot *snapshot, u32 index)
{
	const struct cmis_lane *lane = &snapshot->lane[index];

	if (cmis_nl_put_code(skb, CMIS_A_LANE_DATAPATH_STATE, lane->dp_state,
			     cmis_dp_state_name(lane->dp_state)) ||
	    cmis_nl_put_code(skb, CMIS_A_LANE_CONFIG_STATUS,
			     lane->config_status,
			     cmis_config_status_name(lane->config_status)) ||
	    nla_put_u32(skb, CMIS_A_LANE_APPLICATION, lane->appsel) ||
	    nla_put_u32(skb, CMIS_A_LANE_FLAGS, lane->flags) ||
	    cmis_nl_put_outputs(skb, snapshot->module, lane))
		return -EMSGSIZE;
	if (!lane->appsel)
		return 0;
	/* 11h:206-213.3-1 numbers the lanes of a bank from 0. */
	return nla_put_u32(skb, CMIS_A_LANE_DATAPATH_LANE,
			   round_down(index, CMIS_LANES_PER_BANK) +
			   lane->dp_id + 1);
}

/**
 * cmis_nl_fill_lane - describe a lane
 * @skb: the message
 * @cage: the cage
 * @snapshot: a snapshot of the cage
 * @lane: a lane of the module, from 0
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_lane(struct sk_buff *skb, const struct cmis_cage *cage,
		      const struct cmis_snapshot *snapshot, u32 lane)
{
	const struct cmis_module *module = snapshot->module;
	int error = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);

	if (nla_put_u32(skb, CMIS_A_LANE_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_LANE_GENERATION, module->generation) ||
	    nla_put_u32(skb, CMIS_A_LANE_LANE, lane + 1) ||
	    nla_put_u32(skb, CMIS_A_LANE_SUPPORTED_FLAGS,
			module->adverts.lane_flags) ||
	    cmis_nl_put_counters(skb, snapshot, lane, CMIS_SIDE_MEDIA) ||
	    cmis_nl_put_counters(skb, snapshot, lane, CMIS_SIDE_HOST))
		return -EMSGSIZE;
	if (error)
		return nla_put_u32(skb, CMIS_A_LANE_ERROR, -error);
	return cmis_nl_put_lane(skb, snapshot, lane);
}

static int cmis_nl_put_alert_key(struct sk_buff *skb,
				 const struct cmis_alert_key *key)
{
	const struct cmis_nl_monitor monitor = {
		.type = key->type,
		.lane = key->lane,
	};

	if (nla_put_u32(skb, CMIS_A_ALERT_KIND, key->kind) ||
	    nla_put_u32(skb, CMIS_A_ALERT_SIDE, key->side))
		return -EMSGSIZE;
	if (key->lane != CMIS_LANE_NONE &&
	    nla_put_u32(skb, CMIS_A_ALERT_LANE, key->lane + 1))
		return -EMSGSIZE;
	if (key->kind == CMIS_ALERT_UNREADABLE)
		return nla_put_u32(skb, CMIS_A_ALERT_CLASS, key->index);
	if (key->kind != CMIS_ALERT_MONITOR)
		return 0;
	if (nla_put_u32(skb, CMIS_A_ALERT_LEVEL, BIT(key->level)))
		return -EMSGSIZE;
	return cmis_nl_put_monitor(skb, CMIS_A_ALERT_MONITOR, &monitor);
}

static int cmis_nl_put_alert_value(struct sk_buff *skb,
				   const struct cmis_alert *alert)
{
	const struct cmis_monitor monitor = {
		.type = alert->key.type,
		.scale = alert->scale,
	};
	struct cmis_number value = { .mantissa = alert->value };

	switch (alert->key.kind) {
	case CMIS_ALERT_MONITOR:
		value = cmis_monitor_get_value(&monitor, alert->threshold);
		if (alert->has_threshold &&
		    cmis_nl_put_number(skb, CMIS_A_ALERT_THRESHOLD, value))
			return -EMSGSIZE;
		if (!alert->has_value)
			return 0;
		value = cmis_monitor_get_value(&monitor, alert->value);
		fallthrough;
	case CMIS_ALERT_MODULE_FAULT:
		return cmis_nl_put_number(skb, CMIS_A_ALERT_VALUE, value);
	case CMIS_ALERT_CHECKSUM:
		return nla_put_u32(skb, CMIS_A_ALERT_PAGE, alert->value);
	case CMIS_ALERT_UNREADABLE:
		if (nla_put_u32(skb, CMIS_A_ALERT_PAGE, alert->page))
			return -EMSGSIZE;
		return nla_put_u32(skb, CMIS_A_ALERT_ERROR, alert->value);
	default:
		return 0;
	}
}

/**
 * cmis_nl_fill_alert - describe an alert
 * @skb: the message
 * @cage: the cage
 * @generation: generation of the module that the alert is about
 * @alert: a copy of the alert
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_alert(struct sk_buff *skb, const struct cmis_cage *cage,
		       u32 generation, const struct cmis_alert *alert)
{
	if (nla_put_u32(skb, CMIS_A_ALERT_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_ALERT_GENERATION, generation) ||
	    cmis_nl_put_alert_key(skb, &alert->key) ||
	    nla_put_u32(skb, CMIS_A_ALERT_ACTIVE, alert->active) ||
	    nla_put_u32(skb, CMIS_A_ALERT_HITS, alert->hits) ||
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_FIRST_RAISED_NS,
			      alert->first_raised_ns, CMIS_A_ALERT_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_LAST_RAISED_NS,
			      alert->last_raised_ns, CMIS_A_ALERT_PAD))
		return -EMSGSIZE;
	if (alert->last_cleared_ns &&
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_LAST_CLEARED_NS,
			      alert->last_cleared_ns, CMIS_A_ALERT_PAD))
		return -EMSGSIZE;
	return cmis_nl_put_alert_value(skb, alert);
}
