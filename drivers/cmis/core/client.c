// SPDX-License-Identifier: GPL-2.0-only
/*
 * The cage's work sets the state, the module and the snapshot of a cage here.
 * These functions tell the clients.
 */

#include "core/client.h"
#include "core/cage.h"
#include "core/record.h"
#include "core/trace.h"
#include "xfer/xfer.h"

static const struct cmis_client *cmis_clients[CMIS_MAX_CLIENTS];
static unsigned int cmis_num_clients;

/**
 * cmis_clients_init - set the clients of all cages
 * @clients: the list; NULL for a client that is configured out
 * @num: at most CMIS_MAX_CLIENTS
 *
 * Return: 0, or -EINVAL.
 */
int cmis_clients_init(const struct cmis_client *const *clients,
		      unsigned int num)
{
	if (num > CMIS_MAX_CLIENTS)
		return -EINVAL;
	cmis_num_clients = 0;
	for (unsigned int i = 0; i < num; i++)
		if (clients[i])
			cmis_clients[cmis_num_clients++] = clients[i];
	return 0;
}

/**
 * cmis_clients_add_cage - tell the clients of a new cage
 * @cage: the cage
 *
 * Context: Sleeps. The cage's work does not run yet.
 */
void cmis_clients_add_cage(struct cmis_cage *cage)
{
	for (unsigned int i = 0; i < cmis_num_clients; i++) {
		const struct cmis_client *client = cmis_clients[i];
		int ret = client->cage_add ? client->cage_add(cage) : 0;

		if (ret)
			dev_warn(&cage->dev, "%s registration failed: %pe\n",
				 client->name, ERR_PTR(ret));
		else
			__set_bit(i, &cage->clients.cage_up);
	}
}

/**
 * cmis_clients_del_cage - tell the clients that a cage goes
 * @cage: the cage
 *
 * Context: Sleeps. The cage's work does not run any more.
 */
void cmis_clients_del_cage(struct cmis_cage *cage)
{
	unsigned int i = cmis_num_clients;

	while (i--)
		if (__test_and_clear_bit(i, &cage->clients.cage_up) &&
		    cmis_clients[i]->cage_del)
			cmis_clients[i]->cage_del(cage);
}

/**
 * cmis_clients_tell_port - tell the clients of a change of a cage's netdev
 * @cage: the cage
 *
 * Context: RTNL. Sleeps.
 */
void cmis_clients_tell_port(struct cmis_cage *cage)
{
	for (unsigned int i = 0; i < cmis_num_clients; i++)
		if (cmis_clients[i]->port_changed)
			cmis_clients[i]->port_changed(cage);
}

/**
 * cmis_clients_tell_carrier - tell the clients of the carrier of a netdev
 * @cage: the cage
 * @up: there is a carrier
 *
 * Context: RTNL, or the cage's work if it has no netdev. Sleeps.
 */
void cmis_clients_tell_carrier(struct cmis_cage *cage, bool up)
{
	for (unsigned int i = 0; i < cmis_num_clients; i++)
		if (cmis_clients[i]->carrier_changed)
			cmis_clients[i]->carrier_changed(cage, up);
}

/**
 * cmis_clients_tell_asked - tell the clients that a module is asked to stop
 * @cage: the cage
 * @ask: the request
 *
 * Context: Sleeps.
 */
void cmis_clients_tell_asked(struct cmis_cage *cage, enum cmis_ask ask)
{
	for (unsigned int i = 0; i < cmis_num_clients; i++)
		if (cmis_clients[i]->asked)
			cmis_clients[i]->asked(cage, ask);
}

/**
 * cmis_clients_tell_finding - tell the clients of the health of a link
 * @cage: the cage
 * @finding: the finding
 *
 * Context: Sleeps. No lock is held.
 */
void cmis_clients_tell_finding(struct cmis_cage *cage,
			       const struct cmis_finding *finding)
{
	for (unsigned int i = 0; i < cmis_num_clients; i++)
		if (cmis_clients[i]->finding)
			cmis_clients[i]->finding(cage, finding);
}

