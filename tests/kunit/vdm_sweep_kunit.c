// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the sweeps of VDM and of page 14h: the real policy and transfer
 * layer, on a fake module that needs time to freeze.
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
#define SWEEP_WAIT_MS		20000
/* Nothing is swept unless a test asks for it. */
#define SWEEP_NEVER_MS		3600000
/* The statistic's register while it is frozen, and while it is not */
#define SWEEP_FROZEN		0x80f0
#define SWEEP_RUNNING		0xdead
/* Lower memory, without the selection of pages */
#define SWEEP_LOWER		0x100

/**
 * struct sweep_test - the fixture of each test
 * @fake: a module of 8 lanes
 * @ops: operations of the transport
 * @cage: the cage that sweep_register() has registered
 * @dev: parent of the cage
 * @freeze_ms: time for a freeze and for its release; negative: for ever
 * @stale_ms: time until old done bits are cleared
 * @freezing: the last value written to 2Fh:144.7
 * @asked: time of the last change of @freezing
 * @asks: number of changes of @freezing
 * @selector: the selector (14h:128) of the data that page 14h shows
 * @wanted: the value last written to 14h:128
 * @selected: time of the last write to 14h:128
 * @settle_ms: time until page 14h shows the data of @selector; negative: for
 *	ever
 * @blank: until then it shows zeros
 * @slow_byte: until then 14h:128 reads as before, too
 * @unsteady: number of reads of the data that differ from all others
 * @plugged: state of the presence signal
 * @garble: page and offset of the garbled byte in upper memory
 * @garble_at: number of the garbled read of this byte, from 1; negative: each
 *	read is garbled, with another value each time; 0: none
 * @garble_to: value of the byte in the read @garble_at
 * @reads: number of reads of the byte
 * @refused: page that cannot be selected; 0: none
 * @nacked: page whose bytes are not acknowledged, or SWEEP_LOWER; negative:
 *	none
 */
struct sweep_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct cmis_cage *cage;
	struct device *dev;
	int freeze_ms;
	unsigned int stale_ms;
	bool freezing;
	ktime_t asked;
	unsigned int asks;
	u8 selector;
	u8 wanted;
	ktime_t selected;
	int settle_ms;
	bool blank;
	bool slow_byte;
	unsigned int unsteady;
	bool plugged;
	u8 garble[2];
	int garble_at;
	u8 garble_to;
	int reads;
	u8 refused;
	int nacked;
};

static struct sweep_test *to_sweep_test(struct fake *fake)
{
	return container_of(fake, struct sweep_test, fake);
}

static bool sweep_after_ms(ktime_t since, s64 ms)
{
	return ktime_ms_delta(ktime_get(), since) >= ms;
}

static bool sweep_is_done(struct sweep_test *t)
{
	return t->freeze_ms >= 0 && sweep_after_ms(t->asked, t->freeze_ms);
}

static void sweep_put16(u8 *at, u16 value)
{
	at[0] = value >> 8;
	at[1] = value;
}

/* Old done bits go after @stale_ms, new ones come after @freeze_ms. */
static void sweep_model_status(struct sweep_test *t)
{
	u8 *status = fake_at(&t->fake, 0, 0x2f, 145);

	if (!t->asks || !sweep_after_ms(t->asked, t->stale_ms))
		return;
	*status = !sweep_is_done(t) ? 0x00 : t->freezing ? 0x80 : 0x40;
}

static void sweep_model_samples(struct sweep_test *t)
{
	bool frozen = t->freezing && sweep_is_done(t);

	sweep_put16(fake_at(&t->fake, 0, 0x24, 130),
		    frozen ? SWEEP_FROZEN : SWEEP_RUNNING);
}

/* The fake's data of a selector, at byte 192 + i. */
static u8 sweep_diag_byte(u8 selector, unsigned int i)
{
	return selector * 64 + i + (selector == 5);
}

static void sweep_model_diag(struct sweep_test *t)
{
	bool late = t->settle_ms < 0 ||
		    !sweep_after_ms(t->selected, t->settle_ms);
	unsigned int i;

	if (!late)
		t->selector = t->wanted;
	*fake_at(&t->fake, 0, 0x14, 128) = t->slow_byte ? t->selector :
							  t->wanted;
	for (i = 0; i < 64; i++)
		*fake_at(&t->fake, 0, 0x14, 192 + i) =
			late && t->blank ? 0 :
			sweep_diag_byte(t->selector, i) + t->unsteady;
	if (!late && t->unsteady)
		t->unsteady--;
}

static void sweep_read(struct fake *fake, const u8 *select, u8 offset)
{
	struct sweep_test *t = to_sweep_test(fake);

	if (select[0])
		return;
	if (select[1] == 0x2f && offset == 145)
		sweep_model_status(t);
	if (select[1] == 0x24 && offset == 130)
		sweep_model_samples(t);
	if (select[1] == 0x14 && (offset == 128 || offset == 192))
		sweep_model_diag(t);
}

static void sweep_written(struct fake *fake, const u8 *select, u8 offset)
{
	struct sweep_test *t = to_sweep_test(fake);
	bool freeze;

	if (select[1] == 0x14 && offset == 128) {
		t->selected = ktime_get();
		t->wanted = *fake_at(fake, 0, 0x14, 128);
	}
	if (select[1] != 0x2f || offset != 144)
		return;
	freeze = *fake_at(fake, 0, 0x2f, 144) & 0x80;
	if (freeze == t->freezing)
		return;
	t->freezing = freeze;
	t->asked = ktime_get();
	t->asks++;
}

static const struct fake_model sweep_model = {
	.read = sweep_read,
	.written = sweep_written,
};

/* The byte is garbled on the bus; the module's memory is right. */
static void sweep_garble(struct sweep_test *t, const struct cmis_msg *msg)
{
	u8 offset = t->garble[1];

	if (msg->write || t->fake.lower[127] != t->garble[0] ||
	    msg->offset > offset || msg->offset + msg->len <= offset)
		return;
	t->reads++;
	if (t->garble_at < 0)
		msg->buf[offset - msg->offset] = t->reads;
	if (t->garble_at == t->reads)
		msg->buf[offset - msg->offset] = t->garble_to;
}

static bool sweep_nacks(struct sweep_test *t, const struct cmis_msg *msgs,
			unsigned int num)
{
	int page = t->fake.lower[127];
	unsigned int i;

	for (i = 0; i < num && t->nacked >= 0; i++) {
		if (msgs[i].offset >= 128 && page == t->nacked)
			return true;
		if (msgs[i].offset < 126 && t->nacked == SWEEP_LOWER)
			return true;
		if (msgs[i].offset == 126 && msgs[i].write)
			page = msgs[i].buf[1];
	}
	return false;
}

static int sweep_xfer(void *priv, struct cmis_msg *msgs, unsigned int num)
{
	struct sweep_test *t = to_sweep_test(priv);
	unsigned int i;
	int ret;

	if (t->refused && msgs[0].write && msgs[0].offset == 126 &&
	    msgs[0].buf[1] == t->refused)
		return -EINVAL;
	if (sweep_nacks(t, msgs, num))
		return -ENXIO;
	ret = fake_ops.xfer(priv, msgs, num);
	for (i = 0; !ret && t->garble_at && i < num; i++)
		sweep_garble(t, &msgs[i]);
	return ret;
}

