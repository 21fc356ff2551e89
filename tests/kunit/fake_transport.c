// SPDX-License-Identifier: GPL-2.0-only
/*
 * A transport for tests. Included by the test modules that use it.
 */

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "fake_transport.h"

#define FAKE_BANK_SELECT	126
#define FAKE_PAGE_SELECT	127
#define FAKE_FIRST_BANKED	0x10

/* Clear-on-read bytes of upper memory: page, first, last. */
static const u8 fake_cor[][3] = {
	{ 0x11, 134, 153 },
	{ 0x12, 231, 238 },
	{ 0x14, 132, 132 },
	{ 0x14, 134, 139 },
	{ 0x17, 128, 128 },
	{ 0x2c, 128, 255 },
};

static bool fake_is_cor(u8 page, u8 offset)
{
	unsigned int i;

	if (offset < 128)
		return offset >= 8 && offset <= 13;
	for (i = 0; i < ARRAY_SIZE(fake_cor); i++)
		if (page == fake_cor[i][0] && offset >= fake_cor[i][1] &&
		    offset <= fake_cor[i][2])
			return true;
	return false;
}

/**
 * fake_byte - what a byte holds at first
 * @bank: bank
 * @page: page; of no meaning for lower memory
 * @offset: 0..255
 *
 * Return: a value that differs between neighbours, pages and banks; 0 for
 * clear-on-read bytes.
 */
u8 fake_byte(u8 bank, u8 page, u8 offset)
{
	if (fake_is_cor(page, offset))
		return 0;
	if (offset < 128)
		return offset ^ 0x5a;
	return offset * 3 + page * 29 + bank * 101 + 7;
}

static struct fake_page *fake_page_find(struct fake *fake, u8 bank, u8 page)
{
	unsigned int i;

	if (page < FAKE_FIRST_BANKED)
		bank = 0;
	for (i = 0; i < FAKE_PAGES; i++)
		if (fake->pages[i].used && fake->pages[i].bank == bank &&
		    fake->pages[i].page == page)
			return &fake->pages[i];
	return NULL;
}

/**
 * fake_page_add - let the module have a page
 * @fake: the module
 * @bank: bank
 * @page: page
 *
 * Return: its 128 bytes, as fake_byte() says.
 */
u8 *fake_page_add(struct fake *fake, u8 bank, u8 page)
{
	struct fake_page *free = fake->pages;
	unsigned int i;

	while (free->used)
		free++;
	KUNIT_ASSERT_LT(fake->test, (int)(free - fake->pages), FAKE_PAGES);
	*free = (struct fake_page) {
		.used = true,
		.bank = bank,
		.page = page,
	};
	for (i = 0; i < 128; i++)
		free->data[i] = fake_byte(bank, page, 128 + i);
	return free->data;
}

/**
 * fake_init - a module with pages 00h-02h, 10h and 11h of banks 0 and 1
 * @fake: zeroed
 * @test: the test
 */
void fake_init(struct fake *fake, struct kunit *test)
{
	unsigned int i;

	fake->test = test;
	fake->read_filler = -1;
	for (i = 0; i < FAKE_BANK_SELECT; i++)
		fake->lower[i] = fake_byte(0, 0, i);
	for (i = 0; i < 3; i++)
		fake_page_add(fake, 0, i);
	for (i = 0; i < 2; i++) {
		fake_page_add(fake, i, 0x10);
		fake_page_add(fake, i, 0x11);
	}
}

/**
 * fake_at - a byte of the module's memory
 * @fake: the module
 * @bank: bank
 * @page: page, which the module has; of no meaning for lower memory
 * @offset: 0..255
 *
 * Return: where it is.
 */
u8 *fake_at(struct fake *fake, u8 bank, u8 page, u8 offset)
{
	struct fake_page *p;

	if (offset < 128)
		return &fake->lower[offset];
	p = fake_page_find(fake, bank, page);
	KUNIT_ASSERT_NOT_NULL(fake->test, p);
	return &p->data[offset - 128];
}

/**
 * fake_fail - let the next transactions fail
 * @fake: the transport
 * @err: negative errno
 * @count: how many; negative = all
 */
void fake_fail(struct fake *fake, int err, int count)
{
	fake->fail_skip = 0;
	fake->fail_count = count;
	fake->fail_errno = err;
}

