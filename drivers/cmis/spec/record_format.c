// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records of a module: entries and blocks to bytes, and back.
 *
 * Pure: see spec/value.h.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "spec/record_format.h"

#define CMIS_RECORD_MAGIC	"CMISREC1"
#define CMIS_RECORD_BLOCK_MAGIC	0x5242	/* "BR" */
#define CMIS_RECORD_GROUP	8	/* bytes that share a mask */
#define CMIS_RECORD_LEB128_MAX	10

/* Places in the header of a block */
#define CMIS_BLOCK_USED		2
#define CMIS_BLOCK_SEQUENCE	4
#define CMIS_BLOCK_TIME		8
#define CMIS_BLOCK_CRC		16
#define CMIS_BLOCK_STREAM	20

/* ------------------------------------------------------------------------ */
/* CRC-32C                                                                  */
/* ------------------------------------------------------------------------ */

/* Of the polynomial 1EDC6F41h, reflected, for four bits at a time */
static const u32 cmis_record_crcs[] = {
	0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1,
	0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
	0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
	0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
};

/**
 * cmis_record_crc() - continue a CRC-32C
 * @crc: CRC of the bytes before; 0 at the start
 * @bytes: the bytes
 * @len: number of bytes
 *
 * Return: the CRC, with all ones as its start and as its last exclusive or.
 */
u32 cmis_record_crc(u32 crc, const u8 *bytes, size_t len)
{
	crc = ~crc;
	for (; len; bytes++, len--) {
		crc ^= *bytes;
		crc = crc >> 4 ^ cmis_record_crcs[crc & 0xf];
		crc = crc >> 4 ^ cmis_record_crcs[crc & 0xf];
	}
	return ~crc;
}

/* The CRC of a block counts its own four bytes as zeros. */
static u32 cmis_record_block_crc(const u8 *block, u16 used)
{
	static const u8 zeros[4];
	u32 crc;

	crc = cmis_record_crc(0, block, CMIS_BLOCK_CRC);
	crc = cmis_record_crc(crc, zeros, sizeof(zeros));
	return cmis_record_crc(crc, block + CMIS_BLOCK_STREAM,
			       used - CMIS_BLOCK_STREAM);
}

/* ------------------------------------------------------------------------ */
/* The header of a record                                                   */
/* ------------------------------------------------------------------------ */

/**
 * cmis_record_header_encode() - write the header of a record
 * @header: the header
 * @buf: gets %CMIS_RECORD_HEADER bytes
 */
void cmis_record_header_encode(const struct cmis_record_header *header,
			       u8 *buf)
{
	memset(buf, 0, CMIS_RECORD_HEADER);
	memcpy(buf, CMIS_RECORD_MAGIC, 8);
	put_unaligned_le16(CMIS_RECORD_VERSION, buf + 8);
	put_unaligned_le16(CMIS_RECORD_HEADER, buf + 10);
	put_unaligned_le32(header->flags, buf + 12);
	put_unaligned_le64(header->boot_ns, buf + 16);
	put_unaligned_le64(header->real_ns, buf + 24);
	put_unaligned_le32(header->cage, buf + 32);
	put_unaligned_le32(header->generation, buf + 36);
	memcpy(buf + 40, header->serial, sizeof(header->serial));
	memcpy(buf + 56, header->part, sizeof(header->part));
	put_unaligned_le64(header->trigger_ns, buf + 72);
	buf[80] = header->trigger;
	buf[81] = header->lanes;
	buf[82] = header->banks;
	buf[83] = header->streams;
	for (unsigned int i = 0; i < ARRAY_SIZE(header->period_ms); i++)
		put_unaligned_le32(header->period_ms[i], buf + 84 + 4 * i);
	put_unaligned_le32(header->statics_len, buf + 96);
	put_unaligned_le32(header->blocks, buf + 100);
	memcpy(buf + 104, header->name, sizeof(header->name));
	put_unaligned_le32(header->statics_crc, buf + 120);
	put_unaligned_le32(cmis_record_crc(0, buf, 124), buf + 124);
}

