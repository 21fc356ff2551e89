/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A hwmon device for each module that has monitors.
 */
#ifndef _CMIS_HWMON_H
#define _CMIS_HWMON_H

#include "core/client.h"

extern const struct cmis_client cmis_hwmon_client;

#endif /* _CMIS_HWMON_H */
