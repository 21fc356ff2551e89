// SPDX-License-Identifier: GPL-2.0-only
/*
 * Judges: from monitors, states and errors in a snapshot to the conditions of
 * alerts. Values are compared with the module's thresholds, so that modules
 * without flags have alerts, too.
 */

#include <linux/array_size.h>
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
	condition->meaningful = cmis_snapshot_is_meaningful(snapshot,
							    key->index);
	if (!condition->has_threshold || !condition->meaningful)
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
	else if (module->laser.known && !module->laser.checksum_ok)
		condition->value = CMIS_PAGE_LASER;
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

/* Flags of refused requests */
#define CMIS_TUNING_REFUSALS						\
	(CMIS_TUNING_FLAG_POWER | CMIS_TUNING_FLAG_FINE |		\
	 CMIS_TUNING_FLAG_REFUSED | CMIS_TUNING_FLAG_CHANNEL)

/* The reads that have found some of the flags set; @found gets these flags. */
static u32 cmis_tuning_hits(const struct cmis_tuning *tuning, u8 flags,
			    u8 *found)
{
	unsigned int i;
	u32 hits = 0;

	*found = 0;
	for (i = 0; i < ARRAY_SIZE(tuning->hits); i++) {
		if (!(flags & BIT(i)) || !tuning->hits[i])
			continue;
		hits += tuning->hits[i];
		*found |= BIT(i);
	}
	return hits;
}

/**
 * cmis_judge_unlocked - see whether the wavelength of a lane is unlocked
 * @evidence: of the sweep
 * @condition: the verdict
 *
 * A laser that is off or being tuned is unlocked by right, so the flag counts
 * only if neither the tuning nor a change of the data path has ended since the
 * sweep before.
 */
void cmis_judge_unlocked(const struct cmis_evidence *evidence,
			 struct cmis_condition *condition)
{
	const struct cmis_snapshot *snapshot = evidence->snapshot;
	unsigned int lane = evidence->key->lane;
	const struct cmis_tuning *tuning = &snapshot->lane[lane].tuning;
	const struct cmis_lane *path = cmis_snapshot_media_path(snapshot, lane);
	u8 found;

	condition->inside = true;
	if (!tuning->valid || tuning->busy ||
	    path->dp_state != CMIS_DP_ACTIVATED)
		return;
	if (!path->hits[CMIS_LF_DATAPATH_STATE_CHANGED] &&
	    !cmis_tuning_hits(tuning, CMIS_TUNING_FLAG_COMPLETE, &found))
		condition->hits = cmis_tuning_hits(tuning,
						   CMIS_TUNING_FLAG_UNLOCKED,
						   &found);
	condition->beyond = tuning->unlocked;
	condition->inside = !condition->beyond;
}

/**
 * cmis_judge_refused - see whether a laser has refused to be tuned
 * @evidence: of the sweep
 * @condition: the verdict; its value has the flags, CMIS_TUNING_FLAG_*
 */
void cmis_judge_refused(const struct cmis_evidence *evidence,
			struct cmis_condition *condition)
{
	const struct cmis_tuning *tuning =
		&evidence->snapshot->lane[evidence->key->lane].tuning;
	u8 found;

	condition->inside = true;
	condition->hits = cmis_tuning_hits(tuning, CMIS_TUNING_REFUSALS,
					   &found);
	condition->value = found;
}

/* The bytes of each alert of coherent modules; the first one is the lowest. */
static const struct cmis_line_alert {
	u8 kind;
	u8 first;
	u8 last;
} cmis_line_alerts[] = {
	{ CMIS_ALERT_LINE_FAULT, CMIS_LINE_TX, CMIS_LINE_RX },
	{ CMIS_ALERT_CLIENT_DEGRADED, CMIS_LINE_FEC, CMIS_LINE_DEGRADE },
	{ CMIS_ALERT_CLIENT_FAULT, CMIS_LINE_FLEXE, CMIS_LINE_CLIENT_RX },
};

/* Take the flags of a byte that have hits. */
static void cmis_line_take(const struct cmis_line *line, unsigned int byte,
			   unsigned int shift, struct cmis_condition *condition)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(line->hits[byte]); i++) {
		if (!(cmis_line_bytes[byte].mask & BIT(i)))
			continue;
		condition->hits += line->hits[byte][i];
		if (line->hits[byte][i])
			condition->value |= BIT(shift + i);
	}
}

/**
 * cmis_judge_line - see which flags of a coherent module are set
 * @evidence: of the sweep
 * @condition: the verdict; its value has the flags, the first byte lowest
 *
 * While the path of the line comes up or goes down, the flags are set by right.
 */
void cmis_judge_line(const struct cmis_evidence *evidence,
		     struct cmis_condition *condition)
{
	const struct cmis_snapshot *snapshot = evidence->snapshot;
	const struct cmis_line_alert *row = cmis_line_alerts;
	const struct cmis_lane *path;
	unsigned int byte;

