// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the built-in modules.
 *
 * Their vendor is invented. Codes are those of SFF-8024, values and limits
 * are such as modules of their kind have.
 */
#include <linux/bitfield.h>
#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/coherent.h"
#include "sim/ext_laser.h"
#include "sim/module.h"
#include "sim/monitor.h"
#include "sim/observed.h"
#include "sim/profiles.h"
#include "sim/tune.h"

#define CMIS_SIM_APPS_MAX	3
#define CMIS_SIM_CDB_ADVERT_SIZE	4

/* SFF-8024 codes that the profiles use */
#define CMIS_SIM_ID_QSFP_DD	0x18
#define CMIS_SIM_ID_OSFP	0x19
#define CMIS_SIM_ID_QSFP	0x1e
#define CMIS_SIM_ID_SFP_DD	0x1f
#define CMIS_SIM_ID_OSFP_XD	0x21
#define CMIS_SIM_ID_ELSFP	0x22
#define CMIS_SIM_ID_CPO		0x80

#define CMIS_SIM_MEDIA_SMF	0x02
#define CMIS_SIM_MEDIA_COPPER	0x03

#define CMIS_SIM_CONNECTOR_LC	0x07
#define CMIS_SIM_CONNECTOR_MPO_1X12	0x0c
#define CMIS_SIM_CONNECTOR_NONE	0x23
#define CMIS_SIM_CONNECTOR_MPO_1X16	0x28

#define CMIS_SIM_TECH_1310_DFB	0x04
#define CMIS_SIM_TECH_1310_EML	0x06
#define CMIS_SIM_TECH_COPPER	0x0a
#define CMIS_SIM_TECH_C_BAND	0x10

/* Passwords, their results, and reads of 128 bytes */
#define CMIS_SIM_MISC_SUPPORTED \
	(FIELD_PREP(CMIS_MISC_PASSWORD_ENTRY, CMIS_MISC_SUPPORTED) | \
	 FIELD_PREP(CMIS_MISC_PASSWORD_RESULT, CMIS_MISC_SUPPORTED) | \
	 FIELD_PREP(CMIS_MISC_FULL_PAGE_READ, CMIS_MISC_SUPPORTED))

/**
 * struct cmis_sim_app - an application, as advertised
 * @host: host interface code
 * @media: media interface code
 * @lanes: host lanes in the high nibble, media lanes in the low one
 * @host_assign: host lanes that an instance can start at
 * @media_assign: media lanes
 */
struct cmis_sim_app {
	u8 host;
	u8 media;
	u8 lanes;
	u8 host_assign;
	u8 media_assign;
};

/**
 * struct cmis_sim_profile - a built-in module
 * @name: the user's name for it
 * @part: vendor part number
 * @about: a description
 * @identifier: form factor
 * @revision: of CMIS
 * @flat: lower memory and page 00h only
 * @media_type: lower 85
 * @connector: its connector
 * @technology: of its transmitters
 * @power_class: 1 to 8
 * @power_quarter_w: maximum power, in 0.25 W
 * @banks: number of banks, 0 for one
 * @media_unsupported: missing media lanes
 * @length_code: 01h:132, or the length of a cable
 * @bias_code: 01h:160.4-3
 * @cdb: 01h:163-166
 * @tunable: it has a tunable laser
 * @source: it is a source of light for engines, without data paths
 * @face: lower 61
 * @apps: applications; the first one is active after power-up
 */
struct cmis_sim_profile {
	const char *name;
	const char *part;
	const char *about;
	u8 identifier;
	u8 revision;
	bool flat;
	u8 media_type;
	u8 connector;
	u8 technology;
	u8 power_class;
	u8 power_quarter_w;
	u8 banks;
	u8 media_unsupported;
	u8 length_code;
	u8 bias_code;
	u8 cdb[CMIS_SIM_CDB_ADVERT_SIZE];
	bool tunable;
	bool source;
	u8 face;
	struct cmis_sim_app apps[CMIS_SIM_APPS_MAX];
};

