// SPDX-License-Identifier: GPL-2.0-only
/*
 * The alert engine. The number of a module's alerts is fixed when it is
 * inserted, and tokens limit its events, whatever the module does.
 */

#include <linux/limits.h>
#include <linux/string.h>

#include "alert/engine.h"

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
 * @generation: of the module; 0 = none
 * @alert: its alerts: each key once, the rest zeroed; kept until the next call
 * @num: how many
 *
 * The limit stays: pulling a module buys no events.
 */
void cmis_alerts_start(struct cmis_alerts *alerts, u32 generation,
		       struct cmis_alert *alert, unsigned int num)
{
	*alerts = (struct cmis_alerts) {
		.generation = generation,
		.num = num,
		.limit = alerts->limit,
		.alert = alert,
	};
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

static void cmis_alerts_raise(struct cmis_alerts *alerts,
			      struct cmis_alert *alert,
			      const struct cmis_condition *condition,
			      u64 now_ns)
{
	cmis_alerts_change(alerts, alert, true);
	alert->sets += condition->sets ? condition->sets : 1;
	if (!alert->first_raised_ns)
		alert->first_raised_ns = now_ns;
	alert->last_raised_ns = now_ns;
	alert->value = condition->value;
	alert->threshold = condition->threshold;
	alerts->counts.active++;
	alerts->counts.raised++;
	alerts->counts.any = true;
	alerts->counts.last = alert->key;
}

static void cmis_alerts_clear(struct cmis_alerts *alerts,
			      struct cmis_alert *alert, u64 now_ns)
{
	cmis_alerts_change(alerts, alert, false);
	alert->last_cleared_ns = now_ns;
	alerts->counts.active--;
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
	if (condition->sets || condition->beyond) {
		if (!alert->active) {
			cmis_alerts_raise(alerts, alert, condition, now_ns);
			return;
		}
		/* Back beyond the threshold without a flag: one more time. */
		alert->sets += condition->sets ? condition->sets :
						 !!alert->quiet;
		alert->quiet = 0;
		return;
	}
	if (!alert->active)
		return;
	if (alert->quiet < CMIS_ALERT_QUIET)
		alert->quiet++;
	if (alert->quiet == CMIS_ALERT_QUIET && condition->inside)
		cmis_alerts_clear(alerts, alert, now_ns);
}

/**
 * cmis_alerts_end - clear all alerts of a module that is gone
 * @alerts: of the cage
 * @now_ns: boot time
 *
 * The events that follow are not limited: there are no more of them than the
 * listeners have heard of raises.
 */
void cmis_alerts_end(struct cmis_alerts *alerts, u64 now_ns)
{
	unsigned int i;

	for (i = 0; i < alerts->num; i++)
		if (alerts->alert[i].active)
			cmis_alerts_clear(alerts, &alerts->alert[i], now_ns);
	alerts->leaving = true;
}

/* In a circle, so that all get their turn. At least one is pending. */
static struct cmis_alert *cmis_alerts_find_pending(struct cmis_alerts *alerts)
{
	struct cmis_alert *alert;

	do {
		alert = &alerts->alert[alerts->next];
		alerts->next = (alerts->next + 1) % alerts->num;
	} while (alert->active == alert->reported);
	return alert;
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

	alert = cmis_alerts_find_pending(alerts);
	alert->reported = alert->active;
	alerts->pending--;
	*event = (struct cmis_alert_event) {
		.generation = alerts->generation,
		.alert = *alert,
		.reason = alerts->leaving ? CMIS_REASON_REMOVED :
					    CMIS_REASON_GONE,
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
