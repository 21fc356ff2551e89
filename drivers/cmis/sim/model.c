// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: a module seen through its two-wire interface.
 */
#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/i2c.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim/ext_laser.h"
#include "sim/flags.h"
#include "sim/model.h"
#include "sim/monitor.h"
#include "sim/pattern.h"
#include "sim/state.h"
#include "sim/tune.h"

#define CMIS_SIM_INIT_MS	50
#define CMIS_SIM_DURATION_PERCENT	50
#define CMIS_SIM_CONFIG_MS	5
#define CMIS_SIM_WRITE_MAX	8	/* 8 * (1 + 01h:164) on CDB pages */
#define CMIS_SIM_EXTENSION_MAX	15	/* of that, on page 9Fh */
#define CMIS_SIM_WRITE_NV_MS	40	/* half of the maximum */

/**
 * struct cmis_sim_writable - bytes that the host can write
 * @reg: first of them; the size of the register counts
 * @bits: bits that can be read back; the others act, or are reserved
 */
struct cmis_sim_writable {
	u32 reg;
	u8 bits;
};

static const struct cmis_sim_writable cmis_sim_writables[] = {
	{ CMIS_MODULE_CONTROL, (u8)~CMIS_CONTROL_SOFT_RESET },
	{ CMIS_LOWER(29, 2), 0xff },		/* custom controls */
	{ CMIS_MODULE_MASKS, 0xff },
	{ CMIS_REG(0x03, 128, 128), 0xff },
	{ CMIS_REG(0x10, 128, 5), 0xff },
	{ CMIS_REG(0x10, 134, 1), 0xff },
	{ CMIS_REG(0x10, 137, 3), 0xff },
	{ CMIS_REG(0x10, 145, 31), 0xff },	/* staged set 0 */
	{ CMIS_REG(0x10, 180, 31), 0xff },	/* staged set 1 */
	{ CMIS_LANE_MASKS, 0xff },
	{ CMIS_REG(0x10, 240, 16), 0xff },	/* custom */
	{ CMIS_REG(0x12, 128, 40), 0xff },	/* grid, channel, offset */
	{ CMIS_REG(0x12, 200, 18), 0xff },	/* target power */
	{ CMIS_REG(0x12, 239, 8), 0xff },	/* masks */
	{ CMIS_REG(0x13, 144, 35), 0xff },	/* patterns */
	{ CMIS_REG(0x13, 180, 12), 0xff },	/* loopback, scratch pad */
	{ CMIS_DIAG_REFCLK_MASK, CMIS_DIAG_REFCLK_LOST },
	{ CMIS_DIAG_MASKS, 0xff },
	{ CMIS_REG(0x13, 224, 32), 0xff },	/* user pattern */
	{ CMIS_DIAG_SELECTOR, 0xff },
	{ CMIS_REG(0x16, 128, 16), 0xff },
	{ CMIS_REG(0x16, 160, 1), 0xff },
	{ CMIS_REG(0x16, 162, 2), 0xff },
	{ CMIS_REG(0x17, 192, 1), 0xff },
	{ CMIS_REG(0x18, 128, 128), 0xff },
	{ CMIS_P1A(198, 8), 0xff },		/* masks */
	{ CMIS_EXT_ENABLE, 0xff },
	{ CMIS_EXT_CHECKED, 0xff },
	{ CMIS_P1B(128, 32), 0xff },		/* set points */
	{ CMIS_REG(0x1d, 136, 8), 0xff },
	{ CMIS_REG(0x1d, 152, 1), 0x01 },
	{ CMIS_REG(0x2d, 128, 128), 0xff },
	{ CMIS_REG(0x2f, 144, 1), 0xff },
	{ CMIS_REG(CMIS_PAGE_CDB, 128, 128), 0xff },
};

static bool cmis_sim_is_epl(u8 page)
{
	return page >= CMIS_PAGE_CDB_EPL_FIRST &&
	       page <= CMIS_PAGE_CDB_EPL_LAST;
}

static u8 cmis_sim_writable_bits(u8 page, u8 address)
{
	unsigned int i, first;
	u32 reg;

	if (address >= CMIS_UPPER_FIRST && cmis_sim_is_epl(page))
		return 0xff;
	for (i = 0; i < ARRAY_SIZE(cmis_sim_writables); i++) {
		reg = cmis_sim_writables[i].reg;
		first = CMIS_REG_OFFSET(reg);
		if (address < first || address >= first + CMIS_REG_SIZE(reg))
			continue;
		if (address < CMIS_UPPER_FIRST || page == CMIS_REG_PAGE(reg))
			return cmis_sim_writables[i].bits;
	}
	return 0;
}

