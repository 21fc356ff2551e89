/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records of a module: the bytes of record format 1. A record is a header, the
 * static bytes of the module, and blocks of entries. Numbers are little endian.
 * Documentation/cmis/record.rst has the format.
 *
 * Pure: see spec/value.h. The caller gives the memory. Times are nanoseconds of
 * CLOCK_BOOTTIME.
 */
#ifndef _CMIS_RECORD_FORMAT_H
#define _CMIS_RECORD_FORMAT_H

#include <linux/bits.h>
#include <linux/types.h>

#include "spec/addr.h"
#include "spec/regs.h"

#define CMIS_RECORD_VERSION	0x0100	/* major << 8 | minor */
#define CMIS_RECORD_HEADER	128	/* bytes of the header */
#define CMIS_RECORD_BLOCK	8192	/* most bytes of a block */
#define CMIS_RECORD_HEAD	24	/* of a block, before its entries */
#define CMIS_RECORD_LOWER	0xff	/* in place of a page: lower memory */
/* Ranges of a block that are written, and that a reader accepts */
#define CMIS_RECORD_SLOTS	48
#define CMIS_RECORD_MAX_SLOTS	256
#define CMIS_RECORD_MAX_WRITE	8
#define CMIS_RECORD_MAX_MARK	64
/* The longest entry, a DELTA in which each byte has changed */
#define CMIS_RECORD_MAX_ENTRY	(1 + 10 + 1 + 2 + 16 + CMIS_PAGE_SIZE)
/* Banks of a stream */
#define CMIS_RECORD_BANKS	2

/* Bits of struct cmis_record_header.flags */
#define CMIS_RECORD_SEALED	BIT(0)
#define CMIS_RECORD_IRQ		BIT(1)	/* an interrupt line is wired */
#define CMIS_RECORD_PRESENCE	BIT(2)	/* a presence signal is wired */
#define CMIS_RECORD_NO_NETDEV	BIT(3)	/* the netdev is not known */
#define CMIS_RECORD_TRUNCATED	BIT(4)	/* it had no room for the burst */

/* Types of entries; append only */
enum cmis_record_type {
	CMIS_RECORD_END,
	CMIS_RECORD_KEY,
	CMIS_RECORD_DELTA,
	CMIS_RECORD_SAME,
	CMIS_RECORD_SWEEP,
	CMIS_RECORD_FLAGS = 0x10,
	CMIS_RECORD_LINE,		/* IRQ */
	CMIS_RECORD_PIN,
	CMIS_RECORD_STATE,
	CMIS_RECORD_LINK,
	CMIS_RECORD_WRITE,
	CMIS_RECORD_ALERT,
	CMIS_RECORD_VERDICT,
	CMIS_RECORD_TRIGGER,
	CMIS_RECORD_BURST,
	CMIS_RECORD_LOST,
	CMIS_RECORD_SLEPT,
	CMIS_RECORD_BUS,
	CMIS_RECORD_MARK,
	CMIS_RECORD_REQUEST,
	CMIS_RECORD_PEERS,
	CMIS_RECORD_SIZED = 0x40,	/* from here on, a length follows */
};

/* Flags of a SWEEP */
#define CMIS_RECORD_SWEEP_FROZEN	BIT(0)
#define CMIS_RECORD_SWEEP_IRQ		BIT(1)
#define CMIS_RECORD_SWEEP_BURST		BIT(2)
#define CMIS_RECORD_SWEEP_SECOND	BIT(3)	/* a second read */

/**
 * struct cmis_record_header - the header of a record
 * @flags: CMIS_RECORD_SEALED and so on
 * @boot_ns: boot time of the export
 * @real_ns: real time of the export, in nanoseconds since 1970
 * @cage: number of the cage
 * @generation: generation of the module
 * @serial: serial number, as in the module
 * @part: part number, as in the module
 * @trigger_ns: boot time of the trigger; 0: the record is live
 * @trigger: enum cmis_record_trigger; 0: the record is live
 * @lanes: lanes of the module
 * @banks: banks of the module
 * @streams: streams of the record
 * @period_ms: periods of sweeps, in milliseconds: thermal, lanes, VDM
 * @statics_len: bytes of static ranges
 * @blocks: number of blocks
 * @name: name of the cage, padded with zeros
 * @statics_crc: CRC of the static ranges
 */
