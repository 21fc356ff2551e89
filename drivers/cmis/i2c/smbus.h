/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * I2C transport: adapters that only speak SMBus.
 */
#ifndef _CMIS_SMBUS_H
#define _CMIS_SMBUS_H

#include <linux/cmis.h>
#include <linux/i2c.h>

struct cmis_smbus_mode;

/**
 * struct cmis_smbus - a module behind an SMBus adapter
 * @client: the module's address
 * @mode: the best way to reach it
 * @proven: @mode has been seen to read the same as single bytes; until then
 *	single bytes are used
 *
 * Guarded by the cage's bus lock once the cage is registered.
 */
struct cmis_smbus {
	struct i2c_client *client;
	const struct cmis_smbus_mode *mode;
	bool proven;
};

int cmis_smbus_init(struct cmis_smbus *smbus, struct i2c_client *client);
int cmis_smbus_xfer(struct cmis_smbus *smbus, struct cmis_msg *msg);

#endif /* _CMIS_SMBUS_H */
