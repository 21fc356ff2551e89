// SPDX-License-Identifier: GPL-2.0-only
/* Do not edit: scripts/cmisctl-gen writes this file from
 * Documentation/netlink/specs/cmis.yaml.
 */

#include <assert.h>
#include <stddef.h>

#include "gen.h"

#define CTL_BIT(n) (UINT64_C(1) << (n))

static const char *const cage_state_texts[] = {
	[CMIS_CAGE_EMPTY] = "empty",
	[CMIS_CAGE_PROBING] = "probing",
	[CMIS_CAGE_READY] = "ready",
	[CMIS_CAGE_FAULT] = "fault",
	[CMIS_CAGE_MODULE_FAULT] = "module-fault",
};

const struct ctl_names ctl_cage_state_names = {
	cage_state_texts, ARRAY_SIZE(cage_state_texts)
};

static const char *const unit_texts[] = {
	[CMIS_UNIT_RAW] = "raw",
	[CMIS_UNIT_MILLI_CELSIUS] = "milli-celsius",
	[CMIS_UNIT_MICRO_VOLT] = "micro-volt",
	[CMIS_UNIT_NANO_WATT] = "nano-watt",
	[CMIS_UNIT_MICRO_AMPERE] = "micro-ampere",
	[CMIS_UNIT_MILLI_PERCENT] = "milli-percent",
	[CMIS_UNIT_RATIO] = "ratio",
	[CMIS_UNIT_FRAMES] = "frames",
	[CMIS_UNIT_SYMBOLS] = "symbols",
	[CMIS_UNIT_MILLI_DB] = "milli-db",
	[CMIS_UNIT_MILLI_DBM] = "milli-dbm",
	[CMIS_UNIT_MHZ] = "mhz",
	[CMIS_UNIT_PS_PER_NM] = "ps-per-nm",
	[CMIS_UNIT_FS] = "fs",
	[CMIS_UNIT_CENTI_PS2] = "centi-ps2",
	[CMIS_UNIT_KRAD_PER_S] = "krad-per-s",
};

const struct ctl_names ctl_unit_names = {
	unit_texts, ARRAY_SIZE(unit_texts)
};

static const char *const level_texts[] = {
	[CMIS_LEVEL_HIGH_ALARM] = "high-alarm",
	[CMIS_LEVEL_LOW_ALARM] = "low-alarm",
	[CMIS_LEVEL_HIGH_WARNING] = "high-warning",
	[CMIS_LEVEL_LOW_WARNING] = "low-warning",
};

const struct ctl_names ctl_level_names = {
	level_texts, ARRAY_SIZE(level_texts)
};

static const char *const side_texts[] = {
	[CMIS_SIDE_MODULE] = "module",
	[CMIS_SIDE_HOST] = "host",
	[CMIS_SIDE_MEDIA] = "media",
};

const struct ctl_names ctl_side_names = {
	side_texts, ARRAY_SIZE(side_texts)
};

static const char *const alert_kind_texts[] = {
	[CMIS_ALERT_MONITOR] = "monitor",
	[CMIS_ALERT_TX_FAULT] = "tx-fault",
	[CMIS_ALERT_TX_LOS] = "tx-los",
	[CMIS_ALERT_TX_CDR_LOL] = "tx-cdr-lol",
	[CMIS_ALERT_TX_ADAPT_EQ_FAIL] = "tx-adapt-eq-fail",
	[CMIS_ALERT_RX_LOS] = "rx-los",
	[CMIS_ALERT_RX_CDR_LOL] = "rx-cdr-lol",
	[CMIS_ALERT_DATAPATH_DOWN] = "datapath-down",
	[CMIS_ALERT_MODULE_FAULT] = "module-fault",
	[CMIS_ALERT_MODULE_FW_ERROR] = "module-fw-error",
	[CMIS_ALERT_DATAPATH_FW_ERROR] = "datapath-fw-error",
	[CMIS_ALERT_ABNORMAL_FW] = "abnormal-fw",
	[CMIS_ALERT_CHECKSUM] = "checksum",
	[CMIS_ALERT_UNREADABLE] = "unreadable",
	[CMIS_ALERT_WAVELENGTH_UNLOCKED] = "wavelength-unlocked",
	[CMIS_ALERT_TUNING_REFUSED] = "tuning-refused",
	[CMIS_ALERT_LINE_FAULT] = "line-fault",
	[CMIS_ALERT_CLIENT_DEGRADED] = "client-degraded",
	[CMIS_ALERT_CLIENT_FAULT] = "client-fault",
	[CMIS_ALERT_POWER_LIMIT] = "power-limit",
	[CMIS_ALERT_BER_WORSE] = "ber-worse",
	[CMIS_ALERT_LIMIT_AHEAD] = "limit-ahead",
	[CMIS_ALERT_LASER_FAULT] = "laser-fault",
	[CMIS_ALERT_LASER_WARNING] = "laser-warning",
	[CMIS_ALERT_DIAGNOSTIC_ACTIVE] = "diagnostic-active",
	[CMIS_ALERT_REVERT_FAILED] = "revert-failed",
};

const struct ctl_names ctl_alert_kind_names = {
	alert_kind_texts, ARRAY_SIZE(alert_kind_texts)
};

static const char *const class_texts[] = {
	[CMIS_CLASS_THERMAL] = "thermal",
	[CMIS_CLASS_LANES] = "lanes",
	[CMIS_CLASS_VDM] = "vdm",
};

const struct ctl_names ctl_class_names = {
	class_texts, ARRAY_SIZE(class_texts)
};

static const char *const reason_texts[] = {
	[CMIS_REASON_GONE] = "gone",
	[CMIS_REASON_REMOVED] = "removed",
	[CMIS_REASON_ACCEPTED] = "accepted",
};

const struct ctl_names ctl_reason_names = {
	reason_texts, ARRAY_SIZE(reason_texts)
};

static const char *const raised_by_texts[] = {
	[CMIS_RAISED_BY_FLAG] = "flag",
	[CMIS_RAISED_BY_VALUE] = "value",
};

const struct ctl_names ctl_raised_by_names = {
	raised_by_texts, ARRAY_SIZE(raised_by_texts)
};

static const char *const rx_power_texts[] = {
	[CMIS_RX_POWER_OMA] = "oma",
	[CMIS_RX_POWER_AVERAGE] = "average",
};

const struct ctl_names ctl_rx_power_names = {
	rx_power_texts, ARRAY_SIZE(rx_power_texts)
};

static const char *const contradiction_texts[] = {
	[CMIS_ODD_IDENTIFIER] = "identifier",
	[CMIS_ODD_STARTS] = "starts",
	[CMIS_ODD_INSTANCES] = "instances",
	[CMIS_ODD_MEDIA_LANES] = "media-lanes",
	[CMIS_ODD_FUNCTION] = "function",
	[CMIS_ODD_STATE_MACHINES] = "state-machines",
	[CMIS_ODD_TEMPERATURES] = "temperatures",
};

const struct ctl_names ctl_contradiction_names = {
	contradiction_texts, ARRAY_SIZE(contradiction_texts)
};

static const char *const module_event_texts[] = {
	[CMIS_MODULE_EVENT_CAGE_ADDED] = "cage-added",
	[CMIS_MODULE_EVENT_CAGE_REMOVED] = "cage-removed",
	[CMIS_MODULE_EVENT_INSERTED] = "inserted",
	[CMIS_MODULE_EVENT_REMOVED] = "removed",
	[CMIS_MODULE_EVENT_STATUS] = "status",
	[CMIS_MODULE_EVENT_MODULE_STATE] = "module-state",
	[CMIS_MODULE_EVENT_CHANGED] = "changed",
};

const struct ctl_names ctl_module_event_names = {
	module_event_texts, ARRAY_SIZE(module_event_texts)
};

static const char *const lane_flag_texts[] = {
	[CMIS_LF_DATAPATH_STATE_CHANGED] = "datapath-state-changed",
	[CMIS_LF_TX_FAILURE] = "tx-failure",
	[CMIS_LF_TX_LOS] = "tx-los",
	[CMIS_LF_TX_CDR_LOL] = "tx-cdr-lol",
	[CMIS_LF_TX_ADAPT_EQ_FAIL] = "tx-adapt-eq-fail",
	[CMIS_LF_RX_LOS] = "rx-los",
	[CMIS_LF_RX_CDR_LOL] = "rx-cdr-lol",
	[CMIS_LF_RX_OUTPUT_CHANGED] = "rx-output-changed",
};

const struct ctl_names ctl_lane_flag_names = {
	lane_flag_texts, ARRAY_SIZE(lane_flag_texts)
};

static const char *const management_texts[] = {
	[CMIS_MANAGEMENT_NONE] = "none",
	[CMIS_MANAGEMENT_HOST] = "host",
};

const struct ctl_names ctl_management_names = {
	management_texts, ARRAY_SIZE(management_texts)
};

static const char *const manager_texts[] = {
	[CMIS_MANAGER_DEFAULT] = "default",
	[CMIS_MANAGER_MAC_DRIVER] = "mac-driver",
	[CMIS_MANAGER_ADMIN] = "admin",
};

const struct ctl_names ctl_manager_names = {
	manager_texts, ARRAY_SIZE(manager_texts)
};

static const char *const port_state_texts[] = {
	[CMIS_PORT_STATE_IDLE] = "idle",
	[CMIS_PORT_STATE_NO_MODULE] = "no-module",
	[CMIS_PORT_STATE_WAITING_HOST_TX] = "waiting-host-tx",
	[CMIS_PORT_STATE_POWER] = "power",
	[CMIS_PORT_STATE_DEINIT] = "deinit",
	[CMIS_PORT_STATE_RELEASE] = "release",
	[CMIS_PORT_STATE_CONFIG] = "config",
	[CMIS_PORT_STATE_INIT] = "init",
	[CMIS_PORT_STATE_LIGHT] = "light",
	[CMIS_PORT_STATE_UP_PARTIAL] = "up-partial",
	[CMIS_PORT_STATE_UP] = "up",
	[CMIS_PORT_STATE_DOWN] = "down",
	[CMIS_PORT_STATE_FAILED] = "failed",
	[CMIS_PORT_STATE_CONTESTED] = "contested",
};

const struct ctl_names ctl_port_state_names = {
	port_state_texts, ARRAY_SIZE(port_state_texts)
};

static const char *const port_reason_texts[] = {
	[CMIS_PORT_REASON_NONE] = "none",
	[CMIS_PORT_REASON_NO_APPLICATION] = "no-application",
	[CMIS_PORT_REASON_LANES_INVALID] = "lanes-invalid",
	[CMIS_PORT_REASON_FLAT_MEMORY] = "flat-memory",
	[CMIS_PORT_REASON_NOT_CMIS] = "not-cmis",
	[CMIS_PORT_REASON_MODULE_FAULT] = "module-fault",
	[CMIS_PORT_REASON_BUS_ERROR] = "bus-error",
	[CMIS_PORT_REASON_NOT_KEPT] = "not-kept",
	[CMIS_PORT_REASON_POWER_TIMEOUT] = "power-timeout",
	[CMIS_PORT_REASON_DEINIT_TIMEOUT] = "deinit-timeout",
	[CMIS_PORT_REASON_INIT_TIMEOUT] = "init-timeout",
	[CMIS_PORT_REASON_LIGHT_TIMEOUT] = "light-timeout",
	[CMIS_PORT_REASON_CONFIG_SILENT] = "config-silent",
	[CMIS_PORT_REASON_CONFIG_STUCK] = "config-stuck",
	[CMIS_PORT_REASON_CONFIG_REJECTED] = "config-rejected",
	[CMIS_PORT_REASON_BAD_APPLICATION] = "bad-application",
	[CMIS_PORT_REASON_BAD_LANES] = "bad-lanes",
	[CMIS_PORT_REASON_SI_REFUSED] = "si-refused",
	[CMIS_PORT_REASON_LANES_IN_USE] = "lanes-in-use",
	[CMIS_PORT_REASON_PARTIAL_PATH] = "partial-path",
	[CMIS_PORT_REASON_CONFIG_CODE] = "config-code",
	[CMIS_PORT_REASON_FOREIGN_WRITE] = "foreign-write",
	[CMIS_PORT_REASON_POWER_BUDGET] = "power-budget",
};

const struct ctl_names ctl_port_reason_names = {
	port_reason_texts, ARRAY_SIZE(port_reason_texts)
};

static const char *const record_state_texts[] = {
	[CMIS_RECORD_STATE_OFF] = "off",
	[CMIS_RECORD_STATE_IDLE] = "idle",
	[CMIS_RECORD_STATE_RECORDING] = "recording",
	[CMIS_RECORD_STATE_BURST] = "burst",
	[CMIS_RECORD_STATE_NO_MEMORY] = "no-memory",
};

const struct ctl_names ctl_record_state_names = {
	record_state_texts, ARRAY_SIZE(record_state_texts)
};

