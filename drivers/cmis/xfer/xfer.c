// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: cuts requests into pieces, and retries the pieces.
 *
 * A piece is an access that the module and the transport can do at once. Each
 * try holds the bus lock. Between two tries the lock is free, so a busy module
 * delays only its own readers.
 */

#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "xfer/xfer.h"
#include "xfer/access.h"
#include "xfer/shape.h"
#include "xfer/window.h"

/* Registers of up to 8 bytes are aligned; a piece must not cut one in two. */
#define CMIS_FIELD_ALIGN	8

#define CMIS_RETRY_FIRST_US	500
#define CMIS_RETRY_LAST_US	20000
/* If the bus is stuck, each try takes the adapter's timeout, often 1 s. */
#define CMIS_TRIES_STUCK	2
#define CMIS_TRIES_MALFORMED	3
/* The identifier and three letters: a sweep of page 11h may begin so short. */
#define CMIS_COPY_MIN		4
/* The first read may have cleared flags, which begin at 11h:134. */
#define CMIS_COPY_AGAIN		6
/* From this try on, a page is selected in a transaction of its own. */
#define CMIS_TRY_SPLIT		2
/* Give up after so many reads that give different values of a byte. */
#define CMIS_CONFIRM_READS	4

static bool cmis_addr_is_cdb(const struct cmis_addr *addr)
{
	return cmis_addr_is_upper(addr) && addr->page >= CMIS_PAGE_CDB &&
	       addr->page <= CMIS_PAGE_CDB_EPL_LAST;
}

/*
 * Adapters use different errnos for the same error, mostly for a missing
 * acknowledge.
 */
static int cmis_errno_translate(int err)
{
	switch (err) {
	case -EREMOTEIO:
	case -EIO:
	case -EAGAIN:
		return -ENXIO;
	case -EBUSY:
		return -ETIMEDOUT;
	case -EPROTO:
	case -EOVERFLOW:
	/* To the sweeps, these two have a meaning of their own. */
	case -EINPROGRESS:
	case -ESTALE:
		return -EBADMSG;
	default:
		return err;
	}
}

/*
 * While the system sleeps, the driver does not use the bus. A request for a
 * certain generation also waits until the module has been identified.
 */
static bool cmis_xfer_is_awake(struct cmis_xfer *x, u32 generation)
{
	return !READ_ONCE(x->asleep) && !(generation && READ_ONCE(x->unseen));
}

/* If this returns an error, the lock is not held. */
static int cmis_xfer_lock_awake(struct cmis_xfer *x, u32 generation)
{
	int ret = 0;

	mutex_lock(&x->lock);
	if (!cmis_xfer_is_awake(x, generation)) {
		mutex_unlock(&x->lock);
		wait_event_timeout(x->awake, cmis_xfer_is_awake(x, generation),
				   msecs_to_jiffies(CMIS_ASLEEP_MS));
		mutex_lock(&x->lock);
	}
	if (x->asleep)
		ret = -ESHUTDOWN;
	else if (generation && (x->unseen || generation != x->generation))
		ret = -ENODEV;
	if (ret)
		mutex_unlock(&x->lock);
	return ret;
}

/*
 * Some modules answer with page 00h in place of any page, although their page
 * register takes each number. The first bytes of page 00h, the identifier and
 * the name of the vendor, tell it from other pages.
 */
static bool __cmis_piece_is_copy(const struct cmis_xfer *x,
				 const struct cmis_piece *piece, u8 len)
{
	return piece->addr.offset == CMIS_UPPER_FIRST &&
	       piece->addr.page != CMIS_PAGE_ADMIN &&
	       piece->len >= CMIS_COPY_MIN && *x->admin &&
	       !memcmp(piece->buf, x->admin, min(piece->len, len));
}

static int __cmis_piece_move(struct cmis_xfer *x,
			     const struct cmis_piece *piece, unsigned int try)
{
	return x->ops.access ? __cmis_access_move(x, piece) :
			       __cmis_window_move(x, piece, try);
}

/*
 * One copy of page 00h is no proof: another master may have selected page 00h,
 * or the data come later than the page register. So select once more, and wait
 * before the read.
 */
