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
#include "core/question.h"
#include "show/netlink/dump.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/gen.h"

static struct cmis_cage *cmis_nl_find(struct genl_info *info, int id_attr,
				      int name_attr)
{
	const struct nlattr *name = name_attr ? info->attrs[name_attr] : NULL;
	const struct nlattr *number = info->attrs[id_attr];
	struct cmis_cage *cage;
	u32 id;

	if (!number == !name) {
		GENL_SET_ERR_MSG(info, "cage id or name required, not both");
		return ERR_PTR(-EINVAL);
	}
	if (name) {
		cage = cmis_cage_get_by_name(nla_data(name));
	} else {
		id = nla_get_u32(number);
		cage = cmis_cage_get_next(id);
		if (cage && cage->id != id) {
			cmis_cage_put(cage);
			cage = NULL;
		}
	}
	if (cage && cmis_cage_is_in_net(cage, genl_info_net(info)))
		return cage;
	cmis_cage_put(cage);
	GENL_SET_ERR_MSG(info, "no such cage in this network namespace");
	return ERR_PTR(-ENODEV);
}

/* Answer a request for an object of a cage. @fill describes the object. */
static int cmis_nl_reply(struct genl_info *info, int id_attr, int name_attr,
			 int (*fill)(struct sk_buff *reply,
				     struct genl_info *info,
				     struct cmis_cage *cage))
{
	struct cmis_cage *cage = cmis_nl_find(info, id_attr, name_attr);
	int ret = -ENOMEM;
	struct sk_buff *reply;
	void *hdr;

	if (IS_ERR(cage))
		return PTR_ERR(cage);
	reply = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	if (!reply)
		goto put_cage;
	hdr = genlmsg_put_reply(reply, info, &cmis_nl_family, 0,
				info->genlhdr->cmd);
	if (hdr)
		ret = fill(reply, info, cage);
	if (ret) {
		nlmsg_free(reply);
		goto put_cage;
	}
	genlmsg_end(reply, hdr);
	ret = genlmsg_reply(reply, info);
put_cage:
	cmis_cage_put(cage);
	return ret;
}

static int cmis_nl_reply_cage(struct sk_buff *reply, struct genl_info *info,
			      struct cmis_cage *cage)
{
	u64 sequence = cmis_nl_sequence();

	if (cmis_nl_fill_cage(reply, cage))
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
	struct cmis_snapshot *snapshot;
	struct cmis_nl_monitor monitor;
	int ret;

	if (!cmis_nl_monitor_is_key(nest, info->extack))
		return -EINVAL;
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
	snapshot = cmis_nl_get_snapshot(info, cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	lane = nla_get_u32(attr) - 1;
	if (lane < cmis_plan_lanes(snapshot->module))
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
	/* Attach first, because only this step can still fail. */
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
