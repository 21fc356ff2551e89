// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: dumps of cages, readings, lanes and alerts. Each call fills one
 * message and leaves a cursor for the next.
 */

#include "compat/compat.h"

#include <linux/bitmap.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <net/genetlink.h>
#include <net/sock.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/dump.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/health.h"
#include "core/question.h"
#include "show/netlink/audit.h"
#include "show/netlink/control.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/fill_module.h"
#include "show/netlink/gen.h"
#include "show/netlink/health.h"
#include "show/netlink/loopback.h"
#include "show/netlink/test.h"

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

/* Whether a request has a number in one of its attributes of a type. */
static bool cmis_nl_dump_lists(const struct netlink_callback *cb, int type,
			       u32 number)
{
	const struct nlattr *attr;
	int left;

	nlmsg_for_each_attr(attr, cb->nlh, GENL_HDRLEN, left)
		if (nla_type(attr) == type && nla_get_u32(attr) == number)
			return true;
	return false;
}

static int cmis_nl_dump_fill_cage(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage,
				  const struct cmis_snapshot *snapshot)
{
	if (cmis_nl_cursor(cb)->item)
		return -ENODATA;
	return cmis_nl_fill_cage(skb, cage) ?:
	       cmis_nl_fill_counters(skb, cage) ?:
	       cmis_nl_fill_nic(skb, cage);
}

/* The types of monitors that a request asks for: all, if it names none. */
static void cmis_nl_dump_types(struct netlink_callback *cb,
			       unsigned long *types)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	const struct nlattr *attr;
	int left;

	if (!attrs || !attrs[CMIS_A_READING_TYPES]) {
		bitmap_fill(types, CMIS_MON_TYPES_MAX);
		return;
	}
	bitmap_zero(types, CMIS_MON_TYPES_MAX);
	nlmsg_for_each_attr(attr, cb->nlh, GENL_HDRLEN, left)
		if (nla_type(attr) == CMIS_A_READING_TYPES &&
		    nla_get_u32(attr) < CMIS_MON_TYPES_MAX)
			__set_bit(nla_get_u32(attr), types);
}

/*
 * Types have the order of the module's monitors. Each type comes first for the
 * module itself and then for each lane, as in sysfs.
 */
static bool cmis_nl_monitor_next(const struct cmis_module *module,
				 const unsigned long *types, u32 *item,
				 struct cmis_nl_monitor *monitor)
{
	u32 places = module->lanes + 1;

	for (; *item < module->num_monitors * places; (*item)++) {
		u32 index = *item / places;
		u32 place = *item % places;

		monitor->type = module->monitors[index].type;
		if (!test_bit(monitor->type, types) ||
		    module->first_of_type[monitor->type] != index + 1) {
			*item += places - 1 - place;
			continue;
		}
		monitor->lane = place ? place - 1 : CMIS_LANE_NONE;
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
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	struct cmis_nl_monitor monitor = {
		.values_only = attrs && attrs[CMIS_A_READING_VALUES_ONLY],
	};
	DECLARE_BITMAP(types, CMIS_MON_TYPES_MAX);

	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	cmis_nl_dump_types(cb, types);
	if (!cmis_nl_monitor_next(snapshot->module, types, &cursor->item,
				  &monitor))
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
	if (cursor->item >= cmis_shown_lanes(snapshot->module))
		return -ENODATA;
	return cmis_nl_fill_lane(skb, cage, snapshot, cursor->item);
}

/**
 * cmis_nl_monitor_is_key - whether a request names its monitor properly
 * @nest: the monitor as in the request, or NULL
 * @extack: gets the reason of a refusal
 *
 * Return: false if the nest has an attribute that is no part of the name.
 */
bool cmis_nl_monitor_is_key(const struct nlattr *nest,
			    struct netlink_ext_ack *extack)
{
	const struct nlattr *attr;
	int left;

