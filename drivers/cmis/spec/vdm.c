// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoders of Versatile Diagnostics Monitoring: pages 20h to 2Fh.
 *
 * Pure: see spec/value.h.
 */

#include "spec/vdm.h"
#include "spec/value.h"

#define CMIS_VDM_DESC_SIZE	2
#define CMIS_VDM_SET_SIZE	(2 * CMIS_LEVEL_COUNT)
#define CMIS_VDM_FINE_UNIT_US	100

/**
 * cmis_vdm_support_decode() - decode the static part of page 2Fh
 * @page: page 2Fh
 * @len: number of bytes in @page
 * @support: the result
 *
 * 01h:142 says whether there is a page 2Fh at all. A page that is all FFh, as
 * of a bus without a driver, offers no groups.
 *
 * Return: 0, or -EMSGSIZE if @page is too short; @support is empty then.
 */
int cmis_vdm_support_decode(const u8 *page, size_t len,
			    struct cmis_vdm_support *support)
{
	u8 byte;

	memset(support, 0, sizeof(*support));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	byte = cmis_byte_get(page, CMIS_VDM_SUPPORT);
	support->power_saving = byte & CMIS_VDM_SUPPORT_POWER_SAVING;
	if (!memchr_inv(page, 0xff, CMIS_PAGE_SIZE))
		return 0;
	support->groups = FIELD_GET(CMIS_VDM_SUPPORT_GROUPS, byte) + 1;
	support->fine_interval_us = cmis_word_get(page,
						  CMIS_VDM_FINE_INTERVAL) *
				    CMIS_VDM_FINE_UNIT_US;
	return 0;
}

static bool cmis_vdm_place_valid(const struct cmis_vdm_group *group)
{
	return group->bank < CMIS_MAX_BANKS && group->group >= 1 &&
	       group->group <= CMIS_VDM_GROUPS;
}

static bool cmis_vdm_is_duplicate(const struct cmis_monitor_list *list,
				  const struct cmis_monitor *monitor)
{
	unsigned int i;

	/* Monitors of a bank are together; while they are added, at the end. */
	for (i = list->count; i--;) {
		const struct cmis_monitor *other = &list->monitor[i];

		if (other->source != CMIS_SOURCE_VDM ||
		    other->bank != monitor->bank)
			return false;
		if (other->type == monitor->type &&
		    other->lane == monitor->lane)
			return true;
	}
	return false;
}

static void cmis_vdm_descriptor_decode(const struct cmis_vdm_group *group,
				       unsigned int place, unsigned int lanes,
				       struct cmis_monitor_list *list)
{
	const u8 *desc = &group->descriptors[place * CMIS_VDM_DESC_SIZE];
	u8 resource = FIELD_GET(CMIS_VDM_DESC_RESOURCE, desc[0]);
	unsigned int lane = group->bank * CMIS_LANES_PER_BANK + resource;
	unsigned int slot = (group->group - 1) * CMIS_VDM_GROUP_SLOTS + place;
	const struct cmis_monitor monitor = {
		.type = desc[1],
		.source = CMIS_SOURCE_VDM,
		.bank = group->bank,
		.page = CMIS_PAGE_VDM_SAMPLES + group->group - 1,
		.offset = CMIS_UPPER_FIRST + place * sizeof(u16),
		.flags = CMIS_UPPER_FIRST + slot / 2,
		.flags_bit = slot % 2 * CMIS_LEVEL_COUNT,
		.lane = resource == CMIS_VDM_RESOURCE_MODULE ?
			CMIS_LANE_NONE : lane,
		.scale = 1,
	};

	if (monitor.type == CMIS_MON_NONE)
		return;
	if (list->count >= list->max ||
	    (monitor.lane != CMIS_LANE_NONE &&
	     (resource >= CMIS_LANES_PER_BANK || lane >= lanes)) ||
	    cmis_vdm_is_duplicate(list, &monitor)) {
		list->rejected++;
		return;
	}
	list->monitor[list->count++] = monitor;
}

/**
 * cmis_vdm_descriptors_decode() - find the monitors of a group
 * @group: the group, with its descriptors
 * @lanes: lanes of the module, all banks together
 * @list: gets the monitors
 *
 * Called bank by bank and group by group within a bank, from the first on. A
 * descriptor is rejected and counted if there is one for the same type and
 * resource before it, if its resource is reserved, if it is about a lane that
 * the module does not have, or if the list is full; and all those of a page
 * that is all FFh, as of a bus without a driver.
 *
 * Return: 0; -EMSGSIZE if the page is too short; -EINVAL if there is no such
 * bank or group.
 */
int cmis_vdm_descriptors_decode(const struct cmis_vdm_group *group,
				unsigned int lanes,
				struct cmis_monitor_list *list)
{
	unsigned int place;

	if (group->len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	if (!cmis_vdm_place_valid(group))
		return -EINVAL;
	if (!memchr_inv(group->descriptors, 0xff, CMIS_PAGE_SIZE)) {
		list->rejected += CMIS_VDM_GROUP_SLOTS;
		return 0;
	}
	for (place = 0; place < CMIS_VDM_GROUP_SLOTS; place++)
		cmis_vdm_descriptor_decode(group, place, lanes, list);
	return 0;
}

/**
 * cmis_vdm_thresholds_decode() - give the monitors of a group their thresholds
 * @group: the group, with its descriptors
 * @page: page 28h, 29h, 2Ah or 2Bh of the bank
 * @len: number of bytes in @page
 * @list: has the group's monitors
 *
 * Return: 0, -EMSGSIZE if a page is too short, -EINVAL if there is no such bank
 * or group.
 */
int cmis_vdm_thresholds_decode(const struct cmis_vdm_group *group,
			       const u8 *page, size_t len,
			       struct cmis_monitor_list *list)
{
	unsigned int i, place;

	if (len < CMIS_PAGE_SIZE || group->len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	if (!cmis_vdm_place_valid(group))
		return -EINVAL;
	for (i = 0; i < list->count; i++) {
		struct cmis_monitor *monitor = &list->monitor[i];
		const u8 *set;

		if (monitor->source != CMIS_SOURCE_VDM ||
		    monitor->bank != group->bank ||
		    monitor->page != CMIS_PAGE_VDM_SAMPLES + group->group - 1)
			continue;
		place = (monitor->offset - CMIS_UPPER_FIRST) / sizeof(u16);
		set = &page[FIELD_GET(CMIS_VDM_DESC_THRESHOLD,
				      group->descriptors[place *
							 CMIS_VDM_DESC_SIZE]) *
			    CMIS_VDM_SET_SIZE];
		cmis_monitor_set_limits(monitor, set);
	}
	return 0;
}
