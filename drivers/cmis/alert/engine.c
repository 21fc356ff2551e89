// SPDX-License-Identifier: GPL-2.0-only
/*
 * The alert engine: conditions in, events out. It knows nothing about modules,
 * buses and clocks. Its size is fixed when a module is inserted, and its output
 * is limited by tokens, whatever the module does.
 */

#include <linux/kernel.h>
#include <linux/lockdep.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/time64.h>

#include "alert/alert.h"

#define CMIS_ALERT_TOKEN_NS	(NSEC_PER_SEC / CMIS_ALERT_RATE)

/*
 * All alerts of a module may begin at once without being held back; but for
 * those of observables, of which no sane module has so many at once.
 */
static_assert(CMIS_ALERT_BURST >= CMIS_ALERT_MAX);

static const char *const cmis_alert_type_names[] = {
	[CMIS_ALERT_MONITOR] = "monitor",
	[CMIS_ALERT_TX_FAULT] = "tx_fault",
	[CMIS_ALERT_TX_LOS] = "tx_los",
	[CMIS_ALERT_TX_CDR_LOL] = "tx_cdr_lol",
	[CMIS_ALERT_TX_ADAPT_EQ_FAIL] = "tx_adapt_eq_fail",
	[CMIS_ALERT_RX_LOS] = "rx_los",
	[CMIS_ALERT_RX_CDR_LOL] = "rx_cdr_lol",
	[CMIS_ALERT_DATAPATH_DOWN] = "datapath_down",
	[CMIS_ALERT_MODULE_FAULT] = "module_fault",
	[CMIS_ALERT_MODULE_FW_ERROR] = "module_fw_error",
	[CMIS_ALERT_DATAPATH_FW_ERROR] = "datapath_fw_error",
	[CMIS_ALERT_ABNORMAL_FW] = "abnormal_fw",
	[CMIS_ALERT_CHECKSUM] = "checksum",
	[CMIS_ALERT_UNREADABLE] = "unreadable",
	[CMIS_ALERT_OBSERVABLE] = "observable",
};

static_assert(ARRAY_SIZE(cmis_alert_type_names) == CMIS_ALERT_TYPE_COUNT);

/**
 * cmis_alert_type_name - name of a type of alerts, for users
 * @type: the type
 *
 * Return: the name, never NULL.
 */
const char *cmis_alert_type_name(enum cmis_alert_type type)
{
	if (type >= CMIS_ALERT_TYPE_COUNT)
		return "unknown";
	return cmis_alert_type_names[type];
}

/**
 * cmis_bucket_init - a bucket that is full
 * @bucket: to be set up, zeroed
 */
void cmis_bucket_init(struct cmis_bucket *bucket)
{
	bucket->tokens = CMIS_ALERT_BURST;
}

static void cmis_bucket_refill(struct cmis_bucket *bucket, u64 now_ns)
{
	u64 earned = 0;

	if (now_ns > bucket->refilled_ns)
		earned = div_u64(now_ns - bucket->refilled_ns,
				 CMIS_ALERT_TOKEN_NS);
	if (earned >= CMIS_ALERT_BURST - bucket->tokens) {
		bucket->tokens = CMIS_ALERT_BURST;
		bucket->refilled_ns = now_ns;
		return;
	}
	bucket->tokens += earned;
	bucket->refilled_ns += earned * CMIS_ALERT_TOKEN_NS;
}

/**
 * cmis_bucket_take - whether one more event may be sent
 * @bucket: from which its token is taken
 * @now_ns: boot time
 *
 * Return: false if there have been too many.
 */
bool cmis_bucket_take(struct cmis_bucket *bucket, u64 now_ns)
{
	cmis_bucket_refill(bucket, now_ns);
	if (!bucket->tokens)
		return false;
	bucket->tokens--;
	return true;
}

/**
 * cmis_alerts_create - get ready for the modules of a cage
 *
 * Return: to be freed with kfree() after cmis_alerts_stop(); NULL if there is
 * no memory.
 */
struct cmis_alerts *cmis_alerts_create(void)
{
	struct cmis_alerts *alerts;

	alerts = kzalloc(sizeof(*alerts), GFP_KERNEL);
	if (!alerts)
		return NULL;
	mutex_init(&alerts->lock);
	cmis_bucket_init(&alerts->bucket);
	alerts->last = -1;
	return alerts;
}

