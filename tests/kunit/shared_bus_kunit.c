// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of many cages behind one bus: the real core, policy and transfer layer,
 * between fake transports, one for each cage. A bus carries one transaction at
 * a time, and its time is that of the test's clock.
 */

#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>

#include "fixture/clock.c"

#include "fixture/core.c"
#include "fixture/xfer.c"
#include "fixture/poll.c"
#include "fixture/spec.c"
#include "fixture/module.c"
#include "fixture/fake_transport.c"

#define SHARED_CAGES	64
/* Each of so many cages is stuck: 8 of 64. */
#define SHARED_STUCK_EVERY	8
#define SHARED_PERIOD_MS	1000
/* The timeout of many adapters for a stuck bus */
#define SHARED_TIMEOUT_MS	1000
#define SHARED_TRANSFER_US	1000

/**
 * struct shared_cage - a cage, its module and its sweeps
 * @fake: the module
 * @cage: the cage
 * @sampled: time of the last thermal sweep; 0: none
 * @gap_ms: longest time between two of them
 */
struct shared_cage {
	struct fake fake;
	struct cmis_cage *cage;
	ktime_t sampled;
	s64 gap_ms;
};

struct shared_test {
	struct device *dev;
	struct cmis_transport_ops ops;
	struct shared_cage *cages[SHARED_CAGES];
	unsigned int transfer_us;
};

static struct shared_cage *shared_cage_of(struct cmis_cage *cage)
{
	return container_of(cage->xfer->priv, struct shared_cage, fake);
}

static void shared_cage_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	struct shared_cage *c = shared_cage_of(cage);
	ktime_t now = ktime_get();

	if (class != CMIS_CLASS_THERMAL)
		return;
	if (c->sampled)
		c->gap_ms = max(c->gap_ms, ktime_ms_delta(now, c->sampled));
	c->sampled = now;
}

static const struct cmis_client shared_client = {
	.name = "shared_bus",
	.sampled = shared_cage_sampled,
};

static const struct cmis_client *const shared_clients[] = { &shared_client };

static int shared_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.clients = shared_clients,
		.num_clients = ARRAY_SIZE(shared_clients),
		.defaults = {
			.period_ms = {
				[CMIS_CLASS_THERMAL] = SHARED_PERIOD_MS,
				[CMIS_CLASS_LANES] = 5 * SHARED_PERIOD_MS,
				[CMIS_CLASS_VDM] = 10 * SHARED_PERIOD_MS,
			},
			.stale_sweeps = 3,
		},
		.bus_percent = 50,
	};

	return cmis_core_init(&config);
}

static void shared_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

/* A QSFP-DD of CMIS 5.0 in ModuleReady with a temperature */
static void shared_module_fill(struct fake *fake)
{
	u8 *lower = fake->lower;

	memset(lower, 0, 126);
	lower[0] = 0x18;
	lower[1] = 0x50;
	lower[3] = 0x07;
	lower[85] = 2;
	lower[86] = 0xff;
	lower[14] = 21;
	memset(fake_at(fake, 0, 0x01, 128), 0, 128);
	*fake_at(fake, 0, 0x01, 159) = 0x01;
	memset(fake_at(fake, 0, 0x02, 128), 0, 128);
}

static int shared_test_init(struct kunit *test)
{
	struct shared_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	unsigned int i;

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	t->dev = kunit_device_register(test, "bus");
	if (IS_ERR(t->dev))
		return PTR_ERR(t->dev);
	t->ops = fake_ops;
	t->ops.set_reset = NULL;
	t->transfer_us = SHARED_TRANSFER_US;
	for (i = 0; i < SHARED_CAGES; i++) {
		struct shared_cage *c = kunit_kzalloc(test, sizeof(*c),
						      GFP_KERNEL);

		if (!c)
			return -ENOMEM;
		fake_init(&c->fake, test);
		shared_module_fill(&c->fake);
		c->fake.transfer_us = SHARED_TRANSFER_US;
		t->cages[i] = c;
	}
	return 0;
}