static struct cmis_sim_page *cmis_sim_lower(struct cmis_sim_module *module)
{
	return cmis_sim_store_get(&module->memory, CMIS_SIM_LOWER);
}

/*
 * A page that does not exist in that bank becomes page 00h, bank 0. Pages
 * below 10h are the same in each bank.
 */
static void cmis_sim_select(struct cmis_sim_module *module, u8 bank, u8 page)
{
	unsigned int key = page;

	if (cmis_sim_is_flat(module) || module->memory.plain) {
		module->window = cmis_sim_store_get(&module->memory, 0);
		module->page = CMIS_PAGE_ADMIN;
		return;
	}
	if (page >= CMIS_PAGE_LANE_CONTROL)
		key = CMIS_SIM_KEY(bank, page);
	module->window = cmis_sim_store_get(&module->memory, key);
	if (!module->window) {
		bank = 0;
		page = CMIS_PAGE_ADMIN;
		module->window = cmis_sim_store_get(&module->memory, page);
	}
	module->page = page;
	cmis_sim_put(module, 0, CMIS_BANK_SELECT, bank);
	cmis_sim_put(module, 0, CMIS_PAGE_SELECT, page);
}

static unsigned int cmis_sim_window_bank(struct cmis_sim_module *module)
{
	return CMIS_SIM_KEY_BANK(module->window->key);
}

static struct cmis_sim_page *cmis_sim_page_at(struct cmis_sim_module *module,
					      u8 address)
{
	return address < CMIS_UPPER_FIRST ? cmis_sim_lower(module) :
					    module->window;
}

/* Addresses wrap within lower memory, and within upper memory. */
static void cmis_sim_pointer_step(struct cmis_sim_module *module)
{
	u8 half = module->pointer & CMIS_UPPER_FIRST;

	module->pointer = half | ((module->pointer + 1) &
				  (CMIS_PAGE_SIZE - 1));
}

/* With 01h:163.4, an access goes on from one EPL page to the next. */
static void cmis_sim_auto_page(struct cmis_sim_module *module, u8 page,
			       u8 address)
{
	if (address != CMIS_WINDOW_SIZE - 1 || !cmis_sim_is_epl(page) ||
	    !(cmis_sim_get(module, 0, CMIS_CDB_ADVERT) & CMIS_CDB_AUTO_PAGING))
		return;
	page = page == CMIS_PAGE_CDB_EPL_LAST ? CMIS_PAGE_CDB_EPL_FIRST :
						page + 1;
	cmis_sim_select(module, cmis_sim_window_bank(module), page);
}

static u8 cmis_sim_byte_read(struct cmis_sim_module *module)
{
	struct cmis_sim_page *page = cmis_sim_page_at(module, module->pointer);
	unsigned int index = module->pointer % CMIS_PAGE_SIZE;
	u8 value = page->data[index], address = module->pointer;

	if (cmis_sim_flag_is_clear_on_read(module->page, module->pointer) &&
	    !cmis_sim_is_flat(module))
		page->data[index] = page->cond[index];
	page->read_bytes++;
	cmis_sim_pointer_step(module);
	cmis_sim_auto_page(module, module->page, address);
	return value;
}

static void cmis_sim_read(struct cmis_sim_module *module, struct i2c_msg *msg)
{
	u8 first = module->pointer;
	unsigned int i;

	cmis_sim_fault_shorten(module, msg);
	cmis_sim_page_at(module, module->pointer)->reads++;
	for (i = 0; i < msg->len; i++) {
		/* Some modules stop counting after so many bytes. */
		if (i && module->read_max && i >= module->read_max)
			msg->buf[i] = msg->buf[i - 1];
		else
			msg->buf[i] = cmis_sim_byte_read(module);
	}
	cmis_sim_fault_data(module, first, msg);
	module->stats.read_bytes += msg->len;
}

/* Restore the memory of a new module; conditions set their flags again. */
static void cmis_sim_page_reset(struct cmis_sim_module *module,
				struct cmis_sim_page *page)
{
	struct cmis_sim_page *old = cmis_sim_store_get(&module->origin,
						       page->key);
	u8 number = CMIS_SIM_KEY_PAGE(page->key), first = 0;
	unsigned int i;

