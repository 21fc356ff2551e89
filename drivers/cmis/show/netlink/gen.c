// SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause)
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/cmis.yaml */
/* YNL-GEN kernel source */

#include <net/netlink.h>
#include <net/genetlink.h>

#include "gen.h"

#include <uapi/linux/cmis.h>

/* Common nested types */
const struct nla_policy cmis_monitor_nl_policy[CMIS_A_MONITOR_STATISTIC + 1] = {
	[CMIS_A_MONITOR_TYPE] = NLA_POLICY_MIN(NLA_U32, 1),
	[CMIS_A_MONITOR_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_MONITOR_SIDE] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_MONITOR_LANE] = { .type = NLA_U32, },
	[CMIS_A_MONITOR_UNIT] = NLA_POLICY_MAX(NLA_U32, 15),
	[CMIS_A_MONITOR_STATISTIC] = { .type = NLA_U32, },
};

const struct nla_policy cmis_number_nl_policy[CMIS_A_NUMBER_EXPONENT + 1] = {
	[CMIS_A_NUMBER_MANTISSA] = { .type = NLA_S32, },
	[CMIS_A_NUMBER_EXPONENT] = { .type = NLA_S32, },
};

/* CMIS_CMD_MODULE_GET - do */
const struct nla_policy cmis_module_get_nl_policy[CMIS_A_CAGE_NAME + 1] = {
	[CMIS_A_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CAGE_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
};

/* CMIS_CMD_MONITOR_GET - do */
const struct nla_policy cmis_monitor_get_nl_policy[CMIS_A_READING_TYPES + 1] = {
	[CMIS_A_READING_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_READING_MONITOR] = NLA_POLICY_NESTED(cmis_monitor_nl_policy),
	[CMIS_A_READING_VALUES_ONLY] = { .type = NLA_FLAG, },
	[CMIS_A_READING_CAGES] = { .type = NLA_U32, },
	[CMIS_A_READING_TYPES] = { .type = NLA_U32, },
};

/* CMIS_CMD_LANE_GET - do */
const struct nla_policy cmis_lane_get_nl_policy[CMIS_A_LANE_CAGES + 1] = {
	[CMIS_A_LANE_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_LANE_LANE] = { .type = NLA_U32, },
	[CMIS_A_LANE_CAGES] = { .type = NLA_U32, },
};

/* CMIS_CMD_ALERT_GET - do */
const struct nla_policy cmis_alert_get_nl_policy[CMIS_A_ALERT_ALL + 1] = {
	[CMIS_A_ALERT_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_ALERT_KIND] = NLA_POLICY_MAX(NLA_U32, 25),
	[CMIS_A_ALERT_MONITOR] = NLA_POLICY_NESTED(cmis_monitor_nl_policy),
	[CMIS_A_ALERT_LEVEL] = NLA_POLICY_MASK(NLA_U32, 0xf),
	[CMIS_A_ALERT_SIDE] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_ALERT_LANE] = { .type = NLA_U32, },
	[CMIS_A_ALERT_CLASS] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_ALERT_ALL] = { .type = NLA_FLAG, },
};

/* CMIS_CMD_SETTINGS_SET - do */
const struct nla_policy cmis_settings_set_nl_policy[CMIS_A_CAGE_POWER_LIMIT_MW + 1] = {
	[CMIS_A_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CAGE_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_CAGE_LABEL] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_CAGE_NETDEV] = { .type = NLA_NUL_STRING, .len = 15, },
	[CMIS_A_CAGE_THERMAL_PERIOD_MS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_LANES_PERIOD_MS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_STALE_SWEEPS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_VDM_PERIOD_MS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_DIAGNOSTICS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_STATISTICS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_STATIC_PERIOD_MS] = { .type = NLA_U32, },
	[CMIS_A_CAGE_MANAGEMENT] = NLA_POLICY_MAX(NLA_U32, 1),
	[CMIS_A_CAGE_POWER_LIMIT_MW] = { .type = NLA_U32, },
};

/* CMIS_CMD_LIMIT_GET - do */
const struct nla_policy cmis_limit_get_nl_policy[CMIS_A_LIMIT_LEVEL + 1] = {
	[CMIS_A_LIMIT_VENDOR_PN] = { .type = NLA_NUL_STRING, .len = 16, },
	[CMIS_A_LIMIT_MONITOR] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_LIMIT_LEVEL] = NLA_POLICY_MAX(NLA_U32, 3),
};

