// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: VDM and diagnostics of the built-in modules.
 *
 * As in modules of different vendors, the observables are in different places,
 * not sorted, and with gaps.
 */
#include <linux/bitfield.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "sim/observed.h"
#include "sim/diag.h"
#include "sim/store.h"
#include "sim/vdm.h"

#define CMIS_SIM_FINE_INTERVAL	10000	/* 1 s in 0.1 ms */
#define CMIS_SIM_OBSERVED_MAX	40
#define CMIS_SIM_OBSERVED_SETS	16

/* Limits that are used; a group of a module has up to 16 of them. */
enum cmis_sim_limits {
	CMIS_SIM_LIMITS_SNR,
	CMIS_SIM_LIMITS_LTP,
	CMIS_SIM_LIMITS_LASER_TEMP,
	CMIS_SIM_LIMITS_LASER_AGE,
	CMIS_SIM_LIMITS_TEC,
	CMIS_SIM_LIMITS_FREQUENCY,
	CMIS_SIM_LIMITS_1V8,
	CMIS_SIM_LIMITS_0V9,
	CMIS_SIM_LIMITS_ELS,
	CMIS_SIM_LIMITS_MEDIA_BER,
	CMIS_SIM_LIMITS_HOST_BER,
	CMIS_SIM_LIMITS_FERC,
	CMIS_SIM_LIMITS_SEW,
	CMIS_SIM_LIMITS_VENDOR,
	CMIS_SIM_LIMITS_NONE,
	CMIS_SIM_LIMITS_COUNT,
};

static_assert(CMIS_SIM_LIMITS_COUNT <= CMIS_SIM_OBSERVED_SETS);

/* High alarm, low alarm, high warning, low warning, 16 bits each */
static const u64 cmis_sim_limits[CMIS_SIM_LIMITS_COUNT] = {
	/* 45, 16, 40, 18 dB */
	[CMIS_SIM_LIMITS_SNR] = 0x2d00100028001200,
	/* 99, 30, 90, 33 dB */
	[CMIS_SIM_LIMITS_LTP] = 0x63001e005a002100,
	/* 75, 20, 70, 25 deg C */
	[CMIS_SIM_LIMITS_LASER_TEMP] = 0x4b00140046001900,
	/* 100, none, 80 %, none */
	[CMIS_SIM_LIMITS_LASER_AGE] = 0x0064000000500000,
	/* 90, -90, 80, -80 % */
	[CMIS_SIM_LIMITS_TEC] = 0x73328cce6666999a,
	/* 5000, -5000, 2500, -2500 MHz */
	[CMIS_SIM_LIMITS_FREQUENCY] = 0x01f4fe0c00faff06,
	/* 1.98, 1.62, 1.89, 1.71 V */
	[CMIS_SIM_LIMITS_1V8] = 0x4d583f4849d442cc,
	/* 0.99, 0.81, 0.945, 0.855 V */
	[CMIS_SIM_LIMITS_0V9] = 0x26ac1fa424ea2166,
	/* 22, 14, 21, 15 dBm */
	[CMIS_SIM_LIMITS_ELS] = 0x08980578083405dc,
	/* 2.4e-4, none, 1e-5, none */
	[CMIS_SIM_LIMITS_MEDIA_BER] = 0x90f0000083e80000,
	/* 1e-5, none, 1e-6, none */
	[CMIS_SIM_LIMITS_HOST_BER] = 0x83e800007be80000,
	/* 1000, none, 100, none */
	[CMIS_SIM_LIMITS_FERC] = 0xc3e80000bbe80000,
	/* 15, none, 12, none */
	[CMIS_SIM_LIMITS_SEW] = 0x000f0000000c0000,
	[CMIS_SIM_LIMITS_VENDOR] = 0x4000001030000020,
	[CMIS_SIM_LIMITS_NONE] = 0,
};

/**
 * struct cmis_sim_observed_type - an observable in the built-in modules
 * @type: type of the observable
 * @limits: its limits
 * @initial: value of lane 1
 * @step: added for each lane
 */
struct cmis_sim_observed_type {
	u8 type;
	u8 limits;
	u16 initial;
	u16 step;
};

