/* SPDX-License-Identifier: GPL-2.0-only */
/* Evidence for alerts besides values. */
#ifndef _CMIS_POLL_EVIDENCE_H
#define _CMIS_POLL_EVIDENCE_H

struct cmis_cage;
struct cmis_module;
struct cmis_snapshot;

void cmis_evidence_watch(struct cmis_cage *cage);
void cmis_evidence_leave(struct cmis_cage *cage,
			 const struct cmis_module *module);
void cmis_evidence_check_kept(struct cmis_cage *cage);
void cmis_evidence_fetch(struct cmis_cage *cage,
			 const struct cmis_module *module);
void cmis_evidence_fill(struct cmis_cage *cage,
			struct cmis_snapshot *snapshot, unsigned int class);

#endif /* _CMIS_POLL_EVIDENCE_H */
