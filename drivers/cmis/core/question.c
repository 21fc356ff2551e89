// SPDX-License-Identifier: GPL-2.0-only
/*
 * Questions about modules and snapshots, for all readers. These functions use
 * plain data and the time only. They also build in user space.
 */

#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/string.h>

#include "core/question.h"

static bool cmis_is_older(u64 when_ns, u32 ms)
{
	u64 now_ns = ktime_get_boottime_ns();

	return now_ns > when_ns && now_ns - when_ns > (u64)ms * 1000000;
}

/**
 * cmis_snapshot_check - whether values of a class may be shown
 * @snapshot: the snapshot
 * @class: class of the values
 *
 * Return: 0; the errno of the sweeps if too many in a row have failed;
 * -ETIMEDOUT if no sweep has ended in the time of stale_sweeps sweeps.
 */
int cmis_snapshot_check(const struct cmis_snapshot *snapshot,
			enum cmis_class class)
{
	const struct cmis_sweep *sweep = &snapshot->sweep[class];

	if (sweep->error)
		return sweep->error;
	return cmis_is_older(sweep->when_ns, snapshot->stale_ms[class]) ?
	       -ETIMEDOUT : 0;
}

/**
 * cmis_module_check_firmware - whether a module has a firmware version
 * @module: the module
 *
 * Flat memory does not define lower 39-40. Version 0.0 means that there is no
 * firmware, and 255.255 means that the firmware is invalid.
 *
 * Return: 0; -ENODATA if there is no firmware; -EBADMSG if it is invalid.
 */
int cmis_module_check_firmware(const struct cmis_module *module)
{
	const struct cmis_basics *basics = &module->basics;

	if (basics->flat || (!basics->fw_major && !basics->fw_minor))
		return -ENODATA;
	if (basics->fw_major == 0xff && basics->fw_minor == 0xff)
		return -EBADMSG;
	return 0;
}

/**
 * cmis_module_get_rx_power - the kind of received power that a module measures
 * @module: the module
 *
 * Return: enum cmis_rx_power (01h:151.4); -ENODATA if the module does not
 * measure it, or page 01h is not known.
 */
int cmis_module_get_rx_power(const struct cmis_module *module)
{
	if (!module->adverts.known)
		return -ENODATA;
	if (!module->first_of_type[CMIS_MON_RX_POWER])
		return -ENODATA;
	return module->adverts.rx_characteristics &
	       CMIS_RX_CHAR_POWER_AVERAGE ?
	       CMIS_RX_POWER_AVERAGE : CMIS_RX_POWER_OMA;
}

/**
 * cmis_snapshot_get_app - the application that stands for a module
 * @snapshot: a snapshot
 * @in_use: gets the number of the application, from 1, if a lane uses it; else
 *	0
 *
 * Return: the application of the first lane in use; if there is none, the first
 * one that the module offers; NULL if it offers none.
 */
const struct cmis_app *
cmis_snapshot_get_app(const struct cmis_snapshot *snapshot, u8 *in_use)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_apps *apps = &module->apps;
	unsigned int lanes = cmis_plan_lanes(module);

	*in_use = 0;
	if (cmis_snapshot_check(snapshot, CMIS_CLASS_LANES))
		lanes = 0;
	for (unsigned int i = 0; i < lanes && !*in_use; i++)
		if (snapshot->lane[i].appsel <= apps->count)
			*in_use = snapshot->lane[i].appsel;
	if (*in_use)
		return &apps->app[*in_use - 1];
	for (unsigned int i = 0; i < apps->count; i++)
		if (cmis_app_used(&apps->app[i]))
			return &apps->app[i];
	return NULL;
}

/**
 * cmis_monitor_class - get the class whose sweeps read a monitor
 * @monitor: the monitor
 *
 * Return: the class.
 */
