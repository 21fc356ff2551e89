// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads of the cage's work. A read waits for a busy module as long as a sweep
 * may; if the read fails, cage->poll gets the number of its page.
 */

#include <linux/string.h>

#include "poll/range.h"
#include "core/cage.h"
#include "core/trace.h"
#include "poll/poll.h"
#include "xfer/xfer.h"

/* Reads of an identity that differs each time */
#define CMIS_IDENTITY_READS	4

static int cmis_range_read(struct cmis_cage *cage,
			   const struct cmis_range *range, u8 *buf,
			   enum cmis_reader reader)
{
	const struct cmis_req req = {
		.addr = range->addr,
		.buf = buf,
		.len = range->len,
		.reader = reader,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};
	int ret;

	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		cage->poll->failed_page = range->addr.page;
	else
		cage->poll->answered = ktime_get();
	if (!ret)
		cage->poll->bytes += range->len;
	return ret;
}

/**
 * cmis_sweep_begin - begin a sweep that a tracepoint tells of
 * @cage: the cage
 *
 * Context: The cage's work.
 * Return: the begin, for cmis_sweep_end().
 */
struct cmis_sweep_begin cmis_sweep_begin(const struct cmis_cage *cage)
{
	return (struct cmis_sweep_begin) {
		.at = ktime_get(),
		.bytes = cage->poll->bytes,
	};
}

/**
 * cmis_sweep_end - end a sweep
 * @cage: the cage
 * @class: its class
 * @begin: from cmis_sweep_begin()
 * @error: 0 or the errno of the sweep
 *
 * Context: The cage's work.
 */
void cmis_sweep_end(const struct cmis_cage *cage, enum cmis_class class,
		    const struct cmis_sweep_begin *begin, int error)
{
	if (trace_sweep_enabled())
		trace_sweep(cage, class, cage->poll->bytes - begin->bytes,
			    ktime_us_delta(ktime_get(), begin->at), error);
}

/**
 * cmis_range_fetch - read bytes without a reader of flags
 * @cage: the cage
 * @range: the range; flags in it wait for all readers
 * @buf: where the bytes go
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_range_fetch(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *buf)
{
	return cmis_range_read(cage, range, buf, CMIS_READER_NONE);
}

/**
 * cmis_range_sweep - read a range with flags as the sweeps' reader
 * @cage: the cage
 * @range: the range
 * @image: image of the lower or upper memory that has the range
 * @keep: no snapshot has the flags in @image yet, so they stay set in @image
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_range_sweep(struct cmis_cage *cage, const struct cmis_range *range,
		     u8 *image, bool keep)
{
	struct cmis_addr at = range->addr;
	u8 buf[CMIS_PAGE_SIZE], *byte;
	int ret;

	ret = cmis_range_read(cage, range, buf, CMIS_READER_SWEEPS);
	if (ret)
		return ret;
	for (unsigned int i = 0; i < range->len; i++, at.offset++) {
		byte = &image[at.offset % CMIS_PAGE_SIZE];
		if (!keep || !cmis_addr_is_latched(&at))
			*byte = 0;
		*byte |= buf[i];
	}
	return 0;
}

/**
 * cmis_module_fetch_same - see whether the cage still has the same module
 * @cage: the cage
 * @module: the module that it had
 *
 * Compares page 00h from the serial number to the checksum. The bus may garble
 * a read. So another module must give the same bytes in two reads in a row.
 *
 * Context: The cage's work.
 * Return: 0; -ESTALE if another module is there; -EBADMSG if each read gives
 * other bytes; or an errno of cmis_xfer_read().
 */
int cmis_module_fetch_same(struct cmis_cage *cage,
			   const struct cmis_module *module)
{
	const struct cmis_range *range = &module->plan.identity;
	const u8 *known = module->page00 + range->addr.offset -
			  CMIS_UPPER_FIRST;
	u8 bytes[2][CMIS_PAGE_SIZE];
	unsigned int i;
	int ret;

	for (i = 0; i < CMIS_IDENTITY_READS; i++) {
		ret = cmis_range_fetch(cage, range, bytes[i % 2]);
		if (ret)
			return ret;
		if (!memcmp(bytes[i % 2], known, range->len))
			return 0;
		if (i && !memcmp(bytes[0], bytes[1], range->len))
			return -ESTALE;
	}
	cage->poll->failed_page = range->addr.page;
	return -EBADMSG;
}
