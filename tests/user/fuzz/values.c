// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: a value of any type of monitors, with any scale. */

#include "spec/monitors.h"

#include "fuzz.h"

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct cmis_monitor monitor = {
		.type = fuzz_take_byte(&input),
		.scale = fuzz_take_byte(&input) % 5,
	};
	const struct cmis_monitor_row *row;
	struct cmis_number value, again;
	u16 raw;

	raw = fuzz_take_byte(&input) << 8;
	raw |= fuzz_take_byte(&input);
	monitor.type += fuzz_take_byte(&input) % 2 * CMIS_MON_FIXED;
	row = cmis_monitor_row(monitor.type);
	value = cmis_monitor_get_value(&monitor, raw);
	again = cmis_monitor_get_value(&monitor, raw);
	fuzz_require(value.mantissa == again.mantissa &&
		     value.exponent == again.exponent);
	fuzz_require(row->unit < CMIS_UNIT_COUNT &&
		     row->side < CMIS_SIDE_COUNT &&
		     row->format <= CMIS_FORMAT_U8);
	if (row->format == CMIS_FORMAT_F16)
		fuzz_require(value.mantissa >= 0 && value.mantissa <= 2047 &&
			     value.exponent >= -24 && value.exponent <= 7);
	else
		fuzz_require(!value.exponent);
	if (row->format != CMIS_FORMAT_S16)
		fuzz_require(value.mantissa >= 0);
	fuzz_require(!cmis_monitor_compare(&monitor, raw, raw));
	return 0;
}
