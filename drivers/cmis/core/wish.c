// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wishes for the controls of lanes. A request stores the wish, and the cage's
 * work writes it: there is one writer, and the next module gets it, too. The
 * request waits for the module's answer, but not long.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/netlink.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "core/wish.h"
#include "core/busy.h"
#include "core/cage.h"
#include "core/module.h"
#include "xfer/xfer.h"

/* A request waits so long for the module. */
#define CMIS_WISH_PATIENCE_MS	500
/* The end of the management waits longer: the module may be busy. */
#define CMIS_WISH_END_MS	2000

static struct cmis_wishes *cmis_wishes(struct cmis_cage *cage)
{
	return &cage->claims.wishes;
}

/* ------------------------------------------------------------------------ */
/* Checks                                                                   */
/* ------------------------------------------------------------------------ */

/* A bit of tx-disable may turn off all lanes (01h:151.0). */
static bool cmis_wish_is_coupled(const struct cmis_module *module,
				 unsigned int control)
{
	return control == CMIS_LC_TX_DISABLE &&
	       module->adverts.rx_characteristics &
	       CMIS_RX_CHAR_DISABLE_MODULE;
}

/* Check the form of a request. Returns the code of the value, or an errno. */
static int cmis_wish_check(const struct cmis_module *module,
			   const struct cmis_wish_request *r,
			   struct netlink_ext_ack *extack)
{
	unsigned int lanes = cmis_plan_lanes(module);
	u64 all = lanes ? GENMASK_ULL(lanes - 1, 0) : 0;
	int code;

	if (!all || !cmis_lane_control_is_there(&module->adverts, r->control)) {
		NL_SET_ERR_MSG(extack, "module does not advertise this");
		return -EOPNOTSUPP;
	}
	if (!r->lanes || r->lanes & ~all) {
		NL_SET_ERR_MSG(extack, "the module has no such lane");
		return -EINVAL;
	}
	if (cmis_wish_is_coupled(module, r->control) && r->lanes != all) {
		NL_SET_ERR_MSG(extack,
			       "module applies this to all lanes of a bank");
		return -EINVAL;
	}
	code = cmis_lane_control_code(r->control, r->value);
	if (code < 0 && r->value <= cmis_lane_control_value
	    (r->control, cmis_lane_control_max(&module->adverts, r->control))) {
		NL_SET_ERR_MSG(extack, "value is between two steps");
		return -EINVAL;
	}
	if (code < 0 ||
	    !cmis_lane_control_fits(&module->adverts, r->control, code)) {
		NL_SET_ERR_MSG(extack,
			       "value is above the advertised maximum");
		return -EINVAL;
	}
	return code;
}

/* Check the rights to the lanes, and whether they have traffic. */
static int __cmis_wish_check_lanes(struct cmis_cage *cage,
				   const struct cmis_disturb *disturb,
				   struct netlink_ext_ack *extack)
{
	if (!cmis_claim_is_hosted(cage) || cmis_wishes(cage)->closed) {
		NL_SET_ERR_MSG(extack, "cage is not host-managed");
		return -EPERM;
	}
	return __cmis_busy_check(cage, disturb, extack);
}

/* The lanes that a request disturbs */
static void cmis_wish_ask(struct cmis_cage *cage,
			  const struct cmis_wish_request *r,
			  struct cmis_disturb *disturb)
{
	*disturb = (struct cmis_disturb) {
		.lanes = r->lanes,
		/* A change that does not disturb needs no force. */
		.force = r->force || !cmis_lane_control_disturbs(r->control),
		.media = r->control == CMIS_LC_TX_DISABLE ||
			 r->control == CMIS_LC_TX_SQUELCH_FORCE,
	};
	cmis_busy_ask(cage, disturb);
}

/* ------------------------------------------------------------------------ */
/* Changes                                                                  */
/* ------------------------------------------------------------------------ */

static void __cmis_wishes_touch(struct cmis_cage *cage)
{
	lockdep_assert_held(&cage->claims.lock);
	cmis_wishes(cage)->seq++;
	cage->claims.seq++;
}

