// SPDX-License-Identifier: GPL-2.0-only
/* Test patterns: adverts, changes, the order of writes, and error ratios. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <linux/bits.h>
#include <uapi/linux/cmis.h>
#include "spec/pattern.h"

#include "tap.h"

#define ADVERTS	15
#define TIMING	(177 - 144)

/* All patterns on both sides, each lane alone, no FEC */
static void adverts_fill(u8 *raw)
{
	memset(raw, 0, ADVERTS);
	memset(raw + 4, 0xff, 8);
	raw[14] = 0xff;
}

static void test_adverts(void)
{
	struct cmis_pattern_adverts adverts;
	u8 raw[ADVERTS];

	adverts_fill(raw);
	raw[4] = 0x01;	/* host generator: 31Q, ... */
	raw[5] = 0x10;	/* ... and SSPRQ */
	raw[14] = 0xe4;
	raw[2] = 0x80;
	raw[3] = 0xaa;
	cmis_pattern_adverts_decode(raw, &adverts);
	tap_ok(adverts.list[CMIS_PATTERN_HOST_GENERATOR] == 0x1001 &&
	       adverts.list[CMIS_PATTERN_MEDIA_CHECKER] == 0xffff,
	       "lists are little endian");
	tap_ok(adverts.whole_enable == (BIT(CMIS_PATTERN_HOST_GENERATOR) |
					BIT(CMIS_PATTERN_HOST_CHECKER)) &&
	       adverts.whole_pattern == (BIT(CMIS_PATTERN_HOST_GENERATOR) |
					 BIT(CMIS_PATTERN_MEDIA_GENERATOR)),
	       "each block has its own way with lanes");
	tap_ok(adverts.with_fec == BIT(CMIS_PATTERN_MEDIA_GENERATOR),
	       "a generator that has no place behind the FEC");
	raw[2] = 0;
	cmis_pattern_adverts_decode(raw, &adverts);
	tap_ok(!adverts.with_fec, "no FEC");
}

static void test_refusals(void)
{
	static const struct {
		const char *name;
		u16 list;
		u8 lanes;
		struct cmis_pattern_change change;
		int error;
	} cases[] = {
		{ "a pattern", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS31Q }, 0 },
		{ "not in the list", 0xfffe, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS31Q }, -EOPNOTSUPP },
		{ "no code", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS11 }, -EOPNOTSUPP },
		{ "a square wave", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_SQUARE }, -EOPNOTSUPP },
		{ "a custom one", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_CUSTOM }, -EOPNOTSUPP },
		{ "PAM4 on NRZ", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS9Q, 0x08 },
		  -EOPNOTSUPP },
		{ "SSPRQ on NRZ", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_SSPRQ, 0x08 },
		  -EOPNOTSUPP },
		{ "PAM4 beside NRZ", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS9Q, 0x80 }, 0 },
		{ "NRZ on NRZ", 0xffff, 0xff,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS9, 0x08 }, 0 },
		{ "one enable for all, some lanes", 0xffff, 0x10,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS31Q }, -EINVAL },
		{ "one pattern for all, some lanes", 0xffff, 0x20,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_PRBS31Q }, -EINVAL },
		{ "one pattern for all, all lanes", 0xffff, 0x00,
		  { 1, 0x0f, 0x0f, CMIS_TEST_PATTERN_PRBS31Q }, 0 },
		{ "off, where nothing is on", 0xffff, 0x00,
		  { 1, 0x0f, 0xff, CMIS_TEST_PATTERN_OFF }, 0 },
	};
	struct cmis_pattern_adverts adverts;
	u8 raw[ADVERTS], controls[CMIS_PATTERN_BYTES], before[sizeof(controls)];

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		adverts_fill(raw);
		raw[6] = cases[i].list;
		raw[7] = cases[i].list >> 8;
		raw[14] = cases[i].lanes;
		cmis_pattern_adverts_decode(raw, &adverts);
		memset(controls, 0, sizeof(controls));
		memcpy(before, controls, sizeof(before));
		tap_ok(cmis_pattern_want(&adverts, &cases[i].change,
					 controls) == cases[i].error,
		       "%s", cases[i].name);
		if (cases[i].error &&
		    memcmp(before, controls, sizeof(before)))
			tap_ok(false, "%s changes nothing", cases[i].name);
	}
	/* One enable for all: lanes cannot be turned off alone. */
	raw[14] = 0;
	cmis_pattern_adverts_decode(raw, &adverts);
	controls[8] = 0x0f;
	tap_ok(cmis_pattern_want(&adverts, &(struct cmis_pattern_change)
				 { 1, 0x01, 0x0f, CMIS_TEST_PATTERN_OFF },
				 controls) == -EINVAL && controls[8] == 0x0f,
	       "one enable for all, some lanes off");
}

