// SPDX-License-Identifier: GPL-2.0-only
/*
 * From flags, values and states to alerts: which ones a module can have, and
 * what each sweep says about them.
 *
 * Latched flags come by their count of harvests, whoever read them; what a flag
 * is in the snapshot plays no part. Values are compared with the module's
 * thresholds as well, so that modules without flags have alerts, too.
 */

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/timekeeping.h>

#include "alert/engine.h"
#include "alert/watch.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/core.h"
#include "core/module.h"
#include "core/snapshot.h"

/* ------------------------------------------------------------------------ */
/* Values                                                                   */
/* ------------------------------------------------------------------------ */

/**
 * struct cmis_alert_unit - what is the matter with values of a unit
 * @hysteresis: how far a value must be back behind its threshold
 * @shift: and that part of the threshold, as a power of two; 0 = none
 */
struct cmis_alert_unit {
	s32 hysteresis;
	u8 shift;
};

static const struct cmis_alert_unit cmis_alert_units[CMIS_UNIT_COUNT] = {
	[CMIS_UNIT_MILLI_CELSIUS] = { .hysteresis = 1000 },
	[CMIS_UNIT_MICRO_VOLT] = { .hysteresis = 10000 },
	[CMIS_UNIT_NANO_WATT] = { .shift = 4 },
	[CMIS_UNIT_MICRO_AMPERE] = { .shift = 5 },
	[CMIS_UNIT_MILLI_PERCENT] = { .hysteresis = 1000 },
	[CMIS_UNIT_SYMBOLS] = { .shift = 4 },
	[CMIS_UNIT_MILLI_DB] = { .hysteresis = 200 },
	[CMIS_UNIT_MILLI_DBM] = { .hysteresis = 200 },
	[CMIS_UNIT_MHZ] = { .shift = 4 },
	[CMIS_UNIT_PS_PER_NM] = { .shift = 4 },
	[CMIS_UNIT_FS] = { .shift = 4 },
	[CMIS_UNIT_CENTI_PS2] = { .shift = 4 },
	[CMIS_UNIT_KRAD_PER_S] = { .shift = 4 },
};

/**
 * cmis_alert_hysteresis - how far a value must be back behind its threshold
 * @unit: enum cmis_unit
 * @limit: the threshold
 * @opposite: that of the same severity at the other end of the range
 *
 * No more than a quarter of the range, or a narrow one could not be quiet.
 *
 * Return: the distance, not negative.
 */
s64 cmis_alert_hysteresis(u8 unit, s32 limit, s32 opposite)
{
	const struct cmis_alert_unit *row = &cmis_alert_units[unit];
	s64 range = (s64)limit - opposite;
	s64 hysteresis = row->hysteresis;

	if (row->shift)
		hysteresis += abs((s64)limit) >> row->shift;
	return min_t(s64, hysteresis, abs(range) / 4);
}

static bool cmis_level_is_inside(const struct cmis_module *module,
				 const struct cmis_alert_key *key, s32 value)
{
	const s32 *limits = module->thresholds.value[key->quantity];
	s64 limit = limits[key->level];
	s64 hysteresis =
		cmis_alert_hysteresis(module->adverts.unit[key->quantity],
				      limit,
				      limits[cmis_level_opposite(key->level)]);

	if (cmis_level_is_high(key->level))
		return value <= limit - hysteresis;
	return value >= limit + hysteresis;
}

static unsigned int cmis_key_lane(const struct cmis_alert_key *key)
{
	return key->lane == CMIS_LANE_NONE ? 0 : key->lane;
}

/* Without a threshold, or a value that means something, flags alone count. */
static void cmis_judge_value(const struct cmis_snapshot *snapshot,
			     const struct cmis_alert_key *key,
			     struct cmis_condition *condition)
{
	const struct cmis_module *module = snapshot->module;
	unsigned int lane = cmis_key_lane(key);

	condition->inside = true;
	if (cmis_snapshot_get_value(snapshot, key->quantity, lane,
				    &condition->value) ||
	    !cmis_module_has_limit(module, key->quantity, key->level))
		return;

	condition->threshold =
		module->thresholds.value[key->quantity][key->level];
	if (!cmis_snapshot_is_meaningful(snapshot, key->quantity, lane))
		return;
	condition->beyond = cmis_module_get_levels(module, key->quantity,
						   condition->value) &
			    BIT(key->level);
	condition->inside = cmis_level_is_inside(module, key,
						 condition->value);
}

