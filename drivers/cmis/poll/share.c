// SPDX-License-Identifier: GPL-2.0-only
/*
 * The share of a bus that the sweeps of its cages take. Each sweep is measured;
 * all cages of the bus get periods that it can carry (poll/budget.c).
 */

#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/minmax.h>

#include "poll/share.h"
#include "core/cage.h"
#include "poll/budget.h"
#include "poll/poll.h"

/**
 * cmis_share_note - note the time of a sweep on the bus
 * @cage: the cage
 * @class: class of the sweep
 * @us: time in the transport, in microseconds
 * @error: result of the sweep; -EINPROGRESS: it goes on later
 *
 * Context: The cage's work.
 */
void cmis_share_note(struct cmis_cage *cage, enum cmis_class class, u32 us,
		     int error)
{
	struct cmis_load *load = &cage->load;
	u32 *cost = &load->cost_us[class];
	bool vdm = class == CMIS_CLASS_VDM;

	if (vdm && !cage->poll->early) {
		us += load->spent_us;
		load->spent_us = error == -EINPROGRESS ? us : 0;
	} else if (vdm) {
		cost = &load->live_us;
	}
	if (!error)
		*cost = cmis_budget_smooth(*cost, us);
}

/* An administrator who has set a shorter period than the default gets that. */
static bool cmis_share_is_fixed(const struct cmis_cage *cage,
				enum cmis_class class)
{
	return cage->poll->settings.period_ms[class] <
	       cage->thrift.default_ms[class];
}

/* Without a read of its own yet, a live value costs as much as a sweep. */
static u32 cmis_share_live_ppm(const struct cmis_cage *cage)
{
	const struct cmis_vdm_poll *v = &cage->poll->vdm;
	const struct cmis_load *load = &cage->load;
	u32 vdm_ms = cage->poll->settings.period_ms[CMIS_CLASS_VDM];
	u32 cost_us = load->live_us ?: load->cost_us[CMIS_CLASS_VDM];

	if (!cage->thrift.live_ppm || !v->live || v->off)
		return 0;
	return cmis_budget_load(cost_us, cmis_budget_live_shortest_ms(vdm_ms));
}

static void cmis_share_set_loads(struct cmis_cage *cage)
{
	u32 fixed_ppm = 0;

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++) {
		u32 ppm = cmis_budget_load(cage->load.cost_us[i],
					   cage->poll->settings.period_ms[i]);
		bool fixed = cmis_share_is_fixed(cage, i);

		cmis_work_set_load(cage, i, fixed ? 0 : ppm);
		if (fixed)
			fixed_ppm += ppm;
	}
	cmis_work_set_load(cage, CMIS_LOAD_FIXED, fixed_ppm);
	cmis_work_set_load(cage, CMIS_LOAD_LIVE, cmis_share_live_ppm(cage));
}

static u32 cmis_bus_get_load(const struct cmis_bus *bus, unsigned int kind)
{
	return max(atomic_read(&bus->load_ppm[kind]), 0);
}

/**
 * cmis_share_bus - make periods so long that the bus can carry them
 * @cage: the cage; its work has the settings of the cage
 *
 * Context: The cage's work.
 */
void cmis_share_bus(struct cmis_cage *cage)
{
	u32 *now = cage->poll->settings.period_ms;
	struct cmis_budget budget = {
		.share_ppm = cage->thrift.bus_ppm,
		.live_share_ppm = cage->thrift.live_ppm,
	};
	u32 stretch[CMIS_CLASS_COUNT], live_ms = 0;

	cmis_share_set_loads(cage);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		budget.class_ppm[i] = cmis_bus_get_load(cage->bus, i);
	budget.fixed_ppm = cmis_bus_get_load(cage->bus, CMIS_LOAD_FIXED);
	budget.live_ppm = cmis_bus_get_load(cage->bus, CMIS_LOAD_LIVE);
	cmis_budget_stretch(&budget, stretch);
	if (cage->load.ppm[CMIS_LOAD_LIVE])
		live_ms = cmis_budget_live_ms(&budget, stretch,
					      now[CMIS_CLASS_VDM]);
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		if (!cmis_share_is_fixed(cage, i))
			now[i] = min_t(u64, CMIS_PERIOD_MAX_MS,
				       div_u64((u64)now[i] * stretch[i],
					       CMIS_STRETCH_ONE));
	cage->poll->vdm.live_ms = live_ms;
	WRITE_ONCE(cage->load.bus_ppm, cmis_budget_total(&budget, stretch));
}

/**
 * cmis_share_show - show the periods in force
 * @cage: the cage; its work has these periods
 *
 * Context: The cage's work.
 */
void cmis_share_show(struct cmis_cage *cage)
{
	bool vdm = cage->poll->vdm.active;

	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		WRITE_ONCE(cage->load.period_ms[i],
			   i == CMIS_CLASS_VDM && !vdm ? 0 :
			   cage->poll->settings.period_ms[i]);
	WRITE_ONCE(cage->load.live_ms, cage->poll->vdm.live_ms);
}
