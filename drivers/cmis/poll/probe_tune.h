/* SPDX-License-Identifier: GPL-2.0-only */
/* Probing: tunable lasers, coherent modules, and external lasers. */
#ifndef _CMIS_POLL_PROBE_TUNE_H
#define _CMIS_POLL_PROBE_TUNE_H

struct cmis_cage;
struct cmis_module;
struct cmis_monitor_list;

int cmis_module_fetch_laser(struct cmis_cage *cage,
			    struct cmis_module *module);
int cmis_module_fetch_line(struct cmis_cage *cage, struct cmis_module *module);
int cmis_module_fetch_ext(struct cmis_cage *cage, struct cmis_module *module);
int cmis_ext_monitors_fetch(struct cmis_cage *cage, struct cmis_module *module,
			    struct cmis_monitor_list *list);

#endif /* _CMIS_POLL_PROBE_TUNE_H */
