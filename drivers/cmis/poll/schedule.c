// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decides when a cage's work sweeps each class. Each class has a state of its
 * own, and all classes follow the same rules. No function here uses a bus.
 */

#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/minmax.h>

#include "poll/schedule.h"
#include "core/work.h"
#include "poll/poll.h"

#define CMIS_RETRY_FIRST_MS	20
#define CMIS_RETRY_LAST_MS	250

/**
 * cmis_poll_age_ms - get the time since an event
 * @since: time of the event
 *
 * Return: milliseconds, at most U32_MAX.
 */
u32 cmis_poll_age_ms(ktime_t since)
{
	return clamp_t(s64, ktime_ms_delta(ktime_get(), since), 0, U32_MAX);
}

/**
 * cmis_poll_backoff - get the pause before the next try
 * @retry_ms: the pause; 0 before the first try; grows
 *
 * Return: milliseconds.
 */
unsigned int cmis_poll_backoff(unsigned int *retry_ms)
{
	unsigned int delay_ms = *retry_ms ? *retry_ms : CMIS_RETRY_FIRST_MS;

	*retry_ms = min_t(unsigned int, 2 * delay_ms, CMIS_RETRY_LAST_MS);
	return delay_ms;
}

/* Sweeps of a class that the module lacks are never due. */
static bool cmis_poll_has_class(const struct cmis_poll *poll,
				enum cmis_class class)
{
	return class != CMIS_CLASS_VDM || poll->vdm.active;
}

/**
 * cmis_poll_schedule - make the next whole sweep due in one period from now
 * @poll: state of the cage's work
 * @class: class of the sweep
 */
void cmis_poll_schedule(struct cmis_poll *poll, enum cmis_class class)
{
	struct cmis_class_poll *s = &poll->class[class];

	s->due = cmis_poll_has_class(poll, class) ?
		 ktime_add_ms(ktime_get(), poll->settings.period_ms[class]) :
		 KTIME_MAX;
	s->wanted = false;
}

/* Locks make a period at most so many times longer: alerts must still come. */
#define CMIS_LOCK_STRETCH	24

/*
 * Eighths of the time with locks, for the sweeps of each class. The last one is
 * for looks at the netdev (port/view.c).
 */
static const u8 cmis_lock_shares[CMIS_CLASS_COUNT] = {
	[CMIS_CLASS_THERMAL] = 4,
	[CMIS_CLASS_LANES] = 2,
	[CMIS_CLASS_VDM] = 1,
};

/**
 * cmis_poll_note_locks - note how long a sweep has held locks of others
 * @poll: state of the cage's work
 * @class: class of the sweep
 * @lock_us: the time, in microseconds
 * @lock_ppm: share of the time that all sweeps may hold locks, in millionths;
 *	not 0
 */
void cmis_poll_note_locks(struct cmis_poll *poll, enum cmis_class class,
			  u32 lock_us, u32 lock_ppm)
{
	u64 least_ms = 8ULL * USEC_PER_SEC / USEC_PER_MSEC * lock_us;

	do_div(least_ms, lock_ppm * cmis_lock_shares[class]);
	poll->class[class].least_ms = min_t(u64, least_ms, CMIS_PERIOD_MAX_MS);
}

/**
 * cmis_poll_spare_locks - make periods so long that locks are held seldom
 * @poll: state of the cage's work, with the settings of the cage
 * @period_ms: least default periods, by enum cmis_class; an administrator who
 *	has set a shorter one gets that
 */
void cmis_poll_spare_locks(struct cmis_poll *poll, const u32 *period_ms)
{
	u32 *now = poll->settings.period_ms;

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		if (now[i] >= period_ms[i])
			now[i] = clamp(poll->class[i].least_ms, now[i],
				       CMIS_LOCK_STRETCH * now[i]);
}

/**
 * cmis_poll_is_wanted - whether to sweep a class now
 * @poll: state of the cage's work
 * @class: the class
 * @early: set to true if the whole sweep pauses or is not due yet. A silent
 *	class has no early sweeps
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
 * cmis_poll_read_live - the module's live values have been read
 * @poll: state of the cage's work
 */
