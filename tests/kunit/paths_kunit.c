// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the steps of data paths: the real core, policy and engine, and a
 * module that follows its lane controls. Each test says which bytes are
 * written, in order; reads do not count. No test waits for real time.
 */

#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/module.h>

#include "fixture/clock.c"

#include "fixture/core.c"
#include "fixture/xfer.c"
#include "fixture/poll.c"
#include "fixture/spec.c"
#include "fixture/module.c"
#include "path/plan.c"
#include "path/look.c"
#include "path/follow.c"
#include "path/config.c"
#include "path/write.c"
#include "path/engine.c"
#include "fixture/fake_transport.c"

#define PATHS_LOG_SIZE		2048
#define PATHS_PERIOD_MS		1000
/* A port that is not at its end by then has failed the test. */
#define PATHS_WAIT_MS		400000

/**
 * struct paths_test - the fixture of each test
 * @fake: a module of 8 lanes; the applications are 1x800, 2x400, 4x200, 8x100
 * @ops: of the transport
 * @cage: the cage
 * @dev: its parent
 * @port: a MAC driver's port
 * @told: last state that the MAC driver was told
 * @log: the writes
 * @len: of @log
 * @writes: number of writes
 * @pull_at: the module is pulled after so many writes; 0: never
 * @pulled: it was
 * @control_reads: number of reads of page 10h
 * @lost: number of triggers that the module loses
 * @code: result of configurations; 0: success
 * @config_ms: how long they take
 * @apply: lanes of the one under way
 * @apply_when: its end
 * @keeps_deinit: bits of DPDeinit that writes do not change
 * @fault: the module is in ModuleFault
 * @no_power: the module stays in low power
 * @no_init: paths stay in DPInit
 * @no_light: paths stay in DPTxTurnOn
 * @no_writes: nothing on page 10h can be written
 * @no_power_writes: lower 26 cannot be written
 * @ignores_si: the module takes settings and does not use them
 * @blind: the loopbacks (13h:180-183) cannot be read
 * @no_lock: the checker of media lane 1 does not find its pattern
 * @garble: the next read of exactly this range is wrong; no length: none
 * @byte_us: how long a byte takes on the bus
 * @power_ms: how long the module takes to leave low power
 * @init_ms: how long a path stays in DPInit
 * @light_ms: how long it stays in DPTxTurnOn
 * @power_when: when the module has left low power
 * @state: of the path of each lane
 * @state_when: when the path may leave DPInit or DPTxTurnOn
 * @looks: number of reads of the states of paths
 * @moves: number of other transfers of the engine
 * @next: another module on the bus
 */
struct paths_test {
	struct fake fake;
	struct cmis_transport_ops ops;
	struct cmis_cage *cage;
	struct device *dev;
	struct cmis_port *port;
	u8 told;
	char log[PATHS_LOG_SIZE];
	size_t len;
	unsigned int writes;
	unsigned int pull_at;
	bool pulled;
	unsigned int control_reads;
	unsigned int lost;
	u8 code;
	unsigned int config_ms;
	u8 apply;
	ktime_t apply_when;
	u8 keeps_deinit;
	bool fault;
	bool no_power;
	bool no_init;
	bool no_light;
	bool no_writes;
	bool no_power_writes;
	bool ignores_si;
	bool blind;
	bool no_lock;
	struct cmis_range garble;
	unsigned int byte_us;
	unsigned int power_ms;
	unsigned int init_ms;
	unsigned int light_ms;
	ktime_t power_when;
	u8 state[8];
	ktime_t state_when[8];
	unsigned int looks;
	unsigned int moves;
	struct paths_test *next;
};

/* ------------------------------------------------------------------------ */
/* The module                                                               */
/* ------------------------------------------------------------------------ */

static u8 *paths_at(struct paths_test *t, u8 page, u8 offset)
{
	return fake_at(&t->fake, 0, page, offset);
}

static void paths_nibble(u8 *at, unsigned int lane, u8 value)
{
	unsigned int shift = lane % 2 * 4;

	at += lane / 2;
	*at = (*at & ~(0xf << shift)) | value << shift;
}

/* A trigger is done: the staged set becomes active, or not. */
static void paths_model_apply(struct paths_test *t)
{
	unsigned int lane;

	if (!t->apply || ktime_before(ktime_get(), t->apply_when))
		return;
	for (lane = 0; lane < 8; lane++) {
		if (!(t->apply & BIT(lane)))
			continue;
		paths_nibble(paths_at(t, 0x11, 202), lane, t->code ?: 1);
		if (!t->code)
			*paths_at(t, 0x11, 206 + lane) =
				*paths_at(t, 0x10, 145 + lane);
	}
	/* All lanes of a test have explicit settings, or none. */
	if (!t->code && !t->ignores_si && *paths_at(t, 0x10, 145) & 1)
		memcpy(paths_at(t, 0x11, 214), paths_at(t, 0x10, 153), 21);
	t->apply = 0;
}

/* Where the path of a lane goes. All its lanes have the state of the path. */
static u8 paths_model_aim(struct paths_test *t, unsigned int lane)
{
	u8 config = *paths_at(t, 0x11, 206 + lane), path = 0;

	for (unsigned int i = 0; i < 8; i++)
		if (*paths_at(t, 0x11, 206 + i) >> 1 == config >> 1)
			path |= BIT(i);

	if (t->fake.lower[3] >> 1 != 3 || !(config >> 4) ||
	    *paths_at(t, 0x10, 128) & BIT(lane))
		return 1;
	if (t->no_init)
		return 2;
	if (*paths_at(t, 0x10, 130) & path)
		return 7;
	return t->no_light ? 5 : 4;
}

/* A path goes up through DPInit, DPInitialized and DPTxTurnOn. */
static u8 paths_model_state(struct paths_test *t, unsigned int lane)
{
	u8 aim = paths_model_aim(t, lane), *state = &t->state[lane];
	ktime_t now = ktime_get(), *when = &t->state_when[lane];

	if (aim == 1 || (aim == 7 && *state == 4)) {
		*state = aim;
		return aim;
	}
	if (*state <= 1) {
		*state = 2;
		*when = ktime_add_ms(now, t->init_ms);
	}
	if (*state == 2 && aim != 2 && !ktime_before(now, *when))
		*state = 7;
	if (*state == 7 && aim != 7) {
		*state = 5;
		*when = ktime_add_ms(now, t->light_ms);
	}
	if (*state == 5 && aim == 4 && !ktime_before(now, *when))
		*state = 4;
	return *state;
}

static void paths_model_settle(struct paths_test *t)
{
	bool low = t->no_power || t->fake.lower[26] & 0x10;
	ktime_t now = ktime_get();
	unsigned int lane;
	u8 state = 3;

	if (low)
		t->power_when = ktime_add_ms(now, t->power_ms);
	if (low || ktime_before(now, t->power_when))
		state = low ? 1 : 2;
	t->fake.lower[3] = (t->fault ? 5 : state) << 1 | 1;
	paths_model_apply(t);
	for (lane = 0; lane < 8; lane++)
		paths_nibble(paths_at(t, 0x11, 128), lane,
			     paths_model_state(t, lane));
}

static void paths_model_trigger(struct paths_test *t, u8 lanes)
{
	unsigned int lane;

	if (t->apply || t->lost) {
		t->lost -= !!t->lost;
		return;
	}
	t->apply = lanes;
	t->apply_when = ktime_add_ms(ktime_get(), t->config_ms);
	for (lane = 0; lane < 8; lane++)
		if (lanes & BIT(lane))
			paths_nibble(paths_at(t, 0x11, 202), lane, 12);
}