/* The page register follows, to page 00h of bank 0 if there is no such page. */
static void fake_page_settle(struct fake *fake)
{
	if (fake->flat || ktime_before(ktime_get(), fake->page_when))
		return;
	if (!fake_page_find(fake, fake->page_next[0], fake->page_next[1]))
		memset(fake->page_next, 0, sizeof(fake->page_next));
	memcpy(&fake->lower[FAKE_BANK_SELECT], fake->page_next, 2);
}

static void fake_page_select(struct fake *fake)
{
	if (fake->steal_count) {
		fake->steal_count--;
		fake->page_next[0] = 0;
		fake->page_next[1] = fake->steal_page;
	}
	fake->page_when = ktime_add_us(ktime_get(), fake->page_lag_us);
	fake_page_settle(fake);
}

static u8 *fake_byte_at(struct fake *fake, u8 offset)
{
	u8 *select = &fake->lower[FAKE_BANK_SELECT];

	if (fake->flat)
		return fake_at(fake, 0, 0, offset);
	return fake_at(fake, select[0], select[1], offset);
}

static u8 fake_byte_read(struct fake *fake, u8 offset)
{
	u8 *at = fake_byte_at(fake, offset);
	u8 value;

	if (fake->model && offset >= 128)
		fake->model->read(fake, &fake->lower[FAKE_BANK_SELECT],
				  offset);
	value = *at;
	if (offset == FAKE_BANK_SELECT && fake->bank_stuck)
		return 0xff;
	if (fake_is_cor(fake->lower[FAKE_PAGE_SELECT], offset))
		*at = 0;
	return value;
}

static void fake_read(struct fake *fake, const struct cmis_msg *msg)
{
	unsigned int i;

	fake_page_settle(fake);
	for (i = 0; i < msg->len; i++) {
		if (!fake->read_limit || i < fake->read_limit)
			msg->buf[i] = fake_byte_read(fake, msg->offset + i);
		else if (fake->read_filler < 0)
			msg->buf[i] = msg->buf[i % fake->read_limit];
		else
			msg->buf[i] = fake->read_filler;
	}
}

static void fake_write(struct fake *fake, const struct cmis_msg *msg)
{
	unsigned int i;

	fake_page_settle(fake);
	for (i = 0; i < msg->len; i++) {
		u8 offset = msg->offset + i;

		if (offset >= FAKE_BANK_SELECT && offset < 128 && !fake->flat)
			fake->page_next[offset - FAKE_BANK_SELECT] =
				msg->buf[i];
		else
			*fake_byte_at(fake, offset) = msg->buf[i];
		if (fake->model && offset >= 128)
			fake->model->written(fake,
					     &fake->lower[FAKE_BANK_SELECT],
					     offset);
		if (offset == FAKE_PAGE_SELECT && !fake->flat)
			fake_page_select(fake);
	}
}

static void fake_log(struct fake *fake, const char *format, ...)
	__printf(2, 3);

static void fake_log(struct fake *fake, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fake->log_len += vscnprintf(fake->log + fake->log_len,
				    FAKE_LOG_SIZE - fake->log_len, format,
				    args);
	va_end(args);
}

static void fake_log_msg(struct fake *fake, const struct cmis_msg *msg)
{
	unsigned int i;

	fake_log(fake, "%c%u+%u", msg->write ? 'w' : 'r', msg->offset,
		 msg->len);
	for (i = 0; msg->write && i < min_t(u8, msg->len, 2); i++)
		fake_log(fake, "%c%02x", i ? '.' : ':', msg->buf[i]);
}

/* What the bus, rather than the module, makes of a transaction. */
static int fake_bus(struct fake *fake, unsigned int num)
{
	if (fake->refuse_combined && num > 1)
		return -EOPNOTSUPP;
	if (ktime_before(ktime_get(), fake->busy_until))
		return -ENXIO;
	if (!fake->fail_count)
		return 0;
	if (fake->fail_skip) {
		fake->fail_skip--;
		return 0;
	}
	if (fake->fail_count > 0)
		fake->fail_count--;
	return fake->fail_errno;
}

static int fake_msg(struct fake *fake, const struct cmis_msg *msg,
		    unsigned int index)
{
	KUNIT_EXPECT_GE(fake->test, msg->len, 1);
	KUNIT_EXPECT_LE(fake->test, msg->offset + msg->len,
			msg->offset < 128 ? 128 : 256);

	if (fake->nack_combined && index)
		return -EREMOTEIO;
	if (fake->nack_page && msg->offset >= 128 &&
	    fake->lower[FAKE_PAGE_SELECT] >= fake->nack_page)
		return -ENXIO;
	if (fake->nack_long && !msg->write && msg->len > fake->nack_long)
		return -ENXIO;
	if (msg->write)
		fake_write(fake, msg);
	else
		fake_read(fake, msg);
	return 0;
}