/* A QSFP-DD of CMIS 5.0 in ModuleReady that monitors nothing. */
static void sweep_fill(struct sweep_test *t)
{
	u8 *advert = fake_at(&t->fake, 0, 0x01, 128);
	u8 *lower = t->fake.lower;

	memset(lower, 0, 126);
	lower[0] = 0x18;
	lower[1] = 0x50;
	lower[3] = 0x07;
	lower[85] = 2;
	lower[86] = 0xff;
	*fake_at(&t->fake, 0, 0, 210) = 0;
	memset(advert, 0, 128);
	advert[1] = 1;
	memset(fake_at(&t->fake, 0, 0x02, 128), 0, 128);
}

/* 2Fh:128: one group. */
static void sweep_add_vdm(struct sweep_test *t)
{
	static const u8 pages[] = { 0x20, 0x24, 0x28, 0x2c, 0x2f };
	unsigned int i;

	*fake_at(&t->fake, 0, 0x01, 142) |= 0x40;
	for (i = 0; i < ARRAY_SIZE(pages); i++)
		memset(fake_page_add(&t->fake, 0, pages[i]), 0, 128);
}

static void sweep_describe(struct sweep_test *t, unsigned int slot, u8 type,
			   u8 resource)
{
	u8 *descriptor = fake_at(&t->fake, 0, 0x20, 128 + 2 * slot);

	descriptor[0] = resource;
	descriptor[1] = type;
}

/* Pre-FEC BER of lane 1, its maximum (a statistic), and SNR. */
static void sweep_add_statistics(struct sweep_test *t)
{
	sweep_add_vdm(t);
	sweep_describe(t, 0, 15, 0);
	sweep_describe(t, 1, 11, 0);
	sweep_describe(t, 2, 5, 1);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x70f0);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 132), 0x1580);
}

static void sweep_add_basics(struct sweep_test *t)
{
	sweep_add_vdm(t);
	sweep_describe(t, 0, 15, 0);
	sweep_describe(t, 2, 5, 1);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x70f0);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 132), 0x1580);
}

/* Page 14h instead: BER, counters and SNR of both sides, as 13h:130 says. */
static void sweep_add_diag(struct sweep_test *t, u8 reports)
{
	*fake_at(&t->fake, 0, 0x01, 142) |= 0x20;
	memset(fake_page_add(&t->fake, 0, 0x13), 0, 128);
	memset(fake_page_add(&t->fake, 0, 0x14), 0, 128);
	*fake_at(&t->fake, 0, 0x13, 130) = reports;
}

static int sweep_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       SWEEP_NEVER_MS },
			.stale_sweeps = 3,
			.statistics = 1,
		},
	};

	return cmis_core_init(&config);
}

static void sweep_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

static int sweep_present(void *priv)
{
	struct sweep_test *t = to_sweep_test(priv);

	return READ_ONCE(t->plugged);
}

static int sweep_test_init(struct kunit *test)
{
	struct sweep_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	clock_start();
	if (!t)
		return -ENOMEM;
	test->priv = t;
	t->dev = kunit_device_register(test, "sweep");
	if (IS_ERR(t->dev))
		return PTR_ERR(t->dev);
	fake_init(&t->fake, test);
	sweep_fill(t);
	t->fake.model = &sweep_model;
	t->settle_ms = 10;
	t->ops = fake_ops;
	t->ops.xfer = sweep_xfer;
	t->ops.set_reset = NULL;
	t->plugged = true;
	t->nacked = -1;
	return 0;
}

static void sweep_unregister(struct sweep_test *t)
{
	if (!IS_ERR_OR_NULL(t->cage))
		cmis_cage_unregister(t->cage);
	t->cage = NULL;
}

static void sweep_test_exit(struct kunit *test)
{
	clock_start();
	if (test->priv)
		sweep_unregister(test->priv);
	clock_stop();
}

static bool sweep_is_ready(struct sweep_test *t)
{
	return cmis_cage_get_state(t->cage) == CMIS_CAGE_READY;
}

static bool sweep_is_over(struct sweep_test *t)
{
	flush_workqueue(t->cage->bus->wq);
	return !READ_ONCE(t->cage->poll->vdm.busy);
}

static void sweep_set_statistics(struct kunit *test, bool on);

/* The first long sweep follows at once when the module is shown. */
static bool sweep_is_at_rest(struct sweep_test *t)
{
	return sweep_is_over(t) &&
	       !cmis_vdm_is_pausing(t->cage->poll) &&
	       ktime_after(t->cage->poll->class[CMIS_CLASS_VDM].due,
			   ktime_get());
}

static bool sweep_is_freezing(struct sweep_test *t)
{
	return READ_ONCE(t->freezing);
}

static bool sweep_has_selected(struct sweep_test *t)
{
	return READ_ONCE(t->cage->selector.banks);
}

static bool sweep_is_empty(struct sweep_test *t)
{
	return cmis_cage_get_state(t->cage) == CMIS_CAGE_EMPTY;
}

static bool sweep_is_unreadable(struct sweep_test *t)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	int error = 0;

	if (!IS_ERR(snapshot))
		error = snapshot->sweep[CMIS_CLASS_VDM].error;
	cmis_snapshot_put(snapshot);
	return error;
}

static bool sweep_is_readable(struct sweep_test *t)
{
	return !sweep_is_unreadable(t);
}

static void sweep_await(struct kunit *test,
			bool (*condition)(struct sweep_test *t))
{
	struct sweep_test *t = test->priv;
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < SWEEP_WAIT_MS; waited_ms += 2) {
		if (condition(t))
			return;
		usleep_range(2000, 2500);
	}
	KUNIT_FAIL_AND_ABORT(test, "waited in vain");
}

static void sweep_start(struct kunit *test)
{
	struct sweep_test *t = test->priv;
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
}

static void sweep_register(struct kunit *test)
{
	sweep_start(test);
	sweep_await(test, sweep_is_ready);
}

/* Start a sweep of all classes, with no page remembered. */
static void sweep_begin(struct sweep_test *t)
{
	cmis_xfer_invalidate(t->cage->xfer);
	fake_take(&t->fake);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	flush_workqueue(t->cage->bus->wq);
}

static void sweep_all(struct kunit *test)
{
	sweep_begin(test->priv);
	sweep_await(test, sweep_is_at_rest);
}

static void sweep_arrive(struct kunit *test)
{
	sweep_register(test);
	sweep_await(test, sweep_is_at_rest);
}

/* The raw value, or an errno; lanes count from 1. */
static int sweep_sample(struct kunit *test, u16 type, unsigned int lane)
{
	struct sweep_test *t = test->priv;
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	struct cmis_reading reading;
	int ret;

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_snapshot_find_monitor(snapshot, type, lane - 1);
	if (ret >= 0)
		ret = cmis_snapshot_get_reading(snapshot, ret, &reading);
	cmis_snapshot_put(snapshot);
	return ret ? ret : reading.raw;
}

static int sweep_levels(struct kunit *test, u8 type, unsigned int lane)
{
	struct sweep_test *t = test->priv;
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	struct cmis_reading reading;
	int index, ret;

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	index = cmis_snapshot_find_monitor(snapshot, type, lane - 1);
	ret = index < 0 ? index :
	      cmis_snapshot_get_reading(snapshot, index, &reading);
	if (!ret)
		ret = cmis_snapshot_get_levels(snapshot, index, &reading);
	cmis_snapshot_put(snapshot);
	return ret;
}

static void sweep_set_diagnostics(struct kunit *test, bool on)
{
	struct sweep_test *t = test->priv;
	const struct cmis_settings settings = { .diagnostics = on };

	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, cmis_cage_set_settings(t->cage, &settings,
						     CMIS_SETTING_DIAGNOSTICS),
			0);
	flush_workqueue(t->cage->bus->wq);
	sweep_await(test, sweep_is_over);
}

