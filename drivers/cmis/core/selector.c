// SPDX-License-Identifier: GPL-2.0-only
/*
 * Page 14h shows what its selector says, and there is one selector for all who
 * read it. Whoever chooses by raw access is to find the data of that choice,
 * so the sweeps give way: they put back what they have found, and an access
 * that comes between does so itself, and waits until the data have settled.
 * Nobody waits for the sweeps, and they wait for nobody: they only try the
 * lock.
 */

#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/lockdep.h>

#include "core/access.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/selector.h"
#include "xfer/xfer.h"

static struct cmis_req cmis_diag_req(u8 bank, u8 *buf, u8 len)
{
	return (struct cmis_req) {
		.addr = {
			.bank = bank,
			.page = CMIS_PAGE_DIAG_STATUS,
			.offset = CMIS_REG_OFFSET(CMIS_DIAG_SELECTOR),
		},
		.buf = buf,
		.len = len,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
	};
}

static int __cmis_diag_write(struct cmis_cage *cage, u8 bank, u8 selector)
{
	const struct cmis_req req = cmis_diag_req(bank, &selector,
						  sizeof(selector));

	lockdep_assert_held(&cage->diag.lock);
	return cmis_xfer_write(cage->xfer, &req);
}

/* What was found is going to be written back. */
static int __cmis_diag_find(struct cmis_cage *cage, u8 bank)
{
	const struct cmis_req req = cmis_diag_req(bank, &cage->diag.found[bank],
						  1);

	lockdep_assert_held(&cage->diag.lock);
	return cmis_byte_confirm(cage, &req);
}

/* From the selector on: flags that come along are kept for their readers. */
static int __cmis_diag_read(struct cmis_cage *cage, u8 bank, u8 *buf, u8 len)
{
	const struct cmis_req req = cmis_diag_req(bank, buf, len);

	lockdep_assert_held(&cage->diag.lock);
	return cmis_xfer_read(cage->xfer, &req);
}

/* What was chosen in another module is of no interest any more. */
static void __cmis_diag_refresh(struct cmis_cage *cage)
{
	struct cmis_diag *diag = &cage->diag;
	u32 generation = READ_ONCE(cage->generation);

	lockdep_assert_held(&diag->lock);
	if (diag->generation == generation)
		return;
	diag->generation = generation;
	diag->banks = 0;
	diag->missing = 0;
	diag->settled = 0;
}

static int __cmis_diag_restore(struct cmis_cage *cage)
{
	struct cmis_diag *diag = &cage->diag;
	unsigned int bank;
	int ret;

	__cmis_diag_refresh(cage);
	for (bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		if (!(diag->banks & BIT(bank)))
			continue;
		ret = __cmis_diag_write(cage, bank, diag->found[bank]);
		if (ret)
			return ret;
		diag->banks &= ~BIT(bank);
		diag->settled = ktime_add_ms(ktime_get(), diag->settle_ms);
	}
	return 0;
}

/* What was found stays so until it has been put back. */
static int __cmis_diag_select_bank(struct cmis_cage *cage, u8 bank,
				   u8 selector)
{
	struct cmis_diag *diag = &cage->diag;
	int ret;

	if (!(diag->banks & BIT(bank))) {
		ret = __cmis_diag_find(cage, bank);
		if (ret)
			return ret;
	}
	/* Even if it fails it may have been written. */
	diag->banks |= BIT(bank);
	return __cmis_diag_write(cage, bank, selector);
}

/**
 * cmis_diag_select - have page 14h show something
 * @cage: the cage
 * @module: what is in it
 * @selector: what; of all banks that have the page
 *
 * The data have settled after plan.vdm.settle_ms.
 *
 * Context: The cage's work.
 * Return: 0; -EBUSY if a raw access is under way; else an errno of
 * cmis_xfer_read().
 */
int cmis_diag_select(struct cmis_cage *cage, const struct cmis_module *module,
		     u8 selector)
{
	const struct cmis_vdm_plan *plan = &module->plan.vdm;
	struct cmis_diag *diag = &cage->diag;
	unsigned int bank;
	int ret = 0;

	if (!mutex_trylock(&diag->lock))
		return -EBUSY;
	__cmis_diag_refresh(cage);
	diag->selector = selector;
	diag->settle_ms = plan->settle_ms;
	for (bank = 0; !ret && bank < plan->diag_banks; bank++) {
		if (!(diag->missing & BIT(bank)))
			ret = __cmis_diag_select_bank(cage, bank, selector);
		if (ret != -EOPNOTSUPP)
			continue;
		diag->missing |= BIT(bank);
		ret = 0;
	}
	mutex_unlock(&diag->lock);
	return ret;
}

