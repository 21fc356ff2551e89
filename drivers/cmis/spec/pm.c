// SPDX-License-Identifier: GPL-2.0-only
/*
 * Performance of the line of coherent modules: pages 34h, 35h and 3Ah.
 *
 * Pure: see spec/value.h.
 */

#include <linux/limits.h>

#include "spec/pm.h"
#include "spec/advert.h"
#include "spec/f16.h"
#include "spec/lower.h"
#include "spec/value.h"

#define CMIS_PM_COARSE	20	/* ps/nm */

const u32 cmis_pm_regs[CMIS_PM_PAGES] = {
	CMIS_FEC_MEDIA, CMIS_LINE, CMIS_FEC_HOST,
};

const u32 cmis_line_regs[CMIS_LINE_PAGES] = {
	CMIS_LINE_FLAGS, CMIS_CLIENT_FLAGS,
};

const struct cmis_line_byte_info cmis_line_bytes[CMIS_LINE_BYTES] = {
	[CMIS_LINE_TX] = { CMIS_LINE_FLAGS_TX, GENMASK(5, 0) },
	[CMIS_LINE_RX] = { CMIS_LINE_FLAGS_RX, GENMASK(7, 0) },
	[CMIS_LINE_FEC] = { CMIS_CLIENT_FLAGS_FEC, GENMASK(1, 0) },
	[CMIS_LINE_DEGRADE] = { CMIS_CLIENT_FLAGS_DEGRADE, GENMASK(1, 0) },
	[CMIS_LINE_FLEXE] = { CMIS_CLIENT_FLAGS_FLEXE, GENMASK(7, 0) },
	[CMIS_LINE_CLIENT_TX] = { CMIS_CLIENT_FLAGS_TX, GENMASK(2, 0) },
	[CMIS_LINE_CLIENT_RX] = { CMIS_CLIENT_FLAGS_RX, GENMASK(2, 0) },
};

/*
 * Pages 34h and 3Ah. The type is that of the media side, and the next one that
 * of the host side.
 */
static const struct cmis_pm_ratio {
	u16 type;
	u32 part;
	u32 whole;
} cmis_pm_ratios[] = {
	{ 13, CMIS_FEC_CORRECTED, CMIS_FEC_BITS },
	{ 9, CMIS_FEC_CORRECTED_LOW, CMIS_FEC_BITS_SUB },
	{ 11, CMIS_FEC_CORRECTED_HIGH, CMIS_FEC_BITS_SUB },
	{ CMIS_MON_FRAMES, CMIS_FEC_UNCORRECTED, CMIS_FEC_FRAMES },
	{ CMIS_MON_FRAMES + 2, CMIS_FEC_UNCORRECTED_LOW, CMIS_FEC_FRAMES_SUB },
	{ CMIS_MON_FRAMES + 4, CMIS_FEC_UNCORRECTED_HIGH, CMIS_FEC_FRAMES_SUB },
};

/*
 * Page 35h, in the order of the types from CMIS_MON_LINE on. Dispersion has 32
 * bits. It is shown as VDM shows it: in steps of 1 ps/nm if 16 bits suffice,
 * and in steps of 20 ps/nm.
 */
static const u32 cmis_pm_line[] = {
	CMIS_LINE_DISPERSION, CMIS_LINE_DISPERSION, CMIS_LINE_DGD,
	CMIS_LINE_SOPMD, CMIS_LINE_PDL, CMIS_LINE_OSNR, CMIS_LINE_ESNR,
	CMIS_LINE_CFO, CMIS_LINE_EVM, CMIS_LINE_TX_POWER, CMIS_LINE_RX_TOTAL,
	CMIS_LINE_RX_SIGNAL, CMIS_LINE_SOP_RATE, CMIS_LINE_MER, CMIS_LINE_CLOCK,
	CMIS_LINE_SNR_MARGIN, CMIS_LINE_Q, CMIS_LINE_Q_MARGIN,
};

#define CMIS_PM_TYPE_COARSE	(CMIS_MON_LINE + CMIS_LINE_VALUES)

/* Coherent interfaces of single-mode fibre (SFF-8024) */
static const struct {
	u8 first;
	u8 last;
} cmis_coherent_media[] = {
	{ 0x35, 0x37 }, { 0x3e, 0x3f }, { 0x44, 0x44 }, { 0x46, 0x49 },
	{ 0x4d, 0x4d }, { 0x51, 0x54 }, { 0x58, 0x6e }, { 0x72, 0x72 },
	{ 0x7c, 0x7e }, { 0x81, 0x8e },
};

static bool cmis_media_is_coherent(u8 id)
{
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_coherent_media); i++)
		if (id >= cmis_coherent_media[i].first &&
		    id <= cmis_coherent_media[i].last)
			return true;
	return false;
}

/**
 * cmis_module_is_coherent() - whether to look for pages of C-CMIS
 * @basics: lower memory
 * @adverts: page 01h
 * @apps: applications
 *
 * Not all modules of 5.3 set 01h:142.4, and none before can.
 *
 * Return: true if the module has them or may have them.
 */