static void paths_model_garble(struct paths_test *t,
			       const struct cmis_access *a)
{
	if (!t->garble.len || a->len != t->garble.len ||
	    a->offset != t->garble.addr.offset ||
	    (a->offset >= 128 && a->page != t->garble.addr.page))
		return;
	for (unsigned int i = 0; i < a->len; i++)
		a->buf[i] ^= 0xff;
	t->garble.len = 0;
}

static int paths_access(void *priv, const struct cmis_access *a)
{
	struct paths_test *t = container_of(priv, struct paths_test, fake);
	u8 deinit = *paths_at(t, 0x10, 128);
	int ret;

	/* Address, offset, address, and a page select before it */
	if (t->byte_us)
		fsleep(t->byte_us * (a->len + 3 + (a->offset < 128 ? 0 : 4)));
	if (t->pulled || (t->no_writes && a->write && a->page == 0x10) ||
	    (t->no_power_writes && a->write && a->offset == 26) ||
	    (t->blind && !a->write && a->page == 0x13 && a->offset >= 180))
		return -ENXIO;
	paths_model_settle(t);
	if (t->no_lock && a->page == 0x14)
		*paths_at(t, 0x14, 139) = 0x01;
	ret = fake_access_ops.access(priv, a);
	t->control_reads += !a->write && a->page == 0x10;
	t->looks += a->page == 0x11 && a->offset == 128 && a->len == 4;
	t->moves += a->write || a->offset == 26 || a->page == 0x10 ||
		    (a->page == 0x11 && a->offset == 202);
	if (!ret && !a->write)
		paths_model_garble(t, a);
	if (ret || !a->write)
		return ret;
	t->len += scnprintf(t->log + t->len, sizeof(t->log) - t->len,
			    "%02x:%u=%*phN ", a->page, a->offset, a->len,
			    a->buf);
	if (a->page == 0x10 && a->offset == 128)
		*paths_at(t, 0x10, 128) =
			(a->buf[0] & ~t->keeps_deinit) |
			(deinit & t->keeps_deinit);
	if (a->page == 0x10 && (a->offset == 143 || a->offset == 144) &&
	    a->len == 1)
		paths_model_trigger(t, a->buf[0]);
	t->pulled = ++t->writes == t->pull_at;
	return 0;
}

/* 800GAUI-8 to 100GAUI-1 over DR lanes, in CMIS 5.0, in ModuleReady */
static void paths_fill(struct paths_test *t)
{
	static const u8 apps[] = {
		0x51, 0x56, 0x88, 0x01,
		0x4f, 0x1c, 0x44, 0x11,
		0x4d, 0x6b, 0x22, 0x55,
		0x4b, 0x14, 0x11, 0xff,
		0xff,
	};
	static const u8 starts[] = { 0x01, 0x11, 0x55, 0xff };
	struct fake *fake = &t->fake;

	memset(fake->lower, 0, 126);
	fake->lower[0] = 0x18;
	fake->lower[1] = 0x50;
	fake->lower[14] = 21;
	fake->lower[26] = 0x40;
	fake->lower[85] = 2;
	memcpy(fake->lower + 86, apps, sizeof(apps));
	*fake_at(fake, 0, 0, 210) = 0;
	memset(fake_at(fake, 0, 0x01, 128), 0, 128);
	*fake_at(fake, 0, 0x01, 129) = 1;
	*fake_at(fake, 0, 0x01, 144) = 0x77;	/* less than 5 s */
	*fake_at(fake, 0, 0x01, 153) = 0x70;	/* amplitudes 0 to 2 */
	*fake_at(fake, 0, 0x01, 155) = 0x02;
	*fake_at(fake, 0, 0x01, 156) = 0x06;
	*fake_at(fake, 0, 0x01, 162) = 0x04;
	*fake_at(fake, 0, 0x01, 167) = 0x77;
	*fake_at(fake, 0, 0x01, 168) = 0x77;
	memcpy(fake_at(fake, 0, 0x01, 176), starts, sizeof(starts));
	memset(fake_at(fake, 0, 0x02, 128), 0, 128);
	memset(fake_at(fake, 0, 0x10, 128), 0, 128);
	memset(fake_at(fake, 0, 0x11, 128), 0, 128);
	memset(fake_at(fake, 0, 0x11, 202), 0x11, 4);
	memset(fake_at(fake, 0, 0x11, 206), 0x10, 8);
}

/* ------------------------------------------------------------------------ */
/* The fixture                                                              */
/* ------------------------------------------------------------------------ */

static int paths_suite_init(struct kunit_suite *suite)
{
	const struct cmis_core_config config = {
		.policy = &cmis_life_policy,
		.step = cmis_path_work,
		.defaults = {
			.period_ms = { [0 ... CMIS_CLASS_COUNT - 1] =
				       PATHS_PERIOD_MS },
			.stale_sweeps = 3,
		},
	};

	return cmis_core_init(&config);
}

static void paths_suite_exit(struct kunit_suite *suite)
{
	cmis_core_exit();
}

static struct paths_test *paths_module_new(struct kunit *test,
					   struct device *dev)
{
	struct paths_test *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	if (!t)
		return NULL;
	t->dev = dev;
	fake_init(&t->fake, test);
	paths_fill(t);
	t->ops = fake_access_ops;
	t->ops.access = paths_access;
	t->ops.set_reset = NULL;
	return t;
}

static int paths_test_init(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "paths");

	clock_start();
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	test->priv = paths_module_new(test, dev);
	return test->priv ? 0 : -ENOMEM;
}

static void paths_test_exit(struct kunit *test)
{
	struct paths_test *t;

	clock_start();
	for (t = test->priv; t; t = t->next) {
		if (!IS_ERR_OR_NULL(t->port))
			cmis_port_release(t->port);
		if (!IS_ERR_OR_NULL(t->cage))
			cmis_cage_unregister(t->cage);
	}
	clock_stop();
}

static bool paths_await_cage(struct paths_test *t, enum cmis_cage_state state)
{
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < PATHS_WAIT_MS; waited_ms += 100) {
		if (cmis_cage_get_state(t->cage) == state)
			return true;
		msleep(100);
	}
	return false;
}

/* The module in a cage; nothing is written yet. */
static void paths_register(struct kunit *test)
{
	struct paths_test *t = test->priv;
	const struct cmis_cage_config config = {
		.parent = t->dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = t,
		.max_read = 128,
		.max_write = 128,
	};

	t->cage = cmis_cage_register(&config);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cage);
	KUNIT_ASSERT_TRUE(test, paths_await_cage(t, CMIS_CAGE_READY));
	KUNIT_EXPECT_STREQ(test, t->log, "");
}

static void paths_changed(void *priv, const struct cmis_port_status *status)
{
	struct paths_test *t = priv;

	t->told = status->state;
}

static const struct cmis_port_ops paths_port_ops = {
	.changed = paths_changed,
};

static struct cmis_port *paths_claim_of(struct kunit *test,
					struct paths_test *t, u64 lanes)
{
	const struct cmis_port_config config = {
		.lanes = lanes,
		.owner = "mac",
		.ops = &paths_port_ops,
		.priv = t,
	};
	struct cmis_port *port = cmis_port_claim(t->cage, &config);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, port);
	return port;
}

