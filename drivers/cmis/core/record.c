// SPDX-License-Identifier: GPL-2.0-only
/*
 * The flight recorder: entries. They come from the cage's work, from tasks that
 * use the bus, and from administrators, and take a spin lock for less than a
 * microsecond. Events from other contexts go through a queue without a lock.
 * The next entry takes them from there, so that all entries have the order of
 * their times.
 */

#include <linux/cleanup.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "core/record.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/ring.h"
#include "core/trace.h"
#include "spec/health_verdict.h"
#include "spec/regs.h"
#include "xfer/shape.h"
#include "xfer/xfer.h"

#define CMIS_RECORD_VDM_NS	(9500ull * NSEC_PER_MSEC)
/* Lower memory ends before the password. */
#define CMIS_RECORD_LOWER_LEN	118
#define CMIS_RECORD_PASSWORD	8	/* bytes from 118 on */

/* ------------------------------------------------------------------------ */
/* Entries                                                                  */
/* ------------------------------------------------------------------------ */

static bool __cmis_record_bursts(const struct cmis_recorder *r, u64 ns)
{
	return r->burst_ns && ns - r->burst_ns < CMIS_RECORD_BURST_NS;
}

/* A trigger in a burst joins it. */
static void __cmis_record_trigger(struct cmis_recorder *r, u64 ns, u8 trigger)
{
	if (!__cmis_record_bursts(r, ns))
		r->burst_ns = ns;
	cmis_ring_trigger(r->ring, ns, trigger, ns + CMIS_RECORD_BURST_NS);
}

/* Some time after a loss, the values show whether the link is as before. */
static void __cmis_record_carrier(struct cmis_recorder *r, u64 ns, u8 event)
{
	if (event == CMIS_RECORD_CARRIER_DOWN) {
		r->down_ns = ns;
		__cmis_record_trigger(r, ns, CMIS_TRIGGER_CARRIER);
	} else if (event == CMIS_RECORD_CARRIER_UP && r->down_ns &&
		   ns - r->down_ns < CMIS_RECORD_BACK_NS) {
		r->burst_ns = ns;
	}
}

static void __cmis_record_put_queued(struct cmis_recorder *r,
				     const struct cmis_queued *queued)
{
	struct cmis_record_event event = {
		.ns = queued->ns,
		.type = queued->type,
		.len = 1,
		.payload = { queued->value },
	};

	if (queued->type == CMIS_RECORD_LINK) {
		put_unaligned_le32(queued->ifindex, event.payload + 1);
		event.len += sizeof(queued->ifindex);
	}
	cmis_ring_put_event(r->ring, &event);
	if (queued->type == CMIS_RECORD_LINK)
		__cmis_record_carrier(r, queued->ns, queued->value);
}

/* Take the next event from the queue. */
static bool __cmis_queue_take(struct cmis_record_queue *q,
			      struct cmis_queued *queued)
{
	struct cmis_queued *event = &q->event[q->tail % CMIS_RECORD_QUEUE];

	/* Pairs with cmis_queue_add(): the event has been written. */
	if (smp_load_acquire(&event->ready) != q->tail + 1)
		return false;
	*queued = *event;
	/* Pairs with cmis_queue_add(): the event has been read. */
	smp_store_release(&q->tail, q->tail + 1);
	return true;
}

/**
 * __cmis_record_drain - write entries for the events in the queue
 * @r: the recorder
 *
 * Context: The lock of the recorder is held.
 */
void __cmis_record_drain(struct cmis_recorder *r)
{
	struct cmis_queued queued;

	lockdep_assert_held(&r->lock);
	while (__cmis_queue_take(&r->queue, &queued))
		if (r->ring)
			__cmis_record_put_queued(r, &queued);
	if (!r->ring) {
		atomic_set(&r->queue.lost, 0);
		return;
	}
	r->ring->lost += atomic_xchg(&r->queue.lost, 0);
	if (r->ring->lost)
		cmis_ring_put_lost(r->ring, ktime_get_boottime_ns());
}

