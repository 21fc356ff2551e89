// SPDX-License-Identifier: GPL-2.0-only
/*
 * Link health: logarithms, trends, the guard, the rules of verdicts, and the
 * watch over a cage with any input. test_diagnose.py judges whole traces.
 */

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include "spec/f16.h"
#include "spec/health_evidence.h"
#include "spec/health_guard.h"
#include "spec/health_log2.h"
#include "spec/health_peers.h"
#include "spec/health_trend.h"
#include "spec/health_verdict.h"
#include "spec/health_watch.h"
#include "tap.h"

#define SECOND		CMIS_WATCH_SECOND_NS
#define LANES		16
#define CAGES		8
#define STEPS		200000

static struct cmis_trend_work work;

/* Each F16 but 0, and each number of up to six digits. */
static void log2_test(void)
{
	unsigned int wrong = 0, far = 0;

	for (unsigned int raw = 0; raw < 65536; raw++) {
		struct cmis_f16 f16 = cmis_f16_decode(raw);
		double want = 256 * log2(f16.mantissa * pow(10, f16.exponent));
		s16 got;

		if (!f16.mantissa)
			continue;
		got = cmis_log2_number(f16.mantissa, f16.exponent);
		wrong += fabs(got - want) > 1.01;
		if (f16.mantissa < 100)
			continue;
		f16 = cmis_f16_decode(cmis_log2_to_f16(got));
		far += abs(cmis_log2_number(f16.mantissa, f16.exponent) - got) >
		       3;
	}
	for (unsigned int i = 1; i < 1000000; i++)
		wrong += fabs(cmis_log2_number(i, 0) - 256 * log2(i)) > 1.01;
	tap_is(wrong, 0, "logarithms are right within 1/256");
	tap_is(far, 0, "and so are numbers made from them");
	tap_is(cmis_log2_ber(0, 0), CMIS_LOG2_BER_LEAST, "no error seen");
	tap_is(cmis_log2_ber(1, -20), CMIS_LOG2_BER_LEAST, "hardly any");
	tap_is(cmis_log2_ber(5, -1), CMIS_LOG2_NONE, "0.5 is no error ratio");
	tap_is(cmis_log2_number(~0ULL, 20), 0x7fff, "far too great");
	tap_is(cmis_log2_number(1, -80), -0x7fff, "far too small");
}

static struct cmis_trend_query query(const struct cmis_series *series,
				     unsigned int quantity, s16 limit)
{
	return (struct cmis_trend_query) {
		.series = series,
		.quantity = quantity,
		.window = CMIS_WINDOW_7D,
		.limit = limit,
	};
}

/* Fill the window of 7 days with a line, and a step before one of its bins. */
static void series_fill(struct cmis_series *series, int from, int slope,
			unsigned int step)
{
	cmis_series_init(series);
	for (unsigned int i = 0; i < 28; i++) {
		for (unsigned int w = 0; w < CMIS_WINDOW_7D; w++) {
			cmis_series_add(series, from + slope * (int)i +
					(i >= step ? 600 : 0) + (int)(i % 3));
			cmis_series_close(series, w, 1);
		}
		cmis_series_close(series, CMIS_WINDOW_7D, 1);
	}
}

static void trend_test(void)
{
	struct cmis_series series;
	struct cmis_trend_query q = query(&series, CMIS_QUANTITY_MEDIA_BER,
					  -3078);
	struct cmis_trend trend;

	/* 0.5 decades a day: 106 a bin. */
	series_fill(&series, -6500, 106, 99);
	tap_ok(cmis_trend_get(&q, &work, &trend), "a line has a slope");
	tap_is(cmis_trend_per_day(&trend, q.quantity, q.window) / 10, 49,
	       "of half a decade a day");
	tap_ok(cmis_trend_ahead(&q, &work, &trend), "its limit is ahead");
	tap_ok(trend.minutes_left > 300 && trend.minutes_left < 2400,
	       "within two days: %d minutes", trend.minutes_left);
	tap_ok(trend.minutes_low <= trend.minutes_left &&
	       trend.minutes_left <= trend.minutes_high, "between its bounds");
	tap_is(trend.confidence, 100, "for sure");
	q.limit = 9000;
	tap_ok(!cmis_trend_ahead(&q, &work, &trend),
	       "no further ahead than back");
	q.limit = -5000;
	tap_ok(!cmis_trend_ahead(&q, &work, &trend), "a limit that is past");
	q.limit = -3078;
	series_fill(&series, -3900, 0, 20);
	tap_ok(!cmis_trend_ahead(&q, &work, &trend), "a step is no trend");
	series_fill(&series, -3300, 0, 99);
	tap_ok(!cmis_trend_ahead(&q, &work, &trend), "near the limit is none");
	q = query(&series, CMIS_QUANTITY_RX_POWER, 3000);
	series_fill(&series, 3500, -15, 99);
	tap_ok(cmis_trend_ahead(&q, &work, &trend), "power falls to its limit");
	tap_ok(cmis_trend_per_day(&trend, q.quantity, q.window) < -600,
	       "and its slope is negative");
	cmis_series_close(&series, CMIS_WINDOW_7D, 100000);
	tap_ok(!cmis_trend_get(&q, &work, &trend), "a long gap leaves nothing");
}

