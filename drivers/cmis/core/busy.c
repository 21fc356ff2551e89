// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether lanes may be disturbed: interlocks of changes on request.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/netlink.h>

#include "core/busy.h"
#include "core/cage.h"
#include "core/question.h"
#include "core/wish.h"

/* In a cage that the host manages, ports say whether lanes have traffic. */
static int __cmis_busy_check_ports(struct cmis_cage *cage,
				   const struct cmis_disturb *disturb,
				   struct netlink_ext_ack *extack)
{
	u64 claimed = 0;
	struct cmis_claim claim;

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		if (!__cmis_claim_get(&cage->claims, i, &claim))
			continue;
		claimed |= claim.lanes;
		if (!(claim.lanes & disturb->lanes))
			continue;
		if (!claim.admin && !(disturb->force && disturb->diag)) {
			NL_SET_ERR_MSG(extack, "lanes belong to another port");
			return -EBUSY;
		}
		if (!disturb->force && claim.wished && claim.wish.up &&
		    !claim.wish.test) {
			NL_SET_ERR_MSG(extack, "port is up, use force");
			return -EBUSY;
		}
	}
	/* Lanes without a port may run on the module's own application. */
	if (!disturb->force && disturb->used & disturb->lanes & ~claimed) {
		NL_SET_ERR_MSG(extack, "port is up, use force");
		return -EBUSY;
	}
	return 0;
}

/* Without ports, the netdev or else the data paths say so. */
static u64 cmis_busy_used(struct cmis_cage *cage,
			  const struct cmis_snapshot *snapshot)
{
	unsigned int lanes = cmis_plan_lanes(snapshot->module);
	u64 all = lanes ? GENMASK_ULL(lanes - 1, 0) : 0, used = 0;

	switch (cmis_cage_get_port_state(cage)) {
	case CMIS_PORT_UP:
		return all;
	case CMIS_PORT_DOWN:
		return 0;
	default:
		break;
	}
	/* Lanes that nobody has seen may have traffic. */
	if (cmis_snapshot_check(snapshot, CMIS_CLASS_LANES))
		return all;
	for (unsigned int i = 0; i < lanes; i++)
		if (snapshot->lane[i].dp_state == CMIS_DP_ACTIVATED)
			used |= BIT_ULL(i);
	return used;
}

/* All lanes of the banks of some lanes */
static u64 cmis_busy_banks(u64 lanes)
{
	u64 wide = 0;

	for (unsigned int b = 0; b < CMIS_MAX_BANKS; b++) {
		u64 bank = GENMASK_ULL(CMIS_LANES_PER_BANK - 1, 0) <<
			   b * CMIS_LANES_PER_BANK;

		if (lanes & bank)
			wide |= bank;
	}
	return wide;
}

/**
 * cmis_busy_ask - ask which lanes have traffic
 * @cage: the cage
 * @disturb: the change; gets the answer
 *
 * If media lanes have other numbers than host lanes, a change of media lanes
 * counts as one of all host lanes of their banks.
 *
 * Context: May sleep. cage->claims.lock is not held: it is a leaf.
 */
void cmis_busy_ask(struct cmis_cage *cage, struct cmis_disturb *disturb)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	bool up = cmis_cage_get_port_state(cage) == CMIS_PORT_UP;

	/* Without a known module, only the netdev says something. */
	disturb->used = IS_ERR(snapshot) ? (up ? U64_MAX : 0) :
					   cmis_busy_used(cage, snapshot);
	if (disturb->media &&
	    (IS_ERR(snapshot) || cmis_module_media_differ(snapshot->module)))
		disturb->lanes = cmis_busy_banks(disturb->lanes);
}

/**
 * __cmis_busy_check - check whether lanes may be disturbed
 * @cage: the cage
 * @disturb: the change, after cmis_busy_ask()
 * @extack: gets the reason of a refusal
 *
 * Context: cage->claims.lock is held. May sleep.
 * Return: 0, or -EBUSY.
 */
int __cmis_busy_check(struct cmis_cage *cage,
		      const struct cmis_disturb *disturb,
		      struct netlink_ext_ack *extack)
{
	lockdep_assert_held(&cage->claims.lock);
	if (cmis_cdb_is_foreign(&cage->cdb)) {
		NL_SET_ERR_MSG(extack, "firmware update in progress");
		return -EBUSY;
	}
	if (cmis_claim_is_hosted(cage))
		return __cmis_busy_check_ports(cage, disturb, extack);
	if (disturb->force || !(disturb->used & disturb->lanes))
		return 0;
	NL_SET_ERR_MSG(extack, "port is up, use force");
	return -EBUSY;
}

/**
 * cmis_busy_check - check whether lanes may be disturbed
 * @cage: the cage
 * @disturb: the change
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep.
 * Return: 0, or -EBUSY.
 */
int cmis_busy_check(struct cmis_cage *cage, struct cmis_disturb *disturb,
		    struct netlink_ext_ack *extack)
{
	cmis_busy_ask(cage, disturb);
	guard(mutex)(&cage->claims.lock);
	return __cmis_busy_check(cage, disturb, extack);
}

/**
 * cmis_busy_check_revert - check the time of a revert
 * @force: the lanes may have traffic: then the change must end by itself
 * @revert_ms: the time; 0: none
 * @extack: gets the reason of a refusal
 *
 * Return: 0, or -EINVAL.
 */
int cmis_busy_check_revert(bool force, u32 revert_ms,
			   struct netlink_ext_ack *extack)
{
	if (revert_ms >= CMIS_REVERT_MIN_MS && revert_ms <= CMIS_REVERT_MAX_MS)
		return 0;
	if (force)
		NL_SET_ERR_MSG(extack, "force needs revert-ms");
	else if (revert_ms)
		NL_SET_ERR_MSG(extack, "revert-ms is 1000 to 600000");
	return force || revert_ms ? -EINVAL : 0;
}
