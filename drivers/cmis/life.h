/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy's own: how a module is probed, swept, lost and found again.
 */
#ifndef _CMIS_LIFE_H
#define _CMIS_LIFE_H

#include <linux/bitmap.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "core.h"

/**
 * struct cmis_vdm_poll - what the sweeps of VDM found
 * @active: there is something to sweep
 * @frozen: samples are read while the module is frozen
 * @error: of the statistics, as in struct cmis_vdm_samples
 * @raw: samples, by the place in the module's index
 * @valid: which of them could be read
 * @flags: page 2Ch of each bank as last read
 */
struct cmis_vdm_poll {
	bool active;
	bool frozen;
	int error;
	u16 raw[CMIS_VDM_MAX];
	DECLARE_BITMAP(valid, CMIS_VDM_MAX);
	u8 flags[CMIS_MAX_BANKS][CMIS_PAGE_SIZE];
};

/**
 * struct cmis_poll - the policy's state of a cage
 * @due: by enum cmis_class, when the next sweep is due
 * @wanted: bits of enum cmis_class, swept at once, whenever they are due
 * @failures: by enum cmis_class, sweeps that failed in a row
 * @answered: when the module last answered
 * @since: when probing or the fault began
 * @retry_ms: pause before the next try; grows while tries fail
 * @suspect: the module may have been swapped: compare its identity first
 * @unseen: by enum cmis_class, flags in the images below are in no snapshot yet
 * @lower: lower memory as last read
 * @lanes: page 11h of each bank as last read
 * @summary: flag summary at the last sweep, to see what is new
 * @vdm: VDM as last read
 *
 * Used by the cage's work only.
 */
struct cmis_poll {
	ktime_t due[CMIS_CLASS_COUNT];
	unsigned long wanted;
	unsigned int failures[CMIS_CLASS_COUNT];
	ktime_t answered;
	ktime_t since;
	unsigned int retry_ms;
	bool suspect;
	bool unseen[CMIS_CLASS_COUNT];
	u8 lower[CMIS_PAGE_SIZE];
	u8 lanes[CMIS_MAX_BANKS][CMIS_PAGE_SIZE];
	u8 summary[CMIS_MAX_BANKS];
	struct cmis_vdm_poll vdm;
};

/* life.c */
extern const struct cmis_policy cmis_life_policy;

/* probe.c */
int cmis_range_fetch(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *buf);
int cmis_module_fetch_header(struct cmis_cage *cage, u8 *lower);
int cmis_module_probe(struct cmis_cage *cage, struct cmis_module **module);
int cmis_module_fetch_same(struct cmis_cage *cage,
			   const struct cmis_module *module);

/* probe_vdm.c */
int cmis_module_fetch_vdm(struct cmis_cage *cage, struct cmis_module *module);

/* plan.c */
void cmis_plan_compile(struct cmis_module *module);

/* poll.c */
int cmis_sweep_range(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *image, bool keep);
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class);
struct cmis_snapshot *cmis_poll_snapshot(struct cmis_cage *cage,
					 struct cmis_module *module);
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class,
		      int error);

/* sweep_vdm.c */
int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module);
int cmis_vdm_sweep(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_decode(struct cmis_snapshot *snapshot,
		    const struct cmis_vdm_poll *v);

#endif /* _CMIS_LIFE_H */