/* Set the wish for a control of some lanes, with a code, or from bytes. */
static void __cmis_wish_put(struct cmis_wishes *wishes, unsigned int control,
			    u64 lanes, int code,
			    const struct cmis_lane_bytes *from)
{
	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		unsigned int b = i / CMIS_LANES_PER_BANK;
		unsigned int lane = i % CMIS_LANES_PER_BANK;
		struct cmis_lane_wish *wish = &wishes->bank[b];

		if (!(lanes & BIT_ULL(i)))
			continue;
		wishes->touched[control] |= BIT_ULL(i);
		wish->set[control] |= BIT(lane);
		wishes->fading[control] &= ~BIT_ULL(i);
		cmis_lane_control_put
			(&wish->bytes, control, lane, from ?
			 cmis_lane_control_get(&from[b], control, lane) : code);
	}
}

/* Some lanes have no wish any more. */
static void __cmis_wish_clear(struct cmis_wishes *wishes, unsigned int control,
			      u64 lanes)
{
	wishes->touched[control] |= lanes;
	wishes->fading[control] &= ~lanes;
	for (unsigned int b = 0; b < CMIS_MAX_BANKS; b++)
		wishes->bank[b].set[control] &=
			~(u8)(lanes >> b * CMIS_LANES_PER_BANK);
}

/**
 * __cmis_revert_next_id - take the number of a new revert
 * @wishes: of the cage
 *
 * Context: The lock of the claims is held.
 * Return: the number, never 0.
 */
u32 __cmis_revert_next_id(struct cmis_wishes *wishes)
{
	return ++wishes->last_id ?: ++wishes->last_id;
}

/**
 * cmis_revert_next_id - take the number of a new revert
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the number, never 0.
 */
u32 cmis_revert_next_id(struct cmis_cage *cage)
{
	guard(mutex)(&cage->claims.lock);
	return __cmis_revert_next_id(cmis_wishes(cage));
}

/*
 * Note the values of some lanes before a change: the wish, or else what the
 * module has. Returns the lanes with a wish.
 */
static u64 __cmis_wish_note(const struct cmis_wishes *wishes,
			    unsigned int control, u64 lanes,
			    struct cmis_lane_bytes *former)
{
	u64 wished = 0;

	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		unsigned int b = i / CMIS_LANES_PER_BANK;
		unsigned int lane = i % CMIS_LANES_PER_BANK;
		const struct cmis_lane_wish *wish = &wishes->bank[b];
		bool set = wish->set[control] & BIT(lane);

		if (!(lanes & BIT_ULL(i)))
			continue;
		if (set && !(wishes->fading[control] & BIT_ULL(i)))
			wished |= BIT_ULL(i);
		cmis_lane_control_put
			(&former[b], control, lane, cmis_lane_control_get
			 (set ? &wish->bytes : &wishes->now[b], control, lane));
	}
	return wished;
}

/* Whether a port says when outputs go on: the driver itself holds some off. */
static bool __cmis_wish_has_ports(struct cmis_cage *cage)
{
	struct cmis_claim claim;

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (__cmis_claim_get(&cage->claims, i, &claim) && claim.wished)
			return true;
	return false;
}

/*
 * Bring values back. Lanes that had no wish have none then: the wish ends when
 * the module has the former value, or at once if it has it. A former "output
 * off" is not brought back if there are ports: it may have been the driver's
 * own on the way up, and the port decides.
 */
static void __cmis_wish_restore(struct cmis_cage *cage, unsigned int control,
				const struct cmis_revert *revert,
				const struct cmis_lane_bytes *former)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	bool output = control == CMIS_LC_TX_DISABLE ||
		      control == CMIS_LC_TX_SQUELCH_FORCE;
	bool ports = __cmis_wish_has_ports(cage);
	bool seen = wishes->seen == wishes->seq;

	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		unsigned int b = i / CMIS_LANES_PER_BANK;
		unsigned int lane = i % CMIS_LANES_PER_BANK;
		u8 value = cmis_lane_control_get(&former[b], control, lane);
		bool same = seen && value == cmis_lane_control_get
				(&wishes->now[b], control, lane);

		if (!(revert->lanes & BIT_ULL(i)))
			continue;
		__cmis_wish_put(wishes, control, BIT_ULL(i), value, NULL);
		if (revert->wished & BIT_ULL(i))
			continue;
		if (same || (output && value && ports))
			__cmis_wish_clear(wishes, control, BIT_ULL(i));
		else
			wishes->fading[control] |= BIT_ULL(i);
	}
	__cmis_wishes_touch(cage);
}

