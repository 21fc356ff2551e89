// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module operations of a netdev that a cage has been attached to. They
 * look for the cage each time: it may be gone while the operations must stay.
 */

#include <linux/cleanup.h>
#include <linux/cmis.h>
#include <linux/phy.h>

#include "attach/link.h"
#include "attach/ops.h"
#include "compat/compat.h"

/*
 * Not by container_of(dev->ethtool_ops): somebody may have put a copy of our
 * copy on top.
 */
static struct cmis_cage *cmis_copy_get_cage(const struct net_device *dev)
{
	struct cmis_copy *copy;

	guard(mutex)(&cmis_copies_lock);
	copy = __cmis_copy_find(dev, NULL);
	return copy && copy->cage ? cmis_cage_get(copy->cage) : NULL;
}

CMIS_ETHTOOL_OPS(cmis_copy, cmis_copy_get_cage)

/* A driver's own reset stays. */
static int cmis_copy_reset(struct net_device *dev, u32 *flags)
{
	int (*reset)(struct net_device *dev, u32 *flags) = NULL;
	struct cmis_cage *cage;
	struct cmis_copy *copy;
	int ret = -ENODEV;

	scoped_guard(mutex, &cmis_copies_lock) {
		copy = __cmis_copy_find(dev, NULL);
		if (copy)
			reset = copy->driver_ops->reset;
	}
	if (reset && !cmis_netdev_is_flashing(dev))
		return reset(dev, flags);
	cage = cmis_copy_get_cage(dev);
	if (cage)
		ret = cmis_cage_reset(cage, flags);
	cmis_cage_put(cage);
	return ret;
}

/**
 * cmis_ops_fill - put the module operations into a copy
 * @ops: the copy; the rest is the driver's
 */
void cmis_ops_fill(struct ethtool_ops *ops)
{
	ops->get_module_eeprom_by_page = cmis_copy_get_module_eeprom;
	cmis_ops_set_eeprom(ops, cmis_copy_set_module_eeprom);
	ops->get_module_power_mode = cmis_copy_get_power_mode;
	ops->set_module_power_mode = cmis_copy_set_power_mode;
	ops->reset = cmis_copy_reset;
}

/**
 * cmis_ops_empty - undo cmis_ops_fill()
 * @ops: the copy
 * @orig: operations of the driver
 *
 * But for get_module_power_mode: from 6.2 to at least 6.12 ethtool first looks
 * without a lock whether both power operations are there, and then calls them,
 * this one first, without looking again. It fails when the copy has no cage.
 */
void cmis_ops_empty(struct ethtool_ops *ops, const struct ethtool_ops *orig)
{
	WRITE_ONCE(ops->set_module_power_mode, NULL);
	ops->get_module_eeprom_by_page = NULL;
	cmis_ops_set_eeprom(ops, NULL);
	ops->reset = orig->reset;
}

/**
 * cmis_ops_have_ours - whether operations are a copy of a copy of ours
 * @ops: the operations
 *
 * Return: true if one of ours is among them.
 */
bool cmis_ops_have_ours(const struct ethtool_ops *ops)
{
	return ops->get_module_eeprom_by_page == cmis_copy_get_module_eeprom ||
	       ops->get_module_power_mode == cmis_copy_get_power_mode ||
	       ops->set_module_power_mode == cmis_copy_set_power_mode ||
	       ops->reset == cmis_copy_reset;
}

/**
 * cmis_netdev_has_module - whether a netdev has access to a module already
 * @dev: the netdev; its operations do not change meanwhile
 *
 * Return: true if its driver, an SFP bus or its PHY has.
 */
bool cmis_netdev_has_module(const struct net_device *dev)
{
	const struct ethtool_ops *ops = dev->ethtool_ops;
	const struct phy_device *phy = dev->phydev;

	return dev->sfp_bus || (phy && phy->drv && phy->drv->module_info) ||
	       ops->get_module_eeprom_by_page || ops->get_module_eeprom ||
	       ops->get_module_info || ops->get_module_power_mode ||
	       ops->set_module_power_mode;
}
