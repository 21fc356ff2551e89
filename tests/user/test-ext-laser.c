// SPDX-License-Identifier: GPL-2.0-only
/* External lasers: pages 1Ah and 1Bh, their monitors and their alerts. */

#include <string.h>

#include "alert/kinds.h"
#include "core/question.h"
#include "core/snapshot.h"
#include "spec/ext_laser.h"
#include <linux/array_size.h>
#include <linux/errno.h>
#include "tap.h"

#define LASERS	11
#define MONITORS	(3 * LASERS + 1)

/**
 * ktime_get_boottime_ns() - the clock, which stands still
 *
 * Return: 0.
 */
u64 ktime_get_boottime_ns(void)
{
	return 0;
}

static struct cmis_module module;
static struct cmis_monitor monitors[MONITORS];
static struct cmis_ext_laser lasers[LASERS];
static struct cmis_snapshot snapshot = { .module = &module, .ext = lasers };

static void byte_put(u8 *page, unsigned int offset, u8 byte)
{
	page[offset - 128] = byte;
}

static void word_put(u8 *page, unsigned int offset, u16 word)
{
	byte_put(page, offset, word >> 8);
	byte_put(page, offset + 1, word & 0xff);
}

/* Lower 0, 56 and 57 */
static void test_kinds_of_modules(void)
{
	static const struct {
		struct cmis_basics basics;
		bool source;
		bool paths;
	} cases[] = {
		{ { .identifier = 0x18 }, false, true },
		{ { .identifier = 0x80 }, false, true },
		{ { .identifier = 0x22 }, true, false },
		{ { .identifier = 0x22, .flat = true }, false, false },
		{ { .identifier = 0x19, .function_type = 1 }, true, false },
		{ { .identifier = 0x19, .function_type = 128 }, false, true },
		{ { .identifier = 0x19, .sm_support = 1 }, false, false },
		{ { .identifier = 0x19, .sm_support = 2 }, false, false },
		{ { .identifier = 0x19, .sm_support = 3 }, false, true },
		{ { .identifier = 0x19, .sm_support = 4 }, false, true },
		{ { .identifier = 0x19, .flat = true }, false, false },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(cases); i++) {
		tap_is(cmis_module_is_laser_source(&cases[i].basics),
		       cases[i].source, "module %u: source of light", i);
		tap_is(cmis_module_has_paths(&cases[i].basics),
		       cases[i].paths, "module %u: data paths", i);
	}
}

static void test_adverts(void)
{
	u8 page[CMIS_PAGE_SIZE] = { 0 };
	struct cmis_ext_lasers ext;

	tap_is(cmis_ext_lasers_decode(page, 127, &ext), -EMSGSIZE,
	       "adverts are not read beyond the page");
	byte_put(page, 140, 0x11);
	tap_is(cmis_ext_lasers_decode(page, sizeof(page), &ext), 0, "adverts");
	tap_ok(ext.known && ext.lanes == 8 && ext.constant_power,
	       "8 lasers of constant power");
	byte_put(page, 140, 0xfe);
	cmis_ext_lasers_decode(page, sizeof(page), &ext);
	tap_ok(ext.lanes == CMIS_MAX_LANES && !ext.constant_power,
	       "127 lasers are more than there can be");
}

static void test_status(void)
{
	u8 page[CMIS_PAGE_SIZE] = { 0 };
	struct cmis_ext_laser l[CMIS_LANES_PER_BANK] = { 0 };

	byte_put(page, 212, 0x21);
	byte_put(page, 219, 0x9f);
	byte_put(page, 220, 0x82);
	byte_put(page, 221, 0x09);
	byte_put(page, 222, 0xc0);
	byte_put(page, 223, 0x80);
	byte_put(page, 224, 3);
	word_put(page, 232, 45770);
	word_put(page, 246, 0xffff);
	tap_is(cmis_ext_status_decode(page, 127, 8, l), -EMSGSIZE,
	       "the status is not read beyond the page");
	tap_is(cmis_ext_status_decode(page, sizeof(page), 9, l), -EINVAL,
	       "a bank has 8 lasers");
	tap_is(cmis_ext_status_decode(page, sizeof(page), 8, l), 0, "status");
	tap_ok(l[0].fault == 1 && l[0].warning == 2, "codes of the first");
	tap_ok(l[7].fault == 15 && l[7].warning == 9, "codes of the last");
	tap_ok(!l[0].enabled && l[1].enabled && l[7].enabled, "enabled");
	tap_ok(l[0].state == CMIS_EXT_RAMPING && l[1].state == CMIS_EXT_ON &&
	       l[7].state == 3 && !l[6].state, "states");
	tap_ok(!l[0].checked && l[7].checked, "fibres that were checked");
	tap_is(l[0].fiber, 3, "a fibre");
	tap_is(l[0].mhz, 228850000, "a frequency");
	tap_is(l[7].mhz, 327675000, "the greatest frequency");
	tap_ok(!strcmp(cmis_ext_state_name(1), "ramping") &&
	       !cmis_ext_state_name(3), "names of states");
	tap_ok(!strcmp(cmis_ext_code_name(2), "current loop") &&
	       !cmis_ext_code_name(3), "names of codes");
	memset(l, 0, sizeof(l));
	cmis_ext_status_decode(page, sizeof(page), 7, l);
	tap_is(l[7].fault, 0, "a laser that is none is left alone");
}

