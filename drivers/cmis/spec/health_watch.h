/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The watch over the link of a cage: readings, flags, states and link events
 * in; comparisons, predictions and evidence out.
 */
#ifndef _CMIS_HEALTH_WATCH_H
#define _CMIS_HEALTH_WATCH_H

#include <linux/types.h>

#include "spec/health_base.h"
#include "spec/health_guard.h"
#include "spec/health_trend.h"
#include "spec/health_verdict.h"

#define CMIS_WATCH_SECOND_NS	1000000000ULL
/* Evidence is this long before, and after, the link went down. */
#define CMIS_WATCH_BEFORE_NS	(10 * CMIS_WATCH_SECOND_NS)
#define CMIS_WATCH_AFTER_NS	(2 * CMIS_WATCH_SECOND_NS)

/* Sweeps of the last seconds. */
#define CMIS_WATCH_RECENT	24

#define CMIS_WATCH_LANE_NONE	0xff

/* Inputs of a watch. */
enum cmis_input {
	/* Of the module: thousandths of a degree, millionths of a volt. */
	CMIS_INPUT_TEMPERATURE,
	CMIS_INPUT_VCC,
	/* Of a lane, in the order of enum cmis_quantity: F16, uA, nW. */
	CMIS_INPUT_MEDIA_BER,
	CMIS_INPUT_HOST_BER,
	CMIS_INPUT_TX_BIAS,
	CMIS_INPUT_TX_POWER,
	CMIS_INPUT_RX_POWER,
	/* Flags of a lane: 0 or 1. */
	CMIS_INPUT_TX_FAULT,
	CMIS_INPUT_TX_LOS,
	CMIS_INPUT_TX_CDR,
	CMIS_INPUT_TX_EQ,
	CMIS_INPUT_RX_LOS,
	CMIS_INPUT_RX_CDR,
	CMIS_INPUT_BIAS_HIGH,
	/* Flags of the module. */
	CMIS_INPUT_FW_ERROR,
	CMIS_INPUT_HOT,
	CMIS_INPUT_VCC_LOW,
	/* Codes of the module; of a lane. */
	CMIS_INPUT_MODULE_STATE,
	CMIS_INPUT_FAULT_CAUSE,
	CMIS_INPUT_EMPTY,		/* 1: the cage has no module */
	CMIS_INPUT_SERIAL,		/* any number that differs */
	CMIS_INPUT_GENERATION,
	CMIS_INPUT_PATH_STATE,
	CMIS_INPUT_APPLICATION,
	/* Of the port: 0 or 1. */
	CMIS_INPUT_LINK,
	CMIS_INPUT_ADMIN,
	CMIS_INPUT_PRESENT,
	CMIS_INPUT_IRQ,
	/* Requests to the module: 0 or 1. */
	CMIS_INPUT_LOW_POWER,
	CMIS_INPUT_RESET,
	CMIS_INPUT_DEINIT,
	CMIS_INPUT_TX_OFF,
	/* errno of the bus; 0: another */
	CMIS_INPUT_BUS_ERROR,
	/* Thresholds, in the unit of the quantity. */
	CMIS_INPUT_LIMIT_TEMPERATURE,
	CMIS_INPUT_LIMIT_VCC,
	CMIS_INPUT_LIMIT_BIAS_WARNING,
	/* In the order of enum cmis_quantity: high, or low of powers. */
	CMIS_INPUT_LIMIT_MEDIA_BER,
	CMIS_INPUT_LIMIT_HOST_BER,
	CMIS_INPUT_LIMIT_TX_BIAS,
	CMIS_INPUT_LIMIT_TX_POWER,
	CMIS_INPUT_LIMIT_RX_POWER,
	CMIS_INPUT_COUNT,
};

#define CMIS_WATCH_FLAG(input)	BIT(CMIS_INPUT_##input - CMIS_INPUT_TX_FAULT)
/* Of an entry: the link was down. */
#define CMIS_WATCH_DOWN		0x80

/**
 * struct cmis_watch_entry - a sweep of a lane
 * @when_ns: its time
 * @value: logarithms by enum cmis_quantity; %CMIS_LOG2_NONE: none, or not live
 * @flags: CMIS_WATCH_FLAG(), %CMIS_WATCH_DOWN
 * @path: state of the data path, 11h:128-131; 0: unknown
 */
struct cmis_watch_entry {
	u64 when_ns;
	s16 value[CMIS_QUANTITY_COUNT];
	u8 flags;
	u8 path;
};

/**
 * struct cmis_watch_ahead - whether a limit is ahead
 * @last_ns: last time that it was
 * @streak: evaluations in a row that say so, by window
 * @window: the window that said so first
 * @raised: it is
 * @minutes: until then, as of when it was raised
 */
