// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page 14h shows the data that its selector chooses, and all users of a module
 * share the selector. A raw user must find the data of its own choice. So each
 * sweep restores the choice that it has found. If a raw access comes during a
 * sweep, the access first restores that choice and waits until the data have
 * settled. The sweeps only try the lock, so they never wait for a raw access.
 *
 * No register shows whether the data have settled. Until then modules show the
 * data of the choice before, or zeros. So the sweeps take data that two reads
 * have given, that are not all zeros, and not those of the choice before.
 */

#include <linux/delay.h>
#include <linux/string.h>

#include "core/selector.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/module.h"
#include "xfer/xfer.h"

/* Forget the choice of the sweeps if it belongs to the last module. */
static void __cmis_selector_refresh(struct cmis_cage *cage)
{
	struct cmis_selector *s = &cage->selector;
	u32 generation = READ_ONCE(cage->generation);

	lockdep_assert_held(&s->lock);
	if (s->generation == generation)
		return;
	s->generation = generation;
	s->banks = 0;
	s->missing = 0;
	s->settle_ms = 0;
	s->settled = 0;
}

/* Read page 14h from its first byte, and keep the data. */
static int __cmis_selector_read(struct cmis_cage *cage, u8 bank, u8 *page)
{
	const struct cmis_req req = {
		.addr = {
			.bank = bank,
			.page = CMIS_PAGE_DIAG_STATUS,
			.offset = CMIS_REG_OFFSET(CMIS_DIAG_SELECTOR),
		},
		.buf = page,
		.len = CMIS_PAGE_SIZE,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};
	int ret;

	ret = cmis_xfer_read(cage->xfer, &req);
	if (!ret)
		memcpy(cage->selector.data[bank],
		       page + CMIS_REG_INDEX(CMIS_DIAG_DATA),
		       CMIS_DIAG_DATA_SIZE);
	return ret;
}

static int __cmis_selector_write(struct cmis_cage *cage, u8 bank, u8 selected)
{
	const struct cmis_control_change change = {
		.ctl = CMIS_CTL_DIAG_SELECTOR,
		.bank = bank,
		.mask = 0xff,
		.value = selected,
	};
	u8 byte = 0;

	return __cmis_control_put(cage, &change, &byte);
}

static int __cmis_selector_restore(struct cmis_cage *cage)
{
	struct cmis_selector *s = &cage->selector;
	int ret;

	__cmis_selector_refresh(cage);
	for (unsigned int bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		if (!(s->banks & BIT(bank)))
			continue;
		ret = __cmis_selector_write(cage, bank, s->found[bank]);
		if (ret)
			return ret;
		s->banks &= ~BIT(bank);
		s->settled = ktime_add_ms(ktime_get(), s->settle_ms ?:
					  CMIS_DIAG_SETTLE_MAX_MS);
	}
	return 0;
}

/* @found keeps the choice of other users until it has been restored. */
static int __cmis_selector_find(struct cmis_cage *cage, u8 bank)
{
	struct cmis_selector *s = &cage->selector;
	u8 page[CMIS_PAGE_SIZE];
	int ret;

	ret = __cmis_selector_read(cage, bank, page);
	if (!ret && page[0] != s->found[bank])
		ret = cmis_control_fetch(cage, CMIS_CTL_DIAG_SELECTOR, bank,
					 &page[0]);
	if (ret)
		return ret;
	s->found[bank] = page[0];
	s->from[bank] = page[0];
	memcpy(s->before[bank], s->data[bank], CMIS_DIAG_DATA_SIZE);
	return 0;
}

static int __cmis_selector_set_bank(struct cmis_cage *cage, u8 bank,
				    u8 selected)
{
	struct cmis_selector *s = &cage->selector;
	int ret;

	if (!(s->banks & BIT(bank))) {
		ret = __cmis_selector_find(cage, bank);
		if (ret)
			return ret;
	} else if (s->selected != selected) {
		s->from[bank] = s->selected;
		memcpy(s->before[bank], s->data[bank], CMIS_DIAG_DATA_SIZE);
	}
	/* A write that fails may still have reached the module. */
	s->banks |= BIT(bank);
	return __cmis_selector_write(cage, bank, selected);
}

static int __cmis_selector_set(struct cmis_cage *cage,
			       const struct cmis_module *module, u8 selected)
{
	struct cmis_selector *s = &cage->selector;
	int ret = 0;

	__cmis_selector_refresh(cage);
	if (ktime_before(ktime_get(), s->settled))
		return -EAGAIN;
	/* A module that boots may get the page later. */
	s->missing = 0;
	for (u8 bank = 0; !ret && bank < module->plan.vdm.diag_banks; bank++) {
		ret = __cmis_selector_set_bank(cage, bank, selected);
		if (ret != -EOPNOTSUPP)
			continue;
		s->missing |= BIT(bank);
		ret = 0;
	}
	s->selected = selected;
	s->again = 0;
	return ret;
}

/**
 * cmis_selector_set - choose the data on page 14h
 * @cage: the cage
 * @module: the module in it
 * @selected: the selector, for all banks that have the page
 *
 * The data can have settled after plan.vdm.settle_ms.
 *
 * Context: The cage's work.
 * Return: 0; -EBUSY if a raw access is under way; -EAGAIN if the data of a
 * restored choice have not settled yet; else an errno of cmis_xfer_read().
 */
int cmis_selector_set(struct cmis_cage *cage, const struct cmis_module *module,
		      u8 selected)
{
	int ret;

	if (!mutex_trylock(&cage->selector.lock))
		return -EBUSY;
	ret = __cmis_selector_set(cage, module, selected);
	mutex_unlock(&cage->selector.lock);
	return ret;
}

