// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: the generic netlink family "cmis", its requests and dumps.
 *
 * Cages are hardware of the host: the initial network namespace sees them all,
 * another one those that belong to a netdev of its own.
 */

#include "compat/compat.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <net/sock.h>
#include <uapi/linux/cmis.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/settings.h"
#include "core/snapshot.h"
#include "core/port.h"
#include "core/attach.h"
#include "show/netlink/netlink.h"
#include "show/netlink/gen.h"

/* The generator makes the groups static, for the file with the family. */
#include "show/netlink/gen.c"

/**
 * struct cmis_nl_cursor - where a dump goes on
 * @cage: number of the next cage
 * @item: next item of that cage
 * @generation: of the module that @item belongs to
 *
 * Lives in netlink_callback.ctx.
 */
struct cmis_nl_cursor {
	u32 cage;
	u32 item;
	u32 generation;
};

static_assert(sizeof(struct cmis_nl_cursor) <=
	      sizeof_field(struct netlink_callback, ctx));

/*
 * Puts item @cursor->item of a cage into the message, and moves the cursor
 * past it. -ENODATA if there are no more.
 */
typedef int (*cmis_nl_dump_item_t)(struct sk_buff *skb,
				   struct netlink_callback *cb,
				   struct cmis_cage *cage);

static struct cmis_nl_cursor *cmis_nl_cursor(struct netlink_callback *cb)
{
	return (struct cmis_nl_cursor *)cb->ctx;
}

/* Any change of what dumps show may change what a dump has shown already. */
static u32 cmis_nl_change(void)
{
	u32 change = cmis_nl_sequence();

	/* 0 says that a dump does not care. */
	return change ? change : 1;
}

static struct cmis_cage *cmis_nl_find_by_id(u32 id)
{
	struct cmis_cage *cage = cmis_cage_get_next(id);

	if (cage && cage->id == id)
		return cage;
	cmis_cage_put(cage);
	return NULL;
}

static struct cmis_cage *cmis_nl_find(struct genl_info *info, int id_attr,
				      int name_attr)
{
	struct cmis_cage *cage = NULL;

	if (info->attrs[id_attr]) {
		cage = cmis_nl_find_by_id(nla_get_u32(info->attrs[id_attr]));
	} else if (name_attr && info->attrs[name_attr]) {
		cage = cmis_cage_get_by_name(nla_data(info->attrs[name_attr]));
	} else {
		GENL_SET_ERR_MSG(info, "which cage?");
		return ERR_PTR(-EINVAL);
	}
	if (cage && cmis_cage_is_in_net(cage, genl_info_net(info)))
		return cage;
	cmis_cage_put(cage);
	GENL_SET_ERR_MSG(info, "no such cage in this network namespace");
	return ERR_PTR(-ENODEV);
}

static struct sk_buff *cmis_nl_reply_new(struct genl_info *info, void **hdr)
{
	struct sk_buff *skb = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);

	if (!skb)
		return NULL;
	*hdr = genlmsg_put_reply(skb, info, &cmis_nl_family, 0,
				 info->genlhdr->cmd);
	if (*hdr)
		return skb;
	nlmsg_free(skb);
	return NULL;
}

static int cmis_nl_reply(struct sk_buff *skb, void *hdr,
			 struct genl_info *info, int error)
{
	if (error) {
		nlmsg_free(skb);
		return error;
	}
	genlmsg_end(skb, hdr);
	return genlmsg_reply(skb, info);
}

static int cmis_nl_put_sequence(struct sk_buff *skb, int attr, int pad,
				u64 sequence)
{
	return nla_put_u64_64bit(skb, attr, sequence, pad);
}

/* ------------------------------------------------------------------------ */
/* Dumps                                                                    */
/* ------------------------------------------------------------------------ */

static void *cmis_nl_dump_put(struct sk_buff *skb, struct netlink_callback *cb,
			      u8 cmd)
{
	void *hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				cb->nlh->nlmsg_seq, &cmis_nl_family,
				NLM_F_MULTI, cmd);

	if (hdr)
		genl_dump_check_consistent(cb, hdr);
	return hdr;
}

static int cmis_nl_dump_end(struct sk_buff *skb, void *hdr, int error)
{
	if (error) {
		genlmsg_cancel(skb, hdr);
		return error;
	}
	genlmsg_end(skb, hdr);
	return 0;
}

/* Another module came meanwhile: its items are to be shown from the first. */
static void cmis_nl_dump_follow(struct cmis_nl_cursor *cursor, u32 generation)
{
	if (cursor->generation == generation)
		return;
	cursor->generation = generation;
	cursor->item = 0;
}

