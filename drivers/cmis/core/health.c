// SPDX-License-Identifier: GPL-2.0-only
/*
 * Link health of a cage: the last verdicts and the nearest limit. A finding
 * goes to the clients, too.
 */

#include <linux/cleanup.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/health.h"
#include "compat/compat.h"
#include "core/cage.h"
#include "core/record.h"
#include "core/trace.h"

/**
 * cmis_health_init - begin without findings
 * @cage: a new cage
 */
void cmis_health_init(struct cmis_cage *cage)
{
	spin_lock_init(&cage->health.lock);
	mutex_init(&cage->health.mark_lock);
	cage->health.minutes = -1;
}

/**
 * cmis_health_exit - forget all verdicts
 * @cage: a cage that nobody uses any more
 */
void cmis_health_exit(struct cmis_cage *cage)
{
	for (unsigned int i = 0; i < CMIS_HEALTH_TOLD; i++)
		cmis_told_put(cage->health.told[i]);
	kfree(cage->health.marks);
}

/**
 * cmis_health_identify - a module is about to be shown
 * @cage: the cage
 * @module: the module
 *
 * Another module has no before: forget the lanes of the last one.
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_health_identify(struct cmis_cage *cage,
			  const struct cmis_module *module)
{
	struct cmis_cage_health *health = &cage->health;
	const struct cmis_admin *admin = &module->admin;

	guard(mutex)(&health->mark_lock);
	if (!strcmp(health->vendor_pn, admin->vendor_pn) &&
	    !strcmp(health->vendor_sn, admin->vendor_sn))
		return;
	strscpy(health->vendor_pn, admin->vendor_pn,
		sizeof(health->vendor_pn));
	strscpy(health->vendor_sn, admin->vendor_sn,
		sizeof(health->vendor_sn));
	kfree(health->marks);
	health->marks = NULL;
}

/**
 * cmis_told_create - memory for a verdict
 * @signs: rows of evidence
 * @cages: numbers of cages
 *
 * Context: Sleeps.
 * Return: the verdict, with one reference; NULL: there is no memory.
 */
struct cmis_told *cmis_told_create(unsigned int signs, unsigned int cages)
{
	struct cmis_told *told;

	told = kzalloc(struct_size(told, sign, signs) +
		       array_size(cages, sizeof(*told->cage)), GFP_KERNEL);
	if (!told)
		return NULL;
	kref_init(&told->ref);
	told->signs = signs;
	told->cages = cages;
	told->cage = (u32 *)&told->sign[signs];
	return told;
}

static void cmis_told_free(struct kref *ref)
{
	kfree(container_of(ref, struct cmis_told, ref));
}

/**
 * cmis_told_put - give a verdict back
 * @told: the verdict; NULL is allowed
 */
void cmis_told_put(struct cmis_told *told)
{
	if (told)
		kref_put(&told->ref, cmis_told_free);
}

/**
 * cmis_told_get_next - find a verdict on the link of a cage
 * @cage: the cage
 * @number: its least number
 *
 * Context: Any.
 * Return: the first verdict with this number or a greater one, with a
 * reference; NULL: there is none.
 */
struct cmis_told *cmis_told_get_next(struct cmis_cage *cage, u32 number)
{
	struct cmis_cage_health *health = &cage->health;
	struct cmis_told *told;

	guard(cmis_spinlock)(&health->lock);
	if (!health->verdicts || number > health->verdicts)
		return NULL;
	if (number + CMIS_HEALTH_TOLD <= health->verdicts)
		number = health->verdicts - CMIS_HEALTH_TOLD + 1;
	told = health->told[(number ?: 1) % CMIS_HEALTH_TOLD];
	kref_get(&told->ref);
	return told;
}

static void cmis_health_note_told(struct cmis_cage_health *health,
				  struct cmis_told *told)
{
	const struct cmis_verdict *verdict = &told->finding.verdict;
	struct cmis_told **place;

	told->count = ++health->count[verdict->kind][verdict->detail];
	told->number = ++health->verdicts;
	place = &health->told[told->number % CMIS_HEALTH_TOLD];
	cmis_told_put(*place);
	kref_get(&told->ref);
	*place = told;
}

/* Of several limits, the nearest counts; if one is over, the next. */
static void cmis_health_note(struct cmis_cage_health *health,
			     const struct cmis_finding *finding)
{
	switch (finding->kind) {
	case CMIS_FINDING_VERDICT:
		cmis_health_note_told(health, finding->told);
		break;
	case CMIS_FINDING_AHEAD:
		if (health->minutes < 0 || finding->minutes < health->minutes)
			health->minutes = finding->minutes;
		break;
	case CMIS_FINDING_STOPPED:
		health->minutes = finding->minutes;
		break;
	}
}

static void cmis_health_mark(struct cmis_marks *marks,
			     const struct cmis_finding *finding)
{
	struct cmis_marked_lane *lane = &marks->lane[finding->lane];
	u64 bit = BIT_ULL(finding->lane);

	switch (finding->kind) {
	case CMIS_FINDING_WORSE:
		marks->worse[finding->quantity] |= bit;
		marks->accepted[finding->quantity] &= ~bit;
		lane->before[finding->quantity] = finding->before;
		lane->after[finding->quantity] = finding->after;
		break;
	case CMIS_FINDING_BACK:
		marks->worse[finding->quantity] &= ~bit;
		if (finding->accepted)
			marks->accepted[finding->quantity] |= bit;
		break;
	case CMIS_FINDING_AHEAD:
		marks->ahead[finding->quantity] |= bit;
		lane->ahead[finding->quantity] = finding->forecast;
		break;
	case CMIS_FINDING_STOPPED:
		marks->ahead[finding->quantity] &= ~bit;
		break;
	}
}

