/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A cage's work, and the events that make it run before its time.
 */
#ifndef _CMIS_EVENTS_H
#define _CMIS_EVENTS_H

#include <linux/types.h>
#include <linux/workqueue.h>

struct cmis_cage;

/* Bits of struct cmis_events. */
enum cmis_event {
	CMIS_EVENT_PRESENCE,	/* the presence signal changed */
	CMIS_EVENT_INTERRUPT,	/* the module asserts its interrupt line */
	CMIS_EVENT_RESET,	/* the module was reset on purpose */
	CMIS_EVENT_RESUME,	/* the system slept, all may have changed */
	CMIS_EVENT_SETTINGS,	/* periods changed */
};

/**
 * struct cmis_events - the work of a cage
 * @work: the cage's life, on the bus's workqueue
 * @pending: bits of enum cmis_event that the work has not taken yet
 * @no_work: the cage is not registered yet, or being unregistered: the work
 *	must not be queued; events wait
 */
struct cmis_events {
	struct delayed_work work;
	unsigned long pending;
	bool no_work;
};

void cmis_events_init(struct cmis_events *events, work_func_t work);
void cmis_events_start(struct cmis_cage *cage);
void cmis_events_stop(struct cmis_cage *cage);
void cmis_cage_notify(struct cmis_cage *cage, enum cmis_event event);

/* For the cage's work only. */
void cmis_cage_queue(struct cmis_cage *cage, unsigned int delay_ms);
unsigned long cmis_cage_take_events(struct cmis_cage *cage);

#endif /* _CMIS_EVENTS_H */
