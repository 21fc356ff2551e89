/* SPDX-License-Identifier: GPL-2.0-only */
/* Events and alerts: a line each, or JSON. */
#ifndef _CMISCTL_EVENT_H
#define _CMISCTL_EVENT_H

#include <stddef.h>

#include "gen.h"

struct json_object;

/**
 * struct ctl_names_of - cages, for their names and labels
 * @cages: the cages, one after the other
 * @count: how many
 */
struct ctl_names_of {
	const struct ctl_cage *cages;
	size_t count;
};

void ctl_event_cage(const struct ctl_cage *cage, const char *note);
void ctl_event_alert(const struct ctl_alert *alert,
		     const struct ctl_names_of *names, const char *note);
void ctl_event_verdict(const struct ctl_verdict *verdict,
		       const struct ctl_names_of *names, const char *what,
		       const char *note);
struct json_object *ctl_event_cage_json(const struct ctl_cage *cage);
struct json_object *ctl_event_alert_json(const struct ctl_alert *alert,
					 const struct ctl_names_of *names);
void ctl_event_json_place(struct json_object *json,
			  const struct ctl_names_of *names, uint32_t cage_id,
			  uint64_t when);

#endif /* _CMISCTL_EVENT_H */