/* Traffic before each full sweep: state and flags, identity, page 11h */
#define SWEEP_OTHERS				\
	"r3+38\n"				\
	"w126+2:00.00 r126+2 r166+57\n"		\
	"w126+2:00.11 r126+2 r128+128\n"

/* A new flag on page 2Ch in the summary: a partial sweep follows. */
static void sweep_raise(struct sweep_test *t)
{
	t->fake.lower[4] = 0x08;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	flush_workqueue(t->cage->bus->wq);
}

static bool sweep_is_unreadable_in_spite(struct sweep_test *t)
{
	sweep_raise(t);
	return sweep_is_unreadable(t);
}

static void sweep_without_vdm_is_none(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_register(test);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), SWEEP_OTHERS);
	KUNIT_EXPECT_EQ(test, t->cage->poll->class[CMIS_CLASS_VDM].due,
			KTIME_MAX);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
}

static void sweep_of_basics_writes_nothing(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x70f1);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   SWEEP_OTHERS
			   "w126+2:00.2c r126+2 r128+2\n"
			   "w126+2:00.24 r126+2 r128+6\n"
			   "w126+2:00.00 r126+2 r166+57\n");
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f1);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 2), 0x1580);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, t->asks, 0);
}

static void sweep_of_statistics_freezes_once(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   SWEEP_OTHERS
			   "w126+2:00.2f r126+2 r144+2\n"
			   "w144+1:80\n"
			   "r144+2\n"
			   "w126+2:00.2c r126+2 r128+2\n"
			   "w126+2:00.24 r126+2 r128+6\n"
			   "w126+2:00.00 r126+2 r166+57\n"
			   "w126+2:00.2f r126+2 r144+2\n"
			   "w144+1:00\n");
	KUNIT_EXPECT_EQ(test, t->asks, 4);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	KUNIT_EXPECT_EQ(test, t->cage->freeze_timeouts, 0);
}

static void sweep_keeps_other_bits(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	/* 144.6 is not advertised, so it switches nothing off. */
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x7c;
	t->freeze_ms = 200;
	sweep_register(test);
	sweep_await(test, sweep_is_freezing);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0xfc);
	/* Another host changes the bits during the freeze. */
	*fake_at(&t->fake, 0, 0x2f, 144) = 0xa8;
	sweep_await(test, sweep_is_over);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0x28);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

/* A 400ZR without statistics of VDM, with pages 34h, 35h and 3Ah */
static void sweep_add_line(struct sweep_test *t)
{
	static const u8 pages[] = { 0x34, 0x35, 0x3a };

	sweep_add_basics(t);
	t->fake.lower[86] = 0x11;
	t->fake.lower[87] = 0x3e;
	t->fake.lower[88] = 0x81;
	t->fake.lower[89] = 0x01;
	t->fake.lower[90] = 0xff;
	for (unsigned int i = 0; i < ARRAY_SIZE(pages); i++)
		memset(fake_page_add(&t->fake, 0, pages[i]), 0, 128);
	/* 3 of 200 bits, and 1 of 50 frames; OSNR of 36.2 dB */
	*fake_at(&t->fake, 0, 0x34, 135) = 200;
	*fake_at(&t->fake, 0, 0x34, 151) = 3;
	*fake_at(&t->fake, 0, 0x3a, 171) = 50;
	*fake_at(&t->fake, 0, 0x3a, 179) = 1;
	sweep_put16(fake_at(&t->fake, 0, 0x35, 158), 362);
}

#define SWEEP_OSNR_AVG	(CMIS_MON_LINE + 15)
#define SWEEP_MER_AVG	(CMIS_MON_LINE + 39)

static void sweep_reads_the_line_in_a_freeze(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_line(t);
	sweep_arrive(test);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   SWEEP_OTHERS
			   "w126+2:00.2f r126+2 r144+2\n"
			   "w144+1:80\n"
			   "r144+2\n"
			   "w126+2:00.2c r126+2 r128+2\n"
			   "w126+2:00.24 r126+2 r128+6\n"
			   "w126+2:00.34 r126+2 r128+60\n"
			   "w126+2:00.35 r126+2 r128+114\n"
			   "w126+2:00.3a r126+2 r128+60\n"
			   "w126+2:00.00 r126+2 r166+57\n"
			   "w126+2:00.2f r126+2 r144+2\n"
			   "w144+1:00\n");
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 13, 1), 21 << 11 | 15);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 9, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, CMIS_MON_FRAMES + 1, 1),
			22 << 11 | 2);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, SWEEP_OSNR_AVG, 1), 362);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, SWEEP_MER_AVG, 1), -ENODATA);

	/* It is told anew in each interval, and old values are not shown. */
	sweep_put16(fake_at(&t->fake, 0, 0x35, 158), 0);
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, SWEEP_OSNR_AVG, 1), -ENODATA);
}

/* Another host needs the intervals: the driver leaves them alone. */
static void sweep_leaves_the_line_alone(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_line(t);
	sweep_arrive(test);
	sweep_set_statistics(test, false);
	sweep_all(test);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "00.35"));
	KUNIT_EXPECT_EQ(test, sweep_sample(test, SWEEP_OSNR_AVG, 1), -ENODATA);
}

/* Sweep again and again, and garble another read of the byte each time. */
static void sweep_all_garbled(struct kunit *test, u8 page, u8 offset,
			      void (*expect)(struct kunit *test))
{
	static const u8 garbage[] = { 0xff, 0x00, 0x48 };
	struct sweep_test *t = test->priv;
	unsigned int i;
	int at;

	t->garble[0] = page;
	t->garble[1] = offset;
	for (i = 0; i < ARRAY_SIZE(garbage); i++) {
		t->garble_to = garbage[i];
		for (at = 1; at <= 6; at++) {
			t->reads = 0;
			t->garble_at = at;
			sweep_all(test);
			KUNIT_EXPECT_GT(test, t->reads, 0);
			expect(test);
		}
	}
	t->garble_at = 0;
}

static void sweep_expect_control(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0x3c);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

/* This module has power saving, and its duty cycle is set. */
static void sweep_writes_back_what_was_set(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	*fake_at(&t->fake, 0, 0x2f, 128) = 0x04;
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x3c;
	sweep_arrive(test);
	sweep_all_garbled(test, 0x2f, 144, sweep_expect_control);
}

static bool sweep_has_doubts(struct sweep_test *t)
{
	flush_workqueue(t->cage->bus->wq);
	return t->reads > 2;
}

static void sweep_writes_nothing_that_is_in_doubt(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x3c;
	sweep_arrive(test);
	t->garble[0] = 0x2f;
	t->garble[1] = 144;
	t->garble_at = -1;
	sweep_begin(t);
	sweep_await(test, sweep_has_doubts);
	KUNIT_EXPECT_NULL(test, strstr(fake_take(&t->fake), "w144"));
	t->garble_at = 0;
	sweep_all(test);
	sweep_expect_control(test);
}

static void sweep_waits_for_a_slow_freeze(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	const struct cmis_addr addr = { .offset = 3 };
	ktime_t start = ktime_get();
	u8 byte = 0;

	sweep_add_statistics(t);
	t->freeze_ms = 900;
	sweep_register(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ENODATA);

	/* During a freeze the work and the bus are free for others. */
	sweep_await(test, sweep_is_freezing);
	t->fake.lower[3] = 0x05;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	flush_workqueue(t->cage->bus->wq);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->vdm.busy);
	KUNIT_EXPECT_EQ(test, t->cage->poll->lower[3], 0x05);
	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_NONE, &addr, &byte,
				       1), 0);
	KUNIT_EXPECT_EQ(test, byte, 0x05);

	sweep_await(test, sweep_is_over);
	KUNIT_EXPECT_TRUE(test, sweep_after_ms(start, 900));
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	KUNIT_EXPECT_EQ(test, t->cage->freeze_timeouts, 0);
}

