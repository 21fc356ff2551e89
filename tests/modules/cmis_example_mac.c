// SPDX-License-Identifier: GPL-2.0-only
/*
 * A small MAC driver with one port, whose module the cmis driver brings up:
 * Documentation/cmis/developer.rst. It moves no packets.
 */

#include <linux/cmis.h>
#include <linux/err.h>
#include <linux/etherdevice.h>
#include <linux/ethtool.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <uapi/linux/cmis.h>

static char *cage = "cmis0";
module_param(cage, charp, 0444);
MODULE_PARM_DESC(cage, "Name or label of the cage");

static uint speed_mbps = 800000;
module_param(speed_mbps, uint, 0444);
MODULE_PARM_DESC(speed_mbps, "Speed of the port, which has the lanes 1 to 8");

struct example_mac {
	struct cmis_cage *cage;
	struct cmis_port *port;		/* RTNL */
};

static struct net_device *example_mac;

static struct cmis_cage *example_mac_get_cage(struct net_device *dev)
{
	struct example_mac *mac = netdev_priv(dev);

	return cmis_cage_get(mac->cage);
}

/* example_mac_get_module_eeprom() and others, for ethtool */
CMIS_ETHTOOL_OPS(example_mac, example_mac_get_cage)

static int example_mac_reset(struct net_device *dev, u32 *flags)
{
	struct example_mac *mac = netdev_priv(dev);

	return cmis_cage_reset(mac->cage, flags);
}

static const struct ethtool_ops example_mac_ethtool_ops = {
	.get_link = ethtool_op_get_link,
	.get_module_eeprom_by_page = example_mac_get_module_eeprom,
	.get_module_power_mode = example_mac_get_power_mode,
	.set_module_power_mode = example_mac_set_power_mode,
	.reset = example_mac_reset,
};

/* Returns at once: the module may take a minute, or come tomorrow. */
static int example_mac_request(struct net_device *dev, bool up)
{
	struct example_mac *mac = netdev_priv(dev);
	const struct cmis_port_wish wish = {
		.speed_mbps = speed_mbps,
		.up = up,
	};

	if (!mac->port)
		return -ENODEV;
	/* Here a real driver turns its serdes on or off. */
	cmis_port_set_host_tx(mac->port, up);
	return cmis_port_request(mac->port, &wish, NULL);
}

static int example_mac_open(struct net_device *dev)
{
	return example_mac_request(dev, true);
}

static int example_mac_stop(struct net_device *dev)
{
	netif_carrier_off(dev);
	return example_mac_request(dev, false);
}

static netdev_tx_t example_mac_start_xmit(struct sk_buff *skb,
					  struct net_device *dev)
{
	dev_core_stats_tx_dropped_inc(dev);
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops example_mac_netdev_ops = {
	.ndo_open = example_mac_open,
	.ndo_stop = example_mac_stop,
	.ndo_start_xmit = example_mac_start_xmit,
};

/* A real driver also asks whether its PCS is in lock. */
static void example_mac_changed(void *priv,
				const struct cmis_port_status *status)
{
	struct net_device *dev = priv;

	if (status->state == CMIS_PORT_STATE_UP)
		netif_carrier_on(dev);
	else
		netif_carrier_off(dev);
}

static const struct cmis_port_ops example_mac_port_ops = {
	.changed = example_mac_changed,
};

static int example_mac_claim(struct net_device *dev)
{
	const struct cmis_port_config config = {
		.lanes = 0xff,
		.owner = dev->name,
		.ops = &example_mac_port_ops,
		.priv = dev,
	};
	struct example_mac *mac = netdev_priv(dev);
	struct cmis_port *port = cmis_port_claim(mac->cage, &config);

	if (IS_ERR(port))
		return PTR_ERR(port);
	mac->port = port;
	return 0;
}

/* The callback may run until the port is released, which waits for it. */
static void example_mac_release(struct net_device *dev)
{
	struct example_mac *mac = netdev_priv(dev);
	struct cmis_port *port;

	rtnl_lock();
	port = mac->port;
	mac->port = NULL;
	rtnl_unlock();
	cmis_port_release(port);
}

static int example_mac_add(struct net_device *dev)
{
	struct example_mac *mac = netdev_priv(dev);
	int err;

	netif_carrier_off(dev);
	err = example_mac_claim(dev);
	if (err)
		return err;
	err = register_netdev(dev);
	if (err)
		goto err_release;
	/* ethtool's module commands, hwmon and health know the netdev now. */
	err = cmis_cage_bind_netdev(mac->cage, dev);
	if (err)
		goto err_unregister;
	return 0;

err_unregister:
	example_mac_release(dev);
	unregister_netdev(dev);
	return err;
err_release:
	example_mac_release(dev);
	return err;
}

/*
 * The probe() of a real driver does this. It finds the cage by a reference of
 * its firmware node, with cmis_cage_get_by_fwnode(), and returns -EPROBE_DEFER
 * if there is none yet.
 */
static int __init example_mac_init(void)
{
	struct example_mac *mac;
	struct net_device *dev;
	int err;

	dev = alloc_netdev(sizeof(*mac), "example0", NET_NAME_USER,
			   ether_setup);
	if (!dev)
		return -ENOMEM;
	eth_hw_addr_random(dev);
	dev->netdev_ops = &example_mac_netdev_ops;
	dev->ethtool_ops = &example_mac_ethtool_ops;
	mac = netdev_priv(dev);
	mac->cage = cmis_cage_get_by_name(cage);
	err = mac->cage ? example_mac_add(dev) : -ENODEV;
	if (err) {
		cmis_cage_put(mac->cage);
		free_netdev(dev);
		return err;
	}
	example_mac = dev;
	return 0;
}
module_init(example_mac_init);

static void __exit example_mac_exit(void)
{
	struct example_mac *mac = netdev_priv(example_mac);
	struct cmis_cage *held = mac->cage;

	cmis_cage_unbind_netdev(held, example_mac);
	/* Nobody calls the netdev's carrier functions after this. */
	example_mac_release(example_mac);
	unregister_netdev(example_mac);
	free_netdev(example_mac);
	cmis_cage_put(held);
}
module_exit(example_mac_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Example of a MAC driver whose module the cmis driver brings up");
MODULE_LICENSE("GPL");
