// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests with patterns (page 13h): generators and checkers. They are
 * diagnostics: a request writes them at once, whoever manages the cage.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/netlink.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/pattern_module.h"
#include "core/busy.h"
#include "core/cage.h"
#include "core/question.h"
#include "core/wish.h"
#include "spec/codes.h"
#include "spec/lanes.h"
#include "xfer/xfer.h"

/* A checker needs some time to find its pattern. */
#define CMIS_TEST_LOCK_MS	500
/* Lanes with at most this rate are not PAM4. */
#define CMIS_TEST_NRZ_MBPS	30000

/**
 * cmis_tests_init - set up the tests of a new cage
 * @tests: of the cage
 */
void cmis_tests_init(struct cmis_tests *tests)
{
	mutex_init(&tests->lock);
}

/**
 * cmis_tests_exit - free the tests of a cage that nobody uses any more
 * @tests: of the cage
 */
void cmis_tests_exit(struct cmis_tests *tests)
{
	kfree(tests->total);
}

/* ------------------------------------------------------------------------ */
/* Checks                                                                   */
/* ------------------------------------------------------------------------ */

/* Whether a lane is known not to be PAM4. */
static bool cmis_test_is_nrz(const struct cmis_snapshot *snapshot, bool media,
			     unsigned int lane)
{
	const struct cmis_module *module = snapshot->module;
	u8 appsel = snapshot->lane[lane].appsel;
	const struct cmis_interface *interface;
	const struct cmis_app *app;
	u32 mbps;

	if (!appsel || appsel > module->apps.count)
		return false;
	app = &module->apps.app[appsel - 1];
	interface = media ? cmis_media_interface(module->basics.media_type,
						 app->media_id) :
			    cmis_host_interface(app->host_id);
	if (!interface)
		return false;
	mbps = interface->lanes ? interface->rate_mbps / interface->lanes :
				  interface->lane_rate_mbps;
	return mbps && mbps <= CMIS_TEST_NRZ_MBPS;
}

/* By lane; without an answer, the list of the module alone counts. */
static u64 cmis_test_nrz(struct cmis_cage *cage, bool media)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	u64 lanes = 0;

	if (IS_ERR(snapshot) ||
	    (media && cmis_module_media_differ(snapshot->module)) ||
	    cmis_snapshot_check(snapshot, CMIS_CLASS_LANES))
		return 0;
	for (unsigned int i = 0; i < cmis_plan_lanes(snapshot->module); i++)
		if (cmis_test_is_nrz(snapshot, media, i))
			lanes |= BIT_ULL(i);
	return lanes;
}

/* Make the controls that the request wants. */
static int cmis_test_want(struct cmis_test_run *run,
			  const struct cmis_test_request *r,
			  struct netlink_ext_ack *extack)
{
	u64 nrz = cmis_test_nrz(run->diag.cage, r->media);
	int ret = 0;

	memcpy(run->wanted, run->now, sizeof(run->wanted));
	for (unsigned int i = 0; i < 2 * CMIS_MAX_BANKS; i++) {
		u8 bank = i / 2;
		int pattern = r->action == CMIS_TEST_ACTION_STOP ?
			      CMIS_TEST_PATTERN_OFF : r->pattern[i % 2];
		struct cmis_pattern_change change = {
			.block = cmis_pattern_block(r->media, i % 2),
			.lanes = r->lanes >> bank * CMIS_LANES_PER_BANK,
			.real = cmis_diag_real(run->diag.module, bank),
			.pattern = pattern,
			.nrz = nrz >> bank * CMIS_LANES_PER_BANK,
		};

		if (pattern < 0 || !change.lanes)
			continue;
		ret = cmis_pattern_want(&run->diag.cage->tests.adverts, &change,
					run->wanted[bank]);
		if (ret)
			break;
	}
	if (ret == -EINVAL)
		NL_SET_ERR_MSG(extack,
			       "module applies this to all lanes of a bank");
	else if (ret)
		NL_SET_ERR_MSG(extack, "pattern is not in the module's list");
	return ret;
}

static int cmis_test_check(struct cmis_test_run *run,
			   const struct cmis_test_request *r,
			   struct netlink_ext_ack *extack)
{
	bool start = r->action == CMIS_TEST_ACTION_START;
	struct cmis_disturb disturb = {
		.lanes = r->lanes,
		/* Traffic needs the end of a test. */
		.force = r->force || !start,
		.diag = true,
		.media = r->media,
	};
	u64 ready;
	int ret;