static int cmis_nl_dump_cage(struct sk_buff *skb, struct netlink_callback *cb,
			     struct cmis_cage *cage,
			     cmis_nl_dump_item_t dump_item)
{
	int ret;

	do {
		ret = dump_item(skb, cb, cage);
	} while (!ret);
	return ret == -ENODATA ? 0 : ret;
}

/* One cage if the request names it, else all that the asker may see. */
static bool cmis_nl_dump_wants(struct netlink_callback *cb, int id_attr,
			       struct cmis_cage *cage)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);

	if (!cmis_cage_is_in_net(cage, sock_net(cb->skb->sk)))
		return false;
	return !id_attr || !attrs || !attrs[id_attr] ||
	       nla_get_u32(attrs[id_attr]) == cage->id;
}

static int cmis_nl_dump(struct sk_buff *skb, struct netlink_callback *cb,
			int id_attr, cmis_nl_dump_item_t dump_item)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_cage *cage;
	int ret = 0;

	cb->seq = cmis_nl_change();
	while ((cage = cmis_cage_get_next(cursor->cage))) {
		if (cage->id != cursor->cage) {
			cursor->cage = cage->id;
			cursor->item = 0;
		}
		if (cmis_nl_dump_wants(cb, id_attr, cage))
			ret = cmis_nl_dump_cage(skb, cb, cage, dump_item);
		cmis_cage_put(cage);
		if (ret)
			break;
		cursor->cage++;
		cursor->item = 0;
	}
	/* A message that is full is not the end, if it holds anything. */
	return skb->len ? skb->len : ret;
}

static int cmis_nl_dump_module(struct sk_buff *skb,
			       struct netlink_callback *cb,
			       struct cmis_cage *cage)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	u64 sequence = cmis_nl_sequence();
	void *hdr;
	int ret;

	if (cursor->item)
		return -ENODATA;
	hdr = cmis_nl_dump_put(skb, cb, CMIS_CMD_MODULE_GET);
	if (!hdr)
		return -EMSGSIZE;
	ret = cmis_nl_fill_cage(skb, cage);
	if (!ret)
		ret = cmis_nl_put_sequence(skb, CMIS_A_CAGE_SEQUENCE,
					   CMIS_A_CAGE_PAD, sequence);
	if (!ret)
		cursor->item++;
	return cmis_nl_dump_end(skb, hdr, ret);
}

/**
 * cmis_nl_module_get_dumpit - all cages, and the modules in them
 * @skb: the message
 * @cb: where the dump goes on
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_module_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, 0, cmis_nl_dump_module);
}

/*
 * Items of a cage: the module's own quantities, those of each lane, and the
 * observables.
 */
static bool cmis_nl_monitor_next(const struct cmis_module *module, u32 *item,
				 struct cmis_nl_where *where)
{
	u32 end = CMIS_Q_MODULE_COUNT + module->lanes * CMIS_Q_LANE_COUNT;

	where->observable = CMIS_VDM_UNUSED;
	for (; *item < end; (*item)++) {
		if (*item < CMIS_Q_MODULE_COUNT) {
			where->quantity = *item;
			where->lane = 0;
		} else {
			u32 n = *item - CMIS_Q_MODULE_COUNT;

			where->quantity = CMIS_Q_MODULE_COUNT +
					  n % CMIS_Q_LANE_COUNT;
			where->lane = n / CMIS_Q_LANE_COUNT;
		}
		if (cmis_module_has_monitor(module, where->quantity,
					    where->lane))
			return true;
	}
	return cmis_nl_observable_next(module, item, end, where);
}

static int cmis_nl_dump_snapshot_monitor(struct sk_buff *skb,
					 struct netlink_callback *cb,
					 struct cmis_cage *cage,
					 const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	u64 sequence = cmis_nl_sequence();
	struct cmis_nl_where where;
	void *hdr;
	int ret;

	cmis_nl_dump_follow(cursor, snapshot->module->generation);
	if (!cmis_nl_monitor_next(snapshot->module, &cursor->item, &where))
		return -ENODATA;
	hdr = cmis_nl_dump_put(skb, cb, CMIS_CMD_MONITOR_GET);
	if (!hdr)
		return -EMSGSIZE;
	ret = cmis_nl_fill_monitor(skb, cage, snapshot, &where);
	if (!ret)
		ret = cmis_nl_put_sequence(skb, CMIS_A_MONITOR_SEQUENCE,
					   CMIS_A_MONITOR_PAD, sequence);
	if (!ret)
		cursor->item++;
	return cmis_nl_dump_end(skb, hdr, ret);
}

