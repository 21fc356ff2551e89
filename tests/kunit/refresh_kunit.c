// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of static bytes that come late, change or wear out: the real core,
 * policy and transfer layer, between a fake transport and a fake client.
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

/* Nothing is swept unless a test asks for it. */
#define REFRESH_NEVER_MS	3600000
#define REFRESH_LOW_POWER	0x03
#define REFRESH_STARTING	0x05
#define REFRESH_READY		0x07

/**
 * struct refresh_test - the fixture of each test
 * @fake: a module with 8 lanes, temperature, supply, Rx power
 * @ops: of the transport
 * @cage: registered by refresh_register()
 * @dev: its parent
 * @garble: page and offset of a byte whose next read is wrong, if not 0
 * @garbled: the byte is wrong now
 * @drop_revision: reading page 00h sets the revision to 0
 * @trip: when page 01h is read, a flag is set, and pages from 11h on fail
 * @commands: number of commands that were started (9Fh:129)
 * @endless: commands never end
 */
struct refresh_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct cmis_cage *cage;
	struct device *dev;
	u8 garble[2];
	bool garbled;
	bool drop_revision;
	bool trip;
	unsigned int commands;
	bool endless;
};

/**
 * struct refresh_shown - a record of the calls to the client
 * @added: modules
 * @changed: changes
 * @deleted: modules
 * @states: all states since the module was ready, as bits of cmis_cage_state
 * @raised: alerts
 * @cleared: alerts
 * @last: the last of them
 */
static struct refresh_shown {
	unsigned int added;
	unsigned int changed;
	unsigned int deleted;
	unsigned int states;
	unsigned int raised;
	unsigned int cleared;
	struct cmis_alert last;
} refresh_shown;

static int refresh_module_add(struct cmis_cage *cage,
			      struct cmis_module *module)
{
	refresh_shown.added++;
	return 0;
}

static int refresh_module_changed(struct cmis_cage *cage,
				  struct cmis_module *module)
{
	refresh_shown.changed++;
	return 0;
}

static void refresh_module_del(struct cmis_cage *cage)
{
	refresh_shown.deleted++;
}

static void refresh_status_changed(struct cmis_cage *cage)
{
	refresh_shown.states |= BIT(cmis_cage_get_state(cage));
}

static void refresh_alert(struct cmis_cage *cage,
			  const struct cmis_alert_event *event)
{
	if (event->alert.active)
		refresh_shown.raised++;
	else
		refresh_shown.cleared++;
	refresh_shown.last = event->alert;
}

static const struct cmis_client refresh_client = {
	.name = "refresh",
	.module_add = refresh_module_add,
	.module_changed = refresh_module_changed,
	.module_del = refresh_module_del,
	.status_changed = refresh_status_changed,
	.alert = refresh_alert,
};

static const struct cmis_client *const refresh_clients[] = {
	&refresh_client,
};

static int refresh_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.clients = refresh_clients,
		.num_clients = ARRAY_SIZE(refresh_clients),
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       REFRESH_NEVER_MS },
			.stale_sweeps = 3,
		},
	};

	return cmis_core_init(&config);
}

static void refresh_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

static void refresh_sum(struct refresh_test *t, u8 page, u8 first, u8 last)
{
	u8 sum = 0;
	unsigned int i;

	for (i = first; i <= last; i++)
		sum += *fake_at(&t->fake, 0, page, i);
	*fake_at(&t->fake, 0, page, last + 1) = sum;
}

static void refresh_sum_all(struct refresh_test *t)
{
	refresh_sum(t, 0x00, 128, 221);
	refresh_sum(t, 0x01, 130, 254);
	refresh_sum(t, 0x02, 128, 254);
}

/* Static bytes of a QSFP-DD of CMIS 5.0 with firmware 2.5 */
static void refresh_fill(struct refresh_test *t)
{
	u8 *advert = fake_at(&t->fake, 0, 0x01, 128);

	t->fake.lower[39] = 2;
	t->fake.lower[40] = 5;
	t->fake.lower[85] = 2;
	memset(advert, 0, 128);
	advert[159 - 128] = 0x03;
	advert[160 - 128] = 0x04;
	memset(fake_at(&t->fake, 0, 0x02, 128), 0, 128);
	/* High alarm of the temperature: 75 C */
	*fake_at(&t->fake, 0, 0x02, 128) = 75;
	refresh_sum_all(t);
}