/**
 * cmis_selector_is_set - whether the choice on page 14h is the driver's
 * @cage: the cage
 *
 * Return: true if the choice of others is still to be restored.
 */
bool cmis_selector_is_set(struct cmis_cage *cage)
{
	guard(mutex)(&cage->selector.lock);
	return cage->selector.banks;
}

/* Whether the bank still shows the data from before the choice. */
static bool __cmis_selector_is_late(const struct cmis_selector *s, u8 bank,
				    u8 shown)
{
	const u8 *data = s->data[bank];

	if (shown != s->selected || !memchr_inv(data, 0, CMIS_DIAG_DATA_SIZE))
		return true;
	return s->from[bank] != s->selected &&
	       !memcmp(data, s->before[bank], CMIS_DIAG_DATA_SIZE);
}

/* After another master or a reset: confirm the present choice. */
static int __cmis_selector_confirm(struct cmis_cage *cage, u8 bank, u8 found)
{
	struct cmis_selector *s = &cage->selector;
	int ret;

	ret = cmis_control_fetch(cage, CMIS_CTL_DIAG_SELECTOR, bank, &found);
	if (ret)
		return ret;
	if (found != s->selected)
		s->banks &= ~BIT(bank);
	return -EBUSY;
}

static int __cmis_selector_fetch(struct cmis_cage *cage,
				 const struct cmis_module *module, u8 bank,
				 u8 *page, bool settled)
{
	struct cmis_selector *s = &cage->selector;
	u8 last[CMIS_DIAG_DATA_SIZE];
	bool again;
	int ret;

	__cmis_selector_refresh(cage);
	if (s->missing & BIT(bank))
		return -EOPNOTSUPP;
	if (!(s->banks & BIT(bank)))
		return -EBUSY;
	memcpy(last, s->data[bank], sizeof(last));
	ret = __cmis_selector_read(cage, bank, page);
	if (ret)
		return ret;
	if (page[0] != s->selected && page[0] != s->from[bank])
		return __cmis_selector_confirm(cage, bank, page[0]);

	again = s->again & BIT(bank);
	s->again |= BIT(bank);
	if (settled ? page[0] != s->selected :
		      __cmis_selector_is_late(s, bank, page[0])) {
		s->settle_ms = CMIS_DIAG_SETTLE_MAX_MS;
		return -EAGAIN;
	}
	if (!again || memcmp(last, s->data[bank], sizeof(last)))
		return -EAGAIN;
	if (!s->settle_ms)
		s->settle_ms = module->plan.vdm.settle_ms;
	return 0;
}

/**
 * cmis_selector_fetch - read the data that the sweeps have chosen on page 14h
 * @cage: the cage
 * @module: the module in it
 * @bank: bank
 * @page: where the 128 bytes of page 14h go
 * @settled: the data have had their time, and may be as before, or zeros
 *
 * Flags among the bytes are kept for all readers.
 *
 * Context: The cage's work.
 * Return: 0; -EAGAIN if the data have not settled, or no second read has shown
 * that yet; -EBUSY if the choice is not in force any more, or a raw access is
 * under way; -EOPNOTSUPP if the bank has no page 14h; else an errno of
 * cmis_xfer_read().
 */
int cmis_selector_fetch(struct cmis_cage *cage,
			const struct cmis_module *module, u8 bank, u8 *page,
			bool settled)
{
	int ret;

	if (!mutex_trylock(&cage->selector.lock))
		return -EBUSY;
	ret = __cmis_selector_fetch(cage, module, bank, page, settled);
	mutex_unlock(&cage->selector.lock);
	return ret;
}

/**
 * cmis_selector_restore - restore the choice of the other users of page 14h
 * @cage: the cage
 *
 * If this fails, the next raw access restores the choice.
 *
 * Context: The cage's work, or another task while the work does not run.
 */
void cmis_selector_restore(struct cmis_cage *cage)
{
	if (!mutex_trylock(&cage->selector.lock))
		return;
	__cmis_selector_restore(cage);
	mutex_unlock(&cage->selector.lock);
}

/* Whether a range has the selector, or data that depend on it. */
static bool cmis_selector_concerns(const struct cmis_range *range)
{
	const struct cmis_addr *addr = &range->addr;

	return addr->page == CMIS_PAGE_DIAG_STATUS &&
	       addr->offset >= CMIS_UPPER_FIRST &&
	       (addr->offset == CMIS_REG_OFFSET(CMIS_DIAG_SELECTOR) ||
		addr->offset + range->len > CMIS_REG_OFFSET(CMIS_DIAG_DATA));
}

/**
 * cmis_selector_enter - begin a raw access
 * @cage: the cage
 * @range: range of the access; only page 14h matters
 *
 * Restores the choice of the last raw user, until cmis_selector_leave().
 *
 * Context: May sleep; may touch the bus.
 * Return: 0, and the caller must call cmis_selector_leave(); else an errno of
 * cmis_xfer_write().
 */
int cmis_selector_enter(struct cmis_cage *cage, const struct cmis_range *range)
{
	s64 wait_us;
	int ret;

	if (!cmis_selector_concerns(range))
		return 0;
	mutex_lock(&cage->selector.lock);
	ret = __cmis_selector_restore(cage);
	if (ret) {
		mutex_unlock(&cage->selector.lock);
		return ret;
	}
	wait_us = ktime_us_delta(cage->selector.settled, ktime_get());
	if (wait_us > 0)
		fsleep(wait_us);
	return 0;
}

/**
 * cmis_selector_leave - end a raw access
 * @cage: the cage
 * @range: the range that was given to cmis_selector_enter()
 */
void cmis_selector_leave(struct cmis_cage *cage, const struct cmis_range *range)
{
	if (cmis_selector_concerns(range))
		mutex_unlock(&cage->selector.lock);
}
