// SPDX-License-Identifier: GPL-2.0-only
/*
 * The netdev that a cage belongs to.
 *
 * A MAC driver that knows about cages says so itself. For any other netdev an
 * administrator, or firmware, can attach the cage: the netdev's ethtool_ops
 * are replaced by a copy that has the module operations filled in, so that
 * `ethtool -m eth0` works for a driver that has no module access of its own.
 *
 * Rules that keep this safe:
 *
 *  - dev->ethtool_ops changes under RTNL and, where the kernel has it, the
 *    netdev's instance lock, and is put back only if it still is our copy.
 *  - While a copy is in place this module cannot be unloaded.
 *  - Some read dev->ethtool_ops without any lock (net/core/net-sysfs.c): a copy
 *    is freed only when no task can be in the middle of that.
 *  - Some look at it without a lock, and call what they have seen there after
 *    they have waited for RTNL (requests of ethtool's netlink family that set
 *    something). So a copy is emptied first, and goes when all requests that
 *    were under way are over. As ours may be one of them, a work does that.
 *  - Firmware flashing calls the operations one after the other without a
 *    lock: they must not vanish meanwhile. A copy that cannot go, for this or
 *    for another reason, stays without a cage, its operations fail, and it is
 *    tried again until it can go.
 */

#include <linux/atomic.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/ethtool.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/rcupdate.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <net/genetlink.h>
#include <net/net_namespace.h>

#include "attach/attach.h"
#include "compat/compat.h"
#include "core/core.h"
#include "port/ethtool.h"

/* How often a copy that could not go is tried again. */
#define CMIS_LINGER_MS	500
/* How long to wait for copies that are empty; they go in any case. */
#define CMIS_SETTLE_MS	1000

static const char *const cmis_link_state_names[] = {
	[CMIS_LINK_ATTACHED] = "attached",
	[CMIS_LINK_COVERED] = "covered",
	[CMIS_LINK_LOST] = "lost",
	[CMIS_LINK_BOUND] = "bound",
};

static_assert(ARRAY_SIZE(cmis_link_state_names) == CMIS_LINK_STATE_COUNT);

DEFINE_MUTEX(cmis_links_lock);	/* cmis_links */
LIST_HEAD(cmis_links);
LIST_HEAD(cmis_ports);

/* cmis_links_lock */
static LIST_HEAD(cmis_retired);

/* Copies that are emptied, and who waits until there are none. */
static atomic_t cmis_copies_going = ATOMIC_INIT(0);
static DECLARE_WAIT_QUEUE_HEAD(cmis_copies_wait);

static void cmis_links_assert(void)
{
	lockdep_assert(lockdep_rtnl_is_held() ||
		       lockdep_is_held(&cmis_links_lock));
}

/**
 * __cmis_link_of_dev - the link of a netdev
 * @dev: the netdev
 *
 * Context: RTNL or cmis_links_lock is held.
 * Return: the link, or NULL if no cage belongs to it.
 */
struct cmis_link *__cmis_link_of_dev(const struct net_device *dev)
{
	struct cmis_link *link;

	cmis_links_assert();
	list_for_each_entry(link, &cmis_links, node)
		if (link->dev == dev)
			return link;
	return NULL;
}

/**
 * __cmis_link_of_cage - the link of a cage
 * @cage: the cage
 *
 * Context: RTNL or cmis_links_lock is held.
 * Return: the link, or NULL if it belongs to no netdev.
 */
struct cmis_link *__cmis_link_of_cage(const struct cmis_cage *cage)
{
	struct cmis_link *link;

	cmis_links_assert();
	list_for_each_entry(link, &cmis_links, node)
		if (link->cage == cage)
			return link;
	return NULL;
}

/**
 * cmis_port_state - whether a netdev that a cage belongs to is up
 * @dev: the netdev
 *
 * Return: the state for cmis_power_set_port().
 */
