/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The flight recorder: a cage keeps the bytes of its last sweeps and all events
 * of the last minutes. Nothing is read for it.
 */
#ifndef _CMIS_RECORD_H
#define _CMIS_RECORD_H

#include <linux/atomic.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>
#include <uapi/linux/cmis.h>

#include "core/settings.h"
#include "spec/record_format.h"

struct cmis_cage;
struct cmis_outcome;
struct cmis_req;
struct cmis_ring;
struct cmis_verdict;

/* Events that no entry has yet; a power of two */
#define CMIS_RECORD_QUEUE	64
/* So many KiB for 16 lanes hold ten minutes with VDM each ten seconds. */
#define CMIS_RECORD_KIB		64
/* Length of a burst, and of the record after a trigger */
#define CMIS_RECORD_BURST_NS	(30ull * NSEC_PER_SEC)
/* A carrier that comes back so soon begins another burst. */
#define CMIS_RECORD_BACK_NS	(60ull * NSEC_PER_SEC)

/* Bytes of an entry LINK, PIN or REQUEST; append only */
enum cmis_record_link {
	CMIS_RECORD_CARRIER_DOWN,
	CMIS_RECORD_CARRIER_UP,
	CMIS_RECORD_ADMIN_DOWN,
	CMIS_RECORD_ADMIN_UP,
};

enum cmis_record_pin {
	CMIS_RECORD_PIN_PRESENT,
	CMIS_RECORD_PIN_RESET,
	CMIS_RECORD_PIN_LPMODE,
};

enum cmis_record_request {
	CMIS_RECORD_LOW_POWER,
	CMIS_RECORD_HIGH_POWER,
	CMIS_RECORD_RESET,
	CMIS_RECORD_DEINIT,
	CMIS_RECORD_TX_OFF,
};

/**
 * struct cmis_record_alert - an alert, as an entry has it
 * @kind: enum cmis_alert_kind
 * @level: enum cmis_level
 * @side: enum cmis_side
 * @lane: lane, from 1; 0: the module
 * @type: type of the monitor; 0: none
 * @statistic: the monitor is a statistic
 * @raised: raised, else cleared
 */
struct cmis_record_alert {
	u8 kind;
	u8 level;
	u8 side;
	u8 lane;
	u16 type;
	bool statistic;
	bool raised;
};

/**
 * struct cmis_queued - an event of a context that takes no lock
 * @ready: 1 more than its place in the queue, when it has been written
 * @type: %CMIS_RECORD_LINE or %CMIS_RECORD_LINK
 * @value: level, or enum cmis_record_link
 * @ifindex: of the netdev
 * @ns: its time
 */
struct cmis_queued {
	unsigned int ready;
	u8 type;
	u8 value;
	u32 ifindex;
	u64 ns;
};

/**
 * struct cmis_record_queue - events that no entry has yet
 * @head: place of the next event that comes
 * @tail: place of the next event that is taken; the lock of the recorder
 * @lost: events without room
 * @event: the events
 */
struct cmis_record_queue {
	atomic_t head;
	unsigned int tail;
	atomic_t lost;
	struct cmis_queued event[CMIS_RECORD_QUEUE];
};

/**
 * struct cmis_recorder - the flight recorder of a cage
 * @kib: room for two banks
 * @pool: bytes for all sealed records
 * @burst_percent: share of the time of a bus for bursts
 * @lock: guards the fields below
 * @queue: events that no entry has yet
 * @ring: the record that is being written; NULL without a module, or without
 *	memory. Only the work replaces it
 * @burst_ns: boot time of the start of the last burst; 0: there was none
 * @down_ns: boot time of the last loss of the carrier; 0: there was none
 * @failed: there was no memory for the ring
 * @irq: an interrupt has come: the line is wired
 * @number: number of the last sealed record
 * @rings: number of rings so far
 * @asleep_ns: time for which the system has slept until the last entry
 * @statics: the last static ranges of the module; NULL: none
 * @statics_len: bytes in @statics
 * @room: room in @statics; only the work changes it
 * @period_ms: periods of sweeps
 */
struct cmis_recorder {
	unsigned int kib;
	size_t pool;
	unsigned int burst_percent;
	spinlock_t lock;	/* all below */
	struct cmis_record_queue queue;
	struct cmis_ring *ring;
	u64 burst_ns;
	u64 down_ns;
	bool failed;
	bool irq;
	u32 number;
	u32 rings;
	s64 asleep_ns;
	u8 *statics;
	u32 statics_len;
	u32 room;
	u32 period_ms[CMIS_CLASS_COUNT];
};

void __cmis_record_drain(struct cmis_recorder *r);
void __cmis_record_static(struct cmis_recorder *r, const struct cmis_req *req);
s64 cmis_record_asleep_ns(void);
bool cmis_record_get_burst(struct cmis_cage *cage, u64 *age_ms,
			   unsigned int *percent);
void cmis_record_trigger(struct cmis_cage *cage, u8 trigger);

/* Entries */
void cmis_record_read(struct cmis_cage *cage, const struct cmis_req *req,
		      const struct cmis_outcome *outcome);
void cmis_record_write(struct cmis_cage *cage, const struct cmis_req *req,
		       const struct cmis_outcome *outcome);
void cmis_record_sweep(struct cmis_cage *cage, enum cmis_class class,
		       u8 flags);
void cmis_record_note_sweep(struct cmis_cage *cage, enum cmis_class class,
			    u8 flags, int error);
void cmis_record_cage_state(struct cmis_cage *cage, u8 old, u8 new,
			    int error);
void cmis_record_alert(struct cmis_cage *cage,
		       const struct cmis_record_alert *alert);
void cmis_record_verdict(struct cmis_cage *cage,
			 const struct cmis_verdict *verdict,
			 unsigned int cages);
void cmis_record_pin(struct cmis_cage *cage, u8 pin, u8 level);
void cmis_record_request(struct cmis_cage *cage, u8 request);
void cmis_record_burst(struct cmis_cage *cage, bool on);
void cmis_record_slept(struct cmis_cage *cage);
int cmis_record_mark(struct cmis_cage *cage, const char *text);
int cmis_record_seal(struct cmis_cage *cage);

/* From any context: they are queued until the next entry. */
void cmis_record_link(struct cmis_cage *cage, u8 event, u32 ifindex);
void cmis_record_irq(struct cmis_cage *cage);

#endif /* _CMIS_RECORD_H */