	ret = cmis_test_want(run, r, extack);
	if (!ret)
		ret = cmis_busy_check(run->diag.cage, &disturb, extack);
	if (ret || !start)
		return ret;
	ret = cmis_busy_check_revert(r->force, r->revert_ms, extack);
	if (!ret)
		ret = cmis_test_fetch_ready(run, r->media, &ready);
	if (ret || !(r->lanes & ~ready))
		return ret;
	NL_SET_ERR_MSG(extack, "data path is not initialised");
	return -ENETDOWN;
}

/* ------------------------------------------------------------------------ */
/* Requests                                                                 */
/* ------------------------------------------------------------------------ */

/* Arm the revert before the write: nothing stays that nobody knows of. */
static u32 cmis_test_arm(struct cmis_test_run *run, u32 revert_ms)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	const struct cmis_diag_change change = {
		.now = &run->first[0][0],
		.wanted = &run->wanted[0][0],
		.len = sizeof(run->wanted),
		.id = revert_ms ? cmis_revert_next_id(run->diag.cage) : 0,
		.revert_ms = revert_ms,
	};

	guard(mutex)(&tests->lock);
	run->before = tests->revert;
	__cmis_diag_arm(&tests->revert, &change);
	return change.id;
}

/* Bring a bank back, from any state. */
static bool cmis_test_put_back(struct cmis_test_run *run, u8 bank)
{
	if (run->unknown & BIT(bank)) {
		if (cmis_test_fetch_bank(run, &run->diag.cage->tests.adverts,
					 bank))
			return false;
		run->unknown &= ~BIT(bank);
	}
	return !cmis_test_put_bank(run, bank, run->first[bank]);
}

/*
 * All or nothing: after a failure, banks get their former bytes back. Returns
 * in @back whether they have them.
 */
static int cmis_test_write(struct cmis_test_run *run, bool *back)
{
	int ret = 0;
	u8 b;

	for (b = 0; !ret && b < run->diag.module->plan.banks; b++)
		ret = cmis_test_put_bank(run, b, run->wanted[b]);
	*back = true;
	while (ret && b--)
		*back &= cmis_test_put_back(run, b);
	return ret;
}

/* Forget totals: they begin when the counters are read next. */
static void __cmis_tests_clear(struct cmis_tests *tests, bool media, u64 lanes)
{
	tests->counted[media] &= ~lanes;
	for (unsigned int i = 0; tests->total && i < CMIS_MAX_LANES; i++)
		if (lanes & BIT_ULL(i))
			tests->total[media * CMIS_MAX_LANES + i] =
				(struct cmis_test_total) {};
}

/* A request was done: note its tests, and their counting. */
static void __cmis_tests_begin(struct cmis_tests *tests,
			       const struct cmis_test_run *run,
			       const struct cmis_test_request *r)
{
	if (r->action == CMIS_TEST_ACTION_START) {
		tests->on[r->media] |= r->lanes;
		tests->ended[r->media] &= ~r->lanes;
		tests->look_ns = ktime_get_boottime_ns() +
				 CMIS_TEST_LOCK_MS * NSEC_PER_MSEC;
	}
	if (r->action == CMIS_TEST_ACTION_START &&
	    r->pattern[1] > CMIS_TEST_PATTERN_OFF) {
		tests->locked[r->media] &= ~r->lanes;
		__cmis_tests_clear(tests, r->media, r->lanes);
		if (run->diag.module->diag_reports & CMIS_DIAG_REPORTS_COUNTERS)
			tests->due[r->media] |= r->lanes;
	}
	if (r->action == CMIS_TEST_ACTION_CLEAR)
		__cmis_tests_clear(tests, r->media, r->lanes);
}

/*
 * Read the flags of old events away: the next look finds new ones. If that
 * fails, the look after the next one does.
 */
static void cmis_test_drop_flags(const struct cmis_test_run *run, bool media)
{
	u8 flags;

	for (u8 b = 0; b < run->diag.module->plan.banks; b++)
		if (cmis_diag_read(&run->diag, media ? CMIS_CHECKER_LOL_MEDIA :
						CMIS_CHECKER_LOL_HOST,
				   b, &flags))
			return;
}

