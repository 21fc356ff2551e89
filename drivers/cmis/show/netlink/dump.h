/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: dumps. */
#ifndef _CMIS_NETLINK_DUMP_H
#define _CMIS_NETLINK_DUMP_H

#include <linux/types.h>

struct cmis_alert;
struct cmis_alert_key;
struct cmis_cage;
struct netlink_ext_ack;
struct nlattr;

/**
 * struct cmis_nl_cursor - the place at which a dump continues
 * @cage: number of the next cage
 * @item: number of the next item of that cage
 * @generation: generation of the module that has the item
 *
 * Stored in netlink_callback.ctx.
 */
struct cmis_nl_cursor {
	u32 cage;
	u32 item;
	u32 generation;
};

bool cmis_nl_monitor_is_key(const struct nlattr *nest,
			    struct netlink_ext_ack *extack);
bool cmis_nl_alert_is(struct nlattr **attrs, const struct cmis_alert_key *key);
bool cmis_nl_alert_next(struct cmis_cage *cage, struct cmis_nl_cursor *cursor,
			bool all, struct cmis_alert *alert);

#endif /* _CMIS_NETLINK_DUMP_H */
