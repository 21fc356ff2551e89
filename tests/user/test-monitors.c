// SPDX-License-Identifier: GPL-2.0-only
/*
 * Monitors at fixed registers: their values, their flags, and their adverts.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include "spec/monitors.h"
#include "spec/regs.h"

#include "tap.h"

#define CODES	0x10000

static s32 value_get(unsigned int type, u8 scale, u16 raw)
{
	const struct cmis_monitor monitor = { .type = type, .scale = scale };
	struct cmis_number number = cmis_monitor_get_value(&monitor, raw);

	return number.exponent ? -1 : number.mantissa;
}

static void values_test(void)
{
	static const struct {
		u16 type;
		u8 scale;
		u16 raw;
		s32 want;
	} cases[] = {
		{ CMIS_MON_CUSTOM, 1, 0x0000, 0 },
		{ CMIS_MON_CUSTOM, 1, 0x7fff, 32767 },
		{ CMIS_MON_CUSTOM, 1, 0x8000, -32768 },
		{ CMIS_MON_CUSTOM, 1, 0xffff, -1 },
		{ CMIS_MON_TEMP, 1, 0x0000, 0 },
		{ CMIS_MON_TEMP, 1, 0x0001, 4 },	/* 3.906 */
		{ CMIS_MON_TEMP, 1, 0xffff, -4 },
		{ CMIS_MON_TEMP, 1, 0x0010, 63 },	/* 62.5 */
		{ CMIS_MON_TEMP, 1, 0xfff0, -63 },
		{ CMIS_MON_TEMP, 1, 0x1900, 25000 },
		{ CMIS_MON_TEMP, 1, 0x2845, 40270 },	/* 40269.53 */
		{ CMIS_MON_TEMP, 1, 0xd800, -40000 },
		{ CMIS_MON_TEMP, 1, 0x7fff, 127996 },
		{ CMIS_MON_TEMP, 1, 0x8000, -128000 },
		{ CMIS_MON_AUX2_LASER_TEMP, 1, 0x1900, 25000 },
		{ CMIS_MON_AUX3_LASER_TEMP, 1, 0xd800, -40000 },
		{ CMIS_MON_VCC, 1, 0x80e8, 3300000 },
		{ CMIS_MON_VCC, 1, 0xffff, 6553500 },
		{ CMIS_MON_AUX3_VCC2, 1, 0x80e8, 3300000 },
		{ CMIS_MON_TX_POWER, 1, 0x0001, 100 },
		{ CMIS_MON_TX_POWER, 1, 0x2710, 1000000 },
		{ CMIS_MON_RX_POWER, 1, 0xffff, 6553500 },
		{ CMIS_MON_TX_BIAS, 1, 0x0001, 2 },
		{ CMIS_MON_TX_BIAS, 1, 0xffff, 131070 },
		{ CMIS_MON_TX_BIAS, 2, 0x0001, 4 },
		{ CMIS_MON_TX_BIAS, 4, 0xffff, 524280 },
		/* A reserved scale counts as 1; not all have a scale. */
		{ CMIS_MON_TX_BIAS, 0, 0x0001, 2 },
		{ CMIS_MON_TX_POWER, 0, 0x0001, 100 },
		{ CMIS_MON_TX_POWER, 100, 0xffff, 655350000 },
		{ CMIS_MON_RX_POWER, 4, 0x0001, 100 },
		{ CMIS_MON_TEMP, 4, 0x0100, 1000 },
		{ CMIS_MON_AUX1_TEC, 1, 0x7fff, 100000 },
		{ CMIS_MON_AUX1_TEC, 1, 0x8001, -100000 },
		{ CMIS_MON_AUX1_TEC, 1, 0x8000, -100003 },
		{ CMIS_MON_AUX2_TEC, 1, 0x4000, 50002 },
		{ CMIS_MON_AUX2_TEC, 1, 0x0001, 3 },
		{ CMIS_MON_AUX1_TEC, 1, 0xffff, -3 },
		{ CMIS_MON_AUX1_CUSTOM, 1, 0xffff, -1 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		tap_is(value_get(cases[i].type, cases[i].scale, cases[i].raw),
		       cases[i].want, "value %04xh of %s x %u", cases[i].raw,
		       cmis_monitor_row(cases[i].type)->name, cases[i].scale);
}

