// SPDX-License-Identifier: GPL-2.0-only
/* A module's memory, decoded by the decoders of the driver. */

#include <errno.h>
#include <stddef.h>
#include <linux/array_size.h>

#include "decoder.h"
#include "spec/lanes.h"
#include "spec/settle.h"
#include "spec/value.h"

/**
 * ctl_decoder_half - a half of the memory
 * @decoder: the memory
 * @bank: bank
 * @page: page; -1: lower memory
 *
 * Return: 128 bytes; NULL if a part of them is not known.
 */
const u8 *ctl_decoder_half(const struct decoder *decoder, unsigned int bank,
			   int page)
{
	const struct ctl_half *half = ctl_image_find(decoder->image, bank,
						     page);

	return half && half->known == CTL_HALF_SIZE ? half->data : NULL;
}

static void decode_vdm_group(struct decoder *decoder, unsigned int bank,
			     unsigned int group)
{
	const struct cmis_vdm_group at = {
		.bank = bank,
		.group = group,
		.descriptors = ctl_decoder_half(decoder, bank,
					CMIS_PAGE_VDM_DESC + group - 1),
		.len = CMIS_PAGE_SIZE,
	};
	const u8 *limits = ctl_decoder_half(decoder, bank,
				    CMIS_PAGE_VDM_THRESHOLDS + group - 1);

	if (!at.descriptors ||
	    cmis_vdm_descriptors_decode(&at, decoder->lanes,
					&decoder->monitors))
		return;
	if (limits)
		cmis_vdm_thresholds_decode(&at, limits, CMIS_PAGE_SIZE,
					   &decoder->monitors);
}

static void decode_monitors(struct decoder *decoder)
{
	struct cmis_monitor_list *list = &decoder->monitors;
	struct cmis_vdm_support support = { 0 };
	unsigned int lane, bank, group;
	const u8 *control;

	if (decoder->basics.flat)
		return;
	list->adverts = decoder->adverts.known ?
			ctl_decoder_half(decoder, 0, CMIS_PAGE_ADVERT) : NULL;
	list->thresholds = decoder->thresholds.known ?
			   ctl_decoder_half(decoder, 0,
					    CMIS_PAGE_THRESHOLDS) : NULL;
	list->scale = decoder->adverts.bias_scale;
	list->max = MONITORS_MAX;
	list->monitor = decoder->monitor;
	cmis_monitors_add(list, CMIS_LANE_NONE, false);
	for (lane = 0; lane < decoder->lanes; lane++)
		if (ctl_decoder_half(decoder, lane / CMIS_LANES_PER_BANK,
				     CMIS_PAGE_LANE_STATUS))
			cmis_monitors_add(list, lane,
					  cmis_media_lane_supported
					  (&decoder->admin, decoder->lanes,
					   lane));
	control = ctl_decoder_half(decoder, 0, CMIS_PAGE_VDM_CONTROL);
	if (!control || cmis_vdm_support_decode(control, CMIS_PAGE_SIZE,
						&support))
		return;
	for (bank = 0; bank < CMIS_MAX_BANKS; bank++)
		for (group = 1; group <= support.groups; group++)
			decode_vdm_group(decoder, bank, group);
}

/* The driver reads page 00h of each module; a dump may lack it. */
static void decoder_settle(struct decoder *decoder)
{
	const struct cmis_offer offer = {
		.basics = &decoder->basics,
		.admin = &decoder->admin,
		.adverts = &decoder->adverts,
		.apps = &decoder->apps,
	};

	if (!ctl_decoder_half(decoder, 0, CMIS_PAGE_ADMIN))
		decoder->admin.identifier = decoder->basics.identifier;
	decoder->contradictions = cmis_offer_settle(&offer);
}

static int decode_static(struct decoder *decoder)
{
	static const u8 blank[CMIS_PAGE_SIZE];
	const u8 *lower = ctl_decoder_half(decoder, 0, -1), *page;
	u8 revision;

	if (!lower)
		return -ENODATA;
	cmis_basics_decode(lower, CMIS_PAGE_SIZE, &decoder->basics);
	cmis_status_decode(lower, CMIS_PAGE_SIZE, &decoder->status);
	revision = cmis_basics_revision(&decoder->basics);
	page = ctl_decoder_half(decoder, 0, CMIS_PAGE_ADMIN);
	if (page)
		cmis_admin_decode(page, CMIS_PAGE_SIZE, revision,
				  &decoder->admin);
	page = ctl_decoder_half(decoder, 0, CMIS_PAGE_ADVERT);
	if (decoder->basics.flat)
		cmis_adverts_init_flat(&decoder->adverts);
	else
		cmis_adverts_decode(page ? page : blank, CMIS_PAGE_SIZE,
				    revision, &decoder->adverts);
	cmis_apps_decode(CMIS_WHOLE_PAGE(lower),
			 page && !decoder->basics.flat ? CMIS_WHOLE_PAGE(page) :
							 NULL,
			 decoder->basics.media_type, &decoder->apps);
	page = ctl_decoder_half(decoder, 0, CMIS_PAGE_THRESHOLDS);
	if (page && !decoder->basics.flat)
		cmis_thresholds_decode(page, CMIS_PAGE_SIZE,
				       &decoder->thresholds);
	decoder_settle(decoder);
	decoder->lanes = cmis_lanes_count(&decoder->basics,
					  &decoder->adverts);
	return 0;
}

/**
 * ctl_decoder_run - decode what is known of a memory
 * @decoder: the memory, all else 0; gets the result
 *
 * Return: 0, or -ENODATA if lower memory is not known.
 */
int ctl_decoder_run(struct decoder *decoder)
{
	int ret = decode_static(decoder);

	if (!ret)
		decode_monitors(decoder);
	return ret;
}
