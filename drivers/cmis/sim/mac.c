// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: a MAC driver whose ports lead to cages.
 *
 * It is an example and a test of a MAC driver with <linux/cmis.h>. A folder
 * in configfs is a port; writing a cage to its file "cage" makes a netdev of
 * the folder's name. It carries no traffic. If lanes were written to "lanes"
 * before, the driver claims them: they are up while the netdev is up, and its
 * carrier is that of the data paths. Writing the number of an I2C adapter to
 * "module" makes the netdev of a NIC, whose firmware owns the bus.
 */

#include "compat/compat.h"

#include <linux/cmis.h>
#include <linux/configfs.h>
#include <linux/etherdevice.h>
#include <linux/ethtool.h>
#include <linux/i2c.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/property.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/link.h"
#include "sim/mac.h"
#include "sim/nic.h"

#define CMIS_SIM_MAC_CAGE_SIZE	64

/* A port, from mkdir to rmdir. */
struct cmis_sim_mac {
	struct config_item item;
	struct mutex lock;	/* guards all below */
	struct net_device *dev;
	char cage[CMIS_SIM_MAC_CAGE_SIZE];
	u64 lanes;
	u64 speed_mbps;
	struct cmis_sim_nic nic;
	struct cmis_sim_link link;
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

CMIS_FEC_STATS_OP(cmis_sim_mac_get_fec_stats, cmis_sim_link_get_fec_stats)

static const struct ethtool_ops cmis_sim_mac_ethtool_ops = {
	.get_link = ethtool_op_get_link,
	.get_link_ext_state = cmis_sim_link_get_ext_state,
	.get_fec_stats = cmis_sim_mac_get_fec_stats,
	.get_module_eeprom_by_page = cmis_sim_mac_get_module_eeprom,
	CMIS_OPS_SET_EEPROM(cmis_sim_mac_set_module_eeprom)
	.get_module_power_mode = cmis_sim_mac_get_power_mode,
	.set_module_power_mode = cmis_sim_mac_set_power_mode,
	.reset = cmis_sim_mac_reset,
};

/* A MAC without real serdes transmits as soon as it is asked to. */
static int cmis_sim_mac_request(struct net_device *dev, bool up)
{
	const struct cmis_sim_mac_priv *priv = netdev_priv(dev);
	const struct cmis_port_wish wish = {
		.speed_mbps = priv->speed_mbps,
		.up = up,
	};

	if (!priv->port)
		return 0;
	cmis_port_set_host_tx(priv->port, up);
	return cmis_port_request(priv->port, &wish, NULL);
}

static int cmis_sim_mac_open(struct net_device *dev)
{
	return cmis_sim_mac_request(dev, true);
}

static int cmis_sim_mac_stop(struct net_device *dev)
{
	return cmis_sim_mac_request(dev, false);
}

static void cmis_sim_mac_changed(void *data,
				 const struct cmis_port_status *status)
{
	struct net_device *dev = data;

	if (status->state == CMIS_PORT_STATE_UP)
		netif_carrier_on(dev);
	else
		netif_carrier_off(dev);
}

static const struct cmis_port_ops cmis_sim_mac_port_ops = {
	.changed = cmis_sim_mac_changed,
};

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
	.ndo_get_phys_port_id = cmis_sim_link_get_port_id,
	.ndo_get_port_parent_id = cmis_sim_link_get_switch_id,
	.ndo_get_phys_port_name = cmis_sim_link_get_name,
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

static int cmis_sim_mac_claim(struct net_device *dev, u64 lanes)
{
	struct cmis_sim_mac_priv *priv = netdev_priv(dev);
	const struct cmis_port_config config = {
		.lanes = lanes,
		.owner = dev->name,
		.ops = &cmis_sim_mac_port_ops,
		.priv = dev,
	};
	struct cmis_port *port;

	if (!lanes)
		return 0;
	port = cmis_port_claim(priv->cage, &config);
	if (IS_ERR(port))
		return PTR_ERR(port);
	priv->port = port;
	return 0;
}

/* Before the netdev goes: the port changes its carrier. */
static void cmis_sim_mac_release_port(struct net_device *dev)
{
	struct cmis_sim_mac_priv *priv = netdev_priv(dev);
	struct cmis_port *port;

	rtnl_lock();
	port = priv->port;
	priv->port = NULL;
	rtnl_unlock();
	cmis_port_release(port);
}

static int cmis_sim_mac_register(struct net_device *dev, u64 lanes)
{
	int err;

	netif_carrier_off(dev);
	err = cmis_sim_mac_claim(dev, lanes);
	if (err)
		return err;
	err = register_netdev(dev);
	if (err) {
		cmis_sim_mac_release_port(dev);
		return err;
	}
	err = cmis_cage_bind_netdev(cmis_sim_mac_cage(dev), dev);
	if (err) {
		cmis_sim_mac_release_port(dev);
		unregister_netdev(dev);
	}
	return err;
}

static struct net_device *cmis_sim_mac_alloc(struct cmis_sim_mac *mac)
{
	struct net_device *dev;