static const struct cmis_sim_profile cmis_sim_profiles[] = {
	{
		.name = "400g-dr4", .part = "SIM-400G-DR4",
		.about = "QSFP-DD, 8 host lanes, 4 media lanes",
		.identifier = CMIS_SIM_ID_QSFP_DD, .revision = 0x50,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_MPO_1X12,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 5, .power_quarter_w = 36,
		.media_unsupported = 0xf0, .length_code = 5, .bias_code = 1,
		.cdb = { 0x60, 15, 0x00, 0x00 },
		.apps = {
			/* 400GAUI-8 to 400GBASE-DR4 */
			{ 0x11, 0x1c, 0x84, 0x01, 0x01 },
			/* 100GAUI-2 to 100GBASE-DR, four times */
			{ 0x0d, 0x14, 0x21, 0x55, 0x0f },
		},
	}, {
		.name = "800g-2xfr4", .part = "SIM-800G-2XFR4",
		.about = "OSFP, two paths of 4 lanes",
		.identifier = CMIS_SIM_ID_OSFP, .revision = 0x51,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_LC,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 8, .power_quarter_w = 66,
		.length_code = 0x40 | 2, .bias_code = 1,
		.cdb = { 0x47, 7, 0x08, 0x80 },
		.apps = {
			/* 400GAUI-4-L to 400GBASE-FR4, twice */
			{ 0x50, 0x1d, 0x44, 0x11, 0x11 },
			/* 400GAUI-4-S to the same */
			{ 0x4f, 0x1d, 0x44, 0x11, 0x11 },
		},
	}, {
		.name = "1.6t-dr8", .part = "SIM-1.6T-DR8",
		.about = "OSFP, 8 lanes of 200 Gb/s",
		.identifier = CMIS_SIM_ID_OSFP, .revision = 0x53,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_MPO_1X16,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 8, .power_quarter_w = 100,
		.length_code = 5, .bias_code = 1,
		.cdb = { 0xb7, 255, 0x80, 0x1e },
		.apps = {
			/* 1.6TAUI-8 to 1.6TBASE-DR8 */
			{ 0x83, 0x7f, 0x88, 0x01, 0x01 },
			/* 800GAUI-4 to 800GBASE-DR4, twice */
			{ 0x82, 0x77, 0x44, 0x11, 0x11 },
			/* 200GAUI-1 to 200GBASE-DR1, eight times */
			{ 0x80, 0x73, 0x11, 0xff, 0xff },
		},
	}, {
		.name = "3.2t-dr16", .part = "SIM-3.2T-DR16",
		.about = "OSFP-XD, 16 lanes in 2 banks",
		.identifier = CMIS_SIM_ID_OSFP_XD, .revision = 0x53,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_MPO_1X16,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 8, .power_quarter_w = 180,
		.banks = 2, .length_code = 5, .bias_code = 1,
		.cdb = { 0x64, 15, 0x00, 0x00 },
		.apps = {
			{ 0x83, 0x7f, 0x88, 0x01, 0x01 },
			{ 0x82, 0x77, 0x44, 0x11, 0x11 },
		},
	}, {
		.name = "cpo-32", .part = "SIM-6.4T-CPO32",
		.about = "co-packaged engine, 32 lanes in 4 banks",
		.identifier = CMIS_SIM_ID_CPO, .revision = 0x53,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_NONE,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 8, .power_quarter_w = 240,
		.banks = 4, .length_code = 5, .bias_code = 1,
		.apps = {
			{ 0x83, 0x7f, 0x88, 0x01, 0x01 },
			{ 0x80, 0x73, 0x11, 0xff, 0xff },
		},
	}, {
		.name = "cpo-64", .part = "SIM-12.8T-CPO64",
		.about = "co-packaged engine, 64 lanes in 8 banks",
		.identifier = CMIS_SIM_ID_CPO, .revision = 0x54,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_NONE,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 8, .power_quarter_w = 255,
		.banks = 8, .length_code = 5, .bias_code = 1,
		.apps = {
			/* 200GAUI-1 to 200GBASE-DR1, eight times a bank */
			{ 0x80, 0x73, 0x11, 0xff, 0xff },
			{ 0x83, 0x7f, 0x88, 0x01, 0x01 },
		},
	}, {
		.name = "400g-qsfp112", .part = "SIM-400G-Q112-DR4",
		.about = "QSFP112, 4 lanes",
		.identifier = CMIS_SIM_ID_QSFP, .revision = 0x52,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_MPO_1X12,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 6, .power_quarter_w = 44,
		.media_unsupported = 0xf0, .length_code = 5,
		.cdb = { 0x60, 0, 0x00, 0x00 },
		.apps = {
			/* 400GAUI-4-L to 400GBASE-DR4 */
			{ 0x50, 0x1c, 0x44, 0x01, 0x01 },
			/* 100GAUI-1-L to 100GBASE-DR, four times */
			{ 0x4c, 0x14, 0x11, 0x0f, 0x0f },
		},
	}, {
		.name = "200g-sfp-dd", .part = "SIM-200G-SFPDD",
		.about = "SFP-DD112, 2 lanes",
		.identifier = CMIS_SIM_ID_SFP_DD, .revision = 0x52,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_LC,
		.technology = CMIS_SIM_TECH_1310_EML,
		.power_class = 3, .power_quarter_w = 20,
		.media_unsupported = 0xfc, .length_code = 5,
		.apps = {
			/* 100GAUI-1-L to 100GBASE-DR, twice */
			{ 0x4c, 0x14, 0x11, 0x03, 0x03 },
		},
	}, {
		.name = "400g-zrplus", .part = "SIM-400G-ZRP",
		.about = "QSFP-DD, tunable coherent, 8 host lanes, 1 media lane",
		.identifier = CMIS_SIM_ID_QSFP_DD, .revision = 0x52,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_LC,
		.technology = CMIS_SIM_TECH_C_BAND,
		.power_class = 8, .power_quarter_w = 80,
		.media_unsupported = 0xfe, .length_code = 0x80 | 12,
		.cdb = { 0x60, 15, 0x00, 0x00 }, .tunable = true,
		.apps = {
			/* 400GAUI-8 to 400ZR, amplified */
			{ 0x11, 0x3e, 0x81, 0x01, 0x01 },
			/* 400GAUI-8 to ZR400-OFEC-16QAM */
			{ 0x11, 0x46, 0x81, 0x01, 0x01 },
		},
	}, {
		.name = "800g-zr", .part = "SIM-800G-ZR",
		.about = "OSFP, tunable coherent, 8 host lanes, 1 media lane",
		.identifier = CMIS_SIM_ID_OSFP, .revision = 0x53,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_LC,
		.technology = CMIS_SIM_TECH_C_BAND,
		.power_class = 8, .power_quarter_w = 112,
		.media_unsupported = 0xfe, .length_code = 0x80 | 12,
		.cdb = { 0x60, 15, 0x00, 0x00 }, .tunable = true, .face = 0x01,
		.apps = {
			/* 800GAUI-8 to 800ZR-A */
			{ 0x51, 0x6c, 0x81, 0x01, 0x01 },
		},
	}, {
		.name = "elsfp", .part = "SIM-ELSFP-8",
		.about = "source of light for a co-packaged engine, 8 lasers",
		.identifier = CMIS_SIM_ID_ELSFP, .revision = 0x53,
		.media_type = CMIS_SIM_MEDIA_SMF,
		.connector = CMIS_SIM_CONNECTOR_MPO_1X12,
		.technology = CMIS_SIM_TECH_1310_DFB,
		.power_class = 6, .power_quarter_w = 48,
		.source = true, .face = 0x02,
	}, {
		.name = "copper", .part = "SIM-400G-CR8-1M",
		.about = "QSFP-DD passive copper cable, flat memory",
		.identifier = CMIS_SIM_ID_QSFP_DD, .revision = 0x50,
		.flat = true, .media_type = CMIS_SIM_MEDIA_COPPER,
		.connector = CMIS_SIM_CONNECTOR_NONE,
		.technology = CMIS_SIM_TECH_COPPER,
		.power_class = 1, .power_quarter_w = 1,
		.length_code = 0x40 | 1,
		.apps = {
			/* 400G-CR8 over a copper cable */
			{ 0x1d, 0x01, 0x88, 0x01, 0x01 },
		},
	},
};