	if (!nest)
		return true;
	nla_for_each_nested(attr, nest, left) {
		switch (nla_type(attr)) {
		case CMIS_A_MONITOR_TYPE:
		case CMIS_A_MONITOR_NAME:
		case CMIS_A_MONITOR_LANE:
			continue;
		}
		NL_SET_ERR_MSG_ATTR(extack, attr,
				    "a request names a monitor by type or name, and lane");
		return false;
	}
	return true;
}

static bool cmis_nl_attr_is(const struct nlattr *attr, u32 value)
{
	return !attr || nla_get_u32(attr) == value;
}

static bool cmis_nl_alert_is_about(const struct nlattr *nest, u32 type,
				   u32 lane)
{
	const char *known = cmis_monitor_row(type)->name;
	const struct nlattr *name;

	if (!nest)
		return true;
	name = nla_find_nested(nest, CMIS_A_MONITOR_NAME);
	return type &&
	       cmis_nl_attr_is(nla_find_nested(nest, CMIS_A_MONITOR_TYPE),
			       type) &&
	       cmis_nl_attr_is(nla_find_nested(nest, CMIS_A_MONITOR_LANE),
			       lane) &&
	       (!name || (known && !strcmp(known, nla_data(name))));
}

/**
 * cmis_nl_alert_is - whether a request is about an alert
 * @attrs: attributes of the request
 * @key: of the alert
 *
 * Return: false if an attribute has another value, or the alert lacks it.
 */
bool cmis_nl_alert_is(struct nlattr **attrs, const struct cmis_alert_key *key)
{
	bool unreadable = key->kind == CMIS_ALERT_UNREADABLE;
	bool monitor = key->kind == CMIS_ALERT_MONITOR;
	u32 lane = key->lane == CMIS_LANE_NONE ? 0 : key->lane + 1;
	u32 level = monitor ? BIT(key->level) : 0;

	if ((attrs[CMIS_A_ALERT_LEVEL] && !monitor) ||
	    (attrs[CMIS_A_ALERT_CLASS] && !unreadable))
		return false;
	return cmis_nl_attr_is(attrs[CMIS_A_ALERT_KIND], key->kind) &&
	       cmis_nl_attr_is(attrs[CMIS_A_ALERT_LEVEL], level) &&
	       cmis_nl_attr_is(attrs[CMIS_A_ALERT_SIDE], key->side) &&
	       cmis_nl_attr_is(attrs[CMIS_A_ALERT_LANE], lane) &&
	       cmis_nl_attr_is(attrs[CMIS_A_ALERT_CLASS], key->index) &&
	       cmis_nl_alert_is_about(attrs[CMIS_A_ALERT_MONITOR],
				      monitor ? key->type : CMIS_MON_NONE,
				      lane);
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

	do {
		if (!cmis_nl_alert_next(cage, &next, all, &alert))
			return -ENODATA;
	} while (attrs && !cmis_nl_alert_is(attrs, &alert.key));
	/* If the message is full, the next message begins with this alert. */
	cursor->generation = next.generation;
	cursor->item = next.item - 1;
	return cmis_nl_fill_alert(skb, cage, next.generation, &alert);
}

static int cmis_nl_dump_fill_app(struct sk_buff *skb,
				 struct netlink_callback *cb,
				 struct cmis_cage *cage,
				 const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	const struct cmis_apps *apps;

	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	apps = &snapshot->module->apps;
	for (; cursor->item < apps->count; cursor->item++)
		if (cmis_app_used(&apps->app[cursor->item]))
			return cmis_nl_fill_app(skb, cage, snapshot,
						cursor->item + 1);
	return -ENODATA;
}

static int cmis_nl_dump_fill_port(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage,
				  const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_claim claim;

	for (; cursor->item < CMIS_MAX_PORTS; cursor->item++)
		if (cmis_claim_get(cage, cursor->item, &claim))
			return cmis_nl_fill_port(skb, cage, cursor->item,
						 &claim);
	return -ENODATA;
}

static int cmis_nl_dump_fill_control(struct sk_buff *skb,
				     struct netlink_callback *cb,
				     struct cmis_cage *cage,
				     const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	const struct nlattr *name = attrs ? attrs[CMIS_A_CONTROL_NAME] : NULL;
	struct cmis_nl_control control;

	if (IS_ERR(snapshot))
		return -ENODATA;
	cmis_nl_cursor_follow(cursor, snapshot->module->generation);
	do {
		if (!cmis_nl_control_next(cage, snapshot->module,
					  &cursor->item, &control))
			return -ENODATA;
	} while (name && strcmp(nla_data(name),
				cmis_lane_control_name(control.control)) &&
		 ++cursor->item);
	return cmis_nl_fill_control(skb, cage, snapshot->module, &control);
}

static int cmis_nl_dump_fill_audit(struct sk_buff *skb,
				   struct netlink_callback *cb,
				   struct cmis_cage *cage,
				   const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_audit_record *record;
	int ret = -ENODATA;

	record = kzalloc(sizeof(*record), GFP_KERNEL);
	if (!record)
		return -ENOMEM;
	if (cmis_audit_get_next(cage, cursor->item + 1, record)) {
		cursor->item = record->sequence - 1;
		ret = cmis_nl_fill_audit(skb, cage, record);
	}
	kfree(record);
	return ret;
}

static int cmis_nl_dump_fill_loopback(struct sk_buff *skb,
				      struct netlink_callback *cb,
				      struct cmis_cage *cage,
				      const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_loopback_state state;

	if (IS_ERR(snapshot))
		return -ENODATA;
	for (; cursor->item < CMIS_LOOPBACK_KINDS; cursor->item++)
		if (!cmis_loopback_get(cage, cursor->item, &state))
			return cmis_nl_fill_loopback(skb, cage, cursor->item,
						     &state);
	return -ENODATA;
}

static int cmis_nl_dump_fill_test(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  struct cmis_cage *cage,
				  const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	unsigned int item = cursor->item;
	struct cmis_test_view state;

	if (cmis_test_get(cage, &item, true, &state))
		return -ENODATA;
	cursor->item = item;
	return cmis_nl_fill_test(skb, cage, &state);
}

static int cmis_nl_dump_fill_verdict(struct sk_buff *skb,
				     struct netlink_callback *cb,
				     struct cmis_cage *cage,
				     const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_told *told = cmis_told_get_next(cage, cursor->item + 1);
	int ret;

	if (!told)
		return -ENODATA;
	cursor->item = told->number - 1;
	ret = cmis_nl_fill_verdict(skb, cage, told);
	cmis_told_put(told);
	return ret;
}

/* Both sides of each lane that has a usual ratio */
static int cmis_nl_dump_fill_guard(struct sk_buff *skb,
				   struct netlink_callback *cb,
				   struct cmis_cage *cage,
				   const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	int ret;

	do {
		const struct cmis_nl_place place = {
			.lane = cursor->item / 2,
			.side = cursor->item % 2 ? CMIS_SIDE_MEDIA :
						   CMIS_SIDE_HOST,
		};

		ret = -ENODATA;
		if (place.lane >= CMIS_MAX_LANES)
			return -ENODATA;
		if (!attrs ||
		    (cmis_nl_attr_is(attrs[CMIS_A_GUARD_LANE],
				     place.lane + 1) &&
		     cmis_nl_attr_is(attrs[CMIS_A_GUARD_SIDE], place.side)))
			ret = cmis_nl_fill_guard(skb, cage, &place);
	} while (ret == -ENODATA && ++cursor->item);
	return ret == -ENODEV ? -ENODATA : ret;
}

static bool cmis_nl_trend_is(struct nlattr **attrs,
			     const struct cmis_trend_place *place)
{
	u32 lane = place->quantity == CMIS_QUANTITY_HEAT ? 0 : place->lane + 1;

	return !attrs ||
	       (cmis_nl_attr_is(attrs[CMIS_A_TREND_LANE], lane) &&
		cmis_nl_attr_is(attrs[CMIS_A_TREND_WINDOW], place->window) &&
		(!attrs[CMIS_A_TREND_NAME] ||
		 !strcmp(nla_data(attrs[CMIS_A_TREND_NAME]),
			 cmis_nl_trend_name(place))));
}

/* The quantities and windows that have samples */
static int cmis_nl_dump_fill_trend(struct sk_buff *skb,
				   struct netlink_callback *cb,
				   struct cmis_cage *cage,
				   const struct cmis_snapshot *snapshot)
{
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	struct cmis_trend_place place;
	int ret;

	do {
		bool serves = cmis_nl_trend_place(cursor->item, &place);

		if (place.lane >= CMIS_MAX_LANES)
			return -ENODATA;
		ret = -ENODATA;
		if (serves && cmis_nl_trend_is(attrs, &place))
			ret = cmis_nl_fill_trend(skb, cage, snapshot, &place);
	} while (ret == -ENODATA && ++cursor->item);
	return ret == -ENODEV ? -ENODATA : ret;
}

/**
 * struct cmis_nl_dump - a kind of dump
 * @id_attr: attribute of requests with the number of a cage
 * @name_attr: attribute of requests with the name of a cage; 0: none
 * @monitor_attr: attribute of requests with a monitor; 0: none
 * @cages_attr: attribute of requests with one of several cages; 0: none
 * @refused: attribute that is for single requests only; 0: none
 * @sequence_attr: attribute with the number of the last notification
 * @pad_attr: attribute for the padding of @sequence_attr
 * @fill: move the cursor to the next item that exists, and put this item into
 *	the message; -ENODATA if there is no such item
 */
struct cmis_nl_dump {
	u8 id_attr;
	u8 name_attr;
	u8 monitor_attr;
	u8 cages_attr;
	u8 refused;
	u8 sequence_attr;
	u8 pad_attr;
	int (*fill)(struct sk_buff *skb, struct netlink_callback *cb,
		    struct cmis_cage *cage,
		    const struct cmis_snapshot *snapshot);
};

static const struct cmis_nl_dump cmis_nl_dumps[] = {
	[CMIS_CMD_MODULE_GET] = {
		.id_attr = CMIS_A_CAGE_ID,
		.name_attr = CMIS_A_CAGE_NAME,
		.sequence_attr = CMIS_A_CAGE_SEQUENCE,
		.pad_attr = CMIS_A_CAGE_PAD,
		.fill = cmis_nl_dump_fill_cage,
	},
	[CMIS_CMD_MONITOR_GET] = {
		.id_attr = CMIS_A_READING_CAGE_ID,
		.cages_attr = CMIS_A_READING_CAGES,
		.refused = CMIS_A_READING_MONITOR,
		.sequence_attr = CMIS_A_READING_SEQUENCE,
		.pad_attr = CMIS_A_READING_PAD,
		.fill = cmis_nl_dump_fill_reading,
	},
	[CMIS_CMD_LANE_GET] = {
		.id_attr = CMIS_A_LANE_CAGE_ID,
		.cages_attr = CMIS_A_LANE_CAGES,
		.refused = CMIS_A_LANE_LANE,
		.sequence_attr = CMIS_A_LANE_SEQUENCE,
		.pad_attr = CMIS_A_LANE_PAD,
		.fill = cmis_nl_dump_fill_lane,
	},
	[CMIS_CMD_ALERT_GET] = {
		.id_attr = CMIS_A_ALERT_CAGE_ID,
		.monitor_attr = CMIS_A_ALERT_MONITOR,
		.sequence_attr = CMIS_A_ALERT_SEQUENCE,
		.pad_attr = CMIS_A_ALERT_PAD,
		.fill = cmis_nl_dump_fill_alert,
	},
	[CMIS_CMD_APP_GET] = {
		.id_attr = CMIS_A_APP_CAGE_ID,
		.refused = CMIS_A_APP_APPSEL,
		.sequence_attr = CMIS_A_APP_SEQUENCE,
		.pad_attr = CMIS_A_APP_PAD,
		.fill = cmis_nl_dump_fill_app,
	},
	[CMIS_CMD_PORT_GET] = {
		.id_attr = CMIS_A_CLAIM_CAGE_ID,
		.refused = CMIS_A_CLAIM_LANES,
		.sequence_attr = CMIS_A_CLAIM_SEQUENCE,
		.pad_attr = CMIS_A_CLAIM_PAD,
		.fill = cmis_nl_dump_fill_port,
	},
	[CMIS_CMD_CONTROL_GET] = {
		.id_attr = CMIS_A_CONTROL_CAGE_ID,
		.refused = CMIS_A_CONTROL_LANES,
		.sequence_attr = CMIS_A_CONTROL_SEQUENCE,
		.pad_attr = CMIS_A_CONTROL_PAD,
		.fill = cmis_nl_dump_fill_control,
	},
	[CMIS_CMD_AUDIT_GET] = {
		.id_attr = CMIS_A_AUDIT_CAGE_ID,
		.refused = CMIS_A_AUDIT_NUMBER,
		.sequence_attr = CMIS_A_AUDIT_SEQUENCE,
		.pad_attr = CMIS_A_AUDIT_PAD,
		.fill = cmis_nl_dump_fill_audit,
	},
	[CMIS_CMD_LOOPBACK_GET] = {
		.id_attr = CMIS_A_LOOPBACK_CAGE_ID,
		.refused = CMIS_A_LOOPBACK_KIND,
		.sequence_attr = CMIS_A_LOOPBACK_SEQUENCE,
		.pad_attr = CMIS_A_LOOPBACK_PAD,
		.fill = cmis_nl_dump_fill_loopback,
	},
	[CMIS_CMD_TEST_GET] = {
		.id_attr = CMIS_A_TEST_CAGE_ID,
		.refused = CMIS_A_TEST_LANE,
		.sequence_attr = CMIS_A_TEST_SEQUENCE,
		.pad_attr = CMIS_A_TEST_PAD,
		.fill = cmis_nl_dump_fill_test,
	},
	[CMIS_CMD_VERDICT_GET] = {
		.id_attr = CMIS_A_VERDICT_CAGE_ID,
		.refused = CMIS_A_VERDICT_NUMBER,
		.sequence_attr = CMIS_A_VERDICT_SEQUENCE,
		.pad_attr = CMIS_A_VERDICT_PAD,
		.fill = cmis_nl_dump_fill_verdict,
	},
	[CMIS_CMD_TREND_GET] = {
		.id_attr = CMIS_A_TREND_CAGE_ID,
		.sequence_attr = CMIS_A_TREND_SEQUENCE,
		.pad_attr = CMIS_A_TREND_PAD,
		.fill = cmis_nl_dump_fill_trend,
	},
	[CMIS_CMD_GUARD_GET] = {
		.id_attr = CMIS_A_GUARD_CAGE_ID,
		.sequence_attr = CMIS_A_GUARD_SEQUENCE,
		.pad_attr = CMIS_A_GUARD_PAD,
		.fill = cmis_nl_dump_fill_guard,
	},
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

static int cmis_nl_dump_check(struct netlink_callback *cb,
			      const struct cmis_nl_dump *dump)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);

