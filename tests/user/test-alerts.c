// SPDX-License-Identifier: GPL-2.0-only
/*
 * Alerts as a function of two snapshots: readings and states of random modules
 * change at random, and a model that knows the truth checks each event.
 *
 *   test-alerts [STEPS [SEED]]     or CMIS_ALERT_STEPS=STEPS
 *
 * The model shares no code with the driver. It computes with real numbers, so
 * readings keep away from limits, where rounding would decide. It counts sweeps
 * where the driver counts quiet sweeps, and time where the driver counts
 * tokens. It knows why a data path goes down.
 */

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "alert/engine.h"
#include "alert/kinds.h"
#include "core/module.h"
#include "core/question.h"
#include "core/snapshot.h"
#include <linux/array_size.h>
#include <linux/ktime.h>
#include "spec/monitors.h"
#include "tap.h"

#define STEPS		100000
#define SEED		88172645463325252ull
#define MAX_MONITORS	48
#define MAX_ALERTS	(MAX_MONITORS * 5 + CMIS_MAX_LANES * 9 + 16)
#define SECOND		1000000000ull
#define MS		1000000ull
/* Each module may take so much. */
#define POWER_MW	12000

/* Of the limit, by the documentation: 1024 at once, 128 a second. */
#define CREDIT_EVENT	7812500ull
#define CREDIT_FULL	(1024 * CREDIT_EVENT)

/* ------------------------------------------------------------------------ */
/* Chance                                                                   */
/* ------------------------------------------------------------------------ */

static u64 chance_state = 1;

static u32 chance(u32 below)
{
	chance_state ^= chance_state << 13;
	chance_state ^= chance_state >> 7;
	chance_state ^= chance_state << 17;
	return (chance_state >> 16) % below;
}

static bool percent(u32 of_100)
{
	return chance(100) < of_100;
}

/* ------------------------------------------------------------------------ */
/* Monitors, by the documentation                                           */
/* ------------------------------------------------------------------------ */

enum meaning { POWERED, READY, RECEIVING, LIT };

static const struct type {
	u16 type;
	u8 class;
	u8 source;
	bool lane;
	bool anywhere;
	bool is_signed;
	bool is_float;
	bool statistic;
	enum meaning meaning;
	double scale;		/* one raw step in the unit */
	double hysteresis;	/* in the unit */
	double part;		/* and of the limit */
} types[] = {
	{ CMIS_MON_TEMP, CMIS_CLASS_THERMAL, CMIS_SOURCE_LOWER,
	  .is_signed = true, .meaning = POWERED,
	  .scale = 1000 / 256.0, .hysteresis = 1000 },
	{ CMIS_MON_VCC, CMIS_CLASS_THERMAL, CMIS_SOURCE_LOWER,
	  .meaning = POWERED, .scale = 100, .hysteresis = 10000 },
	{ CMIS_MON_TX_POWER, CMIS_CLASS_LANES, CMIS_SOURCE_LANES,
	  .lane = true, .meaning = LIT, .scale = 100, .part = 1 / 16.0 },
	{ CMIS_MON_TX_BIAS, CMIS_CLASS_LANES, CMIS_SOURCE_LANES,
	  .lane = true, .meaning = LIT, .scale = 2, .part = 1 / 32.0 },
	{ CMIS_MON_RX_POWER, CMIS_CLASS_LANES, CMIS_SOURCE_LANES,
	  .lane = true, .meaning = RECEIVING, .scale = 100,
	  .part = 1 / 16.0 },
	/* Laser temperature, SNR, BER, its maximum, a vendor's own */
	{ 4, CMIS_CLASS_VDM, CMIS_SOURCE_VDM, .is_signed = true,
	  .meaning = READY, .scale = 1000 / 256.0, .hysteresis = 1000 },
	{ 5, CMIS_CLASS_VDM, CMIS_SOURCE_VDM, .lane = true,
	  .meaning = READY, .scale = 1000 / 256.0, .hysteresis = 200 },
	{ 15, CMIS_CLASS_VDM, CMIS_SOURCE_VDM, .lane = true,
	  .meaning = READY, .is_float = true },
	{ 11, CMIS_CLASS_VDM, CMIS_SOURCE_VDM, .lane = true,
	  .meaning = READY, .is_float = true, .statistic = true },
	{ 100, CMIS_CLASS_VDM, CMIS_SOURCE_VDM, .lane = true,
	  .anywhere = true, .meaning = READY, .scale = 1 },
};

/* Mantissa and exponent of CMIS's floating point, or a scaled integer. */
static double real(const struct type *type, u16 raw)
{
	if (type->is_float)
		return (raw & 0x7ff) * pow(10, (raw >> 11) - 24);
	return (type->is_signed ? (double)(s16)raw : raw) * type->scale;
}

static bool is_high(unsigned int level)
{
	return level == 0 || level == 2;
}

/* ------------------------------------------------------------------------ */
/* The world                                                                */
/* ------------------------------------------------------------------------ */

/**
 * struct truth - a reading, and the truth about it
 * @raw: the reading
 * @beyond: the threshold, by the level
 * @inside: back by the hysteresis, by the level
 */
struct truth {
	u16 raw;
	bool beyond[4];
	bool inside[4];
};

enum cause { NOBODY, DEINIT, DARK, LOW_POWER, NO_APPLICATION };

/**
 * struct path - the data path of a lane, or of four
 * @state: the state of all its lanes
 * @cause: the reason, while it is down
 * @moving: sweeps until it stops at @end
 * @end: the state at which it stops
 * @slow: it takes longer than the advertised time
 * @left_ns: when it left DPActivated; 0 = it has not left
 * @suspect: it was up, and no reason for going down is known
 * @known: the sweep could read the host's controls
 * @moved: the path changed its state before that read
 * @down: the alert must be raised
 */
struct path {
	u8 state;
	enum cause cause;
	unsigned int moving;
	u8 end;
	bool slow;
	u64 left_ns;
	bool suspect;
	bool known;
	bool moved;
	bool down;
};