static void sweep_gives_up_a_dead_freeze(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	t->freeze_ms = -1;
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, t->cage->freeze_timeouts, 1);
	KUNIT_EXPECT_FALSE(test, t->freezing);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ETIMEDOUT);
	KUNIT_EXPECT_TRUE(test, sweep_is_ready(t));

	/* The freeze works again, and the driver uses it again. */
	t->freeze_ms = 0;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, t->cage->freeze_timeouts, 1);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_statistics_go_with_a_dead_freeze(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	t->freeze_ms = -1;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ETIMEDOUT);
}

static void sweep_believes_no_stale_done(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	*fake_at(&t->fake, 0, 0x2f, 145) = 0xc0;
	t->stale_ms = 8;
	t->freeze_ms = 300;
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_waits_for_the_thaw(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	ktime_t thaw;

	sweep_add_statistics(t);
	t->freeze_ms = 200;
	sweep_arrive(test);
	thaw = t->asked;
	KUNIT_EXPECT_FALSE(test, t->freezing);
	sweep_begin(t);
	sweep_await(test, sweep_is_freezing);
	KUNIT_EXPECT_GE(test, ktime_ms_delta(t->asked, thaw), 200);
	sweep_await(test, sweep_is_over);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_releases_what_it_finds_frozen(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x80;
	*fake_at(&t->fake, 0, 0x2f, 145) = 0x80;
	t->freezing = true;
	sweep_arrive(test);
	/* The driver releases, freezes and releases. */
	KUNIT_EXPECT_EQ(test, t->asks, 3);
	KUNIT_EXPECT_FALSE(test, t->freezing);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_leaves_the_freeze_of_others_for_a_while(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	sweep_arrive(test);
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x80;
	t->freezing = true;
	t->asks = 0;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, t->asks, 0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -EBUSY);
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, t->asks, 3);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_set_statistics(struct kunit *test, bool on)
{
	struct sweep_test *t = test->priv;
	const struct cmis_settings settings = { .statistics = on };

	KUNIT_EXPECT_EQ(test, cmis_cage_set_settings(t->cage, &settings,
						     CMIS_SETTING_STATISTICS),
			0);
	flush_workqueue(t->cage->bus->wq);
	sweep_await(test, sweep_is_at_rest);
}

/* With the setting off, nobody's accumulation begins anew. */
static void sweep_freezes_nothing_on_request(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	unsigned int i;

	sweep_add_statistics(t);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	t->asks = 0;
	sweep_set_statistics(test, false);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);

	/* Another host freezes the module for longer than a period. */
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x80;
	t->freezing = true;
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x70f1);
	for (i = 0; i < 3; i++)
		sweep_all(test);
	KUNIT_EXPECT_EQ(test, t->asks, 0);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0x80);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f1);
	KUNIT_EXPECT_TRUE(test, sweep_is_ready(t));

	*fake_at(&t->fake, 0, 0x2f, 144) = 0;
	t->freezing = false;
	sweep_set_statistics(test, true);
	KUNIT_EXPECT_EQ(test, t->asks, 2);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

/* A sweep that has frozen the module still releases it. */
static void sweep_releases_what_is_not_wanted_any_more(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	sweep_arrive(test);
	t->freeze_ms = 100;
	t->freezing = false;
	sweep_begin(t);
	sweep_await(test, sweep_is_freezing);
	sweep_set_statistics(test, false);
	sweep_all(test);
	KUNIT_EXPECT_FALSE(test, t->freezing);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
}

static void sweep_forgets_what_is_pulled(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	t->ops.present = sweep_present;
	sweep_add_statistics(t);
	t->freeze_ms = 500;
	sweep_register(test);
	sweep_await(test, sweep_is_freezing);
	t->plugged = false;
	cmis_cage_presence_changed(t->cage);
	sweep_await(test, sweep_is_empty);
	KUNIT_EXPECT_FALSE(test, t->cage->poll->vdm.asked);

	/* Another module of this type, which was never frozen. */
	*fake_at(&t->fake, 0, 0x2f, 144) = 0;
	*fake_at(&t->fake, 0, 0x2f, 145) = 0;
	t->freezing = false;
	t->asks = 0;
	t->freeze_ms = 0;
	t->plugged = true;
	cmis_cage_presence_changed(t->cage);
	sweep_await(test, sweep_is_ready);
	sweep_await(test, sweep_is_at_rest);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 2);
	KUNIT_EXPECT_EQ(test, t->asks, 2);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_leaves_nothing_frozen(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x04;
	t->freeze_ms = 900;
	sweep_register(test);
	sweep_await(test, sweep_is_freezing);
	cmis_cage_suspend(t->cage);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0x04);

	cmis_cage_resume(t->cage);
	sweep_begin(t);
	sweep_await(test, sweep_is_freezing);
	sweep_unregister(t);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0x04);
}

/* The cage goes before a sweep has seen that the module is another one. */
static void sweep_releases_no_other_module(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	t->freeze_ms = 900;
	sweep_register(test);
	sweep_await(test, sweep_is_freezing);
	memset(fake_at(&t->fake, 0, 0, 166), 'B', 16);
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x84;
	sweep_unregister(t);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2f, 144), 0x84);
}

static void sweep_follows_the_summary(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	sweep_arrive(test);
	t->asks = 0;
	fake_take(&t->fake);
	t->fake.lower[4] = 0x08;
	*fake_at(&t->fake, 0, 0x2c, 128) = 0x41;
	*fake_at(&t->fake, 0, 0x2c, 129) = 0x0a;
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x78f0);
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	flush_workqueue(t->cage->bus->wq);

	/* The partial sweep does not freeze; statistics are still shown. */
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   "r3+38\n"
			   "w126+2:00.00 r126+2 r166+57\n"
			   "w126+2:00.2c r126+2 r128+2\n"
			   "w126+2:00.24 r126+2 r128+6\n");
	KUNIT_EXPECT_EQ(test, t->asks, 0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x78f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x1);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 11, 1), 0x4);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 5, 2), 0xa);

	/* The flags were read and are clear now. */
	t->fake.lower[4] = 0x00;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x0);
}

static void sweep_serves_flags_during_a_freeze(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	t->freeze_ms = 900;
	sweep_register(test);
	sweep_await(test, sweep_is_freezing);
	t->fake.lower[4] = 0x08;
	*fake_at(&t->fake, 0, 0x2c, 128) = 0x01;
	cmis_cage_notify(t->cage, CMIS_EVENT_INTERRUPT);
	flush_workqueue(t->cage->bus->wq);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->vdm.busy);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x1);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ENODATA);
	sweep_await(test, sweep_is_over);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_flags_survive_a_failure(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_arrive(test);
	/* The read of flags works, the read of values fails. */
	*fake_at(&t->fake, 0, 0x2c, 128) = 0x01;
	fake_fail(&t->fake, -EINVAL, 1);
	t->fake.fail_skip = 4;
	sweep_begin(t);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x2c, 128), 0x00);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x0);
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x1);
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x0);
}