static const char *const record_trigger_texts[] = {
	[CMIS_TRIGGER_NONE] = "none",
	[CMIS_TRIGGER_CARRIER] = "carrier",
	[CMIS_TRIGGER_DATAPATH] = "datapath",
	[CMIS_TRIGGER_FAULT] = "fault",
	[CMIS_TRIGGER_REMOVAL] = "removal",
	[CMIS_TRIGGER_UNREADABLE] = "unreadable",
	[CMIS_TRIGGER_ALERT] = "alert",
	[CMIS_TRIGGER_ASKED] = "asked",
};

const struct ctl_names ctl_record_trigger_names = {
	record_trigger_texts, ARRAY_SIZE(record_trigger_texts)
};

static const char *const health_action_texts[] = {
	[CMIS_HEALTH_MARK] = "mark",
	[CMIS_HEALTH_SEAL] = "seal",
	[CMIS_HEALTH_DROP] = "drop",
	[CMIS_HEALTH_ACCEPT] = "accept",
	[CMIS_HEALTH_SET] = "set",
};

const struct ctl_names ctl_health_action_names = {
	health_action_texts, ARRAY_SIZE(health_action_texts)
};

static const char *const audit_cause_texts[] = {
	[CMIS_CAUSE_NONE] = "none",
	[CMIS_CAUSE_VERB] = "verb",
	[CMIS_CAUSE_STEP] = "step",
	[CMIS_CAUSE_REVERT] = "revert",
	[CMIS_CAUSE_REPAIR] = "repair",
	[CMIS_CAUSE_RAW] = "raw",
	[CMIS_CAUSE_FLASH] = "flash",
	[CMIS_CAUSE_QUERY] = "query",
};

const struct ctl_names ctl_audit_cause_names = {
	audit_cause_texts, ARRAY_SIZE(audit_cause_texts)
};

static const char *const loopback_component_texts[] = {
	[CMIS_LOOPBACK_COMPONENT_MAC] = "mac",
	[CMIS_LOOPBACK_COMPONENT_PHY] = "phy",
	[CMIS_LOOPBACK_COMPONENT_MODULE] = "module",
};

const struct ctl_names ctl_loopback_component_names = {
	loopback_component_texts, ARRAY_SIZE(loopback_component_texts)
};

static const char *const loopback_direction_texts[] = {
	[CMIS_LOOPBACK_DIRECTION_LOCAL] = "local",
	[CMIS_LOOPBACK_DIRECTION_REMOTE] = "remote",
};

const struct ctl_names ctl_loopback_direction_names = {
	loopback_direction_texts, ARRAY_SIZE(loopback_direction_texts)
};

static const char *const loopback_kind_texts[] = {
	[CMIS_LOOPBACK_KIND_MEDIA_OUTPUT] = "media-output",
	[CMIS_LOOPBACK_KIND_MEDIA_INPUT] = "media-input",
	[CMIS_LOOPBACK_KIND_HOST_OUTPUT] = "host-output",
	[CMIS_LOOPBACK_KIND_HOST_INPUT] = "host-input",
};

const struct ctl_names ctl_loopback_kind_names = {
	loopback_kind_texts, ARRAY_SIZE(loopback_kind_texts)
};

static const char *const test_pattern_texts[] = {
	[CMIS_TEST_PATTERN_OFF] = "off",
	[CMIS_TEST_PATTERN_PRBS7] = "prbs7",
	[CMIS_TEST_PATTERN_PRBS9] = "prbs9",
	[CMIS_TEST_PATTERN_PRBS11] = "prbs11",
	[CMIS_TEST_PATTERN_PRBS13] = "prbs13",
	[CMIS_TEST_PATTERN_PRBS15] = "prbs15",
	[CMIS_TEST_PATTERN_PRBS23] = "prbs23",
	[CMIS_TEST_PATTERN_PRBS31] = "prbs31",
	[CMIS_TEST_PATTERN_SSPRQ] = "ssprq",
	[CMIS_TEST_PATTERN_PRBS13Q] = "prbs13q",
	[CMIS_TEST_PATTERN_PRBS31Q] = "prbs31q",
	[CMIS_TEST_PATTERN_SQUARE] = "square",
	[CMIS_TEST_PATTERN_PRBS7Q] = "prbs7q",
	[CMIS_TEST_PATTERN_PRBS9Q] = "prbs9q",
	[CMIS_TEST_PATTERN_PRBS15Q] = "prbs15q",
	[CMIS_TEST_PATTERN_PRBS23Q] = "prbs23q",
	[CMIS_TEST_PATTERN_CUSTOM] = "custom",
	[CMIS_TEST_PATTERN_USER] = "user",
};

const struct ctl_names ctl_test_pattern_names = {
	test_pattern_texts, ARRAY_SIZE(test_pattern_texts)
};

static const char *const test_action_texts[] = {
	[CMIS_TEST_ACTION_START] = "start",
	[CMIS_TEST_ACTION_STOP] = "stop",
	[CMIS_TEST_ACTION_CLEAR] = "clear",
};

const struct ctl_names ctl_test_action_names = {
	test_action_texts, ARRAY_SIZE(test_action_texts)
};

static const char *const test_state_texts[] = {
	[CMIS_TEST_STATE_OFF] = "off",
	[CMIS_TEST_STATE_RUNNING] = "running",
	[CMIS_TEST_STATE_ENDED] = "ended",
};

const struct ctl_names ctl_test_state_names = {
	test_state_texts, ARRAY_SIZE(test_state_texts)
};

static const char *const module_action_texts[] = {
	[CMIS_MODULE_ACTION_RESET] = "reset",
	[CMIS_MODULE_ACTION_LOW_POWER] = "low-power",
	[CMIS_MODULE_ACTION_HIGH_POWER] = "high-power",
};

const struct ctl_names ctl_module_action_names = {
	module_action_texts, ARRAY_SIZE(module_action_texts)
};

static const char *const verdict_texts[] = {
	[CMIS_VERDICT_UNKNOWN] = "unknown",
	[CMIS_VERDICT_HOST] = "host",
	[CMIS_VERDICT_MODULE] = "module",
	[CMIS_VERDICT_LINE] = "line",
	[CMIS_VERDICT_POWER_THERMAL] = "power-thermal",
	[CMIS_VERDICT_OPERATOR] = "operator",
	[CMIS_VERDICT_COMMON_CAUSE] = "common-cause",
};

const struct ctl_names ctl_verdict_names = {
	verdict_texts, ARRAY_SIZE(verdict_texts)
};

static const char *const verdict_detail_texts[] = {
	[CMIS_DETAIL_NONE] = "none",
	[CMIS_DETAIL_ADMIN_DOWN] = "admin-down",
	[CMIS_DETAIL_LOW_POWER] = "low-power",
	[CMIS_DETAIL_RESET] = "reset",
	[CMIS_DETAIL_DEINIT] = "deinit",
	[CMIS_DETAIL_REMOVED] = "removed",
	[CMIS_DETAIL_POWER] = "power",
	[CMIS_DETAIL_FAR_OR_LINE] = "far-or-line",
	[CMIS_DETAIL_HOST] = "host",
	[CMIS_DETAIL_CABLE] = "cable",
	[CMIS_DETAIL_SUPPLY] = "supply",
	[CMIS_DETAIL_HEAT] = "heat",
	[CMIS_DETAIL_LASER] = "laser",
	[CMIS_DETAIL_DATAPATH] = "datapath",
	[CMIS_DETAIL_FIRMWARE] = "firmware",
	[CMIS_DETAIL_DEAD] = "dead",
	[CMIS_DETAIL_DSP] = "dsp",
	[CMIS_DETAIL_SIGNAL] = "signal",
	[CMIS_DETAIL_DARK] = "dark",
	[CMIS_DETAIL_DIM] = "dim",
	[CMIS_DETAIL_EYE] = "eye",
	[CMIS_DETAIL_ERRORS] = "errors",
};

const struct ctl_names ctl_verdict_detail_names = {
	verdict_detail_texts, ARRAY_SIZE(verdict_detail_texts)
};

static const char *const advice_texts[] = {
	[CMIS_ADVICE_NONE] = "none",
	[CMIS_ADVICE_CLEAN] = "clean",
	[CMIS_ADVICE_RESEAT] = "reseat",
	[CMIS_ADVICE_SWAP_THIS_END] = "swap-this-end",
	[CMIS_ADVICE_SWAP_FAR_END] = "swap-far-end",
	[CMIS_ADVICE_CHECK_FAR_END] = "check-far-end",
	[CMIS_ADVICE_CHECK_HOST] = "check-host",
	[CMIS_ADVICE_CHECK_COOLING] = "check-cooling",
	[CMIS_ADVICE_CHECK_POWER] = "check-power",
	[CMIS_ADVICE_LOOK_AT_SWITCH] = "look-at-switch",
	[CMIS_ADVICE_WATCH] = "watch",
};

const struct ctl_names ctl_advice_names = {
	advice_texts, ARRAY_SIZE(advice_texts)
};

static const char *const verdict_stage_texts[] = {
	[CMIS_STAGE_FIRST] = "first",
	[CMIS_STAGE_FINAL] = "final",
};

const struct ctl_names ctl_verdict_stage_names = {
	verdict_stage_texts, ARRAY_SIZE(verdict_stage_texts)
};

static const char *const trend_window_texts[] = {
	[CMIS_WINDOW_10MIN] = "10min",
	[CMIS_WINDOW_6H] = "6h",
	[CMIS_WINDOW_7D] = "7d",
	[CMIS_WINDOW_128D] = "128d",
};

const struct ctl_names ctl_trend_window_names = {
	trend_window_texts, ARRAY_SIZE(trend_window_texts)
};

static_assert(CMIS_A_PROPERTIES_MAX < 64, "have is 64 bits");

static const struct ctl_field properties_fields[] = {
	[CMIS_A_PROPERTIES_FIBER_FACE] = {
		.name = "fiber-face",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, fiber_face),
		.size = sizeof(((struct ctl_properties *)0)->fiber_face),
	},
	[CMIS_A_PROPERTIES_FIBER_FACE_NAME] = {
		.name = "fiber-face-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_properties, fiber_face_name),
		.size = sizeof(((struct ctl_properties *)0)->fiber_face_name),
	},
	[CMIS_A_PROPERTIES_HEAT_SINK] = {
		.name = "heat-sink",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, heat_sink),
		.size = sizeof(((struct ctl_properties *)0)->heat_sink),
	},
	[CMIS_A_PROPERTIES_HEAT_SINK_NAME] = {
		.name = "heat-sink-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_properties, heat_sink_name),
		.size = sizeof(((struct ctl_properties *)0)->heat_sink_name),
	},
	[CMIS_A_PROPERTIES_LOW_POWER_MISSING] = {
		.name = "low-power-missing",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, low_power_missing),
		.size = sizeof(((struct ctl_properties *)0)->low_power_missing),
	},
	[CMIS_A_PROPERTIES_FLIPPED_TX] = {
		.name = "flipped-tx",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, flipped_tx),
		.size = sizeof(((struct ctl_properties *)0)->flipped_tx),
	},
	[CMIS_A_PROPERTIES_FLIPPED_RX] = {
		.name = "flipped-rx",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, flipped_rx),
		.size = sizeof(((struct ctl_properties *)0)->flipped_rx),
	},
	[CMIS_A_PROPERTIES_DP_INIT_MS] = {
		.name = "dp-init-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, dp_init_ms),
		.size = sizeof(((struct ctl_properties *)0)->dp_init_ms),
	},
	[CMIS_A_PROPERTIES_DP_DEINIT_MS] = {
		.name = "dp-deinit-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, dp_deinit_ms),
		.size = sizeof(((struct ctl_properties *)0)->dp_deinit_ms),
	},
	[CMIS_A_PROPERTIES_TX_TURN_ON_MS] = {
		.name = "tx-turn-on-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, tx_turn_on_ms),
		.size = sizeof(((struct ctl_properties *)0)->tx_turn_on_ms),
	},
	[CMIS_A_PROPERTIES_TX_TURN_OFF_MS] = {
		.name = "tx-turn-off-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, tx_turn_off_ms),
		.size = sizeof(((struct ctl_properties *)0)->tx_turn_off_ms),
	},
	[CMIS_A_PROPERTIES_POWER_UP_MS] = {
		.name = "power-up-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, power_up_ms),
		.size = sizeof(((struct ctl_properties *)0)->power_up_ms),
	},
	[CMIS_A_PROPERTIES_POWER_DOWN_MS] = {
		.name = "power-down-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_properties, power_down_ms),
		.size = sizeof(((struct ctl_properties *)0)->power_down_ms),
	},
};

const struct ctl_layout ctl_properties_layout = {
	.fields = properties_fields,
	.max = ARRAY_SIZE(properties_fields) - 1,
	.size = sizeof(struct ctl_properties),
	.required = 0,
};

static_assert(CMIS_A_LENGTHS_MAX < 64, "have is 64 bits");

