// SPDX-License-Identifier: GPL-2.0-only
/* The attributes of the family, and where each is kept. */

#include <assert.h>

#include "parse.h"

#define BIT(n) (UINT32_C(1) << (n))

/* What is there is kept as bits of 32. */
static_assert(CMIS_A_CAGE_MAX < 32, "");
static_assert(CMIS_A_MONITOR_MAX < 32, "");
static_assert(CMIS_A_LANE_MAX < 32, "");
static_assert(CMIS_A_ALERT_MAX < 32, "");

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
		.names = &ctl_cage_states,
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
		.names = &ctl_module_events,
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
};

const struct ctl_layout ctl_cage_layout = {
	.fields = cage_fields,
	.max = ARRAY_SIZE(cage_fields) - 1,
	.size = sizeof(struct ctl_cage),
	.required = BIT(CMIS_A_CAGE_ID) |
			BIT(CMIS_A_CAGE_NAME) |
			BIT(CMIS_A_CAGE_STATUS),
};

static const struct ctl_field thresholds_fields[] = {
	[CMIS_A_THRESHOLDS_HIGH_ALARM] = {
		.name = "high-alarm",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_thresholds, high_alarm),
		.size = sizeof(((struct ctl_thresholds *)0)->high_alarm),
	},
	[CMIS_A_THRESHOLDS_LOW_ALARM] = {
		.name = "low-alarm",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_thresholds, low_alarm),
		.size = sizeof(((struct ctl_thresholds *)0)->low_alarm),
	},
	[CMIS_A_THRESHOLDS_HIGH_WARNING] = {
		.name = "high-warning",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_thresholds, high_warning),
		.size = sizeof(((struct ctl_thresholds *)0)->high_warning),
	},
	[CMIS_A_THRESHOLDS_LOW_WARNING] = {
		.name = "low-warning",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_thresholds, low_warning),
		.size = sizeof(((struct ctl_thresholds *)0)->low_warning),
	},
};

/* A module may leave some of them out. */
static const struct ctl_layout ctl_thresholds_layout = {
	.fields = thresholds_fields,
	.max = ARRAY_SIZE(thresholds_fields) - 1,
	.size = sizeof(struct ctl_thresholds),
};

static const struct ctl_field float_fields[] = {
	[CMIS_A_FLOAT_MANTISSA] = {
		.name = "mantissa",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_float, mantissa),
		.size = sizeof(((struct ctl_float *)0)->mantissa),
	},
	[CMIS_A_FLOAT_EXPONENT] = {
		.name = "exponent",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_float, exponent),
		.size = sizeof(((struct ctl_float *)0)->exponent),
	},
};

static const struct ctl_layout ctl_float_layout = {
	.fields = float_fields,
	.max = ARRAY_SIZE(float_fields) - 1,
	.size = sizeof(struct ctl_float),
	.required = BIT(CMIS_A_FLOAT_MANTISSA) |
			BIT(CMIS_A_FLOAT_EXPONENT),
	.mantissa = CMIS_A_FLOAT_MANTISSA,
	.exponent = CMIS_A_FLOAT_EXPONENT,
};

static const struct ctl_field float_thresholds_fields[] = {
	[CMIS_A_FLOAT_THRESHOLDS_HIGH_ALARM] = {
		.name = "high-alarm",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_float_limits, high_alarm),
		.size = sizeof(((struct ctl_float_limits *)0)->high_alarm),
		.nested = &ctl_float_layout,
	},
	[CMIS_A_FLOAT_THRESHOLDS_LOW_ALARM] = {
		.name = "low-alarm",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_float_limits, low_alarm),
		.size = sizeof(((struct ctl_float_limits *)0)->low_alarm),
		.nested = &ctl_float_layout,
	},
	[CMIS_A_FLOAT_THRESHOLDS_HIGH_WARNING] = {
		.name = "high-warning",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_float_limits, high_warning),
		.size = sizeof(((struct ctl_float_limits *)0)->high_warning),
		.nested = &ctl_float_layout,
	},
	[CMIS_A_FLOAT_THRESHOLDS_LOW_WARNING] = {
		.name = "low-warning",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_float_limits, low_warning),
		.size = sizeof(((struct ctl_float_limits *)0)->low_warning),
		.nested = &ctl_float_layout,
	},
};

