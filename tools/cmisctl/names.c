// SPDX-License-Identifier: GPL-2.0-only
/* Names of the family's numbers, as its specification has them. */

#include <linux/cmis.h>
#include <stddef.h>

#include "names.h"

#define BIT_OF(mask) __builtin_ctz(mask)

static const char *const cage_states[] = {
	[CMIS_NL_CAGE_STATE_EMPTY] = "empty",
	[CMIS_NL_CAGE_STATE_PROBING] = "probing",
	[CMIS_NL_CAGE_STATE_READY] = "ready",
	[CMIS_NL_CAGE_STATE_FAULT] = "fault",
};

static const char *const quantities[] = {
	[CMIS_NL_QUANTITY_TEMPERATURE] = "temperature",
	[CMIS_NL_QUANTITY_VCC] = "vcc",
	[CMIS_NL_QUANTITY_AUX1] = "aux1",
	[CMIS_NL_QUANTITY_AUX2] = "aux2",
	[CMIS_NL_QUANTITY_AUX3] = "aux3",
	[CMIS_NL_QUANTITY_CUSTOM] = "custom",
	[CMIS_NL_QUANTITY_TX_POWER] = "tx-power",
	[CMIS_NL_QUANTITY_TX_BIAS] = "tx-bias",
	[CMIS_NL_QUANTITY_RX_POWER] = "rx-power",
};

static const char *const units[] = {
	[CMIS_NL_UNIT_RAW] = "raw",
	[CMIS_NL_UNIT_MILLI_CELSIUS] = "milli-celsius",
	[CMIS_NL_UNIT_MICRO_VOLT] = "micro-volt",
	[CMIS_NL_UNIT_NANO_WATT] = "nano-watt",
	[CMIS_NL_UNIT_MICRO_AMPERE] = "micro-ampere",
	[CMIS_NL_UNIT_MILLI_PERCENT] = "milli-percent",
	[CMIS_NL_UNIT_RATIO] = "ratio",
	[CMIS_NL_UNIT_FRAMES] = "frames",
	[CMIS_NL_UNIT_SYMBOLS] = "symbols",
	[CMIS_NL_UNIT_MILLI_DB] = "milli-db",
	[CMIS_NL_UNIT_MILLI_DBM] = "milli-dbm",
	[CMIS_NL_UNIT_MHZ] = "mhz",
	[CMIS_NL_UNIT_PS_PER_NM] = "ps-per-nm",
	[CMIS_NL_UNIT_FS] = "fs",
	[CMIS_NL_UNIT_CENTI_PS2] = "centi-ps2",
	[CMIS_NL_UNIT_KRAD_PER_S] = "krad-per-s",
};

static const char *const levels[] = {
	[BIT_OF(CMIS_NL_LEVEL_HIGH_ALARM)] = "high-alarm",
	[BIT_OF(CMIS_NL_LEVEL_LOW_ALARM)] = "low-alarm",
	[BIT_OF(CMIS_NL_LEVEL_HIGH_WARNING)] = "high-warning",
	[BIT_OF(CMIS_NL_LEVEL_LOW_WARNING)] = "low-warning",
};

static const char *const sides[] = {
	[CMIS_NL_SIDE_MODULE] = "module",
	[CMIS_NL_SIDE_HOST] = "host",
	[CMIS_NL_SIDE_MEDIA] = "media",
};

static const char *const alert_types[] = {
	[CMIS_NL_ALERT_TYPE_MONITOR] = "monitor",
	[CMIS_NL_ALERT_TYPE_TX_FAULT] = "tx-fault",
	[CMIS_NL_ALERT_TYPE_TX_LOS] = "tx-los",
	[CMIS_NL_ALERT_TYPE_TX_CDR_LOL] = "tx-cdr-lol",
	[CMIS_NL_ALERT_TYPE_TX_ADAPT_EQ_FAIL] = "tx-adapt-eq-fail",
	[CMIS_NL_ALERT_TYPE_RX_LOS] = "rx-los",
	[CMIS_NL_ALERT_TYPE_RX_CDR_LOL] = "rx-cdr-lol",
	[CMIS_NL_ALERT_TYPE_DATAPATH_DOWN] = "datapath-down",
	[CMIS_NL_ALERT_TYPE_MODULE_FAULT] = "module-fault",
	[CMIS_NL_ALERT_TYPE_MODULE_FW_ERROR] = "module-fw-error",
	[CMIS_NL_ALERT_TYPE_DATAPATH_FW_ERROR] = "datapath-fw-error",
	[CMIS_NL_ALERT_TYPE_ABNORMAL_FW] = "abnormal-fw",
	[CMIS_NL_ALERT_TYPE_CHECKSUM] = "checksum",
	[CMIS_NL_ALERT_TYPE_UNREADABLE] = "unreadable",
	[CMIS_NL_ALERT_TYPE_OBSERVABLE] = "observable",
};

