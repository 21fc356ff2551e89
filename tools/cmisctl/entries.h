/* SPDX-License-Identifier: GPL-2.0-only */
/* The entries of a record, in the order of their times. */
#ifndef _CMISCTL_ENTRIES_H
#define _CMISCTL_ENTRIES_H

#include "recording.h"
#include "spec/record_format.h"

/**
 * struct ctl_entries - takes the entries of a record
 * @begin: takes the header; optional
 * @statics: takes a static range; optional
 * @entry: takes an entry; @old has the bytes of its range before the entry,
 *	NULL for the first ones of a block
 * @context: for all
 */
struct ctl_entries {
	void (*begin)(void *context, const struct cmis_record_header *header);
	void (*statics)(void *context, const struct cmis_record_slot *range);
	void (*entry)(void *context, const struct cmis_record_entry *entry,
		      const u8 *old);
	void *context;
};

int ctl_recording_walk(const struct ctl_recording *recording,
		       const struct ctl_entries *entries,
		       struct ctl_damage *damage);

#endif /* _CMISCTL_ENTRIES_H */
