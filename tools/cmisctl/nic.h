/* SPDX-License-Identifier: GPL-2.0-only */
/* Interfaces whose firmware owns the bus of a module. */
#ifndef _CMISCTL_NIC_H
#define _CMISCTL_NIC_H

#include <stdbool.h>

#define CTL_NIC_DRIVER	"/sys/bus/platform/drivers/cmis-nic/"
#define CTL_NIC_TEXT	80

bool ctl_nic_find(const char *netdev, char cage[CTL_NIC_TEXT],
		  char state[CTL_NIC_TEXT]);

#endif /* _CMISCTL_NIC_H */
