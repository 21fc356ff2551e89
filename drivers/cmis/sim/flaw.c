// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: flaws of modules in the field, as data.
 *
 * A flaw changes the memory of the module that is plugged next. Checksums stay
 * as good as they were.
 */
#include <linux/array_size.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/flaw.h"
#include "sim/store.h"

#define CMIS_SIM_FLAW_PATCHES	4

/* The first bytes of the EEPROM of a DDR4 memory module */
#define CMIS_SIM_SPD_USED	0x23
#define CMIS_SIM_SPD_REVISION	0x11
#define CMIS_SIM_SPD_DDR4	0x0c
#define CMIS_SIM_SPD_UDIMM	0x02

/**
 * struct cmis_sim_flaw_patch - bytes that are wrong
 * @reg: the bytes, in bank 0; all get the same value
 * @bits: bits that are wrong; 0: no patch
 * @value: their value
 */
struct cmis_sim_flaw_patch {
	u32 reg;
	u8 bits;
	u8 value;
};

/**
 * struct cmis_sim_flaw - a flaw
 * @name: the user's name for it
 * @about: a description
 * @plain: the page register is plain memory: each page is page 00h
 * @patches: bytes that are wrong
 */
struct cmis_sim_flaw {
	const char *name;
	const char *about;
	bool plain;
	struct cmis_sim_flaw_patch patches[CMIS_SIM_FLAW_PATCHES];
};

static const struct cmis_sim_flaw cmis_sim_flaws[] = {
	{
		.name = "old-revision",
		.about = "CMIS 4.0: the output status (11h:132-133) is 00h",
		.patches = { { CMIS_REVISION, 0xff, 0x40 } },
	}, {
		.name = "forgotten-flat-bit",
		.about = "lower 2.7 is 0, but each page is page 00h",
		.plain = true,
		.patches = { { CMIS_MGMT, CMIS_MGMT_FLAT, 0 } },
	}, {
		.name = "memory-module",
		.about = "the EEPROM of a DDR4 memory module, no CMIS at all",
		.plain = true,
		.patches = {
			{ CMIS_LOWER(0, 1), 0xff, CMIS_SIM_SPD_USED },
			{ CMIS_LOWER(1, 1), 0xff, CMIS_SIM_SPD_REVISION },
			{ CMIS_LOWER(2, 1), 0xff, CMIS_SIM_SPD_DDR4 },
			{ CMIS_LOWER(3, 1), 0xff, CMIS_SIM_SPD_UDIMM },
		},
	}, {
		.name = "spare-media-lanes",
		.about = "00h:210 has all media lanes, also those on no path",
		.patches = { { CMIS_MEDIA_LANE_UNSUPPORTED, 0xff, 0x00 } },
	}, {
		.name = "no-media-lanes",
		.about = "00h:210 rules out lanes that applications use",
		.patches = { { CMIS_MEDIA_LANE_UNSUPPORTED, 0xff, 0xff } },
	}, {
		.name = "few-media-starts",
		.about = "01h:176-190 allows fewer instances than the host side",
		.patches = { { CMIS_APP_MEDIA_ASSIGN, 0xff, 0x01 } },
	}, {
		.name = "wrong-function",
		.about = "lower 57 says external laser, the pages say module",
		.patches = { { CMIS_LOWER(57, 1), 0xff, 0x01 } },
	}, {
		.name = "no-thresholds",
		.about = "all thresholds of page 02h are FFh",
		.patches = { { CMIS_REG(0x02, 128, 72), 0xff, 0xff } },
	}, {
		.name = "equal-thresholds",
		.about = "the four thresholds of a monitor are equal",
		.patches = {
			{ CMIS_TEMP_THRESHOLDS, 0xff, 0x20 },
			{ CMIS_RX_POWER_THRESHOLDS, 0xff, 0x20 },
		},
	}, {
		.name = "crossed-thresholds",
		.about = "low thresholds of the temperature are above high ones",
		.patches = {
			{ CMIS_REG(0x02, 128, 2), 0xff, 0x00 },
			{ CMIS_REG(0x02, 130, 2), 0xff, 0x46 },
			{ CMIS_REG(0x02, 132, 2), 0xff, 0x05 },
			{ CMIS_REG(0x02, 134, 2), 0xff, 0x41 },
		},
	}, {
		.name = "reserved-bias-factor",
		.about = "the factor of Tx bias (01h:160.4-3) is reserved",
		.patches = { { CMIS_LANE_MONITORS_ADVERT, 0x18, 0x18 } },
	}, {
		.name = "no-max-power",
		.about = "the maximum power (00h:201) is 0 W",
		.patches = { { CMIS_MAX_POWER, 0xff, 0x00 } },
	},
};

