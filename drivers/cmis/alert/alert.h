/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Alerts: what a module raised, once each, with nothing lost.
 *
 * The engine (alert/engine.c) knows nothing about modules: it is fed with
 * conditions and says which alerts begin and which end. alert/judge.c turns
 * snapshots into conditions. Events go to the exposures from the cage's work,
 * with no lock held.
 */
#ifndef _CMIS_ALERT_H
#define _CMIS_ALERT_H

#include "spec/spec.h"
#include "spec/vdm.h"
#include <linux/mutex.h>
#include <linux/types.h>

struct cmis_cage;
struct cmis_module;
struct cmis_snapshot;

/* What an alert is about. The numbers are those of the netlink family. */
enum cmis_alert_type {
	CMIS_ALERT_MONITOR,		/* a quantity crossed a threshold */
	CMIS_ALERT_TX_FAULT,		/* 11h:135, per lane */
	CMIS_ALERT_TX_LOS,		/* 11h:136 */
	CMIS_ALERT_TX_CDR_LOL,		/* 11h:137 */
	CMIS_ALERT_TX_ADAPT_EQ_FAIL,	/* 11h:138 */
	CMIS_ALERT_RX_LOS,		/* 11h:147 */
	CMIS_ALERT_RX_CDR_LOL,		/* 11h:148 */
	CMIS_ALERT_DATAPATH_DOWN,	/* left DPActivated unasked */
	CMIS_ALERT_MODULE_FAULT,	/* ModuleFault; value is lower 41 */
	CMIS_ALERT_MODULE_FW_ERROR,	/* lower 8.1 */
	CMIS_ALERT_DATAPATH_FW_ERROR,	/* lower 8.2 */
	CMIS_ALERT_ABNORMAL_FW,		/* lower 8.3 */
	CMIS_ALERT_CHECKSUM,		/* at insertion; value is the page */
	CMIS_ALERT_UNREADABLE,		/* value is the errno, positive */
	CMIS_ALERT_OBSERVABLE,		/* an observable crossed a threshold */
	CMIS_ALERT_TYPE_COUNT,
};

/* Why an alert was cleared. */
enum cmis_alert_reason {
	CMIS_REASON_GONE,	/* quiet for two sweeps, and back by some */
	CMIS_REASON_REMOVED,	/* the module was pulled, or reset */
	CMIS_REASON_COUNT,
};

#define CMIS_LANE_NONE	CMIS_VDM_LANE_NONE

/**
 * struct cmis_alert_key - identity of an alert within a generation
 * @type: enum cmis_alert_type
 * @quantity: enum cmis_quantity, for %CMIS_ALERT_MONITOR; observable type, for
 *	%CMIS_ALERT_OBSERVABLE
 * @level: enum cmis_level, for these two
 * @side: enum cmis_side
 * @lane: from 0; of a data path the first; %CMIS_LANE_NONE for those of the
 *	module
 * @index: place in the module's index, for %CMIS_ALERT_OBSERVABLE
 */
struct cmis_alert_key {
	u8 type;
	u8 quantity;
	u8 level;
	u8 side;
	u8 lane;
	u16 index;
};

/**
 * struct cmis_alert - one alert of the current module
 * @key: what it is about
 * @active: raised and not cleared
 * @reported: the state that listeners know; differs from @active only while
 *	events are held back by the rate limit
 * @quiet: sweeps in a row without evidence, while active
 * @sets: how often the evidence appeared: each harvest of a flag that was
 *	set counts, and each crossing of a threshold without a flag
 * @first_raised_ns: boot time of the first raise; 0 = never
 * @last_raised_ns: boot time of the last raise
 * @last_cleared_ns: boot time of the last clear; 0 = never
 * @value: the value that raised it, in the quantity's unit, of an observable
 *	as the module gave it; see the types
 * @threshold: what it was compared with, for those that have levels
 */
struct cmis_alert {
	struct cmis_alert_key key;
	bool active;
	bool reported;
	u8 quiet;
	u32 sets;
	u64 first_raised_ns;
	u64 last_raised_ns;
	u64 last_cleared_ns;
	s32 value;
	s32 threshold;
};

/**
 * struct cmis_condition - what a sweep says about one alert
 * @sets: times that the evidence appeared since the last sweep
 * @beyond: the condition holds now
 * @inside: it does not, and the value is back by the hysteresis
 * @value: as in struct cmis_alert
 * @threshold: as in struct cmis_alert
 */
struct cmis_condition {
	u32 sets;
	bool beyond;
	bool inside;
	s32 value;
	s32 threshold;
};

/**
 * struct cmis_alert_event - an alert was raised or cleared
 * @generation: of the module
 * @alert: a copy of the alert, as it is now; @alert.active says which it was
 * @reason: enum cmis_alert_reason, if it was cleared
 * @merged: see struct cmis_alerts
 */
struct cmis_alert_event {
	u32 generation;
	struct cmis_alert alert;
	u8 reason;
	u32 merged;
};

/**
 * struct cmis_bucket - limits what a module can make the host say
 * @tokens: events that may still be sent at once
 * @refilled_ns: when @tokens was last topped up
 *
 * Guarded by who has it.
 */
struct cmis_bucket {
	u32 tokens;
	u64 refilled_ns;
};

