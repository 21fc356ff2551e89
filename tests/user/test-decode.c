// SPDX-License-Identifier: GPL-2.0-only
/*
 * The edges of the decoders: lengths, reserved codes, the ends of ranges and
 * lists, and random images. test_images.py has the contents of whole images.
 *
 * Images are on the heap and have exactly the length that is passed, so that
 * the address sanitizer sees every byte that is read beyond it.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/codes.h"
#include "spec/lanes.h"
#include "spec/lower.h"
#include "spec/value.h"
#include <linux/limits.h>

#include "tap.h"

/* The revision of images that do not say one */
#define REVISION	0x54

/* The value of a byte, and its address in the window */
struct byte {
	u8 offset;
	u8 value;
};

static u8 *page_new(const struct byte *bytes, unsigned int count)
{
	u8 *page = calloc(1, CMIS_PAGE_SIZE);

	while (count--)
		page[bytes[count].offset & 0x7f] = bytes[count].value;
	return page;
}

#define PAGE(...) \
	page_new((const struct byte[]){ __VA_ARGS__ }, \
		 ARRAY_SIZE(((const struct byte[]){ __VA_ARGS__ })))

static bool is_filled(const void *object, size_t size, u8 value)
{
	const u8 *byte = object;

	while (size--)
		if (*byte++ != value)
			return false;
	return true;
}

/* ------------------------------------------------------------------------ */
/* Lengths                                                                  */
/* ------------------------------------------------------------------------ */

union result {
	struct cmis_basics basics;
	struct cmis_admin admin;
	struct cmis_adverts adverts;
	struct cmis_thresholds thresholds;
	struct cmis_status status;
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
};

static int basics_decode(const u8 *image, size_t len, union result *result)
{
	return cmis_basics_decode(image, len, &result->basics);
}

static int admin_decode(const u8 *image, size_t len, union result *result)
{
	return cmis_admin_decode(image, len, REVISION, &result->admin);
}

static int adverts_decode(const u8 *image, size_t len, union result *result)
{
	return cmis_adverts_decode(image, len, REVISION, &result->adverts);
}

static int thresholds_decode(const u8 *image, size_t len,
			     union result *result)
{
	return cmis_thresholds_decode(image, len, &result->thresholds);
}

static int status_decode(const u8 *image, size_t len, union result *result)
{
	return cmis_status_decode(image, len, &result->status);
}

static int lanes_decode(const u8 *image, size_t len, union result *result)
{
	return cmis_lanes_decode(image, len, REVISION, result->lanes);
}

static const struct decoder {
	const char *name;
	int (*decode)(const u8 *image, size_t len, union result *result);
	size_t size;
	bool zeroes;
} decoders[] = {
	{ "basics", basics_decode, sizeof(struct cmis_basics), true },
	{ "admin", admin_decode, sizeof(struct cmis_admin), true },
	/* The defaults without a page 01h are not zero. */
	{ "adverts", adverts_decode, sizeof(struct cmis_adverts), false },
	{ "thresholds", thresholds_decode, sizeof(struct cmis_thresholds),
	  true },
	{ "status", status_decode, sizeof(struct cmis_status), true },
	{ "lanes", lanes_decode,
	  CMIS_LANES_PER_BANK * sizeof(struct cmis_lane), true },
};

static void lengths_test(void)
{
	unsigned int i;
	size_t len;

	for (i = 0; i < ARRAY_SIZE(decoders); i++) {
		const struct decoder *decoder = &decoders[i];
		bool refused = true, zeroed = true;
		union result result;

		for (len = 0; len < CMIS_PAGE_SIZE; len++) {
			u8 *image = malloc(len);

			if (len)
				memset(image, 0x5a, len);
			memset(&result, 0xa5, sizeof(result));
			if (decoder->decode(image, len, &result) != -EMSGSIZE)
				refused = false;
			if (!is_filled(&result, decoder->size, 0))
				zeroed = false;
			free(image);
		}
		tap_ok(refused, "%s: every short length is refused",
		       decoder->name);
		tap_is(zeroed, decoder->zeroes, "%s: result after a refusal",
		       decoder->name);
	}
}