struct cmis_watch_ahead {
	u64 last_ns;
	u8 streak[CMIS_WINDOW_COUNT];
	u8 window;
	bool raised;
	s32 minutes;
};

/**
 * struct cmis_watch_lane - the watch over a lane
 * @now: the sweep that is coming in
 * @ratio: its error ratios as F16, media and host
 * @touched: anything has come in
 * @application: of the lane
 * @held_flags: flags of the newest sweep that is not in @recent any more
 * @held_path: state of its data path
 * @first: place of the oldest entry in @recent
 * @count: number of entries there
 * @recent: sweeps of the last ten seconds, and at least the newest
 * @base: usual values, by enum cmis_quantity
 * @guard: by media and host
 * @series: by enum cmis_quantity
 * @ahead: likewise
 */
struct cmis_watch_lane {
	struct cmis_watch_entry now;
	u16 ratio[2];
	bool touched;
	u8 application;
	u8 held_flags;
	u8 held_path;
	u8 first;
	u8 count;
	struct cmis_watch_entry recent[CMIS_WATCH_RECENT];
	struct cmis_base base[CMIS_QUANTITY_COUNT];
	struct cmis_guard guard[2];
	struct cmis_series series[CMIS_QUANTITY_COUNT];
	struct cmis_watch_ahead ahead[CMIS_QUANTITY_COUNT];
};

/**
 * struct cmis_watch_flag - a flag or a state of the module
 * @on: it is set
 * @value: its value then
 * @since_ns: when it was set; if a flag was gone for less than ten seconds,
 *	when it was set before
 * @seen_ns: when it was last seen set
 */
struct cmis_watch_flag {
	bool on;
	u8 value;
	u64 since_ns;
	u64 seen_ns;
};

/* Flags and states of the module, and requests to it. */
enum cmis_watch_mark {
	CMIS_MARK_FW_ERROR,
	CMIS_MARK_HOT,
	CMIS_MARK_VCC_LOW,
	CMIS_MARK_FAULT,	/* ModuleFault */
	CMIS_MARK_HEAT,		/* the cause of the fault is heat */
	CMIS_MARK_NOT_READY,	/* left ModuleReady unasked */
	CMIS_MARK_GONE,		/* by its pin */
	CMIS_MARK_EMPTY,	/* the driver found the cage empty */
	CMIS_MARK_ADMIN_DOWN,
	CMIS_MARK_LOW_POWER,
	CMIS_MARK_RESET,
	CMIS_MARK_DEINIT,
	CMIS_MARK_TX_OFF,
	CMIS_MARK_COUNT,
};

/**
 * struct cmis_watch_module - readings of the module in a sweep
 * @when_ns: its time
 * @temperature_cc: in hundredths of a degree Celsius; %CMIS_LOG2_NONE: none
 * @vcc_mv: in millivolt; %CMIS_LOG2_NONE: none
 */
struct cmis_watch_module {
	u64 when_ns;
	s16 temperature_cc;
	s16 vcc_mv;
};

/**
 * struct cmis_watch_bus - errors since the last good sweep
 * @first_ns: time of the first
 * @count: how many
 * @error: errno of the first; 0: unknown
 * @silent: the module acknowledged none
 */
struct cmis_watch_bus {
	u64 first_ns;
	u32 count;
	u8 error;
	bool silent;
};

/**
 * struct cmis_watch_event - the link went down
 * @pending: the final verdict is still to come
 * @first_done: the first verdict has been given
 * @alone: other cages had no part in it
 * @common: they had, and it is one event
 * @follows: another cage of the event speaks for this one
 * @swapped: another module is there
 * @cluster: number of the group of cages that went down at the same time
 * @start_ns: when the first of them did
 * @up_ns: when the link came up again; 0: it is down
 * @swept_lanes: lanes that have been swept since
 * @swept_ns: time of the first sweep of the module since; 0: none yet
 * @evidence: the evidence
 */
struct cmis_watch_event {
	bool pending;
	bool first_done;
	bool alone;
	bool common;
	bool follows;
	bool swapped;
	u32 cluster;
	u64 start_ns;
	u64 up_ns;
	u64 swept_lanes;
	u64 swept_ns;
	struct cmis_signs evidence;
};

struct cmis_watch;

/**
 * struct cmis_watch_ops - results
 * @compared: a lane came back worse or better; @event says which
 * @ahead: a limit is ahead, or not any more
 */
struct cmis_watch_ops {
	void (*compared)(struct cmis_watch *watch, unsigned int lane,
			 unsigned int side, enum cmis_guard_event event);
	void (*ahead)(struct cmis_watch *watch, unsigned int lane,
		      unsigned int quantity, const struct cmis_trend *trend);
};

/* States of a link. */
enum cmis_watch_link {
	CMIS_LINK_UNKNOWN,
	CMIS_LINK_DOWN,
	CMIS_LINK_UP,
};

