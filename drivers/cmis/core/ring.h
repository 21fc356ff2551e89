/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record that is being written: a ring of blocks per stream, which is two
 * banks. After a trigger the ring does not turn any more.
 */
#ifndef _CMIS_RING_H
#define _CMIS_RING_H

#include <linux/types.h>

#include "spec/record_format.h"

struct cmis_cage;
struct cmis_sealed;

#define CMIS_RING_SPARE		3	/* blocks more per stream for a burst */
#define CMIS_RING_MAX		(CMIS_MAX_BANKS / CMIS_RECORD_BANKS)
#define CMIS_RING_NO_CONTROL	-1

/**
 * struct cmis_stream - the blocks of two banks
 * @w: writer of the last block
 * @sequence: number of the next block
 * @used: blocks in use, the oldest first
 * @num: blocks that are allocated
 * @block: the blocks: a part of those of the record
 */
struct cmis_stream {
	struct cmis_record_writer w;
	u32 sequence;
	unsigned int used;
	unsigned int num;
	u8 **block;
};

/**
 * struct cmis_ring - the record that is being written
 * @sealed: becomes the sealed record
 * @number: tells one ring of a recorder from another
 * @frozen: the ring does not turn any more
 * @grown: it has its blocks for the burst
 * @until_ns: boot time of the end of the burst, if @frozen
 * @vdm: entries for VDM are written in this sweep
 * @vdm_ns: start of the last sweep of VDM with entries
 * @control: lower 26 as last written, or %CMIS_RING_NO_CONTROL
 * @lost: entries without room
 * @num: number of streams
 * @stream: the streams
 *
 * Guarded by the lock of the recorder, once the recorder has the ring.
 */
struct cmis_ring {
	struct cmis_sealed *sealed;
	u32 number;
	bool frozen;
	bool grown;
	u64 until_ns;
	bool vdm;
	u64 vdm_ns;
	int control;
	u64 lost;
	unsigned int num;
	struct cmis_stream stream[];
};

struct cmis_ring *cmis_ring_alloc(const struct cmis_cage *cage,
				  const struct cmis_record_header *header,
				  unsigned int kib);
void cmis_ring_free(struct cmis_ring *ring);
unsigned int cmis_ring_blocks(unsigned int kib, unsigned int banks);
struct cmis_sealed *cmis_ring_seal(struct cmis_ring *ring);

void cmis_ring_put_event(struct cmis_ring *ring,
			 const struct cmis_record_event *event);
void cmis_ring_put_range(struct cmis_ring *ring, u64 ns,
			 const struct cmis_record_slot *range);
void cmis_ring_put_lost(struct cmis_ring *ring, u64 ns);
void cmis_ring_trigger(struct cmis_ring *ring, u64 ns, u8 trigger,
		       u64 until_ns);

#endif /* _CMIS_RING_H */
