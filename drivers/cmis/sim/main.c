// SPDX-License-Identifier: GPL-2.0-only
/*
 * The simulator: virtual I2C buses, each with one simulated CMIS module.
 *
 * It shares the memory map with the driver and nothing else. Where both compute
 * the same thing, each has its own code, so that a wrong formula shows.
 *
 * Files, from the bottom up; none calls one that is above it:
 *
 *   store.c     pages of 128 bytes, by bank and page
 *   number.c    decimal numbers
 *   module.c    bytes and times of a module
 *   fault.c     faults, as data
 *   path.c      applications and data paths
 *   flags.c     latched flags, their masks, and the interrupt
 *   monitor.c   monitors at fixed registers, from values to flags
 *   vdm.c       VDM
 *   diag.c      diagnostics by selector
 *   password.c  the password of the host
 *   firmware.c  two banks of firmware
 *   cdb.c       commands by message
 *   config.c    staged and active control sets
 *   state.c     state machines of the module and of its data paths
 *   model.c     a module seen through its two-wire interface
 *   set.c       changes to a module's surroundings, from text
 *   observed.c  VDM and diagnostics of the built-in modules
 *   profiles.c  the built-in modules
 *   pins.c      interrupt, presence, reset and low-power pins
 *   quirks.c    quirks of adapters, by name
 *   bus.c       the adapter, its clock and its limits
 *   port.c      a cage on a bus of its own
 *   configfs.c  the user's side
 *   main.c      the kernel module
 *
 * mac.c is a kernel module of its own, a MAC driver for tests.
 *
 * Lock order: cmis_sim_port.lock, then cmis_sim_module.lock.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/workqueue.h>

#include "sim/configfs.h"
#include "sim/module.h"

static struct platform_device *cmis_sim_device;

/* Devices on the buses sleep before their parent does, and wake up after it. */
static int cmis_sim_suspend(struct device *dev)
{
	cmis_sim_ports_suspend();
	return 0;
}

static int cmis_sim_resume(struct device *dev)
{
	cmis_sim_ports_resume();
	return 0;
}

static DEFINE_SIMPLE_DEV_PM_OPS(cmis_sim_pm, cmis_sim_suspend,
				cmis_sim_resume);

static struct platform_driver cmis_sim_driver = {
	.driver = {
		.name = "cmis-sim",
		.pm = pm_sleep_ptr(&cmis_sim_pm),
		.suppress_bind_attrs = true,
	},
};

static int cmis_sim_device_create(void)
{
	int err;

	cmis_sim_device = platform_device_register_simple("cmis-sim",
							  PLATFORM_DEVID_NONE,
							  NULL, 0);
	if (IS_ERR(cmis_sim_device))
		return PTR_ERR(cmis_sim_device);
	err = cmis_sim_configfs_register(&cmis_sim_device->dev);
	if (err)
		platform_device_unregister(cmis_sim_device);
	return err;
}

static int __init cmis_sim_init(void)
{
	int err;

	cmis_sim_queue = alloc_workqueue("cmis_sim", WQ_UNBOUND, 0);
	if (!cmis_sim_queue)
		return -ENOMEM;
	err = platform_driver_register(&cmis_sim_driver);
	if (err)
		goto destroy_queue;
	err = cmis_sim_device_create();
	if (err)
		goto unregister_driver;
	return 0;

unregister_driver:
	platform_driver_unregister(&cmis_sim_driver);
destroy_queue:
	destroy_workqueue(cmis_sim_queue);
	return err;
}
module_init(cmis_sim_init);

static void __exit cmis_sim_exit(void)
{
	cmis_sim_configfs_unregister();
	platform_device_unregister(cmis_sim_device);
	platform_driver_unregister(&cmis_sim_driver);
	destroy_workqueue(cmis_sim_queue);
}
module_exit(cmis_sim_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Simulator of CMIS modules on virtual I2C buses");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