enum cmis_class cmis_monitor_class(const struct cmis_monitor *monitor)
{
	switch (monitor->source) {
	case CMIS_SOURCE_LOWER:
		return CMIS_CLASS_THERMAL;
	case CMIS_SOURCE_LANES:
	case CMIS_SOURCE_EXT:
		return CMIS_CLASS_LANES;
	default:
		return CMIS_CLASS_VDM;
	}
}

/**
 * cmis_module_link - let readers find the monitors of a type
 * @module: a module that is not published; its list of monitors has changed
 *
 * A module has up to thousands of monitors, and a dump looks for each.
 */
void cmis_module_link(struct cmis_module *module)
{
	u16 *first;

	memset(module->first_of_type, 0, sizeof(module->first_of_type));
	for (unsigned int i = module->num_monitors; i--;) {
		first = &module->first_of_type[module->monitors[i].type];
		module->monitors[i].next = *first;
		*first = i + 1;
	}
}

/* The first monitor of a type, or NULL. */
static const struct cmis_monitor *
cmis_module_first(const struct cmis_module *module, unsigned int type)
{
	unsigned int first;

	first = type < CMIS_MON_TYPES_MAX ? module->first_of_type[type] : 0;
	return first ? &module->monitors[first - 1] : NULL;
}

/* The next monitor of the same type, or NULL. */
static const struct cmis_monitor *
cmis_module_next(const struct cmis_module *module,
		 const struct cmis_monitor *monitor)
{
	return monitor->next ? &module->monitors[monitor->next - 1] : NULL;
}

/**
 * cmis_module_find_monitor - find a monitor
 * @module: the module
 * @type: type of the monitor
 * @lane: lane of the monitor, from 0; for a data path, its first host lane;
 *	%CMIS_LANE_NONE for the module as a whole
 *
 * Return: its index among the module's monitors, or -ENODATA.
 */
int cmis_module_find_monitor(const struct cmis_module *module,
			     unsigned int type, unsigned int lane)
{
	const struct cmis_monitor *monitor = cmis_module_first(module, type);

	for (; monitor; monitor = cmis_module_next(module, monitor))
		if (monitor->lane == lane)
			return monitor - module->monitors;
	return -ENODATA;
}

static bool cmis_lane_has_side(const struct cmis_module *module, u8 side,
			       unsigned int lane)
{
	if (module->ext.known)
		return lane < module->ext.lanes;
	return lane < cmis_plan_lanes(module) &&
	       (side != CMIS_SIDE_MEDIA ||
		cmis_media_lane_supported(&module->admin, module->lanes,
					  lane));
}

/**
 * cmis_module_watches - whether the health of a link looks at a monitor
 * @module: the module
 * @type: type of the monitor
 * @lane: lane from 0
 *
 * Monitors of data paths are not of a lane.
 *
 * Return: true if it does.
 */
bool cmis_module_watches(const struct cmis_module *module, unsigned int type,
			 unsigned int lane)
{
	return !module->ext.known &&
	       cmis_lane_has_side(module, cmis_monitor_row(type)->side, lane) &&
	       cmis_module_find_monitor(module, type, lane) >= 0;
}

/**
 * cmis_module_has_monitor - whether a module has a monitor for a lane
 * @module: the module
 * @type: type of the monitor
 * @lane: lane from 0, or %CMIS_LANE_NONE for the module as a whole
 *
 * A monitor of one data path or of all data paths counts for each lane that a
 * data path can have.
 *
 * Return: true if there is one. A monitor of a data path has no value for a
 * lane while no data path has this lane.
 */
bool cmis_module_has_monitor(const struct cmis_module *module,
			     unsigned int type, unsigned int lane)
{
	const struct cmis_monitor *monitor = cmis_module_first(module, type);
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	bool on_path = row->scope == CMIS_SCOPE_PATH && lane != CMIS_LANE_NONE;

	if (lane != CMIS_LANE_NONE &&
	    !cmis_lane_has_side(module, row->side, lane))
		return false;
	for (; monitor; monitor = cmis_module_next(module, monitor)) {
		if (monitor->lane == lane)
			return true;
		if (on_path && (monitor->lane == CMIS_LANE_NONE ||
				monitor->bank == lane / CMIS_LANES_PER_BANK))
			return true;
	}
	return false;
}