static struct cmis_port *paths_claim(struct kunit *test, u64 lanes)
{
	return paths_claim_of(test, test->priv, lanes);
}

static void paths_request(struct kunit *test, struct cmis_port *port,
			  u32 speed_mbps, bool up)
{
	const struct cmis_port_wish wish = {
		.speed_mbps = speed_mbps,
		.up = up,
	};

	KUNIT_EXPECT_EQ(test, cmis_port_request(port, &wish, NULL), 0);
}

static bool paths_await(struct cmis_port *port, u8 state)
{
	struct cmis_port_status status;
	unsigned int waited_ms;

	for (waited_ms = 0; waited_ms < PATHS_WAIT_MS; waited_ms += 100) {
		msleep(100);
		cmis_port_get_status(port, &status);
		if (status.state == state)
			return true;
	}
	return false;
}

/* A port of all lanes that shall be up */
static void paths_bring_up(struct kunit *test, u32 speed_mbps)
{
	struct paths_test *t = test->priv;

	paths_register(test);
	t->port = paths_claim(test, 0xff);
	cmis_port_set_host_tx(t->port, true);
	paths_request(test, t->port, speed_mbps, true);
}

/* ------------------------------------------------------------------------ */
/* The tests                                                                */
/* ------------------------------------------------------------------------ */

/* Without management by the host, page 10h is not touched. */
static void paths_none_touches_nothing(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_register(test);
	msleep(60000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	KUNIT_EXPECT_EQ(test, t->control_reads, 0);
}

static void paths_as_wished_writes_nothing(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	msleep(60000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_UP);
}

/* The default application comes up with the power. */
static void paths_default_needs_power_only(struct kunit *test)
{
	struct paths_test *t = test->priv;

	t->fake.lower[26] = 0x50;
	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, "00:26=00 ");
}

/* A path is initialized once the MAC transmits. */
static void paths_wait_for_the_host(struct kunit *test)
{
	struct paths_test *t = test->priv;

	t->fake.lower[26] = 0x50;
	paths_register(test);
	t->port = paths_claim(test, 0xff);
	paths_request(test, t->port, 800000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port,
					    CMIS_PORT_STATE_WAITING_HOST_TX));
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=ff 10:128=ff 00:26=00 ");
	msleep(120000);
	KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_WAITING_HOST_TX);
	cmis_port_set_host_tx(t->port, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log,
			   "10:130=ff 10:128=ff 00:26=00 10:128=00 10:130=00 ");
}

#define PATHS_DOWN	"10:130=ff 10:128=ff 00:26=00 "
#define PATHS_RELEASE	"10:145=0000000000000000 10:143=ff "
#define PATHS_CONFIG	"10:145=40424446484a4c4e 10:143=ff "

static const char paths_breakout[] = PATHS_DOWN PATHS_RELEASE PATHS_CONFIG
	"10:128=00 10:130=00 ";

/* Eight paths take one trigger. */
static void paths_share_writes(struct kunit *test)
{
	struct paths_test *t = test->priv;

	t->fake.lower[26] = 0x50;
	/* Not 00h: else nothing must be staged for the release. */
	memset(paths_at(t, 0x10, 145), 0x10, 8);
	paths_bring_up(test, 100000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, paths_breakout);
	KUNIT_EXPECT_EQ(test, t->writes, 9);
}

#define PATHS_HALF_DOWN		"10:130=f0 10:128=f0 "
#define PATHS_HALF_RELEASE	"10:145=2020202000000000 10:143=f0 "
#define PATHS_HALF_CONFIG	"10:145=2020202028282828 10:143=f0 "

static const char paths_half[] = PATHS_HALF_DOWN PATHS_HALF_RELEASE
	PATHS_HALF_CONFIG "10:128=00 10:130=00 ";

/* One port changes while the other one is up. */
static void paths_leave_others_alone(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port *other;

	paths_register(test);
	t->port = paths_claim(test, 0x0f);
	other = paths_claim(test, 0xf0);
	cmis_port_set_host_tx(t->port, true);
	cmis_port_set_host_tx(other, true);
	paths_request(test, t->port, 400000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	paths_request(test, other, 200000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(other, CMIS_PORT_STATE_UP));
	t->len = 0;
	paths_request(test, other, 400000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(other, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, paths_half);
	cmis_port_release(other);
}

static void paths_keep_unclaimed_lanes_dark(struct kunit *test)
{
	struct paths_test *t = test->priv;

	memcpy(paths_at(t, 0x11, 206), "\x20\x20\x20\x20\x28\x28\x28\x28", 8);
	paths_register(test);
	t->port = paths_claim(test, 0x0f);
	cmis_port_set_host_tx(t->port, true);
	msleep(10000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	paths_request(test, t->port, 400000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=f0 10:128=f0 ");
	msleep(60000);
	KUNIT_EXPECT_EQ(test, t->writes, 2);
}

static void paths_go_down(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	paths_request(test, t->port, 800000, false);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_DOWN));
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=ff 10:128=ff ");
	/* A write that fails is tried again. */
	t->no_power_writes = true;
	cmis_claim_set_idle(t->cage, CMIS_IDLE_LOW);
	msleep(2000);
	t->no_power_writes = false;
	msleep(20000);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=ff 10:128=ff 00:26=50 ");
}

/* Lanes that were given back keep the module's power. */
static void paths_keep_the_power_of_others(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port *other;

	memcpy(paths_at(t, 0x11, 206), "\x20\x20\x20\x20\x28\x28\x28\x28", 8);
	paths_register(test);
	t->port = paths_claim(test, 0x0f);
	other = paths_claim(test, 0xf0);
	cmis_claim_set_idle(t->cage, CMIS_IDLE_LOW);
	paths_request(test, t->port, 400000, false);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_DOWN));
	msleep(20000);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=0f 10:128=0f ");
	cmis_port_release(other);
	msleep(20000);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=0f 10:128=0f ");
}

/**
 * struct paths_fault - a module that misbehaves
 * @name: how
 * @code: code of each configuration
 * @lost: triggers that are lost
 * @config_ms: time of a configuration
 * @keeps_deinit: bits of DPDeinit that cannot be changed
 * @no_power: see struct paths_test
 * @no_init: likewise
 * @no_light: likewise
 * @no_writes: likewise
 * @reason: reason of the failure; 0: the port comes up
 * @tries: failed attempts
 */
struct paths_fault {
	const char *name;
	u8 code;
	unsigned int lost;
	unsigned int config_ms;
	u8 keeps_deinit;
	bool no_power;
	bool no_init;
	bool no_light;
	bool no_writes;
	u8 reason;
	u8 tries;
};