static int cmis_nl_dump_monitor(struct sk_buff *skb,
				struct netlink_callback *cb,
				struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	int ret;

	if (IS_ERR(snapshot))
		return -ENODATA;
	ret = cmis_nl_dump_snapshot_monitor(skb, cb, cage, snapshot);
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_monitor_get_dumpit - all monitored values, or those of one cage
 * @skb: the message
 * @cb: where the dump goes on
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_monitor_get_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_A_MONITOR_CAGE_ID,
			    cmis_nl_dump_monitor);
}

static bool cmis_nl_has_lane(const struct cmis_module *module, u32 lane)
{
	return lane < cmis_plan_lanes(module);
}

static int cmis_nl_dump_snapshot_lane(struct sk_buff *skb,
				      struct netlink_callback *cb,
				      struct cmis_cage *cage,
				      const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	u64 sequence = cmis_nl_sequence();
	void *hdr;
	int ret;

	cmis_nl_dump_follow(cursor, snapshot->module->generation);
	if (!cmis_nl_has_lane(snapshot->module, cursor->item))
		return -ENODATA;
	hdr = cmis_nl_dump_put(skb, cb, CMIS_CMD_LANE_GET);
	if (!hdr)
		return -EMSGSIZE;
	ret = cmis_nl_fill_lane(skb, cage, snapshot, cursor->item);
	if (!ret)
		ret = cmis_nl_put_sequence(skb, CMIS_A_LANE_SEQUENCE,
					   CMIS_A_LANE_PAD, sequence);
	if (!ret)
		cursor->item++;
	return cmis_nl_dump_end(skb, hdr, ret);
}

static int cmis_nl_dump_lane(struct sk_buff *skb, struct netlink_callback *cb,
			     struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	int ret;

	if (IS_ERR(snapshot))
		return -ENODATA;
	ret = cmis_nl_dump_snapshot_lane(skb, cb, cage, snapshot);
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_lane_get_dumpit - all lanes, or those of one cage
 * @skb: the message
 * @cb: where the dump goes on
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_lane_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_A_LANE_CAGE_ID, cmis_nl_dump_lane);
}

/*
 * Those that are active, or all that have ever been. Moves the cursor past
 * the one that was found.
 */
static bool cmis_nl_alert_next(struct cmis_cage *cage,
			       struct cmis_nl_cursor *cursor, bool all,
			       struct cmis_alert *alert)
{
	u32 generation;
	bool found;

	for (;;) {
		found = cmis_alert_get_next(cage, &cursor->item, !all,
					    &generation, alert);
		if (generation != cursor->generation)
			cmis_nl_dump_follow(cursor, generation);
		else if (!found || alert->first_raised_ns)
			return found;
	}
}

static int cmis_nl_dump_alert(struct sk_buff *skb, struct netlink_callback *cb,
			      struct cmis_cage *cage)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	bool all = attrs && attrs[CMIS_A_ALERT_ALL];
	struct cmis_nl_cursor next = *cursor;
	u64 sequence = cmis_nl_sequence();
	struct cmis_alert alert;
	void *hdr;
	int ret;

	if (!cmis_nl_alert_next(cage, &next, all, &alert))
		return -ENODATA;
	hdr = cmis_nl_dump_put(skb, cb, CMIS_CMD_ALERT_GET);
	if (!hdr)
		return -EMSGSIZE;
	ret = cmis_nl_fill_alert(skb, cage, next.generation, &alert);
	if (!ret)
		ret = cmis_nl_put_sequence(skb, CMIS_A_ALERT_SEQUENCE,
					   CMIS_A_ALERT_PAD, sequence);
	if (!ret)
		*cursor = next;
	return cmis_nl_dump_end(skb, hdr, ret);
}

/**
 * cmis_nl_alert_get_dumpit - active alerts; on request those that ended, too
 * @skb: the message
 * @cb: where the dump goes on
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_alert_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_A_ALERT_CAGE_ID, cmis_nl_dump_alert);
}

/* ------------------------------------------------------------------------ */
/* Single requests                                                          */
/* ------------------------------------------------------------------------ */

