/* SPDX-License-Identifier: GPL-2.0-only */
/* Kinds of alerts: a row each. Pure. */
#ifndef _CMIS_ALERT_KINDS_H
#define _CMIS_ALERT_KINDS_H

#include <linux/types.h>

#include "alert/alerts.h"
#include "alert/judge.h"

struct cmis_module;

/* How many alerts of a kind a module has. */
enum cmis_alert_scope {
	CMIS_ALERTS_OF_MODULE,	/* one */
	CMIS_ALERTS_OF_LANES,	/* one for each lane */
	CMIS_ALERTS_OF_CLASSES,	/* one for each class of sweeps */
	CMIS_ALERTS_OF_MONITORS, /* one for each level of each monitor */
};

/**
 * struct cmis_alert_row - a kind of alerts
 * @name: for users
 * @scope: enum cmis_alert_scope
 * @class: enum cmis_class, whose sweeps tell of it; those of monitors and of
 *	classes have their own
 * @side: enum cmis_side; monitors have their own
 * @has: whether a module can have it; NULL = each can
 * @judge: the condition, but for flags; NULL = there are flags only
 * @flag: bit in lower 8; 0 = none
 * @lane_flag: enum cmis_lane_flag, for alerts of lanes; the module must
 *	advertise the flag. %CMIS_LF_COUNT = none
 */
struct cmis_alert_row {
	const char *name;
	u8 scope;
	u8 class;
	u8 side;
	bool (*has)(const struct cmis_module *module);
	void (*judge)(const struct cmis_evidence *evidence,
		      struct cmis_condition *condition);
	u8 flag;
	u8 lane_flag;
};

const struct cmis_alert_row *cmis_alert_row(unsigned int kind);
unsigned int cmis_alerts_list(const struct cmis_module *module,
			      struct cmis_alert *alert);

#endif /* _CMIS_ALERT_KINDS_H */
