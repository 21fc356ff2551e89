// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the transfer layer: the traffic on the bus, transaction by
 * transaction, against a transport that records it.
 */

#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/workqueue.h>

#include "fixture/clock.c"

#include "fixture/xfer.c"
#include "fixture/fake_transport.c"

/* Longer than any busy time in these tests. */
#define XFER_PATIENCE_MS	1000

/**
 * struct xfer_test - the fixture of each test
 * @x: code under test, on @fake, which can do all
 * @fake: a module with pages 00h-02h, 10h and 11h
 * @buf: for reads
 * @reads: number of reads that @x has reported
 * @writes: number of writes that it has reported
 * @retries: sum of the retries that it has reported
 * @errors: number of reported requests with an error
 * @last: the request that was reported last
 * @first_byte: its first byte, as it was reported
 * @error: its errno
 */
struct xfer_test {
	struct cmis_xfer x;
	struct fake fake;
	u8 buf[128];
	unsigned int reads;
	unsigned int writes;
	unsigned int retries;
	unsigned int errors;
	struct cmis_req last;
	u8 first_byte;
	int error;
};

static void xfer_report(struct cmis_xfer *x, const struct cmis_req *req,
			const struct cmis_outcome *outcome)
{
	struct xfer_test *t = container_of(x, struct xfer_test, x);

	lockdep_assert_held(&x->lock);
	t->retries += outcome->retries;
	if (outcome->error)
		t->errors++;
	t->last = *req;
	t->first_byte = *req->buf;
	t->error = outcome->error;
}

static void xfer_report_read(struct cmis_xfer *x, const struct cmis_req *req,
			     const struct cmis_outcome *outcome)
{
	container_of(x, struct xfer_test, x)->reads++;
	xfer_report(x, req, outcome);
}

static void xfer_report_write(struct cmis_xfer *x, const struct cmis_req *req,
			      const struct cmis_outcome *outcome)
{
	container_of(x, struct xfer_test, x)->writes++;
	xfer_report(x, req, outcome);
}

static const struct cmis_xfer_observer xfer_observer = {
	.read = xfer_report_read,
	.write = xfer_report_write,
};

static void xfer_init(struct xfer_test *t, u32 caps, u8 max_read, u8 max_write)
{
	const struct cmis_cage_config config = {
		.ops = &fake_ops,
		.priv = &t->fake,
		.caps = caps,
		.max_read = max_read,
		.max_write = max_write,
	};

	memset(&t->x, 0, sizeof(t->x));
	cmis_xfer_init(&t->x, &config);
	t->x.observer = &xfer_observer;
	cmis_xfer_set_limits(&t->x, 100, 8);
	cmis_xfer_set_max_read(&t->x, 128);
	cmis_xfer_set_admin(&t->x, fake_at(&t->fake, 0, 0, 128));
	t->fake.lock = &t->x.lock;
}

static int xfer_test_init(struct kunit *test)
{
	struct xfer_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	fake_init(&t->fake, test);
	xfer_init(t, CMIS_CAP_ATOMIC, 128, 128);
	test->priv = t;
	return 0;
}

static struct cmis_req xfer_req(struct xfer_test *t, u32 where, u8 len)
{
	return (struct cmis_req) {
		.addr = {
			.bank = where >> 16,
			.page = where >> 8,
			.offset = where,
		},
		.buf = t->buf,
		.len = len,
		.patience_ms = XFER_PATIENCE_MS,
	};
}

/* @where: bank, page, offset from the high byte down. */
static int xfer_read(struct xfer_test *t, u32 where, u8 len)
{
	struct cmis_req req = xfer_req(t, where, len);

	memset(t->buf, 0xa5, sizeof(t->buf));
	return cmis_xfer_read(&t->x, &req);
}

static int xfer_write(struct xfer_test *t, u32 where, u8 len)
{
	struct cmis_req req = xfer_req(t, where, len);
	unsigned int i;

	for (i = 0; i < len; i++)
		t->buf[i] = 0x11 * (i + 1);
	return cmis_xfer_write(&t->x, &req);
}

static int xfer_try(struct xfer_test *t, u32 where, u8 len)
{
	struct cmis_req req = xfer_req(t, where, len);

	req.patience_ms = 0;
	return cmis_xfer_read(&t->x, &req);
}

/* Expect a read to work and to return the bytes of the memory. */
static void xfer_expect_read(struct kunit *test, u32 where, u8 len)
{
	struct xfer_test *t = test->priv;
	unsigned int i;

	KUNIT_EXPECT_EQ(test, xfer_read(t, where, len), 0);
	for (i = 0; i < len; i++)
		KUNIT_EXPECT_EQ(test, t->buf[i],
				fake_byte(where >> 16, where >> 8, where + i));
}

static void xfer_expect_counter(struct kunit *test, enum cmis_counter counter,
				s64 want)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ_MSG(test, atomic64_read(&t->x.counters[counter]), want,
			    "counter %u", counter);
}

static const char *xfer_take(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	return fake_take(&t->fake);
}

static void xfer_select_and_read_are_one_transaction(struct kunit *test)
{
	xfer_expect_read(test, 0x0180, 4);
	xfer_expect_read(test, 0x0280, 4);
	xfer_take(test);

	xfer_expect_read(test, 0x0182, 6);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r130+6\n");
	xfer_expect_read(test, 0x0280, 128);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.02 r126+2 r128+128\n");
}

static void xfer_select_and_write_are_one_transaction(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x1080, 4);
	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);

	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x1082, 2), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.10 w130+2:11.22\n");
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x10, 130), 0x11);
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x10, 131), 0x22);
}

static int xfer_read_page(struct xfer_test *t, u8 page)
{
	const struct cmis_req req = xfer_req(t, page << 8 | 0x80, 128);

	return cmis_xfer_read(&t->x, &req);
}

/* A page that is a copy of page 00h is none, also if it can be selected. */
static void xfer_copy_of_page_00_is_no_page(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	memcpy(fake_at(&t->fake, 0, 0x10, 128), fake_at(&t->fake, 0, 0, 128),
	       128);
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x10), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x01), 0);
	/* It stays so until the next module, without a transfer. */
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x10), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "");
	cmis_xfer_reset(&t->x);
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x10), 0);
}

/* The same bytes after a selection by another master: the page is there. */
static void xfer_page_00_in_between_is_read_again(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x01), 0);
	memset(t->fake.page_next, 0, sizeof(t->fake.page_next));
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x01), 0);
	KUNIT_EXPECT_EQ(test, t->buf[0], fake_byte(0, 1, 128));
	/* Also between a selection and its read */
	cmis_xfer_reset(&t->x);
	cmis_xfer_set_admin(&t->x, fake_at(&t->fake, 0, 0, 128));
	t->fake.late_reads = 1;
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x02), 0);
	KUNIT_EXPECT_EQ(test, t->buf[0], fake_byte(0, 2, 128));
	KUNIT_EXPECT_EQ(test, t->fake.late_reads, 0);
}

