// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of latched flags: every reader sees each flag once, no matter which
 * reader has read the module, or how the read went.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "fixture/clock.c"

#include "fixture/xfer.c"
#include "fixture/fake_transport.c"

#define FLAGS_READERS		(CMIS_READER_COUNT - 1)
#define FLAGS_BANKS		4
#define FLAGS_RANDOM_STEPS	5000
#define FLAGS_RANDOM_SEED	20240611

/**
 * struct flags_test - the fixture of each test
 * @x: access to a module with flags on all pages that can have some
 * @fake: the module
 * @buf: for reads
 * @failed: number of reads that have failed
 */
struct flags_test {
	struct cmis_xfer x;
	struct fake fake;
	u8 buf[128];
	unsigned int failed;
};

static int flags_test_init(struct kunit *test)
{
	struct flags_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);
	const struct cmis_cage_config config = {
		.ops = &fake_ops,
		.priv = t ? &t->fake : NULL,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = 128,
		.max_write = 128,
	};

	if (!t)
		return -ENOMEM;
	fake_init(&t->fake, test);
	cmis_xfer_init(&t->x, &config);
	cmis_xfer_set_limits(&t->x, 100, 8);
	cmis_xfer_set_max_read(&t->x, 128);
	cmis_xfer_set_admin(&t->x, fake_at(&t->fake, 0, 0, 128));
	test->priv = t;
	return cmis_xfer_set_banks(&t->x, FLAGS_BANKS);
}

static void flags_test_exit(struct kunit *test)
{
	struct flags_test *t = test->priv;

	if (t)
		cmis_xfer_exit(&t->x);
}

/* @where: bank, page, offset from the high byte down. */
static int flags_fetch(struct flags_test *t, enum cmis_reader reader,
		       u32 where, u8 len)
{
	const struct cmis_req req = {
		.addr = {
			.bank = where >> 16,
			.page = where >> 8,
			.offset = where,
		},
		.buf = t->buf,
		.len = len,
		.reader = reader,
	};

	return cmis_xfer_read(&t->x, &req);
}

/* Readers count from 0. */
static int flags_read(struct flags_test *t, unsigned int reader, u32 where,
		      u8 len)
{
	return flags_fetch(t, CMIS_READER_SWEEPS + reader, where, len);
}

/* A byte as a reader sees it. */
static u8 flags_see(struct kunit *test, unsigned int reader, u32 where)
{
	struct flags_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, flags_read(t, reader, where, 1), 0);
	return t->buf[0];
}

/* A read that belongs to no reader. */
static void flags_harvest(struct kunit *test, u32 where, u8 len)
{
	struct flags_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, flags_fetch(t, CMIS_READER_NONE, where, len), 0);
}

static void flags_raise(struct flags_test *t, u32 where, u8 flags)
{
	*fake_at(&t->fake, where >> 16, where >> 8, where) |= flags;
}

/* ------------------------------------------------------------------------ */
/* Which bytes                                                              */
/* ------------------------------------------------------------------------ */

/**
 * struct flags_range - clear-on-read bytes
 * @page: page; of no meaning for lower memory
 * @first: first byte
 * @last: last byte
 */
struct flags_range {
	u8 page;
	u8 first;
	u8 last;
};

/* All clear-on-read bytes of lower memory and banked pages */
static const struct flags_range flags_ranges[] = {
	{ 0x00, 8, 13 },	/* module, temperature, supply, aux, custom */
	{ 0x11, 134, 153 },	/* lanes */
	{ 0x12, 231, 238 },	/* tunable lasers */
	{ 0x14, 132, 132 },	/* reference clock */
	{ 0x14, 134, 139 },	/* gating, generators, checkers */
	{ 0x17, 128, 128 },	/* network path state */
	{ 0x1a, 166, 169 },	/* faults of external lasers */
	{ 0x1a, 174, 177 },	/* their warnings */
	{ 0x1a, 186, 193 },	/* and their monitors */
	{ 0x2c, 128, 255 },	/* VDM */
	{ 0x33, 128, 133 },	/* line of coherent modules */
	{ 0x3b, 192, 196 },	/* and their host side */
};

static bool flags_is_cor(unsigned int page, unsigned int offset)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags_ranges); i++) {
		const struct flags_range *r = &flags_ranges[i];

		if ((offset < 128 || page == r->page) && offset >= r->first &&
		    offset <= r->last)
			return true;
	}
	return false;
}

