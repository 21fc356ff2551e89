// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loopbacks of lanes (13h:180-183). They are diagnostics: a request writes them
 * at once, whoever manages the cage, and a reset of the module ends them.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/netlink.h>
#include <linux/string.h>

#include "core/loopback.h"
#include "core/busy.h"
#include "core/cage.h"
#include "core/wish.h"
#include "spec/lanes.h"
#include "xfer/xfer.h"

/* The kinds of each side, and their adverts (13h:128) */
#define CMIS_LOOPBACK_MEDIA	(BIT(CMIS_LOOPBACK_KIND_MEDIA_OUTPUT) | \
				 BIT(CMIS_LOOPBACK_KIND_MEDIA_INPUT))

/**
 * struct cmis_loopback_run - a change under way
 * @diag: access to the module
 * @unknown: by bank, bit enum cmis_loopback_kind: a write or its read back has
 *	failed, and @on may be wrong
 * @on: by bank and kind, lanes that loop, as the module has them
 */
struct cmis_loopback_run {
	struct cmis_diag diag;
	u8 unknown[CMIS_MAX_BANKS];
	u8 on[CMIS_MAX_BANKS][CMIS_LOOPBACK_KINDS];
};

/**
 * cmis_loopback_init - set up the loopbacks of a new cage
 * @loopback: of the cage
 */
void cmis_loopback_init(struct cmis_loopback *loopback)
{
	mutex_init(&loopback->lock);
}

static bool cmis_loopback_is_media(unsigned int kind)
{
	return BIT(kind) & CMIS_LOOPBACK_MEDIA;
}

/* The other kind of the same side */
static unsigned int cmis_loopback_other(unsigned int kind)
{
	return kind ^ 1;
}

static int cmis_loopback_fetch_all(struct cmis_loopback_run *run, u8 *caps)
{
	int ret;

	ret = cmis_diag_read_twice(&run->diag, CMIS_LOOPBACK_CAPS, 0, caps);
	for (u8 b = 0; !ret && b < run->diag.module->plan.banks; b++) {
		ret = cmis_diag_read_twice(&run->diag, CMIS_LOOPBACKS, b,
					   run->on[b]);
		for (unsigned int i = 0; i < CMIS_LOOPBACK_KINDS; i++)
			run->on[b][i] &= cmis_diag_real(run->diag.module, b);
	}
	return ret;
}

/* Read adverts and loopbacks of the module. cage->control_lock is held. */
static int cmis_loopback_fetch(struct cmis_loopback_run *run)
{
	struct cmis_loopback *loopback = &run->diag.cage->loopback;
	u8 caps = 0;
	int ret;

	/* A raw write meanwhile makes it stale again. */
	scoped_guard(mutex, &loopback->lock)
		loopback->stale = false;
	ret = cmis_loopback_fetch_all(run, &caps);
	guard(mutex)(&loopback->lock);
	if (ret == -ENODEV || ret == -EBADMSG) {
		loopback->stale = true;
		return ret;
	}
	if (loopback->generation != run->diag.module->generation)
		loopback->revert.id = 0;
	loopback->generation = run->diag.module->generation;
	loopback->error = ret;
	if (ret)
		return ret;
	loopback->caps = caps;
	memcpy(loopback->on, run->on, sizeof(loopback->on));
	return 0;
}

static u8 cmis_loopback_caps(struct cmis_cage *cage)
{
	guard(mutex)(&cage->loopback.lock);
	return cage->loopback.caps;
}

/* ------------------------------------------------------------------------ */
/* Checks                                                                   */
/* ------------------------------------------------------------------------ */

/* Whether a bit of a kind is for all lanes of a bank. */
static bool cmis_loopback_is_whole(struct cmis_cage *cage, unsigned int kind)
{
	return !(cmis_loopback_caps(cage) & (cmis_loopback_is_media(kind) ?
					     CMIS_LOOPBACK_MEDIA_LANES :
					     CMIS_LOOPBACK_HOST_LANES));
}

