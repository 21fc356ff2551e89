// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: tunable lasers.
 *
 * A write to the grid, channel, offset or power of a lane starts to tune its
 * laser. When the time is over, the laser has the frequency of the channel, or
 * a flag says why it has not.
 */
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/math64.h>
#include <linux/minmax.h>

#include "sim/flags.h"
#include "sim/module.h"
#include "sim/tune.h"

#define CMIS_SIM_TUNE_MS	2000
#define CMIS_SIM_CENTRE_MHZ	193100000
#define CMIS_SIM_GRID_NONE	0xf0

/* Page 04h: 50, 75, 100 and 150 GHz from 191.3 to 196.1 THz */
static const struct {
	u32 reg;
	u32 value;
} cmis_sim_laser[] = {
	{ CMIS_LASER_GRIDS, 0xb0 },
	{ CMIS_LASER_FEATURES, CMIS_LASER_FINE | CMIS_LASER_GRID_150 },
	{ CMIS_P04(146, 4), 0xffdc003c },	/* 50 GHz: -36 to 60 */
	{ CMIS_P04(150, 4), 0xffee001e },	/* 100 GHz: -18 to 30 */
	{ CMIS_P04(158, 4), 0xffb80078 },	/* 75 GHz: -72 to 120 */
	{ CMIS_P04(162, 4), 0xffb80072 },	/* 150 GHz: -72 to 114 */
	{ CMIS_LASER_FINE_STEP, 100 },
	{ CMIS_LASER_FINE_LOW, 0xe890 },	/* -6000 MHz */
	{ CMIS_LASER_FINE_HIGH, 0x1770 },	/* 6000 MHz */
	{ CMIS_LASER_POWER, CMIS_LASER_POWER_SETTABLE },
	{ CMIS_LASER_POWER_LOW, 0xf830 },	/* -20 dBm */
	{ CMIS_LASER_POWER_HIGH, 0x0064 },	/* 1 dBm */
};

/* Page 12h, lane 1: channel 12 of 75 GHz is 193.4 THz; -10 dBm */
static const struct {
	u32 reg;
	u32 value;
} cmis_sim_laser_lane[] = {
	{ CMIS_P12(128, 1), 0x70 },
	{ CMIS_P12(136, 2), 12 },
	{ CMIS_P12(168, 4), 193400000 },
	{ CMIS_P12(200, 2), 0xfc18 },
};

/* By grid code: MHz from one channel number to the next, and the shift */
static const struct {
	u32 mhz;
	s8 shift;
	u8 multiple;
} cmis_sim_grids[] = {
	{ 3125, 0, 1 }, { 6250, 0, 1 }, { 12500, 0, 1 }, { 25000, 0, 1 },
	{ 50000, 0, 1 }, { 100000, 0, 1 }, { 33333, 0, 1 }, { 25000, 0, 3 },
	{ 25000, 3, 6 }, { 12500, -9, 1 },
};

/**
 * cmis_sim_tune_put() - give a built-in module a tunable laser in lane 1
 * @store: the memory; page 01h is complete but for its checksum
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_tune_put(struct cmis_sim_store *store)
{
	struct cmis_sim_page *laser, *lanes;
	unsigned int i;
	u8 sum = 0;

	laser = cmis_sim_store_add(store, CMIS_PAGE_LASER);
	if (IS_ERR(laser))
		return PTR_ERR(laser);
	lanes = cmis_sim_store_add(store, CMIS_REG_PAGE(CMIS_TUNING));
	if (IS_ERR(lanes))
		return PTR_ERR(lanes);
	for (i = 0; i < ARRAY_SIZE(cmis_sim_laser); i++)
		cmis_sim_store_put(store, 0, cmis_sim_laser[i].reg,
				   cmis_sim_laser[i].value);
	for (i = 0; i < CMIS_PAGE_SIZE - 1; i++)
		sum += laser->data[i];
	laser->data[i] = sum;
	memset(&lanes->data[CMIS_REG_INDEX(CMIS_TUNING_GRID)],
	       CMIS_SIM_GRID_NONE, CMIS_LANES_PER_BANK);
	for (i = 0; i < ARRAY_SIZE(cmis_sim_laser_lane); i++)
		cmis_sim_store_put(store, 0, cmis_sim_laser_lane[i].reg,
				   cmis_sim_laser_lane[i].value);
	/* Flags are masked at first. */
	memset(&lanes->data[CMIS_REG_INDEX(CMIS_P12(239, 8))], 0xff,
	       CMIS_LANES_PER_BANK);
	*cmis_sim_store_byte(store, 0, CMIS_TX_CONTROLS) |= CMIS_TX_TUNABLE;
	return 0;
}

