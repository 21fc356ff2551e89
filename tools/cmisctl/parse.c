// SPDX-License-Identifier: GPL-2.0-only
/* From messages to structs. */

#include <errno.h>
#include <string.h>

#include "parse.h"

/**
 * ctl_attr_find - find an attribute
 * @data: attributes
 * @len: of @data
 * @type: number of the attribute
 *
 * Return: the attribute; NULL if there is none.
 */
const struct nlattr *ctl_attr_find(const void *data, size_t len, uint16_t type)
{
	const struct nlattr *attr;

	mnl_attr_for_each_payload(data, len)
		if (mnl_attr_get_type(attr) == type)
			return attr;
	return NULL;
}

/**
 * ctl_text_copy - copy text that is safe to show
 * @to: the copy, always terminated
 * @size: of @to, at least 1
 * @attr: text, up to a zero or its end
 *
 * Unprintable characters become question marks.
 */
void ctl_text_copy(char *to, size_t size, const struct nlattr *attr)
{
	const uint8_t *from = mnl_attr_get_payload(attr);
	size_t len = mnl_attr_get_payload_len(attr);
	size_t i;

	for (i = 0; i < len && i + 1 < size && from[i]; i++)
		to[i] = from[i] < 0x20 || from[i] > 0x7e ? '?' : from[i];
	to[i] = '\0';
}

static int field_store(const struct ctl_field *field,
		       const struct nlattr *attr, uint8_t *to)
{
	const void *data = mnl_attr_get_payload(attr);
	size_t len = mnl_attr_get_payload_len(attr);

	switch (field->kind) {
	case CTL_STRING:
		ctl_text_copy((char *)to, field->size, attr);
		return 0;
	case CTL_NEST:
		return ctl_parse(field->nested, data, len, to);
	default:
		if (len != field->size)
			return -EBADMSG;
		memcpy(to, data, len);
		return 0;
	}
}

/**
 * ctl_parse - make a struct from attributes
 * @layout: of the struct
 * @data: attributes
 * @len: of @data
 * @object: the struct
 *
 * Unknown attributes are ignored.
 *
 * Return: 0, or -EBADMSG.
 */
int ctl_parse(const struct ctl_layout *layout, const void *data, size_t len,
	      void *object)
{
	const struct ctl_field *field;
	const struct nlattr *attr;
	uint64_t have = 0;
	uint16_t type;
	int ret;

	memset(object, 0, layout->size);
	mnl_attr_for_each_payload(data, len) {
		type = mnl_attr_get_type(attr);
		if (type > layout->max)
			continue;
		field = &layout->fields[type];
		if (field->kind == CTL_IGNORED)
			continue;
		ret = field_store(field, attr,
				  (uint8_t *)object + field->offset);
		if (ret)
			return ret;
		have |= UINT64_C(1) << type;
	}
	memcpy(object, &have, sizeof(have));
	return (have & layout->required) == layout->required ? 0 : -EBADMSG;
}
