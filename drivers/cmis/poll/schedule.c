// SPDX-License-Identifier: GPL-2.0-only
/*
 * When a cage's work sweeps which class. Each class has one state, and all
 * classes follow the same rules: nothing here looks at a bus.
 */

#include <linux/kernel.h>
#include <linux/minmax.h>

#include "core/work.h"
#include "poll/poll.h"

#define CMIS_RETRY_FIRST_MS	20
#define CMIS_RETRY_LAST_MS	250

/**
 * cmis_poll_age_ms - how long ago something was
 * @since: when it was
 *
 * Return: milliseconds, at most U32_MAX.
 */
u32 cmis_poll_age_ms(ktime_t since)
{
	return clamp_t(s64, ktime_ms_delta(ktime_get(), since), 0, U32_MAX);
}

/**
 * cmis_poll_backoff - the pause before the next try
 * @retry_ms: of the tries so far; 0 at first; grows
 *
 * Return: milliseconds.
 */
unsigned int cmis_poll_backoff(unsigned int *retry_ms)
{
	unsigned int delay_ms = *retry_ms ? *retry_ms : CMIS_RETRY_FIRST_MS;

	*retry_ms = min_t(unsigned int, 2 * delay_ms, CMIS_RETRY_LAST_MS);
	return delay_ms;
}

/* A class that the module lacks is never due. */
static bool cmis_poll_has_class(const struct cmis_poll *poll,
				enum cmis_class class)
{
	return class != CMIS_CLASS_VDM || poll->vdm.active;
}

/**
 * cmis_poll_schedule - the next whole sweep is due a period from now
 * @poll: of the cage
 * @class: whose
 */
void cmis_poll_schedule(struct cmis_poll *poll, enum cmis_class class)
{
	struct cmis_class_poll *s = &poll->class[class];

	s->due = cmis_poll_has_class(poll, class) ?
		 ktime_add_ms(ktime_get(), poll->settings.period_ms[class]) :
		 KTIME_MAX;
	s->wanted = false;
}

/**
 * cmis_poll_is_wanted - whether to sweep a class now
 * @poll: of the cage
 * @class: which
 * @early: set to whether that is out of turn, while the whole sweep pauses or
 *	is not due; a silent class has no such sweeps
 *
 * Return: true if so.
 */
bool cmis_poll_is_wanted(const struct cmis_poll *poll, enum cmis_class class,
			 bool *early)
{
	const struct cmis_class_poll *s = &poll->class[class];
	ktime_t now = ktime_get();

	*early = ktime_after(s->due, now) || ktime_after(s->not_before, now);
	return !*early || (s->wanted && !s->silent);
}

/**
 * cmis_poll_next_ms - when the work is to run again
 * @poll: of the cage, with a module
 *
 * Return: milliseconds from now.
 */
unsigned int cmis_poll_next_ms(const struct cmis_poll *poll)
{
	s64 next = CMIS_PERIOD_MAX_MS;
	ktime_t now = ktime_get();

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		const struct cmis_class_poll *s = &poll->class[i];

		if (s->wanted && !s->silent)
			return 0;
		next = min(next, ktime_ms_delta(max(s->due, s->not_before),
						now));
	}
	return max_t(s64, next, 0);
}

/**
 * cmis_poll_take_events - sweep because of events
 * @poll: of the cage, with a module
 * @events: bits of enum cmis_event
 */
void cmis_poll_take_events(struct cmis_poll *poll, unsigned long events)
{
	bool resume = events & BIT(CMIS_EVENT_RESUME);
	ktime_t now = ktime_get();

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		struct cmis_class_poll *s = &poll->class[i];

		/* The time asleep does not count as silence. */
		if (resume)
			s->silent_since = now;
		if (resume || events & BIT(CMIS_EVENT_SETTINGS))
			s->due = cmis_poll_has_class(poll, i) ? now : KTIME_MAX;
	}
	/* A module that is present now may have been away. */
	if (resume || events & BIT(CMIS_EVENT_PRESENCE))
		poll->suspect = true;
	if (events & (BIT(CMIS_EVENT_INTERRUPT) | BIT(CMIS_EVENT_PRESENCE)))
		poll->class[CMIS_CLASS_THERMAL].wanted = true;
}

static void cmis_poll_want(struct cmis_poll *poll, enum cmis_class class)
{
	if (cmis_poll_has_class(poll, class))
		poll->class[class].wanted = true;
}

/**
 * cmis_poll_follow_summary - read flags at once that were not there before
 * @poll: of the cage; lower memory has just been read
 * @interrupt: the module asserts its interrupt: each flag is a reason
 */
void cmis_poll_follow_summary(struct cmis_poll *poll, bool interrupt)
{
	const u8 *summary = poll->lower + CMIS_REG_INDEX(CMIS_FLAGS_SUMMARY);
	/* Banks without a summary: the interrupt may be theirs. */
	bool any = interrupt && poll->banks > CMIS_SUMMARY_BANKS;
	u8 news = 0;

	for (unsigned int b = 0; b < CMIS_SUMMARY_BANKS; b++) {
		news |= interrupt ? summary[b] :
				    summary[b] & ~poll->summary[b];
		poll->summary[b] = summary[b];
	}
	if (any || news & CMIS_SUMMARY_PAGE_11)
		cmis_poll_want(poll, CMIS_CLASS_LANES);
	if (any || news & CMIS_SUMMARY_PAGE_2C)
		cmis_poll_want(poll, CMIS_CLASS_VDM);
}

/**
 * cmis_poll_forget_summary - take flags of the summary for new ones again
 * @poll: of the cage
 * @flags: the next sweep of lower memory finds them
 */
void cmis_poll_forget_summary(struct cmis_poll *poll, u8 flags)
{
	for (unsigned int b = 0; b < CMIS_SUMMARY_BANKS; b++)
		poll->summary[b] &= ~flags;
}

/**
 * cmis_poll_is_patient - a sweep was not acknowledged: whether to wait
 * @poll: of the cage
 * @class: of the sweep
 * @limit_ms: how long the module may be busy
 *
 * A module may be busy for as long as it says; the class is tried again
 * meanwhile, after pauses that grow.
 *
 * Return: true if the module has that time still.
 */
bool cmis_poll_is_patient(struct cmis_poll *poll, enum cmis_class class,
			  u32 limit_ms)
{
	struct cmis_class_poll *s = &poll->class[class];
	ktime_t now = ktime_get();

	if (!s->silent) {
		s->silent = true;
		s->silent_since = now;
		s->retry_ms = 0;
	}
	/* The next try is a whole sweep. */
	s->due = min(s->due, now);
	s->not_before = ktime_add_ms(now, cmis_poll_backoff(&s->retry_ms));
	return cmis_poll_age_ms(s->silent_since) < limit_ms;
}
