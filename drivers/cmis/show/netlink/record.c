// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: records of modules, for administrators of the first user namespace.
 */

#include "compat/compat.h"

#include <linux/ktime.h>
#include <linux/slab.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "core/health.h"
#include "core/sealed.h"
#include "core/record.h"
#include "core/recorder.h"
#include "show/netlink/family.h"
#include "show/netlink/gen.h"
#include "show/netlink/health.h"
#include "spec/value.h"

/* A message with a block, or with the header and all static ranges */
#define CMIS_NL_RECORD_ALLOC	(CMIS_RECORD_STATICS_MAX + 1024)

static_assert(CMIS_RECORD_BLOCK < CMIS_RECORD_STATICS_MAX);
static_assert(sizeof(struct cmis_record_cursor) <=
	      sizeof_field(struct netlink_callback, ctx));

/* Steps of a dump: cmis_record_cursor.item */
enum {
	CMIS_NL_RECORD_HEADER,
	CMIS_NL_RECORD_BLOCKS,
};

static struct cmis_cage *cmis_nl_record_cage(const struct nlattr *attr,
					     struct netlink_ext_ack *extack)
{
	struct cmis_cage *cage;

	if (!attr) {
		NL_SET_ERR_MSG(extack, "cage-id required");
		return ERR_PTR(-EINVAL);
	}
	cage = cmis_cage_get_next(nla_get_u32(attr));
	if (cage && cage->id == nla_get_u32(attr))
		return cage;
	cmis_cage_put(cage);
	NL_SET_ERR_MSG_ATTR(extack, attr, "no such cage");
	return ERR_PTR(-ENODEV);
}

/* ------------------------------------------------------------------------ */
/* record-get                                                               */
/* ------------------------------------------------------------------------ */

/**
 * struct cmis_nl_record - a record that is read
 * @cage: the cage
 * @sealed: the sealed record; NULL: the one that is being written
 * @cursor: the place in the one that is being written; of a sealed one,
 *	next[0] is the number of the next block
 */
struct cmis_nl_record {
	struct cmis_cage *cage;
	struct cmis_sealed *sealed;
	struct cmis_record_cursor *cursor;
};

static int cmis_nl_record_find(struct nlattr **attrs,
			       struct netlink_ext_ack *extack,
			       struct cmis_nl_record *record)
{
	const struct nlattr *number = attrs[CMIS_A_RECORD_NUMBER];

	record->cage = cmis_nl_record_cage(attrs[CMIS_A_RECORD_CAGE_ID],
					   extack);
	if (IS_ERR(record->cage))
		return PTR_ERR(record->cage);
	if (!number)
		return 0;
	record->sealed = cmis_sealed_get(record->cage, nla_get_u32(number));
	if (record->sealed)
		return 0;
	cmis_cage_put(record->cage);
	NL_SET_ERR_MSG_ATTR(extack, number, "the cage has no such record");
	return -ENOENT;
}

static void cmis_nl_record_put(struct cmis_nl_record *record)
{
	cmis_sealed_put(record->sealed);
	cmis_cage_put(record->cage);
}

static int cmis_nl_record_fill_key(struct sk_buff *skb,
				   const struct cmis_nl_record *record)
{
	if (nla_put_u32(skb, CMIS_A_RECORD_CAGE_ID, record->cage->id) ||
	    (record->sealed && nla_put_u32(skb, CMIS_A_RECORD_NUMBER,
					 record->sealed->number)))
		return -EMSGSIZE;
	return 0;
}

/* The header has the time of the export. */
static int cmis_nl_record_put_header(struct sk_buff *skb,
				     struct cmis_record_header *header,
				     const u8 *statics)
{
	u8 bytes[CMIS_RECORD_HEADER];

	header->boot_ns = ktime_get_boottime_ns();
	header->real_ns = ktime_get_real_ns();
	header->statics_crc = cmis_record_crc(0, statics, header->statics_len);
	cmis_record_header_encode(header, bytes);
	if (nla_put(skb, CMIS_A_RECORD_HEADER, sizeof(bytes), bytes) ||
	    nla_put(skb, CMIS_A_RECORD_STATICS, header->statics_len, statics))
		return -EMSGSIZE;
	return 0;
}