/* A module that came just now, or something else, keeps no selection. */
static void xfer_lose_selections(struct xfer_test *t)
{
	cmis_xfer_reset(&t->x);
	t->fake.steal_page = 0x02;
	t->fake.steal_count = 100;
}

/*
 * Something else than a module may be there: if it does not keep the first
 * selection, the driver writes nothing more for a while.
 */
static void xfer_first_select_must_read_back(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	unsigned int i;

	xfer_lose_selections(t);
	fake_take(&t->fake);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00),
				-EPROTONOSUPPORT);
		cmis_xfer_reset(&t->x);
	}
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.00 r126+2 r128+8\n"
			   "r126+2\nr126+2\nr126+2\nr126+2\nr126+2\n");
	/* The next module may be one. */
	cmis_xfer_set_generation(&t->x, 2);
	t->fake.steal_count = 0;
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00), 0);
}

/*
 * A module whose bus lost the first selection, with another page than 00h, gets
 * another one: after 5 s, and each time after twice the time.
 */
static void xfer_first_select_is_tried_again(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	unsigned int pause_s;

	xfer_lose_selections(t);
	for (pause_s = 5; pause_s < 50; pause_s *= 2) {
		KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00),
				-EPROTONOSUPPORT);
		cmis_xfer_reset(&t->x);
		fake_take(&t->fake);
		fsleep((pause_s - 1) * USEC_PER_SEC);
		KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00),
				-EPROTONOSUPPORT);
		KUNIT_EXPECT_STREQ(test, xfer_take(test), "");
		fsleep(USEC_PER_SEC);
	}
	t->fake.steal_count = 0;
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00), 0);
}

/* A module that has kept a selection may lose one later. */
static void xfer_proved_module_is_not_barred(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x01), 0);
	cmis_xfer_reset(&t->x);
	cmis_xfer_set_generation(&t->x, 2);
	t->fake.steal_page = 0x02;
	t->fake.steal_count = 100;
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00), -EBADMSG);
	t->fake.steal_count = 0;
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00), 0);
	/* Nothing is known of what comes into an empty cage. */
	cmis_xfer_set_generation(&t->x, 0);
	cmis_xfer_reset(&t->x);
	cmis_xfer_set_generation(&t->x, 3);
	t->fake.steal_count = 100;
	KUNIT_EXPECT_EQ(test, xfer_read_page(t, 0x00), -EPROTONOSUPPORT);
}

static void xfer_same_page_needs_no_select(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);

	xfer_expect_read(test, 0x0190, 8);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r144+8\n");
	xfer_expect_read(test, 0x0003, 23);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r3+23\n");
	xfer_expect_read(test, 0x01ff, 1);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r255+1\n");
}

static void xfer_same_page_of_other_bank_needs_select(struct kunit *test)
{
	xfer_expect_read(test, 0x001180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.11 r126+2 r128+4\n");
	xfer_expect_read(test, 0x011180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:01.11 r126+2 r128+4\n");
	xfer_expect_read(test, 0x001180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.11 r126+2 r128+4\n");
	xfer_expect_read(test, 0x011180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:01.11 r126+2 r128+4\n");
}

static void xfer_unbanked_page_has_bank_0(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	unsigned int page;

	for (page = 0; page < 3; page++) {
		KUNIT_EXPECT_EQ(test,
				xfer_read(t, 0x030080 | page << 8, 4), 0);
		KUNIT_EXPECT_EQ(test, t->buf[0], fake_byte(0, page, 128));
	}
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.00 r126+2 r128+4\n"
			   "w126+2:00.01 r126+2 r128+4\n"
			   "w126+2:00.02 r126+2 r128+4\n");

	/* Page 02h is the same in each bank: no new selection. */
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x010280, 4), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r128+4\n");
}

static void xfer_bank_of_unbanked_page_is_not_looked_at(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.bank_stuck = true;
	xfer_expect_read(test, 0x0080, 4);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x011180, 4), -EBADMSG);
}

static void xfer_page_is_verified_once_per_generation(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");
	xfer_expect_read(test, 0x0280, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.02 r126+2 r128+4\n");
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");

	cmis_xfer_reset(&t->x);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");
}

static void xfer_unsupported_page_is_refused(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0480, 4), -EOPNOTSUPP);
	/* The driver asks again after a pause: the module may be slow. */
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.04 r126+2 r128+4\n"
			   "w126+2:00.04\nr126+2\n");
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0480, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x0490, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "");

	/* The module is on page 00h now; the driver must select again. */
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");
}

static void xfer_unsupported_bank_is_refused(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x021180, 4), -EOPNOTSUPP);
	xfer_expect_read(test, 0x011180, 4);
	xfer_expect_read(test, 0x001180, 4);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x021180, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "");
}

static void xfer_next_module_may_have_the_page(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0480, 4), -EOPNOTSUPP);
	fake_page_add(&t->fake, 0, 0x04);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0480, 4), -EOPNOTSUPP);
	cmis_xfer_reset(&t->x);
	xfer_expect_read(test, 0x0480, 4);
}

static void xfer_slow_page_change_is_not_unsupported(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	cmis_xfer_set_limits(&t->x, 10000, 8);
	t->fake.page_lag_us = 3000;
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.01 r126+2 r128+4\n"
			   "w126+2:00.01\nr126+2\nr128+4\n");
}

static void xfer_unexplained_page_is_tried_again(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.steal_page = 0x02;
	t->fake.steal_count = 1;
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.01 r126+2 r128+4\n"
			   "w126+2:00.01 r126+2 r128+4\n");

	t->fake.steal_count = 100;
	cmis_xfer_reset(&t->x);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0180, 4), -EBADMSG);
}

static void xfer_lost_selection_is_noticed(struct kunit *test)
{
	static const u8 instead[] = { 0x00, 0x02, 0x11 };
	struct xfer_test *t = test->priv;
	unsigned int i;

	xfer_expect_read(test, 0x0180, 4);
	for (i = 0; i < ARRAY_SIZE(instead); i++) {
		cmis_xfer_invalidate(&t->x);
		fake_take(&t->fake);
		t->fake.steal_page = instead[i];
		t->fake.steal_count = 1;
		xfer_expect_read(test, 0x0180, 4);
		KUNIT_EXPECT_STREQ(test, xfer_take(test),
				   "w126+2:00.01 r126+2 r128+4\n"
				   "w126+2:00.01 r126+2 r128+4\n");
	}

	/* After one late page, the driver waits after each selection. */
	cmis_xfer_set_limits(&t->x, 10000, 8);
	xfer_expect_read(test, 0x0280, 4);
	t->fake.page_lag_us = 8000;
	for (i = 0; i < 4; i++)
		xfer_expect_read(test, i & 1 ? 0x0280 : 0x0180, 4);
	fake_take(&t->fake);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.01\nr126+2\nr128+4\n");
}

