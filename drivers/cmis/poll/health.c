// SPDX-License-Identifier: GPL-2.0-only
/*
 * Link health: feeds the watches of spec/health_watch.c from sweeps, states and
 * link events, and tells their findings. It makes no transaction.
 *
 * All watches share a lock: a cause may be common to many cages, and no step
 * takes long. Findings are told later, by a work without any lock.
 */

#include <linux/jhash.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "poll/health.h"
#include "compat/compat.h"
#include "core/cage.h"
#include "core/client.h"
#include "core/health.h"
#include "core/port.h"
#include "core/question.h"
#include "spec/health_log2.h"
#include "spec/health_peers.h"
#include "spec/health_watch.h"
#include "spec/regs.h"

/* A cage in fault has failed more than once. */
#define CMIS_HEALTH_ERRORS	2
/* Modules whose bins a cage keeps, besides those of the present one */
#define CMIS_HEALTH_KEPT	3

/**
 * struct cmis_health_slope - the slope of a closed window
 * @bin: number of the open bin when it was computed; 0: never
 * @limit: the limit then
 * @known: there were enough bins
 * @trend: the slope
 */
struct cmis_health_slope {
	u64 bin;
	s16 limit;
	bool known;
	struct cmis_trend trend;
};

/* The slopes of a lane */
struct cmis_health_slopes {
	struct cmis_health_slope of[CMIS_QUANTITY_COUNT][CMIS_WINDOW_COUNT];
};

/**
 * struct cmis_health - the watch over a cage
 * @watch: the watch
 * @cage: the cage
 * @seen_ns: by enum cmis_class, time of the sweep that was fed last
 * @kept: bins of the last modules, the newest first
 * @slopes: by lane, slopes that were asked for; NULL: none
 * @slope_lanes: lanes in @slopes
 */
struct cmis_health {
	struct cmis_watch watch;
	struct cmis_cage *cage;
	u64 seen_ns[CMIS_CLASS_COUNT];
	struct cmis_watch_kept *kept[CMIS_HEALTH_KEPT];
	struct cmis_health_slopes *slopes;
	unsigned int slope_lanes;
};

/**
 * struct cmis_health_note - a finding that is to be told
 * @node: in the list of notes
 * @cage: the cage; holds a reference
 * @finding: the finding
 */
struct cmis_health_note {
	struct list_head node;
	struct cmis_cage *cage;
	struct cmis_finding finding;
};

static void cmis_health_run(struct work_struct *work);

/* Guards all below, and all watches. */
static DEFINE_MUTEX(cmis_health_lock);
static struct cmis_peers cmis_health_peers = {
	.next_ns = CMIS_PEERS_NEVER,
};

static unsigned int cmis_health_room;
static struct cmis_trend_work *cmis_health_trends;
static LIST_HEAD(cmis_health_notes);
static DECLARE_DELAYED_WORK(cmis_health_work, cmis_health_run);

static struct cmis_health *to_cmis_health(struct cmis_watch *watch)
{
	return container_of(watch, struct cmis_health, watch);
}

/*
 * Takes the reference of a verdict. Without memory, the finding is lost: it is
 * advice, no more.
 */
static void cmis_health_add_note(struct cmis_cage *cage,
				 const struct cmis_finding *finding)
{
	struct cmis_health_note *note = kmalloc(sizeof(*note), GFP_KERNEL);

	if (!note) {
		cmis_told_put(finding->told);
		return;
	}
	get_device(&cage->dev);
	note->cage = cage;
	note->finding = *finding;
	list_add_tail(&note->node, &cmis_health_notes);
}

/* The cages of a common cause: their number, and the numbers of the first. */
static unsigned int cmis_health_cages(const struct cmis_peers *peers,
				      const struct cmis_peers_result *result,
				      u32 *cage, unsigned int room)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < peers->count; i++) {
		struct cmis_watch *watch = peers->watch[i];

		if (result->verdict->kind != CMIS_VERDICT_COMMON_CAUSE ||
		    !watch->event.pending || !watch->event.common ||
		    watch->event.cluster != result->watch->event.cluster)
			continue;
		if (count < room)
			cage[count] = to_cmis_health(watch)->cage->id;
		count++;
	}
	return count;
}