static void shared_test_exit(struct kunit *test)
{
	struct shared_test *t = test->priv;
	unsigned int i;

	clock_start();
	for (i = 0; t && i < SHARED_CAGES; i++)
		if (t->cages[i] && !IS_ERR_OR_NULL(t->cages[i]->cage))
			cmis_cage_unregister(t->cages[i]->cage);
	clock_stop();
}

static void shared_register(struct kunit *test)
{
	struct shared_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < SHARED_CAGES; i++) {
		const struct cmis_cage_config config = {
			.parent = t->dev,
			.ops = &t->ops,
			.priv = &t->cages[i]->fake,
			.bus = t,
			.caps = CMIS_CAP_ATOMIC,
			.max_read = 128,
			.max_write = 128,
		};

		t->cages[i]->cage = cmis_cage_register(&config);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cages[i]->cage);
	}
}

static bool shared_is_stuck(unsigned int i)
{
	return i % SHARED_STUCK_EVERY == SHARED_STUCK_EVERY / 2;
}

static void shared_stick(struct shared_test *t, bool stuck)
{
	unsigned int i;

	for (i = 0; i < SHARED_CAGES; i++) {
		struct fake *fake = &t->cages[i]->fake;

		if (!shared_is_stuck(i))
			continue;
		fake_fail(fake, stuck ? -ETIMEDOUT : 0, stuck ? -1 : 0);
		fake->transfer_us = stuck ? SHARED_TIMEOUT_MS * USEC_PER_MSEC :
					    t->transfer_us;
	}
}

/* Let time pass, and see how old the temperature of good modules gets. */
static s64 shared_watch(struct shared_test *t, unsigned int ms)
{
	s64 worst = 0;
	unsigned int i;

	for (i = 0; i < SHARED_CAGES; i++)
		t->cages[i]->gap_ms = 0;
	msleep(ms);
	for (i = 0; i < SHARED_CAGES; i++) {
		struct shared_cage *c = t->cages[i];

		if (shared_is_stuck(i))
			continue;
		worst = max3(worst, c->gap_ms,
			     ktime_ms_delta(ktime_get(), c->sampled));
	}
	return worst;
}

static unsigned int shared_count_ready(struct shared_test *t)
{
	unsigned int i, ready = 0;

	for (i = 0; i < SHARED_CAGES; i++)
		ready += cmis_cage_get_state(t->cages[i]->cage) ==
			 CMIS_CAGE_READY;
	return ready;
}

/* Transactions of all stuck modules */
static unsigned int shared_count_stuck(struct shared_test *t)
{
	unsigned int i, count = 0;

	for (i = 0; i < SHARED_CAGES; i++)
		if (shared_is_stuck(i))
			count += t->cages[i]->fake.transactions;
	return count;
}

static void shared_is_shared_with_stuck_channels(struct kunit *test)
{
	struct shared_test *t = test->priv;
	unsigned int looks;

	shared_stick(t, true);
	shared_register(test);
	msleep(40000);
	KUNIT_EXPECT_EQ(test, shared_count_ready(t),
			SHARED_CAGES - SHARED_CAGES / SHARED_STUCK_EVERY);
	looks = shared_count_stuck(t);
	KUNIT_EXPECT_LE(test, shared_watch(t, 40000), 2 * SHARED_PERIOD_MS);
	/* The bus is free at least half of the time. */
	KUNIT_EXPECT_LE(test, shared_count_stuck(t) - looks, 20);
	KUNIT_EXPECT_GE(test, shared_count_stuck(t) - looks, 8);

	shared_stick(t, false);
	msleep(16000 + 2000);
	KUNIT_EXPECT_EQ(test, shared_count_ready(t), SHARED_CAGES);
}

