// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interfaces as devices, and the files that name interfaces. Each interface
 * that is wanted is a platform device cmis-nic.N, the parent of its cage. It is
 * no child of the NIC, since it may stay longer.
 */

#include <linux/cleanup.h>
#include <linux/cmis.h>
#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/pm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "nic/device.h"
#include "nic/bind.h"
#include "nic/kind.h"
#include "nic/read.h"

/* A name that stands for all physical ports of known drivers */
#define CMIS_NIC_AUTO	"auto"

/* Interfaces come and go one by one. */
static DEFINE_MUTEX(cmis_nics_mutex);

/* The words of the file `state` */
static const char *const cmis_nic_verdicts[CMIS_NIC_VERDICTS] = {
	[CMIS_NIC_WAITING] = "waiting for the interface",
	[CMIS_NIC_BOUND] = "bound",
	[CMIS_NIC_NO_ACCESS] = "no module access by page",
	[CMIS_NIC_SFP_BUS] = "module on an SFP bus",
	[CMIS_NIC_VF] = "virtual function",
	[CMIS_NIC_NO_PORT] = "not a physical port",
	[CMIS_NIC_SHARED] = "shares its module with another interface",
	[CMIS_NIC_TAKEN] = "has a cage already",
	[CMIS_NIC_DENIED] = "refused by the network driver",
	[CMIS_NIC_ERROR] = "error",
};

static int __cmis_nic_device_add(struct cmis_nic *nic)
{
	int ret;

	lockdep_assert_held(&cmis_nics_mutex);
	nic->pdev = platform_device_alloc("cmis-nic", PLATFORM_DEVID_AUTO);
	if (!nic->pdev)
		return -ENOMEM;
	platform_set_drvdata(nic->pdev, nic);
	ret = platform_device_add(nic->pdev);
	if (ret)
		platform_device_put(nic->pdev);
	return ret;
}

static int __cmis_nic_add(const char *name, bool automatic)
{
	struct cmis_nic *nic;
	int ret;

	lockdep_assert_held(&cmis_nics_mutex);
	nic = kzalloc(sizeof(*nic), GFP_KERNEL);
	if (!nic)
		return -ENOMEM;
	strscpy(nic->name, name, sizeof(nic->name));
	nic->automatic = automatic;
	ret = __cmis_nic_device_add(nic);
	if (ret) {
		kfree(nic);
		return ret;
	}
	cmis_nic_start(nic);
	return 0;
}

static int cmis_nic_add_named(const char *name)
{
	struct cmis_nic *nic;

	if (!dev_valid_name(name))
		return -EINVAL;
	guard(mutex)(&cmis_nics_mutex);
	nic = cmis_nic_find(name);
	if (!nic)
		return __cmis_nic_add(name, false);
	if (!nic->automatic)
		return -EEXIST;
	/* It stays when "auto" goes. */
	nic->automatic = false;
	return 0;
}

static void __cmis_nic_del(struct cmis_nic *nic)
{
	lockdep_assert_held(&cmis_nics_mutex);
	cmis_nic_stop(nic);
	/* Waits for readers of the files. */
	platform_device_unregister(nic->pdev);
	kfree(nic);
}

static int cmis_nic_del_named(const char *name)
{
	struct cmis_nic *nic;

	guard(mutex)(&cmis_nics_mutex);
	nic = *name ? cmis_nic_find(name) : NULL;
	if (!nic)
		return -ENODEV;
	/* It would come back. */
	if (nic->automatic)
		return -EBUSY;
	__cmis_nic_del(nic);
	return 0;
}

/* ------------------------------------------------------------------------ */
/* "auto": all physical ports of known drivers                              */
/* ------------------------------------------------------------------------ */

static struct cmis_nic *__cmis_nic_find_automatic(bool lost)
{
	struct cmis_nic *nic;

	lockdep_assert_held(&cmis_nics_mutex);
	for (unsigned int i = 0; (nic = cmis_nic_at(i)); i++)
		if (nic->automatic && (!lost || cmis_nic_is_lost(nic)))
			return nic;
	return NULL;
}

