// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: values and thresholds to flags, flags to the interrupt.
 *
 * A flag byte has two halves in the model: the latched flags that the host
 * sees, and the conditions that hold at present. Reading a flag byte leaves
 * in it what still holds. Some flags tell of an event; they have no condition.
 */
#include <linux/lockdep.h>
#include <linux/string.h>

#include "sim/sim.h"

/**
 * struct cmis_sim_flag_row - flag bytes, and the masks that belong to them
 * @flags: first flag byte
 * @masks: first mask byte
 * @count: bytes
 * @bits: what in them is a flag
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
};

/**
 * struct cmis_sim_event_row - flags that tell of an event
 * @flags: first flag byte
 * @count: bytes
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
};

/**
 * struct cmis_sim_monitor - where a monitored quantity is in memory
 * @advert: byte that advertises it
 * @advert_bit: bit in there
 * @value: register of its value; lane 1 for those of a lane
 * @thresholds: high alarm, low alarm, high warning, low warning
 * @flags: in the same order: bits of one byte, or bytes with a bit per lane
 * @shift: of the flags of a module's quantity
 * @is_signed: two's complement
 */
struct cmis_sim_monitor {
	u32 advert;
	u8 advert_bit;
	u32 value;
	u32 thresholds;
	u32 flags;
	u8 shift;
	bool is_signed;
};

static const struct cmis_sim_monitor cmis_sim_monitors[] = {
	[CMIS_SIM_TEMP] = {
		CMIS_MONITORS_ADVERT, CMIS_MONITOR_TEMP, CMIS_TEMP_MON,
		CMIS_TEMP_THRESHOLDS, CMIS_FLAGS_TEMP_VCC, 0, true },
	[CMIS_SIM_VCC] = {
		CMIS_MONITORS_ADVERT, CMIS_MONITOR_VCC, CMIS_VCC_MON,
		CMIS_VCC_THRESHOLDS, CMIS_FLAGS_TEMP_VCC, 4, false },
	[CMIS_SIM_AUX1] = {
		CMIS_MONITORS_ADVERT, CMIS_MONITOR_AUX1, CMIS_AUX1_MON,
		CMIS_AUX1_THRESHOLDS, CMIS_FLAGS_AUX1_AUX2, 0, true },
	[CMIS_SIM_AUX2] = {
		CMIS_MONITORS_ADVERT, CMIS_MONITOR_AUX2, CMIS_AUX2_MON,
		CMIS_AUX2_THRESHOLDS, CMIS_FLAGS_AUX1_AUX2, 4, true },
	[CMIS_SIM_AUX3] = {
		CMIS_MONITORS_ADVERT, CMIS_MONITOR_AUX3, CMIS_AUX3_MON,
		CMIS_AUX3_THRESHOLDS, CMIS_FLAGS_AUX3_CUSTOM, 0, true },
	[CMIS_SIM_CUSTOM] = {
		CMIS_MONITORS_ADVERT, CMIS_MONITOR_CUSTOM, CMIS_CUSTOM_MON,
		CMIS_CUSTOM_THRESHOLDS, CMIS_FLAGS_AUX3_CUSTOM, 4, true },
	[CMIS_SIM_TX_POWER] = {
		CMIS_LANE_MONITORS_ADVERT, CMIS_LANE_TX_POWER,
		CMIS_TX_POWER_MON, CMIS_TX_POWER_THRESHOLDS,
		CMIS_FLAGS_TX_POWER, 0, false },
	[CMIS_SIM_TX_BIAS] = {
		CMIS_LANE_MONITORS_ADVERT, CMIS_LANE_TX_BIAS,
		CMIS_TX_BIAS_MON, CMIS_TX_BIAS_THRESHOLDS,
		CMIS_FLAGS_TX_BIAS, 0, false },
	[CMIS_SIM_RX_POWER] = {
		CMIS_LANE_MONITORS_ADVERT, CMIS_LANE_RX_POWER,
		CMIS_RX_POWER_MON, CMIS_RX_POWER_THRESHOLDS,
		CMIS_FLAGS_RX_POWER, 0, false },
};

static_assert(ARRAY_SIZE(cmis_sim_monitors) == CMIS_SIM_QUANTITIES);

static bool cmis_sim_reg_covers(u32 reg, u8 count, unsigned int page,
				u8 offset)
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
 * cmis_sim_flag_events() - which flags of a byte tell of an event
 * @page: page in the window
 * @offset: address, 0-255
 *
 * Return: those that have no condition that could go on.
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

