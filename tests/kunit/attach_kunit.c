// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the way from a netdev to a module: ethtool's operations, the power
 * policy, and attached netdevs whose drivers act at bad moments. The core is
 * the real one; the transport and the netdevs are fakes.
 */

#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/etherdevice.h>
#include <linux/module.h>

#include "fixture/clock.c"

#include "attach/link.c"
#include "attach/ops.c"
#include "attach/attach.c"
#include "attach/cage.c"
#include "port/ethtool.c"
#include "port/link.c"
#include "port/power.c"
#include "fixture/core.c"
#include "fixture/xfer.c"
#include "fixture/poll.c"
#include "fixture/spec.c"
#include "fixture/module.c"
#include "fixture/fake_transport.c"

/* Longer is a failure. Generous, for slow machines. */
#define ATTACH_WAIT_MS		20000
#define ATTACH_NEVER_MS		3600000
#define ATTACH_LOW_POWER	0x10	/* lower 26.4 */

/**
 * struct attach_test - the fixture of each test
 * @fake: a module, ready, with a CDB page
 * @ops: of the transport
 * @dev: parent of the cage
 * @cage: registered and ready, or NULL
 * @driver_ops: those of the netdev's driver
 * @other_ops: others that it, or another driver, may put in their place
 * @netdev: registered, or NULL
 */
struct attach_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct device *dev;
	struct cmis_cage *cage;
	struct ethtool_ops driver_ops;
	struct ethtool_ops other_ops;
	struct net_device *netdev;
};

static unsigned int attach_driver_resets;

static const struct cmis_client *const attach_clients[] = {
	&cmis_power_client,
	&cmis_link_client,
	&cmis_attacher_client,
};

static int attach_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.clients = attach_clients,
		.num_clients = ARRAY_SIZE(attach_clients),
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       ATTACH_NEVER_MS },
			.stale_sweeps = 3,
		},
	};
	int ret;

	ret = cmis_core_init(&config);
	if (ret)
		return ret;
	ret = cmis_link_init();
	if (ret)
		goto err_core;
	ret = cmis_attach_init();
	if (ret)
		goto err_link;
	return 0;

err_link:
	cmis_link_exit();
err_core:
	cmis_core_exit();
	return ret;
}

static void attach_suite_exit(struct kunit_suite *suite)
{
	cmis_attach_exit();
	cmis_link_exit();
	cmis_core_exit();
}

/* A QSFP-DD of CMIS 5.0 in ModuleReady, one bank, no monitors. */
static void attach_fill(struct fake *fake)
{
	u8 *advert = fake_at(fake, 0, 0x01, 128);

	memset(fake->lower, 0, 126);
	fake->lower[0] = 0x18;
	fake->lower[1] = 0x50;
	fake->lower[3] = 0x07;
	fake->lower[85] = 2;
	fake->lower[86] = 0xff;
	memset(advert, 0, 128);
	advert[1] = 1;
	memset(fake_at(fake, 0, 0x02, 128), 0, 128);
	*fake_at(fake, 0, 0, 128) = 0x18;
	memset(fake_page_add(fake, 0, 0x9f), 0, 128);
}

static int attach_test_init(struct kunit *test)
{
	struct attach_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	t->dev = kunit_device_register(test, "attach");
	if (IS_ERR(t->dev))
		return PTR_ERR(t->dev);
	fake_init(&t->fake, test);
	attach_fill(&t->fake);
	t->ops = fake_ops;
	t->ops.set_reset = NULL;
	attach_driver_resets = 0;
	return 0;
}

static void attach_cage_remove(struct attach_test *t)
{
	if (!IS_ERR_OR_NULL(t->cage))
		cmis_cage_unregister(t->cage);
	t->cage = NULL;
}

static void attach_netdev_remove(struct attach_test *t)
{
	if (!t->netdev)
		return;
	unregister_netdev(t->netdev);
	free_netdev(t->netdev);
	t->netdev = NULL;
}

static void attach_test_exit(struct kunit *test)
{
	struct attach_test *t = test->priv;

	clock_start();
	if (t) {
		attach_cage_remove(t);
		attach_netdev_remove(t);
	}
	clock_stop();
}

static void attach_cage_add(struct kunit *test, struct fwnode_handle *mac)
{
	struct attach_test *t = test->priv;
	const struct cmis_cage_config config = {
		.parent = t->dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = t,
		.netdev_fwnode = mac,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = 128,
		.max_write = 128,
	};
	unsigned int waited_ms;

	t->cage = cmis_cage_register(&config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cage);
	for (waited_ms = 0; waited_ms < ATTACH_WAIT_MS; waited_ms += 20) {
		if (cmis_cage_get_state(t->cage) == CMIS_CAGE_READY)
			break;
		msleep(20);
	}
	KUNIT_ASSERT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
	flush_workqueue(t->cage->bus->wq);
}

static netdev_tx_t attach_start_xmit(struct sk_buff *skb,
				     struct net_device *dev)
{
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops attach_netdev_ops = {
	.ndo_start_xmit = attach_start_xmit,
};

/* An operation of the netdev's driver; only its address matters. */
static u32 attach_driver_get_link(struct net_device *dev)
{
	return 1;
}

static int attach_driver_reset(struct net_device *dev, u32 *flags)
{
	attach_driver_resets++;
	return 0;
}

static int
attach_driver_get_eeprom(struct net_device *dev,
			 const struct ethtool_module_eeprom *data,
			 struct netlink_ext_ack *extack)
{
	return -EIO;
}

static int attach_driver_get_linear(struct net_device *dev,
				    struct ethtool_eeprom *eeprom, u8 *data)
{
	return -EIO;
}

static int attach_driver_get_info(struct net_device *dev,
				  struct ethtool_modinfo *info)
{
	return -EIO;
}

static int
attach_driver_get_power(struct net_device *dev,
			struct ethtool_module_power_mode_params *params,
			struct netlink_ext_ack *extack)
{
	return -EIO;
}

static void attach_netdev_add(struct kunit *test, struct device *parent,
			      struct fwnode_handle *own)
{
	struct attach_test *t = test->priv;