	if (!attrs)
		return 0;
	if (dump->refused && attrs[dump->refused]) {
		NL_SET_ERR_MSG_ATTR(cb->extack, attrs[dump->refused],
				    "a dump has all monitors, lanes, applications, ports, records and verdicts");
		return -EINVAL;
	}
	if (dump->monitor_attr &&
	    !cmis_nl_monitor_is_key(attrs[dump->monitor_attr], cb->extack))
		return -EINVAL;
	return 0;
}

/* The cages of the request, or each cage that the namespace may see. */
static bool cmis_nl_dump_wants(struct netlink_callback *cb,
			       const struct cmis_nl_dump *dump,
			       struct cmis_cage *cage)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	const struct nlattr *name;

	if (!cmis_cage_is_in_net(cage, sock_net(cb->skb->sk)))
		return false;
	if (!attrs)
		return true;
	if (dump->cages_attr && attrs[dump->cages_attr] &&
	    !cmis_nl_dump_lists(cb, dump->cages_attr, cage->id))
		return false;
	name = dump->name_attr ? attrs[dump->name_attr] : NULL;
	return cmis_nl_attr_is(attrs[dump->id_attr], cage->id) &&
	       (!name || !strcmp(nla_data(name), cmis_cage_name(cage)));
}

/*
 * A notification during a dump changes cb->seq. Then netlink marks the dump as
 * inconsistent, since an earlier part of the dump may be old. If cb->seq is 0,
 * netlink does not check.
 */
