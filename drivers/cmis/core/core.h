/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Cages, modules and snapshots: what the policy and the exposures see.
 *
 * Lock order, outermost first:
 *
 *	RTNL
 *	  netdev instance lock (where the kernel has it)
 *	    cmis_cages_lock		(core/cage.c: the list of cages)
 *	    eeprom->lock		(show/sysfs/eeprom.c: its readers)
 *	    cage->settings_lock		(label, periods)
 *	    cage->control_lock		(core/access.c: lower 26 and 2Fh:144)
 *	    cage->diag.lock		(core/selector.c: what page 14h shows)
 *	      cage->xfer.lock		(one bus transaction)
 *	      cage->alerts->lock	(alert/cage.c: what is active)
 *
 * The cage's work is the only writer of its state: it is never run twice at a
 * time. It holds no lock while it registers, unregisters or notifies anything.
 * Readers take RCU only.
 */
#ifndef _CMIS_CORE_H
#define _CMIS_CORE_H

#include <linux/cmis.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

#include "core/module.h"
#include "core/snapshot.h"
#include "xfer/xfer.h"

/* Cage states, as `status` in sysfs shows them. */
enum cmis_cage_state {
	CMIS_CAGE_EMPTY,
	CMIS_CAGE_PROBING,
	CMIS_CAGE_READY,
	CMIS_CAGE_FAULT,
	CMIS_CAGE_STATE_COUNT,
};

/**
 * struct cmis_settings - what an administrator can set, per cage
 * @period_ms: by enum cmis_class
 * @stale_sweeps: sweeps in a row that may fail before values go away
 * @diagnostics: read the counters of errors on page 14h
 * @label: front panel name, possibly empty
 */
struct cmis_settings {
	u32 period_ms[CMIS_CLASS_COUNT];
	u32 stale_sweeps;
	bool diagnostics;
	char label[32];
};

/* Which of the settings. */
#define CMIS_SETTING_THERMAL_PERIOD	BIT(0)
#define CMIS_SETTING_LANES_PERIOD	BIT(1)
#define CMIS_SETTING_STALE_SWEEPS	BIT(2)
#define CMIS_SETTING_LABEL		BIT(3)
#define CMIS_SETTING_VDM_PERIOD		BIT(4)
#define CMIS_SETTING_DIAGNOSTICS	BIT(5)
#define CMIS_SETTING_ALL		GENMASK(5, 0)

#define CMIS_PERIOD_MIN_MS	100
#define CMIS_PERIOD_MAX_MS	3600000
#define CMIS_STALE_MIN		1
#define CMIS_STALE_MAX		100

#define CMIS_MAX_EXPOSURES	8

struct cmis_alert_event;
struct cmis_cage;

/**
 * struct cmis_exposure - something that shows cages to users
 * @name: for messages
 * @cage_groups: sysfs groups of the cage's device, or NULL
 * @cage_add: the cage is registered; optional
 * @cage_del: the cage is about to go; optional
 * @module_add: a module became ready; optional. @module stays valid until
 *	module_del returns
 * @module_del: the module is gone; its readers get errors already; optional
 * @status_changed: the cage has another state; optional
 * @sampled: a new snapshot was published; optional
 * @alert: an alert was raised or cleared; optional. Those that a removal clears
 *	come before module_del, while the module can still be looked up
 * @slot: set by the core: index into cage->exposure_data
 *
 * Calls for one cage never overlap and come with no lock held. An error of
 * cage_add or module_add is logged, and the other exposures go on; the del
 * call that belongs to a failed add is not made.
 */
struct cmis_exposure {
	const char *name;
	const struct attribute_group *const *cage_groups;
	int (*cage_add)(struct cmis_cage *cage);
	void (*cage_del)(struct cmis_cage *cage);
	int (*module_add)(struct cmis_cage *cage, struct cmis_module *module);
	void (*module_del)(struct cmis_cage *cage);
	void (*status_changed)(struct cmis_cage *cage);
	void (*sampled)(struct cmis_cage *cage, enum cmis_class class);
	void (*alert)(struct cmis_cage *cage,
		      const struct cmis_alert_event *event);
	unsigned int slot;
};

/**
 * struct cmis_policy - what drives the life of cages
 * @work: the cage's work
 * @cage_init: allocate @cage->poll, @cage->alerts and @cage->watch; may sleep
 * @cage_exit: free all but @cage->alerts; the work does not run any more
 * @module_del: the module is about to go; may sleep
 * @cage_quiesce: leave the module as others expect to find it; the work does
 *	not run; may sleep
 */
