// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: lanes, readings, alerts and ports as attributes. No function here
 * uses the bus.
 */

#include <linux/bitfield.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <net/netlink.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/fill.h"
#include "alert/alerts.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/limits.h"
#include "core/question.h"
#include "spec/codes.h"
#include "spec/controls.h"
#include "spec/f16.h"

/* The attributes of limits and of hits have the order of enum cmis_level. */
static_assert(CMIS_A_LIMITS_LOW_WARNING - CMIS_A_LIMITS_HIGH_ALARM ==
	      CMIS_LEVEL_LOW_WARNING);
static_assert(CMIS_A_HITS_LOW_WARNING - CMIS_A_HITS_HIGH_ALARM ==
	      CMIS_LEVEL_LOW_WARNING);

/**
 * cmis_nl_put_code - put a code into a message, and its name if it has one
 * @skb: the message
 * @attr: the attribute with the code; that with the name follows it
 * @code: the code
 * @name: its name, or NULL
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_put_code(struct sk_buff *skb, int attr, u32 code, const char *name)
{
	if (nla_put_u32(skb, attr, code))
		return -EMSGSIZE;
	return name ? nla_put_string(skb, attr + 1, name) : 0;
}

/**
 * cmis_nl_put_number - put a number into a message
 * @skb: the message
 * @attr: attribute of the nest
 * @number: the number
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_put_number(struct sk_buff *skb, int attr, struct cmis_number number)
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

/* The constant part of a reading, and details of its last sweep */
static int cmis_nl_put_details(struct sk_buff *skb,
			       const struct cmis_monitor *monitor,
			       const struct cmis_reading *reading)
{
	if (reading && (nla_put_u32(skb, CMIS_A_READING_RAW, reading->raw) ||
			(monitor->flags && cmis_nl_put_hits(skb, reading))))
		return -EMSGSIZE;
	if (monitor->overridden &&
	    nla_put_u32(skb, CMIS_A_READING_OVERRIDDEN, monitor->overridden))
		return -EMSGSIZE;
	return cmis_nl_put_limits(skb, monitor);
}

static int cmis_nl_put_reading(struct sk_buff *skb,
			       const struct cmis_snapshot *snapshot,
			       unsigned int index, bool values_only)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	ktime_t when = ns_to_ktime(cmis_snapshot_get_when(snapshot, index));
	s64 age_ms = ktime_ms_delta(ktime_get_boottime(), when);
	struct cmis_reading reading;
	int ret;

	ret = cmis_snapshot_get_reading(snapshot, index, &reading);
	if (ret) {
		if (nla_put_u32(skb, CMIS_A_READING_ERROR, -ret))
			return -EMSGSIZE;
	} else if (cmis_nl_put_number(skb, CMIS_A_READING_VALUE,
				      cmis_monitor_get_value(monitor,
							     reading.raw)) ||
		   nla_put_u32(skb, CMIS_A_READING_LEVELS,
			       cmis_snapshot_get_levels(snapshot, index,
							&reading))) {
		return -EMSGSIZE;
	}
	if (nla_put_u32(skb, CMIS_A_READING_AGE_MS,
			clamp_t(s64, age_ms, 0, U32_MAX)))
		return -EMSGSIZE;
	if (values_only)
		return 0;
	return cmis_nl_put_details(skb, monitor, ret ? NULL : &reading);
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
	return cmis_nl_put_reading(skb, snapshot, index, monitor->values_only);
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

/* The tunable laser of a lane */
static int cmis_nl_put_tuning(struct sk_buff *skb,
			      const struct cmis_laser *laser,
			      const struct cmis_tuning *tuning)
{
	u32 grid_mhz = cmis_grid_mhz(tuning->grid);

	if (!tuning->valid)
		return 0;
	if ((tuning->mhz && nla_put_u32(skb, CMIS_A_LANE_LASER_FREQUENCY_MHZ,
					tuning->mhz)) ||
	    (grid_mhz && nla_put_u32(skb, CMIS_A_LANE_LASER_GRID_MHZ,
				     grid_mhz)) ||
	    nla_put_s32(skb, CMIS_A_LANE_LASER_CHANNEL, tuning->channel) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_TUNING, tuning->busy) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_UNLOCKED, tuning->unlocked))
		return -EMSGSIZE;
	if (laser->fine && nla_put_s32(skb, CMIS_A_LANE_LASER_FINE_TUNING_MHZ,
				       tuning->fine_mhz))
		return -EMSGSIZE;
	if (!laser->power)
		return 0;
	return nla_put_s32(skb, CMIS_A_LANE_LASER_TARGET_POWER_MDBM,
			   tuning->target_mdbm);
}

