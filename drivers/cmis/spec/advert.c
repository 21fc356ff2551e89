// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoders of page 01h: features of a module, and how long it takes; and of
 * page 02h: its thresholds are with the monitors.
 *
 * Pure: see spec/value.h.
 */

#include <linux/limits.h>
#include <linux/math.h>

#include "spec/advert.h"
#include "spec/lanes.h"
#include "spec/value.h"

/* Duration codes, upper bounds; beyond the table there is none. */
static const u32 cmis_durations_ms[] = {
	1, 5, 10, 50, 100, 500, 1000, 5000, 10000, 60000, 300000, 600000,
	3000000,
};

/* tBPC, and the time that a CDB command may block registers by default. */
#define CMIS_PAGE_CHANGE_US	10000
#define CMIS_CDB_BUSY_MS	80
#define CMIS_CDB_EXT_BUSY_MS	160

/**
 * cmis_duration_ms() - upper bound that a duration code stands for
 * @code: nibble of 01h:144, 167 or 168
 *
 * Reserved codes are taken as unbounded: to give up on a module that is still
 * at work is worse than to wait for one that is not.
 *
 * Return: milliseconds, or U32_MAX if there is no bound.
 */
u32 cmis_duration_ms(u8 code)
{
	return code < ARRAY_SIZE(cmis_durations_ms) ?
		cmis_durations_ms[code] : U32_MAX;
}

/* Multiplier 3 came together with 01h:137; it was reserved before. */
static u32 cmis_smf_length_m(const u8 *page, u8 revision)
{
	static const u32 unit_m[] = { 100, 1000, 10000 };
	static const u32 extended_m[] = { 50000, 100000, 200000, 500000 };
	u8 code = cmis_byte_get(page, CMIS_LENGTH_SMF);
	u8 multiplier = FIELD_GET(CMIS_LENGTH_MULTIPLIER, code);
	u8 base = FIELD_GET(CMIS_LENGTH_BASE, code);

	if (multiplier < ARRAY_SIZE(unit_m))
		return base * unit_m[multiplier];
	if (!cmis_field_is_there(revision, CMIS_LENGTH_SMF_EXT,
				 CMIS_LENGTH_MULTIPLIER))
		return 0;
	code = cmis_byte_get(page, CMIS_LENGTH_SMF_EXT);
	return base * extended_m[FIELD_GET(CMIS_LENGTH_MULTIPLIER, code)];
}

/* FFFFh, which is beyond any module, stands for no value as well as 0. */
static u16 cmis_word_get_sane(const u8 *page, u32 reg)
{
	u16 word = cmis_word_get(page, reg);

	return word == U16_MAX ? 0 : word;
}

static void cmis_adverts_decode_identity(const u8 *page, u8 revision,
					 struct cmis_adverts *out)
{
	out->inactive_fw_major = cmis_byte_get(page, CMIS_INACTIVE_FW_MAJOR);
	out->inactive_fw_minor = cmis_byte_get(page, CMIS_INACTIVE_FW_MINOR);
	out->hw_major = cmis_byte_get(page, CMIS_HW_REV_MAJOR);
	out->hw_minor = cmis_byte_get(page, CMIS_HW_REV_MINOR);
	out->length_smf_m = cmis_smf_length_m(page, revision);
	out->length_om5_m = cmis_byte_get(page, CMIS_LENGTH_OM5) * 2;
	out->length_om4_m = cmis_byte_get(page, CMIS_LENGTH_OM4) * 2;
	out->length_om3_m = cmis_byte_get(page, CMIS_LENGTH_OM3) * 2;
	out->length_om2_m = cmis_byte_get(page, CMIS_LENGTH_OM2);
	out->wavelength_pm = cmis_word_get_sane(page, CMIS_WAVELENGTH) * 50;
	out->wavelength_tolerance_pm =
		cmis_word_get_sane(page, CMIS_WAVELENGTH_TOLERANCE) * 5;
	out->temp_max_c = (s8)cmis_byte_get(page, CMIS_TEMP_MAX);
	out->temp_min_c = (s8)cmis_byte_get(page, CMIS_TEMP_MIN);
	out->propagation_delay_ns =
		cmis_word_get_sane(page, CMIS_PROPAGATION_DELAY) * 10;
	out->voltage_min_mv = cmis_byte_get(page, CMIS_VOLTAGE_MIN) * 20;
	out->cdr_power_saved_mw =
		cmis_byte_get(page, CMIS_CDR_POWER_SAVED) * 10;
}

/* 01h:142.1-0; without 01h:174, code 3 means one bank. */
static u8 cmis_banks_decode(const u8 *page, u8 revision)
{
	u8 code = cmis_field_get(page, CMIS_PAGES_ADVERT, CMIS_PAGES_BANKS);
	u8 banks = 1 << code;

	if (code == 3)
		banks = FIELD_GET(CMIS_EXT_BANKS,
				  cmis_byte_get_since(page, CMIS_EXT_PAGES_2,
						      revision)) + 1;
	return banks < CMIS_MAX_BANKS ? banks : CMIS_MAX_BANKS;
}

