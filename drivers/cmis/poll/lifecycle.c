// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a cage: empty, probing, ready, fault. One work per cage is the
 * only writer of its state. Each run of the work does the steps that are due
 * and returns the time of the next run. No function here waits for a module:
 * the work runs again later, so a slow module does not delay the other cages on
 * its bus.
 *
 * Functions of type unsigned int return the milliseconds until the next run.
 */

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "poll/lifecycle.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/cdb.h"
#include "core/control.h"
#include "core/record.h"
#include "core/recorder.h"
#include "poll/burst.h"
#include "poll/firmware.h"
#include "poll/evidence.h"
#include "poll/freeze.h"
#include "poll/mask.h"
#include "poll/poll.h"
#include "poll/probe.h"
#include "poll/publish.h"
#include "poll/range.h"
#include "poll/refresh.h"
#include "poll/schedule.h"
#include "poll/share.h"
#include "poll/sweep.h"
#include "poll/sweep_vdm.h"
#include "xfer/xfer.h"

/* A module that does not answer may be busy with a command (lower 37). */
#define CMIS_ABSENT_MS		500
/* Some modules need this time until all their pages can be read. */
#define CMIS_BOOT_MS		15000
/* A module must answer within tMgmtInit; a slow one gets a second more. */
#define CMIS_BOOT_SILENT_MS	(CMIS_T_MGMT_INIT_MS + 1000)
/* While a module boots, its first bytes may not be those of CMIS. */
#define CMIS_BOOT_FOREIGN_MS	3000
#define CMIS_FAULT_LOOK_MS	1000
#define CMIS_FAULT_PROBE_MS	10000

/* Without a presence signal a module may be present: the bus decides. */
static bool cmis_cage_may_be_present(struct cmis_cage *cage)
{
	const struct cmis_transport_ops *ops = &cage->xfer->ops;

	return !ops->present || ops->present(cage->xfer->priv) != 0;
}

/* Without a presence signal, a module that does not answer is absent. */
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

/* Clear the alerts first: clients can still look up the module. */
static void cmis_life_drop_module(struct cmis_cage *cage)
{
	if (cmis_cage_module(cage))
		cmis_alert_module_del(cage);
	cmis_cage_del_module(cage);
	cmis_cdb_forget(&cage->cdb);
	cmis_work_forget_load(cage);
}

static void cmis_life_get_settings(struct cmis_cage *cage)
{
	cmis_cage_get_settings(cage, &cage->poll->settings);
	cmis_share_bus(cage);
	cmis_poll_spare_locks(cage->poll, cage->thrift.period_ms);
	cmis_share_show(cage);
}

static unsigned int cmis_life_leave(struct cmis_cage *cage)
{
	cmis_life_drop_module(cage);
	cmis_control_forget(cage);
	cmis_poll_forget(cage->poll);
	/* Reads of an empty cage cost as little as they ever did. */
	cmis_life_get_settings(cage);
	cmis_cage_set_state(cage, CMIS_CAGE_EMPTY, 0);
	cmis_record_leave(cage);
	/* This step comes last: it waits for a transaction under way. */
	cmis_xfer_set_generation(cage->xfer, 0);
	return cage->poll->settings.period_ms[CMIS_CLASS_THERMAL];
}

static unsigned int cmis_life_arrive(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;

	cmis_life_drop_module(cage);
	cmis_control_forget(cage);
	cmis_poll_forget(poll);
	poll->answered = ktime_get();
	poll->arrived = poll->answered;
	poll->since = poll->answered;
	cmis_xfer_forget_flags(cage->xfer);
	WRITE_ONCE(cage->generation, cage->generation + 1);
	cmis_xfer_set_generation(cage->xfer, cage->generation);
	cmis_cage_set_state(cage, CMIS_CAGE_PROBING, 0);
	cmis_record_arrive(cage);
	return 0;
}

