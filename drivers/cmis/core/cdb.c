// SPDX-License-Identifier: GPL-2.0-only
/*
 * CDB: the driver sends a command only to a module whose CDB pages nobody else
 * has written since the insertion, or a short time ago. A raw writer waits for
 * the end of the driver's command.
 */

#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/sched.h>

#include "core/cdb.h"
#include "spec/addr.h"
#include "spec/regs.h"

/* A raw writer does not wait longer, for any advert. */
#define CMIS_CDB_WAIT_MS	10000

/**
 * cmis_cdb_init - set up the use of the CDB pages
 * @cdb: of a new cage
 */
void cmis_cdb_init(struct cmis_cdb *cdb)
{
	mutex_init(&cdb->lock);
	init_waitqueue_head(&cdb->idle);
}

/**
 * cmis_cdb_covers - whether a range is on the CDB pages
 * @range: the range
 *
 * Return: true if so.
 */
bool cmis_cdb_covers(const struct cmis_range *range)
{
	return range->addr.offset >= CMIS_UPPER_FIRST &&
	       range->addr.page >= CMIS_PAGE_CDB &&
	       range->addr.page <= CMIS_PAGE_CDB_EPL_LAST;
}

/**
 * cmis_cdb_enter - begin a raw write
 * @cdb: of the cage
 * @range: range of the write; only CDB pages matter
 *
 * Context: Sleeps until a command of the driver has ended, at most until its
 * time is over: the work may have no turn to end it.
 */
void cmis_cdb_enter(struct cmis_cdb *cdb, const struct cmis_range *range)
{
	s64 wait_ms;

	if (!cmis_cdb_covers(range))
		return;
	scoped_guard(mutex, &cdb->lock) {
		WRITE_ONCE(cdb->written, ktime_get());
		cdb->used = true;
		wait_ms = ktime_ms_delta(cdb->until, ktime_get());
	}
	wait_ms = clamp_t(s64, wait_ms, 0, CMIS_CDB_WAIT_MS);
	wait_event_timeout(cdb->idle, !READ_ONCE(cdb->busy),
			   msecs_to_jiffies(wait_ms));
}

/**
 * cmis_cdb_begin - begin a command of the driver
 * @cdb: of the cage
 * @ms: how long the command may take
 *
 * Context: The cage's work.
 * Return: 0, and cmis_cdb_end() must follow; -EBUSY if another user has CDB of
 * this module; -EAGAIN if somebody wrote to the module before a short time ago.
 */
int cmis_cdb_begin(struct cmis_cdb *cdb, unsigned int ms)
{
	guard(mutex)(&cdb->lock);
	if (cdb->used)
		return -EBUSY;
	if (cmis_cdb_is_foreign(cdb))
		return -EAGAIN;
	cdb->busy = true;
	cdb->until = ktime_add_ms(ktime_get(), ms);
	return 0;
}

/**
 * cmis_cdb_end - end a command of the driver
 * @cdb: of the cage
 *
 * Context: The cage's work.
 */
void cmis_cdb_end(struct cmis_cdb *cdb)
{
	scoped_guard(mutex, &cdb->lock)
		cdb->busy = false;
	wake_up_all(&cdb->idle);
}

/**
 * cmis_cdb_forget - begin anew with another module
 * @cdb: of the cage
 *
 * Context: The cage's work.
 */
void cmis_cdb_forget(struct cmis_cdb *cdb)
{
	cmis_cdb_end(cdb);
	guard(mutex)(&cdb->lock);
	cdb->used = false;
}
