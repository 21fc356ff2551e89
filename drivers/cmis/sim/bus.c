// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the adapter, its clock and its limits.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/string.h>

#include "sim/bus.h"
#include "sim/model.h"

static int cmis_sim_bus_transfer(struct cmis_sim_bus *bus,
				 struct i2c_msg *msgs, int count)
{
	struct cmis_sim_outcome outcome;
	int err;

	err = cmis_sim_module_transfer(bus->module, msgs, count, &outcome);
	if (outcome.stall_ms)
		msleep(outcome.stall_ms);
	if (bus->set.real_time)
		fsleep(div_u64(outcome.bits * USEC_PER_SEC,
			       bus->set.clock_hz));
	return err ?: outcome.done;
}

static int cmis_sim_i2c_xfer(struct i2c_adapter *adapter,
			     struct i2c_msg *msgs, int count)
{
	struct cmis_sim_bus *bus = i2c_get_adapdata(adapter);
	int i, done;

	if (!(bus->quirks.flags & I2C_AQ_NO_REP_START))
		return cmis_sim_bus_transfer(bus, msgs, count);
	for (i = 0; i < count; i++) {
		done = cmis_sim_bus_transfer(bus, msgs + i, 1);
		if (done < 1)
			return done ?: i;
	}
	return count;
}

/* Number of data bytes after the command, or in the reply */
static unsigned int cmis_sim_smbus_length(int size, char direction,
					  const union i2c_smbus_data *data)
{
	switch (size) {
	case I2C_SMBUS_BYTE:
		return direction == I2C_SMBUS_READ;
	case I2C_SMBUS_BYTE_DATA:
		return 1;
	case I2C_SMBUS_WORD_DATA:
		return 2;
	case I2C_SMBUS_I2C_BLOCK_DATA:
		return data->block[0];
	default:
		return 0;
	}
}

/* SMBus words have their low byte first. */
static void cmis_sim_smbus_pack(int size, u8 *bytes, unsigned int length,
				const union i2c_smbus_data *data)
{
	if (size == I2C_SMBUS_I2C_BLOCK_DATA) {
		memcpy(bytes, &data->block[1], length);
	} else if (size == I2C_SMBUS_WORD_DATA) {
		bytes[0] = data->word;
		bytes[1] = data->word >> 8;
	} else if (length) {
		bytes[0] = data->byte;
	}
}

static void cmis_sim_smbus_unpack(int size, const u8 *bytes,
				  unsigned int length,
				  union i2c_smbus_data *data)
{
	if (size == I2C_SMBUS_I2C_BLOCK_DATA)
		memcpy(&data->block[1], bytes, length);
	else if (size == I2C_SMBUS_WORD_DATA)
		data->word = bytes[0] | bytes[1] << 8;
	else if (length)
		data->byte = bytes[0];
}

static int cmis_sim_smbus_read(struct cmis_sim_bus *bus, u16 addr,
			       u8 command, int size,
			       union i2c_smbus_data *data)
{
	unsigned int length = cmis_sim_smbus_length(size, I2C_SMBUS_READ,
						    data);
	u8 bytes[I2C_SMBUS_BLOCK_MAX];
	struct i2c_msg msgs[] = {
		{ .addr = addr, .len = 1, .buf = &command },
		{ .addr = addr, .flags = I2C_M_RD, .len = length,
		  .buf = bytes },
	};
	bool bare = size == I2C_SMBUS_BYTE || size == I2C_SMBUS_QUICK;
	int err;

	err = cmis_sim_bus_transfer(bus, msgs + bare, 2 - bare);
	if (err < 0)
		return err;
	/* Only a block can report fewer bytes. */
	if (msgs[1].len < length && size != I2C_SMBUS_I2C_BLOCK_DATA)
		return -EIO;
	if (size == I2C_SMBUS_I2C_BLOCK_DATA)
		data->block[0] = msgs[1].len;
	cmis_sim_smbus_unpack(size, bytes, msgs[1].len, data);
	return 0;
}

static int cmis_sim_smbus_write(struct cmis_sim_bus *bus, u16 addr,
				u8 command, int size,
				union i2c_smbus_data *data)
{
	unsigned int length = cmis_sim_smbus_length(size, I2C_SMBUS_WRITE,
						    data);
	u8 bytes[1 + I2C_SMBUS_BLOCK_MAX] = { command };
	struct i2c_msg msg = {
		.addr = addr, .len = 1 + length, .buf = bytes,
	};

