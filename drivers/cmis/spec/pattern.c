// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test patterns (page 13h). A change says how the controls of a bank shall be;
 * then the writes follow, one after the other.
 *
 * Pure: see spec/value.h.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include <uapi/linux/cmis.h>

#include "spec/pattern.h"

/* Bytes of a block: a bit for each lane, then a nibble */
#define CMIS_BLOCK_ENABLE	0
#define CMIS_BLOCK_INVERT	1
#define CMIS_BLOCK_SWAP		2
#define CMIS_BLOCK_FEC		3
#define CMIS_BLOCK_PATTERN	4
#define CMIS_BLOCK_SIZE		8

#define CMIS_TIMING_AT	(CMIS_REG_OFFSET(CMIS_PATTERN_TIMING) - \
			 CMIS_REG_OFFSET(CMIS_PATTERN_CONTROLS))

/* By pattern: 1 + code of the module; 0: no module has it, or none starts it */
static const u8 cmis_pattern_codes[] = {
	[CMIS_TEST_PATTERN_PRBS7] = 1 + 11,
	[CMIS_TEST_PATTERN_PRBS9] = 1 + 9,
	[CMIS_TEST_PATTERN_PRBS13] = 1 + 7,
	[CMIS_TEST_PATTERN_PRBS15] = 1 + 5,
	[CMIS_TEST_PATTERN_PRBS23] = 1 + 3,
	[CMIS_TEST_PATTERN_PRBS31] = 1 + 1,
	[CMIS_TEST_PATTERN_SSPRQ] = 1 + 12,
	[CMIS_TEST_PATTERN_PRBS13Q] = 1 + 6,
	[CMIS_TEST_PATTERN_PRBS31Q] = 1 + 0,
	[CMIS_TEST_PATTERN_PRBS7Q] = 1 + 10,
	[CMIS_TEST_PATTERN_PRBS9Q] = 1 + 8,
	[CMIS_TEST_PATTERN_PRBS15Q] = 1 + 4,
	[CMIS_TEST_PATTERN_PRBS23Q] = 1 + 2,
	[CMIS_TEST_PATTERN_CUSTOM] = 1 + 14,
	[CMIS_TEST_PATTERN_USER] = 1 + 15,
};

static_assert(ARRAY_SIZE(cmis_pattern_codes) == CMIS_TEST_PATTERN_MAX + 1);

/* Lowest bit of the two of a block in 13h:142, and in 13h:131 */
static const u8 cmis_pattern_lane_bits[CMIS_PATTERN_BLOCKS] = { 0, 4, 2, 6 };
static const u8 cmis_pattern_fec_bits[CMIS_PATTERN_BLOCKS] = { 2, 6, 0, 4 };

static bool cmis_pattern_is_checker(unsigned int block)
{
	return block >= CMIS_PATTERN_HOST_CHECKER;
}

static bool cmis_pattern_is_media(unsigned int block)
{
	return block & 1;
}

/*
 * With the bit, a generator comes before the FEC and a checker after it. It is
 * set only where the module has no other way.
 */
static bool cmis_pattern_needs_fec(const u8 *raw, unsigned int block)
{
	u8 reports = raw[CMIS_REG_OFFSET(CMIS_DIAG_REPORTS) -
			 CMIS_UPPER_FIRST];
	u8 fec = raw[CMIS_REG_OFFSET(CMIS_PATTERN_FEC) - CMIS_UPPER_FIRST] >>
		 cmis_pattern_fec_bits[block] & 3;
	bool checker = cmis_pattern_is_checker(block);

	/* Bit 1: before the FEC; bit 0: after it */
	return reports & (cmis_pattern_is_media(block) ?
			  CMIS_DIAG_REPORTS_MEDIA_FEC :
			  CMIS_DIAG_REPORTS_HOST_FEC) &&
	       fec == (checker ? 1 : 2);
}

/**
 * cmis_pattern_adverts_decode - decode the adverts of test patterns
 * @raw: 13h:128-142
 * @adverts: gets them
 */
void cmis_pattern_adverts_decode(const u8 *raw,
				 struct cmis_pattern_adverts *adverts)
{
	const u8 *lists = raw + CMIS_REG_OFFSET(CMIS_PATTERN_LISTS) -
			  CMIS_UPPER_FIRST;
	u8 lanes = raw[CMIS_REG_OFFSET(CMIS_PATTERN_LANES) - CMIS_UPPER_FIRST];

