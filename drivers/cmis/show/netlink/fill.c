// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: cages, lanes, readings and alerts as attributes. No function here
 * uses the bus.
 */

#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <net/netlink.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/fill.h"
#include "alert/alerts.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/limits.h"
#include "core/question.h"
#include "spec/codes.h"
#include "spec/f16.h"

/* The attributes of limits and of hits have the order of enum cmis_level. */
static_assert(CMIS_A_LIMITS_LOW_WARNING - CMIS_A_LIMITS_HIGH_ALARM ==
	      CMIS_LEVEL_LOW_WARNING);
static_assert(CMIS_A_HITS_LOW_WARNING - CMIS_A_HITS_HIGH_ALARM ==
	      CMIS_LEVEL_LOW_WARNING);

/* The strings of struct cmis_admin: safe to show, and terminated */
static const struct {
	u16 attr;
	u16 offset;
} cmis_nl_strings[] = {
	{ CMIS_A_CAGE_VENDOR_NAME, offsetof(struct cmis_admin, vendor_name) },
	{ CMIS_A_CAGE_VENDOR_PN, offsetof(struct cmis_admin, vendor_pn) },
	{ CMIS_A_CAGE_VENDOR_REV, offsetof(struct cmis_admin, vendor_rev) },
	{ CMIS_A_CAGE_VENDOR_SN, offsetof(struct cmis_admin, vendor_sn) },
	{ CMIS_A_CAGE_DATE_CODE, offsetof(struct cmis_admin, date_code) },
};

/* Put a code, and its name if the code has one. */
static int cmis_nl_put_code(struct sk_buff *skb, int attr, u32 code,
			    const char *name)
{
	if (nla_put_u32(skb, attr, code))
		return -EMSGSIZE;
	/* The attribute with the name follows the attribute with the code. */
	return name ? nla_put_string(skb, attr + 1, name) : 0;
}

static int cmis_nl_put_version(struct sk_buff *skb, int attr, u8 major,
			       u8 minor)
{
	char text[8];

	snprintf(text, sizeof(text), "%u.%u", major, minor);
	return nla_put_string(skb, attr, text);
}

static int cmis_nl_put_firmware(struct sk_buff *skb,
				const struct cmis_snapshot *snapshot)
{
	const struct cmis_basics *basics = &snapshot->module->basics;
	char text[sizeof("255.255.65535")];

	if (!snapshot->build_known)
		return cmis_nl_put_version(skb, CMIS_A_CAGE_FIRMWARE,
					   basics->fw_major, basics->fw_minor);
	snprintf(text, sizeof(text), "%u.%u.%u", basics->fw_major,
		 basics->fw_minor, snapshot->build);
	return nla_put_string(skb, CMIS_A_CAGE_FIRMWARE, text);
}

/* Lower 61 and 62: 0 says nothing. */
static int cmis_nl_put_basics(struct sk_buff *skb,
			      const struct cmis_basics *basics)
{
	u8 restrictions = basics->lowpwr_restrictions;
	u8 face = basics->fiber_face, sink = basics->heat_sink;

	if (face && cmis_nl_put_code(skb, CMIS_A_PROPERTIES_FIBER_FACE, face,
				     cmis_fiber_face_name(face)))
		return -EMSGSIZE;
	if (sink && cmis_nl_put_code(skb, CMIS_A_PROPERTIES_HEAT_SINK, sink,
				     cmis_heat_sink_name(sink)))
		return -EMSGSIZE;
	if (!(restrictions & CMIS_LOWPWR_KNOWN))
		return 0;
	return nla_put_u32(skb, CMIS_A_PROPERTIES_LOW_POWER_MISSING,
			   restrictions & CMIS_LOWPWR_FUNCTIONS);
}

/* Longest times of states; U32_MAX is no bound. */
static const struct {
	u16 attr;
	u16 offset;
} cmis_nl_durations[] = {
	{ CMIS_A_PROPERTIES_DP_INIT_MS,
	  offsetof(struct cmis_durations, dp_init_ms) },
	{ CMIS_A_PROPERTIES_DP_DEINIT_MS,
	  offsetof(struct cmis_durations, dp_deinit_ms) },
	{ CMIS_A_PROPERTIES_TX_TURN_ON_MS,
	  offsetof(struct cmis_durations, tx_turn_on_ms) },
	{ CMIS_A_PROPERTIES_TX_TURN_OFF_MS,
	  offsetof(struct cmis_durations, tx_turn_off_ms) },
	{ CMIS_A_PROPERTIES_POWER_UP_MS,
	  offsetof(struct cmis_durations, pwr_up_ms) },
	{ CMIS_A_PROPERTIES_POWER_DOWN_MS,
	  offsetof(struct cmis_durations, pwr_dn_ms) },
};

static int cmis_nl_put_durations(struct sk_buff *skb,
				 const struct cmis_durations *durations)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_nl_durations); i++) {
		const void *at = (const void *)durations +
				 cmis_nl_durations[i].offset;
		u32 ms = *(const u32 *)at;

		if (ms != U32_MAX &&
		    nla_put_u32(skb, cmis_nl_durations[i].attr, ms))
			return -EMSGSIZE;
	}
	return 0;
}