/* ------------------------------------------------------------------------ */
/* Conditions                                                               */
/* ------------------------------------------------------------------------ */

static unsigned int cmis_lane_flag_sets(const struct cmis_alert_watch *watch,
					u32 reg, unsigned int lane)
{
	unsigned int byte = CMIS_REG_OFFSET(reg) -
			    CMIS_REG_OFFSET(CMIS_LANE_FLAGS);

	return watch->lane_sets[lane / CMIS_LANES_PER_BANK][byte]
			.flag[lane % CMIS_LANES_PER_BANK];
}

/* Two quantities a byte, from lower 9 on, four levels each. */
static unsigned int cmis_module_level_sets(const struct cmis_alert_watch *watch,
					   u8 q, u8 level)
{
	unsigned int byte = CMIS_REG_OFFSET(CMIS_FLAGS_TEMP_VCC) -
			    CMIS_REG_OFFSET(CMIS_MODULE_FLAGS) + q / 2;

	return watch->module_sets[byte].flag[CMIS_LEVEL_COUNT * (q % 2) +
					     level];
}

static unsigned int cmis_lane_level_sets(const struct cmis_alert_watch *watch,
					 const struct cmis_alert_key *key)
{
	static const u32 regs[CMIS_Q_LANE_COUNT] = {
		[CMIS_Q_TX_POWER - CMIS_Q_MODULE_COUNT] = CMIS_FLAGS_TX_POWER,
		[CMIS_Q_TX_BIAS - CMIS_Q_MODULE_COUNT] = CMIS_FLAGS_TX_BIAS,
		[CMIS_Q_RX_POWER - CMIS_Q_MODULE_COUNT] = CMIS_FLAGS_RX_POWER,
	};
	u32 reg = regs[key->quantity - CMIS_Q_MODULE_COUNT];

	return cmis_lane_flag_sets(watch, reg + key->level, key->lane);
}

static void cmis_judge_monitor(const struct cmis_alert_view *view,
			       const struct cmis_alert_key *key,
			       struct cmis_condition *condition)
{
	condition->sets = key->quantity < CMIS_Q_MODULE_COUNT ?
			  cmis_module_level_sets(view->watch, key->quantity,
						 key->level) :
			  cmis_lane_level_sets(view->watch, key);
	cmis_judge_value(view->snapshot, key, condition);
}

static void cmis_judge_datapath(const struct cmis_alert_view *view,
				const struct cmis_alert_key *key,
				struct cmis_condition *condition)
{
	condition->beyond = view->watch->down & BIT(key->lane);
	condition->inside = !condition->beyond;
	condition->value = view->snapshot->lane[key->lane].dp_state;
}

static void cmis_judge_fault(const struct cmis_alert_view *view,
			     const struct cmis_alert_key *key,
			     struct cmis_condition *condition)
{
	const struct cmis_status *status = &view->snapshot->status;

	condition->beyond = status->state == CMIS_STATE_FAULT;
	condition->inside = !condition->beyond;
	condition->value = condition->beyond ? status->fault_cause : 0;
}

/* The first page that is wrong, or -1. */
static int cmis_module_get_bad_page(const struct cmis_module *module)
{
	if (!module->admin.checksum_ok)
		return CMIS_PAGE_ADMIN;
	if (module->adverts.known && !module->adverts.checksum_ok)
		return CMIS_PAGE_ADVERT;
	if (module->thresholds.known && !module->thresholds.checksum_ok)
		return CMIS_PAGE_THRESHOLDS;
	return -1;
}

static void cmis_judge_checksum(const struct cmis_alert_view *view,
				const struct cmis_alert_key *key,
				struct cmis_condition *condition)
{
	int page = cmis_module_get_bad_page(view->snapshot->module);

	condition->beyond = page >= 0;
	condition->inside = !condition->beyond;
	condition->value = max(page, 0);
}

static void cmis_judge_unreadable(const struct cmis_alert_view *view,
				  const struct cmis_alert_key *key,
				  struct cmis_condition *condition)
{
	unsigned int i;

	for (i = 0; i < CMIS_CLASS_COUNT && !condition->value; i++)
		condition->value = -view->snapshot->sweep[i].error;
	condition->beyond = condition->value;
	condition->inside = !condition->beyond;
}

/* ------------------------------------------------------------------------ */
/* Which alerts a module can have                                           */
/* ------------------------------------------------------------------------ */

static bool cmis_alert_always(const struct cmis_module *module)
{
	return true;
}

static bool cmis_alert_paged(const struct cmis_module *module)
{
	return !module->basics.flat;
}

