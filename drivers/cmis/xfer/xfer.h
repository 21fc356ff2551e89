/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Transfer layer: the only way to a module's memory.
 */
#ifndef _CMIS_XFER_H
#define _CMIS_XFER_H

#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/cmis.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#include "xfer/latch.h"

struct cmis_asker;

/**
 * struct cmis_why - why something is written
 * @cause: enum cmis_audit_cause; %CMIS_CAUSE_NONE: the driver's own affairs,
 *	which nobody asks for
 * @asker: task that has asked for it; NULL: the present one
 * @old: the byte before, if it is known; else NULL
 */
struct cmis_why {
	u8 cause;
	const struct cmis_asker *asker;
	const u8 *old;
};

/**
 * struct cmis_req - one read or write of a module's memory
 * @addr: address of the first byte
 * @buf: the bytes
 * @len: number of bytes, 1..128; the range is in lower memory or in one page
 * @reader: the reader; gets the latched flags that it has not seen yet. Of a
 *	write, the user that writes
 * @patience_ms: time for retries while the module does not acknowledge
 * @generation: generation of the module to access; 0: any module
 * @why: of a write, for the layer above
 */
struct cmis_req {
	struct cmis_addr addr;
	u8 *buf;
	u8 len;
	enum cmis_reader reader;
	unsigned int patience_ms;
	u32 generation;
	struct cmis_why why;
};

struct cmis_xfer;

/**
 * struct cmis_outcome - how a request has ended
 * @start: when it began
 * @retries: number of tries that followed a failed one
 * @error: 0 or the errno of the request
 */
struct cmis_outcome {
	ktime_t start;
	unsigned int retries;
	int error;
};

/**
 * struct cmis_xfer_observer - reports of requests to the layer above
 * @read: a read has ended. @req->buf has the bytes as the module gave them,
 *	without flags that other readers have found. After an error, only a part
 *	of the bytes may be valid
 * @write: a write has ended. After an error, a part of the bytes may have been
 *	written
 *
 * @req is the request. Its bank means nothing for lower memory and for pages
 * without banks. A request of a bad range is not reported, since it never
 * reaches the bus.
 *
 * Context: The task of the request; the bus lock is held, so there is one call
 * at a time. An operation must not use the bus, must not wait for user space,
 * and must not keep pointers.
 */
struct cmis_xfer_observer {
	void (*read)(struct cmis_xfer *x, const struct cmis_req *req,
		     const struct cmis_outcome *outcome);
	void (*write)(struct cmis_xfer *x, const struct cmis_req *req,
		      const struct cmis_outcome *outcome);
};

/* Traffic of the bus; only the transfer layer knows its transactions. */
enum cmis_counter {
	CMIS_CNT_TRANSFERS,	/* bus transactions that were started */
	CMIS_CNT_READ_BYTES,
	CMIS_CNT_WRITE_BYTES,
	CMIS_CNT_SELECTS,	/* writes of bank and page */
	CMIS_CNT_BUS_US,	/* time spent in the transport */
	CMIS_CNT_LOCK_US,	/* time for which it held locks of others */
	CMIS_CNT_COUNT,
};

#define CMIS_PAGES		256
/* One bit for each page of each bank. */
#define CMIS_PAGE_BITS		(CMIS_MAX_BANKS * CMIS_PAGES)

/**
 * struct cmis_select - the selection of bank and page, lower 126-127
 * @valid: @bank and @page are still selected
 * @bank: the last selected bank
 * @page: the last selected page
 * @when: time of that selection
 * @split_only: selection and access in one transaction do not work
 * @split_score: number of accesses in a row that only worked the split way
 * @page_change_us: time for which the driver waits after a selection
 * @verified: bits: pages that exist
 */
struct cmis_select {
	bool valid;
	u8 bank;
	u8 page;
	ktime_t when;
	bool split_only;
	u8 split_score;
	u32 page_change_us;
	DECLARE_BITMAP(verified, CMIS_PAGE_BITS);
};