/* For all codes, values never fall, and are symmetric around zero. */
static void order_test(void)
{
	unsigned int type;

	for (type = CMIS_MON_FIXED; type < cmis_monitor_types(); type++) {
		const struct cmis_monitor_row *row = cmis_monitor_row(type);
		bool is_signed = row->format == CMIS_FORMAT_S16;
		s32 i, value, last = -0x7fffffff;
		bool rising = true, symmetric = true;

		/* Of those, test-f16 knows the order. */
		if (!row->name || row->format == CMIS_FORMAT_F16)
			continue;
		for (i = is_signed ? -32768 : 0;
		     i < (is_signed ? 32768 : CODES); i++) {
			value = value_get(type, 1, i);
			rising = rising && value >= last;
			if (is_signed && i != -32768)
				symmetric = symmetric &&
					    value == -value_get(type, 1, -i);
			last = value;
		}
		tap_ok(rising, "%s, type %u: in order", row->name, type);
		tap_ok(symmetric, "%s, type %u: symmetric", row->name, type);
	}
}

/* Each value of each type is encoded as a number that has this value. */
static void encode_test(void)
{
	static const struct {
		u16 type;
		s32 mantissa;
		s32 exponent;
		int want;	/* the number, or an errno */
	} cases[] = {
		{ CMIS_MON_TEMP, 70, 3, 0x4600 },
		{ CMIS_MON_TEMP, 70000, 0, 0x4600 },
		{ CMIS_MON_TEMP, 700005, -1, 0x4600 },
		{ CMIS_MON_TEMP, -40000, 0, 0xd800 },
		{ CMIS_MON_TEMP, 70001, 0, 0x4600 },
		{ CMIS_MON_TEMP, 70003, 0, 0x4601 },
		{ CMIS_MON_TEMP, 128, 3, -ERANGE },
		{ CMIS_MON_TEMP, 1, 10, -ERANGE },
		{ CMIS_MON_VCC, 3300000, 0, 0x80e8 },
		{ CMIS_MON_VCC, -1, 0, -ERANGE },
		{ CMIS_MON_VCC, 6553600, 0, -ERANGE },
		{ CMIS_MON_MEDIA_SNR, 21500, 0, 0x1580 },
		{ CMIS_MON_MEDIA_BER, 24, -5, 0x9818 },
		{ CMIS_MON_MEDIA_BER, 240000, -9, 0x90f0 },
		{ CMIS_MON_MEDIA_BER, 0, 0, 0xc000 },
		{ CMIS_MON_MEDIA_BER, 204751, -28, 0x0014 },
		{ CMIS_MON_MEDIA_BER, 1, -30, -ERANGE },
		{ CMIS_MON_MEDIA_BER, 1, 30, -ERANGE },
		{ CMIS_MON_MEDIA_BER, 1, -101, -ERANGE },
		{ CMIS_MON_MEDIA_BER, -1, 0, -ERANGE },
	};
	struct cmis_monitor monitor = { 0 };
	struct cmis_number number, again;
	unsigned int i, raw, bad = 0;
	u16 got = 0;
	int ret;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		monitor.type = cases[i].type;
		number.mantissa = cases[i].mantissa;
		number.exponent = cases[i].exponent;
		ret = cmis_monitor_encode(&monitor, number, &got);
		tap_is(ret ? ret : got, cases[i].want, "%d * 10^%d of %s",
		       number.mantissa, number.exponent,
		       cmis_monitor_row(monitor.type)->name);
	}
	for (i = 1; i < cmis_monitor_types(); i++)
		for (raw = 0; raw < CODES; raw += 7) {
			if (cmis_monitor_row(i)->format == CMIS_FORMAT_U8 &&
			    raw > 0xff)
				break;
			monitor.type = i;
			number = cmis_monitor_get_value(&monitor, raw);
			ret = cmis_monitor_encode(&monitor, number, &got);
			again = cmis_monitor_get_value(&monitor, got);
			bad += ret || again.mantissa != number.mantissa ||
			       (again.exponent != number.exponent &&
				number.mantissa);
		}
	tap_is(bad, 0, "values of all types are encoded exactly");
	tap_is(cmis_monitor_find_type("rx_power"), CMIS_MON_RX_POWER,
	       "a type by its name");
	tap_is(cmis_monitor_find_type("nonsense"), CMIS_MON_NONE,
	       "no type by another name");
}

