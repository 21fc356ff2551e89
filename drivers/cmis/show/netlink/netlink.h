/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the netlink client share.
 */
#ifndef _CMIS_NETLINK_H
#define _CMIS_NETLINK_H

#include <linux/types.h>
#include <net/genetlink.h>

#include "core/client.h"
#include "core/module.h"
#include "core/settings.h"
#include "core/snapshot.h"

struct cmis_alert;

/**
 * struct cmis_nl_where - which monitor a message is about
 * @observable: type of the observable; %CMIS_VDM_UNUSED if it is a quantity
 * @quantity: enum cmis_quantity, if it is none
 * @lane: from 0; of an observable of the module %CMIS_VDM_LANE_NONE
 */
struct cmis_nl_where {
	u32 observable;
	u32 quantity;
	u32 lane;
};

/* show/netlink/event.c */
extern const struct cmis_client cmis_netlink_client;

/* show/netlink/request.c */
int cmis_netlink_init(void);
void cmis_netlink_exit(void);
extern struct genl_family cmis_nl_family;
u64 cmis_nl_sequence(void);

/* show/netlink/observable.c */
extern const u8 cmis_nl_threshold_attrs[CMIS_LEVEL_COUNT];
bool cmis_nl_observable_next(const struct cmis_module *module, u32 *item,
			     u32 first, struct cmis_nl_where *where);
int cmis_nl_put_alert_observable(struct sk_buff *skb,
				 const struct cmis_alert *alert);
int cmis_nl_fill_observable(struct sk_buff *skb, struct cmis_cage *cage,
			    const struct cmis_snapshot *snapshot,
			    const struct cmis_nl_where *where);

/* show/netlink/fill.c */
extern const u16 cmis_nl_setting_attrs[CMIS_SETTING_ROWS];

/* fill.c; those that fill: 0, or -EMSGSIZE if the message is full */
int cmis_nl_fill_cage(struct sk_buff *skb, struct cmis_cage *cage);
int cmis_nl_fill_monitor(struct sk_buff *skb, struct cmis_cage *cage,
			 const struct cmis_snapshot *snapshot,
			 const struct cmis_nl_where *where);
int cmis_nl_fill_lane(struct sk_buff *skb, struct cmis_cage *cage,
		      const struct cmis_snapshot *snapshot, u32 lane);
int cmis_nl_fill_alert(struct sk_buff *skb, struct cmis_cage *cage,
		       u32 generation, const struct cmis_alert *alert);
u32 cmis_nl_age_ms(const struct cmis_snapshot *snapshot,
		   enum cmis_class class);

#endif /* _CMIS_NETLINK_H */