/**
 * cmis_record_header_decode() - read the header of a record
 * @buf: the record
 * @len: its bytes
 * @header: gets the header
 *
 * Return: 0; -EMSGSIZE if @len is too small; -EPROTONOSUPPORT for another major
 * version; -EBADMSG if this is no header, or a damaged one.
 */
int cmis_record_header_decode(const u8 *buf, size_t len,
			      struct cmis_record_header *header)
{
	if (len < CMIS_RECORD_HEADER)
		return -EMSGSIZE;
	if (memcmp(buf, CMIS_RECORD_MAGIC, 8))
		return -EBADMSG;
	if (get_unaligned_le16(buf + 8) >> 8 != CMIS_RECORD_VERSION >> 8)
		return -EPROTONOSUPPORT;
	if (get_unaligned_le16(buf + 10) != CMIS_RECORD_HEADER ||
	    get_unaligned_le32(buf + 124) != cmis_record_crc(0, buf, 124))
		return -EBADMSG;
	header->flags = get_unaligned_le32(buf + 12);
	header->boot_ns = get_unaligned_le64(buf + 16);
	header->real_ns = get_unaligned_le64(buf + 24);
	header->cage = get_unaligned_le32(buf + 32);
	header->generation = get_unaligned_le32(buf + 36);
	memcpy(header->serial, buf + 40, sizeof(header->serial));
	memcpy(header->part, buf + 56, sizeof(header->part));
	header->trigger_ns = get_unaligned_le64(buf + 72);
	header->trigger = buf[80];
	header->lanes = buf[81];
	header->banks = buf[82];
	header->streams = buf[83];
	for (unsigned int i = 0; i < ARRAY_SIZE(header->period_ms); i++)
		header->period_ms[i] = get_unaligned_le32(buf + 84 + 4 * i);
	header->statics_len = get_unaligned_le32(buf + 96);
	header->blocks = get_unaligned_le32(buf + 100);
	memcpy(header->name, buf + 104, sizeof(header->name));
	header->statics_crc = get_unaligned_le32(buf + 120);
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Writing                                                                  */
/* ------------------------------------------------------------------------ */

/**
 * cmis_record_begin() - begin a block
 * @w: the stream; forgets its ranges
 * @block: %CMIS_RECORD_BLOCK bytes
 * @sequence: number of the block in its stream, from 0, one up per block
 * @stream: number of the stream, from 0
 */
void cmis_record_begin(struct cmis_record_writer *w, u8 *block, u32 sequence,
		       u8 stream)
{
	memset(block, 0, CMIS_RECORD_HEAD);
	put_unaligned_le16(CMIS_RECORD_BLOCK_MAGIC, block);
	put_unaligned_le16(CMIS_RECORD_HEAD, block + CMIS_BLOCK_USED);
	put_unaligned_le32(sequence, block + CMIS_BLOCK_SEQUENCE);
	block[CMIS_BLOCK_STREAM] = stream;
	w->block = block;
	w->used = CMIS_RECORD_HEAD;
	w->slots = 0;
}

/**
 * cmis_record_end() - complete the header of a block with its CRC
 * @block: the block, or a copy of it
 *
 * Return: bytes of the block.
 */
u16 cmis_record_end(u8 *block)
{
	u16 used = cmis_record_used(block);

	put_unaligned_le32(cmis_record_block_crc(block, used),
			   block + CMIS_BLOCK_CRC);
	return used;
}

/**
 * cmis_record_used() - get the length of a block that this host has written
 * @block: the block
 *
 * Return: bytes.
 */
u16 cmis_record_used(const u8 *block)
{
	return get_unaligned_le16(block + CMIS_BLOCK_USED);
}

/* Type and time. An entry is never earlier than the one before it. */
static u8 *cmis_record_put_head(const struct cmis_record_writer *w, u8 *to,
				u64 ns, u8 type)
{
	u64 delta = 0;

	if (w->used != CMIS_RECORD_HEAD && ns > w->ns)
		delta = ns - w->ns;
	*to++ = type;
	for (; delta >= 0x80; delta >>= 7)
		*to++ = 0x80 | (delta & 0x7f);
	*to++ = delta;
	return to;
}

static int cmis_record_put(struct cmis_record_writer *w, u64 ns,
			   const u8 *entry, unsigned int len)
{
	if (w->used + len > CMIS_RECORD_BLOCK)
		return -ENOSPC;
	if (w->used == CMIS_RECORD_HEAD) {
		put_unaligned_le64(ns, w->block + CMIS_BLOCK_TIME);
		w->ns = ns;
	} else if (ns > w->ns) {
		w->ns = ns;
	}
	memcpy(w->block + w->used, entry, len);
	w->used += len;
	put_unaligned_le16(w->used, w->block + CMIS_BLOCK_USED);
	return 0;
}

static struct cmis_record_slot *
cmis_record_find(struct cmis_record_writer *w,
		 const struct cmis_record_slot *range)
{
	for (unsigned int i = 0; i < w->slots; i++)
		if (!memcmp(&w->slot[i], range,
			    offsetof(struct cmis_record_slot, bytes)))
			return &w->slot[i];
	return NULL;
}

static u8 *cmis_record_put_key(u8 *to, const struct cmis_record_slot *range)
{
	*to++ = range->bank;
	*to++ = range->page;
	*to++ = range->selector;
	*to++ = range->offset;
	*to++ = range->len;
	memcpy(to, range->bytes, range->len);
	return to + range->len;
}

static unsigned int cmis_record_groups(unsigned int len)
{
	return (len + CMIS_RECORD_GROUP - 1) / CMIS_RECORD_GROUP;
}

/* Bytes that say which groups have changed: a bit for each group */
static unsigned int cmis_record_maps(unsigned int len)
{
	return (len + 63) / 64;
}

/* The mask of a group, and its changed bytes, if there are any. */
static u8 *cmis_record_put_group(u8 *to, const u8 *old, const u8 *new,
				 unsigned int len)
{
	u8 *mask = to;

	for (unsigned int i = 0; i < len; i++) {
		if (old[i] == new[i])
			continue;
		if (to == mask)
			*to++ = 0;
		*mask |= BIT(i);
		*to++ = new[i];
	}
	return to;
}

static u8 *cmis_record_put_delta(u8 *to, const struct cmis_record_slot *old,
				 const struct cmis_record_slot *new)
{
	unsigned int at, len;
	u8 *map = to, *end;

	memset(map, 0, cmis_record_maps(new->len));
	to += cmis_record_maps(new->len);
	for (unsigned int g = 0; g < cmis_record_groups(new->len); g++) {
		at = g * CMIS_RECORD_GROUP;
		len = new->len - at;
		if (len > CMIS_RECORD_GROUP)
			len = CMIS_RECORD_GROUP;
		end = cmis_record_put_group(to, old->bytes + at,
					    new->bytes + at, len);
		if (end != to)
			map[g / 8] |= BIT(g % 8);
		to = end;
	}
	return to;
}

/**
 * cmis_record_put_range() - add a range as it was read
 * @w: the stream, with a block
 * @ns: time of the read; an earlier time than that of the last entry counts as
 *	equal
 * @range: the range; @range->len is 1..128
 *
 * Return: 0; -ENOSPC if the block has no room: the caller begins another one
 * and tries again; -ENOBUFS if the block has %CMIS_RECORD_SLOTS other ranges.
 */
int cmis_record_put_range(struct cmis_record_writer *w, u64 ns,
			  const struct cmis_record_slot *range)
{
	struct cmis_record_slot *slot = cmis_record_find(w, range);
	u8 entry[CMIS_RECORD_MAX_ENTRY], type, *to;
	int ret;

	if (!slot && w->slots == CMIS_RECORD_SLOTS)
		return -ENOBUFS;
	if (!slot)
		type = CMIS_RECORD_KEY;
	else if (memcmp(slot->bytes, range->bytes, range->len))
		type = CMIS_RECORD_DELTA;
	else
		type = CMIS_RECORD_SAME;
	to = cmis_record_put_head(w, entry, ns, type);
	if (slot)
		*to++ = slot - w->slot;
	if (type == CMIS_RECORD_KEY)
		to = cmis_record_put_key(to, range);
	else if (type == CMIS_RECORD_DELTA)
		to = cmis_record_put_delta(to, slot, range);
	ret = cmis_record_put(w, ns, entry, to - entry);
	if (ret)
		return ret;
	if (!slot)
		slot = &w->slot[w->slots++];
	memcpy(slot, range, offsetof(struct cmis_record_slot, bytes));
	memcpy(slot->bytes, range->bytes, range->len);
	return 0;
}

/**
 * cmis_record_put_event() - add an entry that is no range
 * @w: the stream, with a block
 * @event: the entry; its type is below %CMIS_RECORD_SIZED
 *
 * Return: 0; -ENOSPC if the block has no room, as cmis_record_put_range().
 */
int cmis_record_put_event(struct cmis_record_writer *w,
			  const struct cmis_record_event *event)
{
	u8 entry[CMIS_RECORD_MAX_ENTRY], *to;

	to = cmis_record_put_head(w, entry, event->ns, event->type);
	memcpy(to, event->payload, event->len);
	to += event->len;
	return cmis_record_put(w, event->ns, entry, to - entry);
}

/* ------------------------------------------------------------------------ */
/* Reading                                                                  */
/* ------------------------------------------------------------------------ */

/* The bytes of a block; 0 if it is none. */
static u16 cmis_record_block_check(const u8 *bytes, size_t len)
{
	u16 used;

	if (len < CMIS_RECORD_HEAD ||
	    get_unaligned_le16(bytes) != CMIS_RECORD_BLOCK_MAGIC)
		return 0;
	used = get_unaligned_le16(bytes + CMIS_BLOCK_USED);
	if (used < CMIS_RECORD_HEAD || used > CMIS_RECORD_BLOCK || used > len)
		return 0;
	if (get_unaligned_le32(bytes + CMIS_BLOCK_CRC) !=
	    cmis_record_block_crc(bytes, used))
		return 0;
	return used;
}

/**
 * cmis_record_block_find() - find the next whole block
 * @bytes: the blocks of a record
 * @len: number of bytes
 * @at: place from where to look; gets the place of the block, or @len
 *
 * Return: bytes of the block; 0 if there is none.
 */
int cmis_record_block_find(const u8 *bytes, size_t len, size_t *at)
{
	u16 used;

	for (; *at < len; (*at)++) {
		used = cmis_record_block_check(bytes + *at, len - *at);
		if (used)
			return used;
	}
	return 0;
}

/**
 * cmis_record_block_open() - begin to read a block
 * @r: the reader
 * @bytes: the block; must stay there while it is read
 * @len: number of bytes, at least those of the block
 *
 * Return: 0; -EBADMSG if this is no block, or a damaged one.
 */
int cmis_record_block_open(struct cmis_record_reader *r, const u8 *bytes,
			   size_t len)
{
	u16 used = cmis_record_block_check(bytes, len);

	if (!used)
		return -EBADMSG;
	r->block = bytes;
	r->used = used;
	r->at = CMIS_RECORD_HEAD;
	r->slots = 0;
	r->ns = get_unaligned_le64(bytes + CMIS_BLOCK_TIME);
	r->sequence = get_unaligned_le32(bytes + CMIS_BLOCK_SEQUENCE);
	r->stream = bytes[CMIS_BLOCK_STREAM];
	return 0;
}

/* The next bytes of the block; NULL if it has fewer. */
static const u8 *cmis_record_take(struct cmis_record_reader *r,
				  unsigned int len)
{
	const u8 *bytes = r->block + r->at;

	if (len > (u16)(r->used - r->at))
		return NULL;
	r->at += len;
	return bytes;
}

/*
 * A number of 7 bits a byte, the lowest first. Ten bytes hold 70 bits: the last
 * one may add one bit only. Returns the bytes of the number, or 0.
 */
static unsigned int cmis_record_leb128(const u8 *bytes, unsigned int len,
				       u64 *value)
{
	*value = 0;
	for (unsigned int i = 0; i < len && i < CMIS_RECORD_LEB128_MAX; i++) {
		if (i == CMIS_RECORD_LEB128_MAX - 1 && bytes[i] > 1)
			return 0;
		*value |= (u64)(bytes[i] & 0x7f) << 7 * i;
		if (!(bytes[i] & 0x80))
			return i + 1;
	}
	return 0;
}

static bool cmis_record_range_ok(const struct cmis_record_slot *range)
{
	unsigned int end = range->offset + range->len;
	bool lower = range->page == CMIS_RECORD_LOWER;

	if (!range->len || range->bank >= CMIS_MAX_BANKS)
		return false;
	if (lower)
		return end <= CMIS_UPPER_FIRST;
	return range->offset >= CMIS_UPPER_FIRST && end <= CMIS_WINDOW_SIZE;
}

static int cmis_record_take_key(struct cmis_record_reader *r,
				struct cmis_record_entry *entry)
{
	const u8 *head = cmis_record_take(r, 5), *bytes;
	struct cmis_record_slot *slot;

