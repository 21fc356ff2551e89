/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Latched flags: a read clears them in the module. So the transfer layer keeps
 * them, and gives each flag to each reader once.
 */
#ifndef _CMIS_LATCH_H
#define _CMIS_LATCH_H

#include <linux/types.h>

#include "spec/addr.h"
#include "spec/regs.h"

/**
 * enum cmis_reader - a user of latched flags
 * @CMIS_READER_NONE: no reader: the flags wait for all readers
 * @CMIS_READER_SWEEPS: the driver's own sweeps
 * @CMIS_READER_ETHTOOL: ethtool and MAC drivers
 * @CMIS_READER_EEPROM: the file `eeprom`
 * @CMIS_READER_COUNT: number of readers
 */
enum cmis_reader {
	CMIS_READER_NONE,
	CMIS_READER_SWEEPS,
	CMIS_READER_ETHTOOL,
	CMIS_READER_EEPROM,
	CMIS_READER_COUNT,
};

#define CMIS_LATCH_MODULE	CMIS_REG_SIZE(CMIS_MODULE_FLAGS)
#define CMIS_LATCH_BANK							\
	(CMIS_REG_SIZE(CMIS_LANE_FLAGS) + CMIS_REG_SIZE(CMIS_TUNING_FLAGS) + \
	 CMIS_REG_SIZE(CMIS_DIAG_REFCLK_FLAG) +				\
	 CMIS_REG_SIZE(CMIS_DIAG_FLAGS) + CMIS_REG_SIZE(CMIS_NP_FLAGS) + \
	 CMIS_REG_SIZE(CMIS_VDM_FLAGS) + CMIS_REG_SIZE(CMIS_LINE_FLAGS) + \
	 CMIS_REG_SIZE(CMIS_CLIENT_FLAGS) + CMIS_REG_SIZE(CMIS_EXT_FAULTS) + \
	 CMIS_REG_SIZE(CMIS_EXT_WARNINGS) + CMIS_REG_SIZE(CMIS_EXT_FLAGS))

/**
 * struct cmis_hits - counts of the hits of the flags of a byte
 * @flag: count of each flag, by its bit; stops at U16_MAX
 */
struct cmis_hits {
	u16 flag[BITS_PER_BYTE];
};

/**
 * struct cmis_latched - a clear-on-read byte
 * @unseen: by reader, the flags that this reader has not seen yet
 * @hits: hits of the flags since the last call of cmis_latch_take_hits()
 */
struct cmis_latched {
	u8 unseen[CMIS_READER_COUNT];
	struct cmis_hits hits;
};

/**
 * struct cmis_latch - the clear-on-read bytes of a module
 * @module: bytes 8-13
 * @bank: CMIS_LATCH_BANK bytes for each bank; NULL without banks
 * @banks: number of banks in @bank
 *
 * Guarded by the bus lock, which is also held around each read.
 */
struct cmis_latch {
	struct cmis_latched module[CMIS_LATCH_MODULE];
	struct cmis_latched *bank;
	u8 banks;
};

bool cmis_addr_is_latched(const struct cmis_addr *addr);
unsigned int cmis_latch_run(const struct cmis_addr *addr, unsigned int len);
int cmis_latch_resize(struct cmis_latch *latch, u8 banks);
void cmis_latch_clear(struct cmis_latch *latch);
void cmis_latch_harvest(struct cmis_latch *latch,
			const struct cmis_range *range, const u8 *buf);
void cmis_latch_deliver(struct cmis_latch *latch, enum cmis_reader reader,
			const struct cmis_range *range, u8 *buf);
void cmis_latch_take_hits(struct cmis_latch *latch,
			  const struct cmis_range *range,
			  struct cmis_hits *hits);

#endif /* _CMIS_LATCH_H */