static enum cmis_guard_event guard_samples(struct cmis_guard *guard, s16 log2,
					   u64 *now, unsigned int count)
{
	enum cmis_guard_event event = CMIS_GUARD_QUIET;
	const struct cmis_guard_sample sample = { log2, 0x0801 };

	while (count-- && event == CMIS_GUARD_QUIET) {
		*now += 10 * SECOND;
		event = cmis_guard_step(guard, sample, *now);
	}
	return event;
}

static void guard_flap(struct cmis_guard *guard, s16 level, u64 *now)
{
	memset(guard, 0, sizeof(*guard));
	for (unsigned int i = 0; i < 40; i++)
		cmis_guard_learn(guard, level + i % 5, i * 10 * SECOND);
	*now = 500 * SECOND;
	cmis_guard_down(guard);
	cmis_guard_up(guard, *now);
}

static void guard_test(void)
{
	struct cmis_guard guard;
	u64 now = 0;

	guard_flap(&guard, -8504, &now);
	tap_ok(cmis_guard_valid(&guard), "a level of 40 samples");
	tap_is(guard_samples(&guard, -8504 + 900, &now, 2), CMIS_GUARD_QUIET,
	       "two samples are too few");
	tap_is(guard_samples(&guard, -8504 + 900, &now, 1),
	       CMIS_GUARD_IS_WORSE, "three are worse");
	tap_ok(now <= 540 * SECOND, "within 40 s");
	tap_is(guard_samples(&guard, -8504 + 900, &now, 100),
	       CMIS_GUARD_QUIET, "told once");
	tap_is(guard_samples(&guard, -8504 + 100, &now, 2), CMIS_GUARD_BACK,
	       "back after two sweeps");
	guard_flap(&guard, -8504, &now);
	guard_samples(&guard, -8504 + 900, &now, 3);
	tap_is(guard_samples(&guard, -8504 + 900, &now, 8700),
	       CMIS_GUARD_ACCEPTED, "worse for a day is how it is");
	tap_ok(abs(guard.base.level - (-8504 + 900)) < 32, "the level follows");
	guard_flap(&guard, -8504, &now);
	guard_samples(&guard, -8504 + 900, &now, 3);
	tap_ok(cmis_guard_accept(&guard), "an operator may say so");
	tap_ok(!cmis_guard_accept(&guard), "once");
	guard_flap(&guard, -8504, &now);
	tap_is(guard_samples(&guard, -8504 - 900, &now, 3),
	       CMIS_GUARD_IS_BETTER, "a decade better");
	guard_flap(&guard, CMIS_LOG2_BER_LEAST, &now);
	tap_is(guard_samples(&guard, CMIS_LOG2_BER_LEAST + 840, &now, 3),
	       CMIS_GUARD_QUIET, "less than 1e-11 is never worse");
	cmis_guard_forget(&guard);
	tap_ok(!cmis_guard_valid(&guard), "another module has no before");
}

struct rule_case {
	u32 signs;
	u8 kind;
	u8 detail;
	u8 advice;
};

#define S(sign)	BIT(CMIS_SIGN_##sign)
#define ROW(signs, kind, detail, advice) { signs, CMIS_VERDICT_##kind, \
	CMIS_DETAIL_##detail, CMIS_ADVICE_##advice }