	if (!head || r->slots == CMIS_RECORD_MAX_SLOTS)
		return -EBADMSG;
	slot = &r->slot[r->slots];
	slot->bank = head[0];
	slot->page = head[1];
	slot->selector = head[2];
	slot->offset = head[3];
	slot->len = head[4];
	bytes = cmis_record_range_ok(slot) ? cmis_record_take(r, slot->len) :
					     NULL;
	if (!bytes)
		return -EBADMSG;
	memcpy(slot->bytes, bytes, slot->len);
	entry->number = r->slots++;
	entry->range = slot;
	return 0;
}

static int cmis_record_take_group(struct cmis_record_reader *r, u8 *to,
				  unsigned int len)
{
	const u8 *mask = cmis_record_take(r, 1), *byte;

	if (!mask || (len < CMIS_RECORD_GROUP && *mask >> len))
		return -EBADMSG;
	for (unsigned int i = 0; i < CMIS_RECORD_GROUP; i++) {
		if (!(*mask & BIT(i)))
			continue;
		byte = cmis_record_take(r, 1);
		if (!byte)
			return -EBADMSG;
		to[i] = *byte;
	}
	return 0;
}

static int cmis_record_take_delta(struct cmis_record_reader *r,
				  struct cmis_record_slot *slot)
{
	unsigned int maps = cmis_record_maps(slot->len), at;
	const u8 *map = cmis_record_take(r, maps);
	int ret;

