// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: bank and page selection, splitting, retries, counters.
 *
 * A request is cut into pieces that the module and the transport can do. Each
 * piece is tried under the bus lock, and the lock is dropped before the next
 * try, so that a module that is busy holds up nobody but its own readers.
 */

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "xfer.h"

/* Fields of up to 8 bytes lie on their own boundary and must not be torn. */
#define CMIS_FIELD_ALIGN	8

#define CMIS_RETRY_FIRST_US	500
#define CMIS_RETRY_LAST_US	20000
/* A stuck bus costs the adapter's timeout, often a second, at each try. */
#define CMIS_TRIES_STUCK	2
#define CMIS_TRIES_MALFORMED	3
/* From this try on, every other one is made the split way. */
#define CMIS_TRIES_ATOMIC	2
/* So many times in a row only the split way worked: use it always. */
#define CMIS_SPLIT_SCORE	2

/**
 * struct cmis_piece - a part of a request that is one access to the module
 * @addr: first byte
 * @buf: its bytes
 * @len: number of bytes
 * @write: direction
 * @reader: who reads
 */
struct cmis_piece {
	struct cmis_addr addr;
	u8 *buf;
	u8 len;
	bool write;
	struct cmis_reader *reader;
};

static void cmis_xfer_count(struct cmis_xfer *x, enum cmis_counter counter,
			    s64 n)
{
	atomic64_add(n, &x->counters[counter]);
}

static bool cmis_addr_is_upper(const struct cmis_addr *addr)
{
	return addr->offset >= CMIS_UPPER_FIRST;
}

/* The module ignores the bank of an unbanked page: ask for bank 0. */
static u8 cmis_addr_bank(const struct cmis_addr *addr)
{
	return addr->page < CMIS_PAGE_LANE_CONTROL ? 0 : addr->bank;
}

static unsigned int cmis_addr_page_bit(const struct cmis_addr *addr)
{
	return cmis_addr_bank(addr) * 256 + addr->page;
}

static bool cmis_page_is_cdb(u8 page)
{
	return page >= CMIS_PAGE_CDB && page <= CMIS_PAGE_CDB_EPL_LAST;
}

/**
 * cmis_errno_is_nack - whether the module did not acknowledge
 * @err: negative errno of a transport
 *
 * Return: true for every way in which adapters report that.
 */
bool cmis_errno_is_nack(int err)
{
	return err == -ENXIO || err == -EREMOTEIO || err == -EIO ||
	       err == -EAGAIN;
}

static void cmis_xfer_account(struct cmis_xfer *x, const struct cmis_msg *msgs,
			      unsigned int num)
{
	unsigned int i;

	for (i = 0; i < num; i++)
		cmis_xfer_count(x, msgs[i].write ? CMIS_CNT_WRITE_BYTES :
				CMIS_CNT_READ_BYTES, msgs[i].len);
}

/* Every bus transaction of the driver goes through here. */
static int __cmis_xfer_exec(struct cmis_xfer *x, struct cmis_msg *msgs,
			    unsigned int num)
{
	ktime_t start;
	int ret;

	lockdep_assert_held(&x->lock);

	if (x->dead)
		return -ENODEV;

	start = ktime_get();
	ret = x->ops->xfer(x->priv, msgs, num);
	cmis_xfer_count(x, CMIS_CNT_BUS_US,
			ktime_us_delta(ktime_get(), start));
	cmis_xfer_count(x, CMIS_CNT_TRANSFERS, 1);
	if (!ret) {
		cmis_xfer_account(x, msgs, num);
		return 0;
	}

	x->selected = false;
	if (ret == -EOPNOTSUPP && num > 1) {
		x->split_only = true;
		return -EAGAIN;
	}
	return ret;
}

static struct cmis_msg cmis_piece_msg(const struct cmis_piece *piece)
{
	return (struct cmis_msg) {
		.buf = piece->buf,
		.offset = piece->addr.offset,
		.len = piece->len,
		.write = piece->write,
	};
}

static struct cmis_msg cmis_select_msg(u8 select[2], bool write)
{
	return (struct cmis_msg) {
		.buf = select,
		.offset = CMIS_REG_OFFSET(CMIS_BANK_SELECT),
		.len = 2,
		.write = write,
	};
}

static void __cmis_xfer_selected(struct cmis_xfer *x,
				 const struct cmis_addr *addr)
{
	x->bank = cmis_addr_bank(addr);
	x->page = addr->page;
	x->selected = true;
}

