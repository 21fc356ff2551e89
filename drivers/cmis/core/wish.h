/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Wishes for the controls of lanes, the controls as the module has them, and
 * reverts of changes that nobody has confirmed.
 */
#ifndef _CMIS_WISH_H
#define _CMIS_WISH_H

#include <linux/mutex.h>
#include <linux/types.h>

#include "core/audit.h"
#include "spec/controls.h"
#include "spec/regs.h"

struct cmis_cage;
struct cmis_module;
struct netlink_ext_ack;

/* An automatic revert comes after so much time. */
#define CMIS_REVERT_MIN_MS	1000
#define CMIS_REVERT_MAX_MS	600000

/**
 * struct cmis_revert - a change of a control that nobody has confirmed
 * @id: its number in the cage; 0: there is none
 * @due_ns: boot time at which the former values come back
 * @lanes: lanes of the change
 * @wished: lanes that had a wish; the others have none afterwards
 */
struct cmis_revert {
	u32 id;
	u64 due_ns;
	u64 lanes;
	u64 wished;
};

/**
 * struct cmis_wishes - wishes for the controls of a cage's lanes
 * @bank: the wishes
 * @seq: counts their changes
 * @seen: the wishes that @now belongs to
 * @generation: module of @now; 0: there is none, or nobody has read it yet
 * @banks: number of its banks
 * @refused: by enum cmis_lane_control, lanes whose wish the module did not keep
 * @now: the controls as the module has them
 * @asker: by enum cmis_lane_control, task that has set the last wish
 * @reverted: bit enum cmis_lane_control: the last wish is that of a revert
 * @touched: by enum cmis_lane_control, lanes whose wish has changed since the
 *	clients were told
 * @revert: by enum cmis_lane_control
 * @former: values that come back
 * @last_id: number of the last revert
 * @fading: by enum cmis_lane_control, lanes whose wish ends when the module has
 *	the value
 * @closed: the management ends: no more changes
 * @set_lock: one request at a time; outside of the lock of all others
 *
 * Guarded by cage->claims.lock. The wishes outlive modules.
 */
struct cmis_wishes {
	struct cmis_lane_wish bank[CMIS_MAX_BANKS];
	u32 seq;
	u32 seen;
	u32 generation;
	u8 banks;
	u64 refused[CMIS_LC_COUNT];
	struct cmis_lane_bytes now[CMIS_MAX_BANKS];
	struct cmis_asker asker[CMIS_LC_COUNT];
	u32 reverted;
	u64 touched[CMIS_LC_COUNT];
	struct cmis_revert revert[CMIS_LC_COUNT];
	struct cmis_lane_bytes former[CMIS_MAX_BANKS];
	u32 last_id;
	u64 fading[CMIS_LC_COUNT];
	bool closed;
	struct mutex set_lock;	/* requests */
};

/**
 * struct cmis_wish_state - the controls as the module has them
 * @generation: of the module
 * @seq: the wishes that were known then
 * @banks: number of banks
 * @refused: by enum cmis_lane_control, lanes whose wish the module did not keep
 * @now: the controls of each bank
 */
struct cmis_wish_state {
	u32 generation;
	u32 seq;
	u8 banks;
	const u64 *refused;
	const struct cmis_lane_bytes *now;
};

/**
 * struct cmis_wish_request - a change of a control
 * @control: enum cmis_lane_control
 * @lanes: the lanes; bit 0 is lane 1
 * @value: the new value
 * @force: the lanes may have traffic
 * @revert_ms: the change ends by itself after so much time; 0: it lasts
 */
struct cmis_wish_request {
	unsigned int control;
	u64 lanes;
	u32 value;
	bool force;
	u32 revert_ms;
};

/**
 * struct cmis_lane_value - a control of a lane
 * @generation: of the module
 * @code: as the module has it
 * @wished: @wish is valid
 * @wish: as it shall be
 * @revert_id: number of the revert that waits; 0: none
 */
struct cmis_lane_value {
	u32 generation;
	u8 code;
	bool wished;
	u8 wish;
	u32 revert_id;
};

/*
 * Drop the wishes for some lanes; the module keeps its values. With @reverts,
 * changes of these lanes last. cage->claims.lock is held.
 */
static inline void __cmis_wishes_drop(struct cmis_wishes *wishes, u64 lanes,
				      bool reverts)
{
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++) {
		struct cmis_revert *revert = &wishes->revert[i];

		for (unsigned int b = 0; b < CMIS_MAX_BANKS; b++)
			wishes->bank[b].set[i] &=
				~(u8)(lanes >> b * CMIS_LANES_PER_BANK);
		wishes->fading[i] &= ~lanes;
		/* A change that goes back leaves no wish then. */
		revert->wished &= ~lanes;
		if (!reverts)
			continue;
		revert->lanes &= ~lanes;
		if (!revert->lanes)
			revert->id = 0;
	}
	wishes->seq++;
}

int cmis_wish_get(struct cmis_cage *cage, const struct cmis_module *module,
		  unsigned int control, unsigned int lane,
		  struct cmis_lane_value *value);
int cmis_wish_set(struct cmis_cage *cage,
		  const struct cmis_wish_request *request, u32 *revert_id,
		  struct netlink_ext_ack *extack);
u32 __cmis_revert_next_id(struct cmis_wishes *wishes);
int cmis_wish_confirm(struct cmis_cage *cage, u32 revert_id);
u32 cmis_revert_next_id(struct cmis_cage *cage);
void cmis_wishes_end(struct cmis_cage *cage);

/* For the cage's work. */
unsigned int cmis_wish_run_reverts(struct cmis_cage *cage);
void cmis_wish_publish(struct cmis_cage *cage,
		       const struct cmis_wish_state *state);
void cmis_wish_unpublish(struct cmis_cage *cage);

#endif /* _CMIS_WISH_H */