static const struct rule_case rule_cases[] = {
	ROW(S(ADMIN_DOWN) | S(RX_LOS), OPERATOR, ADMIN_DOWN, NONE),
	ROW(S(LOW_POWER) | S(PATH_DOWN), OPERATOR, LOW_POWER, NONE),
	ROW(S(RESET) | S(REMOVED), OPERATOR, RESET, NONE),
	ROW(S(DEINIT), OPERATOR, DEINIT, NONE),
	ROW(S(REMOVED) | S(DEAD) | S(VCC_LOW), OPERATOR, REMOVED, NONE),
	ROW(S(VCC_LOW) | S(HOT) | S(TX_FAULT), POWER_THERMAL, SUPPLY,
	    CHECK_POWER),
	ROW(S(HOT) | S(HOST_RISES), POWER_THERMAL, HEAT, CHECK_COOLING),
	ROW(S(HOT) | S(MEDIA_RISES), POWER_THERMAL, HEAT, CHECK_COOLING),
	ROW(S(HOT) | S(MODULE_DOWN), POWER_THERMAL, HEAT, CHECK_COOLING),
	ROW(S(HEAT_FAULT) | S(MODULE_FAULT), POWER_THERMAL, HEAT,
	    CHECK_COOLING),
	ROW(S(HOT) | S(TX_FAULT), MODULE, LASER, SWAP_THIS_END),
	ROW(S(MODULE_FAULT) | S(PATH_DOWN), MODULE, FIRMWARE, RESEAT),
	ROW(S(PATH_DOWN) | S(TX_LOS), MODULE, DATAPATH, RESEAT),
	ROW(S(DEAD) | S(RX_LOS), MODULE, DEAD, RESEAT),
	ROW(S(TX_WEAK) | S(RX_LOS), MODULE, LASER, SWAP_THIS_END),
	ROW(S(TX_FADES), MODULE, LASER, SWAP_THIS_END),
	ROW(S(RX_CDR) | S(TX_CDR), MODULE, DSP, SWAP_THIS_END),
	ROW(S(TX_LOS), HOST, SIGNAL, CHECK_HOST),
	ROW(S(TX_LOS) | S(RX_LOS), LINE, DARK, CHECK_FAR_END),
	ROW(S(RX_CDR) | S(TX_CDR) | S(RX_LOS), LINE, DARK, CHECK_FAR_END),
	ROW(S(RX_DIM) | S(RX_LOWER) | S(RX_CDR), LINE, DIM, CLEAN),
	ROW(S(RX_CDR), LINE, EYE, SWAP_FAR_END),
	ROW(S(RX_CDR) | S(RX_LOWER), LINE, DIM, CLEAN),
	ROW(S(HOST_BER), HOST, ERRORS, CHECK_HOST),
	ROW(S(HOST_BER) | S(MEDIA_BER), LINE, EYE, SWAP_FAR_END),
	ROW(S(MEDIA_BER) | S(RX_LOWER), LINE, DIM, CLEAN),
	ROW(S(HOT) | S(RX_LOWER), UNKNOWN, NONE, WATCH),
	ROW(0, UNKNOWN, NONE, WATCH),
};

static void evidence_fill(struct cmis_signs *evidence, u32 signs, u64 lanes)
{
	memset(evidence, 0, sizeof(*evidence));
	evidence->event_ns = 100 * SECOND;
	evidence->media_lanes = 0xff;
	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++) {
		const struct cmis_sign_seen seen = {
			.lanes = i < CMIS_SIGN_TX_FAULT ||
				 i == CMIS_SIGN_DEAD ? CMIS_LANES_MODULE :
				 lanes,
			.when_ns = 99 * SECOND,
		};

		if (signs & BIT(i))
			cmis_evidence_add(evidence, i, &seen);
	}
}

