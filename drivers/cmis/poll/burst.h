/* SPDX-License-Identifier: GPL-2.0-only */
/* Frequent reads after a trigger of the flight recorder. */
#ifndef _CMIS_POLL_BURST_H
#define _CMIS_POLL_BURST_H

struct cmis_cage;
struct cmis_module;

unsigned int cmis_burst_run(struct cmis_cage *cage,
			    const struct cmis_module *module);

#endif /* _CMIS_POLL_BURST_H */
