/* SPDX-License-Identifier: GPL-2.0-only */
/* Thresholds that an administrator has set for a part number. */
#ifndef _CMIS_LIMITS_H
#define _CMIS_LIMITS_H

#include <linux/types.h>

#include "spec/admin.h"
#include "spec/monitors.h"

struct cmis_module;

/**
 * struct cmis_part_limit - a threshold for all modules with a part number
 * @vendor_pn: the part number, without trailing blanks
 * @type: type of the monitor
 * @level: enum cmis_level
 * @value: the threshold, in the unit of the monitor
 */
struct cmis_part_limit {
	char vendor_pn[CMIS_STR_NAME];
	u16 type;
	u8 level;
	struct cmis_number value;
};

int cmis_limit_set(const struct cmis_part_limit *limit);
int cmis_limit_drop(const struct cmis_part_limit *limit);
int cmis_limit_find(struct cmis_part_limit *limit);
bool cmis_limit_get(unsigned int index, struct cmis_part_limit *limit);
void cmis_limits_apply(struct cmis_module *module);

#endif /* _CMIS_LIMITS_H */
