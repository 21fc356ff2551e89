// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the life of a cage: the real core, policy and transfer layer,
 * between a fake transport and fake clients.
 */

#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/task.h>

#include "fixture/clock.c"

#include "fixture/core.c"
#include "fixture/xfer.c"
#include "fixture/poll.c"
#include "fixture/spec.c"
#include "fixture/module.c"
#include "fixture/fake_transport.c"
#include "fixture/raw_access.c"

#undef dev_info
#define dev_info	cage_log_add
static __printf(2, 3) void cage_log_add(const struct device *dev,
					const char *format, ...);
#include "spec/health_verdict.c"
#include "show/journal.c"

/* Longer is a failure. Generous, for slow machines. */
#define CAGE_WAIT_MS		20000
/* Nothing is swept unless a test asks for it. */
#define CAGE_NEVER_MS		3600000
#define CAGE_FLAT		BIT(7)

/**
 * struct cage_test - the fixture of each test
 * @fake: a module: 8 lanes, temperature, supply, Rx power
 * @ops: of the transport; a test may add the presence signal
 * @cage: registered by cage_register()
 * @dev: its parent
 * @max_read: longest read of the transport; 0: 128
 * @plugged: state of the presence signal
 * @presence_reads: how often it was asked
 * @garble_at: the read of lower 26 that is garbled, counted from 1
 * @garble_to: the value instead
 * @garble_reads: how often it was read
 */
struct cage_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct cmis_cage *cage;
	struct device *dev;
	u8 max_read;
	bool plugged;
	unsigned int presence_reads;
	unsigned int garble_at;
	u8 garble_to;
	unsigned int garble_reads;
};

/**
 * struct cage_shown - a record of the calls to the clients
 * @added: cages, by client
 * @early: modules that were added before their cage
 * @modules: modules that are added now, by client
 * @generation: of the last one
 * @sampled: sweeps, by class
 * @states: all states so far, as bits of cmis_cage_state
 * @torn: calls at which the cage and its module differed about a fault
 * @log: the first word of each line of the journal
 */
static struct cage_shown {
	unsigned int added[2];
	unsigned int early;
	unsigned int modules[2];
	u32 generation;
	unsigned int sampled[CMIS_CLASS_COUNT];
	unsigned int states;
	unsigned int torn;
	char log[100];
} cage_shown;

static void cage_log_add(const struct device *dev, const char *format, ...)
{
	size_t len = strlen(cage_shown.log);
	char line[200], word[20] = "";
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (sscanf(line, "port 7: %19s", word) != 1)
		return;
	scnprintf(cage_shown.log + len, sizeof(cage_shown.log) - len, "%s ",
		  word);
}

static int cage_first_add(struct cmis_cage *cage)
{
	cage_shown.added[0]++;
	/* An administrator may do this as soon as there is a file for it. */
	cmis_cage_notify(cage, CMIS_EVENT_SETTINGS);
	msleep(50);
	return 0;
}

static int cage_second_add(struct cmis_cage *cage)
{
	cage_shown.added[1]++;
	return 0;
}

static void cage_first_del(struct cmis_cage *cage)
{
	cage_shown.added[0]--;
}

static void cage_second_del(struct cmis_cage *cage)
{
	cage_shown.added[1]--;
}

static int cage_module_add(struct cmis_cage *cage, struct cmis_module *module)
{
	if (!cage_shown.added[0] || !cage_shown.added[1])
		cage_shown.early++;
	cage_shown.modules[0]++;
	cage_shown.generation = module->generation;
	return 0;
}

/* A client that refused the module is not told when it goes. */
static int cage_module_refuse(struct cmis_cage *cage,
			      struct cmis_module *module)
{
	cage_shown.modules[1]++;
	return -ENOMEM;
}

static void cage_module_del(struct cmis_cage *cage)
{
	cage_shown.modules[0]--;
}

static void cage_module_not_del(struct cmis_cage *cage)
{
	cage_shown.modules[1] = 1000;
}

static void cage_compare_states(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);

	if (!IS_ERR(snapshot) && cmis_cage_is_usable(cage))
		cage_shown.torn +=
			(snapshot->status.state == CMIS_STATE_FAULT) !=
			(cmis_cage_get_state(cage) == CMIS_CAGE_MODULE_FAULT);
	cmis_snapshot_put(snapshot);
}

static void cage_status_changed(struct cmis_cage *cage)
{
	cage_compare_states(cage);
	cage_shown.states |= BIT(cmis_cage_get_state(cage));
}

static void cage_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	cage_compare_states(cage);
	cage_shown.sampled[class]++;
}

static const struct cmis_client cage_first = {
	.name = "first",
	.cage_add = cage_first_add,
	.cage_del = cage_first_del,
	.module_add = cage_module_add,
	.module_del = cage_module_del,
	.status_changed = cage_status_changed,
	.sampled = cage_sampled,
};

static const struct cmis_client cage_second = {
	.name = "second",
	.cage_add = cage_second_add,
	.cage_del = cage_second_del,
	.module_add = cage_module_refuse,
	.module_del = cage_module_not_del,
};

static const struct cmis_client *const cage_clients[] = {
	&cage_first,
	&cage_second,
	&cmis_journal_client,
};

static int cage_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.clients = cage_clients,
		.num_clients = ARRAY_SIZE(cage_clients),
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       CAGE_NEVER_MS },
			.stale_sweeps = 3,
		},
	};

	return cmis_core_init(&config);
}

static void cage_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

static int cage_present(void *priv)
{
	struct cage_test *t = container_of(priv, struct cage_test, fake);

	t->presence_reads++;
	return READ_ONCE(t->plugged);
}

static void cage_set_temp(struct cage_test *t, s8 temp_c)
{
	*fake_at(&t->fake, 0, 0, 14) = temp_c;
}

static void cage_set_serial(struct cage_test *t, char serial)
{
	memset(fake_at(&t->fake, 0, 0, 166), serial, 16);
}

/* A QSFP-DD of CMIS 5.0 in ModuleReady, 21.0 C, 3.3 V, Rx power 0.5 mW. */
static void cage_fill(struct cage_test *t)
{
	u8 *lower = t->fake.lower;
	u8 *advert = fake_at(&t->fake, 0, 0x01, 128);
	unsigned int i;

	memset(lower, 0, 126);
	lower[0] = 0x18;
	lower[1] = 0x50;
	lower[3] = 0x07;
	lower[85] = 2;
	lower[86] = 0xff;
	lower[14] = 21;
	lower[16] = 0x80;
	lower[17] = 0xe8;
	cage_set_serial(t, 'A');
	*fake_at(&t->fake, 0, 0, 210) = 0;

	memset(advert, 0, 128);
	advert[1] = 1;
	advert[159 - 128] = 0x03;
	advert[160 - 128] = 0x04;
	memset(fake_at(&t->fake, 0, 0x02, 128), 0, 128);
	for (i = 0; i < 16; i += 2) {
		*fake_at(&t->fake, 0, 0x11, 186 + i) = 0x13;
		*fake_at(&t->fake, 0, 0x11, 187 + i) = 0x88;
	}
}

static int cage_test_init(struct kunit *test)
{
	struct cage_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	t->dev = kunit_device_register(test, "cage");
	if (IS_ERR(t->dev))
		return PTR_ERR(t->dev);
	memset(&cage_shown, 0, sizeof(cage_shown));
	fake_init(&t->fake, test);
	cage_fill(t);
	t->ops = fake_ops;
	t->ops.set_reset = NULL;
	t->plugged = true;
	return 0;
}

