/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The companion netdev of a cage.
 */
#ifndef _CMIS_NETDEV_H
#define _CMIS_NETDEV_H

#include "core/client.h"

extern const struct cmis_client cmis_netdev_client;

#endif /* _CMIS_NETDEV_H */
