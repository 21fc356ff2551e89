// SPDX-License-Identifier: GPL-2.0-only
/*
 * Jumps that no module in working order can make: such a value is read again
 * before anybody is told, and counted if the second read does not confirm it.
 */

#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "alert/cage.h"
#include "alert/watch.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"

/*
 * Largest plausible change between two sweeps; 0 = any is plausible. Light and
 * its current may be gone at once, and be back at once: their steps are beyond
 * what lanes have in working order.
 */
static const s32 cmis_jump_steps[CMIS_UNIT_COUNT] = {
	[CMIS_UNIT_MILLI_CELSIUS] = 10000,
	[CMIS_UNIT_MICRO_VOLT] = 200000,
	[CMIS_UNIT_NANO_WATT] = 2000000,
	[CMIS_UNIT_MICRO_AMPERE] = 60000,
	[CMIS_UNIT_MILLI_PERCENT] = 50000,
};

/* A value that has jumped, and so far that it would raise an alert. */
static u8 cmis_value_jump(const struct cmis_snapshot *old,
			  const struct cmis_snapshot *snapshot, u8 q, u8 lane)
{
	const struct cmis_module *module = snapshot->module;
	s32 step = cmis_jump_steps[module->adverts.unit[q]];
	s32 before, now;

	if (!step || cmis_snapshot_get_value(old, q, lane, &before) ||
	    cmis_snapshot_get_value(snapshot, q, lane, &now) ||
	    !cmis_snapshot_is_meaningful(old, q, lane) ||
	    !cmis_snapshot_is_meaningful(snapshot, q, lane) ||
	    abs((s64)now - before) <= step)
		return 0;
	return cmis_module_get_levels(module, q, now) &
	       ~cmis_module_get_levels(module, q, before);
}

static u8 cmis_snapshot_flags(const struct cmis_snapshot *snapshot, u8 q,
			      u8 lane)
{
	return q < CMIS_Q_MODULE_COUNT ?
	       cmis_status_levels(&snapshot->status, q) :
	       snapshot->lane[lane].levels[q - CMIS_Q_MODULE_COUNT];
}

static unsigned int cmis_quantity_lanes(const struct cmis_module *module, u8 q)
{
	return q < CMIS_Q_MODULE_COUNT ? 1 : cmis_plan_lanes(module);
}

/**
 * cmis_alert_doubts - whether to read again before anybody is told
 * @cage: the cage
 * @old: what was published last
 * @snapshot: what was read now
 * @class: of the sweep
 *
 * A value is in doubt if it jumped further than such a value can, would raise
 * an alert by that, and the module itself has no flag for it.
 *
 * Context: The cage's work.
 * Return: true if at least one value is in doubt: read the range once more and
 * call cmis_alert_confirm().
 */
bool cmis_alert_doubts(struct cmis_cage *cage, const struct cmis_snapshot *old,
		       const struct cmis_snapshot *snapshot, unsigned int class)
{
	u8 q = class == CMIS_CLASS_THERMAL ? 0 : CMIS_Q_MODULE_COUNT;
	u8 end = class == CMIS_CLASS_THERMAL ? CMIS_Q_MODULE_COUNT :
					       CMIS_Q_COUNT;
	bool doubts = false;
	unsigned int lane;

	memset(cage->watch->doubt, 0, sizeof(cage->watch->doubt));
	if (class == CMIS_CLASS_VDM)
		return false;
	for (; q < end; q++) {
		u32 *doubt = &cage->watch->doubt[q];

		for (lane = 0; lane < cmis_quantity_lanes(old->module, q);
		     lane++)
			if (cmis_value_jump(old, snapshot, q, lane) &
			    ~cmis_snapshot_flags(snapshot, q, lane))
				*doubt |= BIT(lane);
		doubts |= *doubt;
	}
	return doubts;
}

/**
 * cmis_alert_confirm - count the jumps that were none
 * @cage: the cage
 * @old: what was published last
 * @snapshot: what was read the second time
 *
 * Context: The cage's work, after cmis_alert_doubts().
 */
void cmis_alert_confirm(struct cmis_cage *cage, const struct cmis_snapshot *old,
			const struct cmis_snapshot *snapshot)
{
	unsigned int lane, rejected = 0;
	u8 q;

	for (q = 0; q < CMIS_Q_COUNT; q++) {
		unsigned long doubt = cage->watch->doubt[q];

		for_each_set_bit(lane, &doubt, CMIS_MAX_LANES)
			if (!cmis_value_jump(old, snapshot, q, lane))
				rejected++;
	}
	cmis_alert_reject(cage, rejected);
}
