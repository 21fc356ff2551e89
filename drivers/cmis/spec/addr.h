/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Places in a module's memory.
 */
#ifndef _CMIS_ADDR_H
#define _CMIS_ADDR_H

#include <linux/types.h>

/**
 * struct cmis_addr - a place in a module's memory
 * @bank: bank, ignored for lower memory and unbanked pages
 * @page: page, ignored for lower memory
 * @offset: byte, 0..255; below 128 it is lower memory
 */
struct cmis_addr {
	u8 bank;
	u8 page;
	u8 offset;
};

/**
 * struct cmis_range - bytes in one half of the window
 * @addr: first byte
 * @len: number of bytes
 */
struct cmis_range {
	struct cmis_addr addr;
	u8 len;
};

#endif /* _CMIS_ADDR_H */
