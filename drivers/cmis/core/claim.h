/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Ports: host lanes of a cage that a MAC driver or the administrator has
 * claimed, with their wishes and states. They outlive modules.
 */
#ifndef _CMIS_CLAIM_H
#define _CMIS_CLAIM_H

#include <linux/cmis.h>
#include <linux/if.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#include "core/audit.h"
#include "core/trial.h"
#include "core/wish.h"

struct cmis_cage;
struct cmis_range;

/* Each port has a lane at least. */
#define CMIS_MAX_PORTS		64

/**
 * enum cmis_idle_power - power of a module while no port of it is up
 * @CMIS_IDLE_AS_IS: as it is
 * @CMIS_IDLE_LOW: low power
 * @CMIS_IDLE_HIGH: high power
 */
enum cmis_idle_power {
	CMIS_IDLE_AS_IS,
	CMIS_IDLE_LOW,
	CMIS_IDLE_HIGH,
};

/**
 * struct cmis_claims - the ports of a cage
 * @lock: guards all below; a leaf, never held during access to the bus
 * @ports: the ports by their number, NULL: free
 * @management: enum cmis_management
 * @manager: enum cmis_manager
 * @idle: enum cmis_idle_power
 * @left: lanes that were given back as they were, and stay so
 * @left_generation: in this insertion
 * @seq: counts changes of ports, and of @wishes
 * @wishes: wishes for the controls of lanes
 * @told: wait for the end of a call of cmis_port_ops.changed, or for news of
 *	@wishes
 */
struct cmis_claims {
	struct mutex lock;	/* all below */
	struct cmis_port *ports[CMIS_MAX_PORTS];
	u8 management;
	u8 manager;
	u8 idle;
	u64 left;
	u32 left_generation;
	u32 seq;
	struct cmis_wishes wishes;
	wait_queue_head_t told;
};

/**
 * struct cmis_claim - a port as others see it
 * @lanes: its host lanes
 * @seq: changes with each wish; 0: there is no such port
 * @wished: @wish is valid
 * @host_tx: the MAC transmits
 * @admin: the port is the administrator's
 * @wish: the wish
 * @asker: task that has set it
 * @owner: name of its owner
 * @trial: whether the wish goes back
 * @told: the wish that @status belongs to
 * @status: its state
 */
struct cmis_claim {
	u64 lanes;
	u32 seq;
	bool wished;
	bool host_tx;
	bool admin;
	struct cmis_port_wish wish;
	struct cmis_asker asker;
	char owner[IFNAMSIZ];
	struct cmis_trial trial;
	u32 told;
	struct cmis_port_status status;
};

/**
 * struct cmis_port - a port
 * @cage: the cage; holds a reference for a MAC driver
 * @ops: callbacks of the MAC driver, or NULL
 * @priv: of @ops
 * @telling: @ops runs
 * @claim: lanes, wish and status
 *
 * Guarded by cage->claims.lock.
 */
struct cmis_port {
	struct cmis_cage *cage;
	const struct cmis_port_ops *ops;
	void *priv;
	bool telling;
	struct cmis_claim claim;
};

extern const char *const cmis_management_names[];
extern const char *const cmis_manager_names[];
const char *cmis_port_state_name(unsigned int state);
const char *cmis_port_reason_name(unsigned int reason);

void cmis_claims_init(struct cmis_claims *claims);
void cmis_claims_exit(struct cmis_claims *claims);
bool cmis_claim_is_hosted(struct cmis_cage *cage);
bool cmis_claim_guards(struct cmis_cage *cage, const struct cmis_range *range);
bool cmis_claim_set_idle(struct cmis_cage *cage, enum cmis_idle_power idle);
void cmis_claim_get_management(struct cmis_cage *cage, u8 *management,
			       u8 *manager);
int cmis_claim_check_end(struct cmis_cage *cage,
			 struct netlink_ext_ack *extack);
int cmis_claim_set_management(struct cmis_cage *cage, u8 management,
			      struct netlink_ext_ack *extack);
u32 __cmis_claims_next_seq(struct cmis_claims *claims);
int __cmis_claims_add(struct cmis_claims *claims, struct cmis_port *port);
struct cmis_port *__cmis_claims_find(struct cmis_claims *claims, u64 lanes);
bool __cmis_claim_get(const struct cmis_claims *claims, unsigned int id,
		      struct cmis_claim *claim);
bool cmis_claim_get(struct cmis_cage *cage, unsigned int id,
		    struct cmis_claim *claim);
int cmis_claim_find(struct cmis_cage *cage, u64 lanes,
		    struct cmis_claim *claim);
int cmis_port_wish_check(const struct cmis_port_wish *wish,
			 struct netlink_ext_ack *extack);
int cmis_claim_admin_check(struct cmis_cage *cage, u64 lanes,
			   struct netlink_ext_ack *extack);
int cmis_claim_admin_retry(struct cmis_cage *cage, u64 lanes,
			   struct netlink_ext_ack *extack);
int cmis_claim_admin_release(struct cmis_cage *cage, u64 lanes,
			     struct netlink_ext_ack *extack);

/* For the cage's work only, or after its end. */
void cmis_claims_lose(struct cmis_cage *cage);
void cmis_claim_tell(struct cmis_cage *cage, unsigned int id, u32 seq,
		     const struct cmis_port_status *status);

#endif /* _CMIS_CLAIM_H */
