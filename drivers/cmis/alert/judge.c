// SPDX-License-Identifier: GPL-2.0-only
/*
 * Judges: from monitors, states and errors in a snapshot to the conditions of
 * alerts. Values are compared with the module's thresholds, so that modules
 * without flags have alerts, too.
 */

#include <linux/bits.h>
#include <linux/math.h>

#include "alert/judge.h"
#include "alert/kinds.h"
#include "core/question.h"
#include "core/snapshot.h"
#include "spec/f16.h"
#include "spec/monitors.h"

/* A floating point value is back when it is a quarter off its threshold. */
#define CMIS_FLOAT_BACK_NUM	3
#define CMIS_FLOAT_BACK_DEN	4

/*
 * A difference of such numbers may not be exact, so compare with a part of the
 * threshold.
 */
static bool cmis_float_is_inside(u16 raw, u16 limit, u16 opposite, bool high)
{
	u16 num = high ? CMIS_FLOAT_BACK_NUM : CMIS_FLOAT_BACK_DEN;
	u16 den = high ? CMIS_FLOAT_BACK_DEN : CMIS_FLOAT_BACK_NUM;
	int direction = high ? 1 : -1;

	/*
	 * If the opposite threshold is nearer than that, there is no
	 * hysteresis.
	 */
	if (cmis_f16_compare_scaled(opposite, limit, num, den) * direction >= 0)
		return true;
	return cmis_f16_compare_scaled(raw, limit, num, den) * direction <= 0;
}

/*
 * At most a quarter of the range, or no value of a narrow range would be
 * inside.
 */
static s64 cmis_hysteresis(u8 unit, s64 limit, s64 opposite)
{
	const struct cmis_unit_info *info = cmis_unit_get(unit);
	s64 quarter = abs(limit - opposite) / 4;
	s64 hysteresis = info->hysteresis;

	if (info->shift)
		hysteresis += abs(limit) >> info->shift;
	return hysteresis < quarter ? hysteresis : quarter;
}

/*
 * Whether a value that is not beyond the threshold is back by the hysteresis.
 */
static bool cmis_value_is_inside(const struct cmis_monitor *monitor,
				 unsigned int level, u16 raw)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	u16 raw_opposite = monitor->limit[cmis_level_opposite(level)];
	u16 raw_limit = monitor->limit[level];
	bool high = cmis_level_is_high(level);
	s64 value, limit, hysteresis;

	if (row->format == CMIS_FORMAT_F16)
		return cmis_float_is_inside(raw, raw_limit, raw_opposite, high);

	value = cmis_monitor_get_value(monitor, raw).mantissa;
	limit = cmis_monitor_get_value(monitor, raw_limit).mantissa;
	hysteresis = cmis_hysteresis(row->unit, limit,
				     cmis_monitor_get_value(monitor,
							    raw_opposite)
					.mantissa);
	return high ? value <= limit - hysteresis : value >= limit + hysteresis;
}

/*
 * A sweep has just read live values. A sweep out of turn leaves statistics as
 * they were, which may be old.
 */
static bool cmis_reading_counts(const struct cmis_evidence *evidence,
				const struct cmis_monitor *monitor,
				const struct cmis_reading *reading)
{
	const struct cmis_snapshot *snapshot = evidence->snapshot;
	unsigned int class = evidence->class;
	u64 limit_ns = snapshot->stale_ms[class] * 1000000ull;

	if (!reading->valid)
		return false;
	if (!cmis_monitor_row(monitor->type)->statistic)
		return true;
	return !snapshot->readings[class]->error &&
	       evidence->now_ns - snapshot->sweep[class].when_ns <= limit_ns;
}

/**
 * cmis_judge_monitor - compare a monitor with a threshold
 * @evidence: of the sweep
 * @condition: the verdict
 *
 * Without a threshold, or while the value means nothing, flags alone count.
 */
void cmis_judge_monitor(const struct cmis_evidence *evidence,
			struct cmis_condition *condition)
{
	const struct cmis_snapshot *snapshot = evidence->snapshot;
	const struct cmis_module *module = snapshot->module;
	const struct cmis_alert_key *key = evidence->key;
	const struct cmis_monitor *monitor = &module->monitors[key->index];
	unsigned int place = key->index - module->first[evidence->class];
	const struct cmis_reading *reading =
		&snapshot->readings[evidence->class]->reading[place];

	condition->hits = reading->hits[key->level];
	condition->inside = true;
	condition->scale = monitor->scale;
	condition->has_threshold = monitor->has & BIT(key->level);
	condition->threshold = monitor->limit[key->level];
	if (!cmis_reading_counts(evidence, monitor, reading))
		return;
	condition->has_value = !cmis_monitor_check(monitor, reading->raw);
	condition->value = reading->raw;
	if (!condition->has_threshold ||
	    !cmis_snapshot_is_meaningful(snapshot, key->index))
		return;
	condition->beyond = cmis_monitor_get_levels(monitor, reading->raw) &
			    BIT(key->level);
	condition->inside = !condition->beyond &&
			    cmis_value_is_inside(monitor, key->level,
						 reading->raw);
}

/**
 * cmis_judge_datapath - see whether the data path of a lane went down unasked
 * @evidence: of the sweep
 * @condition: the verdict; its value is the state
 */
void cmis_judge_datapath(const struct cmis_evidence *evidence,
			 struct cmis_condition *condition)
{
	unsigned int lane = evidence->key->lane;

	condition->beyond = evidence->down & BIT_ULL(lane);
	condition->inside = !condition->beyond;
	condition->value = evidence->snapshot->lane[lane].dp_state;
}

/**
 * cmis_judge_fault - see whether the module is in ModuleFault
 * @evidence: of the sweep
 * @condition: the verdict; its value is the cause
 */
void cmis_judge_fault(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition)
{
	const struct cmis_status *status = &evidence->snapshot->status;

	condition->beyond = status->state == CMIS_STATE_FAULT;
	condition->inside = !condition->beyond;
	condition->value = condition->beyond ? status->fault_cause : 0;
	condition->has_value = true;
}

/**
 * cmis_judge_checksum - see whether a static page is wrong: its checksum, or
 * its bytes have changed in use
 * @evidence: of the sweep
 * @condition: the verdict; its value is the first page that is wrong
 */
void cmis_judge_checksum(const struct cmis_evidence *evidence,
			 struct cmis_condition *condition)
{
	const struct cmis_module *module = evidence->snapshot->module;

	condition->beyond = true;
	if (!module->admin.checksum_ok)
		condition->value = CMIS_PAGE_ADMIN;
	else if (module->adverts.known && !module->adverts.checksum_ok)
		condition->value = CMIS_PAGE_ADVERT;
	else if (module->thresholds.known && !module->thresholds.checksum_ok)
		condition->value = CMIS_PAGE_THRESHOLDS;
	else if (module->worn)
		condition->value = module->worn_page;
	else
		condition->beyond = false;
	condition->inside = !condition->beyond;
}

/**
 * cmis_judge_unreadable - see whether values of a class have gone away
 * @evidence: of the sweep
 * @condition: the verdict; its value is the errno
 */
void cmis_judge_unreadable(const struct cmis_evidence *evidence,
			   struct cmis_condition *condition)
{
	const struct cmis_sweep *sweep =
		&evidence->snapshot->sweep[evidence->key->index];

	condition->beyond = sweep->error || sweep->lost;
	condition->inside = !condition->beyond;
	condition->value = -(sweep->error ? sweep->error : sweep->lost);
	condition->page = sweep->page;
}