/* CMIS_CMD_LIMIT_SET - do */
const struct nla_policy cmis_limit_set_nl_policy[CMIS_A_LIMIT_VALUE + 1] = {
	[CMIS_A_LIMIT_VENDOR_PN] = { .type = NLA_NUL_STRING, .len = 16, },
	[CMIS_A_LIMIT_MONITOR] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_LIMIT_LEVEL] = NLA_POLICY_MAX(NLA_U32, 3),
	[CMIS_A_LIMIT_VALUE] = NLA_POLICY_NESTED(cmis_number_nl_policy),
};

/* CMIS_CMD_PORT_GET - do */
const struct nla_policy cmis_port_get_nl_policy[CMIS_A_CLAIM_LANES + 1] = {
	[CMIS_A_CLAIM_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CLAIM_LANES] = { .type = NLA_U64, },
};

/* CMIS_CMD_PORT_SET - do */
const struct nla_policy cmis_port_set_nl_policy[CMIS_A_CLAIM_REVERT_MS + 1] = {
	[CMIS_A_CLAIM_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CLAIM_LANES] = { .type = NLA_U64, },
	[CMIS_A_CLAIM_UP] = { .type = NLA_U32, },
	[CMIS_A_CLAIM_HOST_ID] = NLA_POLICY_MAX(NLA_U32, 255),
	[CMIS_A_CLAIM_MEDIA_ID] = NLA_POLICY_MAX(NLA_U32, 255),
	[CMIS_A_CLAIM_SPEED_MBPS] = { .type = NLA_U32, },
	[CMIS_A_CLAIM_PATHS] = NLA_POLICY_MAX(NLA_U32, 64),
	[CMIS_A_CLAIM_APPSEL] = NLA_POLICY_MAX(NLA_U32, 15),
	[CMIS_A_CLAIM_RETRY] = { .type = NLA_FLAG, },
	[CMIS_A_CLAIM_RELEASE] = { .type = NLA_FLAG, },
	[CMIS_A_CLAIM_TEST] = { .type = NLA_U32, },
	[CMIS_A_CLAIM_FORCE] = { .type = NLA_FLAG, },
	[CMIS_A_CLAIM_REVERT_MS] = { .type = NLA_U32, },
};

/* CMIS_CMD_APP_GET - do */
const struct nla_policy cmis_app_get_nl_policy[CMIS_A_APP_APPSEL + 1] = {
	[CMIS_A_APP_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_APP_APPSEL] = NLA_POLICY_RANGE(NLA_U32, 1, 15),
};

/* CMIS_CMD_RECORD_GET - do */
const struct nla_policy cmis_record_get_nl_policy[CMIS_A_RECORD_NUMBER + 1] = {
	[CMIS_A_RECORD_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_RECORD_NUMBER] = { .type = NLA_U32, },
};

/* CMIS_CMD_RECORD_LIST - do */
const struct nla_policy cmis_record_list_nl_policy[CMIS_A_RECORD_NUMBER + 1] = {
	[CMIS_A_RECORD_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_RECORD_NUMBER] = { .type = NLA_U32, },
};

/* CMIS_CMD_HEALTH_DO - do */
const struct nla_policy cmis_health_do_nl_policy[CMIS_A_RECORD_CRC + 1] = {
	[CMIS_A_RECORD_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_RECORD_ACTION] = NLA_POLICY_MAX(NLA_U32, 4),
	[CMIS_A_RECORD_TEXT] = { .type = NLA_NUL_STRING, .len = 64, },
	[CMIS_A_RECORD_NUMBER] = { .type = NLA_U32, },
	[CMIS_A_RECORD_SERIAL] = { .type = NLA_NUL_STRING, },
	[CMIS_A_RECORD_LANES] = { .type = NLA_U64, },
	[CMIS_A_RECORD_LANE] = { .type = NLA_U32, },
	[CMIS_A_RECORD_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_RECORD_WINDOW] = NLA_POLICY_MAX(NLA_U32, 3),
	[CMIS_A_RECORD_BINS] = { .type = NLA_BINARY, },
	[CMIS_A_RECORD_CRC] = { .type = NLA_U32, },
};

/* CMIS_CMD_CONTROL_GET - do */
const struct nla_policy cmis_control_get_nl_policy[CMIS_A_CONTROL_LANES + 1] = {
	[CMIS_A_CONTROL_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CONTROL_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_CONTROL_LANES] = { .type = NLA_U64, },
};