/* A second change keeps the oldest value that was confirmed. */
static u32 __cmis_revert_arm(struct cmis_wishes *wishes,
			     const struct cmis_wish_request *r)
{
	struct cmis_revert *revert = &wishes->revert[r->control];

	if (!revert->id) {
		revert->lanes = 0;
		revert->wished = 0;
	}
	revert->wished |= __cmis_wish_note(wishes, r->control,
					   r->lanes & ~revert->lanes,
					   wishes->former);
	revert->lanes |= r->lanes;
	revert->due_ns = ktime_get_boottime_ns() +
			 (u64)r->revert_ms * NSEC_PER_MSEC;
	if (!revert->id)
		revert->id = __cmis_revert_next_id(wishes);
	return revert->id;
}

/* Whether the module has the wishes of these lanes. */
static bool __cmis_wish_is_in_force(const struct cmis_wishes *wishes,
				    unsigned int control, u64 lanes)
{
	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		unsigned int b = i / CMIS_LANES_PER_BANK;
		unsigned int lane = i % CMIS_LANES_PER_BANK;

		if (lanes & BIT_ULL(i) &&
		    wishes->bank[b].set[control] & BIT(lane) &&
		    cmis_lane_control_get(&wishes->bank[b].bytes, control,
					  lane) !=
		    cmis_lane_control_get(&wishes->now[b], control, lane))
			return false;
	}
	return true;
}

/* Whether the module has answered a wish: it is in force, or refused. */
static bool cmis_wish_is_answered(struct cmis_cage *cage, unsigned int control,
				  u64 lanes)
{
	const struct cmis_wishes *wishes = cmis_wishes(cage);

	guard(mutex)(&cage->claims.lock);
	if (wishes->seen != wishes->seq)
		return false;
	return wishes->refused[control] & lanes ||
	       __cmis_wish_is_in_force(wishes, control, lanes);
}

/* The first look after a change of the management may be under way. */
static bool cmis_wish_knows(struct cmis_cage *cage,
			    const struct cmis_module *module)
{
	guard(mutex)(&cage->claims.lock);
	return cmis_wishes(cage)->generation == module->generation ||
	       !cmis_claim_is_hosted(cage);
}

static int cmis_wish_store(struct cmis_cage *cage,
			   const struct cmis_module *module,
			   const struct cmis_wish_request *r, int code,
			   struct netlink_ext_ack *extack, u32 *revert_id)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	struct cmis_disturb disturb;
	int ret;

	cmis_wish_ask(cage, r, &disturb);
	guard(mutex)(&cage->claims.lock);
	ret = __cmis_wish_check_lanes(cage, &disturb, extack);
	if (ret)
		return ret;
	if (wishes->generation != module->generation) {
		NL_SET_ERR_MSG(extack, "the module cannot be reached now");
		return -ETIMEDOUT;
	}
	*revert_id = r->revert_ms ? __cmis_revert_arm(wishes, r) : 0;
	__cmis_wish_put(wishes, r->control, r->lanes, code, NULL);
	cmis_asker_take(&wishes->asker[r->control]);
	wishes->reverted &= ~BIT(r->control);
	__cmis_wishes_touch(cage);
	return 0;
}

/**
 * struct cmis_wish_undo - wishes and a revert before a change
 * @generation: the module
 * @lanes: lanes of the change, and those with a former wish
 * @former: values, as cmis_wishes.former
 * @revert: the revert of the control
 * @id: number of the revert that the change has armed, or else as @revert
 */
struct cmis_wish_undo {
	u32 generation;
	struct cmis_revert lanes;
	struct cmis_lane_bytes former[CMIS_MAX_BANKS];
	struct cmis_revert revert;
	u32 id;
};

/*
 * All or nothing, unless the change has gone meanwhile: with the management, by
 * its revert, or because somebody has confirmed it.
 */
static void __cmis_wish_undo(struct cmis_cage *cage,
			     const struct cmis_wish_request *r,
			     const struct cmis_wish_undo *old)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	struct cmis_revert *revert = &wishes->revert[r->control];
	const u64 *fading = &wishes->fading[r->control];

	if (!cmis_claim_is_hosted(cage) || wishes->closed ||
	    revert->id != old->id)
		return;
	__cmis_wish_restore(cage, r->control, &old->lanes, old->former);
	/* The values of a module are not those of the next one. */
	if (wishes->generation != old->generation)
		__cmis_wish_clear(wishes, r->control, *fading & r->lanes);
	*revert = old->revert;
}

/*
 * Settings take effect when their path can take them, and outputs go on with
 * their path: that may be later.
 */
