// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: diagnostics, page 14h.
 *
 * The selector can be read back at once; the data behind it comes later. Until
 * then the module shows the old data, or zeros. A snapshot has the data of the
 * selector that it was taken with.
 */
#include <linux/array_size.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "sim/module.h"
#include "sim/path.h"

/**
 * struct cmis_sim_diag_row - place of a value that each lane has
 * @selector: its selector; for counters that of lanes 1 to 4, lanes 5 to 8
 *	have the next one
 * @first: index in the data
 * @size: in bytes
 * @big_endian: order of the bytes
 * @is_host: it is of a host lane, not one of the media
 * @advert: bit of 13h:130
 * @type: VDM type of the same value, 0 if there is none
 * @initial: value of lane 1 in built-in modules; each lane has a little more
 */
struct cmis_sim_diag_row {
	u8 selector;
	u8 first;
	u8 size;
	bool big_endian;
	bool is_host;
	u8 advert;
	u8 type;
	u64 initial;
};

#define CMIS_SIM_DIAG_COUNTERS(_selector, _is_host, _first, _initial) \
	{ .selector = _selector, .first = _first, .size = 8, \
	  .is_host = _is_host, \
	  .advert = CMIS_DIAG_REPORTS_COUNTERS, .initial = _initial }

/*
 * 1.2e-8, 2.4e-6, 22 dB, 20 dB, 7000 and 90000 errors in 10^15 bits. An odd
 * number of bits means that the pattern was lost.
 */
static const struct cmis_sim_diag_row cmis_sim_diag_rows[] = {
	[CMIS_SIM_DIAG_HOST_BER] = { CMIS_DIAG_SELECT_BER, 0, 2, true, true,
		CMIS_DIAG_REPORTS_BER, 16, 0x6cb0 },
	[CMIS_SIM_DIAG_MEDIA_BER] = { CMIS_DIAG_SELECT_BER, 16, 2, true, false,
		CMIS_DIAG_REPORTS_BER, 15, 0x80f0 },
	[CMIS_SIM_DIAG_HOST_SNR] = { CMIS_DIAG_SELECT_SNR, 16, 2, false, true,
		CMIS_DIAG_REPORTS_HOST_SNR, 6, 22 * 256 },
	[CMIS_SIM_DIAG_MEDIA_SNR] = { CMIS_DIAG_SELECT_SNR, 48, 2, false, false,
		CMIS_DIAG_REPORTS_MEDIA_SNR, 5, 20 * 256 },
	[CMIS_SIM_DIAG_HOST_ERRORS] =
		CMIS_SIM_DIAG_COUNTERS(CMIS_DIAG_SELECT_HOST_1_4, true, 0,
				       7000),
	[CMIS_SIM_DIAG_HOST_BITS] =
		CMIS_SIM_DIAG_COUNTERS(CMIS_DIAG_SELECT_HOST_1_4, true, 8,
				       1000000000000000ULL),
	[CMIS_SIM_DIAG_MEDIA_ERRORS] =
		CMIS_SIM_DIAG_COUNTERS(CMIS_DIAG_SELECT_MEDIA_1_4, false, 0,
				       90000),
	[CMIS_SIM_DIAG_MEDIA_BITS] =
		CMIS_SIM_DIAG_COUNTERS(CMIS_DIAG_SELECT_MEDIA_1_4, false, 8,
				       1000000000000000ULL),
};

static_assert(ARRAY_SIZE(cmis_sim_diag_rows) == CMIS_SIM_DIAG_KINDS);

static bool cmis_sim_diag_has_pages(struct cmis_sim_module *module)
{
	return !cmis_sim_is_flat(module) &&
	       cmis_sim_get(module, 0, CMIS_PAGES_ADVERT) & CMIS_PAGES_DIAG &&
	       cmis_sim_store_get(&module->memory, CMIS_PAGE_DIAG_STATUS);
}

/* Data of the selector in force, NULL if the selector has none */
static u8 *cmis_sim_diag_data(struct cmis_sim_module *module,
			      unsigned int bank)
{
	u8 selector = cmis_sim_get(module, bank, CMIS_DIAG_SELECTOR);

	if (selector == CMIS_DIAG_SELECT_NONE ||
	    selector >= CMIS_SIM_DIAG_SELECTORS)
		return NULL;
	return module->bank[bank].diag.data[selector];
}

static void cmis_sim_diag_show(struct cmis_sim_module *module,
			       unsigned int bank)
{
	u8 *at = cmis_sim_store_byte(&module->memory, bank, CMIS_DIAG_DATA);
	const u8 *data = cmis_sim_diag_data(module, bank);

	module->bank[bank].diag.pending = false;
	if (!at)
		return;
	if (data)
		memcpy(at, data, CMIS_REG_SIZE(CMIS_DIAG_DATA));
	else
		memset(at, 0, CMIS_REG_SIZE(CMIS_DIAG_DATA));
}

