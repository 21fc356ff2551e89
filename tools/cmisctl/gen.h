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
 * struct ctl_properties - Further adverts of a module.
 * @have: the members that are there, a bit each
 * @fiber_face: Code of the end of fibres that the module takes (lower 61);
 *	absent if it does not say.
 * @fiber_face_name: Its name; absent if it is in no table.
 * @heat_sink: Code of the kind of heat sink (lower 61); absent if it does not
 *	say.
 * @heat_sink_name: Its name; absent if it is in no table.
 * @low_power_missing: Functions that are missing in low power, as bits: CDB
 *	firmware commands, other CDB commands, CDB firmware queries, CDB queries
 *	(lower 62); absent if it does not say.
 * @flipped_tx: Lanes whose Tx polarity is flipped by default, as bits
 *	(01h:171); absent if there are none.
 * @flipped_rx: The same for Rx (01h:172).
 * @dp_init_ms: Longest time of DPInit in milliseconds (01h:144). Absent without
 *	a bound, like the other times.
 * @dp_deinit_ms: Longest time of DPDeinit.
 * @tx_turn_on_ms: Longest time of DPTxTurnOn (01h:168).
 * @tx_turn_off_ms: Longest time of DPTxTurnOff.
 * @power_up_ms: Longest time of ModulePwrUp (01h:167).
 * @power_down_ms: Longest time of ModulePwrDn.
 */
struct ctl_properties {
	uint64_t have;
	uint32_t fiber_face;
	char fiber_face_name[CTL_TEXT_SIZE];
	uint32_t heat_sink;
	char heat_sink_name[CTL_TEXT_SIZE];
	uint32_t low_power_missing;
	uint32_t flipped_tx;
	uint32_t flipped_rx;
	uint32_t dp_init_ms;
	uint32_t dp_deinit_ms;
	uint32_t tx_turn_on_ms;
	uint32_t tx_turn_off_ms;
	uint32_t power_up_ms;
	uint32_t power_down_ms;
};

/**
 * struct ctl_lengths - Lengths that a module supports, or has. Each is absent
 *	if unknown.
 * @have: the members that are there, a bit each
 * @cable_mm: Of the cable itself, page 00h, 202.
 * @smf_m: Of single mode fibre, page 01h, 132 and 137.
 * @om5_m: Of OM5 fibre, page 01h, 133.
 * @om4_m: Of OM4 fibre, page 01h, 134.
 * @om3_m: Of OM3 fibre, page 01h, 135.
 * @om2_m: Of OM2 fibre, page 01h, 136.
 */
struct ctl_lengths {
	uint64_t have;
	uint32_t cable_mm;
	uint32_t smf_m;
	uint32_t om5_m;
	uint32_t om4_m;
	uint32_t om3_m;
	uint32_t om2_m;
};

/**
 * struct ctl_counters - Counters of a cage, from its registration on, and of
 *	the alerts of its module, from the insertion on.
 * @have: the members that are there, a bit each
 * @transfers: Transfers on the bus.
 * @read_bytes: Bytes read.
 * @write_bytes: Bytes written.
 * @selects: Selections of a page.
 * @bus_us: Microseconds on the bus.
 * @lock_us: Microseconds with locks that others wait for.
 * @retries: Tries of requests that followed a failed one.
 * @errors: Requests that failed after all tries.
 * @freeze_timeouts: Freezes that the module never reached.
 * @skipped_sweeps: Sweeps that found no way to the module.
 * @alerts_active: Alerts that are active.
 * @alerts_raised: Alerts that were raised.
 * @alerts_rejected: Jumps of values that a second read did not confirm.
 * @alerts_merged: Changes of alerts that the rate limit left out.
 */
struct ctl_counters {
	uint64_t have;
	uint64_t transfers;
	uint64_t read_bytes;
	uint64_t write_bytes;
	uint64_t selects;
	uint64_t bus_us;
	uint64_t lock_us;
	uint64_t retries;
	uint64_t errors;
	uint64_t freeze_timeouts;
	uint64_t skipped_sweeps;
	uint32_t alerts_active;
	uint32_t alerts_raised;
	uint32_t alerts_rejected;
	uint32_t alerts_merged;
};