	if (page->key == CMIS_PAGE_USER || cmis_sim_vdm_is_measured(number))
		return;
	if (page->key != CMIS_SIM_LOWER)
		first = CMIS_UPPER_FIRST;
	for (i = 0; i < CMIS_PAGE_SIZE; i++)
		if (cmis_sim_flag_is_clear_on_read(number, first + i))
			page->data[i] = page->cond[i];
		else
			page->data[i] = old->data[i];
}

/* Power up, or come out of reset. */
static void cmis_sim_module_start(struct cmis_sim_module *module)
{
	cmis_sim_state_start(module);
	cmis_sim_vdm_start(module);
	cmis_sim_diag_start(module);
	cmis_sim_pattern_start(module);
	cmis_sim_password_start(module);
	cmis_sim_fw_start(module);
	cmis_sim_cdb_start(module);
	module->writing_until = 0;
}

static void cmis_sim_reset(struct cmis_sim_module *module)
{
	struct cmis_sim_page *page;
	int bucket;

	hash_for_each(module->memory.pages, bucket, page, node)
		cmis_sim_page_reset(module, page);
	module->pointer = 0;
	module->running = !cmis_sim_is_flat(module) && !module->memory.plain;
	module->summing = module->running;
	cmis_sim_select(module, 0, 0);
	cmis_sim_module_start(module);
}

static void cmis_sim_bank_write(struct cmis_sim_module *module,
				unsigned int bank, u8 address, u8 value)
{
	u32 reg = CMIS_REG(module->page, address, 1);
	u8 bits = cmis_sim_writable_bits(module->page, address);
	u8 *at = cmis_sim_store_byte(&module->memory, bank, reg);
	u8 old = at ? *at : 0;

	if (!at)
		return;
	if (cmis_sim_loopback_write(module, bank, reg, value)) {
		cmis_sim_pattern_write(module, bank, reg, old);
		return;
	}
	/* The state of a data path depends on these bytes. */
	if ((reg == CMIS_DP_DEINIT_LANES || reg == CMIS_TX_DISABLE ||
	     reg == CMIS_TX_SQUELCH_FORCE || reg == CMIS_RX_DISABLE) &&
	    *at != value) {
		cmis_sim_state_thaw(module);
		module->dirty = true;
	}
	if (reg == CMIS_VDM_CONTROL)
		cmis_sim_vdm_control_write(module, bank, value);
	*at = (*at & ~bits) | (value & bits);
	cmis_sim_pattern_write(module, bank, reg, old);
	if (reg == CMIS_DIAG_SELECTOR) {
		cmis_sim_pattern_show(module, bank);
		cmis_sim_diag_select(module, bank);
	}
	if (module->page == CMIS_REG_PAGE(CMIS_TUNING))
		cmis_sim_tune_write(module, bank, address);
	if (reg == CMIS_EXT_ENABLE)
		cmis_sim_ext_switch(module, bank);
}

/* With 26.7 set, a write to one bank goes to all of them. */
static bool cmis_sim_is_broadcast(struct cmis_sim_module *module)
{
	return cmis_sim_get(module, 0, CMIS_MODULE_CONTROL) &
	       CMIS_CONTROL_BANK_BROADCAST &&
	       cmis_sim_get(module, 0, CMIS_RX_CONTROLS) &
	       CMIS_RX_BANK_BROADCAST &&
	       module->page >= CMIS_PAGE_LANE_CONTROL &&
	       module->page < CMIS_PAGE_CDB;
}

static void cmis_sim_upper_write(struct cmis_sim_module *module, u8 address,
				 u8 value)
{
	unsigned int bank;

	if (!cmis_sim_is_broadcast(module)) {
		cmis_sim_bank_write(module, cmis_sim_window_bank(module),
				    address, value);
		return;
	}
	for (bank = 0; bank < module->banks; bank++)
		cmis_sim_bank_write(module, bank, address, value);
}

/* A request for another power mode brings a snapshot to life. */
static void cmis_sim_power_check(struct cmis_sim_module *module)
{
	bool is_low = module->state == CMIS_SIM_LOW_PWR ||
		      module->state == CMIS_SIM_PWR_DN;

	if (cmis_sim_low_power_requested(module) != is_low)
		cmis_sim_state_thaw(module);
	module->dirty = true;
}

