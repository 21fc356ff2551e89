// SPDX-License-Identifier: GPL-2.0-only
/*
 * CMIS modules: the driver's top, where the layers are put together.
 */

#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/util_macros.h>

#include "core/cage.h"
#include "core/client.h"
#include "path/engine.h"
#include "poll/health.h"
#include "poll/lifecycle.h"
#include "port/link.h"
#include "port/netdev.h"
#include "port/power.h"
#include "port/view.h"
#include "show/hwmon.h"
#include "show/journal.h"
#include "show/netlink/family.h"
#include "show/sysfs/cage.h"
#include "show/thermal.h"

static unsigned int thermal_period_ms = 1000;
module_param(thermal_period_ms, uint, 0444);
MODULE_PARM_DESC(thermal_period_ms,
		 "Default period of reading a module's state, temperature and supply, in ms (100 to 3600000, default 1000)");

static unsigned int lanes_period_ms = 5000;
module_param(lanes_period_ms, uint, 0444);
MODULE_PARM_DESC(lanes_period_ms,
		 "Default period of reading lane status and monitors, in ms (100 to 3600000, default 5000)");

static unsigned int vdm_period_ms = 10000;
module_param(vdm_period_ms, uint, 0444);
MODULE_PARM_DESC(vdm_period_ms,
		 "Default period of reading bit error ratios and other VDM monitors, in ms (100 to 3600000, default 10000)");

static unsigned int stale_sweeps = 3;
module_param(stale_sweeps, uint, 0444);
MODULE_PARM_DESC(stale_sweeps,
		 "Default number of failed sweeps in a row after which values are no longer shown (1 to 100, default 3)");

static bool statistics = true;
module_param(statistics, bool, 0444);
MODULE_PARM_DESC(statistics,
		 "Whether a module is frozen to read its statistics, by default (default Y)");

static unsigned int static_period_ms = 60000;
module_param(static_period_ms, uint, 0444);
MODULE_PARM_DESC(static_period_ms,
		 "Default pause between two checks of a module's static pages, in ms (0: none, 100 to 3600000, default 60000)");

static unsigned int record_kib = 64;
module_param(record_kib, uint, 0444);
MODULE_PARM_DESC(record_kib,
		 "Memory of the flight recorder of a cage, for 16 lanes, in KiB (0: off, 16 to 65536, default 64)");

static unsigned int record_pool_kib = 16384;
module_param(record_pool_kib, uint, 0444);
MODULE_PARM_DESC(record_pool_kib,
		 "Memory of the records that are kept, of all cages, in KiB (0 to 1048576, default 16384)");

static unsigned int burst_bus_percent = 10;
module_param(burst_bus_percent, uint, 0444);
MODULE_PARM_DESC(burst_bus_percent,
		 "Share of the time of a bus for reading modules often after a trigger of the flight recorder, in percent (0 to 100, default 10)");

static unsigned int bus_percent = 50;
module_param(bus_percent, uint, 0444);
MODULE_PARM_DESC(bus_percent,
		 "Share of the time of a bus for the sweeps of all its cages, in percent: default periods grow to keep to it (0: any, up to 100, default 50)");

static unsigned int live_bus_percent = 2;
module_param(live_bus_percent, uint, 0444);
MODULE_PARM_DESC(live_bus_percent,
		 "Share of the time of a bus for reads of live VDM values between sweeps, in percent (0: none, up to 100, default 2)");

static const struct cmis_client *const cmis_client_list[] = {
	&cmis_sysfs_client,
	PTR_IF(IS_ENABLED(CONFIG_CMIS_HWMON), &cmis_hwmon_client),
	PTR_IF(IS_ENABLED(CONFIG_CMIS_THERMAL), &cmis_thermal_client),
	PTR_IF(IS_ENABLED(CONFIG_CMIS_NETDEV), &cmis_power_client),
	PTR_IF(IS_ENABLED(CONFIG_CMIS_NETDEV), &cmis_netdev_client),
	PTR_IF(IS_ENABLED(CONFIG_CMIS_NETDEV), &cmis_link_client),
	PTR_IF(IS_ENABLED(CONFIG_CMIS_NETDEV), &cmis_view_client),
	&cmis_attacher_client,
	&cmis_journal_client,
	&cmis_health_client,
	PTR_IF(IS_ENABLED(CONFIG_CMIS_NETLINK), &cmis_netlink_client),
};

static int __init cmis_init(void)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.clients = cmis_client_list,
		.num_clients = ARRAY_SIZE(cmis_client_list),
		.step = cmis_path_work,
		.groups = cmis_sysfs_groups,
		.defaults = {
			.period_ms = {
				[CMIS_CLASS_THERMAL] = thermal_period_ms,
				[CMIS_CLASS_LANES] = lanes_period_ms,
				[CMIS_CLASS_VDM] = vdm_period_ms,
			},
			.stale_sweeps = stale_sweeps,
			.statistics = statistics,
			.static_period_ms = static_period_ms,
		},
		.record_kib = record_kib,
		.record_pool_kib = record_pool_kib,
		.burst_bus_percent = burst_bus_percent,
		.bus_percent = bus_percent,
		.live_bus_percent = live_bus_percent,
	};
	int ret;

	ret = cmis_sysfs_init();
	if (ret)
		return ret;
	ret = cmis_core_init(&config);
	if (ret)
		return ret;
	if (IS_ENABLED(CONFIG_CMIS_NETDEV)) {
		ret = cmis_link_init();
		if (ret)
			goto err_core;
	}
	if (IS_ENABLED(CONFIG_CMIS_NETLINK)) {
		ret = cmis_netlink_init();
		if (ret)
			goto err_link;
	}
	return 0;

err_link:
	if (IS_ENABLED(CONFIG_CMIS_NETDEV))
		cmis_link_exit();
err_core:
	cmis_core_exit();
	return ret;
}
module_init(cmis_init);

static void __exit cmis_exit(void)
{
	if (IS_ENABLED(CONFIG_CMIS_NETLINK))
		cmis_netlink_exit();
	if (IS_ENABLED(CONFIG_CMIS_NETDEV))
		cmis_link_exit();
	cmis_core_exit();
}
module_exit(cmis_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("CMIS pluggable optical modules");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
