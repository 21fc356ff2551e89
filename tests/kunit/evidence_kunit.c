// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the evidence for alerts: hits of flags, and the host's controls of
 * data paths.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "fixture/clock.c"

#include "fixture/xfer.c"
#include "fixture/spec.c"
#include "fixture/trace.c"
#include "core/control.h"

/* These tests have no controls. */
bool cmis_control_has_kept(const struct cmis_cage *cage)
{
	return false;
}

enum cmis_kept cmis_control_check_kept(const struct cmis_cage *cage, u8 found,
				       u8 now)
{
	return 0;
}

#include "poll/range.c"
#include "poll/evidence.c"
#include "fixture/fake_transport.c"

static u64 evidence_up;

/* Replaces the function of alert/cage.c. */
u64 cmis_alert_get_up(const struct cmis_cage *cage)
{
	return evidence_up;
}

enum { TEMP, VCC, AUX2, RX_POWER_10, BER, SNR, MONITORS };

/**
 * struct evidence_test - the fixture of each test
 * @cage: with an access to @fake, and a poll
 * @module: sixteen lanes, a few monitors of each class
 * @snapshot: with readings
 * @fake: the module's memory
 * @x: access to it
 */
struct evidence_test {
	struct cmis_cage *cage;
	struct cmis_module *module;
	struct cmis_snapshot *snapshot;
	struct fake fake;
	struct cmis_xfer x;
};

static const struct cmis_monitor evidence_monitors[MONITORS] = {
	[TEMP] = { .type = CMIS_MON_TEMP, .flags = 9 },
	[VCC] = { .type = CMIS_MON_VCC, .flags = 9, .flags_bit = 4 },
	[AUX2] = { .type = CMIS_MON_AUX2_TEC, .flags = 10, .flags_bit = 4 },
	[RX_POWER_10] = {
		.type = CMIS_MON_RX_POWER, .source = CMIS_SOURCE_LANES,
		.bank = 1, .flags = 149, .flags_bit = 1, .flags_bytes = true,
	},
	[BER] = {
		.type = CMIS_MON_MEDIA_BER, .source = CMIS_SOURCE_VDM,
		.flags = 166, .flags_bit = 4,
	},
	[SNR] = {
		.type = CMIS_MON_MEDIA_SNR, .source = CMIS_SOURCE_VDM,
		.bank = 1, .flags = 255,
	},
};

static void *evidence_alloc(struct kunit *test, size_t size)
{
	void *memory = kunit_kzalloc(test, size, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, memory);
	return memory;
}

static void evidence_fill_module(struct kunit *test, struct evidence_test *t)
{
	struct cmis_module *module = t->module;
	struct cmis_readings *readings;
	unsigned int class;

	module->lanes = 16;
	module->plan.banks = 2;
	module->plan.vdm.ranges[0][0].len = 128;
	module->plan.vdm.ranges[1][0].len = 128;
	module->num_monitors = MONITORS;
	module->first[CMIS_CLASS_LANES] = RX_POWER_10;
	module->first[CMIS_CLASS_VDM] = BER;
	module->first[CMIS_CLASS_COUNT] = MONITORS;
	module->monitors = evidence_alloc(test, sizeof(evidence_monitors));
	memcpy(module->monitors, evidence_monitors, sizeof(evidence_monitors));
	t->snapshot->module = module;
	t->snapshot->lane = evidence_alloc(test, 16 * sizeof(struct cmis_lane));
	for (class = 0; class < CMIS_CLASS_COUNT; class++) {
		readings = evidence_alloc(test, struct_size(readings, reading,
							    MONITORS));
		t->snapshot->readings[class] = readings;
	}
}

static int evidence_init(struct kunit *test)
{
	struct evidence_test *t = evidence_alloc(test, sizeof(*t));
	const struct cmis_cage_config config = {
		.ops = &fake_ops,
		.priv = &t->fake,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = 128,
		.max_write = 128,
	};

	t->cage = evidence_alloc(test, sizeof(*t->cage));
	t->cage->poll = evidence_alloc(test, sizeof(*t->cage->poll));
	t->cage->poll->banks = 2;
	t->cage->poll->lanes = evidence_alloc(test, 2 * CMIS_PAGE_SIZE);
	t->cage->poll->vdm.flags = evidence_alloc(test, 2 * CMIS_PAGE_SIZE);
	t->cage->xfer = &t->x;
	t->module = evidence_alloc(test, sizeof(*t->module));
	t->snapshot = evidence_alloc(test, sizeof(*t->snapshot));
	evidence_fill_module(test, t);
	fake_init(&t->fake, test);
	cmis_xfer_init(&t->x, &config);
	cmis_xfer_set_limits(&t->x, 100, 8);
	evidence_up = 0;
	test->priv = t;
	return cmis_xfer_set_banks(&t->x, 2);
}

