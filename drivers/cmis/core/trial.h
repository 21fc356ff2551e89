/* SPDX-License-Identifier: GPL-2.0-only */
/* Wishes of an administrator's ports on trial: the former ones come back. */
#ifndef _CMIS_TRIAL_H
#define _CMIS_TRIAL_H

#include <linux/cmis.h>
#include <linux/types.h>

struct cmis_cage;
struct cmis_claim;
struct netlink_ext_ack;

/**
 * struct cmis_trial - a wish of a port that nobody has confirmed
 * @id: number of the change; 0: there is none
 * @due_ns: boot time at which @former comes back
 * @former: the last wish that was meant to last
 * @appsel: application that the port had then; 0: not known
 * @generation: of its module
 * @back: the wish of the port is one that came back
 */
struct cmis_trial {
	u32 id;
	u64 due_ns;
	struct cmis_port_wish former;
	u8 appsel;
	u32 generation;
	bool back;
};

/**
 * struct cmis_trial_request - how a wish may be tried
 * @force: the port may have traffic
 * @revert_ms: the former wish comes back after this time; 0: never
 */
struct cmis_trial_request {
	bool force;
	u32 revert_ms;
};

int cmis_claim_admin_set(struct cmis_cage *cage, u64 lanes,
			 const struct cmis_port_wish *wish,
			 const struct cmis_trial_request *trial,
			 u32 *revert_id, struct netlink_ext_ack *extack);
u8 cmis_trial_appsel(const struct cmis_claim *claim, u32 generation);
int cmis_trial_confirm(struct cmis_cage *cage, u32 revert_id);
void cmis_trials_end(struct cmis_cage *cage);

/* For the cage's work only. */
unsigned int cmis_trials_run(struct cmis_cage *cage);

#endif /* _CMIS_TRIAL_H */
