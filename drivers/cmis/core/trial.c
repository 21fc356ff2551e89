// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wishes of an administrator's ports on trial. A change that takes traffic down
 * needs force, and then the former wish comes back unless somebody confirms the
 * new one: it may have cut off the one who asked.
 */

#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/netlink.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "core/trial.h"
#include "core/busy.h"
#include "core/cage.h"

/* The end of the management waits so long for ports that come up again. */
#define CMIS_TRIAL_END_MS	2000

/* Whether both wishes choose the same application. */
static bool cmis_trial_is_same(const struct cmis_port_wish *one,
			       const struct cmis_port_wish *other)
{
	return one->host_id == other->host_id &&
	       one->media_id == other->media_id &&
	       one->speed_mbps == other->speed_mbps &&
	       one->paths == other->paths && one->appsel == other->appsel;
}

/* A port that has failed, or has no module, has no traffic. */
static bool cmis_trial_is_busy(const struct cmis_claim *claim)
{
	bool known = claim->told == claim->seq;
	u8 state = claim->status.state;

	return claim->wished && claim->wish.up && !claim->wish.test &&
	       !(known && (state == CMIS_PORT_STATE_FAILED ||
			   state == CMIS_PORT_STATE_NO_MODULE));
}

/* Whether an administrator's port, or NULL for a new one, may get a wish. */
static int __cmis_trial_check(struct cmis_cage *cage,
			      const struct cmis_port *port,
			      const struct cmis_port_wish *wish,
			      const struct cmis_trial_request *request,
			      struct netlink_ext_ack *extack)
{
	if (!cmis_claim_is_hosted(cage) || cage->claims.wishes.closed) {
		NL_SET_ERR_MSG(extack, "cage is not host-managed");
		return -EPERM;
	}
	if (request->revert_ms && !(port && port->claim.wished)) {
		NL_SET_ERR_MSG(extack, "port has no former wish to go back to");
		return -EINVAL;
	}
	if (!port || request->force || !wish->up ||
	    !cmis_trial_is_busy(&port->claim) ||
	    cmis_trial_is_same(&port->claim.wish, wish))
		return 0;
	NL_SET_ERR_MSG(extack, "port is up, use force");
	return -EBUSY;
}

/*
 * Note the wish of a port before it changes. A second change keeps the oldest
 * wish that was meant to last, and begins the time anew. A change without a
 * time leaves the trial as it is.
 */
static u32 __cmis_trial_arm(struct cmis_cage *cage, struct cmis_claim *claim,
			    const struct cmis_trial_request *request)
{
	struct cmis_trial *trial = &claim->trial;

	trial->back = false;
	if (!request->revert_ms)
		return 0;
	if (!trial->id) {
		trial->id = __cmis_revert_next_id(&cage->claims.wishes);
		trial->former = claim->wish;
		trial->appsel = claim->status.appsel;
		trial->generation = claim->status.generation;
	}
	trial->due_ns = ktime_get_boottime_ns() +
			(u64)request->revert_ms * NSEC_PER_MSEC;
	return trial->id;
}

/* The administrator's port of these lanes; NULL if there is none. */
static struct cmis_port *__cmis_claims_find_own(struct cmis_claims *claims,
						u64 lanes,
						struct netlink_ext_ack *ack)
{
	struct cmis_port *port = __cmis_claims_find(claims, lanes);

	if (port == ERR_PTR(-ENOENT))
		return NULL;
	if (!IS_ERR(port) && port->claim.admin)
		return port;
	NL_SET_ERR_MSG(ack, "lanes belong to another port");
	return ERR_PTR(-EBUSY);
}

/**
 * cmis_claim_admin_set - set the wish of an administrator's port
 * @cage: the cage
 * @lanes: host lanes over all banks; claimed if they are free
 * @wish: the wish
 * @trial: whether the port may have traffic, and the wish goes back
 * @revert_id: gets the number of the change; 0 if it is meant to last
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep. Does not touch the bus.
 * Return: 0; -EPERM if the host does not manage the cage; -EBUSY if lanes
 * belong to another port, or have traffic without force; -EINVAL; -ENOMEM.
 */
int cmis_claim_admin_set(struct cmis_cage *cage, u64 lanes,
			 const struct cmis_port_wish *wish,
			 const struct cmis_trial_request *trial,
			 u32 *revert_id, struct netlink_ext_ack *extack)
{
	struct cmis_port *port, *spare;
	int ret;

	ret = cmis_claim_admin_check(cage, lanes, extack);
	if (!ret)
		ret = cmis_port_wish_check(wish, extack);
	if (!ret)
		ret = cmis_busy_check_revert(trial->force, trial->revert_ms,
					     extack);
	if (ret)
		return ret;
	spare = kzalloc(sizeof(*spare), GFP_KERNEL);
	if (!spare)
		return -ENOMEM;
	spare->cage = cage;
	spare->claim.lanes = lanes;
	spare->claim.admin = true;
	spare->claim.host_tx = true;
	strscpy(spare->claim.owner, "admin", sizeof(spare->claim.owner));

	scoped_guard(mutex, &cage->claims.lock) {
		port = __cmis_claims_find_own(&cage->claims, lanes, extack);
		ret = IS_ERR(port) ? PTR_ERR(port) :
		      __cmis_trial_check(cage, port, wish, trial, extack);
		if (!ret && !port) {
			port = spare;
			ret = __cmis_claims_add(&cage->claims, port);
			spare = ret ? spare : NULL;
		}
		if (!ret) {
			*revert_id = __cmis_trial_arm(cage, &port->claim,
						      trial);
			port->claim.wish = *wish;
			port->claim.wished = true;
			cmis_asker_take(&port->claim.asker);
			port->claim.seq =
				__cmis_claims_next_seq(&cage->claims);
		}
	}
	kfree(spare);
	if (!ret)
		cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return ret;
}

