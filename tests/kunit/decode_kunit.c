// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoders in the kernel: accepted and rejected input. Images are allocated
 * with the exact length that is passed, so that KASAN sees reads beyond it.
 */

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "fixture/spec.c"

/* A byte of a page, as addressed in the window. */
struct byte {
	u8 offset;
	u8 value;
};

static u8 *page_new(struct kunit *test, const struct byte *bytes,
		    unsigned int count)
{
	u8 *page = kunit_kzalloc(test, CMIS_PAGE_SIZE, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	while (count--)
		page[bytes[count].offset & 0x7f] = bytes[count].value;
	return page;
}

/* ------------------------------------------------------------------------ */
/* Values                                                                   */
/* ------------------------------------------------------------------------ */

struct value_case {
	const char *name;
	u16 type;
	u8 scale;
	u8 raw[2];
	s32 want;
};

static const struct value_case value_accepted[] = {
	{ "raw lowest", CMIS_MON_CUSTOM, 1, { 0x80, 0x00 }, -32768 },
	{ "raw highest", CMIS_MON_CUSTOM, 1, { 0x7f, 0xff }, 32767 },
	{ "25 C", CMIS_MON_TEMP, 1, { 0x19, 0x00 }, 25000 },
	{ "62.5 mC", CMIS_MON_TEMP, 1, { 0x00, 0x10 }, 63 },
	{ "-62.5 mC", CMIS_MON_TEMP, 1, { 0xff, 0xf0 }, -63 },
	{ "-3.9 mC", CMIS_MON_TEMP, 1, { 0xff, 0xff }, -4 },
	{ "-128 C", CMIS_MON_TEMP, 1, { 0x80, 0x00 }, -128000 },
	{ "3.3 V", CMIS_MON_VCC, 1, { 0x80, 0xe8 }, 3300000 },
	{ "6.5535 V", CMIS_MON_VCC, 1, { 0xff, 0xff }, 6553500 },
	{ "1 mW", CMIS_MON_RX_POWER, 1, { 0x27, 0x10 }, 1000000 },
	{ "0.1 uW", CMIS_MON_RX_POWER, 4, { 0x00, 0x01 }, 100 },
	{ "bias x 1", CMIS_MON_TX_BIAS, 1, { 0x88, 0xb8 }, 70000 },
	{ "bias x 2", CMIS_MON_TX_BIAS, 2, { 0x44, 0x5c }, 70000 },
	{ "bias x 4", CMIS_MON_TX_BIAS, 4, { 0xff, 0xff }, 524280 },
	{ "bias x ?", CMIS_MON_TX_BIAS, 0, { 0x88, 0xb8 }, 70000 },
	{ "TEC full", CMIS_MON_AUX1_TEC, 1, { 0x7f, 0xff },
	  100000 },
	{ "TEC half", CMIS_MON_AUX1_TEC, 1, { 0xc0, 0x00 },
	  -50002 },
	{ "TEC lowest", CMIS_MON_AUX1_TEC, 1, { 0x80, 0x00 },
	  -100003 },
};

static void value_case_name(const struct value_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(value_accepted, value_accepted, value_case_name);

static void decode_value(struct kunit *test)
{
	const struct value_case *row = test->param_value;
	const struct cmis_monitor monitor = {
		.type = row->type,
		.scale = row->scale,
	};
	u16 raw = cmis_monitor_get_raw(&monitor, row->raw);

	KUNIT_EXPECT_EQ(test, cmis_monitor_get_value(&monitor, raw).mantissa,
			row->want);
}

static void decode_duration(struct kunit *test)
{
	static const u32 want[] = {
		1, 5, 10, 50, 100, 500, 1000, 5000, 10000, 60000, 300000,
		600000, 3000000, U32_MAX, U32_MAX, U32_MAX,
	};
	unsigned int code;

	for (code = 0; code < 256; code++)
		KUNIT_EXPECT_EQ(test, cmis_duration_ms(code),
				code < ARRAY_SIZE(want) ? want[code] : U32_MAX);
}

/* ------------------------------------------------------------------------ */
/* Strings, blanks, checksums                                               */
/* ------------------------------------------------------------------------ */

struct string_case {
	const char *name;
	const char *src;
	size_t len;
	size_t size;
	int ret;
	const char *want;
};

static const struct string_case string_accepted[] = {
	{ "padded", "ABC     ", 8, 9, 3, "ABC" },
	{ "full", "ABCDEFGH", 8, 9, 8, "ABCDEFGH" },
	{ "blank", "    ", 4, 5, 0, "" },
	{ "zeros", "\0\0\0\0", 4, 5, 0, "" },
	{ "ones", "\377\377\377\377", 4, 5, 0, "" },
	{ "blanks at the start", "  A ", 4, 5, 3, "  A" },
	{ "zero inside", "A\0B\0", 4, 5, 3, "A?B" },
	{ "escape sequence", "\033[2J", 4, 5, 4, "?[2J" },
	{ "ends of the range", "\037 ~\177", 4, 5, 4, "? ~?" },
	{ "more room", "AB", 2, 5, 2, "AB" },
	{ "nothing", "", 0, 1, 0, "" },
};

static const struct string_case string_rejected[] = {
	{ "no room for the end", "ABCD", 4, 4, -EMSGSIZE, "#####" },
	{ "no room at all", "ABCD", 4, 0, -EMSGSIZE, "#####" },
};

static void string_case_name(const struct string_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(string_accepted, string_accepted, string_case_name);
KUNIT_ARRAY_PARAM(string_rejected, string_rejected, string_case_name);

static void decode_string(struct kunit *test)
{
	const struct string_case *row = test->param_value;
	char dst[16] = "#####";

	KUNIT_EXPECT_EQ(test, cmis_string_decode(row->src, row->len, dst,
						 row->size), row->ret);
	KUNIT_EXPECT_STREQ(test, dst, row->want);
}

static void decode_blank(struct kunit *test)
{
	u8 *page = page_new(test, NULL, 0);

	KUNIT_EXPECT_TRUE(test, cmis_image_blank(page, CMIS_PAGE_SIZE));
	page[CMIS_PAGE_SIZE - 1] = 1;
	KUNIT_EXPECT_FALSE(test, cmis_image_blank(page, CMIS_PAGE_SIZE));
	memset(page, 0xff, CMIS_PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, cmis_image_blank(page, CMIS_PAGE_SIZE));
	page[0] = 0;
	KUNIT_EXPECT_FALSE(test, cmis_image_blank(page, CMIS_PAGE_SIZE));
}

static void decode_checksum(struct kunit *test)
{
	static const struct byte bytes[] = {
		{ 128, 0xf0 }, { 129, 0x20 }, { 130, 0x03 }, { 131, 0x13 },
	};
	u8 *page = page_new(test, bytes, ARRAY_SIZE(bytes));

	KUNIT_EXPECT_TRUE(test, cmis_checksum_ok(page, 128, 128, 130));
	KUNIT_EXPECT_FALSE(test, cmis_checksum_ok(page, 128, 129, 130));
	KUNIT_EXPECT_FALSE(test, cmis_checksum_ok(page, 128, 128, 131));
	KUNIT_EXPECT_FALSE(test, cmis_checksum_ok(page, 127, 128, 130));
	KUNIT_EXPECT_FALSE(test, cmis_checksum_ok(page, 128, 128, 255));
}

/* ------------------------------------------------------------------------ */
/* Lengths                                                                  */
/* ------------------------------------------------------------------------ */

/* The revision of images that do not say one */
#define REVISION	0x54

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

struct length_case {
	const char *name;
	int (*decode)(const u8 *image, size_t len, union result *result);
};

static const struct length_case length_cases[] = {
	{ "lower memory, static", basics_decode },
	{ "page 00h", admin_decode },
	{ "page 01h", adverts_decode },
	{ "page 02h", thresholds_decode },
	{ "lower memory, status", status_decode },
	{ "page 11h", lanes_decode },
};

static void length_case_name(const struct length_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(length, length_cases, length_case_name);

static void decode_length(struct kunit *test)
{
	const struct length_case *row = test->param_value;
	union result *result;
	size_t len;
	u8 *image;

	result = kunit_kzalloc(test, sizeof(*result), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, result);
	for (len = 1; len < CMIS_PAGE_SIZE; len++) {
		image = kzalloc(len, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, image);
		KUNIT_EXPECT_EQ(test, row->decode(image, len, result),
				-EMSGSIZE);
		kfree(image);
	}
	KUNIT_EXPECT_EQ(test, row->decode(NULL, 0, result), -EMSGSIZE);
	image = page_new(test, NULL, 0);
	KUNIT_EXPECT_EQ(test, row->decode(image, CMIS_PAGE_SIZE, result), 0);
}

/* ------------------------------------------------------------------------ */
/* Page 01h                                                                 */
/* ------------------------------------------------------------------------ */

/* Two bytes of the page, and the adverts that they change. */
struct adverts_case {
	const char *name;
	struct byte bytes[2];
	u8 banks;
	u8 bias_scale;
	u32 cdb_busy_ms;
	u32 page_change_us;
	u32 length_smf_m;
};

static const struct adverts_case adverts_cases[] = {
	{ "one bank", { { 142, 0xfc } }, 1, 1, 80, 10000, 0 },
	{ "two banks", { { 142, 0x01 } }, 2, 1, 80, 10000, 0 },
	{ "four banks", { { 142, 0x02 } }, 4, 1, 80, 10000, 0 },
	{ "bank code that was reserved", { { 142, 0x03 } },
	  1, 1, 80, 10000, 0 },
	{ "three banks of 5.4", { { 142, 0x03 }, { 174, 0x02 } },
	  3, 1, 80, 10000, 0 },
	{ "more banks than we can", { { 142, 0x03 }, { 174, 0xff } },
	  8, 1, 80, 10000, 0 },
	{ "bias x 2", { { 160, 0x08 } }, 1, 2, 80, 10000, 0 },
	{ "bias x 4", { { 160, 0x10 } }, 1, 4, 80, 10000, 0 },
	{ "bias scale reserved", { { 160, 0x18 } }, 1, 0, 80, 10000, 0 },
	{ "CDB busy 30 ms", { { 166, 50 } }, 1, 1, 30, 10000, 0 },
	{ "CDB busy 0 ms", { { 166, 127 } }, 1, 1, 0, 10000, 0 },
	{ "CDB busy 160 ms", { { 166, 0x80 } }, 1, 1, 160, 10000, 0 },
	{ "CDB busy 4960 ms", { { 165, 0xff }, { 166, 0xff } },
	  1, 1, 4960, 10000, 0 },
	{ "page change, fastest", { { 169, 0x0f } }, 1, 1, 80, 1, 0 },
	{ "page change 312.5 us", { { 169, 0x05 } }, 1, 1, 80, 313, 0 },
	{ "500 m", { { 132, 0x05 } }, 1, 1, 80, 10000, 500 },
	{ "63 x 500 km", { { 132, 0xff }, { 137, 0xc0 } },
	  1, 1, 80, 10000, 31500000 },
};

static void adverts_case_name(const struct adverts_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(adverts, adverts_cases, adverts_case_name);

static void decode_adverts(struct kunit *test)
{
	const struct adverts_case *row = test->param_value;
	struct cmis_adverts adverts;
	u8 *page = page_new(test, row->bytes, row->bytes[1].offset ? 2 : 1);

	KUNIT_ASSERT_EQ(test, cmis_adverts_decode(page, CMIS_PAGE_SIZE,
						  REVISION, &adverts), 0);
	KUNIT_EXPECT_TRUE(test, adverts.known);
	KUNIT_EXPECT_EQ(test, adverts.banks, row->banks);
	KUNIT_EXPECT_EQ(test, adverts.bias_scale, row->bias_scale);
	KUNIT_EXPECT_EQ(test, adverts.durations.cdb_busy_ms,
			row->cdb_busy_ms);
	KUNIT_EXPECT_EQ(test, adverts.durations.page_change_us,
			row->page_change_us);
	KUNIT_EXPECT_EQ(test, adverts.length_smf_m, row->length_smf_m);
}

static void decode_adverts_blank(struct kunit *test)
{
	struct cmis_adverts adverts;
	u8 *page = page_new(test, NULL, 0);

	KUNIT_EXPECT_EQ(test, cmis_adverts_decode(page, CMIS_PAGE_SIZE,
						  REVISION, &adverts), 0);
	KUNIT_EXPECT_FALSE(test, adverts.known);
	KUNIT_EXPECT_EQ(test, adverts.durations.pwr_up_ms, U32_MAX);
	memset(page, 0xff, CMIS_PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, cmis_adverts_decode(page, CMIS_PAGE_SIZE,
						  REVISION, &adverts), 0);
	KUNIT_EXPECT_FALSE(test, adverts.known);
	KUNIT_EXPECT_EQ(test, adverts.banks, 1);
	cmis_adverts_init_flat(&adverts);
	KUNIT_EXPECT_EQ(test, adverts.lane_flags, 0);
}

static void decode_thresholds(struct kunit *test)
{
	static const struct byte bytes[] = { { 128, 0x4b } };
	struct cmis_thresholds thresholds;
	u8 *page = page_new(test, bytes, ARRAY_SIZE(bytes));

	KUNIT_ASSERT_EQ(test, cmis_thresholds_decode(page, CMIS_PAGE_SIZE,
						     &thresholds), 0);
	KUNIT_EXPECT_TRUE(test, thresholds.known);
	KUNIT_EXPECT_FALSE(test, thresholds.checksum_ok);
	memset(page, 0xff, CMIS_PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, cmis_thresholds_decode(page, CMIS_PAGE_SIZE,
						     &thresholds), 0);
	KUNIT_EXPECT_FALSE(test, thresholds.known);
}

/* ------------------------------------------------------------------------ */
/* Monitors at fixed registers                                              */
/* ------------------------------------------------------------------------ */

#define MONITORS_MAX	16

static struct cmis_monitor_list monitors_new(struct kunit *test)
{
	struct cmis_monitor_list list = {
		.max = MONITORS_MAX,
		.scale = 2,
		.monitor = kunit_kcalloc(test, MONITORS_MAX,
					 sizeof(*list.monitor), GFP_KERNEL),
	};

	KUNIT_ASSERT_NOT_NULL(test, list.monitor);
	return list;
}

/* A monitor, its value, its flags and its thresholds. */
static void decode_monitors(struct kunit *test)
{
	static const struct byte page01[] = {
		{ 145, 0x03 }, { 159, 0x3f }, { 160, 0x05 },
	};
	static const struct byte page02[] = {
		{ 128, 0x4b }, { 130, 0xfb }, { 132, 0x46 },
		{ 190, 0x09 }, { 191, 0xc4 },
	};
	static const struct byte lower[] = {
		{ 9, 0x21 }, { 10, 0x84 }, { 11, 0xc3 }, { 14, 0x2d },
		{ 15, 0x80 }, { 24, 0x12 }, { 25, 0x34 },
	};
	/* Flags of bias and of Rx power, values of bias and of Rx power */
	static const struct byte page11[] = {
		{ 143, 0x40 }, { 146, 0x40 }, { 150, 0x40 }, { 182, 0x01 },
		{ 198, 0x01 },
	};
	static const struct {
		u16 type;
		u8 lane;
		u16 raw;
		u8 levels;
		u8 has;
	} want[] = {
		{ CMIS_MON_TEMP, CMIS_LANE_NONE, 0x2d80, 1, 0xf },
		{ CMIS_MON_VCC, CMIS_LANE_NONE, 0, 2, 0 },
		{ CMIS_MON_AUX1_TEC, CMIS_LANE_NONE, 0, 4, 0 },
		{ CMIS_MON_AUX2_TEC, CMIS_LANE_NONE, 0, 8, 0 },
		{ CMIS_MON_AUX3_LASER_TEMP, CMIS_LANE_NONE, 0, 3, 0 },
		{ CMIS_MON_CUSTOM, CMIS_LANE_NONE, 0x1234, 12, 0 },
		{ CMIS_MON_TX_BIAS, 14, 0x100, 0x9, 0x8 },
		{ CMIS_MON_RX_POWER, 14, 0x100, 0x2, 0 },
	};
	struct cmis_monitor_list list = monitors_new(test);
	const u8 *lower_page = page_new(test, lower, ARRAY_SIZE(lower));
	const u8 *lane_page = page_new(test, page11, ARRAY_SIZE(page11));
	unsigned int i;

	list.adverts = page_new(test, page01, ARRAY_SIZE(page01));
	list.thresholds = page_new(test, page02, ARRAY_SIZE(page02));
	cmis_monitors_add(&list, CMIS_LANE_NONE, true);
	cmis_monitors_add(&list, 14, true);
	cmis_monitors_add(&list, 15, false);
	KUNIT_ASSERT_EQ(test, list.count, ARRAY_SIZE(want));
	for (i = 0; i < list.count; i++) {
		const struct cmis_monitor *monitor = &list.monitor[i];
		const u8 *half = monitor->source == CMIS_SOURCE_LANES ?
				 lane_page : lower_page;

		KUNIT_EXPECT_EQ(test, monitor->type, want[i].type);
		KUNIT_EXPECT_EQ(test, monitor->lane, want[i].lane);
		KUNIT_EXPECT_EQ(test, monitor->bank,
				want[i].lane == CMIS_LANE_NONE ? 0 : 1);
		KUNIT_EXPECT_EQ(test, cmis_monitor_get_raw(monitor, half),
				want[i].raw);
		KUNIT_EXPECT_EQ(test, cmis_monitor_get_flags(monitor, half),
				want[i].levels);
		KUNIT_EXPECT_EQ(test, monitor->has, want[i].has);
	}
	KUNIT_EXPECT_EQ(test, list.monitor[0].limit[1], 0xfb00);
	KUNIT_EXPECT_EQ(test, cmis_monitor_get_value(&list.monitor[6],
						     0x09c4).mantissa, 10000);
}

/* A blank page 01h denies nothing; a full list takes no more. */
static void decode_monitors_assumed(struct kunit *test)
{
	struct cmis_monitor_list list = monitors_new(test);

	cmis_monitors_add(&list, CMIS_LANE_NONE, true);
	cmis_monitors_add(&list, 0, true);
	KUNIT_ASSERT_EQ(test, list.count, 2);
	KUNIT_EXPECT_EQ(test, list.monitor[0].type, CMIS_MON_TEMP);
	KUNIT_EXPECT_EQ(test, list.monitor[1].type, CMIS_MON_VCC);
	KUNIT_EXPECT_EQ(test, list.monitor[0].has, 0);
	list.max = 3;
	cmis_monitors_add(&list, CMIS_LANE_NONE, true);
	KUNIT_EXPECT_EQ(test, list.count, 3);
}

/* ------------------------------------------------------------------------ */
/* Lower memory, applications and lanes                                     */
/* ------------------------------------------------------------------------ */

static void decode_basics(struct kunit *test)
{
	static const struct byte bytes[] = {
		{ 0, 0x21 }, { 1, 0x53 }, { 2, 0x45 }, { 39, 3 }, { 40, 17 },
		{ 56, 4 }, { 61, 0x32 }, { 62, 0x81 }, { 85, 2 },
	};
	struct cmis_basics basics;
	u8 *lower = page_new(test, bytes, ARRAY_SIZE(bytes));

	KUNIT_ASSERT_EQ(test, cmis_basics_decode(lower, CMIS_PAGE_SIZE,
						 &basics), 0);
	KUNIT_EXPECT_EQ(test, basics.identifier, 0x21);
	KUNIT_EXPECT_EQ(test, basics.rev_major, 5);
	KUNIT_EXPECT_EQ(test, basics.rev_minor, 3);
	KUNIT_EXPECT_FALSE(test, basics.flat);
	KUNIT_EXPECT_TRUE(test, basics.stepped_only);
	KUNIT_EXPECT_EQ(test, basics.auto_commission, 1);
	KUNIT_EXPECT_EQ(test, basics.max_speed_khz, 1000);
	KUNIT_EXPECT_EQ(test, basics.media_type, CMIS_MEDIA_SMF);
	KUNIT_EXPECT_EQ(test, basics.fw_major, 3);
	KUNIT_EXPECT_EQ(test, basics.fw_minor, 17);
	KUNIT_EXPECT_EQ(test, basics.sm_support, 4);
	KUNIT_EXPECT_EQ(test, basics.fiber_face, 2);
	KUNIT_EXPECT_EQ(test, basics.heat_sink, 0);
	KUNIT_EXPECT_EQ(test, basics.lowpwr_restrictions, 0x81);
	/* The same bytes are reserved in 5.2. */
	lower[1] = 0x52;
	cmis_basics_decode(lower, CMIS_PAGE_SIZE, &basics);
	KUNIT_EXPECT_EQ(test, basics.sm_support, 0);
	KUNIT_EXPECT_EQ(test, basics.lowpwr_restrictions, 0);
}

static void decode_status(struct kunit *test)
{
	static const struct byte bytes[] = {
		{ 3, 0xa6 }, { 4, 0xf3 }, { 9, 0x21 }, { 41, 5 },
	};
	struct cmis_status status;
	u8 *lower = page_new(test, bytes, ARRAY_SIZE(bytes));

	KUNIT_ASSERT_EQ(test, cmis_status_decode(lower, CMIS_PAGE_SIZE,
						 &status), 0);
	KUNIT_EXPECT_EQ(test, status.state, CMIS_STATE_READY);
	KUNIT_EXPECT_TRUE(test, status.interrupt);
	KUNIT_EXPECT_EQ(test, status.summary[0], 3);
	KUNIT_EXPECT_EQ(test, status.fault_cause, 5);
}

struct apps_case {
	const char *name;
	bool paged;		/* pass page 01h */
	unsigned int bytes_count;
	struct byte bytes[10];
	u8 count;
	u8 last_host_id;
	u8 last_host_assign;
	u8 last_media_assign;
};

/* Bytes from 128 on are of page 01h. */
static const struct apps_case apps_cases[] = {
	{ "none", true, 0, { }, 0 },
	{ "end at once", true, 2, { { 86, 0xff }, { 90, 0x11 } }, 0 },
	{ "one", true, 5,
	  { { 86, 0x11 }, { 88, 0x84 }, { 89, 0x01 }, { 90, 0xff },
	    { 176, 0x03 } }, 1, 0x11, 0x01, 0x03 },
	{ "last of lower memory", true, 4,
	  { { 114, 0x11 }, { 117, 0x05 }, { 183, 0x11 }, { 223, 0xff } },
	  8, 0x11, 0x05, 0x11 },
	{ "last of all", true, 3,
	  { { 247, 0x50 }, { 250, 0x11 }, { 190, 0x55 } },
	  15, 0x50, 0x11, 0x55 },
	{ "end hides page 01h", true, 3,
	  { { 86, 0x11 }, { 90, 0xff }, { 247, 0x50 } }, 1, 0x11, 0, 0 },
	{ "no page 01h", false, 3,
	  { { 90, 0x11 }, { 247, 0x50 }, { 177, 0xff } }, 2, 0x11, 0, 0 },
	{ "flat memory", true, 4,
	  { { 2, 0x80 }, { 86, 0x1d }, { 89, 0x01 }, { 176, 0xff } },
	  1, 0x1d, 0x01, 0 },
	{ "flat memory of 5.4", true, 4,
	  { { 1, 0x54 }, { 2, 0x80 }, { 86, 0x1d }, { 89, 0x01 } },
	  1, 0x1d, 0, 0 },
	{ "paged memory of 5.4", true, 3,
	  { { 1, 0x54 }, { 86, 0x1d }, { 89, 0x01 } }, 1, 0x1d, 0x01, 0 },
};

static void apps_case_name(const struct apps_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(apps, apps_cases, apps_case_name);

static void decode_apps(struct kunit *test)
{
	const struct apps_case *row = test->param_value;
	u8 *lower = page_new(test, NULL, 0), *page01 = page_new(test, NULL, 0);
	const struct cmis_app *last;
	struct cmis_apps apps;
	unsigned int i;

	for (i = 0; i < row->bytes_count; i++) {
		u8 offset = row->bytes[i].offset;

		(offset & 0x80 ? page01 : lower)[offset & 0x7f] =
			row->bytes[i].value;
	}
	KUNIT_EXPECT_EQ(test, cmis_apps_decode(CMIS_WHOLE_PAGE(lower),
					       row->paged ?
					       CMIS_WHOLE_PAGE(page01) : NULL,
					       CMIS_MEDIA_SMF, &apps), 0);
	KUNIT_ASSERT_EQ(test, apps.count, row->count);
	if (!apps.count)
		return;
	last = &apps.app[apps.count - 1];
	KUNIT_EXPECT_TRUE(test, cmis_app_used(last));
	KUNIT_EXPECT_EQ(test, last->host_id, row->last_host_id);
	KUNIT_EXPECT_EQ(test, last->host_assign, row->last_host_assign);
	KUNIT_EXPECT_EQ(test, last->media_assign, row->last_media_assign);
}

static void decode_lanes(struct kunit *test)
{
	static const struct byte bytes[] = {
		{ 128, 0x74 }, { 131, 0x10 }, { 132, 0x01 }, { 133, 0x80 },
		{ 136, 0x80 }, { 147, 0x81 }, { 142, 0x80 }, { 143, 0x01 },
		{ 168, 0x27 }, { 169, 0x10 }, { 184, 0x01 }, { 186, 0x01 },
		{ 202, 0x0c }, { 205, 0x10 }, { 206, 0x10 }, { 213, 0x2f },
		{ 235, 0x80 }, { 240, 0x11 }, { 255, 0x28 },
	};
	struct cmis_lane *lanes, *first, *last;
	u8 *page = page_new(test, bytes, ARRAY_SIZE(bytes));

	lanes = kunit_kcalloc(test, CMIS_LANES_PER_BANK, sizeof(*lanes),
			      GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, lanes);
	first = &lanes[0];
	last = &lanes[7];
	KUNIT_ASSERT_EQ(test, cmis_lanes_decode(page, CMIS_PAGE_SIZE,
						REVISION, lanes), 0);
	KUNIT_EXPECT_EQ(test, first->dp_state, CMIS_DP_ACTIVATED);
	KUNIT_EXPECT_EQ(test, lanes[1].dp_state, CMIS_DP_INITIALIZED);
	KUNIT_EXPECT_EQ(test, last->dp_state, CMIS_DP_DEACTIVATED);
	KUNIT_EXPECT_TRUE(test, first->rx_output_valid);
	KUNIT_EXPECT_FALSE(test, first->tx_output_valid);
	KUNIT_EXPECT_TRUE(test, last->tx_output_valid);
	KUNIT_EXPECT_EQ(test, first->flags, BIT(CMIS_LF_RX_LOS));
	KUNIT_EXPECT_EQ(test, last->flags,
			BIT(CMIS_LF_TX_LOS) | BIT(CMIS_LF_RX_LOS));
	KUNIT_EXPECT_EQ(test, first->config_status, CMIS_CONFIG_IN_PROGRESS);
	KUNIT_EXPECT_EQ(test, last->config_status, CMIS_CONFIG_SUCCESS);
	KUNIT_EXPECT_EQ(test, first->appsel, 1);
	KUNIT_EXPECT_EQ(test, last->appsel, 2);
	KUNIT_EXPECT_EQ(test, last->dp_id, 7);
	KUNIT_EXPECT_TRUE(test, last->explicit_control);
	KUNIT_EXPECT_TRUE(test, last->dp_init_pending);
	KUNIT_EXPECT_EQ(test, first->tx_map, 0x11);
	KUNIT_EXPECT_EQ(test, last->rx_map, 0x28);
}

static void decode_lanes_count(struct kunit *test)
{
	static const struct {
		u8 identifier;
		u8 banks;
		u8 want;
	} rows[] = {
		{ 0x18, 1, 8 }, { 0x18, 0, 8 }, { 0x1e, 1, 4 },
		{ 0x1f, 1, 2 }, { 0x20, 1, 1 }, { 0x21, 1, 8 },
		{ 0x21, 2, 16 }, { 0x22, 1, 0 }, { 0x80, 4, 32 },
		{ 0xee, 1, 8 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct cmis_basics basics = {
			.identifier = rows[i].identifier,
		};
		struct cmis_adverts adverts = { .banks = rows[i].banks };

		KUNIT_EXPECT_EQ(test, cmis_lanes_count(&basics, &adverts),
				rows[i].want);
	}
}

static void decode_media_lane(struct kunit *test)
{
	const struct cmis_admin admin = { .media_lanes_unsupported = 0xf0 };

	KUNIT_EXPECT_TRUE(test, cmis_media_lane_supported(&admin, 8, 3));
	KUNIT_EXPECT_FALSE(test, cmis_media_lane_supported(&admin, 8, 4));
	KUNIT_EXPECT_FALSE(test, cmis_media_lane_supported(&admin, 8, 8));
	KUNIT_EXPECT_TRUE(test, cmis_media_lane_supported(&admin, 16, 4));
	KUNIT_EXPECT_TRUE(test, cmis_media_lane_supported(&admin, 32, 31));
}

/**
 * struct build_case - a reply to CDB 0100h
 * @name: of the case
 * @len: bytes that the caller has
 * @want: errno
 * @build: number, if there is one
 * @head: 9Fh:134-137: length, check code (0: the right one), status, presence
 */
struct build_case {
	const char *name;
	size_t len;
	int want;
	u16 build;
	u8 head[4];
};

static const struct build_case build_cases[] = {
	{ "A runs", 122, 0, 0x1234, { 110, 0, 0x03, 0x03 } },
	{ "B runs", 122, 0, 0x5678, { 110, 0, 0x30, 0x03 } },
	{ "A alone", 8, 0, 0x1234, { 6, 0, 0x03, 0x01 } },
	{ "none runs", 122, -ENODATA, 0, { 110, 0, 0x22, 0x03 } },
	{ "A runs and is absent", 122, -ENODATA, 0, { 110, 0, 0x01, 0x02 } },
	{ "B is cut off", 122, -EBADMSG, 0, { 40, 0, 0x10, 0x02 } },
	{ "no reply", 122, -EBADMSG, 0, { 0, 0, 0x01, 0x01 } },
	{ "longer than the page", 122, -EBADMSG, 0, { 121, 0, 0x01, 0x01 } },
	{ "EPL", 122, -EBADMSG, 0, { 240, 0, 0x01, 0x01 } },
	{ "a wrong check code", 122, -EBADMSG, 0, { 110, 1, 0x01, 0x01 } },
	{ "short", 7, -EBADMSG, 0, { 6, 0, 0x01, 0x01 } },
	{ "nothing", 1, -EBADMSG, 0, { 6, 0, 0x01, 0x01 } },
};

KUNIT_ARRAY_PARAM_DESC(build, build_cases, name);

static void decode_build(struct kunit *test)
{
	const struct build_case *c = test->param_value;
	/* Firmware 2.7 in both banks, with other build numbers */
	static const u8 a[] = { 2, 7, 0x12, 0x34 }, b[] = { 2, 7, 0x56, 0x78 };
	u8 whole[122] = {}, *reply, sum = 0;
	u16 build = 0;
	size_t i;

	memcpy(whole, c->head, sizeof(c->head));
	memcpy(whole + 2 + 2, a, sizeof(a));
	memcpy(whole + 2 + 38, b, sizeof(b));
	for (i = 0; i < c->head[0] && i + 2 < sizeof(whole); i++)
		sum += whole[i + 2];
	whole[1] = ~sum + c->head[1];
	reply = kunit_kzalloc(test, c->len, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, reply);
	memcpy(reply, whole, c->len);
	KUNIT_EXPECT_EQ(test, cmis_cdb_build_decode(reply, c->len, 2, 7,
						    &build), c->want);
	KUNIT_EXPECT_EQ(test, build, c->build);
	/* Lower memory says something else. */
	if (!c->want)
		KUNIT_EXPECT_EQ(test, cmis_cdb_build_decode(reply, c->len, 2, 8,
							    &build), -EBADMSG);
}

static void decode_cdb_header(struct kunit *test)
{
	static const u8 want[8] = { 0x01, 0x00, 0, 0, 0, 0xfe, 0, 0 };
	u8 header[8];

	cmis_cdb_header(0x0100, header);
	KUNIT_EXPECT_MEMEQ(test, header, want, sizeof(want));
}

static struct kunit_case cmis_decode_cases[] = {
	KUNIT_CASE_PARAM(decode_value, value_accepted_gen_params),
	KUNIT_CASE(decode_monitors),
	KUNIT_CASE(decode_monitors_assumed),
	KUNIT_CASE(decode_duration),
	KUNIT_CASE_PARAM(decode_string, string_accepted_gen_params),
	KUNIT_CASE_PARAM(decode_string, string_rejected_gen_params),
	KUNIT_CASE(decode_blank),
	KUNIT_CASE(decode_checksum),
	KUNIT_CASE_PARAM(decode_length, length_gen_params),
	KUNIT_CASE_PARAM(decode_adverts, adverts_gen_params),
	KUNIT_CASE(decode_adverts_blank),
	KUNIT_CASE(decode_thresholds),
	KUNIT_CASE(decode_basics),
	KUNIT_CASE(decode_status),
	KUNIT_CASE_PARAM(decode_apps, apps_gen_params),
	KUNIT_CASE(decode_lanes),
	KUNIT_CASE(decode_lanes_count),
	KUNIT_CASE(decode_media_lane),
	KUNIT_CASE_PARAM(decode_build, build_gen_params),
	KUNIT_CASE(decode_cdb_header),
	{ }
};

static struct kunit_suite cmis_decode_suite = {
	.name = "cmis_decode",
	.test_cases = cmis_decode_cases,
};

kunit_test_suite(cmis_decode_suite);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Tests of the CMIS decoders");
MODULE_LICENSE("GPL");
