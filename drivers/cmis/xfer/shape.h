/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Inside the transfer layer: how a piece of a request reaches a module. Each
 * shape of transports has a file. The bus lock is held.
 */
#ifndef _CMIS_SHAPE_H
#define _CMIS_SHAPE_H

#include <linux/ktime.h>

#include "xfer/xfer.h"

/**
 * struct cmis_piece - a part of a request that is one access to the module
 * @addr: address of the first byte; the bank is 0 if the page has no banks
 * @buf: the bytes
 * @len: number of bytes
 * @write: true for a write, false for a read
 * @generation: generation of the module to access; 0: any module
 * @start: when the request began
 * @retries: number of tries that followed a failed one, in the pieces of the
 *	request up to this one
 */
struct cmis_piece {
	struct cmis_addr addr;
	u8 *buf;
	u8 len;
	bool write;
	u32 generation;
	ktime_t start;
	unsigned int retries;
};

static inline bool cmis_addr_is_upper(const struct cmis_addr *addr)
{
	return addr->offset >= CMIS_UPPER_FIRST;
}

/* A module ignores the bank of an unbanked page. */
static inline bool cmis_page_is_banked(u8 page)
{
	return page >= CMIS_PAGE_LANE_CONTROL;
}

static inline unsigned int cmis_addr_page_bit(const struct cmis_addr *addr)
{
	return addr->bank * CMIS_PAGES + addr->page;
}

static inline void cmis_xfer_count(struct cmis_xfer *x,
				   enum cmis_counter counter, s64 n)
{
	atomic64_add(n, &x->counters[counter]);
}

static inline void cmis_xfer_count_bytes(struct cmis_xfer *x, bool write,
					 u8 len)
{
	cmis_xfer_count(x, write ? CMIS_CNT_WRITE_BYTES : CMIS_CNT_READ_BYTES,
			len);
}

static inline void cmis_xfer_count_access(struct cmis_xfer *x, ktime_t start)
{
	cmis_xfer_count(x, CMIS_CNT_BUS_US, ktime_us_delta(ktime_get(), start));
	cmis_xfer_count(x, CMIS_CNT_TRANSFERS, 1);
}

#endif /* _CMIS_SHAPE_H */