static void cmis_queue_add(struct cmis_record_queue *q,
			   const struct cmis_queued *queued)
{
	int place = atomic_read(&q->head);
	struct cmis_queued *event;
	int waiting;

	do {
		/*
		 * Pairs with __cmis_queue_take(). If @place is old by now, the
		 * number may be negative, and the exchange fails.
		 */
		waiting = (unsigned int)place - smp_load_acquire(&q->tail);
		if (waiting >= CMIS_RECORD_QUEUE) {
			atomic_inc(&q->lost);
			return;
		}
	} while (!atomic_try_cmpxchg(&q->head, &place, place + 1));
	event = &q->event[(unsigned int)place % CMIS_RECORD_QUEUE];
	event->type = queued->type;
	event->value = queued->value;
	event->ifindex = queued->ifindex;
	event->ns = queued->ns;
	/* Pairs with __cmis_queue_take(). */
	smp_store_release(&event->ready, place + 1);
}

/* An entry of the present moment */
static void __cmis_record_add(struct cmis_recorder *r, u8 type,
			      const u8 *payload, u8 len)
{
	struct cmis_record_event event = { .type = type, .len = len };

	__cmis_record_drain(r);
	if (!r->ring)
		return;
	event.ns = ktime_get_boottime_ns();
	memcpy(event.payload, payload, len);
	cmis_ring_put_event(r->ring, &event);
}

static void cmis_record_add(struct cmis_cage *cage, u8 type,
			    const u8 *payload, u8 len)
{
	struct cmis_recorder *r = cage->recorder;

	if (!r)
		return;
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_add(r, type, payload, len);
}

/**
 * cmis_record_trigger - trigger the recorder
 * @cage: the cage
 * @trigger: enum cmis_record_trigger
 *
 * Context: Any task.
 */
void cmis_record_trigger(struct cmis_cage *cage, u8 trigger)
{
	struct cmis_recorder *r = cage->recorder;

	if (!r)
		return;
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_drain(r);
	if (r->ring)
		__cmis_record_trigger(r, ktime_get_boottime_ns(), trigger);
}

/* ------------------------------------------------------------------------ */
/* Reads and writes                                                         */
/* ------------------------------------------------------------------------ */

static bool cmis_req_is_upper(const struct cmis_req *req)
{
	return req->addr.offset >= CMIS_UPPER_FIRST;
}

/* The bank and the page of a request, as entries have them */
static struct cmis_addr cmis_req_place(const struct cmis_req *req)
{
	struct cmis_addr at = req->addr;

	if (!cmis_req_is_upper(req)) {
		at.bank = 0;
		at.page = CMIS_RECORD_LOWER;
	} else if (!cmis_page_is_banked(at.page)) {
		at.bank = 0;
	}
	return at;
}

/* Pages that do not change in use, as probing reads them */
static bool cmis_req_is_static(const struct cmis_req *req)
{
	u8 page = req->addr.page;

	if (req->generation || req->reader != CMIS_READER_NONE)
		return false;
	if (!cmis_req_is_upper(req))
		return !req->addr.offset && req->len == CMIS_PAGE_SIZE;
	if (req->addr.offset != CMIS_UPPER_FIRST || req->len != CMIS_PAGE_SIZE)
		return false;
	return page <= CMIS_PAGE_THRESHOLDS ||
	       (page >= CMIS_PAGE_VDM_DESC &&
		page < CMIS_PAGE_VDM_DESC + CMIS_VDM_GROUPS) ||
	       (page >= CMIS_PAGE_VDM_THRESHOLDS &&
		page < CMIS_PAGE_VDM_THRESHOLDS + CMIS_VDM_GROUPS) ||
	       page == CMIS_PAGE_VDM_CONTROL;
}

static bool cmis_page_is_vdm(u8 page)
{
	return page == CMIS_PAGE_DIAG_STATUS ||
	       (page >= CMIS_PAGE_VDM_SAMPLES &&
		page < CMIS_PAGE_VDM_SAMPLES + CMIS_VDM_GROUPS);
}

/* The bytes that sweeps read; some without flags have no reader. */
static bool cmis_req_is_swept(const struct cmis_req *req)
{
	if (req->generation)
		return false;
	if (req->reader == CMIS_READER_SWEEPS)
		return true;
	return cmis_req_is_upper(req) && req->reader == CMIS_READER_NONE &&
	       (cmis_page_is_vdm(req->addr.page) ||
		req->addr.page == CMIS_PAGE_LANE_CONTROL);
}