	t->driver_ops.get_link = attach_driver_get_link;
	t->netdev = alloc_netdev(0, "cmkt%d", NET_NAME_ENUM, ether_setup);
	KUNIT_ASSERT_NOT_NULL(test, t->netdev);
	t->netdev->netdev_ops = &attach_netdev_ops;
	t->netdev->ethtool_ops = &t->driver_ops;
	if (parent)
		SET_NETDEV_DEV(t->netdev, parent);
	if (own)
		device_set_node(&t->netdev->dev, own);
	eth_hw_addr_random(t->netdev);
	if (register_netdev(t->netdev)) {
		free_netdev(t->netdev);
		t->netdev = NULL;
	}
	KUNIT_ASSERT_NOT_NULL(test, t->netdev);
}

static void attach_both_add(struct kunit *test)
{
	attach_cage_add(test, NULL);
	attach_netdev_add(test, NULL, NULL);
}

/* Attach a netdev by its name, like an administrator. */
static int attach_to(struct attach_test *t, const char *name)
{
	struct netlink_ext_ack extack = {};
	int ret;

	ret = cmis_cage_attach_netdev(t->cage, name, &extack);
	cmis_attacher_settle();
	/* Each refusal must have an extack message. */
	return ret && !extack._msg ? 1 : ret;
}

static int attach_own(struct attach_test *t)
{
	return attach_to(t, t->netdev->name);
}

/* Read a byte like ethtool: the byte, or an errno. */
static int attach_read(struct net_device *netdev, u32 page, u32 offset)
{
	struct netlink_ext_ack extack = {};
	const struct ethtool_ops *ops;
	u8 byte = 0;
	struct ethtool_module_eeprom data = {
		.i2c_address = 0x50,
		.page = page,
		.offset = offset,
		.length = 1,
		.data = &byte,
	};
	int ret = -EOPNOTSUPP;

	rtnl_lock();
	ops = netdev->ethtool_ops;
	if (ops->get_module_eeprom_by_page)
		ret = ops->get_module_eeprom_by_page(netdev, &data, &extack);
	rtnl_unlock();
	return ret < 0 ? ret : byte;
}

static void attach_set_ops(struct net_device *netdev,
			   const struct ethtool_ops *ops)
{
	rtnl_lock();
	netdev->ethtool_ops = ops;
	rtnl_unlock();
}

static void attach_set_up(struct net_device *netdev, bool up)
{
	rtnl_lock();
	if (up)
		dev_open(netdev, NULL);
	else
		dev_close(netdev);
	rtnl_unlock();
}

static const char *attach_state(struct attach_test *t)
{
	return cmis_cage_get_netdev_state(t->cage);
}

/* Another driver puts its operations on top, like DSA. */
static void attach_cover(struct attach_test *t)
{
	t->other_ops = *t->netdev->ethtool_ops;
	attach_set_ops(t->netdev, &t->other_ops);
}

static unsigned int attach_links(void)
{
	unsigned int links;

	mutex_lock(&cmis_copies_lock);
	links = list_count_nodes(&cmis_copies);
	mutex_unlock(&cmis_copies_lock);
	return links;
}

static void attach_adds_what_the_driver_lacks(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_both_add(test);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), -EOPNOTSUPP);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), 0x18);
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops->get_link,
			    &attach_driver_get_link);
	KUNIT_EXPECT_EQ(test, attach_own(t), 0);
	KUNIT_EXPECT_EQ(test, attach_links(), 1);

	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)&t->driver_ops);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
}

static void attach_refuses_names(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_cage_add(test, NULL);
	KUNIT_EXPECT_EQ(test, attach_to(t, "cmkt-none"), -ENODEV);
	KUNIT_EXPECT_EQ(test, attach_to(t, "a/b"), -EINVAL);
	KUNIT_EXPECT_EQ(test, attach_to(t, "."), -EINVAL);
	KUNIT_EXPECT_EQ(test, attach_to(t, "a b"), -EINVAL);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
}

static void attach_refuses_own_access(struct kunit *test)
{
	struct attach_test *t = test->priv;
	struct ethtool_ops *ops = &t->driver_ops;

	attach_both_add(test);
	ops->get_module_eeprom_by_page = attach_driver_get_eeprom;
	KUNIT_EXPECT_EQ(test, attach_own(t), -EOPNOTSUPP);
	ops->get_module_eeprom_by_page = NULL;
	ops->get_module_eeprom = attach_driver_get_linear;
	KUNIT_EXPECT_EQ(test, attach_own(t), -EOPNOTSUPP);
	ops->get_module_eeprom = NULL;
	ops->get_module_info = attach_driver_get_info;
	KUNIT_EXPECT_EQ(test, attach_own(t), -EOPNOTSUPP);
	ops->get_module_info = NULL;
	ops->get_module_power_mode = attach_driver_get_power;
	KUNIT_EXPECT_EQ(test, attach_own(t), -EOPNOTSUPP);
	ops->get_module_power_mode = NULL;
	t->netdev->sfp_bus = (struct sfp_bus *)t;
	KUNIT_EXPECT_EQ(test, attach_own(t), -EOPNOTSUPP);
	t->netdev->sfp_bus = NULL;

	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)ops);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
	KUNIT_EXPECT_EQ(test, attach_own(t), 0);
}

