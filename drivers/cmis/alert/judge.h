/* SPDX-License-Identifier: GPL-2.0-only */
/* Judges: from a snapshot to the condition of an alert. Pure. */
#ifndef _CMIS_ALERT_JUDGE_H
#define _CMIS_ALERT_JUDGE_H

#include <linux/types.h>

#include "alert/alerts.h"

struct cmis_snapshot;

/**
 * struct cmis_condition - the verdict of a sweep on one alert
 * @hits: how often the evidence appeared since the sweep before
 * @beyond: the condition holds now
 * @inside: it does not, and the value is back by the hysteresis
 * @page: as in struct cmis_alert
 * @value: as in struct cmis_alert
 * @threshold: as in struct cmis_alert
 */
struct cmis_condition {
	u32 hits;
	bool beyond;
	bool inside;
	u8 page;
	s32 value;
	s32 threshold;
};

/**
 * struct cmis_evidence - all that a judge looks at
 * @snapshot: the new one
 * @key: of the alert
 * @class: enum cmis_class, of the alert
 * @down: lanes whose data path went down unasked, as bits
 * @now_ns: boot time
 */
struct cmis_evidence {
	const struct cmis_snapshot *snapshot;
	const struct cmis_alert_key *key;
	unsigned int class;
	u64 down;
	u64 now_ns;
};

void cmis_judge_monitor(const struct cmis_evidence *evidence,
			struct cmis_condition *condition);
void cmis_judge_datapath(const struct cmis_evidence *evidence,
			 struct cmis_condition *condition);
void cmis_judge_fault(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition);
void cmis_judge_checksum(const struct cmis_evidence *evidence,
			 struct cmis_condition *condition);
void cmis_judge_unreadable(const struct cmis_evidence *evidence,
			   struct cmis_condition *condition);

#endif /* _CMIS_ALERT_JUDGE_H */
