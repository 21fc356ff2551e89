// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps of a path: their order, their time, and their failures.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>

#include "path/follow.h"
#include "core/cage.h"
#include "path/look.h"
#include "path/path.h"
#include "path/plan.h"

/* Limits of waits: see cmis_path_limit_ms(). */
#define CMIS_PATH_LIMIT_MIN_MS		10000
#define CMIS_PATH_LIMIT_OPEN_MS		60000
#define CMIS_PATH_LIMIT_MAX_MS		3000000
#define CMIS_PATH_BOUND_MIN_MS		1000
/* Pauses between looks at a module that takes its time */
#define CMIS_PATH_LOOK_MAX_MS		250
#define CMIS_PATH_LOOK_LATE_MS		500
#define CMIS_PATH_CONFIG_LOOK_MS	20
/* Paths may show one change in several looks: one repair of the port. */
#define CMIS_PATH_EVENT_MS		2000
/* A change so long after a repair is repaired again. */
#define CMIS_PATH_PEACE_MS		600000

/* Pauses before the next attempts, in ms */
static const u16 cmis_path_pauses_ms[] = { 1000, 5000, 15000 };

/**
 * cmis_path_bound_ms - how long a step may take by the adverts
 * @run: the run
 * @step: enum cmis_path_step
 *
 * Return: milliseconds; U32_MAX if the module gives no bound.
 */
u32 cmis_path_bound_ms(const struct cmis_path_run *run, u8 step)
{
	const struct cmis_durations *d = &run->module->adverts.durations;

	switch (step) {
	case CMIS_STEP_QUIET:
		if (d->tx_turn_off_ms == U32_MAX || d->dp_deinit_ms == U32_MAX)
			return U32_MAX;
		return d->tx_turn_off_ms + d->dp_deinit_ms;
	case CMIS_STEP_POWER:
		return d->pwr_up_ms;
	case CMIS_STEP_INIT:
		return d->dp_init_ms;
	case CMIS_STEP_LIGHT:
		return d->tx_turn_on_ms;
	default:
		return CMIS_PATH_CONFIG_MS;
	}
}

/**
 * cmis_path_limit_ms - how long the driver waits for the end of a step
 * @bound_ms: from cmis_path_bound_ms()
 *
 * Modules advertise less than they need.
 *
 * Return: milliseconds.
 */
u32 cmis_path_limit_ms(u32 bound_ms)
{
	if (bound_ms == U32_MAX)
		return CMIS_PATH_LIMIT_OPEN_MS;
	bound_ms = clamp_t(u32, bound_ms, CMIS_PATH_BOUND_MIN_MS,
			   CMIS_PATH_LIMIT_MAX_MS);
	return clamp_t(u32, 2 * bound_ms, CMIS_PATH_LIMIT_MIN_MS,
		       CMIS_PATH_LIMIT_MAX_MS);
}

/**
 * cmis_path_pause_ms - the pause until the next look at a path
 * @run: the run
 * @path: the path
 *
 * Return: milliseconds.
 */
unsigned int cmis_path_pause_ms(const struct cmis_path_run *run,
				const struct cmis_path *path)
{
	u32 bound_ms = cmis_path_bound_ms(run, path->step);

	switch (path->halt) {
	case CMIS_HALT_NONE:
		break;
	case CMIS_HALT_PAUSED:
		return clamp_t(s64, ktime_ms_delta(path->limit, run->now), 0,
			       CMIS_PATH_REST_MS);
	default:
		return CMIS_PATH_REST_MS;
	}
	if (path->doubt)
		return CMIS_PATH_LOOK_MIN_MS;
	if (cmis_path_rests(path->step))
		return CMIS_PATH_REST_MS;
	if (cmis_path_triggers(path->step))
		return CMIS_PATH_CONFIG_LOOK_MS;
	if (ktime_after(run->now, path->bound))
		return CMIS_PATH_LOOK_LATE_MS;
	return clamp_t(u32, bound_ms / 32, CMIS_PATH_LOOK_MIN_MS,
		       CMIS_PATH_LOOK_MAX_MS);
}

/*
 * Lanes of a bank that a path must leave alone: those of claims, with or
 * without a wish, those given back as they were, and their whole active paths.
 */
static u8 cmis_path_others(const struct cmis_path_run *run,
			   const struct cmis_path *path)
{
	u64 lanes = cmis_path_left(run->paths);

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (run->paths->port[i].seq)
			lanes |= run->paths->port[i].claim.lanes;
	lanes >>= path->aim.bank * CMIS_LANES_PER_BANK;
	return cmis_path_whole(cmis_path_bank(run, path),
			       lanes & ~path->aim.host);
}

