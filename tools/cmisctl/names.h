/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of the family's numbers. gen.c has the tables. */
#ifndef _CMISCTL_NAMES_H
#define _CMISCTL_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#define ARRAY_SIZE(table) (sizeof(table) / sizeof((table)[0]))

/**
 * struct ctl_names - names of the values of an enum
 * @text: by value; of masks by the number of the bit
 * @count: of @text
 */
struct ctl_names {
	const char *const *text;
	unsigned int count;
};

const char *ctl_name_get(const struct ctl_names *names, uint32_t value);
const char *ctl_name_or(const struct ctl_names *names, uint32_t value,
			const char *other);
bool ctl_name_find(const struct ctl_names *names, const char *name,
		   uint32_t *value);

#endif /* _CMISCTL_NAMES_H */
