// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: pages of 128 bytes, by bank and page.
 */
#include <linux/bitfield.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim/sim.h"

/* Pages that every paged module has; banked ones once for each bank. */
static const u8 cmis_sim_mandatory[] = {
	CMIS_PAGE_ADVERT, CMIS_PAGE_THRESHOLDS,
	CMIS_PAGE_LANE_CONTROL, CMIS_PAGE_LANE_STATUS,
};

/**
 * cmis_sim_store_init() - make an empty store
 * @store: the store
 */
void cmis_sim_store_init(struct cmis_sim_store *store)
{
	hash_init(store->pages);
	store->count = 0;
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
	return 0;
}

/**
 * cmis_sim_store_move() - replace a store's pages by another's
 * @to: loses the pages it has
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
	from->count = 0;
}

/**
 * cmis_sim_store_banks() - number of banks of lanes that an image advertises
 * @store: an image with lower memory
 *
 * Return: 1 to CMIS_MAX_BANKS.
 */
unsigned int cmis_sim_store_banks(struct cmis_sim_store *store)
{
	u8 *advert = cmis_sim_store_byte(store, 0, CMIS_PAGES_ADVERT);
	u8 *revision = cmis_sim_store_byte(store, 0, CMIS_REVISION);
	u8 *more = cmis_sim_store_byte(store, 0, CMIS_EXT_PAGES_2);
	unsigned int code;

	if (!advert || !revision || !more)
		return 1;
	code = FIELD_GET(CMIS_PAGES_BANKS, *advert);
	if (code < 3)
		return 1 << code;
	if (*revision < 0x54)
		return 1;
	return min_t(unsigned int, FIELD_GET(CMIS_EXT_BANKS, *more) + 1,
		     CMIS_MAX_BANKS);
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
 * cmis_sim_store_complete() - make an image fit to be plugged
 * @store: the image
 *
 * Pages that a paged module must have and that the image lacks are added,
 * filled with zeros. Any other page that it lacks is one that the module
 * does not support.
 *
 * Context: may sleep.
 * Return: 0; -ENODATA if lower memory or page 00h are missing.
 */
int cmis_sim_store_complete(struct cmis_sim_store *store)
{
	struct cmis_sim_page *lower;
	unsigned int bank, key, i;
	int err;

	lower = cmis_sim_store_get(store, CMIS_SIM_LOWER);
	if (!lower || !cmis_sim_store_get(store, 0))
		return -ENODATA;
	if (lower->data[CMIS_REG_OFFSET(CMIS_MGMT)] & CMIS_MGMT_FLAT)
		return 0;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_mandatory); i++) {
		err = cmis_sim_store_fill(store, cmis_sim_mandatory[i]);
		if (err)
			return err;
	}
	for (bank = 1; bank < cmis_sim_store_banks(store); bank++) {
		key = CMIS_SIM_KEY(bank, CMIS_PAGE_LANE_CONTROL);
		err = cmis_sim_store_fill(store, key);
		if (err)
			return err;
		key = CMIS_SIM_KEY(bank, CMIS_PAGE_LANE_STATUS);
		err = cmis_sim_store_fill(store, key);
		if (err)
			return err;
	}
	return 0;
}

/**
 * cmis_sim_store_byte() - find a byte of an image
 * @store: the image
 * @bank: its bank, ignored where there are none
 * @reg: CMIS_REG(); its first byte is meant
 *
 * Return: the byte, or NULL if there is no such page.
 */
u8 *cmis_sim_store_byte(struct cmis_sim_store *store, unsigned int bank,
			u32 reg)
{
	unsigned int number = CMIS_REG_PAGE(reg), key;
	struct cmis_sim_page *page;

	if (CMIS_REG_OFFSET(reg) < CMIS_UPPER_FIRST)
		key = CMIS_SIM_LOWER;
	else if (number < CMIS_PAGE_LANE_CONTROL)
		key = number;
	else
		key = CMIS_SIM_KEY(bank, number);
	page = cmis_sim_store_get(store, key);
	return page ? &page->data[CMIS_REG_INDEX(reg)] : NULL;
}

/**
 * cmis_sim_get() - read a byte of a module's memory, without side effects
 * @module: the module
 * @bank: bank, ignored where there are none
 * @reg: CMIS_REG(); its first byte is meant
 *
 * Return: the byte, 0 if the module has no such page.
 */
u8 cmis_sim_get(struct cmis_sim_module *module, unsigned int bank, u32 reg)
{
	u8 *byte = cmis_sim_store_byte(&module->memory, bank, reg);

	return byte ? *byte : 0;
}

/**
 * cmis_sim_put() - change a byte of a module's memory, without side effects
 * @module: the module
 * @bank: bank, ignored where there are none
 * @reg: CMIS_REG(); its first byte is meant
 * @value: the byte; lost if the module has no such page
 */
void cmis_sim_put(struct cmis_sim_module *module, unsigned int bank, u32 reg,
		  u8 value)
{
	u8 *byte = cmis_sim_store_byte(&module->memory, bank, reg);

	if (byte)
		*byte = value;
}

/**
 * cmis_sim_is_flat() - whether a module has lower memory and page 00h only
 * @module: the module
 *
 * Return: true if it is flat.
 */
bool cmis_sim_is_flat(struct cmis_sim_module *module)
{
	return cmis_sim_get(module, 0, CMIS_MGMT) & CMIS_MGMT_FLAT;
}
