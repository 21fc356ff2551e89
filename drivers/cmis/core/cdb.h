/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CDB: the pages on which a module takes commands have one user at a time.
 */
#ifndef _CMIS_CORE_CDB_H
#define _CMIS_CORE_CDB_H

#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/wait.h>

struct cmis_cage;
struct cmis_range;

/**
 * struct cmis_cdb - the use of the CDB pages of a module
 * @lock: guards the other fields
 * @used: somebody else has written there since the insertion: the driver stays
 *	away
 * @busy: the driver has a command under way
 * @until: when it is over at the latest
 * @written: time of the last write by somebody else, to this module or to one
 *	before; 0: never
 * @idle: wait for the end of @busy
 */
struct cmis_cdb {
	struct mutex lock;	/* used, busy, until */
	bool used;
	bool busy;
	ktime_t until;
	ktime_t written;
	wait_queue_head_t idle;
};

/* A raw writer of the CDB pages may flash firmware for so long. */
#define CMIS_CDB_FOREIGN_MS	10000

/*
 * Whether somebody else has written to the CDB pages a short time ago. The
 * module may have been taken for another one in the middle of a flash.
 */
static inline bool cmis_cdb_is_foreign(const struct cmis_cdb *cdb)
{
	ktime_t written = READ_ONCE(cdb->written);

	return written &&
	       ktime_ms_delta(ktime_get(), written) < CMIS_CDB_FOREIGN_MS;
}

void cmis_cdb_init(struct cmis_cdb *cdb);
bool cmis_cdb_covers(const struct cmis_range *range);
void cmis_cdb_enter(struct cmis_cdb *cdb, const struct cmis_range *range);
int cmis_cdb_begin(struct cmis_cdb *cdb, unsigned int ms);
void cmis_cdb_end(struct cmis_cdb *cdb);
void cmis_cdb_forget(struct cmis_cdb *cdb);

#endif /* _CMIS_CORE_CDB_H */
