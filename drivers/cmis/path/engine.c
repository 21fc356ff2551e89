// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps of data paths. Each run of a cage's work looks at the module, finds
 * the step of each path, and makes the writes of new steps. Paths of a
 * bank at the same step share a write. Nothing here waits: a step that takes
 * time is looked at again later, until its limit.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/cleanup.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "path/engine.h"
#include "core/cage.h"
#include "core/pattern_work.h"
#include "path/config.h"
#include "path/follow.h"
#include "path/look.h"
#include "path/path.h"
#include "path/plan.h"
#include "path/write.h"

/* Failed looks in a row until the paths have failed */
#define CMIS_PATH_ERRORS		40
#define CMIS_PATH_ERROR_MS		250
/* Pause between looks at a module in ModuleFault, or busy with a command */
#define CMIS_PATH_FAULT_MS		500
/* The first revision of CMIS with DPDeinit */
#define CMIS_PATH_REV_MAJOR		4

/* ------------------------------------------------------------------------ */
/* Ports                                                                    */
/* ------------------------------------------------------------------------ */

/* The module may take settings now that it has refused before. */
static void cmis_path_forgive(struct cmis_bringup *e, struct cmis_path *path)
{
	u64 lanes = (u64)path->aim.host << path->aim.bank * CMIS_LANES_PER_BANK;

	path->aim.own_si = false;
	for (unsigned int i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
		e->refused[i] &= ~lanes;
}

static void cmis_paths_drop(struct cmis_bringup *e, unsigned int port)
{
	unsigned int kept = 0;

	for (unsigned int i = 0; i < e->num; i++)
		if (e->path[i].port != port)
			e->path[kept++] = e->path[i];
		else
			cmis_path_forgive(e, &e->path[i]);
	e->num = kept;
	e->port[port].planned = false;
	e->port[port].up = false;
	e->port[port].repaired = 0;
	e->port[port].reason = CMIS_PORT_REASON_NONE;
}

static void cmis_paths_set_host_tx(struct cmis_bringup *e, unsigned int port,
				   bool host_tx)
{
	for (unsigned int i = 0; i < e->num; i++)
		if (e->path[i].port == port)
			e->path[i].aim.host_tx = host_tx;
}

/* Host lanes of a bank whose wishes for settings are not those known before */
static u8 cmis_paths_newly_set(const struct cmis_lane_wish *old,
			       const struct cmis_lane_wish *now)
{
	u8 lanes = 0;

	for (unsigned int i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++) {
		lanes |= old->set[i] ^ now->set[i];
		for (unsigned int lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			if (now->set[i] & BIT(lane) &&
			    cmis_lane_control_get(&old->bytes, i, lane) !=
			    cmis_lane_control_get(&now->bytes, i, lane))
				lanes |= BIT(lane);
	}
	return lanes;
}

/*
 * Take over the wishes for the controls of lanes. Paths that rest are judged
 * anew: a change is the driver's own. Settings that the module has refused are
 * tried again only if they have changed: that may take the path down.
 */
static void cmis_paths_sync_wishes(struct cmis_bringup *e,
				   const struct cmis_wishes *wishes)
{
	u8 fresh[CMIS_MAX_BANKS];

	if (e->want_seq == wishes->seq)
		return;
	e->want_seq = wishes->seq;
	for (unsigned int b = 0; b < CMIS_MAX_BANKS; b++)
		fresh[b] = cmis_paths_newly_set(&e->want[b], &wishes->bank[b]);
	memcpy(e->want, wishes->bank, sizeof(e->want));
	memcpy(e->asker, wishes->asker, sizeof(e->asker));
	e->reverted = wishes->reverted;
	memset(e->written, 0, sizeof(e->written));
	memset(e->refused, 0, CMIS_LC_SI_FIRST * sizeof(*e->refused));
	for (unsigned int i = 0; i < e->num; i++) {
		if (e->path[i].aim.host & fresh[e->path[i].aim.bank])
			cmis_path_forgive(e, &e->path[i]);
		if (cmis_path_rests(e->path[i].step))
			e->path[i].step = CMIS_STEP_COUNT;
	}
}

/*
 * Take over the ports. Returns true if one has changed. The lock is held over
 * all of them: lanes may go from one port to another.
 */
static bool cmis_paths_sync(struct cmis_cage *cage, struct cmis_bringup *e)
{
	struct cmis_claim claim;
	bool hosted;

	guard(mutex)(&cage->claims.lock);
	if (e->seq == cage->claims.seq)
		return false;
	hosted = cmis_claim_is_hosted(cage);
	e->seq = cage->claims.seq;
	e->left = cage->claims.left;
	e->left_generation = cage->claims.left_generation;
	e->idle = cage->claims.idle;
	e->hosted = hosted;
	e->wished = 0;
	cmis_paths_sync_wishes(e, &cage->claims.wishes);
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		struct cmis_path_port *port = &e->port[i];

		if (!hosted || !__cmis_claim_get(&cage->claims, i, &claim))
			claim.seq = 0;
		else
			e->wished += claim.wished;
		if (claim.seq != port->seq)
			cmis_paths_drop(e, i);
		else if (claim.seq)
			cmis_paths_set_host_tx(e, i, claim.host_tx);
		port->seq = claim.seq;
		if (claim.seq)
			port->claim = claim;
	}
	if (!e->wished) {
		memset(e->dark, 0, sizeof(e->dark));
		e->lowered = false;
	}
	return true;
}

static void cmis_path_plan_port(struct cmis_path_run *run, unsigned int index)
{
	const struct cmis_module *module = run->module;
	struct cmis_path_aim aims[CMIS_MAX_LANES];
	struct cmis_bringup *e = run->paths;
	struct cmis_path_port *port = &e->port[index];
	const struct cmis_port_wish *w = &port->claim.wish;
	const struct cmis_path_wish wish = {
		.lanes = port->claim.lanes,
		.host_id = w->host_id,
		.media_id = w->media_id,
		.speed_mbps = w->speed_mbps,
		.paths = w->paths,
		.appsel = cmis_trial_appsel(&port->claim, module->generation),
	};
	struct cmis_settings settings;
	bool over;
	int count;

	count = cmis_path_choose(module, run->banks ? e->bank : NULL, &wish,
				 aims);
	port->planned = true;
	if (count < 0) {
		port->reason = -count;
		dev_warn_ratelimited(&run->cage->dev,
				     "port %u cannot be brought up: %s\n",
				     index + 1,
				     cmis_port_reason_name(port->reason));
		return;
	}
	port->up = !run->banks && w->up;
	if (!run->banks && !w->up)
		port->reason = CMIS_PORT_REASON_FLAT_MEMORY;
	if (!run->banks)
		return;
	cmis_cage_get_settings(run->cage, &settings);
	over = w->up && cmis_module_is_over(module, settings.power_limit_mw);
	/* Lanes of ports do not overlap, so there is room for all paths. */
	for (int i = 0; i < count && e->num < ARRAY_SIZE(e->path); i++) {
		aims[i].up = w->up;
		aims[i].host_tx = port->claim.host_tx;
		e->path[e->num++] = (struct cmis_path) {
			.aim = aims[i],
			.port = index,
			.step = CMIS_STEP_COUNT,
			.bound = KTIME_MAX,
			.limit = KTIME_MAX,
		};
		if (over)
			cmis_path_fail(run, &e->path[e->num - 1],
				       CMIS_PORT_REASON_POWER_BUDGET);
	}
}

static void cmis_path_plan(struct cmis_path_run *run)
{
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (run->paths->port[i].seq && !run->paths->port[i].planned &&
		    run->paths->port[i].claim.wished)
			cmis_path_plan_port(run, i);
}

/* States of ports by the steps of their paths, the least advanced first */
static const u8 cmis_path_states[] = {
	[CMIS_STEP_QUIET] = CMIS_PORT_STATE_DEINIT,
	[CMIS_STEP_POWER] = CMIS_PORT_STATE_POWER,
	[CMIS_STEP_RELEASE] = CMIS_PORT_STATE_RELEASE,
	[CMIS_STEP_CONFIG] = CMIS_PORT_STATE_CONFIG,
	[CMIS_STEP_INIT] = CMIS_PORT_STATE_INIT,
	[CMIS_STEP_LIGHT] = CMIS_PORT_STATE_LIGHT,
	[CMIS_STEP_TUNE] = CMIS_PORT_STATE_CONFIG,
	[CMIS_STEP_WAIT_TX] = CMIS_PORT_STATE_WAITING_HOST_TX,
	[CMIS_STEP_PARTIAL] = CMIS_PORT_STATE_UP_PARTIAL,
	[CMIS_STEP_UP] = CMIS_PORT_STATE_UP,
	[CMIS_STEP_DOWN] = CMIS_PORT_STATE_DOWN,
	[CMIS_STEP_COUNT] = CMIS_PORT_STATE_DEINIT,
};

static_assert(ARRAY_SIZE(cmis_path_states) == CMIS_STEP_COUNT + 1);

static u8 cmis_path_state(const struct cmis_path *path)
{
	if (path->halt == CMIS_HALT_FAILED)
		return CMIS_PORT_STATE_FAILED;
	if (path->halt == CMIS_HALT_CONTESTED)
		return CMIS_PORT_STATE_CONTESTED;
	return cmis_path_states[path->step];
}

/* A port that failed in one path has failed. */
static bool cmis_path_is_worse(u8 state, u8 other)
{
	bool halted = state >= CMIS_PORT_STATE_FAILED;
	bool other_halted = other >= CMIS_PORT_STATE_FAILED;

	return halted == other_halted ? state < other : halted;
}

static void cmis_path_status(const struct cmis_bringup *e, unsigned int index,
			     struct cmis_port_status *status)
{
	const struct cmis_path_port *port = &e->port[index];
	bool found = false;

	*status = (struct cmis_port_status) {
		.state = port->claim.wished ? CMIS_PORT_STATE_DEINIT :
					      CMIS_PORT_STATE_IDLE,
		.reason = port->reason,
		.generation = e->generation,
	};
	if (port->reason)
		status->state = CMIS_PORT_STATE_FAILED;
	if (port->up)
		status->state = CMIS_PORT_STATE_UP;
	if (port->claim.wished && e->module_state == CMIS_STATE_FAULT) {
		status->state = CMIS_PORT_STATE_FAILED;
		status->reason = CMIS_PORT_REASON_MODULE_FAULT;
		return;
	}
	for (unsigned int i = 0; i < e->num; i++) {
		const struct cmis_path *path = &e->path[i];
		u8 state = cmis_path_state(path);

		if (path->port != index)
			continue;
		if (!found || cmis_path_is_worse(state, status->state)) {
			status->state = state;
			status->reason = path->reason;
			status->config_code = path->code;
		}
		found = true;
		status->appsel = path->aim.appsel;
		status->tries = max(status->tries, path->tries);
		status->late += path->late;
	}
}

static void cmis_paths_tell(struct cmis_cage *cage,
			    const struct cmis_bringup *e)
{
	struct cmis_port_status status;

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		if (!e->port[i].seq)
			continue;
		cmis_path_status(e, i, &status);
		cmis_claim_tell(cage, i, e->port[i].seq, &status);
	}
}

