// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: the state machines of the module and of its data paths.
 *
 * A state that ends by itself takes a part of its advertised maximum. The
 * machines run before every access, and from a work item when a state ends.
 */
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/lockdep.h>
#include <linux/minmax.h>

#include "sim/flags.h"
#include "sim/monitor.h"
#include "sim/path.h"
#include "sim/state.h"
#include "sim/tune.h"

/* Duration codes: "less than", in ms; the last one has no bound. */
static const u32 cmis_sim_durations_ms[16] = {
	1, 5, 10, 50, 100, 500, 1000, 5000, 10000, 60000, 300000, 600000,
	3000000, 3000000, 3000000, 3000000,
};

/**
 * cmis_sim_low_power_requested() - whether anything asks for low power
 * @module: the module
 *
 * Return: the signal that CMIS calls LowPwrS, or LowPwrExS.
 */
bool cmis_sim_low_power_requested(struct cmis_sim_module *module)
{
	u8 control = cmis_sim_get(module, 0, CMIS_MODULE_CONTROL);

	if (control & CMIS_CONTROL_LOWPWR_SW || module->hold_low_power)
		return true;
	return control & CMIS_CONTROL_LOWPWR_ALLOW_HW && module->pin_low_power;
}

/* End of a state whose duration code is in a nibble of a register */
static ktime_t cmis_sim_ends(struct cmis_sim_module *module, u32 reg,
			     bool high_nibble)
{
	u8 code = cmis_sim_get(module, 0, reg);
	u64 us;

	code = high_nibble ? code >> 4 : code & 0xf;
	us = 10ULL * cmis_sim_durations_ms[code] * module->duration_percent;
	return ktime_add_us(module->now, us);
}

/**
 * cmis_sim_state_enter() - put the module into a state
 * @module: the module
 * @state: the state; the caller sets its end
 */
void cmis_sim_state_enter(struct cmis_sim_module *module,
			  enum cmis_sim_state state)
{
	enum cmis_sim_state from = module->state;
	u8 byte;

	lockdep_assert_held(&module->lock);
	module->state = state;
	module->state_end = KTIME_MAX;
	if (state >= CMIS_SIM_RESET)
		return;
	byte = cmis_sim_get(module, 0, CMIS_MODULE_STATE) &
	       ~CMIS_MODULE_STATE_MASK;
	cmis_sim_put(module, 0, CMIS_MODULE_STATE,
		     byte | FIELD_PREP(CMIS_MODULE_STATE_MASK, state));
	if (from != state && (state == CMIS_SIM_LOW_PWR ||
			      state == CMIS_SIM_READY ||
			      state == CMIS_SIM_FAULT))
		cmis_sim_flag_raise(module, 0, CMIS_FLAGS_MODULE,
				    CMIS_FLAG_STATE_CHANGED);
}

static void cmis_sim_path_enter(struct cmis_sim_module *module,
				const struct cmis_sim_path *path, u8 state)
{
	struct cmis_sim_bank *bank = &module->bank[path->bank];
	ktime_t end = KTIME_MAX;
	unsigned int lane;

	switch (state) {
	case CMIS_SIM_DP_INIT:
		end = cmis_sim_ends(module, CMIS_DURATION_DP, false);
		break;
	case CMIS_SIM_DP_DEINIT:
		end = cmis_sim_ends(module, CMIS_DURATION_DP, true);
		break;
	case CMIS_SIM_DP_TX_TURN_ON:
		end = cmis_sim_ends(module, CMIS_DURATION_TX, false);
		break;
	case CMIS_SIM_DP_TX_TURN_OFF:
		end = cmis_sim_ends(module, CMIS_DURATION_TX, true);
		break;
	}
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		if (!(path->host & BIT(lane)))
			continue;
		bank->dp_state[lane] = state;
		bank->dp_end[lane] = end;
	}
}

