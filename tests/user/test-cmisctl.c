// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl's parsers: accepted input, and refused input. */

#include <errno.h>
#include <linux/netlink.h>
#include <string.h>

#include "../../tools/cmisctl/format.h"
#include "../../tools/cmisctl/parse.h"
#include "tap.h"

/**
 * struct stream - attributes that are being written
 * @data: the attributes
 * @len: of @data
 */
struct stream {
	uint8_t data[512];
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
	put_u32(&stream, CMIS_A_CAGE_STATUS, CMIS_NL_CAGE_STATE_READY);
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

static void test_monitor(void)
{
	struct stream nest = { .len = 0 }, stream = { .len = 0 };
	struct ctl_monitor monitor;

	put_u32(&nest, CMIS_A_THRESHOLDS_HIGH_ALARM, 75000);
	put_u32(&nest, CMIS_A_THRESHOLDS_LOW_ALARM, -10000);
	put_u32(&nest, CMIS_A_THRESHOLDS_HIGH_WARNING, 70000);
	put_u32(&stream, CMIS_A_MONITOR_CAGE_ID, 1);
	put_u32(&stream, CMIS_A_MONITOR_QUANTITY, 0);
	put_u32(&stream, CMIS_A_MONITOR_UNIT, 1);
	put_u32(&stream, CMIS_A_MONITOR_VALUE, -5);
	put(&stream, CMIS_A_MONITOR_THRESHOLDS | NLA_F_NESTED, nest.data,
	    nest.len);
	tap_is(ctl_parse(&ctl_monitor_layout, stream.data, stream.len,
			 &monitor), 0, "a threshold may be left out");
	tap_ok(CTL_HAS(&monitor.thresholds, CMIS_A_THRESHOLDS_HIGH_WARNING) &&
	       !CTL_HAS(&monitor.thresholds, CMIS_A_THRESHOLDS_LOW_WARNING),
	       "which one is known");
	stream.len -= NLA_HDRLEN + nest.len;
	put_u32(&nest, CMIS_A_THRESHOLDS_LOW_WARNING, -5000);
	put(&stream, CMIS_A_MONITOR_THRESHOLDS | NLA_F_NESTED, nest.data,
	    nest.len);
	tap_is(ctl_parse(&ctl_monitor_layout, stream.data, stream.len,
			 &monitor), 0, "a monitor is taken");
	tap_is(monitor.value, -5, "a negative value");
	tap_is(monitor.thresholds.low_alarm, -10000, "a threshold in the nest");
}

static void put_float(struct stream *stream, uint16_t type, uint32_t mantissa,
		      int32_t exponent)
{
	struct stream nest = { .len = 0 };

	put_u32(&nest, CMIS_A_FLOAT_MANTISSA, mantissa);
	put_u32(&nest, CMIS_A_FLOAT_EXPONENT, exponent);
	put(stream, type | NLA_F_NESTED, nest.data, nest.len);
}

static void test_observable(void)
{
	struct stream nest = { .len = 0 }, stream = { .len = 0 };
	const struct ctl_float_limits *limits;
	struct ctl_monitor monitor;
	size_t len;

	put_u32(&stream, CMIS_A_MONITOR_CAGE_ID, 1);
	put_u32(&stream, CMIS_A_MONITOR_UNIT, CMIS_NL_UNIT_RATIO);
	put_u32(&stream, CMIS_A_MONITOR_OBSERVABLE, 15);
	put(&stream, CMIS_A_MONITOR_NAME, "media_pre_fec_ber", 18);
	put_u32(&stream, CMIS_A_MONITOR_RAW, 0x80f0);
	put_u32(&stream, CMIS_A_MONITOR_MANTISSA, 240);
	put_u32(&stream, CMIS_A_MONITOR_EXPONENT, -8);
	len = stream.len;
	put_float(&nest, CMIS_A_FLOAT_THRESHOLDS_HIGH_ALARM, 24, -5);
	put_float(&nest, CMIS_A_FLOAT_THRESHOLDS_LOW_ALARM, 0, -24);
	put_float(&nest, CMIS_A_FLOAT_THRESHOLDS_HIGH_WARNING, 1, -5);
	put(&stream, CMIS_A_MONITOR_FLOAT_THRESHOLDS | NLA_F_NESTED, nest.data,
	    nest.len);
	tap_is(ctl_parse(&ctl_monitor_layout, stream.data, stream.len,
			 &monitor), 0,
	       "so may a floating point threshold");
	tap_ok(!CTL_HAS(&monitor.float_thresholds,
			CMIS_A_FLOAT_THRESHOLDS_LOW_WARNING), "it is not there");
	stream.len = len;
	put_float(&nest, CMIS_A_FLOAT_THRESHOLDS_LOW_WARNING, 0, -24);
	put(&stream, CMIS_A_MONITOR_FLOAT_THRESHOLDS | NLA_F_NESTED, nest.data,
	    nest.len);
	tap_is(ctl_parse(&ctl_monitor_layout, stream.data, stream.len,
			 &monitor), 0, "an observable has no quantity");
	tap_is(monitor.observable, 15, "its type");
	tap_ok(!strcmp(monitor.name, "media_pre_fec_ber"), "its name");
	tap_ok(monitor.mantissa == 240 && monitor.exponent == -8,
	       "mantissa and exponent");
	limits = &monitor.float_thresholds;
	tap_ok(limits->high_alarm.mantissa == 24 &&
	       limits->high_alarm.exponent == -5 &&
	       limits->high_warning.mantissa == 1 &&
	       limits->high_warning.exponent == -5, "its thresholds");
	tap_ok(!CTL_HAS(&monitor, CMIS_A_MONITOR_VALUE) &&
	       !CTL_HAS(&monitor, CMIS_A_MONITOR_THRESHOLDS),
	       "and none in integers");
	stream.len = len;
	put(&stream, CMIS_A_MONITOR_FLOAT_THRESHOLDS | NLA_F_NESTED,
	    stream.data, 0);
	tap_is(ctl_parse(&ctl_monitor_layout, stream.data, stream.len,
			 &monitor), 0, "empty thresholds are none");
}

static void test_floats(void)
{
	static const struct {
		uint32_t mantissa;
		int32_t exponent;
		const char *text;
	} rows[] = {
		{ 0, 0, "0.000e+00" },
		{ 0, -24, "0.000e+00" },
		{ 1, -24, "1.000e-24" },
		{ 240, -8, "2.400e-06" },
		{ 24, -7, "2.400e-06" },
		{ 736, -10, "7.360e-08" },
		{ 2047, -24, "2.047e-21" },
		{ 2047, 7, "2.047e+10" },
		{ 5, 0, "5.000e+00" },
		{ 50, -1, "5.000e+00" },
		{ 4294967295, 2147483647, "4.294967295e+2147483656" },
		{ 1, -2147483647 - 1, "1.000e-2147483648" },
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ctl_format_float(text, rows[i].mantissa, rows[i].exponent);
		tap_ok(!strcmp(text, rows[i].text), "%s", rows[i].text);
	}
}

static void test_values(void)
{
	static const struct {
		uint32_t unit;
		int32_t value;
		const char *text;
	} rows[] = {
		{ CMIS_NL_UNIT_MILLI_CELSIUS, -5125, "-5.12 C" },
		{ CMIS_NL_UNIT_NANO_WATT, 1000000, "0.00 dBm" },
		{ CMIS_NL_UNIT_NANO_WATT, 0, "-inf dBm" },
		{ CMIS_NL_UNIT_MILLI_DB, 21188, "21.19 dB" },
		{ CMIS_NL_UNIT_MILLI_DBM, -1230, "-1.23 dBm" },
		{ CMIS_NL_UNIT_MHZ, -327680, "-327680 MHz" },
		{ CMIS_NL_UNIT_FS, 1234560, "1234.56 ps" },
		{ CMIS_NL_UNIT_CENTI_PS2, 123, "1.23 ps2" },
		{ CMIS_NL_UNIT_SYMBOLS, 15, "15" },
		{ 9999, 7, "7" },
	};
	char text[CTL_VALUE_SIZE];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		ctl_format_value(text, rows[i].unit, rows[i].value);
		tap_ok(!strcmp(text, rows[i].text), "%s", rows[i].text);
	}
}