static bool cmis_alert_cmis_5_4(const struct cmis_module *module)
{
	u8 revision = module->lower[CMIS_REG_INDEX(CMIS_REVISION)];

	return !module->basics.flat && revision >= CMIS_REVISION_5_4;
}

/**
 * struct cmis_alert_row - where the alerts of a type come from
 * @class: the sweep that tells of them
 * @side: enum cmis_side
 * @lanes: there is one for each lane
 * @has: whether a module can have it; for those of a lane: @lane_flag
 * @judge: the condition, but for flags; NULL if there are only flags
 * @flag: bit in lower 8; 0 = none
 * @lane_flag: enum cmis_lane_flag, %CMIS_LF_COUNT = none
 * @lane_reg: byte of page 11h; 0 = none
 */
struct cmis_alert_row {
	u8 class;
	u8 side;
	bool lanes;
	bool (*has)(const struct cmis_module *module);
	void (*judge)(const struct cmis_alert_view *view,
		      const struct cmis_alert_key *key,
		      struct cmis_condition *condition);
	u8 flag;
	u8 lane_flag;
	u32 lane_reg;
};

#define CMIS_MODULE_ALERT(_has, _judge, _flag) {			\
	.class = CMIS_CLASS_THERMAL,					\
	.side = CMIS_SIDE_MODULE,					\
	.has = (_has),							\
	.judge = (_judge),						\
	.flag = (_flag),						\
}

#define CMIS_LANE_ALERT(_side, _lane_flag, _reg) {			\
	.class = CMIS_CLASS_LANES,					\
	.side = (_side),						\
	.lanes = true,							\
	.lane_flag = (_lane_flag),					\
	.lane_reg = (_reg),						\
}

/* Monitors are in another table: of them there are many of one type. */
static const struct cmis_alert_row cmis_alert_rows[CMIS_ALERT_TYPE_COUNT] = {
	[CMIS_ALERT_TX_FAULT] =
		CMIS_LANE_ALERT(CMIS_SIDE_MEDIA, CMIS_LF_TX_FAILURE,
				CMIS_FLAG_TX_FAILURE),
	[CMIS_ALERT_TX_LOS] =
		CMIS_LANE_ALERT(CMIS_SIDE_HOST, CMIS_LF_TX_LOS,
				CMIS_FLAG_TX_LOS),
	[CMIS_ALERT_TX_CDR_LOL] =
		CMIS_LANE_ALERT(CMIS_SIDE_HOST, CMIS_LF_TX_CDR_LOL,
				CMIS_FLAG_TX_CDR_LOL),
	[CMIS_ALERT_TX_ADAPT_EQ_FAIL] =
		CMIS_LANE_ALERT(CMIS_SIDE_HOST, CMIS_LF_TX_ADAPT_EQ_FAIL,
				CMIS_FLAG_TX_ADAPT_EQ_FAIL),
	[CMIS_ALERT_RX_LOS] =
		CMIS_LANE_ALERT(CMIS_SIDE_MEDIA, CMIS_LF_RX_LOS,
				CMIS_FLAG_RX_LOS),
	[CMIS_ALERT_RX_CDR_LOL] =
		CMIS_LANE_ALERT(CMIS_SIDE_MEDIA, CMIS_LF_RX_CDR_LOL,
				CMIS_FLAG_RX_CDR_LOL),
	[CMIS_ALERT_DATAPATH_DOWN] = {
		.class = CMIS_CLASS_LANES,
		.side = CMIS_SIDE_HOST,
		.lanes = true,
		.lane_flag = CMIS_LF_COUNT,
		.judge = cmis_judge_datapath,
	},
	[CMIS_ALERT_MODULE_FAULT] =
		CMIS_MODULE_ALERT(cmis_alert_paged, cmis_judge_fault, 0),
	[CMIS_ALERT_MODULE_FW_ERROR] =
		CMIS_MODULE_ALERT(cmis_alert_paged, NULL,
				  CMIS_FLAG_MODULE_FW_ERROR),
	[CMIS_ALERT_DATAPATH_FW_ERROR] =
		CMIS_MODULE_ALERT(cmis_alert_paged, NULL,
				  CMIS_FLAG_DP_FW_ERROR),
	[CMIS_ALERT_ABNORMAL_FW] =
		CMIS_MODULE_ALERT(cmis_alert_cmis_5_4, NULL,
				  CMIS_FLAG_ABNORMAL_FW),
	[CMIS_ALERT_CHECKSUM] =
		CMIS_MODULE_ALERT(cmis_alert_always, cmis_judge_checksum, 0),
	[CMIS_ALERT_UNREADABLE] =
		CMIS_MODULE_ALERT(cmis_alert_always, cmis_judge_unreadable, 0),
};

