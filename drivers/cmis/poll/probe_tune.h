/* SPDX-License-Identifier: GPL-2.0-only */
/* Probing: tunable lasers. */
#ifndef _CMIS_POLL_PROBE_TUNE_H
#define _CMIS_POLL_PROBE_TUNE_H

struct cmis_cage;
struct cmis_module;

int cmis_module_fetch_laser(struct cmis_cage *cage,
			    struct cmis_module *module);
int cmis_module_fetch_line(struct cmis_cage *cage, struct cmis_module *module);

#endif /* _CMIS_POLL_PROBE_TUNE_H */
