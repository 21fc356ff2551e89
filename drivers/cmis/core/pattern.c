// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests with patterns (page 13h): generators and checkers. They are
 * diagnostics: a request writes them at once, whoever manages the cage. The
 * cage's work looks whether a checker has its pattern, and ends the tests of
 * data paths that go down: their lanes shall not send a pattern when they come
 * back.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/netlink.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/pattern.h"
#include "core/busy.h"
#include "core/cage.h"
#include "core/question.h"
#include "core/wish.h"
#include "spec/codes.h"
#include "spec/lanes.h"
#include "xfer/xfer.h"

/* Looks at a value that the module has not taken yet, and their pause */
#define CMIS_TEST_LOOKS		10
#define CMIS_TEST_LOOK_MS	20
/* A checker needs some time to find its pattern; then it is watched. */
#define CMIS_TEST_LOCK_MS	500
#define CMIS_TEST_WATCH_MS	1000
/* Pause before a revert or a stop that has failed is tried again */
#define CMIS_TEST_AGAIN_MS	5000
/* Lanes with at most this rate are not PAM4. */
#define CMIS_TEST_NRZ_MBPS	30000

/**
 * struct cmis_test_run - a change under way
 * @cage: the cage
 * @module: the module
 * @why: for the audit
 * @unknown: bits: banks in which a write or its read back has failed, and @now
 *	may be wrong
 * @now: by bank, the controls as the module has them
 * @wanted: by bank, as they shall be
 * @first: by bank, as they were
 * @id: number of the revert that waited before; 0: there was none
 * @due_ns: its time
 * @former: its values
 * @changed: its bits
 */
