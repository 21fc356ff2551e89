/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Changes to a module's surroundings, from text.
 */
#ifndef _CMIS_SIM_SET_H
#define _CMIS_SIM_SET_H

#include <linux/types.h>

struct cmis_sim_module;

int cmis_sim_set(struct cmis_sim_module *module, const char *text);
ssize_t cmis_sim_set_names(char *buf);

#endif /* _CMIS_SIM_SET_H */