/* Decoders must zero each struct: no bytes of the stack may remain. */
static void whole_page_test(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(decoders); i++) {
		const struct decoder *decoder = &decoders[i];
		u8 *image = calloc(1, CMIS_PAGE_SIZE);
		union result first, second;

		memset(&first, 0xa5, sizeof(first));
		memset(&second, 0x5a, sizeof(second));
		tap_is(decoder->decode(image, CMIS_PAGE_SIZE, &first), 0,
		       "%s: a whole page is taken", decoder->name);
		decoder->decode(image, CMIS_PAGE_SIZE, &second);
		tap_ok(!memcmp(&first, &second, decoder->size),
		       "%s: every byte of the result is set", decoder->name);
		free(image);
	}
}

/* ------------------------------------------------------------------------ */
/* Durations                                                                */
/* ------------------------------------------------------------------------ */

static void durations_test(void)
{
	static const u32 want[] = {
		1, 5, 10, 50, 100, 500, 1000, 5000, 10000, 60000, 300000,
		600000, 3000000, U32_MAX, U32_MAX, U32_MAX,
	};
	unsigned int code;

	for (code = 0; code < ARRAY_SIZE(want); code++)
		tap_is(cmis_duration_ms(code), want[code], "duration code %u",
		       code);
	tap_is(cmis_duration_ms(255), U32_MAX, "duration code 255");
}

/* ------------------------------------------------------------------------ */
/* Strings, blanks and checksums                                            */
/* ------------------------------------------------------------------------ */

static void strings_test(void)
{
	static const struct {
		const char *title;
		const char *src;
		size_t len;
		const char *want;
	} cases[] = {
		{ "padded", "ABC     ", 8, "ABC" },
		{ "full", "ABCDEFGH", 8, "ABCDEFGH" },
		{ "blank", "        ", 8, "" },
		{ "zeros", "\0\0\0\0\0\0\0\0", 8, "" },
		{ "ones", "\xff\xff\xff\xff", 4, "" },
		{ "mixed padding", "AB \0 \xff\0 ", 8, "AB" },
		{ "blanks inside", " A B ", 5, " A B" },
		{ "zero inside", "A\0B\0", 4, "A?B" },
		{ "ones inside", "A\377B\377", 4, "A?B" },
		{ "ends of the range", "\x1f \x7e\x7f", 4, "? ~?" },
		{ "escape", "\x1b[2J\r\n\t", 7, "?[2J???" },
		{ "upper half", "\x80\xa0\xfe", 3, "???" },
		{ "path", "../a/b", 6, "../a/b" },
		{ "nothing", "", 0, "" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t size = cases[i].len + 1;
		char *dst = malloc(size);
		u8 *src = malloc(cases[i].len);

		memcpy(src, cases[i].src, cases[i].len);
		memset(dst, 'x', size);
		tap_is(cmis_string_decode(src, cases[i].len, dst, size),
		       strlen(cases[i].want), "string, %s: length",
		       cases[i].title);
		tap_ok(!memcmp(dst, cases[i].want, strlen(cases[i].want) + 1),
		       "string, %s", cases[i].title);
		free(src);
		free(dst);
	}
}

static void strings_refused_test(void)
{
	static const u8 src[] = "ABCD";
	char dst[5] = "wxyz";

	tap_is(cmis_string_decode(src, 4, dst, 4), -EMSGSIZE,
	       "string: no room for the end");
	tap_is(cmis_string_decode(src, 4, dst, 0), -EMSGSIZE,
	       "string: no room at all");
	tap_ok(!strcmp(dst, "wxyz"), "string: nothing written");
	tap_is(cmis_string_decode(src, 4, dst, 5), 4, "string: just room");
}

static void blank_test(void)
{
	u8 *page = calloc(1, CMIS_PAGE_SIZE);

	tap_ok(cmis_image_blank(page, CMIS_PAGE_SIZE), "blank: zeros");
	page[127] = 1;
	tap_ok(!cmis_image_blank(page, CMIS_PAGE_SIZE), "not blank: last");
	memset(page, 0xff, CMIS_PAGE_SIZE);
	tap_ok(cmis_image_blank(page, CMIS_PAGE_SIZE), "blank: ones");
	page[0] = 0;
	tap_ok(!cmis_image_blank(page, CMIS_PAGE_SIZE), "not blank: first");
	free(page);
}

static void checksum_test(void)
{
	/* Bytes 128-131 and their sum, which overflows, at 132. */
	u8 *page = PAGE({ 128, 0xf0 }, { 129, 0x20 }, { 130, 1 }, { 131, 2 },
			{ 132, 0x13 }, { 255, 0x26 });

	tap_ok(cmis_checksum_ok(page, 128, 128, 131), "checksum: right");
	tap_ok(!cmis_checksum_ok(page, 128, 129, 131), "checksum: first");
	tap_ok(!cmis_checksum_ok(page, 128, 128, 130), "checksum: last");
	tap_ok(!cmis_checksum_ok(page, 127, 128, 131), "checksum: short");
	tap_ok(cmis_checksum_ok(page, 128, 128, 254), "checksum: at the end");
	tap_ok(!cmis_checksum_ok(page, 128, 128, 255), "checksum: no room");
	free(page);
}

/* ------------------------------------------------------------------------ */
/* Lower memory and page 01h                                                */
/* ------------------------------------------------------------------------ */

static void speed_test(void)
{
	static const struct {
		u8 revision;
		u8 mgmt;
		u16 want;
	} cases[] = {
		{ 0x50, 0x00, 400 }, { 0x50, 0x04, 1000 },
		{ 0x50, 0x08, 3400 }, { 0x50, 0x0c, 0 },
		/* Bits 5-4 belong to the field from 5.3 on. */
		{ 0x52, 0x34, 1000 }, { 0x53, 0x34, 0 }, { 0x53, 0x10, 0 },
		{ 0x53, 0x08, 3400 }, { 0x40, 0x38, 3400 },
		{ 0x54, 0xc7, 1000 },
	};
	struct cmis_basics basics;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		u8 *lower = PAGE({ 1, cases[i].revision },
				 { 2, cases[i].mgmt });

		cmis_basics_decode(lower, CMIS_PAGE_SIZE, &basics);
		tap_is(basics.max_speed_khz, cases[i].want,
		       "bus speed of revision %02xh, code %02xh",
		       cases[i].revision, cases[i].mgmt);
		free(lower);
	}
}

