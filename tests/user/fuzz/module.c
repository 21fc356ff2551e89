// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: a whole module, decoded as the driver does: lower memory, pages
 * 00h, 01h and 02h, then page 11h of each bank. Missing bytes read 0.
 */

#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/lanes.h"
#include "spec/lower.h"
#include "spec/settle.h"
#include "spec/value.h"
#include <string.h>

#include "fuzz.h"

/**
 * struct module - a module
 * @lower: lower memory
 * @page00: page 00h
 * @page01: page 01h
 * @basics: decoded
 * @admin: decoded
 * @adverts: decoded
 * @thresholds: decoded
 * @status: decoded
 * @apps: decoded
 * @lanes: decoded, as far as there are banks
 */
struct module {
	u8 lower[CMIS_PAGE_SIZE];
	u8 page00[CMIS_PAGE_SIZE];
	u8 page01[CMIS_PAGE_SIZE];
	struct cmis_basics basics;
	struct cmis_admin admin;
	struct cmis_adverts adverts;
	struct cmis_thresholds thresholds;
	struct cmis_status status;
	struct cmis_apps apps;
	struct cmis_lane lanes[CMIS_MAX_LANES];
};

static void page_take(struct fuzz_input *input, u8 *page)
{
	struct fuzz_block block = fuzz_take(input, CMIS_PAGE_SIZE);

	memset(page, 0, CMIS_PAGE_SIZE);
	memcpy(page, block.data, block.len);
	fuzz_free(&block);
}

static void pages_decode(struct fuzz_input *input, struct module *module)
{
	u8 page[CMIS_PAGE_SIZE];
	unsigned int bank;

	page_take(input, module->page01);
	fuzz_require(!cmis_adverts_decode(module->page01, CMIS_PAGE_SIZE,
					  module->lower[1],
					  &module->adverts));
	page_take(input, page);
	fuzz_require(!cmis_thresholds_decode(page, CMIS_PAGE_SIZE,
					     &module->thresholds));
	for (bank = 0; bank < module->adverts.banks; bank++) {
		page_take(input, page);
		fuzz_require(!cmis_lanes_decode(page, CMIS_PAGE_SIZE,
						module->lower[1],
						&module->lanes[8 * bank]));
	}
}

static void lanes_check(const struct module *module)
{
	unsigned int lanes, lane, media = 0;

	lanes = cmis_lanes_count(&module->basics, &module->adverts);
	fuzz_require(lanes <= CMIS_MAX_LANES);
	fuzz_require(lanes <= 8u * module->adverts.banks);
	for (lane = 0; lane < 256; lane++) {
		if (!cmis_media_lane_supported(&module->admin, lanes, lane))
			continue;
		media++;
		fuzz_require(lane < lanes);
	}
	fuzz_require(media <= lanes);
}

/* A settled offer contradicts itself no more. */
static void settle_check(struct module *module)
{
	const struct cmis_offer offer = {
		&module->basics, &module->admin, &module->adverts,
		&module->apps,
	};

	fuzz_require(cmis_offer_settle(&offer) < BIT(CMIS_ODD_MAX + 1));
	fuzz_require(!cmis_offer_settle(&offer));
}

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	static struct module module;

	memset(&module, 0, sizeof(module));
	page_take(&input, module.lower);
	page_take(&input, module.page00);
	fuzz_require(!cmis_basics_decode(module.lower, CMIS_PAGE_SIZE,
					 &module.basics));
	fuzz_require(!cmis_admin_decode(module.page00, CMIS_PAGE_SIZE,
					module.lower[1],
					&module.admin));
	if (module.basics.flat)
		cmis_adverts_init_flat(&module.adverts);
	else
		pages_decode(&input, &module);
	fuzz_require(!cmis_status_decode(module.lower, CMIS_PAGE_SIZE,
					 &module.status));
	fuzz_require(!cmis_apps_decode(CMIS_WHOLE_PAGE(module.lower),
				       module.basics.flat ? NULL :
					       CMIS_WHOLE_PAGE(module.page01),
				       module.basics.media_type,
				       &module.apps));
	settle_check(&module);
	lanes_check(&module);
	return 0;
}