/* ------------------------------------------------------------------------ */
/* The monitors of a module                                                 */
/* ------------------------------------------------------------------------ */

static u8 adverts[CMIS_PAGE_SIZE], thresholds[CMIS_PAGE_SIZE];
static struct cmis_monitor found[16];

static unsigned int monitors_find(bool blank, unsigned int lane, bool media)
{
	struct cmis_monitor_list list = {
		.adverts = blank ? NULL : adverts,
		.thresholds = thresholds,
		.scale = 2,
		.max = ARRAY_SIZE(found),
		.monitor = found,
	};

	memset(found, 0, sizeof(found));
	cmis_monitors_add(&list, lane, media);
	return list.count;
}

static void adverts_test(void)
{
	static const struct {
		u8 byte;
		u8 bit;
		u8 choice;	/* 01h:145 */
		u8 lane;
		u16 type;
	} cases[] = {
		{ 159, 0, 0x00, CMIS_LANE_NONE, CMIS_MON_TEMP },
		{ 159, 1, 0x00, CMIS_LANE_NONE, CMIS_MON_VCC },
		{ 159, 2, 0xfe, CMIS_LANE_NONE, CMIS_MON_AUX1_CUSTOM },
		{ 159, 2, 0x01, CMIS_LANE_NONE, CMIS_MON_AUX1_TEC },
		{ 159, 3, 0xfd, CMIS_LANE_NONE, CMIS_MON_AUX2_LASER_TEMP },
		{ 159, 3, 0x02, CMIS_LANE_NONE, CMIS_MON_AUX2_TEC },
		{ 159, 4, 0xfb, CMIS_LANE_NONE, CMIS_MON_AUX3_LASER_TEMP },
		{ 159, 4, 0x04, CMIS_LANE_NONE, CMIS_MON_AUX3_VCC2 },
		{ 159, 5, 0x00, CMIS_LANE_NONE, CMIS_MON_CUSTOM },
		{ 160, 0, 0x00, 3, CMIS_MON_TX_BIAS },
		{ 160, 1, 0x00, 3, CMIS_MON_TX_POWER },
		{ 160, 2, 0x00, 3, CMIS_MON_RX_POWER },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const char *name = cmis_monitor_row(cases[i].type)->name;
		bool lane = cases[i].lane != CMIS_LANE_NONE;

		memset(adverts, 0, sizeof(adverts));
		adverts[cases[i].byte - 128] = BIT(cases[i].bit);
		adverts[145 - 128] = cases[i].choice;
		tap_is(monitors_find(false, cases[i].lane, true), 1,
		       "%s alone", name);
		tap_is(found[0].type, cases[i].type, "%s: type", name);
		tap_is(found[0].lane, cases[i].lane, "%s: lane", name);
		tap_is(monitors_find(false, lane ? CMIS_LANE_NONE : 0, true),
		       0, "%s: not of the other scope", name);
	}
	memset(adverts, 0, sizeof(adverts));
	adverts[159 - 128] = 0xc0;
	adverts[160 - 128] = 0xf8;
	tap_is(monitors_find(false, CMIS_LANE_NONE, true) +
	       monitors_find(false, 0, true), 0, "no monitor that is reserved");
	adverts[160 - 128] = 0x07;
	tap_is(monitors_find(false, 0, false), 0, "a lane without a media side");
	tap_is(monitors_find(true, CMIS_LANE_NONE, true), 2,
	       "a blank page: temperature and supply");
}

static struct cmis_monitor *monitor_find(unsigned int type, unsigned int lane)
{
	unsigned int i, count;

