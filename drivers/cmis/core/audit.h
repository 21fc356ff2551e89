/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Audit: a record of each write to a module that somebody has asked for.
 */
#ifndef _CMIS_CORE_AUDIT_H
#define _CMIS_CORE_AUDIT_H

#include <linux/mutex.h>
#include <linux/sched.h>

#include "spec/regs.h"

struct cmis_cage;
struct cmis_req;

/* Records of a cage; older ones are lost. */
#define CMIS_AUDIT_RECORDS	256

/**
 * struct cmis_asker - a task that has asked for writes
 * @pid: the thread
 * @tgid: its process
 * @uid: its user, in the first user namespace
 * @loginuid: user that logged in; U32_MAX: unknown
 * @comm: name of the task
 */
struct cmis_asker {
	s32 pid;
	s32 tgid;
	u32 uid;
	u32 loginuid;
	char comm[TASK_COMM_LEN];
};

/**
 * struct cmis_audit_record - a write
 * @sequence: number of the record in the cage, from 1
 * @time_ns: boot time of the end of the write
 * @generation: of the module
 * @serial: its serial number
 * @bank: bank
 * @page: page
 * @offset: first byte
 * @len: number of bytes
 * @hidden: @bytes are not kept: a password, or the payload of a command
 * @bytes: the bytes
 * @has_old: @old is known
 * @old: the byte before, if @len is 1
 * @cause: enum cmis_audit_cause
 * @error: 0 or a negative errno; then a part may have been written
 * @asker: the task
 */
struct cmis_audit_record {
	u64 sequence;
	u64 time_ns;
	u32 generation;
	char serial[17];
	u8 bank;
	u8 page;
	u8 offset;
	u8 len;
	bool hidden;
	u8 bytes[CMIS_PAGE_SIZE];
	bool has_old;
	u8 old;
	u8 cause;
	int error;
	struct cmis_asker asker;
};

/**
 * struct cmis_audit - the records of a cage
 * @lock: guards the fields below; a leaf
 * @last: number of the last record
 * @ring: the records; NULL: there are none yet
 */
struct cmis_audit {
	struct mutex lock;	/* all below */
	u64 last;
	struct cmis_audit_record *ring;
};

void cmis_audit_init(struct cmis_audit *audit);
void cmis_audit_exit(struct cmis_audit *audit);
void cmis_asker_take(struct cmis_asker *asker);
void cmis_audit_note(struct cmis_cage *cage, const struct cmis_req *req,
		     int error);
bool cmis_audit_get_next(struct cmis_cage *cage, u64 sequence,
			 struct cmis_audit_record *record);

#endif /* _CMIS_CORE_AUDIT_H */
