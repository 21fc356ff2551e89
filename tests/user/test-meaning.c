// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which readings and flags mean something: a module with lanes that are dark by
 * right, and values that cannot be meant.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/ktime.h>

#include "alert/engine.h"
#include "alert/judge.h"
#include "core/question.h"
#include "spec/monitors.h"
#include "tap.h"

#define LANES		8
#define MAX_MONITORS	64
#define NOW_NS		1000000000ull

u64 ktime_get_boottime_ns(void)
{
	return NOW_NS;
}

/**
 * struct world - a module that is active on all lanes, and its last sweeps
 * @module: the module
 * @monitors: its monitors, in the order of the classes
 * @snapshot: the last sweeps
 * @lane: its lanes
 * @readings: of each class
 */
struct world {
	struct cmis_module module;
	struct cmis_monitor monitors[MAX_MONITORS];
	struct cmis_snapshot snapshot;
	struct cmis_lane lane[LANES];
	struct cmis_readings *readings[CMIS_CLASS_COUNT];
};

/* The application of 400G-DR4: 8 lanes of the host, 4 of the media. */
static const struct cmis_app dr4 = {
	.host_id = 0x11, .media_id = 0x1c, .host_lanes = 8, .media_lanes = 4,
	.host_assign = 0x01, .media_assign = 0x01,
};

/* Its break-out: 2 lanes of the host, 1 of the media, four times. */
static const struct cmis_app dr1 = {
	.host_id = 0x0d, .media_id = 0x15, .host_lanes = 2, .media_lanes = 1,
	.host_assign = 0x55, .media_assign = 0x0f,
};

static void world_add(struct world *w, enum cmis_class class, u16 type,
		      u8 lane)
{
	struct cmis_module *module = &w->module;
	struct cmis_monitor *monitor = &w->monitors[module->num_monitors++];
	static const u8 sources[] = {
		CMIS_SOURCE_LOWER, CMIS_SOURCE_LANES, CMIS_SOURCE_VDM,
	};
	unsigned int i;

	*monitor = (struct cmis_monitor) {
		.type = type, .lane = lane, .source = sources[class],
		.scale = 1,
	};
	for (i = class + 1; i <= CMIS_CLASS_COUNT; i++)
		module->first[i] = module->num_monitors;
	cmis_module_link(module);
}

static void world_read(struct world *w)
{
	unsigned int class, i;

	for (class = 0; class < CMIS_CLASS_COUNT; class++) {
		unsigned int count = cmis_class_count(&w->module, class);

		w->readings[class] =
			calloc(1, sizeof(*w->readings[class]) +
				  (count + 1) * sizeof(struct cmis_reading));
		w->readings[class]->count = count;
		w->readings[class]->when_ns = NOW_NS;
		for (i = 0; i < count; i++)
			w->readings[class]->reading[i].valid = true;
		w->snapshot.readings[class] = w->readings[class];
		w->snapshot.sweep[class].when_ns = NOW_NS;
		w->snapshot.stale_ms[class] = 1000;
	}
}

static void world_init(struct world *w)
{
	unsigned int i;

	memset(w, 0, sizeof(*w));
	w->module.generation = 1;
	w->module.basics.rev_major = 5;
	w->module.admin.checksum_ok = true;
	w->module.lanes = LANES;
	w->module.plan.banks = 1;
	w->module.adverts.known = true;
	w->module.adverts.checksum_ok = true;
	w->module.adverts.lane_flags = 0xff;
	w->module.monitors = w->monitors;
	w->module.apps.count = 2;
	w->module.apps.app[0] = dr4;
	w->module.apps.app[1] = dr1;
	w->snapshot.module = &w->module;
	w->snapshot.lane = w->lane;
	w->snapshot.status.state = CMIS_STATE_READY;
	for (i = 0; i < LANES; i++)
		w->lane[i] = (struct cmis_lane) {
			.dp_state = CMIS_DP_ACTIVATED,
			.appsel = 1,
			.tx_output_valid = true,
		};
}

static void world_free(struct world *w)
{
	unsigned int class;

	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		free(w->readings[class]);
}

static struct cmis_reading *world_reading(struct world *w, unsigned int index)
{
	enum cmis_class class = cmis_monitor_class(&w->monitors[index]);

	return &w->readings[class]->reading[index - w->module.first[class]];
}

/* Active alerts after one sweep of everything. */
static unsigned int alerts_count(struct world *w)
{
	unsigned int num = cmis_alerts_list(&w->module, NULL), active;
	struct cmis_alert *memory = calloc(num, sizeof(*memory));
	struct cmis_alerts alerts;

	cmis_alerts_init(&alerts);
	cmis_alerts_start(&alerts, &w->module, memory);
	cmis_alerts_step(&alerts, NULL, &w->snapshot, NOW_NS);
	active = alerts.counts.active;
	free(memory);
	return active;
}