static void sweep_finds_monitoring_switched_off(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	*fake_at(&t->fake, 0, 0x2f, 128) = 0x04;
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x40;
	/* Already before the first VDM sweep. */
	sweep_register(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
	sweep_await(test, sweep_is_at_rest);
	KUNIT_EXPECT_EQ(test, t->asks, 0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ENODATA);
	*fake_at(&t->fake, 0, 0x2f, 144) = 0x00;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_page_hide(struct sweep_test *t, u8 page)
{
	unsigned int i;

	for (i = 0; i < FAKE_PAGES; i++)
		if (t->fake.pages[i].page == page)
			t->fake.pages[i].used = false;
}

static void sweep_survives_missing_flags_and_limits(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	unsigned int errors;

	sweep_add_basics(t);
	sweep_page_hide(t, 0x28);
	sweep_page_hide(t, 0x2c);
	sweep_arrive(test);
	errors = atomic64_read(&t->cage->errors);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   SWEEP_OTHERS
			   "w126+2:00.24 r126+2 r128+6\n"
			   "w126+2:00.00 r126+2 r166+57\n");
	KUNIT_EXPECT_EQ(test, atomic64_read(&t->cage->errors), errors);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 15, 1), 0x0);
}

static void sweep_survives_missing_samples(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_page_hide(t, 0x24);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
}

static void sweep_survives_missing_vdm(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	sweep_page_hide(t, 0x2f);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, t->cage->poll->class[CMIS_CLASS_VDM].due,
			KTIME_MAX);
}

static void sweep_notices_a_swap(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_statistics(t);
	t->freeze_ms = 300;
	sweep_register(test);
	sweep_await(test, sweep_is_freezing);
	/* The new module has the same pages and other values. */
	memset(fake_at(&t->fake, 0, 0, 166), 'B', 16);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x1111);
	msleep(400);
	sweep_await(test, sweep_is_ready);
	sweep_await(test, sweep_is_at_rest);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 2);
}

static void sweep_set_periods(struct kunit *test, u32 ms)
{
	struct sweep_test *t = test->priv;
	const struct cmis_settings settings = {
		.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] = ms },
	};

	KUNIT_EXPECT_EQ(test, cmis_cage_set_settings
			(t->cage, &settings, CMIS_SETTING_THERMAL_PERIOD |
			 CMIS_SETTING_VDM_PERIOD), 0);
}

static void sweep_failure_does_not_remove_the_module(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_arrive(test);
	t->fake.nack_page = 0x20;
	sweep_set_periods(test, 100);
	sweep_await(test, sweep_is_unreadable);
	KUNIT_EXPECT_TRUE(test, sweep_is_ready(t));
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENXIO);
	t->fake.nack_page = 0;
	sweep_await(test, sweep_is_readable);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 1);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
}

static bool sweep_is_probed_anew(struct sweep_test *t)
{
	return READ_ONCE(t->cage->generation) == 2;
}

static void sweep_descriptors_that_fail_hide_no_module(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	struct cmis_snapshot *snapshot;

	sweep_add_basics(t);
	t->fake.nack_page = 0x20;
	sweep_register(test);
	KUNIT_EXPECT_TRUE(test, sweep_is_unreadable(t));
	snapshot = cmis_cage_get_snapshot(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, snapshot);
	KUNIT_EXPECT_EQ(test, snapshot->sweep[CMIS_CLASS_VDM].page, 0x2f);
	KUNIT_EXPECT_EQ(test, snapshot->sweep[CMIS_CLASS_THERMAL].error, 0);
	cmis_snapshot_put(snapshot);

	/* Probing begins anew when the page can be read. */
	t->fake.nack_page = 0;
	msleep(10000);
	cmis_cage_notify(t->cage, CMIS_EVENT_SETTINGS);
	sweep_await(test, sweep_is_probed_anew);
	sweep_await(test, sweep_is_ready);
	sweep_await(test, sweep_is_readable);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
}

/* A laser that stays away is no reason to keep an error of VDM. */
static void sweep_goes_on_without_a_laser(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	*fake_at(&t->fake, 0, 0x01, 155) |= 0x40;
	memset(fake_page_add(&t->fake, 0, 0x04), 0, 128);
	t->fake.nack_page = 0x04;
	t->fake.nack_last = 0x04;
	sweep_arrive(test);
	KUNIT_ASSERT_NE(test, t->cage->poll->class[CMIS_CLASS_LANES].lost, 0);
	t->fake.nack_page = 0x20;
	t->fake.nack_last = 0;
	sweep_set_periods(test, 100);
	sweep_await(test, sweep_is_unreadable);
	t->fake.nack_page = 0x04;
	t->fake.nack_last = 0x04;
	sweep_await(test, sweep_is_readable);
	KUNIT_EXPECT_EQ(test, t->cage->generation, 1);
}

static void sweep_removal_is_found_by_other_sweeps(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_arrive(test);
	fake_fail(&t->fake, -ENXIO, -1);
	sweep_set_periods(test, 100);
	sweep_await(test, sweep_is_empty);
}

static void sweep_reads_page_14h(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   SWEEP_OTHERS
			   "w126+2:00.14 r126+2 r128+128\n"
			   "w128+1:01\n"
			   "r128+128\n"
			   "r128+128\n"
			   "w128+1:06\n"
			   "r128+128\n"
			   "r128+128\n"
			   "w128+1:00\n"
			   "w126+2:00.00 r126+2 r166+57\n");
	/* BER is big endian, SNR little endian. */
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), 0x4041);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 8), 0x4e4f);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x5051);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 6, 1), 0x9190);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 1), 0xb1b0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 8), 0xbfbe);
	KUNIT_EXPECT_EQ(test, sweep_levels(test, 5, 8), 0);
}

static void sweep_prefers_vdm_to_page_14h(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 2), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 2), 0x4243);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 6, 1), 0x9190);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 1), -ENODATA);
}

/* The selector that a user wrote must still be there later. */
static void sweep_expect_selected(struct kunit *test, u8 selector)
{
	const struct cmis_addr addr = { .page = 0x14, .offset = 192 };
	struct sweep_test *t = test->priv;
	u8 bytes[8] = {};
	unsigned int i;

	KUNIT_EXPECT_EQ(test, raw_read(t->cage, CMIS_READER_NONE, &addr, bytes,
				       8), 0);
	for (i = 0; i < 8; i++)
		KUNIT_EXPECT_EQ(test, bytes[i], sweep_diag_byte(selector, i));
}

/* One error ratio by VDM, the other on page 14h, which fails. */
static void sweep_out_of_turn_covers_up_nothing(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_basics(t);
	sweep_add_diag(t, 0x01);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), 0x4041);
	t->refused = 0x14;
	sweep_set_periods(test, 100);
	sweep_await(test, sweep_is_unreadable_in_spite);
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x70f1);
	sweep_raise(t);
	KUNIT_EXPECT_TRUE(test, sweep_is_unreadable(t));
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), -EINVAL);
	/* Other values are shown until they are too old. */
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f1);
	t->fake.lower[4] = 0x00;
	msleep(2500);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -EINVAL);

	t->refused = 0;
	sweep_await(test, sweep_is_readable);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), 0x4041);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f1);
}

static void sweep_out_of_turn_fails_for_itself(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	unsigned int i;

	sweep_add_basics(t);
	sweep_add_diag(t, 0x01);
	sweep_arrive(test);
	t->refused = 0x2c;
	for (i = 0; i < 5; i++)
		sweep_raise(t);
	KUNIT_EXPECT_TRUE(test, sweep_is_ready(t));
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f0);
	/* Now the regular sweeps fail, too. */
	sweep_set_periods(test, 100);
	sweep_await(test, sweep_is_unreadable);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -EINVAL);
	t->refused = 0;
	sweep_await(test, sweep_is_readable);
}

