// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the password of the host.
 *
 * It protects firmware commands if the user says so. No vendor password is ever
 * right.
 */
#include <linux/bitfield.h>
#include <linux/lockdep.h>
#include <linux/unaligned.h>

#include "sim/module.h"

#define CMIS_SIM_PASSWORD_FACTORY	0x00001011
#define CMIS_SIM_PASSWORD_VENDOR	BIT(31)

/* Codes of lower 42.3-0 */
enum cmis_sim_password_result {
	CMIS_SIM_PASSWORD_NONE,
	CMIS_SIM_PASSWORD_ACCEPTED = 2,
	CMIS_SIM_PASSWORD_REFUSED,
};

/* Modules before CMIS 5.3 do not report the result of a password. */
static void cmis_sim_password_show(struct cmis_sim_module *module,
				   enum cmis_sim_password_result result)
{
	u8 advert = cmis_sim_get(module, 0, CMIS_MISC_ADVERT);
	u8 byte = cmis_sim_get(module, 0, CMIS_PASSWORD_RESULT);

	if (FIELD_GET(CMIS_MISC_PASSWORD_RESULT, advert) !=
	    CMIS_MISC_SUPPORTED)
		return;
	byte &= ~CMIS_PASSWORD_RESULT_MASK;
	cmis_sim_put(module, 0, CMIS_PASSWORD_RESULT,
		     byte | FIELD_PREP(CMIS_PASSWORD_RESULT_MASK, result));
}

/**
 * cmis_sim_password_create() - set the password of a new module
 * @module: the module
 */
void cmis_sim_password_create(struct cmis_sim_module *module)
{
	lockdep_assert_held(&module->lock);
	module->password.host = CMIS_SIM_PASSWORD_FACTORY;
}

/**
 * cmis_sim_password_start() - power up, or come out of reset
 * @module: the module; it forgets that the password was given
 */
void cmis_sim_password_start(struct cmis_sim_module *module)
{
	lockdep_assert_held(&module->lock);
	module->password.entered = false;
}

/**
 * cmis_sim_password_enter() - check a password
 * @module: the module
 * @bytes: four of them
 *
 * Return: true if it is right.
 */
bool cmis_sim_password_enter(struct cmis_sim_module *module, const u8 *bytes)
{
	struct cmis_sim_password *password = &module->password;

	lockdep_assert_held(&module->lock);
	password->entered = get_unaligned_be32(bytes) == password->host;
	cmis_sim_password_show(module, password->entered ?
			       CMIS_SIM_PASSWORD_ACCEPTED :
			       CMIS_SIM_PASSWORD_REFUSED);
	return password->entered;
}

/**
 * cmis_sim_password_change() - set another password
 * @module: the module
 * @bytes: four of them
 *
 * Return: true if the password has been entered and the new one is a host
 *	password.
 */
bool cmis_sim_password_change(struct cmis_sim_module *module, const u8 *bytes)
{
	struct cmis_sim_password *password = &module->password;
	u32 wanted = get_unaligned_be32(bytes);

	lockdep_assert_held(&module->lock);
	if (!password->entered || wanted & CMIS_SIM_PASSWORD_VENDOR) {
		cmis_sim_password_show(module, CMIS_SIM_PASSWORD_REFUSED);
		return false;
	}
	password->host = wanted;
	cmis_sim_password_show(module, CMIS_SIM_PASSWORD_ACCEPTED);
	return true;
}

/**
 * cmis_sim_password_write() - the host writes to lower memory
 * @module: the module
 * @address: first byte
 * @bytes: the data
 * @count: number of bytes; a password has four
 *
 * Return: true if the password has been changed, which takes time to store.
 */
bool cmis_sim_password_write(struct cmis_sim_module *module, u8 address,
			     const u8 *bytes, unsigned int count)
{
	u8 advert = cmis_sim_get(module, 0, CMIS_MISC_ADVERT);

	if (count != CMIS_REG_SIZE(CMIS_PASSWORD_ENTRY) ||
	    cmis_sim_is_flat(module) ||
	    FIELD_GET(CMIS_MISC_PASSWORD_ENTRY, advert) ==
	    CMIS_MISC_UNSUPPORTED)
		return false;
	if (address == CMIS_REG_OFFSET(CMIS_PASSWORD_ENTRY))
		cmis_sim_password_enter(module, bytes);
	return address == CMIS_REG_OFFSET(CMIS_PASSWORD_CHANGE) &&
	       cmis_sim_password_change(module, bytes);
}
