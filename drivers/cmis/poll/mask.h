/* SPDX-License-Identifier: GPL-2.0-only */
/* Masks of flags that would hold the interrupt line. */
#ifndef _CMIS_POLL_MASK_H
#define _CMIS_POLL_MASK_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

struct cmis_cage;

int cmis_mask_follow(struct cmis_cage *cage, enum cmis_class class,
		     bool interrupt);
void cmis_mask_quiesce(struct cmis_cage *cage);

#endif /* _CMIS_POLL_MASK_H */
