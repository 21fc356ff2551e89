// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: applications, the data paths that they make, and their lanes.
 */
#include <linux/bitfield.h>
#include <linux/bitops.h>

#include "sim/module.h"
#include "sim/path.h"

/* A byte of an application descriptor */
static u8 cmis_sim_app_byte(struct cmis_sim_module *module, unsigned int app,
			    unsigned int field)
{
	u32 reg = CMIS_APPS_LOWER + CMIS_APP_SIZE * (app - 1);

	if (app > CMIS_APPS_LOWER_COUNT)
		reg = CMIS_APPS_UPPER +
		      CMIS_APP_SIZE * (app - CMIS_APPS_LOWER_COUNT - 1);
	return cmis_sim_get(module, 0, reg + field);
}

/**
 * cmis_sim_app_exists() - whether a module advertises an application
 * @module: the module
 * @app: number of its descriptor
 *
 * Return: true if it does.
 */
bool cmis_sim_app_exists(struct cmis_sim_module *module, unsigned int app)
{
	unsigned int i;

	for (i = 1; i <= app; i++)
		if (cmis_sim_app_byte(module, i, CMIS_APP_HOST_ID) ==
		    CMIS_APP_END)
			return false;
	return app > 0;
}

/**
 * cmis_sim_app_starts_at() - whether an application can begin at a host lane
 * @module: the module
 * @app: number of its descriptor
 * @first: the lane, from 0
 *
 * Return: true if it can.
 */
bool cmis_sim_app_starts_at(struct cmis_sim_module *module, unsigned int app,
			    unsigned int first)
{
	return cmis_sim_app_byte(module, app, CMIS_APP_HOST_ASSIGN) &
	       BIT(first);
}

/**
 * cmis_sim_app_host_lanes() - host lanes that an application takes
 * @module: the module
 * @app: number of its descriptor
 * @first: the first of them, from 0
 *
 * Return: a bit mask.
 */
u8 cmis_sim_app_host_lanes(struct cmis_sim_module *module, unsigned int app,
			   unsigned int first)
{
	u8 counts = cmis_sim_app_byte(module, app, CMIS_APP_LANE_COUNTS);
	unsigned int lanes = FIELD_GET(CMIS_APP_HOST_LANES, counts);

	if (!lanes)
		lanes = CMIS_LANES_PER_BANK;
	return (BIT(lanes) - 1) << first;
}

/* The n-th instance on the host side is the n-th on the media side. */
static u8 cmis_sim_app_media_lanes(struct cmis_sim_module *module,
				   unsigned int app, unsigned int first)
{
	u8 counts = cmis_sim_app_byte(module, app, CMIS_APP_LANE_COUNTS);
	u8 hosts = cmis_sim_app_byte(module, app, CMIS_APP_HOST_ASSIGN);
	u8 media = cmis_sim_get(module, 0, CMIS_APP_MEDIA_ASSIGN + app - 1);
	unsigned int lanes = FIELD_GET(CMIS_APP_MEDIA_LANES, counts);
	unsigned int instance = hweight8(hosts & (BIT(first) - 1));

	if (!lanes || !media)
		return cmis_sim_app_host_lanes(module, app, first);
	while (instance-- && media & (media - 1))
		media &= media - 1;
	return (BIT(lanes) - 1) << __ffs(media);
}

/**
 * cmis_sim_path_get() - a data path by its number, as it is configured
 * @module: the module
 * @bank: its bank
 * @first: its first host lane in the bank, which is its number
 * @path: the path
 *
 * Return: false if there is none.
 */
bool cmis_sim_path_get(struct cmis_sim_module *module, unsigned int bank,
		       unsigned int first, struct cmis_sim_path *path)
{
	u8 config = cmis_sim_get(module, bank, CMIS_ACS_DP_CONFIG + first);
	unsigned int lane;

	path->bank = bank;
	path->first = first;
	path->app = FIELD_GET(CMIS_DP_CONFIG_APPSEL, config);
	path->host = 0;
	if (!path->app || FIELD_GET(CMIS_DP_CONFIG_DPID, config) != first)
		return false;
	config &= ~CMIS_DP_CONFIG_EXPLICIT;
	for (lane = first; lane < CMIS_LANES_PER_BANK; lane++)
		if ((cmis_sim_get(module, bank, CMIS_ACS_DP_CONFIG + lane) &
		     ~CMIS_DP_CONFIG_EXPLICIT) == config)
			path->host |= BIT(lane);
	path->media = cmis_sim_app_media_lanes(module, path->app, first);
	return true;
}