static void attach_sees_operations_replaced(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_both_add(test);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	t->other_ops = t->driver_ops;
	attach_set_ops(t->netdev, &t->other_ops);
	cmis_attacher_sampled(t->cage, CMIS_CLASS_THERMAL);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "lost");

	KUNIT_EXPECT_EQ(test, attach_own(t), 0);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), 0x18);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)&t->other_ops);

	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_set_ops(t->netdev, &t->driver_ops);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)&t->driver_ops);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
}

static void attach_waits_for_those_on_top(struct kunit *test)
{
	struct attach_test *t = test->priv;
	const struct ethtool_ops *ours;

	attach_both_add(test);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	ours = t->netdev->ethtool_ops;
	attach_cover(t);
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), 0x18);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), -EBUSY);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "covered");
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), 0x18);
	KUNIT_EXPECT_EQ(test, attach_own(t), 0);

	attach_set_ops(t->netdev, ours);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)&t->driver_ops);
}

static void attach_lingers_when_its_cage_goes(struct kunit *test)
{
	struct attach_test *t = test->priv;
	const struct ethtool_ops *ours;
	unsigned int waited_ms;

	attach_both_add(test);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	ours = t->netdev->ethtool_ops;
	attach_cover(t);
	attach_cage_remove(t);
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), -ENODEV);
	KUNIT_EXPECT_EQ(test, attach_links(), 1);

	attach_set_ops(t->netdev, ours);
	for (waited_ms = 0; waited_ms < ATTACH_WAIT_MS; waited_ms += 20) {
		if (!attach_links())
			break;
		msleep(20);
	}
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)&t->driver_ops);
	KUNIT_EXPECT_EQ(test, attach_read(t->netdev, 0, 0), -EOPNOTSUPP);
}

static void attach_ends_with_its_netdev(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_both_add(test);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_netdev_remove(t);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");

	attach_netdev_add(test, NULL, NULL);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_cover(t);
	attach_netdev_remove(t);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);

	attach_netdev_add(test, NULL, NULL);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_cover(t);
	attach_cage_remove(t);
	attach_netdev_remove(t);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
}

static int attach_reset(struct attach_test *t)
{
	u32 flags = ETH_RESET_PHY;
	int ret;

	rtnl_lock();
	ret = t->netdev->ethtool_ops->reset(t->netdev, &flags);
	rtnl_unlock();
	return ret;
}

static void attach_leaves_the_drivers_reset(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_both_add(test);
	t->driver_ops.reset = attach_driver_reset;
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, attach_reset(t), 0);
	KUNIT_EXPECT_EQ(test, attach_driver_resets, 1);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "");

	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	t->driver_ops.reset = NULL;
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_set_up(t->netdev, true);
	KUNIT_EXPECT_EQ(test, attach_reset(t), -EBUSY);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "w26"));
	attach_set_up(t->netdev, false);
	KUNIT_EXPECT_EQ(test, attach_reset(t), 0);
	KUNIT_EXPECT_EQ(test, attach_driver_resets, 1);
}

static void attach_by_node(struct kunit *test)
{
	struct attach_test *t = test->priv;
	struct fwnode_handle *mac = fwnode_create_software_node(NULL, NULL);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, mac);
	attach_cage_add(test, mac);
	attach_netdev_add(test, NULL, NULL);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
	attach_netdev_remove(t);

	/* The cage is there first, then the netdev comes. */
	attach_netdev_add(test, NULL, mac);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");
	attach_cage_remove(t);
	KUNIT_EXPECT_EQ(test, attach_links(), 0);
	attach_cage_add(test, mac);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");

	/* From now on the administrator decides, not the node. */
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	queue_work(system_long_wq, &cmis_scan);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");

	attach_cage_remove(t);
	attach_netdev_remove(t);
	fwnode_remove_software_node(mac);
}

/* While the old attachment is covered, the netdev cannot be attached anew. */
static void attach_by_node_when_it_is_free(struct kunit *test)
{
	struct attach_test *t = test->priv;
	struct fwnode_handle *mac = fwnode_create_software_node(NULL, NULL);
	const struct ethtool_ops *ours;
	unsigned int waited_ms;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, mac);
	attach_netdev_add(test, NULL, mac);
	attach_cage_add(test, mac);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");
	ours = t->netdev->ethtool_ops;
	attach_cover(t);
	attach_cage_remove(t);
	attach_cage_add(test, mac);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");

	attach_set_ops(t->netdev, ours);
	for (waited_ms = 0; waited_ms < ATTACH_WAIT_MS; waited_ms += 20) {
		if (!strcmp(attach_state(t), "attached"))
			break;
		msleep(20);
	}
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");

	attach_cage_remove(t);
	attach_netdev_remove(t);
	fwnode_remove_software_node(mac);
}

static void attach_by_node_of_the_parent(struct kunit *test)
{
	struct attach_test *t = test->priv;
	struct fwnode_handle *mac = fwnode_create_software_node(NULL, NULL);
	struct fwnode_handle *port = fwnode_create_software_node(NULL, NULL);
	struct device *parent = kunit_device_register(test, "mac");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, mac);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, port);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, parent);
	device_set_node(parent, mac);
	attach_cage_add(test, mac);

	/* A netdev with a node of its own is another port of the parent. */
	attach_netdev_add(test, parent, port);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
	attach_netdev_remove(t);

	/* A netdev with module access of its own is refused, and stays so. */
	t->driver_ops.get_module_info = attach_driver_get_info;
	attach_netdev_add(test, parent, NULL);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
	attach_netdev_remove(t);

	t->driver_ops.get_module_info = NULL;
	attach_netdev_add(test, parent, NULL);
	flush_work(&cmis_scan);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");

	attach_cage_remove(t);
	attach_netdev_remove(t);
	device_set_node(parent, NULL);
	fwnode_remove_software_node(port);
	fwnode_remove_software_node(mac);
}

