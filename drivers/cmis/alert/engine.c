// SPDX-License-Identifier: GPL-2.0-only
/*
 * The alert engine. The adverts of a module fix the number of its alerts, and
 * tokens limit its events, so no module can flood the host.
 */

#include <linux/limits.h>
#include <linux/string.h>

#include "alert/engine.h"
#include "core/question.h"
#include "core/snapshot.h"
#include "spec/monitors.h"

/**
 * cmis_alerts_init - get ready for the modules of a cage
 * @alerts: to be set up
 */
void cmis_alerts_init(struct cmis_alerts *alerts)
{
	memset(alerts, 0, sizeof(*alerts));
	cmis_limit_init(&alerts->limit);
}

/**
 * cmis_alerts_start - begin with another module, or with none
 * @alerts: of the cage; the events of the module before have been taken
 * @module: the module; NULL = none
 * @alert: room for as many as cmis_alerts_list() says, zeroed; kept until the
 *	next call
 *
 * The limit stays, so that pulling a module gives no new tokens.
 */
void cmis_alerts_start(struct cmis_alerts *alerts,
		       const struct cmis_module *module,
		       struct cmis_alert *alert)
{
	struct cmis_bucket limit = alerts->limit;

	memset(alerts, 0, sizeof(*alerts));
	alerts->limit = limit;
	alerts->alert = alert;
	if (!module)
		return;
	alerts->generation = module->generation;
	alerts->num = cmis_alerts_list(module, alert);
}

/*
 * A change that comes before the last one has been told undoes it: listeners
 * know the right state again without an event.
 */
static void cmis_alerts_change(struct cmis_alerts *alerts,
			       struct cmis_alert *alert, bool active)
{
	alert->active = active;
	alert->quiet = 0;
	if (alert->reported == active) {
		alerts->pending--;
		alerts->counts.merged += 2;
	} else {
		alerts->pending++;
	}
}

/*
 * Keep the last value, and the one furthest beyond, of an active alert. A last
 * value is not kept beyond a sweep that has none.
 */
static void cmis_alert_follow_value(struct cmis_alert *alert,
				    const struct cmis_condition *condition)
{
	const struct cmis_monitor monitor = { .type = alert->key.type };
	int order = 0;

	alert->has_last = condition->meaningful;
	if (!condition->meaningful)
		return;
	if (alert->has_worst)
		order = cmis_monitor_compare(&monitor, condition->value,
					     alert->worst);
	if (!alert->has_worst ||
	    (cmis_level_is_high(alert->key.level) ? order > 0 : order < 0))
		alert->worst = condition->value;
	alert->has_worst = true;
	alert->last = condition->value;
}

static void cmis_alerts_raise(struct cmis_alerts *alerts,
			      struct cmis_alert *alert,
			      const struct cmis_condition *condition,
			      u64 now_ns)
{
	cmis_alerts_change(alerts, alert, true);
	alert->hits += condition->hits ? condition->hits : 1;
	if (!alert->first_raised_ns)
		alert->first_raised_ns = now_ns;
	alert->last_raised_ns = now_ns;
	alert->value = condition->value;
	alert->threshold = condition->threshold;
	alert->has_value = condition->has_value;
	alert->has_threshold = condition->has_threshold;
	alert->page = condition->page;
	alert->scale = condition->scale;
	alert->forecast = condition->forecast;
	alert->raised_by = condition->beyond ? CMIS_RAISED_BY_VALUE :
					      CMIS_RAISED_BY_FLAG;
	alert->has_worst = false;
	cmis_alert_follow_value(alert, condition);
	alerts->counts.active++;
	alerts->counts.raised++;
	alerts->counts.any = true;
	alerts->counts.last = alert->key;
}

static void cmis_alerts_clear(struct cmis_alerts *alerts,
			      struct cmis_alert *alert, u64 now_ns)
{
	cmis_alerts_change(alerts, alert, false);
	alert->reason = CMIS_REASON_GONE;
	alert->last_cleared_ns = now_ns;
	alerts->counts.active--;
}

/* The alert ends with its module or lane: no value has cleared it. */
static void cmis_alerts_drop(struct cmis_alerts *alerts,
			     struct cmis_alert *alert, u64 now_ns)
{
	cmis_alerts_clear(alerts, alert, now_ns);
	alert->has_last = false;
}

/**
 * cmis_alerts_feed - take the verdict of a sweep on one alert
 * @alerts: of the cage, with a module
 * @alert: one of its alerts
 * @condition: the verdict
 * @now_ns: boot time
 */