/* Flags belong to the time of their read: they are no static bytes. */
static void cmis_statics_copy(u8 *to, const struct cmis_req *req,
			      unsigned int len)
{
	struct cmis_addr at = req->addr;

	memcpy(to, req->buf, len);
	for (unsigned int i = 0; i < len; i++, at.offset++)
		if (cmis_addr_is_latched(&at))
			to[i] = 0;
}

/**
 * __cmis_record_static - replace a static range, or add it if there is room
 * @r: the recorder
 * @req: a read of a whole page, or of lower memory
 *
 * Context: The lock of the recorder is held.
 */
void __cmis_record_static(struct cmis_recorder *r,
			  const struct cmis_req *req)
{
	const struct cmis_addr at = cmis_req_place(req);
	u8 len = cmis_req_is_upper(req) ? req->len : CMIS_RECORD_LOWER_LEN;
	u8 *to = r->statics, *end = r->statics + r->statics_len;

	while (to < end && (to[0] != at.bank || to[1] != at.page))
		to += 4 + to[3];
	if (to == end) {
		if (r->statics_len + 4 + len > r->room)
			return;
		to[0] = at.bank;
		to[1] = at.page;
		to[2] = at.offset;
		to[3] = len;
		r->statics_len += 4 + len;
	}
	cmis_statics_copy(to + 4, req, len);
}

static void __cmis_record_range(struct cmis_recorder *r,
				const struct cmis_req *req)
{
	const struct cmis_addr at = cmis_req_place(req);
	struct cmis_record_slot range = {
		.bank = at.bank,
		.page = at.page,
		.offset = at.offset,
		.len = req->len,
	};

	if (cmis_page_is_vdm(at.page) && !r->ring->vdm)
		return;
	if (at.page == CMIS_PAGE_DIAG_STATUS &&
	    at.offset == CMIS_REG_OFFSET(CMIS_DIAG_SELECTOR))
		range.selector = req->buf[0];
	memcpy(range.bytes, req->buf, req->len);
	cmis_ring_put_range(r->ring, ktime_get_boottime_ns(), &range);
}

/* Flags that another reader has found, and so has cleared */
static void __cmis_record_flags(struct cmis_recorder *r,
				const struct cmis_req *req)
{
	const struct cmis_addr place = cmis_req_place(req);
	struct cmis_addr at = req->addr;

	for (unsigned int i = 0; i < req->len; i++, at.offset++) {
		const u8 payload[] = {
			place.bank, place.page, at.offset, req->buf[i],
		};

		if (req->buf[i] && cmis_addr_is_latched(&at))
			__cmis_record_add(r, CMIS_RECORD_FLAGS, payload,
					  sizeof(payload));
	}
}

static void __cmis_record_bus(struct cmis_recorder *r,
			      const struct cmis_req *req,
			      const struct cmis_outcome *outcome)
{
	int error = outcome->error;
	const struct cmis_addr at = cmis_req_place(req);
	const u8 payload[] = {
		-error, at.bank, at.page, at.offset, req->len,
		min(outcome->retries + 1, (unsigned int)U8_MAX),
	};

	/* A page that does not exist, and a module that is gone, are known. */
	if (error == -EOPNOTSUPP || error == -ENODEV || error == -ESHUTDOWN)
		return;
	__cmis_record_add(r, CMIS_RECORD_BUS, payload, sizeof(payload));
}

/* Each flag that a read has found */
static void cmis_trace_flags(const struct cmis_cage *cage,
			     const struct cmis_req *req)
{
	struct cmis_addr place = cmis_req_place(req), at = req->addr;

	for (unsigned int i = 0; i < req->len; i++, at.offset++) {
		if (!req->buf[i] || !cmis_addr_is_latched(&at))
			continue;
		place.offset = at.offset;
		trace_flag(cage, &place, req->buf[i], req->reader);
	}
}

static void cmis_trace_req(const struct cmis_cage *cage,
			   const struct cmis_req *req, bool write,
			   const struct cmis_outcome *outcome)
{
	const struct cmis_range range = {
		.addr = cmis_req_place(req),
		.len = req->len,
	};

	trace_xfer(cage, &range, write, outcome);
}

/**
 * cmis_record_read - a read of the module has ended
 * @cage: the cage
 * @req: the request
 * @outcome: how it has ended
 *
 * Context: The bus lock is held.
 */