static void cage_unregister(struct cage_test *t)
{
	if (!IS_ERR_OR_NULL(t->cage))
		cmis_cage_unregister(t->cage);
	t->cage = NULL;
}

static void cage_test_exit(struct kunit *test)
{
	clock_start();
	if (test->priv)
		cage_unregister(test->priv);
	clock_stop();
}

static void cage_register(struct kunit *test)
{
	struct cage_test *t = test->priv;
	const struct cmis_cage_config config = {
		.parent = t->dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = t,
		.label = "port 7",
		.caps = CMIS_CAP_ATOMIC,
		.max_read = t->max_read ?: 128,
		.max_write = 128,
	};

	t->cage = cmis_cage_register(&config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cage);
}

/* Wait until the cage's work neither runs nor is due. */
static void cage_settle(struct cage_test *t)
{
	flush_workqueue(t->cage->bus->wq);
}

static void cage_expect_state(struct kunit *test, enum cmis_cage_state state)
{
	struct cage_test *t = test->priv;
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < CAGE_WAIT_MS; waited_ms += 20) {
		if (cmis_cage_get_state(t->cage) == state)
			break;
		msleep(20);
	}
	cage_settle(t);
	KUNIT_ASSERT_EQ(test, cmis_cage_get_state(t->cage), state);
}

static void cage_expect_generation(struct kunit *test, u32 generation)
{
	struct cage_test *t = test->priv;
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < CAGE_WAIT_MS; waited_ms += 20) {
		if (READ_ONCE(t->cage->generation) == generation)
			break;
		msleep(20);
	}
	cage_expect_state(test, CMIS_CAGE_READY);
	KUNIT_ASSERT_EQ(test, t->cage->generation, generation);
}

/* Sweep everything now, once. */
static void cage_sweep(struct cage_test *t)
{
	fake_take(&t->fake);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	cage_settle(t);
}

/* The value, or an errno; values here are never negative. */
static s32 cage_value(struct cage_test *t, u16 type, unsigned int lane)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	struct cmis_number value;
	int ret;

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_snapshot_find_monitor(snapshot, type, lane);
	if (ret >= 0)
		ret = cmis_snapshot_get_value(snapshot, ret, &value);
	cmis_snapshot_put(snapshot);
	return ret ? ret : value.mantissa;
}

/* Whether the temperature, the first monitor, has thresholds. */
static bool cage_has_limits(const struct cmis_module *module)
{
	return module->monitors[0].has;
}

static u8 cage_flags(struct cage_test *t, unsigned int byte)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	u8 flags;

	if (IS_ERR(snapshot))
		return 0;
	flags = snapshot->status.flags[byte - 8];
	cmis_snapshot_put(snapshot);
	return flags;
}

static void cage_module_arrives(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_VCC, CMIS_LANE_NONE),
			3300000);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 7), 500000);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TX_BIAS, 0), -ENODATA);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[1], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.generation, 1);

	cage_unregister(t);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 0);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[1], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.added[0], 0);
	KUNIT_EXPECT_EQ(test, cage_shown.added[1], 0);
}

static void cage_is_shown_before_its_module(struct kunit *test)
{
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_shown.added[0], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.added[1], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.early, 0);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 1);
}

static void cage_sweeps_are_short(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);

	/* Lower memory from state to firmware, the identity, page 11h */
	cage_sweep(t);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "r3+38\n"
			   "w126+2:00.00 r126+2 r166+57\n"
			   "w126+2:00.11 r126+2 r128+128\n");
	KUNIT_EXPECT_EQ(test, cage_shown.sampled[CMIS_CLASS_THERMAL], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.sampled[CMIS_CLASS_LANES], 1);

	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "r3+38\n");
}

/* A sweep reads the settings of lanes, or does not. */
static void cage_expect_settings(struct kunit *test, bool read)
{
	struct cage_test *t = test->priv;
	const char *log;

	cage_sweep(t);
	log = fake_take(&t->fake);
	KUNIT_EXPECT_NOT_NULL_MSG(test, strstr(log, "r192+22"), "%s", log);
	KUNIT_EXPECT_EQ_MSG(test, !!strstr(log, "r214+42"), read, "%s", log);
}

static u8 cage_tx_map(struct cage_test *t, unsigned int lane)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	u8 map = 0;

	if (!IS_ERR(snapshot)) {
		map = snapshot->lane[lane].tx_map;
		cmis_snapshot_put(snapshot);
	}
	return map;
}

/* With short reads, 11h:214-255 is read after changes, and now and then. */
static void cage_settings_of_lanes_follow_changes(struct kunit *test)
{
	struct cage_test *t = test->priv;
	const struct cmis_settings settings = { .static_period_ms = 30000 };

	t->max_read = 64;
	*fake_at(&t->fake, 0, 0x11, 235) = 0;
	*fake_at(&t->fake, 0, 0x11, 241) = 0x23;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_tx_map(t, 1), 0x23);
	cage_expect_settings(test, false);

	/* The active control set */
	*fake_at(&t->fake, 0, 0x11, 206) ^= 0x10;
	*fake_at(&t->fake, 0, 0x11, 241) = 0x45;
	cage_expect_settings(test, true);
	KUNIT_EXPECT_EQ(test, cage_tx_map(t, 1), 0x45);
	cage_expect_settings(test, false);
	/* The state of a data path; its flag alone, for one that came back */
	*fake_at(&t->fake, 0, 0x11, 128) ^= 0x04;
	cage_expect_settings(test, true);
	*fake_at(&t->fake, 0, 0x11, 134) = 0x01;
	cage_expect_settings(test, true);
	/* A result of a configuration; the set waits until DPInit. */
	*fake_at(&t->fake, 0, 0x11, 205) ^= 0x10;
	*fake_at(&t->fake, 0, 0x11, 235) = 0x80;
	cage_expect_settings(test, true);
	*fake_at(&t->fake, 0, 0x11, 235) = 0;
	cage_expect_settings(test, true);
	cage_expect_settings(test, false);

	/* A failed read is made up for. */
	*fake_at(&t->fake, 0, 0x11, 206) ^= 0x10;
	fake_fail(&t->fake, -EINVAL, 1);
	t->fake.fail_skip = 4;
	cage_expect_settings(test, true);
	KUNIT_EXPECT_EQ(test, t->fake.fail_count, 0);
	KUNIT_EXPECT_EQ(test, t->cage->poll->lane_settings, 0);
	cage_expect_settings(test, true);
	cage_expect_settings(test, false);

	/* A set that is applied at once may change nothing else. */
	cmis_cage_set_settings(t->cage, &settings, CMIS_SETTING_STATIC_PERIOD);
	cage_settle(t);
	*fake_at(&t->fake, 0, 0x11, 241) = 0x67;
	msleep(31000);
	cage_expect_settings(test, true);
	KUNIT_EXPECT_EQ(test, cage_tx_map(t, 1), 0x67);
}

static void cage_values_follow_the_sweeps(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	cage_set_temp(t, 60);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			60000);
}

static void cage_flags_before_insertion_are_shown(struct kunit *test)
{
	struct cage_test *t = test->priv;

	*fake_at(&t->fake, 0, 0, 9) = 0x12;
	*fake_at(&t->fake, 0, 0x11, 136) = 0x80;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x12);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 9), 0x00);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x00);
}

