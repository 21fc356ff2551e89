/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator: virtual I2C buses, each with one simulated CMIS module.
 *
 * It shares the memory map with the driver and nothing else. Where the two
 * compute the same thing, they do so twice, on purpose.
 *
 * Files, from the bottom up; none calls one that is above it:
 *
 *   sim/store.c     pages of 128 bytes, by bank and page
 *   sim/fault.c     what can go wrong
 *   sim/number.c    decimal numbers
 *   sim/path.c      applications and data paths
 *   sim/flags.c     values and thresholds to flags, flags to the interrupt
 *   sim/vdm.c       versatile diagnostics
 *   sim/diag.c      diagnostics by selector
 *   sim/password.c  the password of the host
 *   sim/firmware.c  two banks of firmware
 *   sim/cdb.c       commands by message
 *   sim/config.c    staged and active control sets
 *   sim/state.c     module and data path state machines
 *   sim/model.c     the module seen through its two-wire interface
 *   sim/set.c       changes to a module's surroundings, from text
 *   sim/observed.c  what built-in modules observe
 *   sim/profiles.c  the built-in modules
 *   sim/pins.c      interrupt, presence, reset and low-power pins
 *   sim/bus.c       the adapter, its clock and its limits
 *   sim/configfs.c  the user's side
 *
 * Lock order: cmis_sim_port.lock, then cmis_sim_module.lock.
 */
#ifndef _CMIS_SIM_H
#define _CMIS_SIM_H

#include <linux/bits.h>
#include "spec/regs.h"
#include <linux/configfs.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/hashtable.h>
#include <linux/i2c.h>
#include <linux/irq_work.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/property.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#include "sim/cdb.h"
#include "sim/fault.h"
#include "sim/vdm.h"

/* Keys of a store. Pages below 10h have one bank only. */
#define CMIS_SIM_KEY(_bank, _page)	(((_bank) << 8) | (_page))
#define CMIS_SIM_KEY_BANK(_key)		((_key) >> 8)
#define CMIS_SIM_KEY_PAGE(_key)		((_key) & 0xff)
#define CMIS_SIM_LOWER			BIT(16)
#define CMIS_SIM_PAGES_MAX		512

#define CMIS_SIM_NAME_SIZE		32
#define CMIS_SIM_SERIAL_SIZE		17

/**
 * struct cmis_sim_page - 128 bytes of a module's memory
 * @node: in the store
 * @key: CMIS_SIM_KEY() or CMIS_SIM_LOWER
 * @data: the bytes
 * @cond: bytes that are flags: the conditions that hold at present and set
 *	the flag again as soon as it has been read
 * @reads: read transfers that touched the page
 * @read_bytes: bytes read
 */
struct cmis_sim_page {
	struct hlist_node node;
	unsigned int key;
	u8 data[CMIS_PAGE_SIZE];
	u8 cond[CMIS_PAGE_SIZE];
	u64 reads;
	u64 read_bytes;
};

/**
 * struct cmis_sim_store - the pages of a module or of an image
 * @pages: struct cmis_sim_page by their keys
 * @count: how many there are
 */
struct cmis_sim_store {
	DECLARE_HASHTABLE(pages, 5);
	unsigned int count;
};

void cmis_sim_store_init(struct cmis_sim_store *store);
void cmis_sim_store_clear(struct cmis_sim_store *store);
struct cmis_sim_page *cmis_sim_store_get(struct cmis_sim_store *store,
					 unsigned int key);
struct cmis_sim_page *cmis_sim_store_add(struct cmis_sim_store *store,
					 unsigned int key);
int cmis_sim_store_copy(struct cmis_sim_store *to,
			struct cmis_sim_store *from);
void cmis_sim_store_move(struct cmis_sim_store *to,
			 struct cmis_sim_store *from);
int cmis_sim_store_complete(struct cmis_sim_store *store);
unsigned int cmis_sim_store_banks(struct cmis_sim_store *store);
u8 *cmis_sim_store_byte(struct cmis_sim_store *store, unsigned int bank,
			u32 reg);