static struct cmis_sim_page *cmis_sim_reg_page(struct cmis_sim_module *module,
					       unsigned int bank, u32 reg)
{
	if (CMIS_REG_OFFSET(reg) < CMIS_UPPER_FIRST)
		return cmis_sim_store_get(&module->memory, CMIS_SIM_LOWER);
	return cmis_sim_store_get(&module->memory,
				  CMIS_SIM_KEY(bank, CMIS_REG_PAGE(reg)));
}

/**
 * cmis_sim_flag_raise() - latch flags that tell of an event
 * @module: the module
 * @bank: bank, ignored for lower memory
 * @reg: flag byte
 * @bits: flags in it
 */
void cmis_sim_flag_raise(struct cmis_sim_module *module, unsigned int bank,
			 u32 reg, u8 bits)
{
	struct cmis_sim_page *page = cmis_sim_reg_page(module, bank, reg);

	lockdep_assert_held(&module->lock);
	if (page)
		page->data[CMIS_REG_INDEX(reg)] |= bits;
}

/**
 * cmis_sim_flag_hold() - say which conditions hold, and latch their flags
 * @module: the module
 * @bank: bank, ignored for lower memory
 * @reg: flag byte
 * @bits: conditions that are meant
 * @holds: those that hold
 */
void cmis_sim_flag_hold(struct cmis_sim_module *module, unsigned int bank,
			u32 reg, u8 bits, u8 holds)
{
	struct cmis_sim_page *page = cmis_sim_reg_page(module, bank, reg);
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
	struct cmis_sim_page *page;
	unsigned int i, index;
	u8 events;

	page = cmis_sim_reg_page(module, bank, row->flags);
	if (!page)
		return;
	for (i = 0; i < row->count; i++) {
		index = CMIS_REG_INDEX(row->flags) + i;
		events = cmis_sim_flag_events(CMIS_REG_PAGE(row->flags),
					      CMIS_REG_OFFSET(row->flags) + i);
		page->cond[index] = page->data[index] & ~events;
	}
}

/**
 * cmis_sim_conditions_load() - take a snapshot's flags for conditions
 * @module: the module, just plugged
 *
 * What was latched when the snapshot was made is taken to hold, and goes on
 * holding until the value or flag that it belongs to is set.
 */
void cmis_sim_conditions_load(struct cmis_sim_module *module)
{
	unsigned int i, bank;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_flag_rows); i++)
		for (bank = 0; bank < module->banks; bank++)
			cmis_sim_row_load(module, bank, &cmis_sim_flag_rows[i]);
}

/**
 * cmis_sim_monitor_supported() - whether a module monitors a quantity
 * @module: the module
 * @quantity: the quantity
 *
 * Return: true if it is advertised.
 */
bool cmis_sim_monitor_supported(struct cmis_sim_module *module,
				enum cmis_sim_quantity quantity)
{
	const struct cmis_sim_monitor *monitor = &cmis_sim_monitors[quantity];

	return !cmis_sim_is_flat(module) &&
	       cmis_sim_get(module, 0, monitor->advert) & monitor->advert_bit;
}

/* Aux3 is a supply voltage where 01h:145.2 says so. */
static bool cmis_sim_monitor_is_signed(struct cmis_sim_module *module,
				       enum cmis_sim_quantity quantity)
{
	if (quantity == CMIS_SIM_AUX3)
		return !(cmis_sim_get(module, 0, CMIS_CHARACTERISTICS) &
			 CMIS_CHAR_AUX3);
	return cmis_sim_monitors[quantity].is_signed;
}

/*
 * Bit 0 high alarm, 1 low alarm, 2 high warning, 3 low warning. A quantity
 * whose thresholds are all zero has none.
 */
static u8 cmis_sim_monitor_compare(struct cmis_sim_module *module,
				   enum cmis_sim_quantity quantity, u16 raw)
{
	u8 *at = cmis_sim_store_byte(&module->memory, 0,
				     cmis_sim_monitors[quantity].thresholds);
	bool is_signed = cmis_sim_monitor_is_signed(module, quantity);
	int value = is_signed ? (s16)raw : raw;
	bool any = false;
	u8 beyond = 0;
	unsigned int i;
	int limit;

	if (!at)
		return 0;
	for (i = 0; i < 4; i++) {
		limit = cmis_sim_be16_get(at + 2 * i);
		if (is_signed)
			limit = (s16)limit;
		any |= limit != 0;
		if (i & 1 ? value < limit : value > limit)
			beyond |= BIT(i);
	}
	return any ? beyond : 0;
}

