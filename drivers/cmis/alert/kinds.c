// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kinds of alerts, and the alerts that a module can have. A new kind needs a
 * number in the netlink family and a row here. If a lane flag raises the kind,
 * lanes also get a file in sysfs: the file has the name of the kind.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>

#include "alert/kinds.h"
#include "alert/judge.h"
#include "core/module.h"
#include "core/question.h"
#include "spec/health_trend.h"
#include "spec/lanes.h"

#define CMIS_LANE_ALERT(_name, _side, _lane_flag) {			\
	.name = (_name),						\
	.scope = CMIS_ALERTS_OF_LANES,					\
	.class = CMIS_CLASS_LANES,					\
	.side = (_side),						\
	.lane_flag = (_lane_flag),					\
}

#define CMIS_LASER_ALERT(_name, _judge) {				\
	.name = (_name),						\
	.scope = CMIS_ALERTS_OF_LANES,					\
	.class = CMIS_CLASS_LANES,					\
	.side = CMIS_SIDE_MEDIA,					\
	.laser = true,							\
	.judge = (_judge),						\
	.lane_flag = CMIS_LF_COUNT,					\
}

#define CMIS_EXT_ALERT(_name, _judge) {					\
	.name = (_name),						\
	.scope = CMIS_ALERTS_OF_LANES,					\
	.class = CMIS_CLASS_LANES,					\
	.side = CMIS_SIDE_MEDIA,					\
	.ext = true,							\
	.judge = (_judge),						\
	.lane_flag = CMIS_LF_COUNT,					\
}

#define CMIS_COHERENT_ALERT(_name, _page) {				\
	.name = (_name),						\
	.class = CMIS_CLASS_LANES,					\
	.line_page = (_page),						\
	.judge = cmis_judge_line,					\
}

const struct cmis_alert_row cmis_alert_rows[] = {
	[CMIS_ALERT_MONITOR] = {
		.name = "monitor",
		.judge = cmis_judge_monitor,
	},
	[CMIS_ALERT_TX_FAULT] =
		CMIS_LANE_ALERT("tx_fault", CMIS_SIDE_MEDIA,
				CMIS_LF_TX_FAILURE),
	[CMIS_ALERT_TX_LOS] =
		CMIS_LANE_ALERT("tx_los", CMIS_SIDE_HOST, CMIS_LF_TX_LOS),
	[CMIS_ALERT_TX_CDR_LOL] =
		CMIS_LANE_ALERT("tx_cdr_lol", CMIS_SIDE_HOST,
				CMIS_LF_TX_CDR_LOL),
	[CMIS_ALERT_TX_ADAPT_EQ_FAIL] =
		CMIS_LANE_ALERT("tx_adapt_eq_fail", CMIS_SIDE_HOST,
				CMIS_LF_TX_ADAPT_EQ_FAIL),
	[CMIS_ALERT_RX_LOS] =
		CMIS_LANE_ALERT("rx_los", CMIS_SIDE_MEDIA, CMIS_LF_RX_LOS),
	[CMIS_ALERT_RX_CDR_LOL] =
		CMIS_LANE_ALERT("rx_cdr_lol", CMIS_SIDE_MEDIA,
				CMIS_LF_RX_CDR_LOL),
	[CMIS_ALERT_DATAPATH_DOWN] = {
		.name = "datapath_down",
		.scope = CMIS_ALERTS_OF_LANES,
		.class = CMIS_CLASS_LANES,
		.side = CMIS_SIDE_HOST,
		.judge = cmis_judge_datapath,
		.lane_flag = CMIS_LF_COUNT,
	},
	[CMIS_ALERT_MODULE_FAULT] = {
		.name = "module_fault",
		.paged = true,
		.judge = cmis_judge_fault,
	},
	[CMIS_ALERT_MODULE_FW_ERROR] = {
		.name = "module_fw_error",
		.paged = true,
		.flag = CMIS_FLAG_MODULE_FW_ERROR,
	},
	[CMIS_ALERT_DATAPATH_FW_ERROR] = {
		.name = "datapath_fw_error",
		.paged = true,
		.flag = CMIS_FLAG_DP_FW_ERROR,
	},
	[CMIS_ALERT_ABNORMAL_FW] = {
		.name = "abnormal_fw",
		.paged = true,
		.flag = CMIS_FLAG_ABNORMAL_FW,
	},
	[CMIS_ALERT_CHECKSUM] = {
		.name = "checksum",
		.judge = cmis_judge_checksum,
	},
	[CMIS_ALERT_UNREADABLE] = {
		.name = "unreadable",
		.scope = CMIS_ALERTS_OF_CLASSES,
		.judge = cmis_judge_unreadable,
	},
	[CMIS_ALERT_WAVELENGTH_UNLOCKED] =
		CMIS_LASER_ALERT("wavelength_unlocked", cmis_judge_unlocked),
	[CMIS_ALERT_TUNING_REFUSED] =
		CMIS_LASER_ALERT("tuning_refused", cmis_judge_refused),
	[CMIS_ALERT_LINE_FAULT] = CMIS_COHERENT_ALERT("line_fault", BIT(0)),
	[CMIS_ALERT_CLIENT_DEGRADED] =
		CMIS_COHERENT_ALERT("client_degraded", BIT(1)),
	[CMIS_ALERT_CLIENT_FAULT] =
		CMIS_COHERENT_ALERT("client_fault", BIT(1)),
	[CMIS_ALERT_POWER_LIMIT] = {
		.name = "power_limit",
		.judge = cmis_judge_power,
	},
	[CMIS_ALERT_BER_WORSE] = {
		.name = "ber_worse",
		.scope = CMIS_ALERTS_OF_RATIOS,
		.judge = cmis_judge_worse,
	},
	[CMIS_ALERT_LIMIT_AHEAD] = {
		.name = "limit_ahead",
		.scope = CMIS_ALERTS_OF_QUANTITIES,
		.judge = cmis_judge_ahead,
	},
	[CMIS_ALERT_LASER_FAULT] =
		CMIS_EXT_ALERT("laser_fault", cmis_judge_ext_fault),
	[CMIS_ALERT_LASER_WARNING] =
		CMIS_EXT_ALERT("laser_warning", cmis_judge_ext_warning),
	[CMIS_ALERT_DIAGNOSTIC_ACTIVE] = {
		.name = "diagnostic_active",
		.scope = CMIS_ALERTS_OF_LANES,
		.class = CMIS_CLASS_LANES,
		.side = CMIS_SIDE_HOST,
		.diag = true,
		.judge = cmis_judge_diag,
		.lane_flag = CMIS_LF_COUNT,
	},
	[CMIS_ALERT_REVERT_FAILED] = {
		.name = "revert_failed",
		.paged = true,
		.judge = cmis_judge_revert,
	},
};