static void cmis_adverts_decode_controls(const u8 *page, u8 revision,
					 struct cmis_adverts *out)
{
	out->pages = cmis_byte_get(page, CMIS_PAGES_ADVERT) & ~CMIS_PAGES_BANKS;
	out->banks = cmis_banks_decode(page, revision);
	out->characteristics = cmis_byte_get(page, CMIS_CHARACTERISTICS);
	out->rx_characteristics = cmis_byte_get(page, CMIS_RX_CHARACTERISTICS);
	out->si_limits = cmis_byte_get(page, CMIS_SI_LIMITS);
	out->si_cursor_max = cmis_byte_get(page, CMIS_SI_CURSOR_MAX);
	out->tx_controls = cmis_byte_get(page, CMIS_TX_CONTROLS);
	out->rx_controls = cmis_byte_get(page, CMIS_RX_CONTROLS);
	out->tx_si_controls = cmis_byte_get(page, CMIS_TX_SI_CONTROLS);
	out->rx_si_controls = cmis_byte_get(page, CMIS_RX_SI_CONTROLS);
	out->default_polarity_tx =
		cmis_byte_get(page, CMIS_DEFAULT_POLARITY_TX);
	out->default_polarity_rx =
		cmis_byte_get(page, CMIS_DEFAULT_POLARITY_RX);
	out->ext_pages = cmis_byte_get(page, CMIS_EXT_PAGES_1) << 8 |
			 cmis_byte_get(page, CMIS_EXT_PAGES_2);
	out->nad_banks = FIELD_GET(CMIS_NAD_BANKS_MASK,
				   cmis_byte_get_since(page, CMIS_NAD_BANKS,
						       revision));
	out->misc = cmis_byte_get(page, CMIS_MISC_ADVERT);
	out->full_page_read = FIELD_GET(CMIS_MISC_FULL_PAGE_READ, out->misc);
	out->lane_features = cmis_byte_get(page, CMIS_LANE_ADVERT);
}

/* A blank page is given as NULL: it advertises no flag. */
static u16 cmis_adverts_get_lane_flags(const u8 *page)
{
	u16 flags = 0;

	for (unsigned int i = 0; i < CMIS_LF_COUNT; i++) {
		const struct cmis_lane_flag_info *info = &cmis_lane_flags[i];

		if (!info->advert_mask ||
		    (page &&
		     cmis_byte_get(page, info->advert) & info->advert_mask))
			flags |= BIT(i);
	}
	return flags;
}

static void cmis_adverts_decode_monitors(const u8 *page,
					 struct cmis_adverts *out)
{
	static const u8 scale[] = { 1, 2, 4, 0 };

	out->bias_scale = scale[cmis_field_get(page, CMIS_LANE_MONITORS_ADVERT,
					       CMIS_LANE_BIAS_SCALING)];
	out->lane_flags = cmis_adverts_get_lane_flags(page);
}

static u32 cmis_cdb_busy_ms(const u8 *page)
{
	u8 busy = cmis_byte_get(page, CMIS_CDB_BUSY);
	u8 time = FIELD_GET(CMIS_CDB_BUSY_TIME, busy);

	if (!(busy & CMIS_CDB_BUSY_EXTENDED))
		return time < CMIS_CDB_BUSY_MS ? CMIS_CDB_BUSY_MS - time : 0;
	time = cmis_field_get(page, CMIS_CDB_TRIGGER, CMIS_CDB_EXT_BUSY);
	return (time ? time : 1) * CMIS_CDB_EXT_BUSY_MS;
}

static void cmis_durations_decode(const u8 *page, u8 revision,
				  struct cmis_durations *out)
{
	u8 dp = cmis_byte_get(page, CMIS_DURATION_DP);
	u8 module = cmis_byte_get(page, CMIS_DURATION_MODULE);
	u8 tx = cmis_byte_get(page, CMIS_DURATION_TX);
	u8 modsel = cmis_byte_get(page, CMIS_MODSEL_WAIT);
	u8 shift = FIELD_GET(CMIS_PAGE_CHANGE_SHIFT,
			     cmis_byte_get_since(page,
						 CMIS_DURATION_PAGE_CHANGE,
						 revision));