	if (!map)
		return -EBADMSG;
	for (unsigned int g = 0; g < 8 * maps; g++) {
		if (!(map[g / 8] & BIT(g % 8)))
			continue;
		at = g * CMIS_RECORD_GROUP;
		if (at >= slot->len)
			return -EBADMSG;
		ret = cmis_record_take_group(r, slot->bytes + at,
					     slot->len - at);
		if (ret)
			return ret;
	}
	return 0;
}

static int cmis_record_take_slot(struct cmis_record_reader *r,
				 struct cmis_record_entry *entry)
{
	const u8 *number = cmis_record_take(r, 1);

	if (!number || *number >= r->slots)
		return -EBADMSG;
	entry->number = *number;
	entry->range = &r->slot[*number];
	if (entry->type == CMIS_RECORD_SAME)
		return 0;
	return cmis_record_take_delta(r, &r->slot[*number]);
}

/* Bytes of entries whose length is fixed */
static const u8 cmis_record_lens[] = {
	[CMIS_RECORD_SWEEP] = 3,
	[CMIS_RECORD_FLAGS] = 4,
	[CMIS_RECORD_LINE] = 1,
	[CMIS_RECORD_PIN] = 2,
	[CMIS_RECORD_STATE] = 3,
	[CMIS_RECORD_LINK] = 5,
	[CMIS_RECORD_ALERT] = 7,
	[CMIS_RECORD_VERDICT] = 11,
	[CMIS_RECORD_TRIGGER] = 1,
	[CMIS_RECORD_BURST] = 1,
	[CMIS_RECORD_SLEPT] = 8,
	[CMIS_RECORD_BUS] = 6,
	[CMIS_RECORD_REQUEST] = 3,
	[CMIS_RECORD_PEERS] = 1,
};

static bool cmis_record_mark_ok(const u8 *text, unsigned int len)
{
	for (unsigned int i = 0; i < len; i++)
		if (text[i] < ' ' || text[i] > '~')
			return false;
	return len <= CMIS_RECORD_MAX_MARK;
}

/* Bytes of an entry with a length of its own; 0 if the entry is malformed. */
static unsigned int cmis_record_own_len(u8 type, const u8 *bytes,
					unsigned int left)
{
	u64 number;

	switch (type) {
	case CMIS_RECORD_LOST:
		return cmis_record_leb128(bytes, left, &number);
	case CMIS_RECORD_MARK:
		if (!left || bytes[0] >= left ||
		    !cmis_record_mark_ok(bytes + 1, bytes[0]))
			return 0;
		return 1 + bytes[0];
	case CMIS_RECORD_WRITE:
		if (left < 5 || bytes[4] > CMIS_RECORD_MAX_WRITE)
			return 0;
		return 5 + bytes[4];
	}
	return type < ARRAY_SIZE(cmis_record_lens) ? cmis_record_lens[type] : 0;
}

static int cmis_record_take_payload(struct cmis_record_reader *r,
				    struct cmis_record_entry *entry)
{
	const u8 *len;

