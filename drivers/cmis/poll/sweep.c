// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweeps: reads of the registers that change, class by class.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "poll/sweep.h"
#include "core/cage.h"
#include "core/record.h"
#include "poll/evidence.h"
#include "poll/plan.h"
#include "poll/poll.h"
#include "poll/probe.h"
#include "poll/range.h"
#include "poll/schedule.h"
#include "poll/sweep_lanes.h"
#include "poll/sweep_vdm.h"
#include "spec/pm.h"

static void cmis_poll_free(struct cmis_poll *poll)
{
	kvfree(poll->lanes);
	kvfree(poll->tuning);
	kfree(poll->line);
	kvfree(poll->ext);
	kvfree(poll->vdm.flags);
	kvfree(poll->vdm.reading);
	kvfree(poll->vdm.counters);
	poll->lanes = NULL;
	poll->tuning = NULL;
	poll->line = NULL;
	poll->ext = NULL;
	poll->vdm.flags = NULL;
	poll->vdm.reading = NULL;
	poll->vdm.counters = NULL;
}

/**
 * cmis_poll_forget - forget the module of a cage
 * @poll: state of the cage's work; keeps its settings, and the masks, as the
 *	same module may come back
 */
void cmis_poll_forget(struct cmis_poll *poll)
{
	const struct cmis_settings settings = poll->settings;

	cmis_poll_free(poll);
	memset(poll, 0, offsetof(struct cmis_poll, mask));
	poll->settings = settings;
}

/*
 * Probing has read lower memory with its flags. Copy all bytes but the flags:
 * the first sweep gets the flags, and flags of an earlier try stay in
 * poll->lower until a snapshot has them.
 */
static void cmis_poll_seed(struct cmis_poll *poll,
			   const struct cmis_module *module)
{
	unsigned int flags = CMIS_REG_INDEX(CMIS_MODULE_FLAGS);
	unsigned int end = flags + CMIS_REG_SIZE(CMIS_MODULE_FLAGS);

	memcpy(poll->lower, module->lower, flags);
	memcpy(poll->lower + end, module->lower + end,
	       sizeof(poll->lower) - end);
}

static void cmis_flags_give(u8 *to, const u8 *from, struct cmis_addr at,
			    bool keep)
{
	for (unsigned int i = 0; i < CMIS_PAGE_SIZE; i++, at.offset++)
		if (cmis_addr_is_latched(&at))
			to[i] = (keep ? to[i] : 0) | from[i];
}

/* Give the flags of a bank that no snapshot has yet. */
static void cmis_poll_give_bank(struct cmis_poll *to,
				const struct cmis_poll *from, u8 bank)
{
	const struct cmis_range lanes = cmis_range_of(bank, CMIS_LANE_FLAGS);
	const struct cmis_range tuning = cmis_range_of(bank, CMIS_TUNING_FLAGS);
	const struct cmis_range vdm = cmis_range_of(bank, CMIS_VDM_FLAGS);
	struct cmis_addr at = { .bank = bank, .offset = CMIS_UPPER_FIRST };

	if (from->class[CMIS_CLASS_LANES].unseen) {
		at.page = lanes.addr.page;
		cmis_flags_give(to->lanes[bank], from->lanes[bank], at,
				to->class[CMIS_CLASS_LANES].unseen);
	}
	if (from->class[CMIS_CLASS_LANES].unseen && from->tuning &&
	    to->tuning) {
		at.page = tuning.addr.page;
		cmis_flags_give(to->tuning[bank], from->tuning[bank], at,
				to->class[CMIS_CLASS_LANES].unseen);
	}
	if (from->class[CMIS_CLASS_VDM].unseen) {
		at.page = vdm.addr.page;
		cmis_flags_give(to->vdm.flags[bank], from->vdm.flags[bank], at,
				to->class[CMIS_CLASS_VDM].unseen);
	}
}

/* Coherent modules have their flags in bank 0. */
static void cmis_poll_give_line(struct cmis_poll *to,
				const struct cmis_poll *from)
{
	struct cmis_addr at = { .offset = CMIS_UPPER_FIRST };

	if (!from->class[CMIS_CLASS_LANES].unseen || !from->line || !to->line)
		return;
	for (unsigned int i = 0; i < CMIS_LINE_PAGES; i++) {
		at.page = CMIS_REG_PAGE(cmis_line_regs[i]);
		cmis_flags_give(to->line[i], from->line[i], at,
				to->class[CMIS_CLASS_LANES].unseen);
	}
}