static_assert(ARRAY_SIZE(cmis_alert_rows) == CMIS_ALERT_KIND_COUNT);
/* Rows of modules rely on these zeros. */
static_assert(CMIS_ALERTS_OF_MODULE == 0 && CMIS_CLASS_THERMAL == 0 &&
	      CMIS_SIDE_MODULE == 0);

/**
 * cmis_alert_kind_name - name of a kind of alerts, for users
 * @kind: the kind
 *
 * Return: the name, never NULL.
 */
const char *cmis_alert_kind_name(unsigned int kind)
{
	return kind < CMIS_ALERT_KIND_COUNT ? cmis_alert_rows[kind].name :
					      "unknown";
}

/**
 * cmis_alert_kind_lane_flag - the lane flag that raises a kind of alerts
 * @kind: the kind, less than CMIS_ALERT_KIND_COUNT
 *
 * Return: enum cmis_lane_flag; CMIS_LF_COUNT if no lane flag raises it.
 */
unsigned int cmis_alert_kind_lane_flag(unsigned int kind)
{
	const struct cmis_alert_row *row = &cmis_alert_rows[kind];

	return row->scope == CMIS_ALERTS_OF_LANES ? row->lane_flag :
						    CMIS_LF_COUNT;
}

/**
 * cmis_alert_kind_side - the side of a kind of alerts
 * @kind: the kind, less than CMIS_ALERT_KIND_COUNT
 *
 * Return: enum cmis_side; for alerts of monitors, the monitor has the side.
 */
enum cmis_side cmis_alert_kind_side(unsigned int kind)
{
	return cmis_alert_rows[kind].side;
}

/**
 * struct cmis_alert_list - the alerts of a module, while they are found
 * @module: the module
 * @alert: where their keys go; NULL to count only
 * @num: of them
 */
struct cmis_alert_list {
	const struct cmis_module *module;
	struct cmis_alert *alert;
	unsigned int num;
};

static void cmis_alert_list_add(struct cmis_alert_list *list,
				const struct cmis_alert_key *key, u8 class)
{
	if (list->alert) {
		list->alert[list->num].key = *key;
		list->alert[list->num].class = class;
	}
	list->num++;
}

/* Others have no flags, and thresholds of users only. */
static bool cmis_monitor_has_flags(const struct cmis_monitor *monitor)
{
	return monitor->source == CMIS_SOURCE_EXT ?
	       monitor->flags : monitor->source <= CMIS_SOURCE_VDM;
}

