/* SPDX-License-Identifier: GPL-2.0-only */
/* The fields of the memory map, for people: tables, and values in words. */
#ifndef _CMISCTL_FIELDS_H
#define _CMISCTL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include <linux/types.h>

#include "image.h"

struct cmis_monitor;

#define CTL_WORDS_SIZE	640		/* words of a value */
#define CTL_NAMES_MAX	16

/* Attributes of a field */
#define CTL_UNVERIFIED	0x01	/* by one source, or a weak one */
#define CTL_LATCHED	0x02	/* a read clears it */
#define CTL_CUSTOM	0x04	/* of the vendor: not decoded */
#define CTL_IF_SET	0x08	/* not told if all bytes are 0 */
#define CTL_BY_OTHERS	0x10	/* other bytes say what is in it */
#define CTL_COPPER	0x20	/* not with optical media */
#define CTL_PAGED	0x40	/* not in flat memory */
#define CTL_OLD_FLAT	0x80	/* not in flat memory from 5.4 on */
#define CTL_STATED	0x100	/* 0: the module does not say */

/**
 * enum ctl_field_kind - how bytes become a value
 * @CTL_AS_HEX: they do not
 * @CTL_AS_NUMBER: a number, most significant byte first
 * @CTL_AS_SIGNED: such a number with a sign
 * @CTL_AS_LITTLE: a number, least significant byte first
 * @CTL_AS_F16: a decimal floating point number
 * @CTL_AS_STRING: text
 * @CTL_AS_CODE: a name for each number
 * @CTL_AS_BITS: a name for each bit
 * @CTL_AS_LANES: a lane for each bit
 * @CTL_AS_CALL: by a function
 */
enum ctl_field_kind {
	CTL_AS_HEX,
	CTL_AS_NUMBER,
	CTL_AS_SIGNED,
	CTL_AS_LITTLE,
	CTL_AS_F16,
	CTL_AS_STRING,
	CTL_AS_CODE,
	CTL_AS_BITS,
	CTL_AS_LANES,
	CTL_AS_CALL,
};

/**
 * struct ctl_module - a module whose memory is told
 * @image: its memory
 * @revision: as in lower 1; 0xff: not known
 * @flat: its memory has no pages
 * @laser: it is an external laser (ELSFP)
 * @media_type: lower 85
 * @bias_scale: factor of Tx bias; 0: not known
 */
struct ctl_module {
	const struct ctl_image *image;
	u8 revision;
	bool flat;
	bool laser;
	u8 media_type;
	u8 bias_scale;
};

/**
 * struct ctl_spot - a value that is put into words
 * @module: the module
 * @half: the half of the memory
 * @known: by byte of @half: it is known; NULL: all are
 * @bank: its bank
 * @data: first byte of the value
 * @size: number of bytes
 * @index: of the value, if the field has more
 * @raw: its bits, as a number
 */
struct ctl_spot {
	const struct ctl_module *module;
	const u8 *half;
	const bool *known;
	unsigned int bank;
	const u8 *data;
	unsigned int size;
	unsigned int index;
	u64 raw;
};

/**
 * struct ctl_format - words for a value
 * @kind: enum ctl_field_kind
 * @bits: width of a value that is smaller than a byte; 0: whole bytes
 * @digits: behind the decimal point
 * @factor: from the number to the unit; 0: 1
 * @unit: its unit, with a blank
 * @names: of codes or bits
 * @name: of codes
 * @call: the function
 */
struct ctl_format {
	enum ctl_field_kind kind;
	u8 bits;
	u8 digits;
	double factor;
	const char *unit;
	const char *names[CTL_NAMES_MAX];
	const char *(*name)(u8 code);
	void (*call)(const struct ctl_spot *spot, char *text, size_t size);
};

/**
 * struct ctl_field - a field of the memory map
 * @first: its first byte, 0 to 255
 * @size: bytes of a value; if values are smaller than a byte, of all
 * @name: its name
 * @format: its values
 * @count: number of values behind each other; 0: one
 * @mask: its bits in the byte; 0: all
 * @since: first revision with it, as in lower 1; 0: any
 * @is: CTL_UNVERIFIED and so on
 */
struct ctl_field {
	u8 first;
	u8 size;
	const char *name;
	const struct ctl_format *format;
	u8 count;
	u8 mask;
	u8 since;
	u16 is;
};

