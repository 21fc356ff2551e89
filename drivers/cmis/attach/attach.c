// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attach a netdev to a cage.
 *
 * A MAC driver that knows about cages has module operations of its own. For any
 * other netdev an administrator, or firmware, can attach the cage: the netdev's
 * ethtool_ops are replaced by a copy that has the module operations filled in,
 * so that `ethtool -m eth0` works for a driver without module access.
 *
 * Rules that keep this safe:
 *
 *  - dev->ethtool_ops changes under RTNL and, where the kernel has it, the
 *    netdev's instance lock, and is put back only if it still is our copy.
 *  - This module is not unloaded before the last copy is gone.
 *  - net/core/net-sysfs.c reads dev->ethtool_ops without any lock: a copy is
 *    freed only when no task can be in the middle of that.
 *  - ethtool netlink SET checks the operations before it takes RTNL and calls
 *    the saved pointer afterwards. So a copy is emptied first, and goes when
 *    all requests that were under way are over. As ours may be one of them, a
 *    work does that.
 *  - Firmware flashing calls the operations one after the other without a
 *    lock: they must not vanish meanwhile. A copy that cannot go, for this or
 *    for another reason, stays without a cage, its operations fail, and the
 *    work tries again until it can go.
 */

#include <linux/cleanup.h>
#include <linux/cmis.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <net/genetlink.h>

#include "attach/attach.h"
#include "attach/ops.h"
#include "compat/compat.h"

/* Pause before the next try with a copy that could not go. */
#define CMIS_LINGER_MS	500
/* How long to wait for copies that are empty; they go in any case. */
#define CMIS_SETTLE_MS	1000

const char *const cmis_copy_place_names[] = {
	[CMIS_COPY_ATTACHED] = "attached",
	[CMIS_COPY_COVERED] = "covered",
	[CMIS_COPY_LOST] = "lost",
};

static_assert(ARRAY_SIZE(cmis_copy_place_names) == CMIS_COPY_PLACE_COUNT);

/* cmis_copies_lock */
static LIST_HEAD(cmis_retired);

/* Number of copies that are emptied, and the wait for its end. */
static atomic_t cmis_copies_going = ATOMIC_INIT(0);
static DECLARE_WAIT_QUEUE_HEAD(cmis_copies_wait);

/* ------------------------------------------------------------------------ */
/* Copies go                                                                */
/* ------------------------------------------------------------------------ */

/*
 * A reader that took the copy from dev->ethtool_ops without a lock is done with
 * it once it has slept. A netdev that is being unregistered has no such readers
 * any more when RTNL is free again.
 */
static void cmis_retire_work(struct work_struct *work)
{
	struct cmis_copy *copy, *next;
	LIST_HEAD(retired);

	scoped_guard(mutex, &cmis_copies_lock)
		list_splice_init(&cmis_retired, &retired);
	if (list_empty(&retired))
		return;

	rtnl_lock();
	rtnl_unlock();
	synchronize_net();
	synchronize_rcu_tasks();
	list_for_each_entry_safe(copy, next, &retired, node)
		kfree(copy);
}

static DECLARE_WORK(cmis_retirement, cmis_retire_work);

/* The copy's operations fail from now on. */
static void cmis_copy_leave_cage(struct cmis_copy *copy)
{
	struct cmis_cage *cage = copy->cage;

	scoped_guard(mutex, &cmis_copies_lock)
		copy->cage = NULL;
	if (cage)
		cmis_cage_release_netdev(cage);
}

/*
 * The cage first, under the netdev's own lock, which may be all that ethtool
 * holds between the operation that stays and the one that goes.
 */
static void cmis_copy_empty(struct cmis_copy *copy)
{
	cmis_copy_leave_cage(copy);
	cmis_ops_empty(&copy->our_ops, copy->driver_ops);
	copy->state = CMIS_COPY_EMPTY;
	atomic_inc(&cmis_copies_going);
}

/* The copy is complete again, or gone. */
static void cmis_copy_fill_done(struct cmis_copy *copy)
{
	if (copy->state == CMIS_COPY_WHOLE)
		return;
	copy->state = CMIS_COPY_WHOLE;
	if (atomic_dec_and_test(&cmis_copies_going))
		wake_up_all(&cmis_copies_wait);
}

static void cmis_copy_retire(struct cmis_copy *copy)
{
	cmis_copy_leave_cage(copy);
	scoped_guard(mutex, &cmis_copies_lock)
		list_move_tail(&copy->node, &cmis_retired);
	netdev_put(copy->dev, &copy->tracker);
	cmis_copy_fill_done(copy);
	queue_work(system_long_wq, &cmis_retirement);
	wake_up_all(&cmis_copies_wait);
}

/**
 * cmis_copy_update - see whether the copy is still in place
 * @copy: the copy; the driver may have changed its operations
 *
 * Context: RTNL.
 */