/* Of one lane or of the module; VDM has both, in the order of the module. */
static void cmis_alert_list_monitors(struct cmis_alert_list *list, u8 class,
				     u8 lane)
{
	const struct cmis_module *module = list->module;
	unsigned int i;

	for (i = module->first[class]; i < module->first[class + 1]; i++) {
		const struct cmis_monitor *monitor = &module->monitors[i];
		struct cmis_alert_key key = {
			.kind = CMIS_ALERT_MONITOR,
			.side = cmis_monitor_row(monitor->type)->side,
			.lane = monitor->lane,
			.type = monitor->type,
			.index = i,
		};

		if ((!cmis_monitor_has_flags(monitor) && !monitor->has) ||
		    (class != CMIS_CLASS_VDM && monitor->lane != lane))
			continue;
		for (; key.level < CMIS_LEVEL_COUNT; key.level++)
			cmis_alert_list_add(list, &key, class);
	}
}

/* Quantities of a lane that the module measures */
static void cmis_alert_list_quantities(struct cmis_alert_list *list,
				       struct cmis_alert_key key)
{
	unsigned int scope = cmis_alert_rows[key.kind].scope;
	unsigned int count = scope == CMIS_ALERTS_OF_RATIOS ?
			     CMIS_QUANTITY_HOST_BER + 1 : CMIS_QUANTITY_COUNT;

	for (key.index = 0; key.index < count; key.index++) {
		const struct cmis_quantity_row *row =
			cmis_quantity_get(key.index);

		key.side = row->side;
		key.type = row->type;
		if (key.lane != CMIS_LANE_NONE &&
		    cmis_module_watches(list->module, key.type, key.lane))
			cmis_alert_list_add(list, &key, CMIS_CLASS_THERMAL);
	}
}

static bool cmis_alert_row_has(const struct cmis_alert_row *row,
			       const struct cmis_module *module, u8 lane)
{
	if (row->scope != CMIS_ALERTS_OF_LANES)
		return lane == CMIS_LANE_NONE &&
		       !(row->paged && module->basics.flat) &&
		       (!row->line_page ||
			module->line_pages & row->line_page) &&
		       cmis_module_has_field(module, CMIS_FLAGS_MODULE,
					     row->flag);
	if (lane == CMIS_LANE_NONE || (row->laser && !module->laser.known) ||
	    (row->diag && !(module->adverts.pages & CMIS_PAGES_DIAG)))
		return false;
	if (module->ext.known || row->ext)
		return module->ext.known && row->ext;
	if (row->lane_flag != CMIS_LF_COUNT &&
	    !(module->adverts.lane_flags & BIT(row->lane_flag)))
		return false;
	return row->side != CMIS_SIDE_MEDIA ||
	       cmis_media_lane_supported(&module->admin, module->lanes, lane);
}

static void cmis_alert_list_kinds(struct cmis_alert_list *list, u8 lane)
{
	struct cmis_alert_key key = { .lane = lane };

	for (key.kind = CMIS_ALERT_MONITOR + 1;
	     key.kind < CMIS_ALERT_KIND_COUNT; key.kind++) {
		const struct cmis_alert_row *row = &cmis_alert_rows[key.kind];

		if (row->scope > CMIS_ALERTS_OF_CLASSES) {
			cmis_alert_list_quantities(list, key);
			continue;
		}
		key.side = row->side;
		if (!cmis_alert_row_has(row, list->module, lane))
			continue;
		if (row->scope != CMIS_ALERTS_OF_CLASSES) {
			cmis_alert_list_add(list, &key, row->class);
			continue;
		}
		for (key.index = 0; key.index < CMIS_CLASS_COUNT; key.index++)
			cmis_alert_list_add(list, &key, key.index);
		/* Kinds that follow have none. */
		key.index = 0;
	}
}

/**
 * cmis_alerts_list - the alerts that a module can have
 * @module: the module; its plan is final
 * @alert: zeroed, gets their keys; NULL to count them
 *
 * The alerts of a lane are together, and those of the module come first: events
 * of one step have this order.
 *
 * Return: how many there are.
 */
unsigned int cmis_alerts_list(const struct cmis_module *module,
			      struct cmis_alert *alert)
{
	struct cmis_alert_list list = { .module = module, .alert = alert };
	unsigned int lane;

	cmis_alert_list_monitors(&list, CMIS_CLASS_THERMAL, CMIS_LANE_NONE);
	cmis_alert_list_monitors(&list, CMIS_CLASS_LANES, CMIS_LANE_NONE);
	cmis_alert_list_kinds(&list, CMIS_LANE_NONE);
	for (lane = 0; lane < cmis_shown_lanes(module); lane++) {
		cmis_alert_list_monitors(&list, CMIS_CLASS_LANES, lane);
		cmis_alert_list_kinds(&list, lane);
	}
	cmis_alert_list_monitors(&list, CMIS_CLASS_VDM, CMIS_LANE_NONE);
	return list.num;
}
