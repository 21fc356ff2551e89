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
#include <linux/sched/signal.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "xfer/xfer.h"

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
 * @generation: of the module that is meant; 0: whichever is there
 */
struct cmis_piece {
	struct cmis_addr addr;
	u8 *buf;
	u8 len;
	bool write;
	u32 generation;
};

/* Other words of adapters for what callers are to tell apart. */
static const struct {
	int from;
	int to;
} cmis_errno_map[] = {
	{ -EBUSY, -ETIMEDOUT },
	{ -EPROTO, -EBADMSG },
	{ -EOVERFLOW, -EBADMSG },
	/* Here it says that the module does not have a page. */
	{ -EOPNOTSUPP, -EINVAL },
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

static bool cmis_page_is_banked(u8 page)
{
	return page >= CMIS_PAGE_LANE_CONTROL;
}

/* The module ignores the bank of an unbanked page: ask for bank 0. */
static u8 cmis_addr_bank(const struct cmis_addr *addr)
{
	return cmis_page_is_banked(addr->page) ? addr->bank : 0;
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

static int cmis_errno_translate(int err)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_errno_map); i++)
		if (cmis_errno_map[i].from == err)
			return cmis_errno_map[i].to;
	return err;
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
	ret = x->ops.xfer(x->priv, msgs, num);
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
	return cmis_errno_translate(ret);
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
	if (back[1] == addr->page &&
	    (back[0] == addr->bank || !cmis_page_is_banked(addr->page))) {
		set_bit(cmis_addr_page_bit(addr), x->verified);
		__cmis_xfer_selected(x, addr);
		return 0;
	}

	x->selected = false;
	if (back[1] != CMIS_PAGE_ADMIN ||
	    test_bit(cmis_addr_page_bit(addr), x->verified))
		return -EBADMSG;
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

/*
 * Select, wait, and read back: another master may have come between. A module
 * that now says that it does not have the page is believed.
 */
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
	ret = __cmis_page_verify(x, addr, back);
	if (ret == -EOPNOTSUPP)
		set_bit(cmis_addr_page_bit(addr), x->unsupported);
	return ret;
}

static int __cmis_piece_plain(struct cmis_xfer *x,
			      const struct cmis_piece *piece)
{
	struct cmis_msg msg = cmis_piece_msg(piece);

	return __cmis_xfer_exec(x, &msg, 1);
}

/*
 * What was read is of another page than was asked for: if these were latched
 * flags, the module has them no longer.
 */
static void __cmis_piece_salvage(struct cmis_xfer *x,
				 const struct cmis_piece *piece,
				 const u8 *back)
{
	const struct cmis_addr addr = {
		.bank = back[0],
		.page = back[1],
		.offset = piece->addr.offset,
	};

	if (addr.bank < CMIS_MAX_BANKS)
		cmis_flags_harvest(&x->flags, &addr, piece->buf, piece->len);
}

/*
 * Bank and page, which page is in force then, offset and data, as one
 * transaction: a selection that is lost does not go unnoticed.
 */
static int __cmis_piece_read_atomic(struct cmis_xfer *x,
				    const struct cmis_piece *piece)
{
	u8 select[2] = { cmis_addr_bank(&piece->addr), piece->addr.page };
	u8 back[2] = {};
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_select_msg(back, false),
		cmis_piece_msg(piece),
	};
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_xfer_exec(x, msgs, ARRAY_SIZE(msgs));
	if (ret)
		return ret;
	ret = __cmis_page_verify(x, &piece->addr, back);
	if (ret) {
		__cmis_piece_salvage(x, piece, back);
		return ret;
	}
	x->split_score = 0;
	return 0;
}

static int __cmis_piece_write_atomic(struct cmis_xfer *x,
				     const struct cmis_piece *piece)
{
	u8 select[2] = { cmis_addr_bank(&piece->addr), piece->addr.page };
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_piece_msg(piece),
	};
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_xfer_exec(x, msgs, ARRAY_SIZE(msgs));
	if (ret)
		return ret;
	__cmis_xfer_selected(x, &piece->addr);
	x->split_score = 0;
	return 0;
}