static int cmis_nl_put_properties(struct sk_buff *skb,
				  const struct cmis_module *module)
{
	struct nlattr *nest = nla_nest_start(skb, CMIS_A_CAGE_PROPERTIES);
	const struct cmis_adverts *adverts = &module->adverts;

	if (!nest || cmis_nl_put_basics(skb, &module->basics))
		return -EMSGSIZE;
	if (adverts->known &&
	    ((adverts->default_polarity_tx &&
	      nla_put_u32(skb, CMIS_A_PROPERTIES_FLIPPED_TX,
			  adverts->default_polarity_tx)) ||
	     (adverts->default_polarity_rx &&
	      nla_put_u32(skb, CMIS_A_PROPERTIES_FLIPPED_RX,
			  adverts->default_polarity_rx)) ||
	     cmis_nl_put_durations(skb, &adverts->durations)))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* Numbers of which 0 stands for unknown */
static const struct cmis_nl_optional {
	u16 attr;
	u16 offset;
	bool wide;
} cmis_nl_lengths[] = {
	{ CMIS_A_LENGTHS_CABLE_MM,
	  offsetof(struct cmis_module, admin.cable_length_mm), true },
	{ CMIS_A_LENGTHS_SMF_M,
	  offsetof(struct cmis_module, adverts.length_smf_m), true },
	{ CMIS_A_LENGTHS_OM5_M,
	  offsetof(struct cmis_module, adverts.length_om5_m) },
	{ CMIS_A_LENGTHS_OM4_M,
	  offsetof(struct cmis_module, adverts.length_om4_m) },
	{ CMIS_A_LENGTHS_OM3_M,
	  offsetof(struct cmis_module, adverts.length_om3_m) },
	{ CMIS_A_LENGTHS_OM2_M,
	  offsetof(struct cmis_module, adverts.length_om2_m) },
};

static int cmis_nl_put_lengths(struct sk_buff *skb,
			       const struct cmis_module *module)
{
	struct nlattr *nest = nla_nest_start(skb, CMIS_A_CAGE_LENGTHS);
	bool any = false;

	if (!nest)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_nl_lengths); i++) {
		const struct cmis_nl_optional *row = &cmis_nl_lengths[i];
		const void *field = (const void *)module + row->offset;
		u32 value = row->wide ? *(const u32 *)field :
					*(const u16 *)field;

		if (value && nla_put_u32(skb, row->attr, value))
			return -EMSGSIZE;
		any |= value;
	}
	if (any)
		nla_nest_end(skb, nest);
	else
		nla_nest_cancel(skb, nest);
	return 0;
}

static int cmis_nl_put_adverts(struct sk_buff *skb,
			       const struct cmis_adverts *adverts)
{
	if (!adverts->known)
		return 0;
	if (adverts->wavelength_pm &&
	    nla_put_u32(skb, CMIS_A_CAGE_WAVELENGTH_PM, adverts->wavelength_pm))
		return -EMSGSIZE;
	if ((adverts->inactive_fw_major || adverts->inactive_fw_minor) &&
	    cmis_nl_put_version(skb, CMIS_A_CAGE_INACTIVE_FIRMWARE,
				adverts->inactive_fw_major,
				adverts->inactive_fw_minor))
		return -EMSGSIZE;
	return cmis_nl_put_version(skb, CMIS_A_CAGE_HARDWARE,
				   adverts->hw_major, adverts->hw_minor);
}

static int cmis_nl_put_app(struct sk_buff *skb,
			   const struct cmis_snapshot *snapshot)
{
	u8 media_type = snapshot->module->basics.media_type, in_use;
	const struct cmis_interface *host, *media;
	const struct cmis_app *app;

	app = cmis_snapshot_get_app(snapshot, &in_use);
	if (!app)
		return 0;
	if (in_use && nla_put_u32(skb, CMIS_A_CAGE_APPLICATION, in_use))
		return -EMSGSIZE;
	host = cmis_host_interface(app->host_id);
	media = cmis_media_interface(media_type, app->media_id);
	if (cmis_nl_put_code(skb, CMIS_A_CAGE_HOST_INTERFACE, app->host_id,
			     host ? host->name : NULL))
		return -EMSGSIZE;
	return cmis_nl_put_code(skb, CMIS_A_CAGE_MEDIA_INTERFACE,
				app->media_id, media ? media->name : NULL);
}

static int cmis_nl_put_admin(struct sk_buff *skb,
			     const struct cmis_admin *admin)
{
	u8 code = admin->media_technology;

	if (cmis_nl_put_code(skb, CMIS_A_CAGE_MEDIA_TECHNOLOGY, code,
			     cmis_media_technology_name(code)) ||
	    cmis_nl_put_code(skb, CMIS_A_CAGE_CONNECTOR, admin->connector,
			     cmis_connector_name(admin->connector)) ||
	    nla_put_u32(skb, CMIS_A_CAGE_POWER_CLASS, admin->power_class))
		return -EMSGSIZE;
	if (!admin->max_power_mw)
		return 0;
	return nla_put_u32(skb, CMIS_A_CAGE_MAX_POWER_MW, admin->max_power_mw);
}

/* The findings of a sweep of lower memory */
static int cmis_nl_put_status(struct sk_buff *skb,
			      const struct cmis_snapshot *snapshot)
{
	ktime_t when = ns_to_ktime(snapshot->sweep[CMIS_CLASS_THERMAL].when_ns);
	s64 age_ms = ktime_ms_delta(ktime_get_boottime(), when);
	const struct cmis_status *status = &snapshot->status;

	if (nla_put_u32(skb, CMIS_A_CAGE_SAMPLE_AGE_MS,
			clamp_t(s64, age_ms, 0, U32_MAX)))
		return -EMSGSIZE;
	if (cmis_snapshot_check(snapshot, CMIS_CLASS_THERMAL))
		return 0;
	if (!snapshot->module->basics.flat &&
	    status->state == CMIS_STATE_FAULT &&
	    cmis_nl_put_code(skb, CMIS_A_CAGE_FAULT_CAUSE, status->fault_cause,
			     cmis_fault_cause_name(status->fault_cause)))
		return -EMSGSIZE;
	return cmis_nl_put_code(skb, CMIS_A_CAGE_MODULE_STATE, status->state,
				cmis_module_state_name(status->state));
}

