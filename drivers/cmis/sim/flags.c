// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: latched flags, their masks, and the interrupt.
 *
 * The model keeps two halves of a flag byte: the latched flags that the host
 * sees, and the conditions that hold at present. A read of the byte clears the
 * flags whose conditions do not hold. Flags of events have no condition.
 */
#include <linux/array_size.h>
#include <linux/lockdep.h>

#include "sim/flags.h"
#include "sim/module.h"

/* A page that no module has: no flag is masked. */
#define CMIS_EXT_NO_MASKS	CMIS_REG(0x1f, 128, 4)
#define CMIS_SIM_SUMMARIES	4	/* lower 4-7: later banks have none */

/**
 * struct cmis_sim_flag_row - flag bytes, and the masks that belong to them
 * @flags: first flag byte
 * @masks: first mask byte
 * @count: number of bytes
 * @bits: flags in each byte
 * @summary: bit of lower 4-7
 */
struct cmis_sim_flag_row {
	u32 flags;
	u32 masks;
	u8 count;
	u8 bits;
	u8 summary;
};

static const struct cmis_sim_flag_row cmis_sim_flag_rows[] = {
	{ CMIS_MODULE_FLAGS, CMIS_MODULE_MASKS, 6, 0xff, 0 },
	{ CMIS_LANE_FLAGS, CMIS_LANE_MASKS, 20, 0xff, CMIS_SUMMARY_PAGE_11 },
	{ CMIS_TUNING_FLAGS, CMIS_REG(0x12, 239, 8), 8, 0xff,
	  CMIS_SUMMARY_PAGE_12 },
	{ CMIS_DIAG_REFCLK_FLAG, CMIS_DIAG_REFCLK_MASK, 1,
	  CMIS_DIAG_REFCLK_LOST, CMIS_SUMMARY_PAGE_14 },
	{ CMIS_DIAG_FLAGS, CMIS_DIAG_MASKS, 6, 0xff, CMIS_SUMMARY_PAGE_14 },
	{ CMIS_NP_FLAGS, CMIS_REG(0x17, 192, 1), 1, 0xff, 0 },
	{ CMIS_VDM_FLAGS, CMIS_REG(0x2d, 128, 128), 128, 0xff,
	  CMIS_SUMMARY_PAGE_2C },
	{ CMIS_LINE_FLAGS, CMIS_REG(0x32, 128, 6), 6, 0xff, 0 },
	{ CMIS_CLIENT_FLAGS, CMIS_REG(0x3b, 128, 5), 5, 0xff, 0 },
	/* Nobody knows masks of the first two. */
	{ CMIS_EXT_FAULTS, CMIS_EXT_NO_MASKS, 4, 0xff, 0 },
	{ CMIS_EXT_WARNINGS, CMIS_EXT_NO_MASKS, 4, 0xff, 0 },
	{ CMIS_EXT_FLAGS, CMIS_P1A(198, 8), 8, 0xff, 0 },
};

/**
 * struct cmis_sim_event_row - flags of events
 * @flags: first flag byte
 * @count: number of bytes
 * @bits: flags in each
 */
struct cmis_sim_event_row {
	u32 flags;
	u8 count;
	u8 bits;
};

static const struct cmis_sim_event_row cmis_sim_event_rows[] = {
	{ CMIS_FLAGS_MODULE, 1, CMIS_FLAG_CDB_COMPLETE_2 |
		CMIS_FLAG_CDB_COMPLETE_1 | CMIS_FLAG_STATE_CHANGED },
	{ CMIS_FLAG_DP_STATE_CHANGED, 1, 0xff },
	{ CMIS_FLAG_RX_OUTPUT_CHANGED, 1, 0xff },
	/* All of 12h:231-238 but bit 1, wavelength unlocked */
	{ CMIS_TUNING_FLAGS, 8, 0xfd },
	/* Gating complete, host and media */
	{ CMIS_DIAG_FLAGS, 2, 0xff },
	{ CMIS_NP_FLAGS, 1, 0xff },
	{ CMIS_EXT_FAULTS, 4, 0xff },
	{ CMIS_EXT_WARNINGS, 4, 0xff },
	{ CMIS_EXT_FLAGS, 8, 0xff },
};

/**
 * cmis_sim_reg_covers() - whether a byte belongs to a register
 * @reg: the register
 * @count: its bytes
 * @page: page in the window
 * @offset: address of the byte, 0-255
 *
 * Return: true if it does.
 */
bool cmis_sim_reg_covers(u32 reg, u8 count, unsigned int page, u8 offset)
{
	unsigned int first = CMIS_REG_OFFSET(reg);

	if (offset < first || offset >= first + count)
		return false;
	return offset < CMIS_UPPER_FIRST || page == CMIS_REG_PAGE(reg);
}

/**
 * cmis_sim_flag_is_clear_on_read() - whether reading a byte clears it
 * @page: page in the window
 * @offset: address, 0-255
 *
 * Return: true for flag bytes.
 */
bool cmis_sim_flag_is_clear_on_read(unsigned int page, u8 offset)
{
	const struct cmis_sim_flag_row *row;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_flag_rows); i++) {
		row = &cmis_sim_flag_rows[i];
		if (cmis_sim_reg_covers(row->flags, row->count, page, offset))
			return true;
	}
	return false;
}

