// SPDX-License-Identifier: GPL-2.0-only
/*
 * The accessors of the code tables: every code through each of them, a few
 * entries by name, and codes beyond the end of each table.
 */

#include <string.h>
#include <linux/array_size.h>
#include "spec/codes.h"

#include "tap.h"

typedef const char *(*name_get)(u8 code);

/* The name of a level, as a function of a code. */
static const char *level_name(u8 code)
{
	return cmis_level_name((enum cmis_level)code);
}

/* The number of codes with a name, and the names of some codes. */
static const struct {
	const char *title;
	name_get get;
	unsigned int named;
	struct {
		u8 code;
		const char *name;
	} codes[6];
} name_cases[] = {
	{ "identifier", cmis_identifier_name, 42, {
		{ 0x18, "QSFP-DD Double Density 8X Pluggable Transceiver" },
		{ 0x19, "OSFP 8X Pluggable Transceiver" },
		{ 0x21, "OSFP-XD with CMIS" },
		{ 0x26, "XPO" }, { 0x27, NULL }, { 0xff, NULL } } },
	{ "connector", cmis_connector_name, 23, {
		{ 0x07, "LC" }, { 0x0e, NULL }, { 0x1f, NULL },
		{ 0x20, "HSSDC II" }, { 0x28, "MPO 1x16" },
		{ 0x29, NULL } } },
	{ "media technology", cmis_media_technology_name, 21, {
		{ 0x00, "850 nm VCSEL" }, { 0x06, "1310 nm EML" },
		{ 0x0a, "Copper cable, unequalized" },
		{ 0x10, "C-band tunable laser" },
		{ 0x14, "Copper cable, near end linear active equalizers" },
		{ 0x15, NULL } } },
	{ "media type", cmis_media_type_name, 6, {
		{ 0, "undefined" }, { 1, "optical MMF" },
		{ 2, "optical SMF" }, { 3, "passive copper" },
		{ 5, "BASE-T" }, { 6, NULL } } },
	{ "module state", cmis_module_state_name, 5, {
		{ 0, NULL }, { 1, "ModuleLowPwr" }, { 2, "ModulePwrUp" },
		{ 3, "ModuleReady" }, { 4, "ModulePwrDn" },
		{ 5, "ModuleFault" } } },
	{ "data path state", cmis_dp_state_name, 7, {
		{ 0, NULL }, { 1, "DPDeactivated" }, { 3, "DPDeinit" },
		{ 4, "DPActivated" }, { 7, "DPInitialized" },
		{ 8, NULL } } },
	{ "configuration status", cmis_config_status_name, 10, {
		{ 0, "ConfigUndefined" }, { 1, "ConfigSuccess" },
		{ 7, "ConfigRejectedPartialDataPath" }, { 9, NULL },
		{ 12, "ConfigInProgress" }, { 15, NULL } } },
	{ "fault cause", cmis_fault_cause_name, 7, {
		{ 0, "none" }, { 1, "TEC runaway" }, { 3,
		"program memory corrupted" }, { 6, "temperature" },
		{ 7, NULL }, { 32, NULL } } },
	{ "fibre face", cmis_fiber_face_name, 2, {
		{ 0, NULL }, { 1, "PC/UPC" }, { 2, "APC" }, { 3, NULL } } },
	{ "heat sink", cmis_heat_sink_name, 3, {
		{ 0, NULL }, { 1, "riding" }, { 2, "integrated open" },
		{ 3, "integrated closed" }, { 4, NULL } } },
	{ "level", level_name, 4, {
		{ 0, "high_alarm" }, { 1, "low_alarm" },
		{ 2, "high_warning" }, { 3, "low_warning" }, { 4, NULL },
		{ 0xff, NULL } } },
};

static bool name_is(const char *got, const char *want)
{
	return got && want ? !strcmp(got, want) : got == want;
}

/* A name must be printable ASCII. */
static bool name_clean(const char *name)
{
	for (; *name; name++)
		if (*name < ' ' || *name > '~')
			return false;
	return true;
}

static void names_test(void)
{
	unsigned int i, j, code;

	for (i = 0; i < ARRAY_SIZE(name_cases); i++) {
		unsigned int named = 0;
		bool clean = true;

		for (code = 0; code < 256; code++) {
			const char *name = name_cases[i].get(code);

			named += !!name;
			if (name)
				clean = clean && *name && name_clean(name);
		}
		tap_is(named, name_cases[i].named, "%s: codes with a name",
		       name_cases[i].title);
		tap_ok(clean, "%s: names are clean", name_cases[i].title);
		for (j = 0; j < 6; j++) {
			u8 at = name_cases[i].codes[j].code;

			tap_ok(name_is(name_cases[i].get(at),
				       name_cases[i].codes[j].name),
			       "%s: %02xh", name_cases[i].title, at);
		}
	}
}

