/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Snapshots: the results of the last sweeps of a module. Plain data, for user
 * space as well. Times are boot time.
 */
#ifndef _CMIS_SNAPSHOT_H
#define _CMIS_SNAPSHOT_H

#include <uapi/linux/cmis.h>

#include "core/module.h"
#include "spec/lanes.h"
#include "spec/pm.h"

struct cmis_cage;

/**
 * enum cmis_kept - whether a module has kept the controls that the driver set
 * @CMIS_KEPT: it has, or the driver has set none
 * @CMIS_KEPT_LOST: no: it has reset, or was reseated
 * @CMIS_KEPT_OTHER: no: another host, or a raw write, has changed a control
 */
enum cmis_kept {
	CMIS_KEPT,
	CMIS_KEPT_LOST,
	CMIS_KEPT_OTHER,
};

/**
 * struct cmis_sweep - the result of the last sweeps of a class
 * @when_ns: time of the last good sweep of the whole class
 * @error: errno if too many sweeps in a row have failed; else 0
 * @page: the page that could not be read, if @error or @lost is set
 * @lost: errno of a page that probing did without; the class has values
 */
struct cmis_sweep {
	u64 when_ns;
	int error;
	int lost;
	u8 page;
};

/**
 * struct cmis_readings - the readings of the monitors of a class
 * @when_ns: time of the sweep. An early sweep of VDM reads flags and live
 *	values only: the statistics are from the time in struct cmis_sweep
 * @error: errno if there are no statistics, e.g. -ETIMEDOUT after a freeze that
 *	the module never reached; else 0
 * @early: an early sweep, after an interrupt or a change of the flag summary
 * @count: number of readings
 * @reading: the readings, in the order of the monitors of the class
 *
 * Never changes after it was published. Snapshots share it until the next sweep
 * of the class.
 */
struct cmis_readings {
	u64 when_ns;
	int error;
	bool early;
	u16 count;
	struct cmis_reading reading[];
};

/**
 * struct cmis_diag_counters - counters of bit errors of a lane (page 14h)
 * @errors: number of wrong bits
 * @bits: number of checked bits
 * @sync_lost: the checker lost the pattern meanwhile (@bits is odd)
 * @valid: the other fields are valid
 */
struct cmis_diag_counters {
	u64 errors;
	u64 bits;
	bool sync_lost;
	bool valid;
};

/* Diagnostics of a lane, as bits of the alert diagnostic-active */
enum cmis_diag_use {
	CMIS_DIAG_HOST_TEST,
	CMIS_DIAG_MEDIA_TEST,
	CMIS_DIAG_LOOPBACK,	/* the first one, in the order of the kinds */
	CMIS_DIAG_USES = CMIS_DIAG_LOOPBACK + CMIS_LOOPBACK_KIND_MAX + 1,
};

/* Changes that did not go back, as bits of the alert revert-failed */
enum cmis_diag_stuck {
	CMIS_DIAG_STUCK_LOOPBACK,
	CMIS_DIAG_STUCK_TEST,
	CMIS_DIAG_STUCK_CONTROL,
};

/**
 * struct cmis_diag_state - the diagnostics of a module, as far as known
 * @known: bits enum cmis_diag_use: somebody has asked for it, so that the
 *	driver has read it. Nothing is read for it otherwise
 * @lanes: by enum cmis_diag_use, lanes that have it on
 * @ended: by side as CMIS_DIAG_HOST_TEST, lanes whose test has ended by itself
 * @stuck: bits enum cmis_diag_stuck
 */
struct cmis_diag_state {
	u8 known;
	u64 lanes[CMIS_DIAG_USES];
	u64 ended[CMIS_DIAG_MEDIA_TEST + 1];
	u8 stuck;
};

/**
 * struct cmis_snapshot - the results of the last sweeps
 * @module: the module; holds a reference
 * @sweep: results of the sweeps, by enum cmis_class
 * @stale_ms: oldest age by class at which values may still be shown
 * @power_limit_mw: of the cage, from the settings; 0: not known
 * @diag: loopbacks and test patterns
 * @status: lower memory
 * @kept: controls of lower 26
 * @lane: page 11h, all lanes of the banks in the plan; a set
 * @ext: the lasers of a laser source; a set; NULL if it is none
 * @line: flags of a coherent module, of the last sweep of lanes
 * @readings: readings of the monitors, by enum cmis_class; each is a set; NULL
 *	before the first sweep of the class
 * @build_known: @build is valid
 * @build: build number of the firmware (CDB command 0100h)
 * @counters: counters of page 14h: by lane, those of the host side, then those
 *	of the media side; a set; NULL if the settings do not ask for them
 *
 * A set has a count of references. Snapshots share it until the next sweep of
 * the class.
 *
 * A snapshot never changes after it was published.
 */
struct cmis_snapshot {
	struct cmis_module *module;
	struct cmis_sweep sweep[CMIS_CLASS_COUNT];
	u32 stale_ms[CMIS_CLASS_COUNT];
	u32 power_limit_mw;
	struct cmis_diag_state diag;
	struct cmis_status status;
	enum cmis_kept kept;
	struct cmis_lane *lane;
	struct cmis_ext_laser *ext;
	struct cmis_line line;
	struct cmis_readings *readings[CMIS_CLASS_COUNT];
	bool build_known;
	u16 build;
	struct cmis_diag_counters *counters;
};

/* References: none of these functions uses the bus. */
void *cmis_set_create(size_t size);
void *cmis_set_get(void *set);
void cmis_set_put(void *set);
struct cmis_module *cmis_module_create(void);
struct cmis_module *cmis_cage_get_module(struct cmis_cage *cage);

static inline void cmis_module_put(struct cmis_module *module)
{
	cmis_set_put(module);
}

struct cmis_snapshot *cmis_snapshot_create(struct cmis_module *module);
struct cmis_snapshot *cmis_snapshot_copy(const struct cmis_snapshot *snapshot);
struct cmis_snapshot *cmis_cage_get_snapshot(struct cmis_cage *cage);

static inline void cmis_snapshot_put(struct cmis_snapshot *snapshot)
{
	cmis_set_put(snapshot);
}

#endif /* _CMIS_SNAPSHOT_H */
