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
 * @CMIS_CAGE_MODULE_FAULT: The module says that it is in ModuleFault; see
 *   fault-cause. It can still be read.
 */
enum cmis_cage_state {
	CMIS_CAGE_EMPTY,
	CMIS_CAGE_PROBING,
	CMIS_CAGE_READY,
	CMIS_CAGE_FAULT,
	CMIS_CAGE_MODULE_FAULT,

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
 * @CMIS_ALERT_WAVELENGTH_UNLOCKED: The laser of a lane in use has lost its
 *   wavelength.
 * @CMIS_ALERT_TUNING_REFUSED: A tunable laser has refused a channel, an offset
 *   or a power; value has the flags of page 12h.
 * @CMIS_ALERT_LINE_FAULT: The line of a coherent module has a fault; value has
 *   the flags of 33h:128 (Tx) in bits 0-7, and of 33h:130 (Rx) in bits 8-15.
 * @CMIS_ALERT_CLIENT_DEGRADED: The signal from the host is degraded; value has
 *   the flags of 3Bh:192 in bits 0-7, and of 3Bh:193 in bits 8-15.
 * @CMIS_ALERT_CLIENT_FAULT: The host side of a coherent module has a fault;
 *   value has the flags of 3Bh:194 (FlexE) in bits 0-7, of 3Bh:195 (Tx) in
 *   bits 8-15, and of 3Bh:196 (Rx) in bits 16-23.
 * @CMIS_ALERT_POWER_LIMIT: The module may take more power than its cage gives;
 *   value is the module's max-power-mw.
 * @CMIS_ALERT_BER_WORSE: A lane came back with more bit errors than before its
 *   link went down; see before and after.
 * @CMIS_ALERT_LIMIT_AHEAD: A quantity of a lane, see name, will reach the
 *   limit of the module; see hours-left.
 * @CMIS_ALERT_LASER_FAULT: A laser of a laser source has a fault; value is its
 *   code in page 1Ah, 212-219.
 * @CMIS_ALERT_LASER_WARNING: A laser of a laser source has a warning; value is
 *   its code.
 * @CMIS_ALERT_DIAGNOSTIC_ACTIVE: A loopback or a test pattern is on in a lane,
 *   so other alerts of the lane may be of its making; value has bit 0 for
 *   patterns of the host side, bit 1 for those of the media side, and bits 2
 *   to 5 for the loopbacks in the order of loopback-kind.
 * @CMIS_ALERT_REVERT_FAILED: A change on trial did not go back when its time
 *   was over; value has bit 0 for loopbacks, bit 1 for test patterns, and bit
 *   2 for controls of lanes. The driver tries again.
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
	CMIS_ALERT_WAVELENGTH_UNLOCKED,
	CMIS_ALERT_TUNING_REFUSED,
	CMIS_ALERT_LINE_FAULT,
	CMIS_ALERT_CLIENT_DEGRADED,
	CMIS_ALERT_CLIENT_FAULT,
	CMIS_ALERT_POWER_LIMIT,
	CMIS_ALERT_BER_WORSE,
	CMIS_ALERT_LIMIT_AHEAD,
	CMIS_ALERT_LASER_FAULT,
	CMIS_ALERT_LASER_WARNING,
	CMIS_ALERT_DIAGNOSTIC_ACTIVE,
	CMIS_ALERT_REVERT_FAILED,

	/* private: */
	__CMIS_ALERT_MAX,
	CMIS_ALERT_MAX = (__CMIS_ALERT_MAX - 1)
};

/**
 * enum cmis_class - Classes of registers, each read with a period of its own.
 * @CMIS_CLASS_THERMAL: Lower memory.
 * @CMIS_CLASS_LANES: Page 11h of each bank; of a laser source, pages 1Ah and
 *   1Bh.
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
 * @CMIS_REASON_ACCEPTED: The condition is the usual one now: an administrator
 *   has said so, or it has lasted for a day.
 */
enum cmis_reason {
	CMIS_REASON_GONE,
	CMIS_REASON_REMOVED,
	CMIS_REASON_ACCEPTED,

	/* private: */
	__CMIS_REASON_MAX,
	CMIS_REASON_MAX = (__CMIS_REASON_MAX - 1)
};

/**
 * enum cmis_raised_by - Cause of an alert of a monitor.
 * @CMIS_RAISED_BY_FLAG: A latched flag of the module; the value is not beyond
 *   the limit.
 * @CMIS_RAISED_BY_VALUE: The value was beyond the limit.
 */
enum cmis_raised_by {
	CMIS_RAISED_BY_FLAG,
	CMIS_RAISED_BY_VALUE,

	/* private: */
	__CMIS_RAISED_BY_MAX,
	CMIS_RAISED_BY_MAX = (__CMIS_RAISED_BY_MAX - 1)
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
 * enum cmis_contradiction - Adverts of a module that contradict each other,
 *   and which one wins. Attributes have them as bits, in this order.
 * @CMIS_ODD_IDENTIFIER: Lower 0 and 00h:128 differ; lower 0 wins.
 * @CMIS_ODD_STARTS: An application may start where too few lanes follow (lower
 *   86-117, 01h:176-250). Such starts do not count.
 * @CMIS_ODD_INSTANCES: An application has more starts on the host side than on
 *   the media side (01h:176-190), and no faster media lane to share. The host
 *   side wins; the media lanes of the application are unknown.
 * @CMIS_ODD_MEDIA_LANES: 00h:210 rules out media lanes that applications use;
 *   the applications win.
 * @CMIS_ODD_FUNCTION: Lower 57 names another device than a transmission
 *   module, but there are applications. The applications win.
 * @CMIS_ODD_STATE_MACHINES: Lower 56 says that there are no states of data
 *   paths, but there are applications. The applications win.
 * @CMIS_ODD_TEMPERATURES: The maximum temperature is below the minimum
 *   (01h:146-147). Neither counts.
 */
enum cmis_contradiction {
	CMIS_ODD_IDENTIFIER,
	CMIS_ODD_STARTS,
	CMIS_ODD_INSTANCES,
	CMIS_ODD_MEDIA_LANES,
	CMIS_ODD_FUNCTION,
	CMIS_ODD_STATE_MACHINES,
	CMIS_ODD_TEMPERATURES,

	/* private: */
	__CMIS_ODD_MAX,
	CMIS_ODD_MAX = (__CMIS_ODD_MAX - 1)
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

/**
 * enum cmis_management - The one that brings the data paths of a module up.
 * @CMIS_MANAGEMENT_NONE: Not this driver; it writes no lane control.
 * @CMIS_MANAGEMENT_HOST: This driver, for the lanes of ports.
 */
enum cmis_management {
	CMIS_MANAGEMENT_NONE,
	CMIS_MANAGEMENT_HOST,