	if (size == I2C_SMBUS_QUICK)
		msg.len = 0;
	cmis_sim_smbus_pack(size, bytes + 1, length, data);
	return min(cmis_sim_bus_transfer(bus, &msg, 1), 0);
}

static const u32 cmis_sim_functionality[CMIS_SIM_ADAPTER_MODES] = {
	[CMIS_SIM_ADAPTER_I2C] = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL,
	[CMIS_SIM_ADAPTER_BOTH] = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL,
	[CMIS_SIM_ADAPTER_SMBUS_BLOCK] = I2C_FUNC_SMBUS_QUICK |
		I2C_FUNC_SMBUS_BYTE | I2C_FUNC_SMBUS_BYTE_DATA |
		I2C_FUNC_SMBUS_WORD_DATA | I2C_FUNC_SMBUS_I2C_BLOCK,
	[CMIS_SIM_ADAPTER_SMBUS_BYTE] = I2C_FUNC_SMBUS_QUICK |
		I2C_FUNC_SMBUS_BYTE | I2C_FUNC_SMBUS_BYTE_DATA,
};

static u32 cmis_sim_bus_functionality(struct i2c_adapter *adapter)
{
	struct cmis_sim_bus *bus = i2c_get_adapdata(adapter);

	return cmis_sim_functionality[bus->set.adapter];
}

/**
 * struct cmis_sim_smbus_size - a kind of access
 * @size: the kind
 * @needs: functionality
 */
struct cmis_sim_smbus_size {
	int size;
	u32 needs;
};

static const struct cmis_sim_smbus_size cmis_sim_smbus_sizes[] = {
	{ I2C_SMBUS_QUICK, I2C_FUNC_SMBUS_QUICK },
	{ I2C_SMBUS_BYTE, I2C_FUNC_SMBUS_BYTE },
	{ I2C_SMBUS_BYTE_DATA, I2C_FUNC_SMBUS_BYTE_DATA },
	{ I2C_SMBUS_WORD_DATA, I2C_FUNC_SMBUS_WORD_DATA },
	{ I2C_SMBUS_I2C_BLOCK_DATA, I2C_FUNC_SMBUS_I2C_BLOCK },
};

static bool cmis_sim_smbus_is_able(struct i2c_adapter *adapter, int size)
{
	u32 able = cmis_sim_bus_functionality(adapter);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_smbus_sizes); i++)
		if (size == cmis_sim_smbus_sizes[i].size)
			return able & cmis_sim_smbus_sizes[i].needs;
	return false;
}

static int cmis_sim_smbus_xfer(struct i2c_adapter *adapter, u16 addr,
			       unsigned short flags, char direction,
			       u8 command, int size,
			       union i2c_smbus_data *data)
{
	struct cmis_sim_bus *bus = i2c_get_adapdata(adapter);

	if (!cmis_sim_smbus_is_able(adapter, size))
		return -EOPNOTSUPP;
	if (size == I2C_SMBUS_I2C_BLOCK_DATA &&
	    (!data->block[0] || data->block[0] > I2C_SMBUS_BLOCK_MAX))
		return -EINVAL;
	if (direction == I2C_SMBUS_READ)
		return cmis_sim_smbus_read(bus, addr, command, size, data);
	return cmis_sim_smbus_write(bus, addr, command, size, data);
}

static const struct i2c_algorithm cmis_sim_i2c_algorithm = {
	.master_xfer = cmis_sim_i2c_xfer,
	.functionality = cmis_sim_bus_functionality,
};

/* SMBus operations of its own: quirks do not count for these. */
static const struct i2c_algorithm cmis_sim_both_algorithm = {
	.master_xfer = cmis_sim_i2c_xfer,
	.smbus_xfer = cmis_sim_smbus_xfer,
	.functionality = cmis_sim_bus_functionality,
};

static const struct i2c_algorithm cmis_sim_smbus_algorithm = {
	.smbus_xfer = cmis_sim_smbus_xfer,
	.functionality = cmis_sim_bus_functionality,
};

static const struct i2c_algorithm *const
cmis_sim_algorithms[CMIS_SIM_ADAPTER_MODES] = {
	[CMIS_SIM_ADAPTER_I2C] = &cmis_sim_i2c_algorithm,
	[CMIS_SIM_ADAPTER_BOTH] = &cmis_sim_both_algorithm,
	[CMIS_SIM_ADAPTER_SMBUS_BLOCK] = &cmis_sim_smbus_algorithm,
	[CMIS_SIM_ADAPTER_SMBUS_BYTE] = &cmis_sim_smbus_algorithm,
};

