// SPDX-License-Identifier: GPL-2.0-only
/*
 * A netdev per cage. It carries no traffic: it gives the module a name for
 * ethtool, with or without a netdev that the cage belongs to.
 */

#include "compat/compat.h"

#include <linux/if_arp.h>
#include <linux/moduleparam.h>

#include "port/netdev.h"
#include "core/access.h"
#include "core/cage.h"
#include "core/question.h"
#include "port/power.h"

static bool cmis_netdev_wanted = true;
module_param_named(netdev, cmis_netdev_wanted, bool, 0444);
MODULE_PARM_DESC(netdev, "Create a netdev for each cage, for ethtool (default: Y)");

/* The private part is a pointer, valid as long as the netdev is registered. */
static struct cmis_cage *cmis_netdev_cage(const struct net_device *dev)
{
	struct cmis_cage *const *priv = netdev_priv(dev);

	return *priv;
}

static struct cmis_cage *cmis_netdev_get_cage(const struct net_device *dev)
{
	return cmis_cage_get(cmis_netdev_cage(dev));
}

CMIS_ETHTOOL_OPS(cmis_netdev, cmis_netdev_get_cage)

static int cmis_netdev_open(struct net_device *dev)
{
	cmis_power_set_companion(cmis_netdev_cage(dev), true);
	return 0;
}

static int cmis_netdev_stop(struct net_device *dev)
{
	cmis_power_set_companion(cmis_netdev_cage(dev), false);
	return 0;
}

static netdev_tx_t cmis_netdev_start_xmit(struct sk_buff *skb,
					  struct net_device *dev)
{
	dev_core_stats_tx_dropped_inc(dev);
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static int cmis_netdev_get_phys_port_name(struct net_device *dev, char *name,
					  size_t len)
{
	struct cmis_settings settings;

	cmis_cage_get_settings(cmis_netdev_cage(dev), &settings);
	/* Any other errno breaks each message about the netdev. */
	if (!settings.label[0] || strlen(settings.label) >= len)
		return -EOPNOTSUPP;
	strscpy(name, settings.label, len);
	return 0;
}

static const struct net_device_ops cmis_netdev_ops = {
	.ndo_open = cmis_netdev_open,
	.ndo_stop = cmis_netdev_stop,
	.ndo_start_xmit = cmis_netdev_start_xmit,
	.ndo_get_phys_port_name = cmis_netdev_get_phys_port_name,
};

static void cmis_netdev_get_drvinfo(struct net_device *dev,
				    struct ethtool_drvinfo *info)
{
	struct cmis_cage *cage = cmis_netdev_cage(dev);
	struct cmis_module *module = cmis_cage_get_module(cage);

	strscpy(info->driver, "cmis", sizeof(info->driver));
	strscpy(info->bus_info, dev_name(cage->dev.parent),
		sizeof(info->bus_info));
	if (IS_ERR(module))
		return;
	if (!cmis_module_check_firmware(module))
		scnprintf(info->fw_version, sizeof(info->fw_version), "%u.%u",
			  module->basics.fw_major, module->basics.fw_minor);
	cmis_module_put(module);
}

static int cmis_netdev_reset(struct net_device *dev, u32 *flags)
{
	return cmis_cage_reset(cmis_netdev_cage(dev), flags);
}

static const struct ethtool_ops cmis_netdev_ethtool_ops = {
	.get_drvinfo = cmis_netdev_get_drvinfo,
	.get_link = ethtool_op_get_link,
	.get_module_eeprom_by_page = cmis_netdev_get_module_eeprom,
	CMIS_OPS_SET_EEPROM(cmis_netdev_set_module_eeprom)
	.get_module_power_mode = cmis_netdev_get_power_mode,
	.set_module_power_mode = cmis_netdev_set_power_mode,
	.reset = cmis_netdev_reset,
};

/* Lets network managers recognise it under any name. */
static const struct device_type cmis_netdev_type = {
	.name = "cmis",
};

static void cmis_netdev_setup(struct net_device *dev)
{
	dev->netdev_ops = &cmis_netdev_ops;
	dev->ethtool_ops = &cmis_netdev_ethtool_ops;
	dev->type = ARPHRD_NONE;
	dev->flags = IFF_NOARP;
	dev->priv_flags |= IFF_NO_QUEUE;
	dev->mtu = 0;
	SET_NETDEV_DEVTYPE(dev, &cmis_netdev_type);
	cmis_netdev_set_local(dev);
	cmis_netdev_request_lock(dev);
}

/* The cage's own name, or else one that the kernel chooses. */
static int cmis_netdev_register(struct net_device *dev, struct cmis_cage *cage)
{
	int ret;

	strscpy(dev->name, cmis_cage_name(cage), sizeof(dev->name));
	ret = register_netdev(dev);
	if (ret != -EEXIST)
		return ret;

	strscpy(dev->name, "cmis%d", sizeof(dev->name));
	ret = register_netdev(dev);
	if (!ret)
		dev_notice(&cage->dev, "name taken, companion netdev is %s\n",
			   netdev_name(dev));
	return ret;
}

static int cmis_netdev_cage_add(struct cmis_cage *cage)
{
	struct cmis_cage **priv;
	struct net_device *dev;
	int ret;

	if (!cmis_netdev_wanted ||
	    cmis_access_has_caps(cage, CMIS_CAP_NO_NETDEV))
		return 0;

	dev = alloc_netdev(sizeof(*priv), "cmis%d", NET_NAME_ENUM,
			   cmis_netdev_setup);
	if (!dev)
		return -ENOMEM;

	priv = netdev_priv(dev);
	*priv = cage;
	SET_NETDEV_DEV(dev, cage->dev.parent);
	netif_carrier_off(dev);
	ret = cmis_netdev_register(dev, cage);
	if (ret) {
		free_netdev(dev);
		return ret;
	}
	cage->clients.companion = dev;
	return 0;
}

static void cmis_netdev_cage_del(struct cmis_cage *cage)
{
	struct net_device *dev = cage->clients.companion;

	if (!dev)
		return;
	/*
	 * Waits for operations under way, also firmware flashing. The transport
	 * is gone, so they fail at their next access.
	 */
	unregister_netdev(dev);
	cage->clients.companion = NULL;
	free_netdev(dev);
}

const struct cmis_client cmis_netdev_client = {
	.name = "netdev",
	.cage_add = cmis_netdev_cage_add,
	.cage_del = cmis_netdev_cage_del,
};
