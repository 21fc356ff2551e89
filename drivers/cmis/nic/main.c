// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transport: CMIS modules whose bus belongs to the firmware of a NIC. The
 * operation behind `ethtool -m` of the NIC's driver reads them.
 */

#include "compat/compat.h"

#include <linux/module.h>
#include <linux/printk.h>

#include "nic/bind.h"
#include "nic/device.h"

#define CMIS_NIC_MAX_NAMES	64

static char *netdevs[CMIS_NIC_MAX_NAMES];
static int num_netdevs;
module_param_array(netdevs, charp, &num_netdevs, 0444);
MODULE_PARM_DESC(netdevs, "Names of network interfaces whose modules get a cage; auto: all physical ports of known drivers");

static void __init cmis_nic_add_named(void)
{
	for (int i = 0; i < num_netdevs; i++) {
		int ret = cmis_nic_add(netdevs[i]);

		if (ret)
			pr_err("cmis_nic: cannot add '%s': %pe\n", netdevs[i],
			       ERR_PTR(ret));
	}
}

static int __init cmis_nic_init(void)
{
	int ret;

	ret = cmis_nic_watch();
	if (ret)
		return ret;
	ret = platform_driver_register(&cmis_nic_driver);
	if (ret) {
		cmis_nic_unwatch();
		return ret;
	}
	cmis_nic_add_named();
	return 0;
}
module_init(cmis_nic_init);

static void __exit cmis_nic_exit(void)
{
	/* The files go first, so nobody names another interface. */
	platform_driver_unregister(&cmis_nic_driver);
	cmis_nic_del_all();
	cmis_nic_unwatch();
}
module_exit(cmis_nic_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("CMIS pluggable optical modules behind firmware of NICs");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
CMIS_IMPORT_SYMBOLS();