/*
 * An application has several instances, each with a first host lane and a first
 * media lane. Returns the first media lane, from 0, of the instance that begins
 * at a host lane; -ENODATA if there is none.
 */
static int cmis_app_media_lane(const struct cmis_app *app, u8 host_lane)
{
	unsigned int lane, instance = 0;

	for (lane = 0; lane < host_lane; lane++)
		if (app->host_assign & BIT(lane))
			instance++;
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
		if (app->media_assign & BIT(lane) && !instance--)
			return lane;
	return -ENODATA;
}

/* Find a host lane on the same data path as a media lane, or -ENODATA. */
static int cmis_snapshot_media_host(const struct cmis_snapshot *snapshot,
				    unsigned int lane)
{
	const struct cmis_apps *apps = &snapshot->module->apps;
	int media = lane % CMIS_LANES_PER_BANK;
	unsigned int first = lane - media;

	for (unsigned int i = first; i < first + CMIS_LANES_PER_BANK; i++) {
		const struct cmis_lane *host = &snapshot->lane[i];
		const struct cmis_app *app;
		int place;

		if (!host->appsel || host->appsel > apps->count)
			continue;
		app = &apps->app[host->appsel - 1];
		place = cmis_app_media_lane(app, host->dp_id);
		if (place >= 0 && media >= place &&
		    media < place + app->media_lanes)
			return i;
	}
	return -ENODATA;
}

/**
 * cmis_snapshot_media_path - the host lane that tells the state of a media lane
 * @snapshot: the snapshot
 * @lane: a media lane of the sweeps, from 0
 *
 * Return: a host lane of its data path; without a path, that of the same
 * number.
 */
const struct cmis_lane *
cmis_snapshot_media_path(const struct cmis_snapshot *snapshot,
			 unsigned int lane)
{
	int host = cmis_snapshot_media_host(snapshot, lane);

	return &snapshot->lane[host >= 0 ? (unsigned int)host : lane];
}

/* The first host lane of the data path that has a lane, or -ENODATA. */
static int cmis_snapshot_find_path(const struct cmis_snapshot *snapshot,
				   enum cmis_side side, unsigned int lane)
{
	int host = lane;

	/* Sweeps may read fewer lanes than the module has. */
	if (lane >= cmis_plan_lanes(snapshot->module))
		return -ENODATA;
	if (side == CMIS_SIDE_MEDIA)
		host = cmis_snapshot_media_host(snapshot, lane);
	if (host < 0 || !snapshot->lane[host].appsel)
		return -ENODATA;
	return host - host % CMIS_LANES_PER_BANK +
	       snapshot->lane[host].dp_id;
}

/**
 * cmis_snapshot_find_monitor - find the monitor that has the values of a lane
 * @snapshot: the snapshot
 * @type: type of the monitor
 * @lane: lane from 0, or %CMIS_LANE_NONE for the module as a whole
 *
 * A type that belongs to data paths may have a monitor for each lane, for each
 * data path, or for all data paths. This function tries them in this order.
 *
 * Return: index of the monitor in the module; -ENODATA if there is none; an
 * errno of cmis_snapshot_check() if the data path of the lane is not known.
 */
int cmis_snapshot_find_monitor(const struct cmis_snapshot *snapshot,
			       unsigned int type, unsigned int lane)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	const struct cmis_module *module = snapshot->module;
	int index, path;

	if (lane != CMIS_LANE_NONE &&
	    !cmis_lane_has_side(module, row->side, lane))
		return -ENODATA;
	index = cmis_module_find_monitor(module, type, lane);
	if (index >= 0 || !cmis_module_has_monitor(module, type, lane))
		return index;

	path = cmis_snapshot_check(snapshot, CMIS_CLASS_LANES);
	if (!path)
		path = cmis_snapshot_find_path(snapshot, row->side, lane);
	if (path >= 0)
		index = cmis_module_find_monitor(module, type, path);
	if (index < 0)
		index = cmis_module_find_monitor(module, type, CMIS_LANE_NONE);
	return index < 0 && path < 0 ? path : index;
}