/* Each clear-on-read byte has its own place in memory. */
static void flags_page_is_kept(struct kunit *test, u8 bank, u8 page,
			       unsigned long *seen)
{
	struct cmis_addr addr = { .bank = bank, .page = page };
	struct flags_test *t = test->priv;
	unsigned int offset;
	size_t index;

	for (offset = 0; offset < 256; offset++) {
		struct cmis_latched *byte;

		addr.offset = offset;
		byte = cmis_latch_find(&t->x.latch, &addr);
		KUNIT_EXPECT_EQ(test, cmis_addr_is_latched(&addr),
				flags_is_cor(page, offset));
		KUNIT_ASSERT_EQ_MSG(test, !!byte, flags_is_cor(page, offset),
				    "%02x:%u", page, offset);
		if (!byte || (offset < 128 && (bank || page)))
			continue;
		index = offset < 128 ? byte - t->x.latch.module :
				       6 + (byte - t->x.latch.bank);
		KUNIT_ASSERT_LT(test, index, 770);
		KUNIT_EXPECT_FALSE_MSG(test, test_and_set_bit(index, seen),
				       "%02x:%u", page, offset);
	}
}

static void flags_of_what_reads_clear_are_kept(struct kunit *test)
{
	DECLARE_BITMAP(seen, 770) = {};
	unsigned int bank, page;

	for (bank = 0; bank < FLAGS_BANKS; bank++)
		for (page = 0; page < 256; page++)
			flags_page_is_kept(test, bank, page, seen);

	/* 6 of the module, and 191 in each of 4 banks */
	KUNIT_EXPECT_EQ(test, bitmap_weight(seen, 770), 770);
}

/* The latch has memory for the banks of the module only. */
static void flags_of_other_banks_pass_through(struct kunit *test)
{
	struct flags_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, cmis_xfer_set_banks(&t->x, 1), 0);
	flags_raise(t, 0x011186, 0x21);
	flags_raise(t, 0x001186, 0x42);
	flags_harvest(test, 0x001186, 1);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x011186), 0x21);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 0x011186), 0x00);

	/* Bank 0 keeps its flags when the number of banks changes. */
	KUNIT_EXPECT_EQ(test, cmis_xfer_set_banks(&t->x, 2), 0);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x001186), 0x42);
	flags_raise(t, 0x011186, 0x84);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x011186), 0x84);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 0x011186), 0x84);

	KUNIT_EXPECT_EQ(test, cmis_xfer_set_banks(&t->x, 0), 0);
	KUNIT_EXPECT_NULL(test, t->x.latch.bank);
	flags_raise(t, 8, 0x01);
	KUNIT_EXPECT_EQ(test, flags_see(test, 2, 8), 0x01);
}

static void flags_and_other_bytes_come_in_runs(struct kunit *test)
{
	static const struct {
		u8 page;
		u8 offset;
		u8 len;
		u8 want;
	} rows[] = {
		{ 0x00, 0, 128, 8 },
		{ 0x00, 3, 4, 4 },
		{ 0x00, 8, 120, 6 },
		{ 0x00, 13, 1, 1 },
		{ 0x00, 14, 114, 114 },
		{ 0x00, 128, 128, 128 },
		{ 0x11, 128, 128, 6 },
		{ 0x11, 134, 122, 20 },
		{ 0x11, 154, 102, 102 },
		{ 0x14, 132, 8, 1 },
		{ 0x14, 133, 8, 1 },
		{ 0x2c, 128, 128, 128 },
	};
	struct cmis_addr addr = {};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		addr.page = rows[i].page;
		addr.offset = rows[i].offset;
		KUNIT_EXPECT_EQ_MSG(test, cmis_latch_run(&addr, rows[i].len),
				    rows[i].want, "%02x:%u+%u", rows[i].page,
				    rows[i].offset, rows[i].len);
	}
}

/* ------------------------------------------------------------------------ */
/* Readers                                                                  */
/* ------------------------------------------------------------------------ */

static void flags_each_reader_sees_each_once(struct kunit *test)
{
	static const u32 wheres[] = { 8, 13, 0x001186, 0x001199, 0x011186 };
	struct flags_test *t = test->priv;
	unsigned int i, reader;

	for (i = 0; i < ARRAY_SIZE(wheres); i++) {
		u32 where = wheres[i];

		flags_raise(t, where, 0x21);
		for (reader = 0; reader < FLAGS_READERS; reader++) {
			KUNIT_EXPECT_EQ(test, flags_see(test, reader, where),
					0x21);
			KUNIT_EXPECT_EQ(test, flags_see(test, reader, where),
					0x00);
		}
		for (reader = 0; reader < FLAGS_READERS; reader++)
			KUNIT_EXPECT_EQ(test, flags_see(test, reader, where),
					0x00);
	}
}