/* The rows of evidence that a verdict names: their number, and the first. */
static unsigned int cmis_health_signs(const struct cmis_peers_result *result,
				      struct cmis_told_sign *sign,
				      unsigned int room)
{
	const struct cmis_signs *evidence = &result->watch->event.evidence;
	unsigned int count = 0;

	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++) {
		if (!(result->verdict->signs & BIT(i)) ||
		    !evidence->sign[i].lanes)
			continue;
		if (count < room) {
			sign[count].sign = i;
			sign[count].seen = evidence->sign[i];
		}
		count++;
	}
	return count;
}

static void cmis_health_told(struct cmis_peers *peers,
			     const struct cmis_peers_result *result)
{
	unsigned int cages = cmis_health_cages(peers, result, NULL, 0);
	struct cmis_told *told;

	told = cmis_told_create(min_t(unsigned int,
				      cmis_health_signs(result, NULL, 0),
				      CMIS_TOLD_SIGNS_MAX),
				min_t(unsigned int, cages,
				      CMIS_TOLD_CAGES_MAX));
	if (!told)
		return;
	told->finding = (struct cmis_finding) {
		.kind = CMIS_FINDING_VERDICT,
		.final = result->final,
		.cages = cages ?: 1,
		.event_ns = result->event_ns,
		.when_ns = result->when_ns,
		.verdict = *result->verdict,
		.told = told,
	};
	cmis_health_signs(result, told->sign, told->signs);
	cmis_health_cages(peers, result, told->cage, told->cages);
	cmis_health_add_note(to_cmis_health(result->watch)->cage,
			     &told->finding);
}

static void cmis_health_guard(struct cmis_watch *watch, unsigned int lane,
			      unsigned int side, enum cmis_guard_event event)
{
	static const u8 kinds[] = {
		[CMIS_GUARD_IS_WORSE] = CMIS_FINDING_WORSE,
		[CMIS_GUARD_IS_BETTER] = CMIS_FINDING_BETTER,
		[CMIS_GUARD_BACK] = CMIS_FINDING_BACK,
		[CMIS_GUARD_ACCEPTED] = CMIS_FINDING_BACK,
	};
	const struct cmis_guard *guard = &watch->lane[lane].guard[side];
	const struct cmis_finding finding = {
		.kind = kinds[event],
		.lane = lane,
		.quantity = side,
		.before = cmis_log2_to_f16(guard->before),
		.after = guard->after.f16,
		.accepted = event == CMIS_GUARD_ACCEPTED,
		.when_ns = watch->now_ns,
	};

	cmis_health_add_note(to_cmis_health(watch)->cage, &finding);
}

static void cmis_health_ahead(struct cmis_watch *watch, unsigned int lane,
			      unsigned int quantity,
			      const struct cmis_trend *trend)
{
	struct cmis_finding finding = {
		.kind = trend ? CMIS_FINDING_AHEAD : CMIS_FINDING_STOPPED,
		.lane = lane,
		.quantity = quantity,
		.minutes = trend ? trend->minutes_left :
				   cmis_watch_nearest(watch),
		.when_ns = watch->now_ns,
	};

	if (trend) {
		u8 window = watch->lane[lane].ahead[quantity].window;

		finding.per_day = cmis_trend_per_day(trend, quantity, window);
		finding.forecast = (struct cmis_forecast) {
			.minutes = trend->minutes_left,
			.minutes_low = trend->minutes_low,
			.minutes_high = trend->minutes_high,
			.window = window,
			.confidence = trend->confidence,
		};
	}
	cmis_health_add_note(to_cmis_health(watch)->cage, &finding);
}

static const struct cmis_watch_ops cmis_health_ops = {
	.compared = cmis_health_guard,
	.ahead = cmis_health_ahead,
};

/* The work runs when the next verdict is due, at once if there are notes. */
static void __cmis_health_plan(void)
{
	u64 now_ns = ktime_get_boottime_ns();
	u64 next_ns = cmis_health_peers.next_ns;
	unsigned long delay = 0;

	lockdep_assert_held(&cmis_health_lock);

	if (list_empty(&cmis_health_notes)) {
		if (next_ns == CMIS_PEERS_NEVER)
			return;
		if (next_ns > now_ns)
			delay = nsecs_to_jiffies(next_ns - now_ns) + 1;
	}
	mod_delayed_work(system_long_wq, &cmis_health_work, delay);
}

