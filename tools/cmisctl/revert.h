/* SPDX-License-Identifier: GPL-2.0-only */
/* Changes that go back by themselves unless they are confirmed. */
#ifndef CMISCTL_REVERT_H
#define CMISCTL_REVERT_H

#include <stdint.h>

#include "cmisctl.h"

/**
 * struct ctl_revert - how a kind of request says that its change goes back
 * @force: its attribute for changes that disturb traffic
 * @ms: its attribute for the time
 * @id: attribute of the answer: number of the change
 * @what: what comes back, as the beginning of a sentence
 */
struct ctl_revert {
	uint16_t force;
	uint16_t ms;
	uint16_t id;
	const char *what;
};

int ctl_revert_ask(struct ctl_nl *nl, struct ctl_request *request,
		   const struct ctl_revert *revert,
		   const struct ctl_options *options, uint32_t cage_id);

#endif /* CMISCTL_REVERT_H */
