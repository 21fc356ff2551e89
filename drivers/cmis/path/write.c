// SPDX-License-Identifier: GPL-2.0-only
/*
 * The writes of steps. Paths of a bank at the same step share a write.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/ktime.h>

#include "path/write.h"
#include "core/cage.h"
#include "core/control.h"
#include "path/config.h"
#include "path/follow.h"
#include "path/path.h"
#include "path/plan.h"

static int cmis_path_set(struct cmis_path_run *run, enum cmis_ctl ctl, u8 bank,
			 u8 mask, u8 value)
{
	const struct cmis_control_change change = {
		.ctl = ctl,
		.bank = bank,
		.mask = mask,
		.value = value,
		.hosted = true,
		.why = run->why,
	};

	if (!mask)
		return 0;
	run->wrote = true;
	return cmis_control_set(run->cage, &change);
}

/* The next write is for the first port with a wish. */
static void cmis_path_blame_any(struct cmis_path_run *run)
{
	run->why = (struct cmis_why) { .cause = CMIS_CAUSE_STEP };
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		const struct cmis_path_port *port = &run->paths->port[i];

		if (!port->seq || !port->claim.wished)
			continue;
		run->why.asker = &port->claim.asker;
		return;
	}
}

/*
 * Whether the lanes of a port are not to be made dark. Without power, a lane
 * that has no path yet would start with the others.
 */
static bool cmis_path_port_keeps(const struct cmis_path_run *run,
				 const struct cmis_path_port *port)
{
	if (!port->seq)
		return false;
	if (port->planned && !port->reason)
		return true;
	return cmis_path_is_ready(run) &&
	       !(port->claim.wished && !port->claim.wish.up);
}

/* Lanes that nobody has claimed stay dark once a port has a wish. */
static u8 cmis_path_dark(const struct cmis_path_run *run, unsigned int index)
{
	unsigned int shift = index * CMIS_LANES_PER_BANK;
	u8 dark = cmis_path_real_lanes(run->module, index) &
		  ~(cmis_path_left(run->paths) >> shift);

	if (!run->paths->wished)
		return 0;
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		const struct cmis_path_port *port = &run->paths->port[i];

		if (cmis_path_port_keeps(run, port))
			dark &= ~(port->claim.lanes >> shift);
	}
	return dark;
}

/* Whether a path must be taken down now: at its step, or for good. */
static bool cmis_path_falls(const struct cmis_path *path)
{
	return path->todo && (path->step == CMIS_STEP_QUIET ||
			      path->halt == CMIS_HALT_FAILED);
}

static int cmis_path_act_quiet(struct cmis_path_run *run, unsigned int index)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	u8 real = cmis_path_real_lanes(run->module, index);
	u8 *known = &run->paths->dark[index];
	u8 dark = cmis_path_dark(run, index);
	u8 lanes, tx = 0;
	int ret;

	/* A lane may have been in use since. */
	*known &= dark;
	dark &= ~*known;
	lanes = dark & ~bank->deinit;
	cmis_path_blame_any(run);
	for (unsigned int i = 0; i < run->paths->num; i++) {
		struct cmis_path *path = &run->paths->path[i];

		if (path->aim.bank != index || !cmis_path_falls(path))
			continue;
		cmis_path_blame(run, path);
		lanes |= cmis_path_lanes(&path->aim, bank) & ~bank->deinit;
		tx |= path->aim.media;
	}
	if (!lanes)
		return 0;
	tx |= cmis_path_media(run->module, bank, lanes);
	tx &= real & ~bank->tx_disable;
	if (cmis_path_can_disable(run->module)) {
		ret = cmis_path_set(run, CMIS_CTL_TX_DISABLE, index, tx, 0xff);
		if (ret)
			return ret;
		bank->tx_disable |= tx;
	}
	ret = cmis_path_set(run, CMIS_CTL_DP_DEINIT, index, lanes, 0xff);
	if (ret)
		return ret;
	bank->deinit |= lanes;
	*known |= dark;
	return 0;
}

static int cmis_path_act_init(struct cmis_path_run *run, unsigned int index)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	u8 lanes = 0;
	int ret;

	for (unsigned int i = 0; i < run->paths->num; i++) {
		const struct cmis_path *path = &run->paths->path[i];

		if (path->aim.bank != index || !path->todo ||
		    path->step != CMIS_STEP_INIT)
			continue;
		cmis_path_blame(run, path);
		lanes |= path->aim.host & bank->deinit;
	}
	ret = cmis_path_set(run, CMIS_CTL_DP_DEINIT, index, lanes, 0);
	if (!ret)
		bank->deinit &= ~lanes;
	return ret;
}

