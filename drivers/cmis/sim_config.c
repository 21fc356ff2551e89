// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: staged and active control sets, but for their applications.
 *
 * Signal integrity settings are laid out alike in all control sets, right
 * after the configuration of the lanes.
 */
#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/lockdep.h>

#include "sim.h"

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
 * struct cmis_sim_si_row - where a setting is
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

/* The highest that is advertised; 15 where nothing is said. */
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

/**
 * cmis_sim_config_is_possible() - whether a lane can have what is staged
 * @module: the module
 * @apply: the set
 * @lane: in the bank, from 0
 *
 * Return: true if no setting is out of range, or none is asked for.
 */
bool cmis_sim_config_is_possible(struct cmis_sim_module *module,
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

/**
 * cmis_sim_config_copy() - make what is staged for a lane active
 * @module: the module
 * @apply: the set
 * @lane: in the bank, from 0
 *
 * Settings that are not asked for are those of the application: the ones that
 * were active when the module was new.
 */
void cmis_sim_config_copy(struct cmis_sim_module *module,
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

	lockdep_assert_held(&module->lock);
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

/**
 * cmis_sim_config_is_stepped() - whether lanes that are up must go down first
 * @module: the module
 * @init: with a new initialisation, not at once
 *
 * Return: true if the host must take them down itself.
 */
bool cmis_sim_config_is_stepped(struct cmis_sim_module *module, bool init)
{
	u8 byte = cmis_sim_get(module, 0, CMIS_MGMT);
	u8 kind = init ? CMIS_AUTO_COMMISSION_REGULAR :
			 CMIS_AUTO_COMMISSION_HOT;

	return byte & CMIS_MGMT_STEPPED_ONLY &&
	       FIELD_GET(CMIS_MGMT_AUTO_COMMISSION, byte) != kind;
}
