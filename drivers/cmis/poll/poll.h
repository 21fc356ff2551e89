/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of a cage's work, with the module in it. The files of this folder
 * are layers, too: range < freeze, sweep_diag, evidence < sweep_vdm < sweep <
 * publish < lifecycle, and range < probe_vdm, plan < probe < lifecycle. The
 * time of each class is in schedule.
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
 * @active: there is something to sweep
 * @busy: a whole sweep is under way
 * @step: place in the table of steps
 * @deadline: until when the module may take to freeze, or to go on
 * @pause_ms: until the next look at it; grows
 * @control: 2Fh:144 as last read or written
 * @asked: the module was asked to freeze, and has not been released
 * @frozen: it is frozen: samples of statistics are valid
 * @thawing: it was released, and has not been seen to go on
 * @foreign: at the last sweep it was frozen, and not by the driver
 * @off: it has its monitoring switched off, to save power
 * @error: of the statistics, as in struct cmis_readings
 * @selectors: diagnostics selectors yet to be read, as bits
 * @selected: the one that settles; 0 = none
 * @tries: how often another access came between
 * @counting: counters of page 14h are wanted
 * @read: when flags and live samples were last read, boot time
 * @reading: of the class's monitors, as last read; flags are in @flags
 * @flags: page 2Ch of each bank as last read
 * @counters: as in struct cmis_snapshot
 */
struct cmis_vdm_poll {
	bool active;
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
 * @wanted: sweep at once, whenever it is due
 * @unseen: flags of its pages are in no snapshot yet
 * @silent: its last sweep was not acknowledged, and none has been since ...
 * @silent_since: ... this one began to be not
 * @retry_ms: pause before the next try while it is silent; grows
 * @failures: whole sweeps that failed in a row
 * @error: the errno that readers get, after too many; else 0
 * @page: that could not be read, if @error is set
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
};

/**
 * struct cmis_poll - the state of a cage's work
 * @settings: of the cage, when this run of the work began
 * @class: by enum cmis_class
 * @arrived: when the module was first seen
 * @answered: when the module last answered
 * @since: when probing or the fault began
 * @retry_ms: pause before the next try to probe; grows while tries fail
 * @suspect: the module may have been swapped: compare its identity
 * @partial: probing took too long: show the module without the parts that fail
 * @lost: a byte of a page of VDM or diagnostics that probing did without; no
 *	length: there is none
 * @early: the sweep under way is out of turn
 * @lower: lower memory as last read
 * @banks: how many @lanes has room for
 * @lanes: page 11h of each bank as last read
 * @summary: flag summary at the last sweep, to find new flags
 * @asked: by lane, CMIS_ASKED_* as last read
 * @failed_page: the page of the read that failed last
 * @hits: room for those of a page of flags
 * @vdm: VDM as last read
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
};

/* enum cmis_module_state, as last read */
static inline u8 cmis_poll_state(const struct cmis_poll *poll)
{
	u8 state = poll->lower[CMIS_REG_OFFSET(CMIS_MODULE_STATE)];

	return (state & CMIS_MODULE_STATE_MASK) >> 1;
}

/* Readers of the class get the error, and the page that failed. */
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

/* poll/schedule.c */
u32 cmis_poll_age_ms(ktime_t since);
unsigned int cmis_poll_backoff(unsigned int *retry_ms);
void cmis_poll_schedule(struct cmis_poll *poll, enum cmis_class class);
bool cmis_poll_is_wanted(const struct cmis_poll *poll, enum cmis_class class,
			 bool *early);
unsigned int cmis_poll_next_ms(const struct cmis_poll *poll);
void cmis_poll_take_events(struct cmis_poll *poll, unsigned long events);
void cmis_poll_follow_summary(struct cmis_poll *poll, bool interrupt);
void cmis_poll_forget_summary(struct cmis_poll *poll, u8 flags);
bool cmis_poll_is_patient(struct cmis_poll *poll, enum cmis_class class,
			  u32 limit_ms);

/* poll/probe.c */
int cmis_module_fetch_header(struct cmis_cage *cage, u8 *lower);
bool cmis_module_may_be_booting(struct cmis_cage *cage);
int cmis_module_probe(struct cmis_cage *cage, struct cmis_module **module);

/* poll/probe_vdm.c */
int cmis_module_fetch_monitors(struct cmis_cage *cage,
			       struct cmis_module *module, const u8 *pages);

/* poll/plan.c */
void cmis_plan_compile(struct cmis_module *module);
void cmis_plan_drop_bank(struct cmis_module *module);

/* poll/sweep.c */
int cmis_poll_prepare(struct cmis_poll *poll, const struct cmis_module *module);
void cmis_poll_forget(struct cmis_poll *poll);
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class);
int cmis_poll_sweep_first(struct cmis_cage *cage, struct cmis_module *module,
			  enum cmis_class class);

/* poll/publish.c: results for readers */
enum cmis_news {
	CMIS_NEWS_SWEEP,	/* all values of the class */
	CMIS_NEWS_PART,		/* of VDM, flags and live values */
	CMIS_NEWS_ERROR,	/* the error of the class, and no value */
};

struct cmis_snapshot *cmis_poll_snapshot(struct cmis_cage *cage,
					 struct cmis_module *module);
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class,
		      enum cmis_news news);

/* poll/sweep_vdm.c */
int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module);
int cmis_vdm_sweep(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_run(struct cmis_cage *cage, const struct cmis_module *module);
bool cmis_vdm_is_long(const struct cmis_vdm_poll *v,
		      const struct cmis_module *module);
bool cmis_vdm_set_active(struct cmis_cage *cage,
			 const struct cmis_module *module);

/* poll/freeze.c */
int cmis_vdm_fetch_off(struct cmis_cage *cage,
		       const struct cmis_module *module);
int cmis_vdm_ask(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_await(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_release(struct cmis_cage *cage, const struct cmis_module *module);
void cmis_vdm_quiesce(struct cmis_cage *cage);

/* poll/sweep_diag.c */
void cmis_diag_begin(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_diag_sweep(struct cmis_cage *cage, const struct cmis_module *module);

/* poll/lifecycle.c */
extern const struct cmis_policy cmis_life_policy;

#endif /* _CMIS_POLL_H */
