/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Monitors: everything that a module measures.
 *
 * A row of the table describes a type of monitors completely. A new monitor at
 * a fixed register needs its register in spec/regs.h, and a row.
 *
 * Pure, as the decoders are: see spec/value.h.
 */
#ifndef _CMIS_MONITORS_H
#define _CMIS_MONITORS_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

/*
 * Levels (in the order of page 02h and of the flags), units and sides are
 * those of the netlink family.
 */
#define CMIS_LEVEL_COUNT	(CMIS_LEVEL_MAX + 1)
#define CMIS_UNIT_COUNT		(CMIS_UNIT_MAX + 1)
#define CMIS_SIDE_COUNT		(CMIS_SIDE_MAX + 1)

/*
 * Types of monitors: those of VDM by the number in their descriptors, and from
 * 256 on those at fixed registers. The table has more than are named here.
 */
enum cmis_monitor_type {
	CMIS_MON_NONE = 0,
	CMIS_MON_MEDIA_SNR = 5,
	CMIS_MON_HOST_SNR = 6,
	CMIS_MON_MEDIA_BER = 15,
	CMIS_MON_HOST_BER = 16,
	CMIS_MON_FIXED = 256,
	CMIS_MON_TEMP = CMIS_MON_FIXED,
	CMIS_MON_VCC,
	CMIS_MON_AUX1_CUSTOM,
	CMIS_MON_AUX1_TEC,
	CMIS_MON_AUX2_LASER_TEMP,
	CMIS_MON_AUX2_TEC,
	CMIS_MON_AUX3_LASER_TEMP,
	CMIS_MON_AUX3_VCC2,
	CMIS_MON_CUSTOM,
	CMIS_MON_TX_POWER,
	CMIS_MON_TX_BIAS,
	CMIS_MON_RX_POWER,
	CMIS_MON_LASER_VOLTAGE,
	CMIS_MON_SUPPLY_CURRENT,
};

/*
 * Performance of the line (spec/pm.h): ratios of frames that were not corrected
 * (average, minimum, maximum; media, host), and three values of each quantity.
 */
#define CMIS_MON_FRAMES		288
#define CMIS_MON_LINE		294
#define CMIS_LINE_VALUES	3

/* No type has this number or one beyond it. */
#define CMIS_MON_TYPES_MAX	384

/* Lane of a monitor that belongs to the module as a whole. */
#define CMIS_LANE_NONE	0xff

/* The 16 bits of a value, in the order of the module's bytes. */
enum cmis_format {
	CMIS_FORMAT_U16,
	CMIS_FORMAT_S16,
	CMIS_FORMAT_F16,	/* decimal floating point */
	CMIS_FORMAT_U8,		/* one byte only */
};

/* The owner of a monitor. */
enum cmis_scope {
	CMIS_SCOPE_MODULE,
	CMIS_SCOPE_LANE,
	CMIS_SCOPE_PATH,	/* a data path, by its first host lane */
};

/* When a value may be compared with thresholds. */
enum cmis_when {
	CMIS_WHEN_POWERED,	/* ModuleReady, or not 0 */
	CMIS_WHEN_READY,	/* ModuleReady; of a lane DPActivated, too */
	CMIS_WHEN_RECEIVING,	/* DPActivated or DPInitialized */
	CMIS_WHEN_LIT,		/* DPActivated, and the Tx output is on */
};

/* Kinds of hwmon channels. */
enum cmis_hwmon_kind {
	CMIS_HWMON_NONE,
	CMIS_HWMON_TEMP,
	CMIS_HWMON_IN,
	CMIS_HWMON_CURR,
	CMIS_HWMON_POWER,
	CMIS_HWMON_KIND_COUNT,
};

/**
 * struct cmis_monitor_row - a type of monitors
 * @name: in files and messages, without the unit; NULL: not in any table,
 *	shown as the raw number
 * @label: in hwmon, after "laneN " for monitors of lanes
 * @format: enum cmis_format
 * @unit: enum cmis_unit
 * @side: enum cmis_side
 * @scope: enum cmis_scope
 * @when: enum cmis_when
 * @hwmon: enum cmis_hwmon_kind
 * @statistic: over the time between two freezes; live otherwise
 * @light: of received light: a lane without light has no value
 * @mul: numerator of the scale, for U16 and S16
 * @div: its denominator; the quotient is rounded to the nearest
 * @least: least possible value, as the module gives it; unused for F16
 * @most: greatest possible value; 0 like @least: any number is possible
 * @value: register of the value, of lane 1 for monitors of lanes; 0 for types
 *	of VDM and of the line, and so are all that follow
 * @thresholds: register of the four thresholds; 0 = none
 * @flags: register of the four flags: a nibble of lower memory, or a byte for
 *	each level with a bit for each lane; 0 = none
 * @flags_shift: lowest bit of the nibble
 * @advert: register on page 01h that says whether the module has it; 0 = each
 *	module with pages has
 * @advert_mask: the bit there
 * @select_mask: bit of 01h:145 that chooses between two monitors at the same
 *	registers; 0 = there is no choice
 * @select: @select_mask if this is the one for a set bit, else 0
 * @assumed: modules with a blank page 01h have it
 * @scaled: 01h:160.4-3 scales it
 * @coarse: external lasers give it in a unit of their own
 */
struct cmis_monitor_row {
	const char *name;
	const char *label;
	u8 format;
	u8 unit;
	u8 side;
	u8 scope;
	u8 when;
	u8 hwmon;
	bool statistic;
	bool light;
	s32 mul;
	s32 div;
	s32 least;
	s32 most;
	u32 value;
	u32 thresholds;
	u32 flags;
	u8 flags_shift;
	u8 advert_mask;
	u32 advert;
	u8 select_mask;
	u8 select;
	bool assumed;
	bool scaled;
	bool coarse;
};

