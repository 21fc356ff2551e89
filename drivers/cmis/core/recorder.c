// SPDX-License-Identifier: GPL-2.0-only
/*
 * The flight recorder: its memory. While a module is in the cage, the recorder
 * writes entries into a ring. After a trigger the ring grows by a few blocks
 * and does not turn any more. The cage's work seals it when the time after the
 * trigger is over. The work allocates all memory, without a lock.
 */

#include <linux/cleanup.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "core/recorder.h"
#include "core/cage.h"
#include "core/sealed.h"
#include "core/module.h"
#include "core/record.h"
#include "core/ring.h"
#include "core/trace.h"
#include "spec/regs.h"
#include "xfer/xfer.h"

/* Give the streams their blocks for the burst; without memory, fewer. */
static void cmis_ring_grow(struct cmis_recorder *r, struct cmis_ring *ring)
{
	for (unsigned int i = 0; i < CMIS_RING_SPARE * ring->num; i++) {
		struct cmis_stream *s = &ring->stream[i % ring->num];
		u8 *block = kvmalloc(CMIS_RECORD_BLOCK, GFP_KERNEL);

		if (!block)
			break;
		guard(cmis_spinlock)(&r->lock);
		s->block[s->num++] = block;
	}
	ring->grown = true;
}

static u32 cmis_record_flags(struct cmis_cage *cage)
{
	u32 flags = 0;

	if (READ_ONCE(cage->recorder->irq))
		flags |= CMIS_RECORD_IRQ;
	if (cage->xfer->ops.present)
		flags |= CMIS_RECORD_PRESENCE;
	if (!READ_ONCE(cage->port.name[0]))
		flags |= CMIS_RECORD_NO_NETDEV;
	return flags;
}

/* Complete a record with the static ranges of the module. */
static void cmis_record_keep(struct cmis_cage *cage, struct cmis_sealed *sealed)
{
	struct cmis_recorder *r = cage->recorder;
	u8 *statics = kvmalloc(r->room + 1, GFP_KERNEL);

	sealed->header.statics_len = 0;
	sealed->statics = statics;
	if (statics) {
		guard(cmis_spinlock)(&r->lock);
		sealed->header.statics_len = r->statics_len;
		memcpy(statics, r->statics, r->statics_len);
	}
	sealed->header.flags |= cmis_record_flags(cage);
	sealed->number = ++r->number;
	cmis_sealed_pack(sealed);
	trace_record(cage, sealed->header.trigger, sealed->header.blocks);
	cmis_sealed_add(sealed, r->pool);
}

static struct cmis_ring *cmis_recorder_swap(struct cmis_recorder *r,
					    struct cmis_ring *ring)
{
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_drain(r);
	if (ring)
		ring->number = ++r->rings;
	if (ring && r->ring)
		ring->control = r->ring->control;
	swap(r->ring, ring);
	return ring;
}

/* ------------------------------------------------------------------------ */
/* The cage's work                                                          */
/* ------------------------------------------------------------------------ */

/* Make room for static ranges. */
static void cmis_record_make_room(struct cmis_recorder *r, u32 room)
{
	u8 *statics = room ? kvmalloc(room, GFP_KERNEL) : NULL;

	if (room && !statics)
		return;
	scoped_guard(spinlock, &r->lock) {
		if (statics && r->statics)
			memcpy(statics, r->statics, r->statics_len);
		else
			r->statics_len = 0;
		swap(r->statics, statics);
		r->room = room;
	}
	kvfree(statics);
}

/**
 * cmis_record_arrive - a module has come: keep its static bytes for its record
 * @cage: the cage
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_record_arrive(struct cmis_cage *cage)
{
	if (!cage->recorder)
		return;
	cmis_record_leave(cage);
	cmis_record_make_room(cage->recorder, CMIS_RECORD_STATICS);
}

/**
 * cmis_record_reserve - make room for the static bytes of more banks
 * @cage: the cage
 * @lanes: lanes of the module
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_record_reserve(struct cmis_cage *cage, unsigned int lanes)
{
	struct cmis_recorder *r = cage->recorder;
	u32 room = CMIS_RECORD_STATICS + CMIS_RECORD_STATICS_BANK *
		   DIV_ROUND_UP(lanes, CMIS_LANES_PER_BANK);

	if (r && r->room && r->room < room)
		cmis_record_make_room(r, room);
}

static struct cmis_record_header
cmis_record_header(struct cmis_cage *cage, const struct cmis_module *module)
{
	struct cmis_recorder *r = cage->recorder;
	/* The events of a module without lanes need a stream, too. */
	unsigned int lanes = max_t(unsigned int, module->lanes, 1);
	struct cmis_record_header header = {
		.cage = cage->id,
		.generation = cage->generation,
		.lanes = module->lanes,
		.banks = DIV_ROUND_UP(lanes, CMIS_LANES_PER_BANK),
		.streams = DIV_ROUND_UP(lanes, CMIS_LANES_PER_BANK *
					CMIS_RECORD_BANKS),
	};

	memcpy(header.serial, module->page00 +
	       CMIS_REG_INDEX(CMIS_VENDOR_SN), sizeof(header.serial));
	memcpy(header.part, module->page00 +
	       CMIS_REG_INDEX(CMIS_VENDOR_PN), sizeof(header.part));
	memcpy(header.period_ms, r->period_ms, sizeof(header.period_ms));
	strscpy_pad(header.name, cmis_cage_name(cage), sizeof(header.name));
	return header;
}