/**
 * struct model - the expected state of an alert
 * @key: its identity
 * @class: class of its sweeps
 * @active: it must be active
 * @known: the listener knows it as active
 * @evidence: number of the last sweep of the class with evidence
 * @hits: expected count
 * @since: number of events before the change that is still to be reported
 * @value: value at the raise
 * @threshold: threshold at the raise
 * @page: page at the raise
 * @first_ns: time of the first raise
 * @raised_ns: time of the last raise
 * @cleared_ns: time of the last clear
 * @by_value: a value beyond the limit raised it
 * @has_last: the last sweep while it was active had a value that means
 *	something
 * @last: this value
 * @has_worst: any of these sweeps had one
 * @worst: the one furthest beyond the limit, in the unit
 * @accepted: it ended because its condition is the usual one now
 */
struct model {
	struct cmis_alert_key key;
	u8 class;
	bool active;
	bool known;
	u64 evidence;
	u32 hits;
	u64 since;
	s32 value;
	s32 threshold;
	u8 page;
	u64 first_ns;
	u64 raised_ns;
	u64 cleared_ns;
	bool by_value;
	bool has_last;
	s32 last;
	bool has_worst;
	double worst;
	bool accepted;
};

static struct {
	u64 now_ns;
	u32 generation;
	struct cmis_alerts alerts;
	struct cmis_alert *memory;
	struct cmis_module *module;
	struct cmis_snapshot snapshot;
	struct cmis_lane lane[CMIS_MAX_LANES];
	const struct type *type[MAX_MONITORS];
	struct truth truth[MAX_MONITORS];
	struct cmis_marks marks;
	struct path path[CMIS_MAX_LANES];
	unsigned int width;		/* lanes of a path */
	u16 flag_hits[MAX_ALERTS];	/* of the last sweep */
	u64 sweeps[CMIS_CLASS_COUNT];	/* without partial ones */
	struct model model[MAX_ALERTS];
	unsigned int num;
	unsigned int active;
	u32 raised;
	u32 merged;
	u64 credit_ns;
	u64 credit_at;
	u64 started_ns;
	u64 events;
	struct cmis_alert_key last;
	bool storm;
} w;

static struct {
	u64 raises, clears, told, merged, removals, held, sweeps;
} total;

static bool failed;

#define CHECK(condition, ...) do {					\
	if (!(condition) && !failed) {					\
		failed = true;						\
		printf("# %s:%d: ", __FILE__, __LINE__);		\
		printf(__VA_ARGS__);					\
		putchar('\n');						\
	}								\
} while (0)

u64 ktime_get_boottime_ns(void)
{
	return w.now_ns;
}

/* The driver takes no number for a value that no module can mean. */
static bool is_possible(const struct type *type, u16 raw)
{
	if (type->is_float)
		return real(type, raw) <= 1;
	if (type->is_signed)
		return raw != 0x8000;
	return type->type != CMIS_MON_VCC ? raw != 0xffff || type->type != 5 :
	       raw && raw != 0xffff;
}

/* A reading at a distance from all limits, so that rounding does not matter. */
static bool truth_find(unsigned int m, u16 raw)
{
	const struct cmis_monitor *monitor = &w.module->monitors[m];
	const struct type *type = w.type[m];
	struct truth truth = { .raw = raw };
	double v = real(type, raw);
	unsigned int level;

	if (!is_possible(type, raw))
		return false;
	for (level = 0; level < 4; level++) {
		double limit = real(type, monitor->limit[level]);
		double other = real(type, monitor->limit[level ^ 1]);
		double sign = is_high(level) ? 1 : -1;
		double room = type->hysteresis + fabs(limit) * type->part;
		double back, near = 2.5;

		truth.inside[level] = true;
		if (!(monitor->has & 1 << level))
			continue;
		if (type->is_float) {
			back = is_high(level) ? limit * 3 / 4 : limit * 4 / 3;
			if ((other - back) * sign >= 0)
				back = limit;
			near = limit / 1e9;
		} else {
			if (room > fabs(limit - other) / 4)
				room = fabs(limit - other) / 4;
			back = limit - sign * room;
		}
		if (raw != monitor->limit[level] && fabs(v - limit) <= near)
			return false;
		if (back != limit && fabs(v - back) <= near)
			return false;
		truth.beyond[level] = raw != monitor->limit[level] &&
				      (v - limit) * sign > 0;
		truth.inside[level] = !truth.beyond[level] &&
				      (v - back) * sign <= 0;
	}
	w.truth[m] = truth;
	return true;
}

/* Near a limit, in the middle, or anywhere. */
static void truth_move(unsigned int m)
{
	const struct cmis_monitor *monitor = &w.module->monitors[m];
	u16 limit = monitor->limit[chance(4)];
	unsigned int tries;
	u16 raw;

	for (tries = 0; tries < 50; tries++) {
		switch (chance(4)) {
		case 0:
			raw = limit;
			break;
		case 1:
			raw = limit + chance(801) - 400;
			break;
		case 2:
			raw = (monitor->limit[2] + monitor->limit[3]) / 2;
			break;
		default:
			raw = chance(65536);
		}
		if (truth_find(m, raw))
			return;
	}
}

static u16 float_raw(unsigned int mantissa, int exponent)
{
	return (exponent + 24) << 11 | mantissa;
}

static void limits_choose(struct cmis_monitor *monitor,
			  const struct type *type)
{
	u16 low = 2000 + chance(8000), span = 400 + chance(20000);
	u16 limit[4] = { low + span, low, low + span / 8 * 7, low + span / 8 };
	int exponent = -5 - (int)chance(6);

	if (type->is_float) {
		limit[0] = float_raw(200 + chance(1800), exponent);
		limit[1] = 0;
		limit[2] = float_raw(100 + chance(1800), exponent - 2);
		limit[3] = percent(30) ? float_raw(1 + chance(99),
						   exponent - 2) : 0;
	} else if (type->is_signed && percent(50)) {
		limit[1] -= 12000;
		limit[3] -= 12000;
	}
	memcpy(monitor->limit, limit, sizeof(limit));
	monitor->has = percent(80) ? 0xf : chance(16);
	if (type->is_float)
		monitor->has &= limit[3] ? 0xd : 0x5;
	if (percent(5))
		monitor->has = 0;
}