/* Whether the module can turn these kinds of some lanes on or off. */
static int cmis_loopback_check_lanes(const struct cmis_loopback_run *run,
				     const struct cmis_loopback_request *r,
				     u8 bank, struct netlink_ext_ack *extack)
{
	u8 real = cmis_diag_real(run->diag.module, bank);
	u8 lanes = r->lanes >> bank * CMIS_LANES_PER_BANK;

	for (unsigned int i = 0; i < CMIS_LOOPBACK_KINDS; i++) {
		if (!(r->kinds & BIT(i)) || !lanes || lanes == real ||
		    !cmis_loopback_is_whole(run->diag.cage, i) ||
		    (!r->on && !run->on[bank][i]))
			continue;
		NL_SET_ERR_MSG(extack,
			       "module applies this to all lanes of a bank");
		return -EINVAL;
	}
	return 0;
}

/* Whether lanes of a kind that shall loop can do so beside the others. */
static int cmis_loopback_check_bank(const struct cmis_loopback_run *run,
				    const struct cmis_loopback_request *r,
				    u8 bank, struct netlink_ext_ack *extack)
{
	unsigned int kind = __ffs(r->kinds), other = cmis_loopback_other(kind);
	bool media = cmis_loopback_is_media(kind);
	u8 lanes = r->lanes >> bank * CMIS_LANES_PER_BANK;
	u8 caps = cmis_loopback_caps(run->diag.cage), side = 0;
	const u8 *on = run->on[bank];

	if (!lanes)
		return 0;
	if (on[other] & lanes && !r->switches) {
		NL_SET_ERR_MSG(extack, "lane has the opposite loopback");
		return -EBUSY;
	}
	for (unsigned int i = 0; i < CMIS_LOOPBACK_KINDS; i++)
		if (cmis_loopback_is_media(i) != media)
			side |= on[i];
	if (side && !(caps & CMIS_LOOPBACK_BOTH_SIDES)) {
		NL_SET_ERR_MSG(extack,
			       "module cannot loop host and media side at once");
		return -EBUSY;
	}
	return 0;
}

/* Only a path that is initialized passes a signal. */
static int cmis_loopback_check_paths(const struct cmis_loopback_run *run,
				     const struct cmis_loopback_request *r,
				     struct netlink_ext_ack *extack)
{
	/* Then the numbers of media lanes say nothing of their path. */
	bool any = r->kinds & CMIS_LOOPBACK_MEDIA &&
		   cmis_module_media_differ(run->diag.module);
	u64 lanes = r->lanes;
	u8 states[CMIS_REG_SIZE(CMIS_DP_STATE)];
	int ret;

	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		unsigned int lane = i % CMIS_LANES_PER_BANK;
		u8 state;

		if (!(lanes >> i))
			return 0;
		if (!lane) {
			ret = cmis_diag_read(&run->diag, CMIS_DP_STATE,
					     i / CMIS_LANES_PER_BANK, states);
			if (ret)
				return ret;
		}
		state = states[lane / 2] >> (lane % 2 ? 4 : 0) & 0xf;
		if (!any && lanes & BIT_ULL(i) && state != CMIS_DP_ACTIVATED &&
		    state != CMIS_DP_INITIALIZED) {
			NL_SET_ERR_MSG(extack,
				       "data path is not initialised");
			return -ENETDOWN;
		}
	}
	return 0;
}

static int cmis_loopback_check(const struct cmis_loopback_run *run,
			       const struct cmis_loopback_request *r,
			       struct netlink_ext_ack *extack)
{
	struct cmis_disturb disturb = {
		.lanes = r->lanes,
		/* Traffic needs the end of a loopback. */
		.force = r->force || !r->on,
		.diag = true,
		.media = r->kinds & CMIS_LOOPBACK_MEDIA,
	};
	int ret = 0;

