// SPDX-License-Identifier: GPL-2.0-only
/*
 * Audit: a record of each write to a module that somebody has asked for. Writes
 * without a cause are the driver's own: selections of pages and of diagnostics,
 * freezes, and masks of flags.
 */

#include <linux/audit.h>
#include <linux/cleanup.h>
#include <linux/cred.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "core/audit.h"
#include "core/cage.h"
#include "xfer/xfer.h"

/* Payloads of commands begin there on page 9Fh. */
#define CMIS_AUDIT_CDB_PAYLOAD		136

/**
 * cmis_audit_init - set up the records of a new cage
 * @audit: of the cage
 */
void cmis_audit_init(struct cmis_audit *audit)
{
	mutex_init(&audit->lock);
}

/**
 * cmis_audit_exit - free the records of a cage that nobody uses any more
 * @audit: of the cage
 */
void cmis_audit_exit(struct cmis_audit *audit)
{
	kvfree(audit->ring);
}

/**
 * cmis_asker_take - note the present task
 * @asker: gets the task
 */
void cmis_asker_take(struct cmis_asker *asker)
{
	*asker = (struct cmis_asker) {
		.pid = task_pid_nr(current),
		.tgid = task_tgid_nr(current),
		.uid = from_kuid(&init_user_ns, current_uid()),
		.loginuid = from_kuid(&init_user_ns,
				      audit_get_loginuid(current)),
	};
	get_task_comm(asker->comm, current);
}

/* Passwords, and payloads of commands, such as firmware */
static bool cmis_audit_hides(const struct cmis_addr *addr, u8 len)
{
	unsigned int end = addr->offset + len;

	if (addr->offset < CMIS_UPPER_FIRST)
		return addr->offset <= 125 && end > 118;
	return addr->page > CMIS_PAGE_CDB
	       ? addr->page <= CMIS_PAGE_CDB_EPL_LAST
	       : addr->page == CMIS_PAGE_CDB && end > CMIS_AUDIT_CDB_PAYLOAD;
}

static void cmis_audit_fill(struct cmis_cage *cage, const struct cmis_req *req,
			    struct cmis_audit_record *record)
{
	bool upper = req->addr.offset >= CMIS_UPPER_FIRST;
	struct cmis_snapshot *snapshot;

	record->time_ns = ktime_get_boottime_ns();
	/* A swap may have come before the write: then it was refused. */
	record->generation = req->generation ?: cage->xfer->generation;
	record->bank = upper ? req->addr.bank : 0;
	record->page = upper ? req->addr.page : 0;
	record->offset = req->addr.offset;
	record->len = req->len;
	record->cause = req->why.cause;
	record->hidden = cmis_audit_hides(&req->addr, req->len);
	if (!record->hidden)
		memcpy(record->bytes, req->buf,
		       min_t(size_t, req->len, sizeof(record->bytes)));
	record->has_old = req->why.old && req->len == 1;
	if (record->has_old)
		record->old = *req->why.old;
	if (req->why.asker)
		record->asker = *req->why.asker;
	else
		cmis_asker_take(&record->asker);
	guard(rcu)();
	snapshot = rcu_dereference(cage->snapshot);
	if (snapshot && snapshot->module->generation == record->generation)
		strscpy(record->serial, snapshot->module->admin.vendor_sn,
			sizeof(record->serial));
}

/**
 * cmis_audit_note - record a write
 * @cage: the cage
 * @req: the write
 * @error: 0 or a negative errno
 *
 * If there is no memory, the record is lost, but its number is taken.
 *
 * Context: The bus lock is held. May sleep.
 */
void cmis_audit_note(struct cmis_cage *cage, const struct cmis_req *req,
		     int error)
{
	struct cmis_audit *audit = &cage->audit;
	struct cmis_audit_record *record;

	guard(mutex)(&audit->lock);
	audit->last++;
	if (!audit->ring)
		audit->ring = kvcalloc(CMIS_AUDIT_RECORDS,
				       sizeof(*audit->ring), GFP_KERNEL);
	if (!audit->ring)
		return;
	record = &audit->ring[audit->last % CMIS_AUDIT_RECORDS];
	memset(record, 0, sizeof(*record));
	record->sequence = audit->last;
	record->error = error;
	cmis_audit_fill(cage, req, record);
}

/**
 * cmis_audit_get_next - get a record
 * @cage: the cage
 * @sequence: least number of the record
 * @record: gets a copy of the oldest one that is left
 *
 * Context: May sleep.
 * Return: false if there is none.
 */
bool cmis_audit_get_next(struct cmis_cage *cage, u64 sequence,
			 struct cmis_audit_record *record)
{
	struct cmis_audit *audit = &cage->audit;

	guard(mutex)(&audit->lock);
	if (audit->last >= CMIS_AUDIT_RECORDS)
		sequence = max(sequence,
			       audit->last - CMIS_AUDIT_RECORDS + 1);
	for (; audit->ring && sequence <= audit->last; sequence++) {
		*record = audit->ring[sequence % CMIS_AUDIT_RECORDS];
		if (record->sequence == sequence && sequence)
			return true;
	}
	return false;
}
