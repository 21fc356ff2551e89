// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: the changing part of lower memory, after a page 01h. */

#include "spec/spec.h"
#include <string.h>

#include "fuzz.h"

static void status_check(const struct cmis_status *status)
{
	unsigned int i;

	fuzz_require(status->state < CMIS_STATE_COUNT);
	fuzz_require(status->password_result < 16);
	for (i = 0; i < CMIS_MAX_BANKS; i++)
		fuzz_require(status->summary[i] < 16);
	for (i = 0; i < CMIS_Q_MODULE_COUNT; i++)
		fuzz_require(cmis_status_levels(status, i) < 16);
	for (i = CMIS_Q_MODULE_COUNT; i < 256; i++)
		fuzz_require(!cmis_status_levels(status, i));
	/* -128 to 127.996 degrees, at most 6.5535 V */
	fuzz_require(status->value[CMIS_Q_TEMP] >= -128000 &&
		     status->value[CMIS_Q_TEMP] <= 127996);
	fuzz_require(status->value[CMIS_Q_VCC] >= 0 &&
		     status->value[CMIS_Q_VCC] <= 6553500);
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	struct fuzz_block advert = fuzz_take(&input, CMIS_PAGE_SIZE);
	struct fuzz_block lower = fuzz_take(&input, 2 * CMIS_PAGE_SIZE);
	struct cmis_status status, again;
	struct cmis_adverts adverts;
	int ret;

	memset(&status, 0x5a, sizeof(status));
	memset(&again, 0xa5, sizeof(again));
	cmis_adverts_decode(advert.data, advert.len, &adverts);
	ret = cmis_status_decode(lower.data, lower.len, &adverts, &status);
	fuzz_require(ret == (lower.len < CMIS_PAGE_SIZE ? -EMSGSIZE : 0));
	fuzz_require(ret == cmis_status_decode(lower.data, lower.len, &adverts,
					       &again));
	fuzz_require(!memcmp(&status, &again, sizeof(status)));
	status_check(&status);
	fuzz_free(&advert);
	fuzz_free(&lower);
	return 0;
}