/* Fields of lower memory that a revision before theirs may fill with noise. */
static void since_lower_test(void)
{
	static const u8 revisions[] = { 0x30, 0x40, 0x50, 0x52, 0x53, 0x54 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(revisions); i++) {
		bool of_5_3 = revisions[i] >= 0x53;
		struct cmis_status status;
		struct cmis_basics basics;
		u8 *lower = malloc(CMIS_PAGE_SIZE);

		memset(lower, 0xff, CMIS_PAGE_SIZE);
		lower[1] = revisions[i];
		cmis_basics_decode(lower, CMIS_PAGE_SIZE, &basics);
		cmis_status_decode(lower, CMIS_PAGE_SIZE, &status);
		tap_is(status.password_result, of_5_3 ? 0xf : 0,
		       "%02xh: result of the password", revisions[i]);
		tap_is(status.flags[0], revisions[i] >= 0x54 ? 0xff : 0xf7,
		       "%02xh: flags of the module", revisions[i]);
		tap_is(basics.auto_commission, of_5_3 ? 3 : 0,
		       "%02xh: commissioning", revisions[i]);
		tap_is(basics.function_type, of_5_3 ? 0xff : 0,
		       "%02xh: function type", revisions[i]);
		tap_is(basics.fiber_face, of_5_3 ? 3 : 0,
		       "%02xh: fibre face", revisions[i]);
		tap_is(basics.heat_sink, revisions[i] >= 0x54 ? 0xf : 0,
		       "%02xh: heat sink", revisions[i]);
		free(lower);
	}
}

