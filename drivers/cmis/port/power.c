// SPDX-License-Identifier: GPL-2.0-only
/*
 * The power policy of a cage: whether its module is kept in high power, or
 * follows the netdev that the cage belongs to. As long as nobody sets one, the
 * power of a module is left alone.
 */

#include <linux/bitfield.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/kref.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "core/access.h"
#include "core/control.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/module.h"
#include "port/ethtool.h"

/* A module that was busy is told again after so long. */
#define CMIS_POWER_AGAIN_MS	2000

/* Anybody may ask what a module does, and RTNL may be held while he waits. */
#define CMIS_POWER_LOOK_MS	200
/* After a look that failed, nobody waits for another one for so long. */
#define CMIS_POWER_PAUSE_MS	1000

/**
 * struct cmis_power_look - a look at what the module does about its power
 * @work: takes a look; nobody else waits for the bus
 * @done: those who wait until it has
 * @asked: how often somebody has asked
 * @answered: @asked when the last look that is over had begun
 * @seen: what it has seen
 * @error: 0, or why it has not, or has not in time
 * @generation: of the module that @error is about
 * @pause_end: until then @error is the answer
 *
 * All but the first two are guarded by cmis_power_lock.
 */
struct cmis_power_look {
	struct work_struct work;
	wait_queue_head_t done;
	u32 asked;
	u32 answered;
	struct cmis_power_seen seen;
	int error;
	u32 generation;
	ktime_t pause_end;
};

/**
 * struct cmis_power - power policy of a cage
 * @ref: holds: the cage, operations under way
 * @cage: the cage; valid as long as @work or @look.work may run
 * @work: brings the module to what the policy says
 * @apply_lock: one change of the module at a time, in the order of the policies
 * @policy: what an administrator has set; 0: nobody has
 * @companion_up: the companion netdev is administratively up
 * @port: the netdev that the cage belongs to
 * @high: what "auto" means at present; it stays as it is when the port is gone
 * @look: what the module does
 *
 * All from @policy on are guarded by cmis_power_lock.
 */
struct cmis_power {
	struct kref ref;
	struct cmis_cage *cage;
	struct delayed_work work;
	struct mutex apply_lock;	/* orders changes of the module */
	enum ethtool_module_power_mode_policy policy;
	bool companion_up;
	enum cmis_port_state port;
	bool high;
	struct cmis_power_look look;
};

/* Guards what the cages' struct cmis_power hold, and the way to them. */
static DEFINE_MUTEX(cmis_power_lock);

static struct cmis_power *__cmis_power_of(struct cmis_cage *cage)
{
	lockdep_assert_held(&cmis_power_lock);
	return cage->clients.power;
}

static void cmis_power_release(struct kref *ref)
{
	kfree(container_of(ref, struct cmis_power, ref));
}

static void cmis_power_put(struct cmis_power *power)
{
	kref_put(&power->ref, cmis_power_release);
}

static struct cmis_power *cmis_power_get(struct cmis_cage *cage)
{
	struct cmis_power *power;

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (power)
		kref_get(&power->ref);
	mutex_unlock(&cmis_power_lock);
	return power;
}

static bool __cmis_power_wants_high(const struct cmis_power *power)
{
	lockdep_assert_held(&cmis_power_lock);
	return power->high ||
	       power->policy == ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH;
}

static void __cmis_power_look(struct cmis_power *power)
{
	lockdep_assert_held(&cmis_power_lock);
	if (power->port == CMIS_PORT_NONE)
		power->high = power->companion_up;
	else
		power->high = power->port == CMIS_PORT_UP;
}

static int __cmis_power_apply(struct cmis_power *power, struct cmis_cage *cage)
{
	bool high;

	lockdep_assert_held(&power->apply_lock);
	mutex_lock(&cmis_power_lock);
	high = __cmis_power_wants_high(power);
	mutex_unlock(&cmis_power_lock);

	return cmis_module_set_low_power(cage, !high);
}

/*
 * A module that is asked to stay in low power, while nobody has set a policy,
 * is shown as "auto", and so it is once its netdev comes up.
 */
static void cmis_power_adopt(struct cmis_power *power)
{
	bool wants, low;

	mutex_lock(&cmis_power_lock);
	wants = !power->policy && __cmis_power_wants_high(power);
	mutex_unlock(&cmis_power_lock);
	if (!wants || cmis_module_fetch_low_power(power->cage, &low) || !low)
		return;

	mutex_lock(&cmis_power_lock);
	if (!power->policy)
		power->policy = ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO;
	mutex_unlock(&cmis_power_lock);
}

static void __cmis_power_queue(struct cmis_power *power)
{
	mod_delayed_work(system_long_wq, &power->work, 0);
}