	/* private: */
	__CMIS_MANAGEMENT_MAX,
	CMIS_MANAGEMENT_MAX = (__CMIS_MANAGEMENT_MAX - 1)
};

/**
 * enum cmis_manager - The one that has chosen the management of a cage.
 * @CMIS_MANAGER_DEFAULT: Nobody.
 * @CMIS_MANAGER_MAC_DRIVER: A MAC driver, with its first port.
 * @CMIS_MANAGER_ADMIN: An administrator.
 */
enum cmis_manager {
	CMIS_MANAGER_DEFAULT,
	CMIS_MANAGER_MAC_DRIVER,
	CMIS_MANAGER_ADMIN,

	/* private: */
	__CMIS_MANAGER_MAX,
	CMIS_MANAGER_MAX = (__CMIS_MANAGER_MAX - 1)
};

/**
 * enum cmis_port_phase - State of a port; of several data paths, that of the
 *   least advanced.
 * @CMIS_PORT_STATE_IDLE: Nobody has said what the port shall be.
 * @CMIS_PORT_STATE_NO_MODULE: There is no module that can be used.
 * @CMIS_PORT_STATE_WAITING_HOST_TX: The MAC does not transmit yet, so the path
 *   is not initialized.
 * @CMIS_PORT_STATE_POWER: The module leaves low power.
 * @CMIS_PORT_STATE_DEINIT: Data paths are taken down.
 * @CMIS_PORT_STATE_RELEASE: The module gives up former data paths on these
 *   lanes.
 * @CMIS_PORT_STATE_CONFIG: The module takes the application.
 * @CMIS_PORT_STATE_INIT: The data path is being initialized.
 * @CMIS_PORT_STATE_LIGHT: The outputs are being turned on.
 * @CMIS_PORT_STATE_UP_PARTIAL: The data paths are in DPInitialized, and
 *   outputs are off as an administrator wishes.
 * @CMIS_PORT_STATE_UP: All data paths are in DPActivated.
 * @CMIS_PORT_STATE_DOWN: The data paths are down, as wished.
 * @CMIS_PORT_STATE_FAILED: The driver has given up; see the reason.
 * @CMIS_PORT_STATE_CONTESTED: Another host changes the same controls; the
 *   driver has stopped.
 */
enum cmis_port_phase {
	CMIS_PORT_STATE_IDLE,
	CMIS_PORT_STATE_NO_MODULE,
	CMIS_PORT_STATE_WAITING_HOST_TX,
	CMIS_PORT_STATE_POWER,
	CMIS_PORT_STATE_DEINIT,
	CMIS_PORT_STATE_RELEASE,
	CMIS_PORT_STATE_CONFIG,
	CMIS_PORT_STATE_INIT,
	CMIS_PORT_STATE_LIGHT,
	CMIS_PORT_STATE_UP_PARTIAL,
	CMIS_PORT_STATE_UP,
	CMIS_PORT_STATE_DOWN,
	CMIS_PORT_STATE_FAILED,
	CMIS_PORT_STATE_CONTESTED,

	/* private: */
	__CMIS_PORT_STATE_MAX,
	CMIS_PORT_STATE_MAX = (__CMIS_PORT_STATE_MAX - 1)
};

/**
 * enum cmis_port_reason - Why a port is not as wished.
 * @CMIS_PORT_REASON_NONE: Nothing has failed.
 * @CMIS_PORT_REASON_NO_APPLICATION: The module has no application that fits
 *   these lanes.
 * @CMIS_PORT_REASON_LANES_INVALID: The module does not have these lanes, or a
 *   path crosses a bank.
 * @CMIS_PORT_REASON_FLAT_MEMORY: The module has no lane controls.
 * @CMIS_PORT_REASON_NOT_CMIS: The module is not a CMIS module.
 * @CMIS_PORT_REASON_MODULE_FAULT: The module reports a fault of its own.
 * @CMIS_PORT_REASON_BUS_ERROR: The lane controls cannot be read or written.
 * @CMIS_PORT_REASON_NOT_KEPT: The module did not keep a control that was
 *   written.
 * @CMIS_PORT_REASON_POWER_TIMEOUT: The module did not leave low power in time.
 * @CMIS_PORT_REASON_DEINIT_TIMEOUT: A data path did not go down in time.
 * @CMIS_PORT_REASON_INIT_TIMEOUT: A data path was not initialized in time.
 * @CMIS_PORT_REASON_LIGHT_TIMEOUT: The outputs did not turn on in time.
 * @CMIS_PORT_REASON_CONFIG_SILENT: The module did not react to a
 *   configuration, twice.
 * @CMIS_PORT_REASON_CONFIG_STUCK: The module did not finish a configuration.
 * @CMIS_PORT_REASON_CONFIG_REJECTED: The module rejected the configuration
 *   (code 2).
 * @CMIS_PORT_REASON_BAD_APPLICATION: The application is not one of these lanes
 *   (code 3).
 * @CMIS_PORT_REASON_BAD_LANES: The lanes are not those of a data path (code
 *   4).
 * @CMIS_PORT_REASON_SI_REFUSED: The module refused its signal integrity
 *   settings (code 5).
 * @CMIS_PORT_REASON_LANES_IN_USE: Lanes still belong to another data path
 *   (code 6).
 * @CMIS_PORT_REASON_PARTIAL_PATH: Lanes of a data path were missing (code 7).
 * @CMIS_PORT_REASON_CONFIG_CODE: Another code; see config-code.
 * @CMIS_PORT_REASON_FOREIGN_WRITE: Another host has changed the controls of
 *   these lanes, again.
 * @CMIS_PORT_REASON_POWER_BUDGET: The module may take more power than its cage
 *   gives.
 */
enum cmis_port_reason {
	CMIS_PORT_REASON_NONE,
	CMIS_PORT_REASON_NO_APPLICATION,
	CMIS_PORT_REASON_LANES_INVALID,
	CMIS_PORT_REASON_FLAT_MEMORY,
	CMIS_PORT_REASON_NOT_CMIS,
	CMIS_PORT_REASON_MODULE_FAULT,
	CMIS_PORT_REASON_BUS_ERROR,
	CMIS_PORT_REASON_NOT_KEPT,
	CMIS_PORT_REASON_POWER_TIMEOUT,
	CMIS_PORT_REASON_DEINIT_TIMEOUT,
	CMIS_PORT_REASON_INIT_TIMEOUT,
	CMIS_PORT_REASON_LIGHT_TIMEOUT,
	CMIS_PORT_REASON_CONFIG_SILENT,
	CMIS_PORT_REASON_CONFIG_STUCK,
	CMIS_PORT_REASON_CONFIG_REJECTED,
	CMIS_PORT_REASON_BAD_APPLICATION,
	CMIS_PORT_REASON_BAD_LANES,
	CMIS_PORT_REASON_SI_REFUSED,
	CMIS_PORT_REASON_LANES_IN_USE,
	CMIS_PORT_REASON_PARTIAL_PATH,
	CMIS_PORT_REASON_CONFIG_CODE,
	CMIS_PORT_REASON_FOREIGN_WRITE,
	CMIS_PORT_REASON_POWER_BUDGET,