/**
 * cmis_trial_confirm - keep the wish of a port for good
 * @cage: the cage
 * @revert_id: number of the change
 *
 * Context: May sleep.
 * Return: 0; -ENOENT if no wish with this number is on trial.
 */
int cmis_trial_confirm(struct cmis_cage *cage, u32 revert_id)
{
	guard(mutex)(&cage->claims.lock);
	for (unsigned int i = 0; revert_id && i < CMIS_MAX_PORTS; i++) {
		struct cmis_port *port = cage->claims.ports[i];

		if (!port || port->claim.trial.id != revert_id)
			continue;
		port->claim.trial.id = 0;
		return 0;
	}
	return -ENOENT;
}

/**
 * cmis_trial_appsel - the application that a port shall have
 * @claim: the port
 * @generation: of the module
 *
 * A wish that leaves the choice open would keep the application that was on
 * trial, since that one is active: the former one comes back with the wish.
 *
 * Return: the application; 0: any.
 */
u8 cmis_trial_appsel(const struct cmis_claim *claim, u32 generation)
{
	const struct cmis_trial *trial = &claim->trial;

	if (claim->wish.appsel || !trial->back ||
	    trial->generation != generation)
		return claim->wish.appsel;
	return trial->appsel;
}

static void __cmis_trial_back(struct cmis_cage *cage, struct cmis_claim *claim)
{
	dev_info_ratelimited(&cage->dev,
			     "the port of lanes %#llx goes back: change %u was not confirmed\n",
			     claim->lanes, claim->trial.id);
	claim->wish = claim->trial.former;
	claim->trial.id = 0;
	claim->trial.back = true;
	claim->seq = __cmis_claims_next_seq(&cage->claims);
}

/**
 * cmis_trials_run - bring back wishes whose time has come
 * @cage: the cage
 *
 * Context: The cage's work. May sleep.
 * Return: milliseconds until the next one.
 */
unsigned int cmis_trials_run(struct cmis_cage *cage)
{
	u64 now_ns = ktime_get_boottime_ns(), left_ns = U64_MAX;

	guard(mutex)(&cage->claims.lock);
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		struct cmis_port *port = cage->claims.ports[i];
		u64 due_ns;

		if (!port || !port->claim.trial.id)
			continue;
		due_ns = port->claim.trial.due_ns;
		if (due_ns <= now_ns)
			__cmis_trial_back(cage, &port->claim);
		else
			left_ns = min(left_ns, due_ns - now_ns);
	}
	return min_t(u64, div_u64(left_ns, NSEC_PER_MSEC) + 1,
		     CMIS_PERIOD_MAX_MS);
}

static bool cmis_trials_rest(struct cmis_cage *cage)
{
	guard(mutex)(&cage->claims.lock);
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		struct cmis_port *port = cage->claims.ports[i];

		if (!port || !port->claim.trial.back)
			continue;
		if (port->claim.told != port->claim.seq ||
		    (port->claim.status.state >= CMIS_PORT_STATE_POWER &&
		     port->claim.status.state <= CMIS_PORT_STATE_LIGHT))
			return false;
	}
	return true;
}

/**
 * cmis_trials_end - end all trials now
 * @cage: the cage, after cmis_wishes_end(): no more trials begin
 *
 * A port that is down on trial comes up again. The end takes no traffic down:
 * another application that is on trial stays, and the log says so.
 *
 * Context: Sleeps until the ports are up, but not long.
 */
void cmis_trials_end(struct cmis_cage *cage)
{
	unsigned int count = 0;

	scoped_guard(mutex, &cage->claims.lock) {
		for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
			struct cmis_port *port = cage->claims.ports[i];
			struct cmis_claim *claim;

			if (!port || !port->claim.trial.id)
				continue;
			claim = &port->claim;
			if (!claim->wish.up && claim->trial.former.up) {
				__cmis_trial_back(cage, claim);
				count++;
				continue;
			}
			dev_warn(&cage->dev,
				 "the port of lanes %#llx stays: its data paths would have to go down\n",
				 claim->lanes);
			claim->trial.id = 0;
		}
	}
	if (!count)
		return;
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	if (!wait_event_timeout(cage->claims.told, cmis_trials_rest(cage),
				msecs_to_jiffies(CMIS_TRIAL_END_MS)))
		dev_warn(&cage->dev, "ports may not have come up in time\n");
}