static int __cmis_piece_move_sure(struct cmis_xfer *x,
				  const struct cmis_piece *piece,
				  unsigned int try)
{
	int ret;

	ret = __cmis_piece_move(x, piece, try);
	if (ret || piece->write ||
	    !__cmis_piece_is_copy(x, piece, CMIS_PAGE_SIZE))
		return ret;
	x->select.valid = false;
	ret = __cmis_piece_move(x, piece, CMIS_TRY_SPLIT);
	if (ret || !__cmis_piece_is_copy(x, piece, CMIS_COPY_AGAIN))
		return ret;
	x->select.valid = false;
	set_bit(cmis_addr_page_bit(&piece->addr), x->missing);
	return -EOPNOTSUPP;
}

static int cmis_piece_try(struct cmis_xfer *x, const struct cmis_piece *piece,
			  unsigned int try)
{
	const struct cmis_range range = {
		.addr = piece->addr,
		.len = piece->len,
	};
	int ret;

	ret = cmis_xfer_lock_awake(x, piece->generation);
	if (ret)
		return ret;
	if (cmis_addr_is_upper(&piece->addr) &&
	    (test_bit(cmis_addr_page_bit(&piece->addr), x->missing) ||
	     (x->flat && piece->addr.page != CMIS_PAGE_ADMIN)))
		ret = -EOPNOTSUPP;
	else
		ret = __cmis_piece_move_sure(x, piece, try);
	if (!ret && !piece->write)
		cmis_latch_harvest(&x->latch, &range, piece->buf);
	mutex_unlock(&x->lock);
	return cmis_errno_translate(ret);
}

static bool cmis_piece_retry(int err, unsigned int tries)
{
	switch (err) {
	case -ENXIO:
		return true;
	case -ETIMEDOUT:
		return tries < CMIS_TRIES_STUCK;
	case -EBADMSG:
		return tries < CMIS_TRIES_MALFORMED;
	default:
		return false;
	}
}

/* A killed task waits only as long as a sweep. */
static bool cmis_piece_is_over(ktime_t start, ktime_t deadline)
{
	ktime_t now = ktime_get();

	return !ktime_before(now, deadline) ||
	       (fatal_signal_pending(current) &&
		ktime_ms_delta(now, start) >= CMIS_PATIENCE_POLL_MS);
}

static int cmis_piece_run(struct cmis_xfer *x, struct cmis_piece *piece,
			  ktime_t deadline)
{
	unsigned int delay_us = CMIS_RETRY_FIRST_US;
	ktime_t start = ktime_get();
	unsigned int try;
	int ret;

	for (try = 0;; try++) {
		ret = cmis_piece_try(x, piece, try);
		if (!ret || !cmis_piece_retry(ret, try + 1) ||
		    cmis_piece_is_over(start, deadline))
			return ret;
		piece->retries++;
		fsleep(delay_us);
		delay_us = min_t(unsigned int, 2 * delay_us,
				 CMIS_RETRY_LAST_US);
	}
}

/**
 * cmis_xfer_max_read - get the length of the longest read
 * @x: access to the module
 *
 * Return: bytes.
 */
unsigned int cmis_xfer_max_read(struct cmis_xfer *x)
{
	return min(READ_ONCE(x->max_read), x->transport_max_read);
}

/**
 * cmis_read_piece_len - get the length of the next piece of a read
 * @offset: offset of its first byte
 * @left: number of bytes that are still to be read
 * @max: length of the longest piece
 *
 * Return: number of bytes. If the read must be cut, the piece ends between two
 * registers.
 */
unsigned int cmis_read_piece_len(unsigned int offset, unsigned int left,
				 unsigned int max)
{
	unsigned int align = max >= CMIS_FIELD_ALIGN ? CMIS_FIELD_ALIGN : 2;
	unsigned int end;

	if (left <= max)
		return left;
	end = round_down(offset + max, align);
	return end > offset ? end - offset : max;
}

static int cmis_req_check(const struct cmis_req *req)
{
	bool upper = cmis_addr_is_upper(&req->addr);
	unsigned int limit = upper ? CMIS_WINDOW_SIZE : CMIS_UPPER_FIRST;

	if (!req->buf || !req->len || req->addr.offset + req->len > limit)
		return -EINVAL;
	if (upper && cmis_page_is_banked(req->addr.page) &&
	    req->addr.bank >= CMIS_MAX_BANKS)
		return -EINVAL;
	return 0;
}

/* Flags may belong to another host: only a user's read may clear them. */
static bool cmis_req_skips_flags(const struct cmis_xfer *x,
				 const struct cmis_req *req)
{
	return x->caps & CMIS_CAP_SKIP_FLAGS &&
	       (req->reader == CMIS_READER_NONE ||
		req->reader == CMIS_READER_SWEEPS);
}

