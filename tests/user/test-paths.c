// SPDX-License-Identifier: GPL-2.0-only
/*
 * The planner of data paths: the choice of applications, and random modules,
 * active sets and wishes against a model of a module that is strict about
 * triggers. CMIS_STEPS is the number of random modules.
 */

#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>

#include "path/plan.h"
#include "spec/lanes.h"
#include "tap.h"

#define RANDOM_STEPS	20000
/* Each path takes fewer rounds than this from any state. */
#define MAX_ROUNDS	100

/* AppSel 1 to 4: 1x800, 2x400, 4x200, 8x100 over DR lanes */
static const struct cmis_app dr8[] = {
	{ 0x51, 0x56, 8, 8, 0x01, 0x01 },
	{ 0x4f, 0x1c, 4, 4, 0x11, 0x11 },
	{ 0x4d, 0x6b, 2, 2, 0x55, 0x55 },
	{ 0x4b, 0x14, 1, 1, 0xff, 0xff },
};

/* 400GAUI-8 to DR4, and 100GAUI-2 to DR: two host lanes, one media lane */
static const struct cmis_app dr4[] = {
	{ 0x11, 0x1c, 8, 4, 0x01, 0x01 },
	{ 0x0d, 0x14, 2, 1, 0x55, 0x0f },
};

static void module_fill(struct cmis_module *module, unsigned int banks,
			const struct cmis_app *apps, unsigned int count)
{
	memset(module, 0, sizeof(*module));
	module->lanes = banks * CMIS_LANES_PER_BANK;
	module->plan.banks = banks;
	module->adverts.tx_controls = CMIS_TX_OUTPUT_DISABLE;
	module->apps.count = count;
	memcpy(module->apps.app, apps, count * sizeof(*apps));
}

/* A wish, and its result on a module without active paths */
static const struct choice {
	const char *name;
	const struct cmis_app *apps;
	u8 num_apps;
	u8 banks;
	struct cmis_path_wish wish;
	int count;	/* of paths, or a negative reason */
	u8 appsel;
	u8 host;	/* of the last path */
	u8 media;
} choices[] = {
	{ "1x800G", dr8, 4, 1, { .lanes = 0xff, .speed_mbps = 800000 },
	  1, 1, 0xff, 0xff },
	{ "2x400G", dr8, 4, 1, { .lanes = 0xff, .speed_mbps = 400000 },
	  2, 2, 0xf0, 0xf0 },
	{ "4x200G", dr8, 4, 1, { .lanes = 0xff, .speed_mbps = 200000 },
	  4, 3, 0xc0, 0xc0 },
	{ "8x100G", dr8, 4, 1, { .lanes = 0xff, .speed_mbps = 100000 },
	  8, 4, 0x80, 0x80 },
	{ "the second half", dr8, 4, 1,
	  { .lanes = 0xf0, .speed_mbps = 400000 }, 1, 2, 0xf0, 0xf0 },
	{ "two lanes to one fibre", dr4, 2, 1,
	  { .lanes = 0xc0, .speed_mbps = 100000 }, 1, 2, 0xc0, 0x08 },
	{ "16 lanes in two banks", dr8, 4, 2,
	  { .lanes = 0xffff, .speed_mbps = 800000 }, 2, 1, 0xff, 0xff },
	{ "as few paths as possible", dr8, 4, 1, { .lanes = 0xff },
	  1, 1, 0xff, 0xff },
	{ "a number of paths", dr8, 4, 1, { .lanes = 0xff, .paths = 4 },
	  4, 3, 0xc0, 0xc0 },
	{ "a host interface", dr8, 4, 1, { .lanes = 0x0f, .host_id = 0x4d },
	  2, 3, 0x0c, 0x0c },
	{ "an application", dr8, 4, 1, { .lanes = 0x03, .appsel = 4 },
	  2, 4, 0x02, 0x02 },
	{ "a media interface", dr8, 4, 1, { .lanes = 0xff, .media_id = 0x14 },
	  8, 4, 0x80, 0x80 },
	{ "no such speed", dr8, 4, 1,
	  { .lanes = 0xff, .speed_mbps = 1600000 },
	  -CMIS_PORT_REASON_NO_APPLICATION },
	{ "no such start", dr8, 4, 1,
	  { .lanes = 0x3c, .speed_mbps = 400000 },
	  -CMIS_PORT_REASON_NO_APPLICATION },
	{ "lanes over the bank's end", dr8, 4, 2,
	  { .lanes = 0xff0, .speed_mbps = 800000 },
	  -CMIS_PORT_REASON_NO_APPLICATION },
	{ "a lane too many", dr8, 4, 1, { .lanes = 0x1ff },
	  -CMIS_PORT_REASON_LANES_INVALID },
	{ "no lanes", dr8, 4, 1, { .lanes = 0 },
	  -CMIS_PORT_REASON_LANES_INVALID },
	{ "lane 64", dr8, 4, 1, { .lanes = 1ull << 63 },
	  -CMIS_PORT_REASON_LANES_INVALID },
};