static void monitors_choose(void)
{
	struct cmis_module *module = w.module;
	unsigned int want = chance(MAX_MONITORS), class, m = 0, t, i;

	for (class = 0; class < CMIS_CLASS_COUNT; class++) {
		module->first[class] = m;
		for (i = 0; i < want / 3; i++) {
			t = chance(ARRAY_SIZE(types));
			if (types[t].class != class || m == MAX_MONITORS)
				continue;
			w.type[m] = &types[t];
			module->monitors[m] = (struct cmis_monitor) {
				.type = types[t].type,
				.source = types[t].source,
				.lane = types[t].lane ?
					chance(module->lanes) : CMIS_LANE_NONE,
				.scale = 1,
			};
			limits_choose(&module->monitors[m], &types[t]);
			m++;
		}
	}
	module->first[CMIS_CLASS_COUNT] = m;
	module->num_monitors = m;
	cmis_module_link(module);
}

static struct model *model_add(u8 kind, u8 class, u8 side, u8 lane)
{
	struct model *model = &w.model[w.num++];

	*model = (struct model) {
		.key = { .kind = kind, .side = side, .lane = lane },
		.class = class,
	};
	return model;
}

/* A quantity that the lane measures may reach its limit; a ratio, get worse. */
static void models_add_health(unsigned int lane, unsigned int quantity)
{
	static const u16 monitors[] = {
		15, 16, CMIS_MON_TX_BIAS, CMIS_MON_TX_POWER, CMIS_MON_RX_POWER,
	};
	unsigned int i = 0, kind;

	while (i < w.module->num_monitors &&
	       (w.module->monitors[i].type != monitors[quantity] ||
		w.module->monitors[i].lane != lane))
		i++;
	for (kind = quantity <= 1 ? CMIS_ALERT_BER_WORSE :
				    CMIS_ALERT_LIMIT_AHEAD;
	     i < w.module->num_monitors && kind <= CMIS_ALERT_LIMIT_AHEAD;
	     kind++) {
		struct model *model =
			model_add(kind, CMIS_CLASS_THERMAL, quantity == 1 ?
				  CMIS_SIDE_HOST : CMIS_SIDE_MEDIA, lane);

		model->key.type = monitors[quantity];
		model->key.index = quantity;
	}
}

/* All alerts that the documentation promises. */
static void models_list(void)
{
	const struct cmis_module *module = w.module;
	unsigned int i, level;
	struct model *model;

	w.num = 0;
	for (i = 0; i < module->num_monitors; i++)
		for (level = 0; level < 4; level++) {
			bool lane = w.type[i]->lane;

			model = model_add(CMIS_ALERT_MONITOR, w.type[i]->class,
					  CMIS_SIDE_COUNT,
					  lane ? module->monitors[i].lane :
						 0xff);
			model->key.level = level;
			model->key.type = w.type[i]->type;
			model->key.index = i;
		}
	for (i = 0; i < module->lanes; i++) {
		model_add(CMIS_ALERT_TX_FAULT, CMIS_CLASS_LANES,
			  CMIS_SIDE_MEDIA, i);
		model_add(CMIS_ALERT_TX_LOS, CMIS_CLASS_LANES, CMIS_SIDE_HOST,
			  i);
		model_add(CMIS_ALERT_TX_CDR_LOL, CMIS_CLASS_LANES,
			  CMIS_SIDE_HOST, i);
		model_add(CMIS_ALERT_TX_ADAPT_EQ_FAIL, CMIS_CLASS_LANES,
			  CMIS_SIDE_HOST, i);
		model_add(CMIS_ALERT_RX_LOS, CMIS_CLASS_LANES, CMIS_SIDE_MEDIA,
			  i);
		model_add(CMIS_ALERT_RX_CDR_LOL, CMIS_CLASS_LANES,
			  CMIS_SIDE_MEDIA, i);
		model_add(CMIS_ALERT_DATAPATH_DOWN, CMIS_CLASS_LANES,
			  CMIS_SIDE_HOST, i);
		if (module->adverts.pages & CMIS_PAGES_DIAG)
			model_add(CMIS_ALERT_DIAGNOSTIC_ACTIVE,
				  CMIS_CLASS_LANES, CMIS_SIDE_HOST, i);
	}
	for (i = 0; i < module->lanes * CMIS_QUANTITY_COUNT; i++)
		models_add_health(i / CMIS_QUANTITY_COUNT,
				  i % CMIS_QUANTITY_COUNT);
	for (i = CMIS_ALERT_MODULE_FAULT; i <= CMIS_ALERT_CHECKSUM; i++)
		model_add(i, CMIS_CLASS_THERMAL, CMIS_SIDE_MODULE, 0xff);
	model_add(CMIS_ALERT_POWER_LIMIT, CMIS_CLASS_THERMAL, CMIS_SIDE_MODULE,
		  0xff);
	model_add(CMIS_ALERT_REVERT_FAILED, CMIS_CLASS_THERMAL,
		  CMIS_SIDE_MODULE, 0xff);
	for (i = 0; i < CMIS_CLASS_COUNT; i++) {
		model = model_add(CMIS_ALERT_UNREADABLE, i, CMIS_SIDE_MODULE,
				  0xff);
		model->key.index = i;
	}
}

static struct model *model_find(const struct cmis_alert_key *key)
{
	unsigned int i;

	for (i = 0; i < w.num; i++) {
		const struct cmis_alert_key *k = &w.model[i].key;

		if (k->kind == key->kind && k->level == key->level &&
		    k->lane == key->lane && k->type == key->type &&
		    k->index == key->index &&
		    (k->side == key->side || k->side == CMIS_SIDE_COUNT))
			return &w.model[i];
	}
	return NULL;
}