/* Signal integrity settings in use; a module has those that it advertises. */
static int cmis_nl_put_settings(struct sk_buff *skb,
				const struct cmis_adverts *adverts,
				const struct cmis_lane *lane)
{
	const struct {
		int attr;
		unsigned int control;
		u8 code;
	} rows[] = {
		{ CMIS_A_LANE_TX_EQ_ADAPTIVE, CMIS_LC_TX_EQ_ADAPTIVE,
		  lane->adaptive_eq },
		{ CMIS_A_LANE_TX_EQ_DB, CMIS_LC_TX_EQ_DB, lane->tx_eq },
		{ CMIS_A_LANE_TX_EQ_RECALL, CMIS_LC_TX_EQ_RECALL,
		  lane->eq_recall },
		{ CMIS_A_LANE_TX_CDR, CMIS_LC_TX_CDR, lane->cdr_tx },
		{ CMIS_A_LANE_RX_CDR, CMIS_LC_RX_CDR, lane->cdr_rx },
		{ CMIS_A_LANE_RX_PRE_MDB, CMIS_LC_RX_PRE_MDB,
		  lane->pre_cursor },
		{ CMIS_A_LANE_RX_POST_MDB, CMIS_LC_RX_POST_MDB,
		  lane->post_cursor },
		{ CMIS_A_LANE_RX_AMPLITUDE, CMIS_LC_RX_AMPLITUDE,
		  lane->amplitude },
	};

	if (nla_put_u32(skb, CMIS_A_LANE_SI_EXPLICIT, lane->explicit_control))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (cmis_lane_control_is_there(adverts, rows[i].control) &&
		    cmis_lane_control_fits(adverts, rows[i].control,
					   rows[i].code) &&
		    nla_put_u32(skb, rows[i].attr,
				cmis_lane_control_value(rows[i].control,
							rows[i].code)))
			return -EMSGSIZE;
	return 0;
}

/* The place of a media lane; @attr: its wavelength, and the fibre after it */
static int cmis_nl_put_map(struct sk_buff *skb, int attr, u8 map)
{
	const u8 places[] = {
		FIELD_GET(CMIS_LANE_MAP_WAVELENGTH, map),
		FIELD_GET(CMIS_LANE_MAP_FIBER, map),
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(places); i++)
		if (places[i] && places[i] <= CMIS_LANE_MAP_MAX &&
		    nla_put_u32(skb, attr + i, places[i]))
			return -EMSGSIZE;
	return 0;
}

static int cmis_nl_put_media_lane(struct sk_buff *skb,
				  const struct cmis_module *module,
				  const struct cmis_lane *lane)
{
	if (cmis_nl_put_tuning(skb, &module->laser, &lane->tuning))
		return -EMSGSIZE;
	return cmis_nl_put_map(skb, CMIS_A_LANE_TX_WAVELENGTH, lane->tx_map) ?:
	       cmis_nl_put_map(skb, CMIS_A_LANE_RX_WAVELENGTH, lane->rx_map);
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
	    (snapshot->module->adverts.lane_flags &&
	     nla_put_u32(skb, CMIS_A_LANE_FLAGS, lane->flags)) ||
	    cmis_nl_put_outputs(skb, snapshot->module, lane))
		return -EMSGSIZE;
	/* 00h:210 rules out media lanes. */
	if (cmis_media_lane_supported(&snapshot->module->admin,
				      snapshot->module->lanes, index) &&
	    cmis_nl_put_media_lane(skb, snapshot->module, lane))
		return -EMSGSIZE;
	if (nla_put_u32(skb, CMIS_A_LANE_DATAPATH_INIT_PENDING,
			lane->dp_init_pending))
		return -EMSGSIZE;
	if (!lane->appsel)
		return 0;
	if (cmis_nl_put_settings(skb, &snapshot->module->adverts, lane))
		return -EMSGSIZE;
	/* 11h:206-213.3-1 numbers the lanes of a bank from 0. */
	return nla_put_u32(skb, CMIS_A_LANE_DATAPATH_LANE,
			   round_down(index, CMIS_LANES_PER_BANK) +
			   lane->dp_id + 1);
}