/**
 * struct cmis_xfer - access to one module
 * @ops: copy of the transport's operations, since the transport may go before
 *	the cage
 * @priv: the transport's pointer
 * @caps: capabilities of the transport, CMIS_CAP_*
 * @observer: the operations of the layer above; NULL: nobody is told
 * @transport_max_read: longest read of the transport
 * @transport_max_write: longest write of the transport
 * @unreachable: bits: pages that the transport cannot reach
 * @lock: the bus lock: held during each transaction; guards the fields below
 * @dead: the transport is gone
 * @asleep: the system sleeps, and its buses may sleep, too: requests wait
 * @unseen: the module has not been identified since a sleep: requests for a
 *	certain module wait
 * @awake: requests that wait
 * @generation: generation of the present module; 0 if there is none
 * @bar_ms: not 0: the first selection has not been read back: this is no
 *	module, or a broken one, and the driver selects nothing for this time
 * @barred_until: its end
 * @proved: a selection has been read back since a module came
 * @flat: the module has no pages to select
 * @max_read: longest read that the module answers correctly
 * @cdb_max_write: longest write to the CDB pages
 * @admin: page 00h of the module, all 0 while it is not known
 * @select: the selected page; not used with cmis_transport_ops.access
 * @missing: bits: pages that do not exist or cannot be reached
 * @latch: latched flags and the readers that have not seen them
 * @counters: counts, by enum cmis_counter; read without the lock
 */
struct cmis_xfer {
	struct cmis_transport_ops ops;
	void *priv;
	u32 caps;
	const struct cmis_xfer_observer *observer;
	u8 transport_max_read;
	u8 transport_max_write;
	DECLARE_BITMAP(unreachable, CMIS_PAGE_BITS);

	struct mutex lock;	/* one bus transaction, and the fields below */
	bool dead;
	bool asleep;
	bool unseen;
	wait_queue_head_t awake;
	u32 generation;
	unsigned int bar_ms;
	ktime_t barred_until;
	bool proved;
	bool flat;
	u8 max_read;
	u8 cdb_max_write;
	u8 admin[CMIS_PAGE_SIZE];
	struct cmis_select select;
	DECLARE_BITMAP(missing, CMIS_PAGE_BITS);
	struct cmis_latch latch;

	atomic64_t counters[CMIS_CNT_COUNT];
};

/*
 * A request may wait so long for the system to wake up; the time of the sleep
 * does not count. The limit is for callers that must end before the system can
 * sleep, e.g. a MAC driver that is suspended later than the cage.
 */
#define CMIS_ASLEEP_MS		15000

/* A request may wait so long for a module that does not acknowledge. */
#define CMIS_PATIENCE_POLL_MS	20
#define CMIS_PATIENCE_USER_MS	200

bool cmis_xfer_config_ok(const struct cmis_cage_config *config);
void cmis_xfer_init(struct cmis_xfer *x, const struct cmis_cage_config *config);
void cmis_xfer_exit(struct cmis_xfer *x);
void cmis_xfer_kill(struct cmis_xfer *x);
void cmis_xfer_revive(struct cmis_xfer *x);
void cmis_xfer_sleep(struct cmis_xfer *x);
void cmis_xfer_wake(struct cmis_xfer *x);
void cmis_xfer_set_seen(struct cmis_xfer *x);
void cmis_xfer_set_generation(struct cmis_xfer *x, u32 generation);
void cmis_xfer_reset(struct cmis_xfer *x);
void cmis_xfer_invalidate(struct cmis_xfer *x);
u8 cmis_xfer_get_page(struct cmis_xfer *x, ktime_t until);
bool cmis_xfer_keeps_page(struct cmis_xfer *x, ktime_t until);
void cmis_xfer_forget_pages(struct cmis_xfer *x);
void cmis_xfer_set_flat(struct cmis_xfer *x, bool flat);
void cmis_xfer_set_admin(struct cmis_xfer *x, const u8 *page);
void cmis_xfer_unbar(struct cmis_xfer *x);
void cmis_xfer_set_limits(struct cmis_xfer *x, u32 page_change_us,
			  u16 cdb_bytes);
unsigned int cmis_xfer_count_banks(const struct cmis_xfer *x);
int cmis_xfer_set_banks(struct cmis_xfer *x, u8 banks);
void cmis_xfer_forget_flags(struct cmis_xfer *x);
void cmis_xfer_take_hits(struct cmis_xfer *x, const struct cmis_range *range,
			 struct cmis_hits *hits);
int cmis_xfer_signal(struct cmis_xfer *x, int (*set)(void *priv, bool on),
		     bool on, unsigned int us);
int cmis_xfer_read(struct cmis_xfer *x, const struct cmis_req *req);
int cmis_xfer_write(struct cmis_xfer *x, const struct cmis_req *req);
int cmis_xfer_confirm(struct cmis_xfer *x, const struct cmis_req *req);
unsigned int cmis_xfer_max_read(struct cmis_xfer *x);
unsigned int cmis_read_piece_len(unsigned int offset, unsigned int left,
				 unsigned int max);

#endif /* _CMIS_XFER_H */
