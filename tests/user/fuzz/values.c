// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: a value of any unit, any number of bytes long. */

#include "spec/spec.h"

#include "fuzz.h"

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	u8 unit = fuzz_take_byte(&input), scale = fuzz_take_byte(&input);
	struct fuzz_block raw = fuzz_take(&input, 4);
	s32 value = 1, again = 2;
	int ret, expected = 0;

	if (raw.len < 2)
		expected = -EMSGSIZE;
	else if (unit > CMIS_UNIT_MILLI_PERCENT)
		expected = -EINVAL;
	ret = cmis_value_decode(raw.data, raw.len, unit, scale, &value);
	fuzz_require(ret == expected);
	fuzz_require(ret == cmis_value_decode(raw.data, raw.len, unit, scale,
					      &again));
	fuzz_require(value == again && (!ret || !value));
	fuzz_free(&raw);
	return 0;
}
