// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ports: host lanes of a cage that a MAC driver or the administrator has
 * claimed. Requests only store a wish and start the cage's work.
 */

#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/netlink.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/claim.h"
#include "core/cage.h"
#include "xfer/xfer.h"

const char *const cmis_management_names[] = {
	[CMIS_MANAGEMENT_NONE] = "none",
	[CMIS_MANAGEMENT_HOST] = "host",
};

const char *const cmis_manager_names[] = {
	[CMIS_MANAGER_DEFAULT] = "default",
	[CMIS_MANAGER_MAC_DRIVER] = "mac-driver",
	[CMIS_MANAGER_ADMIN] = "admin",
};

/* The words of the specification of the netlink family */
static const char *const cmis_port_state_names[] = {
	[CMIS_PORT_STATE_IDLE] = "idle",
	[CMIS_PORT_STATE_NO_MODULE] = "no-module",
	[CMIS_PORT_STATE_WAITING_HOST_TX] = "waiting-host-tx",
	[CMIS_PORT_STATE_POWER] = "power",
	[CMIS_PORT_STATE_DEINIT] = "deinit",
	[CMIS_PORT_STATE_RELEASE] = "release",
	[CMIS_PORT_STATE_CONFIG] = "config",
	[CMIS_PORT_STATE_INIT] = "init",
	[CMIS_PORT_STATE_LIGHT] = "light",
	[CMIS_PORT_STATE_UP_PARTIAL] = "up-partial",
	[CMIS_PORT_STATE_UP] = "up",
	[CMIS_PORT_STATE_DOWN] = "down",
	[CMIS_PORT_STATE_FAILED] = "failed",
	[CMIS_PORT_STATE_CONTESTED] = "contested",
};

static_assert(ARRAY_SIZE(cmis_port_state_names) == CMIS_PORT_STATE_MAX + 1);

static const char *const cmis_port_reason_names[] = {
	[CMIS_PORT_REASON_NONE] = "none",
	[CMIS_PORT_REASON_NO_APPLICATION] = "no-application",
	[CMIS_PORT_REASON_LANES_INVALID] = "lanes-invalid",
	[CMIS_PORT_REASON_FLAT_MEMORY] = "flat-memory",
	[CMIS_PORT_REASON_NOT_CMIS] = "not-cmis",
	[CMIS_PORT_REASON_MODULE_FAULT] = "module-fault",
	[CMIS_PORT_REASON_BUS_ERROR] = "bus-error",
	[CMIS_PORT_REASON_NOT_KEPT] = "not-kept",
	[CMIS_PORT_REASON_POWER_TIMEOUT] = "power-timeout",
	[CMIS_PORT_REASON_DEINIT_TIMEOUT] = "deinit-timeout",
	[CMIS_PORT_REASON_INIT_TIMEOUT] = "init-timeout",
	[CMIS_PORT_REASON_LIGHT_TIMEOUT] = "light-timeout",
	[CMIS_PORT_REASON_CONFIG_SILENT] = "config-silent",
	[CMIS_PORT_REASON_CONFIG_STUCK] = "config-stuck",
	[CMIS_PORT_REASON_CONFIG_REJECTED] = "config-rejected",
	[CMIS_PORT_REASON_BAD_APPLICATION] = "bad-application",
	[CMIS_PORT_REASON_BAD_LANES] = "bad-lanes",
	[CMIS_PORT_REASON_SI_REFUSED] = "si-refused",
	[CMIS_PORT_REASON_LANES_IN_USE] = "lanes-in-use",
	[CMIS_PORT_REASON_PARTIAL_PATH] = "partial-path",
	[CMIS_PORT_REASON_CONFIG_CODE] = "config-code",
	[CMIS_PORT_REASON_FOREIGN_WRITE] = "foreign-write",
	[CMIS_PORT_REASON_POWER_BUDGET] = "power-budget",
};

