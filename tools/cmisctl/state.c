// SPDX-License-Identifier: GPL-2.0-only
/*
 * The state as a listener knows it.
 *
 * After a loss a dump gives the true state. A notification that the dump
 * includes may still arrive: each item of the dump has the number of the last
 * notification that it includes, and an older one is no news.
 */

#include <string.h>

#include "state.h"

/**
 * ctl_state_init - start with an empty state
 * @state: the state
 */
void ctl_state_init(struct ctl_state *state)
{
	memset(state, 0, sizeof(*state));
	state->cages.layout = &ctl_cage_layout;
	state->alerts.layout = &ctl_alert_layout;
}

/**
 * ctl_state_free - free the items of a state
 * @state: the state
 */
void ctl_state_free(struct ctl_state *state)
{
	ctl_list_free(&state->cages);
	ctl_list_free(&state->alerts);
}

static void state_widen(struct ctl_state *state, uint64_t sequence)
{
	if (sequence < state->floor)
		state->floor = sequence;
	if (sequence > state->ceiling)
		state->ceiling = sequence;
}

/**
 * ctl_state_number - find the notifications that dumped lists include
 * @state: the state
 */
void ctl_state_number(struct ctl_state *state)
{
	const struct ctl_alert *alert;
	const struct ctl_cage *cage;
	size_t i;

	state->floor = UINT64_MAX;
	state->ceiling = 0;
	for (i = 0; i < state->cages.count; i++) {
		cage = ctl_list_at(&state->cages, i);
		state_widen(state, cage->sequence);
	}
	for (i = 0; i < state->alerts.count; i++) {
		alert = ctl_list_at(&state->alerts, i);
		state_widen(state, alert->sequence);
	}
	if (state->floor > state->ceiling)
		state->floor = 0;
}

static struct ctl_cage *find_cage(const struct ctl_state *state, uint32_t id,
				  size_t *index)
{
	struct ctl_cage *cage;

	for (*index = 0; *index < state->cages.count; (*index)++) {
		cage = ctl_list_at(&state->cages, *index);
		if (cage->id == id)
			return cage;
	}
	return NULL;
}

static bool same_alert(const struct ctl_alert *a, const struct ctl_alert *b)
{
	return a->cage_id == b->cage_id && a->generation == b->generation &&
	       a->kind == b->kind && a->monitor.type == b->monitor.type &&
	       a->level == b->level && a->side == b->side &&
	       a->lane == b->lane && a->class == b->class &&
	       !strcmp(a->name, b->name);
}

static struct ctl_alert *find_alert(const struct ctl_state *state,
				    const struct ctl_alert *key, size_t *index)
{
	struct ctl_alert *alert;

	for (*index = 0; *index < state->alerts.count; (*index)++) {
		alert = ctl_list_at(&state->alerts, *index);
		if (same_alert(alert, key))
			return alert;
	}
	return NULL;
}

/**
 * ctl_state_take_cage - take in a notification
 * @state: the state
 * @cage: the notification
 * @news: true if it is news
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_state_take_cage(struct ctl_state *state, const struct ctl_cage *cage,
			bool *news)
{
	bool gone = cage->event == CMIS_MODULE_EVENT_CAGE_REMOVED;
	struct ctl_cage *known;
	size_t index;

	known = find_cage(state, cage->id, &index);
	if (known)
		*news = cage->sequence > known->sequence;
	else
		*news = cage->sequence > (gone ? state->ceiling :
						 state->floor);
	if (!*news || (!known && gone))
		return 0;
	if (gone) {
		ctl_list_remove(&state->cages, index);
		return 0;
	}
	if (!known)
		return ctl_list_add(&state->cages, cage);
	*known = *cage;
	return 0;
}

/**
 * ctl_state_take_alert - take in a notification
 * @state: the state
 * @alert: the notification
 * @news: true if it is news
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_state_take_alert(struct ctl_state *state,
			 const struct ctl_alert *alert, bool *news)
{
	struct ctl_alert *known;
	size_t index;

	known = find_alert(state, alert, &index);
	if (known)
		*news = alert->sequence > known->sequence;
	else
		*news = alert->sequence > (alert->active ? state->floor :
							   state->ceiling);
	if (!*news || (!known && !alert->active))
		return 0;
	if (!alert->active) {
		ctl_list_remove(&state->alerts, index);
		return 0;
	}
	if (!known)
		return ctl_list_add(&state->alerts, alert);
	*known = *alert;
	return 0;
}

/* A module is there, and sweeps read it. */
static bool is_usable(const struct ctl_cage *cage)
{
	return cage->status == CMIS_CAGE_READY ||
	       cage->status == CMIS_CAGE_MODULE_FAULT;
}