static const struct paths_fault paths_faults[] = {
	{ "slow configuration", .config_ms = 5000 },
	{ "lost trigger", .lost = 1 },
	{ "lost triggers", .lost = 99, .tries = 4,
	  .reason = CMIS_PORT_REASON_CONFIG_SILENT },
	{ "stuck configuration", .config_ms = 1000000000, .tries = 4,
	  .reason = CMIS_PORT_REASON_CONFIG_STUCK },
	{ "code 2", .code = 2, .tries = 4,
	  .reason = CMIS_PORT_REASON_CONFIG_REJECTED },
	{ "code 3", .code = 3, .tries = 1,
	  .reason = CMIS_PORT_REASON_BAD_APPLICATION },
	{ "code 4", .code = 4, .tries = 1,
	  .reason = CMIS_PORT_REASON_BAD_LANES },
	{ "code 5", .code = 5, .tries = 4,
	  .reason = CMIS_PORT_REASON_SI_REFUSED },
	{ "code 6", .code = 6, .tries = 4,
	  .reason = CMIS_PORT_REASON_LANES_IN_USE },
	{ "code 7", .code = 7, .tries = 4,
	  .reason = CMIS_PORT_REASON_PARTIAL_PATH },
	{ "code 15", .code = 15, .tries = 4,
	  .reason = CMIS_PORT_REASON_CONFIG_CODE },
	{ "no power", .no_power = true, .tries = 4,
	  .reason = CMIS_PORT_REASON_POWER_TIMEOUT },
	{ "no initialization", .no_init = true, .tries = 4,
	  .reason = CMIS_PORT_REASON_INIT_TIMEOUT },
	{ "no light", .no_light = true, .tries = 4,
	  .reason = CMIS_PORT_REASON_LIGHT_TIMEOUT },
	{ "no writes", .no_writes = true, .tries = 4,
	  .reason = CMIS_PORT_REASON_BUS_ERROR },
	{ "a control that is not kept", .keeps_deinit = 0x80, .tries = 4,
	  .reason = CMIS_PORT_REASON_NOT_KEPT },
};

static void paths_fault_to_desc(const struct paths_fault *fault, char *desc)
{
	strscpy(desc, fault->name, KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(paths_fault, paths_faults, paths_fault_to_desc);

/* Each failure has a reason, and an end. */
static void paths_fail_with_a_reason(struct kunit *test)
{
	const struct paths_fault *fault = test->param_value;
	struct paths_test *t = test->priv;
	struct cmis_port_status status;
	unsigned int writes;

	t->code = fault->code;
	t->lost = fault->lost;
	t->config_ms = fault->config_ms;
	t->keeps_deinit = fault->keeps_deinit;
	t->no_power = fault->no_power;
	t->no_init = fault->no_init;
	t->no_light = fault->no_light;
	t->no_writes = fault->no_writes;
	if (fault->no_power)
		t->fake.lower[26] = 0x50;
	paths_bring_up(test, 100000);
	KUNIT_EXPECT_TRUE(test,
			  paths_await(t->port, fault->reason ?
				      CMIS_PORT_STATE_FAILED :
				      CMIS_PORT_STATE_UP));
	cmis_port_get_status(t->port, &status);
	KUNIT_EXPECT_EQ(test, status.reason, fault->reason);
	KUNIT_EXPECT_EQ(test, status.tries, fault->tries);
	KUNIT_EXPECT_EQ(test, status.config_code, fault->code);
	/* The last writes may fail for a while. */
	msleep(20000);
	writes = t->writes;
	msleep(60000);
	KUNIT_EXPECT_EQ(test, t->writes, writes);
	KUNIT_EXPECT_LE(test, writes, 60);

	/* The same wish again begins anew. */
	t->code = 0;
	t->lost = 0;
	t->config_ms = 0;
	t->apply_when = 0;
	t->keeps_deinit = 0;
	t->no_power = false;
	t->no_init = false;
	t->no_light = false;
	t->no_writes = false;
	paths_request(test, t->port, 100000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
}

static void paths_set_limit(struct kunit *test, u32 limit_mw)
{
	const struct cmis_settings settings = { .power_limit_mw = limit_mw };
	struct paths_test *t = test->priv;

	KUNIT_EXPECT_EQ(test, 0,
			cmis_cage_set_settings(t->cage, &settings,
					       CMIS_SETTING_POWER_LIMIT));
}

/* A module that may take more than the cage gives goes to low power. */
static void paths_keep_to_the_power_of_the_cage(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port_status status;

	*paths_at(t, 0x00, 201) = 48;	/* 12 W */
	paths_register(test);
	cmis_claim_set_idle(t->cage, CMIS_IDLE_HIGH);
	paths_set_limit(test, 11999);
	t->port = paths_claim(test, 0xff);
	cmis_port_set_host_tx(t->port, true);
	paths_request(test, t->port, 800000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_FAILED));
	msleep(60000);
	cmis_port_get_status(t->port, &status);
	KUNIT_EXPECT_EQ(test, status.reason, CMIS_PORT_REASON_POWER_BUDGET);
	KUNIT_EXPECT_EQ(test, status.tries, 1);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=ff 10:128=ff 00:26=50 ");

	paths_set_limit(test, 12000);
	paths_request(test, t->port, 800000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
}

#define PATHS_FIRST_RELEASE	"10:145=0000000028282828 10:143=0f "
#define PATHS_FIRST_CONFIG	"10:145=3030343428282828 10:143=0f "

static const char paths_first[] = PATHS_FIRST_RELEASE PATHS_FIRST_CONFIG
	"10:128=00 10:130=00 ";

/* Lanes that were free at a refusal belong to another port by now. */
static void paths_spare_lanes_claimed_later(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port_status status = {};
	struct cmis_port *other;

	memcpy(paths_at(t, 0x11, 206), "\x20\x20\x20\x20\x28\x28\x28\x28", 8);
	t->code = 2;
	paths_register(test);
	t->port = paths_claim(test, 0x0f);
	cmis_port_set_host_tx(t->port, true);
	paths_request(test, t->port, 200000, true);
	while (status.tries < 3 && status.state != CMIS_PORT_STATE_FAILED) {
		msleep(100);
		cmis_port_get_status(t->port, &status);
	}
	other = paths_claim(test, 0xf0);
	cmis_port_set_host_tx(other, true);
	paths_request(test, other, 400000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(other, CMIS_PORT_STATE_UP));
	t->code = 0;
	t->len = 0;
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, paths_first);
	cmis_port_release(other);
}

/* One wrong read of an idle bus takes no path down. */
static void paths_doubt_one_look(struct kunit *test)
{
	static const struct cmis_range ranges[] = {
		{ .addr = { .offset = 3 }, .len = 1 },
		{ .addr = { .page = 0x10, .offset = 128 }, .len = 46 },
		{ .addr = { .page = 0x11, .offset = 128 }, .len = 4 },
		{ .addr = { .page = 0x11, .offset = 202 }, .len = 33 },
	};
	struct paths_test *t = test->priv;
	struct cmis_port_status status;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	for (unsigned int i = 0; i < ARRAY_SIZE(ranges); i++) {
		t->garble = ranges[i];
		msleep(20000);
		KUNIT_EXPECT_EQ(test, t->garble.len, 0);
		cmis_port_get_status(t->port, &status);
		KUNIT_EXPECT_EQ(test, status.state, CMIS_PORT_STATE_UP);
		KUNIT_EXPECT_STREQ(test, t->log, "");
	}
}

/* Another module has come, and no sweep has seen that yet. */
static void paths_write_to_no_suspect(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	/* As if a sweep had failed. */
	t->cage->poll->suspect = true;
	*fake_at(&t->fake, 0, 0, 166) ^= 1;
	swap(*(u32 *)(t->fake.lower + 86), *(u32 *)(t->fake.lower + 90));
	swap(*paths_at(t, 0x01, 176), *paths_at(t, 0x01, 177));
	memset(paths_at(t, 0x11, 206), 0x20, 8);
	cmis_port_set_host_tx(t->port, true);
	msleep(20000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_UP);
}

/* Before revision 4, the bits of 10h:128 mean the opposite. */
static void paths_refuse_old_revisions(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port_status status;

	t->fake.lower[1] = 0x30;
	paths_register(test);
	t->port = paths_claim(test, 0x0f);
	paths_request(test, t->port, 400000, true);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_FAILED));
	cmis_port_get_status(t->port, &status);
	KUNIT_EXPECT_EQ(test, status.reason, CMIS_PORT_REASON_NOT_CMIS);
	msleep(60000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
}

/* More paths than lanes: the list ends in time. */
static void paths_have_room(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_module *module = kunit_kzalloc(test, sizeof(*module),
						   GFP_KERNEL);
	struct cmis_bringup *e = kunit_kzalloc(test, sizeof(*e), GFP_KERNEL);
	struct cmis_path_run run = {
		.paths = e,
		.module = module,
		.banks = CMIS_MAX_BANKS,
	};

	KUNIT_ASSERT_TRUE(test, e && module);
	paths_register(test);
	run.cage = t->cage;
	module->lanes = CMIS_MAX_LANES;
	module->plan.banks = CMIS_MAX_BANKS;
	module->apps.count = 1;
	module->apps.app[0] =
		(struct cmis_app) { 0x4b, 0x14, 1, 1, 0xff, 0xff };
	for (unsigned int i = 0; i < 2; i++) {
		e->port[i].seq = 1;
		e->port[i].claim.wished = true;
		e->port[i].claim.lanes = U64_MAX >> i;
	}
	cmis_path_plan(&run);
	KUNIT_EXPECT_EQ(test, e->num, CMIS_MAX_LANES);
	KUNIT_EXPECT_EQ(test, e->bank[0].deinit, 0);
}

/* The module is pulled after each write, and another one comes. */
static void paths_begin_anew_with_another_module(struct kunit *test)
{
	struct paths_test *t = test->priv;
	unsigned int at, waited_ms;

	paths_bring_up(test, 100000);
	for (at = 1; at <= 9; at++) {
		t->pulled = true;
		KUNIT_ASSERT_TRUE(test,
				  paths_await(t->port,
					      CMIS_PORT_STATE_NO_MODULE));
		paths_fill(t);
		t->fake.lower[26] = 0x50;
		memset(paths_at(t, 0x10, 145), 0x10, 8);
		t->writes = 0;
		t->pull_at = at;
		t->pulled = false;
		for (waited_ms = 0; !t->pulled && waited_ms < PATHS_WAIT_MS;
		     waited_ms += 100)
			msleep(100);
		KUNIT_EXPECT_EQ(test, t->writes, at);
	}
	KUNIT_ASSERT_TRUE(test, paths_await(t->port,
					    CMIS_PORT_STATE_NO_MODULE));
	paths_fill(t);
	t->fake.lower[26] = 0x50;
	memset(paths_at(t, 0x10, 145), 0x10, 8);
	t->pull_at = 0;
	t->len = 0;
	t->pulled = false;
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, paths_breakout);
}

