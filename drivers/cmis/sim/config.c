// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: staged and active control sets.
 *
 * A trigger starts the configuration of a bank. It is in progress for a time,
 * and further triggers of the bank are ignored. Then the staged set is checked
 * and becomes active.
 *
 * Signal integrity settings have the same layout in all control sets, right
 * after the configuration of the lanes.
 */
#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>

#include "sim/config.h"
#include "sim/module.h"
#include "sim/path.h"

#define CMIS_SIM_EQ_PRE		BIT(0)	/* of 01h:162.4-3 */
#define CMIS_SIM_EQ_POST	BIT(1)

/* Kinds of settings */
enum cmis_sim_si {
	CMIS_SIM_SI_ADAPTIVE_EQ,
	CMIS_SIM_SI_EQ_RECALL,
	CMIS_SIM_SI_TX_EQ,
	CMIS_SIM_SI_CDR_TX,
	CMIS_SIM_SI_CDR_RX,
	CMIS_SIM_SI_PRE_CURSOR,
	CMIS_SIM_SI_POST_CURSOR,
	CMIS_SIM_SI_AMPLITUDE,
	CMIS_SIM_SI_KINDS,
};

/**
 * struct cmis_sim_si_row - place of a setting
 * @at: first byte, counted from the first setting of the set
 * @width: bits for each lane, lane 1 in the lowest
 */
struct cmis_sim_si_row {
	u8 at;
	u8 width;
};

static const struct cmis_sim_si_row cmis_sim_si_rows[CMIS_SIM_SI_KINDS] = {
	[CMIS_SIM_SI_ADAPTIVE_EQ] = { 0, 1 },
	[CMIS_SIM_SI_EQ_RECALL] = { 1, 2 },
	[CMIS_SIM_SI_TX_EQ] = { 3, 4 },
	[CMIS_SIM_SI_CDR_TX] = { 7, 1 },
	[CMIS_SIM_SI_CDR_RX] = { 8, 1 },
	[CMIS_SIM_SI_PRE_CURSOR] = { 9, 4 },
	[CMIS_SIM_SI_POST_CURSOR] = { 13, 4 },
	[CMIS_SIM_SI_AMPLITUDE] = { 17, 4 },
};

/* The byte that holds a setting of a lane, and its bits. */
static u32 cmis_sim_si_reg(u32 config, enum cmis_sim_si kind,
			   unsigned int lane, unsigned int *shift)
{
	const struct cmis_sim_si_row *row = &cmis_sim_si_rows[kind];

	*shift = lane * row->width % 8;
	return config + CMIS_LANES_PER_BANK + row->at + lane * row->width / 8;
}

static u8 cmis_sim_si_get(struct cmis_sim_store *store, unsigned int bank,
			  u32 reg, unsigned int shift)
{
	const u8 *byte = cmis_sim_store_byte(store, bank, reg);

	return byte ? *byte >> shift : 0;
}

/* The highest advertised value; 15 if none is advertised */
static u8 cmis_sim_si_max(struct cmis_sim_module *module,
			  enum cmis_sim_si kind)
{
	u8 limits = cmis_sim_get(module, 0, CMIS_SI_LIMITS);
	u8 cursor = cmis_sim_get(module, 0, CMIS_SI_CURSOR_MAX);
	u8 tx = cmis_sim_get(module, 0, CMIS_TX_SI_CONTROLS);
	u8 eq = FIELD_GET(CMIS_RX_OUTPUT_EQ,
			  cmis_sim_get(module, 0, CMIS_RX_SI_CONTROLS));

	if (kind == CMIS_SIM_SI_TX_EQ && tx & CMIS_TX_EQ_FIXED)
		return FIELD_GET(CMIS_SI_TX_EQ_MAX, limits);
	if (kind == CMIS_SIM_SI_PRE_CURSOR && eq & CMIS_SIM_EQ_PRE)
		return FIELD_GET(CMIS_SI_PRE_CURSOR_MAX, cursor);
	if (kind == CMIS_SIM_SI_POST_CURSOR && eq & CMIS_SIM_EQ_POST)
		return FIELD_GET(CMIS_SI_POST_CURSOR_MAX, cursor);
	return 0xf;
}

static bool cmis_sim_si_amplitude_is_good(struct cmis_sim_module *module,
					  u8 code)
{
	u8 codes = FIELD_GET(CMIS_SI_RX_AMPLITUDES,
			     cmis_sim_get(module, 0, CMIS_SI_LIMITS));

	return !(cmis_sim_get(module, 0, CMIS_RX_SI_CONTROLS) &
		 CMIS_RX_AMPLITUDE) || codes & BIT(code);
}