/**
 * struct ctl_nic - The link of a port as its network driver sees it, in the
 *	direction that the host receives. An attribute is absent if the driver does
 *	not have it.
 * @have: the members that are there, a bit each
 * @carrier: 1 if the link is up, else 0.
 * @carrier_changes: How often the link has come up or gone down.
 * @link_reason: Reason why the link is down; a name like that of ethtool.
 * @fec_corrected: Blocks that FEC has corrected.
 * @fec_uncorrectable: Blocks that FEC could not correct.
 * @fec_corrected_bits: Bits that FEC has corrected.
 * @age_ms: Age of the counters and the reason.
 */
struct ctl_nic {
	uint64_t have;
	uint32_t carrier;
	uint32_t carrier_changes;
	char link_reason[CTL_TEXT_SIZE];
	uint64_t fec_corrected;
	uint64_t fec_uncorrectable;
	uint64_t fec_corrected_bits;
	uint32_t age_ms;
};

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
 * @rx_power: The kind of power in the monitors rx_power of the lanes, page 01h,
 *	151.4; absent if there are none.
 * @application: Application in use on the first lane that is in use, from 1;
 *	absent if no lane is. Both interfaces are then those of this application,
 *	else those of the first one that the module offers.
 * @host_interface: Host interface, code of SFF-8024.
 * @host_interface_name: Its name; absent if it is in no table.
 * @media_interface: Media interface, code of SFF-8024.
 * @media_interface_name: Its name; absent if it is in no table.
 * @media_technology: Kind of transmitter or cable, page 00h, 212.
 * @media_technology_name: Its name; absent if it is in no table.
 * @connector: Connector, page 00h, 203.
 * @connector_name: Its name; absent if it is in no table.
 * @power_class: Power class, page 00h, 200, from 1.
 * @max_power_mw: Greatest power, page 00h, 201; absent if the module gives
 *	none.
 * @hardware: Version of the hardware, page 01h, 130-131; absent without that
 *	page.
 * @inactive_firmware: Firmware in the other bank, page 01h, 128-129; absent
 *	without that page, or if the bank is empty (0.0).
 * @wavelength_pm: Nominal wavelength, page 01h, 138-139; absent if there is
 *	none.
 * @fault_cause: Why the module is in ModuleFault, lower memory, 41.
 * @fault_cause_name: Its name; absent if it is in no table.
 * @sample_age_ms: Age of the values of lower memory.
 * @lengths: Lengths of the link or the cable; absent if there are none.
 * @counters: Counters of the cage and of the module's alerts. Not in
 *	notifications.
 * @management: The one that brings data paths up.
 * @manager: The one that has chosen that.
 * @contradictions: Adverts of the module that contradict each other. Absent if
 *	there are none.
 * @properties: More of its adverts.
 * @nic: The link as its network driver sees it. Absent without a netdev, and in
 *	notifications.
 * @power_limit_mw: Power that the cage can give to a module, in mW, up to
 *	100000; 0 if it is not known.
 * @light_source: Number of the cage with the laser source that feeds the engine
 *	in this one; absent if none is known.
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
	uint32_t application;
	uint32_t host_interface;
	char host_interface_name[CTL_TEXT_SIZE];
	uint32_t media_interface;
	char media_interface_name[CTL_TEXT_SIZE];
	uint32_t media_technology;
	char media_technology_name[CTL_TEXT_SIZE];
	uint32_t connector;
	char connector_name[CTL_TEXT_SIZE];
	uint32_t power_class;
	uint32_t max_power_mw;
	char hardware[CTL_TEXT_SIZE];
	char inactive_firmware[CTL_TEXT_SIZE];
	uint32_t wavelength_pm;
	uint32_t fault_cause;
	char fault_cause_name[CTL_TEXT_SIZE];
	uint32_t sample_age_ms;
	struct ctl_lengths lengths;
	struct ctl_counters counters;
	uint32_t management;
	uint32_t manager;
	uint32_t contradictions;
	struct ctl_properties properties;
	struct ctl_nic nic;
	uint32_t power_limit_mw;
	uint32_t light_source;
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
 * @flags: Latched in the last sweep; absent if no sweep reads any.
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
 * @laser_frequency_mhz: Frequency of the laser now, in MHz (page 12h, 168-199;
 *	of a laser source, page 1Ah, 232-247). Absent if the module does not say. The
 *	next six attributes are absent if the laser cannot be tuned.
 * @laser_grid_mhz: Distance of the channels of its grid in MHz, 33333 for a
 *	third of 100 GHz (page 12h, 128-135); absent without a grid.
 * @laser_channel: Number of its channel in this grid (page 12h, 136-151).
 * @laser_fine_tuning_mhz: Offset from the channel in MHz (page 12h, 152-167);
 *	absent if it cannot be set.
 * @laser_target_power_mdbm: Wanted power, in thousandths of a dBm (page 12h,
 *	200-215); absent if it cannot be set.
 * @laser_tuning: 1 while the laser is being tuned (page 12h, 222-229).
 * @laser_unlocked: 1 if its wavelength is unlocked.
 * @laser_state: State of a laser of a laser source: 0 off, 1 ramping, 2 on
 *	(page 1Ah, 221-222). Other modules lack this attribute and all that follow.
 * @laser_state_name: Its name; absent if it is in no table.
 * @laser_enabled: 1 if the host has enabled it (page 1Ah, 220).
 * @laser_fault: Code of its fault; 0 without one (page 1Ah, 212-219).
 * @laser_fault_name: Its name; absent if it is in no table.
 * @laser_warning: Code of its warning; 0 without one.
 * @laser_warning_name: Its name; absent if it is in no table.
 * @laser_fiber: Number of its output fibre (page 1Ah, 224-231); absent if the
 *	module does not say.
 * @laser_fiber_checked: 1 if the host has said that the fibre was checked (page
 *	1Ah, 223).
 * @datapath_init_pending: 1 if its control set still waits for DPInit (page
 *	11h, 235); a hint: some modules leave it 0.
 * @si_explicit: 1 if its signal integrity settings are the host's, 0 if they
 *	are those of its application (page 11h, 206-213). Absent, with the eight
 *	attributes that follow, if the lane is unused; each of these also if the
 *	module does not advertise the setting, or has a reserved code.
 * @tx_eq_adaptive: 1 if the equalizer of the host input adapts itself (214).
 * @tx_eq_db: Equalizer of the host input, if it is fixed, in dB (217-220).
 * @tx_eq_recall: Its recalled buffer; 0 without one (215-216).
 * @tx_cdr: 1 if clock recovery of the host input is on (221).
 * @rx_cdr: 1 if clock recovery of the media input is on (222).
 * @rx_pre_mdb: Pre-cursor of the host output, in thousandths of a dB (223-226).
 * @rx_post_mdb: Post-cursor of the host output, in thousandths of a dB
 *	(227-230).
 * @rx_amplitude: Code of the amplitude of the host output (231-234).
 * @tx_wavelength: Number of the wavelength of the media output, from 1 (page
 *	11h, 240-247); absent if the module does not say.
 * @tx_fiber: Fibre of the media output: 1 is TR1, 2 RT1, 3 TR2, and so on to 8,
 *	RT4; absent if the module does not say.
 * @rx_wavelength: Number of the wavelength of the media input (248-255).
 * @rx_fiber: Fibre of the media input, as for the output.
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
	uint32_t laser_frequency_mhz;
	uint32_t laser_grid_mhz;
	int32_t laser_channel;
	int32_t laser_fine_tuning_mhz;
	int32_t laser_target_power_mdbm;
	uint32_t laser_tuning;
	uint32_t laser_unlocked;
	uint32_t laser_state;
	char laser_state_name[CTL_TEXT_SIZE];
	uint32_t laser_enabled;
	uint32_t laser_fault;
	char laser_fault_name[CTL_TEXT_SIZE];
	uint32_t laser_warning;
	char laser_warning_name[CTL_TEXT_SIZE];
	uint32_t laser_fiber;
	uint32_t laser_fiber_checked;
	uint32_t datapath_init_pending;
	uint32_t si_explicit;
	uint32_t tx_eq_adaptive;
	uint32_t tx_eq_db;
	uint32_t tx_eq_recall;
	uint32_t tx_cdr;
	uint32_t rx_cdr;
	uint32_t rx_pre_mdb;
	uint32_t rx_post_mdb;
	uint32_t rx_amplitude;
	uint32_t tx_wavelength;
	uint32_t tx_fiber;
	uint32_t rx_wavelength;
	uint32_t rx_fiber;
};

