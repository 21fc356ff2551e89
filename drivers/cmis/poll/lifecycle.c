// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a cage: empty, probing, ready, fault. One work per cage is the
 * only writer of its state; each run does what is due and says when it wants
 * to run again. Nothing here waits for a module: it comes back later, so that
 * one cage's trouble does not hold up the others on its bus.
 */

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "alert/cage.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/settings.h"
#include "core/snapshot.h"
#include "poll/poll.h"
#include "xfer/xfer.h"

/* A module that does not answer may be busy with a command (lower 37). */
#define CMIS_ABSENT_MS		500
#define CMIS_RETRY_FIRST_MS	20
#define CMIS_RETRY_LAST_MS	250
/* Some modules need so long until all their pages can be read. */
#define CMIS_BOOT_MS		15000
/* Management must come up within tMgmtInit; allow for a slow one. */
#define CMIS_BOOT_SILENT_MS	(CMIS_T_MGMT_INIT_MS + 1000)
/* What is no CMIS module may still be a module that is booting. */
#define CMIS_BOOT_FOREIGN_MS	3000
#define CMIS_FAULT_LOOK_MS	1000
#define CMIS_FAULT_PROBE_MS	10000

static u32 cmis_poll_age_ms(ktime_t since)
{
	s64 ms = ktime_ms_delta(ktime_get(), since);

	return clamp_t(s64, ms, 0, U32_MAX);
}

static void cmis_poll_answered(struct cmis_poll *poll)
{
	poll->answered = ktime_get();
	poll->retry_ms = CMIS_RETRY_FIRST_MS;
}

static unsigned int cmis_poll_backoff(struct cmis_poll *poll)
{
	unsigned int delay_ms = poll->retry_ms;

	poll->retry_ms = min_t(unsigned int, 2 * delay_ms, CMIS_RETRY_LAST_MS);
	return delay_ms;
}

/* 1 or 0 by the signal; 1 where there is none, for the bus to decide. */
static bool cmis_cage_may_be_present(struct cmis_cage *cage)
{
	const struct cmis_transport_ops *ops = &cage->xfer->ops;

	return !ops->present || ops->present(cage->xfer->priv) != 0;
}

/* Whether silence on the bus means that the module has been pulled. */
static bool cmis_cage_silence_is_absence(struct cmis_cage *cage, int err)
{
	return !cage->xfer->ops.present && err == -ENXIO;
}

static struct cmis_module *cmis_cage_module(struct cmis_cage *cage)
{
	/* The cage's work is the only writer. */
	struct cmis_snapshot *snapshot =
		rcu_dereference_protected(cage->snapshot, true);

	return snapshot ? snapshot->module : NULL;
}

/* Alerts first: clients can still look the module up. */
static void cmis_life_drop_module(struct cmis_cage *cage)
{
	if (cmis_cage_module(cage))
		cmis_alert_module_del(cage);
	cmis_cage_del_module(cage);
}

static unsigned int cmis_life_leave(struct cmis_cage *cage)
{
	struct cmis_settings settings;

	cmis_life_drop_module(cage);
	cmis_poll_forget(cage->poll);
	cmis_cage_set_state(cage, CMIS_CAGE_EMPTY, 0);
	/* Last, as a transaction that is under way may take its time. */
	cmis_xfer_set_generation(cage->xfer, 0);
	cmis_cage_get_settings(cage, &settings);
	return settings.period_ms[CMIS_CLASS_THERMAL];
}

static unsigned int cmis_life_arrive(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;

	cmis_life_drop_module(cage);
	cmis_poll_forget(poll);
	poll->arrived = ktime_get();
	poll->since = poll->arrived;
	cmis_poll_answered(poll);
	cmis_xfer_forget_flags(cage->xfer);
	WRITE_ONCE(cage->generation, cage->generation + 1);
	cmis_xfer_set_generation(cage->xfer, cage->generation);
	cmis_cage_set_state(cage, CMIS_CAGE_PROBING, 0);
	return 0;
}

static unsigned int cmis_life_empty(struct cmis_cage *cage,
				    unsigned long events)
{
	struct cmis_settings settings;
	u8 lower[CMIS_PAGE_SIZE];
	int ret;

	if (cmis_cage_may_be_present(cage)) {
		ret = cmis_module_fetch_header(cage, lower);
		if (!cmis_cage_silence_is_absence(cage, ret) &&
		    ret != -ETIMEDOUT && ret != -ENODEV && ret != -ENETDOWN)
			return cmis_life_arrive(cage);
	}

	cmis_cage_get_settings(cage, &settings);
	return settings.period_ms[CMIS_CLASS_THERMAL];
}