static int cmis_nl_record_fill_live(struct sk_buff *skb,
				    const struct cmis_nl_record *record)
{
	struct cmis_record_header header;
	u8 *statics;
	int ret;

	statics = kvmalloc(CMIS_RECORD_STATICS_MAX, GFP_KERNEL);
	if (!statics)
		return -ENOMEM;
	ret = cmis_record_open(record->cage, record->cursor, &header, statics);
	if (!ret)
		ret = cmis_nl_record_put_header(skb, &header, statics);
	kvfree(statics);
	return ret;
}

static int cmis_nl_record_fill_header(struct sk_buff *skb,
				      const struct cmis_nl_record *record)
{
	struct cmis_record_header header;
	int ret;

	ret = cmis_nl_record_fill_key(skb, record);
	if (ret)
		return ret;
	if (!record->sealed)
		return cmis_nl_record_fill_live(skb, record);
	header = record->sealed->header;
	return cmis_nl_record_put_header(skb, &header, record->sealed->statics);
}

/* The next block of the record, or -ENODATA at its end */
static int cmis_nl_record_fill_block(struct sk_buff *skb,
				     const struct cmis_nl_record *record)
{
	const struct cmis_sealed *sealed = record->sealed;
	u32 *next = record->cursor->next;
	const u8 *block;
	struct nlattr *attr;
	int used;

	if (sealed && *next >= sealed->header.blocks)
		return -ENODATA;
	if (cmis_nl_record_fill_key(skb, record))
		return -EMSGSIZE;
	if (sealed) {
		block = sealed->block[*next];
		if (nla_put(skb, CMIS_A_RECORD_BLOCK, cmis_record_used(block),
			    block))
			return -EMSGSIZE;
		(*next)++;
		return 0;
	}
	/* The length is not known before the block has been copied. */
	attr = nla_reserve(skb, CMIS_A_RECORD_BLOCK, CMIS_RECORD_BLOCK);
	if (!attr)
		return -EMSGSIZE;
	used = cmis_record_copy_block(record->cage, record->cursor,
				      nla_data(attr));
	if (used <= 0)
		return used ?: -ENODATA;
	nlmsg_trim(skb, nla_data(attr) + NLA_ALIGN(used));
	memset(nla_data(attr) + used, 0, NLA_ALIGN(used) - used);
	attr->nla_len = nla_attr_size(used);
	return 0;
}

static int cmis_nl_record_message(struct sk_buff *skb,
				  struct netlink_callback *cb,
				  const struct cmis_nl_record *record,
				  int (*fill)(struct sk_buff *skb,
					      const struct cmis_nl_record *r))
{
	void *hdr;
	int ret;

	hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid, cb->nlh->nlmsg_seq,
			  &cmis_nl_family, NLM_F_MULTI, CMIS_CMD_RECORD_GET);
	if (!hdr)
		return -EMSGSIZE;
	ret = fill(skb, record);
	if (ret) {
		genlmsg_cancel(skb, hdr);
		return ret;
	}
	/* Only a message that is sent can tell of blocks that are lost. */
	genl_dump_check_consistent(cb, hdr);
	genlmsg_end(skb, hdr);
	return 0;
}

/*
 * Netlink has made the first message before it knows what comes. If the header
 * does not fit in, the first message has only the cage.
 */
static int cmis_nl_record_dump(struct sk_buff *skb,
			       struct netlink_callback *cb,
			       const struct cmis_nl_record *record)
{
	struct cmis_record_cursor *cursor = record->cursor;
	int ret = 0;

	if (cursor->item == CMIS_NL_RECORD_HEADER) {
		ret = cmis_nl_record_message(skb, cb, record,
					     cmis_nl_record_fill_header);
		if (ret == -EMSGSIZE &&
		    cb->min_dump_alloc < CMIS_NL_RECORD_ALLOC) {
			cb->min_dump_alloc = CMIS_NL_RECORD_ALLOC;
			return cmis_nl_record_message(skb, cb, record,
						      cmis_nl_record_fill_key);
		}
		if (ret)
			return ret;
		cb->min_dump_alloc = CMIS_NL_RECORD_ALLOC;
		cursor->item = CMIS_NL_RECORD_BLOCKS;
	}
	while (!ret || ret == -ESTALE) {
		ret = cmis_nl_record_message(skb, cb, record,
					     cmis_nl_record_fill_block);
		/* The dump is not what it said at its start. */
		if (ret == -ESTALE)
			cb->seq++;
	}
	return ret == -ENODATA || (ret == -EMSGSIZE && skb->len) ? 0 : ret;
}

