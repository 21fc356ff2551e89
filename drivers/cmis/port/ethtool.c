// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module operations of ethtool, on a cage: shared by the companion netdev,
 * by attached netdevs and by MAC drivers.
 *
 * Nothing here relies on RTNL or on the netdev's lock: newer kernels read a
 * module's memory under the netdev's own lock, and flash firmware under none.
 */

#include <linux/bitfield.h>
#include <linux/unaligned.h>

#include "compat/compat.h"
#include "core/access.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/question.h"
#include "port/power.h"

static const struct {
	int err;
	const char *text;
} cmis_eeprom_errors[] = {
	{ -ENXIO, "the module does not answer" },
	{ -ETIMEDOUT, "the module's bus is stuck" },
	{ -EBADMSG, "the module's answer was malformed" },
	{ -ENETDOWN, "the module cannot be reached, try again" },
	{ -EBUSY, "cage is host-managed, raw write refused" },
	{ -EROFS, "the module can only be read in this cage" },
};

static const char *const cmis_absence_texts[] = {
	[CMIS_CAGE_EMPTY] = "no module in the cage",
	[CMIS_CAGE_PROBING] = "the module is not ready yet",
	[CMIS_CAGE_READY] = "the module was just pulled or reset",
	[CMIS_CAGE_FAULT] = "the module cannot be used, see fault",
	[CMIS_CAGE_MODULE_FAULT] = "the module was just pulled or reset",
};

static_assert(ARRAY_SIZE(cmis_absence_texts) == CMIS_CAGE_STATE_COUNT);

static void cmis_extack_set(struct netlink_ext_ack *extack, const char *text)
{
	if (extack)
		extack->_msg = text;
}

/* -EOPNOTSUPP would make ethtool try again by an interface without pages. */
static int cmis_eeprom_explain(struct cmis_cage *cage, int err,
			       const struct ethtool_module_eeprom *data,
			       struct netlink_ext_ack *extack)
{
	unsigned int i;

	if (err == -EOPNOTSUPP) {
		CMIS_NL_ERR_PAGE(extack, data->page, data->bank);
		return -EINVAL;
	}
	if (err == -ENODEV || !cmis_cage_is_usable(cage)) {
		cmis_extack_set(extack,
				cmis_absence_texts[cmis_cage_get_state(cage)]);
		return err;
	}
	for (i = 0; i < ARRAY_SIZE(cmis_eeprom_errors); i++)
		if (cmis_eeprom_errors[i].err == err)
			cmis_extack_set(extack, cmis_eeprom_errors[i].text);
	return err;
}

static int cmis_eeprom_check(const struct ethtool_module_eeprom *data,
			     struct netlink_ext_ack *extack)
{
	if (data->i2c_address != CMIS_I2C_ADDR) {
		NL_SET_ERR_MSG(extack, "CMIS modules have I2C address 0x50 only");
		return -EINVAL;
	}
	if (!data->length || data->offset >= CMIS_WINDOW_SIZE ||
	    data->length > CMIS_WINDOW_SIZE - data->offset) {
		NL_SET_ERR_MSG(extack, "offset and length exceed 256 bytes");
		return -EINVAL;
	}
	if (data->page && data->offset < CMIS_UPPER_FIRST) {
		NL_SET_ERR_MSG(extack, "only page 00h has a lower half");
		return -EINVAL;
	}
	if (data->offset + data->length > CMIS_UPPER_FIRST &&
	    data->bank >= CMIS_MAX_BANKS) {
		NL_SET_ERR_MSG(extack, "CMIS modules have banks 0 to 7 only");
		return -EINVAL;
	}
	return 0;
}

