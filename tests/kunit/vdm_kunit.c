// SPDX-License-Identifier: GPL-2.0-only
/*
 * Versatile Diagnostics Monitoring in the kernel: numbers, types, thresholds,
 * flags, and descriptors that are accepted and rejected. Pages are allocated
 * with the exact length that is passed, so that KASAN sees reads beyond it.
 */

#include <kunit/test.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/unaligned.h>

#include "fixture/spec.c"

static int sign_get(int value)
{
	return (value > 0) - (value < 0);
}

/* ------------------------------------------------------------------------ */
/* Floating point                                                           */
/* ------------------------------------------------------------------------ */

struct f16_case {
	const char *text;
	u16 raw;
	u16 mantissa;
	s8 exponent;
};

static const struct f16_case f16_cases[] = {
	{ "0.000e+00", 0x0000, 0, -24 },
	{ "1.000e-24", 0x0001, 1, -24 },
	{ "2.047e-21", 0x07ff, 2047, -24 },
	{ "2.400e-06", 0x80f0, 240, -8 },
	{ "2.400e-07", 0x8018, 24, -8 },
	{ "9.990e+01", 0xbbe7, 999, -1 },
	{ "1.000e+00", 0xc001, 1, 0 },
	{ "0.000e+00", 0xf800, 0, 7 },
	{ "1.000e+07", 0xf801, 1, 7 },
	{ "2.047e+10", 0xffff, 2047, 7 },
};

static void f16_case_name(const struct f16_case *row, char *name)
{
	snprintf(name, KUNIT_PARAM_DESC_SIZE, "%04xh", row->raw);
}

KUNIT_ARRAY_PARAM(f16, f16_cases, f16_case_name);

static void vdm_f16(struct kunit *test)
{
	const struct f16_case *row = test->param_value;
	struct cmis_f16 number = cmis_f16_decode(row->raw);
	char *text = kunit_kzalloc(test, CMIS_F16_TEXT, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, text);
	KUNIT_EXPECT_EQ(test, cmis_f16_format(row->raw, text, CMIS_F16_TEXT),
			9);
	KUNIT_EXPECT_STREQ(test, text, row->text);
	KUNIT_EXPECT_EQ(test, number.mantissa, row->mantissa);
	KUNIT_EXPECT_EQ(test, number.exponent, row->exponent);
	KUNIT_EXPECT_EQ(test, cmis_f16_format(row->raw, text,
					      CMIS_F16_TEXT - 1), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, cmis_f16_format(row->raw, text, 0), -EMSGSIZE);
}

/* The text of each code, as printf() would write it. */
static void vdm_f16_texts(struct kunit *test)
{
	char text[CMIS_F16_TEXT], want[32];
	unsigned int raw, wrong = 0;

	for (raw = 0; raw < 0x10000; raw++) {
		unsigned int mantissa = raw & 0x7ff;
		int exponent = (int)(raw >> 11) - 24 + 3;

		for (; mantissa && mantissa < 1000; mantissa *= 10)
			exponent--;
		if (!mantissa)
			exponent = 0;
		snprintf(want, sizeof(want), "%u.%03ue%c%02u", mantissa / 1000,
			 mantissa % 1000, exponent < 0 ? '-' : '+',
			 abs(exponent));
		cmis_f16_format(raw, text, sizeof(text));
		wrong += strcmp(text, want) != 0;
	}
	KUNIT_EXPECT_EQ(test, wrong, 0);
}

struct scaled_case {
	const char *name;
	u16 a;
	u16 b;
	u16 num;
	u16 den;
	int want;
};

