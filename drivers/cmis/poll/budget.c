// SPDX-License-Identifier: GPL-2.0-only
/*
 * The periods that a bus can carry. A sweep has a cost, which is its time on
 * the bus. If the sweeps of all cages take more than their share, periods grow:
 * those of error ratios first, those of lanes next, and those of temperatures
 * last. Pure functions: they build in user space.
 */

#include <linux/array_size.h>
#include <linux/build_bug.h>
#include <linux/limits.h>
#include <linux/math64.h>

#include "poll/budget.h"

#define CMIS_BUDGET_US_PER_MS	1000
#define CMIS_BUDGET_PPM		1000000

/*
 * With the default periods, values get 60 s, 10 s and 2 s old: a sweep waits
 * for others, so the periods are a bit shorter. If that does not do, all grow.
 */
static const struct cmis_budget_step {
	enum cmis_class class;
	u32 limit;
} cmis_budget_steps[] = {
	{ CMIS_CLASS_VDM, CMIS_STRETCH_ONE * 58 / 10 },
	{ CMIS_CLASS_LANES, CMIS_STRETCH_ONE * 18 / 10 },
	{ CMIS_CLASS_THERMAL, CMIS_STRETCH_ONE * 18 / 10 },
};

/**
 * cmis_budget_load - get the share of the time that sweeps take
 * @cost_us: time on the bus of one sweep, in microseconds
 * @period_ms: its period, in milliseconds; not 0
 *
 * Return: millionths of the time, at most all of it.
 */
u32 cmis_budget_load(u32 cost_us, u32 period_ms)
{
	u64 ppm = div_u64((u64)cost_us * CMIS_BUDGET_US_PER_MS, period_ms);

	return ppm < CMIS_BUDGET_PPM ? ppm : CMIS_BUDGET_PPM;
}

/**
 * cmis_budget_smooth - get the cost of a sweep from those of the last ones
 * @known_us: cost so far, in microseconds; 0: not known
 * @cost_us: time of the last sweep
 *
 * Others may delay a sweep, so the cost rises slowly; nothing makes a sweep too
 * short, so it falls at once.
 *
 * Return: the cost, in microseconds.
 */
u32 cmis_budget_smooth(u32 known_us, u32 cost_us)
{
	if (!known_us || cost_us <= known_us)
		return cost_us;
	return known_us + (cost_us - known_us) / 8;
}

/**
 * cmis_budget_total - get the share of the time that all sweeps take
 * @budget: the loads
 * @stretch: thousandths, by enum cmis_class: so much longer is each period
 *
 * Return: millionths of the time, without live values.
 */
u32 cmis_budget_total(const struct cmis_budget *budget, const u32 *stretch)
{
	u64 total = budget->fixed_ppm;

	for (unsigned int i = 0; i < __CMIS_CLASS_MAX; i++)
		total += div_u64((u64)budget->class_ppm[i] * CMIS_STRETCH_ONE,
				 stretch[i]);
	return total < U32_MAX ? total : U32_MAX;
}

/* The stretch of a class that fits into the rest of the share */
static u32 cmis_budget_fit(u32 load_ppm, u32 others_ppm, u32 share_ppm,
			   u32 limit)
{
	u64 stretch;

	if (others_ppm >= share_ppm)
		return limit;
	stretch = div_u64((u64)load_ppm * CMIS_STRETCH_ONE,
			  share_ppm - others_ppm) + 1;
	return stretch < limit ? stretch : limit;
}

/**
 * cmis_budget_stretch - get periods that the bus can carry
 * @budget: the loads and the share
 * @stretch: gets thousandths, by enum cmis_class: so much longer is each period
 */
void cmis_budget_stretch(const struct cmis_budget *budget, u32 *stretch)
{
	const struct cmis_budget_step *step = cmis_budget_steps;
	u32 share = budget->share_ppm, all, total;
	unsigned int i;

	for (i = 0; i < __CMIS_CLASS_MAX; i++)
		stretch[i] = CMIS_STRETCH_ONE;
	if (!share)
		return;
	for (i = 0; i < ARRAY_SIZE(cmis_budget_steps); i++, step++) {
		u32 load = budget->class_ppm[step->class];

		total = cmis_budget_total(budget, stretch);
		if (total <= share)
			return;
		if (load)
			stretch[step->class] = cmis_budget_fit(load,
							       total - load,
							       share,
							       step->limit);
	}
	total = cmis_budget_total(budget, stretch);
	if (total <= share)
		return;
	all = cmis_budget_fit(total - budget->fixed_ppm, budget->fixed_ppm,
			      share, CMIS_STRETCH_MAX);
	for (i = 0; i < __CMIS_CLASS_MAX; i++) {
		u64 longer = div_u64((u64)stretch[i] * all, CMIS_STRETCH_ONE);

		stretch[i] = longer < CMIS_STRETCH_MAX ? longer :
							 CMIS_STRETCH_MAX;
	}
}

/**
 * cmis_budget_live_shortest_ms - get the shortest period of live values
 * @vdm_ms: period of sweeps of VDM, in milliseconds
 *
 * Return: milliseconds.
 */
u32 cmis_budget_live_shortest_ms(u32 vdm_ms)
{
	u32 ms = vdm_ms / CMIS_LIVE_READS;

	return ms > CMIS_LIVE_MIN_MS ? ms : CMIS_LIVE_MIN_MS;
}

/**
 * cmis_budget_live_ms - get the period of live values of a cage
 * @budget: the loads and the shares
 * @stretch: from cmis_budget_stretch()
 * @vdm_ms: period of sweeps of VDM of the cage, before it grows
 *
 * Live values get the rest of the share, up to a share of their own.
 *
 * Return: milliseconds; 0 if reads of live values alone are not worth while,
 * since whole sweeps are as frequent.
 */
u32 cmis_budget_live_ms(const struct cmis_budget *budget, const u32 *stretch,
			u32 vdm_ms)
{
	u32 total = cmis_budget_total(budget, stretch);
	u64 ms = cmis_budget_live_shortest_ms(vdm_ms);
	u32 share = budget->live_share_ppm;

	if (budget->share_ppm && total >= budget->share_ppm)
		return 0;
	if (budget->share_ppm && share > budget->share_ppm - total)
		share = budget->share_ppm - total;
	if (!share)
		return 0;
	if (budget->live_ppm > share)
		ms = div_u64(ms * budget->live_ppm, share);
	return ms <= vdm_ms / 2 ? ms : 0;
}
