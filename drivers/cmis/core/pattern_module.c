// SPDX-License-Identifier: GPL-2.0-only
/*
 * Controls of test patterns in the module (13h:144-178): reads and writes.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "core/pattern_module.h"
#include "core/cage.h"
#include "spec/lanes.h"
#include "xfer/xfer.h"

/* Lanes of a side with a generator or a checker */
static u64 cmis_test_enabled(u8 (*now)[CMIS_PATTERN_BYTES], bool media)
{
	u64 lanes = 0;

	for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
		for (unsigned int c = 0; c < 2; c++)
			lanes |= (u64)now[b][cmis_pattern_at
				(cmis_pattern_block(media, c))] <<
				b * CMIS_LANES_PER_BANK;
	return lanes;
}

/**
 * cmis_test_fetch_bank - read the controls of a bank
 * @run: the change; gets the controls
 * @adverts: of the module
 * @bank: the bank
 *
 * Context: cage->control_lock is held. Touches the bus.
 * Return: 0; -EBADMSG if two reads differ; else an errno of the bus.
 */
int cmis_test_fetch_bank(struct cmis_test_run *run,
			 const struct cmis_pattern_adverts *adverts, u8 bank)
{
	u8 *now = run->now[bank];
	int ret;

	ret = cmis_diag_read_twice(&run->diag, CMIS_PATTERN_CONTROLS, bank,
				   now);
	if (ret)
		return ret;
	cmis_pattern_settle(adverts, cmis_diag_real(run->diag.module, bank),
			    now);
	return 0;
}

static int cmis_test_fetch_all(struct cmis_test_run *run,
			       struct cmis_pattern_adverts *adverts)
{
	u8 raw[CMIS_REG_SIZE(CMIS_PATTERN_ADVERTS)];
	int ret;

	ret = cmis_diag_read_twice(&run->diag, CMIS_PATTERN_ADVERTS, 0, raw);
	if (ret)
		return ret;
	cmis_pattern_adverts_decode(raw, adverts);
	for (u8 b = 0; b < run->diag.module->plan.banks; b++) {
		ret = cmis_test_fetch_bank(run, adverts, b);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * __cmis_tests_follow - end the tests of another module; their totals stay
 * @tests: of the cage
 * @generation: of the module that is there now
 *
 * Context: @tests->lock is held.
 */
void __cmis_tests_follow(struct cmis_tests *tests, u32 generation)
{
	lockdep_assert_held(&tests->lock);
	if (tests->generation == generation)
		return;
	tests->generation = generation;
	tests->revert.id = 0;
	tests->held = 0;
	for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++) {
		tests->ended[i] |= tests->on[i];
		tests->on[i] = 0;
		tests->due[i] = 0;
		tests->locked[i] = 0;
	}
}

/**
 * __cmis_tests_store - note the state of the module
 * @run: the change
 *
 * Context: The lock of the tests is held.
 */
void __cmis_tests_store(const struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->diag.cage->tests;

	lockdep_assert_held(&tests->lock);
	tests->stale |= run->unknown;
	memcpy(tests->now, run->now, sizeof(tests->now));
	/* Others may have turned them off. */
	for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++)
		tests->on[i] &= cmis_test_enabled(tests->now, i);
}

/**
 * cmis_test_fetch - read adverts and controls of the module
 * @run: the change; gets the controls
 *
 * Context: cage->control_lock is held. Touches the bus.
 * Return: 0; -EOPNOTSUPP without page 13h; -EBADMSG if two reads differ;
 * -ENODEV if the module has gone; else an errno of the bus.
 */
int cmis_test_fetch(struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	struct cmis_pattern_adverts adverts = {};
	int ret;

	ret = cmis_diag_check(&run->diag);
	if (ret)
		return ret;
	/* A raw write meanwhile makes it stale again. */
	scoped_guard(mutex, &tests->lock)
		tests->stale = false;
	ret = cmis_test_fetch_all(run, &adverts);
	guard(mutex)(&tests->lock);
	if (ret == -ENODEV || ret == -EBADMSG) {
		tests->stale = true;
		return ret;
	}
	__cmis_tests_follow(tests, run->diag.module->generation);
	tests->error = ret;
	if (ret)
		return ret;
	tests->adverts = adverts;
	__cmis_tests_store(run);
	return 0;
}

