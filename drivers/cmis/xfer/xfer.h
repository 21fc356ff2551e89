/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Transfer layer: the only way to a module's memory.
 */
#ifndef _CMIS_XFER_H
#define _CMIS_XFER_H

#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/cmis.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#include "xfer/latch.h"

/**
 * struct cmis_req - one read or write of a module's memory
 * @addr: first byte
 * @buf: the bytes
 * @len: number of bytes, 1..128; the range stays in its half of the window
 * @reader: gets the latched flags that it has not seen yet
 * @patience_ms: how long to go on while the module does not acknowledge
 * @generation: the module that is meant; 0: any
 */
struct cmis_req {
	struct cmis_addr addr;
	u8 *buf;
	u8 len;
	enum cmis_reader reader;
	unsigned int patience_ms;
	u32 generation;
};

enum cmis_counter {
	CMIS_CNT_TRANSFERS,	/* bus transactions begun */
	CMIS_CNT_READ_BYTES,
	CMIS_CNT_WRITE_BYTES,
	CMIS_CNT_SELECTS,	/* bank and page written */
	CMIS_CNT_RETRIES,
	CMIS_CNT_ERRORS,	/* requests that failed in the end */
	CMIS_CNT_BUS_US,	/* time spent in the transport */
	CMIS_CNT_COUNT,
};

#define CMIS_PAGES		256
/* One bit for each page of each bank. */
#define CMIS_PAGE_BITS		(CMIS_MAX_BANKS * CMIS_PAGES)

/**
 * struct cmis_select - the selection of bank and page, lower 126-127
 * @valid: @bank and @page are in force
 * @bank: bank last selected
 * @page: page last selected
 * @split_only: selecting and reading in one transaction does not work
 * @split_score: times in a row that only the split way worked
 * @page_change_us: hold-off after a change of page
 * @verified: pages known to exist
 */
struct cmis_select {
	bool valid;
	u8 bank;
	u8 page;
	bool split_only;
	u8 split_score;
	u32 page_change_us;
	DECLARE_BITMAP(verified, CMIS_PAGE_BITS);
};

/**
 * struct cmis_xfer - access to one module
 * @ops: a copy of the transport's, which may go before the cage does
 * @priv: the transport's
 * @caps: CMIS_CAP_*
 * @transport_max_read: longest read of the transport
 * @transport_max_write: longest write of the transport
 * @unreachable: pages that the transport does not lead to
 * @lock: the bus lock: held around each bus transaction, guards all below
 * @dead: the transport is gone
 * @asleep: the system sleeps, and its buses may: requests wait
 * @unseen: the module has not been identified since a sleep: requests for a
 *	certain module wait
 * @awake: requests that wait
 * @generation: of the module that is there, 0 if there is none
 * @flat: the module has no pages to select
 * @max_read: longest read that the module answers correctly
 * @cdb_max_write: longest write to the CDB pages
 * @select: how the window moves; not used with cmis_transport_ops.access
 * @missing: pages known not to exist, or not to be reached
 * @latch: latched flags and the readers that have not seen them
 * @counters: by enum cmis_counter; read without the lock
 */
struct cmis_xfer {
	struct cmis_transport_ops ops;
	void *priv;
	u32 caps;
	u8 transport_max_read;
	u8 transport_max_write;
	DECLARE_BITMAP(unreachable, CMIS_PAGE_BITS);

	struct mutex lock;	/* one bus transaction, and all below */
	bool dead;
	bool asleep;
	bool unseen;
	wait_queue_head_t awake;
	u32 generation;
	bool flat;
	u8 max_read;
	u8 cdb_max_write;
	struct cmis_select select;
	DECLARE_BITMAP(missing, CMIS_PAGE_BITS);
	struct cmis_latch latch;

	atomic64_t counters[CMIS_CNT_COUNT];
};

/*
 * How long a request may wait for the system to wake up, not counting the sleep
 * itself. It is a limit for callers that the sleep waits for, e.g. a MAC driver
 * that is suspended later than the cage.
 */
#define CMIS_ASLEEP_MS		15000

/* How long a request may wait for a module that does not acknowledge. */
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
void cmis_xfer_set_flat(struct cmis_xfer *x, bool flat);
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

/* xfer/probe_size.c */
int cmis_xfer_probe_read_size(struct cmis_xfer *x, u8 *page);

#endif /* _CMIS_XFER_H */