/**
 * cmis_snapshot_get_when - get the time of a monitor's last reading
 * @snapshot: the snapshot
 * @index: index of the monitor
 *
 * An early sweep of VDM reads live values only, and no statistics.
 *
 * Return: boot time in ns.
 */
u64 cmis_snapshot_get_when(const struct cmis_snapshot *snapshot,
			   unsigned int index)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	enum cmis_class class = cmis_monitor_class(monitor);
	const struct cmis_readings *readings = snapshot->readings[class];
	u64 when_ns = snapshot->sweep[class].when_ns;

	if (readings && readings->when_ns > when_ns &&
	    monitor->source == CMIS_SOURCE_VDM &&
	    !cmis_monitor_row(monitor->type)->statistic)
		return readings->when_ns;
	return when_ns;
}

static const struct cmis_reading *
cmis_snapshot_reading(const struct cmis_snapshot *snapshot, unsigned int index)
{
	const struct cmis_module *module = snapshot->module;
	enum cmis_class class = cmis_monitor_class(&module->monitors[index]);
	const struct cmis_readings *readings = snapshot->readings[class];

	return readings ? &readings->reading[index - module->first[class]] :
			  NULL;
}

/*
 * Whether a monitor is about a media lane. A data path has one or more; but
 * some modules give all of its lanes a monitor.
 */
static bool cmis_snapshot_covers(const struct cmis_snapshot *snapshot,
				 const struct cmis_monitor *monitor,
				 unsigned int lane)
{
	if (cmis_monitor_row(monitor->type)->scope != CMIS_SCOPE_PATH ||
	    monitor->source != CMIS_SOURCE_VDM)
		return lane == monitor->lane;
	if (cmis_snapshot_find_path(snapshot, CMIS_SIDE_MEDIA, lane) ==
	    monitor->lane)
		return lane == monitor->lane ||
		       cmis_module_find_monitor(snapshot->module,
						monitor->type, lane) < 0;
	return lane == monitor->lane &&
	       cmis_snapshot_find_path(snapshot, CMIS_SIDE_HOST, lane) !=
	       (int)lane;
}

static bool cmis_snapshot_lacks_light(const struct cmis_snapshot *snapshot,
				      const struct cmis_monitor *monitor)
{
	const struct cmis_module *module = snapshot->module;
	unsigned int lane;

	if (!cmis_monitor_row(monitor->type)->light ||
	    snapshot->sweep[CMIS_CLASS_LANES].error ||
	    !(module->adverts.lane_flags & BIT(CMIS_LF_RX_LOS)))
		return false;
	for (lane = 0; lane < cmis_plan_lanes(module); lane++)
		if (snapshot->lane[lane].flags & BIT(CMIS_LF_RX_LOS) &&
		    cmis_snapshot_covers(snapshot, monitor, lane))
			return true;
	return false;
}

static int cmis_snapshot_check_value(const struct cmis_snapshot *snapshot,
				     unsigned int index, u16 raw)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];

	if (cmis_snapshot_lacks_light(snapshot, monitor))
		return -ENODATA;
	return cmis_monitor_check(monitor, raw);
}

/**
 * cmis_snapshot_get_reading - get the last reading of a monitor
 * @snapshot: the snapshot
 * @index: index of the monitor
 * @reading: gets a copy of the reading
 *
 * Return: 0; an errno of cmis_snapshot_check() if the reading is stale;
 * -ENODATA if there is none yet, or if the lane has no light that the value
 * could be about; the errno of statistics that failed; an errno of
 * cmis_monitor_check() if the module cannot mean the value.
 */