/* CMIS_CMD_CONTROL_SET - do */
const struct nla_policy cmis_control_set_nl_policy[CMIS_A_CONTROL_REVERT_MS + 1] = {
	[CMIS_A_CONTROL_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CONTROL_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_CONTROL_LANES] = { .type = NLA_U64, },
	[CMIS_A_CONTROL_VALUE] = { .type = NLA_U32, },
	[CMIS_A_CONTROL_FORCE] = { .type = NLA_FLAG, },
	[CMIS_A_CONTROL_REVERT_MS] = { .type = NLA_U32, },
};

/* CMIS_CMD_CONFIRM - do */
const struct nla_policy cmis_confirm_nl_policy[CMIS_A_CONTROL_REVERT_ID + 1] = {
	[CMIS_A_CONTROL_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_CONTROL_REVERT_ID] = { .type = NLA_U32, },
};

/* CMIS_CMD_AUDIT_GET - do */
const struct nla_policy cmis_audit_get_nl_policy[CMIS_A_AUDIT_NUMBER + 1] = {
	[CMIS_A_AUDIT_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_AUDIT_NUMBER] = { .type = NLA_U64, },
};

/* CMIS_CMD_LOOPBACK_GET - do */
const struct nla_policy cmis_loopback_get_nl_policy[CMIS_A_LOOPBACK_KIND + 1] = {
	[CMIS_A_LOOPBACK_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_LOOPBACK_KIND] = NLA_POLICY_MAX(NLA_U32, 3),
};

/* CMIS_CMD_LOOPBACK_SET - do */
const struct nla_policy cmis_loopback_set_nl_policy[CMIS_A_LOOPBACK_REVERT_MS + 1] = {
	[CMIS_A_LOOPBACK_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_LOOPBACK_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_LOOPBACK_DIRECTION] = NLA_POLICY_MASK(NLA_U8, 0x3),
	[CMIS_A_LOOPBACK_KIND] = NLA_POLICY_MAX(NLA_U32, 3),
	[CMIS_A_LOOPBACK_LANES] = { .type = NLA_U64, },
	[CMIS_A_LOOPBACK_FORCE] = { .type = NLA_FLAG, },
	[CMIS_A_LOOPBACK_REVERT_MS] = { .type = NLA_U32, },
};

/* CMIS_CMD_MODULE_ACT - do */
const struct nla_policy cmis_module_act_nl_policy[CMIS_A_ACTION_FORCE + 1] = {
	[CMIS_A_ACTION_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_ACTION_ACTION] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_ACTION_FORCE] = { .type = NLA_FLAG, },
};

/* CMIS_CMD_TEST_GET - do */
const struct nla_policy cmis_test_get_nl_policy[CMIS_A_TEST_SIDE + 1] = {
	[CMIS_A_TEST_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_TEST_LANE] = NLA_POLICY_RANGE(NLA_U32, 1, 64),
	[CMIS_A_TEST_SIDE] = NLA_POLICY_MAX(NLA_U32, 2),
};

/* CMIS_CMD_TEST_ACT - do */
const struct nla_policy cmis_test_act_nl_policy[CMIS_A_TEST_REVERT_MS + 1] = {
	[CMIS_A_TEST_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_TEST_SIDE] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_TEST_ACTION] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_TEST_TX_PATTERN] = NLA_POLICY_MAX(NLA_U32, 17),
	[CMIS_A_TEST_RX_PATTERN] = NLA_POLICY_MAX(NLA_U32, 17),
	[CMIS_A_TEST_LANES] = { .type = NLA_U64, },
	[CMIS_A_TEST_FORCE] = { .type = NLA_FLAG, },
	[CMIS_A_TEST_REVERT_MS] = { .type = NLA_U32, },
};

/* CMIS_CMD_VERDICT_GET - do */
const struct nla_policy cmis_verdict_get_nl_policy[CMIS_A_VERDICT_NUMBER + 1] = {
	[CMIS_A_VERDICT_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_VERDICT_NUMBER] = { .type = NLA_U32, },
};

/* CMIS_CMD_GUARD_GET - do */
const struct nla_policy cmis_guard_get_nl_policy[CMIS_A_GUARD_SIDE + 1] = {
	[CMIS_A_GUARD_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_GUARD_LANE] = { .type = NLA_U32, },
	[CMIS_A_GUARD_SIDE] = NLA_POLICY_MAX(NLA_U32, 2),
};

