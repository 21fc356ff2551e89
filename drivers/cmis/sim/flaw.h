/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Flaws of modules in the field.
 */
#ifndef _CMIS_SIM_FLAW_H
#define _CMIS_SIM_FLAW_H

#include <linux/types.h>

struct cmis_sim_store;

int cmis_sim_flaw_add(struct cmis_sim_store *store, const char *name);
ssize_t cmis_sim_flaws_show(char *buf);

#endif /* _CMIS_SIM_FLAW_H */
