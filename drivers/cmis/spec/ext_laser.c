// SPDX-License-Identifier: GPL-2.0-only
/*
 * External lasers (ELSFP): pages 1Ah and 1Bh.
 *
 * Pure: see spec/value.h.
 */

#include <linux/array_size.h>
#include <linux/errno.h>

#include "spec/codes.h"
#include "spec/ext_laser.h"
#include "spec/lower.h"
#include "spec/value.h"

#define CMIS_ID_ELSFP		0x22
#define CMIS_FUNCTION_ELSFP	1	/* lower 57 */
#define CMIS_EXT_MHZ		5000
/* Of page 11h: the units of Tx bias are 2 uA, those of Tx power 0.1 uW. */
#define CMIS_EXT_BIAS_SCALE	50
#define CMIS_EXT_POWER_SCALE	100

/**
 * cmis_module_is_laser_source() - whether a module is a source of light
 * @basics: lower memory, settled
 *
 * Before 5.3, lower 57 says nothing.
 *
 * Return: true if pages 1Ah and 1Bh take the place of 10h to 14h.
 */
bool cmis_module_is_laser_source(const struct cmis_basics *basics)
{
	return !basics->flat && (basics->identifier == CMIS_ID_ELSFP ||
				 basics->function_type == CMIS_FUNCTION_ELSFP);
}

/**
 * cmis_module_has_paths() - whether a module has data paths
 * @basics: lower memory, settled
 *
 * Return: false if pages 10h to 14h do not exist: the module says so in lower
 * 56, or it is a laser source.
 */
bool cmis_module_has_paths(const struct cmis_basics *basics)
{
	return !basics->flat && !cmis_module_is_laser_source(basics) &&
	       basics->sm_support != CMIS_SM_NONE &&
	       basics->sm_support != CMIS_SM_MODULE;
}

/**
 * cmis_ext_lasers_decode() - decode the adverts of page 1Ah
 * @page: page 1Ah of bank 0
 * @len: number of bytes in @page
 * @lasers: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_ext_lasers_decode(const u8 *page, size_t len,
			   struct cmis_ext_lasers *lasers)
{
	u8 mode, lanes;

	*lasers = (struct cmis_ext_lasers) { .known = true };
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	mode = cmis_byte_get(page, CMIS_EXT_MODE);
	lanes = FIELD_GET(CMIS_EXT_LANES, mode);
	lasers->lanes = lanes < CMIS_MAX_LANES ? lanes : CMIS_MAX_LANES;
	lasers->constant_power = mode & CMIS_EXT_CONSTANT_POWER;
	return 0;
}

/**
 * cmis_ext_status_decode() - decode the status of the lasers of a bank
 * @page: page 1Ah of the bank
 * @len: number of bytes in @page
 * @count: number of lasers in the bank, 1..CMIS_LANES_PER_BANK
 * @lasers: gets their status
 *
 * Return: 0; -EMSGSIZE if the image is too short; -EINVAL if no bank has so
 * many lasers.
 */
int cmis_ext_status_decode(const u8 *page, size_t len, unsigned int count,
			   struct cmis_ext_laser *lasers)
{
	const u8 *states, *codes, *fibers, *frequencies;

	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	if (count > CMIS_LANES_PER_BANK)
		return -EINVAL;
	states = &page[CMIS_REG_INDEX(CMIS_EXT_STATES)];
	codes = &page[CMIS_REG_INDEX(CMIS_EXT_CODES)];
	fibers = &page[CMIS_REG_INDEX(CMIS_EXT_FIBERS)];
	frequencies = &page[CMIS_REG_INDEX(CMIS_EXT_FREQUENCIES)];
	for (unsigned int i = 0; i < count; i++)
		lasers[i] = (struct cmis_ext_laser) {
			.state = states[i / 4] >> 2 * (i % 4) & 0x3,
			.enabled = cmis_byte_get(page, CMIS_EXT_ENABLE) &
				   BIT(i),
			.checked = cmis_byte_get(page, CMIS_EXT_CHECKED) &
				   BIT(i),
			.fault = FIELD_GET(CMIS_EXT_CODE_FAULT, codes[i]),
			.warning = FIELD_GET(CMIS_EXT_CODE_WARNING, codes[i]),
			.fiber = fibers[i],
			.mhz = CMIS_EXT_MHZ *
			       get_unaligned_be16(&frequencies[2 * i]),
		};
	return 0;
}

