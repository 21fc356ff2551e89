/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Raw access to a module's memory.
 */
#ifndef _CMIS_ACCESS_H
#define _CMIS_ACCESS_H

#include "xfer/latch.h"

struct cmis_cage;

bool cmis_access_has_caps(const struct cmis_cage *cage, u32 caps);

/* These functions use the bus. */
int cmis_access_read(struct cmis_cage *cage, enum cmis_reader reader,
		     const struct cmis_range *range, u8 *buf);
int cmis_access_write(struct cmis_cage *cage, enum cmis_reader reader,
		      const struct cmis_range *range, const u8 *buf);

#endif /* _CMIS_ACCESS_H */
