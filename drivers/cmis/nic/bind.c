// SPDX-License-Identifier: GPL-2.0-only
/*
 * The netdevs of interfaces, and their cages. A cage is there while its netdev
 * is registered. It follows the netdev under another name and to another
 * network namespace.
 *
 * The notifier of netdevs runs under RTNL, so it reads no module, and leaves
 * cages to the work of the interface.
 */

#include "compat/compat.h"

#include <linux/cleanup.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/rtnetlink.h>
#include <linux/rwsem.h>
#include <linux/string.h>
#include <net/net_namespace.h>

#include "nic/bind.h"
#include "nic/kind.h"
#include "nic/port.h"
#include "nic/read.h"

/* Firmware of a NIC lets a driver read, and no more. */
#define CMIS_NIC_CAPS		(CMIS_CAP_READ_ONLY | CMIS_CAP_SHARED_FLAGS | \
				 CMIS_CAP_SKIP_FLAGS | CMIS_CAP_NO_NETDEV | \
				 CMIS_CAP_FIRMWARE_MANAGED)

/* Guards the list. */
static DEFINE_SPINLOCK(cmis_nics_lock);
static LIST_HEAD(cmis_nics);

/**
 * cmis_nic_find - find an interface that is wanted
 * @name: its name; empty: any interface
 *
 * Context: Nobody adds or removes interfaces meanwhile.
 * Return: the interface, or NULL.
 */
struct cmis_nic *cmis_nic_find(const char *name)
{
	struct cmis_nic *nic, *found = NULL;

	spin_lock(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node)
		if (!found && (!*name || !strcmp(nic->name, name)))
			found = nic;
	spin_unlock(&cmis_nics_lock);
	return found;
}

/**
 * cmis_nic_at - the interfaces that are wanted, one after another
 * @index: from 0
 *
 * Context: Nobody adds or removes interfaces meanwhile.
 * Return: the interface; NULL after the last one.
 */
struct cmis_nic *cmis_nic_at(unsigned int index)
{
	struct cmis_nic *nic, *found = NULL;

	spin_lock(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node) {
		if (index--)
			continue;
		found = nic;
		break;
	}
	spin_unlock(&cmis_nics_lock);
	return found;
}

/* ------------------------------------------------------------------------ */
/* Finding the netdev                                                       */
/* ------------------------------------------------------------------------ */

static bool __cmis_nic_dev_is_taken(const struct net_device *dev)
{
	const struct device_type *type = dev->dev.type;
	struct cmis_nic *nic;
	bool taken = false;

	/* A read of a companion would end in another cage, or in this one. */
	if (cmis_cage_of_netdev(dev) ||
	    (type && type->name && !strcmp(type->name, "cmis")))
		return true;
	spin_lock(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node)
		taken |= cmis_nic_is_on(nic, dev);
	spin_unlock(&cmis_nics_lock);
	return taken;
}

static bool __cmis_nic_port_is_in(struct net *net, struct net_device *dev,
				  const struct cmis_nic_port *port)
{
	struct cmis_nic_port other_port;
	struct net_device *other;

	for_each_netdev(net, other) {
		if (other == dev || !__cmis_nic_dev_is_taken(other))
			continue;
		cmis_nic_port_get(&other_port, other);
		if (cmis_nic_port_is_same(port, &other_port))
			return true;
	}
	return false;
}

/*
 * A split port, or another function of the NIC, leads to the same module. The
 * other interface keeps its cage in any network namespace.
 */
static bool __cmis_nic_dev_is_shared(struct net_device *dev,
				     const struct cmis_nic_port *port)
{
	struct net *net;
	bool shared = false;

	ASSERT_RTNL();
	down_read(&net_rwsem);
	for_each_net(net)
		shared = shared || __cmis_nic_port_is_in(net, dev, port);
	up_read(&net_rwsem);
	return shared;
}

static enum cmis_nic_verdict __cmis_nic_dev_check(struct net_device *dev)
{
	struct device *parent = dev->dev.parent;
	struct cmis_nic_port port;

