// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: changes to a module's surroundings, from text.
 *
 * One change a line: "NAME VALUE", "NAME LANE VALUE" with lanes from 1,
 * "byte PAGE BANK OFFSET VALUE", and "vdm TYPE VALUE" or "vdm TYPE LANE VALUE"
 * with the value of a register. The unit is part of the name. Monitors and
 * observables take decimal numbers, all others take integers.
 *
 * All lines are checked before the first one takes effect. After a first line
 * "check" they are only checked.
 */
#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/flags.h"
#include "sim/model.h"
#include "sim/monitor.h"
#include "sim/set.h"
#include "sim/state.h"
#include "sim/tune.h"

#define CMIS_SIM_DELAY_MAX_MS	60000
#define CMIS_SIM_DURATION_PERCENT_MAX	1000

struct cmis_sim_key;
struct cmis_sim_observed_key;

/**
 * struct cmis_sim_change - one change
 * @key: its kind
 * @monitor: the monitor to set
 * @observed: the observable to set
 * @lane: from 0, if it is of a lane
 * @of_module: it is not of a lane
 * @value: new value
 * @decimal: new value of a monitor or observable
 * @type: VDM type
 * @page: page of a byte
 * @bank: bank of a byte
 * @offset: address of a byte
 */
struct cmis_sim_change {
	const struct cmis_sim_key *key;
	const struct cmis_sim_monitor *monitor;
	const struct cmis_sim_observed_key *observed;
	unsigned int lane;
	bool of_module;
	int value;
	struct cmis_sim_decimal decimal;
	unsigned int type;
	unsigned int page;
	unsigned int bank;
	unsigned int offset;
};

/**
 * struct cmis_sim_key - a kind of change
 * @name: its name, with its unit
 * @min: smallest value
 * @max: largest value
 * @of_lane: there is one for each lane
 * @check: 0 if the module has it
 * @apply: makes the change
 * @arg: register
 * @advert: register that advertises it
 * @bit: bit of @advert, or of a flag
 */
struct cmis_sim_key {
	const char *name;
	int min;
	int max;
	bool of_lane;
	int (*check)(struct cmis_sim_module *module,
		     const struct cmis_sim_change *change);
	void (*apply)(struct cmis_sim_module *module,
		      const struct cmis_sim_change *change);
	u32 arg;
	u32 advert;
	u8 bit;
};

static int cmis_sim_paged_check(struct cmis_sim_module *module,
				const struct cmis_sim_change *change)
{
	return cmis_sim_is_flat(module) ? -EOPNOTSUPP : 0;
}

static int cmis_sim_monitor_check(struct cmis_sim_module *module,
				  const struct cmis_sim_change *change)
{
	u16 raw;

	if (!cmis_sim_monitor_supported(module, change->monitor))
		return -EOPNOTSUPP;
	return cmis_sim_monitor_raw(module, change->monitor, &change->decimal,
				    &raw);
}

static void cmis_sim_monitor_apply(struct cmis_sim_module *module,
				   const struct cmis_sim_change *change)
{
	u16 raw;

	if (!cmis_sim_monitor_raw(module, change->monitor, &change->decimal,
				  &raw))
		cmis_sim_monitor_set(module, change->monitor, change->lane,
				     raw);
}

static int cmis_sim_flag_check(struct cmis_sim_module *module,
			       const struct cmis_sim_change *change)
{
	const struct cmis_sim_key *key = change->key;

	if (cmis_sim_is_flat(module) ||
	    !(cmis_sim_get(module, 0, key->advert) & key->bit))
		return -EOPNOTSUPP;
	return 0;
}

static void cmis_sim_lane_flag_apply(struct cmis_sim_module *module,
				     const struct cmis_sim_change *change)
{
	u8 bit = BIT(change->lane % CMIS_LANES_PER_BANK);

	module->summing = true;
	cmis_sim_flag_hold(module, change->lane / CMIS_LANES_PER_BANK,
			   change->key->arg, bit, change->value ? bit : 0);
}