static int cmis_nl_put_module(struct sk_buff *skb,
			      const struct cmis_snapshot *snapshot)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_basics *basics = &module->basics;
	const struct cmis_admin *admin = &module->admin;
	int rx_power = cmis_module_get_rx_power(module);
	char oui[sizeof("00:00:00")];

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_nl_strings); i++)
		if (nla_put_string(skb, cmis_nl_strings[i].attr,
				   (const char *)admin +
				   cmis_nl_strings[i].offset))
			return -EMSGSIZE;

	snprintf(oui, sizeof(oui), "%*phC", 3, admin->vendor_oui);
	if (nla_put_string(skb, CMIS_A_CAGE_VENDOR_OUI, oui) ||
	    cmis_nl_put_code(skb, CMIS_A_CAGE_IDENTIFIER, basics->identifier,
			     cmis_identifier_name(basics->identifier)) ||
	    cmis_nl_put_version(skb, CMIS_A_CAGE_CMIS_REVISION,
				basics->rev_major, basics->rev_minor) ||
	    nla_put_u32(skb, CMIS_A_CAGE_LANES, cmis_shown_lanes(module)))
		return -EMSGSIZE;
	if (rx_power >= 0 && nla_put_u32(skb, CMIS_A_CAGE_RX_POWER, rx_power))
		return -EMSGSIZE;
	if (module->odd && nla_put_u32(skb, CMIS_A_CAGE_CONTRADICTIONS,
				       module->odd))
		return -EMSGSIZE;
	if (!cmis_module_check_firmware(module) &&
	    cmis_nl_put_firmware(skb, snapshot))
		return -EMSGSIZE;
	if (cmis_nl_put_properties(skb, module) ||
	    cmis_nl_put_app(skb, snapshot) ||
	    cmis_nl_put_admin(skb, admin) ||
	    cmis_nl_put_adverts(skb, &module->adverts) ||
	    cmis_nl_put_lengths(skb, module))
		return -EMSGSIZE;
	return cmis_nl_put_status(skb, snapshot);
}

/* Attributes of the settings, in the order of cmis_setting_rows[]. */
const u16 cmis_nl_setting_attrs[CMIS_SETTING_ROWS] = {
	CMIS_A_CAGE_THERMAL_PERIOD_MS,
	CMIS_A_CAGE_LANES_PERIOD_MS,
	CMIS_A_CAGE_VDM_PERIOD_MS,
	CMIS_A_CAGE_STALE_SWEEPS,
	CMIS_A_CAGE_DIAGNOSTICS,
	CMIS_A_CAGE_STATISTICS,
	CMIS_A_CAGE_STATIC_PERIOD_MS,
	CMIS_A_CAGE_POWER_LIMIT_MW,
};

static int cmis_nl_put_settings(struct sk_buff *skb, struct cmis_cage *cage)
{
	struct cmis_cage *light = cmis_cage_get_light_source(cage);
	struct cmis_settings settings;
	u8 management, manager;
	char netdev[IFNAMSIZ];
	int id = light ? light->id : -1;

	cmis_cage_put(light);
	if (id >= 0 && nla_put_u32(skb, CMIS_A_CAGE_LIGHT_SOURCE, id))
		return -EMSGSIZE;
	cmis_cage_get_settings(cage, &settings);
	cmis_cage_get_netdev_name(cage, netdev);
	if (nla_put_string(skb, CMIS_A_CAGE_LABEL, settings.label) ||
	    nla_put_string(skb, CMIS_A_CAGE_NETDEV, netdev))
		return -EMSGSIZE;
	cmis_claim_get_management(cage, &management, &manager);
	if (nla_put_u32(skb, CMIS_A_CAGE_MANAGEMENT, management) ||
	    nla_put_u32(skb, CMIS_A_CAGE_MANAGER, manager))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_SETTING_ROWS; i++)
		if (nla_put_u32(skb, cmis_nl_setting_attrs[i],
				*cmis_setting_value(&settings, i)))
			return -EMSGSIZE;
	return 0;
}

/* The generation is that of @module; without a module, the cage's last one. */
static int cmis_nl_put_cage(struct sk_buff *skb, struct cmis_cage *cage,
			    const struct cmis_snapshot *snapshot)
{
	enum cmis_cage_state state = cmis_cage_get_state(cage);
	u32 generation = snapshot ? snapshot->module->generation :
				    READ_ONCE(cage->generation);
	int error = READ_ONCE(cage->error);

	if (nla_put_u32(skb, CMIS_A_CAGE_ID, cage->id) ||
	    nla_put_string(skb, CMIS_A_CAGE_NAME, cmis_cage_name(cage)) ||
	    nla_put_u32(skb, CMIS_A_CAGE_STATUS, state) ||
	    nla_put_u32(skb, CMIS_A_CAGE_GENERATION, generation))
		return -EMSGSIZE;
	if (state == CMIS_CAGE_FAULT && error &&
	    nla_put_u32(skb, CMIS_A_CAGE_ERROR, -error))
		return -EMSGSIZE;
	if (cmis_nl_put_settings(skb, cage))
		return -EMSGSIZE;
	return snapshot ? cmis_nl_put_module(skb, snapshot) : 0;
}

/**
 * cmis_nl_fill_cage - describe a cage and the module in it
 * @skb: the message
 * @cage: the cage
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_cage(struct sk_buff *skb, struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	int ret;

	ret = cmis_nl_put_cage(skb, cage, IS_ERR(snapshot) ? NULL : snapshot);
	cmis_snapshot_put(snapshot);
	return ret;
}

/* The counters of the bus have the order of cmis_stat_names[]. */
static_assert(CMIS_A_COUNTERS_SKIPPED_SWEEPS - CMIS_A_COUNTERS_TRANSFERS ==
	      CMIS_STAT_COUNT - 1);