struct cmis_policy {
	work_func_t work;
	int (*cage_init)(struct cmis_cage *cage);
	void (*cage_exit)(struct cmis_cage *cage);
	void (*module_del)(struct cmis_cage *cage);
	void (*cage_quiesce)(struct cmis_cage *cage);
};

/**
 * struct cmis_core_config - the layers above the core
 * @policy: what drives the life of cages
 * @exposures: what shows them to users; NULL where one is configured out
 * @num_exposures: at most CMIS_MAX_EXPOSURES
 * @defaults: settings of a new cage
 */
struct cmis_core_config {
	const struct cmis_policy *policy;
	struct cmis_exposure *const *exposures;
	unsigned int num_exposures;
	struct cmis_settings defaults;
};

struct cmis_alert_watch;
struct cmis_cage_alerts;
struct cmis_bus;
struct cmis_poll;

/**
 * struct cmis_diag - who has chosen what page 14h shows
 * @lock: held during a raw access to it, and by the sweeps for one transfer
 * @generation: of the module that the rest is about
 * @banks: bits: what the sweeps chose is in force, and @found to be put back
 * @missing: bits: banks without the page
 * @selector: what the sweeps chose
 * @settle_ms: until data are those of what was chosen
 * @found: by bank, what had been chosen by others, as it was last read
 * @settled: when the data of what was put back have settled
 *
 * @lock guards all of it.
 */
struct cmis_diag {
	struct mutex lock;	/* see above */
	u32 generation;
	u8 banks;
	u8 missing;
	u8 selector;
	u8 settle_ms;
	u8 found[CMIS_MAX_BANKS];
	ktime_t settled;
};

/**
 * struct cmis_cage - a place for a module
 * @dev: device of class "cmis"
 * @id: N of cmisN
 * @xfer: access to the module
 * @bus: what is shared with the other cages on the same bus
 * @work: the cage's life, on the bus's workqueue
 * @events: bits of enum cmis_event, set by anybody
 * @going: not yet registered, or being unregistered: the work must not be
 *	queued; events wait
 * @state: enum cmis_cage_state, written by the work, read by anybody
 * @error: why the cage is in %CMIS_CAGE_FAULT, negative errno; likewise
 * @slept: the system has slept since the work looked at the module, which may
 *	be another one: it is not shown
 * @seen: those who wait until it is or is not
 * @generation: of the last insertion; likewise
 * @module: the current module, NULL unless it can be shown
 * @snapshot: the current snapshot, NULL unless @module is set
 * @poll: the policy's own, used by the work only
 * @alerts: of the current module, see alert/cage.c; freed with the cage
 * @watch: the policy's own, used by the work only
 * @irq_last: when the last interrupt had been serviced, used by the interrupt
 *	thread only
 * @irq_burst: interrupts that came hard on each other; likewise
 * @irq_alerts: @alerts_sent at the last interrupt; likewise
 * @irq_held: the module holds the line, and is polled; likewise
 * @alerts_sent: number of calls of cmis_cage_alert()
 * @irq_done: the work has looked at the module after an interrupt
 * @control_lock: guards lower 26 and 2Fh:144 between read and write
 * @diag: selection on page 14h
 * @freeze_timeouts: freezes of VDM that were never done; written by the work
 * @settings_lock: guards @settings; never held while the bus is waited for
 * @settings: see above
 * @netdev_fwnode: MAC of the port, or NULL; holds a reference
 * @sweep_reader: the flags that the sweeps have not seen yet
 * @ethtool_reader: the flags that ethtool has not seen yet
 * @exposure_up: bit slot: cage_add succeeded
 * @module_up: bit slot: module_add succeeded
 * @exposure_data: by slot, the exposure's own
 * @node: in the list of cages, guarded by cmis_cages_lock
 */
struct cmis_cage {
	struct device dev;
	int id;
	struct cmis_xfer xfer;
	struct cmis_bus *bus;
	struct delayed_work work;
	unsigned long events;
	bool going;
	int state;
	int error;
	bool slept;
	wait_queue_head_t seen;
	u32 generation;
	struct cmis_module __rcu *module;
	struct cmis_snapshot __rcu *snapshot;
	struct cmis_poll *poll;
	struct cmis_cage_alerts *alerts;
	struct cmis_alert_watch *watch;
	ktime_t irq_last;
	unsigned int irq_burst;
	unsigned int irq_alerts;
	bool irq_held;
	unsigned int alerts_sent;
	struct completion irq_done;
	struct mutex control_lock;	/* lower 26, 2Fh:144: read to write */
	struct cmis_diag diag;
	unsigned int freeze_timeouts;
	struct mutex settings_lock;	/* settings */
	struct cmis_settings settings;
	struct fwnode_handle *netdev_fwnode;
	struct cmis_reader sweep_reader;
	struct cmis_reader ethtool_reader;
	unsigned long exposure_up;
	unsigned long module_up;
	void *exposure_data[CMIS_MAX_EXPOSURES];
	struct list_head node;
};

