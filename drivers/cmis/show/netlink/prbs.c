// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: requests of tests with patterns. Only an administrator of the
 * initial network and user namespaces starts or stops them.
 */

#include "compat/compat.h"

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "show/netlink/event.h"
#include "show/netlink/family.h"
#include "show/netlink/gen.h"
#include "show/netlink/reply.h"
#include "show/netlink/test.h"

static int cmis_nl_test_side(struct genl_info *info, bool *media)
{
	const struct nlattr *side = info->attrs[CMIS_A_TEST_SIDE];

	if (!side || nla_get_u32(side) == CMIS_SIDE_MODULE) {
		GENL_SET_ERR_MSG(info, "side required: host or media");
		return -EINVAL;
	}
	*media = nla_get_u32(side) == CMIS_SIDE_MEDIA;
	return 0;
}

static int cmis_nl_test_fill_get(struct sk_buff *reply, struct genl_info *info,
				 struct cmis_cage *cage)
{
	const struct nlattr *lane = info->attrs[CMIS_A_TEST_LANE];
	u64 sequence = cmis_nl_sequence();
	struct cmis_test_view state;
	unsigned int item;
	bool media;
	int ret;

	if (!lane) {
		GENL_SET_ERR_MSG(info, "lane required");
		return -EINVAL;
	}
	ret = cmis_nl_test_side(info, &media);
	if (ret)
		return ret;
	item = nla_get_u32(lane) - 1 + media * CMIS_MAX_LANES;
	ret = cmis_test_get(cage, &item, false, &state);
	if (ret == -EOPNOTSUPP)
		GENL_SET_ERR_MSG(info, "module does not advertise this");
	if (!ret)
		ret = cmis_nl_fill_test(reply, cage, &state);
	return ret ?: nla_put_u64_64bit(reply, CMIS_A_TEST_SEQUENCE, sequence,
					CMIS_A_TEST_PAD);
}

/**
 * cmis_nl_test_get_doit - send the test of a lane
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_test_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage = cmis_nl_cage_get(info, CMIS_A_TEST_CAGE_ID);
	int ret;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_test_fill_get);
	cmis_cage_put(cage);
	return ret;
}

static u64 cmis_nl_test_lanes(struct genl_info *info, struct cmis_cage *cage)
{
	const struct nlattr *lanes = info->attrs[CMIS_A_TEST_LANES];
	struct cmis_snapshot *snapshot __free(cmis_snapshot) = NULL;
	unsigned int count;

	if (lanes)
		return nla_get_u64(lanes);
	snapshot = cmis_cage_get_snapshot(cage);
	count = IS_ERR(snapshot) ? 0 : cmis_plan_lanes(snapshot->module);
	return count ? GENMASK_ULL(count - 1, 0) : 0;
}

static int cmis_nl_test_change(struct sk_buff *reply, struct genl_info *info,
			       struct cmis_cage *cage)
{
	const struct nlattr *action = info->attrs[CMIS_A_TEST_ACTION];
	const struct nlattr *revert = info->attrs[CMIS_A_TEST_REVERT_MS];
	const struct nlattr *patterns[] = {
		info->attrs[CMIS_A_TEST_TX_PATTERN],
		info->attrs[CMIS_A_TEST_RX_PATTERN],
	};
	struct cmis_test_request request = {
		.lanes = cmis_nl_test_lanes(info, cage),
		.force = info->attrs[CMIS_A_TEST_FORCE],
		.revert_ms = revert ? nla_get_u32(revert) : 0,
	};
	u32 revert_id = 0;
	int ret;

	if (!action) {
		GENL_SET_ERR_MSG(info, "action required");
		return -EINVAL;
	}
	request.action = nla_get_u32(action);
	for (unsigned int i = 0; i < ARRAY_SIZE(patterns); i++)
		request.pattern[i] = patterns[i] ? nla_get_u32(patterns[i]) :
						   -1;
	ret = cmis_nl_test_side(info, &request.media);
	if (!ret)
		ret = cmis_test_act(cage, &request, &revert_id, info->extack);
	if (ret)
		return ret;
	cmis_nl_send_tests(cage, request.media, request.lanes);
	if (nla_put_u32(reply, CMIS_A_TEST_CAGE_ID, cage->id))
		return -EMSGSIZE;
	return revert_id ? nla_put_u32(reply, CMIS_A_TEST_REVERT_ID,
				       revert_id) : 0;
}

/**
 * cmis_nl_test_act_doit - start or stop tests; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_test_act_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_own_cage_get(info, CMIS_A_TEST_CAGE_ID);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, cmis_nl_test_change);
	cmis_cage_put(cage);
	return ret;
}