static void test_choices(void)
{
	struct cmis_path_bank banks[CMIS_MAX_BANKS] = {};
	struct cmis_path_aim aims[CMIS_MAX_LANES];
	struct cmis_module module;
	unsigned int i;
	int count;

	for (i = 0; i < ARRAY_SIZE(choices); i++) {
		const struct choice *c = &choices[i];

		module_fill(&module, c->banks, c->apps, c->num_apps);
		count = cmis_path_choose(&module, banks, &c->wish, aims);
		tap_is(count, c->count, "%s", c->name);
		if (count <= 0 || count != c->count)
			continue;
		tap_ok(aims[count - 1].appsel == c->appsel &&
		       aims[count - 1].host == c->host &&
		       aims[count - 1].media == c->media,
		       "%s: application and lanes", c->name);
	}
}

/* An application that is active comes first. */
static void test_active(void)
{
	const struct cmis_path_wish wish = { .lanes = 0xff };
	struct cmis_path_bank banks[CMIS_MAX_BANKS] = {};
	struct cmis_path_aim aims[CMIS_MAX_LANES];
	struct cmis_module module;
	unsigned int i;

	module_fill(&module, 1, dr8, ARRAY_SIZE(dr8));
	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		banks[0].active[i] = 3 << 4 | (i & ~1) << 1;
	tap_is(cmis_path_choose(&module, banks, &wish, aims), 4,
	       "what is active is chosen");
	banks[0].active[7] |= 1;
	tap_is(cmis_path_choose(&module, banks, &wish, aims), 4,
	       "whoever's settings it has");
	banks[0].active[7] = 0;
	tap_is(cmis_path_choose(&module, banks, &wish, aims), 1,
	       "but not if a lane differs");
}

/* ------------------------------------------------------------------------ */
/* A module                                                                 */
/* ------------------------------------------------------------------------ */

/**
 * struct model - a bank of a module
 * @module: its adverts
 * @bank: its registers
 * @ready: it has power
 * @wrong: a mistake of the planner, or NULL
 */
struct model {
	struct cmis_module module;
	struct cmis_path_bank bank;
	bool ready;
	const char *wrong;
};

static void model_blame(struct model *m, bool wrong, const char *what)
{
	if (wrong && !m->wrong)
		m->wrong = what;
}

/* The lanes whose DPConfig bytes say that they belong together */
static u8 model_path(const u8 *config, unsigned int lane)
{
	u8 lanes = 0;
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (config[i] >> 1 == config[lane] >> 1)
			lanes |= BIT(i);
	return lanes;
}

/* A path has its application's width, and begins where that may begin. */
static bool model_accepts(const struct model *m, const u8 *config,
			  unsigned int lane)
{
	unsigned int appsel = config[lane] >> 4, first = config[lane] >> 1 & 7;
	const struct cmis_app *app;

	if (!appsel || appsel > m->module.apps.count)
		return false;
	app = &m->module.apps.app[appsel - 1];
	return app->host_assign & BIT(first) &&
	       model_path(config, lane) ==
	       (((1u << app->host_lanes) - 1) << first & 0xff);
}

static void model_apply(struct model *m, u8 lanes, const u8 *config)
{
	struct cmis_path_bank *bank = &m->bank;
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		if (!(lanes & BIT(i)))
			continue;
		model_blame(m, bank->active[i] >> 4 &&
			    model_path(bank->active, i) & ~lanes,
			    "part of a former path");
		model_blame(m, config[i] >> 4 &&
			    model_path(config, i) & ~lanes,
			    "part of a new path");
		model_blame(m, config[i] >> 4 && !model_accepts(m, config, i),
			    "no path of the application");
		model_blame(m, bank->state[i] > 1 || !(bank->deinit & BIT(i)),
			    "a lane that is not quiet");
	}
	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (lanes & BIT(i)) {
			bank->active[i] = config[i];
			bank->code[i] = CMIS_CONFIG_SUCCESS;
		}
}

/* All states settle. */
static void model_settle(struct model *m)
{
	struct cmis_path_bank *bank = &m->bank;
	unsigned int i;
	u8 lanes, dark;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		lanes = model_path(bank->active, i);
		dark = cmis_path_media(&m->module, bank, lanes) &
		       cmis_path_real_lanes(&m->module, 0) &
		       (bank->tx_disable | bank->tx_squelch);
		bank->state[i] = CMIS_DP_DEACTIVATED;
		if (m->ready && bank->active[i] >> 4 &&
		    !(bank->deinit & lanes))
			bank->state[i] = dark ? CMIS_DP_INITIALIZED :
						CMIS_DP_ACTIVATED;
	}
}

