// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: tunable lasers (04h, 12h), external lasers (1Ah, 1Bh) and the
 * line of coherent modules (34h, 35h, 3Ah).
 */

#include "spec/ext_laser.h"
#include "spec/lanes.h"
#include "spec/pm.h"
#include "spec/tune.h"
#include <string.h>

#include "fuzz.h"

#define MONITORS_MAX	128

static void tuning_check(const struct fuzz_block *page, int want)
{
	struct cmis_lane lanes[CMIS_LANES_PER_BANK] = { 0 };
	struct cmis_laser laser;
	u32 mhz;

	fuzz_require(cmis_laser_decode(page->data, page->len, &laser) == want);
	fuzz_require(cmis_tuning_decode(page->data, page->len, lanes) == want);
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (!cmis_channel_mhz(lanes[i].tuning.grid,
				      lanes[i].tuning.channel, &mhz))
			fuzz_require(mhz &&
				     cmis_grid_mhz(lanes[i].tuning.grid));
}

static void ext_check(const struct fuzz_block *page, int want, unsigned int n)
{
	struct cmis_ext_laser l[CMIS_LANES_PER_BANK + 1] = { 0 };
	struct cmis_monitor monitors[MONITORS_MAX];
	struct cmis_monitor_list list = { .monitor = monitors, .max = n };
	struct cmis_ext_lasers ext;

	fuzz_require(cmis_ext_lasers_decode(page->data, page->len, &ext) ==
		     want);
	fuzz_require(ext.lanes <= CMIS_MAX_LANES);
	l[n % 9].fiber = 0x5a;
	fuzz_require(cmis_ext_status_decode(page->data, page->len, n % 9, l) ==
		     want);
	fuzz_require(l[n % 9].fiber == 0x5a);
	for (unsigned int i = 0; i < ext.lanes; i++)
		cmis_ext_monitors_add(&list, page->data, page->len, i);
	cmis_ext_supply_add(&list);
	fuzz_require(list.count <= n);
	for (unsigned int i = 0; i < list.count && !want; i++) {
		u16 raw = cmis_monitor_get_raw(&monitors[i], page->data);

		fuzz_require(cmis_monitor_get_value(&monitors[i], raw)
				.mantissa >= 0);
		cmis_monitor_get_levels(&monitors[i], raw);
		cmis_monitor_get_flags(&monitors[i], page->data);
	}
}

static void line_check(const struct fuzz_block *page)
{
	struct cmis_monitor monitors[MONITORS_MAX];
	struct cmis_monitor_list list = {
		.monitor = monitors, .max = MONITORS_MAX,
	};
	u16 raw;

	for (unsigned int i = 0; i < CMIS_PM_PAGES; i++)
		cmis_pm_monitors_add(i, &list);
	for (unsigned int i = 0; i < list.count; i++)
		if (!cmis_pm_get_raw(&monitors[i], page->data, &raw))
			cmis_monitor_get_value(&monitors[i], raw);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	unsigned int n = fuzz_take_byte(&input) % MONITORS_MAX;
	struct fuzz_block page = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	int want = page.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0;

	tuning_check(&page, want);
	ext_check(&page, want, n);
	if (!want)
		line_check(&page);
	fuzz_free(&page);
	return 0;
}
