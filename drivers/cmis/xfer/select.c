// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: selection of bank and page (lower 126-127). It goes in one
 * transaction with the access where possible, else in steps; it is verified by
 * reading it back, and remembered until something may have moved it.
 */

#include <linux/bitops.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>

#include "xfer/shape.h"

/* From this try on, every other one is made the split way. */
#define CMIS_TRIES_ATOMIC	2
/* So many times in a row only the split way worked: use it always. */
#define CMIS_SPLIT_SCORE	2

static struct cmis_msg cmis_select_msg(u8 select[2], bool write)
{
	return (struct cmis_msg) {
		.buf = select,
		.offset = CMIS_REG_OFFSET(CMIS_BANK_SELECT),
		.len = 2,
		.write = write,
	};
}

static void __cmis_select_remember(struct cmis_xfer *x,
				   const struct cmis_addr *addr)
{
	x->select.bank = addr->bank;
	x->select.page = addr->page;
	x->select.valid = true;
}

/*
 * A module goes to page 00h when a page is selected that it does not have. Any
 * other page than the selected one is unexplained.
 */
static int __cmis_select_verify(struct cmis_xfer *x,
				const struct cmis_addr *addr, const u8 *back)
{
	unsigned int bit = cmis_addr_page_bit(addr);

	if (back[1] == addr->page &&
	    (back[0] == addr->bank || !cmis_page_is_banked(addr->page))) {
		set_bit(bit, x->select.verified);
		__cmis_select_remember(x, addr);
		return 0;
	}

	x->select.valid = false;
	if (back[1] != CMIS_PAGE_ADMIN || test_bit(bit, x->select.verified))
		return -EBADMSG;
	return -EOPNOTSUPP;
}

/* Select and read back, as one transaction. */
static int __cmis_select_atomic(struct cmis_xfer *x,
				const struct cmis_addr *addr)
{
	u8 select[2] = { addr->bank, addr->page };
	u8 back[2] = {};
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_select_msg(back, false),
	};
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_window_run(x, msgs, ARRAY_SIZE(msgs));
	if (ret)
		return ret;
	return __cmis_select_verify(x, addr, back);
}

/*
 * Select, wait, and read back, as another master may have come between. Now a
 * module that falls back to page 00h really lacks the page.
 */
static int __cmis_select_split(struct cmis_xfer *x,
			       const struct cmis_addr *addr)
{
	u8 select[2] = { addr->bank, addr->page };
	u8 back[2] = {};
	struct cmis_msg msg = cmis_select_msg(select, true);
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_window_run(x, &msg, 1);
	if (ret)
		return ret;

	fsleep(x->select.page_change_us);

	msg = cmis_select_msg(back, false);
	ret = __cmis_window_run(x, &msg, 1);
	if (ret)
		return ret;
	ret = __cmis_select_verify(x, addr, back);
	if (ret == -EOPNOTSUPP)
		set_bit(cmis_addr_page_bit(addr), x->missing);
	return ret;
}

/*
 * Select, read back and read, as one transaction, so that a lost selection is
 * noticed. Flags of a page that was read instead are gone from the module: keep
 * them.
 */
static int __cmis_select_read(struct cmis_xfer *x,
			      const struct cmis_piece *piece)
{
	u8 select[2] = { piece->addr.bank, piece->addr.page };
	u8 back[2] = {};
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_select_msg(back, false),
		cmis_window_msg(piece),
	};
	struct cmis_range range = { .addr = piece->addr, .len = piece->len };
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_window_run(x, msgs, ARRAY_SIZE(msgs));
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
	u8 select[2] = { piece->addr.bank, piece->addr.page };
	struct cmis_msg msgs[] = {
		cmis_select_msg(select, true),
		cmis_window_msg(piece),
	};
	int ret;

	cmis_xfer_count(x, CMIS_CNT_SELECTS, 1);
	ret = __cmis_window_run(x, msgs, ARRAY_SIZE(msgs));
	if (ret)
		return ret;
	__cmis_select_remember(x, &piece->addr);
	x->select.split_score = 0;
	return 0;
}

/*
 * A write to a page that does not exist would land in another one: verify the
 * page before the first write to it.
 */
static int __cmis_select_move_atomic(struct cmis_xfer *x,
				     const struct cmis_piece *piece)
{
	bool write = piece->write;
	int ret;

	if (write && test_bit(cmis_addr_page_bit(&piece->addr),
			      x->select.verified))
		return __cmis_select_write(x, piece);
	ret = write ? __cmis_select_atomic(x, &piece->addr) :
		      __cmis_select_read(x, piece);
	/* A slow module shows the page before for a while, often page 00h. */
	if (ret == -EOPNOTSUPP)
		ret = __cmis_select_split(x, &piece->addr);
	else if (!write)
		return ret;
	if (ret)
		return ret;
	return __cmis_window_move(x, piece);
}

/*
 * A module may need so long for a page change that it does not acknowledge the
 * rest of the transaction. A busy module looks the same: believe it only when
 * it happens again.
 */
static int __cmis_select_move_split(struct cmis_xfer *x,
				    const struct cmis_piece *piece)
{
	int ret;

	ret = __cmis_select_split(x, &piece->addr);
	if (ret)
		return ret;
	ret = __cmis_window_move(x, piece);
	if (ret)
		return ret;

	if (!x->select.split_only &&
	    ++x->select.split_score >= CMIS_SPLIT_SCORE)
		x->select.split_only = true;
	return 0;
}

/**
 * __cmis_select_move - move a piece, and the window first where needed
 * @x: access to the module
 * @piece: the piece
 * @try: number of tries before this one
 *
 * Context: The bus lock is held. Sleeps while the module changes the page.
 * Return: 0; -EOPNOTSUPP if the module does not have the page; else an errno of
 * __cmis_window_run().
 */
int __cmis_select_move(struct cmis_xfer *x, const struct cmis_piece *piece,
		       unsigned int try)
{
	const struct cmis_select *select = &x->select;
	bool combine = x->caps & CMIS_CAP_ATOMIC && !select->split_only &&
		       (try < CMIS_TRIES_ATOMIC || (try & 1));
	int ret;

	if (!cmis_addr_is_upper(&piece->addr)) {
		ret = __cmis_window_move(x, piece);
		/* It may have been the selection, or a reset. */
		if (piece->write)
			x->select.valid = false;
		return ret;
	}
	/* In flat memory, lower 126-127 select nothing. */
	if (x->flat)
		return __cmis_window_move(x, piece);
	if (select->valid && select->bank == piece->addr.bank &&
	    select->page == piece->addr.page)
		return __cmis_window_move(x, piece);
	return combine ? __cmis_select_move_atomic(x, piece) :
			 __cmis_select_move_split(x, piece);
}
