// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: page 02h, after a page 01h of the same input. */

#include "spec/spec.h"
#include <string.h>

#include "fuzz.h"

static void thresholds_check(const struct cmis_thresholds *thresholds)
{
	unsigned int q, level;

	fuzz_require(!(thresholds->present >> CMIS_Q_COUNT));
	fuzz_require(thresholds->known || !thresholds->present);
	for (q = 0; q < CMIS_Q_COUNT; q++)
		for (level = 0; level < CMIS_LEVEL_COUNT; level++)
			fuzz_require(thresholds->present >> q & 1 ||
				     !thresholds->value[q][level]);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct fuzz_block advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	struct fuzz_block page = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_thresholds thresholds, again;
	struct cmis_adverts adverts;
	int ret;

	memset(&thresholds, 0x5a, sizeof(thresholds));
	memset(&again, 0xa5, sizeof(again));
	cmis_adverts_decode(advert.data, advert.len, &adverts);
	ret = cmis_thresholds_decode(page.data, page.len, &adverts,
				     &thresholds);
	fuzz_require(ret == (page.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_thresholds_decode(page.data, page.len,
						   &adverts, &again));
	fuzz_require(!memcmp(&thresholds, &again, sizeof(thresholds)));
	thresholds_check(&thresholds);
	fuzz_free(&advert);
	fuzz_free(&page);
	return 0;
}
