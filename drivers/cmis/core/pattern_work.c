// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cage's work on test patterns. It looks whether a checker has its pattern,
 * brings former patterns back, and ends the tests of data paths that go down:
 * their lanes shall not send a pattern when they come back.
 */

#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/pattern_work.h"
#include "core/cage.h"
#include "core/pattern_module.h"
#include "xfer/xfer.h"

/* A checker is watched at this pace. */
#define CMIS_TEST_WATCH_MS	1000

static int cmis_test_put_all(struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	int ret = 0;

	for (u8 b = 0; !ret && b < run->diag.module->plan.banks; b++)
		ret = cmis_test_put_bank(run, b, run->wanted[b]);
	guard(mutex)(&tests->lock);
	__cmis_tests_store(run);
	return ret;
}

/* Bring the changed bits back. */
static int cmis_test_revert(struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	int ret;
	u32 id;

	scoped_guard(mutex, &tests->lock) {
		id = tests->revert.id;
		__cmis_diag_bring_back(&tests->revert, &run->now[0][0],
				       &run->wanted[0][0], sizeof(run->now));
	}
	/* Somebody has just confirmed the change. */
	if (!id)
		return 0;
	ret = cmis_test_put_all(run);
	guard(mutex)(&tests->lock);
	if (!ret && tests->revert.id == id)
		tests->revert.id = 0;
	return ret;
}

/* Stop lanes of both sides. */
static int cmis_test_stop(struct cmis_test_run *run, const u64 *lanes)
{
	memcpy(run->wanted, run->now, sizeof(run->wanted));
	for (unsigned int i = 0; i < CMIS_PATTERN_BLOCKS; i++)
		for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
			run->wanted[b][cmis_pattern_at(i)] &=
				~(u8)(lanes[i & 1] >> b * CMIS_LANES_PER_BANK);
	return cmis_test_put_all(run);
}

/* End the tests of data paths that went down. Returns in @news which. */
static int cmis_test_end(struct cmis_test_run *run, u64 *news)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	u64 lanes[CMIS_TEST_SIDES];
	int ret = 0;

	for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++) {
		u64 ready;

		scoped_guard(mutex, &tests->lock)
			lanes[i] = tests->on[i];
		if (!lanes[i])
			continue;
		ret = cmis_test_fetch_ready(run, i, &ready);
		if (ret)
			return ret;
		lanes[i] &= ~ready;
	}
	if (!lanes[0] && !lanes[1])
		return 0;
	ret = cmis_test_stop(run, lanes);
	guard(mutex)(&tests->lock);
	for (unsigned int i = 0; !ret && i < CMIS_TEST_SIDES; i++) {
		tests->ended[i] |= lanes[i];
		news[i] |= lanes[i];
	}
	return ret;
}

/* Look which checkers have their pattern. Returns in @news which are new. */
static int cmis_test_look(struct cmis_test_run *run, u64 *news)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	u8 flags[CMIS_TEST_SIDES];
	u64 lost, checking;
	int ret;

	for (u8 b = 0; b < run->diag.module->plan.banks; b++) {
		ret = cmis_diag_read(&run->diag, CMIS_CHECKER_LOL_HOST, b,
				     &flags[0]);
		if (!ret)
			ret = cmis_diag_read(&run->diag, CMIS_CHECKER_LOL_MEDIA,
					     b, &flags[1]);
		if (ret)
			return ret;
		guard(mutex)(&tests->lock);
		for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++) {
			unsigned int shift = b * CMIS_LANES_PER_BANK;
			u64 *locked = &tests->locked[i], old = *locked;

			lost = (u64)flags[i] << shift;
			checking = (u64)tests->now[b][cmis_pattern_at
				(cmis_pattern_block(i, true))] << shift;
			*locked &= ~(0xffULL << shift);
			*locked |= checking & tests->on[i] & ~lost;
			news[i] |= *locked ^ old;
		}
	}
	return 0;
}