/* One line for a port; its other paths mostly have the same reason. */
static void cmis_path_warn(const struct cmis_path_run *run,
			   const struct cmis_path *path)
{
	for (unsigned int i = 0; i < run->paths->num; i++)
		if (&run->paths->path[i] != path &&
		    run->paths->path[i].port == path->port &&
		    run->paths->path[i].halt == CMIS_HALT_FAILED)
			return;
	dev_warn_ratelimited(&run->cage->dev,
			     "port %u gave up at bank %u, lanes %#x: %s (code %u)\n",
			     path->port + 1, path->aim.bank, path->aim.host,
			     cmis_port_reason_name(path->reason), path->code);
}

/**
 * cmis_path_fail - end an attempt to bring a path up or down
 * @run: the run
 * @path: the path
 * @reason: enum cmis_port_reason
 *
 * There are more attempts after growing pauses, unless the module has refused
 * the application or the lanes, or takes too much power: then they would end
 * alike.
 */
void cmis_path_fail(const struct cmis_path_run *run, struct cmis_path *path,
		    u8 reason)
{
	bool again = path->tries < ARRAY_SIZE(cmis_path_pauses_ms) &&
		     reason != CMIS_PORT_REASON_BAD_APPLICATION &&
		     reason != CMIS_PORT_REASON_BAD_LANES &&
		     reason != CMIS_PORT_REASON_POWER_BUDGET;

	path->reason = reason;
	path->step = CMIS_STEP_COUNT;
	/* A path that has failed for good is taken down once. */
	path->todo = !again && path->aim.up;
	if (!again) {
		path->tries++;
		path->halt = CMIS_HALT_FAILED;
		cmis_path_warn(run, path);
		return;
	}
	if (reason == CMIS_PORT_REASON_CONFIG_REJECTED ||
	    reason == CMIS_PORT_REASON_LANES_IN_USE ||
	    reason == CMIS_PORT_REASON_PARTIAL_PATH)
		path->aim.wide = cmis_path_real_lanes(run->module,
						      path->aim.bank) &
				 ~cmis_path_others(run, path);
	path->halt = CMIS_HALT_PAUSED;
	path->limit = ktime_add_ms(run->now,
				   cmis_path_pauses_ms[path->tries++]);
	run->paths->full = true;
}

/* Why a step has not ended in time */
static u8 cmis_path_overdue(struct cmis_path_run *run,
			    const struct cmis_path *path)
{
	const struct cmis_path_bank *bank = cmis_path_bank(run, path);
	u8 lanes = cmis_path_lanes(&path->aim, bank);

	/* Until now, the controls were taken to be as written. */
	cmis_path_look_controls(run, path->aim.bank);
	switch (path->step) {
	case CMIS_STEP_QUIET:
		return lanes & ~bank->deinit ? CMIS_PORT_REASON_NOT_KEPT :
					       CMIS_PORT_REASON_DEINIT_TIMEOUT;
	case CMIS_STEP_POWER:
		return CMIS_PORT_REASON_POWER_TIMEOUT;
	case CMIS_STEP_INIT:
		return lanes & bank->deinit ? CMIS_PORT_REASON_NOT_KEPT :
					      CMIS_PORT_REASON_INIT_TIMEOUT;
	case CMIS_STEP_LIGHT:
		if (cmis_path_unlit(&path->aim, bank))
			return CMIS_PORT_REASON_NOT_KEPT;
		return CMIS_PORT_REASON_LIGHT_TIMEOUT;
	default:
		return CMIS_PORT_REASON_CONFIG_STUCK;
	}
}

/* Whether the controls still say that the path shall be up. */
static bool cmis_path_controls_hold(const struct cmis_path *path,
				    const struct cmis_path_bank *bank)
{
	return cmis_path_is_configured(&path->aim, bank) &&
	       cmis_path_is_tuned(&path->aim, bank) &&
	       !(path->aim.host & bank->deinit) &&
	       !cmis_path_unlit(&path->aim, bank);
}

/*
 * A path that was as wished is not any more, without a step of the driver. If
 * another host has changed a control, or the module has reset, the driver
 * repairs it. It does not fight: at the second time within ten minutes, it
 * leaves the whole port to the other host. Paths of a port may show one change
 * one after the other; a path that shows it twice was changed twice.
 */