static void cmis_sim_value_put(struct cmis_sim_module *module,
			       unsigned int bank, u32 reg, u16 raw)
{
	u8 *at = cmis_sim_store_byte(&module->memory, bank, reg);

	if (at)
		cmis_sim_be16_put(raw, at);
}

/**
 * cmis_sim_lane_value() - a value of a lane, without regard to its state
 * @module: the module
 * @quantity: one of a lane
 * @lane: from 0
 *
 * Return: the register's value.
 */
u16 *cmis_sim_lane_value(struct cmis_sim_module *module,
			 enum cmis_sim_quantity quantity, unsigned int lane)
{
	quantity -= CMIS_SIM_MODULE_QUANTITIES;
	return &module->lane_values[quantity][lane];
}

static void cmis_sim_lane_update(struct cmis_sim_module *module,
				 enum cmis_sim_quantity quantity,
				 unsigned int lane)
{
	const struct cmis_sim_monitor *monitor = &cmis_sim_monitors[quantity];
	unsigned int bank = lane / CMIS_LANES_PER_BANK;
	u8 bit = BIT(lane % CMIS_LANES_PER_BANK), beyond = 0;
	bool lit, shown;
	unsigned int i;
	u16 raw;

	lit = !module->running || cmis_sim_media_is_lit(module, lane);
	shown = lit || (quantity == CMIS_SIM_RX_POWER &&
			cmis_sim_media_is_used(module, lane));
	raw = shown ? *cmis_sim_lane_value(module, quantity, lane) : 0;
	cmis_sim_value_put(module, bank, monitor->value +
			   2 * (lane % CMIS_LANES_PER_BANK), raw);
	/* A path that is down has nothing to complain of. */
	if (lit)
		beyond = cmis_sim_monitor_compare(module, quantity, raw);
	for (i = 0; i < 4; i++)
		cmis_sim_flag_hold(module, bank, monitor->flags + i, bit,
				   beyond & BIT(i) ? bit : 0);
}

/**
 * cmis_sim_monitor_update() - show a value, and compare it to its thresholds
 * @module: the module
 * @quantity: one that is advertised
 * @lane: from 0, for quantities of a lane
 */
void cmis_sim_monitor_update(struct cmis_sim_module *module,
			     enum cmis_sim_quantity quantity,
			     unsigned int lane)
{
	const struct cmis_sim_monitor *monitor = &cmis_sim_monitors[quantity];
	u16 raw;

	lockdep_assert_held(&module->lock);
	if (quantity >= CMIS_SIM_MODULE_QUANTITIES) {
		cmis_sim_lane_update(module, quantity, lane);
		return;
	}
	raw = module->values[quantity];
	cmis_sim_value_put(module, 0, monitor->value, raw);
	cmis_sim_flag_hold(module, 0, monitor->flags, 0xf << monitor->shift,
			   cmis_sim_monitor_compare(module, quantity, raw) <<
			   monitor->shift);
}

static void cmis_sim_quantity_update(struct cmis_sim_module *module,
				     enum cmis_sim_quantity quantity)
{
	unsigned int lane, lanes = 1;

	if (!cmis_sim_monitor_supported(module, quantity))
		return;
	if (quantity >= CMIS_SIM_MODULE_QUANTITIES)
		lanes = module->banks * CMIS_LANES_PER_BANK;
	for (lane = 0; lane < lanes; lane++)
		cmis_sim_monitor_update(module, quantity, lane);
}

/**
 * cmis_sim_monitors_update() - the same for all that a module monitors
 * @module: the module
 */
void cmis_sim_monitors_update(struct cmis_sim_module *module)
{
	unsigned int quantity;

	for (quantity = 0; quantity < CMIS_SIM_QUANTITIES; quantity++)
		cmis_sim_quantity_update(module, quantity);
}

/**
 * cmis_sim_values_load() - take the values that a module's memory shows
 * @module: the module, just plugged
 */
void cmis_sim_values_load(struct cmis_sim_module *module)
{
	unsigned int quantity, lane;
	u32 reg;
	u8 *at;

	memset(module->values, 0, sizeof(module->values));
	memset(module->lane_values, 0, sizeof(module->lane_values));
	for (quantity = 0; quantity < CMIS_SIM_MODULE_QUANTITIES; quantity++) {
		reg = cmis_sim_monitors[quantity].value;
		at = cmis_sim_store_byte(&module->memory, 0, reg);
		if (at)
			module->values[quantity] = cmis_sim_be16_get(at);
	}
	for (; quantity < CMIS_SIM_QUANTITIES; quantity++) {
		reg = cmis_sim_monitors[quantity].value;
		for (lane = 0; lane < CMIS_MAX_LANES; lane++) {
			at = cmis_sim_store_byte(&module->memory,
						 lane / CMIS_LANES_PER_BANK,
				reg + 2 * (lane % CMIS_LANES_PER_BANK));
			if (at)
				*cmis_sim_lane_value(module, quantity, lane) =
					cmis_sim_be16_get(at);
		}
	}
}