/**
 * struct ctl_alert - An alert. Kind, type of the monitor, level, side, lane,
 *	class and name identify it within a generation.
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
 * @raised_by: Its cause; for the kind monitor.
 * @last: The last value while it was active: of a cleared alert the value that
 *	cleared it. For the kind monitor; absent if the last sweep had no value that
 *	means something, or a removal ended the alert.
 * @worst: The value that was furthest beyond the limit while it was active. For
 *	the kind monitor; absent if no value meant something meanwhile.
 * @name: The quantity, as in a trace; for the kinds ber-worse and limit-ahead.
 * @before: The bit error ratio before the link went down; for the kind ber-
 *	worse.
 * @after: The ratio after it came up; for the kind ber-worse.
 * @window: The window that found it; for the kind limit-ahead.
 * @hours_left: Hours until the limit, as of the raise; for the kind limit-
 *	ahead.
 * @hours_left_low: The same by the steeper quartile of the slopes.
 * @hours_left_high: The same by the flatter quartile; absent if it is not
 *	reached.
 * @confidence: Percent of the slopes that are near the median.
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
	uint32_t raised_by;
	struct ctl_number last;
	struct ctl_number worst;
	char name[31 + 1];
	struct ctl_number before;
	struct ctl_number after;
	uint32_t window;
	uint32_t hours_left;
	uint32_t hours_left_low;
	uint32_t hours_left_high;
	uint32_t confidence;
};

/**
 * struct ctl_claim - Host lanes of a cage that one user has claimed, and what
 *	they shall be.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Of the module; absent if there is none.
 * @port: Number of the port in the cage, from 1.
 * @lanes: Its host lanes over all banks; bit 0 is lane 1.
 * @owner: admin, or the name that a MAC driver gives.
 * @up: 1 if it shall be up, 0 if it shall be down; absent if idle.
 * @host_id: Host interface of each data path (SFF-8024); absent or 0: by speed.
 * @media_id: Media interface of each data path; absent or 0 means any.
 * @speed_mbps: Speed of each data path, for example 400000; 0 means any.
 * @paths: Number of data paths; 0 means as few as possible.
 * @appsel: The application; 0 means that the driver chooses.
 * @state: Its state.
 * @reason: Why it is not as wished.
 * @config_code: Last code of a refused configuration; absent if there was none.
 * @application: Application that the driver has chosen; absent if none.
 * @tries: Failed attempts with this module and wish.
 * @late: How often a data path took longer than the module advertises.
 * @since_ns: Boot time of the last change of the state.
 * @pending: 1 if the driver has not looked at the last wish yet, so that the
 *	state is that of the wish before; else 0.
 * @sequence: In notifications: their number. In replies: number of the last
 *	notification that they include.
 * @test: 1 if the port carries no traffic, so that diagnostics may disturb it;
 *	absent or 0 if it may.
 * @revert_ms: The former wish comes back after this time, 1000 to 600000 ms,
 *	unless confirmed.
 * @revert_id: Number of the change for confirm; absent if it lasts.
 */