	lockdep_assert_held(&mac->lock);
	if (mac->dev)
		return ERR_PTR(-EBUSY);
	dev = alloc_netdev(sizeof(struct cmis_sim_mac_priv),
			   config_item_name(&mac->item), NET_NAME_USER,
			   cmis_sim_mac_setup);
	return dev ? dev : ERR_PTR(-ENOMEM);
}

static int cmis_sim_mac_create(struct cmis_sim_mac *mac, const char *name)
{
	struct net_device *dev = cmis_sim_mac_alloc(mac);
	struct cmis_sim_mac_priv *priv;
	int err;

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	priv = netdev_priv(dev);
	priv->cage = cmis_sim_mac_find(name);
	priv->speed_mbps = mac->speed_mbps;
	priv->link = &mac->link;
	err = priv->cage ? cmis_sim_mac_register(dev, mac->lanes) : -ENODEV;
	if (err) {
		cmis_cage_put(priv->cage);
		free_netdev(dev);
		return err;
	}
	mac->dev = dev;
	strscpy(mac->cage, name, sizeof(mac->cage));
	return 0;
}

static int cmis_sim_mac_create_nic(struct cmis_sim_mac *mac)
{
	struct net_device *dev = cmis_sim_mac_alloc(mac);
	struct cmis_sim_mac_priv *priv;
	int err;

	if (IS_ERR(dev))
		return PTR_ERR(dev);
	priv = netdev_priv(dev);
	priv->nic = &mac->nic;
	priv->link = &mac->link;
	err = cmis_sim_nic_create(&mac->nic, dev);
	if (err)
		goto err_free;
	err = register_netdev(dev);
	if (err)
		goto err_nic;
	mac->dev = dev;
	return 0;

err_nic:
	cmis_sim_nic_destroy(&mac->nic);
err_free:
	free_netdev(dev);
	return err;
}

static void cmis_sim_mac_destroy(struct cmis_sim_mac *mac)
{
	struct cmis_sim_mac_priv *priv;
	struct cmis_sim_nic *nic;
	struct cmis_cage *cage;

	if (!mac->dev)
		return;
	priv = netdev_priv(mac->dev);
	cage = priv->cage;
	nic = priv->nic;
	if (cage)
		cmis_cage_unbind_netdev(cage, mac->dev);
	cmis_sim_mac_release_port(mac->dev);
	/* No operation of the netdev runs after this. */
	unregister_netdev(mac->dev);
	free_netdev(mac->dev);
	if (nic)
		cmis_sim_nic_destroy(nic);
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

/* A line without its end; -EINVAL if it is too long. */
static int cmis_sim_mac_word(const char *text, char *word, size_t size)
{
	size_t length = strcspn(text, "\n");

	if (length >= size)
		return -EINVAL;
	memcpy(word, text, length);
	word[length] = '\0';
	return 0;
}

static ssize_t cmis_sim_mac_profile_show(struct config_item *item, char *buf)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);

	return sysfs_emit(buf, "%s\n", cmis_sim_nic_profile_name(&mac->nic));
}

static ssize_t cmis_sim_mac_profile_store(struct config_item *item,
					  const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	char word[16];
	int err;

	err = cmis_sim_mac_word(text, word, sizeof(word));
	if (err)
		return err;
	mutex_lock(&mac->lock);
	err = mac->dev ? -EBUSY : cmis_sim_nic_choose(&mac->nic, word);
	mutex_unlock(&mac->lock);
	return err ? err : count;
}
CONFIGFS_ATTR(cmis_sim_mac_, profile);

static ssize_t cmis_sim_mac_module_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%d\n", cmis_sim_mac_of(item)->nic.adapter);
}

