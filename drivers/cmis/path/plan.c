// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way from the state of a module to the wishes of its ports. The next step
 * of a path follows from the registers alone, not from the steps before: a path
 * that is as wished needs no step, and a host that starts anew goes on where
 * the module stands.
 */

#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "path/plan.h"
#include "spec/codes.h"
#include "spec/lanes.h"

/* The line rate of an interface is above its speed, for coding and FEC. */
#define CMIS_PATH_OVERHEAD_PERCENT	14

static bool cmis_path_speed_fits(u8 host_id, u32 speed_mbps)
{
	const struct cmis_interface *host = cmis_host_interface(host_id);
	u64 rate;

	if (!host || !host->rate_mbps)
		return false;
	rate = host->rate_mbps;
	return rate >= speed_mbps &&
	       100 * rate <= (100 + CMIS_PATH_OVERHEAD_PERCENT) *
			     (u64)speed_mbps;
}

static bool cmis_path_app_fits(const struct cmis_app *app,
			       const struct cmis_path_wish *wish)
{
	if (!cmis_app_used(app) || !app->host_lanes ||
	    app->host_lanes > CMIS_LANES_PER_BANK)
		return false;
	if (wish->host_id && app->host_id != wish->host_id)
		return false;
	if (!wish->host_id && wish->speed_mbps &&
	    !cmis_path_speed_fits(app->host_id, wish->speed_mbps))
		return false;
	return !wish->media_id || app->media_id == wish->media_id;
}

static u8 cmis_path_mask(unsigned int first, unsigned int count)
{
	return GENMASK(CMIS_LANES_PER_BANK - 1, 0) & (BIT(count) - 1) << first;
}

static unsigned int cmis_path_weight(u64 mask)
{
	unsigned int count = 0;

	for (; mask; mask &= mask - 1)
		count++;
	return count;
}

/*
 * The k-th start on the host side pairs with the k-th start on the media side.
 * If the module does not say, the lanes have the same numbers.
 */
static u8 cmis_path_app_media(const struct cmis_app *app, unsigned int first)
{
	unsigned int before = cmis_path_weight(app->host_assign &
					       (BIT(first) - 1));
	unsigned int lane;

	if (!app->media_lanes || app->media_lanes > CMIS_LANES_PER_BANK ||
	    !app->media_assign)
		return cmis_path_mask(first, app->host_lanes);
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
		if (app->media_assign & BIT(lane) && !before--)
			return cmis_path_mask(lane, app->media_lanes);
	return cmis_path_mask(first, app->host_lanes);
}

/* The path of an application that begins at a lane; false if it cannot. */
static bool cmis_path_place(const struct cmis_module *module,
			    unsigned int appsel, unsigned int lane,
			    struct cmis_path_aim *aim)
{
	const struct cmis_app *app = &module->apps.app[appsel - 1];
	unsigned int first = lane % CMIS_LANES_PER_BANK;

	if (first + app->host_lanes > CMIS_LANES_PER_BANK ||
	    (!module->basics.flat && !(app->host_assign & BIT(first))))
		return false;
	*aim = (struct cmis_path_aim) {
		.bank = lane / CMIS_LANES_PER_BANK,
		.first = first,
		.host = cmis_path_mask(first, app->host_lanes),
		.media = cmis_path_app_media(app, first) &
			 cmis_path_real_lanes(module,
					      lane / CMIS_LANES_PER_BANK),
		.appsel = appsel,
		.hot = cmis_basics_are_hot(&module->basics),
	};
	return true;
}

/* Cut the lanes into paths of one application; 0 if that cannot be. */
static unsigned int cmis_path_cut(const struct cmis_module *module,
				  unsigned int appsel, u64 lanes,
				  struct cmis_path_aim *aims)
{
	unsigned int lane, count = 0;
	u64 host;

	for (lane = 0; lane < CMIS_MAX_LANES; lane++) {
		if (!(lanes & BIT_ULL(lane)))
			continue;
		if (!cmis_path_place(module, appsel, lane, &aims[count]))
			return 0;
		host = (u64)aims[count].host << aims[count].bank *
						CMIS_LANES_PER_BANK;
		if (host & ~lanes)
			return 0;
		lanes &= ~host;
		count++;
	}
	return count;
}

