// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: monitors at fixed registers, from values to flags.
 *
 * A monitor is one row of the table below: its name as the user sets it, its
 * registers, its encoding, and its value in the built-in modules.
 */
#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/flags.h"
#include "sim/module.h"
#include "sim/monitor.h"
#include "sim/path.h"

#define CMIS_SIM_LEVELS		4

/**
 * struct cmis_sim_monitor - a monitor
 * @name: its name, with the unit of its decimal value
 * @advert: byte that advertises it
 * @bit: its bit in @advert
 * @value: register of its value; of lane 1 on banked pages
 * @thresholds: high alarm, low alarm, high warning, low warning
 * @flags: in the same order: bits of one byte, or bytes with a bit per lane
 * @shift: of its first flag, if it belongs to the module
 * @is_signed: two's complement
 * @unsigned_bit: bit of 01h:145 that makes it unsigned all the same
 * @any: the user may give the register as signed or as unsigned number
 * @is_scaled: 01h:160.4-3 is the exponent of a power of two in its unit
 * @shows_unlit: shown for a lane in use even while its output is off
 * @factor: register = value * @factor
 * @initial: register in the built-in modules, of lane 1
 * @lane_step: added for each lane of the bank
 * @bank_step: added for each bank
 * @limits: thresholds in the built-in modules; 0 if these lack the monitor
 */
struct cmis_sim_monitor {
	const char *name;
	u32 advert;
	u8 bit;
	u32 value;
	u32 thresholds;
	u32 flags;
	u8 shift;
	bool is_signed;
	u8 unsigned_bit;
	bool any;
	bool is_scaled;
	bool shows_unlit;
	u16 factor;
	u16 initial;
	u8 lane_step;
	u8 bank_step;
	u64 limits;
};

static const struct cmis_sim_monitor cmis_sim_monitors[] = {
	{
		/* 1/256 deg C; 45; 75, -5, 70, 0 */
		"temperature_c", CMIS_MONITORS_ADVERT, CMIS_MONITOR_TEMP,
		CMIS_TEMP_MON, CMIS_TEMP_THRESHOLDS, CMIS_FLAGS_TEMP_VCC, 0,
		.is_signed = true, .factor = 256, .initial = 45 * 256,
		.limits = 0x4b00fb0046000000,
	}, {
		/* 100 uV; 3.3; 3.630, 2.970, 3.465, 3.135 V */
		"vcc_v", CMIS_MONITORS_ADVERT, CMIS_MONITOR_VCC,
		CMIS_VCC_MON, CMIS_VCC_THRESHOLDS, CMIS_FLAGS_TEMP_VCC, 4,
		.factor = 10000, .initial = 33000,
		.limits = 0x8dcc7404875a7a76,
	}, {
		"aux1", CMIS_MONITORS_ADVERT, CMIS_MONITOR_AUX1,
		CMIS_AUX1_MON, CMIS_AUX1_THRESHOLDS, CMIS_FLAGS_AUX1_AUX2, 0,
		.is_signed = true, .any = true, .factor = 1,
	}, {
		/* A laser of 50 deg C; 65, 35, 60, 40 */
		"aux2", CMIS_MONITORS_ADVERT, CMIS_MONITOR_AUX2,
		CMIS_AUX2_MON, CMIS_AUX2_THRESHOLDS, CMIS_FLAGS_AUX1_AUX2, 4,
		.is_signed = true, .any = true, .factor = 1,
		.initial = 50 * 256, .limits = 0x410023003c002800,
	}, {
		"aux3", CMIS_MONITORS_ADVERT, CMIS_MONITOR_AUX3,
		CMIS_AUX3_MON, CMIS_AUX3_THRESHOLDS, CMIS_FLAGS_AUX3_CUSTOM, 0,
		.is_signed = true, .unsigned_bit = CMIS_CHAR_AUX3,
		.any = true, .factor = 1,
	}, {
		"custom", CMIS_MONITORS_ADVERT, CMIS_MONITOR_CUSTOM,
		CMIS_CUSTOM_MON, CMIS_CUSTOM_THRESHOLDS,
		CMIS_FLAGS_AUX3_CUSTOM, 4,
		.is_signed = true, .any = true, .factor = 1,
	}, {
		/* 0.1 uW; 1.2; 3.1623, 0.3548, 2.5119, 0.4467 mW */
		"tx_power_mw", CMIS_LANE_MONITORS_ADVERT, CMIS_LANE_TX_POWER,
		CMIS_TX_POWER_MON, CMIS_TX_POWER_THRESHOLDS,
		CMIS_FLAGS_TX_POWER, .factor = 10000, .initial = 12000,
		.lane_step = 130, .bank_step = 40,
		.limits = 0x7b870ddc621f1173,
	}, {
		/* 2 uA; 70; in units of 4 uA 150, 30, 130, 40 mA */
		"tx_bias_ma", CMIS_LANE_MONITORS_ADVERT, CMIS_LANE_TX_BIAS,
		CMIS_TX_BIAS_MON, CMIS_TX_BIAS_THRESHOLDS,
		CMIS_FLAGS_TX_BIAS, .is_scaled = true, .factor = 500,
		.initial = 35000, .lane_step = 75, .bank_step = 20,
		.limits = 0x927c1d4c7ef42710,
	}, {
		/* 0.1 uW; 0.8; 3.1623, 0.1000, 2.5119, 0.1585 mW */
		"rx_power_mw", CMIS_LANE_MONITORS_ADVERT, CMIS_LANE_RX_POWER,
		CMIS_RX_POWER_MON, CMIS_RX_POWER_THRESHOLDS,
		CMIS_FLAGS_RX_POWER, .shows_unlit = true, .factor = 10000,
		.initial = 8000, .lane_step = 110, .bank_step = 30,
		.limits = 0x7b8703e8621f0631,
	},
};