static const char *const reasons[] = {
	[CMIS_NL_REASON_GONE] = "gone",
	[CMIS_NL_REASON_REMOVED] = "removed",
};

static const char *const module_events[] = {
	[CMIS_NL_MODULE_EVENT_CAGE_ADDED] = "cage-added",
	[CMIS_NL_MODULE_EVENT_CAGE_REMOVED] = "cage-removed",
	[CMIS_NL_MODULE_EVENT_INSERTED] = "inserted",
	[CMIS_NL_MODULE_EVENT_REMOVED] = "removed",
	[CMIS_NL_MODULE_EVENT_STATUS] = "status",
	[CMIS_NL_MODULE_EVENT_MODULE_STATE] = "module-state",
};

static const char *const lane_flags[] = {
	[BIT_OF(CMIS_NL_LANE_FLAG_DATAPATH_STATE_CHANGED)] =
		"datapath-state-changed",
	[BIT_OF(CMIS_NL_LANE_FLAG_TX_FAILURE)] = "tx-failure",
	[BIT_OF(CMIS_NL_LANE_FLAG_TX_LOS)] = "tx-los",
	[BIT_OF(CMIS_NL_LANE_FLAG_TX_CDR_LOL)] = "tx-cdr-lol",
	[BIT_OF(CMIS_NL_LANE_FLAG_TX_ADAPT_EQ_FAIL)] = "tx-adapt-eq-fail",
	[BIT_OF(CMIS_NL_LANE_FLAG_RX_LOS)] = "rx-los",
	[BIT_OF(CMIS_NL_LANE_FLAG_RX_CDR_LOL)] = "rx-cdr-lol",
	[BIT_OF(CMIS_NL_LANE_FLAG_RX_OUTPUT_CHANGED)] = "rx-output-changed",
};

const struct ctl_names ctl_cage_states = {
	cage_states, ARRAY_SIZE(cage_states)
};

const struct ctl_names ctl_quantities = {
	quantities, ARRAY_SIZE(quantities)
};

const struct ctl_names ctl_units = {
	units, ARRAY_SIZE(units)
};

const struct ctl_names ctl_levels = {
	levels, ARRAY_SIZE(levels)
};

const struct ctl_names ctl_sides = {
	sides, ARRAY_SIZE(sides)
};

const struct ctl_names ctl_alert_types = {
	alert_types, ARRAY_SIZE(alert_types)
};

const struct ctl_names ctl_reasons = {
	reasons, ARRAY_SIZE(reasons)
};

const struct ctl_names ctl_module_events = {
	module_events, ARRAY_SIZE(module_events)
};

const struct ctl_names ctl_lane_flags = {
	lane_flags, ARRAY_SIZE(lane_flags)
};

/**
 * ctl_name_get - name of a value
 * @names: the names
 * @value: the value, or the number of a bit
 *
 * Return: the name, or NULL if it has none.
 */
const char *ctl_name_get(const struct ctl_names *names, uint32_t value)
{
	return value < names->count ? names->text[value] : NULL;
}

/**
 * ctl_name_or - name of a value, or another text
 * @names: the names
 * @value: the value, or the number of a bit
 * @other: for values without a name
 *
 * Return: a text.
 */
const char *ctl_name_or(const struct ctl_names *names, uint32_t value,
			const char *other)
{
	const char *name = ctl_name_get(names, value);

	return name ? name : other;
}