static bool cmis_path_all_active(const struct cmis_path_bank *banks,
				 const struct cmis_path_aim *aims,
				 unsigned int count)
{
	while (count--)
		if (!cmis_path_is_configured(&aims[count],
					     &banks[aims[count].bank]))
			return false;
	return true;
}

/**
 * cmis_path_choose - choose the application of a port
 * @module: the module
 * @banks: the lane controls of each bank; NULL for flat memory
 * @wish: the wish of the port
 * @aims: gets the paths; room for CMIS_MAX_LANES
 *
 * All paths of a port have the same application. Of several that fit, the one
 * that is active on these lanes comes first, then the one with the fewest
 * paths, then the one with the lowest AppSel.
 *
 * Return: the number of paths; or a negative enum cmis_port_reason.
 */
int cmis_path_choose(const struct cmis_module *module,
		     const struct cmis_path_bank *banks,
		     const struct cmis_path_wish *wish,
		     struct cmis_path_aim *aims)
{
	unsigned int appsel, best = 0, fewest = CMIS_MAX_LANES + 1, count;
	unsigned int lanes = banks ? cmis_plan_lanes(module) : module->lanes;

	if (!wish->lanes ||
	    (lanes < CMIS_MAX_LANES && wish->lanes >> lanes))
		return -CMIS_PORT_REASON_LANES_INVALID;
	for (appsel = 1; appsel <= module->apps.count; appsel++) {
		if ((wish->appsel && appsel != wish->appsel) ||
		    !cmis_path_app_fits(&module->apps.app[appsel - 1], wish))
			continue;
		count = cmis_path_cut(module, appsel, wish->lanes, aims);
		if (!count || (wish->paths && count != wish->paths))
			continue;
		if (banks && cmis_path_all_active(banks, aims, count))
			return count;
		if (count < fewest) {
			fewest = count;
			best = appsel;
		}
	}
	if (!best)
		return -CMIS_PORT_REASON_NO_APPLICATION;
	return cmis_path_cut(module, best, wish->lanes, aims);
}

/**
 * cmis_path_real_lanes - host lanes that a module has in a bank
 * @module: the module
 * @bank: the bank
 *
 * Return: a bit mask.
 */
u8 cmis_path_real_lanes(const struct cmis_module *module, unsigned int bank)
{
	unsigned int first = bank * CMIS_LANES_PER_BANK;

	if (module->lanes <= first)
		return 0;
	if (module->lanes - first >= CMIS_LANES_PER_BANK)
		return cmis_path_mask(0, CMIS_LANES_PER_BANK);
	return cmis_path_mask(0, module->lanes - first);
}

/**
 * cmis_path_config - the DPConfig byte of a path's lanes
 * @aim: the path
 *
 * Return: the byte; the module's own signal integrity settings are used.
 */
u8 cmis_path_config(const struct cmis_path_aim *aim)
{
	return FIELD_PREP(CMIS_DP_CONFIG_APPSEL, aim->appsel) |
	       FIELD_PREP(CMIS_DP_CONFIG_DPID, aim->first);
}

/* Whether two lanes belong to one path, by their DPConfig bytes. */
static bool cmis_path_is_same(u8 one, u8 other)
{
	return !((one ^ other) & ~CMIS_DP_CONFIG_EXPLICIT);
}

/**
 * cmis_path_is_configured - whether the active set has a path as it shall be
 * @aim: the path
 * @bank: its bank
 *
 * Return: true if these lanes have the path, and no others.
 */
bool cmis_path_is_configured(const struct cmis_path_aim *aim,
			     const struct cmis_path_bank *bank)
{
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (cmis_path_is_same(bank->active[i],
				      cmis_path_config(aim)) !=
		    !!(aim->host & BIT(i)))
			return false;
	return true;
}