static const struct scaled_case scaled_cases[] = {
	{ "2.4e-6 and itself", 0x80f0, 0x80f0, 1, 1, 0 },
	{ "2.4e-7 and 2.4e-8", 0x8018, 0x70f0, 1, 1, 1 },
	{ "2.4e-7 in two ways", 0x8018, 0x78f0, 1, 1, 0 },
	{ "2.047e-21 and 1e7", 0x07ff, 0xf801, 1, 1, -1 },
	{ "zero in two ways", 0xf800, 0x0000, 1, 1, 0 },
	{ "zero and 1e-24", 0xf800, 0x0001, 1, 1, -1 },
	{ "2.4e-6 and 2.4 times 1e-6", 0x80f0, 0x8064, 24, 10, 0 },
	{ "2.4e-6 and 2.5 times 1e-6", 0x80f0, 0x8064, 25, 10, -1 },
	{ "2.4e-6 and 2.3 times 1e-6", 0x80f0, 0x8064, 23, 10, 1 },
	{ "1e-24 and nothing", 0x0001, 0xffff, 0, 1, 1 },
	{ "65535e-24 and 1e7", 0x0001, 0xf801, 1, 65535, -1 },
	{ "largest and itself", 0xffff, 0xffff, 65535, 65535, 0 },
	{ "largest and a bit less", 0xffff, 0xffff, 65534, 65535, 1 },
	{ "8 digits apart", 0x07ff, 0x4001, 1, 65535, 1 },
	{ "9 digits apart", 0x07ff, 0x4801, 1, 65535, -1 },
};

