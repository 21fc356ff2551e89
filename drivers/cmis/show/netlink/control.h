/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: controls of lanes as attributes. */
#ifndef _CMIS_NETLINK_CONTROL_H
#define _CMIS_NETLINK_CONTROL_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_module;
struct sk_buff;

/**
 * struct cmis_nl_control - the control that a message is about
 * @control: enum cmis_lane_control
 * @lanes: lanes with one value; bit 0 is lane 1
 */
struct cmis_nl_control {
	unsigned int control;
	u64 lanes;
};

u64 cmis_nl_control_alike(struct cmis_cage *cage,
			  const struct cmis_module *module,
			  unsigned int control, u64 lanes);
bool cmis_nl_control_next(struct cmis_cage *cage,
			  const struct cmis_module *module, u32 *item,
			  struct cmis_nl_control *control);
int cmis_nl_fill_control(struct sk_buff *skb, struct cmis_cage *cage,
			 const struct cmis_module *module,
			 const struct cmis_nl_control *control);

#endif /* _CMIS_NETLINK_CONTROL_H */