static void rules_test(void)
{
	struct cmis_signs evidence;
	struct cmis_verdict verdict;

	for (unsigned int i = 0; i < ARRAY_SIZE(rule_cases); i++) {
		const struct rule_case *c = &rule_cases[i];

		evidence_fill(&evidence, c->signs, 0xff);
		cmis_verdict_judge(&evidence, &verdict);
		tap_ok(verdict.kind == c->kind && verdict.detail == c->detail &&
		       verdict.actions[0] == c->advice, "signs %x: %s: %s, %s",
		       c->signs, cmis_verdict_name(verdict.kind),
		       cmis_detail_name(verdict.detail),
		       cmis_advice_name(verdict.actions[0]));
	}
	evidence_fill(&evidence, S(RX_LOS), 0x01);
	cmis_verdict_judge(&evidence, &verdict);
	tap_is(verdict.actions[0], CMIS_ADVICE_CLEAN, "one dark lane: clean");
	tap_is(verdict.lanes, 0x01, "and it is named");
	evidence_fill(&evidence, S(RX_CDR) | S(TX_CDR), 0x01);
	cmis_verdict_judge(&evidence, &verdict);
	tap_is(verdict.kind, CMIS_VERDICT_LINE, "one lane is no DSP");
	evidence_fill(&evidence, S(TX_LOS) | S(RX_LOS), 0xff);
	evidence.sign[CMIS_SIGN_TX_LOS].when_ns -= SECOND / 500;
	cmis_verdict_judge(&evidence, &verdict);
	tap_is(verdict.kind, CMIS_VERDICT_HOST, "the host was first");
	tap_is(verdict.confidence, 80, "and the order is known");
	tap_ok(!cmis_verdict_many(3, 7) && cmis_verdict_many(3, 6) &&
	       cmis_verdict_many(4, 100) && !cmis_verdict_many(2, 2),
	       "four links, or three of six, have a common cause");
	tap_ok(!cmis_verdict_name(CMIS_VERDICT_COUNT) &&
	       !cmis_detail_name(CMIS_DETAIL_COUNT) &&
	       !cmis_advice_name(CMIS_ADVICE_COUNT) &&
	       !cmis_sign_get(CMIS_SIGN_COUNT), "no names beyond the last");
}

struct common_case {
	const char *name;
	u8 kind;
	u8 detail;
	bool light;
	u8 common;
	u8 advice;
};

#define COMMON(kind, detail, light, common, advice) { #kind " " #detail, \
	CMIS_VERDICT_##kind, CMIS_DETAIL_##detail, light, \
	CMIS_DETAIL_##common, CMIS_ADVICE_##advice }

static const struct common_case common_cases[] = {
	COMMON(POWER_THERMAL, SUPPLY, true, POWER, CHECK_POWER),
	COMMON(POWER_THERMAL, HEAT, true, HEAT, CHECK_COOLING),
	COMMON(LINE, DARK, true, FAR_OR_LINE, CHECK_FAR_END),
	COMMON(LINE, DARK, false, CABLE, CHECK_FAR_END),
	COMMON(HOST, SIGNAL, true, HOST, CHECK_HOST),
	COMMON(MODULE, LASER, true, NONE, NONE),
};

/* Two of four links have a cause, the others have none. */
static void common_test(void)
{
	struct cmis_verdict each[4], verdict;

	for (unsigned int i = 0; i < ARRAY_SIZE(common_cases); i++) {
		const struct common_case *c = &common_cases[i];

		memset(each, 0, sizeof(each));
		for (unsigned int j = 1; j < 3; j++) {
			each[j].kind = c->kind;
			each[j].detail = c->detail;
			each[j].light = c->light;
		}
		cmis_verdict_common(each, 4, &verdict);
		tap_ok(verdict.kind == CMIS_VERDICT_COMMON_CAUSE &&
		       verdict.detail == c->common &&
		       verdict.actions[0] == CMIS_ADVICE_LOOK_AT_SWITCH &&
		       verdict.actions[1] == c->advice, "many: %s: %s, %s",
		       c->name, cmis_detail_name(verdict.detail),
		       cmis_advice_name(verdict.actions[1]));
	}
}

/* A cage that a test feeds by hand. */
static struct {
	struct cmis_watch watch;
	struct cmis_watch_lane lane[LANES];
	unsigned int events[CMIS_GUARD_ACCEPTED + 1];
	unsigned int ahead;
	unsigned int stopped;
} hand;

static void hand_guard(struct cmis_watch *watch, unsigned int lane,
		       unsigned int side, enum cmis_guard_event event)
{
	(void)watch, (void)lane, (void)side;
	hand.events[event]++;
}

static void hand_ahead(struct cmis_watch *watch, unsigned int lane,
		       unsigned int quantity, const struct cmis_trend *trend)
{
	(void)watch, (void)lane, (void)quantity;
	hand.ahead += !!trend;
	hand.stopped += !trend;
}

static void hand_init(unsigned int lanes)
{
	static const struct cmis_watch_ops ops = { hand_guard, hand_ahead };

	memset(&hand, 0, sizeof(hand));
	cmis_watch_init(&hand.watch);
	cmis_watch_grow(&hand.watch, hand.lane, lanes);
	hand.watch.ops = &ops;
	hand.watch.work = &work;
}

