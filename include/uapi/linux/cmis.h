/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/cmis.yaml */
/* YNL-GEN uapi header */

#ifndef _UAPI_LINUX_CMIS_H
#define _UAPI_LINUX_CMIS_H

#define CMIS_FAMILY_NAME	"cmis"
#define CMIS_FAMILY_VERSION	1

/**
 * enum cmis_nl_cage_state - State of a cage.
 * @CMIS_NL_CAGE_STATE_EMPTY: There is no module.
 * @CMIS_NL_CAGE_STATE_PROBING: A module is there and is being read for the
 *   first time.
 * @CMIS_NL_CAGE_STATE_READY: The module can be read.
 * @CMIS_NL_CAGE_STATE_FAULT: A module is there and cannot be used; see error.
 */
enum cmis_nl_cage_state {
	CMIS_NL_CAGE_STATE_EMPTY,
	CMIS_NL_CAGE_STATE_PROBING,
	CMIS_NL_CAGE_STATE_READY,
	CMIS_NL_CAGE_STATE_FAULT,
};

/**
 * enum cmis_nl_quantity - What a module can monitor.
 * @CMIS_NL_QUANTITY_TEMPERATURE: Module case.
 * @CMIS_NL_QUANTITY_VCC: Supply voltage.
 * @CMIS_NL_QUANTITY_AUX1: First auxiliary monitor; its unit says what it is.
 * @CMIS_NL_QUANTITY_AUX2: Second auxiliary monitor; its unit says what it is.
 * @CMIS_NL_QUANTITY_AUX3: Third auxiliary monitor; its unit says what it is.
 * @CMIS_NL_QUANTITY_CUSTOM: Vendor's own.
 * @CMIS_NL_QUANTITY_TX_POWER: Transmitted optical power of a media lane.
 * @CMIS_NL_QUANTITY_TX_BIAS: Laser bias current of a media lane.
 * @CMIS_NL_QUANTITY_RX_POWER: Received optical power of a media lane.
 */
enum cmis_nl_quantity {
	CMIS_NL_QUANTITY_TEMPERATURE,
	CMIS_NL_QUANTITY_VCC,
	CMIS_NL_QUANTITY_AUX1,
	CMIS_NL_QUANTITY_AUX2,
	CMIS_NL_QUANTITY_AUX3,
	CMIS_NL_QUANTITY_CUSTOM,
	CMIS_NL_QUANTITY_TX_POWER,
	CMIS_NL_QUANTITY_TX_BIAS,
	CMIS_NL_QUANTITY_RX_POWER,
};

/**
 * enum cmis_nl_unit - Unit of a value and of its thresholds.
 * @CMIS_NL_UNIT_RAW: As the module gives it; vendor specific.
 * @CMIS_NL_UNIT_MILLI_CELSIUS: Thousandths of a degree Celsius.
 * @CMIS_NL_UNIT_MICRO_VOLT: Millionths of a volt.
 * @CMIS_NL_UNIT_NANO_WATT: Thousand millionths of a watt.
 * @CMIS_NL_UNIT_MICRO_AMPERE: Millionths of an ampere.
 * @CMIS_NL_UNIT_MILLI_PERCENT: Thousandths of a percent of the largest value.
 * @CMIS_NL_UNIT_RATIO: None; errors in relation to what was transmitted.
 * @CMIS_NL_UNIT_FRAMES: Number of frames.
 * @CMIS_NL_UNIT_SYMBOLS: Number of symbols.
 * @CMIS_NL_UNIT_MILLI_DB: Thousandths of a decibel.
 * @CMIS_NL_UNIT_MILLI_DBM: Thousandths of a dBm.
 * @CMIS_NL_UNIT_MHZ: Megahertz.
 * @CMIS_NL_UNIT_PS_PER_NM: Picoseconds per nanometre.
 * @CMIS_NL_UNIT_FS: Femtoseconds.
 * @CMIS_NL_UNIT_CENTI_PS2: Hundredths of a squared picosecond.
 * @CMIS_NL_UNIT_KRAD_PER_S: Thousands of radians per second.
 */
