// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: names of codes; a list of which table, and two bytes. */

#include <linux/array_size.h>
#include "spec/advert.h"
#include "spec/codes.h"
#include <string.h>

#include "fuzz.h"

static const char *level_name(u8 code)
{
	return cmis_level_name(code);
}

static const char *(* const names[])(u8 code) = {
	cmis_identifier_name,
	cmis_connector_name,
	cmis_media_technology_name,
	cmis_media_type_name,
	cmis_module_state_name,
	cmis_dp_state_name,
	cmis_config_status_name,
	cmis_fault_cause_name,
	cmis_fiber_face_name,
	cmis_heat_sink_name,
	level_name,
};

static void name_check(const char *name)
{
	if (!name)
		return;
	fuzz_require(*name);
	fuzz_text_check(name, strlen(name) + 1);
}

static void interface_check(const struct cmis_interface *interface)
{
	if (!interface)
		return;
	fuzz_require(interface->name);
	name_check(interface->name);
	fuzz_require(interface->lanes <= 16);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	u8 table, code, type;

	while (input.len) {
		table = fuzz_take_byte(&input);
		type = fuzz_take_byte(&input);
		code = fuzz_take_byte(&input);
		name_check(names[table % ARRAY_SIZE(names)](code));
		interface_check(cmis_host_interface(code));
		interface_check(cmis_media_interface(type, code));
		fuzz_require(cmis_identifier_lanes(code) <= 16);
		fuzz_require(!cmis_identifier_is_cmis(code) ||
			     cmis_identifier_name(code));
		fuzz_require(cmis_duration_ms(code));
	}
	return 0;
}