/* From now on there is no module, or another one; the bucket stays. */
static struct cmis_alert *__cmis_alerts_replace(struct cmis_alerts *alerts,
						u32 generation,
						struct cmis_alert *alert,
						unsigned int num)
{
	struct cmis_alert *old = alerts->alert;

	lockdep_assert_held(&alerts->lock);
	alerts->generation = generation;
	alerts->num = num;
	alerts->active = 0;
	alerts->pending = 0;
	alerts->raised = 0;
	alerts->rejected = 0;
	alerts->merged = 0;
	alerts->leaving = false;
	alerts->next = 0;
	alerts->last = -1;
	alerts->alert = alert;
	return old;
}

static void cmis_alerts_replace(struct cmis_alerts *alerts, u32 generation,
				struct cmis_alert *alert, unsigned int num)
{
	struct cmis_alert *old;

	mutex_lock(&alerts->lock);
	old = __cmis_alerts_replace(alerts, generation, alert, num);
	mutex_unlock(&alerts->lock);
	kvfree(old);
}

/**
 * cmis_alerts_start - a module was inserted
 * @alerts: of the cage, without a module
 * @generation: of the module, not 0
 * @keys: the alerts that it can have, each once; copied
 * @num: how many
 *
 * Context: May sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_alerts_start(struct cmis_alerts *alerts, u32 generation,
		      const struct cmis_alert_key *keys, unsigned int num)
{
	struct cmis_alert *alert;
	unsigned int i;

	alert = kvcalloc(num, sizeof(*alert), GFP_KERNEL);
	if (!alert)
		return -ENOMEM;
	for (i = 0; i < num; i++)
		alert[i].key = keys[i];
	cmis_alerts_replace(alerts, generation, alert, num);
	return 0;
}

/**
 * cmis_alerts_stop - forget a module
 * @alerts: of the cage; what events there were after cmis_alerts_end() have
 *	been taken
 *
 * Context: May sleep.
 */
void cmis_alerts_stop(struct cmis_alerts *alerts)
{
	cmis_alerts_replace(alerts, 0, NULL, 0);
}

/*
 * A change that comes while the one before it has not been told to anybody
 * undoes it: listeners know the right state again without an event.
 */
static void __cmis_alert_change(struct cmis_alerts *alerts,
				struct cmis_alert *alert, bool active)
{
	lockdep_assert_held(&alerts->lock);
	alert->active = active;
	alert->quiet = 0;
	if (alert->reported == active) {
		alerts->pending--;
		alerts->merged += 2;
	} else {
		alerts->pending++;
	}
}

static void __cmis_alert_raise(struct cmis_alerts *alerts, unsigned int index,
			       const struct cmis_condition *condition,
			       u64 now_ns)
{
	struct cmis_alert *alert = &alerts->alert[index];

	__cmis_alert_change(alerts, alert, true);
	alert->sets += max_t(u32, condition->sets, 1);
	if (!alert->first_raised_ns)
		alert->first_raised_ns = now_ns;
	alert->last_raised_ns = now_ns;
	alert->value = condition->value;
	alert->threshold = condition->threshold;
	alerts->active++;
	alerts->raised++;
	alerts->last = index;
}

static void __cmis_alert_clear(struct cmis_alerts *alerts,
			       struct cmis_alert *alert, u64 now_ns)
{
	__cmis_alert_change(alerts, alert, false);
	alert->last_cleared_ns = now_ns;
	alerts->active--;
}

/* The condition of an active alert goes on, or comes back. */
static void __cmis_alert_sustain(struct cmis_alert *alert,
				 const struct cmis_condition *condition)
{
	bool crossed = alert->quiet && !condition->sets;

	alert->sets += condition->sets + crossed;
	alert->quiet = 0;
}

static void __cmis_alert_feed(struct cmis_alerts *alerts, unsigned int index,
			      const struct cmis_condition *condition,
			      u64 now_ns)
{
	struct cmis_alert *alert = &alerts->alert[index];
	bool evidence = condition->sets || condition->beyond;

	lockdep_assert_held(&alerts->lock);
	if (evidence && !alert->active) {
		__cmis_alert_raise(alerts, index, condition, now_ns);
	} else if (evidence) {
		__cmis_alert_sustain(alert, condition);
	} else if (alert->active) {
		if (alert->quiet < CMIS_ALERT_QUIET)
			alert->quiet++;
		if (alert->quiet == CMIS_ALERT_QUIET && condition->inside)
			__cmis_alert_clear(alerts, alert, now_ns);
	}
}