static void scaled_case_name(const struct scaled_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(scaled, scaled_cases, scaled_case_name);

static void vdm_f16_compare(struct kunit *test)
{
	const struct scaled_case *row = test->param_value;

	KUNIT_EXPECT_EQ(test,
			sign_get(cmis_f16_compare_scaled(row->a, row->b,
							 row->num, row->den)),
			row->want);
	KUNIT_EXPECT_EQ(test,
			sign_get(cmis_f16_compare_scaled(row->b, row->a,
							 row->den, row->num)),
			-row->want);
	if (row->num == 1 && row->den == 1)
		KUNIT_EXPECT_EQ(test, sign_get(cmis_f16_compare(row->a,
								row->b)),
				row->want);
}

/* ------------------------------------------------------------------------ */
/* Types                                                                    */
/* ------------------------------------------------------------------------ */

struct value_case {
	const char *name;	/* with the suffix of the unit */
	u8 type;
	u16 raw;
	s32 value;
	bool statistic;
	bool per_path;
};

static const struct value_case value_cases[] = {
	{ "laser_age_milli_percent", 1, 100, 100000 },
	{ "tec_current_milli_percent", 2, 0x8000, -100003 },
	{ "laser_frequency_error_mhz", 3, 0xffff, -10 },
	{ "laser_temp_mc", 4, 0xfff0, -63 },
	{ "media_snr_mdb", 5, 0x1530, 21188 },
	{ "host_snr_mdb", 6, 0x1530, 21188 },
	{ "media_ltp_mdb", 7, 0xffff, 255996 },
	{ "media_pre_fec_ber_min", 9, 0, 0, true, true },
	{ "host_pre_fec_ber_max", 12, 0, 0, true, true },
	{ "media_pre_fec_ber_avg", 13, 0, 0, true, true },
	{ "media_pre_fec_ber", 15, 0, 0, false, true },
	{ "host_pre_fec_ber", 16, 0, 0, false, true },
	{ "host_ferc", 24, 0, 0, false, true },
	{ "media_ferc_total", 25, 0, 0, true, true },
	{ "host_sew_max_avg_symbols", 32, 0xffff, 65535, true, true },
	{ "supply_2v6_uv", 77, 26000, 2600000 },
	{ "supply_12v_uv", 83, 48000, 12000000 },
	{ "els_input_power_mdbm", 84, 0xfc18, -10000 },
	{ "mod_bias_xi_milli_percent", 128, 0xffff, 100000 },
	{ "chromatic_dispersion_coarse_ps_per_nm", 135, 0x8000, -655360 },
	{ "dgd_fs", 136, 0xffff, 655350 },
	{ "sopmd_centi_ps2", 137, 0xffff, 65535 },
	{ "sop_rate_krad_per_s", 146, 0xffff, 65535 },
	{ "q_margin_mdb", 152, 0xffff, -100 },
	{ "_raw", 100, 0xffff, 65535 },
	{ "_raw", 255, 0x8000, 32768 },
};

static void value_case_name(const struct value_case *row, char *name)
{
	snprintf(name, KUNIT_PARAM_DESC_SIZE, "%u %s", row->type, row->name);
}

KUNIT_ARRAY_PARAM(value, value_cases, value_case_name);

static void vdm_value(struct kunit *test)
{
	const struct value_case *row = test->param_value;
	const struct cmis_monitor monitor = { .type = row->type, .scale = 1 };
	const struct cmis_monitor_row *type = cmis_monitor_row(row->type);
	struct cmis_number value;
	char name[64];

	snprintf(name, sizeof(name), "%s%s", type->name ?: "",
		 cmis_unit_get(type->unit)->suffix);
	KUNIT_EXPECT_STREQ(test, name, row->name);
	KUNIT_EXPECT_EQ(test, type->statistic, row->statistic);
	KUNIT_EXPECT_EQ(test, type->scope == CMIS_SCOPE_PATH, row->per_path);
	value = cmis_monitor_get_value(&monitor, row->raw);
	KUNIT_EXPECT_EQ(test, value.mantissa, row->value);
	KUNIT_EXPECT_EQ(test, value.exponent,
			type->format == CMIS_FORMAT_F16 ? -24 : 0);
}

/* The expected value, in 64-bit arithmetic. */
static s64 value_want(const struct cmis_monitor_row *type, u16 raw)
{
	s64 number = type->format == CMIS_FORMAT_S16 ? (s16)raw : (s64)raw;
	u64 product = 2 * (u64)abs(number) * type->mul + type->div;

	product = div_u64(product, 2 * type->div);
	return number < 0 ? -(s64)product : product;
}

static void vdm_values_all(struct kunit *test)
{
	unsigned int id, raw, named = 0, wrong = 0;

	for (id = 0; id < cmis_monitor_types(); id++) {
		const struct cmis_monitor monitor = { .type = id, .scale = 1 };
		const struct cmis_monitor_row *type = cmis_monitor_row(id);

		named += type->name && id < CMIS_MON_FIXED;
		if (type->format == CMIS_FORMAT_F16)
			continue;
		for (raw = 0; raw < 0x10000; raw += type->name ? 1 : 257)
			wrong += cmis_monitor_get_value(&monitor, raw).mantissa
				 != value_want(type, raw);
	}
	KUNIT_EXPECT_EQ(test, named, 67);
	KUNIT_EXPECT_EQ(test, wrong, 0);
	KUNIT_EXPECT_NULL(test, cmis_monitor_row(0)->name);
	KUNIT_EXPECT_NULL(test, cmis_monitor_row(id)->name);
	KUNIT_EXPECT_PTR_EQ(test, cmis_unit_get(CMIS_UNIT_COUNT),
			    cmis_unit_get(CMIS_UNIT_RAW));
}

/* ------------------------------------------------------------------------ */
/* Thresholds and flags                                                     */
/* ------------------------------------------------------------------------ */

#define HA	BIT(CMIS_LEVEL_HIGH_ALARM)
#define LA	BIT(CMIS_LEVEL_LOW_ALARM)
#define HW	BIT(CMIS_LEVEL_HIGH_WARNING)
#define LW	BIT(CMIS_LEVEL_LOW_WARNING)

struct level_case {
	const char *name;
	u8 type;
	u16 limit[CMIS_LEVEL_COUNT];
	u16 raw;
	u8 levels;
};

static const struct level_case level_cases[] = {
	{ "at warnings", 5, { 400, 100, 300, 200 }, 300, 0 },
	{ "above high warning", 5, { 400, 100, 300, 200 }, 400, HW },
	{ "above high alarm", 5, { 400, 100, 300, 200 }, 401, HW | HA },
	{ "below low warning", 5, { 400, 100, 300, 200 }, 100, LW },
	{ "below low alarm", 5, { 400, 100, 300, 200 }, 99, LW | LA },
	{ "frost", 4, { 0x5000, 0xf600, 0x4b00, 0xfb00 }, 0xf500, LW | LA },
	{ "0 degrees", 4, { 0x5000, 0xf600, 0x4b00, 0xfb00 }, 0, 0 },
	{ "above 0 degrees", 4, { 0, 0xf600, 0, 0xfb00 }, 1, HW | HA },
	{ "good BER", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8018, 0 },
	{ "poor BER", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8818, HW },
	{ "bad BER", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8819, HW | HA },
	{ "no high limits", 5, { 0, 100, 0, 200 }, 250, 0 },
	{ "no warnings", 5, { 400, 100, 0, 0 }, 401, HA },
};

static void level_case_name(const struct level_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(level, level_cases, level_case_name);

static void vdm_levels(struct kunit *test)
{
	const struct level_case *row = test->param_value;
	struct cmis_monitor monitor = { .type = row->type };
	u8 set[2 * CMIS_LEVEL_COUNT];
	unsigned int i;

	KUNIT_EXPECT_EQ(test, cmis_monitor_get_levels(&monitor, row->raw), 0);
	for (i = 0; i < CMIS_LEVEL_COUNT; i++)
		put_unaligned_be16(row->limit[i], &set[2 * i]);
	cmis_monitor_set_limits(&monitor, set);
	KUNIT_EXPECT_EQ(test, cmis_monitor_get_levels(&monitor, row->raw),
			row->levels);
}

static void vdm_flags(struct kunit *test)
{
	static const struct {
		u8 slot;
		u8 index;
		u8 byte;
		u8 levels;
	} rows[] = {
		{ 0, 0, 0x0a, LA | LW }, { 1, 0, 0x5a, HA | HW },
		{ 63, 31, 0x80, LW }, { 64, 32, 0x01, HA },
		{ 192, 96, 0x02, LA }, { 255, 127, 0x40, HW },
	};
	u8 *page = kunit_kzalloc(test, CMIS_PAGE_SIZE, GFP_KERNEL);
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, page);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct cmis_monitor monitor = {
			.flags = 128 + rows[i].index,
			.flags_bit = rows[i].slot % 2 * 4,
		};

		page[rows[i].index] = rows[i].byte;
		KUNIT_EXPECT_EQ(test, cmis_monitor_get_flags(&monitor, page),
				rows[i].levels);
		monitor.flags = 0;
		KUNIT_EXPECT_EQ(test, cmis_monitor_get_flags(&monitor, page),
				0);
		page[rows[i].index] = 0;
	}
}