	*adverts = (struct cmis_pattern_adverts) {};
	for (unsigned int i = 0; i < CMIS_PATTERN_BLOCKS; i++) {
		u8 bits = lanes >> cmis_pattern_lane_bits[i];

		adverts->list[i] = get_unaligned_le16(lists + 2 * i);
		if (cmis_pattern_needs_fec(raw, i))
			adverts->with_fec |= BIT(i);
		if (!(bits & 2))
			adverts->whole_enable |= BIT(i);
		if (!(bits & 1))
			adverts->whole_pattern |= BIT(i);
	}
}

static u8 cmis_pattern_code(const u8 *block, unsigned int lane)
{
	u8 byte = block[CMIS_BLOCK_PATTERN + lane / 2];

	return (lane % 2 ? byte >> 4 : byte) & 0xf;
}

static void cmis_pattern_put(u8 *block, unsigned int lane, u8 code)
{
	u8 *byte = &block[CMIS_BLOCK_PATTERN + lane / 2];

	*byte = lane % 2 ? (*byte & 0x0f) | code << 4 : (*byte & 0xf0) | code;
}

/**
 * cmis_pattern_get - get the pattern of a lane
 * @controls: 13h:144-178 of its bank, after cmis_pattern_settle()
 * @block: enum cmis_pattern_block
 * @lane: in the bank, from 0
 *
 * Return: enum cmis_test_pattern, off if the block is off there; negative if
 * the pattern is on and has no name.
 */
int cmis_pattern_get(const u8 *controls, unsigned int block, unsigned int lane)
{
	const u8 *at = controls + cmis_pattern_at(block);
	u8 code = cmis_pattern_code(at, lane);

	if (!(at[CMIS_BLOCK_ENABLE] & BIT(lane)))
		return CMIS_TEST_PATTERN_OFF;
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_pattern_codes); i++)
		if (cmis_pattern_codes[i] == code + 1)
			return i;
	return -ENOENT;
}

/**
 * cmis_pattern_settle - let controls say what is in force
 * @adverts: of the module
 * @real: lanes that the bank has
 * @controls: 13h:144-178 as read
 *
 * Bits of lanes that do not exist go. A lane that acts for all is copied.
 */
void cmis_pattern_settle(const struct cmis_pattern_adverts *adverts, u8 real,
			 u8 *controls)
{
	for (unsigned int i = 0; i < CMIS_PATTERN_BLOCKS; i++) {
		u8 *at = controls + cmis_pattern_at(i);

		at[CMIS_BLOCK_ENABLE] &= real;
		if (at[CMIS_BLOCK_ENABLE] && adverts->whole_enable & BIT(i))
			at[CMIS_BLOCK_ENABLE] = real;
		for (unsigned int l = 0; l < CMIS_LANES_PER_BANK; l++) {
			if (!(real & BIT(l)))
				cmis_pattern_put(at, l, 0);
			else if (adverts->whole_pattern & BIT(i))
				cmis_pattern_put(at, l,
						 cmis_pattern_code(at, 0));
		}
		for (unsigned int b = CMIS_BLOCK_INVERT; b <= CMIS_BLOCK_FEC;
		     b++)
			at[b] &= real;
	}
	/* The rest of 176-178 stays as it is: clocks, and the gate. */
	controls[CMIS_TIMING_AT] &= (u8)~CMIS_PATTERN_CLEAR;
}

static bool cmis_pattern_is_q(unsigned int code)
{
	return code == 12 || (code < 12 && !(code % 2));
}

/**
 * cmis_pattern_want - change the controls of a bank
 * @adverts: of the module
 * @change: the change
 * @controls: 13h:144-178, after cmis_pattern_settle(); gets the change
 *
 * Inversion, swap and the place of the FEC become plain for the lanes, and the
 * gate of a checker is left to the host.
 *
 * Return: 0; -EOPNOTSUPP if the module does not have the pattern for these
 * lanes; -EINVAL if the module cannot change some lanes alone.
 */
