// SPDX-License-Identifier: GPL-2.0-only
/*
 * Versatile Diagnostics Monitoring: every number of every type against its
 * scale, and descriptors, thresholds and flags with errors in them.
 *
 * Images are on the heap and have exactly the length that is passed, so that
 * the address sanitizer sees every byte that is read beyond it.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include "spec/f16.h"
#include "spec/monitors.h"
#include "spec/vdm.h"

#include "tap.h"

#define CODES	0x10000

static int sign_get(int value)
{
	return (value > 0) - (value < 0);
}

/* ------------------------------------------------------------------------ */
/* Types                                                                    */
/* ------------------------------------------------------------------------ */

enum { LIVE, STAT };
enum { LANE, PATH };

/*
 * Every type of the reference, with its scale as a fraction: the step in the
 * unit of the reference, times the number of our units in that unit. So
 * 1/256 dB is 1 / 256 * 1000 mdB.
 */
static const struct {
	u8 id;
	const char *name;
	enum cmis_format format;
	enum cmis_unit unit;
	const char *suffix;
	enum cmis_side side;
	u8 when;
	u8 where;
	s64 num;
	s64 den;
} types[] = {
	{ 1, "laser_age", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 1000, 1 },
	{ 2, "tec_current", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 32767 },
	{ 3, "laser_frequency_error", CMIS_FORMAT_S16, CMIS_UNIT_MHZ, "_mhz",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 10, 1 },
	{ 4, "laser_temp", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_CELSIUS, "_mc",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 1000, 256 },
	{ 5, "media_snr", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 1000, 256 },
	{ 6, "host_snr", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_HOST, LIVE, LANE, 1000, 256 },
	{ 7, "media_ltp", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 1000, 256 },
	{ 8, "host_ltp", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_HOST, LIVE, LANE, 1000, 256 },
	{ 9, "media_pre_fec_ber_min", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 10, "host_pre_fec_ber_min", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 11, "media_pre_fec_ber_max", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 12, "host_pre_fec_ber_max", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 13, "media_pre_fec_ber_avg", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 14, "host_pre_fec_ber_avg", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 15, "media_pre_fec_ber", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_MEDIA, LIVE, PATH },
	{ 16, "host_pre_fec_ber", CMIS_FORMAT_F16, CMIS_UNIT_RATIO, "",
	  CMIS_SIDE_HOST, LIVE, PATH },
	{ 17, "media_ferc_min", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 18, "host_ferc_min", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 19, "media_ferc_max", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 20, "host_ferc_max", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 21, "media_ferc_avg", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 22, "host_ferc_avg", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 23, "media_ferc", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_MEDIA, LIVE, PATH },
	{ 24, "host_ferc", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_HOST, LIVE, PATH },
	{ 25, "media_ferc_total", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_MEDIA, STAT, PATH },
	{ 26, "host_ferc_total", CMIS_FORMAT_F16, CMIS_UNIT_FRAMES, "",
	  CMIS_SIDE_HOST, STAT, PATH },
	{ 27, "media_sew_max_min", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS,
	  "_symbols", CMIS_SIDE_MEDIA, STAT, PATH, 1, 1 },
	{ 28, "host_sew_max_min", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS,
	  "_symbols", CMIS_SIDE_HOST, STAT, PATH, 1, 1 },
	{ 29, "media_sew_max_max", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS,
	  "_symbols", CMIS_SIDE_MEDIA, STAT, PATH, 1, 1 },
	{ 30, "host_sew_max_max", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS,
	  "_symbols", CMIS_SIDE_HOST, STAT, PATH, 1, 1 },
	{ 31, "media_sew_max_avg", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS,
	  "_symbols", CMIS_SIDE_MEDIA, STAT, PATH, 1, 1 },
	{ 32, "host_sew_max_avg", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS,
	  "_symbols", CMIS_SIDE_HOST, STAT, PATH, 1, 1 },
	{ 33, "media_sew_max", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS, "_symbols",
	  CMIS_SIDE_MEDIA, LIVE, PATH, 1, 1 },
	{ 34, "host_sew_max", CMIS_FORMAT_U16, CMIS_UNIT_SYMBOLS, "_symbols",
	  CMIS_SIDE_HOST, LIVE, PATH, 1, 1 },
	{ 77, "supply_2v6", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 100, 1 },
	{ 78, "supply_1v8", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 100, 1 },
	{ 79, "supply_1v2", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 100, 1 },
	{ 80, "supply_0v9", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 100, 1 },
	{ 81, "supply_0v7a", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 100, 1 },
	{ 82, "supply_0v7b", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 100, 1 },
	{ 83, "supply_12v", CMIS_FORMAT_U16, CMIS_UNIT_MICRO_VOLT, "_uv",
	  CMIS_SIDE_MODULE, LIVE, LANE, 250, 1 },
	{ 84, "els_input_power", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_DBM, "_mdbm",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 10, 1 },
	{ 128, "mod_bias_xi", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 129, "mod_bias_xq", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 130, "mod_bias_yi", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 131, "mod_bias_yq", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 132, "mod_bias_x_phase", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 133, "mod_bias_y_phase", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 134, "chromatic_dispersion", CMIS_FORMAT_S16, CMIS_UNIT_PS_PER_NM,
	  "_ps_per_nm", CMIS_SIDE_MEDIA, LIVE, LANE, 1, 1 },
	{ 135, "chromatic_dispersion_coarse", CMIS_FORMAT_S16,
	  CMIS_UNIT_PS_PER_NM, "_ps_per_nm", CMIS_SIDE_MEDIA, LIVE, LANE,
	  20, 1 },
	{ 136, "dgd", CMIS_FORMAT_U16, CMIS_UNIT_FS, "_fs", CMIS_SIDE_MEDIA,
	  LIVE, LANE, 10, 1 },
	{ 137, "sopmd", CMIS_FORMAT_U16, CMIS_UNIT_CENTI_PS2, "_centi_ps2",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 1, 1 },
	{ 138, "pdl", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 139, "osnr", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 140, "esnr", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 141, "cfo", CMIS_FORMAT_S16, CMIS_UNIT_MHZ, "_mhz", CMIS_SIDE_MEDIA,
	  LIVE, LANE, 1, 1 },
	{ 142, "evm", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_PERCENT,
	  "_milli_percent", CMIS_SIDE_MEDIA, LIVE, LANE, 100 * 1000, 65535 },
	{ 143, "tx_power", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_DBM, "_mdbm",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 10, 1 },
	{ 144, "rx_total_power", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_DBM, "_mdbm",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 10, 1 },
	{ 145, "rx_signal_power", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_DBM, "_mdbm",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 10, 1 },
	{ 146, "sop_rate", CMIS_FORMAT_U16, CMIS_UNIT_KRAD_PER_S, "_krad_per_s",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 1, 1 },
	{ 147, "mer", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 148, "clock_recovery_bandwidth", CMIS_FORMAT_S16,
	  CMIS_UNIT_MILLI_PERCENT, "_milli_percent", CMIS_SIDE_MEDIA, LIVE,
	  LANE, 100 * 1000, 32767 },
	{ 149, "sopmd_coarse", CMIS_FORMAT_U16, CMIS_UNIT_CENTI_PS2,
	  "_centi_ps2", CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 150, "snr_margin", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 151, "q_factor", CMIS_FORMAT_U16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
	{ 152, "q_margin", CMIS_FORMAT_S16, CMIS_UNIT_MILLI_DB, "_mdb",
	  CMIS_SIDE_MEDIA, LIVE, LANE, 100, 1 },
};

/* Rounded to the nearest, halves away from zero. */
static s64 rounded_get(s64 raw, s64 num, s64 den)
{
	s64 product = 2 * num * (raw < 0 ? -raw : raw);
	s64 magnitude = (product + den) / (2 * den);

	return raw < 0 ? -magnitude : magnitude;
}

static struct cmis_number value_get(u8 type, u16 raw)
{
	const struct cmis_monitor monitor = { .type = type };

	return cmis_monitor_get_value(&monitor, raw);
}

/* Check all numbers of an integer type; return how many are wrong. */
static unsigned int values_check(u8 id, enum cmis_format format, s64 num,
				 s64 den)
{
	unsigned int raw, wrong = 0;

	for (raw = 0; raw < CODES; raw++) {
		s64 number = format == CMIS_FORMAT_S16 ? (s16)raw : (s64)raw;
		struct cmis_number value = value_get(id, raw);

		wrong += value.exponent ||
			 value.mantissa != rounded_get(number, num, den);
	}
	return wrong;
}

static unsigned int floats_check(u8 id)
{
	unsigned int raw, wrong = 0;

	for (raw = 0; raw < CODES; raw++) {
		struct cmis_number value = value_get(id, raw);

		wrong += value.mantissa != (int)(raw & 0x7ff) ||
			 value.exponent != (int)(raw >> 11) - 24;
	}
	return wrong;
}

static void types_test(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		const struct cmis_monitor_row *type =
			cmis_monitor_row(types[i].id);
		const char *name = types[i].name;

		tap_ok(type->name && !strcmp(type->name, name), "type %u: %s",
		       types[i].id, name);
		tap_is(type->format, types[i].format, "%s: format", name);
		tap_is(type->unit, types[i].unit, "%s: unit", name);
		tap_ok(!strcmp(cmis_unit_get(type->unit)->suffix,
			       types[i].suffix), "%s: suffix", name);
		tap_is(type->side, types[i].side, "%s: side", name);
		tap_is(type->statistic, types[i].when == STAT,
		       "%s: statistic", name);
		tap_is(type->scope == CMIS_SCOPE_PATH,
		       types[i].where == PATH, "%s: per path", name);
		tap_is(types[i].format == CMIS_FORMAT_F16 ?
		       floats_check(types[i].id) :
		       values_check(types[i].id, types[i].format,
				    types[i].num, types[i].den), 0,
		       "%s: all numbers", name);
	}
}

