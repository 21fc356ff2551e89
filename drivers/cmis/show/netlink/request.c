// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: requests for one object, and for changes of settings.
 *
 * Cages are hardware of the host. So the initial network namespace sees all
 * cages. Any other namespace sees the cages of its own netdevs.
 */

#include <linux/kernel.h>
#include <linux/string.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "core/health.h"
#include "core/question.h"
#include "show/netlink/dump.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/fill_module.h"
#include "show/netlink/gen.h"
#include "show/netlink/health.h"
#include "show/netlink/reply.h"

static struct cmis_cage *cmis_nl_find(struct genl_info *info, int id_attr,
				      int name_attr)
{
	const struct nlattr *name = name_attr ? info->attrs[name_attr] : NULL;

	if (!info->attrs[id_attr] == !name) {
		GENL_SET_ERR_MSG(info, "cage id or name required, not both");
		return ERR_PTR(-EINVAL);
	}
	return name ? cmis_nl_cage_see(info, cmis_cage_get_by_name
				       (nla_data(name))) :
		      cmis_nl_cage_get(info, id_attr);
}

/* Answer a request for an object of a cage. @fill describes the object. */
static int cmis_nl_reply(struct genl_info *info, int id_attr, int name_attr,
			 int (*fill)(struct sk_buff *reply,
				     struct genl_info *info,
				     struct cmis_cage *cage))
{
	struct cmis_cage *cage = cmis_nl_find(info, id_attr, name_attr);
	int ret;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_answer(info, cage, fill);
	cmis_cage_put(cage);
	return ret;
}

static int cmis_nl_reply_cage(struct sk_buff *reply, struct genl_info *info,
			      struct cmis_cage *cage)
{
	u64 sequence = cmis_nl_sequence();

	if (cmis_nl_fill_cage(reply, cage) ||
	    cmis_nl_fill_counters(reply, cage) || cmis_nl_fill_nic(reply, cage))
		return -EMSGSIZE;
	return nla_put_u64_64bit(reply, CMIS_A_CAGE_SEQUENCE, sequence,
				 CMIS_A_CAGE_PAD);
}

/**
 * cmis_nl_module_get_doit - send one cage with its module
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_module_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_CAGE_ID, CMIS_A_CAGE_NAME,
			     cmis_nl_reply_cage);
}

static struct cmis_snapshot *cmis_nl_get_snapshot(struct genl_info *info,
						  struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);

	if (IS_ERR(snapshot))
		GENL_SET_ERR_MSG(info, "the cage has no readable module");
	return snapshot;
}

/* If two types have one name, the type at fixed registers comes first. */
static int cmis_nl_find_by_name(const struct cmis_module *module,
				const char *name,
				struct cmis_nl_monitor *monitor)
{
	const char *known;

	for (unsigned int i = 0; i < module->num_monitors; i++) {
		monitor->type = module->monitors[i].type;
		known = cmis_monitor_row(monitor->type)->name;
		if (known && !strcmp(known, name) &&
		    cmis_module_has_monitor(module, monitor->type,
					    monitor->lane))
			return 0;
	}
	return -ENOENT;
}

/* Messages number the lanes from 1, the driver from 0. */
static int cmis_nl_parse_monitor(const struct nlattr *nest,
				 const struct cmis_module *module,
				 struct cmis_nl_monitor *monitor)
{
	const struct nlattr *type = nla_find_nested(nest, CMIS_A_MONITOR_TYPE);
	const struct nlattr *name = nla_find_nested(nest, CMIS_A_MONITOR_NAME);
	const struct nlattr *lane = nla_find_nested(nest, CMIS_A_MONITOR_LANE);