	if (entry->type >= CMIS_RECORD_SIZED) {
		len = cmis_record_take(r, 2);
		if (!len)
			return -EBADMSG;
		entry->len = get_unaligned_le16(len);
	} else {
		entry->len = cmis_record_own_len(entry->type,
						 r->block + r->at,
						 r->used - r->at);
		if (!entry->len)
			return -EBADMSG;
	}
	entry->payload = cmis_record_take(r, entry->len);
	return entry->payload ? 0 : -EBADMSG;
}

static int cmis_record_take_time(struct cmis_record_reader *r, u64 *ns)
{
	unsigned int len;
	u64 delta;

	len = cmis_record_leb128(r->block + r->at, r->used - r->at, &delta);
	if (!len || delta > U64_MAX - r->ns)
		return -EBADMSG;
	r->at += len;
	r->ns += delta;
	*ns = r->ns;
	return 0;
}

/**
 * cmis_record_next() - read the next entry
 * @r: the reader, after cmis_record_block_open()
 * @entry: gets the entry; it is valid until the next call
 *
 * After an error, the rest of the block cannot be read.
 *
 * Return: 1 for an entry; 0 at the end of the block; -EBADMSG if the entry is
 * malformed, or its type has no length and is not known.
 */
int cmis_record_next(struct cmis_record_reader *r,
		     struct cmis_record_entry *entry)
{
	const u8 *type = cmis_record_take(r, 1);
	int ret;