/* Types without a row are raw, and all names differ. */
static void types_unknown_test(void)
{
	unsigned int i, id, named = 0, wrong = 0, twins = 0;

	for (id = 0; id < CMIS_MON_FIXED; id++) {
		const struct cmis_monitor_row *type = cmis_monitor_row(id);

		if (type->name) {
			named++;
			for (i = 0; i < id; i++)
				twins += cmis_monitor_row(i)->name &&
					 !strcmp(cmis_monitor_row(i)->name,
						 type->name);
			continue;
		}
		wrong += type->format != CMIS_FORMAT_U16 ||
			 type->unit != CMIS_UNIT_RAW || type->statistic ||
			 type->scope == CMIS_SCOPE_PATH ||
			 type->side != CMIS_SIDE_MODULE;
		if (id % 16 == 0 || id == 100 || id == 255)
			wrong += values_check(id, CMIS_FORMAT_U16, 1, 1);
	}
	tap_is(named, 67, "types with a name");
	tap_is(named, ARRAY_SIZE(types), "all of them were checked");
	tap_is(wrong, 0, "the others are raw numbers");
	tap_is(twins, 0, "each name once");
}

static void suffixes_test(void)
{
	unsigned int unit, missing = 0;

	for (unit = 0; unit < CMIS_UNIT_COUNT; unit++)
		missing += !cmis_unit_get(unit)->suffix;
	tap_is(missing, 0, "each unit has a suffix");
	tap_ok(!strcmp(cmis_unit_get(CMIS_UNIT_RAW)->suffix, "_raw"),
	       "suffix of raw numbers");
	tap_ok(cmis_unit_get(CMIS_UNIT_COUNT) == cmis_unit_get(CMIS_UNIT_RAW),
	       "units that are none are plain numbers");
}