struct ctl_claim {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t port;
	uint64_t lanes;
	char owner[CTL_TEXT_SIZE];
	uint32_t up;
	uint32_t host_id;
	uint32_t media_id;
	uint32_t speed_mbps;
	uint32_t paths;
	uint32_t appsel;
	uint32_t state;
	uint32_t reason;
	uint32_t config_code;
	uint32_t application;
	uint32_t tries;
	uint32_t late;
	uint64_t since_ns;
	uint32_t pending;
	uint64_t sequence;
	uint32_t test;
	uint32_t revert_ms;
	uint32_t revert_id;
};

/**
 * struct ctl_control - A control of lanes, as the module has it and as it shall
 *	be.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Of the module.
 * @name: Name of the control, as that of the file of a lane in sysfs, with
 *	hyphens.
 * @lanes: Lanes over all banks; bit 0 is lane 1. In replies, lanes that have
 *	the same value and the same wish.
 * @value: The value in force. 0 or 1 of a control that is off or on; decibels
 *	of tx-eq-db; thousandths of a decibel of rx-pre-mdb and rx-post-mdb; else the
 *	code of CMIS.
 * @wish: The value that it shall have; absent if there is no wish.
 * @greatest: The greatest value that the module advertises.
 * @on_off: 1 if the control is off or on; else 0.
 * @revert_ms: The former value comes back after this time, 1000 to 600000 ms,
 *	unless confirmed.
 * @revert_id: Number of the change for confirm; absent if it lasts.
 * @sequence: In notifications: their number. In replies: number of the last
 *	notification that they include.
 */
