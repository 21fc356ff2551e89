// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: VDM, pages 20h-2Fh.
 *
 * The module's descriptors define its observables. A live observable shows the
 * value that the user has set. A statistic summarises the live observable of
 * the same resource. It shows the running interval; while frozen, the interval
 * that the freeze ended. An interval begins with the present value of the
 * observable. Each value that is set counts once, however long it lasts.
 */
#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/lockdep.h>
#include <linux/math64.h>
#include <linux/slab.h>

#include "sim/flags.h"
#include "sim/module.h"
#include "sim/path.h"

#define CMIS_SIM_VDM_NO_SOURCE		(-1)
#define CMIS_SIM_VDM_FLAG_BITS		4

enum cmis_sim_vdm_statistic {
	CMIS_SIM_VDM_MIN = 1,
	CMIS_SIM_VDM_MAX,
	CMIS_SIM_VDM_AVERAGE,
	CMIS_SIM_VDM_TOTAL,
};

/**
 * struct cmis_sim_vdm_row - a statistic of the media side
 * @type: type of the statistic; the next one is of the host side
 * @live: type of its source; the next one is of the host side
 * @kind: enum cmis_sim_vdm_statistic
 */
struct cmis_sim_vdm_row {
	u8 type;
	u8 live;
	u8 kind;
};

static const struct cmis_sim_vdm_row cmis_sim_vdm_rows[] = {
	{ 9, 15, CMIS_SIM_VDM_MIN },		/* pre-FEC BER */
	{ 11, 15, CMIS_SIM_VDM_MAX },
	{ 13, 15, CMIS_SIM_VDM_AVERAGE },
	{ 17, 23, CMIS_SIM_VDM_MIN },		/* FERC */
	{ 19, 23, CMIS_SIM_VDM_MAX },
	{ 21, 23, CMIS_SIM_VDM_AVERAGE },
	{ 25, 23, CMIS_SIM_VDM_TOTAL },
	{ 27, 33, CMIS_SIM_VDM_MIN },		/* SEWmax */
	{ 29, 33, CMIS_SIM_VDM_MAX },
	{ 31, 33, CMIS_SIM_VDM_AVERAGE },
};

/* Two's complement; the rest is unsigned, or F16 */
static const u8 cmis_sim_vdm_signed[] = {
	2, 3, 4, 84, 134, 135, 141, 143, 144, 145, 148, 150,
};

#define CMIS_SIM_VDM_LANES_FIRST	5	/* odd media, even host */
#define CMIS_SIM_VDM_LANES_LAST		34
#define CMIS_SIM_VDM_PATHS_FIRST	9	/* of data paths from here on */
#define CMIS_SIM_VDM_F16_FIRST		9
#define CMIS_SIM_VDM_F16_LAST		26

static unsigned int cmis_sim_vdm_bank(const struct cmis_sim_vdm_item *item)
{
	return item->slot / CMIS_SIM_VDM_BANK_SIZE;
}

static unsigned int cmis_sim_vdm_group(const struct cmis_sim_vdm_item *item)
{
	return item->slot % CMIS_SIM_VDM_BANK_SIZE / CMIS_SIM_VDM_GROUP_SIZE;
}

/* Two bytes for each instance, on the page of its group. */
static u8 *cmis_sim_vdm_at(struct cmis_sim_module *module, u8 first_page,
			   const struct cmis_sim_vdm_item *item)
{
	unsigned int k = item->slot % CMIS_SIM_VDM_GROUP_SIZE;
	u32 reg = CMIS_REG(first_page + cmis_sim_vdm_group(item),
			   CMIS_UPPER_FIRST + 2 * k, 2);

	return cmis_sim_store_byte(&module->memory, cmis_sim_vdm_bank(item),
				   reg);
}

static bool cmis_sim_vdm_is_f16(u8 type)
{
	return type >= CMIS_SIM_VDM_F16_FIRST && type <= CMIS_SIM_VDM_F16_LAST;
}

/**
 * cmis_sim_vdm_is_signed() - whether a type has values in two's complement
 * @type: type of an observable
 *
 * Return: true if it has.
 */
bool cmis_sim_vdm_is_signed(u8 type)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_vdm_signed); i++)
		if (cmis_sim_vdm_signed[i] == type)
			return true;
	return false;
}