static s32 value_get(const struct cmis_monitor *monitor, u16 raw)
{
	return cmis_monitor_get_value(monitor, raw).mantissa;
}

/* Of 11 lasers, the last is in bank 1. */
static void test_monitors(void)
{
	struct cmis_monitor_list list = {
		.monitor = monitors, .max = MONITORS,
	};
	const struct cmis_monitor *power = &monitors[3 * 10];
	u8 page[CMIS_PAGE_SIZE] = { 0 }, values[CMIS_PAGE_SIZE] = { 0 };
	u16 raw;

	word_put(page, 141, 4500);
	word_put(page, 143, 500);
	word_put(page, 145, 4000);
	word_put(page, 147, 800);
	word_put(page, 149, 14000);
	word_put(page, 151, 5000);
	tap_is(cmis_ext_monitors_add(&list, page, 127, 0), -EMSGSIZE,
	       "thresholds are not read beyond the page");
	for (unsigned int i = 0; i < LASERS; i++)
		cmis_ext_monitors_add(&list, page, sizeof(page), i);
	cmis_ext_supply_add(&list);
	tap_is(list.count, MONITORS, "three monitors of a laser, and one");
	cmis_ext_supply_add(&list);
	cmis_ext_monitors_add(&list, page, sizeof(page), 0);
	tap_is(list.count, MONITORS, "a full list stays as it is");

	tap_ok(power->type == CMIS_MON_TX_POWER && power->lane == 10 &&
	       power->bank == 1 && power->page == 0x1b &&
	       power->offset == 204, "place of a power");
	tap_ok(power->flags == 190 && power->flags_bit == 2,
	       "place of its flags");
	tap_is(power->has, 0x3, "it has two thresholds");
	word_put(values, 204, 10000);
	raw = cmis_monitor_get_raw(power, values);
	tap_is(value_get(power, raw), 100000000, "100 mW in nW");
	tap_is(value_get(power, 0xffff), 655350000, "the greatest power");
	tap_is(value_get(&monitors[1], 3000), 300000, "300 mA in uA");
	tap_is(value_get(&monitors[1], monitors[1].limit[0]), 450000,
	       "a threshold of 450 mA");
	byte_put(values, 234, 120);
	byte_put(values, 235, 0xff);
	raw = cmis_monitor_get_raw(&monitors[3 * 10 + 2], values);
	tap_is(value_get(&monitors[2], raw), 1800000,
	       "1.8 V in uV, from one byte");
	tap_ok(!monitors[2].flags && !monitors[2].has,
	       "a voltage has neither flags nor thresholds");
	tap_is(value_get(&monitors[MONITORS - 1], 15000), 3000000,
	       "3 A in uA");
	tap_is(cmis_monitor_encode(&monitors[2], (struct cmis_number) {
			.mantissa = 4000000 }, &raw), -ERANGE,
	       "a byte has no 4 V");
	tap_is(cmis_monitor_encode(&monitors[1], (struct cmis_number) {
			.mantissa = 300000 }, &raw), 0, "300 mA");
	tap_is(raw, 3000, "is 3000");
}

