// SPDX-License-Identifier: GPL-2.0-only
/*
 * Configurations: the control set is staged, a trigger makes it active, and the
 * module says whether it took it.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/ktime.h>
#include <linux/string.h>

#include "path/config.h"
#include "core/cage.h"
#include "path/follow.h"
#include "path/look.h"
#include "path/path.h"
#include "path/plan.h"
#include "xfer/xfer.h"

/* ConfigStatus does not change at once. */
#define CMIS_PATH_LOST_MS		200

static int cmis_path_write(struct cmis_path_run *run, u32 reg, u8 bank,
			   const u8 *bytes)
{
	u8 copy[CMIS_REG_SIZE(CMIS_SCS0_SI)];
	const struct cmis_req req = {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.buf = copy,
		.len = CMIS_REG_SIZE(reg),
		.patience_ms = CMIS_PATIENCE_USER_MS,
		.generation = run->module->generation,
		.why = run->why,
	};

	memcpy(copy, bytes, req.len);
	run->wrote = true;
	guard(mutex)(&run->cage->control_lock);
	if (!cmis_claim_is_hosted(run->cage))
		return -EPERM;
	return cmis_xfer_write(run->cage->xfer, &req);
}

/* The trigger byte is written alone: in a longer write, modules ignore it. */
static int cmis_path_fire(struct cmis_path_run *run, unsigned int index,
			  u8 lanes)
{
	struct cmis_path_trigger *trigger = &run->paths->trigger[index];
	u32 reg = trigger->step == CMIS_STEP_TUNE ? CMIS_SCS0_APPLY_IMMEDIATE :
						    CMIS_SCS0_APPLY_DP_INIT;
	int ret;

	memcpy(trigger->before, run->paths->bank[index].code,
	       sizeof(trigger->before));
	ret = cmis_path_write(run, reg, index, &lanes);
	if (ret)
		return ret;
	trigger->lanes = lanes;
	trigger->seen = false;
	trigger->when = run->now;
	return 0;
}

/* Stage bytes of the set, and read them back. */
static int cmis_path_stage_bytes(struct cmis_path_run *run, u32 reg, u8 index,
				 u8 *staged, const u8 *bytes)
{
	u8 len = CMIS_REG_SIZE(reg);
	int ret;

	if (!memcmp(staged, bytes, len))
		return 0;
	ret = cmis_path_write(run, reg, index, bytes);
	if (ret)
		return ret;
	return cmis_path_read(run, reg, index, len, staged);
}

/**
 * struct cmis_path_set - a control set to be staged
 * @config: DPConfig bytes
 * @bytes: signal integrity settings
 * @explicit: lanes with settings of the host
 * @lanes: lanes of the trigger
 */
struct cmis_path_set {
	u8 config[CMIS_LANES_PER_BANK];
	struct cmis_lane_bytes bytes;
	u8 explicit;
	u8 lanes;
};

/* A trigger applies the whole staged set, so other lanes stay as they are. */
static int cmis_path_stage_set(struct cmis_path_run *run, unsigned int index,
			       const struct cmis_path_set *set, bool *kept)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	int ret = 0;

	if (set->explicit)
		ret = cmis_path_stage_bytes(run, CMIS_SCS0_SI, index,
					    bank->staged_si, set->bytes.si);
	if (!ret)
		ret = cmis_path_stage_bytes(run, CMIS_SCS0_DP_CONFIG, index,
					    bank->staged, set->config);
	*kept = !memcmp(bank->staged, set->config, sizeof(bank->staged)) &&
		(!set->explicit || !memcmp(bank->staged_si, set->bytes.si,
					   sizeof(bank->staged_si)));
	return ret;
}

/* The set that the paths of a bank need that begin a step */
static void cmis_path_make_set(struct cmis_path_run *run,
			       unsigned int index, u8 step,
			       struct cmis_path_set *set)
{
	const struct cmis_path_bank *bank = &run->paths->bank[index];
	bool release = step == CMIS_STEP_RELEASE;

	memset(set, 0, sizeof(*set));
	memcpy(set->config, bank->active, sizeof(set->config));
	set->bytes = bank->now;
	for (unsigned int i = 0; i < run->paths->num; i++) {
		const struct cmis_path *path = &run->paths->path[i];

		if (path->aim.bank != index || !path->todo ||
		    path->step != step)
			continue;
		cmis_path_blame_config(run, path, step);
		set->lanes |= cmis_path_stage(&path->aim, bank, release,
					      set->config);
		if (!release)
			set->explicit |= cmis_path_stage_si(&path->aim, bank,
							    set->config,
							    &set->bytes);
	}
}

static bool cmis_path_is_in_progress(const struct cmis_path_bank *bank,
				     u8 lanes)
{
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT(i) &&
		    bank->code[i] == CMIS_CONFIG_IN_PROGRESS)
			return true;
	return false;
}

/**
 * cmis_path_act_config - give former paths of a bank up, configure new ones, or
 * change settings
 * @run: the run
 * @index: the bank
 * @step: %CMIS_STEP_RELEASE, %CMIS_STEP_CONFIG or %CMIS_STEP_TUNE
 *
 * One trigger in a bank at a time: a module drops a second one silently.
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of the bus.
 */
