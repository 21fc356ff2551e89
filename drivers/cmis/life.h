/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The policy's own: how a module is probed, swept, lost and found again.
 */
#ifndef _CMIS_LIFE_H
#define _CMIS_LIFE_H

#include <linux/ktime.h>
#include <linux/types.h>

#include "core.h"

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
};

/* life.c */
extern const struct cmis_policy cmis_life_policy;

/* probe.c */
int cmis_module_fetch_header(struct cmis_cage *cage, u8 *lower);
int cmis_module_probe(struct cmis_cage *cage, struct cmis_module **module);
int cmis_module_fetch_same(struct cmis_cage *cage,
			   const struct cmis_module *module);

/* plan.c */
void cmis_plan_compile(struct cmis_module *module);

/* poll.c */
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class);
struct cmis_snapshot *cmis_poll_snapshot(struct cmis_cage *cage,
					 struct cmis_module *module);
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class,
		      int error);

#endif /* _CMIS_LIFE_H */