static void cmis_sim_control_write(struct cmis_sim_module *module, u8 value)
{
	cmis_sim_put(module, 0, CMIS_MODULE_CONTROL,
		     value & ~CMIS_CONTROL_SOFT_RESET);
	if (value & CMIS_CONTROL_SOFT_RESET)
		cmis_sim_reset(module);
	else
		cmis_sim_power_check(module);
}

static void cmis_sim_byte_write(struct cmis_sim_module *module, u8 value)
{
	u8 address = module->pointer;
	u8 bits = cmis_sim_writable_bits(module->page, address);
	struct cmis_sim_page *lower = cmis_sim_lower(module);

	cmis_sim_pointer_step(module);
	if (cmis_sim_is_flat(module))
		return;
	if (module->memory.plain) {
		if (address == CMIS_REG_OFFSET(CMIS_BANK_SELECT) ||
		    address == CMIS_REG_OFFSET(CMIS_PAGE_SELECT))
			lower->data[address] = value;
		return;
	}
	if (address == CMIS_REG_OFFSET(CMIS_BANK_SELECT))
		lower->data[address] = value;
	else if (address == CMIS_REG_OFFSET(CMIS_PAGE_SELECT))
		cmis_sim_select(module, cmis_sim_get(module, 0,
						     CMIS_BANK_SELECT), value);
	else if (address == CMIS_REG_OFFSET(CMIS_MODULE_CONTROL))
		cmis_sim_control_write(module, value);
	else if (bits && address < CMIS_UPPER_FIRST)
		lower->data[address] = (lower->data[address] & ~bits) |
				       (value & bits);
	else if (bits)
		cmis_sim_upper_write(module, address, value);
}

/* Writing to flash takes time. */
static void cmis_sim_write_keep(struct cmis_sim_module *module)
{
	module->writing_until = ktime_add_ms(ktime_get(),
					     CMIS_SIM_WRITE_NV_MS);
}

/**
 * struct cmis_sim_trigger_row - a byte that applies a staged configuration
 * @reg: the byte
 * @config: configuration of lane 1
 * @init: take the paths down and up again
 */
struct cmis_sim_trigger_row {
	u32 reg;
	u32 config;
	bool init;
};

static const struct cmis_sim_trigger_row cmis_sim_triggers[] = {
	{ CMIS_SCS0_APPLY_DP_INIT, CMIS_SCS0_DP_CONFIG, true },
	{ CMIS_SCS0_APPLY_IMMEDIATE, CMIS_SCS0_DP_CONFIG, false },
	{ CMIS_SCS1_APPLY_DP_INIT, CMIS_SCS1_DP_CONFIG, true },
	{ CMIS_SCS1_APPLY_IMMEDIATE, CMIS_SCS1_DP_CONFIG, false },
};

static const struct cmis_sim_trigger_row *
cmis_sim_trigger_find(struct cmis_sim_module *module, u8 address)
{
	u32 reg = CMIS_REG(module->page, address, 1);
	const struct cmis_sim_trigger_row *row;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_triggers); i++) {
		row = &cmis_sim_triggers[i];
		if (reg == row->reg &&
		    (row->config == CMIS_SCS0_DP_CONFIG ||
		     cmis_sim_get(module, 0, CMIS_RX_SI_CONTROLS) &
		     CMIS_RX_STAGED_SET_1))
			return row;
	}
	return NULL;
}

static void cmis_sim_trigger(struct cmis_sim_module *module, u8 address,
			     u8 lanes)
{
	const struct cmis_sim_trigger_row *row;
	struct cmis_sim_apply apply;
	unsigned int bank;

	if (cmis_sim_is_flat(module) || address < CMIS_UPPER_FIRST)
		return;
	row = cmis_sim_trigger_find(module, address);
	if (!row)
		return;
	apply = (struct cmis_sim_apply) {
		.lanes = lanes, .config = row->config, .init = row->init,
	};
	cmis_sim_state_thaw(module);
	for (bank = 0; bank < module->banks; bank++) {
		apply.bank = bank;
		if (bank == cmis_sim_window_bank(module) ||
		    cmis_sim_is_broadcast(module))
			cmis_sim_config_apply(module, &apply);
	}
}