/* Two masters do not fight. */
static void paths_give_way(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port_status status;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	*paths_at(t, 0x10, 130) = 0x01;
	msleep(20000);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=00 ");
	KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_UP);
	*paths_at(t, 0x10, 128) = 0x80;
	KUNIT_EXPECT_TRUE(test, paths_await(t->port,
					    CMIS_PORT_STATE_CONTESTED));
	cmis_port_get_status(t->port, &status);
	KUNIT_EXPECT_EQ(test, status.reason, CMIS_PORT_REASON_FOREIGN_WRITE);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, t->writes, 1);
}

/* The other host is quick: its second change comes with the repair. */
static void paths_give_way_at_once(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	*paths_at(t, 0x10, 130) = 0x01;
	for (unsigned int i = 0; i < 1000 && !t->writes; i++)
		msleep(20);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	*paths_at(t, 0x10, 130) = 0x02;
	KUNIT_EXPECT_TRUE(test, paths_await(t->port,
					    CMIS_PORT_STATE_CONTESTED));
	KUNIT_EXPECT_EQ(test, t->writes, 1);
}

/* The transport goes while the MAC driver keeps its port. */
static void paths_lose_the_cage(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port_status status;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	cmis_cage_unregister(t->cage);
	t->cage = NULL;
	KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_NO_MODULE);
	cmis_port_get_status(t->port, &status);
	KUNIT_EXPECT_EQ(test, status.state, CMIS_PORT_STATE_NO_MODULE);
}

/* A second change long after the first one is no fight. */
static void paths_forgive(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	*paths_at(t, 0x10, 130) = 0x01;
	msleep(20000);
	KUNIT_EXPECT_EQ(test, t->writes, 1);
	msleep(600000);
	*paths_at(t, 0x10, 130) = 0x01;
	msleep(20000);
	KUNIT_EXPECT_EQ(test, t->writes, 2);
	KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_UP);
}

/* A raw writer of the CDB pages may flash firmware: no step meanwhile. */
static void paths_wait_for_a_raw_command(struct kunit *test)
{
	struct paths_test *t = test->priv;

	t->fake.lower[26] = 0x50;
	paths_register(test);
	cmis_cdb_enter(&t->cage->cdb, &(struct cmis_range) {
		.addr = { .page = 0x9f, .offset = 128 }, .len = 2,
	});
	t->port = paths_claim(test, 0xff);
	cmis_port_set_host_tx(t->port, true);
	paths_request(test, t->port, 800000, true);
	msleep(9000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, "00:26=00 ");
}

/* The paths begin anew when the module is no longer in ModuleFault. */
static void paths_fail_with_the_module(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_port_status status;

	paths_bring_up(test, 800000);
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	t->fault = true;
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_FAILED));
	cmis_port_get_status(t->port, &status);
	KUNIT_EXPECT_EQ(test, status.reason, CMIS_PORT_REASON_MODULE_FAULT);
	msleep(60000);
	t->fault = false;
	KUNIT_EXPECT_TRUE(test, paths_await(t->port, CMIS_PORT_STATE_UP));
	KUNIT_EXPECT_STREQ(test, t->log, "");
}

static int paths_admin_set(struct paths_test *t, u64 lanes,
			   const struct cmis_port_wish *wish,
			   struct netlink_ext_ack *ack)
{
	const struct cmis_trial_request last = {};
	u32 revert_id;

	return cmis_claim_admin_set(t->cage, lanes, wish, &last, &revert_id,
				    ack);
}

static void paths_claims_are_exclusive(struct kunit *test)
{
	const struct cmis_port_wish wish = { .up = true };
	const struct cmis_port_config more = { .lanes = 0xf0 };
	struct netlink_ext_ack ack = {};
	struct paths_test *t = test->priv;
	const u8 byte = 0;

	paths_register(test);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0x0f, &wish, &ack),
			-EPERM);
	KUNIT_EXPECT_EQ(test, cmis_claim_set_management
			(t->cage, CMIS_MANAGEMENT_NONE, &ack), 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_port_claim(t->cage, &more)),
			-EPERM);
	KUNIT_EXPECT_EQ(test, cmis_claim_set_management
			(t->cage, CMIS_MANAGEMENT_HOST, &ack), 0);
	t->port = paths_claim(test, 0x3c);
	KUNIT_EXPECT_EQ(test, PTR_ERR(cmis_port_claim(t->cage, &more)),
			-EBUSY);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0x3c, &wish, &ack),
			-EBUSY);
	KUNIT_EXPECT_EQ(test, cmis_claim_admin_release(t->cage, 0x3c, &ack),
			-EBUSY);
	KUNIT_EXPECT_EQ(test, cmis_claim_admin_retry(t->cage, 0x01, &ack),
			-ENOENT);
	KUNIT_EXPECT_EQ(test, cmis_claim_set_management
			(t->cage, CMIS_MANAGEMENT_NONE, &ack), -EBUSY);
	KUNIT_EXPECT_EQ(test, cmis_access_write(t->cage, CMIS_READER_EEPROM,
						&(struct cmis_range) {
		.addr = { .page = 0x10, .offset = 130 }, .len = 1,
	}, &byte), -EBUSY);
	KUNIT_EXPECT_STREQ(test, t->log, "");
}