static void cage_flags_survive_a_failed_sweep(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);

	/* The third piece fails after the second has cleared the flags. */
	cmis_xfer_set_max_read(t->cage->xfer, 8);
	*fake_at(&t->fake, 0, 0, 9) = 0x21;
	fake_fail(&t->fake, -EINVAL, 1);
	t->fake.fail_skip = 2;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 9), 0x00);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x00);

	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x21);
}

static void cage_flags_survive_a_failed_look_at_the_identity(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);

	/* The sweep has read flags, but fails and is not published. */
	*fake_at(&t->fake, 0, 0, 8) = 0x01;
	*fake_at(&t->fake, 0, 0, 9) = 0x21;
	fake_fail(&t->fake, -EINVAL, 1);
	t->fake.fail_skip = 1;
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x00);

	*fake_at(&t->fake, 0, 0, 9) = 0x02;
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 8), 0x01);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x23);
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x00);
	cage_expect_generation(test, 1);
}

static void cage_flags_do_not_outlive_their_module(struct kunit *test)
{
	const struct cmis_addr addr = { .page = 0x11, .offset = 136 };
	struct cage_test *t = test->priv;
	struct cmis_snapshot *snapshot;
	u8 byte = 0;

	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0x11, 136) = 0x01;
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_NONE, &addr, &byte,
				       1), 0);
	KUNIT_EXPECT_EQ(test, byte, 0x01);

	cage_set_serial(t, 'B');
	*fake_at(&t->fake, 0, 0, 8) = 0x01;
	*fake_at(&t->fake, 0, 0x11, 136) = 0x02;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_expect_generation(test, 2);
	snapshot = cmis_cage_get_snapshot(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, snapshot);
	KUNIT_EXPECT_EQ(test, snapshot->module->generation, 2);
	KUNIT_EXPECT_EQ(test, snapshot->lane[0].flags, 0);
	KUNIT_EXPECT_EQ(test, snapshot->lane[1].flags, BIT(CMIS_LF_TX_LOS));
	cmis_snapshot_put(snapshot);
}

static void cage_raw_readers_take_no_flags_away(struct kunit *test)
{
	const struct cmis_addr addr = { .offset = 9 };
	struct cage_test *t = test->priv;
	u8 byte = 0;

	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 9) = 0x21;
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_ETHTOOL,
				       &addr, &byte, 1), 0);
	KUNIT_EXPECT_EQ(test, byte, 0x21);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x21);
	*fake_at(&t->fake, 0, 0, 9) = 0x40;
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x40);
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_ETHTOOL,
				       &addr, &byte, 1), 0);
	KUNIT_EXPECT_EQ(test, byte, 0x40);
}

/* Pull the module during a raw read of page 01h. No sweep reads that page. */
static void cage_pull(struct fake *fake, const u8 *select, u8 offset)
{
	struct cage_test *t = container_of(fake, struct cage_test, fake);
	unsigned int waited_ms;

	if (select[1] != 0x01 || !READ_ONCE(t->plugged))
		return;
	WRITE_ONCE(t->plugged, false);
	cmis_cage_presence_changed(t->cage);
	for (waited_ms = 0; waited_ms < CAGE_WAIT_MS; waited_ms += 20) {
		if (cmis_cage_get_state(t->cage) == CMIS_CAGE_EMPTY)
			return;
		msleep(20);
	}
}

static void cage_raw_readers_get_one_module_only(struct kunit *test)
{
	const struct cmis_addr addr = { .page = 0x01, .offset = 0x80 };
	static const struct fake_model pull = { .read = cage_pull };
	struct cage_test *t = test->priv;
	u8 buf[4];

	t->ops.present = cage_present;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_NONE, &addr, buf,
				       sizeof(buf)), 0);

	/* The transport still answers, but perhaps for another module. */
	t->fake.model = &pull;
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_NONE, &addr, buf,
				       sizeof(buf)), -ENODEV);
	t->fake.model = NULL;
}

static void cage_swap_is_noticed(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);

	/* Only the serial number shows that it is another module. */
	cage_set_serial(t, 'B');
	cage_set_temp(t, 30);
	cage_sweep(t);
	cage_expect_generation(test, 2);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			30000);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 1);
	KUNIT_EXPECT_EQ(test, cage_shown.generation, 2);
}

/*
 * Bits: the next reads of the serial number that are wrong, each in another
 * bit. A real swap makes all reads equal.
 */
static unsigned int cage_flips;
static unsigned int cage_serial_reads;

static void cage_flip(struct fake *fake, const u8 *select, u8 offset)
{
	u8 *byte;

	if (select[1] || offset != 170)
		return;
	byte = fake_at(fake, 0, 0, offset);
	*byte = 'A' ^ (cage_flips >> cage_serial_reads & 1 ?
		       BIT(cage_serial_reads) : 0);
	cage_serial_reads++;
}

static void cage_flip_not(struct fake *fake, const u8 *select, u8 offset)
{
}

static const struct fake_model cage_flipping = {
	.read = cage_flip,
	.written = cage_flip_not,
};

static void cage_flipped_bit_is_no_swap(struct kunit *test)
{
	static const u8 flips[] = { 0x01, 0x03, 0x05, 0x07 };
	struct cage_test *t = test->priv;
	unsigned int i, j;

	t->ops.present = cage_present;
	cage_register(test);
	cage_expect_generation(test, 1);
	t->fake.model = &cage_flipping;
	for (i = 0; i < 2 * ARRAY_SIZE(flips); i++) {
		cage_flips = flips[i / 2];
		cage_serial_reads = 0;
		if (i & 1)
			cage_sweep(t);
		else
			cmis_cage_presence_changed(t->cage);
		cage_settle(t);
		cage_expect_generation(test, 1);
	}

	/* Each read is wrong: the identity cannot be read. */
	for (i = 0; i < 3; i++) {
		cage_flips = 0xff;
		cage_serial_reads = 0;
		cage_sweep(t);
		KUNIT_EXPECT_LE(test, cage_serial_reads, 8);
	}
	for (j = 0; j < 2; j++) {
		cage_flips = 0;
		cage_serial_reads = 0;
		cage_sweep(t);
	}
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 1);
}

static void cage_swap_with_a_flag_is_noticed_at_once(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);

	/* With ModuleStateChanged the thermal sweep notices it. */
	cage_set_serial(t, 'B');
	*fake_at(&t->fake, 0, 0, 8) = 0x01;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_expect_generation(test, 2);
}

static void cage_swap_behind_presence_is_noticed(struct kunit *test)
{
	struct cage_test *t = test->priv;

	t->ops.present = cage_present;
	cage_register(test);
	cage_expect_generation(test, 1);

	/* Pulled and plugged before the driver could look. */
	cage_set_serial(t, 'B');
	cmis_cage_presence_changed(t->cage);
	cage_expect_generation(test, 2);

	/* The signal bounced; it is the same module. */
	cmis_cage_presence_changed(t->cage);
	cage_settle(t);
	cage_expect_generation(test, 2);
}

