/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The power policy of a cage.
 */
#ifndef _CMIS_POWER_H
#define _CMIS_POWER_H

#include <linux/ethtool.h>
#include <linux/types.h>

#include "core/client.h"

extern const struct cmis_client cmis_power_client;

int cmis_power_get_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy *policy);
int cmis_power_set_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy policy);
void cmis_power_set_companion(struct cmis_cage *cage, bool up);

#endif /* _CMIS_POWER_H */
