// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl's parser and texts. */

#include <errno.h>
#include <linux/netlink.h>
#include <stdbool.h>
#include <string.h>

#include "../../tools/cmisctl/flags.h"
#include "../../tools/cmisctl/format.h"
#include "../../tools/cmisctl/gen.h"
#include "tap.h"

/**
 * struct stream - attributes that are being written
 * @data: the attributes
 * @len: of @data
 */
struct stream {
	uint8_t data[512] __attribute__((aligned(4)));
	size_t len;
};

static void put(struct stream *stream, uint16_t type, const void *data,
		size_t len)
{
	struct nlattr head = { .nla_len = sizeof(head) + len,
			       .nla_type = type };

	memcpy(stream->data + stream->len, &head, sizeof(head));
	memcpy(stream->data + stream->len + sizeof(head), data, len);
	stream->len += NLA_ALIGN(head.nla_len);
}

static void put_u32(struct stream *stream, uint16_t type, uint32_t value)
{
	put(stream, type, &value, sizeof(value));
}

static void test_cage(void)
{
	struct stream stream = { .len = 0 };
	uint64_t sequence = 0x123456789abcdef0;
	struct ctl_cage cage;

	put_u32(&stream, CMIS_A_CAGE_ID, 7);
	put(&stream, CMIS_A_CAGE_NAME, "cmis7", 6);
	put_u32(&stream, CMIS_A_CAGE_STATUS, CMIS_CAGE_READY);
	put(&stream, CMIS_A_CAGE_VENDOR_NAME, "a\x1b[2J\x80", 6);
	put(&stream, CMIS_A_CAGE_SEQUENCE, &sequence, 8);
	put_u32(&stream, 500, 1);
	tap_is(ctl_parse(&ctl_cage_layout, stream.data, stream.len, &cage), 0,
	       "a cage is taken, with an attribute that is not known");
	tap_is(cage.id, 7, "its number");
	tap_ok(!strcmp(cage.name, "cmis7"), "its name");
	tap_ok(!strcmp(cage.vendor_name, "a?[2J?"),
	       "escapes become question marks, an end is not needed");
	tap_ok(cage.sequence == sequence, "64 bits");
	tap_ok(CTL_HAS(&cage, CMIS_A_CAGE_ID) &&
	       !CTL_HAS(&cage, CMIS_A_CAGE_ERROR), "what is there is known");
}

static void put_nest(struct stream *stream, uint16_t type,
		     const struct stream *nest)
{
	put(stream, type | NLA_F_NESTED, nest->data, nest->len);
}

static void put_number(struct stream *stream, uint16_t type, int32_t mantissa,
		       int32_t exponent)
{
	struct stream nest = { .len = 0 };

	put_u32(&nest, CMIS_A_NUMBER_MANTISSA, mantissa);
	put_u32(&nest, CMIS_A_NUMBER_EXPONENT, exponent);
	put_nest(stream, type, &nest);
}

static void put_monitor(struct stream *stream, uint32_t type, const char *name,
			uint32_t unit)
{
	struct stream nest = { .len = 0 };

	put_u32(&nest, CMIS_A_MONITOR_TYPE, type);
	put_u32(&nest, CMIS_A_MONITOR_UNIT, unit);
	if (name)
		put(&nest, CMIS_A_MONITOR_NAME, name, strlen(name) + 1);
	put_nest(stream, CMIS_A_READING_MONITOR, &nest);
}

static bool is_number(const struct ctl_number *number, int32_t mantissa,
		      int32_t exponent)
{
	return number->mantissa == mantissa && number->exponent == exponent;
}

