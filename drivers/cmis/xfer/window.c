// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: transports that move bytes inside the 256-byte window. The
 * driver selects bank and page in lower 126-127. If possible, it selects and
 * accesses in one transaction, else in two. The driver reads the selection
 * back, and remembers the selection until something may have changed it.
 */

#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/minmax.h>

#include "xfer/window.h"
#include "xfer/shape.h"

/* From this try on, every second try selects in a transaction of its own. */
#define CMIS_TRIES_ATOMIC	2
/* If only the split way has worked so many times in a row, always use it. */
#define CMIS_SPLIT_SCORE	2
/* Number of further reads of the first selection, after growing pauses */
#define CMIS_FIRST_READS	5
/* Pauses between first selections that are not read back */
#define CMIS_BAR_FIRST_MS	5000U
#define CMIS_BAR_MOST_MS	3600000U

/*
 * Run messages as one bus transaction. After an error the selection is unknown.
 * Returns -EAGAIN if the transport takes one message at a time.
 */
static int __cmis_window_run(struct cmis_xfer *x, struct cmis_msg *msgs,
			     unsigned int num)
{
	ktime_t start;
	unsigned int i;
	int ret;

	lockdep_assert_held(&x->lock);
	if (x->dead)
		return -ENODEV;

	start = ktime_get();
	ret = x->ops.xfer(x->priv, msgs, num);
	cmis_xfer_count_access(x, start);
	if (ret) {
		x->select.valid = false;
		if (ret != -EOPNOTSUPP)
			return ret;
		/* Callers take -EOPNOTSUPP for a page that does not exist. */
		if (num == 1)
			return -EINVAL;
		x->select.split_only = true;
		return -EAGAIN;
	}

	for (i = 0; i < num; i++)
		cmis_xfer_count_bytes(x, msgs[i].write, msgs[i].len);
	return 0;
}

static struct cmis_msg cmis_window_msg(const struct cmis_piece *piece)
{
	return (struct cmis_msg) {
		.buf = piece->buf,
		.offset = piece->addr.offset,
		.len = piece->len,
		.write = piece->write,
	};
}