static void cmis_record_add_admin(struct cmis_recorder *r,
				  const struct cmis_module *module)
{
	u8 page[CMIS_PAGE_SIZE];
	const struct cmis_req req = {
		.addr = { .offset = CMIS_UPPER_FIRST },
		.buf = page,
		.len = sizeof(page),
	};

	memcpy(page, module->page00, sizeof(page));
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_static(r, &req);
}

/**
 * cmis_record_start - begin the record of a module
 * @cage: the cage
 * @module: the module, whose static pages have been read
 *
 * Does nothing if the record has begun already. Without memory the module is
 * not recorded.
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_record_start(struct cmis_cage *cage,
		       const struct cmis_module *module)
{
	struct cmis_recorder *r = cage->recorder;
	struct cmis_record_header header;
	struct cmis_ring *ring;

	/* The transfer layer has read page 00h itself, in pieces. */
	if (r)
		cmis_record_add_admin(r, module);
	/* The work is the only one that replaces the ring. */
	if (!r || (r->ring && r->ring->sealed->header.lanes == module->lanes))
		return;
	header = cmis_record_header(cage, module);
	ring = cmis_ring_alloc(cage, &header, r->kib);
	WRITE_ONCE(r->failed, !ring);
	cmis_ring_free(cmis_recorder_swap(r, ring));
}

/* Seal the record, and go on with a new one of the same module. */
static void cmis_record_renew(struct cmis_cage *cage, struct cmis_ring *old)
{
	struct cmis_recorder *r = cage->recorder;
	struct cmis_record_header header = old->sealed->header;
	struct cmis_ring *ring;

	header.flags = 0;
	header.trigger = 0;
	header.trigger_ns = 0;
	memcpy(header.period_ms, r->period_ms, sizeof(header.period_ms));
	ring = cmis_ring_alloc(cage, &header, r->kib);
	WRITE_ONCE(r->failed, !ring);
	cmis_record_keep(cage, cmis_ring_seal(cmis_recorder_swap(r, ring)));
}

/**
 * cmis_record_run - do the work of the recorder
 * @cage: the cage
 * @settings: settings of the cage
 *
 * Context: The cage's work. Sleeps.
 * Return: milliseconds until it must run again; UINT_MAX: it need not.
 */
unsigned int cmis_record_run(struct cmis_cage *cage,
			     const struct cmis_settings *settings)
{
	struct cmis_recorder *r = cage->recorder;
	struct cmis_ring *ring = NULL;
	u64 now, until_ns = 0;

	if (!r)
		return UINT_MAX;
	memcpy(r->period_ms, settings->period_ms, sizeof(r->period_ms));
	/* The work is the only one that replaces the ring. */
	scoped_guard(spinlock, &r->lock) {
		__cmis_record_drain(r);
		if (r->ring && r->ring->frozen) {
			ring = r->ring;
			until_ns = ring->until_ns;
		}
	}
	if (!ring)
		return UINT_MAX;
	if (!ring->grown)
		cmis_ring_grow(r, ring);
	now = ktime_get_boottime_ns();
	if (now < until_ns)
		return div_u64(until_ns - now, NSEC_PER_MSEC) + 1;
	cmis_record_renew(cage, ring);
	return UINT_MAX;
}

/**
 * cmis_record_leave - the module is gone: seal its record
 * @cage: the cage
 *
 * Context: The cage's work, or the task that has cancelled the work. Sleeps.
 */
void cmis_record_leave(struct cmis_cage *cage)
{
	struct cmis_recorder *r = cage->recorder;
	struct cmis_ring *ring;

	if (!r)
		return;
	cmis_record_trigger(cage, CMIS_TRIGGER_REMOVAL);
	ring = cmis_recorder_swap(r, NULL);
	if (ring)
		cmis_record_keep(cage, cmis_ring_seal(ring));
	cmis_record_make_room(r, 0);
	guard(cmis_spinlock)(&r->lock);
	r->failed = false;
	/* The next module has no part in this burst. */
	r->burst_ns = 0;
}

/* ------------------------------------------------------------------------ */
/* Readers                                                                  */
/* ------------------------------------------------------------------------ */

/**
 * cmis_record_get_state - get the state of the recorder
 * @cage: the cage
 *
 * Context: Any task.
 * Return: enum cmis_record_state.
 */
enum cmis_record_state cmis_record_get_state(struct cmis_cage *cage)
{
	struct cmis_recorder *r = cage->recorder;