enum cmis_nl_unit {
	CMIS_NL_UNIT_RAW,
	CMIS_NL_UNIT_MILLI_CELSIUS,
	CMIS_NL_UNIT_MICRO_VOLT,
	CMIS_NL_UNIT_NANO_WATT,
	CMIS_NL_UNIT_MICRO_AMPERE,
	CMIS_NL_UNIT_MILLI_PERCENT,
	CMIS_NL_UNIT_RATIO,
	CMIS_NL_UNIT_FRAMES,
	CMIS_NL_UNIT_SYMBOLS,
	CMIS_NL_UNIT_MILLI_DB,
	CMIS_NL_UNIT_MILLI_DBM,
	CMIS_NL_UNIT_MHZ,
	CMIS_NL_UNIT_PS_PER_NM,
	CMIS_NL_UNIT_FS,
	CMIS_NL_UNIT_CENTI_PS2,
	CMIS_NL_UNIT_KRAD_PER_S,
};

/**
 * enum cmis_nl_level - Alarms and warnings of a monitor.
 * @CMIS_NL_LEVEL_HIGH_ALARM: Above the high alarm threshold.
 * @CMIS_NL_LEVEL_LOW_ALARM: Below the low alarm threshold.
 * @CMIS_NL_LEVEL_HIGH_WARNING: Above the high warning threshold.
 * @CMIS_NL_LEVEL_LOW_WARNING: Below the low warning threshold.
 */
enum cmis_nl_level {
	CMIS_NL_LEVEL_HIGH_ALARM = 1,
	CMIS_NL_LEVEL_LOW_ALARM = 2,
	CMIS_NL_LEVEL_HIGH_WARNING = 4,
	CMIS_NL_LEVEL_LOW_WARNING = 8,
};

/**
 * enum cmis_nl_side - Side of a module.
 * @CMIS_NL_SIDE_MODULE: The module itself.
 * @CMIS_NL_SIDE_HOST: Electrical side, towards the host.
 * @CMIS_NL_SIDE_MEDIA: Optical or cable side.
 */
enum cmis_nl_side {
	CMIS_NL_SIDE_MODULE,
	CMIS_NL_SIDE_HOST,
	CMIS_NL_SIDE_MEDIA,
};

/**
 * enum cmis_nl_alert_type - What an alert is about.
 * @CMIS_NL_ALERT_TYPE_MONITOR: A quantity crossed a threshold.
 * @CMIS_NL_ALERT_TYPE_TX_FAULT: Transmitter failure of a lane.
 * @CMIS_NL_ALERT_TYPE_TX_LOS: No signal from the host on a lane.
 * @CMIS_NL_ALERT_TYPE_TX_CDR_LOL: The clock recovery of the host side lost
 *   lock.
 * @CMIS_NL_ALERT_TYPE_TX_ADAPT_EQ_FAIL: The adaptive equaliser of the host
 *   side failed.
 * @CMIS_NL_ALERT_TYPE_RX_LOS: No light on a lane.
 * @CMIS_NL_ALERT_TYPE_RX_CDR_LOL: The clock recovery of the media side lost
 *   lock.
 * @CMIS_NL_ALERT_TYPE_DATAPATH_DOWN: A data path left the activated state
 *   without being asked to.
 * @CMIS_NL_ALERT_TYPE_MODULE_FAULT: The module is in its fault state; the
 *   value is the cause.
 * @CMIS_NL_ALERT_TYPE_MODULE_FW_ERROR: The module reports an error of its
 *   firmware.
 * @CMIS_NL_ALERT_TYPE_DATAPATH_FW_ERROR: The module reports an error of a data
 *   path's firmware.
 * @CMIS_NL_ALERT_TYPE_ABNORMAL_FW: The module reports that its firmware is not
 *   as it should be.
 * @CMIS_NL_ALERT_TYPE_CHECKSUM: A page's checksum was wrong at insertion; the
 *   value is the page.
 * @CMIS_NL_ALERT_TYPE_UNREADABLE: The module cannot be read any more; the
 *   value is the errno.
 * @CMIS_NL_ALERT_TYPE_OBSERVABLE: An observable crossed a threshold.
 */
