// SPDX-License-Identifier: GPL-2.0-only
/* The memory of a module as text or JSON; the command decode. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cmisctl.h"
#include "json.h"
#include "pages.h"
#include "words.h"

#define NAME_WIDTH	24
#define FIELD_WIDTH	36

static void print_section(void *context, const char *title)
{
	bool *begun = context;

	printf("%s%s\n", *begun ? "\n" : "", title);
	*begun = true;
}

static void print_field(void *context, const char *name, const char *value)
{
	(void)context;
	printf("  %-*s %s\n", NAME_WIDTH, name, value);
}

/* "144", "138-139", "144.7-4", "128-131.0" */
static void place_text(const struct ctl_told *told, char *text, size_t size)
{
	unsigned int high = 7, low = 0;
	int len;

	len = snprintf(text, size, told->count > 1 ? "%u-%u" : "%u",
		       told->first, told->first + told->count - 1);
	if (!told->mask || told->mask == 0xff)
		return;
	while (!(told->mask >> high & 1))
		high--;
	while (!(told->mask >> low & 1))
		low++;
	snprintf(text + len, size - len, high > low ? ".%u-%u" : ".%u", high,
		 low);
}

static const char *told_name(const struct ctl_told *told)
{
	if (told->name)
		return told->name;
	return told->custom ? "custom" : "no name";
}

static void print_told(void *context, const struct ctl_told *told)
{
	char place[24];

	(void)context;
	place_text(told, place, sizeof(place));
	printf("  %-11s %-*s %s\n", place, FIELD_WIDTH, told_name(told),
	       told->value);
}

/**
 * struct json_context - an object that is being made
 * @all: the object
 * @section: its last member
 * @title: name of that
 */
struct json_context {
	struct json_object *all;
	struct json_object *section;
	char title[40];
};

static void json_section(void *context, const char *title)
{
	struct json_context *json = context;

	snprintf(json->title, sizeof(json->title), "%s", title);
	json->section = json_object_new_object();
	json_object_object_add(json->all, title, json->section);
}

static void json_field(void *context, const char *name, const char *value)
{
	struct json_context *json = context;
	struct json_object *before;

	/* A place may have more than one oddity. */
	if (json_object_object_get_ex(json->section, name, &before)) {
		char text[512];

		snprintf(text, sizeof(text), "%s; %s",
			 json_object_get_string(before), value);
		json_object_object_add(json->section, name,
				       json_object_new_string(text));
		return;
	}
	json_object_object_add(json->section, name,
			       json_object_new_string(value));
}

/* A page is an array: its fields have an order, and a place. */
static void json_told(void *context, const struct ctl_told *told)
{
	struct json_context *json = context;
	struct json_object *field = json_object_new_object();
	char place[24];

	if (json_object_is_type(json->section, json_type_object)) {
		json->section = json_object_new_array();
		json_object_object_add(json->all, json->title, json->section);
	}
	place_text(told, place, sizeof(place));
	json_object_object_add(field, "byte", json_object_new_string(place));
	json_object_object_add(field, "name",
			       json_object_new_string(told_name(told)));
	json_object_object_add(field, "value",
			       json_object_new_string(told->value));
	json_object_array_add(json->section, field);
}

static int words_json(const struct ctl_image *image, bool summary)
{
	struct json_context json = { .all = json_object_new_object() };
	const struct ctl_sink sink = {
		json_section, json_field, json_told, &json
	};
	int ret = 0;

	if (summary)
		ret = ctl_memory_decode(image, &sink);
	else
		ctl_pages_tell(image, &sink);
	if (!ret)
		return ctl_json_print_pretty(json.all);
	json_object_put(json.all);
	return ret;
}

/**
 * ctl_words_print - print the memory of a module in words
 * @image: the memory
 * @summary: a summary before the fields
 * @json: as JSON
 *
 * Return: 0, or -ENODATA if nothing can be decoded.
 */
int ctl_words_print(const struct ctl_image *image, bool summary, bool json)
{
	bool begun = false;
	const struct ctl_sink sink = {
		print_section, print_field, print_told, &begun
	};

	if (json)
		return words_json(image, summary);
	if (summary)
		return ctl_memory_decode(image, &sink);
	ctl_pages_tell(image, &sink);
	return 0;
}

/**
 * ctl_decode - the command decode
 * @nl: for its error; there is no socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_decode(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *path = options->args[0];
	struct ctl_image image;
	int ret;

	ret = ctl_image_read(path, &image);
	if (ret == -EINVAL)
		snprintf(nl->error, sizeof(nl->error),
			 "%.100s: no memory of a module in it", path);
	else if (ret)
		snprintf(nl->error, sizeof(nl->error), "%.100s: %s", path,
			 strerror(-ret));
	else
		ret = ctl_words_print(&image, true, options->json);
	if (ret == -ENODATA)
		snprintf(nl->error, sizeof(nl->error),
			 "%.100s: neither lower memory nor a whole page",
			 path);
	ctl_image_free(&image);
	return ret;
}
