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
 *  - Firmware flashing calls the operations one after the other without a
 *    lock: they must not vanish meanwhile. A copy that cannot go, for this or
 *    for another reason, stays without a cage, its operations fail, and it is
 *    tried again until it can go.
 */

#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/ethtool.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/phy.h>
#include <linux/property.h>
#include <linux/rcupdate.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "core.h"
#include "ethtool.h"
#include "exposure.h"

/* How often a copy that could not go is tried again. */
#define CMIS_LINGER_MS	500

enum cmis_link_state {
	CMIS_LINK_ATTACHED,	/* our copy is in place */
	CMIS_LINK_COVERED,	/* somebody has put a copy of ours on top */
	CMIS_LINK_LOST,		/* the driver has put others in place */
	CMIS_LINK_BOUND,	/* the MAC driver gave its netdev itself */
	CMIS_LINK_STATE_COUNT,
};

static const char *const cmis_link_state_names[] = {
	[CMIS_LINK_ATTACHED] = "attached",
	[CMIS_LINK_COVERED] = "covered",
	[CMIS_LINK_LOST] = "lost",
	[CMIS_LINK_BOUND] = "bound",
};

static_assert(ARRAY_SIZE(cmis_link_state_names) == CMIS_LINK_STATE_COUNT);

/**
 * struct cmis_link - a netdev that a cage belongs to
 * @node: in cmis_links, or later in cmis_retired
 * @cage: the cage; NULL once it is gone while the copy had to stay
 * @dev: the netdev
 * @tracker: of the reference to @dev, while the link lingers
 * @lingers: the copy could not go
 * @state: what has become of the copy
 * @name: name of @dev
 * @orig: what the driver has in dev->ethtool_ops
 * @ops: the copy
 *
 * All but the node of a retired link change under RTNL and cmis_links_lock.
 */
struct cmis_link {
	struct list_head node;
	struct cmis_cage *cage;
	struct net_device *dev;
	netdevice_tracker tracker;
	bool lingers;
	enum cmis_link_state state;
	char name[IFNAMSIZ];
	const struct ethtool_ops *orig;
	struct ethtool_ops ops;
};

/**
 * struct cmis_port - a cage as this file sees it
 * @node: in cmis_ports
 * @cage: the cage
 * @manual: an administrator has decided: firmware has no say any more
 * @refused: the last netdev that firmware asked for and that was refused
 *
 * Guarded by RTNL.
 */
struct cmis_port {
	struct list_head node;
	struct cmis_cage *cage;
	bool manual;
	int refused;
};

/* For those that have no RTNL; innermost. */
static DEFINE_MUTEX(cmis_links_lock);
static LIST_HEAD(cmis_links);
static LIST_HEAD(cmis_retired);

/* RTNL */
static LIST_HEAD(cmis_ports);

static void cmis_links_assert(void)
{
	lockdep_assert(lockdep_rtnl_is_held() ||
		       lockdep_is_held(&cmis_links_lock));
}

static struct cmis_link *__cmis_link_of_dev(const struct net_device *dev)
{
	struct cmis_link *link;

	cmis_links_assert();
	list_for_each_entry(link, &cmis_links, node)
		if (link->dev == dev)
			return link;
	return NULL;
}

static struct cmis_link *__cmis_link_of_cage(const struct cmis_cage *cage)
{
	struct cmis_link *link;

	cmis_links_assert();
	list_for_each_entry(link, &cmis_links, node)
		if (link->cage == cage)
			return link;
	return NULL;
}

static enum cmis_port_state cmis_port_state(const struct net_device *dev)
{
	return dev->flags & IFF_UP ? CMIS_PORT_UP : CMIS_PORT_DOWN;
}

/* ------------------------------------------------------------------------ */
/* The operations of a copy                                                 */
/* ------------------------------------------------------------------------ */

/*
 * Not by container_of(dev->ethtool_ops): somebody may have put a copy of our
 * copy on top.
 */
static struct cmis_cage *cmis_link_get_cage(const struct net_device *dev)
{
	struct cmis_cage *cage = NULL;
	struct cmis_link *link;

	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_dev(dev);
	if (link && link->cage) {
		cage = link->cage;
		get_device(&cage->dev);
	}
	mutex_unlock(&cmis_links_lock);
	return cage;
}