enum cmis_port_state cmis_port_state(const struct net_device *dev)
{
	return dev->flags & IFF_UP ? CMIS_PORT_UP : CMIS_PORT_DOWN;
}

/* ------------------------------------------------------------------------ */
/* Links come and go                                                        */
/* ------------------------------------------------------------------------ */

/*
 * Whoever has seen the copy in dev->ethtool_ops without a lock is done with it
 * when it has slept once. Nobody looks there any more when a netdev that is on
 * its way out has been taken apart, which is when RTNL is free again.
 */
static void cmis_retire_work(struct work_struct *work)
{
	struct cmis_link *link, *next;
	LIST_HEAD(retired);

	mutex_lock(&cmis_links_lock);
	list_splice_init(&cmis_retired, &retired);
	mutex_unlock(&cmis_links_lock);
	if (list_empty(&retired))
		return;

	rtnl_lock();
	rtnl_unlock();
	synchronize_net();
	synchronize_rcu_tasks();
	list_for_each_entry_safe(link, next, &retired, node)
		kfree(link);
}

static DECLARE_WORK(cmis_retirement, cmis_retire_work);

/*
 * The cage first, under the netdev's own lock, which may be all that ethtool
 * holds between the operation that stays and the one that goes.
 */
static void cmis_link_empty(struct cmis_link *link)
{
	mutex_lock(&cmis_links_lock);
	link->cage = NULL;
	mutex_unlock(&cmis_links_lock);
	cmis_ops_empty(&link->ops, link->orig);
	link->copy = CMIS_COPY_EMPTY;
	atomic_inc(&cmis_copies_going);
}

/* It is whole again, or gone. */
static void cmis_link_not_empty(struct cmis_link *link)
{
	if (link->copy == CMIS_COPY_WHOLE)
		return;
	link->copy = CMIS_COPY_WHOLE;
	if (atomic_dec_and_test(&cmis_copies_going))
		wake_up_all(&cmis_copies_wait);
}

static void cmis_link_retire(struct cmis_link *link)
{
	struct cmis_cage *cage = link->cage;

	mutex_lock(&cmis_links_lock);
	list_move_tail(&link->node, &cmis_retired);
	mutex_unlock(&cmis_links_lock);

	if (cage)
		cmis_power_set_port(cage, CMIS_PORT_NONE);
	if (link->lingers)
		netdev_put(link->dev, &link->tracker);
	cmis_link_not_empty(link);
	queue_work(system_long_wq, &cmis_retirement);
	if (link->orig)
		module_put(THIS_MODULE);
}

static enum cmis_link_state __cmis_link_look(const struct cmis_link *link)
{
	const struct ethtool_ops *ops = link->dev->ethtool_ops;

	if (!link->orig)
		return CMIS_LINK_BOUND;
	if (ops == &link->ops)
		return CMIS_LINK_ATTACHED;
	return cmis_ops_have_ours(ops) ? CMIS_LINK_COVERED : CMIS_LINK_LOST;
}

/**
 * cmis_link_update - see what has become of our operations
 * @link: the link; its driver may have changed its operations
 *
 * Context: RTNL.
 */
void cmis_link_update(struct cmis_link *link)
{
	enum cmis_link_state state = __cmis_link_look(link);

	ASSERT_RTNL();
	if (link->state == state)
		return;
	mutex_lock(&cmis_links_lock);
	link->state = state;
	mutex_unlock(&cmis_links_lock);
	if (link->cage)
		dev_info(&link->cage->dev, "%s: now %s\n", link->name,
			 cmis_link_state_names[state]);
}

/*
 * With a netdev that is on its way out nobody can restore our copy later, and
 * what others have put on top is theirs to clean up. Nor are requests done any
 * more that wait for RTNL.
 */