static unsigned int cmis_life_empty(struct cmis_cage *cage,
				    unsigned long events)
{
	u8 lower[CMIS_PAGE_SIZE];
	int ret;

	if (cmis_cage_may_be_present(cage)) {
		ret = cmis_module_fetch_header(cage, lower);
		if (!cmis_cage_silence_is_absence(cage, ret) &&
		    ret != -ETIMEDOUT && ret != -ENODEV && ret != -ENETDOWN)
			return cmis_life_arrive(cage);
	}
	return cage->poll->settings.period_ms[CMIS_CLASS_THERMAL];
}

static unsigned int cmis_life_next_ms(const struct cmis_poll *poll)
{
	return min3(cmis_poll_next_ms(poll), cmis_refresh_next_ms(poll),
		    cmis_firmware_next_ms(poll));
}

static int cmis_life_show_module(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	struct cmis_snapshot *snapshot;
	int ret;

	ret = cmis_poll_prepare(cage->poll, module);
	if (ret)
		return ret;
	cmis_record_start(cage, module);
	ret = cmis_poll_sweep_all(cage, module);
	if (ret)
		return ret;
	snapshot = cmis_poll_snapshot(cage, module);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_alert_module_add(cage, snapshot);
	if (ret) {
		/* The next try shows the flags. */
		for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
			cage->poll->class[i].unseen = true;
		cmis_snapshot_put(snapshot);
		return ret;
	}
	cage->poll->found =
		module->lower[CMIS_REG_INDEX(CMIS_MODULE_CONTROL)];
	cmis_cage_add_module(cage, snapshot);
	cmis_refresh_start(cage->poll, module);
	cmis_cage_set_usable(cage);
	cmis_alert_flush(cage);
	return 0;
}

static int cmis_life_try_module(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;
	struct cmis_module *module;
	int ret;

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		poll->class[i].error = 0;
		poll->class[i].lost = 0;
	}
	memset(poll->lost, 0, sizeof(poll->lost));
	ret = cmis_module_probe(cage, &module);
	if (ret)
		return ret;
	ret = cmis_life_show_module(cage, module);
	cmis_module_put(module);
	return ret;
}

static unsigned int cmis_life_look_ms(const struct cmis_cage *cage)
{
	return max_t(unsigned int, CMIS_FAULT_LOOK_MS,
		     cage->thrift.period_ms[CMIS_CLASS_THERMAL]);
}

static unsigned int cmis_life_give_up(struct cmis_cage *cage, int err)
{
	cage->poll->since = ktime_get();
	cmis_cage_set_state(cage, CMIS_CAGE_FAULT,
			    err == -EAGAIN ? -EBADMSG : err);
	return cmis_life_look_ms(cage);
}

static unsigned int cmis_life_probing(struct cmis_cage *cage,
				      unsigned long events)
{
	struct cmis_poll *poll = cage->poll;
	int ret;

	if (!cmis_cage_may_be_present(cage))
		return cmis_life_leave(cage);
	/* Bytes read before the sleep may come from another module. */
	if (events & BIT(CMIS_EVENT_RESUME))
		return cmis_life_arrive(cage);

	poll->partial = cmis_poll_age_ms(poll->since) > CMIS_BOOT_MS;
	ret = cmis_life_try_module(cage);
	if (!ret)
		return cmis_life_next_ms(poll);

	if (ret != -ENXIO && ret != -ETIMEDOUT)
		poll->answered = ktime_get();
	if (cmis_cage_silence_is_absence(cage, ret) &&
	    cmis_poll_age_ms(poll->answered) > CMIS_BOOT_SILENT_MS)
		return cmis_life_leave(cage);
	if (poll->partial ||
	    (ret == -EPROTONOSUPPORT &&
	     cmis_poll_age_ms(poll->since) > CMIS_BOOT_FOREIGN_MS))
		return cmis_life_give_up(cage, ret);
	return cmis_poll_backoff(&poll->retry_ms);
}