/* All that is due; cage->control_lock is held. */
static int cmis_test_work(struct cmis_test_run *run, bool now, u64 *news)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	u64 on[CMIS_TEST_SIDES];
	bool revert, known;
	int ret;

	scoped_guard(mutex, &tests->lock) {
		/* Another module has no test of this driver. */
		__cmis_tests_follow(tests, run->diag.module->generation);
		memcpy(on, tests->on, sizeof(on));
		revert = __cmis_diag_is_due(&tests->revert, now);
		if (!revert && !on[0] && !on[1])
			return 0;
		known = !revert && !tests->stale;
		memcpy(run->now, tests->now, sizeof(run->now));
	}
	ret = known ? 0 : cmis_test_fetch(run);
	if (!ret && revert) {
		ret = cmis_test_revert(run);
		news[0] |= on[0];
		news[1] |= on[1];
	}
	if (now)
		return ret ?: cmis_test_stop(run, on);
	if (!ret)
		ret = cmis_test_end(run, news);
	return ret ?: cmis_test_look(run, news);
}

/* Milliseconds until the work is due; 0: now */
static unsigned int cmis_test_due_ms(struct cmis_tests *tests)
{
	u64 now_ns = ktime_get_boottime_ns(), due_ns = U64_MAX;

	guard(mutex)(&tests->lock);
	if (tests->revert.id)
		due_ns = tests->revert.due_ns;
	if (tests->on[0] | tests->on[1])
		due_ns = min(due_ns, tests->look_ns);
	if (due_ns == U64_MAX)
		return CMIS_PERIOD_MAX_MS;
	return due_ns <= now_ns ? 0 :
	       div_u64(due_ns - now_ns, NSEC_PER_MSEC) + 1;
}

/* A failure is tried again: the pattern does not stay for ever. */
static void cmis_test_failed(struct cmis_cage *cage, int error)
{
	u64 now_ns = ktime_get_boottime_ns();
	u64 again_ns = now_ns + (u64)CMIS_DIAG_AGAIN_MS * NSEC_PER_MSEC;

	guard(mutex)(&cage->tests.lock);
	if (cage->tests.revert.id && cage->tests.revert.due_ns <= now_ns) {
		__cmis_diag_postpone(&cage->tests.revert);
		dev_err_ratelimited(&cage->dev,
				    "the test patterns did not go back: %pe\n",
				    ERR_PTR(error));
	}
	cage->tests.stale = true;
	cage->tests.look_ns = again_ns;
}

/**
 * cmis_test_run - look at tests, and bring former ones back if it is time
 * @cage: the cage
 * @now: all reverts are due, and all tests stop
 *
 * A failure is tried again, until the module is gone.
 *
 * Context: The cage's work, or the task that removes the cage. Touches the bus.
 * Return: milliseconds until the next run.
 */
unsigned int cmis_test_run(struct cmis_cage *cage, bool now)
{
	unsigned int pause_ms = cmis_test_due_ms(&cage->tests);
	struct cmis_test_run *run = NULL;
	u64 news[CMIS_TEST_SIDES] = {};
	struct cmis_module *module;
	int ret = -ENOMEM;

	if (pause_ms && (!now || pause_ms == CMIS_PERIOD_MAX_MS))
		return pause_ms;
	/* After a sleep, the module is identified first. */
	module = cmis_cage_get_module(cage);
	if (IS_ERR(module))
		return CMIS_DIAG_AGAIN_MS;
	scoped_guard(mutex, &cage->tests.lock)
		cage->tests.look_ns = ktime_get_boottime_ns() +
				      CMIS_TEST_WATCH_MS * NSEC_PER_MSEC;
	run = kzalloc(sizeof(*run), GFP_KERNEL);
	if (run) {
		run->diag.cage = cage;
		run->diag.module = module;
		run->diag.why.cause = CMIS_CAUSE_REVERT;
		run->diag.why.asker = &cage->tests.revert.asker;
		scoped_guard(mutex, &cage->control_lock)
			ret = cmis_test_work(run, now, news);
	}
	if (ret)
		cmis_test_failed(cage, ret);
	kfree(run);
	cmis_module_put(module);
	for (unsigned int i = 0; !now && i < CMIS_TEST_SIDES; i++)
		if (news[i])
			cmis_clients_tell_test(cage, i, news[i]);
	/* The counters of new checkers begin at the next sweep: now. */
	if (!now && (news[0] || news[1]))
		cmis_cage_notify(cage, CMIS_EVENT_SETTINGS);
	return now ? 0 : cmis_test_due_ms(&cage->tests);
}