static void attach_leaves_mac_drivers_alone(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_both_add(test);
	KUNIT_EXPECT_EQ(test, cmis_cage_bind_netdev(t->cage, t->netdev), 0);
	KUNIT_EXPECT_EQ(test, cmis_cage_bind_netdev(t->cage, t->netdev), 0);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "bound");
	KUNIT_EXPECT_PTR_EQ(test, t->netdev->ethtool_ops,
			    (const struct ethtool_ops *)&t->driver_ops);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), -EBUSY);
	KUNIT_EXPECT_EQ(test, attach_to(t, "lo"), -EBUSY);
	KUNIT_EXPECT_NE(test, cmis_cage_get_port_state(t->cage), CMIS_PORT_UP);
	attach_set_up(t->netdev, true);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_port_state(t->cage), CMIS_PORT_UP);

	/* A netdev that is not bound cannot undo the binding. */
	cmis_cage_unbind_netdev(t->cage, init_net.loopback_dev);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "bound");
	cmis_cage_unbind_netdev(t->cage, t->netdev);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
	KUNIT_EXPECT_NE(test, cmis_cage_get_port_state(t->cage), CMIS_PORT_UP);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	KUNIT_EXPECT_EQ(test, cmis_cage_bind_netdev(t->cage, t->netdev),
			-EBUSY);
	cmis_cage_unbind_netdev(t->cage, t->netdev);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "attached");
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);

	KUNIT_EXPECT_EQ(test, cmis_cage_bind_netdev(t->cage, t->netdev), 0);
	attach_netdev_remove(t);
	KUNIT_EXPECT_STREQ(test, attach_state(t), "none");
}

static void attach_expect_low(struct kunit *test, bool low)
{
	struct attach_test *t = test->priv;

	flush_delayed_work(&t->cage->clients.power->work);
	KUNIT_EXPECT_EQ(test, !!(t->fake.lower[26] & ATTACH_LOW_POWER), low);
}

static void attach_set_policy(struct kunit *test,
			      enum ethtool_module_power_mode_policy policy)
{
	struct attach_test *t = test->priv;
	const struct ethtool_module_power_mode_params params = {
		.policy = policy,
	};

	KUNIT_EXPECT_EQ(test, cmis_cage_set_power_mode(t->cage, &params, NULL),
			0);
}

static void attach_power_follows_the_port(struct kunit *test)
{
	struct attach_test *t = test->priv;

	attach_both_add(test);
	cmis_power_set_companion(t->cage, true);
	attach_expect_low(test, false);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	attach_expect_low(test, false);
	cmis_power_set_companion(t->cage, false);
	attach_expect_low(test, true);

	/* The policy follows the port, not the companion netdev. */
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_expect_low(test, true);
	cmis_power_set_companion(t->cage, true);
	attach_expect_low(test, true);
	attach_set_up(t->netdev, true);
	attach_expect_low(test, false);
	attach_set_up(t->netdev, false);
	attach_expect_low(test, true);
	attach_set_up(t->netdev, true);
	cmis_power_set_companion(t->cage, false);
	KUNIT_EXPECT_EQ(test, attach_to(t, ""), 0);
	attach_expect_low(test, false);

	cmis_power_set_companion(t->cage, true);
	cmis_power_set_companion(t->cage, false);
	attach_expect_low(test, true);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH);
	attach_expect_low(test, false);
}

/* A cage that gives less than the module may take keeps it in low power. */
static void attach_power_keeps_to_the_limit(struct kunit *test)
{
	const struct ethtool_module_power_mode_params high = {
		.policy = ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH,
	};
	struct cmis_settings settings = { .power_limit_mw = 11999 };
	struct attach_test *t = test->priv;

	*fake_at(&t->fake, 0, 0x00, 201) = 48;	/* 12 W */
	t->fake.lower[26] = 0x40 | ATTACH_LOW_POWER;
	attach_both_add(test);
	cmis_cage_set_settings(t->cage, &settings, CMIS_SETTING_POWER_LIMIT);
	KUNIT_EXPECT_EQ(test, cmis_cage_set_power_mode(t->cage, &high, NULL),
			-EDQUOT);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	cmis_power_set_companion(t->cage, true);
	attach_expect_low(test, true);

	settings.power_limit_mw = 12000;
	cmis_cage_set_settings(t->cage, &settings, CMIS_SETTING_POWER_LIMIT);
	KUNIT_EXPECT_EQ(test, cmis_cage_set_power_mode(t->cage, &high, NULL),
			0);
	attach_expect_low(test, false);
}

/* Sweep the module now; no sweep is due in these tests. */
static void attach_sweep(struct attach_test *t)
{
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	flush_delayed_work(&t->cage->events.work);
}

