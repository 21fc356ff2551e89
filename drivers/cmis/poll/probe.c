// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probing: the driver reads and decodes the static pages of a module.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "poll/probe.h"
#include "core/cage.h"
#include "core/limits.h"
#include "core/module.h"
#include "core/recorder.h"
#include "poll/plan.h"
#include "poll/poll.h"
#include "poll/probe_tune.h"
#include "poll/probe_vdm.h"
#include "poll/range.h"
#include "poll/schedule.h"
#include "poll/static.h"
#include "spec/codes.h"
#include "spec/settle.h"
#include "spec/value.h"
#include "xfer/probe_size.h"
#include "xfer/xfer.h"

/* These bytes tell a CMIS module from others. */
#define CMIS_HEADER_SIZE	4
/* A module that boots may need this time to show its mandatory pages. */
#define CMIS_BOOT_PAGES_MS	3000
/* Number of reads of a page with a wrong checksum */
#define CMIS_PAGE_TRIES		3

/**
 * cmis_module_fetch_header - read the first bytes of lower memory
 * @cage: the cage
 * @lower: lower memory; gets bytes 0-3
 *
 * Does not wait if there is no acknowledge: the cage may be empty, and other
 * cages on the bus need their turn.
 *
 * Context: The cage's work.
 * Return: 0; -EAGAIN if the identifier is 00h or FFh, as in a booting module;
 * -EPROTONOSUPPORT if it is not managed by CMIS; else an errno of
 * cmis_xfer_read().
 */
int cmis_module_fetch_header(struct cmis_cage *cage, u8 *lower)
{
	const struct cmis_req req = { .buf = lower, .len = CMIS_HEADER_SIZE };
	int ret;

	ret = cmis_xfer_read(cage->xfer, &req);
	if (ret)
		return ret;
	cage->poll->answered = ktime_get();
	if (lower[0] == 0x00 || lower[0] == 0xff)
		return -EAGAIN;
	return cmis_identifier_is_cmis(lower[0]) ? 0 : -EPROTONOSUPPORT;
}

/**
 * cmis_module_may_be_booting - whether missing pages may yet come
 * @cage: the cage
 *
 * Context: The cage's work.
 * Return: true if the module was first seen a short while ago.
 */
bool cmis_module_may_be_booting(struct cmis_cage *cage)
{
	return cmis_poll_age_ms(cage->poll->arrived) < CMIS_BOOT_PAGES_MS;
}

/*
 * Page 01h or 02h fails. If probing has taken too long, the module is shown
 * without the page: values of lower memory and of lanes are left. A module that
 * is shown already keeps what the page has said.
 */
static int cmis_page_leave_out(struct cmis_cage *cage,
			       const struct cmis_range *range, int err)
{
	struct cmis_poll *poll = cage->poll;
	struct cmis_class_poll *s = &poll->class[CMIS_CLASS_THERMAL];

	/* -ENETDOWN says nothing about the page. */
	if (!poll->partial || err == -ENETDOWN ||
	    range->addr.page == CMIS_PAGE_ADMIN ||
	    rcu_access_pointer(cage->snapshot))
		return err;
	cmis_poll_lose(poll, CMIS_CLASS_THERMAL, range);
	s->lost = err;
	s->lost_page = range->addr.page;
	return 0;
}

/* If the module lacks a mandatory page, give the page as all 0. */
static int cmis_page_fetch(struct cmis_cage *cage, u8 page, u8 *buf)
{
	const struct cmis_range range = {
		.addr = { .page = page, .offset = CMIS_UPPER_FIRST },
		.len = CMIS_PAGE_SIZE,
	};
	int ret;

	ret = cmis_range_fetch(cage, &range, buf);
	if (!ret)
		return 0;
	if (ret == -EOPNOTSUPP)
		ret = cmis_module_may_be_booting(cage) ? -EAGAIN : 0;
	else
		ret = cmis_page_leave_out(cage, &range, ret);
	if (ret)
		return ret;
	memset(buf, 0, CMIS_PAGE_SIZE);
	return 0;
}

/*
 * If the bus has garbled a page, another read gives other bytes. If the maker
 * of the module has stored a wrong checksum, each read gives the same bytes.
 */