/* One byte of a value, as if the value had been set by name. */
static void cmis_sim_value_take(struct cmis_sim_module *module,
				unsigned int bank,
				enum cmis_sim_quantity quantity, u32 reg)
{
	unsigned int index = CMIS_REG_OFFSET(reg) -
			CMIS_REG_OFFSET(cmis_sim_monitors[quantity].value);
	unsigned int lane = bank * CMIS_LANES_PER_BANK + index / 2;
	u8 byte = cmis_sim_get(module, bank, reg);
	u16 *value;

	if (quantity < CMIS_SIM_MODULE_QUANTITIES)
		value = &module->values[quantity];
	else
		value = cmis_sim_lane_value(module, quantity, lane);
	if (index & 1)
		*value = (*value & 0xff00) | byte;
	else
		*value = (*value & 0xff) | byte << 8;
	if (cmis_sim_monitor_supported(module, quantity))
		cmis_sim_monitor_update(module, quantity, lane);
}

/**
 * cmis_sim_byte_changed() - a byte of memory was changed from outside
 * @module: the module
 * @bank: its bank
 * @reg: the byte
 *
 * If it is part of a value or a threshold, the quantity is looked at anew.
 */
void cmis_sim_byte_changed(struct cmis_sim_module *module, unsigned int bank,
			   u32 reg)
{
	u8 page = CMIS_REG_PAGE(reg), offset = CMIS_REG_OFFSET(reg);
	const struct cmis_sim_monitor *monitor;
	unsigned int quantity;

	lockdep_assert_held(&module->lock);
	if (bank >= module->banks)
		return;
	for (quantity = 0; quantity < CMIS_SIM_QUANTITIES; quantity++) {
		monitor = &cmis_sim_monitors[quantity];
		if (cmis_sim_reg_covers(monitor->thresholds, 8, page, offset))
			cmis_sim_quantity_update(module, quantity);
		if (cmis_sim_reg_covers(monitor->value,
					CMIS_REG_SIZE(monitor->value),
					page, offset))
			cmis_sim_value_take(module, bank, quantity, reg);
	}
}

/* Whether a row has a flag, and one that is not masked. */
static bool cmis_sim_row_pending(struct cmis_sim_module *module,
				 const struct cmis_sim_flag_row *row,
				 unsigned int bank, bool *unmasked)
{
	struct cmis_sim_page *flags, *masks;
	bool pending = false;
	unsigned int i;
	u8 set, mask;

	flags = cmis_sim_reg_page(module, bank, row->flags);
	masks = cmis_sim_reg_page(module, bank, row->masks);
	if (!flags)
		return false;
	for (i = 0; i < row->count; i++) {
		set = flags->data[CMIS_REG_INDEX(row->flags) + i] & row->bits;
		mask = masks ?
			masks->data[CMIS_REG_INDEX(row->masks) + i] : 0;
		pending |= set != 0;
		*unmasked |= (set & ~mask) != 0;
	}
	return pending;
}

static bool cmis_sim_bank_pending(struct cmis_sim_module *module,
				  unsigned int bank, u8 *summary)
{
	const struct cmis_sim_flag_row *row;
	bool unmasked = false;
	unsigned int i;

	*summary = 0;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_flag_rows); i++) {
		row = &cmis_sim_flag_rows[i];
		if (cmis_sim_row_pending(module, row, bank, &unmasked))
			*summary |= row->summary;
	}
	return unmasked;
}

/**
 * cmis_sim_interrupt_update() - bring summaries and the interrupt up to date
 * @module: the module
 *
 * The interrupt is the OR of all flags that are set and not masked. A
 * snapshot shows the bits that it was made with until one of them changes.
 */
void cmis_sim_interrupt_update(struct cmis_sim_module *module)
{
	bool asserted = false;
	unsigned int bank;
	u8 summary, byte;

	lockdep_assert_held(&module->lock);
	if (!cmis_sim_acknowledges(module) || cmis_sim_is_flat(module)) {
		module->interrupt_set(module,
				      cmis_sim_fault_line(module, false));
		return;
	}
	for (bank = 0; bank < module->banks; bank++) {
		asserted |= cmis_sim_bank_pending(module, bank, &summary);
		if (module->summing)
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