/* The monitors of a laser, in the units of the monitors of page 11h */
static const struct cmis_ext_row {
	u16 type;
	u8 scale;
	u8 size;
	u32 value;
	u32 thresholds;
	u32 flags;
} cmis_ext_rows[] = {
	{ CMIS_MON_TX_POWER, CMIS_EXT_POWER_SCALE, 2, CMIS_EXT_POWER_MON,
	  CMIS_EXT_POWER_THRESHOLDS, CMIS_EXT_POWER_FLAGS },
	{ CMIS_MON_TX_BIAS, CMIS_EXT_BIAS_SCALE, 2, CMIS_EXT_BIAS_MON,
	  CMIS_EXT_BIAS_THRESHOLDS, CMIS_EXT_BIAS_FLAGS },
	{ CMIS_MON_LASER_VOLTAGE, 1, 1, CMIS_EXT_VOLTAGE_MON },
};

/**
 * cmis_ext_monitors_add() - find the monitors of a laser
 * @list: gets the monitors
 * @page: page 1Ah of its bank: the thresholds
 * @len: number of bytes in @page
 * @lane: the laser, from 0
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_ext_monitors_add(struct cmis_monitor_list *list, const u8 *page,
			  size_t len, unsigned int lane)
{
	unsigned int place = lane % CMIS_LANES_PER_BANK;

	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_ext_rows) &&
	     list->count < list->max; i++) {
		const struct cmis_ext_row *row = &cmis_ext_rows[i];
		struct cmis_monitor *monitor = &list->monitor[list->count++];

		*monitor = (struct cmis_monitor) {
			.type = row->type,
			.source = CMIS_SOURCE_EXT,
			.bank = lane / CMIS_LANES_PER_BANK,
			.page = CMIS_REG_PAGE(row->value),
			.offset = CMIS_REG_OFFSET(row->value) +
				  place * row->size,
			.flags = CMIS_REG_OFFSET(row->flags),
			.flags_bit = place,
			.flags_bytes = true,
			.lane = lane,
			.scale = row->scale,
		};
		if (row->thresholds)
			cmis_monitor_set_limits
				(monitor,
				 &page[CMIS_REG_INDEX(row->thresholds)]);
	}
	return 0;
}

/**
 * cmis_ext_supply_add() - find the monitor of the current of a laser source
 * @list: gets the monitor
 */
void cmis_ext_supply_add(struct cmis_monitor_list *list)
{
	if (list->count < list->max)
		list->monitor[list->count++] = (struct cmis_monitor) {
			.type = CMIS_MON_SUPPLY_CURRENT,
			.source = CMIS_SOURCE_EXT,
			.page = CMIS_REG_PAGE(CMIS_EXT_CURRENT_MON),
			.offset = CMIS_REG_OFFSET(CMIS_EXT_CURRENT_MON),
			.lane = CMIS_LANE_NONE,
			.scale = 1,
		};
}

/**
 * cmis_ext_state_name() - name of the state of an external laser
 * @code: enum cmis_ext_state
 *
 * Return: the name, or NULL if the code is in no table.
 */
const char *cmis_ext_state_name(u8 code)
{
	static const char * const names[] = {
		[CMIS_EXT_OFF] = "off",
		[CMIS_EXT_RAMPING] = "ramping",
		[CMIS_EXT_ON] = "on",
	};

	return code < ARRAY_SIZE(names) ? names[code] : NULL;
}

/**
 * cmis_ext_code_name() - name of the fault or warning of an external laser
 * @code: a nibble of 1Ah:212-219
 *
 * Return: the name, or NULL if the code is in no table: 9 to 15 are the
 * vendor's.
 */
const char *cmis_ext_code_name(u8 code)
{
	static const char * const names[] = {
		"none", "power loop", "current loop",
	};

	return code < ARRAY_SIZE(names) ? names[code] : NULL;
}
