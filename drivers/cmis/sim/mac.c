// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: a MAC driver whose ports lead to cages.
 *
 * It is an example and a test of a MAC driver with <linux/cmis.h>. A folder
 * in configfs is a port; writing a cage to its file "cage" makes a netdev of
 * the folder's name. It carries no traffic.
 */

#include "compat/compat.h"

#include <linux/cmis.h>
#include <linux/configfs.h>
#include <linux/etherdevice.h>
#include <linux/ethtool.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#define CMIS_SIM_MAC_CAGE_SIZE	64

/* A port, from mkdir to rmdir. */
struct cmis_sim_mac {
	struct config_item item;
	struct mutex lock;	/* guards dev and cage */
	struct net_device *dev;
	char cage[CMIS_SIM_MAC_CAGE_SIZE];
};

/* Private part of a netdev; constant while it is registered. */
struct cmis_sim_mac_priv {
	struct cmis_cage *cage;
};

static struct cmis_cage *cmis_sim_mac_cage(const struct net_device *dev)
{
	const struct cmis_sim_mac_priv *priv = netdev_priv(dev);

	return priv->cage;
}

static struct cmis_cage *cmis_sim_mac_get_cage(const struct net_device *dev)
{
	return cmis_cage_get(cmis_sim_mac_cage(dev));
}

CMIS_ETHTOOL_OPS(cmis_sim_mac, cmis_sim_mac_get_cage)

static int cmis_sim_mac_reset(struct net_device *dev, u32 *flags)
{
	return cmis_cage_reset(cmis_sim_mac_cage(dev), flags);
}

static const struct ethtool_ops cmis_sim_mac_ethtool_ops = {
	.get_link = ethtool_op_get_link,
	.get_module_eeprom_by_page = cmis_sim_mac_get_module_eeprom,
	CMIS_OPS_SET_EEPROM(cmis_sim_mac_set_module_eeprom)
	.get_module_power_mode = cmis_sim_mac_get_power_mode,
	.set_module_power_mode = cmis_sim_mac_set_power_mode,
	.reset = cmis_sim_mac_reset,
};

static int cmis_sim_mac_open(struct net_device *dev)
{
	return 0;
}

static int cmis_sim_mac_stop(struct net_device *dev)
{
	return 0;
}

static netdev_tx_t cmis_sim_mac_start_xmit(struct sk_buff *skb,
					   struct net_device *dev)
{
	dev_core_stats_tx_dropped_inc(dev);
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops cmis_sim_mac_netdev_ops = {
	.ndo_open = cmis_sim_mac_open,
	.ndo_stop = cmis_sim_mac_stop,
	.ndo_start_xmit = cmis_sim_mac_start_xmit,
};

static void cmis_sim_mac_setup(struct net_device *dev)
{
	ether_setup(dev);
	eth_hw_addr_random(dev);
	dev->netdev_ops = &cmis_sim_mac_netdev_ops;
	dev->ethtool_ops = &cmis_sim_mac_ethtool_ops;
}

/* A port's firmware node would refer to the cage's. */
static struct cmis_cage *cmis_sim_mac_find_by_node(const char *client)
{
	struct device *dev = bus_find_device_by_name(&i2c_bus_type, NULL,
						     client);
	struct cmis_cage *cage;

	if (!dev)
		return NULL;
	cage = cmis_cage_get_by_fwnode(dev_fwnode(dev));
	put_device(dev);
	return cage;
}

static struct cmis_cage *cmis_sim_mac_find(const char *name)
{
	struct cmis_cage *cage = cmis_cage_get_by_name(name);