/* Settings of the lanes of a trigger; those of others must stay. */
static void model_tune(struct model *m, u8 lanes, const u8 *config,
		       const struct cmis_lane_bytes *bytes)
{
	struct cmis_lane_bytes *now = &m->bank.now;
	unsigned int i, lane;

	for (i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			if (lanes & BIT(lane) && config[lane] & 1)
				cmis_lane_control_put
					(now, i, lane,
					 cmis_lane_control_get(bytes, i, lane));
}

/* Other settings of a path that is up */
static void model_write_tune(struct model *m, const struct cmis_path_aim *aim)
{
	struct cmis_lane_bytes bytes = m->bank.now;
	u8 config[CMIS_LANES_PER_BANK], lanes;

	memcpy(config, m->bank.active, sizeof(config));
	lanes = cmis_path_stage(aim, &m->bank, false, config);
	lanes &= cmis_path_stage_si(aim, &m->bank, config, &bytes);
	model_blame(m, m->module.basics.stepped_only,
		    "a hot change of a stepped module");
	model_blame(m, !lanes, "a change without lanes");
	model_blame(m, (config[aim->first] ^ m->bank.active[aim->first]) & 0xfe,
		    "another path while it is up");
	model_tune(m, lanes, config, &bytes);
}

/* The writes of a step */
static void model_write(struct model *m, const struct cmis_path_aim *aim,
			enum cmis_path_step step)
{
	struct cmis_path_bank *bank = &m->bank;
	u8 lanes = cmis_path_lanes(aim, bank), config[CMIS_LANES_PER_BANK];
	struct cmis_lane_bytes bytes = bank->now;

	switch (step) {
	case CMIS_STEP_QUIET:
		bank->tx_disable |= aim->media |
				    cmis_path_media(&m->module, bank, lanes);
		bank->deinit |= lanes;
		break;
	case CMIS_STEP_POWER:
		m->ready = true;
		break;
	case CMIS_STEP_RELEASE:
	case CMIS_STEP_CONFIG:
		memcpy(config, bank->active, sizeof(config));
		lanes = cmis_path_stage(aim, bank, step == CMIS_STEP_RELEASE,
					config);
		if (step == CMIS_STEP_CONFIG)
			cmis_path_stage_si(aim, bank, config, &bytes);
		model_blame(m, !lanes, "a trigger without lanes");
		model_blame(m, lanes & ~cmis_path_real_lanes(&m->module, 0),
			    "lanes that are not there");
		model_apply(m, lanes, config);
		model_tune(m, lanes, config, &bytes);
		break;
	case CMIS_STEP_TUNE:
		model_write_tune(m, aim);
		break;
	case CMIS_STEP_INIT:
		bank->deinit &= ~aim->host;
		break;
	case CMIS_STEP_LIGHT:
		bank->tx_disable &= ~aim->media | bank->held;
		bank->tx_squelch &= ~(aim->media & ~bank->held);
		break;
	default:
		break;
	}
}

static unsigned int below(unsigned int limit)
{
	return (unsigned int)random() % limit;
}

static void random_app(struct cmis_app *app, unsigned int lanes)
{
	unsigned int width = 1u << below(4), i;

	app->host_id = below(2) ? 0x4b + below(8) : below(256);
	app->media_id = below(256);
	app->host_lanes = below(8) ? width : below(16);
	app->media_lanes = below(4) ? width : below(16);
	app->host_assign = 0;
	for (i = 0; i + width <= lanes; i += width)
		app->host_assign |= BIT(i);
	app->media_assign = app->host_assign;
	if (!below(8))
		app->host_assign = below(256);
	if (!below(8))
		app->media_assign = below(256);
}

/* Settings and outputs that an administrator wishes */
static void random_wishes(struct model *m)
{
	u8 *bytes = (u8 *)&m->bank.want.bytes;
	unsigned int i;

	m->module.basics.stepped_only = below(2);
	for (i = 0; i < sizeof(m->bank.want.bytes); i++)
		bytes[i] = below(256);
	for (i = 0; i < sizeof(m->bank.now.si); i++)
		m->bank.now.si[i] = below(2) ? m->bank.want.bytes.si[i] :
					       below(256);
	for (i = CMIS_LC_SI_FIRST; i < CMIS_LC_COUNT; i++)
		m->bank.want.set[i] = below(4) ? 0 : below(256);
	m->bank.held = below(4) ? 0 : below(256);
}

static void model_fill(struct model *m)
{
	unsigned int i;

	memset(m, 0, sizeof(*m));
	m->module.plan.banks = 1;
	m->module.lanes = below(4) ? 8 : 1 + below(8);
	m->module.apps.count = 1 + below(4);
	for (i = 0; i < m->module.apps.count; i++)
		random_app(&m->module.apps.app[i], m->module.lanes);
	m->ready = below(2);
	m->bank.deinit = below(2) ? below(256) : 0;
	m->bank.tx_disable = below(2) ? below(256) : 0;
	m->bank.tx_squelch = below(4) ? 0 : below(256);
	for (i = 0; i < CMIS_LANES_PER_BANK; i++) {
		m->bank.active[i] = below(256);
		m->bank.code[i] = CMIS_CONFIG_SUCCESS;
	}
	if (below(2))
		memset(m->bank.active, 0x10, sizeof(m->bank.active));
	for (i = m->module.lanes; i < CMIS_LANES_PER_BANK; i++)
		m->bank.active[i] = 0;
	random_wishes(m);
	model_settle(m);
}

/* The paths of two ports on halves of the lanes, or of one */
static int random_aims(struct model *m, struct cmis_path_aim *aims)
{
	struct cmis_path_wish wish = { .lanes = 0xff };
	int count, more;

	if (m->module.lanes < CMIS_LANES_PER_BANK)
		wish.lanes = (1u << m->module.lanes) - 1;
	if (!below(4))
		wish.lanes &= below(256);
	if (!below(4))
		wish.paths = 1u << below(4);
	if (below(2)) {
		count = cmis_path_choose(&m->module, &m->bank, &wish, aims);
		return count < 0 ? 0 : count;
	}
	wish.lanes &= 0x0f;
	count = cmis_path_choose(&m->module, &m->bank, &wish, aims);
	count = count < 0 ? 0 : count;
	wish.lanes = 0xf0 & cmis_path_real_lanes(&m->module, 0);
	more = cmis_path_choose(&m->module, &m->bank, &wish, aims + count);
	return count + (more < 0 ? 0 : more);
}

static bool all_rest(struct model *m, struct cmis_path_aim *aims, int count)
{
	enum cmis_path_step step;
	bool rest = true;
	int i;

	/* Outputs that shall be off do not wait for a step. */
	m->bank.tx_disable |= m->bank.held;
	/* States take their time. */
	if (!below(3))
		model_settle(m);
	for (i = 0; i < count; i++) {
		step = cmis_path_next(&aims[i], &m->bank, m->ready);
		if (aims[i].again && step != CMIS_STEP_QUIET) {
			aims[i].again = false;
			step = cmis_path_next(&aims[i], &m->bank, m->ready);
		}
		if (cmis_path_rests(step))
			continue;
		rest = false;
		model_write(m, &aims[i], step);
	}
	return rest;
}

static const char *try_one(void)
{
	struct cmis_path_aim aims[2 * CMIS_MAX_LANES];
	enum cmis_path_step want, step, up;
	int count, i, rounds = 0;
	struct model m;

	model_fill(&m);
	count = random_aims(&m, aims);
	for (i = 0; i < count; i++) {
		aims[i].up = below(4);
		aims[i].host_tx = below(4);
		aims[i].again = !below(4);
		model_blame(&m, aims[i].host &
			    ~cmis_path_real_lanes(&m.module, 0),
			    "lanes that are not there");
	}
	while (!all_rest(&m, aims, count))
		if (++rounds == MAX_ROUNDS)
			return "no end";
	for (i = 0; i < count; i++) {
		up = aims[i].media & m.bank.held ? CMIS_STEP_PARTIAL :
						   CMIS_STEP_UP;
		want = !aims[i].up ? CMIS_STEP_DOWN :
		       aims[i].host_tx ? up : CMIS_STEP_WAIT_TX;
		step = cmis_path_next(&aims[i], &m.bank, m.ready);
		/* A path that was up stays up without a signal. */
		model_blame(&m, step != want &&
			    !(want == CMIS_STEP_WAIT_TX &&
			      step == up), "another end");
		model_blame(&m, aims[i].up &&
			    !cmis_path_is_tuned(&aims[i], &m.bank),
			    "other settings at the end");
	}
	return m.wrong;
}

static void test_random(void)
{
	const char *steps = getenv("CMIS_STEPS"), *wrong;
	unsigned long i, count = steps ? strtoul(steps, NULL, 0) :
					 RANDOM_STEPS;

	for (i = 0; i < count; i++) {
		srandom(i + 1);
		wrong = try_one();
		if (wrong) {
			tap_ok(false, "random module %lu: %s", i + 1, wrong);
			return;
		}
	}
	tap_ok(true, "%lu random modules end as wished", count);
}

int main(void)
{
	test_choices();
	test_active();
	test_random();
	return tap_done();
}