static const struct ctl_field lengths_fields[] = {
	[CMIS_A_LENGTHS_CABLE_MM] = {
		.name = "cable-mm",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lengths, cable_mm),
		.size = sizeof(((struct ctl_lengths *)0)->cable_mm),
	},
	[CMIS_A_LENGTHS_SMF_M] = {
		.name = "smf-m",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lengths, smf_m),
		.size = sizeof(((struct ctl_lengths *)0)->smf_m),
	},
	[CMIS_A_LENGTHS_OM5_M] = {
		.name = "om5-m",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lengths, om5_m),
		.size = sizeof(((struct ctl_lengths *)0)->om5_m),
	},
	[CMIS_A_LENGTHS_OM4_M] = {
		.name = "om4-m",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lengths, om4_m),
		.size = sizeof(((struct ctl_lengths *)0)->om4_m),
	},
	[CMIS_A_LENGTHS_OM3_M] = {
		.name = "om3-m",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lengths, om3_m),
		.size = sizeof(((struct ctl_lengths *)0)->om3_m),
	},
	[CMIS_A_LENGTHS_OM2_M] = {
		.name = "om2-m",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lengths, om2_m),
		.size = sizeof(((struct ctl_lengths *)0)->om2_m),
	},
};

const struct ctl_layout ctl_lengths_layout = {
	.fields = lengths_fields,
	.max = ARRAY_SIZE(lengths_fields) - 1,
	.size = sizeof(struct ctl_lengths),
	.required = 0,
};

static_assert(CMIS_A_COUNTERS_MAX < 64, "have is 64 bits");

static const struct ctl_field counters_fields[] = {
	[CMIS_A_COUNTERS_TRANSFERS] = {
		.name = "transfers",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, transfers),
		.size = sizeof(((struct ctl_counters *)0)->transfers),
	},
	[CMIS_A_COUNTERS_READ_BYTES] = {
		.name = "read-bytes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, read_bytes),
		.size = sizeof(((struct ctl_counters *)0)->read_bytes),
	},
	[CMIS_A_COUNTERS_WRITE_BYTES] = {
		.name = "write-bytes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, write_bytes),
		.size = sizeof(((struct ctl_counters *)0)->write_bytes),
	},
	[CMIS_A_COUNTERS_SELECTS] = {
		.name = "selects",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, selects),
		.size = sizeof(((struct ctl_counters *)0)->selects),
	},
	[CMIS_A_COUNTERS_BUS_US] = {
		.name = "bus-us",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, bus_us),
		.size = sizeof(((struct ctl_counters *)0)->bus_us),
	},
	[CMIS_A_COUNTERS_LOCK_US] = {
		.name = "lock-us",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, lock_us),
		.size = sizeof(((struct ctl_counters *)0)->lock_us),
	},
	[CMIS_A_COUNTERS_RETRIES] = {
		.name = "retries",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, retries),
		.size = sizeof(((struct ctl_counters *)0)->retries),
	},
	[CMIS_A_COUNTERS_ERRORS] = {
		.name = "errors",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, errors),
		.size = sizeof(((struct ctl_counters *)0)->errors),
	},
	[CMIS_A_COUNTERS_FREEZE_TIMEOUTS] = {
		.name = "freeze-timeouts",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, freeze_timeouts),
		.size = sizeof(((struct ctl_counters *)0)->freeze_timeouts),
	},
	[CMIS_A_COUNTERS_SKIPPED_SWEEPS] = {
		.name = "skipped-sweeps",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_counters, skipped_sweeps),
		.size = sizeof(((struct ctl_counters *)0)->skipped_sweeps),
	},
	[CMIS_A_COUNTERS_ALERTS_ACTIVE] = {
		.name = "alerts-active",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_counters, alerts_active),
		.size = sizeof(((struct ctl_counters *)0)->alerts_active),
	},
	[CMIS_A_COUNTERS_ALERTS_RAISED] = {
		.name = "alerts-raised",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_counters, alerts_raised),
		.size = sizeof(((struct ctl_counters *)0)->alerts_raised),
	},
	[CMIS_A_COUNTERS_ALERTS_REJECTED] = {
		.name = "alerts-rejected",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_counters, alerts_rejected),
		.size = sizeof(((struct ctl_counters *)0)->alerts_rejected),
	},
	[CMIS_A_COUNTERS_ALERTS_MERGED] = {
		.name = "alerts-merged",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_counters, alerts_merged),
		.size = sizeof(((struct ctl_counters *)0)->alerts_merged),
	},
};

const struct ctl_layout ctl_counters_layout = {
	.fields = counters_fields,
	.max = ARRAY_SIZE(counters_fields) - 1,
	.size = sizeof(struct ctl_counters),
	.required = 0,
};

static_assert(CMIS_A_NIC_MAX < 64, "have is 64 bits");

static const struct ctl_field nic_fields[] = {
	[CMIS_A_NIC_CARRIER] = {
		.name = "carrier",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_nic, carrier),
		.size = sizeof(((struct ctl_nic *)0)->carrier),
	},
	[CMIS_A_NIC_CARRIER_CHANGES] = {
		.name = "carrier-changes",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_nic, carrier_changes),
		.size = sizeof(((struct ctl_nic *)0)->carrier_changes),
	},
	[CMIS_A_NIC_LINK_REASON] = {
		.name = "link-reason",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_nic, link_reason),
		.size = sizeof(((struct ctl_nic *)0)->link_reason),
	},
	[CMIS_A_NIC_FEC_CORRECTED] = {
		.name = "fec-corrected",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_nic, fec_corrected),
		.size = sizeof(((struct ctl_nic *)0)->fec_corrected),
	},
	[CMIS_A_NIC_FEC_UNCORRECTABLE] = {
		.name = "fec-uncorrectable",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_nic, fec_uncorrectable),
		.size = sizeof(((struct ctl_nic *)0)->fec_uncorrectable),
	},
	[CMIS_A_NIC_FEC_CORRECTED_BITS] = {
		.name = "fec-corrected-bits",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_nic, fec_corrected_bits),
		.size = sizeof(((struct ctl_nic *)0)->fec_corrected_bits),
	},
	[CMIS_A_NIC_AGE_MS] = {
		.name = "age-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_nic, age_ms),
		.size = sizeof(((struct ctl_nic *)0)->age_ms),
	},
};

const struct ctl_layout ctl_nic_layout = {
	.fields = nic_fields,
	.max = ARRAY_SIZE(nic_fields) - 1,
	.size = sizeof(struct ctl_nic),
	.required = 0,
};

static_assert(CMIS_A_CAGE_MAX < 64, "have is 64 bits");

static const struct ctl_field cage_fields[] = {
	[CMIS_A_CAGE_ID] = {
		.name = "id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, id),
		.size = sizeof(((struct ctl_cage *)0)->id),
	},
	[CMIS_A_CAGE_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, name),
		.size = sizeof(((struct ctl_cage *)0)->name),
	},
	[CMIS_A_CAGE_LABEL] = {
		.name = "label",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, label),
		.size = sizeof(((struct ctl_cage *)0)->label),
	},
	[CMIS_A_CAGE_STATUS] = {
		.name = "status",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_cage, status),
		.size = sizeof(((struct ctl_cage *)0)->status),
		.names = &ctl_cage_state_names,
	},
	[CMIS_A_CAGE_ERROR] = {
		.name = "error",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, error),
		.size = sizeof(((struct ctl_cage *)0)->error),
	},
	[CMIS_A_CAGE_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, generation),
		.size = sizeof(((struct ctl_cage *)0)->generation),
	},
	[CMIS_A_CAGE_NETDEV] = {
		.name = "netdev",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, netdev),
		.size = sizeof(((struct ctl_cage *)0)->netdev),
	},
	[CMIS_A_CAGE_THERMAL_PERIOD_MS] = {
		.name = "thermal-period-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, thermal_period_ms),
		.size = sizeof(((struct ctl_cage *)0)->thermal_period_ms),
	},
	[CMIS_A_CAGE_LANES_PERIOD_MS] = {
		.name = "lanes-period-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, lanes_period_ms),
		.size = sizeof(((struct ctl_cage *)0)->lanes_period_ms),
	},
	[CMIS_A_CAGE_STALE_SWEEPS] = {
		.name = "stale-sweeps",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, stale_sweeps),
		.size = sizeof(((struct ctl_cage *)0)->stale_sweeps),
	},
	[CMIS_A_CAGE_IDENTIFIER] = {
		.name = "identifier",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, identifier),
		.size = sizeof(((struct ctl_cage *)0)->identifier),
	},
	[CMIS_A_CAGE_IDENTIFIER_NAME] = {
		.name = "identifier-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, identifier_name),
		.size = sizeof(((struct ctl_cage *)0)->identifier_name),
	},
	[CMIS_A_CAGE_CMIS_REVISION] = {
		.name = "cmis-revision",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, cmis_revision),
		.size = sizeof(((struct ctl_cage *)0)->cmis_revision),
	},
	[CMIS_A_CAGE_MODULE_STATE] = {
		.name = "module-state",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, module_state),
		.size = sizeof(((struct ctl_cage *)0)->module_state),
	},
	[CMIS_A_CAGE_MODULE_STATE_NAME] = {
		.name = "module-state-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, module_state_name),
		.size = sizeof(((struct ctl_cage *)0)->module_state_name),
	},
	[CMIS_A_CAGE_VENDOR_NAME] = {
		.name = "vendor-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, vendor_name),
		.size = sizeof(((struct ctl_cage *)0)->vendor_name),
	},
	[CMIS_A_CAGE_VENDOR_OUI] = {
		.name = "vendor-oui",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, vendor_oui),
		.size = sizeof(((struct ctl_cage *)0)->vendor_oui),
	},
	[CMIS_A_CAGE_VENDOR_PN] = {
		.name = "vendor-pn",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, vendor_pn),
		.size = sizeof(((struct ctl_cage *)0)->vendor_pn),
	},
	[CMIS_A_CAGE_VENDOR_REV] = {
		.name = "vendor-rev",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, vendor_rev),
		.size = sizeof(((struct ctl_cage *)0)->vendor_rev),
	},
	[CMIS_A_CAGE_VENDOR_SN] = {
		.name = "vendor-sn",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, vendor_sn),
		.size = sizeof(((struct ctl_cage *)0)->vendor_sn),
	},
	[CMIS_A_CAGE_DATE_CODE] = {
		.name = "date-code",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, date_code),
		.size = sizeof(((struct ctl_cage *)0)->date_code),
	},
	[CMIS_A_CAGE_FIRMWARE] = {
		.name = "firmware",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, firmware),
		.size = sizeof(((struct ctl_cage *)0)->firmware),
	},
	[CMIS_A_CAGE_LANES] = {
		.name = "lanes",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, lanes),
		.size = sizeof(((struct ctl_cage *)0)->lanes),
	},
	[CMIS_A_CAGE_EVENT] = {
		.name = "event",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_cage, event),
		.size = sizeof(((struct ctl_cage *)0)->event),
		.names = &ctl_module_event_names,
	},
	[CMIS_A_CAGE_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_cage, sequence),
		.size = sizeof(((struct ctl_cage *)0)->sequence),
	},
	[CMIS_A_CAGE_TIME_NS] = {
		.name = "time-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_cage, time_ns),
		.size = sizeof(((struct ctl_cage *)0)->time_ns),
	},
	[CMIS_A_CAGE_VDM_PERIOD_MS] = {
		.name = "vdm-period-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, vdm_period_ms),
		.size = sizeof(((struct ctl_cage *)0)->vdm_period_ms),
	},
	[CMIS_A_CAGE_DIAGNOSTICS] = {
		.name = "diagnostics",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, diagnostics),
		.size = sizeof(((struct ctl_cage *)0)->diagnostics),
	},
	[CMIS_A_CAGE_STATISTICS] = {
		.name = "statistics",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, statistics),
		.size = sizeof(((struct ctl_cage *)0)->statistics),
	},
	[CMIS_A_CAGE_STATIC_PERIOD_MS] = {
		.name = "static-period-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, static_period_ms),
		.size = sizeof(((struct ctl_cage *)0)->static_period_ms),
	},
	[CMIS_A_CAGE_RX_POWER] = {
		.name = "rx-power",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_cage, rx_power),
		.size = sizeof(((struct ctl_cage *)0)->rx_power),
		.names = &ctl_rx_power_names,
	},
	[CMIS_A_CAGE_APPLICATION] = {
		.name = "application",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, application),
		.size = sizeof(((struct ctl_cage *)0)->application),
	},
	[CMIS_A_CAGE_HOST_INTERFACE] = {
		.name = "host-interface",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, host_interface),
		.size = sizeof(((struct ctl_cage *)0)->host_interface),
	},
	[CMIS_A_CAGE_HOST_INTERFACE_NAME] = {
		.name = "host-interface-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, host_interface_name),
		.size = sizeof(((struct ctl_cage *)0)->host_interface_name),
	},
	[CMIS_A_CAGE_MEDIA_INTERFACE] = {
		.name = "media-interface",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, media_interface),
		.size = sizeof(((struct ctl_cage *)0)->media_interface),
	},
	[CMIS_A_CAGE_MEDIA_INTERFACE_NAME] = {
		.name = "media-interface-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, media_interface_name),
		.size = sizeof(((struct ctl_cage *)0)->media_interface_name),
	},
	[CMIS_A_CAGE_MEDIA_TECHNOLOGY] = {
		.name = "media-technology",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, media_technology),
		.size = sizeof(((struct ctl_cage *)0)->media_technology),
	},
	[CMIS_A_CAGE_MEDIA_TECHNOLOGY_NAME] = {
		.name = "media-technology-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, media_technology_name),
		.size = sizeof(((struct ctl_cage *)0)->media_technology_name),
	},
	[CMIS_A_CAGE_CONNECTOR] = {
		.name = "connector",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, connector),
		.size = sizeof(((struct ctl_cage *)0)->connector),
	},
	[CMIS_A_CAGE_CONNECTOR_NAME] = {
		.name = "connector-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, connector_name),
		.size = sizeof(((struct ctl_cage *)0)->connector_name),
	},
	[CMIS_A_CAGE_POWER_CLASS] = {
		.name = "power-class",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, power_class),
		.size = sizeof(((struct ctl_cage *)0)->power_class),
	},
	[CMIS_A_CAGE_MAX_POWER_MW] = {
		.name = "max-power-mw",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, max_power_mw),
		.size = sizeof(((struct ctl_cage *)0)->max_power_mw),
	},
	[CMIS_A_CAGE_HARDWARE] = {
		.name = "hardware",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, hardware),
		.size = sizeof(((struct ctl_cage *)0)->hardware),
	},
	[CMIS_A_CAGE_INACTIVE_FIRMWARE] = {
		.name = "inactive-firmware",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, inactive_firmware),
		.size = sizeof(((struct ctl_cage *)0)->inactive_firmware),
	},
	[CMIS_A_CAGE_WAVELENGTH_PM] = {
		.name = "wavelength-pm",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, wavelength_pm),
		.size = sizeof(((struct ctl_cage *)0)->wavelength_pm),
	},
	[CMIS_A_CAGE_FAULT_CAUSE] = {
		.name = "fault-cause",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, fault_cause),
		.size = sizeof(((struct ctl_cage *)0)->fault_cause),
	},
	[CMIS_A_CAGE_FAULT_CAUSE_NAME] = {
		.name = "fault-cause-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_cage, fault_cause_name),
		.size = sizeof(((struct ctl_cage *)0)->fault_cause_name),
	},
	[CMIS_A_CAGE_SAMPLE_AGE_MS] = {
		.name = "sample-age-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, sample_age_ms),
		.size = sizeof(((struct ctl_cage *)0)->sample_age_ms),
	},
	[CMIS_A_CAGE_LENGTHS] = {
		.name = "lengths",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_cage, lengths),
		.size = sizeof(((struct ctl_cage *)0)->lengths),
		.nested = &ctl_lengths_layout,
	},
	[CMIS_A_CAGE_COUNTERS] = {
		.name = "counters",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_cage, counters),
		.size = sizeof(((struct ctl_cage *)0)->counters),
		.nested = &ctl_counters_layout,
	},
	[CMIS_A_CAGE_MANAGEMENT] = {
		.name = "management",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_cage, management),
		.size = sizeof(((struct ctl_cage *)0)->management),
		.names = &ctl_management_names,
	},
	[CMIS_A_CAGE_MANAGER] = {
		.name = "manager",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_cage, manager),
		.size = sizeof(((struct ctl_cage *)0)->manager),
		.names = &ctl_manager_names,
	},
	[CMIS_A_CAGE_CONTRADICTIONS] = {
		.name = "contradictions",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_cage, contradictions),
		.size = sizeof(((struct ctl_cage *)0)->contradictions),
		.names = &ctl_contradiction_names,
	},
	[CMIS_A_CAGE_PROPERTIES] = {
		.name = "properties",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_cage, properties),
		.size = sizeof(((struct ctl_cage *)0)->properties),
		.nested = &ctl_properties_layout,
	},
	[CMIS_A_CAGE_NIC] = {
		.name = "nic",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_cage, nic),
		.size = sizeof(((struct ctl_cage *)0)->nic),
		.nested = &ctl_nic_layout,
	},
	[CMIS_A_CAGE_POWER_LIMIT_MW] = {
		.name = "power-limit-mw",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, power_limit_mw),
		.size = sizeof(((struct ctl_cage *)0)->power_limit_mw),
	},
	[CMIS_A_CAGE_LIGHT_SOURCE] = {
		.name = "light-source",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_cage, light_source),
		.size = sizeof(((struct ctl_cage *)0)->light_source),
	},
};

