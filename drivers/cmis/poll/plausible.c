// SPDX-License-Identifier: GPL-2.0-only
/*
 * Implausible jumps: a value that changes further than any working module
 * allows. The sweep reads such a value again before it shows the value, and
 * counts the jump if the second read does not confirm it.
 */

#include <linux/math.h>

#include "poll/plausible.h"
#include "core/question.h"
#include "core/snapshot.h"
#include "spec/monitors.h"

/* The thresholds that a value has crossed in an implausible jump. */
static u8 cmis_plausible_jump(const struct cmis_snapshot *old,
			      const struct cmis_snapshot *new,
			      unsigned int class, unsigned int index)
{
	const struct cmis_monitor *monitor = &new->module->monitors[index];
	unsigned int place = index - new->module->first[class];
	const struct cmis_reading *before =
		&old->readings[class]->reading[place];
	const struct cmis_reading *now = &new->readings[class]->reading[place];
	s32 step = cmis_unit_get(cmis_monitor_row(monitor->type)->unit)->step;
	s64 from, to;

	if (!step || !before->valid || !now->valid ||
	    !cmis_snapshot_is_meaningful(old, index) ||
	    !cmis_snapshot_is_meaningful(new, index))
		return 0;
	from = cmis_monitor_get_value(monitor, before->raw).mantissa;
	to = cmis_monitor_get_value(monitor, now->raw).mantissa;
	if (abs(to - from) <= step)
		return 0;
	return cmis_monitor_get_levels(monitor, now->raw) &
	       ~cmis_monitor_get_levels(monitor, before->raw);
}

/* A jump is in doubt if the module has set no flag for it. */
static bool cmis_plausible_doubts(const struct cmis_snapshot *old,
				  const struct cmis_snapshot *new,
				  unsigned int class, unsigned int index)
{
	unsigned int place = index - new->module->first[class];

	return cmis_plausible_jump(old, new, class, index) &
	       ~new->readings[class]->reading[place].levels;
}

/**
 * cmis_plausible_check - whether the values of a sweep are free of doubt
 * @old: the last snapshot
 * @new: the next one, not yet published
 * @class: class of the sweep
 *
 * A value is in doubt if it has crossed a threshold in an implausible jump, and
 * the module has set no flag for this threshold. There is no limit for jumps of
 * VDM values.
 *
 * Return: false if a value is in doubt: read all of them once more.
 */
bool cmis_plausible_check(const struct cmis_snapshot *old,
			  const struct cmis_snapshot *new, unsigned int class)
{
	unsigned int i;

	if (class == CMIS_CLASS_VDM || old->sweep[class].error)
		return true;
	for (i = new->module->first[class]; i < new->module->first[class + 1];
	     i++)
		if (cmis_plausible_doubts(old, new, class, i))
			return false;
	return true;
}

/**
 * cmis_plausible_count - count the jumps that a second read did not confirm
 * @old: the last snapshot
 * @first: snapshot of the first read; cmis_plausible_check() returned false
 * @second: snapshot of the second read
 * @class: class of the sweep
 *
 * Return: number of these jumps.
 */
unsigned int cmis_plausible_count(const struct cmis_snapshot *old,
				  const struct cmis_snapshot *first,
				  const struct cmis_snapshot *second,
				  unsigned int class)
{
	const struct cmis_module *module = second->module;
	unsigned int i, rejected = 0;

	for (i = module->first[class]; i < module->first[class + 1]; i++)
		if (cmis_plausible_doubts(old, first, class, i) &&
		    !cmis_plausible_jump(old, second, class, i))
			rejected++;
	return rejected;
}
