/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Cages: registration, lookup, references, and the module in a cage.
 *
 * Lock order, outermost first. Locks on the same level never nest.
 *
 *	genl's lock		(requests of show/netlink)
 *	cmis_attacher_lock	(core/port.c: the hook of cmis_attach)
 *	RTNL
 *	  netdev instance lock	(where the kernel has it)
 *	  cmis_nl_event_lock	(show/netlink/event.c: numbers of events)
 *	  claims.wishes.set_lock	(core/wish.h: one change at a time)
 *	    cmis_cages_lock	(core/cage.c: the list of cages)
 *	      settings.lock	(core/settings.h: label, periods)
 *	    cmis_buses_lock	(core/work.c: the buses and their cages)
 *	    power->apply_lock	(port/power.c: one change of a module at a time)
 *	      cage->control_lock	(core/control.c: bytes of the driver)
 *	      cage->selector.lock	(core/selector.c: page 14h)
 *	        cage->xfer->lock	(one bus transaction)
 *	      cmis_power_lock	(port/power.c: policies of all cages)
 *	        cage->port.lock	(core/port.h: the netdev of the cage)
 *	          cage->recorder->lock	(core/record.h: the record)
 *	    cage->claims.lock	(core/claim.h: the ports of the cage)
 *	    cmis_health_lock	(poll/health.c: the watches over all links)
 *	      cage->health.lock	(core/health.h: the last findings)
 *	    cage->alerts->lock	(alert/cage.c: the alerts)
 *	      cage->health.mark_lock (core/health.h: lanes of alerts)
 *	    cmis_limits_lock	(core/limits.c: thresholds of part numbers)
 *	    cage->cdb.lock	(core/cdb.h: users of CDB)
 *	    cmis_sealed_lock	(core/sealed.c: records of all cages)
 *	    cage->loopback.lock	(core/loopback.h: loopbacks)
 *	    cage->tests.lock	(core/pattern.h: tests with patterns)
 *	    cage->audit.lock	(core/audit.h: records of writes; below
 *				 cage->xfer->lock)
 *	    cmis_copies_lock	(attach/ops.c: netdevs that have been patched)
 *
 * The cage's work is the only writer of its state, and never runs twice at a
 * time. It holds no lock while it registers, unregisters or notifies anything.
 * Readers of modules and snapshots take RCU only.
 */
#ifndef _CMIS_CAGE_H
#define _CMIS_CAGE_H

#include <linux/spinlock.h>
#include <linux/atomic.h>
#include <linux/cleanup.h>
#include <linux/cmis.h>
#include <linux/device.h>

#include "core/audit.h"
#include "core/cdb.h"
#include "core/claim.h"
#include "core/client.h"
#include "core/health.h"
#include "core/loopback.h"
#include "core/pattern.h"
#include "core/port.h"
#include "core/selector.h"
#include "core/settings.h"
#include "core/work.h"

/*
 * guard(cmis_spinlock) is guard(spinlock), but sparse, which does not know of
 * cleanups, does not take the lock for held ever after.
 */
static inline void cmis_spin_lock(spinlock_t *lock)
{
	spin_lock(lock);
	__release(lock);
}

static inline void cmis_spin_unlock(spinlock_t *lock)
{
	__acquire(lock);
	spin_unlock(lock);
}

DEFINE_GUARD(cmis_spinlock, spinlock_t *, cmis_spin_lock(_T),
	     cmis_spin_unlock(_T))

/* The states of a cage are those of the netlink family. */
#define CMIS_CAGE_STATE_COUNT	(CMIS_CAGE_MAX + 1)
#define CMIS_STAT_COUNT		10

struct cmis_cage_alerts;
struct cmis_bringup;
struct cmis_poll;
struct cmis_recorder;
struct cmis_xfer;

/**
 * struct cmis_policy - the functions that drive a cage; tests have their own
 * @work: the cage's work
 * @cage_init: allocate @cage->poll and @cage->alerts; may sleep
 * @cage_exit: drop the module, and free @cage->poll; the work does not run any
 *	more; may sleep
 * @cage_quiesce: restore the state of the module, e.g. release a freeze; the
 *	work does not run; may sleep
 */