/* The same bytes are blank. */
static void refresh_blank(struct refresh_test *t)
{
	t->fake.lower[39] = 0;
	t->fake.lower[40] = 0;
	t->fake.lower[85] = 0;
	memset(fake_at(&t->fake, 0, 0x01, 128), 0, 128);
	memset(fake_at(&t->fake, 0, 0x02, 128), 0, 128);
}

static void refresh_read(struct fake *fake, const u8 *select, u8 offset)
{
	struct refresh_test *t = container_of(fake, struct refresh_test, fake);
	bool hit = t->garble[1] && select[1] == t->garble[0] &&
		   offset == t->garble[1];

	if (t->garbled) {
		*fake_at(fake, 0, t->garble[0], t->garble[1]) ^= 0x10;
		memset(t->garble, 0, sizeof(t->garble));
		t->garbled = false;
	} else if (hit) {
		*fake_at(fake, 0, t->garble[0], t->garble[1]) ^= 0x10;
		t->garbled = true;
	}
	if (t->drop_revision && !select[1] && offset == 128)
		fake->lower[1] = 0;
	if (t->trip && select[1] == 0x01) {
		t->trip = false;
		fake->lower[9] = 0x01;
		fake->nack_page = 0x11;
	}
}

/* Firmware 2.5, build 4660, in bank A */
static void refresh_written(struct fake *fake, const u8 *select, u8 offset)
{
	static const u8 reply[] = { 6, 0, 0x03, 0x01, 2, 5, 0x12, 0x34 };
	struct refresh_test *t = container_of(fake, struct refresh_test, fake);
	u8 *at;

	if (select[1] != 0x9f || offset != 129)
		return;
	t->commands++;
	fake->lower[37] = t->endless ? 0x83 : 0x01;
	at = fake_at(fake, 0, 0x9f, 134);
	memcpy(at, reply, sizeof(reply));
	at[1] = ~(0x03 + 0x01 + 2 + 5 + 0x12 + 0x34);
}

static const struct fake_model refresh_model = {
	.read = refresh_read,
	.written = refresh_written,
};

static int refresh_test_init(struct kunit *test)
{
	struct refresh_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	unsigned int i;

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	t->dev = kunit_device_register(test, "refresh");
	if (IS_ERR(t->dev))
		return PTR_ERR(t->dev);
	fake_init(&t->fake, test);
	memset(t->fake.lower, 0, 126);
	t->fake.lower[0] = 0x18;
	t->fake.lower[1] = 0x50;
	t->fake.lower[3] = REFRESH_READY;
	t->fake.lower[14] = 21;
	t->fake.lower[86] = 0xff;
	memset(fake_at(&t->fake, 0, 0, 166), 'A', 16);
	*fake_at(&t->fake, 0, 0, 210) = 0;
	refresh_fill(t);
	for (i = 0; i < 16; i += 2) {
		*fake_at(&t->fake, 0, 0x11, 186 + i) = 0x13;
		*fake_at(&t->fake, 0, 0x11, 187 + i) = 0x88;
	}
	t->fake.model = &refresh_model;
	t->ops = fake_ops;
	t->ops.set_reset = NULL;
	return 0;
}

static void refresh_test_exit(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	clock_start();
	if (t && !IS_ERR_OR_NULL(t->cage))
		cmis_cage_unregister(t->cage);
	clock_stop();
}

static void refresh_settle(struct refresh_test *t)
{
	flush_workqueue(t->cage->bus->wq);
}

static void refresh_await(struct kunit *test, u32 generation)
{
	struct refresh_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < 1000; i++) {
		if (READ_ONCE(t->cage->generation) == generation &&
		    cmis_cage_get_state(t->cage) == CMIS_CAGE_READY)
			break;
		msleep(20);
	}
	refresh_settle(t);
	KUNIT_ASSERT_EQ(test, t->cage->generation, generation);
	KUNIT_ASSERT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
	memset(&refresh_shown, 0, sizeof(refresh_shown));
}

static void refresh_register(struct kunit *test)
{
	struct refresh_test *t = test->priv;
	const struct cmis_cage_config config = {
		.parent = t->dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = t,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = 128,
		.max_write = 128,
	};

	t->cage = cmis_cage_register(&config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cage);
	refresh_await(test, 1);
}