struct ctl_control {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	char name[31 + 1];
	uint64_t lanes;
	uint32_t value;
	uint32_t wish;
	uint32_t greatest;
	uint32_t on_off;
	uint32_t revert_ms;
	uint32_t revert_id;
	uint64_t sequence;
};

/**
 * struct ctl_app - An application that the module in a cage advertises.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Of the module.
 * @appsel: Number of the application, from 1.
 * @host_id: Host interface (SFF-8024).
 * @host_name: Its name; absent if it is in no table.
 * @media_id: Media interface (SFF-8024).
 * @media_name: Its name; absent if it is in no table.
 * @host_lanes: Host lanes of one data path; 0 if not known.
 * @media_lanes: Media lanes of one data path; 0 if not known.
 * @host_starts: Host lanes at which a data path can start; bit 0 is lane 1 of a
 *	bank.
 * @media_starts: Media lanes at which a data path can start.
 * @active_lanes: Host lanes over all banks that have the application now; bit 0
 *	is lane 1. Absent if the status of the lanes cannot be read.
 * @sequence: Number of the last notification that the reply includes.
 */
struct ctl_app {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t appsel;
	uint32_t host_id;
	char host_name[CTL_TEXT_SIZE];
	uint32_t media_id;
	char media_name[CTL_TEXT_SIZE];
	uint32_t host_lanes;
	uint32_t media_lanes;
	uint32_t host_starts;
	uint32_t media_starts;
	uint64_t active_lanes;
	uint64_t sequence;
};

/**
 * struct ctl_record - A record of a module, and actions on the records of a
 *	cage.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @number: Number of a sealed record, from 1 in each cage. Absent for the
 *	record that is being written.
 * @generation: Of the module.
 * @serial: Serial number of the module.
 * @part: Part number of the module.
 * @trigger: Reason for which the record was sealed.
 * @trigger_ns: Boot time of the trigger.
 * @sealed_ns: Boot time of the end of the record.
 * @bytes: Bytes of memory that the record takes.
 * @action: Action to take.
 * @text: Text of a mark, of printable ASCII.
 * @state: State of the recorder; in a message without a record.
 * @lanes: Lanes to accept; bit 0 is lane 1. Absent for all.
 * @lane: As in trend-get; for set.
 * @name: As in trend-get; for set.
 * @window: As in trend-get; for set.
 * @crc: As in trend-get; for set.
 */
struct ctl_record {
	uint64_t have;
	uint32_t cage_id;
	uint32_t number;
	uint32_t generation;
	char serial[CTL_TEXT_SIZE];
	char part[CTL_TEXT_SIZE];
	uint32_t trigger;
	uint64_t trigger_ns;
	uint64_t sealed_ns;
	uint32_t bytes;
	uint32_t action;
	char text[64 + 1];
	uint32_t state;
	uint64_t lanes;
	uint32_t lane;
	char name[31 + 1];
	uint32_t window;
	uint32_t crc;
};

