/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: loopbacks as attributes. */
#ifndef _CMIS_NETLINK_LOOPBACK_H
#define _CMIS_NETLINK_LOOPBACK_H

#include <linux/types.h>

#include "core/loopback.h"

struct cmis_cage;
struct sk_buff;

/**
 * struct cmis_nl_loopback - a kind of loopback
 * @name: of its side
 * @direction: CMIS_LOOPBACK_DIRECTION_*
 */
struct cmis_nl_loopback {
	const char *name;
	u8 direction;
};

extern const struct cmis_nl_loopback cmis_nl_loopbacks[CMIS_LOOPBACK_KINDS];

int cmis_nl_fill_loopback(struct sk_buff *skb, struct cmis_cage *cage,
			  unsigned int kind,
			  const struct cmis_loopback_state *state);

#endif /* _CMIS_NETLINK_LOOPBACK_H */