static int cmis_page_confirm(struct cmis_cage *cage, u8 page, u8 *buf)
{
	u8 last[CMIS_PAGE_SIZE];
	unsigned int try;
	int ret;

	for (try = 0; try < CMIS_PAGE_TRIES; try++) {
		if (cmis_static_checksum_ok(page, buf))
			return 0;
		memcpy(last, buf, sizeof(last));
		ret = cmis_page_fetch(cage, page, buf);
		if (ret)
			return ret;
		if (!memcmp(last, buf, sizeof(last)))
			return 0;
	}
	return -EAGAIN;
}

/* Read page 01h or 02h. */
static int cmis_page_fetch_sure(struct cmis_cage *cage,
				struct cmis_module *module, u8 page, u8 *buf)
{
	const struct cmis_addr addr = {
		.page = page, .offset = CMIS_UPPER_FIRST,
	};
	int ret;

	ret = cmis_page_fetch(cage, page, buf);
	if (!ret)
		ret = cmis_page_confirm(cage, page, buf);
	if (!ret)
		cmis_static_add(module, &addr, buf);
	return ret;
}

/* No checksum covers the applications: read them twice. */
static int cmis_lower_confirm(struct cmis_cage *cage, const u8 *lower)
{
	const struct cmis_range range = cmis_range_of(0, CMIS_APPS_LOWER);
	u8 again[CMIS_REG_SIZE(CMIS_APPS_LOWER)];
	int ret;

	ret = cmis_range_fetch(cage, &range, again);
	if (ret)
		return ret;
	return memcmp(again, lower + range.addr.offset, range.len) ?
	       -EAGAIN : 0;
}

static int cmis_module_decode_flat(struct cmis_module *module)
{
	cmis_adverts_init_flat(&module->adverts);
	module->lanes = cmis_lanes_count(&module->basics, &module->adverts);
	return cmis_apps_decode(CMIS_WHOLE_PAGE(module->lower), NULL,
				module->basics.media_type, &module->apps);
}

static int cmis_module_decode_paged(struct cmis_module *module,
				    const u8 *page01, const u8 *page02)
{
	int ret;

	ret = cmis_adverts_decode(page01, CMIS_PAGE_SIZE,
				  cmis_basics_revision(&module->basics),
				  &module->adverts);
	if (ret)
		return ret;
	ret = cmis_thresholds_decode(page02, CMIS_PAGE_SIZE,
				     &module->thresholds);
	if (ret)
		return ret;
	module->lanes = cmis_lanes_count(&module->basics, &module->adverts);
	return cmis_apps_decode(CMIS_WHOLE_PAGE(module->lower),
				CMIS_WHOLE_PAGE(page01),
				module->basics.media_type, &module->apps);
}

static int cmis_module_fetch_paged(struct cmis_cage *cage,
				   struct cmis_module *module, u8 *pages)
{
	u8 *page01 = pages, *page02 = pages + CMIS_PAGE_SIZE;
	int ret;

	ret = cmis_page_fetch_sure(cage, module, CMIS_PAGE_ADVERT, page01);
	if (ret)
		return ret;
	ret = cmis_page_fetch_sure(cage, module, CMIS_PAGE_THRESHOLDS, page02);
	if (ret)
		return ret;
	ret = cmis_module_decode_paged(module, page01, page02);
	if (ret)
		return ret;
	cmis_record_reserve(cage, module->lanes);
	if (!module->adverts.known)
		return 0;

	cmis_xfer_set_limits(cage->xfer,
			     module->adverts.durations.page_change_us,
			     module->adverts.cdb_access_bytes);
	return 0;
}

/* A refresh: the module is shown, so the transfer layer knows its limits. */
static bool cmis_module_is_shown(const struct cmis_cage *cage)
{
	return rcu_access_pointer(cage->snapshot);
}

/* Read page 00h and lower memory, which begins with what was read before. */
static int cmis_module_fetch_basics(struct cmis_cage *cage,
				    struct cmis_module *module)
{
	static const struct cmis_addr admin = { .offset = CMIS_UPPER_FIRST };
	static const struct cmis_range lower = { .len = CMIS_PAGE_SIZE };
	u8 header[CMIS_HEADER_SIZE - 1];
	int ret;

