// SPDX-License-Identifier: GPL-2.0-only
/* The memory map: external lasers, VDM, coherent modules, CDB. */

#include <stdio.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/bits.h>

#include "fields.h"
#include "spec/regs.h"

/* ------------------------------------------------------------------------ */
/* Pages 1Ah and 1Bh: external lasers (ELSFP), all from one source          */
/* ------------------------------------------------------------------------ */

#define LASER_POWER	CTL_SCALED(CTL_AS_NUMBER, 0.01, 2, " mW")
#define LASER_BIAS	CTL_SCALED(CTL_AS_NUMBER, 0.1, 1, " mA")
#define ONE_SOURCE	.is = CTL_UNVERIFIED
#define ONE_LATCHED	.is = CTL_UNVERIFIED | CTL_LATCHED
#define LASER_CODES							\
	"none", "power loop", "current loop",				\
	[9] = "vendor 9", [10] = "vendor 10", [11] = "vendor 11",	\
	[12] = "vendor 12", [13] = "vendor 13", [14] = "vendor 14",	\
	[15] = "vendor 15"

static const struct ctl_field page_1a[] = {
	{ 128, 2, "highest optical power", LASER_POWER, ONE_SOURCE },
	{ 130, 2, "lowest optical power", LASER_POWER, ONE_SOURCE },
	{ 132, 2, "highest laser bias", LASER_BIAS, ONE_SOURCE },
	{ 134, 2, "lowest laser bias", LASER_BIAS, ONE_SOURCE },
	{ 140, 1, "lanes", &ctl_number, .mask = 0xfe, ONE_SOURCE },
	{ 140, 1, "control mode", CTL_CODES("constant current (ACC)",
					    "constant power (APC)"),
	  .mask = BIT(0), ONE_SOURCE },
	CTL_FOUR_LEVELS(141, "laser bias", LASER_BIAS, ONE_SOURCE),
	CTL_FOUR_LEVELS(149, "optical power", LASER_POWER, ONE_SOURCE),
	{ 165, 1, "some lane has", CTL_BIT_NAMES([2] = "a fault",
						 [3] = "a warning"),
	  .mask = 0x0c, ONE_SOURCE },
	{ 166, 4, "lanes with a fault", &ctl_lanes, ONE_LATCHED },
	{ 170, 4, "more lanes with a fault", &ctl_hex,
	  .is = CTL_UNVERIFIED | CTL_LATCHED | CTL_IF_SET },
	{ 174, 4, "lanes with a warning", &ctl_lanes, ONE_LATCHED },
	{ 178, 4, "more lanes with a warning", &ctl_hex,
	  .is = CTL_UNVERIFIED | CTL_LATCHED | CTL_IF_SET },
	{ 184, 1, "save or restore",
	  &ctl_hex, ONE_SOURCE },
	{ 185, 1, "result of save or restore",
	  CTL_CODES("unknown", "success", "in progress", "invalid",
		    "nothing saved", [8] = "failed"), ONE_SOURCE },
	CTL_LEVEL_LANES(186, "laser bias flags", ONE_LATCHED),
	CTL_LEVEL_LANES(190, "optical power flags", ONE_LATCHED),
	CTL_LEVEL_LANES(198, "masked: laser bias", ONE_SOURCE),
	CTL_LEVEL_LANES(202, "masked: optical power", ONE_SOURCE),
	{ 210, 1, "masked: alarms", &ctl_hex, ONE_SOURCE },
	{ 211, 1, "masked: warnings", &ctl_hex, ONE_SOURCE },
	{ 212, 1, "warning", CTL_CODES(LASER_CODES), .count = 8,
	  .mask = 0xf0, ONE_SOURCE },
	{ 212, 1, "fault", CTL_CODES(LASER_CODES), .count = 8,
	  .mask = 0x0f, ONE_SOURCE },
	{ 220, 1, "laser enabled", &ctl_lanes, ONE_SOURCE },
	{ 221, 2, "laser state", CTL_SMALL_CODES(2, "off", "ramping", "on"),
	  ONE_SOURCE },
	{ 223, 1, "output fibre checked", &ctl_lanes, ONE_SOURCE },
	{ 224, 1, "fibre", &ctl_number, .count = 8, ONE_SOURCE },
	{ 232, 2, "laser frequency",
	  CTL_SCALED(CTL_AS_NUMBER, 0.005, 3, " THz"), .count = 8,
	  ONE_SOURCE },
	{ 248, 1, "power of the fibre check",
	  CTL_SCALED(CTL_AS_NUMBER, 1, 0, " mW"), ONE_SOURCE },
};