static void evidence_exit(struct kunit *test)
{
	struct evidence_test *t = test->priv;

	if (t)
		cmis_xfer_exit(&t->x);
}

/* A read finds flags set in a byte. */
static void evidence_harvest(struct evidence_test *t, u8 bank, u8 page,
			     u8 offset, u8 value)
{
	const struct cmis_range range = {
		.addr = { .bank = bank, .page = page, .offset = offset },
		.len = 1,
	};

	mutex_lock(&t->x.lock);
	cmis_latch_harvest(&t->x.latch, &range, &value);
	mutex_unlock(&t->x.lock);
}

static void evidence_sweep(struct evidence_test *t)
{
	unsigned int class;

	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		cmis_evidence_fill(t->cage, t->snapshot, class);
}

static u32 evidence_count(const struct evidence_test *t)
{
	const struct cmis_snapshot *s = t->snapshot;
	unsigned int i, j, count = 0;

	for (i = 0; i < ARRAY_SIZE(s->status.hits); i++)
		count += s->status.hits[i];
	for (i = 0; i < 16; i++)
		for (j = 0; j < CMIS_LF_COUNT; j++)
			count += s->lane[i].hits[j];
	for (i = 0; i < CMIS_CLASS_COUNT; i++)
		for (j = 0; j < MONITORS * CMIS_LEVEL_COUNT; j++)
			count += s->readings[i]->reading[j / CMIS_LEVEL_COUNT]
					.hits[j % CMIS_LEVEL_COUNT];
	return count;
}

/* Each flag has its own counter, and each read counts once. */
static void evidence_hits_have_their_place(struct kunit *test)
{
	struct evidence_test *t = test->priv;
	struct cmis_snapshot *s = t->snapshot;
	struct cmis_reading *thermal = s->readings[CMIS_CLASS_THERMAL]->reading;
	struct cmis_reading *lanes = s->readings[CMIS_CLASS_LANES]->reading;
	struct cmis_reading *vdm = s->readings[CMIS_CLASS_VDM]->reading;
	const struct {
		u8 bank;
		u8 page;
		u8 offset;
		u8 value;
		const u16 *hits;
	} rows[] = {
		{ 0, 0, 8, 0x02, &s->status.hits[1] },
		{ 0, 0, 8, 0x08, &s->status.hits[3] },
		{ 0, 0, 9, 0x01, &thermal[TEMP].hits[0] },
		{ 0, 0, 9, 0x80, &thermal[VCC].hits[3] },
		{ 0, 0, 10, 0x20, &thermal[AUX2].hits[1] },
		{ 0, 0x11, 135, 0x01, &s->lane[0].hits[CMIS_LF_TX_FAILURE] },
		{ 1, 0x11, 135, 0x01, &s->lane[8].hits[CMIS_LF_TX_FAILURE] },
		{ 0, 0x11, 136, 0x02, &s->lane[1].hits[CMIS_LF_TX_LOS] },
		{ 0, 0x11, 137, 0x04, &s->lane[2].hits[CMIS_LF_TX_CDR_LOL] },
		{ 0, 0x11, 138, 0x08,
		  &s->lane[3].hits[CMIS_LF_TX_ADAPT_EQ_FAIL] },
		{ 1, 0x11, 147, 0x80, &s->lane[15].hits[CMIS_LF_RX_LOS] },
		{ 0, 0x11, 148, 0x08, &s->lane[3].hits[CMIS_LF_RX_CDR_LOL] },
		{ 1, 0x11, 149, 0x02, &lanes[0].hits[0] },
		{ 1, 0x11, 152, 0x02, &lanes[0].hits[3] },
		{ 0, 0x2c, 166, 0x40, &vdm[BER - BER].hits[2] },
		{ 1, 0x2c, 255, 0x08, &vdm[SNR - BER].hits[3] },
	};
	unsigned int i, n;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (n = 0; n < 6; n++)
			evidence_harvest(t, rows[i].bank, rows[i].page,
					 rows[i].offset, rows[i].value);
		evidence_sweep(t);
		KUNIT_EXPECT_EQ_MSG(test, *rows[i].hits, 6, "row %u", i);
		KUNIT_EXPECT_EQ_MSG(test, evidence_count(t), 6, "row %u", i);
		evidence_sweep(t);
		KUNIT_EXPECT_EQ_MSG(test, evidence_count(t), 0, "row %u", i);
	}
}