/**
 * cmis_sim_monitor_find() - find a monitor
 * @name: its name
 *
 * Return: the monitor, or NULL if there is none.
 */
const struct cmis_sim_monitor *cmis_sim_monitor_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++)
		if (!strcmp(cmis_sim_monitors[i].name, name))
			return &cmis_sim_monitors[i];
	return NULL;
}

/**
 * cmis_sim_monitor_is_of_lane() - whether each lane has a monitor of its own
 * @monitor: the monitor
 *
 * Return: false if the module has one monitor for all lanes.
 */
bool cmis_sim_monitor_is_of_lane(const struct cmis_sim_monitor *monitor)
{
	return CMIS_REG_PAGE(monitor->value) >= CMIS_PAGE_LANE_CONTROL;
}

/**
 * cmis_sim_monitor_names() - list the monitors
 * @buf: a page of text
 * @at: length of the text before
 *
 * Return: length of the list.
 */
ssize_t cmis_sim_monitor_names(char *buf, ssize_t at)
{
	const struct cmis_sim_monitor *monitor;
	ssize_t length = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++) {
		monitor = &cmis_sim_monitors[i];
		length += sysfs_emit_at(buf, at + length, "%s %s decimal\n",
					monitor->name,
					cmis_sim_monitor_is_of_lane(monitor) ?
					"lane" : "module");
	}
	return length;
}

/**
 * cmis_sim_monitor_supported() - whether a module has a monitor
 * @module: the module
 * @monitor: the monitor
 *
 * Return: true if it is advertised.
 */
bool cmis_sim_monitor_supported(struct cmis_sim_module *module,
				const struct cmis_sim_monitor *monitor)
{
	return !cmis_sim_is_flat(module) &&
	       cmis_sim_get(module, 0, monitor->advert) & monitor->bit;
}

static bool cmis_sim_monitor_is_signed(struct cmis_sim_module *module,
				       const struct cmis_sim_monitor *monitor)
{
	return monitor->is_signed &&
	       !(cmis_sim_get(module, 0, CMIS_CHARACTERISTICS) &
		 monitor->unsigned_bit);
}

