/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a simulated module measures of its signals: decimal numbers, VDM
 * (pages 20h-2Fh) and diagnostics (page 14h).
 */
#ifndef _CMIS_SIM_VDM_H
#define _CMIS_SIM_VDM_H

#include <linux/bitmap.h>
#include <linux/build_bug.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "spec/regs.h"

#define CMIS_SIM_NEVER_MS		U32_MAX
#define CMIS_SIM_F16_EXPONENT_ZERO	24	/* code of 10^0 */

#define CMIS_SIM_VDM_GROUPS		4
#define CMIS_SIM_VDM_GROUP_SIZE		64
#define CMIS_SIM_VDM_BANK_SIZE \
	(CMIS_SIM_VDM_GROUPS * CMIS_SIM_VDM_GROUP_SIZE)
#define CMIS_SIM_VDM_SLOTS \
	(CMIS_MAX_BANKS * CMIS_SIM_VDM_BANK_SIZE)
#define CMIS_SIM_VDM_MODULE		15	/* resource: the module */
#define CMIS_SIM_VDM_FREEZE_MS		3

#define CMIS_SIM_DIAG_SELECTORS		7	/* others have no data */
#define CMIS_SIM_DIAG_SETTLE_MS		10

/**
 * struct cmis_sim_decimal - a decimal number, exactly as it was written
 * @negative: its sign
 * @mantissa: less than 10^14
 * @exponent: of ten
 */
struct cmis_sim_decimal {
	bool negative;
	u64 mantissa;
	int exponent;
};

/**
 * struct cmis_sim_sum - a sum of values of very different size
 * @mantissa: its leading 18 digits or so
 * @exponent: of ten; 0 is the weight of an F16 with exponent 0
 */
struct cmis_sim_sum {
	u64 mantissa;
	int exponent;
};

/**
 * struct cmis_sim_vdm_item - an observable, as a descriptor describes it
 * @slot: its place: 256 times the bank, 64 times the group, instance
 * @type: type of the observable
 * @resource: lane or data path in the bank, or CMIS_SIM_VDM_MODULE
 * @source: a statistic: which item it is of, or -1
 * @min: least value in the present interval
 * @max: greatest value
 * @count: values in it
 * @sum: of them
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

static_assert(CMIS_MAX_LANES <= 32);

/**
 * struct cmis_sim_vdm - VDM of a module
 * @freeze_ms: from a request to freeze or to release until it is done
 * @items: those that there are, in the order of their slots; NULL without VDM
 * @count: how many
 * @pinned: slots of statistics that show what they have been set to, or what
 *	a snapshot had, until what they are of is set
 * @host_up: host lanes whose data paths are activated, a bit mask
 * @media_up: media lanes, likewise
 * @freezing: the last request was to freeze
 * @pending: it is not done yet
 * @stuck: and never will be
 * @held: statistics show the interval before the last freeze
 * @end: when the request is done
 */
struct cmis_sim_vdm {
	u32 freeze_ms;
	struct cmis_sim_vdm_item *items;
	unsigned int count;
	DECLARE_BITMAP(pinned, CMIS_SIM_VDM_SLOTS);
	u32 host_up;
	u32 media_up;
	bool freezing;
	bool pending;
	bool stuck;
	bool held;
	ktime_t end;
};

/* Per lane, by diagnostics selector */
enum cmis_sim_diag_kind {
	CMIS_SIM_DIAG_NONE,
	CMIS_SIM_DIAG_HOST_BER,
	CMIS_SIM_DIAG_MEDIA_BER,
	CMIS_SIM_DIAG_HOST_SNR,
	CMIS_SIM_DIAG_MEDIA_SNR,
	CMIS_SIM_DIAG_HOST_ERRORS,
	CMIS_SIM_DIAG_HOST_BITS,
	CMIS_SIM_DIAG_MEDIA_ERRORS,
	CMIS_SIM_DIAG_MEDIA_BITS,
	CMIS_SIM_DIAG_KINDS,
};

/**
 * struct cmis_sim_diag - diagnostics of a module
 * @settle_ms: from a new selector to its data
 * @pending: the data is not there yet, by bank
 * @end: when it is
 * @data: 14h:192-255 by selector
 */
struct cmis_sim_diag {
	u32 settle_ms;
	bool pending[CMIS_MAX_BANKS];
	ktime_t end[CMIS_MAX_BANKS];
	u8 data[CMIS_MAX_BANKS][CMIS_SIM_DIAG_SELECTORS][64];
};

struct cmis_sim_module;

/* sim/number.c */
int cmis_sim_decimal_parse(const char *text, struct cmis_sim_decimal *value);
int cmis_sim_decimal_scale(const struct cmis_sim_decimal *value, u32 factor,
			   u32 divisor, s64 *raw);
int cmis_sim_f16_encode(u64 mantissa, int exponent);
int cmis_sim_f16_compare(u16 a, u16 b);
void cmis_sim_sum_add(struct cmis_sim_sum *sum, u64 mantissa, int exponent);
u16 cmis_sim_sum_f16(const struct cmis_sim_sum *sum, u64 count);

/* sim/vdm.c */
bool cmis_sim_vdm_is_f16(u8 type);
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

/* sim/diag.c */
void cmis_sim_diag_load(struct cmis_sim_module *module);
void cmis_sim_diag_start(struct cmis_sim_module *module);
void cmis_sim_diag_advance(struct cmis_sim_module *module);
void cmis_sim_diag_select(struct cmis_sim_module *module, unsigned int bank);
void cmis_sim_diag_delay_set(struct cmis_sim_module *module, u32 ms);
bool cmis_sim_diag_supported(struct cmis_sim_module *module,
			     enum cmis_sim_diag_kind kind, unsigned int lane);
void cmis_sim_diag_set(struct cmis_sim_module *module,
		       enum cmis_sim_diag_kind kind, unsigned int lane,
		       u64 raw);

#endif /* _CMIS_SIM_VDM_H */