	if (!type == !name)
		return -EINVAL;
	monitor->lane = lane ? nla_get_u32(lane) - 1 : CMIS_LANE_NONE;
	/* CMIS_LANE_NONE is beyond the last lane: no request can name it. */
	if (lane && monitor->lane >= module->lanes)
		return -ENOENT;
	if (name)
		return cmis_nl_find_by_name(module, nla_data(name), monitor);
	monitor->type = nla_get_u32(type);
	return cmis_module_has_monitor(module, monitor->type, monitor->lane) ?
	       0 : -ENOENT;
}

static int cmis_nl_reply_reading(struct sk_buff *reply, struct genl_info *info,
				 struct cmis_cage *cage)
{
	const struct nlattr *nest = info->attrs[CMIS_A_READING_MONITOR];
	struct cmis_nl_monitor monitor = {
		.values_only = info->attrs[CMIS_A_READING_VALUES_ONLY],
	};
	struct cmis_snapshot *snapshot;
	int ret;

	if (!cmis_nl_monitor_is_key(nest, info->extack))
		return -EINVAL;
	if (info->attrs[CMIS_A_READING_CAGES] ||
	    info->attrs[CMIS_A_READING_TYPES]) {
		GENL_SET_ERR_MSG(info, "cages and types are for dumps");
		return -EINVAL;
	}
	snapshot = cmis_nl_get_snapshot(info, cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = nest ? cmis_nl_parse_monitor(nest, snapshot->module, &monitor) :
		     -EINVAL;
	if (ret == -EINVAL)
		GENL_SET_ERR_MSG(info, "monitor required: its type or its name, not both");
	else if (ret)
		GENL_SET_ERR_MSG(info, "the module has no such monitor");
	else
		ret = cmis_nl_fill_reading(reply, cage, snapshot, &monitor);
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_monitor_get_doit - send the reading of one monitor
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_monitor_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_READING_CAGE_ID, 0,
			     cmis_nl_reply_reading);
}

static int cmis_nl_reply_lane(struct sk_buff *reply, struct genl_info *info,
			      struct cmis_cage *cage)
{
	struct nlattr *attr = info->attrs[CMIS_A_LANE_LANE];
	struct cmis_snapshot *snapshot;
	int ret = -ENOENT;
	u32 lane;

	if (!attr) {
		GENL_SET_ERR_MSG(info, "lane required");
		return -EINVAL;
	}
	if (info->attrs[CMIS_A_LANE_CAGES]) {
		GENL_SET_ERR_MSG(info, "cages are for dumps");
		return -EINVAL;
	}
	snapshot = cmis_nl_get_snapshot(info, cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	lane = nla_get_u32(attr) - 1;
	if (lane < cmis_shown_lanes(snapshot->module))
		ret = cmis_nl_fill_lane(reply, cage, snapshot, lane);
	else
		GENL_SET_ERR_MSG(info, "the module has no such lane");
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_lane_get_doit - send one lane
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_lane_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_LANE_CAGE_ID, 0, cmis_nl_reply_lane);
}

static int cmis_nl_reply_app(struct sk_buff *reply, struct genl_info *info,
			     struct cmis_cage *cage)
{
	struct nlattr *attr = info->attrs[CMIS_A_APP_APPSEL];
	struct cmis_snapshot *snapshot;
	int ret = -ENOENT;
	u32 appsel;

	if (!attr) {
		GENL_SET_ERR_MSG(info, "appsel required");
		return -EINVAL;
	}
	snapshot = cmis_nl_get_snapshot(info, cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	appsel = nla_get_u32(attr);
	if (appsel <= snapshot->module->apps.count &&
	    cmis_app_used(&snapshot->module->apps.app[appsel - 1]))
		ret = cmis_nl_fill_app(reply, cage, snapshot, appsel);
	else
		GENL_SET_ERR_MSG(info, "the module has no such application");
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_app_get_doit - send one application
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_app_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_APP_CAGE_ID, 0, cmis_nl_reply_app);
}

static int cmis_nl_reply_alert(struct sk_buff *reply, struct genl_info *info,
			       struct cmis_cage *cage)
{
	struct nlattr **attrs = info->attrs;
	struct cmis_nl_cursor cursor = {};
	struct cmis_alert alert;

