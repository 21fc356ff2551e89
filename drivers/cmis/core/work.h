/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A cage's work: the bus of the cage, the events that start the work early,
 * interrupts, and sleep of the system.
 */
#ifndef _CMIS_WORK_H
#define _CMIS_WORK_H

#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct cmis_cage;
struct cmis_module;
struct cmis_req;

/**
 * struct cmis_bus - a bus; the works of its cages run in turn
 * @node: place in the list of buses
 * @key: identifies the bus
 * @users: number of cages on the bus
 * @wq: ordered workqueue, so that one work runs at a time
 */
struct cmis_bus {
	struct list_head node;
	const void *key;
	unsigned int users;
	struct workqueue_struct *wq;
};

/* Bits of struct cmis_events. */
enum cmis_event {
	CMIS_EVENT_PRESENCE,	/* the presence signal changed */
	CMIS_EVENT_INTERRUPT,	/* the module asserts its interrupt line */
	CMIS_EVENT_RESET,	/* the module was reset on purpose */
	CMIS_EVENT_RESUME,	/* the system slept: compare the module */
	CMIS_EVENT_SETTINGS,	/* periods changed */
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
 * @last: time at which the last interrupt was serviced
 * @burst: number of interrupts with short gaps between them
 * @alerts: number of alerts told to clients before the last interrupt
 * @held: the module holds the line, so the driver polls the module
 * @done: the work has looked at the module after an interrupt
 *
 * All but @done are used by the transport's interrupt thread only.
 */
struct cmis_irq_pace {
	ktime_t last;
	unsigned int burst;
	unsigned int alerts;
	bool held;
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

/* The work has looked at the module after an interrupt. */
static inline void cmis_irq_done(struct cmis_irq_pace *irq)
{
	complete(&irq->done);
}

#endif /* _CMIS_WORK_H */