static void cmis_health_run(struct work_struct *work)
{
	struct cmis_health_note *note, *next;
	LIST_HEAD(notes);

	mutex_lock(&cmis_health_lock);
	cmis_peers_run(&cmis_health_peers, ktime_get_boottime_ns());
	list_splice_init(&cmis_health_notes, &notes);
	__cmis_health_plan();
	mutex_unlock(&cmis_health_lock);

	list_for_each_entry_safe(note, next, &notes, node) {
		cmis_health_tell(note->cage, &note->finding);
		cmis_told_put(note->finding.told);
		put_device(&note->cage->dev);
		kfree(note);
	}
}

/* End a sweep: time stands still before the next one. */
static void __cmis_health_commit(struct cmis_health *health)
{
	unsigned int result = cmis_watch_commit(&health->watch);

	cmis_peers_swept(&cmis_health_peers, &health->watch, result);
	__cmis_health_plan();
}

/* Verdicts that are due come before the news. */
static void __cmis_health_begin(struct cmis_health *health)
{
	u64 now_ns = ktime_get_boottime_ns();

	lockdep_assert_held(&cmis_health_lock);

	cmis_peers_run(&cmis_health_peers, now_ns - 1);
	cmis_watch_begin(&health->watch, now_ns);
}

/* One input by itself. */
static void cmis_health_put(struct cmis_cage *cage, enum cmis_input input,
			    s64 value)
{
	struct cmis_health *health;

	guard(mutex)(&cmis_health_lock);
	health = cage->clients.health;
	if (!health)
		return;
	__cmis_health_begin(health);
	/* The first state of a link is no change. */
	if (input == CMIS_INPUT_LINK &&
	    health->watch.link == CMIS_LINK_UNKNOWN)
		health->watch.begun = false;
	cmis_watch_put(&health->watch, input, CMIS_WATCH_LANE_NONE, value);
	__cmis_health_commit(health);
}

static void cmis_health_put_limit(struct cmis_watch *watch,
				  const struct cmis_monitor *monitor,
				  unsigned int level, enum cmis_input input)
{
	bool ratio = input == CMIS_INPUT_LIMIT_MEDIA_BER ||
		     input == CMIS_INPUT_LIMIT_HOST_BER;
	u16 raw = monitor->limit[level];

	if (monitor->has & BIT(level))
		cmis_watch_put(watch, input, CMIS_WATCH_LANE_NONE, ratio ? raw :
			       cmis_monitor_get_value(monitor, raw).mantissa);
}

static const struct {
	u16 type;
	u8 level;
	u8 input;
} cmis_health_limits[] = {
	{ CMIS_MON_TEMP, CMIS_LEVEL_HIGH_ALARM, CMIS_INPUT_LIMIT_TEMPERATURE },
	{ CMIS_MON_VCC, CMIS_LEVEL_LOW_ALARM, CMIS_INPUT_LIMIT_VCC },
	{ CMIS_MON_TX_BIAS, CMIS_LEVEL_HIGH_WARNING,
	  CMIS_INPUT_LIMIT_BIAS_WARNING },
	{ CMIS_MON_TX_BIAS, CMIS_LEVEL_HIGH_ALARM, CMIS_INPUT_LIMIT_TX_BIAS },
	{ CMIS_MON_TX_POWER, CMIS_LEVEL_LOW_ALARM, CMIS_INPUT_LIMIT_TX_POWER },
	{ CMIS_MON_RX_POWER, CMIS_LEVEL_LOW_ALARM, CMIS_INPUT_LIMIT_RX_POWER },
	{ CMIS_MON_MEDIA_BER, CMIS_LEVEL_HIGH_ALARM,
	  CMIS_INPUT_LIMIT_MEDIA_BER },
	{ CMIS_MON_HOST_BER, CMIS_LEVEL_HIGH_ALARM, CMIS_INPUT_LIMIT_HOST_BER },
};