/* The event that leads from one state of a cage to another, if any. */
static bool cage_changed(const struct ctl_cage *was, const struct ctl_cage *is,
			 uint32_t *event)
{
	if (!was)
		*event = CMIS_MODULE_EVENT_CAGE_ADDED;
	else if (is_usable(is) && (was->generation != is->generation ||
				   was->status == CMIS_CAGE_EMPTY ||
				   was->status == CMIS_CAGE_PROBING))
		*event = CMIS_MODULE_EVENT_INSERTED;
	else if (was->status != is->status &&
		 is->status == CMIS_CAGE_EMPTY)
		*event = CMIS_MODULE_EVENT_REMOVED;
	else if (was->status != is->status ||
		 was->generation != is->generation)
		*event = CMIS_MODULE_EVENT_STATUS;
	else if (was->module_state != is->module_state)
		*event = CMIS_MODULE_EVENT_MODULE_STATE;
	else
		return false;
	return true;
}

static void tell_cage(const struct ctl_cage *cage, uint32_t event,
		      const struct ctl_news *news)
{
	struct ctl_cage told = *cage;

	told.event = event;
	told.have |= UINT64_C(1) << CMIS_A_CAGE_EVENT;
	news->cage(&told, news->context);
}

static void compare_cages(const struct ctl_state *was,
			  const struct ctl_state *is,
			  const struct ctl_news *news)
{
	const struct ctl_cage *cage;
	uint32_t event;
	size_t i, at;

	for (i = 0; i < was->cages.count; i++) {
		cage = ctl_list_at(&was->cages, i);
		if (!find_cage(is, cage->id, &at))
			tell_cage(cage, CMIS_MODULE_EVENT_CAGE_REMOVED,
				  news);
	}
	for (i = 0; i < is->cages.count; i++) {
		cage = ctl_list_at(&is->cages, i);
		if (cage_changed(find_cage(was, cage->id, &at), cage, &event))
			tell_cage(cage, event, news);
	}
}

static void tell_cleared(const struct ctl_alert *alert,
			 const struct ctl_news *news)
{
	struct ctl_alert told = *alert;

	told.active = 0;
	/* These are of the time when it was raised. */
	told.have &= ~(UINT64_C(1) << CMIS_A_ALERT_LAST |
		       UINT64_C(1) << CMIS_A_ALERT_WORST);
	news->alert(&told, news->context);
}

/**
 * ctl_state_compare - report all differences
 * @was: the old state
 * @is: the true state
 * @news: receives alerts that ended, then cages, then new alerts
 */
void ctl_state_compare(const struct ctl_state *was,
		       const struct ctl_state *is,
		       const struct ctl_news *news)
{
	const struct ctl_alert *alert, *before;
	size_t i, at;

	for (i = 0; i < was->alerts.count; i++) {
		alert = ctl_list_at(&was->alerts, i);
		if (!find_alert(is, alert, &at))
			tell_cleared(alert, news);
	}
	compare_cages(was, is, news);
	for (i = 0; i < is->alerts.count; i++) {
		alert = ctl_list_at(&is->alerts, i);
		before = find_alert(was, alert, &at);
		if (!before || before->last_raised_ns != alert->last_raised_ns)
			news->alert(alert, news->context);
	}
}