static ssize_t cmis_sim_mac_module_store(struct config_item *item,
					 const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	int adapter, err;

	err = kstrtoint(text, 10, &adapter);
	if (err)
		return err;
	mutex_lock(&mac->lock);
	if (!mac->dev)
		mac->nic.adapter = adapter;
	err = cmis_sim_mac_create_nic(mac);
	mutex_unlock(&mac->lock);
	return err ? err : count;
}
CONFIGFS_ATTR(cmis_sim_mac_, module);

/* Under RTNL, as in a reset of a NIC. */
static int cmis_sim_mac_set_present(struct cmis_sim_mac *mac, bool present)
{
	if (!mac->dev)
		return -ENODEV;
	rtnl_lock();
	cmis_netdev_lock(mac->dev);
	if (present)
		netif_device_attach(mac->dev);
	else
		netif_device_detach(mac->dev);
	cmis_netdev_unlock(mac->dev);
	rtnl_unlock();
	return 0;
}

static ssize_t cmis_sim_mac_state_store(struct config_item *item,
					const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	char word[16];
	bool detached;
	int err;

	err = cmis_sim_mac_word(text, word, sizeof(word));
	if (err)
		return err;
	detached = !strcmp(word, "detached");
	mutex_lock(&mac->lock);
	err = detached ? 0 : cmis_sim_nic_set_state(&mac->nic, word);
	if (!err)
		err = cmis_sim_mac_set_present(mac, !detached);
	mutex_unlock(&mac->lock);
	return err ? err : count;
}
CONFIGFS_ATTR_WO(cmis_sim_mac_, state);

static ssize_t cmis_sim_mac_number_store(u32 *number, const char *text,
					 size_t count)
{
	u32 value;
	int err = kstrtou32(text, 10, &value);

	if (err)
		return err;
	WRITE_ONCE(*number, value);
	return count;
}

static ssize_t cmis_sim_mac_latency_us_show(struct config_item *item,
					    char *buf)
{
	return sysfs_emit(buf, "%u\n", cmis_sim_mac_of(item)->nic.latency_us);
}

static ssize_t cmis_sim_mac_latency_us_store(struct config_item *item,
					     const char *text, size_t count)
{
	return cmis_sim_mac_number_store(&cmis_sim_mac_of(item)->nic.latency_us,
					 text, count);
}
CONFIGFS_ATTR(cmis_sim_mac_, latency_us);

static ssize_t cmis_sim_mac_hang_ms_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%u\n", cmis_sim_mac_of(item)->nic.hang_ms);
}

static ssize_t cmis_sim_mac_hang_ms_store(struct config_item *item,
					  const char *text, size_t count)
{
	return cmis_sim_mac_number_store(&cmis_sim_mac_of(item)->nic.hang_ms,
					 text, count);
}
CONFIGFS_ATTR(cmis_sim_mac_, hang_ms);

static ssize_t cmis_sim_mac_commands_show(struct config_item *item, char *buf)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);

	return sysfs_emit(buf, "%d\n", atomic_read(&mac->nic.commands));
}
CONFIGFS_ATTR_RO(cmis_sim_mac_, commands);

#define CMIS_SIM_MAC_LINK(_name, _field)				\
static ssize_t cmis_sim_mac_##_name##_store(struct config_item *item,	\
					    const char *text,		\
					    size_t count)		\
{									\
	u64 value;							\
	int err = kstrtou64(text, 10, &value);				\
									\
	if (err)							\
		return err;						\
	WRITE_ONCE(cmis_sim_mac_of(item)->link._field, value);		\
	return count;							\
}									\
CONFIGFS_ATTR_WO(cmis_sim_mac_, _name)

/* 2^64 - 1 says that the driver does not have it. */
CMIS_SIM_MAC_LINK(fec_corrected, corrected);
CMIS_SIM_MAC_LINK(fec_uncorrectable, uncorrectable);
CMIS_SIM_MAC_LINK(fec_corrected_bits, bits);
CMIS_SIM_MAC_LINK(fec_us, slow_us);
CMIS_SIM_MAC_LINK(link_reason, reason);
CMIS_SIM_MAC_LINK(port_id, port_id);
CMIS_SIM_MAC_LINK(switch_id, switch_id);

