// SPDX-License-Identifier: GPL-2.0-only
/* Tunable lasers: channels, pages 04h and 12h, and their alerts. */

#include <string.h>

#include "alert/judge.h"
#include "alert/kinds.h"
#include "core/snapshot.h"
#include "spec/tune.h"
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include "tap.h"

/**
 * ktime_get_boottime_ns() - the clock, which stands still
 *
 * Return: 0.
 */
u64 ktime_get_boottime_ns(void)
{
	return 0;
}

static void test_channels(void)
{
	/* From the table of grids; 0: there is no such channel */
	static const struct {
		u8 grid;
		s16 channel;
		u32 mhz;
	} cases[] = {
		{ 0, 1, 193103125 }, { 0, -32768, 90700000 },
		{ 1, -2, 193087500 }, { 2, 8, 193200000 },
		{ 3, 120, 196100000 }, { 4, -36, 191300000 },
		{ 5, 30, 196100000 }, { 5, -1931, 0 }, { 5, -1930, 100000 },
		{ 6, 1, 193133333 }, { 6, 2, 193166667 }, { 6, 3, 193200000 },
		{ 6, -1, 193066667 }, { 6, -2, 193033333 },
		{ 7, 12, 193400000 }, { 7, 11, 0 }, { 7, -72, 191300000 },
		{ 8, 0, 193175000 }, { 8, 6, 193325000 }, { 8, 3, 0 },
		{ 9, 9, 193100000 }, { 9, 10, 193112500 },
		{ 10, 0, 0 }, { 15, 0, 0 }, { 255, 1, 0 },
		{ 5, 32767, 3469800000u }, { 5, -32768, 0 },
	};
	unsigned int i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		u32 mhz = 0;
		int ret = cmis_channel_mhz(cases[i].grid, cases[i].channel,
					   &mhz);

		tap_ok(mhz == cases[i].mhz && !ret == !!cases[i].mhz,
		       "channel %d of grid %u", cases[i].channel,
		       cases[i].grid);
	}
	tap_is(cmis_grid_mhz(6), 33333, "the distance of a third");
	tap_is(cmis_grid_mhz(15), 0, "no grid has none");
}

static void test_channel_find(void)
{
	s16 channel = 77;
	unsigned int bad = 0;
	u32 mhz;

	tap_ok(!cmis_channel_find(7, 193400000, &channel) && channel == 12,
	       "the channel of a frequency");
	tap_is(cmis_channel_find(7, 193425000, &channel), -EINVAL,
	       "none between two channels");
	tap_is(cmis_channel_find(10, 193100000, &channel), -EINVAL,
	       "none of no grid");
	tap_is(cmis_channel_find(5, 3469800000u, &channel), -EINVAL,
	       "none beyond all light");
	for (unsigned int grid = 0; grid < CMIS_GRID_COUNT; grid++)
		for (int i = -32768; i < 32768; i++) {
			if (cmis_channel_mhz(grid, i, &mhz) || mhz > S32_MAX)
				continue;
			bad += cmis_channel_find(grid, mhz, &channel) ||
			       channel != i;
		}
	tap_is(bad, 0, "each channel is found by its frequency");
	tap_is(cmis_grid_find(33333), CMIS_GRID_33_GHZ, "a grid");
	tap_is(cmis_grid_find(0), -EINVAL, "no grid");
}