static void shared_is_shared_with_modules_that_get_stuck(struct kunit *test)
{
	struct shared_test *t = test->priv;

	shared_register(test);
	msleep(10000);
	KUNIT_EXPECT_EQ(test, shared_count_ready(t), SHARED_CAGES);
	KUNIT_EXPECT_LE(test, shared_watch(t, 10000), SHARED_PERIOD_MS + 200);

	/* At first, each of them blocks the bus once. */
	shared_stick(t, true);
	msleep(20000);
	KUNIT_EXPECT_LE(test, shared_watch(t, 40000), 2 * SHARED_PERIOD_MS);

	shared_stick(t, false);
	msleep(16000 + 2000);
	KUNIT_EXPECT_EQ(test, shared_count_ready(t), SHARED_CAGES);
}

/* The sweeps of all good modules together take longer than a round may. */
static void shared_slow_bus_looks_at_stuck_channels(struct kunit *test)
{
	struct shared_test *t = test->priv;
	unsigned int i, looks;

	t->transfer_us = 4 * SHARED_TRANSFER_US;
	for (i = 0; i < SHARED_CAGES; i++)
		t->cages[i]->fake.transfer_us = t->transfer_us;
	shared_stick(t, true);
	shared_register(test);
	msleep(60000);
	looks = shared_count_stuck(t);
	msleep(40000);
	KUNIT_EXPECT_GE(test, shared_count_stuck(t) - looks, 4);

	shared_stick(t, false);
	msleep(30000);
	KUNIT_EXPECT_EQ(test, shared_count_ready(t), SHARED_CAGES);
}

/* A stuck module that holds its interrupt line does not get more looks. */
static void shared_is_shared_with_stuck_interrupts(struct kunit *test)
{
	struct shared_test *t = test->priv;
	unsigned int i, at;

	shared_stick(t, true);
	shared_register(test);
	msleep(40000);
	shared_watch(t, 0);
	for (i = 0; i < 20; i++) {
		for (at = 0; at < SHARED_CAGES; at++)
			if (shared_is_stuck(at))
				cmis_cage_notify(t->cages[at]->cage,
						 CMIS_EVENT_INTERRUPT);
		msleep(1000);
	}
	for (at = 0; at < SHARED_CAGES; at++)
		if (!shared_is_stuck(at))
			KUNIT_EXPECT_LE(test, t->cages[at]->gap_ms,
					2 * SHARED_PERIOD_MS);
}

static unsigned int shared_count(struct shared_test *t)
{
	unsigned int i, count = 0;

	for (i = 0; i < SHARED_CAGES; i++)
		count += t->cages[i]->fake.transactions;
	return count;
}

static void shared_set_transfer_us(struct shared_test *t, unsigned int us)
{
	unsigned int i;

	t->transfer_us = us;
	for (i = 0; i < SHARED_CAGES; i++)
		t->cages[i]->fake.transfer_us = us;
}

/* Percent of the time of the bus that a minute of sweeps takes */
static unsigned int shared_use(struct shared_test *t, s64 *worst_ms)
{
	unsigned int before = shared_count(t);

	*worst_ms = shared_watch(t, 60000);
	return (shared_count(t) - before) * t->transfer_us / 600000;
}

static void shared_periods_fit_the_bus(struct kunit *test)
{
	struct shared_test *t = test->priv;
	struct cmis_cage *first;
	s64 worst_ms;

	/* With the default periods: 8 ms * 64 is half of each second. */
	shared_set_transfer_us(t, 8000);
	shared_register(test);
	msleep(60000);
	first = t->cages[0]->cage;
	KUNIT_EXPECT_LE(test, shared_use(t, &worst_ms), 51);
	KUNIT_EXPECT_LE(test, worst_ms, 2 * SHARED_PERIOD_MS);
	KUNIT_EXPECT_GT(test, first->load.period_ms[CMIS_CLASS_THERMAL],
			SHARED_PERIOD_MS);
	KUNIT_EXPECT_LE(test, first->load.period_ms[CMIS_CLASS_LANES],
			2 * 5 * SHARED_PERIOD_MS);
	KUNIT_EXPECT_LE(test, first->load.bus_ppm, 500000);
	KUNIT_EXPECT_GT(test, first->load.bus_ppm, 450000);

	/* With another clock it has the default periods again. */
	shared_set_transfer_us(t, 1000);
	msleep(10000);
	KUNIT_EXPECT_EQ(test, first->load.period_ms[CMIS_CLASS_THERMAL],
			SHARED_PERIOD_MS);
	KUNIT_EXPECT_LE(test, shared_use(t, &worst_ms), 15);
	KUNIT_EXPECT_LE(test, worst_ms, SHARED_PERIOD_MS + 200);
}

