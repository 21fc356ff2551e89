// SPDX-License-Identifier: GPL-2.0-only
/*
 * The periods that a bus can carry (poll/budget.c), on a modelled clock: a bus
 * carries one sweep at a time, and the sweeps have the bytes that `make bench`
 * counts.
 */

#include <stdbool.h>
#include <string.h>
#include <linux/array_size.h>

#include "poll/budget.h"

#include "tap.h"

#define CLASSES		__CMIS_CLASS_MAX
#define MAX_CAGES	64
#define SHARE_PPM	500000
#define LIVE_PPM	20000

/* Bits on the bus: of each class, and of a read of live values */
struct kind {
	const char *name;
	u32 bits[CLASSES];
	u32 live_bits;
};

static const struct kind kinds[] = {
	{ "1.6t-dr8", { 372, 1515, 4879 }, 4200 },
	{ "3.2t-dr16", { 372, 2403, 10945 }, 10200 },
	{ "400g-dr4", { 372, 1515, 0 }, 0 },
};

static const u32 defaults_ms[CLASSES] = { 1000, 5000, 10000 };

struct bus {
	const struct kind *kind;
	unsigned int cages;
	u32 clock_hz;
	/* The oldest that values may get */
	u32 promise_ms[CLASSES];
};

struct outcome {
	u32 age_ms[CLASSES];
	u32 live_ms;
	u32 busy_permille;
	u32 planned_ppm;
};

static u32 cost_us(const struct bus *bus, u32 bits)
{
	return (u64)bits * 1000000 / bus->clock_hz;
}

static void load(const struct bus *bus, struct cmis_budget *budget)
{
	memset(budget, 0, sizeof(*budget));
	for (unsigned int c = 0; c < CLASSES; c++)
		budget->class_ppm[c] = bus->cages *
			cmis_budget_load(cost_us(bus, bus->kind->bits[c]),
					 defaults_ms[c]);
	budget->live_ppm = bus->cages *
		cmis_budget_load(cost_us(bus, bus->kind->live_bits), 1000);
	budget->share_ppm = SHARE_PPM;
	budget->live_share_ppm = LIVE_PPM;
}

/* Ten minutes of one bus, in the order of due times */
static struct outcome run(const struct bus *bus)
{
	static u64 due_us[MAX_CAGES][CLASSES + 1], seen_us[MAX_CAGES][CLASSES];
	u32 period_ms[CLASSES + 1], bits[CLASSES + 1], stretch[CLASSES];
	u64 now_us = 0, busy_us = 0, end_us = 600000000;
	struct cmis_budget budget;
	struct outcome o = {};

	load(bus, &budget);
	cmis_budget_stretch(&budget, stretch);
	for (unsigned int c = 0; c < CLASSES; c++) {
		period_ms[c] = (u64)defaults_ms[c] * stretch[c] /
			       CMIS_STRETCH_ONE;
		bits[c] = bus->kind->bits[c];
	}
	o.live_ms = cmis_budget_live_ms(&budget, stretch, defaults_ms[2]);
	period_ms[CLASSES] = o.live_ms;
	bits[CLASSES] = o.live_ms && bus->kind->live_bits ?
			bus->kind->live_bits : 0;
	o.planned_ppm = cmis_budget_total(&budget, stretch);
	memset(due_us, 0, sizeof(due_us));
	memset(seen_us, 0, sizeof(seen_us));
	while (now_us < end_us) {
		unsigned int cage = 0, class = 0;
		u32 us;

		for (unsigned int i = 0; i < bus->cages; i++)
			for (unsigned int c = 0; c <= CLASSES; c++)
				if (bits[c] &&
				    due_us[i][c] < due_us[cage][class]) {
					cage = i;
					class = c;
				}
		if (due_us[cage][class] > now_us)
			now_us = due_us[cage][class];
		us = cost_us(bus, bits[class]);
		now_us += us;
		busy_us += us;
		if (class < CLASSES) {
			u64 age_us = now_us - seen_us[cage][class];

			/* The first round is that of the insertion. */
			if (seen_us[cage][class] > 120000000 &&
			    age_us / 1000 > o.age_ms[class])
				o.age_ms[class] = age_us / 1000;
			seen_us[cage][class] = now_us;
		}
		due_us[cage][class] = now_us + 1000ull * period_ms[class];
	}
	o.busy_permille = busy_us * 1000 / now_us;
	return o;
}

static void test_bus(const struct bus *bus)
{
	struct outcome o = run(bus);
	bool good = o.busy_permille <= SHARE_PPM / 1000;

	for (unsigned int c = 0; c < CLASSES; c++)
		good &= o.age_ms[c] <= bus->promise_ms[c];
	tap_ok(good,
	       "%u of %s at %u Hz: %u, %u and %u ms, live %u ms, %u permille",
	       bus->cages, bus->kind->name, bus->clock_hz, o.age_ms[0],
	       o.age_ms[1], o.age_ms[2], o.live_ms, o.busy_permille);
}