/* Sweep everything now, once. */
static void refresh_sweep(struct refresh_test *t)
{
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	refresh_settle(t);
}

/* Let time pass. */
static void refresh_pass(struct refresh_test *t, unsigned int ms)
{
	for (; ms; ms -= 50)
		msleep(50);
	refresh_settle(t);
}

static void refresh_set_period(struct kunit *test, u32 ms)
{
	struct refresh_test *t = test->priv;
	struct cmis_settings settings = { .static_period_ms = ms };

	KUNIT_ASSERT_EQ(test, cmis_cage_set_settings
			(t->cage, &settings, CMIS_SETTING_STATIC_PERIOD), 0);
	refresh_settle(t);
}

/* Readers see one module, with the insertion as it was. */
static void refresh_expect(struct kunit *test, u8 fw_major, bool adverts,
			   unsigned int changed)
{
	struct refresh_test *t = test->priv;
	struct cmis_module *module = cmis_cage_get_module(t->cage);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	KUNIT_EXPECT_EQ(test, module->generation, 1);
	KUNIT_EXPECT_EQ(test, module->basics.fw_major, fw_major);
	KUNIT_EXPECT_EQ(test, cmis_module_has_monitor
			(module, CMIS_MON_RX_POWER, 7), adverts);
	cmis_module_put(module);
	KUNIT_EXPECT_EQ(test, refresh_shown.changed, changed);
	KUNIT_EXPECT_EQ(test, refresh_shown.added, 0);
	KUNIT_EXPECT_EQ(test, refresh_shown.deleted, 0);
	KUNIT_EXPECT_EQ(test, refresh_shown.states, 0);
}

static s32 refresh_value(struct refresh_test *t, u16 type, unsigned int lane)
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

static unsigned int refresh_active(struct refresh_test *t)
{
	struct cmis_alert_counts counts;

	cmis_alert_get_counts(t->cage, &counts);
	return counts.active;
}

static void refresh_shows_late_bytes(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_blank(t);
	t->fake.lower[3] = REFRESH_STARTING;
	refresh_register(test);
	refresh_expect(test, 0, false, 0);
	refresh_sweep(t);
	refresh_expect(test, 0, false, 0);

	/* A stop on the way delays nothing. */
	t->fake.lower[3] = REFRESH_LOW_POWER;
	refresh_sweep(t);
	refresh_expect(test, 0, false, 0);
	refresh_fill(t);
	t->fake.lower[3] = REFRESH_READY;
	refresh_sweep(t);
	refresh_expect(test, 2, true, 1);
	KUNIT_EXPECT_EQ(test, refresh_value(t, CMIS_MON_TEMP, CMIS_LANE_NONE),
			21000);
	KUNIT_EXPECT_EQ(test, refresh_value(t, CMIS_MON_RX_POWER, 7), 500000);

	/* Once is enough. */
	fake_take(&t->fake);
	refresh_sweep(t);
	refresh_expect(test, 2, true, 1);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "w126+2:00.01"));
}

static void refresh_costs_a_ready_module_nothing(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	t->fake.lower[8] = 0x01;
	refresh_register(test);
	fake_take(&t->fake);
	refresh_sweep(t);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "r3+38\n"
			   "w126+2:00.00 r126+2 r166+57\n"
			   "w126+2:00.11 r126+2 r128+128\n");
	refresh_expect(test, 2, true, 0);
}

static void refresh_follows_the_flag(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	/* Nothing has changed: nobody notices. */
	t->fake.lower[8] = 0x01;
	fake_take(&t->fake);
	refresh_sweep(t);
	KUNIT_EXPECT_NOT_NULL(test, strstr(fake_take(&t->fake),
					   "w126+2:00.01"));
	refresh_expect(test, 2, true, 0);

	/* The next refresh waits, even if the module reports a change. */
	t->fake.lower[8] = 0x01;
	t->fake.lower[85] = 1;
	refresh_sweep(t);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "w126+2:00.01"));
	refresh_pass(t, 11000);
	refresh_expect(test, 2, true, 1);
}

static void refresh_sees_a_new_firmware(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	t->fake.lower[39] = 3;
	*fake_at(&t->fake, 0, 0x01, 160) = 0;
	refresh_sum_all(t);
	refresh_sweep(t);
	refresh_expect(test, 3, false, 1);
	/* Other static bytes are no surprise. */
	refresh_sweep(t);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 0);
}