/* ------------------------------------------------------------------------ */
/* Media lanes that no data path has                                        */
/* ------------------------------------------------------------------------ */

/* Power of 0 and all flags on each media lane: 3 flags, and 4 thresholds. */
#define DARK_ALERTS	(3 + 2 * 2)

static void dark_fill(struct world *w)
{
	static const u8 limits[] = { 0xff, 0x00, 0x10, 0x00, 0xf0, 0x00, 0x18,
				     0x00 };
	unsigned int lane;

	world_init(w);
	for (lane = 0; lane < LANES; lane++) {
		world_add(w, CMIS_CLASS_LANES, CMIS_MON_TX_POWER, lane);
		world_add(w, CMIS_CLASS_LANES, CMIS_MON_RX_POWER, lane);
	}
	for (lane = 0; lane < w->module.num_monitors; lane++)
		cmis_monitor_set_limits(&w->monitors[lane], limits);
	world_read(w);
	for (lane = 0; lane < LANES; lane++) {
		w->lane[lane].hits[CMIS_LF_TX_FAILURE] = 1;
		w->lane[lane].hits[CMIS_LF_RX_LOS] = 1;
		w->lane[lane].hits[CMIS_LF_RX_CDR_LOL] = 1;
	}
}

static void dark_one_path(struct world *w)
{
	w->lane[0].appsel = 1;
}

static void dark_break_out(struct world *w)
{
	unsigned int lane;

	for (lane = 0; lane < LANES; lane++) {
		w->lane[lane].appsel = lane < 4 ? 2 : 0;
		w->lane[lane].dp_id = lane & ~1;
	}
}

static void dark_unused(struct world *w)
{
	unsigned int lane;

	for (lane = 0; lane < LANES; lane++)
		w->lane[lane].appsel = 0;
	/* Alerts of powers need DPActivated, which an unused lane is not. */
}

static void dark_contradiction(struct world *w)
{
	unsigned int lane;

	/* Lanes 3 to 8 are beyond the two lanes of their application. */
	for (lane = 0; lane < LANES; lane++)
		w->lane[lane].appsel = 2;
}

static void dark_unknown_appsel(struct world *w)
{
	unsigned int lane;

	for (lane = 0; lane < LANES; lane++)
		w->lane[lane].appsel = 9;
}

static void dark_no_assignment(struct world *w)
{
	dark_unused(w);
	w->module.apps.app[1].media_assign = 0;
}

static void dark_no_count(struct world *w)
{
	dark_unused(w);
	w->module.apps.app[0].media_lanes = 0;
}

static void dark_more_apps(struct world *w)
{
	w->module.adverts.nad_banks = 1;
}

static void dark_no_apps(struct world *w)
{
	w->module.apps.count = 0;
}

static void dark_stale(struct world *w)
{
	dark_break_out(w);
	w->snapshot.sweep[CMIS_CLASS_LANES].error = -EIO;
}

static void dark_test(void)
{
	static const struct {
		const char *name;
		void (*change)(struct world *w);
		u8 lit;
	} cases[] = {
		{ "the path has lanes 1 to 4", dark_one_path, 0x0f },
		{ "two paths have lanes 1 and 2", dark_break_out, 0x03 },
		{ "no path: the applications have 1 to 4", dark_unused, 0x0f },
		{ "paths that contradict them", dark_contradiction, 0x0f },
		{ "an application that is not listed", dark_unknown_appsel,
		  0x0f },
		{ "an application without assignments", dark_no_assignment,
		  0xff },
		{ "an application of unknown lanes", dark_no_count, 0xff },
		{ "applications on other pages", dark_more_apps, 0xff },
		{ "no application", dark_no_apps, 0xff },
		{ "lanes that were not read", dark_stale, 0x0f },
	};
	unsigned int i, lane;
	struct world w;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		u8 lit = 0, flagged = 0, expected = 0;

		dark_fill(&w);
		cases[i].change(&w);
		for (lane = 0; lane < LANES; lane++) {
			if (!cmis_snapshot_is_dark(&w.snapshot,
						   CMIS_SIDE_MEDIA, lane))
				lit |= BIT(lane);
			if (cmis_snapshot_is_dark(&w.snapshot, CMIS_SIDE_HOST,
						  lane))
				flagged |= BIT(lane);
			expected += cases[i].lit >> lane & 1;
		}
		tap_is(lit, cases[i].lit, "%s", cases[i].name);
		tap_is(flagged, 0, "%s: no lane of the host", cases[i].name);
		if (!w.snapshot.sweep[CMIS_CLASS_LANES].error)
			tap_is(alerts_count(&w), expected * DARK_ALERTS,
			       "%s: alerts", cases[i].name);
		world_free(&w);
	}
}