/* ------------------------------------------------------------------------ */
/* Data paths                                                               */
/* ------------------------------------------------------------------------ */

static struct path *path_of(unsigned int lane)
{
	return &w.path[lane / w.width * w.width];
}

static bool state_is_transient(u8 state)
{
	return state == 2 || state == 3 || state == 5 || state == 6;
}

/* A random step of a path. */
static void path_live(struct path *path)
{
	static const u8 on_its_way[] = { 2, 3, 5, 6 };
	static const u8 ends[] = { 1, 7, 0 };

	if (path->state == CMIS_DP_ACTIVATED) {
		if (!percent(3))
			return;
		path->cause = chance(5);
		path->moving = chance(4);
		path->slow = percent(20);
		path->end = ends[chance(3)];
		if (path->cause == DARK)
			path->end = CMIS_DP_INITIALIZED;
		path->state = path->moving ? on_its_way[chance(4)] : path->end;
		/* Dark outputs explain only some transient states. */
		if (path->cause == DARK && path->moving)
			path->state = CMIS_DP_TX_TURN_OFF;
		return;
	}
	if (percent(15)) {
		path->state = CMIS_DP_ACTIVATED;
		return;
	}
	if (path->moving && !path->slow && !--path->moving)
		path->state = path->end;
	/* The host may deinit a path that went down by itself. */
	if (path->cause == NOBODY && percent(5))
		path->cause = DEINIT;
}

/* Put a path into the snapshot, as a sweep does. */
static void path_read(unsigned int first, bool known)
{
	static const u8 asked[] = {
		[NOBODY] = 0, [DEINIT] = CMIS_ASKED_DEINIT,
		[DARK] = CMIS_ASKED_DARK, [LOW_POWER] = CMIS_ASKED_LOW_POWER,
		[NO_APPLICATION] = 0,
	};
	struct path *path = &w.path[first];
	unsigned int i;

	path_live(path);
	path->moved = percent(5);
	path->known = known && path->state != CMIS_DP_ACTIVATED &&
		      path->suspect;
	for (i = first; i < first + w.width; i++) {
		struct cmis_lane *lane = &w.snapshot.lane[i];

		lane->dp_state = path->state;
		lane->dp_id = first % CMIS_LANES_PER_BANK;
		lane->appsel = path->state != CMIS_DP_ACTIVATED &&
			       path->cause == NO_APPLICATION ? 0 : 1;
		lane->tx_output_valid = percent(90);
		lane->asked = 0;
		if (!path->known)
			continue;
		lane->asked = CMIS_ASKED_KNOWN;
		if (path->moved)
			lane->asked |= CMIS_ASKED_MOVED;
		/* DPDeinit of one lane is enough. */
		if (path->cause != DEINIT || i == first)
			lane->asked |= asked[path->cause];
	}
}

/* Dark outputs of a bank explain all of its paths that may be on. */
static bool path_is_dark(unsigned int first)
{
	unsigned int i, bank = first / CMIS_LANES_PER_BANK;
	u8 state = w.path[first].state;

	if (state != 5 && state != 6 && state != 7)
		return false;
	for (i = 0; i < w.module->lanes; i += w.width)
		if (i / CMIS_LANES_PER_BANK == bank && w.path[i].known &&
		    w.path[i].cause == DARK)
			return true;
	return false;
}

/* Decide whether a path must have an alert. */
static void path_judge(unsigned int first)
{
	struct path *path = &w.path[first];
	bool settles;

	if (path->state == CMIS_DP_ACTIVATED) {
		path->suspect = true;
		path->down = false;
		path->left_ns = 0;
		return;
	}
	if (!path->left_ns)
		path->left_ns = w.now_ns;
	if (!path->known)
		return;
	/* 10 ms for each advertised step, a minute for the other one. */
	settles = state_is_transient(path->state) &&
		  w.now_ns - path->left_ns < 60030 * MS;
	if (path->cause != NOBODY || path_is_dark(first)) {
		path->suspect = false;
		path->down = false;
	} else if (!path->moved && !settles) {
		path->down = true;
	}
}

/* ------------------------------------------------------------------------ */
/* Sweeps                                                                   */
/* ------------------------------------------------------------------------ */

static bool is_meaningful(unsigned int m)
{
	const struct cmis_monitor *monitor = &w.module->monitors[m];
	bool ready = w.snapshot.status.state == CMIS_STATE_READY;
	const struct cmis_lane *lane;

	if (w.type[m]->meaning == POWERED)
		return ready || w.truth[m].raw;
	if (w.type[m]->meaning == READY && !ready)
		return false;
	if (monitor->lane == CMIS_LANE_NONE || w.type[m]->anywhere)
		return true;
	/* If lanes cannot be read, their states are not known. */
	if (w.type[m]->meaning == READY &&
	    w.snapshot.sweep[CMIS_CLASS_LANES].error)
		return false;
	lane = &w.snapshot.lane[monitor->lane];
	if (w.type[m]->meaning == RECEIVING)
		return lane->dp_state == CMIS_DP_ACTIVATED ||
		       (lane->dp_state == CMIS_DP_INITIALIZED);
	return lane->dp_state == CMIS_DP_ACTIVATED &&
	       (w.type[m]->meaning != LIT || lane->tx_output_valid);
}

static u16 hits_choose(void)
{
	return chance(1000) < (w.storm ? 300 : 8) ? 1 + chance(3) : 0;
}

