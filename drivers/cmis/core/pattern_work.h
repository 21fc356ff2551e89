/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cage's work on test patterns.
 */
#ifndef _CMIS_CORE_PATTERN_WORK_H
#define _CMIS_CORE_PATTERN_WORK_H

#include <linux/types.h>

struct cmis_cage;

/* Uses the bus. */
unsigned int cmis_test_run(struct cmis_cage *cage, bool now);

#endif /* _CMIS_CORE_PATTERN_WORK_H */