/* The module cannot be shown: look for a change, and probe now and then. */
static unsigned int cmis_life_unusable(struct cmis_cage *cage,
				       unsigned long events)
{
	struct cmis_poll *poll = cage->poll;
	u8 lower[CMIS_PAGE_SIZE];
	int ret;

	if (events & (BIT(CMIS_EVENT_RESUME) | BIT(CMIS_EVENT_PRESENCE)))
		return cmis_life_arrive(cage);
	ret = cmis_module_fetch_header(cage, lower);
	if (ret != -ENXIO)
		poll->answered = ktime_get();
	if (cmis_cage_silence_is_absence(cage, ret))
		return cmis_poll_age_ms(poll->answered) < CMIS_ABSENT_MS ?
		       cmis_poll_backoff(&poll->retry_ms) :
		       cmis_life_leave(cage);
	if (ret == -ETIMEDOUT)
		return cmis_life_give_up(cage, ret);
	if (ret && cmis_poll_age_ms(poll->since) < CMIS_FAULT_PROBE_MS)
		return cmis_life_look_ms(cage);

	poll->partial = true;
	ret = cmis_life_try_module(cage);
	if (ret)
		return cmis_life_give_up(cage, ret);
	return cmis_life_next_ms(poll);
}

/*
 * An early sweep of VDM reads flags and samples only, without statistics and
 * page 14h.
 */
static bool cmis_life_is_part(struct cmis_cage *cage, enum cmis_class class)
{
	return cage->poll->early && class == CMIS_CLASS_VDM &&
	       cmis_vdm_is_long(&cage->poll->vdm, cmis_cage_module(cage));
}

/*
 * A sweep has failed, or the check of the identity before it. The rules are the
 * same for each class:
 *
 * A module that does not acknowledge may be busy for the time that it
 * advertises. After this time the sweep has failed. But if the module has
 * answered nothing in this time, and there is no presence signal, the module is
 * gone. Readers get the error when stale_sweeps whole sweeps in a row have
 * failed. A failed early sweep does not count, since a whole sweep follows.
 *
 * Until the driver has compared the identity, the module may be another one.
 * Each module has lower memory, so if the sweeps of lower memory fail, the
 * whole cage is in fault.
 *
 * Returns false if the module is gone.
 */
static bool cmis_life_failed(struct cmis_cage *cage, enum cmis_class class,
			     int err)
{
	const struct cmis_module *module = cmis_cage_module(cage);
	u32 limit_ms = max_t(u32, CMIS_ABSENT_MS,
			     module->adverts.durations.cdb_busy_ms);
	struct cmis_poll *poll = cage->poll;
	struct cmis_class_poll *s = &poll->class[class];

	poll->suspect = true;
	cmis_record_note_sweep(cage, class, 0, err);
	if (err == -ENETDOWN)
		WRITE_ONCE(cage->skipped_sweeps, cage->skipped_sweeps + 1);
	if (cmis_life_is_part(cage, class)) {
		s->wanted = false;
		cmis_poll_forget_summary(poll, CMIS_SUMMARY_PAGE_2C);
		return true;
	}
	if (err == -ENXIO && cmis_poll_is_patient(poll, class, limit_ms))
		return true;
	if (cmis_cage_silence_is_absence(cage, err) &&
	    !ktime_after(poll->answered, s->silent_since)) {
		if (class == CMIS_CLASS_THERMAL)
			return false;
		/* A read of lower memory shows whether the module is there. */
		poll->class[CMIS_CLASS_THERMAL].wanted = true;
		return true;
	}

	cmis_poll_schedule(poll, class);
	if (++s->failures < poll->settings.stale_sweeps)
		return true;
	cmis_poll_set_error(poll, class, err);
	cmis_poll_publish(cage, class, CMIS_NEWS_ERROR);
	if (class == CMIS_CLASS_THERMAL)
		cmis_cage_set_state(cage, CMIS_CAGE_FAULT, err);
	cmis_alert_flush(cage);
	return true;
}

static int cmis_life_check_identity(struct cmis_cage *cage)
{
	int ret;

	if (cage->poll->suspect)
		cmis_xfer_invalidate(cage->xfer);
	ret = cmis_module_fetch_same(cage, cmis_cage_module(cage));
	if (ret)
		return ret;
	cage->poll->away |= cage->poll->suspect;
	cage->poll->suspect = false;
	cmis_cage_set_seen(cage);
	return 0;
}

