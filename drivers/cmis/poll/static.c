// SPDX-License-Identifier: GPL-2.0-only
/*
 * Static bytes: a module does not change them in use. The driver keeps a hash
 * for each page, so it can compare two probings, or one page with an earlier
 * read.
 */

#include <linux/array_size.h>
#include <linux/errno.h>
#include <linux/jhash.h>

#include "poll/static.h"
#include "core/module.h"
#include "poll/range.h"
#include "spec/value.h"

/* Lower memory. The host, flags and monitors change the other bytes. */
static const u32 cmis_static_regs[] = {
	CMIS_IDENTIFIER,
	CMIS_REVISION,
	CMIS_MGMT,
	CMIS_ACTIVE_FW_MAJOR,
	CMIS_ACTIVE_FW_MINOR,
	CMIS_SM_SUPPORT,
	CMIS_FUNCTION_TYPE,
	CMIS_SUBTYPE,
	CMIS_FACE,
	CMIS_LOWPWR_RESTRICTIONS,
	CMIS_MEDIA_TYPE,
	CMIS_APPS_LOWER,
};

/* The bytes that the checksum of a page covers. The checksum follows them. */
static const struct cmis_checksum {
	u8 first;
	u8 last;
} cmis_checksums[] = {
	[CMIS_PAGE_ADMIN] = {
		CMIS_P00_CHECKSUM_FIRST, CMIS_P00_CHECKSUM_LAST,
	},
	[CMIS_PAGE_ADVERT] = {
		CMIS_P01_CHECKSUM_FIRST, CMIS_P01_CHECKSUM_LAST,
	},
	[CMIS_PAGE_THRESHOLDS] = {
		CMIS_P02_CHECKSUM_FIRST, CMIS_P02_CHECKSUM_LAST,
	},
	[CMIS_PAGE_LASER] = {
		CMIS_P04_CHECKSUM_FIRST, CMIS_P04_CHECKSUM_LAST,
	},
};

/**
 * cmis_static_checksum_ok - whether the checksum of a page fits
 * @page: page 00h, 01h, 02h or 04h
 * @half: bytes 128-255 of the page
 *
 * Return: true if so.
 */
bool cmis_static_checksum_ok(u8 page, const u8 *half)
{
	const struct cmis_checksum *checksum = &cmis_checksums[page];

	return cmis_checksum_ok(half, CMIS_PAGE_SIZE, checksum->first,
				checksum->last);
}

/* Bytes without a checksum on such a page are not static: 01h:128-129, e.g. */
static u32 cmis_static_hash(const struct cmis_addr *addr, const u8 *half)
{
	const struct cmis_checksum *checksum;
	u32 hash = 0;

	if (addr->offset < CMIS_UPPER_FIRST) {
		for (unsigned int i = 0; i < ARRAY_SIZE(cmis_static_regs); i++)
			hash = jhash(half + CMIS_REG_INDEX(cmis_static_regs[i]),
				     CMIS_REG_SIZE(cmis_static_regs[i]), hash);
		return hash;
	}
	if (addr->page == CMIS_PAGE_EXT_LASERS)
		return jhash(half + CMIS_REG_INDEX(CMIS_EXT_ADVERT),
			     CMIS_REG_SIZE(CMIS_EXT_ADVERT), 0);
	if (addr->page >= ARRAY_SIZE(cmis_checksums))
		return jhash(half, CMIS_PAGE_SIZE, 0);
	checksum = &cmis_checksums[addr->page];
	return jhash(half + checksum->first - CMIS_UPPER_FIRST,
		     checksum->last + 2 - checksum->first, 0);
}

/**
 * cmis_static_add - note the static bytes of a page
 * @module: a module that is not published yet
 * @addr: first byte of the page, or of lower memory
 * @half: all bytes of the page, or of lower memory
 */
void cmis_static_add(struct cmis_module *module, const struct cmis_addr *addr,
		     const u8 *half)
{
	if (module->num_pages < ARRAY_SIZE(module->pages))
		module->pages[module->num_pages++] = (struct cmis_static_page) {
			.addr = *addr,
			.hash = cmis_static_hash(addr, half),
		};
}

static bool cmis_static_same_page(const struct cmis_static_page *a,
				  const struct cmis_static_page *b)
{
	return a->addr.bank == b->addr.bank && a->addr.page == b->addr.page &&
	       a->addr.offset == b->addr.offset && a->hash == b->hash;
}

/**
 * cmis_static_same - whether two probings have found the same static data
 * @a: a module
 * @b: a module
 *
 * Return: true if so.
 */
bool cmis_static_same(const struct cmis_module *a,
		      const struct cmis_module *b)
{
	if (a->num_pages != b->num_pages ||
	    a->diag_reports != b->diag_reports ||
	    a->vdm.groups != b->vdm.groups ||
	    a->vdm.power_saving != b->vdm.power_saving ||
	    a->vdm.fine_interval_us != b->vdm.fine_interval_us ||
	    a->adverts.inactive_fw_major != b->adverts.inactive_fw_major ||
	    a->adverts.inactive_fw_minor != b->adverts.inactive_fw_minor)
		return false;
	for (unsigned int i = 0; i < a->num_pages; i++)
		if (!cmis_static_same_page(&a->pages[i], &b->pages[i]))
			return false;
	return true;
}

/* Read a static page. Flags in lower memory wait for all readers. */
static int cmis_static_fetch(struct cmis_cage *cage,
			     const struct cmis_addr *addr, u32 *hash)
{
	const struct cmis_range range = { .addr = *addr,
					  .len = CMIS_PAGE_SIZE };
	u8 half[CMIS_PAGE_SIZE];
	int ret;

	ret = cmis_range_fetch(cage, &range, half);
	if (!ret)
		*hash = cmis_static_hash(addr, half);
	return ret;
}

/**
 * cmis_static_check - read a static page again
 * @cage: the cage
 * @module: the module in it
 * @index: place in @module->pages
 *
 * The bus may garble a read. So a change counts only if a second read gives the
 * same other bytes.
 *
 * Context: The cage's work.
 * Return: 0; -EUCLEAN if the module has other static bytes now; or an errno of
 * cmis_xfer_read().
 */
int cmis_static_check(struct cmis_cage *cage, const struct cmis_module *module,
		      unsigned int index)
{
	const struct cmis_static_page *page = &module->pages[index];
	u32 hash, again;
	int ret;

	ret = cmis_static_fetch(cage, &page->addr, &hash);
	if (ret || hash == page->hash)
		return ret;
	ret = cmis_static_fetch(cage, &page->addr, &again);
	if (ret)
		return ret;
	return hash == again ? -EUCLEAN : 0;
}