/**
 * cmis_sim_path_find() - the data path that a lane belongs to
 * @module: the module
 * @lane: from 0
 * @is_host: it is a host lane, not one of the media
 * @path: the path
 *
 * Return: false if there is none.
 */
bool cmis_sim_path_find(struct cmis_sim_module *module, unsigned int lane,
			bool is_host, struct cmis_sim_path *path)
{
	unsigned int bank = lane / CMIS_LANES_PER_BANK, first;
	u8 bit = BIT(lane % CMIS_LANES_PER_BANK);

	for (first = 0; first < CMIS_LANES_PER_BANK; first++)
		if (cmis_sim_path_get(module, bank, first, path) &&
		    (is_host ? path->host : path->media) & bit)
			return true;
	return false;
}

/**
 * cmis_sim_path_state() - the state of a data path
 * @module: the module
 * @path: the path
 *
 * Return: the state of its first host lane, which the caller may change.
 */
u8 *cmis_sim_path_state(struct cmis_sim_module *module,
			const struct cmis_sim_path *path)
{
	return &module->bank[path->bank].dp_state[path->first];
}

/**
 * cmis_sim_path_first() - the data path that a lane belongs to
 * @module: the module
 * @lane: from 0
 * @is_host: it is a host lane, not one of the media
 *
 * Return: the path's first host lane in the bank, or -1 if there is none.
 */
int cmis_sim_path_first(struct cmis_sim_module *module, unsigned int lane,
			bool is_host)
{
	struct cmis_sim_path path;

	return cmis_sim_path_find(module, lane, is_host, &path) ? path.first :
								  -1;
}

/**
 * cmis_sim_path_is_up() - whether a lane's data path is activated
 * @module: the module
 * @lane: from 0
 * @is_host: it is a host lane, not one of the media
 *
 * Return: true if it is.
 */
bool cmis_sim_path_is_up(struct cmis_sim_module *module, unsigned int lane,
			 bool is_host)
{
	struct cmis_sim_path path;

	return cmis_sim_path_find(module, lane, is_host, &path) &&
	       *cmis_sim_path_state(module, &path) == CMIS_SIM_DP_ACTIVATED;
}

/**
 * cmis_sim_media_off() - media lanes whose output the host has switched off
 * @module: the module
 * @bank: their bank
 *
 * If 01h:151.0 is set, one output that is disabled disables all.
 *
 * Return: a bit mask.
 */
u8 cmis_sim_media_off(struct cmis_sim_module *module, unsigned int bank)
{
	u8 off = cmis_sim_get(module, bank, CMIS_TX_DISABLE) |
		 cmis_sim_get(module, bank, CMIS_TX_SQUELCH_FORCE);
	unsigned int other;

	if (!(cmis_sim_get(module, 0, CMIS_RX_CHARACTERISTICS) &
	      CMIS_RX_CHAR_DISABLE_MODULE))
		return off;
	for (other = 0; other < module->banks; other++)
		if (cmis_sim_get(module, other, CMIS_TX_DISABLE))
			return 0xff;
	return off;
}

/**
 * cmis_sim_media_is_used() - whether a media lane belongs to a data path
 * @module: the module
 * @lane: from 0
 *
 * Return: true if it does and the module is ready.
 */
bool cmis_sim_media_is_used(struct cmis_sim_module *module, unsigned int lane)
{
	struct cmis_sim_path path;

	return module->state == CMIS_SIM_READY &&
	       cmis_sim_path_find(module, lane, false, &path);
}

/**
 * cmis_sim_media_is_lit() - whether a media lane transmits
 * @module: the module
 * @lane: from 0
 *
 * In DPInitialized, the outputs that are not off transmit.
 *
 * Return: true if its path is that far and its output is on.
 */
bool cmis_sim_media_is_lit(struct cmis_sim_module *module, unsigned int lane)
{
	unsigned int bank = lane / CMIS_LANES_PER_BANK;
	struct cmis_sim_path path;
	u8 state;

	if (!cmis_sim_path_find(module, lane, false, &path))
		return false;
	state = *cmis_sim_path_state(module, &path);
	if (state != CMIS_SIM_DP_ACTIVATED && state != CMIS_SIM_DP_INITIALIZED)
		return false;
	return !(cmis_sim_media_off(module, bank) &
		 BIT(lane % CMIS_LANES_PER_BANK));
}
