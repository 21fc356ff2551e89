// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records: blocks that are written and read back.
 *
 *   test-record            the tests
 *   test-record SWEEPS     the tests, with so many random sweeps
 *   test-record make SEED  write a random record to stdout
 *   test-record dump FILE...  print records, for test_record.py
 */

#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/unaligned.h>

#include "spec/record_format.h"
#include "tap.h"

#define SWEEPS		20000
#define GOLDEN		"../data/records/"
#define FILE_MAX	0x400000
#define STATICS		4

/* A record in memory. */
struct record {
	u8 *bytes;
	size_t len;
};

static u32 seed = 1;

static unsigned int dice(unsigned int sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

static struct record record_read(const char *path)
{
	struct record record = { malloc(FILE_MAX) };
	FILE *file = fopen(path, "rb");

	if (!file)
		return record;
	record.len = fread(record.bytes, 1, FILE_MAX, file);
	fclose(file);
	return record;
}

/* ------------------------------------------------------------------------ */
/* Print a record                                                           */
/* ------------------------------------------------------------------------ */

static void hex_print(FILE *out, const u8 *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		fprintf(out, "%02x", bytes[i]);
	fputc('\n', out);
}

static void range_print(FILE *out, const struct cmis_record_slot *range)
{
	fprintf(out, "%u %02x %02x %u %u ", range->bank, range->page,
		range->selector, range->offset, range->len);
	hex_print(out, range->bytes, range->len);
}

static void entry_print(FILE *out, const struct cmis_record_entry *entry)
{
	fprintf(out, "%llu %02x ", (unsigned long long)entry->ns, entry->type);
	if (entry->range) {
		fprintf(out, "%u ", entry->number);
		range_print(out, entry->range);
	} else {
		hex_print(out, entry->payload, entry->len);
	}
}

static void block_print(FILE *out, const u8 *bytes, size_t len)
{
	static struct cmis_record_reader r;
	struct cmis_record_entry entry;
	int ret;

	cmis_record_block_open(&r, bytes, len);
	fprintf(out, "block %u %u\n", r.stream, r.sequence);
	while ((ret = cmis_record_next(&r, &entry)) > 0)
		entry_print(out, &entry);
	if (ret)
		fprintf(out, "malformed\n");
}

static int statics_print(FILE *out, const u8 *bytes, size_t len)
{
	struct cmis_record_slot range;
	size_t at = 0;
	int ret;

	while ((ret = cmis_record_statics_next(bytes, len, &at, &range)) > 0) {
		fprintf(out, "static ");
		range_print(out, &range);
	}
	return ret;
}

static void record_print(FILE *out, const struct record *record)
{
	struct cmis_record_header h;
	const u8 *bytes = record->bytes + CMIS_RECORD_HEADER;
	size_t at, from, left = record->len - CMIS_RECORD_HEADER;
	unsigned int used;

	if (cmis_record_header_decode(record->bytes, record->len, &h) ||
	    h.statics_len > left ||
	    cmis_record_crc(0, bytes, h.statics_len) != h.statics_crc) {
		fprintf(out, "no record\n");
		return;
	}
	fprintf(out, "header %x %llu %llu %u %u %llu %u %u %u %u %u %u %u %u\n",
		h.flags, (unsigned long long)h.boot_ns,
		(unsigned long long)h.real_ns, h.cage, h.generation,
		(unsigned long long)h.trigger_ns, h.trigger, h.lanes, h.banks,
		h.streams, h.period_ms[0], h.period_ms[1], h.period_ms[2],
		h.blocks);
	hex_print(out, h.serial, sizeof(h.serial));
	hex_print(out, h.part, sizeof(h.part));
	hex_print(out, (u8 *)h.name, sizeof(h.name));
	if (statics_print(out, bytes, h.statics_len)) {
		fprintf(out, "no record\n");
		return;
	}
	for (at = h.statics_len; at < left; at += used) {
		from = at;
		used = cmis_record_block_find(bytes, left, &at);
		if (at != from)
			fprintf(out, "skipped %zu\n", at - from);
		if (used)
			block_print(out, bytes + at, used);
	}
}

/* ------------------------------------------------------------------------ */
/* Make a record                                                            */
/* ------------------------------------------------------------------------ */

/* A stream that is written: its blocks go into the record. */
struct stream {
	struct cmis_record_writer w;
	u8 block[CMIS_RECORD_BLOCK];
	u32 sequence;
	u8 number;
	struct record *record;
};

static void stream_flush(struct stream *s)
{
	cmis_record_end(s->block);
	memcpy(s->record->bytes + s->record->len, s->block, s->w.used);
	s->record->len += s->w.used;
	cmis_record_begin(&s->w, s->block, ++s->sequence, s->number);
}

static int stream_put_range(struct stream *s, u64 ns,
			    const struct cmis_record_slot *range)
{
	int ret = cmis_record_put_range(&s->w, ns, range);

	if (ret != -ENOSPC)
		return ret;
	stream_flush(s);
	return cmis_record_put_range(&s->w, ns, range);
}

static void stream_put_event(struct stream *s,
			     const struct cmis_record_event *event)
{
	if (!cmis_record_put_event(&s->w, event))
		return;
	stream_flush(s);
	cmis_record_put_event(&s->w, event);
}

/* Ranges as sweeps read them */
static const struct cmis_record_slot shapes[] = {
	{ 0, CMIS_RECORD_LOWER, 0, 3, 36 }, { 0, CMIS_RECORD_LOWER, 0, 41, 1 },
	{ 0, 0x11, 0, 128, 107 }, { 1, 0x11, 0, 128, 107 },
	{ 0, 0x2c, 0, 128, 128 }, { 0, 0x24, 0, 128, 128 },
	{ 1, 0x24, 0, 130, 65 }, { 0, 0x14, 1, 192, 32 },
	{ 0, 0x14, 6, 192, 64 }, { 1, 0x10, 0, 128, 5 },
};

static void range_change(struct cmis_record_slot *range)
{
	unsigned int changes = dice(4) ? dice(6) : dice(range->len + 1);

	while (changes--)
		range->bytes[dice(range->len)] = dice(256);
}

/* Events, by type; a length of its own is set below. */
static const u8 lens[CMIS_RECORD_PEERS + 1] = {
	[CMIS_RECORD_SWEEP] = 3, [CMIS_RECORD_FLAGS] = 4,
	[CMIS_RECORD_LINE] = 1, [CMIS_RECORD_PIN] = 2,
	[CMIS_RECORD_STATE] = 3, [CMIS_RECORD_LINK] = 5,
	[CMIS_RECORD_ALERT] = 7, [CMIS_RECORD_VERDICT] = 11,
	[CMIS_RECORD_TRIGGER] = 1, [CMIS_RECORD_BURST] = 1,
	[CMIS_RECORD_LOST] = 2, [CMIS_RECORD_SLEPT] = 8,
	[CMIS_RECORD_BUS] = 6, [CMIS_RECORD_REQUEST] = 3,
	[CMIS_RECORD_PEERS] = 1, [CMIS_RECORD_MARK] = 1,
	[CMIS_RECORD_WRITE] = 5,
};

static struct cmis_record_event event_make(u64 ns)
{
	struct cmis_record_event event = { .ns = ns };
	unsigned int i, extra = 0;

	do
		event.type = dice(ARRAY_SIZE(lens));
	while (!lens[event.type]);
	event.len = lens[event.type];
	if (event.type == CMIS_RECORD_MARK)
		extra = dice(CMIS_RECORD_MAX_MARK + 1);
	if (event.type == CMIS_RECORD_WRITE)
		extra = dice(CMIS_RECORD_MAX_WRITE + 1);
	for (i = 0; i < event.len + extra; i++)
		event.payload[i] = ' ' + dice('~' - ' ' + 1);
	if (extra || !event.payload[event.len - 1] ||
	    event.type == CMIS_RECORD_MARK || event.type == CMIS_RECORD_WRITE)
		event.payload[event.len - 1] = extra;
	if (event.type == CMIS_RECORD_LOST)
		event.payload[0] |= 0x80;
	event.len += extra;
	return event;
}

static struct cmis_record_header header_make(void)
{
	return (struct cmis_record_header) {
		.flags = CMIS_RECORD_SEALED | CMIS_RECORD_IRQ,
		.boot_ns = 0x0123456789abcdefull,
		.real_ns = 1796041234567890123ull,
		.cage = 7,
		.generation = 3,
		.serial = "SERIAL 12345",
		.part = "PART 1",
		.trigger_ns = 0x0123456700000000ull,
		.trigger = 1,
		.lanes = 16,
		.banks = 2,
		.streams = 1,
		.period_ms = { 1000, 5000, 10000 },
		.name = "cmis7",
	};
}

static void record_begin(struct record *record)
{
	static const u8 statics[STATICS + 8] = {
		0, CMIS_RECORD_LOWER, 0, 8, 0x1e, 0x53, 0, 6,
	};
	struct cmis_record_header header = header_make();

	record->bytes = malloc(FILE_MAX);
	header.statics_len = sizeof(statics);
	header.statics_crc = cmis_record_crc(0, statics, sizeof(statics));
	cmis_record_header_encode(&header, record->bytes);
	memcpy(record->bytes + CMIS_RECORD_HEADER, statics, sizeof(statics));
	record->len = CMIS_RECORD_HEADER + sizeof(statics);
}

static struct record record_make(unsigned int sweeps)
{
	struct cmis_record_slot range[ARRAY_SIZE(shapes)];
	static struct stream s;
	struct record record;
	u64 ns = 1000000000000ull;

	record_begin(&record);
	s = (struct stream) { .record = &record };
	memcpy(range, shapes, sizeof(range));
	cmis_record_begin(&s.w, s.block, 0, 0);
	while (sweeps--) {
		struct cmis_record_slot *at = &range[dice(ARRAY_SIZE(range))];

		ns += dice(4) ? dice(1 << 20) : dice(1 << 24) * 1000ull;
		range_change(at);
		stream_put_range(&s, ns, at);
		if (dice(3))
			continue;
		struct cmis_record_event event = event_make(ns + dice(2));

		stream_put_event(&s, &event);
	}
	stream_flush(&s);
	return record;
}

/* ------------------------------------------------------------------------ */
/* The tests                                                                */
/* ------------------------------------------------------------------------ */

/* The bytes that a reader has to give back, one after the other. */
struct expected {
	u64 ns;
	u8 type;
	u8 len;
	u8 bytes[CMIS_PAGE_SIZE];
};

static bool entry_is(const struct cmis_record_entry *entry,
		     const struct expected *want)
{
	if (entry->ns != want->ns)
		return false;
	if (!want->type)
		return entry->range && entry->range->len == want->len &&
		       !memcmp(entry->range->bytes, want->bytes, want->len);
	return entry->type == want->type && entry->len == want->len &&
	       !memcmp(entry->payload, want->bytes, want->len);
}

/* One block of random entries, read back. Returns the sweeps, 0 if wrong. */
static unsigned int block_round_trip(struct cmis_record_slot *range)
{
	static struct expected want[CMIS_RECORD_BLOCK];
	static struct cmis_record_writer w;
	static struct cmis_record_reader r;
	static u8 block[CMIS_RECORD_BLOCK];
	struct cmis_record_entry entry;
	unsigned int i, count = 0, sweeps = 0;
	struct cmis_record_event event;
	struct cmis_record_slot *at;
	u64 ns = dice(1 << 24) * 1000000ull;

	cmis_record_begin(&w, block, 0, 0);
	for (;; count++) {
		ns += dice(1 << 22);
		want[count].ns = ns;
		if (dice(4)) {
			at = &range[dice(ARRAY_SIZE(shapes))];
			range_change(at);
			if (cmis_record_put_range(&w, ns, at))
				break;
			want[count].type = 0;
			want[count].len = at->len;
			memcpy(want[count].bytes, at->bytes, at->len);
			sweeps++;
			continue;
		}
		event = event_make(ns);
		if (cmis_record_put_event(&w, &event))
			break;
		want[count].type = event.type;
		want[count].len = event.len;
		memcpy(want[count].bytes, event.payload, event.len);
	}
	cmis_record_end(block);
	if (cmis_record_block_open(&r, block, sizeof(block)))
		return 0;
	for (i = 0; i < count; i++)
		if (cmis_record_next(&r, &entry) != 1 ||
		    !entry_is(&entry, &want[i]))
			return 0;
	return cmis_record_next(&r, &entry) ? 0 : sweeps;
}

static void random_test(unsigned int sweeps)
{
	struct cmis_record_slot range[ARRAY_SIZE(shapes)];
	unsigned int done = 0, block;

	memcpy(range, shapes, sizeof(range));
	do {
		block = block_round_trip(range);
		done += block;
	} while (block && done < sweeps);
	tap_ok(done >= sweeps, "%u random sweeps come back", sweeps);
}

/* Each record must print as its golden text says. */
static void golden_test(const char *name)
{
	char path[64], *text = NULL;
	struct record record, want;
	size_t len = 0;
	FILE *out;

	snprintf(path, sizeof(path), GOLDEN "%s.rec", name);
	record = record_read(path);
	snprintf(path, sizeof(path), GOLDEN "%s.txt", name);
	want = record_read(path);
	out = open_memstream(&text, &len);
	record_print(out, &record);
	fclose(out);
	tap_ok(len && len == want.len && !memcmp(text, want.bytes, len),
	       "golden record %s", name);
	free(text);
	free(record.bytes);
	free(want.bytes);
}

/* A writer makes the bytes of the golden record from its entries. */
static void rewrite_test(const char *name)
{
	static struct cmis_record_reader r;
	static struct stream s;
	struct cmis_record_header h;
	struct cmis_record_entry entry;
	struct record record, copy = { malloc(FILE_MAX) };
	char path[64];
	size_t at;

	snprintf(path, sizeof(path), GOLDEN "%s.rec", name);
	record = record_read(path);
	if (!tap_ok(!cmis_record_header_decode(record.bytes, record.len, &h),
		    "%s has a header", name))
		return;
	cmis_record_header_encode(&h, copy.bytes);
	at = CMIS_RECORD_HEADER + h.statics_len;
	copy.len = at;
	memcpy(copy.bytes + CMIS_RECORD_HEADER,
	       record.bytes + CMIS_RECORD_HEADER, h.statics_len);
	s.record = &copy;
	for (; at < record.len; at += r.used) {
		if (cmis_record_block_open(&r, record.bytes + at,
					   record.len - at))
			break;
		cmis_record_begin(&s.w, s.block, r.sequence, r.stream);
		while (cmis_record_next(&r, &entry) > 0) {
			struct cmis_record_event event = {
				entry.ns, entry.type, entry.len
			};

			if (entry.range) {
				stream_put_range(&s, entry.ns, entry.range);
				continue;
			}
			memcpy(event.payload, entry.payload, entry.len);
			stream_put_event(&s, &event);
		}
		stream_flush(&s);
	}
	tap_ok(copy.len == record.len &&
	       !memcmp(copy.bytes, record.bytes, copy.len),
	       "%s is written byte for byte", name);
	free(copy.bytes);
	free(record.bytes);
}

/* Whether all lines of @text are lines of @of, but for those about damage. */
static bool text_is_part(char *text, const char *of)
{
	char *line, *at = text;

	while ((line = strsep(&at, "\n"))) {
		if (!strncmp(line, "skipped", 7) || !strcmp(line, "no record"))
			continue;
		if (!strstr(of, line))
			return false;
	}
	return true;
}

static char *record_text(const struct record *record)
{
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	record_print(out, record);
	fclose(out);
	return text;
}

/* No damage may add or change an entry. */
static void damage_test(void)
{
	struct record record = record_make(40), cut;
	char *whole = record_text(&record), *text;
	unsigned int wrong = 0, same = 0;

	for (size_t bit = 0; bit < 8 * record.len; bit++) {
		record.bytes[bit / 8] ^= BIT(bit % 8);
		text = record_text(&record);
		same += !strcmp(text, whole);
		wrong += !text_is_part(text, whole);
		free(text);
		record.bytes[bit / 8] ^= BIT(bit % 8);
	}
	tap_is(wrong + same, 0, "each flipped bit is refused or skipped");
	wrong = 0;
	for (size_t len = 0; len < record.len; len++) {
		cut.bytes = malloc(len + !len);
		cut.len = len;
		memcpy(cut.bytes, record.bytes, len);
		text = record_text(&cut);
		wrong += !text_is_part(text, whole) || !strcmp(text, whole);
		free(text);
		free(cut.bytes);
	}
	tap_is(wrong, 0, "each truncation is refused or skipped");
	free(whole);
	free(record.bytes);
}

static void torn_test(void)
{
	struct record record = record_make(3000);
	struct cmis_record_header h;
	size_t at;
	char *text;

	cmis_record_header_decode(record.bytes, record.len, &h);
	at = CMIS_RECORD_HEADER + h.statics_len;
	memset(record.bytes + at + 2, 0xff, 4);
	text = record_text(&record);
	tap_ok(strstr(text, "skipped ") && !strstr(text, "block 0 0\n") &&
	       strstr(text, "block 0 1\n"), "a torn block costs only itself");
	free(text);
	free(record.bytes);
}

/* Bytes of entries in a block whose CRC is right; the decoder refuses them. */
static const struct bad {
	const char *about;
	u8 len;
	u8 bytes[20];
} bads[] = {
	{ "no time", 1, { 0x11 } },
	{ "time without end", 12, { 0x11, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
				    0x80, 0x80, 0x80, 0x80, 0x01 } },
	{ "time beyond 64 bits", 12, { 0x11, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
				       0x80, 0x80, 0x80, 0x02, 0x01 } },
	{ "type without a length", 4, { 0x3f, 0, 1, 2 } },
	{ "sized entry beyond the block", 5, { 0x40, 0, 9, 0, 1 } },
	{ "slot that no range has", 3, { 0x03, 0, 0 } },
	{ "range without bytes", 7, { 0x01, 0, 0, 0x11, 0, 128, 0 } },
	{ "range across the halves", 13, { 0x01, 0, 0, 0x11, 0, 124, 6, 1, 2,
					   3, 4, 5, 6 } },
	{ "range beyond the page", 9, { 0x01, 0, 0, 0x11, 0, 255, 2, 1, 2 } },
	{ "range beyond lower memory", 9, { 0x01, 0, 0, 0xff, 0, 127, 2, 1,
					    2 } },
	{ "bank that no module has", 8, { 0x01, 0, 8, 0x11, 0, 128, 1, 1 } },
	{ "group beyond the range", 13, { 0x01, 0, 0, 0x11, 0, 128, 1, 1,
					  0x02, 0, 0, 0x02, 0x00 } },
	{ "byte beyond the range", 14, { 0x01, 0, 0, 0x11, 0, 128, 1, 1,
					 0x02, 0, 0, 0x01, 0x02, 0 } },
	{ "mark of a control character", 4, { 0x1d, 0, 1, 0x1b } },
	{ "mark beyond the block", 4, { 0x1d, 0, 9, 'a' } },
	{ "write of nine bytes", 16, { 0x15, 0, 0, 0, 0, 0, 9 } },
	{ "event beyond the block", 3, { 0x13, 0, 1 } },
	{ "number without end", 4, { 0x1a, 0, 0x80, 0x80 } },
};

static void malformed_test(void)
{
	static struct cmis_record_reader r;
	struct cmis_record_entry entry;
	struct cmis_record_writer w;
	u8 block[CMIS_RECORD_BLOCK];
	int ret;

	for (unsigned int i = 0; i < ARRAY_SIZE(bads); i++) {
		cmis_record_begin(&w, block, 0, 0);
		memcpy(block + CMIS_RECORD_HEAD, bads[i].bytes, bads[i].len);
		put_unaligned_le16(CMIS_RECORD_HEAD + bads[i].len, block + 2);
		cmis_record_end(block);
		cmis_record_block_open(&r, block, sizeof(block));
		while ((ret = cmis_record_next(&r, &entry)) > 0)
			;
		tap_is(ret, -EBADMSG, "%s", bads[i].about);
	}
}

static void limits_test(void)
{
	static struct cmis_record_writer w;
	struct cmis_record_slot range = { .page = 0x11, .offset = 128 };
	static u8 block[CMIS_RECORD_BLOCK];
	struct cmis_record_event event = { 5, CMIS_RECORD_LINE, 1 };
	int ret = 0;

	cmis_record_begin(&w, block, 0, 0);
	while (!ret) {
		range.len++;
		ret = cmis_record_put_range(&w, 10, &range);
	}
	tap_is(range.len, CMIS_RECORD_SLOTS + 1, "a block has many ranges");
	tap_is(ret, -ENOBUFS, "one range more is refused");
	cmis_record_begin(&w, block, 0, 0);
	event.ns = 10;
	cmis_record_put_event(&w, &event);
	event.ns = 5;
	cmis_record_put_event(&w, &event);
	tap_is(block[CMIS_RECORD_HEAD + 4], 0, "time does not run backwards");
	tap_is(w.ns, 10, "the later time stays");
}

static void header_test(void)
{
	struct cmis_record_header h = header_make(), got;
	u8 buf[CMIS_RECORD_HEADER];

	tap_is(cmis_record_crc(0, (const u8 *)"123456789", 9), 0xe3069283,
	       "CRC-32C of the digits");
	cmis_record_header_encode(&h, buf);
	tap_is(cmis_record_header_decode(buf, sizeof(buf), &got), 0,
	       "a header is read");
	tap_ok(!memcmp(&h.serial, &got.serial, sizeof(h.serial)) &&
	       got.real_ns == h.real_ns && got.lanes == 16 &&
	       got.period_ms[2] == 10000, "it has its values");
	tap_is(cmis_record_header_decode(buf, sizeof(buf) - 1, &got),
	       -EMSGSIZE, "a short header is refused");
	buf[9] = 2;
	tap_is(cmis_record_header_decode(buf, sizeof(buf), &got),
	       -EPROTONOSUPPORT, "another major version is refused");
	buf[8] = 1;
	buf[9] = 1;
	put_unaligned_le32(cmis_record_crc(0, buf, 124), buf + 124);
	tap_is(cmis_record_header_decode(buf, sizeof(buf), &got), 0,
	       "another minor version is read");
}

static int records_dump(int count, char *const *paths)
{
	struct record record;

	for (int i = 0; i < count; i++) {
		record = record_read(paths[i]);
		record_print(stdout, &record);
		free(record.bytes);
	}
	return 0;
}

static int record_write(u32 start)
{
	struct record record;

	seed = start;
	record = record_make(100 + start % 2000);
	fwrite(record.bytes, 1, record.len, stdout);
	free(record.bytes);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "dump"))
		return records_dump(argc - 2, argv + 2);
	if (argc > 2 && !strcmp(argv[1], "make"))
		return record_write(atoi(argv[2]));
	header_test();
	limits_test();
	malformed_test();
	golden_test("small");
	golden_test("odd");
	rewrite_test("small");
	random_test(argc > 1 ? atoi(argv[1]) : SWEEPS);
	damage_test();
	torn_test();
	return tap_done();
}