/* Put random hits of a flag into the snapshot, and count them. */
static void hits_put(unsigned int i, struct cmis_readings *readings)
{
	static const u8 lane_flags[] = {
		[CMIS_ALERT_TX_FAULT] = CMIS_LF_TX_FAILURE,
		[CMIS_ALERT_TX_LOS] = CMIS_LF_TX_LOS,
		[CMIS_ALERT_TX_CDR_LOL] = CMIS_LF_TX_CDR_LOL,
		[CMIS_ALERT_TX_ADAPT_EQ_FAIL] = CMIS_LF_TX_ADAPT_EQ_FAIL,
		[CMIS_ALERT_RX_LOS] = CMIS_LF_RX_LOS,
		[CMIS_ALERT_RX_CDR_LOL] = CMIS_LF_RX_CDR_LOL,
	};
	const struct cmis_alert_key *key = &w.model[i].key;
	u16 hits = hits_choose();

	switch (key->kind) {
	case CMIS_ALERT_MONITOR:
		readings->reading[key->index -
				  w.module->first[w.model[i].class]]
			.hits[key->level] = hits;
		break;
	case CMIS_ALERT_TX_FAULT ... CMIS_ALERT_RX_CDR_LOL:
		w.snapshot.lane[key->lane].hits[lane_flags[key->kind]] = hits;
		break;
	case CMIS_ALERT_MODULE_FW_ERROR ... CMIS_ALERT_ABNORMAL_FW:
		w.snapshot.status.hits[1 + key->kind -
				       CMIS_ALERT_MODULE_FW_ERROR] = hits;
		break;
	default:
		hits = 0;
	}
	w.flag_hits[i] = hits;
}

static struct cmis_readings *readings_make(unsigned int class, bool early)
{
	unsigned int first = w.module->first[class];
	unsigned int count = w.module->first[class + 1] - first;
	struct cmis_readings *readings;
	unsigned int i;

	readings = calloc(1, sizeof(*readings) +
			  count * sizeof(readings->reading[0]));
	readings->when_ns = w.now_ns;
	readings->early = early;
	readings->count = count;
	readings->error = class == CMIS_CLASS_VDM && percent(10) ?
			  -ETIMEDOUT : 0;
	for (i = 0; i < count; i++) {
		if (percent(w.storm ? 60 : 15))
			truth_move(first + i);
		readings->reading[i].raw = w.truth[first + i].raw;
		readings->reading[i].valid = percent(97);
	}
	return readings;
}

static void status_live(void)
{
	struct cmis_status *status = &w.snapshot.status;

	if (percent(2))
		status->state = chance(3) ? CMIS_STATE_READY :
				chance(2) ? CMIS_STATE_FAULT :
					    CMIS_STATE_LOW_POWER;
	status->fault_cause = 1 + chance(3);
	if (percent(2))
		w.snapshot.power_limit_mw =
			chance(3) ? POWER_MW - chance(2) : 0;
	if (percent(2))
		w.snapshot.diag.stuck = chance(3) ? chance(8) : 0;
	if (percent(4))
		w.snapshot.diag.lanes[chance(CMIS_DIAG_USES)] ^=
			1ull << chance(w.module->lanes);
}

/* ------------------------------------------------------------------------ */
/* The truth about alerts                                                   */
/* ------------------------------------------------------------------------ */

/**
 * struct verdict - the truth about an alert after a sweep
 * @evidence: there is evidence
 * @inside: without evidence, it may end
 * @hits: flags found set
 * @value: value, if it is raised now
 * @threshold: threshold, if it is raised now
 * @page: page, if it is raised now
 * @meaningful: @value is one that the module can mean in its state
 * @beyond: @value is beyond the threshold
 * @accepted: it ends at once
 */
struct verdict {
	bool evidence;
	bool inside;
	u32 hits;
	s32 value;
	s32 threshold;
	u8 page;
	bool meaningful;
	bool beyond;
	bool accepted;
};

static void verdict_health(const struct model *model, struct verdict *v)
{
	const struct cmis_marked_lane *lane = &w.marks.lane[model->key.lane];
	unsigned int quantity = model->key.index;
	u64 bit = 1ull << model->key.lane;

	if (model->key.kind == CMIS_ALERT_LIMIT_AHEAD) {
		v->evidence = w.marks.ahead[quantity] & bit;
		return;
	}
	v->evidence = w.marks.worse[quantity] & bit;
	v->accepted = !v->evidence && w.marks.accepted[quantity] & bit;
	v->value = lane->after[quantity];
	v->threshold = lane->before[quantity];
}

/* A limit is ahead, or not any more; a ratio is worse, back, or accepted. */
static void marks_live(void)
{
	unsigned int lane = chance(w.module->lanes);
	unsigned int quantity = chance(CMIS_QUANTITY_COUNT);
	u64 bit = 1ull << lane;

	w.marks.ahead[quantity] ^= bit;
	quantity %= 2;
	w.marks.worse[quantity] ^= bit;
	w.marks.accepted[quantity] &= ~bit;
	if (w.marks.worse[quantity] & bit) {
		w.marks.lane[lane].before[quantity] = chance(65536);
		w.marks.lane[lane].after[quantity] = chance(65536);
	} else if (percent(50)) {
		w.marks.accepted[quantity] |= bit;
	}
}

static void verdict_monitor(const struct model *model, struct verdict *v)
{
	unsigned int m = model->key.index, level = model->key.level;
	unsigned int class = model->class;
	const struct cmis_readings *readings = w.snapshot.readings[class];
	const struct cmis_sweep *sweep = &w.snapshot.sweep[class];
	bool old = w.now_ns - sweep->when_ns > w.snapshot.stale_ms[class] * MS;

	v->threshold = w.module->monitors[m].limit[level];
	if (!readings->reading[m - w.module->first[class]].valid ||
	    (w.type[m]->statistic && (readings->error || old)))
		return;
	v->value = w.truth[m].raw;
	if (!is_meaningful(m))
		return;
	v->meaningful = !cmis_monitor_check(&w.module->monitors[m], v->value);
	v->beyond = w.truth[m].beyond[level];
	v->evidence |= v->beyond;
	v->inside = w.truth[m].inside[level];
}