/**
 * struct cmis_sim_bytes - bytes of every paged profile
 * @reg: the register
 * @value: its value, of the size of the register
 */
struct cmis_sim_bytes {
	u32 reg;
	u64 value;
};

static const struct cmis_sim_bytes cmis_sim_common[] = {
	{ CMIS_MGMT, 0x04 },		/* 1 MHz */
	{ CMIS_MODULE_STATE, 0x01 },
	{ CMIS_MODULE_CONTROL, CMIS_CONTROL_LOWPWR_ALLOW_HW },
	{ CMIS_ACTIVE_FW_MAJOR, 1 },
	{ CMIS_ACTIVE_FW_MINOR, 4 },
	{ CMIS_INACTIVE_FW_MAJOR, 1 },
	{ CMIS_INACTIVE_FW_MINOR, 3 },
	{ CMIS_HW_REV_MAJOR, 2 },
	{ CMIS_HW_REV_MINOR, 1 },
	{ CMIS_WAVELENGTH, 26200 },	/* 1310 nm */
	{ CMIS_WAVELENGTH_TOLERANCE, 1300 },
	{ CMIS_DURATION_DP, 0x23 },
	{ CMIS_CHARACTERISTICS, CMIS_CHAR_COOLED },
	{ CMIS_TEMP_MAX, 70 },
	{ CMIS_VOLTAGE_MIN, 157 },
	{ CMIS_RX_CHARACTERISTICS, CMIS_RX_CHAR_POWER_AVERAGE },
	{ CMIS_TX_CONTROLS, CMIS_TX_OUTPUT_DISABLE | CMIS_TX_FORCED_SQUELCH |
		CMIS_TX_SQUELCH_DISABLE | CMIS_TX_POLARITY_FLIP },
	{ CMIS_RX_CONTROLS, CMIS_RX_OUTPUT_DISABLE | CMIS_RX_SQUELCH_DISABLE |
		CMIS_RX_POLARITY_FLIP },
	{ CMIS_TX_FLAGS_ADVERT, CMIS_TX_FLAG_ADAPT_EQ_FAIL |
		CMIS_TX_FLAG_CDR_LOL | CMIS_TX_FLAG_LOS |
		CMIS_TX_FLAG_FAILURE },
	{ CMIS_RX_FLAGS_ADVERT, CMIS_RX_FLAG_CDR_LOL | CMIS_RX_FLAG_LOS },
	{ CMIS_SI_LIMITS, 0x79 },	/* amplitudes 0 to 2; 9 dB */
	{ CMIS_SI_CURSOR_MAX, 0x57 },	/* 5 dB; 3.5 dB */
	{ CMIS_TX_SI_CONTROLS, CMIS_TX_EQ_ADAPTIVE | CMIS_TX_EQ_FIXED |
		CMIS_TX_CDR | CMIS_TX_CDR_BYPASS },
	{ CMIS_RX_SI_CONTROLS, CMIS_RX_STAGED_SET_1 | CMIS_RX_OUTPUT_EQ |
		CMIS_RX_AMPLITUDE | CMIS_RX_CDR | CMIS_RX_CDR_BYPASS },
	{ CMIS_DURATION_MODULE, 0x33 },
	{ CMIS_DURATION_TX, 0x22 },
	{ CMIS_DURATION_PAGE_CHANGE, 4 },
};

