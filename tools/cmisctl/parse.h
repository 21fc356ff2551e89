/* SPDX-License-Identifier: GPL-2.0-only */
/* From messages to the structs of gen.h. Pure: bytes in, structs out. */
#ifndef _CMISCTL_PARSE_H
#define _CMISCTL_PARSE_H

#include <libmnl/libmnl.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#define CTL_TEXT_SIZE 128

/**
 * enum ctl_kind - content of an attribute
 * @CTL_IGNORED: nothing of interest
 * @CTL_U8: a number
 * @CTL_U32: a number
 * @CTL_S32: a number
 * @CTL_U64: a number
 * @CTL_ENUM: a number with names
 * @CTL_BITS: a mask with names
 * @CTL_STRING: text; kept as printable ASCII
 * @CTL_NEST: attributes
 */
enum ctl_kind {
	CTL_IGNORED,
	CTL_U8,
	CTL_U32,
	CTL_S32,
	CTL_U64,
	CTL_ENUM,
	CTL_BITS,
	CTL_STRING,
	CTL_NEST,
};

/**
 * struct ctl_field - an attribute and its member
 * @name: its name in the specification
 * @kind: its content
 * @offset: of the member
 * @size: of the member
 * @names: of the values of an enum, or of the bits of a mask
 * @nested: layout of a nest
 */
struct ctl_field {
	const char *name;
	enum ctl_kind kind;
	size_t offset;
	size_t size;
	const struct ctl_names *names;
	const struct ctl_layout *nested;
};

/**
 * struct ctl_layout - an attribute set and its struct
 * @fields: by number of the attribute
 * @max: highest number
 * @size: of the struct
 * @required: attributes that each message has, a bit each
 *
 * Each struct starts with uint64_t have: the attributes of the message.
 */
struct ctl_layout {
	const struct ctl_field *fields;
	unsigned int max;
	size_t size;
	uint64_t required;
};

#define CTL_HAS(object, attr) (((object)->have >> (attr)) & 1)

const struct nlattr *ctl_attr_find(const void *data, size_t len,
				   uint16_t type);
void ctl_text_copy(char *to, size_t size, const struct nlattr *attr);
int ctl_parse(const struct ctl_layout *layout, const void *data, size_t len,
	      void *object);

#endif /* _CMISCTL_PARSE_H */
