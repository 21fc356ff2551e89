// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: applications, from lower memory and perhaps page 01h. */

#include <errno.h>
#include "spec/lower.h"
#include "spec/value.h"
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* Entries behind the last one are empty, or were not used. */
static void apps_check(const struct cmis_apps *apps, bool paged)
{
	unsigned int i;

	fuzz_require(apps->count <= (paged ? CMIS_MAX_APPS :
					     CMIS_APPS_LOWER_COUNT));
	if (apps->count)
		fuzz_require(cmis_app_used(&apps->app[apps->count - 1]));
	for (i = apps->count; i < CMIS_MAX_APPS; i++)
		fuzz_require(!cmis_app_used(&apps->app[i]));
	for (i = 0; i < apps->count; i++) {
		fuzz_require(apps->app[i].host_id != 0xff);
		fuzz_require(paged || !apps->app[i].media_assign);
	}
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	u8 media_type = fuzz_take_byte(&input);
	struct fuzz_block lower = fuzz_take(&input, CMIS_PAGE_SIZE);
	struct fuzz_block page01 = fuzz_take(&input, CMIS_PAGE_SIZE);
	const struct cmis_bytes low = { lower.data, lower.len };
	const struct cmis_bytes upper = { page01.data, page01.len };
	const struct cmis_bytes *high = page01.len ? &upper : NULL;
	struct cmis_apps apps, again;
	bool whole;
	int ret;

	memset(&apps, 0x5a, sizeof(apps));
	memset(&again, 0xa5, sizeof(again));
	ret = cmis_apps_decode(&low, high, media_type, &apps);
	fuzz_require(cmis_apps_decode(&low, high, media_type, &again) == ret);
	fuzz_require(!memcmp(&apps, &again, sizeof(apps)));
	whole = low.len == CMIS_PAGE_SIZE &&
		(!high || high->len == CMIS_PAGE_SIZE);
	fuzz_require(ret == (whole ? 0 : -EMSGSIZE));
	if (!ret)
		apps_check(&apps, high && !(lower.data[2] & 0x80));
	fuzz_free(&page01);
	fuzz_free(&lower);
	return 0;
}
