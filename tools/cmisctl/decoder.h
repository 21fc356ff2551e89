/* SPDX-License-Identifier: GPL-2.0-only */
/* A module's memory, decoded by the decoders of the driver. */
#ifndef _CMISCTL_DECODER_H
#define _CMISCTL_DECODER_H

#include "image.h"
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/lower.h"
#include "spec/monitors.h"
#include "spec/vdm.h"

struct ctl_sink;

#define MONITORS_MAX	(64 + CMIS_MAX_LANES * 4 + \
			 CMIS_MAX_BANKS * CMIS_VDM_BANK_SLOTS)

/**
 * struct decoder - a memory that is being decoded
 * @image: the memory
 * @sink: takes words; of memory.c
 * @basics: lower memory
 * @status: lower memory
 * @admin: page 00h
 * @adverts: page 01h
 * @thresholds: page 02h
 * @apps: applications
 * @monitors: all monitors
 * @monitor: memory of @monitors
 * @lanes: number of lanes
 * @contradictions: bits: CMIS_ODD_*
 * @odd: number of oddities
 */
struct decoder {
	const struct ctl_image *image;
	const struct ctl_sink *sink;
	struct cmis_basics basics;
	struct cmis_status status;
	struct cmis_admin admin;
	struct cmis_adverts adverts;
	struct cmis_thresholds thresholds;
	struct cmis_apps apps;
	struct cmis_monitor_list monitors;
	struct cmis_monitor monitor[MONITORS_MAX];
	unsigned int lanes;
	u32 contradictions;
	unsigned int odd;
};

const u8 *ctl_decoder_half(const struct decoder *decoder, unsigned int bank,
			   int page);
int ctl_decoder_run(struct decoder *decoder);

#endif /* _CMISCTL_DECODER_H */
