/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands. */
#ifndef _CMISCTL_H
#define _CMISCTL_H

#include <stdbool.h>

#include "nl.h"

/**
 * struct ctl_options - the command line
 * @json: for machines
 * @all: also alerts that have ended
 * @buffer_bytes: what the kernel keeps for a listener; 0 for the usual
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
int ctl_monitor(struct ctl_nl *nl, const struct ctl_options *options);

#endif /* _CMISCTL_H */