static const struct ctl_field page_1b[] = {
	{ 128, 2, "bias set point", LASER_BIAS, .count = 8, ONE_SOURCE },
	{ 144, 2, "power set point", LASER_POWER, .count = 8, ONE_SOURCE },
	{ 184, 2, "laser bias", LASER_BIAS, .count = 8, ONE_SOURCE },
	{ 200, 2, "optical power", LASER_POWER, .count = 8, ONE_SOURCE },
	{ 232, 1, "laser voltage",
	  CTL_SCALED(CTL_AS_NUMBER, 0.015, 3, " V"), .count = 8, ONE_SOURCE },
	{ 240, 2, "supply current", CTL_SCALED(CTL_AS_NUMBER, 0.2, 1, " mA"),
	  ONE_SOURCE },
};

/* ------------------------------------------------------------------------ */
/* Pages 20h to 2Fh: VDM. Descriptors say what is in the others.            */
/* ------------------------------------------------------------------------ */

static const struct ctl_field page_20[] = {
	{ 128, 128, "descriptors of VDM", &ctl_hex, .is = CTL_BY_OTHERS },
};

static const struct ctl_field page_24[] = {
	{ 128, 128, "values of VDM", &ctl_hex, .is = CTL_BY_OTHERS },
};

static const struct ctl_field page_28[] = {
	{ 128, 128, "thresholds of VDM", &ctl_hex, .is = CTL_BY_OTHERS },
};

static const struct ctl_field page_2c[] = {
	{ 128, 128, "flags of VDM", &ctl_hex,
	  .is = CTL_BY_OTHERS | CTL_LATCHED },
};

static const struct ctl_field page_2d[] = {
	{ 128, 128, "masks of VDM", &ctl_hex, .is = CTL_BY_OTHERS },
};

static const struct ctl_field page_2f[] = {
	{ 128, 1, "duty cycle", &ctl_yes, .mask = BIT(3) },
	{ 128, 1, "power saving", &ctl_yes, .mask = BIT(2) },
	{ 128, 1, "groups", CTL_CODES("1", "2", "3", "4"), .mask = 0x03 },
	{ 129, 2, "fine interval", CTL_SCALED(CTL_AS_NUMBER, 0.1, 1, " ms") },
	{ 144, 1, "freeze", &ctl_yes, .mask = BIT(7) },
	{ 144, 1, "power saving mode", &ctl_yes, .mask = BIT(6) },
	{ 144, 1, "monitoring duty cycle", &ctl_number, .mask = 0x3c,
	  .since = CMIS_REVISION_5_4 },
	{ 145, 1, "frozen", &ctl_yes, .mask = BIT(7) },
	{ 145, 1, "unfrozen", &ctl_yes, .mask = BIT(6) },
};

/* ------------------------------------------------------------------------ */
/* Pages 30h to 45h: coherent modules (C-CMIS)                              */
/* ------------------------------------------------------------------------ */

/* Average, least and greatest value */
#define THREE(_first, _size, _name, _format, ...)			\
	{ (_first), _size, _name ", average", _format, __VA_ARGS__ },	\
	{ (_first) + (_size), _size, _name ", least", _format,		\
	  __VA_ARGS__ },						\
	{ (_first) + 2 * (_size), _size, _name ", greatest", _format,	\
	  __VA_ARGS__ }

