/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Do not edit directly, auto-generated from: */
/*	Documentation/netlink/specs/cmis.yaml */
/* YNL-GEN kernel header */

#ifndef _LINUX_CMIS_GEN_H
#define _LINUX_CMIS_GEN_H

#include <net/netlink.h>
#include <net/genetlink.h>

#include <uapi/linux/cmis.h>

/* Common nested types */
extern const struct nla_policy cmis_monitor_nl_policy[CMIS_A_MONITOR_STATISTIC + 1];
extern const struct nla_policy cmis_number_nl_policy[CMIS_A_NUMBER_EXPONENT + 1];

extern const struct nla_policy cmis_module_get_nl_policy[CMIS_A_CAGE_NAME + 1];

extern const struct nla_policy cmis_monitor_get_nl_policy[CMIS_A_READING_TYPES + 1];

extern const struct nla_policy cmis_lane_get_nl_policy[CMIS_A_LANE_CAGES + 1];

extern const struct nla_policy cmis_alert_get_nl_policy[CMIS_A_ALERT_ALL + 1];

extern const struct nla_policy cmis_settings_set_nl_policy[CMIS_A_CAGE_POWER_LIMIT_MW + 1];

extern const struct nla_policy cmis_limit_get_nl_policy[CMIS_A_LIMIT_LEVEL + 1];

extern const struct nla_policy cmis_limit_set_nl_policy[CMIS_A_LIMIT_VALUE + 1];

extern const struct nla_policy cmis_port_get_nl_policy[CMIS_A_CLAIM_LANES + 1];

extern const struct nla_policy cmis_port_set_nl_policy[CMIS_A_CLAIM_REVERT_MS + 1];

extern const struct nla_policy cmis_app_get_nl_policy[CMIS_A_APP_APPSEL + 1];

extern const struct nla_policy cmis_record_get_nl_policy[CMIS_A_RECORD_NUMBER + 1];

extern const struct nla_policy cmis_record_list_nl_policy[CMIS_A_RECORD_NUMBER + 1];

extern const struct nla_policy cmis_health_do_nl_policy[CMIS_A_RECORD_CRC + 1];

extern const struct nla_policy cmis_control_get_nl_policy[CMIS_A_CONTROL_LANES + 1];

extern const struct nla_policy cmis_control_set_nl_policy[CMIS_A_CONTROL_REVERT_MS + 1];

extern const struct nla_policy cmis_confirm_nl_policy[CMIS_A_CONTROL_REVERT_ID + 1];

extern const struct nla_policy cmis_audit_get_nl_policy[CMIS_A_AUDIT_NUMBER + 1];

extern const struct nla_policy cmis_loopback_get_nl_policy[CMIS_A_LOOPBACK_KIND + 1];

extern const struct nla_policy cmis_loopback_set_nl_policy[CMIS_A_LOOPBACK_REVERT_MS + 1];

extern const struct nla_policy cmis_module_act_nl_policy[CMIS_A_ACTION_FORCE + 1];

extern const struct nla_policy cmis_test_get_nl_policy[CMIS_A_TEST_SIDE + 1];

extern const struct nla_policy cmis_test_act_nl_policy[CMIS_A_TEST_REVERT_MS + 1];

extern const struct nla_policy cmis_verdict_get_nl_policy[CMIS_A_VERDICT_NUMBER + 1];

extern const struct nla_policy cmis_guard_get_nl_policy[CMIS_A_GUARD_SIDE + 1];

extern const struct nla_policy cmis_trend_get_nl_policy[CMIS_A_TREND_WINDOW + 1];

extern const struct nla_policy cmis_laser_set_nl_policy[CMIS_A_LANE_FORCE + 1];

/* Ops table for cmis */
extern const struct genl_ops cmis_nl_ops[26];

int cmis_nl_module_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_module_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_monitor_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_monitor_get_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb);
int cmis_nl_lane_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_lane_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_alert_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_alert_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_settings_set_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_limit_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_limit_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_limit_set_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_port_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_port_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_port_set_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_app_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_app_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_record_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_record_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_record_list_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_record_list_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb);
int cmis_nl_health_do_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_control_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_control_get_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb);
int cmis_nl_control_set_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_confirm_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_audit_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_audit_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_loopback_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_loopback_get_dumpit(struct sk_buff *skb,
				struct netlink_callback *cb);
int cmis_nl_loopback_set_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_module_act_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_test_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_test_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_test_act_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_verdict_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_verdict_get_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb);
int cmis_nl_guard_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_guard_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_trend_get_doit(struct sk_buff *skb, struct genl_info *info);
int cmis_nl_trend_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb);
int cmis_nl_laser_set_doit(struct sk_buff *skb, struct genl_info *info);

enum {
	CMIS_NLGRP_ALERTS,
	CMIS_NLGRP_MODULES,
	CMIS_NLGRP_PORTS,
	CMIS_NLGRP_HEALTH,
};

#endif /* _LINUX_CMIS_GEN_H */
