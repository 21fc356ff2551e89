/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Alerts as readers see them: what a module complains about, told once when it
 * begins and once when it ends.
 */
#ifndef _CMIS_ALERT_ALERTS_H
#define _CMIS_ALERT_ALERTS_H

#include "spec/spec.h"
#include "spec/vdm.h"
#include <linux/types.h>

struct cmis_cage;

/* Kinds of alerts and reasons for their end are those of the netlink family. */
#define CMIS_ALERT_OBSERVABLE	(CMIS_ALERT_UNREADABLE + 1)
#define CMIS_ALERT_TYPE_COUNT	(CMIS_ALERT_OBSERVABLE + 1)
#define CMIS_REASON_COUNT	(CMIS_REASON_MAX + 1)

/**
 * struct cmis_alert_key - identity of an alert within an insertion
 * @type: enum cmis_alert_kind
 * @quantity: enum cmis_quantity, for %CMIS_ALERT_MONITOR; observable type, for
 *	%CMIS_ALERT_OBSERVABLE
 * @level: enum cmis_level, for these two
 * @side: enum cmis_side
 * @lane: from 0; of a data path the first; %CMIS_LANE_NONE for the module
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

/* Alerts that have a level. */
static inline bool cmis_alert_has_level(const struct cmis_alert_key *key)
{
	return key->type == CMIS_ALERT_MONITOR ||
	       key->type == CMIS_ALERT_OBSERVABLE;
}

/**
 * struct cmis_alert - one alert of the current module
 * @key: what it is about
 * @active: raised and not cleared
 * @reported: the state that listeners know; differs from @active only while
 *	the rate limit holds the event back
 * @quiet: sweeps in a row without evidence, while active
 * @sets: how often the evidence appeared: each harvest of a flag that was
 *	set counts, and each crossing of a threshold without a flag
 * @first_raised_ns: boot time of the first raise; 0 = never
 * @last_raised_ns: boot time of the last raise
 * @last_cleared_ns: boot time of the last clear; 0 = never
 * @value: the value that raised it, in the quantity's unit, of an observable
 *	as the module gave it; see the types
 * @threshold: the threshold that it crossed, for those that have levels
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
 * struct cmis_alert_event - an alert was raised or cleared
 * @generation: of the module
 * @alert: a copy of the alert as it is now; @alert.active says which it was
 * @reason: enum cmis_reason, if it was cleared
 * @initial: it was raised by the sweeps of the insertion
 * @merged: as in struct cmis_alert_counts
 */
struct cmis_alert_event {
	u32 generation;
	struct cmis_alert alert;
	u8 reason;
	bool initial;
	u32 merged;
};

/**
 * struct cmis_alert_counts - the alerts of a cage in numbers
 * @active: how many are active
 * @raised: how many have been raised since the module was inserted
 * @rejected: jumps that a second read did not confirm
 * @merged: changes without an event: a raise and the clear after it, or the
 *	other way round, while the rate limit held both back
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

/* alert/kinds.c */
const char *cmis_alert_type_name(enum cmis_alert_kind type);

/* alert/cage.c: copies for readers */
bool cmis_alert_get_next(struct cmis_cage *cage, unsigned int *cursor,
			 bool active_only, u32 *generation,
			 struct cmis_alert *alert);
void cmis_alert_get_counts(struct cmis_cage *cage,
			   struct cmis_alert_counts *counts);
bool cmis_alert_is_active(struct cmis_cage *cage, u32 generation,
			  const struct cmis_alert_key *key);

#endif /* _CMIS_ALERT_ALERTS_H */