static int cmis_path_act_light(struct cmis_path_run *run, unsigned int index)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	u8 media = 0;
	int ret;

	for (unsigned int i = 0; i < run->paths->num; i++) {
		const struct cmis_path *path = &run->paths->path[i];

		if (path->aim.bank != index || !path->todo ||
		    path->step != CMIS_STEP_LIGHT)
			continue;
		cmis_path_blame(run, path);
		media |= path->aim.media;
	}
	media &= ~bank->held;
	ret = cmis_path_set(run, CMIS_CTL_TX_SQUELCH, index,
			    media & bank->tx_squelch, 0);
	if (ret)
		return ret;
	bank->tx_squelch &= ~media;
	if (media && !cmis_path_can_disable(run->module))
		media = 0xff;
	ret = cmis_path_set(run, CMIS_CTL_TX_DISABLE, index,
			    media & bank->tx_disable, 0);
	if (!ret)
		bank->tx_disable &= ~media;
	return ret;
}

/* Controls of lanes and the controls of core/control.c that write them */
static const u8 cmis_path_controls[] = {
	[CMIS_LC_TX_DISABLE] = CMIS_CTL_TX_DISABLE,
	[CMIS_LC_TX_SQUELCH_FORCE] = CMIS_CTL_TX_SQUELCH,
	[CMIS_LC_TX_SQUELCH_AUTO_OFF] = CMIS_CTL_TX_SQUELCH_AUTO,
	[CMIS_LC_TX_POLARITY_FLIP] = CMIS_CTL_TX_POLARITY,
	[CMIS_LC_RX_DISABLE] = CMIS_CTL_RX_DISABLE,
	[CMIS_LC_RX_SQUELCH_AUTO_OFF] = CMIS_CTL_RX_SQUELCH_AUTO,
	[CMIS_LC_RX_POLARITY_FLIP] = CMIS_CTL_RX_POLARITY,
};

static_assert(ARRAY_SIZE(cmis_path_controls) == CMIS_LC_SI_FIRST);

/*
 * Outputs that may go on because of a wish: those of paths that are up but for
 * them, and all if no port has a wish. Others go on with the step "light".
 */
static u8 cmis_path_may_light(const struct cmis_path_run *run,
			      unsigned int index)
{
	u8 media = run->paths->wished ? 0 : 0xff;

	for (unsigned int i = 0; i < run->paths->num; i++) {
		const struct cmis_path *path = &run->paths->path[i];

		if (path->aim.bank == index && !path->halt && path->doubt &&
		    path->step == CMIS_STEP_COUNT &&
		    cmis_path_next(&path->aim, &run->paths->bank[index],
				   cmis_path_is_ready(run)) == CMIS_STEP_LIGHT)
			media |= path->aim.media;
	}
	return media;
}

/* Lanes of a control that are not as wished */
static u8 cmis_path_unset(const struct cmis_path_run *run, unsigned int index,
			  unsigned int lc)
{
	const struct cmis_path_bank *bank = &run->paths->bank[index];
	u8 at = cmis_lane_control_byte(lc);
	u8 want = bank->want.bytes.lane[at];
	u8 lanes = bank->want.set[lc] & (bank->now.lane[at] ^ want);

	if (lc == CMIS_LC_TX_DISABLE || lc == CMIS_LC_TX_SQUELCH_FORCE)
		lanes &= want | cmis_path_may_light(run, index);
	return lanes;
}

/*
 * Write controls of lanes that are not as wished: once for each wish and
 * module, since another host may have changed them, or the module does not keep
 * them.
 */
static int cmis_path_act_lanes(struct cmis_path_run *run, unsigned int index)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	unsigned int shift = index * CMIS_LANES_PER_BANK;
	u32 *written = &run->paths->written[index];
	int ret;

	for (unsigned int i = 0; i < CMIS_LC_SI_FIRST; i++) {
		u8 lanes = cmis_path_unset(run, index, i);

		if (!lanes)
			continue;
		if (*written & BIT(i)) {
			run->paths->refused[i] |= (u64)lanes << shift;
			continue;
		}
		run->why = (struct cmis_why) {
			.cause = run->paths->reverted & BIT(i) ?
				 CMIS_CAUSE_REVERT : CMIS_CAUSE_VERB,
			.asker = &run->paths->asker[i],
		};
		ret = cmis_path_set(run, cmis_path_controls[i], index, lanes,
				    bank->want.bytes
				    .lane[cmis_lane_control_byte(i)]);
		if (ret == -ENODEV || ret == -EPERM || ret == -EBADMSG)
			return ret;
		/* A byte that the module does not take stops no path. */
		if (ret)
			run->paths->refused[i] |= (u64)lanes << shift;
		*written |= BIT(i);
		run->paths->full = true;
	}
	return 0;
}