bool cmis_module_is_coherent(const struct cmis_basics *basics,
			     const struct cmis_adverts *adverts,
			     const struct cmis_apps *apps)
{
	if (basics->flat)
		return false;
	if (adverts->pages & CMIS_PAGES_COHERENT)
		return true;
	if (basics->media_type != CMIS_MEDIA_SMF)
		return false;
	for (unsigned int i = 0; i < apps->count; i++)
		if (cmis_app_used(&apps->app[i]) &&
		    cmis_media_is_coherent(apps->app[i].media_id))
			return true;
	return false;
}

static bool cmis_list_has_type(const struct cmis_monitor_list *list, u16 type)
{
	for (unsigned int i = 0; i < list->count; i++)
		if (list->monitor[i].type == type)
			return true;
	return false;
}

/* The media lane of a module with one wavelength, or its data path. */
static void cmis_pm_monitor_add(u8 page, u16 type, u32 reg,
				struct cmis_monitor_list *list)
{
	if (list->count >= list->max || cmis_list_has_type(list, type))
		return;
	list->monitor[list->count++] = (struct cmis_monitor) {
		.type = type,
		.source = CMIS_SOURCE_PM,
		.page = page,
		.offset = CMIS_REG_OFFSET(reg),
		.scale = 1,
	};
}

/**
 * cmis_pm_monitors_add() - find the monitors of a page
 * @index: of the page in cmis_pm_regs; the module has the page
 * @list: gets the monitors that VDM does not give
 */
void cmis_pm_monitors_add(unsigned int index, struct cmis_monitor_list *list)
{
	u8 page = CMIS_REG_PAGE(cmis_pm_regs[index]);
	unsigned int i, host = page == CMIS_REG_PAGE(CMIS_FEC_HOST);

	if (page != CMIS_REG_PAGE(CMIS_LINE)) {
		for (i = 0; i < ARRAY_SIZE(cmis_pm_ratios); i++)
			cmis_pm_monitor_add(page, cmis_pm_ratios[i].type + host,
					    cmis_pm_ratios[i].part, list);
		return;
	}
	for (i = 0; i < CMIS_LINE_VALUES * ARRAY_SIZE(cmis_pm_line); i++)
		cmis_pm_monitor_add(page, CMIS_MON_LINE + i,
				    cmis_pm_line[i / CMIS_LINE_VALUES], list);
}

static u64 cmis_pm_count(const u8 *page, u32 reg)
{
	const u8 *at = &page[CMIS_REG_INDEX(reg)];

	return CMIS_REG_SIZE(reg) == sizeof(u64) ? get_unaligned_be64(at) :
						   get_unaligned_be32(at);
}

static int cmis_pm_ratio_get(const struct cmis_monitor *monitor, const u8 *page,
			     u16 *raw)
{
	const struct cmis_pm_ratio *row;

	for (row = cmis_pm_ratios;
	     row < cmis_pm_ratios + ARRAY_SIZE(cmis_pm_ratios); row++)
		if (CMIS_REG_OFFSET(row->part) == monitor->offset)
			return cmis_f16_ratio(cmis_pm_count(page, row->part),
					      cmis_pm_count(page, row->whole),
					      raw);
	return -ENODATA;
}

/* Beyond 16 bits there is no value. */
static int cmis_pm_dispersion_get(const u8 *at, bool coarse, u16 *raw)
{
	s32 step = coarse ? CMIS_PM_COARSE : 1;
	s32 value = (s32)get_unaligned_be32(at);

	if (value > S16_MAX * step || value < -S16_MAX * step)
		return -ENODATA;
	*raw = (value + (value < 0 ? -step : step) / 2) / step;
	return 0;
}

/**
 * cmis_pm_get_raw() - find a value on page 34h, 35h or 3Ah
 * @monitor: a monitor of this page
 * @page: the page, 128 bytes, as read in a freeze
 * @raw: gets the value in the format of the monitor
 *
 * A quantity that the module does not measure has three zeros.
 *
 * Return: 0; -ENODATA if there is no value; -EBADMSG if the module counts more
 * errors than bits.
 */
int cmis_pm_get_raw(const struct cmis_monitor *monitor, const u8 *page,
		    u16 *raw)
{
	unsigned int place = monitor->type - CMIS_MON_LINE, size;
	u32 reg;
	const u8 *at;

	if (monitor->page != CMIS_REG_PAGE(CMIS_LINE))
		return cmis_pm_ratio_get(monitor, page, raw);
	if (place >= CMIS_LINE_VALUES * ARRAY_SIZE(cmis_pm_line))
		return -ENODATA;
	reg = cmis_pm_line[place / CMIS_LINE_VALUES];
	at = &page[CMIS_REG_INDEX(reg)];
	if (!memchr_inv(at, 0, CMIS_REG_SIZE(reg)))
		return -ENODATA;
	size = CMIS_REG_SIZE(reg) / CMIS_LINE_VALUES;
	at += place % CMIS_LINE_VALUES * size;
	if (reg == CMIS_LINE_DISPERSION)
		return cmis_pm_dispersion_get(at, monitor->type >=
					      CMIS_PM_TYPE_COARSE, raw);
	*raw = get_unaligned_be16(at);
	return 0;
}
