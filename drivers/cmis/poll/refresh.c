// SPDX-License-Identifier: GPL-2.0-only
/*
 * Refresh: the static pages of a module are read again while the module stays.
 * Static bytes of some modules are blank or wrong until ModuleReady, others
 * change with a new firmware, and memory wears out. If nothing has changed, no
 * reader notices. Else one snapshot replaces all static data at once, and the
 * generation stays.
 *
 * A refresh that fails changes nothing, and is tried again later.
 */

#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "poll/refresh.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/selector.h"
#include "poll/firmware.h"
#include "poll/poll.h"
#include "poll/probe.h"
#include "poll/publish.h"
#include "poll/range.h"
#include "poll/schedule.h"
#include "poll/static.h"
#include "poll/sweep.h"
#include "xfer/xfer.h"

/* A module that changes all the time does not keep the bus busy. */
#define CMIS_REFRESH_PAUSE_MS		10000
/* Pauses after a failure */
#define CMIS_REFRESH_RETRY_MS		250

/* A page that was there has this time to come back. */
#define CMIS_REFRESH_BLANK_MS		15000

/* Lower 39-40 */
#define CMIS_FIRMWARE_SIZE		2

static const struct cmis_module *cmis_refresh_module(struct cmis_cage *cage)
{
	/* The cage's work is the only writer. */
	return rcu_dereference_protected(cage->snapshot, true)->module;
}

static const u8 *cmis_refresh_firmware(const u8 *lower)
{
	return lower + CMIS_REG_INDEX(CMIS_ACTIVE_FW_MAJOR);
}

static bool cmis_refresh_same_firmware(const u8 *a, const u8 *b)
{
	return !memcmp(cmis_refresh_firmware(a), cmis_refresh_firmware(b),
		       CMIS_FIRMWARE_SIZE);
}

static u8 cmis_refresh_state(const struct cmis_module *module)
{
	u8 state = module->lower[CMIS_REG_INDEX(CMIS_MODULE_STATE)];

	return (state & CMIS_MODULE_STATE_MASK) >> 1;
}

/* The static pages of this module have been read. */
static void cmis_refresh_note(struct cmis_refresh *r,
			      const struct cmis_module *module)
{
	r->state = cmis_refresh_state(module);
	r->ready |= r->state == CMIS_STATE_READY;
}

static void cmis_refresh_want(struct cmis_refresh *r)
{
	r->wanted = true;
	r->since = ktime_get();
	r->retry_ms = 0;
}

/*
 * A mandatory page that reads as zeros may be the bus's doing, although its
 * checksum is right. If it is lost, the sweeps look for it.
 */
static bool cmis_refresh_doubts(const struct cmis_poll *poll,
				const struct cmis_module *module)
{
	return !module->basics.flat && !cmis_poll_has_lost(poll) &&
	       !(module->adverts.known && module->thresholds.known);
}

/**
 * cmis_refresh_start - note when the static pages of a new module were read
 * @poll: state of the cage's work
 * @module: the module, as probed
 */
void cmis_refresh_start(struct cmis_poll *poll,
			const struct cmis_module *module)
{
	struct cmis_refresh *r = &poll->refresh;

	cmis_refresh_note(r, module);
	r->checked = ktime_get();
	if (!cmis_refresh_doubts(poll, module))
		return;
	cmis_refresh_want(r);
	r->not_before = ktime_add_ms(r->checked, CMIS_REFRESH_PAUSE_MS);
}

/* A second read confirms new bytes: the bus may have garbled the first one. */
static bool cmis_refresh_has_new_firmware(struct cmis_cage *cage,
					  const struct cmis_module *module)
{
	const struct cmis_range *status = &module->plan.status;
	const u8 *known = cmis_refresh_firmware(module->lower);
	struct cmis_range range = cmis_range_of(0, CMIS_ACTIVE_FW_MAJOR);
	u8 now[CMIS_FIRMWARE_SIZE], again[CMIS_FIRMWARE_SIZE];

	range.len = sizeof(now);
	/* A sweep with short reads ends before these bytes. */
	if (status->addr.offset + status->len >= range.addr.offset + range.len)
		memcpy(now, cmis_refresh_firmware(cage->poll->lower),
		       sizeof(now));
	else if (cmis_range_fetch(cage, &range, now))
		return false;
	return memcmp(now, known, sizeof(now)) &&
	       !cmis_range_fetch(cage, &range, again) &&
	       !memcmp(again, now, sizeof(now));
}

/**
 * cmis_refresh_follow - see whether lower memory asks for a refresh
 * @cage: the cage, after a sweep of lower memory
 * @module: the module in it, with pages
 *
 * Static pages are read again when the module has come to another state, or
 * back to the same one, and when it has another firmware.
 *
 * Context: The cage's work.
 */
