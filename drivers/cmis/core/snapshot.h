/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Snapshots: what the last sweeps of a module found. Plain data, for user space
 * as well. Times are boot time.
 */
#ifndef _CMIS_SNAPSHOT_H
#define _CMIS_SNAPSHOT_H

#include <linux/types.h>

#include "core/module.h"
#include "spec/monitors.h"
#include "spec/spec.h"

/**
 * struct cmis_sweep - how the sweeps of a class went
 * @when_ns: time of the last good sweep of the whole class
 * @error: 0, or the errno after too many sweeps in a row have failed
 */
struct cmis_sweep {
	u64 when_ns;
	int error;
};

/**
 * struct cmis_readings - what a sweep found of the monitors of a class
 * @when_ns: when it was read. A sweep of VDM out of turn reads flags and live
 *	values only: statistics are as old as struct cmis_sweep says
 * @error: of statistics: 0, or the reason that there are none, e.g. -ETIMEDOUT
 *	after a freeze that was never done
 * @early: read out of turn, by an interrupt or a flag summary
 * @count: number of @reading
 * @reading: in the order of the class's monitors
 *
 * Immutable once it has been published. Snapshots share it until the next sweep
 * of the class: two snapshots have the same one if that class was not swept in
 * between.
 */
struct cmis_readings {
	u64 when_ns;
	int error;
	bool early;
	u16 count;
	struct cmis_reading reading[];
};

/**
 * struct cmis_vdm_sample - what the last sweep found of one observable
 * @raw: as the module gives it, in the format of the type
 * @levels: bits of enum cmis_level, as latched
 * @valid: @raw could be read
 */
struct cmis_vdm_sample {
	u16 raw;
	u8 levels;
	bool valid;
};

/**
 * struct cmis_vdm_samples - what the last sweep found of all observables
 * @error: of the statistics: 0, or why they say nothing, e.g. -ETIMEDOUT after
 *	a freeze that was never done
 * @when_ns: when flags and live samples were last read, which a sweep out of
 *	turn does as well; the rest is as old as struct cmis_sweep says
 * @count: as in the module's index
 * @sample: by the place in the module's index
 *
 * Immutable once it has been published.
 */
struct cmis_vdm_samples {
	int error;
	u64 when_ns;
	u16 count;
	struct cmis_vdm_sample sample[];
};

/**
 * struct cmis_diag_counters - bit errors of a lane, as page 14h counts them
 * @errors: bits that were wrong
 * @bits: bits that were looked at
 * @sync_lost: the checker lost the pattern meanwhile (@bits is odd)
 * @valid: the rest could be read
 */
struct cmis_diag_counters {
	u64 errors;
	u64 bits;
	bool sync_lost;
	bool valid;
};

/**
 * struct cmis_diag_counts - counters of all lanes as the last sweep found them
 * @lane: host side, then media side, by lane
 *
 * Immutable once it has been published.
 */
struct cmis_diag_counts {
	struct cmis_diag_counters lane[2][CMIS_MAX_LANES];
};

/**
 * struct cmis_snapshot - what the last sweeps found
 * @module: the module it was read from; holds a reference
 * @sweep: by enum cmis_class
 * @stale_ms: oldest age by class at which values may still be shown
 * @status: lower memory
 * @lane: page 11h; the first @module->lanes are valid, and of these what the
 *	plan's ranges cover
 * @readings: of the monitors, by enum cmis_class; holds references
 * @vdm: samples of @module->vdm, or NULL as long as there are none; holds a
 *	reference
 * @counts: counters of page 14h, or NULL if nobody asked for them; holds a
 *	reference
 *
 * Immutable once it has been published.
 */
struct cmis_snapshot {
	struct cmis_module *module;
	struct cmis_sweep sweep[CMIS_CLASS_COUNT];
	u32 stale_ms[CMIS_CLASS_COUNT];
	struct cmis_status status;
	struct cmis_lane lane[CMIS_MAX_LANES];
	struct cmis_readings *readings[CMIS_CLASS_COUNT];
	struct cmis_vdm_samples *vdm;
	struct cmis_diag_counts *counts;
};

/* References; none of these touches the bus. */
struct cmis_snapshot *cmis_snapshot_create(struct cmis_module *module);
struct cmis_snapshot *cmis_snapshot_copy(const struct cmis_snapshot *snapshot);
void cmis_snapshot_put(struct cmis_snapshot *snapshot);
struct cmis_snapshot *cmis_cage_get_snapshot(struct cmis_cage *cage);
struct cmis_vdm_samples *cmis_vdm_samples_create(unsigned int count);
struct cmis_vdm_samples *cmis_vdm_samples_get(struct cmis_vdm_samples *samples);
void cmis_vdm_samples_put(struct cmis_vdm_samples *samples);
struct cmis_diag_counts *cmis_diag_counts_create(void);
struct cmis_diag_counts *cmis_diag_counts_get(struct cmis_diag_counts *counts);
void cmis_diag_counts_put(struct cmis_diag_counts *counts);

/* Questions: pure. */
int cmis_snapshot_check(const struct cmis_snapshot *snapshot,
			enum cmis_class class);
int cmis_snapshot_get_value(const struct cmis_snapshot *snapshot,
			    enum cmis_quantity q, unsigned int lane,
			    s32 *value);
int cmis_snapshot_get_levels(const struct cmis_snapshot *snapshot,
			     enum cmis_quantity q, unsigned int lane,
			     u8 *levels);
int cmis_module_check_firmware(const struct cmis_module *module);
bool cmis_module_has_monitor(const struct cmis_module *module,
			     enum cmis_quantity q, unsigned int lane);
bool cmis_module_has_limits(const struct cmis_module *module,
			    enum cmis_quantity q);
bool cmis_module_has_limit(const struct cmis_module *module,
			   enum cmis_quantity q, enum cmis_level level);
u8 cmis_module_get_levels(const struct cmis_module *module,
			  enum cmis_quantity q, s32 value);
bool cmis_snapshot_is_meaningful(const struct cmis_snapshot *snapshot,
				 enum cmis_quantity q, unsigned int lane);
int cmis_snapshot_get_path(const struct cmis_snapshot *snapshot,
			   enum cmis_side side, unsigned int lane);
unsigned int cmis_observable_lane(const struct cmis_observable *obs);
bool cmis_module_has_observable(const struct cmis_module *module, u8 type,
				unsigned int lane);
int cmis_snapshot_find_observable(const struct cmis_snapshot *snapshot,
				  u8 type, unsigned int lane);
u64 cmis_snapshot_get_sample_when(const struct cmis_snapshot *snapshot,
				  unsigned int index);
int cmis_snapshot_get_sample(const struct cmis_snapshot *snapshot,
			     unsigned int index, u16 *raw);
int cmis_snapshot_get_sample_levels(const struct cmis_snapshot *snapshot,
				    unsigned int index, u8 *levels);
bool cmis_snapshot_sample_is_meaningful(const struct cmis_snapshot *snapshot,
					unsigned int index);
int cmis_snapshot_get_counters(const struct cmis_snapshot *snapshot,
			       enum cmis_side side, unsigned int lane,
			       struct cmis_diag_counters *counters);
bool cmis_module_has_counters(const struct cmis_module *module,
			      enum cmis_side side, unsigned int lane);

#endif /* _CMIS_SNAPSHOT_H */