/* And fields of pages. Adverts of features count in any revision. */
static void since_pages_test(void)
{
	static const u8 revisions[] = { 0x30, 0x40, 0x50, 0x52, 0x53, 0x54 };
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	struct cmis_adverts adverts;
	struct cmis_admin admin;
	unsigned int i;
	u8 *page = malloc(CMIS_PAGE_SIZE);

	memset(page, 0xff, CMIS_PAGE_SIZE);
	page[255 - 128] = 0;
	for (i = 0; i < ARRAY_SIZE(revisions); i++) {
		u8 revision = revisions[i];
		bool of_5_3 = revision >= 0x53;

		cmis_admin_decode(page, CMIS_PAGE_SIZE, revision, &admin);
		tap_is(admin.copper_attenuation_db[3], 0xff,
		       "%02xh: attenuation at 25.8 GHz", revision);
		tap_is(admin.copper_attenuation_db[4], of_5_3 ? 0xff : 0,
		       "%02xh: attenuation at 53.1 GHz", revision);
		tap_is(admin.spi_flow_control, of_5_3 ? 0xff : 0,
		       "%02xh: flow control", revision);
		cmis_adverts_decode(page, CMIS_PAGE_SIZE, revision, &adverts);
		tap_is(adverts.length_smf_m, of_5_3 ? 31500000 : 0,
		       "%02xh: length of fibre", revision);
		tap_is(adverts.banks, of_5_3 ? 8 : 1, "%02xh: banks", revision);
		tap_is(adverts.durations.page_change_us, of_5_3 ? 1 : 10000,
		       "%02xh: change of page", revision);
		tap_is(adverts.nad_banks, of_5_3 ? 0xf : 0,
		       "%02xh: blocks of applications", revision);
		tap_is(adverts.pages, 0xfc, "%02xh: pages", revision);
		cmis_lanes_decode(page, CMIS_PAGE_SIZE, revision, lanes);
		tap_is(lanes[7].tx_output_valid, revision >= 0x50,
		       "%02xh: Tx output", revision);
		tap_is(lanes[0].rx_output_valid, revision >= 0x50,
		       "%02xh: Rx output", revision);
	}
	free(page);
}

/* Two bytes of page 01h, and the number that they make. */
struct advert_case {
	const char *title;
	struct byte bytes[2];
	const void *member;
	u8 size;
	u32 want;
};

#define ROW(_title, _byte1, _value1, _byte2, _value2, _member, _want) {	\
	.title = _title,						\
	.bytes = { { _byte1, _value1 }, { _byte2, _value2 } },		\
	.member = &(_member),						\
	.size = sizeof(_member),					\
	.want = _want							\
}

/* An unsigned member of any size. */
static u32 member_get(const void *member, size_t size)
{
	switch (size) {
	case sizeof(u8):
		return *(const u8 *)member;
	case sizeof(u16):
		return *(const u16 *)member;
	default:
		return *(const u32 *)member;
	}
}

static void adverts_check(const struct advert_case *row, unsigned int count,
			  struct cmis_adverts *adverts)
{
	for (; count--; row++) {
		u8 *page = page_new(row->bytes, 2);

		cmis_adverts_decode(page, CMIS_PAGE_SIZE, REVISION, adverts);
		tap_is(member_get(row->member, row->size), row->want,
		       "adverts: %s", row->title);
		tap_ok(adverts->known, "adverts: %s: known", row->title);
		free(page);
	}
}