static const struct ctl_field page_30[] = {
	CTL_FOUR_LEVELS(128, "Rx total power", &ctl_centi_dbm),
	CTL_FOUR_LEVELS(136, "Rx signal power", &ctl_centi_dbm),
	{ 144, 1, "own thresholds",
	  CTL_BIT_NAMES("signal power", "total power"), .mask = 0x03 },
	{ 160, 2, "detected degrade, raise", &ctl_f16 },
	{ 162, 2, "detected degrade, clear", &ctl_f16 },
	{ 164, 2, "excessive degrade, raise", &ctl_f16 },
	{ 166, 2, "excessive degrade, clear", &ctl_f16 },
	{ 168, 1, "degrade is watched",
	  CTL_BIT_NAMES("detected", "excessive"), .mask = 0x03 },
};

static const struct ctl_field page_31[] = {
	{ 128, 1, "Tx filter on", &ctl_lanes, ONE_SOURCE },
	{ 129, 2, "Tx filter",
	  CTL_SMALL_CODES(2, "none", "root raised cosine", "raised cosine",
			  "Gaussian"), ONE_SOURCE },
};

#define COHERENT_TX							\
	CTL_BIT_NAMES("FIFO error", "deskew LOL", "reference clock LOL", \
		      "CMU LOL", "out of alignment", "loss of alignment")
#define COHERENT_RX							\
	CTL_BIT_NAMES("FIFO error", "deskew LOL", "out of alignment",	\
		      "loss of alignment", "CD compensation LOL",	\
		      "demodulator LOL", "loss of multiframe",		\
		      "loss of frame")
#define DEGRADE		CTL_BIT_NAMES("detected degrade", "excessive degrade")

/* Sources contradict each other about bytes 131 to 133. */
#define COHERENT_FLAGS(_name, ...)					\
	{ 128, 1, _name "Tx", COHERENT_TX, .mask = 0x3f, __VA_ARGS__ },	\
	{ 130, 1, _name "Rx", COHERENT_RX, __VA_ARGS__ },		\
	{ 131, 3, _name "degrade, unclear", &ctl_hex, __VA_ARGS__ }

static const struct ctl_field page_32[] = {
	COHERENT_FLAGS("masked: ", .count = 0),
};

static const struct ctl_field page_33[] = {
	COHERENT_FLAGS("", .is = CTL_LATCHED),
	{ 188, 1, "received payload type", &ctl_hex, ONE_SOURCE },
};

/* A count, and its ratio to the number at another byte */
static void tell_ratio(const struct ctl_spot *spot, unsigned int whole_at,
		       char *text, size_t size)
{
	unsigned int i;
	u64 whole = 0;

	for (i = 0; ctl_spot_knows(spot, whole_at, spot->size) &&
	     i < spot->size; i++)
		whole = whole << 8 | spot->half[whole_at % CTL_HALF_SIZE + i];
	if (whole)
		snprintf(text, size, "%llu (%.3e)",
			 (unsigned long long)spot->raw,
			 (double)spot->raw / (double)whole);
	else
		snprintf(text, size, "%llu", (unsigned long long)spot->raw);
}

static void tell_of_bits(const struct ctl_spot *spot, char *text, size_t size)
{
	tell_ratio(spot, 128, text, size);
}

static void tell_of_interval(const struct ctl_spot *spot, char *text,
			     size_t size)
{
	tell_ratio(spot, 136, text, size);
}

static void tell_of_frames(const struct ctl_spot *spot, char *text,
			   size_t size)
{
	tell_ratio(spot, 168, text, size);
}

static void tell_of_interval_frames(const struct ctl_spot *spot, char *text,
				    size_t size)
{
	tell_ratio(spot, 172, text, size);
}

