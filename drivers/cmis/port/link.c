// SPDX-License-Identifier: GPL-2.0-only
/*
 * The netdev that a cage belongs to. Its MAC driver binds the cage, or
 * cmis_attach claims the netdev for a driver that knows nothing of cages.
 */

#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "port/link.h"
#include "compat/compat.h"
#include "core/cage.h"
#include "core/record.h"

/**
 * struct cmis_link - a netdev and its cage
 * @node: in the list of links
 * @cage: the cage
 * @dev: the netdev
 * @bound: its MAC driver has bound the cage; else it was claimed
 * @up: the netdev is administratively up, as last recorded
 * @carrier: it has a carrier, as last recorded
 * @told: the netdev is up with a carrier, as last told; -1: not told yet
 *
 * Guarded by RTNL.
 */
struct cmis_link {
	struct list_head node;
	struct cmis_cage *cage;
	struct net_device *dev;
	bool bound;
	bool up;
	bool carrier;
	int told;
};

/* RTNL */
static LIST_HEAD(cmis_links);

static struct cmis_link *cmis_link_of_cage(const struct cmis_cage *cage)
{
	struct cmis_link *link;

	ASSERT_RTNL();
	list_for_each_entry(link, &cmis_links, node)
		if (link->cage == cage)
			return link;
	return NULL;
}

static struct cmis_link *cmis_link_of_dev(const struct net_device *dev)
{
	struct cmis_link *link;

	ASSERT_RTNL();
	list_for_each_entry(link, &cmis_links, node)
		if (link->dev == dev)
			return link;
	return NULL;
}

static void cmis_link_tell(const struct cmis_link *link, struct net *net)
{
	cmis_cage_set_port(link->cage, link->dev, net);
}

/* Only edges are told. */
static void cmis_link_tell_carrier(struct cmis_link *link)
{
	int carrier = netif_running(link->dev) && netif_carrier_ok(link->dev);

	ASSERT_RTNL();
	if (carrier == link->told)
		return;
	link->told = carrier;
	cmis_cage_set_carrier(link->cage, carrier);
}

/* The recorder has the edges only. */
static void cmis_link_record(struct cmis_link *link)
{
	bool carrier = netif_carrier_ok(link->dev);
	bool up = link->dev->flags & IFF_UP;

	if (up != link->up)
		cmis_record_link(link->cage, up ? CMIS_RECORD_ADMIN_UP :
						  CMIS_RECORD_ADMIN_DOWN,
				 link->dev->ifindex);
	if (carrier != link->carrier)
		cmis_record_link(link->cage, carrier ? CMIS_RECORD_CARRIER_UP :
						       CMIS_RECORD_CARRIER_DOWN,
				 link->dev->ifindex);
	if (up != link->up || carrier != link->carrier)
		cmis_cage_notify(link->cage, CMIS_EVENT_RECORD);
	link->up = up;
	link->carrier = carrier;
}

static void cmis_link_del(struct cmis_link *link)
{
	list_del(&link->node);
	cmis_cage_set_port(link->cage, NULL, NULL);
	kfree(link);
}

static int cmis_link_add(struct cmis_cage *cage, struct net_device *dev,
			 bool bound)
{
	struct cmis_link *link = kzalloc(sizeof(*link), GFP_KERNEL);

	if (!link)
		return -ENOMEM;
	link->cage = cage;
	link->dev = dev;
	link->bound = bound;
	link->up = dev->flags & IFF_UP;
	link->carrier = netif_carrier_ok(dev);
	link->told = -1;
	list_add_tail(&link->node, &cmis_links);
	cmis_link_tell(link, dev_net(dev));
	cmis_link_tell_carrier(link);
	return 0;
}

/* A MAC driver may bind its cage to another netdev. */
static int cmis_link_set(struct cmis_cage *cage, struct net_device *dev,
			 bool bound)
{
	struct cmis_link *own = cmis_link_of_cage(cage);
	struct cmis_link *other = cmis_link_of_dev(dev);

	if (!cage->clients.linkable || dev->reg_state != NETREG_REGISTERED)
		return -ENODEV;
	if (other && other != own)
		return -EBUSY;
	if (!own)
		return cmis_link_add(cage, dev, bound);
	if (!own->bound || !bound)
		return -EBUSY;
	own->dev = dev;
	cmis_link_tell(own, dev_net(dev));
	cmis_link_record(own);
	cmis_link_tell_carrier(own);
	return 0;
}

/**
 * cmis_cage_claim_netdev - cmis_attach has a netdev for a cage
 * @cage: the cage
 * @dev: the netdev
 *
 * As with cmis_cage_bind_netdev(), but the claim ends when the netdev leaves
 * its network namespace: the name was one of the old namespace.
 *
 * Context: RTNL.
 * Return: 0; -EBUSY if the cage or the netdev is taken; -ENODEV if one of them
 * is going away; -ENOMEM.
 */