static void evidence_read_lanes(struct evidence_test *t, u8 bank, u8 state)
{
	memset(t->cage->poll->lanes[bank], state << 4 | state, 4);
	memset(fake_at(&t->fake, bank, 0x11, 128), state << 4 | state, 4);
}

/* Only banks where a path has left DPActivated are read. */
static void evidence_controls_are_read_late(struct kunit *test)
{
	struct evidence_test *t = test->priv;
	u8 *asked = t->cage->poll->asked;

	evidence_read_lanes(t, 0, CMIS_DP_ACTIVATED);
	evidence_read_lanes(t, 1, CMIS_DP_DEACTIVATED);
	cmis_evidence_fetch(t->cage, t->module);
	evidence_up = 0x00ff;
	cmis_evidence_fetch(t->cage, t->module);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);
	KUNIT_EXPECT_EQ(test, asked[8], 0);

	evidence_up = 0x02ff;
	t->fake.lower[26] = 0;
	memset(fake_at(&t->fake, 1, 0x10, 128), 0, 8);
	cmis_evidence_fetch(t->cage, t->module);
	KUNIT_EXPECT_GT(test, t->fake.transactions, 0);
	KUNIT_EXPECT_EQ(test, asked[0], 0);
	KUNIT_EXPECT_EQ(test, asked[8], CMIS_ASKED_KNOWN);
	KUNIT_EXPECT_EQ(test, asked[9], CMIS_ASKED_KNOWN);

	/* After a failed read the controls are unknown. */
	t->fake.fail_count = -1;
	t->fake.fail_errno = -EIO;
	cmis_evidence_fetch(t->cage, t->module);
	KUNIT_EXPECT_EQ(test, asked[9], 0);
}

static void evidence_controls_are_told(struct kunit *test)
{
	static const struct {
		u8 lower26;
		u8 deinit;
		u8 tx_disable;
		u8 squelch_force;
		u8 module_state;
		u8 now;
		u8 asked;
	} rows[] = {
		{ .asked = 0 },
		{ .deinit = 0x04, .asked = CMIS_ASKED_DEINIT },
		{ .deinit = 0xfb, .asked = 0 },
		{ .tx_disable = 0x04, .asked = CMIS_ASKED_DARK },
		{ .squelch_force = 0x04, .asked = CMIS_ASKED_DARK },
		{ .lower26 = 0x10, .asked = CMIS_ASKED_LOW_POWER },
		{ .lower26 = 0x40, .asked = 0 },
		{ .lower26 = 0x40, .module_state = CMIS_STATE_LOW_POWER,
		  .asked = CMIS_ASKED_LOW_POWER },
		{ .module_state = CMIS_STATE_LOW_POWER, .asked = 0 },
		{ .now = 0x02, .asked = CMIS_ASKED_MOVED },
	};
	struct evidence_test *t = test->priv;
	unsigned int i;

	evidence_up = BIT(2);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		u8 state = rows[i].module_state ?: CMIS_STATE_READY;

		evidence_read_lanes(t, 0, CMIS_DP_DEACTIVATED);
		t->cage->poll->lower[3] = state << 1;
		t->fake.lower[26] = rows[i].lower26;
		*fake_at(&t->fake, 0, 0x10, 128) = rows[i].deinit;
		*fake_at(&t->fake, 0, 0x10, 130) = rows[i].tx_disable;
		*fake_at(&t->fake, 0, 0x10, 132) = rows[i].squelch_force;
		if (rows[i].now)
			*fake_at(&t->fake, 0, 0x11, 129) = 0x10 | rows[i].now;
		cmis_evidence_fetch(t->cage, t->module);
		cmis_evidence_fill(t->cage, t->snapshot, CMIS_CLASS_LANES);
		KUNIT_EXPECT_EQ_MSG(test, t->snapshot->lane[2].asked,
				    CMIS_ASKED_KNOWN | rows[i].asked, "row %u",
				    i);
	}
}

static struct kunit_case evidence_cases[] = {
	KUNIT_CASE(evidence_hits_have_their_place),
	KUNIT_CASE(evidence_controls_are_read_late),
	KUNIT_CASE(evidence_controls_are_told),
	{}
};

static struct kunit_suite evidence_suite = {
	.name = "evidence",
	.init = evidence_init,
	.exit = evidence_exit,
	.test_cases = evidence_cases,
};

kunit_test_suite(evidence_suite);

MODULE_DESCRIPTION("Tests of the evidence for alerts");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