void cmis_record_read(struct cmis_cage *cage, const struct cmis_req *req,
		      const struct cmis_outcome *outcome)
{
	struct cmis_recorder *r = cage->recorder;

	if (trace_xfer_enabled())
		cmis_trace_req(cage, req, false, outcome);
	if (trace_flag_enabled() && !outcome->error)
		cmis_trace_flags(cage, req);
	if (!r)
		return;
	guard(cmis_spinlock)(&r->lock);
	if (!outcome->error && cmis_req_is_static(req))
		__cmis_record_static(r, req);
	__cmis_record_drain(r);
	if (!r->ring)
		return;
	if (outcome->error)
		__cmis_record_bus(r, req, outcome);
	else if (cmis_req_is_swept(req))
		__cmis_record_range(r, req);
	else
		__cmis_record_flags(r, req);
}

/* The writer: 0 driver, 1 eeprom, 2 ethtool, 3 flash */
static u8 cmis_req_writer(const struct cmis_req *req)
{
	bool cdb = cmis_req_is_upper(req) && req->addr.page >= CMIS_PAGE_CDB &&
		   req->addr.page <= CMIS_PAGE_CDB_EPL_LAST;

	if (req->reader == CMIS_READER_EEPROM)
		return 1;
	if (req->reader == CMIS_READER_ETHTOOL)
		return cdb ? 3 : 2;
	return 0;
}

static u8 cmis_req_public_byte(const struct cmis_req *req, unsigned int i)
{
	unsigned int offset = req->addr.offset + i;

	if (offset >= CMIS_RECORD_LOWER_LEN &&
	    offset < CMIS_RECORD_LOWER_LEN + CMIS_RECORD_PASSWORD)
		return 0;
	return req->buf[i];
}

/*
 * Bytes of a write that entries show: of a command its header only, since the
 * payload may be a password, or a firmware that leaves no room for the rest.
 */
static unsigned int cmis_req_public_len(const struct cmis_req *req,
					const struct cmis_addr *at)
{
	unsigned int payload = CMIS_REG_OFFSET(CMIS_CDB_LPL);

	if (at->page >= CMIS_PAGE_CDB_EPL_FIRST &&
	    at->page <= CMIS_PAGE_CDB_EPL_LAST)
		return 0;
	if (at->page != CMIS_PAGE_CDB)
		return req->len;
	if (at->offset >= payload)
		return 0;
	return min_t(unsigned int, req->len, payload - at->offset);
}

static void __cmis_record_request(struct cmis_recorder *r, u8 request, u8 bank,
				  u8 lanes)
{
	const u8 payload[] = { request, bank, lanes };

	__cmis_record_add(r, CMIS_RECORD_REQUEST, payload, sizeof(payload));
}

/* Lower 26: a reset, or another power mode */
static void __cmis_record_control(struct cmis_recorder *r, u8 control)
{
	int old = r->ring->control;

	r->ring->control = control & ~CMIS_CONTROL_SOFT_RESET;
	if (control & CMIS_CONTROL_SOFT_RESET)
		__cmis_record_request(r, CMIS_RECORD_RESET, 0, 0);
	else if (old < 0 || (old ^ control) & CMIS_CONTROL_LOWPWR_SW)
		__cmis_record_request(r, control & CMIS_CONTROL_LOWPWR_SW ?
				      CMIS_RECORD_LOW_POWER :
				      CMIS_RECORD_HIGH_POWER, 0, 0);
}

/* Requests of the host that this write is */
static void __cmis_record_requests(struct cmis_recorder *r,
				   const struct cmis_req *req)
{
	const struct cmis_addr at = cmis_req_place(req);

	for (unsigned int i = 0; i < req->len; i++) {
		unsigned int offset = at.offset + i;

		if (at.page == CMIS_RECORD_LOWER &&
		    offset == CMIS_REG_OFFSET(CMIS_MODULE_CONTROL))
			__cmis_record_control(r, req->buf[i]);
		if (at.page != CMIS_PAGE_LANE_CONTROL)
			continue;
		if (offset == CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES))
			__cmis_record_request(r, CMIS_RECORD_DEINIT, at.bank,
					      req->buf[i]);
		if (offset == CMIS_REG_OFFSET(CMIS_TX_DISABLE))
			__cmis_record_request(r, CMIS_RECORD_TX_OFF, at.bank,
					      req->buf[i]);
	}
}

/**
 * cmis_record_write - a write to the module has ended
 * @cage: the cage
 * @req: the request
 * @outcome: how it has ended
 *
 * Context: The bus lock is held.
 */