const struct ctl_layout ctl_cage_layout = {
	.fields = cage_fields,
	.max = ARRAY_SIZE(cage_fields) - 1,
	.size = sizeof(struct ctl_cage),
	.required = CTL_BIT(CMIS_A_CAGE_ID) |
		    CTL_BIT(CMIS_A_CAGE_NAME) |
		    CTL_BIT(CMIS_A_CAGE_STATUS),
};

static_assert(CMIS_A_NUMBER_MAX < 64, "have is 64 bits");

static const struct ctl_field number_fields[] = {
	[CMIS_A_NUMBER_MANTISSA] = {
		.name = "mantissa",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_number, mantissa),
		.size = sizeof(((struct ctl_number *)0)->mantissa),
	},
	[CMIS_A_NUMBER_EXPONENT] = {
		.name = "exponent",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_number, exponent),
		.size = sizeof(((struct ctl_number *)0)->exponent),
	},
};

const struct ctl_layout ctl_number_layout = {
	.fields = number_fields,
	.max = ARRAY_SIZE(number_fields) - 1,
	.size = sizeof(struct ctl_number),
	.required = CTL_BIT(CMIS_A_NUMBER_MANTISSA) |
		    CTL_BIT(CMIS_A_NUMBER_EXPONENT),
};

static_assert(CMIS_A_LIMITS_MAX < 64, "have is 64 bits");

static const struct ctl_field limits_fields[] = {
	[CMIS_A_LIMITS_HIGH_ALARM] = {
		.name = "high-alarm",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_limits, high_alarm),
		.size = sizeof(((struct ctl_limits *)0)->high_alarm),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_LIMITS_LOW_ALARM] = {
		.name = "low-alarm",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_limits, low_alarm),
		.size = sizeof(((struct ctl_limits *)0)->low_alarm),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_LIMITS_HIGH_WARNING] = {
		.name = "high-warning",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_limits, high_warning),
		.size = sizeof(((struct ctl_limits *)0)->high_warning),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_LIMITS_LOW_WARNING] = {
		.name = "low-warning",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_limits, low_warning),
		.size = sizeof(((struct ctl_limits *)0)->low_warning),
		.nested = &ctl_number_layout,
	},
};

const struct ctl_layout ctl_limits_layout = {
	.fields = limits_fields,
	.max = ARRAY_SIZE(limits_fields) - 1,
	.size = sizeof(struct ctl_limits),
	.required = 0,
};

static_assert(CMIS_A_HITS_MAX < 64, "have is 64 bits");

static const struct ctl_field hits_fields[] = {
	[CMIS_A_HITS_HIGH_ALARM] = {
		.name = "high-alarm",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_hits, high_alarm),
		.size = sizeof(((struct ctl_hits *)0)->high_alarm),
	},
	[CMIS_A_HITS_LOW_ALARM] = {
		.name = "low-alarm",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_hits, low_alarm),
		.size = sizeof(((struct ctl_hits *)0)->low_alarm),
	},
	[CMIS_A_HITS_HIGH_WARNING] = {
		.name = "high-warning",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_hits, high_warning),
		.size = sizeof(((struct ctl_hits *)0)->high_warning),
	},
	[CMIS_A_HITS_LOW_WARNING] = {
		.name = "low-warning",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_hits, low_warning),
		.size = sizeof(((struct ctl_hits *)0)->low_warning),
	},
};

const struct ctl_layout ctl_hits_layout = {
	.fields = hits_fields,
	.max = ARRAY_SIZE(hits_fields) - 1,
	.size = sizeof(struct ctl_hits),
	.required = 0,
};

static_assert(CMIS_A_MONITOR_MAX < 64, "have is 64 bits");

static const struct ctl_field monitor_fields[] = {
	[CMIS_A_MONITOR_TYPE] = {
		.name = "type",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, type),
		.size = sizeof(((struct ctl_monitor *)0)->type),
	},
	[CMIS_A_MONITOR_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_monitor, name),
		.size = sizeof(((struct ctl_monitor *)0)->name),
	},
	[CMIS_A_MONITOR_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_monitor, side),
		.size = sizeof(((struct ctl_monitor *)0)->side),
		.names = &ctl_side_names,
	},
	[CMIS_A_MONITOR_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, lane),
		.size = sizeof(((struct ctl_monitor *)0)->lane),
	},
	[CMIS_A_MONITOR_UNIT] = {
		.name = "unit",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_monitor, unit),
		.size = sizeof(((struct ctl_monitor *)0)->unit),
		.names = &ctl_unit_names,
	},
	[CMIS_A_MONITOR_STATISTIC] = {
		.name = "statistic",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, statistic),
		.size = sizeof(((struct ctl_monitor *)0)->statistic),
	},
};

const struct ctl_layout ctl_monitor_layout = {
	.fields = monitor_fields,
	.max = ARRAY_SIZE(monitor_fields) - 1,
	.size = sizeof(struct ctl_monitor),
	.required = CTL_BIT(CMIS_A_MONITOR_TYPE),
};

static_assert(CMIS_A_READING_MAX < 64, "have is 64 bits");

static const struct ctl_field reading_fields[] = {
	[CMIS_A_READING_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_reading, cage_id),
		.size = sizeof(((struct ctl_reading *)0)->cage_id),
	},
	[CMIS_A_READING_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_reading, generation),
		.size = sizeof(((struct ctl_reading *)0)->generation),
	},
	[CMIS_A_READING_MONITOR] = {
		.name = "monitor",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_reading, monitor),
		.size = sizeof(((struct ctl_reading *)0)->monitor),
		.nested = &ctl_monitor_layout,
	},
	[CMIS_A_READING_VALUE] = {
		.name = "value",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_reading, value),
		.size = sizeof(((struct ctl_reading *)0)->value),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_READING_RAW] = {
		.name = "raw",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_reading, raw),
		.size = sizeof(((struct ctl_reading *)0)->raw),
	},
	[CMIS_A_READING_ERROR] = {
		.name = "error",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_reading, error),
		.size = sizeof(((struct ctl_reading *)0)->error),
	},
	[CMIS_A_READING_LEVELS] = {
		.name = "levels",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_reading, levels),
		.size = sizeof(((struct ctl_reading *)0)->levels),
		.names = &ctl_level_names,
	},
	[CMIS_A_READING_LIMITS] = {
		.name = "limits",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_reading, limits),
		.size = sizeof(((struct ctl_reading *)0)->limits),
		.nested = &ctl_limits_layout,
	},
	[CMIS_A_READING_HITS] = {
		.name = "hits",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_reading, hits),
		.size = sizeof(((struct ctl_reading *)0)->hits),
		.nested = &ctl_hits_layout,
	},
	[CMIS_A_READING_AGE_MS] = {
		.name = "age-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_reading, age_ms),
		.size = sizeof(((struct ctl_reading *)0)->age_ms),
	},
	[CMIS_A_READING_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_reading, sequence),
		.size = sizeof(((struct ctl_reading *)0)->sequence),
	},
	[CMIS_A_READING_OVERRIDDEN] = {
		.name = "overridden",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_reading, overridden),
		.size = sizeof(((struct ctl_reading *)0)->overridden),
		.names = &ctl_level_names,
	},
};

const struct ctl_layout ctl_reading_layout = {
	.fields = reading_fields,
	.max = ARRAY_SIZE(reading_fields) - 1,
	.size = sizeof(struct ctl_reading),
	.required = CTL_BIT(CMIS_A_READING_CAGE_ID) |
		    CTL_BIT(CMIS_A_READING_MONITOR),
};

static_assert(CMIS_A_LIMIT_MAX < 64, "have is 64 bits");

static const struct ctl_field limit_fields[] = {
	[CMIS_A_LIMIT_VENDOR_PN] = {
		.name = "vendor-pn",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_limit, vendor_pn),
		.size = sizeof(((struct ctl_limit *)0)->vendor_pn),
	},
	[CMIS_A_LIMIT_MONITOR] = {
		.name = "monitor",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_limit, monitor),
		.size = sizeof(((struct ctl_limit *)0)->monitor),
	},
	[CMIS_A_LIMIT_LEVEL] = {
		.name = "level",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_limit, level),
		.size = sizeof(((struct ctl_limit *)0)->level),
		.names = &ctl_level_names,
	},
	[CMIS_A_LIMIT_UNIT] = {
		.name = "unit",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_limit, unit),
		.size = sizeof(((struct ctl_limit *)0)->unit),
		.names = &ctl_unit_names,
	},
	[CMIS_A_LIMIT_VALUE] = {
		.name = "value",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_limit, value),
		.size = sizeof(((struct ctl_limit *)0)->value),
		.nested = &ctl_number_layout,
	},
};

