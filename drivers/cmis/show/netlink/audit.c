// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: records of writes, for an administrator of the initial network and
 * user namespaces.
 */

#include "compat/compat.h"

#include <linux/array_size.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "show/netlink/audit.h"
#include "show/netlink/family.h"
#include "show/netlink/gen.h"

static int cmis_nl_put_asker(struct sk_buff *skb,
			     const struct cmis_asker *asker)
{
	if (nla_put_u32(skb, CMIS_A_AUDIT_PID, asker->pid) ||
	    nla_put_u32(skb, CMIS_A_AUDIT_TGID, asker->tgid) ||
	    nla_put_string(skb, CMIS_A_AUDIT_COMM, asker->comm) ||
	    nla_put_u32(skb, CMIS_A_AUDIT_UID, asker->uid))
		return -EMSGSIZE;
	return asker->loginuid == U32_MAX ? 0 :
	       nla_put_u32(skb, CMIS_A_AUDIT_LOGINUID, asker->loginuid);
}

static int cmis_nl_put_bytes(struct sk_buff *skb,
			     const struct cmis_audit_record *record)
{
	char text[2 * CMIS_PAGE_SIZE + 1] = "";

	for (unsigned int i = 0; i < record->len && i < CMIS_PAGE_SIZE; i++)
		snprintf(text + 2 * i, 3, "%02x", record->bytes[i]);
	return record->hidden ? 0 :
	       nla_put_string(skb, CMIS_A_AUDIT_BYTES, text);
}

/**
 * cmis_nl_fill_audit - put a record into a message
 * @skb: the message
 * @cage: the cage
 * @record: the record
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_fill_audit(struct sk_buff *skb, const struct cmis_cage *cage,
		       const struct cmis_audit_record *record)
{
	const struct {
		int attr;
		u32 value;
	} rows[] = {
		{ CMIS_A_AUDIT_CAGE_ID, cage->id },
		{ CMIS_A_AUDIT_GENERATION, record->generation },
		{ CMIS_A_AUDIT_BANK, record->bank },
		{ CMIS_A_AUDIT_PAGE, record->page },
		{ CMIS_A_AUDIT_OFFSET, record->offset },
		{ CMIS_A_AUDIT_LEN, record->len },
		{ CMIS_A_AUDIT_CAUSE, record->cause },
		{ CMIS_A_AUDIT_ERROR, -record->error },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (nla_put_u32(skb, rows[i].attr, rows[i].value))
			return -EMSGSIZE;
	if (nla_put_u64_64bit(skb, CMIS_A_AUDIT_NUMBER, record->sequence,
			      CMIS_A_AUDIT_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_AUDIT_TIME_NS, record->time_ns,
			      CMIS_A_AUDIT_PAD) ||
	    nla_put_string(skb, CMIS_A_AUDIT_SERIAL, record->serial) ||
	    cmis_nl_put_bytes(skb, record) ||
	    (record->has_old &&
	     nla_put_u32(skb, CMIS_A_AUDIT_OLD, record->old)))
		return -EMSGSIZE;
	return cmis_nl_put_asker(skb, &record->asker);
}

static int cmis_nl_audit_reply(struct genl_info *info, struct cmis_cage *cage,
			       struct cmis_audit_record *record)
{
	const struct nlattr *number = info->attrs[CMIS_A_AUDIT_NUMBER];
	u64 wanted = number ? nla_get_u64(number) : 0;
	u64 sequence = cmis_nl_sequence();
	struct sk_buff *reply;
	void *hdr;

	if (!wanted || !cmis_audit_get_next(cage, wanted, record) ||
	    record->sequence != wanted) {
		GENL_SET_ERR_MSG(info, "no record with this number");
		return -ENOENT;
	}
	reply = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &cmis_nl_family, 0,
				info->genlhdr->cmd);
	if (!hdr || cmis_nl_fill_audit(reply, cage, record) ||
	    nla_put_u64_64bit(reply, CMIS_A_AUDIT_SEQUENCE, sequence,
			      CMIS_A_AUDIT_PAD)) {
		nlmsg_free(reply);
		return -EMSGSIZE;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

/**
 * cmis_nl_audit_get_doit - send one record; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_audit_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *number = info->attrs[CMIS_A_AUDIT_CAGE_ID];
	struct cmis_audit_record *record;
	struct cmis_cage *cage;
	int ret = -ENODEV;
	u32 id;

	if (!number || !net_eq(genl_info_net(info), &init_net)) {
		GENL_SET_ERR_MSG(info,
				 "cage-id required, in the first namespace");
		return number ? -EPERM : -EINVAL;
	}
	record = kzalloc(sizeof(*record), GFP_KERNEL);
	if (!record)
		return -ENOMEM;
	id = nla_get_u32(number);
	cage = cmis_cage_get_next(id);
	if (cage && cage->id == id)
		ret = cmis_nl_audit_reply(info, cage, record);
	else
		GENL_SET_ERR_MSG(info, "no such cage");
	cmis_cage_put(cage);
	kfree(record);
	return ret;
}