static int cmis_sim_vdm_compare(u8 type, u16 a, u16 b)
{
	if (cmis_sim_vdm_is_f16(type))
		return cmis_sim_f16_compare(a, b);
	if (cmis_sim_vdm_is_signed(type))
		return (s16)a - (s16)b;
	return a - b;
}

static bool cmis_sim_vdm_is_host(u8 type)
{
	return type >= CMIS_SIM_VDM_LANES_FIRST &&
	       type <= CMIS_SIM_VDM_LANES_LAST && !(type & 1);
}

/* These belong to data paths, in some modules to lanes. */
static bool cmis_sim_vdm_is_of_paths(u8 type)
{
	return type >= CMIS_SIM_VDM_PATHS_FIRST &&
	       type <= CMIS_SIM_VDM_LANES_LAST;
}

static const struct cmis_sim_vdm_row *cmis_sim_vdm_row_find(u8 type)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_vdm_rows); i++)
		if (type == cmis_sim_vdm_rows[i].type ||
		    type == cmis_sim_vdm_rows[i].type + 1)
			return &cmis_sim_vdm_rows[i];
	return NULL;
}

/**
 * cmis_sim_vdm_sample() - the value that an observable shows
 * @module: the module
 * @item: the observable
 *
 * Return: the value of its register.
 */
u16 cmis_sim_vdm_sample(struct cmis_sim_module *module,
			const struct cmis_sim_vdm_item *item)
{
	const u8 *at = cmis_sim_vdm_at(module, CMIS_PAGE_VDM_SAMPLES, item);

	return at ? cmis_sim_be16_get(at) : 0;
}

static void cmis_sim_vdm_show(struct cmis_sim_module *module,
			      const struct cmis_sim_vdm_item *item, u16 raw)
{
	u8 *at = cmis_sim_vdm_at(module, CMIS_PAGE_VDM_SAMPLES, item);

	if (at)
		cmis_sim_be16_put(raw, at);
}

/* Bit 0 high alarm, 1 low alarm, 2 high warning, 3 low warning */
static u8 cmis_sim_vdm_beyond(struct cmis_sim_module *module,
			      const struct cmis_sim_vdm_item *item)
{
	const u8 *descriptor = cmis_sim_vdm_at(module, CMIS_PAGE_VDM_DESC,
					       item);
	unsigned int set = FIELD_GET(CMIS_VDM_DESC_THRESHOLD, *descriptor), i;
	u32 reg = CMIS_REG(CMIS_PAGE_VDM_THRESHOLDS + cmis_sim_vdm_group(item),
			   CMIS_UPPER_FIRST + 2 * CMIS_SIM_VDM_FLAG_BITS * set,
			   8);
	const u8 *at = cmis_sim_store_byte(&module->memory,
					   cmis_sim_vdm_bank(item), reg);
	u16 raw = cmis_sim_vdm_sample(module, item), limit, any = 0;
	u8 beyond = 0;
	int order;

	for (i = 0; at && i < CMIS_SIM_VDM_FLAG_BITS; i++) {
		limit = cmis_sim_be16_get(at + 2 * i);
		order = cmis_sim_vdm_compare(item->type, raw, limit);
		any |= limit;
		if (i & 1 ? order < 0 : order > 0)
			beyond |= BIT(i);
	}
	/* Four zeros are no thresholds. */
	return any ? beyond : 0;
}

/* Paths that are down raise no flags. */
static bool cmis_sim_vdm_is_active(struct cmis_sim_module *module,
				   const struct cmis_sim_vdm_item *item)
{
	const struct cmis_sim_vdm *vdm = &module->vdm;
	u64 up = cmis_sim_vdm_is_host(item->type) ? vdm->host_up :
						    vdm->media_up;

	if (!module->running || item->resource >= CMIS_LANES_PER_BANK)
		return true;
	if (cmis_sim_vdm_is_of_paths(item->type))
		up |= vdm->host_up;
	return up & BIT_ULL(cmis_sim_vdm_bank(item) * CMIS_LANES_PER_BANK +
			    item->resource);
}