int cmis_snapshot_get_reading(const struct cmis_snapshot *snapshot,
			      unsigned int index,
			      struct cmis_reading *reading)
{
	const struct cmis_module *module = snapshot->module;
	const struct cmis_monitor *monitor = &module->monitors[index];
	const struct cmis_reading *found;
	enum cmis_class class;
	u64 when_ns;
	int ret;

	if (index >= module->num_monitors)
		return -ENODATA;
	class = cmis_monitor_class(monitor);
	when_ns = cmis_snapshot_get_when(snapshot, index);
	ret = cmis_snapshot_check(snapshot, class);
	/* Early sweeps may read live values although whole sweeps fail. */
	if (ret && (when_ns == snapshot->sweep[class].when_ns ||
		    cmis_is_older(when_ns, snapshot->stale_ms[class])))
		return ret;

	found = cmis_snapshot_reading(snapshot, index);
	if (!found)
		return -ENODATA;
	if (snapshot->readings[class]->error &&
	    cmis_monitor_row(monitor->type)->statistic)
		return snapshot->readings[class]->error;
	if (!found->valid)
		return -ENODATA;
	*reading = *found;
	return cmis_snapshot_check_value(snapshot, index, found->raw);
}

/**
 * cmis_snapshot_get_value - get the last value of a monitor
 * @snapshot: the snapshot
 * @index: index of the monitor
 * @value: gets the value, in the unit of the monitor
 *
 * Return: as cmis_snapshot_get_reading().
 */
int cmis_snapshot_get_value(const struct cmis_snapshot *snapshot,
			    unsigned int index, struct cmis_number *value)
{
	struct cmis_reading reading;
	int ret;

	ret = cmis_snapshot_get_reading(snapshot, index, &reading);
	if (ret)
		return ret;
	*value = cmis_monitor_get_value(&snapshot->module->monitors[index],
					reading.raw);
	return 0;
}

#define CMIS_ALL_LANES	0xff	/* of a bank */

/* The media lanes of a bank that any application has; all if one is unknown. */
static u8 cmis_apps_media_lanes(const struct cmis_apps *apps)
{
	u8 own, lanes = 0;

	for (unsigned int i = 0; i < apps->count; i++) {
		if (!cmis_app_used(&apps->app[i]))
			continue;
		own = cmis_app_media_lanes(&apps->app[i]);
		if (!own)
			return CMIS_ALL_LANES;
		lanes |= own;
	}
	return lanes ? lanes : CMIS_ALL_LANES;
}

/*
 * The media lanes of a bank that the active control set gives to data paths. 0
 * if there is no path, or if a lane contradicts its application.
 */
static u8 cmis_snapshot_path_lanes(const struct cmis_snapshot *snapshot,
				   unsigned int first)
{
	const struct cmis_apps *apps = &snapshot->module->apps;
	u32 lanes = 0;

	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++) {
		const struct cmis_lane *host = &snapshot->lane[first + i];
		const struct cmis_app *app;
		int place;

		if (!host->appsel)
			continue;
		if (host->appsel > apps->count)
			return 0;
		app = &apps->app[host->appsel - 1];
		place = cmis_app_media_lane(app, host->dp_id);
		if (place < 0 || !app->media_lanes || i < host->dp_id ||
		    i >= host->dp_id + app->host_lanes ||
		    !(app->host_assign & BIT(host->dp_id)))
			return 0;
		lanes |= (BIT(app->media_lanes) - 1) << place;
	}
	return lanes;
}

/**
 * cmis_snapshot_is_dark - whether a media lane is dark by right
 * @snapshot: the snapshot
 * @side: side of the lane
 * @lane: lane from 0, or %CMIS_LANE_NONE
 *
 * A media lane that no data path has carries no light, e.g. half of the lanes
 * of a 400G-DR4. The active control set says which lanes the paths have. If it
 * names no path, or contradicts the applications, a lane must be in none of the
 * applications. Unknown assignments (01h:176-190), and applications on page
 * 1Ch, may use any lane.
 *
 * Return: true if flags and values of the lane are no alerts.
 */