/*
 * A module answers the selection of a page that it does not have by going to
 * page 00h. Anything else that is not what was asked for is unexplained.
 */
static int __cmis_page_verify(struct cmis_xfer *x,
			      const struct cmis_addr *addr, const u8 *back)
{
	unsigned int bit = cmis_addr_page_bit(addr);

	if (back[0] == cmis_addr_bank(addr) && back[1] == addr->page) {
		set_bit(bit, x->verified);
		__cmis_xfer_selected(x, addr);
		return 0;
	}

	x->selected = false;
	if (back[1] != CMIS_PAGE_ADMIN)
		return -EBADMSG;
	set_bit(bit, x->unsupported);
	return -EOPNOTSUPP;
}

/* Select and read back, as one transaction. */
static int __cmis_page_select_atomic(struct cmis_xfer *x,
				     const struct cmis_addr *addr)
{
	u8 select[2] = { cmis_addr_bank(addr), addr->page };
	u8 back[2] = {};
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_select_msg(back, false),
	};
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_xfer_exec(x, msgs, ARRAY_SIZE(msgs));
	if (ret)
		return ret;
	return __cmis_page_verify(x, addr, back);
}

/* Select, wait, and read back: another master may have come between. */
static int __cmis_page_select_split(struct cmis_xfer *x,
				    const struct cmis_addr *addr)
{
	u8 select[2] = { cmis_addr_bank(addr), addr->page };
	u8 back[2] = {};
	struct cmis_msg msg = cmis_select_msg(select, true);
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_xfer_exec(x, &msg, 1);
	if (ret)
		return ret;

	fsleep(x->page_change_us);

	msg = cmis_select_msg(back, false);
	ret = __cmis_xfer_exec(x, &msg, 1);
	if (ret)
		return ret;
	return __cmis_page_verify(x, addr, back);
}

static int __cmis_piece_plain(struct cmis_xfer *x,
			      const struct cmis_piece *piece)
{
	struct cmis_msg msg = cmis_piece_msg(piece);

	return __cmis_xfer_exec(x, &msg, 1);
}

/* Bank, page, offset and data as one transaction. */
static int __cmis_piece_atomic(struct cmis_xfer *x,
			       const struct cmis_piece *piece)
{
	u8 select[2] = { cmis_addr_bank(&piece->addr), piece->addr.page };
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_piece_msg(piece),
	};
	int ret;

	if (!test_bit(cmis_addr_page_bit(&piece->addr), x->verified)) {
		ret = __cmis_page_select_atomic(x, &piece->addr);
		return ret ? ret : __cmis_piece_plain(x, piece);
	}

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_xfer_exec(x, msgs, ARRAY_SIZE(msgs));
	if (ret)
		return ret;
	__cmis_xfer_selected(x, &piece->addr);
	x->split_score = 0;
	return 0;
}

/*
 * A module may need so long for a page change that it does not acknowledge the
 * rest of the transaction. Busy modules look the same: believe it only when it
 * happens again.
 */
static int __cmis_piece_split(struct cmis_xfer *x,
			      const struct cmis_piece *piece)
{
	int ret;

	ret = __cmis_page_select_split(x, &piece->addr);
	if (ret)
		return ret;
	ret = __cmis_piece_plain(x, piece);
	if (ret)
		return ret;

	if (!x->split_only && ++x->split_score >= CMIS_SPLIT_SCORE)
		x->split_only = true;
	return 0;
}

static bool __cmis_xfer_is_selected(struct cmis_xfer *x,
				    const struct cmis_addr *addr)
{
	return x->selected && x->bank == cmis_addr_bank(addr) &&
	       x->page == addr->page;
}

static bool __cmis_xfer_may_combine(struct cmis_xfer *x, unsigned int try)
{
	if (!(x->caps & CMIS_CAP_ATOMIC) || x->split_only)
		return false;
	return try < CMIS_TRIES_ATOMIC || !(try & 1);
}

static int __cmis_piece_move(struct cmis_xfer *x,
			     const struct cmis_piece *piece, unsigned int try)
{
	if (!cmis_addr_is_upper(&piece->addr))
		return __cmis_piece_plain(x, piece);
	if (test_bit(cmis_addr_page_bit(&piece->addr), x->unsupported))
		return -EOPNOTSUPP;
	if (__cmis_xfer_is_selected(x, &piece->addr))
		return __cmis_piece_plain(x, piece);
	if (__cmis_xfer_may_combine(x, try))
		return __cmis_piece_atomic(x, piece);
	return __cmis_piece_split(x, piece);
}