/* Literal values, as a person would work them out. */
static const struct {
	u8 type;
	u16 raw;
	s32 value;
} value_cases[] = {
	{ 1, 100, 100000 },		/* 100 % */
	{ 2, 0x7fff, 100000 },		/* 100 % */
	{ 2, 0x8000, -100003 },		/* -100.003 % */
	{ 2, 0x4000, 50002 },
	{ 3, 0xffff, -10 },		/* -10 MHz */
	{ 4, 0x1980, 25500 },		/* 25.5 degC */
	{ 4, 0xff80, -500 },
	{ 4, 0xfff8, -31 },		/* -31.25 */
	{ 4, 0xfff0, -63 },		/* -62.5 */
	{ 5, 0x1530, 21188 },		/* 21.1875 dB */
	{ 7, 0xffff, 255996 },
	{ 77, 26000, 2600000 },		/* 2.6 V */
	{ 83, 48000, 12000000 },	/* 12 V */
	{ 83, 0xffff, 16383750 },
	{ 84, 0xfc18, -10000 },		/* -10 dBm */
	{ 128, 0xffff, 100000 },
	{ 128, 0x8000, 50001 },
	{ 135, 0x8000, -655360 },
	{ 136, 0xffff, 655350 },	/* 655.35 ps */
	{ 149, 0xffff, 6553500 },
	{ 144, 0x8000, -327680 },
	{ 152, 0xffff, -100 },
	{ 100, 0xffff, 65535 },
};

static void values_test(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(value_cases); i++)
		tap_is(value_get(value_cases[i].type,
				 value_cases[i].raw).mantissa,
		       value_cases[i].value, "type %u, %04xh",
		       value_cases[i].type, value_cases[i].raw);
}

static void compare_test(void)
{
	static const struct {
		u8 type;
		u16 a;
		u16 b;
		int want;
	} cases[] = {
		{ 5, 0xffff, 0x0001, 1 },	/* U16 */
		{ 5, 0x8000, 0x8000, 0 },
		{ 5, 0x7fff, 0x8000, -1 },
		{ 4, 0xffff, 0x0001, -1 },	/* S16 */
		{ 4, 0x7fff, 0x8000, 1 },
		{ 4, 0x8000, 0x8000, 0 },
		{ 4, 0x8000, 0xffff, -1 },
		{ 15, 0x8018, 0x78f0, 0 },	/* F16 */
		{ 15, 0x8018, 0x7fff, -1 },
		{ 15, 0x80f0, 0x7801, 1 },
		{ 100, 0xffff, 0x0001, 1 },	/* raw */
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct cmis_monitor monitor = { .type = cases[i].type };

		tap_is(sign_get(cmis_monitor_compare(&monitor, cases[i].a,
						     cases[i].b)),
		       cases[i].want, "type %u: %04xh and %04xh",
		       cases[i].type, cases[i].a, cases[i].b);
	}
}

/* ------------------------------------------------------------------------ */
/* Levels and flags                                                         */
/* ------------------------------------------------------------------------ */

#define HA	BIT(CMIS_LEVEL_HIGH_ALARM)
#define LA	BIT(CMIS_LEVEL_LOW_ALARM)
#define HW	BIT(CMIS_LEVEL_HIGH_WARNING)
#define LW	BIT(CMIS_LEVEL_LOW_WARNING)

