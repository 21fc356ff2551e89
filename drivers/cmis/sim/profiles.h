/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The built-in modules.
 */
#ifndef _CMIS_SIM_PROFILES_H
#define _CMIS_SIM_PROFILES_H

#include <linux/types.h>

struct cmis_sim_store;

int cmis_sim_profile_build(const char *name, const char *serial,
			   struct cmis_sim_store *store);
ssize_t cmis_sim_profiles_show(char *buf);

#endif /* _CMIS_SIM_PROFILES_H */