/**
 * cmis_path_untuned - a setting of a path that is not as wished
 * @aim: the path
 * @bank: its bank
 *
 * Return: enum cmis_lane_control; CMIS_LC_COUNT if the signal integrity
 * settings in force have all wished values, or the module has refused them.
 */
unsigned int cmis_path_untuned(const struct cmis_path_aim *aim,
			       const struct cmis_path_bank *bank)
{
	unsigned int i, lane;

	for (i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT && !aim->own_si; i++)
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			if (aim->host & bank->want.set[i] & BIT(lane) &&
			    cmis_lane_control_get(&bank->now, i, lane) !=
			    cmis_lane_control_get(&bank->want.bytes, i, lane))
				return i;
	return CMIS_LC_COUNT;
}

/**
 * cmis_path_is_tuned - whether the settings of a path are as wished
 * @aim: the path
 * @bank: its bank
 *
 * Return: true if cmis_path_untuned() finds none.
 */
bool cmis_path_is_tuned(const struct cmis_path_aim *aim,
			const struct cmis_path_bank *bank)
{
	return cmis_path_untuned(aim, bank) == CMIS_LC_COUNT;
}

/**
 * cmis_path_unlit - media lanes of a path that are off, but should not be
 * @aim: the path
 * @bank: its bank
 *
 * Return: a bit mask.
 */
u8 cmis_path_unlit(const struct cmis_path_aim *aim,
		   const struct cmis_path_bank *bank)
{
	return aim->media & (bank->tx_disable | bank->tx_squelch) &
	       ~bank->held;
}

/**
 * cmis_path_whole - add the other lanes of active paths to some lanes
 * @bank: the bank
 * @lanes: host lanes in the bank
 *
 * Return: these lanes, and those of active paths that have some of them.
 */
u8 cmis_path_whole(const struct cmis_path_bank *bank, u8 lanes)
{
	u8 whole = lanes;
	unsigned int i, j;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		if (!(lanes & BIT(i)) ||
		    !(bank->active[i] & CMIS_DP_CONFIG_APPSEL))
			continue;
		for (j = 0; j < CMIS_LANES_PER_BANK; j++)
			if (cmis_path_is_same(bank->active[i],
					      bank->active[j]))
				whole |= BIT(j);
	}
	return whole;
}

/**
 * cmis_path_lanes - host lanes that must be quiet before a path changes
 * @aim: the path
 * @bank: its bank
 *
 * Return: its lanes, and those of former paths that overlap or that would
 * become a part of it.
 */
u8 cmis_path_lanes(const struct cmis_path_aim *aim,
		   const struct cmis_path_bank *bank)
{
	u8 lanes = aim->host | aim->wide;
	unsigned int i;

	if (cmis_path_is_configured(aim, bank))
		return aim->host;
	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (cmis_path_is_same(bank->active[i], cmis_path_config(aim)))
			lanes |= BIT(i);
	return cmis_path_whole(bank, lanes);
}

/**
 * cmis_path_media - media lanes of the active paths on some host lanes
 * @module: the module
 * @bank: the bank
 * @lanes: host lanes
 *
 * Return: a bit mask.
 */
u8 cmis_path_media(const struct cmis_module *module,
		   const struct cmis_path_bank *bank, u8 lanes)
{
	unsigned int i, appsel, first;
	u8 media = 0;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		appsel = FIELD_GET(CMIS_DP_CONFIG_APPSEL, bank->active[i]);
		first = FIELD_GET(CMIS_DP_CONFIG_DPID, bank->active[i]);
		if (lanes & BIT(i) && appsel && appsel <= module->apps.count)
			media |= cmis_path_app_media
				(&module->apps.app[appsel - 1], first);
	}
	return media;
}

/**
 * cmis_path_can_disable - whether outputs can be turned off one by one
 * @module: the module
 *
 * Return: false if Tx disable is not there or turns off the whole module.
 */
bool cmis_path_can_disable(const struct cmis_module *module)
{
	return module->adverts.tx_controls & CMIS_TX_OUTPUT_DISABLE &&
	       !(module->adverts.rx_characteristics &
		 CMIS_RX_CHAR_DISABLE_MODULE);
}

