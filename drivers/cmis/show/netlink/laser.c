// SPDX-License-Identifier: GPL-2.0-only
/* Netlink: changes of lasers, by an administrator of the initial namespaces. */

#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "core/laser.h"
#include "show/netlink/gen.h"
#include "show/netlink/reply.h"
#include "spec/tune.h"

static int cmis_nl_laser_parse(struct genl_info *info,
			       struct cmis_laser_request *request)
{
	const struct nlattr *lane = info->attrs[CMIS_A_LANE_LANE];
	const struct nlattr *grid = info->attrs[CMIS_A_LANE_LASER_GRID_MHZ];
	const struct nlattr *channel = info->attrs[CMIS_A_LANE_LASER_CHANNEL];
	const struct nlattr *mhz =
		info->attrs[CMIS_A_LANE_LASER_FREQUENCY_MHZ];
	const struct nlattr *power =
		info->attrs[CMIS_A_LANE_LASER_TARGET_POWER_MDBM];
	int ret;

	if (!lane) {
		GENL_SET_ERR_MSG(info, "lane required");
		return -EINVAL;
	}
	request->lane = nla_get_u32(lane) - 1;
	request->force = info->attrs[CMIS_A_LANE_FORCE];
	request->mhz = mhz ? nla_get_u32(mhz) : 0;
	request->has_channel = channel;
	if (channel && (mhz || nla_get_s32(channel) < S16_MIN ||
			nla_get_s32(channel) > S16_MAX)) {
		NL_SET_ERR_MSG_ATTR(info->extack, channel,
				    "a channel is -32768 to 32767, or a frequency");
		return -EINVAL;
	}
	request->channel = channel ? nla_get_s32(channel) : 0;
	request->has_power = power;
	request->power_mdbm = power ? nla_get_s32(power) : 0;
	request->has_grid = grid;
	if (!grid)
		return 0;
	ret = cmis_grid_find(nla_get_u32(grid));
	if (ret < 0) {
		NL_SET_ERR_MSG_ATTR(info->extack, grid, "no such grid");
		return ret;
	}
	request->grid = ret;
	return 0;
}

/**
 * cmis_nl_laser_set_doit - tune a laser, or set its power; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_laser_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_laser_request request = {};
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_own_cage_get(info, CMIS_A_LANE_CAGE_ID);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_laser_parse(info, &request);
	if (!ret)
		ret = cmis_laser_set(cage, &request, info->extack);
	cmis_cage_put(cage);
	return ret;
}