static void cmis_sim_vdm_judge(struct cmis_sim_module *module,
			       const struct cmis_sim_vdm_item *item)
{
	unsigned int k = item->slot % CMIS_SIM_VDM_BANK_SIZE;
	unsigned int shift = k & 1 ? CMIS_SIM_VDM_FLAG_BITS : 0;
	u8 beyond = 0;

	if (cmis_sim_vdm_is_active(module, item))
		beyond = cmis_sim_vdm_beyond(module, item);
	cmis_sim_flag_hold(module, cmis_sim_vdm_bank(item),
			   CMIS_VDM_FLAGS + k / 2, 0xf << shift,
			   beyond << shift);
}

static void cmis_sim_vdm_lanes_update(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	unsigned int lane;

	vdm->host_up = 0;
	vdm->media_up = 0;
	for (lane = 0; lane < cmis_sim_lanes(module); lane++) {
		if (cmis_sim_path_is_up(module, lane, true))
			vdm->host_up |= BIT_ULL(lane);
		if (cmis_sim_path_is_up(module, lane, false))
			vdm->media_up |= BIT_ULL(lane);
	}
}

/**
 * cmis_sim_vdm_update() - compare all observables to their thresholds
 * @module: the module
 */
void cmis_sim_vdm_update(struct cmis_sim_module *module)
{
	unsigned int i;

	lockdep_assert_held(&module->lock);
	if (!module->vdm.items)
		return;
	cmis_sim_vdm_lanes_update(module);
	for (i = 0; i < module->vdm.count; i++)
		cmis_sim_vdm_judge(module, &module->vdm.items[i]);
}

static void cmis_sim_vdm_count(struct cmis_sim_vdm_item *item, u16 raw)
{
	if (!item->count || cmis_sim_vdm_compare(item->type, raw,
						 item->min) < 0)
		item->min = raw;
	if (!item->count || cmis_sim_vdm_compare(item->type, raw,
						 item->max) > 0)
		item->max = raw;
	item->count++;
	if (cmis_sim_vdm_is_f16(item->type))
		cmis_sim_sum_add(&item->sum, raw & 0x7ff, raw >> 11);
	else
		cmis_sim_sum_add(&item->sum, raw, 0);
}

static void cmis_sim_vdm_interval_begin(struct cmis_sim_module *module,
					struct cmis_sim_vdm_item *item)
{
	item->count = 0;
	item->sum = (struct cmis_sim_sum) { };
	cmis_sim_vdm_count(item, cmis_sim_vdm_sample(module, item));
}

static u16 cmis_sim_vdm_average(const struct cmis_sim_vdm_item *item)
{
	if (cmis_sim_vdm_is_f16(item->type))
		return cmis_sim_sum_f16(&item->sum, item->count);
	return div64_u64(item->sum.mantissa + item->count / 2, item->count);
}

static u16 cmis_sim_vdm_statistic_get(u8 type,
				      const struct cmis_sim_vdm_item *live)
{
	switch (cmis_sim_vdm_row_find(type)->kind) {
	case CMIS_SIM_VDM_MIN:
		return live->min;
	case CMIS_SIM_VDM_MAX:
		return live->max;
	case CMIS_SIM_VDM_AVERAGE:
		return cmis_sim_vdm_average(live);
	default:
		return cmis_sim_sum_f16(&live->sum, 1);
	}
}

/* Show statistics as they are now: those of one source, or all (-1). */
static void cmis_sim_vdm_statistics_show(struct cmis_sim_module *module,
					 int source)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	struct cmis_sim_vdm_item *item;
	unsigned int i;
	u16 raw;

	for (i = 0; i < vdm->count; i++) {
		item = &vdm->items[i];
		if (item->source == CMIS_SIM_VDM_NO_SOURCE ||
		    (source >= 0 && item->source != source) ||
		    test_bit(item->slot, vdm->pinned))
			continue;
		raw = cmis_sim_vdm_statistic_get(item->type,
						 &vdm->items[item->source]);
		cmis_sim_vdm_show(module, item, raw);
		if (module->summing)
			cmis_sim_vdm_judge(module, item);
	}
}

static void cmis_sim_vdm_intervals_begin(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	unsigned int i;

	for (i = 0; i < vdm->count; i++)
		cmis_sim_vdm_interval_begin(module, &vdm->items[i]);
}