static unsigned int
cmis_sim_monitor_shift(struct cmis_sim_store *store,
		       const struct cmis_sim_monitor *monitor)
{
	const u8 *advert = cmis_sim_store_byte(store, 0,
					       CMIS_LANE_MONITORS_ADVERT);

	if (!monitor->is_scaled || !advert)
		return 0;
	return min_t(unsigned int, FIELD_GET(CMIS_LANE_BIAS_SCALING, *advert),
		     2);
}

/**
 * cmis_sim_monitor_raw() - a decimal number in the encoding of a monitor
 * @module: the module
 * @monitor: the monitor
 * @decimal: the number, in the unit of the monitor's name
 * @raw: value of the register
 *
 * Return: 0, or -ERANGE.
 */
int cmis_sim_monitor_raw(struct cmis_sim_module *module,
			 const struct cmis_sim_monitor *monitor,
			 const struct cmis_sim_decimal *decimal, u16 *raw)
{
	bool is_signed = monitor->is_signed || monitor->any;
	s64 min = is_signed ? S16_MIN : 0, value;
	s64 max = is_signed && !monitor->any ? S16_MAX : U16_MAX;
	unsigned int shift;
	int err;

	shift = cmis_sim_monitor_shift(&module->memory, monitor);
	err = cmis_sim_decimal_scale(decimal, monitor->factor, 1 << shift,
				     &value);
	if (err)
		return err;
	if (value < min || value > max)
		return -ERANGE;
	*raw = value;
	return 0;
}

/* A threshold of a monitor */
static int cmis_sim_monitor_limit(struct cmis_sim_module *module,
				  const struct cmis_sim_monitor *monitor,
				  const u8 *at)
{
	u16 raw = cmis_sim_be16_get(at);

	return cmis_sim_monitor_is_signed(module, monitor) ? (s16)raw : raw;
}

/*
 * Bit 0 high alarm, 1 low alarm, 2 high warning, 3 low warning. A module does
 * not compare with thresholds that it leaves out: FFFFh, or a pair that cannot
 * be.
 */
static u8 cmis_sim_monitor_compare(struct cmis_sim_module *module,
				   const struct cmis_sim_monitor *monitor,
				   u16 raw)
{
	bool is_signed = cmis_sim_monitor_is_signed(module, monitor);
	u8 *at = cmis_sim_store_byte(&module->memory, 0, monitor->thresholds);
	int value = is_signed ? (s16)raw : raw, high, low;
	u8 beyond = 0;
	unsigned int i;

	for (i = 0; at && i < CMIS_SIM_LEVELS; i += 2, at += 4) {
		high = cmis_sim_monitor_limit(module, monitor, at);
		low = cmis_sim_monitor_limit(module, monitor, at + 2);
		if (high <= low)
			continue;
		if (value > high && cmis_sim_be16_get(at) != U16_MAX)
			beyond |= BIT(i);
		if (value < low && cmis_sim_be16_get(at + 2) != U16_MAX)
			beyond |= BIT(i + 1);
	}
	return beyond;
}

static u16 *cmis_sim_monitor_value(struct cmis_sim_module *module,
				   const struct cmis_sim_monitor *monitor,
				   unsigned int lane)
{
	unsigned int row = monitor - cmis_sim_monitors;

	return &module->values[row * cmis_sim_lanes(module) + lane];
}

static u8 *cmis_sim_monitor_at(struct cmis_sim_store *store,
			       const struct cmis_sim_monitor *monitor,
			       unsigned int lane)
{
	return cmis_sim_store_byte(store, lane / CMIS_LANES_PER_BANK,
				   monitor->value +
				   2 * (lane % CMIS_LANES_PER_BANK));
}

