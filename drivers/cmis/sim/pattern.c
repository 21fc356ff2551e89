// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: test patterns, page 13h.
 *
 * A checker finds its pattern if a loopback brings that of the generator of the
 * same side: the media output loopback at the media side, the host output
 * loopback at the host side; at the media side also if the fibre brings it. It
 * then counts bits at the rate of a lane of
 * 100 Gb/s, with an error each test_error_bits.
 */
#include <linux/bits.h>
#include <linux/lockdep.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "sim/diag.h"
#include "sim/flags.h"
#include "sim/module.h"
#include "sim/path.h"
#include "sim/pattern.h"

#define CMIS_SIM_BITS_PER_NS	106
#define CMIS_SIM_LAST_PATTERN	12	/* SSPRQ; others have no generator */

/* A block of 13h:144-175; those of the media side follow those of the host. */
static u32 cmis_sim_block(bool media, bool checker)
{
	return CMIS_REG(CMIS_PAGE_DIAG_CONTROL,
			CMIS_REG_OFFSET(CMIS_PATTERN_CONTROLS) +
			8 * (media + 2 * checker), 8);
}

static u8 cmis_sim_block_get(struct cmis_sim_module *module, unsigned int bank,
			     u32 block, unsigned int byte)
{
	return cmis_sim_get(module, bank,
			    CMIS_REG(CMIS_PAGE_DIAG_CONTROL,
				     CMIS_REG_OFFSET(block) + byte, 1));
}

/* Bits of 13h:142 by block: enables, then patterns, of single lanes */
static bool cmis_sim_block_is_whole(struct cmis_sim_module *module, bool media,
				    bool checker, bool enable)
{
	u8 lanes = cmis_sim_get(module, 0, CMIS_PATTERN_LANES);

	return !(lanes >> (4 * media + 2 * checker) & (enable ? 2 : 1));
}

static u8 cmis_sim_block_enabled(struct cmis_sim_module *module,
				 unsigned int bank, bool media, bool checker)
{
	u8 lanes = cmis_sim_block_get(module, bank,
				      cmis_sim_block(media, checker), 0);

	if (lanes && cmis_sim_block_is_whole(module, media, checker, true))
		return 0xff;
	return lanes;
}

static u8 cmis_sim_block_pattern(struct cmis_sim_module *module,
				 unsigned int bank, bool media, bool checker,
				 unsigned int lane)
{
	u8 byte;

	if (cmis_sim_block_is_whole(module, media, checker, false))
		lane = 0;
	byte = cmis_sim_block_get(module, bank, cmis_sim_block(media, checker),
				  4 + lane / 2);
	return (lane % 2 ? byte >> 4 : byte) & 0xf;
}

/* Bits of invert, swap and FEC of a lane: both ends must have the same */
static u8 cmis_sim_block_form(struct cmis_sim_module *module, unsigned int bank,
			      bool media, bool checker, unsigned int lane)
{
	u32 block = cmis_sim_block(media, checker);
	u8 form = 0;

	for (unsigned int i = 1; i < 4; i++)
		form |= (cmis_sim_block_get(module, bank, block, i) >>
			 lane & 1) << i;
	return form;
}

/* The pattern that the generator of a lane sends */
static void cmis_sim_pattern_generate(struct cmis_sim_module *module,
				      unsigned int bank, bool media,
				      unsigned int lane,
				      struct cmis_sim_light *light)
{
	light->tests = cmis_sim_block_enabled(module, bank, media, false) &
		       BIT(lane);
	if (!light->tests)
		return;
	light->pattern = cmis_sim_block_pattern(module, bank, media, false,
						lane);
	light->form = cmis_sim_block_form(module, bank, media, false, lane);
}

