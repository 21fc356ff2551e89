// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adverts that contradict each other: which one wins, pair by pair. The adverts
 * of a sane module stay as they are.
 */

#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/lower.h"
#include "spec/settle.h"
#include "tap.h"

struct offer {
	struct cmis_basics basics;
	struct cmis_admin admin;
	struct cmis_adverts adverts;
	struct cmis_apps apps;
};

/* 400G-DR4 with its break-out, in a QSFP-DD */
static void offer_init(struct offer *c)
{
	static const struct cmis_app apps[] = {
		{ .host_id = 0x11, .media_id = 0x1c, .host_lanes = 8,
		  .media_lanes = 4, .host_assign = 0x01, .media_assign = 0x01 },
		{ .host_id = 0x0d, .media_id = 0x15, .host_lanes = 2,
		  .media_lanes = 1, .host_assign = 0x55, .media_assign = 0x0f },
	};

	memset(c, 0, sizeof(*c));
	c->basics.identifier = 0x18;
	c->basics.media_type = 0x02;
	c->admin.identifier = 0x18;
	c->admin.media_lanes_unsupported = 0xf0;
	cmis_adverts_init_flat(&c->adverts);
	c->adverts.temp_max_c = 70;
	c->apps.count = ARRAY_SIZE(apps);
	memcpy(c->apps.app, apps, sizeof(apps));
}

static u32 settle(struct offer *c)
{
	const struct cmis_offer offer = {
		&c->basics, &c->admin, &c->adverts, &c->apps,
	};

	return cmis_offer_settle(&offer);
}

/* Settle, and see that nothing is left to be settled. */
static void settles(struct offer *c, int odd, const char *about)
{
	tap_is(settle(c), 1u << odd, "%s", about);
	tap_is(settle(c), 0, "%s: settled", about);
}

static void sane_test(void)
{
	struct offer c, before;

	offer_init(&c);
	before = c;
	tap_is(settle(&c), 0, "a sane module does not contradict itself");
	tap_ok(!memcmp(&c, &before, sizeof(c)), "and stays as it is");
}

static void identifier_test(void)
{
	struct offer c;

	offer_init(&c);
	c.admin.identifier = 0x19;
	settles(&c, CMIS_ODD_IDENTIFIER, "another identifier on page 00h");
	tap_is(c.admin.identifier, 0x18, "lower 0 wins");
}

static void starts_test(void)
{
	struct offer c;

	offer_init(&c);
	c.admin.media_lanes_unsupported = 0;
	c.apps.app[0].host_assign = 0xff;
	c.apps.app[0].media_assign = 0x33;
	settles(&c, CMIS_ODD_STARTS, "8 lanes from any lane on");
	tap_is(c.apps.app[0].host_assign, 0x01, "they start at the first");
	tap_is(c.apps.app[0].media_assign, 0x13, "4 lanes at the fifth at last");

	offer_init(&c);
	c.basics.identifier = 0x1e;
	c.admin.identifier = 0x1e;
	tap_is(settle(&c), 1 << CMIS_ODD_STARTS, "8 lanes of 4");
	tap_is(c.apps.app[0].host_assign, 0, "start nowhere");

	offer_init(&c);
	c.adverts.banks = 2;
	c.apps.app[0].host_assign = 0x80;
	tap_is(settle(&c), 0, "of 16 lanes, 8 may start at the eighth");
}

static void instances_test(void)
{
	struct offer c;

	offer_init(&c);
	c.apps.app[1].media_assign = 0x05;
	settles(&c, CMIS_ODD_INSTANCES, "4 instances, 2 places");
	tap_is(c.apps.app[1].media_assign, 0, "no place is known");
	tap_is(c.apps.app[1].host_assign, 0x55, "the host side stays");
	tap_is(c.apps.app[0].media_assign, 0x01, "and the other application");

	/* 100GAUI-2 four times into 400ZR */
	offer_init(&c);
	c.apps.app[1].media_id = 0x3e;
	c.apps.app[1].media_assign = 0x01;
	tap_is(settle(&c), 0, "4 instances may share a faster lane");
	c.apps.app[1].media_id = 0xfe;
	tap_is(settle(&c), 0, "an unknown medium may be faster");
	c.apps.app[1].media_id = 0x15;
	c.apps.app[1].media_assign = 0;
	tap_is(settle(&c), 0, "unknown places contradict nothing");
}

static void media_lanes_test(void)
{
	struct offer c;

	offer_init(&c);
	c.admin.media_lanes_unsupported = 0xff;
	settles(&c, CMIS_ODD_MEDIA_LANES, "no media lanes");
	tap_is(c.admin.media_lanes_unsupported, 0xf0, "the applications win");

	/* The places of an application that has more instances say nothing. */
	offer_init(&c);
	c.admin.media_lanes_unsupported = 0xfe;
	c.apps.app[0] = c.apps.app[1];
	c.apps.app[0].media_assign = 0x03;
	c.apps.count = 1;
	tap_is(settle(&c), 1 << CMIS_ODD_INSTANCES, "an earlier row first");
	tap_is(c.admin.media_lanes_unsupported, 0xfe, "nothing is won");
}

static void device_test(void)
{
	struct offer c;

	offer_init(&c);
	c.basics.function_type = 1;
	settles(&c, CMIS_ODD_FUNCTION, "a laser with applications");
	tap_is(c.basics.function_type, 0, "is a transmission module");
	offer_init(&c);
	c.basics.function_type = 1;
	c.apps.count = 0;
	tap_is(settle(&c), 0, "a laser without them is one");

	for (u8 code = 0; code < 6; code++) {
		offer_init(&c);
		c.basics.sm_support = code;
		tap_is(settle(&c), code == 1 || code == 2 ?
				   1 << CMIS_ODD_STATE_MACHINES : 0,
		       "state machines %u", code);
	}
	offer_init(&c);
	c.basics.sm_support = 1;
	c.basics.flat = true;
	tap_is(settle(&c), 0, "flat memory has no state machine");
}

static void temperatures_test(void)
{
	struct offer c;

	offer_init(&c);
	c.adverts.temp_min_c = 71;
	settles(&c, CMIS_ODD_TEMPERATURES, "a maximum below the minimum");
	tap_is(c.adverts.temp_max_c, 0, "there is no maximum");
	tap_is(c.adverts.temp_min_c, 0, "and no minimum");
	offer_init(&c);
	c.adverts.temp_max_c = -5;
	c.adverts.temp_min_c = -40;
	tap_is(settle(&c), 0, "temperatures below zero");
}

int main(void)
{
	sane_test();
	identifier_test();
	starts_test();
	instances_test();
	media_lanes_test();
	device_test();
	temperatures_test();
	return tap_done();
}
