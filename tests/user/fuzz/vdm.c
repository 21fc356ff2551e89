// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the monitors of VDM. The input has the number of lanes and page
 * 2Fh, then the descriptors and the thresholds of each group of each bank, and
 * at the end page 2Ch and a value. Pages in the input may be too short.
 */

#include "spec/vdm.h"
#include <string.h>

#include "fuzz.h"

/* The result, counted apart. */
struct expectation {
	unsigned int descriptors;
	unsigned int lanes;
};

static int page_status(const struct fuzz_block *page)
{
	return page->len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0;
}

static void group_decode(struct fuzz_input *input, u8 bank, u8 group,
			 struct expectation *expected,
			 struct cmis_monitor_list *list)
{
	struct fuzz_block descriptors = fuzz_take(input, CMIS_PAGE_SIZE);
	struct fuzz_block limits = fuzz_take(input, CMIS_PAGE_SIZE);
	u8 page[CMIS_PAGE_SIZE] = {};
	const struct cmis_vdm_group at = {
		bank, group, page, CMIS_PAGE_SIZE,
	};
	unsigned int i;

	memcpy(page, descriptors.data, descriptors.len);
	for (i = 1; i < CMIS_PAGE_SIZE; i += 2)
		expected->descriptors += page[i] != 0;
	fuzz_require(!cmis_vdm_descriptors_decode(&at, expected->lanes, list));
	fuzz_require(cmis_vdm_thresholds_decode(&at, limits.data, limits.len,
						list) == page_status(&limits));
	fuzz_free(&descriptors);
	fuzz_free(&limits);
}

static bool is_before(const struct cmis_monitor *a,
		      const struct cmis_monitor *b)
{
	if (a->bank != b->bank)
		return a->bank < b->bank;
	if (a->page != b->page)
		return a->page < b->page;
	return a->offset < b->offset;
}

static void monitor_check(const struct cmis_monitor_list *list,
			  unsigned int at, const struct expectation *expected)
{
	const struct cmis_monitor *monitor = &list->monitor[at], *other;
	unsigned int i;

	fuzz_require(monitor->type && monitor->source == CMIS_SOURCE_VDM);
	fuzz_require(monitor->bank < CMIS_MAX_BANKS);
	fuzz_require(monitor->page >= 0x24 && monitor->page <= 0x27);
	fuzz_require(monitor->offset >= 128 && monitor->flags >= 128);
	fuzz_require(monitor->lane == CMIS_LANE_NONE ||
		     (monitor->lane / 8 == monitor->bank &&
		      monitor->lane < expected->lanes));
	for (i = 0; i < at; i++) {
		other = &list->monitor[i];
		fuzz_require(is_before(other, monitor));
		fuzz_require(other->bank != monitor->bank ||
			     other->type != monitor->type ||
			     other->lane != monitor->lane);
	}
}

/* A value that equals a threshold is not beyond it. */
static void levels_check(const struct cmis_monitor *monitor, u16 raw)
{
	u8 levels = cmis_monitor_get_levels(monitor, raw);
	unsigned int level;

	fuzz_require(!(levels & ~monitor->has));
	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		levels = cmis_monitor_get_levels(monitor,
						 monitor->limit[level]);
		fuzz_require(!(levels & 1 << level));
	}
}

static void list_check(const struct cmis_monitor_list *list,
		       const struct expectation *expected,
		       struct fuzz_input *input)
{
	struct fuzz_block flags = fuzz_take(input, CMIS_PAGE_SIZE);
	u16 raw = fuzz_take_byte(input) << 8;
	u8 page[CMIS_PAGE_SIZE] = {};
	unsigned int i;

	raw |= fuzz_take_byte(input);
	memcpy(page, flags.data, flags.len);
	fuzz_require(list->count <= list->max);
	fuzz_require(list->count + list->rejected == expected->descriptors);
	for (i = 0; i < list->count; i++) {
		monitor_check(list, i, expected);
		levels_check(&list->monitor[i], raw);
		fuzz_require(cmis_monitor_get_flags(&list->monitor[i], page) <
			     16);
	}
	fuzz_free(&flags);
}

int fuzz_one(const u8 *data, size_t len)
{
	static struct cmis_monitor monitors[CMIS_MAX_BANKS *
					    CMIS_VDM_BANK_SLOTS];
	struct cmis_monitor_list list = {
		.max = CMIS_MAX_BANKS * CMIS_VDM_BANK_SLOTS,
		.monitor = monitors,
	};
	struct fuzz_input input = { data, len };
	struct expectation expected = { 0 };
	struct cmis_vdm_support support;
	struct fuzz_block advert;
	u8 bank, group;

	expected.lanes = fuzz_take_byte(&input) % (CMIS_MAX_LANES + 1);
	advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	memset(&support, 0x5a, sizeof(support));
	fuzz_require(cmis_vdm_support_decode(advert.data, advert.len,
					     &support) == page_status(&advert));
	fuzz_require(support.groups <= CMIS_VDM_GROUPS);
	fuzz_require(support.fine_interval_us <= 6553500);
	for (bank = 0; bank < CMIS_MAX_BANKS; bank++)
		for (group = 1; group <= support.groups; group++)
			group_decode(&input, bank, group, &expected, &list);
	list_check(&list, &expected, &input);
	fuzz_free(&advert);
	return 0;
}