/* Whether the checker of a lane gets its pattern. */
static bool cmis_sim_pattern_matches(struct cmis_sim_module *module,
				     unsigned int bank, bool media,
				     unsigned int lane)
{
	u8 pattern = cmis_sim_block_pattern(module, bank, media, true, lane);
	/* Media output is the first kind, host output the third one. */
	u8 loops = cmis_sim_get(module, bank,
				CMIS_LOOPBACKS + (media ? 0 : 2));
	unsigned int number = bank * CMIS_LANES_PER_BANK + lane;
	struct cmis_sim_light light = {};

	if (loops & BIT(lane))
		cmis_sim_pattern_generate(module, bank, media, lane, &light);
	else if (!media || !cmis_sim_fibre_receive(module, number, &light) ||
		 !light.lit)
		return false;
	return !module->test_mute && light.tests &&
	       pattern <= CMIS_SIM_LAST_PATTERN && light.pattern == pattern &&
	       light.form ==
	       cmis_sim_block_form(module, bank, media, true, lane) &&
	       cmis_sim_path_is_up(module, number, !media);
}

/* Count the time until now, and find out which checkers go on. */
static void cmis_sim_pattern_bank(struct cmis_sim_module *module,
				  unsigned int bank)
{
	struct cmis_sim_patterns *patterns = &module->bank[bank].patterns;
	ktime_t now = ktime_get();
	u64 bits = CMIS_SIM_BITS_PER_NS *
		   (u64)ktime_to_ns(ktime_sub(now, patterns->counted));

	patterns->counted = now;
	for (unsigned int media = 0; media < 2; media++) {
		struct cmis_sim_pattern *side = &patterns->side[media];
		u8 checked = cmis_sim_block_enabled(module, bank, media, true);
		u8 locked = 0;

		for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++) {
			if (side->locked & BIT(i) && !patterns->held)
				side->bits[i] += bits;
			if (checked & BIT(i) &&
			    cmis_sim_pattern_matches(module, bank, media, i))
				locked |= BIT(i);
		}
		side->used |= checked;
		side->locked = locked;
		side->lost |= checked & ~locked;
		cmis_sim_flag_hold(module, bank, CMIS_CHECKER_LOL_HOST + media,
				   0xff, checked & ~locked);
	}
}

static void cmis_sim_pattern_clear(struct cmis_sim_pattern *side, u8 lanes)
{
	side->lost &= ~lanes;
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT(i))
			side->bits[i] = 0;
}

static bool cmis_sim_has_patterns(struct cmis_sim_module *module)
{
	return !module->frozen && !cmis_sim_is_flat(module) &&
	       cmis_sim_get(module, 0, CMIS_PAGES_ADVERT) & CMIS_PAGES_DIAG &&
	       cmis_sim_get(module, 0, CMIS_DIAG_REPORTS) &
	       CMIS_DIAG_REPORTS_COUNTERS &&
	       cmis_sim_store_get(&module->memory, CMIS_PAGE_DIAG_CONTROL) &&
	       cmis_sim_store_get(&module->memory, CMIS_PAGE_DIAG_STATUS);
}

/**
 * cmis_sim_pattern_start() - power test patterns up, or take them out of reset
 * @module: the module
 */
void cmis_sim_pattern_start(struct cmis_sim_module *module)
{
	lockdep_assert_held(&module->lock);
	for (unsigned int bank = 0; bank < module->banks; bank++)
		module->bank[bank].patterns = (struct cmis_sim_patterns) {
			.counted = ktime_get(),
		};
}

/**
 * cmis_sim_pattern_advance() - count until now
 * @module: the module
 */
void cmis_sim_pattern_advance(struct cmis_sim_module *module)
{
	lockdep_assert_held(&module->lock);
	if (!cmis_sim_has_patterns(module))
		return;
	for (unsigned int bank = 0; bank < module->banks; bank++)
		if (module->bank[bank].patterns.side[0].used |
		    module->bank[bank].patterns.side[1].used)
			cmis_sim_pattern_bank(module, bank);
}

/* Lanes whose media input, or whose host output, goes back to the line */
static u8 cmis_sim_pattern_loops_line(struct cmis_sim_module *module,
				      unsigned int bank)
{
	return cmis_sim_get(module, bank, CMIS_LOOPBACKS + 1) |
	       cmis_sim_get(module, bank, CMIS_LOOPBACKS + 2);
}

/**
 * cmis_sim_pattern_send() - send light, and patterns, into the fibre
 * @module: the module
 */
