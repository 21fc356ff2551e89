// SPDX-License-Identifier: GPL-2.0-only
/* The memory map: pages 10h to 1Dh and 60h to 6Dh, of eight lanes each. */

#include <stdio.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/unaligned.h>

#include "fields.h"
#include "spec/codes.h"
#include "spec/regs.h"
#include "spec/tune.h"
#include "spec/value.h"

/* ------------------------------------------------------------------------ */
/* Values that depend on other bytes                                        */
/* ------------------------------------------------------------------------ */

static const char *network_config_name(u8 config)
{
	static const char *const names[] = {
		"unused", "path 1", "unused", "path 2", "unused", "path 3",
		"unused", "path 4", "unused", "path 5", "unused", "path 6",
		"unused", "path 7", "unused", "path 8",
	};

	return config < ARRAY_SIZE(names) ? names[config] : NULL;
}

static const char *network_state_name(u8 state)
{
	static const char *const names[] = {
		[1] = "NPDeactivated", [2] = "NPInit", [3] = "NPDeinit",
		[4] = "NPActivated", [5] = "NPTxTurnOn", [6] = "NPTxTurnOff",
		[7] = "NPInitialized",
	};

	return state < ARRAY_SIZE(names) ? names[state] : NULL;
}

static void tell_fibre(const struct ctl_spot *spot, char *text, size_t size)
{
	static const char *const fibres[] = {
		"", "TR1", "RT1", "TR2", "RT2", "TR3", "RT3", "TR4", "RT4",
	};
	unsigned int wave = spot->raw >> 4, fibre = spot->raw & 0xf;

	if (wave)
		snprintf(text, size, "wavelength %u", wave);
	else
		snprintf(text, size, "wavelength not stated");
	if (fibre && fibre < ARRAY_SIZE(fibres))
		snprintf(text + strlen(text), size - strlen(text), " on %s",
			 fibres[fibre]);
	else if (fibre)
		snprintf(text + strlen(text), size - strlen(text),
			 " on fibre code %u", fibre);
}

/* A channel means nothing without the grid of its lane. */
static void tell_channel(const struct ctl_spot *spot, char *text, size_t size)
{
	s16 channel = spot->raw;
	u8 grid = spot->half[spot->index] >> 4;
	u32 mhz;

	if (!ctl_spot_knows(spot, spot->index, 1) ||
	    cmis_channel_mhz(grid, channel, &mhz))
		snprintf(text, size, "%d", channel);
	else
		snprintf(text, size, "%d (%u.%06u THz%s)", channel,
			 mhz / 1000000, mhz % 1000000,
			 grid == CMIS_GRID_300_GHZ ? ", unverified" : "");
}

static void tell_thz(const struct ctl_spot *spot, char *text, size_t size)
{
	snprintf(text, size, "%llu.%06llu THz",
		 (unsigned long long)spot->raw / 1000000,
		 (unsigned long long)spot->raw % 1000000);
}

/* Two nibbles: how far thresholds are from the target power */
static void tell_offset(const struct ctl_spot *spot, char *text, size_t size)
{
	snprintf(text, size, "alarm %.1f dB, warning %.1f dB",
		 ((spot->raw >> 4) + 1) * 0.5, ((spot->raw & 0xf) + 1) * 0.5);
}

