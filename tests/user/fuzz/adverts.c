// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: page 01h. */

#include "spec/advert.h"
#include "spec/lanes.h"
#include <string.h>

#include "fuzz.h"

static void durations_check(const struct cmis_durations *durations)
{
	fuzz_require(durations->dp_init_ms && durations->dp_deinit_ms);
	fuzz_require(durations->pwr_up_ms && durations->pwr_dn_ms);
	fuzz_require(durations->tx_turn_on_ms && durations->tx_turn_off_ms);
	fuzz_require(durations->page_change_us &&
		     durations->page_change_us <= 10000);
	fuzz_require(durations->cdb_busy_ms <= 31 * 160);
	fuzz_require(durations->modsel_wait_us <= 31 << 7);
}

static void adverts_check(const struct cmis_adverts *adverts)
{
	fuzz_require(adverts->banks >= 1 && adverts->banks <= CMIS_MAX_BANKS);
	fuzz_require(!(adverts->lane_flags >> CMIS_LF_COUNT));
	fuzz_require(adverts->bias_scale <= 4 && adverts->bias_scale != 3);
	fuzz_require(adverts->cdb_instances <= CMIS_CDB_MAX_INSTANCES);
	fuzz_require(adverts->cdb_epl_pages <= 16);
	fuzz_require(adverts->cdb_access_bytes <= 2048 &&
		     adverts->cdb_access_bytes % 8 == 0);
	fuzz_require(adverts->nad_banks < 16 && adverts->full_page_read < 4);
	fuzz_require(adverts->length_smf_m <= 31500000);
	durations_check(&adverts->durations);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct fuzz_block page = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_adverts adverts, again, flat;
	u8 revision = page.len > 100 ? page.data[100] : 0;
	int ret;

	memset(&adverts, 0x5a, sizeof(adverts));
	memset(&again, 0xa5, sizeof(again));
	ret = cmis_adverts_decode(page.data, page.len, revision, &adverts);
	fuzz_require(ret == (page.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_adverts_decode(page.data, page.len, revision,
						&again));
	fuzz_require(!memcmp(&adverts, &again, sizeof(adverts)));
	cmis_adverts_init_flat(&flat);
	if (ret)
		fuzz_require(!memcmp(&adverts, &flat, sizeof(adverts)));
	adverts_check(&adverts);
	fuzz_free(&page);
	return 0;
}
