// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of a cage whose transport takes bank, page and offset, like the
 * firmware of a NIC: from probing to sweeps, raw access and controls. The fake
 * fails the test on a move of the window, and on a write to a read-only cage.
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
#include "fixture/raw_access.c"

/* Longer is a failure. Generous, for slow machines. */
#define NIC_WAIT_MS		20000
/* Nothing is swept unless a test asks for it. */
#define NIC_NEVER_MS		3600000
/* VDM: pre-FEC BER of media lane 1, the current one and the maximum */
#define NIC_CURRENT		15
#define NIC_MAXIMUM		11
/* Register of the maximum while it is frozen, and while it is not */
#define NIC_FROZEN		0x80f0
#define NIC_RUNNING		0xdead

/**
 * struct nic_test - the fixture of each test
 * @fake: a module of 8 lanes with VDM, and with diagnostics on page 14h
 * @ops: of the transport
 * @cage: registered by nic_register()
 * @dev: its parent
 * @config: of nic_register(), without caps, banks and max_write
 */
struct nic_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct cmis_cage *cage;
	struct device *dev;
	struct cmis_cage_config config;
};

static void nic_put16(u8 *at, u16 value)
{
	at[0] = value >> 8;
	at[1] = value;
}

/* The module freezes, and releases a freeze, at once. */
static void nic_model_read(struct fake *fake, const u8 *select, u8 offset)
{
	bool frozen = *fake_at(fake, 0, 0x2f, 144) & 0x80;

	if (select[1] == 0x2f && offset == 145)
		*fake_at(fake, 0, 0x2f, 145) = frozen ? 0x80 : 0x40;
	if (select[1] == 0x24 && offset == 130)
		nic_put16(fake_at(fake, 0, 0x24, 130),
			  frozen ? NIC_FROZEN : NIC_RUNNING);
}

static void nic_model_written(struct fake *fake, const u8 *select, u8 offset)
{
}

static const struct fake_model nic_model = {
	.read = nic_model_read,
	.written = nic_model_written,
};

static void nic_fill_vdm(struct fake *fake)
{
	static const u8 pages[] = { 0x13, 0x14, 0x20, 0x24, 0x28, 0x2c, 0x2f };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pages); i++)
		memset(fake_page_add(fake, 0, pages[i]), 0, 128);
	*fake_at(fake, 0, 0x01, 142) |= 0x60;
	*fake_at(fake, 0, 0x20, 129) = NIC_CURRENT;
	*fake_at(fake, 0, 0x20, 131) = NIC_MAXIMUM;
	nic_put16(fake_at(fake, 0, 0x24, 128), 0x70f0);
	/* 13h:130: SNR of the media side, which page 14h shows on request. */
	*fake_at(fake, 0, 0x13, 130) = 0x20;
}

/* A QSFP-DD of CMIS 5.0 in ModuleReady, 21.0 C. */
static void nic_fill(struct fake *fake)
{
	u8 *advert = fake_at(fake, 0, 0x01, 128);

	memset(fake->lower, 0, 126);
	fake->lower[0] = 0x18;
	fake->lower[1] = 0x50;
	fake->lower[3] = 0x07;
	fake->lower[14] = 21;
	fake->lower[85] = 2;
	fake->lower[86] = 0xff;
	*fake_at(fake, 0, 0, 210) = 0;
	memset(advert, 0, 128);
	advert[1] = 1;
	advert[159 - 128] = 0x01;
	memset(fake_at(fake, 0, 0x02, 128), 0, 128);
	nic_fill_vdm(fake);
	fake->model = &nic_model;
}

static int nic_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       NIC_NEVER_MS },
			.stale_sweeps = 1,
			.statistics = 1,
		},
	};

	return cmis_core_init(&config);
}

static void nic_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

static int nic_test_init(struct kunit *test)
{
	struct nic_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	t->dev = kunit_device_register(test, "nic");
	if (IS_ERR(t->dev))
		return PTR_ERR(t->dev);
	fake_init(&t->fake, test);
	nic_fill(&t->fake);
	t->ops = fake_access_ops;
	t->config = (struct cmis_cage_config) {
		.parent = t->dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = t,
		.max_read = 128,
	};
	return 0;
}

