/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of a cage's work and of the module in the cage. The files of this
 * folder are layers; "a < b" means that b calls a: range < freeze, sweep_diag,
 * evidence < sweep_vdm < sweep, mask < publish < refresh < lifecycle, and
 * range < firmware < refresh, and range < sweep_lanes < sweep, and range <
 * static < probe_tune, probe_vdm, plan < probe < sweep < burst < lifecycle.
 * schedule.c decides when each class is swept, and budget < share decide how
 * often.
 */
#ifndef _CMIS_POLL_H
#define _CMIS_POLL_H

#include <linux/bits.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "core/settings.h"
#include "core/snapshot.h"
#include "xfer/latch.h"

/**
 * struct cmis_vdm_poll - the sweep of VDM under way, and its results
 * @active: the module has monitors or counters to sweep
 * @statistics: it has statistics, and the settings ask for them
 * @busy: a whole sweep is under way
 * @step: place in the table of steps
 * @deadline: end of the wait for a freeze, or for the end of a freeze
 * @pause_ms: pause until the next look at the done bits; grows
 * @control: 2Fh:144 as last read or written
 * @asked: the driver has asked for a freeze and not yet released it
 * @frozen: the module is frozen: samples of statistics are valid
 * @thawing: the driver has released a freeze, and not yet seen its end
 * @foreign: the last sweep found a freeze by another host
 * @off: the module saves power and does not monitor
 * @error: errno of the statistics, as in struct cmis_readings
 * @selectors: bits: diagnostics selectors that are still to be read
 * @selected: the selector whose data settle; 0: none
 * @chosen: time at which @selected was written
 * @reread_ms: pause until the next read of its data; grows
 * @unsettled: bits: banks whose data have not settled yet
 * @tries: number of raw accesses that have come between
 * @counting: the settings ask for the counters of page 14h
 * @testing: tests with patterns need them
 * @held: bits: selectors whose counters the module shall hold, for tests
 * @read: boot time of the last read of flags and live samples
 * @live: the module has live values that are worth reads between sweeps
 * @live_ms: period of these reads; 0: there are none
 * @live_due: time of the next one
 * @reading: last readings of the monitors of the class; flags are in @flags
 * @flags: page 2Ch of each bank as last read
 * @counters: counters of page 14h, as in struct cmis_snapshot
 */
struct cmis_vdm_poll {
	bool active;
	bool statistics;
	bool busy;
	u8 step;
	ktime_t deadline;
	unsigned int pause_ms;
	u8 control;
	bool asked;
	bool frozen;
	bool thawing;
	bool foreign;
	bool off;
	int error;
	u8 selectors;
	u8 selected;
	ktime_t chosen;
	unsigned int reread_ms;
	u8 unsettled;
	u8 tries;
	bool counting;
	bool testing;
	u8 held;
	ktime_t read;
	bool live;
	u32 live_ms;
	ktime_t live_due;
	struct cmis_reading *reading;
	u8 (*flags)[CMIS_PAGE_SIZE];
	struct cmis_diag_counters *counters;
};

/* The flags of a bank. Bank 0 also has those of lower memory. */
#define CMIS_MASK_BANK							\
	(CMIS_REG_SIZE(CMIS_MODULE_FLAGS) + CMIS_REG_SIZE(CMIS_LANE_FLAGS) + \
	 CMIS_REG_SIZE(CMIS_VDM_FLAGS))

/**
 * struct cmis_masked - a byte of flags and its mask, as far as they are known
 * @flags: the flags as last swept
 * @asked: flags that an interrupt has found set, and no two sweeps in a row
 *	clear since then
 * @known: flags that are masked, by the driver or by others
 * @own: flags that the driver has masked
 */
struct cmis_masked {
	u8 flags;
	u8 asked;
	u8 known;
	u8 own;
};

/**
 * struct cmis_mask_poll - the masks of a module
 * @masked: the flags of each bank
 * @any: the driver has masked some flag
 * @generation: the insertion
 * @page00: page 00h of the module: the driver knows it when it comes back
 */
struct cmis_mask_poll {
	struct cmis_masked masked[CMIS_MAX_BANKS * CMIS_MASK_BANK];
	bool any;
	u32 generation;
	u8 page00[CMIS_PAGE_SIZE];
};