/* Ratios of corrected bits are the bit error ratio before correction. */
#define FEC								\
	{ 128, 8, "bits", &ctl_number },				\
	{ 136, 8, "bits in a sub-interval", &ctl_number },		\
	{ 144, 8, "corrected bits (BER)", CTL_CALLED(tell_of_bits) },	\
	{ 152, 8, "corrected bits in a sub-interval, least (BER)",	\
	  CTL_CALLED(tell_of_interval) },				\
	{ 160, 8, "corrected bits in a sub-interval, greatest (BER)",	\
	  CTL_CALLED(tell_of_interval) },				\
	{ 168, 4, "frames", &ctl_number },				\
	{ 172, 4, "frames in a sub-interval", &ctl_number },		\
	{ 176, 4, "uncorrectable frames (ratio)",			\
	  CTL_CALLED(tell_of_frames) },					\
	{ 180, 4, "uncorrectable frames in a sub-interval, least (ratio)", \
	  CTL_CALLED(tell_of_interval_frames) },			\
	{ 184, 4, "uncorrectable frames in a sub-interval, greatest (ratio)", \
	  CTL_CALLED(tell_of_interval_frames) }

static const struct ctl_field page_34[] = {
	FEC,
};

static const struct ctl_field page_3a[] = {
	FEC,
	{ 188, 4, "corrected frames", &ctl_number },
	{ 192, 4, "corrected frames in a sub-interval", &ctl_number },
};

#define DB		CTL_SCALED(CTL_AS_NUMBER, 0.1, 1, " dB")
#define SIGNED_DB	CTL_SCALED(CTL_AS_SIGNED, 0.1, 1, " dB")

static const struct ctl_field page_35[] = {
	THREE(128, 4, "chromatic dispersion",
	      CTL_SCALED(CTL_AS_SIGNED, 1, 0, " ps/nm")),
	THREE(140, 2, "DGD", CTL_SCALED(CTL_AS_NUMBER, 0.01, 2, " ps")),
	THREE(146, 2, "SOPMD", CTL_SCALED(CTL_AS_NUMBER, 0.01, 2, " ps2")),
	THREE(152, 2, "PDL", DB),
	THREE(158, 2, "OSNR", DB),
	THREE(164, 2, "eSNR", DB),
	THREE(170, 2, "carrier frequency offset", &ctl_mhz),
	THREE(176, 2, "EVM", CTL_SCALED(CTL_AS_NUMBER, 100 / 65535.0, 2, " %")),
	THREE(182, 2, "Tx power", &ctl_centi_dbm),
	THREE(188, 2, "Rx total power", &ctl_centi_dbm),
	THREE(194, 2, "Rx signal power", &ctl_centi_dbm),
	THREE(200, 2, "SOP rate of change",
	      CTL_SCALED(CTL_AS_NUMBER, 1, 0, " krad/s")),
	THREE(206, 2, "MER", DB),
	THREE(212, 2, "clock recovery loop",
	      CTL_SCALED(CTL_AS_SIGNED, 100 / 32767.0, 2, " %")),
	THREE(218, 2, "SOPMD, coarse", CTL_SCALED(CTL_AS_NUMBER, 1, 0, " ps2"),
	      ONE_SOURCE),
	THREE(224, 2, "SNR margin", SIGNED_DB),
	THREE(230, 2, "Q factor", DB),
	THREE(236, 2, "Q margin", SIGNED_DB),
};

#define HOLD_OFF	CTL_SCALED(CTL_AS_NUMBER, 10, 0, " ms")