/**
 * cmis_nl_module_get_doit - one cage, and the module in it
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_module_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	u64 sequence = cmis_nl_sequence();
	struct cmis_cage *cage;
	struct sk_buff *reply;
	void *hdr;
	int ret;

	cage = cmis_nl_find(info, CMIS_A_CAGE_ID, CMIS_A_CAGE_NAME);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	reply = cmis_nl_reply_new(info, &hdr);
	if (!reply) {
		cmis_cage_put(cage);
		return -ENOMEM;
	}
	ret = cmis_nl_fill_cage(reply, cage);
	if (!ret)
		ret = cmis_nl_put_sequence(reply, CMIS_A_CAGE_SEQUENCE,
					   CMIS_A_CAGE_PAD, sequence);
	cmis_cage_put(cage);
	return cmis_nl_reply(reply, hdr, info, ret);
}

/* Lanes count from 1 in messages, and from 0 in the driver. */
static u32 cmis_nl_get_lane(struct genl_info *info, int attr)
{
	return info->attrs[attr] ? nla_get_u32(info->attrs[attr]) - 1 : 0;
}

static bool cmis_nl_has_monitor(const struct cmis_module *module,
				const struct cmis_nl_where *where)
{
	if (where->observable == CMIS_VDM_UNUSED)
		return cmis_module_has_monitor(module, where->quantity,
					       where->lane);
	return cmis_module_has_observable(module, where->observable,
					  where->lane);
}

static int cmis_nl_take_where(struct genl_info *info,
			      const struct cmis_module *module,
			      struct cmis_nl_where *where)
{
	struct nlattr *observable = info->attrs[CMIS_A_MONITOR_OBSERVABLE];
	struct nlattr *quantity = info->attrs[CMIS_A_MONITOR_QUANTITY];
	struct nlattr *lane = info->attrs[CMIS_A_MONITOR_LANE];

	if (!quantity == !observable) {
		GENL_SET_ERR_MSG(info, "which quantity, or which observable?");
		return -EINVAL;
	}
	where->lane = cmis_nl_get_lane(info, CMIS_A_MONITOR_LANE);
	if (quantity)
		where->quantity = nla_get_u32(quantity);
	else
		where->observable = nla_get_u32(observable);
	if (observable && !lane)
		where->lane = CMIS_VDM_LANE_NONE;
	/* No number of a lane stands for the module itself. */
	if ((!lane || where->lane < module->lanes) &&
	    cmis_nl_has_monitor(module, where))
		return 0;
	GENL_SET_ERR_MSG(info, "the module has no such monitor");
	return -ENOENT;
}

static int cmis_nl_reply_monitor(struct genl_info *info,
				 struct cmis_cage *cage,
				 const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_where where = {};
	struct sk_buff *reply;
	void *hdr;
	int ret;

	ret = cmis_nl_take_where(info, snapshot->module, &where);
	if (ret)
		return ret;
	reply = cmis_nl_reply_new(info, &hdr);
	if (!reply)
		return -ENOMEM;
	ret = cmis_nl_fill_monitor(reply, cage, snapshot, &where);
	return cmis_nl_reply(reply, hdr, info, ret);
}

static int cmis_nl_reply_lane(struct genl_info *info, struct cmis_cage *cage,
			      const struct cmis_snapshot *snapshot)
{
	u32 lane = cmis_nl_get_lane(info, CMIS_A_LANE_LANE);
	struct sk_buff *reply;
	void *hdr;
	int ret;

	if (!cmis_nl_has_lane(snapshot->module, lane)) {
		GENL_SET_ERR_MSG(info, "the module has no such lane");
		return -ENOENT;
	}
	reply = cmis_nl_reply_new(info, &hdr);
	if (!reply)
		return -ENOMEM;
	ret = cmis_nl_fill_lane(reply, cage, snapshot, lane);
	return cmis_nl_reply(reply, hdr, info, ret);
}

static int
cmis_nl_with_snapshot(struct genl_info *info, int id_attr,
		      int (*reply)(struct genl_info *info,
				   struct cmis_cage *cage,
				   const struct cmis_snapshot *snapshot))
{
	struct cmis_snapshot *snapshot;
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_find(info, id_attr, 0);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	snapshot = cmis_cage_get_snapshot(cage);
	if (IS_ERR(snapshot)) {
		GENL_SET_ERR_MSG(info, "no module in the cage can be read");
		ret = PTR_ERR(snapshot);
	} else {
		ret = reply(info, cage, snapshot);
		cmis_snapshot_put(snapshot);
	}
	cmis_cage_put(cage);
	return ret;
}

