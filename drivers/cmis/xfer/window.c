// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: transports that move bytes inside the 256-byte window.
 */

#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>

#include "xfer/shape.h"

/**
 * __cmis_window_run - have the transport carry out messages
 * @x: access to the module
 * @msgs: messages
 * @num: number of messages; they are one bus transaction
 *
 * After an error nothing is known about the selection.
 *
 * Context: The bus lock is held.
 * Return: 0; -EAGAIN if the transport takes one message at a time; else an
 * errno of cmis_transport_ops.xfer.
 */
int __cmis_window_run(struct cmis_xfer *x, struct cmis_msg *msgs,
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
	cmis_xfer_count(x, CMIS_CNT_BUS_US,
			ktime_us_delta(ktime_get(), start));
	cmis_xfer_count(x, CMIS_CNT_TRANSFERS, 1);
	if (ret) {
		x->select.valid = false;
		if (ret != -EOPNOTSUPP)
			return ret;
		/* To callers, -EOPNOTSUPP is a page that does not exist. */
		if (num == 1)
			return -EINVAL;
		x->select.split_only = true;
		return -EAGAIN;
	}

	for (i = 0; i < num; i++)
		cmis_xfer_count_bytes(x, msgs[i].write, msgs[i].len);
	return 0;
}

/**
 * cmis_window_msg - a piece as a message
 * @piece: the piece
 *
 * Return: the message.
 */
struct cmis_msg cmis_window_msg(const struct cmis_piece *piece)
{
	return (struct cmis_msg) {
		.buf = piece->buf,
		.offset = piece->addr.offset,
		.len = piece->len,
		.write = piece->write,
	};
}

/**
 * __cmis_window_move - move a piece in the window as it is
 * @x: access to the module
 * @piece: in lower memory, or in the page that is selected
 *
 * Context: The bus lock is held.
 * Return: see __cmis_window_run().
 */
int __cmis_window_move(struct cmis_xfer *x, const struct cmis_piece *piece)
{
	struct cmis_msg msg = cmis_window_msg(piece);

	return __cmis_window_run(x, &msg, 1);
}