/**
 * cmis_test_fetch_ready - read which lanes have an initialized data path
 * @run: the change
 * @media: media lanes, not host lanes
 * @ready: gets the lanes: others pass no signal
 *
 * If the numbers of media lanes say nothing of their path, any path of the bank
 * counts.
 *
 * Context: Touches the bus.
 * Return: 0 or an errno of the bus.
 */
int cmis_test_fetch_ready(const struct cmis_test_run *run, bool media,
			  u64 *ready)
{
	u8 states[CMIS_REG_SIZE(CMIS_DP_STATE)];
	bool any = media && cmis_module_media_differ(run->diag.module);
	int ret;

	*ready = 0;
	for (u8 b = 0; b < run->diag.module->plan.banks; b++) {
		u8 lanes = 0;

		ret = cmis_diag_read(&run->diag, CMIS_DP_STATE, b, states);
		if (ret)
			return ret;
		for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++) {
			u8 state = states[i / 2] >> (i % 2 ? 4 : 0) & 0xf;

			if (state == CMIS_DP_ACTIVATED ||
			    state == CMIS_DP_INITIALIZED)
				lanes |= BIT(i);
		}
		if (any && lanes)
			lanes = 0xff;
		*ready |= (u64)lanes << b * CMIS_LANES_PER_BANK;
	}
	return 0;
}

/* Write some bytes of a bank, and read them until they are as written. */
static int cmis_test_put_bytes(struct cmis_test_run *run, u8 bank,
			       unsigned int at, u8 *bytes, u8 len)
{
	u32 reg = CMIS_REG(CMIS_PAGE_DIAG_CONTROL,
			   CMIS_REG_OFFSET(CMIS_PATTERN_CONTROLS) + at, len);
	struct cmis_req req = cmis_diag_req(&run->diag, reg, bank, bytes);
	u8 real = cmis_diag_real(run->diag.module, bank);
	u8 found[CMIS_PATTERN_BYTES];
	int ret;

	if (len == 1)
		req.why.old = &run->now[bank][at];
	/* The module may have either value: the way back must read it. */
	run->unknown |= BIT(bank);
	ret = cmis_xfer_write(run->diag.cage->xfer, &req);
	for (unsigned int i = 0; !ret && i < CMIS_DIAG_LOOKS; i++) {
		memcpy(found, run->now[bank], sizeof(found));
		ret = cmis_diag_read(&run->diag, reg, bank, found + at);
		cmis_pattern_settle(&run->diag.cage->tests.adverts, real,
				    found);
		if (ret || !memcmp(found + at, bytes, len))
			break;
		msleep(CMIS_DIAG_LOOK_MS);
	}
	if (ret)
		return ret;
	run->unknown &= ~BIT(bank);
	memcpy(run->now[bank] + at, found + at, len);
	return memcmp(found + at, bytes, len) ? -EREMOTEIO : 0;
}

/**
 * cmis_test_put_bank - write the controls of a bank
 * @run: the change, with the controls as they are
 * @bank: the bank
 * @wanted: its controls, %CMIS_PATTERN_BYTES
 *
 * Context: cage->control_lock is held. Touches the bus.
 * Return: 0; -EREMOTEIO if the module did not keep the value; else an errno of
 * the bus.
 */
int cmis_test_put_bank(struct cmis_test_run *run, u8 bank, const u8 *wanted)
{
	u8 bytes[CMIS_PATTERN_BYTES];
	unsigned int at, len;
	int ret = 0;

	for (unsigned int i = 0; !ret && i < CMIS_PATTERN_WRITES; i++) {
		at = cmis_pattern_next(run->now[bank], wanted, bytes, &len);
		if (!len)
			return 0;
		ret = cmis_test_put_bytes(run, bank, at, bytes, len);
	}
	return ret;
}
