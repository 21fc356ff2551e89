// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: NICs whose firmware owns the bus of a module. Each behaves like a
 * driver and a firmware that exist: how many bytes a command reads and how long
 * it takes, which banks and pages it reaches, and how a failure looks.
 *
 * The firmware is another user of the module's bus. It selects the page for
 * each command.
 */

#include "compat/compat.h"

#include <linux/bits.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/i2c.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>
#include <linux/string.h>

#include "sim/nic.h"
#include "sim/link.h"
#include "sim/mac.h"

#define CMIS_SIM_NIC_ADDR	0x50
#define CMIS_SIM_NIC_SELECT	126

/**
 * enum cmis_sim_nic_banks - the treatment of the bank of a request
 * @CMIS_SIM_NIC_PASS: it reaches the module
 * @CMIS_SIM_NIC_IGNORE: bank 0 answers
 * @CMIS_SIM_NIC_REFUSE: the read fails
 */
enum cmis_sim_nic_banks {
	CMIS_SIM_NIC_PASS,
	CMIS_SIM_NIC_IGNORE,
	CMIS_SIM_NIC_REFUSE,
};

/**
 * struct cmis_sim_nic_profile - a driver and its firmware
 * @name: name of the profile
 * @driver: name of the driver
 * @chunk: number of bytes that a command reads at most
 * @latency_us: time that a command takes
 * @banks: treatment of the bank
 * @copies: firmware keeps some pages, and reads no others
 * @fail: errno of a read if the module does not answer; 0: the read returns
 *	zeros, and their number is 0
 * @ops_lock: operations take the netdev's lock where the kernel has it
 */
struct cmis_sim_nic_profile {
	const char *name;
	const char *driver;
	u8 chunk;
	u32 latency_us;
	enum cmis_sim_nic_banks banks;
	bool copies;
	int fail;
	bool ops_lock;
};

static const struct cmis_sim_nic_profile cmis_sim_nic_profiles[] = {
	{ "mlx5", "mlx5_core", 128, 3000, CMIS_SIM_NIC_IGNORE, false, -EIO,
	  true },
	/* 6.1 to 6.11, and firmware of that time */
	{ "mlx5-old", "mlx5_core", 48, 3000, CMIS_SIM_NIC_IGNORE, false, 0 },
	{ "bnxt", "bnxt_en", 64, 3000, CMIS_SIM_NIC_IGNORE, false, -EINVAL,
	  true },
	/* A number of its firmware, of any sign */
	{ "fbnic", "fbnic", 128, 5000, CMIS_SIM_NIC_PASS, false, 499, true },
	{ "ionic", "ionic", 128, 0, CMIS_SIM_NIC_REFUSE, true, -EIO },
	{ "mlxsw", "mlxsw_spectrum4", 48, 3000, CMIS_SIM_NIC_PASS, false, -EIO,
	  true },
};

/* The pages that are kept; lower memory comes before them. */
static const u8 cmis_sim_nic_kept[CMIS_SIM_NIC_COPIES - 1] = {
	0x00, 0x01, 0x02, 0x11,
};

#define CMIS_SIM_NIC_COPY_MS	1000

static const struct cmis_sim_nic_state {
	const char *word;
	int ret;
} cmis_sim_nic_states[] = {
	{ "ok", 0 },
	{ "busy", -EBUSY },
	{ "gone", -ENODEV },
	{ "down", -ENXIO },
	{ "error", -EIO },
	{ "timeout", -ETIMEDOUT },
	{ "unsupported", -EOPNOTSUPP },
	{ "denied", -EPERM },
};

/* One command of the firmware. Returns 0 or a negative errno. */
static int cmis_sim_nic_command(struct cmis_sim_nic *nic,
				const struct ethtool_module_eeprom *want,
				u8 *buf, u8 offset, u8 len)
{
	u8 select[] = { CMIS_SIM_NIC_SELECT, want->bank, want->page };
	struct i2c_msg msgs[] = {
		{ .addr = CMIS_SIM_NIC_ADDR, .len = 3, .buf = select },
		{ .addr = CMIS_SIM_NIC_ADDR, .len = 1, .buf = &offset },
		{ .addr = CMIS_SIM_NIC_ADDR, .flags = I2C_M_RD, .len = len,
		  .buf = buf },
	};
	u32 latency_us = READ_ONCE(nic->latency_us);
	bool upper = offset >= CMIS_SIM_NIC_HALF;
	struct i2c_adapter *adapter;
	int ret;

	atomic_inc(&nic->commands);
	if (latency_us)
		usleep_range(latency_us, latency_us + 100);
	adapter = i2c_get_adapter(nic->adapter);
	if (!adapter)
		return -ENXIO;
	ret = upper ? i2c_transfer(adapter, msgs, 3) :
		      i2c_transfer(adapter, &msgs[1], 2);
	i2c_put_adapter(adapter);
	return ret < 0 ? ret : 0;
}

