// SPDX-License-Identifier: GPL-2.0-only
/*
 * Frequent reads after a trigger of the flight recorder. They are for the
 * record only: no snapshot has their values, and flags wait for the next sweep.
 * All cages of a bus share a part of its time. When it is used up, the sweeps
 * go on as always.
 */

#include <linux/minmax.h>

#include "poll/burst.h"
#include "core/cage.h"
#include "core/record.h"
#include "poll/poll.h"
#include "poll/sweep.h"
#include "xfer/xfer.h"

/* Pauses between reads at the start of a burst, and later */
#define CMIS_BURST_FAST_MS	100
#define CMIS_BURST_SLOW_MS	500
#define CMIS_BURST_FAST_FOR_MS	3000
#define CMIS_BURST_VDM_MS	1000

/* Time that was not used is kept for a second. */
static bool cmis_bus_has_time(struct cmis_bus *bus, unsigned int percent)
{
	s64 limit_us = USEC_PER_SEC * percent / 100;
	ktime_t now = ktime_get();
	u32 us = clamp_t(s64, ktime_us_delta(now, bus->burst_at), 0,
			 USEC_PER_SEC);

	bus->burst_us = min_t(s64, bus->burst_us + us * percent / 100,
			      limit_us);
	bus->burst_at = now;
	return bus->burst_us > 0;
}

static void cmis_burst_sweep(struct cmis_cage *cage,
			     const struct cmis_module *module)
{
	struct cmis_poll *poll = cage->poll;
	ktime_t now = ktime_get();
	int ret;

	ret = cmis_poll_sweep(cage, module, CMIS_CLASS_THERMAL);
	/* The sweep that follows knows what to do about an error. */
	if (ret)
		poll->class[CMIS_CLASS_THERMAL].wanted = true;
	/* The next sweep looks whether this is another module. */
	if (!ret && !module->basics.flat &&
	    poll->lower[CMIS_REG_INDEX(CMIS_FLAGS_MODULE)] &
	    CMIS_FLAG_STATE_CHANGED)
		return;
	if (!ret && module->plan.banks)
		ret = cmis_poll_sweep(cage, module, CMIS_CLASS_LANES);
	if (ret || !poll->vdm.active || poll->vdm.busy ||
	    ktime_before(now, poll->burst.vdm_due))
		return;
	poll->burst.vdm_due = ktime_add_ms(now, CMIS_BURST_VDM_MS);
	cmis_poll_sweep(cage, module, CMIS_CLASS_VDM);
}

static void cmis_burst_read(struct cmis_cage *cage,
			    const struct cmis_module *module)
{
	atomic64_t *bus_us = &cage->xfer->counters[CMIS_CNT_BUS_US];
	struct cmis_poll *poll = cage->poll;
	s64 before = atomic64_read(bus_us);

	poll->burst.now = true;
	cmis_burst_sweep(cage, module);
	poll->burst.now = false;
	cage->bus->burst_us -= atomic64_read(bus_us) - before;
}

static void cmis_burst_set(struct cmis_cage *cage, bool on)
{
	if (cage->poll->burst.on != on)
		cmis_record_burst(cage, on);
	cage->poll->burst.on = on;
}

/**
 * cmis_burst_run - read the module often after a trigger
 * @cage: the cage
 * @module: the module in it
 *
 * Context: The cage's work.
 * Return: milliseconds until the next read; UINT_MAX: there is none.
 */
unsigned int cmis_burst_run(struct cmis_cage *cage,
			    const struct cmis_module *module)
{
	struct cmis_burst *burst = &cage->poll->burst;
	ktime_t now = ktime_get();
	unsigned int percent;
	u64 age_ms;

	/* A transport whose reads cost others time has none for this. */
	if (cage->thrift.lock_ppm || cage->poll->suspect ||
	    !cmis_record_get_burst(cage, &age_ms, &percent)) {
		cmis_burst_set(cage, false);
		return UINT_MAX;
	}
	cmis_burst_set(cage, true);
	if (!ktime_before(now, burst->due)) {
		burst->due = ktime_add_ms(now, age_ms < CMIS_BURST_FAST_FOR_MS ?
					  CMIS_BURST_FAST_MS :
					  CMIS_BURST_SLOW_MS);
		if (cmis_bus_has_time(cage->bus, percent))
			cmis_burst_read(cage, module);
	}
	return max_t(s64, ktime_ms_delta(burst->due, ktime_get()), 0);
}