static void cage_presence_is_believed(struct kunit *test)
{
	struct cage_test *t = test->priv;

	t->ops.present = cage_present;
	t->plugged = false;
	cage_register(test);
	cage_settle(t);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_EMPTY);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);
	KUNIT_EXPECT_GE(test, t->presence_reads, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			-ENODEV);

	WRITE_ONCE(t->plugged, true);
	cmis_cage_presence_changed(t->cage);
	cage_expect_generation(test, 1);

	WRITE_ONCE(t->plugged, false);
	cmis_cage_presence_changed(t->cage);
	cage_settle(t);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_EMPTY);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			-ENODEV);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 0);
}

static void cage_silence_is_absence(struct kunit *test)
{
	struct cage_test *t = test->priv;
	ktime_t start;

	cage_register(test);
	cage_expect_generation(test, 1);
	cage_sweep(t);
	start = ktime_get();
	t->fake.busy_until = KTIME_MAX;
	cage_sweep(t);
	/* A module may be busy for half a second. */
	if (ktime_ms_delta(ktime_get(), start) < 400)
		KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage),
				CMIS_CAGE_READY);
	cage_expect_state(test, CMIS_CAGE_EMPTY);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			-ENODEV);

	t->fake.busy_until = 0;
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	cage_expect_generation(test, 2);
}

static void cage_short_silence_is_not(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	cage_sweep(t);
	t->fake.busy_until = ktime_add_ms(ktime_get(), 100);
	cage_set_temp(t, 50);
	cage_sweep(t);
	msleep(150);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	cage_settle(t);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			50000);
	KUNIT_EXPECT_EQ(test, cage_shown.states,
			BIT(CMIS_CAGE_PROBING) | BIT(CMIS_CAGE_READY));
}

static void cage_empty_is_asked_once(struct kunit *test)
{
	struct cage_test *t = test->priv;
	ktime_t start = ktime_get();
	s64 seconds;

	t->fake.busy_until = KTIME_MAX;
	cage_register(test);
	cage_settle(t);
	/* Once per thermal period, which may pass on a slow machine. */
	seconds = ktime_ms_delta(ktime_get(), start) / MSEC_PER_SEC;
	KUNIT_EXPECT_GE(test, t->fake.transactions, 1);
	KUNIT_EXPECT_LE(test, t->fake.transactions, 1 + seconds);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_EMPTY);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 0);
}

static void cage_signal_says_that_it_is_only_silent(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int i;

	t->ops.present = cage_present;
	cage_register(test);
	cage_expect_generation(test, 1);

	/* Three sweeps in a row fail, each after its longest time. */
	t->fake.busy_until = KTIME_MAX;
	for (i = 0; i < 200 && t->cage->state == CMIS_CAGE_READY; i++) {
		cage_sweep(t);
		msleep(20);
	}
	cage_expect_state(test, CMIS_CAGE_FAULT);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			-ENXIO);
	KUNIT_EXPECT_EQ(test, t->cage->error, -ENXIO);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 1);

	t->fake.busy_until = 0;
	cage_sweep(t);
	cage_sweep(t);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
}

static void cage_module_fault_is_a_state(struct kunit *test)
{
	struct cage_test *t = test->priv;
	u8 *state = &t->fake.lower[3];
	u8 ready;

	cage_register(test);
	cage_expect_generation(test, 1);
	ready = *state;
	*state = 0x0b;	/* ModuleFault, no interrupt */
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage),
			CMIS_CAGE_MODULE_FAULT);
	/* Sweeps go on. */
	cage_set_temp(t, 30);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			30000);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage),
			CMIS_CAGE_MODULE_FAULT);
	/* A sleep is no news. */
	cmis_cage_suspend(t->cage);
	cmis_cage_resume(t->cage);
	cage_expect_state(test, CMIS_CAGE_MODULE_FAULT);
	KUNIT_EXPECT_STREQ(test, cage_shown.log, "inserted alarm: module ");
	*state = ready;
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 1);
	KUNIT_EXPECT_EQ(test, cage_shown.torn, 0);
}

/* Take the lines of the journal so far. */
static const char *cage_log_take(void)
{
	static char log[sizeof(cage_shown.log)];

	strscpy(log, cage_shown.log, sizeof(log));
	*cage_shown.log = '\0';
	return log;
}

static void cage_journal_tells_of_moves(struct kunit *test)
{
	struct cage_test *t = test->priv;

	t->ops.present = cage_present;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_STREQ(test, cage_log_take(), "inserted alarm: ");
	cmis_cage_notify(t->cage, CMIS_EVENT_RESET);
	cage_expect_generation(test, 2);
	/* The checksum of page 00h is wrong, as before. */
	KUNIT_EXPECT_STREQ(test, cage_log_take(), "alarm: ");
	cage_set_serial(t, 'B');
	cmis_cage_notify(t->cage, CMIS_EVENT_RESET);
	cage_expect_generation(test, 3);
	KUNIT_EXPECT_STREQ(test, cage_log_take(),
			   "removed inserted alarm: ");
	WRITE_ONCE(t->plugged, false);
	cmis_cage_notify(t->cage, CMIS_EVENT_PRESENCE);
	cage_expect_state(test, CMIS_CAGE_EMPTY);
	KUNIT_EXPECT_STREQ(test, cage_log_take(), "removed ");
	WRITE_ONCE(t->plugged, true);
	cmis_cage_notify(t->cage, CMIS_EVENT_PRESENCE);
	cage_expect_generation(test, 4);
	KUNIT_EXPECT_STREQ(test, cage_log_take(), "inserted alarm: ");
	cage_unregister(t);
	KUNIT_EXPECT_STREQ(test, cage_log_take(), "");
}

/* @active: number of alerts that are active after the event */
static const char *cage_journal_alert(struct cage_test *t, bool on, u32 active)
{
	const struct cmis_alert_event event = {
		.alert = { .key.kind = CMIS_ALERT_RX_LOS, .active = on },
	};

	t->cage->alerts->engine.counts.active = active;
	cmis_journal_alert(t->cage, &event);
	return cage_log_take();
}

static void cage_journal_tells_the_first_alarm(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	cage_log_take();
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, false, 0), "all ");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, true, 1), "alarm: ");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, true, 2), "");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, false, 1), "");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, false, 0), "all ");
	/* The limit of events holds back another one, and it ends untold. */
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, true, 1), "alarm: ");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, false, 1), "");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, true, 1), "alarm: ");
	KUNIT_EXPECT_STREQ(test, cage_journal_alert(t, false, 0), "all ");
}

static void cage_values_stay_for_two_failed_sweeps(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int failed;

	cage_register(test);
	cage_expect_generation(test, 1);
	for (failed = 1; failed <= 3; failed++) {
		/*
		 * An interrupt would not do: it stays until a sweep succeeds,
		 * so that the next run for another reason sweeps as well.
		 */
		fake_fail(&t->fake, -EINVAL, 1);
		cage_sweep(t);
		KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP,
						 CMIS_LANE_NONE),
				failed < 3 ? 21000 : -EINVAL);
	}
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_FAULT);
	/* Sweeps of the other class go on. */
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 1), 500000);

	cage_sweep(t);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
}

/* The errno of a class, and the page that it is about */
static int cage_error(struct cage_test *t, enum cmis_class class, u8 *page)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	int error;

	*page = 0;
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	error = snapshot->sweep[class].error;
	*page = snapshot->sweep[class].page;
	cmis_snapshot_put(snapshot);
	return error;
}

