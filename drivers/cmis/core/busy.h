/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether lanes may be disturbed: interlocks of changes on request.
 */
#ifndef _CMIS_BUSY_H
#define _CMIS_BUSY_H

#include <linux/types.h>

struct cmis_cage;
struct netlink_ext_ack;

/**
 * struct cmis_disturb - a change that may disturb lanes
 * @lanes: the lanes; bit 0 is lane 1
 * @force: the lanes may have traffic
 * @diag: with @force, the lanes may be those of a MAC driver
 * @media: the lanes are media lanes
 * @used: lanes with traffic, by the netdev and the last sweep
 */
struct cmis_disturb {
	u64 lanes;
	bool force;
	bool diag;
	bool media;
	u64 used;
};

void cmis_busy_ask(struct cmis_cage *cage, struct cmis_disturb *disturb);
int __cmis_busy_check(struct cmis_cage *cage,
		      const struct cmis_disturb *disturb,
		      struct netlink_ext_ack *extack);
int cmis_busy_check(struct cmis_cage *cage, struct cmis_disturb *disturb,
		    struct netlink_ext_ack *extack);
int cmis_busy_check_revert(bool force, u32 revert_ms,
			   struct netlink_ext_ack *extack);

#endif /* _CMIS_BUSY_H */
