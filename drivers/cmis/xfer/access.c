// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: transports that take bank, page and offset. Such a transport
 * selects pages by itself and knows which pages exist.
 */

#include "xfer/access.h"
#include "xfer/shape.h"

/**
 * __cmis_access_move - read or write a piece by cmis_transport_ops.access
 * @x: access to the module
 * @piece: a piece in lower memory or in one page
 *
 * Context: The bus lock is held.
 * Return: 0; -EOPNOTSUPP if the page does not exist: @x remembers this; else an
 * errno of cmis_transport_ops.access.
 */
int __cmis_access_move(struct cmis_xfer *x, const struct cmis_piece *piece)
{
	bool upper = cmis_addr_is_upper(&piece->addr);
	u32 lock_us = 0;
	const struct cmis_access access = {
		.bank = upper ? piece->addr.bank : 0,
		.page = upper ? piece->addr.page : CMIS_PAGE_ADMIN,
		.offset = piece->addr.offset,
		.len = piece->len,
		.write = piece->write,
		.buf = piece->buf,
		.lock_us = &lock_us,
	};
	ktime_t start;
	int ret;

	lockdep_assert_held(&x->lock);
	if (x->dead)
		return -ENODEV;

	start = ktime_get();
	ret = x->ops.access(x->priv, &access);
	cmis_xfer_count_access(x, start);
	cmis_xfer_count(x, CMIS_CNT_LOCK_US, lock_us);
	if (ret > 0)
		return -EBADMSG;
	if (ret == -EOPNOTSUPP) {
		if (access.page == CMIS_PAGE_ADMIN)
			return -EINVAL;
		set_bit(cmis_addr_page_bit(&piece->addr), x->missing);
	}
	if (!ret)
		cmis_xfer_count_bytes(x, access.write, access.len);
	return ret;
}