static void refresh_keeps_alerts(struct kunit *test)
{
	struct refresh_test *t = test->priv;
	struct cmis_alert before;

	refresh_register(test);
	t->fake.lower[14] = 80;
	refresh_sweep(t);
	before = refresh_shown.last;
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 1);
	KUNIT_EXPECT_EQ(test, before.key.type, CMIS_MON_TEMP);

	/* The supply monitor comes before all other monitors. */
	*fake_at(&t->fake, 0, 0x01, 159) = 0x02;
	t->fake.lower[39] = 3;
	refresh_sum_all(t);
	refresh_sweep(t);
	refresh_expect(test, 3, true, 1);
	/* Its monitor is gone: the alert ends. */
	KUNIT_EXPECT_EQ(test, refresh_shown.cleared, 1);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 0);

	*fake_at(&t->fake, 0, 0x01, 159) = 0x03;
	t->fake.lower[39] = 4;
	refresh_sum_all(t);
	refresh_pass(t, 11000);
	refresh_sweep(t);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 2);

	/* It stays: no event. */
	t->fake.lower[39] = 5;
	refresh_pass(t, 11000);
	refresh_sweep(t);
	refresh_expect(test, 5, true, 3);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 2);
	KUNIT_EXPECT_EQ(test, refresh_shown.cleared, 1);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 1);
}

static void refresh_that_fails_loses_nothing(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	t->fake.lower[39] = 3;
	t->trip = true;
	refresh_sweep(t);
	/* The sweep of lower memory has cleared the flag in the module. */
	KUNIT_EXPECT_EQ(test, t->fake.lower[9], 0);
	refresh_expect(test, 2, true, 0);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 0);

	t->fake.nack_page = 0;
	refresh_sweep(t);
	refresh_pass(t, 1000);
	refresh_expect(test, 3, true, 1);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 1);
	KUNIT_EXPECT_EQ(test, refresh_shown.last.hits, 1);
}

/*
 * A page that was there and is blank in each read may come back: values stay.
 * After 15 s the module is shown as it is.
 */
static void refresh_waits_for_blank_pages(struct kunit *test)
{
	struct refresh_test *t = test->priv;
	u8 *advert = fake_at(&t->fake, 0, 0x01, 128);

	refresh_register(test);
	t->fake.lower[39] = 3;
	memset(advert, 0, 128);
	refresh_sweep(t);
	refresh_pass(t, 5000);
	refresh_expect(test, 2, true, 0);
	refresh_fill(t);
	t->fake.lower[39] = 3;
	refresh_pass(t, 10000);
	refresh_expect(test, 3, true, 1);

	t->fake.lower[39] = 4;
	memset(advert, 0, 128);
	refresh_sweep(t);
	refresh_pass(t, 40000);
	refresh_expect(test, 4, false, 2);
}

/* Blank pages of a new module are read once more, even in ModuleReady. */
static void refresh_doubts_blank_pages(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	memset(fake_at(&t->fake, 0, 0x01, 128), 0, 128);
	refresh_register(test);
	refresh_expect(test, 2, false, 0);
	refresh_fill(t);
	refresh_pass(t, 9000);
	refresh_expect(test, 2, false, 0);
	refresh_pass(t, 2000);
	refresh_expect(test, 2, true, 1);

	/* Once. */
	fake_take(&t->fake);
	refresh_pass(t, 60000);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), "");
}

/* Lower memory begins as it began in the read before. */
static void refresh_believes_no_blank_lower_memory(struct kunit *test)
{
	struct refresh_test *t = test->priv;
	u8 revision = t->fake.lower[1];

	refresh_register(test);
	t->fake.lower[39] = 3;
	t->drop_revision = true;
	refresh_sweep(t);
	refresh_expect(test, 2, true, 0);
	t->drop_revision = false;
	t->fake.lower[1] = revision;
	refresh_pass(t, 10000);
	refresh_expect(test, 3, true, 1);
}

static void refresh_is_not_for_other_modules(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	t->fake.lower[39] = 3;
	memset(fake_at(&t->fake, 0, 0, 166), 'B', 16);
	refresh_sum_all(t);
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	refresh_await(test, 2);
}

