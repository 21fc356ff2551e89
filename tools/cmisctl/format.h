/* SPDX-License-Identifier: GPL-2.0-only */
/* Values, times and alerts as text for people. */
#ifndef _CMISCTL_FORMAT_H
#define _CMISCTL_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "gen.h"

#define CTL_VALUE_SIZE 32
#define CTL_LINE_SIZE 512
/* "11-30 08:15:00" */
#define CTL_CLOCK_WIDTH 14
#define CTL_LANES_SIZE 192

int ctl_number_read(const char *text, struct ctl_number *number);
void ctl_format_float(char *text, const struct ctl_number *number);
void ctl_format_number(char *text, uint32_t unit,
		       const struct ctl_number *number);
const char *ctl_unit_symbol(uint32_t unit);
void ctl_format_value(char *text, uint32_t unit,
		      const struct ctl_number *number);
void ctl_format_monitor(char *text, const struct ctl_monitor *monitor);
bool ctl_tells_lane(const struct ctl_monitor *monitor);
const char *ctl_short_name(const struct ctl_monitor *monitor);
bool ctl_lanes_read(const char *text, uint64_t *lanes);
void ctl_format_lanes(char *text, uint64_t lanes);
const char *ctl_state_word(uint32_t status);
void ctl_format_time(char *text, uint64_t boot_ns);
void ctl_format_clock(char *text, uint64_t boot_ns);
void ctl_format_subject(char *text, const struct ctl_alert *alert);
void ctl_format_subject_short(char *text, const struct ctl_alert *alert);
void ctl_format_evidence(char *text, const struct ctl_alert *alert);

#endif /* _CMISCTL_FORMAT_H */
