// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: lower memory, after a page 01h that it does not need. */

#include "spec/lower.h"
#include <string.h>

#include "fuzz.h"

static void status_check(const struct cmis_status *status)
{
	unsigned int i;

	fuzz_require(status->state < CMIS_STATE_COUNT);
	fuzz_require(status->password_result < 16);
	for (i = 0; i < CMIS_SUMMARY_BANKS; i++)
		fuzz_require(status->summary[i] < 16);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct fuzz_block advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	struct fuzz_block lower = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_status status, again;
	int ret;

	memset(&status, 0x5a, sizeof(status));
	memset(&again, 0xa5, sizeof(again));
	ret = cmis_status_decode(lower.data, lower.len, &status);
	fuzz_require(ret == (lower.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_status_decode(lower.data, lower.len, &again));
	fuzz_require(!memcmp(&status, &again, sizeof(status)));
	status_check(&status);
	fuzz_free(&advert);
	fuzz_free(&lower);
	return 0;
}
