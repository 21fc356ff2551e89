// SPDX-License-Identifier: GPL-2.0-only
/* Values of fields in words. */

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/unaligned.h>

#include "fields.h"
#include "spec/codes.h"
#include "spec/f16.h"
#include "spec/monitors.h"
#include "spec/regs.h"
#include "spec/value.h"

/* Append words; text that does not fit is cut. */
__attribute__((format(printf, 3, 4)))
static void append(char *text, size_t size, const char *format, ...)
{
	size_t len = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + len, size - len, format, args);
	va_end(args);
}

/* ------------------------------------------------------------------------ */
/* Formats that fields share                                                */
/* ------------------------------------------------------------------------ */

static void tell_power(const struct ctl_spot *spot, char *text, size_t size)
{
	if (spot->raw)
		append(text, size, "%.4f mW (%.2f dBm)", spot->raw / 1e4,
		       10 * log10(spot->raw / 1e4));
	else
		append(text, size, "0 mW");
}

static void tell_bias(const struct ctl_spot *spot, char *text, size_t size)
{
	unsigned int scale = spot->module->bias_scale;

	if (scale)
		append(text, size, "%.3f mA", spot->raw * 2 * scale / 1e3);
	else
		append(text, size, "%llu x 2 uA",
		       (unsigned long long)spot->raw);
}

static void tell_version(const struct ctl_spot *spot, char *text, size_t size)
{
	append(text, size, "%u.%u", spot->data[0], spot->data[1]);
}

static void tell_interface(const struct cmis_interface *interface, u8 code,
			   char *text, size_t size)
{
	if (interface)
		append(text, size, "%s (%02Xh)", interface->name, code);
	else if (code == CMIS_APP_END)
		append(text, size, "none (FFh)");
	else
		append(text, size, "code %02Xh", code);
}

static void tell_host(const struct ctl_spot *spot, char *text, size_t size)
{
	tell_interface(cmis_host_interface(spot->raw), spot->raw, text, size);
}

static void tell_media(const struct ctl_spot *spot, char *text, size_t size)
{
	tell_interface(cmis_media_interface(spot->module->media_type,
					    spot->raw),
		       spot->raw, text, size);
}

static void tell_path_config(const struct ctl_spot *spot, char *text,
			     size_t size)
{
	u8 config = spot->raw;

	if (!FIELD_GET(CMIS_DP_CONFIG_APPSEL, config)) {
		append(text, size, "unused");
		return;
	}
	append(text, size, "application %u from host lane %u%s",
	       (u8)FIELD_GET(CMIS_DP_CONFIG_APPSEL, config),
	       spot->bank * CMIS_LANES_PER_BANK +
	       (u8)FIELD_GET(CMIS_DP_CONFIG_DPID, config) + 1,
	       config & CMIS_DP_CONFIG_EXPLICIT ? " with own settings" : "");
}

const struct ctl_format ctl_hex = { .kind = CTL_AS_HEX };
const struct ctl_format ctl_number = { .kind = CTL_AS_NUMBER };
const struct ctl_format ctl_string = { .kind = CTL_AS_STRING };
const struct ctl_format ctl_lanes = { .kind = CTL_AS_LANES };
const struct ctl_format ctl_f16 = { .kind = CTL_AS_F16 };
const struct ctl_format ctl_yes = {
	.kind = CTL_AS_CODE, .names = { "no", "yes" }
};

const struct ctl_format ctl_duration = {
	.kind = CTL_AS_CODE,
	.names = {
		"< 1 ms", "< 5 ms", "< 10 ms", "< 50 ms", "< 100 ms",
		"< 500 ms", "< 1 s", "< 5 s", "< 10 s", "< 1 min", "< 5 min",
		"< 10 min", "< 50 min", ">= 50 min",
	},
};

const struct ctl_format ctl_celsius = {
	.kind = CTL_AS_SIGNED, .factor = 1 / 256.0, .digits = 2, .unit = " C"
};

const struct ctl_format ctl_supply = {
	.kind = CTL_AS_NUMBER, .factor = 0.0001, .digits = 4, .unit = " V"
};

