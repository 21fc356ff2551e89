/* SPDX-License-Identifier: GPL-2.0-only */
/* The state as a listener knows it. Pure but for memory. */
#ifndef _CMISCTL_STATE_H
#define _CMISCTL_STATE_H

#include "collect.h"

/**
 * struct ctl_state - the state as a listener knows it
 * @cages: all cages
 * @alerts: the active alerts
 * @floor: number of the last notification that each item includes
 * @ceiling: number of the last one that any item includes
 */
struct ctl_state {
	struct ctl_list cages;
	struct ctl_list alerts;
	uint64_t floor;
	uint64_t ceiling;
};

/**
 * struct ctl_news - receivers of differences
 * @cage: takes a cage, with its event
 * @alert: takes an alert
 * @context: for both
 */
struct ctl_news {
	void (*cage)(const struct ctl_cage *cage, void *context);
	void (*alert)(const struct ctl_alert *alert, void *context);
	void *context;
};

void ctl_state_init(struct ctl_state *state);
void ctl_state_free(struct ctl_state *state);
void ctl_state_number(struct ctl_state *state);
int ctl_state_take_cage(struct ctl_state *state, const struct ctl_cage *cage,
			bool *news);
int ctl_state_take_alert(struct ctl_state *state,
			 const struct ctl_alert *alert, bool *news);
void ctl_state_compare(const struct ctl_state *was,
		       const struct ctl_state *is,
		       const struct ctl_news *news);

#endif /* _CMISCTL_STATE_H */
