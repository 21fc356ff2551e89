/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/bitops.h>, in user space. */
#ifndef _USER_LINUX_BITOPS_H
#define _USER_LINUX_BITOPS_H

#include <linux/bits.h>
#include <linux/types.h>

static inline unsigned int hweight8(u8 byte)
{
	return __builtin_popcount(byte);
}

static inline int fls64(u64 number)
{
	return number ? 64 - __builtin_clzll(number) : 0;
}

#endif /* _USER_LINUX_BITOPS_H */
