// SPDX-License-Identifier: GPL-2.0-only
/*
 * Probing: tunable lasers (pages 04h and 12h), flags of coherent modules (pages
 * 33h and 3Bh), and external lasers (page 1Ah). A module may advertise pages
 * that it lacks: then it has none of these.
 */

#include <linux/errno.h>
#include <linux/string.h>

#include "poll/probe_tune.h"
#include "core/cage.h"
#include "core/module.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "poll/static.h"
#include "spec/pm.h"

/* Number of reads of a page with a wrong checksum */
#define CMIS_LASER_TRIES	3

/*
 * If probing has taken too long, the module is shown without its lasers, until
 * the page answers and probing begins anew. A module that is shown already
 * keeps its lasers.
 */
static int cmis_laser_do_without(struct cmis_cage *cage,
				 const struct cmis_range *range, int err)
{
	struct cmis_poll *poll = cage->poll;

	if (err == -EOPNOTSUPP)
		return 0;
	/* -ENETDOWN says nothing about the page. */
	if (!poll->partial || err == -ENETDOWN ||
	    rcu_access_pointer(cage->snapshot))
		return err;
	cmis_poll_lose(poll, CMIS_CLASS_LANES, range);
	poll->class[CMIS_CLASS_LANES].lost = err;
	poll->class[CMIS_CLASS_LANES].lost_page = range->addr.page;
	return 0;
}

/* Two equal reads show that the module itself has a wrong checksum. */
static int cmis_laser_fetch_sure(struct cmis_cage *cage,
				 const struct cmis_range *range, u8 *page)
{
	u8 last[CMIS_PAGE_SIZE];
	int ret;

	for (unsigned int try = 0; try < CMIS_LASER_TRIES; try++) {
		ret = cmis_range_fetch(cage, range, page);
		if (ret || cmis_static_checksum_ok(CMIS_PAGE_LASER, page))
			return ret;
		if (try && !memcmp(last, page, sizeof(last)))
			return 0;
		memcpy(last, page, sizeof(last));
	}
	return -EAGAIN;
}

/**
 * cmis_module_fetch_laser - read the adverts of a tunable laser
 * @cage: the cage
 * @module: the module, with its page 01h; gets the laser
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, also if the module has no such laser; -EAGAIN if reads differ; or
 * an errno of cmis_xfer_read().
 */
int cmis_module_fetch_laser(struct cmis_cage *cage, struct cmis_module *module)
{
	const struct cmis_range range = {
		.addr = { .page = CMIS_PAGE_LASER, .offset = CMIS_UPPER_FIRST },
		.len = CMIS_PAGE_SIZE,
	};
	struct cmis_range tuning = cmis_range_of(0, CMIS_TUNING);
	u8 page[CMIS_PAGE_SIZE], byte;
	int ret;

	if (!(module->adverts.tx_controls & CMIS_TX_TUNABLE) ||
	    !cmis_module_has_paths(&module->basics))
		return 0;
	ret = cmis_laser_fetch_sure(cage, &range, page);
	if (ret == -EAGAIN)
		return ret;
	if (ret)
		return cmis_laser_do_without(cage, &range, ret);
	tuning.len = 1;
	ret = cmis_range_fetch(cage, &tuning, &byte);
	if (ret)
		return cmis_laser_do_without(cage, &tuning, ret);
	cmis_static_add(module, &range.addr, page);
	return cmis_laser_decode(page, sizeof(page), &module->laser);
}

/**
 * cmis_module_fetch_line - find the pages of flags of a coherent module
 * @cage: the cage
 * @module: the module, with its applications; gets the pages
 *
 * The last byte of a page is no flag.
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, also if the module has no such page; or an errno of
 * cmis_xfer_read().
 */
int cmis_module_fetch_line(struct cmis_cage *cage, struct cmis_module *module)
{
	u8 byte;
	int ret;

	if (!cmis_module_is_coherent(&module->basics, &module->adverts,
				     &module->apps))
		return 0;
	for (unsigned int i = 0; i < CMIS_LINE_PAGES; i++) {
		const struct cmis_range range = {
			.addr = {
				.page = CMIS_REG_PAGE(cmis_line_regs[i]),
				.offset = 0xff,
			},
			.len = 1,
		};

		ret = cmis_range_fetch(cage, &range, &byte);
		if (!ret)
			module->line_pages |= BIT(i);
		else
			ret = cmis_laser_do_without(cage, &range, ret);
		if (ret)
			return ret;
	}
	return 0;
}

/* Returns -EOPNOTSUPP also if the module is shown without the page. */
static int cmis_ext_page_fetch(struct cmis_cage *cage, u8 bank, u8 *page)
{
	const struct cmis_range range = {
		.addr = {
			.bank = bank,
			.page = CMIS_PAGE_EXT_LASERS,
			.offset = CMIS_UPPER_FIRST,
		},
		.len = CMIS_PAGE_SIZE,
	};
	int ret = cmis_range_fetch(cage, &range, page);

	if (!ret)
		return 0;
	return cmis_laser_do_without(cage, &range, ret) ?: -EOPNOTSUPP;
}

/**
 * cmis_module_fetch_ext - read how many lasers a laser source has
 * @cage: the cage
 * @module: the module, with its lower memory; gets its external lasers
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, also if the module is no laser source or lacks page 1Ah; or an
 * errno of cmis_xfer_read().
 */
int cmis_module_fetch_ext(struct cmis_cage *cage, struct cmis_module *module)
{
	u8 page[CMIS_PAGE_SIZE];
	int ret;

	if (!cmis_module_is_laser_source(&module->basics))
		return 0;
	module->adverts.lane_flags = 0;
	ret = cmis_ext_page_fetch(cage, 0, page);
	if (ret)
		memset(page, 0, sizeof(page));
	if (ret && ret != -EOPNOTSUPP)
		return ret;
	ret = cmis_ext_lasers_decode(page, sizeof(page), &module->ext);
	module->lanes = module->ext.lanes;
	return ret;
}

/**
 * cmis_ext_monitors_fetch - find the monitors of external lasers
 * @cage: the cage
 * @module: the module; loses the lasers of a bank that it lacks
 * @list: gets the monitors
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_ext_monitors_fetch(struct cmis_cage *cage, struct cmis_module *module,
			    struct cmis_monitor_list *list)
{
	struct cmis_addr addr = {
		.page = CMIS_PAGE_EXT_LASERS, .offset = CMIS_UPPER_FIRST,
	};
	u8 page[CMIS_PAGE_SIZE];
	unsigned int lane;
	int ret = 0;

	for (lane = 0; lane < module->ext.lanes && !ret; lane++) {
		if (lane % CMIS_LANES_PER_BANK == 0) {
			addr.bank = lane / CMIS_LANES_PER_BANK;
			ret = cmis_ext_page_fetch(cage, addr.bank, page);
			if (ret == -EOPNOTSUPP)
				break;
			if (ret)
				return ret;
			cmis_static_add(module, &addr, page);
		}
		ret = cmis_ext_monitors_add(list, page, sizeof(page), lane);
	}
	if (ret == -EOPNOTSUPP) {
		module->ext.lanes = lane;
		module->lanes = lane;
		ret = 0;
	}
	if (module->ext.lanes)
		cmis_ext_supply_add(list);
	return ret;
}
