/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory of a module: pages of 128 bytes, by bank and page.
 */
#ifndef _CMIS_SIM_STORE_H
#define _CMIS_SIM_STORE_H

#include <linux/hashtable.h>
#include <linux/types.h>

#include "spec/regs.h"

/* Keys of a store. Pages below 10h have one bank only. */
#define CMIS_SIM_KEY(_bank, _page)	(((_bank) << 8) | (_page))
#define CMIS_SIM_KEY_BANK(_key)		((_key) >> 8)
#define CMIS_SIM_KEY_PAGE(_key)		((_key) & 0xff)
#define CMIS_SIM_LOWER			BIT(16)
#define CMIS_SIM_PAGES_MAX		512

/* Banks of a module, independent of the limit of the driver */
#define CMIS_SIM_BANKS_MAX		8

/**
 * struct cmis_sim_page - 128 bytes of a module's memory
 * @node: in the store
 * @key: CMIS_SIM_KEY() or CMIS_SIM_LOWER
 * @data: the bytes
 * @cond: in flag bytes, the conditions that hold now; each sets its flag
 *	again as soon as the flag has been read
 * @reads: read transfers that touched the page
 * @read_bytes: bytes read
 */
struct cmis_sim_page {
	struct hlist_node node;
	unsigned int key;
	u8 data[CMIS_PAGE_SIZE];
	u8 cond[CMIS_PAGE_SIZE];
	u64 reads;
	u64 read_bytes;
};

/**
 * struct cmis_sim_store - the pages of a module or of an image
 * @pages: struct cmis_sim_page by their keys
 * @count: number of pages
 * @plain: the page register of the module is plain memory
 */
struct cmis_sim_store {
	DECLARE_HASHTABLE(pages, 5);
	unsigned int count;
	bool plain;
};

static inline u16 cmis_sim_be16_get(const u8 *at)
{
	return at[0] << 8 | at[1];
}

static inline void cmis_sim_be16_put(u16 value, u8 *at)
{
	at[0] = value >> 8;
	at[1] = value & 0xff;
}

void cmis_sim_store_init(struct cmis_sim_store *store);
void cmis_sim_store_clear(struct cmis_sim_store *store);
struct cmis_sim_page *cmis_sim_store_get(struct cmis_sim_store *store,
					 unsigned int key);
struct cmis_sim_page *cmis_sim_store_add(struct cmis_sim_store *store,
					 unsigned int key);
int cmis_sim_store_copy(struct cmis_sim_store *to,
			struct cmis_sim_store *from);
void cmis_sim_store_move(struct cmis_sim_store *to,
			 struct cmis_sim_store *from);
bool cmis_sim_store_is_source(struct cmis_sim_store *store);
int cmis_sim_store_complete(struct cmis_sim_store *store);
struct cmis_sim_page *cmis_sim_store_page(struct cmis_sim_store *store,
					  unsigned int bank, u32 reg);
u8 *cmis_sim_store_byte(struct cmis_sim_store *store, unsigned int bank,
			u32 reg);
void cmis_sim_store_put(struct cmis_sim_store *store, unsigned int bank,
			u32 reg, u64 value);
unsigned int cmis_sim_store_banks(struct cmis_sim_store *store);
unsigned int cmis_sim_store_cdb_instances(struct cmis_sim_store *store);
unsigned int cmis_sim_store_epl_pages(struct cmis_sim_store *store);

#endif /* _CMIS_SIM_STORE_H */