static void test_reading(void)
{
	struct stream nest = { .len = 0 }, stream = { .len = 0 };
	struct ctl_reading reading;

	put_number(&nest, CMIS_A_LIMITS_HIGH_ALARM, 75000, 0);
	put_number(&nest, CMIS_A_LIMITS_LOW_ALARM, -10000, 0);
	put_number(&nest, CMIS_A_LIMITS_HIGH_WARNING, 1, -5);
	put_u32(&stream, CMIS_A_READING_CAGE_ID, 1);
	put_monitor(&stream, 256, "temperature", CMIS_UNIT_MILLI_CELSIUS);
	put_number(&stream, CMIS_A_READING_VALUE, -5, 0);
	put_nest(&stream, CMIS_A_READING_LIMITS, &nest);
	tap_is(ctl_parse(&ctl_reading_layout, stream.data, stream.len,
			 &reading), 0, "a reading is taken");
	tap_is(reading.monitor.type, 256, "the type of its monitor");
	tap_ok(!strcmp(reading.monitor.name, "temperature"), "its name");
	tap_ok(is_number(&reading.value, -5, 0), "a negative value");
	tap_ok(is_number(&reading.limits.low_alarm, -10000, 0) &&
	       is_number(&reading.limits.high_warning, 1, -5),
	       "limits in the nest");
	tap_ok(!CTL_HAS(&reading.limits, CMIS_A_LIMITS_LOW_WARNING),
	       "a limit may be left out");
	stream.len = 0;
	put_u32(&stream, CMIS_A_READING_CAGE_ID, 1);
	tap_is(ctl_parse(&ctl_reading_layout, stream.data, stream.len,
			 &reading), -EBADMSG, "a reading of no monitor");
	put_monitor(&stream, 15, NULL, CMIS_UNIT_RATIO);
	nest.len = 0;
	put_u32(&nest, CMIS_A_NUMBER_MANTISSA, 1);
	put_nest(&stream, CMIS_A_READING_VALUE, &nest);
	tap_is(ctl_parse(&ctl_reading_layout, stream.data, stream.len,
			 &reading), -EBADMSG, "a number without exponent");
}

static void test_monitor_names(void)
{
	const struct ctl_monitor nameless = { .type = 104 };
	const struct ctl_monitor named = {
		.have = 1 << CMIS_A_MONITOR_NAME,
		.type = 104,
		.name = "media_snr",
	};
	char text[CTL_TEXT_SIZE];

	ctl_format_monitor(text, &nameless);
	tap_ok(!strcmp(text, "type104"), "a type without a name");
	ctl_format_monitor(text, &named);
	tap_ok(!strcmp(text, "media_snr"), "and one with a name");
}

static void test_decimals(void)
{
	static const struct {
		const char *text;
		int ret;
		int32_t mantissa;
		int32_t exponent;
	} rows[] = {
		{ "1e-5", 0, 1, -5 },
		{ "2.4e-4", 0, 24, -5 },
		{ "15500", 0, 15500, 0 },
		{ "-3.25", 0, -325, -2 },
		{ ".5", 0, 5, -1 },
		{ "123456789", 0, 123456789, 0 },
		{ "1234567890", -EINVAL },
		{ "", -EINVAL },
		{ "-", -EINVAL },
		{ ".", -EINVAL },
		{ "1.2.3", -EINVAL },
		{ "1e", -EINVAL },
		{ "1e100", -EINVAL },
		{ "1 dB", -EINVAL },
		{ "nan", -EINVAL },
	};
	struct ctl_number number;
	unsigned int i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ret = ctl_number_read(rows[i].text, &number);
		tap_ok(ret == rows[i].ret &&
		       (ret || (number.mantissa == rows[i].mantissa &&
				number.exponent == rows[i].exponent)),
		       "number '%s'", rows[i].text);
	}
}

