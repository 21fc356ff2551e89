/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A simulated module: its memory and its state.
 */
#ifndef _CMIS_SIM_MODULE_H
#define _CMIS_SIM_MODULE_H

#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#include "sim/cdb.h"
#include "sim/config.h"
#include "sim/diag.h"
#include "sim/fault.h"
#include "sim/fibre.h"
#include "sim/firmware.h"
#include "sim/password.h"
#include "sim/pattern.h"
#include "sim/store.h"
#include "sim/vdm.h"

/* A delay that never ends */
#define CMIS_SIM_NEVER_MS	U32_MAX

/* Codes of lower 3.3-1, and two states in which the host cannot read them */
enum cmis_sim_state {
	CMIS_SIM_LOW_PWR = 1,
	CMIS_SIM_PWR_UP,
	CMIS_SIM_READY,
	CMIS_SIM_PWR_DN,
	CMIS_SIM_FAULT,
	CMIS_SIM_RESET = 8,
	CMIS_SIM_MGMT_INIT,
};

/* Codes of 11h:128-131 */
enum cmis_sim_dp_state {
	CMIS_SIM_DP_DEACTIVATED = 1,
	CMIS_SIM_DP_INIT,
	CMIS_SIM_DP_DEINIT,
	CMIS_SIM_DP_ACTIVATED,
	CMIS_SIM_DP_TX_TURN_ON,
	CMIS_SIM_DP_TX_TURN_OFF,
	CMIS_SIM_DP_INITIALIZED,
};

/**
 * struct cmis_sim_bank - eight lanes
 * @dp_state: state of each lane's data path
 * @dp_end: when @dp_state ends, KTIME_MAX if it lasts
 * @dp_again: lanes to be initialised again, a bit mask
 * @tune_end: when the laser of each lane is tuned, KTIME_MAX if it is not
 *	being tuned
 * @config: staged configuration that is being applied
 * @diag: diagnostics
 * @patterns: test patterns
 */
struct cmis_sim_bank {
	u8 dp_state[CMIS_LANES_PER_BANK];
	ktime_t dp_end[CMIS_LANES_PER_BANK];
	u8 dp_again;
	ktime_t tune_end[CMIS_LANES_PER_BANK];
	struct cmis_sim_config config;
	struct cmis_sim_diag diag;
	struct cmis_sim_patterns patterns;
};

/**
 * struct cmis_sim_stats - traffic of a module
 * @transfers: from START to STOP, with any number of messages
 * @read_bytes: data bytes read
 * @write_bytes: bytes written after the address byte
 * @selects: transfers that wrote the page select byte
 * @nacks: transfers that were not acknowledged
 * @bits: bit times on the bus: nine a byte, and each START and STOP
 */
struct cmis_sim_stats {
	u64 transfers;
	u64 read_bytes;
	u64 write_bytes;
	u64 selects;
	u64 nacks;
	u64 bits;
};

/**
 * struct cmis_sim_module - a simulated module, plugged or not
 * @lock: guards all other members
 * @memory: the module's memory as it is now
 * @origin: the same as it left the factory
 * @frozen: the memory is a snapshot of a module
 * @running: the state machines run; false for a snapshot until it is changed
 * @summing: summary and interrupt bits of lower 3-7 follow the flags
 * @present: plugged
 * @banks: number of banks
 * @bank: the banks
 * @dirty: the state machines must look again
 * @due: when the next state ends by itself
 * @now: the time of the state machines
 * @state: of the module
 * @state_end: when @state ends, KTIME_MAX if it lasts
 * @duration_percent: length of states, in per cent of the advertised maximum
 * @config_ms: from a trigger to the status of the configuration
 * @settle_ms: from a diagnostics selector to its data
 * @settle_blank: until then, zeros are shown instead of the old data
 * @test_error_bits: checkers find an error after so many bits; 0: none
 * @test_mute: no checker finds its pattern
 * @fibre: at the media side
 * @hold_low_power: the module itself wants to stay in low power
 * @pin_reset: the reset pin is asserted
 * @pin_low_power: the low-power pin is asserted
 * @values: registers of the monitors, by row and lane, independent of states
 * @pointer: address of the next byte
 * @window: page in 128-255
 * @page: its number
 * @init_ms: from power-up or reset to the first acknowledge
 * @read_max: longest read that the module can do
 * @vdm: versatile diagnostics
 * @cdb: commands by message
 * @firmware: two banks of it; survives without power
 * @password: of the host; survives without power
 * @known: the next module is the one plugged last, with its page 03h,
 *	firmware and password
 * @writing_until: until then the module writes to its flash and acknowledges
 *	nothing
 * @stats: counters
 * @wake: runs when the next state ends by itself
 * @interrupt_set: called when the interrupt may have changed; must not sleep
 * @faults: faults that are armed
 * @fault_struck: called when a fault has pulled the module, or is to take the
 *	bus away; must not sleep
 */
struct cmis_sim_module {
	struct mutex lock;	/* guards all other members */
	struct cmis_sim_store memory;
	struct cmis_sim_store origin;
	bool frozen;
	bool running;
	bool summing;
	bool present;
	unsigned int banks;
	struct cmis_sim_bank *bank;
	bool dirty;
	ktime_t due;
	ktime_t now;
	enum cmis_sim_state state;
	ktime_t state_end;
	u32 duration_percent;
	u32 config_ms;
	u32 settle_ms;
	bool settle_blank;
	u32 test_error_bits;
	bool test_mute;
	struct cmis_sim_fibre fibre;
	bool hold_low_power;
	bool pin_reset;
	bool pin_low_power;
	u16 *values;
	u8 pointer;
	struct cmis_sim_page *window;
	u8 page;
	u32 init_ms;
	u32 read_max;
	struct cmis_sim_vdm vdm;
	struct cmis_sim_cdb cdb;
	struct cmis_sim_firmware firmware;
	struct cmis_sim_password password;
	bool known;
	ktime_t writing_until;
	struct cmis_sim_stats stats;
	struct delayed_work wake;
	void (*interrupt_set)(struct cmis_sim_module *module, bool asserted);
	struct cmis_sim_faults faults;
	void (*fault_struck)(struct cmis_sim_module *module,
			     enum cmis_sim_fault_kind kind);
};

/* Runs state machines and faults of all modules. */
extern struct workqueue_struct *cmis_sim_queue;

static inline unsigned int cmis_sim_lanes(const struct cmis_sim_module *module)
{
	return module->banks * CMIS_LANES_PER_BANK;
}

u8 cmis_sim_get(struct cmis_sim_module *module, unsigned int bank, u32 reg);
void cmis_sim_put(struct cmis_sim_module *module, unsigned int bank, u32 reg,
		  u8 value);
bool cmis_sim_is_flat(struct cmis_sim_module *module);
bool cmis_sim_acknowledges(struct cmis_sim_module *module);
bool cmis_sim_is_over(struct cmis_sim_module *module, ktime_t end);
ktime_t cmis_sim_after_ms(struct cmis_sim_module *module, u32 ms);

#endif /* _CMIS_SIM_MODULE_H */
