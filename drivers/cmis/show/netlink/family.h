/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: the family, and the number of the last notification. */
#ifndef _CMIS_NETLINK_FAMILY_H
#define _CMIS_NETLINK_FAMILY_H

#include <linux/types.h>
#include <net/genetlink.h>

#include "core/client.h"

extern struct genl_family cmis_nl_family;

u64 cmis_nl_sequence(void);
u64 cmis_nl_sequence_next(void);
int cmis_netlink_init(void);
void cmis_netlink_exit(void);

/* show/netlink/event.c */
extern const struct cmis_client cmis_netlink_client;

#endif /* _CMIS_NETLINK_FAMILY_H */