const struct ctl_format ctl_centi_dbm = {
	.kind = CTL_AS_SIGNED, .factor = 0.01, .digits = 2, .unit = " dBm"
};

const struct ctl_format ctl_mhz = {
	.kind = CTL_AS_SIGNED, .unit = " MHz"
};

const struct ctl_format ctl_levels = {
	.kind = CTL_AS_BITS,
	.names = {
		"high alarm", "low alarm", "high warning", "low warning",
		"high alarm", "low alarm", "high warning", "low warning",
	},
};

const struct ctl_format ctl_milliwatt = {
	.kind = CTL_AS_CALL, .call = tell_power
};

const struct ctl_format ctl_milliampere = {
	.kind = CTL_AS_CALL, .call = tell_bias
};

const struct ctl_format ctl_version = {
	.kind = CTL_AS_CALL, .call = tell_version
};

const struct ctl_format ctl_interface_host = {
	.kind = CTL_AS_CALL, .call = tell_host
};

const struct ctl_format ctl_interface_media = {
	.kind = CTL_AS_CALL, .call = tell_media
};

const struct ctl_format ctl_path_config = {
	.kind = CTL_AS_CALL, .call = tell_path_config
};

/* ------------------------------------------------------------------------ */
/* Values                                                                   */
/* ------------------------------------------------------------------------ */

static s64 sign_extend(u64 raw, unsigned int bytes)
{
	unsigned int shift = 64 - 8 * bytes;

	return (s64)(raw << shift) >> shift;
}

static void tell_number(const struct ctl_spot *spot,
			const struct ctl_format *format, char *text,
			size_t size)
{
	double factor = format->factor ? format->factor : 1;
	const char *unit = format->unit ? format->unit : "";

	if (format->kind == CTL_AS_SIGNED)
		append(text, size, "%.*f%s", format->digits,
		       sign_extend(spot->raw, spot->size) * factor, unit);
	else if (format->factor)
		append(text, size, "%.*f%s", format->digits,
		       spot->raw * factor, unit);
	else
		append(text, size, "%llu%s", (unsigned long long)spot->raw,
		       unit);
}

static void tell_code(const struct ctl_spot *spot,
		      const struct ctl_format *format, char *text, size_t size)
{
	const char *name = NULL;

	if (format->name)
		name = format->name(spot->raw);
	else if (spot->raw < CTL_NAMES_MAX)
		name = format->names[spot->raw];
	if (name)
		append(text, size, "%s", name);
	else
		append(text, size, "code %02Xh", (unsigned int)spot->raw);
}

static void tell_bits(u8 bits, const struct ctl_format *format, char *text,
		      size_t size)
{
	size_t begin = strlen(text);
	unsigned int i;

	for (i = 0; i < 8; i++) {
		if (!(bits & BIT(i)))
			continue;
		append(text, size, "%s", text[begin] ? ", " : "");
		if (format->names[i])
			append(text, size, "%s", format->names[i]);
		else
			append(text, size, "bit %u", i);
	}
	if (!text[begin])
		append(text, size, "none");
}

static void tell_lanes(const struct ctl_spot *spot, char *text, size_t size)
{
	unsigned int first = 1, i;
	size_t begin = strlen(text);

	/* A longer bitmap has all banks. */
	if (spot->size == 1)
		first += spot->bank * CMIS_LANES_PER_BANK;
	for (i = 0; i < 8 * spot->size; i++)
		if (spot->data[i / 8] & BIT(i % 8))
			append(text, size, "%s%u",
			       text[begin] ? ", " : "lanes ", first + i);
	if (!text[begin])
		append(text, size, "none");
}

static void tell_hex(const struct ctl_spot *spot, char *text, size_t size)
{
	unsigned int i;

	if (spot->size == 1) {
		append(text, size, "%02Xh", (unsigned int)spot->raw);
		return;
	}
	for (i = 0; i < spot->size; i++)
		append(text, size, "%s%02x", i ? " " : "", spot->data[i]);
}