/* Statistics have no value of their own. */
static const struct cmis_sim_observed_type cmis_sim_observed_types[] = {
	{ 1, CMIS_SIM_LIMITS_LASER_AGE, 3, 1 },			/* 3 % */
	{ 2, CMIS_SIM_LIMITS_TEC, 0xf000, 0 },			/* -12.5 % */
	{ 3, CMIS_SIM_LIMITS_FREQUENCY, 0xfffe, 5 },		/* -20 MHz */
	{ 4, CMIS_SIM_LIMITS_LASER_TEMP, 0x3200, 0x20 },	/* 50 deg C */
	{ 5, CMIS_SIM_LIMITS_SNR, 0x1400, 0x18 },		/* 20 dB */
	{ 6, CMIS_SIM_LIMITS_SNR, 0x1600, 0x10 },		/* 22 dB */
	{ 7, CMIS_SIM_LIMITS_LTP, 0x2800, 0x20 },		/* 40 dB */
	{ 8, CMIS_SIM_LIMITS_LTP, 0x2c00, 0x20 },		/* 44 dB */
	{ 9, CMIS_SIM_LIMITS_MEDIA_BER },
	{ 10, CMIS_SIM_LIMITS_HOST_BER },
	{ 11, CMIS_SIM_LIMITS_MEDIA_BER },
	{ 12, CMIS_SIM_LIMITS_HOST_BER },
	{ 13, CMIS_SIM_LIMITS_MEDIA_BER },
	{ 14, CMIS_SIM_LIMITS_HOST_BER },
	{ 15, CMIS_SIM_LIMITS_MEDIA_BER, 0x80f0, 3 },		/* 2.40e-6 */
	{ 16, CMIS_SIM_LIMITS_HOST_BER, 0x6cb0, 1 },		/* 1.200e-8 */
	{ 17, CMIS_SIM_LIMITS_FERC },
	{ 18, CMIS_SIM_LIMITS_FERC },
	{ 19, CMIS_SIM_LIMITS_FERC },
	{ 20, CMIS_SIM_LIMITS_FERC },
	{ 21, CMIS_SIM_LIMITS_FERC },
	{ 22, CMIS_SIM_LIMITS_FERC },
	{ 23, CMIS_SIM_LIMITS_FERC, 0xb12c, 100 },		/* 3.00 */
	{ 24, CMIS_SIM_LIMITS_FERC, 0, 0 },
	{ 25, CMIS_SIM_LIMITS_FERC },
	{ 26, CMIS_SIM_LIMITS_FERC },
	{ 27, CMIS_SIM_LIMITS_SEW },
	{ 29, CMIS_SIM_LIMITS_SEW },
	{ 31, CMIS_SIM_LIMITS_SEW },
	{ 33, CMIS_SIM_LIMITS_SEW, 2, 0 },
	{ 78, CMIS_SIM_LIMITS_1V8, 18000, 0 },
	{ 80, CMIS_SIM_LIMITS_0V9, 9000, 0 },
	{ 84, CMIS_SIM_LIMITS_ELS, 1850, 3 },			/* 18.5 dBm */
	{ 100, CMIS_SIM_LIMITS_VENDOR, 0x1234, 0x11 },
	{ 104, CMIS_SIM_LIMITS_VENDOR, 0x0456, 0 },
	{ 134, CMIS_SIM_LIMITS_NONE, 1251 },			/* 1251 ps/nm */
	{ 139, CMIS_SIM_LIMITS_NONE, 361 },			/* 36.1 dB */
	{ 140, CMIS_SIM_LIMITS_NONE, 184 },			/* 18.4 dB */
	{ 143, CMIS_SIM_LIMITS_NONE, 0xfc18 },			/* -10 dBm */
	{ 144, CMIS_SIM_LIMITS_NONE, 0xfcb5 },			/* -8.43 dBm */
	{ 145, CMIS_SIM_LIMITS_NONE, 0xfc2e },			/* -9.78 dBm */
};

/**
 * struct cmis_sim_observed_row - observables of one type, one after the other
 * @group: their group, from 1; 0 ends the rows
 * @slot: the first one's instance, from 0
 * @type: their type
 * @lanes: lanes, or first host lanes of data paths, a bit mask; 0 for one
 *	observable of the module, in bank 0 only
 * @first: lane of the first one; the others follow, and start over
 */