void cmis_record_write(struct cmis_cage *cage, const struct cmis_req *req,
		       const struct cmis_outcome *outcome)
{
	const struct cmis_addr at = cmis_req_place(req);
	struct cmis_recorder *r = cage->recorder;
	u8 payload[5 + CMIS_RECORD_MAX_WRITE];
	unsigned int done, i, len, end = cmis_req_public_len(req, &at);

	if (trace_xfer_enabled())
		cmis_trace_req(cage, req, true, outcome);
	if (!r)
		return;
	guard(cmis_spinlock)(&r->lock);
	if (!r->ring)
		return;
	for (done = 0; done < end; done += len) {
		len = min_t(unsigned int, end - done,
			    CMIS_RECORD_MAX_WRITE);
		payload[0] = cmis_req_writer(req);
		payload[1] = at.bank;
		payload[2] = at.page;
		payload[3] = at.offset + done;
		payload[4] = len;
		for (i = 0; i < len; i++)
			payload[5 + i] = cmis_req_public_byte(req, done + i);
		__cmis_record_add(r, CMIS_RECORD_WRITE, payload, 5 + len);
	}
	if (outcome->error)
		__cmis_record_bus(r, req, outcome);
	else
		__cmis_record_requests(r, req);
}

/* ------------------------------------------------------------------------ */
/* Events                                                                   */
/* ------------------------------------------------------------------------ */

/**
 * cmis_record_note_sweep - say that the next ranges are of a special sweep
 * @cage: the cage
 * @class: its class
 * @flags: CMIS_RECORD_SWEEP_FROZEN and so on
 * @error: 0, or the errno with which the sweep has ended: then its ranges are
 *	before the entry
 */
void cmis_record_note_sweep(struct cmis_cage *cage, enum cmis_class class,
			    u8 flags, int error)
{
	const u8 payload[] = { class, -error, flags };

	cmis_record_add(cage, CMIS_RECORD_SWEEP, payload, sizeof(payload));
}

/*
 * VDM needs most of the room. So the record has it each ten seconds, and more
 * often if there is more room.
 */
static bool __cmis_record_wants_vdm(const struct cmis_recorder *r, u64 now)
{
	u64 pause_ns = CMIS_RECORD_VDM_NS;

	if (r->kib > CMIS_RECORD_KIB)
		pause_ns = div_u64(pause_ns * CMIS_RECORD_KIB, r->kib);
	return __cmis_record_bursts(r, now) || !r->ring->vdm_ns ||
	       now - r->ring->vdm_ns >= pause_ns;
}

/**
 * cmis_record_sweep - a sweep begins
 * @cage: the cage
 * @class: its class
 * @flags: CMIS_RECORD_SWEEP_IRQ and so on; 0: a plain one
 *
 * Context: The cage's work.
 */
void cmis_record_sweep(struct cmis_cage *cage, enum cmis_class class, u8 flags)
{
	struct cmis_recorder *r = cage->recorder;
	u64 now = ktime_get_boottime_ns();

	if (!r)
		return;
	if (class == CMIS_CLASS_VDM) {
		guard(cmis_spinlock)(&r->lock);
		if (!r->ring)
			return;
		r->ring->vdm = __cmis_record_wants_vdm(r, now);
		if (!r->ring->vdm)
			return;
		r->ring->vdm_ns = now;
	}
	if (flags)
		cmis_record_note_sweep(cage, class, flags, 0);
}

/**
 * cmis_record_cage_state - the cage has another state
 * @cage: the cage
 * @old: enum cmis_cage_state before
 * @new: the new state
 * @error: errno that is its reason, or 0
 *
 * Context: The cage's work.
 */
void cmis_record_cage_state(struct cmis_cage *cage, u8 old, u8 new, int error)
{
	const u8 payload[] = { old, new, -error };

	trace_state(cage, old, new, error);
	cmis_record_add(cage, CMIS_RECORD_STATE, payload, sizeof(payload));
	if (new == CMIS_CAGE_MODULE_FAULT)
		cmis_record_trigger(cage, CMIS_TRIGGER_FAULT);
	else if (new == CMIS_CAGE_FAULT && error != -EPROTONOSUPPORT)
		cmis_record_trigger(cage, CMIS_TRIGGER_UNREADABLE);
}