struct cmis_record_header {
	u32 flags;
	u64 boot_ns;
	u64 real_ns;
	u32 cage;
	u32 generation;
	u8 serial[16];
	u8 part[16];
	u64 trigger_ns;
	u8 trigger;
	u8 lanes;
	u8 banks;
	u8 streams;
	u32 period_ms[3];
	u32 statics_len;
	u32 blocks;
	char name[16];
	u32 statics_crc;
};

/**
 * struct cmis_record_slot - a range of a block, and its last bytes
 * @bank: bank
 * @page: page; %CMIS_RECORD_LOWER: lower memory
 * @selector: 14h:128 when page 14h was read, else 0
 * @offset: first byte, as addressed in the window
 * @len: number of bytes, 1..128
 * @bytes: the bytes
 */
struct cmis_record_slot {
	u8 bank;
	u8 page;
	u8 selector;
	u8 offset;
	u8 len;
	u8 bytes[CMIS_PAGE_SIZE];
};

/**
 * struct cmis_record_writer - writes the entries of a stream, block by block
 * @block: the present block, %CMIS_RECORD_BLOCK bytes; NULL: none yet
 * @used: bytes of @block that are in use
 * @slots: ranges of @block
 * @ns: time of the last entry
 * @slot: the ranges
 */
struct cmis_record_writer {
	u8 *block;
	u16 used;
	u16 slots;
	u64 ns;
	struct cmis_record_slot slot[CMIS_RECORD_SLOTS];
};

/**
 * struct cmis_record_event - an entry that is no range
 * @ns: its time
 * @type: enum cmis_record_type
 * @len: bytes of @payload
 * @payload: the rest of the entry
 */
struct cmis_record_event {
	u64 ns;
	u8 type;
	u8 len;
	u8 payload[1 + CMIS_RECORD_MAX_MARK];
};

/**
 * struct cmis_record_reader - reads the entries of a block
 * @block: the block
 * @used: its bytes
 * @at: place of the next entry
 * @slots: ranges so far
 * @ns: time of the last entry
 * @sequence: number of the block in its stream, from 0
 * @stream: number of the stream, from 0
 * @slot: the ranges
 */
struct cmis_record_reader {
	const u8 *block;
	u16 used;
	u16 at;
	u16 slots;
	u64 ns;
	u32 sequence;
	u8 stream;
	struct cmis_record_slot slot[CMIS_RECORD_MAX_SLOTS];
};

/**
 * struct cmis_record_entry - an entry as read
 * @ns: its time
 * @type: enum cmis_record_type, or an unknown type from %CMIS_RECORD_SIZED on
 * @number: number of the range in its block, for KEY, DELTA and SAME
 * @range: the range after the entry; NULL for other types
 * @payload: the rest of the entry, for other types
 * @len: bytes of @payload
 */
struct cmis_record_entry {
	u64 ns;
	u8 type;
	u8 number;
	const struct cmis_record_slot *range;
	const u8 *payload;
	u16 len;
};

u32 cmis_record_crc(u32 crc, const u8 *bytes, size_t len);
void cmis_record_header_encode(const struct cmis_record_header *header,
			       u8 *buf);
int cmis_record_header_decode(const u8 *buf, size_t len,
			      struct cmis_record_header *header);

void cmis_record_begin(struct cmis_record_writer *w, u8 *block, u32 sequence,
		       u8 stream);
int cmis_record_put_range(struct cmis_record_writer *w, u64 ns,
			  const struct cmis_record_slot *range);
int cmis_record_put_event(struct cmis_record_writer *w,
			  const struct cmis_record_event *event);
u16 cmis_record_used(const u8 *block);
u16 cmis_record_end(u8 *block);

int cmis_record_block_find(const u8 *bytes, size_t len, size_t *at);
int cmis_record_block_open(struct cmis_record_reader *r, const u8 *bytes,
			   size_t len);
int cmis_record_next(struct cmis_record_reader *r,
		     struct cmis_record_entry *entry);
int cmis_record_statics_next(const u8 *bytes, size_t len, size_t *at,
			     struct cmis_record_slot *range);
u64 cmis_record_lost(const struct cmis_record_entry *entry);

#endif /* _CMIS_RECORD_FORMAT_H */