void cmis_sim_pattern_send(struct cmis_sim_module *module)
{
	unsigned int lanes = min_t(unsigned int, cmis_sim_lanes(module),
				   CMIS_MAX_LANES);
	bool tests = cmis_sim_has_patterns(module);

	lockdep_assert_held(&module->lock);
	if (!cmis_sim_fibre_is_there(module))
		return;
	for (unsigned int i = 0; i < lanes; i++) {
		unsigned int bank = i / CMIS_LANES_PER_BANK;
		unsigned int lane = i % CMIS_LANES_PER_BANK;
		struct cmis_sim_light light = {
			.lit = module->running &&
			       cmis_sim_media_is_lit(module, i),
			.back = tests && BIT(lane) &
				cmis_sim_pattern_loops_line(module, bank),
		};

		if (tests && light.lit)
			cmis_sim_pattern_generate(module, bank, true, lane,
						  &light);
		cmis_sim_fibre_send(module, i, &light);
	}
}

/**
 * cmis_sim_pattern_show() - show the counters as they are
 * @module: the module
 * @bank: the bank
 */
void cmis_sim_pattern_show(struct cmis_sim_module *module, unsigned int bank)
{
	static const struct {
		u8 errors;
		u8 bits;
	} kinds[] = {
		{ CMIS_SIM_DIAG_HOST_ERRORS, CMIS_SIM_DIAG_HOST_BITS },
		{ CMIS_SIM_DIAG_MEDIA_ERRORS, CMIS_SIM_DIAG_MEDIA_BITS },
	};

	const struct cmis_sim_pattern *side;
	unsigned int lane, i, media;
	u64 bits, errors;

	lockdep_assert_held(&module->lock);
	/* Counters that the module holds stay. */
	if (bank >= module->banks || module->bank[bank].patterns.held ||
	    !cmis_sim_has_patterns(module))
		return;
	cmis_sim_pattern_bank(module, bank);
	for (i = 0; i < 2 * CMIS_LANES_PER_BANK; i++) {
		lane = i / 2;
		media = i % 2;
		side = &module->bank[bank].patterns.side[media];
		if (!side->used)
			continue;
		/* An odd number: the pattern was lost. */
		bits = (side->bits[lane] & ~1ULL) | (side->lost >> lane & 1);
		errors = module->test_error_bits ?
			 div_u64(bits, module->test_error_bits) : 0;
		lane += bank * CMIS_LANES_PER_BANK;
		cmis_sim_diag_set(module, kinds[media].errors, lane, errors);
		cmis_sim_diag_set(module, kinds[media].bits, lane, bits);
	}
}

/**
 * cmis_sim_pattern_write() - the host has written page 13h
 * @module: the module
 * @bank: the bank
 * @reg: the byte
 * @old: its value before
 */
void cmis_sim_pattern_write(struct cmis_sim_module *module, unsigned int bank,
			    u32 reg, u8 old)
{
	struct cmis_sim_patterns *patterns = &module->bank[bank].patterns;
	u8 now = cmis_sim_get(module, bank, reg);

	lockdep_assert_held(&module->lock);
	if (CMIS_REG_PAGE(reg) != CMIS_PAGE_DIAG_CONTROL ||
	    !cmis_sim_has_patterns(module))
		return;
	cmis_sim_pattern_bank(module, bank);
	cmis_sim_pattern_send(module);
	/* A checker that is turned on counts from 0. */
	for (unsigned int media = 0; media < 2; media++)
		if (CMIS_REG_OFFSET(reg) ==
		    CMIS_REG_OFFSET(cmis_sim_block(media, true)))
			cmis_sim_pattern_clear(&patterns->side[media],
					       now & ~old);
	if (CMIS_REG_OFFSET(reg) != CMIS_REG_OFFSET(CMIS_PATTERN_TIMING) ||
	    !((old ^ now) & CMIS_PATTERN_CLEAR))
		return;
	if (now & CMIS_PATTERN_CLEAR)
		cmis_sim_pattern_show(module, bank);
	patterns->held = now & CMIS_PATTERN_CLEAR;
	if (patterns->held)
		return;
	for (unsigned int media = 0; media < 2; media++) {
		cmis_sim_pattern_clear(&patterns->side[media], 0xff);
		/* A checker that is on without a lock has none still. */
		patterns->side[media].lost =
			cmis_sim_block_enabled(module, bank, media, true) &
			~patterns->side[media].locked;
	}
}
