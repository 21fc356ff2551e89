// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sweeps of VDM: flags and samples.
 */

#include <linux/bitmap.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/unaligned.h>

#include "life.h"

static bool cmis_vdm_is_statistic(const struct cmis_observable *obs)
{
	return cmis_vdm_type(obs->type)->statistic;
}

/* Statistics are what they are while the module is frozen, and only then. */
static void cmis_vdm_take(struct cmis_vdm_poll *v,
			  const struct cmis_vdm_index *index,
			  const struct cmis_range *range, const u8 *buf)
{
	unsigned int group = range->addr.page - CMIS_PAGE_VDM_SAMPLES;
	const struct cmis_observable *obs;
	unsigned int i, at;

	for (i = 0; i < index->count; i++) {
		obs = &index->obs[i];
		if (obs->source != CMIS_VDM_SOURCE_VDM ||
		    obs->bank != range->addr.bank ||
		    obs->slot / CMIS_VDM_GROUP_SLOTS != group)
			continue;
		if (cmis_vdm_is_statistic(obs) && !v->frozen)
			continue;
		at = CMIS_UPPER_FIRST - range->addr.offset +
		     obs->slot % CMIS_VDM_GROUP_SLOTS * sizeof(u16);
		v->raw[i] = get_unaligned_be16(buf + at);
		__set_bit(i, v->valid);
	}
}

static int cmis_vdm_sweep_samples(struct cmis_cage *cage,
				  const struct cmis_module *module,
				  const struct cmis_range *range)
{
	u8 buf[CMIS_PAGE_SIZE];
	int ret;

	if (!range->len)
		return 0;
	ret = cmis_range_fetch(cage, range, buf);
	if (!ret)
		cmis_vdm_take(&cage->poll->vdm, module->vdm, range, buf);
	return ret;
}

static int cmis_vdm_sweep_flags(struct cmis_cage *cage,
				const struct cmis_range *range)
{
	struct cmis_poll *poll = cage->poll;

	if (!range->len)
		return 0;
	return cmis_sweep_range(cage, range, poll->vdm.flags[range->addr.bank],
				poll->unseen[CMIS_CLASS_VDM]);
}

/**
 * cmis_vdm_sweep - read flags and samples as they are now
 * @cage: the cage
 * @module: what is in it
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_vdm_sweep(struct cmis_cage *cage, const struct cmis_module *module)
{
	const struct cmis_vdm_plan *plan = &module->plan.vdm;
	unsigned int bank, group;
	int ret;

	for (bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		ret = cmis_vdm_sweep_flags(cage, &plan->flags[bank]);
		for (group = 0; !ret && group < CMIS_VDM_GROUPS; group++)
			ret = cmis_vdm_sweep_samples(cage, module,
						     &plan->samples[bank]
								   [group]);
		if (ret)
			return ret;
	}
	return 0;
}

/* Not all modules, and few of their dumps, have all pages. */
static int cmis_vdm_drop_missing(struct cmis_range *range, int ret)
{
	if (ret != -EOPNOTSUPP)
		return ret;
	range->len = 0;
	return 0;
}

/**
 * cmis_vdm_sweep_first - read flags and samples, and learn what is missing
 * @cage: the cage
 * @module: what is in it, not yet published: pages that it does not have are
 *	dropped from its plan
 *
 * Context: The cage's work.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_vdm_sweep_first(struct cmis_cage *cage, struct cmis_module *module)
{
	struct cmis_vdm_plan *plan = &module->plan.vdm;
	struct cmis_range *range;
	unsigned int i;
	int ret = 0;

	cage->poll->vdm.error = -ENODATA;
	cage->poll->vdm.active = module->vdm && module->vdm->count;
	for (i = 0; !ret && i < CMIS_MAX_BANKS; i++) {
		range = &plan->flags[i];
		ret = cmis_vdm_drop_missing(range,
					    cmis_vdm_sweep_flags(cage, range));
	}
	for (i = 0; !ret && i < CMIS_MAX_BANKS * CMIS_VDM_GROUPS; i++) {
		range = &plan->samples[i / CMIS_VDM_GROUPS]
				      [i % CMIS_VDM_GROUPS];
		ret = cmis_vdm_sweep_samples(cage, module, range);
		ret = cmis_vdm_drop_missing(range, ret);
	}
	cage->poll->unseen[CMIS_CLASS_VDM] = true;
	return ret;
}

/**
 * cmis_vdm_decode - make a snapshot show what the last sweep found
 * @snapshot: not yet published
 * @v: the sweep
 *
 * Return: 0, or -ENOMEM.
 */
int cmis_vdm_decode(struct cmis_snapshot *snapshot,
		    const struct cmis_vdm_poll *v)
{
	const struct cmis_vdm_index *index = snapshot->module->vdm;
	struct cmis_vdm_samples *samples;
	unsigned int i;

	if (!index || !index->count)
		return 0;
	samples = kmalloc(struct_size(samples, sample, index->count),
			  GFP_KERNEL);
	if (!samples)
		return -ENOMEM;

	kref_init(&samples->ref);
	samples->error = v->error;
	samples->count = index->count;
	for (i = 0; i < index->count; i++) {
		const struct cmis_observable *obs = &index->obs[i];

		samples->sample[i] = (struct cmis_vdm_sample) {
			.raw = v->raw[i],
			.levels = cmis_vdm_flags(obs, v->flags[obs->bank],
						 CMIS_PAGE_SIZE),
			.valid = test_bit(i, v->valid),
		};
	}
	cmis_vdm_samples_put(snapshot->vdm);
	snapshot->vdm = samples;
	return 0;
}
