// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: find the longest read that a module answers correctly.
 */

#include <linux/cleanup.h>

#include "xfer/probe_size.h"
#include "xfer/xfer.h"

/*
 * Bytes that differ between modules, early and late in page 00h: the serial
 * number, and the bytes around the checksum. If a module cannot do a long read,
 * the answer stops, repeats or wraps after some bytes. Then these bytes are
 * wrong.
 */
static const u8 cmis_probe_offsets[] = {
	CMIS_REG_OFFSET(CMIS_VENDOR_SN),
	CMIS_REG_OFFSET(CMIS_P00_CHECKSUM) - CMIS_MIN_ACCESS + 1,
};

static void cmis_xfer_set_max_read(struct cmis_xfer *x, u8 bytes)
{
	guard(mutex)(&x->lock);
	WRITE_ONCE(x->max_read, bytes);
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

static int cmis_xfer_read_page00(struct cmis_xfer *x, u8 max_read, u8 *page)
{
	cmis_xfer_set_max_read(x, max_read);
	return cmis_xfer_read_admin(x, CMIS_UPPER_FIRST, page, CMIS_PAGE_SIZE);
}

/* Returns 0, -EUCLEAN if a short read gives other bytes, or a bus errno. */
static int cmis_xfer_compare(struct cmis_xfer *x, const u8 *page, u8 offset)
{
	u8 buf[CMIS_MIN_ACCESS];
	int ret;

	ret = cmis_xfer_read_admin(x, offset, buf, sizeof(buf));
	if (ret)
		return ret;
	if (memcmp(buf, page + offset - CMIS_UPPER_FIRST, sizeof(buf)))
		return -EUCLEAN;
	return 0;
}

/* If the module has a shorter limit, the end of each piece is wrong. */
static int cmis_xfer_compare_all(struct cmis_xfer *x, const u8 *page)
{
	unsigned int max = cmis_xfer_max_read(x);
	unsigned int i, end;
	int ret;

	for (i = 0; i < ARRAY_SIZE(cmis_probe_offsets); i++) {
		ret = cmis_xfer_compare(x, page, cmis_probe_offsets[i]);
		if (ret)
			return ret;
	}
	for (end = CMIS_UPPER_FIRST; end < CMIS_WINDOW_SIZE;) {
		end += cmis_read_piece_len(end, CMIS_WINDOW_SIZE - end, max);
		ret = cmis_xfer_compare(x, page, end - CMIS_MIN_ACCESS);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * cmis_xfer_probe_read_size - find the longest read that a module can do
 * @x: access to the module
 * @page: gets page 00h, CMIS_PAGE_SIZE bytes
 *
 * Reads page 00h in one piece and compares parts of the page with short reads.
 * If they differ, all later reads of this generation are short. A transport
 * that takes bank and page has limits of its own.
 *
 * Context: May sleep. Takes the bus lock.
 * Return: 0 if @page is right; else an errno of cmis_xfer_read().
 */
int cmis_xfer_probe_read_size(struct cmis_xfer *x, u8 *page)
{
	u8 again[CMIS_PAGE_SIZE];
	int err, ret;

	err = cmis_xfer_read_page00(x, CMIS_PAGE_SIZE, page);
	if (x->ops.access || x->transport_max_read <= CMIS_MIN_ACCESS)
		return err;
	if (!err)
		err = cmis_xfer_compare_all(x, page);
	if (!err)
		return 0;

	ret = cmis_xfer_read_page00(x, CMIS_MIN_ACCESS, page);
	if (ret || err == -EUCLEAN)
		return ret;
	/*
	 * The module has acknowledged short reads only: it cannot do long ones,
	 * or it was busy at that time.
	 */
	ret = cmis_xfer_read_page00(x, CMIS_PAGE_SIZE, again);
	if (ret || memcmp(page, again, sizeof(again)))
		cmis_xfer_set_max_read(x, CMIS_MIN_ACCESS);
	return 0;
}