static void identifiers_test(void)
{
	static const struct {
		u8 code;
		bool cmis;
		u8 lanes;
	} cases[] = {
		{ 0x03, false, 8 }, { 0x11, false, 8 }, { 0x18, true, 8 },
		{ 0x19, true, 8 }, { 0x1a, false, 8 }, { 0x1b, false, 8 },
		{ 0x1e, true, 4 }, { 0x1f, true, 2 }, { 0x20, true, 1 },
		{ 0x21, true, 16 }, { 0x22, true, 0 }, { 0x25, true, 8 },
		{ 0x26, true, 8 }, { 0x27, false, 8 }, { 0x80, true, 8 },
		{ 0x91, true, 8 }, { 0x92, false, 8 }, { 0xff, false, 8 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		tap_is(cmis_identifier_is_cmis(cases[i].code), cases[i].cmis,
		       "identifier %02xh: is CMIS", cases[i].code);
		tap_is(cmis_identifier_lanes(cases[i].code), cases[i].lanes,
		       "identifier %02xh: lanes", cases[i].code);
	}
}

/* A missing interface is expected as one without a name. */
static bool interface_is(const struct cmis_interface *got,
			 const struct cmis_interface *want)
{
	if (!got)
		return !want->name;
	return name_is(got->name, want->name) && got->lanes == want->lanes &&
	       got->rate_mbps == want->rate_mbps &&
	       got->lane_rate_mbps == want->lane_rate_mbps;
}

/* Host interfaces have no media type; this stands for them. */
#define HOST	0xff

static void interfaces_test(void)
{
	static const struct {
		u8 type;
		u8 code;
		struct cmis_interface want;
	} cases[] = {
		{ HOST, 0x00, { "Undefined", 0, 0, 0 } },
		{ HOST, 0x01, { "1000BASE-CX (Clause 39)", 1, 1250, 0 } },
		{ HOST, 0x04, { "SFI (SFF-8431)", 1, 11100, 0 } },
		{ HOST, 0x11, { "400GAUI-8 C2M (Annex 120E)", 8, 425000, 0 } },
		{ HOST, 0x12, { NULL } },
		{ HOST, 0x32, { "IB NDR", 0, 0, 106250 } },
		{ HOST, 0x54, { NULL } },
		{ HOST, 0x55,
		  { "1.6TAUI-16-S C2M (Annex 120G)", 16, 1700000, 0 } },
		{ HOST, 0x58, { "1.6TBASE-CR8 (Clause179)", 8, 1700000, 0 } },
		{ HOST, 0x83,
		  { "1.6TAUI-8 C2M (Annex 176E)", 8, 1700000, 0 } },
		{ HOST, 0x9b, { "EEI-1.6T-RTLR-8", 8, 1700000, 0 } },
		{ HOST, 0xc0, { NULL } },
		{ 0, 0x00, { NULL } },
		{ 1, 0x10, { "400GBASE-SR8 (Clause 138)", 8, 425000, 0 } },
		{ 1, 0x24, { "1.6T-SR8.2", 16, 1700000, 0 } },
		{ 1, 0x25, { NULL } },
		{ 2, 0x1c, { "400GBASE-DR4 (Cl 124)", 4, 425000, 0 } },
		{ 2, 0x2b, { NULL } },
		{ 2, 0x52,
		  { "FOIC2.8-DO (G.709.3/Y.1331.3)", 1, 252558, 0 } },
		{ 2, 0x7f,
		  { "1.6TBASE-DR8 (Clause 180)", 8, 1700000, 0 } },
		{ 2, 0x80,
		  { "1.6TBASE-DR8-2 (Clause 181)", 8, 1815000, 0 } },
		{ 2, 0x94, { NULL } },
		{ 2, 0xff, { NULL } },
		{ 3, 0x01, { "Copper cable", 0, 0, 0 } },
		{ 3, 0xbf, { "Passive Loopback module", 0, 0, 0 } },
		{ 3, 0xc1, { NULL } },
		{ 4, 0x04,
		  { "Active Cable assembly with BER < 10^-6", 0, 0, 0 } },
		{ 4, 0xc0, { NULL } },
		{ 5, 0x04, { "10GBASE-T (Clause 55)", 0, 0, 0 } },
		{ 5, 0x08, { NULL } },
		{ 6, 0x01, { NULL } },
		{ 0x40, 0x01, { NULL } },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct cmis_interface *got, *want = &cases[i].want;
		u8 type = cases[i].type, code = cases[i].code;

		got = type == HOST ? cmis_host_interface(code) :
				     cmis_media_interface(type, code);
		tap_ok(interface_is(got, want),
		       "interface %02xh of media type %02xh", code, type);
	}
}

/* No code of any media type reads beyond a table. */
static void media_sweep_test(void)
{
	unsigned int type, code, found = 0;

	for (type = 0; type < 256; type++)
		for (code = 0; code < 256; code++)
			found += !!cmis_media_interface(type, code);
	tap_is(found, 38 + 146 + 4 + 6 + 8, "media interfaces of all types");
}

int main(void)
{
	names_test();
	identifiers_test();
	interfaces_test();
	media_sweep_test();
	return tap_done();
}