	memset(adverts, 0xff, sizeof(adverts));
	adverts[145 - 128] = 0;
	count = monitors_find(false, lane, true);
	for (i = 0; i < count; i++)
		if (found[i].type == type)
			return &found[i];
	return NULL;
}

/* One bit in each nibble of lower 9-11, noise in 8, 12 and 13. */
static void flags_test(void)
{
	static const struct {
		u16 type;
		u8 want;
	} cases[] = {
		{ CMIS_MON_TEMP, 1 }, { CMIS_MON_VCC, 2 },
		{ CMIS_MON_AUX1_CUSTOM, 4 }, { CMIS_MON_AUX2_LASER_TEMP, 8 },
		{ CMIS_MON_AUX3_LASER_TEMP, 3 }, { CMIS_MON_CUSTOM, 12 },
	};
	u8 half[CMIS_PAGE_SIZE] = {};
	unsigned int i, level;

	memcpy(&half[8], (const u8[]){ 0xff, 0x21, 0x84, 0xc3, 0xff, 0xff }, 6);
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		tap_is(cmis_monitor_get_flags(monitor_find(cases[i].type,
							   CMIS_LANE_NONE),
					      half), cases[i].want,
		       "flags of %s", cmis_monitor_row(cases[i].type)->name);

	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		memset(half, 0, sizeof(half));
		half[149 - 128 + level] = BIT(3);
		tap_is(cmis_monitor_get_flags(monitor_find(CMIS_MON_RX_POWER,
							   11), half),
		       BIT(level), "flag %u of lane 12", level);
		tap_is(cmis_monitor_get_flags(monitor_find(CMIS_MON_RX_POWER,
							   10), half),
		       0, "and of no other lane");
		tap_is(cmis_monitor_get_flags(monitor_find(CMIS_MON_TX_BIAS,
							   11), half),
		       0, "and of no other monitor");
	}
}

static void places_test(void)
{
	u8 half[CMIS_PAGE_SIZE] = { [14] = 0x12, [15] = 0x34 };
	struct cmis_monitor *monitor;

	memset(thresholds, 0, sizeof(thresholds));
	memcpy(thresholds, (const u8[]){ 0x4b, 0, 0xfb, 0, 0x46, 0, 0, 0 }, 8);
	monitor = monitor_find(CMIS_MON_TEMP, CMIS_LANE_NONE);
	tap_is(cmis_monitor_get_raw(monitor, half), 0x1234, "lower 14-15");
	tap_is(monitor->has, 0xf, "a low warning at 0 counts");
	tap_is(monitor->limit[CMIS_LEVEL_LOW_ALARM], 0xfb00, "low alarm");
	tap_is(monitor_find(CMIS_MON_VCC, CMIS_LANE_NONE)->has, 0,
	       "thresholds of zeros are none");
	monitor = monitor_find(CMIS_MON_RX_POWER, 9);
	half[188 - 128] = 0x56;
	half[189 - 128] = 0x78;
	tap_is(monitor->bank, 1, "lane 10 is in bank 1");
	tap_is(monitor->page, 0x11, "on page 11h");
	tap_is(cmis_monitor_get_raw(monitor, half), 0x5678, "Rx power");
	memset(thresholds, 0xff, sizeof(thresholds));
	monitor = monitor_find(CMIS_MON_TEMP, CMIS_LANE_NONE);
	tap_is(monitor->has, 0, "thresholds of ones are none");
	tap_ok(monitor->odd, "and odd");
	tap_ok(!monitor_find(CMIS_MON_CUSTOM, CMIS_LANE_NONE)->has,
	       "nor can a set of equal ones be");
	memset(thresholds, 0, sizeof(thresholds));
	tap_ok(!monitor_find(CMIS_MON_TEMP, CMIS_LANE_NONE)->odd,
	       "zeros are not odd");
	tap_is(monitor_find(CMIS_MON_TX_BIAS, 0)->scale, 2, "scale of bias");
	tap_is(monitor_find(CMIS_MON_TX_POWER, 0)->scale, 1, "no other");
}

int main(void)
{
	values_test();
	order_test();
	encode_test();
	adverts_test();
	flags_test();
	places_test();
	return tap_done();
}