/* The lock of the freeze byte is held: no sweep can end. */
static void sweep_out_of_turn_keeps_no_statistics(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	ktime_t start;

	sweep_add_statistics(t);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
	mutex_lock(&t->cage->control_lock);
	sweep_set_periods(test, 100);
	start = ktime_get();
	while (!sweep_after_ms(start, 3000)) {
		sweep_raise(t);
		msleep(20);
	}
	sweep_put16(fake_at(&t->fake, 0, 0x24, 128), 0x70f1);
	sweep_raise(t);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x70f1);
	mutex_unlock(&t->cage->control_lock);
	sweep_await(test, sweep_is_over);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 11, 1), SWEEP_FROZEN);
}

static void sweep_puts_the_selector_back(struct kunit *test)
{
	const struct cmis_addr addr = { .page = 0x14, .offset = 128 };
	struct sweep_test *t = test->priv;
	u8 selector = 3;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, &selector, 1), 0);
	msleep(20);
	sweep_expect_selected(test, 3);
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x14, 128), 3);
	sweep_expect_selected(test, 3);
}

static void sweep_expect_selector_3(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x14, 128), 3);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x5051);
}

static void sweep_puts_no_garbage_back(struct kunit *test)
{
	const struct cmis_addr addr = { .page = 0x14, .offset = 128 };
	struct sweep_test *t = test->priv;
	u8 selector = 3;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, &selector, 1), 0);
	sweep_all_garbled(test, 0x14, 128, sweep_expect_selector_3);
}

static void sweep_gives_way_to_raw_readers(struct kunit *test)
{
	const struct cmis_addr addr = { .page = 0x14, .offset = 128 };
	struct sweep_test *t = test->priv;
	u8 selector = 3;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, &selector, 1), 0);
	sweep_begin(t);
	sweep_await(test, sweep_has_selected);
	sweep_expect_selected(test, 3);
	KUNIT_EXPECT_EQ(test, t->cage->selector.banks, 0);

	/* The sweep starts this selector again and reads nothing else. */
	sweep_await(test, sweep_is_over);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x5051);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 1), 0xb1b0);
	sweep_expect_selected(test, 3);
}

/* The module always shows the selector of another host. */
static void sweep_deny(struct fake *fake, const u8 *select, u8 offset)
{
	sweep_read(fake, select, offset);
	if (select[1] == 0x14)
		*fake_at(fake, 0, 0x14, 128) = 3;
}

static void sweep_gives_up_a_selector_that_is_not_taken(struct kunit *test)
{
	static const struct fake_model denial = {
		.read = sweep_deny,
		.written = sweep_written,
	};
	struct sweep_test *t = test->priv;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x5051);
	t->fake.model = &denial;
	sweep_all(test);

	/* The data belong to another selector: no value, and no fault. */
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
}

static void sweep_does_not_wait_for_raw_readers(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	mutex_lock(&t->cage->selector.lock);
	sweep_all(test);
	mutex_unlock(&t->cage->selector.lock);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
			   SWEEP_OTHERS
			   "w126+2:00.00 r126+2 r166+57\n");
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), -ENODATA);
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x5051);
}

static void sweep_is_patient_with_some_parts(struct kunit *test)
{
	static const char pn[17] = "QDD-400G-XDR4   ";
	struct sweep_test *t = test->priv;
	ktime_t start;

	memcpy(fake_at(&t->fake, 0, 0, 148), pn, 16);
	sweep_add_diag(t, 0x01);
	sweep_arrive(test);
	start = ktime_get();
	sweep_all(test);
	KUNIT_EXPECT_TRUE(test, sweep_after_ms(start, 100));
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 1), 0x5051);
}

static void sweep_expect_slow_data(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), 0x4041);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 15, 8), 0x5e5f);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 6, 1), 0x9190);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 8), 0xbfbe);
}

/* Until the data have settled, they are those of before, or zeros. */
static void sweep_waits_for_slow_data(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	t->settle_ms = 200;
	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	sweep_expect_slow_data(test);
	t->blank = true;
	sweep_all(test);
	sweep_expect_slow_data(test);
	t->blank = false;
	t->slow_byte = true;
	sweep_all(test);
	sweep_expect_slow_data(test);
	/* Sweeps that follow each other find no data of their own. */
	sweep_all(test);
	sweep_expect_slow_data(test);
	KUNIT_EXPECT_EQ(test, sweep_is_ready(t), true);
}

static void sweep_wants_two_equal_reads(struct kunit *test)
{
	struct sweep_test *t = test->priv;

	sweep_add_diag(t, 0x01);
	sweep_arrive(test);
	t->unsteady = 3;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, t->unsteady, 0);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), 0x4041);
}

/* No number comes from data that do not settle in time. */
static void sweep_shows_no_data_of_another_selector(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	ktime_t start;

	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	sweep_expect_slow_data(test);
	t->settle_ms = -1;
	start = ktime_get();
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 8), -ENODATA);
	KUNIT_EXPECT_FALSE(test, sweep_after_ms(start, 1500));
	t->blank = true;
	sweep_all(test);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 16, 1), -ENODATA);
	KUNIT_EXPECT_EQ(test, sweep_sample(test, 5, 8), -ENODATA);
	KUNIT_EXPECT_TRUE(test, sweep_is_ready(t));
	KUNIT_EXPECT_FALSE(test, sweep_is_unreadable(t));

	t->settle_ms = 10;
	sweep_all(test);
	sweep_expect_slow_data(test);
}

static void sweep_gives_raw_readers_data_that_settled(struct kunit *test)
{
	const struct cmis_addr addr = { .page = 0x14, .offset = 128 };
	struct sweep_test *t = test->priv;
	u8 selector = 3;

	t->settle_ms = 200;
	sweep_add_diag(t, 0x31);
	sweep_arrive(test);
	KUNIT_EXPECT_EQ(test, raw_write(t->cage, &addr, &selector, 1), 0);
	msleep(300);
	sweep_begin(t);
	sweep_await(test, sweep_has_selected);
	msleep(300);
	sweep_expect_selected(test, 3);
	sweep_await(test, sweep_is_at_rest);
	sweep_expect_slow_data(test);
	sweep_expect_selected(test, 3);
}

static int sweep_counters(struct kunit *test, enum cmis_side side,
			  unsigned int lane, struct cmis_diag_counters *c)
{
	struct sweep_test *t = test->priv;
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	int ret;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, snapshot);
	ret = cmis_snapshot_get_counters(snapshot, side, lane - 1, c);
	cmis_snapshot_put(snapshot);
	return ret;
}

static void sweep_reads_counters_on_request(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	struct cmis_diag_counters c;

	sweep_add_diag(t, 0x02);
	sweep_register(test);
	KUNIT_EXPECT_EQ(test, t->cage->poll->class[CMIS_CLASS_VDM].due,
			KTIME_MAX);
	sweep_all(test);
	KUNIT_EXPECT_STREQ(test, fake_take(&t->fake), SWEEP_OTHERS);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_HOST, 1, &c),
			-ENODATA);

	sweep_set_diagnostics(test, true);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_HOST, 1, &c), 0);
	KUNIT_EXPECT_EQ(test, c.errors, 0x8786858483828180);
	KUNIT_EXPECT_EQ(test, c.bits, 0x8f8e8d8c8b8a8988);
	KUNIT_EXPECT_FALSE(test, c.sync_lost);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_MEDIA, 8, &c), 0);
	KUNIT_EXPECT_EQ(test, c.errors, 0x7877767574737271);
	KUNIT_EXPECT_EQ(test, c.bits, 0x807f7e7d7c7b7a79);
	KUNIT_EXPECT_TRUE(test, c.sync_lost);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_HOST, 9, &c),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x14, 128), 0);

	sweep_set_diagnostics(test, false);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_HOST, 1, &c),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, t->cage->poll->class[CMIS_CLASS_VDM].due,
			KTIME_MAX);
}

