// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: dumps of cages, readings, lanes and alerts. Each call fills one
 * message and leaves a cursor for the next.
 */

#include "compat/compat.h"

#include <linux/kernel.h>
#include <net/genetlink.h>
#include <net/sock.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/dump.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/question.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/gen.h"

static_assert(sizeof(struct cmis_nl_cursor) <=
	      sizeof_field(struct netlink_callback, ctx));

static struct cmis_nl_cursor *cmis_nl_cursor(struct netlink_callback *cb)
{
	return (struct cmis_nl_cursor *)cb->ctx;
}

/* If the module changes during a dump, start at its first item. */
static void cmis_nl_cursor_follow(struct cmis_nl_cursor *cursor,
				  u32 generation)
{
	if (cursor->generation == generation)
		return;
	cursor->generation = generation;
	cursor->item = 0;
}

static int cmis_nl_dump_fill_cage(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage,
				  const struct cmis_snapshot *snapshot)
{
	if (cmis_nl_cursor(cb)->item)
		return -ENODATA;
	return cmis_nl_fill_cage(skb, cage);
}

static bool cmis_nl_is_repeated(const struct cmis_module *module,
				unsigned int index)
{
	for (unsigned int i = 0; i < index; i++)
		if (module->monitors[i].type == module->monitors[index].type)
			return true;
	return false;
}

/*
 * Types have the order of the module's monitors. Each type comes first for the
 * module itself and then for each lane, as in sysfs.
 */
static bool cmis_nl_monitor_next(const struct cmis_module *module, u32 *item,
				 struct cmis_nl_monitor *monitor)
{
	u32 places = module->lanes + 1;

	for (; *item < module->num_monitors * places; (*item)++) {
		u32 index = *item / places;
		u32 place = *item % places;

		if (!place && cmis_nl_is_repeated(module, index)) {
			*item += places - 1;
			continue;
		}
		monitor->lane = place ? place - 1 : CMIS_LANE_NONE;
		monitor->type = module->monitors[index].type;
		if (cmis_module_has_monitor(module, monitor->type,
					    monitor->lane))
			return true;
	}
	return false;
}

static int cmis_nl_dump_fill_reading(struct sk_buff *skb,
				     struct netlink_callback *cb,
				     struct cmis_cage *cage,
				     const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_nl_monitor monitor;

	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	if (!cmis_nl_monitor_next(snapshot->module, &cursor->item, &monitor))
		return -ENODATA;
	return cmis_nl_fill_reading(skb, cage, snapshot, &monitor);
}

static int cmis_nl_dump_fill_lane(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage,
				  const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);

	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	if (cursor->item >= cmis_plan_lanes(snapshot->module))
		return -ENODATA;
	return cmis_nl_fill_lane(skb, cage, snapshot, cursor->item);
}

/**
 * cmis_nl_alert_next - find the next alert that was raised
 * @cage: the cage
 * @cursor: item and generation; moved past the alert
 * @all: find cleared alerts, too
 * @alert: gets a copy of the alert
 *
 * Return: false if there is no such alert.
 */
bool cmis_nl_alert_next(struct cmis_cage *cage, struct cmis_nl_cursor *cursor,
			bool all, struct cmis_alert *alert)
{
	u32 generation;
	bool found;

	for (;;) {
		found = cmis_alert_get_next(cage, &cursor->item, !all,
					    &generation, alert);
		if (generation != cursor->generation)
			cmis_nl_cursor_follow(cursor, generation);
		else if (!found || alert->first_raised_ns)
			return found;
	}
}

static int cmis_nl_dump_fill_alert(struct sk_buff *skb,
				   struct netlink_callback *cb,
				   struct cmis_cage *cage,
				   const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	bool all = attrs && attrs[CMIS_A_ALERT_ALL];
	struct cmis_nl_cursor next = *cursor;
	struct cmis_alert alert;

	if (!cmis_nl_alert_next(cage, &next, all, &alert))
		return -ENODATA;
	/* If the message is full, the next message begins with this alert. */
	cursor->generation = next.generation;
	cursor->item = next.item - 1;
	return cmis_nl_fill_alert(skb, cage, next.generation, &alert);
}

/**
 * struct cmis_nl_dump - a kind of dump
 * @id_attr: attribute of requests with the number of a cage; 0: none
 * @sequence_attr: attribute with the number of the last notification
 * @pad_attr: attribute for the padding of @sequence_attr
 * @fill: move the cursor to the next item that exists, and put this item into
 *	the message; -ENODATA if there is no such item
 */