/* Another master, or a reset: what is chosen now is not ours. */
static int __cmis_diag_deny(struct cmis_cage *cage, u8 bank, u8 selector)
{
	const struct cmis_req req = cmis_diag_req(bank, &selector,
						  sizeof(selector));
	struct cmis_diag *diag = &cage->diag;
	int ret;

	lockdep_assert_held(&diag->lock);
	ret = cmis_byte_confirm(cage, &req);
	if (ret)
		return ret;
	if (selector != diag->selector)
		diag->banks &= ~BIT(bank);
	return -EBUSY;
}

static int __cmis_diag_fetch(struct cmis_cage *cage, u8 bank, u8 *buf, u8 len)
{
	struct cmis_diag *diag = &cage->diag;
	int ret;

	if (diag->missing & BIT(bank))
		return -EOPNOTSUPP;
	if (!(diag->banks & BIT(bank)))
		return -EBUSY;
	ret = __cmis_diag_read(cage, bank, buf, len);
	if (ret)
		return ret;
	return buf[0] == diag->selector ? 0 : __cmis_diag_deny(cage, bank,
							       buf[0]);
}

/**
 * cmis_diag_fetch - read what page 14h shows
 * @cage: the cage
 * @bank: bank
 * @buf: where page 14h goes
 * @len: how much of it
 *
 * Context: The cage's work, when what cmis_diag_select() chose has settled.
 * Return: 0; -EBUSY if that is not chosen any more, or a raw access is under
 * way; -EOPNOTSUPP if the bank has no page 14h; else an errno of
 * cmis_xfer_read().
 */
int cmis_diag_fetch(struct cmis_cage *cage, u8 bank, u8 *buf, u8 len)
{
	int ret;

	if (!mutex_trylock(&cage->diag.lock))
		return -EBUSY;
	__cmis_diag_refresh(cage);
	ret = __cmis_diag_fetch(cage, bank, buf, len);
	mutex_unlock(&cage->diag.lock);
	return ret;
}

/**
 * cmis_diag_restore - have page 14h show what it showed before
 * @cage: the cage
 *
 * If that fails, the next raw access does it.
 *
 * Context: The cage's work, or nobody's while it cannot run.
 */
void cmis_diag_restore(struct cmis_cage *cage)
{
	if (!mutex_trylock(&cage->diag.lock))
		return;
	__cmis_diag_restore(cage);
	mutex_unlock(&cage->diag.lock);
}

/* The selector, or data that depend on it. */
static bool cmis_diag_concerns(const struct cmis_addr *addr, u8 len)
{
	return addr->page == CMIS_PAGE_DIAG_STATUS &&
	       addr->offset >= CMIS_UPPER_FIRST &&
	       (addr->offset == CMIS_REG_OFFSET(CMIS_DIAG_SELECTOR) ||
		addr->offset + len > CMIS_REG_OFFSET(CMIS_DIAG_DATA));
}

/**
 * cmis_diag_enter - begin a raw access
 * @cage: the cage
 * @addr: first byte
 * @len: number of bytes
 *
 * From now on, page 14h shows what whoever made the last raw access chose.
 *
 * Context: May sleep; may touch the bus.
 * Return: 0, and cmis_diag_leave() is to follow; an errno of
 * cmis_xfer_write() else.
 */
int cmis_diag_enter(struct cmis_cage *cage, const struct cmis_addr *addr,
		    u8 len)
{
	s64 wait_us;
	int ret;

	if (!cmis_diag_concerns(addr, len))
		return 0;
	mutex_lock(&cage->diag.lock);
	ret = __cmis_diag_restore(cage);
	if (ret) {
		mutex_unlock(&cage->diag.lock);
		return ret;
	}
	wait_us = ktime_us_delta(cage->diag.settled, ktime_get());
	if (wait_us > 0)
		fsleep(wait_us);
	return 0;
}

/**
 * cmis_diag_leave - end a raw access
 * @cage: the cage
 * @addr: as for cmis_diag_enter()
 * @len: likewise
 */
void cmis_diag_leave(struct cmis_cage *cage, const struct cmis_addr *addr,
		     u8 len)
{
	if (cmis_diag_concerns(addr, len))
		mutex_unlock(&cage->diag.lock);
}
