/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: cages, their modules and applications as attributes. */
#ifndef _CMIS_NETLINK_FILL_MODULE_H
#define _CMIS_NETLINK_FILL_MODULE_H

#include <linux/types.h>

#include "core/settings.h"

struct cmis_cage;
struct cmis_snapshot;
struct sk_buff;

extern const u16 cmis_nl_setting_attrs[CMIS_SETTING_ROWS];

int cmis_nl_fill_cage(struct sk_buff *skb, struct cmis_cage *cage);
int cmis_nl_fill_counters(struct sk_buff *skb, struct cmis_cage *cage);
int cmis_nl_fill_nic(struct sk_buff *skb, struct cmis_cage *cage);
int cmis_nl_fill_app(struct sk_buff *skb, const struct cmis_cage *cage,
		     const struct cmis_snapshot *snapshot, u32 appsel);

#endif /* _CMIS_NETLINK_FILL_MODULE_H */