/* The state that follows at once, or the present one. */
static u8 cmis_sim_path_next(struct cmis_sim_module *module,
			     const struct cmis_sim_path *path)
{
	struct cmis_sim_bank *bank = &module->bank[path->bank];
	bool over = cmis_sim_is_over(module, bank->dp_end[path->first]);
	bool again = bank->dp_again & path->host, wanted, down;
	u8 state = bank->dp_state[path->first];

	wanted = module->state == CMIS_SIM_READY &&
		 !cmis_sim_low_power_requested(module) &&
		 !(cmis_sim_get(module, path->bank, CMIS_DP_DEINIT_LANES) &
		   path->host);
	/* One output that is off is enough: cmis-control.md, section 5. */
	down = !wanted || again ||
	       path->media & cmis_sim_media_off(module, path->bank);

	switch (state) {
	case CMIS_SIM_DP_INIT:
		if (!wanted)
			return CMIS_SIM_DP_DEINIT;
		return over ? CMIS_SIM_DP_INITIALIZED : state;
	case CMIS_SIM_DP_DEINIT:
		return over ? CMIS_SIM_DP_DEACTIVATED : state;
	case CMIS_SIM_DP_TX_TURN_ON:
		if (down)
			return CMIS_SIM_DP_TX_TURN_OFF;
		return over ? CMIS_SIM_DP_ACTIVATED : state;
	case CMIS_SIM_DP_TX_TURN_OFF:
		return over ? CMIS_SIM_DP_INITIALIZED : state;
	case CMIS_SIM_DP_ACTIVATED:
		return down ? CMIS_SIM_DP_TX_TURN_OFF : state;
	case CMIS_SIM_DP_INITIALIZED:
		if (!wanted || again)
			return CMIS_SIM_DP_DEINIT;
		return down ? state : CMIS_SIM_DP_TX_TURN_ON;
	}
	return wanted ? CMIS_SIM_DP_INIT : CMIS_SIM_DP_DEACTIVATED;
}

/* Make a step if there is one. Only states that last raise a flag. */
static bool cmis_sim_path_step(struct cmis_sim_module *module,
			       unsigned int bank, unsigned int first)
{
	struct cmis_sim_path path;
	u8 before, state, pending;

	if (!cmis_sim_path_get(module, bank, first, &path))
		return false;
	before = *cmis_sim_path_state(module, &path);
	state = cmis_sim_path_next(module, &path);
	if (state == before)
		return false;
	cmis_sim_path_enter(module, &path, state);
	if (state == CMIS_SIM_DP_DEACTIVATED || state == CMIS_SIM_DP_INIT)
		module->bank[bank].dp_again &= ~path.host;
	if (state == CMIS_SIM_DP_INIT) {
		pending = cmis_sim_get(module, bank, CMIS_DP_INIT_PENDING);
		cmis_sim_put(module, bank, CMIS_DP_INIT_PENDING,
			     pending & ~path.host);
	}
	if ((state == CMIS_SIM_DP_DEACTIVATED ||
	     state == CMIS_SIM_DP_INITIALIZED ||
	     state == CMIS_SIM_DP_ACTIVATED) &&
	    cmis_sim_path_next(module, &path) == state)
		cmis_sim_flag_raise(module, bank, CMIS_FLAG_DP_STATE_CHANGED,
				    path.host);
	return true;
}

static bool cmis_sim_paths_down(struct cmis_sim_module *module)
{
	unsigned int bank, lane;

	for (bank = 0; bank < module->banks; bank++)
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			if (module->bank[bank].dp_state[lane] >
			    CMIS_SIM_DP_DEACTIVATED)
				return false;
	return true;
}

/* A snapshot comes up in its own state. */
static void cmis_sim_state_boot(struct cmis_sim_module *module)
{
	module->state = FIELD_GET(CMIS_MODULE_STATE_MASK,
				  cmis_sim_get(module, 0, CMIS_MODULE_STATE));
	module->state_end = KTIME_MAX;
	if (module->running)
		cmis_sim_state_enter(module, CMIS_SIM_LOW_PWR);
}

static void cmis_sim_power_enter(struct cmis_sim_module *module, bool up)
{
	cmis_sim_state_enter(module, up ? CMIS_SIM_PWR_UP : CMIS_SIM_PWR_DN);
	module->state_end = cmis_sim_ends(module, CMIS_DURATION_MODULE,
					  !up);
}

static bool cmis_sim_module_step(struct cmis_sim_module *module)
{
	bool low = cmis_sim_low_power_requested(module);
	bool over = cmis_sim_is_over(module, module->state_end);

	switch (module->state) {
	case CMIS_SIM_LOW_PWR:
		if (low)
			return false;
		cmis_sim_power_enter(module, true);
		return true;
	case CMIS_SIM_PWR_UP:
		if (!low && !over)
			return false;
		if (low)
			cmis_sim_power_enter(module, false);
		else
			cmis_sim_state_enter(module, CMIS_SIM_READY);
		return true;
	case CMIS_SIM_READY:
		if (!low || !cmis_sim_paths_down(module))
			return false;
		cmis_sim_power_enter(module, false);
		return true;
	case CMIS_SIM_PWR_DN:
		if (!over)
			return false;
		cmis_sim_state_enter(module, CMIS_SIM_LOW_PWR);
		return true;
	default:
		return false;
	}
}

