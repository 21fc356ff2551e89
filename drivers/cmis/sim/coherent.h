/* SPDX-License-Identifier: GPL-2.0-only */
/* Simulator: pages of coherent modules. */
#ifndef _CMIS_SIM_COHERENT_H
#define _CMIS_SIM_COHERENT_H

struct cmis_sim_store;

int cmis_sim_coherent_put(struct cmis_sim_store *store);

#endif /* _CMIS_SIM_COHERENT_H */
