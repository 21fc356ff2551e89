/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Page 14h, whose contents follow a selector that others write as well.
 */
#ifndef _CMIS_SELECTOR_H
#define _CMIS_SELECTOR_H

#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/types.h>

#include "core/module.h"

/**
 * struct cmis_diag - who has chosen what page 14h shows
 * @lock: held during a raw access to it, and by the sweeps for one transfer
 * @generation: of the module that the rest is about
 * @banks: bits: what the sweeps chose is in force, and @found to be put back
 * @missing: bits: banks without the page
 * @selector: what the sweeps chose
 * @settle_ms: until data are those of what was chosen
 * @found: by bank, what had been chosen by others, as it was last read
 * @settled: when the data of what was put back have settled
 *
 * @lock guards all of it.
 */
struct cmis_diag {
	struct mutex lock;	/* see above */
	u32 generation;
	u8 banks;
	u8 missing;
	u8 selector;
	u8 settle_ms;
	u8 found[CMIS_MAX_BANKS];
	ktime_t settled;
};

/* These touch the bus. */
int cmis_diag_select(struct cmis_cage *cage, const struct cmis_module *module,
		     u8 selector);
int cmis_diag_fetch(struct cmis_cage *cage, u8 bank, u8 *buf, u8 len);
void cmis_diag_restore(struct cmis_cage *cage);
int cmis_diag_enter(struct cmis_cage *cage, const struct cmis_addr *addr,
		    u8 len);
void cmis_diag_leave(struct cmis_cage *cage, const struct cmis_addr *addr,
		     u8 len);

#endif /* _CMIS_SELECTOR_H */