/**
 * cmis_clients_tell_claims - tell the clients that ports have come or gone
 * @cage: the cage
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_clients_tell_claims(struct cmis_cage *cage)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->claims_changed)
			cmis_clients[i]->claims_changed(cage);
}

/**
 * cmis_clients_tell_claim - tell the clients of a change of a port
 * @cage: the cage
 * @id: number of the port, from 0
 *
 * Context: The cage's work, or a task after its end. Sleeps.
 */
void cmis_clients_tell_claim(struct cmis_cage *cage, unsigned int id)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->claim_changed)
			cmis_clients[i]->claim_changed(cage, id);
}

/**
 * cmis_clients_tell_control - tell the clients of a change of a control
 * @cage: the cage
 * @control: enum cmis_lane_control
 * @lanes: the lanes; bit 0 is lane 1
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_clients_tell_control(struct cmis_cage *cage, unsigned int control,
			       u64 lanes)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.module_up, cmis_num_clients)
		if (cmis_clients[i]->control_changed)
			cmis_clients[i]->control_changed(cage, control, lanes);
}

/**
 * cmis_clients_tell_loopback - tell the clients that a loopback has gone back
 * @cage: the cage
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_clients_tell_loopback(struct cmis_cage *cage)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.module_up, cmis_num_clients)
		if (cmis_clients[i]->loopback_changed)
			cmis_clients[i]->loopback_changed(cage);
}

/**
 * cmis_clients_tell_test - tell the clients of a change of tests
 * @cage: the cage
 * @media: the media side, not the host side
 * @lanes: the lanes; bit 0 is lane 1
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_clients_tell_test(struct cmis_cage *cage, bool media, u64 lanes)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.module_up, cmis_num_clients)
		if (cmis_clients[i]->test_changed)
			cmis_clients[i]->test_changed(cage, media, lanes);
}

static void cmis_clients_tell_status(struct cmis_cage *cage)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->status_changed)
			cmis_clients[i]->status_changed(cage);
}

/**
 * cmis_cage_set_state - change the state of a cage
 * @cage: the cage
 * @state: the new state
 * @error: negative errno, the reason of %CMIS_CAGE_FAULT; 0 for other states
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_state(struct cmis_cage *cage, enum cmis_cage_state state,
			 int error)
{
	if (cage->state == state && cage->error == error)
		return;

	cmis_record_cage_state(cage, cage->state, state, error);
	WRITE_ONCE(cage->error, error);
	WRITE_ONCE(cage->state, state);
	/* End the wait for the module: nobody can use it. */
	if (state == CMIS_CAGE_FAULT)
		wake_up_all(&cage->presence.seen);
	cmis_clients_tell_status(cage);
}

/**
 * cmis_cage_set_usable - note that the module has answered
 * @cage: the cage, with a module
 *
 * A module in ModuleFault is read on: its values may tell why.
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_usable(struct cmis_cage *cage)
{
	/* The work is the only writer. */
	const struct cmis_snapshot *snapshot =
		rcu_dereference_protected(cage->snapshot, true);
	bool fault = !snapshot->module->basics.flat &&
		     snapshot->status.state == CMIS_STATE_FAULT;

	cmis_cage_set_state(cage, fault ? CMIS_CAGE_MODULE_FAULT :
					  CMIS_CAGE_READY, 0);
}

/**
 * cmis_cage_set_seen - note that the module is identified after a sleep
 * @cage: the cage
 *
 * Tells the clients: from now on, the cage does not look like probing any more.
 *
 * Context: The cage's work, or the task that removes the cage and has cancelled
 * the work. Sleeps.
 */
void cmis_cage_set_seen(struct cmis_cage *cage)
{
	if (!cage->presence.slept)
		return;
	WRITE_ONCE(cage->presence.slept, false);
	wake_up_all(&cage->presence.seen);
	cmis_xfer_set_seen(cage->xfer);
	/* A cage without a module looked the same before. */
	if (rcu_access_pointer(cage->snapshot))
		cmis_clients_tell_status(cage);
}

static void cmis_client_tell_module(struct cmis_cage *cage, unsigned int i,
				    int (*tell)(struct cmis_cage *cage,
						struct cmis_module *module))
{
	/* The work is the only writer. */
	struct cmis_snapshot *snapshot =
		rcu_dereference_protected(cage->snapshot, true);
	int ret = tell ? tell(cage, snapshot->module) : 0;

