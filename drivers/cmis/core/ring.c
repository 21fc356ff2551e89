// SPDX-License-Identifier: GPL-2.0-only
/*
 * The record that is being written: its memory, and its entries.
 */

#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/ring.h"
#include "core/sealed.h"

/**
 * cmis_ring_blocks - get the number of blocks of a stream
 * @kib: KiB for two banks
 * @banks: number of its banks, and of those of streams after it
 *
 * One bank needs 5/8 of the room of two.
 *
 * Return: number of blocks, 2 at least.
 */
unsigned int cmis_ring_blocks(unsigned int kib, unsigned int banks)
{
	unsigned int blocks = kib * SZ_1K / CMIS_RECORD_BLOCK;

	return max(2u, banks > 1 ? blocks : blocks * 5 / 8);
}

/**
 * cmis_ring_free - free a ring with its entries
 * @ring: the ring, or NULL
 *
 * Context: May sleep.
 */
void cmis_ring_free(struct cmis_ring *ring)
{
	if (!ring)
		return;
	cmis_sealed_put(ring->sealed);
	kvfree(ring);
}

/* Begin another block: a spare one, or the oldest one. */
static bool cmis_ring_advance(struct cmis_ring *ring, struct cmis_stream *s)
{
	u8 *block;

	if (s->used == s->num && ring->frozen) {
		ring->sealed->header.flags |= CMIS_RECORD_TRUNCATED;
		return false;
	}
	if (s->used == s->num) {
		block = s->block[0];
		memmove(s->block, s->block + 1,
			(s->num - 1) * sizeof(*s->block));
		s->block[--s->used] = block;
	}
	cmis_record_begin(&s->w, s->block[s->used++], s->sequence++,
			  s - ring->stream);
	return true;
}

/* Give the streams their first blocks. */
static int cmis_ring_fill(struct cmis_ring *ring, unsigned int kib)
{
	unsigned int banks = ring->sealed->header.banks;
	u8 **block = ring->sealed->block;

	for (unsigned int i = 0; i < ring->num; i++) {
		struct cmis_stream *s = &ring->stream[i];

		s->num = cmis_ring_blocks(kib, banks - CMIS_RECORD_BANKS * i);
		s->block = block;
		for (unsigned int b = 0; b < s->num; b++) {
			s->block[b] = kvmalloc(CMIS_RECORD_BLOCK, GFP_KERNEL);
			if (!s->block[b])
				return -ENOMEM;
		}
		block += s->num + CMIS_RING_SPARE;
		cmis_ring_advance(ring, s);
	}
	return 0;
}

/**
 * cmis_ring_alloc - make a ring
 * @cage: the cage
 * @header: the header of its record
 * @kib: KiB for two banks
 *
 * Context: May sleep.
 * Return: the ring, or NULL.
 */
struct cmis_ring *cmis_ring_alloc(const struct cmis_cage *cage,
				  const struct cmis_record_header *header,
				  unsigned int kib)
{
	unsigned int blocks = cmis_ring_blocks(kib, CMIS_RECORD_BANKS) +
			      CMIS_RING_SPARE;
	struct cmis_ring *ring;

	ring = kvzalloc(struct_size(ring, stream, header->streams),
			GFP_KERNEL);
	if (!ring)
		return NULL;
	ring->num = header->streams;
	ring->control = CMIS_RING_NO_CONTROL;
	ring->sealed = cmis_sealed_alloc(cage, ring->num * blocks);
	if (ring->sealed) {
		ring->sealed->header = *header;
		if (!cmis_ring_fill(ring, kib))
			return ring;
	}
	cmis_ring_free(ring);
	return NULL;
}

/**
 * cmis_ring_seal - make a record of a ring
 * @ring: the ring, which no recorder has any more; it is freed
 *
 * Context: May sleep.
 * Return: the record, with all but its number and its static ranges.
 */
struct cmis_sealed *cmis_ring_seal(struct cmis_ring *ring)
{
	struct cmis_sealed *sealed = ring->sealed;

	for (unsigned int i = 0; i < ring->num; i++) {
		struct cmis_stream *s = &ring->stream[i];

		while (s->num > s->used) {
			kvfree(s->block[--s->num]);
			s->block[s->num] = NULL;
		}
	}
	kvfree(ring);
	sealed->header.flags |= CMIS_RECORD_SEALED;
	sealed->sealed_ns = ktime_get_boottime_ns();
	return sealed;
}

/**
 * cmis_ring_put_event - add an entry that is no range
 * @ring: the ring
 * @event: the entry
 */
void cmis_ring_put_event(struct cmis_ring *ring,
			 const struct cmis_record_event *event)
{
	struct cmis_stream *s = &ring->stream[0];

	if (!cmis_record_put_event(&s->w, event))
		return;
	if (cmis_ring_advance(ring, s))
		cmis_record_put_event(&s->w, event);
	else
		ring->lost++;
}

/**
 * cmis_ring_put_range - add a range as it was read
 * @ring: the ring
 * @ns: boot time of the read
 * @range: the range
 */
void cmis_ring_put_range(struct cmis_ring *ring, u64 ns,
			 const struct cmis_record_slot *range)
{
	unsigned int number = range->page == CMIS_RECORD_LOWER ? 0 :
			      range->bank / CMIS_RECORD_BANKS;
	struct cmis_stream *s;
	int ret;

	if (number >= ring->num)
		return;
	s = &ring->stream[number];
	ret = cmis_record_put_range(&s->w, ns, range);
	if (ret == -ENOSPC && cmis_ring_advance(ring, s))
		ret = cmis_record_put_range(&s->w, ns, range);
	ring->lost += ret != 0;
}

/**
 * cmis_ring_put_lost - say how many entries are lost
 * @ring: the ring; it keeps the number if there is no room for this entry
 * @ns: boot time
 */
void cmis_ring_put_lost(struct cmis_ring *ring, u64 ns)
{
	struct cmis_record_event event = {
		.ns = ns,
		.type = CMIS_RECORD_LOST,
	};
	u64 all = ring->lost, lost = all;

	for (; lost >= 0x80; lost >>= 7)
		event.payload[event.len++] = 0x80 | (lost & 0x7f);
	event.payload[event.len++] = lost;
	ring->lost = 0;
	cmis_ring_put_event(ring, &event);
	if (ring->lost)
		ring->lost = all;
}

/**
 * cmis_ring_trigger - end the record soon; another trigger joins the first
 * @ring: the ring
 * @ns: boot time of the trigger
 * @trigger: enum cmis_record_trigger
 * @until_ns: end of the record
 */
void cmis_ring_trigger(struct cmis_ring *ring, u64 ns, u8 trigger,
		       u64 until_ns)
{
	struct cmis_record_event event = {
		.ns = ns,
		.type = CMIS_RECORD_TRIGGER,
		.len = 1,
		.payload = { trigger },
	};

	cmis_ring_put_event(ring, &event);
	if (ring->frozen)
		return;
	ring->frozen = true;
	ring->until_ns = until_ns;
	ring->sealed->header.trigger = trigger;
	ring->sealed->header.trigger_ns = ns;
}
