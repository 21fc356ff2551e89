// SPDX-License-Identifier: GPL-2.0-only
/*
 * The power policy of a cage: whether its module is kept in high power, or
 * follows the netdev that the cage belongs to. Without a policy, the driver
 * does not change the power of modules.
 */

#include <linux/slab.h>
#include <linux/workqueue.h>

#include "port/power.h"
#include "core/cage.h"
#include "core/control.h"

/* Pause before the next request to a busy module. */
#define CMIS_POWER_AGAIN_MS	2000

/**
 * struct cmis_power - power policy of a cage, freed with it
 * @cage: the cage
 * @work: applies the policy to the module
 * @kept: whether the module had kept the request at the last sweep; used by the
 *	cage's work only
 * @apply_lock: one change of the module at a time, in the order of the policies
 * @gone: the cage is gone; nobody queues @work any more
 * @policy: set by an administrator; 0: not set
 * @companion_up: the companion netdev is administratively up
 * @port: the netdev that the cage belongs to
 * @high: "auto" means high power now; kept when the port is gone
 *
 * All from @gone on are guarded by cmis_power_lock.
 */
struct cmis_power {
	struct cmis_cage *cage;
	struct delayed_work work;
	enum cmis_kept kept;
	struct mutex apply_lock;	/* orders changes of the module */
	bool gone;
	enum ethtool_module_power_mode_policy policy;
	bool companion_up;
	enum cmis_port_state port;
	bool high;
};

/* Guards the policies of all cages. */
static DEFINE_MUTEX(cmis_power_lock);

/* NULL before the cage has a policy, and once it is gone. */
static struct cmis_power *__cmis_power_of(struct cmis_cage *cage)
{
	struct cmis_power *power = cage->clients.power;

	lockdep_assert_held(&cmis_power_lock);
	return power && !power->gone ? power : NULL;
}

static bool __cmis_power_wants_high(const struct cmis_power *power)
{
	lockdep_assert_held(&cmis_power_lock);
	return power->high ||
	       power->policy == ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH;
}

static void __cmis_power_queue(struct cmis_power *power)
{
	mod_delayed_work(system_long_wq, &power->work, 0);
}

static void __cmis_power_update(struct cmis_power *power)
{
	lockdep_assert_held(&cmis_power_lock);
	if (power->port == CMIS_PORT_NONE)
		power->high = power->companion_up;
	else
		power->high = power->port == CMIS_PORT_UP;
}

static int __cmis_power_apply(struct cmis_power *power)
{
	bool high;

	lockdep_assert_held(&power->apply_lock);
	scoped_guard(mutex, &cmis_power_lock)
		high = __cmis_power_wants_high(power);
	/* Ports, if there are any, decide on the power of the module. */
	if (cmis_claim_set_idle(power->cage, high ? CMIS_IDLE_HIGH :
						    CMIS_IDLE_LOW))
		return 0;
	return cmis_module_set_low_power(power->cage, !high, NULL);
}

/*
 * Without a policy, a module may have a request to stay in low power. It would
 * keep its port down for ever, so the policy becomes "auto" when the port goes
 * up.
 */
static void cmis_power_adopt(struct cmis_power *power)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(power->cage);
	bool low = !IS_ERR(snapshot) &&
		   snapshot->status.control & CMIS_CONTROL_LOWPWR_SW;

	cmis_snapshot_put(snapshot);
	guard(mutex)(&cmis_power_lock);
	if (low && !power->policy && __cmis_power_wants_high(power))
		power->policy = ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO;
}

/* A missing or silent module gets the request when it becomes ready. */
static void cmis_power_work(struct work_struct *work)
{
	struct cmis_power *power = container_of(to_delayed_work(work),
						struct cmis_power, work);
	int ret = 0;

	scoped_guard(mutex, &power->apply_lock) {
		cmis_power_adopt(power);
		if (READ_ONCE(power->policy))
			ret = __cmis_power_apply(power);
	}
	if (ret && ret != -ENODEV && ret != -EOPNOTSUPP && ret != -EDQUOT &&
	    cmis_cage_is_usable(power->cage))
		queue_delayed_work(system_long_wq, &power->work,
				   msecs_to_jiffies(CMIS_POWER_AGAIN_MS));
}

/**
 * cmis_power_get_policy - the power policy of a cage
 * @cage: the cage
 * @policy: 0 if nobody has set one
 *
 * Return: 0, or -ENODEV if the cage is gone.
 */