	if (dev->reg_state != NETREG_REGISTERED)
		return CMIS_NIC_WAITING;
	if (__cmis_nic_dev_is_taken(dev))
		return CMIS_NIC_TAKEN;
	if (dev->sfp_bus)
		return CMIS_NIC_SFP_BUS;
	if (!dev->ethtool_ops->get_module_eeprom_by_page)
		return CMIS_NIC_NO_ACCESS;
	if (parent && dev_is_pci(parent) && to_pci_dev(parent)->is_virtfn)
		return CMIS_NIC_VF;
	cmis_nic_port_get(&port, dev);
	if (!port.physical)
		return CMIS_NIC_NO_PORT;
	if (__cmis_nic_dev_is_shared(dev, &port))
		return CMIS_NIC_SHARED;
	return CMIS_NIC_BOUND;
}

/**
 * cmis_nic_find_candidate - find an interface for "auto"
 * @name: gets its name
 *
 * Context: Sleeps. RTNL is not held. Nobody adds or removes interfaces
 * meanwhile.
 * Return: whether there is one that nobody wants yet.
 */
bool cmis_nic_find_candidate(char name[IFNAMSIZ])
{
	struct net_device *dev;
	bool found = false;

	rtnl_lock();
	for_each_netdev(&init_net, dev) {
		found = cmis_nic_kind_of(dev->dev.parent)->automatic &&
			!cmis_nic_find(dev->name) &&
			__cmis_nic_dev_check(dev) == CMIS_NIC_BOUND;
		if (!found)
			continue;
		strscpy(name, dev->name, IFNAMSIZ);
		break;
	}
	rtnl_unlock();
	return found;
}

/* The netdev of the cage, under RTNL */
static struct net_device *__cmis_nic_get_dev(struct cmis_nic *nic)
{
	struct net_device *dev;

	ASSERT_RTNL();
	spin_lock(&nic->lock);
	dev = nic->dev;
	spin_unlock(&nic->lock);
	return dev;
}

/**
 * cmis_nic_is_lost - whether there is no netdev of the name of an interface
 * @nic: the interface; its netdev may be in another network namespace
 *
 * Context: Sleeps. RTNL is not held.
 * Return: true if so.
 */
bool cmis_nic_is_lost(struct cmis_nic *nic)
{
	struct net_device *dev;
	bool lost;

	rtnl_lock();
	dev = __cmis_nic_get_dev(nic);
	if (dev)
		lost = net_eq(dev_net(dev), &init_net) &&
		       strcmp(dev->name, nic->name);
	else
		lost = !__dev_get_by_name(&init_net, nic->name);
	rtnl_unlock();
	return lost;
}

/* ------------------------------------------------------------------------ */
/* Cages                                                                    */
/* ------------------------------------------------------------------------ */

/* 8 NICs hold RTNL less than 2 % of the time. */
#define CMIS_NIC_LOCK_PPM	2400

/* Each read under RTNL holds up all configuration of the network. */
static void cmis_nic_set_periods(struct cmis_cage_config *config, bool rtnl)
{
	config->thermal_period_ms = rtnl ? 5000 : 1000;
	config->lanes_period_ms = rtnl ? 10000 : 5000;
	config->vdm_period_ms = rtnl ? 30000 : 10000;
	config->lock_ppm = rtnl ? CMIS_NIC_LOCK_PPM : 0;
}

/* Take the netdev of the wanted name. @config gets all that depends on it. */
static enum cmis_nic_verdict __cmis_nic_take(struct cmis_nic *nic,
					     struct net_device *dev,
					     struct cmis_cage_config *config)
{
	enum cmis_nic_verdict verdict = __cmis_nic_dev_check(dev);

	ASSERT_RTNL();
	if (verdict != CMIS_NIC_BOUND)
		return verdict;
	nic->supplier = get_device(dev->dev.parent);
	nic->kind = cmis_nic_kind_of(nic->supplier);
	config->banks = nic->kind->banks;
	config->pages = nic->kind->pages;
	if (nic->kind->has_zone)
		config->caps |= CMIS_CAP_NO_ZONE;
	if (nic->supplier)
		config->bus = nic->supplier;
	cmis_nic_set_periods(config, cmis_netdev_ethtool_takes_rtnl(dev));
	cmis_nic_set_dev(nic, dev);
	return verdict;
}

static void cmis_nic_set_verdict(struct cmis_nic *nic,
				 enum cmis_nic_verdict verdict)
{
	WRITE_ONCE(nic->verdict, verdict);
}

