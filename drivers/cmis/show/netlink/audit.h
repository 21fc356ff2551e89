/* SPDX-License-Identifier: GPL-2.0-only */
/* Netlink: records of writes as attributes. */
#ifndef _CMIS_NETLINK_AUDIT_H
#define _CMIS_NETLINK_AUDIT_H

struct cmis_audit_record;
struct cmis_cage;
struct sk_buff;

int cmis_nl_fill_audit(struct sk_buff *skb, const struct cmis_cage *cage,
		       const struct cmis_audit_record *record);

#endif /* _CMIS_NETLINK_AUDIT_H */