/* An administrator's port of all lanes, up, that carries no traffic */
static void paths_admin_up(struct kunit *test)
{
	const struct cmis_port_wish wish = {
		.speed_mbps = 800000,
		.up = true,
		.test = true,
	};
	struct netlink_ext_ack ack = {};
	struct paths_test *t = test->priv;

	paths_register(test);
	KUNIT_EXPECT_EQ(test, cmis_claim_set_management
			(t->cage, CMIS_MANAGEMENT_HOST, &ack), 0);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &wish, &ack), 0);
	msleep(1000);
}

static unsigned int paths_admin_state(struct paths_test *t)
{
	struct cmis_claim claim = {};

	cmis_claim_find(t->cage, 0xff, &claim);
	return claim.status.state;
}

static int paths_wish(struct paths_test *t, const char *name, u64 lanes,
		      u32 value, u32 revert_ms)
{
	const struct cmis_wish_request request = {
		.control = cmis_lane_control_find(name),
		.lanes = lanes,
		.value = value,
		.revert_ms = revert_ms,
	};
	struct netlink_ext_ack ack = {};
	u32 id;

	return cmis_wish_set(t->cage, &request, &id, &ack);
}

/* Outputs that shall be off stay off, until the change goes back. */
static void paths_hold_outputs(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_lane_value value;
	struct cmis_module *module;

	paths_admin_up(test);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "tx-disable", 0x08, 1, 0), 0);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=08 ");
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t),
			CMIS_PORT_STATE_UP_PARTIAL);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "tx-disable", 0x0c, 0, 1000), 0);
	msleep(500);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	msleep(10000);
	KUNIT_EXPECT_STREQ(test, t->log, "10:130=08 10:130=00 10:130=08 ");
	KUNIT_EXPECT_EQ(test, paths_admin_state(t),
			CMIS_PORT_STATE_UP_PARTIAL);
	/* Readers get the value of the module, not the wish. */
	*paths_at(t, 0x10, 138) = 0x81;
	msleep(10000);
	module = cmis_cage_await_module(t->cage);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, module);
	KUNIT_EXPECT_EQ(test, cmis_wish_get(t->cage, module, CMIS_LC_RX_DISABLE,
					    7, &value), 0);
	KUNIT_EXPECT_EQ(test, value.code, 1);
	KUNIT_EXPECT_FALSE(test, value.wished);
	cmis_module_put(module);
	KUNIT_EXPECT_EQ(test, t->writes, 3);
}

#define PATHS_AMPLITUDE		"10:153=0000000000000000 " \
	"10:161=0000000000000000 10:169=0011111111 "
#define PATHS_EXPLICIT		"10:145=1111111111111111 "

/* Settings of a path that is up, with and without a step down */
static void paths_tune(struct kunit *test)
{
	static const char hot[] = PATHS_AMPLITUDE PATHS_EXPLICIT "10:144=ff ";
	static const char stepped[] = "10:130=ff 10:128=ff " PATHS_AMPLITUDE
		PATHS_EXPLICIT "10:143=ff 10:128=00 10:130=00 ";
	struct paths_test *t = test->priv;
	bool is_stepped = *(const unsigned int *)test->param_value;

	t->fake.lower[2] = is_stepped ? 0x40 : 0;
	paths_admin_up(test);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 3, 0),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-pre-mdb", 0xff, 0, 0),
			-EOPNOTSUPP);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0x1ff, 1, 0),
			-EINVAL);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 1, 0), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	KUNIT_EXPECT_STREQ(test, t->log, is_stepped ? stepped : hot);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x11, 231), 0x11);
}

static const unsigned int paths_tune_ways[] = { 0, 1 };

static void paths_tune_desc(const unsigned int *way, char *desc)
{
	strscpy(desc, *way ? "stepped" : "hot", KUNIT_PARAM_DESC_SIZE);
}

KUNIT_ARRAY_PARAM(paths_tune, paths_tune_ways, paths_tune_desc);

/* Settings that the module refuses keep no path down. */
static void paths_survive_refused_settings(struct kunit *test)
{
	struct paths_test *t = test->priv;

	paths_admin_up(test);
	t->code = 5;
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 1, 0),
			-EREMOTEIO);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	/* The module may say that it has taken them. */
	t->code = 0;
	t->ignores_si = true;
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 2, 0),
			-EREMOTEIO);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
}

/* Nor does a change of something else take that path down again. */
static void paths_refuse_settings_once(struct kunit *test)
{
	struct paths_test *t = test->priv;

	t->fake.lower[2] = 0x40;
	t->config_ms = 2000;
	paths_admin_up(test);
	t->code = 5;
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 1, 0), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	t->len = 0;
	t->log[0] = 0;
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-squelch-auto-off", 0x80, 1, 0),
			0);
	msleep(60000);
	KUNIT_EXPECT_STREQ(test, t->log, "10:139=80 ");
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
}

/* A wish on trial comes back on time, also if the management ends. */
static void paths_wishes_go_back(struct kunit *test)
{
	const struct cmis_port_wish wish = { .speed_mbps = 800000, .up = true };
	const struct cmis_trial_request trial = { .revert_ms = 30000 };
	const struct cmis_trial_request bare = { .force = true };
	const struct cmis_port_wish down = { .speed_mbps = 800000 };
	const struct cmis_port_wish other = { .paths = 8, .up = true };
	struct paths_test *t = test->priv;
	struct netlink_ext_ack ack = {};
	u32 id = 0, again = 0;

	paths_admin_up(test);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &wish, &ack), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &other, &ack), -EBUSY);
	KUNIT_EXPECT_EQ(test, cmis_claim_admin_set(t->cage, 0xff, &other, &bare,
						   &id, &ack), -EINVAL);
	KUNIT_EXPECT_EQ(test, cmis_claim_admin_set(t->cage, 0xff, &down, &trial,
						   &id, &ack), 0);
	KUNIT_EXPECT_NE(test, id, 0);
	msleep(20000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_DOWN);
	KUNIT_EXPECT_EQ(test, cmis_claim_admin_set(t->cage, 0xff, &down, &trial,
						   &again, &ack), 0);
	KUNIT_EXPECT_EQ(test, again, id);
	msleep(20000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_DOWN);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	KUNIT_EXPECT_EQ(test, cmis_trial_confirm(t->cage, id), -ENOENT);

	KUNIT_EXPECT_EQ(test, cmis_claim_admin_set(t->cage, 0xff, &down, &trial,
						   &id, &ack), 0);
	msleep(20000);
	KUNIT_EXPECT_EQ(test, cmis_trial_confirm(t->cage, id), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_DOWN);

	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &wish, &ack), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, cmis_claim_admin_set(t->cage, 0xff, &down, &trial,
						   &id, &ack), 0);
	msleep(20000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x10, 130), 0xff);
	cmis_wishes_end(t->cage);
	cmis_trials_end(t->cage);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x10, 128), 0x00);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &down, &ack), -EPERM);
}

