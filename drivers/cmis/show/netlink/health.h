/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: link health as attributes. */
#ifndef _CMIS_NETLINK_HEALTH_H
#define _CMIS_NETLINK_HEALTH_H

#include <linux/types.h>

#include "core/health.h"

struct cmis_cage;
struct cmis_snapshot;
struct nlattr;
struct sk_buff;

/**
 * struct cmis_nl_place - a side of a lane
 * @lane: the lane, from 0
 * @side: enum cmis_side
 */
struct cmis_nl_place {
	unsigned int lane;
	unsigned int side;
};

int cmis_nl_fill_verdict(struct sk_buff *skb, const struct cmis_cage *cage,
			 const struct cmis_told *told);
int cmis_nl_fill_guard(struct sk_buff *skb, struct cmis_cage *cage,
		       const struct cmis_nl_place *place);
bool cmis_nl_trend_place(u32 item, struct cmis_trend_place *place);
const char *cmis_nl_trend_name(const struct cmis_trend_place *place);
bool cmis_nl_trend_find(const char *name, const struct nlattr *lane,
			struct cmis_trend_place *place);
int cmis_nl_fill_trend(struct sk_buff *skb, struct cmis_cage *cage,
		       const struct cmis_snapshot *snapshot,
		       const struct cmis_trend_place *place);

#endif /* _CMIS_NETLINK_HEALTH_H */
