/* SPDX-License-Identifier: GPL-2.0-only */
/* Do not edit: scripts/cmisctl-gen writes this file from
 * Documentation/netlink/specs/cmis.yaml.
 */
#ifndef _CMISCTL_GEN_H
#define _CMISCTL_GEN_H

#include <linux/cmis.h>
#include <stdint.h>

#include "names.h"
#include "parse.h"

/**
 * struct ctl_cage - A cage and the module in it.
 * @have: the members that are there, a bit each
 * @id: Number of the cage, N of cmisN.
 * @name: Name of the cage's device.
 * @label: Text on the front panel; up to 31 printable characters.
 * @status: State of the cage.
 * @error: Reason for the status fault, as a positive errno.
 * @generation: Number of the insertion; 0 before the first.
 * @netdev: Name of the netdev of the cage; empty if it has none.
 * @thermal_period_ms: Period of reading lower memory, 100 to 3600000.
 * @lanes_period_ms: Period of reading the lanes' status, 100 to 3600000.
 * @stale_sweeps: Failed sweeps in a row until values are hidden, 1 to 100.
 * @identifier: SFF-8024 identifier (lower memory, byte 0).
 * @identifier_name: Its name; absent if it is in no table.
 * @cmis_revision: Revision of CMIS (lower memory, byte 1).
 * @module_state: State code of the module (lower memory, byte 3).
 * @module_state_name: Its name; absent if it is in no table.
 * @vendor_name: Page 00h, 129-144. Unprintable characters became question
 *	marks.
 * @vendor_oui: Page 00h, 145-147, as 00:00:00.
 * @vendor_pn: Part number, page 00h, 148-163.
 * @vendor_rev: Revision, page 00h, 164-165.
 * @vendor_sn: Serial number, page 00h, 166-181.
 * @date_code: Date code, page 00h, 182-189.
 * @firmware: Active firmware, lower memory, 39-40, and its build number if the
 *	module has given it (CDB command 0100h); absent if the module has no firmware
 *	or its number is invalid.
 * @lanes: Number of lanes that have a status, page 11h; none if memory is flat.
 * @event: In notifications, the event.
 * @sequence: In notifications: their number, over both groups. In dumps and
 *	replies: number of the last notification that they include.
 * @time_ns: Boot time of the notification.
 * @vdm_period_ms: Period of reading VDM, 100 to 3600000.
 * @diagnostics: 1 if the counters of bit errors on the diagnostics page are
 *	read.
 * @statistics: 1 if the driver freezes the module to read its statistics; 0 if
 *	statistics are absent, and freezes are left to others.
 * @static_period_ms: Pause between two checks of a static page, 100 to 3600000;
 *	0 without checks.
 * @rx_power: What the monitors rx_power of the lanes measure, page 01h, 151.4;
 *	absent if there are none.
 */
struct ctl_cage {
	uint64_t have;
	uint32_t id;
	char name[31 + 1];
	char label[31 + 1];
	uint32_t status;
	uint32_t error;
	uint32_t generation;
	char netdev[15 + 1];
	uint32_t thermal_period_ms;
	uint32_t lanes_period_ms;
	uint32_t stale_sweeps;
	uint32_t identifier;
	char identifier_name[CTL_TEXT_SIZE];
	char cmis_revision[CTL_TEXT_SIZE];
	uint32_t module_state;
	char module_state_name[CTL_TEXT_SIZE];
	char vendor_name[CTL_TEXT_SIZE];
	char vendor_oui[CTL_TEXT_SIZE];
	char vendor_pn[CTL_TEXT_SIZE];
	char vendor_rev[CTL_TEXT_SIZE];
	char vendor_sn[CTL_TEXT_SIZE];
	char date_code[CTL_TEXT_SIZE];
	char firmware[CTL_TEXT_SIZE];
	uint32_t lanes;
	uint32_t event;
	uint64_t sequence;
	uint64_t time_ns;
	uint32_t vdm_period_ms;
	uint32_t diagnostics;
	uint32_t statistics;
	uint32_t static_period_ms;
	uint32_t rx_power;
};

/**
 * struct ctl_number - A number, mantissa * 10^exponent in its unit; exact.
 *	Integers have the exponent 0.
 * @have: the members that are there, a bit each
 * @mantissa: The digits.
 * @exponent: The power of ten.
 */