static u8 *cmis_sim_tune_byte(struct cmis_sim_module *module,
			      unsigned int bank, u32 reg, unsigned int index)
{
	return cmis_sim_store_byte(&module->memory, bank,
				   CMIS_REG(CMIS_REG_PAGE(reg),
					    CMIS_REG_OFFSET(reg) + index, 1));
}

static s16 cmis_sim_tune_word(struct cmis_sim_module *module,
			      unsigned int bank, u32 reg, unsigned int lane)
{
	const u8 *at = cmis_sim_tune_byte(module, bank, reg, 2 * lane);

	return at ? at[0] << 8 | at[1] : 0;
}

/**
 * cmis_sim_tune_start() - power up: no laser is being tuned
 * @module: the module
 */
void cmis_sim_tune_start(struct cmis_sim_module *module)
{
	unsigned int bank, lane;

	for (bank = 0; bank < module->banks; bank++)
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			module->bank[bank].tune_end[lane] = KTIME_MAX;
}

/**
 * cmis_sim_tune_write() - the host has written a byte of page 12h
 * @module: the module
 * @bank: its bank
 * @address: the byte
 */
void cmis_sim_tune_write(struct cmis_sim_module *module, unsigned int bank,
			 u8 address)
{
	static const u32 regs[] = {
		CMIS_TUNING_GRID, CMIS_TUNING_CHANNEL, CMIS_TUNING_OFFSET,
		CMIS_TUNING_TARGET,
	};
	unsigned int i, lane, first, size;
	u8 *status;

	for (i = 0; i < ARRAY_SIZE(regs); i++) {
		first = CMIS_REG_OFFSET(regs[i]);
		size = CMIS_REG_SIZE(regs[i]);
		if (address < first || address >= first + size)
			continue;
		lane = (address - first) * CMIS_LANES_PER_BANK / size;
		status = cmis_sim_tune_byte(module, bank, CMIS_TUNING_STATUS,
					    lane);
		if (status)
			*status = CMIS_TUNING_BUSY | CMIS_TUNING_UNLOCKED;
		cmis_sim_flag_raise(module, bank, CMIS_P12(231 + lane, 1),
				    CMIS_TUNING_FLAG_UNLOCKED);
		module->bank[bank].tune_end[lane] =
			cmis_sim_after_ms(module, CMIS_SIM_TUNE_MS);
		module->dirty = true;
	}
}

/* The grid must be offered, and the channel be in its range (page 04h). */
static bool cmis_sim_channel_ok(struct cmis_sim_module *module, u8 grid,
				s16 channel)
{
	u8 grids = cmis_sim_get(module, 0, CMIS_LASER_GRIDS);
	const u8 *range;

	if (grid >= ARRAY_SIZE(cmis_sim_grids) ||
	    channel % cmis_sim_grids[grid].multiple)
		return false;
	if (grid == 8 && !(cmis_sim_get(module, 0, CMIS_LASER_FEATURES) &
			   CMIS_LASER_GRID_150))
		return false;
	if (grid > 8 || (grid < 8 && !(grids & BIT(grid))))
		return false;
	range = cmis_sim_tune_byte(module, 0, CMIS_LASER_CHANNELS, 4 * grid);
	return range && channel >= (s16)(range[0] << 8 | range[1]) &&
	       channel <= (s16)(range[2] << 8 | range[3]);
}