/* No module, or one that cannot be used: all ports say so. */
static void cmis_paths_tell_absent(struct cmis_cage *cage,
				   const struct cmis_bringup *e, u8 reason)
{
	struct cmis_port_status status = {
		.state = CMIS_PORT_STATE_NO_MODULE,
		.reason = reason,
	};

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		if (!e->port[i].seq)
			continue;
		if (!e->port[i].claim.wished)
			status.state = CMIS_PORT_STATE_IDLE;
		else if (reason)
			status.state = CMIS_PORT_STATE_FAILED;
		else
			status.state = CMIS_PORT_STATE_NO_MODULE;
		cmis_claim_tell(cage, i, e->port[i].seq, &status);
	}
}

/* ------------------------------------------------------------------------ */
/* The work                                                                 */
/* ------------------------------------------------------------------------ */

static void cmis_paths_restart(struct cmis_bringup *e, u32 generation)
{
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		cmis_paths_drop(e, i);
	memset(e->trigger, 0, sizeof(e->trigger));
	memset(e->dark, 0, sizeof(e->dark));
	memset(e->written, 0, sizeof(e->written));
	memset(e->refused, 0, sizeof(e->refused));
	e->generation = generation;
	e->errors = 0;
	e->lowered = false;
	e->module_state = 0;
	e->full = true;
	e->due = 0;
}