/**
 * struct ctl_audit - A write to a module.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @number: Number of the record in the cage, from 1. In requests, the least
 *	one.
 * @time_ns: Boot time of the end of the write.
 * @generation: Of the module.
 * @serial: Serial number of the module.
 * @bank: The bank.
 * @page: The page.
 * @offset: The first byte.
 * @len: Number of bytes.
 * @bytes: The bytes in hexadecimal; absent for passwords and the payload of
 *	commands.
 * @old: The byte before; absent if it is not known or there are more.
 * @cause: Why it was written.
 * @error: A positive errno if the write failed, else 0.
 * @pid: Thread that has asked for the write, or set the wish.
 * @tgid: Its process.
 * @comm: Its name.
 * @uid: Its user.
 * @loginuid: User that logged in; absent if unknown.
 * @sequence: Number of the last notification that the reply includes.
 */
struct ctl_audit {
	uint64_t have;
	uint32_t cage_id;
	uint64_t number;
	uint64_t time_ns;
	uint32_t generation;
	char serial[CTL_TEXT_SIZE];
	uint32_t bank;
	uint32_t page;
	uint32_t offset;
	uint32_t len;
	char bytes[256 + 1];
	uint32_t old;
	uint32_t cause;
	uint32_t error;
	uint32_t pid;
	uint32_t tgid;
	char comm[CTL_TEXT_SIZE];
	uint32_t uid;
	uint32_t loginuid;
	uint64_t sequence;
};

/**
 * struct ctl_loopback - A kind of loopback of a module.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Of the module.
 * @component: The module.
 * @name: cmis-host or cmis-media, by the side of the module.
 * @id: Always 0.
 * @depth: Always 0.
 * @supported: Directions that the module has at this side.
 * @direction: In replies, the direction of the kind if a lane loops, else 0. In
 *	requests, 0 turns loopbacks off; with name, it chooses the kind, and the
 *	other one of the side is turned off.
 * @kind: The kind.
 * @lanes: In replies, lanes that loop; bit 0 is lane 1. In requests, lanes to
 *	change; absent for all.
 * @revert_ms: The former loopbacks come back after this time, 1000 to 600000
 *	ms, unless confirmed.
 * @revert_id: Number of the change for confirm; absent if it lasts.
 * @sequence: In notifications: their number. In replies: number of the last
 *	notification that they include.
 */
struct ctl_loopback {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t component;
	char name[31 + 1];
	uint32_t id;
	uint8_t depth;
	uint8_t supported;
	uint8_t direction;
	uint32_t kind;
	uint64_t lanes;
	uint32_t revert_ms;
	uint32_t revert_id;
	uint64_t sequence;
};

/**
 * struct ctl_test - The test patterns of a lane at one side.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @generation: Of the module.
 * @lane: The lane, from 1.
 * @side: Host or media.
 * @tx_pattern: Of the generator, as the module has it. In requests, off turns
 *	it off; absent: it stays as it is.
 * @rx_pattern: As tx-pattern, of the checker.
 * @action: The action.
 * @checker_lock: 1 if the checker had the pattern at the last look. Absent if
 *	no checker is on.
 * @error_count: Errors since the start or the last clear, as of the last sweep
 *	of VDM. Absent before the first one, and if the module has no counters.
 * @total_bits: Bits in this time.
 * @ber: Bit error ratio: errors by bits, or that of the module without
 *	counters. Absent if there was no error.
 * @ber_bound: Without an error, the ratio is below this one with a confidence
 *	of 95 %: 3 by bits.
 * @sync_losses: Sweeps in which the checker had lost the pattern.
 * @elapsed_ms: Time that the totals cover.
 * @state: The state.
 * @lanes: In requests, the lanes; bit 0 is lane 1; absent for all.
 * @revert_ms: The former state comes back after this time, 1000 to 600000 ms,
 *	unless confirmed.
 * @revert_id: Number of the change for confirm; absent if it lasts.
 * @sequence: In notifications: their number. In replies: number of the last
 *	notification that they include.
 */
