// SPDX-License-Identifier: GPL-2.0-only
/*
 * Totals of tests with patterns. The sweep of page 14h holds the counters of
 * all banks with a test (13h:177.5), reads them, and lets the module count on
 * from 0.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/ktime.h>
#include <linux/string.h>

#include "core/totals.h"
#include "core/cage.h"
#include "core/module.h"
#include "xfer/xfer.h"

/**
 * cmis_test_is_due - whether sweeps must read counters of tests
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: true if a test runs, or has stopped and was not yet read, or the
 * module holds its counters.
 */
bool cmis_test_is_due(struct cmis_cage *cage)
{
	guard(mutex)(&cage->tests.lock);
	return cage->tests.due[0] || cage->tests.due[1] || cage->tests.held;
}

static u64 __cmis_tests_checking(const struct cmis_tests *tests, bool media)
{
	u64 lanes = 0;

	for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
		lanes |= (u64)tests->now[b][cmis_pattern_at
			(cmis_pattern_block(media, true))] <<
			b * CMIS_LANES_PER_BANK;
	return lanes;
}

/* Lanes whose counters say something: a checker without pattern counts noise */
static u64 __cmis_tests_wanted(const struct cmis_tests *tests, bool media)
{
	return tests->due[media] &
	       (tests->locked[media] | tests->counted[media] |
		~__cmis_tests_checking(tests, media));
}

/**
 * cmis_test_selectors - get the selectors of page 14h that tests need
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: bits: selectors.
 */
u8 cmis_test_selectors(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_tests *tests = &cage->tests;
	u8 selectors = 0;

	guard(mutex)(&tests->lock);
	if (tests->generation != module->generation)
		return 0;
	for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++) {
		u64 lanes = __cmis_tests_wanted(tests, i);
		u8 first = i ? CMIS_DIAG_SELECT_MEDIA_1_4 :
			       CMIS_DIAG_SELECT_HOST_1_4;

		if (lanes & 0x0f0f0f0f0f0f0f0fULL)
			selectors |= BIT(first);
		if (lanes & 0xf0f0f0f0f0f0f0f0ULL)
			selectors |= BIT(first + 1);
	}
	return selectors & module->plan.vdm.counters;
}

/* Set or clear 13h:177.5 of a bank: the other bits stay. */
static int cmis_test_put_clear(struct cmis_cage *cage,
			       const struct cmis_module *module, u8 bank,
			       bool set)
{
	u8 byte;
	const struct cmis_req req = {
		.addr = {
			.bank = bank,
			.page = CMIS_PAGE_DIAG_CONTROL,
			.offset = CMIS_REG_OFFSET(CMIS_PATTERN_TIMING),
		},
		.buf = &byte,
		.len = sizeof(byte),
		.patience_ms = CMIS_PATIENCE_POLL_MS,
		.generation = module->generation,
	};
	int ret;

	ret = cmis_xfer_read(cage->xfer, &req);
	if (!ret)
		ret = cmis_xfer_confirm(cage->xfer, &req);
	if (ret)
		return ret;
	byte = set ? byte | CMIS_PATTERN_CLEAR : byte & ~CMIS_PATTERN_CLEAR;
	return cmis_xfer_write(cage->xfer, &req);
}

/* Banks with counters to be read */
static u8 cmis_test_banks(struct cmis_tests *tests)
{
	u64 lanes;
	u8 banks = 0;

	guard(mutex)(&tests->lock);
	lanes = __cmis_tests_wanted(tests, 0) | __cmis_tests_wanted(tests, 1);
	for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
		if (lanes >> b * CMIS_LANES_PER_BANK & 0xff)
			banks |= BIT(b);
	return banks;
}

/**
 * cmis_test_hold - let the module hold its counters
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: 0, or an errno of the bus; then call it again.
 */
int cmis_test_hold(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_tests *tests = &cage->tests;
	u8 banks = cmis_test_banks(tests);
	int ret = 0;

	guard(mutex)(&cage->control_lock);
	for (u8 b = 0; !ret && b < module->plan.vdm.diag_banks; b++) {
		if (!(banks & BIT(b)) || READ_ONCE(tests->held) & BIT(b))
			continue;
		ret = cmis_test_put_clear(cage, module, b, true);
		guard(mutex)(&tests->lock);
		/* A write that fails may still have reached the module. */
		if (!tests->held) {
			memset(tests->taken, 0, sizeof(tests->taken));
			tests->held_ns = ktime_get_boottime_ns();
		}
		tests->held |= BIT(b);
	}
	return ret;
}

/* Add the counts of a lane since the last read. */
static void __cmis_tests_add(struct cmis_tests *tests, bool media,
			     unsigned int lane,
			     const struct cmis_diag_counters *counters)
{
	struct cmis_test_total *total =
		&tests->total[media * CMIS_MAX_LANES + lane];

	if (tests->counted[media] & BIT_ULL(lane)) {
		total->errors += counters->errors;
		total->bits += counters->bits & ~1ULL;
		total->losses += counters->sync_lost;
		total->until_ns = tests->held_ns;
		return;
	}
	/* The first read only begins: the checker has just got its lock. */
	tests->counted[media] |= BIT_ULL(lane);
	total->since_ns = tests->held_ns;
}

/**
 * cmis_test_count - take the counters of a lane
 * @cage: the cage
 * @media: the media side, not the host side
 * @lane: from 0
 * @counters: as the module holds them
 *
 * Each hold counts once.
 *
 * Context: The cage's work.
 */
void cmis_test_count(struct cmis_cage *cage, bool media, unsigned int lane,
		     const struct cmis_diag_counters *counters)
{
	struct cmis_tests *tests = &cage->tests;
	u64 bit = BIT_ULL(lane);

	guard(mutex)(&tests->lock);
	if (!tests->total || tests->taken[media] & bit ||
	    !(__cmis_tests_wanted(tests, media) & bit) ||
	    !(tests->held & BIT(lane / CMIS_LANES_PER_BANK)))
		return;
	tests->taken[media] |= bit;
	if (__cmis_tests_checking(tests, media) & bit) {
		__cmis_tests_add(tests, media, lane, counters);
		return;
	}
	/* The last read of a checker that was turned off */
	if (tests->counted[media] & bit)
		__cmis_tests_add(tests, media, lane, counters);
	tests->due[media] &= ~bit;
}

/**
 * cmis_test_release - let the module count on
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work, or another task while the work does not run.
 * Return: 0, or an errno of the bus; then call it again.
 */
int cmis_test_release(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_tests *tests = &cage->tests;
	int ret = 0;

	guard(mutex)(&cage->control_lock);
	for (u8 b = 0; !ret && b < CMIS_MAX_BANKS; b++) {
		if (!(READ_ONCE(tests->held) & BIT(b)))
			continue;
		ret = cmis_test_put_clear(cage, module, b, false);
		guard(mutex)(&tests->lock);
		if (!ret)
			tests->held &= ~BIT(b);
	}
	return ret;
}
