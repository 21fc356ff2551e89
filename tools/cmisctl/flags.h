/* SPDX-License-Identifier: GPL-2.0-only */
/* Latched flags, from the driver's last sweep instead of the module. */
#ifndef _CMISCTL_FLAGS_H
#define _CMISCTL_FLAGS_H

#include "collect.h"
#include "image.h"

void ctl_flags_put(struct ctl_half *half, const struct ctl_list *readings,
		   const struct ctl_list *lanes);

#endif /* _CMISCTL_FLAGS_H */