/* A media lane of no path is dark by right, if its bank has a path. */
static bool is_dark(const struct model *model)
{
	unsigned int lane = model->key.lane;
	unsigned int first = lane - lane % CMIS_LANES_PER_BANK, i;
	bool path = false;

	switch (model->key.kind) {
	case CMIS_ALERT_MONITOR:
		if (lane == CMIS_LANE_NONE ||
		    w.type[model->key.index]->anywhere)
			return false;
		break;
	case CMIS_ALERT_TX_FAULT:
	case CMIS_ALERT_RX_LOS:
	case CMIS_ALERT_RX_CDR_LOL:
		break;
	case CMIS_ALERT_BER_WORSE:
	case CMIS_ALERT_LIMIT_AHEAD:
		if (model->key.side == CMIS_SIDE_HOST)
			return false;
		break;
	default:
		return false;
	}
	for (i = first; i < first + CMIS_LANES_PER_BANK; i++)
		path = path || w.snapshot.lane[i].appsel;
	return path && !w.snapshot.lane[lane].appsel &&
	       !w.snapshot.sweep[CMIS_CLASS_LANES].error;
}

static struct verdict verdict_find(unsigned int i)
{
	const struct cmis_status *status = &w.snapshot.status;
	struct model *model = &w.model[i];
	struct verdict v = {
		.inside = true,
		.hits = w.flag_hits[i],
		.evidence = w.flag_hits[i],
	};

	if (is_dark(model))
		return (struct verdict) { .inside = true };
	switch (model->key.kind) {
	case CMIS_ALERT_MONITOR:
		verdict_monitor(model, &v);
		break;
	case CMIS_ALERT_DATAPATH_DOWN:
		v.evidence = path_of(model->key.lane)->down;
		v.value = w.snapshot.lane[model->key.lane].dp_state;
		break;
	case CMIS_ALERT_MODULE_FAULT:
		v.evidence = status->state == CMIS_STATE_FAULT;
		v.value = status->fault_cause;
		break;
	case CMIS_ALERT_CHECKSUM:
		v.evidence = !w.module->adverts.checksum_ok;
		v.value = 1;
		break;
	case CMIS_ALERT_POWER_LIMIT:
		v.evidence = w.snapshot.power_limit_mw == POWER_MW - 1;
		v.value = POWER_MW;
		break;
	case CMIS_ALERT_DIAGNOSTIC_ACTIVE:
		for (unsigned int i = 0; i < CMIS_DIAG_USES; i++)
			if (w.snapshot.diag.lanes[i] >> model->key.lane & 1)
				v.value |= 1 << i;
		v.evidence = v.value;
		break;
	case CMIS_ALERT_REVERT_FAILED:
		v.value = w.snapshot.diag.stuck;
		v.evidence = v.value;
		break;
	case CMIS_ALERT_UNREADABLE:
		v.evidence = w.snapshot.sweep[model->class].error;
		v.value = -w.snapshot.sweep[model->class].error;
		v.page = w.snapshot.sweep[model->class].page;
		break;
	case CMIS_ALERT_BER_WORSE:
	case CMIS_ALERT_LIMIT_AHEAD:
		verdict_health(model, &v);
		break;
	}
	return v;
}

static void model_change(struct model *model, bool active)
{
	model->active = active;
	if (model->known == active) {
		w.merged += 2;
		total.merged += 2;
	}
	model->since = w.events;
	w.active += active ? 1 : -1;
}

/* The last value, and the one furthest beyond, while the alert was active */
static void model_follow(struct model *model, const struct verdict *v)
{
	const struct type *type = w.type[model->key.index];
	double value;

	model->has_last = v->meaningful;
	if (!v->meaningful)
		return;
	value = real(type, v->value);
	if (!model->has_worst ||
	    (is_high(model->key.level) ? value > model->worst :
					 value < model->worst))
		model->worst = value;
	model->has_worst = true;
	model->last = v->value;
}

static void model_step(unsigned int i, bool counts)
{
	struct model *model = &w.model[i];
	struct verdict v = verdict_find(i);
	u64 sweep = w.sweeps[model->class];
	bool was_quiet = model->evidence + counts < sweep;

	if (v.evidence && !model->active) {
		model_change(model, true);
		model->hits += v.hits ? v.hits : 1;
		model->value = v.value;
		model->threshold = v.threshold;
		model->by_value = v.beyond;
		model->has_worst = false;
		model->page = v.page;
		model->raised_ns = w.now_ns;
		if (!model->first_ns)
			model->first_ns = w.now_ns;
		w.raised++;
		w.last = model->key;
		total.raises++;
	} else if (v.evidence) {
		model->hits += v.hits ? v.hits : was_quiet;
	}
	if (v.evidence)
		model->evidence = sweep;
	if (model->active && (v.evidence || counts))
		model_follow(model, &v);
	if (!v.evidence && counts && model->active && v.inside &&
	    (v.accepted || sweep - model->evidence >= 2)) {
		model_change(model, false);
		model->accepted = v.accepted;
		model->cleared_ns = w.now_ns;
		total.clears++;
	}
}

/* ------------------------------------------------------------------------ */
/* Events                                                                   */
/* ------------------------------------------------------------------------ */

static bool credit_take(void)
{
	w.credit_ns += w.now_ns - w.credit_at;
	w.credit_at = w.now_ns;
	if (w.credit_ns > CREDIT_FULL)
		w.credit_ns = CREDIT_FULL;
	if (w.credit_ns < CREDIT_EVENT)
		return false;
	w.credit_ns -= CREDIT_EVENT;
	return true;
}

static unsigned int models_pending(void)
{
	unsigned int i, pending = 0;

	for (i = 0; i < w.num; i++)
		pending += w.model[i].active != w.model[i].known;
	return pending;
}

static void event_check_values(const struct cmis_alert *alert,
			       const struct model *model)
{
	const struct type *type = w.type[model->key.index];

	CHECK(alert->raised_by == (model->by_value ? CMIS_RAISED_BY_VALUE :
						    CMIS_RAISED_BY_FLAG),
	      "type %u: evidence %u", type->type, alert->raised_by);
	CHECK(alert->has_last == model->has_last, "type %u: a last value",
	      type->type);
	CHECK(alert->has_worst == model->has_worst, "type %u: a worst value",
	      type->type);
	if (model->has_last)
		CHECK(alert->last == model->last,
		      "type %u: last value %d, not %d", type->type,
		      alert->last, model->last);
	if (!model->has_worst)
		return;
	CHECK(real(type, alert->worst) == model->worst,
	      "type %u: worst value %g, not %g", type->type,
	      real(type, alert->worst), model->worst);
}