static int cmis_sim_vdm_source_find(struct cmis_sim_vdm *vdm,
				    const struct cmis_sim_vdm_item *item)
{
	const struct cmis_sim_vdm_row *row = cmis_sim_vdm_row_find(item->type);
	unsigned int i;
	u8 live;

	if (!row)
		return CMIS_SIM_VDM_NO_SOURCE;
	live = row->live + item->type - row->type;
	for (i = 0; i < vdm->count; i++)
		if (vdm->items[i].type == live &&
		    vdm->items[i].resource == item->resource &&
		    cmis_sim_vdm_bank(&vdm->items[i]) ==
		    cmis_sim_vdm_bank(item))
			return i;
	return CMIS_SIM_VDM_NO_SOURCE;
}

static void cmis_sim_vdm_item_scan(struct cmis_sim_module *module,
				   unsigned int slot)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	struct cmis_sim_vdm_item *item = &vdm->items[vdm->count];
	const u8 *at;

	*item = (struct cmis_sim_vdm_item) { .slot = slot };
	at = cmis_sim_vdm_at(module, CMIS_PAGE_VDM_DESC, item);
	if (!at || !at[1])
		return;
	item->type = at[1];
	item->resource = FIELD_GET(CMIS_VDM_DESC_RESOURCE, at[0]);
	vdm->count++;
}

static void cmis_sim_vdm_scan(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	unsigned int groups, slot, i;

	vdm->count = 0;
	groups = 1 + FIELD_GET(CMIS_VDM_SUPPORT_GROUPS,
			       cmis_sim_get(module, 0, CMIS_VDM_SUPPORT));
	for (slot = 0; slot < module->banks * CMIS_SIM_VDM_BANK_SIZE; slot++)
		if (slot % CMIS_SIM_VDM_BANK_SIZE <
		    groups * CMIS_SIM_VDM_GROUP_SIZE)
			cmis_sim_vdm_item_scan(module, slot);
	for (i = 0; i < vdm->count; i++)
		vdm->items[i].source =
			cmis_sim_vdm_source_find(vdm, &vdm->items[i]);
	cmis_sim_vdm_intervals_begin(module);
}

/**
 * cmis_sim_vdm_destroy() - free the observables of a module
 * @module: the module
 */
void cmis_sim_vdm_destroy(struct cmis_sim_module *module)
{
	kvfree(module->vdm.items);
	module->vdm.items = NULL;
	module->vdm.count = 0;
}

/**
 * cmis_sim_vdm_create() - make room for the observables of a module
 * @module: a module that was just plugged; its memory is loaded
 *
 * Context: may sleep.
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_vdm_create(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;

	lockdep_assert_held(&module->lock);
	cmis_sim_vdm_destroy(module);
	if (cmis_sim_is_flat(module) ||
	    !(cmis_sim_get(module, 0, CMIS_PAGES_ADVERT) & CMIS_PAGES_VDM) ||
	    !cmis_sim_store_get(&module->memory, CMIS_PAGE_VDM_CONTROL))
		return 0;
	vdm->items = kvcalloc(module->banks * CMIS_SIM_VDM_BANK_SIZE,
			      sizeof(*vdm->items), GFP_KERNEL);
	if (!vdm->items)
		return -ENOMEM;
	bitmap_zero(vdm->pinned, CMIS_SIM_VDM_SLOTS);
	if (module->frozen)
		bitmap_fill(vdm->pinned, CMIS_SIM_VDM_SLOTS);
	return 0;
}

/**
 * cmis_sim_vdm_is_measured() - whether a page holds values of observables
 * @page: the page
 *
 * Return: true if it does; a reset does not change the page.
 */
bool cmis_sim_vdm_is_measured(u8 page)
{
	return page >= CMIS_PAGE_VDM_SAMPLES && page < CMIS_PAGE_VDM_THRESHOLDS;
}

/**
 * cmis_sim_vdm_start() - power VDM up, or take it out of reset
 * @module: the module
 *
 * A snapshot that was taken in the middle of a freeze goes on with it.
 */
