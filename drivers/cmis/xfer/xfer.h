/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Transfer layer: the one way to a module's memory.
 */
#ifndef _CMIS_XFER_H
#define _CMIS_XFER_H

#include <linux/atomic.h>
#include <linux/bitmap.h>
#include <linux/cmis.h>
#include "spec/addr.h"
#include "spec/regs.h"
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/wait.h>

#include "xfer/latch.h"

/**
 * struct cmis_req - one read or write of a module's memory
 * @addr: first byte
 * @buf: where the bytes go to or come from
 * @len: number of bytes, 1..128; the range stays in its half of the window
 * @reader: who reads, added before: gets the latched flags it has not seen yet;
 *	NULL to leave them all to the readers
 * @patience_ms: how long to go on while the module does not acknowledge
 * @generation: of the module that is meant; 0: whichever is there
 */
struct cmis_req {
	struct cmis_addr addr;
	u8 *buf;
	u8 len;
	struct cmis_reader *reader;
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

/* One bit for each page of each bank. */
#define CMIS_PAGE_BITS		(CMIS_MAX_BANKS * 256)

/**
 * struct cmis_xfer - access to one module
 * @ops: a copy of the transport's, which may go before the cage does
 * @priv: the transport's
 * @caps: CMIS_CAP_*
 * @transport_max_read: longest read that the transport can do
 * @transport_max_write: longest write that the transport can do
 * @lock: the bus lock: held around each bus transaction, guards all below
 * @dead: the transport is gone; nothing reaches it any more
 * @asleep: the system sleeps, and its buses may: whoever is not frozen waits
 * @unseen: it slept, and whether the same module is there is not known yet: who
 *	means that one waits
 * @awake: those who do
 * @generation: of the module that is there, 0 if there is none
 * @selected: @bank and @page are in force
 * @bank: bank last selected
 * @page: page last selected
 * @flat: the module has no pages to select
 * @split_only: selecting and reading in one transaction does not work
 * @split_score: times in a row that only the split way worked
 * @max_read: longest read that the module answers rightly
 * @cdb_max_write: longest write to the CDB pages
 * @epl_max_write: longest write to the EPL pages
 * @page_change_us: hold-off after a change of page
 * @verified: pages known to exist
 * @unsupported: pages known not to exist
 * @flags: latched flags on their way to those who have not seen them
 * @counters: by enum cmis_counter; read without the lock
 */
struct cmis_xfer {
	struct cmis_transport_ops ops;
	void *priv;
	u32 caps;
	u8 transport_max_read;
	u8 transport_max_write;

	struct mutex lock;	/* one bus transaction, and all below */
	bool dead;
	bool asleep;
	bool unseen;
	wait_queue_head_t awake;
	u32 generation;
	bool selected;
	u8 bank;
	u8 page;
	bool flat;
	bool split_only;
	u8 split_score;
	u8 max_read;
	u8 cdb_max_write;
	u8 epl_max_write;
	u32 page_change_us;
	DECLARE_BITMAP(verified, CMIS_PAGE_BITS);
	DECLARE_BITMAP(unsupported, CMIS_PAGE_BITS);
	struct cmis_flags flags;

	atomic64_t counters[CMIS_CNT_COUNT];
};

/*
 * How long a request may wait for the system to wake up: time in which it
 * really sleeps does not count. It is a limit for those who the sleep itself
 * waits for, e.g. a MAC driver that is going to sleep later than the cage.
 */
#define CMIS_ASLEEP_MS		15000

/* How long a request may wait for a module that does not acknowledge. */
#define CMIS_PATIENCE_POLL_MS	20
#define CMIS_PATIENCE_USER_MS	200

void cmis_xfer_init(struct cmis_xfer *x, const struct cmis_cage_config *config);
void cmis_xfer_kill(struct cmis_xfer *x);
void cmis_xfer_revive(struct cmis_xfer *x);
void cmis_xfer_sleep(struct cmis_xfer *x);
void cmis_xfer_wake(struct cmis_xfer *x);
void cmis_xfer_set_seen(struct cmis_xfer *x);
void cmis_xfer_set_generation(struct cmis_xfer *x, u32 generation);
void cmis_xfer_reset(struct cmis_xfer *x);
void cmis_xfer_forget_flags(struct cmis_xfer *x);
void cmis_xfer_invalidate(struct cmis_xfer *x);
void cmis_xfer_set_flat(struct cmis_xfer *x, bool flat);
int cmis_xfer_signal(struct cmis_xfer *x, int (*set)(void *priv, bool on),
		     bool on);
int cmis_xfer_pulse(struct cmis_xfer *x, int (*set)(void *priv, bool on),
		    unsigned int us);
int cmis_xfer_read(struct cmis_xfer *x, const struct cmis_req *req);
unsigned int cmis_xfer_max_read(struct cmis_xfer *x);
unsigned int cmis_read_piece_len(unsigned int offset, unsigned int left,
				 unsigned int max);
int cmis_xfer_write(struct cmis_xfer *x, const struct cmis_req *req);
int cmis_xfer_probe_read_size(struct cmis_xfer *x, u8 *page);
void cmis_xfer_set_limits(struct cmis_xfer *x, u32 page_change_us,
			  u16 cdb_bytes);
void cmis_xfer_add_reader(struct cmis_xfer *x, struct cmis_reader *reader);
void cmis_xfer_del_reader(struct cmis_xfer *x, struct cmis_reader *reader);
void cmis_xfer_take_sets(struct cmis_xfer *x, struct cmis_reader *reader,
			 const struct cmis_addr *addr,
			 struct cmis_sets *sets, u8 len);
bool cmis_errno_is_nack(int err);

#endif /* _CMIS_XFER_H */
