/* SPDX-License-Identifier: GPL-2.0-only */
/* A line for each cage. */
#ifndef _CMISCTL_LIST_H
#define _CMISCTL_LIST_H

#include "fleet.h"

void ctl_list_alarm(char *text, const struct ctl_port *port);
int ctl_list_sort(struct ctl_fleet *fleet, const char *key);
int ctl_list_print(const struct ctl_fleet *fleet);

#endif /* _CMISCTL_LIST_H */