/**
 * cmis_nl_fill_counters - describe the counters of a cage
 * @skb: the message
 * @cage: the cage
 *
 * Context: Sleeps.
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_counters(struct sk_buff *skb, struct cmis_cage *cage)
{
	struct nlattr *nest = nla_nest_start(skb, CMIS_A_CAGE_COUNTERS);
	struct cmis_alert_counts counts;

	if (!nest)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_STAT_COUNT; i++)
		if (nla_put_u64_64bit(skb, CMIS_A_COUNTERS_TRANSFERS + i,
				      cmis_cage_get_stat(cage, i),
				      CMIS_A_COUNTERS_PAD))
			return -EMSGSIZE;
	cmis_alert_get_counts(cage, &counts);
	if (nla_put_u32(skb, CMIS_A_COUNTERS_ALERTS_ACTIVE, counts.active) ||
	    nla_put_u32(skb, CMIS_A_COUNTERS_ALERTS_RAISED, counts.raised) ||
	    nla_put_u32(skb, CMIS_A_COUNTERS_ALERTS_REJECTED,
			counts.rejected) ||
	    nla_put_u32(skb, CMIS_A_COUNTERS_ALERTS_MERGED, counts.merged))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_view(struct sk_buff *skb,
			    const struct cmis_nic_view *view)
{
	u64 age_ns = ktime_get_boottime_ns() - view->when_ns;

	if (nla_put_u32(skb, CMIS_A_NIC_CARRIER, view->carrier) ||
	    nla_put_u32(skb, CMIS_A_NIC_CARRIER_CHANGES, view->changes))
		return -EMSGSIZE;
	if (view->reason != CMIS_REASON_NONE &&
	    nla_put_string(skb, CMIS_A_NIC_LINK_REASON,
			   cmis_reason_name(view->reason)))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_NIC_FEC_COUNT; i++)
		if (view->fec_has & BIT(i) &&
		    nla_put_u64_64bit(skb, CMIS_A_NIC_FEC_CORRECTED + i,
				      view->fec[i], CMIS_A_NIC_PAD))
			return -EMSGSIZE;
	if (!view->when_ns)
		return 0;
	return nla_put_u32(skb, CMIS_A_NIC_AGE_MS,
			   div_u64(age_ns, NSEC_PER_MSEC));
}

/* The counters have the order of enum cmis_fec. */
static_assert(CMIS_A_NIC_FEC_CORRECTED_BITS - CMIS_A_NIC_FEC_CORRECTED ==
	      CMIS_NIC_FEC_COUNT - 1);

/**
 * cmis_nl_fill_nic - describe the link of a cage as its network driver sees it
 * @skb: the message
 * @cage: the cage
 *
 * Context: Sleeps.
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_nic(struct sk_buff *skb, struct cmis_cage *cage)
{
	struct cmis_nic_view view;
	struct nlattr *nest;

	if (cmis_cage_get_nic_view(cage, &view))
		return 0;
	nest = nla_nest_start(skb, CMIS_A_CAGE_NIC);
	if (!nest || cmis_nl_put_view(skb, &view))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/**
 * cmis_nl_put_number - put a number into a message
 * @skb: the message
 * @attr: attribute of the nest
 * @number: the number
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_put_number(struct sk_buff *skb, int attr, struct cmis_number number)
{
	struct nlattr *nest = nla_nest_start(skb, attr);

	if (!nest ||
	    nla_put_s32(skb, CMIS_A_NUMBER_MANTISSA, number.mantissa) ||
	    nla_put_s32(skb, CMIS_A_NUMBER_EXPONENT, number.exponent))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_monitor(struct sk_buff *skb, int attr,
			       const struct cmis_nl_monitor *monitor)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	struct nlattr *nest = nla_nest_start(skb, attr);

	if (!nest || nla_put_u32(skb, CMIS_A_MONITOR_TYPE, monitor->type) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_UNIT, row->unit) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_SIDE, row->side) ||
	    nla_put_u32(skb, CMIS_A_MONITOR_STATISTIC, row->statistic))
		return -EMSGSIZE;
	if (row->name && nla_put_string(skb, CMIS_A_MONITOR_NAME, row->name))
		return -EMSGSIZE;
	if (monitor->lane != CMIS_LANE_NONE &&
	    nla_put_u32(skb, CMIS_A_MONITOR_LANE, monitor->lane + 1))
		return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_limits(struct sk_buff *skb,
			      const struct cmis_monitor *monitor)
{
	struct nlattr *nest;

	if (!monitor->has)
		return 0;
	nest = nla_nest_start(skb, CMIS_A_READING_LIMITS);
	if (!nest)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_LEVEL_COUNT; i++)
		if (monitor->has & BIT(i) &&
		    cmis_nl_put_number(skb, CMIS_A_LIMITS_HIGH_ALARM + i,
				       cmis_monitor_get_value
				       (monitor, monitor->limit[i])))
			return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

static int cmis_nl_put_hits(struct sk_buff *skb,
			    const struct cmis_reading *reading)
{
	struct nlattr *nest = nla_nest_start(skb, CMIS_A_READING_HITS);

	if (!nest)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < CMIS_LEVEL_COUNT; i++)
		if (nla_put_u32(skb, CMIS_A_HITS_HIGH_ALARM + i,
				reading->hits[i]))
			return -EMSGSIZE;
	nla_nest_end(skb, nest);
	return 0;
}

/* The constant part of a reading, and details of its last sweep */
static int cmis_nl_put_details(struct sk_buff *skb,
			       const struct cmis_monitor *monitor,
			       const struct cmis_reading *reading)
{
	if (reading && (nla_put_u32(skb, CMIS_A_READING_RAW, reading->raw) ||
			(monitor->flags && cmis_nl_put_hits(skb, reading))))
		return -EMSGSIZE;
	if (monitor->overridden &&
	    nla_put_u32(skb, CMIS_A_READING_OVERRIDDEN, monitor->overridden))
		return -EMSGSIZE;
	return cmis_nl_put_limits(skb, monitor);
}