/* Limits in the order of the enum: HA, LA, HW, LW. */
static const struct {
	const char *name;
	u8 type;
	u16 limit[CMIS_LEVEL_COUNT];
	u16 raw;
	u8 levels;
} level_cases[] = {
	{ "within", 5, { 400, 100, 300, 200 }, 250, 0 },
	{ "at high warning", 5, { 400, 100, 300, 200 }, 300, 0 },
	{ "above high warning", 5, { 400, 100, 300, 200 }, 301, HW },
	{ "at high alarm", 5, { 400, 100, 300, 200 }, 400, HW },
	{ "above high alarm", 5, { 400, 100, 300, 200 }, 401, HW | HA },
	{ "at low warning", 5, { 400, 100, 300, 200 }, 200, 0 },
	{ "below low warning", 5, { 400, 100, 300, 200 }, 199, LW },
	{ "at low alarm", 5, { 400, 100, 300, 200 }, 100, LW },
	{ "below low alarm", 5, { 400, 100, 300, 200 }, 99, LW | LA },
	{ "large", 5, { 0xff00, 1, 0xfe00, 2 }, 0xff01, HW | HA },
	{ "cold", 4, { 0x5000, 0xf600, 0x4b00, 0xfb00 }, 0xf500, LW | LA },
	{ "cool", 4, { 0x5000, 0xf600, 0x4b00, 0xfb00 }, 0xfa00, LW },
	{ "warm", 4, { 0x5000, 0xf600, 0x4b00, 0xfb00 }, 0x4f00, HW },
	{ "0 degrees", 4, { 0x5000, 0xf600, 0x4b00, 0xfb00 }, 0, 0 },
	{ "high at 0", 4, { 0, 0xf600, 0, 0xfb00 }, 1, HW | HA },
	{ "low at 0", 4, { 0x5000, 0, 0x4b00, 0 }, 0xffff, LW | LA },
	{ "good BER", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x70f0, 0 },
	{ "BER at warning", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8018, 0 },
	{ "BER beyond warning", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8019, HW },
	{ "BER at alarm", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8818, HW },
	{ "BER beyond alarm", 15, { 0x80f0, 0, 0x78f0, 0 }, 0x8819,
	  HW | HA },
	{ "BER 0", 15, { 0x80f0, 0, 0x78f0, 0 }, 0, 0 },
	{ "no high", 5, { 0, 100, 0, 200 }, 250, 0 },
	{ "no high, low", 5, { 0, 100, 0, 200 }, 150, LW },
	{ "no warnings", 5, { 400, 100, 0, 0 }, 401, HA },
	{ "no alarms", 5, { 0, 0, 300, 200 }, 199, LW },
	/* A set that cannot be is none. */
	{ "all crossed", 5, { 100, 400, 200, 300 }, 250, 0 },
	{ "all equal", 5, { 300, 300, 300, 300 }, 299, 0 },
	{ "alarms equal", 5, { 300, 300, 0, 0 }, 299, 0 },
	{ "warning above alarm", 5, { 300, 100, 400, 200 }, 401, 0 },
	{ "warning below alarm", 5, { 400, 200, 300, 100 }, 99, 0 },
	{ "warnings crossed", 5, { 400, 100, 200, 300 }, 250, 0 },
	{ "warnings beyond the others", 5, { 400, 100, 90, 80 }, 401, 0 },
	{ "warnings at alarms", 5, { 400, 100, 400, 100 }, 401, HA | HW },
	{ "BER crossed", 15, { 0x78f0, 0, 0x80f0, 0 }, 0x8019, 0 },
	/* FFFFh, as of memory that nobody has written, is none. */
	{ "no high, ones", 5, { 0xffff, 100, 0xffff, 200 }, 150, LW },
	{ "no low, ones", 5, { 400, 0xffff, 300, 0xffff }, 250, 0 },
	{ "no warnings, ones", 4, { 0x4b00, 0xfb00, 0xffff, 0xffff }, 1, 0 },
	{ "ones of a temperature", 4, { 0xffff, 0xffff, 0x4600, 0 }, 100, 0 },
	{ "one high, ones", 4, { 0x4b00, 0xffff, 0xffff, 0xffff }, 0x4c00,
	  HA },
	{ "all ones", 15, { 0xffff, 0xffff, 0xffff, 0xffff }, 0x8019, 0 },
	{ "ones of the vendor's own", 100, { 0xffff, 1, 0xfff0, 2 }, 0xfff1,
	  HW },
	/* A limit out of the range of its values is none. */
	/* Nor does a 0 count that does not fit to the others. */
	{ "no high alarm", 4, { 0, 0xfb00, 0x4600, 0 }, 0x2d00, 0 },
	{ "no high alarm, hot", 4, { 0, 0xfb00, 0x4600, 0 }, 0x4601, HW },
	{ "no high alarm, cold", 4, { 0, 0xfb00, 0x4600, 0 }, 0xfaff,
	  LA | LW },
	{ "no low warning", 4, { 0x4b00, 0x0500, 0x4600, 0 }, 0xffff, LA },
	{ "BER above 1", 15, { 0xc802, 0, 0x78f0, 0 }, 0x8019, HW },
	{ "no temperature", 4, { 0x4b00, 0x8000, 0x4600, 0 }, 0x8001, LW },
};