static void cmis_sim_lane_monitor_update(struct cmis_sim_module *module,
					 const struct cmis_sim_monitor *monitor,
					 unsigned int lane)
{
	u8 *at = cmis_sim_monitor_at(&module->memory, monitor, lane);
	u8 bit = BIT(lane % CMIS_LANES_PER_BANK), beyond = 0;
	struct cmis_sim_light light;
	unsigned int i;
	u16 raw = 0;
	bool lit;

	lit = !module->running || cmis_sim_media_is_lit(module, lane);
	if (lit || (monitor->shows_unlit &&
		    cmis_sim_media_is_used(module, lane)))
		raw = *cmis_sim_monitor_value(module, monitor, lane);
	if (monitor->shows_unlit &&
	    cmis_sim_fibre_receive(module, lane, &light) && !light.lit)
		raw = 0;
	if (at)
		cmis_sim_be16_put(raw, at);
	/* Lanes that are down raise no flags. */
	if (lit)
		beyond = cmis_sim_monitor_compare(module, monitor, raw);
	for (i = 0; i < CMIS_SIM_LEVELS; i++)
		cmis_sim_flag_hold(module, lane / CMIS_LANES_PER_BANK,
				   monitor->flags + i, bit,
				   beyond & BIT(i) ? bit : 0);
}

/* Show a value, and compare it to its thresholds. */
static void cmis_sim_monitor_update(struct cmis_sim_module *module,
				    const struct cmis_sim_monitor *monitor,
				    unsigned int lane)
{
	u16 raw = *cmis_sim_monitor_value(module, monitor, lane);
	u8 *at;

	if (cmis_sim_monitor_is_of_lane(monitor)) {
		cmis_sim_lane_monitor_update(module, monitor, lane);
		return;
	}
	at = cmis_sim_monitor_at(&module->memory, monitor, 0);
	if (at)
		cmis_sim_be16_put(raw, at);
	cmis_sim_flag_hold(module, 0, monitor->flags, 0xf << monitor->shift,
			   cmis_sim_monitor_compare(module, monitor, raw) <<
			   monitor->shift);
}

static unsigned int cmis_sim_monitor_count(struct cmis_sim_module *module,
					   const struct cmis_sim_monitor *m)
{
	return cmis_sim_monitor_is_of_lane(m) ? cmis_sim_lanes(module) : 1;
}

static void cmis_sim_monitor_update_all(struct cmis_sim_module *module,
					const struct cmis_sim_monitor *monitor)
{
	unsigned int lane;

	if (!cmis_sim_monitor_supported(module, monitor))
		return;
	for (lane = 0; lane < cmis_sim_monitor_count(module, monitor); lane++)
		cmis_sim_monitor_update(module, monitor, lane);
}

/**
 * cmis_sim_monitors_update() - show all values, and compare them
 * @module: the module
 */
void cmis_sim_monitors_update(struct cmis_sim_module *module)
{
	unsigned int i;

	lockdep_assert_held(&module->lock);
	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++)
		cmis_sim_monitor_update_all(module, &cmis_sim_monitors[i]);
}

/**
 * cmis_sim_monitor_set() - set a value
 * @module: the module, which has the monitor
 * @monitor: the monitor
 * @lane: from 0, for monitors of lanes
 * @raw: value of the register
 */
void cmis_sim_monitor_set(struct cmis_sim_module *module,
			  const struct cmis_sim_monitor *monitor,
			  unsigned int lane, u16 raw)
{
	lockdep_assert_held(&module->lock);
	module->summing = true;
	*cmis_sim_monitor_value(module, monitor, lane) = raw;
	cmis_sim_monitor_update(module, monitor, lane);
}

/**
 * cmis_sim_monitors_load() - take the values from a module's memory
 * @module: the module, just plugged
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_monitors_load(struct cmis_sim_module *module)
{
	const struct cmis_sim_monitor *monitor;
	unsigned int i, lane;
	const u8 *at;

	cmis_sim_monitors_destroy(module);
	module->values = kcalloc(ARRAY_SIZE(cmis_sim_monitors) *
				 cmis_sim_lanes(module),
				 sizeof(*module->values), GFP_KERNEL);
	if (!module->values)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++) {
		monitor = &cmis_sim_monitors[i];
		for (lane = 0; lane < cmis_sim_monitor_count(module, monitor);
		     lane++) {
			at = cmis_sim_monitor_at(&module->memory, monitor,
						 lane);
			if (at)
				*cmis_sim_monitor_value(module, monitor, lane) =
					cmis_sim_be16_get(at);
		}
	}
	return 0;
}

/**
 * cmis_sim_monitors_destroy() - free the values
 * @module: the module
 */