/* Sweep until the lanes have the error, or have it no longer. */
static void cage_await_lanes(struct kunit *test, int error)
{
	struct cage_test *t = test->priv;
	unsigned int i;
	u8 page;

	for (i = 0; i < 200; i++) {
		cage_sweep(t);
		if (cage_error(t, CMIS_CLASS_LANES, &page) == error)
			break;
		msleep(20);
	}
	KUNIT_EXPECT_EQ(test, cage_error(t, CMIS_CLASS_LANES, &page), error);
	if (error)
		KUNIT_EXPECT_EQ(test, page, 0x11);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
}

static void cage_page_that_fails_stops_no_other(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct cmis_alert_counts before, counts;

	cage_register(test);
	cage_expect_generation(test, 1);
	cmis_alert_get_counts(t->cage, &before);
	t->fake.nack_page = 0x11;
	cage_await_lanes(test, -ENXIO);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 1), -ENXIO);
	cmis_alert_get_counts(t->cage, &counts);
	KUNIT_EXPECT_EQ(test, counts.active, before.active + 1);
	KUNIT_EXPECT_EQ(test, counts.last.kind, CMIS_ALERT_UNREADABLE);
	KUNIT_EXPECT_EQ(test, counts.last.index, CMIS_CLASS_LANES);
	cage_set_temp(t, 60);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			60000);

	t->fake.nack_page = 0;
	cage_await_lanes(test, 0);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 1), 500000);
	cage_sweep(t);
	cage_sweep(t);
	cmis_alert_get_counts(t->cage, &counts);
	KUNIT_EXPECT_EQ(test, counts.active, before.active);
	cage_expect_generation(test, 1);
}

/* Probing waits for the page, but not for ever. */
static void cage_page_that_fails_hides_no_module(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct cmis_alert_counts counts;
	unsigned int i;

	t->fake.nack_page = 0x11;
	cage_register(test);
	for (i = 0; i < 14; i++)
		msleep(1000);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_PROBING);
	msleep(2000);
	cage_await_lanes(test, -ENXIO);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 1), -ENXIO);
	cmis_alert_get_counts(t->cage, &counts);
	KUNIT_EXPECT_EQ(test, counts.last.kind, CMIS_ALERT_UNREADABLE);

	t->fake.nack_page = 0;
	cage_await_lanes(test, 0);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 1), 500000);
	cage_expect_generation(test, 1);
}

static void cage_reset_is_a_new_generation(struct kunit *test)
{
	struct cage_test *t = test->priv;

	t->ops.set_reset = fake_set_reset;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cmis_module_reset(t->cage), 0);
	KUNIT_EXPECT_EQ(test, t->fake.signals, 2);
	KUNIT_EXPECT_FALSE(test, t->fake.signal_on);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26), 0x00);
	cage_expect_generation(test, 2);
}

static void cage_reset_without_a_pin_is_written(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 26) = 0x40;
	KUNIT_EXPECT_EQ(test, cmis_module_reset(t->cage), 0);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26), 0x48);
	cage_expect_generation(test, 2);
}

static void cage_bank_that_is_missing_hides_no_other(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct cmis_module *module;

	/* OSFP-XD with 16 lanes, by 01h:142 */
	*fake_at(&t->fake, 0, 0, 0) = 0x21;
	*fake_at(&t->fake, 0, 0, 128) = 0x21;
	*fake_at(&t->fake, 0, 0x01, 142) = 0x01;
	t->fake.pages[4].used = t->fake.pages[4].bank != 1;
	t->fake.pages[5].used = t->fake.pages[5].bank != 1;
	t->fake.pages[6].used = t->fake.pages[6].bank != 1;
	cage_register(test);
	cage_expect_generation(test, 1);

	module = cmis_cage_get_module(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	KUNIT_EXPECT_EQ(test, module->lanes, 16);
	KUNIT_EXPECT_EQ(test, module->plan.banks, 1);
	cmis_module_put(module);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 7), 500000);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 8), -ENODATA);
}

static unsigned int cage_garbled;

/* The first reads of 01h:159 are garbled: other monitors. */
static void cage_garble(struct fake *fake, const u8 *select, u8 offset)
{
	if (select[1] != 0x01 || offset != 159)
		return;
	*fake_at(fake, 0, 0x01, 159) = cage_garbled ? cage_garbled << 2 : 3;
	if (cage_garbled)
		cage_garbled--;
}

static void cage_garble_not(struct fake *fake, const u8 *select, u8 offset)
{
}

static const struct fake_model cage_garbling = {
	.read = cage_garble,
	.written = cage_garble_not,
};

static void cage_garbled_page_is_not_believed(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int i;

	t->fake.model = &cage_garbling;
	for (i = 0; i < 6; i++) {
		/* With a good checksum, then with a bad one */
		*fake_at(&t->fake, 0, 0x01, 255) = i & 1 ? 0x55 : 0x07;
		cage_garbled = 1 + i;
		if (i)
			cmis_cage_notify(t->cage, CMIS_EVENT_RESET);
		else
			cage_register(test);
		cage_expect_generation(test, 1 + i);
		KUNIT_EXPECT_EQ(test, cage_garbled, 0);
		KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP,
						 CMIS_LANE_NONE),
				21000);
	}
}

static void cage_page_that_must_be_there_may_yet_come(struct kunit *test)
{
	static const unsigned int pages[] = { 1, 2, 4 };	/* and 11h */
	struct cage_test *t = test->priv;
	unsigned int i;

	cage_register(test);
	cage_expect_generation(test, 1);
	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		t->fake.pages[pages[i]].used = false;
		cmis_cage_notify(t->cage, CMIS_EVENT_RESET);
		msleep(500);
		KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage),
				CMIS_CAGE_PROBING);
		t->fake.pages[pages[i]].used = true;
		cage_expect_generation(test, 2 + i);
		KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 7),
				500000);
	}
}

static void cage_page_that_never_comes_is_blank(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct cmis_module *module;

	memset(fake_at(&t->fake, 0, 0x02, 128), 0x11, 128);
	t->fake.pages[2].used = false;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_RX_POWER, 7), 500000);

	/* No limits of zero, and none from another page. */
	module = cmis_cage_get_module(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	KUNIT_EXPECT_FALSE(test, module->thresholds.known);
	KUNIT_EXPECT_FALSE(test, cage_has_limits(module));
	cmis_module_put(module);
}

static void cage_flat_module_is_never_written_to(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int i;

	t->fake.flat = true;
	*fake_at(&t->fake, 0, 0, 2) = CAGE_FLAT;
	*fake_at(&t->fake, 0, 0, 126) = 0xff;
	*fake_at(&t->fake, 0, 0, 127) = 0xff;
	cage_register(test);
	cage_expect_generation(test, 1);
	cage_sweep(t);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, atomic64_read(&t->cage->xfer->counters
					    [CMIS_CNT_WRITE_BYTES]), 0);

	for (i = 0; i < 16; i++)
		*fake_at(&t->fake, 0, 0, 166 + i) = 'C';
	cage_sweep(t);
	cage_expect_generation(test, 2);
}

static void cage_foreign_module_is_a_fault(struct kunit *test)
{
	struct cage_test *t = test->priv;

	/* SFP means SFF-8472, not CMIS. A booting module may show it, too. */
	*fake_at(&t->fake, 0, 0, 0) = 0x03;
	cage_register(test);
	cage_expect_state(test, CMIS_CAGE_FAULT);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			-EPROTONOSUPPORT);

	*fake_at(&t->fake, 0, 0, 0) = 0x18;
	cage_expect_state(test, CMIS_CAGE_READY);
	KUNIT_EXPECT_EQ(test, cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
}

