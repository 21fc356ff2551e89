// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tunable lasers: pages 04h and 12h, and channels of a grid.
 *
 * Pure: see spec/value.h.
 */

#include <linux/errno.h>
#include <linux/limits.h>

#include "spec/lanes.h"
#include "spec/tune.h"
#include "spec/value.h"

#define CMIS_CENTRE_MHZ		193100000

/**
 * struct cmis_grid_row - how the channels of a grid are counted
 * @mhz: frequency from one number to the next, times @parts
 * @parts: 3 if it is a third, else 1
 * @centre: the number at 193.1 THz
 * @multiple: numbers of channels are multiples of this
 */
struct cmis_grid_row {
	u32 mhz;
	u8 parts;
	s8 centre;
	u8 multiple;
};

static const struct cmis_grid_row cmis_grid_rows[CMIS_GRID_COUNT] = {
	[CMIS_GRID_3_125_GHZ] = { 3125, 1, 0, 1 },
	[CMIS_GRID_6_25_GHZ] = { 6250, 1, 0, 1 },
	[CMIS_GRID_12_5_GHZ] = { 12500, 1, 0, 1 },
	[CMIS_GRID_25_GHZ] = { 25000, 1, 0, 1 },
	[CMIS_GRID_50_GHZ] = { 50000, 1, 0, 1 },
	[CMIS_GRID_100_GHZ] = { 100000, 1, 0, 1 },
	[CMIS_GRID_33_GHZ] = { 100000, 3, 0, 1 },
	[CMIS_GRID_75_GHZ] = { 25000, 1, 0, 3 },
	[CMIS_GRID_150_GHZ] = { 25000, 1, -3, 6 },
	[CMIS_GRID_300_GHZ] = { 12500, 1, 9, 1 },
};

/**
 * cmis_channel_mhz() - frequency of a channel
 * @grid: enum cmis_grid (12h:128.7-4)
 * @channel: number of the channel (12h:136)
 * @mhz: gets the frequency in MHz, rounded to the nearest
 *
 * Return: 0, or -EINVAL if the grid has no such channel.
 */
int cmis_channel_mhz(u8 grid, s16 channel, u32 *mhz)
{
	const struct cmis_grid_row *row;
	s32 number, whole, rest;
	s64 result;

	if (grid >= CMIS_GRID_COUNT)
		return -EINVAL;
	row = &cmis_grid_rows[grid];
	if (channel % row->multiple)
		return -EINVAL;
	number = channel - row->centre;
	whole = number / row->parts;
	rest = number % row->parts;
	result = CMIS_CENTRE_MHZ + (s64)whole * row->mhz;
	/* A rest of two thirds is rounded up, of one third down. */
	result += (rest * (s32)row->mhz + (rest > 0) - (rest < 0)) / row->parts;
	if (result <= 0 || result > U32_MAX)
		return -EINVAL;
	*mhz = result;
	return 0;
}

/**
 * cmis_grid_mhz() - distance of the channels of a grid
 * @grid: enum cmis_grid
 *
 * Return: the distance in MHz, rounded to the nearest; 0 without a grid.
 */
u32 cmis_grid_mhz(u8 grid)
{
	static const u32 distances[CMIS_GRID_COUNT] = {
		3125, 6250, 12500, 25000, 50000, 100000, 33333, 75000, 150000,
		300000,
	};

	return grid < CMIS_GRID_COUNT ? distances[grid] : 0;
}

/**
 * cmis_grid_find() - the grid with a distance of channels
 * @mhz: the distance, as from cmis_grid_mhz()
 *
 * Return: enum cmis_grid, or -EINVAL if there is none.
 */
int cmis_grid_find(u32 mhz)
{
	for (int grid = 0; grid < CMIS_GRID_COUNT; grid++)
		if (cmis_grid_mhz(grid) == mhz)
			return grid;
	return -EINVAL;
}

/**
 * cmis_channel_find() - the channel of a frequency
 * @grid: enum cmis_grid
 * @mhz: the frequency
 * @channel: gets its number
 *
 * Return: 0, or -EINVAL if the grid has no channel there.
 */
int cmis_channel_find(u8 grid, u32 mhz, s16 *channel)
{
	const struct cmis_grid_row *row;
	s32 from, number;
	u32 there;

	if (grid >= CMIS_GRID_COUNT || mhz > S32_MAX)
		return -EINVAL;
	row = &cmis_grid_rows[grid];
	from = ((s32)mhz - CMIS_CENTRE_MHZ) / (s32)row->mhz * row->parts;
	/* The division has rounded towards zero, and thirds are behind. */
	for (number = from - row->parts; number <= from + row->parts;
	     number++) {
		s32 at = number + row->centre;

		if (at < S16_MIN || at > S16_MAX ||
		    cmis_channel_mhz(grid, at, &there) || there != mhz)
			continue;
		*channel = at;
		return 0;
	}
	return -EINVAL;
}

/**
 * cmis_laser_check_channel() - whether a laser offers a channel
 * @laser: the laser
 * @grid: enum cmis_grid
 * @channel: its number
 *
 * Return: 0; -EOPNOTSUPP if the laser does not have the grid, or gives no
 * range of its channels; -ERANGE if the channel is out of the range; -EINVAL if
 * the grid has no such channel.
 */