static void cmis_health_put_limits(struct cmis_watch *watch,
				   const struct cmis_module *module)
{
	for (unsigned int i = 0; i < module->num_monitors; i++) {
		const struct cmis_monitor *monitor = &module->monitors[i];

		for (unsigned int j = 0; j < ARRAY_SIZE(cmis_health_limits);
		     j++)
			if (monitor->type == cmis_health_limits[j].type)
				cmis_health_put_limit
					(watch, monitor,
					 cmis_health_limits[j].level,
					 cmis_health_limits[j].input);
	}
}

/* Monitors, and inputs for their values; flags of them that tell a cause. */
static const struct {
	u16 type;
	u8 input;
	u8 level;
	u8 flag;
} cmis_health_monitors[] = {
	{ CMIS_MON_TEMP, CMIS_INPUT_TEMPERATURE, CMIS_LEVEL_HIGH_ALARM,
	  CMIS_INPUT_HOT },
	{ CMIS_MON_VCC, CMIS_INPUT_VCC, CMIS_LEVEL_LOW_ALARM,
	  CMIS_INPUT_VCC_LOW },
	{ CMIS_MON_TX_BIAS, CMIS_INPUT_TX_BIAS, CMIS_LEVEL_HIGH_WARNING,
	  CMIS_INPUT_BIAS_HIGH },
	{ CMIS_MON_TX_POWER, CMIS_INPUT_TX_POWER },
	{ CMIS_MON_RX_POWER, CMIS_INPUT_RX_POWER },
	{ CMIS_MON_MEDIA_BER, CMIS_INPUT_MEDIA_BER },
	{ CMIS_MON_HOST_BER, CMIS_INPUT_HOST_BER },
};

static void cmis_health_put_monitor(struct cmis_watch *watch,
				    const struct cmis_monitor *monitor,
				    const struct cmis_reading *reading)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_health_monitors); i++) {
		u8 input = cmis_health_monitors[i].input;
		u8 flag = cmis_health_monitors[i].flag;
		s64 value = reading->raw;

		if (monitor->type != cmis_health_monitors[i].type)
			continue;
		if (input != CMIS_INPUT_MEDIA_BER &&
		    input != CMIS_INPUT_HOST_BER)
			value = cmis_monitor_get_value(monitor,
						       reading->raw).mantissa;
		if (reading->valid)
			cmis_watch_put(watch, input, monitor->lane, value);
		if (flag)
			cmis_watch_put(watch, flag, monitor->lane,
				       reading->hits
				       [cmis_health_monitors[i].level] > 0);
	}
}

static void cmis_health_put_class(struct cmis_watch *watch,
				  const struct cmis_snapshot *snapshot,
				  enum cmis_class class)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_readings *readings = snapshot->readings[class];

	for (unsigned int i = 0; readings && i < readings->count; i++)
		cmis_health_put_monitor
			(watch, &module->monitors[module->first[class] + i],
			 &readings->reading[i]);
}

static void cmis_health_put_status(struct cmis_watch *watch,
				   const struct cmis_snapshot *snapshot)
{
	const struct cmis_status *status = &snapshot->status;
	bool error = false;

	if (snapshot->module->basics.flat)
		return;
	for (unsigned int i = 0; i < ARRAY_SIZE(status->hits); i++)
		if (BIT(i) & (CMIS_FLAG_DP_FW_ERROR |
			      CMIS_FLAG_MODULE_FW_ERROR))
			error |= status->hits[i];
	cmis_watch_put(watch, CMIS_INPUT_FW_ERROR, CMIS_WATCH_LANE_NONE,
		       error);
	/* The request comes before the state that follows it. */
	cmis_watch_put(watch, CMIS_INPUT_LOW_POWER, CMIS_WATCH_LANE_NONE,
		       !!(status->control & CMIS_CONTROL_LOWPWR_SW));
	cmis_watch_put(watch, CMIS_INPUT_FAULT_CAUSE, CMIS_WATCH_LANE_NONE,
		       status->fault_cause);
	cmis_watch_put(watch, CMIS_INPUT_MODULE_STATE, CMIS_WATCH_LANE_NONE,
		       status->state);
}