static void levels_test(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(level_cases); i++) {
		struct cmis_monitor monitor = { .type = level_cases[i].type };
		u8 set[2 * CMIS_LEVEL_COUNT];
		unsigned int level;

		for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
			set[2 * level] = level_cases[i].limit[level] >> 8;
			set[2 * level + 1] = level_cases[i].limit[level];
		}
		tap_is(cmis_monitor_get_levels(&monitor, level_cases[i].raw),
		       0, "%s: limits not known", level_cases[i].name);
		cmis_monitor_set_limits(&monitor, set);
		tap_is(cmis_monitor_get_levels(&monitor, level_cases[i].raw),
		       level_cases[i].levels, "%s: levels",
		       level_cases[i].name);
	}
}

/* ------------------------------------------------------------------------ */
/* Pages                                                                    */
/* ------------------------------------------------------------------------ */

#define MAX	(CMIS_MAX_BANKS * CMIS_VDM_BANK_SLOTS)

static struct cmis_vdm_support support;
static struct cmis_monitor monitors[MAX];
static struct cmis_monitor_list vdm;

static void vdm_clear(void)
{
	memset(monitors, 0, sizeof(monitors));
	vdm = (struct cmis_monitor_list) { .max = MAX, .monitor = monitors };
}

static bool vdm_has_statistics(void)
{
	unsigned int i;

	for (i = 0; i < vdm.count; i++)
		if (cmis_monitor_row(monitors[i].type)->statistic)
			return true;
	return false;
}

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

static void advert_decode(u8 *page)
{
	memset(&support, 0xee, sizeof(support));
	tap_is(cmis_vdm_support_decode(page, CMIS_PAGE_SIZE, &support), 0,
	       "page 2Fh decodes");
	free(page);
}

static void advert_test(void)
{
	unsigned int i;

	for (i = 0; i < 4; i++) {
		advert_decode(PAGE({ 128, 0xfc | i }));
		tap_is(support.groups, i + 1, "code %u of 2Fh:128", i);
	}
	advert_decode(PAGE({ 128, 1 }, { 129, 0x75 }, { 130, 0x30 },
			   { 144, 0xff }, { 145, 0xff }));
	tap_is(support.groups, 2, "groups");
	tap_is(support.fine_interval_us, 3000000, "3 s of fine interval");
	tap_is(support.power_saving, false, "no power saving");
	advert_decode(PAGE({ 128, 4 }));
	tap_is(support.power_saving, true, "power saving");
	advert_decode(PAGE({ 129, 0xff }, { 130, 0xff }));
	tap_is(support.fine_interval_us, 6553500, "longest fine interval");
	advert_decode(PAGE({ 0, 0 }));
	tap_is(support.groups, 1, "groups of a page of zeros");
	tap_is(support.fine_interval_us, 0, "no fine interval");
	advert_decode(memset(malloc(CMIS_PAGE_SIZE), 0xff, CMIS_PAGE_SIZE));
	tap_is(support.groups, 0, "groups of a bus that nobody drives");
}

/* Descriptors: number in the group, set, resource, type. */
struct descriptor {
	u8 k;
	u8 set;
	u8 resource;
	u8 type;
};

static u8 *descriptors_new(const struct descriptor *descriptors,
			   unsigned int count)
{
	u8 *page = calloc(1, CMIS_PAGE_SIZE);

	for (; count--; descriptors++) {
		page[descriptors->k * 2] = descriptors->set << 4 |
					   descriptors->resource;
		page[descriptors->k * 2 + 1] = descriptors->type;
	}
	return page;
}

static int page_add(const u8 *page, u8 bank, u8 group, unsigned int lanes)
{
	const struct cmis_vdm_group at = {
		.bank = bank,
		.group = group,
		.descriptors = page,
		.len = CMIS_PAGE_SIZE,
	};

	return cmis_vdm_descriptors_decode(&at, lanes, &vdm);
}

static int group_add(const struct descriptor *descriptors, unsigned int count,
		     u8 bank, u8 group, unsigned int lanes)
{
	u8 *page = descriptors_new(descriptors, count);
	int ret = page_add(page, bank, group, lanes);

	free(page);
	return ret;
}

#define GROUP(_bank, _group, _lanes, ...) \
	group_add((const struct descriptor[]){ __VA_ARGS__ }, \
		  ARRAY_SIZE(((const struct descriptor[]){ __VA_ARGS__ })), \
		  _bank, _group, _lanes)

/* A descriptor's place, and its resource within the bank. */
struct place {
	u8 type;
	u8 bank;
	u8 slot;
	u8 resource;
};

static void place_is(unsigned int i, const struct place *want)
{
	const struct cmis_monitor *monitor = &monitors[i];
	u8 lane = want->resource == CMIS_VDM_RESOURCE_MODULE ?
		  CMIS_LANE_NONE : want->bank * 8 + want->resource;

	tap_ok(monitor->type == want->type && monitor->bank == want->bank &&
	       monitor->page == 0x24 + want->slot / 64 &&
	       monitor->offset == 128 + want->slot % 64 * 2 &&
	       monitor->lane == lane &&
	       monitor->source == CMIS_SOURCE_VDM && !monitor->has,
	       "monitor %u: type %u, bank %u, page %02xh, byte %u, lane %u",
	       i, monitor->type, monitor->bank, monitor->page,
	       monitor->offset, monitor->lane);
}