static bool sweep_has_no_counters(struct sweep_test *t)
{
	flush_workqueue(t->cage->bus->wq);
	return !READ_ONCE(t->cage->poll->vdm.counting);
}

static void sweep_shows_no_counters_of_before(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	struct cmis_settings settings = { .diagnostics = true };
	struct cmis_diag_counters c;

	sweep_add_basics(t);
	sweep_add_diag(t, 0x02);
	sweep_arrive(test);
	sweep_set_diagnostics(test, true);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_HOST, 1, &c), 0);
	sweep_set_diagnostics(test, false);
	sweep_await(test, sweep_has_no_counters);

	/* Switched on again: sweeps that read counters fail, others work. */
	t->refused = 0x14;
	KUNIT_EXPECT_EQ(test, cmis_cage_set_settings(t->cage, &settings,
						     CMIS_SETTING_DIAGNOSTICS),
			0);
	flush_workqueue(t->cage->bus->wq);
	sweep_raise(t);
	KUNIT_EXPECT_TRUE(test, t->cage->poll->vdm.counting);
	KUNIT_EXPECT_EQ(test, sweep_counters(test, CMIS_SIDE_HOST, 1, &c),
			-ENODATA);
	t->refused = 0;
}

/**
 * struct sweep_cell - a page that is not acknowledged for good
 * @page: the page
 * @later: class without values, if the page fails after the insertion; less
 *	than 0: none
 * @sooner: class that the alert names, if the page fails before that
 * @left: classes that still have values then, as bits
 */
struct sweep_cell {
	int page;
	int later;
	int sooner;
	u8 left;
};

static const struct sweep_cell sweep_cells[] = {
	{ 0x01, -1, CMIS_CLASS_THERMAL, 0x7 },
	{ 0x02, -1, CMIS_CLASS_THERMAL, 0x7 },
	{ 0x11, CMIS_CLASS_LANES, CMIS_CLASS_LANES, 0x5 },
	{ 0x13, -1, CMIS_CLASS_VDM, 0x3 },
	{ 0x14, CMIS_CLASS_VDM, CMIS_CLASS_VDM, 0x3 },
	{ 0x20, -1, CMIS_CLASS_VDM, 0x3 },
	{ 0x24, CMIS_CLASS_VDM, CMIS_CLASS_VDM, 0x3 },
	{ 0x28, -1, CMIS_CLASS_VDM, 0x3 },
	{ 0x2c, CMIS_CLASS_VDM, CMIS_CLASS_VDM, 0x3 },
	{ 0x2f, CMIS_CLASS_VDM, CMIS_CLASS_VDM, 0x3 },
};

/* Two sweeps a second from now on */
static void sweep_run(struct kunit *test)
{
	const struct cmis_settings settings = {
		.period_ms = { 500, 500, 500 },
	};
	struct sweep_test *t = test->priv;

	KUNIT_ASSERT_EQ(test, cmis_cage_set_settings
			(t->cage, &settings, CMIS_SETTING_THERMAL_PERIOD |
			 CMIS_SETTING_LANES_PERIOD | CMIS_SETTING_VDM_PERIOD),
			0);
}

static void sweep_pass(struct sweep_test *t, unsigned int seconds)
{
	while (seconds--)
		msleep(1000);
	flush_workqueue(t->cage->bus->wq);
}

/* Probing, or the search for a page, has begun so long before. */
static void sweep_skip(struct sweep_test *t, unsigned int seconds)
{
	ktime_t *since = &t->cage->poll->since;

	flush_workqueue(t->cage->bus->wq);
	*since = ktime_sub(*since, seconds * NSEC_PER_SEC);
}

static void sweep_insert(struct kunit *test, bool signal, int nacked)
{
	struct sweep_test *t = test->priv;

	if (signal)
		t->ops.present = sweep_present;
	else
		t->ops.present = NULL;
	t->nacked = nacked;
	sweep_start(test);
	sweep_run(test);
	if (nacked < 0) {
		sweep_await(test, sweep_is_at_rest);
		return;
	}
	sweep_pass(t, 1);
	/* The driver waits 15 s for the pages of a module that may boot. */
	sweep_skip(t, 15);
	sweep_pass(t, 5);
}

static unsigned int sweep_alerts(struct sweep_test *t)
{
	struct cmis_alert_counts counts;

	cmis_alert_get_counts(t->cage, &counts);
	return counts.active;
}

/* The class that fails has the errno, and the alert names the page. */
static void sweep_expect_alert(struct kunit *test, int class, int page,
			       bool expected)
{
	struct sweep_test *t = test->priv;
	unsigned int cursor = 0, found = 0;
	struct cmis_alert alert;
	u32 generation;

	while (cmis_alert_get_next(t->cage, &cursor, true, &generation,
				   &alert)) {
		if (alert.key.kind != CMIS_ALERT_UNREADABLE)
			continue;
		found++;
		KUNIT_EXPECT_EQ_MSG(test, (int)alert.key.index, class,
				    "page %xh", page);
		KUNIT_EXPECT_EQ_MSG(test, (int)alert.page, page, "page %xh",
				    page);
		KUNIT_EXPECT_EQ_MSG(test, alert.value, ENXIO, "page %xh",
				    page);
	}
	KUNIT_EXPECT_EQ_MSG(test, found, expected, "page %xh", page);
}

/* A class with values is swept, and the errno of each other one is ENXIO. */
static void sweep_expect_left(struct kunit *test, u8 left, int page)
{
	struct sweep_test *t = test->priv;
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(t->cage);
	unsigned int i;

	KUNIT_EXPECT_EQ_MSG(test, cmis_cage_get_state(t->cage),
			    CMIS_CAGE_READY, "page %xh", page);
	KUNIT_EXPECT_EQ_MSG(test, t->cage->generation, 1, "page %xh", page);
	if (IS_ERR(snapshot)) {
		KUNIT_FAIL(test, "page %xh: no module", page);
		return;
	}
	for (i = 0; i < CMIS_CLASS_COUNT; i++) {
		KUNIT_EXPECT_EQ_MSG(test, snapshot->sweep[i].error,
				    left & BIT(i) ? 0 : -ENXIO,
				    "page %xh, class %u", page, i);
		if (left & BIT(i) && page != 0x01)
			KUNIT_EXPECT_LT_MSG(test, ktime_get_boottime_ns() -
					    snapshot->sweep[i].when_ns,
					    2 * NSEC_PER_SEC,
					    "page %xh, class %u", page, i);
	}
	cmis_snapshot_put(snapshot);
}

static void sweep_page_fails_later(struct kunit *test,
				   const struct sweep_cell *cell)
{
	struct sweep_test *t = test->priv;
	unsigned int before = sweep_alerts(t);
	bool fails = cell->later >= 0;

	t->nacked = cell->page;
	sweep_pass(t, 4);
	sweep_expect_left(test, fails ? 0x7 & ~BIT(cell->later) : 0x7,
			  cell->page);
	sweep_expect_alert(test, cell->later, cell->page, fails);
	KUNIT_EXPECT_EQ_MSG(test, sweep_alerts(t), before + fails, "page %xh",
			    cell->page);
	t->nacked = -1;
	sweep_pass(t, 2);
	sweep_expect_left(test, 0x7, cell->page);
	KUNIT_EXPECT_EQ_MSG(test, sweep_alerts(t), before, "page %xh",
			    cell->page);
}