static int cmis_nl_put_reading(struct sk_buff *skb,
			       const struct cmis_snapshot *snapshot,
			       unsigned int index, bool values_only)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	ktime_t when = ns_to_ktime(cmis_snapshot_get_when(snapshot, index));
	s64 age_ms = ktime_ms_delta(ktime_get_boottime(), when);
	struct cmis_reading reading;
	int ret;

	ret = cmis_snapshot_get_reading(snapshot, index, &reading);
	if (ret) {
		if (nla_put_u32(skb, CMIS_A_READING_ERROR, -ret))
			return -EMSGSIZE;
	} else if (cmis_nl_put_number(skb, CMIS_A_READING_VALUE,
				      cmis_monitor_get_value(monitor,
							     reading.raw)) ||
		   nla_put_u32(skb, CMIS_A_READING_LEVELS,
			       cmis_snapshot_get_levels(snapshot, index,
							&reading))) {
		return -EMSGSIZE;
	}
	if (nla_put_u32(skb, CMIS_A_READING_AGE_MS,
			clamp_t(s64, age_ms, 0, U32_MAX)))
		return -EMSGSIZE;
	if (values_only)
		return 0;
	return cmis_nl_put_details(skb, monitor, ret ? NULL : &reading);
}

/**
 * cmis_nl_fill_limit - describe a threshold of a part number
 * @skb: the message
 * @limit: the threshold
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_limit(struct sk_buff *skb,
		       const struct cmis_part_limit *limit)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(limit->type);

	if (nla_put_string(skb, CMIS_A_LIMIT_VENDOR_PN, limit->vendor_pn) ||
	    nla_put_string(skb, CMIS_A_LIMIT_MONITOR, row->name) ||
	    nla_put_u32(skb, CMIS_A_LIMIT_LEVEL, limit->level) ||
	    nla_put_u32(skb, CMIS_A_LIMIT_UNIT, row->unit))
		return -EMSGSIZE;
	return cmis_nl_put_number(skb, CMIS_A_LIMIT_VALUE, limit->value);
}

/**
 * cmis_nl_fill_reading - describe a monitor and its last reading
 * @skb: the message
 * @cage: the cage
 * @snapshot: a snapshot of the cage
 * @monitor: a monitor of the module
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_reading(struct sk_buff *skb, const struct cmis_cage *cage,
			 const struct cmis_snapshot *snapshot,
			 const struct cmis_nl_monitor *monitor)
{
	u32 generation = snapshot->module->generation;
	int index = cmis_snapshot_find_monitor(snapshot, monitor->type,
					       monitor->lane);

	if (nla_put_u32(skb, CMIS_A_READING_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_READING_GENERATION, generation) ||
	    cmis_nl_put_monitor(skb, CMIS_A_READING_MONITOR, monitor))
		return -EMSGSIZE;
	if (index < 0)
		return nla_put_u32(skb, CMIS_A_READING_ERROR, -index);
	return cmis_nl_put_reading(skb, snapshot, index, monitor->values_only);
}

static int cmis_nl_put_counters(struct sk_buff *skb,
				const struct cmis_snapshot *snapshot, u32 lane,
				enum cmis_side side)
{
	bool host = side == CMIS_SIDE_HOST;
	struct cmis_diag_counters counters;

	if (cmis_snapshot_get_counters(snapshot, side, lane, &counters))
		return 0;
	if (nla_put_u64_64bit(skb, host ? CMIS_A_LANE_HOST_ERRORS :
					  CMIS_A_LANE_MEDIA_ERRORS,
			      counters.errors, CMIS_A_LANE_PAD) ||
	    nla_put_u64_64bit(skb, host ? CMIS_A_LANE_HOST_BITS :
					  CMIS_A_LANE_MEDIA_BITS,
			      counters.bits, CMIS_A_LANE_PAD))
		return -EMSGSIZE;
	return nla_put_u32(skb, host ? CMIS_A_LANE_HOST_SYNC_LOST :
				       CMIS_A_LANE_MEDIA_SYNC_LOST,
			   counters.sync_lost);
}

static int cmis_nl_put_outputs(struct sk_buff *skb,
			       const struct cmis_module *module,
			       const struct cmis_lane *lane)
{
	if (cmis_module_has_field(module, CMIS_OUTPUT_STATUS_RX, 0xff) &&
	    nla_put_u32(skb, CMIS_A_LANE_RX_OUTPUT_VALID,
			lane->rx_output_valid))
		return -EMSGSIZE;
	if (cmis_module_has_field(module, CMIS_OUTPUT_STATUS_TX, 0xff) &&
	    nla_put_u32(skb, CMIS_A_LANE_TX_OUTPUT_VALID,
			lane->tx_output_valid))
		return -EMSGSIZE;
	return 0;
}

/* The tunable laser of a lane */
static int cmis_nl_put_tuning(struct sk_buff *skb,
			      const struct cmis_laser *laser,
			      const struct cmis_tuning *tuning)
{
	u32 grid_mhz = cmis_grid_mhz(tuning->grid);

	if (!tuning->valid)
		return 0;
	if ((tuning->mhz && nla_put_u32(skb, CMIS_A_LANE_LASER_FREQUENCY_MHZ,
					tuning->mhz)) ||
	    (grid_mhz && nla_put_u32(skb, CMIS_A_LANE_LASER_GRID_MHZ,
				     grid_mhz)) ||
	    nla_put_s32(skb, CMIS_A_LANE_LASER_CHANNEL, tuning->channel) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_TUNING, tuning->busy) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_UNLOCKED, tuning->unlocked))
		return -EMSGSIZE;
	if (laser->fine && nla_put_s32(skb, CMIS_A_LANE_LASER_FINE_TUNING_MHZ,
				       tuning->fine_mhz))
		return -EMSGSIZE;
	if (!laser->power)
		return 0;
	return nla_put_s32(skb, CMIS_A_LANE_LASER_TARGET_POWER_MDBM,
			   tuning->target_mdbm);
}

