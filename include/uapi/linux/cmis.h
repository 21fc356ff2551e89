/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/cmis.yaml */
/* YNL-GEN uapi header */

#ifndef _UAPI_LINUX_CMIS_H
#define _UAPI_LINUX_CMIS_H

#define CMIS_FAMILY_NAME	"cmis"
#define CMIS_FAMILY_VERSION	1

/**
 * enum cmis_cage_state - State of a cage.
 * @CMIS_CAGE_EMPTY: There is no module.
 * @CMIS_CAGE_PROBING: A module is there and is being read for the first time.
 * @CMIS_CAGE_READY: The module can be read.
 * @CMIS_CAGE_FAULT: A module is there and cannot be used; see error.
 */
enum cmis_cage_state {
	CMIS_CAGE_EMPTY,
	CMIS_CAGE_PROBING,
	CMIS_CAGE_READY,
	CMIS_CAGE_FAULT,

	/* private: */
	__CMIS_CAGE_MAX,
	CMIS_CAGE_MAX = (__CMIS_CAGE_MAX - 1)
};

/**
 * enum cmis_unit - Unit of a value and of its thresholds.
 * @CMIS_UNIT_RAW: As the module gives it; vendor specific.
 * @CMIS_UNIT_MILLI_CELSIUS: Thousandths of a degree Celsius.
 * @CMIS_UNIT_MICRO_VOLT: Millionths of a volt.
 * @CMIS_UNIT_NANO_WATT: Thousand millionths of a watt.
 * @CMIS_UNIT_MICRO_AMPERE: Millionths of an ampere.
 * @CMIS_UNIT_MILLI_PERCENT: Thousandths of a percent of the largest value.
 * @CMIS_UNIT_RATIO: No unit; errors divided by the number transmitted.
 * @CMIS_UNIT_FRAMES: Number of frames.
 * @CMIS_UNIT_SYMBOLS: Number of symbols.
 * @CMIS_UNIT_MILLI_DB: Thousandths of a decibel.
 * @CMIS_UNIT_MILLI_DBM: Thousandths of a dBm.
 * @CMIS_UNIT_MHZ: Megahertz.
 * @CMIS_UNIT_PS_PER_NM: Picoseconds per nanometre.
 * @CMIS_UNIT_FS: Femtoseconds.
 * @CMIS_UNIT_CENTI_PS2: Hundredths of a squared picosecond.
 * @CMIS_UNIT_KRAD_PER_S: Thousands of radians per second.
 */
enum cmis_unit {
	CMIS_UNIT_RAW,
	CMIS_UNIT_MILLI_CELSIUS,
	CMIS_UNIT_MICRO_VOLT,
	CMIS_UNIT_NANO_WATT,
	CMIS_UNIT_MICRO_AMPERE,
	CMIS_UNIT_MILLI_PERCENT,
	CMIS_UNIT_RATIO,
	CMIS_UNIT_FRAMES,
	CMIS_UNIT_SYMBOLS,
	CMIS_UNIT_MILLI_DB,
	CMIS_UNIT_MILLI_DBM,
	CMIS_UNIT_MHZ,
	CMIS_UNIT_PS_PER_NM,
	CMIS_UNIT_FS,
	CMIS_UNIT_CENTI_PS2,
	CMIS_UNIT_KRAD_PER_S,

	/* private: */
	__CMIS_UNIT_MAX,
	CMIS_UNIT_MAX = (__CMIS_UNIT_MAX - 1)
};

/**
 * enum cmis_level - Alarms and warnings of a monitor. Attributes have them as
 *   bits, in this order.
 * @CMIS_LEVEL_HIGH_ALARM: Above the high alarm threshold.
 * @CMIS_LEVEL_LOW_ALARM: Below the low alarm threshold.
 * @CMIS_LEVEL_HIGH_WARNING: Above the high warning threshold.
 * @CMIS_LEVEL_LOW_WARNING: Below the low warning threshold.
 */