void cmis_sim_monitors_destroy(struct cmis_sim_module *module)
{
	kfree(module->values);
	module->values = NULL;
}

/* One byte of a value, as if the value had been set by name */
static void cmis_sim_monitor_take(struct cmis_sim_module *module,
				  const struct cmis_sim_monitor *monitor,
				  unsigned int bank, u32 reg)
{
	unsigned int index = CMIS_REG_OFFSET(reg) -
			     CMIS_REG_OFFSET(monitor->value);
	unsigned int lane = bank * CMIS_LANES_PER_BANK + index / 2;
	u8 byte = cmis_sim_get(module, bank, reg);
	u16 *value;

	if (!cmis_sim_monitor_is_of_lane(monitor))
		lane = 0;
	value = cmis_sim_monitor_value(module, monitor, lane);
	if (index & 1)
		*value = (*value & 0xff00) | byte;
	else
		*value = (*value & 0xff) | byte << 8;
	if (cmis_sim_monitor_supported(module, monitor))
		cmis_sim_monitor_update(module, monitor, lane);
}

/**
 * cmis_sim_monitor_byte_changed() - a byte was changed from outside
 * @module: the module
 * @bank: its bank
 * @reg: the byte
 *
 * If it is part of a value or a threshold, the monitor takes it over.
 */
void cmis_sim_monitor_byte_changed(struct cmis_sim_module *module,
				   unsigned int bank, u32 reg)
{
	u8 page = CMIS_REG_PAGE(reg), offset = CMIS_REG_OFFSET(reg);
	const struct cmis_sim_monitor *monitor;
	unsigned int i;

	lockdep_assert_held(&module->lock);
	if (bank >= module->banks)
		return;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++) {
		monitor = &cmis_sim_monitors[i];
		if (cmis_sim_reg_covers(monitor->thresholds,
					2 * CMIS_SIM_LEVELS, page, offset))
			cmis_sim_monitor_update_all(module, monitor);
		if (cmis_sim_reg_covers(monitor->value,
					CMIS_REG_SIZE(monitor->value),
					page, offset))
			cmis_sim_monitor_take(module, monitor, bank, reg);
	}
}

/**
 * cmis_sim_monitors_put() - give a built-in module its monitors
 * @store: its memory; the scale of Tx bias is there already
 *
 * Values of lanes are put by cmis_sim_lane_monitors_put().
 */
void cmis_sim_monitors_put(struct cmis_sim_store *store)
{
	const struct cmis_sim_monitor *monitor;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++) {
		monitor = &cmis_sim_monitors[i];
		if (!monitor->limits)
			continue;
		*cmis_sim_store_byte(store, 0, monitor->advert) |=
			monitor->bit;
		cmis_sim_store_put(store, 0, monitor->thresholds,
				   monitor->limits);
		if (!cmis_sim_monitor_is_of_lane(monitor))
			cmis_sim_store_put(store, 0, monitor->value,
					   monitor->initial);
	}
}

/**
 * cmis_sim_lane_monitors_put() - give a bank of a built-in module its values
 * @store: its memory
 * @bank: the bank
 */
void cmis_sim_lane_monitors_put(struct cmis_sim_store *store,
				unsigned int bank)
{
	u8 unsupported = *cmis_sim_store_byte(store, 0,
					      CMIS_MEDIA_LANE_UNSUPPORTED);
	const struct cmis_sim_monitor *monitor;
	unsigned int i, lane;
	u16 raw;
	u8 *at;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_monitors); i++) {
		monitor = &cmis_sim_monitors[i];
		if (!monitor->limits || !cmis_sim_monitor_is_of_lane(monitor))
			continue;
		raw = monitor->initial >> cmis_sim_monitor_shift(store,
								 monitor);
		raw += monitor->bank_step * bank;
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
			at = cmis_sim_store_byte(store, bank,
						 monitor->value + 2 * lane);
			if (!(unsupported & BIT(lane)))
				cmis_sim_be16_put(raw, at);
			raw += monitor->lane_step;
		}
	}
}