static void cmis_sim_diag_put(struct cmis_sim_module *module,
			      enum cmis_sim_diag_kind kind, unsigned int lane,
			      u64 raw)
{
	const struct cmis_sim_diag_row *row = &cmis_sim_diag_rows[kind];
	struct cmis_sim_bank *bank = &module->bank[lane / CMIS_LANES_PER_BANK];
	unsigned int at = row->first, selector = row->selector, i;

	lane %= CMIS_LANES_PER_BANK;
	if (row->advert == CMIS_DIAG_REPORTS_COUNTERS) {
		selector += lane / CMIS_DIAG_COUNTERS_LANES;
		at += lane % CMIS_DIAG_COUNTERS_LANES *
		      CMIS_DIAG_COUNTERS_SIZE;
	} else {
		at += lane * row->size;
	}
	for (i = 0; i < row->size; i++)
		bank->diag.data[selector][at + i] = raw >> 8 *
			(row->big_endian ? row->size - 1 - i : i);
}

/* A snapshot may have been taken when a lane had no data path. */
static bool cmis_sim_diag_has_lane(struct cmis_sim_module *module,
				   enum cmis_sim_diag_kind kind,
				   unsigned int lane)
{
	u8 unsupported = cmis_sim_get(module, 0, CMIS_MEDIA_LANE_UNSUPPORTED);

	if (cmis_sim_diag_rows[kind].is_host)
		return module->frozen ||
		       cmis_sim_path_first(module, lane, true) >= 0;
	return !(unsupported & BIT(lane % CMIS_LANES_PER_BANK));
}

/**
 * cmis_sim_diag_supported() - whether a module reports a value of a lane
 * @module: the module
 * @kind: which value
 * @lane: from 0
 *
 * Return: true if it does.
 */
bool cmis_sim_diag_supported(struct cmis_sim_module *module,
			     enum cmis_sim_diag_kind kind, unsigned int lane)
{
	return kind && cmis_sim_diag_has_pages(module) &&
	       cmis_sim_get(module, 0, CMIS_DIAG_REPORTS) &
	       cmis_sim_diag_rows[kind].advert &&
	       cmis_sim_diag_has_lane(module, kind, lane);
}

/**
 * cmis_sim_diag_set() - set a reported value of a lane
 * @module: the module
 * @kind: which value; the module supports it
 * @lane: from 0
 * @raw: in its encoding
 */
void cmis_sim_diag_set(struct cmis_sim_module *module,
		       enum cmis_sim_diag_kind kind, unsigned int lane,
		       u64 raw)
{
	unsigned int bank = lane / CMIS_LANES_PER_BANK;
	struct cmis_sim_diag *diag = &module->bank[bank].diag;

	lockdep_assert_held(&module->lock);
	cmis_sim_diag_put(module, kind, lane, raw);
	if (!diag->pending && cmis_sim_diag_data(module, bank))
		cmis_sim_diag_show(module, bank);
}

/* The data of a snapshot belongs to its selector. */
static void cmis_sim_diag_snapshot_load(struct cmis_sim_module *module,
					unsigned int bank)
{
	const u8 *at = cmis_sim_store_byte(&module->memory, bank,
					   CMIS_DIAG_DATA);
	u8 *data = cmis_sim_diag_data(module, bank);

	if (at && data)
		memcpy(data, at, CMIS_REG_SIZE(CMIS_DIAG_DATA));
}

/* Report the value of VDM if there is one. */
static void cmis_sim_diag_lane_load(struct cmis_sim_module *module,
				    unsigned int lane)
{
	const struct cmis_sim_diag_row *row;
	struct cmis_sim_vdm_item *item;
	unsigned int kind;
	u64 raw;

	for (kind = 1; kind < CMIS_SIM_DIAG_KINDS; kind++) {
		if (!cmis_sim_diag_supported(module, kind, lane))
			continue;
		row = &cmis_sim_diag_rows[kind];
		raw = row->initial + (row->size == 8 ? 2 * lane : lane);
		item = row->type ? cmis_sim_vdm_find(module, row->type, lane) :
				   NULL;
		if (item)
			raw = cmis_sim_vdm_sample(module, item);
		cmis_sim_diag_put(module, kind, lane, raw);
	}
}

/**
 * cmis_sim_diag_load() - the diagnostics of a module that has been plugged
 * @module: the module; its VDM has been started
 */
void cmis_sim_diag_load(struct cmis_sim_module *module)
{
	unsigned int bank, lane;

	lockdep_assert_held(&module->lock);
	for (bank = 0; module->frozen && bank < module->banks; bank++)
		cmis_sim_diag_snapshot_load(module, bank);
	if (module->frozen || !cmis_sim_diag_has_pages(module))
		return;
	for (lane = 0; lane < cmis_sim_lanes(module); lane++)
		cmis_sim_diag_lane_load(module, lane);
}

/**
 * cmis_sim_diag_start() - power diagnostics up, or take them out of reset
 * @module: the module
 */