struct cmis_test_run {
	struct cmis_cage *cage;
	const struct cmis_module *module;
	struct cmis_why why;
	u8 unknown;
	u8 now[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u8 wanted[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u8 first[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u32 id;
	u64 due_ns;
	u8 former[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u8 changed[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
};

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
/* The module                                                               */
/* ------------------------------------------------------------------------ */

static struct cmis_req cmis_test_req(const struct cmis_test_run *run, u32 reg,
				     u8 bank, u8 *buf)
{
	return (struct cmis_req) {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.buf = buf,
		.len = CMIS_REG_SIZE(reg),
		.patience_ms = CMIS_PATIENCE_USER_MS,
		.generation = run->module->generation,
		.why = run->why,
	};
}

static int cmis_test_read(const struct cmis_test_run *run, u32 reg, u8 bank,
			  u8 *buf)
{
	const struct cmis_req req = cmis_test_req(run, reg, bank, buf);

	return cmis_xfer_read(run->cage->xfer, &req);
}

/* No checksum covers these bytes, and they are written back: two reads. */
static int cmis_test_read_twice(const struct cmis_test_run *run, u32 reg,
				u8 bank, u8 *buf)
{
	u8 again[CMIS_PATTERN_BYTES];
	int ret;

	ret = cmis_test_read(run, reg, bank, buf);
	if (!ret)
		ret = cmis_test_read(run, reg, bank, again);
	if (ret)
		return ret;
	return memcmp(buf, again, CMIS_REG_SIZE(reg)) ? -EBADMSG : 0;
}

static u64 cmis_test_lanes(const struct cmis_module *module)
{
	unsigned int lanes = cmis_plan_lanes(module);

	return lanes ? GENMASK_ULL(lanes - 1, 0) : 0;
}

static u8 cmis_test_real(const struct cmis_module *module, u8 bank)
{
	return cmis_test_lanes(module) >> bank * CMIS_LANES_PER_BANK;
}

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

static int cmis_test_fetch_all(struct cmis_test_run *run,
			       struct cmis_pattern_adverts *adverts)
{
	u8 raw[CMIS_REG_SIZE(CMIS_PATTERN_ADVERTS)];
	int ret;

	ret = cmis_test_read_twice(run, CMIS_PATTERN_ADVERTS, 0, raw);
	if (ret)
		return ret;
	cmis_pattern_adverts_decode(raw, adverts);
	for (u8 b = 0; b < run->module->plan.banks; b++) {
		ret = cmis_test_read_twice(run, CMIS_PATTERN_CONTROLS, b,
					   run->now[b]);
		if (ret)
			return ret;
		cmis_pattern_settle(adverts, cmis_test_real(run->module, b),
				    run->now[b]);
	}
	return 0;
}

/* Tests of another module have ended; their totals stay. */
static void __cmis_tests_follow(struct cmis_tests *tests, u32 generation)
{
	lockdep_assert_held(&tests->lock);
	if (tests->generation == generation)
		return;
	tests->generation = generation;
	tests->revert_id = 0;
	tests->held = 0;
	for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++) {
		tests->ended[i] |= tests->on[i];
		tests->on[i] = 0;
		tests->due[i] = 0;
		tests->locked[i] = 0;
	}
}

/* Note the state of the module. */
static void __cmis_tests_store(const struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->cage->tests;

	lockdep_assert_held(&tests->lock);
	tests->stale |= run->unknown;
	memcpy(tests->now, run->now, sizeof(tests->now));
	/* Others may have turned them off. */
	for (unsigned int i = 0; i < CMIS_TEST_SIDES; i++)
		tests->on[i] &= cmis_test_enabled(tests->now, i);
}

/* Read adverts and controls of the module. cage->control_lock is held. */
static int cmis_test_fetch(struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->cage->tests;
	struct cmis_pattern_adverts adverts = {};
	int ret;

	if (!(run->module->adverts.pages & CMIS_PAGES_DIAG) ||
	    run->cage->xfer->caps & (CMIS_CAP_READ_ONLY |
				     CMIS_CAP_FIRMWARE_MANAGED))
		return -EOPNOTSUPP;
	/* A raw write meanwhile makes it stale again. */
	scoped_guard(mutex, &tests->lock)
		tests->stale = false;
	ret = cmis_test_fetch_all(run, &adverts);
	guard(mutex)(&tests->lock);
	if (ret == -ENODEV || ret == -EBADMSG) {
		tests->stale = true;
		return ret;
	}
	__cmis_tests_follow(tests, run->module->generation);
	tests->error = ret;
	if (ret)
		return ret;
	tests->adverts = adverts;
	__cmis_tests_store(run);
	return 0;
}

/*
 * Host lanes, or media lanes, whose data path is initialized: others pass no
 * signal. If the numbers of media lanes say nothing of their path, any path of
 * the bank counts.
 */
static int cmis_test_fetch_ready(const struct cmis_test_run *run, bool media,
				 u64 *ready)
{
	u8 states[CMIS_REG_SIZE(CMIS_DP_STATE)];
	bool any = media && cmis_module_media_differ(run->module);
	int ret;

	*ready = 0;
	for (u8 b = 0; b < run->module->plan.banks; b++) {
		u8 lanes = 0;

		ret = cmis_test_read(run, CMIS_DP_STATE, b, states);
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
	struct cmis_req req = cmis_test_req(run, reg, bank, bytes);
	u8 found[CMIS_PATTERN_BYTES];
	int ret;

	if (len == 1)
		req.why.old = &run->now[bank][at];
	/* The module may have either value: the way back must read it. */
	run->unknown |= BIT(bank);
	ret = cmis_xfer_write(run->cage->xfer, &req);
	for (unsigned int i = 0; !ret && i < CMIS_TEST_LOOKS; i++) {
		memcpy(found, run->now[bank], sizeof(found));
		ret = cmis_test_read(run, reg, bank, found + at);
		cmis_pattern_settle(&run->cage->tests.adverts,
				    cmis_test_real(run->module, bank), found);
		if (ret || !memcmp(found + at, bytes, len))
			break;
		msleep(CMIS_TEST_LOOK_MS);
	}
	if (ret)
		return ret;
	run->unknown &= ~BIT(bank);
	memcpy(run->now[bank] + at, found + at, len);
	return memcmp(found + at, bytes, len) ? -EREMOTEIO : 0;
}

static int cmis_test_put_bank(struct cmis_test_run *run, u8 bank,
			      const u8 *wanted)
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
	u64 nrz = cmis_test_nrz(run->cage, r->media);
	int ret = 0;

	memcpy(run->wanted, run->now, sizeof(run->wanted));
	for (unsigned int i = 0; i < 2 * CMIS_MAX_BANKS; i++) {
		u8 bank = i / 2;
		int pattern = r->action == CMIS_TEST_ACTION_STOP ?
			      CMIS_TEST_PATTERN_OFF : r->pattern[i % 2];
		struct cmis_pattern_change change = {
			.block = cmis_pattern_block(r->media, i % 2),
			.lanes = r->lanes >> bank * CMIS_LANES_PER_BANK,
			.real = cmis_test_real(run->module, bank),
			.pattern = pattern,
			.nrz = nrz >> bank * CMIS_LANES_PER_BANK,
		};

		if (pattern < 0 || !change.lanes)
			continue;
		ret = cmis_pattern_want(&run->cage->tests.adverts, &change,
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
		ret = cmis_busy_check(run->cage, &disturb, extack);
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

/* A lasting change of bits ends their revert. */
static void __cmis_tests_note(struct cmis_tests *tests,
			      const struct cmis_test_run *run, bool reverts)
{
	for (unsigned int i = 0; i < sizeof(run->now); i++) {
		u8 *former = &tests->former[0][0] + i;
		u8 *changed = &tests->changed[0][0] + i;
		u8 now = (&run->first[0][0])[i];
		u8 bits = now ^ (&run->wanted[0][0])[i];

		if (!reverts) {
			*changed &= ~bits;
			continue;
		}
		/* A second change keeps the oldest values. */
		*former = (*former & *changed) | (now & ~*changed);
		*changed |= bits;
	}
}

/* Arm the revert before the write: nothing stays that nobody knows of. */
static u32 cmis_test_arm(struct cmis_test_run *run, u32 revert_ms)
{
	struct cmis_tests *tests = &run->cage->tests;
	u32 id = revert_ms ? cmis_revert_next_id(run->cage) : 0;

	guard(mutex)(&tests->lock);
	if (!tests->revert_id)
		memset(tests->changed, 0, sizeof(tests->changed));
	run->id = tests->revert_id;
	run->due_ns = tests->due_ns;
	memcpy(run->former, tests->former, sizeof(run->former));
	memcpy(run->changed, tests->changed, sizeof(run->changed));
	__cmis_tests_note(tests, run, id);
	if (!id)
		return 0;
	tests->revert_id = id;
	tests->due_ns = ktime_get_boottime_ns() +
			(u64)revert_ms * NSEC_PER_MSEC;
	cmis_asker_take(&tests->asker);
	return id;
}

/* The change has failed, and the module is as before. */
static void __cmis_tests_disarm(struct cmis_tests *tests,
				const struct cmis_test_run *run, u32 id)
{
	/* Somebody may have confirmed the one that waited. */
	if (tests->revert_id != (id ?: run->id))
		return;
	tests->revert_id = run->id;
	tests->due_ns = run->due_ns;
	memcpy(tests->former, run->former, sizeof(tests->former));
	memcpy(tests->changed, run->changed, sizeof(tests->changed));
}

/* Bring a bank back, from any state. */
static bool cmis_test_put_back(struct cmis_test_run *run, u8 bank)
{
	if (run->unknown & BIT(bank)) {
		if (cmis_test_read_twice(run, CMIS_PATTERN_CONTROLS, bank,
					 run->now[bank]))
			return false;
		cmis_pattern_settle(&run->cage->tests.adverts,
				    cmis_test_real(run->module, bank),
				    run->now[bank]);
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

	for (b = 0; !ret && b < run->module->plan.banks; b++)
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
		if (run->module->diag_reports & CMIS_DIAG_REPORTS_COUNTERS)
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

	for (u8 b = 0; b < run->module->plan.banks; b++)
		if (cmis_test_read(run, media ? CMIS_CHECKER_LOL_MEDIA :
						CMIS_CHECKER_LOL_HOST,
				   b, &flags))
			return;
}

static int cmis_test_change(struct cmis_test_run *run,
			    const struct cmis_test_request *r, u32 *revert_id,
			    struct netlink_ext_ack *extack)
{
	struct cmis_tests *tests = &run->cage->tests;
	bool back;
	int ret;
	u32 id;

	guard(mutex)(&run->cage->control_lock);
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
		dev_err_ratelimited(&run->cage->dev,
				    "a test pattern may be on that nobody has asked for\n");
	if (!ret)
		cmis_test_drop_flags(run, r->media);
	guard(mutex)(&tests->lock);
	if (!ret)
		__cmis_tests_begin(tests, run, r);
	__cmis_tests_store(run);
	if (ret && back)
		__cmis_tests_disarm(tests, run, id);
	*revert_id = ret ? 0 : id;
	return ret;
}

static int cmis_test_check_form(const struct cmis_module *module,
				const struct cmis_test_request *r,
				struct netlink_ext_ack *extack)
{
	if (!r->lanes || r->lanes & ~cmis_test_lanes(module)) {
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
		run->cage = cage;
		run->module = module;
		run->why.cause = CMIS_CAUSE_VERB;
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
	run->cage = cage;
	run->module = module;
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
	state->revert_id = known ? tests->revert_id : 0;
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

/* ------------------------------------------------------------------------ */
/* The cage's work                                                          */
/* ------------------------------------------------------------------------ */

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
	if (!revert_id || cage->tests.revert_id != revert_id)
		return -ENOENT;
	cage->tests.revert_id = 0;
	return 0;
}

static int cmis_test_put_all(struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->cage->tests;
	int ret = 0;

	for (u8 b = 0; !ret && b < run->module->plan.banks; b++)
		ret = cmis_test_put_bank(run, b, run->wanted[b]);
	guard(mutex)(&tests->lock);
	__cmis_tests_store(run);
	return ret;
}

/* Bring the changed bits back. */
static int cmis_test_revert(struct cmis_test_run *run)
{
	struct cmis_tests *tests = &run->cage->tests;
	int ret;
	u32 id;

	scoped_guard(mutex, &tests->lock) {
		id = tests->revert_id;
		for (unsigned int i = 0; i < sizeof(run->now); i++) {
			u8 changed = (&tests->changed[0][0])[i];

			(&run->wanted[0][0])[i] =
				((&tests->former[0][0])[i] & changed) |
				((&run->now[0][0])[i] & ~changed);
		}
	}
	ret = cmis_test_put_all(run);
	guard(mutex)(&tests->lock);
	if (!ret && tests->revert_id == id)
		tests->revert_id = 0;
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
	struct cmis_tests *tests = &run->cage->tests;
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
	struct cmis_tests *tests = &run->cage->tests;
	u8 flags[CMIS_TEST_SIDES];
	u64 lost, checking;
	int ret;

	for (u8 b = 0; b < run->module->plan.banks; b++) {
		ret = cmis_test_read(run, CMIS_CHECKER_LOL_HOST, b, &flags[0]);
		if (!ret)
			ret = cmis_test_read(run, CMIS_CHECKER_LOL_MEDIA, b,
					     &flags[1]);
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
	struct cmis_tests *tests = &run->cage->tests;
	u64 now_ns = ktime_get_boottime_ns(), on[CMIS_TEST_SIDES];
	bool revert, known;
	int ret;

	scoped_guard(mutex, &tests->lock) {
		/* Another module has no test of this driver. */
		__cmis_tests_follow(tests, run->module->generation);
		memcpy(on, tests->on, sizeof(on));
		revert = tests->revert_id && (now || tests->due_ns <= now_ns);
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
	if (tests->revert_id)
		due_ns = tests->due_ns;
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
	u64 again_ns = now_ns + (u64)CMIS_TEST_AGAIN_MS * NSEC_PER_MSEC;

	guard(mutex)(&cage->tests.lock);
	if (cage->tests.revert_id && cage->tests.due_ns <= now_ns) {
		cage->tests.due_ns = again_ns;
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
		return CMIS_TEST_AGAIN_MS;
	scoped_guard(mutex, &cage->tests.lock)
		cage->tests.look_ns = ktime_get_boottime_ns() +
				      CMIS_TEST_WATCH_MS * NSEC_PER_MSEC;
	run = kzalloc(sizeof(*run), GFP_KERNEL);
	if (run) {
		run->cage = cage;
		run->module = module;
		run->why.cause = CMIS_CAUSE_REVERT;
		run->why.asker = &cage->tests.asker;
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