/**
 * struct cmis_alerts - the alerts of a cage
 * @lock: guards all below; no bus transaction and no event under it
 * @generation: of the module; 0 if there is none
 * @num: number of @alert; fixed by the module's lanes and adverts
 * @active: how many are active
 * @pending: how many have @alert.active other than @alert.reported
 * @raised: how many have been raised since the module was inserted
 * @rejected: jumps that a second read did not confirm
 * @merged: changes that no event will tell of: a raise and the clear after
 *	it, or the other way round, while the rate limit held both back
 * @leaving: the module is gone, its alerts end without regard to the limit
 * @bucket: limits events
 * @next: where to look first for the next event, so that all get their turn
 * @last: index of the alert that was last raised; -1 if none was
 * @alert: the alerts, in the order of their conditions
 *
 * Each change is either in one event or counted in @merged. The counts start
 * anew with each module, the bucket does not.
 */
struct cmis_alerts {
	struct mutex lock;	/* all below */
	u32 generation;
	unsigned int num;
	unsigned int active;
	unsigned int pending;
	u32 raised;
	u32 rejected;
	u32 merged;
	bool leaving;
	struct cmis_bucket bucket;
	unsigned int next;
	int last;
	struct cmis_alert *alert;
};

/**
 * struct cmis_alert_counts - the alerts of a cage in numbers
 * @active: how many are active
 * @raised: see struct cmis_alerts
 * @rejected: see struct cmis_alerts
 * @merged: see struct cmis_alerts
 * @any: at least one has been raised since the module was inserted
 * @last: the one that was last raised
 */
struct cmis_alert_counts {
	u32 active;
	u32 raised;
	u32 rejected;
	u32 merged;
	bool any;
	struct cmis_alert_key last;
};

/* All that a module can have, but for its observables: at most 4096 more. */
#define CMIS_ALERT_MAX_MODULE	(CMIS_Q_MODULE_COUNT * CMIS_LEVEL_COUNT + 6)
#define CMIS_ALERT_MAX_LANE	(CMIS_Q_LANE_COUNT * CMIS_LEVEL_COUNT + 7)
#define CMIS_ALERT_MAX \
	(CMIS_ALERT_MAX_MODULE + CMIS_MAX_LANES * CMIS_ALERT_MAX_LANE)

/* Quiet sweeps until an alert is cleared. */
#define CMIS_ALERT_QUIET	2
/*
 * Events of a cage that may go out at once, and how many more a second: those
 * of alerts, and as many of the alarms of hwmon.
 */
#define CMIS_ALERT_BURST	1024
#define CMIS_ALERT_RATE		128

/* alert/engine.c: the engine, pure but for the lock */
struct cmis_alerts *cmis_alerts_create(void);
int cmis_alerts_start(struct cmis_alerts *alerts, u32 generation,
		      const struct cmis_alert_key *keys, unsigned int num);
void cmis_alerts_end(struct cmis_alerts *alerts, u64 now_ns);
void cmis_alerts_stop(struct cmis_alerts *alerts);
void cmis_alert_feed(struct cmis_alerts *alerts, unsigned int index,
		     const struct cmis_condition *condition, u64 now_ns);
void cmis_alert_reject(struct cmis_alerts *alerts, unsigned int num);
bool cmis_alert_next_event(struct cmis_alerts *alerts, u64 now_ns,
			   struct cmis_alert_event *event);
unsigned int cmis_alert_pause_ms(struct cmis_alerts *alerts, u64 now_ns);
const char *cmis_alert_type_name(enum cmis_alert_type type);
void cmis_bucket_init(struct cmis_bucket *bucket);
bool cmis_bucket_take(struct cmis_bucket *bucket, u64 now_ns);

/* alert/judge.c: from snapshots to conditions; called by the cage's work */
int cmis_alert_cage_init(struct cmis_cage *cage);
void cmis_alert_cage_exit(struct cmis_cage *cage);
int cmis_alert_module_add(struct cmis_cage *cage,
			  const struct cmis_module *module);
void cmis_alert_module_del(struct cmis_cage *cage);
void cmis_alert_sampled(struct cmis_cage *cage, unsigned int class,
			bool early);
void cmis_alert_unreadable(struct cmis_cage *cage, int error);
unsigned int cmis_alert_flush(struct cmis_cage *cage);

/* alert/plausible.c: called by the cage's work */
bool cmis_alert_doubts(struct cmis_cage *cage, const struct cmis_snapshot *old,
		       const struct cmis_snapshot *snapshot,
		       unsigned int class);
void cmis_alert_confirm(struct cmis_cage *cage,
			const struct cmis_snapshot *old,
			const struct cmis_snapshot *snapshot);

/* Alerts that have a level. */
static inline bool cmis_alert_has_level(const struct cmis_alert_key *key)
{
	return key->type == CMIS_ALERT_MONITOR ||
	       key->type == CMIS_ALERT_OBSERVABLE;
}

/* For the exposures: copies out; @cursor starts at 0. */
bool cmis_alert_get_next(struct cmis_cage *cage, unsigned int *cursor,
			 bool active_only, u32 *generation,
			 struct cmis_alert *alert);
void cmis_alert_get_counts(struct cmis_cage *cage,
			   struct cmis_alert_counts *counts);

#endif /* _CMIS_ALERT_H */