/* Those of a module's and of a lane's quantities, by the sweep. */
static const struct cmis_alert_row cmis_alert_module_monitor = {
	.class = CMIS_CLASS_THERMAL,
	.side = CMIS_SIDE_MODULE,
	.judge = cmis_judge_monitor,
};

static const struct cmis_alert_row cmis_alert_lane_monitor = {
	.class = CMIS_CLASS_LANES,
	.side = CMIS_SIDE_MEDIA,
	.lanes = true,
	.judge = cmis_judge_monitor,
};

/* Of the lanes and sides that the module says. */
static const struct cmis_alert_row cmis_alert_observable = {
	.class = CMIS_CLASS_VDM,
	.judge = cmis_alert_judge_observable,
};

static const struct cmis_alert_row *
cmis_alert_row_get(const struct cmis_alert_key *key)
{
	if (key->type == CMIS_ALERT_OBSERVABLE)
		return &cmis_alert_observable;
	if (key->type != CMIS_ALERT_MONITOR)
		return &cmis_alert_rows[key->type];
	return key->quantity < CMIS_Q_MODULE_COUNT ?
	       &cmis_alert_module_monitor : &cmis_alert_lane_monitor;
}

/**
 * struct cmis_alert_list - the alerts of a module, while they are found
 * @alert: where their keys go; NULL to count only
 * @num: of them
 */
struct cmis_alert_list {
	struct cmis_alert *alert;
	unsigned int num;
};

static void cmis_alert_list_add(struct cmis_alert_list *list,
				const struct cmis_alert_key *key)
{
	if (list->alert)
		list->alert[list->num].key = *key;
	list->num++;
}

static void cmis_alert_list_monitor(struct cmis_alert_list *list,
				    const struct cmis_module *module, u8 q,
				    u8 lane)
{
	struct cmis_alert_key key = {
		.type = CMIS_ALERT_MONITOR,
		.quantity = q,
		.lane = q < CMIS_Q_MODULE_COUNT ? CMIS_LANE_NONE : lane,
	};

	if (!cmis_module_has_monitor(module, q, lane))
		return;
	key.side = cmis_alert_row_get(&key)->side;
	for (key.level = 0; key.level < CMIS_LEVEL_COUNT; key.level++)
		cmis_alert_list_add(list, &key);
}

static bool cmis_alert_row_has_lane(const struct cmis_alert_row *row,
				    const struct cmis_module *module, u8 lane)
{
	if (row->side == CMIS_SIDE_MEDIA &&
	    !cmis_media_lane_supported(&module->admin, module->lanes, lane))
		return false;
	return row->lane_flag == CMIS_LF_COUNT ||
	       module->adverts.lane_flags & BIT(row->lane_flag);
}

static void cmis_alert_list_lane(struct cmis_alert_list *list,
				 const struct cmis_module *module, u8 lane)
{
	struct cmis_alert_key key = { .lane = lane };
	const struct cmis_alert_row *row;
	u8 q;

	for (q = CMIS_Q_MODULE_COUNT; q < CMIS_Q_COUNT; q++)
		cmis_alert_list_monitor(list, module, q, lane);
	for (key.type = CMIS_ALERT_MONITOR + 1;
	     key.type < CMIS_ALERT_OBSERVABLE; key.type++) {
		row = &cmis_alert_rows[key.type];
		key.side = row->side;
		if (row->lanes && cmis_alert_row_has_lane(row, module, lane))
			cmis_alert_list_add(list, &key);
	}
}

static void cmis_alert_list_module(struct cmis_alert_list *list,
				   const struct cmis_module *module)
{
	struct cmis_alert_key key = { .lane = CMIS_LANE_NONE };
	const struct cmis_alert_row *row;
	u8 q;

	for (q = 0; q < CMIS_Q_MODULE_COUNT; q++)
		cmis_alert_list_monitor(list, module, q, 0);
	for (key.type = CMIS_ALERT_MONITOR + 1;
	     key.type < CMIS_ALERT_OBSERVABLE; key.type++) {
		row = &cmis_alert_rows[key.type];
		key.side = row->side;
		if (!row->lanes && row->has(module))
			cmis_alert_list_add(list, &key);
	}
}