static int cmis_piece_try(struct cmis_xfer *x, const struct cmis_piece *piece,
			  unsigned int try)
{
	struct cmis_addr addr = piece->addr;
	int ret;

	addr.bank = cmis_addr_bank(&addr);

	mutex_lock(&x->lock);
	ret = __cmis_piece_move(x, piece, try);
	if (!ret && !piece->write) {
		cmis_flags_harvest(&x->flags, &addr, piece->buf, piece->len);
		if (piece->reader)
			cmis_flags_deliver(piece->reader, &addr, piece->buf,
					   piece->len);
	}
	mutex_unlock(&x->lock);
	return ret;
}

static bool cmis_piece_retry(int err, unsigned int tries)
{
	if (cmis_errno_is_nack(err))
		return true;
	if (err == -ETIMEDOUT)
		return tries < CMIS_TRIES_STUCK;
	if (err == -EBADMSG)
		return tries < CMIS_TRIES_MALFORMED;
	return false;
}

/* Adapters have many words for it; callers get one. */
static int cmis_errno_settle(int err)
{
	return cmis_errno_is_nack(err) ? -ENXIO : err;
}

static int cmis_piece_run(struct cmis_xfer *x, const struct cmis_piece *piece,
			  ktime_t deadline)
{
	unsigned int delay_us = CMIS_RETRY_FIRST_US;
	unsigned int try;
	int ret;

	for (try = 0;; try++) {
		ret = cmis_piece_try(x, piece, try);
		if (!ret || !cmis_piece_retry(ret, try + 1) ||
		    ktime_after(ktime_get(), deadline))
			break;
		cmis_xfer_count(x, CMIS_CNT_RETRIES, 1);
		fsleep(delay_us);
		delay_us = min_t(unsigned int, 2 * delay_us,
				 CMIS_RETRY_LAST_US);
	}

	return cmis_errno_settle(ret);
}

static unsigned int cmis_xfer_max_read(struct cmis_xfer *x)
{
	return min(READ_ONCE(x->max_read), x->transport_max_read);
}

static unsigned int cmis_xfer_max_write(struct cmis_xfer *x,
					const struct cmis_addr *addr)
{
	unsigned int max = CMIS_MIN_ACCESS;

	if (cmis_addr_is_upper(addr) && addr->page == CMIS_PAGE_CDB)
		max = READ_ONCE(x->cdb_max_write);
	else if (cmis_addr_is_upper(addr) && cmis_page_is_cdb(addr->page))
		max = READ_ONCE(x->epl_max_write);
	return min_t(unsigned int, max, x->transport_max_write);
}

/* Length of the next piece of a read: whole fields, where it must be cut. */
static unsigned int cmis_read_piece_len(unsigned int offset, unsigned int left,
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
	unsigned int end = req->addr.offset + req->len;
	unsigned int limit = cmis_addr_is_upper(&req->addr) ?
			     CMIS_WINDOW_SIZE : CMIS_UPPER_FIRST;

	if (!req->buf || !req->len || end > limit)
		return -EINVAL;
	if (cmis_addr_is_upper(&req->addr) &&
	    cmis_addr_bank(&req->addr) >= CMIS_MAX_BANKS)
		return -EINVAL;
	return 0;
}

static int cmis_xfer_run(struct cmis_xfer *x, const struct cmis_req *req,
			 bool write)
{
	ktime_t deadline = ktime_add_ms(ktime_get(), req->patience_ms);
	struct cmis_piece piece = {
		.addr = req->addr,
		.write = write,
		.reader = req->reader,
	};
	unsigned int done, max;
	int ret;

	for (done = 0; done < req->len; done += piece.len) {
		piece.addr.offset = req->addr.offset + done;
		piece.buf = req->buf + done;
		max = write ? cmis_xfer_max_write(x, &piece.addr) :
			      cmis_xfer_max_read(x);
		piece.len = write ? min(max, req->len - done) :
			    cmis_read_piece_len(piece.addr.offset,
						req->len - done, max);
		ret = cmis_piece_run(x, &piece, deadline);
		if (ret)
			return ret;
	}
	return 0;
}