/* A range may cross from lower memory into page 00h. */
static void cmis_eeprom_split(const struct ethtool_module_eeprom *data,
			      struct cmis_range *lower,
			      struct cmis_range *upper)
{
	lower->addr = (struct cmis_addr) {
		.bank = data->bank,
		.page = data->page,
		.offset = data->offset,
	};
	lower->len = 0;
	if (data->offset < CMIS_UPPER_FIRST)
		lower->len = min_t(u32, data->length,
				   CMIS_UPPER_FIRST - data->offset);
	upper->addr = lower->addr;
	upper->addr.offset += lower->len;
	upper->len = data->length - lower->len;
}

/*
 * Lower memory last: if page 00h failed after it, its latched flags would be
 * lost.
 */
static int cmis_eeprom_fetch(struct cmis_cage *cage,
			     const struct ethtool_module_eeprom *data)
{
	struct cmis_range lower, upper;
	int ret = 0;

	cmis_eeprom_split(data, &lower, &upper);
	if (upper.len)
		ret = cmis_access_read(cage, CMIS_READER_ETHTOOL, &upper,
				       data->data + lower.len);
	if (ret || !lower.len)
		return ret;
	return cmis_access_read(cage, CMIS_READER_ETHTOOL, &lower, data->data);
}

static int cmis_eeprom_set(struct cmis_cage *cage,
			   const struct ethtool_module_eeprom *data)
{
	struct cmis_range lower, upper;
	int ret = 0;

	cmis_eeprom_split(data, &lower, &upper);
	if (lower.len)
		ret = cmis_access_write(cage, CMIS_READER_ETHTOOL, &lower,
					data->data);
	if (ret || !upper.len)
		return ret;
	return cmis_access_write(cage, CMIS_READER_ETHTOOL, &upper,
				 data->data + lower.len);
}

/**
 * cmis_cage_get_module_eeprom - ethtool_ops.get_module_eeprom_by_page
 * @cage: the cage
 * @data: the range to read, and its buffer
 * @extack: gets the reason of a refusal; may be NULL
 *
 * A read shows the latched flags that were set since the last read through
 * ethtool, even if other readers have seen them.
 *
 * Context: May sleep; touches the bus. Any locks of the netdev or none.
 * Return: the number of bytes; -EINVAL for a range or a page that does not
 * exist; -ENODEV if there is no module; else an errno of the bus. Never
 * -EOPNOTSUPP, for which the core would fall back to the operations of older
 * kinds of modules.
 */
int cmis_cage_get_module_eeprom(struct cmis_cage *cage,
				const struct ethtool_module_eeprom *data,
				struct netlink_ext_ack *extack)
{
	int ret;

	ret = cmis_eeprom_check(data, extack);
	if (ret)
		return ret;
	ret = cmis_eeprom_fetch(cage, data);
	if (ret)
		return cmis_eeprom_explain(cage, ret, data, extack);
	return data->length;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_module_eeprom);

static bool cmis_eeprom_hits(const struct ethtool_module_eeprom *data, u32 reg)
{
	return data->page == CMIS_REG_PAGE(reg) &&
	       data->offset < CMIS_REG_OFFSET(reg) + CMIS_REG_SIZE(reg) &&
	       data->offset + data->length > CMIS_REG_OFFSET(reg);
}

/*
 * Firmware commands stop the traffic of the port. Bytes of the command that the
 * write leaves out keep their value.
 */
static int cmis_eeprom_check_firmware(struct cmis_cage *cage,
				      const struct ethtool_module_eeprom *data,
				      struct netlink_ext_ack *extack)
{
	const struct cmis_range range = {
		.addr = {
			.bank = data->bank,
			.page = CMIS_REG_PAGE(CMIS_CDB_COMMAND),
			.offset = CMIS_REG_OFFSET(CMIS_CDB_COMMAND),
		},
		.len = CMIS_REG_SIZE(CMIS_CDB_COMMAND),
	};
	u8 bytes[CMIS_REG_SIZE(CMIS_CDB_COMMAND)];
	u16 command;
	int ret;