static void cmis_sim_module_flag_apply(struct cmis_sim_module *module,
				       const struct cmis_sim_change *change)
{
	u8 bit = change->key->bit;

	module->summing = true;
	cmis_sim_flag_hold(module, 0, change->key->arg, bit,
			   change->value ? bit : 0);
}

/* The host's requests stand, so the module may go on to another state. */
static void cmis_sim_state_apply_change(struct cmis_sim_module *module,
					const struct cmis_sim_change *change)
{
	struct cmis_sim_bank *bank;
	unsigned int lane, i;

	cmis_sim_state_thaw(module);
	module->dirty = true;
	module->hold_low_power = change->value == CMIS_SIM_LOW_PWR;
	if (change->value != CMIS_SIM_FAULT) {
		cmis_sim_put(module, 0, CMIS_FAULT_CAUSE, 0);
		if (module->state == CMIS_SIM_FAULT)
			cmis_sim_state_enter(module, CMIS_SIM_LOW_PWR);
		return;
	}
	cmis_sim_state_enter(module, CMIS_SIM_FAULT);
	for (i = 0; i < module->banks; i++) {
		bank = &module->bank[i];
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
			if (bank->dp_state[lane])
				bank->dp_state[lane] = CMIS_SIM_DP_DEACTIVATED;
			bank->dp_end[lane] = KTIME_MAX;
		}
	}
}

static int cmis_sim_state_check(struct cmis_sim_module *module,
				const struct cmis_sim_change *change)
{
	if (cmis_sim_is_flat(module))
		return -EOPNOTSUPP;
	if (!cmis_sim_acknowledges(module))
		return -EAGAIN;
	return change->value == CMIS_SIM_LOW_PWR ||
	       change->value == CMIS_SIM_READY ||
	       change->value == CMIS_SIM_FAULT ? 0 : -EINVAL;
}

static void cmis_sim_register_apply(struct cmis_sim_module *module,
				    const struct cmis_sim_change *change)
{
	cmis_sim_put(module, 0, change->key->arg, change->value);
}

static struct cmis_sim_page *
cmis_sim_change_page(struct cmis_sim_module *module,
		     const struct cmis_sim_change *change)
{
	return cmis_sim_store_page(&module->memory, change->bank,
				   CMIS_REG(change->page, change->offset, 1));
}

static int cmis_sim_byte_check(struct cmis_sim_module *module,
			       const struct cmis_sim_change *change)
{
	if (change->page > U8_MAX || change->bank > U8_MAX ||
	    change->offset > U8_MAX)
		return -ERANGE;
	return cmis_sim_change_page(module, change) ? 0 : -ENOENT;
}

/*
 * The flags of a flag byte hold from then on. A value counts as if it had been
 * set by name.
 */
static void cmis_sim_byte_apply(struct cmis_sim_module *module,
				const struct cmis_sim_change *change)
{
	struct cmis_sim_page *page = cmis_sim_change_page(module, change);
	unsigned int index = change->offset % CMIS_PAGE_SIZE;
	u32 reg = CMIS_REG(change->page, change->offset, 1);

	page->data[index] = change->value;
	if (cmis_sim_flag_is_clear_on_read(change->page, change->offset)) {
		module->summing = true;
		page->cond[index] = change->value &
			~cmis_sim_flag_events(change->page, change->offset);
	}
	cmis_sim_monitor_byte_changed(module, change->bank, reg);
	cmis_sim_vdm_byte_changed(module, change->bank, change->page,
				  change->offset);
	module->dirty = true;
}

static int cmis_sim_trait_check(struct cmis_sim_module *module,
				const struct cmis_sim_change *change)
{
	return 0;
}

/* -1 is never. */
static u32 cmis_sim_change_ms(const struct cmis_sim_change *change)
{
	return change->value < 0 ? CMIS_SIM_NEVER_MS : change->value;
}

static void cmis_sim_freeze_apply(struct cmis_sim_module *module,
				  const struct cmis_sim_change *change)
{
	cmis_sim_vdm_delay_set(module, cmis_sim_change_ms(change));
}