/* The module may have moved the page by itself, or be about to reset. */
static bool cmis_req_voids_selection(const struct cmis_req *req, bool write)
{
	if (cmis_addr_is_upper(&req->addr))
		return cmis_page_is_cdb(req->addr.page);
	return write;
}

static int cmis_xfer_do(struct cmis_xfer *x, const struct cmis_req *req,
			bool write)
{
	int ret;

	ret = cmis_req_check(req);
	if (ret)
		return ret;

	ret = cmis_xfer_run(x, req, write);
	if (cmis_req_voids_selection(req, write))
		cmis_xfer_invalidate(x);
	if (ret)
		cmis_xfer_count(x, CMIS_CNT_ERRORS, 1);
	return ret;
}

/**
 * cmis_xfer_read - read a range of a module's memory
 * @x: access to the module
 * @req: what; the range stays in lower memory or in one page
 *
 * Latched flags in the range are kept for all readers of the module first;
 * @req->reader then gets all that it has not seen.
 *
 * Context: May sleep, for about @req->patience_ms if the module is busy. Takes
 * the bus lock.
 * Return: 0; -EINVAL if the range is none, -EOPNOTSUPP if the module does not
 * have the page, -ENXIO if it did not answer, -ETIMEDOUT if the bus is stuck,
 * -EBADMSG if the answer was malformed, -ENODEV if the transport is gone.
 */
int cmis_xfer_read(struct cmis_xfer *x, const struct cmis_req *req)
{
	return cmis_xfer_do(x, req, false);
}

/**
 * cmis_xfer_write - write a range of a module's memory
 * @x: access to the module
 * @req: what; the range stays in lower memory or in one page
 *
 * The range is cut to what the module takes in one write.
 *
 * Context: May sleep, as cmis_xfer_read(). Takes the bus lock.
 * Return: as cmis_xfer_read(). After an error any part may have been written.
 */
int cmis_xfer_write(struct cmis_xfer *x, const struct cmis_req *req)
{
	return cmis_xfer_do(x, req, true);
}

/**
 * cmis_xfer_init - set up the access to a cage's modules
 * @x: to be set up, zeroed
 * @config: of the transport
 */
void cmis_xfer_init(struct cmis_xfer *x, const struct cmis_cage_config *config)
{
	mutex_init(&x->lock);
	x->ops = config->ops;
	x->priv = config->priv;
	x->caps = config->caps;
	x->transport_max_read = config->max_read;
	x->transport_max_write = config->max_write;
	cmis_flags_init(&x->flags);
	cmis_xfer_reset(x);
}

/**
 * cmis_xfer_kill - cut off the transport, for ever
 * @x: access to the module
 *
 * Context: Takes the bus lock: when it returns, no transaction is under way
 * and none will begin.
 */
