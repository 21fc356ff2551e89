// SPDX-License-Identifier: GPL-2.0-only
/* The memory map: lower memory, and pages 00h to 0Fh, which have no banks. */

#include <stdio.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/bits.h>

#include "fields.h"
#include "spec/codes.h"
#include "spec/lower.h"
#include "spec/value.h"

#define REV_5_3		CMIS_REVISION_5_3
#define REV_5_4		CMIS_REVISION_5_4

static const u8 *page_get(const struct ctl_spot *spot, int page)
{
	const struct ctl_half *half = ctl_image_find(spot->module->image, 0,
						     page);

	return half && half->known == CTL_HALF_SIZE ? half->data : NULL;
}

/* ------------------------------------------------------------------------ */
/* Values that depend on other bytes                                        */
/* ------------------------------------------------------------------------ */

static void tell_clock(const struct ctl_spot *spot, char *text, size_t size)
{
	struct cmis_basics basics;

	cmis_basics_decode(spot->half, CMIS_PAGE_SIZE, &basics);
	if (basics.max_speed_khz &&
	    ctl_spot_knows(spot, CMIS_REG_OFFSET(CMIS_REVISION), 1))
		snprintf(text, size, "%u kHz", basics.max_speed_khz);
	else
		snprintf(text, size, "code %02Xh", (unsigned int)spot->raw);
}