static unsigned int cmis_sim_write_max(struct cmis_sim_module *module)
{
	u8 extension = cmis_sim_get(module, 0, CMIS_CDB_LENGTH_EXTENSION);
	bool is_cdb = module->page == CMIS_PAGE_CDB;

	if (module->pointer < CMIS_UPPER_FIRST ||
	    (!is_cdb && !cmis_sim_is_epl(module->page)))
		return CMIS_SIM_WRITE_MAX;
	if (is_cdb && extension > CMIS_SIM_EXTENSION_MAX)
		extension = CMIS_SIM_EXTENSION_MAX;
	return CMIS_SIM_WRITE_MAX * (1 + extension);
}

/* Effects of a write as a whole */
static void cmis_sim_write_act(struct cmis_sim_module *module, u8 page,
			       const u8 *bytes, unsigned int count)
{
	u8 address = *bytes++;

	if (cmis_sim_password_write(module, address, bytes, count))
		cmis_sim_write_keep(module);
	if (address < CMIS_UPPER_FIRST || !count)
		return;
	if (page == CMIS_PAGE_USER)
		cmis_sim_write_keep(module);
	if (page == CMIS_PAGE_CDB)
		cmis_sim_cdb_written(module, cmis_sim_window_bank(module),
				     address, count);
}

/* A trigger acts only if it is written alone. */
static void cmis_sim_write(struct cmis_sim_module *module,
			   const struct i2c_msg *msg)
{
	unsigned int i, count;
	u8 page = module->page, address;

	if (!msg->len)
		return;
	module->pointer = msg->buf[0];
	count = min_t(unsigned int, msg->len - 1, cmis_sim_write_max(module));
	if (count == 1)
		cmis_sim_trigger(module, msg->buf[0], msg->buf[1]);
	for (i = 0; i < count; i++) {
		address = module->pointer;
		cmis_sim_byte_write(module, msg->buf[1 + i]);
		cmis_sim_auto_page(module, module->page, address);
	}
	cmis_sim_write_act(module, page, msg->buf, count);
	module->stats.write_bytes += msg->len - 1;
}

/* Whether a message writes the page select byte */
static bool cmis_sim_is_select(const struct i2c_msg *msg)
{
	unsigned int page_select = CMIS_REG_OFFSET(CMIS_PAGE_SELECT);

	return !(msg->flags & I2C_M_RD) && msg->len > 1 &&
	       msg->buf[0] <= page_select &&
	       msg->buf[0] + msg->len - 1 > page_select;
}

/* The page of a message, as a rule of a fault names it */
static u32 cmis_sim_message_page(struct cmis_sim_module *module,
				 const struct i2c_msg *msg)
{
	bool addressed = !(msg->flags & I2C_M_RD) && msg->len;
	u8 address = addressed ? msg->buf[0] : module->pointer;

	return address < CMIS_UPPER_FIRST ? CMIS_SIM_FAULT_LOWER :
					    module->page;
}

/* The page that a message selects, and its bank, or the one in force */
static void cmis_sim_select_parse(struct cmis_sim_module *module,
				  const struct i2c_msg *msg)
{
	struct cmis_sim_faults *faults = &module->faults;
	unsigned int page = 1 + CMIS_REG_OFFSET(CMIS_PAGE_SELECT) -
			    msg->buf[0];

	faults->page = msg->buf[page];
	faults->late_page = msg->buf[page];
	faults->late_bank = page > 1 ? msg->buf[page - 1] :
			    cmis_sim_get(module, 0, CMIS_BANK_SELECT);
}

/* Let a late selection take effect if it is time. */
static void cmis_sim_select_settle(struct cmis_sim_module *module)
{
	struct cmis_sim_faults *faults = &module->faults;

	if (!faults->late ||
	    ktime_compare(faults->late_until, ktime_get()) > 0)
		return;
	faults->late = false;
	cmis_sim_select(module, faults->late_bank, faults->late_page);
}

static ktime_t cmis_sim_fault_end(struct cmis_sim_module *module,
				  enum cmis_sim_fault_kind kind)
{
	return ktime_add_ms(ktime_get(), cmis_sim_fault_value(module, kind));
}

/*
 * Faults of a page selection: 0 to carry it out, 1 to ignore it, for good or
 * for a time, -ENXIO if it is not acknowledged.
 */