/* The module that the ports can have; else NULL with the reason. */
static const struct cmis_module *cmis_path_module(struct cmis_cage *cage,
						  u8 *reason)
{
	/* The cage's work is the only writer. */
	struct cmis_snapshot *snapshot =
		rcu_dereference_protected(cage->snapshot, true);

	*reason = CMIS_PORT_REASON_NONE;
	if (cage->state == CMIS_CAGE_MODULE_FAULT)
		*reason = CMIS_PORT_REASON_MODULE_FAULT;
	if (cage->state == CMIS_CAGE_FAULT)
		*reason = cage->error == -EPROTONOSUPPORT ?
			  CMIS_PORT_REASON_NOT_CMIS :
			  CMIS_PORT_REASON_BUS_ERROR;
	if (cage->state != CMIS_CAGE_READY || !snapshot ||
	    cage->presence.slept)
		return NULL;
	/* Before revision 4, a bit of 10h:128 brings a path up. */
	if (!snapshot->module->basics.flat &&
	    snapshot->module->basics.rev_major < CMIS_PATH_REV_MAJOR) {
		*reason = CMIS_PORT_REASON_NOT_CMIS;
		return NULL;
	}
	return snapshot->module;
}

/* Looks that fail for long are a failure of each path that is on its way. */
static unsigned int cmis_path_bad_look(struct cmis_path_run *run)
{
	struct cmis_bringup *e = run->paths;

	e->full = true;
	if (++e->errors < CMIS_PATH_ERRORS)
		return CMIS_PATH_ERROR_MS;
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		if (!e->port[i].seq || !e->port[i].claim.wished)
			continue;
		cmis_paths_drop(e, i);
		e->port[i].reason = CMIS_PORT_REASON_BUS_ERROR;
	}
	return CMIS_PATH_REST_MS;
}

