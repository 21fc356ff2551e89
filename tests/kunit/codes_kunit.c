// SPDX-License-Identifier: GPL-2.0-only
/*
 * Code tables in the kernel: a few codes by name, codes without one, and every
 * code through each accessor.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "spec/codes.c"
#include "spec/monitors.h"

struct name_case {
	const char *name;
	const char *(*get)(u8 code);
	u8 code;
	const char *want;
};

static const struct name_case name_accepted[] = {
	{ "QSFP-DD", cmis_identifier_name, 0x18,
	  "QSFP-DD Double Density 8X Pluggable Transceiver" },
	{ "OSFP", cmis_identifier_name, 0x19,
	  "OSFP 8X Pluggable Transceiver" },
	{ "OSFP-XD", cmis_identifier_name, 0x21, "OSFP-XD with CMIS" },
	{ "LC", cmis_connector_name, 0x07, "LC" },
	{ "MPO 1x16", cmis_connector_name, 0x28, "MPO 1x16" },
	{ "VCSEL", cmis_media_technology_name, 0x00, "850 nm VCSEL" },
	{ "last technology", cmis_media_technology_name, 0x14,
	  "Copper cable, near end linear active equalizers" },
	{ "SMF", cmis_media_type_name, CMIS_MEDIA_SMF, "optical SMF" },
	{ "ready", cmis_module_state_name, CMIS_STATE_READY, "ModuleReady" },
	{ "fault", cmis_module_state_name, CMIS_STATE_FAULT, "ModuleFault" },
	{ "activated", cmis_dp_state_name, CMIS_DP_ACTIVATED,
	  "DPActivated" },
	{ "initialized", cmis_dp_state_name, CMIS_DP_INITIALIZED,
	  "DPInitialized" },
	{ "success", cmis_config_status_name, CMIS_CONFIG_SUCCESS,
	  "ConfigSuccess" },
	{ "in progress", cmis_config_status_name, CMIS_CONFIG_IN_PROGRESS,
	  "ConfigInProgress" },
	{ "no fault", cmis_fault_cause_name, 0, "none" },
	{ "last fault", cmis_fault_cause_name, 6, "temperature" },
};

/* Reserved and vendor codes, and the first one beyond each table. */
static const struct name_case name_rejected[] = {
	{ "identifier", cmis_identifier_name, 0x27 },
	{ "last identifier", cmis_identifier_name, 0xff },
	{ "connector between", cmis_connector_name, 0x0e },
	{ "connector", cmis_connector_name, 0x29 },
	{ "technology", cmis_media_technology_name, 0x15 },
	{ "media type", cmis_media_type_name, 0x06 },
	{ "custom media type", cmis_media_type_name, 0x40 },
	{ "module state 0", cmis_module_state_name, 0 },
	{ "module state 6", cmis_module_state_name, 6 },
	{ "module state 8", cmis_module_state_name, 8 },
	{ "data path state 0", cmis_dp_state_name, 0 },
	{ "data path state 8", cmis_dp_state_name, 8 },
	{ "data path state 16", cmis_dp_state_name, 16 },
	{ "configuration status 9", cmis_config_status_name, 9 },
	{ "configuration status 16", cmis_config_status_name, 16 },
	{ "fault cause 7", cmis_fault_cause_name, 7 },
	{ "custom fault cause", cmis_fault_cause_name, 32 },
};

