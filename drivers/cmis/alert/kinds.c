// SPDX-License-Identifier: GPL-2.0-only
/* Kinds of alerts, by name. */

#include <linux/array_size.h>
#include <linux/build_bug.h>

#include "alert/alerts.h"

static const char *const cmis_alert_type_names[] = {
	[CMIS_ALERT_MONITOR] = "monitor",
	[CMIS_ALERT_TX_FAULT] = "tx_fault",
	[CMIS_ALERT_TX_LOS] = "tx_los",
	[CMIS_ALERT_TX_CDR_LOL] = "tx_cdr_lol",
	[CMIS_ALERT_TX_ADAPT_EQ_FAIL] = "tx_adapt_eq_fail",
	[CMIS_ALERT_RX_LOS] = "rx_los",
	[CMIS_ALERT_RX_CDR_LOL] = "rx_cdr_lol",
	[CMIS_ALERT_DATAPATH_DOWN] = "datapath_down",
	[CMIS_ALERT_MODULE_FAULT] = "module_fault",
	[CMIS_ALERT_MODULE_FW_ERROR] = "module_fw_error",
	[CMIS_ALERT_DATAPATH_FW_ERROR] = "datapath_fw_error",
	[CMIS_ALERT_ABNORMAL_FW] = "abnormal_fw",
	[CMIS_ALERT_CHECKSUM] = "checksum",
	[CMIS_ALERT_UNREADABLE] = "unreadable",
	[CMIS_ALERT_OBSERVABLE] = "observable",
};

static_assert(ARRAY_SIZE(cmis_alert_type_names) == CMIS_ALERT_TYPE_COUNT);

/**
 * cmis_alert_type_name - name of a type of alerts, for users
 * @type: the type
 *
 * Return: the name, never NULL.
 */
const char *cmis_alert_type_name(enum cmis_alert_kind type)
{
	if (type >= CMIS_ALERT_TYPE_COUNT)
		return "unknown";
	return cmis_alert_type_names[type];
}
