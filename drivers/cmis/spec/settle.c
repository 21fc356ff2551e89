// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adverts that contradict each other. Each pair has a row, and the row decides
 * which of the two wins: it changes the other one, so that all readers agree.
 *
 * Pure: see spec/value.h.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/bitops.h>
#include <linux/build_bug.h>

#include "spec/settle.h"
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/codes.h"
#include "spec/lanes.h"
#include "spec/lower.h"

static bool cmis_settle_identifier(const struct cmis_offer *c)
{
	bool odd = c->admin->identifier != c->basics->identifier;

	c->admin->identifier = c->basics->identifier;
	return odd;
}

/* Drop starts from which the application would reach beyond the lanes. */
static bool cmis_settle_reach(u8 *starts, u8 num, unsigned int lanes)
{
	u8 before = *starts;

	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (i + num > lanes)
			*starts &= ~BIT(i);
	return *starts != before;
}

/* An application may be wider than the bank in which it starts. */
static bool cmis_settle_starts(const struct cmis_offer *c)
{
	unsigned int lanes = cmis_lanes_count(c->basics, c->adverts);
	bool odd = false;

	for (unsigned int i = 0; i < c->apps->count; i++) {
		struct cmis_app *app = &c->apps->app[i];

		odd |= cmis_settle_reach(&app->host_assign, app->host_lanes,
					 lanes);
		odd |= cmis_settle_reach(&app->media_assign, app->media_lanes,
					 lanes);
	}
	return odd;
}

/* Several instances may share a media lane that is faster than each of them. */
static bool cmis_app_shares_media(const struct cmis_app *app, u8 media_type)
{
	const struct cmis_interface *host = cmis_host_interface(app->host_id);
	const struct cmis_interface *media =
		cmis_media_interface(media_type, app->media_id);

	return !host || !host->rate_mbps || !media || !media->rate_mbps ||
	       media->rate_mbps >= 3 * (host->rate_mbps / 2);
}

static bool cmis_settle_instances(const struct cmis_offer *c)
{
	bool odd = false;

	for (unsigned int i = 0; i < c->apps->count; i++) {
		struct cmis_app *app = &c->apps->app[i];

		if (!app->media_assign ||
		    hweight8(app->host_assign) <= hweight8(app->media_assign) ||
		    cmis_app_shares_media(app, c->basics->media_type))
			continue;
		app->media_assign = 0;
		odd = true;
	}
	return odd;
}

static bool cmis_settle_media_lanes(const struct cmis_offer *c)
{
	u8 *unsupported = &c->admin->media_lanes_unsupported;
	u8 before = *unsupported;

	for (unsigned int i = 0; i < c->apps->count; i++)
		*unsupported &= ~cmis_app_media_lanes(&c->apps->app[i]);
	return *unsupported != before;
}

static bool cmis_settle_function(const struct cmis_offer *c)
{
	bool odd = c->basics->function_type && c->apps->count;

	if (odd)
		c->basics->function_type = 0;
	return odd;
}

static bool cmis_settle_machines(const struct cmis_offer *c)
{
	u8 *support = &c->basics->sm_support;
	bool odd = !c->basics->flat && c->apps->count &&
		   (*support == CMIS_SM_NONE || *support == CMIS_SM_MODULE);

	if (odd)
		*support = 0;
	return odd;
}

static bool cmis_settle_temperatures(const struct cmis_offer *c)
{
	struct cmis_adverts *adverts = c->adverts;

	if (adverts->temp_max_c >= adverts->temp_min_c)
		return false;
	adverts->temp_max_c = 0;
	adverts->temp_min_c = 0;
	return true;
}

/* A later row sees what an earlier one has settled. */
static bool (*const cmis_settle_rows[])(const struct cmis_offer *c) = {
	[CMIS_ODD_IDENTIFIER] = cmis_settle_identifier,
	[CMIS_ODD_STARTS] = cmis_settle_starts,
	[CMIS_ODD_INSTANCES] = cmis_settle_instances,
	[CMIS_ODD_MEDIA_LANES] = cmis_settle_media_lanes,
	[CMIS_ODD_FUNCTION] = cmis_settle_function,
	[CMIS_ODD_STATE_MACHINES] = cmis_settle_machines,
	[CMIS_ODD_TEMPERATURES] = cmis_settle_temperatures,
};

static_assert(ARRAY_SIZE(cmis_settle_rows) == CMIS_ODD_MAX + 1);

/**
 * cmis_offer_settle() - decide between adverts that contradict each other
 * @offer: the adverts of a module, as decoded. The one that loses is changed
 *
 * ========================  ==============================================
 * lower 0, 00h:128          lower 0 wins
 * assignments, lanes        a start that leaves too few lanes does not count
 *                           (lower 86-117, 01h:176-250)
 * host, media assignments   of an application with more instances on the host
 *                           side, the media lanes are unknown; but several
 *                           instances may share a faster media lane
 * 00h:210, applications     a media lane of an application is there
 * lower 57, applications    a module with applications has lanes
 * lower 56, applications    a module with applications has states of paths
 * 01h:146, 147              a maximum below the minimum: neither counts
 * ========================  ==============================================
 *
 * Return: bit CMIS_ODD_*: a pair that contradicts itself; 0 if there is none.
 */
u32 cmis_offer_settle(const struct cmis_offer *offer)
{
	u32 odd = 0;

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_settle_rows); i++)
		if (cmis_settle_rows[i](offer))
			odd |= BIT(i);
	return odd;
}