/* A laser source has a page of flags in each bank. */
static void cmis_poll_give_ext(struct cmis_poll *to,
			       const struct cmis_poll *from)
{
	struct cmis_addr at = {
		.page = CMIS_REG_PAGE(CMIS_EXT_FLAGS),
		.offset = CMIS_UPPER_FIRST,
	};

	if (!from->class[CMIS_CLASS_LANES].unseen || !from->ext || !to->ext)
		return;
	for (; at.bank < min(to->banks, from->banks); at.bank++)
		cmis_flags_give(to->ext[at.bank][CMIS_EXT_PAGE_STATUS],
				from->ext[at.bank][CMIS_EXT_PAGE_STATUS], at,
				to->class[CMIS_CLASS_LANES].unseen);
}

/**
 * cmis_poll_give_flags - give the flags that no snapshot has yet
 * @to: gets them; no flag of its own goes
 * @from: has them; it may have other banks, or no buffers
 */
void cmis_poll_give_flags(struct cmis_poll *to, const struct cmis_poll *from)
{
	const struct cmis_addr lower = {};

	if (from->class[CMIS_CLASS_THERMAL].unseen)
		cmis_flags_give(to->lower, from->lower, lower,
				to->class[CMIS_CLASS_THERMAL].unseen);
	if (from->lanes && from->vdm.flags && to->lanes && to->vdm.flags)
		for (u8 b = 0; b < min(to->banks, from->banks); b++)
			cmis_poll_give_bank(to, from, b);
	cmis_poll_give_line(to, from);
	cmis_poll_give_ext(to, from);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		to->class[i].unseen |= from->class[i].unseen;
}

/**
 * cmis_poll_renew - begin the sweeps of the present module anew
 * @poll: state of the cage's work; loses its buffers and its failures
 *
 * A class that failed before may fail again: the module is shown without it.
 *
 * Return: the state so far, with its buffers, for cmis_poll_keep() or
 * cmis_poll_drop(); NULL without memory.
 */
struct cmis_poll *cmis_poll_renew(struct cmis_poll *poll)
{
	struct cmis_poll *old = kmemdup(poll, sizeof(*poll), GFP_KERNEL);

	if (!old)
		return NULL;
	poll->partial = cmis_poll_has_lost(poll);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		poll->partial |= poll->class[i].error;
		poll->class[i] = (struct cmis_class_poll) {};
	}
	memset(poll->lost, 0, sizeof(poll->lost));
	poll->early = false;
	poll->lanes = NULL;
	poll->tuning = NULL;
	poll->line = NULL;
	poll->ext = NULL;
	poll->vdm.busy = false;
	poll->vdm.reading = NULL;
	poll->vdm.flags = NULL;
	poll->vdm.counters = NULL;
	return old;
}

/**
 * cmis_poll_drop - go on with the new state
 * @old: from cmis_poll_renew()
 */
void cmis_poll_drop(struct cmis_poll *old)
{
	cmis_poll_free(old);
	kfree(old);
}

/**
 * cmis_poll_keep - go on with the state before cmis_poll_renew()
 * @poll: state of the cage's work
 * @old: from cmis_poll_renew(); gets the flags that were read meanwhile
 */
void cmis_poll_keep(struct cmis_poll *poll, struct cmis_poll *old)
{
	cmis_poll_give_flags(old, poll);
	old->answered = poll->answered;
	old->refresh = poll->refresh;
	cmis_poll_free(poll);
	*poll = *old;
	kfree(old);
}

/**
 * cmis_poll_prepare - make room for the sweeps of a module
 * @poll: state of the cage's work; keeps the flags of an earlier try
 * @module: the module, before its first sweep
 *
 * Return: 0 or -ENOMEM.
 */