static void cmis_path_good_look(struct cmis_path_run *run)
{
	struct cmis_bringup *e = run->paths;

	/* Begin anew after a failure of the bus. */
	if (e->errors >= CMIS_PATH_ERRORS)
		for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
			cmis_paths_drop(e, i);
	e->errors = 0;
}

/* Writes that fail for long end the attempts that need them. */
static unsigned int cmis_path_bad_write(struct cmis_path_run *run)
{
	struct cmis_bringup *e = run->paths;

	e->full = true;
	if (++e->write_errors < CMIS_PATH_ERRORS)
		return CMIS_PATH_ERROR_MS;
	e->write_errors = 0;
	e->lowered = true;
	memset(e->dark, 0xff, sizeof(e->dark));
	for (unsigned int i = 0; i < e->num; i++) {
		struct cmis_path *path = &e->path[i];

		if (path->todo && !path->halt)
			cmis_path_fail(run, path, CMIS_PORT_REASON_BUS_ERROR);
		else
			path->todo = false;
	}
	return CMIS_PATH_ERROR_MS;
}

/* Wishes that the module can have, and the outputs that they keep off */
static void cmis_path_take_wishes(struct cmis_path_run *run)
{
	bool all = !cmis_path_can_disable(run->module);
	u8 off = 0;

	for (unsigned int b = 0; b < run->banks; b++) {
		struct cmis_path_bank *bank = &run->paths->bank[b];
		struct cmis_lane_wish *want = &bank->want;

		*want = run->paths->want[b];
		cmis_lane_wish_filter(&run->module->adverts, want);
		bank->held = cmis_lane_wish_flags(want, CMIS_LC_TX_DISABLE);
		off |= bank->held;
		bank->held |= cmis_lane_wish_flags(want,
						   CMIS_LC_TX_SQUELCH_FORCE);
	}
	for (unsigned int b = 0; all && off && b < run->banks; b++)
		run->paths->bank[b].held = 0xff;
}

/* Show others the controls as the module has them. */
static void cmis_path_publish(const struct cmis_path_run *run)
{
	const struct cmis_bringup *e = run->paths;
	struct cmis_lane_bytes now[CMIS_MAX_BANKS];
	const struct cmis_wish_state state = {
		.generation = e->generation,
		.seq = e->want_seq,
		.banks = run->banks,
		.refused = e->refused,
		.now = now,
	};

	for (unsigned int b = 0; b < run->banks; b++)
		now[b] = e->bank[b].now;
	cmis_wish_publish(run->cage, &state);
}

static int cmis_path_advance(struct cmis_path_run *run)
{
	int ret = 0;

	cmis_path_plan(run);
	for (unsigned int b = 0; !ret && b < run->banks; b++)
		ret = cmis_path_judge(run, b);
	for (unsigned int i = 0; !ret && i < run->paths->num; i++)
		cmis_path_follow(run, &run->paths->path[i]);
	return ret ?: cmis_path_act(run);
}