	if (!cmis_eeprom_hits(data, CMIS_CDB_COMMAND) ||
	    cmis_cage_get_port_state(cage) != CMIS_PORT_UP)
		return 0;
	ret = cmis_access_read(cage, CMIS_READER_NONE, &range, bytes);
	if (ret)
		return cmis_eeprom_explain(cage, ret, data, extack);
	for (u32 i = 0; i < sizeof(bytes); i++) {
		u32 at = range.addr.offset + i - data->offset;

		if (at < data->length)
			bytes[i] = data->data[at];
	}
	command = get_unaligned_be16(bytes);
	if (command < CMIS_CDB_FW_FIRST || command > CMIS_CDB_FW_LAST)
		return 0;
	NL_SET_ERR_MSG(extack, "no firmware commands while the port is up");
	return -EBUSY;
}

/**
 * cmis_cage_set_module_eeprom - ethtool_ops.set_module_eeprom_by_page
 * @cage: the cage
 * @data: the range to write, and its bytes
 * @extack: gets the reason of a refusal; may be NULL
 *
 * Long writes are split as the module advertises, in order.
 *
 * Context: May sleep; touches the bus. Any locks of the netdev or none.
 * Return: 0; -EINVAL for a range or a page that does not exist and for the
 * selection of bank and page, which is the driver's; -EBUSY for a firmware
 * command while the port is up, and for lane controls of a cage that the host
 * manages; -ENODEV if there is no module; else an errno
 * of the bus.
 */
int cmis_cage_set_module_eeprom(struct cmis_cage *cage,
				const struct ethtool_module_eeprom *data,
				struct netlink_ext_ack *extack)
{
	int ret;

	ret = cmis_eeprom_check(data, extack);
	if (ret)
		return ret;
	if (cmis_eeprom_hits(data, CMIS_BANK_SELECT) ||
	    cmis_eeprom_hits(data, CMIS_PAGE_SELECT)) {
		NL_SET_ERR_MSG(extack, "bank and page are given beside the data, not written");
		return -EINVAL;
	}
	ret = cmis_eeprom_check_firmware(cage, data, extack);
	if (ret)
		return ret;
	ret = cmis_eeprom_set(cage, data);
	if (ret)
		return cmis_eeprom_explain(cage, ret, data, extack);
	return 0;
}
EXPORT_SYMBOL_GPL(cmis_cage_set_module_eeprom);

/* ModulePwrUp and ModulePwrDn may draw full power already or still. */
static const enum ethtool_module_power_mode
cmis_power_modes[CMIS_STATE_COUNT] = {
	[CMIS_STATE_LOW_POWER] = ETHTOOL_MODULE_POWER_MODE_LOW,
	[CMIS_STATE_PWR_UP] = ETHTOOL_MODULE_POWER_MODE_HIGH,
	[CMIS_STATE_READY] = ETHTOOL_MODULE_POWER_MODE_HIGH,
	[CMIS_STATE_PWR_DN] = ETHTOOL_MODULE_POWER_MODE_HIGH,
};

static int cmis_power_mode_get(struct cmis_cage *cage,
			       struct ethtool_module_power_mode_params *p)
{
	struct cmis_snapshot *snapshot;
	int ret;

	BUILD_BUG_ON(FIELD_MAX(CMIS_MODULE_STATE_MASK) >= CMIS_STATE_COUNT);

	snapshot = cmis_cage_get_snapshot(cage);
	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	ret = cmis_snapshot_check(snapshot, CMIS_CLASS_THERMAL);
	if (!ret) {
		p->mode = cmis_power_modes[snapshot->status.state];
		/* The policy waits; a user may set it again. */
		if (snapshot->kept == CMIS_KEPT_OTHER)
			p->policy = 0;
	}
	cmis_snapshot_put(snapshot);
	return ret;
}

static bool cmis_power_is_fixed(struct cmis_cage *cage,
				struct netlink_ext_ack *extack)
{
	struct cmis_module *module = cmis_cage_get_module(cage);
	bool flat = !IS_ERR(module) && module->basics.flat;