#define PLACE(_i, ...) \
	place_is(_i, &(const struct place){ __VA_ARGS__ })

/* The flags of a place on page 2Ch. */
static void flags_test(void)
{
	static const struct {
		u8 slot;
		u8 byte;	/* as addressed in the window */
		u8 low;		/* bit of the first level */
	} cases[] = {
		{ 0, 128, 0 }, { 1, 128, 4 }, { 2, 129, 0 }, { 63, 159, 4 },
		{ 64, 160, 0 }, { 65, 160, 4 }, { 128, 192, 0 },
		{ 192, 224, 0 }, { 255, 255, 4 },
	};
	u8 *page = calloc(1, CMIS_PAGE_SIZE);
	unsigned int i, level;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
			struct cmis_monitor *monitor = &monitors[0];
			u8 *byte = &page[cases[i].byte - 128];

			vdm_clear();
			GROUP(0, cases[i].slot / 64 + 1, 8,
			      { cases[i].slot % 64, 0, 0, 5 });
			*byte = BIT(cases[i].low + level);
			tap_is(cmis_monitor_get_flags(monitor, page),
			       BIT(level), "slot %u: flag %u", cases[i].slot,
			       level);
			*byte = ~*byte;
			tap_is(cmis_monitor_get_flags(monitor, page),
			       0xf & ~BIT(level), "slot %u: all but %u",
			       cases[i].slot, level);
			*byte = 0;
		}
	free(page);
}

static void descriptors_test(void)
{
	vdm_clear();
	tap_is(GROUP(0, 1, 16, { 0, 0, 0, 5 }, { 1, 15, 7, 5 },
		     { 3, 2, 15, 4 }, { 63, 9, 3, 100 }), 0, "group 1");
	tap_is(vdm.count, 4, "four monitors, one place is free");
	tap_is(vdm_has_statistics(), false, "all of them live");
	PLACE(0, .type = 5);
	PLACE(1, .type = 5, .slot = 1, .resource = 7);
	PLACE(2, .type = 4, .slot = 3, .resource = 15);
	PLACE(3, .type = 100, .slot = 63, .resource = 3);
	tap_is(GROUP(0, 4, 16, { 0, 1, 0, 9 }, { 63, 1, 0, 255 }), 0,
	       "group 4");
	PLACE(4, .type = 9, .slot = 192);
	PLACE(5, .type = 255, .slot = 255);
	tap_is(vdm_has_statistics(), true, "a statistic");
	tap_is(GROUP(1, 1, 16, { 0, 0, 0, 5 }, { 1, 0, 7, 6 },
		     { 2, 0, 15, 4 }), 0, "group 1 of bank 1");
	PLACE(6, .type = 5, .bank = 1);
	PLACE(7, .type = 6, .bank = 1, .slot = 1, .resource = 7);
	PLACE(8, .type = 4, .bank = 1, .slot = 2, .resource = 15);
	tap_is(vdm.count, 9, "all of them");
	tap_is(vdm.rejected, 0, "none rejected");
}

static void duplicates_test(void)
{
	vdm_clear();
	GROUP(0, 1, 8, { 0, 1, 0, 5 }, { 1, 2, 0, 5 }, { 2, 3, 1, 5 },
	      { 3, 4, 0, 6 }, { 4, 5, 15, 5 });
	tap_is(vdm.count, 4, "a duplicate in a group is left out");
	tap_is(vdm.rejected, 1, "and counted");
	PLACE(0, .type = 5);
	PLACE(1, .type = 5, .slot = 2, .resource = 1);
	GROUP(0, 2, 8, { 0, 1, 0, 5 }, { 1, 1, 0, 7 }, { 2, 1, 15, 5 });
	tap_is(vdm.count, 5, "so are those in another group");
	tap_is(vdm.rejected, 3, "which are two");
	PLACE(4, .type = 7, .slot = 65);
	GROUP(1, 1, 16, { 0, 1, 0, 5 }, { 1, 1, 15, 5 });
	tap_is(vdm.count, 7, "in another bank it is another one");
	tap_is(vdm.rejected, 3, "and not rejected");
}

static void resources_test(void)
{
	unsigned int resource;

	vdm_clear();
	for (resource = 0; resource < 16; resource++)
		GROUP(0, 1, 8, { resource, 0, resource, 15 });
	tap_is(vdm.count, 9, "lanes 1 to 8 and the module");
	tap_is(vdm.rejected, 7, "resources 8 to 14 are reserved");
	vdm_clear();
	for (resource = 0; resource < 16; resource++)
		GROUP(0, 1, 32, { resource, 0, resource, 15 });
	tap_is(vdm.count, 9, "in a module of 32 lanes too");
	vdm_clear();
	for (resource = 0; resource < 16; resource++)
		GROUP(0, 1, 4, { resource, 0, resource, 15 });
	tap_is(vdm.count, 5, "four lanes and the module");
	tap_is(vdm.rejected, 11, "the rest is rejected");
	vdm_clear();
	for (resource = 0; resource < 16; resource++)
		GROUP(2, 1, 18, { resource, 0, resource, 15 });
	tap_is(vdm.count, 3, "two lanes in bank 2, and the module");
	tap_is(monitors[1].lane, 17, "lane 18 is the last");
	vdm_clear();
	GROUP(1, 1, 8, { 0, 0, 0, 15 }, { 1, 0, 15, 15 });
	tap_is(vdm.count, 1, "no lane in a bank too many");
	GROUP(0, 1, 0, { 0, 0, 0, 9 });
	tap_is(vdm.count, 1, "no lanes at all");
	tap_is(vdm_has_statistics(), false, "what is rejected needs no freeze");
}

