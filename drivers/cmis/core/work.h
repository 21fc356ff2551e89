/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A cage's work: the bus of the cage, the events that start the work early,
 * interrupts, and sleep of the system.
 */
#ifndef _CMIS_WORK_H
#define _CMIS_WORK_H

#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "core/module.h"

struct cmis_cage;
struct cmis_req;

/* Loads of a bus: the sweeps of each class, by enum cmis_class, and these. */
enum cmis_load_kind {
	CMIS_LOAD_FIXED = CMIS_CLASS_COUNT,	/* their periods do not grow */
	CMIS_LOAD_LIVE,				/* reads of live values */
	CMIS_LOAD_COUNT,
};

/**
 * struct cmis_bus - a bus; the works of its cages run in turn
 * @node: place in the list of buses
 * @key: identifies the bus
 * @cages: the cages on the bus; guarded by cmis_buses_lock
 * @wq: ordered workqueue, so that one work runs at a time
 * @blocked_ms: how long the last look at a stuck module has blocked the bus;
 *	0: no module was stuck so far
 * @free_until: until then, no work looks at a module that was stuck
 * @round: when other works were let run ahead; 0: the bus was blocked since
 * @burst_us: time that bursts of its cages may take now
 * @burst_at: when @burst_us was counted last
 * @load_ppm: shares of the time that the cages would take together, in
 *	millionths, by enum cmis_load_kind
 *
 * Only works of the bus use the last six, so they need no lock. But a cage that
 * goes takes its loads along at any time.
 */
struct cmis_bus {
	struct list_head node;
	const void *key;
	struct list_head cages;
	struct workqueue_struct *wq;
	u32 blocked_ms;
	ktime_t free_until;
	ktime_t round;
	s64 burst_us;
	ktime_t burst_at;
	atomic_t load_ppm[CMIS_LOAD_COUNT];
};

/**
 * struct cmis_load - the share of a cage in the load of its bus
 * @cost_us: time on the bus of a sweep, in microseconds, by enum cmis_class; 0:
 *	not known
 * @live_us: the same of a read of live values
 * @spent_us: time on the bus of the whole sweep of VDM under way
 * @ppm: shares of the time in millionths, by enum cmis_load_kind
 * @period_ms: periods in force, by enum cmis_class; 0: there are no sweeps
 * @live_ms: period of live values in force; 0: none are read
 * @bus_ppm: share of the time for all sweeps of the bus, with these periods
 *
 * The cage's work writes this; files of sysfs read the last three.
 */
struct cmis_load {
	u32 cost_us[CMIS_CLASS_COUNT];
	u32 live_us;
	u32 spent_us;
	u32 ppm[CMIS_LOAD_COUNT];
	u32 period_ms[CMIS_CLASS_COUNT];
	u32 live_ms;
	u32 bus_ppm;
};

/**
 * struct cmis_stuck - whether looks at a module block the bus
 * @start: start of the work under way
 * @timed_out: a request has timed out since then
 * @answers: the last run of the work has not timed out
 * @pause_ms: least pause until the next run; 0: none
 * @behind: the work is queued behind the works that run ahead
 *
 * Only the works of the bus, which run in turn, use this, except for
 * @timed_out.
 */
struct cmis_stuck {
	ktime_t start;
	bool timed_out;
	bool answers;
	u32 pause_ms;
	bool behind;
};

/* Bits of struct cmis_events. */
enum cmis_event {
	CMIS_EVENT_PRESENCE,	/* the presence signal changed */
	CMIS_EVENT_INTERRUPT,	/* the module asserts its interrupt line */
	CMIS_EVENT_RESET,	/* the module was reset on purpose */
	CMIS_EVENT_RESUME,	/* the system slept: compare the module */
	CMIS_EVENT_SETTINGS,	/* periods changed */
	CMIS_EVENT_PORTS,	/* a port shall be something else */
	CMIS_EVENT_LINK,	/* the link went down: sweep now */
	CMIS_EVENT_AHEAD,	/* the bus will be blocked: sweep before */
	CMIS_EVENT_RECORD,	/* the recorder has work */
};

/**
 * struct cmis_events - the work of a cage
 * @work: the cage's work, on the workqueue of the bus
 * @pending: bits of enum cmis_event that the work has not taken yet
 * @no_work: the cage is not registered yet, or being unregistered: the work
 *	must not be queued; events wait
 */
struct cmis_events {
	struct delayed_work work;
	unsigned long pending;
	bool no_work;
};

/**
 * struct cmis_irq_pace - pacing of a cage's interrupts
 * @served: the work has read the flags after the last interrupt
 * @burst: number of served interrupts in a row with nothing new
 * @alerts: number of alerts told to clients before the last interrupt
 * @held: the module holds the line, so the driver polls the module
 * @quiet: number of sweeps since the last interrupt was served in which the
 *	module did not assert the line
 * @done: the work has read the flags after an interrupt
 *
 * All but @done and @quiet are used by the transport's interrupt thread only.
 */
struct cmis_irq_pace {
	bool served;
	unsigned int burst;
	unsigned int alerts;
	bool held;
	atomic_t quiet;
	struct completion done;
};

/**
 * struct cmis_presence - whether the content of a cage is known
 * @slept: the work has not looked at the module since a sleep. The module may
 *	be another one, so it is not shown
 * @seen: wait for the end of @slept
 */
struct cmis_presence {
	bool slept;
	wait_queue_head_t seen;
};

int cmis_work_init(struct cmis_cage *cage, const void *key);
void cmis_work_start(struct cmis_cage *cage);
void cmis_work_stop(struct cmis_cage *cage);
void cmis_work_exit(struct cmis_cage *cage);
void cmis_cage_notify(struct cmis_cage *cage, enum cmis_event event);
struct cmis_module *cmis_cage_await_module(struct cmis_cage *cage);
int cmis_request_bind(struct cmis_cage *cage, struct cmis_req *req);
int cmis_request_check(struct cmis_cage *cage, const struct cmis_req *req);

/* For the cage's work only. */
void cmis_cage_queue(struct cmis_cage *cage, unsigned int delay_ms);
unsigned long cmis_cage_take_events(struct cmis_cage *cage);
bool cmis_work_may_block(const struct cmis_cage *cage);
bool cmis_work_must_yield(struct cmis_cage *cage);
void cmis_work_begin(struct cmis_cage *cage, unsigned long events);
unsigned int cmis_work_end(struct cmis_cage *cage, unsigned int delay_ms);
void cmis_irq_answer(struct cmis_cage *cage, bool read);
void cmis_work_set_load(struct cmis_cage *cage, enum cmis_load_kind kind,
			u32 ppm);
void cmis_work_forget_load(struct cmis_cage *cage);

/* A sweep without an interrupt has found the line released. */
static inline void cmis_irq_is_quiet(struct cmis_irq_pace *irq)
{
	atomic_inc(&irq->quiet);
}

/* A request of the cage has timed out. */
static inline void cmis_stuck_note(struct cmis_stuck *stuck)
{
	WRITE_ONCE(stuck->timed_out, true);
}

#endif /* _CMIS_WORK_H */