static void cmis_auto_work(struct work_struct *work)
{
	char name[IFNAMSIZ];
	struct cmis_nic *nic;

	guard(mutex)(&cmis_nics_mutex);
	while ((nic = __cmis_nic_find_automatic(true)))
		__cmis_nic_del(nic);
	while (cmis_nic_find_candidate(name))
		if (__cmis_nic_add(name, true))
			return;
}

static DECLARE_WORK(cmis_auto, cmis_auto_work);

/* Under RTNL. A netdev that changes its namespace goes and comes. */
static int cmis_auto_notify(struct notifier_block *nb, unsigned long event,
			    void *ptr)
{
	switch (event) {
	case NETDEV_REGISTER:
	case NETDEV_UNREGISTER:
	case NETDEV_CHANGENAME:
		queue_work(cmis_nic_wq, &cmis_auto);
		break;
	}
	return NOTIFY_DONE;
}

static struct notifier_block cmis_auto_notifier = {
	.notifier_call = cmis_auto_notify,
};

/* "auto" is wanted; guarded by the lock. */
static DEFINE_MUTEX(cmis_auto_lock);
static bool cmis_auto_on;

static int cmis_auto_start(void)
{
	int ret;

	guard(mutex)(&cmis_auto_lock);
	if (cmis_auto_on)
		return -EEXIST;
	/* It tells of all netdevs that are there. */
	ret = register_netdevice_notifier(&cmis_auto_notifier);
	cmis_auto_on = !ret;
	return ret;
}

static int cmis_auto_stop(void)
{
	struct cmis_nic *nic;

	guard(mutex)(&cmis_auto_lock);
	if (!cmis_auto_on)
		return -ENODEV;
	unregister_netdevice_notifier(&cmis_auto_notifier);
	cancel_work_sync(&cmis_auto);
	cmis_auto_on = false;
	guard(mutex)(&cmis_nics_mutex);
	while ((nic = __cmis_nic_find_automatic(false)))
		__cmis_nic_del(nic);
	return 0;
}

/**
 * cmis_nic_add - want a cage for the module of an interface
 * @name: name of its netdev, in the initial network namespace; the netdev may
 *	come later. "auto": all physical ports of known drivers
 *
 * Context: Sleeps. RTNL is not held.
 * Return: 0; -EINVAL for a name that no netdev can have, -EEXIST if the
 * interface is wanted already, -ENOMEM.
 */
int cmis_nic_add(const char *name)
{
	return strcmp(name, CMIS_NIC_AUTO) ? cmis_nic_add_named(name) :
					     cmis_auto_start();
}

static int cmis_nic_del(const char *name)
{
	int ret;

	if (!strcmp(name, CMIS_NIC_AUTO))
		return cmis_auto_stop();
	guard(mutex)(&cmis_auto_lock);
	ret = cmis_nic_del_named(name);
	/* "auto" may want the interface, or another one with its module. */
	if (!ret && cmis_auto_on)
		queue_work(cmis_nic_wq, &cmis_auto);
	return ret;
}

/**
 * cmis_nic_del_all - want no interface any more
 *
 * Context: Sleeps. RTNL is not held.
 */
void cmis_nic_del_all(void)
{
	struct cmis_nic *nic;

	cmis_auto_stop();
	guard(mutex)(&cmis_nics_mutex);
	while ((nic = cmis_nic_find("")))
		__cmis_nic_del(nic);
}

/* ------------------------------------------------------------------------ */
/* Files of the driver                                                      */
/* ------------------------------------------------------------------------ */

static ssize_t cmis_nic_store(const char *buf, size_t count,
			      int (*change)(const char *name))
{
	size_t len = count && buf[count - 1] == '\n' ? count - 1 : count;
	char name[IFNAMSIZ] = "";
	int ret;

	if (len >= sizeof(name) || memchr(buf, '\0', len))
		return -EINVAL;
	memcpy(name, buf, len);
	ret = change(name);
	return ret ? ret : count;
}