int cmis_poll_prepare(struct cmis_poll *poll, const struct cmis_module *module)
{
	unsigned int count = cmis_class_count(module, CMIS_CLASS_VDM);
	u8 banks = DIV_ROUND_UP(module->lanes, CMIS_LANES_PER_BANK);
	struct cmis_vdm_poll *v = &poll->vdm;

	if (poll->banks != banks)
		cmis_poll_free(poll);
	poll->banks = banks;
	poll->lane_settings = 0;
	if (!poll->lanes)
		poll->lanes = kvcalloc(banks + 1, CMIS_PAGE_SIZE, GFP_KERNEL);
	if (module->laser.known && !poll->tuning)
		poll->tuning = kvcalloc(banks + 1, CMIS_PAGE_SIZE, GFP_KERNEL);
	if (module->line_pages && !poll->line)
		poll->line = kcalloc(CMIS_LINE_PAGES, CMIS_PAGE_SIZE,
				     GFP_KERNEL);
	if (module->ext.known && !poll->ext)
		poll->ext = kvcalloc(banks + 1, sizeof(*poll->ext),
				     GFP_KERNEL);
	if (!v->flags)
		v->flags = kvcalloc(banks + 1, CMIS_PAGE_SIZE, GFP_KERNEL);
	kvfree(v->reading);
	kvfree(v->counters);
	v->reading = kvcalloc(count + 1, sizeof(*v->reading), GFP_KERNEL);
	v->counters = kvcalloc(2 * module->lanes + 1, sizeof(*v->counters),
			       GFP_KERNEL);
	if (!poll->lanes || (module->laser.known && !poll->tuning) ||
	    (module->line_pages && !poll->line) ||
	    (module->ext.known && !poll->ext) ||
	    !v->flags || !v->reading || !v->counters)
		return -ENOMEM;
	cmis_poll_seed(poll, module);
	return 0;
}

static int cmis_sweep_thermal(struct cmis_cage *cage,
			      const struct cmis_module *module)
{
	const struct cmis_range cause = cmis_range_of(0, CMIS_FAULT_CAUSE);
	struct cmis_poll *poll = cage->poll;
	int ret;

	ret = cmis_range_sweep(cage, &module->plan.status, poll->lower,
			       poll->class[CMIS_CLASS_THERMAL].unseen);
	if (ret)
		return ret;
	cmis_evidence_check_kept(cage);
	if (cmis_poll_state(poll) != CMIS_STATE_FAULT)
		return 0;
	return cmis_range_sweep(cage, &cause, poll->lower, false);
}

/* A bank without page 12h has no tunable laser. */
static int cmis_sweep_tuning(struct cmis_cage *cage,
			     const struct cmis_module *module, u8 bank)
{
	const struct cmis_range range = cmis_range_of(bank, CMIS_TUNING);
	struct cmis_poll *poll = cage->poll;
	int ret;

	if (!module->laser.known)
		return 0;
	ret = cmis_range_sweep(cage, &range, poll->tuning[bank],
			       poll->class[CMIS_CLASS_LANES].unseen);
	return ret == -EOPNOTSUPP && bank ? 0 : ret;
}

static int cmis_sweep_line(struct cmis_cage *cage,
			   const struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	int ret;

	for (unsigned int i = 0; i < CMIS_LINE_PAGES; i++) {
		const struct cmis_range range =
			cmis_range_of(0, cmis_line_regs[i]);

		if (!(module->line_pages & BIT(i)))
			continue;
		ret = cmis_range_sweep(cage, &range, poll->line[i],
				       poll->class[CMIS_CLASS_LANES].unseen);
		if (ret && ret != -EOPNOTSUPP)
			return ret;
	}
	return 0;
}

/* The parts of pages 1Ah and 1Bh that change */
static const struct cmis_ext_read {
	u8 page;
	u32 reg;
} cmis_ext_reads[] = {
	{ CMIS_EXT_PAGE_STATUS, CMIS_EXT_FLAGS },
	{ CMIS_EXT_PAGE_STATUS, CMIS_EXT_STATUS },
	{ CMIS_EXT_PAGE_MONITORS, CMIS_EXT_MONITORS },
};

/* Faults and warnings of all lasers are in bank 0, in two registers. */
static int cmis_sweep_ext_bank(struct cmis_cage *cage, u8 bank)
{
	struct cmis_range range = cmis_range_of(0, CMIS_EXT_FAULTS);
	bool unseen = cage->poll->class[CMIS_CLASS_LANES].unseen;
	u8 (*page)[CMIS_PAGE_SIZE] = cage->poll->ext[bank];
	int ret = 0;

	range.len = CMIS_REG_OFFSET(CMIS_EXT_WARNINGS) +
		    CMIS_REG_SIZE(CMIS_EXT_WARNINGS) - range.addr.offset;
	if (!bank)
		ret = cmis_range_sweep(cage, &range, page[CMIS_EXT_PAGE_STATUS],
				       unseen);
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_ext_reads) && !ret; i++) {
		range = cmis_range_of(bank, cmis_ext_reads[i].reg);
		ret = cmis_range_sweep(cage, &range,
				       page[cmis_ext_reads[i].page], unseen);
	}
	return ret;
}