static void name_case_name(const struct name_case *row, char *name)
{
	strscpy(name, row->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(name_accepted, name_accepted, name_case_name);
KUNIT_ARRAY_PARAM(name_rejected, name_rejected, name_case_name);

static void codes_name(struct kunit *test)
{
	const struct name_case *row = test->param_value;
	const char *name = row->get(row->code);

	KUNIT_ASSERT_NOT_NULL(test, name);
	KUNIT_EXPECT_STREQ(test, name, row->want);
}

static void codes_no_name(struct kunit *test)
{
	const struct name_case *row = test->param_value;

	KUNIT_EXPECT_NULL(test, row->get(row->code));
}

static void codes_enum_names(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < CMIS_LEVEL_COUNT; i++)
		KUNIT_EXPECT_NOT_NULL(test, cmis_level_name(i));
	KUNIT_EXPECT_NULL(test, cmis_level_name(CMIS_LEVEL_COUNT));
}

struct interface_case {
	u8 media_type;		/* 0 = host interface */
	u8 code;
	const char *name;
	u8 lanes;
	u32 rate_mbps;
	u32 lane_rate_mbps;
};

static const struct interface_case interface_cases[] = {
	{ 0, 0x11, "400GAUI-8 C2M (Annex 120E)", 8, 425000, 0 },
	{ 0, 0x83, "1.6TAUI-8 C2M (Annex 176E)", 8, 1700000, 0 },
	{ 0, 0x32, "IB NDR", 0, 0, 106250 },
	{ 0, 0x12, NULL },
	{ 0, 0xc0, NULL },
	{ CMIS_MEDIA_MMF, 0x12, "800GBASE-SR8 (Clause 167)", 8, 850000, 0 },
	{ CMIS_MEDIA_MMF, 0x25, NULL },
	{ CMIS_MEDIA_SMF, 0x1c, "400GBASE-DR4 (Cl 124)", 4, 425000, 0 },
	{ CMIS_MEDIA_SMF, 0x7f, "1.6TBASE-DR8 (Clause 180)", 8, 1700000, 0 },
	{ CMIS_MEDIA_SMF, 0x28, NULL },
	{ CMIS_MEDIA_SMF, 0xff, NULL },
	{ CMIS_MEDIA_PASSIVE_COPPER, 0x01, "Copper cable", 0, 0, 0 },
	{ CMIS_MEDIA_PASSIVE_COPPER, 0xc1, NULL },
	{ CMIS_MEDIA_ACTIVE_CABLE, 0xbf, "Active Loopback module", 0, 0, 0 },
	{ CMIS_MEDIA_BASE_T, 0x04, "10GBASE-T (Clause 55)", 0, 0, 0 },
	{ CMIS_MEDIA_BASE_T, 0x08, NULL },
	{ 0x06, 0x01, NULL },
	{ 0xff, 0xff, NULL },
};

static void interface_case_name(const struct interface_case *row, char *name)
{
	snprintf(name, KUNIT_PARAM_DESC_SIZE, "%02xh of media type %u",
		 row->code, row->media_type);
}

KUNIT_ARRAY_PARAM(interface, interface_cases, interface_case_name);

static void codes_interface(struct kunit *test)
{
	const struct interface_case *row = test->param_value;
	const struct cmis_interface *interface;

	interface = row->media_type ?
		    cmis_media_interface(row->media_type, row->code) :
		    cmis_host_interface(row->code);
	if (!row->name) {
		KUNIT_EXPECT_NULL(test, interface);
		return;
	}
	KUNIT_ASSERT_NOT_NULL(test, interface);
	KUNIT_EXPECT_STREQ(test, interface->name, row->name);
	KUNIT_EXPECT_EQ(test, interface->lanes, row->lanes);
	KUNIT_EXPECT_EQ(test, interface->rate_mbps, row->rate_mbps);
	KUNIT_EXPECT_EQ(test, interface->lane_rate_mbps,
			row->lane_rate_mbps);
}

/* How many entries each table has; none is read beyond its end. */
static void codes_all(struct kunit *test)
{
	unsigned int type, code;
	unsigned int identifiers = 0, connectors = 0, hosts = 0, media = 0;

	for (code = 0; code < 256; code++) {
		identifiers += !!cmis_identifier_name(code);
		connectors += !!cmis_connector_name(code);
		hosts += !!cmis_host_interface(code);
		for (type = 0; type < 256; type++)
			media += !!cmis_media_interface(type, code);
	}
	KUNIT_EXPECT_EQ(test, identifiers, 42);
	KUNIT_EXPECT_EQ(test, connectors, 23);
	KUNIT_EXPECT_EQ(test, hosts, 119);
	KUNIT_EXPECT_EQ(test, media, 202);
}

static void codes_identifier(struct kunit *test)
{
	static const struct {
		u8 code;
		bool cmis;
		u8 lanes;
	} rows[] = {
		{ 0x11, false, 8 }, { 0x18, true, 8 }, { 0x1b, false, 8 },
		{ 0x1e, true, 4 }, { 0x1f, true, 2 }, { 0x20, true, 1 },
		{ 0x21, true, 16 }, { 0x22, true, 0 }, { 0x26, true, 8 },
		{ 0x27, false, 8 }, { 0x80, true, 8 }, { 0xff, false, 8 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		KUNIT_EXPECT_EQ(test, cmis_identifier_is_cmis(rows[i].code),
				rows[i].cmis);
		KUNIT_EXPECT_EQ(test, cmis_identifier_lanes(rows[i].code),
				rows[i].lanes);
	}
}

static struct kunit_case cmis_codes_cases[] = {
	KUNIT_CASE_PARAM(codes_name, name_accepted_gen_params),
	KUNIT_CASE_PARAM(codes_no_name, name_rejected_gen_params),
	KUNIT_CASE(codes_enum_names),
	KUNIT_CASE_PARAM(codes_interface, interface_gen_params),
	KUNIT_CASE(codes_all),
	KUNIT_CASE(codes_identifier),
	{ }
};

static struct kunit_suite cmis_codes_suite = {
	.name = "cmis_codes",
	.test_cases = cmis_codes_cases,
};

kunit_test_suite(cmis_codes_suite);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("Tests of the CMIS code tables");
MODULE_LICENSE("GPL");
