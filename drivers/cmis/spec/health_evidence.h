/* SPDX-License-Identifier: GPL-2.0-only */
/* The evidence about a link that went down, from the watch over its cage. */
#ifndef _CMIS_HEALTH_EVIDENCE_H
#define _CMIS_HEALTH_EVIDENCE_H

#include <linux/types.h>

struct cmis_verdict;
struct cmis_watch;
struct cmis_watch_entry;
struct cmis_watch_module;

bool cmis_watch_asked(const struct cmis_watch *watch);
void cmis_evidence_lanes(struct cmis_watch *watch);
void cmis_evidence_start(struct cmis_watch *watch);
void cmis_evidence_lane(struct cmis_watch *watch, unsigned int lane,
			const struct cmis_watch_entry *entry);
void cmis_evidence_module(struct cmis_watch *watch,
			  const struct cmis_watch_module *entry);
void cmis_watch_judge(struct cmis_watch *watch, struct cmis_verdict *verdict);

#endif /* _CMIS_HEALTH_EVIDENCE_H */
