/* SPDX-License-Identifier: GPL-2.0-only */
/* The share of a bus that the sweeps of its cages take. */
#ifndef _CMIS_POLL_SHARE_H
#define _CMIS_POLL_SHARE_H

#include <uapi/linux/cmis.h>

struct cmis_cage;

void cmis_share_note(struct cmis_cage *cage, enum cmis_class class, u32 us,
		     int error);
void cmis_share_bus(struct cmis_cage *cage);
void cmis_share_show(struct cmis_cage *cage);

#endif /* _CMIS_POLL_SHARE_H */