static const struct ctl_layout ctl_float_thresholds_layout = {
	.fields = float_thresholds_fields,
	.max = ARRAY_SIZE(float_thresholds_fields) - 1,
	.size = sizeof(struct ctl_float_limits),
};

static const struct ctl_field monitor_fields[] = {
	[CMIS_A_MONITOR_CAGE_ID] = {
		.name = "cage-id",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, cage_id),
		.size = sizeof(((struct ctl_monitor *)0)->cage_id),
	},
	[CMIS_A_MONITOR_GENERATION] = {
		.name = "generation",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, generation),
		.size = sizeof(((struct ctl_monitor *)0)->generation),
	},
	[CMIS_A_MONITOR_QUANTITY] = {
		.name = "quantity",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_monitor, quantity),
		.size = sizeof(((struct ctl_monitor *)0)->quantity),
		.names = &ctl_quantities,
	},
	[CMIS_A_MONITOR_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_monitor, side),
		.size = sizeof(((struct ctl_monitor *)0)->side),
		.names = &ctl_sides,
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
		.names = &ctl_units,
	},
	[CMIS_A_MONITOR_VALUE] = {
		.name = "value",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_monitor, value),
		.size = sizeof(((struct ctl_monitor *)0)->value),
	},
	[CMIS_A_MONITOR_ERROR] = {
		.name = "error",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, error),
		.size = sizeof(((struct ctl_monitor *)0)->error),
	},
	[CMIS_A_MONITOR_THRESHOLDS] = {
		.name = "thresholds",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_monitor, thresholds),
		.size = sizeof(((struct ctl_monitor *)0)->thresholds),
		.nested = &ctl_thresholds_layout,
	},
	[CMIS_A_MONITOR_LEVELS] = {
		.name = "levels",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_monitor, levels),
		.size = sizeof(((struct ctl_monitor *)0)->levels),
		.names = &ctl_levels,
	},
	[CMIS_A_MONITOR_AGE_MS] = {
		.name = "age-ms",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, age_ms),
		.size = sizeof(((struct ctl_monitor *)0)->age_ms),
	},
	[CMIS_A_MONITOR_SEQUENCE] = {
		.name = "sequence",
		.kind = CTL_U64,
		.offset = offsetof(struct ctl_monitor, sequence),
		.size = sizeof(((struct ctl_monitor *)0)->sequence),
	},
	[CMIS_A_MONITOR_OBSERVABLE] = {
		.name = "observable",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, observable),
		.size = sizeof(((struct ctl_monitor *)0)->observable),
	},
	[CMIS_A_MONITOR_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_monitor, name),
		.size = sizeof(((struct ctl_monitor *)0)->name),
	},
	[CMIS_A_MONITOR_RAW] = {
		.name = "raw",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, raw),
		.size = sizeof(((struct ctl_monitor *)0)->raw),
	},
	[CMIS_A_MONITOR_MANTISSA] = {
		.name = "mantissa",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, mantissa),
		.size = sizeof(((struct ctl_monitor *)0)->mantissa),
	},
	[CMIS_A_MONITOR_EXPONENT] = {
		.name = "exponent",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_monitor, exponent),
		.size = sizeof(((struct ctl_monitor *)0)->exponent),
	},
	[CMIS_A_MONITOR_STATISTIC] = {
		.name = "statistic",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_monitor, statistic),
		.size = sizeof(((struct ctl_monitor *)0)->statistic),
	},
	[CMIS_A_MONITOR_FLOAT_THRESHOLDS] = {
		.name = "float-thresholds",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_monitor, float_thresholds),
		.size = sizeof(((struct ctl_monitor *)0)->float_thresholds),
		.nested = &ctl_float_thresholds_layout,
	},
};