/* Monitored quantities: first those of the module, then those of a lane. */
enum cmis_sim_quantity {
	CMIS_SIM_TEMP,
	CMIS_SIM_VCC,
	CMIS_SIM_AUX1,
	CMIS_SIM_AUX2,
	CMIS_SIM_AUX3,
	CMIS_SIM_CUSTOM,
	CMIS_SIM_MODULE_QUANTITIES,
	CMIS_SIM_TX_POWER = CMIS_SIM_MODULE_QUANTITIES,
	CMIS_SIM_TX_BIAS,
	CMIS_SIM_RX_POWER,
	CMIS_SIM_QUANTITIES,
	CMIS_SIM_LANE_QUANTITIES =
		CMIS_SIM_QUANTITIES - CMIS_SIM_MODULE_QUANTITIES,
};

/* Codes of lower 3.3-1, and two states in which nobody can read them. */
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

/* Codes of 11h:202-205 */
enum cmis_sim_config_status {
	CMIS_SIM_CONFIG_SUCCESS = 1,
	CMIS_SIM_CONFIG_REJECTED = 2,
	CMIS_SIM_CONFIG_INVALID_APP = 3,
	CMIS_SIM_CONFIG_INVALID_PATH = 4,
	CMIS_SIM_CONFIG_INVALID_SI = 5,
	CMIS_SIM_CONFIG_LANES_IN_USE = 6,
	CMIS_SIM_CONFIG_PARTIAL_PATH = 7,
	CMIS_SIM_CONFIG_IN_PROGRESS = 0xc,
};

/**
 * struct cmis_sim_path - a data path
 * @bank: its bank
 * @first: its first host lane, which is its number
 * @app: descriptor of its application
 * @host: its host lanes
 * @media: its media lanes
 */
struct cmis_sim_path {
	unsigned int bank;
	unsigned int first;
	unsigned int app;
	u8 host;
	u8 media;
};

/**
 * struct cmis_sim_apply - a staged configuration that is applied
 * @bank: where
 * @lanes: a bit mask, 0 if none is
 * @config: configuration of lane 1 in the staged set
 * @init: take the paths down and up again
 */
struct cmis_sim_apply {
	unsigned int bank;
	u8 lanes;
	u32 config;
	bool init;
};

/**
 * struct cmis_sim_config - configurations that are on their way
 * @delay_ms: from a trigger to the status that comes of it
 * @applies: those that were triggered and are not done, by bank
 * @ends: when they are
 */
struct cmis_sim_config {
	u32 delay_ms;
	struct cmis_sim_apply applies[CMIS_MAX_BANKS];
	ktime_t ends[CMIS_MAX_BANKS];
};

/**
 * struct cmis_sim_stats - what a module has seen on its bus
 * @transfers: from START to STOP, whatever is in between
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
 * @lock: guards all that follows
 * @memory: the module's memory as it is now
 * @origin: the same as it was when the module left the factory
 * @frozen: the memory is a snapshot of a module; it stays as it is until
 *	someone changes what it depends on
 * @running: the state machines run; never in a snapshot that nobody touched
 * @summing: summary and interrupt bits of lower 3-7 follow the flags
 * @present: plugged
 * @banks: banks of eight lanes
 * @dirty: something has changed that the state machines depend on
 * @due: when the next state ends by itself
 * @now: the time that the state machines go by
 * @state: of the module
 * @state_end: when @state ends, if it is one that ends by itself
 * @dp_state: of each lane's data path
 * @dp_end: when @dp_state ends, if it is one that ends by itself
 * @dp_again: lanes to be initialised again, a bit mask for each bank
 * @duration_percent: time that states take, of the maximum that is advertised
 * @config: staged configurations on their way
 * @hold_low_power: the module itself wants to stay in low power
 * @pin_reset: the reset pin is asserted
 * @pin_low_power: the low-power pin is asserted
 * @values: registers of the module's monitors, without regard to its state
 * @lane_values: the same for its lanes
 * @pointer: address of the next byte
 * @window: page in 128-255
 * @page: its number
 * @init_ms: from power-up or reset to the first acknowledge
 * @read_max: longest read that the module is able of
 * @vdm: versatile diagnostics
 * @diag: diagnostics
 * @cdb: commands by message
 * @firmware: two banks of it; survives without power
 * @password: of the host; survives without power
 * @known: the module that was plugged last is plugged again, with what it
 *	keeps without power; another one if it is false
 * @writing_until: memory that keeps its content without power is being
 *	written, and nothing is acknowledged
 * @stats: counters
 * @wake: runs when the next state ends by itself
 * @interrupt_set: called when the interrupt may have changed; must not sleep
 * @faults: what goes wrong
 * @fault_struck: called when a fault has pulled the module, or is to take the
 *	bus away; must not sleep
 */