/* Cut the next piece. Returns false for flags: they are not read, and are 0. */
static bool cmis_req_cut(struct cmis_xfer *x, const struct cmis_req *req,
			 struct cmis_piece *piece, unsigned int left)
{
	unsigned int max = CMIS_MIN_ACCESS;

	if (piece->write) {
		if (cmis_addr_is_cdb(&piece->addr))
			max = READ_ONCE(x->cdb_max_write);
		max = min_t(unsigned int, max, x->transport_max_write);
		piece->len = min(max, left);
		return true;
	}
	if (cmis_req_skips_flags(x, req)) {
		left = cmis_latch_run(&piece->addr, left);
		if (cmis_addr_is_latched(&piece->addr)) {
			memset(piece->buf, 0, left);
			piece->len = left;
			return false;
		}
	}
	piece->len = cmis_read_piece_len(piece->addr.offset, left,
					 cmis_xfer_max_read(x));
	return true;
}

static int cmis_req_move(struct cmis_xfer *x, const struct cmis_req *req,
			 struct cmis_piece *piece)
{
	ktime_t deadline = 0;
	unsigned int done;
	int ret;

	piece->start = ktime_get();
	for (done = 0; done < req->len; done += piece->len) {
		piece->buf = req->buf + done;
		piece->addr.offset = req->addr.offset + done;
		/* After a write, a module may be silent for up to tWRITENV. */
		if (!done || piece->write)
			deadline = ktime_add_ms(done ? ktime_get() :
						       piece->start,
						req->patience_ms);
		if (!cmis_req_cut(x, req, piece, req->len - done))
			continue;
		ret = cmis_piece_run(x, piece, deadline);
		if (ret)
			return ret;
	}
	return 0;
}

static void __cmis_req_report(struct cmis_xfer *x, const struct cmis_req *req,
			      const struct cmis_piece *last, int error)
{
	const struct cmis_outcome outcome = {
		.start = last->start,
		.retries = last->retries,
		.error = error,
	};

	if (!x->observer)
		return;
	if (last->write)
		x->observer->write(x, req, &outcome);
	else
		x->observer->read(x, req, &outcome);
}

/*
 * The report comes first: it has the flags as the module gave them. Deliver the
 * flags after the last step that can fail, and only if the module is still the
 * one of the request.
 */
static int cmis_req_end(struct cmis_xfer *x, const struct cmis_req *req,
			const struct cmis_piece *last, int error)
{
	const struct cmis_range range = {
		.addr = {
			.bank = last->addr.bank,
			.page = req->addr.page,
			.offset = req->addr.offset,
		},
		.len = req->len,
	};

	guard(mutex)(&x->lock);
	__cmis_req_report(x, req, last, error);
	if (error || last->write || !req->reader)
		return error;
	if (req->generation && req->generation != x->generation)
		return -ENODEV;
	cmis_latch_deliver(&x->latch, req->reader, &range, req->buf);
	return 0;
}

static int cmis_req_run(struct cmis_xfer *x, const struct cmis_req *req,
			bool write)
{
	struct cmis_piece piece = {
		.addr = req->addr,
		.write = write,
		.generation = req->generation,
	};
	int ret;

	ret = cmis_req_check(req);
	if (ret)
		return ret;
	if (!cmis_page_is_banked(req->addr.page))
		piece.addr.bank = 0;

	ret = cmis_req_move(x, req, &piece);
	/* After an access to CDB pages, a module may select another page. */
	if (cmis_addr_is_cdb(&req->addr))
		cmis_xfer_invalidate(x);
	return cmis_req_end(x, req, &piece, ret);
}

/**
 * cmis_xfer_read - read a range of a module's memory
 * @x: access to the module
 * @req: the range, which stays in lower memory or in one page
 *
 * First the flags in the range are kept for all readers. Then @req->reader gets
 * all flags that it has not seen. If an error is returned, the reader has seen
 * no flags.
 *
 * Context: May sleep, for about @req->patience_ms if the module is busy. Takes
 * the bus lock.
 * Return: 0; -EINVAL for a bad range, -EOPNOTSUPP if the module does not have
 * the page, -ENXIO if it did not answer, -ETIMEDOUT if the bus is stuck,
 * -EBADMSG if the answer was malformed, -ENETDOWN if the transport cannot reach
 * the module now, -ENODEV if the transport is gone or another module is there,
 * -ESHUTDOWN if the system does not wake up.
 */