/* Whether all explicit settings of a lane are in range */
static bool cmis_sim_config_is_possible(struct cmis_sim_module *module,
					const struct cmis_sim_apply *apply,
					unsigned int lane)
{
	unsigned int kind, shift;
	u8 value;
	u32 reg;

	if (!(cmis_sim_get(module, apply->bank, apply->config + lane) &
	      CMIS_DP_CONFIG_EXPLICIT))
		return true;
	for (kind = 0; kind < CMIS_SIM_SI_KINDS; kind++) {
		if (cmis_sim_si_rows[kind].width != 4)
			continue;
		reg = cmis_sim_si_reg(apply->config, kind, lane, &shift);
		value = cmis_sim_si_get(&module->memory, apply->bank, reg,
					shift) & 0xf;
		if (value > cmis_sim_si_max(module, kind))
			return false;
		if (kind == CMIS_SIM_SI_AMPLITUDE &&
		    !cmis_sim_si_amplitude_is_good(module, value))
			return false;
	}
	return true;
}

/* Without explicit control, a lane gets the settings of the new module. */
static void cmis_sim_config_copy(struct cmis_sim_module *module,
				 const struct cmis_sim_apply *apply,
				 unsigned int lane)
{
	u8 config = cmis_sim_get(module, apply->bank, apply->config + lane);
	bool wanted = config & CMIS_DP_CONFIG_EXPLICIT;
	struct cmis_sim_store *store = wanted ? &module->memory :
						&module->origin;
	u32 set = wanted ? apply->config : CMIS_ACS_DP_CONFIG, from, to;
	unsigned int kind, shift;
	u8 mask, byte;

	cmis_sim_put(module, apply->bank, CMIS_ACS_DP_CONFIG + lane, config);
	for (kind = 0; kind < CMIS_SIM_SI_KINDS; kind++) {
		from = cmis_sim_si_reg(set, kind, lane, &shift);
		to = cmis_sim_si_reg(CMIS_ACS_DP_CONFIG, kind, lane, &shift);
		mask = (BIT(cmis_sim_si_rows[kind].width) - 1) << shift;
		byte = cmis_sim_si_get(store, apply->bank, from, 0) & mask;
		byte |= cmis_sim_get(module, apply->bank, to) & ~mask;
		cmis_sim_put(module, apply->bank, to, byte);
	}
}

/* Whether the host itself must take lanes down before they change */
static bool cmis_sim_config_is_stepped(struct cmis_sim_module *module,
				       bool init)
{
	u8 byte = cmis_sim_get(module, 0, CMIS_MGMT);
	u8 kind = init ? CMIS_AUTO_COMMISSION_REGULAR :
			 CMIS_AUTO_COMMISSION_HOT;

	return byte & CMIS_MGMT_STEPPED_ONLY &&
	       FIELD_GET(CMIS_MGMT_AUTO_COMMISSION, byte) != kind;
}

static u8 cmis_sim_config_staged(struct cmis_sim_module *module,
				 const struct cmis_sim_apply *apply,
				 unsigned int lane)
{
	return cmis_sim_get(module, apply->bank, apply->config + lane);
}

/* Whether a lane is to have another application or another path. */
static bool cmis_sim_config_differs(struct cmis_sim_module *module,
				    const struct cmis_sim_apply *apply,
				    unsigned int lane)
{
	u8 active = cmis_sim_get(module, apply->bank,
				 CMIS_ACS_DP_CONFIG + lane);

	return (cmis_sim_config_staged(module, apply, lane) ^ active) &
	       ~CMIS_DP_CONFIG_EXPLICIT;
}

/* Host lanes of the path of a lane. */
static u8 cmis_sim_config_path_lanes(struct cmis_sim_module *module,
				     unsigned int bank, unsigned int lane)
{
	struct cmis_sim_path path;

	lane += bank * CMIS_LANES_PER_BANK;
	return cmis_sim_path_find(module, lane, true, &path) ? path.host : 0;
}

/* Whether all lanes that an instance takes are staged alike. */
static bool cmis_sim_config_is_alike(struct cmis_sim_module *module,
				     const struct cmis_sim_apply *apply,
				     u8 lanes, u8 staged)
{
	unsigned int lane;
	u8 other;

	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		other = cmis_sim_config_staged(module, apply, lane);
		if (lanes & BIT(lane) &&
		    (other ^ staged) & ~CMIS_DP_CONFIG_EXPLICIT)
			return false;
	}
	return true;
}

/* A lane that is up stays in its path. */
static u8 cmis_sim_config_check_up(struct cmis_sim_module *module,
				   const struct cmis_sim_apply *apply,
				   unsigned int lane)
{
	if (module->bank[apply->bank].dp_state[lane] <=
	    CMIS_SIM_DP_DEACTIVATED)
		return CMIS_SIM_CONFIG_SUCCESS;
	return cmis_sim_config_differs(module, apply, lane) ?
	       CMIS_SIM_CONFIG_LANES_IN_USE : CMIS_SIM_CONFIG_SUCCESS;
}