static void full_test(void)
{
	u8 *page = calloc(1, CMIS_PAGE_SIZE);
	unsigned int bank, group, k;

	vdm_clear();
	for (bank = 0; bank < CMIS_MAX_BANKS; bank++)
		for (group = 1; group <= CMIS_VDM_GROUPS; group++) {
			for (k = 0; k < CMIS_VDM_GROUP_SLOTS; k++) {
				page[2 * k] = k % 8;
				page[2 * k + 1] = 1 + group * 8 + k / 8;
			}
			page_add(page, bank, group, 64);
		}
	tap_is(vdm.count, 2048, "an index can be full");
	tap_is(vdm.rejected, 0, "with none rejected");
	tap_is(monitors[2047].flags, 255, "last slot");
	tap_is(monitors[2047].bank, 7, "last bank");
	page[1] = 200;
	page_add(page, 7, 4, 64);
	tap_is(vdm.count, 2048, "one more does not fit");
	tap_is(vdm.rejected, 64, "nor any of the others");
	free(page);
}

static void blank_test(void)
{
	u8 *page = malloc(CMIS_PAGE_SIZE);

	vdm_clear();
	memset(page, 0, CMIS_PAGE_SIZE);
	tap_is(page_add(page, 0, 1, 8), 0, "descriptors of 00h");
	tap_is(vdm.count, 0, "are none");
	tap_is(vdm.rejected, 0, "and no error");
	memset(page, 0xff, CMIS_PAGE_SIZE);
	tap_is(page_add(page, 0, 1, 8), 0, "descriptors of FFh");
	tap_is(vdm.count, 0, "are none");
	tap_is(vdm.rejected, 64, "but an error each");
	free(page);
}

static void thresholds_test(void)
{
	static const struct descriptor group[] = {
		{ 0, 0, 0, 15 }, { 1, 0, 1, 15 }, { 2, 15, 0, 5 },
		{ 3, 1, 1, 5 }, { 4, 2, 2, 5 },
	};
	struct cmis_vdm_group at = { .group = 1, .len = CMIS_PAGE_SIZE };
	u8 *descriptors;
	u8 *page = PAGE({ 128, 0x80 }, { 129, 0xf0 }, { 132, 0x78 },
			{ 133, 0xf0 }, { 248, 0xaa }, { 249, 0xbb },
			{ 250, 0x11 }, { 251, 0x22 }, { 252, 0x55 },
			{ 253, 0x66 }, { 254, 0x33 }, { 255, 0x44 });

	memset(&page[2 * 8], 0xff, 8);
	vdm_clear();
	descriptors = descriptors_new(group, ARRAY_SIZE(group));
	at.descriptors = descriptors;
	page_add(descriptors, 0, 1, 16);
	GROUP(0, 2, 16, { 0, 0, 0, 16 });
	GROUP(1, 1, 16, { 0, 0, 0, 15 });
	tap_is(cmis_vdm_thresholds_decode(&at, page, CMIS_PAGE_SIZE, &vdm),
	       0, "thresholds of group 1");
	tap_is(monitors[0].limit[CMIS_LEVEL_HIGH_ALARM], 0x80f0, "alarm");
	tap_is(monitors[0].limit[CMIS_LEVEL_LOW_ALARM], 0, "low alarm");
	tap_is(monitors[0].limit[CMIS_LEVEL_HIGH_WARNING], 0x78f0, "warning");
	tap_is(monitors[0].has, 0xf, "set 0 is known");
	tap_is(monitors[1].limit[CMIS_LEVEL_HIGH_ALARM], 0x80f0,
	       "a set serves several");
	tap_is(monitors[2].limit[CMIS_LEVEL_HIGH_ALARM], 0xaabb,
	       "set 15: high alarm");
	tap_is(monitors[2].limit[CMIS_LEVEL_LOW_ALARM], 0x1122,
	       "set 15: low alarm");
	tap_is(monitors[2].limit[CMIS_LEVEL_HIGH_WARNING], 0x5566,
	       "set 15: high warning");
	tap_is(monitors[2].limit[CMIS_LEVEL_LOW_WARNING], 0x3344,
	       "set 15: low warning");
	tap_is(monitors[3].has, 0, "a set of zeros is none");
	tap_is(monitors[4].has, 0, "nor is one of FFh");
	tap_is(cmis_monitor_get_levels(&monitors[4], 0), 0,
	       "which has no levels");
	tap_is(monitors[5].has, 0, "group 2 has other sets");
	tap_is(monitors[6].has, 0, "so has bank 1");
	monitors[1].source = CMIS_SOURCE_DIAG;
	monitors[1].has = 0;
	cmis_vdm_thresholds_decode(&at, page, CMIS_PAGE_SIZE, &vdm);
	tap_is(monitors[1].has, 0, "page 14h is left alone");
	free(descriptors);
	free(page);
}