static const int xfer_errors[] = {
	-ENXIO, -EREMOTEIO, -EIO, -EAGAIN, -ETIMEDOUT, -EBADMSG, -EBUSY,
	-EPROTO, -EINVAL, -ENOMEM, -ENETDOWN,
};

static void xfer_errno_desc(const int *err, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%d", -*err);
}

KUNIT_ARRAY_PARAM(xfer_error, xfer_errors, xfer_errno_desc);

static void xfer_error_voids_selection(struct kunit *test)
{
	const int *err = test->param_value;
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);

	fake_fail(&t->fake, *err, 1);
	KUNIT_EXPECT_LT(test, xfer_try(t, 0x0180, 4), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "!r128+4\n");
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");

	/* Also after an error in lower memory: the module may be reset. */
	fake_fail(&t->fake, *err, 1);
	KUNIT_EXPECT_LT(test, xfer_try(t, 0x0000, 4), 0);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "!r0+4\nw126+2:00.01 r126+2 r128+4\n");
}

static void xfer_retry_selects_again(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);
	fake_fail(&t->fake, -ENXIO, 1);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "!r128+4\nw126+2:00.01 r126+2 r128+4\n");
}

static void xfer_invalidate_voids_selection(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);
	cmis_xfer_invalidate(&t->x);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");
}

static void xfer_lower_write_voids_selection(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 26, 1), 0);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w26+1:11\nw126+2:00.01 r126+2 r128+4\n");

	/* A write to upper memory does not change the page. */
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x0180, 1), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w128+1:11\n");
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0180, 1), 0);
	KUNIT_EXPECT_EQ(test, t->buf[0], 0x11);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r128+1\n");
}

static void xfer_cdb_voids_selection(struct kunit *test)
{
	static const u8 pages[] = { 0x9f, 0xa0, 0xaf };
	struct xfer_test *t = test->priv;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		u32 where = pages[i] << 8 | 128;

		fake_page_add(&t->fake, 0, pages[i]);
		xfer_expect_read(test, where, 4);
		KUNIT_EXPECT_EQ(test, xfer_write(t, where, 4), 0);
		KUNIT_EXPECT_EQ(test, xfer_read(t, where, 4), 0);
	}
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.9f r126+2 r128+4\n"
			   "w126+2:00.9f w128+4:11.22\n"
			   "w126+2:00.9f r126+2 r128+4\n"
			   "w126+2:00.a0 r126+2 r128+4\n"
			   "w126+2:00.a0 w128+4:11.22\n"
			   "w126+2:00.a0 r126+2 r128+4\n"
			   "w126+2:00.af r126+2 r128+4\n"
			   "w126+2:00.af w128+4:11.22\n"
			   "w126+2:00.af r126+2 r128+4\n");
}

static void xfer_signal_voids_selection(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test,
			cmis_xfer_signal(&t->x, fake_set_reset, true, 0), 0);
	KUNIT_EXPECT_EQ(test, t->fake.signals, 1);
	KUNIT_EXPECT_TRUE(test, t->fake.signal_on);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");

	fake_fail(&t->fake, -EIO, 1);
	KUNIT_EXPECT_EQ(test,
			cmis_xfer_signal(&t->x, fake_set_reset, false, 0),
			-EIO);
	KUNIT_EXPECT_FALSE(test, t->fake.signal_on);
}

static void xfer_flat_module_is_never_selected(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.flat = true;
	t->fake.lower[126] = 0x31;
	t->fake.lower[127] = 0x5a;
	cmis_xfer_set_flat(&t->x, true);

	xfer_expect_read(test, 0x0080, 128);
	xfer_expect_read(test, 0x0003, 4);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0180, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x001180, 4), -EOPNOTSUPP);
	xfer_expect_read(test, 0x00a6, 8);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r128+128\nr3+4\nr166+8\n");
	KUNIT_EXPECT_EQ(test, t->fake.lower[127], 0x5a);

	/* The next module may have pages. */
	t->fake.flat = false;
	memset(&t->fake.lower[126], 0, 2);
	cmis_xfer_reset(&t->x);
	xfer_expect_read(test, 0x0180, 4);
}

/* ------------------------------------------------------------------------ */
/* Modules and adapters without combined transactions                       */
/* ------------------------------------------------------------------------ */

static void xfer_split_is_tried_and_then_remembered(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.nack_combined = true;
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "!w126+2:00.01 r126+2 r128+4\n"
			   "!w126+2:00.01 r126+2 r128+4\n"
			   "w126+2:00.01\nr126+2\nr128+4\n");
	xfer_expect_read(test, 0x0190, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r144+4\n");
	xfer_expect_read(test, 0x0280, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "!w126+2:00.02 r126+2 r128+4\n"
			   "!w126+2:00.02 r126+2 r128+4\n"
			   "w126+2:00.02\nr126+2\nr128+4\n");

	/* It worked twice in a row, so the module was not just busy. */
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01\nr126+2\nr128+4\n");

	/* The next module may support combined transactions. */
	t->fake.nack_combined = false;
	cmis_xfer_reset(&t->x);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01 r126+2 r128+4\n");
}

static void xfer_busy_module_is_not_split_for_ever(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	unsigned int i;

	xfer_expect_read(test, 0x0180, 4);
	xfer_expect_read(test, 0x0280, 4);
	fake_take(&t->fake);

	/* Each time two combined tries fail, and step by step works. */
	for (i = 0; i < 4; i++) {
		fake_fail(&t->fake, -ENXIO, 2);
		xfer_expect_read(test, i & 1 ? 0x0280 : 0x0180, 4);
		fake_take(&t->fake);
		xfer_expect_read(test, i & 1 ? 0x0180 : 0x0280, 4);
		KUNIT_EXPECT_STREQ(test, fake_take(&t->fake),
				   i & 1 ? "w126+2:00.01 r126+2 r128+4\n" :
					   "w126+2:00.02 r126+2 r128+4\n");
		cmis_xfer_invalidate(&t->x);
	}
}

static void xfer_transport_refuses_two_messages(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.refuse_combined = true;
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "!w126+2:00.01 r126+2 r128+4\n"
			   "w126+2:00.01\nr126+2\nr128+4\n");
	xfer_expect_read(test, 0x0280, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.02\nr126+2\nr128+4\n");
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0480, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.04\nr126+2\n");
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0480, 4), -EOPNOTSUPP);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "");
}

