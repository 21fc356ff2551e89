/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel sends, as structures. Pure: bytes in, structures out. */
#ifndef _CMISCTL_PARSE_H
#define _CMISCTL_PARSE_H

#include <linux/cmis.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

#define CTL_TEXT_SIZE 64
#define CTL_LONG_TEXT_SIZE 128

/**
 * struct ctl_attr - an attribute within a message
 * @type: its number
 * @data: what it holds
 * @len: of @data
 */
struct ctl_attr {
	uint16_t type;
	const uint8_t *data;
	size_t len;
};

/**
 * enum ctl_kind - what an attribute holds
 * @CTL_IGNORED: nothing of interest
 * @CTL_U32: a number
 * @CTL_S32: a number
 * @CTL_U64: a number
 * @CTL_ENUM: a number with names
 * @CTL_BITS: a mask with names
 * @CTL_STRING: text; kept as printable ASCII
 * @CTL_NEST: attributes
 */
enum ctl_kind {
	CTL_IGNORED,
	CTL_U32,
	CTL_S32,
	CTL_U64,
	CTL_ENUM,
	CTL_BITS,
	CTL_STRING,
	CTL_NEST,
};

/**
 * struct ctl_field - an attribute, and where it is kept
 * @name: its name in the specification
 * @kind: what it holds
 * @offset: in the structure
 * @size: in the structure
 * @names: of an enum's values or a mask's bits
 * @nested: of a nest
 */
struct ctl_field {
	const char *name;
	enum ctl_kind kind;
	size_t offset;
	size_t size;
	const struct ctl_names *names;
	const struct ctl_layout *nested;
};

/**
 * struct ctl_layout - how a structure is made from attributes
 * @fields: by number of the attribute
 * @max: highest number
 * @size: of the structure
 * @required: attributes that a message cannot do without, a bit each
 * @mantissa: attribute with that of a floating point number; 0 if there is none
 * @exponent: attribute with its exponent
 *
 * Each structure starts with uint32_t have: what was there, a bit each.
 */
struct ctl_layout {
	const struct ctl_field *fields;
	unsigned int max;
	size_t size;
	uint32_t required;
	unsigned int mantissa;
	unsigned int exponent;
};

/**
 * struct ctl_cage - a cage and the module in it; CMIS_A_CAGE_*
 * @have: which of the members are there, a bit each
 * @id: see the specification, as for all that follow
 * @name: device
 * @label: front panel
 * @status: of the cage
 * @error: errno
 * @generation: of the module
 * @netdev: name
 * @thermal_period_ms: period
 * @lanes_period_ms: period
 * @stale_sweeps: count
 * @identifier: code
 * @identifier_name: name of the code
 * @cmis_revision: text
 * @module_state: code
 * @module_state_name: name of the code
 * @vendor_name: text
 * @vendor_oui: text
 * @vendor_pn: text
 * @vendor_rev: text
 * @vendor_sn: text
 * @date_code: text
 * @firmware: text
 * @lanes: count
 * @event: in notifications
 * @sequence: number of the notification
 * @time_ns: boot time
 * @vdm_period_ms: period
 * @diagnostics: the diagnostics page is read
 */
struct ctl_cage {
	uint32_t have;
	uint32_t id;
	char name[CTL_TEXT_SIZE];
	char label[CTL_TEXT_SIZE];
	uint32_t status;
	uint32_t error;
	uint32_t generation;
	char netdev[CTL_TEXT_SIZE];
	uint32_t thermal_period_ms;
	uint32_t lanes_period_ms;
	uint32_t stale_sweeps;
	uint32_t identifier;
	char identifier_name[CTL_LONG_TEXT_SIZE];
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
};

/**
 * struct ctl_thresholds - of a monitor; CMIS_A_THRESHOLDS_*
 * @have: which of the members are there, a bit each
 * @high_alarm: limit
 * @low_alarm: limit
 * @high_warning: limit
 * @low_warning: limit
 */
struct ctl_thresholds {
	uint32_t have;
	int32_t high_alarm;
	int32_t low_alarm;
	int32_t high_warning;
	int32_t low_warning;
};

/**
 * struct ctl_float - mantissa * 10^exponent; CMIS_A_FLOAT_*
 * @have: which of the members are there, a bit each
 * @mantissa: see the specification
 * @exponent: see the specification
 */
struct ctl_float {
	uint32_t have;
	uint32_t mantissa;
	int32_t exponent;
};

/**
 * struct ctl_float_limits - of an observable; CMIS_A_FLOAT_THRESHOLDS_*
 * @have: which of the members are there, a bit each
 * @high_alarm: limit
 * @low_alarm: limit
 * @high_warning: limit
 * @low_warning: limit
 */