/**
 * cmis_nl_record_get_dumpit - send a record; needs CAP_NET_ADMIN
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_record_get_dumpit(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	struct cmis_nl_record record = {
		.cursor = (struct cmis_record_cursor *)cb->ctx,
	};
	int ret;

	if (!attrs) {
		NL_SET_ERR_MSG(cb->extack, "cage-id required");
		return -EINVAL;
	}
	if (!cb->seq)
		cb->seq = 1;
	ret = cmis_nl_record_find(attrs, cb->extack, &record);
	if (ret)
		return ret;
	ret = cmis_nl_record_dump(skb, cb, &record);
	if (ret == -ENODEV)
		NL_SET_ERR_MSG(cb->extack, "nothing is being recorded");
	cmis_nl_record_put(&record);
	return ret ?: skb->len;
}

static int cmis_nl_record_reply(struct genl_info *info,
				const struct cmis_nl_record *record,
				int (*fill)(struct sk_buff *skb,
					    const struct cmis_nl_record *r))
{
	struct sk_buff *reply;
	void *hdr;
	int ret;

	reply = genlmsg_new(CMIS_NL_RECORD_ALLOC, GFP_KERNEL);
	if (!reply)
		return -ENOMEM;
	hdr = genlmsg_put_reply(reply, info, &cmis_nl_family, 0,
				info->genlhdr->cmd);
	ret = hdr ? fill(reply, record) : -EMSGSIZE;
	if (ret) {
		nlmsg_free(reply);
		return ret;
	}
	genlmsg_end(reply, hdr);
	return genlmsg_reply(reply, info);
}

/**
 * cmis_nl_record_get_doit - send the header and the static ranges of a record
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_record_get_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_record_cursor cursor = {};
	struct cmis_nl_record record = { .cursor = &cursor };
	int ret;

	ret = cmis_nl_record_find(info->attrs, info->extack, &record);
	if (ret)
		return ret;
	ret = cmis_nl_record_reply(info, &record, cmis_nl_record_fill_header);
	if (ret == -ENODEV)
		GENL_SET_ERR_MSG(info, "nothing is being recorded");
	cmis_nl_record_put(&record);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* record-list                                                              */
/* ------------------------------------------------------------------------ */

static int cmis_nl_put_raw_string(struct sk_buff *skb, int attr, const u8 *raw)
{
	char text[17];

	cmis_string_decode(raw, sizeof(text) - 1, text, sizeof(text));
	return nla_put_string(skb, attr, text);
}

static int cmis_nl_record_fill_about(struct sk_buff *skb,
				     const struct cmis_nl_record *record)
{
	const struct cmis_sealed *sealed = record->sealed;
	const struct cmis_record_header *header;

	if (cmis_nl_record_fill_key(skb, record))
		return -EMSGSIZE;
	if (!sealed)
		return nla_put_u32(skb, CMIS_A_RECORD_STATE,
				   cmis_record_get_state(record->cage));
	header = &sealed->header;
	if (nla_put_u32(skb, CMIS_A_RECORD_GENERATION, header->generation) ||
	    cmis_nl_put_raw_string(skb, CMIS_A_RECORD_SERIAL, header->serial) ||
	    cmis_nl_put_raw_string(skb, CMIS_A_RECORD_PART, header->part) ||
	    nla_put_u32(skb, CMIS_A_RECORD_TRIGGER, header->trigger) ||
	    nla_put_u64_64bit(skb, CMIS_A_RECORD_TRIGGER_NS,
			      header->trigger_ns, CMIS_A_RECORD_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_RECORD_SEALED_NS, sealed->sealed_ns,
			      CMIS_A_RECORD_PAD) ||
	    nla_put_u32(skb, CMIS_A_RECORD_BYTES, cmis_sealed_bytes(sealed)))
		return -EMSGSIZE;
	return 0;
}

/**
 * cmis_nl_record_list_doit - describe a record, or the state of the recorder
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_record_list_doit(struct sk_buff *skb, struct genl_info *info)
{
	struct cmis_nl_record record = {};
	int ret;

	ret = cmis_nl_record_find(info->attrs, info->extack, &record);
	if (ret)
		return ret;
	ret = cmis_nl_record_reply(info, &record, cmis_nl_record_fill_about);
	cmis_nl_record_put(&record);
	return ret;
}

/**
 * struct cmis_nl_record_place - the place at which a list goes on
 * @cage: number of the cage
 * @number: the next record has this number, or a greater one; 0: the state of
 *	the recorder comes first
 */