void cmis_refresh_follow(struct cmis_cage *cage,
			 const struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	u8 flags = poll->lower[CMIS_REG_INDEX(CMIS_FLAGS_MODULE)];
	u8 state = cmis_poll_state(poll);
	bool moved = flags & CMIS_FLAG_STATE_CHANGED ||
		     state != poll->refresh.state;

	/* In other states, the module is on its way to one of these. */
	if (state != CMIS_STATE_READY && state != CMIS_STATE_LOW_POWER)
		moved = false;
	if (!poll->refresh.wanted &&
	    (moved || cmis_refresh_has_new_firmware(cage, module)))
		cmis_refresh_want(&poll->refresh);
	/* Most static bytes that come late come now: no pause. */
	if (state == CMIS_STATE_READY && !poll->refresh.ready &&
	    !poll->refresh.retry_ms)
		poll->refresh.not_before = 0;
}

static ktime_t cmis_refresh_check_due(const struct cmis_poll *poll)
{
	if (!poll->settings.static_period_ms ||
	    cmis_poll_is_refreshed_soon(poll))
		return KTIME_MAX;
	return ktime_add_ms(poll->refresh.checked,
			    poll->settings.static_period_ms);
}

/*
 * The next sweep of lower memory tells: the alert "unreadable" names the page.
 * It has one place, which a page that probing did without keeps.
 */
static void cmis_refresh_tell(struct cmis_poll *poll, u8 page, int err)
{
	struct cmis_class_poll *s = &poll->class[CMIS_CLASS_THERMAL];

	if (s->lost && s->lost_page != page)
		return;
	s->lost = err;
	s->lost_page = page;
}

/*
 * One page each time. A page that fails is tried once more after a period
 * before that is told. Then it has its turn with the others.
 */
static void cmis_refresh_check(struct cmis_cage *cage,
			       const struct cmis_module *module)
{
	struct cmis_refresh *r = &cage->poll->refresh;
	u8 index = r->next < module->num_pages ? r->next : 0;
	u8 page = module->pages[index].addr.page;
	bool again = r->failed;
	int ret;

	r->checked = ktime_get();
	ret = cmis_static_check(cage, module, index);
	r->failed = ret && ret != -EUCLEAN && !again;
	r->next = index + !r->failed;
	if (ret == -EUCLEAN) {
		r->worn = true;
		r->page = page;
		cmis_refresh_want(r);
	} else if (!r->failed) {
		cmis_refresh_tell(cage->poll, page, ret);
	}
}

/*
 * Sweeps that fail come first: the module may be another one, or busy. And a
 * whole sweep of VDM has monitors of the present module in several steps.
 * During a command, the module may not answer.
 */
static bool cmis_refresh_is_blocked(const struct cmis_poll *poll)
{
	return poll->suspect || poll->firmware.step == CMIS_FW_AWAIT ||
	       poll->class[CMIS_CLASS_THERMAL].failures ||
	       (poll->vdm.busy && !poll->class[CMIS_CLASS_VDM].failures);
}

/* Whether page 11h answers in a bank that did not have it. */
static bool cmis_refresh_finds_bank(struct cmis_cage *cage,
				    const struct cmis_module *old,
				    const struct cmis_module *module)
{
	struct cmis_range range = cmis_range_of(old->plan.banks, CMIS_DP_STATE);
	u8 states[CMIS_REG_SIZE(CMIS_DP_STATE)];

	return old->plan.banks < module->plan.banks &&
	       !cmis_range_fetch(cage, &range, states);
}

/*
 * All zeros have a right checksum, and would take all monitors or thresholds
 * away until the next refresh.
 */
static bool cmis_refresh_finds_blank(const struct cmis_refresh *r,
				     const struct cmis_module *old,
				     const struct cmis_module *module)
{
	if (cmis_poll_age_ms(r->since) > CMIS_REFRESH_BLANK_MS)
		return false;
	return (old->adverts.known && !module->adverts.known) ||
	       (old->thresholds.known && !module->thresholds.known);
}

/*
 * Probe. Gives no module if nothing has changed. Else the driver probes twice,
 * since not all static pages have a checksum.
 */
static int cmis_refresh_probe(struct cmis_cage *cage,
			      const struct cmis_module *old,
			      struct cmis_module **module)
{
	const struct cmis_range *identity = &old->plan.identity;
	unsigned int first = identity->addr.offset - CMIS_UPPER_FIRST;
	struct cmis_module *again;
	int ret;

	ret = cmis_module_probe(cage, module);
	if (ret)
		return ret;
	if (memcmp((*module)->page00 + first, old->page00 + first,
		   identity->len))
		return -ESTALE;
	if (cmis_refresh_finds_blank(&cage->poll->refresh, old, *module))
		return -EAGAIN;
	if (cmis_static_same(*module, old) &&
	    !cmis_refresh_finds_bank(cage, old, *module)) {
		cmis_refresh_note(&cage->poll->refresh, *module);
		cmis_module_put(*module);
		*module = NULL;
		return 0;
	}
	ret = cmis_module_probe(cage, &again);
	if (ret)
		return ret;
	if (!cmis_static_same(*module, again))
		ret = -EAGAIN;
	cmis_module_put(again);
	return ret;
}

/*
 * With a new firmware or in another state, other static bytes are no surprise.
 */
