/* SPDX-License-Identifier: GPL-2.0-only */
/* The sweep of page 14h. */
#ifndef _CMIS_POLL_SWEEP_DIAG_H
#define _CMIS_POLL_SWEEP_DIAG_H

struct cmis_cage;
struct cmis_module;

void cmis_diag_begin(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_diag_sweep(struct cmis_cage *cage, const struct cmis_module *module);

#endif /* _CMIS_POLL_SWEEP_DIAG_H */