static int cmis_sim_fault_select(struct cmis_sim_module *module,
				 const struct i2c_msg *msg)
{
	struct cmis_sim_faults *faults = &module->faults;

	if (cmis_sim_is_flat(module))
		return 0;
	cmis_sim_select_parse(module, msg);
	faults->late = false;
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_NACK_SELECT))
		return -ENXIO;
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_LOST))
		return 1;
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_SLOW))
		faults->busy_until =
			cmis_sim_fault_end(module, CMIS_SIM_FAULT_SLOW);
	if (!cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_LATE))
		return 0;
	faults->late = true;
	faults->late_until = cmis_sim_fault_end(module, CMIS_SIM_FAULT_LATE);
	return 1;
}

/* Every access of the host goes through here. */
static int cmis_sim_message(struct cmis_sim_module *module,
			    struct i2c_msg *msg, bool *selects)
{
	ktime_t now = ktime_get();
	int ret = 0;

	lockdep_assert_held(&module->lock);
	if (msg->addr != CMIS_I2C_ADDR || !cmis_sim_acknowledges(module))
		return -ENXIO;
	if (ktime_compare(module->faults.busy_until, now) > 0 ||
	    ktime_compare(module->writing_until, now) > 0 ||
	    cmis_sim_cdb_blocks(module))
		return -ENXIO;
	cmis_sim_select_settle(module);
	module->faults.page = cmis_sim_message_page(module, msg);
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_NACK))
		return -ENXIO;
	if (cmis_sim_is_select(msg)) {
		*selects = true;
		ret = cmis_sim_fault_select(module, msg);
	}
	if (ret < 0)
		return ret;
	if (msg->flags & I2C_M_RD)
		cmis_sim_read(module, msg);
	else if (!ret)
		cmis_sim_write(module, msg);
	else
		module->stats.write_bytes += msg->len - 1;
	return 0;
}

/* Let the bus hang for a while if the fault strikes. */
static bool cmis_sim_fault_stalls(struct cmis_sim_module *module,
				  enum cmis_sim_fault_kind kind,
				  struct cmis_sim_outcome *outcome)
{
	if (!cmis_sim_fault_strikes(module, kind))
		return false;
	outcome->stall_ms = cmis_sim_fault_value(module, kind);
	return true;
}

/* Faults before the first message: 0 or -ETIMEDOUT */
static int cmis_sim_fault_transfer(struct cmis_sim_module *module,
				   struct cmis_sim_outcome *outcome)
{
	if (cmis_sim_acknowledges(module) &&
	    cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_REMOVE)) {
		module->present = false;
		module->fault_struck(module, CMIS_SIM_FAULT_REMOVE);
	}
	if (cmis_sim_acknowledges(module) &&
	    cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_SELF_RESET))
		cmis_sim_reset(module);
	if (cmis_sim_acknowledges(module) && !cmis_sim_is_flat(module) &&
	    cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_ZEROED))
		cmis_sim_select(module, 0, CMIS_PAGE_ADMIN);
	if (cmis_sim_acknowledges(module) &&
	    cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_FORGETS))
		module->pointer = 0;
	if (cmis_sim_fault_stalls(module, CMIS_SIM_FAULT_ADAPTER_GONE,
				  outcome))
		module->fault_struck(module, CMIS_SIM_FAULT_ADAPTER_GONE);
	return cmis_sim_fault_stalls(module, CMIS_SIM_FAULT_STUCK, outcome) ?
	       -ETIMEDOUT : 0;
}

/* The messages of a transfer, until one fails or falls short. */
static int cmis_sim_messages(struct cmis_sim_module *module,
			     struct i2c_msg *msgs, int count,
			     struct cmis_sim_outcome *outcome)
{
	bool selects = false;
	int err = 0, i;
	u16 wanted;

	for (i = 0; i < count && !err; i++) {
		wanted = msgs[i].len;
		err = cmis_sim_message(module, &msgs[i], &selects);
		outcome->bits += 1 + 9 * (1 + (err ? 0 : msgs[i].len));
		if (msgs[i].len < wanted)
			break;
		outcome->done += !err;
	}
	module->stats.selects += selects;
	return err;
}

/* Let the module go on, also into a restart of its firmware. */
static bool cmis_sim_module_advance(struct cmis_sim_module *module)
{
	bool moved = cmis_sim_state_advance(module);

	if (!module->present || !cmis_sim_fw_restarts(module))
		return moved;
	cmis_sim_reset(module);
	cmis_sim_state_advance(module);
	return true;
}

