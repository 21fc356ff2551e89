// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kinds of alerts, and the alerts that a module can have. A new kind needs a
 * number in the netlink family and a row here.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>

#include "alert/kinds.h"
#include "core/module.h"
#include "spec/monitors.h"

static bool cmis_module_is_paged(const struct cmis_module *module)
{
	return !module->basics.flat;
}

static bool cmis_module_is_cmis_5_4(const struct cmis_module *module)
{
	u8 revision = module->lower[CMIS_REG_INDEX(CMIS_REVISION)];

	return !module->basics.flat && revision >= CMIS_REVISION_5_4;
}

#define CMIS_LANE_ALERT(_name, _side, _lane_flag) {			\
	.name = (_name),						\
	.scope = CMIS_ALERTS_OF_LANES,					\
	.class = CMIS_CLASS_LANES,					\
	.side = (_side),						\
	.lane_flag = (_lane_flag),					\
}

static const struct cmis_alert_row cmis_alert_rows[] = {
	[CMIS_ALERT_MONITOR] = {
		.name = "monitor",
		.scope = CMIS_ALERTS_OF_MONITORS,
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
		.has = cmis_module_is_paged,
		.judge = cmis_judge_fault,
	},
	[CMIS_ALERT_MODULE_FW_ERROR] = {
		.name = "module_fw_error",
		.has = cmis_module_is_paged,
		.flag = CMIS_FLAG_MODULE_FW_ERROR,
	},
	[CMIS_ALERT_DATAPATH_FW_ERROR] = {
		.name = "datapath_fw_error",
		.has = cmis_module_is_paged,
		.flag = CMIS_FLAG_DP_FW_ERROR,
	},
	[CMIS_ALERT_ABNORMAL_FW] = {
		.name = "abnormal_fw",
		.has = cmis_module_is_cmis_5_4,
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
};

static_assert(ARRAY_SIZE(cmis_alert_rows) == CMIS_ALERT_KIND_COUNT);
/* Rows of modules rely on these zeros. */
static_assert(CMIS_ALERTS_OF_MODULE == 0 && CMIS_CLASS_THERMAL == 0 &&
	      CMIS_SIDE_MODULE == 0);

/**
 * cmis_alert_row - the row of a kind
 * @kind: enum cmis_alert_kind
 *
 * Return: the row.
 */
const struct cmis_alert_row *cmis_alert_row(unsigned int kind)
{
	return &cmis_alert_rows[kind];
}

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
 * struct cmis_alert_list - the alerts of a module, while they are found
 * @alert: where their keys go; NULL to count only
 * @num: of them
 */
struct cmis_alert_list {
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

/* Page 14h has neither flags nor thresholds. */
static void cmis_alert_list_monitors(struct cmis_alert_list *list,
				     const struct cmis_module *module)
{
	unsigned int class, i;

	for (class = 0; class < CMIS_CLASS_COUNT; class++)
		for (i = module->first[class]; i < module->first[class + 1];
		     i++) {
			const struct cmis_monitor *monitor =
				&module->monitors[i];
			struct cmis_alert_key key = {
				.kind = CMIS_ALERT_MONITOR,
				.side = cmis_monitor_row(monitor->type)->side,
				.lane = monitor->lane,
				.type = monitor->type,
				.index = i,
			};

			if (monitor->source == CMIS_SOURCE_DIAG)
				continue;
			for (; key.level < CMIS_LEVEL_COUNT; key.level++)
				cmis_alert_list_add(list, &key, class);
		}
}

static void cmis_alert_list_lanes(struct cmis_alert_list *list,
				  const struct cmis_module *module, u8 kind)
{
	const struct cmis_alert_row *row = &cmis_alert_rows[kind];
	struct cmis_alert_key key = { .kind = kind, .side = row->side };

	if (row->lane_flag != CMIS_LF_COUNT &&
	    !(module->adverts.lane_flags & BIT(row->lane_flag)))
		return;
	for (; key.lane < cmis_plan_lanes(module); key.lane++)
		if (row->side != CMIS_SIDE_MEDIA ||
		    cmis_media_lane_supported(&module->admin, module->lanes,
					      key.lane))
			cmis_alert_list_add(list, &key, row->class);
}

static void cmis_alert_list_module(struct cmis_alert_list *list,
				   const struct cmis_module *module, u8 kind)
{
	const struct cmis_alert_row *row = &cmis_alert_rows[kind];
	struct cmis_alert_key key = {
		.kind = kind,
		.side = row->side,
		.lane = CMIS_LANE_NONE,
	};

	if (row->has && !row->has(module))
		return;
	if (row->scope == CMIS_ALERTS_OF_MODULE) {
		cmis_alert_list_add(list, &key, row->class);
		return;
	}
	for (; key.index < CMIS_CLASS_COUNT; key.index++)
		cmis_alert_list_add(list, &key, key.index);
}

/**
 * cmis_alerts_list - the alerts that a module can have
 * @module: the module; its plan is final
 * @alert: zeroed, gets their keys; NULL to count them
 *
 * Return: how many there are.
 */
unsigned int cmis_alerts_list(const struct cmis_module *module,
			      struct cmis_alert *alert)
{
	struct cmis_alert_list list = { .alert = alert };
	unsigned int kind;

	for (kind = 0; kind < CMIS_ALERT_KIND_COUNT; kind++) {
		if (cmis_alert_rows[kind].scope == CMIS_ALERTS_OF_MONITORS)
			cmis_alert_list_monitors(&list, module);
		else if (cmis_alert_rows[kind].scope == CMIS_ALERTS_OF_LANES)
			cmis_alert_list_lanes(&list, module, kind);
		else
			cmis_alert_list_module(&list, module, kind);
	}
	return list.num;
}