/**
 * struct ctl_page - a page of the memory map
 * @page: its number; CTL_LOWER: lower memory
 * @last: the last one of its kind; 0: it is the only one
 * @laser: in external lasers only
 * @blocks: its banks are blocks, not eight lanes each
 * @fields: in the order of their bytes
 * @count: of @fields
 */
struct ctl_page {
	int page;
	int last;
	bool laser;
	bool blocks;
	const struct ctl_field *fields;
	unsigned int count;
};

/* Words that fields share */
extern const struct ctl_format ctl_hex, ctl_number, ctl_string, ctl_lanes,
	ctl_yes, ctl_f16, ctl_duration, ctl_celsius, ctl_supply, ctl_milliwatt,
	ctl_milliampere, ctl_centi_dbm, ctl_mhz, ctl_version, ctl_levels,
	ctl_interface_host, ctl_interface_media, ctl_path_config;

/* Formats within a table */
#define CTL_CODES(...) \
	(&(const struct ctl_format){ .kind = CTL_AS_CODE, \
				     .names = { __VA_ARGS__ } })
#define CTL_BIT_NAMES(...) \
	(&(const struct ctl_format){ .kind = CTL_AS_BITS, \
				     .names = { __VA_ARGS__ } })
#define CTL_SMALL_CODES(_bits, ...) \
	(&(const struct ctl_format){ .kind = CTL_AS_CODE, .bits = (_bits), \
				     .names = { __VA_ARGS__ } })
#define CTL_NAMED(_name) \
	(&(const struct ctl_format){ .kind = CTL_AS_CODE, .name = (_name) })
#define CTL_SMALL_NAMED(_bits, _name) \
	(&(const struct ctl_format){ .kind = CTL_AS_CODE, .bits = (_bits), \
				     .name = (_name) })
#define CTL_SCALED(_kind, _factor, _digits, _unit) \
	(&(const struct ctl_format){ .kind = (_kind), .factor = (_factor), \
				     .digits = (_digits), .unit = (_unit) })
#define CTL_SMALL_SCALED(_bits, _factor, _digits, _unit) \
	(&(const struct ctl_format){ .kind = CTL_AS_NUMBER, .bits = (_bits), \
				     .factor = (_factor), \
				     .digits = (_digits), .unit = (_unit) })
#define CTL_CALLED(_call) \
	(&(const struct ctl_format){ .kind = CTL_AS_CALL, .call = (_call) })

/* Four thresholds, or anything else in the order of page 02h */
#define CTL_FOUR_LEVELS(_first, _name, _format, ...) \
	{ (_first), 2, _name ", high alarm", _format, __VA_ARGS__ }, \
	{ (_first) + 2, 2, _name ", low alarm", _format, __VA_ARGS__ }, \
	{ (_first) + 4, 2, _name ", high warning", _format, __VA_ARGS__ }, \
	{ (_first) + 6, 2, _name ", low warning", _format, __VA_ARGS__ }

/* The same, a byte with a bit for each lane */
#define CTL_LEVEL_LANES(_first, _name, ...) \
	{ (_first), 1, _name ", high alarm", &ctl_lanes, __VA_ARGS__ }, \
	{ (_first) + 1, 1, _name ", low alarm", &ctl_lanes, __VA_ARGS__ }, \
	{ (_first) + 2, 1, _name ", high warning", &ctl_lanes, __VA_ARGS__ }, \
	{ (_first) + 3, 1, _name ", low warning", &ctl_lanes, __VA_ARGS__ }

#define CTL_PAGE(_page, _fields, ...) \
	{ .page = (_page), .fields = (_fields), \
	  .count = ARRAY_SIZE(_fields), __VA_ARGS__ }

/* Ends with an entry without fields */
extern const struct ctl_page ctl_pages_static[];
extern const struct ctl_page ctl_pages_lanes[];
extern const struct ctl_page ctl_pages_other[];

const struct ctl_page *ctl_page_find(int page);
bool ctl_spot_knows(const struct ctl_spot *spot, unsigned int first,
		    unsigned int count);
unsigned int ctl_field_values(const struct ctl_field *field);
unsigned int ctl_field_bytes(const struct ctl_field *field);
void ctl_field_text(const struct ctl_spot *spot, const struct ctl_field *field,
		    char *text, size_t size);
void ctl_monitor_text(const struct cmis_monitor *monitor, u16 raw, char *text,
		      size_t size);

#endif /* _CMISCTL_FIELDS_H */