struct cmis_nl_record_place {
	u32 cage;
	u32 number;
};

/* The state of the recorder of a cage, then its records */
static int cmis_nl_record_list_cage(struct sk_buff *skb,
				    struct netlink_callback *cb,
				    struct cmis_cage *cage)
{
	struct cmis_nl_record_place *place = (void *)cb->ctx;
	struct cmis_nl_record record = { .cage = cage };
	int ret = 0;
	void *hdr;

	while (!ret) {
		record.sealed = place->number ?
			      cmis_sealed_get_next(cage, place->number) : NULL;
		if (place->number && !record.sealed)
			return 0;
		hdr = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				  cb->nlh->nlmsg_seq, &cmis_nl_family,
				  NLM_F_MULTI, CMIS_CMD_RECORD_LIST);
		ret = hdr ? cmis_nl_record_fill_about(skb, &record) : -EMSGSIZE;
		if (!ret) {
			genlmsg_end(skb, hdr);
			place->number = record.sealed ?
					record.sealed->number + 1 : 1;
		} else if (hdr) {
			genlmsg_cancel(skb, hdr);
		}
		cmis_sealed_put(record.sealed);
	}
	return ret;
}

/**
 * cmis_nl_record_list_dumpit - describe all records of one cage or of all
 * @skb: the message
 * @cb: the dump
 *
 * Return: length of the message, 0 at the end, or a negative errno.
 */
int cmis_nl_record_list_dumpit(struct sk_buff *skb,
			       struct netlink_callback *cb)
{
	struct nlattr **attrs = cmis_nl_dump_attrs(cb);
	const struct nlattr *id = attrs ? attrs[CMIS_A_RECORD_CAGE_ID] : NULL;
	struct cmis_nl_record_place *place = (void *)cb->ctx;
	struct cmis_cage *cage;
	int ret = 0;

	if (attrs && attrs[CMIS_A_RECORD_NUMBER]) {
		NL_SET_ERR_MSG_ATTR(cb->extack, attrs[CMIS_A_RECORD_NUMBER],
				    "for a single request only");
		return -EINVAL;
	}
	while (!ret && (cage = cmis_cage_get_next(place->cage))) {
		if (cage->id != place->cage) {
			place->cage = cage->id;
			place->number = 0;
		}
		if (!id || nla_get_u32(id) == cage->id)
			ret = cmis_nl_record_list_cage(skb, cb, cage);
		cmis_cage_put(cage);
		if (ret)
			break;
		place->cage++;
		place->number = 0;
	}
	return skb->len ? skb->len : ret;
}

/* ------------------------------------------------------------------------ */
/* health-do                                                                */
/* ------------------------------------------------------------------------ */

static int cmis_nl_health_mark(struct cmis_cage *cage, struct genl_info *info)
{
	const struct nlattr *text = info->attrs[CMIS_A_RECORD_TEXT];
	int ret;

	if (!text) {
		GENL_SET_ERR_MSG(info, "text required");
		return -EINVAL;
	}
	ret = cmis_record_mark(cage, nla_data(text));
	if (ret == -EINVAL)
		NL_SET_ERR_MSG_ATTR(info->extack, text,
				    "a mark has 1 to 64 printable characters");
	return ret;
}

static int cmis_nl_health_drop(struct cmis_cage *cage, struct genl_info *info)
{
	const struct nlattr *number = info->attrs[CMIS_A_RECORD_NUMBER];
	int ret;

	ret = cmis_sealed_drop(cage, number ? nla_get_u32(number) : 0);
	if (ret)
		NL_SET_ERR_MSG_ATTR(info->extack, number,
				    "the cage has no such record");
	return ret;
}

static int cmis_nl_health_seal(struct cmis_cage *cage, struct genl_info *info)
{
	int ret = cmis_record_seal(cage);

	if (!ret)
		cmis_cage_notify(cage, CMIS_EVENT_RECORD);
	return ret;
}

static int cmis_nl_health_accept(struct cmis_cage *cage,
				 struct genl_info *info)
{
	const struct nlattr *lanes = info->attrs[CMIS_A_RECORD_LANES];
	int ret = cmis_health_accept(cage, lanes ? nla_get_u64(lanes) : ~0ull);

	if (ret == -ENODATA)
		GENL_SET_ERR_MSG(info, "no such lane came back worse");
	return ret;
}