/* ------------------------------------------------------------------------ */
/* Pages                                                                    */
/* ------------------------------------------------------------------------ */

#define FIXTURE_MAX	512

struct fixture {
	struct cmis_monitor_list list;
	u8 *page;
};

static struct fixture fixture_new(struct kunit *test)
{
	struct fixture fixture = {
		.list.max = FIXTURE_MAX,
		.list.monitor = kunit_kcalloc(test, FIXTURE_MAX,
					      sizeof(*fixture.list.monitor),
					      GFP_KERNEL),
		.page = kunit_kzalloc(test, CMIS_PAGE_SIZE, GFP_KERNEL),
	};

	KUNIT_ASSERT_NOT_NULL(test, fixture.list.monitor);
	KUNIT_ASSERT_NOT_NULL(test, fixture.page);
	return fixture;
}

static void vdm_support(struct kunit *test)
{
	struct fixture fixture = fixture_new(test);
	struct cmis_vdm_support support = { .groups = 5 };

	fixture.page[0] = 0xfd;
	fixture.page[1] = 0x75;
	fixture.page[2] = 0x30;
	KUNIT_EXPECT_EQ(test, cmis_vdm_support_decode(fixture.page,
						      CMIS_PAGE_SIZE,
						      &support), 0);
	KUNIT_EXPECT_EQ(test, support.groups, 2);
	KUNIT_EXPECT_TRUE(test, support.power_saving);
	KUNIT_EXPECT_EQ(test, support.fine_interval_us, 3000000);
	memset(fixture.page, 0xff, CMIS_PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, cmis_vdm_support_decode(fixture.page,
						      CMIS_PAGE_SIZE,
						      &support), 0);
	KUNIT_EXPECT_EQ(test, support.groups, 0);
	fixture.page[0] = 0;
	KUNIT_EXPECT_EQ(test, cmis_vdm_support_decode(fixture.page,
						      CMIS_PAGE_SIZE - 1,
						      &support), -EMSGSIZE);
	KUNIT_EXPECT_EQ(test, support.groups, 0);
}