int cmis_laser_check_channel(const struct cmis_laser *laser, u8 grid,
			     s16 channel)
{
	u32 mhz;

	if (grid >= CMIS_GRID_COUNT || !(laser->grids & BIT(grid)) ||
	    laser->lowest[grid] > laser->highest[grid])
		return -EOPNOTSUPP;
	if (channel < laser->lowest[grid] || channel > laser->highest[grid])
		return -ERANGE;
	return cmis_channel_mhz(grid, channel, &mhz);
}

/**
 * cmis_laser_check_power() - whether a laser takes a target power
 * @laser: the laser
 * @mdbm: the power
 *
 * Return: 0; -EOPNOTSUPP if it cannot be set, or the laser gives no range;
 * -ERANGE if it is out of the range; -EINVAL if it is between two steps of
 * 0.01 dBm.
 */
int cmis_laser_check_power(const struct cmis_laser *laser, s32 mdbm)
{
	if (!laser->power || laser->power_low_mdbm > laser->power_high_mdbm)
		return -EOPNOTSUPP;
	if (mdbm < laser->power_low_mdbm || mdbm > laser->power_high_mdbm)
		return -ERANGE;
	return mdbm % 10 ? -EINVAL : 0;
}

static s16 cmis_laser_word(const u8 *page, unsigned int index)
{
	return get_unaligned_be16(&page[index]);
}

static void cmis_laser_decode_ranges(const u8 *page, struct cmis_laser *laser)
{
	unsigned int i, at = CMIS_REG_INDEX(CMIS_LASER_CHANNELS);

	for (i = 0; i < CMIS_GRID_COUNT; i++, at += 2 * sizeof(s16)) {
		laser->lowest[i] = cmis_laser_word(page, at);
		laser->highest[i] = cmis_laser_word(page, at + sizeof(s16));
	}
	laser->power_low_mdbm = 10 *
		cmis_laser_word(page, CMIS_REG_INDEX(CMIS_LASER_POWER_LOW));
	laser->power_high_mdbm = 10 *
		cmis_laser_word(page, CMIS_REG_INDEX(CMIS_LASER_POWER_HIGH));
}

/**
 * cmis_laser_decode() - decode page 04h
 * @page: page 04h
 * @len: number of bytes in @page
 * @laser: the result; @laser->known is false if the page is blank
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_laser_decode(const u8 *page, size_t len, struct cmis_laser *laser)
{
	u8 features;

	memset(laser, 0, sizeof(*laser));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	features = cmis_byte_get(page, CMIS_LASER_FEATURES);
	laser->known = !cmis_image_blank(page, CMIS_PAGE_SIZE);
	laser->checksum_ok = cmis_checksum_ok(page, len,
					      CMIS_P04_CHECKSUM_FIRST,
					      CMIS_P04_CHECKSUM_LAST);
	laser->grids = cmis_byte_get(page, CMIS_LASER_GRIDS);
	if (features & CMIS_LASER_GRID_150)
		laser->grids |= BIT(CMIS_GRID_150_GHZ);
	if (features & CMIS_LASER_GRID_300)
		laser->grids |= BIT(CMIS_GRID_300_GHZ);
	cmis_laser_decode_ranges(page, laser);
	laser->fine = features & CMIS_LASER_FINE;
	laser->power = cmis_byte_get(page, CMIS_LASER_POWER) &
		       CMIS_LASER_POWER_SETTABLE;
	return 0;
}

/* A two-byte value of a lane */
static s16 cmis_tuning_word(const u8 *page, u32 reg, unsigned int lane)
{
	return get_unaligned_be16(&page[CMIS_REG_INDEX(reg) + 2 * lane]);
}

static void cmis_tuning_decode_lane(const u8 *page, unsigned int lane,
				    struct cmis_tuning *tuning)
{
	u8 grid = page[CMIS_REG_INDEX(CMIS_TUNING_GRID) + lane];
	u8 status = page[CMIS_REG_INDEX(CMIS_TUNING_STATUS) + lane];

	tuning->valid = true;
	tuning->grid = FIELD_GET(CMIS_TUNING_GRID_CODE, grid);
	tuning->fine = grid & CMIS_TUNING_FINE;
	tuning->channel = cmis_tuning_word(page, CMIS_TUNING_CHANNEL, lane);
	tuning->fine_mhz = cmis_tuning_word(page, CMIS_TUNING_OFFSET, lane);
	tuning->mhz = get_unaligned_be32
		(&page[CMIS_REG_INDEX(CMIS_TUNING_FREQUENCY) + 4 * lane]);
	tuning->target_mdbm =
		10 * cmis_tuning_word(page, CMIS_TUNING_TARGET, lane);
	tuning->busy = status & CMIS_TUNING_BUSY;
	tuning->unlocked = status & CMIS_TUNING_UNLOCKED;
	tuning->flags = page[CMIS_REG_INDEX(CMIS_TUNING_FLAGS) + lane];
}

/**
 * cmis_tuning_decode() - decode page 12h of a bank
 * @page: page 12h; blank if the bank has none
 * @len: number of bytes in @page
 * @lanes: all lanes of the bank; gets their tuning
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_tuning_decode(const u8 *page, size_t len, struct cmis_lane *lanes)
{
	unsigned int lane;

	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		lanes[lane].tuning = (struct cmis_tuning) {};
		if (!cmis_image_blank(page, CMIS_PAGE_SIZE))
			cmis_tuning_decode_lane(page, lane,
						&lanes[lane].tuning);
	}
	return 0;
}