const struct ctl_layout ctl_limit_layout = {
	.fields = limit_fields,
	.max = ARRAY_SIZE(limit_fields) - 1,
	.size = sizeof(struct ctl_limit),
	.required = CTL_BIT(CMIS_A_LIMIT_VENDOR_PN) |
		    CTL_BIT(CMIS_A_LIMIT_MONITOR) |
		    CTL_BIT(CMIS_A_LIMIT_LEVEL) |
		    CTL_BIT(CMIS_A_LIMIT_UNIT) |
		    CTL_BIT(CMIS_A_LIMIT_VALUE),
};

static_assert(CMIS_A_LANE_MAX < 64, "have is 64 bits");

static const struct ctl_field lane_fields[] = {
	[CMIS_A_LANE_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, cage_id),
		.size = sizeof(((struct ctl_lane *)0)->cage_id),
	},
	[CMIS_A_LANE_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, generation),
		.size = sizeof(((struct ctl_lane *)0)->generation),
	},
	[CMIS_A_LANE_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, lane),
		.size = sizeof(((struct ctl_lane *)0)->lane),
	},
	[CMIS_A_LANE_ERROR] = {
		.name = "error",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, error),
		.size = sizeof(((struct ctl_lane *)0)->error),
	},
	[CMIS_A_LANE_DATAPATH_STATE] = {
		.name = "datapath-state",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, datapath_state),
		.size = sizeof(((struct ctl_lane *)0)->datapath_state),
	},
	[CMIS_A_LANE_DATAPATH_STATE_NAME] = {
		.name = "datapath-state-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_lane, datapath_state_name),
		.size = sizeof(((struct ctl_lane *)0)->datapath_state_name),
	},
	[CMIS_A_LANE_APPLICATION] = {
		.name = "application",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, application),
		.size = sizeof(((struct ctl_lane *)0)->application),
	},
	[CMIS_A_LANE_DATAPATH_LANE] = {
		.name = "datapath-lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, datapath_lane),
		.size = sizeof(((struct ctl_lane *)0)->datapath_lane),
	},
	[CMIS_A_LANE_CONFIG_STATUS] = {
		.name = "config-status",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, config_status),
		.size = sizeof(((struct ctl_lane *)0)->config_status),
	},
	[CMIS_A_LANE_CONFIG_STATUS_NAME] = {
		.name = "config-status-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_lane, config_status_name),
		.size = sizeof(((struct ctl_lane *)0)->config_status_name),
	},
	[CMIS_A_LANE_FLAGS] = {
		.name = "flags",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_lane, flags),
		.size = sizeof(((struct ctl_lane *)0)->flags),
		.names = &ctl_lane_flag_names,
	},
	[CMIS_A_LANE_SUPPORTED_FLAGS] = {
		.name = "supported-flags",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_lane, supported_flags),
		.size = sizeof(((struct ctl_lane *)0)->supported_flags),
		.names = &ctl_lane_flag_names,
	},
	[CMIS_A_LANE_RX_OUTPUT_VALID] = {
		.name = "rx-output-valid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_output_valid),
		.size = sizeof(((struct ctl_lane *)0)->rx_output_valid),
	},
	[CMIS_A_LANE_TX_OUTPUT_VALID] = {
		.name = "tx-output-valid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_output_valid),
		.size = sizeof(((struct ctl_lane *)0)->tx_output_valid),
	},
	[CMIS_A_LANE_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_lane, sequence),
		.size = sizeof(((struct ctl_lane *)0)->sequence),
	},
	[CMIS_A_LANE_MEDIA_ERRORS] = {
		.name = "media-errors",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_lane, media_errors),
		.size = sizeof(((struct ctl_lane *)0)->media_errors),
	},
	[CMIS_A_LANE_MEDIA_BITS] = {
		.name = "media-bits",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_lane, media_bits),
		.size = sizeof(((struct ctl_lane *)0)->media_bits),
	},
	[CMIS_A_LANE_HOST_ERRORS] = {
		.name = "host-errors",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_lane, host_errors),
		.size = sizeof(((struct ctl_lane *)0)->host_errors),
	},
	[CMIS_A_LANE_HOST_BITS] = {
		.name = "host-bits",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_lane, host_bits),
		.size = sizeof(((struct ctl_lane *)0)->host_bits),
	},
	[CMIS_A_LANE_MEDIA_SYNC_LOST] = {
		.name = "media-sync-lost",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, media_sync_lost),
		.size = sizeof(((struct ctl_lane *)0)->media_sync_lost),
	},
	[CMIS_A_LANE_HOST_SYNC_LOST] = {
		.name = "host-sync-lost",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, host_sync_lost),
		.size = sizeof(((struct ctl_lane *)0)->host_sync_lost),
	},
	[CMIS_A_LANE_LASER_FREQUENCY_MHZ] = {
		.name = "laser-frequency-mhz",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_frequency_mhz),
		.size = sizeof(((struct ctl_lane *)0)->laser_frequency_mhz),
	},
	[CMIS_A_LANE_LASER_GRID_MHZ] = {
		.name = "laser-grid-mhz",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_grid_mhz),
		.size = sizeof(((struct ctl_lane *)0)->laser_grid_mhz),
	},
	[CMIS_A_LANE_LASER_CHANNEL] = {
		.name = "laser-channel",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_lane, laser_channel),
		.size = sizeof(((struct ctl_lane *)0)->laser_channel),
	},
	[CMIS_A_LANE_LASER_FINE_TUNING_MHZ] = {
		.name = "laser-fine-tuning-mhz",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_lane, laser_fine_tuning_mhz),
		.size = sizeof(((struct ctl_lane *)0)->laser_fine_tuning_mhz),
	},
	[CMIS_A_LANE_LASER_TARGET_POWER_MDBM] = {
		.name = "laser-target-power-mdbm",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_lane, laser_target_power_mdbm),
		.size = sizeof(((struct ctl_lane *)0)->laser_target_power_mdbm),
	},
	[CMIS_A_LANE_LASER_TUNING] = {
		.name = "laser-tuning",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_tuning),
		.size = sizeof(((struct ctl_lane *)0)->laser_tuning),
	},
	[CMIS_A_LANE_LASER_UNLOCKED] = {
		.name = "laser-unlocked",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_unlocked),
		.size = sizeof(((struct ctl_lane *)0)->laser_unlocked),
	},
	[CMIS_A_LANE_LASER_STATE] = {
		.name = "laser-state",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_state),
		.size = sizeof(((struct ctl_lane *)0)->laser_state),
	},
	[CMIS_A_LANE_LASER_STATE_NAME] = {
		.name = "laser-state-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_lane, laser_state_name),
		.size = sizeof(((struct ctl_lane *)0)->laser_state_name),
	},
	[CMIS_A_LANE_LASER_ENABLED] = {
		.name = "laser-enabled",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_enabled),
		.size = sizeof(((struct ctl_lane *)0)->laser_enabled),
	},
	[CMIS_A_LANE_LASER_FAULT] = {
		.name = "laser-fault",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_fault),
		.size = sizeof(((struct ctl_lane *)0)->laser_fault),
	},
	[CMIS_A_LANE_LASER_FAULT_NAME] = {
		.name = "laser-fault-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_lane, laser_fault_name),
		.size = sizeof(((struct ctl_lane *)0)->laser_fault_name),
	},
	[CMIS_A_LANE_LASER_WARNING] = {
		.name = "laser-warning",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_warning),
		.size = sizeof(((struct ctl_lane *)0)->laser_warning),
	},
	[CMIS_A_LANE_LASER_WARNING_NAME] = {
		.name = "laser-warning-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_lane, laser_warning_name),
		.size = sizeof(((struct ctl_lane *)0)->laser_warning_name),
	},
	[CMIS_A_LANE_LASER_FIBER] = {
		.name = "laser-fiber",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_fiber),
		.size = sizeof(((struct ctl_lane *)0)->laser_fiber),
	},
	[CMIS_A_LANE_LASER_FIBER_CHECKED] = {
		.name = "laser-fiber-checked",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, laser_fiber_checked),
		.size = sizeof(((struct ctl_lane *)0)->laser_fiber_checked),
	},
	[CMIS_A_LANE_DATAPATH_INIT_PENDING] = {
		.name = "datapath-init-pending",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, datapath_init_pending),
		.size = sizeof(((struct ctl_lane *)0)->datapath_init_pending),
	},
	[CMIS_A_LANE_SI_EXPLICIT] = {
		.name = "si-explicit",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, si_explicit),
		.size = sizeof(((struct ctl_lane *)0)->si_explicit),
	},
	[CMIS_A_LANE_TX_EQ_ADAPTIVE] = {
		.name = "tx-eq-adaptive",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_eq_adaptive),
		.size = sizeof(((struct ctl_lane *)0)->tx_eq_adaptive),
	},
	[CMIS_A_LANE_TX_EQ_DB] = {
		.name = "tx-eq-db",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_eq_db),
		.size = sizeof(((struct ctl_lane *)0)->tx_eq_db),
	},
	[CMIS_A_LANE_TX_EQ_RECALL] = {
		.name = "tx-eq-recall",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_eq_recall),
		.size = sizeof(((struct ctl_lane *)0)->tx_eq_recall),
	},
	[CMIS_A_LANE_TX_CDR] = {
		.name = "tx-cdr",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_cdr),
		.size = sizeof(((struct ctl_lane *)0)->tx_cdr),
	},
	[CMIS_A_LANE_RX_CDR] = {
		.name = "rx-cdr",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_cdr),
		.size = sizeof(((struct ctl_lane *)0)->rx_cdr),
	},
	[CMIS_A_LANE_RX_PRE_MDB] = {
		.name = "rx-pre-mdb",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_pre_mdb),
		.size = sizeof(((struct ctl_lane *)0)->rx_pre_mdb),
	},
	[CMIS_A_LANE_RX_POST_MDB] = {
		.name = "rx-post-mdb",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_post_mdb),
		.size = sizeof(((struct ctl_lane *)0)->rx_post_mdb),
	},
	[CMIS_A_LANE_RX_AMPLITUDE] = {
		.name = "rx-amplitude",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_amplitude),
		.size = sizeof(((struct ctl_lane *)0)->rx_amplitude),
	},
	[CMIS_A_LANE_TX_WAVELENGTH] = {
		.name = "tx-wavelength",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_wavelength),
		.size = sizeof(((struct ctl_lane *)0)->tx_wavelength),
	},
	[CMIS_A_LANE_TX_FIBER] = {
		.name = "tx-fiber",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, tx_fiber),
		.size = sizeof(((struct ctl_lane *)0)->tx_fiber),
	},
	[CMIS_A_LANE_RX_WAVELENGTH] = {
		.name = "rx-wavelength",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_wavelength),
		.size = sizeof(((struct ctl_lane *)0)->rx_wavelength),
	},
	[CMIS_A_LANE_RX_FIBER] = {
		.name = "rx-fiber",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_lane, rx_fiber),
		.size = sizeof(((struct ctl_lane *)0)->rx_fiber),
	},
};

const struct ctl_layout ctl_lane_layout = {
	.fields = lane_fields,
	.max = ARRAY_SIZE(lane_fields) - 1,
	.size = sizeof(struct ctl_lane),
	.required = CTL_BIT(CMIS_A_LANE_CAGE_ID) |
		    CTL_BIT(CMIS_A_LANE_LANE),
};

static_assert(CMIS_A_ALERT_MAX < 64, "have is 64 bits");