static void tell_cdb_status(const struct ctl_spot *spot, char *text,
			    size_t size)
{
	static const struct {
		u8 code;
		const char *text;
	} codes[] = {
		{ 0x00, "no command yet" },
		{ 0x01, "success" },
		{ 0x03, "success, the command before was aborted" },
		{ 0x40, "failed" },
		{ 0x41, "failed: unknown command" },
		{ 0x42, "failed: wrong parameter" },
		{ 0x43, "failed: the command before was not aborted" },
		{ 0x44, "failed: timeout of the check" },
		{ 0x45, "failed: wrong check code" },
		{ 0x46, "failed: password" },
		{ 0x47, "failed: not in this state" },
		{ 0x81, "busy: captured" },
		{ 0x82, "busy: checking" },
		{ 0x83, "busy: executing" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(codes); i++)
		if (codes[i].code == spot->raw)
			break;
	if (i < ARRAY_SIZE(codes))
		snprintf(text, size, "%s", codes[i].text);
	else
		snprintf(text, size, "%s (%02Xh)",
			 spot->raw & CMIS_CDB_STATUS_BUSY ? "busy" : "code",
			 (unsigned int)spot->raw);
}

static void tell_low_power(const struct ctl_spot *spot, char *text, size_t size)
{
	static const char *const missing[] = {
		"CDB firmware commands", "other CDB commands",
		"CDB firmware queries", "CDB queries",
	};
	unsigned int i;

	if (!(spot->raw & BIT(7))) {
		snprintf(text, size, "not stated");
		return;
	}
	for (i = 0; i < ARRAY_SIZE(missing); i++)
		if (spot->raw & BIT(i))
			snprintf(text + strlen(text), size - strlen(text),
				 "%s%s", *text ? ", " : "", missing[i]);
	if (!*text)
		snprintf(text, size, "none");
}

/* Aux monitors: 01h:145.0-2 chooses the quantity. */
static void tell_aux(const struct ctl_spot *spot, unsigned int number,
		     char *text, size_t size)
{
	const u8 *adverts = page_get(spot, CMIS_PAGE_ADVERT);
	s16 value = spot->raw;
	bool choice;

	if (!adverts) {
		snprintf(text, size, "%04Xh", (unsigned int)spot->raw);
		return;
	}
	choice = cmis_byte_get(adverts, CMIS_CHARACTERISTICS) & BIT(number - 1);
	if (number == 1 && !choice)
		snprintf(text, size, "%d (custom)", value);
	else if (number == 3 && choice)
		snprintf(text, size, "%.4f V (Vcc2)", spot->raw / 1e4);
	else if (choice)
		snprintf(text, size, "%.2f %% (TEC)", value * 100 / 32767.0);
	else
		snprintf(text, size, "%.2f C (laser)", value / 256.0);
}

static void tell_aux1(const struct ctl_spot *spot, char *text, size_t size)
{
	tell_aux(spot, 1, text, size);
}

static void tell_aux2(const struct ctl_spot *spot, char *text, size_t size)
{
	tell_aux(spot, 2, text, size);
}

static void tell_aux3(const struct ctl_spot *spot, char *text, size_t size)
{
	tell_aux(spot, 3, text, size);
}

static void tell_cable(const struct ctl_spot *spot, char *text, size_t size)
{
	static const double metres[] = { 0.1, 1, 10, 100 };
	double length = FIELD_GET(CMIS_LENGTH_BASE, (u8)spot->raw) *
			metres[FIELD_GET(CMIS_LENGTH_MULTIPLIER,
					 (u8)spot->raw)];

	if (length)
		snprintf(text, size, "%.1f m", length);
	else
		snprintf(text, size, "none");
}

static void tell_smf(const struct ctl_spot *spot, char *text, size_t size)
{
	static const double km[] = { 0.1, 1, 10 };
	static const double ext_km[] = { 50, 100, 200, 500 };
	unsigned int base = FIELD_GET(CMIS_LENGTH_BASE, (u8)spot->raw);
	unsigned int code = FIELD_GET(CMIS_LENGTH_MULTIPLIER, (u8)spot->raw);
	u8 ext = cmis_byte_get(spot->half, CMIS_LENGTH_SMF_EXT);

	if (!base)
		snprintf(text, size, "none");
	else if (code < ARRAY_SIZE(km))
		snprintf(text, size, "%.1f km", base * km[code]);
	else if (spot->module->revision >= REV_5_3 &&
		 ctl_spot_knows(spot, CMIS_REG_OFFSET(CMIS_LENGTH_SMF_EXT), 1))
		snprintf(text, size, "%.0f km", base *
			 ext_km[FIELD_GET(CMIS_LENGTH_MULTIPLIER, ext)]);
	else
		snprintf(text, size, "code %02Xh", (unsigned int)spot->raw);
}

static void tell_modsel(const struct ctl_spot *spot, char *text, size_t size)
{
	unsigned int mantissa = spot->raw & CMIS_MODSEL_WAIT_MANTISSA;

	if (mantissa)
		snprintf(text, size, "%u us", mantissa <<
			 (spot->raw >> 5 & 7));
	else
		snprintf(text, size, "not stated");
}

static void tell_banks(const struct ctl_spot *spot, char *text, size_t size)
{
	static const char *const banks[] = { "1", "2", "4" };

	if (spot->raw < ARRAY_SIZE(banks))
		snprintf(text, size, "%s", banks[spot->raw]);
	else
		snprintf(text, size, "see byte 174");
}

/* 01h:146 and 147: two zeros are no range. */
static void tell_case(const struct ctl_spot *spot, char *text, size_t size)
{
	if (!cmis_byte_get(spot->half, CMIS_TEMP_MAX) &&
	    !cmis_byte_get(spot->half, CMIS_TEMP_MIN) &&
	    ctl_spot_knows(spot, CMIS_REG_OFFSET(CMIS_TEMP_MAX), 2))
		snprintf(text, size, "not stated");
	else
		snprintf(text, size, "%d C", (s8)spot->raw);
}

static void tell_busy_short(const struct ctl_spot *spot, char *text,
			    size_t size)
{
	snprintf(text, size, "%d ms", spot->raw < 80 ? 80 - (int)spot->raw : 0);
}

static void tell_busy_long(const struct ctl_spot *spot, char *text, size_t size)
{
	snprintf(text, size, "%u ms",
		 160 * (spot->raw ? (unsigned int)spot->raw : 1));
}

static void tell_one_more(const struct ctl_spot *spot, char *text, size_t size)
{
	snprintf(text, size, "%u", (unsigned int)spot->raw + 1);
}

/* Before 5.4, bits 7-4 of 01h:175 are reserved. */
static void tell_blocks(const struct ctl_spot *spot, char *text, size_t size)
{
	u8 blocks = spot->raw;

	if (spot->module->revision < REV_5_4)
		blocks &= CMIS_NAD_BANKS_MASK;
	snprintf(text, size, "%u", blocks);
}

static void tell_access(const struct ctl_spot *spot, char *text, size_t size)
{
	snprintf(text, size, "%u bytes", 8 * ((unsigned int)spot->raw + 1));
}

static void tell_page_change(const struct ctl_spot *spot, char *text,
			     size_t size)
{
	snprintf(text, size, "%u us", 10000u >> spot->raw);
}

/* A bitmap of pages, as ranges */
static void tell_pages(const struct ctl_spot *spot, char *text, size_t size)
{
	unsigned int page, first = 0;
	bool has, before = false;

	for (page = 0; page <= 256; page++) {
		has = page < 256 && spot->data[page / 8] & BIT(page % 8);
		if (has && !before)
			first = page;
		if (!has && before && first + 1 == page)
			snprintf(text + strlen(text), size - strlen(text),
				 "%s%02Xh", *text ? ", " : "", first);
		else if (!has && before)
			snprintf(text + strlen(text), size - strlen(text),
				 "%s%02Xh-%02Xh", *text ? ", " : "", first,
				 page - 1);
		before = has;
	}
	if (!*text)
		snprintf(text, size, "none");
}

/* Nibbles: how far a feature is fulfilled */
static void tell_compliance(const struct ctl_spot *spot, char *text,
			    size_t size)
{
	static const char *const names[] = {
		"undefined", "none", "partial", "full",
	};
	unsigned int i, code;

	for (i = 0; i < 2; i++) {
		code = spot->raw >> (4 * i) & 0xf;
		if (code < ARRAY_SIZE(names))
			snprintf(text + strlen(text), size - strlen(text),
				 "%s%s", i ? ", " : "", names[code]);
		else
			snprintf(text + strlen(text), size - strlen(text),
				 "%scode %u", i ? ", " : "", code);
	}
}

/* ------------------------------------------------------------------------ */
/* Lower memory                                                             */
/* ------------------------------------------------------------------------ */

#define APP(_first, _number)						\
	{ (_first), 1, "application " _number ", host",			\
	  &ctl_interface_host, .is = CTL_IF_SET },			\
	{ (_first) + 1, 1, "application " _number ", media",		\
	  &ctl_interface_media, .is = CTL_IF_SET },			\
	{ (_first) + 2, 1, "application " _number ", host lanes",	\
	  &ctl_number, .mask = 0xf0, .is = CTL_IF_SET },		\
	{ (_first) + 2, 1, "application " _number ", media lanes",	\
	  &ctl_number, .mask = 0x0f, .is = CTL_IF_SET },		\
	{ (_first) + 3, 1, "application " _number ", host starts",	\
	  &ctl_lanes, .is = CTL_IF_SET | CTL_OLD_FLAT }

/* Flags and their masks, the same bits of two bytes */
#define FLAGS_8(_first, _name, _is)					\
	{ (_first), 1, _name,						\
	  CTL_BIT_NAMES("state changed", "module firmware",		\
			"data path firmware", NULL, NULL, NULL,		\
			"CDB 1 done", "CDB 2 done"),			\
	  .mask = 0xc7, .is = (_is) },					\
	{ (_first), 1, _name ", firmware", CTL_CODES("none", "abnormal"), \
	  .mask = BIT(3), .since = REV_5_4, .is = (_is) }
#define FLAGS_9(_first, _name, _is)					\
	{ (_first), 1, _name ", temperature", &ctl_levels,		\
	  .mask = 0x0f, .is = (_is) },					\
	{ (_first), 1, _name ", supply", &ctl_levels, .mask = 0xf0,	\
	  .is = (_is) },						\
	{ (_first) + 1, 1, _name ", aux1", &ctl_levels, .mask = 0x0f,	\
	  .is = (_is) },						\
	{ (_first) + 1, 1, _name ", aux2", &ctl_levels, .mask = 0xf0,	\
	  .is = (_is) },						\
	{ (_first) + 2, 1, _name ", aux3", &ctl_levels, .mask = 0x0f,	\
	  .is = (_is) },						\
	{ (_first) + 2, 1, _name ", custom monitor", &ctl_levels,	\
	  .mask = 0xf0, .is = (_is) },					\
	{ (_first) + 4, 1, _name ", custom", &ctl_hex, .is = (_is) }

#define SUMMARY \
	CTL_BIT_NAMES("page 11h", "page 12h", "page 14h", "page 2Ch")
#define LATCHED		(CTL_LATCHED | CTL_PAGED)

static const struct ctl_field lower[] = {
	{ 0, 1, "identifier", CTL_NAMED(cmis_identifier_name) },
	{ 1, 1, "CMIS revision, major", &ctl_number, .mask = 0xf0 },
	{ 1, 1, "CMIS revision, minor", &ctl_number, .mask = 0x0f },
	{ 2, 1, "memory", CTL_CODES("paged", "flat"), .mask = BIT(7) },
	{ 2, 1, "configuration by steps only", &ctl_yes, .mask = BIT(6) },
	{ 2, 1, "fastest clock", CTL_CALLED(tell_clock), .mask = 0x3c },
	{ 2, 1, "automatic commissioning",
	  CTL_CODES("none", "regular", "hot"), .mask = 0x03,
	  .since = REV_5_3 },
	{ 3, 1, "module state", CTL_NAMED(cmis_module_state_name),
	  .mask = CMIS_MODULE_STATE_MASK },
	{ 3, 1, "interrupt", CTL_CODES("asserted", "not asserted"),
	  .mask = BIT(0) },
	{ 4, 1, "flags in bank 0", SUMMARY, .mask = 0x0f, .is = CTL_PAGED },
	{ 5, 1, "flags in bank 1", SUMMARY, .mask = 0x0f, .is = CTL_PAGED },
	{ 6, 1, "flags in bank 2", SUMMARY, .mask = 0x0f, .is = CTL_PAGED },
	{ 7, 1, "flags in bank 3", SUMMARY, .mask = 0x0f, .is = CTL_PAGED },
	FLAGS_8(8, "module flags", LATCHED),
	FLAGS_9(9, "flags", LATCHED),
	{ 14, 2, "temperature", &ctl_celsius, .is = CTL_PAGED },
	{ 16, 2, "supply", &ctl_supply, .is = CTL_PAGED },
	{ 18, 2, "aux1", CTL_CALLED(tell_aux1), .is = CTL_PAGED },
	{ 20, 2, "aux2", CTL_CALLED(tell_aux2), .is = CTL_PAGED },
	{ 22, 2, "aux3", CTL_CALLED(tell_aux3), .is = CTL_PAGED },
	{ 24, 2, "custom monitor", &ctl_hex, .is = CTL_PAGED },
	{ 26, 1, "writes go to all banks", &ctl_yes, .mask = BIT(7) },
	{ 26, 1, "low power by pin allowed", &ctl_yes, .mask = BIT(6) },
	{ 26, 1, "squelch method", CTL_CODES("OMA", "average power"),
	  .mask = BIT(5) },
	{ 26, 1, "low power requested", &ctl_yes, .mask = BIT(4) },
	{ 26, 1, "software reset", &ctl_yes, .mask = BIT(3) },
	{ 26, 1, "custom controls", &ctl_hex, .mask = 0x07,
	  .is = CTL_CUSTOM },
	{ 27, 1, "SPI clock",
	  CTL_CODES("1 MHz", "2 MHz", "4 MHz", "8 MHz", "12 MHz", "16 MHz",
		    "20 MHz", "30 MHz", "40 MHz", "50 MHz"),
	  .mask = 0x0f, .since = REV_5_3, .is = CTL_IF_SET },
	{ 29, 2, "custom controls", &ctl_hex, .is = CTL_CUSTOM },
	FLAGS_8(31, "module masks", CTL_PAGED),
	FLAGS_9(32, "masks", CTL_PAGED),
	{ 37, 1, "CDB 1 status", CTL_CALLED(tell_cdb_status) },
	{ 38, 1, "CDB 2 status", CTL_CALLED(tell_cdb_status) },
	{ 39, 2, "active firmware", &ctl_version },
	{ 41, 1, "fault cause", CTL_NAMED(cmis_fault_cause_name) },
	{ 42, 1, "password result",
	  CTL_CODES("none", "module password accepted",
		    "host password accepted", "not accepted",
		    [8] = "in progress"),
	  .mask = 0x0f, .since = REV_5_3 },
	{ 56, 1, "state machines",
	  CTL_CODES("not stated", "none", "module", "module, data paths",
		    "module, data paths, network paths"), .since = REV_5_3 },
	{ 57, 1, "function",
	  CTL_CODES("transmission module", "external laser"),
	  .since = REV_5_3 },
	{ 60, 1, "subtype", &ctl_number, .mask = 0x0f, .since = REV_5_3 },
	{ 61, 1, "heat sink",
	  CTL_CODES("not stated", "riding", "integrated open",
		    "integrated closed"), .mask = 0xf0, .since = REV_5_4 },
	{ 61, 1, "fibre face", CTL_CODES("not stated", "PC or UPC", "APC"),
	  .mask = 0x03, .since = REV_5_3 },
	{ 62, 1, "missing in low power", CTL_CALLED(tell_low_power),
	  .since = REV_5_3 },
	{ 64, 21, "custom", &ctl_hex, .is = CTL_CUSTOM },
	{ 85, 1, "media type", CTL_NAMED(cmis_media_type_name) },
	APP(86, "1"), APP(90, "2"), APP(94, "3"), APP(98, "4"),
	APP(102, "5"), APP(106, "6"), APP(110, "7"), APP(114, "8"),
	{ 118, 4, "new password", &ctl_hex, .is = CTL_IF_SET },
	{ 122, 4, "password", &ctl_hex, .is = CTL_IF_SET },
	{ 126, 1, "bank in the window", &ctl_number },
	{ 127, 1, "page in the window", &ctl_hex },
};

/* ------------------------------------------------------------------------ */
/* Pages 00h to 05h                                                         */
/* ------------------------------------------------------------------------ */

#define LOSS	CTL_SCALED(CTL_AS_NUMBER, 1, 0, " dB")

static const struct ctl_field page_00[] = {
	{ 128, 1, "identifier", CTL_NAMED(cmis_identifier_name) },
	{ 129, 16, "vendor", &ctl_string },
	{ 145, 3, "vendor OUI", &ctl_hex },
	{ 148, 16, "part number", &ctl_string },
	{ 164, 2, "revision", &ctl_string },
	{ 166, 16, "serial number", &ctl_string },
	{ 182, 8, "date code", &ctl_string },
	{ 190, 10, "CLEI", &ctl_string },
	{ 200, 1, "power class", CTL_CALLED(tell_one_more), .mask = 0xe0 },
	{ 201, 1, "greatest power", CTL_SCALED(CTL_AS_NUMBER, 0.25, 2, " W") },
	{ 202, 1, "cable length", CTL_CALLED(tell_cable) },
	{ 203, 1, "connector", CTL_NAMED(cmis_connector_name) },
	{ 204, 1, "attenuation at 5 GHz", LOSS,
	  .is = CTL_COPPER | CTL_STATED },
	{ 205, 1, "attenuation at 7 GHz", LOSS,
	  .is = CTL_COPPER | CTL_STATED },
	{ 206, 1, "attenuation at 12.9 GHz", LOSS,
	  .is = CTL_COPPER | CTL_STATED },
	{ 207, 1, "attenuation at 25.8 GHz", LOSS,
	  .is = CTL_COPPER | CTL_STATED },
	{ 208, 1, "attenuation at 53.125 GHz", LOSS, .since = REV_5_3,
	  .is = CTL_COPPER | CTL_STATED },
	{ 210, 1, "missing media lanes", &ctl_lanes },
	{ 211, 1, "far end configuration", &ctl_hex, .mask = 0x1f },
	{ 212, 1, "media technology", CTL_NAMED(cmis_media_technology_name) },
	{ 213, 1, "SPI flow control", &ctl_hex, .since = REV_5_3,
	  .is = CTL_IF_SET },
	{ 222, 1, "checksum", &ctl_hex },
	{ 223, 33, "custom", &ctl_hex, .is = CTL_CUSTOM },
};

#define STATED		CTL_CODES("not stated", "no", "yes")

static const struct ctl_field page_01[] = {
	{ 128, 2, "inactive firmware", &ctl_version },
	{ 130, 2, "hardware", &ctl_version },
	{ 132, 1, "length of SMF", CTL_CALLED(tell_smf) },
	{ 133, 1, "length of OM5", CTL_SCALED(CTL_AS_NUMBER, 2, 0, " m") },
	{ 134, 1, "length of OM4", CTL_SCALED(CTL_AS_NUMBER, 2, 0, " m") },
	{ 135, 1, "length of OM3", CTL_SCALED(CTL_AS_NUMBER, 2, 0, " m") },
	{ 136, 1, "length of OM2", CTL_SCALED(CTL_AS_NUMBER, 1, 0, " m") },
	{ 137, 1, "long SMF in steps of",
	  CTL_CODES("50 km", "100 km", "200 km", "500 km"), .mask = 0xc0,
	  .since = REV_5_3, .is = CTL_IF_SET },
	{ 138, 2, "wavelength", CTL_SCALED(CTL_AS_NUMBER, 0.05, 2, " nm") },
	{ 140, 2, "wavelength tolerance",
	  CTL_SCALED(CTL_AS_NUMBER, 0.005, 3, " nm") },
	{ 142, 1, "pages",
	  CTL_BIT_NAMES(NULL, NULL, "user (03h)", "form factor (05h)",
			"coherent (30h-4Fh)", "diagnostics (13h, 14h)",
			"VDM (20h-2Fh)", "network paths (16h, 17h)"),
	  .mask = 0xfc },
	{ 142, 1, "banks", CTL_CALLED(tell_banks), .mask = 0x03 },
	{ 143, 1, "wait after ModSel", CTL_CALLED(tell_modsel) },
	{ 144, 1, "longest DPDeinit", &ctl_duration, .mask = 0xf0 },
	{ 144, 1, "longest DPInit", &ctl_duration, .mask = 0x0f },
	{ 145, 1, "cooled transmitter", &ctl_yes, .mask = BIT(7) },
	{ 145, 1, "lanes with the same Tx clock",
	  CTL_CODES("1-8", "1-4, 5-8", "pairs", "none"), .mask = 0x60 },
	{ 145, 1, "ePPS", &ctl_yes, .mask = BIT(4) },
	{ 145, 1, "timing page (15h)", &ctl_yes, .mask = BIT(3) },
	{ 145, 1, "aux3 is", CTL_CODES("laser temperature", "Vcc2"),
	  .mask = BIT(2) },
	{ 145, 1, "aux2 is", CTL_CODES("laser temperature", "TEC current"),
	  .mask = BIT(1) },
	{ 145, 1, "aux1 is", CTL_CODES("custom", "TEC current"),
	  .mask = BIT(0) },
	{ 146, 1, "greatest temperature", CTL_CALLED(tell_case) },
	{ 147, 1, "least temperature", CTL_CALLED(tell_case) },
	{ 148, 2, "propagation delay",
	  CTL_SCALED(CTL_AS_NUMBER, 10, 0, " ns"), .is = CTL_STATED },
	{ 150, 1, "least supply", CTL_SCALED(CTL_AS_NUMBER, 0.02, 2, " V"),
	  .is = CTL_STATED },
	{ 151, 1, "detector", CTL_CODES("PIN", "APD"), .mask = BIT(7) },
	{ 151, 1, "Rx output equalisation",
	  CTL_CODES("constant peak-to-peak", "constant steady state",
		    "average of both"), .mask = 0x60 },
	{ 151, 1, "Rx power is", CTL_CODES("OMA", "average"), .mask = BIT(4) },
	{ 151, 1, "Rx LOS by", CTL_CODES("OMA", "average power"),
	  .mask = BIT(3) },
	{ 151, 1, "fast Rx LOS", &ctl_yes, .mask = BIT(2) },
	{ 151, 1, "fast Tx disable", &ctl_yes, .mask = BIT(1) },
	{ 151, 1, "Tx disable for", CTL_CODES("a lane", "the module"),
	  .mask = BIT(0) },
	{ 152, 1, "power saved by a CDR",
	  CTL_SCALED(CTL_AS_NUMBER, 0.01, 2, " W") },
	{ 153, 1, "Rx output amplitudes",
	  CTL_BIT_NAMES(NULL, NULL, NULL, NULL, "100-400 mV", "300-600 mV",
			"400-800 mV", "600-1200 mV"), .mask = 0xf0 },
	{ 153, 1, "greatest Tx input equaliser",
	  CTL_SCALED(CTL_AS_NUMBER, 1, 0, " dB"), .mask = 0x0f },
	{ 154, 1, "greatest Rx post-cursor",
	  CTL_SCALED(CTL_AS_NUMBER, 1, 0, " dB"), .mask = 0xf0 },
	{ 154, 1, "greatest Rx pre-cursor",
	  CTL_SCALED(CTL_AS_NUMBER, 0.5, 1, " dB"), .mask = 0x0f },
	{ 155, 1, "wavelength can be controlled", &ctl_yes, .mask = BIT(7) },
	{ 155, 1, "tunable (04h, 12h)", &ctl_yes, .mask = BIT(6) },
	{ 155, 1, "Tx squelch",
	  CTL_CODES("none", "OMA", "average power", "host selects"),
	  .mask = 0x30 },
	{ 155, 1, "Tx controls",
	  CTL_BIT_NAMES("polarity", "output disable", "auto squelch disable",
			"forced squelch"), .mask = 0x0f },
	{ 156, 1, "writes to all banks", &ctl_yes, .mask = BIT(7) },
	{ 156, 1, "Rx controls",
	  CTL_BIT_NAMES("polarity", "output disable", "auto squelch disable"),
	  .mask = 0x07 },
	{ 157, 1, "Tx flags",
	  CTL_BIT_NAMES("failure", "LOS", "CDR LOL", "adaptive equaliser"),
	  .mask = 0x0f },
	{ 158, 1, "Rx flags", CTL_BIT_NAMES(NULL, "LOS", "CDR LOL"),
	  .mask = 0x06 },
	{ 159, 1, "module monitors",
	  CTL_BIT_NAMES("temperature", "supply", "aux1", "aux2", "aux3",
			"custom"), .mask = 0x3f },
	{ 160, 1, "factor of Tx bias", CTL_CODES("1", "2", "4"),
	  .mask = 0x18 },
	{ 160, 1, "lane monitors",
	  CTL_BIT_NAMES("Tx bias", "Tx power", "Rx power"), .mask = 0x07 },
	{ 161, 1, "Tx equaliser buffers", &ctl_number, .mask = 0x60 },
	{ 161, 1, "Tx signal integrity",
	  CTL_BIT_NAMES("CDR", "CDR bypass", "fixed equaliser",
			"adaptive equaliser", "equaliser freeze"),
	  .mask = 0x1f },
	{ 162, 1, "VCS", &ctl_yes, .mask = BIT(7) },
	{ 162, 1, "configuration by direction", &ctl_yes, .mask = BIT(6) },
	{ 162, 1, "staged set 1", &ctl_yes, .mask = BIT(5) },
	{ 162, 1, "Rx cursors", CTL_CODES("none", "pre", "post", "both"),
	  .mask = 0x18 },
	{ 162, 1, "Rx signal integrity",
	  CTL_BIT_NAMES("CDR", "CDR bypass", "amplitude"), .mask = 0x07 },
	{ 163, 1, "CDB instances", CTL_CODES("0", "1", "2"), .mask = 0xc0 },
	{ 163, 1, "CDB in background", &ctl_yes, .mask = BIT(5) },
	{ 163, 1, "CDB auto paging", &ctl_yes, .mask = BIT(4) },
	{ 163, 1, "CDB pages of EPL",
	  CTL_CODES("0", "1", "2", "3", "4", "8", "12", "16"), .mask = 0x0f },
	{ 164, 1, "CDB longest access", CTL_CALLED(tell_access) },
	{ 165, 1, "CDB starts by",
	  CTL_CODES("a write of byte 129", "any write with byte 129"),
	  .mask = BIT(7) },
	{ 165, 1, "CDB longest busy, long", CTL_CALLED(tell_busy_long),
	  .mask = 0x1f },
	{ 166, 1, "CDB longest busy by", CTL_CODES("byte 166", "byte 165"),
	  .mask = BIT(7) },
	{ 166, 1, "CDB longest busy, short", CTL_CALLED(tell_busy_short),
	  .mask = 0x7f },
	{ 167, 1, "longest ModulePwrDn", &ctl_duration, .mask = 0xf0 },
	{ 167, 1, "longest ModulePwrUp", &ctl_duration, .mask = 0x0f },
	{ 168, 1, "longest DPTxTurnOff", &ctl_duration, .mask = 0xf0 },
	{ 168, 1, "longest DPTxTurnOn", &ctl_duration, .mask = 0x0f },
	{ 169, 1, "longest page change", CTL_CALLED(tell_page_change),
	  .mask = 0x0f, .since = REV_5_3 },
	{ 171, 1, "default polarity flipped, Tx", &ctl_lanes },
	{ 172, 1, "default polarity flipped, Rx", &ctl_lanes },
	{ 173, 1, "more pages", CTL_BIT_NAMES([6] = "0Dh", [7] = "0Ch"),
	  .mask = 0xc0 },
	{ 174, 1, "lane pages",
	  CTL_BIT_NAMES([5] = "62h", [6] = "61h", [7] = "60h"), .mask = 0xe0 },
	{ 174, 1, "banks if many", CTL_CALLED(tell_one_more), .mask = 0x1f,
	  .since = REV_5_3 },
	{ 175, 1, "blocks of applications (1Ch)", CTL_CALLED(tell_blocks),
	  .since = REV_5_3 },
	{ 176, 1, "application 1, media starts", &ctl_lanes },
	{ 177, 1, "application 2, media starts", &ctl_lanes },
	{ 178, 1, "application 3, media starts", &ctl_lanes },
	{ 179, 1, "application 4, media starts", &ctl_lanes },
	{ 180, 1, "application 5, media starts", &ctl_lanes },
	{ 181, 1, "application 6, media starts", &ctl_lanes },
	{ 182, 1, "application 7, media starts", &ctl_lanes },
	{ 183, 1, "application 8, media starts", &ctl_lanes },
	{ 184, 1, "application 9, media starts", &ctl_lanes },
	{ 185, 1, "application 10, media starts", &ctl_lanes },
	{ 186, 1, "application 11, media starts", &ctl_lanes },
	{ 187, 1, "application 12, media starts", &ctl_lanes },
	{ 188, 1, "application 13, media starts", &ctl_lanes },
	{ 189, 1, "application 14, media starts", &ctl_lanes },
	{ 190, 1, "application 15, media starts", &ctl_lanes },
	{ 191, 32, "custom", &ctl_hex, .is = CTL_CUSTOM },
	APP(223, "9"), APP(227, "10"), APP(231, "11"), APP(235, "12"),
	APP(239, "13"), APP(243, "14"), APP(247, "15"),
	{ 251, 1, "scratch pad", STATED, .mask = 0xc0 },
	{ 251, 1, "password entry", STATED, .mask = 0x30 },
	{ 251, 1, "password result", STATED, .mask = 0x0c },
	{ 251, 1, "reads of a whole page", STATED, .mask = 0x03 },
	{ 252, 1, "host lane switching (1Dh)", &ctl_yes, .mask = BIT(7) },
	{ 252, 1, "link training", &ctl_yes, .mask = BIT(6) },
	{ 252, 1, "media lane switching (6Dh)", &ctl_yes, .mask = BIT(5) },
	{ 255, 1, "checksum", &ctl_hex },
};

static const struct ctl_field page_02[] = {
	CTL_FOUR_LEVELS(128, "temperature", &ctl_celsius),
	CTL_FOUR_LEVELS(136, "supply", &ctl_supply),
	CTL_FOUR_LEVELS(144, "aux1", CTL_CALLED(tell_aux1)),
	CTL_FOUR_LEVELS(152, "aux2", CTL_CALLED(tell_aux2)),
	CTL_FOUR_LEVELS(160, "aux3", CTL_CALLED(tell_aux3)),
	CTL_FOUR_LEVELS(168, "custom monitor", &ctl_hex),
	CTL_FOUR_LEVELS(176, "Tx power", &ctl_milliwatt),
	CTL_FOUR_LEVELS(184, "Tx bias", &ctl_milliampere),
	CTL_FOUR_LEVELS(192, "Rx power", &ctl_milliwatt),
	{ 230, 25, "custom", &ctl_hex, .is = CTL_CUSTOM },
	{ 255, 1, "checksum", &ctl_hex },
};

static const struct ctl_field page_03[] = {
	{ 128, 128, "user memory", &ctl_hex, .is = CTL_IF_SET },
};

#define CHANNEL		CTL_SCALED(CTL_AS_SIGNED, 1, 0, "")
#define GHZ		CTL_SCALED(CTL_AS_SIGNED, 0.001, 3, " GHz")
#define CHANNELS(_first, _grid)						\
	{ (_first), 2, "lowest channel of " _grid, CHANNEL },		\
	{ (_first) + 2, 2, "highest channel of " _grid, CHANNEL }

static const struct ctl_field page_04[] = {
	{ 128, 1, "grids",
	  CTL_BIT_NAMES("3.125 GHz", "6.25 GHz", "12.5 GHz", "25 GHz",
			"50 GHz", "100 GHz", "33 GHz", "75 GHz") },
	{ 129, 1, "fine tuning", &ctl_yes, .mask = BIT(7) },
	{ 129, 1, "wide grids",
	  CTL_BIT_NAMES([5] = "300 GHz", [6] = "150 GHz"), .mask = 0x60 },
	CHANNELS(130, "3.125 GHz"), CHANNELS(134, "6.25 GHz"),
	CHANNELS(138, "12.5 GHz"), CHANNELS(142, "25 GHz"),
	CHANNELS(146, "50 GHz"), CHANNELS(150, "100 GHz"),
	CHANNELS(154, "33 GHz"), CHANNELS(158, "75 GHz"),
	CHANNELS(162, "150 GHz"), CHANNELS(166, "300 GHz"),
	{ 190, 2, "fine tuning, step",
	  CTL_SCALED(CTL_AS_NUMBER, 0.001, 3, " GHz") },
	{ 192, 2, "fine tuning, lowest", GHZ },
	{ 194, 2, "fine tuning, highest", GHZ },
	{ 196, 1, "Tx power can be set", &ctl_yes, .mask = BIT(7) },
	{ 196, 1, "thresholds relative to Tx power", &ctl_yes, .mask = BIT(6) },
	{ 198, 2, "lowest Tx power", &ctl_centi_dbm },
	{ 200, 2, "highest Tx power", &ctl_centi_dbm },
	{ 255, 1, "checksum", &ctl_hex },
};

/* ------------------------------------------------------------------------ */
/* Pages 0Ch and 0Dh, of 5.4                                                */
/* ------------------------------------------------------------------------ */

static const struct ctl_field page_0c[] = {
	{ 128, 32, "pages", CTL_CALLED(tell_pages) },
	{ 160, 1, "performance management, revision", &ctl_hex },
	{ 161, 1, "performance management, extent",
	  CTL_CALLED(tell_compliance) },
	{ 162, 1, "load management, revision", &ctl_hex },
	{ 163, 1, "load management, extent", CTL_CALLED(tell_compliance) },
	{ 192, 1, "values that are not available", &ctl_hex, .mask = 0xfe,
	  .is = CTL_UNVERIFIED },
	{ 194, 1, "firmware loads",
	  CTL_BIT_NAMES([2] = "activation is checked", [3] = "harmless",
			[4] = "abnormal ones are told", [5] = "tags",
			[6] = "two banks", [7] = "unique versions"),
	  .mask = 0xfc, .is = CTL_UNVERIFIED },
	{ 195, 1, "fixed fallback", &ctl_yes, .mask = BIT(7),
	  .is = CTL_UNVERIFIED },
};

#define BLOCK(_first, _name)						\
	{ (_first), 2, _name ", version", &ctl_version,			\
	  .is = CTL_UNVERIFIED },					\
	{ (_first) + 2, 2, _name ", build", &ctl_number,		\
	  .is = CTL_UNVERIFIED },					\
	{ (_first) + 4, 32, _name ", text", &ctl_string,		\
	  .is = CTL_UNVERIFIED }

static const struct ctl_field page_0d[] = {
	{ 128, 1, "firmware management",
	  CTL_BIT_NAMES("bank A", "bank B", "fixed bank",
			"fixed load service", [7] = "download by CDB"),
	  .mask = 0x8f, .is = CTL_UNVERIFIED },
	{ 132, 4, "controls", &ctl_hex, .is = CTL_UNVERIFIED },
	{ 136, 1, "status",
	  CTL_BIT_NAMES("A runs", "A committed", "A invalid",
			[4] = "B runs", [5] = "B committed",
			[6] = "B invalid"),
	  .mask = 0x77, .is = CTL_UNVERIFIED },
	BLOCK(148, "block 1"), BLOCK(184, "block 2"), BLOCK(220, "block 3"),
};

const struct ctl_page ctl_pages_static[] = {
	CTL_PAGE(CTL_LOWER, lower),
	CTL_PAGE(0x00, page_00),
	CTL_PAGE(0x01, page_01),
	CTL_PAGE(0x02, page_02),
	CTL_PAGE(0x03, page_03),
	CTL_PAGE(0x04, page_04),
	CTL_PAGE(0x0c, page_0c),
	CTL_PAGE(0x0d, page_0d),
	{ 0 }
};