struct ctl_test {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t lane;
	uint32_t side;
	uint32_t tx_pattern;
	uint32_t rx_pattern;
	uint32_t action;
	uint32_t checker_lock;
	uint64_t error_count;
	uint64_t total_bits;
	struct ctl_number ber;
	struct ctl_number ber_bound;
	uint32_t sync_losses;
	uint64_t elapsed_ms;
	uint32_t state;
	uint64_t lanes;
	uint32_t revert_ms;
	uint32_t revert_id;
	uint64_t sequence;
};

/**
 * struct ctl_action - A verb for a whole module.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @action: The verb.
 */
struct ctl_action {
	uint64_t have;
	uint32_t cage_id;
	uint32_t action;
};

/**
 * struct ctl_sign - Evidence of a verdict.
 * @have: the members that are there, a bit each
 * @time_ns: Boot time at which it was first seen.
 * @lane: First lane with it, from 1; absent for the module itself.
 * @lanes: All lanes with it; bit 0 is lane 1. Absent for the module itself.
 * @side: Side of the module.
 * @name: Name of the value, the flag or the request, as in a trace.
 * @value: Its value then, as sysfs has it.
 */
struct ctl_sign {
	uint64_t have;
	uint64_t time_ns;
	uint32_t lane;
	uint64_t lanes;
	uint32_t side;
	char name[CTL_TEXT_SIZE];
	char value[CTL_TEXT_SIZE];
};

/**
 * struct ctl_verdict - Why a link went down.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage; of a common cause, of the first one.
 * @number: Number of the verdict in the cage, from 1.
 * @event_ns: Boot time at which the link went down.
 * @time_ns: Boot time of the verdict.
 * @stage: Whether another verdict follows.
 * @verdict: The verdict.
 * @detail: Its closer cause.
 * @lanes: Lanes concerned; bit 0 is lane 1. 0 for the module as a whole.
 * @confidence: In percent; 0 if nobody knows.
 * @sequence: In notifications: their number. In replies: number of the last
 *	notification that they include.
 * @count: Number of verdicts of the cage with this verdict and detail, this one
 *	included.
 */
struct ctl_verdict {
	uint64_t have;
	uint32_t cage_id;
	uint32_t number;
	uint64_t event_ns;
	uint64_t time_ns;
	uint32_t stage;
	uint32_t verdict;
	uint32_t detail;
	uint64_t lanes;
	uint32_t confidence;
	uint64_t sequence;
	uint32_t count;
};

/**
 * struct ctl_guard - The usual bit error ratio of a side of a lane.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @lane: Lane, from 1.
 * @side: Host or media.
 * @level: The usual ratio.
 * @spread_mdecade: Usual distance from it, in thousandths of a decade.
 * @samples: Number of samples, 65535 or more as 65535.
 * @age_minutes: Minutes since the first of them, likewise.
 * @valid: 1 if there were enough to compare with, else 0.
 * @worse: 1 while the lane is worse than before its link was down, else 0.
 * @before: The ratio before; while it is worse.
 * @after: The ratio after the link came up; while it is worse.
 * @sequence: In notifications: their number. In replies: number of the last
 *	notification that they include.
 */
struct ctl_guard {
	uint64_t have;
	uint32_t cage_id;
	uint32_t lane;
	uint32_t side;
	struct ctl_number level;
	uint32_t spread_mdecade;
	uint32_t samples;
	uint32_t age_minutes;
	uint32_t valid;
	uint32_t worse;
	struct ctl_number before;
	struct ctl_number after;
	uint64_t sequence;
};

/**
 * struct ctl_trend - A quantity of a lane over a window of time.
 * @have: the members that are there, a bit each
 * @cage_id: Number of the cage.
 * @lane: Lane, from 1; absent for the temperature of the module.
 * @side: Side of the module.
 * @name: Name of the quantity, as in a trace.
 * @window: The window.
 * @slope: Slope a day, in unit; absent without enough bins. Of powers, a fall
 *	is negative.
 * @unit: Of the slope, mdecade, mdb or ppm; thousandths of a decade or of a
 *	decibel, or millionths.
 * @hours_left: Hours until the limit of the module; absent if it is not
 *	reached.
 * @hours_left_low: The same by the steeper quartile of the slopes.
 * @hours_left_high: The same by the flatter quartile of the slopes.
 * @confidence: Percent of the slopes of pairs of bins that are within half and
 *	twice the slope.
 * @ahead: 1 while the limit is told to be ahead, by this window; else 0.
 * @serial: Serial number of the module.
 * @crc: CRC-32C of the bytes of the bins.
 * @sequence: Number of the last notification that the reply includes.
 */