static_assert(ARRAY_SIZE(cmis_port_reason_names) ==
	      CMIS_PORT_REASON_MAX + 1);

/**
 * cmis_port_state_name - name a state of a port
 * @state: enum cmis_port_phase
 *
 * Return: its name.
 */
const char *cmis_port_state_name(unsigned int state)
{
	return state <= CMIS_PORT_STATE_MAX ? cmis_port_state_names[state] :
					      "unknown";
}

/**
 * cmis_port_reason_name - name a reason
 * @reason: enum cmis_port_reason
 *
 * Return: its name.
 */
const char *cmis_port_reason_name(unsigned int reason)
{
	return reason <= CMIS_PORT_REASON_MAX ? cmis_port_reason_names[reason] :
						"unknown";
}

/**
 * cmis_claims_init - set up the ports of a new cage
 * @claims: of the cage
 */
void cmis_claims_init(struct cmis_claims *claims)
{
	mutex_init(&claims->lock);
	mutex_init(&claims->wishes.set_lock);
	init_waitqueue_head(&claims->told);
}

/**
 * cmis_claims_exit - free the administrator's ports
 * @claims: of a cage that nobody uses any more; ports of MAC drivers would hold
 *	the cage
 */
void cmis_claims_exit(struct cmis_claims *claims)
{
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		kfree(claims->ports[i]);
}

/**
 * cmis_claim_is_hosted - whether the driver brings up the paths of a cage
 * @cage: the cage
 *
 * Return: true if so.
 */
bool cmis_claim_is_hosted(struct cmis_cage *cage)
{
	return READ_ONCE(cage->claims.management) == CMIS_MANAGEMENT_HOST;
}

/* Lane controls: there is one writer in a cage that the host manages. */
static const struct cmis_claim_guard {
	u8 page;
	u8 first;
	u8 last;
} cmis_claim_guards_list[] = {
	{ 0x00, CMIS_REG_OFFSET(CMIS_MODULE_CONTROL),
	  CMIS_REG_OFFSET(CMIS_MODULE_CONTROL) },
	{ CMIS_PAGE_LANE_CONTROL, 128, 255 },
	{ 0x12, 128, 217 },
	{ 0x13, 144, 183 },
	{ 0x18, 128, 143 },
};

/**
 * cmis_claim_guards - whether a raw write must be refused
 * @cage: the cage
 * @range: range of the write
 *
 * Return: true if the driver alone may write there.
 */
bool cmis_claim_guards(struct cmis_cage *cage, const struct cmis_range *range)
{
	const struct cmis_addr *at = &range->addr;
	unsigned int i;

	if (!cmis_claim_is_hosted(cage))
		return false;
	for (i = 0; i < ARRAY_SIZE(cmis_claim_guards_list); i++) {
		const struct cmis_claim_guard *g = &cmis_claim_guards_list[i];

		if ((at->offset < CMIS_UPPER_FIRST || at->page == g->page) &&
		    at->offset <= g->last && at->offset + range->len > g->first)
			return true;
	}
	return false;
}

/**
 * cmis_claim_set_idle - set the power of a module while no port is up
 * @cage: the cage
 * @idle: the power
 *
 * Context: May sleep.
 * Return: true if the ports of the cage decide on its power; false if the
 * caller must change it.
 */
bool cmis_claim_set_idle(struct cmis_cage *cage, enum cmis_idle_power idle)
{
	struct cmis_claims *claims = &cage->claims;
	bool used = false;

	scoped_guard(mutex, &claims->lock) {
		claims->idle = idle;
		if (claims->management != CMIS_MANAGEMENT_HOST)
			return false;
		for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
			used |= claims->ports[i] &&
				claims->ports[i]->claim.wished;
		if (used)
			claims->seq++;
	}
	if (used)
		cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return used;
}

/**
 * cmis_claim_get_management - get the management of a cage
 * @cage: the cage
 * @management: gets enum cmis_management
 * @manager: gets enum cmis_manager
 *
 * Context: May sleep.
 */