struct cmis_nl_dump {
	u8 id_attr;
	u8 sequence_attr;
	u8 pad_attr;
	int (*fill)(struct sk_buff *skb, struct netlink_callback *cb,
		    struct cmis_cage *cage,
		    const struct cmis_snapshot *snapshot);
};

static const struct cmis_nl_dump cmis_nl_dumps[] = {
	[CMIS_CMD_MODULE_GET] = { 0, CMIS_A_CAGE_SEQUENCE, CMIS_A_CAGE_PAD,
				  cmis_nl_dump_fill_cage },
	[CMIS_CMD_MONITOR_GET] = { CMIS_A_READING_CAGE_ID,
				   CMIS_A_READING_SEQUENCE, CMIS_A_READING_PAD,
				   cmis_nl_dump_fill_reading },
	[CMIS_CMD_LANE_GET] = { CMIS_A_LANE_CAGE_ID, CMIS_A_LANE_SEQUENCE,
				CMIS_A_LANE_PAD, cmis_nl_dump_fill_lane },
	[CMIS_CMD_ALERT_GET] = { CMIS_A_ALERT_CAGE_ID, CMIS_A_ALERT_SEQUENCE,
				 CMIS_A_ALERT_PAD, cmis_nl_dump_fill_alert },
};

static int cmis_nl_dump_item(struct sk_buff *skb, struct netlink_callback *cb,
			     struct cmis_cage *cage, u8 cmd)
{
	const struct cmis_nl_dump *dump = &cmis_nl_dumps[cmd];
	u64 sequence = cmis_nl_sequence();
	struct cmis_snapshot *snapshot;
	void *hdr;
	int ret;

	hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &cmis_nl_family, NLM_F_MULTI, cmd);
	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	snapshot = cmis_cage_get_snapshot(cage);
	ret = dump->fill(skb, cb, cage, snapshot);
	cmis_snapshot_put(snapshot);
	if (!ret)
		ret = nla_put_u64_64bit(skb, dump->sequence_attr, sequence,
					dump->pad_attr);
	if (ret) {
		genlmsg_cancel(skb, hdr);
		return ret;
	}
	genlmsg_end(skb, hdr);
	cmis_nl_cursor(cb)->item++;
	return 0;
}

/* The cage of the request, or each cage that the namespace may see. */
static bool cmis_nl_dump_wants(struct netlink_callback *cb, int id_attr,
			       struct cmis_cage *cage)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);

	if (!cmis_cage_is_in_net(cage, sock_net(cb->skb->sk)))
		return false;
	return !id_attr || !attrs || !attrs[id_attr] ||
	       nla_get_u32(attrs[id_attr]) == cage->id;
}

/*
 * A notification during a dump changes cb->seq. Then netlink marks the dump as
 * inconsistent, since an earlier part of the dump may be old. If cb->seq is 0,
 * netlink does not check.
 */
static int cmis_nl_dump(struct sk_buff *skb, struct netlink_callback *cb,
			u8 cmd)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_cage *cage;
	int ret = 0;

	cb->seq = (u32)cmis_nl_sequence() ?: 1;
	while ((cage = cmis_cage_get_next(cursor->cage))) {
		if (cage->id != cursor->cage) {
			cursor->cage = cage->id;
			cursor->item = 0;
		}
		ret = cmis_nl_dump_wants(cb, cmis_nl_dumps[cmd].id_attr, cage) ?
		      0 : -ENODATA;
		while (!ret)
			ret = cmis_nl_dump_item(skb, cb, cage, cmd);
		cmis_cage_put(cage);
		if (ret != -ENODATA)
			break;
		ret = 0;
		cursor->cage++;
		cursor->item = 0;
	}
	/* If not even one item fits into the message, the dump fails. */
	return skb->len ? skb->len : ret;
}

/**
 * cmis_nl_module_get_dumpit - send all cages with their modules
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_module_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_MODULE_GET);
}

/**
 * cmis_nl_monitor_get_dumpit - send the readings of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_monitor_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_MONITOR_GET);
}

/**
 * cmis_nl_lane_get_dumpit - send the lanes of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_lane_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_LANE_GET);
}

/**
 * cmis_nl_alert_get_dumpit - send active alerts, on request also cleared ones
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_alert_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_ALERT_GET);
}