void cmis_sim_vdm_start(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	u8 control = cmis_sim_get(module, 0, CMIS_VDM_CONTROL);
	u8 status = cmis_sim_get(module, 0, CMIS_VDM_STATUS);

	lockdep_assert_held(&module->lock);
	if (!vdm->items)
		return;
	vdm->host_up = 0;
	vdm->media_up = 0;
	vdm->freezing = control & CMIS_VDM_FREEZE;
	vdm->held = vdm->freezing && status & CMIS_VDM_FREEZE_DONE;
	vdm->pending = vdm->freezing && !vdm->held;
	vdm->stuck = false;
	vdm->end = module->now;
	cmis_sim_vdm_scan(module);
	if (!vdm->held)
		cmis_sim_vdm_statistics_show(module, -1);
}

static void cmis_sim_vdm_done(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	unsigned int bank;

	vdm->pending = false;
	vdm->held = vdm->freezing;
	cmis_sim_vdm_statistics_show(module, -1);
	if (vdm->held)
		cmis_sim_vdm_intervals_begin(module);
	for (bank = 0; bank < module->banks; bank++)
		cmis_sim_put(module, bank, CMIS_VDM_STATUS, vdm->freezing ?
			     CMIS_VDM_FREEZE_DONE : CMIS_VDM_UNFREEZE_DONE);
}

/**
 * cmis_sim_vdm_advance() - finish a freeze, or its release, that is due
 * @module: the module
 */
void cmis_sim_vdm_advance(struct cmis_sim_module *module)
{
	struct cmis_sim_vdm *vdm = &module->vdm;

	lockdep_assert_held(&module->lock);
	if (vdm->items && vdm->pending && !vdm->stuck &&
	    cmis_sim_is_over(module, vdm->end))
		cmis_sim_vdm_done(module);
}

static void cmis_sim_vdm_due_set(struct cmis_sim_module *module)
{
	module->vdm.end = cmis_sim_after_ms(module, module->vdm.freeze_ms);
	module->dirty = true;
	cmis_sim_vdm_advance(module);
}

/**
 * cmis_sim_vdm_control_write() - the host writes 2Fh:144
 * @module: the module
 * @bank: its bank
 * @value: the byte
 *
 * Freezing covers all banks. Only a change of the bit is a request.
 */
void cmis_sim_vdm_control_write(struct cmis_sim_module *module,
				unsigned int bank, u8 value)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	bool freeze = value & CMIS_VDM_FREEZE;
	unsigned int i;
	u8 control;

	lockdep_assert_held(&module->lock);
	cmis_sim_put(module, bank, CMIS_VDM_CONTROL, value);
	if (!vdm->items || freeze == vdm->freezing)
		return;
	for (i = 0; i < module->banks; i++) {
		control = cmis_sim_get(module, i, CMIS_VDM_CONTROL) &
			  ~CMIS_VDM_FREEZE;
		cmis_sim_put(module, i, CMIS_VDM_CONTROL, control |
			     (freeze ? CMIS_VDM_FREEZE : 0));
		cmis_sim_put(module, i, CMIS_VDM_STATUS, 0);
	}
	vdm->freezing = freeze;
	vdm->pending = true;
	vdm->stuck = freeze &&
		     cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_NO_FREEZE);
	cmis_sim_vdm_due_set(module);
}

/**
 * cmis_sim_vdm_delay_set() - set the time to freeze and to release
 * @module: the module
 * @ms: the time, or CMIS_SIM_NEVER_MS; a pending request starts over
 */
void cmis_sim_vdm_delay_set(struct cmis_sim_module *module, u32 ms)
{
	lockdep_assert_held(&module->lock);
	module->vdm.freeze_ms = ms;
	if (module->vdm.pending)
		cmis_sim_vdm_due_set(module);
}

/* Whether all observables of a type in a bank are at first lanes of paths */
static bool cmis_sim_vdm_is_by_path(struct cmis_sim_module *module, u8 type,
				    unsigned int bank)
{
	const struct cmis_sim_vdm_item *item;
	unsigned int i, lane;

	if (!cmis_sim_vdm_is_of_paths(type))
		return false;
	for (i = 0; i < module->vdm.count; i++) {
		item = &module->vdm.items[i];
		if (item->type != type || cmis_sim_vdm_bank(item) != bank ||
		    item->resource >= CMIS_LANES_PER_BANK)
			continue;
		lane = bank * CMIS_LANES_PER_BANK + item->resource;
		if (cmis_sim_path_first(module, lane, true) != item->resource)
			return false;
	}
	return true;
}

