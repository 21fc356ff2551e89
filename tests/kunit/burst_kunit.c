// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the frequent reads after a trigger of the flight recorder: the real
 * core, policy and transfer layer, with a fake transport.
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

#define BURST_PERIOD_MS		1000
#define BURST_TRANSFER_US	1000
/* So slow that bursts would take nearly all of the bus's time. */
#define BURST_SLOW_US		40000
#define BURST_MS		30000

/**
 * struct burst_test - the fixture of each test
 * @fake: the module
 * @ops: of the transport
 * @cage: the cage
 */
struct burst_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct cmis_cage *cage;
};

static int burst_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       BURST_PERIOD_MS },
			.stale_sweeps = 3,
		},
		.record_kib = CMIS_RECORD_KIB,
		.record_pool_kib = 1024,
		.burst_bus_percent = 10,
	};

	return cmis_core_init(&config);
}

static void burst_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

/* A QSFP-DD of CMIS 5.0 in ModuleReady with a temperature */
static void burst_module_fill(struct fake *fake)
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

static int burst_test_init(struct kunit *test)
{
	struct burst_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	struct device *dev;

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	dev = kunit_device_register(test, "bus");
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	t->ops = fake_ops;
	fake_init(&t->fake, test);
	burst_module_fill(&t->fake);
	t->fake.transfer_us = BURST_TRANSFER_US;
	t->cage = cmis_cage_register(&(const struct cmis_cage_config) {
		.parent = dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = t,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = 128,
		.max_write = 128,
	});
	if (IS_ERR(t->cage))
		return PTR_ERR(t->cage);
	msleep(10000);
	return 0;
}

static void burst_test_exit(struct kunit *test)
{
	struct burst_test *t = test->priv;

	clock_start();
	if (t && !IS_ERR_OR_NULL(t->cage))
		cmis_cage_unregister(t->cage);
	clock_stop();
}

static s64 burst_bus_us(struct burst_test *t)
{
	return atomic64_read(&t->cage->xfer->counters[CMIS_CNT_BUS_US]);
}

/* Transactions in so many milliseconds */
static unsigned int burst_count(struct burst_test *t, unsigned int ms)
{
	unsigned int before = t->fake.transactions;

	msleep(ms);
	return t->fake.transactions - before;
}

static void burst_trigger(struct kunit *test)
{
	struct burst_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, cmis_record_seal(t->cage), 0);
	cmis_cage_notify(t->cage, CMIS_EVENT_RECORD);
}

static void burst_reads_often_and_then_less(struct kunit *test)
{
	struct burst_test *t = test->priv;
	unsigned int usual = burst_count(t, 3000);
	unsigned int fast, slow;

	KUNIT_ASSERT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
	KUNIT_ASSERT_GT(test, usual, 0);
	burst_trigger(test);
	fast = burst_count(t, 3000);
	slow = burst_count(t, 3000);
	/* Each 100 ms, then each 500 ms */
	KUNIT_EXPECT_GE(test, fast, 28);
	KUNIT_EXPECT_LE(test, fast, usual + 2 * 32);
	KUNIT_EXPECT_GE(test, slow, 6);
	KUNIT_EXPECT_LT(test, slow, fast / 2);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->burst.on);

	msleep(BURST_MS);
	KUNIT_EXPECT_FALSE(test, t->cage->poll->burst.on);
	KUNIT_EXPECT_LE(test, burst_count(t, 3000), usual + 2);
}

static void burst_leaves_the_bus_to_others(struct kunit *test)
{
	struct burst_test *t = test->priv;
	s64 usual, burst;

	t->fake.transfer_us = BURST_SLOW_US;
	usual = burst_bus_us(t);
	msleep(BURST_MS);
	usual = burst_bus_us(t) - usual;
	burst_trigger(test);
	burst = burst_bus_us(t);
	msleep(BURST_MS);
	burst = burst_bus_us(t) - burst - usual;
	/* A tenth of the time, and a read that was under way */
	KUNIT_EXPECT_GT(test, burst, BURST_MS * USEC_PER_MSEC / 20);
	KUNIT_EXPECT_LE(test, burst, BURST_MS * USEC_PER_MSEC / 10 +
			10 * BURST_SLOW_US);
}

static void burst_is_off_without_time_on_the_bus(struct kunit *test)
{
	struct burst_test *t = test->priv;
	unsigned int usual = burst_count(t, 3000);

	t->cage->recorder->burst_percent = 0;
	burst_trigger(test);
	KUNIT_EXPECT_LE(test, burst_count(t, 3000), usual + 2);
	KUNIT_EXPECT_FALSE(test, t->cage->poll->burst.on);
}

static void burst_is_off_if_reads_cost_others_time(struct kunit *test)
{
	struct burst_test *t = test->priv;

	t->cage->thrift.lock_ppm = 1000;
	burst_trigger(test);
	msleep(3000);
	KUNIT_EXPECT_FALSE(test, t->cage->poll->burst.on);
}

static void burst_ends_with_a_module_that_is_silent(struct kunit *test)
{
	struct burst_test *t = test->priv;

	burst_trigger(test);
	msleep(500);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->burst.on);
	fake_fail(&t->fake, -ENXIO, -1);
	msleep(3000);
	KUNIT_EXPECT_FALSE(test, t->cage->poll->burst.on);
}

static struct kunit_case burst_cases[] = {
	KUNIT_CASE(burst_reads_often_and_then_less),
	KUNIT_CASE(burst_leaves_the_bus_to_others),
	KUNIT_CASE(burst_is_off_without_time_on_the_bus),
	KUNIT_CASE(burst_is_off_if_reads_cost_others_time),
	KUNIT_CASE(burst_ends_with_a_module_that_is_silent),
	{}
};

static struct kunit_suite burst_suite = {
	.name = "burst",
	.suite_init = burst_suite_init,
	.suite_exit = burst_suite_exit,
	.init = burst_test_init,
	.exit = burst_test_exit,
	.test_cases = burst_cases,
};

kunit_test_suite(burst_suite);

MODULE_DESCRIPTION("Tests of frequent reads after a trigger");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