static void tell_string(const struct ctl_spot *spot, char *text, size_t size)
{
	char string[CMIS_PAGE_SIZE + 1];

	if (!cmis_string_decode(spot->data, spot->size, string,
				sizeof(string)))
		append(text, size, "%s", string);
}

static void tell_value(const struct ctl_spot *spot,
		       const struct ctl_format *format, char *text, size_t size)
{
	char number[CMIS_F16_TEXT];

	switch (format->kind) {
	case CTL_AS_NUMBER:
	case CTL_AS_SIGNED:
	case CTL_AS_LITTLE:
		tell_number(spot, format, text, size);
		break;
	case CTL_AS_F16:
		cmis_f16_format(spot->raw, number, sizeof(number));
		append(text, size, "%s", number);
		break;
	case CTL_AS_STRING:
		tell_string(spot, text, size);
		break;
	case CTL_AS_CODE:
		tell_code(spot, format, text, size);
		break;
	case CTL_AS_BITS:
		tell_bits(spot->raw, format, text, size);
		break;
	case CTL_AS_LANES:
		tell_lanes(spot, text, size);
		break;
	case CTL_AS_CALL:
		format->call(spot, text, size);
		break;
	case CTL_AS_HEX:
		tell_hex(spot, text, size);
		break;
	}
}

/* ------------------------------------------------------------------------ */
/* Monitors                                                                 */
/* ------------------------------------------------------------------------ */

static const struct unit {
	const char *symbol;
	double divisor;
	int digits;
} units[CMIS_UNIT_COUNT] = {
	[CMIS_UNIT_RAW] = { "", 1, 0 },
	[CMIS_UNIT_MILLI_CELSIUS] = { " C", 1000, 2 },
	[CMIS_UNIT_MICRO_VOLT] = { " V", 1000000, 4 },
	[CMIS_UNIT_NANO_WATT] = { " mW", 1000000, 4 },
	[CMIS_UNIT_MICRO_AMPERE] = { " mA", 1000, 3 },
	[CMIS_UNIT_MILLI_PERCENT] = { " %", 1000, 2 },
	[CMIS_UNIT_SYMBOLS] = { " symbols", 1, 0 },
	[CMIS_UNIT_MILLI_DB] = { " dB", 1000, 2 },
	[CMIS_UNIT_MILLI_DBM] = { " dBm", 1000, 2 },
	[CMIS_UNIT_MHZ] = { " MHz", 1, 0 },
	[CMIS_UNIT_PS_PER_NM] = { " ps/nm", 1, 0 },
	[CMIS_UNIT_FS] = { " ps", 1000, 2 },
	[CMIS_UNIT_CENTI_PS2] = { " ps2", 100, 2 },
	[CMIS_UNIT_KRAD_PER_S] = { " krad/s", 1, 0 },
};

/**
 * ctl_monitor_text - a value or threshold of a monitor in words
 * @monitor: the monitor; only its type and its scale are looked at
 * @raw: the number as the module gives it
 * @text: gets the words
 * @size: of @text
 */
void ctl_monitor_text(const struct cmis_monitor *monitor, u16 raw, char *text,
		      size_t size)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(monitor->type);
	const struct unit *unit = &units[row->unit];
	struct cmis_number number = cmis_monitor_get_value(monitor, raw);

	if (row->format == CMIS_FORMAT_F16)
		cmis_f16_format(raw, text, size);
	else if (row->unit == CMIS_UNIT_NANO_WATT && number.mantissa > 0)
		snprintf(text, size, "%.4f mW, %.2f dBm",
			 number.mantissa / 1e6,
			 10 * log10(number.mantissa / 1e6));
	else
		snprintf(text, size, "%.*f%s", unit->digits,
			 number.mantissa / (unit->divisor ? unit->divisor : 1),
			 unit->symbol);
}

/* ------------------------------------------------------------------------ */
/* Fields                                                                   */
/* ------------------------------------------------------------------------ */

/**
 * ctl_field_bytes - the length of a field
 * @field: the field
 *
 * Return: number of its bytes.
 */
