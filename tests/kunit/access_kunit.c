// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the transfer layer on a transport that takes bank, page and offset:
 * it never moves a window, and does no more than the transport can.
 */

#include <kunit/test.h>
#include <linux/module.h>

#include "fixture/clock.c"

#include "fixture/xfer.c"
#include "fixture/fake_transport.c"

/**
 * struct access_test - the fixture of each test
 * @x: code under test, on @fake
 * @fake: a module with pages 00h-02h, and 10h and 11h of banks 0 and 1
 * @config: of the transport; cmis_xfer_init() copies it
 * @pages: for @config
 * @buf: for reads
 */
struct access_test {
	struct cmis_xfer x;
	struct fake fake;
	struct cmis_cage_config config;
	DECLARE_BITMAP(pages, 256);
	u8 buf[128];
};

static void access_init(struct kunit *test)
{
	struct access_test *t = test->priv;

	cmis_xfer_exit(&t->x);
	memset(&t->x, 0, sizeof(t->x));
	KUNIT_ASSERT_TRUE(test, cmis_xfer_config_ok(&t->config));
	cmis_xfer_init(&t->x, &t->config);
	KUNIT_ASSERT_EQ(test, cmis_xfer_set_banks(&t->x, 2), 0);
	t->fake.lock = &t->x.lock;
}

static int access_test_init(struct kunit *test)
{
	struct access_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	test->priv = t;
	fake_init(&t->fake, test);
	t->config = (struct cmis_cage_config) {
		.ops = &fake_access_ops,
		.priv = &t->fake,
		.max_read = 128,
		.max_write = 128,
	};
	access_init(test);
	return 0;
}

static void access_test_exit(struct kunit *test)
{
	struct access_test *t = test->priv;

	if (t)
		cmis_xfer_exit(&t->x);
}

/* @where: bank, page, offset from the high byte down. */
static struct cmis_req access_req(struct access_test *t, u32 where, u8 len)
{
	return (struct cmis_req) {
		.addr = {
			.bank = where >> 16,
			.page = where >> 8,
			.offset = where,
		},
		.buf = t->buf,
		.len = len,
		.patience_ms = 20,
	};
}

static int access_read(struct access_test *t, u32 where, u8 len)
{
	struct cmis_req req = access_req(t, where, len);

	memset(t->buf, 0xa5, sizeof(t->buf));
	return cmis_xfer_read(&t->x, &req);
}

static int access_write(struct access_test *t, u32 where, u8 len)
{
	struct cmis_req req = access_req(t, where, len);

	memset(t->buf, 0x11, sizeof(t->buf));
	return cmis_xfer_write(&t->x, &req);
}

static int access_read_as(struct access_test *t, enum cmis_reader reader,
			  u32 where, u8 len)
{
	struct cmis_req req = access_req(t, where, len);

	req.reader = reader;
	return cmis_xfer_read(&t->x, &req);
}

static void access_expect_read(struct kunit *test, u32 where, u8 len)
{
	struct access_test *t = test->priv;
	unsigned int i;

	KUNIT_EXPECT_EQ(test, access_read(t, where, len), 0);
	for (i = 0; i < len; i++)
		KUNIT_EXPECT_EQ(test, t->buf[i],
				fake_byte(where >> 16, where >> 8, where + i));
}

static const char *access_take(struct kunit *test)
{
	struct access_test *t = test->priv;

	return fake_take(&t->fake);
}

static void access_moves_no_window(struct kunit *test)
{
	access_expect_read(test, 0x000180, 4);
	access_expect_read(test, 0x000003, 5);
	access_expect_read(test, 0x011180, 6);
	access_expect_read(test, 0x000180, 128);
	KUNIT_EXPECT_STREQ(test, access_take(test),
			   "0.01 r128+4\n0.00 r3+5\n1.11 r128+6\n"
			   "0.01 r128+128\n");
}

static void access_has_bank_and_page_where_they_matter(struct kunit *test)
{
	struct access_test *t = test->priv;

	/* Lower memory is the same in all pages, and page 01h in all banks. */
	KUNIT_EXPECT_EQ(test, access_read(t, 0x011103, 2), 0);
	KUNIT_EXPECT_EQ(test, access_read(t, 0x010180, 2), 0);
	KUNIT_EXPECT_STREQ(test, access_take(test),
			   "0.00 r3+2\n0.01 r128+2\n");
}

static void access_writes(struct kunit *test)
{
	struct access_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, access_write(t, 26, 1), 0);
	KUNIT_EXPECT_EQ(test, access_write(t, 0x011080, 12), 0);
	KUNIT_EXPECT_STREQ(test, access_take(test),
			   "0.00 w26+1:11\n1.10 w128+8:11.11\n"
			   "1.10 w136+4:11.11\n");
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 1, 0x10, 139), 0x11);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x10, 139),
			fake_byte(0, 0x10, 139));
}