void cmis_copy_update(struct cmis_copy *copy)
{
	const struct ethtool_ops *ops = copy->dev->ethtool_ops;
	enum cmis_copy_place place = CMIS_COPY_LOST;

	ASSERT_RTNL();
	if (ops == &copy->our_ops)
		place = CMIS_COPY_ATTACHED;
	else if (cmis_ops_have_ours(ops))
		place = CMIS_COPY_COVERED;
	if (copy->place == place)
		return;
	scoped_guard(mutex, &cmis_copies_lock)
		copy->place = place;
	if (copy->cage)
		dev_info(cmis_cage_dev(copy->cage), "%s: now %s\n",
			 copy->dev->name, cmis_copy_place_names[place]);
}

/*
 * Nobody can restore our copy later on a netdev that is on its way out. Its
 * driver cleans up operations on top of ours, and no request waits for RTNL any
 * more.
 */
static int __cmis_copy_restore(struct cmis_copy *copy, bool dying)
{
	struct net_device *dev = copy->dev;

	if (cmis_netdev_is_flashing(dev))
		return -EBUSY;
	cmis_copy_update(copy);
	if (copy->place == CMIS_COPY_COVERED && !dying)
		return -EBUSY;
	if (copy->place != CMIS_COPY_ATTACHED)
		return 0;
	if (copy->state == CMIS_COPY_WHOLE && !dying)
		cmis_copy_empty(copy);
	if (copy->state == CMIS_COPY_EMPTY && !dying)
		return -EAGAIN;
	WRITE_ONCE(dev->ethtool_ops, copy->driver_ops);
	return 0;
}

/*
 * Flashing holds the instance lock for minutes: do not wait for it here, with
 * RTNL held. -EAGAIN: the copy is empty, and will go.
 */
static int cmis_copy_remove(struct cmis_copy *copy, bool dying)
{
	struct net_device *dev = copy->dev;
	int ret;

	ASSERT_RTNL();
	if (cmis_netdev_is_flashing(dev))
		return -EBUSY;
	cmis_netdev_lock(dev);
	ret = __cmis_copy_restore(copy, dying);
	cmis_netdev_unlock(dev);
	if (!ret)
		cmis_copy_retire(copy);
	return ret;
}

static void cmis_linger_work(struct work_struct *work);
static DECLARE_DELAYED_WORK(cmis_lingering, cmis_linger_work);

static void cmis_linger_again(int ret)
{
	if (ret == -EAGAIN)
		mod_delayed_work(system_long_wq, &cmis_lingering, 0);
	else if (ret)
		queue_delayed_work(system_long_wq, &cmis_lingering,
				   msecs_to_jiffies(CMIS_LINGER_MS));
}

static void cmis_copies_await(void)
{
	struct cmis_copy *copy;
	bool any = false;

	rtnl_lock();
	list_for_each_entry(copy, &cmis_copies, node) {
		if (copy->state != CMIS_COPY_EMPTY)
			continue;
		copy->state = CMIS_COPY_AWAITED;
		any = true;
	}
	rtnl_unlock();
	/* This blocks all requests of generic netlink. */
	if (any)
		cmis_genl_await_requests();
}

static void cmis_linger_work(struct work_struct *work)
{
	struct cmis_copy *copy, *next;
	int ifindex, ret;
	bool dying;

	cmis_copies_await();
	rtnl_lock();
	list_for_each_entry_safe(copy, next, &cmis_copies, node) {
		if (copy->cage)
			continue;
		ifindex = copy->dev->ifindex;
		dying = copy->dev->reg_state != NETREG_REGISTERED;
		ret = cmis_copy_remove(copy, dying);
		cmis_linger_again(ret);
		if (!ret)
			cmis_attach_reconsider(ifindex);
	}
	rtnl_unlock();
}

/**
 * cmis_copies_settle - wait until netdevs that were let go have their own
 * operations again
 *
 * The wait is short: it cannot succeed within a request of generic netlink,
 * such as devlink's that has a driver probed anew.
 *
 * Context: May sleep. RTNL is not held.
 */
void cmis_copies_settle(void)
{
	wait_event_timeout(cmis_copies_wait, !atomic_read(&cmis_copies_going),
			   msecs_to_jiffies(CMIS_SETTLE_MS));
}

/**
 * cmis_copies_end - wait until all copies are gone and freed
 *
 * Context: Sleeps. RTNL is not held. No cage is left.
 */
void cmis_copies_end(void)
{
	wait_event(cmis_copies_wait, list_empty_careful(&cmis_copies));
	/* The last copy is retired under RTNL: now its work is queued. */
	rtnl_lock();
	rtnl_unlock();
	cancel_delayed_work_sync(&cmis_lingering);
	flush_work(&cmis_retirement);
}

/**
 * cmis_copy_drop - the cage or the netdev goes, whether the copy can or not
 * @copy: the copy
 * @dying: it is the netdev
 *
 * Context: RTNL, without the netdev's own lock.
 */