/* Nothing is written to a memory that only begins like a module. */
static void cage_other_memory_is_not_written(struct kunit *test)
{
	static const struct {
		const char *what;
		u8 identifier;
		u8 revision;
		u8 page;
		u8 state;
		u8 type;
		u8 upper;
	} cases[] = {
		{ "SPD of DDR4", 0x23, 0x11, 0, 0x0c, 0, 0x23 },
		{ "page 00h with another start", 0x18, 0x50, 0, 7, 2, 0x31 },
		{ "another page, reserved state", 0x18, 0x50, 0x11, 1, 2 },
		{ "another page, reserved type", 0x18, 0x50, 0x11, 7, 6 },
	};
	struct cage_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		t->fake.lower[0] = cases[i].identifier;
		t->fake.lower[1] = cases[i].revision;
		t->fake.lower[3] = cases[i].state;
		t->fake.lower[85] = cases[i].type;
		t->fake.page_next[1] = cases[i].page;
		*fake_at(&t->fake, 0, 0, 128) = cases[i].upper;
		cage_register(test);
		cage_expect_state(test, CMIS_CAGE_FAULT);
		msleep(20000);
		cage_settle(t);
		KUNIT_EXPECT_EQ_MSG(test, cmis_cage_get_stat
				    (t->cage, CMIS_CNT_WRITE_BYTES), 0,
				    cases[i].what);
		KUNIT_EXPECT_EQ(test,
				cage_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
				-EPROTONOSUPPORT);
		cage_unregister(t);
	}
}

/* The host before may have left any page selected. */
static void cage_any_page_may_be_selected(struct kunit *test)
{
	struct cage_test *t = test->priv;

	t->fake.page_next[1] = 0x11;
	cage_register(test);
	cage_expect_generation(test, 1);
}

static void cage_unregister_ends_all_transfers(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int transactions;

	cage_register(test);
	cage_expect_generation(test, 1);
	t->fake.transfer_us = 20000;
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	usleep_range(5000, 6000);
	cage_unregister(t);
	transactions = t->fake.transactions;
	msleep(60);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, transactions);
}

static void cage_unregister_ends_probing(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int transactions;

	t->fake.transfer_us = 2000;
	cage_register(test);
	usleep_range(5000, 6000);
	cage_unregister(t);
	transactions = t->fake.transactions;
	KUNIT_EXPECT_GE(test, transactions, 1);
	msleep(60);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, transactions);
	KUNIT_EXPECT_EQ(test, cage_shown.modules[0], 0);
}

static void cage_that_is_gone_does_nothing(struct kunit *test)
{
	const struct cmis_addr addr = {};
	struct cage_test *t = test->priv;
	struct cmis_cage *cage;
	unsigned int transactions;
	u8 byte = 0;

	t->ops.set_reset = fake_set_reset;
	cage_register(test);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_NULL(test, cmis_cage_get_by_name("port 8"));
	cage = cmis_cage_get_by_name("port 7");
	KUNIT_ASSERT_PTR_EQ(test, cage, t->cage);
	cage_unregister(t);

	/* A MAC driver may still have a reference. */
	transactions = t->fake.transactions;
	KUNIT_EXPECT_NULL(test, cmis_cage_get_by_name("port 7"));
	KUNIT_EXPECT_EQ(test, raw_read(cage, CMIS_READER_ETHTOOL, &addr,
				       &byte, 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, raw_write(cage, &addr, &byte, 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, cmis_module_reset(cage), -ENODEV);
	KUNIT_EXPECT_EQ(test, cmis_xfer_signal(cage->xfer, fake_set_reset,
					       true, 10),
			-ENODEV);
	cmis_cage_notify(cage, CMIS_EVENT_RESUME);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, transactions);
	KUNIT_EXPECT_EQ(test, t->fake.signals, 0);
	cmis_cage_put(cage);
}

static int cage_reads;

static int cage_read_asleep(void *data)
{
	const struct cmis_addr addr = { .offset = 14 };
	struct cage_test *t = data;
	u8 byte;

	cage_reads = raw_read(t->cage, CMIS_READER_ETHTOOL, &addr,
			      &byte, 1) ?: byte;
	return 0;
}

/* @serial: serial number of the module after the sleep */
static void cage_sleep(struct kunit *test, char serial)
{
	struct cage_test *t = test->priv;
	struct task_struct *reader;
	int transactions;

	cage_register(test);
	cage_expect_generation(test, 1);
	cmis_cage_suspend(t->cage);
	transactions = t->fake.transactions;
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_PROBING);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_module(t->cage)), -ENODEV);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_cage_get_snapshot(t->cage)),
			-ENODEV);

	cage_reads = -EINPROGRESS;
	reader = kthread_create(cage_read_asleep, t, "cage_reader");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, reader);
	get_task_struct(reader);
	wake_up_process(reader);
	KUNIT_EXPECT_TRUE(test, clock_await_waiter());
	msleep(100);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, transactions);
	KUNIT_EXPECT_EQ(test, READ_ONCE(cage_reads), -EINPROGRESS);

	cage_set_serial(t, serial);
	cage_set_temp(t, 33);
	cmis_cage_resume(t->cage);
	kthread_stop(reader);
	put_task_struct(reader);
}

static void cage_sleeps_with_its_module(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_sleep(test, 'A');
	KUNIT_EXPECT_EQ(test, cage_reads, 33);
	cage_expect_generation(test, 1);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
}

static void cage_wakes_up_with_another_module(struct kunit *test)
{
	cage_sleep(test, 'B');
	/* The read may have begun after the new module was found. */
	KUNIT_EXPECT_TRUE(test, cage_reads == -ENODEV || cage_reads == 33);
	cage_expect_generation(test, 2);
}

static void cage_interrupt_waits_until_flags_are_read(struct kunit *test)
{
	struct cage_test *t = test->priv;
	ktime_t start;

	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 9) = 0x01;
	start = ktime_get();
	cmis_cage_service_irq(t->cage);
	KUNIT_EXPECT_LT(test, ktime_ms_delta(ktime_get(), start),
			CMIS_IRQ_WAIT_MS);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 9), 0x00);
	KUNIT_EXPECT_EQ(test, cage_flags(t, 9), 0x01);
}

/* A flag that nobody reads holds the line, so no new interrupt can come. */
static void cage_interrupt_reads_flags_that_nobody_wants(struct kunit *test)
{
	struct cage_test *t = test->priv;

	fake_page_add(&t->fake, 0, 0x12);
	fake_page_add(&t->fake, 0, 0x14);
	fake_page_add(&t->fake, 0, 0x2c);
	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 4) = 0x0e;
	fake_take(&t->fake);
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	/* The sweep, then 12h:231-238, 14h:132, 14h:134-139 and 2Ch:128-255 */
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "r3+38\n"
			   "w126+2:00.12 r126+2 r231+8\n"
			   "w126+2:00.14 r126+2 r132+1\n"
			   "r134+6\n"
			   "w126+2:00.2c r126+2 r128+128\n");

	/* With an empty summary, no flags are read. */
	*fake_at(&t->fake, 0, 0, 4) = 0x00;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "r3+38\n");
}