/* Without memory there is no alert: the finding is still told. */
static void cmis_health_note_mark(struct cmis_cage_health *health,
				  const struct cmis_finding *finding)
{
	if (finding->kind == CMIS_FINDING_VERDICT)
		return;
	guard(mutex)(&health->mark_lock);
	if (!health->marks)
		health->marks = kzalloc(sizeof(*health->marks), GFP_KERNEL);
	if (health->marks)
		cmis_health_mark(health->marks, finding);
}

static void cmis_health_trace(const struct cmis_cage *cage,
			      const struct cmis_finding *finding)
{
	switch (finding->kind) {
	case CMIS_FINDING_VERDICT:
		trace_verdict(cage, finding);
		break;
	case CMIS_FINDING_AHEAD:
	case CMIS_FINDING_STOPPED:
		trace_trend(cage, finding,
			    cmis_quantity_get(finding->quantity));
		break;
	default:
		trace_guard(cage, finding,
			    cmis_quantity_get(finding->quantity));
	}
}

/**
 * cmis_health_tell - note a finding, and tell the clients
 * @cage: the cage
 * @finding: the finding
 *
 * Context: Sleeps. No lock is held.
 */
void cmis_health_tell(struct cmis_cage *cage,
		      const struct cmis_finding *finding)
{
	cmis_health_trace(cage, finding);
	spin_lock(&cage->health.lock);
	cmis_health_note(&cage->health, finding);
	spin_unlock(&cage->health.lock);
	cmis_health_note_mark(&cage->health, finding);
	if (finding->kind == CMIS_FINDING_VERDICT)
		cmis_record_verdict(cage, &finding->verdict, finding->cages);
	cmis_clients_tell_finding(cage, finding);
}

/**
 * cmis_health_get - the last verdict
 * @cage: the cage
 * @last: where the verdict goes, if there was any
 *
 * Return: the number of verdicts so far.
 */
u32 cmis_health_get(struct cmis_cage *cage, struct cmis_finding *last)
{
	struct cmis_cage_health *health = &cage->health;

	guard(cmis_spinlock)(&health->lock);
	if (health->verdicts)
		*last = health->told[health->verdicts %
				     CMIS_HEALTH_TOLD]->finding;
	return health->verdicts;
}

/**
 * cmis_health_get_minutes - time until the nearest limit
 * @cage: the cage
 *
 * Return: minutes, as of the evaluation that found it; -1: none is ahead.
 */
s32 cmis_health_get_minutes(struct cmis_cage *cage)
{
	guard(cmis_spinlock)(&cage->health.lock);
	return cage->health.minutes;
}

/**
 * cmis_health_get_guard - the error ratio of a side of a lane
 * @cage: the cage
 * @lane: the lane, from 0
 * @side: %CMIS_QUANTITY_MEDIA_BER or %CMIS_QUANTITY_HOST_BER
 * @guard: where it goes
 *
 * Context: Sleeps.
 * Return: 0; -ENODEV: there is no such lane, or no watch.
 */
int cmis_health_get_guard(struct cmis_cage *cage, unsigned int lane,
			  unsigned int side, struct cmis_guard *guard)
{
	const struct cmis_health_ops *ops = READ_ONCE(cage->health.ops);

	return ops ? ops->get_guard(cage, lane, side, guard) : -ENODEV;
}

/**
 * cmis_health_get_trend - a quantity in a window
 * @cage: the cage
 * @place: the quantity and the window
 * @trend: where it goes
 *
 * Context: Sleeps.
 * Return: 0; -ENODEV: there is no such lane, or no watch; -ENODATA: no bin has
 * a sample.
 */
int cmis_health_get_trend(struct cmis_cage *cage,
			  const struct cmis_trend_place *place,
			  struct cmis_health_trend *trend)
{
	const struct cmis_health_ops *ops = READ_ONCE(cage->health.ops);

	return ops ? ops->get_trend(cage, place, trend) : -ENODEV;
}

/**
 * cmis_health_accept - worse error ratios are the usual ones from now on
 * @cage: the cage
 * @lanes: of these lanes; bit 0 is lane 1
 *
 * Context: Sleeps.
 * Return: 0; -ENODATA: none was worse; -ENODEV: there is no watch.
 */
int cmis_health_accept(struct cmis_cage *cage, u64 lanes)
{
	const struct cmis_health_ops *ops = READ_ONCE(cage->health.ops);

	return ops ? ops->accept(cage, lanes) : -ENODEV;
}

/**
 * cmis_health_restore - bring the closed bins of a window back
 * @cage: the cage
 * @place: the quantity and the window
 * @bins: cmis_window_bins() bins, the oldest first
 *
 * Context: Sleeps.
 * Return: 0; -ENODEV: there is no such lane, or no watch.
 */
int cmis_health_restore(struct cmis_cage *cage,
			const struct cmis_trend_place *place, const s16 *bins)
{
	const struct cmis_health_ops *ops = READ_ONCE(cage->health.ops);

	return ops ? ops->restore(cage, place, bins) : -ENODEV;
}
