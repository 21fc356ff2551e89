// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: monitors at fixed registers, from page 01h and page 02h.
 */

#include "spec/advert.h"
#include "spec/monitors.h"
#include "spec/regs.h"
#include <string.h>

#include "fuzz.h"

#define MAX	16

static void monitor_check(const struct cmis_monitor *monitor, u8 lane)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	unsigned int level;
	u8 levels;

	fuzz_require(row->name && monitor->lane == lane);
	fuzz_require(!(monitor->has >> CMIS_LEVEL_COUNT));
	/* A value that equals a threshold is not beyond it. */
	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		levels = cmis_monitor_get_levels(monitor,
						 monitor->limit[level]);
		fuzz_require(!(levels & 1 << level));
	}
}

static void monitors_check(const struct fuzz_block *advert,
			   const struct fuzz_block *page, u8 lane)
{
	struct cmis_monitor monitors[MAX] = {};
	struct cmis_monitor_list list = {
		.adverts = advert->len < CMIS_PAGE_SIZE ? NULL : advert->data,
		.thresholds = page->len < CMIS_PAGE_SIZE ? NULL : page->data,
		.scale = 4,
		.max = MAX,
		.monitor = monitors,
	};
	unsigned int i, j;

	cmis_monitors_add(&list, lane, true);
	fuzz_require(list.count <= 6 && !list.rejected);
	for (i = 0; i < list.count; i++) {
		monitor_check(&monitors[i], lane);
		for (j = 0; j < i; j++)
			fuzz_require(monitors[j].type != monitors[i].type &&
				     monitors[j].offset != monitors[i].offset);
	}
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct fuzz_block advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	struct fuzz_block page = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_thresholds thresholds, again;
	int ret;

	memset(&thresholds, 0x5a, sizeof(thresholds));
	memset(&again, 0xa5, sizeof(again));
	ret = cmis_thresholds_decode(page.data, page.len, &thresholds);
	fuzz_require(ret == (page.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_thresholds_decode(page.data, page.len,
						   &again));
	fuzz_require(!memcmp(&thresholds, &again, sizeof(thresholds)));
	monitors_check(&advert, &page, CMIS_LANE_NONE);
	monitors_check(&advert, &page, 0);
	monitors_check(&advert, &page, CMIS_MAX_LANES - 1);
	fuzz_free(&advert);
	fuzz_free(&page);
	return 0;
}