bool cmis_snapshot_is_dark(const struct cmis_snapshot *snapshot,
			   enum cmis_side side, unsigned int lane)
{
	const struct cmis_module *module = snapshot->module;
	unsigned int place = lane % CMIS_LANES_PER_BANK;
	u8 lanes = 0;

	if (side != CMIS_SIDE_MEDIA || lane >= cmis_plan_lanes(module) ||
	    module->adverts.nad_banks)
		return false;
	if (!snapshot->sweep[CMIS_CLASS_LANES].error)
		lanes = cmis_snapshot_path_lanes(snapshot, lane - place);
	if (!lanes)
		lanes = cmis_apps_media_lanes(&module->apps);
	return !(lanes & BIT(place));
}

/**
 * cmis_snapshot_monitor_is_dark - whether a monitor is of a lane that is dark
 * @snapshot: the snapshot
 * @index: index of the monitor
 *
 * Dark by right, as cmis_snapshot_is_dark() says. VDM numbers a data path by
 * its first host lane, but some modules number all lanes.
 *
 * Return: true if its flags and values are no alerts.
 */
bool cmis_snapshot_monitor_is_dark(const struct cmis_snapshot *snapshot,
				   unsigned int index)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);

	if (row->scope == CMIS_SCOPE_PATH &&
	    monitor->source == CMIS_SOURCE_VDM &&
	    cmis_snapshot_find_path(snapshot, CMIS_SIDE_HOST, monitor->lane) ==
	    monitor->lane)
		return false;
	return cmis_snapshot_is_dark(snapshot, row->side, monitor->lane);
}

/* The light of a laser source has no data path. */
static bool cmis_snapshot_ext_is_on(const struct cmis_snapshot *snapshot,
				    unsigned int lane)
{
	return snapshot->ext && lane < snapshot->module->ext.lanes &&
	       !snapshot->sweep[CMIS_CLASS_LANES].error &&
	       snapshot->ext[lane].state == CMIS_EXT_ON;
}

/* Values of VDM and page 14h mean something only in DPActivated. */
static bool cmis_snapshot_is_active(const struct cmis_snapshot *snapshot,
				    const struct cmis_monitor *monitor)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	enum cmis_side side = row->side;
	int path;

	if (snapshot->status.state != CMIS_STATE_READY)
		return false;
	if (monitor->lane == CMIS_LANE_NONE || side == CMIS_SIDE_MODULE)
		return true;
	if (snapshot->module->ext.known)
		return cmis_snapshot_ext_is_on(snapshot, monitor->lane);
	/* VDM numbers data paths by host lanes; page 14h has lanes only. */
	if (row->scope == CMIS_SCOPE_PATH &&
	    monitor->source == CMIS_SOURCE_VDM)
		side = CMIS_SIDE_HOST;
	if (snapshot->sweep[CMIS_CLASS_LANES].error)
		return false;
	path = cmis_snapshot_find_path(snapshot, side, monitor->lane);
	return path >= 0 &&
	       snapshot->lane[path].dp_state == CMIS_DP_ACTIVATED;
}

/**
 * cmis_snapshot_is_meaningful - whether to compare a value with its thresholds
 * @snapshot: the snapshot
 * @index: index of the monitor
 *
 * In low power, monitors of the module may read as 0. Values of a lane are
 * meaningful in DPActivated; received power in DPInitialized, too; power and
 * bias of a laser only while its output is on, which a laser source says
 * itself. Values of a media lane that is
 * dark by right are not meaningful, nor are values that no module can have.
 *
 * Return: false if the value is not meaningful.
 */