/* 01h:142.1-0: 1, 2 or 4 banks, or a number in 01h:174 */
static u8 cmis_sim_banks_code(const struct cmis_sim_profile *profile)
{
	return profile->banks > 4 ? 3 : profile->banks / 2;
}

static void cmis_sim_image_print(struct cmis_sim_store *store, u32 reg,
				 const char *text)
{
	u8 *at = cmis_sim_store_byte(store, 0, reg);
	size_t size = CMIS_REG_SIZE(reg);

	memset(at, ' ', size);
	memcpy(at, text, min(strlen(text), size));
}

static void cmis_sim_image_sum(struct cmis_sim_store *store, u32 first,
			       unsigned int last, u32 sum)
{
	u8 *at = cmis_sim_store_byte(store, 0, first);
	unsigned int i, count = last - CMIS_REG_OFFSET(first) + 1;
	u8 total = 0;

	for (i = 0; at && i < count; i++)
		total += at[i];
	cmis_sim_store_put(store, 0, sum, total);
}

static void cmis_sim_apps_put(struct cmis_sim_store *store,
			      const struct cmis_sim_profile *profile)
{
	const struct cmis_sim_app *app = profile->apps;
	u32 reg = CMIS_APPS_LOWER;
	unsigned int i;
	u8 *at;

	memset(cmis_sim_store_byte(store, 0, reg), 0, CMIS_REG_SIZE(reg));
	for (i = 0; i < CMIS_SIM_APPS_MAX && app->host; i++, app++) {
		at = cmis_sim_store_byte(store, 0, reg + CMIS_APP_SIZE * i);
		at[CMIS_APP_HOST_ID] = app->host;
		at[CMIS_APP_MEDIA_ID] = app->media;
		at[CMIS_APP_LANE_COUNTS] = app->lanes;
		at[CMIS_APP_HOST_ASSIGN] = app->host_assign;
		at = cmis_sim_store_byte(store, 0, CMIS_APP_MEDIA_ASSIGN + i);
		if (at)
			*at = app->media_assign;
	}
	*cmis_sim_store_byte(store, 0, reg + CMIS_APP_SIZE * i) = CMIS_APP_END;
	at = cmis_sim_store_byte(store, 0, CMIS_APPS_UPPER);
	if (at)
		*at = CMIS_APP_END;
}