void cmis_claim_get_management(struct cmis_cage *cage, u8 *management,
			       u8 *manager)
{
	guard(mutex)(&cage->claims.lock);
	*management = cage->claims.management;
	*manager = cage->claims.manager;
}

static bool __cmis_claims_have_mac(const struct cmis_claims *claims)
{
	lockdep_assert_held(&claims->lock);
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (claims->ports[i] && !claims->ports[i]->claim.admin)
			return true;
	return false;
}

static void __cmis_claims_drop_admin(struct cmis_claims *claims)
{
	lockdep_assert_held(&claims->lock);
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		if (!claims->ports[i] || !claims->ports[i]->claim.admin)
			continue;
		kfree(claims->ports[i]);
		claims->ports[i] = NULL;
	}
	claims->left = 0;
}

/**
 * cmis_claim_check_end - check whether the management of a cage can end
 * @cage: the cage
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep.
 * Return: 0, or -EBUSY if a MAC driver holds lanes.
 */
int cmis_claim_check_end(struct cmis_cage *cage, struct netlink_ext_ack *extack)
{
	guard(mutex)(&cage->claims.lock);
	if (!__cmis_claims_have_mac(&cage->claims))
		return 0;
	NL_SET_ERR_MSG(extack, "a MAC driver holds lanes");
	return -EBUSY;
}

/**
 * cmis_claim_set_management - choose the management for an administrator
 * @cage: the cage
 * @management: enum cmis_management
 * @extack: gets the reason of a refusal
 *
 * Nothing is written to the module after this. With %CMIS_MANAGEMENT_NONE, the
 * administrator's ports go, and the module stays as it is.
 *
 * Context: May sleep.
 * Return: 0; -EOPNOTSUPP if firmware has the module; -EBUSY if a MAC driver
 * holds lanes.
 */
int cmis_claim_set_management(struct cmis_cage *cage, u8 management,
			      struct netlink_ext_ack *extack)
{
	struct cmis_claims *claims = &cage->claims;