	for (u8 b = 0; !ret && b < run->diag.module->plan.banks; b++)
		ret = cmis_loopback_check_lanes(run, r, b, extack);
	if (ret)
		return ret;
	if (!r->on && r->revert_ms) {
		NL_SET_ERR_MSG(extack, "no revert-ms: loopbacks are turned off");
		return -EINVAL;
	}
	if (!r->on)
		return cmis_busy_check(run->diag.cage, &disturb, extack);
	if (r->kinds & ~cmis_loopback_caps(run->diag.cage)) {
		NL_SET_ERR_MSG(extack, "module does not advertise this");
		return -EOPNOTSUPP;
	}
	for (u8 b = 0; b < run->diag.module->plan.banks; b++) {
		ret = cmis_loopback_check_bank(run, r, b, extack);
		if (ret)
			return ret;
	}
	ret = cmis_busy_check(run->diag.cage, &disturb, extack);
	if (!ret)
		ret = cmis_busy_check_revert(r->force, r->revert_ms, extack);
	return ret ?: cmis_loopback_check_paths(run, r, extack);
}

/* ------------------------------------------------------------------------ */
/* Writes                                                                   */
/* ------------------------------------------------------------------------ */

static int cmis_loopback_put(struct cmis_loopback_run *run, u8 bank,
			     unsigned int kind, u8 wanted)
{
	u32 reg = CMIS_REG(CMIS_PAGE_DIAG_CONTROL,
			   CMIS_REG_OFFSET(CMIS_LOOPBACKS) + kind, 1);
	u8 real = cmis_diag_real(run->diag.module, bank);
	bool whole = cmis_loopback_is_whole(run->diag.cage, kind);
	u8 value = whole && wanted ? 0xff : wanted, found = 0;
	struct cmis_req req = cmis_diag_req(&run->diag, reg, bank, &value);
	bool unknown = run->unknown[bank] & BIT(kind);
	u8 *on = &run->on[bank][kind];
	int ret;

	if (*on == wanted && !unknown)
		return 0;
	if (!unknown)
		req.why.old = on;
	ret = cmis_xfer_write(run->diag.cage->xfer, &req);
	for (unsigned int i = 0; !ret && i < CMIS_DIAG_LOOKS; i++) {
		ret = cmis_diag_read(&run->diag, reg, bank, &found);
		found &= real;
		if (ret || found == wanted)
			break;
		msleep(CMIS_DIAG_LOOK_MS);
	}
	/* The state of the module is unknown: the way back must write. */
	run->unknown[bank] |= BIT(kind);
	if (ret)
		return ret;
	run->unknown[bank] &= ~BIT(kind);
	*on = found;
	return found == wanted ? 0 : -EREMOTEIO;
}

/* Kinds to be turned off come first: the module may not take both. */
static int cmis_loopback_put_bank(struct cmis_loopback_run *run, u8 bank,
				  const u8 *wanted)
{
	unsigned int i;
	int ret;

	for (i = 0; i < CMIS_LOOPBACK_KINDS; i++) {
		ret = cmis_loopback_put(run, bank, i,
					run->on[bank][i] & wanted[i]);
		if (ret)
			return ret;
	}
	for (i = 0; i < CMIS_LOOPBACK_KINDS; i++) {
		ret = cmis_loopback_put(run, bank, i, wanted[i]);
		if (ret)
			return ret;
	}
	return 0;
}

static void cmis_loopback_want(const struct cmis_loopback_run *run,
			       const struct cmis_loopback_request *r, u8 bank,
			       u8 *wanted)
{
	u8 mask = r->lanes >> bank * CMIS_LANES_PER_BANK;

	memcpy(wanted, run->on[bank], CMIS_LOOPBACK_KINDS);
	for (unsigned int i = 0; i < CMIS_LOOPBACK_KINDS; i++) {
		if (r->kinds & BIT(i) && r->on)
			wanted[i] |= mask;
		else if (r->kinds & BIT(i) ||
			 (r->switches &&
			  r->kinds & BIT(cmis_loopback_other(i))))
			wanted[i] &= ~mask;
	}
}

/**
 * struct cmis_loopback_way - a change, and the way back
 * @former: as cmis_loopback_run.on, before the change
 * @wanted: after it
 * @before: the revert that waited before
 */
