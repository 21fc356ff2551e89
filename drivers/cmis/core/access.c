// SPDX-License-Identifier: GPL-2.0-only
/*
 * Raw access to a module's memory, for ethtool and `eeprom`.
 */

#include "core/access.h"
#include "core/cage.h"
#include "core/cdb.h"
#include "core/control.h"
#include "xfer/xfer.h"

/**
 * cmis_access_has_caps - whether the transport of a cage has a capability
 * @cage: the cage
 * @caps: CMIS_CAP_*
 *
 * Return: true if it has one of @caps.
 */
bool cmis_access_has_caps(const struct cmis_cage *cage, u32 caps)
{
	return cage->xfer->caps & caps;
}

/**
 * cmis_access_read - read a range of a module's memory, as it is now
 * @cage: the cage
 * @reader: gets each flag that the module has set since the last read by this
 *	reader, even if another reader has read the flag meanwhile
 * @range: 1..128 bytes, in lower memory or in one page
 * @buf: where the bytes go
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -ENODEV if there is no module or it was pulled meanwhile; else an
 * errno of cmis_xfer_read().
 */
int cmis_access_read(struct cmis_cage *cage, enum cmis_reader reader,
		     const struct cmis_range *range, u8 *buf)
{
	struct cmis_req req = {
		.addr = range->addr,
		.buf = buf,
		.len = range->len,
		.reader = reader,
	};
	int ret;

	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	ret = cmis_selector_enter(cage, range);
	if (ret)
		return ret;
	ret = cmis_xfer_read(cage->xfer, &req);
	cmis_selector_leave(cage, range);
	if (ret)
		return ret;
	return cmis_request_check(cage, &req);
}

/* Only the transfer layer may write the selection of bank and page. */
static bool cmis_range_hits_select(const struct cmis_range *range)
{
	return range->addr.offset < CMIS_UPPER_FIRST &&
	       range->addr.offset + range->len >
	       CMIS_REG_OFFSET(CMIS_BANK_SELECT);
}

/**
 * cmis_access_write - write a range of a module's memory
 * @cage: the cage
 * @reader: the user that writes
 * @range: 1..128 bytes, in lower memory or in one page
 * @buf: the bytes
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -EBUSY if the host manages the cage and the driver alone may write
 * there; -ENODEV if there is no module, or it was pulled before the end of the
 * write; -EINVAL if the range holds the bank and page selection; -EROFS if
 * the transport is read-only; else an errno of cmis_xfer_write().
 */
int cmis_access_write(struct cmis_cage *cage, enum cmis_reader reader,
		      const struct cmis_range *range, const u8 *buf)
{
	u8 copy[CMIS_PAGE_SIZE];
	struct cmis_req req = {
		.addr = range->addr,
		.buf = copy,
		.len = range->len,
		.reader = reader,
		.why.cause = cmis_cdb_covers(range) ? CMIS_CAUSE_FLASH :
						      CMIS_CAUSE_RAW,
	};
	bool shared = cmis_control_covers(range);
	int ret;

	if (range->len > sizeof(copy) || cmis_range_hits_select(range))
		return -EINVAL;
	if (cmis_claim_guards(cage, range))
		return -EBUSY;

	ret = cmis_request_bind(cage, &req);
	if (ret)
		return ret;
	memcpy(copy, buf, range->len);
	cmis_cdb_enter(&cage->cdb, range);
	/* The driver also reads, changes and writes these bytes: take turns. */
	if (shared)
		mutex_lock(&cage->control_lock);
	ret = cmis_claim_guards(cage, range) ? -EBUSY :
	      cmis_selector_enter(cage, range);
	if (!ret) {
		ret = cmis_xfer_write(cage->xfer, &req);
		if (!ret)
			cmis_control_note_raw(cage, range, copy);
		cmis_selector_leave(cage, range);
	}
	if (shared)
		mutex_unlock(&cage->control_lock);
	return ret;
}
