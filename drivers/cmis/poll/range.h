/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads of the cage's work: poll/range.c.
 */
#ifndef _CMIS_POLL_RANGE_H
#define _CMIS_POLL_RANGE_H

#include <linux/ktime.h>
#include <uapi/linux/cmis.h>

#include "spec/addr.h"
#include "spec/regs.h"

struct cmis_cage;
struct cmis_module;

/**
 * struct cmis_sweep_begin - the begin of a sweep
 * @at: its time
 * @bytes: bytes that the work had read before
 */
struct cmis_sweep_begin {
	ktime_t at;
	u32 bytes;
};

/* The bytes of a register */
static inline struct cmis_range cmis_range_of(u8 bank, u32 reg)
{
	return (struct cmis_range) {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.len = CMIS_REG_SIZE(reg),
	};
}

int cmis_range_fetch(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *buf);
int cmis_range_sweep(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *image, bool keep);
struct cmis_sweep_begin cmis_sweep_begin(const struct cmis_cage *cage);
void cmis_sweep_end(const struct cmis_cage *cage, enum cmis_class class,
		    const struct cmis_sweep_begin *begin, int error);
int cmis_module_fetch_same(struct cmis_cage *cage,
			   const struct cmis_module *module);

#endif /* _CMIS_POLL_RANGE_H */