	/* private: */
	__CMIS_PORT_REASON_MAX,
	CMIS_PORT_REASON_MAX = (__CMIS_PORT_REASON_MAX - 1)
};

/**
 * enum cmis_record_state - State of the flight recorder of a cage.
 * @CMIS_RECORD_STATE_OFF: The recorder is left out.
 * @CMIS_RECORD_STATE_IDLE: There is no module.
 * @CMIS_RECORD_STATE_RECORDING: The recorder writes; old entries make room for
 *   new ones.
 * @CMIS_RECORD_STATE_BURST: After a trigger. Old entries stay, and the record
 *   is sealed when 30 s are over.
 * @CMIS_RECORD_STATE_NO_MEMORY: There was no memory; this module is not
 *   recorded.
 */
enum cmis_record_state {
	CMIS_RECORD_STATE_OFF,
	CMIS_RECORD_STATE_IDLE,
	CMIS_RECORD_STATE_RECORDING,
	CMIS_RECORD_STATE_BURST,
	CMIS_RECORD_STATE_NO_MEMORY,

	/* private: */
	__CMIS_RECORD_STATE_MAX,
	CMIS_RECORD_STATE_MAX = (__CMIS_RECORD_STATE_MAX - 1)
};

/**
 * enum cmis_record_trigger - Reason for which a record was sealed.
 * @CMIS_TRIGGER_NONE: The record is still being written.
 * @CMIS_TRIGGER_CARRIER: The netdev of the cage lost its carrier.
 * @CMIS_TRIGGER_DATAPATH: A data path went down without a command.
 * @CMIS_TRIGGER_FAULT: The module went to its fault state.
 * @CMIS_TRIGGER_REMOVAL: The module was removed, reset or replaced.
 * @CMIS_TRIGGER_UNREADABLE: The module, or a page of it, could no longer be
 *   read.
 * @CMIS_TRIGGER_ALERT: A monitor was beyond an alarm threshold, a transmitter
 *   failed, or a lane came back with more bit errors.
 * @CMIS_TRIGGER_ASKED: An administrator asked for it.
 */
enum cmis_record_trigger {
	CMIS_TRIGGER_NONE,
	CMIS_TRIGGER_CARRIER,
	CMIS_TRIGGER_DATAPATH,
	CMIS_TRIGGER_FAULT,
	CMIS_TRIGGER_REMOVAL,
	CMIS_TRIGGER_UNREADABLE,
	CMIS_TRIGGER_ALERT,
	CMIS_TRIGGER_ASKED,

	/* private: */
	__CMIS_TRIGGER_MAX,
	CMIS_TRIGGER_MAX = (__CMIS_TRIGGER_MAX - 1)
};

/**
 * enum cmis_health_action - Action on the records, or on the health of a cage.
 * @CMIS_HEALTH_MARK: Put text into the record that is being written.
 * @CMIS_HEALTH_SEAL: Trigger the recorder.
 * @CMIS_HEALTH_DROP: Forget one or all of the sealed records.
 * @CMIS_HEALTH_ACCEPT: The bit error ratios of lanes that came back worse are
 *   the usual ones from now on.
 * @CMIS_HEALTH_SET: Bring bins of trend-get back.
 */
enum cmis_health_action {
	CMIS_HEALTH_MARK,
	CMIS_HEALTH_SEAL,
	CMIS_HEALTH_DROP,
	CMIS_HEALTH_ACCEPT,
	CMIS_HEALTH_SET,

	/* private: */
	__CMIS_HEALTH_MAX,
	CMIS_HEALTH_MAX = (__CMIS_HEALTH_MAX - 1)
};

/**
 * enum cmis_audit_cause - Why the driver has written to a module.
 * @CMIS_CAUSE_NONE: Its own affairs; there is no record.
 * @CMIS_CAUSE_VERB: A request for this change.
 * @CMIS_CAUSE_STEP: A step on the way to the wish of a port.
 * @CMIS_CAUSE_REVERT: A change that nobody has confirmed goes back.
 * @CMIS_CAUSE_REPAIR: Another host has changed the controls of a port.
 * @CMIS_CAUSE_RAW: A write through eeprom or ethtool.
 * @CMIS_CAUSE_FLASH: Such a write to the pages of commands, for example of
 *   firmware.
 * @CMIS_CAUSE_QUERY: The command that reads the build number of the firmware.
 */
enum cmis_audit_cause {
	CMIS_CAUSE_NONE,
	CMIS_CAUSE_VERB,
	CMIS_CAUSE_STEP,
	CMIS_CAUSE_REVERT,
	CMIS_CAUSE_REPAIR,
	CMIS_CAUSE_RAW,
	CMIS_CAUSE_FLASH,
	CMIS_CAUSE_QUERY,

	/* private: */
	__CMIS_CAUSE_MAX,
	CMIS_CAUSE_MAX = (__CMIS_CAUSE_MAX - 1)
};

/**
 * enum cmis_loopback_component - The part of a link that loops.
 * @CMIS_LOOPBACK_COMPONENT_MAC: The MAC.
 * @CMIS_LOOPBACK_COMPONENT_PHY: The PHY.
 * @CMIS_LOOPBACK_COMPONENT_MODULE: The module.
 */
enum cmis_loopback_component {
	CMIS_LOOPBACK_COMPONENT_MAC,
	CMIS_LOOPBACK_COMPONENT_PHY,
	CMIS_LOOPBACK_COMPONENT_MODULE,

	/* private: */
	__CMIS_LOOPBACK_COMPONENT_MAX,
	CMIS_LOOPBACK_COMPONENT_MAX = (__CMIS_LOOPBACK_COMPONENT_MAX - 1)
};

/**
 * enum cmis_loopback_direction - Direction of a loopback.
 * @CMIS_LOOPBACK_DIRECTION_LOCAL: The signal of the host comes back to the
 *   host.
 * @CMIS_LOOPBACK_DIRECTION_REMOTE: The signal of the line goes back to the
 *   line.
 */
enum cmis_loopback_direction {
	CMIS_LOOPBACK_DIRECTION_LOCAL = 1,
	CMIS_LOOPBACK_DIRECTION_REMOTE = 2,
};

/**
 * enum cmis_loopback_kind - Loopbacks of a module, in the order of
 *   13h:180-183.
 * @CMIS_LOOPBACK_KIND_MEDIA_OUTPUT: At the media output, the signal of the
 *   host comes back; local.
 * @CMIS_LOOPBACK_KIND_MEDIA_INPUT: At the media input, the signal of the line
 *   goes back; remote.
 * @CMIS_LOOPBACK_KIND_HOST_OUTPUT: At the host output, the signal of the line
 *   goes back; remote.
 * @CMIS_LOOPBACK_KIND_HOST_INPUT: At the host input, the signal of the host
 *   comes back; local.
 */
enum cmis_loopback_kind {
	CMIS_LOOPBACK_KIND_MEDIA_OUTPUT,
	CMIS_LOOPBACK_KIND_MEDIA_INPUT,
	CMIS_LOOPBACK_KIND_HOST_OUTPUT,
	CMIS_LOOPBACK_KIND_HOST_INPUT,

