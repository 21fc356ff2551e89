/* SPDX-License-Identifier: GPL-2.0-only */
/* Kinds of alerts: a row each. Pure. */
#ifndef _CMIS_ALERT_KINDS_H
#define _CMIS_ALERT_KINDS_H

#include <linux/types.h>

#include "alert/alerts.h"

struct cmis_module;
struct cmis_snapshot;

/**
 * struct cmis_condition - the verdict of a sweep on one alert
 * @hits: how often the evidence appeared since the sweep before
 * @beyond: the condition holds now
 * @inside: it does not, and the value is back by the hysteresis
 * @page: as in struct cmis_alert
 * @scale: as in struct cmis_alert
 * @value: as in struct cmis_alert
 * @threshold: as in struct cmis_alert
 * @has_value: as in struct cmis_alert
 * @meaningful: @value is one that the module can mean in its present state
 * @has_threshold: as in struct cmis_alert
 * @accepted: an active alert ends at once: the condition is the usual one now
 * @forecast: as in struct cmis_alert
 */
struct cmis_condition {
	u32 hits;
	bool beyond;
	bool inside;
	u8 page;
	u8 scale;
	s32 value;
	s32 threshold;
	bool has_value;
	bool meaningful;
	bool has_threshold;
	bool accepted;
	struct cmis_forecast forecast;
};

/**
 * struct cmis_evidence - all that a judge looks at
 * @snapshot: the new one
 * @marks: of the health of the link; NULL: none
 * @key: of the alert
 * @class: enum cmis_class, of the alert
 * @down: lanes whose data path went down unasked, as bits
 * @now_ns: boot time
 */
struct cmis_evidence {
	const struct cmis_snapshot *snapshot;
	const struct cmis_marks *marks;
	const struct cmis_alert_key *key;
	unsigned int class;
	u64 down;
	u64 now_ns;
};

/* How many alerts of a kind a module has. */
enum cmis_alert_scope {
	CMIS_ALERTS_OF_MODULE,	/* one */
	CMIS_ALERTS_OF_LANES,	/* one for each lane */
	CMIS_ALERTS_OF_CLASSES,	/* one for each class of sweeps */
	CMIS_ALERTS_OF_RATIOS,	/* one for each error ratio of each lane */
	CMIS_ALERTS_OF_QUANTITIES, /* one for each quantity of each lane */
};

/**
 * struct cmis_alert_row - a kind of alerts
 * @name: for users
 * @scope: enum cmis_alert_scope; a module has one alert for each level of each
 *	monitor
 * @class: enum cmis_class, whose sweeps have its evidence; those of monitors
 *	and of classes have their own
 * @side: enum cmis_side; monitors have their own
 * @paged: modules without pages do not have it
 * @laser: modules with tunable lasers only have it
 * @ext: external lasers only have it
 * @diag: modules with page 13h only have it
 * @line_page: bit of a page of flags that a coherent module must have; 0 = none
 * @judge: the condition, but for flags; NULL = there are flags only
 * @flag: bit in lower 8, which the module's revision must define; 0 = none
 * @lane_flag: enum cmis_lane_flag, for alerts of lanes; the module must
 *	advertise the flag. %CMIS_LF_COUNT = none
 */
struct cmis_alert_row {
	const char *name;
	u8 scope;
	u8 class;
	u8 side;
	bool paged;
	bool laser;
	bool ext;
	bool diag;
	u8 line_page;
	void (*judge)(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition);
	u8 flag;
	u8 lane_flag;
};

/* By enum cmis_alert_kind */
extern const struct cmis_alert_row cmis_alert_rows[CMIS_ALERT_KIND_COUNT];
unsigned int cmis_alerts_list(const struct cmis_module *module,
			      struct cmis_alert *alert);
const char *cmis_alert_kind_name(unsigned int kind);
unsigned int cmis_alert_kind_lane_flag(unsigned int kind);
enum cmis_side cmis_alert_kind_side(unsigned int kind);

#endif /* _CMIS_ALERT_KINDS_H */