/**
 * cmis_nl_monitor_get_doit - one monitored value
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_monitor_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_with_snapshot(info, CMIS_A_MONITOR_CAGE_ID,
				     cmis_nl_reply_monitor);
}

/**
 * cmis_nl_lane_get_doit - one lane
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_lane_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	return cmis_nl_with_snapshot(info, CMIS_A_LANE_CAGE_ID,
				     cmis_nl_reply_lane);
}

static bool cmis_nl_attr_is(struct genl_info *info, int attr, u32 value)
{
	return !info->attrs[attr] || nla_get_u32(info->attrs[attr]) == value;
}

/* A part of the key that an alert does not have is none that it could match. */
static bool cmis_nl_alert_is(struct genl_info *info,
			     const struct cmis_alert_key *key)
{
	bool has_quantity = key->type == CMIS_ALERT_MONITOR;
	bool has_level = cmis_alert_has_level(key);
	u32 lane = key->lane == CMIS_LANE_NONE ? 0 : key->lane + 1;

	if (info->attrs[CMIS_A_ALERT_QUANTITY] && !has_quantity)
		return false;
	if (info->attrs[CMIS_A_ALERT_LEVEL] && !has_level)
		return false;
	return cmis_nl_attr_is(info, CMIS_A_ALERT_TYPE, key->type) &&
	       cmis_nl_attr_is(info, CMIS_A_ALERT_QUANTITY, key->quantity) &&
	       cmis_nl_attr_is(info, CMIS_A_ALERT_LEVEL, BIT(key->level)) &&
	       cmis_nl_attr_is(info, CMIS_A_ALERT_LANE, lane);
}

static int cmis_nl_reply_alert(struct genl_info *info, struct cmis_cage *cage)
{
	struct cmis_nl_cursor cursor = {};
	struct cmis_alert alert;
	struct sk_buff *reply;
	void *hdr;
	int ret;

	while (cmis_nl_alert_next(cage, &cursor, true, &alert)) {
		if (!cmis_nl_alert_is(info, &alert.key))
			continue;
		reply = cmis_nl_reply_new(info, &hdr);
		if (!reply)
			return -ENOMEM;
		ret = cmis_nl_fill_alert(reply, cage, cursor.generation,
					 &alert);
		return cmis_nl_reply(reply, hdr, info, ret);
	}
	GENL_SET_ERR_MSG(info, "no such alert has been raised");
	return -ENOENT;
}

/**
 * cmis_nl_alert_get_doit - one alert that was raised, by any part of its key
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_alert_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_cage *cage;
	int ret;

	cage = cmis_nl_find(info, CMIS_A_ALERT_CAGE_ID, 0);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_reply_alert(info, cage);
	cmis_cage_put(cage);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* Settings                                                                 */
/* ------------------------------------------------------------------------ */

static int cmis_nl_take_setting(struct genl_info *info, unsigned int row,
				struct cmis_settings *settings,
				unsigned int *fields)
{
	const struct cmis_setting_row *setting = &cmis_setting_rows[row];
	struct nlattr *attr = info->attrs[cmis_nl_setting_attrs[row]];
	u32 value;

	if (!attr)
		return 0;
	value = nla_get_u32(attr);
	if (value < setting->min || value > setting->max) {
		NL_SET_BAD_ATTR(info->extack, attr);
		info->extack->_msg = setting->refusal;
		return -ERANGE;
	}
	*cmis_setting_value(settings, setting) = value;
	*fields |= BIT(row);
	return 0;
}

static int cmis_nl_take_settings(struct genl_info *info,
				 struct cmis_settings *settings,
				 unsigned int *fields)
{
	struct nlattr *label = info->attrs[CMIS_A_CAGE_LABEL];
	unsigned int i;
	int ret;

	for (i = 0; i < CMIS_SETTING_ROWS; i++) {
		ret = cmis_nl_take_setting(info, i, settings, fields);
		if (ret)
			return ret;
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
	/* What can fail for other reasons than its form goes first. */
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

/* ------------------------------------------------------------------------ */
/* The family                                                               */
/* ------------------------------------------------------------------------ */

struct genl_family cmis_nl_family __ro_after_init = {
	.name = CMIS_FAMILY_NAME,
	.version = CMIS_FAMILY_VERSION,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.ops = cmis_nl_ops,
	.n_ops = ARRAY_SIZE(cmis_nl_ops),
	.mcgrps = cmis_nl_mcgrps,
	.n_mcgrps = ARRAY_SIZE(cmis_nl_mcgrps),
};

/**
 * cmis_netlink_init - offer the family
 *
 * Return: 0, or a negative errno.
 */
int __init cmis_netlink_init(void)
{
	return genl_register_family(&cmis_nl_family);
}

/**
 * cmis_netlink_exit - take the family back
 */
void cmis_netlink_exit(void)
{
	genl_unregister_family(&cmis_nl_family);
}