static void event_check(const struct cmis_alert_event *event, bool removed)
{
	const struct cmis_alert *alert = &event->alert;
	struct model *model = model_find(&alert->key);

	if (!model) {
		CHECK(false, "event of an unknown alert");
		return;
	}
	CHECK(model->known != model->active, "kind %u: nothing to tell",
	      alert->key.kind);
	CHECK(alert->active == model->active, "kind %u: other state",
	      alert->key.kind);
	model->known = model->active;
	w.events++;
	total.told++;
	CHECK(w.events - model->since <= w.num, "kind %u waited too long",
	      alert->key.kind);
	CHECK(event->generation == w.generation, "generation");
	CHECK(event->merged == w.merged, "merged %u, not %u", event->merged,
	      w.merged);
	CHECK(event->initial == (model->active &&
				 model->raised_ns == w.started_ns), "initial");
	if (!model->active)
		CHECK(event->reason == (removed ? CMIS_REASON_REMOVED :
					model->accepted ?
					CMIS_REASON_ACCEPTED :
					CMIS_REASON_GONE), "reason");
	CHECK(alert->hits == model->hits, "kind %u: %u hits, not %u",
	      alert->key.kind, alert->hits, model->hits);
	CHECK(alert->value == model->value &&
	      alert->threshold == model->threshold &&
	      alert->page == model->page, "kind %u: value",
	      alert->key.kind);
	if (alert->key.kind == CMIS_ALERT_MONITOR && model->first_ns)
		event_check_values(alert, model);
	CHECK(alert->scale == (model->first_ns &&
			       alert->key.kind == CMIS_ALERT_MONITOR),
	      "kind %u: scale", alert->key.kind);
	CHECK(alert->first_raised_ns == model->first_ns &&
	      alert->last_raised_ns == model->raised_ns &&
	      alert->last_cleared_ns == model->cleared_ns, "kind %u: times",
	      alert->key.kind);
}

/* Take all events that the rate limit allows, and check their number. */
static void events_take(bool removed)
{
	unsigned int pending = models_pending();
	struct cmis_alert_event event;

	while (!failed && pending--) {
		if (!credit_take() && !removed) {
			u64 due_ns = cmis_alerts_due_ns(&w.alerts);

			CHECK(!cmis_alerts_next_event(&w.alerts, w.now_ns,
						      &event),
			      "the limit lets too many through");
			CHECK(due_ns == w.now_ns + CREDIT_EVENT - w.credit_ns,
			      "due at another time");
			total.held++;
			return;
		}
		if (!cmis_alerts_next_event(&w.alerts, w.now_ns, &event)) {
			CHECK(false, "an event is missing");
			return;
		}
		event_check(&event, removed);
	}
	CHECK(failed || !cmis_alerts_next_event(&w.alerts, w.now_ns, &event),
	      "one event too many");
	CHECK(cmis_alerts_due_ns(&w.alerts) == UINT64_MAX, "nothing is due");
}

static void counts_check(void)
{
	const struct cmis_alert_counts *counts = &w.alerts.counts;

	CHECK(counts->active == w.active, "%u active, not %u", counts->active,
	      w.active);
	CHECK(counts->raised == w.raised, "%u raised, not %u", counts->raised,
	      w.raised);
	CHECK(counts->merged == w.merged, "%u merged, not %u", counts->merged,
	      w.merged);
	CHECK(counts->any == !!w.raised, "any");
	/* If several begin together, any of them may be the last. */
	CHECK(!w.raised || model_find(&counts->last)->raised_ns ==
	      model_find(&w.last)->raised_ns, "last");
}

/* ------------------------------------------------------------------------ */
/* Life                                                                     */
/* ------------------------------------------------------------------------ */

static void step(const struct cmis_snapshot *old, unsigned long classes,
		 bool early)
{
	unsigned int i;

	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		w.sweeps[i] += (classes & 1 << i) && !early;
	for (i = 0; i < w.num; i++) {
		const struct model *model = &w.model[i];

		if (classes & 1 << model->class)
			model_step(i, !early);
		else if (model->key.kind == CMIS_ALERT_UNREADABLE &&
			 w.snapshot.sweep[model->class].error)
			model_step(i, false);
	}
	w.alerts.marks = &w.marks;
	cmis_alerts_step(&w.alerts, old, &w.snapshot, w.now_ns);
	counts_check();
}

static void paths_sweep(void)
{
	unsigned int i;

	for (i = 0; i < w.module->lanes; i += w.width)
		path_read(i, percent(90));
	for (i = 0; i < w.module->lanes; i += w.width)
		path_judge(i);
}

static void sweep(const struct cmis_snapshot *old, unsigned long classes,
		  bool early)
{
	unsigned int class, i;

	for (class = 0; class < CMIS_CLASS_COUNT; class++) {
		struct cmis_readings *readings;

		if (!(classes & 1 << class))
			continue;
		if (class == CMIS_CLASS_THERMAL)
			status_live();
		if (class == CMIS_CLASS_LANES)
			paths_sweep();
		readings = readings_make(class, early);
		for (i = 0; i < w.num; i++)
			if (w.model[i].class == class)
				hits_put(i, readings);
		w.snapshot.readings[class] = readings;
		if (class == CMIS_CLASS_VDM && early && old)
			continue;
		w.snapshot.sweep[class] = (struct cmis_sweep) {
			.when_ns = w.now_ns,
		};
	}
	step(old, classes, early);
	total.sweeps++;
}

static void fail(const struct cmis_snapshot *old)
{
	unsigned int class = chance(CMIS_CLASS_COUNT);

	w.snapshot.sweep[class].error = percent(50) ? -EIO : -ENXIO;
	w.snapshot.sweep[class].page = chance(256);
	step(old, 0, false);
}