static const struct ctl_field alert_fields[] = {
	[CMIS_A_ALERT_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, cage_id),
		.size = sizeof(((struct ctl_alert *)0)->cage_id),
	},
	[CMIS_A_ALERT_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, generation),
		.size = sizeof(((struct ctl_alert *)0)->generation),
	},
	[CMIS_A_ALERT_KIND] = {
		.name = "kind",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, kind),
		.size = sizeof(((struct ctl_alert *)0)->kind),
		.names = &ctl_alert_kind_names,
	},
	[CMIS_A_ALERT_MONITOR] = {
		.name = "monitor",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, monitor),
		.size = sizeof(((struct ctl_alert *)0)->monitor),
		.nested = &ctl_monitor_layout,
	},
	[CMIS_A_ALERT_LEVEL] = {
		.name = "level",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_alert, level),
		.size = sizeof(((struct ctl_alert *)0)->level),
		.names = &ctl_level_names,
	},
	[CMIS_A_ALERT_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, side),
		.size = sizeof(((struct ctl_alert *)0)->side),
		.names = &ctl_side_names,
	},
	[CMIS_A_ALERT_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, lane),
		.size = sizeof(((struct ctl_alert *)0)->lane),
	},
	[CMIS_A_ALERT_CLASS] = {
		.name = "class",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, class),
		.size = sizeof(((struct ctl_alert *)0)->class),
		.names = &ctl_class_names,
	},
	[CMIS_A_ALERT_ACTIVE] = {
		.name = "active",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, active),
		.size = sizeof(((struct ctl_alert *)0)->active),
	},
	[CMIS_A_ALERT_HITS] = {
		.name = "hits",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, hits),
		.size = sizeof(((struct ctl_alert *)0)->hits),
	},
	[CMIS_A_ALERT_FIRST_RAISED_NS] = {
		.name = "first-raised-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_alert, first_raised_ns),
		.size = sizeof(((struct ctl_alert *)0)->first_raised_ns),
	},
	[CMIS_A_ALERT_LAST_RAISED_NS] = {
		.name = "last-raised-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_alert, last_raised_ns),
		.size = sizeof(((struct ctl_alert *)0)->last_raised_ns),
	},
	[CMIS_A_ALERT_LAST_CLEARED_NS] = {
		.name = "last-cleared-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_alert, last_cleared_ns),
		.size = sizeof(((struct ctl_alert *)0)->last_cleared_ns),
	},
	[CMIS_A_ALERT_VALUE] = {
		.name = "value",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, value),
		.size = sizeof(((struct ctl_alert *)0)->value),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_ALERT_THRESHOLD] = {
		.name = "threshold",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, threshold),
		.size = sizeof(((struct ctl_alert *)0)->threshold),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_ALERT_PAGE] = {
		.name = "page",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, page),
		.size = sizeof(((struct ctl_alert *)0)->page),
	},
	[CMIS_A_ALERT_ERROR] = {
		.name = "error",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, error),
		.size = sizeof(((struct ctl_alert *)0)->error),
	},
	[CMIS_A_ALERT_REASON] = {
		.name = "reason",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, reason),
		.size = sizeof(((struct ctl_alert *)0)->reason),
		.names = &ctl_reason_names,
	},
	[CMIS_A_ALERT_MERGED] = {
		.name = "merged",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, merged),
		.size = sizeof(((struct ctl_alert *)0)->merged),
	},
	[CMIS_A_ALERT_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_alert, sequence),
		.size = sizeof(((struct ctl_alert *)0)->sequence),
	},
	[CMIS_A_ALERT_TIME_NS] = {
		.name = "time-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_alert, time_ns),
		.size = sizeof(((struct ctl_alert *)0)->time_ns),
	},
	[CMIS_A_ALERT_RAISED_BY] = {
		.name = "raised-by",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, raised_by),
		.size = sizeof(((struct ctl_alert *)0)->raised_by),
		.names = &ctl_raised_by_names,
	},
	[CMIS_A_ALERT_LAST] = {
		.name = "last",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, last),
		.size = sizeof(((struct ctl_alert *)0)->last),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_ALERT_WORST] = {
		.name = "worst",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, worst),
		.size = sizeof(((struct ctl_alert *)0)->worst),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_ALERT_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_alert, name),
		.size = sizeof(((struct ctl_alert *)0)->name),
	},
	[CMIS_A_ALERT_BEFORE] = {
		.name = "before",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, before),
		.size = sizeof(((struct ctl_alert *)0)->before),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_ALERT_AFTER] = {
		.name = "after",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, after),
		.size = sizeof(((struct ctl_alert *)0)->after),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_ALERT_WINDOW] = {
		.name = "window",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, window),
		.size = sizeof(((struct ctl_alert *)0)->window),
		.names = &ctl_trend_window_names,
	},
	[CMIS_A_ALERT_HOURS_LEFT] = {
		.name = "hours-left",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, hours_left),
		.size = sizeof(((struct ctl_alert *)0)->hours_left),
	},
	[CMIS_A_ALERT_HOURS_LEFT_LOW] = {
		.name = "hours-left-low",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, hours_left_low),
		.size = sizeof(((struct ctl_alert *)0)->hours_left_low),
	},
	[CMIS_A_ALERT_HOURS_LEFT_HIGH] = {
		.name = "hours-left-high",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, hours_left_high),
		.size = sizeof(((struct ctl_alert *)0)->hours_left_high),
	},
	[CMIS_A_ALERT_CONFIDENCE] = {
		.name = "confidence",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, confidence),
		.size = sizeof(((struct ctl_alert *)0)->confidence),
	},
};

const struct ctl_layout ctl_alert_layout = {
	.fields = alert_fields,
	.max = ARRAY_SIZE(alert_fields) - 1,
	.size = sizeof(struct ctl_alert),
	.required = CTL_BIT(CMIS_A_ALERT_CAGE_ID) |
		    CTL_BIT(CMIS_A_ALERT_KIND) |
		    CTL_BIT(CMIS_A_ALERT_ACTIVE),
};

static_assert(CMIS_A_CLAIM_MAX < 64, "have is 64 bits");

static const struct ctl_field claim_fields[] = {
	[CMIS_A_CLAIM_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, cage_id),
		.size = sizeof(((struct ctl_claim *)0)->cage_id),
	},
	[CMIS_A_CLAIM_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, generation),
		.size = sizeof(((struct ctl_claim *)0)->generation),
	},
	[CMIS_A_CLAIM_PORT] = {
		.name = "port",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, port),
		.size = sizeof(((struct ctl_claim *)0)->port),
	},
	[CMIS_A_CLAIM_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_claim, lanes),
		.size = sizeof(((struct ctl_claim *)0)->lanes),
	},
	[CMIS_A_CLAIM_OWNER] = {
		.name = "owner",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_claim, owner),
		.size = sizeof(((struct ctl_claim *)0)->owner),
	},
	[CMIS_A_CLAIM_UP] = {
		.name = "up",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, up),
		.size = sizeof(((struct ctl_claim *)0)->up),
	},
	[CMIS_A_CLAIM_HOST_ID] = {
		.name = "host-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, host_id),
		.size = sizeof(((struct ctl_claim *)0)->host_id),
	},
	[CMIS_A_CLAIM_MEDIA_ID] = {
		.name = "media-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, media_id),
		.size = sizeof(((struct ctl_claim *)0)->media_id),
	},
	[CMIS_A_CLAIM_SPEED_MBPS] = {
		.name = "speed-mbps",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, speed_mbps),
		.size = sizeof(((struct ctl_claim *)0)->speed_mbps),
	},
	[CMIS_A_CLAIM_PATHS] = {
		.name = "paths",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, paths),
		.size = sizeof(((struct ctl_claim *)0)->paths),
	},
	[CMIS_A_CLAIM_APPSEL] = {
		.name = "appsel",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, appsel),
		.size = sizeof(((struct ctl_claim *)0)->appsel),
	},
	[CMIS_A_CLAIM_STATE] = {
		.name = "state",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_claim, state),
		.size = sizeof(((struct ctl_claim *)0)->state),
		.names = &ctl_port_state_names,
	},
	[CMIS_A_CLAIM_REASON] = {
		.name = "reason",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_claim, reason),
		.size = sizeof(((struct ctl_claim *)0)->reason),
		.names = &ctl_port_reason_names,
	},
	[CMIS_A_CLAIM_CONFIG_CODE] = {
		.name = "config-code",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, config_code),
		.size = sizeof(((struct ctl_claim *)0)->config_code),
	},
	[CMIS_A_CLAIM_APPLICATION] = {
		.name = "application",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, application),
		.size = sizeof(((struct ctl_claim *)0)->application),
	},
	[CMIS_A_CLAIM_TRIES] = {
		.name = "tries",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, tries),
		.size = sizeof(((struct ctl_claim *)0)->tries),
	},
	[CMIS_A_CLAIM_LATE] = {
		.name = "late",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, late),
		.size = sizeof(((struct ctl_claim *)0)->late),
	},
	[CMIS_A_CLAIM_SINCE_NS] = {
		.name = "since-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_claim, since_ns),
		.size = sizeof(((struct ctl_claim *)0)->since_ns),
	},
	[CMIS_A_CLAIM_PENDING] = {
		.name = "pending",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, pending),
		.size = sizeof(((struct ctl_claim *)0)->pending),
	},
	[CMIS_A_CLAIM_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_claim, sequence),
		.size = sizeof(((struct ctl_claim *)0)->sequence),
	},
	[CMIS_A_CLAIM_TEST] = {
		.name = "test",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, test),
		.size = sizeof(((struct ctl_claim *)0)->test),
	},
	[CMIS_A_CLAIM_REVERT_MS] = {
		.name = "revert-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, revert_ms),
		.size = sizeof(((struct ctl_claim *)0)->revert_ms),
	},
	[CMIS_A_CLAIM_REVERT_ID] = {
		.name = "revert-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_claim, revert_id),
		.size = sizeof(((struct ctl_claim *)0)->revert_id),
	},
};

const struct ctl_layout ctl_claim_layout = {
	.fields = claim_fields,
	.max = ARRAY_SIZE(claim_fields) - 1,
	.size = sizeof(struct ctl_claim),
	.required = CTL_BIT(CMIS_A_CLAIM_CAGE_ID) |
		    CTL_BIT(CMIS_A_CLAIM_LANES) |
		    CTL_BIT(CMIS_A_CLAIM_STATE),
};

static_assert(CMIS_A_CONTROL_MAX < 64, "have is 64 bits");

static const struct ctl_field control_fields[] = {
	[CMIS_A_CONTROL_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, cage_id),
		.size = sizeof(((struct ctl_control *)0)->cage_id),
	},
	[CMIS_A_CONTROL_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, generation),
		.size = sizeof(((struct ctl_control *)0)->generation),
	},
	[CMIS_A_CONTROL_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_control, name),
		.size = sizeof(((struct ctl_control *)0)->name),
	},
	[CMIS_A_CONTROL_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_control, lanes),
		.size = sizeof(((struct ctl_control *)0)->lanes),
	},
	[CMIS_A_CONTROL_VALUE] = {
		.name = "value",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, value),
		.size = sizeof(((struct ctl_control *)0)->value),
	},
	[CMIS_A_CONTROL_WISH] = {
		.name = "wish",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, wish),
		.size = sizeof(((struct ctl_control *)0)->wish),
	},
	[CMIS_A_CONTROL_GREATEST] = {
		.name = "greatest",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, greatest),
		.size = sizeof(((struct ctl_control *)0)->greatest),
	},
	[CMIS_A_CONTROL_ON_OFF] = {
		.name = "on-off",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, on_off),
		.size = sizeof(((struct ctl_control *)0)->on_off),
	},
	[CMIS_A_CONTROL_REVERT_MS] = {
		.name = "revert-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, revert_ms),
		.size = sizeof(((struct ctl_control *)0)->revert_ms),
	},
	[CMIS_A_CONTROL_REVERT_ID] = {
		.name = "revert-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_control, revert_id),
		.size = sizeof(((struct ctl_control *)0)->revert_id),
	},
	[CMIS_A_CONTROL_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_control, sequence),
		.size = sizeof(((struct ctl_control *)0)->sequence),
	},
};

const struct ctl_layout ctl_control_layout = {
	.fields = control_fields,
	.max = ARRAY_SIZE(control_fields) - 1,
	.size = sizeof(struct ctl_control),
	.required = CTL_BIT(CMIS_A_CONTROL_CAGE_ID) |
		    CTL_BIT(CMIS_A_CONTROL_NAME) |
		    CTL_BIT(CMIS_A_CONTROL_LANES),
};

static_assert(CMIS_A_APP_MAX < 64, "have is 64 bits");

static const struct ctl_field app_fields[] = {
	[CMIS_A_APP_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, cage_id),
		.size = sizeof(((struct ctl_app *)0)->cage_id),
	},
	[CMIS_A_APP_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, generation),
		.size = sizeof(((struct ctl_app *)0)->generation),
	},
	[CMIS_A_APP_APPSEL] = {
		.name = "appsel",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, appsel),
		.size = sizeof(((struct ctl_app *)0)->appsel),
	},
	[CMIS_A_APP_HOST_ID] = {
		.name = "host-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, host_id),
		.size = sizeof(((struct ctl_app *)0)->host_id),
	},
	[CMIS_A_APP_HOST_NAME] = {
		.name = "host-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_app, host_name),
		.size = sizeof(((struct ctl_app *)0)->host_name),
	},
	[CMIS_A_APP_MEDIA_ID] = {
		.name = "media-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, media_id),
		.size = sizeof(((struct ctl_app *)0)->media_id),
	},
	[CMIS_A_APP_MEDIA_NAME] = {
		.name = "media-name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_app, media_name),
		.size = sizeof(((struct ctl_app *)0)->media_name),
	},
	[CMIS_A_APP_HOST_LANES] = {
		.name = "host-lanes",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, host_lanes),
		.size = sizeof(((struct ctl_app *)0)->host_lanes),
	},
	[CMIS_A_APP_MEDIA_LANES] = {
		.name = "media-lanes",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, media_lanes),
		.size = sizeof(((struct ctl_app *)0)->media_lanes),
	},
	[CMIS_A_APP_HOST_STARTS] = {
		.name = "host-starts",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, host_starts),
		.size = sizeof(((struct ctl_app *)0)->host_starts),
	},
	[CMIS_A_APP_MEDIA_STARTS] = {
		.name = "media-starts",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_app, media_starts),
		.size = sizeof(((struct ctl_app *)0)->media_starts),
	},
	[CMIS_A_APP_ACTIVE_LANES] = {
		.name = "active-lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_app, active_lanes),
		.size = sizeof(((struct ctl_app *)0)->active_lanes),
	},
	[CMIS_A_APP_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_app, sequence),
		.size = sizeof(((struct ctl_app *)0)->sequence),
	},
};