static void flags_add_up_until_they_are_seen(struct kunit *test)
{
	struct flags_test *t = test->priv;

	flags_raise(t, 9, 0x01);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 9), 0x01);
	flags_raise(t, 9, 0x04);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 9), 0x05);
	flags_raise(t, 9, 0x81);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 9), 0x85);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 9), 0x81);
	KUNIT_EXPECT_EQ(test, flags_see(test, 2, 9), 0x85);
}

static void flags_that_nobody_asked_for_are_kept(struct kunit *test)
{
	struct flags_test *t = test->priv;
	unsigned int reader;

	flags_raise(t, 8, 0x01);
	flags_raise(t, 0x001186, 0xff);
	flags_harvest(test, 0, 128);
	/* A read without a reader shows the module's bytes. */
	KUNIT_EXPECT_EQ(test, t->buf[8], 0x01);
	flags_harvest(test, 0x001180, 128);
	KUNIT_EXPECT_EQ(test, t->buf[6], 0xff);
	flags_harvest(test, 0x001180, 128);
	KUNIT_EXPECT_EQ(test, t->buf[6], 0x00);

	for (reader = 0; reader < FLAGS_READERS; reader++) {
		KUNIT_EXPECT_EQ(test, flags_see(test, reader, 8), 0x01);
		KUNIT_EXPECT_EQ(test, flags_see(test, reader, 0x001186), 0xff);
	}
}

static void flags_of_banks_are_kept_apart(struct kunit *test)
{
	struct flags_test *t = test->priv;

	flags_raise(t, 0x011187, 0x0f);
	flags_harvest(test, 0x011180, 128);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x001187), 0x00);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x011187), 0x0f);
}

static void flags_of_every_page_are_kept(struct kunit *test)
{
	struct flags_test *t = test->priv;
	unsigned int i, offset;
	u32 page;

	for (page = 0x12; page < 0x3c; page++)
		if (flags_is_cor(page, 132) || flags_is_cor(page, 128) ||
		    flags_is_cor(page, 231) || flags_is_cor(page, 192))
			fake_page_add(&t->fake, 0, page);

	for (i = 1; i < ARRAY_SIZE(flags_ranges); i++) {
		page = flags_ranges[i].page << 8;
		for (offset = flags_ranges[i].first;
		     offset <= flags_ranges[i].last; offset++)
			flags_raise(t, page | offset, offset | 1);
		flags_harvest(test, page | 128, 128);
	}
	for (i = 1; i < ARRAY_SIZE(flags_ranges); i++) {
		page = flags_ranges[i].page << 8;
		for (offset = flags_ranges[i].first;
		     offset <= flags_ranges[i].last; offset++)
			KUNIT_EXPECT_EQ(test, flags_see(test, 1, page | offset),
					offset | 1);
	}
}

static void flags_come_among_other_bytes(struct kunit *test)
{
	struct flags_test *t = test->priv;
	unsigned int offset;

	flags_raise(t, 8, 0x40);
	flags_raise(t, 11, 0x22);
	flags_harvest(test, 8, 6);
	*fake_at(&t->fake, 0, 0, 14) = 0xee;

	KUNIT_EXPECT_EQ(test, flags_read(t, 0, 3, 23), 0);
	for (offset = 3; offset < 26; offset++)
		KUNIT_EXPECT_EQ(test, t->buf[offset - 3],
				offset == 8 ? 0x40 : offset == 11 ? 0x22 :
				offset == 14 ? 0xee : fake_byte(0, 0, offset));
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 11), 0x00);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 11), 0x22);
}

static void flags_of_part_of_a_range_stay(struct kunit *test)
{
	struct flags_test *t = test->priv;

	flags_raise(t, 0x001186, 0x11);
	flags_raise(t, 0x001187, 0x22);
	KUNIT_EXPECT_EQ(test, flags_read(t, 1, 0x001180, 128), 0);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x001187), 0x22);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x001186), 0x11);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 0x001186), 0x00);
}

/* ------------------------------------------------------------------------ */
/* Events in between                                                        */
/* ------------------------------------------------------------------------ */

static void flags_survive_a_read_that_fails_half_way(struct kunit *test)
{
	struct flags_test *t = test->priv;

	cmis_xfer_set_max_read(&t->x, 8);
	flags_raise(t, 9, 0x08);
	/* Bytes 3-7 and 8-15 arrive, then the module is gone. */
	fake_fail(&t->fake, -ENXIO, -1);
	t->fake.fail_skip = 2;
	KUNIT_EXPECT_EQ(test, flags_read(t, 0, 3, 23), -ENXIO);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 9), 0);

	fake_fail(&t->fake, 0, 0);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 9), 0x08);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 9), 0x00);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 9), 0x08);
}