static void nic_test_exit(struct kunit *test)
{
	struct nic_test *t = test->priv;

	clock_start();
	if (t && !IS_ERR_OR_NULL(t->cage))
		cmis_cage_unregister(t->cage);
	clock_stop();
}

static void nic_await_state(struct kunit *test, enum cmis_cage_state state)
{
	struct nic_test *t = test->priv;
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < NIC_WAIT_MS; waited_ms += 5) {
		if (cmis_cage_get_state(t->cage) == state)
			break;
		usleep_range(5000, 5500);
	}
	KUNIT_ASSERT_EQ(test, cmis_cage_get_state(t->cage), state);
}

static void nic_await_sweeps(struct kunit *test)
{
	struct nic_test *t = test->priv;
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < NIC_WAIT_MS; waited_ms += 5) {
		flush_workqueue(t->cage->bus->wq);
		if (!READ_ONCE(t->cage->poll->vdm.busy) &&
		    ktime_after(t->cage->poll->class[CMIS_CLASS_VDM].due,
				ktime_get()))
			return;
		usleep_range(5000, 5500);
	}
	KUNIT_FAIL_AND_ABORT(test, "waited in vain");
}

static void nic_sweep(struct kunit *test)
{
	struct nic_test *t = test->priv;

	fake_take(&t->fake);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	nic_await_sweeps(test);
}

static void nic_register(struct kunit *test, u32 caps, u8 banks)
{
	struct nic_test *t = test->priv;
	struct cmis_cage_config config = t->config;

	config.caps = caps;
	config.banks = banks;
	config.max_write = caps & CMIS_CAP_READ_ONLY ? 0 : 128;
	t->fake.read_only = caps & CMIS_CAP_READ_ONLY;
	t->cage = cmis_cage_register(&config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cage);
	nic_await_state(test, CMIS_CAGE_READY);
	nic_await_sweeps(test);
}

/* The value of a monitor of lane 1, or an errno. */
static int nic_sample(struct kunit *test, u8 type)
{
	struct nic_test *t = test->priv;
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	struct cmis_reading reading;
	int ret;

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_snapshot_find_monitor(snapshot, type, 0);
	if (ret >= 0)
		ret = cmis_snapshot_get_reading(snapshot, ret, &reading);
	cmis_snapshot_put(snapshot);
	return ret ? ret : reading.raw;
}

/* Whether the module has a monitor for lane 1. */
static bool nic_has(struct kunit *test, u8 type)
{
	struct nic_test *t = test->priv;
	struct cmis_module *module = cmis_cage_get_module(t->cage);
	bool found;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	found = cmis_module_has_monitor(module, type, 0);
	cmis_module_put(module);
	return found;
}

/* A statistic is valid only in a freeze, and a freeze is a write. */
static void nic_statistics_need_a_freeze(struct kunit *test)
{
	nic_register(test, 0, 0);
	KUNIT_EXPECT_EQ(test, nic_sample(test, NIC_CURRENT), 0x70f0);
	KUNIT_EXPECT_EQ(test, nic_sample(test, NIC_MAXIMUM), NIC_FROZEN);
}

static void nic_read_only_shows_no_statistics(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_register(test, CMIS_CAP_READ_ONLY, 0);
	nic_sweep(test);
	KUNIT_EXPECT_EQ(test, nic_sample(test, NIC_CURRENT), 0x70f0);
	KUNIT_EXPECT_EQ(test, nic_sample(test, NIC_MAXIMUM), -ENODATA);
	KUNIT_EXPECT_FALSE(test, nic_has(test, NIC_MAXIMUM));

	/* The same if another host has frozen the module. */
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x80;
	nic_sweep(test);
	KUNIT_EXPECT_EQ(test, nic_sample(test, NIC_MAXIMUM), -ENODATA);
}