const struct ctl_layout ctl_app_layout = {
	.fields = app_fields,
	.max = ARRAY_SIZE(app_fields) - 1,
	.size = sizeof(struct ctl_app),
	.required = CTL_BIT(CMIS_A_APP_CAGE_ID) |
		    CTL_BIT(CMIS_A_APP_APPSEL) |
		    CTL_BIT(CMIS_A_APP_HOST_ID),
};

static_assert(CMIS_A_RECORD_MAX < 64, "have is 64 bits");

static const struct ctl_field record_fields[] = {
	[CMIS_A_RECORD_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_record, cage_id),
		.size = sizeof(((struct ctl_record *)0)->cage_id),
	},
	[CMIS_A_RECORD_NUMBER] = {
		.name = "number",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_record, number),
		.size = sizeof(((struct ctl_record *)0)->number),
	},
	[CMIS_A_RECORD_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_record, generation),
		.size = sizeof(((struct ctl_record *)0)->generation),
	},
	[CMIS_A_RECORD_SERIAL] = {
		.name = "serial",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_record, serial),
		.size = sizeof(((struct ctl_record *)0)->serial),
	},
	[CMIS_A_RECORD_PART] = {
		.name = "part",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_record, part),
		.size = sizeof(((struct ctl_record *)0)->part),
	},
	[CMIS_A_RECORD_TRIGGER] = {
		.name = "trigger",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_record, trigger),
		.size = sizeof(((struct ctl_record *)0)->trigger),
		.names = &ctl_record_trigger_names,
	},
	[CMIS_A_RECORD_TRIGGER_NS] = {
		.name = "trigger-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_record, trigger_ns),
		.size = sizeof(((struct ctl_record *)0)->trigger_ns),
	},
	[CMIS_A_RECORD_SEALED_NS] = {
		.name = "sealed-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_record, sealed_ns),
		.size = sizeof(((struct ctl_record *)0)->sealed_ns),
	},
	[CMIS_A_RECORD_BYTES] = {
		.name = "bytes",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_record, bytes),
		.size = sizeof(((struct ctl_record *)0)->bytes),
	},
	[CMIS_A_RECORD_ACTION] = {
		.name = "action",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_record, action),
		.size = sizeof(((struct ctl_record *)0)->action),
		.names = &ctl_health_action_names,
	},
	[CMIS_A_RECORD_TEXT] = {
		.name = "text",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_record, text),
		.size = sizeof(((struct ctl_record *)0)->text),
	},
	[CMIS_A_RECORD_STATE] = {
		.name = "state",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_record, state),
		.size = sizeof(((struct ctl_record *)0)->state),
		.names = &ctl_record_state_names,
	},
	[CMIS_A_RECORD_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_record, lanes),
		.size = sizeof(((struct ctl_record *)0)->lanes),
	},
	[CMIS_A_RECORD_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_record, lane),
		.size = sizeof(((struct ctl_record *)0)->lane),
	},
	[CMIS_A_RECORD_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_record, name),
		.size = sizeof(((struct ctl_record *)0)->name),
	},
	[CMIS_A_RECORD_WINDOW] = {
		.name = "window",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_record, window),
		.size = sizeof(((struct ctl_record *)0)->window),
		.names = &ctl_trend_window_names,
	},
	[CMIS_A_RECORD_CRC] = {
		.name = "crc",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_record, crc),
		.size = sizeof(((struct ctl_record *)0)->crc),
	},
};

const struct ctl_layout ctl_record_layout = {
	.fields = record_fields,
	.max = ARRAY_SIZE(record_fields) - 1,
	.size = sizeof(struct ctl_record),
	.required = CTL_BIT(CMIS_A_RECORD_CAGE_ID),
};

static_assert(CMIS_A_AUDIT_MAX < 64, "have is 64 bits");

static const struct ctl_field audit_fields[] = {
	[CMIS_A_AUDIT_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, cage_id),
		.size = sizeof(((struct ctl_audit *)0)->cage_id),
	},
	[CMIS_A_AUDIT_NUMBER] = {
		.name = "number",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_audit, number),
		.size = sizeof(((struct ctl_audit *)0)->number),
	},
	[CMIS_A_AUDIT_TIME_NS] = {
		.name = "time-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_audit, time_ns),
		.size = sizeof(((struct ctl_audit *)0)->time_ns),
	},
	[CMIS_A_AUDIT_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, generation),
		.size = sizeof(((struct ctl_audit *)0)->generation),
	},
	[CMIS_A_AUDIT_SERIAL] = {
		.name = "serial",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_audit, serial),
		.size = sizeof(((struct ctl_audit *)0)->serial),
	},
	[CMIS_A_AUDIT_BANK] = {
		.name = "bank",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, bank),
		.size = sizeof(((struct ctl_audit *)0)->bank),
	},
	[CMIS_A_AUDIT_PAGE] = {
		.name = "page",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, page),
		.size = sizeof(((struct ctl_audit *)0)->page),
	},
	[CMIS_A_AUDIT_OFFSET] = {
		.name = "offset",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, offset),
		.size = sizeof(((struct ctl_audit *)0)->offset),
	},
	[CMIS_A_AUDIT_LEN] = {
		.name = "len",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, len),
		.size = sizeof(((struct ctl_audit *)0)->len),
	},
	[CMIS_A_AUDIT_BYTES] = {
		.name = "bytes",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_audit, bytes),
		.size = sizeof(((struct ctl_audit *)0)->bytes),
	},
	[CMIS_A_AUDIT_OLD] = {
		.name = "old",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, old),
		.size = sizeof(((struct ctl_audit *)0)->old),
	},
	[CMIS_A_AUDIT_CAUSE] = {
		.name = "cause",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_audit, cause),
		.size = sizeof(((struct ctl_audit *)0)->cause),
		.names = &ctl_audit_cause_names,
	},
	[CMIS_A_AUDIT_ERROR] = {
		.name = "error",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, error),
		.size = sizeof(((struct ctl_audit *)0)->error),
	},
	[CMIS_A_AUDIT_PID] = {
		.name = "pid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, pid),
		.size = sizeof(((struct ctl_audit *)0)->pid),
	},
	[CMIS_A_AUDIT_TGID] = {
		.name = "tgid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, tgid),
		.size = sizeof(((struct ctl_audit *)0)->tgid),
	},
	[CMIS_A_AUDIT_COMM] = {
		.name = "comm",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_audit, comm),
		.size = sizeof(((struct ctl_audit *)0)->comm),
	},
	[CMIS_A_AUDIT_UID] = {
		.name = "uid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, uid),
		.size = sizeof(((struct ctl_audit *)0)->uid),
	},
	[CMIS_A_AUDIT_LOGINUID] = {
		.name = "loginuid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_audit, loginuid),
		.size = sizeof(((struct ctl_audit *)0)->loginuid),
	},
	[CMIS_A_AUDIT_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_audit, sequence),
		.size = sizeof(((struct ctl_audit *)0)->sequence),
	},
};

const struct ctl_layout ctl_audit_layout = {
	.fields = audit_fields,
	.max = ARRAY_SIZE(audit_fields) - 1,
	.size = sizeof(struct ctl_audit),
	.required = CTL_BIT(CMIS_A_AUDIT_CAGE_ID) |
		    CTL_BIT(CMIS_A_AUDIT_NUMBER) |
		    CTL_BIT(CMIS_A_AUDIT_PAGE) |
		    CTL_BIT(CMIS_A_AUDIT_OFFSET) |
		    CTL_BIT(CMIS_A_AUDIT_LEN) |
		    CTL_BIT(CMIS_A_AUDIT_CAUSE),
};

static_assert(CMIS_A_LOOPBACK_MAX < 64, "have is 64 bits");

static const struct ctl_field loopback_fields[] = {
	[CMIS_A_LOOPBACK_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_loopback, cage_id),
		.size = sizeof(((struct ctl_loopback *)0)->cage_id),
	},
	[CMIS_A_LOOPBACK_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_loopback, generation),
		.size = sizeof(((struct ctl_loopback *)0)->generation),
	},
	[CMIS_A_LOOPBACK_COMPONENT] = {
		.name = "component",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_loopback, component),
		.size = sizeof(((struct ctl_loopback *)0)->component),
		.names = &ctl_loopback_component_names,
	},
	[CMIS_A_LOOPBACK_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_loopback, name),
		.size = sizeof(((struct ctl_loopback *)0)->name),
	},
	[CMIS_A_LOOPBACK_ID] = {
		.name = "id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_loopback, id),
		.size = sizeof(((struct ctl_loopback *)0)->id),
	},
	[CMIS_A_LOOPBACK_DEPTH] = {
		.name = "depth",
		.kind = CTL_U8,
		.offset = offsetof(struct ctl_loopback, depth),
		.size = sizeof(((struct ctl_loopback *)0)->depth),
	},
	[CMIS_A_LOOPBACK_SUPPORTED] = {
		.name = "supported",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_loopback, supported),
		.size = sizeof(((struct ctl_loopback *)0)->supported),
		.names = &ctl_loopback_direction_names,
	},
	[CMIS_A_LOOPBACK_DIRECTION] = {
		.name = "direction",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_loopback, direction),
		.size = sizeof(((struct ctl_loopback *)0)->direction),
		.names = &ctl_loopback_direction_names,
	},
	[CMIS_A_LOOPBACK_KIND] = {
		.name = "kind",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_loopback, kind),
		.size = sizeof(((struct ctl_loopback *)0)->kind),
		.names = &ctl_loopback_kind_names,
	},
	[CMIS_A_LOOPBACK_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_loopback, lanes),
		.size = sizeof(((struct ctl_loopback *)0)->lanes),
	},
	[CMIS_A_LOOPBACK_REVERT_MS] = {
		.name = "revert-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_loopback, revert_ms),
		.size = sizeof(((struct ctl_loopback *)0)->revert_ms),
	},
	[CMIS_A_LOOPBACK_REVERT_ID] = {
		.name = "revert-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_loopback, revert_id),
		.size = sizeof(((struct ctl_loopback *)0)->revert_id),
	},
	[CMIS_A_LOOPBACK_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_loopback, sequence),
		.size = sizeof(((struct ctl_loopback *)0)->sequence),
	},
};

const struct ctl_layout ctl_loopback_layout = {
	.fields = loopback_fields,
	.max = ARRAY_SIZE(loopback_fields) - 1,
	.size = sizeof(struct ctl_loopback),
	.required = CTL_BIT(CMIS_A_LOOPBACK_CAGE_ID) |
		    CTL_BIT(CMIS_A_LOOPBACK_KIND) |
		    CTL_BIT(CMIS_A_LOOPBACK_LANES),
};

static_assert(CMIS_A_TEST_MAX < 64, "have is 64 bits");