/*
 * A new module sets a flag in lower memory, unless its memory is flat. So a
 * thermal sweep checks the identity only if this flag is set, or if the module
 * is suspect. A whole sweep of VDM checks the identity at its end, and at its
 * start if the module is suspect. All other sweeps start with the check.
 */
static int cmis_life_read(struct cmis_cage *cage, enum cmis_class class)
{
	const u8 *flags =
		cage->poll->lower + CMIS_REG_INDEX(CMIS_FLAGS_MODULE);
	const struct cmis_range state = cmis_range_of(0, CMIS_MODULE_STATE);
	struct cmis_module *module = cmis_cage_module(cage);
	bool whole_vdm = class == CMIS_CLASS_VDM && !cage->poll->early;
	u8 byte;
	int ret;

	if (cage->poll->suspect ||
	    (class != CMIS_CLASS_THERMAL && !whole_vdm)) {
		ret = cmis_life_check_identity(cage);
		/* Without page 00h: does lower memory answer, at least? */
		if (ret && ret != -ETIMEDOUT && class == CMIS_CLASS_THERMAL)
			cmis_range_fetch(cage, &state, &byte);
		if (ret)
			return ret;
	}
	if (whole_vdm)
		return cmis_vdm_run(cage, module);
	ret = cmis_poll_sweep(cage, module, class);
	if (ret)
		return ret;
	if (class == CMIS_CLASS_THERMAL && !module->basics.flat &&
	    *flags & CMIS_FLAG_STATE_CHANGED)
		return cmis_life_check_identity(cage);
	return 0;
}

/* An early sweep of VDM does not delay the next whole sweep. */
static int cmis_life_sweep(struct cmis_cage *cage, enum cmis_class class)
{
	atomic64_t *locks = &cage->xfer->counters[CMIS_CNT_LOCK_US];
	atomic64_t *bus = &cage->xfer->counters[CMIS_CNT_BUS_US];
	bool part = cmis_life_is_part(cage, class);
	struct cmis_poll *poll = cage->poll;
	struct cmis_class_poll *s = &poll->class[class];
	u64 lock_us, bus_us;
	int ret;

	lock_us = atomic64_read(locks);
	bus_us = atomic64_read(bus);
	ret = cmis_life_read(cage, class);
	cmis_share_note(cage, class, atomic64_read(bus) - bus_us, ret);
	if (ret)
		return ret;
	lock_us = atomic64_read(locks) - lock_us;
	if (cage->thrift.lock_ppm && lock_us)
		cmis_poll_note_locks(poll, class, lock_us,
				     cage->thrift.lock_ppm);
	/* The cost of this sweep decides on the next one. */
	cmis_life_get_settings(cage);
	if (!part && !(class == CMIS_CLASS_VDM && poll->lost[class].len))
		s->error = 0;
	ret = cmis_poll_publish(cage, class,
				part ? CMIS_NEWS_PART : CMIS_NEWS_SWEEP);
	if (ret)
		return ret;
	s->wanted = false;
	if (!poll->early)
		cmis_poll_schedule(poll, class);
	if (!part) {
		s->silent = false;
		s->failures = 0;
	}
	cmis_alert_flush(cage);
	return 0;
}

/*
 * Flags that a sweep may not read, and their bit in the summary: page 12h of a
 * module that is shown without its lasers, too.
 */
static const struct cmis_flag_page {
	u8 summary;
	u32 reg;
} cmis_flag_pages[] = {
	{ CMIS_SUMMARY_PAGE_12, CMIS_TUNING_FLAGS },
	{ CMIS_SUMMARY_PAGE_14, CMIS_DIAG_REFCLK_FLAG },
	{ CMIS_SUMMARY_PAGE_14, CMIS_DIAG_FLAGS },
	{ CMIS_SUMMARY_PAGE_2C, CMIS_VDM_FLAGS },
};