	return cage ? cage : cmis_sim_mac_find_by_node(name);
}

static int cmis_sim_mac_register(struct net_device *dev)
{
	int err;

	err = register_netdev(dev);
	if (err)
		return err;
	netif_carrier_off(dev);
	err = cmis_cage_bind_netdev(cmis_sim_mac_cage(dev), dev);
	if (err)
		unregister_netdev(dev);
	return err;
}

static int cmis_sim_mac_create(struct cmis_sim_mac *mac, const char *name)
{
	struct cmis_sim_mac_priv *priv;
	struct net_device *dev;
	int err;

	lockdep_assert_held(&mac->lock);
	if (mac->dev)
		return -EBUSY;
	dev = alloc_netdev(sizeof(*priv), config_item_name(&mac->item),
			   NET_NAME_USER, cmis_sim_mac_setup);
	if (!dev)
		return -ENOMEM;
	priv = netdev_priv(dev);
	priv->cage = cmis_sim_mac_find(name);
	err = priv->cage ? cmis_sim_mac_register(dev) : -ENODEV;
	if (err) {
		cmis_cage_put(priv->cage);
		free_netdev(dev);
		return err;
	}
	mac->dev = dev;
	strscpy(mac->cage, name, sizeof(mac->cage));
	return 0;
}

static void cmis_sim_mac_destroy(struct cmis_sim_mac *mac)
{
	struct cmis_cage *cage;

	if (!mac->dev)
		return;
	cage = cmis_sim_mac_cage(mac->dev);
	cmis_cage_unbind_netdev(cage, mac->dev);
	/* No operation of ethtool runs after this. */
	unregister_netdev(mac->dev);
	free_netdev(mac->dev);
	cmis_cage_put(cage);
	mac->dev = NULL;
}

static struct cmis_sim_mac *cmis_sim_mac_of(struct config_item *item)
{
	return container_of(item, struct cmis_sim_mac, item);
}

static ssize_t cmis_sim_mac_cage_show(struct config_item *item, char *buf)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	ssize_t length;

	mutex_lock(&mac->lock);
	length = sysfs_emit(buf, "%s\n", mac->cage);
	mutex_unlock(&mac->lock);
	return length;
}

static ssize_t cmis_sim_mac_cage_store(struct config_item *item,
				       const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	char name[CMIS_SIM_MAC_CAGE_SIZE];
	size_t length = strcspn(text, "\n");
	int err;

	if (length >= sizeof(name))
		return -ENODEV;
	memcpy(name, text, length);
	name[length] = '\0';
	mutex_lock(&mac->lock);
	err = cmis_sim_mac_create(mac, name);
	mutex_unlock(&mac->lock);
	return err ? err : count;
}
CONFIGFS_ATTR(cmis_sim_mac_, cage);

static struct configfs_attribute *cmis_sim_mac_attrs[] = {
	&cmis_sim_mac_attr_cage,
	NULL
};

static void cmis_sim_mac_release(struct config_item *item)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);

	mutex_destroy(&mac->lock);
	kfree(mac);
}

static struct configfs_item_operations cmis_sim_mac_item_ops = {
	.release = cmis_sim_mac_release,
};

static const struct config_item_type cmis_sim_mac_type = {
	.ct_item_ops = &cmis_sim_mac_item_ops,
	.ct_attrs = cmis_sim_mac_attrs,
	.ct_owner = THIS_MODULE,
};

static struct config_item *cmis_sim_mac_make(struct config_group *group,
					     const char *name)
{
	struct cmis_sim_mac *mac;

	if (!dev_valid_name(name) || strchr(name, '%'))
		return ERR_PTR(-EINVAL);
	mac = kzalloc(sizeof(*mac), GFP_KERNEL);
	if (!mac)
		return ERR_PTR(-ENOMEM);
	mutex_init(&mac->lock);
	config_item_init_type_name(&mac->item, name, &cmis_sim_mac_type);
	return &mac->item;
}

static void cmis_sim_mac_drop(struct config_group *group,
			      struct config_item *item)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);

	mutex_lock(&mac->lock);
	cmis_sim_mac_destroy(mac);
	mutex_unlock(&mac->lock);
	config_item_put(item);
}

static struct configfs_group_operations cmis_sim_mac_group_ops = {
	.make_item = cmis_sim_mac_make,
	.drop_item = cmis_sim_mac_drop,
};

static const struct config_item_type cmis_sim_mac_group_type = {
	.ct_group_ops = &cmis_sim_mac_group_ops,
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem cmis_sim_mac_subsystem = {
	.su_group.cg_item = {
		.ci_namebuf = "cmis-sim-mac",
		.ci_type = &cmis_sim_mac_group_type,
	},
};

static int __init cmis_sim_mac_init(void)
{
	config_group_init(&cmis_sim_mac_subsystem.su_group);
	mutex_init(&cmis_sim_mac_subsystem.su_mutex);
	return configfs_register_subsystem(&cmis_sim_mac_subsystem);
}
module_init(cmis_sim_mac_init);

static void __exit cmis_sim_mac_exit(void)
{
	configfs_unregister_subsystem(&cmis_sim_mac_subsystem);
	mutex_destroy(&cmis_sim_mac_subsystem.su_mutex);
}
module_exit(cmis_sim_mac_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Simulated MAC driver whose ports lead to CMIS cages");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