static const struct ctl_field test_fields[] = {
	[CMIS_A_TEST_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, cage_id),
		.size = sizeof(((struct ctl_test *)0)->cage_id),
	},
	[CMIS_A_TEST_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, generation),
		.size = sizeof(((struct ctl_test *)0)->generation),
	},
	[CMIS_A_TEST_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, lane),
		.size = sizeof(((struct ctl_test *)0)->lane),
	},
	[CMIS_A_TEST_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_test, side),
		.size = sizeof(((struct ctl_test *)0)->side),
		.names = &ctl_side_names,
	},
	[CMIS_A_TEST_TX_PATTERN] = {
		.name = "tx-pattern",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_test, tx_pattern),
		.size = sizeof(((struct ctl_test *)0)->tx_pattern),
		.names = &ctl_test_pattern_names,
	},
	[CMIS_A_TEST_RX_PATTERN] = {
		.name = "rx-pattern",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_test, rx_pattern),
		.size = sizeof(((struct ctl_test *)0)->rx_pattern),
		.names = &ctl_test_pattern_names,
	},
	[CMIS_A_TEST_ACTION] = {
		.name = "action",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_test, action),
		.size = sizeof(((struct ctl_test *)0)->action),
		.names = &ctl_test_action_names,
	},
	[CMIS_A_TEST_CHECKER_LOCK] = {
		.name = "checker-lock",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, checker_lock),
		.size = sizeof(((struct ctl_test *)0)->checker_lock),
	},
	[CMIS_A_TEST_ERROR_COUNT] = {
		.name = "error-count",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_test, error_count),
		.size = sizeof(((struct ctl_test *)0)->error_count),
	},
	[CMIS_A_TEST_TOTAL_BITS] = {
		.name = "total-bits",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_test, total_bits),
		.size = sizeof(((struct ctl_test *)0)->total_bits),
	},
	[CMIS_A_TEST_BER] = {
		.name = "ber",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_test, ber),
		.size = sizeof(((struct ctl_test *)0)->ber),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_TEST_BER_BOUND] = {
		.name = "ber-bound",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_test, ber_bound),
		.size = sizeof(((struct ctl_test *)0)->ber_bound),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_TEST_SYNC_LOSSES] = {
		.name = "sync-losses",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, sync_losses),
		.size = sizeof(((struct ctl_test *)0)->sync_losses),
	},
	[CMIS_A_TEST_ELAPSED_MS] = {
		.name = "elapsed-ms",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_test, elapsed_ms),
		.size = sizeof(((struct ctl_test *)0)->elapsed_ms),
	},
	[CMIS_A_TEST_STATE] = {
		.name = "state",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_test, state),
		.size = sizeof(((struct ctl_test *)0)->state),
		.names = &ctl_test_state_names,
	},
	[CMIS_A_TEST_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_test, lanes),
		.size = sizeof(((struct ctl_test *)0)->lanes),
	},
	[CMIS_A_TEST_REVERT_MS] = {
		.name = "revert-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, revert_ms),
		.size = sizeof(((struct ctl_test *)0)->revert_ms),
	},
	[CMIS_A_TEST_REVERT_ID] = {
		.name = "revert-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_test, revert_id),
		.size = sizeof(((struct ctl_test *)0)->revert_id),
	},
	[CMIS_A_TEST_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_test, sequence),
		.size = sizeof(((struct ctl_test *)0)->sequence),
	},
};

const struct ctl_layout ctl_test_layout = {
	.fields = test_fields,
	.max = ARRAY_SIZE(test_fields) - 1,
	.size = sizeof(struct ctl_test),
	.required = CTL_BIT(CMIS_A_TEST_CAGE_ID) |
		    CTL_BIT(CMIS_A_TEST_LANE) |
		    CTL_BIT(CMIS_A_TEST_SIDE) |
		    CTL_BIT(CMIS_A_TEST_STATE),
};

static_assert(CMIS_A_ACTION_MAX < 64, "have is 64 bits");

static const struct ctl_field action_fields[] = {
	[CMIS_A_ACTION_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_action, cage_id),
		.size = sizeof(((struct ctl_action *)0)->cage_id),
	},
	[CMIS_A_ACTION_ACTION] = {
		.name = "action",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_action, action),
		.size = sizeof(((struct ctl_action *)0)->action),
		.names = &ctl_module_action_names,
	},
};

const struct ctl_layout ctl_action_layout = {
	.fields = action_fields,
	.max = ARRAY_SIZE(action_fields) - 1,
	.size = sizeof(struct ctl_action),
	.required = 0,
};

static_assert(CMIS_A_SIGN_MAX < 64, "have is 64 bits");

static const struct ctl_field sign_fields[] = {
	[CMIS_A_SIGN_TIME_NS] = {
		.name = "time-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_sign, time_ns),
		.size = sizeof(((struct ctl_sign *)0)->time_ns),
	},
	[CMIS_A_SIGN_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_sign, lane),
		.size = sizeof(((struct ctl_sign *)0)->lane),
	},
	[CMIS_A_SIGN_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_sign, lanes),
		.size = sizeof(((struct ctl_sign *)0)->lanes),
	},
	[CMIS_A_SIGN_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_sign, side),
		.size = sizeof(((struct ctl_sign *)0)->side),
		.names = &ctl_side_names,
	},
	[CMIS_A_SIGN_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_sign, name),
		.size = sizeof(((struct ctl_sign *)0)->name),
	},
	[CMIS_A_SIGN_VALUE] = {
		.name = "value",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_sign, value),
		.size = sizeof(((struct ctl_sign *)0)->value),
	},
};

const struct ctl_layout ctl_sign_layout = {
	.fields = sign_fields,
	.max = ARRAY_SIZE(sign_fields) - 1,
	.size = sizeof(struct ctl_sign),
	.required = CTL_BIT(CMIS_A_SIGN_TIME_NS) |
		    CTL_BIT(CMIS_A_SIGN_SIDE) |
		    CTL_BIT(CMIS_A_SIGN_NAME),
};

static_assert(CMIS_A_VERDICT_MAX < 64, "have is 64 bits");

static const struct ctl_field verdict_fields[] = {
	[CMIS_A_VERDICT_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_verdict, cage_id),
		.size = sizeof(((struct ctl_verdict *)0)->cage_id),
	},
	[CMIS_A_VERDICT_NUMBER] = {
		.name = "number",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_verdict, number),
		.size = sizeof(((struct ctl_verdict *)0)->number),
	},
	[CMIS_A_VERDICT_EVENT_NS] = {
		.name = "event-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_verdict, event_ns),
		.size = sizeof(((struct ctl_verdict *)0)->event_ns),
	},
	[CMIS_A_VERDICT_TIME_NS] = {
		.name = "time-ns",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_verdict, time_ns),
		.size = sizeof(((struct ctl_verdict *)0)->time_ns),
	},
	[CMIS_A_VERDICT_STAGE] = {
		.name = "stage",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_verdict, stage),
		.size = sizeof(((struct ctl_verdict *)0)->stage),
		.names = &ctl_verdict_stage_names,
	},
	[CMIS_A_VERDICT_VERDICT] = {
		.name = "verdict",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_verdict, verdict),
		.size = sizeof(((struct ctl_verdict *)0)->verdict),
		.names = &ctl_verdict_names,
	},
	[CMIS_A_VERDICT_DETAIL] = {
		.name = "detail",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_verdict, detail),
		.size = sizeof(((struct ctl_verdict *)0)->detail),
		.names = &ctl_verdict_detail_names,
	},
	[CMIS_A_VERDICT_LANES] = {
		.name = "lanes",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_verdict, lanes),
		.size = sizeof(((struct ctl_verdict *)0)->lanes),
	},
	[CMIS_A_VERDICT_CONFIDENCE] = {
		.name = "confidence",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_verdict, confidence),
		.size = sizeof(((struct ctl_verdict *)0)->confidence),
	},
	[CMIS_A_VERDICT_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_verdict, sequence),
		.size = sizeof(((struct ctl_verdict *)0)->sequence),
	},
	[CMIS_A_VERDICT_COUNT] = {
		.name = "count",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_verdict, count),
		.size = sizeof(((struct ctl_verdict *)0)->count),
	},
};

const struct ctl_layout ctl_verdict_layout = {
	.fields = verdict_fields,
	.max = ARRAY_SIZE(verdict_fields) - 1,
	.size = sizeof(struct ctl_verdict),
	.required = CTL_BIT(CMIS_A_VERDICT_CAGE_ID) |
		    CTL_BIT(CMIS_A_VERDICT_NUMBER) |
		    CTL_BIT(CMIS_A_VERDICT_EVENT_NS) |
		    CTL_BIT(CMIS_A_VERDICT_TIME_NS) |
		    CTL_BIT(CMIS_A_VERDICT_VERDICT) |
		    CTL_BIT(CMIS_A_VERDICT_DETAIL),
};

static_assert(CMIS_A_GUARD_MAX < 64, "have is 64 bits");

static const struct ctl_field guard_fields[] = {
	[CMIS_A_GUARD_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, cage_id),
		.size = sizeof(((struct ctl_guard *)0)->cage_id),
	},
	[CMIS_A_GUARD_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, lane),
		.size = sizeof(((struct ctl_guard *)0)->lane),
	},
	[CMIS_A_GUARD_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_guard, side),
		.size = sizeof(((struct ctl_guard *)0)->side),
		.names = &ctl_side_names,
	},
	[CMIS_A_GUARD_LEVEL] = {
		.name = "level",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_guard, level),
		.size = sizeof(((struct ctl_guard *)0)->level),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_GUARD_SPREAD_MDECADE] = {
		.name = "spread-mdecade",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, spread_mdecade),
		.size = sizeof(((struct ctl_guard *)0)->spread_mdecade),
	},
	[CMIS_A_GUARD_SAMPLES] = {
		.name = "samples",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, samples),
		.size = sizeof(((struct ctl_guard *)0)->samples),
	},
	[CMIS_A_GUARD_AGE_MINUTES] = {
		.name = "age-minutes",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, age_minutes),
		.size = sizeof(((struct ctl_guard *)0)->age_minutes),
	},
	[CMIS_A_GUARD_VALID] = {
		.name = "valid",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, valid),
		.size = sizeof(((struct ctl_guard *)0)->valid),
	},
	[CMIS_A_GUARD_WORSE] = {
		.name = "worse",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_guard, worse),
		.size = sizeof(((struct ctl_guard *)0)->worse),
	},
	[CMIS_A_GUARD_BEFORE] = {
		.name = "before",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_guard, before),
		.size = sizeof(((struct ctl_guard *)0)->before),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_GUARD_AFTER] = {
		.name = "after",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_guard, after),
		.size = sizeof(((struct ctl_guard *)0)->after),
		.nested = &ctl_number_layout,
	},
	[CMIS_A_GUARD_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_guard, sequence),
		.size = sizeof(((struct ctl_guard *)0)->sequence),
	},
};

const struct ctl_layout ctl_guard_layout = {
	.fields = guard_fields,
	.max = ARRAY_SIZE(guard_fields) - 1,
	.size = sizeof(struct ctl_guard),
	.required = CTL_BIT(CMIS_A_GUARD_CAGE_ID) |
		    CTL_BIT(CMIS_A_GUARD_LANE) |
		    CTL_BIT(CMIS_A_GUARD_SIDE),
};

static_assert(CMIS_A_TREND_MAX < 64, "have is 64 bits");

static const struct ctl_field trend_fields[] = {
	[CMIS_A_TREND_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, cage_id),
		.size = sizeof(((struct ctl_trend *)0)->cage_id),
	},
	[CMIS_A_TREND_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, lane),
		.size = sizeof(((struct ctl_trend *)0)->lane),
	},
	[CMIS_A_TREND_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_trend, side),
		.size = sizeof(((struct ctl_trend *)0)->side),
		.names = &ctl_side_names,
	},
	[CMIS_A_TREND_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_trend, name),
		.size = sizeof(((struct ctl_trend *)0)->name),
	},
	[CMIS_A_TREND_WINDOW] = {
		.name = "window",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_trend, window),
		.size = sizeof(((struct ctl_trend *)0)->window),
		.names = &ctl_trend_window_names,
	},
	[CMIS_A_TREND_SLOPE] = {
		.name = "slope",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_trend, slope),
		.size = sizeof(((struct ctl_trend *)0)->slope),
	},
	[CMIS_A_TREND_UNIT] = {
		.name = "unit",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_trend, unit),
		.size = sizeof(((struct ctl_trend *)0)->unit),
	},
	[CMIS_A_TREND_HOURS_LEFT] = {
		.name = "hours-left",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, hours_left),
		.size = sizeof(((struct ctl_trend *)0)->hours_left),
	},
	[CMIS_A_TREND_HOURS_LEFT_LOW] = {
		.name = "hours-left-low",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, hours_left_low),
		.size = sizeof(((struct ctl_trend *)0)->hours_left_low),
	},
	[CMIS_A_TREND_HOURS_LEFT_HIGH] = {
		.name = "hours-left-high",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, hours_left_high),
		.size = sizeof(((struct ctl_trend *)0)->hours_left_high),
	},
	[CMIS_A_TREND_CONFIDENCE] = {
		.name = "confidence",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, confidence),
		.size = sizeof(((struct ctl_trend *)0)->confidence),
	},
	[CMIS_A_TREND_AHEAD] = {
		.name = "ahead",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, ahead),
		.size = sizeof(((struct ctl_trend *)0)->ahead),
	},
	[CMIS_A_TREND_SERIAL] = {
		.name = "serial",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_trend, serial),
		.size = sizeof(((struct ctl_trend *)0)->serial),
	},
	[CMIS_A_TREND_CRC] = {
		.name = "crc",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_trend, crc),
		.size = sizeof(((struct ctl_trend *)0)->crc),
	},
	[CMIS_A_TREND_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_trend, sequence),
		.size = sizeof(((struct ctl_trend *)0)->sequence),
	},
};

const struct ctl_layout ctl_trend_layout = {
	.fields = trend_fields,
	.max = ARRAY_SIZE(trend_fields) - 1,
	.size = sizeof(struct ctl_trend),
	.required = CTL_BIT(CMIS_A_TREND_CAGE_ID) |
		    CTL_BIT(CMIS_A_TREND_SIDE) |
		    CTL_BIT(CMIS_A_TREND_NAME) |
		    CTL_BIT(CMIS_A_TREND_WINDOW),
};