static int cmis_nl_put_lane(struct sk_buff *skb,
			    const struct cmis_snapshot *snapshot, u32 index)
{
	const struct cmis_lane *lane = &snapshot->lane[index];

	if (cmis_nl_put_code(skb, CMIS_A_LANE_DATAPATH_STATE, lane->dp_state,
			     cmis_dp_state_name(lane->dp_state)) ||
	    cmis_nl_put_code(skb, CMIS_A_LANE_CONFIG_STATUS,
			     lane->config_status,
			     cmis_config_status_name(lane->config_status)) ||
	    nla_put_u32(skb, CMIS_A_LANE_APPLICATION, lane->appsel) ||
	    (snapshot->module->adverts.lane_flags &&
	     nla_put_u32(skb, CMIS_A_LANE_FLAGS, lane->flags)) ||
	    cmis_nl_put_outputs(skb, snapshot->module, lane))
		return -EMSGSIZE;
	/* 00h:210 rules out media lanes. */
	if (cmis_media_lane_supported(&snapshot->module->admin,
				      snapshot->module->lanes, index) &&
	    cmis_nl_put_tuning(skb, &snapshot->module->laser, &lane->tuning))
		return -EMSGSIZE;
	if (!lane->appsel)
		return 0;
	/* 11h:206-213.3-1 numbers the lanes of a bank from 0. */
	return nla_put_u32(skb, CMIS_A_LANE_DATAPATH_LANE,
			   round_down(index, CMIS_LANES_PER_BANK) +
			   lane->dp_id + 1);
}

/* A laser of a laser source, which has no data paths */
static int cmis_nl_put_ext(struct sk_buff *skb,
			   const struct cmis_ext_laser *laser)
{
	if (cmis_nl_put_code(skb, CMIS_A_LANE_LASER_STATE, laser->state,
			     cmis_ext_state_name(laser->state)) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_ENABLED, laser->enabled) ||
	    cmis_nl_put_code(skb, CMIS_A_LANE_LASER_FAULT, laser->fault,
			     cmis_ext_code_name(laser->fault)) ||
	    cmis_nl_put_code(skb, CMIS_A_LANE_LASER_WARNING, laser->warning,
			     cmis_ext_code_name(laser->warning)) ||
	    nla_put_u32(skb, CMIS_A_LANE_LASER_FIBER_CHECKED, laser->checked))
		return -EMSGSIZE;
	if ((laser->mhz && nla_put_u32(skb, CMIS_A_LANE_LASER_FREQUENCY_MHZ,
				       laser->mhz)) ||
	    (laser->fiber && nla_put_u32(skb, CMIS_A_LANE_LASER_FIBER,
					 laser->fiber)))
		return -EMSGSIZE;
	return 0;
}

/**
 * cmis_nl_fill_lane - describe a lane
 * @skb: the message
 * @cage: the cage
 * @snapshot: a snapshot of the cage
 * @lane: a lane of the module, from 0
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_lane(struct sk_buff *skb, const struct cmis_cage *cage,
		      const struct cmis_snapshot *snapshot, u32 lane)
{
	const struct cmis_module *module = snapshot->module;
	int error = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);

	if (nla_put_u32(skb, CMIS_A_LANE_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_LANE_GENERATION, module->generation) ||
	    nla_put_u32(skb, CMIS_A_LANE_LANE, lane + 1) ||
	    nla_put_u32(skb, CMIS_A_LANE_SUPPORTED_FLAGS,
			module->adverts.lane_flags) ||
	    cmis_nl_put_counters(skb, snapshot, lane, CMIS_SIDE_MEDIA) ||
	    cmis_nl_put_counters(skb, snapshot, lane, CMIS_SIDE_HOST))
		return -EMSGSIZE;
	if (error)
		return nla_put_u32(skb, CMIS_A_LANE_ERROR, -error);
	if (module->ext.known)
		return cmis_nl_put_ext(skb, &snapshot->ext[lane]);
	return cmis_nl_put_lane(skb, snapshot, lane);
}

static int cmis_nl_put_alert_key(struct sk_buff *skb,
				 const struct cmis_alert_key *key)
{
	const struct cmis_nl_monitor monitor = {
		.type = key->type,
		.lane = key->lane,
	};

	if (nla_put_u32(skb, CMIS_A_ALERT_KIND, key->kind) ||
	    nla_put_u32(skb, CMIS_A_ALERT_SIDE, key->side))
		return -EMSGSIZE;
	if (key->lane != CMIS_LANE_NONE &&
	    nla_put_u32(skb, CMIS_A_ALERT_LANE, key->lane + 1))
		return -EMSGSIZE;
	if (key->kind == CMIS_ALERT_UNREADABLE)
		return nla_put_u32(skb, CMIS_A_ALERT_CLASS, key->index);
	if (key->kind == CMIS_ALERT_BER_WORSE ||
	    key->kind == CMIS_ALERT_LIMIT_AHEAD)
		return nla_put_string(skb, CMIS_A_ALERT_NAME,
				      cmis_quantity_get(key->index)->name);
	if (key->kind != CMIS_ALERT_MONITOR)
		return 0;
	if (nla_put_u32(skb, CMIS_A_ALERT_LEVEL, BIT(key->level)))
		return -EMSGSIZE;
	return cmis_nl_put_monitor(skb, CMIS_A_ALERT_MONITOR, &monitor);
}

/* The cause of an alert of a monitor, and its values since then */
static int cmis_nl_put_alert_course(struct sk_buff *skb,
				    const struct cmis_alert *alert,
				    const struct cmis_monitor *monitor)
{
	if (nla_put_u32(skb, CMIS_A_ALERT_RAISED_BY, alert->raised_by))
		return -EMSGSIZE;
	if (alert->has_last &&
	    cmis_nl_put_number(skb, CMIS_A_ALERT_LAST,
			       cmis_monitor_get_value(monitor, alert->last)))
		return -EMSGSIZE;
	if (!alert->has_worst)
		return 0;
	return cmis_nl_put_number(skb, CMIS_A_ALERT_WORST,
				  cmis_monitor_get_value(monitor,
							 alert->worst));
}

