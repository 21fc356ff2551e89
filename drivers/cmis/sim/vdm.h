/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * VDM, pages 20h-2Fh.
 */
#ifndef _CMIS_SIM_VDM_H
#define _CMIS_SIM_VDM_H

#include <linux/bitmap.h>
#include <linux/build_bug.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "sim/number.h"
#include "sim/store.h"

struct cmis_sim_module;

#define CMIS_SIM_VDM_GROUPS		4
#define CMIS_SIM_VDM_GROUP_SIZE		64
#define CMIS_SIM_VDM_BANK_SIZE \
	(CMIS_SIM_VDM_GROUPS * CMIS_SIM_VDM_GROUP_SIZE)
#define CMIS_SIM_VDM_SLOTS \
	(CMIS_SIM_BANKS_MAX * CMIS_SIM_VDM_BANK_SIZE)
#define CMIS_SIM_VDM_MODULE		15	/* resource: the module */
#define CMIS_SIM_VDM_FREEZE_MS		3

/**
 * struct cmis_sim_vdm_item - an observable, as a descriptor describes it
 * @slot: its place: 256 times the bank, 64 times the group, instance
 * @type: type of the observable
 * @resource: lane or data path in the bank, or CMIS_SIM_VDM_MODULE
 * @source: index of the observable that a statistic is about, or -1
 * @min: least value in the present interval
 * @max: greatest value
 * @count: number of values
 * @sum: of all values
 */
struct cmis_sim_vdm_item {
	u16 slot;
	u8 type;
	u8 resource;
	s16 source;
	u16 min;
	u16 max;
	u64 count;
	struct cmis_sim_sum sum;
};

static_assert(CMIS_SIM_BANKS_MAX * CMIS_LANES_PER_BANK <= 64);

/**
 * struct cmis_sim_vdm - VDM of a module
 * @freeze_ms: from a request to freeze or to release until it is done
 * @items: the observables, in the order of their slots; NULL without VDM
 * @count: their number
 * @pinned: slots of statistics that keep the value they were set to, or the
 *	one of a snapshot, until their source is set
 * @host_up: host lanes whose data paths are activated, a bit mask
 * @media_up: media lanes, likewise
 * @freezing: the last request was to freeze
 * @pending: the request is not done yet
 * @stuck: and never will be
 * @held: statistics show the interval before the last freeze
 * @end: when the request is done
 */
struct cmis_sim_vdm {
	u32 freeze_ms;
	struct cmis_sim_vdm_item *items;
	unsigned int count;
	DECLARE_BITMAP(pinned, CMIS_SIM_VDM_SLOTS);
	u64 host_up;
	u64 media_up;
	bool freezing;
	bool pending;
	bool stuck;
	bool held;
	ktime_t end;
};

bool cmis_sim_vdm_is_signed(u8 type);
int cmis_sim_vdm_create(struct cmis_sim_module *module);
void cmis_sim_vdm_destroy(struct cmis_sim_module *module);
bool cmis_sim_vdm_is_measured(u8 page);
void cmis_sim_vdm_start(struct cmis_sim_module *module);
void cmis_sim_vdm_update(struct cmis_sim_module *module);
void cmis_sim_vdm_advance(struct cmis_sim_module *module);
void cmis_sim_vdm_control_write(struct cmis_sim_module *module,
				unsigned int bank, u8 value);
void cmis_sim_vdm_delay_set(struct cmis_sim_module *module, u32 ms);
struct cmis_sim_vdm_item *cmis_sim_vdm_find(struct cmis_sim_module *module,
					    u8 type, int lane);
u16 cmis_sim_vdm_sample(struct cmis_sim_module *module,
			const struct cmis_sim_vdm_item *item);
void cmis_sim_vdm_set(struct cmis_sim_module *module,
		      struct cmis_sim_vdm_item *item, u16 raw);
void cmis_sim_vdm_byte_changed(struct cmis_sim_module *module,
			       unsigned int bank, u8 page, u8 offset);

#endif /* _CMIS_SIM_VDM_H */