static int cmis_sweep_ext(struct cmis_cage *cage,
			  const struct cmis_module *module)
{
	int ret = 0;

	for (unsigned int lane = 0; lane < module->ext.lanes && !ret;
	     lane += CMIS_LANES_PER_BANK)
		ret = cmis_sweep_ext_bank(cage, lane / CMIS_LANES_PER_BANK);
	return ret;
}

static int cmis_sweep_lanes(struct cmis_cage *cage,
			    const struct cmis_module *module)
{
	int ret;

	if (module->ext.known)
		return cmis_sweep_ext(cage, module);
	for (unsigned int b = 0; b < module->plan.banks; b++) {
		ret = cmis_lanes_sweep(cage, module, b);
		if (!ret)
			ret = cmis_sweep_tuning(cage, module, b);
		if (ret)
			return ret;
	}
	ret = cmis_sweep_line(cage, module);
	if (ret)
		return ret;
	cmis_evidence_fetch(cage, module);
	return 0;
}

static int (*const cmis_sweeps[])(struct cmis_cage *cage,
				  const struct cmis_module *module) = {
	[CMIS_CLASS_THERMAL] = cmis_sweep_thermal,
	[CMIS_CLASS_LANES] = cmis_sweep_lanes,
	[CMIS_CLASS_VDM] = cmis_vdm_sweep,
};

static u8 cmis_poll_sweep_flags(const struct cmis_poll *poll)
{
	if (poll->burst.now)
		return CMIS_RECORD_SWEEP_BURST;
	return poll->early ? CMIS_RECORD_SWEEP_IRQ : 0;
}

/**
 * cmis_poll_sweep - sweep a class
 * @cage: the cage
 * @module: the module in it
 * @class: the class; for VDM, reads flags and live values only
 *
 * @cage->poll keeps the bytes. The sweeps get all flags that they have not seen
 * yet, even if another reader has read the flags since the last sweep.
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class)
{
	const struct cmis_sweep_begin begin = cmis_sweep_begin(cage);
	int ret;

	cmis_record_sweep(cage, class, cmis_poll_sweep_flags(cage->poll));
	ret = cmis_sweeps[class](cage, module);
	cmis_sweep_end(cage, class, &begin, ret);
	cage->poll->class[class].unseen = true;
	return ret;
}

/* Each module has page 11h in all banks, but some dumps of modules lack it. */
static int cmis_poll_sweep_first(struct cmis_cage *cage,
				 struct cmis_module *module,
				 enum cmis_class class)
{
	const struct cmis_sweep_begin begin = cmis_sweep_begin(cage);
	int ret;

	if (class == CMIS_CLASS_VDM) {
		cmis_record_sweep(cage, class, 0);
		ret = cmis_vdm_sweep_first(cage, module);
		cmis_sweep_end(cage, class, &begin, ret);
		return ret;
	}
	ret = cmis_poll_sweep(cage, module, class);
	if (ret == -EOPNOTSUPP && cmis_module_may_be_booting(cage))
		return -EAGAIN;
	while (ret == -EOPNOTSUPP && module->plan.banks) {
		cmis_plan_drop_bank(module);
		ret = cmis_poll_sweep(cage, module, class);
	}
	return ret;
}

/**
 * cmis_poll_sweep_all - sweep all classes, and learn which pages are missing
 * @cage: the cage
 * @module: the module in it, not yet published; its plan loses those pages
 *
 * If a class fails while the module may be booting, probing goes on. Later the
 * driver shows the module without this class. But the driver never shows a
 * module whose lower memory fails.
 *
 * Context: The cage's work.
 * Return: 0; -EAGAIN if the module may still be booting; or an errno of
 * cmis_xfer_read().
 */
int cmis_poll_sweep_all(struct cmis_cage *cage, struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	int ret;

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		ret = cmis_poll_sweep_first(cage, module, i);
		if (ret && (i == CMIS_CLASS_THERMAL || !poll->partial ||
			    ret == -ENETDOWN))
			return ret;
		if (ret)
			cmis_poll_set_error(poll, i, ret);
		cmis_poll_schedule(poll, i);
	}
	/* The rest of the module does not wait for a long sweep of VDM. */
	if (cmis_vdm_is_long(&poll->vdm, module))
		poll->class[CMIS_CLASS_VDM].due = ktime_get();
	return 0;
}