static void cmis_sim_identity_put(struct cmis_sim_store *store,
				  const struct cmis_sim_profile *profile,
				  const char *serial)
{
	cmis_sim_store_put(store, 0, CMIS_IDENTIFIER, profile->identifier);
	cmis_sim_store_put(store, 0, CMIS_REVISION, profile->revision);
	cmis_sim_store_put(store, 0, CMIS_MEDIA_TYPE, profile->media_type);
	cmis_sim_store_put(store, 0, CMIS_FACE, profile->face);
	cmis_sim_store_put(store, 0, CMIS_IDENTIFIER_COPY,
			   profile->identifier);
	cmis_sim_image_print(store, CMIS_VENDOR_NAME, "LINUX-CMIS");
	cmis_sim_store_put(store, 0, CMIS_VENDOR_OUI, 0x02c315);
	cmis_sim_image_print(store, CMIS_VENDOR_PN, profile->part);
	cmis_sim_image_print(store, CMIS_VENDOR_REV, "1A");
	cmis_sim_image_print(store, CMIS_VENDOR_SN, serial);
	cmis_sim_image_print(store, CMIS_DATE_CODE, "260701");
	cmis_sim_image_print(store, CMIS_CLEI, "");
	cmis_sim_store_put(store, 0, CMIS_POWER_CLASS,
			   FIELD_PREP(CMIS_POWER_CLASS_MASK,
				      profile->power_class - 1));
	cmis_sim_store_put(store, 0, CMIS_MAX_POWER,
			   profile->power_quarter_w);
	cmis_sim_store_put(store, 0, CMIS_CONNECTOR, profile->connector);
	cmis_sim_store_put(store, 0, CMIS_MEDIA_LANE_UNSUPPORTED,
			   profile->media_unsupported);
	cmis_sim_store_put(store, 0, CMIS_MEDIA_TECHNOLOGY,
			   profile->technology);
}