/**
 * cmis_alert_feed - what a sweep says about an alert
 * @alerts: of the cage
 * @index: which alert, below @alerts->num
 * @condition: what is the case
 * @now_ns: boot time
 *
 * Context: May sleep.
 */
void cmis_alert_feed(struct cmis_alerts *alerts, unsigned int index,
		     const struct cmis_condition *condition, u64 now_ns)
{
	mutex_lock(&alerts->lock);
	if (index < alerts->num && !alerts->leaving)
		__cmis_alert_feed(alerts, index, condition, now_ns);
	mutex_unlock(&alerts->lock);
}

/**
 * cmis_alert_reject - count jumps that a second read did not confirm
 * @alerts: of the cage
 * @num: how many
 *
 * Context: May sleep.
 */
void cmis_alert_reject(struct cmis_alerts *alerts, unsigned int num)
{
	mutex_lock(&alerts->lock);
	alerts->rejected += num;
	mutex_unlock(&alerts->lock);
}

/**
 * cmis_alerts_end - the module is gone: what is active ends
 * @alerts: of the cage
 * @now_ns: boot time
 *
 * The events that follow are not limited: there are no more of them than there
 * were events that said that an alert began.
 *
 * Context: May sleep.
 */
void cmis_alerts_end(struct cmis_alerts *alerts, u64 now_ns)
{
	unsigned int i;

	mutex_lock(&alerts->lock);
	for (i = 0; i < alerts->num; i++)
		if (alerts->alert[i].active)
			__cmis_alert_clear(alerts, &alerts->alert[i], now_ns);
	alerts->leaving = true;
	mutex_unlock(&alerts->lock);
}

/* Alerts get their turn in a circle. Some alert is pending. */
static struct cmis_alert *__cmis_alerts_pending(struct cmis_alerts *alerts)
{
	struct cmis_alert *alert;

	lockdep_assert_held(&alerts->lock);
	do {
		alert = &alerts->alert[alerts->next];
		alerts->next = (alerts->next + 1) % alerts->num;
	} while (alert->active == alert->reported);
	return alert;
}

static bool __cmis_alert_next_event(struct cmis_alerts *alerts, u64 now_ns,
				    struct cmis_alert_event *event)
{
	struct cmis_alert *alert;

	lockdep_assert_held(&alerts->lock);
	if (!alerts->pending)
		return false;
	if (!cmis_bucket_take(&alerts->bucket, now_ns) && !alerts->leaving)
		return false;

	alert = __cmis_alerts_pending(alerts);
	alert->reported = alert->active;
	alerts->pending--;
	event->generation = alerts->generation;
	event->alert = *alert;
	event->reason = alerts->leaving ? CMIS_REASON_REMOVED :
					  CMIS_REASON_GONE;
	event->merged = alerts->merged;
	return true;
}

/**
 * cmis_alert_next_event - take the next event
 * @alerts: of the cage
 * @now_ns: boot time
 * @event: where it is put
 *
 * Context: May sleep.
 * Return: false if there is none, or none that the rate limit lets through.
 */
bool cmis_alert_next_event(struct cmis_alerts *alerts, u64 now_ns,
			   struct cmis_alert_event *event)
{
	bool found;

	mutex_lock(&alerts->lock);
	found = __cmis_alert_next_event(alerts, now_ns, event);
	mutex_unlock(&alerts->lock);
	return found;
}

/**
 * cmis_alert_pause_ms - when to ask for events again
 * @alerts: of the cage
 * @now_ns: boot time
 *
 * Context: May sleep.
 * Return: milliseconds until the rate limit lets the next event through;
 * UINT_MAX if none is held back.
 */
unsigned int cmis_alert_pause_ms(struct cmis_alerts *alerts, u64 now_ns)
{
	unsigned int ms = UINT_MAX;
	u64 due_ns;

	mutex_lock(&alerts->lock);
	due_ns = alerts->bucket.refilled_ns + CMIS_ALERT_TOKEN_NS;
	if (alerts->pending && (alerts->bucket.tokens || due_ns <= now_ns))
		ms = 0;
	else if (alerts->pending)
		ms = div_u64(due_ns - now_ns, NSEC_PER_MSEC) + 1;
	mutex_unlock(&alerts->lock);
	return ms;
}
