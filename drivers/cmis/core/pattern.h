/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tests with patterns (13h:144-177): generators, checkers, and their totals.
 */
#ifndef _CMIS_CORE_PATTERN_H
#define _CMIS_CORE_PATTERN_H

#include <linux/mutex.h>
#include <uapi/linux/cmis.h>

#include "core/diag.h"
#include "spec/pattern.h"
#include "spec/regs.h"

struct cmis_cage;
struct netlink_ext_ack;

/* Index of a side: host, media */
#define CMIS_TEST_SIDES		2

/**
 * struct cmis_test_total - the counts of a checker of a lane
 * @errors: errors
 * @bits: bits
 * @losses: sweeps in which the pattern was lost
 * @since_ns: boot time of the first bit
 * @until_ns: boot time of the last bit; 0: nothing was counted
 */
struct cmis_test_total {
	u64 errors;
	u64 bits;
	u32 losses;
	u64 since_ns;
	u64 until_ns;
};

/**
 * struct cmis_tests - the tests of a cage
 * @lock: guards the fields below; a leaf
 * @generation: module of the other fields; 0: none has been read
 * @stale: the module may have changed since
 * @error: the module cannot be read, in @generation; 0 or a negative errno
 * @adverts: of the module
 * @now: by bank, 13h:144-178 as the module has them, settled
 * @on: by side, lanes that a request has started
 * @ended: by side, lanes whose test has ended by itself
 * @due: by side, lanes whose counters are still to be read
 * @counted: by side, lanes whose counters have been read once: the next read
 *	counts
 * @locked: by side, lanes whose checker had the pattern at the last look
 * @taken: by side, lanes whose counters were read while the module holds them
 * @held: bits: banks that hold their counters (13h:177.5)
 * @held_ns: boot time at which they began
 * @look_ns: boot time of the next look at the checkers
 * @total: by side and lane; NULL: there are none yet
 * @revert: the change that waits, as @now
 */
struct cmis_tests {
	struct mutex lock;	/* all below */
	u32 generation;
	bool stale;
	int error;
	struct cmis_pattern_adverts adverts;
	u8 now[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u64 on[CMIS_TEST_SIDES];
	u64 ended[CMIS_TEST_SIDES];
	u64 due[CMIS_TEST_SIDES];
	u64 counted[CMIS_TEST_SIDES];
	u64 locked[CMIS_TEST_SIDES];
	u64 taken[CMIS_TEST_SIDES];
	u8 held;
	u64 held_ns;
	u64 look_ns;
	struct cmis_test_total *total;
	struct cmis_diag_revert revert;
};

/**
 * struct cmis_test_request - a request of an administrator
 * @action: enum cmis_test_action
 * @media: the media side, not the host side
 * @lanes: the lanes; bit 0 is lane 1
 * @pattern: enum cmis_test_pattern of generator and checker; negative: it stays
 *	as it is. For a start only
 * @force: the lanes may have traffic
 * @revert_ms: the change ends by itself after so much time; 0: it lasts. For a
 *	start only
 */
struct cmis_test_request {
	unsigned int action;
	bool media;
	u64 lanes;
	int pattern[2];
	bool force;
	u32 revert_ms;
};

/**
 * struct cmis_test_view - the test of a lane as others see it
 * @generation: of the module
 * @media: the media side, not the host side
 * @lane: from 0
 * @pattern: enum cmis_test_pattern of generator and checker; negative: unknown
 * @state: enum cmis_test_state
 * @locked: the checker had the pattern at the last look
 * @total: its counts
 * @revert_id: number of the change that waits; 0: there is none
 */
struct cmis_test_view {
	u32 generation;
	bool media;
	unsigned int lane;
	int pattern[2];
	u8 state;
	bool locked;
	struct cmis_test_total total;
	u32 revert_id;
};

void cmis_tests_init(struct cmis_tests *tests);
void cmis_tests_exit(struct cmis_tests *tests);
int cmis_test_confirm(struct cmis_cage *cage, u32 revert_id);

/* These functions use the bus, the first one if it does not know the module. */
int cmis_test_get(struct cmis_cage *cage, unsigned int *item, bool next,
		  struct cmis_test_view *state);
int cmis_test_act(struct cmis_cage *cage,
		  const struct cmis_test_request *request, u32 *revert_id,
		  struct netlink_ext_ack *extack);

#endif /* _CMIS_CORE_PATTERN_H */