struct cmis_sim_observed_row {
	u8 group;
	u8 slot;
	u8 type;
	u8 lanes;
	u8 first;
};

/**
 * struct cmis_sim_observed - the observables of a built-in module
 * @profile: its name
 * @groups: groups of VDM
 * @reports: 13h:130; 0: it has no diagnostics
 * @rows: its observables
 */
struct cmis_sim_observed {
	const char *profile;
	u8 groups;
	u8 reports;
	struct cmis_sim_observed_row rows[CMIS_SIM_OBSERVED_MAX];
};

#define CMIS_SIM_REPORTS_ALL \
	(CMIS_DIAG_REPORTS_MEDIA_SNR | CMIS_DIAG_REPORTS_HOST_SNR | \
	 CMIS_DIAG_REPORTS_COUNTERS | CMIS_DIAG_REPORTS_BER)

static const struct cmis_sim_observed cmis_sim_observed[] = {
	{
		/* Error ratios by lane, frame errors by data path */
		.profile = "1.6t-dr8", .groups = 3,
		.reports = CMIS_SIM_REPORTS_ALL,
		.rows = {
			{ 1, 0, 5, 0xff, 4 }, { 1, 10, 6, 0xff, 0 },
			{ 1, 20, 7, 0xff, 2 }, { 1, 28, 4, 0xff, 0 },
			{ 1, 36, 1, 0xff, 7 }, { 1, 44, 78, 0, 0 },
			{ 1, 45, 80, 0, 0 }, { 1, 46, 2, 0, 0 },
			{ 1, 50, 8, 0xff, 1 }, { 1, 63, 104, 0, 0 },
			{ 2, 0, 15, 0xff, 0 }, { 2, 8, 13, 0xff, 4 },
			{ 2, 16, 9, 0xff, 0 }, { 2, 24, 11, 0xff, 0 },
			{ 2, 32, 14, 0xff, 0 }, { 2, 40, 16, 0xff, 6 },
			{ 2, 48, 10, 0xff, 0 }, { 2, 56, 12, 0xff, 0 },
			{ 3, 0, 24, 0x01, 0 }, { 3, 1, 23, 0x01, 0 },
			{ 3, 2, 17, 0x01, 0 }, { 3, 3, 19, 0x01, 0 },
			{ 3, 4, 21, 0x01, 0 }, { 3, 6, 25, 0x01, 0 },
			{ 3, 7, 22, 0x01, 0 }, { 3, 8, 20, 0x01, 0 },
			{ 3, 9, 18, 0x01, 0 }, { 3, 10, 26, 0x01, 0 },
			{ 3, 12, 33, 0x01, 0 }, { 3, 13, 27, 0x01, 0 },
			{ 3, 14, 29, 0x01, 0 }, { 3, 15, 31, 0x01, 0 },
			{ 3, 20, 100, 0xff, 3 },
		},
	}, {
		/* Error ratios and frame errors by data path, two groups */
		.profile = "800g-2xfr4", .groups = 2,
		.rows = {
			{ 1, 0, 6, 0xff, 4 }, { 1, 8, 5, 0xff, 0 },
			{ 1, 16, 7, 0xff, 3 }, { 1, 24, 4, 0, 0 },
			{ 1, 25, 1, 0, 0 }, { 1, 26, 78, 0, 0 },
			{ 1, 40, 2, 0, 0 }, { 2, 0, 11, 0x11, 0 },
			{ 2, 2, 15, 0x11, 4 }, { 2, 4, 9, 0x11, 0 },
			{ 2, 6, 13, 0x11, 0 }, { 2, 8, 16, 0x11, 0 },
			{ 2, 10, 10, 0x11, 4 }, { 2, 12, 12, 0x11, 0 },
			{ 2, 14, 14, 0x11, 0 }, { 2, 20, 23, 0x11, 0 },
			{ 2, 22, 25, 0x11, 0 }, { 2, 24, 17, 0x11, 0 },
			{ 2, 26, 19, 0x11, 4 }, { 2, 28, 21, 0x11, 0 },
			{ 2, 30, 24, 0x11, 0 }, { 2, 32, 26, 0x11, 0 },
			{ 2, 34, 18, 0x11, 0 }, { 2, 36, 20, 0x11, 0 },
			{ 2, 38, 22, 0x11, 0 }, { 2, 60, 104, 0, 0 },
		},
	}, {
		/* Error monitors by lane; four groups in each of two banks */
		.profile = "3.2t-dr16", .groups = 4,
		.reports = CMIS_SIM_REPORTS_ALL,
		.rows = {
			{ 1, 0, 8, 0xff, 0 }, { 1, 8, 5, 0xff, 1 },
			{ 1, 16, 7, 0xff, 0 }, { 1, 24, 6, 0xff, 5 },
			{ 1, 32, 4, 0xff, 0 }, { 1, 40, 3, 0xff, 0 },
			{ 1, 48, 78, 0, 0 }, { 1, 49, 80, 0, 0 },
			{ 2, 0, 13, 0xff, 0 }, { 2, 8, 15, 0xff, 2 },
			{ 2, 16, 9, 0xff, 0 }, { 2, 24, 11, 0xff, 0 },
			{ 2, 40, 100, 0xff, 0 }, { 3, 0, 12, 0xff, 0 },
			{ 3, 8, 16, 0xff, 0 }, { 3, 16, 10, 0xff, 3 },
			{ 3, 24, 14, 0xff, 0 }, { 4, 0, 23, 0xff, 0 },
			{ 4, 8, 17, 0xff, 0 }, { 4, 16, 19, 0xff, 7 },
			{ 4, 24, 21, 0xff, 0 }, { 4, 32, 25, 0xff, 0 },
			{ 4, 40, 24, 0xff, 0 }, { 4, 48, 26, 0xff, 0 },
		},
	}, {
		/* Error ratios by data path, lasers outside, four banks */
		.profile = "cpo-32", .groups = 2,
		.rows = {
			{ 1, 0, 84, 0xff, 0 }, { 1, 8, 5, 0xff, 6 },
			{ 1, 16, 6, 0xff, 0 }, { 1, 24, 4, 0, 0 },
			{ 1, 25, 80, 0, 0 }, { 2, 0, 12, 0x01, 0 },
			{ 2, 1, 14, 0x01, 0 }, { 2, 2, 10, 0x01, 0 },
			{ 2, 3, 16, 0x01, 0 }, { 2, 4, 15, 0x01, 0 },
			{ 2, 5, 9, 0x01, 0 }, { 2, 6, 13, 0x01, 0 },
			{ 2, 7, 11, 0x01, 0 }, { 2, 16, 23, 0x01, 0 },
			{ 2, 17, 24, 0x01, 0 }, { 2, 18, 25, 0x01, 0 },
			{ 2, 19, 26, 0x01, 0 }, { 2, 32, 104, 0xff, 0 },
		},
	}, {
		/* All by lane, VDM and diagnostics in each of eight banks */
		.profile = "cpo-64", .groups = 2,
		.reports = CMIS_SIM_REPORTS_ALL,
		.rows = {
			{ 1, 0, 5, 0xff, 0 }, { 1, 8, 6, 0xff, 2 },
			{ 1, 16, 4, 0xff, 0 }, { 1, 24, 80, 0, 0 },
			{ 2, 0, 15, 0xff, 4 }, { 2, 8, 9, 0xff, 0 },
			{ 2, 16, 11, 0xff, 0 }, { 2, 24, 13, 0xff, 0 },
			{ 2, 32, 16, 0xff, 0 }, { 2, 40, 10, 0xff, 0 },
			{ 2, 48, 12, 0xff, 0 }, { 2, 56, 14, 0xff, 0 },
		},
	}, {
		/* Live values only: pages 34h, 35h and 3Ah have statistics. */
		.profile = "400g-zrplus", .groups = 1,
		.rows = {
			{ 1, 0, 3, 0x01, 0 }, { 1, 1, 4, 0x01, 0 },
			{ 1, 4, 139, 0x01, 0 }, { 1, 5, 140, 0x01, 0 },
			{ 1, 6, 143, 0x01, 0 }, { 1, 7, 144, 0x01, 0 },
			{ 1, 8, 145, 0x01, 0 }, { 1, 12, 134, 0x01, 0 },
		},
	}, {
		/* Error ratios by VDM, too */
		.profile = "800g-zr", .groups = 1,
		.rows = {
			{ 1, 0, 15, 0x01, 0 }, { 1, 1, 13, 0x01, 0 },
			{ 1, 2, 9, 0x01, 0 }, { 1, 3, 11, 0x01, 0 },
			{ 1, 8, 1, 0x01, 0 }, { 1, 9, 3, 0x01, 0 },
			{ 1, 10, 4, 0x01, 0 }, { 1, 16, 139, 0x01, 0 },
			{ 1, 17, 140, 0x01, 0 }, { 1, 18, 145, 0x01, 0 },
		},
	}, {
		/* No statistics, and error ratios by diagnostics only */
		.profile = "400g-qsfp112", .groups = 1,
		.reports = CMIS_SIM_REPORTS_ALL,
		.rows = {
			{ 1, 0, 5, 0x0f, 2 }, { 1, 4, 6, 0x0f, 0 },
			{ 1, 10, 4, 0, 0 }, { 1, 11, 1, 0, 0 },
			{ 1, 20, 104, 0, 0 },
		},
	},
};