static void cmis_nic_let_go(struct cmis_nic *nic)
{
	/* "bound" means that there is a cage. */
	cmis_nic_set_verdict(nic, CMIS_NIC_WAITING);
	if (nic->cage)
		cmis_cage_unregister(nic->cage);
	nic->cage = NULL;
	cmis_nic_set_dev(nic, NULL);
	if (nic->supplier) {
		device_link_remove(&nic->pdev->dev, nic->supplier);
		put_device(nic->supplier);
	}
	nic->supplier = NULL;
}

static int cmis_nic_make_cage(struct cmis_nic *nic, struct net_device *dev,
			      const struct cmis_cage_config *config)
{
	struct cmis_cage *cage;

	/* The cage goes to sleep before the NIC does. */
	if (nic->supplier)
		device_link_add(&nic->pdev->dev, nic->supplier,
				DL_FLAG_STATELESS);
	memset(&nic->pace, 0, sizeof(nic->pace));
	clear_bit(CMIS_NIC_REFUSED, &nic->flags);
	cage = cmis_cage_register(config);
	if (IS_ERR(cage))
		return PTR_ERR(cage);
	nic->cage = cage;
	return cmis_cage_bind_netdev(cage, dev);
}

static enum cmis_nic_verdict cmis_nic_bind(struct cmis_nic *nic)
{
	struct cmis_cage_config config = {
		.parent = &nic->pdev->dev,
		.ops = &cmis_nic_ops,
		.priv = nic,
		.bus = nic,
		.caps = CMIS_NIC_CAPS,
		.max_read = 128,
	};
	enum cmis_nic_verdict verdict = CMIS_NIC_WAITING;
	netdevice_tracker tracker;
	struct net_device *dev;
	int ret;

	rtnl_lock();
	dev = __dev_get_by_name(&init_net, nic->name);
	if (dev)
		verdict = __cmis_nic_take(nic, dev, &config);
	if (verdict == CMIS_NIC_BOUND)
		netdev_hold(dev, &tracker, GFP_KERNEL);
	rtnl_unlock();
	if (verdict != CMIS_NIC_BOUND)
		return verdict;

	ret = cmis_nic_make_cage(nic, dev, &config);
	netdev_put(dev, &tracker);
	if (!ret)
		return verdict;
	cmis_nic_let_go(nic);
	return ret == -EBUSY ? CMIS_NIC_TAKEN :
	       ret == -ENODEV ? CMIS_NIC_WAITING : CMIS_NIC_ERROR;
}

static void __cmis_nic_wake(struct cmis_nic *nic)
{
	lockdep_assert_held(&cmis_nics_lock);
	set_bit(CMIS_NIC_LOOK, &nic->flags);
	queue_work(cmis_nic_wq, &nic->work);
}

/*
 * A netdev is free again: an interface of another name may want it. Those whose
 * driver refuses reads wait for a change of the link.
 */
static void __cmis_nics_wake_idle(void)
{
	struct cmis_nic *nic;

	lockdep_assert_held(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node)
		if (cmis_nic_is_on(nic, NULL) &&
		    READ_ONCE(nic->verdict) != CMIS_NIC_DENIED)
			__cmis_nic_wake(nic);
}

static void cmis_nic_work(struct work_struct *work)
{
	struct cmis_nic *nic = container_of(work, struct cmis_nic, work);
	bool look = test_and_clear_bit(CMIS_NIC_LOOK, &nic->flags);

	if (READ_ONCE(nic->gone))
		return;
	if (nic->cage && cmis_nic_is_on(nic, NULL)) {
		cmis_nic_let_go(nic);
		/* It may be back already, and others may have its module. */
		look = true;
		spin_lock(&cmis_nics_lock);
		__cmis_nics_wake_idle();
		spin_unlock(&cmis_nics_lock);
	} else if (nic->cage && test_bit(CMIS_NIC_REFUSED, &nic->flags)) {
		cmis_nic_let_go(nic);
		cmis_nic_set_verdict(nic, CMIS_NIC_DENIED);
		/* Others may have its module. */
		spin_lock(&cmis_nics_lock);
		__cmis_nics_wake_idle();
		spin_unlock(&cmis_nics_lock);
		dev_notice(&nic->pdev->dev,
			   "%s: the network driver refuses access to the module\n",
			   nic->name);
		return;
	}
	if (nic->cage && look)
		cmis_cage_presence_changed(nic->cage);
	else if (look)
		cmis_nic_set_verdict(nic, cmis_nic_bind(nic));
}

