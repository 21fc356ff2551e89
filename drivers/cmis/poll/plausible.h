/* SPDX-License-Identifier: GPL-2.0-only */
/* Implausible jumps of values. Pure. */
#ifndef _CMIS_POLL_PLAUSIBLE_H
#define _CMIS_POLL_PLAUSIBLE_H

#include <linux/types.h>

struct cmis_snapshot;

bool cmis_plausible_check(const struct cmis_snapshot *old,
			  const struct cmis_snapshot *new, unsigned int class);
unsigned int cmis_plausible_count(const struct cmis_snapshot *old,
				  const struct cmis_snapshot *first,
				  const struct cmis_snapshot *second,
				  unsigned int class);

#endif /* _CMIS_POLL_PLAUSIBLE_H */