/* SNR of media lane 1 needs the selector of page 14h, which is a write. */
static void nic_read_only_has_no_selector(struct kunit *test)
{
	struct nic_test *t = test->priv;
	const struct cmis_addr addr = { .page = 0x14, .offset = 192 };
	u8 byte;

	nic_register(test, CMIS_CAP_READ_ONLY, 0);
	KUNIT_EXPECT_EQ(test, nic_sample(test, 5), -ENODATA);
	*fake_at(&t->fake, 0, 0x14, 192) = 0x5a;
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_ETHTOOL, &addr,
				       &byte, 1), 0);
	KUNIT_EXPECT_EQ(test, byte, 0x5a);
}

static void nic_sweeps_are_accesses(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_register(test, CMIS_CAP_READ_ONLY, 0);
	nic_sweep(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "0.00 r3+38\n0.00 r166+57\n0.11 r128+128\n"
			   "0.2c r128+1\n0.24 r128+2\n"
			   "0.00 r166+57\n");
}

static void nic_sweeps_leave_flags_to_others(struct kunit *test)
{
	struct nic_test *t = test->priv;

	*fake_at(&t->fake, 0, 0, 9) = 0x01;
	*fake_at(&t->fake, 0, 0x11, 134) = 0x01;
	nic_register(test, CMIS_CAP_READ_ONLY | CMIS_CAP_SHARED_FLAGS |
		     CMIS_CAP_SKIP_FLAGS, 0);
	nic_sweep(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "0.00 r3+5\n0.00 r14+27\n0.00 r166+57\n"
			   "0.11 r128+6\n0.11 r154+102\n"
			   "0.24 r128+2\n"
			   "0.00 r166+57\n");
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 9), 0x01);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x11, 134), 0x01);
}

/* A flag that nobody reads is no 0. */
static void nic_skipped_flags_are_absent(struct kunit *test)
{
	struct nic_test *t = test->priv;
	struct cmis_module *module;
	unsigned int i;

	/* Tx faults and Rx losses of signal are advertised. */
	*fake_at(&t->fake, 0, 0x01, 157) = 0x01;
	*fake_at(&t->fake, 0, 0x01, 158) = 0x02;
	nic_register(test, CMIS_CAP_READ_ONLY | CMIS_CAP_SKIP_FLAGS, 0);
	module = cmis_cage_get_module(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	KUNIT_EXPECT_EQ(test, module->adverts.lane_flags, 0);
	KUNIT_EXPECT_GT(test, module->num_monitors, 0);
	for (i = 0; i < module->num_monitors; i++)
		KUNIT_EXPECT_EQ(test, module->monitors[i].flags, 0);
	cmis_module_put(module);
}

static void nic_read_only_refuses_what_writes(struct kunit *test)
{
	static const struct cmis_addr lower = { .offset = 26 };
	static const struct cmis_addr upper = { .page = 0x10, .offset = 130 };
	struct nic_test *t = test->priv;
	u8 byte = 0;

	nic_register(test, CMIS_CAP_READ_ONLY, 0);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &lower, &byte, 1), -EROFS);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &upper, &byte, 1), -EROFS);
	KUNIT_EXPECT_EQ(test, cmis_module_reset(t->cage), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			-EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, false, NULL),
			-EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "");
	KUNIT_EXPECT_EQ(test, t->fake.signals, 0);
}

/* Firmware decides on power and reset; other bytes may be written. */
static void nic_firmware_manages_power(struct kunit *test)
{
	static const struct cmis_addr upper = { .page = 0x10, .offset = 130 };
	struct nic_test *t = test->priv;
	u8 byte = 0x42;

	nic_register(test, CMIS_CAP_FIRMWARE_MANAGED, 0);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, cmis_module_reset(t->cage), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			-EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "");
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &upper, &byte, 1), 0);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x10, 130), 0x42);
}

static void nic_controls_go_by_access(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_register(test, 0, 0);
	fake_take(&t->fake);
	/* Other bits stay, and a set SoftReset is not written back. */
	t->fake.lower[26] = 0xa8;
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			0);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "0.00 r26+1\n0.00 r26+1\n0.00 w26+1:b0\n");
	/* Nothing to change. */
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			0);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "0.00 r26+1\n0.00 r26+1\n");
}