	if (management == CMIS_MANAGEMENT_HOST &&
	    cage->xfer->caps & (CMIS_CAP_READ_ONLY |
				CMIS_CAP_FIRMWARE_MANAGED)) {
		NL_SET_ERR_MSG(extack, "module is managed by firmware");
		return -EOPNOTSUPP;
	}
	scoped_guard(mutex, &claims->lock) {
		claims->wishes.closed = false;
		if (management == CMIS_MANAGEMENT_NONE) {
			if (__cmis_claims_have_mac(claims)) {
				NL_SET_ERR_MSG(extack,
					       "a MAC driver holds lanes");
				return -EBUSY;
			}
			__cmis_claims_drop_admin(claims);
			__cmis_wishes_drop(&claims->wishes, U64_MAX, true);
		}
		WRITE_ONCE(claims->management, management);
		claims->manager = CMIS_MANAGER_ADMIN;
		claims->seq++;
	}
	/* A write under way ends, and there is no other one. */
	mutex_lock(&cage->control_lock);
	mutex_unlock(&cage->control_lock);
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Ports                                                                    */
/* ------------------------------------------------------------------------ */

/**
 * __cmis_claims_next_seq - number a change of a port
 * @claims: of the cage
 *
 * Context: claims->lock is held.
 * Return: the number, never 0.
 */
u32 __cmis_claims_next_seq(struct cmis_claims *claims)
{
	lockdep_assert_held(&claims->lock);
	claims->seq++;
	/* 0 means that there is no port. */
	return claims->seq ?: ++claims->seq;
}

/**
 * __cmis_claims_add - put a port into a free place
 * @claims: of the cage
 * @port: the port
 *
 * Context: claims->lock is held.
 * Return: 0, or -EBUSY if lanes belong to another port.
 */
int __cmis_claims_add(struct cmis_claims *claims, struct cmis_port *port)
{
	unsigned int i, free = CMIS_MAX_PORTS;

	lockdep_assert_held(&claims->lock);
	for (i = CMIS_MAX_PORTS; i--;) {
		if (!claims->ports[i])
			free = i;
		else if (claims->ports[i]->claim.lanes & port->claim.lanes)
			return -EBUSY;
	}
	if (free == CMIS_MAX_PORTS)
		return -EBUSY;
	claims->ports[free] = port;
	claims->left &= ~port->claim.lanes;
	if (!port->claim.admin)
		__cmis_wishes_drop(&claims->wishes, port->claim.lanes, true);
	port->claim.seq = __cmis_claims_next_seq(claims);
	port->claim.status.since_ns = ktime_get_boottime_ns();
	return 0;
}

static void __cmis_claims_del(struct cmis_cage *cage,
			      const struct cmis_port *port)
{
	struct cmis_claims *claims = &cage->claims;
	u32 generation = READ_ONCE(cage->generation);

	lockdep_assert_held(&claims->lock);
	if (claims->left_generation != generation)
		claims->left = 0;
	claims->left_generation = generation;
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (claims->ports[i] == port)
			claims->ports[i] = NULL;
	claims->left |= port->claim.lanes;
	claims->seq++;
}

/**
 * cmis_port_wish_check - check the form of a wish
 * @wish: the wish
 * @extack: gets the reason of a refusal, or NULL
 *
 * Return: 0, or -EINVAL.
 */
int cmis_port_wish_check(const struct cmis_port_wish *wish,
			 struct netlink_ext_ack *extack)
{
	if (wish->host_id > U8_MAX || wish->media_id > U8_MAX) {
		NL_SET_ERR_MSG(extack, "unknown host interface");
		return -EINVAL;
	}
	if (wish->appsel > 15 || wish->paths > CMIS_MAX_PORTS) {
		NL_SET_ERR_MSG(extack, "no application fits these lanes");
		return -EINVAL;
	}
	return 0;
}

/* The MAC driver's first port makes the host the manager of the cage. */
static int __cmis_claims_take(struct cmis_cage *cage)
{
	struct cmis_claims *claims = &cage->claims;

	lockdep_assert_held(&claims->lock);
	if (claims->management == CMIS_MANAGEMENT_HOST)
		return 0;
	if (claims->manager == CMIS_MANAGER_ADMIN)
		return -EPERM;
	WRITE_ONCE(claims->management, CMIS_MANAGEMENT_HOST);
	claims->manager = CMIS_MANAGER_MAC_DRIVER;
	return 0;
}

/**
 * cmis_port_claim - claim host lanes of a cage for a MAC driver
 * @cage: the cage; the port holds a reference
 * @config: the lanes and the callbacks
 *
 * The port outlives modules. Nothing is written until cmis_port_request(). From
 * then on, the driver keeps lanes that nobody claims dark.
 *
 * Context: May sleep.
 * Return: the port; -EINVAL without lanes; -EBUSY if lanes belong to another
 * port; -EPERM if an administrator has chosen that the host does not manage the
 * cage; -EOPNOTSUPP if firmware manages it; -ENOMEM.
 */
struct cmis_port *cmis_port_claim(struct cmis_cage *cage,
				  const struct cmis_port_config *config)
{
	struct cmis_port *port;
	int ret;

	if (!config->lanes)
		return ERR_PTR(-EINVAL);
	if (cage->xfer->caps & (CMIS_CAP_READ_ONLY |
				CMIS_CAP_FIRMWARE_MANAGED))
		return ERR_PTR(-EOPNOTSUPP);
	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return ERR_PTR(-ENOMEM);
	port->cage = cage;
	port->ops = config->ops;
	port->priv = config->priv;
	port->claim.lanes = config->lanes;
	strscpy(port->claim.owner, config->owner ?: "mac",
		sizeof(port->claim.owner));
	scoped_guard(mutex, &cage->claims.lock) {
		ret = __cmis_claims_take(cage);
		if (!ret)
			ret = __cmis_claims_add(&cage->claims, port);
	}
	if (ret) {
		kfree(port);
		return ERR_PTR(ret);
	}
	get_device(&cage->dev);
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return port;
}
EXPORT_SYMBOL_GPL(cmis_port_claim);

/**
 * cmis_port_request - set the wish of a port
 * @port: the port
 * @wish: the wish; it is copied
 * @extack: gets the reason of a refusal, or NULL
 *
 * Only stores the wish: 0 does not mean that the port is up. The same wish
 * again after a failure begins anew.
 *
 * Context: May sleep. Does not touch the bus.
 * Return: 0, or -EINVAL.
 */
int cmis_port_request(struct cmis_port *port,
		      const struct cmis_port_wish *wish,
		      struct netlink_ext_ack *extack)
{
	struct cmis_claims *claims = &port->cage->claims;
	int ret;

