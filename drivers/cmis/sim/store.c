// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: pages of 128 bytes, by bank and page.
 */
#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim/store.h"

/* Pages that every paged module has; banked ones once for each bank. */
static const u8 cmis_sim_mandatory[] = {
	CMIS_PAGE_ADVERT, CMIS_PAGE_THRESHOLDS,
	CMIS_PAGE_LANE_CONTROL, CMIS_PAGE_LANE_STATUS,
};

/* Pages of extended payload, by the code that advertises them. */
static const u8 cmis_sim_epl_codes[] = { 0, 1, 2, 3, 4, 8, 12, 16 };

/**
 * cmis_sim_store_init() - make an empty store
 * @store: the store
 */
void cmis_sim_store_init(struct cmis_sim_store *store)
{
	hash_init(store->pages);
	store->count = 0;
	store->plain = false;
}

/**
 * cmis_sim_store_clear() - free all pages
 * @store: the store, empty afterwards
 */
void cmis_sim_store_clear(struct cmis_sim_store *store)
{
	struct cmis_sim_page *page;
	struct hlist_node *next;
	int bucket;

	hash_for_each_safe(store->pages, bucket, next, page, node)
		kfree(page);
	cmis_sim_store_init(store);
}

/**
 * cmis_sim_store_get() - find a page
 * @store: the store
 * @key: CMIS_SIM_KEY() or CMIS_SIM_LOWER
 *
 * Return: the page, or NULL if there is none.
 */
struct cmis_sim_page *cmis_sim_store_get(struct cmis_sim_store *store,
					 unsigned int key)
{
	struct cmis_sim_page *page;

	hash_for_each_possible(store->pages, page, node, key)
		if (page->key == key)
			return page;
	return NULL;
}

/**
 * cmis_sim_store_add() - add a page of zeros
 * @store: the store
 * @key: CMIS_SIM_KEY() or CMIS_SIM_LOWER
 *
 * Context: may sleep.
 * Return: the page; -EEXIST if there is one, -ENOSPC if there are too many.
 */
struct cmis_sim_page *cmis_sim_store_add(struct cmis_sim_store *store,
					 unsigned int key)
{
	struct cmis_sim_page *page;

	if (cmis_sim_store_get(store, key))
		return ERR_PTR(-EEXIST);
	if (store->count >= CMIS_SIM_PAGES_MAX)
		return ERR_PTR(-ENOSPC);
	page = kzalloc(sizeof(*page), GFP_KERNEL);
	if (!page)
		return ERR_PTR(-ENOMEM);
	page->key = key;
	hash_add(store->pages, &page->node, key);
	store->count++;
	return page;
}

/**
 * cmis_sim_store_copy() - copy all pages
 * @to: an empty store
 * @from: the store to copy
 *
 * Context: may sleep.
 * Return: 0, or -ENOMEM with @to empty again.
 */
int cmis_sim_store_copy(struct cmis_sim_store *to, struct cmis_sim_store *from)
{
	struct cmis_sim_page *page, *copy;
	int bucket;

	hash_for_each(from->pages, bucket, page, node) {
		copy = cmis_sim_store_add(to, page->key);
		if (IS_ERR(copy)) {
			cmis_sim_store_clear(to);
			return PTR_ERR(copy);
		}
		memcpy(copy->data, page->data, sizeof(copy->data));
	}
	to->plain = from->plain;
	return 0;
}

/**
 * cmis_sim_store_move() - replace a store's pages by another's
 * @to: loses its own pages
 * @from: empty afterwards
 */
void cmis_sim_store_move(struct cmis_sim_store *to,
			 struct cmis_sim_store *from)
{
	struct cmis_sim_page *page;
	struct hlist_node *next;
	int bucket;

	cmis_sim_store_clear(to);
	hash_for_each_safe(from->pages, bucket, next, page, node) {
		hash_del(&page->node);
		hash_add(to->pages, &page->node, page->key);
	}
	to->count = from->count;
	to->plain = from->plain;
	from->count = 0;
	from->plain = false;
}

static int cmis_sim_store_fill(struct cmis_sim_store *store, unsigned int key)
{
	struct cmis_sim_page *page;

	if (cmis_sim_store_get(store, key))
		return 0;
	page = cmis_sim_store_add(store, key);
	return PTR_ERR_OR_ZERO(page);
}

/**
 * cmis_sim_store_is_source() - whether an image is of a source of light
 * @store: the image, with its lower memory
 *
 * Return: true for an ELSFP, which has no data paths.
 */
bool cmis_sim_store_is_source(struct cmis_sim_store *store)
{
	struct cmis_sim_page *lower = cmis_sim_store_get(store, CMIS_SIM_LOWER);

	return lower->data[CMIS_REG_OFFSET(CMIS_FUNCTION_TYPE)] == 1;
}

/**
 * cmis_sim_store_complete() - make an image fit to be plugged
 * @store: the image
 *
 * Fills missing pages of a paged module with zeros if they are mandatory. The
 * module does not support any other page that the image lacks.
 *
 * Context: may sleep.
 * Return: 0; -ENODATA if lower memory or page 00h are missing.
 */