	if (!IS_ERR(module))
		cmis_module_put(module);
	if (flat)
		NL_SET_ERR_MSG(extack, "a module with flat memory has no power control");
	return flat;
}

/**
 * cmis_cage_get_power_mode - ethtool_ops.get_module_power_mode
 * @cage: the cage
 * @params: gets the mode and the policy; 0 stands for "not known"
 * @extack: gets the reason of a refusal; may be NULL
 *
 * The mode comes from the last sweep. Without a usable module it is not known.
 * Until a user sets a policy, none is reported: ethtool's core drops a request
 * for the policy that is reported, so the driver would never get the request.
 *
 * Context: May sleep. Does not touch the bus.
 * Return: 0; -EOPNOTSUPP for a module with flat memory; -ENODEV if the cage is
 * gone; else the errno of the sweeps.
 */
int cmis_cage_get_power_mode(struct cmis_cage *cage,
			     struct ethtool_module_power_mode_params *params,
			     struct netlink_ext_ack *extack)
{
	int ret;

	params->mode = 0;
	ret = cmis_power_get_policy(cage, &params->policy);
	if (ret)
		return ret;

	if (cmis_power_is_fixed(cage, extack))
		return -EOPNOTSUPP;
	if (cmis_cage_is_usable(cage))
		ret = cmis_power_mode_get(cage, params);

	/* The policy belongs to the cage, with or without a module. */
	return cmis_cage_is_usable(cage) ? ret : 0;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_power_mode);

/**
 * cmis_cage_set_power_mode - ethtool_ops.set_module_power_mode
 * @cage: the cage
 * @params: only the policy counts. "auto": the module is in high power while
 *	the netdev that the cage belongs to is up; that is the attached one, or
 *	the one a MAC driver gave to cmis_cage_bind_netdev(), or, if there is
 *	none, the companion netdev
 * @extack: gets the reason of a refusal; may be NULL
 *
 * The policy stays with the cage: it holds for later modules too.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -EOPNOTSUPP for a module with flat memory; -ENODEV if the cage is
 * gone; -EDQUOT for high power if the cage gives less than the module may take;
 * else an errno of the bus.
 */
int
cmis_cage_set_power_mode(struct cmis_cage *cage,
			 const struct ethtool_module_power_mode_params *params,
			 struct netlink_ext_ack *extack)
{
	int ret;

	if (cmis_access_has_caps(cage, CMIS_CAP_READ_ONLY |
				 CMIS_CAP_FIRMWARE_MANAGED)) {
		NL_SET_ERR_MSG(extack, "the power of this cage cannot be controlled");
		return -EOPNOTSUPP;
	}
	if (cmis_power_is_fixed(cage, extack))
		return -EOPNOTSUPP;
	ret = cmis_power_set_policy(cage, params->policy);
	if (ret == -EDQUOT)
		NL_SET_ERR_MSG(extack, "module needs more power than the cage allows");
	return ret;
}
EXPORT_SYMBOL_GPL(cmis_cage_set_power_mode);

/**
 * cmis_cage_reset - ethtool_ops.reset
 * @cage: the cage
 * @flags: ETH_RESET_*; cleared where done
 *
 * The module is gone for a while and comes back as a new generation.
 *
 * Context: May sleep; touches the bus.
 * Return: 0; -EOPNOTSUPP if @flags ask for nothing that can be done, and for a
 * module with flat memory in a cage without a reset signal; -EBUSY while the
 * port is up; -ENODEV if there is no module; else an errno of the bus.
 */
int cmis_cage_reset(struct cmis_cage *cage, u32 *flags)
{
	int ret;

	if (!(*flags & ETH_RESET_PHY))
		return -EOPNOTSUPP;
	if (cmis_cage_get_port_state(cage) == CMIS_PORT_UP)
		return -EBUSY;
	ret = cmis_module_reset(cage);
	if (!ret)
		*flags &= ~ETH_RESET_PHY;
	return ret;
}
EXPORT_SYMBOL_GPL(cmis_cage_reset);
