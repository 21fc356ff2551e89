// SPDX-License-Identifier: GPL-2.0-only
/*
 * Latched flags of lower memory and page 11h. A read of the module would take
 * them away from other readers; the driver's last sweep has them, too.
 */

#include <string.h>

#include <linux/cmis.h>

#include "flags.h"
#include "parse.h"

#define LANES_PER_BANK	8
#define LEVELS		(CMIS_LEVEL_MAX + 1)
#define PAGE_LANES	0x11
/* Types of monitors from here on are at fixed registers. */
#define FIXED_TYPES	256

/* Lower 9-11: a nibble for each monitor of the module */
static const struct {
	uint8_t byte;
	uint8_t shift;
	const char *monitor;
} module_levels[] = {
	{ 9, 0, "temperature" },
	{ 9, 4, "vcc" },
	{ 10, 0, "aux1" },
	{ 10, 4, "aux2" },
	{ 11, 0, "aux3" },
	{ 11, 4, "custom" },
};

/* 11h:139-152: four bytes for each monitor of lanes */
static const struct {
	uint8_t first;
	const char *monitor;
} lane_levels[] = {
	{ 139, "tx_power" },
	{ 143, "tx_bias" },
	{ 149, "rx_power" },
};

/* 11h:134-153: a byte for each other flag */
static const uint8_t lane_flags[] = {
	[CMIS_LF_DATAPATH_STATE_CHANGED] = 134,
	[CMIS_LF_TX_FAILURE] = 135,
	[CMIS_LF_TX_LOS] = 136,
	[CMIS_LF_TX_CDR_LOL] = 137,
	[CMIS_LF_TX_ADAPT_EQ_FAIL] = 138,
	[CMIS_LF_RX_LOS] = 147,
	[CMIS_LF_RX_CDR_LOL] = 148,
	[CMIS_LF_RX_OUTPUT_CHANGED] = 153,
};

static void byte_put(struct ctl_half *half, unsigned int offset, uint8_t byte)
{
	unsigned int at = offset % CTL_HALF_SIZE;

	half->known += !half->is_known[at];
	half->is_known[at] = true;
	half->data[at] |= byte;
}

/* The levels of a monitor in the order of enum cmis_level, a bit each */
static uint8_t levels_get(const struct ctl_hits *hits)
{
	return !!hits->high_alarm << CMIS_LEVEL_HIGH_ALARM |
	       !!hits->low_alarm << CMIS_LEVEL_LOW_ALARM |
	       !!hits->high_warning << CMIS_LEVEL_HIGH_WARNING |
	       !!hits->low_warning << CMIS_LEVEL_LOW_WARNING;
}

/* Lanes of a bank that have each level; false if a lane was not read. */
static bool lanes_collect(const struct ctl_list *readings, const char *name,
			  unsigned int bank, uint8_t lanes[LEVELS])
{
	const struct ctl_reading *reading;
	unsigned int lane, level;
	bool known = false;
	size_t i;

	for (i = 0; i < readings->count; i++) {
		reading = ctl_list_at(readings, i);
		lane = reading->monitor.lane - 1;
		if (reading->monitor.type < FIXED_TYPES ||
		    !reading->monitor.lane || lane / LANES_PER_BANK != bank ||
		    strcmp(reading->monitor.name, name))
			continue;
		if (!CTL_HAS(reading, CMIS_A_READING_HITS))
			return false;
		known = true;
		for (level = 0; level < LEVELS; level++)
			lanes[level] |= (levels_get(&reading->hits) >> level &
					 1) << lane % LANES_PER_BANK;
	}
	return known;
}

static void module_put(struct ctl_half *half, const struct ctl_list *readings)
{
	const struct ctl_reading *reading;
	size_t i, k;

	for (i = 0; i < readings->count; i++) {
		reading = ctl_list_at(readings, i);
		if (reading->monitor.type < FIXED_TYPES ||
		    !CTL_HAS(reading, CMIS_A_READING_HITS))
			continue;
		for (k = 0; k < ARRAY_SIZE(module_levels); k++)
			if (!strcmp(reading->monitor.name,
				    module_levels[k].monitor))
				byte_put(half, module_levels[k].byte,
					 levels_get(&reading->hits) <<
					 module_levels[k].shift);
	}
}

static void lanes_put(struct ctl_half *half, const struct ctl_list *lanes)
{
	const struct ctl_lane *lane;
	unsigned int place, flag;
	size_t i;

	for (i = 0; i < lanes->count; i++) {
		lane = ctl_list_at(lanes, i);
		place = lane->lane - 1;
		if (place / LANES_PER_BANK != half->bank ||
		    !CTL_HAS(lane, CMIS_A_LANE_FLAGS))
			continue;
		for (flag = 0; flag < ARRAY_SIZE(lane_flags); flag++)
			if (lane->supported_flags >> flag & 1)
				byte_put(half, lane_flags[flag],
					 (lane->flags >> flag & 1) <<
					 place % LANES_PER_BANK);
	}
}

/**
 * ctl_flags_put - put the flags of the last sweep into a half
 * @half: lower memory, page 11h, or another one, which stays as it is
 * @readings: of the module
 * @lanes: of the module
 *
 * Flags that no sweep has read stay unknown.
 */
void ctl_flags_put(struct ctl_half *half, const struct ctl_list *readings,
		   const struct ctl_list *lanes)
{
	uint8_t bits[LEVELS];
	unsigned int i, level;

	if (half->page < 0)
		module_put(half, readings);
	if (half->page != PAGE_LANES)
		return;
	lanes_put(half, lanes);
	for (i = 0; i < ARRAY_SIZE(lane_levels); i++) {
		memset(bits, 0, sizeof(bits));
		if (!lanes_collect(readings, lane_levels[i].monitor,
				   half->bank, bits))
			continue;
		for (level = 0; level < LEVELS; level++)
			byte_put(half, lane_levels[i].first + level,
				 bits[level]);
	}
}
