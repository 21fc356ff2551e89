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
};

const struct ctl_names ctl_reason_names = {
	reason_texts, ARRAY_SIZE(reason_texts)
};

static const char *const rx_power_texts[] = {
	[CMIS_RX_POWER_OMA] = "oma",
	[CMIS_RX_POWER_AVERAGE] = "average",
};

const struct ctl_names ctl_rx_power_names = {
	rx_power_texts, ARRAY_SIZE(rx_power_texts)
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
};

const struct ctl_layout ctl_alert_layout = {
	.fields = alert_fields,
	.max = ARRAY_SIZE(alert_fields) - 1,
	.size = sizeof(struct ctl_alert),
	.required = CTL_BIT(CMIS_A_ALERT_CAGE_ID) |
		    CTL_BIT(CMIS_A_ALERT_KIND) |
		    CTL_BIT(CMIS_A_ALERT_ACTIVE),
};