static int cmis_test_change(struct cmis_test_run *run,
			    const struct cmis_test_request *r, u32 *revert_id,
			    struct netlink_ext_ack *extack)
{
	struct cmis_tests *tests = &run->diag.cage->tests;
	bool back;
	int ret;
	u32 id;

	guard(mutex)(&run->diag.cage->control_lock);
	ret = cmis_test_fetch(run);
	if (ret == -EOPNOTSUPP)
		NL_SET_ERR_MSG(extack, "module does not advertise this");
	if (ret)
		return ret;
	if (r->action == CMIS_TEST_ACTION_CLEAR) {
		guard(mutex)(&tests->lock);
		__cmis_tests_begin(tests, run, r);
		return 0;
	}
	ret = cmis_test_check(run, r, extack);
	if (ret)
		return ret;
	memcpy(run->first, run->now, sizeof(run->first));
	id = cmis_test_arm(run, r->revert_ms);
	ret = cmis_test_write(run, &back);
	if (ret == -EREMOTEIO)
		NL_SET_ERR_MSG(extack, "module did not keep the value");
	if (!back)
		dev_err_ratelimited(&run->diag.cage->dev,
				    "a test pattern may be on that nobody has asked for\n");
	if (!ret)
		cmis_test_drop_flags(run, r->media);
	guard(mutex)(&tests->lock);
	if (!ret)
		__cmis_tests_begin(tests, run, r);
	__cmis_tests_store(run);
	if (ret && back)
		__cmis_diag_disarm(&tests->revert, &run->before, id);
	*revert_id = ret ? 0 : id;
	return ret;
}

static int cmis_test_check_form(const struct cmis_module *module,
				const struct cmis_test_request *r,
				struct netlink_ext_ack *extack)
{
	if (!r->lanes || r->lanes & ~cmis_diag_lanes(module)) {
		NL_SET_ERR_MSG(extack, "the module has no such lane");
		return -EINVAL;
	}
	if (r->action != CMIS_TEST_ACTION_START && r->revert_ms) {
		NL_SET_ERR_MSG(extack, "no revert-ms: nothing is turned on");
		return -EINVAL;
	}
	if (r->action == CMIS_TEST_ACTION_START && r->pattern[0] < 0 &&
	    r->pattern[1] < 0) {
		NL_SET_ERR_MSG(extack, "tx-pattern or rx-pattern required");
		return -EINVAL;
	}
	return 0;
}

static int cmis_test_alloc(struct cmis_tests *tests)
{
	guard(mutex)(&tests->lock);
	if (!tests->total)
		tests->total = kcalloc(CMIS_TEST_SIDES * CMIS_MAX_LANES,
				       sizeof(*tests->total), GFP_KERNEL);
	return tests->total ? 0 : -ENOMEM;
}

/**
 * cmis_test_act - start or stop tests, or count anew, for an administrator
 * @cage: the cage
 * @request: the request
 * @revert_id: gets the number of the revert; 0 if there is none
 * @extack: gets the reason of a refusal
 *
 * Context: Sleeps; touches the bus.
 * Return: 0; -EOPNOTSUPP if the module does not have the pattern; -EINVAL;
 * -EBUSY if lanes have traffic; -ENETDOWN if a data path is not initialized;
 * -ENODEV without a module; -ENOMEM; -EREMOTEIO if the module did not keep the
 * value; else an errno of the bus. After an error the former state is in force,
 * unless the log says otherwise; then the revert stays, if one was asked for.
 */
int cmis_test_act(struct cmis_cage *cage,
		  const struct cmis_test_request *request, u32 *revert_id,
		  struct netlink_ext_ack *extack)
{
	struct cmis_module *module = cmis_cage_await_module(cage);
	struct cmis_test_run *run;
	int ret;

