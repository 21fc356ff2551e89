// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of controls of lanes: names, adverts, values, and places in the
 * bytes of a bank. Each control has bits of its own.
 */

#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/errno.h>

#include "spec/controls.h"
#include "spec/regs.h"
#include "tap.h"

/* A module that advertises all: 9 dB, 3.5 dB, 5 dB, amplitudes 0, 1 and 3 */
static const struct cmis_adverts rich = {
	.tx_controls = 0x0f,
	.rx_controls = 0x07,
	.si_limits = 0xb9,
	.si_cursor_max = 0x57,
	.tx_si_controls = 0x4f,
	.rx_si_controls = 0x1f,
};

/* The byte of lane 1, its register, and the greatest value of that module */
static const struct place {
	const char *name;
	u8 byte;	/* on page 10h, or of the set on page 11h */
	u8 width;
	u32 max;
} places[] = {
	{ "tx-disable", 130, 1, 1 },
	{ "tx-squelch-force", 132, 1, 1 },
	{ "tx-squelch-auto-off", 131, 1, 1 },
	{ "tx-polarity-flip", 129, 1, 1 },
	{ "rx-disable", 138, 1, 1 },
	{ "rx-squelch-auto-off", 139, 1, 1 },
	{ "rx-polarity-flip", 137, 1, 1 },
	{ "tx-eq-adaptive", 214, 1, 1 },
	{ "tx-eq-db", 217, 4, 9 },
	{ "tx-eq-recall", 215, 2, 2 },
	{ "tx-cdr", 221, 1, 1 },
	{ "rx-cdr", 222, 1, 1 },
	{ "rx-pre-mdb", 223, 4, 3500 },
	{ "rx-post-mdb", 227, 4, 5000 },
	{ "rx-amplitude", 231, 4, 3 },
};

static u8 *byte_at(struct cmis_lane_bytes *bytes, u8 byte)
{
	return byte < 200 ? &bytes->lane[byte - 128] : &bytes->si[byte - 214];
}

static void test_places(void)
{
	struct cmis_lane_bytes bytes;
	unsigned int i, shift;
	u8 code;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		const struct place *p = &places[i];

		tap_is(cmis_lane_control_find(p->name), i, "%s is known",
		       p->name);
		memset(&bytes, 0, sizeof(bytes));
		code = (1 << p->width) - 1;
		cmis_lane_control_put(&bytes, i, 6, code);
		shift = 6 * p->width;
		tap_ok(*byte_at(&bytes, p->byte + shift / 8) ==
		       code << shift % 8 &&
		       cmis_lane_control_get(&bytes, i, 6) == code &&
		       !cmis_lane_control_get(&bytes, i, 5) &&
		       !cmis_lane_control_get(&bytes, i, 7),
		       "%s: lane 7 has bits of its own", p->name);
		tap_is(cmis_lane_control_value
		       (i, cmis_lane_control_max(&rich, i)), p->max,
		       "%s: the greatest value", p->name);
		tap_ok(cmis_lane_control_is_there(&rich, i),
		       "%s is there", p->name);
	}
	tap_is(cmis_lane_control_find("tx-disabled"), -ENOENT,
	       "no other name is known");
	tap_is(ARRAY_SIZE(places), CMIS_LC_COUNT, "all controls");
}

/* A value, its code, and whether that module takes it */
static const struct value {
	const char *name;
	u32 value;
	int code;
	bool fits;
} values[] = {
	{ "tx-disable", 1, 1, true },
	{ "tx-disable", 2, -EINVAL },
	{ "tx-eq-db", 9, 9, true },
	{ "tx-eq-db", 10, 10, false },
	{ "tx-eq-db", 16, -EINVAL },
	{ "tx-eq-recall", 2, 2, true },
	{ "tx-eq-recall", 3, 3, false },
	{ "rx-pre-mdb", 3500, 7, true },
	{ "rx-pre-mdb", 250, -EINVAL },
	{ "rx-post-mdb", 1000, 1, true },
	{ "rx-post-mdb", 6000, 6, false },
	{ "rx-amplitude", 1, 1, true },
	{ "rx-amplitude", 2, 2, false },
	{ "rx-amplitude", 4294967295u, -EINVAL },
};

static void test_values(void)
{
	unsigned int i;
	int control, code;

	for (i = 0; i < ARRAY_SIZE(values); i++) {
		const struct value *v = &values[i];

		control = cmis_lane_control_find(v->name);
		code = cmis_lane_control_code(control, v->value);
		tap_is(code, v->code, "%s=%u", v->name, v->value);
		if (code >= 0)
			tap_is(cmis_lane_control_fits(&rich, control, code),
			       v->fits, "%s=%u: advertised", v->name,
			       v->value);
	}
}

/* Adverts, and the controls that they leave */
static void test_adverts(void)
{
	struct cmis_adverts adverts = {};
	struct cmis_lane_wish wish = {};
	unsigned int i, count = 0;

	for (i = 0; i < CMIS_LC_COUNT; i++)
		count += cmis_lane_control_is_there(&adverts, i);
	tap_is(count, 0, "nothing is there without adverts");
	adverts.rx_si_controls = CMIS_RX_CDR | BIT(3);
	tap_ok(!cmis_lane_control_is_there(&adverts, CMIS_LC_RX_CDR),
	       "a recovery of the clock that cannot be bypassed");
	tap_ok(!cmis_lane_control_is_there(&adverts, CMIS_LC_RX_PRE_MDB) &&
	       !cmis_lane_control_is_there(&adverts, CMIS_LC_RX_POST_MDB),
	       "a pre-cursor alone");
	adverts.rx_si_controls = CMIS_RX_OUTPUT_EQ_POST;
	tap_ok(cmis_lane_control_is_there(&adverts, CMIS_LC_RX_POST_MDB),
	       "a post-cursor alone");

	memset(wish.set, 0xff, sizeof(wish.set));
	cmis_lane_control_put(&wish.bytes, CMIS_LC_RX_AMPLITUDE, 2, 2);
	cmis_lane_wish_filter(&rich, &wish);
	tap_is(wish.set[CMIS_LC_RX_AMPLITUDE], 0xfb,
	       "a wish that the next module does not take");
	cmis_lane_wish_filter(&adverts, &wish);
	tap_is(wish.set[CMIS_LC_TX_DISABLE], 0,
	       "a wish that it does not advertise");
}

int main(void)
{
	test_places();
	test_values();
	test_adverts();
	return tap_done();
}
