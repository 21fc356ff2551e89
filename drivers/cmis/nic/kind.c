// SPDX-License-Identifier: GPL-2.0-only
/*
 * How network drivers differ in their access to modules.
 *
 * No driver says which banks it reads, and equal bytes prove nothing, since
 * idle lanes look alike. So only known drivers are asked for other banks than
 * 0: mlx5 drops the bank, bnxt answers with bank 0, and ionic refuses.
 */

#include "nic/kind.h"

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/device.h>
#include <linux/string.h>

/* 00h, 01h, 02h and 11h: copies that firmware keeps in the host's memory */
static const unsigned long cmis_nic_ionic_pages[BITS_TO_LONGS(256)] = {
	BIT(0x00) | BIT(0x01) | BIT(0x02) | BIT(0x11),
};

/* The first row that fits counts. */
static const struct cmis_nic_kind cmis_nic_kinds[] = {
	{
		.driver = "mlx5_core",
		.banks = BIT(0),
		.has_zone = true,
		.automatic = true,
	},
	/* On a switch, the kernel reads each module already. */
	{ .driver = "mlxsw_spectrum", .has_zone = true },
	{ .driver = "bnxt_en", .banks = BIT(0), .automatic = true },
	{ .driver = "fbnic", .automatic = true },
	{ .driver = "funeth" },
	{ .driver = "txgbe", .automatic = true },
	{
		.driver = "ionic",
		.banks = BIT(0),
		.pages = cmis_nic_ionic_pages,
		.page_names = "00h 01h 02h 11h",
		.automatic = true,
	},
	{ .driver = "", .banks = BIT(0) },
};

/**
 * cmis_nic_kind_of - how the driver of a netdev gives access to modules
 * @parent: parent of the netdev, or NULL
 *
 * Context: The driver stays bound, e.g. under RTNL while the netdev is
 * registered.
 * Return: the row of its driver.
 */
const struct cmis_nic_kind *cmis_nic_kind_of(const struct device *parent)
{
	const char *name = parent && parent->driver ? parent->driver->name : "";
	const struct cmis_nic_kind *kind = cmis_nic_kinds;

	while (strncmp(name, kind->driver, strlen(kind->driver)))
		kind++;
	return kind;
}