/* What is written to a page that the module does not have goes elsewhere. */
static int __cmis_piece_atomic(struct cmis_xfer *x,
			       const struct cmis_piece *piece)
{
	bool verified = test_bit(cmis_addr_page_bit(&piece->addr),
				 x->verified);
	int ret;

	if (piece->write && verified)
		return __cmis_piece_write_atomic(x, piece);
	ret = piece->write ? __cmis_page_select_atomic(x, &piece->addr) :
			     __cmis_piece_read_atomic(x, piece);
	/* A slow module shows the page before for a while, often page 00h. */
	if (ret == -EOPNOTSUPP)
		ret = __cmis_page_select_split(x, &piece->addr);
	else if (!piece->write)
		return ret;
	return ret ? ret : __cmis_piece_plain(x, piece);
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
	return try < CMIS_TRIES_ATOMIC || (try & 1);
}

/* Page 00h is always there; what lies in lower 126-127 is not a selection. */
static int __cmis_piece_flat(struct cmis_xfer *x,
			     const struct cmis_piece *piece)
{
	if (piece->addr.page != CMIS_PAGE_ADMIN)
		return -EOPNOTSUPP;
	return __cmis_piece_plain(x, piece);
}

static int __cmis_piece_move(struct cmis_xfer *x,
			     const struct cmis_piece *piece, unsigned int try)
{
	if (!cmis_addr_is_upper(&piece->addr))
		return __cmis_piece_plain(x, piece);
	if (x->flat)
		return __cmis_piece_flat(x, piece);
	if (test_bit(cmis_addr_page_bit(&piece->addr), x->unsupported))
		return -EOPNOTSUPP;
	if (__cmis_xfer_is_selected(x, &piece->addr))
		return __cmis_piece_plain(x, piece);
	if (__cmis_xfer_may_combine(x, try))
		return __cmis_piece_atomic(x, piece);
	return __cmis_piece_split(x, piece);
}

/*
 * Nobody uses a bus whose adapter may be asleep, and who means a certain module
 * not before it is known that it is still there.
 */
static bool cmis_xfer_is_awake(struct cmis_xfer *x, u32 generation)
{
	return !READ_ONCE(x->asleep) && !(generation && READ_ONCE(x->unseen));
}

static int __cmis_xfer_check(struct cmis_xfer *x, u32 generation)
{
	if (x->asleep)
		return -ESHUTDOWN;
	if (generation && (x->unseen || generation != x->generation))
		return -ENODEV;
	return 0;
}

/* With an error the lock is not held. */
static int cmis_xfer_lock_awake(struct cmis_xfer *x, u32 generation)
{
	int ret;

	mutex_lock(&x->lock);
	if (!cmis_xfer_is_awake(x, generation)) {
		mutex_unlock(&x->lock);
		wait_event_timeout(x->awake, cmis_xfer_is_awake(x, generation),
				   msecs_to_jiffies(CMIS_ASLEEP_MS));
		mutex_lock(&x->lock);
	}
	ret = __cmis_xfer_check(x, generation);
	if (ret)
		mutex_unlock(&x->lock);
	return ret;
}

static int cmis_piece_try(struct cmis_xfer *x, const struct cmis_piece *piece,
			  unsigned int try)
{
	int ret;

	ret = cmis_xfer_lock_awake(x, piece->generation);
	if (ret)
		return ret;
	ret = __cmis_piece_move(x, piece, try);
	if (!ret && !piece->write)
		cmis_flags_harvest(&x->flags, &piece->addr, piece->buf,
				   piece->len);
	/* It may have been the selection, or a reset. */
	if (piece->write && !cmis_addr_is_upper(&piece->addr))
		x->selected = false;
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

/* A user who is killed has no more patience than a sweep. */
static bool cmis_piece_is_over(ktime_t start, ktime_t deadline)
{
	ktime_t now = ktime_get();

	return !ktime_before(now, deadline) ||
	       (fatal_signal_pending(current) &&
		ktime_ms_delta(now, start) >= CMIS_PATIENCE_POLL_MS);
}

static int cmis_piece_run(struct cmis_xfer *x, const struct cmis_piece *piece,
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
			break;
		cmis_xfer_count(x, CMIS_CNT_RETRIES, 1);
		fsleep(delay_us);
		delay_us = min_t(unsigned int, 2 * delay_us,
				 CMIS_RETRY_LAST_US);
	}

	return cmis_errno_settle(ret);
}

