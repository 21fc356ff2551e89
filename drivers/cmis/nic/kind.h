/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How network drivers differ in their access to modules.
 */
#ifndef _CMIS_NIC_KIND_H
#define _CMIS_NIC_KIND_H

#include <linux/types.h>

struct device;

/**
 * struct cmis_nic_kind - how a network driver gives access to modules
 * @driver: its name begins so; "" stands for all others
 * @banks: bits of the banks that it can read; 0: all
 * @pages: bitmap of the pages that it can read; NULL: all
 * @page_names: the same for users; NULL: all
 * @has_zone: it has a sensor or a thermal zone of its own for each module
 * @automatic: its interfaces get cages if "auto" is wanted
 */
struct cmis_nic_kind {
	const char *driver;
	u8 banks;
	const unsigned long *pages;
	const char *page_names;
	bool has_zone;
	bool automatic;
};

const struct cmis_nic_kind *cmis_nic_kind_of(const struct device *parent);

#endif /* _CMIS_NIC_KIND_H */