static int cmis_sim_vdm_resource_get(struct cmis_sim_module *module, u8 type,
				     int lane)
{
	unsigned int bank = lane / CMIS_LANES_PER_BANK;

	if (lane < 0)
		return CMIS_SIM_VDM_MODULE;
	if (cmis_sim_vdm_is_by_path(module, type, bank))
		return cmis_sim_path_first(module, lane,
					   cmis_sim_vdm_is_host(type));
	return lane % CMIS_LANES_PER_BANK;
}

/**
 * cmis_sim_vdm_find() - find an observable
 * @module: the module
 * @type: its type
 * @lane: from 0; any lane of the path for one of a data path; -1 for one of
 *	the module
 *
 * Return: the observable, or NULL if there is none.
 */
struct cmis_sim_vdm_item *cmis_sim_vdm_find(struct cmis_sim_module *module,
					    u8 type, int lane)
{
	int resource = cmis_sim_vdm_resource_get(module, type, lane);
	struct cmis_sim_vdm_item *item;
	unsigned int i;

	lockdep_assert_held(&module->lock);
	for (i = 0; i < module->vdm.count; i++) {
		item = &module->vdm.items[i];
		if (item->type == type && item->resource == resource &&
		    (lane < 0 || cmis_sim_vdm_bank(item) ==
		     lane / CMIS_LANES_PER_BANK))
			return item;
	}
	return NULL;
}

/**
 * cmis_sim_vdm_set() - set the value of an observable
 * @module: the module
 * @item: the observable
 * @raw: in the encoding of its type
 *
 * The statistics of a live observable follow. A statistic that is set itself
 * keeps the value until its source is set.
 */
void cmis_sim_vdm_set(struct cmis_sim_module *module,
		      struct cmis_sim_vdm_item *item, u16 raw)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	int index = item - vdm->items;
	unsigned int i;

	lockdep_assert_held(&module->lock);
	module->summing = true;
	cmis_sim_vdm_show(module, item, raw);
	cmis_sim_vdm_judge(module, item);
	if (cmis_sim_vdm_row_find(item->type)) {
		set_bit(item->slot, vdm->pinned);
		return;
	}
	cmis_sim_vdm_count(item, raw);
	for (i = 0; i < vdm->count; i++)
		if (vdm->items[i].source == index)
			clear_bit(vdm->items[i].slot, vdm->pinned);
	if (!vdm->held)
		cmis_sim_vdm_statistics_show(module, index);
}

static void cmis_sim_vdm_sample_changed(struct cmis_sim_module *module,
					unsigned int slot)
{
	struct cmis_sim_vdm *vdm = &module->vdm;
	unsigned int i;

	for (i = 0; i < vdm->count; i++) {
		if (vdm->items[i].slot != slot)
			continue;
		set_bit(slot, vdm->pinned);
		cmis_sim_vdm_interval_begin(module, &vdm->items[i]);
		cmis_sim_vdm_judge(module, &vdm->items[i]);
	}
}

/**
 * cmis_sim_vdm_byte_changed() - a byte of VDM's pages was changed from outside
 * @module: the module
 * @bank: its bank
 * @page: its page
 * @offset: its address
 *
 * A new value of a live observable begins a new interval.
 */
void cmis_sim_vdm_byte_changed(struct cmis_sim_module *module,
			       unsigned int bank, u8 page, u8 offset)
{
	unsigned int slot = bank * CMIS_SIM_VDM_BANK_SIZE +
			    page % CMIS_SIM_VDM_GROUPS *
			    CMIS_SIM_VDM_GROUP_SIZE +
			    (offset - CMIS_UPPER_FIRST) / 2;

	lockdep_assert_held(&module->lock);
	if (!module->vdm.items || offset < CMIS_UPPER_FIRST ||
	    bank >= module->banks || page < CMIS_PAGE_VDM_DESC ||
	    page > CMIS_PAGE_VDM_CONTROL)
		return;
	if (page < CMIS_PAGE_VDM_SAMPLES ||
	    CMIS_REG(page, offset, 1) == CMIS_VDM_SUPPORT)
		cmis_sim_vdm_scan(module);
	else if (page < CMIS_PAGE_VDM_THRESHOLDS)
		cmis_sim_vdm_sample_changed(module, slot);
	else if (page < CMIS_PAGE_VDM_FLAGS)
		cmis_sim_vdm_update(module);
}