static int __cmis_link_restore(struct cmis_link *link, bool dying)
{
	struct net_device *dev = link->dev;

	if (cmis_netdev_is_flashing(dev))
		return -EBUSY;
	cmis_link_update(link);
	switch (link->state) {
	case CMIS_LINK_ATTACHED:
		if (link->copy == CMIS_COPY_WHOLE && !dying)
			cmis_link_empty(link);
		if (link->copy == CMIS_COPY_EMPTY && !dying)
			return -EAGAIN;
		WRITE_ONCE(dev->ethtool_ops, link->orig);
		return 0;
	case CMIS_LINK_COVERED:
		return dying ? 0 : -EBUSY;
	default:
		return 0;
	}
}

/*
 * Flashing holds the instance lock for minutes: better not wait for it here,
 * with RTNL held. -EAGAIN: the copy is empty, and will go.
 */
static int cmis_link_remove(struct cmis_link *link, bool dying)
{
	struct net_device *dev = link->dev;
	int ret;

	ASSERT_RTNL();
	if (link->state == CMIS_LINK_BOUND) {
		cmis_link_retire(link);
		return 0;
	}
	if (cmis_netdev_is_flashing(dev))
		return -EBUSY;
	cmis_netdev_lock(dev);
	ret = __cmis_link_restore(link, dying);
	cmis_netdev_unlock(dev);
	if (!ret)
		cmis_link_retire(link);
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

/* Until all requests that were under way when it was called are over. */
static void cmis_requests_await(void)
{
	static const struct genl_family none;

	/* It takes the lock for writing that each of them holds for reading. */
	genl_unregister_family(&none);
}

static void cmis_copies_await(void)
{
	struct cmis_link *link;
	bool any = false;

	rtnl_lock();
	list_for_each_entry(link, &cmis_links, node) {
		if (link->copy != CMIS_COPY_EMPTY)
			continue;
		link->copy = CMIS_COPY_AWAITED;
		any = true;
	}
	rtnl_unlock();
	/* All of generic netlink waits with us. */
	if (any)
		cmis_requests_await();
}

static void cmis_linger_work(struct work_struct *work)
{
	struct cmis_link *link, *next;
	int ifindex, ret;
	bool dying;

	cmis_copies_await();
	rtnl_lock();
	list_for_each_entry_safe(link, next, &cmis_links, node) {
		if (!link->lingers)
			continue;
		ifindex = link->dev->ifindex;
		dying = link->dev->reg_state != NETREG_REGISTERED;
		ret = cmis_link_remove(link, dying);
		cmis_linger_again(ret);
		if (!ret)
			cmis_attach_reconsider(ifindex);
	}
	rtnl_unlock();
}

/**
 * cmis_attach_settle - wait until netdevs that were let go have their own
 * operations again
 *
 * Within a request of generic netlink, such as devlink's that has a driver
 * probed anew, that cannot be waited for, so it is not for long.
 *
 * Context: May sleep. RTNL is not held.
 */
void cmis_attach_settle(void)
{
	wait_event_timeout(cmis_copies_wait, !atomic_read(&cmis_copies_going),
			   msecs_to_jiffies(CMIS_SETTLE_MS));
}

static void cmis_link_linger(struct cmis_link *link, struct cmis_cage *cage)
{
	mutex_lock(&cmis_links_lock);
	link->cage = NULL;
	link->lingers = true;
	mutex_unlock(&cmis_links_lock);
	netdev_hold(link->dev, &link->tracker, GFP_KERNEL);
	cmis_power_set_port(cage, CMIS_PORT_NONE);
}

/**
 * cmis_link_drop - the cage or the netdev goes, whether the copy can or not
 * @link: the link
 * @dying: it is the netdev
 *
 * Context: RTNL, without the netdev's own lock.
 */
void cmis_link_drop(struct cmis_link *link, bool dying)
{
	struct cmis_cage *cage = link->cage;
	int ret;

	ASSERT_RTNL();
	/* Who waits for the netdev's end may hold up the work. */
	if (link->lingers && !dying)
		return;
	ret = cmis_link_remove(link, dying);
	if (!ret || link->lingers)
		return;
	cmis_link_linger(link, cage);
	cmis_linger_again(ret);
}

static void cmis_link_add(struct cmis_link *link, struct cmis_cage *cage,
			  struct net_device *dev)
{
	link->cage = cage;
	link->dev = dev;
	link->net = dev_net(dev);
	strscpy(link->name, dev->name, sizeof(link->name));
	mutex_lock(&cmis_links_lock);
	list_add_tail(&link->node, &cmis_links);
	mutex_unlock(&cmis_links_lock);
	cmis_power_set_port(cage, cmis_port_state(dev));
}

static int cmis_attach_refuse(struct netlink_ext_ack *extack)
{
	NL_SET_ERR_MSG(extack, "its driver has module access of its own");
	return -EOPNOTSUPP;
}

static int __cmis_link_install(struct cmis_link *link, struct cmis_cage *cage,
			       struct net_device *dev,
			       struct netlink_ext_ack *extack)
{
	if (cmis_netdev_has_module(dev))
		return cmis_attach_refuse(extack);
	link->state = CMIS_LINK_ATTACHED;
	link->orig = dev->ethtool_ops;
	link->ops = *link->orig;
	cmis_ops_fill(&link->ops);
	cmis_link_add(link, cage, dev);
	/* Those who read the pointer without a lock see a whole copy. */
	smp_store_release(&dev->ethtool_ops, &link->ops);
	return 0;
}

static int cmis_link_install(struct cmis_link *link, struct cmis_cage *cage,
			     struct net_device *dev,
			     struct netlink_ext_ack *extack)
{
	int ret;

	__module_get(THIS_MODULE);
	cmis_netdev_lock(dev);
	ret = __cmis_link_install(link, cage, dev, extack);
	cmis_netdev_unlock(dev);
	if (ret)
		module_put(THIS_MODULE);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* Attach and detach                                                        */
/* ------------------------------------------------------------------------ */

static struct cmis_port *cmis_port_of(struct cmis_cage *cage)
{
	ASSERT_RTNL();
	return cage->clients.port;
}

static int cmis_detach(struct cmis_cage *cage, struct netlink_ext_ack *extack)
{
	struct cmis_link *link = __cmis_link_of_cage(cage);
	int ret;

	ASSERT_RTNL();
	if (!link)
		return 0;
	if (link->state == CMIS_LINK_BOUND) {
		NL_SET_ERR_MSG(extack, "the cage is its MAC driver's");
		return -EBUSY;
	}
	ret = cmis_link_remove(link, false);
	if (ret == -EAGAIN) {
		cmis_link_linger(link, cage);
		cmis_linger_again(ret);
		return 0;
	}
	if (ret)
		NL_SET_ERR_MSG(extack, "it is being flashed, or has others on top");
	return ret;
}

static bool cmis_link_holds(struct cmis_link *link)
{
	if (link->state == CMIS_LINK_BOUND)
		return true;
	cmis_link_update(link);
	return link->state != CMIS_LINK_LOST;
}

static int cmis_attach_refuse_other(struct netlink_ext_ack *extack)
{
	NL_SET_ERR_MSG(extack, "it has another cage");
	return -EBUSY;
}

/* A copy that is about to go is used again. */
static void cmis_link_revive(struct cmis_link *link, struct cmis_cage *cage)
{
	struct net_device *dev = link->dev;

	cmis_netdev_lock(dev);
	cmis_ops_fill(&link->ops);
	cmis_netdev_unlock(dev);
	cmis_link_not_empty(link);
	mutex_lock(&cmis_links_lock);
	link->cage = cage;
	link->lingers = false;
	mutex_unlock(&cmis_links_lock);
	netdev_put(dev, &link->tracker);
	cmis_power_set_port(cage, cmis_port_state(dev));
}

static int cmis_attach_again(struct cmis_cage *cage, struct cmis_link *link,
			     struct netlink_ext_ack *extack)
{
	int ret;

	cmis_link_update(link);
	if (link->state != CMIS_LINK_ATTACHED)
		return cmis_attach_refuse_other(extack);
	ret = cmis_detach(cage, extack);
	if (!ret)
		cmis_link_revive(link, cage);
	return ret;
}

/**
 * cmis_attach - have a netdev's module operations lead to a cage
 * @cage: the cage; another netdev that was attached before is detached first
 * @dev: the netdev
 * @extack: says why not; may be NULL
 *
 * Context: RTNL, without the netdev's own lock.
 * Return: see cmis_cage_attach_netdev().
 */
int cmis_attach(struct cmis_cage *cage, struct net_device *dev,
		struct netlink_ext_ack *extack)
{
	struct cmis_link *link = __cmis_link_of_dev(dev);
	int ret;

	ASSERT_RTNL();
	if (link && link->copy != CMIS_COPY_WHOLE)
		return cmis_attach_again(cage, link, extack);
	if (link && link->cage != cage)
		return cmis_attach_refuse_other(extack);
	if (link && cmis_link_holds(link))
		return 0;
	if (cmis_netdev_has_module(dev))
		return cmis_attach_refuse(extack);

	link = kzalloc(sizeof(*link), GFP_KERNEL);
	if (!link)
		return -ENOMEM;
	ret = cmis_detach(cage, extack);
	if (!ret)
		ret = cmis_link_install(link, cage, dev, extack);
	if (ret)
		kfree(link);
	return ret;
}

static int cmis_attach_by_name(struct cmis_cage *cage, const char *name,
			       struct netlink_ext_ack *extack)
{
	struct net_device *dev;

	if (!name[0])
		return cmis_detach(cage, extack);
	if (!dev_valid_name(name)) {
		NL_SET_ERR_MSG(extack, "no name of a netdev");
		return -EINVAL;
	}
	dev = __dev_get_by_name(&init_net, name);
	if (!dev) {
		NL_SET_ERR_MSG(extack, "no such netdev");
		return -ENODEV;
	}
	return cmis_attach(cage, dev, extack);
}

/**
 * cmis_cage_attach_netdev - an administrator says what a cage belongs to
 * @cage: the cage
 * @name: name of the netdev; empty: to none
 * @extack: says why not; may be NULL
 *
 * Context: May sleep. RTNL is not held.
 * Return: 0; -EINVAL if @name is no name; -ENODEV if there is no such netdev
 * or the cage is gone; -EOPNOTSUPP if its driver has module access of its own;
 * -EBUSY if it has another cage, or the old one cannot be let go; -ENOMEM.
 */
int cmis_cage_attach_netdev(struct cmis_cage *cage, const char *name,
			    struct netlink_ext_ack *extack)
{
	struct cmis_port *port;
	int ret;

	rtnl_lock();
	port = cmis_port_of(cage);
	if (port) {
		ret = cmis_attach_by_name(cage, name, extack);
		if (!ret)
			port->manual = true;
	} else {
		NL_SET_ERR_MSG(extack, "the cage is going away");
		ret = -ENODEV;
	}
	rtnl_unlock();
	return ret;
}

static int cmis_bind_check(struct cmis_cage *cage, struct net_device *dev)
{
	const struct cmis_link *own = __cmis_link_of_cage(cage);
	const struct cmis_link *other = __cmis_link_of_dev(dev);

	if (!cmis_port_of(cage) || dev->reg_state != NETREG_REGISTERED)
		return -ENODEV;
	if (other && other != own)
		return -EBUSY;
	return own && own->state != CMIS_LINK_BOUND ? -EBUSY : 0;
}

/* Takes over @fresh if it needs it. */
static void cmis_bind(struct cmis_cage *cage, struct net_device *dev,
		      struct cmis_link **fresh)
{
	struct cmis_link *own = __cmis_link_of_cage(cage);

	if (own && own->dev == dev)
		return;
	if (own)
		cmis_link_retire(own);
	(*fresh)->state = CMIS_LINK_BOUND;
	cmis_link_add(*fresh, cage, dev);
	*fresh = NULL;
}

/**
 * cmis_cage_bind_netdev - a MAC driver tells which netdev a cage belongs to
 * @cage: the cage
 * @dev: a registered netdev whose module operations the driver has itself
 *
 * The cage shows the netdev's name, follows it if the power policy is "auto",
 * and refuses firmware commands while it is up. It goes with the netdev to
 * another network namespace, and can be seen there by netlink. Ends by itself
 * when the netdev or the cage goes.
 *
 * Context: May sleep. RTNL is not held.
 * Return: 0; -EBUSY if the cage or the netdev is somebody else's; -ENODEV if
 * one of them is gone; -ENOMEM.
 */
int cmis_cage_bind_netdev(struct cmis_cage *cage, struct net_device *dev)
{
	struct cmis_link *link;
	int ret;

	link = kzalloc(sizeof(*link), GFP_KERNEL);
	if (!link)
		return -ENOMEM;

	rtnl_lock();
	ret = cmis_bind_check(cage, dev);
	if (!ret)
		cmis_bind(cage, dev, &link);
	rtnl_unlock();
	kfree(link);
	return ret;
}
EXPORT_SYMBOL_GPL(cmis_cage_bind_netdev);

/**
 * cmis_cage_unbind_netdev - a MAC driver lets go of a cage
 * @cage: the cage
 * @dev: the driver's netdev; nothing happens unless it is the one that was
 *	given to cmis_cage_bind_netdev() last
 *
 * Context: May sleep. RTNL is not held.
 */
void cmis_cage_unbind_netdev(struct cmis_cage *cage, struct net_device *dev)
{
	struct cmis_link *link;

	rtnl_lock();
	link = __cmis_link_of_cage(cage);
	if (link && link->state == CMIS_LINK_BOUND && link->dev == dev)
		cmis_link_retire(link);
	rtnl_unlock();
}
EXPORT_SYMBOL_GPL(cmis_cage_unbind_netdev);

/* ------------------------------------------------------------------------ */
/* The client                                                               */
/* ------------------------------------------------------------------------ */

/**
 * cmis_attach_init - begin to watch netdevs
 *
 * Return: 0, or a negative errno.
 */
int cmis_attach_init(void)
{
	return cmis_attach_watch_init();
}

/**
 * cmis_attach_exit - stop watching netdevs
 *
 * There are no cages any more, and as the module could be unloaded, there is
 * no copy in place.
 */
void cmis_attach_exit(void)
{
	cancel_delayed_work_sync(&cmis_lingering);
	cmis_attach_watch_exit();
	flush_work(&cmis_retirement);
}

/**
 * cmis_cage_get_netdev_name - the netdev that a cage belongs to
 * @cage: the cage
 * @name: where its name is put; empty if there is none
 *
 * Context: May sleep.
 */
void cmis_cage_get_netdev_name(struct cmis_cage *cage, char name[IFNAMSIZ])
{
	struct cmis_link *link;

	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_cage(cage);
	strscpy(name, link ? link->name : "", IFNAMSIZ);
	mutex_unlock(&cmis_links_lock);
}

/**
 * cmis_cage_is_in_net - whether a network namespace may see a cage
 * @cage: the cage
 * @net: the namespace; the initial one sees all
 *
 * Context: May sleep.
 * Return: true if a netdev of that namespace has the cage.
 */
bool cmis_cage_is_in_net(struct cmis_cage *cage, const struct net *net)
{
	const struct cmis_link *link;
	bool is_in;

	if (net_eq(net, &init_net))
		return true;
	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_cage(cage);
	is_in = link && link->net == net;
	mutex_unlock(&cmis_links_lock);
	return is_in;
}

/**
 * cmis_cage_get_other_net - who else than the initial namespace sees a cage
 * @cage: the cage
 *
 * A netdev leaves its namespace before that goes, and a link forgets it then.
 *
 * Context: May sleep.
 * Return: the namespace, to be given back with put_net(), or NULL.
 */
struct net *cmis_cage_get_other_net(struct cmis_cage *cage)
{
	const struct cmis_link *link;
	struct net *net = NULL;

	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_cage(cage);
	if (link && link->net && !net_eq(link->net, &init_net))
		net = maybe_get_net(link->net);
	mutex_unlock(&cmis_links_lock);
	return net;
}

static ssize_t netdev_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	char name[IFNAMSIZ];

	cmis_cage_get_netdev_name(to_cmis_cage(dev), name);
	return sysfs_emit(buf, "%s\n", name);
}

static ssize_t netdev_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	struct netlink_ext_ack extack = {};
	char name[IFNAMSIZ] = "";
	size_t len = count;
	int ret;

	if (len && buf[len - 1] == '\n')
		len--;
	if (len >= sizeof(name) || memchr(buf, '\0', len)) {
		dev_info(dev, "netdev: no name of a netdev\n");
		return -EINVAL;
	}
	memcpy(name, buf, len);

	ret = cmis_cage_attach_netdev(to_cmis_cage(dev), name, &extack);
	cmis_attach_settle();
	if (ret && extack._msg)
		dev_info(dev, "netdev '%*pE': %s\n", (int)len, name,
			 extack._msg);
	return ret ? ret : count;
}