enum cmis_nl_alert_type {
	CMIS_NL_ALERT_TYPE_MONITOR,
	CMIS_NL_ALERT_TYPE_TX_FAULT,
	CMIS_NL_ALERT_TYPE_TX_LOS,
	CMIS_NL_ALERT_TYPE_TX_CDR_LOL,
	CMIS_NL_ALERT_TYPE_TX_ADAPT_EQ_FAIL,
	CMIS_NL_ALERT_TYPE_RX_LOS,
	CMIS_NL_ALERT_TYPE_RX_CDR_LOL,
	CMIS_NL_ALERT_TYPE_DATAPATH_DOWN,
	CMIS_NL_ALERT_TYPE_MODULE_FAULT,
	CMIS_NL_ALERT_TYPE_MODULE_FW_ERROR,
	CMIS_NL_ALERT_TYPE_DATAPATH_FW_ERROR,
	CMIS_NL_ALERT_TYPE_ABNORMAL_FW,
	CMIS_NL_ALERT_TYPE_CHECKSUM,
	CMIS_NL_ALERT_TYPE_UNREADABLE,
	CMIS_NL_ALERT_TYPE_OBSERVABLE,
};

/**
 * enum cmis_nl_reason - Why an alert was cleared.
 * @CMIS_NL_REASON_GONE: The condition has been gone for two sweeps.
 * @CMIS_NL_REASON_REMOVED: The module was pulled or reset.
 */
enum cmis_nl_reason {
	CMIS_NL_REASON_GONE,
	CMIS_NL_REASON_REMOVED,
};

/**
 * enum cmis_nl_module_event - What has happened to a cage.
 * @CMIS_NL_MODULE_EVENT_CAGE_ADDED: A cage appeared.
 * @CMIS_NL_MODULE_EVENT_CAGE_REMOVED: A cage went away.
 * @CMIS_NL_MODULE_EVENT_INSERTED: A module became ready.
 * @CMIS_NL_MODULE_EVENT_REMOVED: A module is gone.
 * @CMIS_NL_MODULE_EVENT_STATUS: The state of the cage changed.
 * @CMIS_NL_MODULE_EVENT_MODULE_STATE: The state of the module changed.
 */
enum cmis_nl_module_event {
	CMIS_NL_MODULE_EVENT_CAGE_ADDED,
	CMIS_NL_MODULE_EVENT_CAGE_REMOVED,
	CMIS_NL_MODULE_EVENT_INSERTED,
	CMIS_NL_MODULE_EVENT_REMOVED,
	CMIS_NL_MODULE_EVENT_STATUS,
	CMIS_NL_MODULE_EVENT_MODULE_STATE,
};

/**
 * enum cmis_nl_lane_flag - Flags of a lane, as latched in the last sweep.
 * @CMIS_NL_LANE_FLAG_DATAPATH_STATE_CHANGED: The data path changed its state.
 * @CMIS_NL_LANE_FLAG_TX_FAILURE: Transmitter failure.
 * @CMIS_NL_LANE_FLAG_TX_LOS: No signal from the host.
 * @CMIS_NL_LANE_FLAG_TX_CDR_LOL: The clock recovery of the host side lost
 *   lock.
 * @CMIS_NL_LANE_FLAG_TX_ADAPT_EQ_FAIL: The adaptive equaliser of the host side
 *   failed.
 * @CMIS_NL_LANE_FLAG_RX_LOS: No light.
 * @CMIS_NL_LANE_FLAG_RX_CDR_LOL: The clock recovery of the media side lost
 *   lock.
 * @CMIS_NL_LANE_FLAG_RX_OUTPUT_CHANGED: The output towards the host came or
 *   went.
 */
enum cmis_nl_lane_flag {
	CMIS_NL_LANE_FLAG_DATAPATH_STATE_CHANGED = 1,
	CMIS_NL_LANE_FLAG_TX_FAILURE = 2,
	CMIS_NL_LANE_FLAG_TX_LOS = 4,
	CMIS_NL_LANE_FLAG_TX_CDR_LOL = 8,
	CMIS_NL_LANE_FLAG_TX_ADAPT_EQ_FAIL = 16,
	CMIS_NL_LANE_FLAG_RX_LOS = 32,
	CMIS_NL_LANE_FLAG_RX_CDR_LOL = 64,
	CMIS_NL_LANE_FLAG_RX_OUTPUT_CHANGED = 128,
};