/**
 * cmis_sim_flag_events() - flags of events in a byte
 * @page: page in the window
 * @offset: address, 0-255
 *
 * Return: a bit mask; these flags have no condition.
 */
u8 cmis_sim_flag_events(unsigned int page, u8 offset)
{
	const struct cmis_sim_event_row *row;
	u8 bits = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_event_rows); i++) {
		row = &cmis_sim_event_rows[i];
		if (cmis_sim_reg_covers(row->flags, row->count, page, offset))
			bits |= row->bits;
	}
	return bits;
}

/**
 * cmis_sim_flag_raise() - latch flags of an event
 * @module: the module
 * @bank: bank, ignored for lower memory
 * @reg: flag byte
 * @bits: flags in it
 */
void cmis_sim_flag_raise(struct cmis_sim_module *module, unsigned int bank,
			 u32 reg, u8 bits)
{
	u8 *flags = cmis_sim_store_byte(&module->memory, bank, reg);

	lockdep_assert_held(&module->lock);
	if (flags)
		*flags |= bits;
}

/**
 * cmis_sim_flag_hold() - set conditions, and latch their flags
 * @module: the module
 * @bank: bank, ignored for lower memory
 * @reg: flag byte
 * @bits: conditions to change
 * @holds: conditions of these that hold
 */
void cmis_sim_flag_hold(struct cmis_sim_module *module, unsigned int bank,
			u32 reg, u8 bits, u8 holds)
{
	struct cmis_sim_page *page = cmis_sim_store_page(&module->memory, bank,
							 reg);
	unsigned int index = CMIS_REG_INDEX(reg);

	lockdep_assert_held(&module->lock);
	if (!page)
		return;
	page->cond[index] &= ~bits;
	page->cond[index] |= bits & holds;
	page->data[index] |= page->cond[index];
}

static void cmis_sim_row_load(struct cmis_sim_module *module,
			      unsigned int bank,
			      const struct cmis_sim_flag_row *row)
{
	unsigned int i, index = CMIS_REG_INDEX(row->flags);
	struct cmis_sim_page *page;
	u8 events;

	page = cmis_sim_store_page(&module->memory, bank, row->flags);
	if (!page)
		return;
	for (i = 0; i < row->count; i++) {
		events = cmis_sim_flag_events(CMIS_REG_PAGE(row->flags),
					      CMIS_REG_OFFSET(row->flags) + i);
		page->cond[index + i] = page->data[index + i] & ~events;
	}
}

/**
 * cmis_sim_conditions_load() - take a snapshot's flags for conditions
 * @module: the module, just plugged
 *
 * Each holds until the value or the flag that it belongs to is set.
 */
void cmis_sim_conditions_load(struct cmis_sim_module *module)
{
	unsigned int i, bank;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_flag_rows); i++)
		for (bank = 0; bank < module->banks; bank++)
			cmis_sim_row_load(module, bank, &cmis_sim_flag_rows[i]);
}

/* Whether a row has a flag; *unmasked becomes true for one without mask. */
static bool cmis_sim_row_pending(struct cmis_sim_module *module,
				 const struct cmis_sim_flag_row *row,
				 unsigned int bank, bool *unmasked)
{
	const u8 *flags, *masks;
	bool pending = false;
	unsigned int i;
	u8 set;

	flags = cmis_sim_store_byte(&module->memory, bank, row->flags);
	masks = cmis_sim_store_byte(&module->memory, bank, row->masks);
	for (i = 0; flags && i < row->count; i++) {
		set = flags[i] & row->bits;
		if (set)
			pending = true;
		if (set & ~(masks ? masks[i] : 0))
			*unmasked = true;
	}
	return pending;
}

/**
 * cmis_sim_interrupt_update() - bring summaries and the interrupt up to date
 * @module: the module
 *
 * The interrupt is the OR of all flags that are set and not masked. A
 * snapshot keeps its summaries and state byte until one of them changes.
 */
void cmis_sim_interrupt_update(struct cmis_sim_module *module)
{
	const struct cmis_sim_flag_row *row;
	bool asserted = false;
	unsigned int bank, i;
	u8 summary, byte;

	lockdep_assert_held(&module->lock);
	if (!cmis_sim_acknowledges(module) || cmis_sim_is_flat(module)) {
		module->interrupt_set(module,
				      cmis_sim_fault_line(module, false));
		return;
	}
	for (bank = 0; bank < module->banks; bank++) {
		summary = 0;
		for (i = 0; i < ARRAY_SIZE(cmis_sim_flag_rows); i++) {
			row = &cmis_sim_flag_rows[i];
			if (cmis_sim_row_pending(module, row, bank, &asserted))
				summary |= row->summary;
		}
		if (module->summing && bank < CMIS_SIM_SUMMARIES)
			cmis_sim_put(module, 0, CMIS_FLAGS_SUMMARY + bank,
				     summary);
	}
	if (module->summing) {
		byte = cmis_sim_get(module, 0, CMIS_MODULE_STATE) &
		       ~CMIS_MODULE_INT_DEASSERTED;
		cmis_sim_put(module, 0, CMIS_MODULE_STATE, byte |
			     (asserted ? 0 : CMIS_MODULE_INT_DEASSERTED));
	}
	module->interrupt_set(module, cmis_sim_fault_line(module, asserted));
}
