// SPDX-License-Identifier: GPL-2.0-only
/* Netlink: the frame of a request for an object of a cage. */

#include <linux/err.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>

#include "core/cage.h"
#include "show/netlink/family.h"
#include "show/netlink/reply.h"

/**
 * cmis_nl_cage_see - check whether a request may see a cage
 * @info: the request
 * @cage: the cage, or NULL; takes over its reference
 *
 * Return: the cage, with its reference; -ENODEV, with an extack message, if
 * there is none in the network namespace of the request.
 */
struct cmis_cage *cmis_nl_cage_see(struct genl_info *info,
				   struct cmis_cage *cage)
{
	if (cage && cmis_cage_is_in_net(cage, genl_info_net(info)))
		return cage;
	cmis_cage_put(cage);
	GENL_SET_ERR_MSG(info, "no such cage in this network namespace");
	return ERR_PTR(-ENODEV);
}

/**
 * cmis_nl_cage_get - find the cage of a request
 * @info: the request
 * @attr: the attribute with the number of the cage
 *
 * Return: the cage, with a reference; -EINVAL without a number, or -ENODEV as
 * cmis_nl_cage_see(), both with an extack message.
 */
struct cmis_cage *cmis_nl_cage_get(struct genl_info *info, int attr)
{
	const struct nlattr *number = info->attrs[attr];
	struct cmis_cage *cage;
	u32 id;

	if (!number) {
		GENL_SET_ERR_MSG(info, "cage-id required");
		return ERR_PTR(-EINVAL);
	}
	id = nla_get_u32(number);
	cage = cmis_cage_get_next(id);
	if (cage && cage->id != id) {
		cmis_cage_put(cage);
		cage = NULL;
	}
	return cmis_nl_cage_see(info, cage);
}

/**
 * cmis_nl_check_own - check whether a request may change hardware of the host
 * @info: the request
 *
 * Return: 0; -EPERM, with an extack message, outside of the first network
 * namespace.
 */
int cmis_nl_check_own(struct genl_info *info)
{
	if (net_eq(genl_info_net(info), &init_net))
		return 0;
	GENL_SET_ERR_MSG(info, "not in this network namespace");
	return -EPERM;
}

/**
 * cmis_nl_own_cage_get - find the cage of a request that changes its hardware
 * @info: the request
 * @attr: the attribute with the number of the cage
 *
 * Return: the cage, with a reference; an errno of cmis_nl_check_own() or of
 * cmis_nl_cage_get().
 */
struct cmis_cage *cmis_nl_own_cage_get(struct genl_info *info, int attr)
{
	int ret = cmis_nl_check_own(info);

	return ret ? ERR_PTR(ret) : cmis_nl_cage_get(info, attr);
}

/**
 * cmis_nl_answer - answer a request with one message
 * @info: the request
 * @cage: the cage
 * @fill: describes the object, or makes the change and describes its result
 *
 * Return: 0; -ENOMEM; -EMSGSIZE; else an errno of @fill.
 */
int cmis_nl_answer(struct genl_info *info, struct cmis_cage *cage,
		   int (*fill)(struct sk_buff *reply, struct genl_info *info,
			       struct cmis_cage *cage))
{
	struct sk_buff *reply = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	int ret = -EMSGSIZE;
	void *hdr;

	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &cmis_nl_family, 0,
				info->genlhdr->cmd);
	if (hdr)
		ret = fill(reply, info, cage);
	if (ret) {
		nlmsg_free(reply);
		return ret;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}
