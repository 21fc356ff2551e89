// SPDX-License-Identifier: GPL-2.0-only
/*
 * Masks: while a condition lasts, its flag holds the interrupt line, and each
 * interrupt would cause the same sweeps. So the driver masks a flag that is set
 * at two interrupts. The line is free for other flags then. The sweeps read
 * masked flags as well: a flag that two sweeps in a row have found clear is
 * unmasked. One such sweep does not count, since a module may need some time to
 * set a flag again.
 */

#include <linux/bitops.h>
#include <linux/delay.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "poll/mask.h"
#include "core/cage.h"
#include "core/control.h"
#include "poll/poll.h"
#include "poll/range.h"
#include "xfer/xfer.h"

/* When the masks are given back, wait for a user's write so often. */
#define CMIS_MASK_TRIES		10
#define CMIS_MASK_PAUSE_MS	20

/**
 * struct cmis_mask_row - flags of one class and their masks
 * @flags: the flags
 * @masks: the control that masks them
 * @first: place of the first byte in the bytes of a bank
 * @events: flags of events, which do not last, in the first byte
 * @banked: each bank has these flags
 */
struct cmis_mask_row {
	u32 flags;
	enum cmis_ctl masks;
	u8 first;
	u8 events;
	bool banked;
};

static const struct cmis_mask_row cmis_mask_rows[CMIS_CLASS_COUNT] = {
	[CMIS_CLASS_THERMAL] = {
		.flags = CMIS_MODULE_FLAGS,
		.masks = CMIS_CTL_MODULE_MASKS,
		.events = CMIS_FLAG_STATE_CHANGED |
			  CMIS_FLAG_CDB_COMPLETE_1 | CMIS_FLAG_CDB_COMPLETE_2,
	},
	[CMIS_CLASS_LANES] = {
		.flags = CMIS_LANE_FLAGS,
		.masks = CMIS_CTL_LANE_MASKS,
		.first = CMIS_REG_SIZE(CMIS_MODULE_FLAGS),
		.events = 0xff,
		.banked = true,
	},
	[CMIS_CLASS_VDM] = {
		.flags = CMIS_VDM_FLAGS,
		.masks = CMIS_CTL_VDM_MASKS,
		.first = CMIS_REG_SIZE(CMIS_MODULE_FLAGS) +
			 CMIS_REG_SIZE(CMIS_LANE_FLAGS),
		.banked = true,
	},
};

/* The bytes of the row in a bank */
static struct cmis_masked *cmis_mask_of(struct cmis_poll *poll,
					const struct cmis_mask_row *row,
					u8 bank)
{
	return poll->mask.masked + bank * CMIS_MASK_BANK + row->first;
}

/* The flags of a bank as last swept */
static const u8 *cmis_mask_flags(const struct cmis_poll *poll,
				 enum cmis_class class, u8 bank)
{
	const u8 *page = class == CMIS_CLASS_THERMAL ? poll->lower :
			 class == CMIS_CLASS_LANES ? poll->lanes[bank] :
						     poll->vdm.flags[bank];

	return page + CMIS_REG_INDEX(cmis_mask_rows[class].flags);
}

/* The bytes of a row in a bank whose masks are to be changed */
struct cmis_mask_change {
	struct cmis_control_span span;
	u8 set[CMIS_CONTROL_SPAN];
	u8 clear[CMIS_CONTROL_SPAN];
};

static void cmis_mask_add(struct cmis_mask_change *change, u8 i, u8 set,
			  u8 clear)
{
	struct cmis_control_span *span = &change->span;

	change->set[i] = set;
	change->clear[i] = clear;
	if (!(set | clear))
		return;
	if (!span->len)
		span->first = i;
	span->len = i + 1 - span->first;
}

/* Mask and unmask. A mask that others have set stays. */
static int cmis_mask_put(struct cmis_cage *cage,
			 struct cmis_mask_change *change,
			 struct cmis_masked *masked)
{
	struct cmis_control_span *span = &change->span;
	u8 before[CMIS_CONTROL_SPAN];
	int ret;

	if (!span->len)
		return 0;
	span->set = change->set + span->first;
	span->clear = change->clear + span->first;
	ret = cmis_control_try(cage, span, before);
	for (u8 i = 0; i < span->len; i++) {
		struct cmis_masked *m = &masked[span->first + i];

		/* A reset may have cleared a mask. */
		m->own &= before[i];
		m->own |= span->set[i] & ~before[i];
		if (!ret)
			m->own &= ~span->clear[i];
		/* If the module has no such mask, do not try again. */
		if (ret && ret != -EOPNOTSUPP)
			m->known &= ~span->set[i];
		cage->poll->mask.any |= m->own;
	}
	return ret;
}

static int cmis_mask_follow_bank(struct cmis_cage *cage,
				 enum cmis_class class, u8 bank, bool interrupt)
{
	const struct cmis_mask_row *row = &cmis_mask_rows[class];
	const u8 *flags = cmis_mask_flags(cage->poll, class, bank);
	struct cmis_masked *masked = cmis_mask_of(cage->poll, row, bank);
	struct cmis_mask_change change = {
		.span = { .ctl = row->masks, .bank = bank },
	};