int cmis_cage_claim_netdev(struct cmis_cage *cage, struct net_device *dev)
{
	return cmis_link_set(cage, dev, false);
}
CMIS_EXPORT_SYMBOL(cmis_cage_claim_netdev);

/**
 * cmis_cage_release_netdev - end a claim; nothing happens if there is none
 * @cage: the cage
 *
 * Context: RTNL.
 */
void cmis_cage_release_netdev(struct cmis_cage *cage)
{
	struct cmis_link *link = cmis_link_of_cage(cage);

	if (link && !link->bound)
		cmis_link_del(link);
}
CMIS_EXPORT_SYMBOL(cmis_cage_release_netdev);

/**
 * cmis_cage_is_bound - whether a MAC driver has bound a cage
 * @cage: the cage
 *
 * Context: RTNL.
 * Return: true if one has.
 */
bool cmis_cage_is_bound(struct cmis_cage *cage)
{
	const struct cmis_link *link = cmis_link_of_cage(cage);

	return link && link->bound;
}
CMIS_EXPORT_SYMBOL(cmis_cage_is_bound);

/**
 * cmis_cage_of_netdev - the cage of a netdev, to compare with others
 * @dev: the netdev
 *
 * Context: RTNL.
 * Return: the cage, without a reference; NULL if there is none.
 */
const struct cmis_cage *cmis_cage_of_netdev(const struct net_device *dev)
{
	const struct cmis_link *link = cmis_link_of_dev(dev);

	return link ? link->cage : NULL;
}
CMIS_EXPORT_SYMBOL(cmis_cage_of_netdev);

/**
 * cmis_cage_bind_netdev - a MAC driver tells which netdev a cage belongs to
 * @cage: the cage
 * @dev: a registered netdev; the driver itself has its module operations
 *
 * The cage shows the netdev's name, follows it if the power policy is "auto",
 * and refuses firmware commands while it is up. It goes with the netdev to
 * another network namespace, where netlink shows it. The binding ends with the
 * netdev or the cage.
 *
 * Context: May sleep. RTNL is not held.
 * Return: 0; -EBUSY if the cage or the netdev is taken; -ENODEV if one of them
 * is gone; -ENOMEM.
 */
int cmis_cage_bind_netdev(struct cmis_cage *cage, struct net_device *dev)
{
	int ret;

	rtnl_lock();
	ret = cmis_link_set(cage, dev, true);
	rtnl_unlock();
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
	link = cmis_link_of_cage(cage);
	if (link && link->bound && link->dev == dev)
		cmis_link_del(link);
	rtnl_unlock();
}
EXPORT_SYMBOL_GPL(cmis_cage_unbind_netdev);

/*
 * A move to another network namespace looks like unregistering and registering
 * again.
 */
static int cmis_link_notify(struct notifier_block *nb, unsigned long event,
			    void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct cmis_link *link = cmis_link_of_dev(dev);

	if (!link)
		return NOTIFY_DONE;
	switch (event) {
	case NETDEV_UNREGISTER:
		if (link->bound && dev->reg_state == NETREG_REGISTERED)
			cmis_link_tell(link, NULL);
		else
			cmis_link_del(link);
		break;
	case NETDEV_REGISTER:
	case NETDEV_CHANGENAME:
	case NETDEV_UP:
	case NETDEV_DOWN:
		cmis_link_tell(link, dev_net(dev));
		cmis_link_record(link);
		cmis_link_tell_carrier(link);
		break;
	case NETDEV_CHANGE:
		cmis_link_record(link);
		cmis_link_tell_carrier(link);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block cmis_link_notifier = {
	.notifier_call = cmis_link_notify,
};

/**
 * cmis_link_init - begin to watch netdevs
 *
 * Return: 0, or a negative errno.
 */
int cmis_link_init(void)
{
	return register_netdevice_notifier(&cmis_link_notifier);
}

/**
 * cmis_link_exit - stop watching netdevs; there are no cages any more
 *
 * Context: May sleep.
 */
void cmis_link_exit(void)
{
	unregister_netdevice_notifier(&cmis_link_notifier);
}

static int cmis_link_cage_add(struct cmis_cage *cage)
{
	rtnl_lock();
	cage->clients.linkable = true;
	rtnl_unlock();
	return 0;
}

static void cmis_link_cage_del(struct cmis_cage *cage)
{
	struct cmis_link *link;

	rtnl_lock();
	cage->clients.linkable = false;
	link = cmis_link_of_cage(cage);
	if (link)
		cmis_link_del(link);
	rtnl_unlock();
}

const struct cmis_client cmis_link_client = {
	.name = "link",
	.cage_add = cmis_link_cage_add,
	.cage_del = cmis_link_cage_del,
};