static DEVICE_ATTR_RW(netdev);

static ssize_t netdev_state_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	const char *state = "none";
	struct cmis_link *link;

	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_cage(to_cmis_cage(dev));
	if (link)
		state = cmis_link_state_names[link->state];
	mutex_unlock(&cmis_links_lock);
	return sysfs_emit(buf, "%s\n", state);
}

static DEVICE_ATTR_RO(netdev_state);

static struct attribute *cmis_attach_attrs[] = {
	&dev_attr_netdev.attr,
	&dev_attr_netdev_state.attr,
	NULL
};

static const struct attribute_group cmis_attach_group = {
	.attrs = cmis_attach_attrs,
};

static const struct attribute_group *const cmis_attach_groups[] = {
	&cmis_attach_group,
	NULL
};

static int cmis_attach_cage_add(struct cmis_cage *cage)
{
	struct cmis_port *port;

	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return -ENOMEM;

	port->cage = cage;
	rtnl_lock();
	cage->clients.port = port;
	list_add_tail(&port->node, &cmis_ports);
	cmis_port_scan(port);
	rtnl_unlock();
	return 0;
}

static void cmis_attach_cage_del(struct cmis_cage *cage)
{
	struct cmis_port *port;
	struct cmis_link *link;

	rtnl_lock();
	port = cmis_port_of(cage);
	cage->clients.port = NULL;
	list_del(&port->node);
	link = __cmis_link_of_cage(cage);
	if (link)
		cmis_link_drop(link, false);
	rtnl_unlock();
	cmis_attach_settle();
	kfree(port);
}

static int cmis_attach_module_add(struct cmis_cage *cage,
				  struct cmis_module *module)
{
	return 0;
}

/* Drivers give no notice when they replace their operations. */
static void cmis_attach_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	struct cmis_link *link;

	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_cage(cage);
	if (link && link->state == CMIS_LINK_ATTACHED &&
	    READ_ONCE(link->dev->ethtool_ops) != &link->ops)
		cmis_attach_rescan();
	mutex_unlock(&cmis_links_lock);
}

const struct cmis_client cmis_attach_client = {
	.name = "attach",
	.cage_groups = cmis_attach_groups,
	.cage_add = cmis_attach_cage_add,
	.cage_del = cmis_attach_cage_del,
	.module_add = cmis_attach_module_add,
	.sampled = cmis_attach_sampled,
};
