// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shared by loopbacks and test patterns: they are bytes of page 13h that a
 * request writes at once, and that may go back by themselves.
 */

#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/string.h>

#include "core/diag.h"
#include "core/cage.h"
#include "core/snapshot.h"
#include "xfer/xfer.h"

/* ------------------------------------------------------------------------ */
/* The module                                                               */
/* ------------------------------------------------------------------------ */

/**
 * cmis_diag_lanes - the lanes of a module
 * @module: the module
 *
 * Return: bits; bit 0 is lane 1.
 */
u64 cmis_diag_lanes(const struct cmis_module *module)
{
	unsigned int lanes = cmis_plan_lanes(module);

	return lanes ? GENMASK_ULL(lanes - 1, 0) : 0;
}

/**
 * cmis_diag_real - the lanes that a module has in a bank
 * @module: the module
 * @bank: less than %CMIS_MAX_BANKS
 *
 * Return: bits.
 */
u8 cmis_diag_real(const struct cmis_module *module, u8 bank)
{
	return cmis_diag_lanes(module) >> bank * CMIS_LANES_PER_BANK;
}

/**
 * cmis_diag_check - whether there is a page 13h that the driver may write
 * @diag: the access
 *
 * Return: 0 or -EOPNOTSUPP.
 */
int cmis_diag_check(const struct cmis_diag *diag)
{
	if (!(diag->module->adverts.pages & CMIS_PAGES_DIAG) ||
	    diag->cage->xfer->caps & (CMIS_CAP_READ_ONLY |
				      CMIS_CAP_FIRMWARE_MANAGED))
		return -EOPNOTSUPP;
	return 0;
}

/**
 * cmis_diag_req - make a request for a register
 * @diag: the access
 * @reg: the register
 * @bank: its bank
 * @buf: its bytes
 *
 * Return: the request; another module than @diag->module does not get it.
 */
struct cmis_req cmis_diag_req(const struct cmis_diag *diag, u32 reg, u8 bank,
			      u8 *buf)
{
	return (struct cmis_req) {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.buf = buf,
		.len = CMIS_REG_SIZE(reg),
		.patience_ms = CMIS_PATIENCE_USER_MS,
		.generation = diag->module->generation,
		.why = diag->why,
	};
}

/**
 * cmis_diag_read - read a register
 * @diag: the access
 * @reg: the register
 * @bank: its bank
 * @buf: gets its bytes
 *
 * Context: Sleeps; touches the bus.
 * Return: 0 or an errno of cmis_xfer_read().
 */
int cmis_diag_read(const struct cmis_diag *diag, u32 reg, u8 bank, u8 *buf)
{
	const struct cmis_req req = cmis_diag_req(diag, reg, bank, buf);

	return cmis_xfer_read(diag->cage->xfer, &req);
}

/**
 * cmis_diag_read_twice - read a register that will be written back
 * @diag: the access
 * @reg: the register, of %CMIS_PATTERN_BYTES at most
 * @bank: its bank
 * @buf: gets its bytes
 *
 * No checksum covers these bytes.
 *
 * Context: Sleeps; touches the bus.
 * Return: 0; -EBADMSG if two reads differ; else an errno of cmis_xfer_read().
 */
int cmis_diag_read_twice(const struct cmis_diag *diag, u32 reg, u8 bank,
			 u8 *buf)
{
	u8 again[CMIS_PATTERN_BYTES];
	int ret;

	ret = cmis_diag_read(diag, reg, bank, buf);
	if (!ret)
		ret = cmis_diag_read(diag, reg, bank, again);
	if (ret)
		return ret;
	return memcmp(buf, again, CMIS_REG_SIZE(reg)) ? -EBADMSG : 0;
}

/* ------------------------------------------------------------------------ */
/* The way back                                                             */
/* ------------------------------------------------------------------------ */

/* A lasting change of bits ends their revert. */
static void __cmis_diag_note(struct cmis_diag_revert *revert,
			     const struct cmis_diag_change *change)
{
	for (unsigned int i = 0; i < change->len; i++) {
		u8 *former = &revert->former[i], *changed = &revert->changed[i];
		u8 now = change->now[i];
		u8 bits = now ^ change->wanted[i];

		if (!change->id) {
			*changed &= ~bits;
			continue;
		}
		/* A second change keeps the oldest values. */
		*former = (*former & *changed) | (now & ~*changed);
		*changed |= bits;
	}
}

/**
 * __cmis_diag_arm - let a change go back by itself, or let it last
 * @revert: the revert
 * @change: the change
 *
 * The caller arms before it writes: nothing stays that nobody knows of.
 *
 * Context: The lock of the revert is held.
 */
void __cmis_diag_arm(struct cmis_diag_revert *revert,
		     const struct cmis_diag_change *change)
{
	if (!revert->id)
		memset(revert->changed, 0, sizeof(revert->changed));
	__cmis_diag_note(revert, change);
	if (!change->id)
		return;
	revert->id = change->id;
	revert->failed = false;
	revert->due_ns = ktime_get_boottime_ns() +
			 (u64)change->revert_ms * NSEC_PER_MSEC;
	cmis_asker_take(&revert->asker);
}

/**
 * __cmis_diag_disarm - a change has failed, and the module is as before
 * @revert: the revert
 * @before: as it was before __cmis_diag_arm()
 * @id: number of the change; 0: it had none
 *
 * Context: The lock of the revert is held.
 */