static void xfer_smbus_takes_steps(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_init(t, 0, 32, 32);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.01\nr126+2\nr128+4\n");
	xfer_expect_read(test, 0x0190, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r144+4\n");

	/* Another host can come between the steps: read back each time. */
	xfer_expect_read(test, 0x0280, 4);
	xfer_expect_read(test, 0x0180, 4);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.02\nr126+2\nr128+4\n"
			   "w126+2:00.01\nr126+2\nr128+4\n");
	xfer_expect_read(test, 0x0080, 128);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.00\nr126+2\n"
			   "r128+32\nr160+32\nr192+32\nr224+32\n");
}

static void xfer_other_master_is_noticed(struct kunit *test)
{
	static const u8 pages[] = { 0x02, 0x00 };
	struct xfer_test *t = test->priv;
	unsigned int i;

	xfer_init(t, 0, 32, 32);
	xfer_expect_read(test, 0x0180, 4);

	/* Page 00h is no answer either: the module has page 01h. */
	for (i = 0; i < ARRAY_SIZE(pages); i++) {
		cmis_xfer_invalidate(&t->x);
		fake_take(&t->fake);
		t->fake.steal_page = pages[i];
		t->fake.steal_count = 1;
		xfer_expect_read(test, 0x0180, 4);
		KUNIT_EXPECT_STREQ(test, xfer_take(test),
				   "w126+2:00.01\nr126+2\n"
				   "w126+2:00.01\nr126+2\nr128+4\n");
	}
}

/* ------------------------------------------------------------------------ */
/* Splitting                                                                */
/* ------------------------------------------------------------------------ */

/**
 * struct xfer_split - how a read is cut
 * @max: longest read of the transport
 * @where: first byte
 * @len: number of bytes
 * @traffic: on the bus, with page 01h selected
 */
struct xfer_split {
	u8 max;
	u8 where;
	u8 len;
	const char *traffic;
};

static const struct xfer_split xfer_split_rows[] = {
	{ 128, 128, 128, "r128+128\n" },
	{ 63, 128, 128, "r128+56\nr184+56\nr240+16\n" },
	{ 32, 128, 128, "r128+32\nr160+32\nr192+32\nr224+32\n" },
	{ 16, 128, 128, "r128+16\nr144+16\nr160+16\nr176+16\n"
			"r192+16\nr208+16\nr224+16\nr240+16\n" },
	{ 8, 128, 128, "r128+8\nr136+8\nr144+8\nr152+8\n"
		       "r160+8\nr168+8\nr176+8\nr184+8\n"
		       "r192+8\nr200+8\nr208+8\nr216+8\n"
		       "r224+8\nr232+8\nr240+8\nr248+8\n" },
	{ 128, 3, 23, "r3+23\n" },
	{ 63, 3, 23, "r3+23\n" },
	{ 32, 3, 23, "r3+23\n" },
	{ 16, 3, 23, "r3+13\nr16+10\n" },
	{ 8, 3, 23, "r3+5\nr8+8\nr16+8\nr24+2\n" },
	{ 63, 129, 127, "r129+63\nr192+56\nr248+8\n" },
	{ 63, 130, 126, "r130+62\nr192+56\nr248+8\n" },
	{ 12, 128, 24, "r128+8\nr136+8\nr144+8\n" },
	{ 12, 134, 18, "r134+10\nr144+8\n" },
	/* Too short for all fields; 16-bit fields stay whole if possible. */
	{ 7, 128, 12, "r128+6\nr134+6\n" },
	{ 4, 13, 7, "r13+3\nr16+4\n" },
	{ 2, 13, 5, "r13+1\nr14+2\nr16+2\n" },
	{ 1, 14, 3, "r14+1\nr15+1\nr16+1\n" },
};

static void xfer_split_desc(const struct xfer_split *split, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "max %u: %u+%u", split->max,
		 split->where, split->len);
}

KUNIT_ARRAY_PARAM(xfer_split, xfer_split_rows, xfer_split_desc);

static void xfer_read_is_cut_between_fields(struct kunit *test)
{
	const struct xfer_split *split = test->param_value;
	struct xfer_test *t = test->priv;

	xfer_init(t, CMIS_CAP_ATOMIC, split->max, 128);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x01ff, 1), 0);
	fake_take(&t->fake);

	xfer_expect_read(test, 0x0100 | split->where, split->len);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), split->traffic);
}

static void xfer_module_limit_cuts_as_well(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	cmis_xfer_set_max_read(&t->x, 8);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x01ff, 1), 0);
	fake_take(&t->fake);
	xfer_expect_read(test, 0x0184, 20);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r132+4\nr136+8\nr144+8\n");

	xfer_init(t, CMIS_CAP_ATOMIC, 4, 128);
	cmis_xfer_set_max_read(&t->x, 8);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x01ff, 1), 0);
	fake_take(&t->fake);
	xfer_expect_read(test, 0x0184, 6);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r132+4\nr136+2\n");
}

static void xfer_new_module_is_read_in_short_pieces(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	cmis_xfer_reset(&t->x);
	xfer_expect_read(test, 0x0003, 10);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r3+5\nr8+5\n");
}

static bool xfer_piece_is_sound(unsigned int offset, unsigned int left,
				unsigned int max)
{
	unsigned int len = cmis_read_piece_len(offset, left, max);
	unsigned int align = max >= 8 ? 8 : 2;

	if (!len || len > left || len > max)
		return false;
	return len == left || max == 1 || !((offset + len) % align);
}

/* For each range and limit, pieces are complete, in order, and on borders. */
static void xfer_pieces_are_sound(struct kunit *test)
{
	unsigned int max, offset, left;

	for (max = 1; max <= 128; max++) {
		for (offset = 0; offset < 128; offset++) {
			for (left = 1; left <= 128 - offset; left++) {
				if (xfer_piece_is_sound(offset, left, max))
					continue;
				KUNIT_FAIL(test, "%u+%u, at most %u", offset,
					   left, max);
				return;
			}
		}
	}
}

static void xfer_write_is_cut_to_eight_bytes(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	unsigned int i;

	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x10ff, 1), 0);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x1091, 20), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w145+8:11.22\nw153+8:99.aa\nw161+4:21.32\n");
	for (i = 0; i < 20; i++)
		KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x10, 145 + i),
				(u8)(0x11 * (i + 1)));
	KUNIT_EXPECT_EQ(test, *fake_at(&t->fake, 0, 0x10, 165),
			fake_byte(0, 0x10, 165));

	/* A password is four bytes in one write. */
	KUNIT_EXPECT_EQ(test, xfer_write(t, 122, 4), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w122+4:11.22\n");
}

static void xfer_write_is_cut_to_the_transport(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_init(t, CMIS_CAP_ATOMIC, 128, 3);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x10ff, 1), 0);
	fake_take(&t->fake);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x1091, 8), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w145+3:11.22\nw148+3:44.55\nw151+2:77.88\n");
}