/* One that is not there, or does not answer, is told when it is ready. */
static void cmis_power_work(struct work_struct *work)
{
	struct cmis_power *power = container_of(to_delayed_work(work),
						struct cmis_power, work);
	int ret = 0;

	mutex_lock(&power->apply_lock);
	cmis_power_adopt(power);
	if (READ_ONCE(power->policy))
		ret = __cmis_power_apply(power, power->cage);
	mutex_unlock(&power->apply_lock);
	if (ret && ret != -ENODEV && ret != -EOPNOTSUPP &&
	    cmis_cage_get_state(power->cage) == CMIS_CAGE_READY)
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

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (power)
		*policy = power->policy;
	mutex_unlock(&cmis_power_lock);
	return power ? 0 : -ENODEV;
}

static enum ethtool_module_power_mode_policy
cmis_power_swap_policy(struct cmis_power *power,
		       enum ethtool_module_power_mode_policy policy)
{
	mutex_lock(&cmis_power_lock);
	swap(power->policy, policy);
	__cmis_power_look(power);
	mutex_unlock(&cmis_power_lock);
	return policy;
}

/**
 * cmis_power_set_policy - set the power policy of a cage
 * @cage: the cage
 * @policy: the policy
 *
 * Context: May sleep; touches the bus.
 * Return: 0, also if there is no module to tell it to; -ENODEV if the cage is
 * gone; else the errno of the bus, with the policy as it was.
 */
int cmis_power_set_policy(struct cmis_cage *cage,
			  enum ethtool_module_power_mode_policy policy)
{
	enum ethtool_module_power_mode_policy old;
	struct cmis_power *power;
	int ret;

	power = cmis_power_get(cage);
	if (!power)
		return -ENODEV;

	mutex_lock(&power->apply_lock);
	old = cmis_power_swap_policy(power, policy);
	ret = __cmis_power_apply(power, cage);
	if (cmis_cage_get_state(cage) != CMIS_CAGE_READY)
		ret = 0;
	if (ret)
		cmis_power_swap_policy(power, old);
	mutex_unlock(&power->apply_lock);

	cmis_power_put(power);
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

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (power) {
		power->companion_up = up;
		if (power->port == CMIS_PORT_NONE) {
			__cmis_power_look(power);
			__cmis_power_queue(power);
		}
	}
	mutex_unlock(&cmis_power_lock);
}

/**
 * cmis_power_set_port - the netdev that a cage belongs to has changed
 * @cage: the cage
 * @state: its state; with %CMIS_PORT_NONE the module stays as it is
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_power_set_port(struct cmis_cage *cage, enum cmis_port_state state)
{
	struct cmis_power *power;

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (power && power->port != state) {
		power->port = state;
		if (state != CMIS_PORT_NONE) {
			__cmis_power_look(power);
			__cmis_power_queue(power);
		}
	}
	mutex_unlock(&cmis_power_lock);
}

/**
 * cmis_power_port_is_up - whether traffic may depend on the module
 * @cage: the cage
 *
 * Return: true if the netdev that the cage belongs to is known and up.
 */
bool cmis_power_port_is_up(struct cmis_cage *cage)
{
	struct cmis_power *power;
	bool up;

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	up = power && power->port == CMIS_PORT_UP;
	mutex_unlock(&cmis_power_lock);
	return up;
}

static int cmis_power_seen_fetch(struct cmis_cage *cage,
				 struct cmis_power_seen *seen)
{
	u8 byte;
	int ret;

	BUILD_BUG_ON(FIELD_MAX(CMIS_MODULE_STATE_MASK) >= CMIS_STATE_COUNT);

	ret = cmis_lower_peek(cage, CMIS_REG_OFFSET(CMIS_MODULE_STATE), &byte);
	if (ret)
		return ret;
	seen->state = FIELD_GET(CMIS_MODULE_STATE_MASK, byte);
	ret = cmis_lower_peek(cage, CMIS_REG_OFFSET(CMIS_MODULE_CONTROL),
			      &byte);
	if (ret)
		return ret;
	seen->low = byte & CMIS_CONTROL_LOWPWR_SW;
	return 0;
}

static void __cmis_power_look_end(struct cmis_power_look *look,
				  u32 generation, int error)
{
	lockdep_assert_held(&cmis_power_lock);
	look->error = error;
	look->generation = generation;
	look->pause_end = ktime_add_ms(ktime_get(), CMIS_POWER_PAUSE_MS);
}

static void cmis_power_look_work(struct work_struct *work)
{
	struct cmis_power *power = container_of(work, struct cmis_power,
						look.work);
	u32 generation = READ_ONCE(power->cage->generation);
	struct cmis_power_look *look = &power->look;
	struct cmis_power_seen seen = {};
	u32 asked;
	int ret;

	mutex_lock(&cmis_power_lock);
	asked = look->asked;
	mutex_unlock(&cmis_power_lock);

	ret = cmis_power_seen_fetch(power->cage, &seen);

	mutex_lock(&cmis_power_lock);
	look->seen = seen;
	__cmis_power_look_end(look, generation, ret);
	WRITE_ONCE(look->answered, asked);
	mutex_unlock(&cmis_power_lock);
	wake_up_all(&look->done);
}