	/* private: */
	__CMIS_LOOPBACK_KIND_MAX,
	CMIS_LOOPBACK_KIND_MAX = (__CMIS_LOOPBACK_KIND_MAX - 1)
};

/**
 * enum cmis_test_pattern - Test patterns. Those with a Q are for PAM4 lanes.
 * @CMIS_TEST_PATTERN_OFF: None.
 * @CMIS_TEST_PATTERN_PRBS7: PRBS7.
 * @CMIS_TEST_PATTERN_PRBS9: PRBS9.
 * @CMIS_TEST_PATTERN_PRBS11: PRBS11; no module has it.
 * @CMIS_TEST_PATTERN_PRBS13: PRBS13.
 * @CMIS_TEST_PATTERN_PRBS15: PRBS15.
 * @CMIS_TEST_PATTERN_PRBS23: PRBS23.
 * @CMIS_TEST_PATTERN_PRBS31: PRBS31.
 * @CMIS_TEST_PATTERN_SSPRQ: SSPRQ.
 * @CMIS_TEST_PATTERN_PRBS13Q: PRBS13Q.
 * @CMIS_TEST_PATTERN_PRBS31Q: PRBS31Q.
 * @CMIS_TEST_PATTERN_SQUARE: A square wave; no module has it.
 * @CMIS_TEST_PATTERN_PRBS7Q: PRBS7Q.
 * @CMIS_TEST_PATTERN_PRBS9Q: PRBS9Q.
 * @CMIS_TEST_PATTERN_PRBS15Q: PRBS15Q.
 * @CMIS_TEST_PATTERN_PRBS23Q: PRBS23Q.
 * @CMIS_TEST_PATTERN_CUSTOM: A pattern of the vendor; cannot be started.
 * @CMIS_TEST_PATTERN_USER: A pattern in 13h:224-255; cannot be started.
 */
enum cmis_test_pattern {
	CMIS_TEST_PATTERN_OFF,
	CMIS_TEST_PATTERN_PRBS7,
	CMIS_TEST_PATTERN_PRBS9,
	CMIS_TEST_PATTERN_PRBS11,
	CMIS_TEST_PATTERN_PRBS13,
	CMIS_TEST_PATTERN_PRBS15,
	CMIS_TEST_PATTERN_PRBS23,
	CMIS_TEST_PATTERN_PRBS31,
	CMIS_TEST_PATTERN_SSPRQ,
	CMIS_TEST_PATTERN_PRBS13Q,
	CMIS_TEST_PATTERN_PRBS31Q,
	CMIS_TEST_PATTERN_SQUARE,
	CMIS_TEST_PATTERN_PRBS7Q,
	CMIS_TEST_PATTERN_PRBS9Q,
	CMIS_TEST_PATTERN_PRBS15Q,
	CMIS_TEST_PATTERN_PRBS23Q,
	CMIS_TEST_PATTERN_CUSTOM,
	CMIS_TEST_PATTERN_USER,

	/* private: */
	__CMIS_TEST_PATTERN_MAX,
	CMIS_TEST_PATTERN_MAX = (__CMIS_TEST_PATTERN_MAX - 1)
};

/**
 * enum cmis_test_action - Verbs for test patterns.
 * @CMIS_TEST_ACTION_START: Start generators, checkers, or both.
 * @CMIS_TEST_ACTION_STOP: Stop generators and checkers. The totals stay.
 * @CMIS_TEST_ACTION_CLEAR: Count from now on.
 */
enum cmis_test_action {
	CMIS_TEST_ACTION_START,
	CMIS_TEST_ACTION_STOP,
	CMIS_TEST_ACTION_CLEAR,

	/* private: */
	__CMIS_TEST_ACTION_MAX,
	CMIS_TEST_ACTION_MAX = (__CMIS_TEST_ACTION_MAX - 1)
};

/**
 * enum cmis_test_state - State of the test patterns of a lane.
 * @CMIS_TEST_STATE_OFF: Neither generator nor checker is on.
 * @CMIS_TEST_STATE_RUNNING: At least one is on.
 * @CMIS_TEST_STATE_ENDED: The data path has left DPInitialized and
 *   DPActivated, or the module was reset or is gone.
 */
enum cmis_test_state {
	CMIS_TEST_STATE_OFF,
	CMIS_TEST_STATE_RUNNING,
	CMIS_TEST_STATE_ENDED,

	/* private: */
	__CMIS_TEST_STATE_MAX,
	CMIS_TEST_STATE_MAX = (__CMIS_TEST_STATE_MAX - 1)
};

/**
 * enum cmis_module_action - Verbs for a whole module.
 * @CMIS_MODULE_ACTION_RESET: Reset the module, by its pin or by software.
 * @CMIS_MODULE_ACTION_LOW_POWER: Put the module into low power.
 * @CMIS_MODULE_ACTION_HIGH_POWER: Take the module out of low power.
 */
enum cmis_module_action {
	CMIS_MODULE_ACTION_RESET,
	CMIS_MODULE_ACTION_LOW_POWER,
	CMIS_MODULE_ACTION_HIGH_POWER,

	/* private: */
	__CMIS_MODULE_ACTION_MAX,
	CMIS_MODULE_ACTION_MAX = (__CMIS_MODULE_ACTION_MAX - 1)
};

/**
 * enum cmis_verdict_kind - Why a link went down.
 * @CMIS_VERDICT_UNKNOWN: There is no evidence.
 * @CMIS_VERDICT_HOST: The host's signal went away, or has errors.
 * @CMIS_VERDICT_MODULE: This module failed.
 * @CMIS_VERDICT_LINE: The fibre, a connector or the far end.
 * @CMIS_VERDICT_POWER_THERMAL: The supply, or the heat.
 * @CMIS_VERDICT_OPERATOR: Somebody asked for it, or pulled the module.
 * @CMIS_VERDICT_COMMON_CAUSE: Many links went down together.
 */
enum cmis_verdict_kind {
	CMIS_VERDICT_UNKNOWN,
	CMIS_VERDICT_HOST,
	CMIS_VERDICT_MODULE,
	CMIS_VERDICT_LINE,
	CMIS_VERDICT_POWER_THERMAL,
	CMIS_VERDICT_OPERATOR,
	CMIS_VERDICT_COMMON_CAUSE,