int cmis_xfer_read(struct cmis_xfer *x, const struct cmis_req *req)
{
	return cmis_req_run(x, req, false);
}

/**
 * cmis_xfer_write - write a range of a module's memory
 * @x: access to the module
 * @req: the range, which stays in lower memory or in one page
 *
 * The range is cut into writes that the module can do. @req->patience_ms holds
 * for each of these writes.
 *
 * Context: May sleep, as cmis_xfer_read(). Takes the bus lock.
 * Return: as cmis_xfer_read(); -EROFS if the transport is read-only. After an
 * error, a part of the range may have been written.
 */
int cmis_xfer_write(struct cmis_xfer *x, const struct cmis_req *req)
{
	if (x->caps & CMIS_CAP_READ_ONLY)
		return -EROFS;
	return cmis_req_run(x, req, true);
}

/**
 * cmis_xfer_confirm - read a byte before the driver writes it back
 * @x: access to the module
 * @req: the request; its buffer begins with the last known value of the byte
 *
 * No checksum covers such a byte, and the driver must not write back a garbled
 * value. So the function reads until two values in a row are equal. If the byte
 * has its last known value, one read is enough.
 *
 * Context: May sleep. Takes the bus lock.
 * Return: 0; -EBADMSG if each read gives another value; else an errno of
 * cmis_xfer_read().
 */
int cmis_xfer_confirm(struct cmis_xfer *x, const struct cmis_req *req)
{
	unsigned int i;
	u8 before;
	int ret;

	for (i = 0; i < CMIS_CONFIRM_READS; i++) {
		before = *req->buf;
		ret = cmis_xfer_read(x, req);
		if (ret)
			return ret;
		if (*req->buf == before)
			return 0;
	}
	return -EBADMSG;
}

/**
 * cmis_xfer_config_ok - whether the driver can use a transport
 * @config: the cage and its transport
 *
 * Return: true if so.
 */
bool cmis_xfer_config_ok(const struct cmis_cage_config *config)
{
	const struct cmis_transport_ops *ops = config->ops;
	bool read_only = config->caps & CMIS_CAP_READ_ONLY;

	if (!ops || !ops->xfer == !ops->access)
		return false;
	/* In the window, the driver selects a page by a write. */
	if (ops->xfer && (read_only || config->banks || config->pages))
		return false;
	if (ops->access && config->caps & CMIS_CAP_ATOMIC)
		return false;
	return config->max_read >= 1 && config->max_read <= CMIS_PAGE_SIZE &&
	       config->max_write <= CMIS_PAGE_SIZE &&
	       (read_only || config->max_write >= 2);
}

/**
 * cmis_xfer_init - set up the access to a cage's modules
 * @x: access to the modules; all 0
 * @config: the cage and its transport
 */
void cmis_xfer_init(struct cmis_xfer *x, const struct cmis_cage_config *config)
{
	unsigned int bit;

	mutex_init(&x->lock);
	init_waitqueue_head(&x->awake);
	x->ops = *config->ops;
	x->priv = config->priv;
	x->caps = config->caps;
	x->transport_max_read = config->max_read;
	x->transport_max_write = config->max_write;
	if (x->caps & (CMIS_CAP_READ_ONLY | CMIS_CAP_FIRMWARE_MANAGED)) {
		x->ops.set_reset = NULL;
		x->ops.set_low_power = NULL;
	}
	for (bit = 0; bit < CMIS_PAGE_BITS; bit++)
		if ((config->banks &&
		     !(config->banks & BIT(bit / CMIS_PAGES))) ||
		    (config->pages &&
		     !test_bit(bit % CMIS_PAGES, config->pages)))
			__set_bit(bit, x->unreachable);
	cmis_xfer_reset(x);
}

/**
 * cmis_xfer_exit - free the memory of cmis_xfer_init() and later calls
 * @x: access to the module, which nobody uses any more
 */
void cmis_xfer_exit(struct cmis_xfer *x)
{
	cmis_latch_resize(&x->latch, 0);
}

/**
 * cmis_xfer_kill - cut off the transport
 * @x: access to the module
 *
 * Context: Takes the bus lock: when it returns, no transaction is under way
 * and none will begin.
 */
