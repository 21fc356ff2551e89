// SPDX-License-Identifier: GPL-2.0-only
/* Netlink: loopbacks as attributes. */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/string.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "show/netlink/loopback.h"

/* The kinds, with names and directions by the way of the signal */
const struct cmis_nl_loopback cmis_nl_loopbacks[CMIS_LOOPBACK_KINDS] = {
	[CMIS_LOOPBACK_KIND_MEDIA_OUTPUT] = { "cmis-media",
		CMIS_LOOPBACK_DIRECTION_LOCAL },
	[CMIS_LOOPBACK_KIND_MEDIA_INPUT] = { "cmis-media",
		CMIS_LOOPBACK_DIRECTION_REMOTE },
	[CMIS_LOOPBACK_KIND_HOST_OUTPUT] = { "cmis-host",
		CMIS_LOOPBACK_DIRECTION_REMOTE },
	[CMIS_LOOPBACK_KIND_HOST_INPUT] = { "cmis-host",
		CMIS_LOOPBACK_DIRECTION_LOCAL },
};

/* Directions that a module has at the side of a kind */
static u8 cmis_nl_loopback_supported(unsigned int kind, u8 caps)
{
	const char *name = cmis_nl_loopbacks[kind].name;
	u8 supported = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_nl_loopbacks); i++)
		if (caps & BIT(i) && !strcmp(cmis_nl_loopbacks[i].name, name))
			supported |= cmis_nl_loopbacks[i].direction;
	return supported;
}

/**
 * cmis_nl_fill_loopback - put a kind of loopback into a message
 * @skb: the message
 * @cage: the cage
 * @kind: enum cmis_loopback_kind
 * @state: from cmis_loopback_get()
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_fill_loopback(struct sk_buff *skb, struct cmis_cage *cage,
			  unsigned int kind,
			  const struct cmis_loopback_state *state)
{
	const struct cmis_nl_loopback *row = &cmis_nl_loopbacks[kind];

	if (nla_put_u32(skb, CMIS_A_LOOPBACK_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_LOOPBACK_GENERATION, state->generation) ||
	    nla_put_u32(skb, CMIS_A_LOOPBACK_COMPONENT,
			CMIS_LOOPBACK_COMPONENT_MODULE) ||
	    nla_put_string(skb, CMIS_A_LOOPBACK_NAME, row->name) ||
	    nla_put_u32(skb, CMIS_A_LOOPBACK_ID, 0) ||
	    nla_put_u8(skb, CMIS_A_LOOPBACK_DEPTH, 0) ||
	    nla_put_u8(skb, CMIS_A_LOOPBACK_SUPPORTED,
		       cmis_nl_loopback_supported(kind, state->caps)) ||
	    nla_put_u8(skb, CMIS_A_LOOPBACK_DIRECTION,
		       state->lanes ? row->direction : 0) ||
	    nla_put_u32(skb, CMIS_A_LOOPBACK_KIND, kind))
		return -EMSGSIZE;
	if (nla_put_u64_64bit(skb, CMIS_A_LOOPBACK_LANES, state->lanes,
			      CMIS_A_LOOPBACK_PAD))
		return -EMSGSIZE;
	return state->revert_id ? nla_put_u32(skb, CMIS_A_LOOPBACK_REVERT_ID,
					     state->revert_id) : 0;
}