static const struct cmis_sim_observed_type *
cmis_sim_observed_type_find(u8 type)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_observed_types); i++)
		if (cmis_sim_observed_types[i].type == type)
			return &cmis_sim_observed_types[i];
	return NULL;
}

static const struct cmis_sim_observed *cmis_sim_observed_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_observed); i++)
		if (!strcmp(cmis_sim_observed[i].profile, name))
			return &cmis_sim_observed[i];
	return NULL;
}

/* Each group has its limits in places of its own. */
static unsigned int cmis_sim_observed_set(u8 group, u8 limits)
{
	return (limits + 5 * group) % CMIS_SIM_OBSERVED_SETS;
}

static void cmis_sim_observed_limits_put(struct cmis_sim_store *store,
					 unsigned int bank, u8 group, u8 limits)
{
	unsigned int set = cmis_sim_observed_set(group, limits);

	cmis_sim_store_put(store, bank,
			   CMIS_REG(CMIS_PAGE_VDM_THRESHOLDS + group - 1,
				    CMIS_UPPER_FIRST + 8 * set, 8),
			   cmis_sim_limits[limits]);
}

static void cmis_sim_observed_item_put(struct cmis_sim_store *store,
				       unsigned int bank,
				       const struct cmis_sim_observed_row *row,
				       unsigned int slot, u8 resource)
{
	const struct cmis_sim_observed_type *type =
		cmis_sim_observed_type_find(row->type);
	u32 reg = CMIS_REG(CMIS_PAGE_VDM_DESC + row->group - 1,
			   CMIS_UPPER_FIRST + 2 * slot, 2);
	u8 *at = cmis_sim_store_byte(store, bank, reg);
	unsigned int lane = 0;

	if (resource != CMIS_SIM_VDM_MODULE)
		lane = bank * CMIS_LANES_PER_BANK + resource;
	at[0] = cmis_sim_observed_set(row->group, type->limits) << 4 |
		resource;
	at[1] = row->type;
	reg = CMIS_REG(CMIS_PAGE_VDM_SAMPLES + row->group - 1,
		       CMIS_UPPER_FIRST + 2 * slot, 2);
	cmis_sim_store_put(store, bank, reg,
			   (u16)(type->initial + type->step * lane));
	cmis_sim_observed_limits_put(store, bank, row->group, type->limits);
}

