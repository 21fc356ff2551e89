/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The flight recorder: its memory, from the insertion of a module to the sealed
 * records.
 */
#ifndef _CMIS_RECORDER_H
#define _CMIS_RECORDER_H

#include <uapi/linux/cmis.h>

#include "core/ring.h"
#include "core/settings.h"

struct cmis_cage;
struct cmis_core_config;
struct cmis_module;
struct cmis_recorder;

/* Limits of the module's parameters */
#define CMIS_RECORD_KIB_MIN	16
#define CMIS_RECORD_KIB_MAX	65536
#define CMIS_RECORD_POOL_KIB_MAX	1048576

/* Room for lower memory and pages 00h to 02h; and more for VDM of a bank */
#define CMIS_RECORD_PAGE	(4 + CMIS_PAGE_SIZE)
#define CMIS_RECORD_STATICS	(5 * CMIS_RECORD_PAGE)
#define CMIS_RECORD_STATICS_BANK					\
	(2 * CMIS_VDM_GROUPS * CMIS_RECORD_PAGE)
#define CMIS_RECORD_STATICS_MAX						\
	(CMIS_RECORD_STATICS + CMIS_MAX_BANKS * CMIS_RECORD_STATICS_BANK)

/**
 * struct cmis_record_cursor - a place in the record that is being written
 * @ring: number of the ring
 * @stream: the stream
 * @item: for the reader
 * @next: by stream, number of the next block
 * @end: by stream, number of the first block that is not read any more
 */
struct cmis_record_cursor {
	u32 ring;
	u16 stream;
	u16 item;
	u32 next[CMIS_RING_MAX];
	u32 end[CMIS_RING_MAX];
};

bool cmis_recorder_ok(const struct cmis_core_config *config);
struct cmis_recorder *
cmis_recorder_create(const struct cmis_core_config *config);
void cmis_recorder_destroy(struct cmis_cage *cage);
enum cmis_record_state cmis_record_get_state(struct cmis_cage *cage);
int cmis_record_open(struct cmis_cage *cage, struct cmis_record_cursor *cursor,
		     struct cmis_record_header *header, u8 *statics);
int cmis_record_copy_block(struct cmis_cage *cage,
			   struct cmis_record_cursor *cursor, u8 *to);

/* For the cage's work, or for the task that has cancelled the work. */
void cmis_record_arrive(struct cmis_cage *cage);
void cmis_record_reserve(struct cmis_cage *cage, unsigned int lanes);
void cmis_record_start(struct cmis_cage *cage,
		       const struct cmis_module *module);
unsigned int cmis_record_run(struct cmis_cage *cage,
			     const struct cmis_settings *settings);
void cmis_record_leave(struct cmis_cage *cage);

#endif /* _CMIS_RECORDER_H */