/* What a module does not have is never due. */
static bool cmis_poll_has_class(const struct cmis_poll *poll,
				enum cmis_class class)
{
	return class != CMIS_CLASS_VDM || poll->vdm.active;
}

static void cmis_poll_schedule(struct cmis_cage *cage, enum cmis_class class)
{
	struct cmis_poll *poll = cage->poll;
	struct cmis_settings settings;

	cmis_cage_get_settings(cage, &settings);
	poll->due[class] = cmis_poll_has_class(poll, class) ?
			   ktime_add_ms(ktime_get(),
					settings.period_ms[class]) : KTIME_MAX;
	poll->wanted &= ~BIT(class);
}

/*
 * Start from what was read along with the static bytes, but leave the flags to
 * the sweeps: those of an earlier try are kept until they have been shown.
 */
static void cmis_life_seed(struct cmis_poll *poll,
			   const struct cmis_module *module)
{
	unsigned int flags = CMIS_REG_INDEX(CMIS_MODULE_FLAGS);
	unsigned int end = flags + CMIS_REG_SIZE(CMIS_MODULE_FLAGS);

	memcpy(poll->lower, module->lower, flags);
	memcpy(poll->lower + end, module->lower + end,
	       sizeof(poll->lower) - end);
}

/* Page 11h of each bank is there in all modules, but not in all their dumps. */
static int cmis_life_first_sweeps(struct cmis_cage *cage,
				  struct cmis_module *module)
{
	unsigned int i;
	int ret;

	ret = cmis_poll_prepare(cage->poll, module);
	if (ret)
		return ret;
	cmis_life_seed(cage->poll, module);
	for (i = 0; i < CMIS_CLASS_VDM; i++) {
		ret = cmis_poll_sweep(cage, module, i);
		if (ret == -EOPNOTSUPP && cmis_module_may_be_booting(cage))
			return -EAGAIN;
		while (ret == -EOPNOTSUPP && module->plan.banks) {
			cmis_plan_drop_bank(module);
			ret = cmis_poll_sweep(cage, module, i);
		}
		if (ret)
			return ret;
		cmis_poll_schedule(cage, i);
	}
	ret = cmis_vdm_sweep_first(cage, module);
	cmis_poll_schedule(cage, CMIS_CLASS_VDM);
	/* What takes longer does not hold up the rest of the module. */
	if (cmis_vdm_is_long(&cage->poll->vdm, module))
		cage->poll->due[CMIS_CLASS_VDM] = ktime_get();
	return ret;
}

static int cmis_life_try_module(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot;
	struct cmis_module *module;
	int ret;

	ret = cmis_module_probe(cage, &module);
	if (ret)
		return ret;
	ret = cmis_life_first_sweeps(cage, module);
	if (ret) {
		cmis_module_put(module);
		return ret;
	}
	snapshot = cmis_poll_snapshot(cage, module);
	cmis_module_put(module);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);

	ret = cmis_alert_module_add(cage, snapshot);
	if (ret) {
		cmis_snapshot_put(snapshot);
		return ret;
	}

	cmis_poll_answered(cage->poll);
	cmis_cage_add_module(cage, snapshot);
	cmis_cage_set_state(cage, CMIS_CAGE_READY, 0);
	cmis_alert_flush(cage);
	return 0;
}

/* A sweep that has begun goes on when it said that it would. */
static ktime_t cmis_poll_when(const struct cmis_poll *poll,
			      enum cmis_class class)
{
	ktime_t due = poll->due[class];

	if (class != CMIS_CLASS_VDM || !poll->vdm.busy)
		return due;
	return ktime_after(poll->vdm.at, due) ? poll->vdm.at : due;
}

static unsigned int cmis_poll_next_ms(const struct cmis_poll *poll)
{
	s64 next = CMIS_PERIOD_MAX_MS;
	ktime_t now = ktime_get();
	unsigned int i;

	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		next = min(next, ktime_ms_delta(cmis_poll_when(poll, i), now));
	return max_t(s64, next, 0);
}

static unsigned int cmis_life_give_up(struct cmis_cage *cage, int err)
{
	cage->poll->since = ktime_get();
	cmis_cage_set_state(cage, CMIS_CAGE_FAULT,
			    err == -EAGAIN ? -EBADMSG : err);
	return CMIS_FAULT_LOOK_MS;
}

