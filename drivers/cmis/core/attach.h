/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Requests to attach a netdev to a cage by name. Another module carries them
 * out: struct cmis_attacher of <linux/cmis.h>.
 */
#ifndef _CMIS_CORE_ATTACH_H
#define _CMIS_CORE_ATTACH_H

#include "core/client.h"

struct netlink_ext_ack;

extern const struct cmis_client cmis_attacher_client;

int cmis_cage_attach_netdev(struct cmis_cage *cage, const char *name,
			    struct netlink_ext_ack *extack);
void cmis_attacher_settle(void);
const char *cmis_cage_get_netdev_state(struct cmis_cage *cage);

#endif /* _CMIS_CORE_ATTACH_H */
