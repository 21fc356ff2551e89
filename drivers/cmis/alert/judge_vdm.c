// SPDX-License-Identifier: GPL-2.0-only
/*
 * Alerts of observables: by their flags on page 2Ch, and by their samples
 * against their thresholds.
 */

#include <linux/bits.h>
#include <linux/kernel.h>
#include <linux/math.h>
#include <linux/minmax.h>

#include "alert/engine.h"
#include "alert/watch.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "core/core.h"

#define CMIS_VDM_FLAGS_PER_BYTE		2	/* observables */

/* A ratio or a count is back when it is a quarter better than its threshold. */
#define CMIS_VDM_FLOAT_BACK_NUM		3
#define CMIS_VDM_FLOAT_BACK_DEN		4

static const struct cmis_observable *
cmis_key_observable(const struct cmis_module *module,
		    const struct cmis_alert_key *key)
{
	return &module->vdm->obs[key->index];
}

static unsigned int cmis_vdm_level_sets(const struct cmis_alert_watch *watch,
					const struct cmis_observable *obs,
					u8 level)
{
	unsigned int byte = obs->slot / CMIS_VDM_FLAGS_PER_BYTE;
	unsigned int bit = obs->slot % CMIS_VDM_FLAGS_PER_BYTE *
			   CMIS_LEVEL_COUNT + level;

	return watch->vdm_sets[obs->bank][byte].flag[bit];
}

/*
 * In floating point there is no difference to be had exactly: a part of the
 * threshold is compared. If even the opposite threshold is nearer than that,
 * there is no room for a hysteresis.
 */
static bool cmis_float_is_inside(u16 raw, u16 limit, u16 opposite, bool high)
{
	u16 num = high ? CMIS_VDM_FLOAT_BACK_NUM : CMIS_VDM_FLOAT_BACK_DEN;
	u16 den = high ? CMIS_VDM_FLOAT_BACK_DEN : CMIS_VDM_FLOAT_BACK_NUM;
	int direction = high ? 1 : -1;

	if (cmis_f16_compare_scaled(opposite, limit, num, den) * direction >= 0)
		return true;
	return cmis_f16_compare_scaled(raw, limit, num, den) * direction <= 0;
}

static s32 cmis_vdm_integer(u8 type, u16 raw)
{
	struct cmis_vdm_value value;

	cmis_vdm_value_decode(type, raw, &value);
	return value.value;
}

/* The sample is not beyond the threshold: is it well away from it, too? */
static bool cmis_sample_is_inside(const struct cmis_observable *obs, u8 level,
				  u16 raw)
{
	u16 opposite = obs->limit[cmis_level_opposite(level)];
	const struct cmis_vdm_type *type = cmis_vdm_type(obs->type);
	bool high = cmis_level_is_high(level);
	s64 limit, hysteresis;

	if (type->format == CMIS_VDM_F16)
		return cmis_float_is_inside(raw, obs->limit[level], opposite,
					    high);

	limit = cmis_vdm_integer(obs->type, obs->limit[level]);
	hysteresis = cmis_alert_hysteresis(type->unit, limit,
					   cmis_vdm_integer(obs->type,
							    opposite));
	if (high)
		return cmis_vdm_integer(obs->type, raw) <= limit - hysteresis;
	return cmis_vdm_integer(obs->type, raw) >= limit + hysteresis;
}

/**
 * cmis_alert_judge_observable - what a sweep says about an observable
 * @view: the sweep
 * @key: a level of an observable that the module has
 * @condition: is filled in; the value is raw
 *
 * Without thresholds, or a sample that means something, flags alone count.
 */
void cmis_alert_judge_observable(const struct cmis_alert_view *view,
				 const struct cmis_alert_key *key,
				 struct cmis_condition *condition)
{
	const struct cmis_snapshot *snapshot = view->snapshot;
	const struct cmis_observable *obs =
		cmis_key_observable(snapshot->module, key);
	u16 raw;

	condition->sets = cmis_vdm_level_sets(view->watch, obs, key->level);
	condition->inside = true;
	if (cmis_snapshot_get_sample(snapshot, key->index, &raw))
		return;
	condition->value = raw;
	condition->threshold = obs->limit[key->level];
	if (!cmis_vdm_has_limit(obs, key->level) ||
	    !cmis_snapshot_sample_is_meaningful(snapshot, key->index))
		return;
	condition->beyond = cmis_vdm_levels(obs, raw) & BIT(key->level);
	condition->inside = !condition->beyond &&
			    cmis_sample_is_inside(obs, key->level, raw);
}