#define to_cmis_cage(d)	container_of(d, struct cmis_cage, dev)

/* Why the work is wanted before its time: bits of cage->events. */
enum cmis_event {
	CMIS_EVENT_PRESENCE,	/* the presence signal changed */
	CMIS_EVENT_INTERRUPT,	/* the module asserts its interrupt line */
	CMIS_EVENT_RESET,	/* the module was reset on purpose */
	CMIS_EVENT_RESUME,	/* anything may have happened meanwhile */
	CMIS_EVENT_SETTINGS,	/* periods changed */
};

/* core/cage.c */
int cmis_core_init(const struct cmis_core_config *config);
void cmis_core_exit(void);
const char *cmis_cage_state_name(enum cmis_cage_state state);
void cmis_cage_notify(struct cmis_cage *cage, enum cmis_event event);
void cmis_cage_get_settings(struct cmis_cage *cage,
			    struct cmis_settings *settings);
bool cmis_settings_ok(const struct cmis_settings *settings,
		      unsigned int fields);
int cmis_cage_set_settings(struct cmis_cage *cage,
			   const struct cmis_settings *settings,
			   unsigned int fields);
struct cmis_cage *cmis_cage_get_next(int id);

static inline enum cmis_cage_state
cmis_cage_get_state(const struct cmis_cage *cage)
{
	enum cmis_cage_state state = READ_ONCE(cage->state);

	/* As good as: it is being found out what is there. */
	if (state == CMIS_CAGE_READY && READ_ONCE(cage->slept))
		return CMIS_CAGE_PROBING;
	return state;
}

static inline const char *cmis_cage_name(const struct cmis_cage *cage)
{
	return dev_name(&cage->dev);
}

/* core/cage.c: for the policy, from the cage's work only */
void cmis_cage_set_state(struct cmis_cage *cage, enum cmis_cage_state state,
			 int error);
void cmis_cage_add_module(struct cmis_cage *cage, struct cmis_module *module,
			  struct cmis_snapshot *snapshot);
void cmis_cage_del_module(struct cmis_cage *cage);
void cmis_cage_set_snapshot(struct cmis_cage *cage,
			    struct cmis_snapshot *snapshot,
			    enum cmis_class class);
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event);
unsigned long cmis_cage_take_events(struct cmis_cage *cage);
void cmis_cage_queue(struct cmis_cage *cage, unsigned int delay_ms);
void cmis_cage_set_seen(struct cmis_cage *cage);

/* core/cage.c: for those who touch the bus themselves */
void cmis_cage_await_seen(struct cmis_cage *cage);

/* core/quirks.c */
unsigned int cmis_quirk_diag_settle_ms(const char *vendor_pn);

/* core/selector.c: these touch the bus */
int cmis_diag_select(struct cmis_cage *cage, const struct cmis_module *module,
		     u8 selector);
int cmis_diag_fetch(struct cmis_cage *cage, u8 bank, u8 *buf, u8 len);
void cmis_diag_restore(struct cmis_cage *cage);
int cmis_diag_enter(struct cmis_cage *cage, const struct cmis_addr *addr,
		    u8 len);
void cmis_diag_leave(struct cmis_cage *cage, const struct cmis_addr *addr,
		     u8 len);

/* core/access.c: these touch the bus */
int cmis_byte_confirm(struct cmis_cage *cage, const struct cmis_req *req);
int cmis_raw_read(struct cmis_cage *cage, struct cmis_reader *reader,
		  const struct cmis_addr *addr, u8 *buf, u8 len);
int cmis_lower_peek(struct cmis_cage *cage, u8 offset, u8 *byte);
int cmis_raw_write(struct cmis_cage *cage, const struct cmis_addr *addr,
		   const u8 *buf, u8 len);
int cmis_module_reset(struct cmis_cage *cage);
int cmis_module_set_low_power(struct cmis_cage *cage, bool low);
int cmis_module_fetch_low_power(struct cmis_cage *cage, bool *low);

#endif /* _CMIS_CORE_H */
