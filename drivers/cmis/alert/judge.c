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

#include "alert/alert.h"
#include "alert/watch.h"
#include "core/core.h"
#include "poll/poll.h"

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
	[CMIS_UNIT_MILLI_C] = { .hysteresis = 1000 },
	[CMIS_UNIT_MICRO_V] = { .hysteresis = 10000 },
	[CMIS_UNIT_NANO_W] = { .shift = 4 },
	[CMIS_UNIT_MICRO_A] = { .shift = 5 },
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
 * cmis_level_opposite - the other end of the range that a threshold bounds
 * @level: enum cmis_level
 *
 * Return: enum cmis_level of the same severity.
 */
u8 cmis_level_opposite(u8 level)
{
	static const u8 opposite[CMIS_LEVEL_COUNT] = {
		[CMIS_LEVEL_HIGH_ALARM] = CMIS_LEVEL_LOW_ALARM,
		[CMIS_LEVEL_LOW_ALARM] = CMIS_LEVEL_HIGH_ALARM,
		[CMIS_LEVEL_HIGH_WARN] = CMIS_LEVEL_LOW_WARN,
		[CMIS_LEVEL_LOW_WARN] = CMIS_LEVEL_HIGH_WARN,
	};

	return opposite[level];
}

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
		condition->value = -view->snapshot->sample[i].error;
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
 * struct cmis_alert_list - the keys of a module's alerts, while they are found
 * @num: of them
 * @key: the keys
 */
struct cmis_alert_list {
	unsigned int num;
	struct cmis_alert_key key[];
};

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
		list->key[list->num++] = key;
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
	const struct cmis_alert_row *row;
	u8 q, type;

	for (q = CMIS_Q_MODULE_COUNT; q < CMIS_Q_COUNT; q++)
		cmis_alert_list_monitor(list, module, q, lane);
	for (type = CMIS_ALERT_MONITOR + 1; type < CMIS_ALERT_OBSERVABLE;
	     type++) {
		row = &cmis_alert_rows[type];
		if (row->lanes && cmis_alert_row_has_lane(row, module, lane))
			list->key[list->num++] = (struct cmis_alert_key) {
				.type = type,
				.side = row->side,
				.lane = lane,
			};
	}
}

static void cmis_alert_list_module(struct cmis_alert_list *list,
				   const struct cmis_module *module)
{
	const struct cmis_alert_row *row;
	u8 q, type;

	for (q = 0; q < CMIS_Q_MODULE_COUNT; q++)
		cmis_alert_list_monitor(list, module, q, 0);
	for (type = CMIS_ALERT_MONITOR + 1; type < CMIS_ALERT_OBSERVABLE;
	     type++) {
		row = &cmis_alert_rows[type];
		if (!row->lanes && row->has(module))
			list->key[list->num++] = (struct cmis_alert_key) {
				.type = type,
				.side = row->side,
				.lane = CMIS_LANE_NONE,
			};
	}
}

static unsigned int cmis_alert_count_max(const struct cmis_module *module)
{
	unsigned int observables = module->vdm ? module->vdm->count : 0;

	return CMIS_ALERT_MAX + observables * CMIS_LEVEL_COUNT;
}

/**
 * cmis_alert_module_add - a module is about to be shown
 * @cage: the cage
 * @module: the module; its plan is final
 *
 * Context: The cage's work. Sleeps.
 * Return: 0 or -ENOMEM.
 */
