// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmis_attach: module access for ethtool on netdevs whose drivers have none.
 */

#include <linux/module.h>

#include "attach/cage.h"
#include "compat/compat.h"

static int __init cmis_attach_module_init(void)
{
	return cmis_attach_init();
}
module_init(cmis_attach_module_init);

static void __exit cmis_attach_module_exit(void)
{
	cmis_attach_exit();
}
module_exit(cmis_attach_module_exit);

CMIS_IMPORT_SYMBOLS();
MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Attaches CMIS cages to network interfaces");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