unsigned int ctl_field_bytes(const struct ctl_field *field)
{
	return field->size * (field->count ? field->count : 1);
}

/**
 * ctl_field_values - the values of a field
 * @field: the field
 *
 * Return: their number.
 */
unsigned int ctl_field_values(const struct ctl_field *field)
{
	if (field->format->bits)
		return 8 * field->size / field->format->bits;
	return field->count ? field->count : 1;
}

/* Names of bits go by their places in the byte. */
static u64 mask_apply(const struct ctl_field *field, u64 raw)
{
	if (!field->mask)
		return raw;
	raw &= field->mask;
	if (field->format->kind == CTL_AS_BITS)
		return raw;
	return raw / (field->mask & -field->mask);
}

static void spot_set(struct ctl_spot *spot, const struct ctl_field *field,
		     unsigned int index)
{
	unsigned int bits = field->format->bits, first = field->first % 128, i;

	spot->index = index;
	spot->size = bits ? 1 : field->size;
	spot->data = spot->half + first +
		     (bits ? index * bits / 8 : index * field->size);
	spot->raw = 0;
	for (i = 0; i < spot->size && i < sizeof(spot->raw); i++)
		if (field->format->kind == CTL_AS_LITTLE)
			spot->raw |= (u64)spot->data[i] << (8 * i);
		else
			spot->raw = spot->raw << 8 | spot->data[i];
	if (bits)
		spot->raw = spot->raw >> (index * bits % 8) &
			    (BIT(bits) - 1);
	else
		spot->raw = mask_apply(field, spot->raw);
}

/**
 * ctl_field_text - the values of a field in words
 * @spot: module, half and bank of the field
 * @field: the field
 * @text: gets the words; equal values of lanes behind each other are one
 * @size: of @text, at most CTL_WORDS_SIZE
 */
void ctl_field_text(const struct ctl_spot *spot, const struct ctl_field *field,
		    char *text, size_t size)
{
	unsigned int count = ctl_field_values(field), from = 0, i;
	char now[CTL_WORDS_SIZE], before[CTL_WORDS_SIZE] = "";
	struct ctl_spot at = *spot;
	unsigned int lane = 1;

	text[0] = '\0';
	if (count == CMIS_LANES_PER_BANK)
		lane += spot->bank * CMIS_LANES_PER_BANK;
	for (i = 0; i <= count; i++) {
		now[0] = '\0';
		if (i < count) {
			spot_set(&at, field, i);
			tell_value(&at, field->format, now, sizeof(now));
		}
		if (i && i < count && !strcmp(now, before))
			continue;
		if (i && count == 1)
			append(text, size, "%s", before);
		else if (i && from + 1 == i)
			append(text, size, "%s%u: %s", from ? "; " : "",
			       lane + from, before);
		else if (i)
			append(text, size, "%s%u-%u: %s", from ? "; " : "",
			       lane + from, lane + i - 1, before);
		memcpy(before, now, sizeof(before));
		from = i;
	}
}

/**
 * ctl_spot_knows - whether other bytes of the half are known
 * @spot: the value that depends on them
 * @first: the first of them, 0 to 255
 * @count: their number
 *
 * Return: true if all are.
 */
bool ctl_spot_knows(const struct ctl_spot *spot, unsigned int first,
		    unsigned int count)
{
	unsigned int i;

	for (i = 0; spot->known && i < count; i++)
		if (!spot->known[first % CTL_HALF_SIZE + i])
			return false;
	return true;
}

/**
 * ctl_page_find - the fields of a page
 * @page: the page; CTL_LOWER: lower memory
 *
 * Return: the page; NULL if nothing is known of it.
 */
const struct ctl_page *ctl_page_find(int page)
{
	static const struct ctl_page *const tables[] = {
		ctl_pages_static, ctl_pages_lanes, ctl_pages_other,
	};
	const struct ctl_page *at;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(tables); i++)
		for (at = tables[i]; at->fields; at++)
			if (page >= at->page &&
			    page <= (at->last ? at->last : at->page))
				return at;
	return NULL;
}