static void adverts_layout_test(struct cmis_adverts *adverts)
{
	const struct advert_case rows[] = {
		ROW("banks 0", 142, 0xfc, 174, 0x1f, adverts->banks, 1),
		ROW("banks 1", 142, 0x01, 174, 0x1f, adverts->banks, 2),
		ROW("banks 2", 142, 0x02, 174, 0x00, adverts->banks, 4),
		ROW("banks 3, not extended", 142, 0x03, 174, 0xe0,
		    adverts->banks, 1),
		ROW("banks 3, extended by 1", 142, 0x03, 174, 0x01,
		    adverts->banks, 2),
		ROW("banks 3, extended by 2", 142, 0x03, 174, 0x02,
		    adverts->banks, 3),
		ROW("banks 3, extended by 31", 142, 0x03, 174, 0x1f,
		    adverts->banks, 8),
		ROW("pages without banks", 142, 0xff, 143, 0,
		    adverts->pages, 0xfc),
		ROW("SMF x 0.1 km", 132, 0x3f, 137, 0xc0,
		    adverts->length_smf_m, 6300),
		ROW("SMF x 1 km", 132, 0x42, 137, 0xc0,
		    adverts->length_smf_m, 2000),
		ROW("SMF x 10 km", 132, 0x84, 137, 0xc0,
		    adverts->length_smf_m, 40000),
		ROW("SMF x 50 km", 132, 0xc1, 137, 0x3f,
		    adverts->length_smf_m, 50000),
		ROW("SMF x 500 km", 132, 0xff, 137, 0xc0,
		    adverts->length_smf_m, 31500000),
	};

	adverts_check(rows, ARRAY_SIZE(rows), adverts);
}

static void adverts_bias_test(struct cmis_adverts *adverts)
{
	const struct advert_case rows[] = {
		ROW("bias 0", 160, 0x07, 143, 1, adverts->bias_scale, 1),
		ROW("bias 1", 160, 0x0f, 143, 1, adverts->bias_scale, 2),
		ROW("bias 2", 160, 0x17, 143, 1, adverts->bias_scale, 4),
		ROW("bias 3", 160, 0x1f, 143, 1, adverts->bias_scale, 0),
	};

	adverts_check(rows, ARRAY_SIZE(rows), adverts);
}

static void adverts_timing_test(struct cmis_adverts *adverts)
{
	struct cmis_durations *durations = &adverts->durations;
	const struct advert_case rows[] = {
		ROW("CDB instances 2", 163, 0x80, 143, 0,
		    adverts->cdb_instances, 2),
		ROW("CDB instances reserved", 163, 0xc0, 143, 0,
		    adverts->cdb_instances, 0),
		ROW("CDB pages 5", 163, 0x05, 143, 0,
		    adverts->cdb_epl_pages, 8),
		ROW("CDB pages 7", 163, 0xf7, 143, 0,
		    adverts->cdb_epl_pages, 16),
		ROW("CDB pages reserved", 163, 0x08, 143, 0,
		    adverts->cdb_epl_pages, 0),
		ROW("CDB access, shortest", 164, 0, 143, 1,
		    adverts->cdb_access_bytes, 8),
		ROW("CDB access, longest", 164, 255, 143, 0,
		    adverts->cdb_access_bytes, 2048),
		ROW("CDB busy 0", 166, 0x00, 143, 1,
		    durations->cdb_busy_ms, 80),
		ROW("CDB busy 79", 166, 79, 143, 0,
		    durations->cdb_busy_ms, 1),
		ROW("CDB busy 80", 166, 80, 143, 0,
		    durations->cdb_busy_ms, 0),
		ROW("CDB busy 127", 166, 127, 143, 0,
		    durations->cdb_busy_ms, 0),
		ROW("CDB busy extended 0", 166, 0x80, 165, 0x80,
		    durations->cdb_busy_ms, 160),
		ROW("CDB busy extended 1", 166, 0xff, 165, 0x01,
		    durations->cdb_busy_ms, 160),
		ROW("CDB busy extended 31", 166, 0x80, 165, 0xff,
		    durations->cdb_busy_ms, 4960),
		ROW("page change 0", 169, 0xf0, 143, 0,
		    durations->page_change_us, 10000),
		ROW("page change 4", 169, 4, 143, 0,
		    durations->page_change_us, 625),
		ROW("page change 15", 169, 15, 143, 0,
		    durations->page_change_us, 1),
		ROW("module select 0", 143, 0, 144, 1,
		    durations->modsel_wait_us, 0),
		ROW("module select, longest", 143, 0xff, 144, 0,
		    durations->modsel_wait_us, 3968),
	};

	adverts_check(rows, ARRAY_SIZE(rows), adverts);
}