static void cmis_health_put_lane(struct cmis_watch *watch, unsigned int number,
				 const struct cmis_lane *lane)
{
	static const u8 inputs[CMIS_LF_COUNT] = {
		[CMIS_LF_TX_FAILURE] = CMIS_INPUT_TX_FAULT,
		[CMIS_LF_TX_LOS] = CMIS_INPUT_TX_LOS,
		[CMIS_LF_TX_CDR_LOL] = CMIS_INPUT_TX_CDR,
		[CMIS_LF_TX_ADAPT_EQ_FAIL] = CMIS_INPUT_TX_EQ,
		[CMIS_LF_RX_LOS] = CMIS_INPUT_RX_LOS,
		[CMIS_LF_RX_CDR_LOL] = CMIS_INPUT_RX_CDR,
	};

	if (lane->asked & (CMIS_ASKED_DEINIT | CMIS_ASKED_DARK))
		cmis_watch_put(watch, CMIS_INPUT_DEINIT, CMIS_WATCH_LANE_NONE,
			       1);
	for (unsigned int i = 0; i < CMIS_LF_COUNT; i++)
		if (inputs[i])
			cmis_watch_put(watch, inputs[i], number,
				       lane->hits[i] > 0);
	cmis_watch_put(watch, CMIS_INPUT_APPLICATION, number, lane->appsel);
	cmis_watch_put(watch, CMIS_INPUT_PATH_STATE, number, lane->dp_state);
}

static void cmis_health_put_lanes(struct cmis_watch *watch,
				  const struct cmis_snapshot *snapshot)
{
	const struct cmis_module *module = snapshot->module;
	unsigned int lanes = min_t(unsigned int, module->lanes,
				   module->plan.banks * CMIS_LANES_PER_BANK);

	/* Taken back unless a lane says so again. */
	cmis_watch_put(watch, CMIS_INPUT_DEINIT, CMIS_WATCH_LANE_NONE, 0);
	for (unsigned int i = 0; snapshot->lane && i < lanes; i++)
		if (snapshot->lane[i].appsel)
			cmis_health_put_lane(watch, i, &snapshot->lane[i]);
}

/* A failed sweep has no news, nor has one that was fed already. */
static bool cmis_health_is_new(struct cmis_health *health,
			       const struct cmis_snapshot *snapshot,
			       enum cmis_class class)
{
	u64 when_ns = snapshot->sweep[class].when_ns;

	if (class == CMIS_CLASS_VDM && snapshot->readings[class])
		when_ns = snapshot->readings[class]->when_ns;
	if (cmis_snapshot_check(snapshot, class) ||
	    when_ns == health->seen_ns[class])
		return false;
	health->seen_ns[class] = when_ns;
	return true;
}

static void cmis_health_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	struct cmis_health *health;

	if (IS_ERR(snapshot))
		return;
	mutex_lock(&cmis_health_lock);
	health = cage->clients.health;
	if (health && cmis_health_is_new(health, snapshot, class)) {
		__cmis_health_begin(health);
		if (class == CMIS_CLASS_THERMAL)
			cmis_health_put_status(&health->watch, snapshot);
		else if (class == CMIS_CLASS_LANES)
			cmis_health_put_lanes(&health->watch, snapshot);
		cmis_health_put_class(&health->watch, snapshot, class);
		__cmis_health_commit(health);
	}
	mutex_unlock(&cmis_health_lock);
	cmis_snapshot_put(snapshot);
}

static int cmis_health_grow(struct cmis_watch *watch, unsigned int lanes)
{
	struct cmis_watch_lane *lane;

	if (lanes <= watch->lanes)
		return 0;
	lane = kvcalloc(lanes, sizeof(*lane), GFP_KERNEL);
	if (!lane)
		return -ENOMEM;
	if (watch->lanes)
		memcpy(lane, watch->lane, watch->lanes * sizeof(*lane));
	kvfree(watch->lane);
	cmis_watch_grow(watch, lane, lanes);
	return 0;
}

/* The slopes are of other bins. */
static void cmis_health_forget_slopes(struct cmis_health *health)
{
	kvfree(health->slopes);
	health->slopes = NULL;
	health->slope_lanes = 0;
}