/* Each step as "PLACE:BYTES" */
static void steps_tell(u8 *now, const u8 *wanted, char *text, size_t size)
{
	unsigned int at, len, n = 0;
	u8 bytes[CMIS_PATTERN_BYTES];

	text[0] = '\0';
	while (n++ < CMIS_PATTERN_WRITES + 1) {
		at = cmis_pattern_next(now, wanted, bytes, &len);
		if (!len)
			return;
		size_t end = strlen(text);

		snprintf(text + end, size - end, "%s%u:", end ? " " : "",
			 144 + at);
		for (unsigned int i = 0; i < len; i++) {
			end = strlen(text);
			snprintf(text + end, size - end, "%02x", bytes[i]);
		}
		memcpy(now + at, bytes, len);
	}
	snprintf(text, size, "no end");
}

static void test_order(void)
{
	u8 now[CMIS_PATTERN_BYTES] = {}, wanted[CMIS_PATTERN_BYTES];
	struct cmis_pattern_change change = {
		.lanes = 0x0f, .real = 0xff,
		.pattern = CMIS_TEST_PATTERN_PRBS13Q,
	};
	static const char all[] =
		"177:01 153:f0000066660000 152:0f 169:00000066660000 168:0f";
	struct cmis_pattern_adverts adverts;
	char text[512];
	u8 raw[ADVERTS];

	adverts_fill(raw);
	cmis_pattern_adverts_decode(raw, &adverts);
	now[TIMING] = 0x9b;	/* all banks, restart, gate, update each 5 s */
	now[9] = 0xf1;		/* lanes 1, 5 to 8 are inverted */
	memcpy(wanted, now, sizeof(now));
	change.block = CMIS_PATTERN_MEDIA_CHECKER;
	tap_ok(!cmis_pattern_want(&adverts, &change, wanted), "a checker");
	change.block = CMIS_PATTERN_MEDIA_GENERATOR;
	tap_ok(!cmis_pattern_want(&adverts, &change, wanted), "a generator");
	steps_tell(now, wanted, text, sizeof(text));
	tap_ok(!strcmp(text, all), "the gate, the generator, the checker: %s",
	       text);
	tap_ok(cmis_pattern_get(now, CMIS_PATTERN_MEDIA_CHECKER, 3) ==
	       CMIS_TEST_PATTERN_PRBS13Q &&
	       cmis_pattern_get(now, CMIS_PATTERN_MEDIA_CHECKER, 4) ==
	       CMIS_TEST_PATTERN_OFF, "as the module has it");
	change.lanes = 0x01;
	change.pattern = CMIS_TEST_PATTERN_PRBS31Q;
	cmis_pattern_want(&adverts, &change, wanted);
	steps_tell(now, wanted, text, sizeof(text));
	tap_ok(!strcmp(text, "152:0e 153:f0000060660000 152:0f"),
	       "a lane is off while its pattern changes: %s", text);
	steps_tell(now, wanted, text, sizeof(text));
	tap_ok(!text[0], "nothing to do");
	change.lanes = 0x0f;
	change.pattern = CMIS_TEST_PATTERN_OFF;
	cmis_pattern_want(&adverts, &change, wanted);
	change.block = CMIS_PATTERN_MEDIA_CHECKER;
	cmis_pattern_want(&adverts, &change, wanted);
	steps_tell(now, wanted, text, sizeof(text));
	tap_ok(!strcmp(text, "168:00 152:00"),
	       "the checker stops first: %s", text);
}