static void test_floats(void)
{
	static const struct {
		struct ctl_number number;
		const char *text;
	} rows[] = {
		{ { 0, 0, 0 }, "0.000e+00" },
		{ { 0, 0, -24 }, "0.000e+00" },
		{ { 0, 1, -24 }, "1.000e-24" },
		{ { 0, 240, -8 }, "2.400e-06" },
		{ { 0, 24, -7 }, "2.400e-06" },
		{ { 0, 736, -10 }, "7.360e-08" },
		{ { 0, 2047, -24 }, "2.047e-21" },
		{ { 0, 2047, 7 }, "2.047e+10" },
		{ { 0, 5, 0 }, "5.000e+00" },
		{ { 0, 50, -1 }, "5.000e+00" },
		{ { 0, -240, -8 }, "-2.400e-06" },
		{ { 0, INT32_MIN, INT32_MAX }, "-2.147483648e+2147483656" },
		{ { 0, 1, INT32_MIN }, "1.000e-2147483648" },
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ctl_format_float(text, &rows[i].number);
		tap_ok(!strcmp(text, rows[i].text), "%s", rows[i].text);
	}
}

static void test_values(void)
{
	static const struct {
		uint32_t unit;
		struct ctl_number number;
		const char *text;
	} rows[] = {
		{ CMIS_UNIT_MILLI_CELSIUS, { 0, -5125, 0 }, "-5.12 C" },
		{ CMIS_UNIT_MILLI_CELSIUS, { 0, 45, 3 }, "45.00 C" },
		{ CMIS_UNIT_NANO_WATT, { 0, 1000000, 0 }, "0.00 dBm" },
		{ CMIS_UNIT_NANO_WATT, { 0, 0, 0 }, "-inf dBm" },
		{ CMIS_UNIT_MILLI_DB, { 0, 21188, 0 }, "21.19 dB" },
		{ CMIS_UNIT_MILLI_DBM, { 0, -1230, 0 }, "-1.23 dBm" },
		{ CMIS_UNIT_MHZ, { 0, -327680, 0 }, "-327680 MHz" },
		{ CMIS_UNIT_FS, { 0, 1234560, 0 }, "1234.56 ps" },
		{ CMIS_UNIT_CENTI_PS2, { 0, 123, 0 }, "1.23 ps2" },
		{ CMIS_UNIT_SYMBOLS, { 0, 15, 0 }, "15" },
		{ CMIS_UNIT_RATIO, { 0, 240, -8 }, "2.400e-06" },
		{ CMIS_UNIT_FRAMES, { 0, 5, 0 }, "5.000e+00" },
		{ 9999, { 0, 7, 0 }, "7" },
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ctl_format_value(text, rows[i].unit, &rows[i].number);
		tap_ok(!strcmp(text, rows[i].text), "%s", rows[i].text);
	}
}

static void test_evidence(void)
{
	struct ctl_alert alert = {
		.have = 1 << CMIS_A_ALERT_PAGE | 1 << CMIS_A_ALERT_ERROR,
		.kind = CMIS_ALERT_UNREADABLE,
		.page = 0x11,
		.error = ENXIO,
	};
	char text[CTL_LINE_SIZE];

	ctl_format_evidence(text, &alert);
	tap_ok(!strcmp(text, "page 11h: No such device or address"), "%s",
	       text);
	alert.have = 1 << CMIS_A_ALERT_PAGE;
	ctl_format_evidence(text, &alert);
	tap_ok(!strcmp(text, "page 11h"), "a checksum has a page only");
	alert.have = 1 << CMIS_A_ALERT_VALUE;
	alert.value.mantissa = 3;
	ctl_format_evidence(text, &alert);
	tap_ok(!strcmp(text, "cause 3"), "a fault has its cause");
	alert.have = 1 << CMIS_A_ALERT_VALUE | 1 << CMIS_A_ALERT_THRESHOLD |
		     1 << CMIS_A_ALERT_MONITOR;
	ctl_format_evidence(text, &alert);
	tap_ok(!*text, "a value without its unit says nothing");
	alert.monitor.have = 1 << CMIS_A_MONITOR_UNIT;
	alert.monitor.unit = CMIS_UNIT_RATIO;
	alert.active = 1;
	alert.level = 1 << CMIS_LEVEL_HIGH_ALARM;
	alert.raised_by = CMIS_RAISED_BY_VALUE;
	alert.value = (struct ctl_number){ 0, 24, -6 };
	alert.threshold = (struct ctl_number){ 0, 1, -5 };
	ctl_format_evidence(text, &alert);
	tap_ok(!strcmp(text, "2.400e-05 > 1.000e-05"), "%s", text);
	alert.active = 0;
	alert.worst = (struct ctl_number){ 0, 31, -6 };
	alert.have |= 1 << CMIS_A_ALERT_WORST;
	ctl_format_evidence(text, &alert);
	tap_ok(!strcmp(text, "worst 3.100e-05"), "no value cleared it: %s",
	       text);
	alert.last = (struct ctl_number){ 0, 2, -6 };
	alert.have |= 1 << CMIS_A_ALERT_LAST;
	ctl_format_evidence(text, &alert);
	tap_ok(!strcmp(text, "2.000e-06, worst 3.100e-05"), "%s", text);
}