/* A laser of a laser source, which has no data paths */
static int cmis_nl_put_ext(struct sk_buff *skb,
			   const struct cmis_ext_laser *laser)
{
	if (cmis_nl_put_code(skb, CMIS_A_LANE_LASER_STATE, laser->state,
			     cmis_ext_state_name(laser->state)) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_ENABLED, laser->enabled) ||
	    cmis_nl_put_code(skb, CMIS_A_LANE_LASER_FAULT, laser->fault,
			     cmis_ext_code_name(laser->fault)) ||
	    cmis_nl_put_code(skb, CMIS_A_LANE_LASER_WARNING, laser->warning,
			     cmis_ext_code_name(laser->warning)) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_FIBER_CHECKED, laser->checked))
		return -EMSGSIZE;
	if ((laser->mhz && nla_put_u32(skb, CMIS_A_LANE_LASER_FREQUENCY_MHZ,
				       laser->mhz)) ||
	    (laser->fiber && nla_put_u32(skb, CMIS_A_LANE_LASER_FIBER,
					 laser->fiber)))
		return -EMSGSIZE;
	return 0;
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
	if (module->ext.known)
		return cmis_nl_put_ext(skb, &snapshot->ext[lane]);
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
	if (key->kind == CMIS_ALERT_BER_WORSE ||
	    key->kind == CMIS_ALERT_LIMIT_AHEAD)
		return nla_put_string(skb, CMIS_A_ALERT_NAME,
				      cmis_quantity_get(key->index)->name);
	if (key->kind != CMIS_ALERT_MONITOR)
		return 0;
	if (nla_put_u32(skb, CMIS_A_ALERT_LEVEL, BIT(key->level)))
		return -EMSGSIZE;
	return cmis_nl_put_monitor(skb, CMIS_A_ALERT_MONITOR, &monitor);
}

/* The cause of an alert of a monitor, and its values since then */
static int cmis_nl_put_alert_course(struct sk_buff *skb,
				    const struct cmis_alert *alert,
				    const struct cmis_monitor *monitor)
{
	if (nla_put_u32(skb, CMIS_A_ALERT_RAISED_BY, alert->raised_by))
		return -EMSGSIZE;
	if (alert->has_last &&
	    cmis_nl_put_number(skb, CMIS_A_ALERT_LAST,
			       cmis_monitor_get_value(monitor, alert->last)))
		return -EMSGSIZE;
	if (!alert->has_worst)
		return 0;
	return cmis_nl_put_number(skb, CMIS_A_ALERT_WORST,
				  cmis_monitor_get_value(monitor,
							 alert->worst));
}