static bool cmis_sim_step(struct cmis_sim_module *module)
{
	bool stepped = cmis_sim_module_step(module);
	unsigned int bank, first;

	for (bank = 0; bank < module->banks; bank++)
		for (first = 0; first < CMIS_LANES_PER_BANK; first++)
			stepped |= cmis_sim_path_step(module, bank, first);
	return stepped;
}

/* Update the registers of the data paths' states. */
static void cmis_sim_paths_show(struct cmis_sim_module *module,
				unsigned int bank)
{
	const u8 *state = module->bank[bank].dp_state;
	u8 rx = 0, tx = 0, before;
	unsigned int lane;

	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
		if (state[lane] >= CMIS_SIM_DP_ACTIVATED)
			rx |= BIT(lane);
		if (cmis_sim_media_is_lit(module,
					  bank * CMIS_LANES_PER_BANK + lane))
			tx |= BIT(lane);
		if (lane & 1)
			cmis_sim_put(module, bank, CMIS_DP_STATE + lane / 2,
				     state[lane] << 4 | state[lane - 1]);
	}
	/* Both bytes are reserved before CMIS 5.0. */
	if (cmis_sim_get(module, 0, CMIS_REVISION) < 0x50) {
		rx = 0;
		tx = 0;
	}
	before = cmis_sim_get(module, bank, CMIS_OUTPUT_STATUS_RX);
	rx &= ~cmis_sim_get(module, bank, CMIS_RX_DISABLE);
	cmis_sim_put(module, bank, CMIS_OUTPUT_STATUS_RX, rx);
	cmis_sim_put(module, bank, CMIS_OUTPUT_STATUS_TX, tx);
	cmis_sim_flag_raise(module, bank, CMIS_FLAG_RX_OUTPUT_CHANGED,
			    rx ^ before);
}

/* The earlier of two times; one that is over counts no more. */
static ktime_t cmis_sim_sooner(struct cmis_sim_module *module, ktime_t end,
			       ktime_t other)
{
	return cmis_sim_is_over(module, other) ? end : min(end, other);
}

static ktime_t cmis_sim_next_end(struct cmis_sim_module *module)
{
	ktime_t end = cmis_sim_sooner(module, KTIME_MAX, module->state_end);
	unsigned int lane, bank;

	for (bank = 0; bank < module->banks; bank++)
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			end = cmis_sim_sooner(module, end,
					      module->bank[bank].dp_end[lane]);
	if (module->vdm.pending)
		end = cmis_sim_sooner(module, end, module->vdm.end);
	end = min(end, cmis_sim_diag_next_end(module));
	end = cmis_sim_sooner(module, end, cmis_sim_tune_next_end(module));
	end = cmis_sim_sooner(module, end, cmis_sim_config_next_end(module));
	return cmis_sim_sooner(module, end, cmis_sim_cdb_next_end(module));
}

static void cmis_sim_wake_schedule(struct cmis_sim_module *module)
{
	s64 us;

	if (module->due == KTIME_MAX)
		return;
	us = max_t(s64, ktime_us_delta(module->due, module->now), 0);
	mod_delayed_work(cmis_sim_queue, &module->wake,
			 usecs_to_jiffies(min_t(s64, us, U32_MAX)) + 1);
}

static void cmis_sim_run(struct cmis_sim_module *module)
{
	unsigned int bank;

	while (cmis_sim_step(module))
		;
	for (bank = 0; bank < module->banks; bank++)
		cmis_sim_paths_show(module, bank);
	cmis_sim_monitors_update(module);
	cmis_sim_vdm_update(module);
}

/* Lanes that get no light through their fibre have LOS. */
static void cmis_sim_los_update(struct cmis_sim_module *module)
{
	u8 flags = cmis_sim_get(module, 0, CMIS_RX_FLAGS_ADVERT);
	struct cmis_sim_light light;
	unsigned int lane;

	if (!module->running || !(flags & CMIS_RX_FLAG_LOS))
		return;
	for (lane = 0; lane < cmis_sim_lanes(module); lane++) {
		u8 bit = BIT(lane % CMIS_LANES_PER_BANK);
		bool dark = cmis_sim_media_is_used(module, lane) &&
			    cmis_sim_fibre_receive(module, lane, &light) &&
			    !light.lit;

		cmis_sim_flag_hold(module, lane / CMIS_LANES_PER_BANK,
				   CMIS_FLAG_RX_LOS, bit, dark ? bit : 0);
	}
}