/**
 * cmis_sim_module_transfer() - one transfer, from START to STOP
 * @module: the module
 * @msgs: messages, with repeated STARTs in between; the length of a read
 *	becomes less if it falls short
 * @count: number of messages
 * @outcome: the result
 *
 * Context: may sleep.
 * Return: 0; -ENXIO if the module did not acknowledge its address, -ETIMEDOUT
 *	if the bus is stuck.
 */
int cmis_sim_module_transfer(struct cmis_sim_module *module,
			     struct i2c_msg *msgs, int count,
			     struct cmis_sim_outcome *outcome)
{
	int err;

	*outcome = (struct cmis_sim_outcome) { .bits = 1 };
	guard(mutex)(&module->lock);
	if (cmis_sim_module_advance(module))
		cmis_sim_interrupt_update(module);
	err = cmis_sim_fault_transfer(module, outcome);
	if (!err)
		err = cmis_sim_messages(module, msgs, count, outcome);
	cmis_sim_module_advance(module);
	cmis_sim_interrupt_update(module);
	module->stats.transfers++;
	module->stats.nacks += err == -ENXIO;
	module->stats.bits += outcome->bits;
	return err;
}

/**
 * cmis_sim_changed() - take over a change of a module's surroundings
 * @module: the module
 */
void cmis_sim_changed(struct cmis_sim_module *module)
{
	lockdep_assert_held(&module->lock);
	cmis_sim_module_advance(module);
	cmis_sim_interrupt_update(module);
}

static void cmis_sim_wake(struct work_struct *work)
{
	struct cmis_sim_module *module =
		container_of(to_delayed_work(work), struct cmis_sim_module,
			     wake);

	guard(mutex)(&module->lock);
	cmis_sim_changed(module);
}

/* A fault of the interrupt line begins or ends. */
static void cmis_sim_fault_wake(struct work_struct *work)
{
	struct cmis_sim_module *module =
		container_of(to_delayed_work(work), struct cmis_sim_module,
			     faults.wake);
	u32 left_ms;

	guard(mutex)(&module->lock);
	cmis_sim_changed(module);
	left_ms = cmis_sim_fault_left_ms(module);
	if (left_ms)
		mod_delayed_work(cmis_sim_queue, &module->faults.wake,
				 msecs_to_jiffies(left_ms));
}

/**
 * cmis_sim_module_init() - make an empty cage
 * @module: the module, not plugged; the caller has set @interrupt_set and
 *	@fault_struck
 */
void cmis_sim_module_init(struct cmis_sim_module *module)
{
	mutex_init(&module->lock);
	cmis_sim_store_init(&module->memory);
	cmis_sim_store_init(&module->origin);
	cmis_sim_fibre_init(module);
	INIT_DELAYED_WORK(&module->wake, cmis_sim_wake);
	INIT_DELAYED_WORK(&module->faults.wake, cmis_sim_fault_wake);
	module->init_ms = CMIS_SIM_INIT_MS;
	module->duration_percent = CMIS_SIM_DURATION_PERCENT;
	module->config_ms = CMIS_SIM_CONFIG_MS;
	module->vdm.freeze_ms = CMIS_SIM_VDM_FREEZE_MS;
	module->settle_ms = CMIS_SIM_DIAG_SETTLE_MS;
}

/**
 * cmis_sim_module_destroy() - free a module's memory
 * @module: the module; it has no users any more
 */
void cmis_sim_module_destroy(struct cmis_sim_module *module)
{
	cmis_sim_module_remove(module);
	cmis_sim_fibre_destroy(module);
	cancel_delayed_work_sync(&module->faults.wake);
	cancel_delayed_work_sync(&module->wake);
	cmis_sim_store_clear(&module->memory);
	cmis_sim_store_clear(&module->origin);
	cmis_sim_monitors_destroy(module);
	cmis_sim_vdm_destroy(module);
	cmis_sim_fw_destroy(module);
	kvfree(module->bank);
	mutex_destroy(&module->lock);
}

static int cmis_sim_memory_load(struct cmis_sim_module *module,
				struct cmis_sim_store *source)
{
	int err;

	cmis_sim_store_clear(&module->memory);
	cmis_sim_store_clear(&module->origin);
	err = cmis_sim_store_copy(&module->origin, source);
	if (err)
		return err;
	err = cmis_sim_cdb_pages_add(&module->origin);
	if (err)
		return err;
	return cmis_sim_store_copy(&module->memory, &module->origin);
}

