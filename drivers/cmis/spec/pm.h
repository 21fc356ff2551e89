/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Performance of the line of coherent modules: pages 34h, 35h and 3Ah, pure
 * decoders. A module with one wavelength has them in bank 0 only.
 */
#ifndef _CMIS_PM_H
#define _CMIS_PM_H

#include <linux/bits.h>
#include <linux/types.h>
#include "spec/monitors.h"
#include "spec/regs.h"

struct cmis_admin;
struct cmis_adverts;
struct cmis_apps;
struct cmis_basics;

#define CMIS_PM_PAGES		3
/* The greatest number of monitors of a module that they give */
#define CMIS_PM_MONITORS	72

/* Pages of flags, as bits: 33h and 3Bh */
#define CMIS_LINE_PAGES		2
extern const u32 cmis_line_regs[CMIS_LINE_PAGES];

/**
 * enum cmis_line_byte - bytes of flags of coherent modules
 * @CMIS_LINE_TX: media side, towards the fibre (33h:128)
 * @CMIS_LINE_RX: media side, from the fibre (33h:130)
 * @CMIS_LINE_FEC: degrades of the host signal that FEC has detected (3Bh:192)
 * @CMIS_LINE_DEGRADE: degrades of the signal (3Bh:193)
 * @CMIS_LINE_FLEXE: FlexE (3Bh:194)
 * @CMIS_LINE_CLIENT_TX: host side, from the host (3Bh:195)
 * @CMIS_LINE_CLIENT_RX: host side, towards the host (3Bh:196)
 * @CMIS_LINE_BYTES: number of bytes
 */
enum cmis_line_byte {
	CMIS_LINE_TX,
	CMIS_LINE_RX,
	CMIS_LINE_FEC,
	CMIS_LINE_DEGRADE,
	CMIS_LINE_FLEXE,
	CMIS_LINE_CLIENT_TX,
	CMIS_LINE_CLIENT_RX,
	CMIS_LINE_BYTES,
};

/**
 * struct cmis_line_byte_info - a byte of flags
 * @reg: its register
 * @mask: flags that two sources agree on
 */
struct cmis_line_byte_info {
	u32 reg;
	u8 mask;
};

extern const struct cmis_line_byte_info cmis_line_bytes[CMIS_LINE_BYTES];

/**
 * struct cmis_line - flags of a coherent module
 * @hits: by byte and bit: how often the flag was found set since the sweep
 *	before
 */
struct cmis_line {
	u16 hits[CMIS_LINE_BYTES][8];
};

/* A bit for each page with values */
static inline u8 cmis_pm_bit(u8 page)
{
	return BIT(page - CMIS_REG_PAGE(CMIS_FEC_MEDIA));
}

/* By page: all its values */
extern const u32 cmis_pm_regs[CMIS_PM_PAGES];
bool cmis_module_is_coherent(const struct cmis_basics *basics,
			     const struct cmis_adverts *adverts,
			     const struct cmis_apps *apps);
void cmis_pm_monitors_add(unsigned int index, struct cmis_monitor_list *list);
int cmis_pm_get_raw(const struct cmis_monitor *monitor, const u8 *page,
		    u16 *raw);

#endif /* _CMIS_PM_H */