struct cmis_policy {
	work_func_t work;
	int (*cage_init)(struct cmis_cage *cage);
	void (*cage_exit)(struct cmis_cage *cage);
	void (*cage_quiesce)(struct cmis_cage *cage);
};

/**
 * struct cmis_core_config - the layers above the core
 * @policy: the functions that drive a cage
 * @clients: list of clients; NULL for a client that is configured out
 * @num_clients: at most CMIS_MAX_CLIENTS
 * @step: bring data paths on, after each run of a cage's work; returns the
 *	milliseconds until it must run again; NULL: nothing does
 * @groups: sysfs attributes of a cage; NULL: none
 * @defaults: settings of a new cage
 * @record_kib: KiB that the flight recorder of a cage has for 16 lanes; 0: none
 * @record_pool_kib: KiB for the sealed records of all cages
 * @burst_bus_percent: share of the time of a bus for bursts after a trigger
 * @bus_percent: share of the time of a bus for sweeps; 0: any
 * @live_bus_percent: share of the time of a bus for reads of live values
 *	between sweeps; 0: none
 */
struct cmis_core_config {
	const struct cmis_policy *policy;
	const struct cmis_client *const *clients;
	unsigned int num_clients;
	unsigned int (*step)(struct cmis_cage *cage);
	const struct attribute_group **groups;
	struct cmis_settings defaults;
	unsigned int record_kib;
	unsigned int record_pool_kib;
	unsigned int burst_bus_percent;
	unsigned int bus_percent;
	unsigned int live_bus_percent;
};

/**
 * struct cmis_thrift - limits of what reads may cost others
 * @period_ms: least default periods of the transport, by enum cmis_class; 0:
 *	none
 * @default_ms: default periods of the cage, by enum cmis_class
 * @lock_ppm: share of the time for which sweeps may hold locks, in millionths;
 *	0: any
 * @bus_ppm: share of the time of the bus for the sweeps of all its cages, in
 *	millionths; 0: any
 * @live_ppm: the same for reads of live values between sweeps; 0: none
 */
struct cmis_thrift {
	u32 period_ms[CMIS_CLASS_COUNT];
	u32 default_ms[CMIS_CLASS_COUNT];
	u32 lock_ppm;
	u32 bus_ppm;
	u32 live_ppm;
};

/**
 * struct cmis_cage - a place for a module
 * @dev: device of class "cmis"
 * @id: N of cmisN
 * @node: place in the list of cages; guarded by cmis_cages_lock
 * @netdev_fwnode: MAC of the port, or NULL; holds a reference
 * @light_fwnode: cage whose lasers feed this one, or NULL; holds a reference
 * @light: the same as the administrator says; NULL: as firmware says. Guarded
 *	by cmis_cages_lock; holds no reference, as both are in the list
 * @policy: the functions that drive the cage
 * @bus: the bus of the cage; cages on the same bus share it
 * @bus_node: place in the list of cages of @bus
 * @stuck: whether looks at the module block the bus
 * @xfer: access to the module
 * @events: the cage's work, and the events that start the work
 * @irq: pacing of interrupts
 * @presence: whether another module may be there after a sleep
 * @settings: the settings of the cage
 * @port: the netdev of the cage
 * @clients: data of clients
 * @health: the last findings about its link
 * @selector: selection on page 14h
 * @cdb: use of the CDB pages
 * @claims: ports
 * @audit: records of writes
 * @loopback: loopbacks
 * @tests: tests with patterns
 * @control_lock: guards the controls of core/control.c between read and write
 * @kept: bits of lower 26 that the driver has set, and their values in the low
 *	byte; written with @control_lock, or by the work
 * @raw_control: lower 26 as a user has written it since the driver has set it,
 *	with bit 8; 0: no user has
 * @raw_masks: bit 0: a user has written masks of flags
 * @state: enum cmis_cage_state; only the work writes it
 * @error: errno that is the reason of %CMIS_CAGE_FAULT; only the work writes it
 * @generation: number of the last insertion; only the work writes it
 * @retries: number of tries of requests that followed a failed one
 * @errors: number of requests that failed after all tries
 * @freeze_timeouts: number of VDM freezes that the module never reached; only
 *	the work writes it
 * @skipped_sweeps: number of sweeps that the transport had no way for; only the
 *	work writes it
 * @thrift: limits of what reads may cost others
 * @load: its share in the load of the bus; only the work writes it
 * @snapshot: the current snapshot, with its module; NULL if no module is shown
 * @poll: state of the cage's work; only the work uses it
 * @alerts: alerts of the current module (alert/cage.c); freed with the cage
 * @bringup: data paths on their way (path/engine.c); only the work uses it;
 *	freed with the cage
 * @recorder: flight recorder; NULL: off
 */
