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

#endif /* _USER_LINUX_UNALIGNED_H */