int cmis_path_act_config(struct cmis_path_run *run, unsigned int index, u8 step)
{
	struct cmis_path_trigger *trigger = &run->paths->trigger[index];
	struct cmis_path_set set;
	bool kept;
	int ret;

	if (trigger->lanes)
		return 0;
	cmis_path_make_set(run, index, step, &set);
	if (!set.lanes)
		return 0;
	if (cmis_path_is_in_progress(&run->paths->bank[index], GENMASK(7, 0)))
		return cmis_path_look_config(run, index);
	ret = cmis_path_stage_set(run, index, &set, &kept);
	if (!ret && kept) {
		trigger->step = step;
		trigger->repeated = false;
		ret = cmis_path_fire(run, index, set.lanes);
	}
	for (unsigned int i = 0; !ret && i < run->paths->num; i++) {
		struct cmis_path *path = &run->paths->path[i];

		if (path->aim.bank != index || !path->todo ||
		    path->step != step)
			continue;
		path->todo = false;
		if (!kept)
			cmis_path_fail(run, path, CMIS_PORT_REASON_NOT_KEPT);
	}
	return ret;
}

static bool cmis_path_waits(const struct cmis_path *path, unsigned int index,
			    const struct cmis_path_trigger *trigger)
{
	return path->aim.bank == index && !path->halt && !path->todo &&
	       path->step == trigger->step;
}

static bool cmis_path_is_applied(const struct cmis_path *path,
				 const struct cmis_path_bank *bank,
				 const struct cmis_path_trigger *trigger)
{
	if (trigger->step != CMIS_STEP_RELEASE)
		return cmis_path_is_configured(&path->aim, bank) &&
		       cmis_path_is_tuned(&path->aim, bank);
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (trigger->lanes & BIT(i) &&
		    bank->active[i] & CMIS_DP_CONFIG_APPSEL &&
		    cmis_path_lanes(&path->aim, bank) & BIT(i))
			return false;
	return true;
}

/* The code of the first lane that was refused */
static u8 cmis_path_refusal(const struct cmis_path *path,
			    const struct cmis_path_bank *bank)
{
	u8 lanes = cmis_path_lanes(&path->aim, bank);

	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT(i) && bank->code[i] > CMIS_CONFIG_SUCCESS)
			return bank->code[i];
	return bank->code[path->aim.first];
}

/*
 * The module refuses settings, or takes them and shows others: it uses its own,
 * and the path comes up. Returns false if there were none.
 */
static bool cmis_path_use_own(struct cmis_path_run *run,
			      struct cmis_path *path,
			      const struct cmis_path_bank *bank, u8 code)
{
	unsigned int shift = path->aim.bank * CMIS_LANES_PER_BANK;
	u8 si = 0;

	for (unsigned int i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
		si |= bank->want.set[i] & path->aim.host;
	if (!si || path->aim.own_si)
		return false;
	path->aim.own_si = true;
	path->reason = CMIS_PORT_REASON_SI_REFUSED;
	path->code = code > CMIS_CONFIG_SUCCESS ? code : 0;
	path->step = CMIS_STEP_COUNT;
	for (unsigned int i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
		run->paths->refused[i] |= (u64)path->aim.host << shift;
	run->paths->full = true;
	return true;
}

static void cmis_path_judge_paths(struct cmis_path_run *run,
				  unsigned int index)
{
	struct cmis_path_trigger *trigger = &run->paths->trigger[index];
	struct cmis_path_bank *bank = &run->paths->bank[index];
	bool own;
	u8 code;

	for (unsigned int i = 0; i < run->paths->num; i++) {
		struct cmis_path *path = &run->paths->path[i];

		if (!cmis_path_waits(path, index, trigger) ||
		    cmis_path_is_applied(path, bank, trigger))
			continue;
		code = cmis_path_refusal(path, bank);
		own = code == CMIS_CONFIG_INVALID_SI ||
		      (code != CMIS_CONFIG_IN_PROGRESS &&
		       trigger->step != CMIS_STEP_RELEASE &&
		       cmis_path_is_configured(&path->aim, bank));
		if (own && cmis_path_use_own(run, path, bank, code))
			continue;
		path->code = code > CMIS_CONFIG_SUCCESS &&
			     code != CMIS_CONFIG_IN_PROGRESS ? code : 0;
		cmis_path_fail(run, path, cmis_path_code_reason(code));
	}
	trigger->lanes = 0;
}

/**
 * cmis_path_judge - look at the result of a trigger
 * @run: the run, after a look
 * @index: the bank
 *
 * A result that was there before the trigger is not the new one, unless the
 * active set has changed. A trigger that was lost is repeated once.
 *
 * Context: The cage's work. May touch the bus.
 * Return: 0, or an errno of the bus.
 */
int cmis_path_judge(struct cmis_path_run *run, unsigned int index)
{
	struct cmis_path_trigger *trigger = &run->paths->trigger[index];
	struct cmis_path_bank *bank = &run->paths->bank[index];
	s64 age_ms = ktime_ms_delta(run->now, trigger->when);
	bool applied = true;

	if (!trigger->lanes)
		return 0;
	if (cmis_path_is_in_progress(bank, trigger->lanes)) {
		trigger->seen = true;
		if (age_ms > CMIS_PATH_CONFIG_MS)
			cmis_path_judge_paths(run, index);
		return 0;
	}
	for (unsigned int i = 0; i < run->paths->num; i++) {
		const struct cmis_path *path = &run->paths->path[i];

		if (!cmis_path_waits(path, index, trigger))
			continue;
		cmis_path_blame_config(run, path, trigger->step);
		applied &= cmis_path_is_applied(path, bank, trigger);
	}
	if (!applied && !trigger->seen &&
	    !memcmp(trigger->before, bank->code, sizeof(bank->code))) {
		if (age_ms < CMIS_PATH_LOST_MS)
			return 0;
		if (!trigger->repeated) {
			trigger->repeated = true;
			return cmis_path_fire(run, index, trigger->lanes);
		}
	}
	cmis_path_judge_paths(run, index);
	return 0;
}
