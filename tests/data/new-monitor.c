// SPDX-License-Identifier: GPL-2.0-only
/*
 * The monitor of new-monitor.patch, from a module's memory to its value: built
 * in a copy of the tree by scripts/checks/new-monitor.
 */

#include <string.h>
#include <linux/types.h>
#include "spec/monitors.h"
#include "spec/regs.h"

#include "tap.h"

#define PROBE_TYPE	(CMIS_MON_SUPPLY_CURRENT + 1)
#define PLACES		32

int main(void)
{
	static u8 page01[CMIS_PAGE_SIZE], page02[CMIS_PAGE_SIZE];
	static u8 lower[CMIS_PAGE_SIZE];
	static struct cmis_monitor monitors[PLACES];
	struct cmis_monitor_list list = {
		.adverts = page01,
		.thresholds = page02,
		.scale = 1,
		.max = PLACES,
		.monitor = monitors,
	};
	const struct cmis_monitor_row *row = cmis_monitor_row(PROBE_TYPE);

	/* 40.5 degrees of at most 75 and 70, at least -5 and 0 */
	lower[13] = 0x04;
	lower[64] = 0x28;
	lower[65] = 0x80;
	page02[72] = 0x4b;
	page02[74] = 0xfb;
	page02[76] = 0x46;
	page01[31] = 0x3f;
	cmis_monitors_add(&list, CMIS_LANE_NONE, true);
	tap_is(list.count, 6, "not advertised: not found");
	list.count = 0;
	page01[31] = 0x40;
	cmis_monitors_add(&list, CMIS_LANE_NONE, true);
	tap_is(list.count, 1, "advertised: found");

	tap_is(monitors[0].type, PROBE_TYPE, "its type");
	tap_ok(row->name && !strcmp(row->name, "probe_temperature"),
	       "its name");
	tap_is(row->hwmon, CMIS_HWMON_TEMP, "hwmon shows it");
	tap_is(cmis_monitor_get_raw(&monitors[0], lower), 0x2880, "its value");
	tap_is(cmis_monitor_get_value(&monitors[0], 0x2880).mantissa, 40500,
	       "in thousandths of a degree");
	tap_is(cmis_monitor_get_flags(&monitors[0], lower), 0x04, "its flags");
	tap_is(monitors[0].has, 0x0f, "its thresholds");
	tap_is(cmis_monitor_get_levels(&monitors[0], 0x4601), 0x04,
	       "too high for a warning");
	return tap_done();
}