static void cmis_sim_state_evaluate(struct cmis_sim_module *module)
{
	module->dirty = false;
	if (module->state == CMIS_SIM_MGMT_INIT &&
	    cmis_sim_is_over(module, module->state_end))
		cmis_sim_state_boot(module);
	if (cmis_sim_acknowledges(module)) {
		cmis_sim_cdb_advance(module);
		cmis_sim_vdm_advance(module);
		cmis_sim_diag_advance(module);
		cmis_sim_tune_advance(module);
		cmis_sim_config_advance(module);
	}
	if (cmis_sim_acknowledges(module) && module->running)
		cmis_sim_run(module);
	/* The end of a data path ends its patterns. */
	cmis_sim_pattern_advance(module);
	cmis_sim_pattern_send(module);
	if (cmis_sim_fibre_is_there(module))
		cmis_sim_los_update(module);
	module->due = cmis_sim_next_end(module);
}

/**
 * cmis_sim_state_advance() - let the state machines run
 * @module: the module
 *
 * Each step is made at its due time, however late the call.
 *
 * Return: true if a step was made; flags may have been raised.
 */
bool cmis_sim_state_advance(struct cmis_sim_module *module)
{
	ktime_t now = ktime_get();
	bool moved;

	lockdep_assert_held(&module->lock);
	if (!module->present)
		return false;
	if (cmis_sim_fibre_take_news(module)) {
		/* It may be that the fibre is gone. */
		cmis_sim_los_update(module);
		module->dirty = true;
	}
	moved = module->dirty;
	while (ktime_compare(module->due, now) <= 0) {
		module->now = module->due;
		cmis_sim_state_evaluate(module);
		moved = true;
	}
	module->now = now;
	if (module->dirty)
		cmis_sim_state_evaluate(module);
	if (moved)
		cmis_sim_wake_schedule(module);
	return moved;
}

/* Lanes without a data path have no state at all. */
static u8 cmis_sim_dp_initial(struct cmis_sim_module *module,
			      unsigned int bank, unsigned int lane)
{
	lane += bank * CMIS_LANES_PER_BANK;
	return cmis_sim_path_first(module, lane, true) < 0 ?
	       0 : CMIS_SIM_DP_DEACTIVATED;
}

/**
 * cmis_sim_state_start() - power a module up, or release it from reset
 * @module: the module, with the memory of the factory
 */
void cmis_sim_state_start(struct cmis_sim_module *module)
{
	struct cmis_sim_bank *bank;
	unsigned int lane, i;

	lockdep_assert_held(&module->lock);
	module->now = ktime_get();
	module->due = KTIME_MAX;
	for (i = 0; i < module->banks; i++) {
		bank = &module->bank[i];
		bank->dp_again = 0;
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
			bank->dp_state[lane] = cmis_sim_dp_initial(module, i,
								   lane);
			bank->dp_end[lane] = KTIME_MAX;
		}
	}
	cmis_sim_config_start(module);
	cmis_sim_tune_start(module);
	cmis_sim_state_enter(module, module->pin_reset ? CMIS_SIM_RESET :
						       CMIS_SIM_MGMT_INIT);
	if (!module->pin_reset)
		module->state_end = ktime_add_ms(module->now, module->init_ms);
	module->dirty = true;
}

/**
 * cmis_sim_state_thaw() - let a snapshot come to life
 * @module: the module; nothing happens if it lives already
 *
 * It goes on from the states in its memory. States that end by themselves end
 * at once.
 */
void cmis_sim_state_thaw(struct cmis_sim_module *module)
{
	struct cmis_sim_bank *bank;
	unsigned int lane, i;
	u8 byte;

	lockdep_assert_held(&module->lock);
	if (module->running || !cmis_sim_acknowledges(module))
		return;
	module->running = true;
	module->summing = true;
	module->dirty = true;
	if (!module->state || module->state > CMIS_SIM_FAULT)
		module->state = CMIS_SIM_LOW_PWR;
	for (i = 0; i < module->banks; i++) {
		bank = &module->bank[i];
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++) {
			byte = cmis_sim_get(module, i,
					    CMIS_DP_STATE + lane / 2);
			bank->dp_end[lane] = module->now;
			bank->dp_state[lane] = cmis_sim_dp_initial(module, i,
								   lane);
			if (bank->dp_state[lane])
				bank->dp_state[lane] = lane & 1 ? byte >> 4 :
								  byte & 0xf;
		}
	}
	module->state_end = module->now;
}