struct ctl_number {
	uint64_t have;
	int32_t mantissa;
	int32_t exponent;
};

/**
 * struct ctl_limits - Thresholds of a monitor. A threshold that the module
 *	leaves out or cannot mean is absent. A threshold of 0 counts as left out,
 *	unless the opposite one is on the other side of 0.
 * @have: the members that are there, a bit each
 * @high_alarm: Alarm above this.
 * @low_alarm: Alarm below this.
 * @high_warning: Warning above this.
 * @low_warning: Warning below this.
 */
struct ctl_limits {
	uint64_t have;
	struct ctl_number high_alarm;
	struct ctl_number low_alarm;
	struct ctl_number high_warning;
	struct ctl_number low_warning;
};

/**
 * struct ctl_hits - How often each flag of a monitor was found set since the
 *	sweep before.
 * @have: the members that are there, a bit each
 * @high_alarm: Of the flag of the high alarm.
 * @low_alarm: Of the flag of the low alarm.
 * @high_warning: Of the flag of the high warning.
 * @low_warning: Of the flag of the low warning.
 */
struct ctl_hits {
	uint64_t have;
	uint32_t high_alarm;
	uint32_t low_alarm;
	uint32_t high_warning;
	uint32_t low_warning;
};

/**
 * struct ctl_monitor - A monitor of a module. Type and lane identify it.
 * @have: the members that are there, a bit each
 * @type: 1 to 255: observable type of VDM, as in the module's descriptor. From
 *	256 on: a monitor at fixed registers.
 * @name: Name, as sysfs has it without the unit; absent for unknown types.
 * @side: Side of the module.
 * @lane: Lane, from 1; absent for monitors of the module itself.
 * @unit: Unit of the value and of the limits.
 * @statistic: 1 if the value sums up the time between two sweeps, else 0.
 */
struct ctl_monitor {
	uint64_t have;
	uint32_t type;
	char name[31 + 1];
	uint32_t side;
	uint32_t lane;
	uint32_t unit;
	uint32_t statistic;
};

/**
 * struct ctl_reading - The last reading of a monitor, and its limits.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Insertion of the module.
 * @monitor: The monitor. A request names it by type or name, and by lane unless
 *	it belongs to the module itself.
 * @value: The value; absent if there is none, see error.
 * @raw: The same as the module gives it, 16 bits.
 * @error: Why there is no value, as a positive errno.
 * @levels: Levels whose flag was set in the last sweep, or whose limit the
 *	value is beyond. 0 of a media lane that is dark by right.
 * @limits: Absent if there are none.
 * @hits: Absent if the monitor has no flags.
 * @age_ms: Age of the value.
 * @sequence: Number of the last notification that the reply includes.
 * @overridden: Levels whose limit is one of the administrator, see limit-set.
 *	Absent if there are none.
 */
struct ctl_reading {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	struct ctl_monitor monitor;
	struct ctl_number value;
	uint32_t raw;
	uint32_t error;
	uint32_t levels;
	struct ctl_limits limits;
	struct ctl_hits hits;
	uint32_t age_ms;
	uint64_t sequence;
	uint32_t overridden;
};

/**
 * struct ctl_limit - A limit that the administrator has set for a part number.
 * @have: the members that are there, a bit each
 * @vendor_pn: The part number, without trailing blanks.
 * @monitor: Name of the monitor.
 * @level: Level of the limit.
 * @unit: Unit of the value.
 * @value: The limit. A request without it drops the limit.
 */
struct ctl_limit {
	uint64_t have;
	char vendor_pn[16 + 1];
	char monitor[31 + 1];
	uint32_t level;
	uint32_t unit;
	struct ctl_number value;
};

/**
 * struct ctl_lane - Status of a lane.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Of the module.
 * @lane: Lane, from 1.
 * @error: Why there is no status, as a positive errno.
 * @datapath_state: State of its data path (page 11h, 128-131).
 * @datapath_state_name: Its name; absent if it is in no table.
 * @application: Application in use, from 1; 0 if the lane is unused.
 * @datapath_lane: First lane of its data path, from 1; absent if it is unused.
 * @config_status: Result of the last configuration (page 11h, 202-205).
 * @config_status_name: Its name; absent if it is in no table.
 * @flags: Latched in the last sweep.
 * @supported_flags: Flags that the module has.
 * @rx_output_valid: 1 if the output towards the host is valid; absent before
 *	CMIS 5.0.
 * @tx_output_valid: 1 if the output towards the media is valid; absent before
 *	CMIS 5.0.
 * @sequence: Number of the last notification that the reply includes.
 * @media_errors: Bit errors counted by the checker of the media side. Absent if
 *	the module does not count them, or the driver does not read them; see
 *	diagnostics.
 * @media_bits: Bits checked by it.
 * @host_errors: Bit errors counted by the checker of the host side.
 * @host_bits: Bits checked by it.
 * @media_sync_lost: 1 if the checker of the media side lost the pattern, else
 *	0.
 * @host_sync_lost: 1 if the checker of the host side lost the pattern, else 0.
 */