static void refresh_finds_worn_bytes(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	*fake_at(&t->fake, 0, 0x02, 200) ^= 0x10;
	refresh_pass(t, 2000);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 0);

	/* One page each time: lower memory, 00h, 01h, 02h */
	refresh_set_period(test, 1000);
	fake_take(&t->fake);
	refresh_pass(t, 2500);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 0);
	refresh_pass(t, 1000);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 1);
	KUNIT_EXPECT_EQ(test, refresh_shown.last.key.kind,
			CMIS_ALERT_CHECKSUM);
	KUNIT_EXPECT_EQ(test, refresh_shown.last.value, 0x02);
	refresh_expect(test, 2, true, 1);
	/* It stays so, which is no other alert. */
	refresh_pass(t, 20000);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 1);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 1);
}

/* The checksum fits again, or there is none. */
static void refresh_finds_changed_bytes(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	*fake_at(&t->fake, 0, 0x01, 200) ^= 0x10;
	refresh_sum_all(t);
	refresh_set_period(test, 1000);
	refresh_pass(t, 5000);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 1);
	KUNIT_EXPECT_EQ(test, refresh_shown.last.value, 0x01);
	refresh_expect(test, 2, true, 1);
	/* Another change is the same alert. */
	t->fake.lower[85] = 1;
	refresh_pass(t, 20000);
	refresh_expect(test, 2, true, 2);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 1);
	KUNIT_EXPECT_EQ(test, refresh_active(t), 1);
}

/* The errno and the page that the alert "unreadable" of the next sweep has */
static int refresh_lost(struct refresh_test *t, u8 *page)
{
	struct cmis_snapshot *snapshot;
	int err;

	refresh_sweep(t);
	snapshot = cmis_cage_get_snapshot(t->cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	err = snapshot->sweep[CMIS_CLASS_THERMAL].lost;
	*page = snapshot->sweep[CMIS_CLASS_THERMAL].page;
	cmis_snapshot_put(snapshot);
	return err;
}

static void refresh_tells_of_a_dead_page(struct kunit *test)
{
	struct refresh_test *t = test->priv;
	u8 page = 0;

	refresh_register(test);
	refresh_set_period(test, 1000);
	t->fake.nack_page = 0x02;
	t->fake.nack_last = 0x02;
	/* In turn: lower memory, 00h, 01h, 02h, and 02h again */
	refresh_pass(t, 4500);
	KUNIT_EXPECT_EQ(test, refresh_lost(t, &page), 0);
	refresh_pass(t, 2500);
	KUNIT_EXPECT_NE(test, refresh_lost(t, &page), 0);
	KUNIT_EXPECT_EQ(test, page, 0x02);

	/* The others have their turns, also while a refresh fails. */
	t->fake.lower[39] = 3;
	*fake_at(&t->fake, 0, 0x01, 200) ^= 0x10;
	refresh_pass(t, 10000);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->refresh.worn);
	KUNIT_EXPECT_NE(test, refresh_lost(t, &page), 0);

	t->fake.nack_page = 0;
	refresh_pass(t, 20000);
	KUNIT_EXPECT_EQ(test, refresh_lost(t, &page), 0);
	refresh_expect(test, 3, true, 1);
}

static bool refresh_has_laser(struct refresh_test *t)
{
	struct cmis_module *module = cmis_cage_get_module(t->cage);
	bool known = !IS_ERR(module) && module->laser.known;

	if (!IS_ERR(module))
		cmis_module_put(module);
	return known;
}

