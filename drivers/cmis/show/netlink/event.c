// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: notifications. Both groups share one sequence of numbers, in the
 * order of sending. A listener that misses a number asks for a dump.
 */

#include <linux/ktime.h>
#include <linux/mutex.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <uapi/linux/cmis.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/gen.h"

/* Held from the new number to the send: messages keep the order of numbers. */
static DEFINE_MUTEX(cmis_nl_event_lock);

/**
 * struct cmis_nl_event - a notification
 * @cage: the cage
 * @sequence: number of the notification
 * @module_event: enum cmis_module_event, for the group "modules"
 * @alert: the alert, for the group "alerts"; else NULL
 */
struct cmis_nl_event {
	struct cmis_cage *cage;
	u64 sequence;
	u32 module_event;
	const struct cmis_alert_event *alert;
};

static int cmis_nl_fill_module_event(struct sk_buff *skb,
				     const struct cmis_nl_event *event)
{
	if (cmis_nl_fill_cage(skb, event->cage) ||
	    nla_put_u32(skb, CMIS_A_CAGE_EVENT, event->module_event) ||
	    nla_put_u64_64bit(skb, CMIS_A_CAGE_SEQUENCE, event->sequence,
			      CMIS_A_CAGE_PAD))
		return -EMSGSIZE;
	return nla_put_u64_64bit(skb, CMIS_A_CAGE_TIME_NS,
				 ktime_get_boottime_ns(), CMIS_A_CAGE_PAD);
}

static int cmis_nl_fill_alert_event(struct sk_buff *skb,
				    const struct cmis_nl_event *event)
{
	const struct cmis_alert_event *alert = event->alert;

	if (cmis_nl_fill_alert(skb, event->cage, alert->generation,
			       &alert->alert) ||
	    nla_put_u32(skb, CMIS_A_ALERT_MERGED, alert->merged) ||
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_SEQUENCE, event->sequence,
			      CMIS_A_ALERT_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_TIME_NS,
			      ktime_get_boottime_ns(), CMIS_A_ALERT_PAD))
		return -EMSGSIZE;
	if (alert->alert.active)
		return 0;
	return nla_put_u32(skb, CMIS_A_ALERT_REASON, alert->reason);
}

/* Returns NULL if there is no memory, or the message is too long. */
static struct sk_buff *cmis_nl_event_skb(const struct cmis_nl_event *event)
{
	struct sk_buff *skb = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	u8 cmd = event->alert ? CMIS_CMD_ALERT_NTF : CMIS_CMD_MODULE_NTF;
	void *hdr;

	if (!skb)
		return NULL;
	hdr = genlmsg_put(skb, 0, 0, &cmis_nl_family, 0, cmd);
	if (!hdr || (event->alert ? cmis_nl_fill_alert_event(skb, event) :
				    cmis_nl_fill_module_event(skb, event))) {
		nlmsg_free(skb);
		return NULL;
	}
	genlmsg_end(skb, hdr);
	return skb;
}

/*
 * If a message cannot be made, listeners miss its number. The next message may
 * come much later, so listeners get an overflow error at once.
 */
static void __cmis_nl_multicast(const struct cmis_nl_event *event,
				struct net *net)
{
	unsigned int group = event->alert ? CMIS_NLGRP_ALERTS :
					    CMIS_NLGRP_MODULES;
	struct sk_buff *skb;

	lockdep_assert_held(&cmis_nl_event_lock);

	if (!genl_has_listeners(&cmis_nl_family, net, group))
		return;
	skb = cmis_nl_event_skb(event);
	if (skb)
		genlmsg_multicast_netns(&cmis_nl_family, net, skb, 0, group,
					GFP_KERNEL);
	else
		genl_set_err(&cmis_nl_family, net, 0, group, -ENOBUFS);
}

static void cmis_nl_send(struct cmis_nl_event event)
{
	struct net *other = cmis_cage_get_other_net(event.cage);

	mutex_lock(&cmis_nl_event_lock);
	event.sequence = cmis_nl_sequence_next();
	__cmis_nl_multicast(&event, &init_net);
	if (other)
		__cmis_nl_multicast(&event, other);
	mutex_unlock(&cmis_nl_event_lock);
	if (other)
		put_net(other);
}

static void cmis_nl_send_module(struct cmis_cage *cage, u32 module_event)
{
	cmis_nl_send((struct cmis_nl_event) {
		.cage = cage,
		.module_event = module_event,
	});
}

static int cmis_netlink_cage_add(struct cmis_cage *cage)
{
	cmis_nl_send_module(cage, CMIS_MODULE_EVENT_CAGE_ADDED);
	return 0;
}

static void cmis_netlink_cage_del(struct cmis_cage *cage)
{
	cmis_nl_send_module(cage, CMIS_MODULE_EVENT_CAGE_REMOVED);
}

/* Returns true if no notification has told the module's present state yet. */
static bool cmis_netlink_take_state(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	int told = cage->clients.nl_state;

	if (!IS_ERR(snapshot))
		cage->clients.nl_state = snapshot->status.state;
	cmis_snapshot_put(snapshot);
	return cage->clients.nl_state != told;
}

static int cmis_netlink_module_add(struct cmis_cage *cage,
				   struct cmis_module *module)
{
	cmis_netlink_take_state(cage);
	cmis_nl_send_module(cage, CMIS_MODULE_EVENT_INSERTED);
	return 0;
}

static int cmis_netlink_module_changed(struct cmis_cage *cage,
				       struct cmis_module *module)
{
	cmis_nl_send_module(cage, CMIS_MODULE_EVENT_CHANGED);
	return 0;
}

static void cmis_netlink_module_del(struct cmis_cage *cage)
{
	cmis_nl_send_module(cage, CMIS_MODULE_EVENT_REMOVED);
}

static void cmis_netlink_status_changed(struct cmis_cage *cage)
{
	cmis_nl_send_module(cage, CMIS_MODULE_EVENT_STATUS);
}

static void cmis_netlink_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	if (class == CMIS_CLASS_THERMAL && cmis_netlink_take_state(cage))
		cmis_nl_send_module(cage, CMIS_MODULE_EVENT_MODULE_STATE);
}

static void cmis_netlink_alert(struct cmis_cage *cage,
			       const struct cmis_alert_event *alert)
{
	cmis_nl_send((struct cmis_nl_event) { .cage = cage, .alert = alert });
}

const struct cmis_client cmis_netlink_client = {
	.name = "netlink",
	.cage_add = cmis_netlink_cage_add,
	.cage_del = cmis_netlink_cage_del,
	.module_add = cmis_netlink_module_add,
	.module_changed = cmis_netlink_module_changed,
	.module_del = cmis_netlink_module_del,
	.status_changed = cmis_netlink_status_changed,
	.sampled = cmis_netlink_sampled,
	.alert = cmis_netlink_alert,
};