struct descriptor_case {
	const char *name;
	u8 bank;
	u8 lanes;
	u8 bytes[8];		/* of four descriptors */
	u8 count;
	u8 rejected;
};

static const struct descriptor_case descriptor_cases[] = {
	{ "unused", 0, 8, { 0xff, 0x00 }, 0, 0 },
	{ "lane, path, module", 0, 8,
	  { 0x00, 5, 0x10, 15, 0x2f, 4, 0xf7, 5 }, 4, 0 },
	{ "statistic", 0, 8, { 0x00, 9 }, 1, 0 },
	{ "vendor's", 0, 8, { 0x00, 100, 0x01, 100, 0x0f, 255 }, 3, 0 },
	{ "duplicate", 0, 8, { 0x00, 5, 0x10, 5, 0x01, 5, 0x00, 6 }, 3, 1 },
	{ "reserved resources", 0, 32, { 0x08, 9, 0x0e, 9, 0x0f, 15 }, 1,
	  2 },
	{ "fifth lane of four", 0, 4, { 0x03, 5, 0x04, 5 }, 1, 1 },
	{ "bank too many", 1, 8, { 0x00, 5, 0x0f, 4 }, 1, 1 },
	{ "bank 4", 3, 32, { 0x07, 5, 0x0f, 4 }, 2, 0 },
};

