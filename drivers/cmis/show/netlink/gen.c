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
const struct nla_policy cmis_monitor_get_nl_policy[CMIS_A_READING_MONITOR + 1] = {
	[CMIS_A_READING_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_READING_MONITOR] = NLA_POLICY_NESTED(cmis_monitor_nl_policy),
};

/* CMIS_CMD_LANE_GET - do */
const struct nla_policy cmis_lane_get_nl_policy[CMIS_A_LANE_LANE + 1] = {
	[CMIS_A_LANE_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_LANE_LANE] = { .type = NLA_U32, },
};

/* CMIS_CMD_ALERT_GET - do */
const struct nla_policy cmis_alert_get_nl_policy[CMIS_A_ALERT_ALL + 1] = {
	[CMIS_A_ALERT_CAGE_ID] = { .type = NLA_U32, },
	[CMIS_A_ALERT_KIND] = NLA_POLICY_MAX(NLA_U32, 13),
	[CMIS_A_ALERT_MONITOR] = NLA_POLICY_NESTED(cmis_monitor_nl_policy),
	[CMIS_A_ALERT_LEVEL] = NLA_POLICY_MASK(NLA_U32, 0xf),
	[CMIS_A_ALERT_SIDE] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_ALERT_LANE] = { .type = NLA_U32, },
	[CMIS_A_ALERT_CLASS] = NLA_POLICY_MAX(NLA_U32, 2),
	[CMIS_A_ALERT_ALL] = { .type = NLA_FLAG, },
};

/* CMIS_CMD_SETTINGS_SET - do */
const struct nla_policy cmis_settings_set_nl_policy[CMIS_A_CAGE_STATIC_PERIOD_MS + 1] = {
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

/* Ops table for cmis */
const struct genl_ops cmis_nl_ops[7] = {
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
		.maxattr	= CMIS_A_READING_MONITOR,
	},
	{
		.cmd		= CMIS_CMD_LANE_GET,
		.doit		= cmis_nl_lane_get_doit,
		.dumpit		= cmis_nl_lane_get_dumpit,
		.policy		= cmis_lane_get_nl_policy,
		.maxattr	= CMIS_A_LANE_LANE,
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
		.maxattr	= CMIS_A_CAGE_STATIC_PERIOD_MS,
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
};

static const struct genl_multicast_group cmis_nl_mcgrps[] = {
	[CMIS_NLGRP_ALERTS] = { "alerts", },
	[CMIS_NLGRP_MODULES] = { "modules", },
};