/* Attenuations in dB at 5, 7, 12.9, 25.8 and 53.125 GHz */
static void cmis_sim_copper_put(struct cmis_sim_store *store,
				const struct cmis_sim_profile *profile)
{
	cmis_sim_store_put(store, 0, CMIS_MGMT, CMIS_MGMT_FLAT);
	cmis_sim_store_put(store, 0, CMIS_MODULE_STATE,
			   FIELD_PREP(CMIS_MODULE_STATE_MASK, CMIS_SIM_READY) |
			   CMIS_MODULE_INT_DEASSERTED);
	cmis_sim_store_put(store, 0, CMIS_CABLE_LENGTH, profile->length_code);
	cmis_sim_store_put(store, 0, CMIS_COPPER_ATTENUATION, 0x0405070c00);
}

static void cmis_sim_advert_put(struct cmis_sim_store *store,
				const struct cmis_sim_profile *profile)
{
	/* 120, 30, 110, 40 mA in units of 2 uA */
	u64 limits = 0xea603a98d6d84e20;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_common); i++)
		cmis_sim_store_put(store, 0, cmis_sim_common[i].reg,
				   cmis_sim_common[i].value);
	cmis_sim_store_put(store, 0, CMIS_LENGTH_SMF, profile->length_code);
	cmis_sim_store_put(store, 0, CMIS_PAGES_ADVERT,
			   CMIS_PAGES_USER |
			   cmis_sim_banks_code(profile));
	cmis_sim_store_put(store, 0, CMIS_LANE_MONITORS_ADVERT,
			   FIELD_PREP(CMIS_LANE_BIAS_SCALING,
				      profile->bias_code));
	cmis_sim_monitors_put(store);
	if (profile->source)
		cmis_sim_ext_advert_put(store);
	if (!profile->bias_code)
		cmis_sim_store_put(store, 0, CMIS_TX_BIAS_THRESHOLDS, limits);
	memcpy(cmis_sim_store_byte(store, 0, CMIS_CDB_ADVERT), profile->cdb,
	       sizeof(profile->cdb));
	if (profile->revision >= 0x53)
		cmis_sim_store_put(store, 0, CMIS_MISC_ADVERT,
				   CMIS_SIM_MISC_SUPPORTED);
}

/* All instances of the first application, as after power-up */
static void cmis_sim_lanes_configure(struct cmis_sim_store *store,
				     const struct cmis_sim_profile *profile,
				     unsigned int bank)
{
	const struct cmis_sim_app *app = &profile->apps[0];
	unsigned int first, lane, lanes = app->lanes >> 4;
	u8 config;

	for (first = 0; first < CMIS_LANES_PER_BANK; first++) {
		if (!(app->host_assign & BIT(first)))
			continue;
		config = FIELD_PREP(CMIS_DP_CONFIG_APPSEL, 1) |
			 FIELD_PREP(CMIS_DP_CONFIG_DPID, first);
		for (lane = first; lane < first + lanes; lane++) {
			*cmis_sim_store_byte(store, bank, CMIS_ACS_DP_CONFIG +
					     lane) = config;
			*cmis_sim_store_byte(store, bank,
					     CMIS_SCS0_DP_CONFIG +
					     lane) = config;
		}
	}
}