void cmis_xfer_kill(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	x->dead = true;
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_reset - forget all that was learnt about the module
 * @x: access to the module
 *
 * Flags that somebody has not seen yet are kept: see cmis_xfer_forget_flags().
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_reset(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	x->selected = false;
	x->split_only = false;
	x->split_score = 0;
	x->max_read = CMIS_MIN_ACCESS;
	x->cdb_max_write = CMIS_MIN_ACCESS;
	x->epl_max_write = CMIS_MIN_ACCESS;
	x->page_change_us = CMIS_T_PAGE_CHANGE_MS * USEC_PER_MSEC;
	bitmap_zero(x->verified, CMIS_PAGE_BITS);
	bitmap_zero(x->unsupported, CMIS_PAGE_BITS);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_forget_flags - another module is there: drop its forerunner's flags
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_forget_flags(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	cmis_flags_clear(&x->flags);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_invalidate - forget which page is selected
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_invalidate(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	x->selected = false;
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_set_limits - use what page 01h advertises
 * @x: access to the module
 * @page_change_us: hold-off after a change of page (01h:169)
 * @cdb_bytes: longest access to the CDB pages, at least 8 (01h:164)
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_limits(struct cmis_xfer *x, u32 page_change_us,
			  u16 cdb_bytes)
{
	u8 bytes = clamp_t(u16, cdb_bytes, CMIS_MIN_ACCESS, CMIS_PAGE_SIZE);

	mutex_lock(&x->lock);
	x->page_change_us = page_change_us;
	x->cdb_max_write = bytes;
	x->epl_max_write = bytes;
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_add_reader - somebody begins to read flags
 * @x: access to the module
 * @reader: zeroed, or with flags pending that it is to see
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_add_reader(struct cmis_xfer *x, struct cmis_reader *reader)
{
	mutex_lock(&x->lock);
	list_add_tail(&reader->node, &x->flags.readers);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_del_reader - somebody reads flags no longer
 * @x: access to the module
 * @reader: as it was added
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_del_reader(struct cmis_xfer *x, struct cmis_reader *reader)
{
	mutex_lock(&x->lock);
	list_del(&reader->node);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_fork_reader - somebody begins to read flags where another one is
 * @x: access to the module
 * @reader: who begins
 * @from: who has not seen the same flags; stays as it is
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_fork_reader(struct cmis_xfer *x, struct cmis_reader *reader,
			   const struct cmis_reader *from)
{
	mutex_lock(&x->lock);
	memcpy(reader->pending, from->pending, sizeof(reader->pending));
	list_add_tail(&reader->node, &x->flags.readers);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_skip_flags - let a reader count flags as seen, without reading
 * @x: access to the module
 * @reader: who skips them
 * @addr: first byte
 * @len: number of bytes, 1..128
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_skip_flags(struct cmis_xfer *x, struct cmis_reader *reader,
			  const struct cmis_addr *addr, u8 len)
{
	u8 unused[CMIS_PAGE_SIZE] = {};

	mutex_lock(&x->lock);
	cmis_flags_deliver(reader, addr, unused, min_t(u8, len, sizeof(unused)));
	mutex_unlock(&x->lock);
}

static void cmis_xfer_set_max_read(struct cmis_xfer *x, u8 bytes)
{
	mutex_lock(&x->lock);
	WRITE_ONCE(x->max_read, bytes);
	mutex_unlock(&x->lock);
}

static int cmis_xfer_read_admin(struct cmis_xfer *x, u8 offset, u8 *buf,
				u8 len)
{
	const struct cmis_req req = {
		.addr = { .page = CMIS_PAGE_ADMIN, .offset = offset },
		.buf = buf,
		.len = len,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};

	return cmis_xfer_read(x, &req);
}

/*
 * Bytes that differ between modules, early and late in page 00h: the serial
 * number, and what surrounds the checksum. A module that stops, repeats or
 * wraps after some bytes of a long read gives other values there.
 */
static const u8 cmis_probe_offsets[] = {
	CMIS_REG_OFFSET(CMIS_VENDOR_SN),
	CMIS_REG_OFFSET(CMIS_P00_CHECKSUM) - CMIS_MIN_ACCESS + 1,
};

static int cmis_xfer_compare(struct cmis_xfer *x, const u8 *page, bool *same)
{
	u8 buf[CMIS_MIN_ACCESS];
	unsigned int i;
	int ret;

	*same = false;
	for (i = 0; i < ARRAY_SIZE(cmis_probe_offsets); i++) {
		ret = cmis_xfer_read_admin(x, cmis_probe_offsets[i], buf,
					   sizeof(buf));
		if (ret)
			return ret;
		if (memcmp(buf, page + cmis_probe_offsets[i] - CMIS_PAGE_SIZE,
			   sizeof(buf)))
			return 0;
	}
	*same = true;
	return 0;
}

/**
 * cmis_xfer_probe_read_size - find out how long a read may be
 * @x: access to the module
 * @page: where page 00h is put, CMIS_PAGE_SIZE bytes
 *
 * Reads page 00h in one piece and compares parts of it with short reads. What
 * does not work is not used again in this generation.
 *
 * Context: May sleep. Takes the bus lock.
 * Return: 0 with @page right; an errno of cmis_xfer_read() else.
 */
int cmis_xfer_probe_read_size(struct cmis_xfer *x, u8 *page)
{
	bool same;
	int ret;

	cmis_xfer_set_max_read(x, CMIS_PAGE_SIZE);
	ret = cmis_xfer_read_admin(x, CMIS_UPPER_FIRST, page, CMIS_PAGE_SIZE);
	if (!ret && cmis_xfer_max_read(x) > CMIS_MIN_ACCESS) {
		ret = cmis_xfer_compare(x, page, &same);
		if (!ret && same)
			return 0;
	}
	if (!ret && cmis_xfer_max_read(x) <= CMIS_MIN_ACCESS)
		return 0;

	cmis_xfer_set_max_read(x, CMIS_MIN_ACCESS);
	return cmis_xfer_read_admin(x, CMIS_UPPER_FIRST, page, CMIS_PAGE_SIZE);
}
