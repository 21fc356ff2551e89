/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A transport for tests: a module with memory, pages and clear-on-read bytes,
 * a bus that can be made to misbehave, and a record of all traffic.
 *
 * Written against the memory map, with literal numbers: nothing of the code
 * under test is used, so that a mistake cannot cancel itself out.
 */
#ifndef _CMIS_FAKE_TRANSPORT_H
#define _CMIS_FAKE_TRANSPORT_H

#include <kunit/test.h>
#include <linux/cmis.h>
#include <linux/ktime.h>
#include <linux/mutex.h>

#define FAKE_PAGES		24
#define FAKE_LOG_SIZE		4096

/**
 * struct fake_page - upper memory that the module has
 * @used: the module has it
 * @bank: its bank
 * @page: its number
 * @data: bytes 128-255
 */
struct fake_page {
	bool used;
	u8 bank;
	u8 page;
	u8 data[128];
};

struct fake;

/**
 * struct fake_model - what else the module does than to remember
 * @read: a byte of upper memory is about to be read
 * @written: a byte of upper memory has been written
 */
struct fake_model {
	void (*read)(struct fake *fake, const u8 *select, u8 offset);
	void (*written)(struct fake *fake, const u8 *select, u8 offset);
};

/**
 * struct fake - a transport and the module behind it
 * @test: the test, which fails if the transport is called wrongly
 * @lock: must be held whenever the transport is called
 * @not_locked: must not be held; NULL if that does not matter
 * @lower: lower memory; 126 and 127 are the selection
 * @pages: upper memory
 * @flat: no pages: upper memory is page 00h, 126 and 127 select nothing
 * @bank_stuck: lower 126 always reads 0xff
 * @page_lag_us: a change of page takes effect so much later
 * @page_next: what it will be
 * @page_when: when
 * @steal_page: another master selects this page of bank 0 ...
 * @steal_count: ... after each of the next so many writes of the selection
 * @read_limit: bytes that the module gives right in one read; 0 = all
 * @read_filler: what follows; negative: the first bytes over again
 * @nack_long: reads longer than that are not acknowledged; 0 = none
 * @nack_page: nothing on pages from this one on is acknowledged; 0 = all is
 * @nack_combined: nothing that follows a selection in the same transaction is
 *	acknowledged
 * @refuse_combined: the transport takes one message at a time
 * @read_only: nothing may be written
 * @model: what else the module does, or NULL; called with the bank and the
 *	page that are selected
 * @transfer_us: how long a transaction takes
 * @busy_until: nothing is acknowledged before
 * @fail_skip: transactions that go well before those that fail
 * @fail_count: transactions that fail; negative = all
 * @fail_errno: how
 * @transactions: how many there were, failed ones included
 * @signals: how often a signal was driven
 * @signal_on: how the last time
 * @log: traffic since the last fake_take(), see there
 * @log_len: of @log
 * @taken: what fake_take() returned
 */
struct fake {
	struct kunit *test;
	struct mutex *lock;	/* the bus lock of the code under test */
	struct mutex *not_locked;
	u8 lower[128];
	struct fake_page pages[FAKE_PAGES];
	bool flat;
	bool bank_stuck;
	unsigned int page_lag_us;
	u8 page_next[2];
	ktime_t page_when;
	u8 steal_page;
	unsigned int steal_count;
	unsigned int read_limit;
	int read_filler;
	unsigned int nack_long;
	u8 nack_page;
	bool nack_combined;
	bool refuse_combined;
	bool read_only;
	const struct fake_model *model;
	unsigned int transfer_us;
	ktime_t busy_until;
	unsigned int fail_skip;
	int fail_count;
	int fail_errno;
	unsigned int transactions;
	unsigned int signals;
	bool signal_on;
	char log[FAKE_LOG_SIZE];
	size_t log_len;
	char taken[FAKE_LOG_SIZE];
};

extern const struct cmis_transport_ops fake_ops;
extern const struct cmis_transport_ops fake_access_ops;

void fake_init(struct fake *fake, struct kunit *test);
u8 fake_byte(u8 bank, u8 page, u8 offset);
u8 *fake_page_add(struct fake *fake, u8 bank, u8 page);
u8 *fake_at(struct fake *fake, u8 bank, u8 page, u8 offset);
void fake_fail(struct fake *fake, int err, int count);
int fake_set_reset(void *priv, bool on);
const char *fake_take(struct fake *fake);

#endif /* _CMIS_FAKE_TRANSPORT_H */