static int cmis_sim_image_start(struct cmis_sim_store *store,
				const struct cmis_sim_profile *profile)
{
	struct cmis_sim_page *lower, *admin, *user;

	cmis_sim_store_clear(store);
	lower = cmis_sim_store_add(store, CMIS_SIM_LOWER);
	if (IS_ERR(lower))
		return PTR_ERR(lower);
	if (profile->source) {
		lower->data[CMIS_REG_OFFSET(CMIS_SM_SUPPORT)] = 2;
		lower->data[CMIS_REG_OFFSET(CMIS_FUNCTION_TYPE)] = 1;
	}
	admin = cmis_sim_store_add(store, CMIS_PAGE_ADMIN);
	if (IS_ERR(admin))
		return PTR_ERR(admin);
	if (profile->flat) {
		lower->data[CMIS_REG_OFFSET(CMIS_MGMT)] = CMIS_MGMT_FLAT;
		return 0;
	}
	user = cmis_sim_store_add(store, CMIS_PAGE_USER);
	if (IS_ERR(user))
		return PTR_ERR(user);
	/* The number of banks decides on the other pages. */
	admin = cmis_sim_store_add(store, CMIS_PAGE_ADVERT);
	if (IS_ERR(admin))
		return PTR_ERR(admin);
	cmis_sim_store_put(store, 0, CMIS_REVISION, profile->revision);
	cmis_sim_store_put(store, 0, CMIS_PAGES_ADVERT,
			   cmis_sim_banks_code(profile));
	if (profile->banks > 4)
		cmis_sim_store_put(store, 0, CMIS_EXT_PAGES_2,
				   profile->banks - 1);
	return cmis_sim_store_complete(store);
}

static const struct cmis_sim_profile *cmis_sim_profile_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_profiles); i++)
		if (!strcmp(name, cmis_sim_profiles[i].name))
			return &cmis_sim_profiles[i];
	return NULL;
}

/**
 * cmis_sim_profile_build() - make the memory of a built-in module
 * @name: the profile
 * @serial: serial number of this piece
 * @store: filled with the memory; loses its own pages
 *
 * Context: may sleep.
 * Return: 0; -ENOENT if there is no such profile, -ENOMEM.
 */
int cmis_sim_profile_build(const char *name, const char *serial,
			   struct cmis_sim_store *store)
{
	const struct cmis_sim_profile *profile = cmis_sim_profile_find(name);
	unsigned int bank;
	int err;

	if (!profile)
		return -ENOENT;
	err = cmis_sim_image_start(store, profile);
	if (err)
		return err;
	cmis_sim_identity_put(store, profile, serial);
	cmis_sim_apps_put(store, profile);
	if (profile->flat) {
		cmis_sim_copper_put(store, profile);
	} else {
		cmis_sim_advert_put(store, profile);
		for (bank = 0; !profile->source &&
		     bank < cmis_sim_store_banks(store); bank++) {
			cmis_sim_lane_monitors_put(store, bank);
			cmis_sim_lanes_configure(store, profile, bank);
		}
	}
	err = cmis_sim_observed_put(name, store);
	if (!err && profile->source)
		err = cmis_sim_ext_put(store);
	if (!err && profile->tunable)
		err = cmis_sim_tune_put(store);
	if (!err && profile->tunable)
		err = cmis_sim_coherent_put(store);
	if (err)
		return err;
	/* 193.4 THz are 1550.1 nm. */
	if (profile->tunable)
		cmis_sim_store_put(store, 0, CMIS_WAVELENGTH, 31002);
	cmis_sim_image_sum(store, CMIS_IDENTIFIER_COPY,
			   CMIS_P00_CHECKSUM_LAST, CMIS_P00_CHECKSUM);
	cmis_sim_image_sum(store, CMIS_HW_REV_MAJOR, CMIS_P01_CHECKSUM_LAST,
			   CMIS_P01_CHECKSUM);
	cmis_sim_image_sum(store, CMIS_TEMP_THRESHOLDS,
			   CMIS_P02_CHECKSUM_LAST, CMIS_P02_CHECKSUM);
	return 0;
}

/**
 * cmis_sim_profiles_show() - list the built-in modules
 * @buf: a page of text
 *
 * Return: its length.
 */
ssize_t cmis_sim_profiles_show(char *buf)
{
	unsigned int i;
	ssize_t length = 0;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_profiles); i++)
		length += sysfs_emit_at(buf, length, "%-14s %s\n",
					cmis_sim_profiles[i].name,
					cmis_sim_profiles[i].about);
	return length;
}