enum cmis_level {
	CMIS_LEVEL_HIGH_ALARM,
	CMIS_LEVEL_LOW_ALARM,
	CMIS_LEVEL_HIGH_WARNING,
	CMIS_LEVEL_LOW_WARNING,

	/* private: */
	__CMIS_LEVEL_MAX,
	CMIS_LEVEL_MAX = (__CMIS_LEVEL_MAX - 1)
};

/**
 * enum cmis_side - Side of a module.
 * @CMIS_SIDE_MODULE: The module itself.
 * @CMIS_SIDE_HOST: Electrical side, towards the host.
 * @CMIS_SIDE_MEDIA: Optical or cable side.
 */
enum cmis_side {
	CMIS_SIDE_MODULE,
	CMIS_SIDE_HOST,
	CMIS_SIDE_MEDIA,

	/* private: */
	__CMIS_SIDE_MAX,
	CMIS_SIDE_MAX = (__CMIS_SIDE_MAX - 1)
};

/**
 * enum cmis_alert_kind - Kinds of alerts.
 * @CMIS_ALERT_MONITOR: A monitor crossed a threshold.
 * @CMIS_ALERT_TX_FAULT: Transmitter failure of a lane.
 * @CMIS_ALERT_TX_LOS: No signal from the host on a lane.
 * @CMIS_ALERT_TX_CDR_LOL: The clock recovery of the host side lost lock.
 * @CMIS_ALERT_TX_ADAPT_EQ_FAIL: The adaptive equaliser of the host side
 *   failed.
 * @CMIS_ALERT_RX_LOS: No light on a lane.
 * @CMIS_ALERT_RX_CDR_LOL: The clock recovery of the media side lost lock.
 * @CMIS_ALERT_DATAPATH_DOWN: A data path left the activated state without a
 *   command.
 * @CMIS_ALERT_MODULE_FAULT: The module is in its fault state; value is the
 *   cause.
 * @CMIS_ALERT_MODULE_FW_ERROR: The module reports an error of its firmware.
 * @CMIS_ALERT_DATAPATH_FW_ERROR: The module reports an error of a data path's
 *   firmware.
 * @CMIS_ALERT_ABNORMAL_FW: The module reports abnormal firmware.
 * @CMIS_ALERT_CHECKSUM: The checksum of a page is wrong, or static bytes
 *   changed in use with the same firmware; see page.
 * @CMIS_ALERT_UNREADABLE: The module, or one page of it, can no longer be
 *   read; see error.
 */
enum cmis_alert_kind {
	CMIS_ALERT_MONITOR,
	CMIS_ALERT_TX_FAULT,
	CMIS_ALERT_TX_LOS,
	CMIS_ALERT_TX_CDR_LOL,
	CMIS_ALERT_TX_ADAPT_EQ_FAIL,
	CMIS_ALERT_RX_LOS,
	CMIS_ALERT_RX_CDR_LOL,
	CMIS_ALERT_DATAPATH_DOWN,
	CMIS_ALERT_MODULE_FAULT,
	CMIS_ALERT_MODULE_FW_ERROR,
	CMIS_ALERT_DATAPATH_FW_ERROR,
	CMIS_ALERT_ABNORMAL_FW,
	CMIS_ALERT_CHECKSUM,
	CMIS_ALERT_UNREADABLE,

	/* private: */
	__CMIS_ALERT_MAX,
	CMIS_ALERT_MAX = (__CMIS_ALERT_MAX - 1)
};

/**
 * enum cmis_class - Classes of registers, each read with a period of its own.
 * @CMIS_CLASS_THERMAL: Lower memory.
 * @CMIS_CLASS_LANES: Page 11h of each bank.
 * @CMIS_CLASS_VDM: VDM (pages 20h to 2Fh) and page 14h.
 */
enum cmis_class {
	CMIS_CLASS_THERMAL,
	CMIS_CLASS_LANES,
	CMIS_CLASS_VDM,

	/* private: */
	__CMIS_CLASS_MAX,
	CMIS_CLASS_MAX = (__CMIS_CLASS_MAX - 1)
};

