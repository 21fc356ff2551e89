// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator of CMIS modules on virtual I2C buses.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/workqueue.h>

#include "sim/sim.h"

static struct platform_device *cmis_sim_device;

/* Lets the state machines of all modules go on. */
struct workqueue_struct *cmis_sim_queue;

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
