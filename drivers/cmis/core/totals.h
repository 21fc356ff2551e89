/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Totals of tests with patterns, for the sweeps of page 14h.
 */
#ifndef _CMIS_TOTALS_H
#define _CMIS_TOTALS_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_diag_counters;
struct cmis_module;

bool cmis_test_is_due(struct cmis_cage *cage);
u8 cmis_test_selectors(struct cmis_cage *cage,
		       const struct cmis_module *module);
void cmis_test_count(struct cmis_cage *cage, bool media, unsigned int lane,
		     const struct cmis_diag_counters *counters);

/* These functions use the bus. */
int cmis_test_hold(struct cmis_cage *cage, const struct cmis_module *module);
int cmis_test_release(struct cmis_cage *cage, const struct cmis_module *module);

#endif /* _CMIS_TOTALS_H */