/* Move a piece in lower memory, or in the selected page. */
static int __cmis_window_move_here(struct cmis_xfer *x,
				   const struct cmis_piece *piece)
{
	struct cmis_msg msg = cmis_window_msg(piece);

	return __cmis_window_run(x, &msg, 1);
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

static bool __cmis_select_is_barred(const struct cmis_xfer *x)
{
	return x->bar_ms && ktime_before(ktime_get(), x->barred_until);
}

/* Each try is a write, so there are few of them over the years. */
static void __cmis_select_bar(struct cmis_xfer *x)
{
	x->bar_ms = clamp(2 * x->bar_ms, CMIS_BAR_FIRST_MS, CMIS_BAR_MOST_MS);
	x->barred_until = ktime_add_ms(ktime_get(), x->bar_ms);
}

/*
 * One transaction: select the page of an address, read the selection back into
 * @back if not NULL, and move @piece if not NULL.
 */
static int __cmis_select_run(struct cmis_xfer *x, const struct cmis_addr *addr,
			     u8 *back, const struct cmis_piece *piece)
{
	u8 select[2] = { addr->bank, addr->page };
	struct cmis_msg msgs[3] = { cmis_select_msg(select, true) };
	unsigned int num = 1;

	if (__cmis_select_is_barred(x))
		return -EPROTONOSUPPORT;
	if (back)
		msgs[num++] = cmis_select_msg(back, false);
	if (piece)
		msgs[num++] = cmis_window_msg(piece);
	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	return __cmis_window_run(x, msgs, num);
}

static void __cmis_select_remember(struct cmis_xfer *x,
				   const struct cmis_addr *addr)
{
	x->select.bank = addr->bank;
	x->select.page = addr->page;
	x->select.when = ktime_get();
	x->select.valid = true;
}

/*
 * The first selection after the arrival of a module is the first write to it.
 * If it does not read back, nothing more is written for a while. The module may
 * be slow, and the bus may have garbled the read, so read for some 300 ms.
 */
static int __cmis_select_verify_first(struct cmis_xfer *x,
				      const struct cmis_addr *addr)
{
	u8 back[2] = {};
	struct cmis_msg msg = cmis_select_msg(back, false);
	int ret;

	for (unsigned int i = 0; i < CMIS_FIRST_READS; i++) {
		fsleep(x->select.page_change_us << i);
		ret = __cmis_window_run(x, &msg, 1);
		if (ret)
			return ret;
		if (back[1] == addr->page)
			return -EBADMSG;
	}
	__cmis_select_bar(x);
	return -EPROTONOSUPPORT;
}

/*
 * A module selects page 00h in place of a missing page. Any other page is an
 * error.
 */
static int __cmis_select_verify(struct cmis_xfer *x,
				const struct cmis_addr *addr, const u8 *back)
{
	unsigned int bit = cmis_addr_page_bit(addr);

	if (back[1] == addr->page &&
	    (back[0] == addr->bank || !cmis_page_is_banked(addr->page))) {
		set_bit(bit, x->select.verified);
		x->proved = true;
		x->bar_ms = 0;
		__cmis_select_remember(x, addr);
		return 0;
	}

	x->select.valid = false;
	if (addr->page == CMIS_PAGE_ADMIN && !x->proved)
		return __cmis_select_verify_first(x, addr);
	if (back[1] != CMIS_PAGE_ADMIN || test_bit(bit, x->select.verified))
		return -EBADMSG;
	return -EOPNOTSUPP;
}

/*
 * Select, wait, and read back, since another master may have changed the
 * selection. If the module selects page 00h now, it really lacks the page.
 */
static int __cmis_select_split(struct cmis_xfer *x,
			       const struct cmis_addr *addr)
{
	u8 back[2] = {};
	struct cmis_msg msg = cmis_select_msg(back, false);
	int ret;

	ret = __cmis_select_run(x, addr, NULL, NULL);
	if (ret)
		return ret;

	fsleep(x->select.page_change_us);

	ret = __cmis_window_run(x, &msg, 1);
	if (ret)
		return ret;
	ret = __cmis_select_verify(x, addr, back);
	if (ret == -EOPNOTSUPP)
		set_bit(cmis_addr_page_bit(addr), x->missing);
	return ret;
}

/*
 * One transaction: select, read back and read, so the driver notices a lost
 * selection. If the read came from another page, it has cleared the flags
 * there: keep them.
 */
static int __cmis_select_read(struct cmis_xfer *x,
			      const struct cmis_piece *piece)
{
	struct cmis_range range = { .addr = piece->addr, .len = piece->len };
	u8 back[2] = {};
	int ret;

	ret = __cmis_select_run(x, &piece->addr, back, piece);
	if (ret)
		return ret;
	ret = __cmis_select_verify(x, &piece->addr, back);
	if (ret) {
		range.addr.bank = back[0];
		range.addr.page = back[1];
		cmis_latch_harvest(&x->latch, &range, piece->buf);
		return ret;
	}
	x->select.split_score = 0;
	return 0;
}

static int __cmis_select_write(struct cmis_xfer *x,
			       const struct cmis_piece *piece)
{
	int ret;

	ret = __cmis_select_run(x, &piece->addr, NULL, piece);
	if (ret)
		return ret;
	__cmis_select_remember(x, &piece->addr);
	x->select.split_score = 0;
	return 0;
}

/*
 * If the page does not exist, a write changes another page. So verify the page
 * before the first write to it.
 */
static int __cmis_select_move_atomic(struct cmis_xfer *x,
				     const struct cmis_piece *piece)
{
	const struct cmis_addr *addr = &piece->addr;
	u8 back[2] = {};
	int ret;

	if (piece->write &&
	    test_bit(cmis_addr_page_bit(addr), x->select.verified))
		return __cmis_select_write(x, piece);
	if (piece->write) {
		ret = __cmis_select_run(x, addr, back, NULL);
		if (ret)
			return ret;
		ret = __cmis_select_verify(x, addr, back);
	} else {
		ret = __cmis_select_read(x, piece);
		if (ret != -EOPNOTSUPP)
			return ret;
	}
	/* A slow module shows the last page for a while, often page 00h. */
	if (ret == -EOPNOTSUPP)
		ret = __cmis_select_split(x, addr);
	if (ret)
		return ret;
	return __cmis_window_move_here(x, piece);
}

/*
 * If a page change takes long, a module may not acknowledge the rest of the
 * transaction. A busy module looks the same, so the driver changes to the split
 * way only when this happens again.
 */
static int __cmis_select_move_split(struct cmis_xfer *x,
				    const struct cmis_piece *piece)
{
	int ret;

	ret = __cmis_select_split(x, &piece->addr);
	if (ret)
		return ret;
	ret = __cmis_window_move_here(x, piece);
	if (ret)
		return ret;

	if (!x->select.split_only &&
	    ++x->select.split_score >= CMIS_SPLIT_SCORE)
		x->select.split_only = true;
	return 0;
}

/**
 * __cmis_window_move - move a piece, after a selection of its page if needed
 * @x: access to the module
 * @piece: the piece
 * @try: number of tries before this one
 *
 * Context: The bus lock is held. Sleeps while the module changes the page.
 * Return: 0; -EOPNOTSUPP if the module does not have the page; -EAGAIN if the
 * transport takes one message at a time; else an errno of
 * cmis_transport_ops.xfer.
 */
int __cmis_window_move(struct cmis_xfer *x, const struct cmis_piece *piece,
		       unsigned int try)
{
	const struct cmis_select *select = &x->select;
	bool combine = x->caps & CMIS_CAP_ATOMIC && !select->split_only &&
		       (try < CMIS_TRIES_ATOMIC || (try & 1));
	int ret;

	if (!cmis_addr_is_upper(&piece->addr)) {
		ret = __cmis_window_move_here(x, piece);
		/*
		 * The write may have changed the selection, or reset the
		 * module.
		 */
		if (piece->write)
			x->select.valid = false;
		return ret;
	}
	/* In flat memory, lower 126-127 select no page. */
	if (x->flat || (select->valid && select->bank == piece->addr.bank &&
			select->page == piece->addr.page))
		return __cmis_window_move_here(x, piece);
	return combine ? __cmis_select_move_atomic(x, piece) :
			 __cmis_select_move_split(x, piece);
}