int cmis_alert_module_add(struct cmis_cage *cage,
			  const struct cmis_module *module)
{
	unsigned int max = cmis_alert_count_max(module);
	struct cmis_alert_list *list;
	unsigned int lane;
	int ret;

	list = kvzalloc(struct_size(list, key, max), GFP_KERNEL);
	if (!list)
		return -ENOMEM;
	cmis_alert_list_module(list, module);
	for (lane = 0; lane < cmis_plan_lanes(module); lane++)
		cmis_alert_list_lane(list, module, lane);
	list->num += cmis_alert_list_observables(module,
						 &list->key[list->num]);
	memset(cage->watch, 0, sizeof(*cage->watch));
	ret = cmis_alerts_start(cage->alerts, module->generation, list->key,
				list->num);
	kvfree(list);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* Events                                                                   */
/* ------------------------------------------------------------------------ */

/**
 * cmis_alert_flush - tell the exposures what has changed
 * @cage: the cage
 *
 * Context: The cage's work, no lock held. Sleeps.
 * Return: milliseconds until the next event may go out; UINT_MAX if none is
 * held back.
 */
unsigned int cmis_alert_flush(struct cmis_cage *cage)
{
	struct cmis_alert_event event;

	while (cmis_alert_next_event(cage->alerts, ktime_get_boottime_ns(),
				     &event))
		cmis_cage_alert(cage, &event);
	return cmis_alert_pause_ms(cage->alerts, ktime_get_boottime_ns());
}

/**
 * cmis_alert_module_del - the module is gone: its alerts end
 * @cage: the cage
 *
 * Context: The cage's work, or nobody's after it was cancelled. Sleeps.
 */
void cmis_alert_module_del(struct cmis_cage *cage)
{
	cmis_alerts_end(cage->alerts, ktime_get_boottime_ns());
	cmis_alert_flush(cage);
	cmis_alerts_stop(cage->alerts);
}

/* ------------------------------------------------------------------------ */
/* Sweeps                                                                   */
/* ------------------------------------------------------------------------ */

static void cmis_alert_take_module_sets(struct cmis_cage *cage)
{
	const struct cmis_addr addr = {
		.offset = CMIS_REG_OFFSET(CMIS_MODULE_FLAGS),
	};

	cmis_xfer_take_sets(&cage->xfer, &cage->sweep_reader, &addr,
			    cage->watch->module_sets,
			    ARRAY_SIZE(cage->watch->module_sets));
}

static void cmis_alert_take_lane_sets(struct cmis_cage *cage, u8 bank)
{
	const struct cmis_addr addr = {
		.bank = bank,
		.page = CMIS_REG_PAGE(CMIS_LANE_FLAGS),
		.offset = CMIS_REG_OFFSET(CMIS_LANE_FLAGS),
	};

	cmis_xfer_take_sets(&cage->xfer, &cage->sweep_reader, &addr,
			    cage->watch->lane_sets[bank],
			    ARRAY_SIZE(cage->watch->lane_sets[bank]));
}

static void cmis_alert_take_sets(struct cmis_cage *cage,
				 const struct cmis_module *module,
				 unsigned int class)
{
	unsigned int bank;

	if (class == CMIS_CLASS_THERMAL) {
		cmis_alert_take_module_sets(cage);
		return;
	}
	if (class == CMIS_CLASS_VDM) {
		cmis_alert_take_vdm_sets(cage, module);
		return;
	}
	for (bank = 0; bank < module->plan.banks; bank++)
		cmis_alert_take_lane_sets(cage, bank);
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

/* A sweep out of turn finds what is new, but says nothing about quiet. */
static bool cmis_condition_counts(const struct cmis_condition *condition,
				  bool early)
{
	return !early || condition->sets || condition->beyond;
}

static void cmis_alert_evaluate(struct cmis_cage *cage,
				const struct cmis_snapshot *snapshot,
				unsigned int class, bool early)
{
	const struct cmis_alert_view view = {
		.watch = cage->watch,
		.snapshot = snapshot,
	};
	struct cmis_alerts *alerts = cage->alerts;
	u64 now_ns = ktime_get_boottime_ns();
	unsigned int i;

	/* The list and its keys change in the cage's work only. */
	for (i = 0; i < alerts->num; i++) {
		const struct cmis_alert_key *key = &alerts->alert[i].key;
		struct cmis_condition condition = {};

		if (cmis_alert_row_get(key)->class != class)
			continue;
		cmis_alert_judge(&view, key, &condition);
		if (cmis_condition_counts(&condition, early))
			cmis_alert_feed(alerts, i, &condition, now_ns);
	}
}

/**
 * cmis_alert_sampled - a sweep has been made and published
 * @cage: the cage, with a module
 * @class: whose values are new
 * @early: the sweep came before its time, by an interrupt or a flag summary
 *
 * Context: The cage's work, no lock held. Touches the bus if a data path went
 * down.
 */
void cmis_alert_sampled(struct cmis_cage *cage, unsigned int class, bool early)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);

	if (IS_ERR(snapshot))
		return;
	cmis_alert_take_sets(cage, snapshot->module, class);
	if (class == CMIS_CLASS_LANES)
		cmis_dp_watch(cage, snapshot);
	cmis_alert_evaluate(cage, snapshot, class, early);
	cmis_snapshot_put(snapshot);
	cmis_alert_flush(cage);
}