static void flags_survive_a_read_that_is_tried_again(struct kunit *test)
{
	struct flags_test *t = test->priv;
	struct cmis_req req = {
		.addr = { .page = 0x11, .offset = 128 },
		.buf = t->buf,
		.len = 128,
		.reader = CMIS_READER_SWEEPS,
		.patience_ms = 1000,
	};

	cmis_xfer_set_max_read(&t->x, 16);
	flags_raise(t, 0x001186, 0x03);
	flags_raise(t, 0x001199, 0x30);
	/* The selection and the first piece work, then two tries fail. */
	fake_fail(&t->fake, -EREMOTEIO, 2);
	t->fake.fail_skip = 2;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), 0);
	KUNIT_EXPECT_EQ(test, t->buf[6], 0x03);
	KUNIT_EXPECT_EQ(test, t->buf[0x19], 0x30);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 0x001186), 0x03);
}

static void flags_are_not_read_from_writes(struct kunit *test)
{
	struct flags_test *t = test->priv;
	struct cmis_req req = {
		.addr = { .page = 0x11, .offset = 134 },
		.buf = t->buf,
		.len = 1,
	};

	t->buf[0] = 0x5a;
	KUNIT_EXPECT_EQ(test, cmis_xfer_write(&t->x, &req), 0);
	*fake_at(&t->fake, 0, 0x11, 134) = 0;
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x001186), 0x00);
}

static void flags_belong_to_a_module(struct kunit *test)
{
	struct flags_test *t = test->priv;
	unsigned int reader;

	flags_raise(t, 8, 0x01);
	flags_raise(t, 0x011186, 0x02);
	flags_harvest(test, 0, 128);
	flags_harvest(test, 0x011180, 128);

	/* A reset of the transfer layer keeps the flags of the module ... */
	cmis_xfer_reset(&t->x);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 8), 0x01);
	/* ... and another module clears them. */
	cmis_xfer_forget_flags(&t->x);
	for (reader = 0; reader < FLAGS_READERS; reader++) {
		KUNIT_EXPECT_EQ(test, flags_see(test, reader, 8), 0x00);
		KUNIT_EXPECT_EQ(test, flags_see(test, reader, 0x011186), 0x00);
	}
}

/* Each read that finds a flag set is one hit, for any reader. */
static void flags_are_counted(struct kunit *test)
{
	static const struct cmis_range range = {
		.addr = { .bank = 1, .page = 0x11, .offset = 134 },
		.len = 2,
	};
	struct flags_test *t = test->priv;
	struct cmis_hits hits[2];
	unsigned int i;

	for (i = 0; i < 3; i++) {
		flags_raise(t, 0x011186, 0x81);
		flags_see(test, i, 0x011186);
	}
	flags_raise(t, 0x011187, 0x10);
	flags_raise(t, 0x001187, 0x20);
	flags_harvest(test, 0x011186, 2);
	flags_harvest(test, 0x001186, 2);

	cmis_xfer_take_hits(&t->x, &range, hits);
	KUNIT_EXPECT_EQ(test, hits[0].flag[0], 3);
	KUNIT_EXPECT_EQ(test, hits[0].flag[7], 3);
	KUNIT_EXPECT_EQ(test, hits[0].flag[1], 0);
	KUNIT_EXPECT_EQ(test, hits[1].flag[4], 1);
	KUNIT_EXPECT_EQ(test, hits[1].flag[5], 0);

	cmis_xfer_take_hits(&t->x, &range, hits);
	KUNIT_EXPECT_NULL(test, memchr_inv(hits, 0, sizeof(hits)));
}

/* ------------------------------------------------------------------------ */
/* Anything, in any order                                                   */
/* ------------------------------------------------------------------------ */

static u32 flags_random(u32 *state, u32 below)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % below;
}

/**
 * struct flags_truth - the flags that readers have to see
 * @unseen: by reader, bank 0 or 1, byte 134-153 of page 11h
 */
struct flags_truth {
	u8 unseen[FLAGS_READERS][2][20];
};