static int cmis_wish_end(struct cmis_cage *cage,
			 const struct cmis_wish_request *r,
			 const struct cmis_wish_undo *old,
			 struct netlink_ext_ack *extack)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	bool later = r->control >= CMIS_LC_SI_FIRST ||
		     ((r->control == CMIS_LC_TX_DISABLE ||
		       r->control == CMIS_LC_TX_SQUELCH_FORCE) && !r->value);
	int ret = -ETIMEDOUT;

	scoped_guard(mutex, &cage->claims.lock) {
		bool seen = wishes->seen == wishes->seq;

		if (seen && __cmis_wish_is_in_force(wishes, r->control,
						    r->lanes))
			return 0;
		if (seen && wishes->refused[r->control] & r->lanes)
			ret = -EREMOTEIO;
		else if (later)
			return 0;
		__cmis_wish_undo(cage, r, old);
	}
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	if (ret == -EREMOTEIO)
		NL_SET_ERR_MSG(extack, "module did not keep the value");
	else
		NL_SET_ERR_MSG(extack, "the module cannot be reached now");
	return ret;
}

static int cmis_wish_change(struct cmis_cage *cage,
			    const struct cmis_module *module,
			    const struct cmis_wish_request *r, u32 *revert_id,
			    struct netlink_ext_ack *extack)
{
	unsigned long patience = msecs_to_jiffies(CMIS_WISH_PATIENCE_MS);
	struct cmis_wishes *wishes = cmis_wishes(cage);
	struct cmis_wish_undo old = {
		.generation = module->generation,
		.lanes.lanes = r->lanes,
	};
	int code, ret;

	code = cmis_wish_check(module, r, extack);
	if (code < 0)
		return code;
	wait_event_timeout(cage->claims.told, cmis_wish_knows(cage, module),
			   patience);
	scoped_guard(mutex, &cage->claims.lock) {
		old.lanes.wished = __cmis_wish_note(wishes, r->control,
						    r->lanes, old.former);
		old.revert = wishes->revert[r->control];
	}
	ret = cmis_wish_store(cage, module, r, code, extack, revert_id);
	if (ret)
		return ret;
	old.id = *revert_id ?: old.revert.id;
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	wait_event_timeout(cage->claims.told,
			   cmis_wish_is_answered(cage, r->control, r->lanes),
			   patience);
	return cmis_wish_end(cage, r, &old, extack);
}

/**
 * cmis_wish_set - change a control of lanes for an administrator
 * @cage: the cage
 * @request: the change
 * @revert_id: gets the number of the revert; 0 if there is none
 * @extack: gets the reason of a refusal
 *
 * The wish lasts: it is written to each next module that advertises it, until
 * another one, the release of the lanes, or the end of the management.
 *
 * Context: Sleeps. Does not touch the bus itself.
 * Return: 0; -EPERM if the host does not manage the cage; -EBUSY if the lanes
 * belong to a MAC driver, or have traffic without @request->force; -EOPNOTSUPP;
 * -EINVAL; -ENODEV without a module; -EREMOTEIO if the module did not keep the
 * value; -ETIMEDOUT. After an error the former wish is in force; lanes that had
 * none have none.
 */
int cmis_wish_set(struct cmis_cage *cage,
		  const struct cmis_wish_request *request, u32 *revert_id,
		  struct netlink_ext_ack *extack)
{
	struct cmis_disturb disturb;
	struct cmis_module *module;
	int ret;

	cmis_wish_ask(cage, request, &disturb);
	scoped_guard(mutex, &cage->claims.lock)
		ret = __cmis_wish_check_lanes(cage, &disturb, extack);
	if (ret)
		return ret;
	ret = cmis_busy_check_revert(request->force, request->revert_ms,
				     extack);
	if (ret)
		return ret;
	module = cmis_cage_await_module(cage);
	if (IS_ERR(module)) {
		NL_SET_ERR_MSG(extack, "the cage has no readable module");
		return PTR_ERR(module);
	}
	scoped_guard(mutex, &cmis_wishes(cage)->set_lock)
		ret = cmis_wish_change(cage, module, request, revert_id,
				       extack);
	cmis_module_put(module);
	return ret;
}

/**
 * cmis_wish_get - get a control of a lane
 * @cage: the cage
 * @module: the module that is meant
 * @control: enum cmis_lane_control
 * @lane: the lane, from 0
 * @value: gets the control
 *
 * Context: May sleep. Does not touch the bus.
 * Return: 0; -EOPNOTSUPP if the module does not have the control or the host
 * does not manage the cage; -ENODATA if the driver has not read it yet.
 */