/* Without memory, the bins of the module that was there are lost. */
static void cmis_health_keep(struct cmis_health *health)
{
	const struct cmis_watch *watch = &health->watch;
	struct cmis_watch_kept **kept = health->kept;
	struct cmis_watch_kept *now;

	now = kvzalloc(struct_size(now, series, watch->lanes), GFP_KERNEL);
	if (!now)
		return;
	cmis_watch_keep(watch, now);
	kvfree(kept[CMIS_HEALTH_KEPT - 1]);
	memmove(kept + 1, kept, (CMIS_HEALTH_KEPT - 1) * sizeof(*kept));
	*kept = now;
}

static void cmis_health_recall(struct cmis_health *health)
{
	struct cmis_watch_kept **kept = health->kept;
	unsigned int i = 0;

	while (i < CMIS_HEALTH_KEPT && kept[i] &&
	       kept[i]->serial != health->watch.serial)
		i++;
	if (i == CMIS_HEALTH_KEPT || !kept[i])
		return;
	cmis_watch_recall(&health->watch, kept[i]);
	kvfree(kept[i]);
	for (; i < CMIS_HEALTH_KEPT - 1; i++)
		kept[i] = kept[i + 1];
	kept[i] = NULL;
}

/* Trends of a module go on when it comes back. */
static void cmis_health_put_serial(struct cmis_health *health, u32 serial)
{
	struct cmis_watch *watch = &health->watch;
	bool other = watch->serial_seen && watch->serial != serial;

	if (other)
		cmis_health_keep(health);
	cmis_watch_put(watch, CMIS_INPUT_SERIAL, CMIS_WATCH_LANE_NONE, serial);
	if (other)
		cmis_health_recall(health);
	cmis_health_forget_slopes(health);
}

static int cmis_health_module(struct cmis_cage *cage,
			      struct cmis_module *module)
{
	const struct cmis_admin *admin = &module->admin;
	u32 serial = jhash(admin->vendor_sn, strlen(admin->vendor_sn),
			   jhash(admin->vendor_pn, strlen(admin->vendor_pn),
				 0));
	struct cmis_health *health;
	struct cmis_watch *watch;
	int ret;

	guard(mutex)(&cmis_health_lock);
	health = cage->clients.health;
	if (!health)
		return -ENOMEM;
	watch = &health->watch;
	ret = cmis_health_grow(watch, module->lanes);
	if (ret)
		return ret;
	__cmis_health_begin(health);
	cmis_health_put_serial(health, serial);
	cmis_watch_put(watch, CMIS_INPUT_EMPTY, CMIS_WATCH_LANE_NONE, 0);
	cmis_watch_forget_limits(watch);
	cmis_health_put_limits(watch, module);
	__cmis_health_commit(health);
	return 0;
}

static void cmis_health_status_changed(struct cmis_cage *cage)
{
	enum cmis_cage_state state = cmis_cage_get_state(cage);

	if (state == CMIS_CAGE_EMPTY)
		cmis_health_put(cage, CMIS_INPUT_EMPTY, 1);
	for (unsigned int i = 0; state == CMIS_CAGE_FAULT &&
	     i < CMIS_HEALTH_ERRORS; i++)
		cmis_health_put(cage, CMIS_INPUT_BUS_ERROR, 0);
}

static void cmis_health_port_changed(struct cmis_cage *cage)
{
	enum cmis_port_state state = cmis_cage_get_port_state(cage);

	if (state != CMIS_PORT_NONE)
		cmis_health_put(cage, CMIS_INPUT_ADMIN, state == CMIS_PORT_UP);
}

static void cmis_health_carrier_changed(struct cmis_cage *cage, bool up)
{
	cmis_health_put(cage, CMIS_INPUT_LINK, up);
	/* Flags and states of this moment are evidence. */
	if (!up)
		cmis_cage_notify(cage, CMIS_EVENT_LINK);
}

static void cmis_health_asked(struct cmis_cage *cage, enum cmis_ask ask)
{
	enum cmis_input input = ask == CMIS_ASK_RESET ? CMIS_INPUT_RESET :
							CMIS_INPUT_LOW_POWER;

	cmis_health_put(cage, input, 1);
	cmis_health_put(cage, input, 0);
}

