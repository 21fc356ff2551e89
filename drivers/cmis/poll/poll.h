/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of a cage's work and of the module in the cage. The files of this
 * folder are layers; "a < b" means that b calls a: range < freeze, sweep_diag,
 * evidence < sweep_vdm < sweep < publish < refresh < lifecycle, and range <
 * firmware < refresh, and range < static < probe_vdm, plan < probe < sweep.
 * schedule.c decides when each class is swept.
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
 * @read: boot time of the last read of flags and live samples
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
	ktime_t read;
	struct cmis_reading *reading;
	u8 (*flags)[CMIS_PAGE_SIZE];
	struct cmis_diag_counters *counters;
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
 * @lost: errno of page 01h or 02h that probing did without; else 0
 * @lost_page: that page
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
 * @deadline: the reply counts as lost then
 * @known: @build is valid
 * @build: the build number
 */
struct cmis_firmware {
	u8 step;
	u8 tries;
	ktime_t due;
	unsigned int look_ms;
	ktime_t deadline;
	bool known;
	u16 build;
};

/**
 * struct cmis_poll - the state of a cage's work
 * @settings: settings of the cage at the start of this run of the work
 * @class: sweeps of each class, by enum cmis_class
 * @arrived: when the module was first seen
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
 * @lost: a byte of a page of VDM or diagnostics that probing did without; no
 *	length: there is none
 * @early: the sweep under way is not due yet: an event asked for it
 * @lower: lower memory as last read
 * @banks: number of banks in @lanes
 * @lanes: page 11h of each bank as last read
 * @summary: flag summary at the last sweep, to find new flags
 * @asked: by lane, the last known requests of the host, CMIS_ASKED_*
 * @failed_page: the page of the last read that failed
 * @hits: buffer for the hits of a page of flags
 * @vdm: VDM as last read
 * @refresh: whether static pages may have changed
 * @firmware: the build number of the firmware
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
	struct cmis_range lost;
	bool early;
	u8 lower[CMIS_PAGE_SIZE];
	u8 banks;
	u8 (*lanes)[CMIS_PAGE_SIZE];
	u8 summary[CMIS_SUMMARY_BANKS];
	u8 asked[CMIS_MAX_LANES];
	u8 failed_page;
	struct cmis_hits hits[CMIS_PAGE_SIZE];
	struct cmis_vdm_poll vdm;
	struct cmis_refresh refresh;
	struct cmis_firmware firmware;
};

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