void cmis_xfer_kill(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->dead = true;
	WRITE_ONCE(x->asleep, false);
	WRITE_ONCE(x->unseen, false);
	wake_up_all(&x->awake);
}

/**
 * cmis_xfer_revive - allow the use of the transport again
 * @x: access to the module, after cmis_xfer_kill(). The caller must call
 *	cmis_xfer_kill() once more
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_revive(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->dead = false;
}

/**
 * cmis_xfer_sleep - stop the use of the bus
 * @x: access to the module
 *
 * Context: Takes the bus lock: when it returns, no transaction is under way,
 * and none will begin before cmis_xfer_wake().
 */
void cmis_xfer_sleep(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	WRITE_ONCE(x->asleep, true);
	WRITE_ONCE(x->unseen, true);
}

/**
 * cmis_xfer_wake - allow the use of the bus again
 * @x: access to the module, which may have been reset or swapped meanwhile
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_wake(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->select.valid = false;
	WRITE_ONCE(x->asleep, false);
	wake_up_all(&x->awake);
}

/**
 * cmis_xfer_set_seen - end the wait for the identity after a sleep
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_seen(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	WRITE_ONCE(x->unseen, false);
	wake_up_all(&x->awake);
}

/**
 * cmis_xfer_set_generation - set the generation of the present module
 * @x: access to the module
 * @generation: the generation; 0 if there is no module. Requests under way for
 *	another generation end with an error
 *
 * A cage without a module forgets that a module has selected pages. A new
 * generation does not: the same module may have come back, warm, with another
 * page than 00h, and could not prove itself again if one selection is lost.
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_generation(struct cmis_xfer *x, u32 generation)
{
	guard(mutex)(&x->lock);
	x->generation = generation;
	x->bar_ms = 0;
	if (!generation)
		x->proved = false;
}

/**
 * cmis_xfer_signal - drive one of the transport's signals
 * @x: access to the module
 * @set: one of @x->ops: set_reset or set_low_power
 * @on: assert or release
 * @us: if not 0, the length of a pulse: the function then sets the signal back.
 *	Neither the end of the transport nor a sleep interrupts the pulse
 *
 * Context: May sleep. Takes the bus lock, so cmis_xfer_kill() waits for the end
 * of the pulse.
 * Return: 0, -ENODEV if the transport is gone, -ESHUTDOWN if the system does
 * not wake up, or an errno of @set.
 */
int cmis_xfer_signal(struct cmis_xfer *x, int (*set)(void *priv, bool on),
		     bool on, unsigned int us)
{
	int ret;

	ret = cmis_xfer_lock_awake(x, 0);
	if (ret)
		return ret;
	x->select.valid = false;
	ret = x->dead ? -ENODEV : set(x->priv, on);
	if (!ret && us) {
		fsleep(us);
		ret = set(x->priv, !on);
	}
	mutex_unlock(&x->lock);
	return ret;
}

/**
 * cmis_xfer_reset - forget the limits and the pages of the module
 * @x: access to the module
 *
 * Keeps the flags that a reader has not seen yet. cmis_xfer_forget_flags()
 * drops them.
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_reset(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->flat = false;
	/* A transport with access() finds the limit of the module by itself. */
	WRITE_ONCE(x->max_read,
		   x->ops.access ? CMIS_PAGE_SIZE : CMIS_MIN_ACCESS);
	WRITE_ONCE(x->cdb_max_write, CMIS_MIN_ACCESS);
	memset(x->admin, 0, sizeof(x->admin));
	memset(&x->select, 0, sizeof(x->select));
	x->select.page_change_us = CMIS_T_PAGE_CHANGE_MS * USEC_PER_MSEC;
	bitmap_copy(x->missing, x->unreachable, CMIS_PAGE_BITS);
}

/**
 * cmis_xfer_set_flat - say whether the module has pages
 * @x: access to the module
 * @flat: the module has page 00h only, so no page is selected (lower 2.7)
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_flat(struct cmis_xfer *x, bool flat)
{
	guard(mutex)(&x->lock);
	x->flat = flat;
}

/**
 * cmis_xfer_set_admin - say what page 00h has, to find copies of it
 * @x: access to the module
 * @page: page 00h, CMIS_PAGE_SIZE bytes
 *
 * A page that begins like page 00h is no page of the module: reads of it fail
 * with -EOPNOTSUPP from then on.
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_admin(struct cmis_xfer *x, const u8 *page)
{
	guard(mutex)(&x->lock);
	memcpy(x->admin, page, sizeof(x->admin));
}

/**
 * cmis_xfer_unbar - let the driver select pages again
 * @x: access to the module, which shows page 00h without a selection
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_unbar(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->bar_ms = 0;
}

/**
 * cmis_xfer_invalidate - forget which page is selected
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_invalidate(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->select.valid = false;
}

/**
 * cmis_xfer_get_page - get the selected page
 * @x: access to the module
 * @until: a later selection does not count
 *
 * Context: Takes the bus lock. Does not touch the bus.
 * Return: the page; 00h also if the driver does not know it.
 */