struct cmis_sim_module {
	struct mutex lock;	/* guards all that follows */
	struct cmis_sim_store memory;
	struct cmis_sim_store origin;
	bool frozen;
	bool running;
	bool summing;
	bool present;
	unsigned int banks;
	bool dirty;
	ktime_t due;
	ktime_t now;
	enum cmis_sim_state state;
	ktime_t state_end;
	u8 dp_state[CMIS_MAX_LANES];
	ktime_t dp_end[CMIS_MAX_LANES];
	u8 dp_again[CMIS_MAX_BANKS];
	u32 duration_percent;
	struct cmis_sim_config config;
	bool hold_low_power;
	bool pin_reset;
	bool pin_low_power;
	u16 values[CMIS_SIM_MODULE_QUANTITIES];
	u16 lane_values[CMIS_SIM_LANE_QUANTITIES][CMIS_MAX_LANES];
	u8 pointer;
	struct cmis_sim_page *window;
	u8 page;
	u32 init_ms;
	u32 read_max;
	struct cmis_sim_vdm vdm;
	struct cmis_sim_diag diag;
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

/**
 * struct cmis_sim_outcome - what came of a transfer
 * @bits: bit times that it took on the bus
 * @done: messages that were carried out, all of their bytes
 * @stall_ms: time for which the bus hung
 */
struct cmis_sim_outcome {
	u64 bits;
	int done;
	u32 stall_ms;
};

static inline u16 cmis_sim_be16_get(const u8 *at)
{
	return at[0] << 8 | at[1];
}

static inline void cmis_sim_be16_put(u16 value, u8 *at)
{
	at[0] = value >> 8;
	at[1] = value & 0xff;
}

/* sim/store.c, continued: bytes of a module */
u8 cmis_sim_get(struct cmis_sim_module *module, unsigned int bank, u32 reg);
void cmis_sim_put(struct cmis_sim_module *module, unsigned int bank, u32 reg,
		  u8 value);
bool cmis_sim_is_flat(struct cmis_sim_module *module);

/* sim/path.c */
bool cmis_sim_app_exists(struct cmis_sim_module *module, unsigned int app);
bool cmis_sim_app_starts_at(struct cmis_sim_module *module, unsigned int app,
			    unsigned int first);
u8 cmis_sim_app_host_lanes(struct cmis_sim_module *module, unsigned int app,
			   unsigned int first);
bool cmis_sim_path_get(struct cmis_sim_module *module, unsigned int bank,
		       unsigned int first, struct cmis_sim_path *path);
bool cmis_sim_path_find_host(struct cmis_sim_module *module,
			     unsigned int lane, struct cmis_sim_path *path);
u8 *cmis_sim_path_state(struct cmis_sim_module *module,
			const struct cmis_sim_path *path);
int cmis_sim_path_first(struct cmis_sim_module *module, unsigned int lane,
			bool is_host);
bool cmis_sim_path_is_up(struct cmis_sim_module *module, unsigned int lane,
			 bool is_host);
u8 cmis_sim_media_off(struct cmis_sim_module *module, unsigned int bank);
bool cmis_sim_media_is_used(struct cmis_sim_module *module, unsigned int lane);
bool cmis_sim_media_is_lit(struct cmis_sim_module *module, unsigned int lane);

/* sim/flags.c */
bool cmis_sim_flag_is_clear_on_read(unsigned int page, u8 offset);
u8 cmis_sim_flag_events(unsigned int page, u8 offset);
void cmis_sim_flag_raise(struct cmis_sim_module *module, unsigned int bank,
			 u32 reg, u8 bits);
void cmis_sim_flag_hold(struct cmis_sim_module *module, unsigned int bank,
			u32 reg, u8 bits, u8 holds);
bool cmis_sim_monitor_supported(struct cmis_sim_module *module,
				enum cmis_sim_quantity quantity);
u16 *cmis_sim_lane_value(struct cmis_sim_module *module,
			 enum cmis_sim_quantity quantity, unsigned int lane);
void cmis_sim_monitor_update(struct cmis_sim_module *module,
			     enum cmis_sim_quantity quantity,
			     unsigned int lane);
void cmis_sim_monitors_update(struct cmis_sim_module *module);
void cmis_sim_values_load(struct cmis_sim_module *module);
void cmis_sim_byte_changed(struct cmis_sim_module *module, unsigned int bank,
			   u32 reg);
void cmis_sim_conditions_load(struct cmis_sim_module *module);
void cmis_sim_interrupt_update(struct cmis_sim_module *module);

/* sim/config.c */
void cmis_sim_config_start(struct cmis_sim_module *module);
void cmis_sim_config_advance(struct cmis_sim_module *module);
ktime_t cmis_sim_config_next_end(struct cmis_sim_module *module);
void cmis_sim_config_apply(struct cmis_sim_module *module,
			   const struct cmis_sim_apply *apply);
void cmis_sim_config_delay_set(struct cmis_sim_module *module, u32 ms);

/* sim/state.c */
bool cmis_sim_acknowledges(struct cmis_sim_module *module);
void cmis_sim_state_enter(struct cmis_sim_module *module,
			  enum cmis_sim_state state);
bool cmis_sim_state_advance(struct cmis_sim_module *module);
void cmis_sim_state_start(struct cmis_sim_module *module);
void cmis_sim_state_thaw(struct cmis_sim_module *module);
bool cmis_sim_low_power_requested(struct cmis_sim_module *module);

/* sim/model.c */
void cmis_sim_module_init(struct cmis_sim_module *module);
void cmis_sim_module_destroy(struct cmis_sim_module *module);
int cmis_sim_module_insert(struct cmis_sim_module *module,
			   struct cmis_sim_store *source, bool frozen);
void cmis_sim_module_remove(struct cmis_sim_module *module);
bool cmis_sim_module_is_present(struct cmis_sim_module *module);
void cmis_sim_module_set_pins(struct cmis_sim_module *module, bool reset,
			      bool low_power);
int cmis_sim_module_transfer(struct cmis_sim_module *module,
			     struct i2c_msg *msgs, int count,
			     struct cmis_sim_outcome *outcome);
void cmis_sim_changed(struct cmis_sim_module *module);
void cmis_sim_module_forget(struct cmis_sim_module *module);

/* sim/set.c */
int cmis_sim_set(struct cmis_sim_module *module, const char *text);

/* sim/observed.c */
int cmis_sim_observed_put(const char *profile, struct cmis_sim_store *store);

/* sim/profiles.c */
int cmis_sim_profile_build(const char *name, const char *serial,
			   struct cmis_sim_store *store);
ssize_t cmis_sim_profiles_show(char *buf);

enum cmis_sim_adapter_mode {
	CMIS_SIM_ADAPTER_I2C,
	CMIS_SIM_ADAPTER_SMBUS_BLOCK,
	CMIS_SIM_ADAPTER_SMBUS_BYTE,
	CMIS_SIM_ADAPTER_MODES,
};

enum cmis_sim_pin {
	CMIS_SIM_PIN_PRESENT,
	CMIS_SIM_PIN_RESET,
	CMIS_SIM_PIN_LOW_POWER,
	CMIS_SIM_PINS,
};

enum cmis_sim_line {
	CMIS_SIM_LINE_INTERRUPT,	/* level */
	CMIS_SIM_LINE_PRESENT,		/* edge */
	CMIS_SIM_LINES,
};

/**
 * struct cmis_sim_pins - the pins of a port
 * @domain: one interrupt for each line
 * @irqs: their numbers
 * @work: delivers interrupts, in the context that their handlers expect
 * @ready: they can be delivered; guarded by the module's lock
 * @asserted: bit mask of the lines, atomic
 * @enabled: bit mask of the lines, atomic
 * @chip: the GPIO chip, if the port has one
 * @chip_added: it has one
 * @label: its name
 * @outputs: bit mask of pins that the host drives high, atomic
 * @lookup: tells the driver of the pins
 * @dev_id: name of the client that the pins belong to
 */
struct cmis_sim_pins {
	struct irq_domain *domain;
	unsigned int irqs[CMIS_SIM_LINES];
	struct irq_work work;
	bool ready;
	unsigned long asserted;
	unsigned long enabled;
	struct gpio_chip chip;
	bool chip_added;
	char label[CMIS_SIM_NAME_SIZE + 16];
	unsigned long outputs;
	struct gpiod_lookup_table *lookup;
	char dev_id[CMIS_SIM_NAME_SIZE];
};

/**
 * struct cmis_sim_settings - what must be known before a port goes live
 * @clock_hz: of the bus
 * @real_time: 1 if transfers take the time that they would on a real bus
 * @adapter: what the adapter can do
 * @adapter_read_max: its longest read, 0 for any
 * @interrupt: 1 if the module's interrupt is wired
 * @pins: 1 if presence, reset and low power are wired
 * @device: 1 if there is a device that the driver can bind to, 0 for a bus only
 */
struct cmis_sim_settings {
	u32 clock_hz;
	u32 real_time;
	enum cmis_sim_adapter_mode adapter;
	u32 adapter_read_max;
	u32 interrupt;
	u32 pins;
	u32 device;
};

/**
 * struct cmis_sim_port - a cage on a bus of its own
 * @lock: guards the settings, and whether the port is live
 * @name: its name
 * @set: settings; constant while live
 * @live: the bus is there
 * @module: what is in the cage
 * @source: what is plugged next
 * @source_frozen: that is a snapshot
 * @profile: its name, "image" for a snapshot
 * @serial: serial number of modules made from profiles
 * @upload: a snapshot in the making
 * @pins: interrupt and presence
 * @adapter: the bus
 * @quirks: its limits
 * @client: the device that the driver binds to, or NULL
 * @bounces: times that the module is still to lose or to make contact
 * @bounce: does so
 * @bus_lost: takes the bus away
 * @asleep: what happens when the system sleeps the next time, one change a
 *	line, or NULL
 * @item: the port's folder in configfs
 * @properties: of that device
 * @node: that holds the properties
 */
struct cmis_sim_port {
	struct mutex lock;	/* guards settings, liveness and plugging */
	char name[CMIS_SIM_NAME_SIZE];
	struct cmis_sim_settings set;
	bool live;
	struct cmis_sim_module module;
	struct cmis_sim_store source;
	bool source_frozen;
	char profile[CMIS_SIM_NAME_SIZE];
	char serial[CMIS_SIM_SERIAL_SIZE];
	struct cmis_sim_store upload;
	struct cmis_sim_pins pins;
	struct i2c_adapter adapter;
	struct i2c_adapter_quirks quirks;
	struct i2c_client *client;
	u32 bounces;
	struct delayed_work bounce;
	struct work_struct bus_lost;
	char *asleep;
	struct config_item item;
	struct property_entry properties[2];
	struct software_node node;
};

/* sim/pins.c */
int cmis_sim_pins_create(struct cmis_sim_port *port, struct device *parent);
void cmis_sim_pins_destroy(struct cmis_sim_port *port);
int cmis_sim_pins_announce(struct cmis_sim_port *port);
void cmis_sim_pins_withdraw(struct cmis_sim_port *port);
void cmis_sim_pins_set(struct cmis_sim_pins *pins, enum cmis_sim_line line,
		       bool asserted);

/* sim/bus.c */
int cmis_sim_bus_create(struct cmis_sim_port *port, struct device *parent);
void cmis_sim_bus_destroy(struct cmis_sim_port *port);

/* sim/main.c */
extern struct workqueue_struct *cmis_sim_queue;

/* sim/configfs.c */
int cmis_sim_configfs_register(struct device *parent);
void cmis_sim_configfs_unregister(void);
void cmis_sim_ports_suspend(void);
void cmis_sim_ports_resume(void);

#endif /* _CMIS_SIM_H */