/* Page 14h has neither flags nor thresholds. */
static void cmis_alert_list_observables(struct cmis_alert_list *list,
					const struct cmis_module *module)
{
	const struct cmis_vdm_index *vdm = module->vdm;
	unsigned int i;

	for (i = 0; vdm && i < vdm->count; i++) {
		const struct cmis_observable *obs = &vdm->obs[i];
		struct cmis_alert_key key = {
			.type = CMIS_ALERT_OBSERVABLE,
			.quantity = obs->type,
			.side = cmis_vdm_type(obs->type)->side,
			.lane = cmis_observable_lane(obs),
			.index = i,
		};

		if (obs->source != CMIS_VDM_SOURCE_VDM)
			continue;
		for (; key.level < CMIS_LEVEL_COUNT; key.level++)
			cmis_alert_list_add(list, &key);
	}
}

/**
 * cmis_alerts_list - the alerts that a module can have
 * @module: the module; its plan is final
 * @alert: zeroed, gets their keys; NULL to count them
 *
 * Return: how many there are.
 */
unsigned int cmis_alerts_list(const struct cmis_module *module,
			      struct cmis_alert *alert)
{
	struct cmis_alert_list list = { .alert = alert };
	unsigned int lane;

	cmis_alert_list_module(&list, module);
	for (lane = 0; lane < cmis_plan_lanes(module); lane++)
		cmis_alert_list_lane(&list, module, lane);
	cmis_alert_list_observables(&list, module);
	return list.num;
}

/* ------------------------------------------------------------------------ */
/* Sweeps                                                                   */
/* ------------------------------------------------------------------------ */

static void cmis_alert_take_range(struct cmis_cage *cage, u8 bank, u32 reg,
				  struct cmis_hits *sets)
{
	const struct cmis_range range = {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.len = CMIS_REG_SIZE(reg),
	};

	cmis_xfer_take_hits(cage->xfer, &range, sets);
}

/**
 * cmis_alert_take_sets - how often flags of a class were found set
 * @cage: the cage; @cage->watch gets the counts since the last call
 * @module: what is in it
 * @class: which flags
 *
 * Context: The cage's work. Takes the bus lock.
 */
void cmis_alert_take_sets(struct cmis_cage *cage,
			  const struct cmis_module *module,
			  unsigned int class)
{
	struct cmis_alert_watch *watch = cage->watch;
	unsigned int bank;

	if (class == CMIS_CLASS_THERMAL)
		cmis_alert_take_range(cage, 0, CMIS_MODULE_FLAGS,
				      watch->module_sets);
	for (bank = 0; class == CMIS_CLASS_LANES && bank < module->plan.banks;
	     bank++)
		cmis_alert_take_range(cage, bank, CMIS_LANE_FLAGS,
				      watch->lane_sets[bank]);
	for (bank = 0; class == CMIS_CLASS_VDM && module->vdm &&
	     bank < CMIS_MAX_BANKS; bank++)
		cmis_alert_take_range(cage, bank, CMIS_VDM_FLAGS,
				      watch->vdm_sets[bank]);
}

static void cmis_alert_judge(const struct cmis_alert_view *view,
			     const struct cmis_alert_key *key,
			     struct cmis_condition *condition)
{
	const struct cmis_alert_row *row = cmis_alert_row_get(key);

	condition->inside = true;
	if (row->flag)
		condition->sets = view->watch->module_sets[0]
					.flag[__ffs(row->flag)];
	if (row->lane_reg)
		condition->sets = cmis_lane_flag_sets(view->watch,
						      row->lane_reg, key->lane);
	if (row->judge)
		row->judge(view, key, condition);
}

/**
 * cmis_alerts_judge - what a sweep says about all alerts
 * @alerts: of the cage
 * @view: the sweep
 */
void cmis_alerts_judge(struct cmis_alerts *alerts,
		       const struct cmis_alert_view *view)
{
	unsigned int i;

	if (!alerts->started_ns)
		alerts->started_ns = view->now_ns;
	for (i = 0; i < alerts->num; i++) {
		struct cmis_alert *alert = &alerts->alert[i];
		struct cmis_condition condition = {};

		if (cmis_alert_row_get(&alert->key)->class != view->class)
			continue;
		cmis_alert_judge(view, &alert->key, &condition);
		/* A sweep out of turn says nothing about quiet. */
		if (view->early && !condition.sets && !condition.beyond)
			continue;
		cmis_alerts_feed(alerts, alert, &condition, view->now_ns);
	}
}
