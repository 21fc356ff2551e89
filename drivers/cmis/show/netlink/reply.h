/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: the frame of a request for an object of a cage. */
#ifndef _CMIS_NETLINK_REPLY_H
#define _CMIS_NETLINK_REPLY_H

struct cmis_cage;
struct genl_info;
struct sk_buff;

struct cmis_cage *cmis_nl_cage_see(struct genl_info *info,
				   struct cmis_cage *cage);
struct cmis_cage *cmis_nl_cage_get(struct genl_info *info, int attr);
int cmis_nl_check_own(struct genl_info *info);
struct cmis_cage *cmis_nl_own_cage_get(struct genl_info *info, int attr);
int cmis_nl_answer(struct genl_info *info, struct cmis_cage *cage,
		   int (*fill)(struct sk_buff *reply, struct genl_info *info,
			       struct cmis_cage *cage));

#endif /* _CMIS_NETLINK_REPLY_H */
