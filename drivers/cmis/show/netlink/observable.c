// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: observables as attributes, and which of them there are. Nothing
 * here touches the bus.
 */

#include <linux/errno.h>
#include <linux/kernel.h>
#include <uapi/linux/cmis.h>

#include "alert/alerts.h"
#include "core/cage.h"
#include "core/module.h"
#include "core/snapshot.h"
#include "show/netlink/netlink.h"

/* The numbers of the family are those of the driver. */
static_assert(CMIS_NL_UNIT_RATIO == (int)CMIS_UNIT_RATIO);
static_assert(CMIS_NL_UNIT_MILLI_DBM == (int)CMIS_UNIT_MILLI_DBM);
static_assert(CMIS_NL_UNIT_KRAD_PER_S == (int)CMIS_UNIT_KRAD_PER_S);
static_assert(CMIS_NL_UNIT_KRAD_PER_S + 1 == (int)CMIS_UNIT_COUNT);
static_assert(CMIS_NL_SIDE_HOST == (int)CMIS_SIDE_HOST);

/* Of both sets of thresholds, by enum cmis_level. */
const u8 cmis_nl_threshold_attrs[CMIS_LEVEL_COUNT] = {
	[CMIS_LEVEL_HIGH_ALARM] = CMIS_A_THRESHOLDS_HIGH_ALARM,
	[CMIS_LEVEL_LOW_ALARM] = CMIS_A_THRESHOLDS_LOW_ALARM,
	[CMIS_LEVEL_HIGH_WARN] = CMIS_A_THRESHOLDS_HIGH_WARNING,
	[CMIS_LEVEL_LOW_WARN] = CMIS_A_THRESHOLDS_LOW_WARNING,
};

static_assert(CMIS_A_FLOAT_THRESHOLDS_HIGH_ALARM ==
	      (int)CMIS_A_THRESHOLDS_HIGH_ALARM);
static_assert(CMIS_A_FLOAT_THRESHOLDS_LOW_ALARM ==
	      (int)CMIS_A_THRESHOLDS_LOW_ALARM);
static_assert(CMIS_A_FLOAT_THRESHOLDS_HIGH_WARNING ==
	      (int)CMIS_A_THRESHOLDS_HIGH_WARNING);
static_assert(CMIS_A_FLOAT_THRESHOLDS_LOW_WARNING ==
	      (int)CMIS_A_THRESHOLDS_LOW_WARNING);

static bool cmis_nl_is_repeated(const struct cmis_vdm_index *vdm,
				unsigned int index)
{
	unsigned int i;

	for (i = 0; i < index; i++)
		if (vdm->obs[i].type == vdm->obs[index].type)
			return true;
	return false;
}

/**
 * cmis_nl_observable_next - the next observable in the order of a dump
 * @module: the module
 * @item: number of the item to start with; set to that which was found
 * @first: number of the first item that is an observable
 * @where: what the item is
 *
 * Types come in the order in which they first appear in the module's index,
 * each of the module itself and then of each lane, as sysfs has them.
 *
 * Return: false if there are no more.
 */
bool cmis_nl_observable_next(const struct cmis_module *module, u32 *item,
			     u32 first, struct cmis_nl_where *where)
{
	const struct cmis_vdm_index *vdm = module->vdm;
	u32 places = module->lanes + 1;
	u32 end = first + (vdm ? vdm->count * places : 0);

	for (; *item < end; (*item)++) {
		u32 index = (*item - first) / places;
		u32 place = (*item - first) % places;

		if (!place && cmis_nl_is_repeated(vdm, index)) {
			*item += places - 1;
			continue;
		}
		where->observable = vdm->obs[index].type;
		where->lane = place ? place - 1 : CMIS_VDM_LANE_NONE;
		if (cmis_module_has_observable(module, where->observable,
					       where->lane))
			return true;
	}
	return false;
}

