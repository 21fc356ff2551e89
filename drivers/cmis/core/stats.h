/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counters of a cage since it was registered.
 */
#ifndef _CMIS_STATS_H
#define _CMIS_STATS_H

#include <linux/types.h>

#define CMIS_STAT_COUNT	8

struct cmis_cage;

/* By number; cmis_cage_get_stat() has the values. */
extern const char *const cmis_stat_names[CMIS_STAT_COUNT];

u64 cmis_cage_get_stat(struct cmis_cage *cage, unsigned int stat);

#endif /* _CMIS_STATS_H */