static void attach_power_is_left_alone(struct kunit *test)
{
	struct ethtool_module_power_mode_params params = {};
	struct attach_test *t = test->priv;

	attach_both_add(test);
	fake_take(&t->fake);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_set_up(t->netdev, true);
	attach_set_up(t->netdev, false);
	attach_expect_low(test, false);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "w26"));
	KUNIT_EXPECT_EQ(test, cmis_cage_get_power_mode(t->cage, &params, NULL),
			0);
	KUNIT_EXPECT_EQ(test, (int)params.policy, 0);
	KUNIT_EXPECT_EQ(test, (int)params.mode, ETHTOOL_MODULE_POWER_MODE_HIGH);

	/* In low power without a request of the host. */
	t->fake.lower[3] = 0x03;
	attach_sweep(t);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_power_mode(t->cage, &params, NULL),
			0);
	KUNIT_EXPECT_EQ(test, (int)params.policy, 0);
	KUNIT_EXPECT_EQ(test, (int)params.mode, ETHTOOL_MODULE_POWER_MODE_LOW);

	/* Requested to stay in low power: it follows its port from now on. */
	t->fake.lower[26] |= ATTACH_LOW_POWER;
	attach_sweep(t);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_power_mode(t->cage, &params, NULL),
			0);
	KUNIT_EXPECT_EQ(test, (int)params.policy, 0);
	attach_expect_low(test, true);
	attach_set_up(t->netdev, true);
	attach_expect_low(test, false);
	attach_set_up(t->netdev, false);
	attach_expect_low(test, true);
}

/* The answer comes from the snapshot and never uses the bus. */
static int attach_ask_power(struct kunit *test,
			    struct ethtool_module_power_mode_params *params)
{
	struct attach_test *t = test->priv;
	int ret;

	*params = (struct ethtool_module_power_mode_params) {};
	t->fake.transactions = 0;
	ret = cmis_cage_get_power_mode(t->cage, params, NULL);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);
	return ret;
}

/* A module in the state fault gets no requests. */
static void attach_power_of_a_faulty_module(struct kunit *test)
{
	struct ethtool_module_power_mode_params params;
	struct attach_test *t = test->priv;

	attach_both_add(test);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	cmis_cage_set_state(t->cage, CMIS_CAGE_FAULT, -ENXIO);
	KUNIT_EXPECT_EQ(test, attach_ask_power(test, &params), 0);
	KUNIT_EXPECT_EQ(test, (int)params.policy,
			ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	KUNIT_EXPECT_EQ(test, (int)params.mode, 0);
	cmis_cage_set_state(t->cage, CMIS_CAGE_READY, 0);
}

static void attach_power_is_of_the_last_sweep(struct kunit *test)
{
	struct ethtool_module_power_mode_params params;
	struct attach_test *t = test->priv;
	unsigned int i;

	attach_both_add(test);
	for (i = 0; i < 4; i++) {
		bool low = i & 1;

		t->fake.lower[3] = low ? 0x03 : 0x07;
		t->fake.lower[26] = low ? ATTACH_LOW_POWER : 0;
		attach_sweep(t);
		t->fake.lower[26] ^= ATTACH_LOW_POWER;
		KUNIT_EXPECT_EQ(test, attach_ask_power(test, &params), 0);
		KUNIT_EXPECT_EQ(test, (int)params.policy, 0);
		KUNIT_EXPECT_EQ(test, (int)params.mode,
				low ? ETHTOOL_MODULE_POWER_MODE_LOW :
				      ETHTOOL_MODULE_POWER_MODE_HIGH);
	}
}

static void attach_sweep_all(struct attach_test *t)
{
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	flush_delayed_work(&t->cage->events.work);
}

/* Sweep lanes only, a while after the last run. */
static void attach_sweep_lanes(struct attach_test *t)
{
	msleep(300);
	t->cage->poll->class[CMIS_CLASS_LANES].due = ktime_get();
	mod_delayed_work(t->cage->bus->wq, &t->cage->events.work, 0);
	flush_delayed_work(&t->cage->events.work);
}

/* The module resets between two sweeps, and comes back to ModuleReady. */
static void attach_restart(struct attach_test *t, u8 control)
{
	u8 *lower = t->fake.lower;

	lower[3] = 0x07;
	lower[8] |= 0x01;
	lower[26] = control;
	memset(&lower[126], 0, 2);
	memset(t->fake.page_next, 0, sizeof(t->fake.page_next));
}

static enum cmis_kept attach_kept(struct kunit *test)
{
	struct attach_test *t = test->priv;
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	enum cmis_kept kept;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, snapshot);
	kept = snapshot->kept;
	cmis_snapshot_put(snapshot);
	return kept;
}

static void attach_expect_control(struct kunit *test, u8 control)
{
	struct attach_test *t = test->priv;

	flush_delayed_work(&t->cage->clients.power->work);
	KUNIT_EXPECT_EQ(test, t->fake.lower[26], control);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 1);
}

static int attach_present(void *priv)
{
	return 1;
}

/* The first value of lower 26, and the result of each policy */
static void attach_power_is_set_again(struct kunit *test, u8 found)
{
	struct attach_test *t = test->priv;
	unsigned int i;

	t->fake.lower[26] = found;
	attach_both_add(test);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	attach_expect_control(test, found | ATTACH_LOW_POWER);
	for (i = 0; i < 4; i++) {
		/* At first no sweep has seen the request. */
		if (i)
			attach_sweep_all(t);
		if (i == 2)
			attach_sweep_lanes(t);
		attach_restart(t, found);
		/* The reset comes before a selection of another page. */
		if (i == 3)
			attach_sweep_lanes(t);
		attach_sweep(t);
		attach_expect_control(test, found | ATTACH_LOW_POWER);
	}
	attach_sweep(t);
	KUNIT_EXPECT_EQ(test, attach_kept(test), CMIS_KEPT);

	/* The module does not answer for a while. */
	t->fake.busy_until = ktime_add_ms(ktime_get(), 200);
	attach_restart(t, found);
	attach_sweep(t);
	msleep(400);
	attach_expect_control(test, found | ATTACH_LOW_POWER);

	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH);
	attach_sweep_all(t);
	attach_restart(t, found);
	attach_sweep(t);
	attach_expect_control(test, found & 0x20);
}

