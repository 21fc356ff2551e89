// SPDX-License-Identifier: GPL-2.0-only
/*
 * Netlink: cages, their modules and applications as attributes. No function
 * here uses the bus.
 */

#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>
#include <net/netlink.h>
#include <uapi/linux/cmis.h>

#include "show/netlink/fill_module.h"
#include "alert/cage.h"
#include "core/cage.h"
#include "core/question.h"
#include "show/netlink/fill.h"
#include "spec/codes.h"

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