struct ctl_trend {
	uint64_t have;
	uint32_t cage_id;
	uint32_t lane;
	uint32_t side;
	char name[31 + 1];
	uint32_t window;
	int32_t slope;
	char unit[CTL_TEXT_SIZE];
	uint32_t hours_left;
	uint32_t hours_left_low;
	uint32_t hours_left_high;
	uint32_t confidence;
	uint32_t ahead;
	char serial[16 + 1];
	uint32_t crc;
	uint64_t sequence;
};

extern const struct ctl_names ctl_cage_state_names;
extern const struct ctl_names ctl_unit_names;
extern const struct ctl_names ctl_level_names;
extern const struct ctl_names ctl_side_names;
extern const struct ctl_names ctl_alert_kind_names;
extern const struct ctl_names ctl_class_names;
extern const struct ctl_names ctl_reason_names;
extern const struct ctl_names ctl_raised_by_names;
extern const struct ctl_names ctl_rx_power_names;
extern const struct ctl_names ctl_contradiction_names;
extern const struct ctl_names ctl_module_event_names;
extern const struct ctl_names ctl_lane_flag_names;
extern const struct ctl_names ctl_management_names;
extern const struct ctl_names ctl_manager_names;
extern const struct ctl_names ctl_port_state_names;
extern const struct ctl_names ctl_port_reason_names;
extern const struct ctl_names ctl_record_state_names;
extern const struct ctl_names ctl_record_trigger_names;
extern const struct ctl_names ctl_health_action_names;
extern const struct ctl_names ctl_audit_cause_names;
extern const struct ctl_names ctl_loopback_component_names;
extern const struct ctl_names ctl_loopback_direction_names;
extern const struct ctl_names ctl_loopback_kind_names;
extern const struct ctl_names ctl_test_pattern_names;
extern const struct ctl_names ctl_test_action_names;
extern const struct ctl_names ctl_test_state_names;
extern const struct ctl_names ctl_module_action_names;
extern const struct ctl_names ctl_verdict_names;
extern const struct ctl_names ctl_verdict_detail_names;
extern const struct ctl_names ctl_advice_names;
extern const struct ctl_names ctl_verdict_stage_names;
extern const struct ctl_names ctl_trend_window_names;

extern const struct ctl_layout ctl_properties_layout;
extern const struct ctl_layout ctl_lengths_layout;
extern const struct ctl_layout ctl_counters_layout;
extern const struct ctl_layout ctl_nic_layout;
extern const struct ctl_layout ctl_cage_layout;
extern const struct ctl_layout ctl_number_layout;
extern const struct ctl_layout ctl_limits_layout;
extern const struct ctl_layout ctl_hits_layout;
extern const struct ctl_layout ctl_monitor_layout;
extern const struct ctl_layout ctl_reading_layout;
extern const struct ctl_layout ctl_limit_layout;
extern const struct ctl_layout ctl_lane_layout;
extern const struct ctl_layout ctl_alert_layout;
extern const struct ctl_layout ctl_claim_layout;
extern const struct ctl_layout ctl_control_layout;
extern const struct ctl_layout ctl_app_layout;
extern const struct ctl_layout ctl_record_layout;
extern const struct ctl_layout ctl_audit_layout;
extern const struct ctl_layout ctl_loopback_layout;
extern const struct ctl_layout ctl_test_layout;
extern const struct ctl_layout ctl_action_layout;
extern const struct ctl_layout ctl_sign_layout;
extern const struct ctl_layout ctl_verdict_layout;
extern const struct ctl_layout ctl_guard_layout;
extern const struct ctl_layout ctl_trend_layout;

#endif /* _CMISCTL_GEN_H */