/**
 * cmis_nl_put_ratio - put an error ratio into a message
 * @skb: the message
 * @attr: the attribute, a nest
 * @raw: the ratio, F16
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_put_ratio(struct sk_buff *skb, int attr, u16 raw)
{
	struct cmis_f16 ratio = cmis_f16_decode(raw);

	return cmis_nl_put_number(skb, attr, (struct cmis_number) {
		.mantissa = ratio.mantissa,
		.exponent = ratio.exponent,
	});
}

static int cmis_nl_put_forecast(struct sk_buff *skb,
				const struct cmis_alert *alert)
{
	const struct cmis_forecast *forecast = &alert->forecast;
	const struct {
		int attr;
		s32 minutes;
	} rows[] = {
		{ CMIS_A_ALERT_HOURS_LEFT, forecast->minutes },
		{ CMIS_A_ALERT_HOURS_LEFT_LOW, forecast->minutes_low },
		{ CMIS_A_ALERT_HOURS_LEFT_HIGH, forecast->minutes_high },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].minutes >= 0 &&
		    nla_put_u32(skb, rows[i].attr, rows[i].minutes / 60))
			return -EMSGSIZE;
	if (nla_put_u32(skb, CMIS_A_ALERT_WINDOW, forecast->window))
		return -EMSGSIZE;
	return nla_put_u32(skb, CMIS_A_ALERT_CONFIDENCE, forecast->confidence);
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
		if (cmis_nl_put_alert_course(skb, alert, &monitor))
			return -EMSGSIZE;
		if (!alert->has_value)
			return 0;
		value = cmis_monitor_get_value(&monitor, alert->value);
		fallthrough;
	case CMIS_ALERT_MODULE_FAULT:
	case CMIS_ALERT_TUNING_REFUSED:
	case CMIS_ALERT_LINE_FAULT:
	case CMIS_ALERT_CLIENT_DEGRADED:
	case CMIS_ALERT_CLIENT_FAULT:
	case CMIS_ALERT_POWER_LIMIT:
	case CMIS_ALERT_LASER_FAULT:
	case CMIS_ALERT_LASER_WARNING:
	case CMIS_ALERT_DIAGNOSTIC_ACTIVE:
	case CMIS_ALERT_REVERT_FAILED:
		return cmis_nl_put_number(skb, CMIS_A_ALERT_VALUE, value);
	case CMIS_ALERT_CHECKSUM:
		return nla_put_u32(skb, CMIS_A_ALERT_PAGE, alert->value);
	case CMIS_ALERT_UNREADABLE:
		if (nla_put_u32(skb, CMIS_A_ALERT_PAGE, alert->page))
			return -EMSGSIZE;
		return nla_put_u32(skb, CMIS_A_ALERT_ERROR, alert->value);
	case CMIS_ALERT_BER_WORSE:
		return cmis_nl_put_ratio(skb, CMIS_A_ALERT_BEFORE,
					 alert->threshold) ?:
		       cmis_nl_put_ratio(skb, CMIS_A_ALERT_AFTER,
					 alert->value);
	case CMIS_ALERT_LIMIT_AHEAD:
		return cmis_nl_put_forecast(skb, alert);
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

/* The wish of the port, without values that mean any */
static int cmis_nl_fill_wish(struct sk_buff *skb,
			     const struct cmis_port_wish *wish)
{
	const struct {
		int attr;
		u32 value;
	} rows[] = {
		{ CMIS_A_CLAIM_HOST_ID, wish->host_id },
		{ CMIS_A_CLAIM_MEDIA_ID, wish->media_id },
		{ CMIS_A_CLAIM_SPEED_MBPS, wish->speed_mbps },
		{ CMIS_A_CLAIM_PATHS, wish->paths },
		{ CMIS_A_CLAIM_APPSEL, wish->appsel },
		{ CMIS_A_CLAIM_TEST, wish->test },
	};

	if (nla_put_u32(skb, CMIS_A_CLAIM_UP, wish->up))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].value &&
		    nla_put_u32(skb, rows[i].attr, rows[i].value))
			return -EMSGSIZE;
	return 0;
}

/**
 * cmis_nl_fill_port - put a port into a message
 * @skb: the message
 * @cage: the cage
 * @id: number of the port, from 0
 * @claim: the port
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_fill_port(struct sk_buff *skb, const struct cmis_cage *cage,
		      unsigned int id, const struct cmis_claim *claim)
{
	const struct cmis_port_status *status = &claim->status;

	if (nla_put_u32(skb, CMIS_A_CLAIM_CAGE_ID, cage->id) ||
	    (status->generation &&
	     nla_put_u32(skb, CMIS_A_CLAIM_GENERATION, status->generation)) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_PORT, id + 1) ||
	    nla_put_u64_64bit(skb, CMIS_A_CLAIM_LANES, claim->lanes,
			      CMIS_A_CLAIM_PAD) ||
	    nla_put_string(skb, CMIS_A_CLAIM_OWNER, claim->owner) ||
	    (claim->wished && cmis_nl_fill_wish(skb, &claim->wish)) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_STATE, status->state) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_REASON, status->reason) ||
	    (status->config_code &&
	     nla_put_u32(skb, CMIS_A_CLAIM_CONFIG_CODE, status->config_code)))
		return -EMSGSIZE;
	if ((status->appsel &&
	     nla_put_u32(skb, CMIS_A_CLAIM_APPLICATION, status->appsel)) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_TRIES, status->tries) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_LATE, status->late) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_PENDING,
			claim->told != claim->seq) ||
	    (claim->trial.id &&
	     nla_put_u32(skb, CMIS_A_CLAIM_REVERT_ID, claim->trial.id)))
		return -EMSGSIZE;
	return nla_put_u64_64bit(skb, CMIS_A_CLAIM_SINCE_NS, status->since_ns,
				 CMIS_A_CLAIM_PAD);
}
