// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: loopbacks, and verbs for a whole module. Only an administrator of
 * the initial network and user namespaces changes anything.
 */

#include "compat/compat.h"

#include <linux/array_size.h>
#include <linux/bitops.h>
#include <linux/string.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/busy.h"
#include "core/cage.h"
#include "core/control.h"
#include "show/netlink/event.h"
#include "show/netlink/family.h"
#include "show/netlink/gen.h"
#include "show/netlink/loopback.h"
#include "show/netlink/reply.h"

/* A module in low power for some time is no less disturbing: no force. */
static int cmis_nl_action_run(struct genl_info *info, struct cmis_cage *cage,
			      unsigned int action)
{
	bool force = info->attrs[CMIS_A_ACTION_FORCE];
	bool up = action == CMIS_MODULE_ACTION_HIGH_POWER;
	/* High power disturbs nobody, but a firmware update. */
	struct cmis_disturb disturb = {
		.lanes = U64_MAX,
		.force = force || up,
		.diag = up,
	};
	int ret;

	if (force && action != CMIS_MODULE_ACTION_RESET) {
		GENL_SET_ERR_MSG(info, "only a reset can be forced: take the port down");
		return -EOPNOTSUPP;
	}
	ret = cmis_busy_check(cage, &disturb, info->extack);
	if (ret)
		return ret;
	if (action == CMIS_MODULE_ACTION_RESET)
		ret = cmis_module_reset(cage);
	else
		ret = cmis_module_set_low_power
			(cage, action == CMIS_MODULE_ACTION_LOW_POWER, NULL);
	if (ret == -EOPNOTSUPP)
		GENL_SET_ERR_MSG(info, "module does not advertise this");
	if (ret == -EDQUOT)
		GENL_SET_ERR_MSG(info, "module needs more power than the cage allows");
	return ret;
}

/**
 * cmis_nl_module_act_doit - reset a module, or change its power; needs
 * CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_module_act_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *number = info->attrs[CMIS_A_ACTION_CAGE_ID];
	const struct nlattr *action = info->attrs[CMIS_A_ACTION_ACTION];
	struct cmis_cage *cage;
	u32 id;
	int ret;

	if (!number || !action) {
		GENL_SET_ERR_MSG(info, "cage-id and action required");
		return -EINVAL;
	}
	ret = cmis_nl_check_own(info);
	if (ret)
		return ret;
	ret = -ENODEV;
	id = nla_get_u32(number);
	cage = cmis_cage_get_next(id);
	if (cage && cage->id == id)
		ret = cmis_nl_action_run(info, cage, nla_get_u32(action));
	else
		GENL_SET_ERR_MSG(info, "no such cage");
	cmis_cage_put(cage);
	return ret;
}

static int cmis_nl_loopback_fill_get(struct sk_buff *reply,
				     struct genl_info *info,
				     struct cmis_cage *cage)
{
	const struct nlattr *kind = info->attrs[CMIS_A_LOOPBACK_KIND];
	struct cmis_loopback_state state;
	u64 sequence = cmis_nl_sequence();
	int ret;

	if (!kind) {
		GENL_SET_ERR_MSG(info, "kind required");
		return -EINVAL;
	}
	ret = cmis_loopback_get(cage, nla_get_u32(kind), &state);
	if (ret == -EOPNOTSUPP)
		GENL_SET_ERR_MSG(info, "module does not advertise this");
	if (!ret)
		ret = cmis_nl_fill_loopback(reply, cage, nla_get_u32(kind),
					    &state);
	return ret ?: nla_put_u64_64bit(reply, CMIS_A_LOOPBACK_SEQUENCE,
					sequence, CMIS_A_LOOPBACK_PAD);
}

/**
 * cmis_nl_loopback_get_doit - send one kind of loopback
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_loopback_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_cage_get(info, CMIS_A_LOOPBACK_CAGE_ID);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_loopback_fill_get);
	cmis_cage_put(cage);
	return ret;
}

/* The kinds that a request is about: a kind, a side, or all */
static int cmis_nl_loopback_take_kinds(struct genl_info *info,
				       struct cmis_loopback_request *request)
{
	const struct nlattr *kind = info->attrs[CMIS_A_LOOPBACK_KIND];
	const struct nlattr *name = info->attrs[CMIS_A_LOOPBACK_NAME];
	const struct nlattr *attr = info->attrs[CMIS_A_LOOPBACK_DIRECTION];
	u8 direction = attr ? nla_get_u8(attr) : 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_nl_loopbacks); i++) {
		const struct cmis_nl_loopback *row = &cmis_nl_loopbacks[i];

		if ((!kind || nla_get_u32(kind) == i) &&
		    (!name || !strcmp(nla_data(name), row->name)) &&
		    (!direction || direction == row->direction))
			request->kinds |= BIT(i);
	}
	if (!kind && !attr) {
		GENL_SET_ERR_MSG(info, "kind or direction required");
		return -EINVAL;
	}
	request->on = attr ? direction : true;
	request->switches = name && direction;
	if (!request->kinds || (request->on && hweight8(request->kinds) != 1)) {
		GENL_SET_ERR_MSG(info, "one kind, or name and one direction, required");
		return -EINVAL;
	}
	return 0;
}

static u64 cmis_nl_loopback_lanes(struct genl_info *info,
				  struct cmis_cage *cage)
{
	const struct nlattr *lanes = info->attrs[CMIS_A_LOOPBACK_LANES];
	struct cmis_snapshot *snapshot __free(cmis_snapshot) = NULL;
	unsigned int count;

	if (lanes)
		return nla_get_u64(lanes);
	snapshot = cmis_cage_get_snapshot(cage);
	count = IS_ERR(snapshot) ? 0 : cmis_plan_lanes(snapshot->module);
	return count ? GENMASK_ULL(count - 1, 0) : 0;
}

static int cmis_nl_loopback_change(struct sk_buff *reply,
				   struct genl_info *info,
				   struct cmis_cage *cage)
{
	const struct nlattr *revert = info->attrs[CMIS_A_LOOPBACK_REVERT_MS];
	struct cmis_loopback_request request = {
		.lanes = cmis_nl_loopback_lanes(info, cage),
		.force = info->attrs[CMIS_A_LOOPBACK_FORCE],
		.revert_ms = revert ? nla_get_u32(revert) : 0,
	};
	u32 revert_id = 0;
	int ret;

	ret = cmis_nl_loopback_take_kinds(info, &request);
	if (!ret)
		ret = cmis_loopback_set(cage, &request, &revert_id,
					info->extack);
	if (ret)
		return ret;
	cmis_nl_send_loopbacks(cage);
	if (nla_put_u32(reply, CMIS_A_LOOPBACK_CAGE_ID, cage->id))
		return -EMSGSIZE;
	return revert_id ? nla_put_u32(reply, CMIS_A_LOOPBACK_REVERT_ID,
				       revert_id) : 0;
}

/**
 * cmis_nl_loopback_set_doit - change loopbacks; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_loopback_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_own_cage_get(info, CMIS_A_LOOPBACK_CAGE_ID);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_loopback_change);
	cmis_cage_put(cage);
	return ret;
}
