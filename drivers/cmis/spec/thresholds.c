// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoder of page 02h; its thresholds are with the monitors.
 *
 * Pure: see spec/spec.h. An image is 128 bytes, one half of the 256-byte
 * window; byte 128 of a page is at index 0.
 */

#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>
#include "spec/spec.h"
#include "spec/value.h"

/**
 * cmis_thresholds_decode() - decode page 02h
 * @page: page 02h
 * @len: number of bytes in @page
 * @thresholds: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short. A wrong checksum is no
 * error, see @thresholds->checksum_ok.
 */
int cmis_thresholds_decode(const u8 *page, size_t len,
			   struct cmis_thresholds *thresholds)
{
	memset(thresholds, 0, sizeof(*thresholds));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	thresholds->checksum_ok = cmis_checksum_ok(page, len,
						   CMIS_P02_CHECKSUM_FIRST,
						   CMIS_P02_CHECKSUM_LAST);
	if (cmis_image_blank(page, CMIS_PAGE_SIZE))
		return 0;
	thresholds->known = true;
	return 0;
}