	out->dp_init_ms =
		cmis_duration_ms(FIELD_GET(CMIS_DURATION_DP_INIT, dp));
	out->dp_deinit_ms =
		cmis_duration_ms(FIELD_GET(CMIS_DURATION_DP_DEINIT, dp));
	out->pwr_up_ms =
		cmis_duration_ms(FIELD_GET(CMIS_DURATION_PWR_UP, module));
	out->pwr_dn_ms =
		cmis_duration_ms(FIELD_GET(CMIS_DURATION_PWR_DN, module));
	out->tx_turn_on_ms =
		cmis_duration_ms(FIELD_GET(CMIS_DURATION_TX_TURN_ON, tx));
	out->tx_turn_off_ms =
		cmis_duration_ms(FIELD_GET(CMIS_DURATION_TX_TURN_OFF, tx));
	/* An upper bound: round it up. */
	out->page_change_us = DIV_ROUND_UP(CMIS_PAGE_CHANGE_US, 1 << shift);
	out->cdb_busy_ms = cmis_cdb_busy_ms(page);
	out->modsel_wait_us = (u32)FIELD_GET(CMIS_MODSEL_WAIT_MANTISSA, modsel)
			      << FIELD_GET(CMIS_MODSEL_WAIT_EXPONENT, modsel);
}

static void cmis_adverts_decode_cdb(const u8 *page, struct cmis_adverts *out)
{
	static const u8 pages[] = { 0, 1, 2, 3, 4, 8, 12, 16 };
	u8 cdb = cmis_byte_get(page, CMIS_CDB_ADVERT);
	u8 instances = FIELD_GET(CMIS_CDB_INSTANCES, cdb);
	u8 code = FIELD_GET(CMIS_CDB_EPL_PAGES, cdb);

	out->cdb_instances =
		instances <= CMIS_CDB_MAX_INSTANCES ? instances : 0;
	out->cdb_flags = cdb & (CMIS_CDB_BACKGROUND | CMIS_CDB_AUTO_PAGING);
	out->cdb_epl_pages = code < ARRAY_SIZE(pages) ? pages[code] : 0;
	out->cdb_access_bytes =
		8 * (cmis_byte_get(page, CMIS_CDB_LENGTH_EXTENSION) + 1);
	out->cdb_trigger_any_write = cmis_byte_get(page, CMIS_CDB_TRIGGER) &
				     CMIS_CDB_TRIGGER_ANY_WRITE;
}

/**
 * cmis_adverts_init_flat() - the adverts of a module that has no page 01h
 * @adverts: the result: one bank, no flags, the defaults of CMIS
 */
void cmis_adverts_init_flat(struct cmis_adverts *adverts)
{
	struct cmis_durations *durations = &adverts->durations;

	memset(adverts, 0, sizeof(*adverts));
	adverts->banks = 1;
	adverts->bias_scale = 1;
	durations->dp_init_ms = U32_MAX;
	durations->dp_deinit_ms = U32_MAX;
	durations->pwr_up_ms = U32_MAX;
	durations->pwr_dn_ms = U32_MAX;
	durations->tx_turn_on_ms = U32_MAX;
	durations->tx_turn_off_ms = U32_MAX;
	durations->page_change_us = CMIS_PAGE_CHANGE_US;
	durations->cdb_busy_ms = CMIS_CDB_BUSY_MS;
}

/**
 * cmis_adverts_decode() - decode page 01h
 * @page: page 01h
 * @len: number of bytes in @page
 * @revision: of the module, as in lower 1
 * @adverts: the result
 *
 * A blank page advertises nothing. Lane flags that need no advert count as
 * present.
 *
 * Return: 0, or -EMSGSIZE if the image is too short. A wrong checksum is no
 * error, see @adverts->checksum_ok.
 */
int cmis_adverts_decode(const u8 *page, size_t len, u8 revision,
			struct cmis_adverts *adverts)
{
	cmis_adverts_init_flat(adverts);
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	adverts->checksum_ok = cmis_checksum_ok(page, len,
						CMIS_P01_CHECKSUM_FIRST,
						CMIS_P01_CHECKSUM_LAST);
	if (cmis_image_blank(page, CMIS_PAGE_SIZE)) {
		adverts->lane_flags = cmis_adverts_get_lane_flags(NULL);
		return 0;
	}
	adverts->known = true;
	cmis_adverts_decode_identity(page, revision, adverts);
	cmis_adverts_decode_controls(page, revision, adverts);
	cmis_adverts_decode_monitors(page, adverts);
	cmis_durations_decode(page, revision, &adverts->durations);
	cmis_adverts_decode_cdb(page, adverts);
	return 0;
}

/**
 * cmis_thresholds_decode() - decode page 02h
 * @page: page 02h
 * @len: number of bytes in @page
 * @thresholds: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short. A wrong checksum is no
 * error, see @thresholds->checksum_ok.
 */
int cmis_thresholds_decode(const u8 *page, size_t len,
			   struct cmis_thresholds *thresholds)
{
	memset(thresholds, 0, sizeof(*thresholds));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	thresholds->checksum_ok = cmis_checksum_ok(page, len,
						   CMIS_P02_CHECKSUM_FIRST,
						   CMIS_P02_CHECKSUM_LAST);
	thresholds->known = !cmis_image_blank(page, CMIS_PAGE_SIZE);
	return 0;
}