/**
 * cmis_nic_start - begin to want an interface
 * @nic: the interface, with its name and device; all else is 0
 *
 * Context: May sleep.
 */
void cmis_nic_start(struct cmis_nic *nic)
{
	spin_lock_init(&nic->lock);
	INIT_WORK(&nic->work, cmis_nic_work);
	__set_bit(CMIS_NIC_LOOK, &nic->flags);
	spin_lock(&cmis_nics_lock);
	list_add_tail(&nic->node, &cmis_nics);
	spin_unlock(&cmis_nics_lock);
	queue_work(cmis_nic_wq, &nic->work);
}

/**
 * cmis_nic_stop - end the use of an interface
 * @nic: the interface; nothing uses it when this returns
 *
 * Context: Sleeps. RTNL is not held.
 */
void cmis_nic_stop(struct cmis_nic *nic)
{
	WRITE_ONCE(nic->gone, true);
	cancel_work_sync(&nic->work);
	/* While there are reads, the notifier tells them of a lost netdev. */
	cmis_nic_let_go(nic);
	spin_lock(&cmis_nics_lock);
	list_del(&nic->node);
	__cmis_nics_wake_idle();
	spin_unlock(&cmis_nics_lock);
	/* The notifier and reads may have queued it. It has done nothing. */
	cancel_work_sync(&nic->work);
}

/* ------------------------------------------------------------------------ */
/* The notifier                                                             */
/* ------------------------------------------------------------------------ */

static void cmis_nics_lose(struct net_device *dev)
{
	struct cmis_nic *nic;

	spin_lock(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node) {
		if (!cmis_nic_is_on(nic, dev))
			continue;
		cmis_nic_set_dev(nic, NULL);
		queue_work(cmis_nic_wq, &nic->work);
	}
	spin_unlock(&cmis_nics_lock);
}

static void cmis_nics_find(struct net_device *dev)
{
	struct cmis_nic *nic;

	spin_lock(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node)
		/* The name may be an alternative one. */
		if (cmis_nic_is_on(nic, NULL) &&
		    __dev_get_by_name(&init_net, nic->name) == dev)
			__cmis_nic_wake(nic);
	spin_unlock(&cmis_nics_lock);
}

/*
 * A change of the link may come from a module that was plugged or swapped: its
 * identity is read.
 */
static void cmis_nics_resume(struct net_device *dev)
{
	struct cmis_nic *nic;

	spin_lock(&cmis_nics_lock);
	list_for_each_entry(nic, &cmis_nics, node) {
		if (!cmis_nic_is_on(nic, dev))
			continue;
		if (READ_ONCE(nic->pace.pause_ms))
			set_bit(CMIS_NIC_RESUME, &nic->flags);
		__cmis_nic_wake(nic);
	}
	spin_unlock(&cmis_nics_lock);
}

/*
 * A netdev that moves to another network namespace, or that the end of this
 * notifier plays back, is still registered.
 */
static int cmis_nic_notify(struct notifier_block *nb, unsigned long event,
			   void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);

	switch (event) {
	case NETDEV_UNREGISTER:
		if (dev->reg_state != NETREG_REGISTERED)
			cmis_nics_lose(dev);
		break;
	case NETDEV_UP:
	case NETDEV_CHANGE:
		cmis_nics_resume(dev);
		fallthrough;
	case NETDEV_REGISTER:
	case NETDEV_CHANGENAME:
		cmis_nics_find(dev);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block cmis_nic_notifier = {
	.notifier_call = cmis_nic_notify,
};

/**
 * cmis_nic_watch - begin to watch netdevs
 *
 * Context: Sleeps.
 * Return: 0, or a negative errno.
 */
int cmis_nic_watch(void)
{
	int ret;

	/* No cage comes or goes while the system goes to sleep. */
	cmis_nic_wq = alloc_workqueue("cmis_nic", WQ_UNBOUND | WQ_FREEZABLE, 0);
	if (!cmis_nic_wq)
		return -ENOMEM;
	ret = register_netdevice_notifier(&cmis_nic_notifier);
	if (ret)
		destroy_workqueue(cmis_nic_wq);
	return ret;
}

/**
 * cmis_nic_unwatch - stop watching netdevs; no interface is wanted any more
 *
 * Context: Sleeps.
 */
void cmis_nic_unwatch(void)
{
	unregister_netdevice_notifier(&cmis_nic_notifier);
	destroy_workqueue(cmis_nic_wq);
}
