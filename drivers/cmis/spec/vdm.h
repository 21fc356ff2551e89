/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Versatile Diagnostics Monitoring: pages 20h-2Fh, pure decoders.
 *
 * A module lists its monitors by descriptors: each gives the type of a
 * monitor, its lane or data path, and a place for its value, its thresholds and
 * its flags. Only the descriptors say where something is.
 */
#ifndef _CMIS_VDM_H
#define _CMIS_VDM_H

#include <linux/types.h>
#include "spec/monitors.h"
#include "spec/regs.h"

#define CMIS_VDM_GROUPS		4
#define CMIS_VDM_GROUP_SLOTS	64
#define CMIS_VDM_BANK_SLOTS	(CMIS_VDM_GROUPS * CMIS_VDM_GROUP_SLOTS)

/* Resource of a descriptor: a lane, the first lane of a data path, or this. */
#define CMIS_VDM_RESOURCE_MODULE	15

/**
 * struct cmis_vdm_support - the offers of page 2Fh
 * @groups: groups of monitors, 1..4; 0 if there is no VDM (128.1-0)
 * @power_saving: 144.6 can switch the monitoring off (128.2)
 * @fine_interval_us: length of one interval of BER and FERC; 0 = not given
 *	(129-130)
 */
struct cmis_vdm_support {
	u8 groups;
	bool power_saving;
	u32 fine_interval_us;
};

/**
 * struct cmis_vdm_group - a group of descriptors
 * @bank: the bank
 * @group: the group within the bank, from 1
 * @descriptors: its page of descriptors (20h-23h)
 * @len: number of bytes in @descriptors
 */
struct cmis_vdm_group {
	u8 bank;
	u8 group;
	const u8 *descriptors;
	size_t len;
};

int cmis_vdm_support_decode(const u8 *page, size_t len,
			    struct cmis_vdm_support *support);
int cmis_vdm_descriptors_decode(const struct cmis_vdm_group *group,
				unsigned int lanes,
				struct cmis_monitor_list *list);
int cmis_vdm_thresholds_decode(const struct cmis_vdm_group *group,
			       const u8 *page, size_t len,
			       struct cmis_monitor_list *list);

#endif /* _CMIS_VDM_H */
