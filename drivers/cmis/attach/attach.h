/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Attach and detach netdevs. Under RTNL, without the netdev's own lock, but for
 * the last two.
 */
#ifndef _CMIS_ATTACH_H
#define _CMIS_ATTACH_H

#include "attach/link.h"

struct netlink_ext_ack;

extern const char *const cmis_copy_place_names[];

int cmis_attach(struct cmis_cage *cage, struct net_device *dev,
		struct netlink_ext_ack *extack);
int cmis_detach(struct cmis_cage *cage, struct netlink_ext_ack *extack);
void cmis_copy_update(struct cmis_copy *copy);
void cmis_copy_drop(struct cmis_copy *copy, bool dying);
void cmis_copies_settle(void);
void cmis_copies_end(void);

#endif /* _CMIS_ATTACH_H */