static void shared_short_periods_stay(struct kunit *test)
{
	const struct cmis_settings quick = {
		.period_ms = { SHARED_PERIOD_MS / 2 },
	};
	struct shared_test *t = test->priv;
	struct cmis_cage *first;
	s64 worst_ms;
	int ret;

	shared_set_transfer_us(t, 8000);
	shared_register(test);
	first = t->cages[0]->cage;
	ret = cmis_cage_set_settings(first, &quick,
				     CMIS_SETTING_THERMAL_PERIOD);
	KUNIT_EXPECT_EQ(test, ret, 0);
	msleep(60000);
	KUNIT_EXPECT_LE(test, shared_use(t, &worst_ms), 51);
	KUNIT_EXPECT_EQ(test, first->load.period_ms[CMIS_CLASS_THERMAL],
			SHARED_PERIOD_MS / 2);
	KUNIT_EXPECT_LE(test, t->cages[0]->gap_ms, SHARED_PERIOD_MS);
	KUNIT_EXPECT_GT(test,
			t->cages[1]->cage->load.period_ms[CMIS_CLASS_THERMAL],
			SHARED_PERIOD_MS);
}

/* The loads of a cage go with it, and with its module. */
static void shared_loads_go_with_cages(struct kunit *test)
{
	struct shared_test *t = test->priv;
	struct cmis_bus *bus;
	unsigned int i;

	shared_register(test);
	msleep(10000);
	bus = t->cages[0]->cage->bus;
	KUNIT_EXPECT_GT(test, atomic_read(&bus->load_ppm[CMIS_CLASS_THERMAL]),
			60000);
	for (i = 1; i < SHARED_CAGES; i++) {
		if (i % 2) {
			cmis_cage_unregister(t->cages[i]->cage);
			t->cages[i]->cage = NULL;
		} else {
			fake_fail(&t->cages[i]->fake, -ENXIO, -1);
		}
	}
	msleep(20000);
	KUNIT_EXPECT_LE(test, atomic_read(&bus->load_ppm[CMIS_CLASS_THERMAL]),
			1000);
	fake_fail(&t->cages[0]->fake, -ENXIO, -1);
	msleep(20000);
	for (i = 0; i < CMIS_LOAD_COUNT; i++)
		KUNIT_EXPECT_EQ(test, atomic_read(&bus->load_ppm[i]), 0);
}

static struct kunit_case shared_cases[] = {
	KUNIT_CASE(shared_is_shared_with_stuck_channels),
	KUNIT_CASE(shared_is_shared_with_modules_that_get_stuck),
	KUNIT_CASE(shared_slow_bus_looks_at_stuck_channels),
	KUNIT_CASE(shared_is_shared_with_stuck_interrupts),
	KUNIT_CASE(shared_periods_fit_the_bus),
	KUNIT_CASE(shared_short_periods_stay),
	KUNIT_CASE(shared_loads_go_with_cages),
	{}
};

static struct kunit_suite shared_suite = {
	.name = "shared_bus",
	.suite_init = shared_suite_init,
	.suite_exit = shared_suite_exit,
	.init = shared_test_init,
	.exit = shared_test_exit,
	.test_cases = shared_cases,
};

kunit_test_suite(shared_suite);

MODULE_DESCRIPTION("Tests of cages that share a bus");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
