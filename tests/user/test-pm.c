// SPDX-License-Identifier: GPL-2.0-only
/*
 * Performance of the line: literal pages 34h, 35h and 3Ah, wrong counts, values
 * that are none, and modules that may have these pages.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/unaligned.h>

#include "spec/advert.h"
#include "spec/lower.h"
#include "spec/f16.h"
#include "spec/pm.h"
#include "spec/regs.h"
#include "tap.h"

static struct cmis_monitor monitors[CMIS_PM_MONITORS];
static u8 page[CMIS_PAGE_SIZE];

static void put(unsigned int offset, unsigned int size, u64 value)
{
	while (size--) {
		page[offset - 128 + size] = value;
		value >>= 8;
	}
}

static struct cmis_monitor_list list_make(unsigned int pages)
{
	struct cmis_monitor_list list = {
		.monitor = monitors, .max = ARRAY_SIZE(monitors),
	};
	unsigned int i;

	for (i = 0; i < CMIS_PM_PAGES; i++)
		if (pages & 1 << i)
			cmis_pm_monitors_add(i, &list);
	return list;
}

#define NONE	-1000000

/* The value in the unit of the monitor; NONE if there is none */
static s32 value_of(unsigned int index, const char *name)
{
	struct cmis_monitor_list list = list_make(1 << index);
	unsigned int i;
	u16 raw;

	for (i = 0; i < list.count; i++) {
		const struct cmis_monitor *m = &list.monitor[i];

		if (strcmp(cmis_monitor_row(m->type)->name, name))
			continue;
		if (cmis_pm_get_raw(m, page, &raw) ||
		    cmis_monitor_check(m, raw))
			return NONE;
		return cmis_monitor_get_value(m, raw).mantissa;
	}
	return NONE;
}

/* The text of a ratio */
static const char *ratio_of(unsigned int index, const char *name)
{
	static char text[CMIS_F16_TEXT];
	struct cmis_monitor_list list = list_make(1 << index);
	unsigned int i;
	u16 raw;
	int ret;

	for (i = 0; i < list.count; i++) {
		const struct cmis_monitor *m = &list.monitor[i];

		if (strcmp(cmis_monitor_row(m->type)->name, name))
			continue;
		ret = cmis_pm_get_raw(m, page, &raw);
		if (ret)
			return ret == -ENODATA ? "ENODATA" :
			       ret == -EBADMSG ? "EBADMSG" : "other";
		cmis_f16_format(raw, text, sizeof(text));
		return text;
	}
	return "no monitor";
}

static const struct {
	unsigned int offset;
	unsigned int size;
	u32 raw[3];
	const char *name;
	s32 want[3];
} line[] = {
	{ 128, 4, { 0x000004e2, 0xfffffb1e, 0x00007fff },
	  "chromatic_dispersion", { 1250, -1250, 32767 } },
	{ 128, 4, { 0x000088b8, 0xffff7748, 0x000009e2 },
	  "chromatic_dispersion", { NONE, NONE, 2530 } },
	{ 128, 4, { 0x000088b8, 0xffff7748, 0x000009e2 },
	  "chromatic_dispersion_coarse", { 35000, -35000, 2540 } },
	{ 128, 4, { 0x7fffffff, 0x80000000, 0x00000000 },
	  "chromatic_dispersion_coarse", { NONE, NONE, 0 } },
	{ 140, 2, { 215, 190, 65535 }, "dgd", { 2150, 1900, 655350 } },
	{ 146, 2, { 30, 10, 120 }, "sopmd", { 30, 10, 120 } },
	{ 152, 2, { 6, 3, 0xffff }, "pdl", { 600, 300, NONE } },
	{ 158, 2, { 362, 358, 367 }, "osnr", { 36200, 35800, 36700 } },
	{ 164, 2, { 185, 181, 188 }, "esnr", { 18500, 18100, 18800 } },
	{ 170, 2, { 0xff88, 0xff38, 0x0014 }, "cfo", { -120, -200, 20 } },
	{ 176, 2, { 7537, 0, 0xffff }, "evm", { 11501, 0, 100000 } },
	{ 182, 2, { 0xfc16, 0xfc00, 0x8000 }, "tx_power",
	  { -10020, -10240, NONE } },
	{ 188, 2, { 0xfcb8, 0xfca0, 0xfcd0 }, "rx_total_power",
	  { -8400, -8640, -8160 } },
	{ 194, 2, { 0xfc31, 0xfc20, 0xfc40 }, "rx_signal_power",
	  { -9750, -9920, -9600 } },
	{ 200, 2, { 12, 1, 45000 }, "sop_rate", { 12, 1, 45000 } },
	{ 206, 2, { 210, 200, 215 }, "mer", { 21000, 20000, 21500 } },
	{ 212, 2, { 0x4000, 0xc000, 1 }, "clock_recovery_bandwidth",
	  { 50002, -50002, 3 } },
	{ 224, 2, { 35, 0xfff6, 40 }, "snr_margin", { 3500, -1000, 4000 } },
	{ 230, 2, { 81, 78, 83 }, "q_factor", { 8100, 7800, 8300 } },
	{ 236, 2, { 18, 0xffff, 20 }, "q_margin", { 1800, -100, 2000 } },
};