	if (ret)
		dev_warn(&cage->dev,
			 "%s registration of the module failed: %pe\n",
			 cmis_clients[i]->name, ERR_PTR(ret));
	__assign_bit(i, &cage->clients.module_up, !ret);
}

/**
 * cmis_cage_add_module - show a module to readers and clients
 * @cage: the cage
 * @snapshot: the first snapshot of the module; the cage takes the reference
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_add_module(struct cmis_cage *cage,
			  struct cmis_snapshot *snapshot)
{
	unsigned int i;

	trace_module_state(cage, 0, snapshot->status.state);
	rcu_assign_pointer(cage->snapshot, snapshot);
	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		cmis_client_tell_module(cage, i, cmis_clients[i]->module_add);
}

static void cmis_clients_tell_sampled(struct cmis_cage *cage,
				      enum cmis_class class)
{
	unsigned int i;

	for_each_set_bit(i, &cage->clients.module_up, cmis_num_clients)
		if (cmis_clients[i]->sampled)
			cmis_clients[i]->sampled(cage, class);
}

/**
 * cmis_cage_change_module - show the module with other adverts
 * @cage: the cage, with the module
 * @snapshot: the first snapshot with the new adverts; the cage takes the
 *	reference
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_change_module(struct cmis_cage *cage,
			     struct cmis_snapshot *snapshot)
{
	struct cmis_snapshot *old;
	unsigned int i;

	old = rcu_replace_pointer(cage->snapshot, snapshot, true);
	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->module_changed)
			cmis_client_tell_module
				(cage, i, cmis_clients[i]->module_changed);
	cmis_snapshot_put(old);
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		cmis_clients_tell_sampled(cage, i);
}

/**
 * cmis_cage_del_module - remove the module from readers and clients
 * @cage: the cage
 *
 * Context: The cage's work, or the task that removes the cage and has cancelled
 * the work. Sleeps.
 */
void cmis_cage_del_module(struct cmis_cage *cage)
{
	unsigned int i = cmis_num_clients;
	struct cmis_snapshot *snapshot;

	/* Readers come first: no reader may see old values of a new module. */
	snapshot = rcu_replace_pointer(cage->snapshot, NULL, true);
	cmis_cage_set_seen(cage);
	while (i--)
		if (__test_and_clear_bit(i, &cage->clients.module_up) &&
		    cmis_clients[i]->module_del)
			cmis_clients[i]->module_del(cage);
	cmis_snapshot_put(snapshot);
}

/**
 * cmis_cage_set_snapshot - show the snapshot of a sweep
 * @cage: the cage, with a module
 * @snapshot: the snapshot; the cage takes the reference
 * @class: the class that has new values
 *
 * A good sweep of lower memory sets the state of the cage, too, before clients
 * are told of either: they find the states of the cage and of the module in
 * agreement.
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_snapshot(struct cmis_cage *cage,
			    struct cmis_snapshot *snapshot,
			    enum cmis_class class)
{
	bool usable = class == CMIS_CLASS_THERMAL &&
		      !snapshot->sweep[class].error;
	u8 state;

	state = snapshot->status.state;
	snapshot = rcu_replace_pointer(cage->snapshot, snapshot, true);
	if (state != snapshot->status.state)
		trace_module_state(cage, snapshot->status.state, state);
	cmis_snapshot_put(snapshot);
	if (usable)
		cmis_cage_set_usable(cage);
	cmis_clients_tell_sampled(cage, class);
}

/**
 * cmis_cage_alert - tell the clients of an alert that was raised or cleared
 * @cage: the cage
 * @event: the alert
 *
 * Context: The cage's work, or the task that removes the cage and has cancelled
 * the work. Sleeps.
 */
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event)
{
	unsigned int i;

	WRITE_ONCE(cage->clients.alerts, cage->clients.alerts + 1);
	for_each_set_bit(i, &cage->clients.cage_up, cmis_num_clients)
		if (cmis_clients[i]->alert)
			cmis_clients[i]->alert(cage, event);
}