	/* private: */
	__CMIS_VERDICT_MAX,
	CMIS_VERDICT_MAX = (__CMIS_VERDICT_MAX - 1)
};

/**
 * enum cmis_detail - The closer cause of a verdict.
 * @CMIS_DETAIL_NONE: None is known.
 * @CMIS_DETAIL_ADMIN_DOWN: The port was shut.
 * @CMIS_DETAIL_LOW_POWER: The module was put into low power.
 * @CMIS_DETAIL_RESET: The module was reset.
 * @CMIS_DETAIL_DEINIT: Its data path was taken down, or its light off.
 * @CMIS_DETAIL_REMOVED: The module was pulled.
 * @CMIS_DETAIL_POWER: The supply of many modules dipped.
 * @CMIS_DETAIL_FAR_OR_LINE: The light of many modules is gone.
 * @CMIS_DETAIL_HOST: The host's signal of many modules is gone.
 * @CMIS_DETAIL_CABLE: Many active cables have lost their signal.
 * @CMIS_DETAIL_SUPPLY: The supply of the module is low.
 * @CMIS_DETAIL_HEAT: The module was too hot.
 * @CMIS_DETAIL_LASER: The transmitter failed or faded.
 * @CMIS_DETAIL_DATAPATH: A data path went down by itself.
 * @CMIS_DETAIL_FIRMWARE: The module reports a fault or an error of its
 *   firmware.
 * @CMIS_DETAIL_DEAD: The module does not answer any more.
 * @CMIS_DETAIL_DSP: All lanes lost their clocks; light and host signal are
 *   there.
 * @CMIS_DETAIL_SIGNAL: The host's signal went away first.
 * @CMIS_DETAIL_DARK: There is no light.
 * @CMIS_DETAIL_DIM: There is less light than usual.
 * @CMIS_DETAIL_EYE: The light is as ever, and the signal is bad.
 * @CMIS_DETAIL_ERRORS: The host's signal has errors.
 */
enum cmis_detail {
	CMIS_DETAIL_NONE,
	CMIS_DETAIL_ADMIN_DOWN,
	CMIS_DETAIL_LOW_POWER,
	CMIS_DETAIL_RESET,
	CMIS_DETAIL_DEINIT,
	CMIS_DETAIL_REMOVED,
	CMIS_DETAIL_POWER,
	CMIS_DETAIL_FAR_OR_LINE,
	CMIS_DETAIL_HOST,
	CMIS_DETAIL_CABLE,
	CMIS_DETAIL_SUPPLY,
	CMIS_DETAIL_HEAT,
	CMIS_DETAIL_LASER,
	CMIS_DETAIL_DATAPATH,
	CMIS_DETAIL_FIRMWARE,
	CMIS_DETAIL_DEAD,
	CMIS_DETAIL_DSP,
	CMIS_DETAIL_SIGNAL,
	CMIS_DETAIL_DARK,
	CMIS_DETAIL_DIM,
	CMIS_DETAIL_EYE,
	CMIS_DETAIL_ERRORS,

	/* private: */
	__CMIS_DETAIL_MAX,
	CMIS_DETAIL_MAX = (__CMIS_DETAIL_MAX - 1)
};

/**
 * enum cmis_advice - Advice that comes with a verdict.
 * @CMIS_ADVICE_NONE: Nothing.
 * @CMIS_ADVICE_CLEAN: Clean the connectors.
 * @CMIS_ADVICE_RESEAT: Pull the module and insert it again.
 * @CMIS_ADVICE_SWAP_THIS_END: Replace this module.
 * @CMIS_ADVICE_SWAP_FAR_END: Replace the module at the far end.
 * @CMIS_ADVICE_CHECK_FAR_END: Look at the far end.
 * @CMIS_ADVICE_CHECK_HOST: Look at the port of the host.
 * @CMIS_ADVICE_CHECK_COOLING: Look at fans and filters.
 * @CMIS_ADVICE_CHECK_POWER: Look at the power supply.
 * @CMIS_ADVICE_LOOK_AT_SWITCH: Look at the host as a whole.
 * @CMIS_ADVICE_WATCH: Wait for more evidence.
 */
enum cmis_advice {
	CMIS_ADVICE_NONE,
	CMIS_ADVICE_CLEAN,
	CMIS_ADVICE_RESEAT,
	CMIS_ADVICE_SWAP_THIS_END,
	CMIS_ADVICE_SWAP_FAR_END,
	CMIS_ADVICE_CHECK_FAR_END,
	CMIS_ADVICE_CHECK_HOST,
	CMIS_ADVICE_CHECK_COOLING,
	CMIS_ADVICE_CHECK_POWER,
	CMIS_ADVICE_LOOK_AT_SWITCH,
	CMIS_ADVICE_WATCH,

	/* private: */
	__CMIS_ADVICE_MAX,
	CMIS_ADVICE_MAX = (__CMIS_ADVICE_MAX - 1)
};

/**
 * enum cmis_stage - When a verdict is given.
 * @CMIS_STAGE_FIRST: Two seconds after the link went down.
 * @CMIS_STAGE_FINAL: When it is up again, or after a minute.
 */
enum cmis_stage {
	CMIS_STAGE_FIRST,
	CMIS_STAGE_FINAL,

	/* private: */
	__CMIS_STAGE_MAX,
	CMIS_STAGE_MAX = (__CMIS_STAGE_MAX - 1)
};

/**
 * enum cmis_window - Time over which a trend is taken.
 * @CMIS_WINDOW_10MIN: Ten minutes; 20 bins of 30 s.
 * @CMIS_WINDOW_6H: Six hours; 24 bins of 15 min.
 * @CMIS_WINDOW_7D: Seven days; 28 bins of 6 h.
 * @CMIS_WINDOW_128D: 128 days; 32 bins of 4 d.
 */
enum cmis_window {
	CMIS_WINDOW_10MIN,
	CMIS_WINDOW_6H,
	CMIS_WINDOW_7D,
	CMIS_WINDOW_128D,

	/* private: */
	__CMIS_WINDOW_MAX,
	CMIS_WINDOW_MAX = (__CMIS_WINDOW_MAX - 1)
};

enum {
	CMIS_A_PROPERTIES_FIBER_FACE = 1,
	CMIS_A_PROPERTIES_FIBER_FACE_NAME,
	CMIS_A_PROPERTIES_HEAT_SINK,
	CMIS_A_PROPERTIES_HEAT_SINK_NAME,
	CMIS_A_PROPERTIES_LOW_POWER_MISSING,
	CMIS_A_PROPERTIES_FLIPPED_TX,
	CMIS_A_PROPERTIES_FLIPPED_RX,
	CMIS_A_PROPERTIES_DP_INIT_MS,
	CMIS_A_PROPERTIES_DP_DEINIT_MS,
	CMIS_A_PROPERTIES_TX_TURN_ON_MS,
	CMIS_A_PROPERTIES_TX_TURN_OFF_MS,
	CMIS_A_PROPERTIES_POWER_UP_MS,
	CMIS_A_PROPERTIES_POWER_DOWN_MS,

