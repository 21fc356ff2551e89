// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: page 11h, after a page 01h that it does not need. */

#include "spec/lanes.h"
#include <string.h>

#include "fuzz.h"

static void lane_check(const struct cmis_lane *lane)
{
	fuzz_require(lane->dp_state < CMIS_DP_STATE_COUNT);
	fuzz_require(lane->config_status < CMIS_CONFIG_STATUS_COUNT);
	fuzz_require(!(lane->flags >> CMIS_LF_COUNT));
	fuzz_require(lane->appsel <= CMIS_MAX_APPS);
	fuzz_require(lane->dp_id < CMIS_LANES_PER_BANK);
	fuzz_require(lane->eq_recall < 4 && lane->tx_eq < 16);
	fuzz_require(lane->pre_cursor < 16 && lane->post_cursor < 16);
	fuzz_require(lane->amplitude < 16);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	struct cmis_lane again[CMIS_LANES_PER_BANK];
	struct fuzz_input input = { data, len };
	struct fuzz_block advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	struct fuzz_block page = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	unsigned int i;
	u8 revision = advert.len ? advert.data[0] : 0;
	int ret;

	memset(lanes, 0x5a, sizeof(lanes));
	memset(again, 0xa5, sizeof(again));
	ret = cmis_lanes_decode(page.data, page.len, revision, lanes);
	fuzz_require(ret == (page.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_lanes_decode(page.data, page.len, revision,
					      again));
	fuzz_require(!memcmp(lanes, again, sizeof(lanes)));
	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		lane_check(&lanes[i]);
	fuzz_free(&advert);
	fuzz_free(&page);
	return 0;
}