static int cmis_health_answer_guard(struct cmis_cage *cage, unsigned int lane,
				    unsigned int side,
				    struct cmis_guard *guard)
{
	struct cmis_health *health;

	guard(mutex)(&cmis_health_lock);
	health = cage->clients.health;
	if (!health || lane >= health->watch.lanes)
		return -ENODEV;
	*guard = health->watch.lane[lane].guard[side];
	return 0;
}

/* The slope as it was computed since the bin closed; NULL: no memory */
static struct cmis_health_slope *
__cmis_health_slope(struct cmis_health *health,
		    const struct cmis_trend_place *place)
{
	unsigned int lanes = health->watch.lanes;

	lockdep_assert_held(&cmis_health_lock);

	if (place->lane >= health->slope_lanes)
		cmis_health_forget_slopes(health);
	if (!health->slopes) {
		health->slopes = kvcalloc(lanes, sizeof(*health->slopes),
					  GFP_KERNEL);
		health->slope_lanes = health->slopes ? lanes : 0;
	}
	if (!health->slopes)
		return NULL;
	return &health->slopes[place->lane].of[place->quantity][place->window];
}

static void __cmis_health_judge(struct cmis_health *health,
				const struct cmis_trend_place *place,
				struct cmis_health_trend *trend)
{
	const struct cmis_watch *watch = &health->watch;
	const struct cmis_watch_lane *lane = &watch->lane[place->lane];
	struct cmis_health_slope *slope = __cmis_health_slope(health, place);
	u64 bin = watch->bin[place->window];
	const struct cmis_watch_ahead *ahead = &lane->ahead[place->quantity];
	const struct cmis_trend_query query = {
		.series = &lane->series[place->quantity],
		.temperature = &watch->heat,
		.quantity = place->quantity,
		.window = place->window,
		.limit = watch->limit[place->quantity],
	};

	trend->ahead = ahead->raised && ahead->window == place->window;
	if (slope && slope->bin == bin && slope->limit == query.limit) {
		trend->known = slope->known;
		trend->trend = slope->trend;
	} else {
		trend->known = cmis_trend_get(&query, watch->work,
					      &trend->trend);
	}
	if (slope)
		*slope = (struct cmis_health_slope) {
			.bin = bin,
			.limit = query.limit,
			.known = trend->known,
			.trend = trend->trend,
		};
	if (trend->known)
		trend->per_day = cmis_trend_per_day(&trend->trend,
						    place->quantity,
						    place->window);
}

static int cmis_health_answer_trend(struct cmis_cage *cage,
				    const struct cmis_trend_place *place,
				    struct cmis_health_trend *trend)
{
	const struct cmis_series *series;
	struct cmis_health *health;
	bool any = false;

	guard(mutex)(&cmis_health_lock);
	health = cage->clients.health;
	series = health ? cmis_watch_series(&health->watch, place) : NULL;
	if (!series)
		return -ENODEV;
	memset(trend, 0, sizeof(*trend));
	trend->bins = cmis_window_bins(place->window);
	for (unsigned int i = 0; i < trend->bins; i++) {
		trend->bin[i] = cmis_series_bins(series, place->window)[i];
		any |= trend->bin[i] != CMIS_LOG2_NONE;
	}
	if (any && place->quantity != CMIS_QUANTITY_HEAT &&
	    cmis_window_serves(place->window, place->quantity))
		__cmis_health_judge(health, place, trend);
	return any ? 0 : -ENODATA;
}

static int cmis_health_answer_restore(struct cmis_cage *cage,
				      const struct cmis_trend_place *place,
				      const s16 *bins)
{
	struct cmis_health *health;

	guard(mutex)(&cmis_health_lock);
	health = cage->clients.health;
	if (!health || !cmis_watch_restore(&health->watch, place, bins))
		return -ENODEV;
	cmis_health_forget_slopes(health);
	__cmis_health_plan();
	return 0;
}

