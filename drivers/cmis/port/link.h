/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The netdev that a cage belongs to: cmis_cage_bind_netdev() and
 * cmis_cage_claim_netdev() of <linux/cmis.h>.
 */
#ifndef _CMIS_LINK_H
#define _CMIS_LINK_H

#include "core/client.h"

extern const struct cmis_client cmis_link_client;

int cmis_link_init(void);
void cmis_link_exit(void);

#endif /* _CMIS_LINK_H */