int cmis_wish_get(struct cmis_cage *cage, const struct cmis_module *module,
		  unsigned int control, unsigned int lane,
		  struct cmis_lane_value *value)
{
	unsigned int b = lane / CMIS_LANES_PER_BANK;
	unsigned int l = lane % CMIS_LANES_PER_BANK;
	const struct cmis_wishes *wishes = cmis_wishes(cage);
	const struct cmis_revert *revert;

	guard(mutex)(&cage->claims.lock);
	if (!cmis_claim_is_hosted(cage) || lane >= cmis_plan_lanes(module) ||
	    !cmis_lane_control_is_there(&module->adverts, control))
		return -EOPNOTSUPP;
	if (wishes->generation != module->generation || b >= wishes->banks)
		return -ENODATA;
	revert = &wishes->revert[control];
	*value = (struct cmis_lane_value) {
		.generation = wishes->generation,
		.code = cmis_lane_control_get(&wishes->now[b], control, l),
		.wished = wishes->bank[b].set[control] & BIT(l),
		.wish = cmis_lane_control_get(&wishes->bank[b].bytes, control,
					      l),
		.revert_id = revert->lanes & BIT_ULL(lane) ? revert->id : 0,
	};
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Reverts                                                                  */
/* ------------------------------------------------------------------------ */

/**
 * cmis_wish_confirm - keep a change for good
 * @cage: the cage
 * @revert_id: number of its revert
 *
 * Context: May sleep.
 * Return: 0; -ENOENT if no revert with this number waits.
 */
int cmis_wish_confirm(struct cmis_cage *cage, u32 revert_id)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);

	guard(mutex)(&cage->claims.lock);
	for (unsigned int i = 0; revert_id && i < CMIS_LC_COUNT; i++) {
		if (wishes->revert[i].id != revert_id)
			continue;
		wishes->revert[i].id = 0;
		return 0;
	}
	return -ENOENT;
}

/*
 * Bring former values back. Returns the number of reverts. @skip: controls that
 * stay as they are.
 */
static unsigned int __cmis_reverts_run(struct cmis_cage *cage, u64 now_ns,
				       u32 skip)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	unsigned int count = 0;

	lockdep_assert_held(&cage->claims.lock);
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++) {
		struct cmis_revert *revert = &wishes->revert[i];

		if (!revert->id || revert->due_ns > now_ns)
			continue;
		if (skip & BIT(i)) {
			dev_warn(&cage->dev,
				 "%s of lanes %#llx stays: the data paths would have to go down\n",
				 cmis_lane_control_name(i), revert->lanes);
			revert->id = 0;
			continue;
		}
		dev_info_ratelimited(&cage->dev,
				     "%s of lanes %#llx goes back: change %u was not confirmed\n",
				     cmis_lane_control_name(i), revert->lanes,
				     revert->id);
		__cmis_wish_restore(cage, i, revert, wishes->former);
		wishes->reverted |= BIT(i);
		revert->id = 0;
		count++;
	}
	return count;
}

/**
 * cmis_wish_run_reverts - bring back values whose time has come
 * @cage: the cage
 *
 * Context: The cage's work. May sleep.
 * Return: milliseconds until the next one.
 */
unsigned int cmis_wish_run_reverts(struct cmis_cage *cage)
{
	u64 now_ns = ktime_get_boottime_ns(), left_ns = U64_MAX;
	struct cmis_wishes *wishes = cmis_wishes(cage);

	guard(mutex)(&cage->claims.lock);
	__cmis_reverts_run(cage, now_ns, 0);
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++)
		if (wishes->revert[i].id)
			left_ns = min(left_ns, wishes->revert[i].due_ns -
					       now_ns);
	return min_t(u64, div_u64(left_ns, NSEC_PER_MSEC) + 1,
		     CMIS_PERIOD_MAX_MS);
}

static bool cmis_wishes_are_seen(struct cmis_cage *cage)
{
	const struct cmis_wishes *wishes = cmis_wishes(cage);

	guard(mutex)(&cage->claims.lock);
	if (!wishes->generation)
		return true;
	if (wishes->seen != wishes->seq)
		return false;
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++)
		if (!__cmis_wish_is_in_force(wishes, i,
					     wishes->revert[i].lanes &
					     ~wishes->refused[i]))
			return false;
	return true;
}

