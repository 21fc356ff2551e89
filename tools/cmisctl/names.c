// SPDX-License-Identifier: GPL-2.0-only
/* Names of the family's numbers. */

#include <stddef.h>
#include <string.h>

#include "names.h"

/**
 * ctl_name_get - name of a value
 * @names: the names
 * @value: the value, or the number of a bit
 *
 * Return: the name, or NULL if it has none.
 */
const char *ctl_name_get(const struct ctl_names *names, uint32_t value)
{
	return value < names->count ? names->text[value] : NULL;
}

/**
 * ctl_name_or - name of a value, or another text
 * @names: the names
 * @value: the value, or the number of a bit
 * @other: for values without a name
 *
 * Return: a text.
 */
const char *ctl_name_or(const struct ctl_names *names, uint32_t value,
			const char *other)
{
	const char *name = ctl_name_get(names, value);

	return name ? name : other;
}

/**
 * ctl_name_find - find the value of a name
 * @names: the names
 * @name: one of them, or another text
 * @value: gets the value
 *
 * Return: true if there is such a name.
 */
bool ctl_name_find(const struct ctl_names *names, const char *name,
		   uint32_t *value)
{
	for (*value = 0; *value < names->count; ++*value)
		if (names->text[*value] && !strcmp(names->text[*value], name))
			return true;
	return false;
}