static int cmis_link_no_cage(struct netlink_ext_ack *extack)
{
	NL_SET_ERR_MSG(extack, "the port's cage is gone");
	return -ENODEV;
}

static int
cmis_link_get_module_eeprom(struct net_device *dev,
			    const struct ethtool_module_eeprom *data,
			    struct netlink_ext_ack *extack)
{
	struct cmis_cage *cage = cmis_link_get_cage(dev);
	int ret;

	if (!cage)
		return cmis_link_no_cage(extack);
	ret = cmis_cage_get_module_eeprom(cage, data, extack);
	cmis_cage_put(cage);
	return ret;
}

static int
cmis_link_set_module_eeprom(struct net_device *dev,
			    const struct ethtool_module_eeprom *data,
			    struct netlink_ext_ack *extack)
{
	struct cmis_cage *cage = cmis_link_get_cage(dev);
	int ret;

	if (!cage)
		return cmis_link_no_cage(extack);
	ret = cmis_cage_set_module_eeprom(cage, data, extack);
	cmis_cage_put(cage);
	return ret;
}

static int cmis_link_get_power_mode(struct net_device *dev,
				    struct ethtool_module_power_mode_params *p,
				    struct netlink_ext_ack *extack)
{
	struct cmis_cage *cage = cmis_link_get_cage(dev);
	int ret;

	if (!cage)
		return cmis_link_no_cage(extack);
	ret = cmis_cage_get_power_mode(cage, p, extack);
	cmis_cage_put(cage);
	return ret;
}

static int
cmis_link_set_power_mode(struct net_device *dev,
			 const struct ethtool_module_power_mode_params *params,
			 struct netlink_ext_ack *extack)
{
	struct cmis_cage *cage = cmis_link_get_cage(dev);
	int ret;

	if (!cage)
		return cmis_link_no_cage(extack);
	ret = cmis_cage_set_power_mode(cage, params, extack);
	cmis_cage_put(cage);
	return ret;
}

static int cmis_link_reset_module(struct net_device *dev, u32 *flags)
{
	struct cmis_cage *cage = cmis_link_get_cage(dev);
	int ret;

	if (!cage)
		return -ENODEV;
	ret = cmis_ethtool_reset(cage, flags);
	cmis_cage_put(cage);
	return ret;
}

/* The driver's own reset, where it has one, stays what users get. */
static int cmis_link_reset(struct net_device *dev, u32 *flags)
{
	int (*reset)(struct net_device *dev, u32 *flags) = NULL;
	struct cmis_link *link;

	mutex_lock(&cmis_links_lock);
	link = __cmis_link_of_dev(dev);
	if (link)
		reset = link->orig->reset;
	mutex_unlock(&cmis_links_lock);

	if (reset && !cmis_netdev_is_flashing(dev))
		return reset(dev, flags);
	return cmis_link_reset_module(dev, flags);
}

static void cmis_ops_fill(struct ethtool_ops *ops)
{
	ops->get_module_eeprom_by_page = cmis_link_get_module_eeprom;
	cmis_ops_set_eeprom(ops, cmis_link_set_module_eeprom);
	ops->get_module_power_mode = cmis_link_get_power_mode;
	ops->set_module_power_mode = cmis_link_set_power_mode;
	ops->reset = cmis_link_reset;
}

static bool cmis_ops_have_ours(const struct ethtool_ops *ops)
{
	return ops->get_module_eeprom_by_page == cmis_link_get_module_eeprom ||
	       ops->get_module_power_mode == cmis_link_get_power_mode ||
	       ops->set_module_power_mode == cmis_link_set_power_mode ||
	       ops->reset == cmis_link_reset;
}

static bool cmis_ops_have_module(const struct ethtool_ops *ops)
{
	return ops->get_module_eeprom_by_page || ops->get_module_eeprom ||
	       ops->get_module_info || ops->get_module_power_mode ||
	       ops->set_module_power_mode;
}

