// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel sends, as structures. Pure: bytes in, structures out; each
 * length is checked before anything is read.
 */

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "parse.h"

/**
 * ctl_attr_next - take an attribute off a stream of them
 * @data: the stream; moved past the attribute
 * @len: what is left of it
 * @attr: the attribute
 *
 * Return: 1, 0 at the end, or -EBADMSG.
 */
int ctl_attr_next(const uint8_t **data, size_t *len, struct ctl_attr *attr)
{
	struct nlattr head;
	size_t step;

	if (!*len)
		return 0;
	if (*len < sizeof(head))
		return -EBADMSG;
	memcpy(&head, *data, sizeof(head));
	if (head.nla_len < sizeof(head) || head.nla_len > *len)
		return -EBADMSG;
	attr->type = head.nla_type & NLA_TYPE_MASK;
	attr->data = *data + sizeof(head);
	attr->len = head.nla_len - sizeof(head);
	/* The last one may come without its padding. */
	step = NLA_ALIGN(head.nla_len);
	if (step > *len)
		step = *len;
	*data += step;
	*len -= step;
	return 1;
}

/**
 * ctl_attr_find - find an attribute
 * @data: attributes
 * @len: of @data
 * @type: number of the attribute
 * @attr: the attribute
 *
 * Return: 0, -ENOENT, or -EBADMSG.
 */
int ctl_attr_find(const void *data, size_t len, uint16_t type,
		  struct ctl_attr *attr)
{
	const uint8_t *at = data;
	int ret;

	while ((ret = ctl_attr_next(&at, &len, attr)) > 0)
		if (attr->type == type)
			return 0;
	return ret ? ret : -ENOENT;
}

/**
 * ctl_text_copy - copy text that is safe to show
 * @to: where to; always ended
 * @size: of @to, at least 1
 * @from: text, up to a zero or its end
 * @len: of @from
 *
 * What is not printable ASCII becomes a question mark.
 */
void ctl_text_copy(char *to, size_t size, const uint8_t *from, size_t len)
{
	size_t i;

	for (i = 0; i < len && i + 1 < size && from[i]; i++)
		to[i] = from[i] < 0x20 || from[i] > 0x7e ? '?' : from[i];
	to[i] = '\0';
}

static int ctl_attr_store(const struct ctl_field *field,
			  const struct ctl_attr *attr, uint8_t *to)
{
	switch (field->kind) {
	case CTL_STRING:
		ctl_text_copy((char *)to, field->size, attr->data, attr->len);
		return 0;
	case CTL_NEST:
		return ctl_parse(field->nested, attr->data, attr->len, to);
	default:
		if (attr->len != field->size)
			return -EBADMSG;
		memcpy(to, attr->data, field->size);
		return 0;
	}
}

/**
 * ctl_parse - make a structure from attributes
 * @layout: of the structure
 * @data: attributes
 * @len: of @data
 * @object: the structure
 *
 * Attributes that are not known are passed over.
 *
 * Return: 0, or -EBADMSG.
 */
int ctl_parse(const struct ctl_layout *layout, const void *data, size_t len,
	      void *object)
{
	const struct ctl_field *field;
	const uint8_t *at = data;
	struct ctl_attr attr;
	uint32_t have = 0;
	int ret;

	memset(object, 0, layout->size);
	while ((ret = ctl_attr_next(&at, &len, &attr)) > 0) {
		if (attr.type > layout->max)
			continue;
		field = &layout->fields[attr.type];
		if (field->kind == CTL_IGNORED)
			continue;
		ret = ctl_attr_store(field, &attr,
				     (uint8_t *)object + field->offset);
		if (ret)
			return ret;
		have |= UINT32_C(1) << attr.type;
	}
	memcpy(object, &have, sizeof(have));
	if (ret)
		return ret;
	return (have & layout->required) == layout->required ? 0 : -EBADMSG;
}