static void test_settle(void)
{
	u8 controls[CMIS_PATTERN_BYTES] = {};
	struct cmis_pattern_adverts adverts;
	u8 raw[ADVERTS];

	adverts_fill(raw);
	raw[14] = 0;
	cmis_pattern_adverts_decode(raw, &adverts);
	controls[0] = 0x02;
	controls[4] = 0x15;
	controls[6] = 0x77;
	controls[16] = 0xf0;
	controls[TIMING] = 0x21;
	cmis_pattern_settle(&adverts, 0x0f, controls);
	tap_ok(controls[0] == 0x0f && controls[4] == 0x55 &&
	       controls[5] == 0x55 && !controls[6] && !controls[16] &&
	       controls[TIMING] == 0x01,
	       "lanes that act for all, and lanes that do not exist");
	tap_ok(cmis_pattern_get(controls, 0, 3) == CMIS_TEST_PATTERN_PRBS15,
	       "the pattern of lane 1");
	controls[4] = 0xdd;
	tap_ok(cmis_pattern_get(controls, 0, 1) < 0, "a reserved code");
}

/* Any controls to any others: few steps, and none turns on what is not meant */
static void test_any(void)
{
	u8 now[CMIS_PATTERN_BYTES], wanted[CMIS_PATTERN_BYTES];
	u8 bytes[CMIS_PATTERN_BYTES];
	unsigned int at, len, most = 0;
	bool good = true;

	srand(1);
	for (unsigned int n = 0; n < 200000; n++) {
		unsigned int steps = 0;

		for (unsigned int i = 0; i < sizeof(now); i++) {
			now[i] = rand();
			wanted[i] = n % 3 && rand() % 2 ? now[i] : rand();
		}
		wanted[32] = now[32];
		wanted[34] = now[34];
		for (;; steps++) {
			at = cmis_pattern_next(now, wanted, bytes, &len);
			if (!len || steps > CMIS_PATTERN_WRITES)
				break;
			good &= at + len <= sizeof(now) && len <= 7;
			for (unsigned int b = 0; b < 4; b++)
				if (at == 8 * b)
					good &= !(bytes[0] & ~wanted[at]);
			memcpy(now + at, bytes, len);
		}
		if (steps > most)
			most = steps;
		good &= !memcmp(now, wanted, sizeof(now));
	}
	tap_ok(good, "200000 changes end as wanted");
	tap_ok(most <= CMIS_PATTERN_WRITES, "after %u writes at most", most);
}

static void test_ratio(void)
{
	static const struct {
		u64 errors;
		u64 bits;
		int mantissa;
		int exponent;
	} cases[] = {
		{ 1, 1000000, 100, -8 }, { 1, 3, 333, -3 }, { 2, 3, 667, -3 },
		{ 90000, 1000000000000000ULL, 900, -13 },
		{ 9996, 10000000, 100, -5 },
		{ 5, 5, 100, -2 }, { 7, 5, 100, -2 },
		{ ~0ULL, ~0ULL, 100, -2 }, { ~0ULL, 1, 100, -2 },
		{ 1, ~0ULL, 542, -22 },
		/* Without an error: 3 by the bits, never 0, rounded up */
		{ 0, 1, 300, -2 }, { 0, 1000000000000ULL, 300, -14 },
		{ 0, 7, 429, -3 }, { 0, 17, 177, -3 }, { 0, 3001, 100, -5 },
		{ 0, ~0ULL, 163, -21 },
	};

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct cmis_number ratio = cmis_pattern_ratio(cases[i].errors,
							      cases[i].bits);

		tap_ok(ratio.mantissa == cases[i].mantissa &&
		       ratio.exponent == cases[i].exponent,
		       "%llu errors in %llu bits: %de%d",
		       (unsigned long long)cases[i].errors,
		       (unsigned long long)cases[i].bits, ratio.mantissa,
		       ratio.exponent);
	}
}

int main(void)
{
	test_adverts();
	test_refusals();
	test_order();
	test_settle();
	test_any();
	test_ratio();
	return tap_done();
}