	/* Byte 3 has the state, which may change. */
	memcpy(header, module->lower, sizeof(header));
	ret = cmis_module_is_shown(cage) ?
	      cmis_page_fetch(cage, CMIS_PAGE_ADMIN, module->page00) :
	      cmis_xfer_probe_read_size(cage->xfer, module->page00);
	if (ret)
		return ret;
	if (cmis_image_blank(module->page00, CMIS_PAGE_SIZE))
		return -EAGAIN;
	ret = cmis_page_confirm(cage, CMIS_PAGE_ADMIN, module->page00);
	if (ret)
		return ret;
	cmis_xfer_set_admin(cage->xfer, module->page00);
	/* This read clears flags: they wait for the first sweep. */
	ret = cmis_range_fetch(cage, &lower, module->lower);
	if (ret)
		return ret;
	if (memcmp(header, module->lower, sizeof(header)))
		return -EAGAIN;
	cmis_static_add(module, &lower.addr, module->lower);
	cmis_static_add(module, &admin, module->page00);
	return cmis_lower_confirm(cage, module->lower);
}

static int cmis_byte_fetch(struct cmis_cage *cage, u8 *lower, u8 offset)
{
	const struct cmis_range range = { .addr.offset = offset, .len = 1 };

	return cmis_range_fetch(cage, &range, &lower[offset]);
}

/*
 * The first selection of a page is the first write. Memories of other kinds may
 * have an identifier of CMIS in byte 0, and a write would change them for good.
 * Page 00h, if it is selected, begins with the identifier. Reads of a module
 * with flat memory do not select.
 */
static int cmis_module_check_kind(struct cmis_cage *cage, u8 *lower)
{
	const struct cmis_range upper = {
		.addr.offset = CMIS_UPPER_FIRST, .len = 1,
	};
	u8 byte;
	int ret;

	if (!cmis_revision_is_plausible(lower[CMIS_REG_OFFSET(CMIS_REVISION)]))
		return -EPROTONOSUPPORT;
	ret = cmis_byte_fetch(cage, lower, CMIS_REG_OFFSET(CMIS_PAGE_SELECT));
	if (ret)
		return ret;
	if (lower[CMIS_REG_OFFSET(CMIS_PAGE_SELECT)] != CMIS_PAGE_ADMIN) {
		ret = cmis_byte_fetch(cage, lower,
				      CMIS_REG_OFFSET(CMIS_MEDIA_TYPE));
		if (ret)
			return ret;
		return cmis_lower_is_plausible(lower) ? 0 : -EPROTONOSUPPORT;
	}
	cmis_xfer_set_flat(cage->xfer, true);
	ret = cmis_range_fetch(cage, &upper, &byte);
	cmis_xfer_set_flat(cage->xfer, false);
	if (ret)
		return ret;
	if (byte == 0x00 || byte == 0xff)
		return -EAGAIN;
	if (byte != lower[CMIS_REG_OFFSET(CMIS_IDENTIFIER)])
		return -EPROTONOSUPPORT;
	cmis_xfer_unbar(cage->xfer);
	return 0;
}

/* @pages gets pages 01h and 02h, if the module has them. */
static void cmis_module_settle(struct cmis_module *module)
{
	const struct cmis_offer offer = {
		.basics = &module->basics,
		.admin = &module->admin,
		.adverts = &module->adverts,
		.apps = &module->apps,
	};

	module->odd = cmis_offer_settle(&offer);
}

static int cmis_module_fetch_static(struct cmis_cage *cage,
				    struct cmis_module *module, u8 *pages)
{
	bool flat;
	int ret;