/*
 * Lanes are quiet in DPDeactivated with DPDeinit set. Without power, all paths
 * are down. Lanes that the module does not use report 0.
 */
static bool cmis_path_is_quiet(const struct cmis_path_bank *bank, u8 lanes,
			       bool ready)
{
	unsigned int i;

	if (lanes & ~bank->deinit)
		return false;
	for (i = 0; ready && i < CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT(i) && bank->state[i] > CMIS_DP_DEACTIVATED)
			return false;
	return true;
}

static bool cmis_path_must_release(const struct cmis_path_aim *aim,
				   const struct cmis_path_bank *bank)
{
	u8 lanes = cmis_path_lanes(aim, bank);
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT(i) && bank->active[i] & CMIS_DP_CONFIG_APPSEL)
			return true;
	return false;
}

/* Whether a path is on its way up, or is up. */
static bool cmis_path_is_on(const struct cmis_path_aim *aim,
			    const struct cmis_path_bank *bank, bool ready)
{
	return ready && !(aim->host & bank->deinit) &&
	       bank->state[aim->first] > CMIS_DP_DEACTIVATED;
}

/* Whether a path is in a state in which it takes other settings. */
static bool cmis_path_runs(const struct cmis_path_aim *aim,
			   const struct cmis_path_bank *bank)
{
	u8 state = bank->state[aim->first];

	return state == CMIS_DP_ACTIVATED || state == CMIS_DP_INITIALIZED;
}

/* The path has its application: bring it from its state to DPActivated. */
static enum cmis_path_step cmis_path_raise(const struct cmis_path_aim *aim,
					   const struct cmis_path_bank *bank,
					   bool ready)
{
	u8 off = aim->media & (bank->tx_disable | bank->tx_squelch);
	u8 held = aim->media & bank->held;
	bool quiet = cmis_path_is_quiet(bank, aim->host, ready);
	bool runs = cmis_path_is_on(aim, bank, ready);
	bool deinit = aim->host & bank->deinit;
	u8 state = bank->state[aim->first];

	if (runs && state == CMIS_DP_ACTIVATED && !off && !held)
		return CMIS_STEP_UP;
	if (runs && state == CMIS_DP_INITIALIZED && held && off == held)
		return CMIS_STEP_PARTIAL;
	if (!aim->host_tx && !runs && !quiet)
		return CMIS_STEP_QUIET;
	if (!ready)
		return CMIS_STEP_POWER;
	if (deinit && !quiet)
		return CMIS_STEP_QUIET;
	if (deinit && !aim->host_tx)
		return CMIS_STEP_WAIT_TX;
	if (deinit || !runs || state == CMIS_DP_INIT ||
	    state == CMIS_DP_DEINIT)
		return CMIS_STEP_INIT;
	return CMIS_STEP_LIGHT;
}

/**
 * cmis_path_next - the step that a path needs
 * @aim: the path as it shall be
 * @bank: its bank as it is
 * @ready: the module is in ModuleReady
 *
 * Return: the step; one that rests if nothing is to be done.
 */
enum cmis_path_step cmis_path_next(const struct cmis_path_aim *aim,
				   const struct cmis_path_bank *bank,
				   bool ready)
{
	u8 lanes = cmis_path_lanes(aim, bank);
	bool quiet = cmis_path_is_quiet(bank, lanes, ready);
	bool configured;

	if (!aim->up)
		return quiet ? CMIS_STEP_DOWN : CMIS_STEP_QUIET;
	if (aim->again && !quiet)
		return CMIS_STEP_QUIET;
	configured = cmis_path_is_configured(aim, bank);
	if (configured && cmis_path_is_tuned(aim, bank))
		return cmis_path_raise(aim, bank, ready);
	if (configured && aim->hot && cmis_path_is_on(aim, bank, ready))
		return cmis_path_runs(aim, bank) ? CMIS_STEP_TUNE :
		       cmis_path_raise(aim, bank, ready);
	if (!quiet)
		return CMIS_STEP_QUIET;
	if (!ready)
		return CMIS_STEP_POWER;
	return !configured && cmis_path_must_release(aim, bank) ?
	       CMIS_STEP_RELEASE : CMIS_STEP_CONFIG;
}