static int cmis_health_answer_accept(struct cmis_cage *cage, u64 lanes)
{
	bool any;

	guard(mutex)(&cmis_health_lock);
	if (!cage->clients.health)
		return -ENODEV;
	any = cmis_watch_accept(&cage->clients.health->watch, lanes);
	__cmis_health_plan();
	return any ? 0 : -ENODATA;
}

static const struct cmis_health_ops cmis_health_answers = {
	.get_guard = cmis_health_answer_guard,
	.get_trend = cmis_health_answer_trend,
	.accept = cmis_health_answer_accept,
	.restore = cmis_health_answer_restore,
};

/* Room for one more cage. */
static int __cmis_health_make_room(void)
{
	struct cmis_peers *peers = &cmis_health_peers;
	unsigned int room = max(2 * cmis_health_room, 16U);
	struct cmis_watch **watch;
	struct cmis_verdict *verdicts;

	if (!cmis_health_trends)
		cmis_health_trends = kvmalloc(sizeof(*cmis_health_trends),
					      GFP_KERNEL);
	if (!cmis_health_trends)
		return -ENOMEM;
	if (peers->count < cmis_health_room)
		return 0;
	watch = kvcalloc(room, sizeof(*watch), GFP_KERNEL);
	verdicts = kvcalloc(room, sizeof(*verdicts), GFP_KERNEL);
	if (!watch || !verdicts) {
		kvfree(watch);
		kvfree(verdicts);
		return -ENOMEM;
	}
	if (peers->count)
		memcpy(watch, peers->watch, peers->count * sizeof(*watch));
	kvfree(peers->watch);
	kvfree(peers->verdicts);
	peers->watch = watch;
	peers->verdicts = verdicts;
	cmis_health_room = room;
	return 0;
}

static int cmis_health_cage_add(struct cmis_cage *cage)
{
	struct cmis_health *health = kvzalloc(sizeof(*health), GFP_KERNEL);
	struct cmis_peers *peers = &cmis_health_peers;

	if (!health)
		return -ENOMEM;
	guard(mutex)(&cmis_health_lock);
	if (__cmis_health_make_room()) {
		kvfree(health);
		return -ENOMEM;
	}
	health->cage = cage;
	cmis_watch_init(&health->watch);
	health->watch.ops = &cmis_health_ops;
	health->watch.work = cmis_health_trends;
	peers->told = cmis_health_told;
	peers->whole = true;
	peers->watch[peers->count++] = &health->watch;
	cage->clients.health = health;
	WRITE_ONCE(cage->health.ops, &cmis_health_answers);
	return 0;
}

/* The last cage takes all memory with it. */
static void __cmis_health_free(void)
{
	struct cmis_peers *peers = &cmis_health_peers;

	kvfree(peers->watch);
	kvfree(peers->verdicts);
	kvfree(cmis_health_trends);
	cmis_health_trends = NULL;
	cmis_health_room = 0;
	cmis_peers_init(peers);
}

static void cmis_health_cage_del(struct cmis_cage *cage)
{
	struct cmis_health *health;
	bool last;

	mutex_lock(&cmis_health_lock);
	health = cage->clients.health;
	cage->clients.health = NULL;
	cmis_peers_leave(&cmis_health_peers, &health->watch);
	last = !cmis_health_peers.count;
	if (last)
		__cmis_health_free();
	mutex_unlock(&cmis_health_lock);

	/* Clients must not hear of the cage any more. */
	flush_delayed_work(&cmis_health_work);
	if (last)
		cancel_delayed_work_sync(&cmis_health_work);
	for (unsigned int i = 0; i < CMIS_HEALTH_KEPT; i++)
		kvfree(health->kept[i]);
	cmis_health_forget_slopes(health);
	kvfree(health->watch.lane);
	kvfree(health);
}

const struct cmis_client cmis_health_client = {
	.name = "health",
	.cage_add = cmis_health_cage_add,
	.cage_del = cmis_health_cage_del,
	.module_add = cmis_health_module,
	.module_changed = cmis_health_module,
	.status_changed = cmis_health_status_changed,
	.sampled = cmis_health_sampled,
	.port_changed = cmis_health_port_changed,
	.carrier_changed = cmis_health_carrier_changed,
	.asked = cmis_health_asked,
};