static unsigned int cmis_life_probing(struct cmis_cage *cage,
				      unsigned long events)
{
	struct cmis_poll *poll = cage->poll;
	int ret;

	if (!cmis_cage_may_be_present(cage))
		return cmis_life_leave(cage);
	/* What was read before the sleep may be another module's. */
	if (events & BIT(CMIS_EVENT_RESUME))
		return cmis_life_arrive(cage);

	ret = cmis_life_try_module(cage);
	if (!ret)
		return cmis_poll_next_ms(poll);

	if (ret != -ENXIO && ret != -ETIMEDOUT)
		poll->answered = ktime_get();
	if (cmis_cage_silence_is_absence(cage, ret) &&
	    cmis_poll_age_ms(poll->answered) > CMIS_BOOT_SILENT_MS)
		return cmis_life_leave(cage);
	if (cmis_poll_age_ms(poll->since) > CMIS_BOOT_MS ||
	    (ret == -EPROTONOSUPPORT &&
	     cmis_poll_age_ms(poll->since) > CMIS_BOOT_FOREIGN_MS))
		return cmis_life_give_up(cage, ret);
	return cmis_poll_backoff(poll);
}

/* Nothing to show: look for a change, and now and then try again. */
static unsigned int cmis_life_unusable(struct cmis_cage *cage,
				       unsigned long events)
{
	struct cmis_poll *poll = cage->poll;
	u8 lower[CMIS_PAGE_SIZE];
	int ret;

	if (events & BIT(CMIS_EVENT_RESUME))
		return cmis_life_arrive(cage);
	ret = cmis_module_fetch_header(cage, lower);
	if (ret != -ENXIO)
		poll->answered = ktime_get();
	if (cmis_cage_silence_is_absence(cage, ret))
		return cmis_poll_age_ms(poll->answered) < CMIS_ABSENT_MS ?
		       cmis_poll_backoff(poll) : cmis_life_leave(cage);
	if (ret && cmis_poll_age_ms(poll->since) < CMIS_FAULT_PROBE_MS)
		return CMIS_FAULT_LOOK_MS;

	ret = cmis_life_try_module(cage);
	if (ret)
		return cmis_life_give_up(cage, ret);
	return cmis_poll_next_ms(poll);
}

static u32 cmis_life_absent_ms(struct cmis_cage *cage)
{
	return max_t(u32, CMIS_ABSENT_MS,
		     cmis_cage_module(cage)->adverts.durations.cdb_busy_ms);
}

/* Out of turn, flags and samples are read: no statistics, and no page 14h. */
static bool cmis_life_is_part(struct cmis_cage *cage, enum cmis_class class,
			      bool early)
{
	return early && class == CMIS_CLASS_VDM &&
	       cmis_vdm_is_long(&cage->poll->vdm, cmis_cage_module(cage));
}

/*
 * Readers get the error as soon as so many sweeps in a row have failed. As a
 * part of a sweep that is good does not end such a row, one that fails is not
 * in it: the sweep that is due finds out for itself.
 */
static void cmis_life_count_failure(struct cmis_cage *cage,
				    enum cmis_class class, bool part, int err)
{
	struct cmis_poll *poll = cage->poll;
	struct cmis_settings settings;

	if (part) {
		poll->wanted &= ~BIT(class);
		return;
	}
	cmis_cage_get_settings(cage, &settings);
	cmis_poll_schedule(cage, class);
	if (++poll->failures[class] < settings.stale_sweeps)
		return;
	cmis_poll_publish(cage, class, err);
	cmis_cage_set_state(cage, CMIS_CAGE_FAULT, err);
	cmis_alert_flush(cage);
}

/*
 * Pages that do not answer say little about the module: ask it. If it is
 * there, it had all the time that it asked for, and they still do not answer,
 * that is a failure of theirs.
 */
static unsigned int cmis_life_vdm_silent(struct cmis_cage *cage, bool part,
					 int err)
{
	struct cmis_poll *poll = cage->poll;
	struct cmis_vdm_poll *v = &poll->vdm;
	u32 limit_ms = cmis_life_absent_ms(cage);

	if (!v->failing[part])
		v->failing_since[part] = ktime_get();
	v->failing[part] = true;
	if (cmis_poll_age_ms(v->failing_since[part]) >= limit_ms) {
		cmis_life_count_failure(cage, CMIS_CLASS_VDM, part, err);
		return cmis_poll_next_ms(poll);
	}
	if (cmis_poll_age_ms(poll->answered) >= limit_ms)
		poll->wanted |= BIT(CMIS_CLASS_THERMAL);
	return cmis_poll_backoff(poll);
}

