/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: cages, lanes, readings and alerts as attributes. */
#ifndef _CMIS_NETLINK_FILL_H
#define _CMIS_NETLINK_FILL_H

#include <linux/types.h>

#include "core/settings.h"

struct cmis_alert;
struct cmis_cage;
struct cmis_part_limit;
struct cmis_module;
struct cmis_snapshot;
struct sk_buff;

/**
 * struct cmis_nl_monitor - the monitor that a message is about
 * @type: type of the monitor
 * @lane: lane of the monitor, from 0; %CMIS_LANE_NONE for the module itself
 */
struct cmis_nl_monitor {
	u32 type;
	u32 lane;
};

extern const u16 cmis_nl_setting_attrs[CMIS_SETTING_ROWS];

int cmis_nl_fill_cage(struct sk_buff *skb, struct cmis_cage *cage);
int cmis_nl_fill_reading(struct sk_buff *skb, const struct cmis_cage *cage,
			 const struct cmis_snapshot *snapshot,
			 const struct cmis_nl_monitor *monitor);
int cmis_nl_fill_lane(struct sk_buff *skb, const struct cmis_cage *cage,
		      const struct cmis_snapshot *snapshot, u32 lane);
int cmis_nl_fill_limit(struct sk_buff *skb,
		       const struct cmis_part_limit *limit);
int cmis_nl_fill_alert(struct sk_buff *skb, const struct cmis_cage *cage,
		       u32 generation, const struct cmis_alert *alert);

#endif /* _CMIS_NETLINK_FILL_H */