int cmis_power_get_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy *policy)
{
	struct cmis_power *power;

	guard(mutex)(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (!power)
		return -ENODEV;
	*policy = power->policy;
	return 0;
}

static enum ethtool_module_power_mode_policy
cmis_power_swap_policy(struct cmis_power *power,
		       enum ethtool_module_power_mode_policy policy)
{
	guard(mutex)(&cmis_power_lock);
	swap(power->policy, policy);
	__cmis_power_update(power);
	return policy;
}

/**
 * cmis_power_set_policy - set the power policy of a cage
 * @cage: the cage
 * @policy: the policy
 *
 * Context: May sleep; touches the bus.
 * Return: 0, also if there is no module; -ENODEV if the cage is gone; -EDQUOT
 * if the cage gives too little power; else the errno of the bus. On errors, the
 * policy is unchanged.
 */
int cmis_power_set_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy policy)
{
	enum ethtool_module_power_mode_policy old;
	struct cmis_power *power;
	int ret;

	scoped_guard(mutex, &cmis_power_lock)
		power = __cmis_power_of(cage);
	if (!power)
		return -ENODEV;

	guard(mutex)(&power->apply_lock);
	old = cmis_power_swap_policy(power, policy);
	ret = __cmis_power_apply(power);
	if (!ret || !cmis_cage_is_usable(cage))
		return 0;
	cmis_power_swap_policy(power, old);
	return ret;
}

/**
 * cmis_power_set_companion - the companion netdev went up or down
 * @cage: the cage
 * @up: it is administratively up
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_power_set_companion(struct cmis_cage *cage, bool up)
{
	struct cmis_power *power;

	guard(mutex)(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (!power)
		return;
	power->companion_up = up;
	if (power->port == CMIS_PORT_NONE) {
		__cmis_power_update(power);
		__cmis_power_queue(power);
	}
}

/* Without a netdev the module stays as it is. */
static void cmis_power_port_changed(struct cmis_cage *cage)
{
	enum cmis_port_state state = cmis_cage_get_port_state(cage);
	struct cmis_power *power;

	guard(mutex)(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (!power || power->port == state)
		return;
	power->port = state;
	if (state != CMIS_PORT_NONE) {
		__cmis_power_update(power);
		__cmis_power_queue(power);
	}
}

static int cmis_power_cage_add(struct cmis_cage *cage)
{
	struct cmis_power *power = kzalloc(sizeof(*power), GFP_KERNEL);

	if (!power)
		return -ENOMEM;
	power->cage = cage;
	INIT_DELAYED_WORK(&power->work, cmis_power_work);
	mutex_init(&power->apply_lock);

	guard(mutex)(&cmis_power_lock);
	cage->clients.power = power;
	return 0;
}

static void cmis_power_cage_del(struct cmis_cage *cage)
{
	struct cmis_power *power = cage->clients.power;

	scoped_guard(mutex, &cmis_power_lock)
		power->gone = true;
	/* No lookup finds it any more, so the work is not queued again. */
	cancel_delayed_work_sync(&power->work);
}

static void cmis_power_remind(struct cmis_cage *cage)
{
	guard(mutex)(&cmis_power_lock);
	if (cage->clients.power->policy)
		__cmis_power_queue(cage->clients.power);
}

static int cmis_power_module_add(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	cage->clients.power->kept = CMIS_KEPT;
	cmis_power_remind(cage);
	return 0;
}

/*
 * The module may have lost its power, in a sleep of the system for example. A
 * change by another host stays.
 */
static void cmis_power_status_changed(struct cmis_cage *cage)
{
	if (cmis_cage_is_usable(cage) &&
	    cage->clients.power->kept != CMIS_KEPT_OTHER)
		cmis_power_remind(cage);
}

/*
 * If a module ignores the request, ask again only when it has changed its
 * state: each reset does that.
 */
static void cmis_power_compare(struct cmis_cage *cage,
			       const struct cmis_snapshot *snapshot)
{
	struct cmis_power *power = cage->clients.power;
	bool news = snapshot->kept != power->kept;

	if (snapshot->kept == CMIS_KEPT_OTHER && news)
		dev_info_ratelimited(&cage->dev,
				     "another host has changed the request for low power, the power policy waits\n");
	if (snapshot->kept == CMIS_KEPT_LOST && news)
		dev_info_ratelimited(&cage->dev,
				     "module has reset or was reseated, applying the power policy again\n");
	power->kept = snapshot->kept;
	if (snapshot->kept == CMIS_KEPT_LOST &&
	    (news || snapshot->status.flags[0] & CMIS_FLAG_STATE_CHANGED))
		cmis_power_remind(cage);
}

static void cmis_power_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	struct cmis_snapshot *snapshot;

	if (class != CMIS_CLASS_THERMAL)
		return;
	snapshot = cmis_cage_get_snapshot(cage);
	if (!IS_ERR(snapshot))
		cmis_power_compare(cage, snapshot);
	cmis_snapshot_put(snapshot);
}

const struct cmis_client cmis_power_client = {
	.name = "power policy",
	.cage_add = cmis_power_cage_add,
	.cage_del = cmis_power_cage_del,
	.module_add = cmis_power_module_add,
	.status_changed = cmis_power_status_changed,
	.sampled = cmis_power_sampled,
	.port_changed = cmis_power_port_changed,
};
