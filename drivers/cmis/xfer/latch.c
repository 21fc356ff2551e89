// SPDX-License-Identifier: GPL-2.0-only
/*
 * Latched flags: a read clears each flag in the module. So this file keeps the
 * flag for each reader that has not seen it. Each reader sees the same flags as
 * if it were the only one.
 */

#include <linux/mm.h>
#include <linux/slab.h>

#include "xfer/latch.h"

/* The clear-on-read bytes of a bank, in the order of cmis_latch.bank */
static const u32 cmis_latch_regs[] = {
	CMIS_LANE_FLAGS,
	CMIS_TUNING_FLAGS,
	CMIS_DIAG_REFCLK_FLAG,
	CMIS_DIAG_FLAGS,
	CMIS_NP_FLAGS,
	CMIS_VDM_FLAGS,
	CMIS_LINE_FLAGS,
	CMIS_CLIENT_FLAGS,
	CMIS_EXT_FAULTS,
	CMIS_EXT_WARNINGS,
	CMIS_EXT_FLAGS,
};

/* Index in cmis_latch.module or in one bank; negative for other bytes. */
static int cmis_latch_index(const struct cmis_addr *addr)
{
	unsigned int i, base = 0;

	if (addr->offset < CMIS_UPPER_FIRST) {
		int index = addr->offset - CMIS_REG_OFFSET(CMIS_MODULE_FLAGS);

		return index < CMIS_LATCH_MODULE ? index : -1;
	}

	for (i = 0; i < ARRAY_SIZE(cmis_latch_regs); i++) {
		u32 reg = cmis_latch_regs[i];

		if (addr->page == CMIS_REG_PAGE(reg) &&
		    addr->offset >= CMIS_REG_OFFSET(reg) &&
		    addr->offset < CMIS_REG_OFFSET(reg) + CMIS_REG_SIZE(reg))
			return base + addr->offset - CMIS_REG_OFFSET(reg);
		base += CMIS_REG_SIZE(reg);
	}
	return -1;
}

/* NULL if a read does not clear the byte, or if its bank is not kept. */
static struct cmis_latched *cmis_latch_find(struct cmis_latch *latch,
					    const struct cmis_addr *addr)
{
	int index = cmis_latch_index(addr);

	if (index < 0)
		return NULL;
	if (addr->offset < CMIS_UPPER_FIRST)
		return &latch->module[index];
	if (addr->bank >= latch->banks)
		return NULL;
	return &latch->bank[addr->bank * CMIS_LATCH_BANK + index];
}

/**
 * cmis_addr_is_latched - whether a read clears a byte
 * @addr: address of the byte
 *
 * Return: true for latched flags.
 */
bool cmis_addr_is_latched(const struct cmis_addr *addr)
{
	return cmis_latch_index(addr) >= 0;
}

/**
 * cmis_latch_run - count bytes until the next change of kind
 * @addr: first byte
 * @len: number of bytes to look at, at least one
 *
 * There are two kinds of bytes: those of latched flags, and all others.
 *
 * Return: number of bytes from @addr on that are of the same kind.
 */
unsigned int cmis_latch_run(const struct cmis_addr *addr, unsigned int len)
{
	bool latched = cmis_addr_is_latched(addr);
	struct cmis_addr at = *addr;
	unsigned int run;

	for (run = 1; run < len; run++) {
		at.offset++;
		if (cmis_addr_is_latched(&at) != latched)
			break;
	}
	return run;
}

/**
 * cmis_latch_resize - set the number of banks whose flags are kept
 * @latch: the clear-on-read bytes
 * @banks: number of banks; 0 frees all memory
 *
 * Flags of banks that remain stay as they are.
 *
 * Context: May sleep.
 * Return: 0, or -ENOMEM with @latch unchanged.
 */
int cmis_latch_resize(struct cmis_latch *latch, u8 banks)
{
	struct cmis_latched *bank = NULL;

	if (banks == latch->banks)
		return 0;
	if (banks) {
		bank = kvcalloc(banks * CMIS_LATCH_BANK, sizeof(*bank),
				GFP_KERNEL);
		if (!bank)
			return -ENOMEM;
		if (latch->banks)
			memcpy(bank, latch->bank,
			       min(banks, latch->banks) * CMIS_LATCH_BANK *
			       sizeof(*bank));
	}
	kvfree(latch->bank);
	latch->bank = bank;
	latch->banks = banks;
	return 0;
}

/**
 * cmis_latch_clear - drop all flags, after a change of the module
 * @latch: the clear-on-read bytes
 */
void cmis_latch_clear(struct cmis_latch *latch)
{
	memset(latch->module, 0, sizeof(latch->module));
	if (latch->banks)
		memset(latch->bank, 0, latch->banks * CMIS_LATCH_BANK *
		       sizeof(*latch->bank));
}

static void cmis_latch_add(struct cmis_latched *byte, u8 flags)
{
	unsigned int i;

	for (i = 0; i < CMIS_READER_COUNT; i++)
		byte->unseen[i] |= flags;
	for (i = 0; i < BITS_PER_BYTE; i++)
		if (flags & BIT(i) && byte->hits.flag[i] < U16_MAX)
			byte->hits.flag[i]++;
}

/**
 * cmis_latch_harvest - keep the flags that a read has just cleared
 * @latch: the clear-on-read bytes
 * @range: the bytes that were read
 * @buf: their values
 *
 * Context: The bus lock is held since the start of the read.
 */
void cmis_latch_harvest(struct cmis_latch *latch,
			const struct cmis_range *range, const u8 *buf)
{
	struct cmis_addr at = range->addr;
	struct cmis_latched *byte;
	unsigned int i;

	for (i = 0; i < range->len; i++, at.offset++) {
		if (!buf[i])
			continue;
		byte = cmis_latch_find(latch, &at);
		if (byte)
			cmis_latch_add(byte, buf[i]);
	}
}

/**
 * cmis_latch_deliver - give a reader the flags that it has not seen yet
 * @latch: the clear-on-read bytes
 * @reader: the reader
 * @range: the bytes that were read
 * @buf: the values that the module has given; this function changes the flags
 *
 * Context: The bus lock is held.
 */
void cmis_latch_deliver(struct cmis_latch *latch, enum cmis_reader reader,
			const struct cmis_range *range, u8 *buf)
{
	struct cmis_addr at = range->addr;
	struct cmis_latched *byte;
	unsigned int i;

	for (i = 0; i < range->len; i++, at.offset++) {
		byte = cmis_latch_find(latch, &at);
		if (!byte)
			continue;
		buf[i] = byte->unseen[reader];
		byte->unseen[reader] = 0;
	}
}

/**
 * cmis_latch_take_hits - get the hits of flags since the last call
 * @latch: the clear-on-read bytes
 * @range: a range of flags
 * @hits: gets the counts for each byte of @range
 *
 * A hit is a read that has found the flag set, by any reader.
 *
 * Context: The bus lock is held.
 */
void cmis_latch_take_hits(struct cmis_latch *latch,
			  const struct cmis_range *range,
			  struct cmis_hits *hits)
{
	struct cmis_addr at = range->addr;
	struct cmis_latched *byte;
	unsigned int i;

	for (i = 0; i < range->len; i++, at.offset++) {
		byte = cmis_latch_find(latch, &at);
		hits[i] = byte ? byte->hits : (struct cmis_hits) {};
		if (byte)
			memset(&byte->hits, 0, sizeof(byte->hits));
	}
}