	__CMIS_A_PROPERTIES_MAX,
	CMIS_A_PROPERTIES_MAX = (__CMIS_A_PROPERTIES_MAX - 1)
};

enum {
	CMIS_A_LENGTHS_CABLE_MM = 1,
	CMIS_A_LENGTHS_SMF_M,
	CMIS_A_LENGTHS_OM5_M,
	CMIS_A_LENGTHS_OM4_M,
	CMIS_A_LENGTHS_OM3_M,
	CMIS_A_LENGTHS_OM2_M,

	__CMIS_A_LENGTHS_MAX,
	CMIS_A_LENGTHS_MAX = (__CMIS_A_LENGTHS_MAX - 1)
};

enum {
	CMIS_A_COUNTERS_PAD = 1,
	CMIS_A_COUNTERS_TRANSFERS,
	CMIS_A_COUNTERS_READ_BYTES,
	CMIS_A_COUNTERS_WRITE_BYTES,
	CMIS_A_COUNTERS_SELECTS,
	CMIS_A_COUNTERS_BUS_US,
	CMIS_A_COUNTERS_LOCK_US,
	CMIS_A_COUNTERS_RETRIES,
	CMIS_A_COUNTERS_ERRORS,
	CMIS_A_COUNTERS_FREEZE_TIMEOUTS,
	CMIS_A_COUNTERS_SKIPPED_SWEEPS,
	CMIS_A_COUNTERS_ALERTS_ACTIVE,
	CMIS_A_COUNTERS_ALERTS_RAISED,
	CMIS_A_COUNTERS_ALERTS_REJECTED,
	CMIS_A_COUNTERS_ALERTS_MERGED,

	__CMIS_A_COUNTERS_MAX,
	CMIS_A_COUNTERS_MAX = (__CMIS_A_COUNTERS_MAX - 1)
};

enum {
	CMIS_A_NIC_PAD = 1,
	CMIS_A_NIC_CARRIER,
	CMIS_A_NIC_CARRIER_CHANGES,
	CMIS_A_NIC_LINK_REASON,
	CMIS_A_NIC_FEC_CORRECTED,
	CMIS_A_NIC_FEC_UNCORRECTABLE,
	CMIS_A_NIC_FEC_CORRECTED_BITS,
	CMIS_A_NIC_AGE_MS,

	__CMIS_A_NIC_MAX,
	CMIS_A_NIC_MAX = (__CMIS_A_NIC_MAX - 1)
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
	CMIS_A_CAGE_APPLICATION,
	CMIS_A_CAGE_HOST_INTERFACE,
	CMIS_A_CAGE_HOST_INTERFACE_NAME,
	CMIS_A_CAGE_MEDIA_INTERFACE,
	CMIS_A_CAGE_MEDIA_INTERFACE_NAME,
	CMIS_A_CAGE_MEDIA_TECHNOLOGY,
	CMIS_A_CAGE_MEDIA_TECHNOLOGY_NAME,
	CMIS_A_CAGE_CONNECTOR,
	CMIS_A_CAGE_CONNECTOR_NAME,
	CMIS_A_CAGE_POWER_CLASS,
	CMIS_A_CAGE_MAX_POWER_MW,
	CMIS_A_CAGE_HARDWARE,
	CMIS_A_CAGE_INACTIVE_FIRMWARE,
	CMIS_A_CAGE_WAVELENGTH_PM,
	CMIS_A_CAGE_FAULT_CAUSE,
	CMIS_A_CAGE_FAULT_CAUSE_NAME,
	CMIS_A_CAGE_SAMPLE_AGE_MS,
	CMIS_A_CAGE_LENGTHS,
	CMIS_A_CAGE_COUNTERS,
	CMIS_A_CAGE_MANAGEMENT,
	CMIS_A_CAGE_MANAGER,
	CMIS_A_CAGE_CONTRADICTIONS,
	CMIS_A_CAGE_PROPERTIES,
	CMIS_A_CAGE_NIC,
	CMIS_A_CAGE_POWER_LIMIT_MW,
	CMIS_A_CAGE_LIGHT_SOURCE,

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
	CMIS_A_READING_VALUES_ONLY,
	CMIS_A_READING_CAGES,
	CMIS_A_READING_TYPES,

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
	CMIS_A_LANE_CAGES,
	CMIS_A_LANE_LASER_FREQUENCY_MHZ,
	CMIS_A_LANE_LASER_GRID_MHZ,
	CMIS_A_LANE_LASER_CHANNEL,
	CMIS_A_LANE_LASER_FINE_TUNING_MHZ,
	CMIS_A_LANE_LASER_TARGET_POWER_MDBM,
	CMIS_A_LANE_LASER_TUNING,
	CMIS_A_LANE_LASER_UNLOCKED,
	CMIS_A_LANE_LASER_STATE,
	CMIS_A_LANE_LASER_STATE_NAME,
	CMIS_A_LANE_LASER_ENABLED,
	CMIS_A_LANE_LASER_FAULT,
	CMIS_A_LANE_LASER_FAULT_NAME,
	CMIS_A_LANE_LASER_WARNING,
	CMIS_A_LANE_LASER_WARNING_NAME,
	CMIS_A_LANE_LASER_FIBER,
	CMIS_A_LANE_LASER_FIBER_CHECKED,
	CMIS_A_LANE_FORCE,
	CMIS_A_LANE_DATAPATH_INIT_PENDING,
	CMIS_A_LANE_SI_EXPLICIT,
	CMIS_A_LANE_TX_EQ_ADAPTIVE,
	CMIS_A_LANE_TX_EQ_DB,
	CMIS_A_LANE_TX_EQ_RECALL,
	CMIS_A_LANE_TX_CDR,
	CMIS_A_LANE_RX_CDR,
	CMIS_A_LANE_RX_PRE_MDB,
	CMIS_A_LANE_RX_POST_MDB,
	CMIS_A_LANE_RX_AMPLITUDE,
	CMIS_A_LANE_TX_WAVELENGTH,
	CMIS_A_LANE_TX_FIBER,
	CMIS_A_LANE_RX_WAVELENGTH,
	CMIS_A_LANE_RX_FIBER,

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
	CMIS_A_ALERT_RAISED_BY,
	CMIS_A_ALERT_LAST,
	CMIS_A_ALERT_WORST,
	CMIS_A_ALERT_NAME,
	CMIS_A_ALERT_BEFORE,
	CMIS_A_ALERT_AFTER,
	CMIS_A_ALERT_WINDOW,
	CMIS_A_ALERT_HOURS_LEFT,
	CMIS_A_ALERT_HOURS_LEFT_LOW,
	CMIS_A_ALERT_HOURS_LEFT_HIGH,
	CMIS_A_ALERT_CONFIDENCE,