static void descriptor_case_name(const struct descriptor_case *row,
				 char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(descriptor, descriptor_cases, descriptor_case_name);

static void vdm_descriptors(struct kunit *test)
{
	const struct descriptor_case *row = test->param_value;
	struct fixture fixture = fixture_new(test);
	struct cmis_vdm_group group = {
		.bank = row->bank,
		.group = 3,
		.descriptors = fixture.page,
		.len = CMIS_PAGE_SIZE,
	};
	unsigned int i;

	memcpy(&fixture.page[120], row->bytes, sizeof(row->bytes));
	KUNIT_EXPECT_EQ(test, cmis_vdm_descriptors_decode(&group, row->lanes,
							  &fixture.list), 0);
	KUNIT_EXPECT_EQ(test, fixture.list.count, row->count);
	KUNIT_EXPECT_EQ(test, fixture.list.rejected, row->rejected);
	for (i = 0; i < row->count; i++) {
		const struct cmis_monitor *monitor = &fixture.list.monitor[i];
		unsigned int k = (monitor->offset - 128) / 2;
		u8 resource = fixture.page[2 * k] & 0xf;

		KUNIT_EXPECT_EQ(test, monitor->source, CMIS_SOURCE_VDM);
		KUNIT_EXPECT_EQ(test, monitor->bank, row->bank);
		KUNIT_EXPECT_EQ(test, monitor->page, 0x26);
		KUNIT_EXPECT_EQ(test, monitor->type, fixture.page[2 * k + 1]);
		KUNIT_EXPECT_EQ(test, monitor->lane, resource == 15 ?
				CMIS_LANE_NONE : row->bank * 8 + resource);
		/* Page 2Ch, a nibble for each slot of the bank */
		KUNIT_EXPECT_EQ(test, monitor->flags, 128 + (128 + k) / 2);
		KUNIT_EXPECT_EQ(test, monitor->flags_bit, k % 2 * 4);
	}
}

static void vdm_thresholds(struct kunit *test)
{
	static const u8 set[] = { 0x80, 0xf0, 0, 1, 0x78, 0xf0, 0, 2 };
	struct fixture fixture = fixture_new(test), desc = fixture_new(test);
	const struct cmis_vdm_group group = {
		.group = 3,
		.descriptors = desc.page,
		.len = CMIS_PAGE_SIZE,
	};
	struct cmis_monitor *monitor = fixture.list.monitor;
	unsigned int i;

	fixture.list.count = 4;
	for (i = 0; i < 4; i++) {
		monitor[i].type = 15;
		monitor[i].source = CMIS_SOURCE_VDM;
		monitor[i].page = 0x26;
		monitor[i].offset = 254;
	}
	monitor[1].offset = 128;
	monitor[2].page = 0x25;
	monitor[3].bank = 1;
	desc.page[126] = 0xf0;
	memcpy(&fixture.page[120], set, sizeof(set));
	KUNIT_EXPECT_EQ(test, cmis_vdm_thresholds_decode(&group, fixture.page,
							 CMIS_PAGE_SIZE,
							 &fixture.list), 0);
	KUNIT_EXPECT_EQ(test, monitor[0].has, HA | LA | HW | LW);
	KUNIT_EXPECT_EQ(test, monitor[0].limit[CMIS_LEVEL_HIGH_ALARM], 0x80f0);
	KUNIT_EXPECT_EQ(test, monitor[0].limit[CMIS_LEVEL_LOW_ALARM], 1);
	KUNIT_EXPECT_EQ(test, monitor[0].limit[CMIS_LEVEL_HIGH_WARNING],
			0x78f0);
	KUNIT_EXPECT_EQ(test, monitor[0].limit[CMIS_LEVEL_LOW_WARNING], 2);
	for (i = 1; i < 4; i++)
		KUNIT_EXPECT_EQ(test, monitor[i].has, 0);
}

struct refused_case {
	const char *name;
	size_t len;
	u8 bank;
	u8 group;
	int err;
};

static const struct refused_case refused_cases[] = {
	{ "no bytes", 0, 0, 1, -EMSGSIZE },
	{ "a byte too few", CMIS_PAGE_SIZE - 1, 0, 1, -EMSGSIZE },
	{ "no such bank", CMIS_PAGE_SIZE, CMIS_MAX_BANKS, 1, -EINVAL },
	{ "group 0", CMIS_PAGE_SIZE, 0, 0, -EINVAL },
	{ "group 5", CMIS_PAGE_SIZE, 0, CMIS_VDM_GROUPS + 1, -EINVAL },
};

static void refused_case_name(const struct refused_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(refused, refused_cases, refused_case_name);

static void vdm_refused(struct kunit *test)
{
	const struct refused_case *row = test->param_value;
	struct cmis_vdm_group group = {
		.bank = row->bank, .group = row->group, .len = row->len,
	};
	struct fixture fixture = fixture_new(test);
	u8 *page = kunit_kmalloc(test, row->len, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	memset(page, 0x05, row->len);
	group.descriptors = page;
	KUNIT_EXPECT_EQ(test, cmis_vdm_descriptors_decode(&group, 32,
							  &fixture.list),
			row->err);
	KUNIT_EXPECT_EQ(test, cmis_vdm_thresholds_decode(&group, page, row->len,
							 &fixture.list),
			row->err);
	KUNIT_EXPECT_EQ(test, fixture.list.count, 0);
	KUNIT_EXPECT_EQ(test, fixture.list.rejected, 0);
}

static struct kunit_case cmis_vdm_cases[] = {
	KUNIT_CASE_PARAM(vdm_f16, f16_gen_params),
	KUNIT_CASE(vdm_f16_texts),
	KUNIT_CASE_PARAM(vdm_f16_compare, scaled_gen_params),
	KUNIT_CASE_PARAM(vdm_value, value_gen_params),
	KUNIT_CASE(vdm_values_all),
	KUNIT_CASE_PARAM(vdm_levels, level_gen_params),
	KUNIT_CASE(vdm_flags),
	KUNIT_CASE(vdm_support),
	KUNIT_CASE_PARAM(vdm_descriptors, descriptor_gen_params),
	KUNIT_CASE(vdm_thresholds),
	KUNIT_CASE_PARAM(vdm_refused, refused_gen_params),
	{ }
};

static struct kunit_suite cmis_vdm_suite = {
	.name = "cmis_vdm",
	.test_cases = cmis_vdm_cases,
};

kunit_test_suite(cmis_vdm_suite);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Tests of the VDM decoders");
MODULE_LICENSE("GPL");