static int cmis_sim_nic_fetch(struct cmis_sim_nic *nic,
			      const struct ethtool_module_eeprom *want)
{
	unsigned int done, len;
	int ret;

	for (done = 0; done < want->length; done += len) {
		len = min_t(unsigned int, want->length - done,
			    nic->profile->chunk);
		ret = cmis_sim_nic_command(nic, want, want->data + done,
					   want->offset + done, len);
		if (ret)
			break;
	}
	if (done == want->length)
		return want->length;
	if (!nic->profile->fail)
		memset(want->data, 0, want->length);
	return nic->profile->fail;
}

/* Firmware reads its copies again at its own pace; old bytes are no error. */
static void cmis_sim_nic_refresh(struct cmis_sim_nic *nic,
				 struct cmis_sim_nic_copy *copy,
				 const struct ethtool_module_eeprom *want)
{
	const struct ethtool_module_eeprom whole = {
		.page = want->page,
		.offset = round_down(want->offset, CMIS_SIM_NIC_HALF),
	};
	u8 bytes[CMIS_SIM_NIC_HALF];

	if (copy->valid && ktime_ms_delta(ktime_get(), copy->when) <
			   CMIS_SIM_NIC_COPY_MS)
		return;
	copy->valid = true;
	copy->when = ktime_get();
	if (!cmis_sim_nic_command(nic, &whole, bytes, whole.offset,
				  sizeof(bytes)))
		memcpy(copy->bytes, bytes, sizeof(bytes));
}

static int cmis_sim_nic_copy(struct cmis_sim_nic *nic,
			     const struct ethtool_module_eeprom *want)
{
	struct cmis_sim_nic_copy *copy = nic->copies;
	unsigned int i = 0;

	if (want->offset >= CMIS_SIM_NIC_HALF) {
		while (i < ARRAY_SIZE(cmis_sim_nic_kept) &&
		       cmis_sim_nic_kept[i] != want->page)
			i++;
		if (i == ARRAY_SIZE(cmis_sim_nic_kept))
			return -EOPNOTSUPP;
		copy += 1 + i;
	}
	cmis_sim_nic_refresh(nic, copy, want);
	memcpy(want->data, copy->bytes + want->offset % CMIS_SIM_NIC_HALF,
	       want->length);
	return want->length;
}

/* Real drivers rely on these checks of net/ethtool. */
static bool cmis_sim_nic_range_ok(const struct ethtool_module_eeprom *want)
{
	bool upper = want->offset >= CMIS_SIM_NIC_HALF;

	return want->length >= 1 && (upper || !want->page) &&
	       want->offset + want->length <=
	       (upper ? 2 : 1) * CMIS_SIM_NIC_HALF;
}

static int cmis_sim_nic_get_eeprom(struct net_device *dev,
				   const struct ethtool_module_eeprom *data,
				   struct netlink_ext_ack *extack)
{
	struct cmis_sim_nic *nic = cmis_sim_mac_nic(dev);
	struct ethtool_module_eeprom want = *data;
	u32 hang_ms = READ_ONCE(nic->hang_ms);
	int state = READ_ONCE(nic->state);

	WARN_ON_ONCE(!cmis_netdev_is_ethtool_locked(dev));
	WARN_ON_ONCE(!netif_device_present(dev));
	if (WARN_ON_ONCE(!cmis_sim_nic_range_ok(data)))
		return -EINVAL;
	if (hang_ms)
		msleep(hang_ms);
	if (state)
		return state;
	if (want.bank && nic->profile->banks == CMIS_SIM_NIC_REFUSE)
		return -EINVAL;
	if (nic->profile->banks == CMIS_SIM_NIC_IGNORE)
		want.bank = 0;
	return nic->profile->copies ? cmis_sim_nic_copy(nic, &want) :
				      cmis_sim_nic_fetch(nic, &want);
}

CMIS_FEC_STATS_OP(cmis_sim_nic_get_fec_stats, cmis_sim_link_get_fec_stats)

static const struct ethtool_ops cmis_sim_nic_ethtool_ops = {
	CMIS_OPS_GLINK_NEEDS_RTNL
	.get_link = ethtool_op_get_link,
	.get_link_ext_state = cmis_sim_link_get_ext_state,
	.get_fec_stats = cmis_sim_nic_get_fec_stats,
	.get_module_eeprom_by_page = cmis_sim_nic_get_eeprom,
};

/**
 * cmis_sim_nic_init() - set up a NIC without a module
 * @nic: the NIC, all zeros
 */