static void adverts_test(void)
{
	struct cmis_adverts adverts;

	adverts_layout_test(&adverts);
	adverts_bias_test(&adverts);
	adverts_timing_test(&adverts);
}

static void flat_test(void)
{
	struct cmis_adverts adverts;

	memset(&adverts, 0xff, sizeof(adverts));
	cmis_adverts_init_flat(&adverts);
	tap_ok(!adverts.known, "flat: not known");
	tap_is(adverts.lane_flags, 0, "flat: no lane flags");
	tap_is(adverts.banks, 1, "flat: one bank");
	tap_is(adverts.bias_scale, 1, "flat: bias scale");
	tap_is(adverts.pages, 0, "flat: no pages");
	tap_is(adverts.durations.pwr_up_ms, U32_MAX, "flat: no bound");
	tap_is(adverts.durations.page_change_us, 10000, "flat: page change");
}

/* ------------------------------------------------------------------------ */
/* Applications and lanes                                                   */
/* ------------------------------------------------------------------------ */

/* Put @descriptor in the first @count places; FFh says that a place is free. */
static void apps_fill(u8 *lower, u8 *page01, const u8 *descriptor,
		      unsigned int count)
{
	unsigned int i;

	for (i = 0; i < CMIS_MAX_APPS; i++) {
		u8 *at = i < 8 ? lower + 86 + 4 * i :
				 page01 + 223 - 128 + 4 * (i - 8);

		if (i < count)
			memcpy(at, descriptor, 4);
		else
			at[0] = 0xff;
		page01[176 - 128 + i] = 0x10 + i;
	}
}

static int apps_get(const u8 *lower, const u8 *page01, u8 media_type,
		    struct cmis_apps *apps)
{
	return cmis_apps_decode(CMIS_WHOLE_PAGE(lower),
				page01 ? CMIS_WHOLE_PAGE(page01) : NULL,
				media_type, apps);
}

static void apps_length_test(void)
{
	u8 *page = PAGE({ 86, 0x11 }, { 87, 0x1c }, { 88, 0x84 });
	const struct cmis_bytes whole = { page, CMIS_PAGE_SIZE };
	const struct cmis_bytes cut = { page, CMIS_PAGE_SIZE - 1 };
	const struct cmis_bytes none = { NULL, 0 };
	struct cmis_apps apps;

	tap_is(cmis_apps_decode(&whole, &whole, 2, &apps), 0, "whole pages");
	tap_is(cmis_apps_decode(&cut, &whole, 2, &apps), -EMSGSIZE,
	       "lower memory that is cut off");
	tap_is(apps.count, 0, "has no application");
	tap_is(cmis_apps_decode(&whole, &cut, 2, &apps), -EMSGSIZE,
	       "page 01h that is cut off");
	tap_is(cmis_apps_decode(&none, &none, 2, &apps), -EMSGSIZE,
	       "nothing at all");
	free(page);
}

static void apps_count_test(void)
{
	static const u8 descriptor[] = { 0x11, 0x1c, 0x84, 0x01 };
	u8 *lower = calloc(1, CMIS_PAGE_SIZE);
	u8 *page01 = calloc(1, CMIS_PAGE_SIZE);
	struct cmis_apps apps;
	unsigned int count;

	for (count = 0; count <= CMIS_MAX_APPS; count++) {
		apps_fill(lower, page01, descriptor, count);
		tap_is(apps_get(lower, page01, 2, &apps), 0,
		       "%u applications: taken", count);
		tap_is(apps.count, count, "%u applications", count);
		apps_get(lower, NULL, 2, &apps);
		tap_is(apps.count, count < 8 ? count : 8,
		       "%u applications, no page 01h", count);
	}
	tap_is(apps.app[7].media_assign, 0, "no page 01h: no media lanes");
	apps_get(lower, page01, 2, &apps);
	tap_is(apps.app[0].media_assign, 0x10, "media lanes of AppSel 1");
	tap_is(apps.app[14].media_assign, 0x1e, "media lanes of AppSel 15");
	tap_is(apps.app[14].host_id, 0x11, "AppSel 15");

	memset(page01, 0xff, CMIS_PAGE_SIZE);
	apps_get(lower, page01, 2, &apps);
	tap_is(apps.count, 8, "page 01h all ones: lower memory only");
	tap_is(apps.app[0].media_assign, 0, "page 01h all ones: no media lanes");
	free(page01);
	free(lower);
}

