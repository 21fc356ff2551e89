/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: notifications. */
#ifndef _CMIS_NETLINK_EVENT_H
#define _CMIS_NETLINK_EVENT_H

#include <linux/types.h>

struct cmis_cage;

void cmis_nl_send_loopbacks(struct cmis_cage *cage);
void cmis_nl_send_tests(struct cmis_cage *cage, bool media, u64 lanes);

#endif /* _CMIS_NETLINK_EVENT_H */
