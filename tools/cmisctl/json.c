// SPDX-License-Identifier: GPL-2.0-only
/* Structs as JSON, with the names of the specification. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "gen.h"
#include "json.h"

static uint32_t read_u32(const uint8_t *from)
{
	uint32_t value;

	memcpy(&value, from, sizeof(value));
	return value;
}

static uint64_t read_u64(const uint8_t *from)
{
	uint64_t value;

	memcpy(&value, from, sizeof(value));
	return value;
}

/* A value without a name is its number. */
static struct json_object *json_name(const struct ctl_names *names,
				     uint32_t value, uint32_t number)
{
	const char *name = ctl_name_get(names, value);

	return name ? json_object_new_string(name) :
		      json_object_new_int64(number);
}

static struct json_object *json_bits(const struct ctl_names *names,
				     uint32_t mask)
{
	struct json_object *array = json_object_new_array();
	unsigned int bit;

	for (bit = 0; bit < 32; bit++)
		if (mask >> bit & 1)
			json_object_array_add(array,
					      json_name(names, bit,
							UINT32_C(1) << bit));
	return array;
}

/* Exact: the text of a number with an exponent goes out unchanged. */
static struct json_object *json_number(const struct ctl_number *number)
{
	char text[CTL_VALUE_SIZE];

	if (!number->exponent)
		return json_object_new_int64(number->mantissa);
	ctl_format_float(text, number);
	return json_object_new_double_s(strtod(text, NULL), text);
}

static struct json_object *json_field(const struct ctl_field *field,
				      const uint8_t *from)
{
	switch (field->kind) {
	case CTL_U8:
		return json_object_new_int64(*from);
	case CTL_U32:
		return json_object_new_int64(read_u32(from));
	case CTL_S32:
		return json_object_new_int64((int32_t)read_u32(from));
	case CTL_U64:
		return json_object_new_uint64(read_u64(from));
	case CTL_ENUM:
		return json_name(field->names, read_u32(from), read_u32(from));
	case CTL_BITS:
		return json_bits(field->names, read_u32(from));
	case CTL_STRING:
		return json_object_new_string((const char *)from);
	case CTL_NEST:
		return field->nested == &ctl_number_layout ?
		       json_number((const struct ctl_number *)from) :
		       ctl_json(field->nested, from);
	default:
		return NULL;
	}
}

/**
 * ctl_json - a struct as JSON
 * @layout: of the struct
 * @object: the struct
 *
 * Return: an object with the attributes of the message.
 */
struct json_object *ctl_json(const struct ctl_layout *layout,
			     const void *object)
{
	struct json_object *json = json_object_new_object();
	const struct ctl_field *field;
	uint64_t have = read_u64(object);
	unsigned int i;

	for (i = 0; i <= layout->max; i++) {
		field = &layout->fields[i];
		if (have >> i & 1)
			json_object_object_add(json, field->name,
					       json_field(field,
							  (const uint8_t *)
							  object +
							  field->offset));
	}
	return json;
}

/**
 * ctl_json_print - print an object and release it
 * @object: the object
 * @flags: JSON_C_TO_STRING_*
 *
 * Return: true if it was written.
 */
bool ctl_json_print(struct json_object *object, int flags)
{
	bool good = puts(json_object_to_json_string_ext(object, flags)) >= 0;

	json_object_put(object);
	return good;
}

/**
 * ctl_json_print_pretty - print an object for people, and release it
 * @object: the object
 *
 * Return: 0 or -EIO.
 */
int ctl_json_print_pretty(struct json_object *object)
{
	return ctl_json_print(object, JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

/**
 * ctl_json_list - structs as an array
 * @layout: of each
 * @items: one after the other
 * @count: how many
 *
 * Return: the array.
 */
struct json_object *ctl_json_list(const struct ctl_layout *layout,
				  const void *items, size_t count)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < count; i++)
		json_object_array_add(array, ctl_json(layout,
						      (const uint8_t *)items +
						      i * layout->size));
	return array;
}