struct ctl_lane {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t lane;
	uint32_t error;
	uint32_t datapath_state;
	char datapath_state_name[CTL_TEXT_SIZE];
	uint32_t application;
	uint32_t datapath_lane;
	uint32_t config_status;
	char config_status_name[CTL_TEXT_SIZE];
	uint32_t flags;
	uint32_t supported_flags;
	uint32_t rx_output_valid;
	uint32_t tx_output_valid;
	uint64_t sequence;
	uint64_t media_errors;
	uint64_t media_bits;
	uint64_t host_errors;
	uint64_t host_bits;
	uint32_t media_sync_lost;
	uint32_t host_sync_lost;
};

/**
 * struct ctl_alert - An alert. Kind, type of the monitor, level, side, lane and
 *	class identify it within a generation.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Insertion of the module.
 * @kind: Kind of the alert.
 * @monitor: The monitor; for alerts of the kind monitor.
 * @level: One level; for alerts of the kind monitor.
 * @side: Side of the module.
 * @lane: Lane, from 1; of a data path its first host lane; absent for the
 *	module itself.
 * @class: The class that cannot be read; for the kind unreadable.
 * @active: 1 while it is raised, 0 once it is cleared.
 * @hits: Number of times that its evidence appeared.
 * @first_raised_ns: Boot time.
 * @last_raised_ns: Boot time.
 * @last_cleared_ns: Boot time; absent if it was never cleared.
 * @value: The value that raised it; for the kinds monitor and module-fault.
 *	Absent if a flag raised it and the module gave no value.
 * @threshold: The limit that the value crossed; for the kind monitor. Absent if
 *	a flag raised it and the module has no such limit.
 * @page: The page; for the kinds checksum and unreadable.
 * @error: A positive errno; for the kind unreadable.
 * @reason: Why it was cleared; in notifications.
 * @merged: Changes of alerts of this cage that the rate limit merged into later
 *	ones.
 * @sequence: In notifications: their number, over both groups. In dumps: number
 *	of the last notification that they include.
 * @time_ns: Boot time of the notification.
 */
struct ctl_alert {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t kind;
	struct ctl_monitor monitor;
	uint32_t level;
	uint32_t side;
	uint32_t lane;
	uint32_t class;
	uint32_t active;
	uint32_t hits;
	uint64_t first_raised_ns;
	uint64_t last_raised_ns;
	uint64_t last_cleared_ns;
	struct ctl_number value;
	struct ctl_number threshold;
	uint32_t page;
	uint32_t error;
	uint32_t reason;
	uint32_t merged;
	uint64_t sequence;
	uint64_t time_ns;
};

extern const struct ctl_names ctl_cage_state_names;
extern const struct ctl_names ctl_unit_names;
extern const struct ctl_names ctl_level_names;
extern const struct ctl_names ctl_side_names;
extern const struct ctl_names ctl_alert_kind_names;
extern const struct ctl_names ctl_class_names;
extern const struct ctl_names ctl_reason_names;
extern const struct ctl_names ctl_rx_power_names;
extern const struct ctl_names ctl_module_event_names;
extern const struct ctl_names ctl_lane_flag_names;

extern const struct ctl_layout ctl_cage_layout;
extern const struct ctl_layout ctl_number_layout;
extern const struct ctl_layout ctl_limits_layout;
extern const struct ctl_layout ctl_hits_layout;
extern const struct ctl_layout ctl_monitor_layout;
extern const struct ctl_layout ctl_reading_layout;
extern const struct ctl_layout ctl_limit_layout;
extern const struct ctl_layout ctl_lane_layout;
extern const struct ctl_layout ctl_alert_layout;

#endif /* _CMISCTL_GEN_H */