/* A cage alone has live values each second, for 2 % of the bus. */
static void test_alone(void)
{
	const struct bus bus = {
		.kind = &kinds[0],
		.cages = 1,
		.clock_hz = 400000,
		.promise_ms = { 1100, 5100, 10100 },
	};
	struct outcome o = run(&bus);

	test_bus(&bus);
	tap_ok(o.live_ms == 1000, "a cage alone has live values each second");
	tap_ok(o.busy_permille <= 20, "for 2 %% of the bus");
}

static void test_order(void)
{
	struct cmis_budget b = {
		.class_ppm = { 100000, 100000, 100000 },
		.share_ppm = 300000,
		.live_share_ppm = LIVE_PPM,
		.live_ppm = 10000,
	};
	u32 s[CLASSES];

	cmis_budget_stretch(&b, s);
	tap_ok(s[0] == 1000 && s[1] == 1000 && s[2] == 1000,
	       "a bus with room keeps all periods");
	tap_ok(!cmis_budget_live_ms(&b, s, 10000), "but has none for live values");
	b.share_ppm = 250000;
	cmis_budget_stretch(&b, s);
	tap_ok(s[0] == 1000 && s[1] == 1000 && s[2] == 2001,
	       "error ratios wait first");
	b.share_ppm = 200000;
	cmis_budget_stretch(&b, s);
	tap_ok(s[0] == 1000 && s[1] > 1000 && s[1] <= 1800 && s[2] == 5800,
	       "lanes wait next");
	b.share_ppm = 150000;
	cmis_budget_stretch(&b, s);
	tap_ok(s[0] > 1000 && s[0] <= 1800 && s[1] == 1800 && s[2] == 5800,
	       "temperatures wait last");
	b.share_ppm = 50000;
	cmis_budget_stretch(&b, s);
	tap_ok(s[0] > 1800 && s[1] == s[0] && s[2] > 3 * s[0] &&
	       cmis_budget_total(&b, s) <= b.share_ppm,
	       "then all wait");
	b.share_ppm = 1;
	cmis_budget_stretch(&b, s);
	tap_ok(s[0] <= CMIS_STRETCH_MAX && s[1] <= CMIS_STRETCH_MAX &&
	       s[2] == CMIS_STRETCH_MAX, "no period gets longer than 24 times");
	tap_ok(!cmis_budget_live_ms(&b, s, 10000),
	       "a bus that is too slow has no live values");
	b.fixed_ppm = 0xffffffff;
	b.share_ppm = 500000;
	cmis_budget_stretch(&b, s);
	tap_ok(s[2] == CMIS_STRETCH_MAX, "nor if others take all of the bus");
	b.share_ppm = 0;
	cmis_budget_stretch(&b, s);
	tap_ok(s[0] == 1000 && s[1] == 1000 && s[2] == 1000,
	       "without a share nothing waits");
	tap_ok(cmis_budget_live_ms(&b, s, 10000) == 1000,
	       "and live values are read");
	tap_ok(cmis_budget_live_ms(&b, s, 3600000) == 360000,
	       "less often if sweeps are rare");
	tap_ok(!cmis_budget_live_ms(&b, s, 1500), "and not if they are frequent");
	b.live_share_ppm = 0;
	tap_ok(!cmis_budget_live_ms(&b, s, 10000), "nor without a share of theirs");
}

static void test_costs(void)
{
	tap_ok(cmis_budget_load(1000, 1000) == 1000, "1 ms each second");
	tap_ok(cmis_budget_load(0xffffffff, 1) == 1000000, "no more than all");
	tap_ok(cmis_budget_smooth(0, 700) == 700, "the first cost counts");
	tap_ok(cmis_budget_smooth(700, 600) == 600, "a cost falls at once");
	tap_ok(cmis_budget_smooth(800, 1600) == 900, "and rises slowly");
	tap_ok(cmis_budget_smooth(1, 0xffffffff) == 1 + 0xfffffffe / 8,
	       "however long a sweep was held up");
}

int main(void)
{
	static const struct bus buses[] = {
		/* One bus at 100 kHz, half used at most */
		{ &kinds[0], 64, 100000, { 2000, 10000, 60000 } },
		{ &kinds[1], 64, 100000, { 2000, 10000, 60000 } },
		{ &kinds[2], 64, 100000, { 2000, 10000, 60000 } },
		/* 512 cages on 16 buses */
		{ &kinds[0], 32, 400000, { 1100, 5100, 10200 } },
		{ &kinds[1], 32, 400000, { 1100, 5100, 10200 } },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(buses); i++)
		test_bus(&buses[i]);
	test_alone();
	test_order();
	test_costs();
	return tap_done();
}