/**
 * cmis_nl_put_ratio - put an error ratio into a message
 * @skb: the message
 * @attr: the attribute, a nest
 * @raw: the ratio, F16
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_put_ratio(struct sk_buff *skb, int attr, u16 raw)
{
	struct cmis_f16 ratio = cmis_f16_decode(raw);

	return cmis_nl_put_number(skb, attr, (struct cmis_number) {
		.mantissa = ratio.mantissa,
		.exponent = ratio.exponent,
	});
}

static int cmis_nl_put_forecast(struct sk_buff *skb,
				const struct cmis_alert *alert)
{
	const struct cmis_forecast *forecast = &alert->forecast;
	const struct {
		int attr;
		s32 minutes;
	} rows[] = {
		{ CMIS_A_ALERT_HOURS_LEFT, forecast->minutes },
		{ CMIS_A_ALERT_HOURS_LEFT_LOW, forecast->minutes_low },
		{ CMIS_A_ALERT_HOURS_LEFT_HIGH, forecast->minutes_high },
	};

	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].minutes >= 0 &&
		    nla_put_u32(skb, rows[i].attr, rows[i].minutes / 60))
			return -EMSGSIZE;
	if (nla_put_u32(skb, CMIS_A_ALERT_WINDOW, forecast->window))
		return -EMSGSIZE;
	return nla_put_u32(skb, CMIS_A_ALERT_CONFIDENCE, forecast->confidence);
}

static int cmis_nl_put_alert_value(struct sk_buff *skb,
				   const struct cmis_alert *alert)
{
	const struct cmis_monitor monitor = {
		.type = alert->key.type,
		.scale = alert->scale,
	};
	struct cmis_number value = { .mantissa = alert->value };

	switch (alert->key.kind) {
	case CMIS_ALERT_MONITOR:
		value = cmis_monitor_get_value(&monitor, alert->threshold);
		if (alert->has_threshold &&
		    cmis_nl_put_number(skb, CMIS_A_ALERT_THRESHOLD, value))
			return -EMSGSIZE;
		if (cmis_nl_put_alert_course(skb, alert, &monitor))
			return -EMSGSIZE;
		if (!alert->has_value)
			return 0;
		value = cmis_monitor_get_value(&monitor, alert->value);
		fallthrough;
	case CMIS_ALERT_MODULE_FAULT:
	case CMIS_ALERT_TUNING_REFUSED:
	case CMIS_ALERT_LINE_FAULT:
	case CMIS_ALERT_CLIENT_DEGRADED:
	case CMIS_ALERT_CLIENT_FAULT:
	case CMIS_ALERT_POWER_LIMIT:
	case CMIS_ALERT_LASER_FAULT:
	case CMIS_ALERT_LASER_WARNING:
	case CMIS_ALERT_DIAGNOSTIC_ACTIVE:
	case CMIS_ALERT_REVERT_FAILED:
		return cmis_nl_put_number(skb, CMIS_A_ALERT_VALUE, value);
	case CMIS_ALERT_CHECKSUM:
		return nla_put_u32(skb, CMIS_A_ALERT_PAGE, alert->value);
	case CMIS_ALERT_UNREADABLE:
		if (nla_put_u32(skb, CMIS_A_ALERT_PAGE, alert->page))
			return -EMSGSIZE;
		return nla_put_u32(skb, CMIS_A_ALERT_ERROR, alert->value);
	case CMIS_ALERT_BER_WORSE:
		return cmis_nl_put_ratio(skb, CMIS_A_ALERT_BEFORE,
					 alert->threshold) ?:
		       cmis_nl_put_ratio(skb, CMIS_A_ALERT_AFTER,
					 alert->value);
	case CMIS_ALERT_LIMIT_AHEAD:
		return cmis_nl_put_forecast(skb, alert);
	default:
		return 0;
	}
}

/**
 * cmis_nl_fill_alert - describe an alert
 * @skb: the message
 * @cage: the cage
 * @generation: generation of the module that the alert is about
 * @alert: a copy of the alert
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_alert(struct sk_buff *skb, const struct cmis_cage *cage,
		       u32 generation, const struct cmis_alert *alert)
{
	if (nla_put_u32(skb, CMIS_A_ALERT_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_ALERT_GENERATION, generation) ||
	    cmis_nl_put_alert_key(skb, &alert->key) ||
	    nla_put_u32(skb, CMIS_A_ALERT_ACTIVE, alert->active) ||
	    nla_put_u32(skb, CMIS_A_ALERT_HITS, alert->hits) ||
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_FIRST_RAISED_NS,
			      alert->first_raised_ns, CMIS_A_ALERT_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_LAST_RAISED_NS,
			      alert->last_raised_ns, CMIS_A_ALERT_PAD))
		return -EMSGSIZE;
	if (alert->last_cleared_ns &&
	    nla_put_u64_64bit(skb, CMIS_A_ALERT_LAST_CLEARED_NS,
			      alert->last_cleared_ns, CMIS_A_ALERT_PAD))
		return -EMSGSIZE;
	return cmis_nl_put_alert_value(skb, alert);
}

/* The wish of the port, without values that mean any */
static int cmis_nl_fill_wish(struct sk_buff *skb,
			     const struct cmis_port_wish *wish)
{
	const struct {
		int attr;
		u32 value;
	} rows[] = {
		{ CMIS_A_CLAIM_HOST_ID, wish->host_id },
		{ CMIS_A_CLAIM_MEDIA_ID, wish->media_id },
		{ CMIS_A_CLAIM_SPEED_MBPS, wish->speed_mbps },
		{ CMIS_A_CLAIM_PATHS, wish->paths },
		{ CMIS_A_CLAIM_APPSEL, wish->appsel },
		{ CMIS_A_CLAIM_TEST, wish->test },
	};

	if (nla_put_u32(skb, CMIS_A_CLAIM_UP, wish->up))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].value &&
		    nla_put_u32(skb, rows[i].attr, rows[i].value))
			return -EMSGSIZE;
	return 0;
}

