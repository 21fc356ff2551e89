// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoders of Versatile Diagnostics Monitoring: pages 20h to 2Fh, and the
 * decimal floating point numbers in which modules give error ratios.
 *
 * Pure: see spec/spec.h. An image is the 128 bytes of a page;
 * byte 128 is at index 0.
 */

#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/math.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>
#include "spec/vdm.h"

#include "spec/value.h"

#define CMIS_VDM_DESC_SIZE	2
#define CMIS_VDM_SET_SIZE	(2 * CMIS_LEVEL_COUNT)
#define CMIS_VDM_FINE_UNIT_US	100

/* ------------------------------------------------------------------------ */
/* Types                                                                    */
/* ------------------------------------------------------------------------ */

#define CMIS_VDM_LIVE(_name, _format, _unit, _side, _mul, _div) {	\
	.name = (_name),						\
	.format = CMIS_VDM_##_format,					\
	.unit = CMIS_UNIT_##_unit,					\
	.side = CMIS_SIDE_##_side,					\
	.mul = (_mul),							\
	.div = (_div),							\
}

#define CMIS_VDM_PATH(_name, _format, _unit, _side, _statistic) {	\
	.name = (_name),						\
	.format = CMIS_VDM_##_format,					\
	.unit = CMIS_UNIT_##_unit,					\
	.side = CMIS_SIDE_##_side,					\
	.statistic = (_statistic),					\
	.per_path = true,						\
	.mul = 1,							\
	.div = 1,							\
}

/* Of a data path: the last value, and what came together between freezes. */
#define CMIS_VDM_NOW(_name, _format, _unit, _side) \
	CMIS_VDM_PATH(_name, _format, _unit, _side, false)
#define CMIS_VDM_STAT(_name, _format, _unit, _side) \
	CMIS_VDM_PATH(_name, _format, _unit, _side, true)

/*
 * By type. Reserved, custom (100-127) and unknown types have no name. The
 * scales go from the unit of the register to that of the value: 1/256 dB is
 * 1000/256 mdB, and 100/65535 % is 20000/13107 m%, which fits 32 bits.
 */