/**
 * struct cage_blocker - blocks the cage's work, like a freeze of the system
 * @work: on the cage's workqueue
 * @release: ends it
 * @released: @release ended it, not the timeout
 */
struct cage_blocker {
	struct work_struct work;
	struct completion release;
	bool released;
};

static void cage_block(struct work_struct *work)
{
	struct cage_blocker *blocker = container_of(work, struct cage_blocker,
						    work);

	blocker->released = wait_for_completion_timeout(&blocker->release,
							10 * HZ);
}

static void cage_interrupt_does_not_wait_for_ever(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct cage_blocker blocker = {};

	cage_register(test);
	cage_expect_generation(test, 1);
	init_completion(&blocker.release);
	INIT_WORK_ONSTACK(&blocker.work, cage_block);
	queue_work(t->cage->bus->wq, &blocker.work);

	cmis_cage_service_irq(t->cage);
	complete(&blocker.release);
	flush_work(&blocker.work);
	destroy_work_on_stack(&blocker.work);
	KUNIT_EXPECT_TRUE(test, blocker.released);

	/* The line is still asserted, since nobody has read the flags. */
	KUNIT_EXPECT_FALSE(test, t->cage->irq.served);
	for (unsigned int i = 0; i < 20; i++)
		cmis_irq_pace(t->cage);
	KUNIT_EXPECT_FALSE(test, t->cage->irq.held);

	/* The event was not lost meanwhile. */
	cage_settle(t);
	KUNIT_EXPECT_EQ(test, cage_shown.sampled[CMIS_CLASS_THERMAL], 1);
}

/* The module does not answer, so its flags cannot be read. */
static void cage_interrupt_waits_for_a_good_sweep(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct completion *done;

	cage_register(test);
	cage_expect_generation(test, 1);
	done = &t->cage->irq.done;
	fake_fail(&t->fake, -ETIMEDOUT, -1);
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	cage_settle(t);
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(done));
	fake_fail(&t->fake, 0, 0);
	/* The work lets others run ahead, and queues itself again. */
	cage_sweep(t);
	msleep(100);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(done));
}

/* Flags are read at each interrupt, and the module holds the line. */
static void cage_interrupt_line_is_held(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int i;

	cage_register(test);
	cage_expect_generation(test, 1);
	t->fake.lower[3] &= ~0x01;
	for (i = 0; i < 12; i++)
		cmis_cage_service_irq(t->cage);
	KUNIT_EXPECT_TRUE(test, t->cage->irq.held);

	/* Sweeps that find the line asserted change nothing. */
	for (i = 0; i < 3; i++)
		cage_sweep(t);
	cmis_cage_service_irq(t->cage);
	KUNIT_EXPECT_TRUE(test, t->cage->irq.held);

	t->fake.lower[3] |= 0x01;
	for (i = 0; i < 3; i++)
		cage_sweep(t);
	cmis_cage_service_irq(t->cage);
	KUNIT_EXPECT_FALSE(test, t->cage->irq.held);
}

/* Rx LOS of lanes 1 and 2 lasts: each read finds the flags again. */
static u8 cage_lasting;

static void cage_condition_lasts(struct fake *fake, const u8 *select,
				 u8 offset)
{
	if (select[1] == 0x11 && !select[0] && offset == 147)
		*fake_at(fake, 0, 0x11, 147) |= cage_lasting;
}

static void cage_nothing_follows(struct fake *fake, const u8 *select,
				 u8 offset)
{
}

static const struct fake_model cage_lasting_model = {
	.read = cage_condition_lasts,
	.written = cage_nothing_follows,
};

static u8 *cage_mask(struct cage_test *t)
{
	return fake_at(&t->fake, 0, 0x10, 213 + 147 - 134);
}

static void cage_with_lasting_flags(struct kunit *test)
{
	struct cage_test *t = test->priv;

	memset(fake_at(&t->fake, 0, 0x10, 213), 0, 20);
	/* Lane 2 is masked by somebody else, lane 8 as well. */
	*cage_mask(t) = 0x82;
	t->fake.model = &cage_lasting_model;
	cage_lasting = 0x03;
	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 4) = 0x01;
	cmis_cage_service_irq(t->cage);
	cmis_cage_service_irq(t->cage);
	cmis_cage_service_irq(t->cage);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x83);
}

static void cage_masks_flags_that_last(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_with_lasting_flags(test);
	/* Nothing is written while all goes on. */
	cage_sweep(t);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "w226"));

	/* The flag is still swept, and unmasked when it is gone. */
	cage_lasting = 0;
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x83);
	cage_sweep(t);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x82);
}

/* After a reset the module masks nothing, and tells of its state. */
static void cage_masks_again_after_a_reset(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_with_lasting_flags(test);
	*cage_mask(t) = 0;
	t->fake.lower[8] = 0x01;
	cmis_cage_service_irq(t->cage);
	t->fake.lower[8] = 0;
	cmis_cage_service_irq(t->cage);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x03);
}

/* The same module comes back without a reset: its masks are still set. */
static void cage_knows_its_masks_again(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_with_lasting_flags(test);
	cmis_cage_notify(t->cage, CMIS_EVENT_RESET);
	cage_expect_generation(test, 2);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x83);
	cage_unregister(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x82);
}

static void cage_leaves_masks_to_users(struct kunit *test)
{
	const struct cmis_range range = {
		.addr = { .page = 0x10, .offset = 213 + 147 - 134 },
		.len = 1,
	};
	struct cage_test *t = test->priv;
	u8 mask = 0xff;

	cage_with_lasting_flags(test);
	KUNIT_ASSERT_EQ(test, cmis_access_write(t->cage, CMIS_READER_EEPROM,
						&range, &mask), 0);
	cage_lasting = 0;
	cage_sweep(t);
	cage_sweep(t);
	cage_sweep(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0xff);
	cage_unregister(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0xff);
}

static void cage_gives_masks_back(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_with_lasting_flags(test);
	cage_unregister(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x82);
}

static void cage_gives_masks_back_before_a_sleep(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_with_lasting_flags(test);
	cmis_cage_suspend(t->cage);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x82);
	cmis_cage_resume(t->cage);
	cage_expect_generation(test, 1);
}

/* Another module has come: its masks are its own. */
static void cage_masks_nothing_of_another_module(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_with_lasting_flags(test);
	cage_set_serial(t, 'B');
	cage_unregister(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0x83);
}

/* Without interrupts there is no line to be held. */
static void cage_masks_nothing_without_interrupts(struct kunit *test)
{
	struct cage_test *t = test->priv;
	unsigned int i;

	memset(fake_at(&t->fake, 0, 0x10, 213), 0, 20);
	t->fake.model = &cage_lasting_model;
	cage_lasting = 0x03;
	cage_register(test);
	cage_expect_generation(test, 1);
	for (i = 0; i < 4; i++)
		cage_sweep(t);
	KUNIT_EXPECT_EQ(test, *cage_mask(t), 0);
}

static void cage_low_power_keeps_other_bits(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 26) = 0xe7;
	/* A reader of a setting must not wait for the bus. */
	t->fake.not_locked = &t->cage->settings.lock;
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			0);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26), 0xf7);
	/* The host drives no pin, so the pin must not request low power. */
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, false, NULL),
			0);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26), 0xa7);
}

