// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: a record. Its blocks get the CRC that they need, so that the
 * fuzzer reaches the entries.
 */

#include "spec/record_format.h"
#include <stdlib.h>
#include <string.h>
#include <linux/unaligned.h>

#include "fuzz.h"

static void range_check(const struct cmis_record_slot *range)
{
	bool lower = range->page == CMIS_RECORD_LOWER;

	fuzz_require(range->len && range->len <= CMIS_PAGE_SIZE);
	fuzz_require(range->bank < CMIS_MAX_BANKS);
	fuzz_require(lower || range->offset >= 128);
	fuzz_require(range->offset + range->len <= (lower ? 128 : 256));
}

/* All entries have a type, and times in order. */
static void block_check(const u8 *bytes, size_t len)
{
	static struct cmis_record_reader r;
	struct cmis_record_entry entry;
	u64 ns = 0;

	fuzz_require(!cmis_record_block_open(&r, bytes, len));
	while (cmis_record_next(&r, &entry) > 0) {
		fuzz_require(entry.ns >= ns);
		ns = entry.ns;
		fuzz_require(!entry.range == (entry.type > CMIS_RECORD_SAME));
		if (entry.range)
			range_check(entry.range);
		if (entry.type == CMIS_RECORD_LOST)
			cmis_record_lost(&entry);
		fuzz_require(r.at <= r.used);
	}
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct cmis_record_header header;
	struct cmis_record_slot range;
	struct fuzz_block part;
	size_t at = 0;

	part = fuzz_take(&input, CMIS_RECORD_HEADER);
	cmis_record_header_decode(part.data, part.len, &header);
	fuzz_free(&part);
	part = fuzz_take(&input, fuzz_take_byte(&input));
	while (cmis_record_statics_next(part.data, part.len, &at, &range) > 0)
		range_check(&range);
	fuzz_free(&part);
	part = fuzz_take(&input, CMIS_RECORD_BLOCK);
	if (part.len > CMIS_RECORD_HEAD) {
		memcpy(part.data, "BR", 2);
		put_unaligned_le16(part.len, part.data + 2);
		cmis_record_end(part.data);
		block_check(part.data, part.len);
	}
	for (at = 0; cmis_record_block_find(part.data, part.len, &at);)
		at++;
	fuzz_free(&part);
	return 0;
}