/* Lanes 9-16 cannot be reached. */
static void nic_without_banks_shows_bank_0(struct kunit *test)
{
	struct nic_test *t = test->priv;
	struct cmis_module *module;

	*fake_at(&t->fake, 0, 0x01, 142) |= 0x01;
	nic_register(test, CMIS_CAP_READ_ONLY, BIT(0));
	module = cmis_cage_get_module(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	KUNIT_EXPECT_EQ(test, module->plan.banks, 1);
	/* Flags of other pages may be read in each bank of lanes. */
	KUNIT_EXPECT_EQ(test, t->cage->xfer->latch.banks, 2);
	cmis_module_put(module);
}

/* While a NIC is reset, values grow old, but the module is still there. */
static void nic_reset_removes_no_module(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_register(test, CMIS_CAP_READ_ONLY, 0);
	fake_fail(&t->fake, -ENETDOWN, -1);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	nic_await_state(test, CMIS_CAGE_FAULT);
	KUNIT_EXPECT_EQ(test, t->cage->error, -ENETDOWN);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 1);
	KUNIT_EXPECT_GT(test, cmis_cage_get_stat(t->cage,
						 CMIS_STAT_SKIPPED_SWEEPS), 0);

	fake_fail(&t->fake, 0, 0);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	nic_await_state(test, CMIS_CAGE_READY);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 1);
}

static void nic_set_periods(struct kunit *test, u32 thermal_ms)
{
	struct nic_test *t = test->priv;
	const struct cmis_settings settings = {
		.period_ms = { thermal_ms, 10000, 30000 },
	};

	KUNIT_ASSERT_EQ(test, cmis_cage_set_settings(t->cage, &settings,
						     GENMASK(2, 0)), 0);
}

/* The time with locks in 10 minutes, in ms. */
static u64 nic_locked_ms(struct kunit *test)
{
	struct nic_test *t = test->priv;
	atomic64_t *locks = &t->cage->xfer->counters[CMIS_CNT_LOCK_US];
	u64 before;

	/* Periods follow the sweeps before them. */
	msleep(200000);
	before = atomic64_read(locks);
	msleep(600000);
	return (atomic64_read(locks) - before) / 1000;
}

/* The time until the next sweep of lower memory. */
static s64 nic_due_ms(struct kunit *test)
{
	struct nic_test *t = test->priv;

	flush_workqueue(t->cage->bus->wq);
	return ktime_ms_delta(t->cage->poll->class[CMIS_CLASS_THERMAL].due,
			      ktime_get());
}

static void nic_set_thrift(struct kunit *test)
{
	struct nic_test *t = test->priv;

	t->config.thermal_period_ms = 5000;
	t->config.lanes_period_ms = 10000;
	t->config.vdm_period_ms = 30000;
	t->config.lock_ppm = 2400;
}

/*
 * The cost of a sweep decides when the next one is due, but never so late that
 * nobody looks at the module.
 */
static void nic_slow_reads_delay_little(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_set_thrift(test);
	t->fake.lock_us = 3000;
	nic_register(test, CMIS_CAP_READ_ONLY | CMIS_CAP_SKIP_FLAGS, 0);
	nic_set_periods(test, 5000);
	msleep(60000);
	KUNIT_EXPECT_LE(test, nic_due_ms(test), 5000);

	t->fake.lock_us = 5000000;
	msleep(6000);
	KUNIT_EXPECT_GE(test, nic_due_ms(test), 24 * 5000 - 6000);
	KUNIT_EXPECT_LE(test, nic_due_ms(test), 24 * 5000);

	t->fake.lock_us = 3000;
	msleep(nic_due_ms(test) + 1000);
	KUNIT_EXPECT_LE(test, nic_due_ms(test), 5000);
}

