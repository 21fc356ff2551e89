/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VDM and diagnostics of the built-in modules.
 */
#ifndef _CMIS_SIM_OBSERVED_H
#define _CMIS_SIM_OBSERVED_H

struct cmis_sim_store;

int cmis_sim_observed_put(const char *profile, struct cmis_sim_store *store);

#endif /* _CMIS_SIM_OBSERVED_H */
