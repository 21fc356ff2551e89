// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: bytes and times of a module.
 */
#include "sim/module.h"

struct workqueue_struct *cmis_sim_queue;

/**
 * cmis_sim_get() - read a byte of a module's memory, without side effects
 * @module: the module
 * @bank: bank, ignored for pages without banks
 * @reg: CMIS_REG() of the byte
 *
 * Return: the byte, 0 if the module has no such page.
 */
u8 cmis_sim_get(struct cmis_sim_module *module, unsigned int bank, u32 reg)
{
	u8 *byte = cmis_sim_store_byte(&module->memory, bank, reg);

	return byte ? *byte : 0;
}

/**
 * cmis_sim_put() - change a byte of a module's memory, without side effects
 * @module: the module
 * @bank: bank, ignored for pages without banks
 * @reg: CMIS_REG() of the byte
 * @value: the byte; lost if the module has no such page
 */
void cmis_sim_put(struct cmis_sim_module *module, unsigned int bank, u32 reg,
		  u8 value)
{
	u8 *byte = cmis_sim_store_byte(&module->memory, bank, reg);

	if (byte)
		*byte = value;
}

/**
 * cmis_sim_is_flat() - whether a module has lower memory and page 00h only
 * @module: the module
 *
 * Return: true if it is flat.
 */
bool cmis_sim_is_flat(struct cmis_sim_module *module)
{
	return cmis_sim_get(module, 0, CMIS_MGMT) & CMIS_MGMT_FLAT;
}

/**
 * cmis_sim_acknowledges() - whether a module answers to its address
 * @module: the module
 *
 * Return: true if it is plugged and has come up.
 */
bool cmis_sim_acknowledges(struct cmis_sim_module *module)
{
	return module->present && module->state < CMIS_SIM_RESET;
}

/**
 * cmis_sim_is_over() - whether a time has come, by the module's clock
 * @module: the module
 * @end: the time
 *
 * Return: true if it has.
 */
bool cmis_sim_is_over(struct cmis_sim_module *module, ktime_t end)
{
	return ktime_compare(end, module->now) <= 0;
}

/**
 * cmis_sim_after_ms() - a time in the future, by the module's clock
 * @module: the module
 * @ms: delay from now, or CMIS_SIM_NEVER_MS
 *
 * Return: the time, KTIME_MAX for never.
 */
ktime_t cmis_sim_after_ms(struct cmis_sim_module *module, u32 ms)
{
	return ms == CMIS_SIM_NEVER_MS ? KTIME_MAX :
					 ktime_add_ms(module->now, ms);
}