	ret = cmis_port_wish_check(wish, extack);
	if (ret)
		return ret;
	scoped_guard(mutex, &claims->lock) {
		port->claim.wish = *wish;
		port->claim.wished = true;
		cmis_asker_take(&port->claim.asker);
		port->claim.seq = __cmis_claims_next_seq(claims);
	}
	cmis_cage_notify(port->cage, CMIS_EVENT_PORTS);
	return 0;
}
EXPORT_SYMBOL_GPL(cmis_port_request);

/**
 * cmis_port_set_host_tx - tell whether the MAC transmits
 * @port: the port
 * @valid: its serdes transmit a valid signal
 *
 * Modules adapt to the signal when they initialize a data path. Until there is
 * a signal, the path is not initialized. A path that is up stays up.
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_port_set_host_tx(struct cmis_port *port, bool valid)
{
	scoped_guard(mutex, &port->cage->claims.lock) {
		port->claim.host_tx = valid;
		port->cage->claims.seq++;
	}
	cmis_cage_notify(port->cage, CMIS_EVENT_PORTS);
}
EXPORT_SYMBOL_GPL(cmis_port_set_host_tx);

/**
 * cmis_port_get_status - get the status of a port
 * @port: the port
 * @status: gets the status
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_port_get_status(struct cmis_port *port,
			  struct cmis_port_status *status)
{
	guard(mutex)(&port->cage->claims.lock);
	*status = port->claim.status;
}
EXPORT_SYMBOL_GPL(cmis_port_get_status);

/**
 * cmis_port_release - give the lanes of a port back
 * @port: the port, or NULL
 *
 * The data paths stay as they are. To take them down, ask for that first, and
 * wait for the state "down".
 *
 * Context: Sleeps until a call of cmis_port_ops.changed has ended.
 */
void cmis_port_release(struct cmis_port *port)
{
	struct cmis_claims *claims;
	struct cmis_cage *cage;

	if (!port)
		return;
	cage = port->cage;
	claims = &cage->claims;
	scoped_guard(mutex, &claims->lock)
		__cmis_claims_del(cage, port);
	wait_event(claims->told, !READ_ONCE(port->telling));
	kfree(port);
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	put_device(&cage->dev);
}
EXPORT_SYMBOL_GPL(cmis_port_release);

/* ------------------------------------------------------------------------ */
/* The administrator's ports                                                */
/* ------------------------------------------------------------------------ */

/**
 * __cmis_claims_find - find a port by its lanes
 * @claims: of the cage
 * @lanes: exactly its lanes
 *
 * Context: claims->lock is held.
 * Return: the port; -ENOENT; -EBUSY if there are ports of some of the lanes.
 */
struct cmis_port *__cmis_claims_find(struct cmis_claims *claims, u64 lanes)
{
	struct cmis_port *port = ERR_PTR(-ENOENT);

	lockdep_assert_held(&claims->lock);
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		if (!claims->ports[i])
			continue;
		if (claims->ports[i]->claim.lanes == lanes)
			return claims->ports[i];
		if (claims->ports[i]->claim.lanes & lanes)
			port = ERR_PTR(-EBUSY);
	}
	return port;
}

