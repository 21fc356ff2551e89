// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sweep of page 11h. Signal integrity settings and the places of media
 * lanes, at the end of the page, change with data paths and control sets only.
 * If they take no transfer of their own, they belong to each sweep. Else the
 * sweep reads them after such a change, and now and then.
 */

#include <linux/bits.h>
#include <linux/string.h>

#include "poll/sweep_lanes.h"
#include "core/cage.h"
#include "core/module.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "spec/value.h"

static bool cmis_lanes_same(const u8 *a, const u8 *b, u32 reg)
{
	return !memcmp(a + CMIS_REG_INDEX(reg), b + CMIS_REG_INDEX(reg),
		       CMIS_REG_SIZE(reg));
}

/* DPInitPending goes when the module enters DPInit: look until it has gone. */
static bool cmis_lanes_have_moved(const u8 *before, const u8 *page)
{
	return !cmis_lanes_same(before, page, CMIS_DP_STATE) ||
	       !cmis_lanes_same(before, page, CMIS_CONFIG_STATUS) ||
	       !cmis_lanes_same(before, page, CMIS_ACS_DP_CONFIG) ||
	       cmis_byte_get(page, CMIS_FLAG_DP_STATE_CHANGED) ||
	       cmis_byte_get(page, CMIS_DP_INIT_PENDING);
}

/*
 * A control set that is applied at once need not change anything else. So these
 * bytes are no older than the checks of static pages are apart.
 */
static bool cmis_lane_settings_are_due(const struct cmis_poll *poll, u8 bank)
{
	u32 ms = poll->settings.static_period_ms;

	if (!(poll->lane_settings & BIT(bank)))
		return true;
	return ms && ktime_ms_delta(ktime_get(), poll->settings_read[bank]) >=
		     ms;
}

/**
 * cmis_lanes_sweep - read page 11h of a bank
 * @cage: the cage
 * @module: the module in it
 * @bank: a bank of its plan
 *
 * The bytes go to @cage->poll->lanes.
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_lanes_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		     u8 bank)
{
	const struct cmis_range rest = cmis_range_of(bank, CMIS_LANE_SETTINGS);
	const struct cmis_range *range = &module->plan.lanes[bank];
	struct cmis_poll *poll = cage->poll;
	u8 *page = poll->lanes[bank];
	u8 before[CMIS_PAGE_SIZE];
	int ret;

	memcpy(before, page, sizeof(before));
	ret = cmis_range_sweep(cage, range, page,
			       poll->class[CMIS_CLASS_LANES].unseen);
	if (ret || range->len == CMIS_PAGE_SIZE)
		return ret;
	if (cmis_lanes_have_moved(before, page))
		poll->lane_settings &= ~BIT(bank);
	if (!cmis_lane_settings_are_due(poll, bank))
		return 0;
	ret = cmis_range_sweep(cage, &rest, page, false);
	if (ret)
		return ret;
	poll->lane_settings |= BIT(bank);
	poll->settings_read[bank] = ktime_get();
	return 0;
}
