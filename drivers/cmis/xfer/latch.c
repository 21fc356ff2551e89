// SPDX-License-Identifier: GPL-2.0-only
/*
 * Latched flags: everything that a read of a clear-on-read byte cleared in the
 * module is kept for each reader that has not seen it, so that all of them see
 * what they would see if they were the only one.
 */

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "xfer/latch.h"
#include "xfer/xfer.h"

/*
 * Clear-on-read bytes of banked pages, in the order in which struct
 * cmis_reader has those of one bank.
 */
static const u32 cmis_flag_regs[] = {
	CMIS_LANE_FLAGS,
	CMIS_TUNING_FLAGS,
	CMIS_DIAG_REFCLK_FLAG,
	CMIS_DIAG_FLAGS,
	CMIS_NP_FLAGS,
	CMIS_VDM_FLAGS,
};

static_assert(CMIS_REG_SIZE(CMIS_MODULE_FLAGS) == CMIS_FLAG_BYTES_MODULE);
static_assert(CMIS_REG_SIZE(CMIS_LANE_FLAGS) +
	      CMIS_REG_SIZE(CMIS_TUNING_FLAGS) +
	      CMIS_REG_SIZE(CMIS_DIAG_REFCLK_FLAG) +
	      CMIS_REG_SIZE(CMIS_DIAG_FLAGS) +
	      CMIS_REG_SIZE(CMIS_NP_FLAGS) +
	      CMIS_REG_SIZE(CMIS_VDM_FLAGS) == CMIS_FLAG_BYTES_BANK);

/**
 * cmis_flags_init - start without readers
 * @flags: to be set up
 */
void cmis_flags_init(struct cmis_flags *flags)
{
	INIT_LIST_HEAD(&flags->readers);
}

/**
 * cmis_flags_clear - forget all flags: another module is there now
 * @flags: of the cage
 *
 * Context: The bus lock is held.
 */
void cmis_flags_clear(struct cmis_flags *flags)
{
	struct cmis_reader *reader;

	list_for_each_entry(reader, &flags->readers, node) {
		memset(reader->pending, 0, sizeof(reader->pending));
		if (reader->sets)
			memset(reader->sets, 0,
			       CMIS_FLAG_BYTES * sizeof(*reader->sets));
	}
}

static int cmis_flags_module_index(u8 offset)
{
	int index = offset - CMIS_REG_OFFSET(CMIS_MODULE_FLAGS);

	if (index < 0 || index >= CMIS_FLAG_BYTES_MODULE)
		return -1;
	return index;
}

/**
 * cmis_flags_index - place of a byte among the flags
 * @addr: the byte
 *
 * Return: index into cmis_reader.pending, or -1 if reading the byte clears
 * nothing.
 */
int cmis_flags_index(const struct cmis_addr *addr)
{
	int base = CMIS_FLAG_BYTES_MODULE + addr->bank * CMIS_FLAG_BYTES_BANK;
	unsigned int i;

	if (addr->offset < CMIS_UPPER_FIRST)
		return cmis_flags_module_index(addr->offset);
	if (addr->bank >= CMIS_MAX_BANKS)
		return -1;

	for (i = 0; i < ARRAY_SIZE(cmis_flag_regs); i++) {
		u32 reg = cmis_flag_regs[i];

		if (addr->page == CMIS_REG_PAGE(reg) &&
		    addr->offset >= CMIS_REG_OFFSET(reg) &&
		    addr->offset < CMIS_REG_OFFSET(reg) + CMIS_REG_SIZE(reg))
			return base + addr->offset - CMIS_REG_OFFSET(reg);
		base += CMIS_REG_SIZE(reg);
	}
	return -1;
}

/**
 * cmis_flags_covers - whether reading a range clears flags
 * @addr: first byte
 * @len: number of bytes
 *
 * Return: true if at least one byte is clear-on-read.
 */
bool cmis_flags_covers(const struct cmis_addr *addr, u8 len)
{
	struct cmis_addr at = *addr;
	unsigned int i;

	for (i = 0; i < len; i++, at.offset++)
		if (cmis_flags_index(&at) >= 0)
			return true;
	return false;
}

static void cmis_sets_count(struct cmis_sets *sets, u8 value)
{
	unsigned int bit;

	for (bit = 0; bit < BITS_PER_BYTE; bit++)
		if (value & BIT(bit) && sets->flag[bit] < U16_MAX)
			sets->flag[bit]++;
}

static void cmis_flags_harvest_byte(struct cmis_flags *flags, int index,
				    u8 value)
{
	struct cmis_reader *reader;

	list_for_each_entry(reader, &flags->readers, node) {
		reader->pending[index] |= value;
		if (reader->sets)
			cmis_sets_count(&reader->sets[index], value);
	}
}

/**
 * cmis_flags_harvest - keep what a read has just cleared in the module
 * @flags: of the cage
 * @addr: first byte that was read
 * @buf: the bytes
 * @len: number of bytes
 *
 * Context: The bus lock is held, as it was since before the read.
 */
void cmis_flags_harvest(struct cmis_flags *flags, const struct cmis_addr *addr,
			const u8 *buf, u8 len)
{
	struct cmis_addr at = *addr;
	unsigned int i;
	int index;

	for (i = 0; i < len; i++, at.offset++) {
		index = cmis_flags_index(&at);
		if (index >= 0 && buf[i])
			cmis_flags_harvest_byte(flags, index, buf[i]);
	}
}

/**
 * cmis_flags_deliver - give a reader the flags that it has not seen yet
 * @reader: who reads, in the list since before the bytes were harvested
 * @addr: first byte that was read
 * @buf: the bytes as the module gave them; flags are replaced
 * @len: number of bytes
 *
 * Context: The bus lock is held.
 */
void cmis_flags_deliver(struct cmis_reader *reader,
			const struct cmis_addr *addr, u8 *buf, u8 len)
{
	struct cmis_addr at = *addr;
	unsigned int i;
	int index;

	for (i = 0; i < len; i++, at.offset++) {
		index = cmis_flags_index(&at);
		if (index < 0)
			continue;
		buf[i] = reader->pending[index];
		reader->pending[index] = 0;
	}
}

/**
 * cmis_flags_take_sets - how often flags were found set since the last call
 * @reader: one that counts
 * @addr: first byte; all of the range are flags
 * @sets: where the counts are put
 * @len: number of bytes
 *
 * Each read that found a flag set counts, whoever made it.
 *
 * Context: The bus lock is held.
 */
void cmis_flags_take_sets(struct cmis_reader *reader,
			  const struct cmis_addr *addr,
			  struct cmis_sets *sets, u8 len)
{
	int index = cmis_flags_index(addr);

	if (index < 0 || !reader->sets)
		return;
	memcpy(sets, &reader->sets[index], len * sizeof(*sets));
	memset(&reader->sets[index], 0, len * sizeof(*sets));
}