/* A read that fails may take long, and the next one will not. */
static void nic_failed_reads_delay_nothing(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_set_thrift(test);
	t->fake.lock_us = 3000;
	nic_register(test, CMIS_CAP_READ_ONLY | CMIS_CAP_SKIP_FLAGS, 0);
	nic_set_periods(test, 5000);
	msleep(60000);
	t->fake.lock_us = 5000000;
	fake_fail(&t->fake, -ENETDOWN, -1);
	nic_await_state(test, CMIS_CAGE_FAULT);
	msleep(6000);
	KUNIT_EXPECT_LE(test, nic_due_ms(test), 5000);

	t->fake.lock_us = 3000;
	fake_fail(&t->fake, 0, 0);
	msleep(11000);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
	KUNIT_EXPECT_LE(test, nic_due_ms(test), 5000);
}

/*
 * Eight NICs hold RTNL less than 2 % of the time, even if each read takes 20
 * ms. If it takes 2 ms, the default periods are kept.
 */
static void nic_spares_locks(struct kunit *test)
{
	struct nic_test *t = test->priv;

	nic_set_thrift(test);
	t->fake.lock_us = 20000;
	nic_register(test, CMIS_CAP_READ_ONLY | CMIS_CAP_SKIP_FLAGS, 0);
	nic_set_periods(test, 5000);
	KUNIT_EXPECT_LT(test, 8 * nic_locked_ms(test), 600000 * 2 / 100);

	t->fake.lock_us = 2000;
	KUNIT_EXPECT_LT(test, 8 * nic_locked_ms(test), 600000 * 2 / 100);
	KUNIT_EXPECT_EQ(test, t->cage->poll->settings.period_ms[0], 5000);
	KUNIT_EXPECT_EQ(test, t->cage->poll->settings.period_ms[1], 10000);
	KUNIT_EXPECT_EQ(test, t->cage->poll->settings.period_ms[2], 30000);

	/* An administrator knows better. */
	t->fake.lock_us = 20000;
	nic_set_periods(test, 1000);
	KUNIT_EXPECT_GT(test, 8 * nic_locked_ms(test), 600000 * 2 / 100);
	KUNIT_EXPECT_EQ(test, t->cage->poll->settings.period_ms[0], 1000);
}

static void nic_default_periods_are_slow(struct kunit *test)
{
	static const u32 least[] = { 5000, 800, CMIS_PERIOD_MAX_MS + 1 };
	static const struct cmis_settings defaults = {
		.period_ms = { 1000, 1000, 1000 },
	};
	struct cmis_settings_box box;

	cmis_settings_init(&box, &defaults, least, NULL);
	KUNIT_EXPECT_EQ(test, box.now.period_ms[0], 5000);
	KUNIT_EXPECT_EQ(test, box.now.period_ms[1], 1000);
	KUNIT_EXPECT_EQ(test, box.now.period_ms[2], 1000);
}

static struct kunit_case nic_cases[] = {
	KUNIT_CASE(nic_statistics_need_a_freeze),
	KUNIT_CASE(nic_read_only_shows_no_statistics),
	KUNIT_CASE(nic_read_only_has_no_selector),
	KUNIT_CASE(nic_sweeps_are_accesses),
	KUNIT_CASE(nic_sweeps_leave_flags_to_others),
	KUNIT_CASE(nic_read_only_refuses_what_writes),
	KUNIT_CASE(nic_firmware_manages_power),
	KUNIT_CASE(nic_controls_go_by_access),
	KUNIT_CASE(nic_without_banks_shows_bank_0),
	KUNIT_CASE(nic_reset_removes_no_module),
	KUNIT_CASE(nic_skipped_flags_are_absent),
	KUNIT_CASE(nic_slow_reads_delay_little),
	KUNIT_CASE(nic_failed_reads_delay_nothing),
	KUNIT_CASE(nic_spares_locks),
	KUNIT_CASE(nic_default_periods_are_slow),
	{}
};

static struct kunit_suite nic_suite = {
	.name = "access_cage",
	.suite_init = nic_suite_init,
	.suite_exit = nic_suite_exit,
	.init = nic_test_init,
	.exit = nic_test_exit,
	.test_cases = nic_cases,
};

kunit_test_suite(nic_suite);

MODULE_DESCRIPTION("Tests of cages behind firmware");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