static int fake_xfer(void *priv, struct cmis_msg *msgs, unsigned int num)
{
	struct fake *fake = priv;
	unsigned int i;
	int ret;

	if (fake->lock)
		KUNIT_EXPECT_TRUE(fake->test, mutex_is_locked(fake->lock));
	if (fake->not_locked)
		KUNIT_EXPECT_FALSE(fake->test,
				   mutex_is_locked(fake->not_locked));
	fake->transactions++;
	if (fake->transfer_us)
		fsleep(fake->transfer_us);

	ret = fake_bus(fake, num);
	for (i = 0; i < num && !ret; i++)
		ret = fake_msg(fake, &msgs[i], i);

	fake_log(fake, ret ? "!" : "");
	for (i = 0; i < num; i++) {
		fake_log(fake, i ? " " : "");
		fake_log_msg(fake, &msgs[i]);
	}
	fake_log(fake, "\n");
	return ret;
}

static void fake_access_check(struct fake *fake,
			      const struct cmis_access *access)
{
	bool upper = access->offset >= 128;

	KUNIT_EXPECT_GE(fake->test, access->len, 1);
	KUNIT_EXPECT_LE(fake->test, access->offset + access->len,
			upper ? 256 : 128);
	if (!upper)
		KUNIT_EXPECT_EQ(fake->test, access->page, 0);
	if (access->page < FAKE_FIRST_BANKED)
		KUNIT_EXPECT_EQ(fake->test, access->bank, 0);
	if (access->write) {
		KUNIT_EXPECT_FALSE(fake->test, fake->read_only);
		KUNIT_EXPECT_FALSE(fake->test, !upper &&
				   access->offset + access->len >
				   FAKE_BANK_SELECT);
	}
}

/* The other side selects the page, and leaves page 00h behind. */
static int fake_access_move(struct fake *fake, struct cmis_msg *msg,
			    const struct cmis_access *access)
{
	if (!fake_page_find(fake, access->bank, access->page))
		return -EOPNOTSUPP;
	fake->page_when = 0;
	fake->page_next[0] = access->bank;
	fake->page_next[1] = access->page;
	if (access->write)
		fake_write(fake, msg);
	else
		fake_read(fake, msg);
	memset(fake->page_next, 0, sizeof(fake->page_next));
	fake_page_settle(fake);
	return 0;
}

static int fake_access(void *priv, const struct cmis_access *access)
{
	struct fake *fake = priv;
	struct cmis_msg msg = {
		.buf = access->buf,
		.offset = access->offset,
		.len = access->len,
		.write = access->write,
	};
	int ret;

	if (fake->lock)
		KUNIT_EXPECT_TRUE(fake->test, mutex_is_locked(fake->lock));
	fake_access_check(fake, access);
	fake->transactions++;
	ret = fake_bus(fake, 1);
	if (!ret)
		ret = fake_access_move(fake, &msg, access);
	fake_log(fake, "%s%x.%02x ", ret ? "!" : "", access->bank,
		 access->page);
	fake_log_msg(fake, &msg);
	fake_log(fake, "\n");
	return ret;
}

/**
 * fake_set_reset - a signal that is recorded
 * @priv: the transport
 * @on: how it is driven
 *
 * Return: 0, or what was left with fake_fail().
 */
int fake_set_reset(void *priv, bool on)
{
	struct fake *fake = priv;

	fake->signals++;
	fake->signal_on = on;
	return fake_bus(fake, 1);
}

const struct cmis_transport_ops fake_ops = {
	.xfer = fake_xfer,
	.set_reset = fake_set_reset,
};

const struct cmis_transport_ops fake_access_ops = {
	.access = fake_access,
	.set_reset = fake_set_reset,
};

/**
 * fake_take - what went over the bus since the last call
 * @fake: the transport
 *
 * Return: a line for each transaction, with "!" in front if it failed. A
 * message is "r" or "w", first byte, "+", length; of a write ":" and the first
 * two bytes in hexadecimal follow. In front of an access are bank and page.
 */
const char *fake_take(struct fake *fake)
{
	memcpy(fake->taken, fake->log, sizeof(fake->taken));
	fake->log_len = 0;
	fake->log[0] = '\0';
	return fake->taken;
}