/**
 * enum cmis_reason - Why an alert was cleared.
 * @CMIS_REASON_GONE: The condition has been gone for two sweeps.
 * @CMIS_REASON_REMOVED: The module was pulled or reset.
 */
enum cmis_reason {
	CMIS_REASON_GONE,
	CMIS_REASON_REMOVED,

	/* private: */
	__CMIS_REASON_MAX,
	CMIS_REASON_MAX = (__CMIS_REASON_MAX - 1)
};

/**
 * enum cmis_rx_power - What a module measures as received power.
 * @CMIS_RX_POWER_OMA: The optical modulation amplitude.
 * @CMIS_RX_POWER_AVERAGE: The average power.
 */
enum cmis_rx_power {
	CMIS_RX_POWER_OMA,
	CMIS_RX_POWER_AVERAGE,

	/* private: */
	__CMIS_RX_POWER_MAX,
	CMIS_RX_POWER_MAX = (__CMIS_RX_POWER_MAX - 1)
};

/**
 * enum cmis_module_event - Events of a cage.
 * @CMIS_MODULE_EVENT_CAGE_ADDED: A cage appeared.
 * @CMIS_MODULE_EVENT_CAGE_REMOVED: A cage went away.
 * @CMIS_MODULE_EVENT_INSERTED: A module became ready.
 * @CMIS_MODULE_EVENT_REMOVED: A module is gone.
 * @CMIS_MODULE_EVENT_STATUS: The state of the cage changed.
 * @CMIS_MODULE_EVENT_MODULE_STATE: The state of the module changed.
 * @CMIS_MODULE_EVENT_CHANGED: The same module has other static data: another
 *   firmware, or other adverts, for example.
 */
enum cmis_module_event {
	CMIS_MODULE_EVENT_CAGE_ADDED,
	CMIS_MODULE_EVENT_CAGE_REMOVED,
	CMIS_MODULE_EVENT_INSERTED,
	CMIS_MODULE_EVENT_REMOVED,
	CMIS_MODULE_EVENT_STATUS,
	CMIS_MODULE_EVENT_MODULE_STATE,
	CMIS_MODULE_EVENT_CHANGED,
};

/**
 * enum cmis_lane_flag - Latched flags of a lane that belong to no monitor.
 *   Attributes have them as bits, in this order.
 * @CMIS_LF_DATAPATH_STATE_CHANGED: The data path changed its state.
 * @CMIS_LF_TX_FAILURE: Transmitter failure.
 * @CMIS_LF_TX_LOS: No signal from the host.
 * @CMIS_LF_TX_CDR_LOL: The clock recovery of the host side lost lock.
 * @CMIS_LF_TX_ADAPT_EQ_FAIL: The adaptive equaliser of the host side failed.
 * @CMIS_LF_RX_LOS: No light.
 * @CMIS_LF_RX_CDR_LOL: The clock recovery of the media side lost lock.
 * @CMIS_LF_RX_OUTPUT_CHANGED: The output towards the host came or went.
 */
enum cmis_lane_flag {
	CMIS_LF_DATAPATH_STATE_CHANGED,
	CMIS_LF_TX_FAILURE,
	CMIS_LF_TX_LOS,
	CMIS_LF_TX_CDR_LOL,
	CMIS_LF_TX_ADAPT_EQ_FAIL,
	CMIS_LF_RX_LOS,
	CMIS_LF_RX_CDR_LOL,
	CMIS_LF_RX_OUTPUT_CHANGED,

	/* private: */
	__CMIS_LF_MAX,
	CMIS_LF_MAX = (__CMIS_LF_MAX - 1)
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
	CMIS_A_CAGE_STATISTICS,
	CMIS_A_CAGE_STATIC_PERIOD_MS,
	CMIS_A_CAGE_RX_POWER,

	__CMIS_A_CAGE_MAX,
	CMIS_A_CAGE_MAX = (__CMIS_A_CAGE_MAX - 1)
};

enum {
	CMIS_A_NUMBER_MANTISSA = 1,
	CMIS_A_NUMBER_EXPONENT,