/* The byte is garbled on the bus; the module's memory is right. */
static int cage_garble_26(void *priv, struct cmis_msg *msgs, unsigned int num)
{
	struct cage_test *t = container_of(priv, struct cage_test, fake);
	unsigned int i;
	int ret;

	ret = fake_ops.xfer(priv, msgs, num);
	for (i = 0; !ret && i < num; i++)
		if (!msgs[i].write && msgs[i].offset == 26 &&
		    ++t->garble_reads == t->garble_at)
			*msgs[i].buf = t->garble_to;
	return ret;
}

static void cage_low_power_writes_no_garbage(struct kunit *test)
{
	static const u8 garbage[] = { 0xff, 0x00, 0x28 };
	struct cage_test *t = test->priv;
	unsigned int i;
	int ret;

	t->ops.xfer = cage_garble_26;
	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 26) = 0x20;
	for (i = 0; i < 3 * ARRAY_SIZE(garbage); i++) {
		t->garble_reads = 0;
		t->garble_at = i / ARRAY_SIZE(garbage) + 1;
		t->garble_to = garbage[i % ARRAY_SIZE(garbage)];
		ret = cmis_module_set_low_power(t->cage, i % 2, NULL);
		KUNIT_EXPECT_EQ(test, ret, 0);
		KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26),
				i % 2 ? 0x30 : 0x20);
	}
}

/* Another value at each read: the driver cannot know the setting. */
static int cage_garble_26_always(void *priv, struct cmis_msg *msgs,
				 unsigned int num)
{
	struct cage_test *t = container_of(priv, struct cage_test, fake);

	t->garble_at = t->garble_reads + 1;
	t->garble_to = t->garble_at;
	return cage_garble_26(priv, msgs, num);
}

static void cage_low_power_gives_up_in_doubt(struct kunit *test)
{
	struct cage_test *t = test->priv;

	t->ops.xfer = cage_garble_26_always;
	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 26) = 0x20;
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			-EBADMSG);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26), 0x20);
	KUNIT_EXPECT_LE(test, t->garble_reads, 5);
}

/* A SoftReset that is read as set is not written back. */
static void cage_low_power_resets_nobody(struct kunit *test)
{
	struct cage_test *t = test->priv;

	cage_register(test);
	cage_expect_generation(test, 1);
	*fake_at(&t->fake, 0, 0, 26) = 0x28;
	KUNIT_EXPECT_EQ(test, cmis_module_set_low_power(t->cage, true, NULL),
			0);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 26), 0x30);
}

static void cage_selection_is_not_for_raw_writers(struct kunit *test)
{
	struct cage_test *t = test->priv;
	struct cmis_addr addr = { .offset = 127 };
	u8 bytes[8] = {};

	cage_register(test);
	cage_expect_generation(test, 1);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, bytes, 1),
			-EINVAL);
	addr.offset = 122;
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, bytes, 5),
			-EINVAL);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "");
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, bytes, 4), 0);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "w122+4:00.00\n");
}

static struct kunit_case cage_cases[] = {
	KUNIT_CASE(cage_module_arrives),
	KUNIT_CASE(cage_is_shown_before_its_module),
	KUNIT_CASE(cage_sweeps_are_short),
	KUNIT_CASE(cage_settings_of_lanes_follow_changes),
	KUNIT_CASE(cage_values_follow_the_sweeps),
	KUNIT_CASE(cage_flags_before_insertion_are_shown),
	KUNIT_CASE(cage_flags_survive_a_failed_sweep),
	KUNIT_CASE(cage_flags_survive_a_failed_look_at_the_identity),
	KUNIT_CASE(cage_flags_do_not_outlive_their_module),
	KUNIT_CASE(cage_raw_readers_take_no_flags_away),
	KUNIT_CASE(cage_raw_readers_get_one_module_only),
	KUNIT_CASE(cage_swap_is_noticed),
	KUNIT_CASE(cage_flipped_bit_is_no_swap),
	KUNIT_CASE(cage_swap_with_a_flag_is_noticed_at_once),
	KUNIT_CASE(cage_swap_behind_presence_is_noticed),
	KUNIT_CASE(cage_presence_is_believed),
	KUNIT_CASE(cage_silence_is_absence),
	KUNIT_CASE(cage_short_silence_is_not),
	KUNIT_CASE(cage_empty_is_asked_once),
	KUNIT_CASE(cage_signal_says_that_it_is_only_silent),
	KUNIT_CASE(cage_module_fault_is_a_state),
	KUNIT_CASE(cage_journal_tells_of_moves),
	KUNIT_CASE(cage_journal_tells_the_first_alarm),
	KUNIT_CASE(cage_values_stay_for_two_failed_sweeps),
	KUNIT_CASE(cage_page_that_fails_stops_no_other),
	KUNIT_CASE(cage_page_that_fails_hides_no_module),
	KUNIT_CASE(cage_reset_is_a_new_generation),
	KUNIT_CASE(cage_reset_without_a_pin_is_written),
	KUNIT_CASE(cage_bank_that_is_missing_hides_no_other),
	KUNIT_CASE(cage_garbled_page_is_not_believed),
	KUNIT_CASE(cage_page_that_must_be_there_may_yet_come),
	KUNIT_CASE(cage_page_that_never_comes_is_blank),
	KUNIT_CASE(cage_flat_module_is_never_written_to),
	KUNIT_CASE(cage_foreign_module_is_a_fault),
	KUNIT_CASE(cage_other_memory_is_not_written),
	KUNIT_CASE(cage_any_page_may_be_selected),
	KUNIT_CASE(cage_unregister_ends_all_transfers),
	KUNIT_CASE(cage_unregister_ends_probing),
	KUNIT_CASE(cage_that_is_gone_does_nothing),
	KUNIT_CASE(cage_sleeps_with_its_module),
	KUNIT_CASE(cage_wakes_up_with_another_module),
	KUNIT_CASE(cage_interrupt_waits_until_flags_are_read),
	KUNIT_CASE(cage_interrupt_reads_flags_that_nobody_wants),
	KUNIT_CASE(cage_interrupt_does_not_wait_for_ever),
	KUNIT_CASE(cage_interrupt_waits_for_a_good_sweep),
	KUNIT_CASE(cage_interrupt_line_is_held),
	KUNIT_CASE(cage_masks_flags_that_last),
	KUNIT_CASE(cage_masks_again_after_a_reset),
	KUNIT_CASE(cage_knows_its_masks_again),
	KUNIT_CASE(cage_leaves_masks_to_users),
	KUNIT_CASE(cage_gives_masks_back),
	KUNIT_CASE(cage_gives_masks_back_before_a_sleep),
	KUNIT_CASE(cage_masks_nothing_of_another_module),
	KUNIT_CASE(cage_masks_nothing_without_interrupts),
	KUNIT_CASE(cage_low_power_keeps_other_bits),
	KUNIT_CASE(cage_low_power_writes_no_garbage),
	KUNIT_CASE(cage_low_power_gives_up_in_doubt),
	KUNIT_CASE(cage_low_power_resets_nobody),
	KUNIT_CASE(cage_selection_is_not_for_raw_writers),
	{}
};

static struct kunit_suite cage_suite = {
	.name = "cage",
	.suite_init = cage_suite_init,
	.suite_exit = cage_suite_exit,
	.init = cage_test_init,
	.exit = cage_test_exit,
	.test_cases = cage_cases,
};

kunit_test_suite(cage_suite);

MODULE_DESCRIPTION("Tests of the life of a cage");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