/*
 * A sweep, or the look at the identity before it, failed. A module that does
 * not acknowledge is busy until it had all the time that it asked for; then it
 * is gone, if there is no signal that says otherwise.
 */
static unsigned int cmis_life_failed(struct cmis_cage *cage,
				     enum cmis_class class, bool early,
				     int err)
{
	bool part = cmis_life_is_part(cage, class, early);
	struct cmis_poll *poll = cage->poll;

	/* Busy for a moment, maybe: the last sweep is long ago. */
	if (!poll->suspect)
		poll->answered = ktime_get();
	poll->suspect = true;
	if (err == -ENXIO && class == CMIS_CLASS_VDM)
		return cmis_life_vdm_silent(cage, part, err);
	if (err == -ENXIO &&
	    cmis_poll_age_ms(poll->answered) < cmis_life_absent_ms(cage))
		return cmis_poll_backoff(poll);
	if (cmis_cage_silence_is_absence(cage, err))
		return cmis_life_leave(cage);

	cmis_life_count_failure(cage, class, part, err);
	return cmis_poll_next_ms(poll);
}

static void cmis_life_recovered(struct cmis_cage *cage, enum cmis_class class,
				bool early)
{
	bool part = cmis_life_is_part(cage, class, early);
	struct cmis_poll *poll = cage->poll;
	unsigned int i;

	cmis_poll_answered(poll);
	if (class == CMIS_CLASS_VDM)
		poll->vdm.failing[true] = false;
	if (part)
		return;
	poll->failures[class] = 0;
	if (class == CMIS_CLASS_VDM)
		poll->vdm.failing[false] = false;
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		if (poll->failures[i])
			return;
	cmis_cage_set_state(cage, CMIS_CAGE_READY, 0);
}

/* Which sweep reads the flags that a bit of the summary tells of. */
static const struct cmis_summary_row {
	u8 summary;
	u8 class;
} cmis_summary_rows[] = {
	{ CMIS_SUMMARY_PAGE_11, CMIS_CLASS_LANES },
	{ CMIS_SUMMARY_PAGE_2C, CMIS_CLASS_VDM },
};

/* Flags that were not there at the last sweep are worth a look at once. */
static void cmis_life_follow_bank(struct cmis_poll *poll, unsigned int bank,
				  u8 summary, bool interrupt)
{
	u8 news = interrupt ? summary : summary & ~poll->summary[bank];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_summary_rows); i++)
		if (news & cmis_summary_rows[i].summary &&
		    cmis_poll_has_class(poll, cmis_summary_rows[i].class))
			poll->wanted |= BIT(cmis_summary_rows[i].class);
	poll->summary[bank] = summary;
}

static void cmis_life_follow_summary(struct cmis_poll *poll, bool interrupt)
{
	const u8 *summary = poll->lower + CMIS_REG_INDEX(CMIS_FLAGS_SUMMARY);
	unsigned int b;

	for (b = 0; b < CMIS_SUMMARY_BANKS; b++)
		cmis_life_follow_bank(poll, b, summary[b], interrupt);
	/* Other banks have no summary: an interrupt may be theirs. */
	if (interrupt && poll->banks > CMIS_SUMMARY_BANKS)
		poll->wanted |= BIT(CMIS_CLASS_LANES) |
				(poll->vdm.active ? BIT(CMIS_CLASS_VDM) : 0);
}

static bool cmis_poll_state_changed(const struct cmis_poll *poll)
{
	return poll->lower[CMIS_REG_INDEX(CMIS_FLAGS_MODULE)] &
	       CMIS_FLAG_STATE_CHANGED;
}

/*
 * A swap raises a flag in the new module, unless its memory is flat. A whole
 * sweep of VDM looks at the identity by itself, at its end.
 */
static bool cmis_life_wants_identity(const struct cmis_poll *poll,
				     enum cmis_class class, bool whole)
{
	return poll->suspect || class == CMIS_CLASS_LANES ||
	       (class == CMIS_CLASS_VDM && !whole);
}

/* 0, -ESTALE if another module is there, or an errno of the bus. */
static int cmis_life_check_identity(struct cmis_cage *cage)
{
	int same;

	if (cage->poll->suspect)
		cmis_xfer_invalidate(cage->xfer);
	same = cmis_module_fetch_same(cage, cmis_cage_module(cage));
	if (same < 0)
		return same;
	cage->poll->suspect = false;
	if (!same)
		return -ESTALE;
	cmis_cage_set_seen(cage);
	return 0;
}