static void test_refusals(void)
{
	struct stream stream = { .len = 0 };
	struct ctl_alert alert;
	size_t len;

	put_u32(&stream, CMIS_A_ALERT_CAGE_ID, 1);
	put_u32(&stream, CMIS_A_ALERT_KIND, 0);
	tap_is(ctl_parse(&ctl_alert_layout, stream.data, stream.len, &alert),
	       -EBADMSG, "an alert without what it needs");
	put_u32(&stream, CMIS_A_ALERT_ACTIVE, 1);
	tap_is(ctl_parse(&ctl_alert_layout, stream.data, stream.len, &alert), 0,
	       "an alert with it");
	for (len = 0; len < stream.len; len++)
		if (ctl_parse(&ctl_alert_layout, stream.data, len, &alert) !=
		    -EBADMSG)
			break;
	tap_is(len, stream.len, "each shorter message is refused");
	put(&stream, CMIS_A_ALERT_LANE, "abc", 3);
	tap_is(ctl_parse(&ctl_alert_layout, stream.data, stream.len, &alert),
	       -EBADMSG, "a number of 3 bytes");
	stream.data[0] = 3;
	tap_is(ctl_parse(&ctl_alert_layout, stream.data, stream.len, &alert),
	       -EBADMSG, "an attribute shorter than its head");
}

/* No noise makes the parser leave its bounds. */
static void test_noise(void)
{
	const struct ctl_layout *const layouts[] = {
		&ctl_cage_layout, &ctl_reading_layout, &ctl_lane_layout,
		&ctl_alert_layout,
	};
	uint32_t random = 1, round, at;
	union {
		struct ctl_cage cage;
		struct ctl_reading reading;
		struct ctl_lane lane;
		struct ctl_alert alert;
	} object;
	uint8_t data[64] __attribute__((aligned(4)));

	for (round = 0; round < 20000; round++) {
		for (at = 0; at < sizeof(data); at++) {
			random = random * 1664525 + 1013904223;
			data[at] = random >> 24 & (at % 4 ? 0x1f : 0x0f);
		}
		ctl_parse(layouts[round % 4], data, random >> 8 & 63, &object);
	}
	tap_ok(true, "noise does no harm");
}

static void test_names(void)
{
	tap_ok(!strcmp(ctl_name_get(&ctl_alert_kind_names,
				    CMIS_ALERT_UNREADABLE), "unreadable"),
	       "the last kind of alerts");
	tap_ok(!ctl_name_get(&ctl_alert_kind_names, CMIS_ALERT_MAX + 1),
	       "no name beyond the last");
	tap_ok(!strcmp(ctl_name_get(&ctl_unit_names, CMIS_UNIT_KRAD_PER_S),
		       "krad-per-s"), "the last unit");
	tap_ok(!strcmp(ctl_name_get(&ctl_level_names, CMIS_LEVEL_LOW_WARNING),
		       "low-warning"), "a level by its bit");
	tap_ok(!ctl_name_get(&ctl_unit_names, UINT32_MAX),
	       "no name for nonsense");
}

