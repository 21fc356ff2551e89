// SPDX-License-Identifier: GPL-2.0-only
/*
 * Monitors: the table of all types, and the meaning of their values.
 *
 * Pure: see spec/value.h.
 */

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/math.h>
#include <linux/string.h>

#include "spec/monitors.h"
#include "spec/f16.h"
#include "spec/value.h"

/* Possible values, as the module gives them; else any number is possible. */
#define CMIS_FROM_TO(_least, _most) .least = (_least), .most = (_most)
/* -32768 stands for no value, and FFFFh for memory that nobody has written. */
#define CMIS_SIGNED	CMIS_FROM_TO(-S16_MAX, S16_MAX)
#define CMIS_NOT_ONES	CMIS_FROM_TO(0, U16_MAX - 1)
#define CMIS_UP_TO_1	CMIS_FROM_TO(0, CMIS_F16_ONE)

/* Of received light: without light, the module has no value. */
#define CMIS_OF_LIGHT	.light = true

#define CMIS_ROW_LIVE(_name, _format, _unit, _side, _mul, _div, ...) {	\
	.name = (_name),						\
	.format = CMIS_FORMAT_##_format,				\
	.unit = CMIS_UNIT_##_unit,					\
	.side = CMIS_SIDE_##_side,					\
	.scope = CMIS_SCOPE_LANE,					\
	.when = CMIS_WHEN_READY,					\
	.mul = (_mul),							\
	.div = (_div),							\
	__VA_ARGS__							\
}

#define CMIS_ROW_PATH(_name, _format, _unit, _side, _statistic, ...) {	\
	.name = (_name),						\
	.format = CMIS_FORMAT_##_format,				\
	.unit = CMIS_UNIT_##_unit,					\
	.side = CMIS_SIDE_##_side,					\
	.scope = CMIS_SCOPE_PATH,					\
	.when = CMIS_WHEN_READY,					\
	.statistic = (_statistic),					\
	.mul = 1,							\
	.div = 1,							\
	__VA_ARGS__							\
}

/* Of a data path: the last value, and the statistics between two freezes. */
#define CMIS_ROW_LAST(_name, _format, _unit, _side, ...) \
	CMIS_ROW_PATH(_name, _format, _unit, _side, false, __VA_ARGS__)
#define CMIS_ROW_STAT(_name, _format, _unit, _side, ...) \
	CMIS_ROW_PATH(_name, _format, _unit, _side, true, __VA_ARGS__)

/* Of a line, between two freezes */
#define CMIS_ROW_OVER(_name, _format, _unit, _side, _mul, _div, ...)	\
	CMIS_ROW_LIVE(_name, _format, _unit, _side, _mul, _div,		\
		      .statistic = true, __VA_ARGS__)