static void cmis_sim_config_delay_apply(struct cmis_sim_module *module,
					const struct cmis_sim_change *change)
{
	cmis_sim_config_delay_set(module, cmis_sim_change_ms(change));
}

/* It applies to states that begin from now on. */
static void cmis_sim_duration_apply(struct cmis_sim_module *module,
				    const struct cmis_sim_change *change)
{
	module->duration_percent = change->value;
}

static void cmis_sim_password_apply(struct cmis_sim_module *module,
				    const struct cmis_sim_change *change)
{
	module->password.for_firmware = change->value;
}

static void cmis_sim_settle_apply(struct cmis_sim_module *module,
				  const struct cmis_sim_change *change)
{
	cmis_sim_diag_delay_set(module, cmis_sim_change_ms(change));
}

static void cmis_sim_settle_blank_apply(struct cmis_sim_module *module,
					const struct cmis_sim_change *change)
{
	module->settle_blank = change->value;
}

static void cmis_sim_test_errors_apply(struct cmis_sim_module *module,
				       const struct cmis_sim_change *change)
{
	module->test_error_bits = change->value;
}

static void cmis_sim_test_mute_apply(struct cmis_sim_module *module,
				     const struct cmis_sim_change *change)
{
	module->test_mute = change->value;
	cmis_sim_pattern_advance(module);
}

static struct cmis_sim_vdm_item *
cmis_sim_vdm_item_of(struct cmis_sim_module *module,
		     const struct cmis_sim_change *change)
{
	if (!change->type)
		return NULL;
	return cmis_sim_vdm_find(module, change->type,
				 change->of_module ? -1 : (int)change->lane);
}

static int cmis_sim_vdm_raw_check(struct cmis_sim_module *module,
				  const struct cmis_sim_change *change)
{
	return cmis_sim_vdm_item_of(module, change) ? 0 : -EOPNOTSUPP;
}

static void cmis_sim_vdm_raw_apply(struct cmis_sim_module *module,
				   const struct cmis_sim_change *change)
{
	cmis_sim_vdm_set(module, cmis_sim_vdm_item_of(module, change),
			 change->value);
}

static int cmis_sim_line_check(struct cmis_sim_module *module,
			       const struct cmis_sim_change *change)
{
	return cmis_sim_store_byte(&module->memory, 0, change->key->arg) ?
	       0 : -EOPNOTSUPP;
}

static void cmis_sim_line_apply(struct cmis_sim_module *module,
				const struct cmis_sim_change *change)
{
	module->summing = true;
	cmis_sim_flag_hold(module, 0, change->key->arg, U8_MAX, change->value);
}

static void cmis_sim_unlocked_apply(struct cmis_sim_module *module,
				    const struct cmis_sim_change *change)
{
	cmis_sim_tune_unlock(module, change->lane, change->value);
}

#define CMIS_SIM_LANE_FLAG_KEY(_name, _flag, _advert, _bit) \
	{ .name = _name, .max = 1, .of_lane = true, \
	  .check = cmis_sim_flag_check, .apply = cmis_sim_lane_flag_apply, \
	  .arg = _flag, .advert = _advert, .bit = _bit }

#define CMIS_SIM_LINE_KEY(_name, _reg) \
	{ .name = _name, .max = U8_MAX, .check = cmis_sim_line_check, \
	  .apply = cmis_sim_line_apply, .arg = _reg }

#define CMIS_SIM_MODULE_FLAG_KEY(_name, _bit) \
	{ .name = _name, .max = 1, .check = cmis_sim_paged_check, \
	  .apply = cmis_sim_module_flag_apply, .arg = CMIS_FLAGS_MODULE, \
	  .bit = _bit }