static void apps_edges_test(void)
{
	u8 *lower = PAGE({ 98, 0x01 }, { 99, 0x00 }, { 100, 0x00 },
			 { 106, 0xff }, { 110, 0x11 }, { 112, 0x88 });
	u8 *page01 = PAGE({ 223, 0x11 }, { 225, 0x88 });
	struct cmis_apps apps;

	apps_get(lower, page01, 2, &apps);
	tap_is(apps.count, 4, "the list ends at FFh, in lower memory too");
	tap_ok(!cmis_app_used(&apps.app[0]), "an empty descriptor");
	tap_ok(cmis_app_used(&apps.app[3]), "a descriptor after empty ones");
	tap_is(apps.app[3].host_lanes, 1, "lanes by the host interface");
	tap_is(apps.app[3].media_lanes, 0, "lanes that nobody knows");
	memset(lower, 0, CMIS_PAGE_SIZE);
	apps_get(lower, NULL, 0, &apps);
	tap_is(apps.count, 0, "all descriptors empty");
	free(page01);
	free(lower);
}

static void apps_used_test(void)
{
	static const struct cmis_app used[] = {
		{ .host_id = 1 }, { .media_id = 1 }, { .host_lanes = 1 },
		{ .media_lanes = 1 },
	};
	static const struct cmis_app empty = {
		.host_assign = 1, .media_assign = 1,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(used); i++)
		tap_ok(cmis_app_used(&used[i]), "used by member %u", i);
	tap_ok(!cmis_app_used(&empty), "not used by its assignment");
}