struct cmis_loopback_way {
	u8 former[CMIS_MAX_BANKS][CMIS_LOOPBACK_KINDS];
	u8 wanted[CMIS_MAX_BANKS][CMIS_LOOPBACK_KINDS];
	struct cmis_diag_revert before;
};

/*
 * All or nothing: after a failure, banks get their former bytes back. Returns
 * in @back whether they have them.
 */
static int cmis_loopback_write(struct cmis_loopback_run *run,
			       const struct cmis_loopback_way *way, bool *back)
{
	int ret = 0;
	u8 b;

	for (b = 0; !ret && b < run->diag.module->plan.banks; b++)
		ret = cmis_loopback_put_bank(run, b, way->wanted[b]);
	*back = true;
	while (ret && b--)
		*back &= !cmis_loopback_put_bank(run, b, way->former[b]);
	return ret;
}

/* Arm the revert before the write: nothing stays that nobody knows of. */
static u32 cmis_loopback_arm(struct cmis_loopback_run *run,
			     struct cmis_loopback_way *way, u32 revert_ms)
{
	struct cmis_loopback *loopback = &run->diag.cage->loopback;
	const struct cmis_diag_change change = {
		.now = &way->former[0][0],
		.wanted = &way->wanted[0][0],
		.len = sizeof(way->wanted),
		.id = revert_ms ? cmis_revert_next_id(run->diag.cage) : 0,
		.revert_ms = revert_ms,
	};

	guard(mutex)(&loopback->lock);
	way->before = loopback->revert;
	__cmis_diag_arm(&loopback->revert, &change);
	return change.id;
}

/* Note the state of the module. */
static void __cmis_loopback_store(const struct cmis_loopback_run *run)
{
	struct cmis_loopback *loopback = &run->diag.cage->loopback;

	lockdep_assert_held(&loopback->lock);
	for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
		loopback->stale |= run->unknown[b];
	memcpy(loopback->on, run->on, sizeof(loopback->on));
}

/* A module with page 13h, and the loopbacks that it has now */
static int cmis_loopback_begin(struct cmis_loopback_run *run)
{
	int ret = cmis_diag_check(&run->diag);

	if (ret)
		return ret;
	return cmis_loopback_fetch(run);
}

static int cmis_loopback_change(struct cmis_loopback_run *run,
				const struct cmis_loopback_request *r,
				u32 *revert_id, struct netlink_ext_ack *extack)
{
	struct cmis_loopback_way way = {};
	bool back;
	int ret;
	u32 id;

	guard(mutex)(&run->diag.cage->control_lock);
	ret = cmis_loopback_begin(run);
	if (ret == -EOPNOTSUPP)
		NL_SET_ERR_MSG(extack, "module does not advertise this");
	if (ret)
		return ret;
	ret = cmis_loopback_check(run, r, extack);
	if (ret)
		return ret;
	memcpy(way.former, run->on, sizeof(way.former));
	memcpy(way.wanted, run->on, sizeof(way.wanted));
	for (u8 b = 0; b < run->diag.module->plan.banks; b++)
		cmis_loopback_want(run, r, b, way.wanted[b]);
	id = cmis_loopback_arm(run, &way, r->revert_ms);
	ret = cmis_loopback_write(run, &way, &back);
	if (ret == -EREMOTEIO)
		NL_SET_ERR_MSG(extack, "module did not keep the value");
	if (!back)
		dev_err_ratelimited(&run->diag.cage->dev,
				    "a loopback may be on that nobody has asked for\n");
	guard(mutex)(&run->diag.cage->loopback.lock);
	__cmis_loopback_store(run);
	if (ret && back)
		__cmis_diag_disarm(&run->diag.cage->loopback.revert,
				   &way.before, id);
	*revert_id = ret ? 0 : id;
	return ret;
}

