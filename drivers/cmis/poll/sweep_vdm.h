/* SPDX-License-Identifier: GPL-2.0-only */
/* The sweep of VDM. */
#ifndef _CMIS_POLL_SWEEP_VDM_H
#define _CMIS_POLL_SWEEP_VDM_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_module;
struct cmis_vdm_poll;

int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module);
int cmis_vdm_sweep(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_vdm_run(struct cmis_cage *cage, const struct cmis_module *module);
bool cmis_vdm_is_long(const struct cmis_vdm_poll *v,
		      const struct cmis_module *module);
bool cmis_vdm_set_active(struct cmis_cage *cage,
			 const struct cmis_module *module);

#endif /* _CMIS_POLL_SWEEP_VDM_H */