#define MODULE		CMIS_WATCH_LANE_NONE
#define PUT(tenths, input, lane, value)					\
	hand_put((tenths) * SECOND / 10, CMIS_INPUT_##input, lane, value)

static void hand_put(u64 now_ns, unsigned int input, unsigned int lane,
		     s64 value)
{
	cmis_watch_begin(&hand.watch, now_ns);
	cmis_watch_put(&hand.watch, input, lane, value);
	cmis_watch_commit(&hand.watch);
}

static void hand_judge(struct cmis_verdict *verdict, const char *kind,
		       const char *detail, const char *name)
{
	cmis_watch_judge(&hand.watch, verdict);
	tap_ok(!strcmp(cmis_verdict_name(verdict->kind), kind) &&
	       !strcmp(cmis_detail_name(verdict->detail), detail),
	       "%s: %s: %s", name, cmis_verdict_name(verdict->kind),
	       cmis_detail_name(verdict->detail));
}

/* Somebody asks twice within ten seconds; the second time, the link falls. */
static void twice_test(void)
{
	static const struct {
		u8 input;
		u8 on;
		const char *detail;
	} asks[] = {
		{ CMIS_INPUT_ADMIN, 0, "admin_down" },
		{ CMIS_INPUT_LOW_POWER, 1, "low_power" },
		{ CMIS_INPUT_RESET, 1, "reset" },
		{ CMIS_INPUT_PRESENT, 0, "removed" },
		{ CMIS_INPUT_EMPTY, 1, "removed" },
	};
	struct cmis_verdict verdict;

	for (unsigned int i = 0; i < ARRAY_SIZE(asks); i++) {
		hand_init(8);
		PUT(1000, LINK, MODULE, 1);
		hand_put(101 * SECOND, asks[i].input, MODULE, asks[i].on);
		hand_put(108 * SECOND, asks[i].input, MODULE, !asks[i].on);
		hand_put(112 * SECOND, asks[i].input, MODULE, asks[i].on);
		PUT(1121, LINK, MODULE, 0);
		hand_judge(&verdict, "operator", asks[i].detail,
			   "asked twice in 10 s");
	}
	hand_init(8);
	PUT(1000, LINK, MODULE, 1);
	PUT(1010, FW_ERROR, MODULE, 1);
	PUT(1080, FW_ERROR, MODULE, 0);
	PUT(1120, FW_ERROR, MODULE, 1);
	PUT(1121, LINK, MODULE, 0);
	hand_judge(&verdict, "unknown", "none", "a flag that came before");
}

static void hand_light(u64 tenths, unsigned int lanes, u64 power, bool los)
{
	cmis_watch_begin(&hand.watch, tenths * SECOND / 10);
	for (unsigned int i = 0; i < lanes; i++) {
		cmis_watch_put(&hand.watch, CMIS_INPUT_RX_POWER, i, power);
		cmis_watch_put(&hand.watch, CMIS_INPUT_RX_LOS, i, los);
	}
	cmis_watch_commit(&hand.watch);
}

/* Another module has other lanes, and measures other things. */
static void swap_test(void)
{
	struct cmis_verdict verdict;

	hand_init(8);
	PUT(1000, SERIAL, MODULE, 1);
	PUT(1000, LINK, MODULE, 1);
	hand_light(1010, 8, 500000, false);
	PUT(1200, SERIAL, MODULE, 2);
	for (unsigned int i = 0; i < 20; i++)
		hand_light(1210 + 10 * i, 4, 500000, false);
	hand_light(1420, 4, 100, true);
	PUT(1421, LINK, MODULE, 0);
	hand_judge(&verdict, "line", "dark", "8 lanes became 4, all are dark");
	tap_is(verdict.actions[0], CMIS_ADVICE_CHECK_FAR_END, "see far end");
	PUT(1600, SERIAL, MODULE, 3);
	PUT(1610, RX_LOS, 0, 1);
	hand_judge(&verdict, "line", "dark", "another module comes later");
	tap_ok(verdict.actions[0] == CMIS_ADVICE_CHECK_FAR_END &&
	       verdict.light, "the evidence is of the old one");
	PUT(1700, LINK, MODULE, 1);
	hand.watch.event.pending = false;
	PUT(1800, LINK, MODULE, 0);
	cmis_watch_judge(&hand.watch, &verdict);
	tap_ok(!verdict.light, "a cable after optics measures no light");
	PUT(1900, LIMIT_TX_BIAS, MODULE, 100000);
	tap_ok(hand.watch.limit[CMIS_QUANTITY_TX_BIAS] != CMIS_LOG2_NONE,
	       "a limit");
	cmis_watch_forget_limits(&hand.watch);
	tap_is(hand.watch.limit[CMIS_QUANTITY_TX_BIAS], CMIS_LOG2_NONE,
	       "is forgotten");
}

/* A host's side that has errors is no evidence of the media side. */
static void sides_test(void)
{
	struct cmis_sign_seen *sign = hand.watch.event.evidence.sign;
	struct cmis_verdict verdict;

	hand_init(8);
	PUT(0, LIMIT_TEMPERATURE, MODULE, 75000);
	PUT(0, LINK, MODULE, 1);
	for (unsigned int i = 0; i < 40; i++) {
		PUT(1000 + 10 * i, HOST_BER, 0, 14 << 11 | 100);
		PUT(1000 + 10 * i, TEMPERATURE, MODULE, 50000);
	}
	PUT(1400, HOST_BER, 0, 16 << 11 | 100);
	PUT(1400, TEMPERATURE, MODULE, 80000);
	PUT(1401, LINK, MODULE, 0);
	hand_judge(&verdict, "power_thermal", "heat", "heat, and host errors");
	tap_is(sign[CMIS_SIGN_HOST_RISES].lanes, 1, "host errors are host's");
	tap_is(sign[CMIS_SIGN_MEDIA_RISES].lanes, 0, "and no media errors");
}

/* Values of signs are those of traces. */
static void values_test(void)
{
	struct cmis_sign_seen *sign = hand.watch.event.evidence.sign;
	struct cmis_verdict verdict;

	hand_init(8);
	PUT(1000, LINK, MODULE, 1);
	PUT(1001, EMPTY, MODULE, 0);
	PUT(1002, MODULE_STATE, MODULE, 3);
	PUT(1010, MODULE_STATE, MODULE, 4);
	PUT(1011, MODULE_STATE, MODULE, 1);
	PUT(1012, FAULT_CAUSE, MODULE, 6);
	PUT(1013, BUS_ERROR, MODULE, EIO);
	PUT(1014, BUS_ERROR, MODULE, ETIMEDOUT);
	PUT(1020, LINK, MODULE, 0);
	cmis_watch_judge(&hand.watch, &verdict);
	tap_is(sign[CMIS_SIGN_MODULE_DOWN].value, 4, "the first state");
	tap_is(sign[CMIS_SIGN_HEAT_FAULT].value, 6, "the cause");
	tap_is(sign[CMIS_SIGN_DEAD].value, EIO, "the first error");
}

/* A link that is down says nothing about a lane that came back worse. */
static void parked_test(void)
{
	u64 now;

	hand_init(8);
	guard_flap(&hand.lane[0].guard[0], -8504, &now);
	guard_samples(&hand.lane[0].guard[0], -7500, &now, 3);
	PUT(10000, LINK, MODULE, 0);
	for (unsigned int i = 0; i < 8; i++)
		PUT(10010 + 10 * i, MEDIA_BER, 0, 12 << 11 | 100);
	tap_is(hand.events[CMIS_GUARD_BACK], 0, "parked: still worse");
	PUT(10100, LINK, MODULE, 1);
	for (unsigned int i = 0; i < 8; i++)
		PUT(10110 + 10 * i, MEDIA_BER, 0, 12 << 11 | 100);
	tap_is(hand.events[CMIS_GUARD_BACK], 1, "up again: back");
	guard_flap(&hand.lane[0].guard[0], -8504, &now);
	guard_samples(&hand.lane[0].guard[0], -7500, &now, 3);
	cmis_watch_forget(&hand.watch);
	tap_is(hand.events[CMIS_GUARD_ACCEPTED], 1,
	       "another module is not worse");
}

#define DAY_TENTHS	(24ULL * 3600 * 10)

/* Lanes 1 and 2 fade; lane 2 has less time left. */
static u64 hand_fade(void)
{
	u64 now = DAY_TENTHS;

	hand_init(8);
	PUT(now, LIMIT_RX_POWER, MODULE, 100000);
	PUT(now, LINK, MODULE, 1);
	for (unsigned int i = 0; i < 10 * 144; i++, now += 6000) {
		PUT(now, RX_POWER, 0, 1000000 * exp(i * -0.0010));
		PUT(now, RX_POWER, 1, 1000000 * exp(i * -0.0013));
		PUT(now, TEMPERATURE, MODULE, 50000);
	}
	return now;
}

static void ahead_test(void)
{
	s32 near;
	u64 now = hand_fade();

	near = cmis_watch_nearest(&hand.watch);
	tap_ok(hand.ahead == 2 && !hand.stopped && near > 0,
	       "two limits are ahead, the nearest in %d minutes", near);
	for (unsigned int i = 0; i < 2 * 144; i++, now += 6000) {
		PUT(now, RX_POWER, 0, 237000 * exp(i * -0.0010));
		PUT(now, TEMPERATURE, MODULE, 50000);
	}
	tap_is(hand.stopped, 1, "a lane without samples for a day is over");
	tap_ok(cmis_watch_nearest(&hand.watch) > near,
	       "the other limit is the nearest now");
	PUT(now, EMPTY, MODULE, 1);
	tap_is(hand.stopped, 2, "nothing is ahead of a module that is gone");
	tap_is(cmis_watch_nearest(&hand.watch), -1, "no limit");
	hand_fade();
	PUT(11 * DAY_TENTHS, SERIAL, MODULE, 1);
	PUT(11 * DAY_TENTHS, SERIAL, MODULE, 2);
	tap_is(hand.stopped, 2, "nor of another module");
}

static const s16 *hand_bins(const struct cmis_trend_place *place)
{
	return cmis_series_bins(cmis_watch_series(&hand.watch, place),
				place->window);
}

/* The bins that a program has kept over a reboot */
static void restore_test(void)
{
	const struct cmis_trend_place places[] = {
		{ 0, CMIS_QUANTITY_HEAT, CMIS_WINDOW_7D },
		{ 1, CMIS_QUANTITY_RX_POWER, CMIS_WINDOW_7D },
		{ 8, CMIS_QUANTITY_RX_POWER, CMIS_WINDOW_7D },
	};
	s16 bins[2][28];

	hand_fade();
	for (unsigned int i = 0; i < 2; i++)
		memcpy(bins[i], hand_bins(&places[i]), sizeof(bins[i]));
	hand_init(8);
	PUT(DAY_TENTHS, LIMIT_RX_POWER, MODULE, 100000);
	tap_ok(cmis_watch_restore(&hand.watch, &places[0], bins[0]) &&
	       cmis_watch_restore(&hand.watch, &places[1], bins[1]),
	       "bins are restored");
	tap_ok(hand.ahead == 1 && cmis_watch_nearest(&hand.watch) > 60,
	       "their limit is ahead at once, in %d minutes",
	       cmis_watch_nearest(&hand.watch));
	cmis_watch_restore(&hand.watch, &places[1], bins[1]);
	tap_is(hand.ahead, 1, "but not twice");
	tap_ok(!cmis_watch_restore(&hand.watch, &places[2], bins[1]),
	       "a lane that is not there has no bins");
}

/* A module goes, another one comes, and it comes back. */
static void recall_test(void)
{
	const struct cmis_trend_place place = {
		1, CMIS_QUANTITY_RX_POWER, CMIS_WINDOW_7D,
	};
	static struct {
		struct cmis_watch_kept kept;
		struct cmis_series room[8][CMIS_QUANTITY_COUNT];
	} box;
	u64 now = hand_fade();
	const s16 *bins = hand_bins(&place);
	s16 last;

	PUT(now, SERIAL, MODULE, 1);
	last = bins[27];
	cmis_watch_keep(&hand.watch, &box.kept);
	PUT(now, SERIAL, MODULE, 2);
	tap_is(bins[27], CMIS_LOG2_NONE, "another module has no bins");
	PUT(now + DAY_TENTHS, SERIAL, MODULE, 1);
	cmis_watch_recall(&hand.watch, &box.kept);
	tap_ok(last != CMIS_LOG2_NONE && bins[23] == last &&
	       bins[25] == CMIS_LOG2_NONE && bins[27] == CMIS_LOG2_NONE,
	       "its own are there when it is back, a day older");
}

static unsigned int told, finals;

static void host_told(struct cmis_peers *peers,
		      const struct cmis_peers_result *result)
{
	(void)peers;
	told++;
	finals += result->final;
}

/* Three links of three go down; five cages have none. */
static void peers_test(bool whole)
{
	static struct cmis_watch watch[CAGES];
	static struct cmis_verdict verdicts[CAGES];
	struct cmis_watch *watches[CAGES];
	struct cmis_peers peers;
	unsigned int before = told;

	cmis_peers_init(&peers);
	peers.watch = watches;
	peers.count = CAGES;
	peers.told = host_told;
	peers.verdicts = verdicts;
	peers.whole = whole;
	for (unsigned int i = 0; i < CAGES; i++) {
		watches[i] = &watch[i];
		cmis_watch_init(&watch[i]);
	}
	for (unsigned int i = 0; i < 6; i++) {
		struct cmis_watch *one = &watch[i % 3];

		cmis_watch_begin(one, (100 + i / 3) * SECOND);
		cmis_watch_put(one, CMIS_INPUT_LINK, MODULE, i < 3);
		cmis_peers_swept(&peers, one, cmis_watch_commit(one));
	}
	cmis_peers_run(&peers, 110 * SECOND);
	tap_is(told - before, whole ? 1 : 3, "%s",
	       whole ? "cages without a link do not count" :
		       "a link that is not known may be up");
}

static void host_guard(struct cmis_watch *watch, unsigned int lane,
		       unsigned int side, enum cmis_guard_event event)
{
	(void)watch, (void)lane, (void)side, (void)event;
}

static void host_ahead(struct cmis_watch *watch, unsigned int lane,
		       unsigned int quantity, const struct cmis_trend *trend)
{
	(void)watch, (void)lane, (void)quantity, (void)trend;
}

static s64 any_value(unsigned int input)
{
	s64 value = rand();

	if (input == CMIS_INPUT_MODULE_STATE || input == CMIS_INPUT_PATH_STATE)
		return value % 9;
	if (input == CMIS_INPUT_BUS_ERROR)
		return value & 1 ? ENXIO : EIO;
	if (input <= CMIS_INPUT_RX_POWER || input >=
	    CMIS_INPUT_LIMIT_TEMPERATURE)
		return rand() % 50 ? value % 100000 - 5 : value * value;
	return value & 1;
}

/* Any input at any time: no undefined behaviour, and each event has an end. */
static void any_test(void)
{
	static const struct cmis_watch_ops ops = { host_guard, host_ahead };
	static struct cmis_watch_lane lane[CAGES][LANES];
	static struct cmis_watch watch[CAGES];
	static struct cmis_verdict verdicts[CAGES];
	struct cmis_watch *watches[CAGES];
	struct cmis_peers peers;
	unsigned int fell = 0;
	u64 now = 0;

	srand(7);
	cmis_peers_init(&peers);
	peers.watch = watches;
	peers.count = CAGES;
	peers.told = host_told;
	peers.verdicts = verdicts;
	for (unsigned int i = 0; i < CAGES; i++) {
		watches[i] = &watch[i];
		cmis_watch_init(&watch[i]);
		cmis_watch_grow(&watch[i], lane[i], LANES);
		watch[i].ops = &ops;
		watch[i].work = &work;
	}
	for (unsigned int i = 0; i < STEPS; i++) {
		struct cmis_watch *one = &watch[rand() % CAGES];
		unsigned int result;

		now += rand() % 100 ? rand() % SECOND :
				      (u64)rand() * (rand() % 10000);
		cmis_peers_run(&peers, now - 1);
		cmis_watch_begin(one, now);
		for (unsigned int j = rand() % 8; j; j--) {
			unsigned int input = rand() % CMIS_INPUT_COUNT;

			cmis_watch_put(one, input, rand() % (LANES + 3),
				       any_value(input));
		}
		result = cmis_watch_commit(one);
		fell += result & CMIS_WATCH_FELL;
		cmis_peers_swept(&peers, one, result);
	}
	cmis_peers_run(&peers, now + 100 * SECOND);
	tap_ok(fell > 100 && told > 200, "%u links went down, %u verdicts",
	       fell, told);
	tap_ok(finals <= fell && !peers.pending &&
	       peers.next_ns == CMIS_PEERS_NEVER, "each has an end");
}

int main(void)
{
	log2_test();
	trend_test();
	guard_test();
	rules_test();
	common_test();
	twice_test();
	swap_test();
	sides_test();
	values_test();
	parked_test();
	ahead_test();
	restore_test();
	recall_test();
	peers_test(true);
	peers_test(false);
	any_test();
	return tap_done();
}
