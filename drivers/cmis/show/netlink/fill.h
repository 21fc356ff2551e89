/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: lanes, readings, alerts and ports as attributes. */
#ifndef _CMIS_NETLINK_FILL_H
#define _CMIS_NETLINK_FILL_H

#include <linux/types.h>

#include "spec/monitors.h"

struct cmis_alert;
struct cmis_cage;
struct cmis_claim;
struct cmis_part_limit;
struct cmis_module;
struct cmis_snapshot;
struct sk_buff;

/**
 * struct cmis_nl_monitor - the monitor that a message is about
 * @type: type of the monitor
 * @lane: lane of the monitor, from 0; %CMIS_LANE_NONE for the module itself
 * @values_only: leave out limits, hits and the raw value
 */
struct cmis_nl_monitor {
	u32 type;
	u32 lane;
	bool values_only;
};

int cmis_nl_put_code(struct sk_buff *skb, int attr, u32 code, const char *name);
int cmis_nl_put_number(struct sk_buff *skb, int attr,
		       struct cmis_number number);
int cmis_nl_put_ratio(struct sk_buff *skb, int attr, u16 raw);
int cmis_nl_fill_reading(struct sk_buff *skb, const struct cmis_cage *cage,
			 const struct cmis_snapshot *snapshot,
			 const struct cmis_nl_monitor *monitor);
int cmis_nl_fill_lane(struct sk_buff *skb, const struct cmis_cage *cage,
		      const struct cmis_snapshot *snapshot, u32 lane);
int cmis_nl_fill_limit(struct sk_buff *skb,
		       const struct cmis_part_limit *limit);
int cmis_nl_fill_port(struct sk_buff *skb, const struct cmis_cage *cage,
		      unsigned int id, const struct cmis_claim *claim);
int cmis_nl_fill_alert(struct sk_buff *skb, const struct cmis_cage *cage,
		       u32 generation, const struct cmis_alert *alert);

#endif /* _CMIS_NETLINK_FILL_H */