	condition->inside = true;
	if (!cmis_plan_lanes(snapshot->module))
		return;
	path = cmis_snapshot_media_path(snapshot, 0);
	if (path->dp_state != CMIS_DP_ACTIVATED ||
	    path->hits[CMIS_LF_DATAPATH_STATE_CHANGED])
		return;
	for (; row < cmis_line_alerts + ARRAY_SIZE(cmis_line_alerts); row++)
		if (row->kind == evidence->key->kind)
			for (byte = row->first; byte <= row->last; byte++)
				cmis_line_take(&snapshot->line, byte,
					       8 * (byte - row->first),
					       condition);
}

/**
 * cmis_judge_power - see whether the module may take more power than its cage
 * gives
 * @evidence: of the sweep
 * @condition: the verdict; its value is the module's figure, in mW
 */
void cmis_judge_power(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition)
{
	const struct cmis_snapshot *snapshot = evidence->snapshot;

	condition->beyond = cmis_module_is_over(snapshot->module,
						snapshot->power_limit_mw);
	condition->inside = !condition->beyond;
	condition->value = snapshot->module->admin.max_power_mw;
}

/**
 * cmis_judge_worse - see whether a lane came back with more bit errors
 * @evidence: of the sweep
 * @condition: the verdict; its value is the ratio after the link was down, its
 *	threshold the one before
 */
void cmis_judge_worse(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition)
{
	const struct cmis_marks *marks = evidence->marks;
	unsigned int lane = evidence->key->lane;
	unsigned int side = evidence->key->index;

	condition->inside = true;
	if (!marks)
		return;
	condition->beyond = marks->worse[side] & BIT_ULL(lane);
	condition->inside = !condition->beyond;
	condition->accepted = condition->inside &&
			      marks->accepted[side] & BIT_ULL(lane);
	condition->value = marks->lane[lane].after[side];
	condition->threshold = marks->lane[lane].before[side];
}

/**
 * cmis_judge_ahead - see whether a quantity of a lane will reach its limit
 * @evidence: of the sweep
 * @condition: the verdict, with the time that is left
 */
void cmis_judge_ahead(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition)
{
	const struct cmis_marks *marks = evidence->marks;
	unsigned int lane = evidence->key->lane;
	unsigned int quantity = evidence->key->index;

	condition->inside = true;
	if (!marks)
		return;
	condition->beyond = marks->ahead[quantity] & BIT_ULL(lane);
	condition->inside = !condition->beyond;
	condition->forecast = marks->lane[lane].ahead[quantity];
}

/* A code says what is wrong now; a flag alone, that something was. */
static void cmis_judge_ext(const struct cmis_evidence *evidence, bool warning,
			   struct cmis_condition *condition)
{
	const struct cmis_ext_laser *laser =
		&evidence->snapshot->ext[evidence->key->lane];

	condition->hits = warning ? laser->warning_hits : laser->fault_hits;
	condition->value = warning ? laser->warning : laser->fault;
	condition->has_value = true;
	condition->beyond = condition->value;
	condition->inside = !condition->beyond;
}

/**
 * cmis_judge_ext_fault - see whether an external laser has a fault
 * @evidence: of the sweep
 * @condition: the verdict; its value is the code of the fault
 */
void cmis_judge_ext_fault(const struct cmis_evidence *evidence,
			  struct cmis_condition *condition)
{
	cmis_judge_ext(evidence, false, condition);
}

/**
 * cmis_judge_ext_warning - see whether an external laser has a warning
 * @evidence: of the sweep
 * @condition: the verdict; its value is the code of the warning
 */
void cmis_judge_ext_warning(const struct cmis_evidence *evidence,
			    struct cmis_condition *condition)
{
	cmis_judge_ext(evidence, true, condition);
}

/**
 * cmis_judge_diag - see whether a lane has a loopback or a test pattern
 * @evidence: of the sweep
 * @condition: the verdict; its value has bits enum cmis_diag_use
 */
void cmis_judge_diag(const struct cmis_evidence *evidence,
		     struct cmis_condition *condition)
{
	const struct cmis_diag_state *diag = &evidence->snapshot->diag;

	for (unsigned int i = 0; i < CMIS_DIAG_USES; i++)
		if (diag->lanes[i] & BIT_ULL(evidence->key->lane))
			condition->value |= BIT(i);
	condition->beyond = condition->value;
	condition->inside = !condition->beyond;
}

/**
 * cmis_judge_revert - see whether a change on trial did not go back
 * @evidence: of the sweep
 * @condition: the verdict; its value has bits enum cmis_diag_stuck
 */
void cmis_judge_revert(const struct cmis_evidence *evidence,
		       struct cmis_condition *condition)
{
	condition->value = evidence->snapshot->diag.stuck;
	condition->beyond = condition->value;
	condition->inside = !condition->beyond;
}
