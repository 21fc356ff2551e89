/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Page 14h: its selector chooses the data, and other users write it, too.
 */
#ifndef _CMIS_SELECTOR_H
#define _CMIS_SELECTOR_H

#include <linux/ktime.h>
#include <linux/mutex.h>

#include "spec/addr.h"
#include "spec/regs.h"

struct cmis_cage;
struct cmis_module;

#define CMIS_DIAG_DATA_SIZE	CMIS_REG_SIZE(CMIS_DIAG_DATA)

/*
 * Bound of the wait for the data of a selector. The standard allows 10 ms; the
 * slowest parts that are known need 200 ms.
 */
#define CMIS_DIAG_SETTLE_MAX_MS	500

/**
 * struct cmis_selector - the choices of the data on page 14h
 * @lock: held during a raw access to the page, and by the sweeps for one
 *	transfer; guards the other fields
 * @generation: generation of the module; the other fields describe this module
 * @banks: bits: banks in which the sweeps have replaced the choice in @found
 * @missing: bits: banks without the page
 * @selected: the choice of the sweeps
 * @again: bits: banks that were read since the sweeps have chosen
 * @settle_ms: time after which the data of a restored choice have settled; 0:
 *	not yet known
 * @found: by bank, the last choice of other users
 * @from: by bank, the choice before @selected
 * @before: by bank, the data of the choice before
 * @data: by bank, the data as last read
 * @settled: time at which the data of the restored choices have settled
 */
struct cmis_selector {
	struct mutex lock;	/* the rest */
	u32 generation;
	u8 banks;
	u8 missing;
	u8 selected;
	u8 again;
	u16 settle_ms;
	u8 found[CMIS_MAX_BANKS];
	u8 from[CMIS_MAX_BANKS];
	u8 before[CMIS_MAX_BANKS][CMIS_DIAG_DATA_SIZE];
	u8 data[CMIS_MAX_BANKS][CMIS_DIAG_DATA_SIZE];
	ktime_t settled;
};

/* These functions use the bus. */
int cmis_selector_set(struct cmis_cage *cage, const struct cmis_module *module,
		      u8 selected);
bool cmis_selector_is_set(struct cmis_cage *cage);
int cmis_selector_fetch(struct cmis_cage *cage,
			const struct cmis_module *module, u8 bank, u8 *page,
			bool settled);
void cmis_selector_restore(struct cmis_cage *cage);
int cmis_selector_enter(struct cmis_cage *cage, const struct cmis_range *range);
void cmis_selector_leave(struct cmis_cage *cage,
			 const struct cmis_range *range);

#endif /* _CMIS_SELECTOR_H */