static void flags_random_raise(struct flags_test *t, struct flags_truth *truth,
			       u32 *state)
{
	u32 bank = flags_random(state, 2);
	u32 byte = flags_random(state, 20);
	u8 flag = BIT(flags_random(state, 8));
	unsigned int i;

	flags_raise(t, bank << 16 | 0x1100 | (134 + byte), flag);
	for (i = 0; i < FLAGS_READERS; i++)
		truth->unseen[i][bank][byte] |= flag;
}

static void flags_random_read(struct kunit *test, struct flags_truth *truth,
			      u32 *state)
{
	struct flags_test *t = test->priv;
	u32 reader = flags_random(state, FLAGS_READERS + 1);
	u32 bank = flags_random(state, 2);
	u32 first = 128 + flags_random(state, 40);
	u32 len = 1 + flags_random(state, 60);
	u32 i, byte;
	int ret;

	if (!flags_random(state, 8))
		fake_fail(&t->fake, -ENXIO, 1);
	t->fake.fail_skip = flags_random(state, 4);
	ret = flags_fetch(t, reader < FLAGS_READERS ?
			  CMIS_READER_SWEEPS + reader : CMIS_READER_NONE,
			  bank << 16 | 0x1100 | first, len);
	if (ret)
		t->failed++;
	if (ret || reader == FLAGS_READERS)
		return;

	for (i = 0; i < len; i++) {
		byte = first + i - 134;
		if (byte >= 20)
			continue;
		KUNIT_ASSERT_EQ(test, t->buf[i],
				truth->unseen[reader][bank][byte]);
		truth->unseen[reader][bank][byte] = 0;
	}
}

static void flags_survive_anything(struct kunit *test)
{
	struct flags_test *t = test->priv;
	struct flags_truth *truth;
	u32 state = FLAGS_RANDOM_SEED;
	unsigned int step;

	truth = kunit_kzalloc(test, sizeof(*truth), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, truth);
	cmis_xfer_set_max_read(&t->x, 16);

	for (step = 0; step < FLAGS_RANDOM_STEPS; step++) {
		if (flags_random(&state, 3))
			flags_random_read(test, truth, &state);
		else
			flags_random_raise(t, truth, &state);
		fake_take(&t->fake);
	}
	/* Many reads must have worked, and many must have failed. */
	KUNIT_EXPECT_GT(test, t->fake.transactions, FLAGS_RANDOM_STEPS);
	KUNIT_EXPECT_GT(test, t->failed, 100);
}

/* The module reads out another page than requested, with its flags. */
static void flags_survive_a_lost_selection(struct kunit *test)
{
	struct flags_test *t = test->priv;

	flags_see(test, 0, 0x0080);
	flags_see(test, 0, 0x1186);
	flags_raise(t, 0x1193, 0x24);
	cmis_xfer_invalidate(&t->x);
	t->fake.steal_page = 0x11;
	t->fake.steal_count = 1;
	KUNIT_EXPECT_EQ(test, flags_read(t, 0, 0x0088, 40),
			-EBADMSG);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x11, 0x93), 0);
	KUNIT_EXPECT_EQ(test, flags_see(test, 0, 0x1193), 0x24);
	KUNIT_EXPECT_EQ(test, flags_see(test, 1, 0x1193), 0x24);
}

static struct kunit_case flags_cases[] = {
	KUNIT_CASE(flags_of_what_reads_clear_are_kept),
	KUNIT_CASE(flags_of_other_banks_pass_through),
	KUNIT_CASE(flags_and_other_bytes_come_in_runs),
	KUNIT_CASE(flags_each_reader_sees_each_once),
	KUNIT_CASE(flags_add_up_until_they_are_seen),
	KUNIT_CASE(flags_that_nobody_asked_for_are_kept),
	KUNIT_CASE(flags_of_banks_are_kept_apart),
	KUNIT_CASE(flags_of_every_page_are_kept),
	KUNIT_CASE(flags_come_among_other_bytes),
	KUNIT_CASE(flags_of_part_of_a_range_stay),
	KUNIT_CASE(flags_survive_a_read_that_fails_half_way),
	KUNIT_CASE(flags_survive_a_read_that_is_tried_again),
	KUNIT_CASE(flags_survive_a_lost_selection),
	KUNIT_CASE(flags_are_not_read_from_writes),
	KUNIT_CASE(flags_belong_to_a_module),
	KUNIT_CASE(flags_are_counted),
	KUNIT_CASE(flags_survive_anything),
	{}
};

static struct kunit_suite flags_suite = {
	.name = "flags",
	.init = flags_test_init,
	.exit = flags_test_exit,
	.test_cases = flags_cases,
};

kunit_test_suite(flags_suite);

MODULE_DESCRIPTION("Tests of latched flags");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
