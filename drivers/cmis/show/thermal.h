/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A thermal zone for each module that has a temperature.
 */
#ifndef _CMIS_THERMAL_H
#define _CMIS_THERMAL_H

#include "core/client.h"

extern const struct cmis_client cmis_thermal_client;

#endif /* _CMIS_THERMAL_H */