static void test_adverts(void)
{
	const struct cmis_laser laser = {
		.grids = BIT(CMIS_GRID_75_GHZ) | BIT(CMIS_GRID_100_GHZ),
		.lowest = { [CMIS_GRID_75_GHZ] = -72,
			    [CMIS_GRID_100_GHZ] = 5,
			    [CMIS_GRID_50_GHZ] = -10 },
		.highest = { [CMIS_GRID_75_GHZ] = 120,
			     [CMIS_GRID_100_GHZ] = 4,
			     [CMIS_GRID_50_GHZ] = 10 },
		.power = true,
		.power_low_mdbm = -20000, .power_high_mdbm = 1000,
	};
	struct cmis_laser other = laser;

	tap_is(cmis_laser_check_channel(&laser, 7, -72), 0, "the lowest");
	tap_is(cmis_laser_check_channel(&laser, 7, 120), 0, "the highest");
	tap_is(cmis_laser_check_channel(&laser, 7, 123), -ERANGE, "beyond");
	tap_is(cmis_laser_check_channel(&laser, 7, -75), -ERANGE, "below");
	tap_is(cmis_laser_check_channel(&laser, 7, 1), -EINVAL, "between");
	tap_is(cmis_laser_check_channel(&laser, 4, 1), -EOPNOTSUPP,
	       "a grid that is not offered");
	tap_is(cmis_laser_check_channel(&laser, 5, 5), -EOPNOTSUPP,
	       "a range that cannot be meant");
	tap_is(cmis_laser_check_channel(&laser, 15, 0), -EOPNOTSUPP,
	       "no grid");
	tap_is(cmis_laser_check_power(&laser, -20000), 0, "a power");
	tap_is(cmis_laser_check_power(&laser, 1010), -ERANGE, "too much");
	tap_is(cmis_laser_check_power(&laser, -20010), -ERANGE, "too little");
	tap_is(cmis_laser_check_power(&laser, 5), -EINVAL, "half a step");
	other.power_low_mdbm = 2000;
	tap_is(cmis_laser_check_power(&other, 1000), -EOPNOTSUPP,
	       "a range of powers that cannot be meant");
	other.power = false;
	tap_is(cmis_laser_check_power(&other, 0), -EOPNOTSUPP,
	       "a power that cannot be set");
}

static void test_laser(void)
{
	u8 page[CMIS_PAGE_SIZE] = { 0 };
	struct cmis_laser laser;

	tap_ok(cmis_laser_decode(page, 127, &laser) < 0 && !laser.known,
	       "a short page 04h is refused");
	cmis_laser_decode(page, sizeof(page), &laser);
	tap_ok(!laser.known, "a blank one has no laser");
	page[0] = 0x90;
	page[1] = 0xe0;
	page[196 - 128] = 0x80;
	page[255 - 128] = 0xf0;
	cmis_laser_decode(page, sizeof(page), &laser);
	tap_ok(laser.known && laser.checksum_ok && laser.fine && laser.power,
	       "features");
	tap_is(laser.grids, 0x390, "50, 75, 150 and 300 GHz");
	page[255 - 128] = 0xf1;
	cmis_laser_decode(page, sizeof(page), &laser);
	tap_ok(!laser.checksum_ok, "a wrong checksum");
}

static void test_tuning(void)
{
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	u8 page[CMIS_PAGE_SIZE] = { 0 };
	struct cmis_tuning *t = &lanes[7].tuning;

	memset(lanes, 0xff, sizeof(lanes));
	tap_ok(cmis_tuning_decode(page, 127, lanes) < 0,
	       "a short page 12h is refused");
	cmis_tuning_decode(page, sizeof(page), lanes);
	tap_ok(!t->valid && !t->mhz, "a blank one has no values");
	page[135 - 128] = 0x71;
	page[150 - 128] = 0xff;
	page[151 - 128] = 0xfd;
	page[166 - 128] = 0xff;
	page[167 - 128] = 0x06;
	memcpy(page + 196 - 128, "\x0b\x87\x08\x40", 4);
	page[214 - 128] = 0xfc;
	page[215 - 128] = 0x18;
	page[229 - 128] = 0x03;
	page[238 - 128] = 0x25;
	cmis_tuning_decode(page, sizeof(page), lanes);
	tap_ok(t->valid && t->grid == CMIS_GRID_75_GHZ && t->fine,
	       "the grid of lane 8");
	tap_is(t->channel, -3, "its channel");
	tap_is(t->fine_mhz, -250, "its offset");
	tap_is(t->mhz, 193398848, "its frequency");
	tap_is(t->target_mdbm, -10000, "its power");
	tap_ok(t->busy && t->unlocked, "its state");
	tap_is(t->flags, 0x25, "its flags");
}

static struct cmis_module module;
static struct cmis_lane lanes[CMIS_LANES_PER_BANK];

