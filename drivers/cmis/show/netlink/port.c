// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: ports. Requests for one port and for changes of the administrator's
 * ports. Lanes are hardware of the host: only an administrator of the initial
 * network and user namespaces changes them.
 */

#include "compat/compat.h"

#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/gen.h"
#include "show/netlink/reply.h"

static struct cmis_cage *cmis_nl_port_cage(struct genl_info *info)
{
	if (info->attrs[CMIS_A_CLAIM_CAGE_ID] &&
	    info->attrs[CMIS_A_CLAIM_LANES])
		return cmis_nl_cage_get(info, CMIS_A_CLAIM_CAGE_ID);
	GENL_SET_ERR_MSG(info, "cage-id and lanes required");
	return ERR_PTR(-EINVAL);
}

static int cmis_nl_port_fill_get(struct sk_buff *reply, struct genl_info *info,
				 struct cmis_cage *cage)
{
	u64 lanes = nla_get_u64(info->attrs[CMIS_A_CLAIM_LANES]);
	u64 sequence = cmis_nl_sequence();
	struct cmis_claim claim;
	int id;

	id = cmis_claim_find(cage, lanes, &claim);
	if (id < 0) {
		GENL_SET_ERR_MSG(info, "no port has these lanes");
		return id;
	}
	return cmis_nl_fill_port(reply, cage, id, &claim) ?:
	       nla_put_u64_64bit(reply, CMIS_A_CLAIM_SEQUENCE, sequence,
				 CMIS_A_CLAIM_PAD);
}

/**
 * cmis_nl_port_get_doit - send one port, found by its lanes
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_port_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage = cmis_nl_port_cage(info);
	int ret;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_port_fill_get);
	cmis_cage_put(cage);
	return ret;
}

static u32 cmis_nl_port_u32(struct genl_info *info, int attr)
{
	return info->attrs[attr] ? nla_get_u32(info->attrs[attr]) : 0;
}

/* The number of the revert is all that port-get does not know better. */
static int cmis_nl_port_want(struct sk_buff *reply, struct genl_info *info,
			     struct cmis_cage *cage, u64 lanes)
{
	const struct cmis_port_wish wish = {
		.host_id = cmis_nl_port_u32(info, CMIS_A_CLAIM_HOST_ID),
		.media_id = cmis_nl_port_u32(info, CMIS_A_CLAIM_MEDIA_ID),
		.speed_mbps = cmis_nl_port_u32(info, CMIS_A_CLAIM_SPEED_MBPS),
		.paths = cmis_nl_port_u32(info, CMIS_A_CLAIM_PATHS),
		.appsel = cmis_nl_port_u32(info, CMIS_A_CLAIM_APPSEL),
		.up = cmis_nl_port_u32(info, CMIS_A_CLAIM_UP),
		.test = cmis_nl_port_u32(info, CMIS_A_CLAIM_TEST),
	};
	const struct cmis_trial_request trial = {
		.force = info->attrs[CMIS_A_CLAIM_FORCE],
		.revert_ms = cmis_nl_port_u32(info, CMIS_A_CLAIM_REVERT_MS),
	};
	u32 revert_id = 0;
	int ret;

	ret = cmis_claim_admin_set(cage, lanes, &wish, &trial, &revert_id,
				   info->extack);
	if (ret || !revert_id)
		return ret;
	return nla_put_u32(reply, CMIS_A_CLAIM_REVERT_ID, revert_id);
}

static int cmis_nl_port_set(struct sk_buff *reply, struct genl_info *info,
			    struct cmis_cage *cage)
{
	u64 lanes = nla_get_u64(info->attrs[CMIS_A_CLAIM_LANES]);
	bool release = info->attrs[CMIS_A_CLAIM_RELEASE];
	bool retry = info->attrs[CMIS_A_CLAIM_RETRY];
	bool up = info->attrs[CMIS_A_CLAIM_UP];

	if (release + retry + up != 1) {
		GENL_SET_ERR_MSG(info, "one of up, retry and release required");
		return -EINVAL;
	}
	if (!up && (info->attrs[CMIS_A_CLAIM_FORCE] ||
		    info->attrs[CMIS_A_CLAIM_REVERT_MS])) {
		GENL_SET_ERR_MSG(info, "force and revert-ms go with up only");
		return -EINVAL;
	}
	if (nla_put_u32(reply, CMIS_A_CLAIM_CAGE_ID, cage->id) ||
	    nla_put_u64_64bit(reply, CMIS_A_CLAIM_LANES, lanes,
			      CMIS_A_CLAIM_PAD))
		return -EMSGSIZE;
	if (release)
		return cmis_claim_admin_release(cage, lanes, info->extack);
	if (retry)
		return cmis_claim_admin_retry(cage, lanes, info->extack);
	return cmis_nl_port_want(reply, info, cage, lanes);
}

/**
 * cmis_nl_port_set_doit - change an administrator's port; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_port_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage;
	int ret;

	ret = cmis_nl_check_own(info);
	if (ret)
		return ret;
	cage = cmis_nl_port_cage(info);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_port_set);
	cmis_cage_put(cage);
	return ret;
}