/* Bytes with a checksum */
static const struct cmis_sim_flaw_sum {
	u32 first;
	u8 last;
	u32 sum;
} cmis_sim_flaw_sums[] = {
	{ CMIS_REG(0x00, CMIS_P00_CHECKSUM_FIRST, 1), CMIS_P00_CHECKSUM_LAST,
	  CMIS_P00_CHECKSUM },
	{ CMIS_REG(0x01, CMIS_P01_CHECKSUM_FIRST, 1), CMIS_P01_CHECKSUM_LAST,
	  CMIS_P01_CHECKSUM },
	{ CMIS_REG(0x02, CMIS_P02_CHECKSUM_FIRST, 1), CMIS_P02_CHECKSUM_LAST,
	  CMIS_P02_CHECKSUM },
};

/* A byte of upper memory has changed by @by. */
static void cmis_sim_flaw_sum_fix(struct cmis_sim_store *store, u32 reg,
				  unsigned int offset, u8 by)
{
	const struct cmis_sim_flaw_sum *row = cmis_sim_flaw_sums;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_flaw_sums); i++, row++)
		if (CMIS_REG_PAGE(row->first) == CMIS_REG_PAGE(reg) &&
		    offset >= CMIS_REG_OFFSET(row->first) &&
		    offset <= row->last)
			*cmis_sim_store_byte(store, 0, row->sum) += by;
}

static void cmis_sim_flaw_patch(struct cmis_sim_store *store,
				const struct cmis_sim_flaw_patch *patch)
{
	u8 *at = cmis_sim_store_byte(store, 0, patch->reg), old;
	unsigned int i;

	for (i = 0; at && i < CMIS_REG_SIZE(patch->reg); i++) {
		old = at[i];
		at[i] = (old & ~patch->bits) | (patch->value & patch->bits);
		cmis_sim_flaw_sum_fix(store, patch->reg,
				      CMIS_REG_OFFSET(patch->reg) + i,
				      at[i] - old);
	}
}

/**
 * cmis_sim_flaw_add() - give a module a flaw
 * @store: its memory, before it is plugged
 * @name: name of the flaw, possibly with a line end
 *
 * Return: 0; -ENOENT if there is no such flaw, -ENODATA without memory.
 */
int cmis_sim_flaw_add(struct cmis_sim_store *store, const char *name)
{
	const struct cmis_sim_flaw *flaw = cmis_sim_flaws;
	unsigned int i, patch;

	if (!cmis_sim_store_get(store, CMIS_SIM_LOWER))
		return -ENODATA;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_flaws); i++, flaw++) {
		if (!sysfs_streq(name, flaw->name))
			continue;
		store->plain |= flaw->plain;
		for (patch = 0; patch < CMIS_SIM_FLAW_PATCHES; patch++)
			if (flaw->patches[patch].bits)
				cmis_sim_flaw_patch(store,
						    &flaw->patches[patch]);
		return 0;
	}
	return -ENOENT;
}

/**
 * cmis_sim_flaws_show() - list the flaws
 * @buf: a page of text; each line has a name and a description
 *
 * Return: length of the text.
 */
ssize_t cmis_sim_flaws_show(char *buf)
{
	ssize_t length = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_flaws); i++)
		length += sysfs_emit_at(buf, length, "%-20s %s\n",
					cmis_sim_flaws[i].name,
					cmis_sim_flaws[i].about);
	return length;
}
