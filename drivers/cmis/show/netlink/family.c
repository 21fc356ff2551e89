// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: the generic netlink family "cmis". Notifications of all groups
 * share one sequence of numbers, so that a listener notices a loss.
 */

#include <linux/atomic.h>
#include <linux/module.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/family.h"
#include "show/netlink/gen.h"

/* The functions of the generated code are static, so include it here only. */
#include "show/netlink/gen.c"

static atomic64_t cmis_nl_last = ATOMIC64_INIT(0);

struct genl_family cmis_nl_family __ro_after_init = {
	.name = CMIS_FAMILY_NAME,
	.version = CMIS_FAMILY_VERSION,
	.netnsok = true,
	.parallel_ops = true,
	.module = THIS_MODULE,
	.ops = cmis_nl_ops,
	.n_ops = ARRAY_SIZE(cmis_nl_ops),
	.mcgrps = cmis_nl_mcgrps,
	.n_mcgrps = ARRAY_SIZE(cmis_nl_mcgrps),
};

/**
 * cmis_nl_sequence - get the number of the last notification
 *
 * If the caller then reads data, the data are not older than this notification.
 *
 * Return: the number; 0 if there was none yet.
 */
u64 cmis_nl_sequence(void)
{
	return atomic64_read(&cmis_nl_last);
}

/**
 * cmis_nl_sequence_next - take the number of a new notification
 *
 * Return: the number.
 */
u64 cmis_nl_sequence_next(void)
{
	return atomic64_inc_return(&cmis_nl_last);
}

/**
 * cmis_netlink_init - register the family
 *
 * Return: 0, or a negative errno.
 */
int __init cmis_netlink_init(void)
{
	return genl_register_family(&cmis_nl_family);
}

/**
 * cmis_netlink_exit - unregister the family
 */
void cmis_netlink_exit(void)
{
	genl_unregister_family(&cmis_nl_family);
}