static struct cmis_port *__cmis_claims_find_admin(struct cmis_claims *claims,
						  u64 lanes,
						  struct netlink_ext_ack *ack)
{
	struct cmis_port *port = __cmis_claims_find(claims, lanes);

	if (!IS_ERR(port) && !port->claim.admin)
		port = ERR_PTR(-EBUSY);
	if (port == ERR_PTR(-EBUSY))
		NL_SET_ERR_MSG(ack, "lanes belong to another port");
	if (port == ERR_PTR(-ENOENT))
		NL_SET_ERR_MSG(ack, "no port has these lanes");
	return port;
}

/**
 * cmis_claim_admin_check - check whether an administrator can have ports
 * @cage: the cage
 * @lanes: lanes of the port
 * @extack: gets the reason of a refusal
 *
 * Return: 0; -EPERM if the host does not manage the cage; -EINVAL.
 */
int cmis_claim_admin_check(struct cmis_cage *cage, u64 lanes,
			   struct netlink_ext_ack *extack)
{
	if (!cmis_claim_is_hosted(cage)) {
		NL_SET_ERR_MSG(extack, "cage is not host-managed");
		return -EPERM;
	}
	if (!lanes) {
		NL_SET_ERR_MSG(extack, "lanes required");
		return -EINVAL;
	}
	return 0;
}

/**
 * cmis_claim_admin_retry - begin anew with the administrator's port
 * @cage: the cage
 * @lanes: its lanes
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep. Does not touch the bus.
 * Return: 0; -EPERM; -ENOENT if there is no such port; -EBUSY if it is another
 * owner's.
 */
int cmis_claim_admin_retry(struct cmis_cage *cage, u64 lanes,
			   struct netlink_ext_ack *extack)
{
	struct cmis_port *port;
	int ret;

	ret = cmis_claim_admin_check(cage, lanes, extack);
	if (ret)
		return ret;
	scoped_guard(mutex, &cage->claims.lock) {
		port = __cmis_claims_find_admin(&cage->claims, lanes, extack);
		if (IS_ERR(port))
			return PTR_ERR(port);
		cmis_asker_take(&port->claim.asker);
		port->claim.seq = __cmis_claims_next_seq(&cage->claims);
	}
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return 0;
}

/**
 * cmis_claim_admin_release - give the lanes of an administrator's port back
 * @cage: the cage
 * @lanes: its lanes; their data paths stay as they are
 * @extack: gets the reason of a refusal
 *
 * Context: May sleep. Does not touch the bus.
 * Return: as cmis_claim_admin_retry().
 */
int cmis_claim_admin_release(struct cmis_cage *cage, u64 lanes,
			     struct netlink_ext_ack *extack)
{
	struct cmis_port *port;
	int ret;