	__CMIS_A_ALERT_MAX,
	CMIS_A_ALERT_MAX = (__CMIS_A_ALERT_MAX - 1)
};

enum {
	CMIS_A_CLAIM_CAGE_ID = 1,
	CMIS_A_CLAIM_GENERATION,
	CMIS_A_CLAIM_PORT,
	CMIS_A_CLAIM_LANES,
	CMIS_A_CLAIM_OWNER,
	CMIS_A_CLAIM_UP,
	CMIS_A_CLAIM_HOST_ID,
	CMIS_A_CLAIM_MEDIA_ID,
	CMIS_A_CLAIM_SPEED_MBPS,
	CMIS_A_CLAIM_PATHS,
	CMIS_A_CLAIM_APPSEL,
	CMIS_A_CLAIM_STATE,
	CMIS_A_CLAIM_REASON,
	CMIS_A_CLAIM_CONFIG_CODE,
	CMIS_A_CLAIM_APPLICATION,
	CMIS_A_CLAIM_TRIES,
	CMIS_A_CLAIM_LATE,
	CMIS_A_CLAIM_SINCE_NS,
	CMIS_A_CLAIM_PENDING,
	CMIS_A_CLAIM_RETRY,
	CMIS_A_CLAIM_RELEASE,
	CMIS_A_CLAIM_SEQUENCE,
	CMIS_A_CLAIM_PAD,
	CMIS_A_CLAIM_TEST,
	CMIS_A_CLAIM_FORCE,
	CMIS_A_CLAIM_REVERT_MS,
	CMIS_A_CLAIM_REVERT_ID,

	__CMIS_A_CLAIM_MAX,
	CMIS_A_CLAIM_MAX = (__CMIS_A_CLAIM_MAX - 1)
};

enum {
	CMIS_A_CONTROL_CAGE_ID = 1,
	CMIS_A_CONTROL_GENERATION,
	CMIS_A_CONTROL_NAME,
	CMIS_A_CONTROL_LANES,
	CMIS_A_CONTROL_VALUE,
	CMIS_A_CONTROL_WISH,
	CMIS_A_CONTROL_GREATEST,
	CMIS_A_CONTROL_ON_OFF,
	CMIS_A_CONTROL_FORCE,
	CMIS_A_CONTROL_REVERT_MS,
	CMIS_A_CONTROL_REVERT_ID,
	CMIS_A_CONTROL_SEQUENCE,
	CMIS_A_CONTROL_PAD,

	__CMIS_A_CONTROL_MAX,
	CMIS_A_CONTROL_MAX = (__CMIS_A_CONTROL_MAX - 1)
};

enum {
	CMIS_A_APP_CAGE_ID = 1,
	CMIS_A_APP_GENERATION,
	CMIS_A_APP_APPSEL,
	CMIS_A_APP_HOST_ID,
	CMIS_A_APP_HOST_NAME,
	CMIS_A_APP_MEDIA_ID,
	CMIS_A_APP_MEDIA_NAME,
	CMIS_A_APP_HOST_LANES,
	CMIS_A_APP_MEDIA_LANES,
	CMIS_A_APP_HOST_STARTS,
	CMIS_A_APP_MEDIA_STARTS,
	CMIS_A_APP_ACTIVE_LANES,
	CMIS_A_APP_SEQUENCE,
	CMIS_A_APP_PAD,

	__CMIS_A_APP_MAX,
	CMIS_A_APP_MAX = (__CMIS_A_APP_MAX - 1)
};

enum {
	CMIS_A_RECORD_CAGE_ID = 1,
	CMIS_A_RECORD_NUMBER,
	CMIS_A_RECORD_GENERATION,
	CMIS_A_RECORD_SERIAL,
	CMIS_A_RECORD_PART,
	CMIS_A_RECORD_TRIGGER,
	CMIS_A_RECORD_TRIGGER_NS,
	CMIS_A_RECORD_SEALED_NS,
	CMIS_A_RECORD_BYTES,
	CMIS_A_RECORD_HEADER,
	CMIS_A_RECORD_STATICS,
	CMIS_A_RECORD_BLOCK,
	CMIS_A_RECORD_ACTION,
	CMIS_A_RECORD_TEXT,
	CMIS_A_RECORD_STATE,
	CMIS_A_RECORD_PAD,
	CMIS_A_RECORD_LANES,
	CMIS_A_RECORD_LANE,
	CMIS_A_RECORD_NAME,
	CMIS_A_RECORD_WINDOW,
	CMIS_A_RECORD_BINS,
	CMIS_A_RECORD_CRC,

	__CMIS_A_RECORD_MAX,
	CMIS_A_RECORD_MAX = (__CMIS_A_RECORD_MAX - 1)
};

enum {
	CMIS_A_AUDIT_CAGE_ID = 1,
	CMIS_A_AUDIT_NUMBER,
	CMIS_A_AUDIT_TIME_NS,
	CMIS_A_AUDIT_GENERATION,
	CMIS_A_AUDIT_SERIAL,
	CMIS_A_AUDIT_BANK,
	CMIS_A_AUDIT_PAGE,
	CMIS_A_AUDIT_OFFSET,
	CMIS_A_AUDIT_LEN,
	CMIS_A_AUDIT_BYTES,
	CMIS_A_AUDIT_OLD,
	CMIS_A_AUDIT_CAUSE,
	CMIS_A_AUDIT_ERROR,
	CMIS_A_AUDIT_PID,
	CMIS_A_AUDIT_TGID,
	CMIS_A_AUDIT_COMM,
	CMIS_A_AUDIT_UID,
	CMIS_A_AUDIT_LOGINUID,
	CMIS_A_AUDIT_SEQUENCE,
	CMIS_A_AUDIT_PAD,

	__CMIS_A_AUDIT_MAX,
	CMIS_A_AUDIT_MAX = (__CMIS_A_AUDIT_MAX - 1)
};

enum {
	CMIS_A_LOOPBACK_CAGE_ID = 1,
	CMIS_A_LOOPBACK_GENERATION,
	CMIS_A_LOOPBACK_COMPONENT,
	CMIS_A_LOOPBACK_NAME,
	CMIS_A_LOOPBACK_ID,
	CMIS_A_LOOPBACK_DEPTH,
	CMIS_A_LOOPBACK_SUPPORTED,
	CMIS_A_LOOPBACK_DIRECTION,
	CMIS_A_LOOPBACK_KIND,
	CMIS_A_LOOPBACK_LANES,
	CMIS_A_LOOPBACK_FORCE,
	CMIS_A_LOOPBACK_REVERT_MS,
	CMIS_A_LOOPBACK_REVERT_ID,
	CMIS_A_LOOPBACK_SEQUENCE,
	CMIS_A_LOOPBACK_PAD,