static struct cmis_condition judge(unsigned int kind, unsigned int lane)
{
	static struct cmis_snapshot snapshot = {
		.module = &module, .lane = lanes,
	};
	const struct cmis_alert_key key = { .kind = kind, .lane = lane };
	const struct cmis_evidence evidence = {
		.snapshot = &snapshot, .key = &key,
		.class = CMIS_CLASS_LANES,
	};
	struct cmis_condition condition = { .inside = true };

	cmis_alert_rows[kind].judge(&evidence, &condition);
	return condition;
}

static void test_unlocked(void)
{
	struct cmis_lane *lane = &lanes[0];
	struct cmis_condition c;

	lane->tuning = (struct cmis_tuning) { .valid = true, .unlocked = true };
	lane->tuning.hits[1] = 2;
	lane->dp_state = CMIS_DP_DEACTIVATED;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(!c.beyond && !c.hits, "a laser that is off may be unlocked");
	lane->dp_state = CMIS_DP_ACTIVATED;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(c.beyond && c.hits == 2, "one in use may not");
	lane->tuning.busy = true;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(!c.beyond && !c.hits, "unless it is being tuned");
	lane->tuning.busy = false;
	lane->tuning.unlocked = false;
	lane->tuning.hits[1] = 0;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(!c.beyond && c.inside && !c.hits, "it is back");
}

/* The flag is latched since the sweep before. */
static void test_leftover(void)
{
	struct cmis_lane *lane = &lanes[0];
	struct cmis_condition c;

	memset(lanes, 0, sizeof(lanes));
	lane->dp_state = CMIS_DP_ACTIVATED;
	lane->tuning = (struct cmis_tuning) { .valid = true };
	lane->tuning.hits[1] = 1;
	lane->tuning.hits[0] = 1;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(!c.hits && !c.beyond, "tuning has left the flag");
	lane->tuning.hits[0] = 0;
	lane->hits[CMIS_LF_DATAPATH_STATE_CHANGED] = 1;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(!c.hits && !c.beyond, "its start has left the flag");
	lane->tuning.unlocked = true;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 0);
	tap_ok(!c.hits && c.beyond, "but it must be locked then");
}

/* 2x400ZR: host lanes 5-8 have media lane 2. */
static void test_two_paths(void)
{
	struct cmis_condition c;
	unsigned int i;

	memset(lanes, 0, sizeof(lanes));
	module.lanes = 8;
	module.plan.banks = 1;
	module.apps.count = 1;
	module.apps.app[0] = (struct cmis_app) {
		.host_id = 0x11, .media_id = 0x3e,
		.host_lanes = 4, .media_lanes = 1,
		.host_assign = 0x11, .media_assign = 0x03,
	};
	for (i = 0; i < 8; i++) {
		lanes[i].appsel = 1;
		lanes[i].dp_id = i & 4;
		lanes[i].dp_state = i < 4 ? CMIS_DP_ACTIVATED :
					    CMIS_DP_DEACTIVATED;
	}
	lanes[1].tuning = (struct cmis_tuning) {
		.valid = true, .unlocked = true,
	};
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 1);
	tap_ok(!c.beyond, "the second path is off, so its laser is");
	for (i = 0; i < 8; i++)
		lanes[i].dp_state = i < 4 ? CMIS_DP_DEACTIVATED :
					    CMIS_DP_ACTIVATED;
	c = judge(CMIS_ALERT_WAVELENGTH_UNLOCKED, 1);
	tap_ok(c.beyond, "it is on, so its laser must be");
	memset(&module, 0, sizeof(module));
	memset(lanes, 0, sizeof(lanes));
}