/* The flag of the end: all is well, or why not. */
static u8 cmis_sim_tune_end(struct cmis_sim_module *module, unsigned int bank,
			    unsigned int lane)
{
	s16 channel = cmis_sim_tune_word(module, bank, CMIS_TUNING_CHANNEL,
					 lane);
	s16 offset = cmis_sim_tune_word(module, bank, CMIS_TUNING_OFFSET,
					lane);
	s16 power = cmis_sim_tune_word(module, bank, CMIS_TUNING_TARGET, lane);
	u8 grid = *cmis_sim_tune_byte(module, bank, CMIS_TUNING_GRID, lane);
	bool fine = grid & CMIS_TUNING_FINE;
	s64 mhz = CMIS_SIM_CENTRE_MHZ;

	grid >>= 4;
	if (!cmis_sim_channel_ok(module, grid, channel))
		return CMIS_TUNING_FLAG_CHANNEL;
	if (fine && (offset < -6000 || offset > 6000))
		return CMIS_TUNING_FLAG_FINE;
	if (power < -2000 || power > 100)
		return CMIS_TUNING_FLAG_POWER;
	mhz += (s64)(channel + cmis_sim_grids[grid].shift) *
	       cmis_sim_grids[grid].mhz + (fine ? offset : 0);
	cmis_sim_store_put(&module->memory, bank,
			   CMIS_P12(168 + 4 * lane, 4), mhz);
	return CMIS_TUNING_FLAG_COMPLETE;
}

/**
 * cmis_sim_tune_advance() - end the tuning whose time is over
 * @module: the module
 */
void cmis_sim_tune_advance(struct cmis_sim_module *module)
{
	unsigned int bank, lane;
	ktime_t *end;
	u8 *status;

	for (bank = 0; bank < module->banks; bank++) {
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
			end = &module->bank[bank].tune_end[lane];
			status = cmis_sim_tune_byte(module, bank,
						    CMIS_TUNING_STATUS, lane);
			if (*end == KTIME_MAX || !status ||
			    !cmis_sim_is_over(module, *end))
				continue;
			*end = KTIME_MAX;
			*status = 0;
			cmis_sim_flag_raise(module, bank, CMIS_P12(231 + lane,
								   1),
					    cmis_sim_tune_end(module, bank,
							      lane));
		}
	}
}

/**
 * cmis_sim_tune_next_end() - when the next tuning ends
 * @module: the module
 *
 * Return: the time, KTIME_MAX if no laser is being tuned.
 */
ktime_t cmis_sim_tune_next_end(struct cmis_sim_module *module)
{
	ktime_t end = KTIME_MAX;
	unsigned int bank, lane;

	for (bank = 0; bank < module->banks; bank++)
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			end = min(end, module->bank[bank].tune_end[lane]);
	return end;
}

/**
 * cmis_sim_tune_unlock() - let a laser lose its wavelength, or find it
 * @module: the module
 * @lane: lane of the module, from 0
 * @unlocked: it is unlocked
 */
void cmis_sim_tune_unlock(struct cmis_sim_module *module, unsigned int lane,
			  bool unlocked)
{
	unsigned int bank = lane / CMIS_LANES_PER_BANK;
	u8 *status;

	lane %= CMIS_LANES_PER_BANK;
	status = cmis_sim_tune_byte(module, bank, CMIS_TUNING_STATUS, lane);
	if (!status)
		return;
	*status = unlocked ? CMIS_TUNING_UNLOCKED : 0;
	module->summing = true;
	cmis_sim_flag_hold(module, bank, CMIS_P12(231 + lane, 1),
			   CMIS_TUNING_FLAG_UNLOCKED,
			   unlocked ? CMIS_TUNING_FLAG_UNLOCKED : 0);
}