/* A flag of a dark lane is no alarm; the number stays. */
static void dark_levels_test(void)
{
	struct cmis_reading reading;
	struct cmis_number value;
	struct world w;

	dark_fill(&w);
	world_reading(&w, 15)->levels = 0xf;
	tap_is(cmis_snapshot_get_reading(&w.snapshot, 15, &reading), 0,
	       "dark lane: its flags are read");
	tap_is(cmis_snapshot_get_levels(&w.snapshot, 15, &reading), 0,
	       "dark lane: no level");
	tap_is(cmis_snapshot_get_value(&w.snapshot, 15, &value), 0,
	       "dark lane: its power is shown");
	world_free(&w);
}

/* ------------------------------------------------------------------------ */
/* Values that cannot be meant                                              */
/* ------------------------------------------------------------------------ */

static void value_check(u16 type, u8 scale, u16 raw, int want)
{
	enum cmis_class class = type < CMIS_MON_FIXED ? CMIS_CLASS_VDM :
				type < CMIS_MON_TX_POWER ? CMIS_CLASS_THERMAL :
				CMIS_CLASS_LANES;
	bool module = class == CMIS_CLASS_THERMAL;
	struct cmis_number value;
	struct cmis_reading reading;
	struct world w;

	world_init(&w);
	world_add(&w, class, type, module ? CMIS_LANE_NONE : 0);
	w.monitors[0].scale = scale;
	/* A limit that any number crosses, but those in the middle */
	w.monitors[0].has = 0xf;
	w.monitors[0].limit[CMIS_LEVEL_HIGH_ALARM] = 1;
	w.monitors[0].limit[CMIS_LEVEL_LOW_ALARM] = 1;
	world_read(&w);
	world_reading(&w, 0)->raw = raw;
	tap_is(cmis_snapshot_get_value(&w.snapshot, 0, &value), want,
	       "%s x %u: %04xh", cmis_monitor_row(type)->name, scale, raw);
	if (want) {
		tap_is(cmis_snapshot_get_reading(&w.snapshot, 0, &reading),
		       want, "%s x %u: %04xh: no reading",
		       cmis_monitor_row(type)->name, scale, raw);
		tap_is(alerts_count(&w), 0, "%s x %u: %04xh: no alert",
		       cmis_monitor_row(type)->name, scale, raw);
	}
	world_free(&w);
}