static void access_to_missing_page_is_refused(struct kunit *test)
{
	struct access_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, access_read(t, 0x000480, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, access_take(test), "!0.04 r128+4\n");
	KUNIT_EXPECT_EQ(test, access_read(t, 0x000480, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, access_write(t, 0x000480, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, access_take(test), "");

	/* The next module may have it. */
	fake_page_add(&t->fake, 0, 0x04);
	cmis_xfer_reset(&t->x);
	access_expect_read(test, 0x000480, 4);

	/* Without page 00h there is no module. */
	fake_fail(&t->fake, -EOPNOTSUPP, 1);
	KUNIT_EXPECT_EQ(test, access_read(t, 0, 4), -EINVAL);
	access_expect_read(test, 0, 4);
}

static void access_to_flat_memory_knows_page_00h(struct kunit *test)
{
	struct access_test *t = test->priv;

	cmis_xfer_set_flat(&t->x, true);
	access_expect_read(test, 0x000080, 4);
	KUNIT_EXPECT_EQ(test, access_read(t, 0x000180, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, access_take(test), "0.00 r128+4\n");
}

static void access_size_is_the_transport_s(struct kunit *test)
{
	struct access_test *t = test->priv;

	t->config.max_read = 48;
	access_init(test);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), 0);
	KUNIT_EXPECT_EQ(test, t->buf[127], fake_byte(0, 0, 255));
	KUNIT_EXPECT_STREQ(test, access_take(test),
			   "0.00 r128+48\n0.00 r176+48\n0.00 r224+32\n");
	KUNIT_EXPECT_EQ(test, cmis_xfer_max_read(&t->x), 48);
}

static void access_that_is_read_only_writes_nothing(struct kunit *test)
{
	struct access_test *t = test->priv;

	t->config.caps = CMIS_CAP_READ_ONLY;
	t->config.max_write = 0;
	access_init(test);
	t->fake.read_only = true;

	KUNIT_EXPECT_EQ(test, access_write(t, 26, 1), -EROFS);
	KUNIT_EXPECT_EQ(test, access_write(t, 0x001080, 8), -EROFS);
	KUNIT_EXPECT_STREQ(test, access_take(test), "");
	KUNIT_EXPECT_NULL(test, t->x.ops.set_reset);
	access_expect_read(test, 0x001080, 8);
}

static void access_stays_where_the_transport_leads(struct kunit *test)
{
	struct access_test *t = test->priv;

	t->config.banks = BIT(0);
	bitmap_fill(t->pages, 256);
	__clear_bit(0x02, t->pages);
	t->config.pages = t->pages;
	access_init(test);

	KUNIT_EXPECT_EQ(test, access_read(t, 0x011180, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, access_read(t, 0x000280, 4), -EOPNOTSUPP);
	cmis_xfer_reset(&t->x);
	KUNIT_EXPECT_EQ(test, access_read(t, 0x000280, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, access_take(test), "");
	access_expect_read(test, 0x001180, 4);
	/* Page 01h has no banks. */
	KUNIT_EXPECT_EQ(test, access_read(t, 0x010180, 4), 0);
}

static void access_leaves_flags_to_others(struct kunit *test)
{
	struct access_test *t = test->priv;

	t->config.caps = CMIS_CAP_SKIP_FLAGS | CMIS_CAP_SHARED_FLAGS;
	access_init(test);
	*fake_at(&t->fake, 0, 0, 9) = 0x21;
	*fake_at(&t->fake, 0, 0x11, 140) = 0x42;

	KUNIT_EXPECT_EQ(test, access_read_as(t, CMIS_READER_SWEEPS, 3, 23), 0);
	KUNIT_EXPECT_EQ(test, t->buf[6], 0);
	KUNIT_EXPECT_EQ(test, t->buf[22], fake_byte(0, 0, 25));
	KUNIT_EXPECT_EQ(test, access_read_as(t, CMIS_READER_NONE, 0x001180,
					     128), 0);
	KUNIT_EXPECT_EQ(test, t->buf[12], 0);
	KUNIT_EXPECT_EQ(test, t->buf[127], fake_byte(0, 0x11, 255));
	KUNIT_EXPECT_STREQ(test, access_take(test),
			   "0.00 r3+5\n0.00 r14+12\n"
			   "0.11 r128+6\n0.11 r154+102\n");

	/* Sweeps skip a page that holds only flags. */
	KUNIT_EXPECT_EQ(test, access_read_as(t, CMIS_READER_SWEEPS, 0x002c80,
					     128), 0);
	KUNIT_EXPECT_STREQ(test, access_take(test), "");

	/* A raw read by a user gets the flags. */
	KUNIT_EXPECT_EQ(test, access_read_as(t, CMIS_READER_EEPROM, 8, 6), 0);
	KUNIT_EXPECT_EQ(test, t->buf[1], 0x21);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0, 9), 0);
}

static void access_shares_flags_among_readers(struct kunit *test)
{
	struct access_test *t = test->priv;

	*fake_at(&t->fake, 1, 0x11, 140) = 0x42;
	KUNIT_EXPECT_EQ(test, access_read_as(t, CMIS_READER_ETHTOOL, 0x01118c,
					     1), 0);
	KUNIT_EXPECT_EQ(test, t->buf[0], 0x42);
	KUNIT_EXPECT_EQ(test, access_read_as(t, CMIS_READER_SWEEPS, 0x01118c,
					     1), 0);
	KUNIT_EXPECT_EQ(test, t->buf[0], 0x42);
}

/* A NIC that is being reset cannot answer: the driver does not retry. */
static void access_may_be_unavailable(struct kunit *test)
{
	struct access_test *t = test->priv;

	fake_fail(&t->fake, -ENETDOWN, 1);
	KUNIT_EXPECT_EQ(test, access_read(t, 0, 4), -ENETDOWN);
	KUNIT_EXPECT_STREQ(test, access_take(test), "!0.00 r0+4\n");
	access_expect_read(test, 0, 4);
}

static void access_is_tried_again(struct kunit *test)
{
	struct access_test *t = test->priv;

	fake_fail(&t->fake, -EREMOTEIO, 2);
	access_expect_read(test, 0, 4);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 3);

	fake_fail(&t->fake, -ENXIO, -1);
	KUNIT_EXPECT_EQ(test, access_read(t, 0, 4), -ENXIO);
	fake_fail(&t->fake, -EBUSY, -1);
	KUNIT_EXPECT_EQ(test, access_read(t, 0, 4), -ETIMEDOUT);

	/* Fewer bytes than requested. */
	fake_fail(&t->fake, 3, -1);
	KUNIT_EXPECT_EQ(test, access_read(t, 0, 4), -EBADMSG);
	cmis_xfer_kill(&t->x);
	KUNIT_EXPECT_EQ(test, access_read(t, 0, 4), -ENODEV);
}