/**
 * struct cmis_class_poll - the sweeps of a class
 * @due: when the next whole sweep is due; KTIME_MAX: the module lacks the class
 * @not_before: a whole sweep pauses until then
 * @wanted: sweep at once, even if no sweep is due
 * @unseen: no snapshot has the last flags of the class yet
 * @silent: the module has not acknowledged the last sweep of the class
 * @silent_since: time of the first sweep without acknowledge, if @silent
 * @retry_ms: pause before the next try, if @silent; grows
 * @failures: number of whole sweeps that have failed in a row
 * @error: errno that readers get after too many @failures; else 0
 * @page: the page that could not be read, if @error is set
 * @lost: errno of page 01h, 02h, 04h or 12h that probing did without, or of a
 *	static page that has failed since; else 0
 * @lost_page: that page
 * @least_ms: period that the last sweep allows, by the locks that it held
 */
struct cmis_class_poll {
	ktime_t due;
	ktime_t not_before;
	bool wanted;
	bool unseen;
	bool silent;
	ktime_t silent_since;
	unsigned int retry_ms;
	unsigned int failures;
	int error;
	u8 page;
	int lost;
	u8 lost_page;
	unsigned int least_ms;
};

/**
 * struct cmis_refresh - when to read the static pages of a module again
 * @wanted: they may have changed
 * @since: when a refresh was first wanted, if @wanted
 * @not_before: time of the next refresh, if @wanted
 * @retry_ms: pause before the next try; grows while tries fail
 * @state: enum cmis_module_state when all static pages were read last
 * @ready: they have been read in ModuleReady
 * @checked: when a static page was checked last
 * @next: place in the pages of the module: the page to check next
 * @failed: the page to check next could not be read
 * @worn: a check has found other bytes
 * @page: on this page, if @worn
 */
struct cmis_refresh {
	bool wanted;
	ktime_t since;
	ktime_t not_before;
	unsigned int retry_ms;
	u8 state;
	bool ready;
	ktime_t checked;
	u8 next;
	bool failed;
	bool worn;
	u8 page;
};

/* Steps to the build number of the firmware */
enum cmis_firmware_step {
	CMIS_FW_ASK,
	CMIS_FW_AWAIT,
	CMIS_FW_DONE,
};

/**
 * struct cmis_firmware - the command for the build number of the firmware
 * @step: enum cmis_firmware_step
 * @tries: number of times that the module was busy with another command
 * @due: time of the next look
 * @look_ms: pause until the next look; grows
 * @known: @build is valid
 * @build: the build number
 */
struct cmis_firmware {
	u8 step;
	u8 tries;
	ktime_t due;
	unsigned int look_ms;
	bool known;
	u16 build;
};

/**
 * struct cmis_burst - frequent reads after a trigger of the flight recorder
 * @on: a burst is under way
 * @due: when to read next
 * @vdm_due: when to read VDM next
 * @now: the read under way belongs to the burst
 */
struct cmis_burst {
	bool on;
	ktime_t due;
	ktime_t vdm_due;
	bool now;
};

/**
 * struct cmis_poll - the state of a cage's work
 * @settings: settings of the cage at the start of this run of the work
 * @class: sweeps of each class, by enum cmis_class
 * @arrived: when the module was first seen, or its last refresh was asked for
 * @answered: when the module last answered
 * @since: start of the state probing or fault
 * @retry_ms: pause before the next try to probe; grows while tries fail
 * @suspect: the module may have been swapped: compare its identity
 * @away: the module may have reset since the last snapshot of lower memory
 * @found: lower 26 at the insertion
 * @kept: result of the last sweep of lower memory
 * @odd: the last snapshot was made of %CMIS_KEPT_OTHER
 * @control: lower 26 in the last snapshot
 * @left: end of the last run of the work
 * @partial: probing took too long: show the module without the parts that fail
 * @lost: by enum cmis_class, a byte of the first page that probing did without;
 *	no length: there is none
 * @early: the sweep under way is not due yet: an event asked for it
 * @lower: lower memory as last read
 * @banks: number of banks in @lanes
 * @lanes: page 11h of each bank as last read
 * @lane_settings: bits: banks whose settings of lanes have been read since they
 *	may have changed
 * @settings_read: when, by bank
 * @tuning: page 12h of each bank as last read; zeros in a bank without it; NULL
 *	without tunable lasers
 * @line: pages of flags of a coherent module as last read, as in
 *	cmis_line_regs; NULL without them
 * @ext: pages 1Ah and 1Bh of a laser source as last read, by bank and page;
 *	NULL for other modules
 * @summary: flag summary at the last sweep, to find new flags
 * @asked: by lane, the last known requests of the host, CMIS_ASKED_*
 * @failed_page: the page of the last read that failed
 * @bytes: bytes that the work has read
 * @hits: buffer for the hits of a page of flags
 * @vdm: VDM as last read
 * @refresh: whether static pages may have changed
 * @firmware: the build number of the firmware
 * @burst: frequent reads
 * @mask: the masks of flags; stays when the module is forgotten
 *
 * Used by the cage's work only.
 */
