// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: notifications. All groups share one sequence of numbers, in the
 * order of sending. A listener that misses a number asks for a dump.
 */

#include <linux/ktime.h>
#include <linux/mutex.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>
#include <uapi/linux/cmis.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "core/health.h"
#include "show/netlink/control.h"
#include "show/netlink/event.h"
#include "show/netlink/family.h"
#include "show/netlink/fill.h"
#include "show/netlink/fill_module.h"
#include "show/netlink/gen.h"
#include "show/netlink/health.h"
#include "show/netlink/loopback.h"
#include "show/netlink/test.h"

/* Held from the new number to the send: messages keep the order of numbers. */
static DEFINE_MUTEX(cmis_nl_event_lock);

/**
 * struct cmis_nl_event - a notification
 * @cage: the cage
 * @cmd: CMIS_CMD_*
 * @sequence: number of the notification
 * @module_event: enum cmis_module_event, for %CMIS_CMD_MODULE_NTF
 * @alert: the alert, for %CMIS_CMD_ALERT_NTF
 * @port: number of the port, from 0, for %CMIS_CMD_PORT_NTF
 * @control: enum cmis_lane_control, for %CMIS_CMD_CONTROL_NTF
 * @lanes: its lanes
 * @loopback: enum cmis_loopback_kind, for %CMIS_CMD_LOOPBACK_NTF
 * @state: its state: to ask for it may take long
 * @test: as @state, for %CMIS_CMD_TEST_NTF
 * @told: the verdict, for %CMIS_CMD_VERDICT_NTF
 */
struct cmis_nl_event {
	struct cmis_cage *cage;
	u8 cmd;
	u64 sequence;
	u32 module_event;
	const struct cmis_alert_event *alert;
	unsigned int port;
	unsigned int control;
	u64 lanes;
	unsigned int loopback;
	const struct cmis_loopback_state *state;
	const struct cmis_test_view *test;
	const struct cmis_told *told;
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

static int cmis_nl_fill_port_event(struct sk_buff *skb,
				   const struct cmis_nl_event *event)
{
	struct cmis_claim claim;

	if (!cmis_claim_get(event->cage, event->port, &claim))
		return -ENODEV;
	return cmis_nl_fill_port(skb, event->cage, event->port, &claim) ?:
	       nla_put_u64_64bit(skb, CMIS_A_CLAIM_SEQUENCE, event->sequence,
				 CMIS_A_CLAIM_PAD);
}

static int cmis_nl_fill_control_event(struct sk_buff *skb,
				      const struct cmis_nl_event *event)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(event->cage);
	struct cmis_nl_control control = {
		.control = event->control,
		.lanes = event->lanes,
	};

	if (IS_ERR(snapshot))
		return -ENODEV;
	return cmis_nl_fill_control(skb, event->cage, snapshot->module,
				    &control) ?:
	       nla_put_u64_64bit(skb, CMIS_A_CONTROL_SEQUENCE,
				 event->sequence, CMIS_A_CONTROL_PAD);
}

static int cmis_nl_fill_loopback_event(struct sk_buff *skb,
				       const struct cmis_nl_event *event)
{
	return cmis_nl_fill_loopback(skb, event->cage, event->loopback,
				     event->state) ?:
	       nla_put_u64_64bit(skb, CMIS_A_LOOPBACK_SEQUENCE,
				 event->sequence, CMIS_A_LOOPBACK_PAD);
}

static int cmis_nl_fill_test_event(struct sk_buff *skb,
				   const struct cmis_nl_event *event)
{
	return cmis_nl_fill_test(skb, event->cage, event->test) ?:
	       nla_put_u64_64bit(skb, CMIS_A_TEST_SEQUENCE, event->sequence,
				 CMIS_A_TEST_PAD);
}

static int cmis_nl_fill_verdict_event(struct sk_buff *skb,
				      const struct cmis_nl_event *event)
{
	return cmis_nl_fill_verdict(skb, event->cage, event->told) ?:
	       nla_put_u64_64bit(skb, CMIS_A_VERDICT_SEQUENCE,
				 event->sequence, CMIS_A_VERDICT_PAD);
}

