// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: the static part of lower memory. */

#include "spec/lower.h"
#include <string.h>

#include "fuzz.h"

static void basics_check(const struct cmis_basics *basics)
{
	fuzz_require(basics->rev_major < 16 && basics->rev_minor < 16);
	fuzz_require(basics->auto_commission < 4);
	fuzz_require(basics->max_speed_khz == 0 ||
		     basics->max_speed_khz == 400 ||
		     basics->max_speed_khz == 1000 ||
		     basics->max_speed_khz == 3400);
	fuzz_require(basics->subtype < 16);
	fuzz_require(basics->heat_sink < 16);
	fuzz_require(basics->fiber_face < 4);
}

int fuzz_one(const u8 *data, size_t len)
{
	static const struct cmis_basics nothing;
	struct fuzz_input input = { data, len };
	struct fuzz_block lower = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_basics basics, again;
	int ret;

	memset(&basics, 0x5a, sizeof(basics));
	memset(&again, 0xa5, sizeof(again));
	ret = cmis_basics_decode(lower.data, lower.len, &basics);
	fuzz_require(ret == (lower.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_basics_decode(lower.data, lower.len, &again));
	fuzz_require(!memcmp(&basics, &again, sizeof(basics)));
	if (ret)
		fuzz_require(!memcmp(&basics, &nothing, sizeof(basics)));
	basics_check(&basics);
	fuzz_free(&lower);
	return 0;
}