/**
 * struct cmis_unit_info - how values of a unit behave
 * @suffix: of a file's name, with its underline; "" for plain numbers
 * @hysteresis: how far a value must be back behind its threshold ...
 * @shift: ... plus that part of the threshold, as a power of two; 0 = none
 * @step: largest plausible change between two sweeps; 0 = any is plausible
 */
struct cmis_unit_info {
	const char *suffix;
	s32 hysteresis;
	u8 shift;
	s32 step;
};

/* Where values come from. */
enum cmis_source {
	CMIS_SOURCE_LOWER,	/* lower memory */
	CMIS_SOURCE_LANES,	/* page 11h */
	CMIS_SOURCE_EXT,	/* page 1Bh; flags on page 1Ah */
	CMIS_SOURCE_VDM,	/* pages 24h-27h */
	CMIS_SOURCE_DIAG,	/* page 14h, by the diagnostics selector */
	CMIS_SOURCE_PM,		/* pages 34h, 35h and 3Ah, in a freeze */
};

/**
 * struct cmis_monitor - one thing that a module measures
 * @type: enum cmis_monitor_type, or another type of the table
 * @source: enum cmis_source
 * @bank: bank of the value and of the flags
 * @page: page of the value
 * @offset: first byte of the value
 * @little_endian: the value's low byte comes first
 * @flags: first byte of the flags: in lower memory, on page 11h, 1Ah or 2Ch;
 *	0 = none
 * @flags_bit: bit of the first flag
 * @flags_bytes: each level has its byte; else the four are in one
 * @lane: from 0; of a data path the first host lane; %CMIS_LANE_NONE for the
 *	module as a whole
 * @scale: factor of the value
 * @has: bits of enum cmis_level: thresholds that count
 * @odd: the module has other thresholds, which cannot be meant
 * @limit: thresholds by enum cmis_level, raw; 0 if they do not count
 * @overridden: bits of enum cmis_level: thresholds of the administrator, not of
 *	the module
 * @next: index of the next monitor of this type, plus 1; 0 = none. See
 *	cmis_module_link()
 */
struct cmis_monitor {
	u16 type;
	u8 source;
	u8 bank;
	u8 page;
	u8 offset;
	bool little_endian;
	u8 flags;
	u8 flags_bit;
	bool flags_bytes;
	u8 lane;
	u8 scale;
	u8 has;
	bool odd;
	u16 limit[CMIS_LEVEL_COUNT];
	u8 overridden;
	u16 next;
};

/**
 * struct cmis_monitor_list - the monitors of a module, while they are found
 * @adverts: page 01h, or NULL if it is blank
 * @thresholds: page 02h, or NULL if it is blank
 * @scale: of monitors that 01h:160.4-3 scales
 * @count: number of @monitor
 * @max: room in @monitor
 * @rejected: descriptors that contradict others, or the module
 * @monitor: the monitors
 */
struct cmis_monitor_list {
	const u8 *adverts;
	const u8 *thresholds;
	u8 scale;
	unsigned int count;
	unsigned int max;
	unsigned int rejected;
	struct cmis_monitor *monitor;
};

/**
 * struct cmis_reading - a monitor as a sweep found it
 * @raw: value as the module gives it
 * @levels: bits of enum cmis_level, as latched
 * @valid: @raw could be read
 * @hits: by enum cmis_level, how often any read found the flag set since the
 *	sweep before
 */
struct cmis_reading {
	u16 raw;
	u8 levels;
	bool valid;
	u16 hits[CMIS_LEVEL_COUNT];
};

/**
 * struct cmis_number - a decoded value: mantissa * 10^exponent of its unit
 * @mantissa: the value itself, if @exponent is 0
 * @exponent: 0 unless the module gives floating point numbers
 */
struct cmis_number {
	s32 mantissa;
	s32 exponent;
};

static inline bool cmis_level_is_high(unsigned int level)
{
	return level == CMIS_LEVEL_HIGH_ALARM ||
	       level == CMIS_LEVEL_HIGH_WARNING;
}

/* The other end of the range: levels come in pairs, high and low. */
static inline unsigned int cmis_level_opposite(unsigned int level)
{
	return level ^ 1;
}

void cmis_monitors_add(struct cmis_monitor_list *list, unsigned int lane,
		       bool media);
unsigned int cmis_monitor_types(void);
const struct cmis_monitor_row *cmis_monitor_row(unsigned int type);
const struct cmis_unit_info *cmis_unit_get(unsigned int unit);
u16 cmis_monitor_get_raw(const struct cmis_monitor *monitor, const u8 *half);
u8 cmis_monitor_get_flags(const struct cmis_monitor *monitor, const u8 *half);
struct cmis_number cmis_monitor_get_value(const struct cmis_monitor *monitor,
					  u16 raw);
int cmis_monitor_encode(const struct cmis_monitor *monitor,
			struct cmis_number number, u16 *raw);
unsigned int cmis_monitor_find_type(const char *name);
int cmis_monitor_compare(const struct cmis_monitor *monitor, u16 a, u16 b);
int cmis_monitor_check(const struct cmis_monitor *monitor, u16 raw);
void cmis_monitor_set_limits(struct cmis_monitor *monitor, const u8 *set);
u8 cmis_monitor_get_levels(const struct cmis_monitor *monitor, u16 raw);

#endif /* _CMIS_MONITORS_H */