	if (attrs[CMIS_A_ALERT_ALL]) {
		GENL_SET_ERR_MSG(info, "a request for one alert finds cleared ones, too");
		return -EINVAL;
	}
	if (!cmis_nl_monitor_is_key(attrs[CMIS_A_ALERT_MONITOR], info->extack))
		return -EINVAL;
	while (cmis_nl_alert_next(cage, &cursor, true, &alert))
		if (cmis_nl_alert_is(attrs, &alert.key))
			return cmis_nl_fill_alert(reply, cage,
						  cursor.generation, &alert);
	GENL_SET_ERR_MSG(info, "no such alert has been raised");
	return -ENOENT;
}

/**
 * cmis_nl_alert_get_doit - send one raised alert, found by parts of its key
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_alert_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_ALERT_CAGE_ID, 0,
			     cmis_nl_reply_alert);
}

static int cmis_nl_reply_verdict(struct sk_buff *reply, struct genl_info *info,
				 struct cmis_cage *cage)
{
	const struct nlattr *number = info->attrs[CMIS_A_VERDICT_NUMBER];
	u32 wanted = number ? nla_get_u32(number) : 0;
	u64 sequence = cmis_nl_sequence();
	struct cmis_told *told;
	int ret = -ENOENT;

	told = cmis_told_get_next(cage, wanted);
	if (told && told->number == wanted)
		ret = cmis_nl_fill_verdict(reply, cage, told);
	else
		GENL_SET_ERR_MSG(info, "no verdict with this number");
	cmis_told_put(told);
	return ret ?: nla_put_u64_64bit(reply, CMIS_A_VERDICT_SEQUENCE,
					sequence, CMIS_A_VERDICT_PAD);
}

/**
 * cmis_nl_verdict_get_doit - send one verdict
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_verdict_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_VERDICT_CAGE_ID, 0,
			     cmis_nl_reply_verdict);
}

static int cmis_nl_reply_guard(struct sk_buff *reply, struct genl_info *info,
			       struct cmis_cage *cage)
{
	const struct nlattr *lane = info->attrs[CMIS_A_GUARD_LANE];
	const struct nlattr *side = info->attrs[CMIS_A_GUARD_SIDE];
	const struct cmis_nl_place place = {
		.lane = lane ? nla_get_u32(lane) - 1 : 0,
		.side = side ? nla_get_u32(side) : CMIS_SIDE_MODULE,
	};
	u64 sequence = cmis_nl_sequence();
	int ret;

	if (!lane || place.side == CMIS_SIDE_MODULE) {
		GENL_SET_ERR_MSG(info, "lane and side required, host or media");
		return -EINVAL;
	}
	ret = cmis_nl_fill_guard(reply, cage, &place);
	if (ret == -ENODEV)
		NL_SET_ERR_MSG_ATTR(info->extack, lane,
				    "the module has no such lane");
	else if (ret == -ENODATA)
		GENL_SET_ERR_MSG(info, "the lane has no usual ratio yet");
	return ret ?: nla_put_u64_64bit(reply, CMIS_A_GUARD_SEQUENCE,
					sequence, CMIS_A_GUARD_PAD);
}

/**
 * cmis_nl_guard_get_doit - send the usual error ratio of a side of a lane
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_guard_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_GUARD_CAGE_ID, 0,
			     cmis_nl_reply_guard);
}

static int cmis_nl_reply_trend(struct sk_buff *reply, struct genl_info *info,
			       struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	const struct nlattr *name = info->attrs[CMIS_A_TREND_NAME];
	const struct nlattr *window = info->attrs[CMIS_A_TREND_WINDOW];
	u64 sequence = cmis_nl_sequence();
	struct cmis_trend_place place;
	int ret;

	if (!name || !window ||
	    !cmis_nl_trend_find(nla_data(name), info->attrs[CMIS_A_TREND_LANE],
				&place)) {
		GENL_SET_ERR_MSG(info,
				 "name and window required, and the lane");
		return -EINVAL;
	}
	place.window = nla_get_u32(window);
	ret = cmis_nl_fill_trend(reply, cage, snapshot, &place);
	if (ret == -ENODEV)
		NL_SET_ERR_MSG_ATTR(info->extack,
				    info->attrs[CMIS_A_TREND_LANE],
				    "the module has no such lane");
	else if (ret == -ENODATA)
		GENL_SET_ERR_MSG(info, "there are no samples yet");
	return ret ?: nla_put_u64_64bit(reply, CMIS_A_TREND_SEQUENCE,
					sequence, CMIS_A_TREND_PAD);
}

/**
 * cmis_nl_trend_get_doit - send one quantity of a lane over a window
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_trend_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_reply(info, CMIS_A_TREND_CAGE_ID, 0,
			     cmis_nl_reply_trend);
}

static int cmis_nl_take_settings(struct genl_info *info,
				 struct cmis_settings *settings,
				 unsigned int *fields)
{
	struct nlattr *label = info->attrs[CMIS_A_CAGE_LABEL];

	for (unsigned int i = 0; i < CMIS_SETTING_ROWS; i++) {
		const struct cmis_setting_row *row = &cmis_setting_rows[i];
		struct nlattr *attr = info->attrs[cmis_nl_setting_attrs[i]];
		u32 value = attr ? nla_get_u32(attr) : 0;

		if (!attr)
			continue;
		if (!cmis_setting_ok(row, value)) {
			NL_SET_BAD_ATTR(info->extack, attr);
			info->extack->_msg = row->refusal;
			return -ERANGE;
		}
		*cmis_setting_value(settings, i) = value;
		*fields |= BIT(i);
	}
	if (label) {
		nla_strscpy(settings->label, label, sizeof(settings->label));
		*fields |= CMIS_SETTING_LABEL;
	}
	return 0;
}

static int cmis_nl_set(struct genl_info *info, struct cmis_cage *cage)
{
	struct nlattr *netdev = info->attrs[CMIS_A_CAGE_NETDEV];
	struct nlattr *management = info->attrs[CMIS_A_CAGE_MANAGEMENT];
	struct cmis_settings settings = {};
	unsigned int fields = 0;
	int ret;

	ret = cmis_nl_take_settings(info, &settings, &fields);
	if (ret)
		return ret;
	if (!cmis_settings_ok(&settings, fields)) {
		NL_SET_ERR_MSG_ATTR(info->extack,
				    info->attrs[CMIS_A_CAGE_LABEL],
				    "a label is up to 31 printable characters");
		return -EINVAL;
	}
	/* First come the steps that can still fail. */
	if (management && !net_eq(genl_info_net(info), &init_net)) {
		NL_SET_ERR_MSG_ATTR(info->extack, management,
				    "not in this network namespace");
		return -EPERM;
	}
	if (management && nla_get_u32(management) == CMIS_MANAGEMENT_NONE) {
		ret = cmis_claim_check_end(cage, info->extack);
		if (ret)
			return ret;
		cmis_wishes_end(cage);
		cmis_trials_end(cage);
	}
	if (management) {
		ret = cmis_claim_set_management(cage, nla_get_u32(management),
						info->extack);
		if (ret)
			return ret;
	}
	if (netdev) {
		ret = cmis_cage_attach_netdev(cage, nla_data(netdev),
					      info->extack);
		if (ret)
			return ret;
	}
	return fields ? cmis_cage_set_settings(cage, &settings, fields) : 0;
}

/**
 * cmis_nl_settings_set_doit - change settings; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_settings_set_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_find(info, CMIS_A_CAGE_ID, CMIS_A_CAGE_NAME);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_set(info, cage);
	cmis_cage_put(cage);
	return ret;
}