static const struct cmis_vdm_type cmis_vdm_types[CMIS_VDM_TYPES] = {
	[1] = CMIS_VDM_LIVE("laser_age", U16, MILLI_PERCENT, MEDIA, 1000, 1),
	[2] = CMIS_VDM_LIVE("tec_current", S16, MILLI_PERCENT, MEDIA,
			    100000, 32767),
	[3] = CMIS_VDM_LIVE("laser_frequency_error", S16, MHZ, MEDIA, 10, 1),
	[4] = CMIS_VDM_LIVE("laser_temp", S16, MILLI_CELSIUS, MEDIA, 1000, 256),
	[CMIS_VDM_MEDIA_SNR] = CMIS_VDM_LIVE("media_snr", U16, MILLI_DB, MEDIA,
					     1000, 256),
	[CMIS_VDM_HOST_SNR] = CMIS_VDM_LIVE("host_snr", U16, MILLI_DB, HOST,
					    1000, 256),
	[7] = CMIS_VDM_LIVE("media_ltp", U16, MILLI_DB, MEDIA, 1000, 256),
	[8] = CMIS_VDM_LIVE("host_ltp", U16, MILLI_DB, HOST, 1000, 256),
	[9] = CMIS_VDM_STAT("media_pre_fec_ber_min", F16, RATIO, MEDIA),
	[10] = CMIS_VDM_STAT("host_pre_fec_ber_min", F16, RATIO, HOST),
	[11] = CMIS_VDM_STAT("media_pre_fec_ber_max", F16, RATIO, MEDIA),
	[12] = CMIS_VDM_STAT("host_pre_fec_ber_max", F16, RATIO, HOST),
	[13] = CMIS_VDM_STAT("media_pre_fec_ber_avg", F16, RATIO, MEDIA),
	[14] = CMIS_VDM_STAT("host_pre_fec_ber_avg", F16, RATIO, HOST),
	[CMIS_VDM_MEDIA_BER] = CMIS_VDM_NOW("media_pre_fec_ber", F16, RATIO,
					    MEDIA),
	[CMIS_VDM_HOST_BER] = CMIS_VDM_NOW("host_pre_fec_ber", F16, RATIO,
					   HOST),
	[17] = CMIS_VDM_STAT("media_ferc_min", F16, FRAMES, MEDIA),
	[18] = CMIS_VDM_STAT("host_ferc_min", F16, FRAMES, HOST),
	[19] = CMIS_VDM_STAT("media_ferc_max", F16, FRAMES, MEDIA),
	[20] = CMIS_VDM_STAT("host_ferc_max", F16, FRAMES, HOST),
	[21] = CMIS_VDM_STAT("media_ferc_avg", F16, FRAMES, MEDIA),
	[22] = CMIS_VDM_STAT("host_ferc_avg", F16, FRAMES, HOST),
	[23] = CMIS_VDM_NOW("media_ferc", F16, FRAMES, MEDIA),
	[24] = CMIS_VDM_NOW("host_ferc", F16, FRAMES, HOST),
	/* 5.2 */
	[25] = CMIS_VDM_STAT("media_ferc_total", F16, FRAMES, MEDIA),
	[26] = CMIS_VDM_STAT("host_ferc_total", F16, FRAMES, HOST),
	/* 5.3 */
	[27] = CMIS_VDM_STAT("media_sew_max_min", U16, SYMBOLS, MEDIA),
	[28] = CMIS_VDM_STAT("host_sew_max_min", U16, SYMBOLS, HOST),
	[29] = CMIS_VDM_STAT("media_sew_max_max", U16, SYMBOLS, MEDIA),
	[30] = CMIS_VDM_STAT("host_sew_max_max", U16, SYMBOLS, HOST),
	[31] = CMIS_VDM_STAT("media_sew_max_avg", U16, SYMBOLS, MEDIA),
	[32] = CMIS_VDM_STAT("host_sew_max_avg", U16, SYMBOLS, HOST),
	[33] = CMIS_VDM_NOW("media_sew_max", U16, SYMBOLS, MEDIA),
	[34] = CMIS_VDM_NOW("host_sew_max", U16, SYMBOLS, HOST),
	[77] = CMIS_VDM_LIVE("supply_2v6", U16, MICRO_VOLT, MODULE, 100, 1),
	[78] = CMIS_VDM_LIVE("supply_1v8", U16, MICRO_VOLT, MODULE, 100, 1),
	[79] = CMIS_VDM_LIVE("supply_1v2", U16, MICRO_VOLT, MODULE, 100, 1),
	[80] = CMIS_VDM_LIVE("supply_0v9", U16, MICRO_VOLT, MODULE, 100, 1),
	[81] = CMIS_VDM_LIVE("supply_0v7a", U16, MICRO_VOLT, MODULE, 100, 1),
	[82] = CMIS_VDM_LIVE("supply_0v7b", U16, MICRO_VOLT, MODULE, 100, 1),
	[83] = CMIS_VDM_LIVE("supply_12v", U16, MICRO_VOLT, MODULE, 250, 1),
	[84] = CMIS_VDM_LIVE("els_input_power", S16, MILLI_DBM, MEDIA, 10, 1),
	/* C-CMIS */
	[128] = CMIS_VDM_LIVE("mod_bias_xi", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[129] = CMIS_VDM_LIVE("mod_bias_xq", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[130] = CMIS_VDM_LIVE("mod_bias_yi", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[131] = CMIS_VDM_LIVE("mod_bias_yq", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[132] = CMIS_VDM_LIVE("mod_bias_x_phase", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[133] = CMIS_VDM_LIVE("mod_bias_y_phase", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[134] = CMIS_VDM_LIVE("chromatic_dispersion", S16, PS_PER_NM, MEDIA,
			      1, 1),
	[135] = CMIS_VDM_LIVE("chromatic_dispersion_coarse", S16, PS_PER_NM,
			      MEDIA, 20, 1),
	[136] = CMIS_VDM_LIVE("dgd", U16, FS, MEDIA, 10, 1),
	[137] = CMIS_VDM_LIVE("sopmd", U16, CENTI_PS2, MEDIA, 1, 1),
	[138] = CMIS_VDM_LIVE("pdl", U16, MILLI_DB, MEDIA, 100, 1),
	[139] = CMIS_VDM_LIVE("osnr", U16, MILLI_DB, MEDIA, 100, 1),
	[140] = CMIS_VDM_LIVE("esnr", U16, MILLI_DB, MEDIA, 100, 1),
	[141] = CMIS_VDM_LIVE("cfo", S16, MHZ, MEDIA, 1, 1),
	[142] = CMIS_VDM_LIVE("evm", U16, MILLI_PERCENT, MEDIA, 20000, 13107),
	[143] = CMIS_VDM_LIVE("tx_power", S16, MILLI_DBM, MEDIA, 10, 1),
	[144] = CMIS_VDM_LIVE("rx_total_power", S16, MILLI_DBM, MEDIA, 10, 1),
	[145] = CMIS_VDM_LIVE("rx_signal_power", S16, MILLI_DBM, MEDIA, 10, 1),
	[146] = CMIS_VDM_LIVE("sop_rate", U16, KRAD_PER_S, MEDIA, 1, 1),
	[147] = CMIS_VDM_LIVE("mer", U16, MILLI_DB, MEDIA, 100, 1),
	/* Newer C-CMIS; known from one decoder only, not verified. */
	[148] = CMIS_VDM_LIVE("clock_recovery_bandwidth", S16, MILLI_PERCENT,
			      MEDIA, 100000, 32767),
	[149] = CMIS_VDM_LIVE("sopmd_coarse", U16, CENTI_PS2, MEDIA, 100, 1),
	[150] = CMIS_VDM_LIVE("snr_margin", S16, MILLI_DB, MEDIA, 100, 1),
	[151] = CMIS_VDM_LIVE("q_factor", U16, MILLI_DB, MEDIA, 100, 1),
	[152] = CMIS_VDM_LIVE("q_margin", S16, MILLI_DB, MEDIA, 100, 1),
};

static const struct cmis_vdm_type cmis_vdm_type_unknown = {
	.format = CMIS_VDM_U16,
	.unit = CMIS_UNIT_RAW,
	.side = CMIS_SIDE_MODULE,
	.mul = 1,
	.div = 1,
};

static const char *const cmis_vdm_unit_suffixes[] = {
	[CMIS_UNIT_RAW] = "_raw",
	[CMIS_UNIT_MILLI_CELSIUS] = "_mc",
	[CMIS_UNIT_MICRO_VOLT] = "_uv",
	[CMIS_UNIT_NANO_WATT] = "_nw",
	[CMIS_UNIT_MICRO_AMPERE] = "_ua",
	[CMIS_UNIT_MILLI_PERCENT] = "_milli_percent",
	[CMIS_UNIT_RATIO] = "",
	[CMIS_UNIT_FRAMES] = "",
	[CMIS_UNIT_SYMBOLS] = "_symbols",
	[CMIS_UNIT_MILLI_DB] = "_mdb",
	[CMIS_UNIT_MILLI_DBM] = "_mdbm",
	[CMIS_UNIT_MHZ] = "_mhz",
	[CMIS_UNIT_PS_PER_NM] = "_ps_per_nm",
	[CMIS_UNIT_FS] = "_fs",
	[CMIS_UNIT_CENTI_PS2] = "_centi_ps2",
	[CMIS_UNIT_KRAD_PER_S] = "_krad_per_s",
};

static_assert(ARRAY_SIZE(cmis_vdm_unit_suffixes) == CMIS_UNIT_COUNT);

/**
 * cmis_vdm_type() - what a type of observables means
 * @id: type in a descriptor
 *
 * Return: the type, never NULL. What is in no table is a raw number without a
 * name, live, and of the module itself as far as anybody knows.
 */
const struct cmis_vdm_type *cmis_vdm_type(u8 id)
{
	return cmis_vdm_types[id].name ? &cmis_vdm_types[id] :
					 &cmis_vdm_type_unknown;
}

/**
 * cmis_vdm_unit_suffix() - unit at the end of a file's name
 * @unit: enum cmis_unit
 *
 * Return: the suffix with its underline, empty for ratios and frames, which
 * are floating point numbers without a unit; NULL if there is no such unit.
 */
const char *cmis_vdm_unit_suffix(u8 unit)
{
	return unit < CMIS_UNIT_COUNT ? cmis_vdm_unit_suffixes[unit] : NULL;
}

/* ------------------------------------------------------------------------ */
/* Values and thresholds                                                    */
/* ------------------------------------------------------------------------ */

static s32 cmis_vdm_scale(const struct cmis_vdm_type *type, u16 raw)
{
	bool negative = type->format == CMIS_VDM_S16 && (raw & BIT(15));
	u32 magnitude = negative ? 0x10000 - raw : raw;

	/* The product fits 32 bits, with its sign it would not. */
	magnitude = DIV_ROUND_CLOSEST(magnitude * (u32)type->mul,
				      (u32)type->div);
	return negative ? -(s32)magnitude : (s32)magnitude;
}

/**
 * cmis_vdm_value_decode() - decode a sample or a threshold
 * @type: type of the observable
 * @raw: the number as the module gives it
 * @value: the result, rounded to the nearest, halves away from zero; exact if
 *	it is a floating point number
 */
void cmis_vdm_value_decode(u8 type, u16 raw, struct cmis_vdm_value *value)
{
	const struct cmis_vdm_type *info = cmis_vdm_type(type);

	memset(value, 0, sizeof(*value));
	value->unit = info->unit;
	value->is_float = info->format == CMIS_VDM_F16;
	if (value->is_float)
		value->f16 = cmis_f16_decode(raw);
	else
		value->value = cmis_vdm_scale(info, raw);
}

/**
 * cmis_vdm_compare() - compare two samples or thresholds
 * @type: type of the observable
 * @a: a number as the module gives it
 * @b: another
 *
 * Return: less than, equal to or greater than 0 as @a is less than, equal to
 * or greater than @b.
 */
int cmis_vdm_compare(u8 type, u16 a, u16 b)
{
	u8 format = cmis_vdm_type(type)->format;

	if (format == CMIS_VDM_F16)
		return cmis_f16_compare(a, b);
	if (format == CMIS_VDM_S16)
		return ((s16)a > (s16)b) - ((s16)a < (s16)b);
	return (a > b) - (a < b);
}

/* The nibble of an observable has its flags in the order of the levels. */
static_assert(CMIS_LEVEL_HIGH_ALARM == 0 && CMIS_LEVEL_LOW_ALARM == 1 &&
	      CMIS_LEVEL_HIGH_WARNING == 2 && CMIS_LEVEL_LOW_WARNING == 3);

/* How a sample beyond a threshold compares with it. */
static const s8 cmis_vdm_directions[CMIS_LEVEL_COUNT] = {
	[CMIS_LEVEL_HIGH_ALARM] = 1,
	[CMIS_LEVEL_LOW_ALARM] = -1,
	[CMIS_LEVEL_HIGH_WARNING] = 1,
	[CMIS_LEVEL_LOW_WARNING] = -1,
};

/**
 * cmis_vdm_has_limit() - whether a module gives a threshold
 * @obs: the observable
 * @level: enum cmis_level
 *
 * A threshold of 0 that is not on its side of the opposite one was left out by
 * the module: the high one of an SNR, which cannot be too good, or both.
 *
 * Return: true if samples can be held against it.
 */
bool cmis_vdm_has_limit(const struct cmis_observable *obs, unsigned int level)
{
	u16 limit = obs->limit[level], opposite = obs->limit[level ^ 1];

	if (!obs->has_limits)
		return false;
	return limit || cmis_vdm_compare(obs->type, limit, opposite) *
			cmis_vdm_directions[level] > 0;
}

/**
 * cmis_vdm_levels() - which thresholds is a sample beyond
 * @obs: the observable, with its thresholds
 * @raw: the sample
 *
 * Return: bits of enum cmis_level: above a high threshold, below a low one. 0
 * if the thresholds are not known. One that is 0 counts only if the opposite
 * one of its severity is on the other side of 0.
 */
u8 cmis_vdm_levels(const struct cmis_observable *obs, u16 raw)
{
	unsigned int level;
	u8 levels = 0;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		if (cmis_vdm_has_limit(obs, level) &&
		    cmis_vdm_compare(obs->type, raw, obs->limit[level]) *
		    cmis_vdm_directions[level] > 0)
			levels |= BIT(level);
	return levels;
}

/**
 * cmis_vdm_flags() - which flags of an observable are latched
 * @obs: the observable
 * @flags: page 2Ch of the observable's bank, or its masks (page 2Dh)
 * @len: number of bytes in @flags
 *
 * Return: bits of enum cmis_level; 0 if the observable is not of VDM or @flags
 * is too short.
 */
u8 cmis_vdm_flags(const struct cmis_observable *obs, const u8 *flags,
		  size_t len)
{
	unsigned int index = obs->slot / 2;

	if (obs->source != CMIS_VDM_SOURCE_VDM || index >= len)
		return 0;
	return obs->slot % 2 ? flags[index] >> 4 : flags[index] & 0x0f;
}

/* ------------------------------------------------------------------------ */
/* Pages                                                                    */
/* ------------------------------------------------------------------------ */

/**
 * cmis_vdm_advert_decode() - begin an index of observables
 * @page: page 2Fh
 * @len: number of bytes in @page
 * @index: the result, without observables
 *
 * Whether there is a page 2Fh at all is in 01h:142. A page that is all FFh,
 * as of a bus that nobody drives, offers no groups.
 *
 * Return: 0, or -EMSGSIZE if @page is too short; @index is empty then.
 */
int cmis_vdm_advert_decode(const u8 *page, size_t len,
			   struct cmis_vdm_index *index)
{
	memset(index, 0, sizeof(*index));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	if (!memchr_inv(page, 0xff, CMIS_PAGE_SIZE))
		return 0;
	index->groups = FIELD_GET(CMIS_VDM_SUPPORT_GROUPS,
				  cmis_byte_get(page, CMIS_VDM_SUPPORT)) + 1;
	index->fine_interval_us = cmis_word_get(page, CMIS_VDM_FINE_INTERVAL) *
				  CMIS_VDM_FINE_UNIT_US;
	return 0;
}

static bool cmis_vdm_place_valid(u8 bank, u8 group)
{
	return bank < CMIS_MAX_BANKS && group >= 1 &&
	       group <= CMIS_VDM_GROUPS;
}

static bool cmis_vdm_resource_valid(const struct cmis_observable *obs,
				    unsigned int lanes)
{
	unsigned int lane = obs->bank * CMIS_LANES_PER_BANK + obs->resource;

	if (obs->resource == CMIS_VDM_RESOURCE_MODULE)
		return true;
	return obs->resource < CMIS_LANES_PER_BANK && lane < lanes;
}

static bool cmis_vdm_is_duplicate(const struct cmis_vdm_index *index,
				  const struct cmis_observable *obs)
{
	unsigned int i;

	/* Those of a bank are together, at the end while they are added. */
	for (i = index->count; i-- && index->obs[i].bank == obs->bank;)
		if (index->obs[i].type == obs->type &&
		    index->obs[i].resource == obs->resource)
			return true;
	return false;
}

static void cmis_vdm_observable_add(struct cmis_vdm_index *index,
				    const struct cmis_observable *obs,
				    unsigned int lanes)
{
	if (index->count >= CMIS_VDM_MAX ||
	    !cmis_vdm_resource_valid(obs, lanes) ||
	    cmis_vdm_is_duplicate(index, obs)) {
		index->rejected++;
		return;
	}
	index->obs[index->count++] = *obs;
	index->statistics |= cmis_vdm_type(obs->type)->statistic;
}

/**
 * cmis_vdm_descriptors_decode() - add the observables of a group to an index
 * @page: page 20h, 21h, 22h or 23h of a bank
 * @len: number of bytes in @page
 * @bank: the bank
 * @group: the group, from 1
 * @lanes: lanes of the module, all banks together
 * @index: the index, begun by cmis_vdm_advert_decode()
 *
 * Called bank by bank and group by group within a bank, from the first on. A
 * descriptor is rejected and counted if there is one for the same type and
 * resource before it, if its resource is reserved, if it is about a lane that
 * the module does not have, or if the index is full; and all those of a page
 * that is all FFh, as of a bus that nobody drives.
 *
 * Return: 0, -EMSGSIZE if @page is too short, -EINVAL if there is no such bank
 * or group.
 */
int cmis_vdm_descriptors_decode(const u8 *page, size_t len, u8 bank, u8 group,
				unsigned int lanes,
				struct cmis_vdm_index *index)
{
	struct cmis_observable obs = { .bank = bank };
	unsigned int i;

	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	if (!cmis_vdm_place_valid(bank, group))
		return -EINVAL;
	if (!memchr_inv(page, 0xff, CMIS_PAGE_SIZE)) {
		index->rejected += CMIS_VDM_GROUP_SLOTS;
		return 0;
	}
	for (i = 0; i < CMIS_VDM_GROUP_SLOTS; i++) {
		const u8 *desc = &page[i * CMIS_VDM_DESC_SIZE];

		obs.type = desc[1];
		obs.slot = (group - 1) * CMIS_VDM_GROUP_SLOTS + i;
		obs.resource = FIELD_GET(CMIS_VDM_DESC_RESOURCE, desc[0]);
		obs.set = FIELD_GET(CMIS_VDM_DESC_THRESHOLD, desc[0]);
		if (obs.type != CMIS_VDM_UNUSED)
			cmis_vdm_observable_add(index, &obs, lanes);
	}
	return 0;
}

static void cmis_vdm_limits_set(struct cmis_observable *obs, const u8 *set)
{
	unsigned int level;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		obs->limit[level] = get_unaligned_be16(&set[2 * level]);
	obs->has_limits = !cmis_image_blank(set, CMIS_VDM_SET_SIZE);
}

/**
 * cmis_vdm_thresholds_decode() - add thresholds to the observables of a group
 * @page: page 28h, 29h, 2Ah or 2Bh of a bank
 * @len: number of bytes in @page
 * @bank: the bank
 * @group: the group, from 1
 * @index: the index that holds the group's observables
 *
 * A set of thresholds that is all 00h or all FFh is none.
 *
 * Return: 0, -EMSGSIZE if @page is too short, -EINVAL if there is no such bank
 * or group.
 */
int cmis_vdm_thresholds_decode(const u8 *page, size_t len, u8 bank, u8 group,
			       struct cmis_vdm_index *index)
{
	unsigned int i;

	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	if (!cmis_vdm_place_valid(bank, group))
		return -EINVAL;
	for (i = 0; i < index->count; i++) {
		struct cmis_observable *obs = &index->obs[i];

		if (obs->source == CMIS_VDM_SOURCE_VDM && obs->bank == bank &&
		    obs->slot / CMIS_VDM_GROUP_SLOTS == group - 1)
			cmis_vdm_limits_set(obs, &page[obs->set *
						       CMIS_VDM_SET_SIZE]);
	}
	return 0;
}