/* Check the staged application of a lane, and its path. */
static u8 cmis_sim_config_check_app(struct cmis_sim_module *module,
				    const struct cmis_sim_apply *apply,
				    unsigned int lane)
{
	u8 staged = cmis_sim_config_staged(module, apply, lane);
	unsigned int first = FIELD_GET(CMIS_DP_CONFIG_DPID, staged);
	unsigned int app = FIELD_GET(CMIS_DP_CONFIG_APPSEL, staged);
	u8 host;

	if (!cmis_sim_app_exists(module, app))
		return CMIS_SIM_CONFIG_INVALID_APP;
	host = cmis_sim_app_host_lanes(module, app, first);
	if (!cmis_sim_app_starts_at(module, app, first) ||
	    !(host & BIT(lane)) ||
	    !cmis_sim_config_is_alike(module, apply, host, staged))
		return CMIS_SIM_CONFIG_INVALID_PATH;
	return host & ~apply->lanes ? CMIS_SIM_CONFIG_PARTIAL_PATH :
				      CMIS_SIM_CONFIG_SUCCESS;
}

static u8 cmis_sim_config_check(struct cmis_sim_module *module,
				const struct cmis_sim_apply *apply,
				unsigned int lane)
{
	bool used = FIELD_GET(CMIS_DP_CONFIG_APPSEL,
			      cmis_sim_config_staged(module, apply, lane));
	u8 status = cmis_sim_config_check_up(module, apply, lane);

	if (status == CMIS_SIM_CONFIG_SUCCESS && used)
		status = cmis_sim_config_check_app(module, apply, lane);
	if (status != CMIS_SIM_CONFIG_SUCCESS)
		return status;
	/* All lanes of a path leave it together. */
	if (cmis_sim_config_differs(module, apply, lane) &&
	    cmis_sim_config_path_lanes(module, apply->bank, lane) &
	    ~apply->lanes)
		return used ? CMIS_SIM_CONFIG_LANES_IN_USE :
			      CMIS_SIM_CONFIG_PARTIAL_PATH;
	return !used || cmis_sim_config_is_possible(module, apply, lane) ?
	       CMIS_SIM_CONFIG_SUCCESS : CMIS_SIM_CONFIG_INVALID_SI;
}

/* Lanes that change together with a lane, or not at all. */
static u8 cmis_sim_config_mates(struct cmis_sim_module *module,
				const struct cmis_sim_apply *apply,
				unsigned int lane)
{
	u8 staged = cmis_sim_config_staged(module, apply, lane), lanes;
	unsigned int app = FIELD_GET(CMIS_DP_CONFIG_APPSEL, staged);

	if (!apply->init && !cmis_sim_config_differs(module, apply, lane))
		return 0;
	lanes = cmis_sim_config_path_lanes(module, apply->bank, lane);
	if (app)
		lanes |= cmis_sim_app_host_lanes(module, app,
						 FIELD_GET(CMIS_DP_CONFIG_DPID,
							   staged));
	return lanes & apply->lanes;
}

/* Refuse the mates of refused lanes; true if there were any. */
static bool cmis_sim_config_spread(struct cmis_sim_module *module,
				   const struct cmis_sim_apply *apply,
				   u8 *status)
{
	unsigned int lane, mate;
	bool spread = false;
	u8 mates;

	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		if (status[lane] != CMIS_SIM_CONFIG_SUCCESS ||
		    !(apply->lanes & BIT(lane)))
			continue;
		mates = cmis_sim_config_mates(module, apply, lane);
		for (mate = 0; mate < CMIS_LANES_PER_BANK; mate++)
			if (mates & BIT(mate) &&
			    status[mate] != CMIS_SIM_CONFIG_SUCCESS)
				status[lane] = status[mate];
		spread |= status[lane] != CMIS_SIM_CONFIG_SUCCESS;
	}
	return spread;
}

static void cmis_sim_config_status_put(struct cmis_sim_module *module,
				       unsigned int bank, unsigned int lane,
				       u8 status)
{
	u32 reg = CMIS_CONFIG_STATUS + lane / 2;
	unsigned int shift = lane & 1 ? 4 : 0;
	u8 byte = cmis_sim_get(module, bank, reg) & ~(0xf << shift);

	cmis_sim_put(module, bank, reg, byte | status << shift);
}

/*
 * Make the configuration of a lane active; an unused lane needs no init. A
 * stepped module leaves it to the host to take the path down and up.
 */