/**
 * struct cmis_watch - the watch over a cage
 * @ops: results
 * @owner: of the caller
 * @work: memory for judging trends; may be shared
 * @lane: the lanes
 * @lanes: number of lanes in @lane
 * @now_ns: time of the sweep that is coming in
 * @begun: there was a sweep
 * @swept: values or flags have come in with it
 * @erred: errors of the bus have
 * @status_seen: the state of the cage is known
 * @module: the sweep that is coming in
 * @recent: readings of the last sweeps of the module, the newest last
 * @recent_count: how many
 * @temperature: temperatures before
 * @vcc: supply voltages before
 * @heat: bins of the temperature
 * @mark: by enum cmis_watch_mark
 * @bus: errors
 * @media_seen: lanes with readings of the media side
 * @host_seen: lanes with anything
 * @light_seen: received light was read
 * @irq_seen: the interrupt line is wired
 * @pin_seen: the presence pin is wired
 * @serial: of the module
 * @serial_seen: @serial is valid
 * @generation: of the module
 * @generation_seen: @generation is valid
 * @limit_temperature_cc: high alarm; %CMIS_LOG2_NONE: none
 * @limit_vcc_mv: low alarm, likewise
 * @limit_bias: high warning, logarithm
 * @limit: alarms by enum cmis_quantity, logarithms
 * @state: of the module, lower 3; 0: unknown
 * @link: enum cmis_watch_link
 * @fell: it went down in this sweep
 * @next: the link after this sweep
 * @learn_ns: guards learn from samples since then
 * @close_ns: when the next bin closes
 * @bin: number of the open bin of each window
 * @event: the link went down
 */
struct cmis_watch {
	const struct cmis_watch_ops *ops;
	void *owner;
	struct cmis_trend_work *work;
	struct cmis_watch_lane *lane;
	unsigned int lanes;
	u64 now_ns;
	bool begun;
	bool swept;
	bool erred;
	bool status_seen;
	struct cmis_watch_module module;
	struct cmis_watch_module recent[CMIS_WATCH_RECENT];
	u8 recent_count;
	struct cmis_base temperature;
	struct cmis_base vcc;
	struct cmis_series heat;
	struct cmis_watch_flag mark[CMIS_MARK_COUNT];
	struct cmis_watch_bus bus;
	u64 media_seen;
	u64 host_seen;
	bool light_seen;
	bool irq_seen;
	bool pin_seen;
	u64 serial;
	bool serial_seen;
	u64 generation;
	bool generation_seen;
	s16 limit_temperature_cc;
	s16 limit_vcc_mv;
	s16 limit_bias;
	s16 limit[CMIS_QUANTITY_COUNT];
	u8 state;
	u8 link;
	bool fell;
	u8 next;
	u64 learn_ns;
	u64 close_ns;
	u64 bin[CMIS_WINDOW_COUNT];
	struct cmis_watch_event event;
};

/**
 * struct cmis_watch_kept - the bins of a module that is gone
 * @serial: of the module
 * @bin: number of the open bin of each window
 * @lanes: number of lanes
 * @heat: bins of the temperature
 * @series: by lane, bins by enum cmis_quantity
 */
struct cmis_watch_kept {
	u64 serial;
	u64 bin[CMIS_WINDOW_COUNT];
	unsigned int lanes;
	struct cmis_series heat;
	struct cmis_series series[][CMIS_QUANTITY_COUNT];
};

/* Results of a sweep, as bits. */
#define CMIS_WATCH_FELL		1
#define CMIS_WATCH_ROSE		2

void cmis_watch_init(struct cmis_watch *watch);
void cmis_watch_grow(struct cmis_watch *watch, struct cmis_watch_lane *lane,
		     unsigned int lanes);
void cmis_watch_forget(struct cmis_watch *watch);
bool cmis_watch_accept(struct cmis_watch *watch, u64 lanes);
void cmis_watch_forget_limits(struct cmis_watch *watch);
struct cmis_series *cmis_watch_series(struct cmis_watch *watch,
				      const struct cmis_trend_place *place);
bool cmis_watch_restore(struct cmis_watch *watch,
			const struct cmis_trend_place *place, const s16 *bins);
void cmis_watch_keep(const struct cmis_watch *watch,
		     struct cmis_watch_kept *kept);
void cmis_watch_recall(struct cmis_watch *watch,
		       const struct cmis_watch_kept *kept);
s32 cmis_watch_nearest(const struct cmis_watch *watch);
void cmis_watch_begin(struct cmis_watch *watch, u64 now_ns);
void cmis_watch_put(struct cmis_watch *watch, unsigned int input,
		    unsigned int lane, s64 value);
unsigned int cmis_watch_commit(struct cmis_watch *watch);

#endif /* _CMIS_HEALTH_WATCH_H */
