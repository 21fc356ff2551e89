/* SPDX-License-Identifier: GPL-2.0-only */
/* The monitors of a new module. */
#ifndef _CMIS_POLL_PROBE_VDM_H
#define _CMIS_POLL_PROBE_VDM_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_module;

int cmis_module_fetch_monitors(struct cmis_cage *cage,
			       struct cmis_module *module, const u8 *pages);

#endif /* _CMIS_POLL_PROBE_VDM_H */