	__CMIS_A_LOOPBACK_MAX,
	CMIS_A_LOOPBACK_MAX = (__CMIS_A_LOOPBACK_MAX - 1)
};

enum {
	CMIS_A_TEST_CAGE_ID = 1,
	CMIS_A_TEST_GENERATION,
	CMIS_A_TEST_LANE,
	CMIS_A_TEST_SIDE,
	CMIS_A_TEST_TX_PATTERN,
	CMIS_A_TEST_RX_PATTERN,
	CMIS_A_TEST_ACTION,
	CMIS_A_TEST_CHECKER_LOCK,
	CMIS_A_TEST_ERROR_COUNT,
	CMIS_A_TEST_TOTAL_BITS,
	CMIS_A_TEST_BER,
	CMIS_A_TEST_BER_BOUND,
	CMIS_A_TEST_SYNC_LOSSES,
	CMIS_A_TEST_ELAPSED_MS,
	CMIS_A_TEST_STATE,
	CMIS_A_TEST_LANES,
	CMIS_A_TEST_FORCE,
	CMIS_A_TEST_REVERT_MS,
	CMIS_A_TEST_REVERT_ID,
	CMIS_A_TEST_SEQUENCE,
	CMIS_A_TEST_PAD,

	__CMIS_A_TEST_MAX,
	CMIS_A_TEST_MAX = (__CMIS_A_TEST_MAX - 1)
};

enum {
	CMIS_A_ACTION_CAGE_ID = 1,
	CMIS_A_ACTION_ACTION,
	CMIS_A_ACTION_FORCE,

	__CMIS_A_ACTION_MAX,
	CMIS_A_ACTION_MAX = (__CMIS_A_ACTION_MAX - 1)
};

enum {
	CMIS_A_SIGN_TIME_NS = 1,
	CMIS_A_SIGN_LANE,
	CMIS_A_SIGN_LANES,
	CMIS_A_SIGN_SIDE,
	CMIS_A_SIGN_NAME,
	CMIS_A_SIGN_VALUE,
	CMIS_A_SIGN_PAD,

	__CMIS_A_SIGN_MAX,
	CMIS_A_SIGN_MAX = (__CMIS_A_SIGN_MAX - 1)
};

enum {
	CMIS_A_VERDICT_CAGE_ID = 1,
	CMIS_A_VERDICT_NUMBER,
	CMIS_A_VERDICT_EVENT_NS,
	CMIS_A_VERDICT_TIME_NS,
	CMIS_A_VERDICT_STAGE,
	CMIS_A_VERDICT_VERDICT,
	CMIS_A_VERDICT_DETAIL,
	CMIS_A_VERDICT_LANES,
	CMIS_A_VERDICT_CONFIDENCE,
	CMIS_A_VERDICT_ADVICE,
	CMIS_A_VERDICT_EVIDENCE,
	CMIS_A_VERDICT_CAGES,
	CMIS_A_VERDICT_SEQUENCE,
	CMIS_A_VERDICT_PAD,
	CMIS_A_VERDICT_COUNT,

	__CMIS_A_VERDICT_MAX,
	CMIS_A_VERDICT_MAX = (__CMIS_A_VERDICT_MAX - 1)
};

enum {
	CMIS_A_GUARD_CAGE_ID = 1,
	CMIS_A_GUARD_LANE,
	CMIS_A_GUARD_SIDE,
	CMIS_A_GUARD_LEVEL,
	CMIS_A_GUARD_SPREAD_MDECADE,
	CMIS_A_GUARD_SAMPLES,
	CMIS_A_GUARD_AGE_MINUTES,
	CMIS_A_GUARD_VALID,
	CMIS_A_GUARD_WORSE,
	CMIS_A_GUARD_BEFORE,
	CMIS_A_GUARD_AFTER,
	CMIS_A_GUARD_SEQUENCE,
	CMIS_A_GUARD_PAD,

	__CMIS_A_GUARD_MAX,
	CMIS_A_GUARD_MAX = (__CMIS_A_GUARD_MAX - 1)
};

enum {
	CMIS_A_TREND_CAGE_ID = 1,
	CMIS_A_TREND_LANE,
	CMIS_A_TREND_SIDE,
	CMIS_A_TREND_NAME,
	CMIS_A_TREND_WINDOW,
	CMIS_A_TREND_SLOPE,
	CMIS_A_TREND_UNIT,
	CMIS_A_TREND_HOURS_LEFT,
	CMIS_A_TREND_HOURS_LEFT_LOW,
	CMIS_A_TREND_HOURS_LEFT_HIGH,
	CMIS_A_TREND_CONFIDENCE,
	CMIS_A_TREND_AHEAD,
	CMIS_A_TREND_BINS,
	CMIS_A_TREND_SERIAL,
	CMIS_A_TREND_CRC,
	CMIS_A_TREND_SEQUENCE,
	CMIS_A_TREND_PAD,

	__CMIS_A_TREND_MAX,
	CMIS_A_TREND_MAX = (__CMIS_A_TREND_MAX - 1)
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
	CMIS_CMD_PORT_GET,
	CMIS_CMD_PORT_SET,
	CMIS_CMD_PORT_NTF,
	CMIS_CMD_APP_GET,
	CMIS_CMD_RECORD_GET,
	CMIS_CMD_RECORD_LIST,
	CMIS_CMD_HEALTH_DO,
	CMIS_CMD_CONTROL_GET,
	CMIS_CMD_CONTROL_SET,
	CMIS_CMD_CONTROL_NTF,
	CMIS_CMD_CONFIRM,
	CMIS_CMD_AUDIT_GET,
	CMIS_CMD_LOOPBACK_GET,
	CMIS_CMD_LOOPBACK_SET,
	CMIS_CMD_LOOPBACK_NTF,
	CMIS_CMD_MODULE_ACT,
	CMIS_CMD_TEST_GET,
	CMIS_CMD_TEST_ACT,
	CMIS_CMD_TEST_NTF,
	CMIS_CMD_VERDICT_GET,
	CMIS_CMD_VERDICT_NTF,
	CMIS_CMD_GUARD_GET,
	CMIS_CMD_TREND_GET,
	CMIS_CMD_LASER_SET,

	__CMIS_CMD_MAX,
	CMIS_CMD_MAX = (__CMIS_CMD_MAX - 1)
};

#define CMIS_MCGRP_ALERTS	"alerts"
#define CMIS_MCGRP_MODULES	"modules"
#define CMIS_MCGRP_PORTS	"ports"
#define CMIS_MCGRP_HEALTH	"health"

#endif /* _UAPI_LINUX_CMIS_H */