/**
 * cmis_alert_unreadable - values of the module have gone away
 * @cage: the cage, with a module
 * @error: why
 *
 * It ends when all sweeps are good again.
 *
 * Context: The cage's work, no lock held. Sleeps.
 */
void cmis_alert_unreadable(struct cmis_cage *cage, int error)
{
	const struct cmis_condition condition = {
		.beyond = true,
		.value = -error,
	};
	struct cmis_alerts *alerts = cage->alerts;
	unsigned int i;

	for (i = 0; i < alerts->num; i++)
		if (alerts->alert[i].key.type == CMIS_ALERT_UNREADABLE)
			cmis_alert_feed(alerts, i, &condition,
					ktime_get_boottime_ns());
	cmis_alert_flush(cage);
}

/* ------------------------------------------------------------------------ */
/* The cage                                                                 */
/* ------------------------------------------------------------------------ */

/**
 * cmis_alert_cage_init - get ready for modules
 * @cage: the cage; nobody reads it yet
 *
 * Return: 0 or -ENOMEM. The engine's part goes with the cage: whoever holds a
 * reference may ask it.
 */
int cmis_alert_cage_init(struct cmis_cage *cage)
{
	cage->alerts = cmis_alerts_create();
	cage->watch = kzalloc(sizeof(*cage->watch), GFP_KERNEL);
	cage->sweep_reader.sets = kcalloc(CMIS_FLAG_BYTES,
					  sizeof(struct cmis_sets), GFP_KERNEL);
	if (cage->alerts && cage->watch && cage->sweep_reader.sets)
		return 0;
	cmis_alert_cage_exit(cage);
	return -ENOMEM;
}

/**
 * cmis_alert_cage_exit - no more modules
 * @cage: the cage; its transport is cut off
 */
void cmis_alert_cage_exit(struct cmis_cage *cage)
{
	kfree(cage->sweep_reader.sets);
	cage->sweep_reader.sets = NULL;
	kfree(cage->watch);
	cage->watch = NULL;
}

static bool __cmis_alert_get_next(struct cmis_alerts *alerts,
				  unsigned int *cursor, bool active_only,
				  struct cmis_alert *alert)
{
	lockdep_assert_held(&alerts->lock);
	while (*cursor < alerts->num) {
		*alert = alerts->alert[(*cursor)++];
		if (alert->active || !active_only)
			return true;
	}
	return false;
}

/**
 * cmis_alert_get_next - copy the next alert of a cage
 * @cage: the cage
 * @cursor: 0 at first; where to go on
 * @active_only: leave out those that are not active
 * @generation: of the module; if it changes between two calls, start anew
 * @alert: the copy
 *
 * Context: May sleep. Does not touch the bus.
 * Return: false if there is no other.
 */
bool cmis_alert_get_next(struct cmis_cage *cage, unsigned int *cursor,
			 bool active_only, u32 *generation,
			 struct cmis_alert *alert)
{
	struct cmis_alerts *alerts = cage->alerts;
	bool found;

	mutex_lock(&alerts->lock);
	*generation = alerts->generation;
	found = __cmis_alert_get_next(alerts, cursor, active_only, alert);
	mutex_unlock(&alerts->lock);
	return found;
}

/**
 * cmis_alert_get_counts - the alerts of a cage in numbers
 * @cage: the cage
 * @counts: where they are put; all 0 if there is no module
 *
 * Context: May sleep. Does not touch the bus.
 */
void cmis_alert_get_counts(struct cmis_cage *cage,
			   struct cmis_alert_counts *counts)
{
	struct cmis_alerts *alerts = cage->alerts;

	mutex_lock(&alerts->lock);
	*counts = (struct cmis_alert_counts) {
		.active = alerts->active,
		.raised = alerts->raised,
		.rejected = alerts->rejected,
		.merged = alerts->merged,
		.any = alerts->last >= 0,
	};
	if (counts->any)
		counts->last = alerts->alert[alerts->last].key;
	mutex_unlock(&alerts->lock);
}