/* CMIS_CMD_TREND_GET - do */
const struct nla_policy cmis_trend_get_nl_policy[CMIS_A_TREND_WINDOW + 1] = {
	[CMIS_A_TREND_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_TREND_LANE] = { .type = NLA_U32, },
	[CMIS_A_TREND_NAME] = { .type = NLA_NUL_STRING, .len = 31, },
	[CMIS_A_TREND_WINDOW] = NLA_POLICY_MAX(NLA_U32, 3),
};

/* CMIS_CMD_LASER_SET - do */
const struct nla_policy cmis_laser_set_nl_policy[CMIS_A_LANE_FORCE + 1] = {
	[CMIS_A_LANE_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_LANE_LANE] = { .type = NLA_U32, },
	[CMIS_A_LANE_LASER_FREQUENCY_MHZ] = { .type = NLA_U32, },
	[CMIS_A_LANE_LASER_GRID_MHZ] = { .type = NLA_U32, },
	[CMIS_A_LANE_LASER_CHANNEL] = { .type = NLA_S32, },
	[CMIS_A_LANE_LASER_TARGET_POWER_MDBM] = { .type = NLA_S32, },
	[CMIS_A_LANE_FORCE] = { .type = NLA_FLAG, },
};

/* Ops table for cmis */
const struct genl_ops cmis_nl_ops[26] = {
	{
		.cmd		= CMIS_CMD_MODULE_GET,
		.doit		= cmis_nl_module_get_doit,
		.dumpit		= cmis_nl_module_get_dumpit,
		.policy		= cmis_module_get_nl_policy,
		.maxattr	= CMIS_A_CAGE_NAME,
	},
	{
		.cmd		= CMIS_CMD_MONITOR_GET,
		.doit		= cmis_nl_monitor_get_doit,
		.dumpit		= cmis_nl_monitor_get_dumpit,
		.policy		= cmis_monitor_get_nl_policy,
		.maxattr	= CMIS_A_READING_TYPES,
	},
	{
		.cmd		= CMIS_CMD_LANE_GET,
		.doit		= cmis_nl_lane_get_doit,
		.dumpit		= cmis_nl_lane_get_dumpit,
		.policy		= cmis_lane_get_nl_policy,
		.maxattr	= CMIS_A_LANE_CAGES,
	},
	{
		.cmd		= CMIS_CMD_ALERT_GET,
		.doit		= cmis_nl_alert_get_doit,
		.dumpit		= cmis_nl_alert_get_dumpit,
		.policy		= cmis_alert_get_nl_policy,
		.maxattr	= CMIS_A_ALERT_ALL,
	},
	{
		.cmd		= CMIS_CMD_SETTINGS_SET,
		.doit		= cmis_nl_settings_set_doit,
		.policy		= cmis_settings_set_nl_policy,
		.maxattr	= CMIS_A_CAGE_POWER_LIMIT_MW,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_LIMIT_GET,
		.doit		= cmis_nl_limit_get_doit,
		.dumpit		= cmis_nl_limit_get_dumpit,
		.policy		= cmis_limit_get_nl_policy,
		.maxattr	= CMIS_A_LIMIT_LEVEL,
	},
	{
		.cmd		= CMIS_CMD_LIMIT_SET,
		.doit		= cmis_nl_limit_set_doit,
		.policy		= cmis_limit_set_nl_policy,
		.maxattr	= CMIS_A_LIMIT_VALUE,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_PORT_GET,
		.doit		= cmis_nl_port_get_doit,
		.dumpit		= cmis_nl_port_get_dumpit,
		.policy		= cmis_port_get_nl_policy,
		.maxattr	= CMIS_A_CLAIM_LANES,
	},
	{
		.cmd		= CMIS_CMD_PORT_SET,
		.doit		= cmis_nl_port_set_doit,
		.policy		= cmis_port_set_nl_policy,
		.maxattr	= CMIS_A_CLAIM_REVERT_MS,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_APP_GET,
		.doit		= cmis_nl_app_get_doit,
		.dumpit		= cmis_nl_app_get_dumpit,
		.policy		= cmis_app_get_nl_policy,
		.maxattr	= CMIS_A_APP_APPSEL,
	},
	{
		.cmd		= CMIS_CMD_RECORD_GET,
		.doit		= cmis_nl_record_get_doit,
		.dumpit		= cmis_nl_record_get_dumpit,
		.policy		= cmis_record_get_nl_policy,
		.maxattr	= CMIS_A_RECORD_NUMBER,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_RECORD_LIST,
		.doit		= cmis_nl_record_list_doit,
		.dumpit		= cmis_nl_record_list_dumpit,
		.policy		= cmis_record_list_nl_policy,
		.maxattr	= CMIS_A_RECORD_NUMBER,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_HEALTH_DO,
		.doit		= cmis_nl_health_do_doit,
		.policy		= cmis_health_do_nl_policy,
		.maxattr	= CMIS_A_RECORD_CRC,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_CONTROL_GET,
		.doit		= cmis_nl_control_get_doit,
		.dumpit		= cmis_nl_control_get_dumpit,
		.policy		= cmis_control_get_nl_policy,
		.maxattr	= CMIS_A_CONTROL_LANES,
	},
	{
		.cmd		= CMIS_CMD_CONTROL_SET,
		.doit		= cmis_nl_control_set_doit,
		.policy		= cmis_control_set_nl_policy,
		.maxattr	= CMIS_A_CONTROL_REVERT_MS,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_CONFIRM,
		.doit		= cmis_nl_confirm_doit,
		.policy		= cmis_confirm_nl_policy,
		.maxattr	= CMIS_A_CONTROL_REVERT_ID,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_AUDIT_GET,
		.doit		= cmis_nl_audit_get_doit,
		.dumpit		= cmis_nl_audit_get_dumpit,
		.policy		= cmis_audit_get_nl_policy,
		.maxattr	= CMIS_A_AUDIT_NUMBER,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_LOOPBACK_GET,
		.doit		= cmis_nl_loopback_get_doit,
		.dumpit		= cmis_nl_loopback_get_dumpit,
		.policy		= cmis_loopback_get_nl_policy,
		.maxattr	= CMIS_A_LOOPBACK_KIND,
	},
	{
		.cmd		= CMIS_CMD_LOOPBACK_SET,
		.doit		= cmis_nl_loopback_set_doit,
		.policy		= cmis_loopback_set_nl_policy,
		.maxattr	= CMIS_A_LOOPBACK_REVERT_MS,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_MODULE_ACT,
		.doit		= cmis_nl_module_act_doit,
		.policy		= cmis_module_act_nl_policy,
		.maxattr	= CMIS_A_ACTION_FORCE,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_TEST_GET,
		.doit		= cmis_nl_test_get_doit,
		.dumpit		= cmis_nl_test_get_dumpit,
		.policy		= cmis_test_get_nl_policy,
		.maxattr	= CMIS_A_TEST_SIDE,
	},
	{
		.cmd		= CMIS_CMD_TEST_ACT,
		.doit		= cmis_nl_test_act_doit,
		.policy		= cmis_test_act_nl_policy,
		.maxattr	= CMIS_A_TEST_REVERT_MS,
		.flags		= GENL_ADMIN_PERM,
	},
	{
		.cmd		= CMIS_CMD_VERDICT_GET,
		.doit		= cmis_nl_verdict_get_doit,
		.dumpit		= cmis_nl_verdict_get_dumpit,
		.policy		= cmis_verdict_get_nl_policy,
		.maxattr	= CMIS_A_VERDICT_NUMBER,
	},
	{
		.cmd		= CMIS_CMD_GUARD_GET,
		.doit		= cmis_nl_guard_get_doit,
		.dumpit		= cmis_nl_guard_get_dumpit,
		.policy		= cmis_guard_get_nl_policy,
		.maxattr	= CMIS_A_GUARD_SIDE,
	},
	{
		.cmd		= CMIS_CMD_TREND_GET,
		.doit		= cmis_nl_trend_get_doit,
		.dumpit		= cmis_nl_trend_get_dumpit,
		.policy		= cmis_trend_get_nl_policy,
		.maxattr	= CMIS_A_TREND_WINDOW,
	},
	{
		.cmd		= CMIS_CMD_LASER_SET,
		.doit		= cmis_nl_laser_set_doit,
		.policy		= cmis_laser_set_nl_policy,
		.maxattr	= CMIS_A_LANE_FORCE,
		.flags		= GENL_ADMIN_PERM,
	},
};

static const struct genl_multicast_group cmis_nl_mcgrps[] = {
	[CMIS_NLGRP_ALERTS] = { "alerts", },
	[CMIS_NLGRP_MODULES] = { "modules", },
	[CMIS_NLGRP_PORTS] = { "ports", },
	[CMIS_NLGRP_HEALTH] = { "health", },
};
