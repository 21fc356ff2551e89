// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: a source of light (ELSFP) with 8 lasers of constant power.
 *
 * A laser that the host switches on has its power and current at once. Faults
 * and warnings are bytes of page 1Ah that the user sets.
 */
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/err.h>

#include "sim/ext_laser.h"
#include "sim/module.h"
#include "sim/store.h"

#define CMIS_SIM_EXT_LASERS	8
#define CMIS_SIM_EXT_ON		2
#define CMIS_SIM_EXT_BIAS	3000	/* 300 mA */
#define CMIS_SIM_EXT_BIAS_STEP	20	/* 2 mA more for each laser */

static const struct {
	u32 reg;
	u64 value;
} cmis_sim_ext[] = {
	{ CMIS_P1A(128, 2), 15000 },		/* at most 150 mW */
	{ CMIS_P1A(130, 2), 1000 },		/* at least 10 mW */
	{ CMIS_P1A(132, 2), 5000 },		/* at most 500 mA */
	{ CMIS_P1A(134, 2), 500 },		/* at least 50 mA */
	{ CMIS_P1A(140, 1), 0x11 },		/* 8 lasers, constant power */
	/* 450, 50, 400, 80 mA */
	{ CMIS_P1A(141, 8), 0x119401f40fa00320 },
	/* 140, 50, 130, 60 mW */
	{ CMIS_P1A(149, 8), 0x36b0138832c81770 },
	{ CMIS_P1A(220, 1), 0xff },		/* all are enabled */
	{ CMIS_P1A(221, 2), 0xaaaa },		/* and on */
	{ CMIS_P1A(223, 1), 0xff },		/* fibres were checked */
	{ CMIS_P1A(224, 8), 0x0102030405060708 },
	{ CMIS_P1A(248, 1), 2 },		/* at 2 mW */
	{ CMIS_P1B(240, 2), 15000 },		/* 3 A */
};

/* These have no lanes: neither controls nor flags nor monitors of lanes. */
static const u32 cmis_sim_ext_none[] = {
	CMIS_TX_CONTROLS, CMIS_RX_CONTROLS, CMIS_TX_FLAGS_ADVERT,
	CMIS_RX_FLAGS_ADVERT, CMIS_LANE_MONITORS_ADVERT, CMIS_TX_SI_CONTROLS,
	CMIS_RX_SI_CONTROLS,
};

/**
 * cmis_sim_ext_advert_put() - take back adverts of data paths
 * @store: the memory of a source of light, with its page 01h
 */
void cmis_sim_ext_advert_put(struct cmis_sim_store *store)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_ext_none); i++)
		cmis_sim_store_put(store, 0, cmis_sim_ext_none[i], 0);
}

/**
 * cmis_sim_ext_put() - give a built-in source of light its lasers
 * @store: the memory
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_ext_put(struct cmis_sim_store *store)
{
	struct cmis_sim_page *page;
	unsigned int i;

	page = cmis_sim_store_add(store, CMIS_PAGE_EXT_LASERS);
	if (IS_ERR(page))
		return PTR_ERR(page);
	page = cmis_sim_store_add(store, CMIS_REG_PAGE(CMIS_P1B(128, 1)));
	if (IS_ERR(page))
		return PTR_ERR(page);
	for (i = 0; i < ARRAY_SIZE(cmis_sim_ext); i++)
		cmis_sim_store_put(store, 0, cmis_sim_ext[i].reg,
				   cmis_sim_ext[i].value);
	for (i = 0; i < CMIS_SIM_EXT_LASERS; i++) {
		u16 bias = CMIS_SIM_EXT_BIAS + i * CMIS_SIM_EXT_BIAS_STEP;

		cmis_sim_store_put(store, 0, CMIS_P1B(128 + 2 * i, 2), bias);
		cmis_sim_store_put(store, 0, CMIS_P1B(144 + 2 * i, 2), 10000);
		cmis_sim_store_put(store, 0, CMIS_P1B(184 + 2 * i, 2), bias);
		cmis_sim_store_put(store, 0, CMIS_P1B(200 + 2 * i, 2), 10000);
		/* 1.8 V; 228.85 THz are 1310 nm. */
		cmis_sim_store_put(store, 0, CMIS_P1B(232 + i, 1), 120);
		cmis_sim_store_put(store, 0, CMIS_P1A(232 + 2 * i, 2), 45770);
	}
	return 0;
}

/**
 * cmis_sim_ext_switch() - the host has switched lasers on or off
 * @module: the module
 * @bank: the bank of the lasers
 */
void cmis_sim_ext_switch(struct cmis_sim_module *module, unsigned int bank)
{
	u8 enabled = cmis_sim_get(module, bank, CMIS_EXT_ENABLE);
	struct cmis_sim_store *store = &module->memory;
	unsigned int i;
	u16 states = 0;

	for (i = 0; i < CMIS_SIM_EXT_LASERS; i++) {
		bool on = enabled & BIT(i);
		u8 *set = cmis_sim_store_byte(store, bank,
					      CMIS_P1B(128 + 2 * i, 2));

		if (!set)
			return;
		cmis_sim_store_put(store, bank, CMIS_P1B(184 + 2 * i, 2),
				   on ? cmis_sim_be16_get(set) : 0);
		cmis_sim_store_put(store, bank, CMIS_P1B(200 + 2 * i, 2),
				   on ? cmis_sim_be16_get(set + 16) : 0);
		/* Lanes 1 to 4 are in the first byte, lane 1 lowest. */
		if (on)
			states |= CMIS_SIM_EXT_ON << (i ^ 4) * 2;
	}
	cmis_sim_store_put(store, bank, CMIS_EXT_STATES, states);
}