/* The quantity and window that a request names, or -EINVAL */
static int cmis_nl_health_place(struct genl_info *info,
				struct cmis_trend_place *place)
{
	const struct nlattr *lane = info->attrs[CMIS_A_RECORD_LANE];
	const struct nlattr *name = info->attrs[CMIS_A_RECORD_NAME];
	const struct nlattr *window = info->attrs[CMIS_A_RECORD_WINDOW];

	if (!name || !window ||
	    !cmis_nl_trend_find(nla_data(name), lane, place)) {
		GENL_SET_ERR_MSG(info,
				 "name and window required, and the lane");
		return -EINVAL;
	}
	place->window = nla_get_u32(window);
	return 0;
}

static int cmis_nl_health_bins(struct genl_info *info, unsigned int window,
			       s16 *bins)
{
	const struct nlattr *attr = info->attrs[CMIS_A_RECORD_BINS];
	const struct nlattr *crc = info->attrs[CMIS_A_RECORD_CRC];
	unsigned int count = cmis_window_bins(window);
	s32 bin;

	if (!attr || !crc || nla_len(attr) != count * sizeof(bin)) {
		GENL_SET_ERR_MSG(info,
				 "crc required, and all bins of the window");
		return -EINVAL;
	}
	if (cmis_record_crc(0, nla_data(attr), nla_len(attr)) !=
	    nla_get_u32(crc)) {
		NL_SET_ERR_MSG_ATTR(info->extack, crc, "wrong crc");
		return -EBADMSG;
	}
	for (unsigned int i = 0; i < count; i++) {
		memcpy(&bin, nla_data(attr) + i * sizeof(bin), sizeof(bin));
		if (bin < S16_MIN || bin > S16_MAX) {
			NL_SET_ERR_MSG_ATTR(info->extack, attr,
					    "a bin is out of range");
			return -ERANGE;
		}
		bins[i] = bin;
	}
	return 0;
}

/* Only of the module that is there */
static int cmis_nl_health_set(struct cmis_cage *cage, struct genl_info *info)
{
	const struct nlattr *serial = info->attrs[CMIS_A_RECORD_SERIAL];
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	s16 bins[CMIS_TREND_BINS_MAX];
	struct cmis_trend_place place;
	int ret;

	if (!serial || IS_ERR(snapshot) ||
	    strcmp(nla_data(serial), snapshot->module->admin.vendor_sn)) {
		GENL_SET_ERR_MSG(info,
				 "serial required, of the module in the cage");
		return serial ? -ESTALE : -EINVAL;
	}
	ret = cmis_nl_health_place(info, &place);
	if (!ret)
		ret = cmis_nl_health_bins(info, place.window, bins);
	if (ret)
		return ret;
	ret = cmis_health_restore(cage, &place, bins);
	if (ret == -ENODEV) {
		GENL_SET_ERR_MSG(info, "the module has no such lane");
		return -ENOENT;
	}
	return ret;
}

static int (*const cmis_nl_health_actions[])(struct cmis_cage *cage,
					     struct genl_info *info) = {
	[CMIS_HEALTH_MARK] = cmis_nl_health_mark,
	[CMIS_HEALTH_SEAL] = cmis_nl_health_seal,
	[CMIS_HEALTH_DROP] = cmis_nl_health_drop,
	[CMIS_HEALTH_ACCEPT] = cmis_nl_health_accept,
	[CMIS_HEALTH_SET] = cmis_nl_health_set,
};

static_assert(ARRAY_SIZE(cmis_nl_health_actions) == CMIS_HEALTH_MAX + 1);

/**
 * cmis_nl_health_do_doit - act on records or on health; needs CAP_NET_ADMIN
 * @skb: the request
 * @info: the request
 *
 * Return: 0, or a negative errno with an extack message.
 */
int cmis_nl_health_do_doit(struct sk_buff *skb, struct genl_info *info)
{
	const struct nlattr *action = info->attrs[CMIS_A_RECORD_ACTION];
	struct cmis_cage *cage;
	int ret;

	if (!action) {
		GENL_SET_ERR_MSG(info, "action required");
		return -EINVAL;
	}
	cage = cmis_nl_record_cage(info->attrs[CMIS_A_RECORD_CAGE_ID],
				   info->extack);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	ret = cmis_nl_health_actions[nla_get_u32(action)](cage, info);
	if (ret == -ENODEV)
		GENL_SET_ERR_MSG(info, "nothing is being recorded");
	cmis_cage_put(cage);
	return ret;
}