static void sweep_page_has_failed(struct kunit *test,
				  const struct sweep_cell *cell, bool signal)
{
	struct sweep_test *t = test->priv;

	sweep_insert(test, signal, cell->page);
	sweep_expect_left(test, cell->left, cell->page);
	sweep_expect_alert(test, cell->sooner, cell->page, true);
	t->nacked = -1;
	sweep_skip(t, 10);
	sweep_pass(t, 3);
	KUNIT_EXPECT_EQ(test, cmis_cage_get_state(t->cage), CMIS_CAGE_READY);
	KUNIT_EXPECT_LE(test, t->cage->generation, 2);
	sweep_expect_alert(test, cell->sooner, cell->page, false);
	sweep_unregister(t);
}

/* Each page, after and before the insertion, with and without a signal */
static void sweep_page_fails_for_good(struct kunit *test)
{
	struct sweep_test *t = test->priv;
	unsigned int i, signal;

	*fake_at(&t->fake, 0, 0x01, 159) |= 0x01;
	sweep_add_statistics(t);
	sweep_add_diag(t, 0x31);
	for (signal = 0; signal < 2; signal++) {
		sweep_insert(test, signal, -1);
		for (i = 0; i < ARRAY_SIZE(sweep_cells); i++)
			sweep_page_fails_later(test, &sweep_cells[i]);
		sweep_unregister(t);
		for (i = signal; i < ARRAY_SIZE(sweep_cells); i += 2)
			sweep_page_has_failed(test, &sweep_cells[i], signal);
	}
}

/* Without lower memory or page 00h, the driver cannot know the module. */
static void sweep_fault_without_the_basics(struct kunit *test)
{
	static const int pages[] = { SWEEP_LOWER, CMIS_PAGE_ADMIN };
	struct sweep_test *t = test->priv;
	bool lower, signal;
	unsigned int i;

	sweep_add_statistics(t);
	for (i = 0; i < 2 * ARRAY_SIZE(pages); i++) {
		lower = pages[i / 2] == SWEEP_LOWER;
		signal = i & 1;
		sweep_insert(test, signal, -1);
		t->nacked = pages[i / 2];
		sweep_pass(t, 5);
		KUNIT_EXPECT_EQ_MSG(test, cmis_cage_get_state(t->cage),
				    CMIS_CAGE_FAULT, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, t->cage->error, -ENXIO, "row %u", i);
		t->nacked = -1;
		sweep_pass(t, 2);
		KUNIT_EXPECT_EQ_MSG(test, cmis_cage_get_state(t->cage),
				    CMIS_CAGE_READY, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, t->cage->generation, 1, "row %u", i);
		sweep_unregister(t);

		sweep_insert(test, signal, pages[i / 2]);
		KUNIT_EXPECT_EQ_MSG(test, cmis_cage_get_state(t->cage),
				    lower && !signal ? CMIS_CAGE_EMPTY :
						       CMIS_CAGE_FAULT,
				    "row %u", i);
		KUNIT_EXPECT_LE_MSG(test, t->cage->generation, 1, "row %u", i);
		sweep_unregister(t);
	}
}

static struct kunit_case sweep_cases[] = {
	KUNIT_CASE(sweep_page_fails_for_good),
	KUNIT_CASE(sweep_fault_without_the_basics),
	KUNIT_CASE(sweep_without_vdm_is_none),
	KUNIT_CASE(sweep_of_basics_writes_nothing),
	KUNIT_CASE(sweep_of_statistics_freezes_once),
	KUNIT_CASE(sweep_reads_the_line_in_a_freeze),
	KUNIT_CASE(sweep_leaves_the_line_alone),
	KUNIT_CASE(sweep_keeps_other_bits),
	KUNIT_CASE(sweep_writes_back_what_was_set),
	KUNIT_CASE(sweep_writes_nothing_that_is_in_doubt),
	KUNIT_CASE(sweep_waits_for_a_slow_freeze),
	KUNIT_CASE(sweep_gives_up_a_dead_freeze),
	KUNIT_CASE(sweep_statistics_go_with_a_dead_freeze),
	KUNIT_CASE(sweep_believes_no_stale_done),
	KUNIT_CASE(sweep_waits_for_the_thaw),
	KUNIT_CASE(sweep_releases_what_it_finds_frozen),
	KUNIT_CASE(sweep_leaves_the_freeze_of_others_for_a_while),
	KUNIT_CASE(sweep_freezes_nothing_on_request),
	KUNIT_CASE(sweep_releases_what_is_not_wanted_any_more),
	KUNIT_CASE(sweep_forgets_what_is_pulled),
	KUNIT_CASE(sweep_leaves_nothing_frozen),
	KUNIT_CASE(sweep_releases_no_other_module),
	KUNIT_CASE(sweep_follows_the_summary),
	KUNIT_CASE(sweep_serves_flags_during_a_freeze),
	KUNIT_CASE(sweep_flags_survive_a_failure),
	KUNIT_CASE(sweep_finds_monitoring_switched_off),
	KUNIT_CASE(sweep_survives_missing_flags_and_limits),
	KUNIT_CASE(sweep_survives_missing_samples),
	KUNIT_CASE(sweep_survives_missing_vdm),
	KUNIT_CASE(sweep_notices_a_swap),
	KUNIT_CASE(sweep_failure_does_not_remove_the_module),
	KUNIT_CASE(sweep_descriptors_that_fail_hide_no_module),
	KUNIT_CASE(sweep_goes_on_without_a_laser),
	KUNIT_CASE(sweep_removal_is_found_by_other_sweeps),
	KUNIT_CASE(sweep_reads_page_14h),
	KUNIT_CASE(sweep_prefers_vdm_to_page_14h),
	KUNIT_CASE(sweep_out_of_turn_covers_up_nothing),
	KUNIT_CASE(sweep_out_of_turn_fails_for_itself),
	KUNIT_CASE(sweep_out_of_turn_keeps_no_statistics),
	KUNIT_CASE(sweep_puts_the_selector_back),
	KUNIT_CASE(sweep_puts_no_garbage_back),
	KUNIT_CASE(sweep_gives_way_to_raw_readers),
	KUNIT_CASE(sweep_gives_up_a_selector_that_is_not_taken),
	KUNIT_CASE(sweep_does_not_wait_for_raw_readers),
	KUNIT_CASE(sweep_is_patient_with_some_parts),
	KUNIT_CASE(sweep_waits_for_slow_data),
	KUNIT_CASE(sweep_wants_two_equal_reads),
	KUNIT_CASE(sweep_shows_no_data_of_another_selector),
	KUNIT_CASE(sweep_gives_raw_readers_data_that_settled),
	KUNIT_CASE(sweep_reads_counters_on_request),
	KUNIT_CASE(sweep_shows_no_counters_of_before),
	{}
};

static struct kunit_suite sweep_suite = {
	.name = "vdm_sweep",
	.suite_init = sweep_suite_init,
	.suite_exit = sweep_suite_exit,
	.init = sweep_test_init,
	.exit = sweep_test_exit,
	.test_cases = sweep_cases,
};

kunit_test_suite(sweep_suite);

MODULE_DESCRIPTION("Tests of the sweeps of VDM");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