/* Settings that cannot change while their path is up */
static u32 cmis_wishes_cold(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);

	if (IS_ERR(snapshot) ||
	    cmis_basics_are_hot(&snapshot->module->basics))
		return 0;
	return GENMASK(CMIS_LC_COUNT - 1, CMIS_LC_SI_FIRST);
}

/**
 * cmis_wishes_end - run all reverts now, and allow no more changes
 * @cage: the cage, before the end of its management or of itself
 *
 * The end leaves traffic up: settings that need a step down stay, and the log
 * says so.
 *
 * Context: Sleeps until the module has the former values, but not long.
 */
void cmis_wishes_end(struct cmis_cage *cage)
{
	u32 cold = cmis_wishes_cold(cage);
	unsigned int count;

	scoped_guard(mutex, &cage->claims.lock) {
		cmis_wishes(cage)->closed = true;
		count = __cmis_reverts_run(cage, U64_MAX, cold);
	}
	if (!count)
		return;
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	if (!wait_event_timeout(cage->claims.told, cmis_wishes_are_seen(cage),
				msecs_to_jiffies(CMIS_WISH_END_MS)))
		dev_warn(&cage->dev,
			 "controls of lanes may not have gone back in time\n");
}

/* ------------------------------------------------------------------------ */
/* The module                                                               */
/* ------------------------------------------------------------------------ */

/* Lanes of a control that have another value than before */
static u64 __cmis_wish_changed(const struct cmis_wishes *wishes,
			       const struct cmis_wish_state *state,
			       unsigned int control)
{
	u64 lanes = wishes->touched[control];

	if (wishes->generation != state->generation)
		return lanes;
	for (unsigned int i = 0; i < state->banks * CMIS_LANES_PER_BANK; i++) {
		unsigned int b = i / CMIS_LANES_PER_BANK;
		unsigned int lane = i % CMIS_LANES_PER_BANK;

		if (cmis_lane_control_get(&wishes->now[b], control, lane) !=
		    cmis_lane_control_get(&state->now[b], control, lane))
			lanes |= BIT_ULL(i);
	}
	return lanes;
}

/* Wishes that only brought a value back end. Returns true if there were any. */
static bool __cmis_wishes_fade(struct cmis_cage *cage)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	bool faded = false;

	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++)
		for (unsigned int l = 0; l < CMIS_MAX_LANES; l++) {
			u64 lane = wishes->fading[i] & BIT_ULL(l);

			if (!lane || (!(wishes->refused[i] & lane) &&
				      !__cmis_wish_is_in_force(wishes, i,
							       lane)))
				continue;
			__cmis_wish_clear(wishes, i, lane);
			faded = true;
		}
	if (faded)
		__cmis_wishes_touch(cage);
	return faded;
}

/**
 * cmis_wish_publish - show the controls as the module has them
 * @cage: the cage
 * @state: the controls
 *
 * Tells the clients of changes.
 *
 * Context: The cage's work. May sleep.
 */
void cmis_wish_publish(struct cmis_cage *cage,
		       const struct cmis_wish_state *state)
{
	struct cmis_wishes *wishes = cmis_wishes(cage);
	u64 changed[CMIS_LC_COUNT];
	bool faded;

	scoped_guard(mutex, &cage->claims.lock) {
		for (unsigned int i = 0; i < CMIS_LC_COUNT; i++)
			changed[i] = __cmis_wish_changed(wishes, state, i);
		memset(wishes->touched, 0, sizeof(wishes->touched));
		wishes->generation = state->generation;
		wishes->seen = state->seq;
		wishes->banks = state->banks;
		memcpy(wishes->refused, state->refused,
		       sizeof(wishes->refused));
		memcpy(wishes->now, state->now,
		       state->banks * sizeof(*state->now));
		faded = wishes->seen == wishes->seq &&
			__cmis_wishes_fade(cage);
	}
	if (faded)
		cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++)
		if (changed[i])
			cmis_clients_tell_control(cage, i, changed[i]);
	wake_up_all(&cage->claims.told);
}

/**
 * cmis_wish_unpublish - show no controls
 * @cage: the cage, without a module, or not managed by the host
 *
 * Context: The cage's work. May sleep.
 */
void cmis_wish_unpublish(struct cmis_cage *cage)
{
	scoped_guard(mutex, &cage->claims.lock)
		cmis_wishes(cage)->generation = 0;
	wake_up_all(&cage->claims.told);
}
