/* SPDX-License-Identifier: GPL-2.0-only */
/* Fields that came with a later revision of CMIS. Pure: see spec/value.h. */
#ifndef _CMIS_SINCE_H
#define _CMIS_SINCE_H

#include <linux/types.h>

u8 cmis_since_bits(u8 revision, u32 reg);

/* Whether a module of a revision can have a field: the register, its bits. */
static inline bool cmis_field_is_there(u8 revision, u32 reg, u8 mask)
{
	return (cmis_since_bits(revision, reg) & mask) == mask;
}

#endif /* _CMIS_SINCE_H */