struct cmis_poll {
	struct cmis_settings settings;
	struct cmis_class_poll class[CMIS_CLASS_COUNT];
	ktime_t arrived;
	ktime_t answered;
	ktime_t since;
	unsigned int retry_ms;
	bool suspect;
	bool away;
	u8 found;
	enum cmis_kept kept;
	bool odd;
	u8 control;
	ktime_t left;
	bool partial;
	struct cmis_range lost[CMIS_CLASS_COUNT];
	bool early;
	u8 lower[CMIS_PAGE_SIZE];
	u8 banks;
	u8 (*lanes)[CMIS_PAGE_SIZE];
	u8 lane_settings;
	ktime_t settings_read[CMIS_MAX_BANKS];
	u8 (*tuning)[CMIS_PAGE_SIZE];
	u8 (*line)[CMIS_PAGE_SIZE];
	u8 (*ext)[CMIS_EXT_PAGES][CMIS_PAGE_SIZE];
	u8 summary[CMIS_SUMMARY_BANKS];
	u8 asked[CMIS_MAX_LANES];
	u8 failed_page;
	u32 bytes;
	struct cmis_hits hits[CMIS_PAGE_SIZE];
	struct cmis_vdm_poll vdm;
	struct cmis_refresh refresh;
	struct cmis_firmware firmware;
	struct cmis_burst burst;
	/* The last one: see cmis_poll_forget(). */
	struct cmis_mask_poll mask;
};

/* A refresh is wanted, and its last try has not failed. */
static inline bool cmis_poll_is_refreshed_soon(const struct cmis_poll *poll)
{
	return poll->refresh.wanted && !poll->refresh.retry_ms;
}

/* enum cmis_module_state, as last read */
static inline u8 cmis_poll_state(const struct cmis_poll *poll)
{
	u8 state = poll->lower[CMIS_REG_OFFSET(CMIS_MODULE_STATE)];

	return (state & CMIS_MODULE_STATE_MASK) >> 1;
}

/* Readers of the class get the error and the page that failed. */
static inline void cmis_poll_set_error(struct cmis_poll *poll,
				       enum cmis_class class, int err)
{
	poll->class[class].error = err;
	poll->class[class].page = poll->failed_page;
}

/* Probing goes on without a page: look for it now and then. */
static inline void cmis_poll_lose(struct cmis_poll *poll,
				  enum cmis_class class,
				  const struct cmis_range *range)
{
	if (poll->lost[class].len)
		return;
	poll->lost[class] = *range;
	poll->lost[class].len = 1;
}

static inline bool cmis_poll_has_lost(const struct cmis_poll *poll)
{
	unsigned int i;

	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		if (poll->lost[i].len)
			return true;
	return false;
}

/* Go on with the whole sweep of VDM later. */
static inline void cmis_vdm_pause(struct cmis_poll *poll, unsigned int ms)
{
	poll->class[CMIS_CLASS_VDM].not_before = ktime_add_ms(ktime_get(), ms);
}

static inline bool cmis_vdm_is_pausing(const struct cmis_poll *poll)
{
	return ktime_before(ktime_get(),
			    poll->class[CMIS_CLASS_VDM].not_before);
}

#endif /* _CMIS_POLL_H */
