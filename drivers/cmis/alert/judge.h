/* SPDX-License-Identifier: GPL-2.0-only */
/* Judges of kinds of alerts. Pure. */
#ifndef _CMIS_ALERT_JUDGE_H
#define _CMIS_ALERT_JUDGE_H

struct cmis_condition;
struct cmis_evidence;

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
void cmis_judge_unlocked(const struct cmis_evidence *evidence,
			 struct cmis_condition *condition);
void cmis_judge_line(const struct cmis_evidence *evidence,
		     struct cmis_condition *condition);
void cmis_judge_refused(const struct cmis_evidence *evidence,
			struct cmis_condition *condition);
void cmis_judge_power(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition);
void cmis_judge_worse(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition);
void cmis_judge_ahead(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition);
void cmis_judge_ext_fault(const struct cmis_evidence *evidence,
			  struct cmis_condition *condition);
void cmis_judge_ext_warning(const struct cmis_evidence *evidence,
			    struct cmis_condition *condition);
void cmis_judge_diag(const struct cmis_evidence *evidence,
		     struct cmis_condition *condition);
void cmis_judge_revert(const struct cmis_evidence *evidence,
		       struct cmis_condition *condition);

#endif /* _CMIS_ALERT_JUDGE_H */