const struct ctl_layout ctl_monitor_layout = {
	.fields = monitor_fields,
	.max = ARRAY_SIZE(monitor_fields) - 1,
	.size = sizeof(struct ctl_monitor),
	.required = BIT(CMIS_A_MONITOR_CAGE_ID) |
			BIT(CMIS_A_MONITOR_UNIT),
	.mantissa = CMIS_A_MONITOR_MANTISSA,
	.exponent = CMIS_A_MONITOR_EXPONENT,
};

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
		.names = &ctl_lane_flags,
	},
	[CMIS_A_LANE_SUPPORTED_FLAGS] = {
		.name = "supported-flags",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_lane, supported_flags),
		.size = sizeof(((struct ctl_lane *)0)->supported_flags),
		.names = &ctl_lane_flags,
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
	.required = BIT(CMIS_A_LANE_CAGE_ID) |
			BIT(CMIS_A_LANE_LANE),
};

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
	[CMIS_A_ALERT_TYPE] = {
		.name = "type",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, type),
		.size = sizeof(((struct ctl_alert *)0)->type),
		.names = &ctl_alert_types,
	},
	[CMIS_A_ALERT_QUANTITY] = {
		.name = "quantity",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, quantity),
		.size = sizeof(((struct ctl_alert *)0)->quantity),
		.names = &ctl_quantities,
	},
	[CMIS_A_ALERT_LEVEL] = {
		.name = "level",
		.kind = CTL_BITS,
		.offset = offsetof(struct ctl_alert, level),
		.size = sizeof(((struct ctl_alert *)0)->level),
		.names = &ctl_levels,
	},
	[CMIS_A_ALERT_SIDE] = {
		.name = "side",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, side),
		.size = sizeof(((struct ctl_alert *)0)->side),
		.names = &ctl_sides,
	},
	[CMIS_A_ALERT_LANE] = {
		.name = "lane",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, lane),
		.size = sizeof(((struct ctl_alert *)0)->lane),
	},
	[CMIS_A_ALERT_ACTIVE] = {
		.name = "active",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, active),
		.size = sizeof(((struct ctl_alert *)0)->active),
	},
	[CMIS_A_ALERT_SETS] = {
		.name = "sets",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, sets),
		.size = sizeof(((struct ctl_alert *)0)->sets),
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
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_alert, value),
		.size = sizeof(((struct ctl_alert *)0)->value),
	},
	[CMIS_A_ALERT_THRESHOLD] = {
		.name = "threshold",
		.kind = CTL_S32,
		.offset = offsetof(struct ctl_alert, threshold),
		.size = sizeof(((struct ctl_alert *)0)->threshold),
	},
	[CMIS_A_ALERT_UNIT] = {
		.name = "unit",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, unit),
		.size = sizeof(((struct ctl_alert *)0)->unit),
		.names = &ctl_units,
	},
	[CMIS_A_ALERT_REASON] = {
		.name = "reason",
		.kind = CTL_ENUM,
		.offset = offsetof(struct ctl_alert, reason),
		.size = sizeof(((struct ctl_alert *)0)->reason),
		.names = &ctl_reasons,
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
	[CMIS_A_ALERT_OBSERVABLE] = {
		.name = "observable",
		.kind = CTL_U32,
		.offset = offsetof(struct ctl_alert, observable),
		.size = sizeof(((struct ctl_alert *)0)->observable),
	},
	[CMIS_A_ALERT_NAME] = {
		.name = "name",
		.kind = CTL_STRING,
		.offset = offsetof(struct ctl_alert, name),
		.size = sizeof(((struct ctl_alert *)0)->name),
	},
	[CMIS_A_ALERT_FLOAT_VALUE] = {
		.name = "float-value",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, float_value),
		.size = sizeof(((struct ctl_alert *)0)->float_value),
		.nested = &ctl_float_layout,
	},
	[CMIS_A_ALERT_FLOAT_THRESHOLD] = {
		.name = "float-threshold",
		.kind = CTL_NEST,
		.offset = offsetof(struct ctl_alert, float_threshold),
		.size = sizeof(((struct ctl_alert *)0)->float_threshold),
		.nested = &ctl_float_layout,
	},
};

const struct ctl_layout ctl_alert_layout = {
	.fields = alert_fields,
	.max = ARRAY_SIZE(alert_fields) - 1,
	.size = sizeof(struct ctl_alert),
	.required = BIT(CMIS_A_ALERT_CAGE_ID) |
			BIT(CMIS_A_ALERT_TYPE) |
			BIT(CMIS_A_ALERT_ACTIVE),
};
