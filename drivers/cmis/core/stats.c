// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counters of a cage since it was registered.
 */

#include <linux/atomic.h>
#include <linux/build_bug.h>

#include "core/cage.h"
#include "core/stats.h"
#include "xfer/xfer.h"

/* After the counters of the transfer layer. */
#define CMIS_STAT_FREEZE_TIMEOUTS	CMIS_CNT_COUNT

const char *const cmis_stat_names[CMIS_STAT_COUNT] = {
	[CMIS_CNT_TRANSFERS] = "transfers",
	[CMIS_CNT_READ_BYTES] = "read_bytes",
	[CMIS_CNT_WRITE_BYTES] = "write_bytes",
	[CMIS_CNT_SELECTS] = "selects",
	[CMIS_CNT_RETRIES] = "retries",
	[CMIS_CNT_ERRORS] = "errors",
	[CMIS_CNT_BUS_US] = "bus_us",
	[CMIS_STAT_FREEZE_TIMEOUTS] = "freeze_timeouts",
};

static_assert(CMIS_STAT_FREEZE_TIMEOUTS + 1 == CMIS_STAT_COUNT);

/**
 * cmis_cage_get_stat - read a counter
 * @cage: the cage
 * @stat: number of the counter, as in cmis_stat_names[]
 *
 * Context: Any.
 * Return: its value.
 */
u64 cmis_cage_get_stat(struct cmis_cage *cage, unsigned int stat)
{
	if (stat == CMIS_STAT_FREEZE_TIMEOUTS)
		return READ_ONCE(cage->freeze_timeouts);
	return atomic64_read(&cage->xfer->counters[stat]);
}