static void xfer_cdb_writes_have_their_own_limit(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	fake_page_add(&t->fake, 0, 0x9f);
	fake_page_add(&t->fake, 0, 0xa0);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x10ff, 1), 0);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0xa0ff, 1), 0);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x9fff, 1), 0);
	fake_take(&t->fake);

	/* Without an advertised length, writes are 8 bytes long. */
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x9f80, 12), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.9f w128+8:11.22\nw136+4:99.aa\n");

	cmis_xfer_set_limits(&t->x, 100, 24);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x9f80, 32), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.9f w128+24:11.22\nw152+8:a9.ba\n");

	cmis_xfer_set_limits(&t->x, 100, 2048);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0xa080, 128), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.a0 w128+128:11.22\n");
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x1080, 12), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w126+2:00.10 w128+8:11.22\nw136+4:99.aa\n");
}

/**
 * struct xfer_range - a request, valid or not
 * @where: bank, page, offset from the high byte down
 * @len: number of bytes
 * @want: the result
 */
struct xfer_range {
	u32 where;
	u8 len;
	int want;
};

static const struct xfer_range xfer_range_rows[] = {
	{ 0x000000, 128, 0 },
	{ 0x00007f, 1, 0 },
	{ 0x000180, 128, 0 },
	{ 0x0001ff, 1, 0 },
	{ 0x030180, 1, 0 },
	{ 0xff0003, 1, 0 },
	{ 0x000000, 0, -EINVAL },
	{ 0x000180, 0, -EINVAL },
	{ 0x00007f, 2, -EINVAL },
	{ 0x000000, 129, -EINVAL },
	{ 0x000001, 128, -EINVAL },
	{ 0x000078, 16, -EINVAL },
	{ 0x000180, 129, -EINVAL },
	{ 0x0001ff, 2, -EINVAL },
	{ 0x0001ff, 255, -EINVAL },
	{ 0x081180, 1, -EINVAL },
	{ 0xff1180, 1, -EINVAL },
};

static void xfer_range_desc(const struct xfer_range *range, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%06x+%u", range->where,
		 range->len);
}

KUNIT_ARRAY_PARAM(xfer_range, xfer_range_rows, xfer_range_desc);

static void xfer_range_is_checked(struct kunit *test)
{
	const struct xfer_range *range = test->param_value;
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, range->where, range->len);

	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), range->want);
	if (!range->want)
		return;
	KUNIT_EXPECT_EQ(test, cmis_xfer_write(&t->x, &req), range->want);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);
}

static void xfer_buffer_is_needed(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 0, 4);

	req.buf = NULL;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), -EINVAL);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);
}

/* ------------------------------------------------------------------------ */
/* How long a read may be                                                   */
/* ------------------------------------------------------------------------ */

/**
 * struct xfer_size - a module, and the probed read size
 * @transport: longest read of the transport
 * @limit: longest read that the module answers rightly; 0 = all
 * @filler: the bytes after @limit; negative: the first bytes again
 * @nack: longest read that it acknowledges; 0 = all
 * @want: longest read that is used
 */
struct xfer_size {
	u8 transport;
	u8 limit;
	int filler;
	u8 nack;
	u8 want;
};

static const struct xfer_size xfer_size_rows[] = {
	{ .transport = 128, .want = 128 },
	{ .transport = 63, .want = 63 },
	{ .transport = 32, .want = 32 },
	{ .transport = 9, .want = 9 },
	{ .transport = 8, .want = 8 },
	{ .transport = 2, .want = 2 },
	{ .transport = 128, .limit = 8, .filler = 0xff, .want = 8 },
	{ .transport = 128, .limit = 8, .filler = -1, .want = 8 },
	{ .transport = 128, .limit = 16, .filler = 0xff, .want = 8 },
	{ .transport = 128, .limit = 16, .filler = -1, .want = 8 },
	{ .transport = 128, .limit = 32, .filler = 0x00, .want = 8 },
	{ .transport = 128, .limit = 32, .filler = -1, .want = 8 },
	{ .transport = 128, .limit = 64, .filler = 0x00, .want = 8 },
	{ .transport = 128, .limit = 96, .filler = 0xff, .want = 8 },
	{ .transport = 128, .limit = 96, .filler = -1, .want = 8 },
	{ .transport = 128, .limit = 127, .filler = 0xff, .want = 8 },
	{ .transport = 128, .limit = 128, .filler = 0xff, .want = 128 },
	{ .transport = 63, .limit = 8, .filler = 0xff, .want = 8 },
	{ .transport = 63, .limit = 32, .filler = 0xff, .want = 8 },
	{ .transport = 63, .limit = 48, .filler = 0xff, .want = 8 },
	{ .transport = 63, .limit = 63, .filler = 0xff, .want = 63 },
	{ .transport = 32, .limit = 8, .filler = 0xff, .want = 8 },
	{ .transport = 32, .limit = 16, .filler = -1, .want = 8 },
	{ .transport = 32, .limit = 31, .filler = 0xff, .want = 8 },
	{ .transport = 32, .limit = 32, .filler = 0xff, .want = 32 },
	{ .transport = 8, .limit = 8, .filler = 0xff, .want = 8 },
	{ .transport = 128, .nack = 8, .want = 8 },
	{ .transport = 128, .nack = 64, .want = 8 },
	{ .transport = 32, .nack = 16, .want = 8 },
	{ .transport = 32, .nack = 32, .want = 32 },
};

static void xfer_size_desc(const struct xfer_size *size, char *desc)
{
	snprintf(desc, KUNIT_PARAM_DESC_SIZE, "%u, module %u%s",
		 size->transport, size->nack ? size->nack : size->limit,
		 size->nack ? " nack" : size->filler < 0 ? " again" : "");
}

KUNIT_ARRAY_PARAM(xfer_size, xfer_size_rows, xfer_size_desc);

static void xfer_read_size_is_probed(struct kunit *test)
{
	const struct xfer_size *size = test->param_value;
	struct xfer_test *t = test->priv;
	unsigned int i;

	xfer_init(t, CMIS_CAP_ATOMIC, size->transport, 128);
	cmis_xfer_reset(&t->x);
	t->fake.read_limit = size->limit;
	t->fake.read_filler = size->filler;
	t->fake.nack_long = size->nack;

	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), 0);
	for (i = 0; i < 128; i++)
		KUNIT_EXPECT_EQ(test, t->buf[i], fake_byte(0, 0, 128 + i));
	KUNIT_EXPECT_EQ(test, cmis_xfer_max_read(&t->x), size->want);

	/* Other reads are of this length from now on. */
	xfer_expect_read(test, 0x0180, 128);
}