static const struct ctl_field page_38[] = {
	{ 128, 2, "host detected degrade, raise", &ctl_f16, ONE_SOURCE },
	{ 130, 2, "host detected degrade, clear", &ctl_f16, ONE_SOURCE },
	{ 132, 2, "host excessive degrade, raise", &ctl_f16, ONE_SOURCE },
	{ 134, 2, "host excessive degrade, clear", &ctl_f16, ONE_SOURCE },
	{ 136, 1, "host actions",
	  CTL_BIT_NAMES([2] = "Tx local fault on degrade",
			[3] = "Rx local fault on client fail",
			[4] = "Rx on excessive degrade",
			[5] = "Tx on excessive degrade"),
	  .mask = 0x3c, ONE_SOURCE },
	{ 136, 1, "host degrade is watched",
	  CTL_BIT_NAMES("detected", "excessive"), .mask = 0x03 },
	{ 137, 1, "Rx consequent action",
	  CTL_CODES(NULL, "insert local fault"), .mask = 0xf0 },
	{ 137, 1, "Tx consequent action", &ctl_number, .mask = 0x0f },
	{ 141, 2, "Rx hold-off", HOLD_OFF },
	{ 143, 2, "Tx hold-off", HOLD_OFF, ONE_SOURCE },
	{ 145, 1, "Rx replacement signal", &ctl_number, .mask = 0xf0,
	  ONE_SOURCE },
	{ 145, 1, "Tx replacement signal", &ctl_number, .mask = 0x0f,
	  ONE_SOURCE },
	{ 146, 1, "Tx LCK insertion", &ctl_number, .mask = 0x0f,
	  ONE_SOURCE },
};

#define FLEXE								\
	CTL_BIT_NAMES("LOPB", "LOM", "LOF", "instance ID", "calendar",	\
		      "instance map", "group ID", "RPF")
#define HOST_FAULTS							\
	CTL_BIT_NAMES("local fault", "remote fault", "loss of alignment")

/* Flags of the host side from 192 on, their masks from 128 on */
#define HOST_FLAGS(_first, _name, _is, _weak)				\
	{ (_first), 1, _name "Tx degrade", DEGRADE, .mask = 0x03,	\
	  .is = (_is) | (_weak) },					\
	{ (_first) + 1, 1, _name "signal",				\
	  CTL_BIT_NAMES(NULL, NULL, "client signal fail", "MSIM", "LCK", \
			"Rx local degrade", "Rx remote degrade"),	\
	  .mask = 0x7c, .is = (_is) | CTL_UNVERIFIED },			\
	{ (_first) + 1, 1, _name "Tx local degrade",			\
	  CTL_BIT_NAMES("local", "remote"), .mask = 0x03,		\
	  .is = (_is) | (_weak) },					\
	{ (_first) + 2, 1, _name "FlexE", FLEXE, .is = (_is) | (_weak) }, \
	{ (_first) + 3, 1, _name "Tx", HOST_FAULTS, .mask = 0x07,	\
	  .is = (_is) | (_weak) },					\
	{ (_first) + 4, 1, _name "Rx", HOST_FAULTS, .mask = 0x07,	\
	  .is = (_is) | (_weak) }

static const struct ctl_field page_3b[] = {
	HOST_FLAGS(128, "masked: host ", 0, CTL_UNVERIFIED),
	HOST_FLAGS(192, "host ", CTL_LATCHED, 0),
};

static const struct ctl_field page_40[] = {
	{ 128, 1, "C-CMIS revision, major", &ctl_number, .mask = 0xf0,
	  ONE_SOURCE },
	{ 128, 1, "C-CMIS revision, minor", &ctl_number, .mask = 0x0f,
	  ONE_SOURCE },
};

static const struct ctl_field page_41[] = {
	{ 128, 1, "thresholds that can be set",
	  CTL_BIT_NAMES([6] = "Rx signal power", [7] = "Rx total power"),
	  .mask = 0xc0, ONE_SOURCE },
	{ 128, 1, "Rx LOS by", CTL_CODES("total power", "signal power",
					 "both"), .mask = 0x30, ONE_SOURCE },
};

#define QUANTITIES(_first, _high, _low)					\
	{ (_first), 1, "has averages of",				\
	  CTL_BIT_NAMES([2] = (_low), [6] = (_high)), .mask = 0x44,	\
	  ONE_SOURCE }

