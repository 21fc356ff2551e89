/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/unaligned.h>, in user space. */
#ifndef _USER_LINUX_UNALIGNED_H
#define _USER_LINUX_UNALIGNED_H

#include <linux/types.h>

static inline u16 get_unaligned_be16(const void *p)
{
	const u8 *byte = p;

	return byte[0] << 8 | byte[1];
}

static inline void put_unaligned_be16(u16 value, void *p)
{
	u8 *at = p;

	at[0] = value >> 8;
	at[1] = value;
}

#endif /* _USER_LINUX_UNALIGNED_H */
