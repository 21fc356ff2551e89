/* SPDX-License-Identifier: GPL-2.0-only */
/* Verdicts: lines, or JSON. */
#ifndef _CMISCTL_VERDICT_H
#define _CMISCTL_VERDICT_H

#include <stdbool.h>

#include "event.h"
#include "nl.h"

struct json_object;

bool ctl_verdict_is_about(const struct ctl_message *message,
			  const struct ctl_verdict *verdict, uint32_t cage_id);
void ctl_verdict_print(const struct ctl_message *message,
		       const struct ctl_verdict *verdict,
		       const struct ctl_names_of *names, const char *note);
void ctl_verdict_print_evidence(const struct ctl_message *message,
				const struct ctl_verdict *verdict);
struct json_object *ctl_verdict_json(const struct ctl_message *message,
				     const struct ctl_verdict *verdict,
				     const struct ctl_names_of *names);

#endif /* _CMISCTL_VERDICT_H */