/* @whole: with what takes more than one run of the work */
static int cmis_life_read(struct cmis_cage *cage, enum cmis_class class,
			  bool whole)
{
	struct cmis_module *module = cmis_cage_module(cage);
	struct cmis_poll *poll = cage->poll;
	int ret;

	poll->early = !whole;
	if (cmis_life_wants_identity(poll, class, whole)) {
		ret = cmis_life_check_identity(cage);
		if (ret)
			return ret;
	}
	ret = class == CMIS_CLASS_VDM && whole ?
	      cmis_vdm_run(cage, module) :
	      cmis_poll_sweep(cage, module, class);
	if (ret)
		return ret;
	if (class == CMIS_CLASS_THERMAL && !module->basics.flat &&
	    cmis_poll_state_changed(poll)) {
		ret = cmis_life_check_identity(cage);
		if (ret)
			return ret;
	}
	return cmis_life_is_part(cage, class, !whole) ?
	       cmis_poll_publish_part(cage, class) :
	       cmis_poll_publish(cage, class, 0);
}

static bool cmis_poll_is_due(const struct cmis_poll *poll,
			     enum cmis_class class)
{
	return !ktime_after(poll->due[class], ktime_get());
}

/* What is wanted at once does not wait for a sweep that takes long. */
static bool cmis_life_is_early(const struct cmis_poll *poll,
			       enum cmis_class class)
{
	if (!cmis_poll_is_due(poll, class))
		return true;
	return class == CMIS_CLASS_VDM && poll->vdm.busy &&
	       poll->wanted & BIT(class);
}

/* A sweep out of turn does not put off the one that is due. */
static int cmis_life_sweep(struct cmis_cage *cage, enum cmis_class class,
			   bool early)
{
	struct cmis_poll *poll = cage->poll;
	int ret;

	if (!early && class == CMIS_CLASS_VDM && poll->vdm.busy &&
	    cmis_vdm_is_pausing(&poll->vdm))
		return 0;
	ret = cmis_life_read(cage, class, !early);
	if (ret == -EINPROGRESS)
		return 0;
	if (ret)
		return ret;
	if (early)
		poll->wanted &= ~BIT(class);
	else
		cmis_poll_schedule(cage, class);
	cmis_life_recovered(cage, class, early);
	cmis_alert_flush(cage);
	return 0;
}

static void cmis_life_take_events(struct cmis_cage *cage, unsigned long events)
{
	struct cmis_poll *poll = cage->poll;
	ktime_t now = ktime_get();
	unsigned int i;

	if (events & BIT(CMIS_EVENT_SETTINGS) &&
	    cmis_vdm_set_active(cage, cmis_cage_module(cage)))
		cmis_poll_publish_part(cage, CMIS_CLASS_VDM);
	/* If it is present now, it may have been away all the same. */
	if (events & (BIT(CMIS_EVENT_RESUME) | BIT(CMIS_EVENT_PRESENCE)))
		poll->suspect = true;
	/* Busy for a moment, maybe: the time asleep does not count. */
	if (events & BIT(CMIS_EVENT_RESUME))
		poll->answered = now;
	if (events & (BIT(CMIS_EVENT_INTERRUPT) | BIT(CMIS_EVENT_PRESENCE)))
		poll->wanted |= BIT(CMIS_CLASS_THERMAL);
	if (events & (BIT(CMIS_EVENT_RESUME) | BIT(CMIS_EVENT_SETTINGS)))
		for (i = 0; i < CMIS_CLASS_COUNT; i++)
			poll->due[i] = cmis_poll_has_class(poll, i) ?
				       now : KTIME_MAX;
}

/* Pages of flags that no sweep reads: summary bit and what to read. */
static const struct cmis_flag_page {
	u8 summary;
	u32 reg;
} cmis_flag_pages[] = {
	{ CMIS_SUMMARY_PAGE_12, CMIS_TUNING_FLAGS },
	{ CMIS_SUMMARY_PAGE_14, CMIS_DIAG_REFCLK_FLAG },
	{ CMIS_SUMMARY_PAGE_14, CMIS_DIAG_FLAGS },
	{ CMIS_SUMMARY_PAGE_2C, CMIS_VDM_FLAGS },
};