struct ctl_float_limits {
	uint32_t have;
	struct ctl_float high_alarm;
	struct ctl_float low_alarm;
	struct ctl_float high_warning;
	struct ctl_float low_warning;
};

/**
 * struct ctl_monitor - a monitored value; CMIS_A_MONITOR_*
 * @have: which of the members are there, a bit each
 * @cage_id: number of the cage
 * @generation: of the module
 * @quantity: what is measured
 * @side: where
 * @lane: from 1
 * @unit: of the value
 * @value: the value
 * @error: errno
 * @thresholds: limits
 * @levels: alarms and warnings
 * @age_ms: of the value
 * @sequence: number of the last notification
 * @observable: type, 0 if it is a quantity
 * @name: of the observable
 * @raw: as the module gives it
 * @mantissa: of a floating point number
 * @exponent: likewise
 * @statistic: of the time between two sweeps
 * @float_thresholds: limits of a floating point number
 */
struct ctl_monitor {
	uint32_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t quantity;
	uint32_t side;
	uint32_t lane;
	uint32_t unit;
	int32_t value;
	uint32_t error;
	struct ctl_thresholds thresholds;
	uint32_t levels;
	uint32_t age_ms;
	uint64_t sequence;
	uint32_t observable;
	char name[CTL_TEXT_SIZE];
	uint32_t raw;
	uint32_t mantissa;
	int32_t exponent;
	uint32_t statistic;
	struct ctl_float_limits float_thresholds;
};

/**
 * struct ctl_lane - status of a lane; CMIS_A_LANE_*
 * @have: which of the members are there, a bit each
 * @cage_id: number of the cage
 * @generation: of the module
 * @lane: from 1
 * @error: errno
 * @datapath_state: code
 * @datapath_state_name: name of the code
 * @application: from 1
 * @datapath_lane: first of the data path
 * @config_status: code
 * @config_status_name: name of the code
 * @flags: latched
 * @supported_flags: that the module has
 * @rx_output_valid: towards the host
 * @tx_output_valid: towards the media
 * @sequence: number of the last notification
 * @media_errors: bits that were wrong, of @media_bits
 * @media_bits: bits that were checked
 * @host_errors: bits that were wrong, of @host_bits
 * @host_bits: bits that were checked
 * @media_sync_lost: the pattern was lost
 * @host_sync_lost: the pattern was lost
 */
struct ctl_lane {
	uint32_t have;
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
 * struct ctl_alert - an alert; CMIS_A_ALERT_*
 * @have: which of the members are there, a bit each
 * @cage_id: number of the cage
 * @generation: of the module
 * @type: what it is about
 * @quantity: of a monitor
 * @level: of a monitor or an observable, one bit
 * @side: of the module
 * @lane: from 1
 * @active: raised and not cleared
 * @sets: count
 * @first_raised_ns: boot time
 * @last_raised_ns: boot time
 * @last_cleared_ns: boot time
 * @value: that raised it
 * @threshold: that it was compared with
 * @unit: of the value
 * @reason: why it was cleared
 * @merged: count
 * @sequence: number of the notification
 * @time_ns: boot time
 * @observable: type of the observable
 * @name: of the observable
 * @float_value: that raised it, if it is a floating point number
 * @float_threshold: that it was compared with, likewise
 */
struct ctl_alert {
	uint32_t have;
	uint32_t cage_id;
	uint32_t generation;
	uint32_t type;
	uint32_t quantity;
	uint32_t level;
	uint32_t side;
	uint32_t lane;
	uint32_t active;
	uint32_t sets;
	uint64_t first_raised_ns;
	uint64_t last_raised_ns;
	uint64_t last_cleared_ns;
	int32_t value;
	int32_t threshold;
	uint32_t unit;
	uint32_t reason;
	uint32_t merged;
	uint64_t sequence;
	uint64_t time_ns;
	uint32_t observable;
	char name[CTL_TEXT_SIZE];
	struct ctl_float float_value;
	struct ctl_float float_threshold;
};

extern const struct ctl_layout ctl_cage_layout;
extern const struct ctl_layout ctl_monitor_layout;
extern const struct ctl_layout ctl_lane_layout;
extern const struct ctl_layout ctl_alert_layout;

#define CTL_HAS(object, attr) (((object)->have >> (attr)) & 1)

int ctl_attr_next(const uint8_t **data, size_t *len, struct ctl_attr *attr);
int ctl_attr_find(const void *data, size_t len, uint16_t type,
		  struct ctl_attr *attr);
void ctl_text_copy(char *to, size_t size, const uint8_t *from, size_t len);
int ctl_parse(const struct ctl_layout *layout, const void *data, size_t len,
	      void *object);

#endif /* _CMISCTL_PARSE_H */