/*
 * The module releases its interrupt line after a read of the last flag that
 * holds the line. These reads have no reader, so the flags wait for all
 * readers. If a read fails, the line stays asserted, and the next run of the
 * work tries again.
 */
static void cmis_life_release_line(struct cmis_cage *cage)
{
	const struct cmis_plan *plan = &cmis_cage_module(cage)->plan;
	u8 summary, buf[CMIS_PAGE_SIZE];

	for (u8 b = 0; b < min(plan->banks, CMIS_SUMMARY_BANKS); b++) {
		summary = cage->poll->summary[b];
		/* The sweep of VDM has read these flags. */
		if (plan->vdm.ranges[b][0].len)
			summary &= ~CMIS_SUMMARY_PAGE_2C;
		for (unsigned int i = 0; i < ARRAY_SIZE(cmis_flag_pages); i++) {
			const struct cmis_range range =
				cmis_range_of(b, cmis_flag_pages[i].reg);

			if (summary & cmis_flag_pages[i].summary)
				cmis_range_fetch(cage, &range, buf);
		}
	}
}

/* Now and then see whether a page can be read that probing did without. */
static bool cmis_life_find_lost(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;
	bool found = false;
	u8 byte;

	if (!cmis_poll_has_lost(poll) ||
	    cmis_poll_age_ms(poll->since) < CMIS_FAULT_PROBE_MS)
		return false;
	poll->since = ktime_get();
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT && !found; i++)
		found = poll->lost[i].len &&
			!cmis_range_fetch(cage, &poll->lost[i], &byte);
	return found;
}

/* Lower memory has been read: want the flags that it tells of. */
static void cmis_life_follow_line(struct cmis_cage *cage, bool interrupt)
{
	struct cmis_poll *poll = cage->poll;

	if (!interrupt && poll->lower[CMIS_REG_OFFSET(CMIS_MODULE_STATE)] &
			  CMIS_MODULE_INT_DEASSERTED)
		cmis_irq_is_quiet(&cage->irq);
	cmis_poll_follow_summary(poll, interrupt);
}

static unsigned int cmis_life_module(struct cmis_cage *cage,
				     unsigned long events)
{
	bool flat = cmis_cage_module(cage)->basics.flat;
	bool interrupt = !flat && events & BIT(CMIS_EVENT_INTERRUPT);
	struct cmis_poll *poll = cage->poll;
	int ret;

	if (events & BIT(CMIS_EVENT_RESET) || cmis_life_find_lost(cage))
		return cmis_life_arrive(cage);
	if (events & BIT(CMIS_EVENT_SETTINGS) &&
	    cmis_vdm_set_active(cage, cmis_cage_module(cage))) {
		poll->early = true;
		cmis_poll_publish(cage, CMIS_CLASS_VDM, CMIS_NEWS_PART);
	}
	cmis_poll_take_events(poll, events);
	cmis_poll_follow_live(poll);
	if (events & BIT(CMIS_EVENT_AHEAD))
		cmis_poll_run_ahead(poll, cage->bus->blocked_ms);
	if (events & BIT(CMIS_EVENT_LINK))
		cmis_poll_run_ahead(poll, CMIS_PERIOD_MAX_MS);
	if (!cmis_poll_is_wanted(poll, CMIS_CLASS_THERMAL, &poll->early))
		cmis_evidence_watch(cage);

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		if (!cmis_poll_is_wanted(poll, i, &poll->early))
			continue;
		ret = cmis_life_sweep(cage, i);
		if (ret == -ESTALE)
			return cmis_life_arrive(cage);
		if (ret && ret != -EINPROGRESS &&
		    !cmis_life_failed(cage, i, ret))
			return cmis_life_leave(cage);
		/* Block the bus only once: all other reads wait. */
		if (ret == -ETIMEDOUT)
			return cmis_poll_next_ms(poll);
		if (!ret && cmis_mask_follow(cage, i, interrupt))
			return cmis_poll_next_ms(poll);
		if (!ret && i == CMIS_CLASS_THERMAL && !flat) {
			cmis_life_follow_line(cage, interrupt);
			cmis_refresh_follow(cage, cmis_cage_module(cage));
		}
	}
	if (interrupt)
		cmis_life_release_line(cage);
	if (cmis_refresh_run(cage) == -ESTALE)
		return cmis_life_arrive(cage);
	if (READ_ONCE(cage->stuck.timed_out))
		return cmis_life_next_ms(poll);
	cmis_firmware_run(cage, cmis_cage_module(cage));
	cmis_evidence_leave(cage, cmis_cage_module(cage));
	return min(cmis_burst_run(cage, cmis_cage_module(cage)),
		   cmis_life_next_ms(poll));
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
	[CMIS_CAGE_MODULE_FAULT] = cmis_life_present,
};