	ret = cmis_module_fetch_header(cage, module->lower);
	if (ret)
		return ret;
	flat = module->lower[CMIS_REG_OFFSET(CMIS_MGMT)] & CMIS_MGMT_FLAT;
	/* Other users go on with the pages of a module that is shown. */
	if (flat && cmis_module_is_shown(cage))
		return -EAGAIN;
	cmis_xfer_set_flat(cage->xfer, flat);
	/* A transport with access() selects by itself. */
	if (!flat && !cage->xfer->ops.access &&
	    !cmis_module_is_shown(cage)) {
		ret = cmis_module_check_kind(cage, module->lower);
		if (ret)
			return ret;
	}
	ret = cmis_module_fetch_basics(cage, module);
	if (ret)
		return ret;
	ret = cmis_basics_decode(module->lower, CMIS_PAGE_SIZE,
				 &module->basics);
	if (ret)
		return ret;
	if (module->basics.flat != flat)
		return -EAGAIN;
	ret = cmis_admin_decode(module->page00, CMIS_PAGE_SIZE,
				cmis_basics_revision(&module->basics),
				&module->admin);
	if (ret)
		return ret;
	ret = flat ? cmis_module_decode_flat(module) :
		     cmis_module_fetch_paged(cage, module, pages);
	if (!ret)
		cmis_module_settle(module);
	return ret;
}

/*
 * Raw readers and VDM reach pages that the sweeps of lanes do not. A refresh
 * that fails later must not have dropped flags.
 */
static int cmis_module_set_banks(struct cmis_cage *cage,
				 const struct cmis_module *module)
{
	u8 banks = max(1, DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK));

	if (cmis_module_is_shown(cage))
		banks = max(banks, cage->poll->banks);
	return cmis_xfer_set_banks(cage->xfer, banks);
}

/* Flags that no sweep reads are not shown: a 0 would mean that all is well. */
static void cmis_module_drop_flags(struct cmis_module *module)
{
	module->adverts.lane_flags = 0;
	module->line_pages = 0;
	for (unsigned int i = 0; i < module->num_monitors; i++)
		module->monitors[i].flags = 0;
}

/* The module may have been swapped while its pages were read. */
static int cmis_module_fetch_all(struct cmis_cage *cage,
				 struct cmis_module *module)
{
	u8 pages[2 * CMIS_PAGE_SIZE];
	int ret;

	if (cmis_module_is_shown(cage))
		cmis_xfer_forget_pages(cage->xfer);
	else
		cmis_xfer_reset(cage->xfer);
	ret = cmis_module_fetch_static(cage, module, pages);
	if (ret)
		return ret;
	ret = cmis_module_fetch_ext(cage, module);
	if (ret)
		return ret;
	ret = cmis_module_fetch_laser(cage, module);
	if (ret)
		return ret;
	ret = cmis_module_fetch_line(cage, module);
	if (ret)
		return ret;
	ret = cmis_module_fetch_monitors(cage, module, pages);
	if (ret)
		return ret;
	cmis_limits_apply(module);
	cmis_plan_compile(module);
	cmis_plan_add_firmware(module, cmis_xfer_max_read(cage->xfer));
	cmis_plan_add_settings(module, cmis_xfer_max_read(cage->xfer));
	while (module->plan.banks > cmis_xfer_count_banks(cage->xfer))
		cmis_plan_drop_bank(module);
	if (cage->xfer->caps & CMIS_CAP_SKIP_FLAGS)
		cmis_module_drop_flags(module);
	ret = cmis_module_set_banks(cage, module);
	if (ret)
		return ret;
	ret = cmis_module_fetch_same(cage, module);
	return ret == -ESTALE ? -EAGAIN : ret;
}

/**
 * cmis_module_probe - read and decode the static pages of a module
 * @cage: the cage. If it shows a module, this is a refresh: other users of the
 *	module's memory notice nothing
 * @module: gets the new module, with one reference
 *
 * Context: The cage's work.
 * Return: 0; -EAGAIN if the module is not ready yet, -EPROTONOSUPPORT if it is
 * not managed by CMIS, -ENOMEM, or an errno of cmis_xfer_read().
 */
int cmis_module_probe(struct cmis_cage *cage, struct cmis_module **module)
{
	struct cmis_module *m;
	int ret;

	m = cmis_module_create();
	if (!m)
		return -ENOMEM;
	m->generation = cage->generation;

	ret = cmis_module_fetch_all(cage, m);
	if (ret) {
		cmis_module_put(m);
		return ret;
	}
	*module = m;
	return 0;
}
