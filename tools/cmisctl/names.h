/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of the family's numbers, as its specification has them. */
#ifndef _CMISCTL_NAMES_H
#define _CMISCTL_NAMES_H

#include <stdint.h>

#define ARRAY_SIZE(table) (sizeof(table) / sizeof((table)[0]))

/**
 * struct ctl_names - names of an enum's values, or of the bits of a mask
 * @text: by value or by number of the bit
 * @count: of @text
 */
struct ctl_names {
	const char *const *text;
	unsigned int count;
};

extern const struct ctl_names ctl_cage_states;
extern const struct ctl_names ctl_quantities;
extern const struct ctl_names ctl_units;
extern const struct ctl_names ctl_levels;
extern const struct ctl_names ctl_sides;
extern const struct ctl_names ctl_alert_types;
extern const struct ctl_names ctl_reasons;
extern const struct ctl_names ctl_module_events;
extern const struct ctl_names ctl_lane_flags;

const char *ctl_name_get(const struct ctl_names *names, uint32_t value);
const char *ctl_name_or(const struct ctl_names *names, uint32_t value,
			const char *other);

#endif /* _CMISCTL_NAMES_H */