void __cmis_diag_disarm(struct cmis_diag_revert *revert,
			const struct cmis_diag_revert *before, u32 id)
{
	/* Somebody may have confirmed the one that waited. */
	if (revert->id == (id ?: before->id))
		*revert = *before;
}

/**
 * __cmis_diag_confirm - keep a change for good
 * @revert: the revert
 * @id: number of the change
 *
 * Context: The lock of the revert is held.
 * Return: 0, or -ENOENT.
 */
int __cmis_diag_confirm(struct cmis_diag_revert *revert, u32 id)
{
	if (!id || revert->id != id)
		return -ENOENT;
	revert->id = 0;
	return 0;
}

/**
 * __cmis_diag_is_due - whether it is time to bring the former bytes back
 * @revert: the revert
 * @now: it is time in any case
 *
 * Context: The lock of the revert is held.
 * Return: true if so.
 */
bool __cmis_diag_is_due(const struct cmis_diag_revert *revert, bool now)
{
	return revert->id &&
	       (now || revert->due_ns <= ktime_get_boottime_ns());
}

/**
 * __cmis_diag_postpone - the former bytes did not come back: try again later
 * @revert: the revert, whose time is over
 *
 * Context: The lock of the revert is held.
 */
void __cmis_diag_postpone(struct cmis_diag_revert *revert)
{
	revert->failed = true;
	revert->due_ns = ktime_get_boottime_ns() +
			 (u64)CMIS_DIAG_AGAIN_MS * NSEC_PER_MSEC;
}

/**
 * __cmis_diag_bring_back - make the bytes that a revert wants
 * @revert: the revert
 * @now: bytes of all banks as the module has them
 * @wanted: gets the bytes; may be @now
 * @len: how many
 *
 * Context: The lock of the revert is held.
 */
void __cmis_diag_bring_back(const struct cmis_diag_revert *revert,
			    const u8 *now, u8 *wanted, unsigned int len)
{
	for (unsigned int i = 0; i < len; i++) {
		u8 changed = revert->changed[i];

		wanted[i] = (revert->former[i] & changed) |
			    (now[i] & ~changed);
	}
}

/* ------------------------------------------------------------------------ */
/* The state, for others                                                    */
/* ------------------------------------------------------------------------ */

static u8 cmis_diag_get_loopbacks(struct cmis_cage *cage, u32 generation,
				  struct cmis_diag_state *state)
{
	const struct cmis_loopback *loopback = &cage->loopback;

	guard(mutex)(&cage->loopback.lock);
	/* A change that waits was made when the module could be read. */
	if (loopback->generation != generation ||
	    (loopback->error && !loopback->revert.id))
		return 0;
	for (unsigned int i = 0; i < CMIS_LOOPBACK_KINDS; i++) {
		u64 *lanes = &state->lanes[CMIS_DIAG_LOOPBACK + i];

		if (!loopback->stale && !loopback->error)
			state->known |= BIT(CMIS_DIAG_LOOPBACK + i);
		for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
			*lanes |= (u64)loopback->on[b][i] <<
				  b * CMIS_LANES_PER_BANK;
	}
	return loopback->revert.id && loopback->revert.failed ?
	       BIT(CMIS_DIAG_STUCK_LOOPBACK) : 0;
}

static u8 cmis_diag_get_tests(struct cmis_cage *cage, u32 generation,
			      struct cmis_diag_state *state)
{
	const struct cmis_tests *tests = &cage->tests;

	guard(mutex)(&cage->tests.lock);
	if (tests->generation != generation ||
	    (tests->error && !tests->revert.id))
		return 0;
	if (!tests->stale && !tests->error)
		state->known |= BIT(CMIS_DIAG_HOST_TEST) |
				BIT(CMIS_DIAG_MEDIA_TEST);
	memcpy(state->ended, tests->ended, sizeof(state->ended));
	for (unsigned int i = 0; i < CMIS_PATTERN_BLOCKS; i++) {
		u64 *lanes = &state->lanes[i & 1 ? CMIS_DIAG_MEDIA_TEST :
						   CMIS_DIAG_HOST_TEST];

		for (u8 b = 0; b < CMIS_MAX_BANKS; b++)
			*lanes |= (u64)tests->now[b][cmis_pattern_at(i)] <<
				  b * CMIS_LANES_PER_BANK;
	}
	return tests->revert.id && tests->revert.failed ?
	       BIT(CMIS_DIAG_STUCK_TEST) : 0;
}

/* The last wish for a control is that of a revert, and was refused. */
static bool cmis_diag_get_controls(struct cmis_cage *cage)
{
	const struct cmis_wishes *wishes = &cage->claims.wishes;

	guard(mutex)(&cage->claims.lock);
	for (unsigned int i = 0; i < CMIS_LC_COUNT; i++)
		if (wishes->reverted & BIT(i) && wishes->refused[i])
			return true;
	return false;
}

/**
 * cmis_diag_get - get the known diagnostics of a module
 * @cage: the cage
 * @generation: of the module
 * @state: gets it
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_diag_get(struct cmis_cage *cage, u32 generation,
		   struct cmis_diag_state *state)
{
	*state = (struct cmis_diag_state) {};
	state->stuck |= cmis_diag_get_loopbacks(cage, generation, state);
	state->stuck |= cmis_diag_get_tests(cage, generation, state);
	if (cmis_diag_get_controls(cage))
		state->stuck |= BIT(CMIS_DIAG_STUCK_CONTROL);
}