static const struct cmis_sim_key cmis_sim_keys[] = {
	CMIS_SIM_LANE_FLAG_KEY("tx_fault", CMIS_FLAG_TX_FAILURE,
			       CMIS_TX_FLAGS_ADVERT, CMIS_TX_FLAG_FAILURE),
	CMIS_SIM_LANE_FLAG_KEY("tx_los", CMIS_FLAG_TX_LOS,
			       CMIS_TX_FLAGS_ADVERT, CMIS_TX_FLAG_LOS),
	CMIS_SIM_LANE_FLAG_KEY("tx_cdr_lol", CMIS_FLAG_TX_CDR_LOL,
			       CMIS_TX_FLAGS_ADVERT, CMIS_TX_FLAG_CDR_LOL),
	CMIS_SIM_LANE_FLAG_KEY("tx_adapt_eq_fail", CMIS_FLAG_TX_ADAPT_EQ_FAIL,
			       CMIS_TX_FLAGS_ADVERT,
			       CMIS_TX_FLAG_ADAPT_EQ_FAIL),
	CMIS_SIM_LANE_FLAG_KEY("rx_los", CMIS_FLAG_RX_LOS,
			       CMIS_RX_FLAGS_ADVERT, CMIS_RX_FLAG_LOS),
	CMIS_SIM_LANE_FLAG_KEY("rx_cdr_lol", CMIS_FLAG_RX_CDR_LOL,
			       CMIS_RX_FLAGS_ADVERT, CMIS_RX_FLAG_CDR_LOL),
	{ .name = "wavelength_unlocked", .max = 1, .of_lane = true,
	  .check = cmis_sim_flag_check, .apply = cmis_sim_unlocked_apply,
	  .advert = CMIS_TX_CONTROLS, .bit = CMIS_TX_TUNABLE },
	CMIS_SIM_MODULE_FLAG_KEY("module_fw_error",
				 CMIS_FLAG_MODULE_FW_ERROR),
	CMIS_SIM_MODULE_FLAG_KEY("dp_fw_error", CMIS_FLAG_DP_FW_ERROR),
	CMIS_SIM_LINE_KEY("line_tx_flags", CMIS_LINE_FLAGS_TX),
	CMIS_SIM_LINE_KEY("line_rx_flags", CMIS_LINE_FLAGS_RX),
	CMIS_SIM_LINE_KEY("client_fec_flags", CMIS_CLIENT_FLAGS_FEC),
	CMIS_SIM_LINE_KEY("client_tx_flags", CMIS_CLIENT_FLAGS_TX),
	CMIS_SIM_LINE_KEY("client_rx_flags", CMIS_CLIENT_FLAGS_RX),
	{ .name = "state", .min = CMIS_SIM_LOW_PWR, .max = CMIS_SIM_FAULT,
	  .check = cmis_sim_state_check,
	  .apply = cmis_sim_state_apply_change },
	{ .name = "fault_cause", .max = U8_MAX, .check = cmis_sim_paged_check,
	  .apply = cmis_sim_register_apply, .arg = CMIS_FAULT_CAUSE },
	{ .name = "vdm_freeze_ms", .min = -1, .max = CMIS_SIM_DELAY_MAX_MS,
	  .check = cmis_sim_trait_check, .apply = cmis_sim_freeze_apply },
	{ .name = "config_ms", .min = -1, .max = CMIS_SIM_DELAY_MAX_MS,
	  .check = cmis_sim_trait_check,
	  .apply = cmis_sim_config_delay_apply },
	{ .name = "duration_percent", .max = CMIS_SIM_DURATION_PERCENT_MAX,
	  .check = cmis_sim_trait_check, .apply = cmis_sim_duration_apply },
	{ .name = "firmware_password", .max = 1,
	  .check = cmis_sim_trait_check, .apply = cmis_sim_password_apply },
	{ .name = "diag_settle_ms", .min = -1, .max = CMIS_SIM_DELAY_MAX_MS,
	  .check = cmis_sim_trait_check, .apply = cmis_sim_settle_apply },
	{ .name = "diag_settle_blank", .max = 1,
	  .check = cmis_sim_trait_check,
	  .apply = cmis_sim_settle_blank_apply },
	{ .name = "test_error_bits", .max = 1000000000,
	  .check = cmis_sim_trait_check, .apply = cmis_sim_test_errors_apply },
	{ .name = "test_mute", .max = 1,
	  .check = cmis_sim_trait_check, .apply = cmis_sim_test_mute_apply },
};