	if (!type)
		return 0;
	*entry = (struct cmis_record_entry) { .type = *type };
	ret = cmis_record_take_time(r, &entry->ns);
	if (ret)
		return ret;
	switch (entry->type) {
	case CMIS_RECORD_END:
		r->at = r->used;
		return 0;
	case CMIS_RECORD_KEY:
		ret = cmis_record_take_key(r, entry);
		break;
	case CMIS_RECORD_DELTA:
	case CMIS_RECORD_SAME:
		ret = cmis_record_take_slot(r, entry);
		break;
	default:
		ret = cmis_record_take_payload(r, entry);
	}
	return ret ?: 1;
}

/**
 * cmis_record_lost() - get the number of entries that are lost
 * @entry: an entry LOST
 *
 * Return: the number.
 */
u64 cmis_record_lost(const struct cmis_record_entry *entry)
{
	u64 value;

	cmis_record_leb128(entry->payload, entry->len, &value);
	return value;
}

/**
 * cmis_record_statics_next() - read the next static range
 * @bytes: the static ranges
 * @len: number of bytes
 * @at: place of the range, 0 at the start; moves on
 * @range: gets the range
 *
 * Return: 1 for a range; 0 at the end; -EBADMSG if it is malformed.
 */
int cmis_record_statics_next(const u8 *bytes, size_t len, size_t *at,
			     struct cmis_record_slot *range)
{
	const u8 *head = bytes + *at;

	if (*at == len)
		return 0;
	if (len - *at < 4)
		return -EBADMSG;
	*range = (struct cmis_record_slot) {
		.bank = head[0],
		.page = head[1],
		.offset = head[2],
		.len = head[3],
	};
	if (!cmis_record_range_ok(range) || len - *at - 4 < range->len)
		return -EBADMSG;
	memcpy(range->bytes, head + 4, range->len);
	*at += 4 + range->len;
	return 1;
}