static void module_make(void)
{
	module.ext = (struct cmis_ext_lasers) { .known = true,
						.lanes = LASERS };
	module.lanes = LASERS;
	module.monitors = monitors;
	module.num_monitors = MONITORS;
	module.first[CMIS_CLASS_VDM] = MONITORS;
	module.first[CMIS_CLASS_COUNT] = MONITORS;
	cmis_module_link(&module);
}

/* A laser has a meaning while it is on; there are no data paths. */
static void test_meaning(void)
{
	static struct {
		struct cmis_readings readings;
		struct cmis_reading reading[MONITORS];
	} all = { .readings.count = MONITORS };

	snapshot.readings[CMIS_CLASS_LANES] = &all.readings;
	all.reading[0] = (struct cmis_reading) { .raw = 1, .valid = true };
	tap_ok(!cmis_snapshot_is_meaningful(&snapshot, 0), "off");
	lasers[0].state = CMIS_EXT_RAMPING;
	tap_ok(!cmis_snapshot_is_meaningful(&snapshot, 0), "ramping");
	lasers[0].state = CMIS_EXT_ON;
	tap_ok(cmis_snapshot_is_meaningful(&snapshot, 0), "on");
	tap_ok(!cmis_snapshot_is_dark(&snapshot, CMIS_SIDE_MEDIA, 0),
	       "no path makes it dark");
	tap_is(cmis_snapshot_find_monitor(&snapshot, CMIS_MON_TX_BIAS, 10),
	       31, "the monitor of a laser");
	tap_ok(cmis_snapshot_find_monitor(&snapshot, CMIS_MON_TX_BIAS,
					  LASERS) < 0, "but not beyond");
	tap_is(cmis_shown_lanes(&module), LASERS, "lanes");
	tap_is(cmis_monitor_class(&monitors[0]), CMIS_CLASS_LANES, "a class");
}

static void test_alerts(void)
{
	static struct cmis_alert alerts[512];
	struct cmis_condition c = { 0 };
	struct cmis_alert_key key = { .lane = 3 };
	const struct cmis_evidence evidence = {
		.snapshot = &snapshot, .key = &key, .class = CMIS_CLASS_LANES,
	};
	unsigned int own = 0, path = 0, levels = 0;
	unsigned int num = cmis_alerts_list(&module, NULL);

	tap_ok(num <= ARRAY_SIZE(alerts), "room for alerts");
	cmis_alerts_list(&module, alerts);
	for (unsigned int i = 0; i < num; i++) {
		u32 kind = alerts[i].key.kind;

		own += kind == CMIS_ALERT_LASER_FAULT ||
		       kind == CMIS_ALERT_LASER_WARNING;
		path += kind == CMIS_ALERT_DATAPATH_DOWN ||
			kind == CMIS_ALERT_TX_LOS;
		levels += kind == CMIS_ALERT_MONITOR;
	}
	tap_is(own, 2 * LASERS, "two alerts for each laser");
	tap_is(path, 0, "none of data paths");
	tap_is(levels, 8 * LASERS, "four for each power and bias");

	key.kind = CMIS_ALERT_LASER_FAULT;
	lasers[3].fault = 2;
	cmis_alert_rows[key.kind].judge(&evidence, &c);
	tap_ok(c.beyond && c.value == 2 && !c.hits, "a code is a fault");
	lasers[3].fault = 0;
	lasers[3].fault_hits = 4;
	c = (struct cmis_condition) { 0 };
	cmis_alert_rows[key.kind].judge(&evidence, &c);
	tap_ok(!c.beyond && c.inside && c.hits == 4, "a flag was one");
	key.kind = CMIS_ALERT_LASER_WARNING;
	lasers[3].warning = 9;
	c = (struct cmis_condition) { 0 };
	cmis_alert_rows[key.kind].judge(&evidence, &c);
	tap_ok(c.beyond && c.value == 9 && !c.hits, "a warning is apart");

	module.ext = (struct cmis_ext_lasers) { 0 };
	module.plan.banks = 1;
	cmis_alerts_list(&module, alerts);
	own = 0;
	for (unsigned int i = 0; i < cmis_alerts_list(&module, NULL); i++)
		own += alerts[i].key.kind == CMIS_ALERT_LASER_FAULT;
	tap_is(own, 0, "other modules have no such alert");
}

int main(void)
{
	test_kinds_of_modules();
	test_adverts();
	test_status();
	test_monitors();
	module_make();
	test_meaning();
	test_alerts();
	return tap_done();
}
