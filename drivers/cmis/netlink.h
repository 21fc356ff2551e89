/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the netlink exposure share.
 */
#ifndef _CMIS_NETLINK_H
#define _CMIS_NETLINK_H

#include <linux/types.h>
#include <net/genetlink.h>

struct cmis_alert;
struct cmis_alert_event;
struct cmis_cage;
struct cmis_module;
struct cmis_snapshot;

/**
 * struct cmis_nl_where - which monitor or lane a message is about
 * @quantity: enum cmis_quantity
 * @lane: from 0
 */
struct cmis_nl_where {
	u32 quantity;
	u32 lane;
};

/* netlink.c */
extern struct genl_family cmis_nl_family;
u64 cmis_nl_sequence(void);

/* netlink_fill.c: 0, or -EMSGSIZE if the message is full */
int cmis_nl_fill_cage(struct sk_buff *skb, struct cmis_cage *cage);
int cmis_nl_fill_monitor(struct sk_buff *skb, struct cmis_cage *cage,
			 const struct cmis_snapshot *snapshot,
			 const struct cmis_nl_where *where);
int cmis_nl_fill_lane(struct sk_buff *skb, struct cmis_cage *cage,
		      const struct cmis_snapshot *snapshot, u32 lane);
int cmis_nl_fill_alert(struct sk_buff *skb, struct cmis_cage *cage,
		       u32 generation, const struct cmis_alert *alert);

#endif /* _CMIS_NETLINK_H */
