/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Test patterns (page 13h): adverts, controls, and the order of writes. The bit
 * error ratio of a test.
 */
#ifndef _CMIS_PATTERN_H
#define _CMIS_PATTERN_H

#include <linux/types.h>

#include "spec/monitors.h"
#include "spec/regs.h"

#define CMIS_PATTERN_BYTES	CMIS_REG_SIZE(CMIS_PATTERN_CONTROLS)
/* Writes that a change of a bank needs at most */
#define CMIS_PATTERN_WRITES	13

/* Generators and checkers, in the order of their registers */
enum cmis_pattern_block {
	CMIS_PATTERN_HOST_GENERATOR,
	CMIS_PATTERN_MEDIA_GENERATOR,
	CMIS_PATTERN_HOST_CHECKER,
	CMIS_PATTERN_MEDIA_CHECKER,
	CMIS_PATTERN_BLOCKS,
};

/**
 * struct cmis_pattern_adverts - what a module can do with patterns
 * @list: by block, bits: codes of the patterns that it has (13h:132-139)
 * @with_fec: bits: blocks whose pattern passes the FEC: the module has no other
 *	way (13h:130-131)
 * @whole_enable: bits: blocks that one lane turns on for all (13h:142)
 * @whole_pattern: bits: blocks in which lane 1 has the pattern of all lanes
 */
struct cmis_pattern_adverts {
	u16 list[CMIS_PATTERN_BLOCKS];
	u8 with_fec;
	u8 whole_enable;
	u8 whole_pattern;
};

/**
 * struct cmis_pattern_change - a change of a block in a bank
 * @block: enum cmis_pattern_block
 * @lanes: the lanes of the bank
 * @real: lanes that the bank has
 * @pattern: enum cmis_test_pattern; off turns the lanes off
 * @nrz: lanes that are known not to be PAM4
 */
struct cmis_pattern_change {
	u8 block;
	u8 lanes;
	u8 real;
	u8 pattern;
	u8 nrz;
};

/* Place of a block's bytes in the controls */
static inline unsigned int cmis_pattern_at(unsigned int block)
{
	return block * 8;
}

static inline unsigned int cmis_pattern_block(bool media, bool checker)
{
	return media + 2 * checker;
}

void cmis_pattern_adverts_decode(const u8 *raw,
				 struct cmis_pattern_adverts *adverts);
int cmis_pattern_get(const u8 *controls, unsigned int block,
		     unsigned int lane);
void cmis_pattern_settle(const struct cmis_pattern_adverts *adverts, u8 real,
			 u8 *controls);
int cmis_pattern_want(const struct cmis_pattern_adverts *adverts,
		      const struct cmis_pattern_change *change, u8 *controls);
unsigned int cmis_pattern_next(const u8 *now, const u8 *wanted, u8 *bytes,
			       unsigned int *len);
struct cmis_number cmis_pattern_ratio(u64 errors, u64 bits);

#endif /* _CMIS_PATTERN_H */