/**
 * struct cmis_sim_observed_key - an observable of VDM or diagnostics
 * @name: its name, with its unit
 * @type: type of the VDM observable, 0 if there is none
 * @diag: the same in diagnostics, 0 if it is not there
 * @factor: register = value * @factor / @divisor; 0 for F16
 * @divisor: see @factor
 */
struct cmis_sim_observed_key {
	const char *name;
	u8 type;
	u8 diag;
	u16 factor;
	u16 divisor;
};

static const struct cmis_sim_observed_key cmis_sim_observed_keys[] = {
	{ "media_pre_fec_ber", 15, CMIS_SIM_DIAG_MEDIA_BER },
	{ "host_pre_fec_ber", 16, CMIS_SIM_DIAG_HOST_BER },
	{ "media_ferc", 23 },
	{ "host_ferc", 24 },
	{ "media_snr_db", 5, CMIS_SIM_DIAG_MEDIA_SNR, 256, 1 },
	{ "host_snr_db", 6, CMIS_SIM_DIAG_HOST_SNR, 256, 1 },
	{ "media_ltp_db", 7, 0, 256, 1 },
	{ "host_ltp_db", 8, 0, 256, 1 },
	{ "media_sewmax", 33, 0, 1, 1 },
	{ "host_sewmax", 34, 0, 1, 1 },
	{ "laser_age_percent", 1, 0, 1, 1 },
	{ "tec_current_percent", 2, 0, 32767, 100 },
	{ "laser_frequency_error_mhz", 3, 0, 1, 10 },
	{ "laser_temp_c", 4, 0, 256, 1 },
	{ "supply_2v6_v", 77, 0, 10000, 1 },
	{ "supply_1v8_v", 78, 0, 10000, 1 },
	{ "supply_1v2_v", 79, 0, 10000, 1 },
	{ "supply_0v9_v", 80, 0, 10000, 1 },
	{ "supply_0v7a_v", 81, 0, 10000, 1 },
	{ "supply_0v7b_v", 82, 0, 10000, 1 },
	{ "supply_12v_v", 83, 0, 4000, 1 },
	{ "els_power_dbm", 84, 0, 100, 1 },
	{ "media_error_count", 0, CMIS_SIM_DIAG_MEDIA_ERRORS, 1, 1 },
	{ "media_bit_count", 0, CMIS_SIM_DIAG_MEDIA_BITS, 1, 1 },
	{ "host_error_count", 0, CMIS_SIM_DIAG_HOST_ERRORS, 1, 1 },
	{ "host_bit_count", 0, CMIS_SIM_DIAG_HOST_BITS, 1, 1 },
};

/* A decimal number in the encoding of an observable */
static int cmis_sim_observed_raw(const struct cmis_sim_change *change,
				 s64 *raw)
{
	const struct cmis_sim_observed_key *key = change->observed;
	const struct cmis_sim_decimal *decimal = &change->decimal;
	s64 min = 0, max = key->type ? U16_MAX : S64_MAX;
	int err;

	if (!key->factor) {
		if (decimal->negative && decimal->mantissa)
			return -ERANGE;
		*raw = cmis_sim_f16_encode(decimal->mantissa,
					   decimal->exponent +
					   CMIS_SIM_F16_EXPONENT_ZERO);
		return *raw < 0 ? *raw : 0;
	}
	err = cmis_sim_decimal_scale(decimal, key->factor, key->divisor, raw);
	if (err)
		return err;
	if (cmis_sim_vdm_is_signed(key->type)) {
		min = S16_MIN;
		max = S16_MAX;
	}
	return *raw < min || *raw > max ? -ERANGE : 0;
}

static bool cmis_sim_observed_by_diag(struct cmis_sim_module *module,
				      const struct cmis_sim_change *change)
{
	return !change->of_module &&
	       cmis_sim_diag_supported(module, change->observed->diag,
				       change->lane);
}