	ret = cmis_claim_admin_check(cage, lanes, extack);
	if (ret)
		return ret;
	scoped_guard(mutex, &cage->claims.lock) {
		port = __cmis_claims_find_admin(&cage->claims, lanes, extack);
		if (IS_ERR(port))
			return PTR_ERR(port);
		__cmis_claims_del(cage, port);
		__cmis_wishes_drop(&cage->claims.wishes, lanes, false);
		kfree(port);
	}
	cmis_cage_notify(cage, CMIS_EVENT_PORTS);
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Readers                                                                  */
/* ------------------------------------------------------------------------ */

/**
 * __cmis_claim_get - get a port by its number, with others at one moment
 * @claims: of the cage
 * @id: number, from 0; less than CMIS_MAX_PORTS
 * @claim: gets a copy
 *
 * Context: claims->lock is held.
 * Return: false if there is no such port.
 */
bool __cmis_claim_get(const struct cmis_claims *claims, unsigned int id,
		      struct cmis_claim *claim)
{
	lockdep_assert_held(&claims->lock);
	if (!claims->ports[id])
		return false;
	*claim = claims->ports[id]->claim;
	return true;
}

/**
 * cmis_claim_get - get a port by its number
 * @cage: the cage
 * @id: number, from 0; less than CMIS_MAX_PORTS
 * @claim: gets a copy
 *
 * Context: May sleep.
 * Return: false if there is no such port.
 */
bool cmis_claim_get(struct cmis_cage *cage, unsigned int id,
		    struct cmis_claim *claim)
{
	guard(mutex)(&cage->claims.lock);
	return __cmis_claim_get(&cage->claims, id, claim);
}

/**
 * cmis_claim_find - find a port by its lanes
 * @cage: the cage
 * @lanes: exactly its lanes
 * @claim: gets a copy
 *
 * Context: May sleep.
 * Return: number of the port, from 0; -ENOENT if there is none.
 */
int cmis_claim_find(struct cmis_cage *cage, u64 lanes,
		    struct cmis_claim *claim)
{
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (cmis_claim_get(cage, i, claim) && claim->lanes == lanes)
			return i;
	return -ENOENT;
}

static bool cmis_port_status_is_news(const struct cmis_port_status *old,
				     const struct cmis_port_status *now)
{
	return old->state != now->state || old->reason != now->reason ||
	       old->appsel != now->appsel || old->tries != now->tries ||
	       old->late != now->late || old->generation != now->generation ||
	       old->config_code != now->config_code;
}

/* Store the status. Returns the port if its MAC driver must be told. */
static struct cmis_port *cmis_claim_store(struct cmis_cage *cage,
					  unsigned int id, u32 seq,
					  struct cmis_port_status *status,
					  bool *news)
{
	struct cmis_port *port;

	guard(mutex)(&cage->claims.lock);
	port = cage->claims.ports[id];
	if (!port || port->claim.seq != seq)
		return NULL;
	*news = port->claim.told != seq;
	port->claim.told = seq;
	if (!cmis_port_status_is_news(&port->claim.status, status))
		return NULL;
	*news = true;
	status->since_ns = port->claim.status.since_ns;
	if (port->claim.status.state != status->state)
		status->since_ns = ktime_get_boottime_ns();
	port->claim.status = *status;
	if (!port->ops || !port->ops->changed)
		return NULL;
	WRITE_ONCE(port->telling, true);
	return port;
}

/**
 * cmis_claim_tell - store the status of a port, and tell clients and MAC driver
 * @cage: the cage
 * @id: number of the port, from 0
 * @seq: the wish that the status belongs to; of another one nothing happens
 * @status: the status; its time is filled in here
 *
 * Context: The cage's work. May sleep.
 */
void cmis_claim_tell(struct cmis_cage *cage, unsigned int id, u32 seq,
		     const struct cmis_port_status *status)
{
	struct cmis_port_status now = *status;
	bool news = false;
	struct cmis_port *port = cmis_claim_store(cage, id, seq, &now, &news);

	if (news) {
		cmis_clients_tell_claim(cage, id);
		wake_up_all(&cage->claims.told);
	}
	if (!port)
		return;
	port->ops->changed(port->priv, &now);
	/* cmis_port_release() waits for this under no lock. */
	scoped_guard(mutex, &cage->claims.lock)
		WRITE_ONCE(port->telling, false);
	wake_up_all(&cage->claims.told);
}

/**
 * cmis_claims_lose - tell the MAC drivers that a cage goes
 * @cage: the cage, whose work has ended
 *
 * A MAC driver may keep its port: it has no module from now on.
 *
 * Context: May sleep.
 */
void cmis_claims_lose(struct cmis_cage *cage)
{
	struct cmis_claim claim;

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		const struct cmis_port_status gone = {
			.state = CMIS_PORT_STATE_NO_MODULE,
		};

		if (cmis_claim_get(cage, i, &claim) && claim.wished)
			cmis_claim_tell(cage, i, claim.seq, &gone);
	}
}