/* No reader: what is cleared in the module waits for those who want it. */
static void cmis_life_harvest(struct cmis_cage *cage, u8 bank, u32 reg)
{
	u8 buf[CMIS_PAGE_SIZE];
	const struct cmis_req req = {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.buf = buf,
		.len = CMIS_REG_SIZE(reg),
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};

	/* Should this fail, the line stays asserted, and sweeps go on. */
	cmis_xfer_read(cage->xfer, &req);
}

/* The line is released when the last flag that holds it has been read. */
static void cmis_life_release_line(struct cmis_cage *cage)
{
	const struct cmis_plan *plan = &cmis_cage_module(cage)->plan;
	unsigned int b, i;
	u8 summary;

	for (b = 0; b < min(plan->banks, CMIS_SUMMARY_BANKS); b++) {
		summary = cage->poll->summary[b];
		/* The sweep that it asked for has read them. */
		if (plan->vdm.flags[b].len)
			summary &= ~CMIS_SUMMARY_PAGE_2C;
		for (i = 0; i < ARRAY_SIZE(cmis_flag_pages); i++)
			if (summary & cmis_flag_pages[i].summary)
				cmis_life_harvest(cage, b,
						  cmis_flag_pages[i].reg);
	}
}

static unsigned int cmis_life_module(struct cmis_cage *cage,
				     unsigned long events)
{
	bool interrupt = events & BIT(CMIS_EVENT_INTERRUPT);
	struct cmis_poll *poll = cage->poll;
	unsigned int i;
	bool early;
	int ret;

	if (events & BIT(CMIS_EVENT_RESET))
		return cmis_life_arrive(cage);
	cmis_life_take_events(cage, events);

	for (i = 0; i < CMIS_CLASS_COUNT; i++) {
		if (!(poll->wanted & BIT(i)) && !cmis_poll_is_due(poll, i))
			continue;
		early = cmis_life_is_early(poll, i);
		ret = cmis_life_sweep(cage, i, early);
		if (ret == -ESTALE)
			return cmis_life_arrive(cage);
		if (ret)
			return cmis_life_failed(cage, i, early, ret);
		if (i == CMIS_CLASS_THERMAL &&
		    !cmis_cage_module(cage)->basics.flat)
			cmis_life_follow_summary(poll, interrupt);
	}
	if (interrupt && !cmis_cage_module(cage)->basics.flat)
		cmis_life_release_line(cage);
	return cmis_poll_next_ms(poll);
}

static unsigned int cmis_life_present(struct cmis_cage *cage,
				      unsigned long events)
{
	if (!cmis_cage_may_be_present(cage))
		return cmis_life_leave(cage);
	return cmis_cage_module(cage) ? cmis_life_module(cage, events) :
					cmis_life_unusable(cage, events);
}

static unsigned int (*const cmis_life_states[])(struct cmis_cage *cage,
						unsigned long events) = {
	[CMIS_CAGE_EMPTY] = cmis_life_empty,
	[CMIS_CAGE_PROBING] = cmis_life_probing,
	[CMIS_CAGE_READY] = cmis_life_present,
	[CMIS_CAGE_FAULT] = cmis_life_present,
};

static_assert(ARRAY_SIZE(cmis_life_states) == CMIS_CAGE_STATE_COUNT);

static void cmis_life_work(struct work_struct *work)
{
	struct cmis_cage *cage = container_of(to_delayed_work(work),
					      struct cmis_cage, events.work);
	unsigned long events = cmis_cage_take_events(cage);
	unsigned int delay_ms;

	if (!cmis_cage_module(cage))
		cmis_cage_set_seen(cage);
	delay_ms = cmis_life_states[cage->state](cage, events);

	/* Events that are held back are a reason to run, too. */
	cmis_cage_queue(cage, min(delay_ms, cmis_alert_flush(cage)));
	if (events & BIT(CMIS_EVENT_INTERRUPT))
		cmis_irq_done(&cage->irq);
}

static void cmis_life_exit(struct cmis_cage *cage)
{
	cmis_life_drop_module(cage);
	if (cage->poll)
		cmis_poll_forget(cage->poll);
	kfree(cage->poll);
	cage->poll = NULL;
}

static int cmis_life_init(struct cmis_cage *cage)
{
	cage->poll = kzalloc(sizeof(*cage->poll), GFP_KERNEL);
	if (cage->poll && !cmis_alert_cage_init(cage))
		return 0;
	cmis_life_exit(cage);
	return -ENOMEM;
}

const struct cmis_policy cmis_life_policy = {
	.work = cmis_life_work,
	.cage_init = cmis_life_init,
	.cage_exit = cmis_life_exit,
	.cage_quiesce = cmis_vdm_quiesce,
};
