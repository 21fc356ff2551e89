// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweeps of page 14h: the sweep writes one selector after the other, and reads
 * the data of a selector until they have settled. Meanwhile the cage's work
 * does other things.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "poll/sweep_diag.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/selector.h"
#include "core/totals.h"
#include "poll/poll.h"
#include "poll/schedule.h"

/*
 * Raw accesses come first: the sweep gives up after so many pauses, each twice
 * as long as the last one. A raw access takes CMIS_DIAG_SETTLE_MAX_MS at most.
 */
#define CMIS_DIAG_TRIES		5
#define CMIS_DIAG_PAUSE_MS	20

/* Pauses between reads of data that have not settled */
#define CMIS_DIAG_REREAD_MS	10
#define CMIS_DIAG_REREAD_MAX_MS	100

/*
 * The slowest parts that are known show the data of a selector after so long.
 * Counters that the module holds may be equal on both sides of it, or zeros.
 */
#define CMIS_DIAG_HELD_MS	200

/* The side and the first lane of the counters that a selector shows */
static const struct cmis_diag_counter_row {
	u8 selector;
	u8 side;
	u8 first;
} cmis_diag_counter_rows[] = {
	{ CMIS_DIAG_SELECT_HOST_1_4, CMIS_SIDE_HOST, 0 },
	{ CMIS_DIAG_SELECT_HOST_5_8, CMIS_SIDE_HOST, 4 },
	{ CMIS_DIAG_SELECT_MEDIA_1_4, CMIS_SIDE_MEDIA, 0 },
	{ CMIS_DIAG_SELECT_MEDIA_5_8, CMIS_SIDE_MEDIA, 4 },
};

static const u8 *cmis_diag_at(const u8 *page, u32 reg)
{
	return page + CMIS_REG_OFFSET(reg) - CMIS_UPPER_FIRST;
}

static u8 cmis_diag_selector(u16 type)
{
	return type == CMIS_MON_HOST_BER || type == CMIS_MON_MEDIA_BER ?
	       CMIS_DIAG_SELECT_BER : CMIS_DIAG_SELECT_SNR;
}

/**
 * struct cmis_diag_page - page 14h of a bank, as read
 * @selector: the selector at the time of the read
 * @bank: bank
 * @data: page 14h; NULL if it could not be read
 */
struct cmis_diag_page {
	u8 selector;
	u8 bank;
	const u8 *data;
};

static void cmis_diag_take_reading(struct cmis_reading *reading,
				   const struct cmis_monitor *monitor,
				   const struct cmis_diag_page *page)
{
	if (monitor->source != CMIS_SOURCE_DIAG ||
	    monitor->bank != page->bank ||
	    cmis_diag_selector(monitor->type) != page->selector)
		return;
	reading->valid = page->data;
	if (page->data)
		reading->raw = cmis_monitor_get_raw(monitor, page->data);
}

static struct cmis_diag_counters cmis_diag_counters_decode(const u8 *raw)
{
	u64 bits = get_unaligned_le64(raw + sizeof(u64));

	return (struct cmis_diag_counters) {
		.valid = true,
		.errors = get_unaligned_le64(raw),
		.bits = bits,
		.sync_lost = bits & 1,
	};
}

static void cmis_diag_take_counters(struct cmis_cage *cage,
				    const struct cmis_diag_counter_row *row,
				    const struct cmis_diag_page *page,
				    unsigned int lanes)
{
	unsigned int lane = page->bank * CMIS_LANES_PER_BANK + row->first;
	bool media = row->side == CMIS_SIDE_MEDIA;
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	struct cmis_diag_counters counters = {};

	if (row->selector != page->selector)
		return;
	for (unsigned int i = 0; i < CMIS_DIAG_COUNTERS_LANES && lane < lanes;
	     i++, lane++) {
		if (page->data)
			counters = cmis_diag_counters_decode
				(cmis_diag_at(page->data, CMIS_DIAG_DATA) +
				 i * CMIS_DIAG_COUNTERS_SIZE);
		if (v->counting)
			v->counters[media * lanes + lane] = counters;
		if (v->held & BIT(page->selector) && counters.valid)
			cmis_test_count(cage, media, lane, &counters);
	}
}

static void cmis_diag_take(struct cmis_cage *cage,
			   const struct cmis_module *module,
			   const struct cmis_diag_page *page)
{
	unsigned int i, first = module->first[CMIS_CLASS_VDM];
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	for (i = first; i < module->num_monitors; i++)
		cmis_diag_take_reading(&v->reading[i - first],
				       &module->monitors[i], page);
	for (i = 0; i < ARRAY_SIZE(cmis_diag_counter_rows); i++)
		cmis_diag_take_counters(cage, &cmis_diag_counter_rows[i], page,
					module->lanes);
}