#define CMIS_LINE_ROWS(_name, ...) {					\
	CMIS_ROW_OVER(#_name "_avg", __VA_ARGS__),			\
	CMIS_ROW_OVER(#_name "_min", __VA_ARGS__),			\
	CMIS_ROW_OVER(#_name "_max", __VA_ARGS__),			\
}

/* Numbers of monitors at fixed registers, each of more than one monitor */
#define CMIS_AS_TEMP							\
	.hwmon = CMIS_HWMON_TEMP, .unit = CMIS_UNIT_MILLI_CELSIUS,	\
	.format = CMIS_FORMAT_S16, .mul = 1000, .div = 256, CMIS_SIGNED
#define CMIS_AS_SUPPLY							\
	.hwmon = CMIS_HWMON_IN, .unit = CMIS_UNIT_MICRO_VOLT,		\
	.format = CMIS_FORMAT_U16, .mul = 100, .div = 1
#define CMIS_AS_POWER							\
	.hwmon = CMIS_HWMON_POWER, .unit = CMIS_UNIT_NANO_WATT,		\
	.format = CMIS_FORMAT_U16, .mul = 100, .div = 1
#define CMIS_AS_TEC							\
	.unit = CMIS_UNIT_MILLI_PERCENT,				\
	.format = CMIS_FORMAT_S16, .mul = 100000, .div = 32767, CMIS_SIGNED
#define CMIS_AS_RAW							\
	.unit = CMIS_UNIT_RAW, .format = CMIS_FORMAT_S16, .mul = 1, .div = 1

/* Their registers, flags and adverts: CMIS_AUX1_MON and so on */
#define CMIS_AT_LOWER(_reg, _flags, _shift)				\
	.value = CMIS_##_reg##_MON,					\
	.thresholds = CMIS_##_reg##_THRESHOLDS,				\
	.flags = CMIS_FLAGS_##_flags, .flags_shift = (_shift),		\
	.advert = CMIS_MONITORS_ADVERT, .advert_mask = CMIS_MONITOR_##_reg
#define CMIS_AT_LANES(_reg)						\
	.side = CMIS_SIDE_MEDIA, .scope = CMIS_SCOPE_LANE,		\
	.value = CMIS_##_reg##_MON,					\
	.thresholds = CMIS_##_reg##_THRESHOLDS,				\
	.flags = CMIS_FLAGS_##_reg,					\
	.advert = CMIS_LANE_MONITORS_ADVERT, .advert_mask = CMIS_LANE_##_reg

/*
 * By type. Types of VDM that are reserved, custom (100-127) or unknown have no
 * row. A scale leads from the unit of the register to that of the value:
 * 1/256 dB is 1000/256 mdB, and 100/65535 % is 20000/13107 m%, which fits 32
 * bits.
 */
static const struct cmis_monitor_row cmis_monitor_rows[] = {
	[1] = CMIS_ROW_LIVE("laser_age", U16, MILLI_PERCENT, MEDIA, 1000, 1,
			    CMIS_NOT_ONES),
	[2] = CMIS_ROW_LIVE("tec_current", S16, MILLI_PERCENT, MEDIA, 100000,
			    32767, CMIS_SIGNED),
	[3] = CMIS_ROW_LIVE("laser_frequency_error", S16, MHZ, MEDIA, 10, 1,
			    CMIS_SIGNED),
	[4] = CMIS_ROW_LIVE("laser_temp", S16, MILLI_CELSIUS, MEDIA, 1000, 256,
			    CMIS_SIGNED),
	[CMIS_MON_MEDIA_SNR] = CMIS_ROW_LIVE("media_snr", U16, MILLI_DB, MEDIA,
					     1000, 256, CMIS_NOT_ONES,
					     CMIS_OF_LIGHT),
	[CMIS_MON_HOST_SNR] = CMIS_ROW_LIVE("host_snr", U16, MILLI_DB, HOST,
					    1000, 256, CMIS_NOT_ONES),
	[7] = CMIS_ROW_LIVE("media_ltp", U16, MILLI_DB, MEDIA, 1000, 256,
			    CMIS_OF_LIGHT),
	[8] = CMIS_ROW_LIVE("host_ltp", U16, MILLI_DB, HOST, 1000, 256),
	[9] = CMIS_ROW_STAT("media_pre_fec_ber_min", F16, RATIO, MEDIA,
			    CMIS_UP_TO_1, CMIS_OF_LIGHT),
	[10] = CMIS_ROW_STAT("host_pre_fec_ber_min", F16, RATIO, HOST,
			     CMIS_UP_TO_1),
	[11] = CMIS_ROW_STAT("media_pre_fec_ber_max", F16, RATIO, MEDIA,
			     CMIS_UP_TO_1, CMIS_OF_LIGHT),
	[12] = CMIS_ROW_STAT("host_pre_fec_ber_max", F16, RATIO, HOST,
			     CMIS_UP_TO_1),
	[13] = CMIS_ROW_STAT("media_pre_fec_ber_avg", F16, RATIO, MEDIA,
			     CMIS_UP_TO_1, CMIS_OF_LIGHT),
	[14] = CMIS_ROW_STAT("host_pre_fec_ber_avg", F16, RATIO, HOST,
			     CMIS_UP_TO_1),
	[CMIS_MON_MEDIA_BER] = CMIS_ROW_LAST("media_pre_fec_ber", F16, RATIO,
					     MEDIA, CMIS_UP_TO_1,
					     CMIS_OF_LIGHT),
	[CMIS_MON_HOST_BER] = CMIS_ROW_LAST("host_pre_fec_ber", F16, RATIO,
					    HOST, CMIS_UP_TO_1),
	[17] = CMIS_ROW_STAT("media_ferc_min", F16, FRAMES, MEDIA),
	[18] = CMIS_ROW_STAT("host_ferc_min", F16, FRAMES, HOST),
	[19] = CMIS_ROW_STAT("media_ferc_max", F16, FRAMES, MEDIA),
	[20] = CMIS_ROW_STAT("host_ferc_max", F16, FRAMES, HOST),
	[21] = CMIS_ROW_STAT("media_ferc_avg", F16, FRAMES, MEDIA),
	[22] = CMIS_ROW_STAT("host_ferc_avg", F16, FRAMES, HOST),
	[23] = CMIS_ROW_LAST("media_ferc", F16, FRAMES, MEDIA),
	[24] = CMIS_ROW_LAST("host_ferc", F16, FRAMES, HOST),
	/* 5.2 */
	[25] = CMIS_ROW_STAT("media_ferc_total", F16, FRAMES, MEDIA),
	[26] = CMIS_ROW_STAT("host_ferc_total", F16, FRAMES, HOST),
	/* 5.3 */
	[27] = CMIS_ROW_STAT("media_sew_max_min", U16, SYMBOLS, MEDIA),
	[28] = CMIS_ROW_STAT("host_sew_max_min", U16, SYMBOLS, HOST),
	[29] = CMIS_ROW_STAT("media_sew_max_max", U16, SYMBOLS, MEDIA),
	[30] = CMIS_ROW_STAT("host_sew_max_max", U16, SYMBOLS, HOST),
	[31] = CMIS_ROW_STAT("media_sew_max_avg", U16, SYMBOLS, MEDIA),
	[32] = CMIS_ROW_STAT("host_sew_max_avg", U16, SYMBOLS, HOST),
	[33] = CMIS_ROW_LAST("media_sew_max", U16, SYMBOLS, MEDIA),
	[34] = CMIS_ROW_LAST("host_sew_max", U16, SYMBOLS, HOST),
	[77] = CMIS_ROW_LIVE("supply_2v6", U16, MICRO_VOLT, MODULE, 100, 1,
			     CMIS_NOT_ONES),
	[78] = CMIS_ROW_LIVE("supply_1v8", U16, MICRO_VOLT, MODULE, 100, 1,
			     CMIS_NOT_ONES),
	[79] = CMIS_ROW_LIVE("supply_1v2", U16, MICRO_VOLT, MODULE, 100, 1,
			     CMIS_NOT_ONES),
	[80] = CMIS_ROW_LIVE("supply_0v9", U16, MICRO_VOLT, MODULE, 100, 1,
			     CMIS_NOT_ONES),
	[81] = CMIS_ROW_LIVE("supply_0v7a", U16, MICRO_VOLT, MODULE, 100, 1,
			     CMIS_NOT_ONES),
	[82] = CMIS_ROW_LIVE("supply_0v7b", U16, MICRO_VOLT, MODULE, 100, 1,
			     CMIS_NOT_ONES),
	[83] = CMIS_ROW_LIVE("supply_12v", U16, MICRO_VOLT, MODULE, 250, 1,
			     CMIS_NOT_ONES),
	[84] = CMIS_ROW_LIVE("els_input_power", S16, MILLI_DBM, MEDIA, 10, 1,
			     CMIS_SIGNED),
	/* C-CMIS */
	[128] = CMIS_ROW_LIVE("mod_bias_xi", U16, MILLI_PERCENT, MEDIA, 20000,
			      13107),
	[129] = CMIS_ROW_LIVE("mod_bias_xq", U16, MILLI_PERCENT, MEDIA, 20000,
			      13107),
	[130] = CMIS_ROW_LIVE("mod_bias_yi", U16, MILLI_PERCENT, MEDIA, 20000,
			      13107),
	[131] = CMIS_ROW_LIVE("mod_bias_yq", U16, MILLI_PERCENT, MEDIA, 20000,
			      13107),
	[132] = CMIS_ROW_LIVE("mod_bias_x_phase", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[133] = CMIS_ROW_LIVE("mod_bias_y_phase", U16, MILLI_PERCENT, MEDIA,
			      20000, 13107),
	[134] = CMIS_ROW_LIVE("chromatic_dispersion", S16, PS_PER_NM, MEDIA, 1,
			      1, CMIS_SIGNED, CMIS_OF_LIGHT),
	[135] = CMIS_ROW_LIVE("chromatic_dispersion_coarse", S16, PS_PER_NM,
			      MEDIA, 20, 1, CMIS_SIGNED, CMIS_OF_LIGHT),
	[136] = CMIS_ROW_LIVE("dgd", U16, FS, MEDIA, 10, 1, CMIS_OF_LIGHT),
	[137] = CMIS_ROW_LIVE("sopmd", U16, CENTI_PS2, MEDIA, 1, 1,
			      CMIS_OF_LIGHT),
	[138] = CMIS_ROW_LIVE("pdl", U16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_NOT_ONES, CMIS_OF_LIGHT),
	[139] = CMIS_ROW_LIVE("osnr", U16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_NOT_ONES, CMIS_OF_LIGHT),
	[140] = CMIS_ROW_LIVE("esnr", U16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_NOT_ONES, CMIS_OF_LIGHT),
	[141] = CMIS_ROW_LIVE("cfo", S16, MHZ, MEDIA, 1, 1, CMIS_SIGNED,
			      CMIS_OF_LIGHT),
	[142] = CMIS_ROW_LIVE("evm", U16, MILLI_PERCENT, MEDIA, 20000, 13107,
			      CMIS_OF_LIGHT),
	[143] = CMIS_ROW_LIVE("tx_power", S16, MILLI_DBM, MEDIA, 10, 1,
			      CMIS_SIGNED),
	[144] = CMIS_ROW_LIVE("rx_total_power", S16, MILLI_DBM, MEDIA, 10, 1,
			      CMIS_SIGNED),
	[145] = CMIS_ROW_LIVE("rx_signal_power", S16, MILLI_DBM, MEDIA, 10, 1,
			      CMIS_SIGNED),
	[146] = CMIS_ROW_LIVE("sop_rate", U16, KRAD_PER_S, MEDIA, 1, 1,
			      CMIS_OF_LIGHT),
	[147] = CMIS_ROW_LIVE("mer", U16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_NOT_ONES, CMIS_OF_LIGHT),
	/* Newer C-CMIS; known from one decoder only, not verified. */
	[148] = CMIS_ROW_LIVE("clock_recovery_bandwidth", S16, MILLI_PERCENT,
			      MEDIA, 100000, 32767, CMIS_SIGNED, CMIS_OF_LIGHT),
	[149] = CMIS_ROW_LIVE("sopmd_coarse", U16, CENTI_PS2, MEDIA, 100, 1,
			      CMIS_OF_LIGHT),
	[150] = CMIS_ROW_LIVE("snr_margin", S16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_SIGNED, CMIS_OF_LIGHT),
	[151] = CMIS_ROW_LIVE("q_factor", U16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_NOT_ONES, CMIS_OF_LIGHT),
	[152] = CMIS_ROW_LIVE("q_margin", S16, MILLI_DB, MEDIA, 100, 1,
			      CMIS_SIGNED, CMIS_OF_LIGHT),
	/* Of the line; more are in cmis_line_rows. */
	[CMIS_MON_FRAMES] =
	CMIS_ROW_OVER("media_uncorrected_ratio_avg", F16, RATIO, MEDIA, 1, 1,
		      CMIS_UP_TO_1, CMIS_OF_LIGHT),
	CMIS_ROW_OVER("host_uncorrected_ratio_avg", F16, RATIO, HOST, 1, 1,
		      CMIS_UP_TO_1),
	CMIS_ROW_OVER("media_uncorrected_ratio_min", F16, RATIO, MEDIA, 1, 1,
		      CMIS_UP_TO_1, CMIS_OF_LIGHT),
	CMIS_ROW_OVER("host_uncorrected_ratio_min", F16, RATIO, HOST, 1, 1,
		      CMIS_UP_TO_1),
	CMIS_ROW_OVER("media_uncorrected_ratio_max", F16, RATIO, MEDIA, 1, 1,
		      CMIS_UP_TO_1, CMIS_OF_LIGHT),
	CMIS_ROW_OVER("host_uncorrected_ratio_max", F16, RATIO, HOST, 1, 1,
		      CMIS_UP_TO_1),
	/* At fixed registers */
	[CMIS_MON_TEMP] = {
		.name = "temperature", .label = "module", CMIS_AS_TEMP,
		CMIS_AT_LOWER(TEMP, TEMP_VCC, 0), .assumed = true,
	},
	[CMIS_MON_VCC] = {
		.name = "vcc", .label = "vcc", CMIS_AS_SUPPLY,
		CMIS_AT_LOWER(VCC, TEMP_VCC, 4), .assumed = true,
		/* The module answers, so it has power. */
		CMIS_FROM_TO(1, U16_MAX - 1),
	},
	[CMIS_MON_AUX1_CUSTOM] = {
		.name = "aux1", CMIS_AS_RAW, CMIS_AT_LOWER(AUX1, AUX1_AUX2, 0),
		.select_mask = CMIS_CHAR_AUX1,
	},
	[CMIS_MON_AUX1_TEC] = {
		.name = "aux1", CMIS_AS_TEC, CMIS_AT_LOWER(AUX1, AUX1_AUX2, 0),
		.select_mask = CMIS_CHAR_AUX1, .select = CMIS_CHAR_AUX1,
	},
	[CMIS_MON_AUX2_LASER_TEMP] = {
		.name = "aux2", .label = "laser", CMIS_AS_TEMP,
		CMIS_AT_LOWER(AUX2, AUX1_AUX2, 4),
		.select_mask = CMIS_CHAR_AUX2,
	},
	[CMIS_MON_AUX2_TEC] = {
		.name = "aux2", CMIS_AS_TEC, CMIS_AT_LOWER(AUX2, AUX1_AUX2, 4),
		.select_mask = CMIS_CHAR_AUX2, .select = CMIS_CHAR_AUX2,
	},
	[CMIS_MON_AUX3_LASER_TEMP] = {
		.name = "aux3", .label = "laser", CMIS_AS_TEMP,
		CMIS_AT_LOWER(AUX3, AUX3_CUSTOM, 0),
		.select_mask = CMIS_CHAR_AUX3,
	},
	[CMIS_MON_AUX3_VCC2] = {
		.name = "aux3", .label = "vcc2", CMIS_AS_SUPPLY,
		CMIS_AT_LOWER(AUX3, AUX3_CUSTOM, 0), CMIS_NOT_ONES,
		.select_mask = CMIS_CHAR_AUX3, .select = CMIS_CHAR_AUX3,
	},
	[CMIS_MON_CUSTOM] = {
		.name = "custom", CMIS_AS_RAW,
		CMIS_AT_LOWER(CUSTOM, AUX3_CUSTOM, 4),
	},
	[CMIS_MON_TX_POWER] = {
		.name = "tx_power", .label = "tx power", CMIS_AS_POWER,
		CMIS_AT_LANES(TX_POWER), .when = CMIS_WHEN_LIT,
		.coarse = true,
	},
	[CMIS_MON_TX_BIAS] = {
		.name = "tx_bias", .label = "tx bias",
		.hwmon = CMIS_HWMON_CURR, .unit = CMIS_UNIT_MICRO_AMPERE,
		.format = CMIS_FORMAT_U16, .mul = 2, .div = 1, .scaled = true,
		CMIS_AT_LANES(TX_BIAS), .when = CMIS_WHEN_LIT,
	},
	[CMIS_MON_RX_POWER] = {
		.name = "rx_power", .label = "rx power", CMIS_AS_POWER,
		CMIS_AT_LANES(RX_POWER), .when = CMIS_WHEN_RECEIVING,
	},
	/* Of external lasers: spec/ext_laser.c has the registers. */
	[CMIS_MON_LASER_VOLTAGE] = {
		.name = "laser_voltage", .label = "laser voltage",
		.hwmon = CMIS_HWMON_IN, .unit = CMIS_UNIT_MICRO_VOLT,
		.format = CMIS_FORMAT_U8, .mul = 15000, .div = 1,
		.side = CMIS_SIDE_MEDIA, .scope = CMIS_SCOPE_LANE,
		.when = CMIS_WHEN_LIT,
	},
	[CMIS_MON_SUPPLY_CURRENT] = {
		.name = "supply_current", .label = "supply",
		.hwmon = CMIS_HWMON_CURR, .unit = CMIS_UNIT_MICRO_AMPERE,
		.format = CMIS_FORMAT_U16, .mul = 200, .div = 1,
	},
};

/* Of a line, by quantity: average, minimum and maximum between two freezes */
static const struct cmis_monitor_row cmis_line_rows[][CMIS_LINE_VALUES] = {
	CMIS_LINE_ROWS(chromatic_dispersion, S16, PS_PER_NM, MEDIA, 1, 1,
		       CMIS_SIGNED, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(chromatic_dispersion_coarse, S16, PS_PER_NM, MEDIA, 20,
		       1, CMIS_SIGNED, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(dgd, U16, FS, MEDIA, 10, 1, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(sopmd, U16, CENTI_PS2, MEDIA, 1, 1, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(pdl, U16, MILLI_DB, MEDIA, 100, 1, CMIS_NOT_ONES,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(osnr, U16, MILLI_DB, MEDIA, 100, 1, CMIS_NOT_ONES,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(esnr, U16, MILLI_DB, MEDIA, 100, 1, CMIS_NOT_ONES,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(cfo, S16, MHZ, MEDIA, 1, 1, CMIS_SIGNED, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(evm, U16, MILLI_PERCENT, MEDIA, 20000, 13107,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(tx_power, S16, MILLI_DBM, MEDIA, 10, 1, CMIS_SIGNED),
	CMIS_LINE_ROWS(rx_total_power, S16, MILLI_DBM, MEDIA, 10, 1,
		       CMIS_SIGNED),
	CMIS_LINE_ROWS(rx_signal_power, S16, MILLI_DBM, MEDIA, 10, 1,
		       CMIS_SIGNED),
	CMIS_LINE_ROWS(sop_rate, U16, KRAD_PER_S, MEDIA, 1, 1, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(mer, U16, MILLI_DB, MEDIA, 100, 1, CMIS_NOT_ONES,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(clock_recovery_bandwidth, S16, MILLI_PERCENT, MEDIA,
		       100000, 32767, CMIS_SIGNED, CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(snr_margin, S16, MILLI_DB, MEDIA, 100, 1, CMIS_SIGNED,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(q_factor, U16, MILLI_DB, MEDIA, 100, 1, CMIS_NOT_ONES,
		       CMIS_OF_LIGHT),
	CMIS_LINE_ROWS(q_margin, S16, MILLI_DB, MEDIA, 100, 1, CMIS_SIGNED,
		       CMIS_OF_LIGHT),
};

#define CMIS_MON_LINE_END						\
	(CMIS_MON_LINE + CMIS_LINE_VALUES * ARRAY_SIZE(cmis_line_rows))

static_assert(ARRAY_SIZE(cmis_monitor_rows) == CMIS_MON_LINE);
static_assert(CMIS_MON_LINE_END <= CMIS_MON_TYPES_MAX);

/* Types without a row: a plain number of the module itself. */
static const struct cmis_monitor_row cmis_monitor_row_unknown = {
	.format = CMIS_FORMAT_U16,
	.unit = CMIS_UNIT_RAW,
	.side = CMIS_SIDE_MODULE,
	.scope = CMIS_SCOPE_LANE,
	.when = CMIS_WHEN_READY,
	.mul = 1,
	.div = 1,
};

/*
 * Light and its current may appear and vanish at once, so each step of a
 * working lane is plausible.
 */
static const struct cmis_unit_info cmis_units[] = {
	[CMIS_UNIT_RAW] = { .suffix = "_raw" },
	[CMIS_UNIT_MILLI_CELSIUS] = {
		"_mc", .hysteresis = 1000, .step = 10000,
	},
	[CMIS_UNIT_MICRO_VOLT] = { "_uv", .hysteresis = 10000, .step = 200000 },
	[CMIS_UNIT_NANO_WATT] = { "_nw", .shift = 4, .step = 2000000 },
	[CMIS_UNIT_MICRO_AMPERE] = { "_ua", .shift = 5, .step = 60000 },
	[CMIS_UNIT_MILLI_PERCENT] = {
		"_milli_percent", .hysteresis = 1000, .step = 50000
	},
	[CMIS_UNIT_RATIO] = { "" },
	[CMIS_UNIT_FRAMES] = { "" },
	[CMIS_UNIT_SYMBOLS] = { "_symbols", .shift = 4 },
	[CMIS_UNIT_MILLI_DB] = { "_mdb", .hysteresis = 200 },
	[CMIS_UNIT_MILLI_DBM] = { "_mdbm", .hysteresis = 200 },
	[CMIS_UNIT_MHZ] = { "_mhz", .shift = 4 },
	[CMIS_UNIT_PS_PER_NM] = { "_ps_per_nm", .shift = 4 },
	[CMIS_UNIT_FS] = { "_fs", .shift = 4 },
	[CMIS_UNIT_CENTI_PS2] = { "_centi_ps2", .shift = 4 },
	[CMIS_UNIT_KRAD_PER_S] = { "_krad_per_s", .shift = 4 },
};

static_assert(ARRAY_SIZE(cmis_units) == CMIS_UNIT_COUNT);

/* A nibble of flags has them in the order of the levels. */
static_assert(CMIS_LEVEL_HIGH_ALARM == 0 && CMIS_LEVEL_LOW_ALARM == 1 &&
	      CMIS_LEVEL_HIGH_WARNING == 2 && CMIS_LEVEL_LOW_WARNING == 3);

/**
 * cmis_monitor_types() - how many types the table knows
 *
 * Return: the last type plus one.
 */
unsigned int cmis_monitor_types(void)
{
	return CMIS_MON_LINE_END;
}

/**
 * cmis_monitor_row() - the row of a type
 * @type: the type
 *
 * Return: the row, never NULL; one without a name for a type that no table has.
 */
const struct cmis_monitor_row *cmis_monitor_row(unsigned int type)
{
	if (type >= CMIS_MON_LINE && type < CMIS_MON_LINE_END) {
		type -= CMIS_MON_LINE;
		return &cmis_line_rows[type / CMIS_LINE_VALUES]
				      [type % CMIS_LINE_VALUES];
	}
	if (type >= ARRAY_SIZE(cmis_monitor_rows) ||
	    !cmis_monitor_rows[type].name)
		return &cmis_monitor_row_unknown;
	return &cmis_monitor_rows[type];
}

/**
 * cmis_unit_get() - how values of a unit behave
 * @unit: enum cmis_unit
 *
 * Return: the unit, never NULL; that of plain numbers if there is no such unit.
 */
const struct cmis_unit_info *cmis_unit_get(unsigned int unit)
{
	return &cmis_units[unit < CMIS_UNIT_COUNT ? unit : CMIS_UNIT_RAW];
}

/**
 * cmis_monitor_get_raw() - find a monitor's value in memory
 * @monitor: the monitor
 * @half: 128 bytes: the half of the window with the value
 *
 * Return: the value as the module gives it.
 */
u16 cmis_monitor_get_raw(const struct cmis_monitor *monitor, const u8 *half)
{
	const u8 *raw = half + monitor->offset % CMIS_PAGE_SIZE;

	if (cmis_monitor_row(monitor->type)->format == CMIS_FORMAT_U8)
		return *raw;
	return monitor->little_endian ? raw[1] << 8 | raw[0] :
					get_unaligned_be16(raw);
}

/**
 * cmis_monitor_get_flags() - find a monitor's flags in memory
 * @monitor: the monitor
 * @half: 128 bytes: the half of the window with the flags
 *
 * Return: bits of enum cmis_level; 0 if the monitor has no flags.
 */
u8 cmis_monitor_get_flags(const struct cmis_monitor *monitor, const u8 *half)
{
	const u8 *byte = half + monitor->flags % CMIS_PAGE_SIZE;
	unsigned int level;
	u8 levels = 0;

	if (!monitor->flags)
		return 0;
	if (!monitor->flags_bytes)
		return *byte >> monitor->flags_bit & 0xf;
	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		if (byte[level] & BIT(monitor->flags_bit))
			levels |= BIT(level);
	return levels;
}

/**
 * cmis_monitor_get_value() - decode a value or a threshold
 * @monitor: the monitor; only its type and its scale are looked at
 * @raw: the number as the module gives it
 *
 * Return: the value, rounded to the nearest, halves away from zero; exact if it
 * is a floating point number.
 */
struct cmis_number cmis_monitor_get_value(const struct cmis_monitor *monitor,
					  u16 raw)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	bool negative = row->format == CMIS_FORMAT_S16 && (raw & BIT(15));
	u32 magnitude = negative ? 0x10000 - raw : raw;
	struct cmis_f16 number;

	if (row->format == CMIS_FORMAT_F16) {
		number = cmis_f16_decode(raw);
		return (struct cmis_number) {
			.mantissa = number.mantissa,
			.exponent = number.exponent,
		};
	}
	/* The product fits unsigned 32 bits, but not signed ones. */
	magnitude = DIV_ROUND_CLOSEST(magnitude * (u32)row->mul,
				      (u32)row->div);
	if ((row->scaled || row->coarse) && monitor->scale)
		magnitude *= monitor->scale;
	return (struct cmis_number) {
		.mantissa = negative ? -(s32)magnitude : (s32)magnitude,
	};
}

/* Powers of ten beyond these fit no monitor. */
#define CMIS_DECIMALS_MAX	9
#define CMIS_F16_POWER_MAX	100

static int cmis_f16_encode(struct cmis_number number, u16 *raw)
{
	s32 exponent = number.exponent;
	u32 mantissa = number.mantissa;

	if (number.mantissa < 0 || exponent > CMIS_F16_POWER_MAX ||
	    exponent < -CMIS_F16_POWER_MAX)
		return -ERANGE;
	if (!mantissa)
		exponent = 0;
	for (; exponent > 7 && mantissa <= 204; exponent--)
		mantissa *= 10;
	/* Round only once, at the last digit that goes. */
	for (; mantissa > 20474 || exponent < -25; exponent++)
		mantissa /= 10;
	if (mantissa > 2047 || exponent < -24) {
		mantissa = DIV_ROUND_CLOSEST(mantissa, 10u);
		exponent++;
	}
	if (exponent > 7 || (number.mantissa && !mantissa))
		return -ERANGE;
	*raw = (exponent + 24) << 11 | mantissa;
	return 0;
}

/* An integer in the unit of a monitor. */
static int cmis_number_to_integer(struct cmis_number number, s64 *value)
{
	s32 exponent = number.exponent, mantissa = number.mantissa;

	if (exponent > CMIS_DECIMALS_MAX || exponent < -CMIS_DECIMALS_MAX)
		return -ERANGE;
	for (; exponent < -1; exponent++)
		mantissa /= 10;
	if (exponent < 0)
		mantissa = DIV_ROUND_CLOSEST(mantissa, 10);
	*value = mantissa;
	for (; exponent > 0; exponent--)
		*value *= 10;
	return 0;
}

/* The i-th number of a format, from the least one. */
static u16 cmis_format_raw(u8 format, u32 i)
{
	return format == CMIS_FORMAT_S16 ? i ^ BIT(15) : i;
}

/**
 * cmis_monitor_encode() - encode a value or a threshold
 * @monitor: the monitor; only its type and its scale are looked at
 * @number: the value, in the unit of the monitor
 * @raw: gets the number as the module would give it, rounded to the nearest
 *
 * Return: 0, or -ERANGE if the module cannot give such a value.
 */
int cmis_monitor_encode(const struct cmis_monitor *monitor,
			struct cmis_number number, u16 *raw)
{
	u8 format = cmis_monitor_row(monitor->type)->format;
	u32 first = 0, last = format == CMIS_FORMAT_U8 ? 0xff : 0xffff;
	s64 value, below, above;
	int ret;

	if (format == CMIS_FORMAT_F16)
		return cmis_f16_encode(number, raw);
	ret = cmis_number_to_integer(number, &value);
	if (ret)
		return ret;
	/* Find the first number that is not below the value. */
	while (first < last) {
		u32 middle = (first + last) / 2;

		*raw = cmis_format_raw(format, middle);
		if (cmis_monitor_get_value(monitor, *raw).mantissa < value)
			first = middle + 1;
		else
			last = middle;
	}
	*raw = cmis_format_raw(format, first);
	above = cmis_monitor_get_value(monitor, *raw).mantissa;
	if (above < value || (!first && above > value))
		return -ERANGE;
	if (above == value || !first)
		return 0;
	last = cmis_format_raw(format, first - 1);
	below = cmis_monitor_get_value(monitor, last).mantissa;
	if (value - below < above - value)
		*raw = last;
	return 0;
}

/**
 * cmis_monitor_find_type() - find a type of monitors by its name
 * @name: the name, without the unit
 *
 * Return: the type, or CMIS_MON_NONE.
 */
unsigned int cmis_monitor_find_type(const char *name)
{
	unsigned int type, count = cmis_monitor_types();

	for (type = 1; type < count; type++)
		if (cmis_monitor_row(type)->name &&
		    !strcmp(cmis_monitor_row(type)->name, name))
			return type;
	return CMIS_MON_NONE;
}

/**
 * cmis_monitor_compare() - compare two values or thresholds
 * @monitor: the monitor
 * @a: a number as the module gives it
 * @b: another
 *
 * Return: less than, equal to or greater than 0 as @a is less than, equal to
 * or greater than @b.
 */
int cmis_monitor_compare(const struct cmis_monitor *monitor, u16 a, u16 b)
{
	u8 format = cmis_monitor_row(monitor->type)->format;

	if (format == CMIS_FORMAT_F16)
		return cmis_f16_compare(a, b);
	if (format == CMIS_FORMAT_S16)
		return ((s16)a > (s16)b) - ((s16)a < (s16)b);
	return (a > b) - (a < b);
}

static bool cmis_monitor_is_beyond(const struct cmis_monitor *monitor,
				   unsigned int level, u16 raw, u16 limit)
{
	int order = cmis_monitor_compare(monitor, raw, limit);

	return cmis_level_is_high(level) ? order > 0 : order < 0;
}

/**
 * cmis_monitor_check() - whether a number can be a value of a monitor
 * @monitor: the monitor
 * @raw: the number as the module gives it
 *
 * Return: 0; -ENODATA if the number stands for no value, i.e. is below the
 * range of the row, or if its scale is not known; -EBADMSG if it is above the
 * range, which no module can mean.
 */
int cmis_monitor_check(const struct cmis_monitor *monitor, u16 raw)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	s32 number = row->format == CMIS_FORMAT_S16 ? (s16)raw : raw;

	if (row->scaled && !monitor->scale)
		return -ENODATA;
	if (!row->least && !row->most)
		return 0;
	if (row->format == CMIS_FORMAT_F16)
		return cmis_f16_compare(raw, row->most) > 0 ? -EBADMSG : 0;
	if (number < row->least)
		return -ENODATA;
	return number > row->most ? -EBADMSG : 0;
}

/* FFFFh counts only if nothing is known of the numbers. */
static bool cmis_monitor_limit_is_odd(const struct cmis_monitor *monitor,
				      u16 limit)
{
	if (limit == U16_MAX)
		return cmis_monitor_row(monitor->type)->unit != CMIS_UNIT_RAW;
	return cmis_monitor_check(monitor, limit);
}

/* Whether each high threshold is above each low one, and alarms are outside. */
static bool cmis_monitor_limits_fit(const struct cmis_monitor *monitor)
{
	static const struct {
		u8 above;
		u8 below;
		bool equal;
	} orders[] = {
		{ CMIS_LEVEL_HIGH_ALARM, CMIS_LEVEL_HIGH_WARNING, true },
		{ CMIS_LEVEL_LOW_WARNING, CMIS_LEVEL_LOW_ALARM, true },
		{ CMIS_LEVEL_HIGH_ALARM, CMIS_LEVEL_LOW_ALARM },
		{ CMIS_LEVEL_HIGH_ALARM, CMIS_LEVEL_LOW_WARNING },
		{ CMIS_LEVEL_HIGH_WARNING, CMIS_LEVEL_LOW_ALARM },
		{ CMIS_LEVEL_HIGH_WARNING, CMIS_LEVEL_LOW_WARNING },
	};
	unsigned int i;
	int order;

	for (i = 0; i < ARRAY_SIZE(orders); i++) {
		if (!(monitor->has & BIT(orders[i].above)) ||
		    !(monitor->has & BIT(orders[i].below)))
			continue;
		order = cmis_monitor_compare(monitor,
					     monitor->limit[orders[i].above],
					     monitor->limit[orders[i].below]);
		if (order < 0 || (!order && !orders[i].equal))
			return false;
	}
	return true;
}

/*
 * A threshold of 0 counts only with the opposite one on its other side, and if
 * it fits to the others.
 */
static void cmis_monitor_add_zeros(struct cmis_monitor *monitor, u8 zeros)
{
	unsigned int level;
	u8 has = monitor->has;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		unsigned int opposite = cmis_level_opposite(level);

		if (!(zeros & BIT(level)) || !(has & BIT(opposite)) ||
		    !cmis_monitor_is_beyond(monitor, level, 0,
					    monitor->limit[opposite]))
			continue;
		monitor->has |= BIT(level);
		if (!cmis_monitor_limits_fit(monitor))
			monitor->has &= ~BIT(level);
	}
}

/**
 * cmis_monitor_set_limits() - give a monitor its thresholds
 * @monitor: the monitor
 * @set: the four thresholds as the module gives them
 *
 * The module left out a threshold of 0 on the wrong side of another one, e.g.
 * the high one of an SNR, and one of FFFFh. A set that cannot be, e.g. with a
 * low threshold above a high one, is none. Nor has a monitor thresholds whose
 * scale is not known.
 */
void cmis_monitor_set_limits(struct cmis_monitor *monitor, const u8 *set)
{
	unsigned int level;
	u8 zeros = 0;
	u16 limit;

	monitor->has = 0;
	memset(monitor->limit, 0, sizeof(monitor->limit));
	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		limit = get_unaligned_be16(set + 2 * level);
		if (!limit) {
			zeros |= BIT(level);
		} else if (cmis_monitor_limit_is_odd(monitor, limit)) {
			monitor->odd = true;
		} else {
			monitor->limit[level] = limit;
			monitor->has |= BIT(level);
		}
	}
	if (cmis_monitor_limits_fit(monitor)) {
		cmis_monitor_add_zeros(monitor, zeros);
		return;
	}
	monitor->odd = true;
	monitor->has = 0;
	memset(monitor->limit, 0, sizeof(monitor->limit));
}

/**
 * cmis_monitor_get_levels() - which thresholds is a value beyond
 * @monitor: the monitor
 * @raw: the value as the module gives it
 *
 * Return: bits of enum cmis_level: above a high threshold, below a low one.
 */
u8 cmis_monitor_get_levels(const struct cmis_monitor *monitor, u16 raw)
{
	unsigned int level;
	u8 levels = 0;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		if (monitor->has & BIT(level) &&
		    cmis_monitor_is_beyond(monitor, level, raw,
					   monitor->limit[level]))
			levels |= BIT(level);
	return levels;
}

/* With a blank page 01h, assume the usual monitors. */
static bool cmis_monitor_is_advertised(const struct cmis_monitor_row *row,
				       const u8 *adverts)
{
	if (!adverts)
		return row->assumed;
	if ((cmis_byte_get(adverts, CMIS_CHARACTERISTICS) &
	     row->select_mask) != row->select)
		return false;
	return !row->advert ||
	       cmis_byte_get(adverts, row->advert) & row->advert_mask;
}

/* Monitors of lanes have their values in a row, on page 11h. */
static void cmis_monitor_add(struct cmis_monitor_list *list, u16 type,
			     unsigned int lane)
{
	const struct cmis_monitor_row *row = &cmis_monitor_rows[type];
	struct cmis_monitor *monitor = &list->monitor[list->count++];
	unsigned int place = lane % CMIS_LANES_PER_BANK;

	*monitor = (struct cmis_monitor) {
		.type = type,
		.source = CMIS_SOURCE_LOWER,
		.offset = CMIS_REG_OFFSET(row->value),
		.flags = CMIS_REG_OFFSET(row->flags),
		.flags_bit = row->flags_shift,
		.lane = lane,
		.scale = row->scaled ? list->scale : 1,
	};
	if (lane != CMIS_LANE_NONE) {
		monitor->source = CMIS_SOURCE_LANES;
		monitor->bank = lane / CMIS_LANES_PER_BANK;
		monitor->page = CMIS_REG_PAGE(row->value);
		monitor->offset += place * sizeof(u16);
		monitor->flags_bit = place;
		monitor->flags_bytes = true;
	}
	if (row->thresholds && list->thresholds)
		cmis_monitor_set_limits
			(monitor,
			 &list->thresholds[CMIS_REG_INDEX(row->thresholds)]);
}

/**
 * cmis_monitors_add() - find the monitors at fixed registers
 * @list: gets the monitors
 * @lane: of this lane, from 0; %CMIS_LANE_NONE: of the module itself
 * @media: the lane has a media side
 */
void cmis_monitors_add(struct cmis_monitor_list *list, unsigned int lane,
		       bool media)
{
	u8 scope = lane == CMIS_LANE_NONE ? CMIS_SCOPE_MODULE :
					    CMIS_SCOPE_LANE;
	unsigned int type;

	for (type = CMIS_MON_FIXED; type < ARRAY_SIZE(cmis_monitor_rows);
	     type++) {
		const struct cmis_monitor_row *row = &cmis_monitor_rows[type];

		if (row->value && row->scope == scope &&
		    list->count < list->max &&
		    (row->side != CMIS_SIDE_MEDIA || media) &&
		    cmis_monitor_is_advertised(row, list->adverts))
			cmis_monitor_add(list, type, lane);
	}
}