	for (u8 i = 0; i < CMIS_REG_SIZE(row->flags); i++) {
		struct cmis_masked *m = &masked[i];
		u8 clear = ~flags[i] & ~m->flags, set = 0;

		if (interrupt) {
			set = flags[i] & m->asked & ~m->known;
			m->asked |= flags[i];
		}
		if (!i)
			set &= ~row->events;
		m->asked &= ~clear;
		m->flags = flags[i];
		m->known = (m->known | set) & ~clear;
		cmis_mask_add(&change, i, set, clear & m->own);
	}
	return cmis_mask_put(cage, &change, masked);
}

/* A reset of the module, which sets a flag, has cleared the masks. */
static void cmis_mask_follow_state(struct cmis_poll *poll)
{
	struct cmis_mask_poll *mask = &poll->mask;

	if (poll->lower[CMIS_REG_INDEX(CMIS_FLAGS_MODULE)] &
	    CMIS_FLAG_STATE_CHANGED)
		for (unsigned int i = 0; i < ARRAY_SIZE(mask->masked); i++)
			mask->masked[i].known = 0;
}

/*
 * After another insertion, the driver begins anew, but it still knows its own
 * masks if it is the same module. After a user's write of masks, all of them
 * are the user's.
 */
static void cmis_mask_begin(struct cmis_cage *cage,
			    const struct cmis_module *module)
{
	struct cmis_mask_poll *mask = &cage->poll->mask;
	u8 keep = 0xff;

	if (test_and_clear_bit(0, &cage->raw_masks))
		keep = 0;
	else if (mask->generation == module->generation)
		return;
	if (memcmp(mask->page00, module->page00, sizeof(mask->page00)))
		keep = 0;
	for (unsigned int i = 0; i < ARRAY_SIZE(mask->masked); i++)
		mask->masked[i] = (struct cmis_masked) {
			.own = mask->masked[i].own & keep,
		};
	mask->any = mask->any && keep;
	mask->generation = module->generation;
	memcpy(mask->page00, module->page00, sizeof(mask->page00));
}

/**
 * cmis_mask_follow - mask lasting flags, unmask the others
 * @cage: the cage, with an identified module
 * @class: the class that has been swept
 * @interrupt: the sweep was for an interrupt. Other sweeps only unmask
 *
 * Context: The cage's work.
 * Return: 0, also if a mask could not be changed and is tried again later;
 * -ETIMEDOUT if the bus is stuck.
 */
int cmis_mask_follow(struct cmis_cage *cage, enum cmis_class class,
		     bool interrupt)
{
	const struct cmis_mask_row *row = &cmis_mask_rows[class];
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	int ret = 0;
	u8 banks;

	if (IS_ERR(snapshot))
		return 0;
	cmis_mask_begin(cage, snapshot->module);
	if (class == CMIS_CLASS_THERMAL)
		cmis_mask_follow_state(cage->poll);
	banks = row->banked ? min(snapshot->module->plan.banks,
				  cage->poll->banks) : 1;
	if (cage->poll->suspect ||
	    cmis_control_check(cage, snapshot->module, row->masks))
		banks = 0;
	for (u8 bank = 0; bank < banks && ret != -ETIMEDOUT; bank++)
		ret = cmis_mask_follow_bank(cage, class, bank, interrupt);
	cmis_snapshot_put(snapshot);
	return ret == -ETIMEDOUT ? ret : 0;
}

static void cmis_mask_restore(struct cmis_cage *cage, enum cmis_class class,
			      u8 bank)
{
	const struct cmis_mask_row *row = &cmis_mask_rows[class];
	struct cmis_masked *masked = cmis_mask_of(cage->poll, row, bank);
	struct cmis_mask_change change = {
		.span = { .ctl = row->masks, .bank = bank },
	};

	for (u8 i = 0; i < CMIS_REG_SIZE(row->flags); i++) {
		masked[i].known = 0;
		cmis_mask_add(&change, i, 0, masked[i].own);
	}
	/* A user may write a control just now. */
	for (unsigned int i = 0; i < CMIS_MASK_TRIES; i++) {
		if (cmis_mask_put(cage, &change, masked) != -EBUSY)
			return;
		msleep(CMIS_MASK_PAUSE_MS);
	}
}

/**
 * cmis_mask_quiesce - unmask all flags that the driver has masked
 * @cage: the cage
 *
 * Nothing is written to a module that may be another one.
 *
 * Context: The cage's work, or another task while the work does not run.
 * Sleeps, touches the bus.
 */
void cmis_mask_quiesce(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	struct cmis_poll *poll = cage->poll;

	if (IS_ERR(snapshot))
		return;
	cmis_mask_begin(cage, snapshot->module);
	if (poll->mask.any) {
		cmis_xfer_invalidate(cage->xfer);
		if (!cmis_module_fetch_same(cage, snapshot->module)) {
			/* Masks that stay after an error set it again. */
			poll->mask.any = false;
			for (u8 bank = 0; bank < CMIS_MAX_BANKS; bank++)
				for (u8 i = 0; i < CMIS_CLASS_COUNT; i++)
					cmis_mask_restore(cage, i, bank);
		}
	}
	cmis_snapshot_put(snapshot);
}