/* Look, act, and return the pause until the next look. */
static unsigned int cmis_path_run_now(struct cmis_path_run *run)
{
	struct cmis_bringup *e = run->paths;
	unsigned int pause_ms = CMIS_PATH_REST_MS;
	struct cmis_settings settings;
	bool rests = true, full = e->full;
	u64 refused[CMIS_LC_COUNT];

	memcpy(refused, e->refused, sizeof(refused));
	if (run->banks && cmis_path_look(run))
		return cmis_path_bad_look(run);
	cmis_path_good_look(run);
	cmis_path_take_wishes(run);
	if (e->module_state == CMIS_STATE_FAULT) {
		e->full = true;
		return CMIS_PATH_FAULT_MS;
	}
	if (cmis_path_advance(run))
		return cmis_path_bad_write(run);
	if (full || memcmp(refused, e->refused, sizeof(refused)))
		cmis_path_publish(run);
	e->write_errors = 0;
	cmis_cage_get_settings(run->cage, &settings);
	pause_ms = min(pause_ms, settings.period_ms[CMIS_CLASS_LANES]);
	for (unsigned int i = 0; i < e->num; i++) {
		pause_ms = min(pause_ms, cmis_path_pause_ms(run, &e->path[i]));
		rests &= e->path[i].halt || cmis_path_rests(e->path[i].step);
	}
	e->full |= rests;
	return run->wrote ? min(pause_ms, CMIS_PATH_LOOK_MIN_MS) : pause_ms;
}

static unsigned int cmis_path_run(struct cmis_cage *cage, bool changed)
{
	struct cmis_bringup *e = cage->bringup;
	struct cmis_path_run run = {
		.cage = cage,
		.paths = e,
		.now = ktime_get(),
	};
	u8 reason;

	/* Block the bus only once: all other reads wait. */
	if (READ_ONCE(cage->stuck.timed_out))
		return CMIS_PATH_ERROR_MS;
	run.module = cmis_path_module(cage, &reason);
	if (!run.module || !e->hosted)
		cmis_wish_unpublish(cage);
	if (!run.module) {
		cmis_paths_restart(e, 0);
		cmis_paths_tell_absent(cage, e, reason);
		return CMIS_PERIOD_MAX_MS;
	}
	if (run.module->generation != e->generation)
		cmis_paths_restart(e, run.module->generation);
	if (changed) {
		e->full = true;
		e->due = 0;
	}
	if (e->hosted && !ktime_before(run.now, e->due)) {
		if (READ_ONCE(cage->cdb.busy) ||
		    cmis_cdb_is_foreign(&cage->cdb))
			return CMIS_PATH_FAULT_MS;
		run.banks = run.module->plan.banks;
		e->due = ktime_add_ms(run.now, cmis_path_run_now(&run));
	}
	cmis_paths_tell(cage, e);
	if (!e->hosted)
		return CMIS_PERIOD_MAX_MS;
	return max_t(s64, ktime_ms_delta(e->due, ktime_get()), 0);
}

/**
 * cmis_path_work - bring the data paths of a cage on
 * @cage: the cage
 *
 * In a cage that the host does not manage, this touches nothing. Without ports
 * and wishes, it only reads.
 *
 * Context: The cage's work. Touches the bus.
 * Return: milliseconds until this must run again.
 */
unsigned int cmis_path_work(struct cmis_cage *cage)
{
	unsigned int pause_ms, revert_ms;
	bool changed;

	pause_ms = min(cmis_loopback_run_revert(cage, false),
		       cmis_test_run(cage, false));
	if (!cage->bringup && !cmis_claim_is_hosted(cage))
		return pause_ms;
	if (!cage->bringup)
		cage->bringup = kzalloc(sizeof(*cage->bringup), GFP_KERNEL);
	if (!cage->bringup)
		return CMIS_PATH_REST_MS;
	revert_ms = min(cmis_wish_run_reverts(cage), cmis_trials_run(cage));
	revert_ms = min(pause_ms, revert_ms);
	changed = cmis_paths_sync(cage, cage->bringup);
	if (changed)
		cmis_clients_tell_claims(cage);
	pause_ms = cmis_path_run(cage, changed);
	return min(pause_ms, revert_ms);
}
