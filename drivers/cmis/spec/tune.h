/* SPDX-License-Identifier: GPL-2.0-only */
/* Tunable lasers: pages 04h and 12h. Pure: see spec/value.h. */
#ifndef _CMIS_TUNE_H
#define _CMIS_TUNE_H

#include <linux/types.h>

struct cmis_lane;

/* Grids, as in 12h:128.7-4 */
enum cmis_grid {
	CMIS_GRID_3_125_GHZ = 0,
	CMIS_GRID_6_25_GHZ = 1,
	CMIS_GRID_12_5_GHZ = 2,
	CMIS_GRID_25_GHZ = 3,
	CMIS_GRID_50_GHZ = 4,
	CMIS_GRID_100_GHZ = 5,
	CMIS_GRID_33_GHZ = 6,
	CMIS_GRID_75_GHZ = 7,
	CMIS_GRID_150_GHZ = 8,
	CMIS_GRID_300_GHZ = 9,
	CMIS_GRID_COUNT = 10,
	CMIS_GRID_NONE = 15,
};

/**
 * struct cmis_laser - page 04h
 * @known: the module has pages 04h and 12h
 * @checksum_ok: byte 255 matches
 * @grids: bits of enum cmis_grid (128-129)
 * @lowest: by enum cmis_grid, the lowest channel (130-169)
 * @highest: the highest channel; below @lowest: the module does not say
 * @fine: fine tuning (129.7)
 * @power: the Tx power can be set (196.7)
 * @power_low_mdbm: the lowest one (198-199)
 * @power_high_mdbm: the highest one (200-201)
 */
struct cmis_laser {
	bool known;
	bool checksum_ok;
	u16 grids;
	s16 lowest[CMIS_GRID_COUNT];
	s16 highest[CMIS_GRID_COUNT];
	bool fine;
	bool power;
	s32 power_low_mdbm;
	s32 power_high_mdbm;
};

/**
 * struct cmis_tuning - the laser of a lane, page 12h
 * @valid: page 12h could be read
 * @grid: enum cmis_grid, or another code as read (128-135)
 * @fine: fine tuning is on
 * @channel: (136-151)
 * @fine_mhz: offset of fine tuning (152-167)
 * @mhz: frequency now; 0: the module does not say (168-199)
 * @target_mdbm: wanted Tx power (200-215)
 * @busy: tuning is in progress (222-229)
 * @unlocked: the wavelength is unlocked
 * @flags: CMIS_TUNING_FLAG_*, as latched (231-238)
 * @hits: by bit of @flags: how often the flag was found set since the sweep
 *	before; not decoded
 */
struct cmis_tuning {
	bool valid;
	u8 grid;
	bool fine;
	s16 channel;
	s16 fine_mhz;
	u32 mhz;
	s32 target_mdbm;
	bool busy;
	bool unlocked;
	u8 flags;
	u16 hits[8];
};

int cmis_channel_mhz(u8 grid, s16 channel, u32 *mhz);
u32 cmis_grid_mhz(u8 grid);
int cmis_grid_find(u32 mhz);
int cmis_channel_find(u8 grid, u32 mhz, s16 *channel);
int cmis_laser_check_channel(const struct cmis_laser *laser, u8 grid,
			     s16 channel);
int cmis_laser_check_power(const struct cmis_laser *laser, s32 mdbm);
int cmis_laser_decode(const u8 *page, size_t len, struct cmis_laser *laser);
int cmis_tuning_decode(const u8 *page, size_t len, struct cmis_lane *lanes);

#endif /* _CMIS_TUNE_H */
