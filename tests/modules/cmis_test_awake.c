// SPDX-License-Identifier: GPL-2.0-only
/*
 * For tests of suspend: keeps the virtio devices of a VM awake while all others
 * sleep. The VM needs them for its files (9p), and some of their drivers do not
 * resume correctly.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/pci.h>

static int cmis_test_awake_child(struct device *dev, void *awake)
{
	dev_pm_syscore_device(dev, *(bool *)awake);
	return 0;
}

static void cmis_test_awake_set(bool awake)
{
	struct pci_dev *pdev = NULL;

	while ((pdev = pci_get_device(PCI_VENDOR_ID_REDHAT_QUMRANET,
				      PCI_ANY_ID, pdev))) {
		dev_pm_syscore_device(&pdev->dev, awake);
		device_for_each_child(&pdev->dev, &awake,
				      cmis_test_awake_child);
	}
}

static int __init cmis_test_awake_init(void)
{
	cmis_test_awake_set(true);
	return 0;
}
module_init(cmis_test_awake_init);

static void __exit cmis_test_awake_exit(void)
{
	cmis_test_awake_set(false);
}
module_exit(cmis_test_awake_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Keeps the virtio devices of a VM awake in suspend");
MODULE_LICENSE("GPL");
