// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: controls of lanes. Only an administrator of the initial network and
 * user namespaces changes them.
 */

#include "compat/compat.h"

#include <linux/bits.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "show/netlink/control.h"
#include "show/netlink/family.h"
#include "show/netlink/gen.h"
#include "show/netlink/reply.h"

static bool cmis_nl_control_is_same(const struct cmis_lane_value *one,
				    const struct cmis_lane_value *other)
{
	return one->code == other->code && one->wished == other->wished &&
	       (!one->wished || one->wish == other->wish) &&
	       one->revert_id == other->revert_id;
}

/**
 * cmis_nl_control_alike - lanes that have the control of the first one
 * @cage: the cage
 * @module: the module
 * @control: the control
 * @lanes: lanes to look at; bit 0 is lane 1
 *
 * Return: the first of @lanes and those with the same value and wish; 0 if the
 * first one has no value.
 */
u64 cmis_nl_control_alike(struct cmis_cage *cage,
			  const struct cmis_module *module,
			  unsigned int control, u64 lanes)
{
	struct cmis_lane_value first, value;
	u64 alike = 0;

	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		if (!(lanes & BIT_ULL(i)))
			continue;
		if (cmis_wish_get(cage, module, control, i, &value))
			return alike;
		if (!alike)
			first = value;
		if (cmis_nl_control_is_same(&first, &value))
			alike |= BIT_ULL(i);
	}
	return alike;
}

/**
 * cmis_nl_control_next - find the next control of a dump
 * @cage: the cage
 * @module: the module
 * @item: control and first lane; moved to the next one that exists
 * @control: gets the control, and the lanes that have its value
 *
 * Return: false if there is none.
 */
bool cmis_nl_control_next(struct cmis_cage *cage,
			  const struct cmis_module *module, u32 *item,
			  struct cmis_nl_control *control)
{
	unsigned int lanes = cmis_plan_lanes(module);
	u64 all = lanes ? GENMASK_ULL(lanes - 1, 0) : 0;

	for (; *item < CMIS_LC_COUNT * CMIS_MAX_LANES; (*item)++) {
		unsigned int lc = *item / CMIS_MAX_LANES;
		unsigned int lane = *item % CMIS_MAX_LANES;
		u64 left = all;

		/* Groups of lanes that came before */
		while (left && __ffs64(left) < lane)
			left &= ~(cmis_nl_control_alike(cage, module, lc,
							left) ?: left);
		if (!(left & BIT_ULL(lane)))
			continue;
		control->control = lc;
		control->lanes = cmis_nl_control_alike(cage, module, lc, left);
		if (control->lanes)
			return true;
	}
	return false;
}

/**
 * cmis_nl_fill_control - put a control of lanes into a message
 * @skb: the message
 * @cage: the cage
 * @module: the module
 * @control: the control and its lanes
 *
 * Return: 0; -ENODATA if there is no value; -EMSGSIZE.
 */
int cmis_nl_fill_control(struct sk_buff *skb, struct cmis_cage *cage,
			 const struct cmis_module *module,
			 const struct cmis_nl_control *control)
{
	unsigned int lc = control->control;
	struct cmis_lane_value value;
	u8 max;

	if (!control->lanes ||
	    cmis_wish_get(cage, module, lc, __ffs64(control->lanes), &value))
		return -ENODATA;
	max = cmis_lane_control_max(&module->adverts, lc);
	if (nla_put_u32(skb, CMIS_A_CONTROL_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_CONTROL_GENERATION, value.generation) ||
	    nla_put_string(skb, CMIS_A_CONTROL_NAME,
			   cmis_lane_control_name(lc)) ||
	    nla_put_u64_64bit(skb, CMIS_A_CONTROL_LANES, control->lanes,
			      CMIS_A_CONTROL_PAD) ||
	    nla_put_u32(skb, CMIS_A_CONTROL_VALUE,
			cmis_lane_control_value(lc, value.code)) ||
	    nla_put_u32(skb, CMIS_A_CONTROL_GREATEST,
			cmis_lane_control_value(lc, max)) ||
	    nla_put_u32(skb, CMIS_A_CONTROL_ON_OFF,
			cmis_lane_control_is_flag(lc)))
		return -EMSGSIZE;
	if (value.wished &&
	    nla_put_u32(skb, CMIS_A_CONTROL_WISH,
			cmis_lane_control_value(lc, value.wish)))
		return -EMSGSIZE;
	return value.revert_id ? nla_put_u32(skb, CMIS_A_CONTROL_REVERT_ID,
					     value.revert_id) : 0;
}

/* ------------------------------------------------------------------------ */
/* Requests                                                                 */
/* ------------------------------------------------------------------------ */

