/* SPDX-License-Identifier: GPL-2.0-only */
/* All about a cage. */
#ifndef _CMISCTL_SHOW_H
#define _CMISCTL_SHOW_H

#include <stdbool.h>

#include "fleet.h"

int ctl_show_print(const struct ctl_port *port, bool thresholds);

#endif /* _CMISCTL_SHOW_H */