/* A refresh may do without a page, but not without a laser that is shown. */
static void refresh_keeps_the_laser(struct kunit *test)
{
	struct refresh_test *t = test->priv;
	const struct cmis_settings settings = {
		.period_ms[CMIS_CLASS_THERMAL] = 500,
	};

	*fake_at(&t->fake, 0, 0x01, 155) |= 0x40;
	memset(fake_page_add(&t->fake, 0, 0x04), 0, 128);
	*fake_at(&t->fake, 0, 0x04, 128) = 0x80;
	refresh_sum(t, 0x04, 128, 254);
	memset(fake_page_add(&t->fake, 0, 0x12), 0, 128);
	refresh_sum_all(t);
	refresh_register(test);
	KUNIT_ASSERT_TRUE(test, refresh_has_laser(t));
	/* The sweeps of lanes fail, so a refresh leaves parts out. */
	t->fake.nack_page = 0x11;
	t->fake.nack_last = 0x12;
	for (unsigned int i = 0; i < 8; i++) {
		refresh_sweep(t);
		refresh_pass(t, 1000);
	}
	KUNIT_ASSERT_NE(test, t->cage->poll->class[CMIS_CLASS_LANES].error, 0);
	t->fake.nack_page = 0x04;
	t->fake.lower[39] = 3;
	/* No refresh runs in the same run as a sweep that fails. */
	KUNIT_ASSERT_EQ(test, cmis_cage_set_settings
			(t->cage, &settings, CMIS_SETTING_THERMAL_PERIOD), 0);
	refresh_pass(t, 20000);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->refresh.wanted);
	KUNIT_EXPECT_TRUE(test, refresh_has_laser(t));
	t->fake.nack_page = 0;
	refresh_pass(t, 20000);
	KUNIT_EXPECT_FALSE(test, t->cage->poll->refresh.wanted);
	KUNIT_EXPECT_TRUE(test, refresh_has_laser(t));
}

static void refresh_believes_no_single_read(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_register(test);
	refresh_set_period(test, 1000);
	t->garble[0] = 0x02;
	t->garble[1] = 200;
	refresh_pass(t, 10000);
	KUNIT_EXPECT_EQ(test, t->garble[1], 0);
	KUNIT_EXPECT_EQ(test, refresh_shown.raised, 0);
	refresh_expect(test, 2, true, 0);
}

/* One instance of CDB, in the background */
static void refresh_add_cdb(struct refresh_test *t)
{
	fake_page_add(&t->fake, 0, 0x9f);
	*fake_at(&t->fake, 0, 0x01, 163) = 0x60;
	refresh_sum_all(t);
}

static int refresh_build(struct refresh_test *t)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	int build;

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	build = snapshot->build_known ? snapshot->build : -ENODATA;
	cmis_snapshot_put(snapshot);
	return build;
}

static void refresh_asks_for_the_build_once(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_add_cdb(t);
	refresh_register(test);
	refresh_pass(t, 1000);
	refresh_sweep(t);
	KUNIT_EXPECT_EQ(test, refresh_build(t), 0x1234);
	refresh_pass(t, 20000);
	refresh_sweep(t);
	KUNIT_EXPECT_EQ(test, t->commands, 1);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x9f, 133), 0xfe);
	refresh_expect(test, 2, true, 0);

	/* Another firmware has another number. */
	t->fake.lower[40] = 6;
	refresh_sweep(t);
	KUNIT_EXPECT_EQ(test, refresh_build(t), -ENODATA);
	refresh_pass(t, 2000);
	KUNIT_EXPECT_EQ(test, t->commands, 2);
	/* Its reply contradicts lower memory. */
	refresh_sweep(t);
	KUNIT_EXPECT_EQ(test, refresh_build(t), -ENODATA);
}

static void refresh_interrupts_no_command(struct kunit *test)
{
	struct refresh_test *t = test->priv;

	refresh_add_cdb(t);
	t->fake.lower[37] = 0x82;
	refresh_register(test);
	refresh_pass(t, 3000);
	KUNIT_EXPECT_EQ(test, t->commands, 0);
	t->fake.lower[37] = 0x01;
	refresh_pass(t, 2000);
	KUNIT_EXPECT_EQ(test, t->commands, 1);
}

static void refresh_leaves_cdb_to_others(struct kunit *test)
{
	const struct cmis_range body = {
		.addr = { .page = 0x9f, .offset = 136 }, .len = 1,
	};
	struct refresh_test *t = test->priv;

	refresh_add_cdb(t);
	t->fake.lower[37] = 0x82;
	refresh_register(test);
	KUNIT_EXPECT_EQ(test, cmis_access_write(t->cage, CMIS_READER_EEPROM,
						&body, "x"), 0);
	t->fake.lower[37] = 0x01;
	refresh_pass(t, 20000);
	KUNIT_EXPECT_EQ(test, t->commands, 0);
	KUNIT_EXPECT_EQ(test, refresh_build(t), -ENODATA);
}