	if (IS_ERR(module)) {
		NL_SET_ERR_MSG(extack, "the cage has no readable module");
		return PTR_ERR(module);
	}
	run = kzalloc(sizeof(*run), GFP_KERNEL);
	ret = run ? cmis_test_alloc(&cage->tests) : -ENOMEM;
	if (!ret)
		ret = cmis_test_check_form(module, request, extack);
	if (!ret) {
		run->diag.cage = cage;
		run->diag.module = module;
		run->diag.why.cause = CMIS_CAUSE_VERB;
		ret = cmis_test_change(run, request, revert_id, extack);
	}
	kfree(run);
	cmis_module_put(module);
	/* The work looks at checkers, counts, and reverts. */
	cmis_cage_notify(cage, CMIS_EVENT_SETTINGS);
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* Answers                                                                  */
/* ------------------------------------------------------------------------ */

static bool cmis_test_is_known(struct cmis_cage *cage, u32 generation)
{
	guard(mutex)(&cage->tests.lock);
	return cage->tests.generation == generation && !cage->tests.stale;
}

static int cmis_test_fetch_alone(struct cmis_cage *cage,
				 const struct cmis_module *module)
{
	struct cmis_test_run *run = kzalloc(sizeof(*run), GFP_KERNEL);
	int ret = 0;

	if (!run)
		return -ENOMEM;
	run->diag.cage = cage;
	run->diag.module = module;
	guard(mutex)(&cage->control_lock);
	/* Somebody may have read them meanwhile. */
	if (!cmis_test_is_known(cage, module->generation))
		ret = cmis_test_fetch(run);
	kfree(run);
	return ret;
}

/* Read the controls unless they are known. Without a module, tests end. */
static int cmis_test_know(struct cmis_cage *cage)
{
	struct cmis_module *module = cmis_cage_await_module(cage);
	int ret = 0;

	if (IS_ERR(module))
		return PTR_ERR(module);
	if (!cmis_test_is_known(cage, module->generation))
		ret = cmis_test_fetch_alone(cage, module);
	cmis_module_put(module);
	return ret;
}

/* The test of a lane. Returns false if there is nothing to tell. */
static bool __cmis_tests_tell(const struct cmis_tests *tests, bool known,
			      struct cmis_test_view *state)
{
	unsigned int bank = state->lane / CMIS_LANES_PER_BANK;
	u64 lane = BIT_ULL(state->lane);

	for (unsigned int c = 0; c < 2; c++)
		state->pattern[c] = known ? cmis_pattern_get
			(tests->now[bank], cmis_pattern_block(state->media, c),
			 state->lane % CMIS_LANES_PER_BANK) :
			CMIS_TEST_PATTERN_OFF;
	state->generation = tests->generation;
	state->locked = known && tests->locked[state->media] & lane;
	if (tests->total)
		state->total = tests->total[state->media * CMIS_MAX_LANES +
					    state->lane];
	state->revert_id = known ? tests->revert.id : 0;
	if (state->pattern[0] || state->pattern[1])
		state->state = CMIS_TEST_STATE_RUNNING;
	else if (tests->ended[state->media] & lane ||
		 (!known && tests->on[state->media] & lane))
		state->state = CMIS_TEST_STATE_ENDED;
	else
		state->state = CMIS_TEST_STATE_OFF;
	return state->state != CMIS_TEST_STATE_OFF || state->total.until_ns;
}

/**
 * cmis_test_get - get the test of a lane
 * @cage: the cage
 * @item: the lane from 0, plus CMIS_MAX_LANES for the media side
 * @next: go on to the next lane that has something to tell
 * @state: gets the test
 *
 * Without a module, tests that have ended are still there.
 *
 * Context: Sleeps; touches the bus once for each module, and again after a raw
 * write of patterns. An error of the module is remembered, too.
 * Return: 0; -ENODATA if there is no such lane; -EOPNOTSUPP if the module has
 * no patterns; -ENODEV without a module; else an errno of the bus.
 */
int cmis_test_get(struct cmis_cage *cage, unsigned int *item, bool next,
		  struct cmis_test_view *state)
{
	struct cmis_tests *tests = &cage->tests;
	int ret = cmis_test_know(cage);
	bool known = !ret;

	guard(mutex)(&tests->lock);
	if (known && tests->error)
		ret = tests->error;
	for (; *item < CMIS_TEST_SIDES * CMIS_MAX_LANES; ++*item) {
		*state = (struct cmis_test_view) {
			.media = *item / CMIS_MAX_LANES,
			.lane = *item % CMIS_MAX_LANES,
		};
		if (__cmis_tests_tell(tests, known && !ret, state))
			return 0;
		if (!next)
			return ret;
	}
	return -ENODATA;
}

/**
 * cmis_test_confirm - keep a change for good
 * @cage: the cage
 * @revert_id: number of its revert
 *
 * Context: May sleep.
 * Return: 0, or -ENOENT.
 */
int cmis_test_confirm(struct cmis_cage *cage, u32 revert_id)
{
	guard(mutex)(&cage->tests.lock);
	return __cmis_diag_confirm(&cage->tests.revert, revert_id);
}