bool cmis_snapshot_is_meaningful(const struct cmis_snapshot *snapshot,
				 unsigned int index)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	const struct cmis_reading *reading;
	u8 state;

	reading = cmis_snapshot_reading(snapshot, index);
	if (!reading ||
	    cmis_snapshot_check_value(snapshot, index, reading->raw) ||
	    cmis_snapshot_monitor_is_dark(snapshot, index))
		return false;
	if (monitor->source == CMIS_SOURCE_EXT &&
	    monitor->lane != CMIS_LANE_NONE)
		return cmis_snapshot_ext_is_on(snapshot, monitor->lane);
	switch (cmis_monitor_row(monitor->type)->when) {
	case CMIS_WHEN_POWERED:
		return snapshot->status.state == CMIS_STATE_READY ||
		       reading->raw;
	case CMIS_WHEN_RECEIVING:
		state = cmis_snapshot_media_path(snapshot,
						 monitor->lane)->dp_state;
		return state == CMIS_DP_ACTIVATED ||
		       state == CMIS_DP_INITIALIZED;
	case CMIS_WHEN_LIT:
		state = cmis_snapshot_media_path(snapshot,
						 monitor->lane)->dp_state;
		return state == CMIS_DP_ACTIVATED &&
		       (!cmis_module_has_field(snapshot->module,
					       CMIS_OUTPUT_STATUS_TX, 0xff) ||
			snapshot->lane[monitor->lane].tx_output_valid);
	default:
		return cmis_snapshot_is_active(snapshot, monitor);
	}
}

/**
 * cmis_snapshot_get_levels - get the alarms and warnings of a monitor
 * @snapshot: the snapshot
 * @index: index of the monitor
 * @reading: its reading, by cmis_snapshot_get_reading()
 *
 * Return: bits of enum cmis_level: the last sweep has found the flag, or the
 * value is meaningful and beyond the threshold; none of a media lane that is
 * dark by right.
 */
u8 cmis_snapshot_get_levels(const struct cmis_snapshot *snapshot,
			    unsigned int index,
			    const struct cmis_reading *reading)
{
	const struct cmis_monitor *monitor = &snapshot->module->monitors[index];
	u8 beyond = cmis_monitor_get_levels(monitor, reading->raw);

	/* Most values are well, and need no look at the data path. */
	if (!(reading->levels | beyond) ||
	    cmis_snapshot_monitor_is_dark(snapshot, index))
		return 0;
	if (beyond && !cmis_snapshot_is_meaningful(snapshot, index))
		beyond = 0;
	return reading->levels | beyond;
}

/**
 * cmis_module_has_counters - whether a module counts the bit errors of a lane
 * @module: the module
 * @side: side of the lane
 * @lane: lane from 0
 *
 * Return: true if the module advertises it (13h:130.1) and the lane exists.
 */
bool cmis_module_has_counters(const struct cmis_module *module,
			      enum cmis_side side, unsigned int lane)
{
	return module->diag_reports & CMIS_DIAG_REPORTS_COUNTERS &&
	       side != CMIS_SIDE_MODULE &&
	       cmis_lane_has_side(module, side, lane);
}

/**
 * cmis_snapshot_get_counters - get the bit errors of a lane
 * @snapshot: the snapshot
 * @side: side of the lane
 * @lane: lane from 0
 * @counters: the counters of page 14h
 *
 * Return: 0; -ENODATA if the module does not count errors, or the settings do
 * not ask for counters; an errno of cmis_snapshot_check() if they are stale;
 * -EBADMSG if there are more errors than bits.
 */
int cmis_snapshot_get_counters(const struct cmis_snapshot *snapshot,
			       enum cmis_side side, unsigned int lane,
			       struct cmis_diag_counters *counters)
{
	const struct cmis_diag_counters *found = snapshot->counters;
	int ret;

	if (!found || !cmis_module_has_counters(snapshot->module, side, lane))
		return -ENODATA;
	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_VDM);
	if (ret)
		return ret;
	if (side == CMIS_SIDE_MEDIA)
		lane += snapshot->module->lanes;
	if (!found[lane].valid)
		return -ENODATA;
	if (found[lane].errors > found[lane].bits)
		return -EBADMSG;
	*counters = found[lane];
	return 0;
}
