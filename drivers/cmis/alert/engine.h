/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The alert engine: two snapshots in, events out. Pure: it knows no cage, no
 * bus, no clock and no lock, and allocates nothing.
 */
#ifndef _CMIS_ALERT_ENGINE_H
#define _CMIS_ALERT_ENGINE_H

#include <linux/types.h>

#include "alert/datapath.h"
#include "alert/kinds.h"
#include "alert/limit.h"

/* Quiet sweeps until an alert is cleared. */
#define CMIS_ALERT_QUIET	2

/**
 * struct cmis_alerts - the alerts of a module
 * @counts: as readers see them; they start anew with each module
 * @generation: of the module; 0 if there is none
 * @started_ns: boot time of the first sweep after the insertion; 0 = none yet
 * @num: number of the alerts that the module can have
 * @lost: number of alerts after these that the module had before its adverts
 *	changed: their ends have not been told yet
 * @pending: how many have @alert.active other than @alert.reported
 * @leaving: the module is gone, its alerts end without regard to @limit
 * @limit: of events; lasts longer than a module
 * @marks: of the health of the link; NULL: none. The caller of
 *	cmis_alerts_step() sets it
 * @next: where to look first for the next event, so that all get their turn
 * @alert: the alerts, each key once
 * @paths: of the module
 *
 * Each change is either in one event or counted in @counts.merged.
 */
struct cmis_alerts {
	struct cmis_alert_counts counts;
	u32 generation;
	u64 started_ns;
	unsigned int num;
	unsigned int lost;
	unsigned int pending;
	bool leaving;
	struct cmis_bucket limit;
	const struct cmis_marks *marks;
	unsigned int next;
	struct cmis_alert *alert;
	struct cmis_paths paths;
};

void cmis_alerts_init(struct cmis_alerts *alerts);
void cmis_alerts_start(struct cmis_alerts *alerts,
		       const struct cmis_module *module,
		       struct cmis_alert *alert);
unsigned int cmis_alerts_room(const struct cmis_alerts *alerts,
			      const struct cmis_module *module);
void cmis_alerts_follow(struct cmis_alerts *alerts,
			const struct cmis_module *module,
			struct cmis_alert *alert, u64 now_ns);
void cmis_alerts_feed(struct cmis_alerts *alerts, struct cmis_alert *alert,
		      const struct cmis_condition *condition, u64 now_ns);
void cmis_alerts_step(struct cmis_alerts *alerts,
		      const struct cmis_snapshot *old,
		      const struct cmis_snapshot *new, u64 now_ns);
bool cmis_alerts_next_event(struct cmis_alerts *alerts, u64 now_ns,
			    struct cmis_alert_event *event);
u64 cmis_alerts_due_ns(const struct cmis_alerts *alerts);

#endif /* _CMIS_ALERT_ENGINE_H */
