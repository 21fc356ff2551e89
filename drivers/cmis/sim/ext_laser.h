/* SPDX-License-Identifier: GPL-2.0-only */
/* External lasers (ELSFP): pages 1Ah and 1Bh. */
#ifndef _CMIS_SIM_EXT_LASER_H
#define _CMIS_SIM_EXT_LASER_H

struct cmis_sim_module;
struct cmis_sim_store;

void cmis_sim_ext_advert_put(struct cmis_sim_store *store);
int cmis_sim_ext_put(struct cmis_sim_store *store);
void cmis_sim_ext_switch(struct cmis_sim_module *module, unsigned int bank);

#endif /* _CMIS_SIM_EXT_LASER_H */