static void xfer_read_size_takes_few_reads(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.00 r126+2 r128+128\n"
			   "r166+8\nr215+8\nr248+8\n");

	xfer_init(t, CMIS_CAP_ATOMIC, 8, 8);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w126+2:00.00 r126+2 r128+8\n"
			   "r136+8\nr144+8\nr152+8\n"
			   "r160+8\nr168+8\nr176+8\nr184+8\n"
			   "r192+8\nr200+8\nr208+8\nr216+8\n"
			   "r224+8\nr232+8\nr240+8\nr248+8\n");
}

static void xfer_read_size_survives_a_busy_module(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	/* Busy for longer than the patience of the long read. */
	xfer_expect_read(test, 0x0080, 1);
	t->fake.busy_until = ktime_add_ms(ktime_get(), 40);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), 0);
	KUNIT_EXPECT_EQ(test, cmis_xfer_max_read(&t->x), 128);

	/* The bus is stuck for the time of two tries. */
	fake_fail(&t->fake, -ETIMEDOUT, 2);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), 0);
	KUNIT_EXPECT_EQ(test, cmis_xfer_max_read(&t->x), 128);
	KUNIT_EXPECT_EQ(test, t->buf[127], fake_byte(0, 0, 255));
}

static void xfer_read_size_passes_errors_on(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	fake_fail(&t->fake, -EREMOTEIO, -1);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf), -ENXIO);
	fake_fail(&t->fake, -ETIMEDOUT, -1);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf),
			-ETIMEDOUT);
	cmis_xfer_kill(&t->x);
	KUNIT_EXPECT_EQ(test, cmis_xfer_probe_read_size(&t->x, t->buf),
			-ENODEV);
}

/* ------------------------------------------------------------------------ */
/* Errors                                                                   */
/* ------------------------------------------------------------------------ */

/**
 * struct xfer_outcome - an errno of the transport, and the caller's errno
 * @err: of each try
 * @want: the caller's errno
 * @tries: number of tries; 0 = until the time is over
 */
struct xfer_outcome {
	int err;
	int want;
	unsigned int tries;
};

static const struct xfer_outcome xfer_outcome_rows[] = {
	{ -ENXIO, -ENXIO, 0 },
	{ -EREMOTEIO, -ENXIO, 0 },
	{ -EIO, -ENXIO, 0 },
	{ -EAGAIN, -ENXIO, 0 },
	{ -ETIMEDOUT, -ETIMEDOUT, 2 },
	{ -EBUSY, -ETIMEDOUT, 2 },
	{ -EBADMSG, -EBADMSG, 3 },
	{ -EPROTO, -EBADMSG, 3 },
	{ -EOVERFLOW, -EBADMSG, 3 },
	{ -ENODEV, -ENODEV, 1 },
	{ -EINVAL, -EINVAL, 1 },
	{ -ENETDOWN, -ENETDOWN, 1 },
	{ -ENOMEM, -ENOMEM, 1 },
	/* A transport error, not the errno of a missing page. */
	{ -EOPNOTSUPP, -EINVAL, 1 },
};

static void xfer_outcome_desc(const struct xfer_outcome *outcome, char *desc)
{
	xfer_errno_desc(&outcome->err, desc);
}

KUNIT_ARRAY_PARAM(xfer_outcome, xfer_outcome_rows, xfer_outcome_desc);

static void xfer_errors_are_told_apart(struct kunit *test)
{
	const struct xfer_outcome *outcome = test->param_value;
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 0x0000, 4);

	fake_fail(&t->fake, outcome->err, -1);
	req.patience_ms = outcome->tries ? XFER_PATIENCE_MS : 100;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), outcome->want);
	/* Tries in 100 ms: pauses of 0.5, 1, 2, 4, 8, 16, 20, 20, 20, 20 ms */
	KUNIT_EXPECT_EQ(test, t->fake.transactions, outcome->tries ?: 11);

	/* Without patience there is one try, after any error. */
	t->fake.transactions = 0;
	req.patience_ms = 0;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), outcome->want);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 1);
}

static void xfer_busy_module_is_waited_for(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.busy_until = ktime_add_ms(ktime_get(), 20);
	xfer_expect_read(test, 0x0180, 4);
	/* Pauses of 0.5, 1, 2, 4, 8, 16 ms; the last try goes step by step. */
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 6 + 3);
	KUNIT_EXPECT_EQ(test, t->retries, 6);
}

static void xfer_write_is_tried_again(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x1080, 1), 0);
	fake_take(&t->fake);
	fake_fail(&t->fake, -EREMOTEIO, 2);
	t->fake.fail_skip = 1;
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x1080, 12), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test),
			   "w128+8:11.22\n!w136+4:99.aa\n"
			   "!w126+2:00.10 w136+4:99.aa\n"
			   "w126+2:00.10\nr126+2\nw136+4:99.aa\n");
}

/* With a fatal signal pending, the driver does not wait for a busy module. */
static void xfer_killed_user_has_no_patience(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 3, 1);
	ktime_t start = ktime_get();

	req.patience_ms = 5 * XFER_PATIENCE_MS;
	fake_fail(&t->fake, -ENXIO, -1);
	sigaddset(&current->pending.signal, SIGKILL);
	set_tsk_thread_flag(current, TIF_SIGPENDING);
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), -ENXIO);
	flush_signals(current);
	/* As patient as a sweep, until the end of the current pause. */
	KUNIT_EXPECT_EQ(test, ktime_us_delta(ktime_get(), start), 31500);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 7);
}

static void xfer_one_patience_for_all_pieces(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 0x0000, 128);

	/* The second piece always fails; no further piece is tried. */
	cmis_xfer_set_max_read(&t->x, 8);
	fake_fail(&t->fake, -EBADMSG, -1);
	t->fake.fail_skip = 1;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), -EBADMSG);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r0+8\n!r8+8\n!r8+8\n!r8+8\n");
}

static void xfer_killed_transport_is_never_called(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0180, 4);
	t->fake.transactions = 0;
	cmis_xfer_kill(&t->x);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0180, 4), -ENODEV);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0280, 4), -ENODEV);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0000, 4), -ENODEV);
	KUNIT_EXPECT_EQ(test, xfer_write(t, 0x0000, 4), -ENODEV);
	KUNIT_EXPECT_EQ(test,
			cmis_xfer_signal(&t->x, fake_set_reset, true, 0),
			-ENODEV);
	/* A reset of the transfer layer does not revive it. */
	cmis_xfer_reset(&t->x);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0000, 4), -ENODEV);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 0);
	KUNIT_EXPECT_EQ(test, t->fake.signals, 0);
}

static void xfer_other_generation_is_left_alone(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 0x0000, 4);

	cmis_xfer_set_generation(&t->x, 7);
	req.generation = 7;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), 0);
	KUNIT_EXPECT_EQ(test, cmis_xfer_write(&t->x, &req), 0);
	fake_take(&t->fake);

	cmis_xfer_set_generation(&t->x, 8);
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), -ENODEV);
	KUNIT_EXPECT_EQ(test, cmis_xfer_write(&t->x, &req), -ENODEV);
	cmis_xfer_set_generation(&t->x, 0);
	KUNIT_EXPECT_EQ(test, cmis_xfer_write(&t->x, &req), -ENODEV);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "");

	req.generation = 0;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), 0);
}