static void values_test(void)
{
	static const struct {
		u16 type;
		u8 scale;
		u16 raw;
		int want;
	} cases[] = {
		{ CMIS_MON_TEMP, 1, 0x8000, -ENODATA },
		{ CMIS_MON_TEMP, 1, 0x8001, 0 },
		{ CMIS_MON_TEMP, 1, 0x0000, 0 },
		{ CMIS_MON_TEMP, 1, 0xffff, 0 },
		{ CMIS_MON_TEMP, 1, 0x7fff, 0 },
		{ CMIS_MON_VCC, 1, 0x0000, -ENODATA },
		{ CMIS_MON_VCC, 1, 0x0001, 0 },
		{ CMIS_MON_VCC, 1, 0xffff, -EBADMSG },
		{ CMIS_MON_AUX1_TEC, 1, 0x8000, -ENODATA },
		{ CMIS_MON_AUX2_LASER_TEMP, 1, 0x8000, -ENODATA },
		{ CMIS_MON_AUX3_VCC2, 1, 0x0000, 0 },
		{ CMIS_MON_AUX3_VCC2, 1, 0xffff, -EBADMSG },
		{ CMIS_MON_CUSTOM, 1, 0x8000, 0 },
		{ CMIS_MON_CUSTOM, 1, 0xffff, 0 },
		{ CMIS_MON_TX_POWER, 1, 0x0000, 0 },
		{ CMIS_MON_RX_POWER, 1, 0xffff, 0 },
		{ CMIS_MON_TX_BIAS, 4, 0xffff, 0 },
		{ CMIS_MON_TX_BIAS, 0, 0x1000, -ENODATA },
		{ CMIS_MON_MEDIA_BER, 1, 0xc001, 0 },
		{ CMIS_MON_MEDIA_BER, 1, 0xb80a, 0 },
		{ CMIS_MON_MEDIA_BER, 1, 0xb80b, -EBADMSG },
		{ CMIS_MON_HOST_BER, 1, 0xc002, -EBADMSG },
		{ 11, 1, 0xffff, -EBADMSG },
		{ 23, 1, 0xffff, 0 },
		{ CMIS_MON_MEDIA_SNR, 1, 0xffff, -EBADMSG },
		{ CMIS_MON_MEDIA_SNR, 1, 0x0000, 0 },
		{ 8, 1, 0xffff, 0 },
		{ 4, 1, 0x8000, -ENODATA },
		{ 78, 1, 0xffff, -EBADMSG },
		{ 128, 1, 0xffff, 0 },
		{ 143, 1, 0x8000, -ENODATA },
		{ 100, 1, 0xffff, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		value_check(cases[i].type, cases[i].scale, cases[i].raw,
			    cases[i].want);
}

/* The value of a monitor while media lanes have no light. */
static int light_get(u16 type, u8 lane, u8 dark, u8 more)
{
	struct cmis_number value;
	unsigned int i;
	struct world w;
	int ret;

	world_init(&w);
	world_add(&w, CMIS_CLASS_VDM, type, lane);
	for (i = 0; i < more; i++)
		world_add(&w, CMIS_CLASS_VDM, type, lane + 1 + i);
	for (i = 0; i < LANES; i++) {
		w.lane[i].appsel = 2;
		w.lane[i].dp_id = i & ~1;
		if (more)
			w.lane[i].appsel = 1, w.lane[i].dp_id = 0;
		if (dark & BIT(i))
			w.lane[i].flags = BIT(CMIS_LF_RX_LOS);
	}
	world_read(&w);
	world_reading(&w, 0)->raw = 0x1000;
	ret = cmis_snapshot_get_value(&w.snapshot, 0, &value);
	if (dark == 0xff && !more) {
		w.module.adverts.lane_flags = 0;
		tap_is(cmis_snapshot_get_value(&w.snapshot, 0, &value), 0,
		       "type %u: a module without the flag", type);
	}
	world_free(&w);
	return ret;
}

/* Data paths of 2 lanes of the host, 1 of the media; or one of 8 and 4. */
static void light_test(void)
{
	static const u16 types[] = {
		CMIS_MON_MEDIA_SNR, 7, 9, 11, 13, CMIS_MON_MEDIA_BER, 139, 147,
	};
	static const u16 others[] = {
		CMIS_MON_HOST_SNR, CMIS_MON_HOST_BER, 8, 4, 23, 144,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		tap_is(light_get(types[i], 0, 0x00, 0), 0, "type %u: light",
		       types[i]);
		tap_is(light_get(types[i], 0, 0xff, 0), -ENODATA,
		       "type %u: no light", types[i]);
		tap_is(light_get(types[i], 0, 0xf0, 0), 0,
		       "type %u: light on its lane", types[i]);
	}
	for (i = 0; i < ARRAY_SIZE(others); i++)
		tap_is(light_get(others[i], 0, 0xff, 0), 0,
		       "type %u needs no light", others[i]);
	tap_is(light_get(CMIS_MON_MEDIA_SNR, 2, 0x04, 0), -ENODATA,
	       "a lane: its own light");
	tap_is(light_get(CMIS_MON_MEDIA_SNR, 2, 0x02, 0), 0, "and no other");
	tap_is(light_get(CMIS_MON_MEDIA_BER, 2, 0x02, 0), -ENODATA,
	       "a path from lane 3: media lane 2");
	tap_is(light_get(CMIS_MON_MEDIA_BER, 2, 0x04, 0), 0, "and not 3");
	tap_is(light_get(CMIS_MON_MEDIA_BER, 0, 0x02, 3), 0,
	       "a path that gives each lane a value: its own light");
	tap_is(light_get(CMIS_MON_MEDIA_BER, 1, 0x02, 2), -ENODATA,
	       "and of the second lane");
}

static int counters_get(u64 errors, u64 bits)
{
	struct cmis_diag_counters counters[2 * LANES] = {
		{ .errors = errors, .bits = bits, .valid = true },
	};
	struct world w;
	int ret;

	world_init(&w);
	world_read(&w);
	w.module.diag_reports = CMIS_DIAG_REPORTS_COUNTERS;
	w.snapshot.counters = counters;
	ret = cmis_snapshot_get_counters(&w.snapshot, CMIS_SIDE_HOST, 0,
					 &counters[1]);
	world_free(&w);
	return ret;
}

static void counters_test(void)
{
	tap_is(counters_get(0, 0), 0, "no bits, no errors");
	tap_is(counters_get(3, 100), 0, "3 errors in 100 bits");
	tap_is(counters_get(100, 100), 0, "errors only");
	tap_is(counters_get(101, 100), -EBADMSG, "more errors than bits");
}

static void rx_power_test(void)
{
	struct world w;

	world_init(&w);
	w.module.adverts.rx_characteristics = 0xff;
	tap_is(cmis_module_get_rx_power(&w.module), -ENODATA,
	       "Rx power: none is measured");
	world_add(&w, CMIS_CLASS_LANES, CMIS_MON_TX_POWER, 0);
	world_add(&w, CMIS_CLASS_LANES, CMIS_MON_RX_POWER, 0);
	tap_is(cmis_module_get_rx_power(&w.module), CMIS_RX_POWER_AVERAGE,
	       "Rx power: average");
	w.module.adverts.rx_characteristics = 0xef;
	tap_is(cmis_module_get_rx_power(&w.module), CMIS_RX_POWER_OMA,
	       "Rx power: OMA");
	w.module.adverts.known = false;
	tap_is(cmis_module_get_rx_power(&w.module), -ENODATA,
	       "Rx power: page 01h is blank");
}

/* A flag needs no value: its alert has none. */
static void alert_value_test(void)
{
	struct cmis_condition condition = {};
	const struct cmis_alert_key key = { .kind = CMIS_ALERT_MONITOR };
	struct cmis_evidence evidence = { .key = &key, .now_ns = NOW_NS };
	struct world w;

	world_init(&w);
	world_add(&w, CMIS_CLASS_THERMAL, CMIS_MON_VCC, CMIS_LANE_NONE);
	w.monitors[0].has = BIT(CMIS_LEVEL_HIGH_ALARM);
	w.monitors[0].limit[0] = 0x8000;
	world_read(&w);
	evidence.snapshot = &w.snapshot;
	world_reading(&w, 0)->hits[0] = 1;
	cmis_judge_monitor(&evidence, &condition);
	tap_is(condition.hits, 1, "a flag without a value");
	tap_ok(!condition.has_value, "its alert has no value");
	tap_ok(condition.has_threshold, "but a threshold");
	world_reading(&w, 0)->raw = 0x7fff;
	w.monitors[0].has = 0;
	condition = (struct cmis_condition) {};
	cmis_judge_monitor(&evidence, &condition);
	tap_ok(condition.has_value, "a flag with a value");
	tap_ok(!condition.has_threshold, "and no threshold");
	world_free(&w);
}

/* A sweep that finds a temperature of 10h or 60h; 40h is its high alarm. */
static void refresh_sweep(struct world *w, struct cmis_alerts *alerts, u16 raw)
{
	struct cmis_snapshot old = w->snapshot;
	unsigned int class;

	world_read(w);
	world_reading(w, 0)->raw = raw;
	cmis_alerts_step(alerts, old.readings[0] ? &old : NULL, &w->snapshot,
			 NOW_NS);
	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		free(old.readings[class]);
}

/* The sweeps of a refresh are out of turn: they are no quiet ones. */
static void refresh_test(void)
{
	struct cmis_alert *memory, *room;
	struct cmis_alerts alerts;
	struct world w;

	world_init(&w);
	world_add(&w, CMIS_CLASS_THERMAL, CMIS_MON_TEMP, CMIS_LANE_NONE);
	w.monitors[0].has = BIT(CMIS_LEVEL_HIGH_ALARM);
	w.monitors[0].limit[CMIS_LEVEL_HIGH_ALARM] = 0x4000;
	memory = calloc(cmis_alerts_list(&w.module, NULL), sizeof(*memory));
	cmis_alerts_init(&alerts);
	cmis_alerts_start(&alerts, &w.module, memory);
	refresh_sweep(&w, &alerts, 0x6000);
	refresh_sweep(&w, &alerts, 0x1000);
	tap_is(alerts.counts.active, 1, "active after one quiet sweep");
	room = calloc(cmis_alerts_room(&alerts, &w.module), sizeof(*room));
	cmis_alerts_follow(&alerts, &w.module, room, NOW_NS);
	cmis_alerts_step(&alerts, NULL, &w.snapshot, NOW_NS);
	tap_is(alerts.counts.active, 1, "and after a refresh");
	refresh_sweep(&w, &alerts, 0x1000);
	tap_is(alerts.counts.active, 0, "but not after the next sweep");
	world_free(&w);
	free(memory);
	free(room);
}

int main(void)
{
	dark_test();
	dark_levels_test();
	values_test();
	light_test();
	counters_test();
	rx_power_test();
	alert_value_test();
	refresh_test();
	return tap_done();
}