static void tell_patterns(const struct ctl_spot *spot, char *text, size_t size)
{
	static const char *const names[16] = {
		"PRBS31Q", "PRBS31", "PRBS23Q", "PRBS23", "PRBS15Q", "PRBS15",
		"PRBS13Q", "PRBS13", "PRBS9Q", "PRBS9", "PRBS7Q", "PRBS7",
		"SSPRQ", "13", "custom", "user",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (spot->data[i / 8] & BIT(i % 8))
			snprintf(text + strlen(text), size - strlen(text),
				 "%s%s", *text ? ", " : "", names[i]);
	if (!*text)
		snprintf(text, size, "none");
}

static void tell_user_length(const struct ctl_spot *spot, char *text,
			     size_t size)
{
	snprintf(text, size, "%u bytes", 2 * ((unsigned int)spot->raw + 1));
}

/* 0 and 15 have names; the others stand for a lane. */
static void tell_host_clock(const struct ctl_spot *spot, char *text,
			    size_t size)
{
	if (!spot->raw)
		snprintf(text, size, "internal");
	else if (spot->raw <= 8)
		snprintf(text, size, "media lane %u",
			 (unsigned int)spot->raw);
	else if (spot->raw == 15)
		snprintf(text, size, "recovered");
	else
		snprintf(text, size, "code %u", (unsigned int)spot->raw);
}

static void tell_media_clock(const struct ctl_spot *spot, char *text,
			     size_t size)
{
	if (spot->raw >= 2 && spot->raw <= 9)
		snprintf(text, size, "host lane %u",
			 (unsigned int)spot->raw - 1);
	else if (spot->raw == 15)
		snprintf(text, size, "recovered");
	else if (spot->raw > 1)
		snprintf(text, size, "code %u", (unsigned int)spot->raw);
	else
		snprintf(text, size, "%s", spot->raw ? "reference" :
						       "internal");
}

/* ------------------------------------------------------------------------ */
/* Pages 10h and 11h                                                        */
/* ------------------------------------------------------------------------ */

#define EQ_TARGET	CTL_SMALL_SCALED(4, 1, 0, " dB")
#define PRE_CURSOR	CTL_SMALL_SCALED(4, 0.5, 1, " dB")
#define POST_CURSOR	CTL_SMALL_SCALED(4, 1, 0, " dB")
#define AMPLITUDE							\
	CTL_SMALL_CODES(4, "100-400 mV", "300-600 mV", "400-800 mV",	\
			"600-1200 mV")
#define BUFFER		CTL_SMALL_CODES(2, "none", "1", "2")

/* The signal integrity of a control set */
#define SETTINGS(_first, _set)						\
	{ (_first), 1, _set "adaptive Tx equaliser", &ctl_lanes },	\
	{ (_first) + 1, 2, _set "Tx equaliser buffer", BUFFER },	\
	{ (_first) + 3, 4, _set "Tx equaliser", EQ_TARGET },		\
	{ (_first) + 7, 1, _set "Tx CDR", &ctl_lanes },			\
	{ (_first) + 8, 1, _set "Rx CDR", &ctl_lanes },			\
	{ (_first) + 9, 4, _set "Rx pre-cursor", PRE_CURSOR },		\
	{ (_first) + 13, 4, _set "Rx post-cursor", POST_CURSOR },	\
	{ (_first) + 17, 4, _set "Rx amplitude", AMPLITUDE }

/* Flags of lanes, and their masks */
#define LANE_FLAGS(_first, _name, ...)					\
	{ (_first), 1, _name "state changed", &ctl_lanes, __VA_ARGS__ }, \
	{ (_first) + 1, 1, _name "Tx failure", &ctl_lanes, __VA_ARGS__ }, \
	{ (_first) + 2, 1, _name "Tx LOS", &ctl_lanes, __VA_ARGS__ },	\
	{ (_first) + 3, 1, _name "Tx CDR LOL", &ctl_lanes, __VA_ARGS__ }, \
	{ (_first) + 4, 1, _name "Tx equaliser failed", &ctl_lanes,	\
	  __VA_ARGS__ },						\
	CTL_LEVEL_LANES((_first) + 5, _name "Tx power", __VA_ARGS__),	\
	CTL_LEVEL_LANES((_first) + 9, _name "Tx bias", __VA_ARGS__),	\
	{ (_first) + 13, 1, _name "Rx LOS", &ctl_lanes, __VA_ARGS__ },	\
	{ (_first) + 14, 1, _name "Rx CDR LOL", &ctl_lanes, __VA_ARGS__ }, \
	CTL_LEVEL_LANES((_first) + 15, _name "Rx power", __VA_ARGS__),	\
	{ (_first) + 19, 1, _name "Rx output changed", &ctl_lanes,	\
	  __VA_ARGS__ }

static const struct ctl_field page_10[] = {
	{ 128, 1, "data path off", &ctl_lanes },
	{ 129, 1, "Tx input polarity flipped", &ctl_lanes },
	{ 130, 1, "Tx output off", &ctl_lanes },
	{ 131, 1, "Tx auto squelch off", &ctl_lanes },
	{ 132, 1, "Tx squelch forced", &ctl_lanes },
	{ 134, 1, "Tx equaliser frozen", &ctl_lanes },
	{ 135, 2, "Tx equaliser stored in buffer", BUFFER },
	{ 137, 1, "Rx output polarity flipped", &ctl_lanes },
	{ 138, 1, "Rx output off", &ctl_lanes },
	{ 139, 1, "Rx auto squelch off", &ctl_lanes },
	{ 143, 1, "set 0, apply with DPInit", &ctl_lanes },
	{ 144, 1, "set 0, apply at once", &ctl_lanes },
	{ 145, 1, "set 0, path", &ctl_path_config, .count = 8 },
	SETTINGS(153, "set 0, "),
	{ 176, 1, "set 0, apply Tx at once", &ctl_lanes },
	{ 177, 1, "set 0, apply Rx at once", &ctl_lanes },
	{ 178, 1, "set 1, apply with DPInit", &ctl_lanes },
	{ 179, 1, "set 1, apply at once", &ctl_lanes },
	{ 180, 1, "set 1, path", &ctl_path_config, .count = 8 },
	SETTINGS(188, "set 1, "),
	{ 211, 1, "set 1, apply Tx at once", &ctl_lanes },
	{ 212, 1, "set 1, apply Rx at once", &ctl_lanes },
	LANE_FLAGS(213, "masked: ", .count = 0),
	{ 240, 16, "custom", &ctl_hex, .is = CTL_CUSTOM },
};

static const struct ctl_field page_11[] = {
	{ 128, 4, "state", CTL_SMALL_NAMED(4, cmis_dp_state_name) },
	{ 132, 1, "Rx output valid", &ctl_lanes },
	{ 133, 1, "Tx output valid", &ctl_lanes },
	LANE_FLAGS(134, "", .is = CTL_LATCHED),
	{ 154, 2, "Tx power", &ctl_milliwatt, .count = 8 },
	{ 170, 2, "Tx bias", &ctl_milliampere, .count = 8 },
	{ 186, 2, "Rx power", &ctl_milliwatt, .count = 8 },
	{ 202, 4, "configuration",
	  CTL_SMALL_NAMED(4, cmis_config_status_name) },
	{ 206, 1, "path", &ctl_path_config, .count = 8 },
	SETTINGS(214, ""),
	{ 235, 1, "waits for DPInit", &ctl_lanes },
	{ 236, 1, "Tx output ready", &ctl_lanes,
	  .since = CMIS_REVISION_5_4, .is = CTL_UNVERIFIED },
	{ 240, 1, "Tx wavelength and fibre", CTL_CALLED(tell_fibre),
	  .count = 8 },
	{ 248, 1, "Rx wavelength and fibre", CTL_CALLED(tell_fibre),
	  .count = 8 },
};

/* ------------------------------------------------------------------------ */
/* Page 12h: tunable lasers                                                 */
/* ------------------------------------------------------------------------ */

#define TUNING								\
	CTL_BIT_NAMES("tuning complete", "wavelength unlocked",		\
		      "invalid channel", "tuning not accepted",		\
		      "fine tuning out of range",			\
		      "target power out of range")

static const struct ctl_field page_12[] = {
	{ 128, 1, "grid",
	  CTL_CODES("3.125 GHz", "6.25 GHz", "12.5 GHz", "25 GHz", "50 GHz",
		    "100 GHz", "33 GHz", "75 GHz", "150 GHz", "300 GHz",
		    [15] = "none"), .count = 8, .mask = 0xf0 },
	{ 128, 1, "relative thresholds", &ctl_yes, .count = 8,
	  .mask = BIT(1), .since = CMIS_REVISION_5_4 },
	{ 128, 1, "fine tuning", &ctl_yes, .count = 8, .mask = BIT(0) },
	{ 136, 2, "channel", CTL_CALLED(tell_channel), .count = 8 },
	{ 152, 2, "fine tuning offset",
	  CTL_SCALED(CTL_AS_SIGNED, 0.001, 3, " GHz"), .count = 8 },
	{ 168, 4, "frequency", CTL_CALLED(tell_thz), .count = 8 },
	{ 200, 2, "target power", &ctl_centi_dbm, .count = 8 },
	{ 216, 1, "thresholds above the target", CTL_CALLED(tell_offset),
	  .since = CMIS_REVISION_5_4 },
	{ 217, 1, "thresholds below the target", CTL_CALLED(tell_offset),
	  .since = CMIS_REVISION_5_4 },
	{ 222, 1, "tuning in progress", &ctl_yes, .count = 8,
	  .mask = BIT(1) },
	{ 222, 1, "wavelength unlocked", &ctl_yes, .count = 8,
	  .mask = BIT(0) },
	{ 230, 1, "lanes with flags", &ctl_lanes },
	{ 231, 1, "flags", TUNING, .count = 8, .is = CTL_LATCHED },
	{ 239, 1, "masks", TUNING, .count = 8, .is = CTL_UNVERIFIED },
};

/* ------------------------------------------------------------------------ */
/* Pages 13h and 14h: diagnostics                                           */
/* ------------------------------------------------------------------------ */

#define PATTERN								\
	CTL_SMALL_CODES(4, "PRBS31Q", "PRBS31", "PRBS23Q", "PRBS23",	\
			"PRBS15Q", "PRBS15", "PRBS13Q", "PRBS13",	\
			"PRBS9Q", "PRBS9", "PRBS7Q", "PRBS7", "SSPRQ",	\
			NULL, "custom", "user")
#define PATTERNS(_first, _name, _fec)					\
	{ (_first), 1, _name " on", &ctl_lanes },			\
	{ (_first) + 1, 1, _name ", inverted", &ctl_lanes },		\
	{ (_first) + 2, 1, _name ", bits swapped", &ctl_lanes },	\
	{ (_first) + 3, 1, _name ", " _fec, &ctl_lanes },		\
	{ (_first) + 4, 4, _name ", pattern", PATTERN }
#define DIAG_FLAGS(_first, _name, ...)					\
	{ (_first), 1, _name "host gate complete", &ctl_lanes,		\
	  __VA_ARGS__ },						\
	{ (_first) + 1, 1, _name "media gate complete", &ctl_lanes,	\
	  __VA_ARGS__ },						\
	{ (_first) + 2, 1, _name "host generator LOL", &ctl_lanes,	\
	  __VA_ARGS__ },						\
	{ (_first) + 3, 1, _name "media generator LOL", &ctl_lanes,	\
	  __VA_ARGS__ },						\
	{ (_first) + 4, 1, _name "host checker LOL", &ctl_lanes,	\
	  __VA_ARGS__ },						\
	{ (_first) + 5, 1, _name "media checker LOL", &ctl_lanes,	\
	  __VA_ARGS__ }

static const struct ctl_field page_13[] = {
	{ 128, 1, "loopbacks",
	  CTL_BIT_NAMES("media output", "media input", "host output",
			"host input", "host by lane", "media by lane",
			"host and media at once"), .mask = 0x7f },
	{ 129, 1, "gating error",
	  CTL_CODES("no gating", "<= 2 ms", "<= 20 ms", "> 20 ms"),
	  .mask = 0xc0 },
	{ 129, 1, "measurement",
	  CTL_BIT_NAMES([2] = "automatic restart", [3] = "timers by lane",
			[4] = "periodic updates", [5] = "latched results"),
	  .mask = 0x3c },
	{ 130, 1, "reports",
	  CTL_BIT_NAMES("BER", "counters", [4] = "host SNR",
			[5] = "media SNR", [6] = "host FEC",
			[7] = "media FEC"), .mask = 0xf3 },
	{ 131, 1, "places of patterns",
	  CTL_BIT_NAMES("host checker post-FEC", "host checker pre-FEC",
			"host generator post-FEC", "host generator pre-FEC",
			"media checker post-FEC", "media checker pre-FEC",
			"media generator post-FEC",
			"media generator pre-FEC") },
	{ 132, 2, "host generator patterns", CTL_CALLED(tell_patterns) },
	{ 134, 2, "media generator patterns", CTL_CALLED(tell_patterns) },
	{ 136, 2, "host checker patterns", CTL_CALLED(tell_patterns) },
	{ 138, 2, "media checker patterns", CTL_CALLED(tell_patterns) },
	{ 140, 1, "recovered clock of the other side",
	  CTL_CODES("no", "without loopback", "with loopback", "always"),
	  .mask = 0xc0 },
	{ 140, 1, "reference clock", &ctl_yes, .mask = BIT(5) },
	{ 140, 1, "user pattern length", CTL_CALLED(tell_user_length),
	  .mask = 0x0f },
	{ 141, 1, "pattern changes",
	  CTL_BIT_NAMES("host generator invert", "host generator swap",
			"host checker invert", "host checker swap",
			"media generator invert", "media generator swap",
			"media checker invert", "media checker swap") },
	{ 142, 1, "by lane",
	  CTL_BIT_NAMES("host generator pattern", "host generator enable",
			"host checker pattern", "host checker enable",
			"media generator pattern", "media generator enable",
			"media checker pattern", "media checker enable") },
	PATTERNS(144, "host generator", "pre-FEC"),
	PATTERNS(152, "media generator", "pre-FEC"),
	PATTERNS(160, "host checker", "post-FEC"),
	PATTERNS(168, "media checker", "post-FEC"),
	{ 176, 1, "host generator clock", CTL_CALLED(tell_host_clock),
	  .mask = 0xf0 },
	{ 176, 1, "media generator clock", CTL_CALLED(tell_media_clock),
	  .mask = 0x0f },
	{ 177, 1, "start and stop in all banks", &ctl_yes, .mask = BIT(7) },
	{ 177, 1, "error counters held", &ctl_yes, .mask = BIT(5) },
	{ 177, 1, "gate restarts", &ctl_yes, .mask = BIT(4) },
	{ 177, 1, "gate time",
	  CTL_CODES("no end", "5 s", "10 s", "30 s", "60 s", "120 s", "300 s",
		    "custom"), .mask = 0x0e },
	{ 177, 1, "update period", CTL_CODES("1 s", "5 s"), .mask = BIT(0) },
	{ 178, 1, "host checker clock",
	  CTL_CODES("recovered", "internal", "reference"), .mask = 0x0c },
	{ 178, 1, "media checker clock",
	  CTL_CODES("recovered", "internal", "reference"), .mask = 0x03 },
	{ 180, 1, "media output loopback", &ctl_lanes },
	{ 181, 1, "media input loopback", &ctl_lanes },
	{ 182, 1, "host output loopback", &ctl_lanes },
	{ 183, 1, "host input loopback", &ctl_lanes },
	{ 184, 8, "scratch pad", &ctl_hex, .since = CMIS_REVISION_5_3 },
	{ 206, 1, "masked: reference clock lost", &ctl_yes, .mask = BIT(7) },
	DIAG_FLAGS(208, "masked: ", .count = 0),
	{ 224, 32, "user pattern", &ctl_hex, .is = CTL_IF_SET },
};

static const struct ctl_field page_14[] = {
	{ 128, 1, "selector", CTL_CALLED(NULL), .is = CTL_BY_OTHERS },
	{ 132, 1, "reference clock lost", &ctl_yes, .mask = BIT(7),
	  .is = CTL_LATCHED },
	DIAG_FLAGS(134, "", .is = CTL_LATCHED),
	{ 192, 64, "data by selector", &ctl_hex, .is = CTL_BY_OTHERS },
};

/* ------------------------------------------------------------------------ */
/* Pages 15h to 1Dh                                                         */
/* ------------------------------------------------------------------------ */

#define NANOSECONDS	CTL_SCALED(CTL_AS_NUMBER, 1, 0, " ns")

static const struct ctl_field page_15[] = {
	{ 224, 2, "Rx latency", NANOSECONDS, .count = 8 },
	{ 240, 2, "Tx latency", NANOSECONDS, .count = 8 },
};

#define NETWORK		CTL_NAMED(network_config_name)

static const struct ctl_field page_16[] = {
	{ 128, 1, "set 0, network path", NETWORK, .count = 8, .mask = 0x0f },
	{ 136, 1, "set 1, network path", NETWORK, .count = 8, .mask = 0x0f },
	{ 160, 1, "network path off", &ctl_lanes },
	{ 162, 1, "replacement to the host", &ctl_lanes },
	{ 163, 1, "replacement to the network", &ctl_lanes },
	{ 176, 1, "set 0, apply", &ctl_lanes },
	{ 177, 1, "set 1, apply", &ctl_lanes },
	{ 178, 4, "configuration",
	  CTL_SMALL_NAMED(4, cmis_config_status_name) },
	{ 192, 1, "network path", NETWORK, .count = 8, .mask = 0x0f },
	{ 200, 4, "state", CTL_SMALL_NAMED(4, network_state_name) },
	{ 204, 1, "waits for NPInit", &ctl_lanes },
	{ 224, 1, "longest NPDeinit", &ctl_duration, .mask = 0xf0 },
	{ 224, 1, "longest NPInit", &ctl_duration, .mask = 0x0f },
	{ 225, 1, "longest NPTxTurnOff", &ctl_duration, .mask = 0xf0 },
	{ 225, 1, "longest NPTxTurnOn", &ctl_duration, .mask = 0x0f },
	{ 226, 1, "replacement signals", CTL_BIT_NAMES("Rx", "Tx"),
	  .mask = 0x03 },
	{ 228, 1, "multiplexed", &ctl_interface_host, .count = 4 },
	{ 232, 4, "multiplexes", &ctl_hex, .count = 4 },
	{ 248, 2, "applications with network path", &ctl_hex },
};

static const struct ctl_field page_17[] = {
	{ 128, 1, "network path changed", &ctl_lanes, .is = CTL_LATCHED },
	{ 192, 1, "masked: network path changed", &ctl_lanes },
};

static const struct ctl_field page_18[] = {
	{ 128, 1, "set 0, block of applications", &ctl_number, .count = 8 },
	{ 136, 1, "set 1, block of applications", &ctl_number, .count = 8 },
	{ 144, 56, "set 0, VCS", &ctl_hex, .is = CTL_IF_SET },
	{ 200, 56, "set 1, VCS", &ctl_hex, .is = CTL_IF_SET },
};

static const struct ctl_field page_19[] = {
	{ 128, 1, "Tx path", &ctl_path_config, .count = 8 },
	{ 136, 1, "Rx path", &ctl_path_config, .count = 8 },
	{ 144, 1, "block of applications", &ctl_number, .count = 8 },
	{ 152, 56, "VCS", &ctl_hex, .is = CTL_IF_SET },
};

/* A block of page 1Ch; bank j has applications 15j + 1 and up. */
#define NORMAL(_first, _number)						\
	{ (_first), 1, "entry " _number ", host", &ctl_interface_host,	\
	  .is = CTL_IF_SET },						\
	{ (_first) + 1, 1, "entry " _number ", media",			\
	  &ctl_interface_media, .is = CTL_IF_SET },			\
	{ (_first) + 2, 1, "entry " _number ", host lanes", &ctl_number, \
	  .mask = 0xf0, .is = CTL_IF_SET },				\
	{ (_first) + 2, 1, "entry " _number ", media lanes", &ctl_number, \
	  .mask = 0x0f, .is = CTL_IF_SET },				\
	{ (_first) + 3, 1, "entry " _number ", host starts", &ctl_lanes, \
	  .is = CTL_IF_SET },						\
	{ (_first) + 4, 1, "entry " _number ", media starts", &ctl_lanes, \
	  .is = CTL_IF_SET },						\
	{ (_first) + 5, 1, "entry " _number ", network path", &ctl_yes,	\
	  .mask = BIT(7), .is = CTL_IF_SET | CTL_UNVERIFIED },		\
	{ (_first) + 6, 1, "entry " _number ", high ID bits", &ctl_hex,	\
	  .is = CTL_IF_SET | CTL_UNVERIFIED }

static const struct ctl_field page_1c[] = {
	NORMAL(128, "1"), NORMAL(136, "2"), NORMAL(144, "3"),
	NORMAL(152, "4"), NORMAL(160, "5"), NORMAL(168, "6"),
	NORMAL(176, "7"), NORMAL(184, "8"), NORMAL(192, "9"),
	NORMAL(200, "10"), NORMAL(208, "11"), NORMAL(216, "12"),
	NORMAL(224, "13"), NORMAL(232, "14"), NORMAL(240, "15"),
};

#define SWITCHED							\
	CTL_CODES("none", "success", "in progress", "rejected",		\
		  "no permutation", "contradicts data paths",		\
		  "order not supported")

/* Pages 1Dh and 6Dh have the same fields. */
static const struct ctl_field page_1d[] = {
	{ 128, 1, "longest commit", &ctl_duration, .mask = 0xf0 },
	{ 136, 1, "redirection to lane", &ctl_number, .count = 8 },
	{ 152, 1, "switching on", &ctl_yes, .mask = BIT(0) },
	{ 160, 1, "commit", &ctl_yes, .mask = BIT(0) },
	{ 168, 1, "result", SWITCHED, .count = 8, .is = CTL_UNVERIFIED },
	{ 184, 1, "active lane", &ctl_number, .count = 8 },
};

/* ------------------------------------------------------------------------ */
/* Pages 60h to 62h, of 5.4                                                 */
/* ------------------------------------------------------------------------ */

static const struct ctl_field page_60[] = {
	{ 128, 1, "Tx input polarity flipped", &ctl_lanes },
	{ 129, 1, "Rx output polarity flipped", &ctl_lanes },
	{ 130, 1, "acquisition counters",
	  CTL_BIT_NAMES([4] = "Tx path", [5] = "Rx path", [6] = "Tx lane",
			[7] = "Rx lane"), .mask = 0xf0 },
	{ 192, 1, "reset of counters", &ctl_lanes, .count = 4 },
};

static const struct ctl_field page_61[] = {
	{ 128, 2, "acquisitions, Rx media lane", &ctl_number, .count = 8,
	  .is = CTL_UNVERIFIED },
	{ 144, 2, "acquisitions, Tx host lane", &ctl_number, .count = 8,
	  .is = CTL_UNVERIFIED },
	{ 160, 2, "acquisitions, Rx path", &ctl_number, .count = 8,
	  .is = CTL_UNVERIFIED },
	{ 176, 2, "acquisitions, Tx path", &ctl_number, .count = 8,
	  .is = CTL_UNVERIFIED },
};

#define LANE_LEVELS(_first, _lane) \
	CTL_FOUR_LEVELS(_first, "Tx power of lane " _lane, &ctl_centi_dbm)

static const struct ctl_field page_62[] = {
	LANE_LEVELS(128, "1"), LANE_LEVELS(136, "2"), LANE_LEVELS(144, "3"),
	LANE_LEVELS(152, "4"), LANE_LEVELS(160, "5"), LANE_LEVELS(168, "6"),
	LANE_LEVELS(176, "7"), LANE_LEVELS(184, "8"),
};

const struct ctl_page ctl_pages_lanes[] = {
	CTL_PAGE(0x10, page_10),
	CTL_PAGE(0x11, page_11),
	CTL_PAGE(0x12, page_12),
	CTL_PAGE(0x13, page_13),
	CTL_PAGE(0x14, page_14),
	CTL_PAGE(0x15, page_15),
	CTL_PAGE(0x16, page_16),
	CTL_PAGE(0x17, page_17),
	CTL_PAGE(0x18, page_18),
	CTL_PAGE(0x19, page_19),
	CTL_PAGE(0x1c, page_1c, .blocks = true),
	CTL_PAGE(0x1d, page_1d),
	CTL_PAGE(0x60, page_60),
	CTL_PAGE(0x61, page_61),
	CTL_PAGE(0x62, page_62),
	CTL_PAGE(0x6d, page_1d),
	{ 0 }
};