/* Called with the bus lock held. */
static int xfer_with_a_swap(void *priv, struct cmis_msg *msgs,
			    unsigned int num)
{
	struct xfer_test *t = container_of(priv, struct xfer_test, fake);

	t->x.generation++;
	return fake_ops.xfer(priv, msgs, num);
}

/* A module is pulled and another one is plugged between two tries. */
static void xfer_retry_stays_in_its_generation(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 0x0000, 4);

	cmis_xfer_set_generation(&t->x, 7);
	req.generation = 7;
	t->x.ops.xfer = xfer_with_a_swap;
	fake_fail(&t->fake, -ENXIO, 1);
	KUNIT_EXPECT_EQ(test, cmis_xfer_write(&t->x, &req), -ENODEV);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "!w0+4:00.00\n");
}

/**
 * struct xfer_waiter - a write that waits for the end of a sleep
 * @work: does it
 * @x: code under test
 * @req: the write
 * @ret: its result
 */
struct xfer_waiter {
	struct work_struct work;
	struct cmis_xfer *x;
	struct cmis_req req;
	int ret;
};

static void xfer_waiter_work(struct work_struct *work)
{
	struct xfer_waiter *waiter =
		container_of(work, struct xfer_waiter, work);

	waiter->ret = cmis_xfer_write(waiter->x, &waiter->req);
}

static int xfer_write_after_sleep(struct xfer_test *t, u32 generation,
				  u32 generation_then)
{
	struct xfer_waiter waiter = {
		.x = &t->x,
		.req = xfer_req(t, 0x0000, 4),
		.ret = 1,
	};

	waiter.req.generation = generation;
	cmis_xfer_set_generation(&t->x, generation);
	cmis_xfer_sleep(&t->x);
	INIT_WORK_ONSTACK(&waiter.work, xfer_waiter_work);
	schedule_work(&waiter.work);
	/* Time for the write to come too early; no result depends on it. */
	msleep(20);
	cmis_xfer_wake(&t->x);
	msleep(50);
	if (*fake_take(&t->fake))
		waiter.ret = -EEXIST;
	cmis_xfer_set_generation(&t->x, generation_then);
	cmis_xfer_set_seen(&t->x);
	flush_work(&waiter.work);
	destroy_work_on_stack(&waiter.work);
	return waiter.ret;
}

static void xfer_module_is_known_after_a_sleep(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, xfer_write_after_sleep(t, 7, 7), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "w0+4:00.00\n");
	KUNIT_EXPECT_EQ(test, xfer_write_after_sleep(t, 7, 8), -ENODEV);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "");
}

/* A byte is confirmed before it is written back. */
static void xfer_byte_is_confirmed(struct kunit *test)
{
	struct xfer_test *t = test->priv;
	struct cmis_req req = xfer_req(t, 26, 1);

	t->buf[0] = fake_byte(0, 0, 26);
	KUNIT_EXPECT_EQ(test, cmis_xfer_confirm(&t->x, &req), 0);
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r26+1\n");

	/* A value that differs from the last known one is read twice. */
	t->buf[0] = ~fake_byte(0, 0, 26);
	KUNIT_EXPECT_EQ(test, cmis_xfer_confirm(&t->x, &req), 0);
	KUNIT_EXPECT_EQ(test, t->buf[0], fake_byte(0, 0, 26));
	KUNIT_EXPECT_STREQ(test, xfer_take(test), "r26+1\nr26+1\n");

	fake_fail(&t->fake, -ENODEV, 1);
	KUNIT_EXPECT_EQ(test, cmis_xfer_confirm(&t->x, &req), -ENODEV);
}

static void xfer_pulse_ends(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	KUNIT_EXPECT_EQ(test,
			cmis_xfer_signal(&t->x, fake_set_reset, true, 10), 0);
	KUNIT_EXPECT_EQ(test, t->fake.signals, 2);
	KUNIT_EXPECT_FALSE(test, t->fake.signal_on);
	cmis_xfer_kill(&t->x);
	KUNIT_EXPECT_EQ(test,
			cmis_xfer_signal(&t->x, fake_set_reset, true, 10),
			-ENODEV);
	KUNIT_EXPECT_EQ(test, t->fake.signals, 2);
}

static void xfer_everything_is_counted(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	xfer_expect_read(test, 0x0003, 23);	/* 1: 23 */
	xfer_expect_read(test, 0x1180, 20);	/* 1: w2 r2 r20 */
	xfer_expect_read(test, 0x0180, 4);	/* 1: w2 r2 r4 */
	xfer_expect_read(test, 0x1180, 8);	/* 1: w2 r2 r8 */
	KUNIT_EXPECT_EQ(test, xfer_write(t, 26, 1), 0);	/* 1: w1 */
	fake_fail(&t->fake, -ENXIO, 2);
	xfer_expect_read(test, 0x0000, 1);	/* 3, two of them in vain: r1 */
	fake_fail(&t->fake, -ENODEV, 1);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0000, 1), -ENODEV);	/* 1 */

	xfer_expect_counter(test, CMIS_CNT_TRANSFERS, 9);
	xfer_expect_counter(test, CMIS_CNT_READ_BYTES, 62);
	xfer_expect_counter(test, CMIS_CNT_WRITE_BYTES, 7);
	xfer_expect_counter(test, CMIS_CNT_SELECTS, 3);
	KUNIT_EXPECT_EQ(test, t->fake.transactions, 9);

	/* Counters belong to the cage and outlive the module. */
	cmis_xfer_reset(&t->x);
	xfer_expect_counter(test, CMIS_CNT_TRANSFERS, 9);
}

static void xfer_each_request_is_reported(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	cmis_xfer_set_max_read(&t->x, 8);
	fake_fail(&t->fake, -ENXIO, 2);
	xfer_expect_read(test, 0x0180, 20);
	KUNIT_EXPECT_EQ(test, t->reads, 1);
	KUNIT_EXPECT_EQ(test, t->retries, 2);
	KUNIT_EXPECT_EQ(test, t->errors, 0);
	KUNIT_EXPECT_EQ(test, t->last.addr.page, 0x01);
	KUNIT_EXPECT_EQ(test, t->last.addr.offset, 0x80);
	KUNIT_EXPECT_EQ(test, t->last.len, 20);

	KUNIT_EXPECT_EQ(test, xfer_write(t, 26, 1), 0);
	KUNIT_EXPECT_EQ(test, t->writes, 1);
	KUNIT_EXPECT_EQ(test, t->first_byte, 0x11);
	KUNIT_EXPECT_EQ(test, t->error, 0);

	fake_fail(&t->fake, -ENODEV, 1);
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x0000, 1), -ENODEV);
	KUNIT_EXPECT_EQ(test, t->errors, 1);
	KUNIT_EXPECT_EQ(test, t->error, -ENODEV);

	/* An invalid request never reaches the bus. */
	KUNIT_EXPECT_EQ(test, xfer_read(t, 0x00ff, 2), -EINVAL);
	KUNIT_EXPECT_EQ(test, t->reads, 2);
	KUNIT_EXPECT_EQ(test, t->errors, 1);
}