static void cmis_refresh_judge(const struct cmis_refresh *r,
			       const struct cmis_module *old,
			       struct cmis_module *module)
{
	if (!cmis_refresh_same_firmware(module->lower, old->lower))
		return;
	module->worn = old->worn;
	module->worn_page = old->worn_page;
	if (module->worn || !r->worn ||
	    cmis_refresh_state(module) != r->state)
		return;
	module->worn = true;
	module->worn_page = r->page;
}

/* Nothing is shown if a step fails, and nothing can fail after the snapshot. */
static int cmis_refresh_show(struct cmis_cage *cage,
			     const struct cmis_poll *saved,
			     struct cmis_module *module)
{
	const struct cmis_module *old = cmis_refresh_module(cage);
	struct cmis_poll *poll = cage->poll;
	struct cmis_snapshot *snapshot;
	struct cmis_alert *alert;
	int ret;

	cmis_refresh_judge(&poll->refresh, old, module);
	ret = cmis_poll_prepare(poll, module);
	if (ret)
		return ret;
	cmis_poll_give_flags(poll, saved);
	ret = cmis_poll_sweep_all(cage, module);
	if (ret)
		return ret;
	/* Do not hide a class that could be read before. */
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		if (poll->class[i].error && !saved->class[i].error)
			return poll->class[i].error;
	alert = cmis_alert_alloc(cage, module);
	if (!alert)
		return -ENOMEM;
	/* Page 01h with the advert of CDB may come late. */
	if (!cmis_refresh_same_firmware(module->lower, old->lower) ||
	    (!old->adverts.cdb_instances && module->adverts.cdb_instances))
		cmis_firmware_forget(cage);
	snapshot = cmis_poll_snapshot(cage, module);
	if (IS_ERR(snapshot)) {
		kvfree(alert);
		return PTR_ERR(snapshot);
	}
	cmis_alert_module_change(cage, snapshot, alert);
	cmis_cage_change_module(cage, snapshot);
	cmis_refresh_note(&poll->refresh, module);
	cmis_alert_flush(cage);
	return 0;
}

static int cmis_refresh_try(struct cmis_cage *cage)
{
	const struct cmis_module *old = cmis_refresh_module(cage);
	struct cmis_poll *poll = cage->poll, *saved;
	struct cmis_module *module = NULL;
	int ret;

	if (poll->vdm.busy)
		cmis_selector_restore(cage);
	saved = cmis_poll_renew(poll);
	if (!saved)
		return -ENOMEM;
	poll->arrived = poll->refresh.since;
	ret = cmis_refresh_probe(cage, old, &module);
	if (!ret && module)
		ret = cmis_refresh_show(cage, saved, module);
	if (!ret && module)
		cmis_poll_drop(saved);
	else
		cmis_poll_keep(poll, saved);
	cmis_module_put(module);
	return ret;
}

/**
 * cmis_refresh_run - check a static page if it is time, and refresh if wanted
 * @cage: the cage, with a module, after the sweeps that were due
 *
 * Context: The cage's work. Sleeps; tells the clients.
 * Return: 0, also if the refresh has failed and is tried again later; -ESTALE
 * if another module is there.
 */
int cmis_refresh_run(struct cmis_cage *cage)
{
	struct cmis_poll *poll = cage->poll;
	struct cmis_refresh *r = &poll->refresh;
	int ret;

	if (cmis_refresh_is_blocked(poll))
		return 0;
	if (!ktime_after(cmis_refresh_check_due(poll), ktime_get()))
		cmis_refresh_check(cage, cmis_refresh_module(cage));
	if (!r->wanted || ktime_after(r->not_before, ktime_get()))
		return 0;
	ret = cmis_refresh_try(cage);
	if (ret == -ESTALE)
		return ret;
	if (ret) {
		r->retry_ms = clamp(2 * r->retry_ms, CMIS_REFRESH_RETRY_MS,
				    CMIS_REFRESH_PAUSE_MS);
		r->not_before = ktime_add_ms(ktime_get(), r->retry_ms);
		return 0;
	}
	/* All pages have been read. */
	if (!cmis_poll_has_lost(poll))
		poll->class[CMIS_CLASS_THERMAL].lost = 0;
	r->wanted = false;
	r->worn = false;
	r->not_before = ktime_add_ms(ktime_get(), CMIS_REFRESH_PAUSE_MS);
	return 0;
}

/**
 * cmis_refresh_next_ms - get the time until cmis_refresh_run() has work
 * @poll: state of the work of a cage with a module
 *
 * Return: milliseconds from now.
 */
unsigned int cmis_refresh_next_ms(const struct cmis_poll *poll)
{
	ktime_t due = cmis_refresh_check_due(poll);
	s64 ms;

	/* The sweep that ends this runs the work. */
	if (cmis_refresh_is_blocked(poll))
		return CMIS_PERIOD_MAX_MS;
	if (poll->refresh.wanted)
		due = min(due, poll->refresh.not_before);
	ms = ktime_ms_delta(due, ktime_get());
	return clamp_t(s64, ms, 0, CMIS_PERIOD_MAX_MS);
}
