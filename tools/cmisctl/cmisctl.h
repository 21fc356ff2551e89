/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands. */
#ifndef _CMISCTL_H
#define _CMISCTL_H

#include <stdbool.h>

#include "nl.h"

/**
 * struct ctl_options - the command line
 * @json: print JSON
 * @all: also cleared alerts
 * @buffer_bytes: size of the kernel's buffer for monitor; 0: its default
 * @args: of the command; ends with NULL
 */
struct ctl_options {
	bool json;
	bool all;
	int buffer_bytes;
	char **args;
};

int ctl_list(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_show(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_alerts(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_set(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_limits(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_monitor(struct ctl_nl *nl, const struct ctl_options *options);

#endif /* _CMISCTL_H */