void cmis_poll_read_live(struct cmis_poll *poll)
{
	poll->vdm.live_due = ktime_add_ms(ktime_get(), poll->vdm.live_ms);
}

/**
 * cmis_poll_follow_live - want live values if they are due between two sweeps
 * @poll: state of the work of a cage with a module
 */
void cmis_poll_follow_live(struct cmis_poll *poll)
{
	if (!poll->vdm.live_ms ||
	    ktime_before(ktime_get(), poll->vdm.live_due))
		return;
	cmis_poll_read_live(poll);
	/* A whole sweep under way reads them as well. */
	if (!poll->vdm.busy && !poll->class[CMIS_CLASS_VDM].silent)
		poll->class[CMIS_CLASS_VDM].wanted = true;
}

/**
 * cmis_poll_next_ms - get the time until the next run of the work
 * @poll: state of the work of a cage with a module
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
	if (poll->vdm.live_ms)
		next = min(next, ktime_ms_delta(poll->vdm.live_due, now));
	return max_t(s64, next, 0);
}

static void cmis_poll_want(struct cmis_poll *poll, enum cmis_class class)
{
	if (cmis_poll_has_class(poll, class))
		poll->class[class].wanted = true;
}

/**
 * cmis_poll_take_events - make sweeps due after events
 * @poll: state of the work of a cage with a module
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
	/* Somebody may have swapped the module meanwhile. */
	if (resume || events & BIT(CMIS_EVENT_PRESENCE))
		poll->suspect = true;
	if (events & (BIT(CMIS_EVENT_INTERRUPT) | BIT(CMIS_EVENT_PRESENCE)))
		poll->class[CMIS_CLASS_THERMAL].wanted = true;
	/* Live error ratios are evidence; a whole sweep takes too long. */
	if (events & BIT(CMIS_EVENT_LINK))
		cmis_poll_want(poll, CMIS_CLASS_VDM);
}

/**
 * cmis_poll_run_ahead - sweep before the bus is blocked
 * @poll: state of the work of a cage with a module
 * @ms: how long the bus will be blocked: sweeps that get due meanwhile are due
 *	now. The long sweeps of VDM are not
 */
void cmis_poll_run_ahead(struct cmis_poll *poll, u32 ms)
{
	ktime_t now = ktime_get();

	for (unsigned int i = 0; i < CMIS_CLASS_VDM; i++)
		if (ktime_before(poll->class[i].due, ktime_add_ms(now, ms)))
			poll->class[i].due = min(poll->class[i].due, now);
}

/**
 * cmis_poll_follow_summary - want the sweeps that read new flags
 * @poll: state of the cage's work; has lower memory as just read
 * @interrupt: the module asserts its interrupt line: read old flags as well
 */
void cmis_poll_follow_summary(struct cmis_poll *poll, bool interrupt)
{
	const u8 *summary = poll->lower + CMIS_REG_INDEX(CMIS_FLAGS_SUMMARY);
	/* A bank without a summary may have caused the interrupt. */
	bool any = interrupt && poll->banks > CMIS_SUMMARY_BANKS;
	u8 news = 0;

	for (unsigned int b = 0; b < CMIS_SUMMARY_BANKS; b++) {
		news |= interrupt ? summary[b] :
				    summary[b] & ~poll->summary[b];
		poll->summary[b] = summary[b];
	}
	/* Nor do flags of external lasers have one. */
	if (any || (interrupt && poll->ext) || news & CMIS_SUMMARY_PAGE_11 ||
	    (poll->tuning && news & CMIS_SUMMARY_PAGE_12))
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
 * cmis_poll_is_patient - whether to try again after a sweep without acknowledge
 * @poll: state of the cage's work
 * @class: class of the sweep
 * @limit_ms: how long the module may be busy
 *
 * While the module may be busy, the driver repeats the sweep after growing
 * pauses.
 *
 * Return: true if the module may still be busy.
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
	/* The next try is a whole sweep, not an early one. */
	s->due = min(s->due, now);
	s->not_before = ktime_add_ms(now, cmis_poll_backoff(&s->retry_ms));
	return cmis_poll_age_ms(s->silent_since) < limit_ms;
}