/**
 * cmis_xfer_max_read - how long a read may be
 * @x: access to the module
 *
 * Return: bytes.
 */
unsigned int cmis_xfer_max_read(struct cmis_xfer *x)
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

/**
 * cmis_read_piece_len - length of the next piece of a read
 * @offset: its first byte
 * @left: bytes that are left to be read
 * @max: how long it may be
 *
 * Return: bytes: whole fields, where it must be cut.
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

/*
 * Only now, when nothing else can fail any more, are flags seen by the reader;
 * those of another module are not for who meant this one.
 */
static int cmis_xfer_deliver(struct cmis_xfer *x, const struct cmis_req *req,
			     const struct cmis_addr *addr)
{
	int ret = 0;

	mutex_lock(&x->lock);
	if (req->generation && req->generation != x->generation)
		ret = -ENODEV;
	else
		cmis_flags_deliver(req->reader, addr, req->buf, req->len);
	mutex_unlock(&x->lock);
	return ret;
}

static int cmis_xfer_run(struct cmis_xfer *x, const struct cmis_req *req,
			 bool write)
{
	ktime_t deadline = ktime_add_ms(ktime_get(), req->patience_ms);
	struct cmis_addr first = req->addr;
	struct cmis_piece piece = {
		.write = write,
		.generation = req->generation,
	};
	unsigned int done, max;
	int ret;

	first.bank = cmis_addr_bank(&first);
	piece.addr = first;
	for (done = 0; done < req->len; done += piece.len) {
		piece.addr.offset = req->addr.offset + done;
		piece.buf = req->buf + done;
		max = write ? cmis_xfer_max_write(x, &piece.addr) :
			      cmis_xfer_max_read(x);
		piece.len = write ? min(max, req->len - done) :
			    cmis_read_piece_len(piece.addr.offset,
						req->len - done, max);
		/* A module may be silent after each write, up to tWRITENV. */
		if (write)
			deadline = ktime_add_ms(ktime_get(), req->patience_ms);
		ret = cmis_piece_run(x, &piece, deadline);
		if (ret)
			return ret;
	}

	if (!write && req->reader)
		return cmis_xfer_deliver(x, req, &first);
	return 0;
}

/* The module may have moved the page by itself. */
static bool cmis_req_is_cdb(const struct cmis_req *req)
{
	return cmis_addr_is_upper(&req->addr) &&
	       cmis_page_is_cdb(req->addr.page);
}

static int cmis_xfer_do(struct cmis_xfer *x, const struct cmis_req *req,
			bool write)
{
	int ret;

	ret = cmis_req_check(req);
	if (ret)
		return ret;

	ret = cmis_xfer_run(x, req, write);
	if (cmis_req_is_cdb(req))
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
 * @req->reader then gets all that it has not seen. After an error it has seen
 * nothing.
 *
 * Context: May sleep, for about @req->patience_ms if the module is busy. Takes
 * the bus lock.
 * Return: 0; -EINVAL if the range is none, -EOPNOTSUPP if the module does not
 * have the page, -ENXIO if it did not answer, -ETIMEDOUT if the bus is stuck,
 * -EBADMSG if the answer was malformed, -ENODEV if the transport is gone or the
 * module is not the one that is meant, -ESHUTDOWN if the system does not wake
 * up.
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
 * The range is cut to what the module takes in one write. @req->patience_ms is
 * for each of them.
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
	init_waitqueue_head(&x->awake);
	x->ops = *config->ops;
	x->priv = config->priv;
	x->caps = config->caps;
	x->transport_max_read = config->max_read;
	x->transport_max_write = config->max_write;
	cmis_flags_init(&x->flags);
	cmis_xfer_reset(x);
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
	mutex_lock(&x->lock);
	x->dead = true;
	WRITE_ONCE(x->asleep, false);
	WRITE_ONCE(x->unseen, false);
	mutex_unlock(&x->lock);
	wake_up_all(&x->awake);
}