static void lanes_count_test(void)
{
	static const struct {
		u8 identifier;
		u8 banks;
		u8 want;
	} cases[] = {
		{ 0x18, 1, 8 }, { 0x18, 0, 8 }, { 0x18, 2, 16 },
		{ 0x1e, 1, 4 }, { 0x1f, 1, 2 }, { 0x20, 1, 1 },
		{ 0x21, 1, 8 }, { 0x21, 2, 16 }, { 0x21, 4, 32 },
		{ 0x22, 1, 0 }, { 0x80, 4, 32 }, { 0xee, 1, 8 },
		{ 0x80, 3, 24 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cmis_basics basics = {
			.identifier = cases[i].identifier,
		};
		struct cmis_adverts adverts = { .banks = cases[i].banks };

		tap_is(cmis_lanes_count(&basics, &adverts), cases[i].want,
		       "lanes of %02xh with %u banks", cases[i].identifier,
		       cases[i].banks);
	}
}

static void media_lanes_test(void)
{
	static const struct {
		u8 missing;
		u8 lanes;
		u8 lane;
		bool want;
	} cases[] = {
		{ 0x00, 8, 0, true }, { 0x00, 8, 7, true },
		{ 0x00, 8, 8, false }, { 0xf0, 8, 3, true },
		{ 0xf0, 8, 4, false }, { 0x80, 8, 7, false },
		{ 0xff, 16, 0, true }, { 0xff, 16, 15, true },
		{ 0xff, 16, 16, false }, { 0x00, 4, 4, false },
		{ 0x00, 0, 0, false }, { 0xff, 32, 31, true },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cmis_admin admin = {
			.media_lanes_unsupported = cases[i].missing,
		};

		tap_is(cmis_media_lane_supported(&admin, cases[i].lanes,
						 cases[i].lane),
		       cases[i].want, "media lane %u of %u, map %02xh",
		       cases[i].lane, cases[i].lanes, cases[i].missing);
	}
}

/* ------------------------------------------------------------------------ */
/* Random images                                                            */
/* ------------------------------------------------------------------------ */

#define RANDOM_IMAGES	20000

static bool string_clean(const char *string, size_t size)
{
	size_t len = strnlen(string, size), i;

	for (i = 0; i < len; i++)
		if (string[i] < ' ' || string[i] > '~')
			return false;
	return len < size;
}

static bool admin_sane(const struct cmis_admin *admin)
{
	return string_clean(admin->vendor_name, sizeof(admin->vendor_name)) &&
	       string_clean(admin->vendor_pn, sizeof(admin->vendor_pn)) &&
	       string_clean(admin->vendor_rev, sizeof(admin->vendor_rev)) &&
	       string_clean(admin->vendor_sn, sizeof(admin->vendor_sn)) &&
	       string_clean(admin->date_code, sizeof(admin->date_code)) &&
	       string_clean(admin->clei, sizeof(admin->clei)) &&
	       admin->power_class >= 1 && admin->power_class <= 8;
}

static bool adverts_sane(const struct cmis_adverts *adverts)
{
	return adverts->banks >= 1 && adverts->banks <= CMIS_MAX_BANKS &&
	       adverts->bias_scale <= 4 && adverts->bias_scale != 3 &&
	       adverts->cdb_instances <= CMIS_CDB_MAX_INSTANCES &&
	       !(adverts->lane_flags >> CMIS_LF_COUNT);
}

static bool lanes_sane(const struct cmis_lane *lanes)
{
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (lanes[i].dp_state >= CMIS_DP_STATE_COUNT ||
		    lanes[i].config_status >= CMIS_CONFIG_STATUS_COUNT ||
		    lanes[i].dp_id >= CMIS_LANES_PER_BANK ||
		    lanes[i].appsel > CMIS_MAX_APPS ||
		    lanes[i].flags >> CMIS_LF_COUNT)
			return false;
	return true;
}

/* The same image for every page, and through every decoder. */
static bool random_sane(const u8 *image)
{
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	struct cmis_thresholds thresholds;
	struct cmis_adverts adverts;
	struct cmis_basics basics;
	struct cmis_status status;
	struct cmis_admin admin;
	struct cmis_apps apps;

	return !cmis_basics_decode(image, CMIS_PAGE_SIZE, &basics) &&
	       !cmis_admin_decode(image, CMIS_PAGE_SIZE, REVISION, &admin) &&
	       !cmis_adverts_decode(image, CMIS_PAGE_SIZE, image[0],
				    &adverts) &&
	       !cmis_thresholds_decode(image, CMIS_PAGE_SIZE, &thresholds) &&
	       !cmis_status_decode(image, CMIS_PAGE_SIZE, &status) &&
	       !cmis_lanes_decode(image, CMIS_PAGE_SIZE, image[0], lanes) &&
	       !apps_get(image, image, basics.media_type, &apps) &&
	       admin_sane(&admin) && adverts_sane(&adverts) &&
	       lanes_sane(lanes) && apps.count <= CMIS_MAX_APPS &&
	       status.state < CMIS_STATE_COUNT &&
	       cmis_lanes_count(&basics, &adverts) <= CMIS_MAX_LANES;
}

static void random_test(void)
{
	u8 *image = malloc(CMIS_PAGE_SIZE);
	unsigned int i, j, sane = 0;
	u32 state = 2463534242u;

	for (i = 0; i < RANDOM_IMAGES; i++) {
		for (j = 0; j < CMIS_PAGE_SIZE; j++) {
			state ^= state << 13;
			state ^= state >> 17;
			state ^= state << 5;
			image[j] = state >> 24;
		}
		sane += random_sane(image);
	}
	tap_is(sane, RANDOM_IMAGES, "random images decode within bounds");
	free(image);
}

int main(void)
{
	lengths_test();
	whole_page_test();
	durations_test();
	strings_test();
	strings_refused_test();
	blank_test();
	checksum_test();
	speed_test();
	since_lower_test();
	since_pages_test();
	adverts_test();
	flat_test();
	apps_length_test();
	apps_count_test();
	apps_edges_test();
	apps_used_test();
	lanes_count_test();
	media_lanes_test();
	random_test();
	return tap_done();
}
