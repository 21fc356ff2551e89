/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sealed records in memory.
 */
#ifndef _CMIS_SEALED_H
#define _CMIS_SEALED_H

#include <linux/kref.h>
#include <linux/list.h>

#include "spec/record_format.h"

struct cmis_cage;

/* A cage keeps the newest record of so many modules, and so many of the last */
#define CMIS_SEALED_MODULES	4
#define CMIS_SEALED_OF_MODULE	4

/**
 * struct cmis_sealed - a record in memory
 * @ref: references
 * @node: place in the list of sealed records, the newest first; guarded by
 *	cmis_sealed_lock
 * @cage: the cage; never dereferenced
 * @number: number of the record in its cage, from 1
 * @sealed_ns: boot time of its end
 * @header: its header; @header.blocks is the number of blocks
 * @statics: its static ranges
 * @max: room in @block
 * @block: its blocks, %CMIS_RECORD_BLOCK bytes of room each
 *
 * Immutable once other tasks can find it.
 */
struct cmis_sealed {
	struct kref ref;
	struct list_head node;
	const struct cmis_cage *cage;
	u32 number;
	u64 sealed_ns;
	struct cmis_record_header header;
	u8 *statics;
	unsigned int max;
	u8 *block[];
};

struct cmis_sealed *cmis_sealed_alloc(const struct cmis_cage *cage,
				      unsigned int blocks);
void cmis_sealed_pack(struct cmis_sealed *sealed);
size_t cmis_sealed_bytes(const struct cmis_sealed *sealed);
void cmis_sealed_put(struct cmis_sealed *sealed);
void cmis_sealed_add(struct cmis_sealed *sealed, size_t pool);
struct cmis_sealed *cmis_sealed_get(const struct cmis_cage *cage, u32 number);
struct cmis_sealed *cmis_sealed_get_next(const struct cmis_cage *cage,
					 u32 number);
unsigned int cmis_sealed_count(const struct cmis_cage *cage);
int cmis_sealed_drop(const struct cmis_cage *cage, u32 number);

#endif /* _CMIS_SEALED_H */