void cmis_sim_diag_start(struct cmis_sim_module *module)
{
	unsigned int bank;

	lockdep_assert_held(&module->lock);
	for (bank = 0; bank < module->banks; bank++)
		module->bank[bank].diag.pending = false;
}

/**
 * cmis_sim_diag_advance() - show data that has settled
 * @module: the module
 */
void cmis_sim_diag_advance(struct cmis_sim_module *module)
{
	struct cmis_sim_diag *diag;
	unsigned int bank;

	lockdep_assert_held(&module->lock);
	for (bank = 0; bank < module->banks; bank++) {
		diag = &module->bank[bank].diag;
		if (diag->pending && cmis_sim_is_over(module, diag->end))
			cmis_sim_diag_show(module, bank);
	}
}

/**
 * cmis_sim_diag_next_end() - when the next data settles
 * @module: the module
 *
 * Return: that time, KTIME_MAX if none is pending.
 */
ktime_t cmis_sim_diag_next_end(struct cmis_sim_module *module)
{
	struct cmis_sim_diag *diag;
	ktime_t end = KTIME_MAX;
	unsigned int bank;

	for (bank = 0; bank < module->banks; bank++) {
		diag = &module->bank[bank].diag;
		if (diag->pending && !cmis_sim_is_over(module, diag->end))
			end = min(end, diag->end);
	}
	return end;
}

static void cmis_sim_diag_due_set(struct cmis_sim_module *module,
				  unsigned int bank)
{
	module->bank[bank].diag.end = cmis_sim_after_ms(module,
							module->settle_ms);
	module->dirty = true;
	cmis_sim_diag_advance(module);
}

/**
 * cmis_sim_diag_select() - the host has written the selector
 * @module: the module
 * @bank: the bank
 */
void cmis_sim_diag_select(struct cmis_sim_module *module, unsigned int bank)
{
	u8 *at;

	lockdep_assert_held(&module->lock);
	if (bank >= module->banks || !cmis_sim_diag_has_pages(module))
		return;
	module->bank[bank].diag.pending = true;
	at = cmis_sim_store_byte(&module->memory, bank, CMIS_DIAG_DATA);
	if (at && module->settle_blank)
		memset(at, 0, CMIS_REG_SIZE(CMIS_DIAG_DATA));
	cmis_sim_diag_due_set(module, bank);
}

/**
 * cmis_sim_diag_delay_set() - set the time until data has settled
 * @module: the module
 * @ms: the time, or CMIS_SIM_NEVER_MS; pending selectors start over
 */
void cmis_sim_diag_delay_set(struct cmis_sim_module *module, u32 ms)
{
	unsigned int bank;

	lockdep_assert_held(&module->lock);
	module->settle_ms = ms;
	for (bank = 0; bank < module->banks; bank++)
		if (module->bank[bank].diag.pending)
			cmis_sim_diag_due_set(module, bank);
}

/* Lanes that loop at a side, in all banks */
static bool cmis_sim_loopback_side(struct cmis_sim_module *module, bool host)
{
	u32 reg = CMIS_LOOPBACKS + (host ? 2 : 0);
	unsigned int bank;

	for (bank = 0; bank < module->banks; bank++)
		if (cmis_sim_get(module, bank, reg) ||
		    cmis_sim_get(module, bank, reg + 1))
			return true;
	return false;
}

/**
 * cmis_sim_loopback_write() - the host has written a loopback
 * @module: the module
 * @bank: the bank
 * @reg: any byte of page 13h
 * @value: the byte
 *
 * The module ignores kinds that it does not advertise, and lanes of one side
 * while lanes of the other side loop, unless it can do both. Without control of
 * single lanes, any bit loops all lanes of the bank.
 *
 * Return: true if the byte is a loopback: nothing else is to be done.
 */
bool cmis_sim_loopback_write(struct cmis_sim_module *module,
			     unsigned int bank, u32 reg, u8 value)
{
	unsigned int kind = CMIS_REG_OFFSET(reg) -
			    CMIS_REG_OFFSET(CMIS_LOOPBACKS);
	u8 caps, lanes;
	bool host;

	lockdep_assert_held(&module->lock);
	if (CMIS_REG_PAGE(reg) != CMIS_PAGE_DIAG_CONTROL ||
	    kind >= CMIS_REG_SIZE(CMIS_LOOPBACKS))
		return false;
	host = kind >= 2;
	caps = cmis_sim_get(module, bank, CMIS_LOOPBACK_CAPS);
	lanes = host ? CMIS_LOOPBACK_HOST_LANES : CMIS_LOOPBACK_MEDIA_LANES;
	if (!(caps & BIT(kind)) ||
	    (value && !(caps & CMIS_LOOPBACK_BOTH_SIDES) &&
	     cmis_sim_loopback_side(module, !host)))
		return true;
	if (value && !(caps & lanes))
		value = 0xff;
	cmis_sim_put(module, bank, reg, value);
	return true;
}