static int cmis_nl_dump(struct sk_buff *skb, struct netlink_callback *cb,
			u8 cmd)
{
	const struct cmis_nl_dump *dump = &cmis_nl_dumps[cmd];
	struct cmis_nl_cursor *cursor = cmis_nl_cursor(cb);
	struct cmis_cage *cage;
	int ret;

	ret = cmis_nl_dump_check(cb, dump);
	if (ret)
		return ret;
	cb->seq = (u32)cmis_nl_sequence() ?: 1;
	while ((cage = cmis_cage_get_next(cursor->cage))) {
		if (cage->id != cursor->cage) {
			cursor->cage = cage->id;
			cursor->item = 0;
		}
		ret = cmis_nl_dump_wants(cb, dump, cage) ? 0 : -ENODATA;
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

/**
 * cmis_nl_port_get_dumpit - send the ports of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_port_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_PORT_GET);
}

/**
 * cmis_nl_app_get_dumpit - send the applications of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_app_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_APP_GET);
}

/**
 * cmis_nl_control_get_dumpit - send the controls of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_control_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_CONTROL_GET);
}

/**
 * cmis_nl_audit_get_dumpit - send the records of one cage or of all; needs
 * CAP_NET_ADMIN
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_audit_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	if (!net_eq(sock_net(cb->skb->sk), &init_net))
		return -EPERM;
	return cmis_nl_dump(skb, cb, CMIS_CMD_AUDIT_GET);
}

/**
 * cmis_nl_loopback_get_dumpit - send the loopbacks of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_loopback_get_dumpit(struct sk_buff *skb,
				struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_LOOPBACK_GET);
}

/**
 * cmis_nl_test_get_dumpit - send the tests of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_test_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_TEST_GET);
}

/**
 * cmis_nl_verdict_get_dumpit - send the last verdicts of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_verdict_get_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_VERDICT_GET);
}

/**
 * cmis_nl_guard_get_dumpit - send the usual error ratios of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_guard_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_GUARD_GET);
}

/**
 * cmis_nl_trend_get_dumpit - send the trends of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_trend_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	return cmis_nl_dump(skb, cb, CMIS_CMD_TREND_GET);
}