enum {
	CMIS_A_CAGE_ID = 1,
	CMIS_A_CAGE_NAME,
	CMIS_A_CAGE_LABEL,
	CMIS_A_CAGE_STATUS,
	CMIS_A_CAGE_ERROR,
	CMIS_A_CAGE_GENERATION,
	CMIS_A_CAGE_NETDEV,
	CMIS_A_CAGE_THERMAL_PERIOD_MS,
	CMIS_A_CAGE_LANES_PERIOD_MS,
	CMIS_A_CAGE_STALE_SWEEPS,
	CMIS_A_CAGE_IDENTIFIER,
	CMIS_A_CAGE_IDENTIFIER_NAME,
	CMIS_A_CAGE_CMIS_REVISION,
	CMIS_A_CAGE_MODULE_STATE,
	CMIS_A_CAGE_MODULE_STATE_NAME,
	CMIS_A_CAGE_VENDOR_NAME,
	CMIS_A_CAGE_VENDOR_OUI,
	CMIS_A_CAGE_VENDOR_PN,
	CMIS_A_CAGE_VENDOR_REV,
	CMIS_A_CAGE_VENDOR_SN,
	CMIS_A_CAGE_DATE_CODE,
	CMIS_A_CAGE_FIRMWARE,
	CMIS_A_CAGE_LANES,
	CMIS_A_CAGE_EVENT,
	CMIS_A_CAGE_SEQUENCE,
	CMIS_A_CAGE_TIME_NS,
	CMIS_A_CAGE_PAD,
	CMIS_A_CAGE_VDM_PERIOD_MS,
	CMIS_A_CAGE_DIAGNOSTICS,

	__CMIS_A_CAGE_MAX,
	CMIS_A_CAGE_MAX = (__CMIS_A_CAGE_MAX - 1)
};

enum {
	CMIS_A_FLOAT_MANTISSA = 1,
	CMIS_A_FLOAT_EXPONENT,

	__CMIS_A_FLOAT_MAX,
	CMIS_A_FLOAT_MAX = (__CMIS_A_FLOAT_MAX - 1)
};

enum {
	CMIS_A_FLOAT_THRESHOLDS_HIGH_ALARM = 1,
	CMIS_A_FLOAT_THRESHOLDS_LOW_ALARM,
	CMIS_A_FLOAT_THRESHOLDS_HIGH_WARNING,
	CMIS_A_FLOAT_THRESHOLDS_LOW_WARNING,

	__CMIS_A_FLOAT_THRESHOLDS_MAX,
	CMIS_A_FLOAT_THRESHOLDS_MAX = (__CMIS_A_FLOAT_THRESHOLDS_MAX - 1)
};

enum {
	CMIS_A_THRESHOLDS_HIGH_ALARM = 1,
	CMIS_A_THRESHOLDS_LOW_ALARM,
	CMIS_A_THRESHOLDS_HIGH_WARNING,
	CMIS_A_THRESHOLDS_LOW_WARNING,

	__CMIS_A_THRESHOLDS_MAX,
	CMIS_A_THRESHOLDS_MAX = (__CMIS_A_THRESHOLDS_MAX - 1)
};

enum {
	CMIS_A_MONITOR_CAGE_ID = 1,
	CMIS_A_MONITOR_GENERATION,
	CMIS_A_MONITOR_QUANTITY,
	CMIS_A_MONITOR_SIDE,
	CMIS_A_MONITOR_LANE,
	CMIS_A_MONITOR_UNIT,
	CMIS_A_MONITOR_VALUE,
	CMIS_A_MONITOR_ERROR,
	CMIS_A_MONITOR_THRESHOLDS,
	CMIS_A_MONITOR_LEVELS,
	CMIS_A_MONITOR_AGE_MS,
	CMIS_A_MONITOR_SEQUENCE,
	CMIS_A_MONITOR_PAD,
	CMIS_A_MONITOR_OBSERVABLE,
	CMIS_A_MONITOR_NAME,
	CMIS_A_MONITOR_RAW,
	CMIS_A_MONITOR_MANTISSA,
	CMIS_A_MONITOR_EXPONENT,
	CMIS_A_MONITOR_STATISTIC,
	CMIS_A_MONITOR_FLOAT_THRESHOLDS,

