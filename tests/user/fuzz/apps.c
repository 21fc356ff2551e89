// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: applications, from lower memory and perhaps page 01h. */

#include <linux/cmis_decode.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/* What is behind the last one is empty, or was not used. */
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

/* The callers read whole pages. */
static u8 *page_take(struct fuzz_input *input)
{
	struct fuzz_block block = fuzz_take(input, CMIS_PAGE_SIZE);
	u8 *page = calloc(1, CMIS_PAGE_SIZE);

	if (!page)
		abort();
	memcpy(page, block.data, block.len);
	fuzz_free(&block);
	return page;
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	u8 media_type = fuzz_take_byte(&input);
	u8 *lower = page_take(&input);
	u8 *page01 = input.len ? page_take(&input) : NULL;
	struct cmis_apps apps, again;

	memset(&apps, 0x5a, sizeof(apps));
	memset(&again, 0xa5, sizeof(again));
	fuzz_require(!cmis_apps_decode(lower, page01, media_type, &apps));
	fuzz_require(!cmis_apps_decode(lower, page01, media_type, &again));
	fuzz_require(!memcmp(&apps, &again, sizeof(apps)));
	apps_check(&apps, page01 && !(lower[2] & 0x80));
	free(page01);
	free(lower);
	return 0;
}
