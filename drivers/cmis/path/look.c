// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads of the registers of data paths (lower 3, pages 10h and 11h).
 */

#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "path/look.h"
#include "core/cage.h"
#include "path/path.h"
#include "path/plan.h"
#include "xfer/xfer.h"

/**
 * cmis_path_read - read registers of the module
 * @run: the run
 * @reg: the first register
 * @bank: its bank
 * @len: number of bytes
 * @buf: gets the bytes
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_path_read(const struct cmis_path_run *run, u32 reg, u8 bank, u8 len,
		   u8 *buf)
{
	const struct cmis_req req = {
		.addr = {
			.bank = bank,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg),
		},
		.buf = buf,
		.len = len,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
		.generation = run->module->generation,
	};

	return cmis_xfer_read(run->cage->xfer, &req);
}

static void cmis_path_nibbles(const u8 *bytes, u8 *values)
{
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		values[i] = bytes[i / 2] >> (i % 2 ? 4 : 0) & 0xf;
}

/* The bytes from DPDeinit to the end of the staged set, in one read */
#define CMIS_PATH_CONTROLS	(CMIS_REG_OFFSET(CMIS_SCS0_SI) + \
				 CMIS_REG_SIZE(CMIS_SCS0_SI) - \
				 CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES))

/**
 * cmis_path_look_controls - read the lane controls of a bank (10h:128-173)
 * @run: the run
 * @index: the bank
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_path_look_controls(const struct cmis_path_run *run, u8 index)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	u8 first = CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES);
	u8 buf[CMIS_PATH_CONTROLS];
	int ret;

	ret = cmis_path_read(run, CMIS_DP_DEINIT_LANES, index, sizeof(buf),
			     buf);
	if (ret)
		return ret;
	bank->deinit = buf[0];
	bank->tx_disable = 0;
	bank->tx_squelch = 0;
	if (run->module->adverts.tx_controls & CMIS_TX_OUTPUT_DISABLE)
		bank->tx_disable = buf[CMIS_REG_OFFSET(CMIS_TX_DISABLE) -
				       first];
	/* One bit makes the whole module dark. */
	if (bank->tx_disable && !cmis_path_can_disable(run->module))
		bank->tx_disable = 0xff;
	if (run->module->adverts.tx_controls & CMIS_TX_FORCED_SQUELCH)
		bank->tx_squelch = buf[CMIS_REG_OFFSET(CMIS_TX_SQUELCH_FORCE) -
				       first];
	memcpy(bank->staged,
	       buf + CMIS_REG_OFFSET(CMIS_SCS0_DP_CONFIG) - first,
	       sizeof(bank->staged));
	memcpy(bank->staged_si, buf + CMIS_REG_OFFSET(CMIS_SCS0_SI) - first,
	       sizeof(bank->staged_si));
	memcpy(bank->now.lane, buf, sizeof(bank->now.lane));
	return 0;
}

/**
 * cmis_path_look_config - read results and active set of a bank (11h:202-234)
 * @run: the run
 * @index: the bank
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0, or an errno of cmis_xfer_read().
 */
int cmis_path_look_config(const struct cmis_path_run *run, u8 index)
{
	struct cmis_path_bank *bank = &run->paths->bank[index];
	u8 real = cmis_path_real_lanes(run->module, index);
	u8 codes = CMIS_REG_SIZE(CMIS_CONFIG_STATUS);
	u8 buf[CMIS_REG_SIZE(CMIS_CONFIG_STATUS) +
	       CMIS_REG_SIZE(CMIS_ACS_DP_CONFIG) +
	       CMIS_REG_SIZE(CMIS_ACS_SI)];
	int ret;

	ret = cmis_path_read(run, CMIS_CONFIG_STATUS, index, sizeof(buf), buf);
	if (ret)
		return ret;
	cmis_path_nibbles(buf, bank->code);
	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		bank->active[i] = real & BIT(i) ? buf[codes + i] : 0;
	memcpy(bank->now.si,
	       buf + codes + CMIS_REG_SIZE(CMIS_ACS_DP_CONFIG),
	       sizeof(bank->now.si));
	return 0;
}

static int cmis_path_look_states(const struct cmis_path_run *run, u8 index)
{
	u8 buf[CMIS_REG_SIZE(CMIS_DP_STATE)];
	int ret;

	ret = cmis_path_read(run, CMIS_DP_STATE, index, sizeof(buf), buf);
	if (!ret)
		cmis_path_nibbles(buf, run->paths->bank[index].state);
	return ret;
}

/* No checksum covers the state: if it is news, two reads must agree. */
static int cmis_path_look_module(const struct cmis_path_run *run)
{
	u8 *state = &run->paths->module_state, byte, again;
	int ret;

	ret = cmis_path_read(run, CMIS_MODULE_STATE, 0, 1, &byte);
	if (ret)
		return ret;
	byte = FIELD_GET(CMIS_MODULE_STATE_MASK, byte);
	if (byte == *state)
		return 0;
	ret = cmis_path_read(run, CMIS_MODULE_STATE, 0, 1, &again);
	if (ret)
		return ret;
	if (FIELD_GET(CMIS_MODULE_STATE_MASK, again) != byte)
		return -EBADMSG;
	*state = byte;
	return 0;
}

/**
 * cmis_path_look - read the registers that may have changed
 * @run: the run
 *
 * Context: The cage's work. Touches the bus.
 * Return: 0; -EBADMSG if two reads of the module's state differ; else an errno
 * of cmis_xfer_read().
 */
int cmis_path_look(const struct cmis_path_run *run)
{
	struct cmis_bringup *e = run->paths;
	bool full = e->full;
	int ret = 0;

	if (full || !cmis_path_is_ready(run))
		ret = cmis_path_look_module(run);
	for (u8 b = 0; !ret && b < run->banks; b++) {
		ret = cmis_path_look_states(run, b);
		if (!ret && full)
			ret = cmis_path_look_controls(run, b);
		if (!ret && (full || e->trigger[b].lanes))
			ret = cmis_path_look_config(run, b);
	}
	if (!ret)
		e->full = false;
	return ret;
}