/* The trigger that an alert is; 0: none */
static u8 cmis_alert_trigger(const struct cmis_record_alert *alert)
{
	if (!alert->raised)
		return 0;
	switch (alert->kind) {
	case CMIS_ALERT_MONITOR:
		return alert->level == CMIS_LEVEL_HIGH_ALARM ||
		       alert->level == CMIS_LEVEL_LOW_ALARM ?
		       CMIS_TRIGGER_ALERT : 0;
	case CMIS_ALERT_TX_FAULT:
	case CMIS_ALERT_BER_WORSE:
		return CMIS_TRIGGER_ALERT;
	case CMIS_ALERT_DATAPATH_DOWN:
		return CMIS_TRIGGER_DATAPATH;
	case CMIS_ALERT_MODULE_FAULT:
		return CMIS_TRIGGER_FAULT;
	case CMIS_ALERT_UNREADABLE:
		return CMIS_TRIGGER_UNREADABLE;
	}
	return 0;
}

/**
 * cmis_record_alert - an alert was raised or cleared
 * @cage: the cage
 * @alert: the alert
 *
 * Types of monitors at fixed registers begin at 256. The entry has the low byte
 * of the type, and 2 in place of the statistic.
 *
 * Context: The cage's work.
 */
void cmis_record_alert(struct cmis_cage *cage,
		       const struct cmis_record_alert *alert)
{
	const u8 payload[] = {
		alert->kind, alert->type & 0xff,
		alert->type > 0xff ? 2 : alert->statistic, alert->level,
		alert->side, alert->lane, alert->raised,
	};
	u8 trigger = cmis_alert_trigger(alert);

	trace_alert(cage, alert);
	cmis_record_add(cage, CMIS_RECORD_ALERT, payload, sizeof(payload));
	if (trigger)
		cmis_record_trigger(cage, trigger);
}

/**
 * cmis_record_verdict - there is a verdict on the link
 * @cage: the cage
 * @verdict: the verdict
 * @cages: number of cages with a common cause, else 1
 *
 * Context: Any task.
 */
void cmis_record_verdict(struct cmis_cage *cage,
			 const struct cmis_verdict *verdict, unsigned int cages)
{
	u8 payload[3 + sizeof(u64)] = {
		verdict->kind, verdict->detail, verdict->confidence,
	};
	const u8 peers = min_t(unsigned int, cages, U8_MAX);

	put_unaligned_le64(verdict->lanes, payload + 3);
	cmis_record_add(cage, CMIS_RECORD_VERDICT, payload, sizeof(payload));
	if (verdict->kind == CMIS_VERDICT_COMMON_CAUSE)
		cmis_record_add(cage, CMIS_RECORD_PEERS, &peers,
				sizeof(peers));
}

/**
 * cmis_record_pin - a pin has another level
 * @cage: the cage
 * @pin: enum cmis_record_pin
 * @level: 1: asserted
 *
 * Context: Any task.
 */
void cmis_record_pin(struct cmis_cage *cage, u8 pin, u8 level)
{
	const u8 payload[] = { pin, level };

	trace_pin(cage, pin, level);
	cmis_record_add(cage, CMIS_RECORD_PIN, payload, sizeof(payload));
}

/**
 * cmis_record_request - the host asks for something by a pin
 * @cage: the cage
 * @request: enum cmis_record_request
 *
 * Context: Any task.
 */
void cmis_record_request(struct cmis_cage *cage, u8 request)
{
	const u8 payload[] = { request, 0, 0 };

	cmis_record_add(cage, CMIS_RECORD_REQUEST, payload, sizeof(payload));
}

/**
 * cmis_record_burst - a burst begins or ends
 * @cage: the cage
 * @on: it begins
 *
 * Context: The cage's work.
 */
void cmis_record_burst(struct cmis_cage *cage, bool on)
{
	const u8 payload[] = { on };

	trace_burst(cage, on);
	cmis_record_add(cage, CMIS_RECORD_BURST, payload, sizeof(payload));
}

/**
 * cmis_record_get_burst - whether the module shall be read often
 * @cage: the cage
 * @age_ms: gets the time since the start of the burst
 * @percent: gets the share of the time of the bus for bursts
 *
 * Context: The cage's work.
 * Return: true if so.
 */
