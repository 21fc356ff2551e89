// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: pages of coherent modules.
 *
 * The performance of the line is the same in each interval. The module does not
 * measure MER and the bandwidth of clock recovery: these read 0.
 */
#include <linux/array_size.h>
#include <linux/err.h>

#include "sim/coherent.h"
#include "sim/store.h"

#define CMIS_SIM_REV_5_3	0x53

/* Errors before correction: 1.2e-3, from 1.1e-3 to 1.5e-3 a second */
static const struct {
	u32 reg;
	u64 value;
} cmis_sim_fec[] = {
	{ CMIS_P34(128, 8), 100000000000000 },	/* bits */
	{ CMIS_P34(136, 8), 1000000000000 },	/* in a part of the interval */
	{ CMIS_P34(144, 8), 120000000000 },	/* corrected */
	{ CMIS_P34(152, 8), 1100000000 },	/* least in a part */
	{ CMIS_P34(160, 8), 1500000000 },	/* most */
	{ CMIS_P34(168, 4), 20000000 },		/* frames */
	{ CMIS_P34(172, 4), 200000 },		/* in a part */
	{ CMIS_P34(176, 4), 2 },		/* uncorrected */
	{ CMIS_P34(184, 4), 1 },		/* most in a part */
	{ CMIS_REG(0x3a, 128, 8), 100000000000000 },
	{ CMIS_REG(0x3a, 136, 8), 1000000000000 },
	{ CMIS_REG(0x3a, 144, 8), 240000000 },	/* 2.4e-6 */
	{ CMIS_REG(0x3a, 152, 8), 2000000 },
	{ CMIS_REG(0x3a, 160, 8), 3000000 },
	{ CMIS_REG(0x3a, 168, 4), 20000000 },
	{ CMIS_REG(0x3a, 172, 4), 200000 },
};

/* Page 35h: average, minimum, maximum */
static const struct {
	u8 offset;
	u8 size;
	s32 value[3];
} cmis_sim_line[] = {
	{ 128, 4, { 1250, 1245, 1256 } },	/* dispersion, ps/nm */
	{ 140, 2, { 215, 190, 260 } },		/* DGD, 0.01 ps */
	{ 146, 2, { 30, 10, 120 } },		/* SOPMD, 0.01 ps^2 */
	{ 152, 2, { 6, 3, 11 } },		/* PDL, 0.1 dB */
	{ 158, 2, { 362, 358, 367 } },		/* OSNR, 0.1 dB */
	{ 164, 2, { 185, 181, 188 } },		/* eSNR, 0.1 dB */
	{ 170, 2, { -120, -200, 20 } },		/* CFO, MHz */
	{ 176, 2, { 7537, 7000, 8000 } },	/* EVM, 100/65535 % */
	{ 182, 2, { -1002, -1010, -995 } },	/* Tx power, 0.01 dBm */
	{ 188, 2, { -840, -860, -820 } },	/* Rx total power */
	{ 194, 2, { -975, -990, -960 } },	/* Rx signal power */
	{ 200, 2, { 12, 1, 45 } },		/* rate of SOP, krad/s */
	{ 224, 2, { 35, 30, 38 } },		/* SNR margin, 0.1 dB */
	{ 230, 2, { 81, 78, 83 } },		/* Q, 0.1 dB */
	{ 236, 2, { 18, 15, 20 } },		/* Q margin, 0.1 dB */
};

static void cmis_sim_line_put(struct cmis_sim_store *store)
{
	unsigned int i, k;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_line); i++)
		for (k = 0; k < ARRAY_SIZE(cmis_sim_line[i].value); k++)
			cmis_sim_store_put(store, 0,
					   CMIS_P35(cmis_sim_line[i].offset +
						    k * cmis_sim_line[i].size,
						    cmis_sim_line[i].size),
					   (u32)cmis_sim_line[i].value[k]);
}

/**
 * cmis_sim_coherent_put() - give a built-in module the pages of C-CMIS
 * @store: the memory
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_coherent_put(struct cmis_sim_store *store)
{
	static const u8 pages[] = { 0x32, 0x33, 0x34, 0x35, 0x3a, 0x3b };
	struct cmis_sim_page *page;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		page = cmis_sim_store_add(store, pages[i]);
		if (IS_ERR(page))
			return PTR_ERR(page);
	}
	for (i = 0; i < ARRAY_SIZE(cmis_sim_fec); i++)
		cmis_sim_store_put(store, 0, cmis_sim_fec[i].reg,
				   cmis_sim_fec[i].value);
	cmis_sim_line_put(store);
	if (*cmis_sim_store_byte(store, 0, CMIS_REVISION) >= CMIS_SIM_REV_5_3)
		*cmis_sim_store_byte(store, 0, CMIS_PAGES_ADVERT) |=
			CMIS_PAGES_COHERENT;
	return 0;
}