/* The control that a request names, or an errno */
static int cmis_nl_control_find(struct genl_info *info)
{
	const struct nlattr *name = info->attrs[CMIS_A_CONTROL_NAME];
	int control;

	if (!name || !info->attrs[CMIS_A_CONTROL_LANES]) {
		GENL_SET_ERR_MSG(info, "name and lanes required");
		return -EINVAL;
	}
	control = cmis_lane_control_find(nla_data(name));
	if (control >= 0)
		return control;
	NL_SET_ERR_MSG_ATTR(info->extack, name, "unknown control");
	return -EINVAL;
}

static int cmis_nl_control_fill_reply(struct sk_buff *reply,
				      struct genl_info *info,
				      struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	u64 sequence = cmis_nl_sequence();
	struct cmis_nl_control control;
	int ret = cmis_nl_control_find(info);

	if (ret < 0)
		return ret;
	if (IS_ERR(snapshot)) {
		GENL_SET_ERR_MSG(info, "the cage has no readable module");
		return PTR_ERR(snapshot);
	}
	control.control = ret;
	control.lanes = nla_get_u64(info->attrs[CMIS_A_CONTROL_LANES]);
	control.lanes = cmis_nl_control_alike(cage, snapshot->module, ret,
					      control.lanes);
	if (!cmis_claim_is_hosted(cage)) {
		GENL_SET_ERR_MSG(info, "cage is not host-managed");
		return -EOPNOTSUPP;
	}
	if (!cmis_lane_control_is_there(&snapshot->module->adverts, ret)) {
		GENL_SET_ERR_MSG(info, "module does not advertise this");
		return -EOPNOTSUPP;
	}
	ret = cmis_nl_fill_control(reply, cage, snapshot->module, &control);
	if (ret == -ENODATA)
		GENL_SET_ERR_MSG(info, "the control of these lanes is not known");
	return ret ?: nla_put_u64_64bit(reply, CMIS_A_CONTROL_SEQUENCE,
					sequence, CMIS_A_CONTROL_PAD);
}

/**
 * cmis_nl_control_get_doit - send one control of lanes
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_control_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage = cmis_nl_cage_get(info, CMIS_A_CONTROL_CAGE_ID);
	int ret;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_control_fill_reply);
	cmis_cage_put(cage);
	return ret;
}

/* The number of the revert is all that control-get does not know better. */
static int cmis_nl_control_change(struct sk_buff *reply,
				  struct genl_info *info,
				  struct cmis_cage *cage)
{
	const struct nlattr *value = info->attrs[CMIS_A_CONTROL_VALUE];
	const struct nlattr *revert = info->attrs[CMIS_A_CONTROL_REVERT_MS];
	struct cmis_wish_request request = {
		.force = info->attrs[CMIS_A_CONTROL_FORCE],
		.revert_ms = revert ? nla_get_u32(revert) : 0,
	};
	u32 revert_id = 0;
	int ret = cmis_nl_control_find(info);

	if (ret < 0)
		return ret;
	if (!value) {
		GENL_SET_ERR_MSG(info, "value required");
		return -EINVAL;
	}
	request.control = ret;
	request.lanes = nla_get_u64(info->attrs[CMIS_A_CONTROL_LANES]);
	request.value = nla_get_u32(value);
	ret = cmis_wish_set(cage, &request, &revert_id, info->extack);
	if (ret)
		return ret;
	if (nla_put_u32(reply, CMIS_A_CONTROL_CAGE_ID, cage->id) ||
	    nla_put_string(reply, CMIS_A_CONTROL_NAME,
			   cmis_lane_control_name(request.control)) ||
	    nla_put_u64_64bit(reply, CMIS_A_CONTROL_LANES, request.lanes,
			      CMIS_A_CONTROL_PAD))
		return -EMSGSIZE;
	return revert_id ? nla_put_u32(reply, CMIS_A_CONTROL_REVERT_ID,
				       revert_id) : 0;
}

/**
 * cmis_nl_control_set_doit - change a control; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_control_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage = cmis_nl_own_cage_get(info,
						      CMIS_A_CONTROL_CAGE_ID);
	int ret;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_control_change);
	cmis_cage_put(cage);
	return ret;
}

/**
 * cmis_nl_confirm_doit - keep a change; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_confirm_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *id = info->attrs[CMIS_A_CONTROL_REVERT_ID];
	struct cmis_cage *cage = cmis_nl_own_cage_get(info,
						      CMIS_A_CONTROL_CAGE_ID);
	u32 revert_id;
	int ret;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	revert_id = id ? nla_get_u32(id) : 0;
	ret = cmis_wish_confirm(cage, revert_id);
	if (ret)
		ret = cmis_trial_confirm(cage, revert_id);
	if (ret)
		ret = cmis_loopback_confirm(cage, revert_id);
	if (ret)
		ret = cmis_test_confirm(cage, revert_id);
	if (ret)
		GENL_SET_ERR_MSG(info, "no revert with this number waits");
	cmis_cage_put(cage);
	return ret;
}
