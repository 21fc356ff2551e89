// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: dumps of cages, readings, lanes and alerts. Each call fills one
 * message and leaves a cursor for the next.
 */

#include "compat/compat.h"

#include <linux/errno.h>
#include <linux/kernel.h>
#include <net/genetlink.h>
#include <net/sock.h>
#include <uapi/linux/cmis.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/port.h"
#include "core/snapshot.h"
#include "show/netlink/dump.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/gen.h"

static_assert(sizeof(struct cmis_nl_cursor) <=
	      sizeof_field(struct netlink_callback, ctx));

/**
 * struct cmis_nl_dump - a kind of dump
 * @cmd: CMIS_CMD_*
 * @id_attr: attribute of requests with the number of a cage; 0: none
 * @sequence_attr: attribute for the number of the last notification
 * @pad_attr: attribute for its padding
 * @fill: put the item at the cursor into the message, and move the cursor to
 *	it if it is further on; -ENODATA if there are no more
 */
struct cmis_nl_dump {
	u8 cmd;
	u8 id_attr;
	u8 sequence_attr;
	u8 pad_attr;
	int (*fill)(struct sk_buff *skb, struct netlink_callback *cb,
		    struct cmis_cage *cage);
};

static struct cmis_nl_cursor *cmis_nl_cursor(struct netlink_callback *cb)
{
	return (struct cmis_nl_cursor *)cb->ctx;
}

/* A module that came during the dump is shown from its first item. */
static void cmis_nl_cursor_follow(struct cmis_nl_cursor *cursor,
				  u32 generation)
{
	if (cursor->generation == generation)
		return;
	cursor->generation = generation;
	cursor->item = 0;
}

static int cmis_nl_dump_item(struct sk_buff *skb, struct netlink_callback *cb,
			     struct cmis_cage *cage,
			     const struct cmis_nl_dump *dump)
{
	u64 sequence = cmis_nl_sequence();
	void *hdr;
	int ret;

	hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &cmis_nl_family, NLM_F_MULTI, dump->cmd);
	if (!hdr)
		return -EMSGSIZE;
	genl_dump_check_consistent(cb, hdr);
	ret = dump->fill(skb, cb, cage);
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

/* One cage if the request names it, else all that the namespace may see. */
static bool cmis_nl_dump_wants(struct netlink_callback *cb, int id_attr,
			       struct cmis_cage *cage)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);

	if (!cmis_cage_is_in_net(cage, sock_net(cb->skb->sk)))
		return false;
	return !id_attr || !attrs || !attrs[id_attr] ||
	       nla_get_u32(attrs[id_attr]) == cage->id;
}

static int cmis_nl_dump_cage(struct sk_buff *skb, struct netlink_callback *cb,
			     struct cmis_cage *cage,
			     const struct cmis_nl_dump *dump)
{
	int ret;

	if (!cmis_nl_dump_wants(cb, dump->id_attr, cage))
		return 0;
	do {
		ret = cmis_nl_dump_item(skb, cb, cage, dump);
	} while (!ret);
	return ret == -ENODATA ? 0 : ret;
}

/*
 * Each notification may change a part that the dump has shown already: it
 * flags the dump as inconsistent. 0 would say that the dump does not care.
 */
static int cmis_nl_dump(struct sk_buff *skb, struct netlink_callback *cb,
			const struct cmis_nl_dump *dump)
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
		ret = cmis_nl_dump_cage(skb, cb, cage, dump);
		cmis_cage_put(cage);
		if (ret)
			break;
		cursor->cage++;
		cursor->item = 0;
	}
	/* A full message ends the dump only if it is empty. */
	return skb->len ? skb->len : ret;
}

static int cmis_nl_dump_fill_cage(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage)
{
	if (cmis_nl_cursor(cb)->item)
		return -ENODATA;
	return cmis_nl_fill_cage(skb, cage);
}