u8 cmis_xfer_get_page(struct cmis_xfer *x, ktime_t until)
{
	guard(mutex)(&x->lock);
	if (!x->select.valid || ktime_after(x->select.when, until))
		return CMIS_PAGE_ADMIN;
	return x->select.page;
}

/**
 * cmis_xfer_keeps_page - see whether the last selected page is still selected
 * @x: access to the module
 * @until: a later selection does not count
 *
 * A reset selects page 00h, so a selection of page 00h does not count either.
 *
 * Context: May sleep; touches the bus. Takes the bus lock.
 * Return: true if so: the module has not reset since the selection. false if
 * not, or if the driver cannot know.
 */
bool cmis_xfer_keeps_page(struct cmis_xfer *x, ktime_t until)
{
	u8 now, page = cmis_xfer_get_page(x, until);
	const struct cmis_req req = {
		.addr.offset = CMIS_REG_OFFSET(CMIS_PAGE_SELECT),
		.buf = &now,
		.len = 1,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};

	if (page == CMIS_PAGE_ADMIN || cmis_xfer_read(x, &req))
		return false;
	return now == page;
}

/**
 * cmis_xfer_forget_pages - forget which pages are selected, exist and miss
 * @x: access to the module
 *
 * The module stays, with its limits, but it may have other pages.
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_forget_pages(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	x->select.valid = false;
	bitmap_zero(x->select.verified, CMIS_PAGE_BITS);
	bitmap_copy(x->missing, x->unreachable, CMIS_PAGE_BITS);
}

/**
 * cmis_xfer_set_limits - use the adverts of page 01h
 * @x: access to the module
 * @page_change_us: hold-off after a change of page (01h:169)
 * @cdb_bytes: longest access to the CDB pages, at least 8 (01h:164)
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_limits(struct cmis_xfer *x, u32 page_change_us,
			  u16 cdb_bytes)
{
	guard(mutex)(&x->lock);
	x->select.page_change_us = page_change_us;
	WRITE_ONCE(x->cdb_max_write,
		   clamp_t(u16, cdb_bytes, CMIS_MIN_ACCESS, CMIS_PAGE_SIZE));
}

/**
 * cmis_xfer_count_banks - count the banks of lanes that the transport reaches
 * @x: access to the module
 *
 * Return: number of banks from bank 0 on.
 */
unsigned int cmis_xfer_count_banks(const struct cmis_xfer *x)
{
	struct cmis_addr at = { .page = CMIS_PAGE_LANE_STATUS };

	while (at.bank < CMIS_MAX_BANKS &&
	       !test_bit(cmis_addr_page_bit(&at), x->unreachable))
		at.bank++;
	return at.bank;
}

/**
 * cmis_xfer_set_banks - set the number of banks whose flags are kept
 * @x: access to the module
 * @banks: number of banks that the module has
 *
 * Context: May sleep. Takes the bus lock.
 * Return: 0, or -ENOMEM.
 */
int cmis_xfer_set_banks(struct cmis_xfer *x, u8 banks)
{
	guard(mutex)(&x->lock);
	return cmis_latch_resize(&x->latch, banks);
}

/**
 * cmis_xfer_forget_flags - drop all flags, after a change of the module
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_forget_flags(struct cmis_xfer *x)
{
	guard(mutex)(&x->lock);
	cmis_latch_clear(&x->latch);
}

/**
 * cmis_xfer_take_hits - get the hits of flags since the last call
 * @x: access to the module
 * @range: a range of flags
 * @hits: gets the counts for each byte of @range
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_take_hits(struct cmis_xfer *x, const struct cmis_range *range,
			 struct cmis_hits *hits)
{
	guard(mutex)(&x->lock);
	cmis_latch_take_hits(&x->latch, range, hits);
}