/* A change that goes back leaves no wish behind, and the port decides. */
static void paths_reverts_leave_no_wish(struct kunit *test)
{
	const struct cmis_port_wish down = { .test = true };
	const struct cmis_port_wish up = { .up = true, .test = true };
	struct paths_test *t = test->priv;
	struct netlink_ext_ack ack = {};

	paths_admin_up(test);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &down, &ack), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x10, 130), 0xff);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "tx-disable", 0x0f, 0, 1000), 0);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "tx-disable", 0x80, 1, 1000), 0);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-disable", 0x01, 1, 1000), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x10, 138), 0x01);
	msleep(10000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x10, 138), 0x00);
	KUNIT_EXPECT_EQ(test, t->cage->claims.wishes.bank[0]
			.set[CMIS_LC_TX_DISABLE], 0);
	KUNIT_EXPECT_EQ(test, t->cage->claims.wishes.bank[0]
			.set[CMIS_LC_RX_DISABLE], 0);
	KUNIT_EXPECT_EQ(test, paths_admin_set(t, 0xff, &up, &ack), 0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x10, 130), 0x00);
}

/* The end of the management takes no path down. */
static void paths_end_leaves_traffic(struct kunit *test)
{
	struct paths_test *t = test->priv;

	t->fake.lower[2] = 0x40;
	paths_admin_up(test);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 1, 600000),
			0);
	msleep(60000);
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
	t->len = 0;
	t->log[0] = 0;
	cmis_wishes_end(t->cage);
	KUNIT_EXPECT_EQ(test, paths_wish(t, "rx-amplitude", 0xff, 0, 0),
			-EPERM);
	msleep(60000);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	KUNIT_EXPECT_EQ(test, paths_admin_state(t), CMIS_PORT_STATE_UP);
}

static int paths_loop(struct paths_test *t, u64 lanes, bool on, u32 revert_ms)
{
	const struct cmis_loopback_request request = {
		.kinds = BIT(CMIS_LOOPBACK_KIND_HOST_INPUT),
		.lanes = lanes,
		.on = on,
		.force = revert_ms,
		.revert_ms = revert_ms,
	};
	struct netlink_ext_ack ack = {};
	u32 id;

	return cmis_loopback_set(t->cage, &request, &id, &ack);
}

/* A loopback goes back, even if the module cannot be read for some time. */
static void paths_loopbacks_go_back(struct kunit *test)
{
	struct paths_test *t = test->priv;

	memset(fake_page_add(&t->fake, 0, 0x13), 0, 128);
	memset(fake_page_add(&t->fake, 0, 0x14), 0, 128);
	*paths_at(t, 0x01, 142) = 0x20;
	*paths_at(t, 0x13, 128) = 0x7f;
	paths_register(test);
	KUNIT_EXPECT_EQ(test, paths_loop(t, 0x0f, true, 1000), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 183), 0x0f);
	t->blind = true;
	msleep(3000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 183), 0x0f);
	t->blind = false;
	msleep(10000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 183), 0x00);
	/* Lanes that were changed meanwhile stay as they are. */
	KUNIT_EXPECT_EQ(test, paths_loop(t, 0xff, true, 20000), 0);
	KUNIT_EXPECT_EQ(test, paths_loop(t, 0x0f, false, 1000), -EINVAL);
	KUNIT_EXPECT_EQ(test, paths_loop(t, 0xf0, true, 20000), 0);
	KUNIT_EXPECT_EQ(test, paths_loop(t, 0x0f, false, 0), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 183), 0xf0);
	msleep(30000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 183), 0x00);
	/* A garbled byte is not written back. */
	t->garble = (struct cmis_range) {
		.addr = { .page = 0x13, .offset = 180 },
		.len = 4,
	};
	KUNIT_EXPECT_EQ(test, paths_loop(t, 0x0f, true, 1000), -EBADMSG);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 183), 0x00);
}

/* A module with patterns and counters of errors, without management */
static void paths_register_patterns(struct kunit *test)
{
	struct paths_test *t = test->priv;

	memset(fake_page_add(&t->fake, 0, 0x13), 0, 128);
	memset(fake_page_add(&t->fake, 0, 0x14), 0, 128);
	*paths_at(t, 0x01, 142) = 0x20;
	*paths_at(t, 0x13, 130) = 0x02;
	memset(paths_at(t, 0x13, 132), 0xff, 8);
	*paths_at(t, 0x13, 142) = 0xff;
	/* 5 errors in 1000 bits of lane 1; its pattern was lost */
	*paths_at(t, 0x14, 192) = 5;
	*paths_at(t, 0x14, 200) = 0xe9;
	*paths_at(t, 0x14, 201) = 0x03;
	paths_register(test);
}

static int paths_pattern(struct paths_test *t, unsigned int action, u64 lanes,
			 u32 revert_ms, u32 *id)
{
	const struct cmis_test_request request = {
		.action = action,
		.media = true,
		.lanes = lanes,
		.pattern = { CMIS_TEST_PATTERN_PRBS13Q,
			     CMIS_TEST_PATTERN_PRBS13Q },
		.force = revert_ms,
		.revert_ms = revert_ms,
	};
	struct netlink_ext_ack ack = {};

	t->len = 0;
	t->log[0] = 0;
	return cmis_test_act(t->cage, &request, id, &ack);
}

static void paths_pattern_get(struct kunit *test, struct cmis_test_view *view)
{
	struct paths_test *t = test->priv;
	unsigned int item = CMIS_MAX_LANES;

	KUNIT_EXPECT_EQ(test, cmis_test_get(t->cage, &item, false, view), 0);
}

/* A pattern on lanes with traffic goes back, or is confirmed and is counted. */
static void paths_patterns_count(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_test_view view;
	const char *held;
	u32 id;

	paths_register_patterns(test);
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_START, 0x01, 0,
					    &id), -EBUSY);
	KUNIT_EXPECT_STREQ(test, t->log, "");
	/* Nothing is counted before the checker has its pattern. */
	t->no_lock = true;
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_START, 0x01,
					    3000, &id), 0);
	KUNIT_EXPECT_STREQ(test, t->log,
			   "13:153=00000006000000 13:152=01 13:169=00000006000000 13:168=01 ");
	msleep(2000);
	paths_pattern_get(test, &view);
	KUNIT_EXPECT_EQ(test, view.state, CMIS_TEST_STATE_RUNNING);
	KUNIT_EXPECT_FALSE(test, view.locked);
	KUNIT_EXPECT_NULL(test, strstr(t->log, "13:177"));
	msleep(3000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 168), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 152), 0);

	t->no_lock = false;
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_START, 0x01,
					    600000, &id), 0);
	KUNIT_EXPECT_EQ(test, cmis_test_confirm(t->cage, id), 0);
	msleep(1200);
	held = strstr(t->log, "13:177=20 14:128=04 14:128=00 13:177=00 ");
	KUNIT_EXPECT_NOT_NULL(test, held);
	for (unsigned int i = 0; i < 100 && !view.total.until_ns; i++) {
		msleep(100);
		paths_pattern_get(test, &view);
	}
	/* The first read only begins. */
	KUNIT_EXPECT_EQ(test, view.total.errors, 5);
	KUNIT_EXPECT_EQ(test, view.total.bits, 1000);
	KUNIT_EXPECT_EQ(test, view.total.losses, 1);
	KUNIT_EXPECT_TRUE(test, view.locked);
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_CLEAR, 0x01, 0,
					    &id), 0);
	paths_pattern_get(test, &view);
	KUNIT_EXPECT_EQ(test, view.total.until_ns, 0);
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_STOP, 0x01, 0,
					    &id), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 168), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 152), 0);
}

