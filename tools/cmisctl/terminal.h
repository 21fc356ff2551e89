/* SPDX-License-Identifier: GPL-2.0-only */
/* The terminal: its width, and colours. */
#ifndef _CMISCTL_TERMINAL_H
#define _CMISCTL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * enum ctl_severity - how bad something is
 * @CTL_SEVERITY_NONE: there is nothing
 * @CTL_SEVERITY_GOOD: good, or unknown
 * @CTL_SEVERITY_WARNING: a warning
 * @CTL_SEVERITY_ALARM: an alarm
 * @CTL_SEVERITY_FAULT: a module that is in fault
 * @CTL_SEVERITIES: how many there are
 */
enum ctl_severity {
	CTL_SEVERITY_NONE,
	CTL_SEVERITY_GOOD,
	CTL_SEVERITY_WARNING,
	CTL_SEVERITY_ALARM,
	CTL_SEVERITY_FAULT,
	CTL_SEVERITIES,
};

unsigned int ctl_terminal_width(void);
unsigned int ctl_terminal_room(void);
void ctl_cut(char *text, size_t width, bool keep_end);
bool ctl_terminal_has_colour(void);
const char *ctl_colour_start(enum ctl_severity severity);
const char *ctl_colour_end(enum ctl_severity severity);

#endif /* _CMISCTL_TERMINAL_H */