/* The notifications: a row each */
static const struct cmis_nl_event_kind {
	u8 cmd;
	u8 group;
	int (*fill)(struct sk_buff *skb, const struct cmis_nl_event *event);
} cmis_nl_event_kinds[] = {
	{ CMIS_CMD_MODULE_NTF, CMIS_NLGRP_MODULES, cmis_nl_fill_module_event },
	{ CMIS_CMD_ALERT_NTF, CMIS_NLGRP_ALERTS, cmis_nl_fill_alert_event },
	{ CMIS_CMD_PORT_NTF, CMIS_NLGRP_PORTS, cmis_nl_fill_port_event },
	{ CMIS_CMD_CONTROL_NTF, CMIS_NLGRP_PORTS, cmis_nl_fill_control_event },
	{ CMIS_CMD_LOOPBACK_NTF, CMIS_NLGRP_PORTS,
	  cmis_nl_fill_loopback_event },
	{ CMIS_CMD_TEST_NTF, CMIS_NLGRP_PORTS, cmis_nl_fill_test_event },
	{ CMIS_CMD_VERDICT_NTF, CMIS_NLGRP_HEALTH,
	  cmis_nl_fill_verdict_event },
};

static const struct cmis_nl_event_kind *cmis_nl_event_kind(u8 cmd)
{
	const struct cmis_nl_event_kind *kind = cmis_nl_event_kinds;

	while (kind->cmd != cmd)
		kind++;
	return kind;
}

/* Returns NULL if there is no memory, or the message is too long. */
static struct sk_buff *cmis_nl_event_skb(const struct cmis_nl_event *event)
{
	struct sk_buff *skb = genlmsg_new(GENLMSG_DEFAULT_SIZE, GFP_KERNEL);
	void *hdr;

	if (!skb)
		return NULL;
	hdr = genlmsg_put(skb, 0, 0, &cmis_nl_family, 0, event->cmd);
	if (!hdr || cmis_nl_event_kind(event->cmd)->fill(skb, event)) {
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
	unsigned int group = cmis_nl_event_kind(event->cmd)->group;
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
		.cmd = CMIS_CMD_MODULE_NTF,
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
	cmis_nl_send((struct cmis_nl_event) {
		.cage = cage,
		.cmd = CMIS_CMD_ALERT_NTF,
		.alert = alert,
	});
}

static void cmis_netlink_claim_changed(struct cmis_cage *cage, unsigned int id)
{
	cmis_nl_send((struct cmis_nl_event) {
		.cage = cage,
		.cmd = CMIS_CMD_PORT_NTF,
		.port = id,
	});
}

/* A message for each group of lanes with one value */
static void cmis_netlink_control_changed(struct cmis_cage *cage,
					 unsigned int control, u64 lanes)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	u64 alike;

	for (; !IS_ERR(snapshot) && lanes; lanes &= ~alike) {
		alike = cmis_nl_control_alike(cage, snapshot->module, control,
					      lanes);
		if (!alike)
			return;
		cmis_nl_send((struct cmis_nl_event) {
			.cage = cage,
			.cmd = CMIS_CMD_CONTROL_NTF,
			.control = control,
			.lanes = alike,
		});
	}
}

/**
 * cmis_nl_send_loopbacks - send a notification of each kind of loopback
 * @cage: the cage
 *
 * Context: Sleeps.
 */
void cmis_nl_send_loopbacks(struct cmis_cage *cage)
{
	struct cmis_loopback_state state;

	for (unsigned int i = 0; i < CMIS_LOOPBACK_KINDS; i++)
		if (!cmis_loopback_get(cage, i, &state))
			cmis_nl_send((struct cmis_nl_event) {
				.cage = cage,
				.cmd = CMIS_CMD_LOOPBACK_NTF,
				.loopback = i,
				.state = &state,
			});
}

/**
 * cmis_nl_send_tests - send a notification of the test of each lane
 * @cage: the cage
 * @media: the media side, not the host side
 * @lanes: the lanes; bit 0 is lane 1
 *
 * Context: Sleeps.
 */
void cmis_nl_send_tests(struct cmis_cage *cage, bool media, u64 lanes)
{
	struct cmis_test_view state;

	for (unsigned int i = 0; i < CMIS_MAX_LANES; i++) {
		unsigned int item = i + media * CMIS_MAX_LANES;

		if (lanes & BIT_ULL(i) &&
		    !cmis_test_get(cage, &item, false, &state))
			cmis_nl_send((struct cmis_nl_event) {
				.cage = cage,
				.cmd = CMIS_CMD_TEST_NTF,
				.test = &state,
			});
	}
}

static void cmis_netlink_finding(struct cmis_cage *cage,
				 const struct cmis_finding *finding)
{
	if (finding->told)
		cmis_nl_send((struct cmis_nl_event) {
			.cage = cage,
			.cmd = CMIS_CMD_VERDICT_NTF,
			.told = finding->told,
		});
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
	.claim_changed = cmis_netlink_claim_changed,
	.control_changed = cmis_netlink_control_changed,
	.loopback_changed = cmis_nl_send_loopbacks,
	.test_changed = cmis_nl_send_tests,
	.finding = cmis_netlink_finding,
	.alert = cmis_netlink_alert,
};