static void attach_power_survives_a_reset(struct kunit *test)
{
	attach_power_is_set_again(test, 0x40);
}

static void attach_power_survives_a_reset_of_its_own(struct kunit *test)
{
	attach_power_is_set_again(test, 0x20);
}

/* Pulled and plugged between two sweeps: the signal has bounced. */
static void attach_power_survives_a_new_seat(struct kunit *test)
{
	struct attach_test *t = test->priv;

	t->ops.present = attach_present;
	attach_both_add(test);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	attach_sweep_all(t);
	attach_restart(t, 0x40);
	cmis_cage_presence_changed(t->cage);
	flush_delayed_work(&t->cage->events.work);
	attach_expect_control(test, 0x50);
}

static void attach_power_of_another_host(struct kunit *test)
{
	static const u8 bytes[] = { 0x40, 0x40, 0x40, 0x00, 0x20 };
	struct attach_test *t = test->priv;
	unsigned int i, sweep;

	t->fake.lower[26] = 0x40;
	attach_both_add(test);
	for (i = 0; i < ARRAY_SIZE(bytes); i++) {
		attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
		attach_expect_low(test, true);
		attach_sweep_all(t);
		KUNIT_EXPECT_EQ(test, attach_kept(test), CMIS_KEPT);

		if (i == 1)
			attach_sweep_lanes(t);
		t->fake.lower[8] |= 0x01;
		t->fake.lower[26] = bytes[i];
		if (i == 2)
			attach_sweep_lanes(t);
		for (sweep = 0; sweep < 4; sweep++)
			attach_sweep(t);
		attach_expect_control(test, bytes[i]);
		KUNIT_EXPECT_EQ(test, attach_kept(test), CMIS_KEPT_OTHER);
		/* Also after a failure of the bus */
		cmis_cage_set_state(t->cage, CMIS_CAGE_FAULT, -ENXIO);
		cmis_cage_set_state(t->cage, CMIS_CAGE_READY, 0);
		attach_expect_control(test, bytes[i]);
	}
	/* A reset ends it. */
	attach_restart(t, 0x40);
	attach_sweep(t);
	attach_expect_low(test, true);
}

/* A user may write the value of a reset: it stays until the next policy. */
static void attach_power_after_a_raw_write(struct kunit *test)
{
	u8 byte = 0x40;
	const struct ethtool_module_eeprom data = {
		.offset = 26,
		.length = 1,
		.i2c_address = 0x50,
		.data = &byte,
	};
	struct ethtool_module_power_mode_params params;
	struct attach_test *t = test->priv;
	unsigned int sweep;

	attach_both_add(test);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH);
	attach_sweep_all(t);
	t->fake.lower[8] |= 0x01;
	KUNIT_EXPECT_EQ(test, cmis_cage_set_module_eeprom(t->cage, &data, NULL),
			0);
	for (sweep = 0; sweep < 4; sweep++)
		attach_sweep(t);
	attach_expect_control(test, 0x40);
	KUNIT_EXPECT_EQ(test, attach_kept(test), CMIS_KEPT_OTHER);

	/* Without a policy in force, ethtool does not drop the same one. */
	KUNIT_EXPECT_EQ(test, attach_ask_power(test, &params), 0);
	KUNIT_EXPECT_EQ(test, (int)params.policy, 0);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH);
	attach_sweep(t);
	attach_sweep(t);
	KUNIT_EXPECT_EQ(test, attach_kept(test), CMIS_KEPT);
	KUNIT_EXPECT_EQ(test, attach_ask_power(test, &params), 0);
	KUNIT_EXPECT_EQ(test, (int)params.policy,
			ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH);
}

/* A module may ignore the request: do not ask it in each sweep. */
static void attach_power_is_not_set_for_ever(struct kunit *test)
{
	struct attach_test *t = test->priv;
	unsigned int i, writes = 0;

	attach_both_add(test);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_AUTO);
	attach_expect_low(test, true);
	for (i = 0; i < 5; i++) {
		attach_restart(t, 0x40);
		t->fake.lower[8] = 0;
		fake_take(&t->fake);
		attach_sweep(t);
		flush_delayed_work(&t->cage->clients.power->work);
		writes += !!strstr(fake_take(&t->fake), "w26+1");
	}
	KUNIT_EXPECT_EQ(test, writes, 1);
}

static int attach_fetch(struct kunit *test,
			struct ethtool_module_eeprom *data,
			struct netlink_ext_ack *extack)
{
	struct attach_test *t = test->priv;

	if (extack)
		extack->_msg = NULL;
	return cmis_cage_get_module_eeprom(t->cage, data, extack);
}