static void test_refusals(void)
{
	struct stream stream = { .len = 0 };
	struct ctl_alert alert;
	size_t len;

	put_u32(&stream, CMIS_A_ALERT_CAGE_ID, 1);
	put_u32(&stream, CMIS_A_ALERT_TYPE, 0);
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

/* With any input, nothing is read or written out of bounds. */
static void test_noise(void)
{
	const struct ctl_layout *const layouts[] = {
		&ctl_cage_layout, &ctl_monitor_layout, &ctl_lane_layout,
		&ctl_alert_layout,
	};
	uint32_t random = 1, round, at;
	struct ctl_cage object;
	uint8_t data[64];

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
	tap_ok(!strcmp(ctl_name_get(&ctl_alert_types, 13), "unreadable"),
	       "a name");
	tap_ok(!strcmp(ctl_name_get(&ctl_alert_types, 14), "observable"),
	       "the last type of alerts");
	tap_ok(!ctl_name_get(&ctl_alert_types, 15), "no name beyond the last");
	tap_ok(!strcmp(ctl_name_get(&ctl_units, CMIS_NL_UNIT_KRAD_PER_S),
		       "krad-per-s"), "the last unit");
	tap_ok(!ctl_name_get(&ctl_units, UINT32_MAX), "no name for nonsense");
}

int main(void)
{
	test_cage();
	test_monitor();
	test_observable();
	test_floats();
	test_values();
	test_refusals();
	test_noise();
	test_names();
	return tap_done();
}