static void insert(void)
{
	struct cmis_module *module = w.module;
	unsigned int i, lanes = 1 << chance(4);

	if (percent(5))
		lanes = CMIS_MAX_LANES;
	w.width = lanes >= 4 && percent(50) ? 4 : 1;
	memset(module, 0, sizeof(*module));
	module->monitors = calloc(MAX_MONITORS, sizeof(*module->monitors));
	module->generation = ++w.generation;
	module->lanes = lanes;
	module->plan.banks = (lanes + 7) / 8;
	module->basics.rev_major = 5;
	module->basics.rev_minor = 4;
	module->admin.checksum_ok = true;
	module->admin.max_power_mw = POWER_MW;
	module->adverts.known = true;
	module->adverts.checksum_ok = percent(80);
	module->adverts.lane_flags = 0xff;
	module->adverts.pages = chance(2) ? CMIS_PAGES_DIAG : 0;
	module->adverts.durations = (struct cmis_durations) {
		.tx_turn_off_ms = 10, .dp_deinit_ms = 10,
		.dp_init_ms = UINT32_MAX, .tx_turn_on_ms = 10,
	};
	module->apps.count = 1;
	module->apps.app[0] = (struct cmis_app) {
		.host_lanes = w.width, .media_lanes = w.width,
		.host_assign = w.width == 4 ? 0x11 : 0xff,
		.media_assign = w.width == 4 ? 0x11 : 0xff,
	};
	monitors_choose();
	memset(w.path, 0, sizeof(w.path));
	memset(w.truth, 0, sizeof(w.truth));
	memset(w.flag_hits, 0, sizeof(w.flag_hits));
	memset(w.sweeps, 0, sizeof(w.sweeps));
	memset(&w.snapshot, 0, sizeof(w.snapshot));
	memset(w.lane, 0, sizeof(w.lane));
	w.snapshot.module = module;
	w.snapshot.lane = w.lane;
	w.snapshot.status.state = CMIS_STATE_READY;
	/* Sweeps change it. */
	w.snapshot.power_limit_mw = 0;
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		w.snapshot.stale_ms[i] = 3000;
	for (i = 0; i < CMIS_MAX_LANES; i++)
		w.path[i].state = percent(80) ? CMIS_DP_ACTIVATED : 1;
	for (i = 0; i < module->num_monitors; i++)
		while (!truth_find(i, chance(65536)))
			;

	models_list();
	w.active = 0;
	w.raised = 0;
	w.merged = 0;
	w.started_ns = w.now_ns;
	CHECK(cmis_alerts_list(module, NULL) == w.num, "%u alerts, not %u",
	      cmis_alerts_list(module, NULL), w.num);
	w.memory = calloc(w.num, sizeof(*w.memory));
	cmis_alerts_start(&w.alerts, module, w.memory);
	sweep(NULL, 7, false);
}

static void readings_free(const struct cmis_snapshot *old)
{
	unsigned int i;

	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		if (old->readings[i] != w.snapshot.readings[i])
			free(old->readings[i]);
}

static void pull(void)
{
	const struct cmis_snapshot old = w.snapshot;
	unsigned int i;

	for (i = 0; i < w.num; i++)
		if (w.model[i].active) {
			model_change(&w.model[i], false);
			w.model[i].has_last = false;
			w.model[i].cleared_ns = w.now_ns;
			total.clears++;
		}
	cmis_alerts_step(&w.alerts, &old, NULL, w.now_ns);
	counts_check();
	events_take(true);
	cmis_alerts_start(&w.alerts, NULL, NULL);
	memset(&w.snapshot, 0, sizeof(w.snapshot));
	readings_free(&old);
	free(w.module->monitors);
	free(w.memory);
	total.removals++;
}

static void live(void)
{
	static const u32 pause_ms[] = { 1, 10, 100, 1000, 120000 };
	const struct cmis_snapshot old = w.snapshot;

	w.now_ns += 1 + chance(pause_ms[chance(percent(2) ? 5 : 3)] * MS);
	if (percent(1))
		w.storm = chance(3) == 0;
	if (percent(5))
		marks_live();
	if (chance(400) == 0) {
		pull();
		insert();
	} else if (percent(2)) {
		fail(&old);
	} else {
		sweep(&old, chance(20) ? 1u << chance(3) : 1 + chance(7),
		      percent(15));
		readings_free(&old);
	}
	if (!percent(20))
		events_take(false);
}

int main(int argc, char **argv)
{
	const char *text = getenv("CMIS_ALERT_STEPS");
	u64 steps = argc > 1 ? strtoull(argv[1], NULL, 0) :
		    text ? strtoull(text, NULL, 0) : STEPS;
	u64 i;

	chance_state = argc > 2 ? strtoull(argv[2], NULL, 0) : SEED;
	w.now_ns = SECOND;
	w.credit_ns = CREDIT_FULL;
	w.credit_at = w.now_ns;
	w.module = calloc(1, sizeof(*w.module));
	cmis_alerts_init(&w.alerts);
	insert();
	for (i = 0; i < steps && !failed; i++)
		live();
	pull();
	free(w.module);

	printf("# %llu steps: %llu raises, %llu clears, %llu told, %llu merged, %llu removals, held back %llu times\n",
	       (unsigned long long)i, (unsigned long long)total.raises,
	       (unsigned long long)total.clears,
	       (unsigned long long)total.told,
	       (unsigned long long)total.merged,
	       (unsigned long long)total.removals,
	       (unsigned long long)total.held);
	tap_ok(!failed, "%llu steps: each change is told once or merged",
	       (unsigned long long)steps);
	tap_ok(total.raises == total.clears &&
	       total.raises + total.clears == total.told + total.merged,
	       "nothing is lost, nothing is invented");
	tap_ok(total.merged && total.held && total.removals,
	       "the limit was felt, and modules were pulled");
	return tap_done();
}