static_assert(ARRAY_SIZE(cmis_life_states) == CMIS_CAGE_STATE_COUNT);

/* Whether the last run has read the flags of the module, if there is one. */
static bool cmis_life_has_read_flags(struct cmis_cage *cage)
{
	const struct cmis_class_poll *s =
		&cage->poll->class[CMIS_CLASS_THERMAL];

	if (!cmis_cage_module(cage))
		return cage->state == CMIS_CAGE_EMPTY;
	return !s->failures && !s->silent;
}

/*
 * Ports write to the module, so it must be the one that they were planned for.
 * A sweep that fails in each run must not stop them: compare the identity.
 */
static unsigned int cmis_life_step(struct cmis_cage *cage)
{
	int ret = 0;

	if (cage->poll->suspect && cmis_cage_module(cage) &&
	    cmis_claim_is_hosted(cage))
		ret = READ_ONCE(cage->stuck.timed_out) ?
		      -ETIMEDOUT : cmis_life_check_identity(cage);
	if (ret == -ESTALE)
		return cmis_life_arrive(cage);
	return ret ? CMIS_FAULT_LOOK_MS : cmis_core_step(cage);
}

static void cmis_life_work(struct work_struct *work)
{
	struct cmis_cage *cage = container_of(to_delayed_work(work),
					      struct cmis_cage, events.work);
	unsigned int delay_ms;
	unsigned long events;

	/* An empty cage cannot block the bus. */
	if (cmis_work_may_block(cage) && cmis_cage_may_be_present(cage) &&
	    cmis_work_must_yield(cage))
		return;
	events = cmis_cage_take_events(cage);
	cmis_work_begin(cage, events);
	cmis_life_get_settings(cage);
	if (events & BIT(CMIS_EVENT_PRESENCE))
		cmis_record_pin(cage, CMIS_RECORD_PIN_PRESENT,
				cmis_cage_may_be_present(cage));
	if (events & BIT(CMIS_EVENT_RECORD))
		cmis_cage_tell_link(cage);
	if (!cmis_cage_module(cage))
		cmis_cage_set_seen(cage);
	delay_ms = cmis_life_states[cage->state](cage, events);

	delay_ms = min(delay_ms, cmis_life_step(cage));
	/* Events that the limit holds back need another run, too. */
	delay_ms = min(delay_ms, cmis_alert_flush(cage));
	delay_ms = min(delay_ms,
		       cmis_record_run(cage, &cage->poll->settings));
	cmis_cage_queue(cage, cmis_work_end(cage, delay_ms));
	if (events & BIT(CMIS_EVENT_INTERRUPT))
		cmis_irq_answer(cage, cmis_life_has_read_flags(cage));
}

static void cmis_life_exit(struct cmis_cage *cage)
{
	cmis_life_drop_module(cage);
	cmis_record_leave(cage);
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

/* Leave the module as it was. */
static void cmis_life_quiesce(struct cmis_cage *cage)
{
	cmis_vdm_quiesce(cage);
	cmis_mask_quiesce(cage);
}

const struct cmis_policy cmis_life_policy = {
	.work = cmis_life_work,
	.cage_init = cmis_life_init,
	.cage_exit = cmis_life_exit,
	.cage_quiesce = cmis_life_quiesce,
};