int cmis_pattern_want(const struct cmis_pattern_adverts *adverts,
		      const struct cmis_pattern_change *change, u8 *controls)
{
	u8 *at = controls + cmis_pattern_at(change->block);
	u8 block = BIT(change->block);
	bool off = change->pattern == CMIS_TEST_PATTERN_OFF;
	bool whole = adverts->whole_enable & block ||
		     (!off && adverts->whole_pattern & block);
	u8 code;

	if (off && !(at[CMIS_BLOCK_ENABLE] & change->lanes))
		return 0;
	if (!off && (change->pattern >= CMIS_TEST_PATTERN_CUSTOM ||
		     !cmis_pattern_codes[change->pattern]))
		return -EOPNOTSUPP;
	if (whole && change->lanes != change->real)
		return -EINVAL;
	if (off) {
		at[CMIS_BLOCK_ENABLE] &= ~change->lanes;
		return 0;
	}
	code = cmis_pattern_codes[change->pattern] - 1;
	if (!(adverts->list[change->block] & BIT(code)) ||
	    (cmis_pattern_is_q(code) && change->nrz & change->lanes))
		return -EOPNOTSUPP;
	at[CMIS_BLOCK_ENABLE] |= change->lanes;
	at[CMIS_BLOCK_INVERT] &= ~change->lanes;
	at[CMIS_BLOCK_SWAP] &= ~change->lanes;
	at[CMIS_BLOCK_FEC] &= ~change->lanes;
	if (adverts->with_fec & block)
		at[CMIS_BLOCK_FEC] |= change->lanes;
	for (unsigned int l = 0; l < CMIS_LANES_PER_BANK; l++)
		if (change->lanes & BIT(l))
			cmis_pattern_put(at, l, code);
	if (cmis_pattern_is_checker(change->block))
		controls[CMIS_TIMING_AT] &= ~(CMIS_PATTERN_ALL_BANKS |
					      CMIS_PATTERN_RESTART |
					      CMIS_PATTERN_GATE);
	return 0;
}

/* Lanes of a block whose configuration changes */
static u8 cmis_pattern_changed(const u8 *now, const u8 *wanted)
{
	u8 lanes = 0;

	for (unsigned int b = CMIS_BLOCK_INVERT; b <= CMIS_BLOCK_FEC; b++)
		lanes |= now[b] ^ wanted[b];
	for (unsigned int l = 0; l < CMIS_LANES_PER_BANK; l++)
		if (cmis_pattern_code(now, l) != cmis_pattern_code(wanted, l))
			lanes |= BIT(l);
	return lanes;
}

static unsigned int cmis_pattern_step(unsigned int first, unsigned int count,
				      const u8 *wanted, u8 *bytes,
				      unsigned int *len)
{
	memcpy(bytes, wanted + first, count);
	*len = count;
	return first;
}

/**
 * cmis_pattern_next - get the next write on the way to other controls
 * @now: 13h:144-178 as they are
 * @wanted: as they shall be
 * @bytes: gets the bytes to write, 7 at most
 * @len: gets their number; 0: nothing is left to do
 *
 * Lanes go off first, checkers before generators, also if they only change.
 * Then generators come before checkers, and the pattern before the enable.
 *
 * Return: place of the first byte, from 13h:144 on.
 */
unsigned int cmis_pattern_next(const u8 *now, const u8 *wanted, u8 *bytes,
			       unsigned int *len)
{
	unsigned int i = CMIS_PATTERN_BLOCKS, at;

	while (i--) {
		u8 stay;

		at = cmis_pattern_at(i);
		stay = wanted[at] & ~cmis_pattern_changed(now + at,
							  wanted + at);
		if (!(now[at] & ~stay))
			continue;
		stay &= now[at];
		return at + cmis_pattern_step(0, 1, &stay, bytes, len);
	}
	if (now[CMIS_TIMING_AT] != wanted[CMIS_TIMING_AT])
		return cmis_pattern_step(CMIS_TIMING_AT, 1, wanted, bytes,
					 len);
	for (i = 0; i < CMIS_PATTERN_BLOCKS; i++) {
		at = cmis_pattern_at(i);
		if (cmis_pattern_changed(now + at, wanted + at))
			return cmis_pattern_step(at + CMIS_BLOCK_INVERT,
						 CMIS_BLOCK_SIZE - 1, wanted,
						 bytes, len);
		if (now[at] != wanted[at])
			return cmis_pattern_step(at, 1, wanted, bytes, len);
	}
	*len = 0;
	return 0;
}

/**
 * cmis_pattern_ratio - the bit error ratio of a test, or its bound
 * @errors: number of errors
 * @bits: number of bits, not 0
 *
 * Without an error, the ratio is below 3 by @bits with a confidence of 95 %.
 *
 * Return: the ratio or that bound, with three digits; a bound is rounded up.
 */
struct cmis_number cmis_pattern_ratio(u64 errors, u64 bits)
{
	bool bound = !errors;
	u64 left = bound ? 3 : errors, digits;
	int exponent = 0;

	if (left > bits && !bound)
		left = bits;
	/* Room for ten times the rest */
	if (bits > 1000000000000000000ULL) {
		bits = div_u64(bits, 1000);
		exponent = -3;
	}
	digits = div64_u64_rem(left, bits, &left);
	while (digits < 100) {
		digits = digits * 10 + div64_u64_rem(left * 10, bits, &left);
		exponent--;
	}
	if (bound ? left : left >= bits - left)
		digits++;
	for (; digits >= 1000; exponent++)
		digits = div_u64(digits, 10);
	return (struct cmis_number) {
		.mantissa = digits,
		.exponent = exponent,
	};
}