	if (!r)
		return CMIS_RECORD_STATE_OFF;
	guard(cmis_spinlock)(&r->lock);
	if (r->ring)
		return r->ring->frozen ? CMIS_RECORD_STATE_BURST :
					 CMIS_RECORD_STATE_RECORDING;
	return r->failed ? CMIS_RECORD_STATE_NO_MEMORY :
			   CMIS_RECORD_STATE_IDLE;
}

/**
 * cmis_record_open - begin to read the record that is being written
 * @cage: the cage
 * @cursor: the place; gets the ends of the record
 * @header: gets the header; its CRC of the static ranges is not set
 * @statics: gets the static ranges, %CMIS_RECORD_STATICS_MAX bytes of room
 *
 * Context: Any task.
 * Return: 0, or -ENODEV if nothing is being recorded.
 */
int cmis_record_open(struct cmis_cage *cage, struct cmis_record_cursor *cursor,
		     struct cmis_record_header *header, u8 *statics)
{
	struct cmis_recorder *r = cage->recorder;
	const struct cmis_stream *s;

	if (!r)
		return -ENODEV;
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_drain(r);
	if (!r->ring)
		return -ENODEV;
	*header = r->ring->sealed->header;
	header->flags |= cmis_record_flags(cage);
	header->statics_len = r->statics_len;
	memcpy(statics, r->statics, r->statics_len);
	cursor->ring = r->ring->number;
	cursor->stream = 0;
	header->blocks = 0;
	for (unsigned int i = 0; i < r->ring->num; i++) {
		s = &r->ring->stream[i];
		cursor->next[i] = s->sequence - s->used;
		cursor->end[i] = s->sequence;
		header->blocks += s->used;
	}
	return 0;
}

/* Copy the next block of a stream; false if the ring has it no more. */
static bool cmis_stream_copy(const struct cmis_stream *s, u32 sequence, u8 *to)
{
	u32 age = s->sequence - sequence;
	const u8 *block;

	if (!age || age > s->used)
		return false;
	block = s->block[s->used - age];
	memcpy(to, block, cmis_record_used(block));
	return true;
}

/**
 * cmis_record_copy_block - copy the next block of the record that is written
 * @cage: the cage
 * @cursor: the place, from cmis_record_open(); moves on
 * @to: gets the block, %CMIS_RECORD_BLOCK bytes of room
 *
 * Context: Any task. Holds the lock of the recorder while it copies.
 * Return: bytes of the block; 0 at the end; -ESTALE if the block was lost
 * meanwhile.
 */
int cmis_record_copy_block(struct cmis_cage *cage,
			   struct cmis_record_cursor *cursor, u8 *to)
{
	struct cmis_recorder *r = cage->recorder;
	unsigned int i = cursor->stream;
	bool copied = false;
	u32 sequence;

	while (i < CMIS_RING_MAX && cursor->next[i] == cursor->end[i])
		i++;
	cursor->stream = i;
	if (!r || i == CMIS_RING_MAX)
		return 0;
	sequence = cursor->next[i]++;
	scoped_guard(spinlock, &r->lock)
		if (r->ring && r->ring->number == cursor->ring)
			copied = cmis_stream_copy(&r->ring->stream[i],
						  sequence, to);
	return copied ? cmis_record_end(to) : -ESTALE;
}

/**
 * cmis_recorder_ok - whether the parameters of the recorder are valid
 * @config: the parameters
 *
 * Return: true if so.
 */
bool cmis_recorder_ok(const struct cmis_core_config *config)
{
	unsigned int kib = config->record_kib;

	return (!kib || (kib >= CMIS_RECORD_KIB_MIN &&
			 kib <= CMIS_RECORD_KIB_MAX)) &&
	       config->record_pool_kib <= CMIS_RECORD_POOL_KIB_MAX &&
	       config->burst_bus_percent <= 100;
}

/**
 * cmis_recorder_create - make the recorder of a cage
 * @config: its parameters
 *
 * Return: the recorder, or NULL: nothing is recorded.
 */
struct cmis_recorder *
cmis_recorder_create(const struct cmis_core_config *config)
{
	struct cmis_recorder *r;

	if (!config->record_kib)
		return NULL;
	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return NULL;
	r->kib = config->record_kib;
	r->pool = (size_t)config->record_pool_kib * SZ_1K;
	r->burst_percent = config->burst_bus_percent;
	spin_lock_init(&r->lock);
	r->asleep_ns = cmis_record_asleep_ns();
	return r;
}

/**
 * cmis_recorder_destroy - free the recorder of a cage and its records
 * @cage: the cage, which nobody uses any more
 *
 * Context: May sleep.
 */
void cmis_recorder_destroy(struct cmis_cage *cage)
{
	struct cmis_recorder *r = cage->recorder;

	cage->recorder = NULL;
	cmis_sealed_drop(cage, 0);
	if (!r)
		return;
	cmis_ring_free(r->ring);
	kvfree(r->statics);
	kfree(r);
}