/**
 * cmis_xfer_revive - let the transport be used once more
 * @x: access to the module, after cmis_xfer_kill(), which is to follow again
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_revive(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	x->dead = false;
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_sleep - leave the bus alone
 * @x: access to the module
 *
 * Context: Takes the bus lock: when it returns, no transaction is under way,
 * and none will begin before cmis_xfer_wake().
 */
void cmis_xfer_sleep(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	WRITE_ONCE(x->asleep, true);
	WRITE_ONCE(x->unseen, true);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_wake - the bus can be used again
 * @x: access to the module, which may have been reset or swapped meanwhile
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_wake(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	x->selected = false;
	WRITE_ONCE(x->asleep, false);
	mutex_unlock(&x->lock);
	wake_up_all(&x->awake);
}

/**
 * cmis_xfer_set_seen - which module is there after a sleep is known
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_seen(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	WRITE_ONCE(x->unseen, false);
	mutex_unlock(&x->lock);
	wake_up_all(&x->awake);
}

/**
 * cmis_xfer_set_generation - another module is there, or none
 * @x: access to the module
 * @generation: of the module, 0 if there is none; requests that are under way
 *	and mean another one come to their end
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_generation(struct cmis_xfer *x, u32 generation)
{
	mutex_lock(&x->lock);
	x->generation = generation;
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_signal - drive one of the transport's signals
 * @x: access to the module
 * @set: one of @x->ops: set_reset or set_low_power
 * @on: assert or release
 *
 * Context: May sleep. Takes the bus lock, so that cmis_xfer_kill() ends this
 * as well.
 * Return: 0, -ENODEV if the transport is gone, -ESHUTDOWN if the system does
 * not wake up, or an errno of @set.
 */
int cmis_xfer_signal(struct cmis_xfer *x, int (*set)(void *priv, bool on),
		     bool on)
{
	int ret;

	ret = cmis_xfer_lock_awake(x, 0);
	if (ret)
		return ret;
	x->selected = false;
	ret = x->dead ? -ENODEV : set(x->priv, on);
	mutex_unlock(&x->lock);
	return ret;
}

/**
 * cmis_xfer_pulse - assert one of the transport's signals and release it
 * @x: access to the module
 * @set: one of @x->ops: set_reset or set_low_power
 * @us: for how long
 *
 * Nothing comes between: neither the end of the transport nor a sleep leaves
 * the signal asserted.
 *
 * Context: May sleep. Takes the bus lock.
 * Return: see cmis_xfer_signal().
 */
int cmis_xfer_pulse(struct cmis_xfer *x, int (*set)(void *priv, bool on),
		    unsigned int us)
{
	int ret;

	ret = cmis_xfer_lock_awake(x, 0);
	if (ret)
		return ret;
	x->selected = false;
	ret = x->dead ? -ENODEV : set(x->priv, true);
	if (!ret) {
		fsleep(us);
		ret = set(x->priv, false);
	}
	mutex_unlock(&x->lock);
	return ret;
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
	x->flat = false;
	x->split_only = false;
	x->split_score = 0;
	WRITE_ONCE(x->max_read, CMIS_MIN_ACCESS);
	WRITE_ONCE(x->cdb_max_write, CMIS_MIN_ACCESS);
	WRITE_ONCE(x->epl_max_write, CMIS_MIN_ACCESS);
	x->page_change_us = CMIS_T_PAGE_CHANGE_MS * USEC_PER_MSEC;
	bitmap_zero(x->verified, CMIS_PAGE_BITS);
	bitmap_zero(x->unsupported, CMIS_PAGE_BITS);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_set_flat - say whether the module has pages
 * @x: access to the module
 * @flat: it has page 00h only, and nothing is to be selected (lower 2.7)
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_set_flat(struct cmis_xfer *x, bool flat)
{
	mutex_lock(&x->lock);
	x->flat = flat;
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
	WRITE_ONCE(x->cdb_max_write, bytes);
	WRITE_ONCE(x->epl_max_write, bytes);
	mutex_unlock(&x->lock);
}