/**
 * cmis_path_stage - put a path into the control set to be staged
 * @aim: the path
 * @bank: its bank
 * @release: give up former paths on these lanes; else configure the path
 * @config: DPConfig bytes to be staged; other lanes stay as they are there
 *
 * Return: lanes of the trigger.
 */
u8 cmis_path_stage(const struct cmis_path_aim *aim,
		   const struct cmis_path_bank *bank, bool release,
		   u8 config[CMIS_LANES_PER_BANK])
{
	u8 lanes = release ? cmis_path_lanes(aim, bank) : aim->host;
	u8 mask = 0;
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		if (!(lanes & BIT(i)) ||
		    (release && !(bank->active[i] & CMIS_DP_CONFIG_APPSEL)))
			continue;
		config[i] = release ? 0 : cmis_path_config(aim);
		mask |= BIT(i);
	}
	return mask;
}

/* Whether the host decides on a setting of a lane. */
static bool cmis_path_is_explicit(const struct cmis_path_bank *bank,
				  unsigned int lane)
{
	unsigned int i;

	for (i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
		if (bank->want.set[i] & BIT(lane))
			return true;
	return false;
}

/**
 * cmis_path_stage_si - put the settings of a path into the set to be staged
 * @aim: the path
 * @bank: its bank
 * @config: DPConfig bytes from cmis_path_stage(); lanes with wishes get
 *	ExplicitControl
 * @bytes: settings to be staged; those without a wish stay as they are there
 *
 * Return: lanes with wishes.
 */
u8 cmis_path_stage_si(const struct cmis_path_aim *aim,
		      const struct cmis_path_bank *bank,
		      u8 config[CMIS_LANES_PER_BANK],
		      struct cmis_lane_bytes *bytes)
{
	unsigned int i, lane;
	u8 mask = 0;

	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		if (aim->own_si || !(aim->host & BIT(lane)) ||
		    !cmis_path_is_explicit(bank, lane))
			continue;
		config[lane] |= CMIS_DP_CONFIG_EXPLICIT;
		mask |= BIT(lane);
		for (i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
			if (bank->want.set[i] & BIT(lane))
				cmis_lane_control_put
					(bytes, i, lane,
					 cmis_lane_control_get
						(&bank->want.bytes, i, lane));
	}
	return mask;
}

/**
 * cmis_path_code_reason - the reason that a configuration was refused
 * @code: enum cmis_config_status
 *
 * Return: the reason.
 */
enum cmis_port_reason cmis_path_code_reason(u8 code)
{
	static const u8 reasons[] = {
		[CMIS_CONFIG_UNDEFINED] = CMIS_PORT_REASON_CONFIG_SILENT,
		[CMIS_CONFIG_SUCCESS] = CMIS_PORT_REASON_CONFIG_SILENT,
		[CMIS_CONFIG_REJECTED] = CMIS_PORT_REASON_CONFIG_REJECTED,
		[CMIS_CONFIG_INVALID_APPSEL] = CMIS_PORT_REASON_BAD_APPLICATION,
		[CMIS_CONFIG_INVALID_DATA_PATH] = CMIS_PORT_REASON_BAD_LANES,
		[CMIS_CONFIG_INVALID_SI] = CMIS_PORT_REASON_SI_REFUSED,
		[CMIS_CONFIG_LANES_IN_USE] = CMIS_PORT_REASON_LANES_IN_USE,
		[CMIS_CONFIG_PARTIAL_DATA_PATH] = CMIS_PORT_REASON_PARTIAL_PATH,
	};

	if (code == CMIS_CONFIG_IN_PROGRESS)
		return CMIS_PORT_REASON_CONFIG_STUCK;
	if (code >= sizeof(reasons))
		return CMIS_PORT_REASON_CONFIG_CODE;
	return reasons[code];
}
