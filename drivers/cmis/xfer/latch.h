/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Latched flags: the bytes that a read clears in the module have one owner
 * here, which passes each flag on to everybody who has not seen it yet.
 */
#ifndef _CMIS_FLAGS_H
#define _CMIS_FLAGS_H

#include <linux/bits.h>
#include "spec/regs.h"
#include <linux/list.h>
#include <linux/types.h>

struct cmis_addr;

/* 8-13, then per bank 11h:134-153, 12h:231-238, 14h:132, 14h:134-139,
 * 17h:128 and 2Ch:128-255.
 */
#define CMIS_FLAG_BYTES_MODULE	6
#define CMIS_FLAG_BYTES_BANK	(20 + 8 + 1 + 6 + 1 + 128)
#define CMIS_FLAG_BYTES \
	(CMIS_FLAG_BYTES_MODULE + CMIS_MAX_BANKS * CMIS_FLAG_BYTES_BANK)

/**
 * struct cmis_sets - how often the flags of a byte were found set
 * @flag: by the bit; stops at U16_MAX
 */
struct cmis_sets {
	u16 flag[BITS_PER_BYTE];
};

/**
 * struct cmis_reader - somebody who reads flags, as if it were the only one
 * @node: in the list of readers
 * @pending: flags latched since this reader last read their byte
 * @sets: NULL, or CMIS_FLAG_BYTES of them: how often each flag was found set
 *	since cmis_flags_take_sets()
 */
struct cmis_reader {
	struct list_head node;
	u8 pending[CMIS_FLAG_BYTES];
	struct cmis_sets *sets;
};

/**
 * struct cmis_flags - the readers of one module's flags
 * @readers: list of struct cmis_reader
 *
 * Guarded by the bus lock of the transfer layer.
 */
struct cmis_flags {
	struct list_head readers;
};

void cmis_flags_init(struct cmis_flags *flags);
void cmis_flags_clear(struct cmis_flags *flags);
void cmis_flags_harvest(struct cmis_flags *flags, const struct cmis_addr *addr,
			const u8 *buf, u8 len);
void cmis_flags_deliver(struct cmis_reader *reader,
			const struct cmis_addr *addr, u8 *buf, u8 len);
void cmis_flags_take_sets(struct cmis_reader *reader,
			  const struct cmis_addr *addr,
			  struct cmis_sets *sets, u8 len);
int cmis_flags_index(const struct cmis_addr *addr);
bool cmis_flags_covers(const struct cmis_addr *addr, u8 len);

#endif /* _CMIS_FLAGS_H */
