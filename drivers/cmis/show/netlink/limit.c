// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: thresholds that the administrator has set for part numbers.
 */

#include "compat/compat.h"

#include <linux/string.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/limits.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/gen.h"

/* The part number, monitor and level of a request; all are required. */
static int cmis_nl_parse_limit(struct genl_info *info,
			       struct cmis_part_limit *limit)
{
	struct nlattr *pn = info->attrs[CMIS_A_LIMIT_VENDOR_PN];
	struct nlattr *monitor = info->attrs[CMIS_A_LIMIT_MONITOR];
	struct nlattr *level = info->attrs[CMIS_A_LIMIT_LEVEL];

	if (!pn || !monitor || !level) {
		GENL_SET_ERR_MSG(info, "vendor-pn, monitor and level required");
		return -EINVAL;
	}
	nla_strscpy(limit->vendor_pn, pn, sizeof(limit->vendor_pn));
	limit->level = nla_get_u32(level);
	limit->type = cmis_monitor_find_type(nla_data(monitor));
	if (limit->type == CMIS_MON_NONE) {
		NL_SET_ERR_MSG_ATTR(info->extack, monitor,
				    "there is no monitor of this name");
		return -ENOENT;
	}
	return 0;
}

static int cmis_nl_parse_number(const struct nlattr *nest,
				struct cmis_number *number)
{
	const struct nlattr *mantissa =
		nla_find_nested(nest, CMIS_A_NUMBER_MANTISSA);
	const struct nlattr *exponent =
		nla_find_nested(nest, CMIS_A_NUMBER_EXPONENT);

	if (!mantissa)
		return -EINVAL;
	number->mantissa = nla_get_s32(mantissa);
	number->exponent = exponent ? nla_get_s32(exponent) : 0;
	return 0;
}

/**
 * cmis_nl_limit_set_doit - set or drop a threshold; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_limit_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *value = info->attrs[CMIS_A_LIMIT_VALUE];
	struct cmis_part_limit limit = {};
	int ret;

	ret = cmis_nl_parse_limit(info, &limit);
	if (ret)
		return ret;
	if (!value) {
		ret = cmis_limit_drop(&limit);
		if (ret)
			GENL_SET_ERR_MSG(info, "no such limit is set");
		return ret;
	}
	ret = cmis_nl_parse_number(value, &limit.value);
	if (!ret)
		ret = cmis_limit_set(&limit);
	if (ret == -EINVAL)
		NL_SET_ERR_MSG_ATTR(info->extack, value, "mantissa required");
	else if (ret == -ERANGE)
		NL_SET_ERR_MSG_ATTR(info->extack, value,
				    "no module can have this value");
	else if (ret)
		GENL_SET_ERR_MSG(info, "too many limits are set");
	return ret;
}

/**
 * cmis_nl_limit_get_doit - send one threshold that is set
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_limit_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_part_limit limit = {};
	struct sk_buff *reply;
	int ret;
	void *hdr;

	ret = cmis_nl_parse_limit(info, &limit);
	if (ret)
		return ret;
	ret = cmis_limit_find(&limit);
	if (ret) {
		GENL_SET_ERR_MSG(info, "no such limit is set");
		return ret;
	}
	reply = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &cmis_nl_family, 0,
				info->genlhdr->cmd);
	if (!hdr || cmis_nl_fill_limit(reply, &limit)) {
		nlmsg_free(reply);
		return -EMSGSIZE;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

/**
 * cmis_nl_limit_get_dumpit - send all thresholds that are set
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_limit_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	struct cmis_part_limit limit;
	void *hdr;

	for (u16 i = 1; attrs && i <= CMIS_A_LIMIT_LEVEL; i++) {
		if (!attrs[i])
			continue;
		NL_SET_ERR_MSG_ATTR(cb->extack, attrs[i],
				    "a dump has all limits");
		return -EINVAL;
	}
	for (; cmis_limit_get(cb->args[0], &limit); cb->args[0]++) {
		hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				  cb->nlh->nlmsg_seq, &cmis_nl_family,
				  NLM_F_MULTI, CMIS_CMD_LIMIT_GET);
		if (!hdr)
			break;
		if (cmis_nl_fill_limit(skb, &limit)) {
			genlmsg_cancel(skb, hdr);
			break;
		}
		genlmsg_end(skb, hdr);
	}
	return skb->len;
}
