/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Alerts as readers see them: problems of a module, each reported once when it
 * begins and once when it ends.
 */
#ifndef _CMIS_ALERT_ALERTS_H
#define _CMIS_ALERT_ALERTS_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

#include "spec/health_marks.h"

/* Kinds of alerts and reasons for their end are those of the netlink family. */
#define CMIS_ALERT_KIND_COUNT	(CMIS_ALERT_MAX + 1)
#define CMIS_REASON_COUNT	(CMIS_REASON_MAX + 1)

/**
 * struct cmis_alert_key - identity of an alert within an insertion
 * @kind: enum cmis_alert_kind
 * @level: enum cmis_level, for %CMIS_ALERT_MONITOR
 * @side: enum cmis_side
 * @lane: from 0; of a data path the first; %CMIS_LANE_NONE for the module
 * @type: of the monitor, for %CMIS_ALERT_MONITOR, %CMIS_ALERT_BER_WORSE and
 *	%CMIS_ALERT_LIMIT_AHEAD
 * @index: of the monitor, for %CMIS_ALERT_MONITOR; enum cmis_class, for
 *	%CMIS_ALERT_UNREADABLE; enum cmis_quantity, for %CMIS_ALERT_BER_WORSE
 *	and %CMIS_ALERT_LIMIT_AHEAD
 */
struct cmis_alert_key {
	u8 kind;
	u8 level;
	u8 side;
	u8 lane;
	u16 type;
	u16 index;
};

/**
 * struct cmis_alert - one alert of the current module
 * @key: its identity
 * @class: enum cmis_class, whose sweeps raise and clear it
 * @active: raised and not cleared
 * @reported: the state that listeners know; differs from @active only while
 *	the rate limit holds the event back
 * @quiet: sweeps in a row without evidence, while active
 * @page: the page that could not be read, for %CMIS_ALERT_UNREADABLE
 * @scale: of @value and @threshold, as in struct cmis_monitor
 * @hits: how often the evidence appeared: a read that finds the flag set
 *	counts, and each crossing of a threshold without a flag
 * @first_raised_ns: boot time of the first raise; 0 = never
 * @last_raised_ns: boot time of the last raise
 * @last_cleared_ns: boot time of the last clear; 0 = never
 * @value: the value that raised it; of a monitor as the module gave it, else
 *	as the kind says
 * @threshold: the threshold that it crossed, as the module gave it
 * @has_value: @value counts: a flag may raise an alert without a value
 * @has_threshold: @threshold counts
 * @raised_by: enum cmis_raised_by; of a monitor
 * @reason: enum cmis_reason of the last clear, unless the module is gone
 * @has_last: @last counts: the last sweep while active had a value that means
 *	something, and no removal has ended the alert
 * @has_worst: @worst counts
 * @last: of a monitor, the last value while active: the one that cleared it
 * @worst: of a monitor, the value furthest beyond the threshold while active
 * @forecast: of %CMIS_ALERT_LIMIT_AHEAD
 */
struct cmis_alert {
	struct cmis_alert_key key;
	u8 class;
	bool active;
	bool reported;
	u8 quiet;
	u8 page;
	u8 scale;
	u32 hits;
	u64 first_raised_ns;
	u64 last_raised_ns;
	u64 last_cleared_ns;
	s32 value;
	s32 threshold;
	bool has_value;
	bool has_threshold;
	u8 raised_by;
	u8 reason;
	bool has_last;
	bool has_worst;
	s32 last;
	s32 worst;
	struct cmis_forecast forecast;
};

/**
 * struct cmis_alert_event - an alert was raised or cleared
 * @generation: of the module
 * @alert: a copy of the alert as it is now; @alert.active says which it was
 * @reason: enum cmis_reason, if it was cleared
 * @initial: it was raised by the first sweeps after the insertion, or after a
 *	change of adverts
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

#endif /* _CMIS_ALERT_ALERTS_H */