static void cmis_sim_observed_row_put(struct cmis_sim_store *store,
				      unsigned int bank,
				      const struct cmis_sim_observed_row *row)
{
	unsigned int slot = row->slot, lane, i;

	if (!row->lanes && !bank)
		cmis_sim_observed_item_put(store, bank, row, slot,
					   CMIS_SIM_VDM_MODULE);
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		lane = (row->first + i) % CMIS_LANES_PER_BANK;
		if (row->lanes & BIT(lane))
			cmis_sim_observed_item_put(store, bank, row, slot++,
						   lane);
	}
}

static bool cmis_sim_observed_has_page(const struct cmis_sim_observed *set,
				       unsigned int page)
{
	if (page == CMIS_PAGE_DIAG_CONTROL || page == CMIS_PAGE_DIAG_STATUS)
		return set->reports;
	if (page == CMIS_PAGE_VDM_FLAGS || page == CMIS_PAGE_VDM_MASKS ||
	    page == CMIS_PAGE_VDM_CONTROL)
		return true;
	return page >= CMIS_PAGE_VDM_DESC && page < CMIS_PAGE_VDM_FLAGS &&
	       page % CMIS_SIM_VDM_GROUPS < set->groups;
}

static int cmis_sim_observed_pages_add(struct cmis_sim_store *store,
				       unsigned int bank,
				       const struct cmis_sim_observed *set)
{
	struct cmis_sim_page *added;
	unsigned int page;

	for (page = CMIS_PAGE_DIAG_CONTROL; page <= CMIS_PAGE_VDM_CONTROL;
	     page++) {
		if (!cmis_sim_observed_has_page(set, page))
			continue;
		added = cmis_sim_store_add(store, CMIS_SIM_KEY(bank, page));
		if (IS_ERR(added))
			return PTR_ERR(added);
	}
	return 0;
}