static int access_no_xfer(void *priv, struct cmis_msg *msgs, unsigned int num)
{
	return -EIO;
}

static int access_no_access(void *priv, const struct cmis_access *access)
{
	return -EIO;
}

static void access_config_is_checked(struct kunit *test)
{
	static const struct cmis_transport_ops none = {};
	static const struct cmis_transport_ops window = {
		.xfer = access_no_xfer,
	};
	static const struct cmis_transport_ops both = {
		.xfer = access_no_xfer,
		.access = access_no_access,
	};
	static const struct {
		const struct cmis_transport_ops *ops;
		u32 caps;
		u8 max_read;
		u8 max_write;
		bool want;
	} rows[] = {
		{ &window, CMIS_CAP_ATOMIC, 128, 128, true },
		{ &window, 0, 1, 2, true },
		{ &fake_access_ops, 0, 128, 2, true },
		{ &fake_access_ops, CMIS_CAP_READ_ONLY, 48, 0, true },
		{ NULL, 0, 128, 128, false },
		{ &none, 0, 128, 128, false },
		{ &both, 0, 128, 128, false },
		{ &window, CMIS_CAP_READ_ONLY, 128, 128, false },
		{ &fake_access_ops, CMIS_CAP_ATOMIC, 128, 128, false },
		{ &window, 0, 0, 128, false },
		{ &window, 0, 129, 128, false },
		{ &window, 0, 128, 1, false },
		{ &window, 0, 128, 129, false },
		{ &fake_access_ops, 0, 128, 0, false },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct cmis_cage_config config = {
			.ops = rows[i].ops,
			.caps = rows[i].caps,
			.max_read = rows[i].max_read,
			.max_write = rows[i].max_write,
		};

		KUNIT_EXPECT_EQ_MSG(test, cmis_xfer_config_ok(&config),
				    rows[i].want, "row %u", i);
	}
}

static struct kunit_case access_cases[] = {
	KUNIT_CASE(access_moves_no_window),
	KUNIT_CASE(access_has_bank_and_page_where_they_matter),
	KUNIT_CASE(access_writes),
	KUNIT_CASE(access_to_missing_page_is_refused),
	KUNIT_CASE(access_to_flat_memory_knows_page_00h),
	KUNIT_CASE(access_size_is_the_transport_s),
	KUNIT_CASE(access_that_is_read_only_writes_nothing),
	KUNIT_CASE(access_stays_where_the_transport_leads),
	KUNIT_CASE(access_leaves_flags_to_others),
	KUNIT_CASE(access_shares_flags_among_readers),
	KUNIT_CASE(access_may_be_unavailable),
	KUNIT_CASE(access_is_tried_again),
	KUNIT_CASE(access_config_is_checked),
	{}
};

static struct kunit_suite access_suite = {
	.name = "access",
	.init = access_test_init,
	.exit = access_test_exit,
	.test_cases = access_cases,
};

kunit_test_suite(access_suite);

MODULE_DESCRIPTION("Tests of transports that take bank and page");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