	__CMIS_A_MONITOR_MAX,
	CMIS_A_MONITOR_MAX = (__CMIS_A_MONITOR_MAX - 1)
};

enum {
	CMIS_A_LANE_CAGE_ID = 1,
	CMIS_A_LANE_GENERATION,
	CMIS_A_LANE_LANE,
	CMIS_A_LANE_ERROR,
	CMIS_A_LANE_DATAPATH_STATE,
	CMIS_A_LANE_DATAPATH_STATE_NAME,
	CMIS_A_LANE_APPLICATION,
	CMIS_A_LANE_DATAPATH_LANE,
	CMIS_A_LANE_CONFIG_STATUS,
	CMIS_A_LANE_CONFIG_STATUS_NAME,
	CMIS_A_LANE_FLAGS,
	CMIS_A_LANE_SUPPORTED_FLAGS,
	CMIS_A_LANE_RX_OUTPUT_VALID,
	CMIS_A_LANE_TX_OUTPUT_VALID,
	CMIS_A_LANE_SEQUENCE,
	CMIS_A_LANE_PAD,
	CMIS_A_LANE_MEDIA_ERRORS,
	CMIS_A_LANE_MEDIA_BITS,
	CMIS_A_LANE_HOST_ERRORS,
	CMIS_A_LANE_HOST_BITS,
	CMIS_A_LANE_MEDIA_SYNC_LOST,
	CMIS_A_LANE_HOST_SYNC_LOST,

	__CMIS_A_LANE_MAX,
	CMIS_A_LANE_MAX = (__CMIS_A_LANE_MAX - 1)
};

enum {
	CMIS_A_ALERT_CAGE_ID = 1,
	CMIS_A_ALERT_GENERATION,
	CMIS_A_ALERT_TYPE,
	CMIS_A_ALERT_QUANTITY,
	CMIS_A_ALERT_LEVEL,
	CMIS_A_ALERT_SIDE,
	CMIS_A_ALERT_LANE,
	CMIS_A_ALERT_ACTIVE,
	CMIS_A_ALERT_SETS,
	CMIS_A_ALERT_FIRST_RAISED_NS,
	CMIS_A_ALERT_LAST_RAISED_NS,
	CMIS_A_ALERT_LAST_CLEARED_NS,
	CMIS_A_ALERT_VALUE,
	CMIS_A_ALERT_THRESHOLD,
	CMIS_A_ALERT_UNIT,
	CMIS_A_ALERT_REASON,
	CMIS_A_ALERT_MERGED,
	CMIS_A_ALERT_SEQUENCE,
	CMIS_A_ALERT_TIME_NS,
	CMIS_A_ALERT_ALL,
	CMIS_A_ALERT_PAD,
	CMIS_A_ALERT_OBSERVABLE,
	CMIS_A_ALERT_NAME,
	CMIS_A_ALERT_FLOAT_VALUE,
	CMIS_A_ALERT_FLOAT_THRESHOLD,

	__CMIS_A_ALERT_MAX,
	CMIS_A_ALERT_MAX = (__CMIS_A_ALERT_MAX - 1)
};

enum {
	CMIS_CMD_MODULE_GET = 1,
	CMIS_CMD_MODULE_NTF,
	CMIS_CMD_MONITOR_GET,
	CMIS_CMD_LANE_GET,
	CMIS_CMD_ALERT_GET,
	CMIS_CMD_ALERT_NTF,
	CMIS_CMD_SETTINGS_SET,

	__CMIS_CMD_MAX,
	CMIS_CMD_MAX = (__CMIS_CMD_MAX - 1)
};

#define CMIS_MCGRP_ALERTS	"alerts"
#define CMIS_MCGRP_MODULES	"modules"

#endif /* _UAPI_LINUX_CMIS_H */