/* A reader also gets older flags; the report has those of this read only. */
static void xfer_report_comes_before_older_flags(struct kunit *test)
{
	struct cmis_req req = { .len = 1, .reader = CMIS_READER_SWEEPS };
	struct xfer_test *t = test->priv;

	req.buf = t->buf;
	req.addr.offset = 8;
	*fake_at(&t->fake, 0, 0, 8) = 0x01;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), 0);
	*fake_at(&t->fake, 0, 0, 8) = 0x04;
	req.reader = CMIS_READER_ETHTOOL;
	KUNIT_EXPECT_EQ(test, cmis_xfer_read(&t->x, &req), 0);
	KUNIT_EXPECT_EQ(test, t->last.reader, CMIS_READER_ETHTOOL);
	KUNIT_EXPECT_EQ(test, t->first_byte, 0x04);
	KUNIT_EXPECT_EQ(test, t->buf[0], 0x05);
}

static void xfer_bus_time_is_counted(struct kunit *test)
{
	struct xfer_test *t = test->priv;

	t->fake.transfer_us = 3000;
	xfer_expect_read(test, 0x0000, 1);
	xfer_expect_counter(test, CMIS_CNT_BUS_US, 3000);

	/* Pauses between tries do not count as bus time. */
	t->fake.transfer_us = 0;
	t->fake.busy_until = ktime_add_ms(ktime_get(), 300);
	xfer_expect_read(test, 0x0000, 1);
	xfer_expect_counter(test, CMIS_CNT_BUS_US, 3000);
}

static struct kunit_case xfer_cases[] = {
	KUNIT_CASE(xfer_select_and_read_are_one_transaction),
	KUNIT_CASE(xfer_select_and_write_are_one_transaction),
	KUNIT_CASE(xfer_copy_of_page_00_is_no_page),
	KUNIT_CASE(xfer_page_00_in_between_is_read_again),
	KUNIT_CASE(xfer_first_select_must_read_back),
	KUNIT_CASE(xfer_first_select_is_tried_again),
	KUNIT_CASE(xfer_proved_module_is_not_barred),
	KUNIT_CASE(xfer_same_page_needs_no_select),
	KUNIT_CASE(xfer_same_page_of_other_bank_needs_select),
	KUNIT_CASE(xfer_unbanked_page_has_bank_0),
	KUNIT_CASE(xfer_bank_of_unbanked_page_is_not_looked_at),
	KUNIT_CASE(xfer_page_is_verified_once_per_generation),
	KUNIT_CASE(xfer_unsupported_page_is_refused),
	KUNIT_CASE(xfer_unsupported_bank_is_refused),
	KUNIT_CASE(xfer_next_module_may_have_the_page),
	KUNIT_CASE(xfer_slow_page_change_is_not_unsupported),
	KUNIT_CASE(xfer_unexplained_page_is_tried_again),
	KUNIT_CASE(xfer_lost_selection_is_noticed),
	KUNIT_CASE_PARAM(xfer_error_voids_selection, xfer_error_gen_params),
	KUNIT_CASE(xfer_retry_selects_again),
	KUNIT_CASE(xfer_invalidate_voids_selection),
	KUNIT_CASE(xfer_lower_write_voids_selection),
	KUNIT_CASE(xfer_cdb_voids_selection),
	KUNIT_CASE(xfer_signal_voids_selection),
	KUNIT_CASE(xfer_flat_module_is_never_selected),
	KUNIT_CASE(xfer_split_is_tried_and_then_remembered),
	KUNIT_CASE(xfer_busy_module_is_not_split_for_ever),
	KUNIT_CASE(xfer_transport_refuses_two_messages),
	KUNIT_CASE(xfer_smbus_takes_steps),
	KUNIT_CASE(xfer_other_master_is_noticed),
	KUNIT_CASE_PARAM(xfer_read_is_cut_between_fields,
			 xfer_split_gen_params),
	KUNIT_CASE(xfer_module_limit_cuts_as_well),
	KUNIT_CASE(xfer_new_module_is_read_in_short_pieces),
	KUNIT_CASE(xfer_pieces_are_sound),
	KUNIT_CASE(xfer_write_is_cut_to_eight_bytes),
	KUNIT_CASE(xfer_write_is_cut_to_the_transport),
	KUNIT_CASE(xfer_cdb_writes_have_their_own_limit),
	KUNIT_CASE_PARAM(xfer_range_is_checked, xfer_range_gen_params),
	KUNIT_CASE(xfer_buffer_is_needed),
	KUNIT_CASE_PARAM(xfer_read_size_is_probed, xfer_size_gen_params),
	KUNIT_CASE(xfer_read_size_takes_few_reads),
	KUNIT_CASE(xfer_read_size_survives_a_busy_module),
	KUNIT_CASE(xfer_read_size_passes_errors_on),
	KUNIT_CASE_PARAM(xfer_errors_are_told_apart, xfer_outcome_gen_params),
	KUNIT_CASE(xfer_busy_module_is_waited_for),
	KUNIT_CASE(xfer_write_is_tried_again),
	KUNIT_CASE(xfer_one_patience_for_all_pieces),
	KUNIT_CASE(xfer_killed_user_has_no_patience),
	KUNIT_CASE(xfer_killed_transport_is_never_called),
	KUNIT_CASE(xfer_other_generation_is_left_alone),
	KUNIT_CASE(xfer_retry_stays_in_its_generation),
	KUNIT_CASE(xfer_module_is_known_after_a_sleep),
	KUNIT_CASE(xfer_byte_is_confirmed),
	KUNIT_CASE(xfer_pulse_ends),
	KUNIT_CASE(xfer_everything_is_counted),
	KUNIT_CASE(xfer_each_request_is_reported),
	KUNIT_CASE(xfer_report_comes_before_older_flags),
	KUNIT_CASE(xfer_bus_time_is_counted),
	{}
};

static struct kunit_suite xfer_suite = {
	.name = "xfer",
	.init = xfer_test_init,
	.test_cases = xfer_cases,
};

kunit_test_suite(xfer_suite);

MODULE_DESCRIPTION("Tests of the transfer layer");
MODULE_AUTHOR("linux-cmis project");
MODULE_LICENSE("GPL");