static bool cmis_path_is_contested(const struct cmis_path_run *run,
				   struct cmis_path *path, u8 step)
{
	struct cmis_path_port *port = &run->paths->port[path->port];
	const struct cmis_path_bank *bank =
		&run->paths->bank[path->aim.bank];
	s64 age_ms;

	if (step != CMIS_STEP_POWER &&
	    (path->aim.up ? cmis_path_controls_hold(path, bank) :
			    !(path->aim.host & ~bank->deinit)))
		return false;
	age_ms = ktime_ms_delta(run->now, port->repaired);
	if (!port->repaired || age_ms >= CMIS_PATH_PEACE_MS)
		port->repaired = run->now;
	else if (age_ms > CMIS_PATH_EVENT_MS ||
		 path->repaired == port->repaired)
		return true;
	path->repaired = port->repaired;
	path->repair = true;
	return false;
}

static void cmis_path_give_way(const struct cmis_path_run *run, u8 port)
{
	for (unsigned int i = 0; i < run->paths->num; i++) {
		struct cmis_path *path = &run->paths->path[i];

		if (path->port != port)
			continue;
		path->halt = CMIS_HALT_CONTESTED;
		path->reason = CMIS_PORT_REASON_FOREIGN_WRITE;
		path->todo = false;
	}
	dev_warn_ratelimited(&run->cage->dev,
			     "port %u gave way to another host\n", port + 1);
}

static void cmis_path_enter(const struct cmis_path_run *run,
			    struct cmis_path *path, u8 step)
{
	if (path->step < CMIS_STEP_WAIT_TX && !path->todo &&
	    ktime_after(run->now, path->bound))
		path->late++;
	path->step = step;
	path->todo = !cmis_path_rests(step);
	path->bound = KTIME_MAX;
	path->limit = KTIME_MAX;
	/* Another trigger of the bank may be under way, but not for ever. */
	if (cmis_path_triggers(step))
		path->limit = ktime_add_ms(run->now, CMIS_PATH_LIMIT_OPEN_MS);
	if (!cmis_path_rests(step) || step == CMIS_STEP_WAIT_TX)
		return;
	path->repair = false;
	path->aim.wide = 0;
	if (path->aim.own_si)
		return;
	path->reason = CMIS_PORT_REASON_NONE;
	path->code = 0;
}

/* A path that rests at another place than before, on purpose */
static bool cmis_path_is_moved(const struct cmis_path *path, u8 step)
{
	return path->step == CMIS_STEP_WAIT_TX ||
	       (cmis_path_rests(step) && step != CMIS_STEP_WAIT_TX);
}

/*
 * No checksum covers these registers. So a path leaves its place, or begins
 * with a step that takes it down, only if two looks in a row say so.
 */
static bool cmis_path_is_in_doubt(const struct cmis_path_run *run,
				  struct cmis_path *path, u8 step)
{
	bool falls = cmis_path_rests(path->step) && step != path->step &&
		     !cmis_path_is_moved(path, step);

	path->doubt = falls && !path->doubt;
	run->paths->full |= path->doubt;
	return path->doubt;
}

/**
 * cmis_path_follow - find the step that a path needs now
 * @run: the run, after a look
 * @path: the path
 *
 * A path that takes too long at a step fails.
 *
 * Context: The cage's work. May touch the bus.
 */
void cmis_path_follow(struct cmis_path_run *run, struct cmis_path *path)
{
	struct cmis_path_bank *bank = cmis_path_bank(run, path);
	bool ready = cmis_path_is_ready(run);
	u8 step;

	if (path->halt == CMIS_HALT_PAUSED &&
	    !ktime_before(run->now, path->limit)) {
		path->halt = CMIS_HALT_NONE;
		path->aim.again = true;
	}
	if (path->halt)
		return;
	/* Another port may have claimed these lanes since the refusal. */
	path->aim.wide &= ~cmis_path_others(run, path);
	step = cmis_path_next(&path->aim, bank, ready);
	if (path->aim.again && step != CMIS_STEP_QUIET) {
		path->aim.again = false;
		step = cmis_path_next(&path->aim, bank, ready);
	}
	if (cmis_path_is_in_doubt(run, path, step))
		return;
	if (step == path->step) {
		if (ktime_after(run->now, path->limit))
			cmis_path_fail(run, path,
				       cmis_path_overdue(run, path));
		return;
	}
	if (cmis_path_rests(path->step) && path->step != CMIS_STEP_COUNT &&
	    !cmis_path_is_moved(path, step) &&
	    cmis_path_is_contested(run, path, step))
		cmis_path_give_way(run, path->port);
	else
		cmis_path_enter(run, path, step);
}