/* Flags of a coherent module count while its path is up. */
static void test_line(void)
{
	static struct cmis_module coherent = {
		.lanes = 8, .plan.banks = 1, .line_pages = 0x3,
	};
	static struct cmis_lane lane[CMIS_LANES_PER_BANK];
	struct cmis_snapshot snapshot = { .module = &coherent, .lane = lane };
	struct cmis_alert_key key = { .lane = CMIS_LANE_NONE };
	const struct cmis_evidence evidence = {
		.snapshot = &snapshot, .key = &key, .class = CMIS_CLASS_LANES,
	};
	static const struct {
		u8 kind;
		u8 byte;
		u8 bit;
		s32 value;
	} cases[] = {
		{ CMIS_ALERT_LINE_FAULT, CMIS_LINE_TX, 0, 0x0001 },
		{ CMIS_ALERT_LINE_FAULT, CMIS_LINE_TX, 6, 0 },
		{ CMIS_ALERT_LINE_FAULT, CMIS_LINE_RX, 7, 0x8000 },
		{ CMIS_ALERT_LINE_FAULT, CMIS_LINE_FEC, 0, 0 },
		{ CMIS_ALERT_CLIENT_DEGRADED, CMIS_LINE_FEC, 1, 0x0002 },
		{ CMIS_ALERT_CLIENT_DEGRADED, CMIS_LINE_DEGRADE, 1, 0x0200 },
		{ CMIS_ALERT_CLIENT_DEGRADED, CMIS_LINE_DEGRADE, 4, 0 },
		{ CMIS_ALERT_CLIENT_FAULT, CMIS_LINE_FLEXE, 7, 0x000080 },
		{ CMIS_ALERT_CLIENT_FAULT, CMIS_LINE_CLIENT_TX, 2, 0x000400 },
		{ CMIS_ALERT_CLIENT_FAULT, CMIS_LINE_CLIENT_RX, 0, 0x010000 },
		{ CMIS_ALERT_CLIENT_FAULT, CMIS_LINE_CLIENT_RX, 3, 0 },
	};
	struct cmis_condition c;
	unsigned int i;
	u32 hits;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		memset(&snapshot.line, 0, sizeof(snapshot.line));
		snapshot.line.hits[cases[i].byte][cases[i].bit] = 3;
		key.kind = cases[i].kind;
		memset(lane, 0, sizeof(lane));
		c = (struct cmis_condition) { 0 };
		cmis_alert_rows[key.kind].judge(&evidence, &c);
		tap_ok(!c.hits && c.inside, "flag %u is none while off", i);
		lane[0].dp_state = CMIS_DP_ACTIVATED;
		c = (struct cmis_condition) { 0 };
		cmis_alert_rows[key.kind].judge(&evidence, &c);
		hits = 3 * !!cases[i].value;
		tap_ok(c.value == cases[i].value && c.hits == hits,
		       "flag %u is", i);
		lane[0].hits[CMIS_LF_DATAPATH_STATE_CHANGED] = 1;
		c = (struct cmis_condition) { 0 };
		cmis_alert_rows[key.kind].judge(&evidence, &c);
		tap_ok(!c.hits, "flag %u is none of the start", i);
	}
}

static void test_refused(void)
{
	struct cmis_lane *lane = &lanes[0];
	struct cmis_condition c;

	lane->tuning = (struct cmis_tuning) { .valid = true };
	lane->tuning.hits[0] = 5;
	c = judge(CMIS_ALERT_TUNING_REFUSED, 0);
	tap_ok(!c.hits, "the end of tuning is no refusal");
	lane->tuning.hits[2] = 1;
	lane->tuning.hits[5] = 1;
	c = judge(CMIS_ALERT_TUNING_REFUSED, 0);
	tap_ok(c.hits == 2 && c.value == 0x24, "a channel and a power are");
}

/* Only modules with tunable lasers have these alerts. */
static void test_kinds(void)
{
	unsigned int before, after;

	module.lanes = 8;
	module.plan.banks = 1;
	before = cmis_alerts_list(&module, NULL);
	module.laser.known = true;
	after = cmis_alerts_list(&module, NULL);
	tap_is(after - before, 16, "two alerts for each lane");
	module.line_pages = 0x1;
	tap_is(cmis_alerts_list(&module, NULL) - after, 1,
	       "one for the page of the line");
	module.line_pages = 0x3;
	tap_is(cmis_alerts_list(&module, NULL) - after, 3,
	       "three for both pages");
	module.line_pages = 0;
	module.admin.media_lanes_unsupported = 0xfe;
	tap_is(cmis_alerts_list(&module, NULL) - before, 2,
	       "not for missing media lanes");
}

int main(void)
{
	test_channels();
	test_channel_find();
	test_adverts();
	test_laser();
	test_tuning();
	test_unlocked();
	test_leftover();
	test_two_paths();
	test_line();
	test_refused();
	test_kinds();
	return tap_done();
}
