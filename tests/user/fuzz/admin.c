// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: page 00h. */

#include "spec/admin.h"
#include <string.h>

#include "fuzz.h"

static void admin_check(const struct cmis_admin *admin)
{
	fuzz_text_check(admin->vendor_name, sizeof(admin->vendor_name));
	fuzz_text_check(admin->vendor_pn, sizeof(admin->vendor_pn));
	fuzz_text_check(admin->vendor_rev, sizeof(admin->vendor_rev));
	fuzz_text_check(admin->vendor_sn, sizeof(admin->vendor_sn));
	fuzz_text_check(admin->date_code, sizeof(admin->date_code));
	fuzz_text_check(admin->clei, sizeof(admin->clei));
	fuzz_require(admin->power_class <= 8);
	fuzz_require(admin->max_power_mw <= 63750);
	fuzz_require(admin->cable_length_mm <= 6300000);
	fuzz_require(admin->far_end < 32);
}

static bool checksum_ok(const u8 *page)
{
	unsigned int i;
	u8 sum = 0;

	for (i = 0; i < 94; i++)
		sum += page[i];
	return sum == page[94];
}

int fuzz_one(const u8 *data, size_t len)
{
	static const struct cmis_admin nothing;
	struct fuzz_input input = { data, len };
	struct fuzz_block page = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_admin admin, again;
	u8 revision = page.len > 100 ? page.data[100] : 0;
	int ret;

	memset(&admin, 0x5a, sizeof(admin));
	memset(&again, 0xa5, sizeof(again));
	ret = cmis_admin_decode(page.data, page.len, revision, &admin);
	fuzz_require(ret == (page.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_admin_decode(page.data, page.len, revision,
					      &again));
	fuzz_require(!memcmp(&admin, &again, sizeof(admin)));
	if (ret)
		fuzz_require(!memcmp(&admin, &nothing, sizeof(admin)));
	else
		fuzz_require(admin.checksum_ok == checksum_ok(page.data));
	admin_check(&admin);
	fuzz_free(&page);
	return 0;
}