void cmis_alerts_feed(struct cmis_alerts *alerts, struct cmis_alert *alert,
		      const struct cmis_condition *condition, u64 now_ns)
{
	if (alert->active)
		cmis_alert_follow_value(alert, condition);
	if (condition->hits || condition->beyond) {
		if (!alert->active) {
			cmis_alerts_raise(alerts, alert, condition, now_ns);
			return;
		}
		/* Beyond the threshold again without a flag: another hit. */
		alert->hits += condition->hits ? condition->hits :
						 !!alert->quiet;
		alert->quiet = 0;
		return;
	}
	if (!alert->active)
		return;
	if (condition->accepted) {
		cmis_alerts_clear(alerts, alert, now_ns);
		alert->reason = CMIS_REASON_ACCEPTED;
		return;
	}
	if (alert->quiet < CMIS_ALERT_QUIET)
		alert->quiet++;
	if (alert->quiet == CMIS_ALERT_QUIET && condition->inside)
		cmis_alerts_clear(alerts, alert, now_ns);
}

/**
 * cmis_alerts_room - the alerts to make room for when adverts have changed
 * @alerts: of the cage, with a module
 * @module: the module with its new adverts
 *
 * Return: their number.
 */
unsigned int cmis_alerts_room(const struct cmis_alerts *alerts,
			      const struct cmis_module *module)
{
	unsigned int i, room = cmis_alerts_list(module, NULL);

	for (i = 0; i < alerts->num + alerts->lost; i++)
		room += alerts->alert[i].active || alerts->alert[i].reported;
	return room;
}

/* The place of a monitor in the module may change: its type and lane stay. */
static bool cmis_alert_key_same(const struct cmis_alert_key *a,
				const struct cmis_alert_key *b)
{
	return a->kind == b->kind && a->level == b->level &&
	       a->side == b->side && a->lane == b->lane &&
	       a->type == b->type &&
	       (a->kind == CMIS_ALERT_MONITOR || a->index == b->index);
}

/* Both modules have nearly the same order: begin after the last one found. */
static struct cmis_alert *cmis_alerts_match(struct cmis_alerts *alerts,
					    const struct cmis_alert_key *key,
					    unsigned int *place)
{
	unsigned int i;

	for (i = 0; i < alerts->num; i++) {
		struct cmis_alert *alert =
			&alerts->alert[(*place + i) % alerts->num];

		/* Two old alerts may have one key: each has a new one. */
		if (alert->first_raised_ns ||
		    !cmis_alert_key_same(&alert->key, key))
			continue;
		*place = alert + 1 - alerts->alert;
		return alert;
	}
	return NULL;
}

/* An alert of the module before. It goes on if the module still has it. */
static void cmis_alerts_carry(struct cmis_alerts *alerts,
			      struct cmis_alert *was, unsigned int *place,
			      u64 now_ns)
{
	struct cmis_alert *alert = cmis_alerts_match(alerts, &was->key, place);

	if (alert) {
		was->key = alert->key;
		*alert = *was;
		return;
	}
	if (was->active)
		cmis_alerts_drop(alerts, was, now_ns);
	if (was->reported)
		alerts->alert[alerts->num + alerts->lost++] = *was;
}

/**
 * cmis_alerts_follow - go on with the same module after its adverts changed
 * @alerts: of the cage, with the module
 * @module: the module with its new adverts
 * @alert: room for as many as cmis_alerts_room() says, zeroed; kept until the
 *	next call
 * @now_ns: boot time, not 0
 *
 * Alerts that the module still has stay as they are. All others end.
 */
void cmis_alerts_follow(struct cmis_alerts *alerts,
			const struct cmis_module *module,
			struct cmis_alert *alert, u64 now_ns)
{
	unsigned int i, place = 0, count = alerts->num + alerts->lost;
	struct cmis_alert *old = alerts->alert;

	alerts->alert = alert;
	alerts->num = cmis_alerts_list(module, alert);
	alerts->lost = 0;
	alerts->next = 0;
	for (i = 0; i < count; i++)
		if (old[i].first_raised_ns)
			cmis_alerts_carry(alerts, &old[i], &place, now_ns);
}

/*
 * Each of these events ends an alert that listeners know, so they need no
 * limit.
 */
static void cmis_alerts_end(struct cmis_alerts *alerts, u64 now_ns)
{
	unsigned int i;

	for (i = 0; i < alerts->num; i++)
		if (alerts->alert[i].active)
			cmis_alerts_drop(alerts, &alerts->alert[i], now_ns);
	alerts->leaving = true;
}

/* Whether the alert is about a media lane that is dark by right */
static bool cmis_alert_is_dark(const struct cmis_evidence *evidence)
{
	const struct cmis_alert_key *key = evidence->key;

	if (key->kind == CMIS_ALERT_MONITOR)
		return cmis_snapshot_monitor_is_dark(evidence->snapshot,
						     key->index);
	return cmis_snapshot_is_dark(evidence->snapshot, key->side, key->lane);
}