static const struct ctl_field page_42[] = {
	QUANTITIES(130, "chromatic dispersion", "DGD"),
	QUANTITIES(131, "SOPMD, coarse", "PDL"),
	QUANTITIES(132, "OSNR", "eSNR"),
	QUANTITIES(133, "carrier frequency offset", "EVM"),
	QUANTITIES(134, "SOP rate of change", "Tx power"),
	QUANTITIES(135, "Rx total power", "Rx signal power"),
	QUANTITIES(138, "clock recovery loop", "SOPMD"),
	QUANTITIES(139, "SNR margin", "MER"),
	QUANTITIES(140, "Q factor", "Q margin"),
};

static const struct ctl_field page_43[] = {
	{ 128, 1, "can be set",
	  CTL_BIT_NAMES([6] = "local fault on local degrade",
			[7] = "Tx filter"), .mask = 0xc0, ONE_SOURCE },
};

static const struct ctl_field page_44[] = {
	{ 128, 1, "has flags of Tx", COHERENT_TX, .mask = 0x3f },
	{ 129, 1, "has flags of Rx", COHERENT_RX },
	{ 130, 1, "has flags of degrade", DEGRADE, .mask = 0x03 },
	{ 131, 1, "has flags of the far end",
	  CTL_BIT_NAMES("remote fault", "local degrade", "remote degrade"),
	  .mask = 0x07 },
	{ 131, 1, "has flags of the far end's clients",
	  CTL_BIT_NAMES([3] = "payload mismatch", [4] = "LCK", [5] = "AIS"),
	  .mask = 0x38, ONE_SOURCE },
	{ 132, 1, "has flags of host degrade", DEGRADE, .mask = 0x03 },
	{ 133, 1, "has flags of host signal",
	  CTL_BIT_NAMES("Tx local degrade", "Tx remote degrade", "LCK",
			"Rx local degrade", "Rx remote degrade"),
	  .mask = 0x1f, ONE_SOURCE },
	{ 134, 1, "has flags of FlexE", FLEXE },
	{ 135, 1, "has host flags of Tx", HOST_FAULTS, .mask = 0x07 },
	{ 136, 1, "has host flags of Rx", HOST_FAULTS, .mask = 0x07 },
	{ 137, 1, "has flags of clients",
	  CTL_BIT_NAMES("client signal fail", "MSIM"), .mask = 0x03,
	  ONE_SOURCE },
	{ 191, 1, "has payload type", &ctl_yes, .mask = BIT(0), ONE_SOURCE },
};

static const struct ctl_field page_45[] = {
	{ 128, 1, "has host actions",
	  CTL_BIT_NAMES("detected degrade", "excessive degrade",
			"Tx local fault on degrade",
			"Rx local fault on client fail",
			"Rx on excessive degrade", "Tx on excessive degrade"),
	  .mask = 0x3f, ONE_SOURCE },
	{ 129, 1, "has host insertions",
	  CTL_BIT_NAMES("Tx consequent action", "Rx consequent action",
			"Rx hold-off", "Tx hold-off", "Tx replacement signal",
			"Rx replacement signal", "LCK"),
	  .mask = 0x7f, ONE_SOURCE },
};

/* ------------------------------------------------------------------------ */
/* CDB and custom pages                                                     */
/* ------------------------------------------------------------------------ */