int cmis_sim_store_complete(struct cmis_sim_store *store)
{
	struct cmis_sim_page *lower;
	unsigned int bank, banks, page, i;
	int err;

	lower = cmis_sim_store_get(store, CMIS_SIM_LOWER);
	if (!lower || !cmis_sim_store_get(store, 0))
		return -ENODATA;
	if (lower->data[CMIS_REG_OFFSET(CMIS_MGMT)] & CMIS_MGMT_FLAT)
		return 0;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_mandatory); i++) {
		page = cmis_sim_mandatory[i];
		banks = 1;
		if (page >= CMIS_PAGE_LANE_CONTROL)
			banks = cmis_sim_store_is_source(store) ?
				0 : cmis_sim_store_banks(store);
		for (bank = 0; bank < banks; bank++) {
			err = cmis_sim_store_fill(store,
						  CMIS_SIM_KEY(bank, page));
			if (err)
				return err;
		}
	}
	return 0;
}

/**
 * cmis_sim_store_page() - find the page of a byte
 * @store: the image
 * @bank: its bank, ignored for lower memory and pages without banks
 * @reg: CMIS_REG() of the byte
 *
 * Return: the page, or NULL if there is none.
 */
struct cmis_sim_page *cmis_sim_store_page(struct cmis_sim_store *store,
					  unsigned int bank, u32 reg)
{
	unsigned int page = CMIS_REG_PAGE(reg);

	if (CMIS_REG_OFFSET(reg) < CMIS_UPPER_FIRST)
		return cmis_sim_store_get(store, CMIS_SIM_LOWER);
	if (page < CMIS_PAGE_LANE_CONTROL)
		bank = 0;
	return cmis_sim_store_get(store, CMIS_SIM_KEY(bank, page));
}

/**
 * cmis_sim_store_byte() - find a byte of an image
 * @store: the image
 * @bank: its bank, ignored for lower memory and pages without banks
 * @reg: CMIS_REG(); its first byte is meant
 *
 * Return: the byte, or NULL if there is no such page.
 */
u8 *cmis_sim_store_byte(struct cmis_sim_store *store, unsigned int bank,
			u32 reg)
{
	struct cmis_sim_page *page = cmis_sim_store_page(store, bank, reg);

	return page ? &page->data[CMIS_REG_INDEX(reg)] : NULL;
}

/**
 * cmis_sim_store_put() - write a register of an image
 * @store: the image
 * @bank: its bank, ignored for lower memory and pages without banks
 * @reg: CMIS_REG()
 * @value: value of the size of the register; lost if there is no such page
 */
void cmis_sim_store_put(struct cmis_sim_store *store, unsigned int bank,
			u32 reg, u64 value)
{
	unsigned int i, size = CMIS_REG_SIZE(reg);
	u8 *at = cmis_sim_store_byte(store, bank, reg);

	for (i = 0; at && i < size; i++)
		at[i] = value >> 8 * (size - 1 - i);
}

static u8 cmis_sim_store_peek(struct cmis_sim_store *store, u32 reg)
{
	const u8 *byte = cmis_sim_store_byte(store, 0, reg);

	return byte ? *byte : 0;
}

/**
 * cmis_sim_store_banks() - number of banks of lanes that an image advertises
 * @store: the image
 *
 * Return: 1 to CMIS_SIM_BANKS_MAX.
 */
unsigned int cmis_sim_store_banks(struct cmis_sim_store *store)
{
	unsigned int code, banks;

	code = FIELD_GET(CMIS_PAGES_BANKS,
			 cmis_sim_store_peek(store, CMIS_PAGES_ADVERT));
	if (code < 3)
		return 1 << code;
	if (cmis_sim_store_peek(store, CMIS_REVISION) < 0x54)
		return 1;
	banks = 1 + FIELD_GET(CMIS_EXT_BANKS,
			      cmis_sim_store_peek(store, CMIS_EXT_PAGES_2));
	return min_t(unsigned int, banks, CMIS_SIM_BANKS_MAX);
}

/**
 * cmis_sim_store_cdb_instances() - number of CDB instances of an image
 * @store: the image
 *
 * Return: 0 if it takes no commands, 1 or 2.
 */
unsigned int cmis_sim_store_cdb_instances(struct cmis_sim_store *store)
{
	unsigned int instances;

	if (cmis_sim_store_peek(store, CMIS_MGMT) & CMIS_MGMT_FLAT)
		return 0;
	instances = FIELD_GET(CMIS_CDB_INSTANCES,
			      cmis_sim_store_peek(store, CMIS_CDB_ADVERT));
	return instances > CMIS_CDB_MAX_INSTANCES ? 0 : instances;
}

/**
 * cmis_sim_store_epl_pages() - number of pages for an extended payload
 * @store: the image
 *
 * Return: the advertised number.
 */
unsigned int cmis_sim_store_epl_pages(struct cmis_sim_store *store)
{
	unsigned int code;

	code = FIELD_GET(CMIS_CDB_EPL_PAGES,
			 cmis_sim_store_peek(store, CMIS_CDB_ADVERT));
	return code < ARRAY_SIZE(cmis_sim_epl_codes) ?
	       cmis_sim_epl_codes[code] : 0;
}