/* What the last look has failed for, if that is not long ago. */
static int __cmis_power_look_error(const struct cmis_power_look *look,
				   u32 generation)
{
	lockdep_assert_held(&cmis_power_lock);
	if (look->generation != generation ||
	    !ktime_before(ktime_get(), look->pause_end))
		return 0;
	return look->error;
}

static struct cmis_power *cmis_power_ask(struct cmis_cage *cage, u32 *ticket)
{
	struct cmis_power *power;
	int ret = -ENODEV;

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (power)
		ret = __cmis_power_look_error(&power->look,
					      READ_ONCE(cage->generation));
	if (!ret) {
		kref_get(&power->ref);
		*ticket = ++power->look.asked;
		queue_work(system_long_wq, &power->look.work);
	}
	mutex_unlock(&cmis_power_lock);
	return ret ? ERR_PTR(ret) : power;
}

/* A look that had begun before somebody asked does not count. */
static bool cmis_power_is_answered(const struct cmis_power_look *look,
				   u32 ticket)
{
	return (s32)(READ_ONCE(look->answered) - ticket) >= 0;
}

/**
 * cmis_power_fetch - what a module does about its power, now
 * @cage: the cage
 * @seen: what it does
 *
 * The bus is waited for by a work, and the work for a time that does not depend
 * on the module. After a failure nothing is asked and nobody waits for a
 * while.
 *
 * Context: Sleeps, for CMIS_POWER_LOOK_MS at most.
 * Return: 0; -ENODEV if there is no module or the cage is gone; -ETIMEDOUT if
 * there is no answer in time; else an errno of cmis_lower_peek().
 */
int cmis_power_fetch(struct cmis_cage *cage, struct cmis_power_seen *seen)
{
	struct cmis_power_look *look;
	struct cmis_power *power;
	u32 ticket;
	int ret;

	power = cmis_power_ask(cage, &ticket);
	if (IS_ERR(power))
		return PTR_ERR(power);

	look = &power->look;
	wait_event_timeout(look->done, cmis_power_is_answered(look, ticket),
			   msecs_to_jiffies(CMIS_POWER_LOOK_MS));

	mutex_lock(&cmis_power_lock);
	if (!cmis_power_is_answered(look, ticket))
		__cmis_power_look_end(look, READ_ONCE(cage->generation),
				      -ETIMEDOUT);
	*seen = look->seen;
	ret = look->error;
	mutex_unlock(&cmis_power_lock);

	cmis_power_put(power);
	return ret;
}

static int cmis_power_cage_add(struct cmis_cage *cage)
{
	struct cmis_power *power;

	power = kzalloc(sizeof(*power), GFP_KERNEL);
	if (!power)
		return -ENOMEM;

	kref_init(&power->ref);
	power->cage = cage;
	INIT_DELAYED_WORK(&power->work, cmis_power_work);
	INIT_WORK(&power->look.work, cmis_power_look_work);
	init_waitqueue_head(&power->look.done);
	mutex_init(&power->apply_lock);

	mutex_lock(&cmis_power_lock);
	cage->clients.power = power;
	mutex_unlock(&cmis_power_lock);
	return 0;
}

static void cmis_power_cage_del(struct cmis_cage *cage)
{
	struct cmis_power *power;

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	cage->clients.power = NULL;
	mutex_unlock(&cmis_power_lock);

	/* Nobody finds it any more, so nobody queues the works again. */
	cancel_delayed_work_sync(&power->work);
	cancel_work_sync(&power->look.work);
	cmis_power_put(power);
}

static void cmis_power_remind(struct cmis_cage *cage)
{
	struct cmis_power *power;

	mutex_lock(&cmis_power_lock);
	power = __cmis_power_of(cage);
	if (power->policy)
		__cmis_power_queue(power);
	mutex_unlock(&cmis_power_lock);
}

static int cmis_power_module_add(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	cmis_power_remind(cage);
	return 0;
}

/* It may have lost its power, in a sleep of the system for example. */
static void cmis_power_status_changed(struct cmis_cage *cage)
{
	if (cmis_cage_get_state(cage) == CMIS_CAGE_READY)
		cmis_power_remind(cage);
}

const struct cmis_client cmis_power_client = {
	.name = "power policy",
	.cage_add = cmis_power_cage_add,
	.cage_del = cmis_power_cage_del,
	.module_add = cmis_power_module_add,
	.status_changed = cmis_power_status_changed,
};
