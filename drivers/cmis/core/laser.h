/* SPDX-License-Identifier: GPL-2.0-only */
/* Lasers: changes of channel and power on request. */
#ifndef _CMIS_LASER_H
#define _CMIS_LASER_H

#include <linux/types.h>

struct cmis_cage;
struct netlink_ext_ack;

/**
 * struct cmis_laser_request - a change of a laser
 * @lane: its media lane, from 0
 * @has_grid: @grid counts; else the grid stays
 * @grid: enum cmis_grid
 * @has_channel: @channel counts
 * @channel: number of the channel in the grid
 * @mhz: frequency of the channel, in its place; 0: none
 * @has_power: @power_mdbm counts
 * @power_mdbm: target power in thousandths of a dBm
 * @force: the lane may have traffic
 */
struct cmis_laser_request {
	unsigned int lane;
	bool has_grid;
	u8 grid;
	bool has_channel;
	s16 channel;
	u32 mhz;
	bool has_power;
	s32 power_mdbm;
	bool force;
};

int cmis_laser_set(struct cmis_cage *cage,
		   const struct cmis_laser_request *request,
		   struct netlink_ext_ack *extack);

#endif /* _CMIS_LASER_H */
