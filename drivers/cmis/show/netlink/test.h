/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: tests with patterns as attributes. */
#ifndef _CMIS_NETLINK_TEST_H
#define _CMIS_NETLINK_TEST_H

struct cmis_cage;
struct cmis_test_view;
struct sk_buff;

int cmis_nl_fill_test(struct sk_buff *skb, struct cmis_cage *cage,
		      const struct cmis_test_view *state);

#endif /* _CMIS_NETLINK_TEST_H */