static bool cmis_netdev_has_module(const struct net_device *dev)
{
	const struct phy_device *phy = dev->phydev;

	return dev->sfp_bus || cmis_ops_have_module(dev->ethtool_ops) ||
	       (phy && phy->drv && phy->drv->module_info);
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

/* The driver may have changed its operations: see what has become of ours. */
static void cmis_link_update(struct cmis_link *link)
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
 * what others have put on top is theirs to clean up.
 */
static int __cmis_link_restore(struct cmis_link *link, bool dying)
{
	struct net_device *dev = link->dev;

	if (cmis_netdev_is_flashing(dev))
		return -EBUSY;
	cmis_link_update(link);
	switch (link->state) {
	case CMIS_LINK_ATTACHED:
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
 * with RTNL held.
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

static void cmis_linger_again(void)
{
	queue_delayed_work(system_long_wq, &cmis_lingering,
			   msecs_to_jiffies(CMIS_LINGER_MS));
}

static void cmis_linger_work(struct work_struct *work)
{
	struct cmis_link *link, *next;
	bool again = false;

	rtnl_lock();
	list_for_each_entry_safe(link, next, &cmis_links, node)
		if (link->lingers &&
		    cmis_link_remove(link, link->dev->reg_state !=
					   NETREG_REGISTERED))
			again = true;
	if (again)
		cmis_linger_again();
	rtnl_unlock();
}

/* The cage or the netdev goes, whether the copy can or not. */
static void cmis_link_drop(struct cmis_link *link, bool dying)
{
	struct cmis_cage *cage = link->cage;

	ASSERT_RTNL();
	if (link->lingers || !cmis_link_remove(link, dying))
		return;

	mutex_lock(&cmis_links_lock);
	link->cage = NULL;
	link->lingers = true;
	mutex_unlock(&cmis_links_lock);
	netdev_hold(link->dev, &link->tracker, GFP_KERNEL);
	cmis_power_set_port(cage, CMIS_PORT_NONE);
	cmis_linger_again();
}

static void cmis_link_add(struct cmis_link *link, struct cmis_cage *cage,
			  struct net_device *dev)
{
	link->cage = cage;
	link->dev = dev;
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
	return cage->exposure_data[cmis_attach_exposure.slot];
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

/* Another netdev that was attached before is detached first. */
static int cmis_attach(struct cmis_cage *cage, struct net_device *dev,
		       struct netlink_ext_ack *extack)
{
	struct cmis_link *link = __cmis_link_of_dev(dev);
	int ret;

	ASSERT_RTNL();
	if (link && link->cage != cage) {
		NL_SET_ERR_MSG(extack, "it has another cage");
		return -EBUSY;
	}
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

	if (!cmis_port_of(cage))
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
 * and refuses firmware commands while it is up. Ends by itself when the netdev
 * or the cage goes.
 *
 * Context: May sleep. RTNL is not held.
 * Return: 0; -EBUSY if the cage or the netdev is somebody else's; -ENODEV if
 * the cage is gone; -ENOMEM.
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
 * @cage: the cage, whether cmis_cage_bind_netdev() was called on it or not
 *
 * Context: May sleep. RTNL is not held.
 */
void cmis_cage_unbind_netdev(struct cmis_cage *cage)
{
	struct cmis_link *link;

	rtnl_lock();
	link = __cmis_link_of_cage(cage);
	if (link && link->state == CMIS_LINK_BOUND)
		cmis_link_retire(link);
	rtnl_unlock();
}
EXPORT_SYMBOL_GPL(cmis_cage_unbind_netdev);

/* ------------------------------------------------------------------------ */
/* What firmware says                                                       */
/* ------------------------------------------------------------------------ */

/* A netdev with a node of its own shares its parent with others. */
static bool cmis_netdev_has_fwnode(const struct net_device *dev,
				   const struct fwnode_handle *fwnode)
{
	const struct fwnode_handle *own = dev_fwnode(&dev->dev);

	if (own || !dev->dev.parent)
		return own == fwnode;
	return dev_fwnode(dev->dev.parent) == fwnode;
}

static bool cmis_port_wants_fwnode(const struct cmis_port *port)
{
	return port->cage->netdev_fwnode && !port->manual &&
	       !__cmis_link_of_cage(port->cage);
}

static bool cmis_ports_want_fwnode(void)
{
	struct cmis_port *port;

	list_for_each_entry(port, &cmis_ports, node)
		if (cmis_port_wants_fwnode(port))
			return true;
	return false;
}

static void cmis_port_attach_fwnode(struct cmis_port *port,
				    struct net_device *dev)
{
	struct netlink_ext_ack extack = {};
	int ret;

	if (port->refused == dev->ifindex)
		return;
	ret = cmis_attach(port->cage, dev, &extack);
	if (!ret) {
		dev_info(&port->cage->dev, "attached to %s\n", dev->name);
		return;
	}
	port->refused = dev->ifindex;
	dev_info(&port->cage->dev, "not attached to %s: %s\n", dev->name,
		 extack._msg ?: "no memory");
}

static void cmis_port_scan(struct cmis_port *port)
{
	struct net_device *dev;

	ASSERT_RTNL();
	if (!cmis_port_wants_fwnode(port))
		return;
	for_each_netdev(&init_net, dev) {
		if (cmis_netdev_has_fwnode(dev, port->cage->netdev_fwnode)) {
			cmis_port_attach_fwnode(port, dev);
			return;
		}
	}
}

static void cmis_scan_work(struct work_struct *work)
{
	struct cmis_port *port;
	struct cmis_link *link;

	rtnl_lock();
	list_for_each_entry(link, &cmis_links, node)
		cmis_link_update(link);
	list_for_each_entry(port, &cmis_ports, node)
		cmis_port_scan(port);
	rtnl_unlock();
}

static DECLARE_WORK(cmis_scan, cmis_scan_work);

/* ------------------------------------------------------------------------ */
/* What happens to netdevs                                                  */
/* ------------------------------------------------------------------------ */

static void cmis_link_rename(struct cmis_link *link)
{
	mutex_lock(&cmis_links_lock);
	strscpy(link->name, link->dev->name, sizeof(link->name));
	mutex_unlock(&cmis_links_lock);
}

static void cmis_link_event(struct cmis_link *link, unsigned long event)
{
	struct net_device *dev = link->dev;

	switch (event) {
	case NETDEV_UNREGISTER:
		cmis_link_drop(link, dev->reg_state != NETREG_REGISTERED);
		return;
	case NETDEV_CHANGENAME:
		cmis_link_rename(link);
		return;
	case NETDEV_UP:
	case NETDEV_DOWN:
		if (link->cage)
			cmis_power_set_port(link->cage, cmis_port_state(dev));
		cmis_link_update(link);
		return;
	case NETDEV_CHANGE:
		cmis_link_update(link);
		return;
	}
}

/*
 * Runs under RTNL; with the netdev's instance lock too, but for
 * NETDEV_UNREGISTER. So a netdev that appears is attached by a work.
 */
static int cmis_attach_notify(struct notifier_block *nb, unsigned long event,
			      void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct cmis_link *link = __cmis_link_of_dev(dev);

	if (link)
		cmis_link_event(link, event);
	else if (event == NETDEV_REGISTER && cmis_ports_want_fwnode())
		queue_work(system_long_wq, &cmis_scan);
	return NOTIFY_DONE;
}

/* Last, when those who have put their operations on top of ours are gone. */
static struct notifier_block cmis_attach_notifier = {
	.notifier_call = cmis_attach_notify,
	.priority = INT_MIN,
};

/**
 * cmis_attach_init - begin to watch netdevs
 *
 * Return: 0, or a negative errno.
 */
int cmis_attach_init(void)
{
	return register_netdevice_notifier(&cmis_attach_notifier);
}

/**
 * cmis_attach_exit - stop watching netdevs
 *
 * There are no cages any more, and as the module could be unloaded, there is
 * no copy in place.
 */
void cmis_attach_exit(void)
{
	unregister_netdevice_notifier(&cmis_attach_notifier);
	cancel_work_sync(&cmis_scan);
	cancel_delayed_work_sync(&cmis_lingering);
	flush_work(&cmis_retirement);
}

/* ------------------------------------------------------------------------ */
/* The exposure                                                             */
/* ------------------------------------------------------------------------ */

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
	cage->exposure_data[cmis_attach_exposure.slot] = port;
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
	cage->exposure_data[cmis_attach_exposure.slot] = NULL;
	list_del(&port->node);
	link = __cmis_link_of_cage(cage);
	if (link)
		cmis_link_drop(link, false);
	rtnl_unlock();
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
		queue_work(system_long_wq, &cmis_scan);
	mutex_unlock(&cmis_links_lock);
}

struct cmis_exposure cmis_attach_exposure = {
	.name = "attach",
	.cage_groups = cmis_attach_groups,
	.cage_add = cmis_attach_cage_add,
	.cage_del = cmis_attach_cage_del,
	.module_add = cmis_attach_module_add,
	.sampled = cmis_attach_sampled,
};