/**
 * cmis_loopback_set - change loopbacks for an administrator
 * @cage: the cage
 * @request: the change
 * @revert_id: gets the number of the revert; 0 if there is none
 * @extack: gets the reason of a refusal
 *
 * Context: Sleeps; touches the bus.
 * Return: 0; -EOPNOTSUPP; -EINVAL; -EBUSY if lanes have traffic, or another
 * loopback stands in the way; -ENETDOWN if a data path is not initialized;
 * -ENODEV without a module; -EREMOTEIO if the module did not keep the value;
 * else an errno of the bus. After an error the former loopbacks are in force,
 * unless the log says otherwise; then the revert stays, if one was asked for.
 */
int cmis_loopback_set(struct cmis_cage *cage,
		      const struct cmis_loopback_request *request,
		      u32 *revert_id, struct netlink_ext_ack *extack)
{
	struct cmis_loopback_run run = {
		.diag.cage = cage,
		.diag.why.cause = CMIS_CAUSE_VERB,
	};
	struct cmis_module *module = cmis_cage_await_module(cage);
	unsigned int lanes;
	int ret = -EINVAL;

	if (IS_ERR(module)) {
		NL_SET_ERR_MSG(extack, "the cage has no readable module");
		return PTR_ERR(module);
	}
	run.diag.module = module;
	lanes = cmis_plan_lanes(module);
	if (!request->lanes ||
	    (lanes < CMIS_MAX_LANES && request->lanes >> lanes))
		NL_SET_ERR_MSG(extack, "the module has no such lane");
	else
		ret = cmis_loopback_change(&run, request, revert_id, extack);
	cmis_module_put(module);
	if (request->revert_ms)
		cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return ret;
}

static bool cmis_loopback_is_known(struct cmis_cage *cage, u32 generation)
{
	guard(mutex)(&cage->loopback.lock);
	return cage->loopback.generation == generation &&
	       !cage->loopback.stale;
}

/* Read the loopbacks unless they are known. */
static int cmis_loopback_know(struct cmis_cage *cage)
{
	struct cmis_module *module = cmis_cage_await_module(cage);
	struct cmis_loopback_run run = {
		.diag = { .cage = cage, .module = module },
	};
	int ret = 0;

	if (IS_ERR(module))
		return PTR_ERR(module);
	if (!cmis_loopback_is_known(cage, module->generation)) {
		/* Somebody may have read them meanwhile. */
		guard(mutex)(&cage->control_lock);
		if (!cmis_loopback_is_known(cage, module->generation))
			ret = cmis_loopback_begin(&run);
	}
	cmis_module_put(module);
	return ret;
}

/**
 * cmis_loopback_get - get the lanes of a kind that loop
 * @cage: the cage
 * @kind: enum cmis_loopback_kind
 * @state: gets them
 *
 * Context: Sleeps; touches the bus once for each module, and again after a raw
 * write of loopbacks. An error of the module is remembered, too.
 * Return: 0; -EOPNOTSUPP if the module does not advertise the kind; -ENODEV
 * without a module; else an errno of the bus.
 */
int cmis_loopback_get(struct cmis_cage *cage, unsigned int kind,
		      struct cmis_loopback_state *state)
{
	struct cmis_loopback *loopback = &cage->loopback;
	int ret = cmis_loopback_know(cage);

