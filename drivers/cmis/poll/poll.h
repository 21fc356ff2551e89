/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy's own: how a module is probed, swept, lost and found again.
 */
#ifndef _CMIS_LIFE_H
#define _CMIS_LIFE_H

#include <linux/ktime.h>
#include <linux/types.h>

#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "xfer/latch.h"

/* What a sweep of VDM consists of, in this order. */
enum cmis_vdm_step {
	CMIS_VDM_STEP_DIAG,	/* page 14h, selector by selector */
	CMIS_VDM_STEP_ASK,	/* have the module freeze its statistics */
	CMIS_VDM_STEP_FREEZE,	/* wait until it has */
	CMIS_VDM_STEP_READ,	/* flags and samples */
	CMIS_VDM_STEP_IDENTITY,	/* compare the identity */
	CMIS_VDM_STEP_RELEASE,	/* let it go on; the next sweep waits for it */
	CMIS_VDM_STEP_COUNT,
};

/**
 * struct cmis_vdm_poll - the sweep of VDM under way, and what sweeps found
 * @active: there is something to sweep
 * @busy: a sweep is under way
 * @step: enum cmis_vdm_step
 * @at: when to go on with it
 * @deadline: until when the module may take to freeze, or to go on
 * @pause_ms: until the next look at it; grows
 * @control: 2Fh:144 as last read or written
 * @asked: the module was asked to freeze, and has not been released
 * @frozen: it is frozen: samples of statistics are valid
 * @thawing: it was released, and has not been seen to go on
 * @foreign: at the last sweep it was frozen, and not by the driver
 * @off: it has its monitoring switched off, to save power
 * @failing: pages of this class did not answer, in a whole sweep and in a part
 *	of one ...
 * @failing_since: ... since then
 * @error: of the statistics, as in struct cmis_readings
 * @selectors: diagnostics selectors yet to be read, as bits
 * @selected: the one that settles; 0 = none
 * @tries: how often somebody else's access came between
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
	ktime_t at;
	ktime_t deadline;
	unsigned int pause_ms;
	u8 control;
	bool asked;
	bool frozen;
	bool thawing;
	bool foreign;
	bool off;
	bool failing[2];
	ktime_t failing_since[2];
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
 * struct cmis_poll - the policy's state of a cage
 * @due: by enum cmis_class, when the next sweep is due
 * @wanted: bits of enum cmis_class, swept at once, whenever they are due
 * @failures: by enum cmis_class, sweeps that failed in a row
 * @arrived: when the module was first seen
 * @answered: when the module last answered
 * @since: when probing or the fault began
 * @retry_ms: pause before the next try; grows while tries fail
 * @suspect: the module may have been swapped: compare its identity first
 * @early: the sweep under way is out of turn
 * @unseen: by enum cmis_class, flags in the images below are in no snapshot yet
 * @lower: lower memory as last read
 * @banks: how many @lanes has room for
 * @lanes: page 11h of each bank as last read
 * @summary: flag summary at the last sweep, to see what is new
 * @asked: by lane, CMIS_ASKED_* as last read
 * @failed_page: the page of the read that failed last
 * @hits: room for those of a page of flags
 * @vdm: VDM as last read
 *
 * Used by the cage's work only.
 */
struct cmis_poll {
	ktime_t due[CMIS_CLASS_COUNT];
	unsigned long wanted;
	unsigned int failures[CMIS_CLASS_COUNT];
	ktime_t arrived;
	ktime_t answered;
	ktime_t since;
	unsigned int retry_ms;
	bool suspect;
	bool early;
	bool unseen[CMIS_CLASS_COUNT];
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

/* poll/lifecycle.c */
extern const struct cmis_policy cmis_life_policy;

/* poll/probe.c */
int cmis_range_fetch(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *buf);
int cmis_module_fetch_header(struct cmis_cage *cage, u8 *lower);
bool cmis_module_may_be_booting(struct cmis_cage *cage);
int cmis_module_probe(struct cmis_cage *cage, struct cmis_module **module);
int cmis_module_fetch_same(struct cmis_cage *cage,
			   const struct cmis_module *module);

/* poll/probe_vdm.c */
int cmis_module_fetch_monitors(struct cmis_cage *cage,
			       struct cmis_module *module, const u8 *pages);

/* poll/plan.c */
void cmis_plan_compile(struct cmis_module *module);
void cmis_plan_drop_bank(struct cmis_module *module);

/* poll/sweep.c */
int cmis_poll_prepare(struct cmis_poll *poll, const struct cmis_module *module);
void cmis_poll_forget(struct cmis_poll *poll);
struct cmis_readings *cmis_readings_create(struct cmis_snapshot *snapshot,
					   enum cmis_class class, bool early);
int cmis_sweep_range(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *image, bool keep);
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class);
struct cmis_snapshot *cmis_poll_snapshot(struct cmis_cage *cage,
					 struct cmis_module *module);
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class,
		      int error);
int cmis_poll_publish_part(struct cmis_cage *cage, enum cmis_class class);

/* poll/sweep_vdm.c */
int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module);
int cmis_vdm_sweep(struct cmis_cage *cage, const struct cmis_module *module);
void cmis_vdm_pause(struct cmis_vdm_poll *v, unsigned int ms);
bool cmis_vdm_is_pausing(const struct cmis_vdm_poll *v);
int cmis_vdm_run(struct cmis_cage *cage, const struct cmis_module *module);
void cmis_vdm_quiesce(struct cmis_cage *cage);
bool cmis_vdm_is_long(const struct cmis_vdm_poll *v,
		      const struct cmis_module *module);
bool cmis_vdm_set_active(struct cmis_cage *cage,
			 const struct cmis_module *module);
int cmis_vdm_decode(struct cmis_snapshot *snapshot,
		    const struct cmis_poll *poll);

/* poll/sweep_diag.c */
void cmis_diag_begin(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_diag_sweep(struct cmis_cage *cage, const struct cmis_module *module);

#endif /* _CMIS_LIFE_H */
