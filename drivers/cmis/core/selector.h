/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Page 14h. Its selector chooses the data, and others write the selector, too.
 */
#ifndef _CMIS_SELECTOR_H
#define _CMIS_SELECTOR_H

#include <linux/ktime.h>
#include <linux/mutex.h>

#include "spec/addr.h"
#include "spec/regs.h"

struct cmis_cage;
struct cmis_module;

/**
 * struct cmis_selector - the choices of the data on page 14h
 * @lock: held during a raw access to the page, and by the sweeps for one
 *	transfer; guards the rest
 * @generation: of the module that the rest is about
 * @banks: bits: the choice of the sweeps is in force, and @found to be restored
 * @missing: bits: banks without the page
 * @selected: the choice of the sweeps
 * @settle_ms: from a choice until the data are those of the choice
 * @found: by bank, the choice of others, as it was last read
 * @settled: when the data of the choices that were restored have settled
 */
struct cmis_selector {
	struct mutex lock;	/* the rest */
	u32 generation;
	u8 banks;
	u8 missing;
	u8 selected;
	u8 settle_ms;
	u8 found[CMIS_MAX_BANKS];
	ktime_t settled;
};

/* These touch the bus. */
int cmis_selector_set(struct cmis_cage *cage, const struct cmis_module *module,
		      u8 selected);
bool cmis_selector_is_set(struct cmis_cage *cage);
int cmis_selector_fetch(struct cmis_cage *cage, u8 bank, u8 *buf, u8 len);
void cmis_selector_restore(struct cmis_cage *cage);
int cmis_selector_enter(struct cmis_cage *cage, const struct cmis_range *range);
void cmis_selector_leave(struct cmis_cage *cage,
			 const struct cmis_range *range);

#endif /* _CMIS_SELECTOR_H */