static int thresholds_try(const u8 *page, size_t len, u8 bank, u8 group)
{
	static const u8 descriptors[CMIS_PAGE_SIZE];
	const struct cmis_vdm_group at = {
		bank, group, descriptors, CMIS_PAGE_SIZE,
	};

	return cmis_vdm_thresholds_decode(&at, page, len, &vdm);
}

static void refused_test(void)
{
	bool support_refused = true, thresholds_refused = true;
	u8 *page = calloc(1, CMIS_PAGE_SIZE);
	size_t len;

	vdm_clear();
	for (len = 0; len < CMIS_PAGE_SIZE; len++) {
		u8 *shorter = memset(malloc(len), 0x55, len);

		support_refused &= cmis_vdm_support_decode(shorter, len,
							   &support) ==
				   -EMSGSIZE;
		thresholds_refused &= thresholds_try(shorter, len, 0, 1) ==
				      -EMSGSIZE;
		free(shorter);
	}
	tap_ok(support_refused, "page 2Fh is not too short");
	tap_is(support.groups, 0, "or there is no VDM");
	tap_ok(thresholds_refused, "thresholds are not too short");
	tap_is(thresholds_try(page, CMIS_PAGE_SIZE, CMIS_MAX_BANKS - 1, 4), 0,
	       "thresholds: last place");
	tap_is(thresholds_try(page, CMIS_PAGE_SIZE, CMIS_MAX_BANKS, 1),
	       -EINVAL, "thresholds: no bank beyond");
	tap_is(thresholds_try(page, CMIS_PAGE_SIZE, 0, 0), -EINVAL,
	       "thresholds: no group 0");
	tap_is(thresholds_try(page, CMIS_PAGE_SIZE, 0, 5), -EINVAL,
	       "thresholds: no group 5");
	tap_is(page_add(page, CMIS_MAX_BANKS - 1, 4, 32), 0,
	       "descriptors: last place");
	tap_is(page_add(page, CMIS_MAX_BANKS, 1, 32), -EINVAL,
	       "descriptors: no bank beyond");
	tap_is(page_add(page, 0, 0, 32), -EINVAL, "descriptors: no group 0");
	tap_is(page_add(page, 0, 5, 32), -EINVAL, "descriptors: no group 5");
	free(page);
}

/* Conditions that each list of monitors must meet. */
static bool list_is_sane(unsigned int lanes)
{
	bool sane = vdm.count <= MAX;
	unsigned int i, j;

	for (i = 0; i < vdm.count; i++) {
		const struct cmis_monitor *monitor = &monitors[i];

		sane &= monitor->type &&
			(monitor->lane == CMIS_LANE_NONE ||
			 (monitor->lane / 8 == monitor->bank &&
			  monitor->lane < lanes));
		for (j = 0; j < i; j++)
			sane &= monitors[j].type != monitor->type ||
				monitors[j].bank != monitor->bank ||
				monitors[j].lane != monitor->lane;
	}
	return sane;
}

static void random_test(void)
{
	unsigned int round, i, bank, group, used, insane = 0, lost = 0;
	struct cmis_vdm_group at;
	u8 *page = malloc(CMIS_PAGE_SIZE);

	for (round = 0; round < 50; round++) {
		unsigned int lanes = rand() % 33;

		vdm_clear();
		used = 0;
		for (bank = 0; bank < CMIS_MAX_BANKS; bank++)
			for (group = 1; group <= CMIS_VDM_GROUPS; group++) {
				for (i = 0; i < CMIS_PAGE_SIZE; i++)
					page[i] = rand() >> 8;
				for (i = 1; i < CMIS_PAGE_SIZE; i += 2) {
					page[i] %= 1 + round * 5;
					used += page[i] != 0;
				}
				at = (struct cmis_vdm_group) {
					bank, group, page,
					CMIS_PAGE_SIZE,
				};
				cmis_vdm_descriptors_decode(&at, lanes, &vdm);
				cmis_vdm_thresholds_decode(&at, page,
							   CMIS_PAGE_SIZE,
							   &vdm);
			}
		insane += !list_is_sane(lanes);
		lost += vdm.count + vdm.rejected != used;
	}
	tap_is(insane, 0, "random pages make no contradictory index");
	tap_is(lost, 0, "each descriptor is taken or counted");
	free(page);
}

int main(void)
{
	srand(1);
	types_test();
	types_unknown_test();
	suffixes_test();
	values_test();
	compare_test();
	levels_test();
	flags_test();
	advert_test();
	descriptors_test();
	duplicates_test();
	resources_test();
	full_test();
	blank_test();
	thresholds_test();
	refused_test();
	random_test();
	return tap_done();
}