static void cmis_sim_config_lane_put(struct cmis_sim_module *module,
				     const struct cmis_sim_apply *apply,
				     unsigned int lane)
{
	struct cmis_sim_bank *bank = &module->bank[apply->bank];
	u8 pending = cmis_sim_get(module, apply->bank, CMIS_DP_INIT_PENDING);
	bool used;

	cmis_sim_config_copy(module, apply, lane);
	used = FIELD_GET(CMIS_DP_CONFIG_APPSEL,
			 cmis_sim_config_staged(module, apply, lane));
	if (!bank->dp_state[lane])
		bank->dp_state[lane] = CMIS_SIM_DP_DEACTIVATED;
	if (used && !apply->init)
		return;
	cmis_sim_put(module, apply->bank, CMIS_DP_INIT_PENDING, used ?
		     pending | BIT(lane) : pending & ~BIT(lane));
	if (used && bank->dp_state[lane] != CMIS_SIM_DP_DEACTIVATED &&
	    !cmis_sim_config_is_stepped(module, true))
		bank->dp_again |= BIT(lane);
}

/* A path that is up keeps its application and its lanes. */
static void cmis_sim_config_done(struct cmis_sim_module *module,
				 const struct cmis_sim_apply *apply)
{
	u8 status[CMIS_LANES_PER_BANK];
	unsigned int lane;

	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
		status[lane] = cmis_sim_config_check(module, apply, lane);
	while (cmis_sim_config_spread(module, apply, status))
		;
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		if (!(apply->lanes & BIT(lane)))
			continue;
		cmis_sim_config_status_put(module, apply->bank, lane,
					   status[lane]);
		if (status[lane] == CMIS_SIM_CONFIG_SUCCESS)
			cmis_sim_config_lane_put(module, apply, lane);
	}
}

/**
 * cmis_sim_config_start() - drop pending configurations, after power up or a
 * reset
 * @module: the module
 */
void cmis_sim_config_start(struct cmis_sim_module *module)
{
	unsigned int bank;

	lockdep_assert_held(&module->lock);
	for (bank = 0; bank < module->banks; bank++)
		module->bank[bank].config.apply.lanes = 0;
}

/**
 * cmis_sim_config_advance() - finish configurations that are due
 * @module: the module
 */
void cmis_sim_config_advance(struct cmis_sim_module *module)
{
	struct cmis_sim_config *config;
	struct cmis_sim_apply apply;
	unsigned int bank;

	lockdep_assert_held(&module->lock);
	for (bank = 0; bank < module->banks; bank++) {
		config = &module->bank[bank].config;
		apply = config->apply;
		if (!apply.lanes || !cmis_sim_is_over(module, config->end))
			continue;
		config->apply.lanes = 0;
		cmis_sim_config_done(module, &apply);
	}
}

/**
 * cmis_sim_config_next_end() - when the next configuration is done
 * @module: the module
 *
 * Return: that time, KTIME_MAX if there is none.
 */
ktime_t cmis_sim_config_next_end(struct cmis_sim_module *module)
{
	ktime_t end = KTIME_MAX;
	unsigned int bank;

	for (bank = 0; bank < module->banks; bank++)
		if (module->bank[bank].config.apply.lanes)
			end = min(end, module->bank[bank].config.end);
	return end;
}

static void cmis_sim_config_due_set(struct cmis_sim_module *module,
				    unsigned int bank)
{
	module->bank[bank].config.end = cmis_sim_after_ms(module,
							  module->config_ms);
	module->dirty = true;
	cmis_sim_config_advance(module);
}

/**
 * cmis_sim_config_apply() - the host triggers a staged configuration
 * @module: the module
 * @apply: the configuration
 *
 * The module ignores it while the bank has one in progress, and if it should
 * take effect at once and the module cannot do that.
 */
void cmis_sim_config_apply(struct cmis_sim_module *module,
			   const struct cmis_sim_apply *apply)
{
	struct cmis_sim_apply *slot = &module->bank[apply->bank].config.apply;
	unsigned int lane;

	lockdep_assert_held(&module->lock);
	if (slot->lanes || !apply->lanes)
		return;
	if (!apply->init && cmis_sim_config_is_stepped(module, false))
		return;
	*slot = *apply;
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
		if (apply->lanes & BIT(lane))
			cmis_sim_config_status_put(module, apply->bank, lane,
						   CMIS_SIM_CONFIG_IN_PROGRESS);
	cmis_sim_config_due_set(module, apply->bank);
}

/**
 * cmis_sim_config_delay_set() - set the time that a configuration takes
 * @module: the module
 * @ms: the time, or CMIS_SIM_NEVER_MS; those in progress start over
 */
void cmis_sim_config_delay_set(struct cmis_sim_module *module, u32 ms)
{
	unsigned int bank;

	lockdep_assert_held(&module->lock);
	module->config_ms = ms;
	for (bank = 0; bank < module->banks; bank++)
		if (module->bank[bank].config.apply.lanes)
			cmis_sim_config_due_set(module, bank);
}