/* Unlike those of other flags, masks of diagnostics are set at first. */
static void cmis_sim_observed_diag_put(struct cmis_sim_store *store,
				       unsigned int bank,
				       const struct cmis_sim_observed *set)
{
	*cmis_sim_store_byte(store, bank, CMIS_DIAG_REPORTS) = set->reports;
	/* Generators and checkers for all patterns, in single lanes */
	for (unsigned int i = 0; i < CMIS_REG_SIZE(CMIS_PATTERN_LISTS); i++)
		cmis_sim_store_byte(store, bank, CMIS_PATTERN_LISTS)[i] =
			i % 2 ? 0x1f : 0xff;
	*cmis_sim_store_byte(store, bank, CMIS_PATTERN_LANES) = 0xff;
	*cmis_sim_store_byte(store, bank, CMIS_LOOPBACK_CAPS) =
		CMIS_SIM_LOOPBACKS | CMIS_LOOPBACK_HOST_LANES |
		CMIS_LOOPBACK_MEDIA_LANES | CMIS_LOOPBACK_BOTH_SIDES;
	*cmis_sim_store_byte(store, bank, CMIS_DIAG_REFCLK_MASK) =
		CMIS_DIAG_REFCLK_LOST;
	memset(cmis_sim_store_byte(store, bank, CMIS_DIAG_MASKS), 0xff,
	       CMIS_REG_SIZE(CMIS_DIAG_MASKS));
}

static int cmis_sim_observed_bank_put(struct cmis_sim_store *store,
				      unsigned int bank,
				      const struct cmis_sim_observed *set)
{
	const struct cmis_sim_observed_row *row;
	int err;

	err = cmis_sim_observed_pages_add(store, bank, set);
	if (err)
		return err;
	*cmis_sim_store_byte(store, bank, CMIS_VDM_SUPPORT) =
		FIELD_PREP(CMIS_VDM_SUPPORT_GROUPS, set->groups - 1);
	cmis_sim_be16_put(CMIS_SIM_FINE_INTERVAL,
			  cmis_sim_store_byte(store, bank,
					      CMIS_VDM_FINE_INTERVAL));
	if (set->reports)
		cmis_sim_observed_diag_put(store, bank, set);
	for (row = set->rows; row->group; row++)
		cmis_sim_observed_row_put(store, bank, row);
	return 0;
}

/**
 * cmis_sim_observed_put() - add VDM and diagnostics to a built-in module
 * @profile: the profile
 * @store: the memory, complete but for its checksums
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_observed_put(const char *profile, struct cmis_sim_store *store)
{
	const struct cmis_sim_observed *set = cmis_sim_observed_find(profile);
	unsigned int bank;
	int err = 0;

	if (!set)
		return 0;
	*cmis_sim_store_byte(store, 0, CMIS_PAGES_ADVERT) |= CMIS_PAGES_VDM |
		(set->reports ? CMIS_PAGES_DIAG : 0);
	for (bank = 0; bank < cmis_sim_store_banks(store) && !err; bank++)
		err = cmis_sim_observed_bank_put(store, bank, set);
	return err;
}