/* The I2C core refuses each transfer that a quirk forbids. */
static void cmis_sim_bus_set_quirks(struct cmis_sim_bus *bus)
{
	const u32 *set = bus->set.quirks;

	bus->quirks = (struct i2c_adapter_quirks) {
		.max_num_msgs = set[CMIS_SIM_QUIRK_MAX_NUM_MSGS],
		.max_write_len = set[CMIS_SIM_QUIRK_MAX_WRITE_LEN],
		.max_read_len = set[CMIS_SIM_QUIRK_MAX_READ_LEN] ?:
				bus->set.adapter_read_max,
		.max_comb_1st_msg_len = set[CMIS_SIM_QUIRK_MAX_COMB_1ST],
		.max_comb_2nd_msg_len = set[CMIS_SIM_QUIRK_MAX_COMB_2ND],
	};
	if (set[CMIS_SIM_QUIRK_COMB])
		bus->quirks.flags |= I2C_AQ_COMB_WRITE_THEN_READ;
	if (set[CMIS_SIM_QUIRK_NO_REP_START])
		bus->quirks.flags |= I2C_AQ_NO_REP_START;
	if (set[CMIS_SIM_QUIRK_NO_ZERO_LEN])
		bus->quirks.flags |= I2C_AQ_NO_ZERO_LEN;
}

static int cmis_sim_adapter_create(struct cmis_sim_bus *bus,
				   struct device *parent)
{
	struct i2c_adapter *adapter = &bus->adapter;

	memset(adapter, 0, sizeof(*adapter));
	adapter->owner = THIS_MODULE;
	adapter->dev.parent = parent;
	adapter->algo = cmis_sim_algorithms[bus->set.adapter];
	cmis_sim_bus_set_quirks(bus);
	adapter->quirks = &bus->quirks;
	snprintf(adapter->name, sizeof(adapter->name), "cmis-sim %s",
		 bus->name);
	i2c_set_adapdata(adapter, bus);
	return i2c_add_adapter(adapter);
}

static int cmis_sim_client_create(struct cmis_sim_bus *bus)
{
	struct i2c_board_info info = {
		I2C_BOARD_INFO("cmis", CMIS_I2C_ADDR),
		.swnode = &bus->node,
	};

	bus->client = NULL;
	if (!bus->set.device)
		return 0;
	bus->properties[0] = PROPERTY_ENTRY_STRING("label", bus->name);
	bus->node.properties = bus->properties;
	if (bus->set.interrupt)
		info.irq = bus->pins.irqs[CMIS_SIM_LINE_INTERRUPT];
	bus->client = i2c_new_client_device(&bus->adapter, &info);
	return PTR_ERR_OR_ZERO(bus->client);
}

/**
 * cmis_sim_bus_create() - make a bus
 * @bus: the bus
 * @parent: parent of its devices
 *
 * The driver, if it is there, is bound when this returns.
 *
 * Context: may sleep.
 * Return: 0 or a negative errno.
 */
int cmis_sim_bus_create(struct cmis_sim_bus *bus, struct device *parent)
{
	int err;

	bus->pins.edges = bus->set.interrupt == 2;
	bus->pins.driven = bus->set.pins == 2 ? 0 : CMIS_SIM_PIN_OUTPUTS;
	err = cmis_sim_pins_create(&bus->pins, parent,
				   bus->set.pins ? bus->name : NULL);
	if (err)
		return err;
	err = cmis_sim_adapter_create(bus, parent);
	if (err)
		goto destroy_pins;
	/* Without a device, somebody else may assign the pins. */
	if (bus->set.device)
		err = cmis_sim_pins_announce(&bus->pins,
					     i2c_adapter_id(&bus->adapter));
	if (err)
		goto delete_adapter;
	err = cmis_sim_client_create(bus);
	if (err)
		goto withdraw_pins;
	return 0;

withdraw_pins:
	cmis_sim_pins_withdraw(&bus->pins);
delete_adapter:
	i2c_del_adapter(&bus->adapter);
destroy_pins:
	cmis_sim_pins_destroy(&bus->pins);
	return err;
}

/**
 * cmis_sim_bus_destroy() - take a bus away
 * @bus: the bus
 *
 * Waits for transfers in flight. The module keeps its state.
 *
 * Context: may sleep.
 */
void cmis_sim_bus_destroy(struct cmis_sim_bus *bus)
{
	/* The driver lets go of pins and interrupt. */
	i2c_unregister_device(bus->client);
	cmis_sim_pins_withdraw(&bus->pins);
	/* From here on nothing accesses the module from outside. */
	i2c_del_adapter(&bus->adapter);
	cmis_sim_pins_destroy(&bus->pins);
}