/* A data path that goes down ends the test: no pattern comes back with it. */
static void paths_patterns_end(struct kunit *test)
{
	struct paths_test *t = test->priv;
	struct cmis_test_view view;
	u32 id;

	paths_register_patterns(test);
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_START, 0xff,
					    600000, &id), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 152), 0xff);
	*paths_at(t, 0x10, 128) = 0x01;
	msleep(5000);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 152), 0xfe);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 168), 0xfe);
	paths_pattern_get(test, &view);
	KUNIT_EXPECT_EQ(test, view.state, CMIS_TEST_STATE_ENDED);
	KUNIT_EXPECT_EQ(test, paths_pattern(t, CMIS_TEST_ACTION_START, 0x01,
					    600000, &id), -ENETDOWN);
	/* The end of the driver stops the rest, and lets the module count. */
	cmis_cage_unregister(t->cage);
	t->cage = NULL;
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 152), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 168), 0);
	KUNIT_EXPECT_EQ(test, *paths_at(t, 0x13, 177), 0);
}

/* On a bus of 100 kHz: as busy as one of 400 kHz with 32 modules */
#define PATHS_BUS_MODULES	8
#define PATHS_BUS_BYTE_US	92
/* Times of the adverts of paths_fill() */
#define PATHS_BUS_STEP_MS	5000
#define PATHS_BUS_LOOKS		36
/* 23, and a second look at controls in doubt */
#define PATHS_BUS_MOVES		26

static struct cmis_cage *paths_bus_join(struct kunit *test,
					struct paths_test *t)
{
	const struct cmis_cage_config config = {
		.parent = t->dev,
		.ops = &t->ops,
		.priv = &t->fake,
		.bus = test,
		.max_read = 128,
		.max_write = 128,
	};

	t->fake.lower[26] = 0x50;
	t->byte_us = PATHS_BUS_BYTE_US;
	t->power_ms = PATHS_BUS_STEP_MS;
	t->init_ms = PATHS_BUS_STEP_MS;
	t->light_ms = PATHS_BUS_STEP_MS;
	memset(paths_at(t, 0x10, 145), 0x10, 8);
	return cmis_cage_register(&config);
}

static unsigned int paths_bus_count(struct paths_test *t, u8 state)
{
	unsigned int count = 0;

	for (; t; t = t->next)
		count += t->told == state;
	return count;
}

/* Cold modules come up at the same time, not one after the other. */
static void paths_of_a_bus_come_up_together(struct kunit *test)
{
	struct paths_test *first = test->priv, *t;
	unsigned int moves = 0;
	ktime_t start;

	for (unsigned int i = 1; i < PATHS_BUS_MODULES; i++) {
		t = paths_module_new(test, first->dev);
		KUNIT_ASSERT_NOT_NULL(test, t);
		t->next = first->next;
		first->next = t;
	}
	for (t = first; t; t = t->next) {
		t->cage = paths_bus_join(test, t);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, t->cage);
	}
	for (t = first; t; t = t->next)
		KUNIT_ASSERT_TRUE(test, paths_await_cage(t, CMIS_CAGE_READY));

	start = ktime_get();
	for (t = first; t; t = t->next) {
		t->looks = 0;
		t->moves = 0;
		t->port = paths_claim_of(test, t, 0xff);
		cmis_port_set_host_tx(t->port, true);
		paths_request(test, t->port, 100000, true);
	}
	while (paths_bus_count(first, CMIS_PORT_STATE_UP) < PATHS_BUS_MODULES &&
	       ktime_ms_delta(ktime_get(), start) < PATHS_WAIT_MS)
		msleep(100);
	/* A fifth more than the adverts together */
	KUNIT_EXPECT_LE(test, ktime_ms_delta(ktime_get(), start),
			3 * PATHS_BUS_STEP_MS * 6 / 5);
	for (t = first; t; t = t->next) {
		KUNIT_EXPECT_EQ(test, t->told, CMIS_PORT_STATE_UP);
		KUNIT_EXPECT_EQ(test, t->writes, 9);
		/* One wait for each of power, DPInit and DPTxTurnOn */
		KUNIT_EXPECT_LE(test, t->looks, 3 * PATHS_BUS_LOOKS);
		moves += t->moves;
	}
	KUNIT_EXPECT_LE(test, moves, PATHS_BUS_MODULES * PATHS_BUS_MOVES);
	kunit_info(test, "up in %lld ms, with %u looks and %u other transfers\n",
		   ktime_ms_delta(ktime_get(), start), first->looks,
		   moves / PATHS_BUS_MODULES);
}

static struct kunit_case paths_cases[] = {
	KUNIT_CASE(paths_none_touches_nothing),
	KUNIT_CASE(paths_as_wished_writes_nothing),
	KUNIT_CASE(paths_default_needs_power_only),
	KUNIT_CASE(paths_wait_for_the_host),
	KUNIT_CASE(paths_share_writes),
	KUNIT_CASE(paths_leave_others_alone),
	KUNIT_CASE(paths_keep_unclaimed_lanes_dark),
	KUNIT_CASE(paths_go_down),
	KUNIT_CASE(paths_keep_the_power_of_others),
	KUNIT_CASE(paths_keep_to_the_power_of_the_cage),
	KUNIT_CASE_PARAM(paths_fail_with_a_reason, paths_fault_gen_params),
	KUNIT_CASE(paths_spare_lanes_claimed_later),
	KUNIT_CASE(paths_doubt_one_look),
	KUNIT_CASE(paths_write_to_no_suspect),
	KUNIT_CASE(paths_refuse_old_revisions),
	KUNIT_CASE(paths_have_room),
	KUNIT_CASE(paths_begin_anew_with_another_module),
	KUNIT_CASE(paths_give_way),
	KUNIT_CASE(paths_give_way_at_once),
	KUNIT_CASE(paths_lose_the_cage),
	KUNIT_CASE(paths_forgive),
	KUNIT_CASE(paths_wait_for_a_raw_command),
	KUNIT_CASE(paths_fail_with_the_module),
	KUNIT_CASE(paths_claims_are_exclusive),
	KUNIT_CASE(paths_hold_outputs),
	KUNIT_CASE_PARAM(paths_tune, paths_tune_gen_params),
	KUNIT_CASE(paths_survive_refused_settings),
	KUNIT_CASE(paths_refuse_settings_once),
	KUNIT_CASE(paths_wishes_go_back),
	KUNIT_CASE(paths_reverts_leave_no_wish),
	KUNIT_CASE(paths_end_leaves_traffic),
	KUNIT_CASE(paths_loopbacks_go_back),
	KUNIT_CASE(paths_patterns_count),
	KUNIT_CASE(paths_patterns_end),
	KUNIT_CASE(paths_of_a_bus_come_up_together),
	{}
};

static struct kunit_suite paths_suite = {
	.name = "paths",
	.suite_init = paths_suite_init,
	.suite_exit = paths_suite_exit,
	.init = paths_test_init,
	.exit = paths_test_exit,
	.test_cases = paths_cases,
};

kunit_test_suite(paths_suite);

MODULE_DESCRIPTION("KUnit tests of the steps of data paths");
MODULE_LICENSE("GPL");