/* A flash may go on although the module is taken for another one. */
static void refresh_leaves_a_flash_alone(struct kunit *test)
{
	const struct cmis_range body = {
		.addr = { .page = 0x9f, .offset = 136 }, .len = 1,
	};
	struct refresh_test *t = test->priv;

	refresh_add_cdb(t);
	refresh_register(test);
	refresh_pass(t, 1000);
	KUNIT_EXPECT_EQ(test, t->commands, 1);
	KUNIT_EXPECT_EQ(test, cmis_access_write(t->cage, CMIS_READER_EEPROM,
						&body, "x"), 0);
	cmis_cage_notify(t->cage, CMIS_EVENT_RESET);
	refresh_pass(t, 9000);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 2);
	KUNIT_EXPECT_EQ(test, t->commands, 1);
	refresh_pass(t, 3000);
	KUNIT_EXPECT_EQ(test, t->commands, 2);
}

/* The work may have no turn to end its command. */
static void refresh_holds_no_writer_up(struct kunit *test)
{
	const struct cmis_range body = {
		.addr = { .page = 0x9f, .offset = 136 }, .len = 1,
	};
	struct refresh_test *t = test->priv;
	ktime_t start;

	refresh_register(test);
	start = ktime_get();
	KUNIT_EXPECT_EQ(test, cmis_cdb_begin(&t->cage->cdb, 500), 0);
	cmis_cdb_enter(&t->cage->cdb, &body);
	KUNIT_EXPECT_GE(test, ktime_ms_delta(ktime_get(), start), 500);
	KUNIT_EXPECT_LE(test, ktime_ms_delta(ktime_get(), start), 1000);
	cmis_cdb_enter(&t->cage->cdb, &body);
	KUNIT_EXPECT_LE(test, ktime_ms_delta(ktime_get(), start), 1000);
	cmis_cdb_end(&t->cage->cdb);
}

static void refresh_waits_for_no_command(struct kunit *test)
{
	const struct cmis_range body = {
		.addr = { .page = 0x9f, .offset = 136 }, .len = 1,
	};
	struct refresh_test *t = test->priv;

	t->endless = true;
	refresh_add_cdb(t);
	refresh_register(test);
	refresh_pass(t, 20000);
	KUNIT_EXPECT_EQ(test, t->commands, 1);
	KUNIT_EXPECT_EQ(test, refresh_build(t), -ENODATA);
	KUNIT_EXPECT_FALSE(test, t->cage->cdb.busy);
	KUNIT_EXPECT_EQ(test, cmis_access_write(t->cage, CMIS_READER_EEPROM,
						&body, "x"), 0);
}

static struct kunit_case refresh_cases[] = {
	KUNIT_CASE(refresh_shows_late_bytes),
	KUNIT_CASE(refresh_costs_a_ready_module_nothing),
	KUNIT_CASE(refresh_follows_the_flag),
	KUNIT_CASE(refresh_sees_a_new_firmware),
	KUNIT_CASE(refresh_keeps_alerts),
	KUNIT_CASE(refresh_that_fails_loses_nothing),
	KUNIT_CASE(refresh_waits_for_blank_pages),
	KUNIT_CASE(refresh_doubts_blank_pages),
	KUNIT_CASE(refresh_believes_no_blank_lower_memory),
	KUNIT_CASE(refresh_is_not_for_other_modules),
	KUNIT_CASE(refresh_finds_worn_bytes),
	KUNIT_CASE(refresh_finds_changed_bytes),
	KUNIT_CASE(refresh_tells_of_a_dead_page),
	KUNIT_CASE(refresh_keeps_the_laser),
	KUNIT_CASE(refresh_believes_no_single_read),
	KUNIT_CASE(refresh_asks_for_the_build_once),
	KUNIT_CASE(refresh_interrupts_no_command),
	KUNIT_CASE(refresh_leaves_cdb_to_others),
	KUNIT_CASE(refresh_leaves_a_flash_alone),
	KUNIT_CASE(refresh_holds_no_writer_up),
	KUNIT_CASE(refresh_waits_for_no_command),
	{}
};

static struct kunit_suite refresh_suite = {
	.name = "refresh",
	.suite_init = refresh_suite_init,
	.suite_exit = refresh_suite_exit,
	.init = refresh_test_init,
	.exit = refresh_test_exit,
	.test_cases = refresh_cases,
};

kunit_test_suite(refresh_suite);

MODULE_DESCRIPTION("Tests of refreshes of a module's static data");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