	if (ret)
		return ret;
	guard(mutex)(&loopback->lock);
	if (loopback->error)
		return loopback->error;
	if (!(loopback->caps & BIT(kind)))
		return -EOPNOTSUPP;
	*state = (struct cmis_loopback_state) {
		.generation = loopback->generation,
		.caps = loopback->caps,
		.revert_id = loopback->revert.id,
	};
	for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
		state->lanes |= (u64)loopback->on[b][kind] <<
				b * CMIS_LANES_PER_BANK;
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Reverts                                                                  */
/* ------------------------------------------------------------------------ */

/**
 * cmis_loopback_confirm - keep a change for good
 * @cage: the cage
 * @revert_id: number of its revert
 *
 * Context: May sleep.
 * Return: 0, or -ENOENT.
 */
int cmis_loopback_confirm(struct cmis_cage *cage, u32 revert_id)
{
	guard(mutex)(&cage->loopback.lock);
	return __cmis_diag_confirm(&cage->loopback.revert, revert_id);
}

/* Whether it is time to bring loopbacks of this module back. */
static bool cmis_loopback_is_due(struct cmis_loopback *loopback, bool now,
				 u32 generation)
{
	guard(mutex)(&loopback->lock);
	/* Another module has no loopback of this driver. */
	if (loopback->generation != generation)
		loopback->revert.id = 0;
	return __cmis_diag_is_due(&loopback->revert, now);
}

/* Bring the former loopbacks back: of the lanes that were changed. */
static int cmis_loopback_revert(struct cmis_loopback_run *run)
{
	struct cmis_loopback *loopback = &run->diag.cage->loopback;
	u8 wanted[CMIS_MAX_BANKS][CMIS_LOOPBACK_KINDS];
	int ret;
	u32 id;

	ret = cmis_loopback_fetch(run);
	if (ret)
		return ret;
	scoped_guard(mutex, &loopback->lock) {
		id = loopback->revert.id;
		__cmis_diag_bring_back(&loopback->revert, &run->on[0][0],
				       &wanted[0][0], sizeof(wanted));
	}
	/* Somebody has just confirmed the change. */
	if (!id)
		return 0;
	for (u8 b = 0; !ret && b < run->diag.module->plan.banks; b++)
		ret = cmis_loopback_put_bank(run, b, wanted[b]);
	guard(mutex)(&loopback->lock);
	__cmis_loopback_store(run);
	if (!ret && loopback->revert.id == id)
		loopback->revert.id = 0;
	return ret;
}

/* A failure is tried again: the loopback does not stay for ever. */
static void cmis_loopback_revert_failed(struct cmis_cage *cage, int error)
{
	dev_err_ratelimited(&cage->dev, "the loopbacks did not go back: %pe\n",
			    ERR_PTR(error));
	guard(mutex)(&cage->loopback.lock);
	cage->loopback.stale = true;
	__cmis_diag_postpone(&cage->loopback.revert);
}

/* Returns true if something has changed. */
static bool cmis_loopback_revert_due(struct cmis_cage *cage, bool now)
{
	struct cmis_module *module = cmis_cage_get_module(cage);
	struct cmis_loopback_run run = {
		.diag = {
			.cage = cage,
			.module = module,
			.why = {
				.cause = CMIS_CAUSE_REVERT,
				.asker = &cage->loopback.revert.asker,
			},
		},
	};
	bool due;
	int ret;

	/* After a sleep, the module is identified first. */
	if (IS_ERR(module))
		return false;
	scoped_guard(mutex, &cage->control_lock) {
		due = cmis_loopback_is_due(&cage->loopback, now,
					   module->generation);
		ret = due ? cmis_loopback_revert(&run) : 0;
		if (ret)
			cmis_loopback_revert_failed(cage, ret);
	}
	cmis_module_put(module);
	return due;
}

/**
 * cmis_loopback_run_revert - bring former loopbacks back if it is time
 * @cage: the cage
 * @now: it is time in any case
 *
 * A failure is tried again, until the module is gone.
 *
 * Context: The cage's work, or the task that removes the cage. Touches the bus.
 * Return: milliseconds until the next one.
 */
unsigned int cmis_loopback_run_revert(struct cmis_cage *cage, bool now)
{
	struct cmis_loopback *loopback = &cage->loopback;
	u64 now_ns = ktime_get_boottime_ns();

	scoped_guard(mutex, &loopback->lock) {
		if (!loopback->revert.id)
			return CMIS_PERIOD_MAX_MS;
		if (!now && loopback->revert.due_ns > now_ns)
			return div_u64(loopback->revert.due_ns - now_ns,
				       NSEC_PER_MSEC) + 1;
	}
	if (cmis_loopback_revert_due(cage, now) && !now)
		cmis_clients_tell_loopback(cage);
	guard(mutex)(&loopback->lock);
	return loopback->revert.id ? CMIS_DIAG_AGAIN_MS :
				     CMIS_PERIOD_MAX_MS;
}