/**
 * cmis_nl_fill_port - put a port into a message
 * @skb: the message
 * @cage: the cage
 * @id: number of the port, from 0
 * @claim: the port
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_fill_port(struct sk_buff *skb, const struct cmis_cage *cage,
		      unsigned int id, const struct cmis_claim *claim)
{
	const struct cmis_port_status *status = &claim->status;

	if (nla_put_u32(skb, CMIS_A_CLAIM_CAGE_ID, cage->id) ||
	    (status->generation &&
	     nla_put_u32(skb, CMIS_A_CLAIM_GENERATION, status->generation)) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_PORT, id + 1) ||
	    nla_put_u64_64bit(skb, CMIS_A_CLAIM_LANES, claim->lanes,
			      CMIS_A_CLAIM_PAD) ||
	    nla_put_string(skb, CMIS_A_CLAIM_OWNER, claim->owner) ||
	    (claim->wished && cmis_nl_fill_wish(skb, &claim->wish)) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_STATE, status->state) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_REASON, status->reason) ||
	    (status->config_code &&
	     nla_put_u32(skb, CMIS_A_CLAIM_CONFIG_CODE, status->config_code)))
		return -EMSGSIZE;
	if ((status->appsel &&
	     nla_put_u32(skb, CMIS_A_CLAIM_APPLICATION, status->appsel)) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_TRIES, status->tries) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_LATE, status->late) ||
	    nla_put_u32(skb, CMIS_A_CLAIM_PENDING,
			claim->told != claim->seq))
		return -EMSGSIZE;
	return nla_put_u64_64bit(skb, CMIS_A_CLAIM_SINCE_NS, status->since_ns,
				 CMIS_A_CLAIM_PAD);
}

/* Host lanes that have an application now. */
static u64 cmis_nl_active_lanes(const struct cmis_snapshot *snapshot,
				unsigned int appsel)
{
	unsigned int lane, lanes = cmis_plan_lanes(snapshot->module);
	u64 active = 0;

	for (lane = 0; lane < lanes; lane++)
		if (snapshot->lane[lane].appsel == appsel)
			active |= BIT_ULL(lane);
	return active;
}

static int cmis_nl_put_interfaces(struct sk_buff *skb,
				  const struct cmis_module *module,
				  const struct cmis_app *app)
{
	const struct cmis_interface *host = cmis_host_interface(app->host_id);
	const struct cmis_interface *media =
		cmis_media_interface(module->basics.media_type, app->media_id);

	if (nla_put_u32(skb, CMIS_A_APP_HOST_ID, app->host_id) ||
	    (host && nla_put_string(skb, CMIS_A_APP_HOST_NAME, host->name)) ||
	    nla_put_u32(skb, CMIS_A_APP_MEDIA_ID, app->media_id) ||
	    (media && nla_put_string(skb, CMIS_A_APP_MEDIA_NAME, media->name)))
		return -EMSGSIZE;
	return 0;
}

/**
 * cmis_nl_fill_app - describe an application of a module
 * @skb: the message
 * @cage: the cage
 * @snapshot: the module's last snapshot
 * @appsel: number of the application, from 1
 *
 * Return: 0, or -EMSGSIZE if the message is full.
 */
int cmis_nl_fill_app(struct sk_buff *skb, const struct cmis_cage *cage,
		     const struct cmis_snapshot *snapshot, u32 appsel)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_app *app = &module->apps.app[appsel - 1];

	if (nla_put_u32(skb, CMIS_A_APP_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_APP_GENERATION, module->generation) ||
	    nla_put_u32(skb, CMIS_A_APP_APPSEL, appsel) ||
	    cmis_nl_put_interfaces(skb, module, app) ||
	    nla_put_u32(skb, CMIS_A_APP_HOST_LANES, app->host_lanes) ||
	    nla_put_u32(skb, CMIS_A_APP_MEDIA_LANES, app->media_lanes) ||
	    nla_put_u32(skb, CMIS_A_APP_HOST_STARTS, app->host_assign) ||
	    nla_put_u32(skb, CMIS_A_APP_MEDIA_STARTS, app->media_assign))
		return -EMSGSIZE;
	if (cmis_snapshot_check(snapshot, CMIS_CLASS_LANES))
		return 0;
	return nla_put_u64_64bit(skb, CMIS_A_APP_ACTIVE_LANES,
				 cmis_nl_active_lanes(snapshot, appsel),
				 CMIS_A_APP_PAD);
}