/**
 * cmis_nl_module_get_dumpit - all cages, and the modules in them
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_module_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	static const struct cmis_nl_dump dump = {
		.cmd = CMIS_CMD_MODULE_GET,
		.sequence_attr = CMIS_A_CAGE_SEQUENCE,
		.pad_attr = CMIS_A_CAGE_PAD,
		.fill = cmis_nl_dump_fill_cage,
	};

	return cmis_nl_dump(skb, cb, &dump);
}

static bool cmis_nl_is_repeated(const struct cmis_module *module,
				unsigned int index)
{
	unsigned int i;

	for (i = 0; i < index; i++)
		if (module->monitors[i].type == module->monitors[index].type)
			return true;
	return false;
}

/*
 * Types come in the order in which the module has them, each for the module
 * itself and then for each lane, as in sysfs.
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
		if (cmis_nl_has_monitor(module, monitor))
			return true;
	}
	return false;
}

static int cmis_nl_dump_fill_reading(struct sk_buff *skb,
				     struct netlink_callback *cb,
				     struct cmis_cage *cage)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_nl_monitor monitor;
	struct cmis_snapshot *snapshot;
	int ret = -ENODATA;

	snapshot = cmis_cage_get_snapshot(cage);
	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	if (cmis_nl_monitor_next(snapshot->module, &cursor->item, &monitor))
		ret = cmis_nl_fill_reading(skb, cage, snapshot, &monitor);
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_monitor_get_dumpit - all readings, or those of one cage
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_monitor_get_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb)
{
	static const struct cmis_nl_dump dump = {
		.cmd = CMIS_CMD_MONITOR_GET,
		.id_attr = CMIS_A_READING_CAGE_ID,
		.sequence_attr = CMIS_A_READING_SEQUENCE,
		.pad_attr = CMIS_A_READING_PAD,
		.fill = cmis_nl_dump_fill_reading,
	};

	return cmis_nl_dump(skb, cb, &dump);
}

static int cmis_nl_dump_fill_lane(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_snapshot *snapshot;
	int ret = -ENODATA;

	snapshot = cmis_cage_get_snapshot(cage);
	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	if (cursor->item < cmis_plan_lanes(snapshot->module))
		ret = cmis_nl_fill_lane(skb, cage, snapshot, cursor->item);
	cmis_snapshot_put(snapshot);
	return ret;
}

/**
 * cmis_nl_lane_get_dumpit - all lanes, or those of one cage
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_lane_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	static const struct cmis_nl_dump dump = {
		.cmd = CMIS_CMD_LANE_GET,
		.id_attr = CMIS_A_LANE_CAGE_ID,
		.sequence_attr = CMIS_A_LANE_SEQUENCE,
		.pad_attr = CMIS_A_LANE_PAD,
		.fill = cmis_nl_dump_fill_lane,
	};

	return cmis_nl_dump(skb, cb, &dump);
}

/**
 * cmis_nl_alert_next - find the next alert that was raised
 * @cage: the cage
 * @cursor: item and generation; moved past the alert
 * @all: also alerts that have been cleared
 * @alert: a copy of the alert
 *
 * Return: false if there are no more.
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
				   struct cmis_cage *cage)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	bool all = attrs && attrs[CMIS_A_ALERT_ALL];
	struct cmis_nl_cursor next = *cursor;
	struct cmis_alert alert;

	if (!cmis_nl_alert_next(cage, &next, all, &alert))
		return -ENODATA;
	/* If the message is full, the dump comes back to this alert. */
	cursor->generation = next.generation;
	cursor->item = next.item - 1;
	return cmis_nl_fill_alert(skb, cage, next.generation, &alert);
}

/**
 * cmis_nl_alert_get_dumpit - active alerts; on request also cleared ones
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_alert_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	static const struct cmis_nl_dump dump = {
		.cmd = CMIS_CMD_ALERT_GET,
		.id_attr = CMIS_A_ALERT_CAGE_ID,
		.sequence_attr = CMIS_A_ALERT_SEQUENCE,
		.pad_attr = CMIS_A_ALERT_PAD,
		.fill = cmis_nl_dump_fill_alert,
	};

	return cmis_nl_dump(skb, cb, &dump);
}