static int cmis_nl_put_float(struct sk_buff *skb, int attr,
			     const struct cmis_f16 *number)
{
	struct nlattr *nest = nla_nest_start(skb, attr);

	if (!nest ||
	    nla_put_u32(skb, CMIS_A_FLOAT_MANTISSA, number->mantissa) ||
	    nla_put_s32(skb, CMIS_A_FLOAT_EXPONENT, number->exponent))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_limits(struct sk_buff *skb,
			      const struct cmis_observable *obs)
{
	bool is_float = cmis_vdm_type(obs->type)->format == CMIS_VDM_F16;
	struct cmis_vdm_value value;
	struct nlattr *nest;
	unsigned int level;
	int ret;

	if (!obs->has_limits)
		return 0;
	nest = nla_nest_start(skb, is_float ? CMIS_A_MONITOR_FLOAT_THRESHOLDS :
					      CMIS_A_MONITOR_THRESHOLDS);
	if (!nest)
		return -EMSGSIZE;
	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		u8 attr = cmis_nl_threshold_attrs[level];

		if (!cmis_vdm_has_limit(obs, level))
			continue;
		cmis_vdm_value_decode(obs->type, obs->limit[level], &value);
		ret = is_float ? cmis_nl_put_float(skb, attr, &value.f16) :
				 nla_put_s32(skb, attr, value.value);
		if (ret)
			return ret;
	}
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_raw(struct sk_buff *skb, u8 type, u16 raw)
{
	struct cmis_vdm_value value;

	cmis_vdm_value_decode(type, raw, &value);
	if (nla_put_u32(skb, CMIS_A_MONITOR_RAW, raw))
		return -EMSGSIZE;
	if (!value.is_float)
		return nla_put_s32(skb, CMIS_A_MONITOR_VALUE, value.value);
	if (nla_put_u32(skb, CMIS_A_MONITOR_MANTISSA, value.f16.mantissa))
		return -EMSGSIZE;
	return nla_put_s32(skb, CMIS_A_MONITOR_EXPONENT, value.f16.exponent);
}

static u32 cmis_nl_sample_age_ms(const struct cmis_snapshot *snapshot,
				 unsigned int index)
{
	u64 when_ns = cmis_snapshot_get_sample_when(snapshot, index);
	s64 ms = ktime_ms_delta(ktime_get_boottime(), ns_to_ktime(when_ns));

	return clamp_t(s64, ms, 0, U32_MAX);
}

static int cmis_nl_put_sample(struct sk_buff *skb,
			      const struct cmis_snapshot *snapshot,
			      unsigned int index)
{
	const struct cmis_observable *obs = &snapshot->module->vdm->obs[index];
	u8 levels;
	u16 raw;
	int ret;

	ret = cmis_snapshot_get_sample(snapshot, index, &raw);
	if (!ret)
		ret = cmis_snapshot_get_sample_levels(snapshot, index,
						      &levels);
	if (ret)
		return nla_put_u32(skb, CMIS_A_MONITOR_ERROR, -ret);
	if (cmis_nl_put_raw(skb, obs->type, raw) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_LEVELS, levels))
		return -EMSGSIZE;
	return nla_put_u32(skb, CMIS_A_MONITOR_AGE_MS,
			   cmis_nl_sample_age_ms(snapshot, index));
}

static int cmis_nl_put_type(struct sk_buff *skb, u8 type)
{
	const struct cmis_vdm_type *info = cmis_vdm_type(type);

	if (nla_put_u32(skb, CMIS_A_MONITOR_OBSERVABLE, type) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_SIDE, info->side) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_UNIT, info->unit) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_STATISTIC, info->statistic))
		return -EMSGSIZE;
	return info->name ? nla_put_string(skb, CMIS_A_MONITOR_NAME,
					   info->name) : 0;
}

/**
 * cmis_nl_fill_observable - describe an observable
 * @skb: the message
 * @cage: the cage
 * @snapshot: of the cage
 * @where: which observable; the module has it
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_observable(struct sk_buff *skb, struct cmis_cage *cage,
			    const struct cmis_snapshot *snapshot,
			    const struct cmis_nl_where *where)
{
	int index = cmis_snapshot_find_observable(snapshot, where->observable,
						  where->lane);

	if (nla_put_u32(skb, CMIS_A_MONITOR_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_GENERATION,
			snapshot->module->generation) ||
	    cmis_nl_put_type(skb, where->observable))
		return -EMSGSIZE;
	if (where->lane != CMIS_VDM_LANE_NONE &&
	    nla_put_u32(skb, CMIS_A_MONITOR_LANE, where->lane + 1))
		return -EMSGSIZE;
	if (index < 0)
		return nla_put_u32(skb, CMIS_A_MONITOR_ERROR, -index);
	if (cmis_nl_put_sample(skb, snapshot, index))
		return -EMSGSIZE;
	return cmis_nl_put_limits(skb, &snapshot->module->vdm->obs[index]);
}

/**
 * cmis_nl_put_alert_observable - say what an alert of an observable is about
 * @skb: the message
 * @alert: of an observable
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_put_alert_observable(struct sk_buff *skb,
				 const struct cmis_alert *alert)
{
	const struct cmis_vdm_type *type = cmis_vdm_type(alert->key.quantity);
	struct cmis_vdm_value value, limit;

	cmis_vdm_value_decode(alert->key.quantity, alert->value, &value);
	cmis_vdm_value_decode(alert->key.quantity, alert->threshold, &limit);
	if (nla_put_u32(skb, CMIS_A_ALERT_OBSERVABLE, alert->key.quantity) ||
	    nla_put_u32(skb, CMIS_A_ALERT_UNIT, type->unit))
		return -EMSGSIZE;
	if (type->name && nla_put_string(skb, CMIS_A_ALERT_NAME, type->name))
		return -EMSGSIZE;
	if (value.is_float)
		return cmis_nl_put_float(skb, CMIS_A_ALERT_FLOAT_VALUE,
					 &value.f16) ?:
		       cmis_nl_put_float(skb, CMIS_A_ALERT_FLOAT_THRESHOLD,
					 &limit.f16);
	if (nla_put_s32(skb, CMIS_A_ALERT_VALUE, value.value))
		return -EMSGSIZE;
	return nla_put_s32(skb, CMIS_A_ALERT_THRESHOLD, limit.value);
}