/* Old values are not shown: readings of banks without data become invalid. */
static void cmis_diag_drop(struct cmis_cage *cage,
			   const struct cmis_module *module, u8 selector)
{
	struct cmis_diag_page page = { .selector = selector };

	for (; page.bank < module->plan.vdm.diag_banks; page.bank++)
		if (cage->poll->vdm.unsettled & BIT(page.bank))
			cmis_diag_take(cage, module, &page);
}

/* Choose a selector for all banks. */
static int cmis_diag_choose(struct cmis_cage *cage,
			    const struct cmis_module *module, u8 selector)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	int ret;

	v->unsettled = GENMASK(CMIS_MAX_BANKS - 1, 0);
	ret = cmis_selector_set(cage, module, selector);
	if (ret == -EAGAIN) {
		cmis_vdm_pause(cage->poll, CMIS_DIAG_PAUSE_MS);
		return -EINPROGRESS;
	}
	if (ret)
		return ret;
	v->selected = selector;
	v->chosen = ktime_get();
	v->reread_ms = CMIS_DIAG_REREAD_MS;
	cmis_vdm_pause(cage->poll, module->plan.vdm.settle_ms);
	return -EINPROGRESS;
}

/* Read the data of the chosen selector, of banks that have not settled yet. */
static int cmis_diag_fetch(struct cmis_cage *cage,
			   const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	struct cmis_diag_page page = { .selector = v->selected };
	bool again = false, settled = v->held & BIT(v->selected) &&
		cmis_poll_age_ms(v->chosen) >= CMIS_DIAG_HELD_MS;
	u8 buf[CMIS_PAGE_SIZE];
	int ret;

	for (; page.bank < module->plan.vdm.diag_banks; page.bank++) {
		if (!(v->unsettled & BIT(page.bank)))
			continue;
		ret = cmis_selector_fetch(cage, module, page.bank, buf,
					  settled);
		again |= ret == -EAGAIN;
		if (ret == -EAGAIN)
			continue;
		if (ret && ret != -EOPNOTSUPP)
			return ret;
		page.data = ret ? NULL : buf;
		cmis_diag_take(cage, module, &page);
		v->unsettled &= ~BIT(page.bank);
	}
	return again ? -EAGAIN : 0;
}

/* Pause until the next read; false if the module has had its time. */
static bool cmis_diag_wait(struct cmis_poll *poll)
{
	struct cmis_vdm_poll *v = &poll->vdm;
	s64 left_ms = CMIS_DIAG_SETTLE_MAX_MS -
		      (s64)cmis_poll_age_ms(v->chosen);

	if (left_ms <= 0)
		return false;
	cmis_vdm_pause(poll, min_t(s64, left_ms, v->reread_ms));
	v->reread_ms = min_t(unsigned int, 2 * v->reread_ms,
			     CMIS_DIAG_REREAD_MAX_MS);
	return true;
}

/* Choose the next selector, or read the data of the chosen one. */
static int cmis_diag_step(struct cmis_cage *cage,
			  const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	u8 selector = v->selected ?: __ffs(v->selectors);
	int ret;

	ret = v->selected ? cmis_diag_fetch(cage, module) :
			    cmis_diag_choose(cage, module, selector);
	if (ret == -EINPROGRESS ||
	    (ret == -EAGAIN && cmis_diag_wait(cage->poll)))
		return -EINPROGRESS;
	v->selected = 0;
	if (ret == -EBUSY && v->tries < CMIS_DIAG_TRIES) {
		cmis_vdm_pause(cage->poll, CMIS_DIAG_PAUSE_MS << v->tries++);
		return -EINPROGRESS;
	}
	if (ret && ret != -EBUSY && ret != -EAGAIN)
		return ret;
	if (ret)
		cmis_diag_drop(cage, module, selector);
	v->selectors &= ~BIT(selector);
	v->tries = 0;
	return 0;
}

/**
 * cmis_diag_begin - list the selectors that this sweep needs
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 */
void cmis_diag_begin(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;

	v->selectors = module->plan.vdm.selectors;
	if (v->counting)
		v->selectors |= module->plan.vdm.counters;
	v->held = cmis_test_selectors(cage, module);
	v->selectors |= v->held;
	v->selected = 0;
	v->tries = 0;
}

/**
 * cmis_diag_sweep - read the data of page 14h, selector by selector
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0 when all is done; -EINPROGRESS to be called again after the pause;
 * else an errno of cmis_xfer_read().
 */
int cmis_diag_sweep(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_vdm_poll *v = &cage->poll->vdm;
	int ret = 0;

	if (v->held && v->selectors)
		ret = cmis_test_hold(cage, module);
	while (!ret && v->selectors)
		ret = cmis_diag_step(cage, module);
	if (ret)
		return ret;
	cmis_selector_restore(cage);
	if (READ_ONCE(cage->tests.held))
		ret = cmis_test_release(cage, module);
	return ret;
}