static int cmis_sim_observed_check(struct cmis_sim_module *module,
				   const struct cmis_sim_change *change)
{
	s64 raw;

	if (!cmis_sim_vdm_item_of(module, change) &&
	    !cmis_sim_observed_by_diag(module, change))
		return -EOPNOTSUPP;
	return cmis_sim_observed_raw(change, &raw);
}

/* VDM and diagnostics show the same value. */
static void cmis_sim_observed_apply(struct cmis_sim_module *module,
				    const struct cmis_sim_change *change)
{
	struct cmis_sim_vdm_item *item = cmis_sim_vdm_item_of(module, change);
	s64 raw = 0;

	cmis_sim_observed_raw(change, &raw);
	if (item)
		cmis_sim_vdm_set(module, item, raw);
	if (cmis_sim_observed_by_diag(module, change))
		cmis_sim_diag_set(module, change->observed->diag, change->lane,
				  raw);
}

static const struct cmis_sim_key cmis_sim_monitor_key = {
	.check = cmis_sim_monitor_check, .apply = cmis_sim_monitor_apply,
};

static const struct cmis_sim_key cmis_sim_observed_key = {
	.check = cmis_sim_observed_check, .apply = cmis_sim_observed_apply,
};

static const struct cmis_sim_key cmis_sim_vdm_key = {
	.name = "vdm", .max = U16_MAX, .check = cmis_sim_vdm_raw_check,
	.apply = cmis_sim_vdm_raw_apply,
};

static const struct cmis_sim_key cmis_sim_byte_key = {
	.name = "byte", .max = U8_MAX, .check = cmis_sim_byte_check,
	.apply = cmis_sim_byte_apply,
};

static int cmis_sim_byte_parse(const char *rest,
			       struct cmis_sim_change *change)
{
	int end = 0;

	change->key = &cmis_sim_byte_key;
	if (sscanf(rest, "%u %u %u %i%n", &change->page, &change->bank,
		   &change->offset, &change->value, &end) != 4 || rest[end])
		return -EINVAL;
	return 0;
}

/* "TYPE VALUE" or "TYPE LANE VALUE" */
static int cmis_sim_vdm_parse(const char *rest, struct cmis_sim_change *change)
{
	int end = 0;

	change->key = &cmis_sim_vdm_key;
	if (sscanf(rest, "%u %u %i%n", &change->type, &change->lane,
		   &change->value, &end) == 3 && !rest[end])
		return change->lane-- && change->type <= U8_MAX ? 0 : -EINVAL;
	change->of_module = true;
	change->lane = 0;
	if (sscanf(rest, "%u %i%n", &change->type, &change->value,
		   &end) != 2 || rest[end] || change->type > U8_MAX)
		return -EINVAL;
	return 0;
}

/* "NUMBER" or "LANE NUMBER" */
static int cmis_sim_decimal_take(char *rest, struct cmis_sim_change *change)
{
	char *number = strchr(rest, ' ');

	change->of_module = !number;
	if (!number)
		return cmis_sim_decimal_parse(rest, &change->decimal);
	*number++ = '\0';
	if (kstrtouint(rest, 10, &change->lane) || !change->lane--)
		return -EINVAL;
	return cmis_sim_decimal_parse(number, &change->decimal);
}

static int cmis_sim_integer_take(const char *rest,
				 struct cmis_sim_change *change)
{
	int end = 0;

	if (change->key->of_lane) {
		if (sscanf(rest, "%u %i%n", &change->lane, &change->value,
			   &end) != 2 || rest[end] || !change->lane--)
			return -EINVAL;
		return 0;
	}
	if (sscanf(rest, "%i%n", &change->value, &end) != 1 || rest[end])
		return -EINVAL;
	return 0;
}