static void cmis_alerts_find(const struct cmis_evidence *evidence,
			     struct cmis_condition *condition)
{
	const struct cmis_alert_key *key = evidence->key;
	const struct cmis_alert_row *row = &cmis_alert_rows[key->kind];
	const struct cmis_snapshot *snapshot = evidence->snapshot;
	unsigned int flag = cmis_alert_kind_lane_flag(key->kind);

	/* __bf_shf() would call a function that 32-bit kernels do not have. */
	if (row->flag)
		condition->hits =
			snapshot->status.hits[__builtin_ctz(row->flag)];
	if (flag != CMIS_LF_COUNT)
		condition->hits = snapshot->lane[key->lane].hits[flag];
	if (row->judge)
		row->judge(evidence, condition);
}

/* @counts: without evidence, the sweep is a quiet one */
static void cmis_alerts_judge(struct cmis_alerts *alerts,
			      struct cmis_alert *alert,
			      struct cmis_evidence *evidence, bool counts)
{
	struct cmis_condition condition = { .inside = true };

	evidence->key = &alert->key;
	evidence->class = alert->class;
	if (!cmis_alert_is_dark(evidence))
		cmis_alerts_find(evidence, &condition);
	if (counts || condition.hits || condition.beyond)
		cmis_alerts_feed(alerts, alert, &condition, evidence->now_ns);
}

/**
 * cmis_alerts_step - take the difference between two snapshots
 * @alerts: of the cage, started with the module
 * @old: the snapshot of the step before; NULL at insertion
 * @new: the one that has replaced it; NULL = the module is gone
 * @now_ns: boot time, not 0
 *
 * The classes that have been swept are those whose readings were replaced. A
 * sweep out of turn, such as those without @old, raises alerts, but is not
 * taken for a quiet one; nor is one that failed.
 */
void cmis_alerts_step(struct cmis_alerts *alerts,
		      const struct cmis_snapshot *old,
		      const struct cmis_snapshot *new, u64 now_ns)
{
	struct cmis_evidence evidence = {
		.snapshot = new,
		.marks = alerts->marks,
		.now_ns = now_ns,
	};
	bool swept[CMIS_CLASS_COUNT], failed, counts;
	unsigned int i, class;

	if (!new) {
		cmis_alerts_end(alerts, now_ns);
		return;
	}
	if (!old)
		alerts->started_ns = now_ns;
	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		swept[class] = old ? new->readings[class] !=
				     old->readings[class] :
				     new->readings[class] &&
				     !new->sweep[class].error;
	if (swept[CMIS_CLASS_LANES])
		cmis_paths_step(&alerts->paths, new, now_ns);
	evidence.down = alerts->paths.down;

	for (i = 0; i < alerts->num; i++) {
		struct cmis_alert *alert = &alerts->alert[i];

		class = alert->class;
		failed = alert->key.kind == CMIS_ALERT_UNREADABLE &&
			 new->sweep[class].error;
		if (!swept[class] && !failed)
			continue;
		counts = old && swept[class] &&
			 !new->readings[class]->early;
		cmis_alerts_judge(alerts, alert, &evidence, counts);
	}
}

/**
 * cmis_alerts_next_event - take the next event
 * @alerts: of the cage
 * @now_ns: boot time
 * @event: the event
 *
 * Return: false if there is none, or if the limit holds it back.
 */
bool cmis_alerts_next_event(struct cmis_alerts *alerts, u64 now_ns,
			    struct cmis_alert_event *event)
{
	struct cmis_alert *alert;

	if (!alerts->pending)
		return false;
	if (!cmis_limit_take(&alerts->limit, now_ns) && !alerts->leaving)
		return false;

	/*
	 * Go around in a circle, so that no alert blocks others. At least one
	 * is pending.
	 */
	do {
		alert = &alerts->alert[alerts->next];
		alerts->next = (alerts->next + 1) %
			       (alerts->num + alerts->lost);
	} while (alert->active == alert->reported);
	alert->reported = alert->active;
	alerts->pending--;
	*event = (struct cmis_alert_event) {
		.generation = alerts->generation,
		.alert = *alert,
		.reason = alerts->leaving ? CMIS_REASON_REMOVED : alert->reason,
		.initial = alert->active &&
			   alert->last_raised_ns == alerts->started_ns,
		.merged = alerts->counts.merged,
	};
	return true;
}

/**
 * cmis_alerts_due_ns - when to ask for events again
 * @alerts: of the cage
 *
 * Return: boot time, which may have passed; U64_MAX if no event waits.
 */
u64 cmis_alerts_due_ns(const struct cmis_alerts *alerts)
{
	return alerts->pending ? cmis_limit_due_ns(&alerts->limit) : U64_MAX;
}