static void tell_command(const struct ctl_spot *spot, char *text, size_t size)
{
	static const struct {
		u16 code;
		const char *name;
	} commands[] = {
		{ 0x0000, "query status" },
		{ 0x0001, "enter password" },
		{ 0x0002, "change password" },
		{ 0x0004, "abort" },
		{ 0x0005, "set module time" },
		{ 0x0006, "get module time" },
		{ 0x0040, "module features" },
		{ 0x0041, "firmware management features" },
		{ 0x0042, "performance monitoring features" },
		{ 0x0043, "BERT and diagnostics features" },
		{ 0x0044, "security features" },
		{ 0x0045, "externally defined features" },
		{ 0x0050, "application attributes" },
		{ 0x0051, "interface code description" },
		{ 0x0100, "get firmware info" },
		{ 0x0101, "start firmware download" },
		{ 0x0102, "abort firmware download" },
		{ 0x0103, "write firmware block, LPL" },
		{ 0x0104, "write firmware block, EPL" },
		{ 0x0105, "read firmware block, LPL" },
		{ 0x0106, "read firmware block, EPL" },
		{ 0x0107, "complete firmware download" },
		{ 0x0108, "copy firmware image" },
		{ 0x0109, "run firmware image" },
		{ 0x010a, "commit firmware image" },
		{ 0x0200, "control performance monitoring" },
		{ 0x0201, "performance monitoring information" },
		{ 0x0220, "RMON statistics" },
		{ 0x0280, "data recording control" },
		{ 0x0281, "data recording advert" },
		{ 0x0290, "temperature histogram" },
		{ 0x0380, "loopbacks" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (commands[i].code == spot->raw)
			break;
	snprintf(text, size, "%s (%04Xh)", i < ARRAY_SIZE(commands) ?
		 commands[i].name : "command", (unsigned int)spot->raw);
}

static void tell_reply(const struct ctl_spot *spot, char *text, size_t size)
{
	if (spot->raw < 240)
		snprintf(text, size, "%u bytes%s", (unsigned int)spot->raw,
			 spot->raw > 120 ? " (reserved)" : "");
	else
		snprintf(text, size, "%u pages of EPL",
			 (unsigned int)spot->raw - 239);
}

static const struct ctl_field page_9f[] = {
	{ 128, 2, "command", CTL_CALLED(tell_command) },
	{ 130, 2, "length of EPL", CTL_SCALED(CTL_AS_NUMBER, 1, 0, " bytes") },
	{ 132, 1, "length of LPL", CTL_SCALED(CTL_AS_NUMBER, 1, 0, " bytes") },
	{ 133, 1, "check code", &ctl_hex },
	{ 134, 1, "length of the reply", CTL_CALLED(tell_reply) },
	{ 135, 1, "check code of the reply", &ctl_hex },
	{ 136, 120, "LPL", &ctl_hex, .is = CTL_IF_SET },
};

static const struct ctl_field page_a0[] = {
	{ 128, 128, "EPL", &ctl_hex, .is = CTL_IF_SET },
};

static const struct ctl_field page_custom[] = {
	{ 128, 128, "custom", &ctl_hex, .is = CTL_CUSTOM },
};

const struct ctl_page ctl_pages_other[] = {
	CTL_PAGE(0x1a, page_1a, .laser = true),
	CTL_PAGE(0x1b, page_1b, .laser = true),
	CTL_PAGE(0x1e, page_custom, .last = 0x1f),
	CTL_PAGE(0x20, page_20, .last = 0x23),
	CTL_PAGE(0x24, page_24, .last = 0x27),
	CTL_PAGE(0x28, page_28, .last = 0x2b),
	CTL_PAGE(0x2c, page_2c),
	CTL_PAGE(0x2d, page_2d),
	CTL_PAGE(0x2f, page_2f),
	CTL_PAGE(0x30, page_30),
	CTL_PAGE(0x31, page_31),
	CTL_PAGE(0x32, page_32),
	CTL_PAGE(0x33, page_33),
	CTL_PAGE(0x34, page_34),
	CTL_PAGE(0x35, page_35),
	CTL_PAGE(0x38, page_38),
	CTL_PAGE(0x3a, page_3a),
	CTL_PAGE(0x3b, page_3b),
	CTL_PAGE(0x40, page_40),
	CTL_PAGE(0x41, page_41),
	CTL_PAGE(0x42, page_42),
	CTL_PAGE(0x43, page_43),
	CTL_PAGE(0x44, page_44),
	CTL_PAGE(0x45, page_45),
	CTL_PAGE(0x9f, page_9f),
	CTL_PAGE(0xa0, page_a0, .last = 0xaf),
	CTL_PAGE(0xb0, page_custom, .last = 0xff),
	{ 0 }
};