static int cmis_sim_change_parse(char *line, struct cmis_sim_change *change)
{
	char *name = strsep(&line, " "), *rest = line ?: name + strlen(name);
	unsigned int i;
	int err;

	memset(change, 0, sizeof(*change));
	if (!strcmp(name, cmis_sim_byte_key.name))
		return cmis_sim_byte_parse(rest, change);
	if (!strcmp(name, cmis_sim_vdm_key.name))
		return cmis_sim_vdm_parse(rest, change);
	change->monitor = cmis_sim_monitor_find(name);
	if (change->monitor) {
		change->key = &cmis_sim_monitor_key;
		err = cmis_sim_decimal_take(rest, change);
		if (err)
			return err;
		return cmis_sim_monitor_is_of_lane(change->monitor) ==
		       change->of_module ? -EINVAL : 0;
	}
	for (i = 0; i < ARRAY_SIZE(cmis_sim_observed_keys); i++) {
		if (strcmp(name, cmis_sim_observed_keys[i].name))
			continue;
		change->key = &cmis_sim_observed_key;
		change->observed = &cmis_sim_observed_keys[i];
		change->type = change->observed->type;
		return cmis_sim_decimal_take(rest, change);
	}
	for (i = 0; i < ARRAY_SIZE(cmis_sim_keys); i++) {
		if (strcmp(name, cmis_sim_keys[i].name))
			continue;
		change->key = &cmis_sim_keys[i];
		return cmis_sim_integer_take(rest, change);
	}
	return -ENOENT;
}

static int cmis_sim_change_check(struct cmis_sim_module *module,
				 const struct cmis_sim_change *change)
{
	const struct cmis_sim_key *key = change->key;

	if (change->value < key->min || change->value > key->max)
		return -ERANGE;
	if (change->lane >= cmis_sim_lanes(module))
		return -EINVAL;
	return key->check(module, change);
}

static int cmis_sim_line_do(struct cmis_sim_module *module, char *line,
			    bool apply)
{
	struct cmis_sim_change change;
	int err;

	err = cmis_sim_change_parse(line, &change);
	if (err)
		return err;
	err = cmis_sim_change_check(module, &change);
	if (err)
		return err;
	if (apply)
		change.key->apply(module, &change);
	return 0;
}

static int cmis_sim_lines_do(struct cmis_sim_module *module, const char *text,
			     bool apply)
{
	char line[64];
	size_t length;
	int err;

	while (*text) {
		length = strcspn(text, "\n");
		if (length >= sizeof(line))
			return -EINVAL;
		memcpy(line, text, length);
		line[length] = '\0';
		if (length) {
			err = cmis_sim_line_do(module, line, apply);
			if (err)
				return err;
		}
		text += length + (text[length] == '\n');
	}
	return 0;
}

/**
 * cmis_sim_set() - change a module's surroundings
 * @module: the module
 * @text: changes, one a line
 *
 * Context: may sleep.
 * Return: 0; if it fails, nothing has changed: -ENODEV without a module,
 *	-ENOENT for an unknown name or a page that the module lacks, -ERANGE,
 *	-EINVAL, -EOPNOTSUPP if the module does not advertise it, -EAGAIN if
 *	it is not up yet.
 */
int cmis_sim_set(struct cmis_sim_module *module, const char *text)
{
	bool check_only = strstarts(text, "check\n");
	int err;

	if (check_only)
		text += strlen("check\n");
	guard(mutex)(&module->lock);
	if (!module->present)
		return -ENODEV;
	cmis_sim_state_advance(module);
	err = cmis_sim_lines_do(module, text, false);
	if (!err && !check_only)
		err = cmis_sim_lines_do(module, text, true);
	cmis_sim_changed(module);
	return err;
}

/**
 * cmis_sim_set_names() - list the names that can be set
 * @buf: a page of text
 *
 * Each line has a name, "module", "lane" or "any", and "decimal" or "integer".
 *
 * Return: length of the text.
 */
ssize_t cmis_sim_set_names(char *buf)
{
	ssize_t length = cmis_sim_monitor_names(buf, 0);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_observed_keys); i++)
		length += sysfs_emit_at(buf, length, "%s any decimal\n",
					cmis_sim_observed_keys[i].name);
	for (i = 0; i < ARRAY_SIZE(cmis_sim_keys); i++)
		length += sysfs_emit_at(buf, length, "%s %s integer\n",
					cmis_sim_keys[i].name,
					cmis_sim_keys[i].of_lane ? "lane" :
								   "module");
	return length;
}
