/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Versatile Diagnostics Monitoring: pages 20h-2Fh, pure decoders.
 *
 * A module says by descriptors what it measures and where: each gives the type
 * of an observable, the lane or data path that it belongs to, and a place for
 * its sample, its thresholds and its flags. Nothing but the descriptors says
 * where something is.
 */
#ifndef _LINUX_CMIS_VDM_H
#define _LINUX_CMIS_VDM_H

#include "spec/f16.h"
#include "spec/monitors.h"
#include "spec/spec.h"
#include "spec/regs.h"
#include <linux/types.h>

#define CMIS_VDM_GROUPS		4
#define CMIS_VDM_GROUP_SLOTS	64
#define CMIS_VDM_BANK_SLOTS	(CMIS_VDM_GROUPS * CMIS_VDM_GROUP_SLOTS)
#define CMIS_VDM_SETS		16	/* of thresholds, in each group */
#define CMIS_VDM_MAX		(CMIS_MAX_BANKS * CMIS_VDM_BANK_SLOTS)
#define CMIS_VDM_TYPES		256

/* Resource of a descriptor: a lane, the first lane of a data path, or this. */
#define CMIS_VDM_RESOURCE_MODULE	15

#define CMIS_VDM_LANE_NONE		CMIS_LANE_NONE

/* Observables that the driver itself asks for by their type. */
enum cmis_vdm_type_id {
	CMIS_VDM_UNUSED = 0,
	CMIS_VDM_MEDIA_SNR = 5,
	CMIS_VDM_HOST_SNR = 6,
	CMIS_VDM_MEDIA_BER = 15,
	CMIS_VDM_HOST_BER = 16,
};

enum cmis_vdm_format {
	CMIS_VDM_U16,
	CMIS_VDM_S16,
	CMIS_VDM_F16,
};

/**
 * struct cmis_vdm_type - what a type of observables means
 * @name: in files and messages, without the unit; NULL: not in any table,
 *	shown as the raw number
 * @format: enum cmis_vdm_format
 * @unit: enum cmis_unit of the decoded value
 * @side: enum cmis_side
 * @statistic: over the time between two freezes; live otherwise
 * @per_path: the resource is a data path, by its first host lane
 * @mul: numerator of the scale, for U16 and S16
 * @div: its denominator; the quotient is rounded to the nearest
 */
struct cmis_vdm_type {
	const char *name;
	u8 format;
	u8 unit;
	u8 side;
	bool statistic;
	bool per_path;
	s32 mul;
	s32 div;
};

/* Where a sample comes from. */
enum cmis_vdm_source {
	CMIS_VDM_SOURCE_VDM,	/* pages 24h-27h */
	CMIS_VDM_SOURCE_DIAG,	/* page 14h, by the diagnostics selector */
};

/**
 * struct cmis_observable - one thing that a module measures
 * @type: observable type
 * @source: enum cmis_vdm_source
 * @bank: lane bank
 * @slot: place in the bank's VDM set, 64 * (group - 1) + index; for page 14h
 *	the lane within the bank
 * @resource: as in the descriptor: 0..7 or %CMIS_VDM_RESOURCE_MODULE
 * @set: thresholds that it has, 0..15 of its group's
 * @has_limits: @limit is known, and neither all 00h nor all FFh
 * @limit: thresholds by enum cmis_level, raw, in the format of the type
 */
struct cmis_observable {
	u8 type;
	u8 source;
	u8 bank;
	u8 slot;
	u8 resource;
	u8 set;
	bool has_limits;
	u16 limit[CMIS_LEVEL_COUNT];
};

/**
 * struct cmis_vdm_index - all that a module measures
 * @groups: groups that are advertised, 1..4; 0 if there is no VDM (2Fh:128.1-0)
 * @fine_interval_us: length of one interval of BER and FERC; 0 = not given
 *	(2Fh:129-130)
 * @statistics: at least one observable needs a freeze
 * @count: number of @obs
 * @rejected: descriptors that contradict others or what the module has
 * @obs: in the order of banks and slots
 */
struct cmis_vdm_index {
	u8 groups;
	u32 fine_interval_us;
	bool statistics;
	u16 count;
	u16 rejected;
	struct cmis_observable obs[CMIS_VDM_MAX];
};

/**
 * struct cmis_vdm_value - a decoded sample or threshold
 * @unit: enum cmis_unit
 * @is_float: @f16 holds it, else @value does
 * @value: in @unit
 * @f16: times one of @unit
 */
struct cmis_vdm_value {
	u8 unit;
	bool is_float;
	s32 value;
	struct cmis_f16 f16;
};

/* spec/vdm.c */
const struct cmis_vdm_type *cmis_vdm_type(u8 id);
const char *cmis_vdm_unit_suffix(u8 unit);
void cmis_vdm_value_decode(u8 type, u16 raw, struct cmis_vdm_value *value);
int cmis_vdm_compare(u8 type, u16 a, u16 b);
bool cmis_vdm_has_limit(const struct cmis_observable *obs, unsigned int level);
u8 cmis_vdm_levels(const struct cmis_observable *obs, u16 raw);
u8 cmis_vdm_flags(const struct cmis_observable *obs, const u8 *flags,
		  size_t len);
int cmis_vdm_advert_decode(const u8 *page, size_t len,
			   struct cmis_vdm_index *index);
int cmis_vdm_descriptors_decode(const u8 *page, size_t len, u8 bank, u8 group,
				unsigned int lanes,
				struct cmis_vdm_index *index);
int cmis_vdm_thresholds_decode(const u8 *page, size_t len, u8 bank, u8 group,
			       struct cmis_vdm_index *index);

#endif /* _LINUX_CMIS_VDM_H */