	__CMIS_A_NUMBER_MAX,
	CMIS_A_NUMBER_MAX = (__CMIS_A_NUMBER_MAX - 1)
};

enum {
	CMIS_A_LIMITS_HIGH_ALARM = 1,
	CMIS_A_LIMITS_LOW_ALARM,
	CMIS_A_LIMITS_HIGH_WARNING,
	CMIS_A_LIMITS_LOW_WARNING,

	__CMIS_A_LIMITS_MAX,
	CMIS_A_LIMITS_MAX = (__CMIS_A_LIMITS_MAX - 1)
};

enum {
	CMIS_A_HITS_HIGH_ALARM = 1,
	CMIS_A_HITS_LOW_ALARM,
	CMIS_A_HITS_HIGH_WARNING,
	CMIS_A_HITS_LOW_WARNING,

	__CMIS_A_HITS_MAX,
	CMIS_A_HITS_MAX = (__CMIS_A_HITS_MAX - 1)
};

enum {
	CMIS_A_MONITOR_TYPE = 1,
	CMIS_A_MONITOR_NAME,
	CMIS_A_MONITOR_SIDE,
	CMIS_A_MONITOR_LANE,
	CMIS_A_MONITOR_UNIT,
	CMIS_A_MONITOR_STATISTIC,

	__CMIS_A_MONITOR_MAX,
	CMIS_A_MONITOR_MAX = (__CMIS_A_MONITOR_MAX - 1)
};

enum {
	CMIS_A_READING_CAGE_ID = 1,
	CMIS_A_READING_GENERATION,
	CMIS_A_READING_MONITOR,
	CMIS_A_READING_VALUE,
	CMIS_A_READING_RAW,
	CMIS_A_READING_ERROR,
	CMIS_A_READING_LEVELS,
	CMIS_A_READING_LIMITS,
	CMIS_A_READING_HITS,
	CMIS_A_READING_AGE_MS,
	CMIS_A_READING_SEQUENCE,
	CMIS_A_READING_PAD,
	CMIS_A_READING_OVERRIDDEN,

	__CMIS_A_READING_MAX,
	CMIS_A_READING_MAX = (__CMIS_A_READING_MAX - 1)
};

enum {
	CMIS_A_LIMIT_VENDOR_PN = 1,
	CMIS_A_LIMIT_MONITOR,
	CMIS_A_LIMIT_LEVEL,
	CMIS_A_LIMIT_UNIT,
	CMIS_A_LIMIT_VALUE,

	__CMIS_A_LIMIT_MAX,
	CMIS_A_LIMIT_MAX = (__CMIS_A_LIMIT_MAX - 1)
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
	CMIS_A_ALERT_KIND,
	CMIS_A_ALERT_MONITOR,
	CMIS_A_ALERT_LEVEL,
	CMIS_A_ALERT_SIDE,
	CMIS_A_ALERT_LANE,
	CMIS_A_ALERT_CLASS,
	CMIS_A_ALERT_ACTIVE,
	CMIS_A_ALERT_HITS,
	CMIS_A_ALERT_FIRST_RAISED_NS,
	CMIS_A_ALERT_LAST_RAISED_NS,
	CMIS_A_ALERT_LAST_CLEARED_NS,
	CMIS_A_ALERT_VALUE,
	CMIS_A_ALERT_THRESHOLD,
	CMIS_A_ALERT_PAGE,
	CMIS_A_ALERT_ERROR,
	CMIS_A_ALERT_REASON,
	CMIS_A_ALERT_MERGED,
	CMIS_A_ALERT_SEQUENCE,
	CMIS_A_ALERT_TIME_NS,
	CMIS_A_ALERT_ALL,
	CMIS_A_ALERT_PAD,

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
	CMIS_CMD_LIMIT_GET,
	CMIS_CMD_LIMIT_SET,

	__CMIS_CMD_MAX,
	CMIS_CMD_MAX = (__CMIS_CMD_MAX - 1)
};

#define CMIS_MCGRP_ALERTS	"alerts"
#define CMIS_MCGRP_MODULES	"modules"

#endif /* _UAPI_LINUX_CMIS_H */