static void attach_eeprom_ranges(struct kunit *test)
{
	static const struct {
		u8 address;
		u32 page, bank, offset, length;
		int ret;
	} rows[] = {
		{ 0x50, 0, 0, 0, 128, 128 },
		{ 0x50, 0, 0, 0, 256, 256 },
		{ 0x50, 0, 0, 127, 2, 2 },
		{ 0x50, 0, 0, 255, 1, 1 },
		{ 0x50, 1, 0, 128, 128, 128 },
		{ 0x50, 0x11, 0, 128, 128, 128 },
		{ 0x50, 0, 9, 0, 1, 1 },	/* no bank in lower memory */
		{ 0x51, 0, 0, 0, 1, -EINVAL },
		{ 0x50, 0, 0, 0, 0, -EINVAL },
		{ 0x50, 0, 0, 0, 257, -EINVAL },
		{ 0x50, 0, 0, 256, 1, -EINVAL },
		{ 0x50, 0, 0, 255, 2, -EINVAL },
		{ 0x50, 0, 0, U32_MAX, 1, -EINVAL },
		{ 0x50, 0, 0, 1, U32_MAX, -EINVAL },
		{ 0x50, 1, 0, 127, 1, -EINVAL },
		{ 0x50, 0x11, 4, 128, 1, -EINVAL },
		{ 0x50, 0x11, 3, 128, 1, -EINVAL },	/* no such bank */
		{ 0x50, 0x30, 0, 128, 1, -EINVAL },	/* no such page */
	};
	u8 *buf = kunit_kzalloc(test, 256, GFP_KERNEL);
	struct netlink_ext_ack extack;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, buf);
	attach_cage_add(test, NULL);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		struct ethtool_module_eeprom data = {
			.i2c_address = rows[i].address,
			.page = rows[i].page,
			.bank = rows[i].bank,
			.offset = rows[i].offset,
			.length = rows[i].length,
			.data = buf,
		};

		KUNIT_EXPECT_EQ_MSG(test, attach_fetch(test, &data, &extack),
				    rows[i].ret, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, !extack._msg, rows[i].ret > 0,
				    "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, attach_fetch(test, &data, NULL),
				    rows[i].ret, "row %u", i);
	}
}

static void attach_eeprom_bytes(struct kunit *test)
{
	struct attach_test *t = test->priv;
	u8 buf[3] = {};
	struct ethtool_module_eeprom data = {
		.i2c_address = 0x50,
		.offset = 126,
		.length = 3,
		.data = buf,
	};

	attach_cage_add(test, NULL);
	KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, NULL), 3);
	KUNIT_EXPECT_EQ(test, buf[2], 0x18);
	data.page = 0x11;
	data.offset = 200;
	data.length = 1;
	KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, NULL), 1);
	KUNIT_EXPECT_EQ(test, buf[0], *fake_at(&t->fake, 0, 0x11, 200));
}

/* Errors of the bus reach ethtool, with a word of explanation. */
static void attach_eeprom_errors(struct kunit *test)
{
	static const int errors[] = { -ENXIO, -ETIMEDOUT, -EBADMSG };
	struct attach_test *t = test->priv;
	struct netlink_ext_ack extack;
	u8 byte;
	struct ethtool_module_eeprom data = {
		.i2c_address = 0x50,
		.length = 1,
		.data = &byte,
	};
	unsigned int i;

	attach_cage_add(test, NULL);
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		fake_fail(&t->fake, errors[i], -1);
		KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, &extack),
				errors[i]);
		KUNIT_EXPECT_NOT_NULL(test, extack._msg);
		fake_fail(&t->fake, 0, 0);
	}
	get_device(&t->cage->dev);
	cmis_cage_unregister(t->cage);
	KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, &extack), -ENODEV);
	KUNIT_EXPECT_NOT_NULL(test, extack._msg);
	KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, NULL), -ENODEV);
	put_device(&t->cage->dev);
	t->cage = NULL;
}

/* The bus fails in the middle of a range: the next read has the flags. */
static void attach_eeprom_keeps_flags(struct kunit *test)
{
	struct attach_test *t = test->priv;
	u8 buf[200] = {};
	struct ethtool_module_eeprom data = {
		.i2c_address = 0x50,
		.offset = 8,
		.length = sizeof(buf),
		.data = buf,
	};

	attach_cage_add(test, NULL);
	KUNIT_ASSERT_EQ(test, attach_fetch(test, &data, NULL), sizeof(buf));
	t->fake.lower[9] = 0x04;
	fake_fail(&t->fake, -ETIMEDOUT, -1);
	t->fake.fail_skip = 1;
	KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, NULL), -ETIMEDOUT);
	fake_fail(&t->fake, 0, 0);
	KUNIT_EXPECT_EQ(test, attach_fetch(test, &data, NULL), sizeof(buf));
	KUNIT_EXPECT_EQ(test, buf[1], 0x04);
}