/* Lanes that shall not start with the power are quiet by now. */
static int cmis_path_act_power(struct cmis_path_run *run)
{
	bool wanted = false;

	for (unsigned int i = 0; i < run->paths->num; i++) {
		const struct cmis_path *path = &run->paths->path[i];

		if (path->halt || !path->todo ||
		    path->step != CMIS_STEP_POWER)
			continue;
		cmis_path_blame(run, path);
		wanted = true;
	}
	if (!wanted)
		return 0;
	if (run->paths->module_state != CMIS_STATE_LOW_POWER &&
	    run->paths->module_state != CMIS_STATE_PWR_DN)
		return 0;
	run->wrote = true;
	return cmis_module_set_low_power(run->cage, false, &run->why);
}

/* Whether lanes run that are none of the driver's: it leaves them alone. */
static bool cmis_path_foreign_runs(const struct cmis_path_run *run)
{
	const struct cmis_bringup *e = run->paths;
	u64 lanes = cmis_path_left(e);

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (e->port[i].seq && !e->port[i].claim.wished)
			lanes |= e->port[i].claim.lanes;
	for (unsigned int i = 0; i < run->banks * CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT_ULL(i) &&
		    e->bank[i / CMIS_LANES_PER_BANK]
		    .state[i % CMIS_LANES_PER_BANK] > CMIS_DP_DEACTIVATED)
			return true;
	return false;
}

/* Low power if no port is up, or none could be brought up. */
static int cmis_path_act_idle(struct cmis_path_run *run)
{
	struct cmis_bringup *e = run->paths;
	bool failed = false, over = false;
	int ret;

	for (unsigned int i = 0; i < e->num; i++) {
		const struct cmis_path *path = &e->path[i];

		failed |= path->halt == CMIS_HALT_FAILED;
		over |= path->reason == CMIS_PORT_REASON_POWER_BUDGET;
		if (path->halt == CMIS_HALT_FAILED ||
		    path->step == CMIS_STEP_DOWN)
			continue;
		e->lowered = false;
		return 0;
	}
	if (!e->num || e->lowered || (e->idle == CMIS_IDLE_HIGH && !over) ||
	    (!failed && e->idle != CMIS_IDLE_LOW) ||
	    cmis_path_foreign_runs(run))
		return 0;
	run->wrote = true;
	cmis_path_blame_any(run);
	ret = cmis_module_set_low_power(run->cage, true, &run->why);
	e->lowered = !ret;
	return ret;
}

/* The writes of these steps are done: their time begins. */
static void cmis_path_done(struct cmis_path_run *run, unsigned int index,
			   unsigned int steps)
{
	for (unsigned int i = 0; i < run->paths->num; i++) {
		struct cmis_path *path = &run->paths->path[i];
		u32 bound_ms = cmis_path_bound_ms(run, path->step);

		if (!path->todo || path->aim.bank != index ||
		    !(steps & BIT(path->step)))
			continue;
		path->todo = false;
		path->limit = ktime_add_ms(run->now,
					   cmis_path_limit_ms(bound_ms));
		if (bound_ms != U32_MAX)
			path->bound = ktime_add_ms(run->now, bound_ms);
	}
}

/**
 * cmis_path_act - make the writes of the new steps of all paths
 * @run: the run, after a look
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of the bus; then the steps are tried again.
 */
int cmis_path_act(struct cmis_path_run *run)
{
	bool ready = cmis_path_is_ready(run);
	int ret = 0;

	for (unsigned int b = 0; !ret && b < run->banks; b++) {
		ret = cmis_path_act_quiet(run, b);
		if (!ret)
			cmis_path_done(run, b, BIT(CMIS_STEP_QUIET) |
					       BIT(CMIS_STEP_COUNT));
		if (!ret)
			ret = cmis_path_act_lanes(run, b);
	}
	if (!ret && !ready)
		ret = cmis_path_act_power(run);
	for (unsigned int b = 0; !ret && b < run->banks; b++) {
		cmis_path_done(run, b, BIT(CMIS_STEP_POWER));
		ret = cmis_path_act_config(run, b, CMIS_STEP_RELEASE);
		if (!ret)
			ret = cmis_path_act_config(run, b, CMIS_STEP_CONFIG);
		if (!ret)
			ret = cmis_path_act_config(run, b, CMIS_STEP_TUNE);
		if (!ret)
			ret = cmis_path_act_init(run, b);
		if (!ret)
			ret = cmis_path_act_light(run, b);
		if (!ret)
			cmis_path_done(run, b, BIT(CMIS_STEP_INIT) |
					       BIT(CMIS_STEP_LIGHT));
	}
	return ret ?: cmis_path_act_idle(run);
}
