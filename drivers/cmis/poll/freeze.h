/* SPDX-License-Identifier: GPL-2.0-only */
/* The freeze that statistics of VDM need. */
#ifndef _CMIS_POLL_FREEZE_H
#define _CMIS_POLL_FREEZE_H

struct cmis_cage;
struct cmis_module;

int cmis_vdm_fetch_off(struct cmis_cage *cage,
		       const struct cmis_module *module);
int cmis_vdm_ask(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_await(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_release(struct cmis_cage *cage, const struct cmis_module *module);
void cmis_vdm_quiesce(struct cmis_cage *cage);

#endif /* _CMIS_POLL_FREEZE_H */