struct cmis_cage {
	struct device dev;
	int id;
	struct list_head node;
	struct fwnode_handle *netdev_fwnode;
	struct fwnode_handle *light_fwnode;
	struct cmis_cage *light;
	const struct cmis_policy *policy;
	struct cmis_bus *bus;
	struct list_head bus_node;
	struct cmis_stuck stuck;
	struct cmis_xfer *xfer;
	struct cmis_events events;
	struct cmis_irq_pace irq;
	struct cmis_presence presence;
	struct cmis_settings_box settings;
	struct cmis_port_info port;
	struct cmis_clients clients;
	struct cmis_cage_health health;
	struct cmis_selector selector;
	struct cmis_cdb cdb;
	struct cmis_claims claims;
	struct cmis_audit audit;
	struct cmis_loopback loopback;
	struct cmis_tests tests;
	struct mutex control_lock;	/* controls: read to write */
	u16 kept;
	u16 raw_control;
	unsigned long raw_masks;
	int state;
	int error;
	u32 generation;
	atomic64_t retries;
	atomic64_t errors;
	unsigned int freeze_timeouts;
	unsigned int skipped_sweeps;
	struct cmis_thrift thrift;
	struct cmis_load load;
	struct cmis_snapshot __rcu *snapshot;
	struct cmis_poll *poll;
	struct cmis_cage_alerts *alerts;
	struct cmis_bringup *bringup;
	struct cmis_recorder *recorder;
};

#define to_cmis_cage(d)	container_of(d, struct cmis_cage, dev)

DEFINE_FREE(cmis_snapshot, struct cmis_snapshot *, cmis_snapshot_put(_T))

extern const char *const cmis_cage_state_names[CMIS_CAGE_STATE_COUNT];
extern const char *const cmis_stat_names[CMIS_STAT_COUNT];

int cmis_core_init(const struct cmis_core_config *config);
void cmis_core_exit(void);
unsigned int cmis_core_step(struct cmis_cage *cage);
u64 cmis_cage_get_stat(struct cmis_cage *cage, unsigned int stat);
void cmis_cage_count_lock_us(struct cmis_cage *cage, u32 lock_us);
struct cmis_cage *cmis_cage_get_light_source(struct cmis_cage *cage);
int cmis_cage_set_light_source(struct cmis_cage *cage, const char *name);
struct cmis_cage *cmis_cage_get_next(int id);

/* A module in ModuleFault still answers. */
static inline bool cmis_cage_state_is_usable(enum cmis_cage_state state)
{
	return state == CMIS_CAGE_READY || state == CMIS_CAGE_MODULE_FAULT;
}

static inline enum cmis_cage_state
cmis_cage_get_state(const struct cmis_cage *cage)
{
	enum cmis_cage_state state = READ_ONCE(cage->state);

	/* After a sleep the module is not yet identified: report probing. */
	if (cmis_cage_state_is_usable(state) &&
	    READ_ONCE(cage->presence.slept))
		return CMIS_CAGE_PROBING;
	return state;
}

/* Whether the cage has a module that can be read and written. */
static inline bool cmis_cage_is_usable(const struct cmis_cage *cage)
{
	return cmis_cage_state_is_usable(cmis_cage_get_state(cage));
}

static inline const char *cmis_cage_name(const struct cmis_cage *cage)
{
	return dev_name(&cage->dev);
}

#endif /* _CMIS_CAGE_H */