static ssize_t new_netdev_store(struct device_driver *driver, const char *buf,
				size_t count)
{
	return cmis_nic_store(buf, count, cmis_nic_add);
}
static DRIVER_ATTR_WO(new_netdev);

static ssize_t delete_netdev_store(struct device_driver *driver,
				   const char *buf, size_t count)
{
	return cmis_nic_store(buf, count, cmis_nic_del);
}
static DRIVER_ATTR_WO(delete_netdev);

static struct attribute *cmis_nic_driver_attrs[] = {
	&driver_attr_new_netdev.attr,
	&driver_attr_delete_netdev.attr,
	NULL
};
ATTRIBUTE_GROUPS(cmis_nic_driver);

/* ------------------------------------------------------------------------ */
/* Files of an interface                                                    */
/* ------------------------------------------------------------------------ */

static ssize_t netdev_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	const struct cmis_nic *nic = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%s\n", nic->name);
}
static DEVICE_ATTR_RO(netdev);

static ssize_t state_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	const struct cmis_nic *nic = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%s\n",
			  cmis_nic_verdicts[READ_ONCE(nic->verdict)]);
}
static DEVICE_ATTR_RO(state);

static const char cmis_nic_always_absent[] =
	"reset, power control: firmware of the NIC decides on them\n"
	"statistics: a freeze of VDM is a write, and the NIC only reads\n"
	"page 14h: its selector is a write, and the NIC only reads\n"
	"commands, masks: they are writes, and the NIC only reads\n"
	"flags: firmware of the NIC reads them, and a read clears them\n"
	"companion interface: ethtool -m of the NIC reads the module\n";

/* A line for each thing that cages on other buses have, and the reason. */
static ssize_t absent_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	const struct cmis_nic *nic = dev_get_drvdata(dev);
	const struct cmis_nic_kind *kind = READ_ONCE(nic->kind);
	int len;

	if (READ_ONCE(nic->verdict) != CMIS_NIC_BOUND || !kind)
		return -ENODEV;
	len = sysfs_emit(buf, "%s", cmis_nic_always_absent);
	if (kind->banks)
		len += sysfs_emit_at(buf, len, "lanes from 9 on: the network driver is not known to read other banks than 0\n");
	if (kind->page_names)
		len += sysfs_emit_at(buf, len, "other pages than %s: the network driver does not read them\n",
				     kind->page_names);
	if (kind->has_zone)
		len += sysfs_emit_at(buf, len, "thermal zone: the network driver has a sensor for the module\n");
	return len;
}
static DEVICE_ATTR_RO(absent);

static struct attribute *cmis_nic_attrs[] = {
	&dev_attr_netdev.attr,
	&dev_attr_state.attr,
	&dev_attr_absent.attr,
	NULL
};
ATTRIBUTE_GROUPS(cmis_nic);

/* ------------------------------------------------------------------------ */
/* The driver                                                               */
/* ------------------------------------------------------------------------ */

static int cmis_nic_probe(struct platform_device *pdev)
{
	return platform_get_drvdata(pdev) ? 0 : -ENODEV;
}

/* Work that makes or removes the cage is frozen already. */
static int cmis_nic_suspend(struct device *dev)
{
	const struct cmis_nic *nic = dev_get_drvdata(dev);

	if (nic->cage)
		cmis_cage_suspend(nic->cage);
	return 0;
}

static int cmis_nic_resume(struct device *dev)
{
	const struct cmis_nic *nic = dev_get_drvdata(dev);

	if (nic->cage)
		cmis_cage_resume(nic->cage);
	return 0;
}

static DEFINE_SIMPLE_DEV_PM_OPS(cmis_nic_pm, cmis_nic_suspend,
				cmis_nic_resume);

struct platform_driver cmis_nic_driver = {
	.probe = cmis_nic_probe,
	.driver = {
		.name = "cmis-nic",
		.groups = cmis_nic_driver_groups,
		.dev_groups = cmis_nic_groups,
		.pm = pm_sleep_ptr(&cmis_nic_pm),
		/* Files and sleep need the driver. */
		.suppress_bind_attrs = true,
	},
};
