// SPDX-License-Identifier: GPL-2.0-only
/* Names of registers, from the memory map. */

#include <stdio.h>
#include <string.h>

#include <linux/types.h>

#include "field.h"
#include "fields.h"
#include "spec/regs.h"

static bool field_is_at(const struct ctl_field *field, unsigned int offset)
{
	return offset >= field->first &&
	       offset < field->first + ctl_field_bytes(field);
}

/* The fields of a register: "fibre face, heat sink" */
static void name_add(struct ctl_field_at *at, const struct ctl_field *field)
{
	size_t len = strlen(at->name);

	if (strstr(at->name, field->name))
		return;
	if (len + strlen(field->name) + sizeof(", ...") < sizeof(at->name))
		snprintf(at->name + len, sizeof(at->name) - len, "%s%s",
			 len ? ", " : "", field->name);
	else if (!len)
		snprintf(at->name, sizeof(at->name), "%.*s",
			 CTL_FIELD_NAME - 1, field->name);
	else if (!strstr(at->name, "..."))
		snprintf(at->name + len, sizeof(at->name) - len, "...");
}

/**
 * ctl_field_find - the register at a byte
 * @page: page of the byte; lower memory has none
 * @offset: the byte, 0 to 255
 *
 * Return: the register with @offset; bytes without a name, up to the next
 * register or the end of a half.
 */
struct ctl_field_at ctl_field_find(unsigned int page, unsigned int offset)
{
	const struct ctl_page *map = ctl_page_find(offset < CMIS_PAGE_SIZE ?
						   CTL_LOWER : (int)page);
	unsigned int end = offset < CMIS_PAGE_SIZE ? CMIS_PAGE_SIZE :
						     2 * CMIS_PAGE_SIZE;
	struct ctl_field_at at = { .first = offset };
	unsigned int i;

	for (i = 0; map && i < map->count; i++) {
		const struct ctl_field *field = &map->fields[i];

		if (field_is_at(field, offset)) {
			at.first = field->first;
			at.count = ctl_field_bytes(field);
			at.latched = field->is & CTL_LATCHED;
			name_add(&at, field);
		} else if (field->first > offset && field->first < end) {
			end = field->first;
		}
	}
	if (!at.count)
		at.count = end - offset;
	return at;
}