/* A known module has kept its page 03h. */
static int cmis_sim_module_load(struct cmis_sim_module *module,
				struct cmis_sim_store *source)
{
	struct cmis_sim_page *user = cmis_sim_store_get(&module->memory,
							CMIS_PAGE_USER);
	bool keep = module->known && user;
	u8 kept[CMIS_PAGE_SIZE];
	int err;

	if (keep)
		memcpy(kept, user->data, sizeof(kept));
	err = cmis_sim_memory_load(module, source);
	if (err)
		return err;
	user = cmis_sim_store_get(&module->memory, CMIS_PAGE_USER);
	if (keep && user)
		memcpy(user->data, kept, sizeof(kept));
	if (!module->known) {
		cmis_sim_password_create(module);
		cmis_sim_fw_create(module);
	}
	module->known = true;
	return 0;
}

/**
 * cmis_sim_module_forget() - plug another module next time
 * @module: the module
 *
 * Context: may sleep.
 */
void cmis_sim_module_forget(struct cmis_sim_module *module)
{
	guard(mutex)(&module->lock);
	module->known = false;
}

/* Memory for the lanes that a module has */
static int cmis_sim_lanes_create(struct cmis_sim_module *module)
{
	int err;

	kvfree(module->bank);
	module->banks = cmis_sim_store_banks(&module->memory);
	module->bank = kvcalloc(module->banks, sizeof(*module->bank),
				GFP_KERNEL);
	if (!module->bank) {
		module->banks = 0;
		return -ENOMEM;
	}
	err = cmis_sim_monitors_load(module);
	if (err)
		return err;
	return cmis_sim_vdm_create(module);
}

/**
 * cmis_sim_module_insert() - plug a module
 * @module: the module, not plugged
 * @source: its memory, complete
 * @frozen: that is a snapshot, not a module that powers up
 *
 * Context: may sleep.
 * Return: 0; -ENODATA without memory, -EBUSY if a module is plugged already,
 *	-ENOMEM.
 */
int cmis_sim_module_insert(struct cmis_sim_module *module,
			   struct cmis_sim_store *source, bool frozen)
{
	int err;

	if (!cmis_sim_store_get(source, CMIS_SIM_LOWER))
		return -ENODATA;
	guard(mutex)(&module->lock);
	if (module->present)
		return -EBUSY;
	err = cmis_sim_module_load(module, source);
	if (err)
		return err;
	module->frozen = frozen;
	module->hold_low_power = false;
	module->pointer = 0;
	module->faults.busy_until = 0;
	module->faults.late = false;
	module->running = !frozen && !cmis_sim_is_flat(module) &&
			  !module->memory.plain;
	module->summing = module->running;
	err = cmis_sim_lanes_create(module);
	if (err)
		return err;
	module->present = true;
	if (frozen)
		cmis_sim_conditions_load(module);
	cmis_sim_select(module, 0, 0);
	module->firmware.restarts = false;
	cmis_sim_module_start(module);
	cmis_sim_diag_load(module);
	cmis_sim_changed(module);
	return 0;
}

/**
 * cmis_sim_module_remove() - pull a module
 * @module: the module; nothing happens if none is plugged
 */
void cmis_sim_module_remove(struct cmis_sim_module *module)
{
	guard(mutex)(&module->lock);
	module->present = false;
	cmis_sim_fibre_darken(module);
	cmis_sim_interrupt_update(module);
}

/**
 * cmis_sim_module_is_present() - whether a module is plugged
 * @module: the module
 *
 * Return: true if it is.
 */
bool cmis_sim_module_is_present(struct cmis_sim_module *module)
{
	return READ_ONCE(module->present);
}

/**
 * cmis_sim_module_set_pins() - the host has changed a pin
 * @module: the module
 * @reset: reset is asserted
 * @low_power: low power is asserted
 *
 * Context: may sleep.
 */
void cmis_sim_module_set_pins(struct cmis_sim_module *module, bool reset,
			      bool low_power)
{
	bool was;

	guard(mutex)(&module->lock);
	cmis_sim_module_advance(module);
	was = module->pin_reset;
	module->pin_reset = reset;
	module->pin_low_power = low_power;
	if (module->present && was != reset)
		cmis_sim_reset(module);
	else if (module->present)
		cmis_sim_power_check(module);
	cmis_sim_changed(module);
}
