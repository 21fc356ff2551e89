/* SPDX-License-Identifier: GPL-2.0-only */
/* Structures as JSON, with the specification's names. */
#ifndef _CMISCTL_JSON_H
#define _CMISCTL_JSON_H

#include <json-c/json.h>
#include <stdbool.h>

#include "parse.h"

struct json_object *ctl_json(const struct ctl_layout *layout,
			     const void *object);
bool ctl_json_print(struct json_object *object, int flags);
int ctl_json_print_pretty(struct json_object *object);
struct json_object *ctl_json_list(const struct ctl_layout *layout,
				  const void *items, size_t count);

#endif /* _CMISCTL_JSON_H */