/* Content of page 9Fh, the bytes to write, and whether they may pass */
static void attach_firmware_needs_a_port_that_is_down(struct kunit *test)
{
	static const struct {
		u8 before[2];
		u32 page, offset, length;
		u8 bytes[4];
		bool ok;
	} rows[] = {
		{ { 0, 0 }, 0x9f, 128, 2, { 0x01, 0x01 }, false },
		{ { 0, 0 }, 0x9f, 128, 2, { 0x01, 0x00 }, false },
		{ { 0, 0 }, 0x9f, 128, 2, { 0x01, 0x0f }, false },
		{ { 0, 0 }, 0x9f, 128, 4, { 0x01, 0x09, 0, 0 }, false },
		{ { 0, 0 }, 0x9f, 128, 2, { 0x01, 0x10 }, true },
		{ { 0, 0 }, 0x9f, 128, 2, { 0x00, 0xff }, true },
		{ { 0, 0 }, 0x9f, 128, 2, { 0x00, 0x41 }, true },
		{ { 1, 0x20 }, 0x9f, 129, 1, { 0x01 }, false },
		{ { 0, 0x20 }, 0x9f, 129, 1, { 0x01 }, true },
		{ { 0, 0x01 }, 0x9f, 128, 1, { 0x01 }, false },
		{ { 1, 0x20 }, 0x9f, 128, 1, { 0x01 }, true },
		{ { 1, 0x01 }, 0x9f, 130, 4, { 1, 1, 1, 1 }, true },
		{ { 0, 0 }, 0x11, 128, 2, { 0x01, 0x01 }, true },
		{ { 0, 0 }, 0x00, 100, 2, { 0x01, 0x01 }, true },
	};
	struct attach_test *t = test->priv;
	struct netlink_ext_ack extack;
	unsigned int i;
	int up, ret;

	attach_both_add(test);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	for (i = 0; i < 2 * ARRAY_SIZE(rows); i++) {
		unsigned int row = i / 2;
		u8 bytes[4];
		const struct ethtool_module_eeprom data = {
			.i2c_address = 0x50,
			.page = rows[row].page,
			.offset = rows[row].offset,
			.length = rows[row].length,
			.data = bytes,
		};

		up = i % 2;
		attach_set_up(t->netdev, up);
		memcpy(bytes, rows[row].bytes, sizeof(bytes));
		memcpy(fake_at(&t->fake, 0, 0x9f, 128), rows[row].before, 2);
		extack._msg = NULL;
		ret = cmis_cage_set_module_eeprom(t->cage, &data, &extack);
		KUNIT_EXPECT_EQ_MSG(test, ret,
				    up && !rows[row].ok ? -EBUSY : 0,
				    "row %u, up %d", row, up);
		KUNIT_EXPECT_EQ_MSG(test, !!extack._msg, !!ret,
				    "row %u, up %d", row, up);
	}
}

static void attach_selection_is_not_written(struct kunit *test)
{
	struct attach_test *t = test->priv;
	struct netlink_ext_ack extack = {};
	u8 bytes[4] = {};
	struct ethtool_module_eeprom data = {
		.i2c_address = 0x50,
		.offset = 127,
		.length = 1,
		.data = bytes,
	};

	attach_cage_add(test, NULL);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, cmis_cage_set_module_eeprom(t->cage, &data,
							  &extack), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, extack._msg);
	data.offset = 123;
	data.length = 4;
	KUNIT_EXPECT_EQ(test, cmis_cage_set_module_eeprom(t->cage, &data,
							  NULL), -EINVAL);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "");
	data.offset = 122;
	KUNIT_EXPECT_EQ(test, cmis_cage_set_module_eeprom(t->cage, &data,
							  NULL), 0);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "w122+4:00.00\n");
}

/* A module that lost its power meanwhile has forgotten its settings. */
static void attach_policy_survives_a_sleep(struct kunit *test)
{
	struct attach_test *t = test->priv;
	unsigned int waited_ms;

	attach_both_add(test);
	KUNIT_ASSERT_EQ(test, attach_own(t), 0);
	attach_set_policy(test, ETHTOOL_MODULE_POWER_MODE_POLICY_HIGH);
	attach_expect_low(test, false);
	cmis_cage_suspend(t->cage);
	t->fake.lower[26] |= ATTACH_LOW_POWER;
	cmis_cage_resume(t->cage);
	for (waited_ms = 0; waited_ms < ATTACH_WAIT_MS; waited_ms += 20) {
		if (!(READ_ONCE(t->fake.lower[26]) & ATTACH_LOW_POWER))
			break;
		msleep(20);
	}
	attach_expect_low(test, false);
}

static struct kunit_case attach_cases[] = {
	KUNIT_CASE(attach_adds_what_the_driver_lacks),
	KUNIT_CASE(attach_refuses_names),
	KUNIT_CASE(attach_refuses_own_access),
	KUNIT_CASE(attach_sees_operations_replaced),
	KUNIT_CASE(attach_waits_for_those_on_top),
	KUNIT_CASE(attach_lingers_when_its_cage_goes),
	KUNIT_CASE(attach_ends_with_its_netdev),
	KUNIT_CASE(attach_leaves_the_drivers_reset),
	KUNIT_CASE(attach_by_node),
	KUNIT_CASE(attach_by_node_when_it_is_free),
	KUNIT_CASE(attach_by_node_of_the_parent),
	KUNIT_CASE(attach_leaves_mac_drivers_alone),
	KUNIT_CASE(attach_power_follows_the_port),
	KUNIT_CASE(attach_power_keeps_to_the_limit),
	KUNIT_CASE(attach_power_is_left_alone),
	KUNIT_CASE(attach_power_of_a_faulty_module),
	KUNIT_CASE(attach_power_is_of_the_last_sweep),
	KUNIT_CASE(attach_power_survives_a_reset),
	KUNIT_CASE(attach_power_survives_a_reset_of_its_own),
	KUNIT_CASE(attach_power_survives_a_new_seat),
	KUNIT_CASE(attach_power_of_another_host),
	KUNIT_CASE(attach_power_after_a_raw_write),
	KUNIT_CASE(attach_power_is_not_set_for_ever),
	KUNIT_CASE(attach_eeprom_ranges),
	KUNIT_CASE(attach_eeprom_bytes),
	KUNIT_CASE(attach_eeprom_errors),
	KUNIT_CASE(attach_eeprom_keeps_flags),
	KUNIT_CASE(attach_firmware_needs_a_port_that_is_down),
	KUNIT_CASE(attach_selection_is_not_written),
	KUNIT_CASE(attach_policy_survives_a_sleep),
	{}
};

static struct kunit_suite attach_suite = {
	.name = "attach",
	.suite_init = attach_suite_init,
	.suite_exit = attach_suite_exit,
	.init = attach_test_init,
	.exit = attach_test_exit,
	.test_cases = attach_cases,
};

kunit_test_suite(attach_suite);

MODULE_DESCRIPTION("Tests of the way from a netdev to a module");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
