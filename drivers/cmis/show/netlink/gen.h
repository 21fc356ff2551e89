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

extern const struct nla_policy cmis_monitor_get_nl_policy[CMIS_A_READING_MONITOR + 1];

extern const struct nla_policy cmis_lane_get_nl_policy[CMIS_A_LANE_LANE + 1];

extern const struct nla_policy cmis_alert_get_nl_policy[CMIS_A_ALERT_ALL + 1];

extern const struct nla_policy cmis_settings_set_nl_policy[CMIS_A_CAGE_STATIC_PERIOD_MS + 1];

extern const struct nla_policy cmis_limit_get_nl_policy[CMIS_A_LIMIT_LEVEL + 1];

extern const struct nla_policy cmis_limit_set_nl_policy[CMIS_A_LIMIT_VALUE + 1];

/* Ops table for cmis */
extern const struct genl_ops cmis_nl_ops[7];

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

enum {
	CMIS_NLGRP_ALERTS,
	CMIS_NLGRP_MODULES,
};

#endif /* _LINUX_CMIS_GEN_H */