static void test_line(void)
{
	static const char *const ends[] = { "avg", "min", "max" };
	unsigned int i, k;
	char name[64];

	for (i = 0; i < ARRAY_SIZE(line); i++) {
		memset(page, 0, sizeof(page));
		for (k = 0; k < 3; k++)
			put(line[i].offset + k * line[i].size, line[i].size,
			    line[i].raw[k]);
		for (k = 0; k < 3; k++) {
			snprintf(name, sizeof(name), "%s_%s", line[i].name,
				 ends[k]);
			tap_is(value_of(1, name), line[i].want[k], "%s", name);
		}
	}
	memset(page, 0, sizeof(page));
	put(170, 2, 0);
	put(182, 2, 5);
	tap_is(value_of(1, "cfo_avg"), NONE, "three zeros are no value");
	tap_is(value_of(1, "tx_power_min"), 0, "one of them may be one");
}

static void is_ratio(unsigned int index, const char *name, const char *want)
{
	const char *text = ratio_of(index, name);

	if (!tap_ok(!strcmp(text, want), "%s is %s", name, want))
		printf("# but %s\n", text);
}

static void test_fec(void)
{
	memset(page, 0, sizeof(page));
	is_ratio(0, "media_pre_fec_ber_avg", "ENODATA");
	put(128, 8, 100000000000000);
	put(136, 8, 1000000000000);
	put(144, 8, 120000000000);
	put(152, 8, 1100000000);
	put(160, 8, 1500000000);
	put(168, 4, 20000000);
	put(172, 4, 200000);
	put(176, 4, 2);
	put(180, 4, 0);
	put(184, 4, 1);
	is_ratio(0, "media_pre_fec_ber_avg", "1.200e-03");
	is_ratio(0, "media_pre_fec_ber_min", "1.100e-03");
	is_ratio(0, "media_pre_fec_ber_max", "1.500e-03");
	is_ratio(0, "media_uncorrected_ratio_avg", "1.000e-07");
	is_ratio(0, "media_uncorrected_ratio_min", "0.000e+00");
	is_ratio(0, "media_uncorrected_ratio_max", "5.000e-06");
	is_ratio(2, "host_pre_fec_ber_avg", "1.200e-03");
	is_ratio(2, "host_uncorrected_ratio_max", "5.000e-06");
	is_ratio(2, "media_pre_fec_ber_avg", "no monitor");
	put(144, 8, 100000000000001);
	is_ratio(0, "media_pre_fec_ber_avg", "EBADMSG");
	put(128, 8, 0);
	is_ratio(0, "media_pre_fec_ber_avg", "ENODATA");
}

static double f16_real(u16 raw)
{
	double value = raw & 0x7ff;
	int exponent = (raw >> 11) - 24;

	for (; exponent > 0; exponent--)
		value *= 10;
	for (; exponent < 0; exponent++)
		value /= 10;
	return value;
}

static u64 chance(void)
{
	static u64 state = 88172645463325252ull;

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Real numbers say how far off a ratio may be. */
static void test_ratios(void)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < 1000000; i++) {
		u64 whole = chance() >> chance() % 64;
		u64 part = chance() >> chance() % 64;
		double want, have;
		u16 raw = 0;
		int ret = cmis_f16_ratio(part, whole, &raw);

		if (!whole || part > whole) {
			wrong += ret != (whole ? -EBADMSG : -ENODATA);
			continue;
		}
		want = (double)part / (double)whole;
		have = f16_real(raw);
		wrong += ret || have > want * 1.0025 || have < want * 0.9975;
	}
	tap_is(wrong, 0, "ratios of random counts");
}

/* Pages by chance: each monitor has a value or says why not. */
static void test_chance(void)
{
	struct cmis_monitor_list list = list_make(0x7);
	unsigned int i, k, wrong = 0;
	u16 raw;
	int ret;

	for (i = 0; i < 20000; i++) {
		for (k = 0; k < sizeof(page); k++)
			page[k] = chance() % 4 ? chance() : 0;
		for (k = 0; k < list.count; k++) {
			ret = cmis_pm_get_raw(&list.monitor[k], page, &raw);
			wrong += ret && ret != -ENODATA && ret != -EBADMSG;
			if (!ret)
				cmis_monitor_get_value(&list.monitor[k], raw);
		}
	}
	tap_is(wrong, 0, "pages by chance");
}

static void test_list(void)
{
	struct cmis_monitor_list list = list_make(0x7);

	tap_is(list.count, 66, "monitors of all pages");
	list.max = 70;
	monitors[0].type = 13;
	list.count = 1;
	cmis_pm_monitors_add(0, &list);
	tap_is(list.count, 6, "VDM comes first");
	list.max = 7;
	cmis_pm_monitors_add(1, &list);
	tap_is(list.count, 7, "a full list stays so");
}

static void test_coherent(void)
{
	struct cmis_basics basics = { .media_type = 2 };
	struct cmis_adverts adverts = { .known = true };
	struct cmis_apps apps = {
		.count = 1,
		.app[0] = { .host_id = 0x11, .media_id = 0x3e },
	};

	tap_ok(cmis_module_is_coherent(&basics, &adverts, &apps), "400ZR");
	basics.media_type = 1;
	tap_ok(!cmis_module_is_coherent(&basics, &adverts, &apps),
	       "the same code of multimode fibre");
	basics.media_type = 2;
	apps.app[0].media_id = 0x1c;
	tap_ok(!cmis_module_is_coherent(&basics, &adverts, &apps), "400G-DR4");
	adverts.pages = 0x10;
	tap_ok(cmis_module_is_coherent(&basics, &adverts, &apps), "an advert");
	basics.flat = true;
	tap_ok(!cmis_module_is_coherent(&basics, &adverts, &apps),
	       "not in flat memory");
}

int main(void)
{
	test_line();
	test_fec();
	test_ratios();
	test_chance();
	test_list();
	test_coherent();
	return tap_done();
}