void cmis_sim_nic_init(struct cmis_sim_nic *nic)
{
	nic->adapter = -1;
	cmis_sim_nic_choose(nic, cmis_sim_nic_profiles[0].name);
}

/**
 * cmis_sim_nic_choose() - choose the profile of a NIC that has no netdev
 * @nic: the NIC
 * @name: name of the profile
 *
 * Return: 0; -EINVAL if there is no such profile.
 */
int cmis_sim_nic_choose(struct cmis_sim_nic *nic, const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_nic_profiles); i++)
		if (!strcmp(cmis_sim_nic_profiles[i].name, name))
			break;
	if (i == ARRAY_SIZE(cmis_sim_nic_profiles))
		return -EINVAL;
	nic->profile = &cmis_sim_nic_profiles[i];
	nic->latency_us = nic->profile->latency_us;
	return 0;
}

/**
 * cmis_sim_nic_profile_name() - the profile of a NIC
 * @nic: the NIC
 *
 * Return: its name.
 */
const char *cmis_sim_nic_profile_name(const struct cmis_sim_nic *nic)
{
	return nic->profile->name;
}

/**
 * cmis_sim_nic_set_state() - choose what reads return
 * @nic: the NIC
 * @word: a word of cmis_sim_nic_states[]
 *
 * Return: 0; -EINVAL if there is no such word.
 */
int cmis_sim_nic_set_state(struct cmis_sim_nic *nic, const char *word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_nic_states); i++) {
		if (strcmp(cmis_sim_nic_states[i].word, word))
			continue;
		WRITE_ONCE(nic->state, cmis_sim_nic_states[i].ret);
		return 0;
	}
	return -EINVAL;
}

/**
 * cmis_sim_nic_create() - make a netdev that of a NIC
 * @nic: the NIC
 * @dev: its netdev, not yet registered
 *
 * Return: 0 or a negative errno.
 */
int cmis_sim_nic_create(struct cmis_sim_nic *nic, struct net_device *dev)
{
	nic->parent = platform_device_register_simple(nic->profile->driver,
						      PLATFORM_DEVID_AUTO,
						      NULL, 0);
	if (IS_ERR(nic->parent))
		return PTR_ERR(nic->parent);
	SET_NETDEV_DEV(dev, &nic->parent->dev);
	dev->ethtool_ops = &cmis_sim_nic_ethtool_ops;
	if (nic->profile->ops_lock)
		cmis_netdev_request_lock(dev);
	memset(nic->copies, 0, sizeof(nic->copies));
	return 0;
}

/**
 * cmis_sim_nic_destroy() - undo cmis_sim_nic_create()
 * @nic: the NIC; its netdev is gone
 */
void cmis_sim_nic_destroy(struct cmis_sim_nic *nic)
{
	platform_device_unregister(nic->parent);
}

/* ------------------------------------------------------------------------ */
/* Drivers: cmis_nic tells network drivers apart by their names             */
/* ------------------------------------------------------------------------ */

static int cmis_sim_nic_probe(struct platform_device *pdev)
{
	return 0;
}

#define CMIS_SIM_NIC_DRIVER(_name) {					\
	.probe = cmis_sim_nic_probe,					\
	.driver = { .name = (_name), .suppress_bind_attrs = true },	\
}

static struct platform_driver cmis_sim_nic_mlx5 =
	CMIS_SIM_NIC_DRIVER("mlx5_core");
static struct platform_driver cmis_sim_nic_bnxt =
	CMIS_SIM_NIC_DRIVER("bnxt_en");
static struct platform_driver cmis_sim_nic_fbnic = CMIS_SIM_NIC_DRIVER("fbnic");
static struct platform_driver cmis_sim_nic_ionic = CMIS_SIM_NIC_DRIVER("ionic");
static struct platform_driver cmis_sim_nic_mlxsw =
	CMIS_SIM_NIC_DRIVER("mlxsw_spectrum4");

static struct platform_driver * const cmis_sim_nic_drivers[] = {
	&cmis_sim_nic_mlx5,
	&cmis_sim_nic_bnxt,
	&cmis_sim_nic_fbnic,
	&cmis_sim_nic_ionic,
	&cmis_sim_nic_mlxsw,
};

/**
 * cmis_sim_nic_drivers_register() - register the drivers of all profiles
 *
 * Return: 0 or a negative errno.
 */
int cmis_sim_nic_drivers_register(void)
{
	return platform_register_drivers(cmis_sim_nic_drivers,
					 ARRAY_SIZE(cmis_sim_nic_drivers));
}

/**
 * cmis_sim_nic_drivers_unregister() - unregister them
 */
void cmis_sim_nic_drivers_unregister(void)
{
	platform_unregister_drivers(cmis_sim_nic_drivers,
				    ARRAY_SIZE(cmis_sim_nic_drivers));
}