bool cmis_record_get_burst(struct cmis_cage *cage, u64 *age_ms,
			   unsigned int *percent)
{
	struct cmis_recorder *r = cage->recorder;
	u64 now = ktime_get_boottime_ns();

	if (!r || !r->burst_percent)
		return false;
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_drain(r);
	if (!r->ring || !__cmis_record_bursts(r, now))
		return false;
	*age_ms = div_u64(now - r->burst_ns, NSEC_PER_MSEC);
	*percent = r->burst_percent;
	return true;
}

/**
 * cmis_record_asleep_ns - get the time for which the system has slept
 *
 * CLOCK_BOOTTIME goes on while the system sleeps, CLOCK_MONOTONIC does not.
 *
 * Return: nanoseconds since the boot.
 */
s64 cmis_record_asleep_ns(void)
{
	return ktime_to_ns(ktime_sub(ktime_get_boottime(), ktime_get()));
}

/**
 * cmis_record_slept - the system has slept
 * @cage: the cage
 *
 * Context: Any task.
 */
void cmis_record_slept(struct cmis_cage *cage)
{
	struct cmis_recorder *r = cage->recorder;
	s64 asleep_ns = cmis_record_asleep_ns();
	u8 payload[sizeof(u64)];

	if (!r)
		return;
	guard(cmis_spinlock)(&r->lock);
	put_unaligned_le64(asleep_ns - r->asleep_ns, payload);
	r->asleep_ns = asleep_ns;
	__cmis_record_add(r, CMIS_RECORD_SLEPT, payload, sizeof(payload));
}

/**
 * cmis_record_mark - put the mark of an operator into the record
 * @cage: the cage
 * @text: 1 to 64 characters of printable ASCII
 *
 * Context: Any task.
 * Return: 0; -EINVAL for other characters, or too many; -ENODEV if nothing is
 * being recorded.
 */
int cmis_record_mark(struct cmis_cage *cage, const char *text)
{
	struct cmis_recorder *r = cage->recorder;
	u8 payload[1 + CMIS_RECORD_MAX_MARK];
	size_t len = strlen(text);

	if (!len || len > CMIS_RECORD_MAX_MARK)
		return -EINVAL;
	for (size_t i = 0; i < len; i++)
		if (text[i] < ' ' || text[i] > '~')
			return -EINVAL;
	if (!r)
		return -ENODEV;
	payload[0] = len;
	memcpy(payload + 1, text, len);
	guard(cmis_spinlock)(&r->lock);
	if (!r->ring)
		return -ENODEV;
	__cmis_record_add(r, CMIS_RECORD_MARK, payload, 1 + len);
	return 0;
}

/**
 * cmis_record_seal - trigger the recorder
 * @cage: the cage
 *
 * Context: Any task. The caller lets the cage's work run.
 * Return: 0, or -ENODEV if nothing is being recorded.
 */
int cmis_record_seal(struct cmis_cage *cage)
{
	struct cmis_recorder *r = cage->recorder;

	if (!r)
		return -ENODEV;
	guard(cmis_spinlock)(&r->lock);
	__cmis_record_drain(r);
	if (!r->ring)
		return -ENODEV;
	__cmis_record_trigger(r, ktime_get_boottime_ns(), CMIS_TRIGGER_ASKED);
	return 0;
}

/**
 * cmis_record_link - the netdev of the cage has changed
 * @cage: the cage
 * @event: enum cmis_record_link
 * @ifindex: of the netdev; 0: not known
 *
 * Context: Any.
 */
void cmis_record_link(struct cmis_cage *cage, u8 event, u32 ifindex)
{
	const struct cmis_queued queued = {
		.type = CMIS_RECORD_LINK,
		.value = event,
		.ifindex = ifindex,
		.ns = ktime_get_boottime_ns(),
	};

	trace_link(cage, ifindex, event);
	if (cage->recorder)
		cmis_queue_add(&cage->recorder->queue, &queued);
}

/**
 * cmis_record_irq - the module has asserted its interrupt line
 * @cage: the cage
 *
 * Context: Any.
 */
void cmis_record_irq(struct cmis_cage *cage)
{
	const struct cmis_queued queued = {
		.type = CMIS_RECORD_LINE,
		.value = 1,
		.ns = ktime_get_boottime_ns(),
	};

	trace_irq(cage, 1);
	if (!cage->recorder)
		return;
	WRITE_ONCE(cage->recorder->irq, true);
	cmis_queue_add(&cage->recorder->queue, &queued);
}