/* ------------------------------------------------------------------------ */
/* Flags of the last sweep                                                  */
/* ------------------------------------------------------------------------ */

static struct ctl_list readings = { .layout = &ctl_reading_layout };
static struct ctl_list lanes = { .layout = &ctl_lane_layout };

static struct ctl_reading *reading_add(const char *name, uint32_t type,
				       uint32_t lane)
{
	struct ctl_reading reading = {
		.have = UINT64_C(1) << CMIS_A_READING_HITS,
		.monitor = { .type = type, .lane = lane },
	};

	snprintf(reading.monitor.name, sizeof(reading.monitor.name), "%s",
		 name);
	ctl_list_add(&readings, &reading);
	return ctl_list_at(&readings, readings.count - 1);
}

static void lane_add(uint32_t number, uint32_t flags)
{
	const struct ctl_lane lane = {
		.have = UINT64_C(1) << CMIS_A_LANE_FLAGS,
		.lane = number,
		.flags = flags,
		.supported_flags = 1 << CMIS_LF_RX_LOS | 1 << CMIS_LF_TX_LOS,
	};

	ctl_list_add(&lanes, &lane);
}

/* The byte with a flag, or -1 if it is not known. */
static int flag_byte(const struct ctl_half *half, unsigned int offset)
{
	return half->is_known[offset % CTL_HALF_SIZE] ?
	       half->data[offset % CTL_HALF_SIZE] : -1;
}

static void test_flags(void)
{
	struct ctl_half lower = { .page = CTL_LOWER };
	struct ctl_half page = { .page = 0x11 };
	struct ctl_half bank = { .bank = 1, .page = 0x11 };

	reading_add("temperature", 256, 0)->hits.high_alarm = 3;
	reading_add("vcc", 257, 0)->hits.low_warning = 1;
	reading_add("tx_power", 262, 1);
	reading_add("tx_power", 262, 8)->hits.low_alarm = 1;
	reading_add("tx_power", 130, 2)->hits.low_alarm = 1;
	reading_add("rx_power", 264, 9)->hits.high_warning = 2;
	reading_add("rx_power", 264, 1)->have = 0;
	lane_add(3, 1 << CMIS_LF_RX_LOS);
	lane_add(10, 1 << CMIS_LF_TX_LOS);
	ctl_flags_put(&lower, &readings, &lanes);
	ctl_flags_put(&page, &readings, &lanes);
	ctl_flags_put(&bank, &readings, &lanes);
	tap_is(flag_byte(&lower, 9), 0x81, "flags of the module");
	tap_is(flag_byte(&lower, 10), -1, "none that it has not");
	tap_is(flag_byte(&page, 147), 0x04, "a flag of a lane");
	tap_is(flag_byte(&page, 136), 0, "the same in all lanes of a bank");
	tap_is(flag_byte(&bank, 136), 0x02, "and in the next bank");
	tap_is(flag_byte(&page, 135), -1, "none without an advert");
	tap_is(flag_byte(&page, 140), 0x80, "a flag of a monitor, not of VDM");
	tap_is(flag_byte(&page, 139), 0, "and of its other levels");
	tap_is(flag_byte(&page, 151), -1, "none that no sweep has read");
	tap_is(flag_byte(&bank, 151), 0x01, "but in the next bank");
	tap_is(flag_byte(&page, 128), -1, "no other byte");
	ctl_list_free(&readings);
	ctl_list_free(&lanes);
}

int main(void)
{
	test_flags();
	test_cage();
	test_reading();
	test_monitor_names();
	test_decimals();
	test_floats();
	test_values();
	test_evidence();
	test_refusals();
	test_noise();
	test_names();
	return tap_done();
}
