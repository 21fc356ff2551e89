// SPDX-License-Identifier: GPL-2.0-only
/*
 * For tests: an I2C bus with a multiplexer at 0x70. Like a PCA9548 it has one
 * byte, with a bit for each channel. Each of two channels has a bus of the
 * simulator, and a device of 16 registers at 0x49. Another such device is on
 * the bus in front, at 0x48.
 *
 * This module also switches the multiplexer, unless a parameter leaves that to
 * the kernel's own driver.
 */
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/i2c.h>
#include <linux/i2c-mux.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

#include "../../drivers/cmis/compat/compat.h"

#define TEST_MUX_ADDR		0x70
#define TEST_MUX_CHANNELS	2
#define TEST_MUX_NEAR_ADDR	0x48
#define TEST_MUX_FAR_ADDR	0x49
#define TEST_MUX_REGS		16

static int buses[TEST_MUX_CHANNELS];
module_param_array(buses, int, NULL, 0444);
MODULE_PARM_DESC(buses, "numbers of the adapters behind the channels");

static bool driven = true;
module_param(driven, bool, 0444);
MODULE_PARM_DESC(driven, "switch the multiplexer here, not in its own driver");

/* A device of registers: a write has the register, then data. */
struct test_mux_regs {
	u8 data[TEST_MUX_REGS];
	u8 pointer;
};

static struct i2c_adapter test_mux_adapter;
static struct i2c_adapter *test_mux_behind[TEST_MUX_CHANNELS];
static struct i2c_mux_core *test_mux_core;
static struct test_mux_regs test_mux_near;
static struct test_mux_regs test_mux_far[TEST_MUX_CHANNELS];
static u8 test_mux_control;

static u8 *test_mux_next(struct test_mux_regs *regs)
{
	return &regs->data[regs->pointer++ % TEST_MUX_REGS];
}

static int test_mux_access(struct test_mux_regs *regs, struct i2c_msg *msgs,
			   int num)
{
	unsigned int at;
	int i;

	for (i = 0; i < num; i++) {
		for (at = 0; at < msgs[i].len; at++) {
			if (msgs[i].flags & I2C_M_RD)
				msgs[i].buf[at] = *test_mux_next(regs);
			else if (at)
				*test_mux_next(regs) = msgs[i].buf[at];
			else
				regs->pointer = msgs[i].buf[at];
		}
	}
	return num;
}

static int test_mux_set(struct i2c_msg *msgs, int num)
{
	int i;

	for (i = 0; i < num; i++) {
		if (!msgs[i].len)
			continue;
		if (msgs[i].flags & I2C_M_RD)
			msgs[i].buf[0] = test_mux_control;
		else
			test_mux_control = msgs[i].buf[msgs[i].len - 1];
	}
	return num;
}

/* Only this module uses the buses behind, so their locks are free. */
static int test_mux_forward(struct i2c_msg *msgs, int num)
{
	unsigned int channel;

	for (channel = 0; channel < TEST_MUX_CHANNELS; channel++) {
		if (!(test_mux_control & BIT(channel)))
			continue;
		if (msgs[0].addr == TEST_MUX_FAR_ADDR)
			return test_mux_access(&test_mux_far[channel], msgs,
					       num);
		return __i2c_transfer(test_mux_behind[channel], msgs, num);
	}
	return -ENXIO;
}

static int test_mux_xfer(struct i2c_adapter *adapter, struct i2c_msg *msgs,
			 int num)
{
	if (msgs[0].addr == TEST_MUX_ADDR)
		return test_mux_set(msgs, num);
	if (msgs[0].addr == TEST_MUX_NEAR_ADDR)
		return test_mux_access(&test_mux_near, msgs, num);
	return test_mux_forward(msgs, num);
}

static u32 test_mux_functionality(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static const struct i2c_algorithm test_mux_algorithm = {
	.master_xfer = test_mux_xfer,
	.functionality = test_mux_functionality,
};

static int test_mux_write(struct i2c_mux_core *muxc, u8 control)
{
	struct i2c_msg msg = {
		.addr = TEST_MUX_ADDR,
		.len = 1,
		.buf = &control,
	};
	int ret;

	ret = __i2c_transfer(muxc->parent, &msg, 1);
	return min(ret, 0);
}

static int test_mux_select(struct i2c_mux_core *muxc, u32 channel)
{
	return test_mux_write(muxc, BIT(channel));
}

static int test_mux_deselect(struct i2c_mux_core *muxc, u32 channel)
{
	return test_mux_write(muxc, 0);
}

static int test_mux_drive(void)
{
	unsigned int channel;
	int err = 0;

	test_mux_core = i2c_mux_alloc(&test_mux_adapter, &test_mux_adapter.dev,
				      TEST_MUX_CHANNELS, 0, 0, test_mux_select,
				      test_mux_deselect);
	if (!test_mux_core)
		return -ENOMEM;
	for (channel = 0; !err && channel < TEST_MUX_CHANNELS; channel++)
		err = cmis_i2c_mux_add_adapter(test_mux_core, 0, channel);
	if (err)
		i2c_mux_del_adapters(test_mux_core);
	return err;
}

static void test_mux_put(void)
{
	unsigned int channel;

	for (channel = 0; channel < TEST_MUX_CHANNELS; channel++)
		if (test_mux_behind[channel])
			i2c_put_adapter(test_mux_behind[channel]);
}

static int test_mux_get(void)
{
	unsigned int channel;

	for (channel = 0; channel < TEST_MUX_CHANNELS; channel++) {
		test_mux_behind[channel] = i2c_get_adapter(buses[channel]);
		if (!test_mux_behind[channel]) {
			test_mux_put();
			return -ENODEV;
		}
	}
	return 0;
}

static int __init test_mux_init(void)
{
	int err;

	err = test_mux_get();
	if (err)
		return err;
	test_mux_adapter.owner = THIS_MODULE;
	test_mux_adapter.algo = &test_mux_algorithm;
	strscpy(test_mux_adapter.name, "cmis-test-mux",
		sizeof(test_mux_adapter.name));
	err = i2c_add_adapter(&test_mux_adapter);
	if (err)
		goto put_buses;
	err = driven ? test_mux_drive() : 0;
	if (err)
		goto delete_adapter;
	return 0;

delete_adapter:
	i2c_del_adapter(&test_mux_adapter);
put_buses:
	test_mux_put();
	return err;
}
module_init(test_mux_init);

static void __exit test_mux_exit(void)
{
	if (driven)
		i2c_mux_del_adapters(test_mux_core);
	i2c_del_adapter(&test_mux_adapter);
	test_mux_put();
}
module_exit(test_mux_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("I2C bus with a multiplexer, for tests");
MODULE_LICENSE("GPL");