void cmis_copy_drop(struct cmis_copy *copy, bool dying)
{
	int ret;

	ASSERT_RTNL();
	/* The end of the netdev may block the work. */
	if (!copy->cage && !dying)
		return;
	ret = cmis_copy_remove(copy, dying);
	if (!ret)
		return;
	cmis_copy_leave_cage(copy);
	cmis_linger_again(ret);
}

/**
 * cmis_detach - let go of a cage's netdev
 * @cage: the cage; nothing happens if it has none
 * @extack: gets the reason of a refusal; may be NULL
 *
 * Context: RTNL, without the netdev's own lock.
 * Return: 0; -EBUSY if the netdev cannot be let go now, or is the MAC driver's.
 */
int cmis_detach(struct cmis_cage *cage, struct netlink_ext_ack *extack)
{
	struct cmis_copy *copy = __cmis_copy_find(NULL, cage);
	int ret;

	ASSERT_RTNL();
	if (!copy) {
		if (!cmis_cage_is_bound(cage))
			return 0;
		NL_SET_ERR_MSG(extack, "cage is bound by its MAC driver");
		return -EBUSY;
	}
	ret = cmis_copy_remove(copy, false);
	if (ret == -EAGAIN) {
		cmis_linger_again(ret);
		return 0;
	}
	if (ret)
		NL_SET_ERR_MSG(extack, "netdev is flashing firmware or its ethtool ops are stacked");
	return ret;
}

/* ------------------------------------------------------------------------ */
/* Copies come                                                              */
/* ------------------------------------------------------------------------ */

static int cmis_copy_install(struct cmis_cage *cage, struct net_device *dev)
{
	struct cmis_copy *copy = kzalloc(sizeof(*copy), GFP_KERNEL);
	int ret;

	if (!copy)
		return -ENOMEM;
	ret = cmis_cage_claim_netdev(cage, dev);
	if (ret) {
		kfree(copy);
		return ret;
	}
	copy->cage = cage;
	copy->dev = dev;
	netdev_hold(dev, &copy->tracker, GFP_KERNEL);
	cmis_netdev_lock(dev);
	copy->driver_ops = dev->ethtool_ops;
	copy->our_ops = *copy->driver_ops;
	cmis_ops_fill(&copy->our_ops);
	scoped_guard(mutex, &cmis_copies_lock)
		list_add_tail(&copy->node, &cmis_copies);
	/* Readers without a lock see a complete copy. */
	smp_store_release(&dev->ethtool_ops, &copy->our_ops);
	cmis_netdev_unlock(dev);
	return 0;
}

/* A copy that is about to go is used again. */
static int cmis_copy_revive(struct cmis_copy *copy, struct cmis_cage *cage)
{
	int ret;

	ret = cmis_cage_claim_netdev(cage, copy->dev);
	if (ret)
		return ret;
	cmis_netdev_lock(copy->dev);
	cmis_ops_fill(&copy->our_ops);
	cmis_netdev_unlock(copy->dev);
	cmis_copy_fill_done(copy);
	guard(mutex)(&cmis_copies_lock);
	copy->cage = cage;
	return 0;
}

/**
 * cmis_attach - have a netdev's module operations lead to a cage
 * @cage: the cage; another netdev that was attached before is detached first
 * @dev: the netdev
 * @extack: gets the reason of a refusal; may be NULL
 *
 * Context: RTNL, without the netdev's own lock.
 * Return: 0; -EOPNOTSUPP if the driver of @dev has module access of its own;
 * -EBUSY if @dev has another cage, or @cage has a netdev that cannot be let go;
 * -ENODEV if @cage is going away; -ENOMEM.
 */
int cmis_attach(struct cmis_cage *cage, struct net_device *dev,
		struct netlink_ext_ack *extack)
{
	const struct cmis_cage *other = cmis_cage_of_netdev(dev);
	struct cmis_copy *copy = __cmis_copy_find(dev, NULL);
	bool revive;
	int ret;

	ASSERT_RTNL();
	if (copy)
		cmis_copy_update(copy);
	revive = copy && copy->state != CMIS_COPY_WHOLE &&
		 copy->place == CMIS_COPY_ATTACHED;
	if (!revive) {
		if ((copy && copy->cage != cage) || (other && other != cage)) {
			NL_SET_ERR_MSG(extack, "netdev has another cage");
			return -EBUSY;
		}
		if (copy ? copy->place != CMIS_COPY_LOST : other == cage)
			return 0;
		if (cmis_netdev_has_module(dev)) {
			NL_SET_ERR_MSG(extack, "its driver has module access of its own");
			return -EOPNOTSUPP;
		}
	}
	ret = cmis_detach(cage, extack);
	if (ret)
		return ret;
	if (revive)
		return cmis_copy_revive(copy, cage);
	return cmis_copy_install(cage, dev);
}