static ssize_t cmis_sim_mac_port_name_store(struct config_item *item,
					    const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	int err;

	mutex_lock(&mac->lock);
	err = mac->dev ? -EBUSY :
	      cmis_sim_mac_word(text, mac->link.name, sizeof(mac->link.name));
	mutex_unlock(&mac->lock);
	return err ? err : count;
}
CONFIGFS_ATTR_WO(cmis_sim_mac_, port_name);

static ssize_t cmis_sim_mac_carrier_store(struct config_item *item,
					  const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	bool up;
	int err = kstrtobool(text, &up);

	if (err)
		return err;
	mutex_lock(&mac->lock);
	if (!mac->dev)
		err = -ENODEV;
	else if (up)
		netif_carrier_on(mac->dev);
	else
		netif_carrier_off(mac->dev);
	mutex_unlock(&mac->lock);
	return err ? err : count;
}
CONFIGFS_ATTR_WO(cmis_sim_mac_, carrier);

/* A number that the port is made with */
static int cmis_sim_mac_set(struct cmis_sim_mac *mac, const char *text,
			    u64 max, u64 *number)
{
	u64 value;
	int err;

	err = kstrtou64(text, 0, &value);
	if (err)
		return err;
	if (value > max)
		return -ERANGE;
	mutex_lock(&mac->lock);
	if (mac->dev)
		err = -EBUSY;
	else
		*number = value;
	mutex_unlock(&mac->lock);
	return err;
}

static ssize_t cmis_sim_mac_lanes_show(struct config_item *item, char *buf)
{
	return sysfs_emit(buf, "%#llx\n",
			  READ_ONCE(cmis_sim_mac_of(item)->lanes));
}

static ssize_t cmis_sim_mac_lanes_store(struct config_item *item,
					const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	int err = cmis_sim_mac_set(mac, text, U64_MAX, &mac->lanes);

	return err ? err : count;
}
CONFIGFS_ATTR(cmis_sim_mac_, lanes);

static ssize_t cmis_sim_mac_speed_mbps_show(struct config_item *item,
					    char *buf)
{
	return sysfs_emit(buf, "%llu\n",
			  READ_ONCE(cmis_sim_mac_of(item)->speed_mbps));
}

static ssize_t cmis_sim_mac_speed_mbps_store(struct config_item *item,
					     const char *text, size_t count)
{
	struct cmis_sim_mac *mac = cmis_sim_mac_of(item);
	int err = cmis_sim_mac_set(mac, text, U32_MAX, &mac->speed_mbps);

	return err ? err : count;
}
CONFIGFS_ATTR(cmis_sim_mac_, speed_mbps);

static struct configfs_attribute *cmis_sim_mac_attrs[] = {
	&cmis_sim_mac_attr_lanes,
	&cmis_sim_mac_attr_speed_mbps,
	&cmis_sim_mac_attr_cage,
	&cmis_sim_mac_attr_profile,
	&cmis_sim_mac_attr_module,
	&cmis_sim_mac_attr_state,
	&cmis_sim_mac_attr_latency_us,
	&cmis_sim_mac_attr_hang_ms,
	&cmis_sim_mac_attr_commands,
	&cmis_sim_mac_attr_fec_corrected,
	&cmis_sim_mac_attr_fec_uncorrectable,
	&cmis_sim_mac_attr_fec_corrected_bits,
	&cmis_sim_mac_attr_fec_us,
	&cmis_sim_mac_attr_link_reason,
	&cmis_sim_mac_attr_carrier,
	&cmis_sim_mac_attr_port_id,
	&cmis_sim_mac_attr_switch_id,
	&cmis_sim_mac_attr_port_name,
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
	cmis_sim_nic_init(&mac->nic);
	cmis_sim_link_init(&mac->link);
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
	int err;

	err = cmis_sim_nic_drivers_register();
	if (err)
		return err;
	config_group_init(&cmis_sim_mac_subsystem.su_group);
	mutex_init(&cmis_sim_mac_subsystem.su_mutex);
	err = configfs_register_subsystem(&cmis_sim_mac_subsystem);
	if (err)
		cmis_sim_nic_drivers_unregister();
	return err;
}
module_init(cmis_sim_mac_init);

static void __exit cmis_sim_mac_exit(void)
{
	configfs_unregister_subsystem(&cmis_sim_mac_subsystem);
	mutex_destroy(&cmis_sim_mac_subsystem.su_mutex);
	cmis_sim_nic_drivers_unregister();
}
module_exit(cmis_sim_mac_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Simulated MAC driver whose ports lead to CMIS cages");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
